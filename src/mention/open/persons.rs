//! Persons after a title or with a given name, and those who are "dit" otherwise.
//!
//! A family name alone is a person only after a title; a run of capitals only where none of them is a word.

use super::readings::Reading;
use super::{Finder, Run, given_names};
use crate::lexicon::{Class, Features};
use crate::mention::EntityId;
use crate::mention::find::Cover;
use crate::mention::heads::{Title, TitleKind};
use crate::text::Shape;
use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};
use std::ops::Range;

impl Finder<'_, '_> {
    /// "Mohamed X, dit « Y »": Y is he, here and later.
    pub(super) fn nickname(&mut self, range: &Range<usize>) -> bool {
        let quoted = range
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(self.words.word(at), "«" | "“" | "\""));
        let begin = range.start - usize::from(quoted);
        let Some(mut end) = self.tables.titles.nickname_before(self.words, begin) else {
            return false;
        };
        end -= usize::from(end > 0 && matches!(self.words.word(end - 1), "," | "("));
        // Names are entered in their order, save a few of this sentence.
        let fresh = self
            .fresh
            .iter()
            .rev()
            .take(NEAR)
            .find(|name| name.words.end == end);
        let Some(bearers) = fresh
            .or_else(|| self.known_ending(end))
            .map(|name| name.entities.clone())
        else {
            return false;
        };
        if range.len() == 1 {
            self.remember(range.start, &bearers);
        }
        self.enter(range.clone(), bearers);
        true
    }

    pub(super) fn title_before(&self, at: usize) -> Option<Title> {
        let demonym = |index: usize| self.cover.get(index) == Some(&Cover::Demonym);
        let title = self.tables.titles.before(self.words, at, demonym)?;
        self.words.together(at.checked_sub(1)?).then_some(title)
    }

    /// "le ministre de la *Communication* Jean X", "la ministre des *Affaires Sociales* Y": where the name begins behind
    /// the capitals of what an office is charged with.
    pub(super) fn name_behind_portfolio(&self, at: usize) -> Option<usize> {
        let article = at.checked_sub(1).is_some_and(|before| {
            let key = self.words.key(before);
            self.words.together(before) && self.tables.heads.is_article(key)
        });
        if !article || !self.charges_an_office(at) {
            return None;
        }
        let given = |at: usize| self.tables.titles.is_given(self.words.key(at)) || self.is_given_name(at);
        let charge = |at: usize| !given(at) && self.is_common(at);
        let run = self.run(at);
        let begin = run.words.clone().find(|word| !charge(*word))?;
        let mut name = self.run(begin);
        name.words.end = name.words.end.min(run.words.end);
        (begin > at && name.capitals > 1 && (given(begin) || self.looks_like_person(&name))).then_some(begin)
    }

    /// Whether the words before `at`, without a break, begin with an office: "ministre de l'Intérieur et de la …".
    pub(super) fn charges_an_office(&self, at: usize) -> bool {
        let before = (1..=MOST_CHARGED).map_while(|back| {
            let word = at.checked_sub(back)?;
            let punctuation = self.shape(word).contains(Shape::PUNCTUATION) && self.words.word(word) != ",";
            (self.words.together(word) && !punctuation).then_some(word)
        });
        before
            .filter_map(|word| self.tables.titles.at(self.words, word))
            .any(|(title, _)| title.kind == TitleKind::Office)
    }

    /// Two or more capitalised words, none of them but the last a common noun of the language.
    pub(super) fn looks_like_person(&self, run: &Run) -> bool {
        let plain = run.words.clone().all(|at| {
            let shape = self.shape(at);
            !shape.contains(Shape::ALL_CAPITALS) || at + 1 == run.words.end
        });
        // A family name may be a word ("Vieira Té"), the given name is none.
        let start = run.words.start;
        let last = run.words.end - 1;
        (2..=4).contains(&run.capitals)
            && plain
            && (self.none_common(&run.words)
                || (self.none_common(&(start..last)) && self.words.word(last).chars().count() > 1))
    }

    pub(super) fn person(&mut self, range: Range<usize>, features: Features) {
        let typing = self.class("Person");
        let last = range.end - 1;
        let known = self.known_at(&range).map(|name| name.entities.clone());
        let surname = self.words.folded(last);
        // "M. Diop" after "Abdoulaye Diop" is he.
        if range.len() == 1
            && let Some(bearers) = self.short.get(&surname)
        {
            let bearers = bearers.clone();
            self.enter(range, bearers);
            return;
        }
        if let Some(entities) = known {
            self.enter(range, entities);
            return;
        }
        // "M. Abiy" after "Abiy Ahmed": where names have no family in them, the first one is the man's.
        if range.len() == 1
            && let Some([bearer]) = self.given().get(&surname).map(SmallVec::as_slice)
        {
            let bearer = *bearer;
            self.enter(range, smallvec![bearer]);
            return;
        }
        let features = features | self.gender_of_given_name(range.start);
        let id = self.local(
            quiet(&self.label(range.clone())),
            typing,
            features,
            self.words.span(range.clone()),
        );
        if range.len() > 1 {
            self.remember(last, &[id]);
            let first = self.words.folded(range.start);
            self.given().entry(first).or_default().push(id);
        }
        self.enter(range, smallvec![id]);
    }

    /// First names of the persons whom this text names in full.
    fn given(&mut self) -> &mut FxHashMap<u64, SmallVec<[EntityId; 2]>> {
        let (gazetteer, words, names) = (self.gazetteer, self.words, self.names);
        self.given
            .get_or_insert_with(|| given_names(gazetteer, words, names))
    }

    /// Whether the lexicon knows the word as a given name and as nothing else.
    pub(super) fn is_given_name(&self, at: usize) -> bool {
        let reading = self.reading(at);
        reading.contains(Reading::GIVEN) && !reading.contains(Reading::COMMON)
    }

    pub(super) fn gender_of_given_name(&self, at: usize) -> Features {
        let gender = Features::MASCULINE | Features::FEMININE;
        let readings = self.lexicon.analyses(self.words.word(at));
        let proper = readings.iter().find(|reading| reading.class == Class::ProperNoun);
        let found = proper.map_or(Features::empty(), |reading| reading.features & gender);
        if found == gender { Features::empty() } else { found }
    }
}

/// How many words may stand between an office and the last of what it is charged with.
const MOST_CHARGED: usize = 10;

/// How many of the names found last may be the one right before a nickname.
pub(super) const NEAR: usize = 8;

/// "Robert DUSSEY" as newsrooms write it; a name in capitals throughout stays as it is.
pub(super) fn quiet(label: &str) -> String {
    // "Louis XIII" is numbered.
    let numbered = |word: &str| word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    let shouted =
        |word: &str| word.chars().count() > 2 && !word.chars().any(char::is_lowercase) && !numbered(word);
    if label.split(' ').all(shouted) {
        return label.to_owned();
    }
    let words = label.split(' ').map(|word| {
        if !shouted(word) {
            return word.to_owned();
        }
        let mut begins = true;
        word.chars()
            .map(|letter| {
                let kept = begins;
                begins = !letter.is_alphanumeric();
                if kept {
                    letter.to_string()
                } else {
                    letter.to_lowercase().to_string()
                }
            })
            .collect()
    });
    words.collect::<Vec<String>>().join(" ")
}
