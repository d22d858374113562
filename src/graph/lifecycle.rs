//! From promise to deed: how what one party does to another goes on in time.
//!
//! Promised, then signed, then delivered, then denied: the stages of one relation between two parties, as
//! articles tell them. Which predicate seals a relation (an agreement before a delivery) the ontology says
//! (`griot:sealedBy`). The stages are put in order and nothing is concluded: that an act followed a
//! promise does not make it this promise's fulfilment.

use super::claim::{Claim, Party, Value};
use super::corroboration::Fact;
use super::error::StoreError;
use super::store::Store;
use crate::ontology::Ontology;
use crate::statement::Status;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How far a relation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Announced, promised, agreed.
    Promised,
    /// The two signed an agreement.
    Signed,
    /// It happened or holds.
    Done,
    /// It is said not to hold, not to have happened, or to have ended.
    Denied,
}

impl Stage {
    /// Its name in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Promised => "promised",
            Self::Signed => "signed",
            Self::Done => "done",
            Self::Denied => "denied",
        }
    }
}

/// The stages of one relation between two parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifecycle {
    /// Who.
    pub subject: Arc<Party>,
    /// Local name of the predicate.
    pub predicate: String,
    /// Whom.
    pub object: Arc<Party>,
    /// What is claimed, by date; undated claims last.
    pub steps: Vec<Step>,
}

/// A claim as a stage of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How far the relation has come with it.
    pub stage: Stage,
    /// Who says so, and in which words.
    pub claim: Claim,
}

impl Step {
    /// When it was taken: a promise when it was made, a denial when it was uttered, a deed when it was done.
    #[must_use]
    pub fn when(&self) -> Option<&str> {
        let claim = &self.claim;
        match self.stage {
            Stage::Promised | Stage::Denied => claim.reported.as_deref().or(claim.date.as_deref()),
            Stage::Signed | Stage::Done => claim.when(),
        }
    }
}

impl Store {
    /// The relations that went through two stages or more, the longest first.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn lifecycles(&self, ontology: &Ontology) -> Result<Vec<Lifecycle>, StoreError> {
        Ok(lifecycles(&self.facts()?, ontology))
    }
}

/// Two parties, in whichever order.
fn pair<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    if one <= other { (one, other) } else { (other, one) }
}

fn lifecycles(facts: &[Fact], ontology: &Ontology) -> Vec<Lifecycle> {
    let mut relations: FxHashMap<(&str, &str, &str), Lifecycle> = FxHashMap::default();
    let mut sealings: FxHashMap<(&str, &str, &str), Vec<&Claim>> = FxHashMap::default();
    for fact in facts {
        let Value::Party(object) = &fact.object else {
            continue;
        };
        if fact.status == Status::Actual {
            let (one, other) = pair(&fact.subject.iri, &object.iri);
            sealings
                .entry((one, &fact.predicate, other))
                .or_default()
                .extend(&fact.claims);
        }
        let Some(stage) = stage_of(fact.status) else {
            continue;
        };
        let relation = relations
            .entry((&fact.subject.iri, &fact.predicate, &object.iri))
            .or_insert_with(|| Lifecycle {
                subject: Arc::clone(&fact.subject),
                predicate: fact.predicate.clone(),
                object: Arc::clone(object),
                steps: Vec::new(),
            });
        let step = |claim: &Claim| Step {
            stage,
            claim: claim.clone(),
        };
        relation.steps.extend(fact.claims.iter().map(step));
    }
    let mut found: Vec<Lifecycle> = relations.into_values().collect();
    for relation in &mut found {
        let (one, other) = pair(&relation.subject.iri, &relation.object.iri);
        let Some(predicate) = ontology.predicate(&relation.predicate) else {
            continue;
        };
        let sealed = ontology.sealed_by(predicate).iter();
        let signed = sealed
            .filter_map(|seal| sealings.get(&(one, ontology.predicate_name(*seal), other)))
            .flatten()
            .map(|claim| Step {
                stage: Stage::Signed,
                claim: (*claim).clone(),
            })
            .collect::<Vec<_>>();
        relation.steps.extend(signed);
    }
    found.retain(|relation| relation.has_course());
    found.iter_mut().for_each(Lifecycle::sort);
    found.sort_by(|a, b| {
        b.stages()
            .cmp(&a.stages())
            .then_with(|| b.steps.len().cmp(&a.steps.len()))
            .then_with(|| a.order().cmp(&b.order()))
    });
    found
}

const fn stage_of(status: Status) -> Option<Stage> {
    match status {
        Status::Planned => Some(Stage::Promised),
        Status::Actual => Some(Stage::Done),
        Status::Denied => Some(Stage::Denied),
        // Hearsay is no stage.
        Status::Possible => None,
    }
}

impl Lifecycle {
    /// Whether something became of something: a promise or a denial, and another stage.
    fn has_course(&self) -> bool {
        let is_one = |wanted: Stage| self.steps.iter().any(|step| step.stage == wanted);
        (is_one(Stage::Promised) || is_one(Stage::Denied)) && self.stages() > 1
    }

    /// How many different stages were reached.
    fn stages(&self) -> usize {
        let mut stages: Vec<Stage> = self.steps.iter().map(|step| step.stage).collect();
        stages.sort_unstable();
        stages.dedup();
        stages.len()
    }

    fn sort(&mut self) {
        self.steps.sort_by_cached_key(|step| {
            let when = step.when().map(str::to_owned);
            (when.is_none(), when, step.stage, step.claim.iri.clone())
        });
    }

    fn order(&self) -> (&str, &str, &str) {
        (&self.subject.label, &self.predicate, &self.object.label)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, mapping, ontology, read};
    use super::*;

    fn check(articles: &[(&str, &[&str])], expected: &[&str]) {
        let store = Store::memory(mapping()).unwrap();
        for (number, (date, lines)) in articles.iter().enumerate() {
            let article = article(&format!("a{number}"), date, "Les autorités et leurs partenaires.");
            store
                .replace_article(&article, &read(&article, lines), "v1")
                .unwrap();
        }
        let found: Vec<String> = store
            .lifecycles(&ontology())
            .unwrap()
            .iter()
            .map(|one| {
                let steps: Vec<String> = one
                    .steps
                    .iter()
                    .map(|step| format!("{} {}", step.stage.name(), step.when().unwrap_or("?")))
                    .collect();
                format!(
                    "{} {} {}: {}",
                    one.subject.label,
                    one.predicate,
                    one.object.label,
                    steps.join(", ")
                )
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn promised_signed_delivered_denied() {
        check(
            &[
                ("2025-03-01", &["Russie | supplies | Mali | actual"]),
                ("2025-01-01", &["Russie | supplies | Mali | planned"]),
                ("2025-05-01", &["Russie | supplies | Mali | denied"]),
                ("2025-02-01", &["Mali | signsAgreementWith | Russie | actual"]),
            ],
            &[
                "Russie supplies Mali: promised 2025-01-01, signed 2025-02-01, done 2025-03-01, denied 2025-05-01",
            ],
        );
    }

    #[test]
    fn one_stage_is_no_course() {
        check(
            &[
                ("2025-03-01", &["Russie | supplies | Mali | actual"]),
                ("2025-04-01", &["Russie | supplies | Mali | possible"]),
                ("2025-05-01", &["France | supplies | Mali | planned"]),
                ("2025-02-01", &["Mali | signsAgreementWith | Russie | actual"]),
            ],
            &[],
        );
    }
}
