//! The words of one sentence, each with the readings that are left: its *cohort*, in the terms of constraint grammar.

use super::evidence::Evidence;
use super::profiles::{EDGE, Left, MOST, Outcome, ProfileId, Profiles, SortId};
use crate::clause::Token;
use crate::lexicon::{Analysis, Class, Features, LemmaId};

/// A reading with what constraints can see of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) analysis: Analysis,
    pub(super) sort: SortId,
}

/// Readings side by side: where those of one word begin, and how many they are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run {
    pub(super) first: u32,
    pub(super) count: u8,
}

impl Run {
    /// A bit for each; there are no more than [`MOST`].
    const fn all(self) -> Left {
        ((1_u32 << (self.count as usize % (2 * MOST))) - 1) as Left
    }
}

/// A word and which of its readings are left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cohort {
    /// Its first reading.
    first: u32,
    left: Left,
    /// The profile of the word with all its readings.
    whole: ProfileId,
    /// That of what is left.
    profile: ProfileId,
    /// When constraints were tried last, and when one struck out a reading last, in strikes of this sentence.
    tried: u32,
    struck: u32,
}

/// The words of a sentence.
///
/// Readings of all words that the thread remembers lie side by side; a word of the sentence says where its own are and
/// which of them are left, so that none is copied.
#[derive(Debug, Default)]
pub(super) struct Cohorts {
    cohorts: Vec<Cohort>,
    readings: Vec<Reading>,
    /// How often constraints have struck out readings in this sentence.
    strikes: u32,
}

impl Cohorts {
    /// Begins another sentence.
    pub(super) fn clear(&mut self) {
        self.cohorts.clear();
        self.strikes = 0;
    }

    /// Forgets the readings of all words.
    pub(super) fn forget(&mut self) {
        self.clear();
        self.readings.clear();
    }

    /// How many readings are remembered.
    pub(super) const fn remembered(&self) -> usize {
        self.readings.len()
    }

    /// Remembers the readings of a word.
    pub(super) fn remember(&mut self, readings: impl Iterator<Item = Reading>) -> Run {
        let first = self.readings.len();
        self.readings.extend(readings);
        Run {
            first: first as u32,
            count: (self.readings.len() - first) as u8,
        }
    }

