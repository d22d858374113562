//! One clause a line, for people and corpus files:
//! `livrer verb passive actual | subject Moscou | object drones | à Bamako`.

use super::{Analysis, Clause, Filler, GroupId, Phase, PredicateKind, Role, RoleKind, Status, Voice};
use crate::lexicon::{LemmaId, Lexicon};
use crate::text::{Source, Text, WordIndex};
use std::fmt::Write;

/// Prints the clauses of `analysis` with their roles.
#[must_use]
pub fn outline(source: &Source, text: &Text, lexicon: &Lexicon, analysis: &Analysis) -> String {
    let printer = Printer {
        source,
        text,
        lexicon,
        analysis,
    };
    let mut out = String::new();
    for clause in &analysis.clauses {
        printer.clause(&mut out, clause);
        out.push('\n');
    }
    out
}

struct Printer<'a> {
    source: &'a Source,
    text: &'a Text,
    lexicon: &'a Lexicon,
    analysis: &'a Analysis,
}

impl Printer<'_> {
    fn clause(&self, out: &mut String, clause: &Clause) {
        let predicate = &clause.predicate;
        out.push_str(self.lemma(predicate.lemma, predicate.word));
        if predicate.frame != predicate.lemma {
            let _ = write!(out, "→{}", self.lemma(predicate.frame, predicate.word));
        }
        let kind = match predicate.kind {
            PredicateKind::Verb => "verb",
            PredicateKind::Noun => "noun",
            PredicateKind::Participle => "participle",
            PredicateKind::Infinitive => "infinitive",
            PredicateKind::Adjective => "adjective",
        };
        out.push(' ');
        out.push_str(kind);
        match predicate.voice {
            Voice::Active => {}
            Voice::Passive => out.push_str(" passive"),
            Voice::Pronominal => out.push_str(" pronominal"),
        }
        out.push_str(match clause.factuality.status() {
            Status::Actual => " actual",
            Status::Planned => " planned",
            Status::Possible => " possible",
            Status::Denied => " denied",
        });
        match clause.factuality.phase {
            Phase::None => {}
            Phase::Begun => out.push_str(" begun"),
            Phase::Ended => out.push_str(" ended"),
        }
        for role in &clause.roles {
            self.role(out, role);
        }
        for attribution in &clause.attributions {
            out.push_str(" | says ");
            match attribution.speaker {
                Some(group) => self.head(out, group),
                None => out.push('?'),
            }
        }
    }

    fn role(&self, out: &mut String, role: &Role) {
        out.push_str(" | ");
        match (role.kind, role.preposition) {
            (RoleKind::Subject, _) => out.push_str("subject "),
            (RoleKind::Object, _) => out.push_str("object "),
            (RoleKind::Attribute, _) => out.push_str("attribute "),
            (RoleKind::Oblique, None) => out.push_str("when "),
            (RoleKind::Oblique, Some(LemmaId::UNKNOWN)) => out.push_str("? "),
            (RoleKind::Oblique, Some(preposition)) => {
                out.push_str(self.lexicon.lemma(preposition));
                out.push(' ');
            }
        }
        match role.filler {
            Filler::Group(group) => self.head(out, group),
            Filler::Word(word) => out.push_str(self.word(word)),
            Filler::Clause(clause) => {
                if let Some(clause) = self.analysis.clauses.get(clause as usize) {
                    let _ = write!(
                        out,
                        "[{}]",
                        self.lemma(clause.predicate.lemma, clause.predicate.word)
                    );
                }
            }
        }
    }

    fn head(&self, out: &mut String, group: GroupId) {
        if let Some(group) = self.analysis.groups.get(group as usize) {
            out.push_str(self.word(group.head));
        }
    }

    fn word(&self, word: WordIndex) -> &str {
        self.text
            .words
            .get(word as usize)
            .map_or("", |word| word.span.of(&self.source.text))
    }

    fn lemma(&self, lemma: LemmaId, word: WordIndex) -> &str {
        if lemma == LemmaId::UNKNOWN {
            self.word(word)
        } else {
            self.lexicon.lemma(lemma)
        }
    }
}
