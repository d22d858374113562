//! Articles, and the readers that make them from files.
//!
//! A reader finds out what a publisher says about a text (title, date, URL) and where in the text
//! something other than the article stands. It knows no French and drops nothing.
//!
//! [`Pieces`] does the I/O: it walks folders, opens and unpacks files and cuts files of records.
//! [`Readers::read`] is a pure function from a piece to articles. [`Inputs`] joins the two and
//! watches over keys. Text files keep their text byte for byte, with [`Mark`]s over what is not
//! prose; of web pages the article alone becomes text.
//!
//! ```
//! use griot::article::{Format, MarkKind, Piece, Readers};
//! use griot::data::Data;
//! let readers = Readers::load(&Data::builtin())?;
//! let file = "---\ntitle: Pluie sur Niamey\n---\nIl a [plu](https://meteo.example).\n";
//! let piece = Piece::from_bytes("pluie.md", Format::Markdown, file.into());
//! let article = readers.read(&piece).remove(0)?;
//! assert_eq!(article.text, file);
//! let title = article.marks.iter().find(|mark| mark.kind == MarkKind::Title).unwrap();
//! assert_eq!(title.span.of(&article.text), "Pluie sur Niamey");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod conventions;
mod date;
mod decode;
mod error;
mod feed;
mod format;
mod html;
mod inputs;
mod jsonl;
mod markdown;
mod pieces;
mod place;
mod warc;

pub use conventions::ConventionsError;
pub use date::DateReader;
pub use error::{Fault, ReadError};
pub use format::Format;
pub use inputs::{Inputs, Keys};
pub use pieces::{Piece, Pieces};
pub use place::{Part, Place};

use crate::data::Data;
use crate::span::Span;
use conventions::Conventions;
use jiff::civil::Date;
use pieces::Content;

/// Bytes of text in one article; the Bible has five million.
pub const MAX_TEXT: usize = 16 << 20;
/// Bytes of one JSONL line or archived page: the text of an article in the longest escapes.
pub const MAX_RECORD: u64 = 64 << 20;
/// Bytes of one feed.
pub const MAX_FEED: u64 = 64 << 20;
/// Elements that a page may nest; browsers stop at 512, and newsrooms at about 60.
pub const MAX_PAGE_DEPTH: usize = 256;

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

