//! Turns the statements of one article into quads.
//!
//! Pure: no store, no clock. Everything drawn from an article lies in the graph that is the
//! article's IRI; direct triples that are only promised lie in `<article>/promises`; entities that
//! the gazetteer knows lie in one graph that articles share. There are no blank nodes.
//!
//! What repeats the graph or the article is left out, since writing quads is most of a build's cost:
//! an event of one statement, a reporting date that is the article's own.

use super::iri::{self, Base};
use super::merge::Merges;
use super::sketch::Sketch;
use super::vocabulary::{self, EDTF, griot, oa, own, prov, schema, skos, xsd};
use crate::article::Article;
use crate::ontology::Ontology;
use crate::statement::{EntityTerm, Evidence, ObjectTerm, Statement, Status};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What a gazetteer knows of an entity beside what statements say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SharedEntity {
    /// Usual French short name.
    pub label: String,
    /// Local name of its class.
    pub class: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Wikidata's item (`Q912`), where certain.
    pub wikidata: Option<String>,
}

/// How statements become quads: the base, the vocabulary, the entities that articles share.
#[derive(Debug, Clone)]
pub struct Mapping {
    base: Base,
    /// IRIs by local name: an overlay of the ontology may have a namespace of its own.
    predicates: FxHashMap<String, NamedNode>,
    classes: FxHashMap<String, NamedNode>,
    edges: Arc<FxHashSet<NamedNode>>,
    symmetric: FxHashSet<String>,
    entities: FxHashMap<String, SharedEntity>,
    merges: Merges,
}

impl Mapping {
    /// Identifiers under `base`, symmetry from `ontology`, and no shared entities yet.
    #[must_use]
    pub fn new(base: Base, ontology: &Ontology) -> Self {
        let symmetric = ontology
            .predicates()
            .filter(|predicate| ontology.symmetric(*predicate))
            .map(|predicate| ontology.predicate_name(predicate).to_owned())
            .collect();
        let named = |term: &crate::ontology::Term| (term.name.clone(), NamedNode::new_unchecked(&term.iri));
        let predicates: FxHashMap<_, _> = ontology
            .predicates()
            .map(|predicate| named(ontology.predicate_term(predicate)))
            .collect();
        Self {
            base,
            edges: Arc::new(predicates.values().cloned().collect()),
            predicates,
            classes: ontology
                .classes()
                .map(|class| named(ontology.class_term(class)))
                .collect(),
            symmetric,
            entities: FxHashMap::default(),
            merges: Merges::default(),
        }
    }

    /// Adds the entities of a gazetteer by their IRIs.
    #[must_use]
    pub fn with_entities(mut self, entities: impl IntoIterator<Item = (String, SharedEntity)>) -> Self {
        self.entities.extend(entities);
        self
    }

    /// Adds what an analyst says of homonyms in different articles.
    #[must_use]
    pub fn with_merges(mut self, merges: Merges) -> Self {
        self.entities.extend(merges.shared_entities(&self.base));
        self.merges = merges;
        self
    }

    /// The same under the base that a store was made with.
    #[cfg(feature = "rocksdb")]
    pub(super) fn with_base(mut self, base: &str) -> Self {
        if let Ok(base) = Base::new(base) {
            self.base = base;
        }
        self
    }

    /// Whether subject and object of the predicate with this local name may change places.
    #[must_use]
    pub fn is_symmetric(&self, predicate: &str) -> bool {
        self.symmetric.contains(predicate)
    }

    /// Whether direct triples have this predicate.
    pub(super) fn is_edge(&self, predicate: &NamedNode) -> bool {
        self.edges.contains(predicate)
    }

    /// The predicates of direct triples.
    pub(super) fn edges(&self) -> Arc<FxHashSet<NamedNode>> {
        Arc::clone(&self.edges)
    }

    /// The IRI of a predicate by its local name.
    pub(super) fn predicate(&self, name: &str) -> NamedNode {
        self.predicates.get(name).cloned().unwrap_or_else(|| own(name))
    }

    /// The IRI of a class by its local name.
    pub(super) fn class(&self, name: &str) -> NamedNode {
        self.classes.get(name).cloned().unwrap_or_else(|| own(name))
    }

    /// The IRI before all identifiers.
    #[must_use]
    pub const fn base(&self) -> &Base {
        &self.base
    }
}

/// The quads of one article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArticleQuads {
    /// Those of the article's own two graphs.
    pub own: Vec<Quad>,
    /// Those of the shared graph, by entity.
    pub shared: Vec<(NamedNode, Vec<Quad>)>,
}

