//! What a store holds, in numbers.

use super::claim::{Party, last_segment, status_of};
use super::query::{Dataset, QueryError};
use super::store::Store;
use crate::statement::Status;
use oxigraph::model::{NamedNode, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A store in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles.
    pub articles: usize,
    /// Those of them that are copies of others.
    pub copies: usize,
    /// Statements.
    pub statements: usize,
    /// Entities that statements speak of.
    pub entities: usize,
    /// Quads, imported ones included.
    pub quads: usize,
    /// Statements by status.
    pub by_status: BTreeMap<Status, usize>,
    /// Statements by predicate, most frequent first.
    pub by_predicate: Vec<(String, usize)>,
    /// Entities by class, most frequent first.
    pub by_class: Vec<(String, usize)>,
    /// Rules by the number of statements they found first, most frequent first.
    pub by_rule: Vec<(String, usize)>,
    /// Pairs of entities, strongest first.
    pub ties: Vec<Tie>,
    /// First and last day of publication.
    pub published: Option<(String, String)>,
    /// Analysis versions of the articles; more than one where a rebuild is due.
    pub versions: BTreeSet<String>,
}

/// Two entities and all that is affirmed or promised between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The one with the lesser label.
    pub one: Arc<Party>,
    /// The other.
    pub other: Arc<Party>,
    /// Statements between them, either way.
    pub statements: usize,
    /// Articles that tell of it; copies count with their original.
    pub sources: usize,
    /// Predicates, most frequent first.
    pub predicates: Vec<String>,
}

/// Ties that a summary shows.
const TIES: usize = 10;

/// What is gathered of a pair.
#[derive(Default)]
struct Pair {
    predicates: FxHashMap<NamedNode, usize>,
    sources: FxHashSet<String>,
    statements: usize,
}

/// One row per statement. No predicate is an edge, so that Oxigraph answers at full speed.
const STATEMENTS: &str = "SELECT ?subject ?predicate ?object ?status ?rule ?article {
    ?statement a griot:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
        griot:status ?status ; griot:rule ?rule ; prov:wasDerivedFrom ?article }";
const ORIGINS: &str =
    "SELECT ?article ?original { GRAPH id:copies { ?article schema:isBasedOn|griot:sameWireAs ?original } }";
const PUBLISHED: &str =
    "SELECT (STR(MIN(?day)) AS ?first) (STR(MAX(?day)) AS ?last) { ?article schema:datePublished ?day }";

impl Store {
    /// Counts what the store holds.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn summary(&self) -> Result<Summary, QueryError> {
        let articles = self.articles()?;
        let mut counts = Counts::default();
        self.each_row(ORIGINS, |row| {
            counts.origins.insert(row[0].to_string(), row[1].to_string());
        })?;
        self.each_row(STATEMENTS, |row| counts.add(row))?;
        let mut summary = Summary {
            articles: articles.len(),
            copies: counts.origins.len(),
            statements: counts.statements,
            quads: self.quad_count()?,
            versions: articles.into_iter().map(|article| article.version).collect(),
            ..Summary::default()
        };
        self.each_row(PUBLISHED, |row| {
            let text = |term: &Term| match term {
                Term::Literal(literal) => literal.value().to_owned(),
                other => other.to_string(),
            };
            summary.published = Some((text(row[0]), text(row[1])));
        })?;
        let parties = self.parties(counts.parties)?;
        summary.entities = parties.len();
        let mut classes = FxHashMap::default();
        for party in parties.values() {
            *classes.entry(party.class.clone()).or_default() += 1;
        }
        summary.by_class = ranked(classes);
        summary.by_status = counts.statuses;
        summary.by_predicate = ranked(by_local_name(counts.predicates));
        summary.by_rule = ranked(counts.rules);
        summary.ties = strongest(counts.pairs, &parties);
        Ok(summary)
    }

    /// Calls `visit` with the terms of each complete row.
    fn each_row(&self, sparql: &str, mut visit: impl FnMut(&[&Term])) -> Result<(), QueryError> {
        self.query(sparql, Dataset::All)?.each_solution(|solution| {
            let row: Vec<&Term> = solution.values().iter().flatten().collect();
            if row.len() == solution.len() {
                visit(&row);
            }
        })
    }

    fn parties(&self, nodes: FxHashSet<NamedNode>) -> Result<FxHashMap<NamedNode, Arc<Party>>, QueryError> {
        let mut parties = FxHashMap::default();
        for node in nodes {
            let party = Arc::new(self.party(&node)?);
            parties.insert(node, party);
        }
        Ok(parties)
    }
}

