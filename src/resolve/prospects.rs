//! Which groups can be nobody, seen before any is resolved.
//!
//! Many groups of a text are things: "le prix du riz". Their words stand in no list that a description asks, no name
//! stands in them, beside them or behind them; that is seen once, and neither they nor those that they belong to are
//! asked further. What makes somebody of a group anywhere in this stage must be among what is looked at here.

use super::Reference;
use super::discourse::Ids;
use super::owners::DEPTH;
use super::reader::Reader;
use super::traits::WordTraits;
use crate::clause::{GroupId, NounGroup, RoleKind};
use crate::lexicon::{Class, Features};

/// What may come of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prospect {
    /// Nobody, whatever the text tells: "le prix du riz".
    Nobody,
    /// Nobody by its own words; but what hangs on it may be somebody, or it is what somebody was called: "le
    /// chamelier".
    Thing,
    /// Whoever it turns out to be.
    Open,
}

/// Lists of head nouns that mean somebody.
const TELLING_HEADS: WordTraits = WordTraits::ORDINAL
    .union(WordTraits::NAMESAKES)
    .union(WordTraits::MEASURE)
    .union(WordTraits::CAPITAL)
    .union(WordTraits::RULED)
    .union(WordTraits::PRONOUN)
    .union(WordTraits::FIRST_PERSON)
    .union(WordTraits::LAST)
    .union(WordTraits::OPENS_TITLE)
    .union(WordTraits::OPENS_BODY);

/// Words that make somebody of any noun.
const TELLING_WORDS: WordTraits = WordTraits::MENTIONED
    .union(WordTraits::POSSESSIVE)
    .union(WordTraits::OPENS_HUMAN);

/// How many conjuncts of a complement are looked at.
const MOST_CONJUNCTS: usize = 40;

impl Reader<'_> {
    /// What may come of a group, told by its words and by those that hang on it, which have been looked at before.
    pub fn foreseen(&self, id: GroupId) -> Prospect {
        let group = self.group(id);
        if self.may_be_somebody(id, group) {
            return Prospect::Open;
        }
        let followed = self.may_go_by_noun(id, group)
            || self.instances_begin(id).is_some()
            || !self.complements(id).iter().all(|complement| {
                let mut conjuncts = self.conjuncts(*complement).take(MOST_CONJUNCTS);
                conjuncts.all(|member| self.prospect(member) == Prospect::Nobody)
            });
        if followed {
            Prospect::Thing
        } else {
            Prospect::Nobody
        }
    }

    /// What may come of a group.
    pub fn prospect(&self, id: GroupId) -> Prospect {
        self.prospects.get(id as usize).copied().unwrap_or(Prospect::Open)
    }

    /// Whether the words of a group, or what stands beside it, can make somebody of it.
    fn may_be_somebody(&self, id: GroupId, group: &NounGroup) -> bool {
        let Some(head) = self.analysis.tokens.get(group.head as usize) else {
            return true;
        };
        let holder = WordTraits::OTHER_HOLDER | WordTraits::FORMER;
        !self.sections(group).is_empty()
            || group.apposition.is_some()
            || group.apposition_to.is_some()
            || head.class == Class::Numeral && self.counts_all(group)
            || self.counted_out_of(id).is_some()
            || self.traits(group.head).intersects(TELLING_HEADS)
            || self.traits_within(group).intersects(TELLING_WORDS)
            || self.traits(group.words.end).intersects(holder)
            || head.features.contains(Features::HUMAN) && self.is_former(group)
            || group
                .determiner
                .is_some_and(|word| self.traits(word).contains(WordTraits::POSSESSIVE))
            || self.may_belong_to_antecedent(id, group)
    }

    /// "le Mali, dont *les prix* …".
    fn may_belong_to_antecedent(&self, id: GroupId, group: &NounGroup) -> bool {
        let place = self.place(id).filter(|place| place.kind != RoleKind::Oblique);
        let clause = place.and_then(|place| self.clause(place.clause));
        clause.is_some_and(|clause| clause.group.is_some())
            && group.complements.is_empty()
            && self.definite(group)
    }

    /// Whether a group may be what somebody was called before: "le chamelier".
    fn may_go_by_noun(&self, id: GroupId, group: &NounGroup) -> bool {
        !group
            .features
            .intersects(Features::PLURAL | Features::POSSESSIVE | Features::TIME)
            && self.definite(group)
            && self.complements(id).is_empty()
    }

    /// Whom a thing means: "la région *de X*", "le chamelier". What hangs on it is resolved before what comes behind.
    pub fn thing(&mut self, id: GroupId) -> Option<Reference> {
        if self.complements(id).is_empty() {
            return self.so_called(id, &[]);
        }
        if let Some(another) = self.of_another(id) {
            return Some(another);
        }
        if self.is_portfolio(self.group(id)) {
            return None;
        }
        let place = self.named_place(id);
        if place.is_none() {
            self.complement_owners(id, DEPTH, &mut Ids::new());
        }
        place
    }
}