impl ArticleQuads {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Quad> {
        self.own
            .iter()
            .chain(self.shared.iter().flat_map(|(_, quads)| quads))
    }
}

/// What `statements`, drawn from `article` by analysis version `version`, are in RDF.
#[must_use]
pub fn quads(mapping: &Mapping, article: &Article, statements: &[Statement], version: &str) -> ArticleQuads {
    let node = mapping.base.article(&article.key);
    let mut writer = Writer {
        mapping,
        article,
        graph: node.clone().into(),
        promises: iri::promises(&node).into(),
        node,
        out: ArticleQuads::default(),
        described: FxHashSet::default(),
    };
    writer.article(version);
    let shared_events = shared_events(statements);
    for statement in statements {
        writer.statement(statement, shared_events.contains(statement.event.as_str()));
    }
    writer.out
}

/// Events that more than one statement belongs to.
fn shared_events(statements: &[Statement]) -> FxHashSet<&str> {
    let mut seen = FxHashSet::default();
    statements
        .iter()
        .map(|statement| statement.event.as_str())
        .filter(|event| !event.is_empty() && !seen.insert(*event))
        .collect()
}

/// Gathers the quads of one article.
struct Writer<'a> {
    mapping: &'a Mapping,
    article: &'a Article,
    node: NamedNode,
    graph: GraphName,
    promises: GraphName,
    out: ArticleQuads,
    /// Entities and passages that are already described.
    described: FxHashSet<NamedNode>,
}

