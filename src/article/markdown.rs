//! Markdown with front matter: the file as it stands, with marks over what is not prose.
//!
//! Offsets count over the whole file. Front matter, markup and link addresses are hidden; the value
//! of the title's key is the headline. What CommonMark makes of the file is [`pulldown_cmark`]'s
//! business: whatever it does not give out as text is hidden.

use super::conventions::Conventions;
use super::error::Fault;
use super::{Article, Mark, MarkKind, Readers, absolute_url};
use crate::span::Span;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// Reads one file; a date that cannot be read is reported beside the article.
pub(super) fn read(text: String, readers: &Readers) -> (Article, Option<Fault>) {
    let front = FrontMatter::find(&text);
    let body = front.as_ref().map_or(0, |front| front.end);
    let mut article = Article::default();
    let mut fault = None;
    if let Some(front) = &front {
        fault = front.fill(&mut article, readers.conventions());
    }
    let mut layout = Layout::of(&text, body);
    let front_title = front
        .as_ref()
        .and_then(|front| front.title(readers.conventions()));
    let title = match front_title {
        Some(value) => Some(value.span.clone()),
        None => layout.take_title(),
    };
    if let Some(title) = title {
        article
            .title
            .get_or_insert_with(|| layout.visible_in(&text, &title));
        article.title_in_text = true;
        layout.marks.push(mark(&title, MarkKind::Title));
        let before = 0..title.start.min(body);
        let after = title.end.min(body)..body;
        layout.marks.extend(
            [before, after]
                .iter()
                .map(|hidden| mark(hidden, MarkKind::Hidden)),
        );
    } else {
        layout.marks.push(mark(&(0..body), MarkKind::Hidden));
    }
    layout.marks.retain(|mark| !mark.span.is_empty());
    layout
        .marks
        .sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.kind));
    article.marks = layout.marks;
    article.text = text;
    (article, fault)
}

fn mark(range: &Range<usize>, kind: MarkKind) -> Mark {
    Mark {
        span: Span::new(range.start as u32, range.end as u32),
        kind,
    }
}

/// One `key: value` of front matter.
#[derive(Debug)]
struct Entry<'a> {
    key: &'a str,
    /// Where the value stands, its quotation marks left out.
    span: Range<usize>,
    /// What it means.
    value: String,
}

/// The block between two lines `---` (YAML) or `+++` (TOML) that opens a file.
///
/// Read by hand: the title's place in the file is needed, and of YAML only `key: value` at the
/// margin matters here, with plain, quoted, literal and folded values.
#[derive(Debug)]
struct FrontMatter<'a> {
    entries: Vec<Entry<'a>>,
    /// The byte after its last line.
    end: usize,
}

impl<'a> FrontMatter<'a> {
    fn find(text: &'a str) -> Option<Self> {
        let mut lines = Lines { text, at: 0 };
        let (_, fence) = lines.next()?;
        let (fence, separator) = match fence.trim_end() {
            "---" => ("---", ':'),
            "+++" => ("+++", '='),
            _ => return None,
        };
        let mut entries = Vec::new();
        let mut open: Option<Block> = None;
        while let Some((start, line)) = lines.next() {
            let bare = line.trim_end();
            if bare == fence || (fence == "---" && bare == "...") {
                entries.extend(open.take().map(|block| block.close(text)));
                // Two lines drawn across the page hold prose between them, not keys.
                let end = lines.at;
                return (!entries.is_empty()).then_some(Self { entries, end });
            }
            if line.starts_with([' ', '\t']) || bare.is_empty() {
                if let Some(block) = &mut open {
                    block.add(start, bare);
                }
                continue;
            }
            entries.extend(open.take().map(|block| block.close(text)));
            let Some((key, value)) = bare.split_once(separator) else {
                continue;
            };
            let value_start = start + key.len() + separator.len_utf8();
            let key = key.trim().trim_matches('"');
            let trimmed = value.trim();
            let offset = value_start + (value.len() - value.trim_start().len());
            if matches!(trimmed.chars().next(), Some('|' | '>')) || trimmed.is_empty() {
                open = Some(Block { key, span: None });
            } else {
                entries.push(scalar(key, trimmed, offset));
            }
        }
        None
    }

