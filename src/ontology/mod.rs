//! `ontology/*.ttl` as tables: classes, predicates, domains, ranges, specificity, labels.
//!
//! Every Turtle file below `ontology/` is read, so that an overlay may add classes and predicates of
//! its own namespace. Names are looked up as a rule or gazetteer writes them: `State`,
//! `griot:State` or the whole IRI. Knows no French and no store.
//!
//! ```
//! use griot::{data::Data, ontology::Ontology};
//! let ontology = Ontology::load(&Data::builtin())?;
//! let supplies = ontology.predicate("griot:supplies").unwrap();
//! let state = ontology.class("State").unwrap();
//! assert!(ontology.accepts_subject(supplies, state));
//! assert!(ontology.more_specific(supplies, ontology.predicate("cooperatesWith").unwrap()));
//! # Ok::<(), griot::ontology::OntologyError>(())
//! ```

mod load;
mod page;

pub use load::OntologyError;
pub use page::{context, page};

use crate::data::Data;
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;

/// Namespace of Griot's own vocabulary, written `griot:`.
pub const NAMESPACE: &str = "https://w3id.org/griot/ontology#";

/// An interned class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u16);

/// An interned predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PredicateId(pub u16);

/// The languages that labels come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// fr
    French,
    /// en
    #[default]
    English,
}

/// A name with what people are shown for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// The last segment of the IRI: `State`.
    pub name: String,
    /// The whole IRI.
    pub iri: String,
    labels: [Option<String>; 2],
    comments: [Option<String>; 2],
}

impl Term {
    /// What to call it; the name itself where `language` has no label.
    #[must_use]
    pub fn label(&self, language: Language) -> &str {
        self.labels[language as usize].as_deref().unwrap_or(&self.name)
    }

    /// What it means.
    #[must_use]
    pub fn comment(&self, language: Language) -> Option<&str> {
        self.comments[language as usize].as_deref()
    }
}

/// A class, with the classes it lies in.
#[derive(Debug, Clone)]
struct Class {
    term: Term,
    /// One bit per class, the class itself included.
    ancestors: FixedBitSet,
}

/// A predicate, with what it may connect.
#[derive(Debug, Clone)]
struct Predicate {
    term: Term,
    domain: Vec<ClassId>,
    range: Vec<ClassId>,
    literal_range: Option<String>,
    symmetric: bool,
    outward: bool,
    /// One bit per predicate that gives way to this one, transitively.
    gives_way: FixedBitSet,
    coexists: FixedBitSet,
    ended_by: Vec<PredicateId>,
    sealed_by: Vec<PredicateId>,
    /// Categories of other schemes (PLOVER), by notation.
    categories: Vec<String>,
}

/// The vocabulary, as tables.
#[derive(Debug, Clone, Default)]
pub struct Ontology {
    classes: Vec<Class>,
    predicates: Vec<Predicate>,
    qualifiers: Vec<Term>,
    statuses: Vec<Term>,
    class_names: FxHashMap<String, ClassId>,
    predicate_names: FxHashMap<String, PredicateId>,
}

impl Ontology {
    /// Reads every `ontology/*.ttl` of `data`.
    ///
    /// # Errors
    /// [`OntologyError`] names file and line of the first fault: Turtle that does not parse, a class
    /// or predicate that is used and nowhere declared, a circle of specificity.
    pub fn load(data: &Data) -> Result<Self, OntologyError> {
        load::load(data)
    }

