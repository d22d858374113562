//! What constraints ask of a word: patterns, each of them alternatives, and the vocabulary that these are taken from.
//!
//! Forms, lemmas, kinds and patterns are numbered as the file names them, so that whatever constraints can see of a
//! word is a handful of numbers.

use super::kinds::{KindSet, Kinds};
use crate::lexicon::{Analysis, LemmaId};
use crate::text::{Shape, lowered};
use rustc_hash::FxHashMap;

/// What a word may look like, as far as constraints can ask.
pub(super) const LOOKS: Shape = Shape::CAPITALISED.union(Shape::INITIAL).union(Shape::ENCLITIC);

/// One alternative of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    /// A reading of a kind, by its number.
    Kind(u8),
    /// A reading of a lemma, by its number.
    Lemma(u16),
    /// A form, by its number.
    Form(u16),
    /// What the word looks like, one of [`LOOKS`].
    Shape(Shape),
    /// The edge of the sentence instead of a word.
    Edge,
}

impl Atom {
    /// Whether it asks for the word itself, whatever its readings, or for the edge.
    pub(super) const fn is_of_words(self) -> bool {
        matches!(self, Self::Form(_) | Self::Shape(_) | Self::Edge)
    }
}

/// The number of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PatternId(pub(super) u16);

impl PatternId {
    /// The pattern without alternatives, which nothing fits.
    pub(super) const NOTHING: Self = Self(0);
}

/// Every pattern of the constraints, by number.
#[derive(Debug)]
pub(super) struct Patterns {
    all: Vec<Vec<Atom>>,
}

impl Default for Patterns {
    fn default() -> Self {
        Self {
            all: vec![Vec::new()],
        }
    }
}

impl Patterns {
    /// The number of the pattern of these alternatives, a new one at its first use; none if there are too many.
    pub(super) fn number(&mut self, atoms: Vec<Atom>) -> Option<PatternId> {
        let known = self.all.iter().position(|known| *known == atoms);
        let number = known.unwrap_or(self.all.len());
        if number == self.all.len() {
            self.all.push(atoms);
        }
        u16::try_from(number).ok().map(PatternId)
    }

    pub(super) fn atoms(&self, pattern: PatternId) -> &[Atom] {
        self.all.get(usize::from(pattern.0)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (PatternId, &[Atom])> {
        (0..).map(PatternId).zip(self.all.iter().map(Vec::as_slice))
    }
}

/// What patterns may name; numbers of forms and lemmas begin with 1, 0 stands for all others.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) kinds: Kinds,
    /// By key.
    forms: FxHashMap<u64, u16>,
    lemmas: FxHashMap<LemmaId, u16>,
}

impl Vocabulary {
    /// The number of a form that a constraint names.
    pub(super) fn name_form(&mut self, form: &str) -> u16 {
        let next = self.forms.len() as u16 + 1;
        *self.forms.entry(lowered(form)).or_insert(next)
    }

    /// The number of a lemma that a constraint names.
    pub(super) fn name_lemma(&mut self, lemma: LemmaId) -> u16 {
        let next = self.lemmas.len() as u16 + 1;
        *self.lemmas.entry(lemma).or_insert(next)
    }

    /// The number of the form with this key; 0 if no constraint names it.
    pub(super) fn form(&self, key: u64) -> u16 {
        self.forms.get(&key).copied().unwrap_or_default()
    }

    /// What constraints can see of a reading: its kinds, and the number of its lemma.
    pub(super) fn of(&self, reading: &Analysis) -> (KindSet, u16) {
        let lemma = self.lemmas.get(&reading.lemma).copied().unwrap_or_default();
        (self.kinds.of(reading), lemma)
    }

    /// How many forms and lemmas are named.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.forms.len(), self.lemmas.len())
    }
}
