//! Dates as newsrooms write them.
//!
//! Reads ISO 8601 (with or without time and offset), RFC 2822, day-first digits (`26/02/2024`) and
//! month names of any language that the table holds. The day is the one written: an offset is never
//! applied, for readers and sources speak of the newsroom's own day.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

/// Reads dates; built once from the month names of `data/article/conventions.toml`.
#[derive(Debug, Clone, Default)]
pub struct DateReader {
    months: FxHashMap<String, i8>,
}

/// Years that an article may bear.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2999;

impl DateReader {
    /// Takes the names of the months, January first.
    #[must_use]
    pub fn new<'a>(months: impl IntoIterator<Item = &'a [String]>) -> Self {
        let numbered = (1..=12).zip(months);
        let months =
            numbered.flat_map(|(number, names)| names.iter().map(move |name| (name.clone(), number)));
        Self {
            months: months.collect(),
        }
    }

    /// The day that `text` names, if it names one.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<Date> {
        let text = text.trim();
        // A date is short; what is longer is prose in which some date stands.
        if text.len() > 200 {
            return None;
        }
        digits(text).or_else(|| self.words(text))
    }

    /// `26 février 2024 à 07h12`, `Mon, 26 Feb 2024 07:12:00 +0100`, `February 26, 2024`.
    fn words(&self, text: &str) -> Option<Date> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        words.windows(3).find_map(|window| {
            let &[first, second, third] = window else {
                return None;
            };
            let year = third.parse().ok().filter(|_| third.len() == 4)?;
            match (self.months.get(first), self.months.get(second)) {
                (_, Some(month)) => civil(year, *month, ordinal(first)?),
                (Some(month), None) => civil(year, *month, ordinal(second)?),
                (None, None) => None,
            }
        })
    }
}

/// Dates written in digits alone.
fn digits(text: &str) -> Option<Date> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '-' | '/' | '.'))
        .unwrap_or(text.len());
    // What follows must be a time or nothing: `12-14 mars` is no date in digits.
    let (date, rest) = text.split_at(end);
    if !(rest.is_empty() || rest.starts_with(['T', 't', ' ', ','])) {
        return None;
    }
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => numbers(year, month, day),
        [day, month, year] if year.len() == 4 => numbers(year, month, day),
        [compact] if compact.len() == 8 => numbers(compact.get(..4)?, compact.get(4..6)?, compact.get(6..)?),
        [seconds] if seconds.len() == 10 && rest.is_empty() => unix(seconds.parse().ok()?),
        [millis] if millis.len() == 13 && rest.is_empty() => unix(millis.parse::<i64>().ok()? / 1000),
        _ => None,
    }
}

fn numbers(year: &str, month: &str, day: &str) -> Option<Date> {
    civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn unix(seconds: i64) -> Option<Date> {
    Some(
        Timestamp::from_second(seconds)
            .ok()?
            .to_zoned(TimeZone::UTC)
            .date(),
    )
}

fn civil(year: i16, month: i8, day: i8) -> Option<Date> {
    YEARS.contains(&year).then(|| Date::new(year, month, day).ok())?
}

/// A day of the month: `26`, `1er`, `2nd`.
fn ordinal(word: &str) -> Option<i8> {
    let end = word
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(word.len());
    let (day, suffix) = word.split_at(end);
    (suffix.chars().count() <= 2).then(|| day.parse().ok())?
}

#[cfg(test)]
mod tests {
    use crate::article::Readers;
    use crate::data::Data;

    #[test]
    fn formats_of_newsrooms() {
        let readers = Readers::load(&Data::builtin()).unwrap();
        let read = |text: &str| readers.dates().read(text).map(|date| date.to_string());
        for (text, expected) in [
            ("2024-02-26", Some("2024-02-26")),
            ("2024-02-26T07:12:00+00:00", Some("2024-02-26")),
            ("2024-02-26T23:59:00-08:00", Some("2024-02-26")),
            ("2024-02-26 07:12:00", Some("2024-02-26")),
            ("20240226", Some("2024-02-26")),
            ("20240226T071200Z", Some("2024-02-26")),
            ("2024/2/6", Some("2024-02-06")),
            ("26/02/2024", Some("2024-02-26")),
            ("26.02.2024", Some("2024-02-26")),
            ("26/02/2024 à 07:12", Some("2024-02-26")),
            ("26 février 2024 à 07h12", Some("2024-02-26")),
            ("Publié le 1er mars 2026", Some("2026-03-01")),
            ("dim., 01 mars 2026", Some("2026-03-01")),
            ("LUNDI 12 AOÛT 2024", Some("2024-08-12")),
            ("Mon, 26 Feb 2024 07:12:00 +0100", Some("2024-02-26")),
            ("26 Feb 2024", Some("2024-02-26")),
            ("February 26, 2024", Some("2024-02-26")),
            ("1708931520", Some("2024-02-26")),
            ("1708931520000", Some("2024-02-26")),
            ("2024-02-30", None),
            ("2024-02", None),
            ("hier à 18h30", None),
            ("12-14 mars", None),
            ("0000-00-00", None),
            ("99999999999999999999", None),
            ("", None),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }
}
