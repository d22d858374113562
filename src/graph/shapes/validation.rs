//! Whether a store keeps to shapes, and where it does not.

use super::model::{Constraint, Path, Shape, Target, number};
use super::{DEPTH, Shapes};
use crate::graph::error::StoreError;
use crate::graph::store::Store;
use crate::ontology::Language;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef};
use rustc_hash::FxHashSet;

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
