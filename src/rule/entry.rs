//! Frames under the lemmas that set them off, each with what tells at a glance that it is not meant: most frames that a
//! word sets off are not even looked at.

use super::arguments::ArgumentPosition;
use super::companions::{Need, Needs, Present};
use super::listing::Listing;
use super::matched::RuleIndex;
use super::survey::ClassSet;
use super::table::{
    Frame, LemmaSet, Place, Position, RoleConstraint, RoleIndex, Rule, TriggerKind, TriggerWord, Yield,
};
use crate::clause::{Predicate, PredicateKind, Voice};
use crate::lexicon::LemmaId;
use rustc_hash::FxHashMap;

/// A frame that some lemma sets off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub rule: RuleIndex,
    pub frame: u16,
    /// As what the word sets the frame off.
    pub occasions: Occasions,
    /// Number of the arguments that it cannot do without.
    pub demands: u16,
    /// The companions that the frame cannot do without.
    pub need: Need,
    /// Whether the word is written with "se".
    pub pronominal: bool,
}

/// Frames by the lemmas that set them off, apart by what kind of word does.
#[derive(Debug, Default)]
pub(super) struct Entries {
    verbs: Listing<Entry>,
    nouns: Listing<Entry>,
    adjectives: Listing<Entry>,
    /// What frames demand: many demand the same.
    demands: Vec<Demands>,
    needs: Needs,
}

impl Entries {
    /// Lists the frames of `rules`; every lemma is below `count`.
    pub fn new(rules: &[Rule], count: usize) -> Self {
        let (mut all, mut demands, mut needs) = (Vec::new(), Vec::new(), Needs::default());
        let mut known: FxHashMap<Demands, u16> = FxHashMap::default();
        let frames = rules.iter().zip(0..).flat_map(|(rule, at)| {
            let frames = rule.frames.iter().zip(0..);
            frames.map(move |(frame, frame_at)| (RuleIndex(at), frame_at, frame))
        });
        for (rule, frame_at, frame) in frames {
            let need = needs.add(&frame.needed);
            for word in &frame.triggers {
                let entry = Entry {
                    rule,
                    frame: frame_at,
                    occasions: Occasions::of(frame, *word),
                    demands: *known.entry(Demands::of(frame, *word)).or_insert_with_key(|new| {
                        demands.push(*new);
                        demands.len() as u16 - 1
                    }),
                    need,
                    pronominal: word.pronominal,
                };
                all.push((frame.kind, word.lemma.0, entry));
            }
        }
        let listing = |kind| {
            let own = all.iter().filter(|(other, ..)| *other == kind);
            Listing::new(own.map(|(_, lemma, entry)| (*lemma, *entry)).collect(), count)
        };
        Self {
            verbs: listing(TriggerKind::Verb),
            nouns: listing(TriggerKind::Noun),
            adjectives: listing(TriggerKind::Adjective),
            demands,
            needs,
        }
    }

    /// Whether `entry` may be meant by a predicate of this kind and voice in a sentence: the word sets its frame off there,
    /// and the companions that the frame cannot do without stand in the sentence. Most are not, for either reason.
    #[inline]
    pub fn is_likely(&self, entry: &Entry, occasion: Occasions, sentence: Present<'_>) -> bool {
        entry.occasions.meet(occasion) & sentence.holds(entry.need.gate)
            && self.needs.others_are_met(&entry.need, sentence)
    }

    /// Whether the arguments that the frame of `entry` cannot do without may be among those on offer.
    pub fn is_given(&self, entry: &Entry, offer: &Offer) -> bool {
        offer.meets(&self.demands[usize::from(entry.demands)])
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
            // "coordonnent leurs attaques": a noun does not show that they attack each other.
            let reciprocal = frame.pairs.is_some() && frame.voices == [Voice::Pronominal];
            let noun = *kind == PredicateKind::Noun && !reciprocal;
            let asked = frame.voices.is_empty() || noun || frame.voices.contains(voice);
            shown && asked
        });
        Self(fitting.fold(0, |bits, (kind, voice)| bits | Self::bit(kind, voice)))
    }

    const fn bit(kind: PredicateKind, voice: Voice) -> u16 {
        1 << (kind as u16 * 3 + voice as u16)
    }

    /// A predicate of this kind and voice.
    pub const fn only(kind: PredicateKind, voice: Voice) -> Self {
        Self(Self::bit(kind, voice))
    }

    /// Whether the two have one in common.
    pub const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The arguments that a frame cannot do without, as far as that depends on what stands in the clause; nothing where it asks
