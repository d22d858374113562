//! Marks lines that are no part of an article: menus, cookie notices, share buttons, teasers.
//!
//! The vocabulary is data (`data/lexicon/boilerplate.toml`). Readers of HTML mark most of it from the
//! page's structure; this is for text from which the structure is gone. Nothing is dropped.

use super::layout::Block;
use super::typography::{TypographyError, lower_case};
use super::{SentenceKind, TypographyError as Error};
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder, MatchKind};
use serde::Deserialize;

/// Longest line, in bytes, that can be boilerplate.
const LONGEST: usize = 400;
/// Longest line, in bytes, that can be an entry of a menu.
const LONGEST_ENTRY: usize = 40;
/// Entries in a row that make a menu when one of them is known to stand in menus.
const MENU: usize = 3;

/// `data/lexicon/boilerplate.toml`; phrases in lower case with straight apostrophes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BoilerplateFile {
    /// Whole lines that stand in menus and toolbars.
    menu: Vec<String>,
    /// What a line of boilerplate begins with.
    begins: Vec<String>,
    /// What a line of boilerplate holds anywhere.
    holds: Vec<String>,
    /// Like `begins`; the article is over where such a line stands.
    closes: Vec<String>,
}

/// Where in a line a phrase must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    WholeLine,
    Start,
    Anywhere,
    /// At the start, and the article ends.
    Closes,
}

/// The compiled vocabulary.
pub(super) struct Boilerplate {
    phrases: Option<DoubleArrayAhoCorasick<u32>>,
    places: Vec<Place>,
}

impl std::fmt::Debug for Boilerplate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Boilerplate({} phrases)", self.places.len())
    }
}

/// What the vocabulary says of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Verdict {
    menu: bool,
    boilerplate: bool,
    closes: bool,
}

impl Boilerplate {
    pub(super) fn compile(file: BoilerplateFile) -> Result<Self, TypographyError> {
        let mut phrases = Vec::new();
        let mut places = Vec::new();
        let lists = [
            (file.menu, Place::WholeLine),
            (file.begins, Place::Start),
            (file.holds, Place::Anywhere),
            (file.closes, Place::Closes),
        ];
        for (list, place) in lists {
            for phrase in list {
                phrases.push((phrase, places.len() as u32));
                places.push(place);
            }
        }
        if phrases.is_empty() {
            return Ok(Self {
                phrases: None,
                places,
            });
        }
        let phrases = DoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build_with_values(phrases)
            .map_err(|error| Error::Vocabulary {
                reason: error.to_string(),
            })?;
        Ok(Self {
            phrases: Some(phrases),
            places,
        })
    }

    /// Marks the blocks that are boilerplate; `buffer` is scratch.
    pub(super) fn mark(&self, text: &str, blocks: &mut [Block], buffer: &mut String) {
        let mut entries = 0;
        let mut known = 0;
        for index in 0..blocks.len() {
            let block = &blocks[index];
            let protected = matches!(block.kind, SentenceKind::Title);
            let verdict = if protected || block.span.len() as usize > LONGEST {
                Verdict::default()
            } else {
                self.judge(lower_case(text, block.span, buffer).trim())
            };
            let entry = !protected && is_entry(text, block);
            if entry {
                entries += 1;
                known += usize::from(verdict.menu || verdict.boilerplate);
            } else {
                (entries, known) = (0, 0);
            }
            blocks[index].boilerplate |= verdict.boilerplate || verdict.menu;
            blocks[index].closes |= verdict.closes;
            if entries >= MENU && known * 3 >= entries {
                for block in &mut blocks[index + 1 - entries..=index] {
                    block.boilerplate = true;
                }
            }
        }
    }

    fn judge(&self, line: &str) -> Verdict {
        let mut verdict = Verdict::default();
        let Some(phrases) = &self.phrases else {
            return verdict;
        };
        let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
        let skipped = line.len() - bare.len();
        let length = bare.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        for found in phrases.find_overlapping_iter(line) {
            let at_start = found.start() == skipped && ends_word(line, found.end());
            match self.places.get(found.value() as usize) {
                Some(Place::WholeLine) => verdict.menu |= at_start && found.end() - skipped >= length,
                Some(Place::Start) => verdict.boilerplate |= at_start,
                Some(Place::Anywhere) => {
                    verdict.boilerplate |= begins_word(line, found.start()) && ends_word(line, found.end())
                }
                Some(Place::Closes) => {
                    verdict.boilerplate |= at_start;
                    verdict.closes |= at_start;
                }
                None => {}
            }
        }
        verdict
    }
}

/// A line so short, and so unlike a sentence, that it may stand in a menu.
fn is_entry(text: &str, block: &Block) -> bool {
    let line = block.span.of(text);
    line.len() <= LONGEST_ENTRY && !line.ends_with(['.', '!', '?', '…', '»', ':', ';', ','])
}

fn ends_word(line: &str, at: usize) -> bool {
    !line[at..].starts_with(char::is_alphanumeric)
}

fn begins_word(line: &str, at: usize) -> bool {
    !line[..at].ends_with(char::is_alphanumeric)
}
