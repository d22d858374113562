//! Points and stretches of time as the text gives them.
//!
//! Reads calendar dates, weekdays, deictic and anaphoric days, parts ("fin mars") and intervals.
//! What a date means on the day of the article is said by `resolve::dates`. The mention covers the
//! date itself; "depuis", "jusqu'à" and "entre" stay outside and show in the value.

mod calendar;
mod relative;

use super::fold::lowered;
use super::quantities::Numbers;
use super::vocabulary::{Phrases, VocabularyError, Words, phrase, read};
use super::{DateValue, PartOf, TimeDirection, TimeUnit};
use crate::data::Data;
use crate::text::Shape;
use bitflags::bitflags;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "grammar/dates.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    months: BTreeMap<String, i8>,
    weekdays: BTreeMap<String, i8>,
    days: BTreeMap<String, i32>,
    anaphoric: BTreeMap<String, i32>,
    seasons: BTreeMap<String, (i8, i8)>,
    units: BTreeMap<String, RawUnit>,
    ordinals: BTreeMap<String, i8>,
    words: RawWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnit {
    unit: TimeUnit,
    #[serde(default = "one")]
    count: i32,
}

const fn one() -> i32 {
    1
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    past: Vec<String>,
    next: Vec<String>,
    this: Vec<String>,
    same: Vec<String>,
    recurrent: Vec<String>,
    articles: Vec<String>,
    day_parts: Vec<String>,
    licenses_year: Vec<String>,
    from: Vec<String>,
    to: Vec<String>,
    between: Vec<String>,
    and: Vec<String>,
    of: Vec<String>,
    beginning: Vec<String>,
    middle: Vec<String>,
    end: Vec<String>,
    since: Vec<String>,
    elapsed: Vec<String>,
    until: Vec<String>,
    ago: Vec<String>,
    r#in: Vec<String>,
    later: Vec<String>,
    earlier: Vec<String>,
    first: Vec<String>,
    decades: Vec<String>,
}

bitflags! {
    /// With what kinds of date or number a word may begin.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Start: u16 {
        /// "il y a", "dans".
        const RELATIVE = 1;
        /// "fin", "début".
        const PART = 1 << 1;
        const WEEKDAY = 1 << 2;
        /// The first of a month, in words.
        const FIRST = 1 << 3;
        const ORDINAL = 1 << 4;
        const MONTH = 1 << 5;
        const SEASON = 1 << 6;
        /// "hier", "veille".
        const DEICTIC = 1 << 7;
        /// "mois", "cette", "même".
        const UNIT = 1 << 8;
        /// Digits.
        const FIGURE = 1 << 9;
        /// "mi-mai", "6-7".
        const COMPOUND = 1 << 10;
        /// A numeral in words, or the article of one thing that is counted.
        const NUMERAL = 1 << 11;
        /// Any number.
        const NUMBER = Self::FIGURE.bits() | Self::COMPOUND.bits() | Self::NUMERAL.bits();
    }
}

/// The words of dates.
#[derive(Debug, Clone, Default)]
pub struct Dates {
    /// Words that a date or number may begin with, beside digits and compounds.
    starts: FxHashMap<u64, Start>,
    months: FxHashMap<u64, i8>,
    weekdays: FxHashMap<u64, i8>,
    days: FxHashMap<u64, i32>,
    anaphoric: FxHashMap<u64, i32>,
    seasons: FxHashMap<u64, (i8, i8)>,
    units: FxHashMap<u64, (TimeUnit, i32)>,
    ordinals: FxHashMap<u64, i8>,
    /// Plurals of a unit before which a year is a decade ("années 1990").
    decades: FxHashSet<u64>,
    past: FxHashSet<u64>,
    next: FxHashSet<u64>,
    this: FxHashSet<u64>,
    same: FxHashSet<u64>,
    /// Before a day that comes again and again.
    recurrent: FxHashSet<u64>,
    articles: FxHashSet<u64>,
    day_parts: FxHashSet<u64>,
    licenses_year: Phrases<()>,
    from: FxHashSet<u64>,
    to: FxHashSet<u64>,
    between: FxHashSet<u64>,
    and: FxHashSet<u64>,
    of: Phrases<()>,
    parts: Phrases<PartOf>,
    since: Phrases<()>,
    /// Those of `since` whose start lies behind: "depuis", but not "dès".
    elapsed: Phrases<()>,
    until: Phrases<()>,
    ago: Phrases<()>,
    r#in: Phrases<()>,
    later: Phrases<()>,
    earlier: Phrases<()>,
    first: FxHashSet<u64>,
    /// Prefix of compounds like "mi-mai".
    middle_prefixes: Vec<String>,
}

