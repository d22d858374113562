//! Stretches of the calendar, as ISO 8601 and EDTF write them.
//!
//! A date of the graph is as exact as its article: a day, a month, a year, an interval. All of them are
//! stretches of days here, so that "2024" can be held against "since 2024-06".

use jiff::ToSpan;
use jiff::civil::Date;
use std::str::FromStr;
use thiserror::Error;

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is no date: write 2024, 2024-05, 2024-05-17 or an interval such as 2024-05/2024-07")]
pub struct PeriodError(String);

/// Days from the first to the last, both included; an end that is missing is open.
///
/// ```
/// use griot::network::Period;
/// let year: Period = "2024".parse()?;
/// let summer: Period = "2024-06/2024-08".parse()?;
/// assert!(year.overlaps(summer));
/// assert_eq!(summer.last.unwrap().to_string(), "2024-08-31");
/// # Ok::<(), griot::network::PeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
}

impl Period {
    /// From the first day of `since` to the last day of `until`.
    #[must_use]
    pub fn window(since: Option<Self>, until: Option<Self>) -> Self {
        Self {
            first: since.and_then(|since| since.first),
            last: until.and_then(|until| until.last),
        }
    }

    /// Whether both ends are open.
    #[must_use]
    pub const fn is_open(self) -> bool {
        self.first.is_none() && self.last.is_none()
    }

    /// How many days; `None` where an end is open.
    #[must_use]
    pub fn days(self) -> Option<i32> {
        Some((self.last? - self.first?).get_days() + 1)
    }

    /// From the first day of either to the last.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            first: self.first.into_iter().chain(other.first).min(),
            last: self.last.into_iter().chain(other.last).max(),
        }
    }

    /// The days that lie in both.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self {
            first: self.first.into_iter().chain(other.first).max(),
            last: self.last.into_iter().chain(other.last).min(),
        }
    }

    /// Whether a day lies in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let starts_in_time = |one: Self, other: Self| match (one.first, other.last) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        };
        starts_in_time(self, other) && starts_in_time(other, self)
    }
}

/// Length of the slices that time is cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// From January.
    Year,
    /// From January, April, July and October.
    Quarter,
    /// From the first.
    Month,
}

