//! What stands in a rule file, with the place of every part.
//!
//! Holds the words as written; whether roles, classes and lemmas exist is `compile`'s question.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// A word or name as written, with its place.
pub(super) type Name = Spanned<String>;

/// What stands before the name of a word list where words are given.
const LIST: char = '@';

/// The name of the word list that `word` stands for: "@armes".
pub(super) fn list_name(word: &str) -> Option<&str> {
    word.strip_prefix(LIST)
}

/// A rule file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    pub id: Name,
    pub predicate: Name,
    pub title: String,
    #[serde(default)]
    pub note: Option<String>,
    pub roles: BTreeMap<Name, Spanned<RoleTable>>,
    pub emit: Spanned<BTreeMap<Name, Name>>,
    #[serde(default)]
    pub frame: Vec<Spanned<FrameTable>>,
    #[serde(default)]
    pub pattern: Vec<Spanned<PatternTable>>,
    #[serde(default)]
    pub example: Vec<Spanned<ExampleTable>>,
    #[serde(default)]
    pub silent: Vec<Spanned<SilentTable>>,
}

/// `[roles]`: one role.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleTable {
    #[serde(default, rename = "type")]
    pub class: Names,
    #[serde(default)]
    pub not_type: Names,
    #[serde(default)]
    pub text: bool,
    #[serde(default)]
    pub number: bool,
    #[serde(default)]
    pub reached: bool,
    #[serde(default)]
    pub lemma: Names,
    #[serde(default)]
    pub except: Names,
    #[serde(default)]
    pub modifier: Names,
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub plural: bool,
    #[serde(default)]
    pub unnamed: Names,
    #[serde(default)]
    pub part: Names,
    #[serde(default)]
    pub owned: Names,
    #[serde(default)]
    pub seat: bool,
}

/// `[[frame]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameTable {
    #[serde(default)]
    pub verb: Names,
    #[serde(default)]
    pub noun: Names,
    #[serde(default)]
    pub adjective: Names,
    #[serde(default)]
    pub voice: Names,
    pub subject: Option<PlaceValue>,
    pub object: Option<PlaceValue>,
    pub attribute: Option<PlaceValue>,
    #[serde(default)]
    pub oblique: Vec<Spanned<PlaceTable>>,
    pub owner: Option<PlaceValue>,
    pub bearer: Option<PlaceValue>,
    pub modifier: Option<PlaceValue>,
    pub host: Option<PlaceValue>,
    #[serde(rename = "self")]
    pub own: Option<PlaceValue>,
    #[serde(default)]
    pub with: Companions,
    #[serde(default)]
    pub without: Companions,
    pub status: Option<Name>,
    pub phase: Option<Name>,
    pub pairs: Option<Name>,
    #[serde(default)]
    pub mutual: bool,
    pub content: Option<ContentTable>,
}

/// What a place of a frame is given: a role's name, or a table.
#[derive(Debug)]
pub(super) enum PlaceValue {
    /// `subject = "supplier"`
    Role(Name),
    /// `object = { lemma = ["soutien"], owner = "supporter" }`
    Table(Box<PlaceTable>),
}

/// A place of a frame, spelt out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceTable {
    #[serde(default)]
    pub prep: Names,
    #[serde(default)]
    pub verb: Names,
    pub role: Option<Name>,
    pub required: Option<bool>,
    #[serde(default)]
    pub lemma: Names,
    #[serde(default)]
    pub except: Names,
    #[serde(default)]
    pub not_type: Names,
    #[serde(default)]
    pub alone: bool,
    pub owner: Option<Name>,
    pub nationality: Option<Name>,
    pub modifier: Option<Name>,
    #[serde(default)]
    pub complement: Vec<Spanned<PlaceTable>>,
}

/// `with` and `without`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Companions {
    #[serde(default)]
    pub subject: Names,
    #[serde(default)]
    pub object: Names,
    #[serde(default)]
    pub attribute: Names,
    #[serde(default)]
    pub oblique: Vec<Spanned<CompanionOblique>>,
    #[serde(default)]
    pub word: Names,
}

