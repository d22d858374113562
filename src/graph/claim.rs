//! Statements read back from the store.
//!
//! A [`Claim`] is a statement with what one needs to judge it: the article that makes it, its date and
//! publisher, its words. Summary, corroboration, contradiction, timelines and diagrams are made of
//! claims; foreign RDF brought in by `import` makes none.

use super::error::StoreError;
use super::store::Store;
use super::vocabulary::{griot, oa, schema};
use crate::statement::Status;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{
    GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term,
};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// An entity, as the store describes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Party {
    /// Its IRI.
    pub iri: String,
    /// Usual French short name.
    pub label: String,
    /// Local name of its class; empty where unknown.
    pub class: String,
}

impl Party {
    /// An entity that nothing describes.
    fn unknown(entity: &NamedNode) -> Self {
        Self {
            iri: entity.as_str().to_owned(),
            label: last_segment(entity.as_str()).to_owned(),
            class: String::new(),
        }
    }
}

/// What stands at the end of a claim's edge.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// An entity.
    Party(Arc<Party>),
    /// A literal: a number, or words for a place or source that is no entity.
    Literal(String),
}

impl Value {
    /// What to show for it.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Party(party) => &party.label,
            Self::Literal(value) => value,
        }
    }

    /// The entity, if it is one.
    #[must_use]
    pub const fn party(&self) -> Option<&Arc<Party>> {
        match self {
            Self::Party(party) => Some(party),
            Self::Literal(_) => None,
        }
    }
}

/// The article that makes a claim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Its IRI.
    pub iri: String,
    /// Its key.
    pub key: String,
    /// Its headline.
    pub headline: Option<String>,
    /// Its newsroom.
    pub publisher: Option<String>,
    /// Its day of publication, ISO 8601.
    pub published: Option<String>,
    /// IRI of the article that it copies, if it does, else its own: articles with one origin count
    /// as one source.
    pub origin: String,
    /// The analysis that read it.
    pub analysis: String,
}

/// Words of an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// First code point of the article's text (or headline).
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub quote: String,
    /// `title` where they are the headline's.
    pub field: Option<String>,
}

/// A statement of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// IRI of the statement.
    pub iri: String,
    /// Who makes it.
    pub source: Arc<Source>,
    /// Who.
    pub subject: Arc<Party>,
    /// Local name of the predicate.
    pub predicate: String,
    /// Whom or what.
    pub object: Value,
    /// Fact, promise, hedge or denial.
    pub status: Status,
    /// `begun` or `ended`.
    pub phase: Option<String>,
    /// When it happens or happened: ISO 8601 or EDTF.
    pub date: Option<String>,
    /// When it was said: the article's day where nothing else is said.
    pub reported: Option<String>,
    /// Where.
    pub place: Option<Value>,
    /// item, domain, agreement, office, quantity: local name and words.
    pub qualifiers: Vec<(&'static str, String)>,
    /// The innermost speaker.
    pub attributed_to: Option<Value>,
    /// Id of the rule that found it.
    pub rule: String,
    /// What statements of one passage share.
    pub event: Option<String>,
    /// The words that say so, by start.
    pub evidence: Vec<Passage>,
}

impl Claim {
    /// When it happens, or else was said, as far as the article tells.
    #[must_use]
    pub fn when(&self) -> Option<&str> {
        self.date.as_deref().or(self.reported.as_deref())
    }
}

