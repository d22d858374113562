//! Which claims count: predicates, kinds, statuses, sectors, a stretch of time.

use super::{Classification, Network, Period};
use crate::graph::Claim;
use crate::statement::Status;
use std::sync::Arc;

/// What a claim must be like; an empty list asks for nothing.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Local names of predicates.
    pub predicates: Vec<String>,
    /// Ids of kinds.
    pub kinds: Vec<String>,
    /// Ids of sectors.
    pub sectors: Vec<String>,
    /// Facts, promises, hedges, denials.
    pub statuses: Vec<Status>,
    /// When it happens, or else was said; a date that lies in it in part counts.
    pub window: Period,
    /// Independent sources of a tie.
    pub min_sources: usize,
    /// Longest stretch, in days, that a date may leave open: "2024" says nothing of one month.
    pub exactness: Option<i32>,
}

/// A network and what did not come into it.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// What was chosen.
    pub network: Network,
    /// Claims that a window of time left out because nothing dates them.
    pub undated: usize,
}

impl Selection {
    /// The network of the claims that fit.
    #[must_use]
    pub fn of(&self, claims: &[Arc<Claim>], classification: &Classification) -> Chosen {
        let network = Network::from_claims(self.claims(claims, classification), classification);
        let undated = |claim: &&Arc<Claim>| {
            claim.object.party().is_some() && period(claim).is_none() && self.fits(claim, classification)
        };
        Chosen {
            network: if self.min_sources > 1 {
                network.attested(self.min_sources)
            } else {
                network
            },
            undated: if self.window.is_open() {
                0
            } else {
                claims.iter().filter(undated).count()
            },
        }
    }

    /// The claims that fit.
    pub fn claims<'a>(
        &'a self,
        claims: &'a [Arc<Claim>],
        classification: &'a Classification,
    ) -> impl Iterator<Item = Arc<Claim>> + 'a {
        let within = |claim: &Claim| match period(claim) {
            Some(period) => period.overlaps(self.window) && self.is_exact(period),
            None => self.window.is_open() && self.exactness.is_none(),
        };
        claims
            .iter()
            .filter(move |claim| self.fits(claim, classification) && within(claim))
            .cloned()
    }

    fn is_exact(&self, period: Period) -> bool {
        let Some(longest) = self.exactness else {
            return true;
        };
        period.days().is_some_and(|days| days <= longest)
    }

    /// Whether the claim fits, its date left aside.
    fn fits(&self, claim: &Claim, classification: &Classification) -> bool {
        let listed = |list: &[String], name: &str| list.is_empty() || list.iter().any(|known| known == name);
        listed(&self.predicates, &claim.predicate)
            && listed(&self.kinds, &classification.kind(&claim.predicate))
            && (self.statuses.is_empty() || self.statuses.contains(&claim.status))
            && (self.sectors.is_empty()
                || self
                    .sectors
                    .iter()
                    .any(|sector| classification.is_about(claim, sector)))
    }
}

/// When it happens, or else was said.
fn period(claim: &Claim) -> Option<Period> {
    claim.when()?.parse().ok()
}
