//! `griot compare`: what changed between two dates.

use super::rows::{RowFormat, Rows};
use super::stores::StoreArgument;
use super::view::{Filters, Graph, Part, Window};
use super::wording::{FAINT, STRONG};
use super::{Global, Outcome, output};
use crate::network::{ChangeKind, Comparison, Period, compare};
use crate::statement::Status;
use anstyle::{AnsiColor, Style};
use clap::Args;
use fluent_bundle::FluentArgs;
use miette::{IntoDiagnostic, Result, miette};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// Show what changed in the graph between two dates
#[derive(Debug, Args)]
pub(super) struct Compare {
    #[command(flatten)]
    store: StoreArgument,
    /// The earlier and the later state: give it twice (--until 2023 --until 2024-06)
    #[arg(long, value_name = "DATE", required = true)]
    until: Vec<Period>,
    /// Nothing that happens, or else was said, before this day counts in either state
    #[arg(long, value_name = "DATE")]
    since: Option<Period>,
    /// Changes of each sort to show in text; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 15)]
    limit: usize,
    /// text, csv, tsv, json, jsonl
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: RowFormat,
    /// File to write to (default: stdout)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    part: Part,
}

impl Compare {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let [one, other] = self.until.as_slice() else {
            return Err(miette!(
                help = "for example: griot compare --until 2023-12 --until 2024-12",
                "--until is needed twice, for the earlier and the later state"
            ));
        };
        let (earlier, later) = if one.last <= other.last {
            (one, other)
        } else {
            (other, one)
        };
        let graph = Graph::read(&self.store, global)?;
        let select = |until: &Period| {
            let window = Window {
                since: self.since,
                until: Some(*until),
            };
            graph.select(&self.filters, window, &[])
        };
        let now = graph.network_of(&select(later)?, &self.part)?;
        // Who matters now decides what is looked at then.
        let before = select(earlier)?
            .of(&graph.claims, &graph.classification)
            .network
            .among(&now);
        let found = compare(&before, &now, &graph.ontology);
        let mut out = output::open_coloured(self.output.as_deref())?;
        match self.format {
            RowFormat::Text => self
                .print(&graph, &found, (*earlier, *later), &mut out)
                .into_diagnostic()?,
            format => rows(&found).write(format, &mut out)?,
        }
        out.flush().into_diagnostic()?;
        Ok(Outcome::Done)
    }

    fn print(
        &self,
        graph: &Graph,
        found: &Comparison<'_>,
        (earlier, later): (Period, Period),
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        let day = |period: Period| period.last.map(|day| day.to_string()).unwrap_or_default();
        let mut arguments = FluentArgs::new();
        arguments.set("earlier", day(earlier));
        arguments.set("later", day(later));
        writeln!(
            out,
            "{STRONG}{}{STRONG:#}",
            graph.messages.with("compare-title", &arguments)
        )?;
        if found.changes.is_empty() && found.parties.is_empty() {
            return writeln!(out, "{}", graph.messages.get("compare-nothing"));
        }
        for sort in SORTS {
            let changes: Vec<_> = found
                .changes
                .iter()
                .filter(|change| change.kind.name() == sort.name)
                .collect();
            if changes.is_empty() {
                continue;
            }
            let heading = graph.count(&format!("compare-{}", sort.name), changes.len());
            writeln!(out, "\n{heading}")?;
            let style = sort.style;
            for change in changes.iter().take(self.shown(changes.len())) {
                let before = match change.kind {
                    ChangeKind::Status(status) => format!("{} → ", graph.status(status)),
                    ChangeKind::Attested(sources) => format!("{sources} → "),
                    ChangeKind::New | ChangeKind::Ended => String::new(),
                };
                writeln!(
                    out,
                    "  {style}{}{style:#} {}  {FAINT}{before}{}{FAINT:#}",
                    sort.sign,
                    graph.act(
                        change.subject,
                        &change.tie.predicate,
                        &change.tie.kind,
                        change.tie.symmetric,
                        &change.object.label
                    ),
                    match change.kind {
                        ChangeKind::Attested(_) => graph.count("in-articles", change.tie.sources.len()),
                        _ =>
                            graph.attestation(change.tie.status, change.tie.sources.len(), &change.tie.dates),
                    },
                )?;
            }
            self.more(graph, changes.len(), out)?;
        }
        if !found.parties.is_empty() {
            writeln!(out, "\n{}", graph.count("compare-parties", found.parties.len()))?;
            let shown = self.shown(found.parties.len());
            for (party, ties) in found.parties.iter().take(shown) {
                writeln!(
                    out,
                    "  + {}  {FAINT}{} · {}{FAINT:#}",
                    party.label,
                    graph.class(&party.class),
                    graph.count("compare-ties", *ties)
                )?;
            }
            self.more(graph, found.parties.len(), out)?;
        }
        Ok(())
    }

    const fn shown(&self, all: usize) -> usize {
        if self.limit == 0 { all } else { self.limit }
    }

    fn more(&self, graph: &Graph, all: usize, out: &mut dyn Write) -> std::io::Result<()> {
        match all.saturating_sub(self.shown(all)) {
            0 => Ok(()),
            left => writeln!(out, "    {}", graph.count("compare-more", left)),
        }
    }
}

/// A sort of changes, in the order in which they are shown.
struct Sort {
    name: &'static str,
    sign: &'static str,
    style: Style,
}

const fn coloured(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(colour)))
}

const SORTS: [Sort; 4] = [
    Sort {
        name: "ended",
        sign: "−",
        style: coloured(AnsiColor::Red),
    },
    Sort {
        name: "status",
        sign: "~",
        style: coloured(AnsiColor::Yellow),
    },
    Sort {
        name: "new",
        sign: "+",
        style: coloured(AnsiColor::Green),
    },
    Sort {
        name: "attested",
        sign: "↑",
        style: coloured(AnsiColor::Cyan),
    },
];

fn rows(found: &Comparison<'_>) -> Rows {
    let mut rows = Rows::new([
        "change",
        "subject",
        "predicate",
        "object",
        "status",
        "status_before",
        "sources",
        "sources_before",
        "first",
        "last",
        "subject_iri",
        "object_iri",
    ]);
    for change in &found.changes {
        let (status_before, sources_before): (Option<Status>, Option<usize>) = match change.kind {
            ChangeKind::Status(status) => (Some(status), None),
            ChangeKind::Attested(sources) => (None, Some(sources)),
            ChangeKind::New | ChangeKind::Ended => (None, None),
        };
        rows.rows.push(vec![
            json!(change.kind.name()),
            json!(change.subject.label),
            json!(change.tie.predicate),
            json!(change.object.label),
            json!(change.tie.status.name()),
            json!(status_before.map(Status::name)),
            json!(change.tie.sources.len()),
            json!(sources_before),
            json!(change.tie.dates.first()),
            json!(change.tie.dates.last()),
            json!(change.subject.iri),
            json!(change.object.iri),
        ]);
    }
    for (party, _) in &found.parties {
        let mut row = vec![serde_json::Value::Null; rows.columns.len()];
        row[0] = json!("entity");
        row[1] = json!(party.label);
        row[10] = json!(party.iri);
        rows.rows.push(row);
    }
    rows
}
