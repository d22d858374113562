//! One trigger, the same parties, two predicates: the more specific one is kept.

use super::Rules;
use super::matched::{Match, Value};
use crate::clause::Filler;
use crate::mention::EntityId;
use crate::ontology::{Ontology, PredicateId};
use crate::text::WordIndex;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Drops every match that gives way to another.
pub(super) fn select(rules: &Rules, ontology: &Ontology, found: &mut Vec<Match>) {
    if found.len() < 2 {
        return;
    }
    found.sort_by_key(|one| one.trigger);
    let gives_way = yielding(rules, ontology, found);
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !gives_way[at - 1]
    });
}

/// For each match, sorted by trigger, whether it gives way to another.
fn yielding(rules: &Rules, ontology: &Ontology, found: &[Match]) -> Vec<bool> {
    let hosts = hosts(found);
    found
        .iter()
        .enumerate()
        .map(|(at, one)| {
            rivals(found, at).any(|other| {
                let (own, its) = (predicate(rules, one), predicate(rules, other));
                (own == its && reads_less(one, other))
                    || (ontology.more_specific(its, own) && same_parties(rules, one, other))
            }) || hosts
                .get(&one.trigger)
                .is_some_and(|hosts| is_companion(rules, one, hosts))
        })
        .collect()
}

/// Whether `one` reads only a part of what `other`, which has its trigger and predicate, reads.
fn reads_less(one: &Match, other: &Match) -> bool {
    let read = |one: &Match| -> SmallVec<[Filler; 8]> {
        one.fillings
            .iter()
            .flat_map(|filling| filling.fillers.iter().copied())
            .collect()
    };
    let (one, other) = (read(one), read(other));
    one.len() < other.len() && one.iter().all(|filler| other.contains(filler))
}

/// The matches that have a word for their fixed companion.
type Hosts<'m> = SmallVec<[&'m Match; 1]>;

fn hosts(found: &[Match]) -> FxHashMap<WordIndex, Hosts<'_>> {
    let mut hosts = FxHashMap::<_, Hosts<'_>>::default();
    for host in found {
        for companion in &host.companions {
            hosts.entry(*companion).or_default().push(host);
        }
    }
    hosts
}

/// Whether a match that has the trigger of `one` for its fixed companion says the same:
/// "n'a pas apporté son soutien à" is denied, whatever "son soutien à" says by itself.
fn is_companion(rules: &Rules, one: &Match, hosts: &[&Match]) -> bool {
    hosts
        .iter()
        .any(|host| predicate(rules, one) == predicate(rules, host) && same_parties(rules, one, host))
}

/// The predicates that claim one trigger and the same parties although the ontology says neither
/// that one is more specific nor that both hold.
#[must_use]
pub fn ties(rules: &Rules, ontology: &Ontology, found: &[Match]) -> Vec<(usize, usize)> {
    let mut ties = Vec::new();
    for (at, one) in found.iter().enumerate() {
        for (other_at, other) in found.iter().enumerate().skip(at + 1) {
            let (a, b) = (predicate(rules, one), predicate(rules, other));
            let declared = a == b
                || ontology.more_specific(a, b)
                || ontology.more_specific(b, a)
                || ontology.coexist(a, b);
            if one.trigger == other.trigger && !declared && same_parties(rules, one, other) {
                ties.push((at, other_at));
            }
        }
    }
    ties
}

fn predicate(rules: &Rules, one: &Match) -> PredicateId {
    rules.rule(one.rule).predicate
}

/// The other matches of the same trigger; `found` is sorted by trigger.
fn rivals(found: &[Match], at: usize) -> impl Iterator<Item = &Match> {
    let trigger = found[at].trigger;
    let first = found.partition_point(|one| one.trigger < trigger);
    found[first..]
        .iter()
        .take_while(move |one| one.trigger == trigger)
        .enumerate()
        .filter(move |(offset, _)| first + offset != at)
        .map(|(_, one)| one)
}

fn same_parties(rules: &Rules, one: &Match, other: &Match) -> bool {
    let parties = parties(rules, one);
    !parties.is_empty() && parties == self::parties(rules, other)
}

/// Everybody a match connects, in whatever direction.
fn parties(rules: &Rules, one: &Match) -> SmallVec<[EntityId; 4]> {
    let emit = &rules.rule(one.rule).emit;
    let ends = one
        .pairs
        .map_or_else(|| [emit.subject, emit.object], |party| [party, party]);
    let mut parties: SmallVec<[EntityId; 4]> = ends
        .iter()
        .flat_map(|role| one.values(*role))
        .filter_map(|value| match value {
            Value::Entity { entity, .. } => Some(*entity),
            _ => None,
        })
        .collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}
