//! Statements as quads in an Oxigraph store.
//!
//! The only module that knows Oxigraph. It makes quads of statements ([`quads()`]), keeps them with the
//! articles' texts ([`Store`]), answers SPARQL, and writes and reads RDF files. Knows no French.

#[cfg(feature = "rocksdb")]
mod backup;
mod check;
mod claim;
mod copies;
mod corroboration;
mod description;
mod difference;
mod error;
mod export;
#[cfg_attr(
    not(feature = "rocksdb"),
    allow(dead_code, reason = "only stores on disk have a folder")
)]
mod folder;
mod format;
mod import;
mod iri;
mod lifecycle;
mod merge;
mod names;
mod quads;
mod query;
mod questions;
mod scan;
mod shapes;
mod sketch;
mod store;
mod summary;
#[cfg_attr(
    not(feature = "rocksdb"),
    allow(dead_code, reason = "stores in memory keep texts in memory")
)]
mod texts;
mod update;
mod view;
mod vocabulary;
mod writer;

#[cfg(feature = "rocksdb")]
pub use backup::{Copied, backup, restore};
pub use check::{StoreFault, StoreFaultKind};
pub use claim::{Claim, Party, Passage, Source, Value};
pub use corroboration::{Contradiction, ContradictionKind, Fact};
pub use difference::{Change, Difference, RuleDifference};
pub use error::StoreError;
pub use export::{ExportError, ExportOptions, rewrite};
pub use folder::Edition;
pub use format::{GraphFormat, TableFormat, UnknownFormat};
pub use import::ImportError;
pub use iri::{Base, BaseError};
pub use lifecycle::{Lifecycle, Stage, Step};
pub use merge::{MergeError, Merges};
pub use names::Names;
pub use quads::{ArticleQuads, Mapping, SharedEntity, quads};
pub use query::{Answer, AnswerKind, Cancellation, Dataset, QueryError, Scope, Table};
pub use questions::{AskError, Parameter, ParameterKind, Question, QuestionError, Questions};
pub use shapes::{Shapes, ShapesError, Violation, predicate_shapes};
pub use store::{ArticleEntry, Outcome, Store};
pub use summary::{Summary, Tie};
pub use update::UpdateError;
pub use vocabulary::PREFIXES;
pub use writer::Writer;

#[cfg(test)]
mod samples;
