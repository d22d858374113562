//! The store as a `petgraph` graph: who is tied to whom, by which acts.
//!
//! A [`Network`] is made of the store's claims. Claims with the same ends, predicate and status are one
//! [`Tie`] that remembers them; claims about numbers are no ties. A [`Selection`] chooses claims, and
//! [`Network::around`], [`Network::along`] choose parts of what they make. What is computed on networks
//! (paths, centrality, communities, changes) never depends on the order of the claims.

mod centrality;
mod classification;
mod communities;
mod comparison;
mod paths;
mod period;
mod projection;
mod selection;
mod timeline;

pub use centrality::Standing;
pub use classification::{Classification, ClassificationError};
pub use communities::{Communities, Community};
pub use comparison::{Change, ChangeKind, Comparison, compare};
pub use paths::Path;
pub use period::{Period, PeriodError, Step};
pub use selection::{Chosen, Selection};
pub use timeline::{Moment, timeline};

use crate::graph::{Claim, Party, Value};
use crate::statement::Status;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An edge: every claim with the same ends, predicate and status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Local name of the predicate.
    pub predicate: String,
    /// Fact, promise, hedge or denial.
    pub status: Status,
    /// Id of its kind in `data/network/kinds.toml`.
    pub kind: Arc<str>,
    /// Whether it has no direction; the lesser IRI is then its source.
    pub symmetric: bool,
    /// Independent sources: articles that copy each other count once.
    pub sources: BTreeSet<String>,
    /// Dates of the claims, earliest first (ISO 8601 or EDTF).
    pub dates: BTreeSet<String>,
    /// The claims, by date and IRI.
    pub claims: Vec<Arc<Claim>>,
}

impl Tie {
    fn of(claim: &Claim, classification: &Classification) -> Self {
        Self {
            predicate: claim.predicate.clone(),
            status: claim.status,
            kind: classification.kind(&claim.predicate),
            symmetric: classification.is_symmetric(&claim.predicate),
            sources: BTreeSet::new(),
            dates: BTreeSet::new(),
            claims: Vec::new(),
        }
    }

    fn add(&mut self, claim: Arc<Claim>) {
        self.sources.insert(claim.source.origin.clone());
        self.dates.extend(claim.when().map(str::to_owned));
        self.claims.push(claim);
    }

    /// Every different quote with its claim, in the order of the claims.
    pub fn quotes(&self) -> impl Iterator<Item = (&Claim, &str)> {
        let mut seen = BTreeSet::new();
        self.claims
            .iter()
            .flat_map(|claim| {
                let quotes = claim.evidence.iter().map(|passage| passage.quote.as_str());
                quotes.map(move |quote| (&**claim, quote))
            })
            .filter(move |(_, quote)| seen.insert(*quote))
    }

    /// From the first day of the earliest date to the last day of the latest.
    #[must_use]
    pub fn period(&self) -> Period {
        let periods: Vec<Period> = self.dates.iter().filter_map(|date| date.parse().ok()).collect();
        Period {
            first: periods.iter().filter_map(|period| period.first).min(),
            last: periods.iter().filter_map(|period| period.last).max(),
        }
    }
}

/// Entities and their ties, both by IRI.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Directed; nodes stand in the order of their IRIs.
    pub graph: DiGraph<Arc<Party>, Tie>,
}

impl Network {
    /// Gathers claims into ties.
    pub fn from_claims(
        claims: impl IntoIterator<Item = Arc<Claim>>,
        classification: &Classification,
    ) -> Self {
        let mut parties: BTreeMap<String, Arc<Party>> = BTreeMap::new();
        let mut ties: BTreeMap<(String, String, String, Status), Tie> = BTreeMap::new();
        for claim in claims {
            let Value::Party(object) = &claim.object else {
                continue;
            };
            let mut ends = (&claim.subject, object);
            if classification.is_symmetric(&claim.predicate) && object.iri < claim.subject.iri {
                ends = (ends.1, ends.0);
            }
            for party in [ends.0, ends.1] {
                remember(&mut parties, party);
            }
            let key = (
                ends.0.iri.clone(),
                ends.1.iri.clone(),
                claim.predicate.clone(),
                claim.status,
            );
            let tie = ties.entry(key).or_insert_with(|| Tie::of(&claim, classification));
            tie.add(claim);
        }
        let mut graph = DiGraph::with_capacity(parties.len(), ties.len());
        let nodes: BTreeMap<String, NodeIndex> = parties
            .into_iter()
            .map(|(iri, party)| (iri, graph.add_node(party)))
            .collect();
        for ((source, target, _, _), mut tie) in ties {
            tie.claims
                .sort_by(|a, b| (a.when(), &a.iri).cmp(&(b.when(), &b.iri)));
            graph.add_edge(nodes[&source], nodes[&target], tie);
        }
        Self { graph }
    }

