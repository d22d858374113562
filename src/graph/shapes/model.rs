//! What a shape says: whom it speaks of, and what it asks of them.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{NamedNode, Term};
use rustc_hash::FxHashSet;

#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// IRI of the shape, or of the one that it stands in.
    pub(super) name: String,
    pub(super) targets: Vec<Target>,
    pub(super) path: Option<Path>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) properties: Vec<Shape>,
    /// The only properties that a node may have.
    pub(super) closed: Option<FxHashSet<NamedNode>>,
    pub(super) messages: [Option<String>; 2],
}

#[derive(Debug, Clone)]
pub(super) enum Target {
    Class(NamedNode),
    Node(Term),
    SubjectsOf(NamedNode),
    ObjectsOf(NamedNode),
}

#[derive(Debug, Clone)]
pub(super) enum Path {
    Forward(NamedNode),
    Inverse(NamedNode),
}

impl std::fmt::Display for Path {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Forward(property) => write!(formatter, "{property}"),
            Self::Inverse(property) => write!(formatter, "^{property}"),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) enum Constraint {
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
    pub(super) const fn name(&self) -> &'static str {
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

pub(super) fn number(term: &Term) -> Option<i64> {
    match term {
        Term::Literal(literal) if literal.datatype() == xsd::INTEGER => literal.value().parse().ok(),
        _ => None,
    }
}
