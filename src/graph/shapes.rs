//! SHACL shapes, and whether a store keeps to them.
//!
//! Reads the part of SHACL Core (<https://www.w3.org/TR/shacl/>) that Griot's own shapes use, and refuses
//! a file that uses more: a constraint passed over in silence would be a promise not kept. Whoever needs all
//! of SHACL gives an export to any other processor; the tests hold this one and pyshacl against each other.
//!
//! ```
//! use griot::data::Data;
//! use griot::graph::Shapes;
//! use griot::ontology::Ontology;
//! let data = Data::builtin();
//! let shapes = Shapes::load(&data, &Ontology::load(&data)?)?;
//! assert!(!shapes.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::error::StoreError;
use super::store::Store;
use crate::data::{Data, DataFile};
use crate::ontology::{Language, Ontology};
use miette::{Diagnostic, NamedSource, SourceSpan};
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Term, TermRef};
use rustc_hash::{FxHashMap, FxHashSet};
use thiserror::Error;

const FOLDER: &str = "ontology/";
const ENDING: &str = "shapes.ttl";
const SHACL: &str = "http://www.w3.org/ns/shacl#";
/// Shapes inside shapes; Griot's own stop at three.
const DEPTH: usize = 16;

/// Why shapes could not be read.
#[derive(Debug, Error, Diagnostic)]
pub enum ShapesError {
    /// The file is no Turtle.
    #[error("{origin}: {message}")]
    #[diagnostic(code(shapes::syntax))]
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
    /// SHACL that Griot does not know, or a value that it cannot take.
    #[error("{origin}: {what} is not understood here")]
    #[diagnostic(
        code(shapes::unknown),
        help("give an export and these shapes to a processor of all of SHACL, such as pyshacl")
    )]
    Unknown {
        /// The file.
        origin: String,
        /// The property or value.
        what: String,
    },
}

/// Shapes of one or several files.
#[derive(Debug, Clone, Default)]
pub struct Shapes {
    shapes: Vec<Shape>,
    /// For every class of the ontology, itself and the classes below it.
    below: FxHashMap<NamedNode, Vec<NamedNode>>,
}

/// A place where a store does not keep to a shape.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The node that was looked at.
    pub focus: String,
    /// The property, where one is at fault.
    pub path: Option<String>,
    /// The value at fault.
    pub value: Option<String>,
    /// The part of SHACL that is not satisfied: `MinCount`, `Datatype` …
    pub constraint: &'static str,
    /// The shape's IRI.
    pub shape: String,
    messages: [Option<String>; 2],
}

impl Violation {
    /// The shape's own words, where it has any.
    #[must_use]
    pub fn message(&self, language: Language) -> Option<&str> {
        self.messages[language as usize].as_deref()
    }
}

#[derive(Debug, Clone, Default)]
struct Shape {
    /// IRI of the shape, or of the one that it stands in.
    name: String,
    targets: Vec<Target>,
    path: Option<Path>,
    constraints: Vec<Constraint>,
    properties: Vec<Shape>,
    /// The only properties that a node may have.
    closed: Option<FxHashSet<NamedNode>>,
    messages: [Option<String>; 2],
}

impl Shape {
    fn violation(
        &self,
        focus: &Term,
        path: Option<String>,
        value: Option<&Term>,
        constraint: &'static str,
    ) -> Violation {
        Violation {
            focus: focus.to_string(),
            path,
            value: value.map(Term::to_string),
            constraint,
            shape: self.name.clone(),
            messages: self.messages.clone(),
        }
    }
}

#[derive(Debug, Clone)]
enum Target {
    Class(NamedNode),
    Node(Term),
    SubjectsOf(NamedNode),
    ObjectsOf(NamedNode),
}

#[derive(Debug, Clone)]
enum Path {
    Forward(NamedNode),
    Inverse(NamedNode),
}

#[derive(Debug, Clone)]
enum Constraint {
    MinCount(usize),
    MaxCount(usize),
    Datatype(NamedNode),
    Class(NamedNode),
    NodeKind(String),
    In(Vec<Term>),
    HasValue(Term),
    MinLength(usize),
    MaxLength(usize),
    MinInclusive(i64),
    MaxInclusive(i64),
    LessThan(NamedNode),
    Or(Vec<Shape>),
}

