//! `griot remove`: articles out of a store, without a trace.

use super::messages::{Language, Messages};
use super::stores::{StoreArgument, mapping};
use super::{Global, Outcome};
use clap::Args;
use miette::Result;

/// Remove articles with all that was drawn from them; their words leave the disk too
#[derive(Debug, Args)]
pub(super) struct Remove {
    #[command(flatten)]
    store: StoreArgument,
    /// Keys of articles, as `griot status --articles` lists them
    #[arg(value_name = "KEY", required = true)]
    keys: Vec<String>,
}

impl Remove {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let messages = Messages::new(Language::choose(global.lang));
        let data = global.knowledge()?;
        let engine = global.engine_over(&data)?;
        let mapping = mapping(engine.base(), &data, engine.ontology(), engine.gazetteer())?;
        let store = self.store.write_existing(mapping)?;
        let mut outcome = Outcome::Done;
        let mut writer = store.writer()?;
        let mut removed = 0;
        for key in &self.keys {
            if writer.drop_article(key)? {
                removed += 1;
            } else {
                eprintln!("{key}: {}", messages.get("no-such-article"));
                outcome = Outcome::Faults;
            }
        }
        writer.finish()?;
        if removed > 0 {
            store.erase_leftovers()?;
        }
        eprintln!("{}", messages.counted("articles-removed", removed));
        Ok(outcome)
    }
}
