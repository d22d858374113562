//! Ties between two parties laid together, and which of them a picture shows.

use crate::network::{Network, Tie};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Ties in one direction between two nodes: one arrow.
#[derive(Debug, Clone)]
pub(super) struct Bundle<'a> {
    pub(super) ends: (NodeIndex, NodeIndex),
    pub(super) ties: Vec<&'a Tie>,
}

impl Bundle<'_> {
    /// Independent sources.
    pub(super) fn sources(&self) -> usize {
        let sources: BTreeSet<&String> = self.ties.iter().flat_map(|tie| &tie.sources).collect();
        sources.len()
    }

    fn statements(&self) -> usize {
        self.ties.iter().map(|tie| tie.claims.len()).sum()
    }
}

/// How much a picture may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) nodes: usize,
    pub(super) arrows: usize,
}

/// What a picture shows, and what it would take to show all.
#[derive(Debug, Clone)]
pub(super) struct Choice<'a> {
    /// Strongest first.
    pub(super) bundles: Vec<Bundle<'a>>,
    /// Ties that are not shown.
    pub(super) left_out: usize,
    /// Limits that would show everything.
    pub(super) all: Limits,
}

/// Bundles the ties and keeps the strongest, as far as the limits allow: those that most sources tell of, then
/// those between whom most is told.
pub(super) fn strongest<'a>(network: &'a Network, limits: Limits) -> Choice<'a> {
    let mut bundles = bundles(network);
    let mut weights: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    for bundle in &bundles {
        for end in [bundle.ends.0, bundle.ends.1] {
            *weights.entry(end).or_default() += bundle.sources();
        }
    }
    let weight = |bundle: &Bundle<'_>| weights[&bundle.ends.0] + weights[&bundle.ends.1];
    bundles.sort_by_cached_key(|bundle| Reverse((bundle.sources(), bundle.statements(), weight(bundle))));
    let ties = |bundles: &[Bundle<'_>]| -> usize { bundles.iter().map(|bundle| bundle.ties.len()).sum() };
    let (all_ties, all) = (
        ties(&bundles),
        Limits {
            nodes: weights.len(),
            arrows: bundles.len(),
        },
    );
    let mut nodes = BTreeSet::new();
    bundles.retain({
        let mut kept = 0;
        move |bundle| {
            let ends = [bundle.ends.0, bundle.ends.1];
            let fresh = ends.iter().filter(|end| !nodes.contains(*end)).count();
            let fits = kept < limits.arrows && nodes.len() + fresh <= limits.nodes;
            if fits {
                nodes.extend(ends);
                kept += 1;
            }
            fits
        }
    });
    Choice {
        left_out: all_ties - ties(&bundles),
        all,
        bundles,
    }
}

/// Every arrow there could be, by its ends; what a party does to itself is none.
fn bundles(network: &Network) -> Vec<Bundle<'_>> {
    let mut bundles: BTreeMap<(NodeIndex, NodeIndex), Vec<&Tie>> = BTreeMap::new();
    let edges = network.graph.edge_references();
    let (undirected, directed): (Vec<_>, Vec<_>) = edges
        .filter(|edge| edge.source() != edge.target())
        .partition(|edge| edge.weight().symmetric);
    for edge in directed.into_iter().chain(undirected) {
        let (source, target) = (edge.source(), edge.target());
        // A tie without direction joins whichever arrow is already there.
        let reverse = edge.weight().symmetric
            && bundles.contains_key(&(target, source))
            && !bundles.contains_key(&(source, target));
        let ends = if reverse {
            (target, source)
        } else {
            (source, target)
        };
        bundles.entry(ends).or_default().push(edge.weight());
    }
    let bundle = |(ends, ties)| Bundle { ends, ties };
    bundles.into_iter().map(bundle).collect()
}
