//! `griot communities`: who belongs together.

use super::rows::{RowFormat, Rows};
use super::stores::StoreArgument;
use super::view::{Filters, Graph, Part, Window};
use super::wording::{FAINT, STRONG};
use super::{Global, Outcome, output};
use crate::network::{Communities, Community, Network};
use crate::statement::Status;
use clap::Args;
use fluent_bundle::FluentArgs;
use miette::{IntoDiagnostic, Result};
use petgraph::visit::EdgeRef;
use serde_json::json;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

/// Find groups of entities that have more to do with each other than with the rest
///
/// Communities of high modularity over ties weighted by their independent sources (Blondel et al. 2008,
/// deterministic). `--kind cooperative,structural` shows camps: who stands together, hostility left aside.
#[derive(Debug, Args)]
pub(super) struct FindCommunities {
    #[command(flatten)]
    store: StoreArgument,
    /// Higher for smaller communities
    #[arg(long, value_name = "R", default_value_t = 1.0, value_parser = resolution)]
    resolution: f64,
    /// Smallest community to show in text
    #[arg(long, value_name = "N", default_value_t = 3)]
    min_size: usize,
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

fn resolution(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && value > 0.0 => Ok(value),
        _ => Err("give a number above 0".to_owned()),
    }
}

/// Ties of a community shown in text.
const TIES: usize = 3;

impl FindCommunities {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let graph = Graph::read(&self.store, global)?;
        let selection = graph.select(&self.filters, self.window, &[Status::Actual])?;
        let network = graph.network_of(&selection, &self.part)?;
        let communities = network.communities(self.resolution);
        let mut out = output::open_coloured(self.output.as_deref())?;
        match self.format {
            RowFormat::Text => self
                .print(&graph, &network, &communities, &mut out)
                .into_diagnostic()?,
            format => rows(&network, &communities).write(format, &mut out)?,
        }
        out.flush().into_diagnostic()?;
        Ok(Outcome::Done)
    }

    fn members(&self, graph: &Graph, network: &Network, group: &Community) -> String {
        let labels = group
            .members
            .iter()
            .map(|node| network.party(*node).label.as_str());
        let mut names: Vec<String> = labels.take(NAMES).map(str::to_owned).collect();
        let left = group.members.len() - names.len();
        if left > 0 {
            names.push(graph.count("community-more", left));
        }
        names.join(", ")
    }

    fn print(
        &self,
        graph: &Graph,
        network: &Network,
        found: &Communities,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        let mut arguments = FluentArgs::new();
        arguments.set("count", found.groups.len());
        arguments.set("modularity", format!("{:.2}", found.modularity));
        writeln!(out, "{}\n", graph.messages.with("communities-found", &arguments))?;
        let large = found
            .groups
            .iter()
            .take_while(|group| group.members.len() >= self.min_size);
        let mut shown = 0;
        for (number, group) in large.enumerate() {
            let mut arguments = FluentArgs::new();
            arguments.set("count", group.members.len());
            arguments.set("share", (share_inside(group) * 100.0).round());
            writeln!(
                out,
                "{STRONG}{}{STRONG:#}  {FAINT}{}{FAINT:#}",
                number + 1,
                graph.messages.with("community", &arguments)
            )?;
            for line in wrap(&self.members(graph, network, group), 92) {
                writeln!(out, "   {line}")?;
            }
            for (one, other, sources) in strongest(network, group) {
                writeln!(
                    out,
                    "   {FAINT}{one} – {other}: {}{FAINT:#}",
                    graph.count("in-articles", sources)
                )?;
            }
            writeln!(out)?;
            shown += 1;
        }
        if shown < found.groups.len() {
            writeln!(
                out,
                "{}",
                graph.count("communities-more", found.groups.len() - shown)
            )?;
        }
        Ok(())
    }
}

/// Members of a community named in text, the strongest first.
const NAMES: usize = 24;

/// Share of the ties of a community's members that stay within it.
fn share_inside(group: &Community) -> f64 {
    let all = 2.0 * group.inside + group.outside;
    if all > 0.0 { 2.0 * group.inside / all } else { 0.0 }
}

/// The best attested pairs of a community, with the number of their sources.
fn strongest<'a>(network: &'a Network, group: &Community) -> Vec<(&'a str, &'a str, usize)> {
    let members: BTreeSet<_> = group.members.iter().copied().collect();
    let pairs = network.pairs();
    let mut ties: Vec<(&str, &str, usize)> = pairs
        .edge_references()
        .filter(|edge| members.contains(&edge.source()) && members.contains(&edge.target()))
        .map(|edge| {
            let label = |node| network.party(node).label.as_str();
            let (one, other) = (label(edge.source()), label(edge.target()));
            (one.min(other), one.max(other), *edge.weight() as usize)
        })
        .collect();
    ties.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.cmp(b)));
    ties.truncate(TIES);
    ties
}

/// Breaks at spaces into lines of at most `width` letters.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn rows(network: &Network, found: &Communities) -> Rows {
    let mut rows = Rows::new([
        "community",
        "entity",
        "type",
        "size",
        "share_inside",
        "modularity",
        "iri",
    ]);
    for (number, group) in found.groups.iter().enumerate() {
        for node in &group.members {
            let party = network.party(*node);
            rows.rows.push(vec![
                json!(number + 1),
                json!(party.label),
                json!(party.class),
                json!(group.members.len()),
                json!(share_inside(group)),
                json!(found.modularity),
                json!(party.iri),
            ]);
        }
    }
    rows
}
