//! Constraints compiled to masks, and their application to one sentence.
//!
//! A constraint has a target, an outcome and conditions on the neighbours; the language that they are
//! written in is described in [`super::language`].

use super::cohorts::{Cohort, Cohorts, Reading};
use super::kinds::{EDGE, KindSet, Kinds, TARGETED, WORD};
use super::language::{ClassesError, ClassesFile};
use super::openings::{Opening, Openings};
use crate::lexicon::{Class, Features, LemmaId, Lexicon};
use crate::text::{Shape, lowered};
use rustc_hash::FxHashMap;

/// Features of which a finite verb has one.
pub(super) const FINITE: Features = Features::INDICATIVE
    .union(Features::SUBJUNCTIVE)
    .union(Features::CONDITIONAL)
    .union(Features::IMPERATIVE);

/// How far a condition may look for a word.
const REACH: usize = 14;

/// One alternative of a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) enum Atom {
    /// A reading of a kind, by its bit.
    Kind(KindSet),
    /// A reading of a lemma.
    Lemma(LemmaId),
    /// A form, by its number.
    Form(u16),
    /// What the word looks like.
    Shape(Shape),
    /// The edge of the sentence instead of a word.
    Edge,
}

/// Alternatives.
#[derive(Debug, Clone, Default)]
pub(super) struct Pattern {
    kinds: KindSet,
    lemmas: Vec<LemmaId>,
    forms: Vec<u16>,
    shapes: Vec<Shape>,
    edge: bool,
    /// Whether it asks for lemmas, forms or looks.
    names_words: bool,
}

impl FromIterator<Atom> for Pattern {
    fn from_iter<T: IntoIterator<Item = Atom>>(atoms: T) -> Self {
        let mut pattern = Self::default();
        for atom in atoms {
            pattern.names_words |= !matches!(atom, Atom::Kind(_) | Atom::Edge);
            match atom {
                Atom::Kind(kind) => pattern.kinds |= kind,
                Atom::Lemma(lemma) => pattern.lemmas.push(lemma),
                Atom::Form(form) => pattern.forms.push(form),
                Atom::Shape(shape) => pattern.shapes.push(shape),
                Atom::Edge => pattern.edge = true,
            }
        }
        pattern
    }
}

impl Pattern {
    /// Whether the word itself fits, whatever its readings.
    fn fits_word(&self, word: &Cohort) -> bool {
        self.forms.contains(&word.form) || self.shapes.iter().any(|shape| word.shape.contains(*shape))
    }

    /// Whether a reading fits; what asks nothing of readings is fit by any.
    fn fits_reading(&self, reading: &Reading) -> bool {
        let of_words = self.edge || !self.forms.is_empty() || !self.shapes.is_empty();
        of_words || self.names(reading)
    }

    /// Whether a reading is of one of the kinds or lemmas.
    fn names(&self, reading: &Reading) -> bool {
        self.kinds & reading.kinds != 0 || self.lemmas.contains(&reading.analysis.lemma)
    }

    /// Whether the word at `place` fits, or the edge where there is none: by one of its readings, or with `only`
    /// by all of them.
    fn fits(&self, cohorts: &Cohorts, place: Option<usize>, only: bool) -> bool {
        let Some((place, word)) = place.and_then(|place| Some((place, cohorts.get(place)?))) else {
            return self.edge;
        };
        // Most patterns ask for kinds alone.
        if !only && self.kinds & word.kinds != 0 {
            return true;
        }
        if self.names_words && self.fits_word(word) {
            return true;
        }
        let mut readings = cohorts.readings(place).iter();
        if only {
            readings.all(|reading| self.names(reading))
        } else {
            self.names_words && readings.any(|reading| self.lemmas.contains(&reading.analysis.lemma))
        }
    }

    /// Kinds of which a word that fits has one.
    fn sketch(&self) -> KindSet {
        self.kinds | if self.names_words { WORD } else { 0 } | if self.edge { EDGE } else { 0 }
    }
}

