//! `griot import`: an analyst's own RDF beside the extracted graphs.

use super::messages::{Language, Messages};
use super::stores::{StoreArgument, mapping};
use super::{Global, Outcome};
use crate::graph::GraphFormat;
use clap::Args;
use fluent_bundle::FluentArgs;
use miette::{IntoDiagnostic, Result, miette};
use std::path::{Path, PathBuf};

/// Bring RDF of your own into the store, each file in a graph of its own
///
/// Its triples lie in the graph <BASE>import/NAME, whatever graphs the file names, and never pass for what
/// an article says. Importing a name again replaces what was imported under it.
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    store: StoreArgument,
    /// File to import
    #[arg(value_name = "FILE", required_unless_present = "remove")]
    file: Option<PathBuf>,
    /// Name to import it under (default: the file's name)
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// ttl, trig, nt, nq, rdf or jsonld (default: by the file's ending)
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Remove what was imported under a name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["file", "name", "format"])]
    remove: Option<String>,
}

impl Import {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let engine = global.engine_over(&data)?;
        let mapping = mapping(engine.base(), &data, engine.ontology(), engine.gazetteer())?;
        let store = self.store.write(mapping, true)?;
        let messages = Messages::new(Language::choose(global.lang));
        if let Some(name) = &self.remove {
            if store.drop_import(name)? {
                return Ok(Outcome::Done);
            }
            eprintln!("{name}: {}", messages.get("no-such-import"));
            return Ok(Outcome::Faults);
        }
        let file = self.file.as_deref().unwrap_or(Path::new("-"));
        let bytes = std::fs::read(file)
            .map_err(|error| miette!(help = "check the path", "{}: {error}", file.display()))?;
        let name = self.name(file);
        let triples = store.import(&name, &bytes, self.format(file)?)?;
        let mut arguments = FluentArgs::new();
        arguments.set("count", triples);
        arguments.set("name", name);
        eprintln!("{}", messages.with("imported", &arguments));
        Ok(Outcome::Done)
    }

    fn name(&self, file: &Path) -> String {
        let of_file = || {
            file.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        self.name.clone().unwrap_or_else(of_file)
    }

    fn format(&self, file: &Path) -> Result<GraphFormat> {
        if let Some(name) = &self.format {
            return name.parse::<GraphFormat>().into_diagnostic();
        }
        GraphFormat::of_path(file).ok_or_else(|| {
            miette!(
                help = "name it with --format ttl, trig, nt, nq, rdf or jsonld",
                "the format of {} is not known",
                file.display()
            )
        })
    }
}
