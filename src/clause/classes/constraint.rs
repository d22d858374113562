//! Constraints, and their application to one sentence.
//!
//! A constraint has a target, an outcome and conditions on the neighbours; the language that they are
//! written in is described in [`super::language`].

use super::cohorts::{Cohorts, Reading};
use super::evidence::{BLOCK, Beside, Bits, Evidence};
use super::language::{ClassesError, ClassesFile};
use super::patterns::PatternId;
use super::profiles::{EDGE, Outcome, ProfileId, Profiles, Question, Site, Verdict};
use crate::lexicon::{Features, Lexicon};

/// Features of which a finite verb has one.
pub(super) const FINITE: Features = Features::INDICATIVE
    .union(Features::SUBJUNCTIVE)
    .union(Features::CONDITIONAL)
    .union(Features::IMPERATIVE);

/// How far a condition may look for a word.
const REACH: usize = 14;

/// How far from a word changes are told apart by their place.
const NEAR: i8 = 4;

/// Where a condition looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// So many words before (negative) or after.
    At(i8),
    /// The nearest word before that is no adverb and no clitic.
    Previous,
    /// The nearest word after that is no adverb and no clitic.
    Next,
    /// Any word before, up to one that fits the condition's `until`.
    Left,
    /// Any word after, up to one that fits `until`.
    Right,
}

/// One condition of a constraint.
#[derive(Debug, Clone, Copy)]
pub(super) struct Condition {
    pub(super) place: Place,
    pub(super) negated: bool,
    /// Whether every reading must fit, not just one.
    pub(super) only: bool,
    /// Whether gender and number must agree, of readings of the target that fit the pattern.
    pub(super) agrees: bool,
    pub(super) pattern: PatternId,
    pub(super) until: PatternId,
}

/// One line of the constraints.
#[derive(Debug, Clone)]
pub(super) struct Constraint {
    /// Forms that it is for; empty for any.
    pub(super) forms: Vec<u16>,
    /// What the target must have, all of it.
    pub(super) target: Vec<PatternId>,
    pub(super) outcome: Outcome,
    pub(super) conditions: Vec<Condition>,
}

/// All constraints, in the order in which they are tried: those for forms, then those for any word.
///
/// What a constraint asks of its target and of the words beside it stands in the table of evidence, by its number; what is
/// left to be looked at are its tests.
#[derive(Debug)]
pub(super) struct Constraints {
    pub(super) evidence: Evidence,
    trials: Vec<Trial>,
    outlooks: Outlooks,
    passed_over: Question,
}

/// What is left of a constraint to be looked at.
#[derive(Debug)]
struct Trial {
    tests: Box<[Test]>,
    outcome: Outcome,
}

/// A condition as it is looked at.
#[derive(Debug)]
struct Test {
    place: Place,
    negated: bool,
    asked: Asked,
    until: Question,
}

#[derive(Debug)]
enum Asked {
    /// The word there answers.
    Answer(Question),
    /// A reading of the target that fits agrees with the word there in gender and number.
    Agreement(PatternId),
}

/// For each place, the constraints that look there: only they can strike anew where a word has changed.
#[derive(Debug)]
struct Outlooks {
    every: Bits,
    none: Bits,
    /// From [`NEAR`] words before the target to as many after it.
    near: Vec<Bits>,
    /// Those that look farther, or for a word wherever it stands.
    far: Beside<Bits>,
}

impl Constraints {
    pub(super) fn compile(file: &ClassesFile, lexicon: &Lexicon) -> Result<Self, ClassesError> {
        let mut grammar = super::language::compile(file, lexicon)?;
        let mut constraints = std::mem::take(&mut grammar.constraints);
        constraints.sort_by_key(|constraint| constraint.forms.is_empty());
        let passed_over = grammar.passed_over;
        let outlooks = Outlooks::of(&constraints);
        let evidence = Evidence::gather(grammar, &mut constraints);
        Ok(Self {
            passed_over: Question::fits_only(passed_over, &evidence),
            trials: constraints
                .into_iter()
                .map(|constraint| Trial::new(constraint, &evidence))
                .collect(),
            evidence,
            outlooks,
        })
    }

