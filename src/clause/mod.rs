//! Word classes in context, noun and verb groups, clauses with logical roles.
//!
//! Roles are *logical*: passives, relatives, participles, controlled infinitives, inversions and
//! nominalisations all end as subject, object and obliques of one predicate, so that a rule
//! written for a verb reads every construction. Who the arguments are is not known here.

mod apposition;
mod assembly;
mod attachment;
mod attribution;
mod awaited;
mod bare;
mod chunks;
mod classes;
mod control;
mod coordination;
mod edge;
mod elements;
mod error;
mod factuality;
mod gapped;
mod grammar;
mod groups;
mod hosts;
mod incises;
mod infinitives;
mod lists;
mod nominals;
mod objects;
mod outline;
mod relatives;
mod segments;
mod subjects;
mod subordinates;
mod tables;
mod verbs;

pub use classes::{ClassesError, WordClasses};
pub use error::GrammarError;
pub use grammar::Grammar;
pub use outline::outline;
pub use tables::{Effect, FunctionWords, GovernorEntry, Lists, Nominal, NominalRole, Tables, VerbEntry};

use crate::lexicon::{Class, Features, LemmaId};
use crate::span::Span;
use crate::text::WordIndex;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::ops::Range;

/// A word's reading in context; parallel to `Text::words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Dictionary form.
    pub lemma: LemmaId,
    /// Word class.
    pub class: Class,
    /// Inflection and behaviour.
    pub features: Features,
}

/// Index in [`Analysis::groups`].
pub type GroupId = u32;
/// Index in [`Analysis::clauses`].
pub type ClauseId = u32;

/// What the grammar found in one article.
#[derive(Debug, Default, Clone)]
pub struct Analysis {
    /// Parallel to `Text::words`.
    pub tokens: Vec<Token>,
    /// Noun groups (names, pronouns and numbers included), by first word.
    pub groups: Vec<NounGroup>,
    /// Clauses, by predicate.
    pub clauses: Vec<Clause>,
}

/// A noun, name or pronoun with what belongs to it, complements after prepositions left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NounGroup {
    /// From determiner to last adjective.
    pub words: Range<WordIndex>,
    /// Noun, name or pronoun.
    pub head: WordIndex,
    /// Article, possessive, demonstrative, quantifier.
    pub determiner: Option<WordIndex>,
    /// Preposition that introduces the group (its last word where it has several).
    pub preposition: Option<Preposition>,
    /// Gender, number, person of the head; determiner's definiteness. `TIME` marks dates and
    /// other groups that say when ("jeudi", "la semaine dernière"): bare ones are no arguments
    /// but obliques without preposition.
    pub features: Features,
    /// Adjectives and participles that agree with the head.
    pub modifiers: SmallVec<[WordIndex; 2]>,
    /// Numeral before the head ("trois", "5 000").
    pub numeral: Option<WordIndex>,
    /// Groups attached to this one by a preposition ("le ministre *des Affaires étrangères* *du Mali*").
    pub complements: SmallVec<[GroupId; 2]>,
    /// The group this one is a complement of.
    pub complement_of: Option<GroupId>,
    /// The next conjunct ("le Mali, *le Niger* et …"): first → second → third.
    pub next_conjunct: Option<GroupId>,
    /// The first conjunct, if this group is a later one.
    pub first_conjunct: Option<GroupId>,
    /// A group that renames this one ("le ministre russe, *Sergueï Lavrov*,"; "Simporé (*Burkina Faso*)").
    pub apposition: Option<GroupId>,
    /// The group this one renames.
    pub apposition_to: Option<GroupId>,
    /// Whether the apposition stands in brackets.
    pub bracketed: bool,
    /// Sentence index.
    pub sentence: u32,
}

impl NounGroup {
    /// Lemma of the preposition that introduces the group; `None` for a bare one.
    #[must_use]
    pub fn preposition_lemma(&self) -> Option<LemmaId> {
        self.preposition.as_ref().map(|preposition| preposition.lemma)
    }

    /// "*après* une réunion": whether the group tells on what occasion something happens.
    #[must_use]
    pub fn is_occasion(&self) -> bool {
        self.preposition
            .as_ref()
            .is_some_and(|preposition| preposition.occasion)
    }

    /// "*en réponse à* une vente": whether it only tells when or why.
    #[must_use]
    pub fn is_circumstance(&self) -> bool {
        self.preposition
            .as_ref()
            .is_some_and(|preposition| preposition.circumstance)
    }
}

/// A simple or compound preposition ("à", "au sein de"), by the lemma of its dictionary entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preposition {
    /// "de" for "du", "à" for "aux", "au sein de" for "au sein du".
    pub lemma: LemmaId,
    /// Its words.
    pub words: Range<WordIndex>,
    /// Whether it tells on what occasion something happens ("lors de", "au lendemain de").
    pub occasion: bool,
    /// It only tells when or why ("après", "en réponse à"): what hangs on its noun is no argument of the verb.
    pub circumstance: bool,
}

