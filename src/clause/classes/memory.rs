//! Words that a thread has seen lately, with their readings.
//!
//! Half the words of any text are among a few hundred: each thread keeps the last word of every hash
//! value, and looks up in the lexicon only what is not there.

use super::constraint::Slot;
use crate::text::Shape;
use std::hash::{BuildHasher, Hasher};

/// Places, a power of two.
const PLACES: usize = 1 << 14;
/// Longest form, in bytes, that is remembered.
const LONGEST: usize = 23;

/// The remembered words of one thread.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The tables that the words were looked up in.
    tables: u64,
    places: Vec<Option<Remembered>>,
}

#[derive(Debug, Clone, Copy)]
struct Remembered {
    form: [u8; LONGEST],
    length: u8,
    slot: Slot,
}

impl Memory {
    /// Forgets what was looked up in other tables.
    pub(super) fn serve(&mut self, tables: u64) {
        if self.tables != tables {
            self.tables = tables;
            self.places.clear();
            self.places.resize(PLACES, None);
        }
    }

    /// The readings of `form`, from memory or by `look_up`.
    pub(super) fn recall(&mut self, form: &str, shape: Shape, look_up: impl FnOnce() -> Slot) -> Slot {
        if form.len() > LONGEST {
            return look_up();
        }
        // A sign before digits makes the same characters another word.
        let mut hasher = rustc_hash::FxBuildHasher.build_hasher();
        hasher.write(form.as_bytes());
        hasher.write_u8(u8::from(shape.contains(Shape::PUNCTUATION)));
        let hash = hasher.finish();
        let place = (hash >> 40 ^ hash) as usize % PLACES;
        let Some(place) = self.places.get_mut(place) else {
            return look_up();
        };
        if let Some(known) = place
            && usize::from(known.length) == form.len()
            && &known.form[..form.len()] == form.as_bytes()
        {
            return known.slot;
        }
        let slot = look_up();
        let mut bytes = [0; LONGEST];
        bytes[..form.len()].copy_from_slice(form.as_bytes());
        *place = Some(Remembered {
            form: bytes,
            length: form.len() as u8,
            slot,
        });
        slot
    }
}
