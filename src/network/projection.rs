//! A network with its parallel ties laid together: what algorithms on simple graphs need.
//!
//! The weight of an edge is the number of independent sources of all ties that it stands for. Ties of a party
//! with itself are left out. Nodes keep their indices.

use super::Network;
use petgraph::graph::{DiGraph, Graph, NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use petgraph::{EdgeType, Undirected};
use std::collections::{BTreeMap, BTreeSet};

impl Network {
    /// One edge for every two parties that a tie connects, whatever its direction.
    #[must_use]
    pub fn pairs(&self) -> UnGraph<(), f64> {
        self.project::<Undirected>(|source, target, _| vec![(source.min(target), source.max(target))])
    }

    /// One edge from every party to every other that it acts on; a symmetric tie goes both ways.
    #[must_use]
    pub fn arcs(&self) -> DiGraph<(), f64> {
        self.project(|source, target, symmetric| {
            let mut arcs = vec![(source, target)];
            arcs.extend(symmetric.then_some((target, source)));
            arcs
        })
    }

    fn project<Kind: EdgeType>(
        &self,
        edges_of: impl Fn(NodeIndex, NodeIndex, bool) -> Vec<(NodeIndex, NodeIndex)>,
    ) -> Graph<(), f64, Kind> {
        let mut sources: BTreeMap<(NodeIndex, NodeIndex), BTreeSet<&str>> = BTreeMap::new();
        for edge in self.graph.edge_references() {
            if edge.source() == edge.target() {
                continue;
            }
            for ends in edges_of(edge.source(), edge.target(), edge.weight().symmetric) {
                let of_edge = sources.entry(ends).or_default();
                of_edge.extend(edge.weight().sources.iter().map(String::as_str));
            }
        }
        let mut graph = Graph::with_capacity(self.graph.node_count(), sources.len());
        for _ in self.graph.node_indices() {
            graph.add_node(());
        }
        for ((source, target), sources) in sources {
            graph.add_edge(source, target, sources.len() as f64);
        }
        graph
    }
}
