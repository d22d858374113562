//! Word lists of `data/grammar/`, keyed by hashes of lower-case forms.
//!
//! Reads the files; what the words do is said by the modules that use them. Phrases of several
//! words are kept as lists of hashes, cut as `text` cuts words (after an apostrophe).

use super::fold::{folded, lowered};
use crate::data::Data;
use crate::span::Span;
use crate::text::{Sieve, Source, Text};
use miette::{Diagnostic, NamedSource, SourceSpan};
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use smallvec::SmallVec;
use thiserror::Error;

/// Why a file of `data/grammar/` could not be used.
#[derive(Debug, Error, Diagnostic)]
pub enum VocabularyError {
    /// The file is not there.
    #[error("the data has no file `{path}`")]
    #[diagnostic(code(grammar::missing), help("add it, or do not pass --no-builtin"))]
    Missing {
        /// Its relative path.
        path: String,
    },
    /// Not TOML, or a key that the file cannot have.
    #[error("{message}")]
    #[diagnostic(
        code(grammar::syntax),
        help("the comments of the built-in file explain its keys")
    )]
    Syntax {
        /// The parser's words.
        message: String,
        #[source_code]
        src: NamedSource<String>,
        #[label("here")]
        at: SourceSpan,
    },
    /// A value that names nothing.
    #[error("{message}")]
    #[diagnostic(code(grammar::value), help("{help}"))]
    Value {
        /// What is wrong.
        message: String,
        /// What would be right.
        help: String,
        #[source_code]
        src: NamedSource<String>,
        #[label("here")]
        at: SourceSpan,
    },
}

/// Reads `grammar/NAME` of `data`.
///
/// # Errors
/// [`VocabularyError`] where the file is missing or malformed.
pub fn read<T: DeserializeOwned>(data: &Data, path: &str) -> Result<T, VocabularyError> {
    let file = data.get(path).ok_or_else(|| VocabularyError::Missing {
        path: path.to_owned(),
    })?;
    file.toml()
        .map_err(|error: toml::de::Error| VocabularyError::Syntax {
            message: error.message().to_owned(),
            at: error.span().unwrap_or(0..0).into(),
            src: NamedSource::new(&file.origin, file.text().into_owned()).with_language("TOML"),
        })
}

/// A fault at `span` of the file at `path`.
#[must_use]
pub fn fault(
    data: &Data,
    path: &str,
    span: std::ops::Range<usize>,
    message: String,
    help: &str,
) -> VocabularyError {
    let (origin, text) = data.get(path).map_or_else(
        || (path.to_owned(), String::new()),
        |file| (file.origin.clone(), file.text().into_owned()),
    );
    let src = NamedSource::new(origin, text).with_language("TOML");
    VocabularyError::Value {
        message,
        help: help.to_owned(),
        src,
        at: span.into(),
    }
}

/// The words of an article, as every reader of names, dates and numbers looks at them.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The article.
    pub source: &'a str,
    /// Its words.
    pub text: &'a Text,
}

impl<'a> Words<'a> {
    /// The words of `source`, as `text` cut them.
    #[must_use]
    pub fn of(source: &'a Source, text: &'a Text) -> Self {
        Self {
            source: &source.text,
            text,
        }
    }

    /// Key of the word at `index`; 0 past the end.
    #[must_use]
    pub fn key(&self, index: usize) -> u64 {
        self.text.keys.get(index).copied().unwrap_or(0)
    }

    /// Key of the word at `index` without accents ([`folded`]).
    #[must_use]
    pub fn folded(&self, index: usize) -> u64 {
        let run = self.text.folds.get(index).copied().filter(|key| *key != 0);
        run.unwrap_or_else(|| folded(self.word(index)))
    }

    /// The word at `index`; empty past the end.
    #[must_use]
    pub fn word(&self, index: usize) -> &'a str {
        self.text
            .words
            .get(index)
            .map_or("", |word| word.span.of(self.source))
    }

    /// Whether words `index` and `index + 1` stand in one sentence.
    #[must_use]
    pub fn together(&self, index: usize) -> bool {
        let sentence = |index: usize| self.text.words.get(index).map(|word| word.sentence);
        sentence(index + 1).is_some_and(|next| sentence(index) == Some(next))
    }

    /// Bytes from the first to the last word of a range that is not empty.
    #[must_use]
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let first = self
            .text
            .words
            .get(range.start)
            .map_or(Span::default(), |word| word.span);
        let last = self
            .text
            .words
            .get(range.end.saturating_sub(1))
            .map_or(first, |word| word.span);
        first.cover(last)
    }
}

