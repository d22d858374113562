//! Which constraints the kinds of a word leave open: for the word itself, and for the words on either side of it.
//!
//! The readings of all words of French make a few hundred sets of kinds. What a list of constraints can do with each of
//! them is worked out once and remembered by thread; a word whose neighbours leave nothing open then costs three
//! look-ups, however many constraints there are.

use super::constraint::ConstraintList;
use super::kinds::KindSet;
use rustc_hash::FxHashMap;

/// Sets of kinds that are remembered before all is forgotten.
const MOST: usize = 1 << 13;

/// Constraints of one block, a bit each.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Opening {
    /// Those whose target may be a word of these kinds.
    pub(super) target: u64,
    /// Those that such a word before the target allows.
    pub(super) before: u64,
    /// Those that such a word after the target allows.
    pub(super) after: u64,
}

/// What one thread has worked out.
#[derive(Debug, Default)]
pub(super) struct Openings {
    /// Where the openings of a list begin for a set of kinds, by the list's number.
    first: FxHashMap<(u32, KindSet), u32>,
    /// One for each block of the list, side by side.
    openings: Vec<Opening>,
}

impl Openings {
    /// Forgets what was worked out for other tables.
    pub(super) fn clear(&mut self) {
        self.first.clear();
        self.openings.clear();
    }

    /// Where the openings of `list`, one for each block, begin for a word of `kinds`.
    pub(super) fn of(&mut self, list: &ConstraintList, kinds: KindSet) -> usize {
        let key = (list.number, kinds);
        if let Some(first) = self.first.get(&key) {
            return *first as usize;
        }
        let first = self.openings.len();
        self.openings.extend(list.openings(kinds));
        self.first.insert(key, first as u32);
        first
    }

    /// Makes room where too much has been worked out; places given out before are void.
    pub(super) fn tidy(&mut self) {
        if self.first.len() > MOST {
            self.clear();
        }
    }

    pub(super) fn get(&self, place: usize) -> Opening {
        self.openings.get(place).copied().unwrap_or_default()
    }
}