/// An oblique among the companions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CompanionOblique {
    pub prep: Names,
    #[serde(default)]
    pub lemma: Names,
}

/// `content = { … }`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentTable {
    pub status: Option<Name>,
    pub said_by: Option<Name>,
    pub subject: Option<Name>,
}

/// `[[pattern]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PatternTable {
    pub sequence: Vec<Spanned<ElementTable>>,
    #[serde(default)]
    pub with: PatternWithTable,
    #[serde(default)]
    pub opens: bool,
    pub status: Option<Name>,
    pub phase: Option<Name>,
    pub pairs: Option<Name>,
}

/// `with` of a pattern.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PatternWithTable {
    #[serde(default)]
    pub word: Names,
    #[serde(default)]
    pub form: Names,
}

/// An element of a pattern.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ElementTable {
    pub role: Option<Name>,
    #[serde(default)]
    pub lemma: Names,
    #[serde(default)]
    pub form: Names,
    #[serde(default)]
    pub class: Names,
    pub skip: Option<u8>,
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub alone: bool,
}

/// `[[example]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleTable {
    pub text: String,
    pub date: Option<toml::value::Datetime>,
    pub gives: Vec<GivesTable>,
    pub pending: Option<String>,
}

/// One statement that an example gives.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GivesTable {
    pub s: String,
    pub o: Label,
    pub status: Option<Name>,
    pub phase: Option<String>,
    pub date: Option<String>,
    pub place: Option<String>,
    pub item: Option<String>,
    pub domain: Option<String>,
    pub agreement: Option<String>,
    pub office: Option<String>,
    pub quantity: Option<String>,
    pub attributed_to: Option<String>,
}

/// The object of a statement: a label, or a number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Label {
    /// An entity's label.
    Text(String),
    /// A literal.
    Number(i64),
}

/// `[[silent]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SilentTable {
    pub text: String,
    pub why: String,
    pub date: Option<toml::value::Datetime>,
    pub pending: Option<String>,
}

/// One name, or a list of them.
#[derive(Debug, Default, Clone)]
pub(super) struct Names(pub Vec<Name>);

impl Names {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // `Spanned` must see the value itself, so that it is read first and opened afterwards.
        let value = Spanned::<NamesValue>::deserialize(deserializer)?;
        let span = value.span();
        Ok(match value.into_inner() {
            NamesValue::One(name) => Self(vec![Spanned::new(span, name)]),
            NamesValue::Many(names) => Self(names),
        })
    }
}

enum NamesValue {
    One(String),
    Many(Vec<Name>),
}

impl<'de> Deserialize<'de> for NamesValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = NamesValue;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a list of words")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<NamesValue, E> {
                Ok(NamesValue::One(word.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, words: A) -> Result<NamesValue, A::Error> {
                Deserialize::deserialize(SeqAccessDeserializer::new(words)).map(NamesValue::Many)
            }
        }
        deserializer.deserialize_any(Words)
    }
}

impl<'de> Deserialize<'de> for PlaceValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Spanned::<NameOrTable>::deserialize(deserializer)?;
        let span = value.span();
        Ok(match value.into_inner() {
            NameOrTable::Name(name) => Self::Role(Spanned::new(span, name)),
            NameOrTable::Table(table) => Self::Table(table),
        })
    }
}

enum NameOrTable {
    Name(String),
    Table(Box<PlaceTable>),
}

impl<'de> Deserialize<'de> for NameOrTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = NameOrTable;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a role's name or a table such as { role = \"item\", required = false }")
            }
            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<NameOrTable, E> {
                Ok(NameOrTable::Name(name.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<NameOrTable, A::Error> {
                PlaceTable::deserialize(MapAccessDeserializer::new(table))
                    .map(|table| NameOrTable::Table(Box::new(table)))
            }
        }
        deserializer.deserialize_any(Either)
    }
}
