//! `griot export`: the graph in any RDF format, sorted and without timestamps.

use super::stores::StoreArgument;
use super::{Global, Outcome, output};
use crate::graph::{ExportOptions, GraphFormat};
use clap::Args;
use miette::{IntoDiagnostic, Result};
use std::io::Write;
use std::path::PathBuf;

/// Write the graph as RDF
#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    store: StoreArgument,
    /// ttl, trig, nt, nq, rdf or jsonld (default: by the file's ending, else trig)
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Leave the promises' direct triples out (always so in formats without graphs)
    #[arg(long)]
    facts: bool,
    /// Write RDF 1.2 triple terms instead of reified statements
    #[arg(long)]
    rdf12: bool,
    /// File to write to (default: stdout)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let by_ending = || self.output.as_deref().and_then(GraphFormat::of_path);
        let format = match &self.format {
            Some(name) => name.parse::<GraphFormat>().into_diagnostic()?,
            None => by_ending().unwrap_or(GraphFormat::TriG),
        };
        let options = ExportOptions {
            format,
            facts_only: self.facts,
            rdf12: self.rdf12,
        };
        let store = self.store.read(global)?;
        let mut out = output::open(self.output.as_deref())?;
        store.export(options, &mut out)?;
        out.flush().into_diagnostic()?;
        Ok(Outcome::Done)
    }
}
