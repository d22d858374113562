//! FollowTheMoney entities, one JSON object a line, for Aleph and other investigators' platforms.
//!
//! Entities and articles are things, ties are links with their articles as proof. What is promised,
//! hedged or denied never becomes a membership or an office, but an `UnknownLink` whose role says so.

use super::DrawError;
use super::mapping;
use super::records::{self, EdgeRecord, one_line};
use crate::data::Data;
use crate::graph::{Names, Party, Source};
use crate::network::Network;
use crate::ontology::{Language, Ontology};
use crate::statement::Status;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

const TABLE: &str = "draw/followthemoney.toml";
/// Where the table names no schema.
const THING: &str = "LegalEntity";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    class: BTreeMap<String, String>,
    #[serde(default)]
    link: BTreeMap<String, Link>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    schema: String,
    source: End,
    target: End,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    property: String,
    schemata: Vec<String>,
}

/// Properties of an entity: every value once, in the order given.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn add<'a>(&mut self, name: &str, values: impl IntoIterator<Item = &'a str>) {
        for value in values.into_iter().map(one_line).filter(|value| !value.is_empty()) {
            let known = self.0.entry(name).or_insert_with(|| json!([]));
            if let Value::Array(known) = known
                && !known.iter().any(|known| *known == value)
            {
                known.push(value.into());
            }
        }
    }
}

/// Writes the whole network: entities (with their other `names`, by IRI), articles, links.
///
/// # Errors
/// [`DrawError::Table`] where the table of schemata cannot be read, [`DrawError::Write`] where `out` fails.
pub fn write(
    network: &Network,
    ontology: &Ontology,
    data: &Data,
    language: Language,
    names: &BTreeMap<String, Names>,
    statuses: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), DrawError> {
    let table: Table = mapping::read(data, TABLE)?;
    let schema = |party: &Party| {
        let found = mapping::nearest(&table.class, ontology, &party.class);
        found.map_or(THING, |(_, schema)| schema.as_str())
    };
    for record in records::nodes(network, ontology, language) {
        let schema = schema(record.party);
        let mut properties = Properties::default();
        properties.add("name", [record.party.label.as_str()]);
        if let Some(names) = names.get(&record.party.iri) {
            properties.add("alias", names.aliases.iter().map(String::as_str));
            properties.add("wikidataId", names.wikidata.as_deref());
        }
        if schema == "Address" {
            properties.add("full", [record.party.label.as_str()]);
        } else if !record.class_label.is_empty() {
            properties.add("summary", [record.class_label]);
        }
        entity(out, &identifier(&record.party.iri), schema, properties)?;
    }
    let mut articles: BTreeMap<&str, &Source> = BTreeMap::new();
    for tie in network.graph.edge_weights() {
        articles.extend(
            tie.claims
                .iter()
                .map(|claim| (claim.source.iri.as_str(), &*claim.source)),
        );
    }
    for (iri, source) in articles {
        let mut properties = Properties::default();
        properties.add("title", source.headline.as_deref());
        properties.add("name", [source.headline.as_deref().unwrap_or(&source.key)]);
        properties.add("publisher", source.publisher.as_deref());
        properties.add("publishedAt", source.published.as_deref());
        properties.add("fileName", [source.key.as_str()]);
        entity(out, &identifier(iri), "Article", properties)?;
    }
    for record in records::edges(network, ontology, language) {
        let ends = (schema(record.source), schema(record.target));
        let link = table.link.get(&record.tie.predicate).filter(|link| {
            let accepts = |end: &End, schema: &str| end.schemata.iter().any(|known| known == schema);
            record.tie.status == Status::Actual
                && accepts(&link.source, ends.0)
                && accepts(&link.target, ends.1)
        });
        let (name, properties) = edge(&record, link, statuses);
        let key = format!(
            "{} {} {} {}",
            record.source.iri,
            record.tie.predicate,
            record.target.iri,
            record.tie.status.name()
        );
        entity(out, &identifier(&key), name, properties)?;
    }
    Ok(())
}

fn edge<'a>(
    record: &EdgeRecord<'_>,
    link: Option<&'a Link>,
    statuses: &BTreeMap<String, String>,
) -> (&'a str, Properties) {
    let tie = record.tie;
    let (name, source, target) = link.map_or(("UnknownLink", "subject", "object"), |link| {
        (
            link.schema.as_str(),
            link.source.property.as_str(),
            link.target.property.as_str(),
        )
    });
    let mut properties = Properties::default();
    properties.add(source, [identifier(&record.source.iri).as_str()]);
    properties.add(target, [identifier(&record.target.iri).as_str()]);
    let status = statuses
        .get(tie.status.name())
        .map_or(tie.status.name(), String::as_str);
    if link.is_some() {
        let offices = tie.claims.iter().flat_map(|claim| &claim.qualifiers);
        properties.add(
            "role",
            offices
                .filter(|(name, _)| *name == "office")
                .map(|(_, words)| words.as_str()),
        );
    } else if tie.status == Status::Actual {
        properties.add("role", [record.label]);
    } else {
        properties.add("role", [format!("{} ({status})", record.label).as_str()]);
    }
    properties.add("status", [status]);
    // A day, a month or a year is a date; an interval is not.
    let dates: Vec<&str> = tie
        .dates
        .iter()
        .map(String::as_str)
        .filter(|date| !date.contains('/'))
        .collect();
    properties.add("date", dates);
    properties.add("startDate", record.start().map(|day| day.to_string()).as_deref());
    properties.add("endDate", record.end().map(|day| day.to_string()).as_deref());
    let articles: BTreeSet<&str> = tie.claims.iter().map(|claim| claim.source.iri.as_str()).collect();
    let proofs: Vec<String> = articles.into_iter().map(identifier).collect();
    properties.add("proof", proofs.iter().map(String::as_str));
    properties.add(
        "publisher",
        tie.claims
            .iter()
            .filter_map(|claim| claim.source.publisher.as_deref()),
    );
    properties.add("summary", record.details());
    properties.add("description", tie.quotes().map(|(_, quote)| quote));
    (name, properties)
}

fn entity(out: &mut dyn Write, id: &str, schema: &str, properties: Properties) -> Result<(), DrawError> {
    let line = json!({"id": id, "schema": schema, "properties": properties.0});
    writeln!(out, "{line}").map_err(DrawError::Write)
}

/// The same for the same thing in every file: a hash of its IRI, or of what makes up a tie.
fn identifier(key: &str) -> String {
    format!("griot-{}", &blake3::hash(key.as_bytes()).to_hex()[..24])
}
