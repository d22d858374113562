//! Locutions: several words that work as one preposition, conjunction or adverb ("au sein de").

use super::LemmaId;
use super::features::{Class, Features};
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
    /// Its words in lower case.
    words: Box<[Box<str>]>,
    /// First byte of its second word, unless that is the last one, which has several forms.
    second: Option<u8>,
}

impl Locution {
    /// Number of its words.
    #[must_use]
    pub fn length(&self) -> usize {
        self.words.len()
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

/// All locutions by the lemmas of their first word.
#[derive(Debug, Default)]
pub(super) struct Locutions {
    all: Vec<Locution>,
    by_first: FxHashMap<LemmaId, Vec<u32>>,
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
        for first in firsts {
            let same = self.by_first.entry(*first).or_default();
            same.push(self.all.len() as u32);
        }
        self.all.push(Locution {
            lemma,
            class,
            features,
            tags,
            second: entry
                .words()
                .get(1)
                .filter(|_| entry.words().len() > 2)
                .copied()
                .and_then(first_letter),
            words: entry.words().into_iter().map(Box::from).collect(),
        });
    }

    /// Puts longer locutions before shorter ones.
    pub(super) fn sort(&mut self) {
        let all = &self.all;
        for numbers in self.by_first.values_mut() {
            numbers.sort_by_key(|number| std::cmp::Reverse(all[*number as usize].length()));
        }
    }

    pub(super) fn begin_with(&self, first: LemmaId) -> bool {
        self.by_first.contains_key(&first)
    }

    pub(super) fn longest<'t>(
        &self,
        first: LemmaId,
        word: impl Fn(usize) -> Option<&'t str>,
    ) -> Option<&Locution> {
        let candidates = self.by_first.get(&first)?;
        let second = word(1).and_then(first_letter);
        candidates
            .iter()
            .filter_map(|number| self.all.get(*number as usize))
            .filter(|locution| locution.second.is_none_or(|letter| second == Some(letter)))
            .find(|locution| {
                let last = locution.length() - 1;
                locution.words.iter().enumerate().all(|(index, expected)| {
                    word(index).is_some_and(|found| {
                        same_word(expected, found) || index == last && contracted(expected, found)
                    })
                })
            })
    }
}

/// The first byte of a word, in lower case.
fn first_letter(word: &str) -> Option<u8> {
    word.bytes().next().map(|byte| byte.to_ascii_lowercase())
}

/// Equal but for capitals, the accent of a first capital, and the shape of the apostrophe.
fn same_word(expected: &str, found: &str) -> bool {
    if expected.len() == found.len() && expected.eq_ignore_ascii_case(found) {
        return true;
    }
    if expected.is_ascii() && found.is_ascii() {
        // Neither accents nor apostrophes to look through.
        return false;
    }
    let fold = |character: char| if character == '’' { '\'' } else { character };
    let mut expected = expected.chars();
    for (index, found) in found.chars().map(fold).enumerate() {
        let Some(letter) = expected.next() else {
            return false;
        };
        let bare_capital = index == 0 && found == 'A' && letter == 'à';
        if !bare_capital && letter != found && !found.to_lowercase().eq([letter]) {
            return false;
        }
    }
    expected.next().is_none()
}

/// Whether `found` is a contracted or elided form of the closing word of a locution.
fn contracted(expected: &str, found: &str) -> bool {
    let forms: &[&str] = match expected {
        "de" => &["du", "des", "d'"],
        "à" => &["au", "aux"],
        "que" => &["qu'"],
        _ => &[],
    };
    forms.iter().any(|form| same_word(form, found))
}
