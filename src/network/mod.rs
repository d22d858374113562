//! The store as a `petgraph` graph: who is tied to whom, by which acts.
//!
//! A [`Network`] is made of [`Fact`]s, one per statement, that the store hands out. Facts with the same
//! ends, predicate and status are one [`Tie`] that remembers its articles, dates and quotes.

use crate::statement::Status;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// One statement of the store between two entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// IRI of the statement.
    pub statement: String,
    /// Who.
    pub subject: Actor,
    /// Local name of the predicate.
    pub predicate: String,
    /// Whom.
    pub object: Actor,
    /// Fact, promise, hedge or denial.
    pub status: Status,
    /// When it happens or happened (ISO 8601 or EDTF); else the article's date.
    pub date: Option<String>,
    /// IRI of the article.
    pub article: String,
    /// The article's independent source: articles that copy each other share it.
    pub source: String,
    /// The words that say so.
    pub quote: String,
}

/// A node: one entity.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Actor {
    /// Its IRI.
    pub iri: String,
    /// Usual French short name.
    pub label: String,
    /// Local name of its class.
    pub class: String,
}

/// An edge: every statement with the same ends, predicate and status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Local name of the predicate.
    pub predicate: String,
    /// Fact, promise, hedge or denial.
    pub status: Status,
    /// Independent sources.
    pub sources: BTreeSet<String>,
    /// Dates of the statements, earliest first.
    pub dates: BTreeSet<String>,
    /// Article and quote of each statement, in the store's order.
    pub quotes: Vec<(String, String)>,
}

/// Entities and their ties.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Directed; a symmetric predicate has one edge, from the lesser IRI.
    pub graph: DiGraph<Actor, Tie>,
}

impl Network {
    /// Gathers facts into ties, in the order in which they come.
    pub fn from_facts(facts: impl IntoIterator<Item = Fact>) -> Self {
        let mut graph = DiGraph::new();
        let mut nodes: FxHashMap<String, NodeIndex> = FxHashMap::default();
        let mut edges = FxHashMap::default();
        for fact in facts {
            let mut node = |actor: Actor| {
                *nodes
                    .entry(actor.iri.clone())
                    .or_insert_with(|| graph.add_node(actor))
            };
            let (subject, object) = (node(fact.subject), node(fact.object));
            let key = (subject, object, fact.predicate.clone(), fact.status);
            let edge = *edges.entry(key).or_insert_with(|| {
                let tie = Tie {
                    predicate: fact.predicate,
                    status: fact.status,
                    sources: BTreeSet::new(),
                    dates: BTreeSet::new(),
                    quotes: Vec::new(),
                };
                graph.add_edge(subject, object, tie)
            });
            let tie = &mut graph[edge];
            tie.sources.insert(fact.source);
            tie.dates.extend(fact.date);
            tie.quotes.push((fact.article, fact.quote));
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
