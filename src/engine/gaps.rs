//! What the rules leave unsaid: clauses that join actors without a statement, by verb or noun.
//!
//! The list tells a rule author what to write next. It names three kinds of gap: words that no rule
//! knows, known words whose places stayed empty, and sentences whose actors stand in no common clause. It
//! claims nothing about what ought to be said: "Paris et Berlin observent Rome" joins three actors and is
//! rightly silent.

use super::{Engine, Reading};
use crate::clause::{Clause, Filler};
use crate::mention::EntityId;
use crate::rule::View;
use crate::span::{CodePoints, Span};
use crate::text::WordIndex;
use rustc_hash::FxHashSet;
use serde::Serialize;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// Passages kept for one word.
const PASSAGES: usize = 3;

/// Why nothing was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// Two actors or more are arguments of a word that sets no rule off.
    NoRule,
    /// A word that sets rules off has an actor among its arguments, and no rule fits.
    NoFit,
    /// Two actors or more stand in one sentence, in no common clause, and nothing was said.
    Apart,
}

/// Where nothing was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Name of the article.
    pub article: String,
    /// First code point of the sentence, in its field.
    pub start: usize,
    /// Code point behind the sentence, in its field.
    pub end: usize,
    /// Whether the field is the headline; else it is the text.
    pub in_title: bool,
    /// The sentence.
    pub quote: String,
    /// Labels of the actors.
    pub actors: Vec<String>,
}

/// All the places where one word left something unsaid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Dictionary form of the verb, noun or adjective.
    pub lemma: String,
    /// Why.
    pub kind: GapKind,
    /// How often.
    pub count: usize,
    /// The first few places.
    pub passages: Vec<Passage>,
}

/// Gaps gathered over articles.
#[derive(Debug, Default)]
pub struct Gaps {
    by_word: BTreeMap<(GapKind, String), (usize, Vec<Passage>)>,
}

impl Gaps {
    /// Adds the gaps of one article, as [`Engine::gaps`] found them.
    pub fn add(&mut self, found: Vec<(GapKind, String, Passage)>) {
        for (kind, lemma, passage) in found {
            let (count, passages) = self.by_word.entry((kind, lemma)).or_default();
            *count += 1;
            if passages.len() < PASSAGES {
                passages.push(passage);
            }
        }
    }

    /// The most frequent first; equally frequent ones by kind and word.
    #[must_use]
    pub fn ranked(self) -> Vec<Gap> {
        let mut gaps: Vec<Gap> = self
            .by_word
            .into_iter()
            .map(|((kind, lemma), (count, passages))| Gap {
                lemma,
                kind,
                count,
                passages,
            })
            .collect();
        gaps.sort_by_key(|gap| std::cmp::Reverse(gap.count));
        gaps
    }
}

impl Engine {
    /// What the rules leave unsaid in one article, in text order.
    #[must_use]
    pub fn gaps(&self, article: &str, reading: &Reading) -> Vec<(GapKind, String, Passage)> {
        let survey = Survey::new(self, reading, article);
        let mut found = Vec::new();
        for sentence in 0..reading.text.sentences.len() as u32 {
            survey.sentence(sentence, &mut found);
        }
        found
    }
}

/// Who takes part; each once.
type Actors = SmallVec<[EntityId; 4]>;

/// One article looked through for what was not said.
struct Survey<'a> {
    engine: &'a Engine,
    view: View<'a>,
    article: &'a str,
    code_points: CodePoints<'a>,
    /// Triggers and companions of everything that was found.
    spoken: FxHashSet<WordIndex>,
}

impl<'a> Survey<'a> {
    fn new(engine: &'a Engine, reading: &'a Reading, article: &'a str) -> Self {
        let spoken = reading
            .matches
            .iter()
            .flat_map(|found| found.companions.iter().copied().chain([found.trigger]))
            .collect();
        Self {
            engine,
            view: engine.view(reading),
            article,
            code_points: CodePoints::new(&reading.source.text),
            spoken,
        }
    }

    fn sentence(&self, sentence: u32, found: &mut Vec<(GapKind, String, Passage)>) {
        if self
            .view
            .text
            .sentences
            .get(sentence as usize)
            .is_none_or(|found| found.boilerplate)
        {
            return;
        }
        let clauses: Vec<&Clause> = self.view.clauses_of(sentence).map(|(_, clause)| clause).collect();
        let before = found.len();
        for clause in &clauses {
            if let Some((kind, actors)) = self.clause(clause) {
                found.push((kind, self.lemma(clause), self.passage(sentence, &actors)));
            }
        }
        let silent = !self
            .spoken
            .iter()
            .any(|word| self.view.sentence(*word) == sentence);
        let main = clauses.iter().find(|clause| clause.governor.is_none());
        if let Some(main) = main.filter(|_| silent && found.len() == before) {
            let actors = self.actors_of_sentence(sentence);
            if actors.len() > 1 {
                found.push((GapKind::Apart, self.lemma(main), self.passage(sentence, &actors)));
            }
        }
    }

