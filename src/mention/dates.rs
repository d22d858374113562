//! Points and stretches of time as the text gives them.
//!
//! Reads calendar dates, weekdays, deictic and anaphoric days, parts ("fin mars") and intervals.
//! What a date means on the day of the article is said by `resolve::dates`. The mention covers the
//! date itself; "depuis", "jusqu'à" and "entre" stay outside and show in the value.

use super::fold::lowered;
use super::quantities::Numbers;
use super::vocabulary::{Phrases, VocabularyError, Words, read};
use super::{DateValue, PartOf, TimeDirection, TimeUnit};
use crate::data::Data;
use crate::text::Shape;
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
    until: Vec<String>,
    ago: Vec<String>,
    r#in: Vec<String>,
    later: Vec<String>,
    earlier: Vec<String>,
    first: Vec<String>,
    decades: Vec<String>,
}

/// The words of dates.
#[derive(Debug, Clone, Default)]
pub struct Dates {
    /// Words that a date may begin with.
    starts: FxHashSet<u64>,
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
    /// Reads `grammar/dates.toml`.
    ///
    /// # Errors
    /// [`VocabularyError`] where it is missing or malformed.
    pub fn load(data: &Data) -> Result<Self, VocabularyError> {
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
            starts: FxHashSet::default(),
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
            until: phrases(&words.until),
            ago: phrases(&words.ago),
            r#in: phrases(&words.r#in),
            later: phrases(&words.later),
            earlier: phrases(&words.earlier),
            first: set(&words.first),
            middle_prefixes: words.middle.iter().map(|form| format!("{form}-")).collect(),
        };
        dates.starts.extend(dates.months.keys());
        dates.starts.extend(dates.weekdays.keys());
        dates.starts.extend(dates.days.keys());
        dates.starts.extend(dates.anaphoric.keys());
        dates.starts.extend(dates.seasons.keys());
        dates.starts.extend(dates.units.keys());
        dates.starts.extend(dates.ordinals.keys());
        dates.starts.extend(&dates.this);
        dates.starts.extend(&dates.same);
        dates.starts.extend(&dates.first);
        for form in words
            .beginning
            .iter()
            .chain(&words.middle)
            .chain(&words.end)
            .chain(&words.ago)
            .chain(&words.r#in)
        {
            dates.starts.extend(super::vocabulary::phrase(form).first());
        }
        Ok(dates)
    }

