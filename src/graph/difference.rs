//! What one reading of articles says and another does not.
//!
//! Two stores, or one corpus under two sets of rules: claims gained, lost and changed, by the rule that
//! found them. A claim is *changed* where both sides say the same of the same two in the same article, and
//! differ in status, qualifiers, speaker, words or rule.

use super::claim::{Claim, Value};
use super::error::StoreError;
use super::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// How two stores differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Keys of articles that only the second holds.
    pub articles_gained: BTreeSet<String>,
    /// Keys of articles that only the first holds.
    pub articles_lost: BTreeSet<String>,
    /// By rule: the rule that found the claim in the second, or, for a lost one, in the first.
    pub rules: BTreeMap<String, RuleDifference>,
}

/// What became of a rule's claims; each list by article, place and IRI.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleDifference {
    /// Claims of the second only.
    pub gained: Vec<Claim>,
    /// Claims of the first only.
    pub lost: Vec<Claim>,
    /// Claims of both, said otherwise.
    pub changed: Vec<Change>,
}

/// A claim that both make, each in its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// As the first has it.
    pub before: Claim,
    /// As the second has it.
    pub after: Claim,
    /// Names of what differs: `status`, `date`, `item`, `evidence` …
    pub fields: Vec<&'static str>,
}

/// Who says what of whom: the part of a claim that makes two claims one.
type Triple = (String, String, String);

impl Difference {
    /// How `after` differs from `before`.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn between(before: &Store, after: &Store) -> Result<Self, StoreError> {
        let keys = |store: &Store| -> Result<BTreeSet<String>, StoreError> {
            Ok(store.articles()?.into_iter().map(|article| article.key).collect())
        };
        let (first, second) = (keys(before)?, keys(after)?);
        let mut difference = Self {
            articles_gained: second.difference(&first).cloned().collect(),
            articles_lost: first.difference(&second).cloned().collect(),
            rules: BTreeMap::new(),
        };
        for key in first.union(&second) {
            difference.add_article(before.claims_of_article(key)?, after.claims_of_article(key)?);
        }
        Ok(difference)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles_gained.is_empty() && self.articles_lost.is_empty() && self.rules.is_empty()
    }

    /// Numbers of claims gained, lost and changed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        self.rules
            .values()
            .fold((0, 0, 0), |(gained, lost, changed), rule| {
                (
                    gained + rule.gained.len(),
                    lost + rule.lost.len(),
                    changed + rule.changed.len(),
                )
            })
    }

    /// Compares what the two say of one article.
    fn add_article(&mut self, before: Vec<Claim>, after: Vec<Claim>) {
        let mut old: BTreeMap<Triple, Vec<Claim>> = BTreeMap::new();
        let mut new: BTreeMap<Triple, Vec<Claim>> = BTreeMap::new();
        for (claims, by_triple) in [(before, &mut old), (after, &mut new)] {
            for claim in claims {
                by_triple.entry(triple(&claim)).or_default().push(claim);
            }
        }
        for (triple, mut news) in new {
            let mut olds = old.remove(&triple).unwrap_or_default();
            // The same claim first, so that only what is left over is taken for its change.
            pair(&mut olds, &mut news, |one, other| one.iri == other.iri, self);
            pair(
                &mut olds,
                &mut news,
                |one, other| one.status == other.status,
                self,
            );
            pair(&mut olds, &mut news, |_, _| true, self);
            news.into_iter()
                .for_each(|claim| self.rule(&claim).gained.push(claim));
            olds.into_iter()
                .for_each(|claim| self.rule(&claim).lost.push(claim));
        }
        for claim in old.into_values().flatten() {
            self.rule(&claim).lost.push(claim);
        }
    }

    fn rule(&mut self, claim: &Claim) -> &mut RuleDifference {
        self.rules.entry(claim.rule.clone()).or_default()
    }
}

/// Takes out of both lists what `same` calls one claim, and notes how it changed.
fn pair(
    olds: &mut Vec<Claim>,
    news: &mut Vec<Claim>,
    same: impl Fn(&Claim, &Claim) -> bool,
    difference: &mut Difference,
) {
    let mut left = Vec::new();
    for after in std::mem::take(news) {
        let Some(at) = olds.iter().position(|before| same(before, &after)) else {
            left.push(after);
            continue;
        };
        let before = olds.remove(at);
        let fields = fields(&before, &after);
        if !fields.is_empty() {
            difference.rule(&after).changed.push(Change {
                before,
                after,
                fields,
            });
        }
    }
    *news = left;
}

