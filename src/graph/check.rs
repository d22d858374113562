//! Whether a store is what it must be.
//!
//! Holds every article to the model: its graph has one key, hash and version; its statements are whole and
//! quote the kept text; its edges are those that its statements call for, and no others; what the shared
//! graphs say follows from the articles. [`Store::check`] changes nothing.

use super::claim::last_segment;
use super::error::StoreError;
use super::iri;
use super::store::Store;
use super::vocabulary::{griot, oa, prov};
use crate::article::Article;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use rustc_hash::{FxHashMap, FxHashSet};

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoreFault {
    /// Key of the article that it concerns.
    pub article: Option<String>,
    /// What is wrong.
    pub kind: StoreFaultKind,
    /// The statement, graph, entity or file.
    pub about: String,
}

/// What may be wrong with a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoreFaultKind {
    /// An article's graph lacks its key, content hash or version, or has two.
    ArticleIncomplete,
    /// The store keeps texts, and this one is not there.
    TextMissing,
    /// The kept text cannot be read, or is another.
    TextDamaged,
    /// A file among the texts that belongs to no article.
    TextLeftOver,
    /// A statement lacks something that every statement has, or has it twice.
    StatementIncomplete,
    /// The quoted words do not stand where they are said to.
    QuoteDiffers,
    /// A statement's edge is not there.
    EdgeMissing,
    /// An edge that no statement calls for.
    EdgeUnfounded,
    /// An entity without name.
    EntityUnknown,
    /// The shared graph describes an entity that no article speaks of.
    EntityLeftOver,
    /// A graph that belongs to no article, and is none that Griot makes.
    GraphForeign,
    /// The links between copies are not those that the articles call for.
    CopiesStale,
}

impl StoreFaultKind {
    /// Its name in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ArticleIncomplete => "article-incomplete",
            Self::TextMissing => "text-missing",
            Self::TextDamaged => "text-damaged",
            Self::TextLeftOver => "text-left-over",
            Self::StatementIncomplete => "statement-incomplete",
            Self::QuoteDiffers => "quote-differs",
            Self::EdgeMissing => "edge-missing",
            Self::EdgeUnfounded => "edge-unfounded",
            Self::EntityUnknown => "entity-unknown",
            Self::EntityLeftOver => "entity-left-over",
            Self::GraphForeign => "graph-foreign",
            Self::CopiesStale => "copies-stale",
        }
    }
}

/// What every statement has exactly once.
const ONCE: [NamedNodeRef<'static>; 6] = [
    rdf::SUBJECT,
    rdf::PREDICATE,
    rdf::OBJECT,
    griot::STATUS,
    griot::RULE,
    prov::WAS_DERIVED_FROM,
];

impl Store {
    /// Every fault of the store, by article; none where all is well.
    ///
    /// # Errors
    /// [`StoreError::Database`] where the database itself fails.
    pub fn check(&self) -> Result<Vec<StoreFault>, StoreError> {
        let mut check = Check {
            store: self,
            faults: Vec::new(),
            spoken_of: FxHashSet::default(),
            described: FxHashSet::default(),
        };
        check.shared()?;
        let mut graphs = FxHashSet::default();
        for entry in self.articles()? {
            let node = NamedNode::new_unchecked(&entry.iri);
            graphs.insert(iri::promises(&node));
            check.article(&entry.key, &node)?;
            graphs.insert(node);
        }
        check.left_over(&graphs)?;
        check.faults.sort_unstable();
        Ok(check.faults)
    }
}

struct Check<'a> {
    store: &'a Store,
    faults: Vec<StoreFault>,
    /// Entities that statements name.
    spoken_of: FxHashSet<NamedNode>,
    /// Entities of the shared graph that have a label.
    described: FxHashSet<NamedNode>,
}

/// The quads of an article's graph, by subject and predicate.
#[derive(Default)]
struct Graph(FxHashMap<NamedNode, FxHashMap<NamedNode, Vec<Term>>>);

impl Graph {
    fn values(&self, node: &NamedNode, property: NamedNodeRef<'_>) -> &[Term] {
        let properties = self.0.get(node);
        properties
            .and_then(|properties| properties.get(&property.into_owned()))
            .map_or(&[], Vec::as_slice)
    }

