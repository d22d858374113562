//! What part of the graph a command looks at: the options shared by draw, path, rank, communities, timeline, compare.

use super::Global;
use super::messages::{Language, Messages};
use super::stores::StoreArgument;
use crate::graph::{Claim, Names, Store};
use crate::network::{Chosen, Classification, Network, Period, Selection};
use crate::ontology::{ClassId, Ontology};
use crate::statement::Status;
use clap::{Args, ValueEnum};
use fluent_bundle::FluentArgs;
use miette::{IntoDiagnostic, Report, Result, miette};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which statements count.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which statements count")]
pub(super) struct Filters {
    /// Only these relations, by the local names of predicates (supplies,memberOf)
    #[arg(long, value_name = "PREDICATE", value_delimiter = ',')]
    pub(super) predicate: Vec<String>,
    /// Only these kinds of relations: cooperative, hostile, movement, contact, structural
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(super) kind: Vec<String>,
    /// Only what is said so (default: all; in path, rank, communities and with --between what is actual)
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    pub(super) status: Vec<StatusName>,
    /// Only what is about these sectors: military, economy, energy … (data/network/sectors.toml)
    #[arg(long, value_name = "SECTOR", value_delimiter = ',')]
    pub(super) sector: Vec<String>,
    /// Only ties that so many independent sources tell of; copies of one article count once
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) min_sources: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum StatusName {
    Actual,
    Planned,
    Possible,
    Denied,
}

impl From<StatusName> for Status {
    fn from(name: StatusName) -> Self {
        match name {
            StatusName::Actual => Self::Actual,
            StatusName::Planned => Self::Planned,
            StatusName::Possible => Self::Possible,
            StatusName::Denied => Self::Denied,
        }
    }
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, Default, Args)]
#[command(next_help_heading = "Which statements count")]
pub(super) struct Window {
    /// Only what happens, or else was said, on or after this day (2024, 2024-05, 2024-05-17)
    #[arg(long, value_name = "DATE")]
    pub(super) since: Option<Period>,
    /// Only what happens, or else was said, up to and with this day, month or year
    #[arg(long, value_name = "DATE")]
    pub(super) until: Option<Period>,
}

/// A part of the network.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which part of the graph")]
pub(super) struct Part {
    /// Only this entity and what lies about it (label, other name or id); may be given again
    #[arg(long, value_name = "ENTITY")]
    pub(super) focus: Vec<String>,
    /// How many ties away from --focus
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) depth: usize,
    /// Only the ways between two entities
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with = "focus")]
    pub(super) between: Vec<String>,
    /// How many ways with --between
    #[arg(long, value_name = "N", default_value_t = 6)]
    ways: usize,
}

/// Everything that commands over the network need, read once.
pub(super) struct Graph {
    store: Store,
    /// The vocabulary.
    pub(super) ontology: Ontology,
    /// Kinds and sectors.
    pub(super) classification: Classification,
    /// Every claim of the store.
    pub(super) claims: Vec<Arc<Claim>>,
    /// What to say to people.
    pub(super) messages: Messages,
    /// In which language.
    pub(super) language: Language,
}

impl Part {
    /// Whether only the ways between two entities are asked for.
    pub(super) const fn is_between(&self) -> bool {
        !self.between.is_empty()
    }
}

impl Graph {
    /// Reads the store.
    pub(super) fn read(store: &StoreArgument, global: &Global) -> Result<Self> {
        let data = global.knowledge()?;
        let ontology = Ontology::load(&data).into_diagnostic()?;
        let classification = Classification::load(&data, &ontology)?;
        let store = store.read(global)?;
        let claims = store.claims()?.map(|claim| claim.map(Arc::new));
        let claims = claims.collect::<Result<Vec<_>, _>>()?;
        let language = Language::choose(global.lang);
        Ok(Self {
            store,
            ontology,
            classification,
            claims,
            messages: Messages::new(language),
            language,
        })
    }