impl Article {
    /// A hash, in hexadecimal, of all that steers what is drawn from the article. Two articles with
    /// one hash give the same statements under the same rules.
    ///
    /// The name takes no part, for a file may be renamed; nor do the marks, which follow from the
    /// text and the readers.
    #[must_use]
    pub fn content_hash(&self) -> String {
        let date = self.date.map(|date| date.to_string());
        let fields = [
            self.url.as_deref(),
            self.title.as_deref(),
            date.as_deref(),
            self.publisher.as_deref(),
            self.language.as_deref(),
            Some(self.text.as_str()),
        ];
        let mut hasher = blake3::Hasher::new();
        for field in fields {
            // Lengths keep "ab" + "c" from "a" + "bc"; the largest of all stands for an absent field.
            let length = field.map_or(u64::MAX, |field| field.len() as u64);
            hasher
                .update(&length.to_le_bytes())
                .update(field.unwrap_or_default().as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// The readers of all formats, with the tables they share; built once.
#[derive(Debug, Clone, Default)]
pub struct Readers {
    conventions: Conventions,
    date: Option<Date>,
}

impl Readers {
    /// Loads `article/conventions.toml`.
    ///
    /// # Errors
    /// [`ConventionsError`] shows the line of that file that is wrong.
    pub fn load(data: &Data) -> Result<Self, ConventionsError> {
        Ok(Self {
            conventions: Conventions::load(data)?,
            date: None,
        })
    }

    /// Takes articles that bear no date to be of `date`.
    #[must_use]
    pub const fn with_date(mut self, date: Option<Date>) -> Self {
        self.date = date;
        self
    }

    /// The reader of dates.
    #[must_use]
    pub const fn dates(&self) -> &DateReader {
        &self.conventions.dates
    }

    const fn conventions(&self) -> &Conventions {
        &self.conventions
    }

    /// The articles in `piece`, in order, and what was wrong with them. Does no I/O.
    #[must_use]
    pub fn read(&self, piece: &Piece) -> Vec<Result<Article, ReadError>> {
        let found = match &piece.content {
            Content::Text(bytes) => self.text(bytes, None).map(Found::from),
            Content::Markdown(bytes) => decode::decode(bytes, None).map(|text| {
                let (article, remark) = markdown::read(text, self);
                Found {
                    remark,
                    ..Found::from(article)
                }
            }),
            Content::Html(bytes) => self.page(bytes, None).map(Found::from),
            Content::Record(line) => jsonl::read(line, self).map(|(article, id, remark)| Found {
                article,
                id,
                remark,
                record: true,
            }),
            Content::Page(page) => self.archived(page).map(|article| Found {
                record: true,
                ..Found::from(article)
            }),
            Content::Feed(bytes) => match self.feed(bytes) {
                Ok(entries) => return self.entries(piece, entries),
                Err(fault) => Err(fault),
            },
        };
        self.finish(piece, &piece.key, found)
    }

    fn text(&self, bytes: &[u8], declared: Option<&str>) -> Result<Article, Fault> {
        let text = decode::decode(bytes, declared)?;
        if text.len() > MAX_TEXT {
            return Err(Fault::TooLarge);
        }
        Ok(Article {
            text,
            ..Article::default()
        })
    }

    fn page(&self, bytes: &[u8], declared: Option<&str>) -> Result<Article, Fault> {
        if bytes.len() > MAX_TEXT {
            return Err(Fault::TooLarge);
        }
        let in_page = decode::declared_in_page(bytes);
        let page = decode::decode(bytes, declared.or(in_page.as_deref()))?;
        html::read(&page, &self.conventions)
    }

    fn archived(&self, page: &warc::Page) -> Result<Article, Fault> {
        let declared = page.charset.as_deref();
        let mut article = if page.plain {
            self.text(&page.bytes, declared)?
        } else {
            self.page(&page.bytes, declared)?
        };
        article.url = article.url.or_else(|| absolute_url(page.url.as_deref()?));
        Ok(article)
    }

    fn feed(&self, bytes: &[u8]) -> Result<Vec<feed::Found>, Fault> {
        let text = decode::decode(bytes, decode::declared_in_page(bytes).as_deref())?;
        // The declaration tells an encoding that the text no longer has.
        let text = text.trim_start();
        let undeclared = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
        feed::read(undeclared.map_or(text, |(_, rest)| rest).as_bytes(), self)
    }

    fn entries(&self, piece: &Piece, entries: Vec<feed::Found>) -> Vec<Result<Article, ReadError>> {
        let entry = |(number, entry): (u64, feed::Found)| {
            let piece = Piece {
                place: piece.place.at(Part::Record(number)),
                key: piece.key.clone(),
                name: piece.name.clone(),
                content: Content::Feed(Vec::new()),
            };
            let key = format!("{}#{number}", piece.key);
            let found = entry.map(|(article, guid)| Found {
                id: if article.url.is_some() { None } else { guid },
                record: true,
                ..Found::from(article)
            });
            self.finish(&piece, &key, found)
        };
        (1..).zip(entries).flat_map(entry).collect()
    }

    /// Gives an article its key, its name and, at need, its date.
    fn finish(
        &self,
        piece: &Piece,
        path: &str,
        found: Result<Found, Fault>,
    ) -> Vec<Result<Article, ReadError>> {
        let error = |fault| Err(ReadError::new(piece.place.clone(), fault));
        let Found {
            mut article,
            id,
            remark,
            record,
        } = match found {
            Ok(found) => found,
            Err(fault) => return vec![error(fault)],
        };
        if article.text.trim().is_empty() && article.title.is_none() {
            return vec![error(Fault::Empty)];
        }
        article.key = id
            .or_else(|| article.url.clone())
            .unwrap_or_else(|| path.to_owned());
        article.name = if record {
            article.key.clone()
        } else {
            piece.name.clone()
        };
        article.date = article.date.or(self.date);
        remark.map(error).into_iter().chain([Ok(article)]).collect()
    }
}

/// An article, and what its reader knows besides.
#[derive(Debug)]
struct Found {
    article: Article,
    /// A record's id.
    id: Option<String>,
    /// What was wrong and did not hinder.
    remark: Option<Fault>,
    /// Whether its file holds others too, so that the file's name says little.
    record: bool,
}

impl From<Article> for Found {
    fn from(article: Article) -> Self {
        Self {
            article,
            id: None,
            remark: None,
            record: false,
        }
    }
}

/// A web address that can be a key: absolute, without its fragment.
fn absolute_url(address: &str) -> Option<String> {
    let mut url = url::Url::parse(address.trim()).ok()?;
    url.set_fragment(None);
    matches!(url.scheme(), "http" | "https").then(|| url.into())
}
