//! The readers of every format, on files as newsrooms and programs write them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod archives;
mod folders;
mod hostile;
mod pages;
mod plain;
mod records;

use griot::article::{Article, Format, Inputs, Mark, MarkKind, Piece, ReadError, Readers};
use griot::data::Data;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static READERS: LazyLock<Readers> = LazyLock::new(|| Readers::load(&Data::builtin()).unwrap());

const FORMATS: [Format; 6] = [
    Format::Text,
    Format::Markdown,
    Format::Html,
    Format::Jsonl,
    Format::Feed,
    Format::Warc,
];

fn read(format: Format, bytes: impl Into<Vec<u8>>) -> Vec<Result<Article, ReadError>> {
    READERS.read(&Piece::from_bytes("essai", format, bytes.into()))
}

/// The one article of a file that must be read without a remark.
fn article(format: Format, bytes: impl Into<Vec<u8>>) -> Article {
    let mut found = read(format, bytes);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0).unwrap()
}

/// The messages of what is wrong.
fn faults(format: Format, bytes: impl Into<Vec<u8>>) -> Vec<String> {
    read(format, bytes)
        .into_iter()
        .filter_map(Result::err)
        .map(|error| error.to_string())
        .collect()
}

/// The stretches of `kind`, joined by " | ".
fn marked(article: &Article, kind: MarkKind) -> String {
    let marks = article.marks.iter().filter(|mark| mark.kind == kind);
    marks
        .map(|mark| mark.span.of(&article.text))
        .collect::<Vec<_>>()
        .join(" | ")
}

/// What is neither hidden nor boilerplate, by paragraph, with one kind of apostrophe.
fn paragraphs(article: &Article) -> Vec<String> {
    let unread = |mark: &&Mark| {
        matches!(
            mark.kind,
            MarkKind::Hidden | MarkKind::Boilerplate | MarkKind::Title
        )
    };
    let mut text = article.text.clone().into_bytes();
    for mark in article.marks.iter().filter(unread) {
        text[mark.span.range()].fill(b' ');
    }
    let text = String::from_utf8(text).unwrap().replace('’', "'");
    let words = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split("\n\n")
        .map(words)
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

fn inputs(paths: &[&Path]) -> Vec<Result<Article, ReadError>> {
    Inputs::new(paths.iter().map(PathBuf::from), &READERS).collect()
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