/// A date and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it says.
    pub value: DateValue,
    /// Index of its first word.
    pub start: usize,
    /// Index of the first word after it.
    pub end: usize,
}

impl Dates {
    /// Reads `grammar/dates.toml`; `numbers` are those that dates may hold.
    ///
    /// # Errors
    /// [`VocabularyError`] where it is missing or malformed.
    pub fn load(data: &Data, numbers: &Numbers) -> Result<Self, VocabularyError> {
        let raw: Raw = read(data, FILE)?;
        let words = raw.words;
        let set = |forms: &[String]| forms.iter().map(|form| lowered(form)).collect::<FxHashSet<u64>>();
        let phrases = |forms: &[String]| {
            let mut phrases = Phrases::default();
            forms.iter().for_each(|form| phrases.insert(form, ()));
            phrases
        };
        let mut parts = Phrases::default();
        for (forms, part) in [
            (&words.beginning, PartOf::Beginning),
            (&words.middle, PartOf::Middle),
            (&words.end, PartOf::End),
        ] {
            forms.iter().for_each(|form| parts.insert(form, part));
        }
        let mut dates = Self {
            starts: FxHashMap::default(),
            months: keyed(raw.months),
            weekdays: keyed(raw.weekdays),
            days: keyed(raw.days),
            anaphoric: keyed(raw.anaphoric),
            seasons: keyed(raw.seasons),
            units: raw
                .units
                .into_iter()
                .map(|(form, unit)| (lowered(&form), (unit.unit, unit.count)))
                .collect(),
            ordinals: keyed(raw.ordinals),
            decades: set(&words.decades),
            past: set(&words.past),
            next: set(&words.next),
            this: set(&words.this),
            same: set(&words.same),
            recurrent: set(&words.recurrent),
            articles: set(&words.articles),
            day_parts: set(&words.day_parts),
            licenses_year: phrases(&words.licenses_year),
            from: set(&words.from),
            to: set(&words.to),
            between: set(&words.between),
            and: set(&words.and),
            of: phrases(&words.of),
            parts,
            since: phrases(&words.since),
            elapsed: phrases(&words.elapsed),
            until: phrases(&words.until),
            ago: phrases(&words.ago),
            r#in: phrases(&words.r#in),
            later: phrases(&words.later),
            earlier: phrases(&words.earlier),
            first: set(&words.first),
            middle_prefixes: words.middle.iter().map(|form| format!("{form}-")).collect(),
        };
        let first = |forms: &[String]| {
            let keys = forms.iter().filter_map(|form| phrase(form).first().copied());
            keys.collect::<FxHashSet<u64>>()
        };
        let keys_of = |table: &FxHashMap<u64, i8>| table.keys().copied().collect();
        for (start, keys) in [
            (Start::RELATIVE, first(&words.ago)),
            (Start::RELATIVE, first(&words.r#in)),
            (Start::PART, first(&words.beginning)),
            (Start::PART, first(&words.middle)),
            (Start::PART, first(&words.end)),
            (Start::WEEKDAY, keys_of(&dates.weekdays)),
            (Start::FIRST, dates.first.clone()),
            (Start::ORDINAL, keys_of(&dates.ordinals)),
            (Start::MONTH, keys_of(&dates.months)),
            (Start::SEASON, dates.seasons.keys().copied().collect()),
            (Start::DEICTIC, dates.days.keys().copied().collect()),
            (Start::DEICTIC, dates.anaphoric.keys().copied().collect()),
            (Start::UNIT, dates.units.keys().copied().collect()),
            (Start::UNIT, dates.this.clone()),
            (Start::UNIT, dates.same.clone()),
            (Start::NUMERAL, numbers.words().collect()),
        ] {
            keys.into_iter()
                .for_each(|key| *dates.starts.entry(key).or_default() |= start);
        }
        Ok(dates)
    }

    /// Keys of the words that a date or number may begin with, beside digits and compounds.
    pub fn starts(&self) -> impl Iterator<Item = u64> + '_ {
        self.starts.keys().copied()
    }

    /// With what kinds of date or number the word at `at` may begin.
    #[must_use]
    pub fn start(&self, words: &Words<'_>, at: usize) -> Start {
        let mut start = self.starts.get(&words.key(at)).copied().unwrap_or_default();
        let shape = words.text.words.get(at).map_or(Shape::empty(), |word| word.shape);
        start.set(Start::FIGURE, shape.contains(Shape::NUMBER));
        start.set(Start::COMPOUND, shape.contains(Shape::HYPHENATED));
        start
    }

    /// The date that begins at word `at`, intervals and operators taken together; `start` is what may begin there.
    #[must_use]
    pub fn find(&self, words: &Words<'_>, numbers: &Numbers, at: usize, start: Start) -> Option<Found> {
        let may_begin = !start.difference(Start::NUMERAL).is_empty()
            || start.contains(Start::NUMERAL) && self.numeral_unit(words, numbers, at);
        if !may_begin {
            return None;
        }
        let reader = Reader {
            dates: self,
            words,
            numbers,
        };
        let first = reader.point(at, at)?;
        Some(reader.with_operators(first, at))
    }

    /// Whether a numeral in words is followed by a unit ("deux ans plus tôt").
    fn numeral_unit(&self, words: &Words<'_>, numbers: &Numbers, at: usize) -> bool {
        numbers
            .number(words, at)
            .is_some_and(|(_, end, _)| self.units.contains_key(&words.key(end)))
    }
}

fn keyed<T>(table: BTreeMap<String, T>) -> FxHashMap<u64, T> {
    table
        .into_iter()
        .map(|(form, value)| (lowered(&form), value))
        .collect()
}

struct Reader<'r, 'a> {
    dates: &'r Dates,
    words: &'r Words<'a>,
    numbers: &'r Numbers,
}

type Point = (DateValue, usize);

/// Reads one kind of date from a word on.
type Kind = for<'r, 'a, 'w> fn(&'r Reader<'a, 'w>, usize) -> Option<Point>;

