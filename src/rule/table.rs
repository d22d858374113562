//! Rules as the matcher reads them: ids instead of words, one entry per trigger.

use super::error::RuleSource;
use super::file::Label;
use super::survey::ClassSet;
use crate::clause::{Phase, Status, Voice};
use crate::lexicon::{Class, LemmaId};
use crate::ontology::{ClassId, PredicateId};
use jiff::civil::Date;
use std::ops::Range;

/// Index of a role in [`Rule::roles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleIndex(pub u8);

/// One rule file.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The file's stem.
    pub id: String,
    /// Relative path of the file.
    pub path: String,
    /// What the statements say.
    pub predicate: PredicateId,
    /// One line for people.
    pub title: String,
    /// The author's remarks.
    pub note: Option<String>,
    /// Who and what takes part, by name.
    pub roles: Vec<RoleConstraint>,
    /// Which role goes where in the statement.
    pub emit: Emit,
    /// Constructions with a trigger.
    pub frames: Vec<Frame>,
    /// Constructions that are no clause.
    pub patterns: Vec<Pattern>,
    /// Sentences with the statements they must give.
    pub examples: Vec<Example>,
    /// Sentences that must give nothing.
    pub silents: Vec<Silent>,
    /// Names of the word lists that the file asks for, sorted.
    pub lists: Vec<String>,
    /// The text of the file, for messages.
    pub source: RuleSource,
}

impl Rule {
    /// The constraint of a role.
    #[must_use]
    pub fn role(&self, role: RoleIndex) -> &RoleConstraint {
        &self.roles[role.0 as usize]
    }
}

/// A sorted set of lemmas; empty means "any" where it restrains.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LemmaSet {
    lemmas: Box<[LemmaId]>,
    /// Keys of the same as they are written ([`crate::text::lowered`]).
    written: Box<[u64]>,
    /// Its number among the sets that are looked for in whole sentences, if it is one.
    pub(super) number: Option<u16>,
}

impl LemmaSet {
    /// Sorts and deduplicates.
    #[must_use]
    pub fn new(members: impl IntoIterator<Item = (LemmaId, u64)>) -> Self {
        let (mut lemmas, mut written): (Vec<LemmaId>, Vec<u64>) = members.into_iter().unzip();
        lemmas.sort_unstable();
        lemmas.dedup();
        written.sort_unstable();
        written.dedup();
        Self {
            lemmas: lemmas.into_boxed_slice(),
            written: written.into_boxed_slice(),
            number: None,
        }
    }

    /// Words as they are written, by their keys, whatever their lemmas.
    #[must_use]
    pub fn of_forms(mut keys: Vec<u64>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        Self {
            written: keys.into_boxed_slice(),
            ..Self::default()
        }
    }

    /// The same lemmas, however they are written.
    #[must_use]
    pub fn by_lemma(&self) -> Self {
        Self {
            lemmas: self.lemmas.clone(),
            ..Self::default()
        }
    }

    /// The same words without a number.
    pub(super) fn unnumbered(&self) -> Self {
        Self {
            number: None,
            ..self.clone()
        }
    }

    /// Whether nothing was asked.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.lemmas.is_empty() && self.written.is_empty()
    }

    /// How many words were asked for.
    #[must_use]
    pub const fn len(&self) -> usize {
        let (lemmas, written) = (self.lemmas.len(), self.written.len());
        if lemmas > written { lemmas } else { written }
    }

    /// Whether `lemma` is one of them.
    #[must_use]
    pub fn contains(&self, lemma: LemmaId) -> bool {
        self.lemmas.binary_search(&lemma).is_ok()
    }

    /// Whether a word with this key is written as one of them.
    #[must_use]
    pub fn contains_written(&self, key: u64) -> bool {
        self.written.binary_search(&key).is_ok()
    }

    /// Every word, as a lemma and as it is written.
    pub(super) fn members(&self) -> impl Iterator<Item = Member> + '_ {
        self.iter()
            .map(Member::Lemma)
            .chain(self.forms().map(Member::Form))
    }

    /// The keys of the words as they are written.
    pub fn forms(&self) -> impl Iterator<Item = u64> + '_ {
        self.written.iter().copied()
    }

    /// Every lemma, by id.
    pub fn iter(&self) -> impl Iterator<Item = LemmaId> + '_ {
        self.lemmas.iter().copied()
    }
}