/// Qualifiers whose values are words.
const WORDS: [(&str, NamedNodeRef<'static>); 5] = [
    ("item", griot::ITEM),
    ("domain", griot::DOMAIN),
    ("agreement", griot::AGREEMENT),
    ("office", griot::OFFICE),
    ("quantity", griot::QUANTITY),
];

impl Store {
    /// Every claim, by article and statement IRI; memory for one article at a time.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn claims(&self) -> Result<impl Iterator<Item = Result<Claim, StoreError>> + '_, StoreError> {
        let mut parties = FxHashMap::default();
        let articles = self.articles()?;
        Ok(articles.into_iter().flat_map(move |article| {
            let graph = NamedNode::new_unchecked(article.iri);
            match self.claims_of(&graph, &mut parties) {
                Ok(claims) => claims.into_iter().map(Ok).collect::<Vec<_>>(),
                Err(error) => vec![Err(error)],
            }
        }))
    }

    /// The claims of the article with this key, by statement IRI.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn claims_of_article(&self, key: &str) -> Result<Vec<Claim>, StoreError> {
        self.claims_of(&self.mapping.base().article(key), &mut FxHashMap::default())
    }

    /// The claim with this IRI (or the last segment of it).
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn claim(&self, iri: &str) -> Result<Option<Claim>, StoreError> {
        let node = match NamedNode::new(iri) {
            Ok(node) if iri.contains('/') => node,
            _ => self.mapping.base().statement(iri),
        };
        let derived = super::vocabulary::prov::WAS_DERIVED_FROM;
        let found = self
            .oxigraph
            .quads_for_pattern(Some((&node).into()), Some(derived), None, None)
            .next();
        let Some(Term::NamedNode(article)) = found.transpose()?.map(|quad| quad.object) else {
            return Ok(None);
        };
        let claims = self.claims_of(&article, &mut FxHashMap::default())?;
        Ok(claims.into_iter().find(|claim| claim.iri == node.as_str()))
    }

    fn claims_of(
        &self,
        article: &NamedNode,
        shared: &mut FxHashMap<NamedNode, Arc<Party>>,
    ) -> Result<Vec<Claim>, StoreError> {
        let mut nodes = Nodes::default();
        for quad in self
            .oxigraph
            .quads_for_pattern(None, None, None, Some(article.into()))
        {
            nodes.add(quad?);
        }
        let source = Arc::new(nodes.source(article, self.origin_of(article)?));
        let mut reader = Reader {
            store: self,
            nodes: &nodes,
            shared,
            own: FxHashMap::default(),
        };
        let mut claims = Vec::new();
        for node in nodes.statements() {
            claims.extend(reader.claim(node, &source)?);
        }
        claims.sort_by(|a, b| a.iri.cmp(&b.iri));
        Ok(claims)
    }

    /// An entity by the first description found: shared, or an article's.
    pub(super) fn party(&self, entity: &NamedNode) -> Result<Party, StoreError> {
        let shared = self.mapping.base().entities();
        if let Some(party) = self.describe(entity, &shared)? {
            return Ok(party);
        }
        let mut labels = self
            .oxigraph
            .quads_for_pattern(Some(entity.into()), Some(rdfs::LABEL), None, None);
        let described = match labels.next().transpose()?.map(|quad| quad.graph_name) {
            Some(GraphName::NamedNode(graph)) => self.describe(entity, &graph)?,
            _ => None,
        };
        Ok(described.unwrap_or_else(|| Party::unknown(entity)))
    }

    /// The label and class that the graph `graph` gives an entity.
    fn describe(&self, entity: &NamedNode, graph: &NamedNode) -> Result<Option<Party>, StoreError> {
        let mut party = Party {
            iri: entity.as_str().to_owned(),
            label: String::new(),
            class: String::new(),
        };
        let subject = NamedOrBlankNodeRef::from(entity);
        for quad in self
            .oxigraph
            .quads_for_pattern(Some(subject), None, None, Some(graph.into()))
        {
            let quad = quad?;
            match quad.object {
                Term::Literal(label) if quad.predicate == rdfs::LABEL => {
                    party.label = label.value().to_owned()
                }
                Term::NamedNode(class) if quad.predicate == rdf::TYPE => {
                    local_name(&class).clone_into(&mut party.class);
                }
                _ => {}
            }
        }
        Ok((!party.label.is_empty()).then_some(party))
    }
}

/// The quads of an article, by subject.
#[derive(Default)]
struct Nodes(FxHashMap<NamedNode, Vec<(NamedNode, Term)>>);

