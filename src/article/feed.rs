//! RSS and Atom: one article an entry.
//!
//! An entry's key is its link, else its guid: so that an article met in a feed and as a page is one.

use super::error::Fault;
use super::{Article, MAX_PAGE_DEPTH, MAX_TEXT, Readers, absolute_url, html};
use feed_rs::model::{Entry, Feed};
use quick_xml::Reader;
use quick_xml::events::Event;

/// An entry's article, its guid, and what was wrong with its date; or what was wrong with it all.
pub(super) type Found = Result<(Article, Option<String>), Fault>;

/// Reads every entry.
///
/// # Errors
/// [`Fault`] where the whole is no feed.
pub(super) fn read(bytes: &[u8], readers: &Readers) -> Result<Vec<Found>, Fault> {
    check_depth(bytes)?;
    let dates = readers.dates().clone();
    let parser = feed_rs::parser::Builder::new()
        // feed-rs knows no French month; noon keeps the day whatever the offset.
        .timestamp_parser(move |text| format!("{}T12:00:00Z", dates.read(text)?).parse().ok())
        // Its own choice for entries without an id is a random one.
        .id_generator(|_, _, _| String::new())
        .build();
    let feed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| parser.parse(bytes)))
        .map_err(|_| Fault::Library("feed"))?
        .map_err(Fault::Feed)?;
    if feed.entries.is_empty() {
        return Err(Fault::None);
    }
    Ok(feed
        .entries
        .iter()
        .map(|entry| article(entry, &feed, readers))
        .collect())
}

fn article(entry: &Entry, feed: &Feed, readers: &Readers) -> Found {
    let title = entry.title.as_ref().map(|title| html::plain(&title.content));
    let title = title.filter(|title| !title.is_empty());
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    let body = [content, summary]
        .into_iter()
        .flatten()
        .find(|body| !body.trim().is_empty());
    if body.is_some_and(|body| body.len() > MAX_TEXT) {
        return Err(Fault::TooLarge);
    }
    let mut article = match body {
        Some(body) if is_html(body) => html::read_fragment(body, title.as_deref(), readers.conventions())?,
        Some(body) => Article {
            text: body.trim().to_owned(),
            ..Article::default()
        },
        None => Article::default(),
    };
    if article.text.is_empty() && title.is_none() {
        return Err(Fault::Empty);
    }
    let link = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let day = entry
        .published
        .or(entry.updated)
        .map(|time| time.date_naive().to_string());
    let words =
        |text: &feed_rs::model::Text| Some(html::plain(&text.content)).filter(|words| !words.is_empty());
    article.url = link.and_then(|link| absolute_url(&link.href));
    article.date = day.and_then(|day| day.parse().ok());
    article.publisher = feed.title.as_ref().and_then(words);
    article.language = entry.language.clone().or_else(|| feed.language.clone());
    article.title = title;
    Ok((
        article,
        Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty()),
    ))
}

/// Whether a body is HTML: feeds seldom say so, and never rightly.
fn is_html(body: &str) -> bool {
    let tag =
        |rest: &str| rest.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!'));
    body.split('<').skip(1).any(tag)
        || body.contains("&#")
        || body.contains("&nbsp;")
        || body.contains("&amp;")
}

/// Refuses XML nested so deeply that a reader of it might overflow its stack.
fn check_depth(bytes: &[u8]) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(bytes);
    let mut depth = 0_usize;
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            // Broken XML is feed-rs's to name.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        if depth > MAX_PAGE_DEPTH {
            return Err(Fault::HtmlLimit("elements nested too deeply"));
        }
        buffer.clear();
    }
}
