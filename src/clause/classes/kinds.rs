//! Kinds of readings, numbered: `NOUN`, `VERB.Infinitive`.
//!
//! Every kind that some constraint speaks of is one bit, so that what constraints can see of a reading is a set of bits.

use crate::lexicon::{Analysis, Class, Features};

/// A set of kinds, one bit each.
pub(super) type KindSet = u64;

/// How many classes there are.
const CLASSES: usize = Class::Other as usize + 1;

/// How many kinds there may be.
pub(super) const MOST: usize = KindSet::BITS as usize;

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
    of_class: [Vec<u8>; CLASSES],
}

impl Kinds {
    /// The number of `kind`, a new one at its first use; none if there are too many.
    pub(super) fn number(&mut self, kind: Kind) -> Option<u8> {
        let known = self.kinds.iter().position(|known| *known == kind);
        let number = known.unwrap_or(self.kinds.len());
        if number >= MOST {
            return None;
        }
        if number == self.kinds.len() {
            self.kinds.push(kind);
            for (class, numbers) in self.of_class.iter_mut().enumerate() {
                if kind.class.is_none_or(|own| own as usize == class) {
                    numbers.push(number as u8);
                }
            }
        }
        Some(number as u8)
    }

    /// Every kind that a reading is of.
    pub(super) fn of(&self, reading: &Analysis) -> KindSet {
        let kinds = self.of_class[reading.class as usize].iter();
        kinds.fold(0, |all, number| {
            all | KindSet::from(self.kinds[usize::from(*number)].fits(reading)) << number
        })
    }
}
