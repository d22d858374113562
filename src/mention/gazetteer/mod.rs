//! The gazetteer: who and what has a name, compiled from `data/gazetteer/**.toml`.
//!
//! Every file is read before a fault is reported, so that an author sees all of them at once, each
//! with its line. Two entities may share a name only where one of them marks it `ambiguous`.
//!
//! Refuses: unknown keys, unknown classes, references to ids that do not exist, an id given twice.

mod error;
mod load;

pub use error::{GazetteerError, GazetteerFault, OtherPlace};

use super::names::NameTable;
use super::{EntityId, Kind};
use crate::data::{Data, DataFile};
use crate::lexicon::Features;
use crate::ontology::{ClassId, Ontology};
use jiff::civil::Date;
use load::Loader;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Where the entities stand among the data files.
const FOLDER: &str = "gazetteer/";

/// A stretch of time with optional ends, to the day, month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// First day, as `yyyymmdd`.
    from: Option<i32>,
    /// First day after, as `yyyymmdd`.
    until: Option<i32>,
}

impl Period {
    /// Whether `date` lies inside; without a date, whether the period is still open.
    #[must_use]
    pub fn contains(&self, date: Option<Date>) -> bool {
        let Some(day) = date.map(key_of) else {
            return self.until.is_none();
        };
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether it was over before `date`; without a date, whether it has an end.
    #[must_use]
    pub fn has_ended(&self, date: Option<Date>) -> bool {
        let over = |until: i32| date.is_none_or(|date| until <= key_of(date));
        self.until.is_some_and(over)
    }
}

/// A day as `yyyymmdd`.
fn key_of(date: Date) -> i32 {
    i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day())
}

/// Reads `yyyy[-mm[-dd]]` as `yyyymmdd`, with `missing` for absent parts.
fn day_key(text: &str, missing: i32) -> Option<i32> {
    let mut parts = text.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let mut part = |most: i32| match parts.next() {
        None => Some(missing),
        Some(part) => part.parse().ok().filter(|value| (1..=most).contains(value)),
    };
    let (month, day) = (part(12)?, part(31)?);
    Some(year * 10_000 + month * 100 + day)
}

/// Membership of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// Who belongs to it.
    pub member: EntityId,
    /// When.
    pub period: Period,
}

/// An office that a person holds or held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// "ministre des Affaires étrangères".
    pub title: Box<str>,
    /// Of which state or organisation.
    pub of: EntityId,
    /// When.
    pub period: Period,
    /// Key of a kind of office ("foreign-minister").
    pub kind: Option<Box<str>>,
}

/// Somebody or something with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Immutable; last segment of the IRI.
    pub id: Box<str>,
    /// Class of the ontology.
    pub class: ClassId,
    /// What the class comes down to for resolution.
    pub kind: Kind,
    /// Usual French short name.
    pub label: Box<str>,
    /// Other names.
    pub aliases: Vec<Box<str>>,
    /// Gender and number, where given.
    pub features: Features,
    /// For a place or palace: the state or organisation that it stands for where it acts.
    pub seat_of: Option<EntityId>,
    /// A state's capital.
    pub capital: Option<EntityId>,
    /// Place, state or organisation that it belongs to.
    pub part_of: Option<EntityId>,
    /// Members, for organisations.
    pub members: Vec<Membership>,
    /// Offices, for persons.
    pub offices: Vec<Office>,
    /// Family name on its own, for persons.
    pub surname: Option<Box<str>>,
    /// Whom it succeeds.
    pub succeeds: Option<EntityId>,
    /// Names that need a deciding context.
    pub ambiguous: Vec<Box<str>>,
    /// Names whose presence in the article decides.
    pub contexts: Vec<Box<str>>,
    /// Item of Wikidata, where certain.
    pub wikidata: Option<Box<str>>,
    /// The state's own armed force, where a template made one.
    pub force: Option<EntityId>,
    /// Whether its names are common nouns.
    pub common: bool,
}

/// All entities and their names.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    entities: Vec<Entity>,
    by_id: FxHashMap<Box<str>, EntityId>,
    /// Classes by local name, for entities that an article introduces.
    classes: FxHashMap<Box<str>, ClassId>,
    /// What each class comes down to, by class.
    kinds: Vec<Kind>,
    /// The classes that each class lies in, itself included.
    ancestors: Vec<Vec<ClassId>>,
    pub(super) table: NameTable,
    /// First names of the persons, by lower-case hash.
    pub(super) given_names: FxHashSet<u64>,
}

impl Gazetteer {
    /// Reads every file below `gazetteer/`.
    ///
    /// # Errors
    /// [`GazetteerError`] lists every fault of every file.
    pub fn load(data: &Data, ontology: &Ontology) -> Result<Self, GazetteerError> {
        let mut loader = Loader::new(ontology);
        let files: Vec<&DataFile> = data
            .below(FOLDER)
            .filter(|file| file.path.ends_with(".toml"))
            .collect();
        // Much of the work is reading; the files go in by their order all the same.
        let read: Vec<_> = files.par_iter().map(|file| file.toml()).collect();
        for (file, raw) in files.into_iter().zip(read) {
            loader.take(file, raw);
        }
        loader.expand_templates();
        let gazetteer = loader.link();
        if loader.faults.is_empty() {
            Ok(gazetteer)
        } else {
            Err(GazetteerError {
                faults: loader.faults,
            })
        }
    }

    /// Number of entities; an article's own entities are counted on from here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether it holds nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// An entity of the gazetteer; `None` for one that an article introduces.
    #[must_use]
    pub fn get(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }

    /// An entity of the gazetteer.
    ///
    /// # Panics
    /// For an id that is not of this gazetteer (see [`Gazetteer::get`]).
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// An entity by its id string.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<EntityId> {
        self.by_id.get(id).copied()
    }

    /// Every entity with its id, in the order of the files.
    pub fn iter(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        self.entities
            .iter()
            .enumerate()
            .map(|(index, entity)| (EntityId(index as u32), entity))
    }

    /// The class with this local name, as the ontology had it when the gazetteer was loaded.
    #[must_use]
    pub fn class(&self, local: &str) -> Option<ClassId> {
        self.classes.get(local).copied()
    }

    /// The local name of a class.
    #[must_use]
    pub fn class_name(&self, class: ClassId) -> &str {
        self.classes
            .iter()
            .find(|(_, id)| **id == class)
            .map_or("", |(name, _)| name)
    }

    /// Whether `class` is `ancestor` or lies in it.
    #[must_use]
    pub fn is_a(&self, class: ClassId, ancestor: ClassId) -> bool {
        self.ancestors
            .get(class.0 as usize)
            .is_some_and(|above| above.contains(&ancestor))
    }

    /// What a class comes down to.
    #[must_use]
    pub fn kind_of(&self, class: ClassId) -> Kind {
        self.kinds.get(class.0 as usize).copied().unwrap_or_default()
    }

    /// Members of an organisation on `date`.
    pub fn members(&self, id: EntityId, date: Option<Date>) -> impl Iterator<Item = EntityId> {
        self.get(id)
            .map_or(&[][..], |entity| &entity.members)
            .iter()
            .filter(move |membership| membership.period.contains(date))
            .map(|membership| membership.member)
    }
}
