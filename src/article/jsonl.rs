//! One JSONL record → one article.
//!
//! Keys `id`, `url`, `title`, `date`, `publisher`, and `text` or `html`; all but the last two
//! optional, `null` allowed everywhere, other keys ignored.

use super::error::Fault;
use super::{Article, MAX_TEXT, Mark, MarkKind, Readers, absolute_url, decode, html};
use crate::span::Span;
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Debug, Deserialize)]
struct Record<'a> {
    id: Option<Scalar>,
    #[serde(borrow)]
    url: Option<Cow<'a, str>>,
    title: Option<String>,
    date: Option<Scalar>,
    publisher: Option<String>,
    text: Option<String>,
    #[serde(borrow)]
    html: Option<Cow<'a, str>>,
}

/// A string, or a number that stands for one.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a string or a number in `id` or `date`")]
enum Scalar {
    Text(String),
    Number(serde_json::Number),
}

impl Scalar {
    fn into_text(self) -> Option<String> {
        let text = match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        };
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// An article, its record's id, and a date that cannot be read.
pub(super) type Found = (Article, Option<String>, Option<Fault>);

/// Reads one line.
pub(super) fn read(line: &[u8], readers: &Readers) -> Result<Found, Fault> {
    let line = decode::decode(line.trim_ascii(), None)?;
    let line = whole_surrogates(&line);
    let record: Record<'_> = serde_json::from_str(&line).map_err(Fault::Json)?;
    let given = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
    let mut article = match (
        given(record.text),
        record.html.filter(|html| !html.trim().is_empty()),
    ) {
        (Some(text), _) => Article {
            text,
            ..Article::default()
        },
        (None, Some(page)) if page.len() > MAX_TEXT => return Err(Fault::TooLarge),
        (None, Some(page)) => html::read(&page, readers.conventions())?,
        (None, None) => return Err(Fault::NoText),
    };
    if article.text.len() > MAX_TEXT {
        return Err(Fault::TooLarge);
    }
    // What the record says goes before what its page says.
    let title = given(record.title).map(|title| title.trim().to_owned());
    article.title = title.or(article.title);
    article.publisher = given(record.publisher).or(article.publisher);
    article.url = record.url.and_then(|url| absolute_url(&url)).or(article.url);
    let mut fault = None;
    if let Some(date) = record.date.and_then(Scalar::into_text) {
        let read = readers.dates().read(&date);
        fault = read.is_none().then_some(Fault::Date(date));
        article.date = read.or(article.date);
    }
    mark_title(&mut article);
    Ok((article, record.id.and_then(Scalar::into_text), fault))
}

/// Marks the headline where the text begins with it, so that it is not read twice.
fn mark_title(article: &mut Article) {
    let Some(title) = &article.title else { return };
    let start = article.text.len() - article.text.trim_start().len();
    let Some(rest) = article.text[start..].strip_prefix(title.as_str()) else {
        return;
    };
    if rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
        let span = Span::new(start as u32, (start + title.len()) as u32);
        article.title_in_text = true;
        article.marks.insert(
            0,
            Mark {
                span,
                kind: MarkKind::Title,
            },
        );
    }
}

/// The line with halves of surrogate pairs that stand alone replaced by U+FFFD: programs that cut
/// texts by UTF-16 units leave such, and one cut emoji should not cost the article.
fn whole_surrogates(line: &str) -> Cow<'_, str> {
    let mut whole = String::new();
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = line[at..].find('\\') {
        let start = at + found;
        at = start + escape_length(&line[start..]);
        let Some(unit) = surrogate(&line[start..]) else {
            continue;
        };
        let low = |unit| (0xDC00..0xE000).contains(&unit);
        if !low(unit) && surrogate(&line[at..]).is_some_and(low) {
            at += 6;
            continue;
        }
        whole.push_str(&line[kept..start]);
        whole.push_str("\\ufffd");
        kept = at;
    }
    if kept == 0 {
        return Cow::Borrowed(line);
    }
    whole.push_str(&line[kept..]);
    Cow::Owned(whole)
}

/// Bytes of the escape at the start of `text`.
fn escape_length(text: &str) -> usize {
    if surrogate(text).is_some() {
        return 6;
    }
    // The character after the backslash, so that an escaped backslash escapes nothing.
    1 + text[1..].chars().next().map_or(0, char::len_utf8)
}

/// The surrogate that `text` begins with, as `\uD83D`.
fn surrogate(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let unit = digits
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then(|| u32::from_str_radix(digits, 16).ok())?;
    unit.filter(|unit| (0xD800..0xE000).contains(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        for (line, expected) in [
            (r#"a \ud83d\ude00 b"#, r#"a \ud83d\ude00 b"#),
            (r#"a \ud83d b"#, r#"a \ufffd b"#),
            (r#"\ude00\ud83d"#, r#"\ufffd\ufffd"#),
            (r#"\ud83d\ud83d\ude00"#, r#"\ufffd\ud83d\ude00"#),
            (r#"\\ud83d"#, r#"\\ud83d"#),
            (r#"\u00e9 \"é\"#, r#"\u00e9 \"é\"#),
        ] {
            assert_eq!(whole_surrogates(line), expected);
        }
    }
}
