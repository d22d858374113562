//! Reads Turtle into the tables.
//!
//! First all names are declared, then they are connected, so that the order of statements and files
//! does not matter.

use super::{Class, ClassId, NAMESPACE, Ontology, Predicate, PredicateId, Term, local_name};
use crate::data::{Data, DataFile};
use fixedbitset::FixedBitSet;
use miette::{Diagnostic, NamedSource, SourceSpan};
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedOrBlankNode, Term as RdfTerm, Triple};
use oxttl::TurtleParser;
use thiserror::Error;

/// Why the vocabulary could not be read.
#[derive(Debug, Error, Diagnostic)]
pub enum OntologyError {
    /// The file is not Turtle.
    #[error("{origin} is not Turtle: {message}")]
    #[diagnostic(
        code(ontology::syntax),
        help("https://www.w3.org/TR/turtle/ describes the syntax")
    )]
    Syntax {
        /// The file.
        origin: String,
        /// The parser's reason.
        message: String,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("here")]
        at: SourceSpan,
    },
    /// A name is used and nowhere declared.
    #[error("{origin}: unknown {what} `{name}`")]
    #[diagnostic(code(ontology::unknown_name), help("declare it: `{name} a {kind} .`"))]
    UnknownName {
        /// The file.
        origin: String,
        /// class or predicate
        what: &'static str,
        /// The name as an IRI or its last segment.
        name: String,
        /// The class that a declaration names.
        kind: &'static str,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("used here")]
        at: SourceSpan,
    },
    /// Two IRIs end in the same name, so that rules could not tell them apart.
    #[error("{origin}: `{name}` is already declared as <{other}>")]
    #[diagnostic(
        code(ontology::ambiguous_name),
        help("rules name classes and predicates by the last segment of the IRI: choose another")
    )]
    AmbiguousName {
        /// The file.
        origin: String,
        /// The shared last segment.
        name: String,
        /// The IRI that was there first.
        other: String,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("declared again here")]
        at: SourceSpan,
    },
    /// A predicate connects nothing.
    #[error("{origin}: predicate `{name}` has no {missing}")]
    #[diagnostic(
        code(ontology::open_ended),
        help("add `{missing} griot:Agent` or another class to it")
    )]
    OpenEnded {
        /// The file.
        origin: String,
        /// The predicate.
        name: String,
        /// The property that is missing.
        missing: &'static str,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("declared here")]
        at: SourceSpan,
    },
    /// A predicate is more specific than itself.
    #[error("{origin}: `{name}` is more specific than itself")]
    #[diagnostic(
        code(ontology::circle),
        help("griot:moreSpecificThan is transitive: break the circle")
    )]
    Circle {
        /// The file.
        origin: String,
        /// A predicate of the circle.
        name: String,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("part of the circle")]
        at: SourceSpan,
    },
}

/// A Turtle file with its statements.
struct Document {
    origin: String,
    text: String,
    triples: Vec<Triple>,
}

impl Document {
    fn parse(file: &DataFile) -> Result<Self, OntologyError> {
        let origin = file.origin.clone();
        let mut triples = Vec::new();
        for triple in TurtleParser::new().for_slice(&file.bytes) {
            triples.push(triple.map_err(|error| syntax_error(file, &error))?);
        }
        let text = file.text().into_owned();
        Ok(Self {
            origin,
            text,
            triples,
        })
    }

    fn source(&self) -> NamedSource<String> {
        NamedSource::new(&self.origin, self.text.clone())
    }

    /// Where `iri` stands in angle brackets, else the first place where its last segment stands as a
    /// whole name after a colon.
    fn locate(&self, iri: &str) -> SourceSpan {
        if let Some(at) = self.text.find(&format!("<{iri}>")) {
            return (at, iri.len() + 2).into();
        }
        let name = local_name(iri).unwrap_or(iri);
        let whole = |at: usize| {
            let before = self.text[..at].chars().next_back();
            let after = self.text[at + name.len()..].chars().next();
            matches!(before, Some(':' | '#' | '/'))
                && !after.is_some_and(|next| next.is_alphanumeric() || next == '_' || next == '-')
        };
        let at = self
            .text
            .match_indices(name)
            .map(|(at, _)| at)
            .find(|at| whole(*at));
        (at.unwrap_or(0), at.map_or(0, |_| name.len())).into()
    }