/// Where a condition looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// So many words before (negative) or after.
    At(isize),
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
#[derive(Debug, Clone)]
pub(super) struct Condition {
    pub(super) place: Place,
    pub(super) negated: bool,
    /// Whether every reading must fit, not just one.
    pub(super) only: bool,
    /// Whether gender and number must agree instead of a pattern.
    pub(super) agrees: bool,
    pub(super) pattern: Pattern,
    pub(super) until: Pattern,
}

/// What becomes of the target's readings.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    /// Whether the readings that fit are struck out instead of kept.
    pub(super) strike: bool,
    pub(super) pattern: Pattern,
}

/// One line of the constraints.
#[derive(Debug, Clone)]
pub(super) struct Constraint {
    /// Forms that it is for; empty for any.
    pub(super) forms: Vec<u16>,
    /// What the target must have, all of it.
    pub(super) target: Vec<Atom>,
    pub(super) outcome: Outcome,
    pub(super) conditions: Vec<Condition>,
}

/// All constraints, by what they are for.
#[derive(Debug, Default)]
pub(super) struct Constraints {
    /// What the constraints call the kinds of readings.
    pub(super) kinds: Kinds,
    /// Numbers of the forms that constraints name, by key.
    forms: FxHashMap<u64, u16>,
    by_form: Vec<ConstraintList>,
    general: ConstraintList,
}

impl Constraints {
    pub(super) fn compile(file: &ClassesFile, lexicon: &Lexicon) -> Result<Self, ClassesError> {
        let (mut kinds, mut forms) = (Kinds::default(), FxHashMap::default());
        let all = super::language::compile(file, lexicon, &mut kinds, &mut forms)?;
        let (general, for_forms): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|constraint| constraint.forms.is_empty());
        let of_form = |form: usize| {
            let own = for_forms
                .iter()
                .filter(|constraint| constraint.forms.iter().any(|own| usize::from(*own) == form));
            ConstraintList::new(form as u32, own.cloned().collect())
        };
        Ok(Self {
            kinds,
            by_form: (0..=forms.len()).map(of_form).collect(),
            forms: forms
                .iter()
                .map(|(form, number)| (lowered(form), *number))
                .collect(),
            general: ConstraintList::new(GENERAL, general),
        })
    }

    /// The number of the form with this key, if some constraint names it.
    pub(super) fn form(&self, key: u64) -> u16 {
        self.forms.get(&key).copied().unwrap_or_default()
    }

    /// Strikes out readings, from left to right, twice.
    pub(super) fn apply(&self, cohorts: &mut Cohorts, openings: &mut Openings) {
        openings.tidy();
        for _ in 0..2 {
            for at in 0..cohorts.len() {
                if cohorts.ambiguous(at) {
                    self.apply_at(cohorts, at, openings);
                }
            }
        }
    }

    fn apply_at(&self, cohorts: &mut Cohorts, at: usize, openings: &mut Openings) {
        let form = cohorts.get(at).map_or(0, |cohort| usize::from(cohort.form));
        if let Some(own) = self.by_form.get(form).filter(|_| form > 0) {
            own.apply(cohorts, at, openings);
        }
        self.general.apply(cohorts, at, openings);
    }
}

/// Number of the list for all words; the others have that of their form.
const GENERAL: u32 = 0;

/// Constraints in the order in which they are tried.
#[derive(Debug, Default)]
pub(super) struct ConstraintList {
    /// Tells the lists apart whose openings are remembered.
    pub(super) number: u32,
    blocks: Vec<Block>,
}

/// Up to 64 constraints, with what they ask of kinds laid out so that those that cannot hold are passed over
/// together; bit `n` stands for the constraint `n`.
#[derive(Debug)]
struct Block {
    constraints: Vec<Constraint>,
    /// Kinds that targets must have, each with the constraints that ask for it.
    asking: Vec<(KindSet, u64)>,
    /// For each constraint, kinds of which the word before the target has one, and the word after it.
    beside: Vec<(KindSet, KindSet)>,
}

