//! Kinds of readings, numbered: `NOUN`, `VERB.Infinitive`.
//!
//! Every kind that some constraint speaks of is one bit, so that what a constraint asks of a word is answered by one
//! operation on the bits of its readings.

use crate::lexicon::{Analysis, Class, Features, LemmaId};
use rustc_hash::FxHashSet;

/// A set of kinds, one bit each.
pub(super) type KindSet = u64;

/// The bit of every lemma that some constraint is for.
pub(super) const TARGETED: KindSet = 1 << 61;

/// The bit of every word, whatever its readings.
pub(super) const WORD: KindSet = 1 << 62;

/// The bit of the sentence's edge, where no word stands.
pub(super) const EDGE: KindSet = 1 << 63;

/// How many classes there are.
const CLASSES: usize = Class::Other as usize + 1;

/// How many kinds there may be.
const MOST: usize = 61;

/// What one reading must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kind {
    /// Its class; any where there is none.
    pub(super) class: Option<Class>,
    /// Features that it must all have.
    pub(super) all: Features,
    /// Features of which it must have one, if there are any.
    pub(super) any: Features,
}

impl Kind {
    fn fits(&self, reading: &Analysis) -> bool {
        self.class.is_none_or(|class| class == reading.class)
            && reading.features.contains(self.all)
            && (self.any.is_empty() || reading.features.intersects(self.any))
    }
}

/// What the constraints speak of.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    /// Kinds, by their numbers.
    kinds: Vec<Kind>,
    /// For each class, the numbers of the kinds that a reading of it may be of.
    of_class: [Vec<usize>; CLASSES],
    /// Lemmas that constraints are for.
    targets: FxHashSet<LemmaId>,
}

impl Kinds {
    /// The bit of `kind`, a new one at its first use; none if there are too many.
    pub(super) fn bit(&mut self, kind: Kind) -> Option<KindSet> {
        let known = self.kinds.iter().position(|known| *known == kind);
        let number = known.unwrap_or(self.kinds.len());
        if number == self.kinds.len() {
            self.kinds.push(kind);
            for (class, numbers) in self.of_class.iter_mut().enumerate() {
                if kind.class.is_none_or(|own| own as usize == class) {
                    numbers.push(number);
                }
            }
        }
        (number < MOST).then_some(1 << number)
    }

    /// Remembers that some constraint is for `lemma`.
    pub(super) fn target(&mut self, lemma: LemmaId) {
        self.targets.insert(lemma);
    }

    /// Every kind that a reading is of.
    pub(super) fn of(&self, reading: &Analysis) -> KindSet {
        let kinds = self.of_class[reading.class as usize].iter();
        let kinds = kinds
            .take_while(|number| **number < MOST)
            .map(|number| KindSet::from(self.kinds[*number].fits(reading)) << number);
        let targeted = self.targets.contains(&reading.lemma);
        kinds.fold(WORD, |all, bit| all | bit) | if targeted { TARGETED } else { 0 }
    }
}