    /// `(subject, object)` of every statement with predicate `iri` between named nodes.
    fn links<'a>(&'a self, iri: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.triples
            .iter()
            .filter(move |triple| triple.predicate.as_str() == iri)
            .filter_map(|triple| match (&triple.subject, &triple.object) {
                (NamedOrBlankNode::NamedNode(subject), RdfTerm::NamedNode(object)) => {
                    Some((subject.as_str(), object.as_str()))
                }
                _ => None,
            })
    }
}

fn syntax_error(file: &DataFile, error: &oxttl::TurtleSyntaxError) -> OntologyError {
    let text = file.text().into_owned();
    let place = error.location();
    let start = (place.start.offset as usize).min(text.len());
    let end = (place.end.offset as usize).clamp(start, text.len());
    OntologyError::Syntax {
        origin: format!("{}:{}", file.origin, place.start.line + 1),
        message: error.message().to_owned(),
        src: NamedSource::new(&file.origin, text),
        at: (start, end - start).into(),
    }
}

/// IRIs that the loader looks for.
mod iri {
    pub(super) const OWL_CLASS: &str = "http://www.w3.org/2002/07/owl#Class";
    pub(super) const OWL_SYMMETRIC: &str = "http://www.w3.org/2002/07/owl#SymmetricProperty";
    pub(super) const DOMAIN_INCLUDES: &str = "https://schema.org/domainIncludes";
    pub(super) const RANGE_INCLUDES: &str = "https://schema.org/rangeIncludes";
    pub(super) const BROAD_MATCH: &str = "http://www.w3.org/2004/02/skos/core#broadMatch";
    pub(super) const NOTATION: &str = "http://www.w3.org/2004/02/skos/core#notation";
    pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
}

fn own(name: &str) -> String {
    format!("{NAMESPACE}{name}")
}

pub(super) fn load(data: &Data) -> Result<Ontology, OntologyError> {
    let documents = data
        .below("ontology/")
        .filter(|file| file.path.ends_with(".ttl"))
        .map(Document::parse)
        .collect::<Result<Vec<_>, _>>()?;
    let mut ontology = Ontology::default();
    for document in &documents {
        declare(&mut ontology, document)?;
    }
    for document in &documents {
        describe(&mut ontology, document);
        connect_classes(&mut ontology, document);
        connect_predicates(&mut ontology, document)?;
    }
    close(&mut ontology);
    for document in &documents {
        verify(&ontology, document)?;
    }
    Ok(ontology)
}

/// Gives every class, predicate, qualifier and status its number.
fn declare(ontology: &mut Ontology, document: &Document) -> Result<(), OntologyError> {
    let (predicate, qualifier, status) = (own("Predicate"), own("Qualifier"), own("Status"));
    for (subject, kind) in document.links(rdf::TYPE.as_str()) {
        let term = Term {
            name: local_name(subject).unwrap_or(subject).to_owned(),
            iri: subject.to_owned(),
            ..Term::default()
        };
        if ontology.terms_mut(subject).next().is_some() {
            // Declared in another file: an overlay adds to what is built in.
            continue;
        }
        if kind == iri::OWL_CLASS {
            let id = ClassId(ontology.classes.len() as u16);
            if let Some(other) = ontology.class_names.insert(term.name.clone(), id) {
                return Err(ambiguous(document, &term, &ontology.class_term(other).iri));
            }
            let ancestors = FixedBitSet::from_iter([usize::from(id.0)]);
            ontology.classes.push(Class { term, ancestors });
        } else if kind == predicate {
            let id = PredicateId(ontology.predicates.len() as u16);
            if let Some(other) = ontology.predicate_names.insert(term.name.clone(), id) {
                return Err(ambiguous(document, &term, &ontology.predicate_term(other).iri));
            }
            ontology.predicates.push(Predicate::new(term));
        } else if kind == qualifier {
            ontology.qualifiers.push(term);
        } else if kind == status {
            ontology.statuses.push(term);
        }
    }
    Ok(())
}

