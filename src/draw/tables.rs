//! Nodes and edges as CSV, with the columns that Gephi's and other spreadsheet importers expect.

use super::records;
use crate::network::Network;
use crate::ontology::{Language, Ontology};
use std::io::{self, Write};

/// Writes one row per entity.
///
/// # Errors
/// Where `out` fails.
pub fn write_nodes(
    network: &Network,
    ontology: &Ontology,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(["Id", "Label", "Type", "TypeLabel", "Ties"])?;
    for record in records::nodes(network, ontology, language) {
        let ties = record.ties.to_string();
        let party = record.party;
        rows.write_record([&party.iri, &party.label, &party.class, record.class_label, &ties])?;
    }
    rows.flush()
}

/// Writes one row per tie. `Weight` is the number of independent sources.
///
/// # Errors
/// Where `out` fails.
pub fn write_edges(
    network: &Network,
    ontology: &Ontology,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record([
        "Source",
        "Target",
        "Type",
        "Id",
        "Label",
        "Weight",
        "SourceLabel",
        "TargetLabel",
        "Predicate",
        "Kind",
        "Status",
        "First",
        "Last",
        "Statements",
        "Details",
        "Quote",
        "Articles",
    ])?;
    for record in records::edges(network, ontology, language) {
        let tie = record.tie;
        let joined =
            |words: std::collections::BTreeSet<&str>| words.into_iter().collect::<Vec<_>>().join("; ");
        rows.write_record([
            record.source.iri.as_str(),
            &record.target.iri,
            if tie.symmetric { "Undirected" } else { "Directed" },
            &record.index.to_string(),
            record.label,
            &tie.sources.len().to_string(),
            &record.source.label,
            &record.target.label,
            &tie.predicate,
            &tie.kind,
            tie.status.name(),
            record.first(),
            record.last(),
            &tie.claims.len().to_string(),
            &joined(record.details()),
            &record.quote(),
            &joined(record.articles()),
        ])?;
    }
    rows.flush()
}
