//! Compiles the dictionary's two tables into the form that is read in place.
//!
//! Used twice: by `build.rs` for the embedded dictionary, and at start-up for a dictionary that a user
//! puts in its place. Depends on [`features`](super::features) alone.
//!
//! A form's number is its rank among all forms, which is also what the automaton gives back: ranks
//! cost the automaton next to nothing, since they are sums over its branches.

use super::features::{Class, Features};
use std::collections::BTreeMap;

/// Bits of a packed reading that hold its kind; the rest hold the lemma.
pub const KIND_BITS: u32 = 12;

/// Why a dictionary cannot be compiled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// A line has too few columns, or a number that is none.
    #[error("{file}, line {line}: expected {expected}")]
    Malformed {
        /// Which of the two tables.
        file: &'static str,
        /// Counted from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// More lemmas or more kinds of readings than a packed reading can hold.
    #[error("the dictionary is too large: {lemmas} lemmas, {kinds} kinds of readings")]
    TooLarge {
        /// Number of different lemmas.
        lemmas: usize,
        /// Number of different pairs of class and features.
        kinds: usize,
    },
}

/// A dictionary ready to be read in place; all numbers are little-endian `u32`s unless noted.
#[derive(Debug, Default)]
pub struct Compiled {
    /// Automaton from form to its rank.
    pub forms: Vec<u8>,
    /// By rank: the form's first reading; one more entry at the end.
    pub first: Vec<u8>,
    /// Lemma and kind of each reading, packed.
    pub readings: Vec<u8>,
    /// Kinds of readings: class (one byte) and features (eight bytes).
    pub kinds: Vec<u8>,
    /// All lemmas, sorted, end to end.
    pub lemmas: String,
    /// Byte at which each lemma begins; one more entry at the end.
    pub lemma_starts: Vec<u8>,
}

/// One inflected form as a change of its lemma.
struct Inflection<'a> {
    strip: usize,
    suffix: &'a str,
    features: Features,
}

/// Compiles `dicollecte.tsv` and `paradigms.tsv`; their columns are described in
/// `scripts/derive-lexicon.py`.
///
/// # Errors
/// [`CompileError`] names the first line that cannot be read.
pub fn compile(entries: &str, paradigms: &str) -> Result<Compiled, CompileError> {
    let paradigms = read_paradigms(paradigms)?;
    let entries = read_entries(entries, &paradigms)?;
    let mut lemmas: Vec<&str> = entries.iter().map(|entry| entry.lemma).collect();
    lemmas.sort_unstable();
    lemmas.dedup();

    let mut kinds: BTreeMap<(u8, u64), u32> = BTreeMap::new();
    let mut forms: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for entry in &entries {
        let lemma = lemmas.binary_search(&entry.lemma).unwrap_or_default() as u32;
        for inflection in entry.paradigm {
            let features = inflection.features | entry.features;
            let next = kinds.len() as u32;
            let kind = *kinds.entry((entry.class as u8, features.bits())).or_insert(next);
            let readings = forms.entry(inflect(entry.lemma, inflection)).or_default();
            let reading = lemma << KIND_BITS | kind;
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    if kinds.len() >= 1 << KIND_BITS || lemmas.len() >= 1 << (32 - KIND_BITS) {
        return Err(CompileError::TooLarge {
            lemmas: lemmas.len(),
            kinds: kinds.len(),
        });
    }
    Ok(pack(&lemmas, &kinds, &forms))
}

/// A line of the dictionary.
struct Entry<'a> {
    lemma: &'a str,
    class: Class,
    features: Features,
    paradigm: &'a [Inflection<'a>],
}

fn read_entries<'a>(
    text: &'a str,
    paradigms: &'a BTreeMap<u32, Vec<Inflection<'a>>>,
) -> Result<Vec<Entry<'a>>, CompileError> {
    let malformed = |line, expected| CompileError::Malformed {
        file: "dicollecte.tsv",
        line,
        expected,
    };
    let mut entries = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let mut cells = line.split('\t');
        let (Some(lemma), Some(class), Some(paradigm)) = (cells.next(), cells.next(), cells.next()) else {
            return Err(malformed(number, "lemma, class and paradigm"));
        };
        let (class, features) =
            read_class(class).ok_or_else(|| malformed(number, "a class such as NOUN or VERB:it"))?;
        let paradigm = paradigm
            .parse()
            .ok()
            .and_then(|paradigm: u32| paradigms.get(&paradigm))
            .ok_or_else(|| malformed(number, "the number of a paradigm"))?;
        entries.push(Entry {
            lemma,
            class,
            features,
            paradigm,
        });
    }
    Ok(entries)
}

