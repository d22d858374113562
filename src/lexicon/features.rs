//! Word classes and features: what the lexicon says of a form.
//!
//! `build.rs` compiles the dictionary with this very file, so it depends on nothing else here.

use bitflags::bitflags;

/// Word classes of Universal Dependencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Class {
    Noun,
    ProperNoun,
    Verb,
    Auxiliary,
    Adjective,
    Adverb,
    Adposition,
    Determiner,
    Pronoun,
    Coordinator,
    Subordinator,
    Numeral,
    Interjection,
    Punctuation,
    Symbol,
    #[default]
    Other,
}

impl Class {
    /// The tag of Universal Dependencies.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Noun => "NOUN",
            Self::ProperNoun => "PROPN",
            Self::Verb => "VERB",
            Self::Auxiliary => "AUX",
            Self::Adjective => "ADJ",
            Self::Adverb => "ADV",
            Self::Adposition => "ADP",
            Self::Determiner => "DET",
            Self::Pronoun => "PRON",
            Self::Coordinator => "CCONJ",
            Self::Subordinator => "SCONJ",
            Self::Numeral => "NUM",
            Self::Interjection => "INTJ",
            Self::Punctuation => "PUNCT",
            Self::Symbol => "SYM",
            Self::Other => "X",
        }
    }
}

bitflags! {
    /// Inflection of any word, behaviour of closed-class words.
    ///
    /// Both genders (or both numbers) set means that the form is either; neither, that the word has none.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
    pub struct Features: u64 {
        const MASCULINE = 1;
        const FEMININE = 1 << 1;
        const SINGULAR = 1 << 2;
        const PLURAL = 1 << 3;
        const FIRST = 1 << 4;
        const SECOND = 1 << 5;
        const THIRD = 1 << 6;
        const INDICATIVE = 1 << 7;
        const SUBJUNCTIVE = 1 << 8;
        const CONDITIONAL = 1 << 9;
        const IMPERATIVE = 1 << 10;
        const INFINITIVE = 1 << 11;
        const PRESENT = 1 << 12;
        const IMPERFECT = 1 << 13;
        /// Passé simple.
        const PAST = 1 << 14;
        const FUTURE = 1 << 15;
        const PRESENT_PARTICIPLE = 1 << 16;
        const PAST_PARTICIPLE = 1 << 17;
        /// avoir, être as auxiliaries.
        const AUXILIARY = 1 << 18;
        /// ne
        const NEGATOR = 1 << 19;
        /// pas, plus, jamais, point: second half of a negation.
        const NEGATION_ADVERB = 1 << 20;
        /// aucun, nul, personne, rien.
        const NEGATIVE_INDEFINITE = 1 << 21;
        /// se, s'
        const REFLEXIVE = 1 << 22;
        /// Pronoun that stands at its verb.
        const CLITIC = 1 << 23;
        /// il, elle, on, je …
        const SUBJECT_CLITIC = 1 << 24;
        /// le, la, les, me …
        const OBJECT_CLITIC = 1 << 25;
        /// lui, leur, me …
        const DATIVE_CLITIC = 1 << 26;
        /// en
        const GENITIVE_CLITIC = 1 << 27;
        /// y
        const LOCATIVE_CLITIC = 1 << 28;
        const DEFINITE = 1 << 29;
        const INDEFINITE = 1 << 30;
        const DEMONSTRATIVE = 1 << 31;
        const POSSESSIVE = 1 << 32;
        const RELATIVE = 1 << 33;
        const INTERROGATIVE = 1 << 34;
        /// Preposition and article in one word (du, au, des, aux).
        const CONTRACTED = 1 << 35;
        /// Governs an infinitive (pour, sans, de, à, afin de).
        const TAKES_INFINITIVE = 1 << 36;
        /// si, au cas où.
        const CONDITION = 1 << 37;
        /// pour, afin que.
        const PURPOSE = 1 << 38;
        /// sans, faute de: what follows is denied.
        const PRIVATIVE = 1 << 39;
        /// gérondif marker en, tout en.
        const GERUND_MARKER = 1 << 40;
        /// M., Mme, général, président: a person's name follows.
        const PERSON_TITLE = 1 << 41;
        const CARDINAL = 1 << 42;
        const ORDINAL = 1 << 43;
        /// celui, celui-ci, ce dernier: points back to the nearest.
        const NEAREST_ANTECEDENT = 1 << 44;
        /// chacun, tous, tous deux: distributes over a plural.
        const DISTRIBUTIVE = 1 << 45;
        /// ni
        const NEGATIVE_COORDINATOR = 1 << 46;
        /// que as complementiser.
        const COMPLEMENTISER = 1 << 47;
        /// Impersonal in some use: il faut, il y a, c'est.
        const IMPERSONAL = 1 << 48;
        /// Compound tenses with être (verbs only).
        const ETRE_VERB = 1 << 49;
        /// Takes a direct object (verbs only, where the dictionary says so).
        const TRANSITIVE = 1 << 50;
        /// Only used with se (verbs only).
        const PRONOMINAL_ONLY = 1 << 51;
        /// ne … que, seulement: restricts, does not deny.
        const RESTRICTIVE = 1 << 52;
        /// Invented by the guesser from ending or shape.
        const GUESSED = 1 << 53;
        /// Refers to a time (jour, mois, lundi, hier): a bare group is no argument.
        const TIME = 1 << 54;
        /// Refers to persons (ministre, soldat).
        const HUMAN = 1 << 55;
        /// A given name (proper nouns only, where the dictionary says so).
        const GIVEN_NAME = 1 << 56;
        /// A family name (proper nouns only, where the dictionary says so).
        const FAMILY_NAME = 1 << 57;
        /// A number, measure or part of what follows "de" (dizaine, lot, cargaison, nord).
        const PARTITIVE = 1 << 58;
        /// tant que: what follows holds already, in whatever tense.
        const ENDURING = 1 << 59;
        /// même si: what follows is conceded, and holds.
        const CONCESSIVE = 1 << 60;
    }
}

impl Class {
    /// The class with this tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.tag() == tag)
    }

    /// The class with this number, as stored in compiled tables.
    #[must_use]
    pub fn from_number(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or_default()
    }

    /// Every class, by number.
    pub const ALL: [Self; 16] = [
        Self::Noun,
        Self::ProperNoun,
        Self::Verb,
        Self::Auxiliary,
        Self::Adjective,
        Self::Adverb,
        Self::Adposition,
        Self::Determiner,
        Self::Pronoun,
        Self::Coordinator,
        Self::Subordinator,
        Self::Numeral,
        Self::Interjection,
        Self::Punctuation,
        Self::Symbol,
        Self::Other,
    ];
}
