//! Words that a thread has seen lately, with where their readings lie.
//!
//! Half the words of any text are among a few hundred: each thread keeps the last words of every hash
//! value, and looks up in the lexicon only what is not there.

use super::cohorts::Run;
use super::profiles::{EDGE, ProfileId};
use crate::text::{Shape, paired};

/// Sets of words with the same place, a power of two.
const SETS: usize = 1 << 12;
/// Words of a set.
const WAYS: usize = 4;
/// Longest form, in bytes, that is remembered.
const LONGEST: usize = 22;

/// Looks by which words of the same characters differ: a sign before digits makes them another word.
const LOOKS: Shape = Shape::PUNCTUATION
    .union(Shape::CAPITALISED)
    .union(Shape::ALL_CAPITALS)
    .union(Shape::ENCLITIC);

/// A word as the tables know it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    pub(super) readings: Run,
    /// Its profile where it stands first in a sentence and where it does not, as far as asked for.
    profiles: [ProfileId; 2],
}

impl Known {
    /// The profile of the word where it looks like `shape`; `look_up` is asked once.
    #[inline]
    pub(super) fn profile(&mut self, shape: Shape, look_up: impl FnOnce(Run) -> ProfileId) -> ProfileId {
        let profile = &mut self.profiles[usize::from(shape.contains(Shape::INITIAL))];
        // No word has the profile of the edge.
        if *profile == EDGE {
            *profile = look_up(self.readings);
        }
        *profile
    }
}

impl From<Run> for Known {
    fn from(readings: Run) -> Self {
        Self {
            readings,
            profiles: [EDGE; 2],
        }
    }
}

/// The remembered words of one thread.
#[derive(Debug, Default)]
pub(super) struct Memory {
    sets: Vec<[Remembered; WAYS]>,
    /// The last word that was too long.
    long: Known,
}

#[derive(Debug, Clone, Copy, Default)]
struct Remembered {
    /// A part of the hash, which tells most other words apart.
    tag: u32,
    looks: u16,
    length: u8,
    word: [u8; LONGEST],
    known: Known,
}

impl Memory {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.sets.clear();
        self.sets.resize(SETS, [Remembered::default(); WAYS]);
    }

    /// What is known of `word`, whose key is `key`, if it is remembered.
    #[inline]
    pub(super) fn recall(&mut self, word: &[u8], key: u64, shape: Shape) -> Option<&mut Known> {
        let Place { set, tag, looks } = Place::of(key, shape);
        let set = self.sets.get_mut(set)?;
        let is_word = |other: &Remembered| {
            other.tag == tag
                && other.looks == looks
                && usize::from(other.length) == word.len()
                && other.word.get(..word.len()) == Some(word)
        };
        let at = match set.iter().position(is_word)? {
            0 => 0,
            // Words that come often work their way to the front, those that do not are pushed out.
            at => {
                set.swap(at - 1, at);
                at - 1
            }
        };
        Some(&mut set[at].known)
    }

    /// Remembers what is known of such a word.
    pub(super) fn remember(&mut self, word: &[u8], key: u64, shape: Shape, known: Known) -> &mut Known {
        let Place { set, tag, looks } = Place::of(key, shape);
        let Some(set) = self.sets.get_mut(set).filter(|_| word.len() <= LONGEST) else {
            self.long = known;
            return &mut self.long;
        };
        set.rotate_right(1);
        set[0] = Remembered::new(tag, looks, word, known);
        &mut set[0].known
    }
}

/// Where a word is remembered, and what tells it from most others there.
struct Place {
    set: usize,
    tag: u32,
    looks: u16,
}

impl Place {
    #[inline]
    fn of(key: u64, shape: Shape) -> Self {
        let looks = (shape & LOOKS).bits();
        let hash = paired(u32::from(looks), key);
        Self {
            set: (hash >> 40 ^ hash) as usize % SETS,
            tag: (hash >> 12) as u32,
            looks,
        }
    }
}

impl Remembered {
    /// A word of at most [`LONGEST`] bytes.
    fn new(tag: u32, looks: u16, word: &[u8], known: Known) -> Self {
        let mut remembered = Self {
            tag,
            looks,
            length: word.len() as u8,
            word: [0; LONGEST],
            known,
        };
        remembered.word[..word.len()].copy_from_slice(word);
        remembered
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lowered;

    /// Recalls each word in turn and holds against `expected` whether it was looked up.
    fn check(words: &[(&str, Shape)], expected: &[bool]) {
        let mut memory = Memory::default();
        memory.clear();
        let looked_up = words.iter().map(|(word, shape)| {
            let key = lowered(word);
            let unknown = memory.recall(word.as_bytes(), key, *shape).is_none();
            if unknown {
                memory.remember(word.as_bytes(), key, *shape, Known::default());
            }
            unknown
        });
        assert_eq!(looked_up.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_are_looked_up_once() {
        let plain = Shape::empty();
        check(
            &[("pont", plain), ("ponts", plain), ("pont", plain)],
            &[true, true, false],
        );
    }

    #[test]
    fn looks_make_another_word_but_places_do_not() {
        let (plain, capital) = (Shape::empty(), Shape::CAPITALISED);
        check(
            &[
                ("Pont", capital),
                ("pont", plain),
                ("Pont", capital | Shape::INITIAL),
            ],
            &[true, true, false],
        );
        check(
            &[("-5", Shape::NUMBER), ("-5", Shape::PUNCTUATION)],
            &[true, true],
        );
    }

    #[test]
    fn long_words_are_not_kept() {
        let long = "anticonstitutionnellement";
        check(&[(long, Shape::empty()), (long, Shape::empty())], &[true, true]);
    }

    #[test]
    fn profiles_are_kept_by_place() {
        let mut known = Known::default();
        assert_eq!(known.profile(Shape::empty(), |_| 7), 7);
        assert_eq!(known.profile(Shape::INITIAL, |_| 8), 8);
        assert_eq!(known.profile(Shape::empty(), |_| 9), 7);
    }
}
