//! Words, sentences, paragraphs and quotations.
//!
//! Marks what is not the article (menus, cookie notices) and where a second article begins; drops
//! nothing. Knows typography and abbreviations, no meaning.
//!
//! ```
//! use griot::{article::Article, data::Data, text::{Source, Typography}};
//! let typography = Typography::load(&Data::builtin())?;
//! let source = Source::of(&Article { text: "A-t-on averti l’ONU ?".into(), ..Article::default() });
//! let (text, warnings) = typography.read(&source);
//! let words: Vec<&str> = text.words.iter().map(|word| word.span.of(&source.text)).collect();
//! assert_eq!(words, ["A", "-t-on", "averti", "l’", "ONU", "?"]);
//! assert!(warnings.is_empty());
//! # Ok::<(), griot::text::TypographyError>(())
//! ```

mod boilerplate;
mod characters;
mod key;
mod layout;
mod parts;
mod quotations;
mod sentences;
mod typography;
mod words;

pub use key::{Hasher, Sieve, fold, folded, lowered, paired};
pub use typography::{Typography, TypographyError, Warning};

use crate::article::{Article, MarkKind};
use crate::span::Span;
use bitflags::bitflags;
use std::ops::Range;

/// What the stages read: headline and text of one article in a single buffer.
#[derive(Debug, Default, Clone)]
pub struct Source {
    /// The headline, a blank line, then the article's text; or the text alone.
    pub text: String,
    /// Byte at which the article's own text begins.
    pub body: u32,
    /// The article's marks, moved to this buffer, and the headline's.
    pub marks: Vec<(Span, MarkKind)>,
}

impl Source {
    /// Lays headline and text of `article` end to end.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let mut source = Self::default();
        if let Some(title) = article.title.as_deref().filter(|_| !article.title_in_text) {
            source.text.push_str(title);
            let end = source.text.len() as u32;
            source.marks.push((Span::new(0, end), MarkKind::Title));
            source.text.push_str("\n\n");
        }
        let body = source.text.len() as u32;
        source.body = body;
        source.text.push_str(&article.text);
        source.marks.extend(
            article
                .marks
                .iter()
                .map(|mark| (Span::new(mark.span.start + body, mark.span.end + body), mark.kind)),
        );
        source
    }

    /// Whether `span` lies in the headline that is kept apart from the text.
    #[must_use]
    pub const fn in_title(&self, span: Span) -> bool {
        span.start < self.body
    }
}

/// Index of a word in [`Text::words`].
pub type WordIndex = u32;

bitflags! {
    /// What a word looks like.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Shape: u16 {
        /// First letter is a capital.
        const CAPITALISED = 1;
        /// Two letters or more, all of them capitals.
        const ALL_CAPITALS = 1 << 1;
        /// Written in digits (with separators).
        const NUMBER = 1 << 2;
        /// Punctuation or a symbol.
        const PUNCTUATION = 1 << 3;
        /// First word of its sentence that is not punctuation.
        const INITIAL = 1 << 4;
        /// Ends in an apostrophe (l', qu').
        const ELIDED = 1 << 5;
        /// Nothing but the word before stands immediately before it.
        const GLUED = 1 << 6;
        /// A clitic that follows its verb (-il, -t-elle, -le).
        const ENCLITIC = 1 << 7;
        /// Ends in a full stop that belongs to it (M., janv., J.).
        const ABBREVIATION = 1 << 8;
        /// Has a hyphen inside.
        const HYPHENATED = 1 << 9;
        /// Stands inside a quotation.
        const QUOTED = 1 << 10;
    }
}

/// A word or punctuation mark, as the French treebanks cut them (du, aujourd'hui: one word).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Bytes of [`Source::text`].
    pub span: Span,
    /// What it looks like.
    pub shape: Shape,
    /// Index in [`Text::sentences`].
    pub sentence: u32,
}

/// What kind of line a sentence stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentenceKind {
    /// The article's headline.
    Title,
    /// A heading inside the article.
    Heading,
    /// Running text.
    Prose,
    /// An item of a list.
    Item,
}

/// A sentence, or a line that stands for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From the first to the last word, in bytes of [`Source::text`].
    pub span: Span,
    /// Its words.
    pub words: Range<WordIndex>,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
    /// What kind of line it stands in.
    pub kind: SentenceKind,
    /// Whether it is no part of an article.
    pub boilerplate: bool,
    /// 0 for the article itself, 1 for a second article on the page, and so on. Nothing is
    /// resolved across parts.
    pub part: u16,
}

/// Words between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// Quotation marks included, in bytes of [`Source::text`].
    pub span: Span,
    /// The words between the marks.
    pub words: Range<WordIndex>,
    /// 0 for an outermost quotation.
    pub depth: u8,
}

/// The words of an article in their order, and how they are laid out.
#[derive(Debug, Default, Clone)]
pub struct Text {
    /// Every word and punctuation mark, boilerplate included.
    pub words: Vec<Word>,
    /// Each word as a key ([`lowered`]), parallel to `words`.
    pub keys: Vec<u64>,
    /// Each word as a key without accents ([`folded`]), where it is one run of letters and digits with or without an
    /// apostrophe behind it, else 0; parallel to `words`.
    pub folds: Vec<u64>,
    /// Every sentence, in order; together they hold every word.
    pub sentences: Vec<Sentence>,
    /// Every quotation, by start, outer before inner.
    pub quotations: Vec<Quotation>,
}

impl Text {
    /// Makes room for so many words.
    fn reserve(&mut self, words: usize) {
        self.words.reserve(words);
        self.keys.reserve(words);
        self.folds.reserve(words);
    }
}

#[cfg(test)]
mod tests;
