//! Dates of the text held against the article's date.
//!
//! A weekday or month without year is the last one in a clause of the past, the next one in a
//! clause of the future, and the nearest one where the clause leaves it open. Gives ISO 8601, or an
//! EDTF interval; "depuis 2012" and "d'ici 2030" give the end that they name. What the article's
//! date is needed for stays open without one.

use super::reader::Reader;
use super::tables::Tables;
use super::traits::{LemmaTraits, WordTraits};
use crate::clause::{Analysis, Clause, ClauseId, Filler, Modality, PredicateKind, RoleKind, Voice};
use crate::lexicon::{Class, Features};
use crate::mention::vocabulary::Words;
use crate::mention::{DateValue, Mention, MentionKind, TimeDirection, TimeUnit};
use crate::text::{Sentence, SentenceKind, Shape, WordIndex};
use fixedbitset::FixedBitSet;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rustc_hash::FxHashMap;
use std::cell::LazyCell;
use std::ops::Range;

/// Where a clause places what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tense {
    Past,
    Future,
    /// Told in the present: a bare weekday is still to come ("il reçoit jeudi"), any other date open.
    Present,
    /// Infinitive, no verb at all.
    #[default]
    Open,
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    Day(Date),
    Month(i16, i8),
    Year(i16),
    Days(Date, Date),
}

/// What dates are held against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Anchor {
    /// The article's date.
    pub article: Option<Date>,
    /// The day that the text spoke of before, or the first one of a longer time.
    pub previous: Option<Date>,
    /// Whether a longer time was spoken of, which has no next day ("en 2023 … le lendemain").
    pub vague: bool,
    /// Tense of the clause.
    pub tense: Tense,
}

/// ISO 8601 or EDTF for `value`; `None` where the anchor does not settle it.
///
/// ```
/// use griot::mention::DateValue;
/// use griot::resolve::dates::{Anchor, Tense, edtf};
/// let thursday = DateValue::Calendar { year: None, month: None, day: None, weekday: Some(4) };
/// let anchor = Anchor { article: "2025-04-05".parse().ok(), tense: Tense::Past, ..Anchor::default() };
/// assert_eq!(edtf(&thursday, anchor).as_deref(), Some("2025-04-03"));
/// ```
#[must_use]
pub fn edtf(value: &DateValue, anchor: Anchor) -> Option<String> {
    match value {
        DateValue::Interval(from, until) => {
            // "revendique les tirs de la nuit de samedi à dimanche": what lasts from one day to the next has been told
            // when it was over, unless it is said to come.
            let anchor = if anchor.tense == Tense::Present && is_night(from, until) {
                Anchor {
                    tense: Tense::Past,
                    ..anchor
                }
            } else {
                anchor
            };
            let last = stretch(until, anchor)?;
            // The first end lies before the second one.
            let before = Anchor {
                article: Some(first_day(last)?),
                tense: Tense::Past,
                ..anchor
            };
            let from = match **from {
                DateValue::Calendar { year: None, .. } => stretch(from, before),
                _ => stretch(from, anchor),
            };
            Some(format!("{}/{}", written(from?), written(last)))
        }
        DateValue::Open { from, until } => edtf(from.as_deref().or(until.as_deref())?, anchor),
        value => stretch(value, anchor).map(written),
    }
}

/// Whether two weekdays are one night: "de samedi à dimanche".
fn is_night(from: &DateValue, until: &DateValue) -> bool {
    let weekday = |value: &DateValue| match value {
        DateValue::Calendar {
            month: None,
            weekday: Some(weekday),
            ..
        } => Some(*weekday),
        _ => None,
    };
    let pair = weekday(from).zip(weekday(until));
    pair.is_some_and(|(from, until)| from % 7 + 1 == until)
}

fn written(stretch: Stretch) -> String {
    match stretch {
        Stretch::Day(day) => day.to_string(),
        Stretch::Month(year, month) => format!("{year:04}-{month:02}"),
        Stretch::Year(year) => format!("{year:04}"),
        Stretch::Days(from, until) => format!("{from}/{until}"),
    }
}

fn first_day(stretch: Stretch) -> Option<Date> {
    match stretch {
        Stretch::Day(day) | Stretch::Days(day, _) => Some(day),
        Stretch::Month(year, month) => Date::new(year, month, 1).ok(),
        Stretch::Year(year) => Date::new(year, 1, 1).ok(),
    }
}

