//! Names, offices, dates and quantities as they stand in the text.
//!
//! A mention says what a stretch of text may name; which of several namesakes it is, and what
//! pronouns and descriptions stand for, is `resolve`'s business.

pub mod dates;
pub mod find;
pub mod fold;
pub mod gazetteer;
pub mod heads;
pub mod names;
mod open;
pub mod quantities;
mod schema;
pub mod vocabulary;

pub use find::Mentions;
pub use gazetteer::{Entity, Gazetteer, GazetteerError};

use crate::lexicon::Features;
use crate::span::Span;
use crate::text::WordIndex;
use smallvec::SmallVec;
use std::ops::Range;

/// What an entity is, as far as resolution asks: the few classes of the ontology that decide how
/// French speaks of their members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Deserialize)]
pub enum Kind {
    State,
    Person,
    /// Alliance, party, company, ministry …
    Organisation,
    ArmedForce,
    ArmedGroup,
    /// Unnamed people.
    Group,
    Place,
    #[default]
    Other,
}

/// What the stage hands on.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct MentionLayer {
    /// By first word; the longer one first where two begin together.
    pub mentions: Vec<Mention>,
    /// Entities that this article introduces; the first one's id is the gazetteer's length.
    pub locals: Vec<LocalEntity>,
}

/// An entity of the gazetteer, or one that a single article introduces (ids from
/// [`Gazetteer::len`] on; see [`LocalEntity`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// A class of `ontology/griot.ttl`, interned by `ontology`.
pub use crate::ontology::ClassId;

/// An entity that the gazetteer does not hold: a person after a title, a new organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalEntity {
    /// As it stands in the text, title and article stripped.
    pub label: String,
    /// By title, head noun or context.
    pub class: ClassId,
    /// What the class comes down to.
    pub kind: Kind,
    /// Gender and number, where title or given name tell.
    pub features: Features,
    /// Place of its first full mention.
    pub span: Span,
}

/// A stretch of text that names or measures something.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Bytes of the source text, article and title left out.
    pub span: Span,
    /// Its words.
    pub words: Range<WordIndex>,
    /// What it may be.
    pub kind: MentionKind,
}

/// Whether the word at `word` joins several names: "la guerre *Israël-Hamas*". `mentions` are in text order.
#[must_use]
pub fn joins_names(mentions: &[Mention], word: WordIndex) -> bool {
    let from = mentions.partition_point(|mention| mention.words.end <= word);
    let here = mentions[from..]
        .iter()
        .take_while(|mention| mention.words == (word..word + 1));
    here.filter(|mention| matches!(mention.kind, MentionKind::Name(_)))
        .count()
        > 1
}

/// What a [`Mention`] may be.
#[derive(Debug, Clone, PartialEq)]
pub enum MentionKind {
    /// A name; several candidates where the name has several bearers.
    Name(SmallVec<[EntityId; 2]>),
    /// An adjective or noun of nationality (malien, les Maliens): the state it belongs to.
    Demonym(SmallVec<[EntityId; 2]>),
    /// A point or stretch of time, not yet held against the article's date.
    Date(DateExpression),
    /// A number with or without a unit.
    Quantity(Quantity),
}

/// A date as the text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateExpression {
    /// ISO 8601 or EDTF where the text alone settles it; else what `resolve` needs.
    pub value: DateValue,
}

/// How exact, and relative to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateValue {
    /// Fields given by the text; missing ones come from the article's date.
    Calendar {
        year: Option<i16>,
        month: Option<i8>,
        day: Option<i8>,
        weekday: Option<i8>,
    },
    /// So many units before (negative) or after the article's date.
    Relative { amount: i32, unit: TimeUnit },
    /// From … to ….
    Interval(Box<DateValue>, Box<DateValue>),
    /// So many units after the time that the text spoke of before ("la veille", "un mois plus tôt").
    Anaphoric { amount: i32, unit: TimeUnit },
    /// "jeudi dernier", "en avril prochain".
    Directed {
        value: Box<DateValue>,
        direction: TimeDirection,
    },
    /// Part of a stretch of time: "début avril", "fin 2023".
    Part { of: Box<DateValue>, part: PartOf },
    /// Something like "depuis dix ans", "d'ici la fin de l'année": a start or an end only.
    Open {
        from: Option<Box<DateValue>>,
        until: Option<Box<DateValue>>,
    },
}

/// Which part of a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOf {
    Beginning,
    Middle,
    End,
}

/// Before or after the article's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeDirection {
    Past,
    Future,
}

/// Units of relative dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeUnit {
    Day,
    /// Saturday and Sunday.
    Weekend,
    Week,
    Month,
    Year,
}

/// A number as the text gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number; the lower one of a range.
    pub value: f64,
    /// The upper one of a range.
    pub upper: Option<f64>,
    /// "environ", "quelque", "une centaine".
    pub approximate: bool,
}

#[cfg(test)]
mod tests;
