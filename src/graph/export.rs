//! Writes the store as RDF files: sorted, without timestamps, byte for byte the same in every run.
//!
//! Formats with named graphs (TriG, N-Quads, JSON-LD) show which article says what. In the others all
//! graphs fall into one, where a promise would look like a fact: direct triples that are only promised
//! are left out there, their statements stay.

use super::error::StoreError;
use super::format::GraphFormat;
use super::store::Store;
use super::vocabulary::{PREFIXES, rdf12};
use miette::Diagnostic;
use oxigraph::io::{RdfParser, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, Quad, Term, Triple};
use std::io::Write;
use thiserror::Error;

/// What to write, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportOptions {
    /// How RDF is written.
    pub format: GraphFormat,
    /// Leave direct triples out that are only promised. Always so in formats without graphs.
    pub facts_only: bool,
    /// RDF 1.2: triple terms instead of `rdf:subject`, `rdf:predicate`, `rdf:object`.
    pub rdf12: bool,
}

impl ExportOptions {
    /// Everything that `format` can hold, in RDF 1.1.
    #[must_use]
    pub const fn new(format: GraphFormat) -> Self {
        Self {
            format,
            facts_only: false,
            rdf12: false,
        }
    }
}

/// Why an export failed.
#[derive(Debug, Error, Diagnostic)]
pub enum ExportError {
    /// JSON-LD knows no triple terms.
    #[error("{format} cannot hold RDF 1.2 triple terms")]
    #[diagnostic(code(export::rdf12), help("use ttl, trig, nt, nq or rdf with --rdf12"))]
    NoTripleTerms {
        /// The format asked for.
        format: GraphFormat,
    },
    /// The output cannot be written.
    #[error("cannot write the export: {0}")]
    #[diagnostic(code(export::write))]
    Write(#[from] std::io::Error),
    /// The store fails.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
}

impl From<oxigraph::store::StorageError> for ExportError {
    fn from(error: oxigraph::store::StorageError) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Writes the store to `out`.
    ///
    /// Formats with graphs need memory for one graph at a time, the others for all.
    ///
    /// # Errors
    /// See [`ExportError`].
    pub fn export(&self, options: ExportOptions, out: impl Write) -> Result<(), ExportError> {
        if options.rdf12 && options.format == GraphFormat::JsonLd {
            return Err(ExportError::NoTripleTerms {
                format: options.format,
            });
        }
        let facts_only = options.facts_only || !options.format.holds_graphs();
        let graphs = self.graphs(facts_only)?;
        if options.format.holds_graphs() {
            self.export_graphs(&graphs, options, out)
        } else {
            let mut triples = Vec::new();
            for graph in &graphs {
                let quads = self.graph_quads(graph, options.rdf12)?;
                triples.extend(quads.into_iter().map(Triple::from));
            }
            Ok(write_triples(
                triples,
                options.format,
                self.mapping.base().as_str(),
                out,
            )?)
        }
    }

    /// Writes one named graph, or for none the default graph, in which queries see all graphs at
    /// once; tells whether there is such a graph.
    ///
    /// # Errors
    /// See [`ExportError`].
    pub fn write_graph(
        &self,
        name: Option<&str>,
        format: GraphFormat,
        out: impl Write,
    ) -> Result<bool, ExportError> {
        let graphs = match name.map(NamedNode::new) {
            None => self.graphs(false)?,
            Some(Ok(graph)) if self.oxigraph.contains_named_graph(&graph)? => vec![graph],
            Some(_) => return Ok(false),
        };
        let mut triples = Vec::new();
        for graph in &graphs {
            let quads = self.graph_quads(graph, false)?;
            triples.extend(quads.into_iter().map(Triple::from));
        }
        write_triples(triples, format, self.mapping.base().as_str(), out)?;
        Ok(true)
    }

