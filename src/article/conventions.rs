//! What the readers must know of how newsrooms publish: month names, keys, class names, labels.
//!
//! Kept in `data/article/conventions.toml`, so that the readers themselves hold no word of French.

use super::date::DateReader;
use crate::data::Data;
use miette::{Diagnostic, NamedSource, SourceSpan};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use thiserror::Error;

/// Path of the table below the data folder.
const PATH: &str = "article/conventions.toml";

/// A fault in `article/conventions.toml`.
#[derive(Debug, Error, Diagnostic)]
pub enum ConventionsError {
    /// The file is missing.
    #[error("{PATH} is missing from the data")]
    #[diagnostic(
        code(article::conventions_missing),
        help("leave out --no-builtin, or copy the built-in file")
    )]
    Missing,
    /// The file is not UTF-8.
    #[error("{origin} is not UTF-8")]
    #[diagnostic(code(article::conventions_encoding), help("save it as UTF-8"))]
    Encoding {
        /// The file.
        origin: String,
    },
    /// The file breaks TOML or its own form.
    #[error("{message}")]
    #[diagnostic(code(article::conventions), help("the built-in {PATH} shows every key"))]
    Syntax {
        /// The parser's words.
        message: String,
        /// The file.
        #[source_code]
        src: NamedSource<String>,
        /// The place.
        #[label("here")]
        at: SourceSpan,
    },
}

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    dates: Dates,
    front_matter: FrontMatterKeys,
    html: Html,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dates {
    months: [Vec<String>; 12],
}

/// Keys of a Markdown file's front matter, the preferred one first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatterKeys {
    pub(super) title: Vec<String>,
    pub(super) date: Vec<String>,
    pub(super) url: Vec<String>,
    pub(super) publisher: Vec<String>,
    pub(super) language: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Html {
    class_words: FxHashSet<String>,
    class_phrases: Vec<String>,
    class_prefixes_ignored: FxHashSet<String>,
    labels: Vec<String>,
}

/// The conventions, ready for use.
#[derive(Debug, Clone, Default)]
pub(super) struct Conventions {
    pub(super) dates: DateReader,
    pub(super) front_matter: FrontMatterKeys,
    class_words: FxHashSet<String>,
    class_phrases: Vec<Vec<String>>,
    class_prefixes_ignored: FxHashSet<String>,
    labels: Vec<String>,
}

impl Conventions {
    /// Reads the table.
    pub(super) fn load(data: &Data) -> Result<Self, ConventionsError> {
        let file = data.get(PATH).ok_or(ConventionsError::Missing)?;
        let text = std::str::from_utf8(&file.bytes).map_err(|_| ConventionsError::Encoding {
            origin: file.origin.clone(),
        })?;
        let parsed: File = file.toml().map_err(|error| ConventionsError::Syntax {
            message: error.message().to_owned(),
            src: NamedSource::new(&file.origin, text.to_owned()),
            at: error.span().unwrap_or_default().into(),
        })?;
        let phrase = |phrase: &String| phrase.split_whitespace().map(str::to_owned).collect();
        Ok(Self {
            dates: DateReader::new(parsed.dates.months.iter().map(Vec::as_slice)),
            front_matter: parsed.front_matter,
            class_words: parsed.html.class_words,
            class_phrases: parsed.html.class_phrases.iter().map(phrase).collect(),
            class_prefixes_ignored: parsed.html.class_prefixes_ignored,
            labels: parsed.html.labels,
        })
    }

    /// Whether one class name or id says that its element is page furniture.
    pub(super) fn is_furniture(&self, name: &str) -> bool {
        let words = name_words(name);
        if words
            .first()
            .is_some_and(|first| self.class_prefixes_ignored.contains(first))
        {
            return false;
        }
        words.iter().any(|word| self.class_words.contains(word))
            || self
                .class_phrases
                .iter()
                .any(|phrase| words.windows(phrase.len()).any(|window| window == phrase))
    }

    /// The rest of a block that begins with a teaser's or a tool's label.
    pub(super) fn after_label<'a>(&self, block: &'a str) -> Option<&'a str> {
        self.labels.iter().find_map(|label| {
            let rest = strip_folded(block, label)?;
            rest.chars()
                .next()
                .is_none_or(|next| !next.is_alphanumeric())
                .then_some(rest)
        })
    }
}

/// `text` without the `prefix` at its start, compared without case and kinds of space or apostrophe.
fn strip_folded<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in prefix.chars() {
        let found = match rest.next()? {
            '\u{a0}' | '\u{202f}' => ' ',
            '’' => '\'',
            letter => letter,
        };
        if found != expected && !found.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// The words of a class name, lower-cased: cut at what is no letter and before inner capitals.
fn name_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut after_lower = false;
    for letter in name.chars() {
        let cut = !letter.is_alphanumeric() || (letter.is_uppercase() && after_lower);
        if cut && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        after_lower = letter.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_known_by_the_words_of_its_class() {
        let conventions = Conventions::load(&Data::builtin()).unwrap();
        for (name, expected) in [
            ("comments-area", true),
            ("articlePush", true),
            ("article__push-label", true),
            ("bloc-lire-aussi", true),
            ("has-sidebar", false),
            ("article__paragraph", false),
            ("entry-content", false),
            ("loaded", false),
            ("", false),
            ("---", false),
        ] {
            assert_eq!(conventions.is_furniture(name), expected, "{name}");
        }
    }

    #[test]
    fn a_mistake_is_shown_with_its_place() {
        let mut data = Data::builtin();
        let text = "[dates]\nmonths = []\n";
        data.insert(PATH.into(), "mine.toml".into(), text.as_bytes().into());
        let error = Conventions::load(&data).unwrap_err();
        assert!(
            matches!(&error, ConventionsError::Syntax { src, .. } if src.name() == "mine.toml"),
            "{error}"
        );
    }
}