    /// Strikes out readings, from left to right, twice.
    pub(super) fn apply(&self, cohorts: &mut Cohorts, profiles: &mut Profiles) {
        let mut next = 0;
        while let Some(at) = cohorts.doubtful(next) {
            next += 1;
            if cohorts.is_ambiguous(at) {
                let site = cohorts.site(at, profiles);
                let verdict = self.verdict(&site, cohorts.profile(Some(at)), profiles);
                cohorts.accept(at, verdict);
                if let Some(open) = verdict.open {
                    let every = &self.outlooks.every;
                    self.look_farther(cohorts, profiles, at, &site, open as usize, every);
                }
            }
        }
        let first_pass = cohorts.strikes();
        let mut reopened = Bits::default();
        let mut next = 0;
        while let Some(at) = cohorts.doubtful(next) {
            next += 1;
            let tried = cohorts.tried(at);
            if cohorts.strikes() > tried && cohorts.is_ambiguous(at) {
                let site = cohorts.site(at, profiles);
                let verdict = self.verdict(&site, cohorts.profile(Some(at)), profiles);
                let Some(open) = verdict.open else {
                    cohorts.accept(at, verdict);
                    continue;
                };
                let worthwhile = match verdict.strikes {
                    0 => self.outlooks.reopen(cohorts, at, first_pass, &mut reopened),
                    _ => &self.outlooks.every,
                };
                cohorts.accept(at, verdict);
                self.look_farther(cohorts, profiles, at, &site, open as usize, worthwhile);
            }
        }
    }

    /// What constraints make of the word of a site, whose profile is `own`, until one of them has to look farther.
    #[inline]
    fn verdict(&self, site: &Site, own: ProfileId, profiles: &mut Profiles) -> Verdict {
        match profiles.verdicts.recall(site) {
            Some(known) => known,
            None => self.judge(*site, own, profiles),
        }
    }

    /// The verdict where it is not remembered.
    #[inline(never)]
    fn judge(&self, site: Site, own: ProfileId, profiles: &mut Profiles) -> Verdict {
        let mut verdict = Verdict {
            left: site.left,
            profile: own,
            strikes: 0,
            open: None,
        };
        let beside = (site.before, site.after);
        let mut from = 0;
        while verdict.left.count_ones() > 1
            && let Some(number) = profiles.next_open(verdict.profile, beside, &self.outlooks.every, from)
        {
            from = number + 1;
            let trial = &self.trials[number];
            match self.told(trial, &site, profiles) {
                Some(false) => continue,
                Some(true) => {}
                None => {
                    verdict.open = Some(number as u32);
                    break;
                }
            }
            let (left, profile) = profiles.outcome(&self.evidence, site.whole, verdict.left, trial.outcome);
            if left != verdict.left {
                verdict = Verdict {
                    left,
                    profile,
                    strikes: verdict.strikes + 1,
                    open: None,
                };
            }
        }
        profiles.verdicts.remember(site, verdict);
        verdict
    }

    /// Tries constraints, from number `from` on, on the word at `at` until one reading is left; those that are not of
    /// `worthwhile` will not strike unless another has.
    fn look_farther(
        &self,
        cohorts: &mut Cohorts,
        profiles: &mut Profiles,
        at: usize,
        site: &Site,
        from: usize,
        worthwhile: &Bits,
    ) {
        let beside = (site.before, site.after);
        let (mut from, mut worthwhile) = (from, worthwhile);
        while cohorts.is_ambiguous(at)
            && let Some(number) = profiles.next_open(cohorts.profile(Some(at)), beside, worthwhile, from)
        {
            from = number + 1;
            if self.strikes(&self.trials[number], cohorts, profiles, at) {
                // Any constraint may have waited for that.
                worthwhile = &self.outlooks.every;
            }
        }
    }

    /// Whether all that a constraint asks holds, as far as the words beside its target tell.
    fn told(&self, trial: &Trial, site: &Site, profiles: &Profiles) -> Option<bool> {
        let mut told = Some(true);
        for test in &trial.tests {
            match self.found_beside(test, site, profiles) {
                Some(found) if found == test.negated => return Some(false),
                Some(_) => {}
                None => told = None,
            }
        }
        told
    }