fn stretch(value: &DateValue, anchor: Anchor) -> Option<Stretch> {
    match value {
        DateValue::Calendar {
            year,
            month,
            day,
            weekday,
        } => calendar(*year, *month, *day, *weekday, anchor),
        DateValue::Relative { amount, unit } => relative(*amount, *unit, anchor),
        DateValue::Anaphoric {
            unit: TimeUnit::Day, ..
        } if anchor.vague => None,
        DateValue::Anaphoric { amount, unit } => {
            let from = Anchor {
                article: Some(anchor.previous.or(anchor.article)?),
                ..anchor
            };
            match unit {
                // A week later is a day, not the week round it.
                TimeUnit::Week => relative(amount * 7, TimeUnit::Day, from),
                unit => relative(*amount, *unit, from),
            }
        }
        DateValue::Directed { value, direction } => directed(value, *direction, anchor),
        DateValue::Part { of, .. } => stretch(of, anchor),
        DateValue::Interval(from, _) => stretch(from, anchor),
        DateValue::Open { from, until } => stretch(from.as_deref().or(until.as_deref())?, anchor),
    }
}

fn directed(value: &DateValue, direction: TimeDirection, anchor: Anchor) -> Option<Stretch> {
    let tense = match direction {
        TimeDirection::Past => Tense::Past,
        TimeDirection::Future => Tense::Future,
    };
    let found = stretch(value, Anchor { tense, ..anchor })?;
    // "jeudi dernier", said on a Thursday, is a week ago.
    match (found, value) {
        (
            Stretch::Day(day),
            DateValue::Calendar {
                weekday: Some(_),
                day: None,
                ..
            },
        ) if Some(day) == anchor.article => {
            let week = if tense == Tense::Past { -7 } else { 7 };
            day.checked_add(week.days()).ok().map(Stretch::Day)
        }
        _ => Some(found),
    }
}

fn calendar(
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<i8>,
    anchor: Anchor,
) -> Option<Stretch> {
    match (year, month, day, weekday) {
        (Some(year), Some(month), Some(day), _) => Date::new(year, month, day).ok().map(Stretch::Day),
        (Some(year), Some(month), None, _) => Some(Stretch::Month(year, month)),
        (Some(year), None, None, _) => Some(Stretch::Year(year)),
        (None, Some(month), Some(day), weekday) => day_of_year(month, day, weekday, anchor).map(Stretch::Day),
        (None, Some(month), None, _) => month_of_year(month, anchor),
        (_, None, Some(day), Some(weekday)) => day_on_weekday(day, weekday, anchor).map(Stretch::Day),
        (_, None, Some(day), None) => day_of_month(day, anchor).map(Stretch::Day),
        (None, None, None, Some(weekday)) => on_weekday(weekday, anchor).map(Stretch::Day),
        (None, None, None, None) => None,
    }
}

/// Days that an announcement may be old when it is printed.
const PRINTED_LATE: i64 = 21;

/// How many entries make a chronicle.
const CHRONICLE: usize = 3;

/// How many entries, and how many mentions behind the first one, are looked at.
const MOST_ENTRIES: usize = 60;
const MOST_MENTIONS: usize = 2000;

/// Days that a date without year may lie ahead where the tense leaves it open.
const TOLD_AHEAD: i64 = 60;

/// Of the candidates, the nearest of those that the tense allows.
fn choose(candidates: impl IntoIterator<Item = Date>, article: Date, tense: Tense) -> Option<Date> {
    let (earliest, latest) = match tense {
        Tense::Past => (Date::MIN, article),
        // What was still to come when it was said may lie a little back when it is printed.
        Tense::Future => {
            let earliest = article.checked_sub(PRINTED_LATE.days());
            (earliest.unwrap_or(article), Date::MAX)
        }
        // Told in the present, a day without its year is rather past than many weeks ahead.
        Tense::Present | Tense::Open => {
            let latest = article.checked_add(TOLD_AHEAD.days());
            (Date::MIN, latest.unwrap_or(article))
        }
    };
    let allowed = candidates
        .into_iter()
        .filter(|date| (earliest..=latest).contains(date));
    allowed.min_by_key(|date| (*date - article).get_days().abs())
}

