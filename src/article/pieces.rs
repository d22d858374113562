//! Files, folders and standard input, cut into pieces of which each holds one article (a feed:
//! several).
//!
//! The only part of the readers that does I/O. What is large is read as a stream: of a JSONL file or
//! an archive of any size, one record at a time is held.

use super::error::{Fault, ReadError};
use super::format::Format;
use super::place::{Part, Place};
use super::warc::{Page, Records};
use super::{MAX_FEED, MAX_RECORD, MAX_TEXT, decode};
use flate2::read::MultiGzDecoder;
use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// Bytes looked at to tell a file's format.
const HEAD: u64 = 8 << 10;

/// What one or more articles are made from, as bytes.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Where it stands.
    pub place: Place,
    /// The path below the argument given, with the record's number where there are several.
    pub(super) key: String,
    /// The file's name.
    pub(super) name: String,
    pub(super) content: Content,
}

/// The bytes of a [`Piece`], by the reader they need.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Text(Vec<u8>),
    Markdown(Vec<u8>),
    Html(Vec<u8>),
    Record(Vec<u8>),
    Feed(Vec<u8>),
    Page(Page),
}

impl Piece {
    /// Bytes that it holds.
    #[must_use]
    pub const fn size(&self) -> usize {
        match &self.content {
            Content::Text(bytes)
            | Content::Markdown(bytes)
            | Content::Html(bytes)
            | Content::Record(bytes)
            | Content::Feed(bytes) => bytes.len(),
            Content::Page(page) => page.bytes.len(),
        }
    }

    /// A piece from memory: a whole file of `format` (for [`Format::Jsonl`], one line; for
    /// [`Format::Warc`], the page alone).
    #[must_use]
    pub fn from_bytes(name: &str, format: Format, bytes: Vec<u8>) -> Self {
        let content = match format {
            Format::Text => Content::Text(bytes),
            Format::Markdown => Content::Markdown(bytes),
            Format::Html => Content::Html(bytes),
            Format::Jsonl => Content::Record(bytes),
            Format::Feed => Content::Feed(bytes),
            Format::Warc => Content::Page(Page {
                bytes,
                ..Page::default()
            }),
        };
        Self {
            place: Place::whole(Path::new(name)),
            key: name.to_owned(),
            name: name.to_owned(),
            content,
        }
    }
}

/// Goes through paths in the order given, folders in the order of their names.
pub struct Pieces {
    paths: VecDeque<PathBuf>,
    folder: Option<Folder>,
    stream: Option<Stream>,
}

/// A folder being walked.
struct Folder {
    root: PathBuf,
    walk: ignore::Walk,
    found: bool,
}

/// A file being read record by record.
struct Stream {
    source: Source,
    place: Place,
    key: String,
    name: String,
    found: bool,
}

type Input = Box<dyn BufRead + Send>;

enum Source {
    Lines { reader: Input, line: u64 },
    Archive(Records<Input>),
}

/// A file to be read, and the key that its place below the argument gives it.
struct Target {
    path: PathBuf,
    key: String,
}

