//! `griot explain`: from an edge to the words that say it.

use super::messages::{Language, Messages};
use super::parse::TreePrinter;
use super::stores::StoreArgument;
use super::{Global, Outcome};
use crate::engine::{Engine, Reading};
use crate::graph::{Claim, Store};
use crate::rule::{Match, Value as Slot};
use anstyle::Style;
use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic, Result, miette};
use serde_json::{Value, json};
use std::io::Write;

/// Trace statements to their words: article, sentence, span, speaker, rule, slots
#[derive(Debug, Args)]
pub(super) struct Explain {
    #[command(flatten)]
    store: StoreArgument,
    /// A statement's id or IRI; or labels: SUBJECT [PREDICATE [OBJECT]]
    #[arg(value_name = "STATEMENT", required = true, num_args = 1..=3)]
    what: Vec<String>,
    /// Text for people, or JSON lines
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

impl Explain {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let engine = global.engine()?;
        let store = self.store.read(global)?;
        let claims = self.claims(&store)?;
        if claims.is_empty() {
            return Err(miette!(
                help = "labels are those of `griot query`; predicates are local names such as `supplies`",
                "the store has no statement `{}`",
                self.what.join(" ")
            ));
        }
        let messages = Messages::new(Language::choose(global.lang));
        let mut out = anstream::AutoStream::auto(std::io::stdout());
        for claim in &claims {
            let reading = store
                .text(&claim.source.key)?
                .map(|article| engine.read(&article));
            let written = match self.format {
                Format::Text => print(&engine, &messages, claim, reading.as_ref(), &mut out),
                Format::Json => writeln!(out, "{}", as_json(&engine, claim, reading.as_ref())),
            };
            written.into_diagnostic()?;
        }
        out.flush().into_diagnostic()?;
        Ok(Outcome::Done)
    }

    fn claims(&self, store: &Store) -> Result<Vec<Claim>> {
        if let [one] = self.what.as_slice() {
            let iri = if one.contains(':') {
                one.clone()
            } else {
                format!("{}statement/{one}", store.mapping().base().as_str())
            };
            if let Some(claim) = store.claim(&iri)? {
                return Ok(vec![claim]);
            }
        }
        let same = |asked: Option<&String>, label: &str| {
            asked.is_none_or(|asked| asked.to_lowercase() == label.to_lowercase())
        };
        let mut found = Vec::new();
        for claim in store.claims()? {
            let claim = claim?;
            if same(self.what.first(), &claim.subject.label)
                && same(self.what.get(1), &claim.predicate)
                && same(self.what.get(2), claim.object.label())
            {
                found.push(claim);
            }
        }
        Ok(found)
    }
}

fn print(
    engine: &Engine,
    messages: &Messages,
    claim: &Claim,
    reading: Option<&Reading>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let status = messages.get(&format!("status-{}", claim.status.name()));
    writeln!(
        out,
        "{STRONG}{} {} {}{STRONG:#}  ({status})",
        claim.subject.label,
        claim.predicate,
        claim.object.label()
    )?;
    let source = &claim.source;
    let about = [
        Some(&source.key),
        source.headline.as_ref(),
        source.publisher.as_ref(),
        source.published.as_ref(),
    ];
    let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
    writeln!(
        out,
        "  {FAINT}{}{FAINT:#} {}",
        messages.get("explain-article"),
        about.join(" · ")
    )?;
    for passage in &claim.evidence {
        let label = messages.get("explain-words");
        writeln!(
            out,
            "  {FAINT}{label}{FAINT:#} {}–{}  « {} »",
            passage.start, passage.end, passage.quote
        )?;
    }
    if let Some(speaker) = &claim.attributed_to {
        writeln!(
            out,
            "  {FAINT}{}{FAINT:#} {}",
            messages.get("explain-speaker"),
            speaker.label()
        )?;
    }
    for (name, value) in &claim.qualifiers {
        writeln!(out, "  {FAINT}{name}{FAINT:#} {value}")?;
    }
    if let Some(date) = &claim.date {
        writeln!(out, "  {FAINT}date{FAINT:#} {date}")?;
    }
    let title = engine
        .rules()
        .by_id(&claim.rule)
        .map(|rule| engine.rules().rule(rule).title.as_str());
    writeln!(
        out,
        "  {FAINT}{}{FAINT:#} {}  {}",
        messages.get("explain-rule"),
        claim.rule,
        title.unwrap_or_default()
    )?;
    if let Some(reading) = reading {
        for found in matches_of(engine, claim, reading) {
            for (role, words) in slots(engine, reading, found) {
                writeln!(out, "    {FAINT}{role}{FAINT:#} {words}")?;
            }
            if let Some(clause) = found.clause {
                TreePrinter::new(engine, reading, messages).clause_line(out, clause)?;
            }
        }
    }
    writeln!(out)
}

