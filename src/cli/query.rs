//! `griot query`: SPARQL from argument, file or stdin.

use super::stores::StoreArgument;
use super::{Global, Outcome, output};
use crate::graph::{AnswerKind, Dataset, GraphFormat, TableFormat};
use clap::Args;
use comfy_table::{ContentArrangement, Table, presets};
use miette::{IntoDiagnostic, Result, miette};
use std::io::{IsTerminal, Read, Write};
use std::path::PathBuf;

/// Ask the graph in SPARQL
#[derive(Debug, Args)]
pub(super) struct Query {
    #[command(flatten)]
    store: StoreArgument,
    /// The query itself; `-` reads it from stdin
    #[arg(value_name = "SPARQL", required_unless_present = "file")]
    query: Option<String>,
    /// File that holds the query
    #[arg(long, short, value_name = "FILE", conflicts_with = "query")]
    file: Option<PathBuf>,
    /// table, csv, tsv, json, xml; for CONSTRUCT and DESCRIBE ttl, trig, nt, nq, rdf, jsonld
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Leave the promises out
    #[arg(long)]
    facts: bool,
    /// File to write to (default: stdout)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Query {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let sparql = self.sparql()?;
        let store = self.store.read(global)?;
        let dataset = if self.facts { Dataset::Facts } else { Dataset::All };
        let answer = store.query(&sparql, dataset)?;
        let mut out = output::open(self.output.as_deref())?;
        match (self.format.as_deref(), answer.kind()) {
            (None, AnswerKind::Graph) => answer.write_graph(GraphFormat::Turtle, &mut out)?,
            (None | Some("table"), _) => print_table(&answer.into_table()?, &mut out).into_diagnostic()?,
            (Some(format), AnswerKind::Graph) => {
                answer.write_graph(format.parse::<GraphFormat>().into_diagnostic()?, &mut out)?;
            }
            (Some(format), _) => {
                answer.write_table(format.parse::<TableFormat>().into_diagnostic()?, &mut out)?;
            }
        }
        out.flush().into_diagnostic()?;
        Ok(Outcome::Done)
    }

    fn sparql(&self) -> Result<String> {
        if let Some(file) = &self.file {
            return std::fs::read_to_string(file)
                .map_err(|error| miette!(help = "check the path", "{}: {error}", file.display()));
        }
        match self.query.as_deref() {
            Some("-") => {
                let mut text = String::new();
                std::io::stdin().read_to_string(&mut text).into_diagnostic()?;
                Ok(text)
            }
            query => Ok(query.unwrap_or_default().to_owned()),
        }
    }
}

/// Rows between rules, fitted to the terminal; elsewhere as wide as they are.
fn print_table(answer: &crate::graph::Table, out: &mut dyn Write) -> std::io::Result<()> {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_header(&answer.columns);
    if std::io::stdout().is_terminal() {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    for row in &answer.rows {
        table.add_row(row);
    }
    writeln!(out, "{table}")
}
