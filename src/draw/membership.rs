//! Alliances as regions: who is a member stands in it, and needs no arrow.

use super::bundle::Bundle;
use crate::network::Tie;
use crate::ontology::Ontology;
use crate::statement::Status;
use petgraph::graph::NodeIndex;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// An alliance with those of its members that the picture shows.
#[derive(Debug, Clone)]
pub(super) struct Membership<'a> {
    pub(super) alliance: NodeIndex,
    pub(super) members: BTreeSet<NodeIndex>,
    /// Ties that every member has with the alliance: the region says them once. By predicate and status.
    pub(super) shared: Vec<Vec<&'a Tie>>,
}

/// Fewer members make no region: one arrow says it better.
const FEWEST: usize = 2;

/// Finds the alliances among `bundles`, and takes out of these what the regions say.
///
/// `predicate` is the one that says who is a member. Who belongs to several alliances stands in the one with most members
/// here, and keeps an arrow to the others. Who has left is no member.
pub(super) fn regions<'a>(
    bundles: &mut Vec<Bundle<'a>>,
    ontology: &Ontology,
    predicate: &str,
) -> Vec<Membership<'a>> {
    let mut candidates = members(bundles, ontology, predicate);
    let mut placed: BTreeSet<NodeIndex> = BTreeSet::new();
    let mut found = Vec::new();
    loop {
        for (alliance, members) in &mut candidates {
            members.retain(|member| !placed.contains(member) && !placed.contains(alliance));
        }
        let largest = candidates
            .iter()
            .max_by_key(|(alliance, members)| (members.len(), Reverse(**alliance)));
        let Some((alliance, members)) = largest.filter(|(_, members)| members.len() >= FEWEST) else {
            return found;
        };
        let (alliance, members) = (*alliance, members.clone());
        placed.extend(members.iter().copied().chain([alliance]));
        found.push(take_shared(bundles, alliance, members));
    }
}

/// Who is a member of what, by the alliance.
fn members(
    bundles: &[Bundle<'_>],
    ontology: &Ontology,
    predicate: &str,
) -> BTreeMap<NodeIndex, BTreeSet<NodeIndex>> {
    let endings: BTreeSet<&str> = ontology
        .predicate(predicate)
        .into_iter()
        .flat_map(|predicate| ontology.ended_by(predicate))
        .map(|ending| ontology.predicate_name(*ending))
        .collect();
    let is_fact = |bundle: &Bundle<'_>, names: &dyn Fn(&str) -> bool| {
        let mut facts = bundle.ties.iter().filter(|tie| tie.status == Status::Actual);
        facts.any(|tie| names(&tie.predicate))
    };
    let mut members: BTreeMap<NodeIndex, BTreeSet<NodeIndex>> = BTreeMap::new();
    for bundle in bundles {
        let belongs = is_fact(bundle, &|name| name == predicate);
        let left = is_fact(bundle, &|name| endings.contains(name));
        if belongs && !left {
            members.entry(bundle.ends.1).or_default().insert(bundle.ends.0);
        }
    }
    members
}

/// Takes out of the members' bundles what all of them have in common.
fn take_shared<'a>(
    bundles: &mut Vec<Bundle<'a>>,
    alliance: NodeIndex,
    members: BTreeSet<NodeIndex>,
) -> Membership<'a> {
    let is_theirs = |bundle: &Bundle<'_>| bundle.ends.1 == alliance && members.contains(&bundle.ends.0);
    let mut by_act: BTreeMap<(&str, Status), Vec<&'a Tie>> = BTreeMap::new();
    for bundle in bundles.iter().filter(|bundle| is_theirs(bundle)) {
        for tie in &bundle.ties {
            by_act
                .entry((tie.predicate.as_str(), tie.status))
                .or_default()
                .push(*tie);
        }
    }
    // A tie without direction may lie in the bundle of the other direction, and keeps its arrow.
    by_act.retain(|_, ties| ties.len() == members.len());
    let acts: BTreeSet<(String, Status)> = by_act
        .keys()
        .map(|(predicate, status)| ((*predicate).to_owned(), *status))
        .collect();
    for bundle in bundles.iter_mut().filter(|bundle| is_theirs(bundle)) {
        bundle
            .ties
            .retain(|tie| !acts.contains(&(tie.predicate.clone(), tie.status)));
    }
    bundles.retain(|bundle| !bundle.ties.is_empty());
    let mut shared: Vec<Vec<&Tie>> = by_act.into_values().collect();
    shared.sort_by_key(|ties| Reverse(ties.iter().map(|tie| tie.claims.len()).sum::<usize>()));
    Membership {
        alliance,
        members,
        shared,
    }
}