fn ambiguous(document: &Document, term: &Term, other: &str) -> OntologyError {
    OntologyError::AmbiguousName {
        origin: document.origin.clone(),
        name: term.name.clone(),
        other: other.to_owned(),
        src: document.source(),
        at: document.locate(&term.iri),
    }
}

impl Predicate {
    fn new(term: Term) -> Self {
        Self {
            term,
            domain: Vec::new(),
            range: Vec::new(),
            literal_range: None,
            symmetric: false,
            outward: false,
            gives_way: FixedBitSet::new(),
            coexists: FixedBitSet::new(),
            ended_by: Vec::new(),
            sealed_by: Vec::new(),
            categories: Vec::new(),
        }
    }
}

/// Takes over labels and comments.
fn describe(ontology: &mut Ontology, document: &Document) {
    for triple in &document.triples {
        let RdfTerm::Literal(literal) = &triple.object else {
            continue;
        };
        let language = match literal.language() {
            Some("fr") => 0,
            Some("en") => 1,
            _ => continue,
        };
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
            continue;
        };
        for term in ontology.terms_mut(subject.as_str()) {
            if triple.predicate == rdfs::LABEL {
                term.labels[language] = Some(literal.value().to_owned());
            } else if triple.predicate == rdfs::COMMENT {
                term.comments[language] = Some(literal.value().to_owned());
            }
        }
    }
}

impl Ontology {
    /// Everything declared under `iri`.
    fn terms_mut<'a>(&'a mut self, iri: &'a str) -> impl Iterator<Item = &'a mut Term> + 'a {
        let classes = self.classes.iter_mut().map(|class| &mut class.term);
        let predicates = self.predicates.iter_mut().map(|predicate| &mut predicate.term);
        classes
            .chain(predicates)
            .chain(&mut self.qualifiers)
            .chain(&mut self.statuses)
            .filter(move |term| term.iri == iri)
    }

    fn class_of_iri(&self, iri: &str) -> Option<ClassId> {
        self.class(iri).filter(|class| self.class_term(*class).iri == iri)
    }

    fn predicate_of_iri(&self, iri: &str) -> Option<PredicateId> {
        self.predicate(iri)
            .filter(|predicate| self.predicate_term(*predicate).iri == iri)
    }
}

/// Direct super-classes; those of other vocabularies mean nothing to Griot.
fn connect_classes(ontology: &mut Ontology, document: &Document) {
    for (class, parent) in document.links(rdfs::SUB_CLASS_OF.as_str()) {
        if let (Some(class), Some(parent)) = (ontology.class_of_iri(class), ontology.class_of_iri(parent)) {
            ontology.classes[class.0 as usize]
                .ancestors
                .grow_and_insert(usize::from(parent.0));
        }
    }
}

fn connect_predicates(ontology: &mut Ontology, document: &Document) -> Result<(), OntologyError> {
    let predicate = |ontology: &Ontology, name: &str| {
        ontology
            .predicate_of_iri(name)
            .ok_or_else(|| unknown(document, "predicate", name, "griot:Predicate"))
    };
    let class = |ontology: &Ontology, name: &str| {
        ontology
            .class_of_iri(name)
            .ok_or_else(|| unknown(document, "class", name, "owl:Class"))
    };
    for (subject, domain) in document.links(iri::DOMAIN_INCLUDES) {
        let (id, domain) = (predicate(ontology, subject)?, class(ontology, domain)?);
        ontology.predicates[id.0 as usize].domain.push(domain);
    }
    for (subject, range) in document.links(iri::RANGE_INCLUDES) {
        let id = predicate(ontology, subject)?;
        if range.starts_with(iri::XSD) {
            ontology.predicates[id.0 as usize].literal_range = Some(range.to_owned());
        } else {
            let range = class(ontology, range)?;
            ontology.predicates[id.0 as usize].range.push(range);
        }
    }
    for (a, b) in document.links(&own("moreSpecificThan")) {
        let (a, b) = (predicate(ontology, a)?, predicate(ontology, b)?);
        ontology.predicates[a.0 as usize]
            .gives_way
            .grow_and_insert(usize::from(b.0));
    }
    for (a, b) in document.links(&own("coexistsWith")) {
        let (a, b) = (predicate(ontology, a)?, predicate(ontology, b)?);
        ontology.predicates[a.0 as usize]
            .coexists
            .grow_and_insert(usize::from(b.0));
        ontology.predicates[b.0 as usize]
            .coexists
            .grow_and_insert(usize::from(a.0));
    }
    for (a, b) in document.links(&own("endedBy")) {
        let (a, b) = (predicate(ontology, a)?, predicate(ontology, b)?);
        ontology.predicates[a.0 as usize].ended_by.push(b);
    }
    for (a, b) in document.links(&own("sealedBy")) {
        let (a, b) = (predicate(ontology, a)?, predicate(ontology, b)?);
        ontology.predicates[a.0 as usize].sealed_by.push(b);
    }
    for (subject, kind) in document.links(rdf::TYPE.as_str()) {
        let Some(id) = ontology.predicate_of_iri(subject) else {
            continue;
        };
        let predicate = &mut ontology.predicates[id.0 as usize];
        predicate.symmetric |= kind == iri::OWL_SYMMETRIC;
        predicate.outward |= kind == own("OutwardPredicate");
    }
    categorise(ontology, document);
    Ok(())
}

