//! "Le Pérou accuse le Chili. Santiago rejette *ces accusations*": whose a deed is that a demonstrative points back to.
//!
//! The noun says again what a verb has said before, and belongs to whoever that verb had for its subject. Which nouns say
//! which verbs again stands in the grammar; those that say any deed again ("cette décision") look no further back than to
//! the sentence before.

use super::reader::Reader;
use super::{Reference, ReferenceKind};
use crate::clause::{Clause, ClauseId, GroupId, PredicateKind, Relation};
use crate::lexicon::{Features, LemmaId};
use crate::mention::{EntityId, Kind};
use rustc_hash::FxHashSet;

/// How many sentences back a noun looks for its verb.
const REACH: u32 = 3;

/// What a noun says again.
#[derive(Debug, Clone, Default)]
pub(super) struct Deed {
    /// The verbs; any where there are none.
    pub verbs: FxHashSet<LemmaId>,
}

impl Reader<'_> {
    /// Keeps whose a deed is that a demonstrative points back to, by the demonstrative.
    pub fn note_answered(&mut self, id: GroupId) {
        let group = self.group(id);
        let Some(word) = group
            .determiner
            .filter(|_| group.features.contains(Features::DEMONSTRATIVE))
        else {
            return;
        };
        let Some(deed) = self.tables.deeds.get(&self.head_key(group)) else {
            return;
        };
        // "cette attaque *russe*", "cette décision *de Moscou*": it says itself whose it is.
        if !group.complements.is_empty() || self.has_nationality(group) {
            return;
        }
        let others = self.from(id).excluded;
        let candidates = self.deeds_before(id, deed);
        for clause in candidates {
            let doers = self.subjects(clause, id);
            let Some(doer) = doers.first().copied().filter(|_| doers.len() == 1) else {
                continue;
            };
            let found = self.resolve(doer);
            let agents = [
                Kind::State,
                Kind::Person,
                Kind::Organisation,
                Kind::ArmedGroup,
                Kind::ArmedForce,
            ];
            let acts = |who: &EntityId| agents.contains(&self.kind(*who)) && !others.contains(who);
            if !found.acting().is_empty() && found.acting().iter().all(acts) {
                let owner = Reference {
                    by: ReferenceKind::Possessive,
                    mention: self.words.span(word as usize..word as usize + 1),
                    ..found
                };
                self.keep_word(word, owner);
                return;
            }
        }
    }

    /// The clauses before a group that do such a deed, the last first.
    fn deeds_before(&self, id: GroupId, deed: &Deed) -> Vec<ClauseId> {
        let group = self.group(id);
        let reach = if deed.verbs.is_empty() { 1 } else { REACH };
        let clauses = (0..self.analysis.clauses.len() as ClauseId).rev();
        let clauses = clauses.filter_map(|id| Some((self.clause(id)?, id)));
        let near = clauses.skip_while(|(clause, _)| clause.sentence > group.sentence);
        let near = near.take_while(|(clause, _)| group.sentence - clause.sentence <= reach);
        let does = |clause: &Clause| {
            let predicate = &clause.predicate;
            let verb = predicate.kind != PredicateKind::Noun && predicate.kind != PredicateKind::Adjective;
            if deed.verbs.is_empty() {
                let told = |relation| matches!(relation, Relation::Coordinated);
                let main = clause.governor.is_none_or(|governor| told(governor.relation));
                predicate.kind == PredicateKind::Verb && main && clause.sentence < group.sentence
            } else {
                verb && predicate.word < group.words.start
                    && (deed.verbs.contains(&predicate.frame) || deed.verbs.contains(&predicate.lemma))
            }
        };
        near.filter(|(clause, _)| does(clause))
            .map(|(_, id)| id)
            .collect()
    }
}
