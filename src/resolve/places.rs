//! Where each group stands in the clauses of the analysis.
//!
//! A verb's role comes before a noun's, and the first finite verb is the one that the group stands with.

use super::tables::Tables;
use super::traits::LemmaTraits;
use crate::clause::{
    Analysis, Clause, ClauseId, Filler, GroupId, Predicate, PredicateKind, Role, RoleKind, Voice,
};
use crate::lexicon::Features;

/// Where a group stands in its clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub kind: RoleKind,
    pub clause: ClauseId,
    /// Whether the clause's predicate is a verb.
    pub verbal: bool,
}

/// The role as the words show it: in the passive, what is done to is the subject.
fn grammatical(kind: RoleKind, passive: bool) -> RoleKind {
    match (passive, kind) {
        (true, RoleKind::Object) => RoleKind::Subject,
        (true, RoleKind::Subject) => RoleKind::Oblique,
        (_, kind) => kind,
    }
}

/// Passive in form, or a past participle of something done to somebody ("reçu par X").
pub(super) fn is_passive(clause: &Clause) -> bool {
    let participle = clause.predicate.kind == PredicateKind::Participle
        && clause.predicate.features.contains(Features::PAST_PARTICIPLE)
        && clause.roles.iter().any(|role| role.kind == RoleKind::Object);
    clause.predicate.voice == Voice::Passive || participle
}

/// What the clauses of an article tell of its groups.
#[derive(Debug)]
pub(super) struct Arguments {
    /// The role of each group: of a verb before a noun's, subjects before the rest.
    places: Vec<Option<Place>>,
    /// Where the list of each group's clauses ends; all lists are in one.
    ends: Vec<u32>,
    clauses: Vec<ClauseId>,
    /// The lists that the predicate of each clause stands in, or the verb whose frame it goes by.
    verbs: Vec<LemmaTraits>,
    /// The groups in their order: one of them by itself is a list of complements.
    order: Vec<GroupId>,
}

impl Arguments {
    pub fn of(analysis: &Analysis, tables: &Tables) -> Self {
        let count = analysis.groups.len();
        let mut places: Vec<Option<Place>> = vec![None; count];
        let mut filled: Vec<(GroupId, ClauseId)> = Vec::with_capacity(2 * count);
        let mut verbs = Vec::with_capacity(analysis.clauses.len());
        for (index, clause) in (0..).zip(&analysis.clauses) {
            verbs.push(verb(&clause.predicate, tables));
            let passive = is_passive(clause);
            for (group, role) in groups_of(clause) {
                let Some(slot) = places.get_mut(group as usize) else {
                    continue;
                };
                filled.push((group, index));
                let new = Place {
                    kind: grammatical(role.kind, passive),
                    clause: index,
                    verbal: clause.predicate.kind != PredicateKind::Noun,
                };
                if slot.is_none_or(|old| is_better(new, old, group, analysis)) {
                    *slot = Some(new);
                }
            }
        }
        let (ends, clauses) = clauses_by_group(&filled, count);
        Self {
            places,
            ends,
            clauses,
            verbs,
            order: (0..count as GroupId).collect(),
        }
    }

    /// Where a group stands.
    pub fn place(&self, id: GroupId) -> Option<Place> {
        self.places.get(id as usize).copied().flatten()
    }

    /// The clauses that a group is an argument of, in their order.
    pub fn clauses_of(&self, id: GroupId) -> &[ClauseId] {
        let end = |id: Option<u32>| id.and_then(|id| self.ends.get(id as usize)).copied();
        let from = end(id.checked_sub(1)).unwrap_or(0) as usize;
        let until = end(Some(id)).unwrap_or(0) as usize;
        self.clauses.get(from..until).unwrap_or_default()
    }

    /// The lists that the predicate of a clause stands in, or the verb whose frame it goes by.
    pub fn verb(&self, clause: ClauseId) -> LemmaTraits {
        self.verbs.get(clause as usize).copied().unwrap_or_default()
    }

    /// A group as a list of one.
    pub fn alone(&self, id: GroupId) -> &[GroupId] {
        self.order.get(id as usize..=id as usize).unwrap_or_default()
    }
}

/// Whether a group is an argument of this kind of the clause.
pub(super) fn is_filled_by(clause: &Clause, kind: RoleKind, group: GroupId) -> bool {
    let mut roles = clause.roles.iter();
    roles.any(|role| role.kind == kind && role.filler == Filler::Group(group))
}

/// The groups that are arguments of this kind of the clause, in its order.
pub(super) fn groups_at(clause: &Clause, kind: RoleKind) -> impl Iterator<Item = GroupId> {
    let groups = groups_of(clause).filter(move |(_, role)| role.kind == kind);
    groups.map(|(group, _)| group)
}

/// The groups among the arguments of a clause, with what they are to it.
pub(super) fn groups_of(clause: &Clause) -> impl Iterator<Item = (GroupId, &Role)> {
    clause.roles.iter().filter_map(|role| match role.filler {
        Filler::Group(group) => Some((group, role)),
        _ => None,
    })
}

/// Whether a group rather stands at the later of two places.
fn is_better(new: Place, old: Place, group: GroupId, analysis: &Analysis) -> bool {
    let clause = |place: Place| &analysis.clauses[place.clause as usize];
    let is_finite = |place: Place| clause(place).predicate.kind == PredicateKind::Verb;
    // The first finite verb that takes the group is the one it stands with.
    let (finite, old_finite) = (is_finite(new), is_finite(old));
    // "X, dont le chef a fui, négocie": an antecedent stands rather with the verb outside the relative clause.
    let describes = |place: Place| clause(place).group == Some(group);
    let left = describes(old) && !describes(new) && (finite || !old_finite);
    (finite && !old_finite) || (new.verbal && !old.verbal) || (new.verbal && left)
}

/// The clauses of each of `count` groups, one list behind the other, and where each list ends.
fn clauses_by_group(filled: &[(GroupId, ClauseId)], count: usize) -> (Vec<u32>, Vec<ClauseId>) {
    let mut ends = vec![0; count];
    for (group, _) in filled {
        ends[*group as usize] += 1;
    }
    let mut all = 0;
    for end in &mut ends {
        let own = std::mem::replace(end, all);
        all += own;
    }
    // Each list begins where the one before it ends, and grows to where the next one begins.
    let mut clauses = vec![0; filled.len()];
    for (group, clause) in filled {
        let end = &mut ends[*group as usize];
        clauses[*end as usize] = *clause;
        *end += 1;
    }
    (ends, clauses)
}

/// The lists that a predicate stands in, or the verb whose frame it goes by.
fn verb(predicate: &Predicate, tables: &Tables) -> LemmaTraits {
    let own = tables.lemma(predicate.lemma);
    if predicate.frame == predicate.lemma {
        own
    } else {
        own | tables.lemma(predicate.frame)
    }
}
