//! Days, months, seasons and years of the calendar: "lundi 11 décembre", "les 6 et 7 octobre", "été 2023".
//!
//! A bare number is a day or a year only where its surroundings make it one.

use super::{Point, Reader, inherit};
use crate::mention::{DateValue, TimeDirection, TimeUnit};
use crate::text::Shape;

impl Reader<'_, '_> {
    /// "jeudi", "jeudi dernier", "lundi 11 décembre", "mardi soir".
    pub(super) fn weekday(&self, at: usize) -> Option<Point> {
        let weekday = *self.dates.weekdays.get(&self.key(at))?;
        // "chaque mercredi" is no Wednesday.
        if at > 0 && self.dates.recurrent.contains(&self.key(at - 1)) {
            return None;
        }
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

    pub(super) fn skip_day_parts(&self, at: usize) -> usize {
        let skipped =
            self.dates.day_parts.contains(&self.key(at)) && self.words.together(at.saturating_sub(1));
        at + usize::from(skipped)
    }

    /// "dernier" and "prochain" after a date.
    pub(super) fn directed(&self, value: DateValue, end: usize) -> Point {
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

    /// The word at `at`, if it is written in digits.
    fn figure(&self, at: usize) -> Option<&str> {
        let word = self.words.text.words.get(at)?;
        let number = word.shape.contains(Shape::NUMBER);
        number.then(|| word.span.of(self.words.source))
    }

    pub(super) fn small_number(&self, at: usize, most: i16) -> Option<i16> {
        if self.dates.first.contains(&self.key(at)) {
            return Some(1);
        }
        self.figure(at)?
            .parse()
            .ok()
            .filter(|number| (1..=most).contains(number))
    }

    pub(super) fn year(&self, at: usize) -> Option<i16> {
        let text = self.figure(at)?;
        text.parse()
            .ok()
            .filter(|year| text.len() == 4 && (1800..=2199).contains(year))
    }

    /// "3 avril 2025", "1er juin", without what may follow.
    pub(super) fn plain_day(&self, at: usize) -> Option<Point> {
        let (value, end) = self.day_of_month(at)?;
        match value {
            DateValue::Directed { value, .. } => Some((*value, end - 1)),
            value => Some((value, end)),
        }
    }

    /// "3 avril 2025", "1er juin".
    pub(super) fn day_of_month(&self, at: usize) -> Option<Point> {
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
    pub(super) fn listed_days(&self, at: usize) -> Option<Point> {
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
    pub(super) fn joined_days(&self, at: usize) -> Option<Point> {
        let word = self.words.word(at);
        let figures = word.starts_with(|first: char| first.is_ascii_digit());
        let (first, second) = figures.then(|| word.split_once(['-', '–', '/'])).flatten()?;
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
    pub(super) fn fraction_of_year(&self, at: usize) -> Option<Point> {
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
    pub(super) fn month(&self, at: usize) -> Option<Point> {
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
    pub(super) fn season(&self, at: usize) -> Option<Point> {
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
    pub(super) fn numeric(&self, at: usize) -> Option<Point> {
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

    /// A year on its own, where a word before it makes it one.
    pub(super) fn bare_year(&self, at: usize, from: usize) -> Option<Point> {
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
    pub(super) fn interval_year(&self, at: usize) -> bool {
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

    /// "(du) 25 au 27 juillet": a day without month, whose month stands at the other end.
    pub(super) fn bare_day(&self, at: usize) -> Option<Point> {
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
    pub(super) fn day_alone(&self, at: usize) -> Option<Point> {
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

/// How many days may be listed before the one that names the month.
pub(super) const MOST_LISTED: usize = 6;
