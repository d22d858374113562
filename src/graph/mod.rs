//! Statements as quads in an Oxigraph store.
//!
//! The only module that knows Oxigraph. It makes quads of statements ([`quads()`]), keeps them with the
//! articles' texts ([`Store`]), answers SPARQL, and writes and reads RDF files. Knows no French.

mod error;
mod folder;
mod iri;
mod merge;
mod quads;
mod store;
mod texts;
mod vocabulary;
mod writer;

pub use error::StoreError;
pub use iri::{Base, BaseError};
pub use merge::{MergeError, Merges};
pub use quads::{ArticleQuads, Mapping, SharedEntity, content_hash, quads};
pub use store::{ArticleEntry, Outcome, Store};
pub use vocabulary::PREFIXES;
pub use writer::Writer;

#[cfg(test)]
mod samples;
