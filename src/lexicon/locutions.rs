//! Locutions: several words that work as one preposition, conjunction or adverb ("au sein de").

use super::LemmaId;
use super::features::{Class, Features};
use crate::text::{Sieve, lowered, paired};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use smallvec::SmallVec;
use toml::Spanned;

/// A compound preposition, conjunction or adverb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locution {
    /// Its lemma: "au sein de".
    pub lemma: LemmaId,
    /// What it works as.
    pub class: Class,
    /// How it behaves.
    pub features: Features,
    /// The classes of its words where the file gives them, else empty.
    pub tags: SmallVec<[Class; 6]>,
    /// Its words, as keys.
    words: SmallVec<[u64; 6]>,
    /// Its first word where a capital has lost its accent: "A travers".
    bare: Option<u64>,
    /// Other keys of its last word: "du" for "de".
    closing: SmallVec<[u64; 3]>,
    /// What may not follow: "en fait", but not "en fait *partie*".
    unless: Vec<SmallVec<[u64; 2]>>,
}

impl Locution {
    fn new(
        entry: &LocutionEntry,
        lemma: LemmaId,
        class: Class,
        features: Features,
        tags: SmallVec<[Class; 6]>,
    ) -> Self {
        let words = entry.words();
        let bare = entry.form.strip_prefix('à').and(words.first());
        let closing = words.last().map_or(&[][..], |word| other_forms(word));
        Self {
            lemma,
            class,
            features,
            tags,
            bare: bare.map(|first| lowered(&first.replacen('à', "a", 1))),
            closing: closing.iter().map(|form| lowered(form)).collect(),
            unless: entry.unless.iter().map(|words| keys(words)).collect(),
            words: words.into_iter().map(lowered).collect(),
        }
    }

    /// Number of its words.
    #[must_use]
    pub fn length(&self) -> usize {
        self.words.len()
    }

    /// Whether its words are those that `word` gives.
    fn stands_at(&self, word: &impl Fn(usize) -> Option<u64>) -> bool {
        let last = self.words.len() - 1;
        let written = self.words.iter().enumerate().all(|(index, expected)| {
            word(index).is_some_and(|found| {
                found == *expected
                    || index == 0 && self.bare == Some(found)
                    || index == last && self.closing.contains(&found)
            })
        });
        written && !self.goes_on(word)
    }

    /// "en fait *partie*": the words that follow make the first ones something else.
    fn goes_on(&self, word: &impl Fn(usize) -> Option<u64>) -> bool {
        let follows = |words: &SmallVec<[u64; 2]>| {
            let mut places = (self.words.len()..).zip(words);
            places.all(|(place, expected)| word(place) == Some(*expected))
        };
        self.unless.iter().any(follows)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LocutionFile {
    #[serde(default)]
    pub(super) locution: Vec<LocutionEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LocutionEntry {
    /// As written, with a final "de", "à" or "que" for all their forms.
    form: String,
    /// `form` where absent.
    lemma: Option<String>,
    pub(super) class: Spanned<String>,
    #[serde(default)]
    pub(super) features: Vec<Spanned<String>>,
    /// The classes of its words in the treebanks' manner.
    pub(super) tags: Option<Spanned<Vec<Spanned<String>>>>,
    /// Words that may not follow, as written.
    #[serde(default)]
    unless: Vec<String>,
}

impl LocutionEntry {
    pub(super) fn lemma(&self) -> &str {
        self.lemma.as_deref().unwrap_or(&self.form)
    }

    /// Its words; an apostrophe ends one. Never empty.
    pub(super) fn words(&self) -> Vec<&str> {
        let words: Vec<&str> = self
            .form
            .split_whitespace()
            .flat_map(|part| part.split_inclusive('\''))
            .collect();
        if words.is_empty() { vec![""] } else { words }
    }
}

/// All locutions by the lemma of their first word and the key of their second.
#[derive(Debug)]
pub(super) struct Locutions {
    all: Vec<Locution>,
    by_opening: FxHashMap<(LemmaId, u64), Vec<u32>>,
    /// Lemmas of their first words.
    firsts: Sieve,
    /// Keys of the first two words: few words of any text open a locution together.
    openings: Sieve,
}

/// Bits of the sieve for lemmas of first words, of which there are a few hundred: small, since every word passes it.
const FIRST_BITS: usize = 1 << 13;

impl Default for Locutions {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            by_opening: FxHashMap::default(),
            firsts: Sieve::with_bits(FIRST_BITS),
            openings: Sieve::default(),
        }
    }
}

impl Locutions {
    pub(super) fn add(
        &mut self,
        entry: &LocutionEntry,
        firsts: &[LemmaId],
        lemma: LemmaId,
        class: Class,
        features: Features,
        tags: SmallVec<[Class; 6]>,
    ) {
        let locution = Locution::new(entry, lemma, class, features, tags);
        let number = self.all.len() as u32;
        let seconds: SmallVec<[u64; 4]> = match locution.words.as_slice() {
            // A word alone is no locution, but the file may say so.
            [] | [_] => SmallVec::new(),
            [_, second] => locution.closing.iter().copied().chain([*second]).collect(),
            [_, second, ..] => SmallVec::from_iter([*second]),
        };
        for second in &seconds {
            for first in locution.words.first().into_iter().chain(&locution.bare) {
                self.openings.insert(opening(*first, *second));
            }
            for first in firsts {
                self.by_opening.entry((*first, *second)).or_default().push(number);
                self.firsts.insert(u64::from(first.0));
            }
        }
        self.all.push(locution);
    }

    /// Puts longer locutions before shorter ones.
    pub(super) fn sort(&mut self) {
        let all = &self.all;
        for numbers in self.by_opening.values_mut() {
            numbers.sort_by_key(|number| std::cmp::Reverse(all[*number as usize].length()));
        }
    }

    /// Whether a locution may begin with a word of this lemma; never wrong where it says no.
    #[inline]
    pub(super) fn may_begin_with(&self, first: LemmaId) -> bool {
        self.firsts.lets_through(u64::from(first.0))
    }

    /// Whether two words with these keys may open a locution; never wrong where it says no.
    #[inline]
    pub(super) fn may_open(&self, first: u64, second: u64) -> bool {
        self.openings.lets_through(opening(first, second))
    }

    #[inline]
    pub(super) fn longest(&self, first: LemmaId, word: impl Fn(usize) -> Option<u64>) -> Option<&Locution> {
        let second = word(1)?;
        if !self.may_open(word(0)?, second) {
            return None;
        }
        let candidates = self.by_opening.get(&(first, second))?;
        candidates
            .iter()
            .filter_map(|number| self.all.get(*number as usize))
            .find(|locution| locution.stands_at(&word))
    }
}

/// One key for the first two words of a locution.
const fn opening(first: u64, second: u64) -> u64 {
    paired((first ^ first >> 32) as u32, second)
}

/// Keys of words that blanks part.
fn keys(words: &str) -> SmallVec<[u64; 2]> {
    words.split(' ').map(lowered).collect()
}

/// Contracted and elided forms of the closing word of a locution.
fn other_forms(word: &str) -> &'static [&'static str] {
    match word {
        "de" => &["du", "des", "d'"],
        "à" => &["au", "aux"],
        "que" => &["qu'"],
        _ => &[],
    }
}