/// Attaches the notations of broader concepts.
fn categorise(ontology: &mut Ontology, document: &Document) {
    for (subject, concept) in document.links(iri::BROAD_MATCH) {
        let Some(id) = ontology.predicate_of_iri(subject) else {
            continue;
        };
        let notations = document.triples.iter().filter(|triple| {
            triple.predicate.as_str() == iri::NOTATION
                && matches!(&triple.subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == concept)
        });
        for triple in notations {
            if let RdfTerm::Literal(notation) = &triple.object {
                let notation = notation.value().to_owned();
                ontology.predicates[id.0 as usize].categories.push(notation);
            }
        }
    }
}

fn unknown(document: &Document, what: &'static str, name: &str, kind: &'static str) -> OntologyError {
    OntologyError::UnknownName {
        origin: document.origin.clone(),
        what,
        name: name.replace(NAMESPACE, "griot:"),
        kind,
        src: document.source(),
        at: document.locate(name),
    }
}

/// Makes sub-classes and specificity transitive.
fn close(ontology: &mut Ontology) {
    let mut classes: Vec<_> = ontology
        .classes
        .iter()
        .map(|class| class.ancestors.clone())
        .collect();
    let mut specific: Vec<_> = ontology
        .predicates
        .iter()
        .map(|predicate| predicate.gives_way.clone())
        .collect();
    make_transitive(&mut classes);
    make_transitive(&mut specific);
    for (class, ancestors) in ontology.classes.iter_mut().zip(classes) {
        class.ancestors = ancestors;
    }
    for (predicate, gives_way) in ontology.predicates.iter_mut().zip(specific) {
        predicate.gives_way = gives_way;
    }
}

fn make_transitive(sets: &mut [FixedBitSet]) {
    let mut grown = true;
    while grown {
        grown = false;
        for at in 0..sets.len() {
            for other in 0..sets.len() {
                if other != at && sets[at].contains(other) {
                    let theirs = sets[other].clone();
                    grown |= !theirs.is_subset(&sets[at]);
                    sets[at].union_with(&theirs);
                }
            }
        }
    }
}

/// Checks what can only be known when all files have been read.
fn verify(ontology: &Ontology, document: &Document) -> Result<(), OntologyError> {
    for (subject, _) in document.links(rdf::TYPE.as_str()) {
        let Some(id) = ontology.predicate_of_iri(subject) else {
            continue;
        };
        let predicate = &ontology.predicates[id.0 as usize];
        if predicate.gives_way.contains(usize::from(id.0)) {
            return Err(OntologyError::Circle {
                origin: document.origin.clone(),
                name: predicate.term.name.clone(),
                src: document.source(),
                at: document.locate(subject),
            });
        }
        let missing = if predicate.domain.is_empty() {
            "schema:domainIncludes"
        } else if predicate.range.is_empty() && predicate.literal_range.is_none() {
            "schema:rangeIncludes"
        } else {
            continue;
        };
        return Err(OntologyError::OpenEnded {
            origin: document.origin.clone(),
            name: predicate.term.name.clone(),
            missing,
            src: document.source(),
            at: document.locate(subject),
        });
    }
    Ok(())
}
