//! Where each group stands in the clauses of the analysis.
//!
//! A verb's role comes before a noun's, and the first finite verb is the one that the group stands with.

use crate::clause::{Analysis, Clause, ClauseId, Filler, GroupId, PredicateKind, RoleKind, Voice};
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
pub(super) fn grammatical(kind: RoleKind, clause: &Clause) -> RoleKind {
    match (is_passive(clause), kind) {
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

/// The role of each group: of a verb before a noun's, subjects before the rest.
pub(super) fn places(analysis: &Analysis) -> Vec<Option<Place>> {
    let mut places: Vec<Option<Place>> = vec![None; analysis.groups.len()];
    for (index, clause) in analysis.clauses.iter().enumerate() {
        let verbal = clause.predicate.kind != PredicateKind::Noun;
        for role in &clause.roles {
            let Filler::Group(group) = role.filler else {
                continue;
            };
            let Some(slot) = places.get_mut(group as usize) else {
                continue;
            };
            let new = Place {
                kind: grammatical(role.kind, clause),
                clause: index as ClauseId,
                verbal,
            };
            // The first finite verb that takes the group is the one it stands with.
            let finite = clause.predicate.kind == PredicateKind::Verb;
            // "X, dont le chef a fui, négocie": an antecedent stands rather with the verb outside the relative clause.
            let outside = clause.group != Some(group);
            let better = slot.is_none_or(|old| {
                let old_clause = &analysis.clauses[old.clause as usize];
                let old_finite = old_clause.predicate.kind == PredicateKind::Verb;
                let left = old_clause.group == Some(group) && outside && (finite || !old_finite);
                (finite && !old_finite) || (verbal && !old.verbal) || (verbal && left)
            });
            if better {
                *slot = Some(new);
            }
        }
    }
    places
}

/// The clauses that each group is an argument of, in their order; all lists in one.
#[derive(Debug, Default)]
pub(super) struct ClausesOf {
    /// Where the list of each group ends.
    ends: Vec<u32>,
    clauses: Vec<ClauseId>,
}

impl ClausesOf {
    pub fn of(analysis: &Analysis) -> Self {
        let count = analysis.groups.len();
        let arguments = || {
            let clauses = analysis.clauses.iter().enumerate();
            clauses.flat_map(move |(index, clause)| {
                clause.roles.iter().filter_map(move |role| match role.filler {
                    Filler::Group(group) if (group as usize) < count => {
                        Some((group as usize, index as ClauseId))
                    }
                    _ => None,
                })
            })
        };
        let mut ends = vec![0; count];
        arguments().for_each(|(group, _)| ends[group] += 1);
        let mut all = 0;
        for end in &mut ends {
            let own = std::mem::replace(end, all);
            all += own;
        }
        // Each list begins where the one before it ends, and grows to where the next one begins.
        let mut clauses = vec![0; all as usize];
        for (group, clause) in arguments() {
            clauses[ends[group] as usize] = clause;
            ends[group] += 1;
        }
        Self { ends, clauses }
    }

    /// Those of one group.
    pub fn group(&self, id: GroupId) -> &[ClauseId] {
        let end = |id: Option<u32>| id.and_then(|id| self.ends.get(id as usize)).copied();
        let from = end(id.checked_sub(1)).unwrap_or(0) as usize;
        let until = end(Some(id)).unwrap_or(0) as usize;
        self.clauses.get(from..until).unwrap_or_default()
    }
}
