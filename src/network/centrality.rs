//! Who matters in a network: degree, PageRank, betweenness.
//!
//! The figures are those that `networkx` gives for the same projections. PageRank is our own, since petgraph's
//! knows neither weights nor the usual treatment of nodes without outgoing edges.

use super::Network;
use petgraph::graph::{DiGraph, NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use std::collections::VecDeque;

/// How a party stands in a network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The party.
    pub node: NodeIndex,
    /// Parties that it is tied to.
    pub degree: usize,
    /// Parties that it acts on; symmetric ties count.
    pub acts_on: usize,
    /// Parties that act on it; symmetric ties count.
    pub acted_on_by: usize,
    /// Independent sources, summed over the parties that it is tied to.
    pub strength: f64,
    /// Weighted PageRank over arcs (Page et al. 1998; damping 0.85): whom those concern who concern many.
    pub pagerank: f64,
    /// Share of the shortest paths between others that lead through it (Freeman 1977): who stands between.
    pub betweenness: f64,
}

const DAMPING: f64 = 0.85;
/// Change of all ranks together, below which they count as found.
const TOLERANCE: f64 = 1e-14;
const MOST_ROUNDS: usize = 2_000;

impl Network {
    /// Every party's standing, in the order of the nodes.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        let (pairs, arcs) = (self.pairs(), self.arcs());
        let (ranks, between) = (pagerank(&arcs), betweenness(&pairs));
        let standing = |node: NodeIndex| Standing {
            node,
            degree: pairs.edges(node).count(),
            acts_on: arcs.edges(node).count(),
            acted_on_by: arcs.edges_directed(node, petgraph::Direction::Incoming).count(),
            strength: pairs.edges(node).map(|edge| edge.weight()).sum(),
            pagerank: ranks[node.index()],
            betweenness: between[node.index()],
        };
        self.graph.node_indices().map(standing).collect()
    }
}

/// Power iteration; who acts on nobody passes its rank to all alike.
fn pagerank(graph: &DiGraph<(), f64>) -> Vec<f64> {
    let count = graph.node_count();
    let share = 1.0 / count as f64;
    let outgoing: Vec<f64> = graph
        .node_indices()
        .map(|node| graph.edges(node).map(|edge| edge.weight()).sum())
        .collect();
    let mut ranks = vec![share; count];
    for _ in 0..MOST_ROUNDS {
        let idle: f64 = ranks
            .iter()
            .zip(&outgoing)
            .filter(|(_, out)| **out == 0.0)
            .map(|(rank, _)| rank)
            .sum();
        let base = (1.0 - DAMPING + DAMPING * idle) * share;
        let mut next = vec![base; count];
        for edge in graph.edge_references() {
            let from = edge.source().index();
            next[edge.target().index()] += DAMPING * ranks[from] * edge.weight() / outgoing[from];
        }
        let change: f64 = next.iter().zip(&ranks).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if change < TOLERANCE {
            break;
        }
    }
    ranks
}

/// Unweighted, normalised by the number of pairs of others (Brandes 2001).
fn betweenness(graph: &UnGraph<(), f64>) -> Vec<f64> {
    let count = graph.node_count();
    let mut scores = vec![0.0; count];
    for source in graph.node_indices() {
        accumulate(graph, source, &mut scores);
    }
    // Every pair was counted from both its ends.
    let pairs = count.saturating_sub(1) * count.saturating_sub(2);
    if pairs > 0 {
        scores.iter_mut().for_each(|score| *score /= pairs as f64);
    }
    scores
}

/// Adds to each node the share of shortest paths from `source` that lead through it.
fn accumulate(graph: &UnGraph<(), f64>, source: NodeIndex, scores: &mut [f64]) {
    let count = graph.node_count();
    let mut distance = vec![usize::MAX; count];
    let mut paths = vec![0.0_f64; count];
    let mut before: Vec<Vec<NodeIndex>> = vec![Vec::new(); count];
    let mut reached = Vec::new();
    let mut waiting = VecDeque::from([source]);
    distance[source.index()] = 0;
    paths[source.index()] = 1.0;
    while let Some(node) = waiting.pop_front() {
        reached.push(node);
        for next in graph.neighbors(node) {
            if distance[next.index()] == usize::MAX {
                distance[next.index()] = distance[node.index()] + 1;
                waiting.push_back(next);
            }
            if distance[next.index()] == distance[node.index()] + 1 {
                paths[next.index()] += paths[node.index()];
                before[next.index()].push(node);
            }
        }
    }
    let mut dependent = vec![0.0_f64; count];
    for node in reached.into_iter().rev() {
        for previous in &before[node.index()] {
            let share = paths[previous.index()] / paths[node.index()];
            dependent[previous.index()] += share * (1.0 + dependent[node.index()]);
        }
        if node != source {
            scores[node.index()] += dependent[node.index()];
        }
    }
}