/// A day and month; the weekday, where the text gives it, decides on the year.
fn day_of_year(month: i8, day: i8, weekday: Option<i8>, anchor: Anchor) -> Option<Date> {
    let article = anchor.article?;
    let weekday = weekday.and_then(|weekday| Weekday::from_monday_one_offset(weekday).ok());
    let on = |year| Date::new(year, month, day).ok();
    let fits = |date: &Date| weekday.is_none_or(|weekday| date.weekday() == weekday);
    let years = article.year() - 1..=article.year() + 1;
    let told = weekday.and_then(|_| choose(years.clone().filter_map(on).filter(fits), article, Tense::Open));
    told.or_else(|| choose(years.filter_map(on), article, anchor.tense))
}

fn month_of_year(month: i8, anchor: Anchor) -> Option<Stretch> {
    let article = anchor.article?;
    let first = Date::new(article.year(), article.month(), 1).ok()?;
    let years = article.year() - 1..=article.year() + 1;
    let months = years.filter_map(|year| Date::new(year, month, 1).ok());
    let chosen = choose(months, first, anchor.tense)?;
    Some(Stretch::Month(chosen.year(), chosen.month()))
}

/// "le 30": of the month that the text is in.
fn day_of_month(day: i8, anchor: Anchor) -> Option<Date> {
    if let Some(previous) = anchor.previous
        && let Ok(date) = Date::new(previous.year(), previous.month(), day)
    {
        return Some(date);
    }
    let article = anchor.article?;
    let months = [-1, 0, 1].into_iter().filter_map(|shift: i32| {
        let first = Date::new(article.year(), article.month(), 1).ok()?;
        let month = first.checked_add(i64::from(shift).months()).ok()?;
        Date::new(month.year(), month.month(), day).ok()
    });
    choose(months, article, anchor.tense)
}

/// "mardi 14": of the nearest month whose 14th is a Tuesday.
fn day_on_weekday(day: i8, weekday: i8, anchor: Anchor) -> Option<Date> {
    let article = anchor.article?;
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    let months = (-2..=2).filter_map(|shift: i64| {
        let month = article.first_of_month().checked_add(shift.months()).ok()?;
        Date::new(month.year(), month.month(), day).ok()
    });
    choose(
        months.filter(|date| date.weekday() == weekday),
        article,
        anchor.tense,
    )
}

/// A weekday by itself is one of the last seven days, unless it is still to come.
fn on_weekday(weekday: i8, anchor: Anchor) -> Option<Date> {
    let article = anchor.article?;
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    if article.weekday() == weekday {
        return Some(article);
    }
    let ahead = matches!(anchor.tense, Tense::Future | Tense::Present);
    let direction = if ahead { 1 } else { -1 };
    article.nth_weekday(direction, weekday).ok()
}

fn relative(amount: i32, unit: TimeUnit, anchor: Anchor) -> Option<Stretch> {
    let article = anchor.article?;
    let amount = i64::from(amount);
    match unit {
        TimeUnit::Day => article.checked_add(amount.days()).ok().map(Stretch::Day),
        TimeUnit::Weekend => {
            let day = article.checked_add(amount.weeks()).ok()?;
            let ahead = 5 - i64::from(day.weekday().to_monday_zero_offset());
            // "ce week-end", told on a Monday as past, is the one before.
            let over = amount == 0 && ahead > 0 && anchor.tense == Tense::Past;
            let saturday = day.checked_add((ahead - if over { 7 } else { 0 }).days()).ok()?;
            Some(Stretch::Days(saturday, saturday.checked_add(1.days()).ok()?))
        }
        TimeUnit::Week => {
            let day = article.checked_add(amount.weeks()).ok()?;
            let monday = day
                .checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
                .ok()?;
            Some(Stretch::Days(monday, monday.checked_add(6.days()).ok()?))
        }
        TimeUnit::Month => {
            let first = Date::new(article.year(), article.month(), 1).ok()?;
            let month = first.checked_add(amount.months()).ok()?;
            Some(Stretch::Month(month.year(), month.month()))
        }
        TimeUnit::Year => i16::try_from(i64::from(article.year()) + amount)
            .ok()
            .map(Stretch::Year),
    }
}

