//! A STIX 2.1 bundle, for threat-intelligence platforms.
//!
//! Entities are identities and locations, ties relationships, dated articles reports. Identifiers are UUIDs of
//! version 5 over IRIs: the same thing has the same one in every bundle. Whatever is no fact says so in the
//! type of its relationship (`supplies-planned`, `fights-denied`), since platforms pass over properties that they do not
//! know; status, sources and dates also stand in a property extension that the bundle defines.

use super::DrawError;
use super::mapping;
use super::records::{self, EdgeRecord, one_line};
use crate::data::Data;
use crate::graph::{Names, Party, Source};
use crate::network::Network;
use crate::ontology::{Language, Ontology};
use crate::statement::Status;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use uuid::Uuid;

const TABLE: &str = "draw/stix.toml";
/// Where nothing has a date: timestamps are required, and the clock would make every bundle another.
const UNDATED: &str = "1970-01-01T00:00:00.000Z";
const NAMESPACE: &str = crate::ontology::NAMESPACE;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    class: BTreeMap<String, Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
enum Entry {
    Identity {
        identity_class: String,
        #[serde(default)]
        sectors: Vec<String>,
    },
    Location,
}

impl Entry {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Identity { .. } => "identity",
            Self::Location => "location",
        }
    }
}

/// First and last day of publication of what tells of a thing.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    first: Option<Date>,
    last: Option<Date>,
}

impl Told {
    fn add(&mut self, source: &Source) {
        if let Some(day) = source
            .published
            .as_deref()
            .and_then(|day| day.parse::<Date>().ok())
        {
            self.first = Some(self.first.map_or(day, |first| first.min(day)));
            self.last = Some(self.last.map_or(day, |last| last.max(day)));
        }
    }

    /// created, modified
    fn stamps(self) -> (String, String) {
        (stamp(self.first), stamp(self.last))
    }
}

fn stamp(day: Option<Date>) -> String {
    day.map_or_else(|| UNDATED.to_owned(), |day| format!("{day}T00:00:00.000Z"))
}

/// Writes the whole network as one bundle; entities refer to Wikidata where their `names`, by IRI, do.
///
/// # Errors
/// [`DrawError::Table`] where the table of classes cannot be read, [`DrawError::Write`] where `out` fails.
pub fn write(
    network: &Network,
    ontology: &Ontology,
    data: &Data,
    language: Language,
    names: &BTreeMap<String, Names>,
    out: &mut dyn Write,
) -> Result<(), DrawError> {
    let table: Table = mapping::read(data, TABLE)?;
    let mut bundle = Bundle {
        ontology,
        table,
        language,
        objects: vec![creator(), extension()],
        reports: BTreeMap::new(),
    };
    bundle.add_parties(network, names);
    for record in records::edges(network, ontology, language) {
        bundle.add_relationship(&record);
    }
    bundle.add_reports();
    let ids: Vec<&str> = bundle
        .objects
        .iter()
        .filter_map(|object| object["id"].as_str())
        .collect();
    let whole =
        json!({"type": "bundle", "id": identifier("bundle", &ids.join(" ")), "objects": bundle.objects});
    serde_json::to_writer_pretty(&mut *out, &whole)
        .map_err(std::io::Error::from)
        .and_then(|()| out.write_all(b"\n"))
        .map_err(DrawError::Write)
}

struct Bundle<'a> {
    ontology: &'a Ontology,
    table: Table,
    language: Language,
    objects: Vec<Value>,
    /// What each dated article tells, by its IRI.
    reports: BTreeMap<String, (Date, Source, BTreeSet<String>)>,
}

