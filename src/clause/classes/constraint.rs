//! Constraints compiled to masks, and their application to one sentence.
//!
//! A constraint has a target, an outcome and conditions on the neighbours; the language that they are
//! written in is described in [`super::language`].

use super::language::{ClassesError, ClassesFile};
use crate::clause::Token;
use crate::lexicon::{Analysis, Class, Features, LemmaId, Lexicon, Readings};
use crate::text::{Shape, lowered};
use rustc_hash::FxHashMap;

/// Features of which a finite verb has one.
pub(super) const FINITE: Features = Features::INDICATIVE
    .union(Features::SUBJUNCTIVE)
    .union(Features::CONDITIONAL)
    .union(Features::IMPERATIVE);

/// How far a condition may look for a word.
const REACH: usize = 14;

/// Readings of one word that are kept; no form of the dictionary has more that matter.
const MOST: usize = 8;

/// A word of the sentence at hand with the readings that are left.
///
/// Plain bytes, so that it is copied from the memory of recent words at no cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    all: [Analysis; MOST],
    count: u8,
    /// Classes of the readings, one bit each.
    classes: u16,
    /// Number of the form among those that constraints name; 0 for none.
    form: u16,
    shape: Shape,
}

/// Fills the places of readings that a word has not.
const NOTHING: Analysis = Analysis {
    lemma: LemmaId::UNKNOWN,
    class: Class::Other,
    features: Features::empty(),
};

impl Slot {
    pub(super) fn new(readings: Readings, form: u16) -> Self {
        let mut all = [NOTHING; MOST];
        let count = readings.len().min(MOST);
        all[..count].copy_from_slice(&readings[..count]);
        Self {
            all,
            count: count as u8,
            classes: classes_of(&all[..count]),
            form,
            shape: Shape::empty(),
        }
    }

    fn readings(&self) -> &[Analysis] {
        &self.all[..usize::from(self.count)]
    }

    const fn ambiguous(&self) -> bool {
        self.count > 1
    }