/// Every date of an article that its date settles, by mention.
pub(super) fn all(reader: &Reader<'_>) -> Vec<(u32, String)> {
    let (layer, words, article) = (reader.layer, &reader.words, reader.date);
    let tenses = Tenses::of(reader);
    let mut found = Vec::new();
    let (mut previous, mut vague) = (None, false);
    let mut paragraph = None;
    let mut entry = None;
    let mut heading: Option<Heading> = None;
    for (index, mention) in layer.mentions.iter().enumerate() {
        if !matches!(mention.kind, MentionKind::Date(_) | MentionKind::Quantity(_)) {
            continue;
        }
        let word = mention.words.start as usize;
        let number = words.text.words.get(word).map(|word| word.sentence as usize);
        let sentence = number.and_then(|number| words.text.sentences.get(number));
        if let Some((sentence, year)) = sentence.zip(year_alone(words, sentence, mention)) {
            heading = number.map(|at| Heading { year, seen: at });
            entry = Date::new(year, 1, 1).ok();
            (previous, vague, paragraph) = (entry, true, Some(sentence.part));
            continue;
        }
        let MentionKind::Date(date) = &mention.kind else {
            continue;
        };
        heading = heading.filter(|_| sentence.map(|sentence| sentence.part) == paragraph);
        heading = heading.and_then(|heading| heading.at(words, number?));
        // A day named in another part of the page is not the day before.
        let part = sentence.map(|sentence| sentence.part);
        if part != paragraph {
            (previous, vague, paragraph, entry) = (None, false, part, None);
        }
        let heads = sentence.is_some_and(|sentence| heads_entry(words, sentence, mention));
        if heads && entry.is_none() && heading.is_none() && entry_date(&date.value).is_some() {
            entry = chronicle_begins(words, &layer.mentions[index..], article);
        }
        let dated = heads.then(|| after_entry(&date.value, entry, article)).flatten();
        if let Some(dated) = dated {
            let day = first_day(dated);
            (previous, vague, entry) = (day, false, day);
            found.push((index as u32, written(dated)));
            continue;
        }
        let tense = tenses.at(mention.words.start);
        let anchor = Anchor {
            article,
            previous,
            vague,
            tense,
        };
        // Under the heading of an earlier year all that is told lies in it.
        let over = heading
            .and_then(|heading| heading.last_day())
            .filter(|day| article.is_some_and(|article| *day < article));
        let anchor = match over {
            Some(day) => Anchor {
                article: Some(day),
                tense: Tense::Past,
                ..anchor
            },
            None => anchor,
        };
        if let Some(text) = edtf(&date.value, anchor) {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            // "depuis huit jours" says how long, and speaks of no day.
            let spoken_of = if is_duration(&date.value) {
                None
            } else {
                day.or(stretch(&date.value, anchor).and_then(first_day))
            };
            if spoken_of.is_some() {
                (previous, vague) = (spoken_of, matches!(text.len(), 4 | 7));
            }
            if heads {
                entry = previous;
            }
            found.push((index as u32, text));
        }
    }
    found
}

/// "depuis dix ans": a length rather than a time.
fn is_duration(value: &DateValue) -> bool {
    let DateValue::Open { from: Some(from), .. } = value else {
        return false;
    };
    matches!(**from, DateValue::Relative { .. })
}

/// A year that stands alone on its line: "**2023**".
#[derive(Debug, Clone, Copy)]
struct Heading {
    year: i16,
    /// The last sentence that has been looked at.
    seen: usize,
}

impl Heading {
    /// The heading, where no other one stands before sentence `number`.
    fn at(self, words: &Words<'_>, number: usize) -> Option<Self> {
        let between = words
            .text
            .sentences
            .get(self.seen + 1..number)
            .unwrap_or_default();
        let ended = between
            .iter()
            .any(|sentence| sentence.kind == SentenceKind::Heading);
        (!ended).then_some(Self {
            seen: number.max(self.seen),
            ..self
        })
    }

    fn last_day(self) -> Option<Date> {
        Date::new(self.year, 12, 31).ok()
    }
}

/// The year that is all of a heading.
fn year_alone(words: &Words<'_>, sentence: Option<&Sentence>, mention: &Mention) -> Option<i16> {
    let sentence = sentence.filter(|sentence| sentence.kind == SentenceKind::Heading)?;
    let mut around = sentence
        .words
        .clone()
        .filter(|word| !mention.words.contains(word));
    let alone = around.all(|word| {
        let found = words.text.words.get(word as usize);
        found.is_some_and(|word| word.shape.contains(Shape::PUNCTUATION))
    });
    let year = match &mention.kind {
        MentionKind::Quantity(quantity) => quantity.value,
        MentionKind::Date(date) => match date.value {
            DateValue::Calendar {
                year: Some(year),
                month: None,
                day: None,
                ..
            } => f64::from(year),
            _ => return None,
        },
        _ => return None,
    };
    let plausible = (1900.0..2100.0).contains(&year) && year.fract() == 0.0;
    (alone && plausible).then_some(year as i16)
}

