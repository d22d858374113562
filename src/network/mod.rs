//! The store as a `petgraph` graph: who is tied to whom, by which acts.
//!
//! A [`Network`] is made of the store's claims. Claims with the same ends, predicate and status are one
//! [`Tie`] that remembers its sources, dates and quotes; claims about numbers are no ties.

use crate::graph::{Claim, Party};
use crate::statement::Status;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An edge: every claim with the same ends, predicate and status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Local name of the predicate.
    pub predicate: String,
    /// Fact, promise, hedge or denial.
    pub status: Status,
    /// Independent sources: articles that copy each other count once.
    pub sources: BTreeSet<String>,
    /// Dates of the claims, earliest first (ISO 8601 or EDTF).
    pub dates: BTreeSet<String>,
    /// Article and quote of each claim, in the store's order.
    pub quotes: Vec<(String, String)>,
}

/// Entities and their ties.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Directed; a symmetric predicate has one edge per claim's own order.
    pub graph: DiGraph<Arc<Party>, Tie>,
}

impl Network {
    /// Gathers claims into ties, in the order in which they come.
    pub fn from_claims(claims: impl IntoIterator<Item = Claim>) -> Self {
        let mut graph = DiGraph::new();
        let mut nodes: FxHashMap<String, NodeIndex> = FxHashMap::default();
        let mut edges = FxHashMap::default();
        for claim in claims {
            let Some(object) = claim.object.party().cloned() else {
                continue;
            };
            let date = claim.when().map(str::to_owned);
            let mut node = |party: Arc<Party>| {
                *nodes
                    .entry(party.iri.clone())
                    .or_insert_with(|| graph.add_node(party))
            };
            let (subject, object) = (node(claim.subject), node(object));
            let key = (subject, object, claim.predicate.clone(), claim.status);
            let edge = *edges.entry(key).or_insert_with(|| {
                let tie = Tie {
                    predicate: claim.predicate,
                    status: claim.status,
                    sources: BTreeSet::new(),
                    dates: BTreeSet::new(),
                    quotes: Vec::new(),
                };
                graph.add_edge(subject, object, tie)
            });
            let tie = &mut graph[edge];
            tie.sources.insert(claim.source.origin.clone());
            tie.dates.extend(date);
            let quotes = claim
                .evidence
                .into_iter()
                .map(|passage| (claim.source.key.clone(), passage.quote));
            tie.quotes.extend(quotes);
        }
        Self { graph }
    }

    /// The node with this IRI, or the only one with this label (case does not matter).
    #[must_use]
    pub fn find(&self, name: &str) -> Option<NodeIndex> {
        let folded = name.to_lowercase();
        let by_iri = self
            .graph
            .node_indices()
            .find(|node| self.graph[*node].iri == name);
        by_iri.or_else(|| {
            let mut named = self
                .graph
                .node_indices()
                .filter(|node| self.graph[*node].label.to_lowercase() == folded);
            let first = named.next()?;
            named.next().is_none().then_some(first)
        })
    }
}