impl Step {
    const fn months(self) -> i8 {
        match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    /// Days of the longest slice.
    #[must_use]
    pub const fn days(self) -> i32 {
        match self {
            Self::Year => 366,
            Self::Quarter => 92,
            Self::Month => 31,
        }
    }

    /// The slice that holds `day`.
    fn around(self, day: Date) -> Option<Period> {
        let month = (day.month() - 1) / self.months() * self.months() + 1;
        let first = Date::new(day.year(), month, 1).ok()?;
        let next = first.checked_add(i64::from(self.months()).months()).ok();
        Some(Period {
            first: Some(first),
            last: next.and_then(|next| next.yesterday().ok()).or(Some(Date::MAX)),
        })
    }

    /// What to call the slice that begins with `day`: 2024, 2024-Q2, 2024-05.
    #[must_use]
    pub fn name(self, day: Date) -> String {
        match self {
            Self::Year => format!("{:04}", day.year()),
            Self::Quarter => format!("{:04}-Q{}", day.year(), (day.month() + 2) / 3),
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
        }
    }

    /// The slices from that of the first day of `period` to that of its last; none where an end is open.
    #[must_use]
    pub fn slices(self, period: Period) -> Vec<Period> {
        let (Some(first), Some(last)) = (period.first, period.last) else {
            return Vec::new();
        };
        let next = |slice: &Period| self.around(slice.last?.tomorrow().ok()?);
        std::iter::successors(self.around(first), next)
            .take_while(|slice| slice.first.is_some_and(|first| first <= last))
            .collect()
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let error = || PeriodError(text.to_owned());
        let Some((first, last)) = text.split_once('/') else {
            return stretch(text).ok_or_else(error);
        };
        let end = |end: &str| match end {
            "" | ".." => Some(Self::default()),
            end => stretch(end),
        };
        let (from, until) = (end(first).ok_or_else(error)?, end(last).ok_or_else(error)?);
        Ok(Self {
            first: from.first,
            last: until.last,
        })
    }
}

/// A year, a month or a day.
fn stretch(text: &str) -> Option<Period> {
    let fields: Vec<&str> = text.split('-').collect();
    let number = |field: &&str| -> Option<i16> {
        let digits = field.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| field.parse().ok()).flatten()
    };
    let numbers: Vec<i16> = fields.iter().map(number).collect::<Option<_>>()?;
    let small = |number: i16| i8::try_from(number).ok();
    let (first, next) = match (numbers.as_slice(), fields[0].len()) {
        ([year], 4) => {
            let first = Date::new(*year, 1, 1).ok()?;
            (first, first.checked_add(1.year()))
        }
        ([year, month], 4) => {
            let first = Date::new(*year, small(*month)?, 1).ok()?;
            (first, first.checked_add(1.month()))
        }
        ([year, month, day], 4) => {
            let first = Date::new(*year, small(*month)?, small(*day)?).ok()?;
            (first, first.checked_add(1.day()))
        }
        _ => return None,
    };
    // The calendar's last day has no next one.
    let last = next.and_then(|next| next.yesterday()).unwrap_or(Date::MAX);
    Some(Period {
        first: Some(first),
        last: Some(last),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, first: Option<&str>, last: Option<&str>) {
        let period: Period = text.parse().unwrap();
        let text = |day: Option<Date>| day.map(|day| day.to_string());
        assert_eq!(text(period.first).as_deref(), first);
        assert_eq!(text(period.last).as_deref(), last);
    }

    #[test]
    fn dates_are_stretches_of_days() {
        check("2024", Some("2024-01-01"), Some("2024-12-31"));
        check("2024-02", Some("2024-02-01"), Some("2024-02-29"));
        check("2024-02-29", Some("2024-02-29"), Some("2024-02-29"));
        check("2024-02/2025", Some("2024-02-01"), Some("2025-12-31"));
        check("../2025", None, Some("2025-12-31"));
        check("9999-12-31", Some("9999-12-31"), Some("9999-12-31"));
    }

    #[test]
    fn stretches_are_counted_and_joined() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        assert_eq!(period("2024").days(), Some(366));
        assert_eq!(period("2024-05-17").days(), Some(1));
        assert_eq!(period("2024/..").days(), None);
        assert_eq!(period("2023").hull(period("2024-05")), period("2023/2024-05"));
        assert_eq!(
            period("2023").within(period("2023-05/2024")),
            period("2023-05/2023")
        );
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "24",
            "hier",
            "2024-13",
            "2023-02-29",
            "2024-1-1-1",
            "-2024",
            "2024/x",
            "２０２４",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn time_is_cut_into_slices() {
        let names = |step: Step, text: &str| -> Vec<String> {
            let slices = step.slices(text.parse().unwrap());
            slices
                .iter()
                .map(|slice| step.name(slice.first.unwrap()))
                .collect()
        };
        assert_eq!(names(Step::Year, "2023-05/2025"), ["2023", "2024", "2025"]);
        assert_eq!(
            names(Step::Quarter, "2024-06/2024-10-01"),
            ["2024-Q2", "2024-Q3", "2024-Q4"]
        );
        assert_eq!(names(Step::Month, "2024-12/2025-01"), ["2024-12", "2025-01"]);
        assert_eq!(names(Step::Month, "9999-12"), ["9999-12"]);
        assert!(names(Step::Year, "../2025").is_empty());
    }

    #[test]
    fn overlap_includes_both_ends() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        assert!(period("2024").overlaps(period("2024-12-31/..")));
        assert!(!period("2024").overlaps(period("2025/..")));
        assert!(!period("2025/..").overlaps(period("2024")));
        assert!(Period::default().overlaps(period("2024")));
    }
}