impl Bundle<'_> {
    fn entry(&self, party: &Party) -> Option<&Entry> {
        mapping::nearest(&self.table.class, self.ontology, &party.class).map(|(_, entry)| entry)
    }

    fn reference(&self, party: &Party) -> String {
        let kind = self.entry(party).map_or("identity", Entry::kind);
        identifier(kind, &party.iri)
    }

    fn add_parties(&mut self, network: &Network, names: &BTreeMap<String, Names>) {
        let mut told: BTreeMap<&str, Told> = BTreeMap::new();
        for node in network.graph.node_indices() {
            let of_party = told.entry(&network.party(node).iri).or_default();
            let claims = network.ties_of(node).flat_map(|(_, _, tie)| &tie.claims);
            claims.for_each(|claim| of_party.add(&claim.source));
        }
        for record in records::nodes(network, self.ontology, self.language) {
            let party = record.party;
            let (created, modified) = told[party.iri.as_str()].stamps();
            let mut object = json!({
                "type": self.entry(party).map_or("identity", Entry::kind), "spec_version": "2.1", "id": self.reference(party),
                "created_by_ref": creator_id(), "created": created, "modified": modified, "name": party.label,
                "external_references": [{"source_name": "griot", "url": party.iri, "external_id": party.iri}],
            });
            let item = names.get(&party.iri).and_then(|names| names.wikidata.as_ref());
            if let (Some(item), Some(references)) = (item, object["external_references"].as_array_mut()) {
                let url = format!("https://www.wikidata.org/wiki/{item}");
                references.push(json!({"source_name": "wikidata", "url": url, "external_id": item}));
            }
            match self.entry(party) {
                Some(Entry::Identity {
                    identity_class,
                    sectors,
                }) => {
                    object["identity_class"] = json!(identity_class);
                    if !sectors.is_empty() {
                        object["sectors"] = json!(sectors);
                    }
                }
                // A location without coordinates needs a region; Griot knows no code of one.
                Some(Entry::Location) => object["region"] = json!(party.label),
                None => object["identity_class"] = json!("unknown"),
            }
            self.objects.push(object);
        }
    }

    fn add_relationship(&mut self, record: &EdgeRecord<'_>) {
        let tie = record.tie;
        let kind = match tie.status {
            Status::Actual => kebab(&tie.predicate),
            status => format!("{}-{}", kebab(&tie.predicate), status.name()),
        };
        let (source, target) = (self.reference(record.source), self.reference(record.target));
        let id = identifier("relationship", &format!("{source} {kind} {target}"));
        let mut told = Told::default();
        tie.claims.iter().for_each(|claim| told.add(&claim.source));
        let (created, modified) = told.stamps();
        let references: Vec<Value> = tie
            .quotes()
            .map(|(claim, quote)| {
                json!({
                    "source_name": claim.source.publisher.as_deref().unwrap_or(&claim.source.key),
                    "external_id": claim.source.key, "description": one_line(quote),
                })
            })
            .collect();
        let mut extension = json!({
            "extension_type": "property-extension", "predicate": tie.predicate, "status": tie.status.name(),
            "independent_sources": tie.sources.len(), "symmetric": tie.symmetric,
        });
        if !tie.dates.is_empty() {
            extension["dates"] = json!(tie.dates);
        }
        let details = record.details();
        if !details.is_empty() {
            extension["details"] = json!(details);
        }
        let mut object = json!({
            "type": "relationship", "spec_version": "2.1", "id": id, "created_by_ref": creator_id(), "created": created,
            "modified": modified, "relationship_type": kind, "source_ref": source, "target_ref": target,
            "description": format!("{} {} {}", record.source.label, record.label, record.target.label),
            "extensions": {extension_id(): extension},
        });
        if !references.is_empty() {
            object["external_references"] = json!(references);
        }
        if let (Status::Actual, Some(start)) = (tie.status, record.start()) {
            object["start_time"] = json!(stamp(Some(start)));
        }
        self.objects.push(object);
        for claim in &tie.claims {
            let day = claim.source.published.as_deref().and_then(|day| day.parse().ok());
            if let Some(day) = day {
                let report = self.reports.entry(claim.source.iri.clone());
                let (_, _, told) = report.or_insert_with(|| (day, (*claim.source).clone(), BTreeSet::new()));
                told.extend([source.clone(), target.clone(), id.clone()]);
            }
        }
    }

    fn add_reports(&mut self) {
        for (iri, (day, source, references)) in std::mem::take(&mut self.reports) {
            let day = stamp(Some(day));
            self.objects.push(json!({
                "type": "report", "spec_version": "2.1", "id": identifier("report", &iri), "created_by_ref": creator_id(),
                "created": day, "modified": day, "published": day,
                "name": source.headline.as_deref().unwrap_or(&source.key), "lang": "fr", "object_refs": references,
                "external_references": [{
                    "source_name": source.publisher.as_deref().unwrap_or(&source.key), "external_id": source.key,
                }],
            }));
        }
    }
}

/// Who makes the bundle.
fn creator() -> Value {
    json!({
        "type": "identity", "spec_version": "2.1", "id": creator_id(), "created": UNDATED, "modified": UNDATED,
        "name": "Griot", "identity_class": "system",
    })
}

fn creator_id() -> String {
    identifier("identity", NAMESPACE)
}

/// The definition of Griot's own properties.
fn extension() -> Value {
    json!({
        "type": "extension-definition", "spec_version": "2.1", "id": extension_id(), "created_by_ref": creator_id(),
        "created": UNDATED, "modified": UNDATED, "name": "Griot statements",
        "description": "predicate, status (actual, planned, possible, denied), number of independent sources, dates as the articles give them, details",
        "schema": NAMESPACE, "version": "1.0.0", "extension_types": ["property-extension"],
    })
}

fn extension_id() -> String {
    identifier("extension-definition", NAMESPACE)
}

/// `TYPE--UUID`, the UUID over type and key.
fn identifier(kind: &str, key: &str) -> String {
    let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, NAMESPACE.as_bytes());
    format!(
        "{kind}--{}",
        Uuid::new_v5(&namespace, format!("{kind} {key}").as_bytes())
    )
}

/// `cooperatesWith` → `cooperates-with`; other signs than letters and digits become hyphens.
fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(if letter.is_ascii_alphanumeric() {
            letter.to_ascii_lowercase()
        } else {
            '-'
        });
    }
    out
}