    /// The class called `name`: `State`, `griot:State` or an IRI.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.class_names.get(local_name(name)?).copied()
    }

    /// The predicate called `name`: `supplies`, `griot:supplies` or an IRI.
    #[must_use]
    pub fn predicate(&self, name: &str) -> Option<PredicateId> {
        self.predicate_names.get(local_name(name)?).copied()
    }

    /// Every class, in the order of the files.
    pub fn classes(&self) -> impl ExactSizeIterator<Item = ClassId> + use<> {
        (0..self.classes.len() as u16).map(ClassId)
    }

    /// Every predicate, in the order of the files.
    pub fn predicates(&self) -> impl ExactSizeIterator<Item = PredicateId> + use<> {
        (0..self.predicates.len() as u16).map(PredicateId)
    }

    /// Name, IRI and labels of a class.
    #[must_use]
    pub fn class_term(&self, class: ClassId) -> &Term {
        &self.classes[class.0 as usize].term
    }

    /// Name, IRI and labels of a predicate.
    #[must_use]
    pub fn predicate_term(&self, predicate: PredicateId) -> &Term {
        &self.predicates[predicate.0 as usize].term
    }

    /// The last segment of a class's IRI, as statements carry it.
    #[must_use]
    pub fn class_name(&self, class: ClassId) -> &str {
        &self.class_term(class).name
    }

    /// The last segment of a predicate's IRI, as statements carry it.
    #[must_use]
    pub fn predicate_name(&self, predicate: PredicateId) -> &str {
        &self.predicate_term(predicate).name
    }

    /// Whether `class` is `ancestor` or lies in it.
    #[must_use]
    pub fn is_a(&self, class: ClassId, ancestor: ClassId) -> bool {
        self.classes[class.0 as usize]
            .ancestors
            .contains(usize::from(ancestor.0))
    }

    /// The classes that `class` lies in, itself included.
    pub fn lineage(&self, class: ClassId) -> impl Iterator<Item = ClassId> + '_ {
        let ancestors = self.classes[class.0 as usize].ancestors.ones();
        ancestors.map(|ancestor| ClassId(ancestor as u16))
    }

    /// The classes of which a subject must have one.
    #[must_use]
    pub fn domain(&self, predicate: PredicateId) -> &[ClassId] {
        &self.predicates[predicate.0 as usize].domain
    }

    /// The classes of which an object must have one; empty where the object is a literal.
    #[must_use]
    pub fn range(&self, predicate: PredicateId) -> &[ClassId] {
        &self.predicates[predicate.0 as usize].range
    }

    /// The datatype IRI of a literal object.
    #[must_use]
    pub fn literal_range(&self, predicate: PredicateId) -> Option<&str> {
        self.predicates[predicate.0 as usize].literal_range.as_deref()
    }

    /// Whether an entity of `class` may be the subject.
    #[must_use]
    pub fn accepts_subject(&self, predicate: PredicateId, class: ClassId) -> bool {
        self.domain(predicate).iter().any(|end| self.is_a(class, *end))
    }

    /// Whether an entity of `class` may be the object.
    #[must_use]
    pub fn accepts_object(&self, predicate: PredicateId, class: ClassId) -> bool {
        self.range(predicate).iter().any(|end| self.is_a(class, *end))
    }

    /// Whether subject and object may change places.
    #[must_use]
    pub fn symmetric(&self, predicate: PredicateId) -> bool {
        self.predicates[predicate.0 as usize].symmetric
    }

    /// Whether what a whole does for a part of its own is none: a state equips its own army.
    #[must_use]
    pub fn outward(&self, predicate: PredicateId) -> bool {
        self.predicates[predicate.0 as usize].outward
    }

    /// Whether `a` is kept and `b` dropped when one trigger gives both for the same arguments.
    #[must_use]
    pub fn more_specific(&self, a: PredicateId, b: PredicateId) -> bool {
        self.predicates[a.0 as usize].gives_way.contains(usize::from(b.0))
    }

    /// Whether both are kept when one trigger gives both for the same arguments.
    #[must_use]
    pub fn coexist(&self, a: PredicateId, b: PredicateId) -> bool {
        self.predicates[a.0 as usize].coexists.contains(usize::from(b.0))
    }

    /// Predicates that, between the same two, bring this one to an end.
    #[must_use]
    pub fn ended_by(&self, predicate: PredicateId) -> &[PredicateId] {
        &self.predicates[predicate.0 as usize].ended_by
    }

    /// Predicates that, between the same two, seal what this one says before it is done.
    #[must_use]
    pub fn sealed_by(&self, predicate: PredicateId) -> &[PredicateId] {
        &self.predicates[predicate.0 as usize].sealed_by
    }

    /// Categories of other event schemes that hold the predicate, by notation (`AID`).
    #[must_use]
    pub fn categories(&self, predicate: PredicateId) -> &[String] {
        &self.predicates[predicate.0 as usize].categories
    }

    /// What a rule may fill beside subject and object: item, domain, place, date …
    #[must_use]
    pub fn qualifiers(&self) -> &[Term] {
        &self.qualifiers
    }

    /// The statuses a statement may have.
    #[must_use]
    pub fn statuses(&self) -> &[Term] {
        &self.statuses
    }
}

/// What follows the last `#`, `/` or `:` of a name; `None` for a prefixed name of another
/// vocabulary than those that declare classes (`foaf:Person` is not `griot:Person`).
fn local_name(name: &str) -> Option<&str> {
    if name.contains("://") {
        return name.rfind(['#', '/']).map(|at| &name[at + 1..]);
    }
    match name.split_once(':') {
        None => Some(name),
        Some(("griot" | "", local)) => Some(local),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
