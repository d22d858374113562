//! `griot rank`: who matters, as a whole or from year to year.

use super::rows::{RowFormat, Rows};
use super::stores::StoreArgument;
use super::view::{Filters, Graph, Part, Window};
use super::{Global, Outcome, output};
use crate::graph::Party;
use crate::network::{Network, Period, Selection, Standing, Step};
use crate::statement::Status;
use clap::{Args, ValueEnum};
use comfy_table::{CellAlignment, Table, presets};
use miette::{IntoDiagnostic, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// Rank entities by how they stand in the network
#[derive(Debug, Args)]
pub(super) struct Rank {
    #[command(flatten)]
    store: StoreArgument,
    /// By what to rank
    #[arg(long, value_name = "MEASURE", default_value = "pagerank")]
    by: Measure,
    /// Rank in every year, quarter or month instead of the whole
    #[arg(long, value_name = "STEP")]
    over: Option<StepName>,
    /// How many entities to show in text; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Only entities of these classes (State,Person)
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    class: Vec<String>,
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
    #[command(flatten)]
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Measure {
    /// Entities that it is tied to
    Degree,
    /// Entities that it acts on
    ActsOn,
    /// Entities that act on it
    ActedOnBy,
    /// Independent sources of its ties
    Sources,
    /// Whom those concern who concern many
    Pagerank,
    /// Who stands between others
    Betweenness,
}

impl Measure {
    fn of(self, standing: &Standing) -> f64 {
        match self {
            Self::Degree => standing.degree as f64,
            Self::ActsOn => standing.acts_on as f64,
            Self::ActedOnBy => standing.acted_on_by as f64,
            Self::Sources => standing.strength,
            Self::Pagerank => standing.pagerank,
            Self::Betweenness => standing.betweenness,
        }
    }

    /// A figure as a person reads it.
    fn shown(self, value: f64) -> String {
        match self {
            Self::Pagerank | Self::Betweenness => format!("{:.1} %", value * 100.0),
            _ => format!("{value:.0}"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StepName {
    Year,
    Quarter,
    Month,
}

impl From<StepName> for Step {
    fn from(name: StepName) -> Self {
        match name {
            StepName::Year => Self::Year,
            StepName::Quarter => Self::Quarter,
            StepName::Month => Self::Month,
        }
    }
}

impl Rank {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let graph = Graph::read(&self.store, global)?;
        let selection = graph.select(&self.filters, self.window, &[Status::Actual])?;
        let network = graph.network_of(&selection, &self.part)?;
        let mut out = output::open_coloured(self.output.as_deref())?;
        match self.over {
            None => self.whole(&graph, &network, &mut out)?,
            Some(step) => self.over_time(&graph, &selection, &network, step.into(), &mut out)?,
        }
        out.flush().into_diagnostic()?;
        Ok(Outcome::Done)
    }

    /// Standings of the classes asked for, highest first.
    fn standings(&self, network: &Network) -> Vec<Standing> {
        let mut standings = network.standings();
        standings.retain(|standing| {
            self.class.is_empty() || self.class.contains(&network.party(standing.node).class)
        });
        standings.sort_by(|a, b| {
            let label = |standing: &Standing| network.party(standing.node).label.as_str();
            let by_measure = self.by.of(b).total_cmp(&self.by.of(a));
            by_measure.then_with(|| label(a).cmp(label(b)))
        });
        standings
    }

    fn whole(&self, graph: &Graph, network: &Network, out: &mut dyn Write) -> Result<()> {
        let standings = self.standings(network);
        if self.format != RowFormat::Text {
            return whole_rows(network, &standings).write(self.format, out);
        }
        let heading = |key: &str| graph.messages.get(&format!("rank-{key}"));
        let mut table = table(
            &[
                "place",
                "entity",
                "class",
                "degree",
                "acts-on",
                "acted-on-by",
                "sources",
                "pagerank",
                "betweenness",
                "bar",
            ]
            .map(heading),
        );
        let highest = standings.first().map_or(0.0, |first| self.by.of(first));
        for (place, standing) in standings.iter().take(self.shown(standings.len())).enumerate() {
            let party = network.party(standing.node);
            let figures = [
                Measure::Degree,
                Measure::ActsOn,
                Measure::ActedOnBy,
                Measure::Sources,
                Measure::Pagerank,
                Measure::Betweenness,
            ];
            let mut row = vec![
                (place + 1).to_string(),
                party.label.clone(),
                graph.class(&party.class).to_owned(),
            ];
            row.extend(figures.map(|measure| measure.shown(measure.of(standing))));
            row.push(bar(self.by.of(standing), highest));
            table.add_row(row);
        }
        for column in [0, 3, 4, 5, 6, 7, 8] {
            align_right(&mut table, column);
        }
        writeln!(out, "{table}").into_diagnostic()?;
        self.more(graph, standings.len(), out)
    }

    fn over_time(
        &self,
        graph: &Graph,
        selection: &Selection,
        network: &Network,
        step: Step,
        out: &mut dyn Write,
    ) -> Result<()> {
        let ties = network.graph.edge_weights();
        let whole = ties
            .map(crate::network::Tie::period)
            .fold(Period::default(), |whole, period| Period {
                first: whole.first.into_iter().chain(period.first).min(),
                last: whole.last.into_iter().chain(period.last).max(),
            });
        let slices = step.slices(bounded(whole, selection.window));
        let names: Vec<String> = slices
            .iter()
            .filter_map(|slice| slice.first)
            .map(|first| step.name(first))
            .collect();
        let mut figures: BTreeMap<String, (Party, Vec<f64>)> = BTreeMap::new();
        for (number, slice) in slices.iter().enumerate() {
            let selection = Selection {
                window: *slice,
                ..selection.clone()
            };
            let chosen = selection.of(&graph.claims, &graph.classification).network;
            // Whoever is not in this slice's part of the graph has no standing in it.
            let members = chosen.among(network);
            for standing in self.standings(&members) {
                let party = members.party(standing.node);
                let (_, values) = figures
                    .entry(party.iri.clone())
                    .or_insert_with(|| (party.clone(), vec![0.0; slices.len()]));
                values[number] = self.by.of(&standing);
            }
        }
        let mut rows: Vec<(Party, Vec<f64>)> = figures.into_values().collect();
        rows.sort_by(|a, b| {
            let total = |values: &[f64]| values.iter().sum::<f64>();
            total(&b.1)
                .total_cmp(&total(&a.1))
                .then_with(|| a.0.label.cmp(&b.0.label))
        });
        if self.format != RowFormat::Text {
            return time_rows(&names, &rows).write(self.format, out);
        }
        let mut heads = vec![
            graph.messages.get("rank-entity"),
            graph.messages.get("rank-course"),
        ];
        heads.extend(names.iter().cloned());
        let mut table = table(&heads);
        for (party, values) in rows.iter().take(self.shown(rows.len())) {
            let mut row = vec![party.label.clone(), spark(values)];
            row.extend(values.iter().map(|value| {
                if *value == 0.0 {
                    "·".to_owned()
                } else {
                    self.by.shown(*value)
                }
            }));
            table.add_row(row);
        }
        for column in 2..heads.len() {
            align_right(&mut table, column);
        }
        writeln!(out, "{table}").into_diagnostic()?;
        self.more(graph, rows.len(), out)
    }

    const fn shown(&self, all: usize) -> usize {
        if self.limit == 0 { all } else { self.limit }
    }

    /// Says how many are not shown, and how to see them.
    fn more(&self, graph: &Graph, all: usize, out: &mut dyn Write) -> Result<()> {
        let left = all.saturating_sub(self.shown(all));
        if left > 0 {
            writeln!(out, "{}", graph.count("rank-more", left)).into_diagnostic()?;
        }
        Ok(())
    }
}

/// `period` within `window`.
fn bounded(period: Period, window: Period) -> Period {
    Period {
        first: period.first.into_iter().chain(window.first).max(),
        last: period.last.into_iter().chain(window.last).min(),
    }
}

fn whole_rows(network: &Network, standings: &[Standing]) -> Rows {
    let mut rows = Rows::new([
        "entity",
        "type",
        "degree",
        "acts_on",
        "acted_on_by",
        "sources",
        "pagerank",
        "betweenness",
        "iri",
    ]);
    for standing in standings {
        let party = network.party(standing.node);
        rows.rows.push(vec![
            json!(party.label),
            json!(party.class),
            json!(standing.degree),
            json!(standing.acts_on),
            json!(standing.acted_on_by),
            json!(standing.strength as u64),
            json!(standing.pagerank),
            json!(standing.betweenness),
            json!(party.iri),
        ]);
    }
    rows
}

fn time_rows(names: &[String], figures: &[(Party, Vec<f64>)]) -> Rows {
    let mut rows = Rows::new(["entity", "type"]);
    rows.columns.extend(names.iter().cloned());
    rows.columns.push("iri".to_owned());
    for (party, values) in figures {
        let mut row: Vec<Value> = vec![json!(party.label), json!(party.class)];
        row.extend(values.iter().map(|value| json!(value)));
        row.push(json!(party.iri));
        rows.rows.push(row);
    }
    rows
}

fn table<T: AsRef<str>>(heads: &[T]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_header(heads.iter().map(AsRef::as_ref));
    table
}

fn align_right(table: &mut Table, column: usize) {
    if let Some(column) = table.column_mut(column) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}

/// Cells of a full bar.
const BAR: f64 = 16.0;

/// A bar in eighths of a cell.
fn bar(value: f64, highest: f64) -> String {
    if highest <= 0.0 {
        return String::new();
    }
    let eighths = (value / highest * BAR * 8.0).round() as usize;
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    format!("{}{rest}", "█".repeat(eighths / 8))
}

/// A small curve: one sign a slice, as high as its share of the highest.
fn spark(values: &[f64]) -> String {
    let highest = values.iter().copied().fold(0.0, f64::max);
    let sign = |value: &f64| match value / highest {
        share if share > 0.0 => ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'][(share * 7.0).round() as usize],
        _ => ' ',
    };
    values.iter().map(sign).collect()
}
