//! Words that a thread has seen lately, with their readings.
//!
//! Half the words of any text are among a few hundred: each thread keeps the last word of every hash
//! value, and looks up in the lexicon only what is not there.

use super::cohorts::{Cohorts, MOST, Reading, kinds_of};
use super::kinds::KindSet;
use crate::text::{Shape, paired};
use smallvec::SmallVec;

/// Places, a power of two.
const PLACES: usize = 1 << 14;
/// Longest form, in bytes, that is remembered.
const LONGEST: usize = 22;
/// Readings that are kept before all is forgotten: those of words whose place another has taken stay among them.
const READINGS: usize = 1 << 17;

/// A word as the tables know it.
pub(super) struct Entry {
    /// Number of the form among those that constraints name.
    pub(super) form: u16,
    pub(super) readings: SmallVec<[Reading; MOST]>,
}

/// The remembered words of one thread.
#[derive(Debug, Default)]
pub(super) struct Memory {
    places: Vec<Option<Remembered>>,
    readings: Vec<Reading>,
}

#[derive(Debug, Clone, Copy)]
struct Remembered {
    word: [u8; LONGEST],
    length: u8,
    /// Whether it is a punctuation mark.
    sign: bool,
    form: u16,
    count: u16,
    /// Where its readings begin.
    first: u32,
    /// Kinds of its readings.
    kinds: KindSet,
}

impl Memory {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.readings.clear();
        self.places.clear();
        self.places.resize(PLACES, None);
    }

    /// Makes room where too much is remembered.
    pub(super) fn tidy(&mut self) {
        if self.readings.len() > READINGS {
            self.clear();
        }
    }

    /// Adds `word`, whose key is `key`, to the sentence, from memory or by `look_up`.
    pub(super) fn recall(
        &mut self,
        word: &str,
        key: u64,
        shape: Shape,
        sentence: &mut Cohorts,
        look_up: impl FnOnce() -> Entry,
    ) {
        // A sign before digits makes the same characters another word; capitals do not show in the key.
        let sign = shape.contains(Shape::PUNCTUATION);
        let looks = shape & (Shape::PUNCTUATION | Shape::CAPITALISED | Shape::ALL_CAPITALS);
        let hash = paired(u32::from(looks.bits()), key);
        let place = (hash >> 40 ^ hash) as usize % PLACES;
        let Some(place) = self.places.get_mut(place).filter(|_| word.len() <= LONGEST) else {
            let entry = look_up();
            sentence.push(entry.form, shape, &entry.readings, kinds_of(&entry.readings));
            return;
        };
        if let Some(known) = place
            && known.sign == sign
            && usize::from(known.length) == word.len()
            && &known.word[..word.len()] == word.as_bytes()
        {
            let first = known.first as usize;
            let readings = &self.readings[first..first + usize::from(known.count)];
            sentence.push(known.form, shape, readings, known.kinds);
            return;
        }
        let entry = look_up();
        let kinds = kinds_of(&entry.readings);
        sentence.push(entry.form, shape, &entry.readings, kinds);
        let mut bytes = [0; LONGEST];
        bytes[..word.len()].copy_from_slice(word.as_bytes());
        *place = Some(Remembered {
            word: bytes,
            length: word.len() as u8,
            sign,
            form: entry.form,
            count: entry.readings.len() as u16,
            first: self.readings.len() as u32,
            kinds,
        });
        self.readings.extend_from_slice(&entry.readings);
    }
}
