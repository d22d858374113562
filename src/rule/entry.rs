//! Frames under the lemmas that set them off, each with what tells at a glance that it is not meant: most frames that a
//! word sets off are not even looked at.

use super::companions::Need;
use super::listing::Listing;
use super::matched::RuleIndex;
use super::matching::ArgumentPosition;
use super::survey::ClassSet;
use super::table::{
    Frame, LemmaSet, Place, Position, RoleConstraint, RoleIndex, Rule, TriggerKind, TriggerWord, Yield,
};
use crate::clause::{Predicate, PredicateKind, Voice};
use crate::lexicon::LemmaId;

/// A frame that some lemma sets off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub rule: RuleIndex,
    pub frame: u16,
    pub kind: TriggerKind,
    pub word: TriggerWord,
    /// As what the word sets the frame off.
    pub occasions: Occasions,
    /// The companions that the frame cannot do without.
    pub need: Need,
    /// The arguments that it cannot do without.
    pub demands: Demands,
}

/// Frames by the lemmas that set them off, apart by what kind of word does.
#[derive(Debug, Default)]
pub(super) struct Entries {
    verbs: Listing<Entry>,
    nouns: Listing<Entry>,
    adjectives: Listing<Entry>,
}

impl Entries {
    /// Lists `entries`; every lemma is below `count`.
    pub fn new(entries: &[Entry], count: usize) -> Self {
        let listing = |kind| {
            let own = entries.iter().filter(|entry| entry.kind == kind);
            Listing::new(own.map(|entry| (entry.word.lemma.0, *entry)).collect(), count)
        };
        Self {
            verbs: listing(TriggerKind::Verb),
            nouns: listing(TriggerKind::Noun),
            adjectives: listing(TriggerKind::Adjective),
        }
    }

    /// The frames that `lemma` sets off as a word of one kind.
    pub fn of(&self, kind: TriggerKind, lemma: LemmaId) -> &[Entry] {
        let listing = match kind {
            TriggerKind::Verb => &self.verbs,
            TriggerKind::Noun => &self.nouns,
            TriggerKind::Adjective => &self.adjectives,
        };
        listing.of(lemma.0)
    }

    /// The frames that the predicate of a clause sets off: those of its verb; for a noun or an adjective those of the
    /// word itself too.
    pub fn set_off(&self, predicate: &Predicate) -> [&[Entry]; 3] {
        let own = |kind| self.of(kind, predicate.lemma);
        let (noun, adjective): (&[Entry], &[Entry]) = match predicate.kind {
            PredicateKind::Noun => (own(TriggerKind::Noun), &[]),
            PredicateKind::Adjective => (own(TriggerKind::Noun), own(TriggerKind::Adjective)),
            PredicateKind::Participle => (&[], own(TriggerKind::Adjective)),
            PredicateKind::Verb | PredicateKind::Infinitive => (&[], &[]),
        };
        [self.of(TriggerKind::Verb, predicate.frame), noun, adjective]
    }
}

/// The kinds and voices of predicates that show "se" as a frame writes its trigger, and have the voice it asks for; a bit
/// for each kind in each voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occasions(u16);

impl Occasions {
    /// Those on which `word` sets `frame` off.
    pub fn of(frame: &Frame, word: TriggerWord) -> Self {
        let kinds = [
            PredicateKind::Verb,
            PredicateKind::Noun,
            PredicateKind::Participle,
            PredicateKind::Infinitive,
            PredicateKind::Adjective,
        ];
        let voices = [Voice::Active, Voice::Passive, Voice::Pronominal];
        let occasions = kinds
            .into_iter()
            .flat_map(|kind| voices.map(|voice| (kind, voice)));
        let fitting = occasions.filter(|(kind, voice)| {
            let told = frame.kind == TriggerKind::Verb
                && matches!(kind, PredicateKind::Verb | PredicateKind::Infinitive);
            let shown = !told || word.pronominal == (*voice == Voice::Pronominal);
            let asked =
                frame.voices.is_empty() || *kind == PredicateKind::Noun || frame.voices.contains(voice);
            shown && asked
        });
        Self(fitting.fold(0, |bits, (kind, voice)| bits | Self::bit(kind, voice)))
    }

    const fn bit(kind: PredicateKind, voice: Voice) -> u16 {
        1 << (kind as u16 * 3 + voice as u16)
    }

    /// Whether a predicate of this kind and voice is one of them.
    pub const fn contain(self, kind: PredicateKind, voice: Voice) -> bool {
        self.0 & Self::bit(kind, voice) != 0
    }
}

/// The arguments that a frame cannot do without, as far as that depends on what stands in the clause; nothing where it asks
/// for none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Demands {
    subject: ClassSet,
    object: ClassSet,
    attribute: ClassSet,
    oblique: ClassSet,
    prepositions: Prepositions,
}

