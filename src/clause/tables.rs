//! What the grammar knows of single words: `data/grammar/*.toml` as tables by lemma.
//!
//! A word that the lexicon does not hold is left out: it can never be met in a text under that
//! lemma. An unknown key, effect or control is an error with its line.

mod attribution;
mod governors;
mod lists;
mod nominals;
mod verbs;
mod words;

pub use governors::{Effect, GovernorEntry};
pub use lists::Lists;
pub use nominals::{Nominal, NominalRole};
pub use verbs::{Control, VerbEntry};
pub use words::FunctionWords;

use super::error::GrammarError;
use super::{Class, Features};
use crate::data::Data;
use crate::lexicon::{LemmaId, Lexicon};
use attribution::AttributionFile;
use fixedbitset::FixedBitSet;
use governors::{FactualityFile, Scope};
use nominals::NominalFile;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use smallvec::SmallVec;
use verbs::VerbFile;
use words::FunctionWordFile;

/// Finds the interned lemma of a word; `None` where the lexicon lacks it.
type Intern<'a> = &'a dyn Fn(&str) -> Option<LemmaId>;

/// One word or several that share an entry.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Words {
    One(String),
    Several(Vec<String>),
}

impl Words {
    fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(word) => std::slice::from_ref(word).iter().map(String::as_str),
            Self::Several(words) => words.iter().map(String::as_str),
        }
    }
}

/// What the tables say of one lemma. Entries are counted from one: nought is none.
#[derive(Debug, Clone, Copy, Default)]
struct OfLemma {
    lists: Lists,
    verb: u32,
    noun: u32,
    adjective: u32,
    governor: u32,
}

/// What one word does to what it governs, by its class and whether it is pronominal.
type Governors = SmallVec<[(Class, bool, GovernorEntry); 2]>;

/// All tables of the grammar.
#[derive(Debug)]
pub struct Tables {
    pub words: FunctionWords,
    /// The lemmas that have something in the tables: every word of a text is asked about many times, and most have
    /// nothing, which so small a set tells out of the cache.
    known: FixedBitSet,
    /// The row of each of them, by its number.
    row_of: Vec<u32>,
    /// What holds of all other lemmas stands first.
    rows: Vec<OfLemma>,
    /// What holds of a verb that no table names stands first.
    verbs: Vec<VerbEntry>,
    nouns: Vec<Nominal>,
    adjectives: Vec<Nominal>,
    governors: Vec<Governors>,
}

impl Tables {
    /// Reads `grammar/*.toml`.
    ///
    /// # Errors
    /// A file that is missing, no TOML, or has an unknown key.
    pub fn load(data: &Data, lexicon: &Lexicon) -> Result<Self, GrammarError> {
        let intern: Intern<'_> = &|word: &str| lexicon.lemma_id(word);
        let words: FunctionWordFile = read(data, "grammar/words.toml")?;
        let mut tables = Self {
            words: FunctionWords::new(&words, intern),
            known: FixedBitSet::with_capacity(lexicon.lemma_count()),
            row_of: vec![0; lexicon.lemma_count()],
            rows: vec![OfLemma::default()],
            verbs: vec![VerbEntry::default()],
            nouns: Vec::new(),
            adjectives: Vec::new(),
            governors: Vec::new(),
        };
        let contractions = tables.words.contractions.clone();
        for (form, _) in contractions {
            tables.enlist(form, Lists::CONTRACTION);
        }
        tables.add_lists(&words.lists(), intern);
        tables.add_verbs(&read(data, "grammar/verbs.toml")?, intern);
        for path in ["grammar/nominalisations.toml", "grammar/adjectives.toml"] {
            tables.add_nominals(&read(data, path)?, lexicon);
        }
        tables.add_governors(&read(data, "grammar/factuality.toml")?, lexicon);
        let attribution: AttributionFile = read(data, "grammar/attribution.toml")?;
        tables.add_lists(&attribution.lists(), intern);
        Ok(tables)
    }

    fn add_lists(&mut self, lists: &[(&[String], Lists)], intern: Intern<'_>) {
        for (words, list) in lists {
            for lemma in words.iter().filter_map(|word| intern(word)) {
                self.enlist(lemma, *list);
            }
        }
    }

    fn enlist(&mut self, lemma: LemmaId, list: Lists) {
        if let Some(of) = self.own_row(lemma) {
            of.lists |= list;
        }
    }

    /// The row that the lemma has for itself; nothing where the lexicon lacks it.
    fn own_row(&mut self, lemma: LemmaId) -> Option<&mut OfLemma> {
        let row = self.row_of.get_mut(lemma.0 as usize)?;
        if *row == 0 {
            *row = self.rows.len() as u32;
            self.rows.push(OfLemma::default());
            self.known.insert(lemma.0 as usize);
        }
        self.rows.get_mut(*row as usize)
    }

