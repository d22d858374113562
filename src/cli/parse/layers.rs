//! The layers of a reading as JSON lines, offsets in code points.

use super::offsets::Offsets;
use crate::clause::{Clause, Filler, PredicateKind, RoleKind, Voice};
use crate::engine::{Engine, Reading};
use crate::mention::{EntityId, MentionKind};
use crate::span::Span;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes layers of one reading, one JSON object a line.
pub(super) struct LayerWriter<'a> {
    engine: &'a Engine,
    reading: &'a Reading,
    offsets: Offsets<'a>,
}

/// A range in code points.
#[derive(Serialize)]
struct Range {
    start: usize,
    end: usize,
}

impl<'a> LayerWriter<'a> {
    pub(super) fn new(engine: &'a Engine, reading: &'a Reading) -> Self {
        Self {
            engine,
            reading,
            offsets: Offsets::new(reading),
        }
    }

    fn range(&self, span: Span) -> Range {
        let (start, end) = self.offsets.range(span);
        Range { start, end }
    }

    /// The object with the fields every line has: offsets, and the field where it is not the text.
    fn line(&self, span: Span) -> serde_json::Map<String, Value> {
        let range = self.range(span);
        let mut line = serde_json::Map::new();
        line.insert("start".to_owned(), range.start.into());
        line.insert("end".to_owned(), range.end.into());
        if self.reading.source.in_title(span) {
            line.insert("field".to_owned(), "title".into());
        }
        line
    }

