//! `griot explain`: from an edge to the words that say it.

use super::messages::{Language, Messages};
use super::parse::TreePrinter;
use super::stores::StoreArgument;
use super::{Global, Outcome, claims};
use crate::article::Article;
use crate::engine::{Engine, EntityEntry, Reading, Slot, SlotValue, Trace, WordEntry};
use crate::graph::{Claim, Store, Value as End};
use anstyle::Style;
use clap::{Args, ValueEnum};
use fluent_bundle::FluentArgs;
use miette::{IntoDiagnostic, Result, miette};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Trace statements to their words: article, sentence, span, speaker, rule, slots, lexicon entries
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

/// A claim, with the article as it was read again.
struct Explained {
    claim: Claim,
    /// `None` where no text is kept.
    read: Option<(Article, Reading)>,
    /// Empty where the article does not say so any more, under the rules of today.
    traces: Vec<Trace>,
}

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
        for claim in claims {
            let explained = explain(&engine, &store, claim)?;
            match self.format {
                Format::Text => Printer {
                    engine: &engine,
                    messages: &messages,
                    out: &mut out,
                }
                .print(&explained),
                Format::Json => writeln!(out, "{}", as_json(&explained)),
            }
            .into_diagnostic()?;
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

fn explain(engine: &Engine, store: &Store, claim: Claim) -> Result<Explained> {
    let read = store.text(&claim.source.key)?.map(|article| {
        let reading = engine.read(&article);
        (article, reading)
    });
    let traces = read
        .as_ref()
        .map(|(article, reading)| engine.trace(article, reading, &claim.iri));
    Ok(Explained {
        traces: traces.unwrap_or_default(),
        claim,
        read,
    })
}

/// Prints for people.
struct Printer<'a> {
    engine: &'a Engine,
    messages: &'a Messages,
    out: &'a mut dyn Write,
}

impl Printer<'_> {
    fn print(&mut self, explained: &Explained) -> io::Result<()> {
        self.claim(&explained.claim)?;
        match &explained.read {
            None => self.note("explain-no-text", &explained.claim)?,
            Some(_) if explained.traces.is_empty() => self.note("explain-changed", &explained.claim)?,
            Some((_, reading)) => {
                for trace in &explained.traces {
                    self.trace(trace, reading)?;
                }
            }
        }
        writeln!(self.out)
    }

    fn claim(&mut self, claim: &Claim) -> io::Result<()> {
        let status = self.messages.get(&format!("status-{}", claim.status.name()));
        let (subject, object) = (&claim.subject.label, claim.object.label());
        writeln!(
            self.out,
            "{STRONG}{subject} {} {object}{STRONG:#}  ({status})",
            claim.predicate
        )?;
        let source = &claim.source;
        let about = [
            Some(&source.key),
            source.headline.as_ref(),
            source.publisher.as_ref(),
            source.published.as_ref(),
        ];
        let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
        self.line("explain-article", &about.join(" · "))?;
        for passage in &claim.evidence {
            let label = if passage.field.is_some() {
                "explain-headline"
            } else {
                "explain-words"
            };
            let words = format!("{}–{}  « {} »", passage.start, passage.end, passage.quote);
            self.line(label, &words)?;
        }
        if let Some(speaker) = &claim.attributed_to {
            self.line("explain-speaker", speaker.label())?;
        }
        for (name, value) in &claim.qualifiers {
            self.line(&format!("qualifier-{name}"), value)?;
        }
        let place = claim.place.as_ref().map(End::label);
        let said = claim
            .reported
            .as_deref()
            .filter(|day| Some(*day) != source.published.as_deref());
        let rest = [
            ("qualifier-place", place),
            ("qualifier-date", claim.date.as_deref()),
            ("qualifier-phase", claim.phase.as_deref()),
            ("explain-said", said),
        ];
        for (label, value) in rest {
            if let Some(value) = value {
                self.line(label, value)?;
            }
        }
        Ok(())
    }

    fn trace(&mut self, trace: &Trace, reading: &Reading) -> io::Result<()> {
        let number = format!(
            "{}  {} [{} {}]",
            trace.rule, trace.title, trace.construction, trace.number
        );
        self.line("explain-rule", &number)?;
        let trigger: Vec<String> = std::iter::once(&trace.trigger)
            .chain(&trace.companions)
            .map(entry)
            .collect();
        self.inner(&self.messages.get("explain-trigger"), &trigger.join(" + "))?;
        for slot in &trace.slots {
            let words: Vec<String> = if slot.values.is_empty() {
                slot.heads.iter().map(entry).collect()
            } else {
                slot.values.iter().map(|value| self.value(value)).collect()
            };
            self.inner(&slot.role, &words.join(" | "))?;
        }
        let lexicon = lexicon_entries(trace);
        if !lexicon.is_empty() {
            self.inner(&self.messages.get("explain-lexicon"), &lexicon.join(", "))?;
        }
        match trace.clause {
            Some(clause) => {
                TreePrinter::new(self.engine, reading, self.messages).clause_line(self.out, clause)
            }
            None => Ok(()),
        }
    }

    fn value(&self, value: &SlotValue) -> String {
        let words = value.place.as_ref().map_or("", |place| place.words.as_str());
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match (&value.entity, value.number) {
            (Some(entity), _) => format!("{words} → {}", self.entity(entity)),
            (None, Some(number)) => number.to_string(),
            (None, None) => words,
        }
    }

    fn entity(&self, entity: &EntityEntry) -> String {
        let by = entity.by.map(|by| self.messages.get(&format!("reference-{by}")));
        let origin = entity
            .gazetteer
            .clone()
            .unwrap_or_else(|| self.messages.get("explain-local"));
        let why: Vec<String> = by.into_iter().chain([origin]).collect();
        format!("{} ({})", entity.label, why.join(", "))
    }

    fn note(&mut self, message: &str, claim: &Claim) -> io::Result<()> {
        self.line("explain-rule", &claim.rule)?;
        let mut arguments = FluentArgs::new();
        arguments.set("version", claim.source.analysis.clone());
        writeln!(self.out, "    {}", self.messages.with(message, &arguments))
    }

    fn line(&mut self, label: &str, words: &str) -> io::Result<()> {
        let label = self.messages.get(label);
        writeln!(self.out, "  {FAINT}{label}{FAINT:#} {words}")
    }

    fn inner(&mut self, label: &str, words: &str) -> io::Result<()> {
        writeln!(self.out, "    {FAINT}{label}{FAINT:#} {words}")
    }
}

/// A word with its dictionary form and class.
fn entry(word: &WordEntry) -> String {
    let form = &word.place.words;
    if word.lemma.to_lowercase() == form.to_lowercase() {
        format!("{form} {}", word.class)
    } else {
        format!("{form} = {} {}", word.lemma, word.class)
    }
}

/// The entries of the dictionary behind the slots, names left out.
fn lexicon_entries(trace: &Trace) -> Vec<String> {
    let heads = |slot: &Slot| slot.heads.clone();
    let mut entries: Vec<String> = Vec::new();
    for word in trace.slots.iter().flat_map(heads) {
        let text = entry(&word);
        if word.in_lexicon && !entries.contains(&text) {
            entries.push(text);
        }
    }
    entries
}

fn as_json(explained: &Explained) -> Value {
    let mut line = claims::as_json(&explained.claim);
    line["traces"] = json!(explained.traces);
    if explained.read.is_none() {
        line["text"] = "not kept".into();
    }
    line
}