    fn add_verbs(&mut self, file: &VerbFile, intern: Intern<'_>) {
        for raw in &file.verb {
            for lemma in raw.lemma.iter().filter_map(intern) {
                if let Some(entry) = self.own_verb(lemma) {
                    entry.absorb(raw, intern);
                }
            }
        }
    }

    /// The entry that the verb has for itself.
    fn own_verb(&mut self, lemma: LemmaId) -> Option<&mut VerbEntry> {
        let next = self.verbs.len() as u32;
        let of = self.own_row(lemma)?;
        if of.verb == 0 {
            of.verb = next;
        }
        let number = of.verb;
        if number == next {
            self.verbs.push(VerbEntry::default());
        }
        self.verbs.get_mut(number as usize)
    }

    fn add_nominals(&mut self, file: &NominalFile, lexicon: &Lexicon) {
        let intern: Intern<'_> = &|word: &str| lexicon.lemma_id(word);
        for raw in &file.noun {
            for lemma in raw
                .noun
                .iter()
                .flat_map(|word| lemmas(lexicon, word, Class::Noun))
            {
                let entry = raw.entry(lemma, intern);
                if entry.bearer && self.adjective(lemma).is_none() {
                    // "les pays membres de": the noun behind another works as an adjective.
                    self.add_adjective(lemma, entry.clone());
                }
                if self.noun(lemma).is_none() {
                    self.add_noun(lemma, entry);
                }
            }
        }
        for raw in &file.adjective {
            for lemma in raw
                .noun
                .iter()
                .flat_map(|word| lemmas(lexicon, word, Class::Adjective))
            {
                self.add_adjective(lemma, raw.entry(lemma, intern));
            }
        }
    }

    fn add_noun(&mut self, lemma: LemmaId, entry: Nominal) {
        let number = self.nouns.len() as u32 + 1;
        if let Some(of) = self.own_row(lemma) {
            of.noun = number;
            self.nouns.push(entry);
        }
    }

    fn add_adjective(&mut self, lemma: LemmaId, entry: Nominal) {
        let number = self.adjectives.len() as u32 + 1;
        if let Some(of) = self.own_row(lemma) {
            of.adjective = number;
            self.adjectives.push(entry);
        }
    }

    fn add_governors(&mut self, file: &FactualityFile, lexicon: &Lexicon) {
        for raw in &file.governor {
            let class = raw.class.class();
            for lemma in raw.word.iter().flat_map(|word| lemmas(lexicon, word, class)) {
                let Some(entry) = self.own_governor(lemma, class, raw.pronominal) else {
                    continue;
                };
                entry.not_perfect |= raw.not_perfect;
                entry.litotes |= raw.litotes;
                if matches!(raw.scope, Scope::Complement | Scope::Clause) {
                    entry.clause = Some(raw.effect);
                }
                if matches!(raw.scope, Scope::Complement | Scope::Noun) {
                    entry.noun = Some(raw.effect);
                }
                if raw.scope == Scope::Subject {
                    entry.subject = Some(raw.effect);
                }
            }
            if class == Class::Adjective {
                self.note_participles(&raw.word, lexicon);
            }
        }
    }

    /// The entry that the word has for itself.
    fn own_governor(&mut self, lemma: LemmaId, class: Class, pronominal: bool) -> Option<&mut GovernorEntry> {
        let next = self.governors.len() as u32 + 1;
        let of = self.own_row(lemma)?;
        if of.governor == 0 {
            of.governor = next;
        }
        let number = of.governor;
        if number == next {
            self.governors.push(Governors::new());
        }
        let entries = self.governors.get_mut(number as usize - 1)?;
        let same = |entry: &(Class, bool, GovernorEntry)| (entry.0, entry.1) == (class, pronominal);
        let place = entries.iter().position(same).unwrap_or_else(|| {
            entries.push((class, pronominal, GovernorEntry::default()));
            entries.len() - 1
        });
        entries.get_mut(place).map(|entry| &mut entry.2)
    }

    fn note_participles(&mut self, adjectives: &Words, lexicon: &Lexicon) {
        for reading in adjectives.iter().flat_map(|word| lexicon.analyses(word)) {
            if reading.features.contains(Features::PAST_PARTICIPLE)
                && let Some(entry) = self.own_verb(reading.lemma)
            {
                entry.adjectival = true;
            }
        }
    }

    fn of(&self, lemma: LemmaId) -> &OfLemma {
        let number = lemma.0 as usize;
        let row = if self.known.contains(number) {
            self.row_of[number]
        } else {
            0
        };
        &self.rows[row as usize]
    }