impl Constraint {
    /// As SHACL names its components, without `ConstraintComponent`.
    const fn name(&self) -> &'static str {
        match self {
            Self::MinCount(_) => "MinCount",
            Self::MaxCount(_) => "MaxCount",
            Self::Datatype(_) => "Datatype",
            Self::Class(_) => "Class",
            Self::NodeKind(_) => "NodeKind",
            Self::In(_) => "In",
            Self::HasValue(_) => "HasValue",
            Self::MinLength(_) => "MinLength",
            Self::MaxLength(_) => "MaxLength",
            Self::MinInclusive(_) => "MinInclusive",
            Self::MaxInclusive(_) => "MaxInclusive",
            Self::LessThan(_) => "LessThan",
            Self::Or(_) => "Or",
        }
    }
}

impl Shapes {
    /// Reads every `ontology/*shapes.ttl` of `data`; classes are those of `ontology`.
    ///
    /// # Errors
    /// [`ShapesError`] names the file and what it says that is not understood.
    pub fn load(data: &Data, ontology: &Ontology) -> Result<Self, ShapesError> {
        let mut shapes = Self {
            below: classes_below(ontology),
            ..Self::default()
        };
        let files = data.below(FOLDER).filter(|file| file.path.ends_with(ENDING));
        for file in files {
            shapes.shapes.extend(Document::parse(file)?.shapes()?);
        }
        Ok(shapes)
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }
}

fn classes_below(ontology: &Ontology) -> FxHashMap<NamedNode, Vec<NamedNode>> {
    let node = |class| NamedNode::new_unchecked(&ontology.class_term(class).iri);
    ontology
        .classes()
        .map(|class| {
            let below = ontology.classes().filter(|below| ontology.is_a(*below, class));
            (node(class), below.map(node).collect())
        })
        .collect()
}

impl Store {
    /// Where the store does not keep to `shapes`, by node.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn validate(&self, shapes: &Shapes) -> Result<Vec<Violation>, StoreError> {
        let validator = Validator { store: self, shapes };
        let mut violations = Vec::new();
        for shape in &shapes.shapes {
            for focus in validator.targets(shape)? {
                validator.shape(&focus, shape, 0, &mut violations)?;
            }
        }
        violations.sort_unstable();
        violations.dedup();
        Ok(violations)
    }
}

struct Validator<'a> {
    store: &'a Store,
    shapes: &'a Shapes,
}

