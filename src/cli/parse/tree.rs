//! A reading for a person: each sentence, and under it one clause a line, indented by what it hangs on.

use super::super::messages::Messages;
use crate::clause::{Clause, ClauseId, Filler, Role, RoleKind, Status};
use crate::engine::{Engine, Reading};
use crate::mention::EntityId;
use anstyle::{AnsiColor, Color, Style};
use std::io::{self, Write};

const PREDICATE: Style = Style::new().bold();
const ROLE: Style = Style::new().dimmed();
const ENTITY: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));
const SPEAKER: Style = Style::new().italic();
const BOILERPLATE: Style = Style::new().dimmed().strikethrough();

/// Longest stretch of words shown for one role, in code points.
const ROLE_WIDTH: usize = 48;

/// Prints readings as trees.
pub(in crate::cli) struct TreePrinter<'a> {
    engine: &'a Engine,
    reading: &'a Reading,
    messages: &'a Messages,
}

impl<'a> TreePrinter<'a> {
    pub(in crate::cli) const fn new(
        engine: &'a Engine,
        reading: &'a Reading,
        messages: &'a Messages,
    ) -> Self {
        Self {
            engine,
            reading,
            messages,
        }
    }

    /// Prints every sentence with its clauses and, under it, what the article says there.
    pub(in crate::cli) fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut clauses = self.reading.analysis.clauses.iter().enumerate().peekable();
        for (index, sentence) in self.reading.text.sentences.iter().enumerate() {
            let words = sentence
                .span
                .of(&self.reading.source.text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            if sentence.boilerplate {
                writeln!(out, "{BOILERPLATE}{words}{BOILERPLATE:#}\n")?;
                continue;
            }
            writeln!(out, "{words}")?;
            while let Some((id, clause)) = clauses.next_if(|(_, clause)| clause.sentence as usize <= index) {
                if clause.sentence as usize == index {
                    self.clause(out, id as ClauseId, clause)?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// Prints one clause on one line, as it stands in its tree.
    pub(in crate::cli) fn clause_line(&self, out: &mut dyn Write, id: ClauseId) -> io::Result<()> {
        match self.reading.analysis.clauses.get(id as usize) {
            Some(clause) => self.clause(out, id, clause),
            None => Ok(()),
        }
    }

    fn clause(&self, out: &mut dyn Write, id: ClauseId, clause: &Clause) -> io::Result<()> {
        let indent = "  ".repeat(1 + self.depth(id));
        let predicate = clause.predicate.span.of(&self.reading.source.text);
        let lemma = self.engine.lemma_of(self.reading, clause.predicate.word);
        write!(out, "{indent}{PREDICATE}{predicate}{PREDICATE:#}")?;
        if lemma != predicate {
            write!(out, " {ROLE}({lemma}){ROLE:#}")?;
        }
        let status = clause.factuality.status();
        if status != Status::Actual {
            let style = status_style(status);
            write!(out, " {style}{}{style:#}", self.messages.get(status_key(status)))?;
        }
        for role in &clause.roles {
            self.role(out, role)?;
        }
        for attribution in &clause.attributions {
            let speaker = attribution
                .speaker
                .map_or_else(|| self.messages.get("somebody"), |group| self.group_words(group));
            write!(out, "  {SPEAKER}— {speaker}{SPEAKER:#}")?;
        }
        writeln!(out)
    }

    fn role(&self, out: &mut dyn Write, role: &Role) -> io::Result<()> {
        let name = match (role.kind, role.preposition) {
            (RoleKind::Subject, _) => self.messages.get("role-subject"),
            (RoleKind::Object, _) => self.messages.get("role-object"),
            (RoleKind::Attribute, _) => self.messages.get("role-attribute"),
            (RoleKind::Oblique, Some(preposition)) => self.engine.lexicon().lemma(preposition).to_owned(),
            (RoleKind::Oblique, None) => self.messages.get("role-oblique"),
        };
        let (words, entities) = match role.filler {
            Filler::Group(group) => {
                let found = self.reading.resolution.groups.get(group as usize);
                let entities = found.map(|found| {
                    if found.actors.is_empty() {
                        &found.entities
                    } else {
                        &found.actors
                    }
                });
                (
                    self.group_words(group),
                    entities.map(|entities| self.labels(entities)).unwrap_or_default(),
                )
            }
            Filler::Word(word) => {
                let found = self.reading.reference_of_word(word);
                let words = self
                    .reading
                    .word_span(word)
                    .of(&self.reading.source.text)
                    .to_owned();
                (
                    words,
                    found
                        .map(|found| self.labels(&found.entities))
                        .unwrap_or_default(),
                )
            }
            Filler::Clause(clause) => {
                let clause = self.reading.analysis.clauses.get(clause as usize);
                let words = clause.map_or("", |clause| clause.predicate.span.of(&self.reading.source.text));
                (format!("[{words}]"), String::new())
            }
        };
        write!(out, "  {ROLE}{name}:{ROLE:#} {words}")?;
        if !entities.is_empty() {
            write!(out, " {ENTITY}→ {entities}{ENTITY:#}")?;
        }
        Ok(())
    }

    fn labels(&self, entities: &[EntityId]) -> String {
        entities
            .iter()
            .map(|id| self.engine.entity(self.reading, *id).0)
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn group_words(&self, group: u32) -> String {
        let Some(group) = self.reading.analysis.groups.get(group as usize) else {
            return String::new();
        };
        let words = self
            .reading
            .span_of(group.words.clone())
            .of(&self.reading.source.text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() <= ROLE_WIDTH {
            return words;
        }
        words.chars().take(ROLE_WIDTH - 1).chain(['…']).collect()
    }

    /// How many clauses stand above this one in its sentence.
    fn depth(&self, id: ClauseId) -> usize {
        let clauses = &self.reading.analysis.clauses;
        let above = |id: &ClauseId| {
            let clause = clauses.get(*id as usize)?;
            let governor = clause.governor?.clause;
            // A governor in another sentence (a quotation's incise) is not shown above.
            clauses
                .get(governor as usize)
                .is_some_and(|above| above.sentence == clause.sentence)
                .then_some(governor)
        };
        // Bounded, so that a cycle, which the grammar must not make, could not hang a reader.
        std::iter::successors(above(&id), above).take(12).count()
    }
}

const fn status_key(status: Status) -> &'static str {
    match status {
        Status::Actual => "status-actual",
        Status::Planned => "status-planned",
        Status::Possible => "status-possible",
        Status::Denied => "status-denied",
    }
}

const fn status_style(status: Status) -> Style {
    let colour = match status {
        Status::Actual => AnsiColor::Green,
        Status::Planned => AnsiColor::Blue,
        Status::Possible => AnsiColor::Yellow,
        Status::Denied => AnsiColor::Red,
    };
    Style::new().fg_color(Some(Color::Ansi(colour)))
}