    /// Whether the lemma stands in one of the lists.
    #[must_use]
    pub fn lists(&self, lemma: LemmaId, lists: Lists) -> bool {
        self.of(lemma).lists.intersects(lists)
    }

    /// "de" for "du", "à" for "aux"; any other lemma as it is.
    #[must_use]
    pub fn preposition(&self, lemma: LemmaId) -> LemmaId {
        if !self.lists(lemma, Lists::CONTRACTION) {
            return lemma;
        }
        let mut contractions = self.words.contractions.iter();
        contractions
            .find(|(form, _)| *form == lemma)
            .map_or(lemma, |(_, preposition)| *preposition)
    }

    /// What is known of a verb.
    #[must_use]
    pub fn verb(&self, lemma: LemmaId) -> &VerbEntry {
        &self.verbs[self.of(lemma).verb as usize]
    }

    /// The entry of a noun that is a predicate.
    #[must_use]
    pub fn noun(&self, lemma: LemmaId) -> Option<&Nominal> {
        self.nouns.get((self.of(lemma).noun as usize).checked_sub(1)?)
    }

    /// The entry of an adjective that is a predicate.
    #[must_use]
    pub fn adjective(&self, lemma: LemmaId) -> Option<&Nominal> {
        self.adjectives
            .get((self.of(lemma).adjective as usize).checked_sub(1)?)
    }

    /// What a word does to what it governs; a pronominal verb falls back on its plain entry.
    #[must_use]
    pub fn governor(&self, lemma: LemmaId, class: Class, pronominal: bool) -> GovernorEntry {
        let Some(number) = (self.of(lemma).governor as usize).checked_sub(1) else {
            return GovernorEntry::default();
        };
        let entry = |pronominal: bool| {
            let mut entries = self.governors[number].iter();
            entries.find(|entry| (entry.0, entry.1) == (class, pronominal))
        };
        let found = entry(pronominal).or_else(|| entry(false));
        found.map(|entry| entry.2).unwrap_or_default()
    }

    /// Whether a verb reports what somebody says.
    #[must_use]
    pub fn reports(&self, lemma: LemmaId) -> bool {
        self.lists(lemma, Lists::SPEECH_VERB | Lists::SPEECH_WITH_CLAUSE)
    }
}

fn read<T: DeserializeOwned>(data: &Data, path: &str) -> Result<T, GrammarError> {
    let file = data.get(path).ok_or_else(|| GrammarError::Missing {
        path: path.to_owned(),
    })?;
    let text = std::str::from_utf8(&file.bytes).map_err(|_| GrammarError::Encoding {
        path: file.origin.clone(),
    })?;
    file.toml()
        .map_err(|error| GrammarError::syntax(&file.origin, text, &error))
}

/// The lemmas under which a word of a table can be met: its own, and that of its readings as this
/// class ("levée", the noun, may stand under "levé").
fn lemmas(lexicon: &Lexicon, word: &str, class: Class) -> SmallVec<[LemmaId; 2]> {
    let mut found: SmallVec<[LemmaId; 2]> = lexicon.lemma_id(word).into_iter().collect();
    if class == Class::Noun {
        for reading in lexicon.analyses(word) {
            if reading.class == class && !found.contains(&reading.lemma) {
                found.push(reading.lemma);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables() -> (Lexicon, Tables) {
        let data = Data::builtin();
        let lexicon = Lexicon::load(&data).unwrap();
        let tables = Tables::load(&data, &lexicon).unwrap();
        (lexicon, tables)
    }

    #[test]
    fn what_the_files_say_is_found_by_lemma() {
        let (lexicon, tables) = tables();
        let lemma = |word: &str| lexicon.lemma_id(word).unwrap();
        assert!(tables.lists(lemma("selon"), Lists::SOURCE));
        assert!(tables.lists(lemma("mais"), Lists::ADVERSATIVE | Lists::SOURCE));
        assert!(!tables.lists(lemma("mais"), Lists::SOURCE));
        assert!(tables.verb(tables.words.be).copula);
        assert!(tables.noun(tables.words.genitive).is_none());
        assert_eq!(tables.preposition(tables.words.genitive), tables.words.genitive);
    }

    #[test]
    fn a_word_that_the_lexicon_lacks_stands_in_no_table() {
        let (_, tables) = tables();
        assert!(!tables.lists(LemmaId::UNKNOWN, Lists::all()));
        assert!(!tables.verb(LemmaId::UNKNOWN).copula);
        assert!(tables.noun(LemmaId::UNKNOWN).is_none());
        assert!(tables.adjective(LemmaId::UNKNOWN).is_none());
        let governor = tables.governor(LemmaId::UNKNOWN, Class::Verb, true);
        assert!(governor.clause.is_none() && governor.noun.is_none());
    }
}
