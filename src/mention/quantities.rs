//! Numbers in digits and words: "5 000", "4,5 millions", "deux mille", "une centaine".
//!
//! Units ("hommes", "dollars") are no part of a quantity; a year is no quantity. An article that
//! is also a numeral ("un") is one only before another numeral.

use super::Quantity;
use super::fold::lowered;
use super::vocabulary::{Phrases, VocabularyError, Words, read};
use crate::data::Data;
use crate::text::Shape;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "grammar/quantities.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    numerals: BTreeMap<String, f64>,
    multipliers: BTreeMap<String, f64>,
    collectives: BTreeMap<String, f64>,
    words: RawWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    and: Vec<String>,
    half: Vec<String>,
    articles: Vec<String>,
    range: Vec<String>,
    between: Vec<String>,
    approximate: Vec<String>,
}

/// What a word adds to a number.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Numeral(f64),
    Multiplier(f64),
    Collective(f64),
}

/// The words of numbers.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    parts: FxHashMap<u64, Part>,
    and: FxHashSet<u64>,
    half: FxHashSet<u64>,
    articles: FxHashSet<u64>,
    range: FxHashSet<u64>,
    between: FxHashSet<u64>,
    approximate: Phrases<()>,
}

/// A number and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its value.
    pub quantity: Quantity,
    /// Index of its first word, approximating words left out.
    pub start: usize,
    /// Index of the first word after it.
    pub end: usize,
}

impl Numbers {
    /// Reads `grammar/quantities.toml`.
    ///
    /// # Errors
    /// [`VocabularyError`] where it is missing or malformed.
    pub fn load(data: &Data) -> Result<Self, VocabularyError> {
        let raw: Raw = read(data, FILE)?;
        let mut numbers = Self::default();
        let kinds: [(_, fn(f64) -> Part); 3] = [
            (raw.numerals, Part::Numeral),
            (raw.multipliers, Part::Multiplier),
            (raw.collectives, Part::Collective),
        ];
        for (forms, part) in kinds {
            numbers
                .parts
                .extend(forms.iter().map(|(form, value)| (lowered(form), part(*value))));
        }
        let set = |forms: &[String]| forms.iter().map(|form| lowered(form)).collect();
        numbers.and = set(&raw.words.and);
        numbers.half = set(&raw.words.half);
        numbers.articles = set(&raw.words.articles);
        numbers.range = set(&raw.words.range);
        numbers.between = set(&raw.words.between);
        for form in &raw.words.approximate {
            numbers.approximate.insert(form, ());
        }
        Ok(numbers)
    }