    /// Whether what a test asks for is found, negated or not, if the word beside the target tells.
    fn found_beside(&self, test: &Test, site: &Site, profiles: &Profiles) -> Option<bool> {
        let Asked::Answer(question) = test.asked else {
            return None;
        };
        let beside = match test.place {
            Place::At(-1) | Place::Previous | Place::Left => site.before,
            Place::At(1) | Place::Next | Place::Right => site.after,
            Place::At(_) => return None,
        };
        let found = profiles.answers(beside, question);
        let tells = match test.place {
            // Nothing stands beyond the edge.
            _ if beside == EDGE => true,
            Place::At(_) => true,
            Place::Previous | Place::Next => !profiles.answers(beside, self.passed_over),
            Place::Left | Place::Right => found || profiles.answers(beside, test.until),
        };
        tells.then_some(found)
    }

    /// Tries one constraint; tells whether it struck out readings.
    fn strikes(&self, trial: &Trial, cohorts: &mut Cohorts, profiles: &mut Profiles, at: usize) -> bool {
        let mut tests = trial.tests.iter();
        if !tests.all(|test| self.holds(test, cohorts, profiles, at)) {
            return false;
        }
        cohorts.strike(at, trial.outcome, profiles, &self.evidence)
    }

    #[inline]
    fn holds(&self, test: &Test, cohorts: &Cohorts, profiles: &Profiles, at: usize) -> bool {
        match (test.place, &test.asked) {
            (Place::At(offset), Asked::Answer(question)) => {
                let place = at.checked_add_signed(isize::from(offset));
                profiles.answers(cohorts.profile(place), *question) != test.negated
            }
            _ => self.finds(test, cohorts, profiles, at) != test.negated,
        }
    }

    /// Whether what a test asks for is found, negated or not. Not inlined: few tests look farther than a word at a fixed place.
    #[inline(never)]
    fn finds(&self, test: &Test, cohorts: &Cohorts, profiles: &Profiles, at: usize) -> bool {
        match test.place {
            Place::At(offset) => {
                let place = at.checked_add_signed(isize::from(offset));
                self.meets(test, cohorts, profiles, at, place)
            }
            Place::Previous => {
                let place = (0..at)
                    .rev()
                    .find(|place| !self.passes(cohorts, profiles, *place));
                self.meets(test, cohorts, profiles, at, place)
            }
            Place::Next => {
                let place = (at + 1..cohorts.len()).find(|place| !self.passes(cohorts, profiles, *place));
                self.meets(test, cohorts, profiles, at, place)
            }
            Place::Left => test.finds(cohorts, profiles, (0..at).rev()),
            Place::Right => test.finds(cohorts, profiles, at + 1..cohorts.len()),
        }
    }

    fn passes(&self, cohorts: &Cohorts, profiles: &Profiles, place: usize) -> bool {
        profiles.answers(cohorts.profile(Some(place)), self.passed_over)
    }

    fn meets(
        &self,
        test: &Test,
        cohorts: &Cohorts,
        profiles: &Profiles,
        at: usize,
        place: Option<usize>,
    ) -> bool {
        match test.asked {
            Asked::Answer(question) => profiles.answers(cohorts.profile(place), question),
            Asked::Agreement(pattern) => place.is_some_and(|place| {
                let mut fitting = cohorts
                    .readings(at)
                    .filter(|reading| profiles.fits(&self.evidence, reading.sort, pattern));
                fitting.any(|reading| agrees(reading, cohorts.readings(place)))
            }),
        }
    }
}

impl Trial {
    fn new(constraint: Constraint, evidence: &Evidence) -> Self {
        let tests = constraint.conditions.into_iter();
        let mut tests: Box<[Test]> = tests.map(|condition| Test::new(condition, evidence)).collect();
        tests.sort_by_key(Test::cost);
        Self {
            tests,
            outcome: constraint.outcome,
        }
    }
}

