//! Statements as quads in an Oxigraph store.
//!
//! The only module that knows Oxigraph. It makes quads of statements ([`quads()`]), keeps them with the
//! articles' texts ([`Store`]), answers SPARQL, and writes and reads RDF files. Knows no French.

mod iri;
mod merge;
mod quads;
mod vocabulary;

pub use iri::{Base, BaseError};
pub use merge::{MergeError, Merges};
pub use quads::{ArticleQuads, Mapping, SharedEntity, content_hash, quads};
pub use vocabulary::PREFIXES;

#[cfg(test)]
mod samples;
