//! The vocabulary as a page for people, and as a JSON-LD context for programs.
//!
//! Both are made of the Turtle files alone, so that they say what the code reads.

use super::{NAMESPACE, Ontology, OntologyError};
use crate::data::Data;
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedOrBlankNode, Term as RdfTerm};
use oxttl::TurtleParser;
use std::collections::BTreeMap;
use std::fmt::Write;

const OWL: &str = "http://www.w3.org/2002/07/owl#";
const SCHEMA: &str = "https://schema.org/";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// Prefixes of the names that a page shows.
const PREFIXES: [(&str, &str); 13] = [
    ("griot", NAMESPACE),
    ("plover", "https://w3id.org/griot/plover#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", OWL),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", SCHEMA),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("skos", SKOS),
];
const MORE_PREFIXES: [(&str, &str); 3] = [
    ("wd", "http://www.wikidata.org/entity/"),
    ("wdt", "http://www.wikidata.org/prop/direct/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// A name of the vocabulary with all that is said of it, in the order of the file.
#[derive(Debug, Default)]
struct Entry {
    iri: String,
    links: Vec<(String, String)>,
    words: Vec<(String, String, String)>,
}

impl Entry {
    fn is_a(&self, class: &str) -> bool {
        self.linked(rdf::TYPE.as_str()).any(|kind| kind == class)
    }

    fn linked<'a>(&'a self, property: &'a str) -> impl Iterator<Item = &'a str> {
        let links = self.links.iter();
        links
            .filter(move |(own, _)| own == property)
            .map(|(_, value)| value.as_str())
    }

    fn words(&self, property: &str, language: &str) -> Option<&str> {
        let mut words = self.words.iter();
        words
            .find(|(own, tag, _)| own == property && tag == language)
            .map(|(_, _, text)| text.as_str())
    }

    fn name(&self) -> &str {
        self.iri.strip_prefix(NAMESPACE).unwrap_or(&self.iri)
    }
}

/// The names that `griot.ttl` (and overlays) declare, in order.
fn entries(data: &Data) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let files = data.below("ontology/");
    let files = files.filter(|file| file.path.ends_with(".ttl") && !file.path.ends_with("shapes.ttl"));
    for file in files {
        // The ontology was loaded before: every file parses.
        for triple in TurtleParser::new().for_slice(&file.bytes).flatten() {
            let NamedOrBlankNode::NamedNode(subject) = triple.subject else {
                continue;
            };
            let iri = subject.into_string();
            let place = *places.entry(iri.clone()).or_insert_with(|| {
                entries.push(Entry {
                    iri,
                    ..Entry::default()
                });
                entries.len() - 1
            });
            let property = triple.predicate.into_string();
            match triple.object {
                RdfTerm::NamedNode(object) => entries[place].links.push((property, object.into_string())),
                RdfTerm::Literal(literal) => entries[place].words.push((
                    property,
                    literal.language().unwrap_or_default().to_owned(),
                    literal.value().to_owned(),
                )),
                _ => {}
            }
        }
    }
    entries.retain(|entry| entry.iri.starts_with(NAMESPACE));
    entries
}

fn own(name: &str) -> String {
    format!("{NAMESPACE}{name}")
}

fn owl(name: &str) -> String {
    format!("{OWL}{name}")
}

/// An IRI as people write it.
fn short(iri: &str) -> String {
    PREFIXES
        .iter()
        .chain(&MORE_PREFIXES)
        .find_map(|(prefix, namespace)| Some(format!("{prefix}:{}", iri.strip_prefix(namespace)?)))
        .unwrap_or_else(|| format!("<{iri}>"))
}

/// The vocabulary in Markdown, English first, French labels beside.
///
/// # Errors
/// [`OntologyError`] where a file of the ontology is wrong.
pub fn page(data: &Data) -> Result<String, OntologyError> {
    Ontology::load(data)?;
    let entries = entries(data);
    let mut out = String::from(
        "# Griot's vocabulary\n\n\
         <!-- Made from ontology/griot.ttl by `griot ontology`: do not edit. -->\n\n\
         Namespace: `https://w3id.org/griot/ontology#`, prefix `griot:`. The Turtle file \
         [`ontology/griot.ttl`](../ontology/griot.ttl) is the single source: the program reads it, and so does \
         this page. Shapes are in `ontology/shapes.ttl`, the JSON-LD context in `ontology/context.jsonld`.\n",
    );
    let (class, predicate, status, phase) = (owl("Class"), own("Predicate"), own("Status"), own("Phase"));
    let is_value = |entry: &Entry| entry.is_a(&status) || entry.is_a(&phase);
    section(
        &mut out,
        "Classes",
        entries.iter().filter(|entry| entry.is_a(&class)),
    );
    section(
        &mut out,
        "Predicates: what articles say of whom",
        entries.iter().filter(|entry| entry.is_a(&predicate)),
    );
    section(
        &mut out,
        "Statuses and phases",
        entries.iter().filter(|entry| is_value(entry)),
    );
    section(
        &mut out,
        "Properties of statements, articles and predicates",
        entries
            .iter()
            .filter(|entry| !entry.is_a(&class) && !entry.is_a(&predicate) && !is_value(entry)),
    );
    Ok(out)
}

fn section<'a>(out: &mut String, title: &str, entries: impl Iterator<Item = &'a Entry>) {
    let _ = write!(out, "\n## {title}\n");
    for entry in entries {
        let _ = write!(out, "\n### griot:{}\n\n", entry.name());
        let label = rdfs::LABEL.as_str();
        let labels: Vec<&str> = ["en", "fr"]
            .into_iter()
            .filter_map(|language| entry.words(label, language))
            .collect();
        let _ = writeln!(out, "**{}**", labels.join("** · **"));
        if let Some(comment) = entry.words(rdfs::COMMENT.as_str(), "en") {
            let _ = write!(out, "\n{}\n", sentence(comment));
        }
        if let Some(comment) = entry.words(rdfs::COMMENT.as_str(), "fr") {
            let _ = write!(out, "\n*{}*\n", sentence(comment));
        }
        let facts = facts(entry);
        if !facts.is_empty() {
            out.push('\n');
        }
        for (label, values) in facts {
            let _ = writeln!(out, "- {label}: {values}");
        }
    }
}

