//! Whose "ces accusations" are that somebody rejects: those of who last accused him.
//!
//! Nothing is said of charges that the text has not told, or that were brought against somebody else than who answers them.

use super::discourse::Ids;
use super::places::is_filled_by;
use super::reader::{Reader, extend};
use super::traits::LemmaTraits;
use super::{Reference, ReferenceKind};
use crate::clause::{Clause, Filler, GroupId, PredicateKind, RoleKind};
use crate::lexicon::Features;
use smallvec::SmallVec;

/// How many sentences "ces accusations" reach back.
const REACH: u32 = 8;

/// How many clauses back the accusation is sought.
const CLAUSES: usize = 60;

impl Reader<'_> {
    /// "X accuse Y. Y rejette *ces* accusations": keeps whose they are, as it is kept of a possessive.
    pub fn charge(&mut self, id: GroupId) {
        let group = self.group(id);
        let shown = Features::DEMONSTRATIVE | Features::INDEFINITE;
        let several = group.features.contains(Features::PLURAL) && group.features.intersects(shown);
        let Some(word) = group.determiner.filter(|_| several) else {
            return;
        };
        if !group.modifiers.is_empty() || !self.complements(id).is_empty() {
            return;
        }
        let answered = |at: &u32| {
            let clause = self.clause(*at);
            clause.is_some_and(|clause| {
                clause.predicate.kind != PredicateKind::Noun && is_filled_by(clause, RoleKind::Object, id)
            })
        };
        let Some(at) = self.clauses_of(id).iter().copied().find(answered) else {
            return;
        };
        let answering = self.sides(at, |_, kind, _| kind == RoleKind::Subject);
        if answering.is_empty() {
            return;
        }
        for before in (0..at).rev().take(CLAUSES) {
            let Some(clause) = self.clause(before) else { return };
            if group.sentence.saturating_sub(clause.sentence) > REACH {
                return;
            }
            let charges = self
                .tables
                .lemma(clause.predicate.lemma)
                .contains(LemmaTraits::CHARGING);
            if !charges || clause.predicate.kind == PredicateKind::Noun {
                continue;
            }
            let upon = |reader: &Self, kind, group| match kind {
                RoleKind::Object => true,
                RoleKind::Oblique => {
                    let preposition = reader.group(group).preposition_lemma();
                    preposition.is_some_and(|lemma| reader.tables.lemma(lemma).contains(LemmaTraits::UPON))
                }
                _ => false,
            };
            let accused = self.sides(before, upon);
            if !accused.iter().any(|side| answering.contains(side)) {
                continue;
            }
            let accusers = self.fillers(clause, |_, kind, _| kind == RoleKind::Subject);
            let mut entities = Ids::new();
            for accuser in accusers {
                let found = self.resolve(accuser);
                extend(&mut entities, found.acting());
            }
            if !entities.is_empty() && !entities.iter().any(|one| answering.contains(one)) {
                self.words_found.entry(word).or_insert(Reference {
                    entities,
                    by: ReferenceKind::Description,
                    mention: self.words.span(word as usize..word as usize + 1),
                    ..Reference::default()
                });
            }
            return;
        }
    }

    /// The groups that fill such roles of a clause.
    fn fillers(
        &self,
        clause: &Clause,
        accept: impl Fn(&Self, RoleKind, GroupId) -> bool,
    ) -> SmallVec<[GroupId; 4]> {
        let groups = clause.roles.iter().filter_map(|role| match role.filler {
            Filler::Group(group) => Some((role.kind, group)),
            _ => None,
        });
        let fitting = groups.filter(|(kind, group)| accept(self, *kind, *group));
        fitting.map(|(_, group)| group).collect()
    }

    /// Those who fill such roles, with the states that they act for.
    fn sides(&mut self, clause: u32, accept: impl Fn(&Self, RoleKind, GroupId) -> bool) -> Ids {
        let mut sides = Ids::new();
        let Some(clause) = self.clause(clause) else {
            return sides;
        };
        for group in self.fillers(clause, accept) {
            let found = self.resolve(group);
            extend(&mut sides, found.acting());
            extend(&mut sides, &self.states_of_forces(found.acting()));
            extend(&mut sides, &self.states_of_persons(found.acting()));
            // "le ministère émirati": a body of its state.
            let owners = self.owners(group);
            extend(&mut sides, &self.states(&owners));
        }
        sides
    }
}
