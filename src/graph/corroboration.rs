//! Who else says so, and who says otherwise.
//!
//! Claims of the same triple and status are one [`Fact`], with its independent sources: articles that
//! copy each other have one origin and count once. A [`Contradiction`] sets two sides against each
//! other and decides nothing.

use super::claim::{Claim, Party, Value};
use super::error::StoreError;
use super::store::Store;
use crate::ontology::Ontology;
use crate::statement::Status;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What one or several articles say alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Who; the lesser IRI where the predicate is symmetric.
    pub subject: Arc<Party>,
    /// Local name of the predicate.
    pub predicate: String,
    /// Whom or what.
    pub object: Value,
    /// Fact, promise, hedge or denial.
    pub status: Status,
    /// IRIs of the articles that it was first told in: copies count with their original.
    pub sources: BTreeSet<String>,
    /// Newsrooms.
    pub publishers: BTreeSet<String>,
    /// Earliest and latest date of the claims (when it happens, else when it was said).
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
    /// The claims, by date and IRI.
    pub claims: Vec<Claim>,
}

/// Two sides that cannot both be right, or not at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// In what they differ.
    pub kind: ContradictionKind,
    /// One side: what is said to hold, or the lower number.
    pub one: Fact,
    /// The other: the denial, the end, or the higher number.
    pub other: Fact,
}

/// In what two facts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContradictionKind {
    /// The same triple is affirmed and denied.
    Denied,
    /// Two numbers for one thing.
    Number,
    /// Something is said to hold after it was said to have ended.
    Ended,
}

impl Store {
    /// What articles say, gathered by triple and status: most sources first, then by labels.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn facts(&self) -> Result<Vec<Fact>, StoreError> {
        let mut facts: FxHashMap<(String, String, Value, Status), Fact> = FxHashMap::default();
        for claim in self.claims()? {
            let claim = self.orient(claim?);
            let key = (
                claim.subject.iri.clone(),
                claim.predicate.clone(),
                claim.object.clone(),
                claim.status,
            );
            facts.entry(key).or_insert_with(|| Fact::of(&claim)).add(claim);
        }
        let mut facts: Vec<Fact> = facts.into_values().collect();
        for fact in &mut facts {
            fact.claims
                .sort_by(|a, b| (a.when(), &a.iri).cmp(&(b.when(), &b.iri)));
        }
        facts.sort_by(|a, b| {
            b.sources
                .len()
                .cmp(&a.sources.len())
                .then_with(|| a.order().cmp(&b.order()))
        });
        Ok(facts)
    }

    /// Puts the lesser IRI first where the predicate is symmetric.
    fn orient(&self, mut claim: Claim) -> Claim {
        if self.mapping.is_symmetric(&claim.predicate)
            && let Value::Party(object) = &claim.object
            && object.iri < claim.subject.iri
        {
            let object = Arc::clone(object);
            claim.object = Value::Party(std::mem::replace(&mut claim.subject, object));
        }
        claim
    }

    /// Where articles contradict each other, or themselves.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn contradictions(&self, ontology: &Ontology) -> Result<Vec<Contradiction>, StoreError> {
        Ok(contradictions(&self.facts()?, ontology))
    }
}

impl Fact {
    fn of(claim: &Claim) -> Self {
        Self {
            subject: Arc::clone(&claim.subject),
            predicate: claim.predicate.clone(),
            object: claim.object.clone(),
            status: claim.status,
            sources: BTreeSet::new(),
            publishers: BTreeSet::new(),
            first: None,
            last: None,
            claims: Vec::new(),
        }
    }

    fn add(&mut self, claim: Claim) {
        self.sources.insert(claim.source.origin.clone());
        self.publishers.extend(claim.source.publisher.clone());
        if let Some(when) = claim.when() {
            if self.first.as_deref().is_none_or(|first| when < first) {
                self.first = Some(when.to_owned());
            }
            if self.last.as_deref().is_none_or(|last| when > last) {
                self.last = Some(when.to_owned());
            }
        }
        self.claims.push(claim);
    }

    fn order(&self) -> (&str, &str, &str, Status) {
        (
            &self.subject.label,
            &self.predicate,
            self.object.label(),
            self.status,
        )
    }
}

fn contradictions(facts: &[Fact], ontology: &Ontology) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let mut by_ends: BTreeMap<(&str, &Value), Vec<&Fact>> = BTreeMap::new();
    let mut by_number: BTreeMap<(&str, &str), Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        by_ends
            .entry((&fact.subject.iri, &fact.object))
            .or_default()
            .push(fact);
        if let Value::Literal(_) = fact.object {
            by_number
                .entry((&fact.subject.iri, &fact.predicate))
                .or_default()
                .push(fact);
        }
    }
    for group in by_ends.values() {
        for (one, other) in pairs(group) {
            if one.predicate == other.predicate
                && one.status == Status::Actual
                && other.status == Status::Denied
            {
                found.push((ContradictionKind::Denied, one, other));
            }
            if holds_after_its_end(one, other, ontology) {
                found.push((ContradictionKind::Ended, one, other));
            }
        }
    }
    for group in by_number.values() {
        for (one, other) in pairs(group) {
            if one.status == other.status && number(one) < number(other) && are_of_one_time(one, other) {
                found.push((ContradictionKind::Number, one, other));
            }
        }
    }
    found.sort_by(|a, b| (a.0, a.1.order(), a.2.order()).cmp(&(b.0, b.1.order(), b.2.order())));
    let both = |(kind, one, other): (_, &Fact, &Fact)| Contradiction {
        kind,
        one: one.clone(),
        other: other.clone(),
    };
    found.into_iter().map(both).collect()
}