    /// The first entry whose key is one of `keys`, in the order of `keys`.
    fn get(&self, keys: &[String]) -> Option<&Entry<'a>> {
        let of = |key: &String| {
            self.entries
                .iter()
                .find(move |entry| entry.key.eq_ignore_ascii_case(key))
        };
        keys.iter()
            .filter_map(of)
            .find(|entry| !entry.value.trim().is_empty())
    }

    fn title(&self, conventions: &Conventions) -> Option<&Entry<'a>> {
        self.get(&conventions.front_matter.title)
    }

    /// Lays the values into `article`; gives back a date that cannot be read.
    fn fill(&self, article: &mut Article, conventions: &Conventions) -> Option<Fault> {
        let keys = &conventions.front_matter;
        let value = |keys: &[String]| self.get(keys).map(|entry| entry.value.trim().to_owned());
        article.title = value(&keys.title);
        article.url = value(&keys.url).and_then(|url| absolute_url(&url));
        article.publisher = value(&keys.publisher);
        article.language = value(&keys.language);
        let date = value(&keys.date)?;
        article.date = conventions.dates.read(&date);
        article.date.is_none().then_some(Fault::Date(date))
    }
}

/// A literal or folded value under way.
#[derive(Debug)]
struct Block<'a> {
    key: &'a str,
    span: Option<Range<usize>>,
}

impl<'a> Block<'a> {
    fn add(&mut self, start: usize, line: &str) {
        let text = line.trim_start();
        if text.is_empty() {
            return;
        }
        let range = start + line.len() - text.len()..start + line.len();
        self.span = Some(self.span.as_ref().map_or(range.start, |span| span.start)..range.end);
    }

    fn close(self, text: &str) -> Entry<'a> {
        let span = self.span.unwrap_or_default();
        let lines = text[span.clone()].lines().map(str::trim);
        Entry {
            key: self.key,
            value: lines.collect::<Vec<_>>().join(" "),
            span,
        }
    }
}

/// A value on the line of its key; `offset` is the byte where it begins.
fn scalar<'a>(key: &'a str, value: &str, offset: usize) -> Entry<'a> {
    let quoted = |quote: char| {
        let inner = value.strip_prefix(quote)?;
        Some(&inner[..closing(inner, quote)?])
    };
    if let Some(inner) = quoted('"') {
        let span = offset + 1..offset + 1 + inner.len();
        return Entry {
            key,
            span,
            value: unescape(inner),
        };
    }
    if let Some(inner) = quoted('\'') {
        let span = offset + 1..offset + 1 + inner.len();
        return Entry {
            key,
            span,
            value: inner.replace("''", "'"),
        };
    }
    let plain = value.split(" #").next().unwrap_or(value).trim_end();
    Entry {
        key,
        span: offset..offset + plain.len(),
        value: plain.to_owned(),
    }
}

/// The byte of the quotation mark that closes `inner`.
fn closing(inner: &str, quote: char) -> Option<usize> {
    let mut letters = inner.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && quote == '"' {
            letters.next();
        } else if letter == quote {
            if quote == '\'' && letters.peek().is_some_and(|(_, next)| *next == '\'') {
                letters.next();
            } else {
                return Some(at);
            }
        }
    }
    None
}

/// A double-quoted value without its backslashes. JSON's escapes are YAML's, so its reader serves.
fn unescape(inner: &str) -> String {
    serde_json::from_str(&format!("\"{inner}\"")).unwrap_or_else(|_| inner.replace('\\', ""))
}

/// Lines with the bytes at which they begin.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let line = rest.split_inclusive('\n').next()?;
        self.at += line.len();
        Some((start, line.trim_end_matches(['\n', '\r'])))
    }
}

/// What CommonMark makes of the body.
#[derive(Debug, Default)]
struct Layout {
    marks: Vec<Mark>,
    /// The first heading of the first level.
    title: Option<usize>,
}