impl ConstraintList {
    fn new(number: u32, constraints: Vec<Constraint>) -> Self {
        let blocks = constraints.chunks(u64::BITS as usize);
        Self {
            number,
            blocks: blocks.map(|block| Block::new(block.to_vec())).collect(),
        }
    }

    /// Applies every constraint until one reading is left.
    fn apply(&self, cohorts: &mut Cohorts, at: usize, openings: &mut Openings) {
        let mut kinds = cohorts.kinds(Some(at));
        let mut target = openings.of(self, kinds);
        let before = openings.of(self, cohorts.kinds(at.checked_sub(1)));
        let after = openings.of(self, cohorts.kinds(Some(at + 1)));
        for (number, block) in self.blocks.iter().enumerate() {
            let mut left = openings.get(target + number).target
                & openings.get(before + number).before
                & openings.get(after + number).after;
            while left != 0 {
                block.constraints[left.trailing_zeros() as usize].apply(cohorts, at);
                if !cohorts.ambiguous(at) {
                    return;
                }
                left &= left - 1;
            }
            if cohorts.kinds(Some(at)) != kinds {
                kinds = cohorts.kinds(Some(at));
                target = openings.of(self, kinds);
            }
        }
    }

    /// What a word of `kinds` leaves open, block by block.
    pub(super) fn openings(&self, kinds: KindSet) -> impl Iterator<Item = Opening> + '_ {
        self.blocks.iter().map(move |block| Opening {
            target: block.possible(kinds),
            before: block.allowed(|(before, _)| before & kinds != 0),
            after: block.allowed(|(_, after)| after & kinds != 0),
        })
    }
}

impl Block {
    fn new(constraints: Vec<Constraint>) -> Self {
        let mut asking: Vec<(KindSet, u64)> = Vec::new();
        for (number, constraint) in constraints.iter().enumerate() {
            for atom in &constraint.target {
                let kind = match atom {
                    Atom::Kind(kind) => *kind,
                    Atom::Lemma(_) => TARGETED,
                    _ => continue,
                };
                match asking.iter_mut().find(|(asked, _)| *asked == kind) {
                    Some((_, bits)) => *bits |= 1 << number,
                    None => asking.push((kind, 1 << number)),
                }
            }
        }
        Self {
            beside: constraints
                .iter()
                .map(|constraint| (constraint.asks_at(-1), constraint.asks_at(1)))
                .collect(),
            asking,
            constraints,
        }
    }

    /// The constraints whose targets have no other kinds than `kinds`.
    fn possible(&self, kinds: KindSet) -> u64 {
        let all = u64::MAX >> (u64::BITS as usize - self.constraints.len());
        let missing = self.asking.iter().filter(|(kind, _)| kind & kinds == 0);
        missing.fold(all, |possible, (_, asking)| possible & !asking)
    }

    /// The constraints whose demands on their neighbours `meet` accepts.
    fn allowed(&self, meet: impl Fn(&(KindSet, KindSet)) -> bool) -> u64 {
        let asked = self.beside.iter().enumerate();
        asked.fold(0, |allowed, (number, asked)| {
            allowed | u64::from(meet(asked)) << number
        })
    }
}

impl Constraint {
    /// Kinds of which the word at `place`, counted from the target, must have one; every kind where nothing is asked.
    fn asks_at(&self, place: isize) -> KindSet {
        let conditions = self.conditions.iter();
        let mut asked =
            conditions.filter(|condition| condition.place == Place::At(place) && !condition.negated);
        asked.next().map_or(KindSet::MAX, |condition| {
            if condition.agrees {
                !EDGE
            } else {
                condition.pattern.sketch()
            }
        })
    }