fn as_json(engine: &Engine, claim: &Claim, reading: Option<&Reading>) -> Value {
    let evidence: Vec<Value> = claim
        .evidence
        .iter()
        .map(|passage| json!({"start": passage.start, "end": passage.end, "quote": passage.quote, "field": passage.field}))
        .collect();
    let slots: Vec<Value> = reading
        .into_iter()
        .flat_map(|reading| {
            matches_of(engine, claim, reading).map(move |found| slots(engine, reading, found))
        })
        .map(|slots| {
            slots
                .into_iter()
                .map(|(role, words)| (role, Value::from(words)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        })
        .collect();
    json!({
        "statement": claim.iri,
        "subject": claim.subject.label, "predicate": claim.predicate, "object": claim.object.label(),
        "status": claim.status, "date": claim.date,
        "article": {"key": claim.source.key, "headline": claim.source.headline, "publisher": claim.source.publisher, "date": claim.source.published},
        "evidence": evidence,
        "attributed_to": claim.attributed_to.as_ref().map(|speaker| speaker.label()),
        "rule": claim.rule,
        "slots": slots,
    })
}

/// The matches of the claim's rule whose trigger stands in its evidence.
fn matches_of<'a>(
    engine: &'a Engine,
    claim: &'a Claim,
    reading: &'a Reading,
) -> impl Iterator<Item = &'a Match> {
    let ours = reading
        .statements
        .iter()
        .filter(|statement| claim.iri.ends_with(&statement.id));
    let triggers: Vec<usize> = ours
        .flat_map(|statement| &statement.evidence)
        .map(|one| one.trigger.start)
        .collect();
    let body = reading.source.body as usize;
    let points = crate::span::CodePoints::new(reading.source.text.get(body..).unwrap_or_default());
    reading.matches.iter().filter(move |found| {
        let start = reading.word_span(found.trigger).start.saturating_sub(body as u32);
        engine.rules().rule(found.rule).id == claim.rule && triggers.contains(&points.at(start))
    })
}

/// Each role of a match with the words that fill it.
fn slots(engine: &Engine, reading: &Reading, found: &Match) -> Vec<(String, String)> {
    let rule = engine.rules().rule(found.rule);
    let words = |value: &Slot| match value {
        Slot::Entity { entity, mention } => {
            format!(
                "{} → {}",
                mention.of(&reading.source.text),
                engine.entity(reading, *entity).0
            )
        }
        Slot::Unnamed { mention, .. } => mention.of(&reading.source.text).to_owned(),
        Slot::Text(pieces) => pieces
            .iter()
            .map(|piece| piece.of(&reading.source.text))
            .collect::<Vec<_>>()
            .join(" "),
        Slot::Number(number) => number.to_string(),
    };
    found
        .fillings
        .iter()
        .map(|filling| {
            let values: Vec<String> = filling.values.iter().map(words).collect();
            (rule.role(filling.role).name.clone(), values.join(" | "))
        })
        .collect()
}