/// Every ordered pair of different facts.
fn pairs<'a>(group: &'a [&'a Fact]) -> impl Iterator<Item = (&'a Fact, &'a Fact)> {
    group.iter().enumerate().flat_map(move |(at, one)| {
        let others = group.iter().enumerate().filter(move |(other, _)| *other != at);
        others.map(move |(_, other)| (*one, *other))
    })
}

/// Whether `one` is still claimed when `other` has brought it to an end. Undated ends count.
fn holds_after_its_end(one: &Fact, other: &Fact, ontology: &Ontology) -> bool {
    let (Some(holds), Some(ends)) = (
        ontology.predicate(&one.predicate),
        ontology.predicate(&other.predicate),
    ) else {
        return false;
    };
    ontology.ended_by(holds).contains(&ends)
        && one.status == Status::Actual
        && other.status == Status::Actual
        && match (&one.last, &other.first) {
            (Some(holds), Some(ended)) => holds >= ended,
            _ => true,
        }
}

/// Whether no more than a year lies between the two: later a number may rightly be another. Undated facts
/// are of any time.
fn are_of_one_time(one: &Fact, other: &Fact) -> bool {
    let year = |date: &Option<String>| date.as_deref()?.get(..4)?.parse::<i32>().ok();
    let apart = |before: &Fact, after: &Fact| match (year(&before.last), year(&after.first)) {
        (Some(before), Some(after)) => after - before > 1,
        _ => false,
    };
    !apart(one, other) && !apart(other, one)
}

fn number(fact: &Fact) -> Option<i64> {
    match &fact.object {
        Value::Literal(value) => value.parse().ok(),
        Value::Party(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, mapping, ontology, read};
    use super::*;

    /// A store of articles: key, date, lines.
    fn store(articles: &[(&str, &str, &[&str])]) -> Store {
        let store = Store::memory(mapping()).unwrap();
        for (key, date, lines) in articles {
            let article = article(key, date, "Les autorités et leurs partenaires.");
            store
                .replace_article(&article, &read(&article, lines), "v1")
                .unwrap();
        }
        store
    }

    fn check(articles: &[(&str, &str, &[&str])], expected: &[&str]) {
        let found: Vec<String> = store(articles)
            .contradictions(&ontology())
            .unwrap()
            .iter()
            .map(|found| {
                let side = |fact: &Fact| {
                    format!(
                        "{} {} {}",
                        fact.subject.label,
                        fact.predicate,
                        fact.object.label()
                    )
                };
                format!("{:?}: {} / {}", found.kind, side(&found.one), side(&found.other))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sources_are_counted_once_per_fact() {
        let meets: &[&str] = &["Mali | meets | Russie | actual"];
        let turned: &[&str] = &[
            "Russie | meets | Mali | actual",
            "Russie | meets | Mali | planned",
        ];
        let facts = store(&[("a", "2025-01-02", meets), ("b", "2025-03-04", turned)])
            .facts()
            .unwrap();
        assert_eq!(facts.len(), 2);
        assert_eq!(facts[0].sources.len(), 2);
        assert_eq!(facts[0].publishers.len(), 2);
        assert_eq!(facts[0].first.as_deref(), Some("2025-01-02"));
        assert_eq!(facts[0].last.as_deref(), Some("2025-03-04"));
        assert_eq!(facts[0].claims.len(), 2);
        assert_eq!(facts[1].status, Status::Planned);
    }

    #[test]
    fn affirmed_and_denied() {
        check(
            &[
                ("a", "2025-01-01", &["Russie | supplies | Mali | actual"]),
                (
                    "b",
                    "2025-01-02",
                    &[
                        "Russie | supplies | Mali | denied",
                        "France | supplies | Mali | denied",
                    ],
                ),
            ],
            &["Denied: Russie supplies Mali / Russie supplies Mali"],
        );
        check(
            &[
                ("a", "2025-01-01", &["Russie | meets | Mali | actual"]),
                ("b", "2025-01-02", &["Mali | meets | Russie | denied"]),
            ],
            &["Denied: Mali meets Russie / Mali meets Russie"],
        );
    }

    #[test]
    fn differing_numbers() {
        check(
            &[
                (
                    "a",
                    "2025-01-01",
                    &["Force conjointe | strength | 5000 | planned"],
                ),
                (
                    "b",
                    "2025-01-02",
                    &["Force conjointe | strength | 4500 | planned"],
                ),
                ("c", "2025-01-03", &["Force conjointe | strength | 2000 | actual"]),
            ],
            &["Number: Force conjointe strength 4500 / Force conjointe strength 5000"],
        );
        let strong: &[&str] = &["Force conjointe | strength | 5000 | actual"];
        let weak: &[&str] = &["Force conjointe | strength | 2000 | actual"];
        check(&[("a", "2018-01-01", weak), ("b", "2025-01-01", strong)], &[]);
    }

    #[test]
    fn membership_after_departure() {
        let member: &[&str] = &["Mali | memberOf | CEDEAO | actual"];
        let leaves: &[&str] = &["Mali | leaves | CEDEAO | actual"];
        check(
            &[("a", "2025-02-01", member), ("b", "2025-01-29", leaves)],
            &["Ended: Mali memberOf CEDEAO / Mali leaves CEDEAO"],
        );
        check(&[("a", "2020-02-01", member), ("b", "2025-01-29", leaves)], &[]);
    }
}
