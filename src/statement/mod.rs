//! Statements: what an article says, in the form that leaves the extraction.
//!
//! A statement serialises to one line of `griot extract --format jsonl`.

mod carriers;
mod circumstance;
mod draw;
mod evidence;
mod merge;
mod terms;

pub use carriers::Carriers;
pub use draw::{Drawing, draw};

use serde::{Deserialize, Serialize};

pub use crate::clause::Status;

/// One statement of one article, merged over its repetitions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The article's name: file name or record id.
    pub article: String,
    /// Hex hash of article key, triple, status and distinguishing qualifiers; never of offsets or rule.
    pub id: String,
    /// Hex hash shared by the statements of one match.
    pub event: String,
    /// Who.
    pub subject: EntityTerm,
    /// Local name of a predicate of the ontology.
    pub predicate: String,
    /// Whom or what.
    pub object: ObjectTerm,
    /// Fact, promise, hedge or denial.
    pub status: Status,
    /// `begun` or `ended`, where the text says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub phase: Option<String>,
    /// When it happens or happened: ISO 8601 or EDTF, as exact as the text allows.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
    /// When it was said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reported: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<EntityTerm>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub domain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub agreement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub office: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quantity: Option<String>,
    /// The innermost speaker.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attributed_to: Option<EntityTerm>,
    /// Id of the rule that found it first.
    pub rule: String,
    /// Where the article says so; never empty.
    pub evidence: Vec<Evidence>,
}

/// An entity as a statement names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityTerm {
    /// Absent for sources that are words only ("des sources sécuritaires").
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub iri: Option<String>,
    /// Usual French short name.
    pub label: String,
    /// Local name of its class.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none", default)]
    pub class: Option<String>,
    /// The words of the text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mention: Option<String>,
}

/// What stands at the end of an edge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ObjectTerm {
    /// An entity.
    Entity(EntityTerm),
    /// A number.
    Literal {
        /// Its value.
        value: i64,
    },
}

impl ObjectTerm {
    /// The entity's label, or the number in figures.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Entity(term) => term.label.clone(),
            Self::Literal { value } => value.to_string(),
        }
    }
}

/// Where an article says something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Code points into the article's text (or headline, see `field`).
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Exactly that slice: one or two sentences, at most 800 code points.
    pub quote: String,
    /// `title` where the offsets count in the headline; absent for the text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub field: Option<String>,
    /// The word that set off the rule.
    pub trigger: Trigger,
}

/// The word that set off a rule, in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Stands between the parts of what is hashed.
const SEPARATOR: &str = "\0";

/// The first hexadecimal digits of the hash of `bytes`.
fn digest(bytes: &[u8], digits: usize) -> String {
    blake3::hash(bytes).to_hex()[..digits].to_owned()
}
