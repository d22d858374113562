//! "Le Pérou accuse le Chili. Santiago rejette *ces accusations*": whose a deed is that a demonstrative points back to.
//!
//! The noun says again what a verb has said before, and belongs to whoever that verb had for its subject. Which nouns say
//! which verbs again stands in the grammar; those that say any deed again ("cette décision") look no further back than to
//! the sentence before. Nothing is said of charges that were brought against somebody else than who answers them.

use super::discourse::Ids;
use super::places::is_filled_by;
use super::reader::{Reader, extend};
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{Clause, ClauseId, Filler, GroupId, PredicateKind, Relation, Role, RoleKind};
use crate::lexicon::{Features, LemmaId};
use crate::mention::{EntityId, Kind};
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

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
            || deed.against && group.features.contains(Features::INDEFINITE | Features::PLURAL);
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
            Some(at) => self.sides(at, |_, kind, _| kind == RoleKind::Subject),
            None => Ids::new(),
        }
    }

    /// Who last did such a deed before a group; to those who answer it, where it is only that.
    fn doers_before(&mut self, id: GroupId, deed: &Deed, answering: &[EntityId]) -> Option<Ids> {
        let group = self.group(id);
        let own = self.clauses_of(id).first().copied()?;
        for at in (0..own).rev().take(CLAUSES) {
            let clause = self.clause(at)?;
            let distance = group.sentence.saturating_sub(clause.sentence);
            if distance > deed.reach() {
                return None;
            }
            let told_before =
                clause.predicate.word < group.words.start && (distance > 0 || !deed.verbs.is_empty());
            // Who only speaks of a decision has not taken it.
            let speech = self.traits(clause.predicate.word).contains(WordTraits::SPEECH);
            if !told_before || !deed.is_told_by(clause) || speech && deed.verbs.is_empty() {
                continue;
            }
            // "Berlin critique *cette décision*" is not that decision.
            let noun = self.head_key(group);
            let answers = |role: &Role| matches!(role.filler, Filler::Group(other) if self.head_key(self.group(other)) == noun);
            if clause.roles.iter().any(answers) {
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
            if deed.against && !self.sides(at, upon).iter().any(|side| answering.contains(side)) {
                continue;
            }
            let mut doers = Ids::new();
            for doer in self.fillers(clause, |_, kind, _| kind == RoleKind::Subject) {
                let found = self.resolve(doer);
                extend(&mut doers, found.acting());
            }
            let acts = |who: &EntityId| {
                let decides = matches!(self.kind(*who), Kind::State | Kind::Organisation);
                let kind = if deed.verbs.is_empty() {
                    decides
                } else {
                    self.kind(*who) != Kind::Place
                };
                kind && !answering.contains(who)
            };
            if !doers.is_empty() && doers.iter().all(acts) {
                return Some(doers);
            }
        }
        None
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
    fn sides(&mut self, clause: ClauseId, accept: impl Fn(&Self, RoleKind, GroupId) -> bool) -> Ids {
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