    /// The word at its place in a sentence.
    pub(super) fn in_place(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// Makes the word part of a name.
    pub(super) fn name(&mut self, lemma: Option<LemmaId>) {
        let known = self
            .readings()
            .iter()
            .find(|reading| reading.class == Class::ProperNoun)
            .copied();
        let name = known.unwrap_or(Analysis {
            lemma: lemma.unwrap_or(LemmaId::UNKNOWN),
            class: Class::ProperNoun,
            features: Features::empty(),
        });
        self.all[0] = name;
        self.count = 1;
        self.classes = class_bit(Class::ProperNoun);
    }

    /// Takes the word for what it is in lower case.
    pub(super) fn ignore_capitals(&mut self) {
        self.shape.remove(Shape::CAPITALISED);
        self.keep(|reading| {
            reading.class != Class::ProperNoun || !reading.features.contains(Features::GUESSED)
        });
    }

    /// The lemma of the first reading.
    pub(super) fn first_lemma(&self) -> Option<LemmaId> {
        self.readings().first().map(|reading| reading.lemma)
    }

    /// Keeps the readings of `class`, if there are any.
    pub(super) fn keep_class(&mut self, class: Class) {
        self.keep(|reading| reading.class == class);
    }

    /// The reading that is left, or the first of them; features on which all readings of its class and
    /// lemma agree, plus every gender and number it may have.
    pub(super) fn token(&self) -> Token {
        let Some(first) = self.readings().first() else {
            return Token {
                lemma: LemmaId::UNKNOWN,
                class: Class::Other,
                features: Features::empty(),
            };
        };
        let nominal = matches!(first.class, Class::Noun | Class::Adjective);
        let same = |reading: &&Analysis| reading.class == first.class && reading.lemma == first.lemma;
        let features = if nominal {
            self.readings()
                .iter()
                .filter(same)
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

    /// Keeps the readings that `keep` accepts, if it accepts any.
    fn keep(&mut self, keep: impl Fn(&Analysis) -> bool) {
        let mut left = self.all;
        let mut count = 0;
        for reading in self.readings().iter().filter(|reading| keep(reading)) {
            left[count] = *reading;
            count += 1;
        }
        if count > 0 && count < usize::from(self.count) {
            self.all = left;
            self.count = count as u8;
            self.classes = classes_of(&left[..count]);
        }
    }
}

fn classes_of(readings: &[Analysis]) -> u16 {
    readings
        .iter()
        .fold(0, |classes, reading| classes | class_bit(reading.class))
}

pub(super) const fn class_bit(class: Class) -> u16 {
    1 << class as u16
}

/// What one reading must be.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Atom {
    /// Classes that will do; 0 for any.
    pub(super) classes: u16,
    /// Features that it must all have.
    pub(super) all: Features,
    /// Features of which it must have one, if there are any.
    pub(super) any: Features,
    /// Its lemma.
    pub(super) lemma: Option<LemmaId>,
    /// The form's number; 0 for any.
    pub(super) form: u16,
    /// What the word must look like.
    pub(super) shape: Shape,
    /// The edge of the sentence instead of a word.
    pub(super) edge: bool,
}

impl Atom {
    fn fits_reading(&self, reading: &Analysis) -> bool {
        (self.classes == 0 || self.classes & class_bit(reading.class) != 0)
            && reading.features.contains(self.all)
            && (self.any.is_empty() || reading.features.intersects(self.any))
            && self.lemma.is_none_or(|lemma| lemma == reading.lemma)
    }

    fn fits_word(&self, slot: &Slot) -> bool {
        !self.edge
            && (self.form == 0 || self.form == slot.form)
            && slot.shape.contains(self.shape)
            && (self.classes == 0 || self.classes & slot.classes != 0)
    }

    fn fits(&self, slot: &Slot, only: bool) -> bool {
        let fits = |reading: &Analysis| self.fits_reading(reading);
        self.fits_word(slot)
            && if only {
                slot.readings().iter().all(fits)
            } else {
                slot.readings().iter().any(fits)
            }
    }
}

/// Alternatives.
pub(super) type Pattern = Vec<Atom>;

fn fits(pattern: &[Atom], slot: Option<&Slot>, only: bool) -> bool {
    let Some(slot) = slot else {
        return pattern.iter().any(|atom| atom.edge);
    };
    if only && pattern.len() > 1 {
        let fits = |reading: &Analysis| {
            pattern
                .iter()
                .any(|atom| atom.fits_word(slot) && atom.fits_reading(reading))
        };
        return slot.readings().iter().all(fits);
    }
    pattern.iter().any(|atom| atom.fits(slot, only))
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
    /// Kinds of readings that the target must have, all of them.
    pub(super) target: Vec<Atom>,
    /// Their classes.
    pub(super) classes: u16,
    pub(super) outcome: Outcome,
    pub(super) conditions: Vec<Condition>,
}

/// All constraints, by what they are for.
#[derive(Debug, Default)]
pub(super) struct Constraints {
    /// Numbers of the forms that constraints name, by key.
    forms: FxHashMap<u64, u16>,
    by_form: Vec<Vec<Constraint>>,
    general: Vec<Constraint>,
    /// The classes that each of the general ones asks for, side by side to be passed over quickly.
    general_classes: Vec<u16>,
}

impl Constraints {
    pub(super) fn compile(file: &ClassesFile, lexicon: &Lexicon) -> Result<Self, ClassesError> {
        let mut forms = FxHashMap::default();
        let all = super::language::compile(file, lexicon, &mut forms)?;
        let mut constraints = Self {
            by_form: vec![Vec::new(); forms.len() + 1],
            forms: forms
                .iter()
                .map(|(form, number)| (lowered(form), *number))
                .collect(),
            general: Vec::new(),
            general_classes: Vec::new(),
        };
        for constraint in all {
            if constraint.forms.is_empty() {
                constraints.general_classes.push(constraint.classes);
                constraints.general.push(constraint);
                continue;
            }
            for form in &constraint.forms {
                if let Some(same) = constraints.by_form.get_mut(usize::from(*form)) {
                    same.push(constraint.clone());
                }
            }
        }
        Ok(constraints)
    }

    /// The number of the form with this key, if some constraint names it.
    pub(super) fn form(&self, key: u64) -> u16 {
        self.forms.get(&key).copied().unwrap_or_default()
    }

    /// Strikes out readings, from left to right, twice.
    pub(super) fn apply(&self, slots: &mut [Slot]) {
        for _ in 0..2 {
            for at in 0..slots.len() {
                if slots[at].ambiguous() {
                    self.apply_at(slots, at);
                }
            }
        }
    }

    fn apply_at(&self, slots: &mut [Slot], at: usize) {
        let form = usize::from(slots[at].form);
        if let Some(own) = self.by_form.get(form).filter(|_| form > 0) {
            for constraint in own {
                constraint.apply(slots, at);
                if !slots[at].ambiguous() {
                    return;
                }
            }
        }
        for (constraint, classes) in self.general.iter().zip(&self.general_classes) {
            if slots[at].classes & classes != *classes {
                continue;
            }
            constraint.apply(slots, at);
            if !slots[at].ambiguous() {
                return;
            }
        }
    }
}

impl Constraint {
    fn apply(&self, slots: &mut [Slot], at: usize) {
        if !self.target.iter().all(|atom| atom.fits(&slots[at], false)) {
            return;
        }
        if !self.conditions.iter().all(|condition| condition.holds(slots, at)) {
            return;
        }
        let Outcome { strike, pattern } = &self.outcome;
        slots[at].keep(|reading| pattern.iter().any(|atom| atom.fits_reading(reading)) != *strike);
    }
}

impl Condition {
    fn holds(&self, slots: &[Slot], at: usize) -> bool {
        let found = match self.place {
            Place::At(offset) => self.meets(slots, at, at.checked_add_signed(offset)),
            Place::Previous => self.meets(slots, at, neighbour(slots, at, false)),
            Place::Next => self.meets(slots, at, neighbour(slots, at, true)),
            Place::Left => {
                let words = slots[..at].iter().rev().take(REACH);
                self.meets_any(words) || self.reaches_edge(at)
            }
            Place::Right => {
                let words = slots[at + 1..].iter().take(REACH);
                self.meets_any(words) || self.reaches_edge(slots.len() - 1 - at)
            }
        };
        found != self.negated
    }

    fn meets(&self, slots: &[Slot], at: usize, place: Option<usize>) -> bool {
        let slot = place.and_then(|place| slots.get(place));
        if self.agrees {
            return slot.is_some_and(|slot| agree(&slots[at], slot, &self.pattern));
        }
        fits(&self.pattern, slot, self.only)
    }

    fn meets_any<'a>(&self, words: impl Iterator<Item = &'a Slot>) -> bool {
        for slot in words {
            if fits(&self.pattern, Some(slot), self.only) {
                return true;
            }
            if fits(&self.until, Some(slot), false) {
                return false;
            }
        }
        false
    }

    /// A search that finds nothing ends at the edge only where nothing else is looked for.
    fn reaches_edge(&self, distance: usize) -> bool {
        distance == 0 && self.pattern.iter().any(|atom| atom.edge)
    }
}

/// The nearest word that is no adverb and no clitic pronoun.
fn neighbour(slots: &[Slot], at: usize, forward: bool) -> Option<usize> {
    let skipped = |slot: &Slot| {
        slot.readings().iter().all(|reading| {
            reading.class == Class::Adverb
                || reading.class == Class::Pronoun && reading.features.contains(Features::CLITIC)
        })
    };
    let mut place = at;
    loop {
        place = if forward { place + 1 } else { place.checked_sub(1)? };
        if !skipped(slots.get(place)?) {
            return Some(place);
        }
    }
}

/// Whether a reading of `slot` that fits `pattern` agrees in gender and number with one of `other`.
fn agree(slot: &Slot, other: &Slot, pattern: &[Atom]) -> bool {
    let gender = Features::MASCULINE | Features::FEMININE;
    let number = Features::SINGULAR | Features::PLURAL;
    let shares = |a: Features, b: Features, of: Features| {
        let (a, b) = (a & of, b & of);
        a.is_empty() || b.is_empty() || a.intersects(b)
    };
    slot.readings()
        .iter()
        .filter(|reading| pattern.iter().any(|atom| atom.fits_reading(reading)))
        .any(|reading| {
            let nominal = |reading: &&Analysis| !reading.features.intersects(FINITE);
            other.readings().iter().filter(nominal).any(|neighbour| {
                shares(reading.features, neighbour.features, gender)
                    && shares(reading.features, neighbour.features, number)
            })
        })
}
