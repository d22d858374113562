//! The files of the grammar on who descriptions mean, as they are written.

use crate::mention::Kind;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDescriptions {
    pub government: RawGovernment,
    pub country: RawCountry,
    pub official: RawOfficial,
    pub force: RawOwned,
    pub personnel: RawNouns,
    pub bodies: BTreeMap<String, String>,
    pub relation: RawRelation,
    pub persons: RawPersons,
    pub humans: RawNouns,
    pub fighters: RawNouns,
    pub outfits: RawNouns,
    pub crowd: RawGroup,
    pub armed: RawGroup,
    pub armed_people: RawGroup,
    pub anaphor: Vec<RawAnaphor>,
    pub scope: Vec<RawScope>,
    pub fixed: Vec<RawFixed>,
    pub pronouns: RawPronouns,
    pub awaited: RawVerbs,
    pub tied: RawVerbs,
    pub founded: RawFounded,
    pub deed: Vec<RawDeed>,
}

/// Nouns that say again what one of the verbs said; any verb where there are none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDeed {
    pub nouns: Vec<String>,
    pub verbs: Vec<String>,
    #[serde(default)]
    pub against: bool,
}

/// Bodies without a name, and the verbs of those who found them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFounded {
    pub nouns: Vec<String>,
    pub verbs: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawVerbs {
    pub verbs: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOwned {
    pub nouns: Vec<String>,
    pub owner_only: Vec<String>,
    pub by_nationality: Vec<String>,
    pub sending: Vec<String>,
    pub plain: Vec<String>,
    pub possessed: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGovernment {
    pub nouns: Vec<String>,
    pub owner_only: Vec<String>,
    pub always_plural: Vec<String>,
    pub subject_only: Vec<String>,
    pub regimes: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCountry {
    pub nouns: Vec<String>,
    pub places: Vec<String>,
    pub capitalised: Vec<String>,
    pub realms: BTreeMap<String, Vec<String>>,
    pub capital: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOfficial {
    pub nouns: Vec<String>,
    pub others: Vec<String>,
    pub bearer_only: Vec<String>,
    pub other_holders: Vec<String>,
    pub former: Vec<String>,
    pub fallen: Vec<String>,
    pub kinds: BTreeMap<String, Vec<String>>,
    pub of_the_state: Vec<String>,
    pub legations: Vec<String>,
    pub of_bodies: Vec<String>,
    pub incoming: Vec<String>,
    pub any: Vec<String>,
    pub any_head: Vec<String>,
    pub commanders: Vec<String>,
    pub appointing: Vec<String>,
    pub sent: Vec<String>,
    pub sources: Vec<String>,
    pub toppling: Vec<String>,
    pub recalling: Vec<String>,
    pub leading: Vec<String>,
    pub ruling: RawRuling,
    pub classes: BTreeMap<String, RawClass>,
}

/// What makes somebody head of state without the word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRuling {
    pub verbs: Vec<String>,
    pub things: Vec<String>,
    pub kinds: Vec<String>,
}

/// Titles and kinds of office of those whom a general noun means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClass {
    #[serde(default)]
    pub titles: Vec<String>,
    #[serde(default)]
    pub kinds: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPersons {
    pub nouns: Vec<String>,
    pub as_many: Vec<String>,
    pub verbs: RawPersonalVerbs,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPersonalVerbs {
    pub doing: Vec<String>,
    pub undergoing: Vec<String>,
    pub towards_agents: Vec<String>,
    pub by_people: Vec<String>,
    pub to_others: Vec<String>,
    pub warning: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNouns {
    pub nouns: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRelation {
    pub nouns: Vec<String>,
    pub personal: Vec<String>,
    pub adjacent: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGroup {
    pub class: String,
    pub nouns: Vec<String>,
    #[serde(default)]
    pub with: Vec<String>,
    /// Singular nouns for many people.
    #[serde(default)]
    pub many: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAnaphor {
    pub kinds: Vec<Kind>,
    pub classes: Vec<String>,
    pub nouns: Vec<String>,
    #[serde(default = "yes")]
    pub towns: bool,
    #[serde(default = "yes")]
    pub regions: bool,
    #[serde(default)]
    pub provinces: bool,
    #[serde(default)]
    pub trade: bool,
    #[serde(default)]
    pub purpose: bool,
    #[serde(default)]
    pub but: Vec<String>,
    #[serde(default)]
    pub without: Vec<String>,
    #[serde(default)]
    pub so_called: bool,
    #[serde(default)]
    pub generic: bool,
}

/// Whom an adjective of reach leaves.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawScope {
    pub words: Vec<String>,
    #[serde(default)]
    pub but: Vec<String>,
    #[serde(default)]
    pub only: Vec<String>,
}

const fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFixed {
    pub head: String,
    pub with: Vec<String>,
    pub of: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPronouns {
    pub masculine: Vec<String>,
    pub feminine: Vec<String>,
    pub singular: Vec<String>,
    pub masculine_plural: Vec<String>,
    pub feminine_plural: Vec<String>,
    pub plural: Vec<String>,
    pub places: Vec<String>,
    pub nearest: Vec<String>,
    pub last: Vec<String>,
    pub possessive_singular: Vec<String>,
    pub possessive_plural: Vec<String>,
    pub all: Vec<String>,
    pub impersonal: Vec<String>,
    pub said_to_be: Vec<String>,
    pub existential: Vec<String>,
    pub propositional: Vec<String>,
    pub first_singular: Vec<String>,
    pub first_plural: Vec<String>,
    pub possessive_first_singular: Vec<String>,
    pub possessive_first_plural: Vec<String>,
    pub instances: Vec<String>,
    pub instances_behind: Vec<String>,
    pub topical: Vec<String>,
    pub framing: Vec<String>,
    /// "en": what is left behind.
    pub sources: Vec<String>,
    pub leaving: Vec<String>,
    pub joining: Vec<String>,
    pub belonging: Vec<String>,
    pub going: Vec<String>,
    pub placeless: Vec<String>,
    pub placeless_objects: Vec<String>,
    pub opposing: Vec<String>,
    pub wanting: Vec<String>,
    /// Possessives of somebody else than the subject.
    pub of_another: RawOfAnother,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOfAnother {
    pub serving: Vec<String>,
    pub judging: Vec<String>,
    pub judged: Vec<String>,
    pub blaming: Vec<String>,
    pub answering: Vec<String>,
    pub reasons: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCollectives {
    pub members: RawMembers,
    pub among: RawAmong,
    pub counts: BTreeMap<String, usize>,
    pub ordinals: BTreeMap<String, usize>,
    pub measures: RawNouns,
    pub distances: RawNouns,
    pub namesakes: BTreeMap<String, Vec<String>>,
    pub limits: RawLimits,
}

/// How some are said to be of a whole.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAmong {
    pub prepositions: Vec<String>,
    pub verbs: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMembers {
    pub states: Vec<String>,
    pub parties: Vec<String>,
    pub people: Vec<String>,
    pub people_only: Vec<String>,
    pub membership: Vec<String>,
    pub others: Vec<String>,
    pub towards: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLimits {
    pub members: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMetonymy {
    pub place: RawPlace,
}

/// States that lie beside each other, by id.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNeighbours {
    pub neighbours: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPlace {
    pub prepositions: Vec<String>,
    pub towards: Vec<String>,
    pub turning: Vec<String>,
    pub open_prepositions: Vec<String>,
    pub verbs: Vec<String>,
    pub nouns: Vec<String>,
    pub of_nouns: Vec<String>,
}
