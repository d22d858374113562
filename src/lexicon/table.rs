//! The compiled dictionary, read in place.
//!
//! Opening it costs a header check and a few hundred kinds of readings; a look-up walks the
//! automaton and allocates nothing.

use super::compile::{Compiled, KIND_BITS};
use super::features::{Class, Features};
use super::{Analysis, LemmaId};
use std::borrow::Cow;

/// Little-endian `u32`s in place.
#[derive(Debug, Clone)]
struct Numbers(Cow<'static, [u8]>);

impl Numbers {
    fn get(&self, index: usize) -> Option<u32> {
        let bytes = self.0.get(index * 4..index * 4 + 4)?;
        bytes.try_into().ok().map(u32::from_le_bytes)
    }
}

/// A dictionary: inflected forms, their readings, the lemmas.
#[derive(Debug, Clone)]
pub(super) struct Table {
    forms: fst::Map<Cow<'static, [u8]>>,
    first: Numbers,
    readings: Numbers,
    kinds: Vec<(Class, Features)>,
    lemmas: Cow<'static, str>,
    lemma_starts: Numbers,
}

impl Table {
    /// The dictionary that `build.rs` compiled.
    pub(super) fn embedded() -> Result<Self, fst::Error> {
        Ok(Self {
            forms: fst::Map::new(Cow::Borrowed(
                &include_bytes!(concat!(env!("OUT_DIR"), "/forms.fst"))[..],
            ))?,
            first: Numbers(Cow::Borrowed(include_bytes!(concat!(
                env!("OUT_DIR"),
                "/first.bin"
            )))),
            readings: Numbers(Cow::Borrowed(include_bytes!(concat!(
                env!("OUT_DIR"),
                "/readings.bin"
            )))),
            kinds: read_kinds(include_bytes!(concat!(env!("OUT_DIR"), "/kinds.bin"))),
            lemmas: Cow::Borrowed(include_str!(concat!(env!("OUT_DIR"), "/lemmas.txt"))),
            lemma_starts: Numbers(Cow::Borrowed(include_bytes!(concat!(
                env!("OUT_DIR"),
                "/lemma-starts.bin"
            )))),
        })
    }

    /// A dictionary compiled at start-up.
    pub(super) fn compiled(compiled: Compiled) -> Result<Self, fst::Error> {
        Ok(Self {
            forms: fst::Map::new(Cow::Owned(compiled.forms))?,
            first: Numbers(Cow::Owned(compiled.first)),
            readings: Numbers(Cow::Owned(compiled.readings)),
            kinds: read_kinds(&compiled.kinds),
            lemmas: Cow::Owned(compiled.lemmas),
            lemma_starts: Numbers(Cow::Owned(compiled.lemma_starts)),
        })
    }

    /// Number of lemmas; their ids are the numbers below it, in the order of their bytes.
    pub(super) fn lemma_count(&self) -> u32 {
        (self.lemma_starts.0.len() / 4).saturating_sub(1) as u32
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
        let range = self
            .forms
            .get(form)
            .and_then(|rank| {
                let rank = rank as usize;
                Some(self.first.get(rank)?..self.first.get(rank + 1)?)
            })
            .unwrap_or(0..0);
        range.filter_map(|index| {
            let packed = self.readings.get(index as usize)?;
            let (class, features) = *self.kinds.get(packed as usize & ((1 << KIND_BITS) - 1))?;
            Some(Analysis {
                lemma: LemmaId(packed >> KIND_BITS),
                class,
                features,
            })
        })
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
