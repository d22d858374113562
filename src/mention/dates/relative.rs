//! Times told by others: "hier", "la veille", "le mois dernier", "il y a deux ans", "fin mars".
//!
//! Gives how many units lie between; what they are counted from is said by `resolve::dates`.

use super::{Point, Reader};
use crate::mention::fold::lowered;
use crate::mention::{DateValue, PartOf, TimeUnit};

impl Reader<'_, '_> {
    /// "aujourd'hui", "hier soir", "la veille".
    pub(super) fn deictic(&self, at: usize) -> Option<Point> {
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

    /// "mois dernier", "semaine prochaine", "cette année", "même jour", "année 2023", "2 derniers mois".
    pub(super) fn unit(&self, at: usize) -> Option<Point> {
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
    pub(super) fn relative_phrase(&self, at: usize) -> Option<Point> {
        if let Some((_, end)) = self.dates.ago.longest(self.words, at)
            && let Some((amount, unit, end)) = self.counted_units(end)
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
        let (amount, unit, end) = self.counted_units(end)?;
        Some((DateValue::Relative { amount, unit }, end))
    }

    /// "deux jours", "une semaine": how many of which unit, and the index after them.
    fn counted_units(&self, at: usize) -> Option<(i32, TimeUnit, usize)> {
        let (value, end, _) = self.counted(at)?;
        let (unit, count) = *self.dates.units.get(&self.key(end))?;
        Some((value as i32 * count, unit, end + 1))
    }

    /// A number, "un" included: "il y a un an".
    pub(super) fn counted(&self, at: usize) -> Option<(f64, usize, bool)> {
        self.numbers.number(self.words, at).or_else(|| {
            let article =
                self.numbers.is_article(self.key(at)) && self.dates.units.contains_key(&self.key(at + 1));
            article.then_some((1.0, at + 1, false))
        })
    }

    /// "deux jours plus tard", "(depuis) dix ans".
    pub(super) fn counted_time(&self, at: usize) -> Option<Point> {
        let (amount, unit, end) = self.counted_units(at)?;
        self.later_or_earlier(amount, unit, end)
            .or_else(|| self.duration(at, amount, unit, end))
    }

    /// "(deux jours) plus tard", "(trois mois) auparavant".
    fn later_or_earlier(&self, amount: i32, unit: TimeUnit, at: usize) -> Option<Point> {
        if let Some((_, end)) = self.dates.later.longest(self.words, at) {
            return self
                .ends_phrase(end)
                .then_some((DateValue::Anaphoric { amount, unit }, end));
        }
        let (_, end) = self.dates.earlier.longest(self.words, at)?;
        let before = DateValue::Anaphoric {
            amount: -amount,
            unit,
        };
        self.ends_phrase(end).then_some((before, end))
    }

    /// "(depuis) dix ans", which begin at `at` and end before `end`: a stretch that ends now; the operator says that it is
    /// open.
    fn duration(&self, at: usize, amount: i32, unit: TimeUnit, end: usize) -> Option<Point> {
        self.dates.since.before(self.words, at)?;
        let value = DateValue::Relative {
            amount: -amount,
            unit,
        };
        Some((value, end))
    }

    /// "fin mars", "début de l'année", "fin juillet 2024".
    pub(super) fn part(&self, at: usize) -> Option<Point> {
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
    pub(super) fn this_unit(&self, at: usize) -> Option<Point> {
        let (unit, count) = *self.dates.units.get(&self.key(at))?;
        let running = count == 1 && unit != TimeUnit::Day;
        running.then_some((DateValue::Relative { amount: 0, unit }, at + 1))
    }

    /// "mi-mai", "mi-juin 2024".
    pub(super) fn compound_part(&self, at: usize) -> Option<Point> {
        let word = self.words.word(at);
        let month = self.dates.middle_prefixes.iter().find_map(|prefix| {
            let head = word
                .get(..prefix.len())
                .filter(|head| head.ends_with('-') && head.to_lowercase() == *prefix)?;
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
}
