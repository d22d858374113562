//! What governing words do to what they govern: `data/grammar/factuality.toml`.

use super::super::{Class, Modality, Phase};
use super::Words;
use serde::Deserialize;

/// What a governing word does to what it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// "s'engager à": announced, promised.
    Planned,
    /// "pouvoir", "menacer de": hedged.
    Possible,
    /// "refuser de", "démentir": does not hold.
    Denied,
    /// "cesser de", "levée de".
    Ended,
    /// "commencer à", "lancer".
    Begun,
    /// "réussir à": as real as the governor itself.
    Actual,
    /// "regretter", "dénoncer": the complement is taken for granted, whatever becomes of the governor.
    Factive,
    /// "n'exclut pas": denied becomes possible, and the reverse.
    Excludes,
}

impl Effect {
    /// The modality it sets, if any.
    #[must_use]
    pub const fn modality(self) -> Option<Modality> {
        match self {
            Self::Planned => Some(Modality::Planned),
            Self::Possible | Self::Excludes => Some(Modality::Possible),
            _ => None,
        }
    }

    /// The phase it sets.
    #[must_use]
    pub const fn phase(self) -> Phase {
        match self {
            Self::Ended => Phase::Ended,
            Self::Begun => Phase::Begun,
            _ => Phase::None,
        }
    }
}

/// What a word does to infinitives and clauses, and to nouns, that it governs.
#[derive(Debug, Clone, Copy, Default)]
pub struct GovernorEntry {
    /// To infinitives and que-clauses.
    pub clause: Option<Effect>,
    /// To noun predicates among its arguments.
    pub noun: Option<Effect>,
    /// To the noun predicate that is its subject ("la livraison *se poursuit*").
    pub subject: Option<Effect>,
    /// Nothing in compound tenses.
    pub not_perfect: bool,
    /// Denied, it affirms ("n'a pas *hésité* à tirer").
    pub litotes: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactualityFile {
    #[serde(default)]
    pub(super) governor: Vec<RawGovernor>,
}

/// Over which complements a governor rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Scope {
    Complement,
    Clause,
    Noun,
    Subject,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGovernor {
    pub(super) word: Words,
    pub(super) class: RawClass,
    pub(super) effect: Effect,
    #[serde(default = "Scope::complement")]
    pub(super) scope: Scope,
    /// Only when pronominal ("s'engager à").
    #[serde(default)]
    pub(super) pronominal: bool,
    /// Not in compound tenses: "va livrer", but "est allé livrer"; "peut", but "a pu".
    #[serde(default)]
    pub(super) not_perfect: bool,
    /// Denied, it leaves what it governs as real as itself: "n'a pas hésité à tirer", "ne manquera pas de partir".
    #[serde(default)]
    pub(super) litotes: bool,
}

impl Scope {
    const fn complement() -> Self {
        Self::Complement
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum RawClass {
    Verb,
    Noun,
    Adj,
    Adv,
    Adp,
}

impl RawClass {
    pub(super) const fn class(self) -> Class {
        match self {
            Self::Verb => Class::Verb,
            Self::Noun => Class::Noun,
            Self::Adj => Class::Adjective,
            Self::Adv => Class::Adverb,
            Self::Adp => Class::Adposition,
        }
    }
}