impl Pieces {
    /// Reads `paths`; `-` is standard input. In folders only files whose names tell their format are
    /// read, hidden files and READMEs are passed over; a file named outright is always read.
    #[must_use]
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        Self {
            paths: paths.into_iter().collect(),
            folder: None,
            stream: None,
        }
    }

    /// The next pieces that together hold at least `bytes`, or all that are left: a portion to be read
    /// in parallel. Empty at the end.
    pub fn batch(&mut self, bytes: usize) -> Vec<Result<Piece, ReadError>> {
        let mut batch = Vec::new();
        let mut held = 0;
        while held < bytes
            && let Some(piece) = self.next()
        {
            // Even an empty piece, or an error, takes room.
            held += piece.as_ref().map_or(0, Piece::size) + size_of_val(&piece);
            batch.push(piece);
        }
        batch
    }

    /// The next file to read.
    fn next_target(&mut self) -> Option<Result<Target, ReadError>> {
        loop {
            if let Some(folder) = &mut self.folder {
                if let Some(target) = folder.next_target() {
                    return Some(target);
                }
                let root = Place::whole(&folder.root);
                let found = folder.found;
                self.folder = None;
                if !found {
                    return Some(Err(ReadError::new(root, Fault::None)));
                }
            }
            let path = self.paths.pop_front()?;
            if path.is_dir() {
                self.folder = Some(Folder::open(path));
                continue;
            }
            let key = match path.file_name() {
                Some(_) if path == Path::new("-") => "stdin".to_owned(),
                Some(name) => name.to_string_lossy().into_owned(),
                None => path.to_string_lossy().into_owned(),
            };
            return Some(Ok(Target { path, key }));
        }
    }

    /// Reads a file that is one piece, or begins to read one that is many.
    fn open(&mut self, target: Target) -> Option<Result<Piece, ReadError>> {
        let place = Place::whole(&target.path);
        match self.try_open(target, &place) {
            Ok(piece) => piece.map(Ok),
            Err(fault) => Some(Err(ReadError::new(place, fault))),
        }
    }

    fn try_open(&mut self, target: Target, place: &Place) -> Result<Option<Piece>, Fault> {
        let (head, mut reader) = open(&target.path)?;
        let format = match (Format::of_name(&target.path), Format::of_bytes(&head)) {
            // Any XML may be called .xml.
            (Some(Format::Feed), seen) => seen,
            (named, seen) => named.unwrap_or(seen),
        };
        let Target { path, key } = target;
        let name = path
            .file_name()
            .map_or_else(|| key.clone(), |name| name.to_string_lossy().into_owned());
        let name = if name == "-" { "stdin".to_owned() } else { name };
        if matches!(format, Format::Jsonl | Format::Warc) {
            refuse_whole(format, &head)?;
            let source = match format {
                Format::Jsonl => Source::Lines { reader, line: 0 },
                _ => Source::Archive(Records::new(reader)),
            };
            self.stream = Some(Stream {
                source,
                place: place.clone(),
                key,
                name,
                found: false,
            });
            return Ok(None);
        }
        let limit = if format == Format::Feed {
            MAX_FEED
        } else {
            MAX_TEXT as u64
        };
        let mut bytes = Vec::new();
        reader.by_ref().take(limit + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(Fault::TooLarge);
        }
        let piece = Piece::from_bytes(&key, format, bytes);
        Ok(Some(Piece {
            place: place.clone(),
            name,
            ..piece
        }))
    }
}

/// Refuses what only looks like a file of records.
fn refuse_whole(format: Format, head: &[u8]) -> Result<(), Fault> {
    if head.trim_ascii().is_empty() {
        return Err(Fault::Empty);
    }
    // Archives hold pictures and other binary records by right.
    if let Some(kind) = decode::binary(head).filter(|_| format == Format::Jsonl) {
        return Err(Fault::Binary(kind));
    }
    let begins = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    if format == Format::Jsonl && begins.starts_with(b"[") {
        return Err(Fault::JsonArray);
    }
    Ok(())
}

impl Iterator for Pieces {
    type Item = Result<Piece, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(stream) = &mut self.stream {
                if let Some(piece) = stream.next_piece() {
                    stream.found = true;
                    return Some(piece);
                }
                let (place, found) = (stream.place.clone(), stream.found);
                self.stream = None;
                if !found {
                    return Some(Err(ReadError::new(place, Fault::None)));
                }
            }
            let piece = match self.next_target()? {
                Ok(target) => self.open(target),
                Err(error) => Some(Err(error)),
            };
            if piece.is_some() {
                return piece;
            }
        }
    }
}