    /// The sorts of remembered readings.
    pub(super) fn sorts(&self, run: Run) -> impl Iterator<Item = SortId> + '_ {
        let own = self.readings.iter().skip(run.first as usize);
        own.take(usize::from(run.count)).map(|reading| reading.sort)
    }

    /// Adds the next word, with remembered readings and their profile.
    #[inline]
    pub(super) fn push(&mut self, run: Run, profile: ProfileId) {
        self.cohorts.push(Cohort {
            first: run.first,
            left: run.all(),
            whole: profile,
            profile,
            tried: 0,
            struck: 0,
        });
    }

    pub(super) const fn len(&self) -> usize {
        self.cohorts.len()
    }

    /// The profile of the word at `at`, or of the edge where there is none.
    #[inline]
    pub(super) fn profile(&self, at: Option<usize>) -> ProfileId {
        at.and_then(|at| self.cohorts.get(at))
            .map_or(EDGE, |cohort| cohort.profile)
    }

    /// The readings that are left of the word at `at`.
    pub(super) fn readings(&self, at: usize) -> impl Iterator<Item = &Reading> + Clone {
        self.numbered(at).map(|(_, reading)| reading)
    }

    /// The readings that are left, each with its bit.
    fn numbered(&self, at: usize) -> impl Iterator<Item = (Left, &Reading)> + Clone {
        let (first, mut left) = self
            .cohorts
            .get(at)
            .map_or((0, 0), |cohort| (cohort.first as usize, cohort.left));
        std::iter::from_fn(move || {
            let next = left & left.wrapping_neg();
            left ^= next;
            let reading = self.readings.get(first + next.checked_ilog2()? as usize)?;
            Some((next, reading))
        })
    }

    #[inline]
    pub(super) fn is_ambiguous(&self, at: usize) -> bool {
        self.cohorts
            .get(at)
            .is_some_and(|cohort| cohort.left & cohort.left.wrapping_sub(1) != 0)
    }

    /// Makes the word part of a name; `lemma` is asked for a name that the lexicon does not know as one.
    pub(super) fn name(
        &mut self,
        at: usize,
        profiles: &mut Profiles,
        evidence: &Evidence,
        lemma: impl FnOnce() -> Option<LemmaId>,
    ) {
        let known = self
            .numbered(at)
            .find(|(_, reading)| reading.analysis.class == Class::ProperNoun);
        if let Some((left, _)) = known {
            self.keep(at, left, profiles, evidence);
            return;
        }
        let analysis = Analysis {
            lemma: lemma().unwrap_or(LemmaId::UNKNOWN),
            class: Class::ProperNoun,
            features: Features::empty(),
        };
        let sort = profiles.sort(evidence, &analysis);
        let run = self.remember(std::iter::once(Reading { analysis, sort }));
        let cohort = &mut self.cohorts[at];
        cohort.first = run.first;
        cohort.left = 1;
        cohort.whole = profiles.with_reading(evidence, cohort.whole, sort);
        cohort.profile = cohort.whole;
    }

    /// Takes the word for what it is in lower case.
    pub(super) fn ignore_capitals(&mut self, at: usize, profiles: &mut Profiles, evidence: &Evidence) {
        let cohort = &mut self.cohorts[at];
        cohort.whole = profiles.in_lower_case(evidence, cohort.whole);
        cohort.profile = profiles.partial(evidence, cohort.whole, cohort.left);
        let kept = self.accepted(at, |Reading { analysis, .. }| {
            analysis.class != Class::ProperNoun || !analysis.features.contains(Features::GUESSED)
        });
        self.keep(at, kept, profiles, evidence);
    }

    /// Keeps the readings of `class`, if there are any.
    pub(super) fn keep_class(
        &mut self,
        at: usize,
        profiles: &mut Profiles,
        evidence: &Evidence,
        class: Class,
    ) {
        let kept = self.accepted(at, |reading| reading.analysis.class == class);
        self.keep(at, kept, profiles, evidence);
    }

    /// Those of the readings of the word that `accept` accepts.
    fn accepted(&self, at: usize, accept: impl Fn(&Reading) -> bool) -> Left {
        let accepted = self.numbered(at).filter(|(_, reading)| accept(reading));
        accepted.fold(0, |all, (bit, _)| all | bit)
    }

    /// Keeps only the readings of `kept`, if there are any.
    fn keep(&mut self, at: usize, kept: Left, profiles: &mut Profiles, evidence: &Evidence) {
        if let Some(cohort) = self.cohorts.get_mut(at).filter(|_| kept != 0) {
            cohort.left = kept;
            cohort.profile = profiles.partial(evidence, cohort.whole, kept);
        }
    }

    /// Applies what a constraint says of the word; tells whether it struck out readings.
    pub(super) fn strike(
        &mut self,
        at: usize,
        outcome: Outcome,
        profiles: &mut Profiles,
        evidence: &Evidence,
    ) -> bool {
        let Some(cohort) = self.cohorts.get_mut(at) else {
            return false;
        };
        let (left, profile) = profiles.outcome(evidence, cohort.whole, cohort.left, outcome);
        let strikes = left != cohort.left;
        if strikes {
            self.strikes += 1;
            cohort.left = left;
            cohort.profile = profile;
            cohort.struck = self.strikes;
        }
        strikes
    }

    /// Remembers that constraints are tried on the word now.
    pub(super) fn begin_trial(&mut self, at: usize) {
        self.cohorts[at].tried = self.strikes;
    }

    /// How many strikes there had been when constraints were tried on the word last.
    pub(super) fn tried(&self, at: usize) -> u32 {
        self.cohorts.get(at).map_or(0, |cohort| cohort.tried)
    }

    /// Whether a reading of the word at `at` was struck out after so many strikes.
    pub(super) fn struck_since(&self, at: Option<usize>, strikes: u32) -> bool {
        at.and_then(|at| self.cohorts.get(at))
            .is_some_and(|cohort| cohort.struck > strikes)
    }

    /// How many strikes there have been in this sentence.
    pub(super) const fn strikes(&self) -> u32 {
        self.strikes
    }

    /// What is left of every word.
    pub(super) fn tokens(&self) -> impl Iterator<Item = Token> + '_ {
        (0..self.cohorts.len()).map(|at| token(self.readings(at)))
    }
}

/// The reading that is left, or the first of them; features on which all readings of its class and
/// lemma agree, plus every gender and number it may have.
fn token<'a>(mut readings: impl Iterator<Item = &'a Reading>) -> Token {
    let Some(Reading { analysis: first, .. }) = readings.next() else {
        return Token {
            lemma: LemmaId::UNKNOWN,
            class: Class::Other,
            features: Features::empty(),
        };
    };
    let nominal = matches!(first.class, Class::Noun | Class::Adjective);
    let features = if nominal {
        readings
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
