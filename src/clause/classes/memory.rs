//! Words that a thread has seen lately, with their readings.
//!
//! Half the words of any text are among a few hundred: each thread keeps the last word of every hash
//! value, and looks up in the lexicon only what is not there.

use super::cohorts::{Cohorts, MOST, Reading};
use crate::text::Shape;
use smallvec::SmallVec;
use std::hash::{BuildHasher, Hasher};

/// Places, a power of two.
const PLACES: usize = 1 << 14;
/// Longest form, in bytes, that is remembered.
const LONGEST: usize = 23;
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
    /// The tables that the words were looked up in.
    tables: u64,
    places: Vec<Option<Remembered>>,
    readings: Vec<Reading>,
}

#[derive(Debug, Clone, Copy)]
struct Remembered {
    word: [u8; LONGEST],
    length: u8,
    form: u16,
    count: u16,
    /// Where its readings begin.
    first: u32,
}

impl Memory {
    /// Forgets what was looked up in other tables.
    pub(super) fn serve(&mut self, tables: u64) {
        if self.tables != tables || self.readings.len() > READINGS {
            self.tables = tables;
            self.readings.clear();
            self.places.clear();
            self.places.resize(PLACES, None);
        }
    }

    /// Adds `word` to the sentence, from memory or by `look_up`.
    pub(super) fn recall(
        &mut self,
        word: &str,
        shape: Shape,
        sentence: &mut Cohorts,
        look_up: impl FnOnce() -> Entry,
    ) {
        // A sign before digits makes the same characters another word.
        let mut hasher = rustc_hash::FxBuildHasher.build_hasher();
        hasher.write(word.as_bytes());
        hasher.write_u8(u8::from(shape.contains(Shape::PUNCTUATION)));
        let hash = hasher.finish();
        let place = (hash >> 40 ^ hash) as usize % PLACES;
        let Some(place) = self.places.get_mut(place).filter(|_| word.len() <= LONGEST) else {
            let entry = look_up();
            sentence.push(entry.form, shape, &entry.readings);
            return;
        };
        if let Some(known) = place
            && usize::from(known.length) == word.len()
            && &known.word[..word.len()] == word.as_bytes()
        {
            let first = known.first as usize;
            let readings = &self.readings[first..first + usize::from(known.count)];
            sentence.push(known.form, shape, readings);
            return;
        }
        let entry = look_up();
        sentence.push(entry.form, shape, &entry.readings);
        let mut bytes = [0; LONGEST];
        bytes[..word.len()].copy_from_slice(word.as_bytes());
        *place = Some(Remembered {
            word: bytes,
            length: word.len() as u8,
            form: entry.form,
            count: entry.readings.len() as u16,
            first: self.readings.len() as u32,
        });
        self.readings.extend_from_slice(&entry.readings);
    }
}
