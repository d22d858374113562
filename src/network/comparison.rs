//! What changed between two states of one graph.

use super::{Network, Tie};
use crate::graph::Party;
use crate::ontology::Ontology;
use crate::statement::Status;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// What is new in the later network, strongest first.
#[derive(Debug, Clone, Default)]
pub struct Comparison<'a> {
    /// Parties that the earlier one does not know, with the number of their ties.
    pub parties: Vec<(&'a Party, usize)>,
    /// Ties that changed.
    pub changes: Vec<Change<'a>>,
}

/// A tie that changed.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// In what way.
    pub kind: ChangeKind,
    /// Who.
    pub subject: &'a Party,
    /// Whom.
    pub object: &'a Party,
    /// The tie as it is now.
    pub tie: &'a Tie,
}

/// In what way a tie changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Something brought it to an end: who left is no member any more. The tie is the one that ended.
    Ended,
    /// The same is now said with another status: a promise kept, a fact denied. The status is the earlier one.
    Status(Status),
    /// Nothing of the kind was told before.
    New,
    /// More independent sources than before; their number before.
    Attested(usize),
}

impl ChangeKind {
    /// A name for tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Status(_) => "status",
            Self::New => "new",
            Self::Attested(_) => "attested",
        }
    }
}

type Ends<'a> = (&'a str, &'a str);
type Triple<'a> = (Ends<'a>, &'a str);
type Ties<'a> = BTreeMap<Triple<'a>, BTreeMap<Status, &'a Tie>>;

/// Holds `later` against `earlier`.
#[must_use]
pub fn compare<'a>(earlier: &'a Network, later: &'a Network, ontology: &Ontology) -> Comparison<'a> {
    let (before, now) = (ties(earlier), ties(later));
    let party = |iri: &str| later.find(iri).map(|node| later.party(node));
    let mut changes = Vec::new();
    let mut push = |kind, (subject, object): Ends<'_>, tie| {
        if let (Some(subject), Some(object)) = (party(subject), party(object)) {
            changes.push(Change {
                kind,
                subject,
                object,
                tie,
            });
        }
    };
    for (triple, statuses) in &now {
        let known = before.get(triple);
        for (status, tie) in statuses {
            match known.map(|known| (known.get(status), known.keys().next())) {
                None => push(ChangeKind::New, triple.0, *tie),
                Some((Some(earlier), _)) if earlier.sources.len() < tie.sources.len() => {
                    push(ChangeKind::Attested(earlier.sources.len()), triple.0, *tie);
                }
                Some((Some(_), _)) => {}
                Some((None, Some(earlier))) => push(ChangeKind::Status(*earlier), triple.0, *tie),
                Some((None, None)) => {}
            }
        }
    }
    for (triple, tie) in ended(&before, &now, ontology) {
        push(ChangeKind::Ended, triple.0, tie);
    }
    changes.sort_by(|a, b| {
        let by_sources = b.tie.sources.len().cmp(&a.tie.sources.len());
        let names = |change: &Change<'_>| (change.subject.label.clone(), change.object.label.clone());
        let by_kind = rank(a.kind).cmp(&rank(b.kind));
        let by_status = a.tie.status.cmp(&b.tie.status);
        by_kind
            .then(by_sources)
            .then(by_status)
            .then_with(|| names(a).cmp(&names(b)))
    });
    Comparison {
        parties: newcomers(earlier, later),
        changes,
    }
}

const fn rank(kind: ChangeKind) -> u8 {
    match kind {
        ChangeKind::Ended => 0,
        ChangeKind::Status(_) => 1,
        ChangeKind::New => 2,
        ChangeKind::Attested(_) => 3,
    }
}

fn ties(network: &Network) -> Ties<'_> {
    let mut ties = Ties::new();
    for edge in network.graph.edge_references() {
        let iri = |node| network.party(node).iri.as_str();
        let ends = (iri(edge.source()), iri(edge.target()));
        let tie = edge.weight();
        let statuses = ties.entry((ends, tie.predicate.as_str())).or_default();
        statuses.insert(tie.status, tie);
    }
    ties
}

/// Facts that what came later has brought to an end.
fn ended<'a>(before: &Ties<'a>, now: &Ties<'a>, ontology: &Ontology) -> Vec<(Triple<'a>, &'a Tie)> {
    let is_fact = |ties: &Ties<'a>, triple: &Triple<'_>| {
        ties.get(triple)
            .is_some_and(|statuses| statuses.contains_key(&Status::Actual))
    };
    let ends_now = |ends: Ends<'_>, predicate: &str| {
        let by: BTreeSet<&str> = ontology
            .predicate(predicate)
            .into_iter()
            .flat_map(|predicate| ontology.ended_by(predicate))
            .map(|ending| ontology.predicate_name(*ending))
            .collect();
        by.into_iter()
            .any(|ending| is_fact(now, &(ends, ending)) && !is_fact(before, &(ends, ending)))
    };
    before
        .iter()
        .filter_map(|(triple, statuses)| Some((*triple, *statuses.get(&Status::Actual)?)))
        .filter(|((ends, predicate), _)| ends_now(*ends, predicate))
        .collect()
}

/// Parties of `later` alone, most tied first.
fn newcomers<'a>(earlier: &Network, later: &'a Network) -> Vec<(&'a Party, usize)> {
    let fresh = later
        .graph
        .node_indices()
        .filter(|node| earlier.find(&later.party(*node).iri).is_none());
    let mut fresh: Vec<(&Party, usize)> = fresh
        .map(|node| (later.party(node), later.ties_of(node).count()))
        .collect();
    fresh.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.label.cmp(&b.0.label)));
    fresh
}
