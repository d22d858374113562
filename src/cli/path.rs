//! `griot path`: how two entities are connected, with the words that say so.

use super::rows::{RowFormat, Rows};
use super::stores::StoreArgument;
use super::view::{Filters, Graph, Window};
use super::wording::{STRONG, one_line, quotation};
use super::{Global, Outcome, output};
use crate::network::{Network, Path, Tie};
use crate::statement::Status;
use clap::Args;
use fluent_bundle::FluentArgs;
use miette::{IntoDiagnostic, Result};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// Show how two entities are connected, and the words that say so
#[derive(Debug, Args)]
pub(super) struct Connect {
    /// From whom (label, other name or id)
    #[arg(value_name = "A")]
    from: String,
    /// To whom
    #[arg(value_name = "B")]
    to: String,
    #[command(flatten)]
    store: StoreArgument,
    /// How many ways to show, the shortest and best attested first
    #[arg(long, value_name = "N", default_value_t = 3)]
    ways: usize,
    /// Follow relations from who acts to whom it concerns only
    #[arg(long)]
    directed: bool,
    /// Quotes for each relation
    #[arg(long, value_name = "N", default_value_t = 1)]
    quotes: usize,
    /// text, csv, tsv, json, jsonl
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: RowFormat,
    /// File to write to (default: stdout)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    window: Window,
}

impl Connect {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let graph = Graph::read(&self.store, global)?;
        let selection = graph.select(&self.filters, self.window, &[Status::Actual])?;
        let network = graph.network(&selection);
        let (from, to) = (graph.node(&network, &self.from)?, graph.node(&network, &self.to)?);
        let paths = network.paths(from, to, self.ways, self.directed);
        let mut out = output::open_coloured(self.output.as_deref())?;
        match self.format {
            RowFormat::Text if paths.is_empty() => {}
            RowFormat::Text => self.print(&graph, &network, &paths, &mut out).into_diagnostic()?,
            format => self.rows(&network, &paths).write(format, &mut out)?,
        }
        out.flush().into_diagnostic()?;
        if paths.is_empty() {
            anstream::eprintln!("{}", graph.messages.get("path-none"));
            return Ok(Outcome::Faults);
        }
        Ok(Outcome::Done)
    }

    fn print(
        &self,
        graph: &Graph,
        network: &Network,
        paths: &[Path],
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        for (number, path) in paths.iter().enumerate() {
            let labels = path.nodes.iter().map(|node| network.party(*node).label.as_str());
            let mut arguments = FluentArgs::new();
            arguments.set("count", path.nodes.len() - 1);
            writeln!(
                out,
                "{STRONG}{}. {}{STRONG:#}  ({})",
                number + 1,
                labels.collect::<Vec<_>>().join(" – "),
                graph.messages.with("path-steps", &arguments)
            )?;
            for step in self.steps(network, path) {
                let object = network.party(step.object);
                writeln!(
                    out,
                    "   {}",
                    graph.tie(network.party(step.subject), step.tie, object)
                )?;
                for (claim, quote) in step.tie.quotes().take(self.quotes) {
                    writeln!(out, "      {}", quotation(claim, quote))?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// The ties of each step; those against the direction only where that does not matter.
    fn steps<'a>(&self, network: &'a Network, path: &Path) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        for (number, ends) in path.nodes.windows(2).enumerate() {
            for (subject, tie) in network.between(ends[0], ends[1]) {
                let object = if subject == ends[0] { ends[1] } else { ends[0] };
                if !self.directed || tie.symmetric || subject == ends[0] {
                    steps.push(Step {
                        number,
                        subject,
                        object,
                        tie,
                    });
                }
            }
        }
        steps
    }

    fn rows(&self, network: &Network, paths: &[Path]) -> Rows {
        let mut rows = Rows::new([
            "path",
            "cost",
            "step",
            "subject",
            "predicate",
            "object",
            "status",
            "sources",
            "first",
            "last",
            "quote",
            "article",
            "subject_iri",
            "object_iri",
        ]);
        for (number, path) in paths.iter().enumerate() {
            for step in self.steps(network, path) {
                let (subject, object) = (network.party(step.subject), network.party(step.object));
                let quote = step.tie.quotes().next();
                rows.rows.push(vec![
                    json!(number + 1),
                    json!(path.cost),
                    json!(step.number + 1),
                    json!(subject.label),
                    json!(step.tie.predicate),
                    json!(object.label),
                    json!(step.tie.status.name()),
                    json!(step.tie.sources.len()),
                    json!(step.tie.dates.first()),
                    json!(step.tie.dates.last()),
                    json!(quote.map(|(_, quote)| one_line(quote))),
                    json!(quote.map(|(claim, _)| claim.source.key.as_str())),
                    json!(subject.iri),
                    json!(object.iri),
                ]);
            }
        }
        rows
    }
}

/// A tie on the way.
struct Step<'a> {
    /// Step of the path, from 0.
    number: usize,
    subject: petgraph::graph::NodeIndex,
    object: petgraph::graph::NodeIndex,
    tie: &'a Tie,
}
