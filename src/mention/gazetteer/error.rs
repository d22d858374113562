//! What can be wrong with the gazetteer's files, each fault with its place.

use miette::{Diagnostic, NamedSource, SourceSpan};
use std::sync::Arc;
use thiserror::Error;

/// What is wrong with a file of the gazetteer.
#[derive(Debug, Error, Diagnostic)]
pub enum GazetteerFault {
    /// Not TOML, or a key that no entity has.
    #[error("{message}")]
    #[diagnostic(
        code(gazetteer::syntax),
        help("docs/gazetteer.md lists the keys of an entity")
    )]
    Syntax {
        /// The parser's words.
        message: String,
        #[source_code]
        src: NamedSource<Arc<str>>,
        #[label("here")]
        at: SourceSpan,
    },
    /// A class that the ontology does not have.
    #[error("unknown class `{class}`")]
    #[diagnostic(code(gazetteer::unknown_class), help("classes of the ontology: {known}"))]
    UnknownClass {
        /// The class given.
        class: String,
        /// The classes there are.
        known: String,
        #[source_code]
        src: NamedSource<Arc<str>>,
        #[label("no class of ontology/griot.ttl")]
        at: SourceSpan,
    },
    /// A reference to nobody.
    #[error("`{key}` refers to `{id}`, which is the id of no entity")]
    #[diagnostic(
        code(gazetteer::dangling),
        help("write the id of an entity below data/gazetteer, or add that entity")
    )]
    Dangling {
        /// The key that refers.
        key: &'static str,
        /// The id it gives.
        id: String,
        #[source_code]
        src: NamedSource<Arc<str>>,
        #[label("no such entity")]
        at: SourceSpan,
    },
    /// One id, two entities.
    #[error("the id `{id}` is given twice")]
    #[diagnostic(
        code(gazetteer::duplicate_id),
        help("ids are immutable: give the newer entity another one")
    )]
    DuplicateId {
        /// The id.
        id: String,
        #[source_code]
        src: NamedSource<Arc<str>>,
        #[label("given again here")]
        at: SourceSpan,
        #[related]
        first: Vec<OtherPlace>,
    },
    /// One name, two entities, and neither says that it is ambiguous.
    #[error("`{alias}` names both `{one}` and `{other}`")]
    #[diagnostic(
        code(gazetteer::shared_alias),
        help(
            "list the name under `ambiguous` of one of them (with `contexts` that decide), or take it away"
        )
    )]
    SharedAlias {
        /// The name.
        alias: String,
        /// Its first bearer.
        one: String,
        /// Its second bearer.
        other: String,
        #[source_code]
        src: NamedSource<Arc<str>>,
        #[label("also given here")]
        at: SourceSpan,
        #[related]
        first: Vec<OtherPlace>,
    },
    /// A value outside the few that a key allows.
    #[error("`{key}` cannot be `{value}`")]
    #[diagnostic(code(gazetteer::value), help("{help}"))]
    Value {
        /// The key.
        key: &'static str,
        /// Its value.
        value: String,
        /// What it may be.
        help: &'static str,
        #[source_code]
        src: NamedSource<Arc<str>>,
        #[label("in this entity")]
        at: SourceSpan,
    },
}

/// The other of two places that contradict each other.
#[derive(Debug, Error, Diagnostic)]
#[error("first given here")]
pub struct OtherPlace {
    #[source_code]
    pub(super) src: NamedSource<Arc<str>>,
    #[label("first given here")]
    pub(super) at: SourceSpan,
}

/// Everything that is wrong with the gazetteer.
#[derive(Debug, Error, Diagnostic)]
#[error("the gazetteer has {} fault(s)", faults.len())]
#[diagnostic(code(gazetteer::faults))]
pub struct GazetteerError {
    /// In the order of the files.
    #[related]
    pub faults: Vec<GazetteerFault>,
}
