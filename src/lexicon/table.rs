//! The compiled dictionary, read in place.
//!
//! Opening it costs a few hundred kinds of readings; a look-up goes to a slot and to the form that it names, and
//! allocates nothing.

use super::compile::{ALIGNMENT, Compiled, KIND_BITS, PLACE_BITS, VACANT, hash, tag};
use super::features::{Class, Features};
use super::{Analysis, LemmaId};
use std::borrow::Cow;

/// Little-endian `u32`s in place.
#[derive(Debug, Clone)]
struct Numbers(Cow<'static, [u8]>);

impl Numbers {
    fn len(&self) -> usize {
        self.0.len() / 4
    }

    fn get(&self, index: usize) -> Option<u32> {
        let bytes = self.0.get(index * 4..index * 4 + 4)?;
        bytes.try_into().ok().map(u32::from_le_bytes)
    }
}

/// A dictionary: inflected forms, their readings, the lemmas.
#[derive(Debug, Clone)]
pub(super) struct Table {
    slots: Numbers,
    forms: Cow<'static, [u8]>,
    kinds: Vec<(Class, Features)>,
    lemmas: Cow<'static, str>,
    lemma_starts: Numbers,
}

/// A table that `build.rs` has written.
macro_rules! embedded {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

impl Table {
    /// The dictionary that `build.rs` compiled.
    pub(super) fn embedded() -> Self {
        Self {
            slots: Numbers(Cow::Borrowed(embedded!("slots.bin"))),
            forms: Cow::Borrowed(embedded!("forms.bin")),
            kinds: read_kinds(embedded!("kinds.bin")),
            lemmas: Cow::Borrowed(include_str!(concat!(env!("OUT_DIR"), "/lemmas.txt"))),
            lemma_starts: Numbers(Cow::Borrowed(embedded!("lemma-starts.bin"))),
        }
    }

    /// A dictionary compiled at start-up.
    pub(super) fn compiled(compiled: Compiled) -> Self {
        Self {
            slots: Numbers(Cow::Owned(compiled.slots)),
            forms: Cow::Owned(compiled.forms),
            kinds: read_kinds(&compiled.kinds),
            lemmas: Cow::Owned(compiled.lemmas),
            lemma_starts: Numbers(Cow::Owned(compiled.lemma_starts)),
        }
    }

    /// Number of lemmas; their ids are the numbers below it, in the order of their bytes.
    pub(super) fn lemma_count(&self) -> u32 {
        self.lemma_starts.len().saturating_sub(1) as u32
    }

    /// The text of a lemma, or nothing where the number is too high.
    pub(super) fn lemma(&self, id: u32) -> Option<&str> {
        let start = self.lemma_starts.get(id as usize)?;
        let end = self.lemma_starts.get(id as usize + 1)?;
        self.lemmas.get(start as usize..end as usize)
    }

    /// The number of a lemma.
    pub(super) fn lemma_id(&self, text: &str) -> Option<LemmaId> {
        let (mut low, mut high) = (0, self.lemma_count());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.lemma(middle)?.cmp(text) {
                std::cmp::Ordering::Equal => return Some(LemmaId(middle)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The readings of `form`, exactly as written.
    pub(super) fn readings(&self, form: &[u8]) -> impl Iterator<Item = Analysis> + '_ {
        let (packed, _) = self.find(form).unwrap_or_default().as_chunks();
        packed.iter().filter_map(|packed| {
            let packed = u32::from_le_bytes(*packed);
            let (class, features) = *self.kinds.get(packed as usize & ((1 << KIND_BITS) - 1))?;
            Some(Analysis {
                lemma: LemmaId(packed >> KIND_BITS),
                class,
                features,
            })
        })
    }

    /// The packed readings of `form`.
    fn find(&self, form: &[u8]) -> Option<&[u8]> {
        let hash = hash(form);
        let count = self.slots.len();
        let slots =
            (0..count).map_while(|step| self.slots.get((hash as usize).wrapping_add(step) & (count - 1)));
        slots
            .take_while(|slot| *slot != VACANT)
            .filter(|slot| slot >> PLACE_BITS == tag(hash))
            .find_map(|slot| self.readings_at(slot & ((1 << PLACE_BITS) - 1), form))
    }

    /// The packed readings of the form at `place`, if it is `form`.
    fn readings_at(&self, place: u32, form: &[u8]) -> Option<&[u8]> {
        let entry = self.forms.get(place as usize * ALIGNMENT..)?;
        let [length, count, letters @ ..] = entry else {
            return None;
        };
        if usize::from(*length) != form.len() || !letters.starts_with(form) {
            return None;
        }
        let start = (2 + form.len()).next_multiple_of(ALIGNMENT);
        entry.get(start..start + 4 * usize::from(*count))
    }
}

fn read_kinds(bytes: &[u8]) -> Vec<(Class, Features)> {
    bytes
        .chunks_exact(9)
        .map(|kind| {
            let bits = kind[1..].try_into().map_or(0, u64::from_le_bytes);
            (Class::from_number(kind[0]), Features::from_bits_truncate(bits))
        })
        .collect()
}