/// Whether a date heads an entry of a chronicle: "- 6 avril : …", "**JUILLET.** …".
fn heads_entry(words: &Words<'_>, sentence: &Sentence, mention: &Mention) -> bool {
    let mark = |word: u32| {
        let found = words.text.words.get(word as usize);
        found.is_some_and(|word| word.shape.contains(Shape::PUNCTUATION))
    };
    let opens = mention.words.start <= sentence.words.start + 2
        && (sentence.words.start..mention.words.start).all(mark);
    let alone = (mention.words.end..sentence.words.end).all(mark);
    opens && (alone || matches!(words.word(mention.words.end as usize), ":" | "–" | "—" | "-"))
}

/// Month, and day where it is told, of a date without year that may head an entry.
fn entry_date(value: &DateValue) -> Option<(i8, Option<i8>)> {
    match value {
        DateValue::Calendar {
            year: None,
            month: Some(month),
            day,
            ..
        } => Some((*month, *day)),
        _ => None,
    }
}

/// The day before which a chronicle begins, the first of whose entries stands at the head of `mentions`: entries
/// follow each other, so that one which would end far ahead of the article began in an earlier year.
fn chronicle_begins(words: &Words<'_>, mentions: &[Mention], article: Option<Date>) -> Option<Date> {
    let article = article?;
    let entries = mentions.iter().take(MOST_MENTIONS).filter_map(|mention| {
        let MentionKind::Date(date) = &mention.kind else {
            return None;
        };
        let word = words.text.words.get(mention.words.start as usize)?;
        let sentence = words.text.sentences.get(word.sentence as usize)?;
        let entry = entry_date(&date.value).filter(|_| heads_entry(words, sentence, mention))?;
        Some(entry)
    });
    let entries: Vec<(i8, Option<i8>)> = entries.take(MOST_ENTRIES).collect();
    if entries.len() < CHRONICLE {
        return None;
    }
    let latest = article.checked_add(TOLD_AHEAD.days()).ok()?;
    // The latest year in which the last entry is not yet far ahead.
    (article.year() - 1..=article.year() + 1).rev().find_map(|year| {
        let begin = Date::new(year, entries[0].0, entries[0].1.unwrap_or(1)).ok()?;
        let end = entries
            .iter()
            .try_fold(begin, |before, entry| first_day(next_entry(*entry, before)?))?;
        (end <= latest).then_some(begin)
    })
}

/// The first such date that is not before `before`.
fn next_entry((month, day): (i8, Option<i8>), before: Date) -> Option<Stretch> {
    let on = |year: i16| match day {
        Some(day) => Date::new(year, month, day).ok().map(Stretch::Day),
        None => Some(Stretch::Month(year, month)),
    };
    let last = |stretch: Stretch| match stretch {
        Stretch::Month(year, month) => Date::new(year, month, 1).ok().map(Date::last_of_month),
        stretch => first_day(stretch),
    };
    let same = on(before.year()).filter(|found| last(*found).is_some_and(|day| day >= before));
    same.or_else(|| on(before.year() + 1))
}

/// A date without its year in a chronicle: the first one after the entry before, unless that lies ahead of the article.
fn after_entry(value: &DateValue, entry: Option<Date>, article: Option<Date>) -> Option<Stretch> {
    let found = next_entry(entry_date(value)?, entry?)?;
    let ahead = first_day(found)
        .zip(article)
        .is_some_and(|(day, article)| day > article);
    (!ahead).then_some(found)
}

/// The tense at each date: of the innermost clause round it.
#[derive(Debug, Default)]
struct Tenses {
    /// First words of the dates, in the order of the text.
    words: Vec<WordIndex>,
    tenses: Vec<Tense>,
}

