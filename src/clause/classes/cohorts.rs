//! The words of one sentence, each with the readings that are left: its *cohort*, in the terms of constraint grammar.

use super::kinds::{EDGE, KindSet, Kinds};
use crate::clause::Token;
use crate::lexicon::{Analysis, Class, Features, LemmaId};
use crate::text::Shape;

/// Readings of one word that are kept; no form of the dictionary has more that matter.
pub(super) const MOST: usize = 8;

/// A reading with the kinds that it is of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) analysis: Analysis,
    pub(super) kinds: KindSet,
}

/// A word and which of the sentence's readings are its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cohort {
    first: u32,
    count: u32,
    /// Kinds of the readings.
    pub(super) kinds: KindSet,
    /// Number of the form among those that constraints name; 0 for none.
    pub(super) form: u16,
    pub(super) shape: Shape,
}

/// The words of a sentence. Readings lie side by side, so that a word is copied from the memory of recent words at
/// little cost.
#[derive(Debug, Default)]
pub(super) struct Cohorts {
    cohorts: Vec<Cohort>,
    readings: Vec<Reading>,
}

impl Cohorts {
    pub(super) fn clear(&mut self) {
        self.cohorts.clear();
        self.readings.clear();
    }

    /// Adds the next word, whose readings are of `kinds`.
    pub(super) fn push(&mut self, form: u16, shape: Shape, readings: &[Reading], kinds: KindSet) {
        self.cohorts.push(Cohort {
            first: self.readings.len() as u32,
            count: readings.len() as u32,
            kinds,
            form,
            shape,
        });
        self.readings.extend_from_slice(readings);
    }

    pub(super) const fn len(&self) -> usize {
        self.cohorts.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Cohort> {
        self.cohorts.get(at)
    }

    /// The kinds of the word at `at`, or of the edge where there is none.
    pub(super) fn kinds(&self, at: Option<usize>) -> KindSet {
        at.and_then(|at| self.cohorts.get(at))
            .map_or(EDGE, |cohort| cohort.kinds)
    }

    pub(super) fn readings(&self, at: usize) -> &[Reading] {
        self.cohorts.get(at).map_or(&[], |cohort| self.of(cohort))
    }

    fn of(&self, cohort: &Cohort) -> &[Reading] {
        let first = cohort.first as usize;
        &self.readings[first..first + cohort.count as usize]
    }

    pub(super) fn ambiguous(&self, at: usize) -> bool {
        self.cohorts.get(at).is_some_and(|cohort| cohort.count > 1)
    }

    /// Makes the word part of a name; `lemma` is asked for a name that the lexicon does not know as one.
    pub(super) fn name(&mut self, at: usize, kinds: &Kinds, lemma: impl FnOnce() -> Option<LemmaId>) {
        let known = self
            .readings(at)
            .iter()
            .find(|reading| reading.analysis.class == Class::ProperNoun)
            .copied();
        let name = known.unwrap_or_else(|| {
            let analysis = Analysis {
                lemma: lemma().unwrap_or(LemmaId::UNKNOWN),
                class: Class::ProperNoun,
                features: Features::empty(),
            };
            let kinds = kinds.of(&analysis);
            Reading { analysis, kinds }
        });
        let cohort = &mut self.cohorts[at];
        cohort.first = self.readings.len() as u32;
        cohort.count = 1;
        cohort.kinds = name.kinds;
        self.readings.push(name);
    }

    /// Takes the word for what it is in lower case.
    pub(super) fn ignore_capitals(&mut self, at: usize) {
        self.cohorts[at].shape.remove(Shape::CAPITALISED);
        self.keep(at, |Reading { analysis, .. }| {
            analysis.class != Class::ProperNoun || !analysis.features.contains(Features::GUESSED)
        });
    }

    /// Keeps the readings of `class`, if there are any.
    pub(super) fn keep_class(&mut self, at: usize, class: Class) {
        self.keep(at, |reading| reading.analysis.class == class);
    }

    /// Keeps the readings that `keep` accepts, if it accepts any.
    pub(super) fn keep(&mut self, at: usize, keep: impl Fn(&Reading) -> bool) {
        let Some(cohort) = self.cohorts.get_mut(at) else {
            return;
        };
        let first = cohort.first as usize;
        let readings = &mut self.readings[first..first + cohort.count as usize];
        if !readings.iter().any(&keep) {
            return;
        }
        let mut count = 0;
        for at in 0..readings.len() {
            if keep(&readings[at]) {
                readings[count] = readings[at];
                count += 1;
            }
        }
        cohort.count = count as u32;
        cohort.kinds = kinds_of(&readings[..count]);
    }

    /// What is left of every word.
    pub(super) fn tokens(&self) -> impl Iterator<Item = Token> + '_ {
        self.cohorts.iter().map(|cohort| token(self.of(cohort)))
    }
}

/// The kinds of all of `readings`.
pub(super) fn kinds_of(readings: &[Reading]) -> KindSet {
    readings.iter().fold(0, |kinds, reading| kinds | reading.kinds)
}

/// The reading that is left, or the first of them; features on which all readings of its class and
/// lemma agree, plus every gender and number it may have.
fn token(readings: &[Reading]) -> Token {
    let Some(Reading { analysis: first, .. }) = readings.first() else {
        return Token {
            lemma: LemmaId::UNKNOWN,
            class: Class::Other,
            features: Features::empty(),
        };
    };
    let nominal = matches!(first.class, Class::Noun | Class::Adjective);
    let features = if nominal {
        readings
            .iter()
            .map(|reading| &reading.analysis)
            .filter(|reading| reading.class == first.class && reading.lemma == first.lemma)
            .fold(first.features, |all, reading| all | reading.features)
    } else {
        first.features
    };
    Token {
        lemma: first.lemma,
        class: first.class,
        features,
    }
}
