//! Names with an acronym: "Front pour la concorde (FPC)", "le FPC".
//!
//! The letters must be found at the beginnings of the words before the bracket; an acronym that the gazetteer knows
//! is its bearer's, unless the text spells out somebody else.

use super::Finder;
use crate::lexicon::Features;
use crate::mention::EntityId;
use crate::mention::find::common;
use crate::mention::fold::{fold, folded};
use crate::mention::vocabulary::Words;
use crate::text::Shape;
use smallvec::{SmallVec, smallvec};
use std::ops::Range;

impl Finder<'_, '_> {
    /// Names with an acronym in brackets: "Front pour la concorde (FPC)".
    pub(super) fn acronyms(&mut self) {
        for place in 0..self.places.len() {
            let Some(open) = self.places[place].checked_sub(1).filter(|open| *open > 0) else {
                continue;
            };
            let open = open as usize;
            let bracketed = self.shape(open).contains(Shape::PUNCTUATION)
                && self.words.word(open) == "("
                && self.words.word(open + 2) == ")";
            if !bracketed || !self.is_acronym(open + 1) {
                continue;
            }
            let letters = letters(self.words.word(open + 1));
            let before = self.known_ending(open);
            match before.filter(|name| initials_spell(self.words, name.words.clone(), &letters)) {
                Some(name) if self.free(open + 1) => {
                    let entities = name.entities.clone();
                    self.remember(open + 1, &entities);
                    self.enter(open + 1..open + 2, entities);
                }
                Some(_) => {}
                None => self.spelled_out(open, &letters),
            }
        }
    }

    pub(super) fn is_acronym(&self, at: usize) -> bool {
        let word = self.words.word(at);
        let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
        let capitals = self.shape(at).contains(Shape::ALL_CAPITALS);
        (2..=10).contains(&letters)
            && (capitals || (self.shape(at).contains(Shape::CAPITALISED) && letters >= 4))
    }

    /// Finds the name that the acronym after `open` stands for, and enters both.
    pub(super) fn spelled_out(&mut self, open: usize, letters: &[char]) {
        let Some(start) = self.start_of_spelling(open, letters) else {
            return;
        };
        let known = self
            .known_at(&(open + 1..open + 2))
            .map(|name| name.entities.clone());
        // The gazetteer's bearer of the acronym, unless the text spells out somebody else.
        let bearer = known.clone().filter(|known| self.begins_alike(known, start));
        if known.is_some() && bearer.is_none() {
            self.respelled.insert(self.words.folded(open + 1));
        }
        let entities = bearer.unwrap_or_else(|| {
            let opened = self
                .tables
                .heads
                .opening(self.words, start)
                .map(|(typing, _)| typing);
            let typing = opened
                .or_else(|| self.tables.heads.before(self.words, start))
                .unwrap_or_else(|| self.class("Organisation"));
            let span = self.words.span(start..open);
            smallvec![self.local(self.label(start..open), typing, Features::empty(), span)]
        });
        self.remember(open + 1, &entities);
        self.enter(start..open, entities.clone());
        self.enter(open + 1..open + 2, entities);
    }

    /// Where the name before `open` begins whose words the acronym's letters open.
    pub(super) fn start_of_spelling(&self, open: usize, letters: &[char]) -> Option<usize> {
        let mut at = open;
        while at > 0 && open - at < 16 && self.words.together(at - 1) {
            at -= 1;
            if self.shape(at).contains(Shape::PUNCTUATION) {
                return None;
            }
            let capital = self.shape(at).contains(Shape::CAPITALISED);
            if capital && initials_spell(self.words, at..open, letters) {
                return Some(at);
            }
        }
        None
    }

    /// Whether some name of `known` begins with the word at `start`.
    pub(super) fn begins_alike(&self, known: &[EntityId], start: usize) -> bool {
        let word = self.words.folded(start);
        known
            .iter()
            .filter_map(|id| self.gazetteer.get(*id))
            .any(|entity| {
                let names = std::iter::once(&entity.label).chain(&entity.aliases);
                names
                    .filter_map(|name| name.split(' ').next())
                    .any(|first| folded(first) == word)
            })
    }

    /// "le FPC", where nothing spells it out: an organisation.
    pub(super) fn lone_acronym(&mut self, range: Range<usize>) {
        let at = range.start;
        if let Some(bearers) = self.short.get(&self.words.folded(at)).cloned() {
            self.enter(range, bearers);
            return;
        }
        let length = self.words.word(at).chars().count();
        let article = at > 0 && self.tables.heads.is_article(self.words.key(at - 1));
        let letters = self.words.word(at).chars().all(char::is_alphabetic);
        let acronym = letters && self.shape(at).contains(Shape::ALL_CAPITALS) && (3..=8).contains(&length);
        // "L'ONG": a word of the language, though written in capitals.
        let word = self.words.word(at);
        let common_noun = || self.is_common(at) || common(self.lexicon, &word.to_lowercase());
        if acronym && article && !common_noun() {
            self.named(range, self.class("Organisation"));
        }
    }
}

/// The letters of an acronym, folded.
pub(super) fn letters(acronym: &str) -> SmallVec<[char; 8]> {
    acronym
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .map(|letter| fold(letter).0)
        .collect()
}

/// Whether the letters of an acronym are found in order at the beginnings of the words of `range`,
/// the first one at the first word.
pub(super) fn initials_spell(words: &Words<'_>, range: Range<usize>, letters: &[char]) -> bool {
    let mut rest = letters;
    for (place, at) in range.enumerate() {
        let word = words.word(at);
        let mut parts = word
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty());
        let first_matches = parts
            .next()
            .and_then(|part| part.chars().next())
            .is_some_and(|letter| rest.first().is_some_and(|wanted| fold(letter).0 == *wanted));
        if place == 0 && !first_matches {
            return false;
        }
        if first_matches {
            rest = &rest[1..];
        }
        for part in parts {
            let letter = part.chars().next().map(|letter| fold(letter).0);
            if letter.is_some() && letter == rest.first().copied() {
                rest = &rest[1..];
            }
        }
    }
    rest.is_empty()
}