impl Writer<'_> {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let quad = Quad::new(
            subject.clone(),
            predicate.into_owned(),
            object,
            self.graph.clone(),
        );
        self.out.own.push(quad);
    }

    fn add_some(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: Option<impl Into<Term>>,
    ) {
        if let Some(object) = object {
            self.add(subject, predicate, object);
        }
    }

    fn article(&mut self, version: &str) {
        let (node, article) = (self.node.clone(), self.article);
        self.add(&node, rdf::TYPE, schema::NEWS_ARTICLE);
        self.add(&node, griot::ARTICLE_KEY, Literal::from(article.key.as_str()));
        self.add(&node, griot::CONTENT_HASH, Literal::from(article.content_hash()));
        self.add(&node, griot::ANALYSIS_VERSION, Literal::from(version));
        self.add_some(&node, schema::HEADLINE, article.title.as_deref().map(french));
        self.add_some(
            &node,
            schema::DATE_PUBLISHED,
            article.date.map(|date| date_literal(&date.to_string())),
        );
        self.add_some(
            &node,
            schema::PUBLISHER,
            article.publisher.as_deref().map(Literal::from),
        );
        self.add_some(
            &node,
            schema::IN_LANGUAGE,
            article.language.as_deref().map(Literal::from),
        );
        self.add_some(&node, schema::URL, article.url.as_deref().map(address));
        let sketch =
            Sketch::of(article).map(|sketch| Literal::new_typed_literal(sketch.to_hex(), xsd::HEX_BINARY));
        self.add_some(&node, griot::SKETCH, sketch);
    }

    fn statement(&mut self, statement: &Statement, event_is_shared: bool) {
        let node = self.mapping.base.statement(&statement.id);
        let subject = self.entity(&statement.subject);
        let predicate = self.mapping.predicate(&statement.predicate);
        let object: Term = match &statement.object {
            ObjectTerm::Entity(entity) => self.entity(entity).into(),
            ObjectTerm::Literal { value } => Literal::from(*value).into(),
        };
        self.add(&node, rdf::TYPE, griot::STATEMENT);
        self.add(&node, rdf::SUBJECT, subject.clone());
        self.add(&node, rdf::PREDICATE, predicate.clone());
        self.add(&node, rdf::OBJECT, object.clone());
        self.add(&node, griot::STATUS, own(status_name(statement.status)));
        self.add(&node, griot::RULE, Literal::from(statement.rule.as_str()));
        let article = self.node.clone();
        self.add(&node, prov::WAS_DERIVED_FROM, article);
        if event_is_shared {
            let event = self.mapping.base.event(&statement.event);
            self.add(&node, griot::EVENT, event);
        }
        self.qualifiers(&node, statement);
        for evidence in &statement.evidence {
            let passage = self.passage(evidence);
            self.add(&node, griot::EVIDENCE, passage);
        }
        self.direct(statement, subject, predicate, object);
    }

    fn qualifiers(&mut self, node: &NamedNode, statement: &Statement) {
        self.add_some(node, griot::PHASE, statement.phase.as_deref().map(own));
        self.add_some(node, griot::DATE, statement.date.as_deref().map(date_literal));
        let published = self.article.date.map(|date| date.to_string());
        let reported = statement.reported.as_deref();
        let reported = reported.filter(|date| Some(*date) != published.as_deref());
        self.add_some(node, griot::REPORTED, reported.map(date_literal));
        let words = [
            (griot::ITEM, &statement.item),
            (griot::DOMAIN, &statement.domain),
            (griot::AGREEMENT, &statement.agreement),
            (griot::OFFICE, &statement.office),
            (griot::QUANTITY, &statement.quantity),
        ];
        for (property, value) in words {
            self.add_some(node, property, value.as_deref().map(french));
        }
        let parties = [
            (griot::PLACE, &statement.place),
            (griot::ATTRIBUTED_TO, &statement.attributed_to),
        ];
        for (property, party) in parties {
            if let Some(party) = party {
                let party = self.entity_or_words(party);
                self.add(node, property, party);
            }
        }
    }

    /// The edge itself, both ways where the predicate is symmetric; only what is a fact or a promise.
    fn direct(&mut self, statement: &Statement, subject: NamedNode, predicate: NamedNode, object: Term) {
        let graph = match statement.status {
            Status::Actual => self.graph.clone(),
            Status::Planned => self.promises.clone(),
            Status::Possible | Status::Denied => return,
        };
        if let Term::NamedNode(back) = &object
            && self.mapping.is_symmetric(&statement.predicate)
        {
            let quad = Quad::new(back.clone(), predicate.clone(), subject.clone(), graph.clone());
            self.out.own.push(quad);
        }
        self.out.own.push(Quad::new(subject, predicate, object, graph));
    }

    /// The node of a span of the article, described once.
    fn passage(&mut self, evidence: &Evidence) -> NamedNode {
        let node = iri::passage(
            &self.node,
            evidence.field.as_deref(),
            evidence.start,
            evidence.end,
        );
        if self.described.insert(node.clone()) {
            self.add(&node, oa::EXACT, Literal::from(evidence.quote.as_str()));
            self.add(&node, oa::START, Literal::from(evidence.start as u64));
            self.add(&node, oa::END, Literal::from(evidence.end as u64));
            self.add_some(&node, griot::FIELD, evidence.field.as_deref().map(Literal::from));
        }
        node
    }

    /// The node of an entity, described once: in the shared graph if articles share it.
    fn entity(&mut self, term: &EntityTerm) -> NamedNode {
        let merged = self
            .mapping
            .merges
            .resolve(self.article, term, &self.mapping.base);
        let iri = merged.as_deref().or(term.iri.as_deref());
        let node = match iri {
            Some(iri) => self.mapping.base.entity(iri),
            None => iri::local_entity(&self.node, &term.label),
        };
        if self.described.insert(node.clone()) {
            if let Some(shared) = self.mapping.entities.get(node.as_str()) {
                let quads = shared_quads(&node, shared, self.mapping);
                self.out.shared.push((node.clone(), quads));
            } else {
                let class = term.class.as_deref().map(|class| self.mapping.class(class));
                self.add_some(&node, rdf::TYPE, class);
                self.add(&node, rdfs::LABEL, french(&term.label));
            }
        }
        node
    }

    /// As [`Self::entity`]; the words themselves for a source or place that is no entity.
    fn entity_or_words(&mut self, term: &EntityTerm) -> Term {
        if term.iri.is_some() {
            self.entity(term).into()
        } else {
            french(&term.label).into()
        }
    }
}

/// What articles share of an entity.
fn shared_quads(node: &NamedNode, entity: &SharedEntity, mapping: &Mapping) -> Vec<Quad> {
    let graph = GraphName::from(mapping.base.entities());
    let quad = |predicate: NamedNodeRef<'_>, object: Term| {
        Quad::new(node.clone(), predicate.into_owned(), object, graph.clone())
    };
    let mut quads = vec![
        quad(rdf::TYPE, mapping.class(&entity.class).into()),
        quad(rdfs::LABEL, french(&entity.label).into()),
    ];
    let mut known = FxHashSet::from_iter([entity.label.to_lowercase()]);
    for alias in entity.aliases.iter().filter(|alias| is_name(alias)) {
        if !known.insert(alias.to_lowercase()) {
            continue;
        }
        quads.push(quad(skos::ALT_LABEL, french(alias).into()));
    }
    if let Some(item) = &entity.wikidata {
        let item = format!("{}{}", vocabulary::WIKIDATA, iri::encode(item));
        quads.push(quad(skos::EXACT_MATCH, NamedNode::new_unchecked(item).into()));
    }
    quads
}

