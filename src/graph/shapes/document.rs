//! Shapes out of a Turtle file.

use super::model::{Constraint, Path, Shape, Target, number};
use super::{DEPTH, ShapesError};
use crate::data::DataFile;
use crate::ontology::Language;
use miette::NamedSource;
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use rustc_hash::{FxHashMap, FxHashSet};

const SHACL: &str = "http://www.w3.org/ns/shacl#";

/// A Turtle file of shapes.
pub(super) struct Document {
    origin: String,
    triples: FxHashMap<NamedOrBlankNode, Vec<(NamedNode, Term)>>,
    /// In the order of the file.
    subjects: Vec<NamedOrBlankNode>,
}

impl Document {
    pub(super) fn parse(file: &DataFile) -> Result<Self, ShapesError> {
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
    pub(super) fn shapes(&self) -> Result<Vec<Shape>, ShapesError> {
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
    let text = file.text().into_owned();
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
