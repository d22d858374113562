//! Why a rule stays silent: what was tried where its triggers stand, and which constraint failed.

use super::Rules;
use super::admission::Refusal;
use super::entry::Occasions;
use super::find::Search;
use super::matched::{Construction, RuleIndex};
use super::matching::Filled;
use super::table::{Frame, Place, Position, Rule, TriggerKind, TriggerWord};
use super::trigger::{self, Trigger};
use super::view::View;
use crate::clause::{ClauseId, Filler, GroupId};
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::WordIndex;

/// One frame of a rule at one word that may set it off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Which frame.
    pub construction: Construction,
    /// The word.
    pub trigger: WordIndex,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The frame fits and its statements are kept.
    Found,
    /// The frame fits, and another frame or a more specific predicate was preferred.
    GaveWay,
    /// The verb is pronominal where the frame is not, or has another voice.
    Voice,
    /// A word that `without` forbids, or none that `with` asks for.
    Companions,
    /// Required places that nothing fills.
    Places(Vec<Vacancy>),
    /// Each place could be filled, all of them together could not.
    Contest,
    /// The word stands in a menu, a cookie notice or the like.
    Boilerplate,
}

/// A required place that nothing fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacancy {
    /// "subject", "oblique" …
    pub place: &'static str,
    /// The role's name, or `None` for a fixed companion.
    pub role: Option<String>,
    /// What stands there, and why it was refused; empty where nothing does.
    pub tried: Vec<(Span, Refusal)>,
}

impl Rules {
    /// What `rule` tried in one sentence, frame by frame; empty where none of its triggers stands
    /// there.
    #[must_use]
    pub fn why_not(
        &self,
        view: &View<'_>,
        ontology: &Ontology,
        rule: RuleIndex,
        sentence: u32,
    ) -> Vec<Attempt> {
        let survey = self.survey(view);
        let search = self.search(view, ontology, &survey);
        let kept = self.find(view, ontology);
        let is_kept = |construction, word| {
            kept.iter()
                .any(|one| one.rule == rule && one.construction == construction && one.trigger == word)
        };
        let mut attempts = Vec::new();
        for (frame_index, frame) in self.rule(rule).frames.iter().enumerate() {
            let construction = Construction::Frame(frame_index as u16);
            for (word, trigger) in triggers(&search, frame, sentence) {
                let mut outcome = search.outcome(self.rule(rule), frame, word, &trigger);
                if outcome == Outcome::Found && !is_kept(construction, trigger.word) {
                    outcome = Outcome::GaveWay;
                }
                attempts.push(Attempt {
                    construction,
                    trigger: trigger.word,
                    outcome,
                });
            }
        }
        attempts
    }
}

/// The words of a sentence that set `frame` off.
fn triggers(search: &Search<'_>, frame: &Frame, sentence: u32) -> Vec<(TriggerWord, Trigger)> {
    let view = search.view;
    let mut found = Vec::new();
    let first = view
        .analysis
        .clauses
        .partition_point(|clause| clause.sentence < sentence);
    for (offset, (_, clause)) in view.clauses_of(sentence).enumerate() {
        let id = (first + offset) as ClauseId;
        for word in &frame.triggers {
            let predicate = &clause.predicate;
            let lemma = if frame.kind == TriggerKind::Verb {
                predicate.frame
            } else {
                predicate.lemma
            };
            let [verbs, nouns, adjectives] = search.rules.entries.set_off(predicate);
            let set_off = match frame.kind {
                TriggerKind::Verb => verbs,
                TriggerKind::Noun => nouns,
                TriggerKind::Adjective => adjectives,
            };
            if lemma == word.lemma && !set_off.is_empty() {
                found.push((*word, trigger::of_clause(&search.matcher, id)));
            }
        }
    }
    for (id, group) in view
        .analysis
        .groups
        .iter()
        .enumerate()
        .filter(|(_, group)| group.sentence == sentence)
    {
        for word in &frame.triggers {
            match frame.kind {
                TriggerKind::Noun
                    if view.lemma(group.head) == word.lemma && search.stands_alone(group.head) =>
                {
                    found.push((*word, trigger::of_group(&search.matcher, id as GroupId)));
                }
                TriggerKind::Adjective => {
                    let beside = group.modifiers.iter().filter(|at| view.lemma(**at) == word.lemma);
                    let alone = beside.filter(|at| search.stands_alone(**at));
                    found.extend(
                        alone.map(|at| (*word, trigger::of_modifier(&search.matcher, id as GroupId, *at))),
                    );
                }
                _ => {}
            }
        }
    }
    found
}

impl Search<'_> {
    fn outcome(&self, rule: &Rule, frame: &Frame, word: TriggerWord, trigger: &Trigger) -> Outcome {
        if self.view.boilerplate(trigger.word) {
            return Outcome::Boilerplate;
        }
        if !Occasions::of(frame, word).meet(Occasions::only(trigger.kind, trigger.voice)) {
            return Outcome::Voice;
        }
        if !self.matcher.companions_fit(frame, trigger) {
            return Outcome::Companions;
        }
        if self
            .matcher
            .frame(rule, frame, word.pronominal, trigger)
            .is_some()
        {
            return Outcome::Found;
        }
        let vacancies: Vec<Vacancy> = frame
            .places
            .iter()
            .filter_map(|place| self.vacancy(rule, place, word.pronominal, trigger))
            .collect();
        if vacancies.is_empty() {
            Outcome::Contest
        } else {
            Outcome::Places(vacancies)
        }
    }

    /// Why nothing fills `place`; `None` where something does, or nothing need.
    fn vacancy(&self, rule: &Rule, place: &Place, pronominal: bool, trigger: &Trigger) -> Option<Vacancy> {
        let mut tried = Vec::new();
        let fits = |fillers: &[Filler]| match self.matcher.bind(rule, place, fillers, &mut Filled::new()) {
            Ok(()) => true,
            Err(refusal) => {
                let first = fillers.first().map(|filler| self.view.words(*filler));
                tried.push((self.view.span(first.unwrap_or_default()), refusal));
                false
            }
        };
        if self.matcher.any_candidate(rule, place, pronominal, trigger, fits) {
            return None;
        }
        (place.required || !tried.is_empty()).then(|| Vacancy {
            place: place_name(&place.position),
            role: place.role.map(|role| rule.role(role).name.clone()),
            tried,
        })
    }
}

const fn place_name(position: &Position) -> &'static str {
    match position {
        Position::Subject => "subject",
        Position::Object => "object",
        Position::Attribute => "attribute",
        Position::Oblique(_) => "oblique",
        Position::Owner => "owner",
        Position::Nationality => "nationality",
        Position::Bearer => "bearer",
        Position::Modifier => "modifier",
        Position::Own => "self",
        Position::Host(_) => "host",
    }
}

impl Refusal {
    /// The key of its wording among the messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lemma => "refusal-lemma",
            Self::Except => "refusal-except",
            Self::Modifier => "refusal-modifier",
            Self::NoReference => "refusal-no-reference",
            Self::Class => "refusal-class",
            Self::NotClass => "refusal-not-class",
            Self::Several => "refusal-several",
            Self::NoNumber => "refusal-no-number",
            Self::Clause => "refusal-clause",
            Self::Inside => "refusal-inside",
        }
    }
}
