//! Articles, and the readers that make them from files.
//!
//! A reader finds out what a publisher says about a text (title, date, URL) and where in the text
//! something other than the article stands. It knows no French and drops nothing.

use crate::span::Span;
use jiff::civil::Date;

/// One article, as a reader hands it on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// A record's `id`, else the canonical URL, else the path relative to the argument given.
    pub key: String,
    /// Name shown in output: the file's name, or the record's id.
    pub name: String,
    /// Canonical address, where the source gives one.
    pub url: Option<String>,
    /// Headline kept apart from the text (JSONL, HTML, feeds). A headline that stands in the text
    /// (txt, md) is a [`Mark`] of kind [`MarkKind::Title`] there, and is repeated here for show only
    /// when `title_in_text` says so.
    pub title: Option<String>,
    /// Whether `title` also stands in `text` and must not be read twice.
    pub title_in_text: bool,
    /// Day of publication.
    pub date: Option<Date>,
    /// Newsroom.
    pub publisher: Option<String>,
    /// BCP 47 tag, as declared by the source.
    pub language: Option<String>,
    /// The text: the file as decoded (txt, md), or what was drawn from the page (HTML).
    pub text: String,
    /// What in `text` is not plain prose of the article, sorted by start.
    pub marks: Vec<Mark>,
}

/// A stretch of text that a reader knows to be something special.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of [`Article::text`].
    pub span: Span,
    /// What stands there.
    pub kind: MarkKind,
}

/// What a [`Mark`] says of its stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// Front matter, markup, link addresses: read as white space.
    Hidden,
    /// The headline, standing in the text.
    Title,
    /// A heading inside the article.
    Heading,
    /// Menus, cookie notices, share buttons, teasers, comments.
    Boilerplate,
}
