//! What can be wrong with an input, told so that its owner knows what to do.

use super::place::Place;
use super::{MAX_PAGE_DEPTH, MAX_TEXT};
use miette::{Diagnostic, Severity};
use std::error::Error;
use std::fmt;
use std::io;
use thiserror::Error as ThisError;

/// One input, or one record of it, that could not be read as it should.
///
/// The rest of the batch goes on. [`ReadError::is_warning`] tells a remark (the article follows all
/// the same) from an article that is missing.
#[derive(Debug)]
pub struct ReadError {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}

impl ReadError {
    /// `fault`, found at `place`.
    #[must_use]
    pub const fn new(place: Place, fault: Fault) -> Self {
        Self { place, fault }
    }

    /// Whether the article was read all the same.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.fault.severity() == Some(Severity::Warning)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.fault)
    }
}

impl Error for ReadError {
    // The fault is part of the message already; what follows it in the chain is its cause.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.fault.source()
    }
}

impl Diagnostic for ReadError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.fault.code()
    }

    fn severity(&self) -> Option<Severity> {
        self.fault.severity()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.fault.help()
    }
}

/// What is wrong with an input.
#[derive(Debug, ThisError, Diagnostic)]
pub enum Fault {
    /// The system refuses.
    #[error("cannot be read")]
    #[diagnostic(code(article::cannot_read), help("check the path and that you may read it"))]
    Io(#[from] io::Error),
    /// The folder cannot be walked.
    #[error("cannot be listed")]
    #[diagnostic(code(article::cannot_list), help("check the folder and the links inside it"))]
    Walk(#[from] ignore::Error),
    /// Nothing but white space.
    #[error("holds no text")]
    #[diagnostic(code(article::empty), help("save the article's text in it, or leave it out"))]
    Empty,
    /// A page in which no article was found.
    #[error("no article found on this page")]
    #[diagnostic(
        code(article::no_article),
        help(
            "a list of links, or a page that scripts fill in: save the article itself, or its text as .txt"
        )
    )]
    NoArticle,
    /// A folder, archive or feed without one article.
    #[error("holds no article")]
    #[diagnostic(
        code(article::none),
        help("Griot reads .txt, .md, .html, .jsonl, .rss, .atom, .xml and .warc files, .gz of each")
    )]
    None,
    /// Not text.
    #[error("is {0}, not text")]
    #[diagnostic(
        code(article::binary),
        help("convert it to text first: pdftotext for PDF, pandoc -t plain for office documents")
    )]
    Binary(&'static str),
    /// Larger than an article can be.
    #[error("is longer than {} MiB", MAX_TEXT >> 20)]
    #[diagnostic(
        code(article::too_large),
        help("one file or record holds one article: cut it, or write one record a line as .jsonl")
    )]
    TooLarge,
    /// A JSONL line that is no record.
    #[error("is no valid record: {}", of_one_line(.0))]
    #[diagnostic(
        code(article::json),
        help("each line is one JSON object with the keys id, url, title, date, publisher, and text or html")
    )]
    Json(serde_json::Error),
    /// A JSON array where lines are expected.
    #[error("is one JSON array, not one record a line")]
    #[diagnostic(
        code(article::json_array),
        help("turn it into lines: jq -c '.[]' FILE > FILE.jsonl")
    )]
    JsonArray,
    /// A record without text.
    #[error("the record has neither `text` nor `html`")]
    #[diagnostic(
        code(article::no_text),
        help("give one of the two a string that is not empty")
    )]
    NoText,
    /// XML that is no feed.
    #[error("is no RSS or Atom feed that can be read: {0}")]
    #[diagnostic(
        code(article::feed),
        help("check the file with a feed validator; a web page should be called .html")
    )]
    Feed(feed_rs::parser::ParseFeedError),
    /// An archive that breaks the WARC format.
    #[error("is no valid WARC record: {0}")]
    #[diagnostic(
        code(article::warc),
        help("the records that follow are still read; check the file with `warcio check`")
    )]
    Warc(&'static str),
    /// A transfer coding that is not read.
    #[error("the page is packed as `{0}`")]
    #[diagnostic(
        code(article::http_encoding),
        help("unpack it, or record the page again with gzip or no packing")
    )]
    HttpEncoding(String),
    /// HTML built to exhaust its reader.
    #[error("the page has {0}")]
    #[diagnostic(
        code(article::html_limit),
        help("no article is built so (elements may be nested {MAX_PAGE_DEPTH} deep): save its text as .txt")
    )]
    HtmlLimit(&'static str),
    /// A fault of a library, kept from ending the batch.
    #[error("the {0} library fails on it")]
    #[diagnostic(
        code(article::library),
        help("save its text as .txt, and please report the file")
    )]
    Library(&'static str),
    /// A date in no format known.
    #[error("the date `{0}` cannot be read; the article is taken as undated")]
    #[diagnostic(
        severity(Warning),
        code(article::date),
        help("write it as 2024-02-26, or give --date for undated files")
    )]
    Date(String),
    /// Two articles would be one.
    #[error("has the key `{key}` of {first}")]
    #[diagnostic(
        code(article::duplicate_key),
        help(
            "two articles cannot share an id, an address, or a path below the folders given: leave one out or rename it"
        )
    )]
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it was met first.
        first: Place,
    },
}

/// The parser's message without the line, which is always the first: the record has its own.
fn of_one_line(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let Some((message, _)) = message.rsplit_once(" at line ") else {
        return message;
    };
    format!("{message} (column {})", error.column())
}
