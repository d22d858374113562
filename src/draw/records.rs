//! A network as rows of properties: what every exchange format writes in its own way.

use crate::graph::Party;
use crate::network::{Network, Tie};
use crate::ontology::{Language, Ontology};
use jiff::civil::Date;
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

/// An entity.
#[derive(Debug, Clone)]
pub struct NodeRecord<'a> {
    /// Position in the network.
    pub index: usize,
    /// The entity itself.
    pub party: &'a Party,
    /// Label of its class in the reader's language.
    pub class_label: &'a str,
    /// Ties that it has part in.
    pub ties: usize,
}

/// A tie.
#[derive(Debug, Clone)]
pub struct EdgeRecord<'a> {
    /// Position in the network.
    pub index: usize,
    /// Who.
    pub source: &'a Party,
    /// Position of the source.
    pub source_index: usize,
    /// Whom.
    pub target: &'a Party,
    /// Position of the target.
    pub target_index: usize,
    /// The tie itself.
    pub tie: &'a Tie,
    /// Label of its predicate in the reader's language.
    pub label: &'a str,
}

/// Every entity, by IRI.
pub fn nodes<'a>(
    network: &'a Network,
    ontology: &'a Ontology,
    language: Language,
) -> impl Iterator<Item = NodeRecord<'a>> {
    network.graph.node_indices().map(move |node| {
        let party = network.party(node);
        let class = ontology.class(&party.class);
        NodeRecord {
            index: node.index(),
            party,
            class_label: class.map_or(party.class.as_str(), |class| {
                ontology.class_term(class).label(language)
            }),
            ties: network.ties_of(node).count(),
        }
    })
}

/// Every tie, by the IRIs of its ends, predicate and status.
pub fn edges<'a>(
    network: &'a Network,
    ontology: &'a Ontology,
    language: Language,
) -> impl Iterator<Item = EdgeRecord<'a>> {
    network.graph.edge_references().map(move |edge| {
        let tie = edge.weight();
        let predicate = ontology.predicate(&tie.predicate);
        EdgeRecord {
            index: edge.id().index(),
            source: network.party(edge.source()),
            source_index: edge.source().index(),
            target: network.party(edge.target()),
            target_index: edge.target().index(),
            tie,
            label: predicate.map_or(tie.predicate.as_str(), |predicate| {
                ontology.predicate_term(predicate).label(language)
            }),
        }
    })
}

impl EdgeRecord<'_> {
    /// Stroke width in pixels, by independent sources.
    #[must_use]
    pub fn width(&self) -> f64 {
        (0.6 + 0.6 * self.tie.sources.len() as f64).clamp(1.2, 4.5)
    }

    /// First day on which it is told of.
    #[must_use]
    pub fn start(&self) -> Option<Date> {
        self.tie.period().first
    }

    /// Last day.
    #[must_use]
    pub fn end(&self) -> Option<Date> {
        self.tie.period().last
    }

    /// Earliest date as the articles give it.
    #[must_use]
    pub fn first(&self) -> &str {
        self.tie.dates.first().map_or("", String::as_str)
    }

    /// Latest date as the articles give it.
    #[must_use]
    pub fn last(&self) -> &str {
        self.tie.dates.last().map_or("", String::as_str)
    }

    /// The first quote, on one line.
    #[must_use]
    pub fn quote(&self) -> String {
        let quote = self.tie.quotes().next();
        quote.map(|(_, quote)| one_line(quote)).unwrap_or_default()
    }

    /// Keys of the articles.
    #[must_use]
    pub fn articles(&self) -> BTreeSet<&str> {
        let claims = self.tie.claims.iter();
        claims.map(|claim| claim.source.key.as_str()).collect()
    }

    /// Items, domains, agreements, offices, quantities.
    #[must_use]
    pub fn details(&self) -> BTreeSet<&str> {
        let claims = self.tie.claims.iter();
        claims
            .flat_map(|claim| claim.qualifiers.iter().map(|(_, words)| words.as_str()))
            .collect()
    }
}

/// The words with every run of spaces and line ends as one space.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
