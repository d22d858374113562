//! Brings an analyst's own RDF into the store, beside what was drawn from articles.
//!
//! Everything of a file lies in one graph of its own, `<base>import/<name>`, whatever graphs the file
//! itself names: so it can be told apart, replaced and removed, and can never pass for an article.

use super::error::StoreError;
use super::format::GraphFormat;
use super::store::Store;
use miette::{Diagnostic, NamedSource, SourceSpan};
use oxigraph::io::{RdfParser, RdfSyntaxError};
use oxigraph::model::{GraphName, NamedNode, Quad};
use thiserror::Error;

/// Why a file was not imported; the store is then as before.
#[derive(Debug, Error, Diagnostic)]
pub enum ImportError {
    /// The file is not what its format says.
    #[error("{name} is no {format}: {message}")]
    #[diagnostic(
        code(import::syntax),
        help("nothing was imported; mend the file or name its --format")
    )]
    Syntax {
        /// The file.
        name: String,
        /// As what it was read.
        format: GraphFormat,
        /// What is wrong.
        message: String,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("here")]
        at: Option<SourceSpan>,
    },
    /// The store fails.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Puts the triples of a file in the place of what was imported under `name` before; tells how many
    /// they are. One transaction.
    ///
    /// # Errors
    /// [`ImportError::Syntax`] points at the first fault.
    pub fn import(&self, name: &str, bytes: &[u8], format: GraphFormat) -> Result<usize, ImportError> {
        self.require_writable()?;
        let graph = self.mapping.base().import(name);
        let quads = read(&graph, name, bytes, format)?;
        self.replace_import(&graph, &quads)?;
        Ok(quads.len())
    }

    /// As [`Store::import`], but what was imported under `name` before stays.
    ///
    /// # Errors
    /// As [`Store::import`].
    pub fn import_more(&self, name: &str, bytes: &[u8], format: GraphFormat) -> Result<usize, ImportError> {
        self.require_writable()?;
        let graph = self.mapping.base().import(name);
        let quads = read(&graph, name, bytes, format)?;
        self.change(|store| Ok::<_, StoreError>(store.oxigraph.extend(quads.iter().cloned())?))?;
        Ok(quads.len())
    }

    /// Removes what was imported under `name`; tells whether there was anything.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn drop_import(&self, name: &str) -> Result<bool, StoreError> {
        self.require_writable()?;
        let graph = self.mapping.base().import(name);
        let there = self.oxigraph.contains_named_graph(&graph)?;
        self.replace_import(&graph, &[])?;
        Ok(there)
    }

    fn replace_import(&self, graph: &NamedNode, quads: &[Quad]) -> Result<(), StoreError> {
        self.change(|store| {
            let mut transaction = store.oxigraph.start_transaction()?;
            let name = GraphName::from(graph.clone());
            transaction.clear_graph(&name)?;
            if quads.is_empty() {
                transaction.remove_named_graph(graph)?;
            }
            transaction.extend(quads);
            Ok(transaction.commit()?)
        })
    }
}

/// The triples of a file as quads of `graph`, sorted.
fn read(graph: &NamedNode, name: &str, bytes: &[u8], format: GraphFormat) -> Result<Vec<Quad>, ImportError> {
    let mut quads = Vec::new();
    let parser = RdfParser::from_format(format.oxigraph())
        .rename_blank_nodes()
        .with_base_iri(graph.as_str())
        .map_err(|error| syntax_error(name, bytes, format, &error.to_string(), None))?;
    for quad in parser.for_slice(bytes) {
        let quad = quad.map_err(|error| {
            let at = place(&error);
            syntax_error(name, bytes, format, &error.to_string(), at)
        })?;
        quads.push(Quad::new(
            quad.subject,
            quad.predicate,
            quad.object,
            graph.clone(),
        ));
    }
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    Ok(quads)
}

/// Bytes of the fault, where the parser tells.
fn place(error: &RdfSyntaxError) -> Option<(usize, usize)> {
    let place = error.location()?;
    Some((place.start.offset as usize, place.end.offset as usize))
}

fn syntax_error(
    name: &str,
    bytes: &[u8],
    format: GraphFormat,
    message: &str,
    at: Option<(usize, usize)>,
) -> ImportError {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let at = at.map(|(start, end)| {
        let start = start.min(text.len());
        SourceSpan::from((start, end.clamp(start, text.len()) - start))
    });
    ImportError::Syntax {
        name: name.to_owned(),
        format,
        message: message.to_owned(),
        src: NamedSource::new(name, text),
        at,
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::Dataset;
    use super::super::samples::{mapping, summit};
    use super::*;

    #[test]
    fn background_is_kept_apart_and_replaced() {
        let store = Store::memory(mapping()).unwrap();
        let (article, statements) = summit();
        store.replace_article(&article, &statements, "v1").unwrap();
        let before = store.quad_count().unwrap();
        let turtle = b"@prefix ex: <https://example.org/> . <https://w3id.org/griot/id/mali> ex:code 'ML' ; ex:of [ ex:x 1 ] .";
        assert_eq!(store.import("codes.ttl", turtle, GraphFormat::Turtle).unwrap(), 3);
        assert_eq!(store.import("codes.ttl", turtle, GraphFormat::Turtle).unwrap(), 3);
        assert_eq!(store.quad_count().unwrap(), before + 3);
        let join =
            "SELECT ?c ?g { id:mali griot:meets ?b . GRAPH ?g { id:mali <https://example.org/code> ?c } }";
        let table = store.query(join, Dataset::Facts).unwrap().into_table().unwrap();
        assert_eq!(table.rows, [["ML", "https://w3id.org/griot/id/import/codes.ttl"]]);
        assert_eq!(store.articles().unwrap().len(), 1);
        let more = b"<x:a> <x:b> <x:c> .";
        assert_eq!(
            store.import_more("codes.ttl", more, GraphFormat::Turtle).unwrap(),
            1
        );
        assert_eq!(store.quad_count().unwrap(), before + 4);
        assert!(store.drop_import("codes.ttl").unwrap());
        assert!(!store.drop_import("codes.ttl").unwrap());
        assert_eq!(store.quad_count().unwrap(), before);
    }

    #[test]
    fn named_graphs_cannot_pass_for_articles() {
        let store = Store::memory(mapping()).unwrap();
        let quads = b"<x:a> <x:b> <x:c> <https://w3id.org/griot/id/article/a.txt> .\n";
        store.import("x.nq", quads, GraphFormat::NQuads).unwrap();
        assert!(store.articles().unwrap().is_empty());
        assert_eq!(store.quad_count().unwrap(), 1);
    }

    #[test]
    fn a_fault_is_pointed_at_and_nothing_imported() {
        let store = Store::memory(mapping()).unwrap();
        let error = store.import(
            "bad.ttl",
            b"<x:a> <x:b> 1 .\n<x:a> nope:b 2 .\n",
            GraphFormat::Turtle,
        );
        let mut out = String::new();
        miette::NarratableReportHandler::new()
            .render_report(&mut out, &error.unwrap_err())
            .unwrap();
        insta::assert_snapshot!(out);
        assert_eq!(store.quad_count().unwrap(), 0);
    }
}
