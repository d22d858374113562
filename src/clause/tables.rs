//! What the grammar knows of single words: `data/grammar/*.toml` as tables by lemma.
//!
//! A word that the lexicon does not hold is left out: it can never be met in a text under that
//! lemma. An unknown key, effect or control is an error with its line.

use super::error::GrammarError;
use super::{Class, Features, Modality, Phase};
use crate::data::Data;
use crate::lexicon::{LemmaId, Lexicon};
use bitflags::bitflags;
use fixedbitset::FixedBitSet;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use smallvec::SmallVec;

/// Finds the interned lemma of a word; `None` where the lexicon lacks it.
type Intern<'a> = &'a dyn Fn(&str) -> Option<LemmaId>;

/// One word or several that share an entry.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Words {
    One(String),
    Several(Vec<String>),
}

impl Words {
    fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(word) => std::slice::from_ref(word).iter().map(String::as_str),
            Self::Several(words) => words.iter().map(String::as_str),
        }
    }
}

bitflags! {
    /// The lists of the grammar that a lemma stands in: one look tells of all of them.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Lists: u32 {
        /// du, aux: a preposition with an article in it.
        const CONTRACTION = 1;
        /// beaucoup, peu, plus: "beaucoup de soldats" is a group with the noun as its head.
        const QUANTIFIER = 1 << 1;
        /// près, plus, moins, autour: before "de" and a number.
        const APPROXIMATOR = 1 << 2;
        /// jusqu'à: before a number, how many.
        const LIMIT = 1 << 3;
        /// Prepositions before what somebody speaks on the occasion of ("à l'issue de").
        const OCCASION = 1 << 4;
        /// Before whom the subject is likened to ("comme").
        const LIKENING = 1 << 5;
        /// Verbs whose object is what is done or said, and nobody ("annoncer", "signer").
        const DONE = 1 << 6;
        /// puis, ensuite: what follows goes on with what stands before.
        const SUCCESSIVE = 1 << 7;
        /// The relative pronoun of subjects.
        const RELATIVE_SUBJECT = 1 << 8;
        /// The relative pronoun of objects.
        const RELATIVE_OBJECT = 1 << 9;
        /// The relative pronoun that stands for "de" and its antecedent.
        const RELATIVE_GENITIVE = 1 << 10;
        /// The relative pronoun of place and time.
        const RELATIVE_PLACE = 1 << 11;
        /// ce, cela, ça: what a presentative "c'est" begins with.
        const PRESENTATIVE = 1 << 12;
        /// "tout comme": what follows goes with the subject.
        const LIKEWISE = 1 << 13;
        /// "n'en a pas *moins* reçu X".
        const CONCEDING = 1 << 14;
        /// "Moscou proteste, Bakou *aussi*".
        const TOO = 1 << 15;
        /// The negation adverb that also says that something has ended (plus).
        const NO_LONGER = 1 << 16;
        /// Units and sums: "une aide de 50 millions" has no giver in them.
        const MEASURE = 1 << 17;
        /// aussi bien, tant: "que" after them joins ("tant Paris que Rome").
        const CORRELATIVE = 1 << 18;
        /// pouvoir: "l'arrivée au pouvoir de X" is X's arrival.
        const GOAL = 1 << 19;
        /// excellence, majesté: before a title.
        const HONORIFIC = 1 << 20;
        /// non, pas: what follows "et" or a comma with them is left out.
        const CONTRAST = 1 << 21;
        /// mais: what follows is affirmed where what stands before is denied.
        const ADVERSATIVE = 1 << 22;
        /// déclarer, affirmer.
        const SPEECH_VERB = 1 << 23;
        /// estimer, juger: report speech with a clause or a quotation only.
        const SPEECH_WITH_CLAUSE = 1 << 24;
        /// annonce, accusation: "l'accusation selon laquelle".
        const SPEECH_NOUN = 1 << 25;
        /// selon, d'après.
        const SOURCE = 1 << 26;
        /// pour: "un officier pour qui".
        const SOURCE_OF_RELATIVE = 1 << 27;
        /// source: "de source officielle".
        const ORIGIN = 1 << 28;
        /// note, rapport: "une note de l'armée, consultée par X".
        const DOCUMENT = 1 << 29;
        /// parti, groupe, ville: a name behind them is theirs, not that of the person before.
        const NAMED = 1 << 30;
    }
}

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
    /// Before when something began that lasts ("depuis").
    pub since: LemmaId,
    /// non: says of what it stands before that it does not hold.
    pub contradiction: Option<LemmaId>,
    /// Contracted forms to their preposition, where a token keeps its own lemma.
    contractions: SmallVec<[(LemmaId, LemmaId); 8]>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionWordFile {
    genitive: String,
    dative: String,
    agent: String,
    between: String,
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
    likening: Vec<String>,
    concerned: String,
    done: Vec<String>,
    since: String,
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

    fn new(file: &FunctionWordFile, intern: Intern<'_>) -> Self {
        let one = |word: &str| intern(word).unwrap_or(LemmaId::UNKNOWN);
        Self {
            genitive: one(&file.genitive),
            dative: one(&file.dative),
            agent: one(&file.agent),
            between: one(&file.between),
            place: one(&file.place),
            gerund: one(&file.gerund),
            be: one(&file.be),
            have: one(&file.have),
            complementiser: one(&file.complementiser),
            concerned: one(&file.concerned),
            since: one(&file.since),
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
    fn lists(&self) -> [(&[String], Lists); 23] {
        [
            (&self.quantifiers, Lists::QUANTIFIER),
            (&self.approximators, Lists::APPROXIMATOR),
            (&self.limits, Lists::LIMIT),
            (&self.occasions, Lists::OCCASION),
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
struct VerbFile {
    #[serde(default)]
    verb: Vec<RawVerb>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVerb {
    lemma: Words,
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
    fn absorb(&mut self, raw: &RawVerb, intern: Intern<'_>) {
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
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NominalFile {
    #[serde(default)]
    noun: Vec<RawNominal>,
    #[serde(default)]
    adjective: Vec<RawNominal>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNominal {
    #[serde(alias = "adjective")]
    noun: Words,
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

    fn entry(&self, noun: LemmaId, intern: Intern<'_>) -> Nominal {
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
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactualityFile {
    #[serde(default)]
    governor: Vec<RawGovernor>,
}

/// Over which complements a governor rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Scope {
    Complement,
    Clause,
    Noun,
    Subject,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGovernor {
    word: Words,
    class: RawClass,
    effect: Effect,
    #[serde(default = "Scope::complement")]
    scope: Scope,
    /// Only when pronominal ("s'engager à").
    #[serde(default)]
    pronominal: bool,
    /// Not in compound tenses: "va livrer", but "est allé livrer"; "peut", but "a pu".
    #[serde(default)]
    not_perfect: bool,
}

impl Scope {
    const fn complement() -> Self {
        Self::Complement
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum RawClass {
    Verb,
    Noun,
    Adj,
    Adv,
    Adp,
}

impl RawClass {
    const fn class(self) -> Class {
        match self {
            Self::Verb => Class::Verb,
            Self::Noun => Class::Noun,
            Self::Adj => Class::Adjective,
            Self::Adv => Class::Adverb,
            Self::Adp => Class::Adposition,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributionFile {
    verbs: Vec<String>,
    /// Verbs that report speech only before "que" or beside a quotation.
    verbs_with_clause: Vec<String>,
    nouns: Vec<String>,
    prepositions: Vec<String>,
    /// Nouns of speech acts whose "de" names the speaker ("selon une déclaration de X").
    #[serde(default)]
    sources: Vec<String>,
    /// Nouns that name an unnamed speaker after a bare "de" ("de source officielle").
    #[serde(default)]
    origins: Vec<String>,
    /// Nouns of what is written and read: behind a comma, a participle describes them and not whose they are.
    #[serde(default)]
    documents: Vec<String>,
    /// Prepositions that mark the speaker before a relative pronoun ("pour qui").
    #[serde(default)]
    relative_prepositions: Vec<String>,
}

impl AttributionFile {
    /// Its lists, each with what standing in it means.
    fn lists(&self) -> [(&[String], Lists); 8] {
        [
            (&self.verbs, Lists::SPEECH_VERB),
            (&self.verbs_with_clause, Lists::SPEECH_WITH_CLAUSE),
            (&self.nouns, Lists::SPEECH_NOUN),
            (&self.sources, Lists::SPEECH_NOUN),
            (&self.prepositions, Lists::SOURCE),
            (&self.relative_prepositions, Lists::SOURCE_OF_RELATIVE),
            (&self.origins, Lists::ORIGIN),
            (&self.documents, Lists::DOCUMENT),
        ]
    }
}

/// What the tables say of one lemma. Entries are counted from one: nought is none.
#[derive(Debug, Clone, Copy, Default)]
struct OfLemma {
    lists: Lists,
    verb: u32,
    noun: u32,
    adjective: u32,
    governor: u32,
}

/// What one word does to what it governs, by its class and whether it is pronominal.
type Governors = SmallVec<[(Class, bool, GovernorEntry); 2]>;

/// All tables of the grammar.
#[derive(Debug)]
pub struct Tables {
    pub words: FunctionWords,
    /// The lemmas that have something in the tables: every word of a text is asked about many times, and most have
    /// nothing, which so small a set tells out of the cache.
    known: FixedBitSet,
    /// The row of each of them, by its number.
    row_of: Vec<u32>,
    /// What holds of all other lemmas stands first.
    rows: Vec<OfLemma>,
    /// What holds of a verb that no table names stands first.
    verbs: Vec<VerbEntry>,
    nouns: Vec<Nominal>,
    adjectives: Vec<Nominal>,
    governors: Vec<Governors>,
}

impl Tables {
    /// Reads `grammar/*.toml`.
    ///
    /// # Errors
    /// A file that is missing, no TOML, or has an unknown key.
    pub fn load(data: &Data, lexicon: &Lexicon) -> Result<Self, GrammarError> {
        let intern: Intern<'_> = &|word: &str| lexicon.lemma_id(word);
        let words: FunctionWordFile = read(data, "grammar/words.toml")?;
        let mut tables = Self {
            words: FunctionWords::new(&words, intern),
            known: FixedBitSet::with_capacity(lexicon.lemma_count()),
            row_of: vec![0; lexicon.lemma_count()],
            rows: vec![OfLemma::default()],
            verbs: vec![VerbEntry::default()],
            nouns: Vec::new(),
            adjectives: Vec::new(),
            governors: Vec::new(),
        };
        let contractions = tables.words.contractions.clone();
        for (form, _) in contractions {
            tables.enlist(form, Lists::CONTRACTION);
        }
        tables.add_lists(&words.lists(), intern);
        tables.add_verbs(&read(data, "grammar/verbs.toml")?, intern);
        for path in ["grammar/nominalisations.toml", "grammar/adjectives.toml"] {
            tables.add_nominals(&read(data, path)?, lexicon);
        }
        tables.add_governors(&read(data, "grammar/factuality.toml")?, lexicon);
        let attribution: AttributionFile = read(data, "grammar/attribution.toml")?;
        tables.add_lists(&attribution.lists(), intern);
        Ok(tables)
    }

    fn add_lists(&mut self, lists: &[(&[String], Lists)], intern: Intern<'_>) {
        for (words, list) in lists {
            for lemma in words.iter().filter_map(|word| intern(word)) {
                self.enlist(lemma, *list);
            }
        }
    }

    fn enlist(&mut self, lemma: LemmaId, list: Lists) {
        if let Some(of) = self.own_row(lemma) {
            of.lists |= list;
        }
    }

    /// The row that the lemma has for itself; nothing where the lexicon lacks it.
    fn own_row(&mut self, lemma: LemmaId) -> Option<&mut OfLemma> {
        let row = self.row_of.get_mut(lemma.0 as usize)?;
        if *row == 0 {
            *row = self.rows.len() as u32;
            self.rows.push(OfLemma::default());
            self.known.insert(lemma.0 as usize);
        }
        self.rows.get_mut(*row as usize)
    }

    fn add_verbs(&mut self, file: &VerbFile, intern: Intern<'_>) {
        for raw in &file.verb {
            for lemma in raw.lemma.iter().filter_map(intern) {
                if let Some(entry) = self.own_verb(lemma) {
                    entry.absorb(raw, intern);
                }
            }
        }
    }

    /// The entry that the verb has for itself.
    fn own_verb(&mut self, lemma: LemmaId) -> Option<&mut VerbEntry> {
        let next = self.verbs.len() as u32;
        let of = self.own_row(lemma)?;
        if of.verb == 0 {
            of.verb = next;
        }
        let number = of.verb;
        if number == next {
            self.verbs.push(VerbEntry::default());
        }
        self.verbs.get_mut(number as usize)
    }

    fn add_nominals(&mut self, file: &NominalFile, lexicon: &Lexicon) {
        let intern: Intern<'_> = &|word: &str| lexicon.lemma_id(word);
        for raw in &file.noun {
            for lemma in raw
                .noun
                .iter()
                .flat_map(|word| lemmas(lexicon, word, Class::Noun))
            {
                let entry = raw.entry(lemma, intern);
                if entry.bearer && self.adjective(lemma).is_none() {
                    // "les pays membres de": the noun behind another works as an adjective.
                    self.add_adjective(lemma, entry.clone());
                }
                if self.noun(lemma).is_none() {
                    self.add_noun(lemma, entry);
                }
            }
        }
        for raw in &file.adjective {
            for lemma in raw
                .noun
                .iter()
                .flat_map(|word| lemmas(lexicon, word, Class::Adjective))
            {
                self.add_adjective(lemma, raw.entry(lemma, intern));
            }
        }
    }

    fn add_noun(&mut self, lemma: LemmaId, entry: Nominal) {
        let number = self.nouns.len() as u32 + 1;
        if let Some(of) = self.own_row(lemma) {
            of.noun = number;
            self.nouns.push(entry);
        }
    }

    fn add_adjective(&mut self, lemma: LemmaId, entry: Nominal) {
        let number = self.adjectives.len() as u32 + 1;
        if let Some(of) = self.own_row(lemma) {
            of.adjective = number;
            self.adjectives.push(entry);
        }
    }

    fn add_governors(&mut self, file: &FactualityFile, lexicon: &Lexicon) {
        for raw in &file.governor {
            let class = raw.class.class();
            for lemma in raw.word.iter().flat_map(|word| lemmas(lexicon, word, class)) {
                let Some(entry) = self.own_governor(lemma, class, raw.pronominal) else {
                    continue;
                };
                entry.not_perfect |= raw.not_perfect;
                if matches!(raw.scope, Scope::Complement | Scope::Clause) {
                    entry.clause = Some(raw.effect);
                }
                if matches!(raw.scope, Scope::Complement | Scope::Noun) {
                    entry.noun = Some(raw.effect);
                }
                if raw.scope == Scope::Subject {
                    entry.subject = Some(raw.effect);
                }
            }
            if class == Class::Adjective {
                self.note_participles(&raw.word, lexicon);
            }
        }
    }

    /// The entry that the word has for itself.
    fn own_governor(&mut self, lemma: LemmaId, class: Class, pronominal: bool) -> Option<&mut GovernorEntry> {
        let next = self.governors.len() as u32 + 1;
        let of = self.own_row(lemma)?;
        if of.governor == 0 {
            of.governor = next;
        }
        let number = of.governor;
        if number == next {
            self.governors.push(Governors::new());
        }
        let entries = self.governors.get_mut(number as usize - 1)?;
        let same = |entry: &(Class, bool, GovernorEntry)| (entry.0, entry.1) == (class, pronominal);
        let place = entries.iter().position(same).unwrap_or_else(|| {
            entries.push((class, pronominal, GovernorEntry::default()));
            entries.len() - 1
        });
        entries.get_mut(place).map(|entry| &mut entry.2)
    }

    fn note_participles(&mut self, adjectives: &Words, lexicon: &Lexicon) {
        for reading in adjectives.iter().flat_map(|word| lexicon.analyses(word)) {
            if reading.features.contains(Features::PAST_PARTICIPLE)
                && let Some(entry) = self.own_verb(reading.lemma)
            {
                entry.adjectival = true;
            }
        }
    }

    fn of(&self, lemma: LemmaId) -> &OfLemma {
        let number = lemma.0 as usize;
        let row = if self.known.contains(number) {
            self.row_of[number]
        } else {
            0
        };
        &self.rows[row as usize]
    }

    /// Whether the lemma stands in one of the lists.
    #[must_use]
    pub fn lists(&self, lemma: LemmaId, lists: Lists) -> bool {
        self.of(lemma).lists.intersects(lists)
    }

    /// "de" for "du", "à" for "aux"; any other lemma as it is.
    #[must_use]
    pub fn preposition(&self, lemma: LemmaId) -> LemmaId {
        if !self.lists(lemma, Lists::CONTRACTION) {
            return lemma;
        }
        let mut contractions = self.words.contractions.iter();
        contractions
            .find(|(form, _)| *form == lemma)
            .map_or(lemma, |(_, preposition)| *preposition)
    }

    /// What is known of a verb.
    #[must_use]
    pub fn verb(&self, lemma: LemmaId) -> &VerbEntry {
        &self.verbs[self.of(lemma).verb as usize]
    }

    /// The entry of a noun that is a predicate.
    #[must_use]
    pub fn noun(&self, lemma: LemmaId) -> Option<&Nominal> {
        self.nouns.get((self.of(lemma).noun as usize).checked_sub(1)?)
    }

    /// The entry of an adjective that is a predicate.
    #[must_use]
    pub fn adjective(&self, lemma: LemmaId) -> Option<&Nominal> {
        self.adjectives
            .get((self.of(lemma).adjective as usize).checked_sub(1)?)
    }

    /// What a word does to what it governs; a pronominal verb falls back on its plain entry.
    #[must_use]
    pub fn governor(&self, lemma: LemmaId, class: Class, pronominal: bool) -> GovernorEntry {
        let Some(number) = (self.of(lemma).governor as usize).checked_sub(1) else {
            return GovernorEntry::default();
        };
        let entry = |pronominal: bool| {
            let mut entries = self.governors[number].iter();
            entries.find(|entry| (entry.0, entry.1) == (class, pronominal))
        };
        let found = entry(pronominal).or_else(|| entry(false));
        found.map(|entry| entry.2).unwrap_or_default()
    }

    /// Whether a verb reports what somebody says.
    #[must_use]
    pub fn reports(&self, lemma: LemmaId) -> bool {
        self.lists(lemma, Lists::SPEECH_VERB | Lists::SPEECH_WITH_CLAUSE)
    }
}

fn read<T: DeserializeOwned>(data: &Data, path: &str) -> Result<T, GrammarError> {
    let file = data.get(path).ok_or_else(|| GrammarError::Missing {
        path: path.to_owned(),
    })?;
    let text = std::str::from_utf8(&file.bytes).map_err(|_| GrammarError::Encoding {
        path: file.origin.clone(),
    })?;
    file.toml()
        .map_err(|error| GrammarError::syntax(&file.origin, text, &error))
}

/// The lemmas under which a word of a table can be met: its own, and that of its readings as this
/// class ("levée", the noun, may stand under "levé").
fn lemmas(lexicon: &Lexicon, word: &str, class: Class) -> SmallVec<[LemmaId; 2]> {
    let mut found: SmallVec<[LemmaId; 2]> = lexicon.lemma_id(word).into_iter().collect();
    if class == Class::Noun {
        for reading in lexicon.analyses(word) {
            if reading.class == class && !found.contains(&reading.lemma) {
                found.push(reading.lemma);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables() -> (Lexicon, Tables) {
        let data = Data::builtin();
        let lexicon = Lexicon::load(&data).unwrap();
        let tables = Tables::load(&data, &lexicon).unwrap();
        (lexicon, tables)
    }

    #[test]
    fn what_the_files_say_is_found_by_lemma() {
        let (lexicon, tables) = tables();
        let lemma = |word: &str| lexicon.lemma_id(word).unwrap();
        assert!(tables.lists(lemma("selon"), Lists::SOURCE));
        assert!(tables.lists(lemma("mais"), Lists::ADVERSATIVE | Lists::SOURCE));
        assert!(!tables.lists(lemma("mais"), Lists::SOURCE));
        assert!(tables.verb(tables.words.be).copula);
        assert!(tables.noun(tables.words.genitive).is_none());
        assert_eq!(tables.preposition(tables.words.genitive), tables.words.genitive);
    }

    #[test]
    fn a_word_that_the_lexicon_lacks_stands_in_no_table() {
        let (_, tables) = tables();
        assert!(!tables.lists(LemmaId::UNKNOWN, Lists::all()));
        assert!(!tables.verb(LemmaId::UNKNOWN).copula);
        assert!(tables.noun(LemmaId::UNKNOWN).is_none());
        assert!(tables.adjective(LemmaId::UNKNOWN).is_none());
        let governor = tables.governor(LemmaId::UNKNOWN, Class::Verb, true);
        assert!(governor.clause.is_none() && governor.noun.is_none());
    }
}