    /// What `filters` and `window` choose; statuses that are not given are `statuses`, none meaning all.
    pub(super) fn select(&self, filters: &Filters, window: Window, statuses: &[Status]) -> Result<Selection> {
        self.check(filters)?;
        let asked: Vec<Status> = filters.status.iter().map(|name| (*name).into()).collect();
        let local = |name: &String| name.trim_start_matches("griot:").to_owned();
        Ok(Selection {
            predicates: filters.predicate.iter().map(local).collect(),
            kinds: filters.kind.clone(),
            sectors: filters.sector.clone(),
            statuses: if asked.is_empty() {
                statuses.to_vec()
            } else {
                asked
            },
            window: Period::window(window.since, window.until),
            min_sources: filters.min_sources,
            exactness: None,
        })
    }

    /// Refuses names that nothing bears: a misspelt filter would show an empty graph.
    fn check(&self, filters: &Filters) -> Result<()> {
        let language = self.language.into();
        if let Some(name) = filters
            .predicate
            .iter()
            .find(|name| self.ontology.predicate(name).is_none())
        {
            let known = self
                .ontology
                .predicates()
                .map(|id| self.ontology.predicate_name(id));
            return Err(unknown("predicate", name, known));
        }
        let kinds: Vec<&str> = self.classification.kinds(language).map(|(id, _)| id).collect();
        if let Some(name) = filters.kind.iter().find(|name| !kinds.contains(&name.as_str())) {
            return Err(unknown("kind", name, kinds.into_iter()));
        }
        let sectors: Vec<&str> = self.classification.sectors(language).map(|(id, _)| id).collect();
        if let Some(name) = filters
            .sector
            .iter()
            .find(|name| !sectors.contains(&name.as_str()))
        {
            return Err(unknown("sector", name, sectors.into_iter()));
        }
        Ok(())
    }

    /// The part of the network that `selection` and `part` choose.
    pub(super) fn network_of(&self, selection: &Selection, part: &Part) -> Result<Network> {
        self.part(self.network(selection), part)
    }

    /// The network that `selection` chooses; says to people what was left out for want of a date.
    pub(super) fn network(&self, selection: &Selection) -> Network {
        let Chosen { network, undated } = selection.of(&self.claims, &self.classification);
        if undated > 0 {
            anstream::eprintln!("{}", self.count("view-undated", undated));
        }
        network
    }

    /// IRIs of the entities that `part` names, in its order.
    pub(super) fn named(&self, network: &Network, part: &Part) -> Result<Vec<String>> {
        let names = part.focus.iter().chain(&part.between);
        names
            .map(|name| Ok(network.party(self.node(network, name)?).iri.clone()))
            .collect()
    }

    fn part(&self, network: Network, part: &Part) -> Result<Network> {
        if let [one, other] = part.between.as_slice() {
            let (from, to) = (self.node(&network, one)?, self.node(&network, other)?);
            let ways = network.paths(from, to, part.ways, false);
            let ways: Vec<Vec<NodeIndex>> = ways.into_iter().map(|path| path.nodes).collect();
            return Ok(network.along(&ways));
        }
        if part.focus.is_empty() {
            return Ok(network);
        }
        let centres = part.focus.iter().map(|name| self.node(&network, name));
        let centres = centres.collect::<Result<Vec<_>>>()?;
        Ok(network.around(&centres, part.depth))
    }

    /// Other names of every entity of `network`, by IRI.
    pub(super) fn names(&self, network: &Network) -> Result<BTreeMap<String, Names>> {
        let parties = network.graph.node_weights();
        let names = parties.map(|party| Ok((party.iri.clone(), self.store.names(&party.iri)?)));
        names.collect()
    }

    /// The node of `network` that a person calls `name`.
    pub(super) fn node(&self, network: &Network, name: &str) -> Result<NodeIndex> {
        let iri = self.bearer(name, |iri| network.find(iri).is_some())?;
        network.find(&iri).ok_or_else(|| {
            miette!(
                help = "widen the options that choose statements: --predicate, --kind, --status, --sector, --since, --until, --min-sources",
                "`{name}` is in the store, but no statement that counts here concerns it"
            )
        })
    }

