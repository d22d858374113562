//! Words by which time and place of one clause hold for another (`grammar/circumstances.toml`).

use crate::data::Data;
use crate::lexicon::LemmaId;
use crate::mention::vocabulary::{VocabularyError, read};
use crate::rule::Lemmas;
use rustc_hash::FxHashSet;
use serde::Deserialize;

const FILE: &str = "grammar/circumstances.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    locatives: Vec<String>,
    within: Vec<String>,
    supports: Vec<String>,
    carriers: Vec<String>,
    participles: Vec<String>,
}

/// Prepositions of place, and verbs whose time and place are their noun's or their infinitive's.
#[derive(Debug, Clone, Default)]
pub struct Carriers {
    /// Say where, before the name of a place.
    pub(super) locatives: FxHashSet<LemmaId>,
    /// Say where before the name of a state too.
    pub(super) within: FxHashSet<LemmaId>,
    /// "effectuer une visite", "se tenir".
    pub(super) supports: FxHashSet<LemmaId>,
    /// "devoir", "aller".
    pub(super) carriers: FxHashSet<LemmaId>,
    /// "prévu", "tenu", "signé".
    pub(super) participles: FxHashSet<LemmaId>,
}

impl Carriers {
    /// Reads the words of `data`.
    ///
    /// # Errors
    /// [`VocabularyError`] where the file is missing or malformed.
    pub fn load(data: &Data, lemmas: &dyn Lemmas) -> Result<Self, VocabularyError> {
        let raw: Raw = read(data, FILE)?;
        let set = |words: &[String]| words.iter().filter_map(|word| lemmas.lemma_id(word)).collect();
        Ok(Self {
            locatives: set(&raw.locatives),
            within: set(&raw.within),
            supports: set(&raw.supports),
            carriers: set(&raw.carriers),
            participles: set(&raw.participles),
        })
    }
}