/// A predicate with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// What is said.
    pub predicate: Predicate,
    /// Of whom; conjuncts one entry each, in text order. A group attached to the object by a
    /// preposition other than "de" is offered to the verb as an oblique too, after the verb's own:
    /// "signer [un accord avec X]" and "[signer un accord] avec X" are one.
    pub roles: Vec<Role>,
    /// The clause this one depends on.
    pub governor: Option<Governor>,
    /// The group this clause describes or completes: antecedent of a relative, noun of a
    /// participle, noun that governs an infinitive; for a noun predicate, its own group.
    pub group: Option<GroupId>,
    /// Whether it is said to hold.
    pub factuality: Factuality,
    /// Who says so, outermost first.
    pub attributions: SmallVec<[Attribution; 1]>,
    /// Words from the first to the last of the clause with what depends on it.
    pub words: Range<WordIndex>,
    /// Sentence index.
    pub sentence: u32,
}

/// The word that makes a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Predicate {
    /// The lexical verb, or the noun.
    pub word: WordIndex,
    /// Its bytes.
    pub span: Span,
    /// Its own lemma ("livraison").
    pub lemma: LemmaId,
    /// The verb that frames are written for ("livrer"); the own lemma for verbs, and for nouns
    /// that are predicates without a verb.
    pub frame: LemmaId,
    /// What kind of word.
    pub kind: PredicateKind,
    /// Active, passive, pronominal.
    pub voice: Voice,
    /// Tense and mood of the verb group's finite verb, person and number.
    pub features: Features,
    /// Compound tense (a livré, aura livré).
    pub perfect: bool,
}

/// The word class of a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PredicateKind {
    /// A finite verb.
    Verb,
    /// A noun with arguments.
    Noun,
    /// A participle without auxiliary.
    Participle,
    /// An infinitive.
    Infinitive,
    /// An adjective with arguments ("prêt à", "membre de").
    Adjective,
}

/// Voice of the verb group as written; roles are logical in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voice {
    Active,
    Passive,
    Pronominal,
}

/// One argument.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Role {
    /// Which.
    pub kind: RoleKind,
    /// For obliques.
    pub preposition: Option<LemmaId>,
    /// The words that fill it.
    pub filler: Filler,
    /// Conjuncts of one argument share a number.
    pub coordination: u16,
    /// Inherited from who only tells of it: "*X* a confirmé la livraison de chars". A government that tells
    /// of its acts has done them, a spokesman has not.
    pub reported: bool,
}

/// Logical role of an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RoleKind {
    Subject,
    Object,
    Oblique,
    /// What a copula ascribes to its subject ("est *président*", "nommé *ministre*").
    Attribute,
}

/// What fills a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filler {
    /// A noun group; a relative pronoun is given as its antecedent.
    Group(GroupId),
    /// A clause: "annonce *qu'il partira*", "promet *de livrer*".
    Clause(ClauseId),
    /// A determiner or adjective that stands for an argument: "*leur* soutien", "le soutien *russe*".
    Word(WordIndex),
}

/// How a clause hangs on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Governor {
    /// The clause above.
    pub clause: ClauseId,
    /// How.
    pub relation: Relation,
}

/// Ways in which a clause depends on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Object or subject clause, controlled infinitive.
    Complement,
    /// Relative clause.
    Relative,
    /// Participle or gerund.
    Participial,
    /// "pour livrer", "afin que".
    Purpose,
    /// "si", "à condition que".
    Condition,
    /// "sans livrer".
    Privative,
    /// Any other adverbial clause.
    Adverbial,
    /// Conjunct of the clause above.
    Coordinated,
    /// A noun predicate that is an argument of the clause above.
    Argument,
}

/// Polarity, modality and phase, kept apart; `status` is derived from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Factuality {
    /// Said not to hold.
    pub negated: bool,
    /// How far it is said to be real.
    pub modality: Modality,
    /// Begun, ended.
    pub phase: Phase,
}

/// How far something is said to be real; the strongest reservation on the way up wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub enum Modality {
    /// Happened, happens or holds.
    #[default]
    Actual,
    /// Announced, promised, future.
    Planned,
    /// Hedged, conditional, hypothetical.
    Possible,
}

/// Where in its course a state of affairs is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Phase {
    #[default]
    None,
    /// "commencer à", "lancer".
    Begun,
    /// "cesser de", "levée de", "fin de".
    Ended,
}

/// Status of a statement, as in the annotation guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Actual,
    Planned,
    Possible,
    Denied,
}

impl Status {
    /// The name used in lines, queries and the ontology.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Denied => "denied",
        }
    }
}

impl Factuality {
    /// Denied before possible before planned before actual.
    #[must_use]
    pub const fn status(self) -> Status {
        match (self.negated, self.phase, self.modality) {
            (true, _, _) | (_, Phase::Ended, Modality::Actual | Modality::Planned) => Status::Denied,
            (false, _, Modality::Possible) => Status::Possible,
            (false, _, Modality::Planned) => Status::Planned,
            (false, _, Modality::Actual) => Status::Actual,
        }
    }
}

/// Who says what a clause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribution {
    /// The speaker's group, where the text names one.
    pub speaker: Option<GroupId>,
    /// The verb, noun or preposition that marks the speech ("a déclaré", "selon").
    pub marker: WordIndex,
}