    /// The IRI of the entity that a person calls `name`.
    pub(super) fn entity(&self, name: &str) -> Result<String> {
        let concerned = |iri: &str| {
            let ends = |claim: &Claim| {
                [
                    Some(claim.subject.iri.as_str()),
                    claim.object.party().map(|party| party.iri.as_str()),
                ]
                .contains(&Some(iri))
            };
            self.claims.iter().any(|claim| ends(claim))
        };
        self.bearer(name, concerned)
    }

    /// The one entity called `name`, where only those count of whom there is something to show.
    fn bearer(&self, name: &str, counts: impl Fn(&str) -> bool) -> Result<String> {
        let bearers = self.store.find_entity(name)?;
        let counting: Vec<&String> = bearers.iter().filter(|iri| counts(iri)).collect();
        match (counting.as_slice(), bearers.as_slice()) {
            ([iri], _) => Ok((*iri).clone()),
            ([], [iri, ..]) => Ok(iri.clone()),
            ([], []) => Err(self.unknown_entity(name)),
            (several, _) => Err(miette!(
                help = format!(
                    "give one of: {}",
                    several
                        .iter()
                        .map(|iri| iri.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
                "several entities are called `{name}`"
            )),
        }
    }

    fn unknown_entity(&self, name: &str) -> Report {
        let parties = self.claims.iter().flat_map(|claim| {
            let object = claim.object.party().map(|object| object.label.as_str());
            [Some(claim.subject.label.as_str()), object]
        });
        unknown("entity", name, parties.flatten())
    }

    /// The label of a predicate in the reader's language.
    pub(super) fn predicate<'a>(&'a self, name: &'a str) -> &'a str {
        self.ontology.predicate(name).map_or(name, |predicate| {
            self.ontology
                .predicate_term(predicate)
                .label(self.language.into())
        })
    }

    /// The class with this local name.
    pub(super) fn find_class(&self, name: &str) -> Result<ClassId> {
        let known = self
            .ontology
            .classes()
            .map(|class| self.ontology.class_name(class));
        self.ontology
            .class(name)
            .ok_or_else(|| unknown("class", name, known))
    }

    /// The label of a class in the reader's language.
    pub(super) fn class<'a>(&'a self, name: &'a str) -> &'a str {
        self.ontology.class(name).map_or(name, |class| {
            self.ontology.class_term(class).label(self.language.into())
        })
    }

    /// A message with a number.
    pub(super) fn count(&self, key: &str, count: usize) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("count", count);
        self.messages.with(key, &arguments)
    }

    /// The words for every status, by name.
    pub(super) fn statuses(&self) -> BTreeMap<String, String> {
        let all = [Status::Actual, Status::Planned, Status::Possible, Status::Denied];
        all.into_iter()
            .map(|status| (status.name().to_owned(), self.status(status)))
            .collect()
    }

    /// The words for a status.
    pub(super) fn status(&self, status: Status) -> String {
        self.messages.get(&format!("status-{}", status.name()))
    }
}

/// Names that come nearest to one that nothing bears.
const SUGGESTIONS: usize = 5;
/// Likeness from which a name is suggested (Jaro and Winkler's measure).
const LIKENESS: f64 = 0.8;

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Report {
    let folded = name.to_lowercase();
    let likeness = |known: &str| {
        let known = known.to_lowercase();
        if known.contains(&folded) || folded.contains(&known) {
            return 1.0;
        }
        strsim::jaro_winkler(&known, &folded)
    };
    let known: BTreeSet<&str> = known.filter(|known| !known.is_empty()).collect();
    let mut near: Vec<(f64, &str)> = known.iter().map(|known| (likeness(known), *known)).collect();
    near.retain(|(likeness, _)| *likeness >= LIKENESS);
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.truncate(SUGGESTIONS);
    let listed = |names: Vec<&str>| names.join(", ");
    let help = if !near.is_empty() {
        format!(
            "did you mean {}?",
            listed(near.into_iter().map(|(_, name)| name).collect())
        )
    } else if known.len() <= 40 {
        format!("known: {}", listed(known.into_iter().collect()))
    } else {
        "labels, other names and ids are those that `griot query` shows".to_owned()
    };
    miette!(help = help, "there is no {what} `{name}`")
}