fn triple(claim: &Claim) -> Triple {
    let object = match &claim.object {
        Value::Party(party) => &party.iri,
        Value::Literal(words) => words,
    };
    (claim.subject.iri.clone(), claim.predicate.clone(), object.clone())
}

/// In what two claims of one triple differ.
fn fields(before: &Claim, after: &Claim) -> Vec<&'static str> {
    let label = |value: &Option<Value>| value.as_ref().map(|value| value.label().to_owned());
    let mut fields = Vec::new();
    let mut note = |name, differs: bool| {
        if differs {
            fields.push(name);
        }
    };
    note("status", before.status != after.status);
    note("phase", before.phase != after.phase);
    note("date", before.date != after.date);
    note("reported", before.reported != after.reported);
    note("place", label(&before.place) != label(&after.place));
    for name in ["item", "domain", "agreement", "office", "quantity"] {
        let value = |claim: &Claim| {
            let found = claim.qualifiers.iter().find(|(qualifier, _)| *qualifier == name);
            found.map(|(_, words)| words.clone())
        };
        note(name, value(before) != value(after));
    }
    note(
        "attributed_to",
        label(&before.attributed_to) != label(&after.attributed_to),
    );
    note("evidence", before.evidence != after.evidence);
    note("rule", before.rule != after.rule);
    fields
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, mapping, read};
    use super::*;
    use crate::statement::Statement;

    fn store(key: &str, lines: &[&str], change: impl Fn(&mut Statement)) -> Store {
        let store = Store::memory(mapping()).unwrap();
        let article = article(key, "2025-01-01", "Bamako et Moscou se parlent.");
        let mut statements = read(&article, lines);
        statements.iter_mut().for_each(change);
        store.replace_article(&article, &statements, "v1").unwrap();
        store
    }

    fn summary(difference: &Difference) -> Vec<String> {
        let line = |claim: &Claim| {
            format!(
                "{} {} {}",
                claim.subject.label,
                claim.object.label(),
                claim.status.name()
            )
        };
        let mut lines = Vec::new();
        for (rule, change) in &difference.rules {
            lines.extend(
                change
                    .gained
                    .iter()
                    .map(|claim| format!("{rule} + {}", line(claim))),
            );
            lines.extend(
                change
                    .lost
                    .iter()
                    .map(|claim| format!("{rule} - {}", line(claim))),
            );
            for change in &change.changed {
                lines.push(format!(
                    "{rule} ~ {} {}",
                    line(&change.after),
                    change.fields.join(",")
                ));
            }
        }
        lines
    }

    #[test]
    fn a_store_does_not_differ_from_itself() {
        let one = store("a", &["Mali | meets | Russie | actual"], |_| {});
        assert!(Difference::between(&one, &one).unwrap().is_empty());
    }

    #[test]
    fn gained_lost_and_changed_by_rule() {
        let before = store(
            "a",
            &[
                "Mali | meets | Russie | actual",
                "Russie | supplies | Mali | actual",
                "France | supports | Niger | actual",
            ],
            |_| {},
        );
        let after = store(
            "a",
            &[
                "Niger | meets | Russie | actual",
                "Russie | supplies | Mali | planned",
                "France | supports | Niger | actual",
            ],
            |statement| {
                if statement.predicate == "supports" {
                    statement.rule = "autre".to_owned();
                    statement.date = Some("2025-01".to_owned());
                }
            },
        );
        let difference = Difference::between(&before, &after).unwrap();
        assert_eq!(
            summary(&difference),
            [
                "autre ~ France Niger actual date,rule",
                "meets-essai + Niger Russie actual",
                "meets-essai - Mali Russie actual",
                "supplies-essai ~ Russie Mali planned status",
            ]
        );
        assert_eq!(difference.counts(), (1, 1, 2));
    }

    #[test]
    fn articles_come_and_go() {
        let one = store("a", &["Mali | meets | Russie | actual"], |_| {});
        let other = store("b", &["Mali | meets | Russie | actual"], |_| {});
        let difference = Difference::between(&one, &other).unwrap();
        assert!(difference.articles_gained.contains("b") && difference.articles_lost.contains("a"));
        assert_eq!(difference.counts(), (1, 1, 0));
    }
}
