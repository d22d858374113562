//! What is told of one party, in time.

use super::{Classification, Period};
use crate::graph::{Claim, Party, Value};
use crate::statement::Status;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What articles say alike of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When it happens, or else was said: ISO 8601 or EDTF; `None` where nothing dates it.
    pub when: Option<String>,
    /// The same as days.
    pub period: Period,
    /// Who; of a symmetric predicate the party that the timeline is about.
    pub subject: Arc<Party>,
    /// Local name of the predicate.
    pub predicate: String,
    /// Whom or what.
    pub object: Value,
    /// Fact, promise, hedge or denial.
    pub status: Status,
    /// Id of its kind.
    pub kind: Arc<str>,
    /// Whether the predicate has no direction.
    pub symmetric: bool,
    /// Independent sources.
    pub sources: BTreeSet<String>,
    /// Item, domain, agreement, office, quantity: the most telling words of each, by name.
    pub details: BTreeMap<&'static str, BTreeSet<String>>,
    /// The claims, by IRI.
    pub claims: Vec<Arc<Claim>>,
}

/// Moments of the party with the IRI `about`, earliest first, undated ones last; with `other`, those between the two.
/// Claims about numbers are moments too.
#[must_use]
pub fn timeline(
    claims: impl IntoIterator<Item = Arc<Claim>>,
    about: &str,
    other: Option<&str>,
    classification: &Classification,
) -> Vec<Moment> {
    let mut moments: BTreeMap<(Option<String>, String, String, Value, Status), Moment> = BTreeMap::new();
    for claim in claims {
        let object_iri = claim.object.party().map(|object| object.iri.as_str());
        let ends = [Some(claim.subject.iri.as_str()), object_iri];
        let concerns = |iri: &str| ends.contains(&Some(iri));
        if !concerns(about) || other.is_some_and(|other| !concerns(other)) {
            continue;
        }
        let mut moment = Moment::of(&claim, classification);
        if moment.symmetric && moment.subject.iri != about {
            moment.turn();
        }
        let key = (
            moment.when.clone(),
            moment.subject.iri.clone(),
            moment.predicate.clone(),
            moment.object.clone(),
            moment.status,
        );
        moments.entry(key).or_insert(moment).add(claim);
    }
    let mut moments: Vec<Moment> = moments.into_values().collect();
    for moment in &mut moments {
        moment.claims.sort_by(|a, b| a.iri.cmp(&b.iri));
    }
    // A month stands before its days, what is undated at the end; otherwise the order of the keys stays.
    moments.sort_by_key(|moment| {
        let end = std::cmp::Reverse(moment.period.last);
        (moment.period.first.is_none(), moment.period.first, end)
    });
    moments
}

impl Moment {
    fn of(claim: &Claim, classification: &Classification) -> Self {
        let period = claim.when().and_then(|when| when.parse().ok());
        Self {
            when: claim.when().map(str::to_owned),
            period: period.unwrap_or_default(),
            subject: Arc::clone(&claim.subject),
            predicate: claim.predicate.clone(),
            object: claim.object.clone(),
            status: claim.status,
            kind: classification.kind(&claim.predicate),
            symmetric: classification.is_symmetric(&claim.predicate),
            sources: BTreeSet::new(),
            details: BTreeMap::new(),
            claims: Vec::new(),
        }
    }

    fn turn(&mut self) {
        if let Value::Party(object) = &self.object {
            let object = Arc::clone(object);
            self.object = Value::Party(std::mem::replace(&mut self.subject, object));
        }
    }

    fn add(&mut self, claim: Arc<Claim>) {
        self.sources.insert(claim.source.origin.clone());
        for (name, words) in &claim.qualifiers {
            self.details.entry(name).or_default().insert(words.clone());
        }
        self.claims.push(claim);
    }

    /// Every different quote, in the order of the claims.
    pub fn quotes(&self) -> impl Iterator<Item = (&Claim, &str)> {
        let mut seen = BTreeSet::new();
        let quotes = self.claims.iter().flat_map(|claim| {
            let quotes = claim.evidence.iter().map(|passage| passage.quote.as_str());
            quotes.map(move |quote| (&**claim, quote))
        });
        quotes.filter(move |(_, quote)| seen.insert(*quote))
    }
}