impl Nodes {
    fn add(&mut self, quad: Quad) {
        if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
            self.0
                .entry(subject)
                .or_default()
                .push((quad.predicate, quad.object));
        }
    }

    fn statements(&self) -> impl Iterator<Item = &NamedNode> {
        let is_statement = |(predicate, object): &(NamedNode, Term)| {
            *predicate == rdf::TYPE && *object == griot::STATEMENT.into()
        };
        self.0
            .iter()
            .filter(move |(_, properties)| properties.iter().any(is_statement))
            .map(|(node, _)| node)
    }

    fn values<'a>(&'a self, node: &NamedNode, predicate: NamedNodeRef<'a>) -> impl Iterator<Item = &'a Term> {
        let properties = self.0.get(node).map(Vec::as_slice).unwrap_or_default();
        properties
            .iter()
            .filter(move |(property, _)| *property == predicate)
            .map(|(_, value)| value)
    }

    fn text(&self, node: &NamedNode, predicate: NamedNodeRef<'_>) -> Option<String> {
        self.values(node, predicate).next().map(|value| match value {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => node.as_str().to_owned(),
            other => other.to_string(),
        })
    }

    fn source(&self, article: &NamedNode, origin: String) -> Source {
        Source {
            iri: article.as_str().to_owned(),
            key: self.text(article, griot::ARTICLE_KEY).unwrap_or_default(),
            headline: self.text(article, schema::HEADLINE),
            publisher: self.text(article, schema::PUBLISHER),
            published: self.text(article, schema::DATE_PUBLISHED),
            origin,
            analysis: self.text(article, griot::ANALYSIS_VERSION).unwrap_or_default(),
        }
    }

    fn passage(&self, node: &NamedNode) -> Option<Passage> {
        Some(Passage {
            start: self.text(node, oa::START)?.parse().ok()?,
            end: self.text(node, oa::END)?.parse().ok()?,
            quote: self.text(node, oa::EXACT)?,
            field: self.text(node, griot::FIELD),
        })
    }
}

/// Reads the claims of one article.
struct Reader<'a> {
    store: &'a Store,
    nodes: &'a Nodes,
    /// Entities of the shared graph, kept from article to article.
    shared: &'a mut FxHashMap<NamedNode, Arc<Party>>,
    own: FxHashMap<NamedNode, Arc<Party>>,
}

impl Reader<'_> {
    /// `None` for a statement that lacks an end, which Griot never writes.
    fn claim(&mut self, node: &NamedNode, source: &Arc<Source>) -> Result<Option<Claim>, StoreError> {
        let nodes = self.nodes;
        let subject = self.value(node, rdf::SUBJECT)?;
        let object = self.value(node, rdf::OBJECT)?;
        let predicate = nodes.text(node, rdf::PREDICATE);
        let status = nodes.text(node, griot::STATUS).and_then(|iri| status_of(&iri));
        let (Some(Value::Party(subject)), Some(object), Some(predicate), Some(status)) =
            (subject, object, predicate, status)
        else {
            return Ok(None);
        };
        let passages = nodes
            .values(node, griot::EVIDENCE)
            .filter_map(|passage| match passage {
                Term::NamedNode(passage) => nodes.passage(passage),
                _ => None,
            });
        let mut evidence: Vec<Passage> = passages.collect();
        evidence.sort_unstable();
        let words = WORDS
            .into_iter()
            .filter_map(|(name, property)| Some((name, nodes.text(node, property)?)));
        Ok(Some(Claim {
            iri: node.as_str().to_owned(),
            source: Arc::clone(source),
            subject,
            predicate: last_segment(&predicate).to_owned(),
            object,
            status,
            phase: nodes
                .text(node, griot::PHASE)
                .map(|iri| last_segment(&iri).to_owned()),
            date: nodes.text(node, griot::DATE),
            reported: nodes
                .text(node, griot::REPORTED)
                .or_else(|| source.published.clone()),
            place: self.value(node, griot::PLACE)?,
            qualifiers: words.collect(),
            attributed_to: self.value(node, griot::ATTRIBUTED_TO)?,
            rule: nodes.text(node, griot::RULE).unwrap_or_default(),
            event: nodes.text(node, griot::EVENT),
            evidence,
        }))
    }

    fn value(&mut self, node: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<Value>, StoreError> {
        let nodes = self.nodes;
        Ok(match nodes.values(node, property).next() {
            None => None,
            Some(Term::NamedNode(entity)) => Some(Value::Party(self.party(entity)?)),
            Some(Term::Literal(literal)) => Some(Value::Literal(literal.value().to_owned())),
            Some(other) => Some(Value::Literal(other.to_string())),
        })
    }

    /// The entity: the article's own description of it first, else the shared one.
    fn party(&mut self, entity: &NamedNode) -> Result<Arc<Party>, StoreError> {
        if let Some(party) = self.own.get(entity) {
            return Ok(Arc::clone(party));
        }
        let party = match self.nodes.text(entity, rdfs::LABEL) {
            Some(label) => {
                let class = self.nodes.text(entity, rdf::TYPE);
                Arc::new(Party {
                    iri: entity.as_str().to_owned(),
                    label,
                    class: class
                        .map(|class| last_segment(&class).to_owned())
                        .unwrap_or_default(),
                })
            }
            None => self.shared_party(entity)?,
        };
        self.own.insert(entity.clone(), Arc::clone(&party));
        Ok(party)
    }

    fn shared_party(&mut self, entity: &NamedNode) -> Result<Arc<Party>, StoreError> {
        if let Some(party) = self.shared.get(entity) {
            return Ok(Arc::clone(party));
        }
        let described = self
            .store
            .describe(entity, &self.store.mapping.base().entities())?;
        let party = Arc::new(described.unwrap_or_else(|| Party::unknown(entity)));
        self.shared.insert(entity.clone(), Arc::clone(&party));
        Ok(party)
    }
}