impl Validator<'_> {
    /// The nodes that a shape speaks of.
    fn targets(&self, shape: &Shape) -> Result<FxHashSet<Term>, StoreError> {
        let mut nodes = FxHashSet::default();
        for target in &shape.targets {
            match target {
                Target::Node(node) => {
                    nodes.insert(node.clone());
                }
                Target::Class(class) => {
                    for class in self.classes(class) {
                        let class = Term::from(class.clone());
                        for quad in self.quads(None, Some(rdf::TYPE), Some(class.as_ref())) {
                            nodes.insert(quad?.subject.into());
                        }
                    }
                }
                Target::SubjectsOf(property) => {
                    for quad in self.quads(None, Some(property.as_ref()), None) {
                        nodes.insert(quad?.subject.into());
                    }
                }
                Target::ObjectsOf(property) => {
                    for quad in self.quads(None, Some(property.as_ref()), None) {
                        nodes.insert(quad?.object);
                    }
                }
            }
        }
        Ok(nodes)
    }

    fn quads(
        &self,
        subject: Option<NamedOrBlankNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
    ) -> oxigraph::store::QuadIter<'static> {
        self.store
            .oxigraph
            .quads_for_pattern(subject, predicate, object, None)
    }

    /// A class with those below it.
    fn classes<'a>(&'a self, class: &'a NamedNode) -> &'a [NamedNode] {
        self.shapes
            .below
            .get(class)
            .map_or(std::slice::from_ref(class), Vec::as_slice)
    }

    /// Holds `focus` to `shape`.
    fn shape(
        &self,
        focus: &Term,
        shape: &Shape,
        depth: usize,
        out: &mut Vec<Violation>,
    ) -> Result<(), StoreError> {
        let values = match &shape.path {
            None => vec![focus.clone()],
            Some(path) => self.values(focus, path)?,
        };
        for constraint in &shape.constraints {
            for value in self.against(focus, &values, constraint, depth)? {
                let path = shape.path.as_ref().map(Path::to_string);
                out.push(shape.violation(focus, path, value.as_ref(), constraint.name()));
            }
        }
        if let Some(known) = &shape.closed {
            for (property, value) in self.beyond(&values, known)? {
                out.push(shape.violation(focus, Some(property.to_string()), Some(&value), "Closed"));
            }
        }
        for property in &shape.properties {
            for value in &values {
                self.shape(value, property, depth + 1, out)?;
            }
        }
        Ok(())
    }

    fn conforms(&self, node: &Term, shape: &Shape, depth: usize) -> Result<bool, StoreError> {
        if depth > DEPTH {
            return Ok(false);
        }
        let mut violations = Vec::new();
        self.shape(node, shape, depth, &mut violations)?;
        Ok(violations.is_empty())
    }

    /// The values, each once.
    fn values(&self, focus: &Term, path: &Path) -> Result<Vec<Term>, StoreError> {
        let mut values = FxHashSet::default();
        match path {
            Path::Forward(property) => {
                if let Some(subject) = as_subject(focus) {
                    for quad in self.quads(Some(subject), Some(property.as_ref()), None) {
                        values.insert(quad?.object);
                    }
                }
            }
            Path::Inverse(property) => {
                for quad in self.quads(None, Some(property.as_ref()), Some(focus.as_ref())) {
                    values.insert(quad?.subject.into());
                }
            }
        }
        Ok(values.into_iter().collect())
    }

    /// What of `values` does not satisfy the constraint; `None` where it is their number.
    fn against(
        &self,
        focus: &Term,
        values: &[Term],
        constraint: &Constraint,
        depth: usize,
    ) -> Result<Vec<Option<Term>>, StoreError> {
        let faulty = |is_right: &dyn Fn(&Term) -> bool| {
            let wrong = values.iter().filter(|value| !is_right(value));
            wrong.cloned().map(Some).collect()
        };
        Ok(match constraint {
            Constraint::MinCount(least) => none_if(values.len() >= *least),
            Constraint::MaxCount(most) => none_if(values.len() <= *most),
            Constraint::HasValue(wanted) => none_if(values.contains(wanted)),
            Constraint::Datatype(datatype) => faulty(
                &|value| matches!(value, Term::Literal(literal) if literal.datatype() == datatype.as_ref()),
            ),
            Constraint::NodeKind(kind) => faulty(&|value| is_of_kind(value, kind)),
            Constraint::In(list) => faulty(&|value| list.contains(value)),
            Constraint::MinLength(least) => {
                faulty(&|value| length(value).is_some_and(|length| length >= *least))
            }
            Constraint::MaxLength(most) => {
                faulty(&|value| length(value).is_some_and(|length| length <= *most))
            }
            Constraint::MinInclusive(least) => {
                faulty(&|value| number(value).is_some_and(|value| value >= *least))
            }
            Constraint::MaxInclusive(most) => {
                faulty(&|value| number(value).is_some_and(|value| value <= *most))
            }
            Constraint::LessThan(property) => {
                let others = self.values(focus, &Path::Forward(property.clone()))?;
                let less = |value: &Term| {
                    others.iter().all(
                        |other| matches!((number(value), number(other)), (Some(one), Some(two)) if one < two),
                    )
                };
                faulty(&less)
            }
            Constraint::Class(class) => {
                let mut wrong = Vec::new();
                for value in values {
                    if !self.is_instance(value, class)? {
                        wrong.push(Some(value.clone()));
                    }
                }
                wrong
            }
            Constraint::Or(shapes) => {
                let mut wrong = Vec::new();
                for value in values {
                    let mut right = false;
                    for shape in shapes {
                        right = right || self.conforms(value, shape, depth + 1)?;
                    }
                    if !right {
                        wrong.push(Some(value.clone()));
                    }
                }
                wrong
            }
        })
    }

    /// What `nodes` have beside the properties that are known.
    fn beyond(
        &self,
        nodes: &[Term],
        known: &FxHashSet<NamedNode>,
    ) -> Result<Vec<(NamedNode, Term)>, StoreError> {
        let mut found = Vec::new();
        for subject in nodes.iter().filter_map(as_subject) {
            for quad in self.quads(Some(subject), None, None) {
                let quad = quad?;
                if !known.contains(&quad.predicate) {
                    found.push((quad.predicate, quad.object));
                }
            }
        }
        Ok(found)
    }

    fn is_instance(&self, node: &Term, class: &NamedNode) -> Result<bool, StoreError> {
        let Some(subject) = as_subject(node) else {
            return Ok(false);
        };
        let wanted = self.classes(class);
        for quad in self.quads(Some(subject), Some(rdf::TYPE), None) {
            if let Term::NamedNode(own) = quad?.object
                && (own == *class || wanted.contains(&own))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Forward(property) => write!(formatter, "{property}"),
            Self::Inverse(property) => write!(formatter, "^{property}"),
        }
    }
}

