//! The words of one sentence, each with the readings that are left: its *cohort*, in the terms of constraint grammar.

use super::evidence::Evidence;
use super::profiles::{EDGE, Left, MOST, Outcome, ProfileId, Profiles, Site, SortId, Verdict};
use crate::clause::Token;
use crate::lexicon::{Analysis, Class, Features, LemmaId};

/// A reading with what constraints can see of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) analysis: Analysis,
    pub(super) sort: SortId,
}

/// Readings side by side: where those of one word begin, and a bit for each of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run {
    first: u32,
    all: Left,
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
    /// Words that came with several readings.
    doubtful: Vec<u32>,
    readings: Vec<Reading>,
    /// How often constraints have struck out readings in this sentence.
    strikes: u32,
}

impl Cohorts {
    /// Begins another sentence.
    pub(super) fn clear(&mut self) {
        self.cohorts.clear();
        self.doubtful.clear();
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

    /// Remembers the readings of a word, as many as are kept.
    pub(super) fn remember(&mut self, readings: impl Iterator<Item = Reading>) -> Run {
        let first = self.readings.len();
        self.readings.extend(readings.take(MOST));
        let count = self.readings.len() - first;
        Run {
            first: first as u32,
            all: ((1_u32 << count) - 1) as Left,
        }
    }

    fn own(&self, run: Run) -> impl Iterator<Item = &Reading> + '_ {
        let own = self.readings.iter().skip(run.first as usize);
        own.take(run.all.count_ones() as usize)
    }

    /// The dictionary's view of remembered readings.
    pub(super) fn analyses(&self, run: Run) -> impl Iterator<Item = &Analysis> + '_ {
        self.own(run).map(|reading| &reading.analysis)
    }

    /// The sorts of remembered readings.
    pub(super) fn sorts(&self, run: Run) -> impl Iterator<Item = SortId> + '_ {
        self.own(run).map(|reading| reading.sort)
    }

    /// Adds the next word, with remembered readings and their profile.
    #[inline]
    pub(super) fn push(&mut self, run: Run, profile: ProfileId) {
        if is_several(run.all) {
            self.doubtful.push(self.cohorts.len() as u32);
        }
        self.cohorts.push(Cohort {
            first: run.first,
            left: run.all,
            whole: profile,
            profile,
            tried: 0,
            struck: 0,
        });
    }

    pub(super) const fn len(&self) -> usize {
        self.cohorts.len()
    }

    /// The word that is number `number` among those that came with several readings.
    pub(super) fn doubtful(&self, number: usize) -> Option<usize> {
        self.doubtful.get(number).map(|at| *at as usize)
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
        self.cohorts.get(at).is_some_and(|cohort| is_several(cohort.left))
    }

    /// The word at `at` with those beside it.
    #[inline]
    pub(super) fn site(&self, at: usize, profiles: &Profiles) -> Site {
        let Cohort { whole, left, .. } = self.cohorts[at];
        Site {
            whole,
            left,
            before: profiles.beside(self.profile(at.checked_sub(1))),
            after: profiles.beside(self.profile(Some(at + 1))),
        }
    }

    /// Makes the word part of a name; `lemma` is asked for a name that the lexicon does not know as one. Not inlined: few
    /// words are.
    #[inline(never)]
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

    /// Remembers that constraints are tried on the word now, and accepts what they make of it.
    #[inline]
    pub(super) fn accept(&mut self, at: usize, verdict: Verdict) {
        let cohort = &mut self.cohorts[at];
        cohort.tried = self.strikes;
        if verdict.strikes > 0 {
            self.strikes += u32::from(verdict.strikes);
            cohort.left = verdict.left;
            cohort.profile = verdict.profile;
            cohort.struck = self.strikes;
        }
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
        self.cohorts.iter().map(|cohort| self.token(*cohort))
    }

    /// The reading that is left, or the first of them; features on which all readings of its class and
    /// lemma agree, plus every gender and number it may have.
    #[inline]
    fn token(&self, Cohort { first, left, .. }: Cohort) -> Token {
        let reading = |bit: u32| self.readings.get((first + bit) as usize);
        let Some(Reading { analysis: first, .. }) = reading(left.trailing_zeros()) else {
            return NO_READING;
        };
        let mut token = Token {
            lemma: first.lemma,
            class: first.class,
            features: first.features,
        };
        if is_several(left) && matches!(first.class, Class::Noun | Class::Adjective) {
            let others = (0..Left::BITS).filter(|bit| left >> bit & 1 != 0);
            others
                .filter_map(reading)
                .map(|reading| &reading.analysis)
                .filter(|reading| reading.class == first.class && reading.lemma == first.lemma)
                .for_each(|reading| token.features |= reading.features);
        }
        token
    }
}

/// What is said of a word without readings.
const NO_READING: Token = Token {
    lemma: LemmaId::UNKNOWN,
    class: Class::Other,
    features: Features::empty(),
};

/// Whether more than one reading is left.
const fn is_several(left: Left) -> bool {
    left & left.wrapping_sub(1) != 0
}