    /// The node with this IRI.
    #[must_use]
    pub fn find(&self, iri: &str) -> Option<NodeIndex> {
        // Nodes stand by IRI, whatever was left out of them.
        let count = self.graph.node_count();
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low.midpoint(high);
            match self.graph[NodeIndex::new(middle)].iri.as_str().cmp(iri) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(NodeIndex::new(middle)),
            }
        }
        None
    }

    /// The party at a node.
    #[must_use]
    pub fn party(&self, node: NodeIndex) -> &Party {
        &self.graph[node]
    }

    /// Ties between the two, either way: facts first, then the better attested.
    #[must_use]
    pub fn between(&self, one: NodeIndex, other: NodeIndex) -> Vec<(NodeIndex, &Tie)> {
        let mut ties: Vec<(NodeIndex, &Tie)> = self
            .graph
            .edges_connecting(one, other)
            .chain(self.graph.edges_connecting(other, one))
            .map(|edge| (edge.source(), edge.weight()))
            .collect();
        ties.sort_by_key(|(_, tie)| (tie.status, std::cmp::Reverse(tie.sources.len())));
        ties
    }

    /// Independent sources behind all ties.
    #[must_use]
    pub fn sources(&self) -> BTreeSet<&str> {
        let ties = self.graph.edge_weights();
        ties.flat_map(|tie| &tie.sources).map(String::as_str).collect()
    }

    /// What lies at most `depth` ties away from one of `centres`, with every tie among it.
    #[must_use]
    pub fn around(self, centres: &[NodeIndex], depth: usize) -> Self {
        let mut reached: BTreeSet<NodeIndex> = centres.iter().copied().collect();
        let mut edge_of_it: Vec<NodeIndex> = centres.to_vec();
        for _ in 0..depth {
            let mut further = Vec::new();
            for node in edge_of_it {
                further.extend(
                    self.graph
                        .neighbors_undirected(node)
                        .filter(|neighbour| reached.insert(*neighbour)),
                );
            }
            edge_of_it = further;
        }
        self.retain(|node| reached.contains(&node), |_, _, _| true)
    }

    /// The steps of `paths` with all their ties.
    #[must_use]
    pub fn along(self, paths: &[Vec<NodeIndex>]) -> Self {
        let steps: BTreeSet<(NodeIndex, NodeIndex)> = paths
            .iter()
            .flat_map(|path| path.windows(2))
            .flat_map(|step| [(step[0], step[1]), (step[1], step[0])])
            .collect();
        let nodes: BTreeSet<NodeIndex> = paths.iter().flatten().copied().collect();
        self.retain(
            |node| nodes.contains(&node),
            |source, target, _| steps.contains(&(source, target)),
        )
    }

    /// Who is in `other` too, with the ties among them.
    #[must_use]
    pub fn among(self, other: &Self) -> Self {
        let known: BTreeSet<NodeIndex> = self
            .graph
            .node_indices()
            .filter(|node| other.find(&self.party(*node).iri).is_some())
            .collect();
        self.retain(|node| known.contains(&node), |_, _, _| true)
    }

    /// Ties with at least `sources` independent sources, and who has one of them.
    #[must_use]
    pub fn attested(self, sources: usize) -> Self {
        self.retain(|_| true, |_, _, tie| tie.sources.len() >= sources)
            .without_isolated()
    }

    fn without_isolated(self) -> Self {
        let tied: BTreeSet<NodeIndex> = self
            .graph
            .node_indices()
            .filter(|node| self.graph.neighbors_undirected(*node).next().is_some())
            .collect();
        self.retain(|node| tied.contains(&node), |_, _, _| true)
    }

    fn retain(
        self,
        node: impl Fn(NodeIndex) -> bool,
        tie: impl Fn(NodeIndex, NodeIndex, &Tie) -> bool,
    ) -> Self {
        let ends: Vec<(NodeIndex, NodeIndex)> = self
            .graph
            .edge_references()
            .map(|edge| (edge.source(), edge.target()))
            .collect();
        let graph = self.graph.filter_map_owned(
            |index, party| node(index).then_some(party),
            |index, weight| {
                let (source, target) = ends[index.index()];
                tie(source, target, &weight).then_some(weight)
            },
        );
        Self { graph }
    }

    /// Acts of a party and acts that concern it, as nodes at the other end; a party tied to itself comes twice.
    pub fn ties_of(&self, node: NodeIndex) -> impl Iterator<Item = (Direction, NodeIndex, &Tie)> {
        let out = self.graph.edges_directed(node, Direction::Outgoing);
        let incoming = self.graph.edges_directed(node, Direction::Incoming);
        out.map(|edge| (Direction::Outgoing, edge.target(), edge.weight()))
            .chain(incoming.map(|edge| (Direction::Incoming, edge.source(), edge.weight())))
    }
}

/// Keeps one description of each party, the same one whatever the order: an article may describe it otherwise than another.
fn remember(parties: &mut BTreeMap<String, Arc<Party>>, party: &Arc<Party>) {
    match parties.get_mut(&party.iri) {
        None => {
            parties.insert(party.iri.clone(), Arc::clone(party));
        }
        Some(known) if **party < **known => *known = Arc::clone(party),
        Some(_) => {}
    }
}
