//! What a thread remembers of the words that it has seen lately: where their readings lie, and what constraints can see
//! of them.

use super::cohorts::Run;
use super::profiles::{EDGE, ProfileId};
use crate::lexicon::Forms;
use crate::text::Shape;

/// The remembered words of one thread.
pub(super) type Memory = Forms<Known, { 1 << 12 }>;

/// Looks by which words of the same characters differ: a sign before digits makes them another word.
pub(super) const LOOKS: Shape = Shape::PUNCTUATION
    .union(Shape::CAPITALISED)
    .union(Shape::ALL_CAPITALS)
    .union(Shape::ENCLITIC);

/// A word as the tables know it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    pub(super) readings: Run,
    /// Whether a locution may begin with it.
    pub(super) opens_locution: bool,
    /// Its profile where it stands first in a sentence and where it does not, as far as asked for.
    profiles: [ProfileId; 2],
}

impl Known {
    /// A word with these readings.
    pub(super) const fn new(readings: Run, opens_locution: bool) -> Self {
        Self {
            readings,
            opens_locution,
            profiles: [EDGE; 2],
        }
    }

    /// The profile of the word where it looks like `shape`, if it was asked for.
    #[inline]
    pub(super) fn profile(&self, shape: Shape) -> Option<ProfileId> {
        let profile = self.profiles[usize::from(shape.contains(Shape::INITIAL))];
        // No word has the profile of the edge.
        (profile != EDGE).then_some(profile)
    }

    /// Keeps the profile of the word where it looks like `shape`.
    pub(super) fn set_profile(&mut self, shape: Shape, profile: ProfileId) {
        self.profiles[usize::from(shape.contains(Shape::INITIAL))] = profile;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lowered;

    #[test]
    fn places_make_no_other_word() {
        let mut memory = Memory::default();
        memory.clear();
        let mut knows = |shape: Shape| {
            let (word, key, looks) = ("Pont".as_bytes(), lowered("Pont"), shape & LOOKS);
            let known = memory.recall(word, key, looks).is_some();
            memory.remember(word, key, looks, Known::default());
            known
        };
        assert!(!knows(Shape::CAPITALISED));
        assert!(knows(Shape::CAPITALISED | Shape::INITIAL));
        assert!(!knows(Shape::CAPITALISED | Shape::ALL_CAPITALS));
        assert!(!knows(Shape::NUMBER));
        assert!(!knows(Shape::PUNCTUATION));
    }

    #[test]
    fn profiles_are_kept_by_place() {
        let mut known = Known::default();
        known.set_profile(Shape::INITIAL, 8);
        assert_eq!(known.profile(Shape::empty()), None);
        known.set_profile(Shape::empty(), 7);
        assert_eq!(known.profile(Shape::CAPITALISED), Some(7));
        assert_eq!(known.profile(Shape::INITIAL), Some(8));
    }
}