impl Folder {
    fn open(root: PathBuf) -> Self {
        // What a .gitignore says of a folder of articles is no concern of a reader's.
        let walk = ignore::WalkBuilder::new(&root)
            .standard_filters(false)
            .hidden(true)
            .follow_links(true)
            .sort_by_file_path(Path::cmp)
            .build();
        Self {
            root,
            walk,
            found: false,
        }
    }

    fn next_target(&mut self) -> Option<Result<Target, ReadError>> {
        loop {
            let entry = match self.walk.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    self.found = true;
                    return Some(Err(ReadError::new(Place::whole(&self.root), Fault::Walk(error))));
                }
            };
            let file = entry.file_type().is_some_and(|kind| kind.is_file());
            if file && Format::of_name(entry.path()).is_some() && !is_about_the_folder(entry.file_name()) {
                self.found = true;
                let key = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
                let key = key.to_string_lossy().replace('\\', "/");
                let path = entry.into_path();
                return Some(Ok(Target { path, key }));
            }
        }
    }
}

/// Whether a file tells of its folder rather than of the world.
fn is_about_the_folder(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    ["readme.", "license.", "licence.", "changelog."]
        .iter()
        .any(|start| name.starts_with(start))
}

impl Stream {
    fn next_piece(&mut self) -> Option<Result<Piece, ReadError>> {
        let (part, content) = match &mut self.source {
            Source::Lines { reader, line } => {
                let content = next_line(reader, line)?;
                (Part::Line(*line), content.map(Content::Record))
            }
            Source::Archive(records) => {
                let page = records.next_page()?;
                (Part::Record(records.count), page.map(Content::Page))
            }
        };
        let place = self.place.at(part);
        let number = match part {
            Part::Whole => 0,
            Part::Line(number) | Part::Record(number) => number,
        };
        Some(match content {
            Ok(content) => Ok(Piece {
                place,
                key: format!("{}#{number}", self.key),
                name: format!("{}#{number}", self.name),
                content,
            }),
            Err(fault) => Err(ReadError::new(place, fault)),
        })
    }
}

/// The next line that is not blank, and its number in `line`.
fn next_line(reader: &mut Input, line: &mut u64) -> Option<Result<Vec<u8>, Fault>> {
    let mut bytes = Vec::new();
    loop {
        *line += 1;
        bytes.clear();
        match reader.by_ref().take(MAX_RECORD + 1).read_until(b'\n', &mut bytes) {
            Ok(0) => return None,
            Ok(_) if bytes.len() as u64 > MAX_RECORD => {
                let rest = if bytes.ends_with(b"\n") {
                    Ok(())
                } else {
                    skip_line(reader)
                };
                return Some(Err(rest.map_or_else(Fault::Io, |()| Fault::TooLarge)));
            }
            Ok(_) if bytes.trim_ascii().is_empty() => {}
            Ok(_) => return Some(Ok(bytes)),
            Err(error) => {
                // A reader that fails once would fail for ever.
                *reader = Box::new(io::empty());
                return Some(Err(Fault::Io(error)));
            }
        }
    }
}

/// Reads to the end of a line without keeping it.
fn skip_line(reader: &mut Input) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let (length, done) = (
            end.map_or(buffer.len(), |end| end + 1),
            end.is_some() || buffer.is_empty(),
        );
        reader.consume(length);
        if done {
            return Ok(());
        }
    }
}

/// Opens a file, unpacks it if it is packed, and looks at its first bytes.
fn open(path: &Path) -> io::Result<(Vec<u8>, Input)> {
    let raw: Box<dyn Read + Send> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path)?)
    };
    let (head, reader) = look(raw)?;
    if !head.starts_with(b"\x1F\x8B") {
        return Ok((head, Box::new(BufReader::new(reader))));
    }
    let (head, reader) = look(Box::new(MultiGzDecoder::new(reader)))?;
    Ok((head, Box::new(BufReader::new(reader))))
}

/// The first bytes, and a reader that begins with them.
fn look(mut reader: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    let whole = Cursor::new(head.clone()).chain(reader);
    Ok((head, Box::new(whole)))
}