pub(super) fn status_of(iri: &str) -> Option<Status> {
    match last_segment(iri) {
        "actual" => Some(Status::Actual),
        "planned" => Some(Status::Planned),
        "possible" => Some(Status::Possible),
        "denied" => Some(Status::Denied),
        _ => None,
    }
}

fn local_name(node: &NamedNode) -> &str {
    last_segment(node.as_str())
}

pub(super) fn last_segment(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{mapping, summit};
    use super::*;

    #[test]
    fn what_is_written_comes_back() {
        let store = Store::memory(mapping()).unwrap();
        let (article, statements) = summit();
        store.replace_article(&article, &statements, "v1").unwrap();
        let claims: Vec<Claim> = store.claims().unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(claims.len(), statements.len());
        for statement in &statements {
            let claim = claims
                .iter()
                .find(|claim| claim.iri.ends_with(&statement.id))
                .unwrap();
            assert_eq!(claim.subject.label, statement.subject.label);
            assert_eq!(Some(&claim.subject.class), statement.subject.class.as_ref());
            assert_eq!(claim.predicate, statement.predicate);
            assert_eq!(claim.status, statement.status);
            assert_eq!(claim.date, statement.date);
            assert_eq!(claim.reported, statement.reported);
            assert_eq!(claim.rule, statement.rule);
            assert_eq!(claim.evidence.len(), 1);
            assert_eq!(claim.evidence[0].quote, statement.evidence[0].quote);
            assert_eq!(claim.evidence[0].field, statement.evidence[0].field);
            assert_eq!(claim.source.key, article.key);
            assert_eq!(store.claim(&claim.iri).unwrap().as_ref(), Some(claim));
            assert_eq!(store.claim(&statement.id).unwrap().as_ref(), Some(claim));
        }
        let supplies = claims.iter().find(|claim| claim.predicate == "supplies").unwrap();
        assert_eq!(supplies.qualifiers, [("item", "six drones".to_owned())]);
        assert_eq!(
            supplies.attributed_to,
            Some(Value::Literal("Awa Sidibé".to_owned()))
        );
        let strength = claims.iter().find(|claim| claim.predicate == "strength").unwrap();
        assert_eq!(strength.object, Value::Literal("5000".to_owned()));
        assert_eq!(store.claim("nothing").unwrap(), None);
    }
}