    /// Why a clause says nothing of its actors; `None` where it says something or has none to join.
    fn clause(&self, clause: &Clause) -> Option<(GapKind, Actors)> {
        if self.spoken.contains(&clause.predicate.word) {
            return None;
        }
        let mut actors = Actors::new();
        for role in &clause.roles {
            self.gather(role.filler, &mut actors);
        }
        match (self.engine.rules().sets_off(clause), actors.len()) {
            (true, 1..) => Some((GapKind::NoFit, actors)),
            (false, 2..) => Some((GapKind::NoRule, actors)),
            _ => None,
        }
    }

    /// The actors that a filler and its complements name.
    fn gather(&self, filler: Filler, actors: &mut Actors) {
        self.add(filler, actors);
        if let Filler::Group(group) = filler {
            for (_, complement) in self.view.complements(group) {
                for conjunct in self.view.conjuncts(complement) {
                    self.add(Filler::Group(conjunct), actors);
                }
            }
        }
    }

    fn add(&self, filler: Filler, actors: &mut Actors) {
        let Some(reference) = self.view.reference(filler) else {
            return;
        };
        for entity in reference.acting() {
            if self.is_agent(*entity) && !actors.contains(entity) {
                actors.push(*entity);
            }
        }
    }

    fn is_agent(&self, entity: EntityId) -> bool {
        let ontology = &self.engine.ontology;
        let agent = ontology.class("Agent");
        let class = self.view.class(entity);
        class
            .zip(agent)
            .is_some_and(|(class, agent)| ontology.is_a(class, agent))
    }

    fn actors_of_sentence(&self, sentence: u32) -> Actors {
        let mut actors = Actors::new();
        let groups = &self.view.analysis.groups;
        let first = groups.partition_point(|group| group.sentence < sentence);
        for (offset, _) in groups[first..]
            .iter()
            .enumerate()
            .take_while(|(_, group)| group.sentence == sentence)
        {
            self.add(Filler::Group((first + offset) as u32), &mut actors);
        }
        actors
    }

    fn lemma(&self, clause: &Clause) -> String {
        self.engine.lexicon.lemma(clause.predicate.lemma).to_owned()
    }

    fn passage(&self, sentence: u32, actors: &Actors) -> Passage {
        let source = self.view.source;
        let span = self
            .view
            .text
            .sentences
            .get(sentence as usize)
            .map_or(Span::default(), |sentence| sentence.span);
        let in_title = source.in_title(span);
        let before = if in_title {
            0
        } else {
            self.code_points.at(source.body)
        };
        let (start, end) = self.code_points.range(span);
        Passage {
            article: self.article.to_owned(),
            start: start.saturating_sub(before),
            end: end.saturating_sub(before),
            in_title,
            quote: span.of(&source.text).to_owned(),
            actors: actors.iter().map(|actor| self.label(*actor)).collect(),
        }
    }

    fn label(&self, entity: EntityId) -> String {
        let gazetteer = &self.engine.gazetteer;
        if let Some(entity) = gazetteer.get(entity) {
            return entity.label.to_string();
        }
        let local = (entity.0 as usize).checked_sub(gazetteer.len());
        local
            .and_then(|local| self.view.resolution.locals.get(local))
            .map(|local| local.label.clone())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::data::Data;
    use crate::engine::DEFAULT_BASE;

    /// Kind, word and actors of every gap in `text`.
    fn check(text: &str, expected: &[(GapKind, &str, &[&str])]) {
        let engine = Engine::load(&Data::builtin(), DEFAULT_BASE).expect("the built-in data loads");
        let article = Article {
            text: text.to_owned(),
            ..Article::default()
        };
        let found = engine.gaps("a", &engine.read(&article));
        let found: Vec<(GapKind, &str, Vec<&str>)> = found
            .iter()
            .map(|(kind, lemma, passage)| {
                let actors = passage.actors.iter().map(String::as_str).collect();
                (*kind, lemma.as_str(), actors)
            })
            .collect();
        let expected: Vec<(GapKind, &str, Vec<&str>)> = expected
            .iter()
            .map(|(kind, lemma, actors)| (*kind, *lemma, actors.to_vec()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_word_without_rule_that_joins_two_actors() {
        check(
            "L’Allemagne chatouille la Pologne.",
            &[(GapKind::NoRule, "chatouiller", &["Allemagne", "Pologne"])],
        );
    }

    #[test]
    fn a_known_word_with_an_empty_place() {
        check(
            "L’Allemagne a livré six chars.",
            &[(GapKind::NoFit, "livrer", &["Allemagne"])],
        );
    }

    #[test]
    fn what_was_said_is_no_gap() {
        check("L’Allemagne a livré six chars à la Pologne.", &[]);
    }
}