impl Tenses {
    fn of(reader: &Reader<'_>) -> Self {
        let dates = reader.layer.mentions.iter();
        let dates = dates.filter(|mention| matches!(mention.kind, MentionKind::Date(_)));
        let mut words: Vec<WordIndex> = dates.map(|mention| mention.words.start).collect();
        if words.is_empty() {
            return Self::default();
        }
        words.dedup();
        let (analysis, tables, text) = (reader.analysis, reader.tables, reader.words.text);
        let sentences = words.iter().filter_map(|word| text.words.get(*word as usize));
        // Of a sentence without date no clause is asked.
        let mut dated = FixedBitSet::with_capacity(text.sentences.len());
        sentences.for_each(|word| dated.grow_and_insert(word.sentence as usize));
        // "c'est à Dakar qu'il a signé": what is set off was done when the rest was.
        let set_off = LazyCell::new(|| clefts(analysis));
        let rest = |index: usize, clause: &Clause| {
            let rest = points(analysis, clause).then(|| set_off.get(&(index as ClauseId)));
            rest.flatten()
                .and_then(|rest| analysis.clauses.get(*rest as usize))
        };
        let told = analysis.clauses.iter().enumerate().filter_map(|(index, clause)| {
            if !dated.contains(clause.sentence as usize) {
                return None;
            }
            let from = words.partition_point(|word| *word < clause.words.start);
            let until = from + words[from..].partition_point(|word| *word < clause.words.end);
            if from == until {
                return None;
            }
            let tense = match tense(clause, tables) {
                // "annonce jeudi que …": what is said was said before.
                Tense::Present if reader.traits(clause.predicate.word).contains(WordTraits::SPEECH) => {
                    Tense::Past
                }
                Tense::Present => {
                    rest(index, clause).map_or(Tense::Present, |rest| self::tense(rest, tables))
                }
                tense => tense,
            };
            (tense != Tense::Open).then_some((clause.words.len(), from..until, tense))
        });
        let mut told: Vec<(usize, Range<usize>, Tense)> = told.collect();
        told.sort_by_key(|(length, ..)| *length);
        let mut tenses = vec![Tense::Open; words.len()];
        // The innermost clause comes first and what it has told stays so: however deep clauses lie in each
        // other, every date is visited once.
        let mut next: Vec<usize> = (0..=words.len()).collect();
        for (_, dates, tense) in told {
            let mut date = untold(&mut next, dates.start);
            while date < dates.end {
                tenses[date] = tense;
                next[date] = date + 1;
                date = untold(&mut next, date + 1);
            }
        }
        Self { words, tenses }
    }

    /// The tense at a date by its first word.
    fn at(&self, word: WordIndex) -> Tense {
        let date = self.words.binary_search(&word).ok();
        date.and_then(|date| self.tenses.get(date))
            .copied()
            .unwrap_or_default()
    }
}

/// Clauses that set off a part of another one, which hangs on them: "*c'est* à Dakar *qu*'il a signé".
fn clefts(analysis: &Analysis) -> FxHashMap<ClauseId, ClauseId> {
    let hanging = analysis.clauses.iter().enumerate().filter_map(|(index, clause)| {
        let governor = clause
            .governor
            .filter(|_| clause.predicate.kind == PredicateKind::Verb)?;
        let above = analysis.clauses.get(governor.clause as usize)?;
        points(analysis, above).then_some((governor.clause, index as ClauseId))
    });
    hanging.collect()
}

/// Whether the subject of a clause is a demonstrative.
fn points(analysis: &Analysis, clause: &Clause) -> bool {
    clause.roles.iter().any(|role| {
        let word = match role.filler {
            Filler::Group(group) => analysis.groups[group as usize].head,
            Filler::Word(word) => word,
            Filler::Clause(_) => return false,
        };
        let token = analysis.tokens.get(word as usize);
        role.kind == RoleKind::Subject
            && token.is_some_and(|token| {
                token.class == Class::Pronoun && token.features.contains(Features::DEMONSTRATIVE)
            })
    })
}

/// The first date from `date` on whose tense nobody has told; shortens the way for those who ask later.
fn untold(next: &mut [usize], date: usize) -> usize {
    let mut at = date.min(next.len() - 1);
    while next[at] != at {
        next[at] = next[next[at]];
        at = next[at];
    }
    at
}

fn tense(clause: &Clause, tables: &Tables) -> Tense {
    let predicate = &clause.predicate;
    let features = predicate.features;
    let participle = predicate.kind == PredicateKind::Participle;
    if features.intersects(Features::FUTURE) || clause.factuality.modality == Modality::Planned {
        return Tense::Future;
    }
    // "la réunion prévue jeudi", "il est attendu lundi"
    let ahead = predicate.voice == Voice::Passive
        && !predicate.perfect
        && !features.intersects(Features::PAST | Features::IMPERFECT);
    if (participle || ahead) && tables.lemma(predicate.lemma).contains(LemmaTraits::AWAITED) {
        return Tense::Future;
    }
    if predicate.perfect || participle || features.intersects(Features::PAST | Features::IMPERFECT) {
        return Tense::Past;
    }
    let told = predicate.kind == PredicateKind::Verb && features.contains(Features::PRESENT);
    if told { Tense::Present } else { Tense::Open }
}
