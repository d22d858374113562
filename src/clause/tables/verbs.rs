//! What the grammar must know of verbs: `data/grammar/verbs.toml`.

use super::{Intern, Words};
use crate::lexicon::LemmaId;
use serde::Deserialize;
use smallvec::SmallVec;

/// Whose subject an infinitive takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Control {
    /// "promettre de livrer": the subject livers.
    Subject,
    /// "accuser X de livrer": X does.
    Object,
    /// "demander à X de livrer": X does.
    Dative,
    /// "proposer à X de livrer": X, or who proposes it, or both.
    Unsaid,
}

/// What the grammar must know of a verb.
#[derive(Debug, Clone, Default)]
pub struct VerbEntry {
    /// Prepositions that its arguments take.
    pub prepositions: SmallVec<[LemmaId; 3]>,
    /// Prepositions before its infinitive.
    pub infinitive: SmallVec<[LemmaId; 2]>,
    /// Who does what the infinitive says.
    pub control: Option<Control>,
    /// être, devenir, rester: what follows is an attribute.
    pub copula: bool,
    /// nommer, élire, juger: an object and an attribute of it.
    pub object_attribute: bool,
    /// faire, laisser: the infinitive has its own subject.
    pub causative: bool,
    /// voir: "se voir livrer", "se voir contraint".
    pub receiving: bool,
    /// The bare noun after it is its subject ("arrive un convoi").
    pub intransitive: bool,
    /// "de" marks the agent ("suivi de", "signé de").
    pub agent_genitive: bool,
    /// What it is done to is a person, and no place.
    pub personal: bool,
    /// An object and, after "de", of what ("accuser X de fraude", "priver X de l'aide").
    pub object_genitive: bool,
    /// "est entré": its compound tenses have être, though the dictionary knows an object of it.
    pub with_be: bool,
    /// Its subject does what the noun behind its preposition says ("participer à la formation").
    pub oblique_control: bool,
    /// Denied by "ne" alone ("ne cesse").
    pub bare_negation: bool,
    /// Its subject also does what a noun object says ("annoncer son retrait", "lancer une attaque").
    pub noun_control: bool,
    /// Its dative is a person ("répondre à", "parler à"): lui, leur, me.
    pub dative: bool,
    /// Used without a person for its subject: "il faut", "il s'agit".
    pub impersonal: bool,
    /// "pouvoir", "sembler", "devoir".
    pub raising: bool,
    /// Told of the past, its purpose is told as done: "se sont réunis pour signer", "a rompu avec X pour
    /// s'allier à Y".
    pub purpose_attained: bool,
    /// Who acts for the purpose, where the subject does not: "aider X pour combattre Y".
    pub purpose: Option<Control>,
    /// Its participle is an adjective too that does something to what it governs ("disposé à").
    pub adjectival: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerbFile {
    #[serde(default)]
    pub(super) verb: Vec<RawVerb>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawVerb {
    pub(super) lemma: Words,
    #[serde(default)]
    prepositions: Vec<String>,
    #[serde(default)]
    infinitive: Vec<String>,
    control: Option<Control>,
    #[serde(default)]
    copula: bool,
    #[serde(default)]
    object_attribute: bool,
    #[serde(default)]
    causative: bool,
    #[serde(default)]
    receiving: bool,
    #[serde(default)]
    intransitive: bool,
    #[serde(default)]
    agent_genitive: bool,
    #[serde(default)]
    personal: bool,
    #[serde(default)]
    object_genitive: bool,
    #[serde(default)]
    oblique_control: bool,
    #[serde(default)]
    with_be: bool,
    #[serde(default)]
    bare_negation: bool,
    #[serde(default)]
    noun_control: bool,
    #[serde(default)]
    dative: bool,
    #[serde(default)]
    impersonal: bool,
    #[serde(default)]
    raising: bool,
    #[serde(default)]
    purpose_attained: bool,
    purpose: Option<Control>,
}

impl VerbEntry {
    /// Several entries for one verb add up.
    pub(super) fn absorb(&mut self, raw: &RawVerb, intern: Intern<'_>) {
        let add = |list: &[String]| list.iter().filter_map(|word| intern(word)).collect::<Vec<_>>();
        self.prepositions.extend(add(&raw.prepositions));
        self.infinitive.extend(add(&raw.infinitive));
        self.control = raw.control.or(self.control);
        self.copula |= raw.copula;
        self.object_attribute |= raw.object_attribute;
        self.causative |= raw.causative;
        self.receiving |= raw.receiving;
        self.intransitive |= raw.intransitive;
        self.agent_genitive |= raw.agent_genitive;
        self.personal |= raw.personal;
        self.object_genitive |= raw.object_genitive;
        self.oblique_control |= raw.oblique_control;
        self.with_be |= raw.with_be;
        self.bare_negation |= raw.bare_negation;
        self.noun_control |= raw.noun_control;
        self.dative |= raw.dative;
        self.impersonal |= raw.impersonal;
        self.raising |= raw.raising;
        self.purpose_attained |= raw.purpose_attained;
        self.purpose = raw.purpose.or(self.purpose);
    }
}