#[derive(Default)]
struct Counts {
    statements: usize,
    statuses: BTreeMap<Status, usize>,
    predicates: FxHashMap<NamedNode, usize>,
    rules: FxHashMap<String, usize>,
    parties: FxHashSet<NamedNode>,
    pairs: FxHashMap<(NamedNode, NamedNode), Pair>,
    origins: FxHashMap<String, String>,
}

impl Counts {
    /// Takes a row of [`STATEMENTS`].
    fn add(&mut self, row: &[&Term]) {
        let [
            Term::NamedNode(subject),
            Term::NamedNode(predicate),
            object,
            Term::NamedNode(status),
            rule,
            article,
        ] = row
        else {
            return;
        };
        let Some(status) = status_of(status.as_str()) else {
            return;
        };
        self.statements += 1;
        *self.statuses.entry(status).or_default() += 1;
        *self.predicates.entry(predicate.clone()).or_default() += 1;
        if let Term::Literal(rule) = rule {
            *self.rules.entry(rule.value().to_owned()).or_default() += 1;
        }
        self.parties.insert(subject.clone());
        let Term::NamedNode(object) = object else { return };
        self.parties.insert(object.clone());
        if matches!(status, Status::Actual | Status::Planned) && subject != object {
            let (one, other) = if subject < object {
                (subject, object)
            } else {
                (object, subject)
            };
            let pair = self.pairs.entry((one.clone(), other.clone())).or_default();
            pair.statements += 1;
            let article = article.to_string();
            pair.sources
                .insert(self.origins.get(&article).cloned().unwrap_or(article));
            *pair.predicates.entry(predicate.clone()).or_default() += 1;
        }
    }
}

fn by_local_name(counts: FxHashMap<NamedNode, usize>) -> FxHashMap<String, usize> {
    let local = |(node, count): (NamedNode, usize)| (last_segment(node.as_str()).to_owned(), count);
    counts.into_iter().map(local).collect()
}

/// Most frequent first, then by name.
fn ranked(counts: FxHashMap<String, usize>) -> Vec<(String, usize)> {
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked
}

/// Most sources first, then most statements, then by name.
fn strongest(
    pairs: FxHashMap<(NamedNode, NamedNode), Pair>,
    parties: &FxHashMap<NamedNode, Arc<Party>>,
) -> Vec<Tie> {
    let mut ties: Vec<Tie> = pairs
        .into_iter()
        .filter_map(|((one, other), pair)| {
            let (one, other) = (parties.get(&one)?, parties.get(&other)?);
            let in_order = (&one.label, &one.iri) <= (&other.label, &other.iri);
            let (one, other) = if in_order { (one, other) } else { (other, one) };
            let predicates = ranked(by_local_name(pair.predicates));
            Some(Tie {
                one: Arc::clone(one),
                other: Arc::clone(other),
                statements: pair.statements,
                sources: pair.sources.len(),
                predicates: predicates.into_iter().map(|(predicate, _)| predicate).collect(),
            })
        })
        .collect();
    ties.sort_by(|a, b| {
        let strength = |tie: &Tie| (tie.sources, tie.statements);
        let names = |tie: &Tie| {
            (
                tie.one.label.clone(),
                tie.other.label.clone(),
                tie.one.iri.clone(),
            )
        };
        strength(b)
            .cmp(&strength(a))
            .then_with(|| names(a).cmp(&names(b)))
    });
    ties.truncate(TIES);
    ties
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, mapping, read, summit};
    use super::*;

    #[test]
    fn a_store_in_numbers() {
        let store = Store::memory(mapping()).unwrap();
        let (first, statements) = summit();
        store.replace_article(&first, &statements, "v1").unwrap();
        let second = article("b", "2024-12-31", "Moscou et Bamako, encore.");
        store
            .replace_article(
                &second,
                &read(&second, &["Russie | supplies | Mali | actual"]),
                "v2",
            )
            .unwrap();
        let summary = store.summary().unwrap();
        assert_eq!(
            (summary.articles, summary.statements, summary.entities),
            (2, 7, 5)
        );
        assert_eq!(summary.by_status[&Status::Actual], 3);
        assert_eq!(summary.by_predicate[0], ("meets".to_owned(), 2));
        assert_eq!(summary.by_class[0], ("State".to_owned(), 4));
        assert_eq!(
            summary.published,
            Some(("2024-12-31".to_owned(), "2025-04-04".to_owned()))
        );
        assert_eq!(summary.versions.len(), 2);
        let tie = &summary.ties[0];
        assert_eq!(
            (tie.one.label.as_str(), tie.other.label.as_str()),
            ("Mali", "Russie")
        );
        assert_eq!((tie.sources, tie.statements), (2, 3));
        assert_eq!(tie.predicates, ["supplies", "meets"]);
    }
}