/// A phrase as the keys of its words.
#[must_use]
pub fn phrase(text: &str) -> SmallVec<[u64; 4]> {
    let mut keys = SmallVec::new();
    for word in text.split(' ') {
        let mut rest = word;
        while let Some(at) = rest.find('\'').filter(|at| elides(&rest[..*at])) {
            keys.push(lowered(&rest[..=at]));
            rest = &rest[at + 1..];
        }
        if !rest.is_empty() {
            keys.push(lowered(rest));
        }
    }
    keys
}

/// Whether `head` is parted from what follows its apostrophe: l', d', qu', jusqu', but not the
/// longer words that have grown together.
fn elides(head: &str) -> bool {
    head.chars().count() <= 2 || head.ends_with("qu")
}

/// Phrases by their first word, longest first.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    by_first: FxHashMap<u64, Vec<(SmallVec<[u64; 4]>, T)>>,
    /// First words: few words of a text begin a phrase.
    openings: Sieve,
    /// Last words.
    closings: Sieve,
}

/// Bits of the sieves over first and last words: some ten for each of a long list, few enough for the nearest cache.
const ENDS: usize = 1 << 12;

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            by_first: FxHashMap::default(),
            openings: Sieve::with_bits(ENDS),
            closings: Sieve::with_bits(ENDS),
        }
    }
}

impl<T> Phrases<T> {
    /// Adds `text` with what it means.
    pub fn insert(&mut self, text: &str, value: T) {
        let keys = phrase(text);
        let [first, ..] = *keys else {
            return;
        };
        self.openings.insert(first);
        self.closings.insert(keys[keys.len() - 1]);
        let list = self.by_first.entry(first).or_default();
        let at = list
            .iter()
            .position(|(other, _)| other.len() < keys.len())
            .unwrap_or(list.len());
        list.insert(at, (keys, value));
    }

    /// The key of every word that begins a phrase, in no order.
    pub fn first_words(&self) -> impl Iterator<Item = u64> {
        self.by_first.keys().copied()
    }

    /// The longest phrase that begins at word `at`, with the index after it.
    #[must_use]
    #[inline]
    pub fn longest<'s>(&'s self, words: &Words<'_>, at: usize) -> Option<(&'s T, usize)> {
        let begins = self.openings.lets_through(words.key(at));
        begins.then(|| self.all(words, at).next()).flatten()
    }

    /// Every phrase that begins at word `at`, longest first.
    pub fn all<'s>(&'s self, words: &Words<'_>, at: usize) -> impl Iterator<Item = (&'s T, usize)> {
        let key = words.key(at);
        let known = self.openings.lets_through(key);
        let list = known.then(|| self.by_first.get(&key)).flatten();
        let list = list.map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(move |(keys, value)| {
            let end = at + keys.len();
            words
                .text
                .keys
                .get(at..end)
                .filter(|found| *found == keys.as_slice())
                .map(|_| (value, end))
        })
    }

    /// The longest phrase that ends right before word `end`, with the index where it begins.
    #[must_use]
    #[inline]
    pub fn before<'s>(&'s self, words: &Words<'_>, end: usize) -> Option<(&'s T, usize)> {
        let last = words.key(end.checked_sub(1)?);
        let closes = self.closings.lets_through(last);
        closes.then(|| self.closed(words, end)).flatten()
    }

    fn closed<'s>(&'s self, words: &Words<'_>, end: usize) -> Option<(&'s T, usize)> {
        (1..=5)
            .rev()
            .filter_map(|length| end.checked_sub(length))
            .find_map(|start| {
                self.all(words, start)
                    .find(|(_, stop)| *stop == end)
                    .map(|(value, _)| (value, start))
            })
    }
}

/// Singular and plural of a common noun with its adjectives ("groupe armé", "groupes armés"). Words
/// from the first short one on (prepositions, articles) stay as they are.
#[must_use]
pub fn inflections(name: &str) -> [String; 2] {
    let inflect = |form: fn(&str) -> String| {
        let mut frozen = false;
        let words = name.split(' ').map(|word| {
            frozen |= word.chars().count() <= 3;
            if frozen { word.to_owned() } else { form(word) }
        });
        words.collect::<Vec<_>>().join(" ")
    };
    [inflect(singular), inflect(plural)]
}

fn singular(word: &str) -> String {
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

fn plural(word: &str) -> String {
    if word.ends_with(['s', 'x', 'z']) {
        word.to_owned()
    } else if let Some(stem) = word.strip_suffix("al") {
        format!("{stem}aux")
    } else if word.ends_with("au") || word.ends_with("eu") {
        format!("{word}x")
    } else {
        format!("{word}s")
    }
}
