//! What a store holds, in numbers.

use super::claim::{Claim, Party};
use super::error::StoreError;
use super::store::Store;
use crate::statement::Status;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A store in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles.
    pub articles: usize,
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
    predicates: FxHashMap<String, usize>,
    sources: FxHashSet<String>,
    statements: usize,
}

impl Store {
    /// Counts what the store holds.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn summary(&self) -> Result<Summary, StoreError> {
        let articles = self.articles()?;
        let mut summary = Summary {
            articles: articles.len(),
            quads: self.quad_count()?,
            versions: articles.into_iter().map(|article| article.version).collect(),
            ..Summary::default()
        };
        let mut counts = Counts::default();
        for claim in self.claims()? {
            counts.add(&claim?, &mut summary);
        }
        summary.entities = counts.parties.len();
        let mut classes = FxHashMap::default();
        for party in &counts.parties {
            *classes.entry(party.class.clone()).or_default() += 1;
        }
        summary.by_class = ranked(classes);
        summary.by_predicate = ranked(counts.predicates);
        summary.by_rule = ranked(counts.rules);
        summary.ties = strongest(counts.pairs);
        Ok(summary)
    }
}

#[derive(Default)]
struct Counts {
    predicates: FxHashMap<String, usize>,
    rules: FxHashMap<String, usize>,
    parties: FxHashSet<Arc<Party>>,
    pairs: FxHashMap<(Arc<Party>, Arc<Party>), Pair>,
}

impl Counts {
    fn add(&mut self, claim: &Claim, summary: &mut Summary) {
        summary.statements += 1;
        *summary.by_status.entry(claim.status).or_default() += 1;
        *self.predicates.entry(claim.predicate.clone()).or_default() += 1;
        *self.rules.entry(claim.rule.clone()).or_default() += 1;
        if let Some(day) = &claim.source.published {
            let (first, last) = summary
                .published
                .get_or_insert_with(|| (day.clone(), day.clone()));
            if day < first {
                first.clone_from(day);
            }
            if day > last {
                last.clone_from(day);
            }
        }
        self.parties.insert(Arc::clone(&claim.subject));
        let Some(object) = claim.object.party() else {
            return;
        };
        self.parties.insert(Arc::clone(object));
        if matches!(claim.status, Status::Actual | Status::Planned) && claim.subject.iri != object.iri {
            let (one, other) = (Arc::clone(&claim.subject), Arc::clone(object));
            let key = if (&one.label, &one.iri) <= (&other.label, &other.iri) {
                (one, other)
            } else {
                (other, one)
            };
            let pair = self.pairs.entry(key).or_default();
            pair.statements += 1;
            pair.sources.insert(claim.source.origin.clone());
            *pair.predicates.entry(claim.predicate.clone()).or_default() += 1;
        }
    }
}

/// Most frequent first, then by name.
fn ranked(counts: FxHashMap<String, usize>) -> Vec<(String, usize)> {
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked
}

/// Most sources first, then most statements, then by name.
fn strongest(pairs: FxHashMap<(Arc<Party>, Arc<Party>), Pair>) -> Vec<Tie> {
    let mut ties: Vec<Tie> = pairs
        .into_iter()
        .map(|((one, other), pair)| Tie {
            one,
            other,
            statements: pair.statements,
            sources: pair.sources.len(),
            predicates: ranked(pair.predicates)
                .into_iter()
                .map(|(predicate, _)| predicate)
                .collect(),
        })
        .collect();
    ties.sort_by(|a, b| {
        let strength = |tie: &Tie| (tie.sources, tie.statements);
        strength(b)
            .cmp(&strength(a))
            .then_with(|| (&a.one, &a.other).cmp(&(&b.one, &b.other)))
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