/// A word of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Member {
    /// However it is written.
    Lemma(LemmaId),
    /// As it is written, by its key.
    Form(u64),
}

/// What the head word of a group must and must not be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordConstraint {
    /// One of these, if any are named.
    pub lemma: LemmaSet,
    /// None of these.
    pub except: LemmaSet,
    /// One of these adjectives beside it, if any are named.
    pub modifier: LemmaSet,
}

/// What a role yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yield {
    /// Entities.
    Entity {
        /// What the words literally name comes before whom they stand for: the role takes places.
        literal: bool,
    },
    /// The words.
    Text,
    /// The number in the words.
    Number {
        /// The one that a range reaches: "de 195 à *225* militaires".
        reached: bool,
    },
    /// Nothing: the role only restrains.
    Nothing,
}

/// `[roles]`: what may fill a role.
#[derive(Debug, Clone)]
pub struct RoleConstraint {
    /// As written.
    pub name: String,
    /// What comes of it.
    pub yields: Yield,
    /// One of these classes, for entities.
    pub classes: Vec<ClassId>,
    /// None of these classes.
    pub not_classes: Vec<ClassId>,
    /// On the head word.
    pub words: WordConstraint,
    /// The frame fires without it too.
    pub optional: bool,
    /// At least two parties.
    pub plural: bool,
    /// Head words of groups that name nobody and are taken all the same.
    pub unnamed: LemmaSet,
    /// Head words of groups that stand for whoever they belong to: "un convoi *de l'armée*".
    pub parts: LemmaSet,
    /// Head words of groups whose owner is meant rather than whoever they stand for: "des soldats *français*".
    pub owned: LemmaSet,
    /// A capital, though only a place, stands for the state whose seat it is: "arrêté à *Tunis*".
    pub seat: bool,
    /// Place in the file, bytes.
    pub at: Range<usize>,
}

/// What a statement has beside subject and object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    Item,
    Domain,
    Agreement,
    Office,
    Quantity,
    Place,
}

impl Qualifier {
    /// Every qualifier with its key.
    pub const ALL: [(&'static str, Self); 6] = [
        ("item", Self::Item),
        ("domain", Self::Domain),
        ("agreement", Self::Agreement),
        ("office", Self::Office),
        ("quantity", Self::Quantity),
        ("place", Self::Place),
    ];
}

/// `[emit]`.
#[derive(Debug, Clone)]
pub struct Emit {
    /// Who.
    pub subject: RoleIndex,
    /// Whom or what; equal to `subject` for rules that pair the parties of one side.
    pub object: RoleIndex,
    /// The rest.
    pub qualifiers: Vec<(Qualifier, RoleIndex)>,
}

/// Which words set off a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TriggerKind {
    /// A verb, or a noun made from it.
    Verb,
    /// A noun of its own.
    Noun,
    /// An adjective.
    Adjective,
}

/// A word that sets off a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TriggerWord {
    /// Its lemma, without "se".
    pub lemma: LemmaId,
    /// Written with "se".
    pub pronominal: bool,
}

/// `[[frame]]`.
#[derive(Debug, Clone)]
pub struct Frame {
    /// What kind of word sets it off.
    pub kind: TriggerKind,
    /// Which words do.
    pub triggers: Vec<TriggerWord>,
    /// Voices asked for; empty for any.
    pub voices: Vec<Voice>,
    /// Where roles and companions stand; required places first.
    pub places: Vec<Place>,
    /// What must not stand there.
    pub without: Vec<Companion>,
    /// One of these words stands in the clause.
    pub with_word: LemmaSet,
    /// None of these words stands in the clause.
    pub without_word: LemmaSet,
    /// What the construction itself says.
    pub effect: Effect,
    /// Roles that stand at several places, one of which must be filled.
    pub needs: Vec<RoleIndex>,
    /// Numbers of the sets of words of which the sentence must hold one each, the rarest first.
    pub(super) needed: Vec<u16>,
    /// A role whose members pair with each other.
    pub pairs: Option<RoleIndex>,
    /// Whether each member of a pair does it to the other: "s'accusent mutuellement".
    pub mutual: bool,
    /// What becomes of the clauses in the complement.
    pub content: Option<Content>,
    /// Place in the file, bytes.
    pub at: Range<usize>,
}

