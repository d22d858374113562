//! The date that an article bears in its first lines: "Ouagadougou, le 18 septembre 2025", "KIEV, 12 oct 2025 (AFP) - …".
//!
//! Only a full date counts, and only where it is no part of what is told: alone in its line, in brackets, or
//! behind the place of an agency's dateline. Lines that open the entries of a chronicle are no datelines.

use crate::mention::{DateValue, Mention, MentionKind, MentionLayer};
use crate::span::Span;
use crate::text::{Sentence, Shape, Source, Text};
use jiff::civil::Date;

/// How many sentences the top of an article may be.
const TOP: usize = 4;

/// How many words may stand before the date in its line ("Mis à jour le", "Communiqué du ministère … (Paris,").
const LONGEST_LEAD: usize = 16;

/// How many lines that are dates make a chronicle.
const CHRONICLE: usize = 3;

/// The day of the dateline, if the article has one.
///
/// ```
/// use griot::article::Article;
/// use griot::data::Data;
/// use griot::engine::{DEFAULT_BASE, Engine};
/// let engine = Engine::load(&Data::builtin(), DEFAULT_BASE).unwrap();
/// let article = Article { text: "Lomé, le 3 avril 2025\n\nLe Togo a réagi hier.".to_owned(), ..Article::default() };
/// assert_eq!(engine.read(&article).date.unwrap().to_string(), "2025-04-03");
/// ```
#[must_use]
pub fn dateline(source: &Source, text: &Text, layer: &MentionLayer) -> Option<Date> {
    let line = Lines {
        source: &source.text,
        text,
        mentions: &layer.mentions,
    };
    let first = text.sentences.first()?;
    let top = text
        .sentences
        .iter()
        .take(TOP)
        .filter(|sentence| sentence.part == first.part);
    let found = top.filter_map(|sentence| line.date(sentence)).next()?;
    let alone = |sentence: &&Sentence| line.date(sentence).is_some_and(|(_, alone)| alone);
    let chronicle = found.1 && text.sentences.iter().filter(alone).take(CHRONICLE).count() == CHRONICLE;
    (!chronicle).then_some(found.0)
}

struct Lines<'a> {
    source: &'a str,
    text: &'a Text,
    mentions: &'a [Mention],
}

impl Lines<'_> {
    /// The full date of a line that tells nothing else, and whether nothing at all stands before it.
    fn date(&self, sentence: &Sentence) -> Option<(Date, bool)> {
        let (start, end) = (sentence.words.start, sentence.words.end);
        let from = self
            .mentions
            .partition_point(|mention| mention.words.start < start);
        let inside = || {
            self.mentions[from..]
                .iter()
                .take_while(|mention| mention.words.start < end)
        };
        let (mention, date) = inside().find_map(|mention| Some((mention, full_date(mention)?)))?;
        let lead = start..mention.words.start;
        let named =
            inside().any(|other| matches!(other.kind, MentionKind::Name(_)) && other.words.end <= lead.end);
        let bracketed =
            lead.clone().any(|word| self.word(word) == "(") && self.word(mention.words.end) == ")";
        let dateline =
            named && lead.len() <= 5 && self.lead_is_name(lead.clone()) && self.parts(mention.words.end);
        let closed = self.closes(mention.words.end, end);
        let short = lead.len() <= LONGEST_LEAD && (bracketed || lead.len() <= 6);
        let alone = closed && short;
        (alone || dateline).then_some((date, alone && lead.is_empty()))
    }

    fn word(&self, index: u32) -> &str {
        let span = self
            .text
            .words
            .get(index as usize)
            .map_or(Span::default(), |word| word.span);
        span.of(self.source)
    }

    fn shape(&self, index: u32) -> Shape {
        self.text
            .words
            .get(index as usize)
            .map_or(Shape::empty(), |word| word.shape)
    }

    /// "KIEV,", "Abidjan, le": capitals, marks and articles.
    fn lead_is_name(&self, mut lead: std::ops::Range<u32>) -> bool {
        lead.all(|word| {
            self.shape(word)
                .intersects(Shape::CAPITALISED | Shape::PUNCTUATION)
                || self.word(word).chars().count() <= 2
        })
    }

    /// What parts a dateline from the text: a bracket or a dash.
    fn parts(&self, index: u32) -> bool {
        matches!(self.word(index), "(" | "-" | "–" | "—")
    }

    /// Whether nothing but marks, a time of day or an agency's name follows up to `end`.
    fn closes(&self, index: u32, end: u32) -> bool {
        (index..end).all(|word| {
            self.shape(word).intersects(Shape::PUNCTUATION | Shape::NUMBER)
                || self.word(word).chars().count() <= 2
                || self.word(word).starts_with(|first: char| first.is_ascii_digit())
        })
    }
}

fn full_date(mention: &Mention) -> Option<Date> {
    let MentionKind::Date(date) = &mention.kind else {
        return None;
    };
    match date.value {
        DateValue::Calendar {
            year: Some(year),
            month: Some(month),
            day: Some(day),
            ..
        } => Date::new(year, month, day).ok(),
        _ => None,
    }
}