/// Whether the first word has a capital: what else a gazetteer lists are descriptions in all their
/// inflections, which help to read and name nobody.
fn is_name(alias: &str) -> bool {
    alias
        .split_whitespace()
        .next()
        .is_some_and(|word| word.chars().any(char::is_uppercase))
}

/// The local name of a status in the ontology.
pub(super) const fn status_name(status: Status) -> &'static str {
    match status {
        Status::Actual => "actual",
        Status::Planned => "planned",
        Status::Possible => "possible",
        Status::Denied => "denied",
    }
}

fn french(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "fr")
}

/// An address as a node, or as a literal where it is no valid IRI.
fn address(url: &str) -> Term {
    match NamedNode::new(url) {
        Ok(node) => node.into(),
        Err(_) => Literal::new_typed_literal(url, xsd::ANY_URI).into(),
    }
}

/// A date with the XSD type that fits its exactness; EDTF where none does.
pub(super) fn date_literal(date: &str) -> Literal {
    let digits = |range: std::ops::Range<usize>| {
        date.get(range)
            .is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let month = || date.get(5..7).is_some_and(|month| ("01"..="12").contains(&month));
    let kind = match date.len() {
        4 if digits(0..4) => xsd::G_YEAR,
        7 if digits(0..4) && &date[4..5] == "-" && month() => xsd::G_YEAR_MONTH,
        10 if date.parse::<jiff::civil::Date>().is_ok() => xsd::DATE,
        _ => EDTF,
    };
    Literal::new_typed_literal(date, kind)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn nquads(article: &Article, statements: &[Statement]) -> String {
        let quads = quads(&samples::mapping(), article, statements, "v1");
        let mut lines: Vec<String> = quads.iter().map(|quad| format!("{quad} .")).collect();
        lines.sort_unstable();
        lines.join("\n")
    }

    #[test]
    fn one_article() {
        let (article, statements) = samples::summit();
        insta::assert_snapshot!(nquads(&article, &statements));
    }

    #[test]
    fn what_the_statement_leaves_open_stays_words() {
        let (article, mut statements) = samples::summit();
        statements.truncate(1);
        statements[0].attributed_to = Some(samples::words("des sources sécuritaires"));
        statements[0].place = Some(samples::words("la frontière"));
        let out = nquads(&article, &statements);
        assert!(out.contains("#attributedTo> \"des sources sécuritaires\"@fr"));
        assert!(out.contains("#place> \"la frontière\"@fr"));
    }

    #[test]
    fn the_ontology_declares_every_name() {
        let ontology = include_str!("../../ontology/griot.ttl");
        let (article, mut statements) = samples::summit();
        statements[0].phase = Some("begun".to_owned());
        statements[0].place = Some(samples::entity("Niger"));
        for field in ["domain", "agreement", "office", "quantity"] {
            let value = Some("x".to_owned());
            match field {
                "domain" => statements[0].domain = value,
                "agreement" => statements[0].agreement = value,
                "office" => statements[0].office = value,
                _ => statements[0].quantity = value,
            }
        }
        let drawn = quads(&samples::mapping(), &article, &statements, "v1");
        for quad in drawn.iter() {
            for term in [Term::from(quad.predicate.clone()), quad.object.clone()] {
                let Term::NamedNode(node) = term else { continue };
                if let Some(name) = node.as_str().strip_prefix(griot::NAMESPACE) {
                    assert!(
                        ontology.contains(&format!("\ngriot:{name} a ")),
                        "{name} is not declared"
                    );
                }
            }
        }
    }

    #[test]
    fn lean() {
        let (article, statements) = samples::summit();
        let drawn = quads(&samples::mapping(), &article, &statements, "v1");
        let per_statement = drawn.iter().count() as f64 / statements.len() as f64;
        assert!(per_statement <= 16.0, "{per_statement} quads per statement");
    }

    #[test]
    fn dates_are_as_exact_as_they_are() {
        let kind = |date: &str| {
            date_literal(date)
                .datatype()
                .as_str()
                .rsplit(['#', '/'])
                .next()
                .unwrap()
                .to_owned()
        };
        assert_eq!(kind("2025"), "gYear");
        assert_eq!(kind("2025-04"), "gYearMonth");
        assert_eq!(kind("2025-04-03"), "date");
        for edtf in [
            "2025-13",
            "2025-04-31",
            "2023/2025",
            "../2024",
            "après-midi",
            "202é",
        ] {
            assert_eq!(kind(edtf), "EDTF", "{edtf}");
        }
    }
}