    /// The graphs' names, sorted.
    fn graphs(&self, facts_only: bool) -> Result<Vec<NamedNode>, StoreError> {
        let mut graphs = Vec::new();
        for graph in self.oxigraph.named_graphs() {
            if let oxigraph::model::NamedOrBlankNode::NamedNode(graph) = graph?
                && !(facts_only && self.mapping.base().is_promises(graph.as_ref()))
            {
                graphs.push(graph);
            }
        }
        graphs.sort_unstable();
        Ok(graphs)
    }

    fn graph_quads(&self, graph: &NamedNode, rdf12: bool) -> Result<Vec<Quad>, StoreError> {
        let quads = self
            .oxigraph
            .quads_for_pattern(None, None, None, Some(graph.into()))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(if rdf12 { reify(quads) } else { quads })
    }

    fn export_graphs(
        &self,
        graphs: &[NamedNode],
        options: ExportOptions,
        out: impl Write,
    ) -> Result<(), ExportError> {
        let mut writer = serializer(options.format, self.mapping.base().as_str())?.for_writer(out);
        for graph in graphs {
            let mut quads = self.graph_quads(graph, options.rdf12)?;
            sort(&mut quads, key_of_quad);
            for quad in &quads {
                writer.serialize_quad(quad)?;
            }
        }
        Ok(writer.finish()?.flush()?)
    }
}

/// Writes `turtle`, which must be sound, in `format`.
///
/// # Errors
/// [`ExportError::Write`]
pub fn rewrite(turtle: &str, format: GraphFormat, out: impl Write) -> Result<(), ExportError> {
    let parser = RdfParser::from_format(GraphFormat::Turtle.oxigraph());
    let triples = parser
        .for_slice(turtle.as_bytes())
        .map(|quad| quad.map(Triple::from))
        .collect::<Result<Vec<_>, _>>()
        .map_err(std::io::Error::other)?;
    let mut writer = RdfSerializer::from_format(format.oxigraph()).for_writer(out);
    for triple in &triples {
        writer.serialize_triple(triple)?;
    }
    Ok(writer.finish()?.flush()?)
}

/// Writes triples sorted and without repetition.
pub(super) fn write_triples(
    mut triples: Vec<Triple>,
    format: GraphFormat,
    base: &str,
    out: impl Write,
) -> std::io::Result<()> {
    sort(&mut triples, |triple| {
        (
            triple.subject.to_string(),
            triple.predicate.as_str().to_owned(),
            triple.object.to_string(),
        )
    });
    triples.dedup();
    let mut writer = serializer(format, base)?.for_writer(out);
    for triple in &triples {
        writer.serialize_triple(triple)?;
    }
    writer.finish()?.flush()
}

fn key_of_quad(quad: &Quad) -> (String, String, String) {
    (
        quad.subject.to_string(),
        quad.predicate.as_str().to_owned(),
        quad.object.to_string(),
    )
}

/// By N-Triples, with types first, as people write them.
fn sort<T>(items: &mut [T], key: impl Fn(&T) -> (String, String, String)) {
    items.sort_by_cached_key(|item| {
        let (subject, predicate, object) = key(item);
        (subject, predicate != rdf::TYPE.as_str(), predicate, object)
    });
}

/// A serializer with the prefixes that the format can use.
fn serializer(format: GraphFormat, base: &str) -> std::io::Result<RdfSerializer> {
    let mut serializer = RdfSerializer::from_format(format.oxigraph());
    let own = [
        ("id", base.to_owned()),
        ("article", format!("{base}article/")),
        ("statement", format!("{base}statement/")),
        ("event", format!("{base}event/")),
    ];
    let prefixes = PREFIXES
        .into_iter()
        .map(|(prefix, iri)| (prefix, iri.to_owned()))
        .chain(own);
    for (prefix, iri) in prefixes {
        serializer = serializer
            .with_prefix(prefix, iri)
            .map_err(std::io::Error::other)?;
    }
    Ok(serializer)
}

/// Puts `rdf:reifies <<( s p o )>>` in the place of `rdf:subject`, `rdf:predicate`, `rdf:object`.
fn reify(mut quads: Vec<Quad>) -> Vec<Quad> {
    quads.sort_by_cached_key(|quad| quad.subject.to_string());
    quads
        .chunk_by(|a, b| a.subject == b.subject)
        .flat_map(reify_one)
        .collect()
}

/// The quads of one subject, with its triple as one term if it is a statement.
fn reify_one(quads: &[Quad]) -> Vec<Quad> {
    let object = |predicate| {
        let found = quads.iter().find(|quad| quad.predicate == predicate);
        found.map(|quad| &quad.object)
    };
    let (Some(Term::NamedNode(subject)), Some(Term::NamedNode(predicate)), Some(value)) =
        (object(rdf::SUBJECT), object(rdf::PREDICATE), object(rdf::OBJECT))
    else {
        return quads.to_vec();
    };
    let triple = Triple::new(subject.clone(), predicate.clone(), value.clone());
    let parts = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT];
    let mut out: Vec<Quad> = quads
        .iter()
        .filter(|quad| !parts.contains(&quad.predicate.as_ref()))
        .cloned()
        .collect();
    let graph: GraphName = quads[0].graph_name.clone();
    out.push(Quad::new(quads[0].subject.clone(), rdf12::REIFIES, triple, graph));
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples::{mapping, summit};
    use super::*;

