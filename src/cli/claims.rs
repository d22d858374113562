//! Claims as commands print them: a line for people, an object for programs.

use super::messages::Messages;
use crate::graph::{Claim, Fact, Party, Value as End};
use crate::ontology::{Language, Ontology};
use anstyle::Style;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

pub(super) const STRONG: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();

/// What a predicate is called; its local name where the ontology does not know it.
pub(super) fn predicate<'a>(ontology: &'a Ontology, name: &'a str, language: Language) -> &'a str {
    ontology.predicate(name).map_or(name, |predicate| {
        ontology.predicate_term(predicate).label(language)
    })
}

/// The words for a status.
pub(super) fn status(messages: &Messages, claim: &Claim) -> String {
    messages.get(&format!("status-{}", claim.status.name()))
}

/// Newsroom and key of the article, or the key alone.
pub(super) fn source(claim: &Claim) -> String {
    let source = &claim.source;
    match &source.publisher {
        Some(publisher) => format!("{publisher}, {}", source.key),
        None => source.key.clone(),
    }
}

/// The first words that say so, on one line.
pub(super) fn quote(claim: &Claim) -> String {
    let quote = claim.evidence.first().map_or("", |passage| &passage.quote);
    quote.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A date, what is dated by it, its source and words: a heading line and the quotation under it.
pub(super) fn print_dated(
    out: &mut dyn Write,
    when: Option<&str>,
    label: &str,
    claim: &Claim,
) -> io::Result<()> {
    let when = when.unwrap_or("–");
    writeln!(out, "  {when:10}  {label}  {FAINT}{}{FAINT:#}", source(claim))?;
    writeln!(out, "              « {} »", quote(claim))
}

fn party(party: &Party) -> Value {
    json!({ "iri": party.iri, "label": party.label, "type": party.class })
}

/// An end of a claim: an entity, or a value.
pub(super) fn end(end: &End) -> Value {
    match end {
        End::Party(one) => party(one),
        End::Literal(words) => json!({ "value": words }),
    }
}

/// The whole claim for programs.
pub(super) fn as_json(claim: &Claim) -> Value {
    let source = &claim.source;
    let evidence: Vec<Value> = claim
        .evidence
        .iter()
        .map(|passage| {
            json!({
                "start": passage.start, "end": passage.end, "quote": passage.quote, "field": passage.field,
            })
        })
        .collect();
    let qualifiers: Map<String, Value> = claim
        .qualifiers
        .iter()
        .map(|(name, words)| ((*name).to_owned(), words.as_str().into()))
        .collect();
    let copy_of = (source.origin != source.iri).then_some(&source.origin);
    json!({
        "statement": claim.iri,
        "subject": party(&claim.subject), "predicate": claim.predicate, "object": end(&claim.object),
        "status": claim.status, "phase": claim.phase, "date": claim.date, "reported": claim.reported,
        "place": claim.place.as_ref().map(end),
        "qualifiers": qualifiers,
        "attributed_to": claim.attributed_to.as_ref().map(end),
        "event": claim.event,
        "rule": claim.rule,
        "article": {
            "iri": source.iri, "key": source.key, "headline": source.headline, "publisher": source.publisher,
            "date": source.published, "analysis": source.analysis, "copy_of": copy_of,
        },
        "evidence": evidence,
    })
}

/// A fact for programs, its claims in full.
pub(super) fn fact_as_json(fact: &Fact) -> Value {
    json!({
        "subject": party(&fact.subject), "predicate": fact.predicate, "object": end(&fact.object),
        "status": fact.status, "sources": fact.sources.len(), "origins": fact.sources,
        "publishers": fact.publishers, "first": fact.first, "last": fact.last,
        "claims": fact.claims.iter().map(as_json).collect::<Vec<_>>(),
    })
}