    fn words(&self, span: Span) -> &'a str {
        span.of(&self.reading.source.text)
    }

    fn sentence(&self, index: u32) -> Value {
        let span = self
            .reading
            .text
            .sentences
            .get(index as usize)
            .map_or(Span::default(), |sentence| sentence.span);
        json!(self.range(span))
    }

    /// Sentences with their paragraph, kind, part and boilerplate mark.
    pub(super) fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        for sentence in &self.reading.text.sentences {
            let mut line = self.line(sentence.span);
            line.insert("text".to_owned(), self.words(sentence.span).into());
            line.insert("paragraph".to_owned(), sentence.paragraph.into());
            line.insert(
                "kind".to_owned(),
                format!("{:?}", sentence.kind).to_lowercase().into(),
            );
            if sentence.part > 0 {
                line.insert("part".to_owned(), sentence.part.into());
            }
            if sentence.boilerplate {
                line.insert("boilerplate".to_owned(), true.into());
            }
            write_line(out, line)?;
        }
        Ok(())
    }

    /// Words with lemma and class.
    pub(super) fn tokens(&self, out: &mut dyn Write) -> io::Result<()> {
        for (index, word) in self.reading.text.words.iter().enumerate() {
            let mut line = self.line(word.span);
            line.insert("text".to_owned(), self.words(word.span).into());
            line.insert(
                "lemma".to_owned(),
                self.engine.lemma_of(self.reading, index as u32).into(),
            );
            if let Some(token) = self.reading.analysis.tokens.get(index) {
                line.insert("pos".to_owned(), token.class.tag().into());
            }
            line.insert("sentence".to_owned(), self.sentence(word.sentence));
            if self
                .reading
                .text
                .sentences
                .get(word.sentence as usize)
                .is_some_and(|sentence| sentence.boilerplate)
            {
                line.insert("boilerplate".to_owned(), true.into());
            }
            write_line(out, line)?;
        }
        Ok(())
    }

    /// Names, demonyms, dates and quantities.
    pub(super) fn mentions(&self, out: &mut dyn Write) -> io::Result<()> {
        for mention in &self.reading.mentions.mentions {
            let mut line = self.line(mention.span);
            line.insert("text".to_owned(), self.words(mention.span).into());
            let (kind, value) = match &mention.kind {
                MentionKind::Name(candidates) => ("name", self.entities(candidates)),
                MentionKind::Demonym(candidates) => ("demonym", self.entities(candidates)),
                MentionKind::Date(date) => ("date", Value::from(format!("{:?}", date.value))),
                MentionKind::Quantity(quantity) => ("quantity", json!(quantity.value)),
            };
            line.insert("kind".to_owned(), kind.into());
            line.insert("value".to_owned(), value);
            write_line(out, line)?;
        }
        Ok(())
    }

    /// Clauses with logical roles and the entities that fill them.
    pub(super) fn clauses(&self, out: &mut dyn Write) -> io::Result<()> {
        for clause in &self.reading.analysis.clauses {
            let mut line = serde_json::Map::new();
            line.insert("sentence".to_owned(), self.sentence(clause.sentence));
            line.insert("predicate".to_owned(), self.predicate(clause));
            line.insert("roles".to_owned(), self.roles(clause));
            write_line(out, line)?;
        }
        Ok(())
    }

    /// Statements, as `griot extract` prints them.
    pub(super) fn statements(&self, out: &mut dyn Write) -> io::Result<()> {
        for statement in &self.reading.statements {
            serde_json::to_writer(&mut *out, statement)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn predicate(&self, clause: &Clause) -> Value {
        let predicate = &clause.predicate;
        let range = self.range(predicate.span);
        let kind = match predicate.kind {
            PredicateKind::Verb => "verb",
            PredicateKind::Noun => "noun",
            PredicateKind::Participle => "participle",
            PredicateKind::Infinitive => "infinitive",
            PredicateKind::Adjective => "adjective",
        };
        let voice = match predicate.voice {
            Voice::Active => "active",
            Voice::Passive => "passive",
            Voice::Pronominal => "pronominal",
        };
        json!({
            "start": range.start, "end": range.end,
            "lemma": self.engine.lemma_of(self.reading, predicate.word),
            "kind": kind, "voice": voice,
            "polarity": if clause.factuality.negated { "negative" } else { "positive" },
            "status": clause.factuality.status(),
        })
    }

    fn roles(&self, clause: &Clause) -> Value {
        let mut roles = Vec::new();
        for role in &clause.roles {
            let kind = match role.kind {
                RoleKind::Subject => "subject",
                RoleKind::Object => "object",
                RoleKind::Oblique => "oblique",
                // What a copula ascribes is no argument of the contract's kinds.
                RoleKind::Attribute => continue,
            };
            let (span, head, entity) = match role.filler {
                Filler::Group(group) => {
                    let Some(words) = self.reading.analysis.groups.get(group as usize) else {
                        continue;
                    };
                    let reference = self.reading.resolution.groups.get(group as usize);
                    let entity = reference.and_then(|reference| reference.entities.first());
                    (
                        self.reading.span_of(words.words.clone()),
                        self.reading.word_span(words.head),
                        entity.copied(),
                    )
                }
                Filler::Word(word) => {
                    let span = self.reading.word_span(word);
                    (
                        span,
                        span,
                        self.reading
                            .reference_of_word(word)
                            .and_then(|found| found.entities.first())
                            .copied(),
                    )
                }
                Filler::Clause(clause) => {
                    let Some(inner) = self.reading.analysis.clauses.get(clause as usize) else {
                        continue;
                    };
                    (
                        self.reading.span_of(inner.words.clone()),
                        inner.predicate.span,
                        None,
                    )
                }
            };
            let (span, head) = (self.range(span), self.range(head));
            roles.push(json!({
                "role": kind,
                "preposition": role.preposition.map(|lemma| self.engine.lexicon().lemma(lemma).to_owned()),
                "start": span.start, "end": span.end,
                "head": head,
                "entity": entity.map(|id| self.entity(id)),
            }));
        }
        Value::Array(roles)
    }

    fn entity(&self, id: EntityId) -> Value {
        let (label, class) = self.engine.entity(self.reading, id);
        json!({ "label": label, "type": class })
    }

    fn entities(&self, ids: &[EntityId]) -> Value {
        ids.iter().map(|id| self.entity(*id)).collect()
    }
}

fn write_line(out: &mut dyn Write, line: serde_json::Map<String, Value>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Value::Object(line))?;
    out.write_all(b"\n")
}