fn none_if(satisfied: bool) -> Vec<Option<Term>> {
    if satisfied { Vec::new() } else { vec![None] }
}

fn as_subject(term: &Term) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        Term::NamedNode(node) => Some(node.into()),
        Term::BlankNode(node) => Some(node.into()),
        _ => None,
    }
}

fn is_of_kind(term: &Term, kind: &str) -> bool {
    let (iri, blank, literal) = match term {
        Term::NamedNode(_) => (true, false, false),
        Term::BlankNode(_) => (false, true, false),
        Term::Literal(_) => (false, false, true),
        _ => (false, false, false),
    };
    match kind {
        "IRI" => iri,
        "BlankNode" => blank,
        "Literal" => literal,
        "BlankNodeOrIRI" => iri || blank,
        "BlankNodeOrLiteral" => blank || literal,
        "IRIOrLiteral" => iri || literal,
        _ => false,
    }
}

/// Code points of a literal or IRI.
fn length(term: &Term) -> Option<usize> {
    match term {
        Term::Literal(literal) => Some(literal.value().chars().count()),
        Term::NamedNode(node) => Some(node.as_str().chars().count()),
        _ => None,
    }
}

fn number(term: &Term) -> Option<i64> {
    match term {
        Term::Literal(literal) if literal.datatype() == xsd::INTEGER => literal.value().parse().ok(),
        _ => None,
    }
}

/// A Turtle file of shapes.
struct Document {
    origin: String,
    triples: FxHashMap<NamedOrBlankNode, Vec<(NamedNode, Term)>>,
    /// In the order of the file.
    subjects: Vec<NamedOrBlankNode>,
}

impl Document {
    fn parse(file: &DataFile) -> Result<Self, ShapesError> {
        let mut document = Self {
            origin: file.origin.clone(),
            triples: FxHashMap::default(),
            subjects: Vec::new(),
        };
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(&file.bytes) {
            let quad = quad.map_err(|error| syntax_error(file, &error))?;
            let properties = document.triples.entry(quad.subject.clone()).or_default();
            if properties.is_empty() {
                document.subjects.push(quad.subject);
            }
            properties.push((quad.predicate, quad.object));
        }
        Ok(document)
    }

    /// The shapes that have a name.
    fn shapes(&self) -> Result<Vec<Shape>, ShapesError> {
        let kind = NamedNode::new_unchecked(format!("{SHACL}NodeShape"));
        let is_shape = |subject: &&NamedOrBlankNode| {
            let properties = self.properties(subject);
            properties
                .iter()
                .any(|(property, value)| *property == rdf::TYPE && *value == kind.clone().into())
        };
        self.subjects
            .iter()
            .filter(is_shape)
            .map(|subject| self.shape(subject, &plain(&subject.clone().into()), 0))
            .collect()
    }

    fn properties(&self, subject: &NamedOrBlankNode) -> &[(NamedNode, Term)] {
        self.triples.get(subject).map_or(&[], Vec::as_slice)
    }

