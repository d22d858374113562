//! The store as one graph, as SPARQL sees it: a set of triples, with or without promises.
//!
//! Oxigraph's own union of graphs repeats a triple for every graph that holds it, so that a count of
//! edges would count articles. And it can leave graphs out of a query only by a list of those that
//! stay, which it goes through for every pattern; with a graph per article that is no way. This view asks
//! all graphs, skips what comes from one of promises, and gives every edge once; other triples of
//! Griot's own are in one graph only. Its terms are strings
//! and not Oxigraph's hashes, which costs speed: [`super::scan`] tells which queries need it.

use super::iri::Base;
use super::quads::Mapping;
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term,
    Triple,
};
use oxigraph::store::{StorageError, Store};
use rustc_hash::FxHashSet;
use spareval::{InternalQuad, QueryableDataset};
use std::sync::Arc;

/// A store as one graph; its named graphs stay reachable through `GRAPH`.
pub(super) struct View {
    store: Store,
    base: Base,
    edges: Arc<FxHashSet<NamedNode>>,
    promises: bool,
    /// The graphs that make the default graph; none stands for all.
    default: Option<Vec<Term>>,
}

impl View {
    /// All graphs of `store`; those of promises only where `promises` says so.
    pub(super) fn new(store: &Store, mapping: &Mapping, promises: bool) -> Self {
        Self {
            store: store.clone(),
            base: mapping.base().clone(),
            edges: mapping.edges(),
            promises,
            default: None,
        }
    }

    /// The same with a default graph of these graphs alone.
    pub(super) fn of_graphs(mut self, graphs: &[GraphName]) -> Self {
        let term = |graph: &GraphName| match graph {
            GraphName::NamedNode(node) => Some(node.clone().into()),
            GraphName::BlankNode(node) => Some(node.clone().into()),
            // Griot keeps nothing in the default graph of its store.
            GraphName::DefaultGraph => None,
        };
        self.default = Some(graphs.iter().filter_map(term).collect());
        self
    }

    /// The graphs to ask for the default graph; `None` stands for all.
    fn default_graphs(&self) -> Vec<Option<&Term>> {
        match &self.default {
            None => vec![None],
            Some(graphs) => graphs.iter().map(Some).collect(),
        }
    }

    fn hides(&self, graph: &Term) -> bool {
        !self.promises && matches!(graph, Term::NamedNode(node) if self.base.is_promises(node.as_ref()))
    }

    /// The quads that match, hidden ones left out; no graph means all of them.
    fn quads(
        &self,
        subject: Option<&Term>,
        predicate: Option<&Term>,
        object: Option<&Term>,
        graph: Option<&Term>,
    ) -> impl Iterator<Item = Result<Quad, StorageError>> + use<> {
        // A literal as subject, or a hidden graph, matches nothing.
        let subject = subject.map(as_subject);
        let predicate = predicate.map(as_predicate);
        let graph = graph.map(|graph| as_subject(graph).filter(|_| !self.hides(graph)));
        let possible = subject != Some(None) && predicate != Some(None) && graph != Some(None);
        let hidden = (!self.promises).then(|| self.base.clone());
        possible
            .then(|| {
                self.store.quads_for_pattern(
                    subject.flatten(),
                    predicate.flatten(),
                    object.map(Term::as_ref),
                    graph.flatten().map(GraphNameRef::from),
                )
            })
            .into_iter()
            .flatten()
            .filter(move |quad| match (quad, &hidden) {
                (Ok(quad), Some(base)) => !comes_from_promises(quad, base),
                _ => true,
            })
    }
}

impl QueryableDataset<'static> for View {
    type InternalTerm = Term;
    type Error = StorageError;

    /// For `graph_name`, `Some(None)` is the default graph, here the union, and `None` any named graph.
    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Term>,
        predicate: Option<&Term>,
        object: Option<&Term>,
        graph_name: Option<Option<&Term>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Term>, StorageError>> + use<> {
        let union = graph_name == Some(None);
        let graphs = if union {
            self.default_graphs()
        } else {
            vec![graph_name.flatten()]
        };
        let quads: Vec<_> = graphs
            .into_iter()
            .map(|graph| self.quads(subject, predicate, object, graph))
            .collect();
        let edges = Arc::clone(&self.edges);
        let mut seen = FxHashSet::default();
        quads
            .into_iter()
            .flatten()
            .filter(move |quad| match quad {
                Ok(quad) if union && edges.contains(&quad.predicate) => {
                    seen.insert(Triple::from(quad.clone()))
                }
                _ => true,
            })
            .map(move |quad| quad.map(|quad| internal(quad, union)))
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Term, StorageError>> + use<> {
        let hidden = (!self.promises).then(|| self.base.clone());
        self.store
            .named_graphs()
            .map(|graph| graph.map(Term::from))
            .filter(move |graph| match (graph, &hidden) {
                (Ok(Term::NamedNode(node)), Some(base)) => !base.is_promises(node.as_ref()),
                _ => true,
            })
    }

    fn contains_internal_graph_name(&self, graph: &Term) -> Result<bool, StorageError> {
        match as_subject(graph) {
            Some(node) if !self.hides(graph) => self.store.contains_named_graph(node),
            _ => Ok(false),
        }
    }

    fn internalize_term(&self, term: Term) -> Result<Term, StorageError> {
        Ok(term)
    }

    fn externalize_term(&self, term: Term) -> Result<Term, StorageError> {
        Ok(term)
    }
}

fn as_subject(term: &Term) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        Term::NamedNode(node) => Some(node.into()),
        Term::BlankNode(node) => Some(node.into()),
        _ => None,
    }
}

fn as_predicate(term: &Term) -> Option<NamedNodeRef<'_>> {
    match term {
        Term::NamedNode(node) => Some(node.as_ref()),
        _ => None,
    }
}

fn comes_from_promises(quad: &Quad, base: &Base) -> bool {
    matches!(&quad.graph_name, GraphName::NamedNode(node) if base.is_promises(node.as_ref()))
}

fn internal(quad: Quad, union: bool) -> InternalQuad<Term> {
    let node = |node: NamedOrBlankNode| Term::from(node);
    InternalQuad {
        subject: node(quad.subject),
        predicate: quad.predicate.into(),
        object: quad.object,
        graph_name: match quad.graph_name {
            _ if union => None,
            GraphName::NamedNode(node) => Some(node.into()),
            GraphName::BlankNode(node) => Some(node.into()),
            GraphName::DefaultGraph => None,
        },
    }
}