/// for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Demands {
    subject: ClassSet,
    /// Of a verb that is written with "se".
    withdrawing: ClassSet,
    object: ClassSet,
    attribute: ClassSet,
    oblique: ClassSet,
    prepositions: Prepositions,
}

impl Demands {
    /// What `frame` cannot do without where `word` sets it off.
    pub fn of(frame: &Frame, word: TriggerWord) -> Self {
        let nothing = ClassSet::NOTHING;
        let mut demands = Self {
            subject: nothing,
            withdrawing: nothing,
            object: nothing,
            attribute: nothing,
            oblique: nothing,
            prepositions: Prepositions::NONE,
        };
        for place in &frame.places {
            let Some(asked) = place.demanded else { continue };
            let demanded = match &place.position {
                Position::Subject if word.pronominal => &mut demands.withdrawing,
                Position::Subject => &mut demands.subject,
                Position::Object => &mut demands.object,
                Position::Attribute => &mut demands.attribute,
                Position::Oblique(prepositions) if demands.oblique == nothing => {
                    demands.prepositions = Prepositions::of(prepositions);
                    &mut demands.oblique
                }
                _ => continue,
            };
            *demanded = asked;
        }
        demands
    }
}

impl Place {
    /// Of which classes somebody must be who stands here, where `frame` cannot do without; `roles` are those of its rule.
    pub(super) fn demand(&self, roles: &[RoleConstraint], frame: &Frame) -> ClassSet {
        let Some(role) = self.role else {
            return ClassSet::STANDING;
        };
        let elsewhere = frame.places.iter().any(|place| place.holds(role));
        let constraint = &roles[usize::from(role.0)];
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
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    subject: ClassSet,
    withdrawing: ClassSet,
    object: ClassSet,
    attribute: ClassSet,
    oblique: ClassSet,
    prepositions: Prepositions,
}

impl Offer {
    /// What no argument gives.
    pub const NOTHING: Self = Self {
        subject: ClassSet::NOTHING,
        withdrawing: ClassSet::NOTHING,
        object: ClassSet::NOTHING,
        attribute: ClassSet::NOTHING,
        oblique: ClassSet::NOTHING,
        prepositions: Prepositions::NONE,
    };

    /// What arguments of which nothing is known yet may give.
    pub const ANYTHING: Self = Self {
        subject: ClassSet::ANYTHING,
        withdrawing: ClassSet::ANYTHING,
        object: ClassSet::ANYTHING,
        attribute: ClassSet::ANYTHING,
        oblique: ClassSet::ANYTHING,
        prepositions: Prepositions::ANY,
    };

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

    /// Behind a noun, who and whom look alike; behind a noun or a bare participle, whoever withdraws looks like its object.
    pub fn behind(mut self, kind: PredicateKind) -> Self {
        self.withdrawing = self.subject;
        if matches!(kind, PredicateKind::Noun | PredicateKind::Participle) {
            self.withdrawing |= self.object;
        }
        if kind == PredicateKind::Noun {
            self.object |= self.subject;
        }
        self
    }

    /// Whether nothing that is demanded is wholly missing.
    #[inline]
    pub const fn meets(&self, demands: &Demands) -> bool {
        self.subject.meets(demands.subject)
            & self.withdrawing.meets(demands.withdrawing)
            & self.object.meets(demands.object)
            & self.attribute.meets(demands.attribute)
            & self.oblique.meets(demands.oblique)
            & self.prepositions.meets(demands.prepositions)
    }
}

/// A sieve of prepositions: a bit for those with the same remainder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Prepositions(u64);

impl Prepositions {
    /// None, which is always given, and asked for where no preposition is.
    const NONE: Self = Self(1 << BITS);
    /// Any of them.
    const ANY: Self = Self(u64::MAX);

    fn of(lemmas: &LemmaSet) -> Self {
        Self(lemmas.iter().fold(0, |bits, lemma| bits | Self::bit(lemma)))
    }

    const fn bit(LemmaId(lemma): LemmaId) -> u64 {
        1 << (lemma % BITS)
    }

    const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// How many prepositions have a bit of their own at most.
const BITS: u32 = 63;
