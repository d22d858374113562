//! Nouns and adjectives that are predicates: `data/grammar/nominalisations.toml`, `adjectives.toml`.

use super::{Intern, Words};
use crate::lexicon::LemmaId;
use serde::Deserialize;
use smallvec::SmallVec;

/// What a preposition (or possessive) says of a noun's argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NominalRole {
    Subject,
    Object,
    /// An oblique of the verb under this preposition.
    Oblique(LemmaId),
}

/// A noun or adjective that is a predicate.
#[derive(Debug, Clone)]
pub struct Nominal {
    /// The verb that frames are written for; the word itself where there is none.
    pub frame: LemmaId,
    /// Prepositions of its arguments.
    prepositions: SmallVec<[LemmaId; 4]>,
    /// The roles that each of them carries.
    alternatives: Vec<SmallVec<[NominalRole; 2]>>,
    /// What a nationality adjective or a possessive fills.
    pub demonym: NominalRole,
    /// Prepositions before an infinitive that completes it ("volonté de", "prêt à").
    pub infinitive: SmallVec<[LemmaId; 2]>,
    /// Saying it does it: "annoncer la rupture" breaks.
    pub performative: bool,
    /// It is said of its subject: "est membre de", ", allié de".
    pub bearer: bool,
    /// Who does what the clause around says does it: "lors d'une visite à Rome, X a promis".
    pub accompanies: bool,
    /// "il" before it is nobody: "il est impossible de partir".
    pub impersonal: bool,
}

impl Nominal {
    /// Whether the table gives it an argument behind this preposition.
    #[must_use]
    pub fn takes(&self, preposition: LemmaId) -> bool {
        self.prepositions.contains(&preposition)
    }

    /// The roles that the preposition carries; the second of two groups under one preposition takes the second
    /// ("le retrait du Mali de la Cédéao").
    #[must_use]
    pub fn roles(&self, preposition: LemmaId) -> &[NominalRole] {
        let listed = self.prepositions.iter().position(|listed| *listed == preposition);
        listed
            .and_then(|number| self.alternatives.get(number))
            .map_or(&[], SmallVec::as_slice)
    }

    /// Whether of two groups behind this preposition the first is who acts and the second something else: "le départ *de
    /// X de Y*".
    #[must_use]
    pub fn tells_who_and_more(&self, preposition: LemmaId) -> bool {
        matches!(
            self.roles(preposition),
            [NominalRole::Subject, NominalRole::Oblique(_)]
        )
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NominalFile {
    #[serde(default)]
    pub(super) noun: Vec<RawNominal>,
    #[serde(default)]
    pub(super) adjective: Vec<RawNominal>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNominal {
    #[serde(alias = "adjective")]
    pub(super) noun: Words,
    verb: Option<String>,
    #[serde(default)]
    roles: std::collections::BTreeMap<String, String>,
    demonym: Option<String>,
    #[serde(default)]
    infinitive: Vec<String>,
    #[serde(default)]
    performative: bool,
    #[serde(default)]
    bearer: bool,
    #[serde(default)]
    accompanies: bool,
    #[serde(default)]
    impersonal: bool,
}

impl RawNominal {
    fn role(name: &str, intern: Intern<'_>) -> Option<NominalRole> {
        Some(match name {
            "subject" => NominalRole::Subject,
            "object" => NominalRole::Object,
            preposition => NominalRole::Oblique(intern(preposition)?),
        })
    }

    pub(super) fn entry(&self, noun: LemmaId, intern: Intern<'_>) -> Nominal {
        let role = |name: &str| Self::role(name, intern);
        let roles = |names: &str| names.split('|').filter_map(role).collect();
        let listed = self.roles.iter();
        let (prepositions, alternatives) = listed
            .filter_map(|(preposition, names)| Some((intern(preposition)?, roles(names))))
            .unzip();
        Nominal {
            frame: self.verb.as_deref().and_then(intern).unwrap_or(noun),
            prepositions,
            alternatives,
            demonym: self
                .demonym
                .as_deref()
                .and_then(role)
                .unwrap_or(NominalRole::Subject),
            infinitive: self.infinitive.iter().filter_map(|word| intern(word)).collect(),
            performative: self.performative,
            bearer: self.bearer,
            accompanies: self.accompanies,
            impersonal: self.impersonal,
        }
    }
}