    fn shape(&self, subject: &NamedOrBlankNode, name: &str, depth: usize) -> Result<Shape, ShapesError> {
        if depth > DEPTH {
            return Err(self.unknown("a shape inside itself"));
        }
        let mut shape = Shape {
            name: name.to_owned(),
            ..Shape::default()
        };
        let (mut closed, mut known) = (false, FxHashSet::default());
        for (property, value) in self.properties(subject) {
            let Some(local) = property.as_str().strip_prefix(SHACL) else {
                // What else is said of a shape (its type, a comment) restrains nothing.
                continue;
            };
            match local {
                "targetClass" => shape.targets.push(Target::Class(self.node(value)?)),
                "targetNode" => shape.targets.push(Target::Node(value.clone())),
                "targetSubjectsOf" => shape.targets.push(Target::SubjectsOf(self.node(value)?)),
                "targetObjectsOf" => shape.targets.push(Target::ObjectsOf(self.node(value)?)),
                "path" => shape.path = Some(self.path(value)?),
                "property" => {
                    let property = self.shape(&self.subject(value)?, name, depth + 1)?;
                    if let Some(Path::Forward(path)) = &property.path {
                        known.insert(path.clone());
                    }
                    shape.properties.push(property);
                }
                "closed" => closed = matches!(value, Term::Literal(literal) if literal.value() == "true"),
                "ignoredProperties" => {
                    for ignored in self.list(value)? {
                        known.insert(self.node(&ignored)?);
                    }
                }
                "message" => self.message(value, &mut shape.messages),
                "name" | "description" | "order" | "group" | "severity" => {}
                _ => shape
                    .constraints
                    .push(self.constraint(local, value, name, depth)?),
            }
        }
        shape.closed = closed.then_some(known);
        Ok(shape)
    }

    fn constraint(
        &self,
        local: &str,
        value: &Term,
        name: &str,
        depth: usize,
    ) -> Result<Constraint, ShapesError> {
        Ok(match local {
            "minCount" => Constraint::MinCount(self.count(value)?),
            "maxCount" => Constraint::MaxCount(self.count(value)?),
            "minLength" => Constraint::MinLength(self.count(value)?),
            "maxLength" => Constraint::MaxLength(self.count(value)?),
            "minInclusive" => Constraint::MinInclusive(self.integer(value)?),
            "maxInclusive" => Constraint::MaxInclusive(self.integer(value)?),
            "datatype" => Constraint::Datatype(self.node(value)?),
            "class" => Constraint::Class(self.node(value)?),
            "lessThan" => Constraint::LessThan(self.node(value)?),
            "hasValue" => Constraint::HasValue(value.clone()),
            "in" => Constraint::In(self.list(value)?),
            "nodeKind" => {
                let node = self.node(value)?;
                let kind = node.as_str().strip_prefix(SHACL).unwrap_or_default();
                Constraint::NodeKind(kind.to_owned())
            }
            "or" => Constraint::Or(
                self.list(value)?
                    .iter()
                    .map(|member| self.shape(&self.subject(member)?, name, depth + 1))
                    .collect::<Result<_, _>>()?,
            ),
            other => return Err(self.unknown(format!("sh:{other}"))),
        })
    }

    fn message(&self, value: &Term, messages: &mut [Option<String>; 2]) {
        let Term::Literal(literal) = value else { return };
        let languages: &[Language] = match literal.language() {
            Some("fr") => &[Language::French],
            Some("en") => &[Language::English],
            _ => &[Language::French, Language::English],
        };
        for language in languages {
            messages[*language as usize] = Some(literal.value().to_owned());
        }
    }

    fn path(&self, value: &Term) -> Result<Path, ShapesError> {
        if let Term::NamedNode(property) = value {
            return Ok(Path::Forward(property.clone()));
        }
        match self.properties(&self.subject(value)?) {
            [(property, Term::NamedNode(inner))] if property.as_str() == format!("{SHACL}inversePath") => {
                Ok(Path::Inverse(inner.clone()))
            }
            _ => Err(self.unknown("a path of several steps")),
        }
    }

