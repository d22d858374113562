//! Where each group stands in the clauses of the analysis.
//!
//! A verb's role comes before a noun's, and the first finite verb is the one that the group stands with.

use super::discourse::Clauses;
use crate::clause::{Analysis, Clause, ClauseId, Filler, PredicateKind, RoleKind, Voice};
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

pub(super) fn clauses_of(analysis: &Analysis) -> Vec<Clauses> {
    let mut clauses_of = Vec::new();
    clauses_of.resize_with(analysis.groups.len(), Clauses::new);
    for (index, clause) in analysis.clauses.iter().enumerate() {
        for role in &clause.roles {
            if let Filler::Group(group) = role.filler
                && let Some(clauses) = clauses_of.get_mut(group as usize)
            {
                clauses.push(index as ClauseId);
            }
        }
    }
    clauses_of
}
