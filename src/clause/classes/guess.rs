//! Words that the lexicon lacks: numbers, compounds, names, and guesses from the ending.

use super::language::{ClassesError, ClassesFile, feature};
use crate::lexicon::{Analysis, Class, Features, LemmaId, Lexicon, Readings};
use crate::text::Shape;
use rustc_hash::{FxHashMap, FxHashSet};

/// Guesses classes.
#[derive(Debug, Default)]
pub(super) struct Guesser {
    prefixes: FxHashSet<Box<str>>,
    endings: FxHashMap<Box<str>, Vec<(Class, Features)>>,
    longest: usize,
}

impl Guesser {
    pub(super) fn compile(file: &ClassesFile) -> Result<Self, ClassesError> {
        let mut guesser = Self {
            prefixes: file
                .prefixes
                .iter()
                .map(|prefix| prefix.as_str().into())
                .collect(),
            ..Self::default()
        };
        for ending in &file.ending {
            let mut kinds = Vec::new();
            let features = ending
                .features
                .iter()
                .filter_map(|name| feature(name))
                .fold(Features::empty(), |a, b| a | b);
            for tag in &ending.class {
                let class =
                    Class::from_tag(tag).ok_or_else(|| ClassesError::UnknownClass { class: tag.clone() })?;
                kinds.push((class, features));
            }
            for text in &ending.endings {
                guesser.longest = guesser.longest.max(text.len());
                guesser
                    .endings
                    .entry(text.as_str().into())
                    .or_default()
                    .extend(&kinds);
            }
        }
        Ok(guesser)
    }

    /// The readings of a form that the lexicon lacks; never empty.
    pub(super) fn guess(&self, form: &str, shape: Shape, lexicon: &Lexicon) -> Readings {
        if form.starts_with(['@', '#']) || form.contains("://") {
            return one(Class::ProperNoun, Features::GUESSED);
        }
        let mut readings = self.compound(form, shape, lexicon);
        if shape.contains(Shape::CAPITALISED) {
            readings.insert(0, unknown(Class::ProperNoun, Features::GUESSED));
            return readings;
        }
        if readings.is_empty() {
            readings = self.by_ending(form);
        }
        if readings.is_empty() {
            readings = one(Class::Noun, Features::GUESSED | number_of(form));
        }
        readings
    }

    /// "anti-putsch", "franco-malien", "ex-ministre": the class of the last part; else of the first.
    fn compound(&self, form: &str, shape: Shape, lexicon: &Lexicon) -> Readings {
        if !shape.contains(Shape::HYPHENATED) {
            return Readings::new();
        }
        let Some((first, last)) = form.split_once('-') else {
            return Readings::new();
        };
        let prefix = self.prefixes.contains(&*first.to_lowercase()) || first.ends_with('o');
        let part = if prefix { last } else { first };
        let nominal = |reading: &Analysis| matches!(reading.class, Class::Noun | Class::Adjective);
        let mut readings: Readings = lexicon.analyses(part).into_iter().filter(nominal).collect();
        for reading in &mut readings {
            reading.features |= Features::GUESSED;
            reading.lemma = LemmaId::UNKNOWN;
        }
        readings.dedup();
        readings
    }

    fn by_ending(&self, form: &str) -> Readings {
        let lower = form.to_lowercase();
        let kinds = lower
            .char_indices()
            .map(|(at, _)| &lower[at..])
            .filter(|ending| ending.len() <= self.longest && ending.len() < lower.len())
            .find_map(|ending| self.endings.get(ending));
        let kinds = kinds.map_or(&[][..], Vec::as_slice);
        kinds
            .iter()
            .map(|(class, features)| unknown(*class, *features | Features::GUESSED | number_of(form)))
            .collect()
    }
}

/// The readings of what is written in digits or Roman numerals; empty for anything else.
pub(super) fn figure(form: &str, shape: Shape) -> Readings {
    if shape.contains(Shape::NUMBER) || is_number(form) {
        return one(Class::Numeral, Features::CARDINAL | Features::PLURAL);
    }
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return one(after_digits(form), Features::ORDINAL);
    }
    match roman(form) {
        Some(Class::Adjective) => one(Class::Adjective, Features::ORDINAL),
        Some(class) => one(class, Features::CARDINAL),
        None => Readings::new(),
    }
}

/// The readings of a punctuation mark or symbol; signs of units are read as their nouns.
pub(super) fn mark(form: &str) -> Readings {
    let class = match form.chars().next() {
        Some('%' | '‰' | '€' | '$' | '£' | '¥' | '°') => Class::Noun,
        Some('§' | '+' | '=' | '<' | '>' | '^' | '~' | '©' | '®' | '™' | '/') => Class::Symbol,
        _ => Class::Punctuation,
    };
    one(class, Features::empty())
}

fn one(class: Class, features: Features) -> Readings {
    Readings::from_slice(&[unknown(class, features)])
}

const fn unknown(class: Class, features: Features) -> Analysis {
    Analysis {
        lemma: LemmaId::UNKNOWN,
        class,
        features,
    }
}

fn number_of(form: &str) -> Features {
    if form.ends_with(['s', 'x']) {
        Features::PLURAL
    } else {
        Features::SINGULAR
    }
}

fn is_number(form: &str) -> bool {
    form.bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'/' | b':'))
}

/// "17e" is an ordinal, "1er" a date's number, "4X4" a noun.
fn after_digits(form: &str) -> Class {
    match form.trim_start_matches(|c: char| c.is_ascii_digit()) {
        "er" => Class::Numeral,
        "e" | "ème" | "eme" | "è" | "re" | "ère" | "nd" | "nde" | "es" | "ᵉ" => Class::Adjective,
        _ => Class::Noun,
    }
}

/// "XIV" is a numeral, "XXe" an ordinal.
fn roman(form: &str) -> Option<Class> {
    let ordinal = form.strip_suffix("er").or_else(|| form.strip_suffix('e'));
    if ordinal == Some("I") {
        return Some(Class::Adjective);
    }
    let (digits, class) = ordinal.map_or((form, Class::Numeral), |digits| (digits, Class::Adjective));
    let roman = digits.len() > 1 && digits.bytes().all(|byte| b"IVXL".contains(&byte));
    roman.then_some(class)
}
