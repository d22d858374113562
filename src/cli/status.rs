//! `griot status`: what a store holds.

use super::messages::{Language, Messages};
use super::stores::StoreArgument;
use super::{Global, Outcome, summary};
use crate::ontology::Ontology;
use clap::Args;
use miette::{IntoDiagnostic, Result};

/// Tell what a store holds, and whether a rebuild is due
#[derive(Debug, Args)]
pub(super) struct Status {
    #[command(flatten)]
    store: StoreArgument,
}

impl Status {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let ontology = Ontology::load(&data).into_diagnostic()?;
        let language = Language::choose(global.lang);
        let messages = Messages::new(language);
        let store = self.store.read(global)?;
        summary::print(&store, &ontology, &messages, language.into())?;
        let today = data.version();
        if store.summary()?.versions.iter().any(|version| *version != today) {
            eprintln!("{}", messages.get("rebuild-due"));
        }
        Ok(Outcome::Done)
    }
}
