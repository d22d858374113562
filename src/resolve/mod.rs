//! Who the groups of the text are.
//!
//! Aliases, surnames, pronouns, possessives, definite collectives and metonymy become entities of
//! the gazetteer or of the article; dates are held against the article's date. Ambiguity that
//! the text does not settle stays open: such a group refers to nobody.

mod anaphors;
mod answers;
mod antecedents;
mod ascriptions;
mod collectives;
mod dateline;
pub mod dates;
mod descriptions;
mod discourse;
mod enumerations;
mod epithets;
mod forces;
mod founded;
mod memory;
mod metonymy;
mod names;
mod offices;
mod outlook;
mod owners;
mod partitives;
mod places;
mod possessives;
mod pronouns;
mod prospects;
mod reader;
mod relations;
mod serving;
mod speakers;
mod tables;
mod territories;
mod topics;
mod traits;

pub use dateline::dateline;

use crate::clause::{Analysis, GroupId};
use crate::data::Data;
use crate::lexicon::Lexicon;
use crate::mention::vocabulary::VocabularyError;
use crate::mention::{EntityId, Gazetteer, LocalEntity, MentionLayer};
use crate::span::Span;
use crate::text::{Source, Text};
use jiff::civil::Date;
use smallvec::SmallVec;

/// What one noun group stands for; parallel to `clause::Analysis::groups`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Whom the group names, as a thing or a place ("à Moscou" = the city). Several for a collective.
    pub entities: SmallVec<[EntityId; 2]>,
    /// Whom it stands for where it acts (Moscou = Russie, "les ministres du Mali" = Mali);
    /// empty where that is the same.
    pub actors: SmallVec<[EntityId; 2]>,
    /// How it was found, for `explain`.
    pub by: ReferenceKind,
    /// The words that name it: the antecedent's, for a pronoun.
    pub mention: Span,
}

/// How a reference was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ReferenceKind {
    #[default]
    None,
    Name,
    Surname,
    Demonym,
    Office,
    Pronoun,
    Possessive,
    Description,
    Collective,
    Metonymy,
    Apposition,
}

/// The references of one article.
#[derive(Debug, Default, Clone)]
pub struct Resolution {
    /// Parallel to `clause::Analysis::groups`.
    pub groups: Vec<Reference>,
    /// References of single words that stand for an argument ("*leur* soutien", "l'appui *russe*"),
    /// by word index, sorted.
    pub words: Vec<(u32, Reference)>,
    /// Entities that only this article introduces, from the gazetteer's length on.
    pub locals: Vec<LocalEntity>,
    /// Dates held against the article's date, by mention: index in `MentionLayer::mentions`, and
    /// ISO 8601 or EDTF. Sorted; dates that stay open are left out.
    pub dates: Vec<(u32, String)>,
    /// Where the article gives a person's name most fully, sorted by person.
    pub full_names: Vec<(EntityId, Span)>,
    /// Groups that count without a noun ("lui en a livré *six*"), and those whose noun they count; sorted.
    pub counted: Vec<(GroupId, GroupId)>,
}

impl Resolution {
    /// The fullest name by which the article calls a person.
    #[must_use]
    pub fn full_name(&self, person: EntityId) -> Option<Span> {
        let at = self
            .full_names
            .binary_search_by_key(&person, |(person, _)| *person)
            .ok()?;
        self.full_names.get(at).map(|(_, span)| *span)
    }

    /// What a group counts that has no noun of its own.
    #[must_use]
    pub fn counted(&self, number: GroupId) -> Option<GroupId> {
        let at = self
            .counted
            .binary_search_by_key(&number, |(number, _)| *number)
            .ok()?;
        self.counted.get(at).map(|(_, thing)| *thing)
    }

    /// The reference of a single word that stands for an argument.
    #[must_use]
    pub fn word(&self, word: u32) -> Option<&Reference> {
        let at = self.words.binary_search_by_key(&word, |(word, _)| *word).ok()?;
        self.words.get(at).map(|(_, reference)| reference)
    }

    /// A date by its mention.
    #[must_use]
    pub fn date(&self, mention: u32) -> Option<&str> {
        let at = self
            .dates
            .binary_search_by_key(&mention, |(mention, _)| *mention)
            .ok()?;
        self.dates.get(at).map(|(_, date)| date.as_str())
    }
}

impl Clone for Reference {
    /// Ids are copied together, not one by one: references are handed on a few times for every group.
    fn clone(&self) -> Self {
        Self {
            entities: SmallVec::from_slice(&self.entities),
            actors: SmallVec::from_slice(&self.actors),
            by: self.by,
            mention: self.mention,
        }
    }
}

impl Reference {
    /// Whom the group stands for where it acts.
    #[must_use]
    pub fn acting(&self) -> &[EntityId] {
        if self.actors.is_empty() {
            &self.entities
        } else {
            &self.actors
        }
    }

    /// Takes in those whom another reference names: "les Occidentaux, *dont la France*".
    fn include(&mut self, named: &Self) {
        if self.is_empty() {
            *self = named.clone();
            return;
        }
        let mine = if self.actors.is_empty() {
            &mut self.entities
        } else {
            &mut self.actors
        };
        reader::extend(mine, named.acting());
    }

    /// Whether nobody was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty() && self.actors.is_empty()
    }
}

/// The tables of the stage.
#[derive(Debug, Clone)]
pub struct Resolver {
    tables: tables::Tables,
}

impl Resolver {
    /// Reads `grammar/{descriptions,collectives,metonymy,neighbours}.toml`.
    ///
    /// # Errors
    /// [`VocabularyError`] where one is missing or malformed.
    pub fn load(data: &Data, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Result<Self, VocabularyError> {
        Ok(Self {
            tables: tables::Tables::load(data, gazetteer, lexicon)?,
        })
    }

    /// Says who the groups of one article are. `date` is the article's.
    #[must_use]
    pub fn resolve(
        &self,
        gazetteer: &Gazetteer,
        source: &Source,
        text: &Text,
        layer: &MentionLayer,
        analysis: &Analysis,
        date: Option<Date>,
    ) -> Resolution {
        reader::read(&self.tables, gazetteer, source, text, layer, analysis, date)
    }
}
