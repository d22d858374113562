//! Closed-class words: `data/grammar/words.toml`.

use super::{Intern, Lists};
use crate::lexicon::LemmaId;
use serde::Deserialize;
use smallvec::SmallVec;

/// Closed-class words that constructions are defined by (`words.toml`).
#[derive(Debug, Clone)]
pub struct FunctionWords {
    /// de
    pub genitive: LemmaId,
    /// à
    pub dative: LemmaId,
    /// par
    pub agent: LemmaId,
    /// entre
    pub between: LemmaId,
    /// parmi
    pub among: LemmaId,
    /// What "où" and "y" stand for.
    pub place: LemmaId,
    /// en
    pub gerund: LemmaId,
    /// être
    pub be: LemmaId,
    /// avoir
    pub have: LemmaId,
    /// que
    pub complementiser: LemmaId,
    /// Before whom an impersonal clause concerns ("il est impossible pour X de").
    pub concerned: LemmaId,
    /// Before what somebody acts with ("avec l'appui de X").
    pub means: LemmaId,
    /// Before when something began that lasts ("depuis").
    pub since: LemmaId,
    /// Before a gerund of what goes along with the main verb ("tout en accusant").
    pub besides: LemmaId,
    /// seul, dernier: whoever is so of all ("le seul pays à reconnaître X").
    pub ranks: SmallVec<[LemmaId; 4]>,
    /// ciblé, présumé: participles that only say how something is.
    pub qualifying: SmallVec<[LemmaId; 24]>,
    /// Units that count money or things ("million", "euro").
    pub sums: SmallVec<[LemmaId; 12]>,
    /// non: says of what it stands before that it does not hold.
    pub contradiction: Option<LemmaId>,
    /// Contracted forms to their preposition, where a token keeps its own lemma.
    pub(super) contractions: SmallVec<[(LemmaId, LemmaId); 8]>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FunctionWordFile {
    genitive: String,
    dative: String,
    agent: String,
    between: String,
    among: String,
    place: String,
    gerund: String,
    be: String,
    have: String,
    complementiser: String,
    contractions: std::collections::BTreeMap<String, String>,
    quantifiers: Vec<String>,
    approximators: Vec<String>,
    limits: Vec<String>,
    occasions: Vec<String>,
    circumstances: Vec<String>,
    likening: Vec<String>,
    concerned: String,
    done: Vec<String>,
    since: String,
    besides: String,
    means: String,
    successive: Vec<String>,
    relative_subject: Vec<String>,
    relative_object: Vec<String>,
    relative_genitive: Vec<String>,
    relative_place: Vec<String>,
    presentative: Vec<String>,
    #[expect(dead_code, reason = "no construction asks for it")]
    question: Vec<String>,
    likewise: Vec<String>,
    conceding: Vec<String>,
    too: Vec<String>,
    no_longer: Vec<String>,
    measures: Vec<String>,
    sums: Vec<String>,
    ranks: Vec<String>,
    qualifying: Vec<String>,
    correlatives: Vec<String>,
    adversative: Vec<String>,
    contrast: Vec<String>,
    honorifics: Vec<String>,
    goals: Vec<String>,
    named: Vec<String>,
}

impl FunctionWords {
    /// Whether a preposition tells where: "à", "en".
    pub fn locates(&self, lemma: LemmaId) -> bool {
        lemma == self.place || lemma == self.gerund
    }

    pub(super) fn new(file: &FunctionWordFile, intern: Intern<'_>) -> Self {
        let one = |word: &str| intern(word).unwrap_or(LemmaId::UNKNOWN);
        Self {
            genitive: one(&file.genitive),
            dative: one(&file.dative),
            agent: one(&file.agent),
            between: one(&file.between),
            among: one(&file.among),
            place: one(&file.place),
            gerund: one(&file.gerund),
            be: one(&file.be),
            have: one(&file.have),
            complementiser: one(&file.complementiser),
            concerned: one(&file.concerned),
            since: one(&file.since),
            besides: one(&file.besides),
            means: one(&file.means),
            qualifying: file.qualifying.iter().filter_map(|word| intern(word)).collect(),
            ranks: file.ranks.iter().filter_map(|word| intern(word)).collect(),
            sums: file.sums.iter().filter_map(|word| intern(word)).collect(),
            contradiction: file.contrast.iter().find_map(|word| intern(word)),
            contractions: file
                .contractions
                .iter()
                .filter_map(|(form, lemma)| Some((intern(form)?, intern(lemma)?)))
                .filter(|(form, lemma)| form != lemma)
                .collect(),
        }
    }
}

impl FunctionWordFile {
    /// Its lists, each with what standing in it means.
    pub(super) fn lists(&self) -> [(&[String], Lists); 24] {
        [
            (&self.quantifiers, Lists::QUANTIFIER),
            (&self.approximators, Lists::APPROXIMATOR),
            (&self.limits, Lists::LIMIT),
            (&self.occasions, Lists::OCCASION),
            (&self.circumstances, Lists::CIRCUMSTANCE),
            (&self.likening, Lists::LIKENING),
            (&self.done, Lists::DONE),
            (&self.successive, Lists::SUCCESSIVE),
            (&self.relative_subject, Lists::RELATIVE_SUBJECT),
            (&self.relative_object, Lists::RELATIVE_OBJECT),
            (&self.relative_genitive, Lists::RELATIVE_GENITIVE),
            (&self.relative_place, Lists::RELATIVE_PLACE),
            (&self.presentative, Lists::PRESENTATIVE),
            (&self.likewise, Lists::LIKEWISE),
            (&self.conceding, Lists::CONCEDING),
            (&self.too, Lists::TOO),
            (&self.no_longer, Lists::NO_LONGER),
            (&self.measures, Lists::MEASURE),
            (&self.correlatives, Lists::CORRELATIVE),
            (&self.goals, Lists::GOAL),
            (&self.honorifics, Lists::HONORIFIC),
            (&self.contrast, Lists::CONTRAST),
            (&self.adversative, Lists::ADVERSATIVE),
            (&self.named, Lists::NAMED),
        ]
    }
}
