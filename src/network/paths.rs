//! How two parties are connected: the shortest simple paths, in order (Yen 1971).
//!
//! A step costs 1 and, for what is weakly attested, up to a half more: of two paths with as many steps the
//! better attested comes first, and a detour over well attested ties never costs less than a step saved.

use super::Network;
use petgraph::algo::astar;
use petgraph::graph::NodeIndex;
use petgraph::visit::{EdgeFiltered, EdgeRef, GraphBase, IntoEdges, NodeFiltered, Visitable};
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;

/// A way from one party to another that visits nobody twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Both ends included.
    pub nodes: Vec<NodeIndex>,
    /// Sum over its steps of 1 + 1 / (1 + independent sources).
    pub cost: f64,
}

impl Eq for Path {}

impl PartialOrd for Path {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Path {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cost
            .total_cmp(&other.cost)
            .then_with(|| self.nodes.cmp(&other.nodes))
    }
}

impl Network {
    /// The `count` cheapest simple paths between the two, cheapest first. `directed` follows ties from who acts
    /// to whom it concerns; otherwise their direction does not matter.
    #[must_use]
    pub fn paths(&self, from: NodeIndex, to: NodeIndex, count: usize, directed: bool) -> Vec<Path> {
        if from == to {
            return Vec::new();
        }
        if directed {
            cheapest(&self.arcs(), from, to, count, |edge| step_cost(*edge.weight()))
        } else {
            cheapest(&self.pairs(), from, to, count, |edge| step_cost(*edge.weight()))
        }
    }
}

/// Cost of a step with this number of independent sources.
fn step_cost(sources: f64) -> f64 {
    1.0 + 1.0 / (1.0 + sources)
}

/// Yen's algorithm: each further path leaves an earlier one at some node, its spur.
fn cheapest<G>(
    graph: G,
    from: NodeIndex,
    to: NodeIndex,
    count: usize,
    cost: impl Fn(G::EdgeRef) -> f64,
) -> Vec<Path>
where
    G: IntoEdges + Visitable + GraphBase<NodeId = NodeIndex> + Copy,
    NodeIndex: Eq + Hash,
{
    let search = |start: NodeIndex, passed: &[NodeIndex], barred: &HashSet<(NodeIndex, NodeIndex)>| {
        let passable = NodeFiltered::from_fn(graph, |node| !passed.contains(&node));
        let open = EdgeFiltered::from_fn(&passable, |edge| {
            !barred.contains(&(edge.source(), edge.target()))
        });
        astar(&open, start, |node| node == to, &cost, |_| 0.0)
    };
    let cost_of = |nodes: &[NodeIndex]| -> f64 {
        nodes
            .windows(2)
            .filter_map(|step| graph.edges(step[0]).find(|edge| edge.target() == step[1]))
            .map(&cost)
            .sum()
    };
    let mut found: Vec<Path> = Vec::new();
    let mut candidates: BTreeSet<Path> = BTreeSet::new();
    let path = |nodes: Vec<NodeIndex>| Path {
        // Summed from the start, so that one path has one cost, down to the last bit.
        cost: cost_of(&nodes),
        nodes,
    };
    candidates.extend(search(from, &[], &HashSet::new()).map(|(_, nodes)| path(nodes)));
    while let Some(next) = candidates.pop_first() {
        found.push(next);
        if found.len() >= count {
            break;
        }
        let last = &found[found.len() - 1].nodes;
        for spur in 0..last.len() - 1 {
            let root = &last[..=spur];
            let barred = found
                .iter()
                .filter(|path| path.nodes.starts_with(root))
                .map(|path| (path.nodes[spur], path.nodes[spur + 1]))
                .collect();
            if let Some((_, rest)) = search(last[spur], &root[..spur], &barred) {
                let nodes = root[..spur].iter().copied().chain(rest).collect();
                candidates.insert(path(nodes));
            }
        }
    }
    found
}