impl Layout {
    /// Marks the part of `text` from byte `body` on.
    fn of(text: &str, body: usize) -> Self {
        let mut layout = Self::default();
        let source = &text[body..];
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
        let mut shown = body;
        // Which open elements hold no prose, and how many of them do.
        let mut open = Vec::new();
        let mut hiding = 0_usize;
        for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
            let range = range.start + body..range.end + body;
            match event {
                Event::Start(tag) => {
                    match &tag {
                        Tag::Heading { level, .. } => layout.open_heading(text, *level, range),
                        // The mark of a list's item stays: it keeps the items apart.
                        Tag::Item => {
                            layout.hide(text, shown..range.start);
                            shown = shown.max(range.start + item_mark(&text[range.start..]));
                        }
                        _ => {}
                    }
                    open.push(hides(&tag));
                    hiding += usize::from(hides(&tag));
                }
                Event::End(_) => hiding -= usize::from(open.pop().unwrap_or_default()),
                Event::Text(words) if hiding == 0 && !words.trim().is_empty() => {
                    layout.hide(text, shown..range.start);
                    shown = range.end.max(shown);
                    layout.hide_addresses(text, range);
                }
                Event::Code(_) if hiding == 0 => {
                    layout.hide(text, shown..range.start);
                    shown = range.end.max(shown);
                    layout.hide_backticks(text, &range);
                }
                _ => {}
            }
        }
        layout.hide(text, shown..text.len());
        layout
    }

    /// Hides `range`, the white space at its ends left out; nothing where only white space stands.
    fn hide(&mut self, text: &str, range: Range<usize>) {
        let range = trimmed(text, range);
        if !range.is_empty() {
            self.marks.push(mark(&range, MarkKind::Hidden));
        }
    }

    fn open_heading(&mut self, text: &str, level: HeadingLevel, range: Range<usize>) {
        let range = heading_words(text, range);
        if range.is_empty() {
            return;
        }
        if level == HeadingLevel::H1 && self.title.is_none() {
            self.title = Some(self.marks.len());
        }
        self.marks.push(mark(&range, MarkKind::Heading));
    }

    /// Takes the first heading of the first level out of the headings, as the article's headline.
    fn take_title(&mut self) -> Option<Range<usize>> {
        let title = self.title?;
        Some(self.marks.remove(title).span.range())
    }

    /// The words of `range` without what is hidden inside it.
    fn visible_in(&self, text: &str, range: &Range<usize>) -> String {
        let mut words = String::new();
        let mut at = range.start;
        for mark in self.marks.iter().filter(|mark| mark.kind == MarkKind::Hidden) {
            let hidden = mark.span.range();
            if hidden.start >= at && hidden.end <= range.end {
                words.push_str(&text[at..hidden.start]);
                at = hidden.end;
            }
        }
        words.push_str(&text[at..range.end]);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn hide_backticks(&mut self, text: &str, range: &Range<usize>) {
        let code = &text[range.clone()];
        let ticks = code.len() - code.trim_start_matches('`').len();
        if 2 * ticks <= code.len() {
            self.hide(text, range.start..range.start + ticks);
            self.hide(text, range.end - ticks..range.end);
        }
    }

    /// Hides addresses that stand bare in the text.
    fn hide_addresses(&mut self, text: &str, range: Range<usize>) {
        let mut after_word = false;
        let mut end = range.start;
        for (offset, letter) in text[range.clone()].char_indices() {
            let start = range.start + offset;
            if start >= end && !after_word {
                let address = address(&text[start..range.end]);
                end = end.max(start + address.len());
                self.hide(text, start..start + address.len());
            }
            after_word = letter.is_alphanumeric();
        }
    }
}

/// The address at the very start of `text`; empty where there is none.
fn address(text: &str) -> &str {
    if !["http://", "https://", "www."]
        .iter()
        .any(|scheme| text.starts_with(scheme))
    {
        return "";
    }
    let end = text.find(|letter: char| letter.is_whitespace() || "<>«»\"".contains(letter));
    text[..end.unwrap_or(text.len())].trim_end_matches(['.', ',', ';', ':', '!', '?', ')'])
}

/// Bytes of the mark that begins an item: `-`, `*`, `+`, `1.`, `1)`.
fn item_mark(item: &str) -> usize {
    let number = item.len()
        - item
            .trim_start_matches(|digit: char| digit.is_ascii_digit())
            .len();
    number + usize::from(item[number..].starts_with(['-', '*', '+', '.', ')']))
}

fn hides(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Image { .. } | Tag::CodeBlock(CodeBlockKind::Fenced(_)) | Tag::MetadataBlock(_) => true,
        Tag::Link { link_type, .. } => matches!(link_type, LinkType::Autolink | LinkType::Email),
        _ => false,
    }
}

/// The words of a heading: without `#` before and after, without the line drawn under it.
fn heading_words(text: &str, range: Range<usize>) -> Range<usize> {
    let whole = trimmed(text, range);
    let heading = &text[whole.clone()];
    if heading.starts_with('#') {
        let start = whole.start + heading.len() - heading.trim_start_matches('#').len();
        let inner = text[start..whole.end].trim_end_matches('#');
        return trimmed(text, start..start + inner.len());
    }
    let end = heading.rfind('\n').unwrap_or(heading.len());
    trimmed(text, whole.start..whole.start + end)
}

/// `range` without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    if range.start >= range.end {
        return range.start..range.start;
    }
    let words = &text[range.clone()];
    let start = range.start + words.len() - words.trim_start().len();
    start..(start + words.trim().len())
}
