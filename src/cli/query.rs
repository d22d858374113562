//! `griot query`: SPARQL from argument, file or stdin, and canned questions by name.

use super::messages::Language;
use super::stores::StoreArgument;
use super::{Global, Outcome, output};
use crate::graph::{Answer, AnswerKind, Dataset, GraphFormat, Questions, Store, TableFormat};
use clap::Args;
use comfy_table::{ContentArrangement, Table, presets};
use miette::{IntoDiagnostic, Result, miette};
use std::io::{IsTerminal, Read, Write};
use std::path::PathBuf;

/// Ask the graph: in SPARQL, or by the name of a canned question
#[derive(Debug, Args)]
pub(super) struct Query {
    #[command(flatten)]
    store: StoreArgument,
    /// A SPARQL query, the name of a canned question (see --list), or `-` for SPARQL from stdin
    #[arg(value_name = "QUERY", required_unless_present_any = ["file", "list"])]
    query: Option<String>,
    /// File that holds the query
    #[arg(long, short, value_name = "FILE", conflicts_with = "query")]
    file: Option<PathBuf>,
    /// List the canned questions and their parameters
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    parameters: Parameters,
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

/// What canned questions leave open; which of them a question takes, `--list` tells.
#[derive(Debug, Args)]
#[command(next_help_heading = "Parameters of canned questions")]
struct Parameters {
    /// Only what is dated on or after this day
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// The day of interest
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
    /// Only what this party does
    #[arg(long, value_name = "ENTITY")]
    who: Option<String>,
    /// Only what is done to this party
    #[arg(long, value_name = "ENTITY")]
    whom: Option<String>,
    /// The one party
    #[arg(long, value_name = "ENTITY")]
    one: Option<String>,
    /// The other party
    #[arg(long, value_name = "ENTITY")]
    other: Option<String>,
    /// The organisation
    #[arg(long, value_name = "ENTITY")]
    of: Option<String>,
    /// Only this state or place
    #[arg(long = "where", value_name = "ENTITY")]
    where_: Option<String>,
    /// Only what concerns this party
    #[arg(long, value_name = "ENTITY")]
    about: Option<String>,
    /// actual, planned, possible or denied
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Only this relation
    #[arg(long, value_name = "PREDICATE")]
    kind: Option<String>,
    /// Any other parameter, for questions of your own
    #[arg(long = "set", value_name = "NAME=VALUE")]
    others: Vec<String>,
}

impl Parameters {
    /// Name and value of those given.
    fn values(&self) -> Result<Vec<(String, String)>> {
        let named = [
            ("since", &self.since),
            ("at", &self.at),
            ("who", &self.who),
            ("whom", &self.whom),
            ("one", &self.one),
            ("other", &self.other),
            ("of", &self.of),
            ("where", &self.where_),
            ("about", &self.about),
            ("status", &self.status),
            ("kind", &self.kind),
        ];
        let named = named
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
        let others = self.others.iter().map(|pair| match pair.split_once('=') {
            Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
            None => Err(miette!(
                help = "write --set NAME=VALUE",
                "`{pair}` names no value"
            )),
        });
        named.map(Ok).chain(others).collect()
    }
}

impl Query {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let questions = Questions::load(&global.knowledge()?)?;
        if self.list {
            list(&questions, Language::choose(global.lang).into());
            return Ok(Outcome::Done);
        }
        let answer = self.answer(&self.store.read(global)?, &questions)?;
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

    fn answer(&self, store: &Store, questions: &Questions) -> Result<Answer> {
        let dataset = if self.facts { Dataset::Facts } else { Dataset::All };
        if let Some(file) = &self.file {
            let sparql = std::fs::read_to_string(file)
                .map_err(|error| miette!(help = "check the path", "{}: {error}", file.display()))?;
            return Ok(store.query(&sparql, dataset)?);
        }
        let query = self.query.as_deref().unwrap_or_default();
        if query == "-" {
            let mut sparql = String::new();
            std::io::stdin().read_to_string(&mut sparql).into_diagnostic()?;
            return Ok(store.query(&sparql, dataset)?);
        }
        // No SPARQL query is a single word; a word is a question's name, or meant to be one.
        if query.split_whitespace().count() == 1 && !query.contains('{') {
            return Ok(store.ask(questions.find(query)?, &self.parameters.values()?, dataset)?);
        }
        Ok(store.query(query, dataset)?)
    }
}

fn list(questions: &Questions, language: crate::ontology::Language) {
    for question in questions.iter() {
        println!("{}  {}", question.name, question.title(language));
        for parameter in &question.parameters {
            let required = if parameter.required { ", required" } else { "" };
            println!(
                "    --{} ({}{required})  {}",
                parameter.name,
                parameter.kind,
                parameter.help(language)
            );
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
