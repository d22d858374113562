//! `griot timeline`: what happened to an entity, in time, as text or picture.

use super::rows::{RowFormat, Rows};
use super::stores::StoreArgument;
use super::view::{Filters, Graph, Window};
use super::wording::{FAINT, STRONG, colour, one_line, quotation, sign};
use super::{Global, Outcome, output};
use crate::data::Data;
use crate::draw::style::{Medium, Styles};
use crate::draw::timeline::{self as picture, Captions, Row};
use crate::draw::webfont;
use crate::network::{Moment, timeline};
use clap::{Args, ValueEnum};
use fluent_bundle::FluentArgs;
use miette::{IntoDiagnostic, Result};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

/// Tell what articles say of an entity, in time
#[derive(Debug, Args)]
pub(super) struct Timeline {
    /// Of whom (label, other name or id)
    #[arg(value_name = "ENTITY")]
    entity: String,
    /// Only what happens between the two
    #[arg(value_name = "OTHER")]
    other: Option<String>,
    #[command(flatten)]
    store: StoreArgument,
    /// Most moments in text and picture; the best attested are kept, 0 keeps all
    #[arg(long, value_name = "N", default_value_t = 80)]
    limit: usize,
    /// Also print the words of the articles
    #[arg(long)]
    quotes: bool,
    /// text, svg, csv, tsv, json, jsonl (default: after the ending of --output, else text)
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Stands above the picture
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// File to write to (default: stdout)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    window: Window,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Svg,
    Csv,
    Tsv,
    Json,
    Jsonl,
}

impl Format {
    const fn rows(self) -> RowFormat {
        match self {
            Self::Text | Self::Svg => RowFormat::Text,
            Self::Csv => RowFormat::Csv,
            Self::Tsv => RowFormat::Tsv,
            Self::Json => RowFormat::Json,
            Self::Jsonl => RowFormat::Jsonl,
        }
    }
}

/// Quotes of a moment in text and picture.
const QUOTES: usize = 3;