impl Demands {
    /// What `frame` cannot do without.
    pub fn of(rule: &Rule, frame: &Frame) -> Self {
        let mut demands = Self::default();
        for place in frame.places.iter().filter(|place| frame.is_demanded(place)) {
            let demanded = match &place.position {
                Position::Subject => &mut demands.subject,
                Position::Object => &mut demands.object,
                Position::Attribute => &mut demands.attribute,
                Position::Oblique(prepositions) if demands.oblique.is_empty() => {
                    demands.prepositions = Prepositions::of(prepositions);
                    &mut demands.oblique
                }
                _ => continue,
            };
            *demanded = place.demand(rule, frame);
        }
        demands
    }
}

impl Place {
    /// Of which classes somebody must be who stands here, where `frame` cannot do without.
    pub(super) fn demand(&self, rule: &Rule, frame: &Frame) -> ClassSet {
        let Some(role) = self.role else {
            return ClassSet::STANDING;
        };
        let elsewhere = frame.places.iter().any(|place| place.holds(role));
        let constraint = rule.role(role);
        if matches!(constraint.yields, Yield::Entity { .. }) && !elsewhere {
            constraint.admits()
        } else {
            ClassSet::STANDING
        }
    }

    /// Whether `role` may be filled inside the words that stand here.
    fn holds(&self, role: RoleIndex) -> bool {
        let mut inside = self.inside.iter();
        inside.any(|inner| inner.role == Some(role) || inner.holds(role))
    }
}

impl RoleConstraint {
    /// Of which classes whoever it takes may be; a seat of power may be of any, since it stands for its state.
    pub(super) fn admits(&self) -> ClassSet {
        if self.seat {
            return ClassSet::ANYBODY;
        }
        let classes = self.classes.iter().map(|class| ClassSet::of(*class));
        classes.fold(ClassSet::OPEN, |all, class| all | class)
    }
}

/// What the arguments of a trigger can give to demands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Offer {
    subject: ClassSet,
    object: ClassSet,
    attribute: ClassSet,
    oblique: ClassSet,
    prepositions: Prepositions,
}

impl Offer {
    /// An offer of which only subject, object and attribute are yet to be told: complements of whatever kind may come.
    pub fn with_any_complements() -> Self {
        Self {
            object: ClassSet::STANDING,
            oblique: ClassSet::ANYTHING,
            prepositions: Prepositions(u64::MAX),
            ..Self::default()
        }
    }

    /// Adds an argument of these classes. "n'a pas livré *de drones*": an indefinite object looks like a complement.
    pub fn add(&mut self, position: ArgumentPosition, classes: ClassSet, genitive: Option<LemmaId>) {
        let classes = classes | ClassSet::STANDING;
        match position {
            ArgumentPosition::Subject => self.subject |= classes,
            ArgumentPosition::Object => self.object |= classes,
            ArgumentPosition::Attribute => self.attribute |= classes,
            ArgumentPosition::Oblique(preposition) => {
                self.oblique |= classes;
                self.prepositions.0 |= preposition.map_or(0, Prepositions::bit);
                if preposition == genitive {
                    self.object |= ClassSet::STANDING;
                }
            }
        }
    }

    /// Behind a noun, who and whom look alike; behind a bare participle, whoever withdraws looks like its object.
    pub fn behind(mut self, kind: PredicateKind) -> Self {
        let (subject, object) = (self.subject, self.object);
        if matches!(kind, PredicateKind::Noun | PredicateKind::Participle) {
            self.subject |= object;
        }
        if kind == PredicateKind::Noun {
            self.object |= subject;
        }
        self
    }

    /// Whether nothing that is demanded is wholly missing.
    pub const fn meets(&self, demands: &Demands) -> bool {
        const fn given(offered: ClassSet, demanded: ClassSet) -> bool {
            demanded.is_empty() || offered.meets(demanded)
        }
        given(self.subject, demands.subject)
            && given(self.object, demands.object)
            && given(self.attribute, demands.attribute)
            && given(self.oblique, demands.oblique)
            && (demands.oblique.is_empty() || self.prepositions.0 & demands.prepositions.0 != 0)
    }
}

/// A sieve of prepositions: a bit for those with the same last digits.
#[derive(Debug, Clone, Copy, Default)]
struct Prepositions(u64);

impl Prepositions {
    fn of(lemmas: &LemmaSet) -> Self {
        Self(lemmas.iter().fold(0, |bits, lemma| bits | Self::bit(lemma)))
    }

    const fn bit(LemmaId(lemma): LemmaId) -> u64 {
        1 << (lemma % 64)
    }
}