    fn text(&self, node: &NamedNode, property: NamedNodeRef<'_>) -> Option<&str> {
        match self.values(node, property) {
            [Term::Literal(literal)] => Some(literal.value()),
            _ => None,
        }
    }

    /// Only the single value that a property has.
    fn single(&self, node: &NamedNode, property: NamedNodeRef<'_>) -> Option<&Term> {
        match self.values(node, property) {
            [value] => Some(value),
            _ => None,
        }
    }
}

impl Check<'_> {
    fn fault(&mut self, article: Option<&str>, kind: StoreFaultKind, about: impl Into<String>) {
        self.faults.push(StoreFault {
            article: article.map(str::to_owned),
            kind,
            about: about.into(),
        });
    }

    /// Notes who is described in the shared graph.
    fn shared(&mut self) -> Result<(), StoreError> {
        let shared = self.store.mapping.base().entities();
        let labels =
            self.store
                .oxigraph
                .quads_for_pattern(None, Some(rdfs::LABEL), None, Some((&shared).into()));
        for quad in labels {
            if let NamedOrBlankNode::NamedNode(entity) = quad?.subject {
                self.described.insert(entity);
            }
        }
        Ok(())
    }

    fn article(&mut self, key: &str, node: &NamedNode) -> Result<(), StoreError> {
        let promises = iri::promises(node);
        let mut graph = Graph::default();
        let mut edges: FxHashSet<Quad> = FxHashSet::default();
        for name in [node, &promises] {
            for quad in self
                .store
                .oxigraph
                .quads_for_pattern(None, None, None, Some(name.into()))
            {
                let quad = quad?;
                if self.store.mapping.is_edge(&quad.predicate) || name == &promises {
                    edges.insert(quad);
                } else if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
                    let properties = graph.0.entry(subject).or_default();
                    properties.entry(quad.predicate).or_default().push(quad.object);
                }
            }
        }
        for property in [griot::ARTICLE_KEY, griot::CONTENT_HASH, griot::ANALYSIS_VERSION] {
            if graph.single(node, property).is_none() {
                self.fault(
                    Some(key),
                    StoreFaultKind::ArticleIncomplete,
                    last_segment(property.as_str()),
                );
            }
        }
        let text = self.text(key);
        for statement in statements(&graph) {
            self.statement(key, node, &graph, statement, text.as_ref(), &mut edges);
        }
        for edge in edges {
            self.fault(Some(key), StoreFaultKind::EdgeUnfounded, edge.to_string());
        }
        Ok(())
    }

    /// The kept text, or a fault.
    fn text(&mut self, key: &str) -> Option<Article> {
        if !self.store.texts().are_kept() {
            return None;
        }
        match self.store.text(key) {
            Ok(Some(article)) => return Some(article),
            Ok(None) => self.fault(Some(key), StoreFaultKind::TextMissing, key),
            Err(error) => self.fault(Some(key), StoreFaultKind::TextDamaged, error.to_string()),
        }
        None
    }

    /// Checks one statement, and takes its edges out of `edges`.
    fn statement(
        &mut self,
        key: &str,
        article: &NamedNode,
        graph: &Graph,
        statement: &NamedNode,
        text: Option<&Article>,
        edges: &mut FxHashSet<Quad>,
    ) {
        for property in [rdf::SUBJECT, rdf::OBJECT, griot::PLACE, griot::ATTRIBUTED_TO] {
            for value in graph.values(statement, property) {
                let Term::NamedNode(entity) = value else { continue };
                self.spoken_of.insert(entity.clone());
                if !self.described.contains(entity) && graph.text(entity, rdfs::LABEL).is_none() {
                    self.fault(Some(key), StoreFaultKind::EntityUnknown, entity.as_str());
                }
            }
        }
        let incomplete = ONCE
            .iter()
            .any(|property| graph.single(statement, *property).is_none())
            || graph.values(statement, griot::EVIDENCE).is_empty()
            || graph.single(statement, prov::WAS_DERIVED_FROM) != Some(&article.clone().into());
        if incomplete {
            self.fault(Some(key), StoreFaultKind::StatementIncomplete, statement.as_str());
            return;
        }
        for evidence in graph.values(statement, griot::EVIDENCE) {
            let Term::NamedNode(passage) = evidence else {
                continue;
            };
            if !quotes(graph, passage, text) {
                self.fault(Some(key), StoreFaultKind::QuoteDiffers, passage.as_str());
            }
        }
        for edge in self.edges_of(article, graph, statement) {
            // Two statements may call for one edge (two deliveries): it is taken out once.
            let there =
                edges.remove(&edge) || self.store.oxigraph.contains(edge.as_ref()).unwrap_or_default();
            if !there {
                self.fault(Some(key), StoreFaultKind::EdgeMissing, statement.as_str());
            }
        }
    }

    /// The direct triples that a statement calls for.
    fn edges_of(&self, article: &NamedNode, graph: &Graph, statement: &NamedNode) -> Vec<Quad> {
        let single = |property| graph.single(statement, property);
        let (
            Some(Term::NamedNode(subject)),
            Some(Term::NamedNode(predicate)),
            Some(object),
            Some(Term::NamedNode(status)),
        ) = (
            single(rdf::SUBJECT),
            single(rdf::PREDICATE),
            single(rdf::OBJECT),
            single(griot::STATUS),
        )
        else {
            return Vec::new();
        };
        let name: GraphName = match last_segment(status.as_str()) {
            "actual" => article.clone().into(),
            "planned" => iri::promises(article).into(),
            _ => return Vec::new(),
        };
        let mut edges = vec![Quad::new(
            subject.clone(),
            predicate.clone(),
            object.clone(),
            name.clone(),
        )];
        if let Term::NamedNode(back) = object
            && self.store.mapping.is_symmetric(last_segment(predicate.as_str()))
        {
            edges.push(Quad::new(back.clone(), predicate.clone(), subject.clone(), name));
        }
        edges
    }

    /// What is there and belongs to no article.
    fn left_over(&mut self, graphs: &FxHashSet<NamedNode>) -> Result<(), StoreError> {
        let left: Vec<NamedNode> = self.described.difference(&self.spoken_of).cloned().collect();
        for entity in left {
            self.fault(None, StoreFaultKind::EntityLeftOver, entity.as_str());
        }
        let base = self.store.mapping.base();
        let (entities, copies, imports) = (base.entities(), base.copies(), base.import(""));
        for graph in self.store.oxigraph.named_graphs() {
            let known = match &graph? {
                NamedOrBlankNode::NamedNode(graph)
                    if graphs.contains(graph)
                        || *graph == entities
                        || *graph == copies
                        || graph.as_str().starts_with(imports.as_str()) =>
                {
                    None
                }
                other => Some(other.to_string()),
            };
            if let Some(graph) = known {
                self.fault(None, StoreFaultKind::GraphForeign, graph);
            }
        }
        let (wanted, found) = self.store.copies_wanted_and_found()?;
        for link in wanted.symmetric_difference(&found) {
            self.fault(None, StoreFaultKind::CopiesStale, link.to_string());
        }
        let current = self.store.articles()?.into_iter();
        let strays = self
            .store
            .texts()
            .strays(current.map(|article| (article.key, article.content_hash)))?;
        for path in strays {
            self.fault(None, StoreFaultKind::TextLeftOver, path.display().to_string());
        }
        Ok(())
    }
}