/// The kinds of date that are not told by counting, in the order in which they are tried, by the words with which they
/// begin.
const KINDS: [(Start, Kind); 13] = [
    (Start::RELATIVE, |reader, at| reader.relative_phrase(at)),
    (Start::COMPOUND, |reader, at| reader.compound_part(at)),
    (Start::PART, |reader, at| reader.part(at)),
    (Start::WEEKDAY, |reader, at| reader.weekday(at)),
    (FIGURES, |reader, at| reader.numeric(at)),
    (DAY, |reader, at| reader.day_of_month(at)),
    (FIGURES, |reader, at| reader.joined_days(at)),
    (DAY, |reader, at| {
        reader.listed_days(at).or_else(|| reader.bare_day(at))
    }),
    (Start::ORDINAL, |reader, at| reader.fraction_of_year(at)),
    (Start::MONTH, |reader, at| reader.month(at)),
    (Start::SEASON, |reader, at| reader.season(at)),
    (Start::DEICTIC, |reader, at| reader.deictic(at)),
    (Start::UNIT, |reader, at| reader.unit(at)),
];
const FIGURES: Start = Start::FIGURE.union(Start::COMPOUND);
const DAY: Start = Start::FIGURE.union(Start::FIRST);

impl Reader<'_, '_> {
    fn key(&self, at: usize) -> u64 {
        self.words.key(at)
    }