/// `VERB:itq`, `PROPN:given`, `TITLE`, or a tag of Universal Dependencies.
fn read_class(text: &str) -> Option<(Class, Features)> {
    let (tag, detail) = text.split_once(':').unwrap_or((text, ""));
    let mut features = match (tag, detail) {
        ("TITLE", _) => return Some((Class::Noun, Features::PERSON_TITLE | Features::HUMAN)),
        ("PROPN", "given") => Features::GIVEN_NAME,
        ("PROPN", "family") => Features::FAMILY_NAME,
        _ => Features::empty(),
    };
    if tag == "VERB" {
        for letter in detail.chars() {
            features |= match letter {
                't' => Features::TRANSITIVE,
                'p' => Features::PRONOMINAL_ONLY,
                'e' => Features::ETRE_VERB,
                'm' => Features::IMPERSONAL,
                'x' => Features::AUXILIARY,
                _ => Features::empty(),
            };
        }
    }
    Class::from_tag(tag).map(|class| (class, features))
}

fn read_paradigms(text: &str) -> Result<BTreeMap<u32, Vec<Inflection<'_>>>, CompileError> {
    let mut paradigms = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        let read = || {
            let (paradigm, changes) = line.split_once('\t')?;
            let changes = changes
                .split(' ')
                .map(read_inflection)
                .collect::<Option<Vec<_>>>()?;
            Some((paradigm.parse().ok()?, changes))
        };
        let (paradigm, changes) = read().ok_or(CompileError::Malformed {
            file: "paradigms.tsv",
            line: number,
            expected: "a number and forms written strip/suffix/features",
        })?;
        paradigms.insert(paradigm, changes);
    }
    Ok(paradigms)
}

fn read_inflection(text: &str) -> Option<Inflection<'_>> {
    let (strip, rest) = text.split_once('/')?;
    let (suffix, features) = rest.rsplit_once('/')?;
    Some(Inflection {
        strip: strip.parse().ok()?,
        suffix,
        features: read_features(features)?,
    })
}

/// `ipre.1s.3s`, `ppas.fp`, `ms`, `mfsp`, or nothing.
fn read_features(text: &str) -> Option<Features> {
    let (head, rest) = text.split_once('.').unwrap_or((text, ""));
    let indicative = Features::INDICATIVE;
    let mut features = match head {
        "infi" => Features::INFINITIVE,
        "ppre" => Features::PRESENT_PARTICIPLE,
        "ppas" => Features::PAST_PARTICIPLE,
        "ipre" => indicative | Features::PRESENT,
        "iimp" => indicative | Features::IMPERFECT,
        "ipsi" => indicative | Features::PAST,
        "ifut" => indicative | Features::FUTURE,
        "cond" => Features::CONDITIONAL | Features::PRESENT,
        "spre" => Features::SUBJUNCTIVE | Features::PRESENT,
        "simp" => Features::SUBJUNCTIVE | Features::IMPERFECT,
        "impe" => Features::IMPERATIVE | Features::PRESENT,
        letters => return read_letters(letters),
    };
    for part in rest.split('.') {
        features |= read_letters(part)?;
    }
    Some(features)
}

fn read_letters(text: &str) -> Option<Features> {
    let mut features = Features::empty();
    for letter in text.chars() {
        features |= match letter {
            'm' => Features::MASCULINE,
            'f' => Features::FEMININE,
            's' => Features::SINGULAR,
            'p' => Features::PLURAL,
            '1' => Features::FIRST,
            '2' => Features::SECOND,
            '3' => Features::THIRD,
            _ => return None,
        };
    }
    Some(features)
}

fn inflect(lemma: &str, inflection: &Inflection<'_>) -> String {
    let kept = lemma
        .char_indices()
        .rev()
        .take(inflection.strip)
        .last()
        .map_or(lemma.len(), |(at, _)| at);
    format!("{}{}", &lemma[..kept], inflection.suffix)
}

fn pack(lemmas: &[&str], kinds: &BTreeMap<(u8, u64), u32>, forms: &BTreeMap<String, Vec<u32>>) -> Compiled {
    let mut compiled = Compiled::default();
    let mut builder = fst::MapBuilder::memory();
    let mut reading = 0;
    for (rank, (form, readings)) in forms.iter().enumerate() {
        // The forms come sorted from a map, and memory does not fail to be written.
        let _ = builder.insert(form, rank as u64);
        put(&mut compiled.first, reading);
        for packed in readings {
            put(&mut compiled.readings, *packed);
        }
        reading += readings.len() as u32;
    }
    put(&mut compiled.first, reading);
    compiled.forms = builder.into_inner().unwrap_or_default();

    let mut by_number = vec![(0, 0); kinds.len()];
    for (kind, number) in kinds {
        by_number[*number as usize] = *kind;
    }
    for (class, features) in by_number {
        compiled.kinds.push(class);
        compiled.kinds.extend_from_slice(&features.to_le_bytes());
    }
    for lemma in lemmas {
        put(&mut compiled.lemma_starts, compiled.lemmas.len() as u32);
        compiled.lemmas.push_str(lemma);
    }
    put(&mut compiled.lemma_starts, compiled.lemmas.len() as u32);
    compiled
}

fn put(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend_from_slice(&number.to_le_bytes());
}