impl Frame {
    /// Lays down what its places demand, under the roles of its rule.
    pub(super) fn lay_down_demands(&mut self, roles: &[RoleConstraint]) {
        let demand = |place: &Place| self.is_demanded(place).then(|| place.demand(roles, self));
        let demanded: Vec<_> = self.places.iter().map(demand).collect();
        for (place, demanded) in self.places.iter_mut().zip(demanded) {
            place.demanded = demanded;
        }
    }

    /// Whether its word says nothing without another fixed one ("tourner *le dos*", "mener *une
    /// attaque*").
    #[must_use]
    pub fn needs_companion(&self) -> bool {
        !self.with_word.is_empty() || self.companions().next().is_some()
    }

    /// Whether nothing else can give the frame what it wants of `place`: of a role with several places one will do.
    #[must_use]
    fn is_demanded(&self, place: &Place) -> bool {
        let same = self.places.iter().filter(|other| other.role == place.role);
        place.required && (place.role.is_none() || same.count() == 1)
    }

    /// The sets of words of which one must fill a place.
    pub fn companions(&self) -> impl Iterator<Item = &LemmaSet> {
        let required = self.places.iter().filter(|place| place.required);
        required
            .map(|place| &place.words.lemma)
            .filter(|lemmas| !lemmas.is_empty())
    }
}

/// Status and phase that a construction has by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effect {
    /// At most this real.
    pub status: Option<Status>,
    /// Begun or ended.
    pub phase: Phase,
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    Subject,
    Object,
    Attribute,
    /// After one of these prepositions.
    Oblique(LemmaSet),
    /// Complement with "de", nationality, possessive.
    Owner,
    /// The adjectives of nationality and the possessive of a noun, without what follows "de".
    Nationality,
    /// Who is said to be what the trigger names.
    Bearer,
    /// Adjectives of the trigger.
    Modifier,
    /// The trigger's own group.
    Own,
    /// Who does what the trigger's group accompanies after one of these prepositions; for a
    /// participle, who does to its noun what one of these verbs says.
    Host(LemmaSet),
}

impl Position {
    /// Whether one argument at most stands there.
    #[must_use]
    pub const fn is_single(&self) -> bool {
        matches!(self, Self::Subject | Self::Object | Self::Attribute)
    }
}

/// A place of a frame and what must fill it.
#[derive(Debug, Clone)]
pub struct Place {
    /// Where.
    pub position: Position,
    /// Whose it is; `None` for a fixed companion.
    pub role: Option<RoleIndex>,
    /// On the head word, beside what the role asks.
    pub words: WordConstraint,
    /// None of these classes, beside what the role asks.
    pub not_classes: Vec<ClassId>,
    /// Nobody may stand beside it in a list.
    pub alone: bool,
    /// The frame is silent without it.
    pub required: bool,
    /// Of which classes somebody must be who stands here, where nothing else can give the frame what it wants of the place;
    /// laid down when the rules are indexed.
    pub(super) demanded: Option<ClassSet>,
    /// Places inside the words that stand here.
    pub inside: Vec<Place>,
    /// Place in the file, bytes.
    pub at: Range<usize>,
}

/// What must not stand in the clause.
#[derive(Debug, Clone)]
pub struct Companion {
    /// Where.
    pub position: Position,
    /// Which head words; empty for any.
    pub lemmas: LemmaSet,
}

/// `content = { … }`.
#[derive(Debug, Clone, Copy)]
pub struct Content {
    /// At most this real.
    pub status: Option<Status>,
    /// Who says so.
    pub said_by: Option<RoleIndex>,
    /// Who does it, where the content names nobody.
    pub subject: Option<RoleIndex>,
}

