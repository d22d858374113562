//! Inflected forms → lemma, word class, features.
//!
//! The table is derived from a dictionary (see `data/lexicon/`), compiled at build time and read in
//! place. Closed-class behaviour (what negates, what is a clitic) is given by named [`Features`] in
//! `data/lexicon/function-words.toml`, so that the grammar need not know a single French word.
//! Which reading holds in a sentence is not known here.
//!
//! ```
//! use griot::{data::Data, lexicon::{Class, Features, Lexicon}};
//! let lexicon = Lexicon::load(&Data::builtin())?;
//! let readings = lexicon.analyses("finissaient");
//! assert_eq!(lexicon.lemma(readings[0].lemma), "finir");
//! assert!(readings[0].features.contains(Features::IMPERFECT | Features::PLURAL));
//! assert_eq!(readings[0].class, Class::Verb);
//! # Ok::<(), griot::lexicon::LexiconError>(())
//! ```

mod compile;
mod error;
mod features;
mod locutions;
mod memory;
mod overlay;
mod spelling;
mod table;

pub use compile::CompileError;
pub use error::LexiconError;
pub use features::{Class, Features};
pub use locutions::Locution;
pub use memory::{Edition, Forms};

use crate::data::Data;
use overlay::Overlay;
use smallvec::SmallVec;
use spelling::Spelling;
use table::Table;

/// An interned lemma of one [`Lexicon`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LemmaId(pub u32);

impl LemmaId {
    /// The lemma of a word that the lexicon does not hold; its text is the form itself.
    pub const UNKNOWN: Self = Self(u32::MAX);
}

/// One way to read a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Analysis {
    /// Dictionary form.
    pub lemma: LemmaId,
    /// Word class.
    pub class: Class,
    /// Inflection and behaviour.
    pub features: Features,
}

/// Every way to read a form; empty for a form that the lexicon does not hold.
pub type Readings = SmallVec<[Analysis; 8]>;

/// The dictionary with the hand-written files laid over it.
#[derive(Debug)]
pub struct Lexicon {
    edition: Edition,
    table: Table,
    overlay: Overlay,
}

impl Lexicon {
    /// Opens the embedded dictionary, or compiles one that `data` puts in its place, and reads the
    /// TOML files beside it.
    ///
    /// # Errors
    /// [`LexiconError`] names file, line and remedy.
    pub fn load(data: &Data) -> Result<Self, LexiconError> {
        let table = load_table(data)?;
        let overlay = Overlay::load(data, &table)?;
        Ok(Self {
            edition: Edition::issue(),
            table,
            overlay,
        })
    }

    /// Tells this dictionary from the others of this process.
    #[must_use]
    pub const fn edition(&self) -> Edition {
        self.edition
    }

    /// Every way to read `form`: as written; in lower case if it has capitals; and, if nothing is
    /// found so far, with the accents that newsrooms drop from capitals ("Etat") and with œ for oe.
    #[must_use]
    pub fn analyses(&self, form: &str) -> Readings {
        let mut readings = Readings::new();
        if spelling::is_plain(form) {
            self.collect(form, &mut readings);
            return readings;
        }
        let Some(mut spelling) = Spelling::of(form) else {
            return readings;
        };
        self.collect(spelling.text(), &mut readings);
        while let Some(text) = spelling.next_variant(readings.is_empty()) {
            self.collect(text, &mut readings);
        }
        readings
    }

    /// Adds the readings of `form` exactly as written.
    fn collect(&self, form: &str, readings: &mut Readings) {
        let mut push = |mut reading: Analysis| {
            if reading.class == Class::Noun {
                reading.features |= self.overlay.noun_features(reading.lemma);
            }
            push_new(readings, reading);
        };
        let (own, replaces) = self.overlay.readings(form);
        own.iter().copied().for_each(&mut push);
        if !replaces {
            self.table.readings(form.as_bytes()).for_each(push);
        }
    }

    /// The text of a lemma; empty for [`LemmaId::UNKNOWN`].
    #[must_use]
    pub fn lemma(&self, id: LemmaId) -> &str {
        self.table
            .lemma(id.0)
            .or_else(|| self.overlay.lemma(id))
            .unwrap_or_default()
    }

    /// The id of a lemma, of the dictionary or of the files laid over it.
    #[must_use]
    pub fn lemma_id(&self, text: &str) -> Option<LemmaId> {
        self.table.lemma_id(text).or_else(|| self.overlay.lemma_id(text))
    }

    /// Number of lemmas: every id but [`LemmaId::UNKNOWN`] is below it.
    #[must_use]
    pub fn lemma_count(&self) -> usize {
        self.table.lemma_count() as usize + self.overlay.lemma_count()
    }

    /// Whether a locution may begin with a word of this lemma; never wrong where it says no.
    #[must_use]
    #[inline]
    pub fn may_begin_locution(&self, lemma: LemmaId) -> bool {
        self.overlay.locutions().may_begin_with(lemma)
    }

    /// Whether two words with these keys ([`crate::text::lowered`]) may open a locution; never wrong where it says no.
    #[must_use]
    #[inline]
    pub fn may_open_locution(&self, first: u64, second: u64) -> bool {
        self.overlay.locutions().may_open(first, second)
    }

    /// The longest locution ("au sein de") that begins with a word of lemma `first`; `word(0)` is the key
    /// of that word ([`crate::text::lowered`]), `word(1)` of the next. A final "de", "à" or "que" stands for its contracted and
    /// elided forms too.
    #[inline]
    pub fn locution(&self, first: LemmaId, word: impl Fn(usize) -> Option<u64>) -> Option<&Locution> {
        self.overlay.locutions().longest(first, word)
    }
}

fn push_new(readings: &mut Readings, reading: Analysis) {
    if !readings.contains(&reading) {
        readings.push(reading);
    }
}

fn load_table(data: &Data) -> Result<Table, LexiconError> {
    let (entries, paradigms) = (
        data.get("lexicon/dicollecte.tsv"),
        data.get("lexicon/paradigms.tsv"),
    );
    let files = [entries, paradigms];
    if files
        .iter()
        .all(|file| file.is_some_and(|file| file.origin.starts_with("builtin:")))
    {
        return Ok(Table::embedded());
    }
    let [entries, paradigms] =
        files.map(|file| file.map_or_else(String::new, |file| file.text().into_owned()));
    Ok(Table::compiled(compile::compile(&entries, &paradigms)?))
}

#[cfg(test)]
mod tests;
