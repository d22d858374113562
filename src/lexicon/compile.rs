//! Compiles the dictionary's two tables into the form that is read in place.
//!
//! Used twice: by `build.rs` for the embedded dictionary, and at start-up for a dictionary that a user
//! puts in its place. Depends on [`features`](super::features) alone.
//!
//! Forms stand one after the other, each with its readings behind its letters, and are found by a hash of the letters:
//! two places in memory for a form, wherever in the alphabet it stands.

use super::features::{Class, Features};
use std::collections::BTreeMap;

/// Bits of a packed reading that hold its kind; the rest hold the lemma.
pub const KIND_BITS: u32 = 12;

/// Bits of a slot that hold the place of its form; the rest hold the form's tag.
pub const PLACE_BITS: u32 = 24;

/// The slot of no form.
pub const VACANT: u32 = u32::MAX;

/// Bytes at whose multiples forms begin: what a place counts.
pub const ALIGNMENT: usize = 4;

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
    /// More lemmas or more kinds of readings than a packed reading can hold, or more letters than a slot can tell apart.
    #[error(
        "the dictionary is too large: {lemmas} lemmas, {kinds} kinds of readings, {bytes} bytes of forms"
    )]
    TooLarge {
        /// Number of different lemmas.
        lemmas: usize,
        /// Number of different pairs of class and features.
        kinds: usize,
        /// Length of all forms with their readings.
        bytes: usize,
    },
    /// A form longer than any word, or with more readings than any word has.
    #[error("the form `{form}` is longer than 255 bytes or has more than 255 readings")]
    Overlong {
        /// The form.
        form: String,
    },
}

/// A dictionary ready to be read in place; all numbers are little-endian `u32`s unless noted.
#[derive(Debug, Default)]
pub struct Compiled {
    /// Tag and place of forms, by [`hash`], a power of two of them: a form that finds its slot taken has the next free one.
    pub slots: Vec<u8>,
    /// Each form: the number of its bytes and that of its readings (one byte each), its letters, filled up to a multiple of
    /// [`ALIGNMENT`], and lemma and kind of each reading, packed.
    pub forms: Vec<u8>,
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
    pack(&lemmas, &kinds, &forms)
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

/// Hash of a form, eight letters at a time: the same on every machine, so that it may be stored.
pub fn hash(form: &[u8]) -> u64 {
    let (eights, rest) = form.as_chunks();
    let eights = eights.iter().map(|letters| u64::from_le_bytes(*letters));
    let rest = rest.iter().fold(0, |all, letter| all << 8 | u64::from(*letter));
    let mixed = eights.fold(0, mix);
    // The product leaves its low bits weak; slots are told by those.
    let mixed = mix(mixed, rest);
    mixed ^ mixed >> 32
}

const fn mix(hash: u64, letters: u64) -> u64 {
    (hash.rotate_left(5) ^ letters).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// What tells a form of this hash from most others with its slot.
pub const fn tag(hash: u64) -> u32 {
    (hash >> 56) as u32
}

fn pack(
    lemmas: &[&str],
    kinds: &BTreeMap<(u8, u64), u32>,
    forms: &BTreeMap<String, Vec<u32>>,
) -> Result<Compiled, CompileError> {
    let mut compiled = Compiled::default();
    let mut slots = vec![VACANT; (forms.len() * 2).next_power_of_two()];
    for (form, readings) in forms {
        let place = compiled.forms.len() / ALIGNMENT;
        let hash = hash(form.as_bytes());
        let mut slot = hash as usize % slots.len();
        while slots[slot] != VACANT {
            slot = (slot + 1) % slots.len();
        }
        slots[slot] = tag(hash) << PLACE_BITS | place as u32;
        let overlong = |_| CompileError::Overlong { form: form.clone() };
        let length = u8::try_from(form.len()).map_err(overlong)?;
        let count = u8::try_from(readings.len()).map_err(overlong)?;
        compiled.forms.extend([length, count]);
        compiled.forms.extend(form.bytes());
        let filled = compiled.forms.len().next_multiple_of(ALIGNMENT);
        compiled.forms.resize(filled, 0);
        readings
            .iter()
            .for_each(|packed| put(&mut compiled.forms, *packed));
    }
    slots.iter().for_each(|slot| put(&mut compiled.slots, *slot));
    let bytes = compiled.forms.len();
    if kinds.len() >= 1 << KIND_BITS
        || lemmas.len() >= 1 << (32 - KIND_BITS)
        || bytes / ALIGNMENT >= 1 << PLACE_BITS
    {
        return Err(CompileError::TooLarge {
            lemmas: lemmas.len(),
            kinds: kinds.len(),
            bytes,
        });
    }

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
    Ok(compiled)
}

fn put(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend_from_slice(&number.to_le_bytes());
}
