//! What the lexicon says of a form, as far as names ask.
//!
//! The words that open sentences are the same few hundred in any text: each thread keeps what was said of the last form of
//! every hash value.

use crate::lexicon::{Class, Features, Lexicon};
use crate::mention::find::is_common;
use crate::mention::vocabulary::Words;
use crate::text::{Shape, paired};
use bitflags::bitflags;
use std::cell::RefCell;

bitflags! {
    /// What a form may be.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub(super) struct Reading: u8 {
        /// Something other than a proper noun that could open a sentence.
        const COMMON = 1;
        const GIVEN = 1 << 1;
        const NOUN = 1 << 2;
        const ADJECTIVE = 1 << 3;
        const INFINITIVE = 1 << 4;
        /// An auxiliary, preposition, determiner, pronoun or subordinator.
        const FUNCTION = 1 << 5;
        /// An indefinite determiner.
        const INDEFINITE = 1 << 6;
    }
}

/// Places, a power of two.
const PLACES: usize = 1 << 11;
/// Longest form, in bytes, that is remembered.
const LONGEST: usize = 22;

#[derive(Debug, Clone, Copy, Default)]
struct Remembered {
    form: [u8; LONGEST],
    length: u8,
    reading: Reading,
}

/// The forms that a thread has seen lately.
#[derive(Debug, Default)]
struct Memory {
    /// The lexicon that they were looked up in.
    lexicon: u64,
    places: Vec<Remembered>,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::new(Memory::default());
}

/// What `lexicon` says of the word at `at`.
pub(super) fn reading(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> Reading {
    let form = words.word(at);
    if form.len() > LONGEST {
        return look_up(lexicon, form);
    }
    let shape = words.text.words.get(at).map_or(Shape::empty(), |word| word.shape);
    let looks = shape & (Shape::CAPITALISED | Shape::ALL_CAPITALS);
    let hash = paired(u32::from(looks.bits()), words.key(at));
    MEMORY.with_borrow_mut(|memory| memory.recall(lexicon, form, hash))
}

impl Memory {
    /// What was said of `form`, whose hash is `hash`, or is said of it now.
    fn recall(&mut self, lexicon: &Lexicon, form: &str, hash: u64) -> Reading {
        if self.lexicon != lexicon.number() {
            self.lexicon = lexicon.number();
            self.places.clear();
            self.places.resize(PLACES, Remembered::default());
        }
        let place = &mut self.places[(hash >> 40 ^ hash) as usize % PLACES];
        let known = usize::from(place.length);
        if known == form.len() && place.form[..known] == *form.as_bytes() {
            return place.reading;
        }
        let reading = look_up(lexicon, form);
        place.form[..form.len()].copy_from_slice(form.as_bytes());
        place.length = form.len() as u8;
        place.reading = reading;
        reading
    }
}

fn look_up(lexicon: &Lexicon, form: &str) -> Reading {
    let mut all = Reading::empty();
    for analysis in lexicon.analyses(form) {
        let features = analysis.features;
        all.set(
            Reading::COMMON,
            all.contains(Reading::COMMON) || is_common(&analysis),
        );
        if features.contains(Features::GIVEN_NAME) {
            all |= Reading::GIVEN;
        }
        all |= match analysis.class {
            Class::Noun => Reading::NOUN,
            Class::Adjective => Reading::ADJECTIVE,
            Class::Verb if features.contains(Features::INFINITIVE) => Reading::INFINITIVE,
            Class::Determiner if features.contains(Features::INDEFINITE) => {
                Reading::FUNCTION | Reading::INDEFINITE
            }
            Class::Auxiliary
            | Class::Adposition
            | Class::Determiner
            | Class::Pronoun
            | Class::Subordinator => Reading::FUNCTION,
            _ => Reading::empty(),
        };
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    #[test]
    fn what_is_remembered_is_what_was_looked_up() {
        let lexicon = Lexicon::load(&Data::builtin()).unwrap();
        let mut memory = Memory::default();
        // All forms share one place.
        for form in ["Le", "le", "LE", "Paris", "", "Le", "Paris"] {
            assert_eq!(
                memory.recall(&lexicon, form, 7),
                look_up(&lexicon, form),
                "{form}"
            );
        }
        assert!(look_up(&lexicon, "Le").contains(Reading::COMMON | Reading::FUNCTION));
    }
}
