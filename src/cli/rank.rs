//! `griot rank`: who matters, as a whole or from year to year.

use super::rows::{RowFormat, Rows};
use super::stores::StoreArgument;
use super::view::{Filters, Graph, Part, Window};
use super::{Global, Outcome, output};
use crate::graph::Party;
use crate::network::{Network, Period, Selection, Standing, Step};
use crate::ontology::ClassId;
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
    /// By what to rank (default: pagerank; with --over, sources)
    #[arg(long, value_name = "MEASURE")]
    by: Option<Measure>,
    /// Rank in every year, quarter or month instead of the whole; what is dated less exactly does not count
    #[arg(long, value_name = "STEP")]
    over: Option<StepName>,
    /// How many entities to show in text; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Only entities of these classes and those below them (State,Organisation)
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
    /// In the order of the columns.
    const ALL: [Self; 6] = [
        Self::Degree,
        Self::ActsOn,
        Self::ActedOnBy,
        Self::Sources,
        Self::Pagerank,
        Self::Betweenness,
    ];

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
        let ranking = Ranking {
            graph: &graph,
            network: &network,
            by: self.measure(),
            classes: self
                .class
                .iter()
                .map(|name| graph.find_class(name))
                .collect::<Result<_>>()?,
        };
        let mut out = output::open_coloured(self.output.as_deref())?;
        match self.over {
            None => self.whole(&ranking, &mut out)?,
            Some(step) => self.over_time(&ranking, &selection, step.into(), &mut out)?,
        }
        out.flush().into_diagnostic()?;
        Ok(Outcome::Done)
    }

    fn whole(&self, ranking: &Ranking<'_>, out: &mut dyn Write) -> Result<()> {
        let (graph, network) = (ranking.graph, ranking.network);
        let standings = ranking.standings(network);
        if self.format != RowFormat::Text {
            return whole_rows(network, &standings).write(self.format, out);
        }
        let heads = [
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
        ];
        let mut table = table(&heads.map(|key| graph.messages.get(&format!("rank-{key}"))));
        let highest = standings.first().map_or(0.0, |first| self.measure().of(first));
        for (place, standing) in standings.iter().take(self.shown(standings.len())).enumerate() {
            let party = network.party(standing.node);
            let class = graph.class(&party.class);
            let mut row = vec![(place + 1).to_string(), party.label.clone(), class.to_owned()];
            row.extend(Measure::ALL.map(|measure| measure.shown(measure.of(standing))));
            row.push(bar(self.measure().of(standing), highest));
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
        ranking: &Ranking<'_>,
        selection: &Selection,
        step: Step,
        out: &mut dyn Write,
    ) -> Result<()> {
        // What is dated less exactly would count in every slice that it leaves open.
        let selection = Selection {
            exactness: Some(step.days()),
            ..selection.clone()
        };
        let slices = step.slices(ranking.span(&selection));
        let starts = slices.iter().filter_map(|slice| slice.first);
        let names: Vec<String> = starts.map(|first| step.name(first)).collect();
        let courses = ranking.courses(&selection, &slices);
        if self.format != RowFormat::Text {
            return course_rows(&names, &courses).write(self.format, out);
        }
        let graph = ranking.graph;
        let shown = courses.iter().take(self.shown(courses.len()));
        // Each slice has a column as long as they fit a page.
        let table = if names.len() <= COLUMNS {
            self.columns(graph, &names, shown)
        } else {
            self.peaks(graph, &names, shown)
        };
        writeln!(out, "{table}").into_diagnostic()?;
        self.more(graph, courses.len(), out)
    }

    fn columns<'a>(
        &self,
        graph: &Graph,
        names: &[String],
        courses: impl Iterator<Item = &'a Course>,
    ) -> Table {
        let mut heads = ["rank-entity", "rank-course"]
            .map(|key| graph.messages.get(key))
            .to_vec();
        heads.extend(names.iter().cloned());
        let mut table = table(&heads);
        for course in courses {
            let mut row = vec![course.party.label.clone(), spark(&course.values)];
            row.extend(course.values.iter().map(|value| match *value {
                0.0 => "·".to_owned(),
                value => self.measure().shown(value),
            }));
            table.add_row(row);
        }
        for column in 2..heads.len() {
            align_right(&mut table, column);
        }
        table
    }

    fn peaks<'a>(&self, graph: &Graph, names: &[String], courses: impl Iterator<Item = &'a Course>) -> Table {
        let ends = [names.first(), names.last()].map(|name| name.map_or("", String::as_str));
        let mut heads = ["rank-entity", "rank-course", "rank-peak"].map(|key| graph.messages.get(key));
        heads[1] = format!("{} {} – {}", heads[1], ends[0], ends[1]);
        let mut table = table(&heads);
        for course in courses {
            let highest = course.values.iter().copied().fold(0.0, f64::max);
            let at = course.values.iter().position(|value| *value == highest);
            let name = at.and_then(|at| names.get(at)).map_or("", String::as_str);
            let peak = format!("{} ({name})", self.measure().shown(highest));
            table.add_row([course.party.label.clone(), spark(&course.values), peak]);
        }
        table
    }

    const fn measure(&self) -> Measure {
        match (self.by, self.over) {
            (Some(measure), _) => measure,
            // Slices are small, and PageRank on a handful of ties says little.
            (None, Some(_)) => Measure::Sources,
            (None, None) => Measure::Pagerank,
        }
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

/// Slices of time that have a column each.
const COLUMNS: usize = 12;

/// By what is ranked, and who.
struct Ranking<'a> {
    graph: &'a Graph,
    network: &'a Network,
    by: Measure,
    /// None for all.
    classes: Vec<ClassId>,
}