    fn store() -> Store {
        let store = Store::memory(mapping()).unwrap();
        let (article, statements) = summit();
        store.replace_article(&article, &statements, "v1").unwrap();
        store
    }

    fn export(options: ExportOptions) -> String {
        let mut out = Vec::new();
        store().export(options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn parse(options: ExportOptions) -> usize {
        let out = export(options);
        let parser = RdfParser::from_format(options.format.oxigraph());
        let quads: std::collections::HashSet<_> = parser
            .for_slice(out.as_bytes())
            .map(|quad| quad.unwrap().to_string())
            .collect();
        quads.len()
    }

    #[test]
    fn turtle_reads_well() {
        insta::assert_snapshot!(export(ExportOptions::new(GraphFormat::Turtle)));
    }

    #[test]
    fn rdf12_turtle_reads_well() {
        let options = ExportOptions {
            rdf12: true,
            ..ExportOptions::new(GraphFormat::Turtle)
        };
        insta::assert_snapshot!(export(options));
    }

    #[test]
    fn every_format_holds_the_same() {
        let quads = store().quad_count().unwrap();
        for format in GraphFormat::ALL {
            let found = parse(ExportOptions::new(format));
            let expected = if format.holds_graphs() { quads } else { quads - 2 };
            assert_eq!(found, expected, "{format}");
            assert_eq!(
                export(ExportOptions::new(format)),
                export(ExportOptions::new(format))
            );
        }
    }

    #[test]
    fn one_graph_is_written_alone() {
        let store = store();
        let write = |name: Option<&str>| {
            let mut out = Vec::new();
            let found = store.write_graph(name, GraphFormat::NTriples, &mut out).unwrap();
            found.then(|| String::from_utf8(out).unwrap().lines().count())
        };
        let article = store.articles().unwrap().remove(0).iri;
        assert!(write(Some(&article)).unwrap() > 6 * 7);
        assert_eq!(write(Some(&format!("{article}/promises"))), Some(2));
        assert_eq!(write(Some("https://example.org/nothing")), None);
        assert_eq!(write(Some("no iri")), None);
        assert_eq!(write(None), Some(store.quad_count().unwrap()));
    }

    #[test]
    fn rdf12_has_two_quads_less_per_statement() {
        let quads = store().quad_count().unwrap();
        for format in [GraphFormat::NQuads, GraphFormat::TriG] {
            let options = ExportOptions {
                rdf12: true,
                ..ExportOptions::new(format)
            };
            assert_eq!(parse(options), quads - 2 * 6, "{format}");
        }
        let options = ExportOptions {
            rdf12: true,
            ..ExportOptions::new(GraphFormat::JsonLd)
        };
        assert!(matches!(
            store().export(options, Vec::new()),
            Err(ExportError::NoTripleTerms { .. })
        ));
    }
}