    /// The members of an RDF list.
    fn list(&self, head: &Term) -> Result<Vec<Term>, ShapesError> {
        let mut members = Vec::new();
        let mut rest = head.clone();
        while rest != rdf::NIL.into() {
            let node = self.subject(&rest)?;
            let value = |wanted: NamedNodeRef<'_>| {
                let mut found = self.properties(&node).iter();
                found
                    .find(|(property, _)| *property == wanted)
                    .map(|(_, value)| value.clone())
            };
            let (Some(first), Some(next)) = (value(rdf::FIRST), value(rdf::REST)) else {
                return Err(self.unknown("a list without end"));
            };
            members.push(first);
            // A list that leads back to itself would never end.
            if members.len() > self.subjects.len() {
                return Err(self.unknown("a list without end"));
            }
            rest = next;
        }
        Ok(members)
    }

    fn node(&self, value: &Term) -> Result<NamedNode, ShapesError> {
        match value {
            Term::NamedNode(node) => Ok(node.clone()),
            other => Err(self.unknown(other.to_string())),
        }
    }

    fn subject(&self, value: &Term) -> Result<NamedOrBlankNode, ShapesError> {
        match value {
            Term::NamedNode(node) => Ok(node.clone().into()),
            Term::BlankNode(node) => Ok(node.clone().into()),
            other => Err(self.unknown(other.to_string())),
        }
    }

    fn integer(&self, value: &Term) -> Result<i64, ShapesError> {
        number(value).ok_or_else(|| self.unknown(value.to_string()))
    }

    fn count(&self, value: &Term) -> Result<usize, ShapesError> {
        usize::try_from(self.integer(value)?).map_err(|_| self.unknown(value.to_string()))
    }

    fn unknown(&self, what: impl Into<String>) -> ShapesError {
        ShapesError::Unknown {
            origin: self.origin.clone(),
            what: what.into(),
        }
    }
}