    fn apply(&self, cohorts: &mut Cohorts, at: usize) {
        let Some(word) = cohorts.get(at) else { return };
        let readings = cohorts.readings(at).iter();
        let is_target = |atom: &Atom| match atom {
            Atom::Kind(kind) => word.kinds & kind != 0,
            Atom::Lemma(lemma) => readings.clone().any(|reading| reading.analysis.lemma == *lemma),
            Atom::Form(form) => word.form == *form,
            Atom::Shape(shape) => word.shape.contains(*shape),
            Atom::Edge => false,
        };
        if !self.target.iter().all(is_target) {
            return;
        }
        if !self
            .conditions
            .iter()
            .all(|condition| condition.holds(cohorts, at))
        {
            return;
        }
        let Outcome { strike, pattern } = &self.outcome;
        cohorts.keep(at, |reading| pattern.fits_reading(reading) != *strike);
    }
}

impl Condition {
    fn holds(&self, cohorts: &Cohorts, at: usize) -> bool {
        let found = match self.place {
            Place::At(offset) => self.meets(cohorts, at, at.checked_add_signed(offset)),
            Place::Previous => self.meets(cohorts, at, neighbour(cohorts, at, false)),
            Place::Next => self.meets(cohorts, at, neighbour(cohorts, at, true)),
            Place::Left => {
                let words = (0..at).rev().take(REACH);
                self.meets_any(cohorts, words) || self.reaches_edge(at)
            }
            Place::Right => {
                let words = (at + 1..cohorts.len()).take(REACH);
                self.meets_any(cohorts, words) || self.reaches_edge(cohorts.len() - 1 - at)
            }
        };
        found != self.negated
    }

    fn meets(&self, cohorts: &Cohorts, at: usize, place: Option<usize>) -> bool {
        if self.agrees {
            let place = place.filter(|place| *place < cohorts.len());
            return place.is_some_and(|place| agree(cohorts, at, place, &self.pattern));
        }
        self.pattern.fits(cohorts, place, self.only)
    }

    fn meets_any(&self, cohorts: &Cohorts, words: impl Iterator<Item = usize>) -> bool {
        for word in words {
            if self.pattern.fits(cohorts, Some(word), self.only) {
                return true;
            }
            if self.until.fits(cohorts, Some(word), false) {
                return false;
            }
        }
        false
    }

    /// A search that finds nothing ends at the edge only where nothing else is looked for.
    fn reaches_edge(&self, distance: usize) -> bool {
        distance == 0 && self.pattern.edge
    }
}

/// The nearest word that is no adverb and no clitic pronoun.
fn neighbour(cohorts: &Cohorts, at: usize, forward: bool) -> Option<usize> {
    let skipped = |place: usize| {
        cohorts.readings(place).iter().all(|Reading { analysis, .. }| {
            analysis.class == Class::Adverb
                || analysis.class == Class::Pronoun && analysis.features.contains(Features::CLITIC)
        })
    };
    let mut place = at;
    loop {
        place = if forward { place + 1 } else { place.checked_sub(1)? };
        if place >= cohorts.len() {
            return None;
        }
        if !skipped(place) {
            return Some(place);
        }
    }
}

/// Whether a reading of the word at `at` that fits `pattern` agrees in gender and number with one of the word at
/// `other`.
fn agree(cohorts: &Cohorts, at: usize, other: usize, pattern: &Pattern) -> bool {
    let gender = Features::MASCULINE | Features::FEMININE;
    let number = Features::SINGULAR | Features::PLURAL;
    let shares = |a: Features, b: Features, of: Features| {
        let (a, b) = (a & of, b & of);
        a.is_empty() || b.is_empty() || a.intersects(b)
    };
    let nominal = |reading: &&Reading| !reading.analysis.features.intersects(FINITE);
    cohorts
        .readings(at)
        .iter()
        .filter(|reading| pattern.fits_reading(reading))
        .any(|Reading { analysis: own, .. }| {
            let neighbours = cohorts.readings(other).iter().filter(nominal);
            neighbours.map(|reading| &reading.analysis).any(|its| {
                shares(own.features, its.features, gender) && shares(own.features, its.features, number)
            })
        })
}