    /// Keys of the words that a number in words, no compound, may begin with, and of articles of one thing that is counted.
    pub fn words(&self) -> impl Iterator<Item = u64> + '_ {
        self.parts.keys().chain(&self.articles).copied()
    }

    /// The quantity that begins at word `at`.
    #[must_use]
    pub fn find(&self, words: &Words<'_>, at: usize) -> Option<Found> {
        let (value, end, collective) = self.number(words, at)?;
        let approximate = collective || self.approximate.before(words, at).is_some();
        let mut quantity = Quantity {
            value,
            upper: None,
            approximate,
        };
        let mut stop = end;
        // "300 à 500", "entre 300 et 500".
        let ranged = self.range.contains(&words.key(end))
            && (!self.and.contains(&words.key(end)) || (at > 0 && self.between.contains(&words.key(at - 1))));
        if ranged
            && let Some((upper, upper_end, _)) = self.number(words, end + 1)
            && upper > value
            && words.together(at)
        {
            quantity.upper = Some(upper);
            stop = upper_end;
        }
        Some(Found {
            quantity,
            start: at,
            end: stop,
        })
    }

    /// Whether the word is an article as well as a numeral.
    #[must_use]
    pub fn is_article(&self, key: u64) -> bool {
        self.articles.contains(&key)
    }

    /// A number, the index after it, and whether a collective noun closes it.
    #[must_use]
    pub fn number(&self, words: &Words<'_>, at: usize) -> Option<(f64, usize, bool)> {
        let (value, end, collective) = match self.digits(words, at) {
            Some((value, end)) => self.multiplied(words, value, end),
            None => self.spelled(words, at)?,
        };
        match self.half_behind(words, end) {
            Some(half) => Some((value + half, end + 2, collective)),
            None => Some((value, end, collective)),
        }
    }

    /// "un million *et demi*", "2 milliards *et demi*": half of the multiplier that ends before `end`.
    fn half_behind(&self, words: &Words<'_>, end: usize) -> Option<f64> {
        let (Part::Multiplier(factor) | Part::Collective(factor)) = *self.parts.get(&words.key(end - 1))?
        else {
            return None;
        };
        let half = self.and.contains(&words.key(end)) && self.half.contains(&words.key(end + 1));
        (half && factor >= 1000.0 && words.together(end - 1)).then_some(factor / 2.0)
    }

    /// A number in digits and its end; groups of three may be parted by spaces.
    fn digits(&self, words: &Words<'_>, at: usize) -> Option<(f64, usize)> {
        let word = words
            .text
            .words
            .get(at)
            .filter(|word| word.shape.contains(Shape::NUMBER))?;
        let mut text = word.span.of(words.source).to_owned();
        let mut end = at + 1;
        while let Some(next) = words.text.words.get(end)
            && next.shape.contains(Shape::NUMBER)
            && next.span.len() == 3
            && leading_group(&text)
            && words.source[words.text.words[end - 1].span.end as usize..next.span.start as usize]
                .chars()
                .eq([' '])
        {
            text.push_str(next.span.of(words.source));
            end += 1;
        }
        Some((parse_digits(&text)?, end))
    }

    /// `value` with the multipliers after it ("4,5 millions", "3 milliers").
    fn multiplied(&self, words: &Words<'_>, value: f64, end: usize) -> (f64, usize, bool) {
        let (mut value, mut end) = (value, end);
        while let Some(Part::Multiplier(factor)) = self
            .parts
            .get(&words.key(end))
            .filter(|_| words.together(end - 1))
        {
            value *= factor;
            end += 1;
        }
        match self.parts.get(&words.key(end)) {
            Some(Part::Collective(factor)) if words.together(end - 1) => (value * factor, end + 1, true),
            _ => (value, end, false),
        }
    }

    fn spelled(&self, words: &Words<'_>, at: usize) -> Option<(f64, usize, bool)> {
        let hyphenated = words.text.words.get(at)?.shape.contains(Shape::HYPHENATED);
        if !hyphenated && (!self.parts.contains_key(&words.key(at)) || self.is_lone_article(words, at)) {
            return None;
        }
        let mut sum = Sum::default();
        let mut end = at;
        loop {
            let key = words.key(end);
            let sentence_goes_on = end == at || words.together(end - 1);
            if !sentence_goes_on || !self.take(words, end, &mut sum) {
                let links = self.and.contains(&key) && sentence_goes_on && end > at;
                let unit_follows = self
                    .parts
                    .get(&words.key(end + 1))
                    .is_some_and(|part| sum.may_follow_and(*part));
                if links && unit_follows {
                    end += 1;
                    continue;
                }
                break;
            }
            end += 1;
            if sum.collective {
                break;
            }
        }
        let lone_article = end == at + 1 && self.articles.contains(&words.key(at));
        (end > at && !lone_article).then(|| (sum.value(), end, sum.collective))
    }

    /// Whether the word at `at` is an article that no numeral can follow: most are.
    fn is_lone_article(&self, words: &Words<'_>, at: usize) -> bool {
        let next = words.key(at + 1);
        self.articles.contains(&words.key(at))
            && !self.parts.contains_key(&next)
            && !self.and.contains(&next)
            && !words.word(at + 1).contains('-')
    }

    /// Takes in one word, part by part; leaves `sum` alone where the word is no numeral.
    fn take(&self, words: &Words<'_>, at: usize, sum: &mut Sum) -> bool {
        if let Some(part) = self.parts.get(&words.key(at)) {
            return sum.add(*part);
        }
        let word = words.word(at);
        if !word.contains('-') {
            return false;
        }
        let mut trial = *sum;
        for piece in word.split('-') {
            let key = lowered(piece);
            match self.parts.get(&key) {
                Some(part) if trial.add(*part) => {}
                _ if self.and.contains(&key) => {}
                _ => return false,
            }
        }
        *sum = trial;
        true
    }
}

/// A number in words, as far as it was read.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    total: f64,
    current: f64,
    last: f64,
    collective: bool,
}

impl Sum {
    fn add(&mut self, part: Part) -> bool {
        match part {
            // quatre-vingt(s): the one product below a hundred.
            Part::Numeral(value) if value == 20.0 && self.last == 4.0 => self.current += 76.0,
            Part::Numeral(value) => {
                // "trois deux" is two numbers.
                if self.last > 0.0 && self.last <= value {
                    return false;
                }
                self.current += value;
            }
            Part::Multiplier(factor) if factor < 1000.0 => self.current = self.current.max(1.0) * factor,
            Part::Multiplier(factor) => {
                self.total += self.current.max(1.0) * factor;
                self.current = 0.0;
            }
            Part::Collective(factor) => {
                self.total += self.current.max(1.0) * factor;
                self.current = 0.0;
                self.collective = true;
            }
        }
        self.last = match part {
            Part::Numeral(value) => value,
            // Anything may follow a multiplier.
            Part::Multiplier(_) | Part::Collective(_) => f64::INFINITY,
        };
        true
    }

    fn may_follow_and(&self, part: Part) -> bool {
        matches!(part, Part::Numeral(value) if value < self.last && value < 20.0 && self.last < f64::INFINITY)
    }

    fn value(&self) -> f64 {
        self.total + self.current
    }
}

fn leading_group(text: &str) -> bool {
    let tail = text
        .rsplit([' ', '.', '\u{a0}', '\u{202f}'])
        .next()
        .unwrap_or(text);
    !text.contains(',') && tail.len() <= 3
}

/// Reads digits with French separators: spaces and full stops part groups of three, a comma parts
/// the decimals.
#[must_use]
pub fn parse_digits(text: &str) -> Option<f64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().filter(|value: &f64| value.is_finite());
    }
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'))
        .collect();
    let plain = if text.contains(',') {
        text.replace('.', "").replace(',', ".")
    } else if text.contains('.') && text.split('.').skip(1).all(|group| group.len() == 3) {
        text.replace('.', "")
    } else {
        text
    };
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}