/// `[[pattern]]`.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Neighbours, in order.
    pub sequence: Vec<Element>,
    /// Index of the element that sets it off.
    pub trigger: usize,
    /// For each element up to the trigger, how many words stand between where it begins and the trigger.
    pub before: Vec<Distance>,
    /// One of these words stands in the sentence.
    pub with_word: LemmaSet,
    /// One of these forms stands in the sentence.
    pub with_form: LemmaSet,
    /// It begins its sentence, or what follows a colon, semicolon or dash in it.
    pub opens: bool,
    /// Numbers of the sets of words of which the sentence must hold one each, the rarest first.
    pub(super) needed: Vec<u16>,
    /// Number of the set of words that set it off.
    pub(super) triggers: Option<u16>,
    /// What the construction itself says.
    pub effect: Effect,
    /// A role whose members pair with each other.
    pub pairs: Option<RoleIndex>,
    /// Place in the file, bytes.
    pub at: Range<usize>,
}

impl Pattern {
    /// The sets of words of which it takes one each.
    pub(super) fn words(&self) -> Vec<LemmaSet> {
        let elements = self.sequence.iter().filter_map(Element::words);
        let with = [self.with_word.by_lemma(), self.with_form.clone()];
        elements.chain(with).collect()
    }

    /// The element that sets it off.
    #[must_use]
    pub fn trigger(&self) -> &Element {
        &self.sequence[self.trigger]
    }
}

/// How many words stand between two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Distance {
    /// At least so many.
    pub least: u32,
    /// At most so many; [`u32::MAX`] where a group of any length may stand between.
    pub most: u32,
}

impl Distance {
    /// Whether it may be `words`.
    #[must_use]
    pub const fn allows(self, words: u32) -> bool {
        self.least <= words && words <= self.most
    }
}

/// An element of a pattern.
#[derive(Debug, Clone)]
pub struct Element {
    /// What it takes.
    pub takes: Takes,
    /// Whose the words are.
    pub role: Option<RoleIndex>,
    /// The pattern also matches without it.
    pub optional: bool,
    /// A group is taken without its conjuncts.
    pub alone: bool,
}

impl Element {
    /// The words of which it takes one, as far as it does not do without; lemmas count however they are written.
    pub(super) fn words(&self) -> Option<LemmaSet> {
        match &self.takes {
            _ if self.optional => None,
            Takes::Lemma(lemmas) => Some(lemmas.by_lemma()),
            Takes::Form(keys) => Some(LemmaSet::of_forms(keys.clone())),
            Takes::Group | Takes::Class(_) | Takes::Skip(_) => None,
        }
    }

    /// How many words it takes.
    #[must_use]
    pub const fn width(&self) -> Distance {
        let (least, most) = match self.takes {
            Takes::Group => (1, u32::MAX),
            Takes::Skip(most) => (0, most as u32),
            Takes::Lemma(_) | Takes::Form(_) | Takes::Class(_) => (1, 1),
        };
        Distance {
            least: if self.optional { 0 } else { least },
            most,
        }
    }
}

/// What an element of a pattern takes.
#[derive(Debug, Clone)]
pub enum Takes {
    /// A noun group with its conjuncts.
    Group,
    /// A word with one of these lemmas.
    Lemma(LemmaSet),
    /// A word written in one of these ways, as keys ([`crate::text::lowered`]).
    Form(Vec<u64>),
    /// A word of one of these classes.
    Class(Vec<Class>),
    /// Up to so many words.
    Skip(u8),
}

/// `[[example]]`.
#[derive(Debug, Clone)]
pub struct Example {
    /// What is read.
    pub text: String,
    /// The article's date.
    pub date: Option<Date>,
    /// The statements of the rule's predicate, exactly.
    pub gives: Vec<Gives>,
    /// Why it is known to fail.
    pub pending: Option<String>,
    /// Place in the file, bytes.
    pub at: Range<usize>,
}

/// A statement that an example gives.
#[derive(Debug, Clone)]
pub struct Gives {
    /// Label of the subject.
    pub subject: String,
    /// Label or number of the object.
    pub object: Label,
    /// Fact, promise, hedge or denial.
    pub status: Status,
    /// Qualifiers that are compared, by their key in a statement.
    pub qualifiers: Vec<(&'static str, String)>,
}

/// `[[silent]]`.
#[derive(Debug, Clone)]
pub struct Silent {
    /// What is read.
    pub text: String,
    /// Why nothing must come of it.
    pub why: String,
    /// The article's date.
    pub date: Option<Date>,
    /// Why it is known to fail.
    pub pending: Option<String>,
    /// Place in the file, bytes.
    pub at: Range<usize>,
}