/// The IRI without brackets.
fn plain(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

fn syntax_error(file: &DataFile, error: &RdfSyntaxError) -> ShapesError {
    let text = String::from_utf8_lossy(&file.bytes).into_owned();
    let at = error.location().map_or((0, 0), |place| {
        let start = (place.start.offset as usize).min(text.len());
        (
            start,
            (place.end.offset as usize).clamp(start, text.len()) - start,
        )
    });
    ShapesError::Syntax {
        origin: file.origin.clone(),
        message: error.to_string(),
        src: NamedSource::new(&file.origin, text),
        at: at.into(),
    }
}

/// The shapes that the ontology's domains and ranges amount to, in Turtle.
#[must_use]
pub fn predicate_shapes(ontology: &Ontology) -> String {
    use std::fmt::Write;
    let mut out = String::from(
        "# What predicates may connect, as SHACL shapes. Derived from griot.ttl by\n\
         # `griot ontology --format shapes`: do not edit.\n\n\
         @prefix shape: <https://w3id.org/griot/shapes#> .\n\
         @prefix sh:    <http://www.w3.org/ns/shacl#> .\n",
    );
    let alternatives = |classes: &[crate::ontology::ClassId]| {
        let each = classes
            .iter()
            .map(|class| format!("[ sh:class <{}> ]", ontology.class_term(*class).iri));
        each.collect::<Vec<_>>().join(" ")
    };
    for predicate in ontology.predicates() {
        let term = ontology.predicate_term(predicate);
        let (name, iri) = (&term.name, &term.iri);
        let _ = write!(
            out,
            "\nshape:{name}-subject a sh:NodeShape ;\n    sh:targetSubjectsOf <{iri}> ;\n    sh:or ( {} ) .\n",
            alternatives(ontology.domain(predicate))
        );
        let object = match ontology.literal_range(predicate) {
            Some(datatype) => format!("sh:datatype <{datatype}>"),
            None => format!("sh:or ( {} )", alternatives(ontology.range(predicate))),
        };
        let _ = write!(
            out,
            "shape:{name}-object a sh:NodeShape ;\n    sh:targetObjectsOf <{iri}> ;\n    {object} .\n"
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples::{mapping, ontology, summit};
    use super::super::vocabulary::{griot, oa};
    use super::*;
    use oxigraph::model::vocab::rdfs;
    use oxigraph::model::{Literal, Quad, QuadRef};
    use std::borrow::Cow;

    fn builtin() -> Shapes {
        Shapes::load(&Data::builtin(), &ontology()).unwrap()
    }

    fn own(turtle: &'static str) -> Result<Shapes, ShapesError> {
        let mut data = Data::default();
        let path = "ontology/shapes.ttl".to_owned();
        data.insert(path.clone(), path, Cow::Borrowed(turtle.as_bytes()));
        Shapes::load(&data, &ontology())
    }

    fn store() -> Store {
        let store = Store::memory(mapping()).unwrap();
        let (article, statements) = summit();
        store.replace_article(&article, &statements, "v1").unwrap();
        store
    }

    /// What is violated after `damage`, by property or constraint.
    fn check(damage: impl Fn(&Store), expected: &[&str]) {
        let store = store();
        damage(&store);
        let mut found: Vec<String> = store
            .validate(&builtin())
            .unwrap()
            .iter()
            .map(|one| {
                let path = one.path.as_deref().map_or("", super::super::claim::last_segment);
                format!("{} {}", path.trim_end_matches('>'), one.constraint)
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, expected);
    }

    fn first(store: &Store, predicate: NamedNodeRef<'_>) -> Quad {
        let mut quads = store
            .oxigraph
            .quads_for_pattern(None, Some(predicate), None, None);
        quads.next().unwrap().unwrap()
    }

    #[test]
    fn what_griot_writes_keeps_to_its_shapes() {
        check(|_| {}, &[]);
    }

    #[test]
    fn damage_violates_them() {
        let remove = |predicate: NamedNodeRef<'static>| {
            move |store: &Store| {
                store.oxigraph.remove(&first(store, predicate)).unwrap();
            }
        };
        check(remove(griot::RULE), &["rule MinCount"]);
        check(remove(oa::EXACT), &["exact MinCount"]);
        check(remove(griot::STATUS), &["status MinCount"]);
        let add = |predicate: NamedNodeRef<'static>, object: Term| {
            move |store: &Store| {
                let old = first(store, griot::RULE);
                let quad = Quad::new(old.subject, predicate, object.clone(), old.graph_name);
                store.oxigraph.insert(&quad).unwrap();
            }
        };
        check(
            add(griot::STATUS, Literal::from("sûr").into()),
            &["status In", "status MaxCount"],
        );
        check(add(oa::START, Literal::from(3).into()), &["start Closed"]);
        check(
            |store| {
                let end = first(store, oa::END);
                let zero = Term::from(Literal::from(0));
                store.oxigraph.remove(&end).unwrap();
                store
                    .oxigraph
                    .insert(QuadRef::new(
                        end.subject.as_ref(),
                        end.predicate.as_ref(),
                        zero.as_ref(),
                        end.graph_name.as_ref(),
                    ))
                    .unwrap();
            },
            &["start LessThan"],
        );
        check(
            |store| {
                let base = store.mapping().base();
                let (one, other) = (base.entity("mali"), base.entity("niger"));
                let leads = store.mapping.predicate("leads");
                let quad = Quad::new(one.clone(), leads, other, base.article("x"));
                store.oxigraph.insert(&quad).unwrap();
            },
            &[" Or"],
        );
        check(remove(rdfs::LABEL), &[" Or"]);
    }

    #[test]
    fn predicate_shapes_are_current() {
        let file = include_str!("../../ontology/predicate-shapes.ttl");
        assert_eq!(
            file,
            predicate_shapes(&ontology()),
            "run `griot ontology --format shapes --output ontology/predicate-shapes.ttl`"
        );
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        const PREFIXES: &str = "@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> a sh:NodeShape ; ";
        let refuse = |text: &str| {
            let text: &'static str = format!("{PREFIXES}{text}").leak();
            assert!(matches!(own(text), Err(ShapesError::Unknown { .. })), "{text}");
        };
        refuse("sh:sparql [] .");
        refuse("sh:property [ sh:path ( <x:a> <x:b> ) ; sh:minCount 1 ] .");
        refuse("sh:property <x:s> .");
        refuse("sh:minCount 'one' .");
        refuse("sh:in [] .");
        assert!(matches!(own("nonsense"), Err(ShapesError::Syntax { .. })));
        assert!(own("").unwrap().is_empty());
    }

    #[test]
    fn paths_may_lead_back() {
        let shapes = own(
            "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix griot: <https://w3id.org/griot/ontology#> . \
             <x:s> a sh:NodeShape ; sh:targetClass griot:Entity ; \
             sh:property [ sh:path [ sh:inversePath <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> ] ; \
             sh:minCount 1 ] .",
        )
        .unwrap();
        // Entities that are only subjects.
        assert!(!store().validate(&shapes).unwrap().is_empty());
    }
}