impl Timeline {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let graph = Graph::read(&self.store, global)?;
        let selection = graph.select(&self.filters, self.window, &[])?;
        let about = graph.entity(&self.entity)?;
        let other = self.other.as_deref().map(|name| graph.entity(name)).transpose()?;
        let claims = selection.claims(&graph.claims, &graph.classification);
        let mut moments = timeline(claims, &about, other.as_deref(), &graph.classification);
        moments.retain(|moment| moment.sources.len() >= selection.min_sources);
        if moments.is_empty() {
            anstream::eprintln!("{}", graph.messages.get("view-empty"));
            return Ok(Outcome::Faults);
        }
        let format = self.format();
        let left = if matches!(format, Format::Text | Format::Svg) {
            self.keep_best(&mut moments)
        } else {
            0
        };
        let mut out = output::open_coloured(self.output.as_deref())?;
        match format {
            Format::Text => self.print(&graph, &moments, &mut out).into_diagnostic()?,
            Format::Svg => {
                let svg = self.picture(&graph, &moments, &global.knowledge()?)?;
                out.write_all(svg.as_bytes()).into_diagnostic()?;
            }
            format => rows(&moments).write(format.rows(), &mut out)?,
        }
        out.flush().into_diagnostic()?;
        if left > 0 {
            anstream::eprintln!("{}", graph.count("timeline-more", left));
        }
        Ok(Outcome::Done)
    }

    /// Keeps the best attested moments, in their order, and tells how many are left out.
    fn keep_best(&self, moments: &mut Vec<Moment>) -> usize {
        let all = moments.len();
        if self.limit == 0 || all <= self.limit {
            return 0;
        }
        let mut ranked: Vec<usize> = (0..all).collect();
        ranked.sort_by_key(|at| std::cmp::Reverse(moments[*at].sources.len()));
        let kept: BTreeSet<usize> = ranked.into_iter().take(self.limit).collect();
        let mut at = 0;
        moments.retain(|_| {
            at += 1;
            kept.contains(&(at - 1))
        });
        all - moments.len()
    }

    fn format(&self) -> Format {
        let ending = self.output.as_deref().and_then(|path| path.extension()?.to_str());
        let of_ending = ending.and_then(|ending| Format::from_str(ending, true).ok());
        self.format.or(of_ending).unwrap_or(Format::Text)
    }

    fn print(&self, graph: &Graph, moments: &[Moment], out: &mut dyn Write) -> std::io::Result<()> {
        let width = moments
            .iter()
            .filter_map(|moment| moment.when.as_ref())
            .map(String::len)
            .max();
        let width = width.unwrap_or_default();
        let mut heading = None;
        for moment in moments {
            let year = moment.period.first.map(jiff::civil::Date::year);
            if heading != Some(year) {
                heading = Some(year);
                let words =
                    year.map_or_else(|| graph.messages.get("timeline-undated"), |year| year.to_string());
                writeln!(out, "{STRONG}{words}{STRONG:#}")?;
            }
            let colour = colour(&moment.kind);
            writeln!(
                out,
                "  {FAINT}{:width$}{FAINT:#}  {colour}{}{colour:#} {}{}  {FAINT}{}{FAINT:#}",
                moment.when.as_deref().unwrap_or_default(),
                sign(moment.status),
                graph.act(
                    &moment.subject,
                    &moment.predicate,
                    &moment.kind,
                    moment.symmetric,
                    moment.object.label()
                ),
                details(moment),
                graph.attestation(moment.status, moment.sources.len(), &BTreeSet::new()),
            )?;
            for (claim, quote) in moment.quotes().take(QUOTES).filter(|_| self.quotes) {
                writeln!(out, "  {:width$}    {}", "", quotation(claim, quote))?;
            }
        }
        Ok(())
    }

    fn picture(&self, graph: &Graph, moments: &[Moment], data: &Data) -> Result<String> {
        let styles = Styles::load(data, Medium::Paper).into_diagnostic()?;
        let title = self.title.clone().unwrap_or_else(|| match &self.other {
            Some(other) => format!("{} – {other}", self.entity),
            None => self.entity.clone(),
        });
        let rows = moments.iter().map(|moment| Row {
            year: moment.period.first.map(|day| day.year().to_string()),
            date: moment
                .when
                .as_deref()
                .map_or_else(String::new, |date| styles.date(date, graph.language.into())),
            kind: moment.kind.to_string(),
            status: moment.status,
            text: format!(
                "{} {} {}{}",
                moment.subject.label,
                graph.predicate(&moment.predicate),
                moment.object.label(),
                details(moment)
            ),
            note: graph.attestation(moment.status, moment.sources.len(), &BTreeSet::new()),
            tooltip: moment
                .quotes()
                .take(QUOTES)
                .map(|(_, quote)| format!("« {} »", one_line(quote)))
                .collect::<Vec<_>>()
                .join("\n"),
        });
        let rows: Vec<Row> = rows.collect();
        let sources: BTreeSet<&String> = moments.iter().flat_map(|moment| &moment.sources).collect();
        let captions = Captions {
            title,
            undated: graph.messages.get("timeline-undated"),
            kinds: graph
                .classification
                .kinds(graph.language.into())
                .map(|(id, label)| (id.to_owned(), label.to_owned()))
                .collect(),
            statuses: graph.statuses(),
            sources: {
                let mut arguments = FluentArgs::new();
                arguments.set("count", sources.len());
                graph.messages.with("timeline-sources", &arguments)
            },
        };
        Ok(webfont::embed(&picture::render(&rows, &captions, &styles)))
    }
}

/// " (six drones; militaire)"
fn details(moment: &Moment) -> String {
    let words: Vec<&str> = moment.details.values().flatten().map(String::as_str).collect();
    if words.is_empty() {
        return String::new();
    }
    format!(" ({})", one_line(&words.join(" ; ")))
}

fn rows(moments: &[Moment]) -> Rows {
    let mut rows = Rows::new([
        "date",
        "subject",
        "predicate",
        "object",
        "status",
        "kind",
        "details",
        "sources",
        "quotes",
        "articles",
        "subject_iri",
        "object_iri",
    ]);
    for moment in moments {
        let articles: BTreeSet<&str> = moment
            .claims
            .iter()
            .map(|claim| claim.source.key.as_str())
            .collect();
        let quotes: Vec<String> = moment.quotes().map(|(_, quote)| one_line(quote)).collect();
        let details: Vec<&String> = moment.details.values().flatten().collect();
        rows.rows.push(vec![
            json!(moment.when),
            json!(moment.subject.label),
            json!(moment.predicate),
            json!(moment.object.label()),
            json!(moment.status.name()),
            json!(&*moment.kind),
            json!(details),
            json!(moment.sources.len()),
            json!(quotes),
            json!(articles),
            json!(moment.subject.iri),
            json!(moment.object.party().map(|object| object.iri.as_str())),
        ]);
    }
    rows
}
