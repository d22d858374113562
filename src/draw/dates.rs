//! Dates as a picture words them: "17 mai 2024", "mars–mai 2024", "2023–2025".

use crate::ontology::Language;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Names of months and of the first day, by language: part of the style sheet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Calendar {
    fr: Names,
    en: Names,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    /// January to December, short.
    months: [String; 12],
    /// What the first day of a month is called, where not "1".
    #[serde(default)]
    first: Option<String>,
}

/// Year, month and day, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Date<'a> {
    year: &'a str,
    month: Option<usize>,
    day: Option<usize>,
}

impl<'a> Date<'a> {
    /// Reads ISO 8601; `None` for what is not just that.
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next().filter(|year| year.len() == 4 && digits(year))?;
        let mut number = |most: usize| match parts.next() {
            None => Some(None),
            Some(part) if part.len() == 2 && digits(part) => {
                let number = part.parse().ok()?;
                (1..=most).contains(&number).then_some(Some(number))
            }
            Some(_) => None,
        };
        let (month, day) = (number(12)?, number(31)?);
        parts.next().is_none().then_some(Self { year, month, day })
    }
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Joins what must not be torn apart at the end of a line.
const TIE: &str = "\u{a0}";

impl Calendar {
    /// The stretch that `dates` (ISO 8601 or EDTF, earliest first) span; `None` where there is none.
    pub(super) fn span(&self, dates: &BTreeSet<String>, language: Language) -> Option<String> {
        let (first, last) = (dates.first()?, dates.last()?);
        let begin = first.split('/').next().unwrap_or(first);
        let end = last.split('/').next_back().unwrap_or(last);
        Some(self.words(begin, end, language))
    }

    /// One date, which may be an interval.
    pub(super) fn date(&self, date: &str, language: Language) -> String {
        let (begin, end) = date.split_once('/').unwrap_or((date, date));
        self.words(begin, end, language)
    }

    fn words(&self, begin: &str, end: &str, language: Language) -> String {
        let names = match language {
            Language::French => &self.fr,
            Language::English => &self.en,
        };
        let (Some(first), Some(last)) = (Date::read(begin), Date::read(end)) else {
            // What is written in a way of its own stays as the article's graph has it.
            return if begin == end {
                begin.to_owned()
            } else {
                format!("{begin}–{end}")
            };
        };
        if first == last {
            return names.one(first);
        }
        if first.year != last.year {
            return format!("{}–{}", first.year, last.year);
        }
        match (first.month, last.month) {
            (Some(one), Some(other)) if one != other => {
                format!("{}–{}{TIE}{}", names.month(one), names.month(other), first.year)
            }
            (Some(month), Some(_)) => match (first.day, last.day) {
                (Some(one), Some(other)) => {
                    format!("{one}–{other}{TIE}{}{TIE}{}", names.month(month), first.year)
                }
                _ => format!("{}{TIE}{}", names.month(month), first.year),
            },
            _ => first.year.to_owned(),
        }
    }
}

impl Names {
    fn month(&self, number: usize) -> &str {
        &self.months[number - 1]
    }

    fn one(&self, date: Date<'_>) -> String {
        let day = |day: usize| match &self.first {
            Some(first) if day == 1 => first.clone(),
            _ => day.to_string(),
        };
        match (date.month, date.day) {
            (Some(month), Some(number)) => {
                format!("{}{TIE}{}{TIE}{}", day(number), self.month(month), date.year)
            }
            (Some(month), None) => format!("{}{TIE}{}", self.month(month), date.year),
            (None, _) => date.year.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::data::Data;
    use crate::draw::style::{Medium, Styles};
    use crate::ontology::Language;

    fn span(dates: &[&str], language: Language) -> String {
        let styles = Styles::load(&Data::builtin(), Medium::Paper).unwrap();
        let dates = dates.iter().map(|date| (*date).to_owned()).collect();
        let words = styles.calendar().span(&dates, language).unwrap_or_default();
        words.replace('\u{a0}', " ")
    }

    #[test]
    fn dates_are_worded_as_exactly_as_they_are_known() {
        let cases: [(&[&str], &str); 10] = [
            (&["2024"], "2024"),
            (&["2024-05"], "mai 2024"),
            (&["2024-05-01"], "1er mai 2024"),
            (&["2024-05-17"], "17 mai 2024"),
            (&["2024-05-03/2024-05-17"], "3–17 mai 2024"),
            (&["2024-03", "2024-05-17"], "mars–mai 2024"),
            (&["2023", "2025-04"], "2023–2025"),
            (&["2024", "2024-05"], "2024"),
            (&["2024-13-40"], "2024-13-40"),
            (&[], ""),
        ];
        for (dates, words) in cases {
            assert_eq!(span(dates, Language::French), words, "{dates:?}");
        }
        assert_eq!(span(&["2024-08-01"], Language::English), "1 Aug. 2024");
        assert_eq!(span(&["../2024"], Language::English), "..–2024");
    }
}
