//! The store without its promises, as SPARQL sees it.
//!
//! Oxigraph can leave graphs out of a query only by a list of those that stay, which it goes through
//! for every pattern; with a graph per article that is no way. This view asks all graphs and skips what
//! comes from one of promises. Terms are strings here, not Oxigraph's hashes, which costs some speed.

use super::iri::Base;
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term,
};
use oxigraph::store::{StorageError, Store};
use spareval::{InternalQuad, QueryableDataset};

/// All graphs but those of promises.
pub(super) struct Facts {
    store: Store,
    base: Base,
}

impl Facts {
    pub(super) fn new(store: &Store, base: &Base) -> Self {
        Self {
            store: store.clone(),
            base: base.clone(),
        }
    }

    fn is_promises(&self, graph: &Term) -> bool {
        matches!(graph, Term::NamedNode(node) if self.base.is_promises(node.as_ref()))
    }
}

impl QueryableDataset<'static> for Facts {
    type InternalTerm = Term;
    type Error = StorageError;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Term>,
        predicate: Option<&Term>,
        object: Option<&Term>,
        graph_name: Option<Option<&Term>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Term>, StorageError>> + use<> {
        // A literal as subject, or a hidden graph, matches nothing.
        let subject = subject.map(as_subject);
        let predicate = predicate.map(as_predicate);
        let graph = graph_name.map(|graph| match graph {
            None => Some(GraphNameRef::DefaultGraph),
            Some(graph) if self.is_promises(graph) => None,
            Some(graph) => as_subject(graph).map(GraphNameRef::from),
        });
        let possible = subject != Some(None) && predicate != Some(None) && graph != Some(None);
        let base = self.base.clone();
        possible
            .then(|| {
                self.store.quads_for_pattern(
                    subject.flatten(),
                    predicate.flatten(),
                    object.map(Term::as_ref),
                    graph.flatten(),
                )
            })
            .into_iter()
            .flatten()
            .filter(move |quad| !quad.as_ref().is_ok_and(|quad| comes_from_promises(quad, &base)))
            .map(|quad| quad.map(internal))
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Term, StorageError>> + use<> {
        let base = self.base.clone();
        self.store
            .named_graphs()
            .map(|graph| graph.map(Term::from))
            .filter(
                move |graph| !matches!(graph, Ok(Term::NamedNode(node)) if base.is_promises(node.as_ref())),
            )
    }

    fn contains_internal_graph_name(&self, graph: &Term) -> Result<bool, StorageError> {
        match as_subject(graph) {
            Some(node) if !self.is_promises(graph) => self.store.contains_named_graph(node),
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

fn internal(quad: Quad) -> InternalQuad<Term> {
    let node = |node: NamedOrBlankNode| Term::from(node);
    InternalQuad {
        subject: node(quad.subject),
        predicate: quad.predicate.into(),
        object: quad.object,
        graph_name: match quad.graph_name {
            GraphName::NamedNode(node) => Some(node.into()),
            GraphName::BlankNode(node) => Some(node.into()),
            GraphName::DefaultGraph => None,
        },
    }
}