impl Test {
    fn new(condition: Condition, evidence: &Evidence) -> Self {
        let pattern = condition.pattern;
        let searches = matches!(condition.place, Place::Left | Place::Right);
        Self {
            place: condition.place,
            negated: condition.negated,
            asked: match condition {
                Condition { agrees: true, .. } if !searches => Asked::Agreement(pattern),
                Condition { only: true, .. } => Asked::Answer(Question::fits_only(pattern, evidence)),
                _ => Asked::Answer(Question::fits(pattern)),
            },
            until: Question::fits(condition.until),
        }
    }

    /// How dear it is: cheap tests come first.
    const fn cost(&self) -> u8 {
        match (&self.asked, self.place) {
            (Asked::Answer(_), Place::At(_)) => 0,
            (Asked::Answer(_), Place::Previous | Place::Next) => 1,
            (Asked::Agreement(_), _) => 2,
            (Asked::Answer(_), Place::Left | Place::Right) => 3,
        }
    }

    /// Whether one of `words`, which lead away from the target, answers. A search that finds nothing ends at the edge only
    /// where nothing else is looked for.
    fn finds(
        &self,
        cohorts: &Cohorts,
        profiles: &Profiles,
        words: impl ExactSizeIterator<Item = usize>,
    ) -> bool {
        let Asked::Answer(question) = self.asked else {
            return false;
        };
        if words.len() == 0 {
            return profiles.answers(EDGE, question);
        }
        for word in words.take(REACH) {
            let profile = cohorts.profile(Some(word));
            if profiles.answers(profile, question) {
                return true;
            }
            if profiles.answers(profile, self.until) {
                return false;
            }
        }
        false
    }
}

impl Outlooks {
    fn of(constraints: &[Constraint]) -> Self {
        let blocks = constraints.len().div_ceil(BLOCK);
        let mut outlooks = Self {
            every: Bits::new(blocks, true),
            none: Bits::new(blocks, false),
            near: vec![Bits::new(blocks, false); 2 * NEAR as usize + 1],
            far: Beside {
                before: Bits::new(blocks, false),
                after: Bits::new(blocks, false),
            },
        };
        for (number, constraint) in constraints.iter().enumerate() {
            for condition in &constraint.conditions {
                outlooks.towards(condition.place).set(number);
            }
        }
        outlooks
    }

    fn towards(&mut self, place: Place) -> &mut Bits {
        match place {
            Place::At(offset) if (-NEAR..=NEAR).contains(&offset) => &mut self.near[(offset + NEAR) as usize],
            Place::At(..0) | Place::Previous | Place::Left => &mut self.far.before,
            Place::At(_) | Place::Next | Place::Right => &mut self.far.after,
        }
    }

    /// The constraints that may strike a reading from the word at `at` though they did not when they were tried last, since
    /// a word where they look has changed. Words before it can have changed in the second pass only, those after it only in
    /// the first, which ended after so many strikes.
    fn reopen<'a>(
        &'a self,
        cohorts: &Cohorts,
        at: usize,
        first_pass: u32,
        reopened: &'a mut Bits,
    ) -> &'a Bits {
        let tried = cohorts.tried(at);
        if cohorts.struck_since(Some(at), tried) {
            return &self.every;
        }
        reopened.copy_from(match first_pass > tried {
            true => &self.far.after,
            false => &self.none,
        });
        if cohorts.strikes() > first_pass {
            reopened.join(&self.far.before);
        }
        for (offset, looking) in (-NEAR..).zip(&self.near) {
            if cohorts.struck_since(at.checked_add_signed(isize::from(offset)), tried) {
                reopened.join(looking);
            }
        }
        reopened
    }
}

/// Whether a reading agrees in gender and number with one of `others` that is no finite verb.
fn agrees<'a>(Reading { analysis, .. }: &Reading, mut others: impl Iterator<Item = &'a Reading>) -> bool {
    let gender = Features::MASCULINE | Features::FEMININE;
    let number = Features::SINGULAR | Features::PLURAL;
    let shares = |other: Features, of: Features| {
        let (own, other) = (analysis.features & of, other & of);
        own.is_empty() || other.is_empty() || own.intersects(other)
    };
    others.any(|Reading { analysis: other, .. }| {
        !other.features.intersects(FINITE) && shares(other.features, gender) && shares(other.features, number)
    })
}
