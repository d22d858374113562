//! What a bare number counts: "La Grèce attend des chars. Paris lui *en* a livré *six*."
//!
//! Beside "en", a number or measure among a verb's arguments counts what the text has just named in the plural. Without
//! such a noun in the same sentence or the one before it, nothing is counted. A number that only a participle describes
//! counts what another number of its sentence counts.

use super::places::groups_at;
use super::reader::Reader;
use super::traits::WordTraits;
use crate::clause::{Filler, GroupId, NounGroup, PredicateKind, RoleKind};
use crate::lexicon::{Class, Features};
use rustc_hash::FxHashSet;

/// How many groups before the number are looked at.
const MOST_BEFORE: usize = 24;

/// How many sentences the noun may lie back.
const REACH: u32 = 1;

impl Reader<'_> {
    /// Each group that counts without a noun, and the group whose noun it counts; sorted.
    pub fn counted_things(&self) -> Vec<(GroupId, GroupId)> {
        let clauses = self
            .genitive_clitics
            .iter()
            .flat_map(|group| self.clauses_of(*group));
        let mut counted: Vec<(GroupId, GroupId)> = Vec::new();
        for clause in clauses.filter_map(|clause| self.clause(*clause)) {
            for role in clause.roles.iter().filter(|role| role.kind == RoleKind::Object) {
                let Filler::Group(number) = role.filler else {
                    continue;
                };
                if self.counts_alone(number)
                    && let Some(thing) = self.counted_before(number)
                {
                    counted.push((number, thing));
                }
            }
        }
        counted.extend(self.counted_like_another());
        counted.sort_unstable();
        counted.dedup_by_key(|(number, _)| *number);
        let mut without_circles = Vec::with_capacity(counted.len());
        for pair in counted {
            if !self.comes_back(pair, &without_circles) {
                without_circles.push(pair);
            }
        }
        without_circles
    }

    /// "trois soldats tués et *cinq* autres": a number in one list with what it would count, or inside of it. Whoever asks
    /// for whom a number stands goes from a part to its whole, along a list and from a number to what it counts, and must
    /// come to an end.
    fn comes_back(&self, (number, thing): (GroupId, GroupId), counted: &[(GroupId, GroupId)]) -> bool {
        let mut seen = FxHashSet::default();
        let mut left = vec![thing];
        while let Some(id) = left.pop() {
            if id == number {
                return true;
            }
            if seen.insert(id) {
                let group = self.group(id);
                left.extend(group.next_conjunct);
                left.extend(group.complements.first());
                let own = counted.binary_search_by_key(&id, |(number, _)| *number);
                left.extend(own.ok().map(|at| counted[at].1));
            }
        }
        false
    }

    /// "compte 1 800 soldats, loin des *5 500* prévus": what is planned, promised, expected of what was just counted.
    fn counted_like_another(&self) -> Vec<(GroupId, GroupId)> {
        let participles = self.analysis.clauses.iter();
        let participles = participles.filter(|clause| clause.predicate.kind == PredicateKind::Participle);
        let numbers = participles
            .flat_map(|clause| groups_at(clause, RoleKind::Object))
            .filter(|number| self.group(*number).preposition.is_some() && self.counts_alone(*number));
        let same = |number: GroupId| {
            let thing = self.counted_before(number)?;
            let group = self.group(thing);
            let beside = group.numeral.is_some() && group.sentence == self.group(number).sentence;
            beside.then_some((number, thing))
        };
        numbers.filter_map(same).collect()
    }

    /// "Lima *en* a expulsé deux": some of those just named, and nowhere.
    pub fn is_partitive(&self, id: GroupId) -> bool {
        let clause = self.place(id).and_then(|place| self.clause(place.clause));
        clause.is_some_and(|clause| {
            let mut objects = clause.roles.iter().filter(|role| role.kind == RoleKind::Object);
            objects.any(|role| matches!(role.filler, Filler::Group(group) if self.counts_alone(group)))
        })
    }

    /// "en".
    pub fn is_genitive_clitic(&self, group: &NounGroup) -> bool {
        let token = self.analysis.tokens.get(group.head as usize);
        token.is_some_and(|token| token.features.contains(Features::GENITIVE_CLITIC))
    }

    /// "six", "une dizaine", "plusieurs": a number with no noun of its own.
    fn counts_alone(&self, id: GroupId) -> bool {
        let group = self.group(id);
        let token = self.analysis.tokens.get(group.head as usize);
        let number = token.is_some_and(|token| {
            token.class == Class::Numeral
                || token.class == Class::Pronoun && token.features.contains(Features::INDEFINITE)
        });
        (number || self.traits(group.head).contains(WordTraits::MEASURE)) && group.complements.is_empty()
    }

    /// The plural noun named last before a group.
    fn counted_before(&self, id: GroupId) -> Option<GroupId> {
        let sentence = self.group(id).sentence;
        let mut before = (0..id).rev().take(MOST_BEFORE);
        before.find(|other| {
            let group = self.group(*other);
            let token = self.analysis.tokens.get(group.head as usize);
            sentence.saturating_sub(group.sentence) <= REACH
                && token.is_some_and(|token| token.class == Class::Noun)
                && group.features.contains(Features::PLURAL)
                && !group.features.contains(Features::TIME)
        })
    }
}
