//! "Le Pérou accuse le Chili. Santiago rejette *ces accusations*": whose a deed is that a demonstrative points back to.
//!
//! The noun says again what a verb has said before, and belongs to whoever that verb had for its subject. Which nouns say
//! which verbs again stands in the grammar; those that say any deed again ("cette décision") look no further back than to
//! the sentence before. Nothing is said of charges that were brought against somebody else than who answers them.

use super::discourse::Ids;
use super::places::{groups_at, groups_of, is_filled_by};
use super::reader::{Reader, extend};
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{Clause, ClauseId, GroupId, PredicateKind, Relation, RoleKind};
use crate::lexicon::{Features, LemmaId};
use crate::mention::{EntityId, Kind};
use rustc_hash::FxHashSet;

/// How many sentences back a noun looks for its verb.
const REACH: u32 = 3;

/// How many where the verb is said of whoever answers.
const REACH_OF_CHARGES: u32 = 8;

/// How many clauses back the verb is sought.
const CLAUSES: usize = 60;

/// What a noun says again.
#[derive(Debug, Clone, Default)]
pub(super) struct Deed {
    /// The verbs; any where there are none.
    pub verbs: FxHashSet<LemmaId>,
    /// Whether it is only what was done to whoever answers it.
    pub against: bool,
}

impl Deed {
    /// How many sentences it lies back at most.
    fn reach(&self) -> u32 {
        match (self.verbs.is_empty(), self.against) {
            (true, _) => 1,
            (false, true) => REACH_OF_CHARGES,
            (false, false) => REACH,
        }
    }

    /// Whether `clause` tells such a deed.
    fn is_told_by(&self, clause: &Clause) -> bool {
        let predicate = &clause.predicate;
        if self.verbs.is_empty() {
            let coordinated = |relation| relation == Relation::Coordinated;
            let governor = clause.governor;
            let main = governor.is_none_or(|governor| coordinated(governor.relation));
            return predicate.kind == PredicateKind::Verb && main;
        }
        let verbal = !matches!(predicate.kind, PredicateKind::Noun | PredicateKind::Adjective);
        verbal && (self.verbs.contains(&predicate.frame) || self.verbs.contains(&predicate.lemma))
    }

    /// Whether somebody of this kind does such a deed: only states and organisations decide.
    fn is_done_by(&self, kind: Kind) -> bool {
        match self.verbs.is_empty() {
            true => matches!(kind, Kind::State | Kind::Organisation),
            false => kind != Kind::Place,
        }
    }
}

impl Reader<'_> {
    /// Keeps whose a deed is that a demonstrative points back to ("*ces* accusations"), or that whoever answers it was
    /// charged with ("rejette *des* accusations"), as it is kept of a possessive.
    pub fn note_deed(&mut self, id: GroupId) {
        let group = self.group(id);
        let (Some(word), Some(deed)) = (group.determiner, self.tables.deeds.get(&self.head_key(group)))
        else {
            return;
        };
        let shown = group.features.contains(Features::DEMONSTRATIVE)
            || deed.against && group.features.contains(Features::INDEFINITE | Features::PLURAL)
            || self.sums_up(id);
        // "cette attaque *russe*", "cette décision *de Moscou*": it says itself whose it is.
        if !shown || !self.complements(id).is_empty() || self.has_nationality(group) {
            return;
        }
        let answering = self.answering(id);
        if answering.is_empty() {
            return;
        }
        if let Some(doers) = self.doers_before(id, deed, &answering) {
            self.keep_word(
                word,
                Reference {
                    entities: doers,
                    by: ReferenceKind::Description,
                    mention: self.words.span(word as usize..word as usize + 1),
                    ..Reference::default()
                },
            );
        }
    }

    /// "X a quitté l'alliance, *une décision* que Y regrette": the group takes up what its own sentence has just told.
    fn sums_up(&self, id: GroupId) -> bool {
        let group = self.group(id);
        let comma = group.words.start.checked_sub(1);
        let one = group.features.contains(Features::INDEFINITE) && !group.features.contains(Features::PLURAL);
        let described = self
            .clauses_of(id)
            .iter()
            .all(|at| self.clause(*at).is_some_and(|clause| clause.group == Some(id)));
        one && described && comma.is_some_and(|comma| self.words.word(comma as usize) == ",")
    }

    /// Who has a group for the object of what they do, or for a complement of it.
    fn answering(&mut self, id: GroupId) -> Ids {
        let answers = |at: &ClauseId| {
            let clause = self.clause(*at);
            clause.is_some_and(|clause| {
                let filled =
                    is_filled_by(clause, RoleKind::Object, id) || is_filled_by(clause, RoleKind::Oblique, id);
                clause.predicate.kind != PredicateKind::Noun && filled
            })
        };
        match self.clauses_of(id).iter().copied().find(answers) {
            Some(at) => self.sides(at, |_, _, kind| kind == RoleKind::Subject),
            None => Ids::new(),
        }
    }

    /// Who last did such a deed before a group; to those who answer it, where it is only that.
    fn doers_before(&mut self, id: GroupId, deed: &Deed, answering: &[EntityId]) -> Option<Ids> {
        let group = self.group(id);
        let own = self.clauses_of(id).first().copied()?;
        let noun = self.head_key(group);
        let sums_up = self.sums_up(id);
        for at in (0..own).rev().take(CLAUSES) {
            let clause = self.clause(at)?;
            let distance = group.sentence.saturating_sub(clause.sentence);
            if distance > deed.reach() {
                return None;
            }
            let told_before = clause.predicate.word < group.words.start
                && (distance > 0 || !deed.verbs.is_empty() || sums_up);
            // Who only speaks of a decision has not taken it.
            let speech = self.traits(clause.predicate.word).contains(WordTraits::SPEECH);
            if !told_before || !deed.is_told_by(clause) || speech && deed.verbs.is_empty() {
                continue;
            }
            // "Berlin critique *cette décision*" is not that decision.
            if groups_of(clause).any(|(other, _)| self.head_key(self.group(other)) == noun) {
                continue;
            }
            if deed.against && !self.undergoing(at).iter().any(|side| answering.contains(side)) {
                continue;
            }
            let mut doers = Ids::new();
            for doer in groups_at(clause, RoleKind::Subject) {
                extend(&mut doers, self.settle(doer).acting());
            }
            let acts = |who: &EntityId| deed.is_done_by(self.kind(*who)) && !answering.contains(who);
            if !doers.is_empty() && doers.iter().all(acts) {
                return Some(doers);
            }
        }
        None
    }

    /// To whom something is done in a clause.
    fn undergoing(&mut self, clause: ClauseId) -> Ids {
        self.sides(clause, |reader, group, kind| match kind {
            RoleKind::Object => true,
            RoleKind::Oblique => {
                let preposition = reader.group(group).preposition_lemma();
                preposition.is_some_and(|lemma| reader.tables.lemma(lemma).contains(LemmaTraits::UPON))
            }
            _ => false,
        })
    }

    /// Those who fill such roles of a clause, with the states that they act for.
    fn sides(&mut self, clause: ClauseId, accept: impl Fn(&Self, GroupId, RoleKind) -> bool) -> Ids {
        let mut sides = Ids::new();
        let Some(clause) = self.clause(clause) else {
            return sides;
        };
        for (group, role) in groups_of(clause) {
            if !accept(self, group, role.kind) {
                continue;
            }
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