/// A party's figures, slice by slice.
struct Course {
    party: Party,
    values: Vec<f64>,
}

impl Ranking<'_> {
    fn counts(&self, party: &Party) -> bool {
        let ontology = &self.graph.ontology;
        let own = ontology.class(&party.class);
        let lies_in = |class: &ClassId| own.is_some_and(|own| ontology.is_a(own, *class));
        self.classes.is_empty() || self.classes.iter().any(lies_in)
    }

    /// Standings of those who count, highest first.
    fn standings(&self, network: &Network) -> Vec<Standing> {
        let mut standings = network.standings();
        standings.retain(|standing| self.counts(network.party(standing.node)));
        standings.sort_by(|a, b| {
            let label = |standing: &Standing| network.party(standing.node).label.as_str();
            let by_measure = self.by.of(b).total_cmp(&self.by.of(a));
            by_measure.then_with(|| label(a).cmp(label(b)))
        });
        standings
    }

    /// From the first day of what `selection` chooses to the last.
    fn span(&self, selection: &Selection) -> Period {
        let claims = selection.claims(&self.graph.claims, &self.graph.classification);
        let periods = claims.filter_map(|claim| claim.when()?.parse().ok());
        let whole = periods.fold(Period::default(), Period::hull);
        whole.within(selection.window)
    }

    /// Highest sums first.
    fn courses(&self, selection: &Selection, slices: &[Period]) -> Vec<Course> {
        let mut courses: BTreeMap<String, Course> = BTreeMap::new();
        for (number, slice) in slices.iter().enumerate() {
            let selection = Selection {
                window: slice.within(selection.window),
                ..selection.clone()
            };
            let chosen = selection.of(&self.graph.claims, &self.graph.classification);
            // Whoever is not in the part of the graph that was asked for has no standing in it.
            let members = chosen.network.among(self.network);
            for standing in self.standings(&members) {
                let party = members.party(standing.node);
                let course = courses.entry(party.iri.clone()).or_insert_with(|| Course {
                    party: party.clone(),
                    values: vec![0.0; slices.len()],
                });
                course.values[number] = self.by.of(&standing);
            }
        }
        let mut courses: Vec<Course> = courses.into_values().collect();
        courses.sort_by(|a, b| {
            let sum = |course: &Course| course.values.iter().sum::<f64>();
            sum(b)
                .total_cmp(&sum(a))
                .then_with(|| a.party.label.cmp(&b.party.label))
        });
        courses
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

fn course_rows(names: &[String], courses: &[Course]) -> Rows {
    let mut rows = Rows::new(["entity", "type"]);
    rows.columns.extend(names.iter().cloned());
    rows.columns.push("iri".to_owned());
    for course in courses {
        let mut row: Vec<Value> = vec![json!(course.party.label), json!(course.party.class)];
        row.extend(course.values.iter().map(|value| json!(value)));
        row.push(json!(course.party.iri));
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
