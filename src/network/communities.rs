//! Who belongs together: communities of high modularity.
//!
//! The method of Blondel et al. (2008), made deterministic: nodes are visited in their order, and of equal
//! gains the first community wins. It can leave a community in parts that nothing connects; such parts
//! become communities of their own (the fault that Traag et al. describe, 2019), which never lowers modularity.

use super::Network;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// A division of a network.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Communities {
    /// Largest first, then by first member; members strongest within their community first.
    pub groups: Vec<Community>,
    /// Newman's modularity of the division, weighted by independent sources; 0 without ties.
    pub modularity: f64,
}

/// Parties that have more to do with each other than with the rest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Community {
    /// Its members.
    pub members: Vec<NodeIndex>,
    /// Weight of the edges among them.
    pub inside: f64,
    /// Weight of the edges to others.
    pub outside: f64,
}

/// Gains below this are rounding.
const LEAST_GAIN: f64 = 1e-12;

impl Network {
    /// Divides the network; a higher `resolution` gives smaller communities (1 is Newman's modularity).
    #[must_use]
    pub fn communities(&self, resolution: f64) -> Communities {
        let graph = self.pairs();
        let label = connected(&graph, &divide(&graph, resolution));
        let mut groups: BTreeMap<usize, Community> = BTreeMap::new();
        for node in graph.node_indices() {
            groups.entry(label[node.index()]).or_default().members.push(node);
        }
        for edge in graph.edge_references() {
            let (one, other) = (label[edge.source().index()], label[edge.target().index()]);
            if one == other {
                groups.entry(one).or_default().inside += edge.weight();
            } else {
                groups.entry(one).or_default().outside += edge.weight();
                groups.entry(other).or_default().outside += edge.weight();
            }
        }
        let mut groups: Vec<Community> = groups.into_values().collect();
        for group in &mut groups {
            let strength = |node: &NodeIndex| -> f64 {
                let own = graph
                    .edges(*node)
                    .filter(|edge| label[edge.target().index()] == label[node.index()]);
                own.map(|edge| edge.weight()).sum()
            };
            group
                .members
                .sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.cmp(b)));
        }
        groups.sort_by(|a, b| {
            let by_size = b.members.len().cmp(&a.members.len());
            by_size.then_with(|| a.members.cmp(&b.members))
        });
        let modularity = modularity(&groups, graph.edge_weights().sum());
        Communities { groups, modularity }
    }
}

fn modularity(groups: &[Community], total: f64) -> f64 {
    if total == 0.0 {
        return 0.0;
    }
    let share = |group: &Community| {
        let ends = (2.0 * group.inside + group.outside) / (2.0 * total);
        group.inside / total - ends * ends
    };
    groups.iter().map(share).sum()
}

/// A graph whose nodes are communities of the one before.
struct Level {
    /// Neighbours of each node, with the weight of the edge; no loops.
    edges: Vec<BTreeMap<usize, f64>>,
    /// Weight of the edges within each node.
    loops: Vec<f64>,
}

impl Level {
    fn of(graph: &UnGraph<(), f64>) -> Self {
        let edges = graph.node_indices().map(|node| {
            let edges = graph.edges(node);
            edges
                .map(|edge| (edge.target().index(), *edge.weight()))
                .collect()
        });
        Self {
            edges: edges.collect(),
            loops: vec![0.0; graph.node_count()],
        }
    }

    fn degree(&self, node: usize) -> f64 {
        self.edges[node].values().sum::<f64>() + 2.0 * self.loops[node]
    }

    /// Moves nodes to the neighbouring community that gains most until none gains; numbers of the communities from 0.
    fn settle(&self, resolution: f64) -> Vec<usize> {
        let count = self.edges.len();
        let degrees: Vec<f64> = (0..count).map(|node| self.degree(node)).collect();
        let total: f64 = degrees.iter().sum();
        let mut community: Vec<usize> = (0..count).collect();
        let mut weight = degrees.clone();
        let mut moved = total > 0.0;
        while moved {
            moved = false;
            for node in 0..count {
                let mut towards: BTreeMap<usize, f64> = BTreeMap::from([(community[node], 0.0)]);
                for (neighbour, edge) in &self.edges[node] {
                    *towards.entry(community[*neighbour]).or_default() += edge;
                }
                weight[community[node]] -= degrees[node];
                let gain = |to: usize| towards[&to] - resolution * degrees[node] * weight[to] / total;
                let mut best = community[node];
                for to in towards.keys() {
                    if gain(*to) > gain(best) + LEAST_GAIN {
                        best = *to;
                    }
                }
                moved |= best != community[node];
                weight[best] += degrees[node];
                community[node] = best;
            }
        }
        renumber(&community)
    }

    /// The graph of these communities.
    fn merged(&self, community: &[usize]) -> Self {
        let count = community.iter().max().map_or(0, |last| last + 1);
        let mut merged = Self {
            edges: vec![BTreeMap::new(); count],
            loops: vec![0.0; count],
        };
        for (node, edges) in self.edges.iter().enumerate() {
            let own = community[node];
            merged.loops[own] += self.loops[node];
            for (neighbour, weight) in edges {
                if community[*neighbour] == own {
                    // Met once from each end.
                    merged.loops[own] += weight / 2.0;
                } else {
                    *merged.edges[own].entry(community[*neighbour]).or_default() += weight;
                }
            }
        }
        merged
    }
}

/// Number of each node's community.
fn divide(graph: &UnGraph<(), f64>, resolution: f64) -> Vec<usize> {
    let mut level = Level::of(graph);
    let mut of_node: Vec<usize> = (0..graph.node_count()).collect();
    loop {
        let community = level.settle(resolution);
        for own in &mut of_node {
            *own = community[*own];
        }
        let merged = level.merged(&community);
        if merged.edges.len() == level.edges.len() {
            return of_node;
        }
        level = merged;
    }
}

/// The same numbers from 0, in the order in which they occur.
fn renumber(numbers: &[usize]) -> Vec<usize> {
    let mut known = BTreeMap::new();
    numbers
        .iter()
        .map(|number| {
            let next = known.len();
            *known.entry(*number).or_insert(next)
        })
        .collect()
}

/// Splits communities into their connected parts.
fn connected(graph: &UnGraph<(), f64>, community: &[usize]) -> Vec<usize> {
    let mut parts = UnionFind::<usize>::new(graph.node_count());
    for edge in graph.edge_references() {
        let (one, other) = (edge.source().index(), edge.target().index());
        if community[one] == community[other] {
            parts.union(one, other);
        }
    }
    renumber(&parts.into_labeling())
}