/// The statements of a graph, by IRI.
fn statements(graph: &Graph) -> Vec<&NamedNode> {
    let is_statement = |node: &&NamedNode| {
        graph
            .values(node, rdf::TYPE)
            .contains(&Term::from(griot::STATEMENT.into_owned()))
    };
    let mut statements: Vec<&NamedNode> = graph.0.keys().filter(is_statement).collect();
    statements.sort_unstable();
    statements
}

/// Whether the words stand in the text (or headline) where the passage says. Without a kept text only
/// their number is looked at.
fn quotes(graph: &Graph, passage: &NamedNode, text: Option<&Article>) -> bool {
    let number = |property| graph.text(passage, property)?.parse::<usize>().ok();
    let (Some(quote), Some(start), Some(end)) =
        (graph.text(passage, oa::EXACT), number(oa::START), number(oa::END))
    else {
        return false;
    };
    if start > end || quote.chars().count() != end - start {
        return false;
    }
    let Some(article) = text else { return true };
    let whole = if graph.text(passage, griot::FIELD).is_some() {
        article.title.as_deref().unwrap_or_default()
    } else {
        &article.text
    };
    whole.chars().skip(start).take(end - start).eq(quote.chars())
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, mapping, read};
    use super::*;
    use oxigraph::model::Literal;

    /// A store whose evidence is right: the samples' own is made up.
    fn store() -> (Store, NamedNode) {
        let store = Store::memory(mapping()).unwrap();
        let article = article("a", "2025-01-01", "Bamako et Moscou se parlent encore une fois.");
        let mut statements = read(
            &article,
            &[
                "Mali | meets | Russie | actual",
                "Russie | supplies | Mali | planned",
                "Awa Sidibé | visits | Mali | denied",
            ],
        );
        for evidence in statements.iter_mut().flat_map(|one| &mut one.evidence) {
            evidence.start = 0;
            evidence.end = evidence.quote.chars().count();
        }
        store.replace_article(&article, &statements, "v1").unwrap();
        let node = store.mapping.base().article("a");
        (store, node)
    }

    fn check(damage: impl Fn(&Store, &NamedNode), expected: &[StoreFaultKind]) {
        let (store, node) = store();
        assert_eq!(store.check().unwrap(), []);
        damage(&store, &node);
        let mut found: Vec<StoreFaultKind> = store.check().unwrap().iter().map(|fault| fault.kind).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, expected);
    }

    /// Removes every quad with this predicate.
    fn remove_all(store: &Store, predicate: NamedNodeRef<'_>) {
        for quad in store
            .oxigraph
            .quads_for_pattern(None, Some(predicate), None, None)
        {
            store.oxigraph.remove(&quad.unwrap()).unwrap();
        }
    }

    /// Removes the first quad with this predicate from the article's graphs.
    fn remove(store: &Store, predicate: NamedNodeRef<'_>) {
        let quad = store
            .oxigraph
            .quads_for_pattern(None, Some(predicate), None, None)
            .next()
            .unwrap()
            .unwrap();
        store.oxigraph.remove(&quad).unwrap();
    }

    #[test]
    fn damage_is_found() {
        use StoreFaultKind as Kind;
        check(
            |store, _| remove_all(store, griot::RULE),
            &[Kind::StatementIncomplete, Kind::EdgeUnfounded],
        );
        check(
            |store, _| remove(store, griot::CONTENT_HASH),
            &[Kind::ArticleIncomplete, Kind::TextMissing],
        );
        check(|store, _| remove(store, oa::EXACT), &[Kind::QuoteDiffers]);
        check(
            |store, _| remove(store, store.mapping.predicate("meets").as_ref()),
            &[Kind::EdgeMissing],
        );
        check(
            |store, _| remove(store, store.mapping.predicate("supplies").as_ref()),
            &[Kind::EdgeMissing],
        );
        check(|store, _| remove(store, rdfs::LABEL), &[Kind::EntityUnknown]);
        let insert =
            |store: &Store, subject: &NamedNode, predicate: NamedNode, object: Term, graph: NamedNode| {
                let quad = Quad::new(subject.clone(), predicate, object, graph);
                store.oxigraph.insert(&quad).unwrap();
            };
        check(
            |store, node| {
                let mali = store.mapping.base().entity("mali");
                let supplies = store.mapping.predicate("supplies");
                insert(store, node, supplies, mali.into(), node.clone());
            },
            &[Kind::EdgeUnfounded],
        );
        check(
            |store, node| {
                let graph = store.mapping.base().entities();
                insert(
                    store,
                    node,
                    rdfs::LABEL.into_owned(),
                    Literal::from("x").into(),
                    graph,
                );
            },
            &[Kind::EntityLeftOver],
        );
        check(
            |store, node| {
                let graph = NamedNode::new_unchecked("https://example.org/other");
                insert(
                    store,
                    node,
                    rdfs::LABEL.into_owned(),
                    Literal::from("x").into(),
                    graph,
                );
            },
            &[Kind::GraphForeign],
        );
        check(
            |store, node| {
                let graph = store.mapping.base().copies();
                let same = griot::SAME_WIRE_AS.into_owned();
                insert(store, node, same, node.clone().into(), graph);
            },
            &[Kind::CopiesStale],
        );
    }

    #[test]
    fn background_is_no_fault() {
        check(
            |store, _| {
                let turtle = b"<https://example.org/a> <https://example.org/b> 'c' .";
                store
                    .import("codes.ttl", turtle, super::super::GraphFormat::Turtle)
                    .unwrap();
            },
            &[],
        );
    }
}