    /// The date that begins at word `at`, intervals and operators taken together.
    #[must_use]
    pub fn find(&self, words: &Words<'_>, numbers: &Numbers, at: usize) -> Option<Found> {
        let number = words.text.words.get(at)?.shape.contains(Shape::NUMBER);
        let compound = || words.text.words[at].shape.contains(Shape::HYPHENATED);
        if !number
            && !self.starts.contains(&words.key(at))
            && !self.numeral_unit(words, numbers, at)
            && !compound()
        {
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

/// How many days may be listed before the one that names the month.
const MOST_LISTED: usize = 6;

impl Reader<'_, '_> {
    fn key(&self, at: usize) -> u64 {
        self.words.key(at)
    }

    /// A single point of time that begins at `at`; `from` is where the whole date begins, which
    /// licenses bare years.
    fn point(&self, at: usize, from: usize) -> Option<Point> {
        self.relative_phrase(at)
            .or_else(|| self.part(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.numeric(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.joined_days(at))
            .or_else(|| self.listed_days(at))
            .or_else(|| self.bare_day(at))
            .or_else(|| self.fraction_of_year(at))
            .or_else(|| self.month(at))
            .or_else(|| self.season(at))
            .or_else(|| self.deictic(at))
            .or_else(|| self.unit(at))
            .or_else(|| self.later_or_earlier(at))
            .or_else(|| self.duration(at))
            .or_else(|| self.bare_year(at, from))
            .or_else(|| self.day_alone(at))
            .filter(|(_, end)| (at..end.saturating_sub(1)).all(|index| self.words.together(index)))
    }

    /// "jeudi", "jeudi dernier", "lundi 11 décembre", "mardi soir".
    fn weekday(&self, at: usize) -> Option<Point> {
        let weekday = *self.dates.weekdays.get(&self.key(at))?;
        let end = self.skip_day_parts(at + 1);
        if let Some((DateValue::Calendar { year, month, day, .. }, end)) = self.plain_day(end) {
            let value = DateValue::Calendar {
                year,
                month,
                day,
                weekday: Some(weekday),
            };
            return Some(self.directed(value, self.skip_day_parts(end)));
        }
        // "mardi 14, …": the month is the one in which the 14th is a Tuesday.
        let lone = self
            .small_number(end, 31)
            .filter(|_| self.words.together(end - 1) && self.ends_phrase(end + 1));
        let value = DateValue::Calendar {
            year: None,
            month: None,
            day: lone.map(|day| day as i8),
            weekday: Some(weekday),
        };
        Some(self.directed(value, end + usize::from(lone.is_some())))
    }

    fn skip_day_parts(&self, at: usize) -> usize {
        let skipped =
            self.dates.day_parts.contains(&self.key(at)) && self.words.together(at.saturating_sub(1));
        at + usize::from(skipped)
    }

    /// "dernier" and "prochain" after a date.
    fn directed(&self, value: DateValue, end: usize) -> Point {
        let direction = if self.dates.past.contains(&self.key(end)) {
            TimeDirection::Past
        } else if self.dates.next.contains(&self.key(end)) {
            TimeDirection::Future
        } else {
            return (value, end);
        };
        (
            DateValue::Directed {
                value: Box::new(value),
                direction,
            },
            end + 1,
        )
    }

    fn small_number(&self, at: usize, most: i16) -> Option<i16> {
        if self.dates.first.contains(&self.key(at)) {
            return Some(1);
        }
        let word = self
            .words
            .text
            .words
            .get(at)
            .filter(|word| word.shape.contains(Shape::NUMBER))?;
        word.span
            .of(self.words.source)
            .parse()
            .ok()
            .filter(|number| (1..=most).contains(number))
    }

    fn year(&self, at: usize) -> Option<i16> {
        let word = self
            .words
            .text
            .words
            .get(at)
            .filter(|word| word.shape.contains(Shape::NUMBER))?;
        let text = word.span.of(self.words.source);
        text.parse()
            .ok()
            .filter(|year| text.len() == 4 && (1800..=2199).contains(year))
    }

    /// "3 avril 2025", "1er juin", without what may follow.
    fn plain_day(&self, at: usize) -> Option<Point> {
        let (value, end) = self.day_of_month(at)?;
        match value {
            DateValue::Directed { value, .. } => Some((*value, end - 1)),
            value => Some((value, end)),
        }
    }

    /// "3 avril 2025", "1er juin".
    fn day_of_month(&self, at: usize) -> Option<Point> {
        let day = self.small_number(at, 31)? as i8;
        let month = *self.dates.months.get(&self.key(at + 1))?;
        let year = self.year(at + 2);
        let value = DateValue::Calendar {
            year,
            month: Some(month),
            day: Some(day),
            weekday: None,
        };
        Some(self.directed(value, at + 2 + usize::from(year.is_some())))
    }

    /// "(les) 6 et 7 octobre", "(les) 3, 5 et 9 mai": days in a row are one stretch; else each is a
    /// day of its own, in the month that only the last one names.
    fn listed_days(&self, at: usize) -> Option<Point> {
        let first = self.small_number(at, 31)? as i8;
        let (mut last, mut in_a_row, mut link) = (first, true, at + 1);
        for _ in 0..MOST_LISTED {
            let coordinates = self.dates.and.contains(&self.key(link));
            if !coordinates && self.words.word(link) != "," {
                return None;
            }
            let day = self.small_number(link + 1, 31)? as i8;
            in_a_row &= day == last + 1;
            last = day;
            if let Some((until, end)) = self.plain_day(link + 1).filter(|_| coordinates) {
                let day = DateValue::Calendar {
                    year: None,
                    month: None,
                    day: Some(first),
                    weekday: None,
                };
                let from = inherit(day, &until);
                return Some(if in_a_row {
                    (DateValue::Interval(Box::new(from), Box::new(until)), end)
                } else {
                    (from, at + 1)
                });
            }
            link += 2;
        }
        None
    }

    /// "6-7 octobre".
    fn joined_days(&self, at: usize) -> Option<Point> {
        let (first, second) = self.words.word(at).split_once(['-', '–', '/'])?;
        let day = |text: &str| text.parse::<i8>().ok().filter(|day| (1..=31).contains(day));
        let (first, second) = (day(first)?, day(second)?);
        let month = *self.dates.months.get(&self.key(at + 1))?;
        let year = self.year(at + 2);
        let on = |day| {
            Box::new(DateValue::Calendar {
                year,
                month: Some(month),
                day: Some(day),
                weekday: None,
            })
        };
        let end = at + 2 + usize::from(year.is_some());
        (first < second).then(|| (DateValue::Interval(on(first), on(second)), end))
    }

    /// "premier trimestre 2024", "second semestre": of a year.
    fn fraction_of_year(&self, at: usize) -> Option<Point> {
        let place = *self.dates.ordinals.get(&self.key(at))?;
        let (unit, count) = *self.dates.units.get(&self.key(at + 1))?;
        let months = i8::try_from(count).ok().filter(|months| *months > 1)?;
        let (first, last) = ((place - 1) * months + 1, place * months);
        if unit != TimeUnit::Month || last > 12 {
            return None;
        }
        let mut year_at = at + 2;
        if let Some((_, next)) = self.dates.of.longest(self.words, year_at) {
            year_at = next;
        }
        let year = self.year(year_at);
        let month = |month| {
            Box::new(DateValue::Calendar {
                year,
                month: Some(month),
                day: None,
                weekday: None,
            })
        };
        let end = if year.is_some() { year_at + 1 } else { at + 2 };
        Some((DateValue::Interval(month(first), month(last)), end))
    }

    /// "avril", "avril 2025", "avril dernier".
    fn month(&self, at: usize) -> Option<Point> {
        let month = *self.dates.months.get(&self.key(at))?;
        let year = self.year(at + 1);
        let value = DateValue::Calendar {
            year,
            month: Some(month),
            day: None,
            weekday: None,
        };
        Some(self.directed(value, at + 1 + usize::from(year.is_some())))
    }

    /// "été 2023", "l'automne dernier"; a season alone says too little.
    fn season(&self, at: usize) -> Option<Point> {
        let (first, last) = *self.dates.seasons.get(&self.key(at))?;
        let year = self.year(at + 1);
        let end = at + 1 + usize::from(year.is_some());
        let month = |month| DateValue::Calendar {
            year,
            month: Some(month),
            day: None,
            weekday: None,
        };
        let value = DateValue::Interval(Box::new(month(first)), Box::new(month(last)));
        let directed = self.directed(value, end);
        (year.is_some() || directed.1 > end).then_some(directed)
    }

    /// "2025-04-03", "03/04/2025".
    fn numeric(&self, at: usize) -> Option<Point> {
        let word = self.words.word(at);
        if word.len() != 10 || !word.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let iso = word.as_bytes()[4] == b'-';
        let mut parts = word.split(['-', '/', '.']).map(str::parse::<i16>);
        let [one, month, three] = [parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?];
        let (year, day) = if iso { (one, three) } else { (three, one) };
        let sound = (1..=12).contains(&month) && (1..=31).contains(&day) && (1800..=2199).contains(&year);
        let value = DateValue::Calendar {
            year: Some(year),
            month: Some(month as i8),
            day: Some(day as i8),
            weekday: None,
        };
        sound.then_some((value, at + 1))
    }

    /// "aujourd'hui", "hier soir", "la veille".
    fn deictic(&self, at: usize) -> Option<Point> {
        if let Some(days) = self.dates.days.get(&self.key(at)) {
            let value = DateValue::Relative {
                amount: *days,
                unit: TimeUnit::Day,
            };
            return Some((value, self.skip_day_parts(at + 1)));
        }
        let days = *self.dates.anaphoric.get(&self.key(at))?;
        // "la veille" is a day, "de veille" is not.
        let has_article = at > 0 && self.is_article(at - 1);
        let value = DateValue::Anaphoric {
            amount: days,
            unit: TimeUnit::Day,
        };
        has_article.then(|| (value, self.skip_day_parts(at + 1)))
    }

    fn is_article(&self, at: usize) -> bool {
        let key = self.key(at);
        self.dates.articles.contains(&key) || self.dates.from.contains(&key) || self.dates.to.contains(&key)
    }

    /// "mois dernier", "semaine prochaine", "cette année", "même jour", "année 2023", "2 derniers mois".
    fn unit(&self, at: usize) -> Option<Point> {
        let key = self.key(at);
        if self.dates.this.contains(&key) {
            let (unit, count) = *self.dates.units.get(&self.key(at + 1))?;
            let plain = self.dates.past.contains(&self.key(at + 2)) || count != 1;
            return (!plain).then_some((DateValue::Relative { amount: 0, unit }, at + 2));
        }
        if self.dates.same.contains(&key) {
            let (unit, _) = *self.dates.units.get(&self.key(at + 1))?;
            return Some((DateValue::Anaphoric { amount: 0, unit }, at + 2));
        }
        let (unit, count) = *self.dates.units.get(&key)?;
        if let Some(year) = self.year(at + 1).filter(|_| unit == TimeUnit::Year) {
            if self.dates.decades.contains(&key) {
                return None;
            }
            return Some((
                DateValue::Calendar {
                    year: Some(year),
                    month: None,
                    day: None,
                    weekday: None,
                },
                at + 2,
            ));
        }
        let amount = if self.dates.past.contains(&self.key(at + 1)) {
            -count
        } else if self.dates.next.contains(&self.key(at + 1)) {
            count
        } else {
            return None;
        };
        Some((DateValue::Relative { amount, unit }, at + 2))
    }

    /// "il y a deux ans", "dans trois mois".
    fn relative_phrase(&self, at: usize) -> Option<Point> {
        let amount = |end: usize| {
            let (value, end, _) = self.counted(end)?;
            let (unit, count) = *self.dates.units.get(&self.key(end))?;
            Some((value as i32 * count, unit, end + 1))
        };
        if let Some((_, end)) = self.dates.ago.longest(self.words, at)
            && let Some((amount, unit, end)) = amount(end)
        {
            return Some((
                DateValue::Relative {
                    amount: -amount,
                    unit,
                },
                end,
            ));
        }
        let (_, end) = self.dates.r#in.longest(self.words, at)?;
        let (amount, unit, end) = amount(end)?;
        Some((DateValue::Relative { amount, unit }, end))
    }

    /// A number, "un" included: "il y a un an".
    fn counted(&self, at: usize) -> Option<(f64, usize, bool)> {
        self.numbers.number(self.words, at).or_else(|| {
            let article =
                self.numbers.is_article(self.key(at)) && self.dates.units.contains_key(&self.key(at + 1));
            article.then_some((1.0, at + 1, false))
        })
    }

    /// "deux jours plus tard", "trois mois auparavant".
    fn later_or_earlier(&self, at: usize) -> Option<Point> {
        let (value, end, _) = self.counted(at)?;
        let (unit, count) = *self.dates.units.get(&self.key(end))?;
        let amount = value as i32 * count;
        if let Some((_, end)) = self.dates.later.longest(self.words, end + 1) {
            return self
                .ends_phrase(end)
                .then_some((DateValue::Anaphoric { amount, unit }, end));
        }
        let (_, end) = self.dates.earlier.longest(self.words, end + 1)?;
        let before = DateValue::Anaphoric {
            amount: -amount,
            unit,
        };
        self.ends_phrase(end).then_some((before, end))
    }

    /// "(depuis) dix ans": a stretch that ends now; the operator says that it is open.
    fn duration(&self, at: usize) -> Option<Point> {
        self.dates.since.before(self.words, at)?;
        let (value, end, _) = self.counted(at)?;
        let (unit, count) = *self.dates.units.get(&self.key(end))?;
        Some((
            DateValue::Relative {
                amount: -(value as i32) * count,
                unit,
            },
            end + 1,
        ))
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

    /// "fin mars", "début de l'année", "mi-mai", "fin juillet 2024".
    fn part(&self, at: usize) -> Option<Point> {
        if let Some(point) = self.compound_part(at) {
            return Some(point);
        }
        let (part, end) = self.dates.parts.longest(self.words, at)?;
        let mut inner = end;
        while let Some((_, next)) = self.dates.of.longest(self.words, inner) {
            inner = next;
        }
        if self.is_article(inner) {
            inner += 1;
        }
        let (of, end) = self
            .month(inner)
            .or_else(|| self.day_of_month(inner))
            .or_else(|| self.season(inner))
            .or_else(|| if inner > end { self.unit(inner) } else { None })
            .or_else(|| if inner > end { self.this_unit(inner) } else { None })
            .or_else(|| {
                let value = |year| DateValue::Calendar {
                    year: Some(year),
                    month: None,
                    day: None,
                    weekday: None,
                };
                self.year(inner).map(|year| (value(year), inner + 1))
            })?;
        Some((
            DateValue::Part {
                of: Box::new(of),
                part: *part,
            },
            end,
        ))
    }

    /// "(la fin de) l'année": the one that runs.
    fn this_unit(&self, at: usize) -> Option<Point> {
        let (unit, count) = *self.dates.units.get(&self.key(at))?;
        let running = count == 1 && unit != TimeUnit::Day;
        running.then_some((DateValue::Relative { amount: 0, unit }, at + 1))
    }

    fn compound_part(&self, at: usize) -> Option<Point> {
        let word = self.words.word(at);
        let month = self.dates.middle_prefixes.iter().find_map(|prefix| {
            let head = word
                .get(..prefix.len())
                .filter(|head| head.to_lowercase() == *prefix)?;
            self.dates.months.get(&lowered(&word[head.len()..]))
        })?;
        let year = self.year(at + 1);
        let of = DateValue::Calendar {
            year,
            month: Some(*month),
            day: None,
            weekday: None,
        };
        let (of, end) = self.directed(of, at + 1 + usize::from(year.is_some()));
        Some((
            DateValue::Part {
                of: Box::new(of),
                part: PartOf::Middle,
            },
            end,
        ))
    }

    /// A year on its own, where a word before it makes it one.
    fn bare_year(&self, at: usize, from: usize) -> Option<Point> {
        let year = self.year(at)?;
        let value = DateValue::Calendar {
            year: Some(year),
            month: None,
            day: None,
            weekday: None,
        };
        let bracketed = || self.words.word(at.wrapping_sub(1)) == "(" && self.words.word(at + 1) == ")";
        let licensed = || self.dates.licenses_year.before(self.words, at).is_some();
        let in_interval = || self.interval_year(at);
        (from < at || licensed() || bracketed() || in_interval()).then_some((value, at + 1))
    }

    /// "entre 2020 et 2023", "de 2014 à 2022": the first of two years.
    fn interval_year(&self, at: usize) -> bool {
        let before = self.key(at.wrapping_sub(1));
        let link = self.key(at + 1);
        let between = self.dates.between.contains(&before) && self.dates.and.contains(&link);
        let from_to = self.dates.from.contains(&before) && self.dates.to.contains(&link);
        let second = self.dates.and.contains(&before)
            && at >= 2
            && self.dates.licenses_year.before(self.words, at - 2).is_some()
            && self.year(at - 2).is_some();
        second || ((between || from_to) && self.year(at + 2).is_some())
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
            DateValue::Open {
                from: Some(Box::new(value)),
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

    /// "(du) 25 au 27 juillet": a day without month, whose month stands at the other end.
    fn bare_day(&self, at: usize) -> Option<Point> {
        let day = self.small_number(at, 31)? as i8;
        let link = self.key(at + 1);
        let linked = self.dates.to.contains(&link) || self.dates.and.contains(&link);
        let operator = self.key(self.operator_index(at)?);
        let opened = self.dates.from.contains(&operator) || self.dates.between.contains(&operator);
        let mut second = at + 2;
        if self.dates.articles.contains(&self.key(second)) {
            second += 1;
        }
        let closed = self.day_of_month(second).is_some();
        let value = DateValue::Calendar {
            year: None,
            month: None,
            day: Some(day),
            weekday: None,
        };
        (linked && opened && closed).then_some((value, at + 1))
    }

    /// "le 30, …": a day of the month that the text is in.
    fn day_alone(&self, at: usize) -> Option<Point> {
        let day = self.small_number(at, 31)? as i8;
        let article = at > 0 && self.dates.articles.contains(&self.key(at - 1));
        let value = DateValue::Calendar {
            year: None,
            month: None,
            day: Some(day),
            weekday: None,
        };
        (article && self.ends_phrase(at + 1)).then_some((value, at + 1))
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