/// With a capital and a full stop, as a sentence on a page.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{end}", first.unwrap_or_default(), chars.as_str())
}

/// What else is said of a name, label by label.
fn facts(entry: &Entry) -> Vec<(&'static str, String)> {
    let labels: [(&str, String); 12] = [
        ("is a kind of", format!("{}subClassOf", rdfs_namespace())),
        ("from", format!("{SCHEMA}domainIncludes")),
        ("to", format!("{SCHEMA}rangeIncludes")),
        ("of", rdfs::DOMAIN.as_str().to_owned()),
        ("value", rdfs::RANGE.as_str().to_owned()),
        ("more specific than", own("moreSpecificThan")),
        ("coexists with", own("coexistsWith")),
        ("ended by", own("endedBy")),
        ("sealed by", own("sealedBy")),
        ("same as", format!("{SKOS}exactMatch")),
        ("close to", format!("{SKOS}closeMatch")),
        ("falls under", format!("{SKOS}broadMatch")),
    ];
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    if entry.is_a(&owl("SymmetricProperty")) {
        facts.push(("symmetric", "either may stand first".to_owned()));
    }
    for (label, property) in labels {
        let values: Vec<String> = entry
            .linked(&property)
            .map(|iri| match iri.strip_prefix(NAMESPACE) {
                Some(name) => format!("[griot:{name}](#griot{})", name.to_lowercase()),
                None => format!("`{}`", short(iri)),
            })
            .collect();
        if !values.is_empty() {
            facts.push((label, values.join(", ")));
        }
    }
    facts
}

fn rdfs_namespace() -> &'static str {
    "http://www.w3.org/2000/01/rdf-schema#"
}

/// A JSON-LD 1.1 context: short names for the vocabulary, with the types of their values.
///
/// # Errors
/// [`OntologyError`] where a file of the ontology is wrong.
pub fn context(data: &Data) -> Result<String, OntologyError> {
    Ontology::load(data)?;
    let mut terms = serde_json::Map::new();
    terms.insert("@version".to_owned(), serde_json::json!(1.1));
    for (prefix, namespace) in PREFIXES.iter().chain(&MORE_PREFIXES) {
        terms.insert((*prefix).to_owned(), (*namespace).into());
    }
    let (object, integer) = (owl("ObjectProperty"), "http://www.w3.org/2001/XMLSchema#integer");
    let range = format!("{SCHEMA}rangeIncludes");
    for entry in entries(data) {
        let iri = short(&entry.iri);
        let term = if entry.is_a(&object) {
            serde_json::json!({ "@id": iri, "@type": "@id" })
        } else if entry.linked(&range).any(|range| range == integer) {
            serde_json::json!({ "@id": iri, "@type": "xsd:integer" })
        } else if entry.is_a(&owl("DatatypeProperty"))
            && entry.is_a(&own("Qualifier"))
            && entry.name() != "date"
        {
            serde_json::json!({ "@id": iri, "@language": "fr" })
        } else {
            iri.into()
        };
        terms.insert(entry.name().to_owned(), term);
    }
    let context = serde_json::json!({ "@context": terms });
    Ok(format!("{context:#}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_current() {
        assert_eq!(
            include_str!("../../docs/ontology.md"),
            page(&Data::builtin()).unwrap(),
            "run `griot ontology --output docs/ontology.md`"
        );
    }

    #[test]
    fn the_context_is_current() {
        assert_eq!(
            include_str!("../../ontology/context.jsonld"),
            context(&Data::builtin()).unwrap(),
            "run `griot ontology --format context --output ontology/context.jsonld`"
        );
    }

    #[test]
    fn every_name_is_on_the_page() {
        let page = page(&Data::builtin()).unwrap();
        let ontology = Ontology::load(&Data::builtin()).unwrap();
        for predicate in ontology.predicates() {
            assert!(page.contains(&format!("### griot:{}\n", ontology.predicate_name(predicate))));
        }
        for class in ontology.classes() {
            assert!(page.contains(&format!("### griot:{}\n", ontology.class_name(class))));
        }
    }
}