    /// A single point of time that begins at `at`; `from` is where the whole date begins, which
    /// licenses bare years.
    fn point(&self, at: usize, from: usize) -> Option<Point> {
        let start = self.dates.start(self.words, at);
        let kinds = KINDS.iter().filter(|(starts, _)| start.intersects(*starts));
        let counted = || {
            let counts = start.intersects(Start::NUMBER);
            counts.then(|| self.counted_time(at)).flatten()
        };
        let day_or_year = || self.bare_year(at, from).or_else(|| self.day_alone(at));
        kinds
            .map(|(_, read)| read)
            .find_map(|read| read(self, at))
            .or_else(counted)
            .or_else(|| start.intersects(DAY).then(day_or_year).flatten())
            .filter(|(_, end)| (at..end.saturating_sub(1)).all(|index| self.words.together(index)))
    }

    fn is_article(&self, at: usize) -> bool {
        let key = self.key(at);
        self.dates.articles.contains(&key) || self.dates.from.contains(&key) || self.dates.to.contains(&key)
    }

    /// "deux ans après" is a date, "deux ans après le putsch" is not.
    fn ends_phrase(&self, at: usize) -> bool {
        !self.words.together(at - 1)
            || self
                .words
                .text
                .words
                .get(at)
                .is_none_or(|word| word.shape.contains(Shape::PUNCTUATION))
    }

    /// The second end of an interval that begins with `first`: skips "et", "au", an article.
    fn with_operators(&self, first: Point, at: usize) -> Found {
        let (value, end) = first;
        let before = self.operator_index(at);
        let operator = before.map_or(0, |index| self.key(index));
        let link = self.key(end);
        let between = self.dates.between.contains(&operator) && self.dates.and.contains(&link);
        let from_to = self.dates.from.contains(&operator) && self.dates.to.contains(&link);
        if between || from_to {
            let mut second = end + 1;
            if self.dates.articles.contains(&self.key(second)) {
                second += 1;
            }
            if let Some((until, end)) = self.point(second, at) {
                let from = inherit(value, &until);
                return Found {
                    value: DateValue::Interval(Box::new(from), Box::new(until)),
                    start: at,
                    end,
                };
            }
        }
        let operator_end = if at > 0 && self.dates.articles.contains(&self.key(at - 1)) {
            at - 1
        } else {
            at
        };
        let ends_at = |phrases: &Phrases<()>| {
            phrases
                .before(self.words, operator_end)
                .or_else(|| phrases.before(self.words, at))
                .is_some()
        };
        let value = if ends_at(&self.dates.since) {
            let from = if ends_at(&self.dates.elapsed) {
                elapsed(value)
            } else {
                value
            };
            DateValue::Open {
                from: Some(Box::new(from)),
                until: None,
            }
        } else if ends_at(&self.dates.until) {
            DateValue::Open {
                from: None,
                until: Some(Box::new(value)),
            }
        } else {
            value
        };
        Found {
            value,
            start: at,
            end,
        }
    }

    /// Index of the word before the date, its article left out.
    fn operator_index(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        if self.dates.articles.contains(&self.key(before)) {
            before.checked_sub(1)
        } else {
            Some(before)
        }
    }
}

/// "depuis mardi", "depuis avril": the last one, whatever the tense.
fn elapsed(value: DateValue) -> DateValue {
    match value {
        DateValue::Calendar { year: None, .. } => DateValue::Directed {
            value: Box::new(value),
            direction: TimeDirection::Past,
        },
        value => value,
    }
}

/// Gives the first end of an interval the month and year that only the second one names.
fn inherit(first: DateValue, second: &DateValue) -> DateValue {
    match (first, second) {
        (
            DateValue::Calendar {
                year,
                month,
                day,
                weekday,
            },
            DateValue::Calendar {
                year: last_year,
                month: last_month,
                ..
            },
        ) => {
            let year = year.or(if month.is_none() || month <= *last_month {
                *last_year
            } else {
                last_year.map(|y| y - 1)
            });
            DateValue::Calendar {
                year,
                month: month.or(if day.is_some() { *last_month } else { None }),
                day,
                weekday,
            }
        }
        (first, _) => first,
    }
}
