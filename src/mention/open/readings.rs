//! What the lexicon says of a form, as far as names ask.
//!
//! The words that open sentences are the same few hundred in any text: each thread keeps what was said of them.

use crate::lexicon::{Class, Edition, Features, Forms, Lexicon};
use crate::mention::find::is_common;
use crate::mention::vocabulary::Words;
use crate::text::Shape;
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

/// The forms that a thread has seen lately.
#[derive(Debug, Default)]
struct Memory {
    /// The lexicon that they were looked up in.
    lexicon: Edition,
    forms: Forms<Reading, 512>,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::new(Memory::default());
}

/// What `lexicon` says of the word at `at`.
pub(super) fn reading(lexicon: &Lexicon, words: &Words<'_>, at: usize) -> Reading {
    let form = words.word(at);
    let shape = words.text.words.get(at).map_or(Shape::empty(), |word| word.shape);
    MEMORY.with_borrow_mut(|memory| memory.recall(lexicon, form, words.key(at), shape))
}

impl Memory {
    /// What was said of `form`, whose key is `key`, or is said of it now.
    fn recall(&mut self, lexicon: &Lexicon, form: &str, key: u64, shape: Shape) -> Reading {
        if self.lexicon != lexicon.edition() {
            self.lexicon = lexicon.edition();
            self.forms.clear();
        }
        let looks = shape & (Shape::CAPITALISED | Shape::ALL_CAPITALS);
        match self.forms.recall(form.as_bytes(), key, looks) {
            Some(known) => *known,
            None => *self
                .forms
                .remember(form.as_bytes(), key, looks, look_up(lexicon, form)),
        }
    }
}

fn look_up(lexicon: &Lexicon, form: &str) -> Reading {
    let mut all = Reading::empty();
    for analysis in lexicon.analyses(form) {
        let features = analysis.features;
        if is_common(&analysis) {
            all |= Reading::COMMON;
        }
        if features.contains(Features::GIVEN_NAME) {
            all |= Reading::GIVEN;
        }
        all |= match analysis.class {
            Class::Noun => Reading::NOUN,
            Class::Adjective => Reading::ADJECTIVE,
            // "la Commission *est* présidée": no adjective that it looks like.
            Class::Verb if features.contains(Features::AUXILIARY) => Reading::FUNCTION,
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
                memory.recall(&lexicon, form, 7, Shape::empty()),
                look_up(&lexicon, form),
                "{form}"
            );
        }
        assert!(look_up(&lexicon, "Le").contains(Reading::COMMON | Reading::FUNCTION));
    }
}
