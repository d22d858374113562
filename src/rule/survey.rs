//! What is found out once about an article before rules are tried: which fixed words stand in each sentence, of which
//! classes everybody is whom a group stands for, what groups can be complements, which words make clauses, and what is
//! ascribed to somebody.
//!
//! Most of what stands at a place is of no class that its role takes. With a bit for each class, one comparison tells.

use super::Rules;
use super::arguments::ArgumentPosition;
use super::companions::Standing;
use super::entry::Offer;
use super::view::View;
use crate::clause::{Clause, ClauseId, Filler, GroupId, RoleKind};
use crate::ontology::{ClassId, Ontology};
use crate::resolve::Reference;
use crate::text::WordIndex;
use fixedbitset::FixedBitSet;
use std::ops::{BitOr, BitOrAssign};

/// Classes of the ontology, a bit each; classes for which there is no bit count as [`ClassSet::OPEN`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct ClassSet(u64);

impl ClassSet {
    /// Something stands there, whatever it is.
    pub const STANDING: Self = Self(1 << BITS);
    /// Of whom nobody can tell by classes alone: a number of somebody, a force that stands for its owner, a name that
    /// renames another. Every role is offered such a one.
    pub const OPEN: Self = Self(1 << (BITS + 1));
    /// What is always given, and asked for where nothing else is.
    pub const NOTHING: Self = Self(1 << (BITS + 2));
    /// Everybody of whatever class.
    pub const ANYBODY: Self = Self(((1 << BITS) - 1) | Self::OPEN.0);
    /// Everybody and everything.
    pub const ANYTHING: Self = Self(u64::MAX);

    /// The one class.
    pub const fn of(ClassId(class): ClassId) -> Self {
        if (class as u32) < BITS {
            Self(1 << class)
        } else {
            Self::OPEN
        }
    }

    /// The class and all classes that it lies in.
    fn lineage(ontology: &Ontology, class: ClassId) -> Self {
        let lineage = ontology.lineage(class);
        lineage.fold(Self::default(), |all, class| all | Self::of(class))
    }

    /// Whether the two have one in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// For each class of an ontology, the class and all classes that it lies in.
#[derive(Debug, Default)]
pub(super) struct Lineages(Vec<ClassSet>);

impl Lineages {
    /// Those of the classes of `ontology`.
    pub fn of(ontology: &Ontology) -> Self {
        let classes = ontology.classes();
        Self(classes.map(|class| ClassSet::lineage(ontology, class)).collect())
    }

    /// The classes of everybody whom `reference` names, with all classes that these lie in.
    pub fn of_reference(&self, view: &View<'_>, reference: &Reference) -> ClassSet {
        let mut classes = ClassSet::default();
        for entities in [&reference.entities, &reference.actors] {
            for entity in entities {
                let class = view.class(*entity);
                let lineage = class.and_then(|ClassId(class)| self.0.get(usize::from(class)));
                classes |= lineage.copied().unwrap_or_default();
            }
        }
        classes
    }
}

/// How many classes have a bit of their own.
const BITS: u32 = 61;

impl BitOr for ClassSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for ClassSet {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What was found out about one article.
#[derive(Debug)]
pub(super) struct Survey {
    /// Which fixed words stand in which sentence.
    pub companions: Standing,
    /// The classes of everybody whom a noun group stands for; parallel to `clause::Analysis::groups`.
    pub classes: Vec<ClassSet>,
    /// What the groups of each sentence can give as complements, whatever they hang on.
    pub complements: Vec<Offer>,
    /// The words that are predicates of clauses.
    predicates: FixedBitSet,
    /// What clauses ascribe.
    pub ascriptions: Ascriptions,
}

/// The groups that some clause ascribes to somebody ("X est *président*"), with the clauses that do.
#[derive(Debug, Default)]
pub(super) struct Ascriptions(Vec<(GroupId, ClauseId)>);

impl Ascriptions {
    /// Those of `clauses`.
    fn of(clauses: &[Clause]) -> Self {
        let mut all = Vec::new();
        for (clause, id) in clauses.iter().zip(0..) {
            all.extend(clause.roles.iter().filter_map(|role| match role.filler {
                Filler::Group(group) if role.kind == RoleKind::Attribute => Some((group, id)),
                _ => None,
            }));
        }
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// The clauses that ascribe `group`, in their order; they are of its sentence.
    pub fn of_group(&self, group: GroupId) -> impl Iterator<Item = ClauseId> + '_ {
        let first = self.0.partition_point(|(other, _)| *other < group);
        let own = self.0[first..]
            .iter()
            .take_while(move |(other, _)| *other == group);
        own.map(|(_, clause)| *clause)
    }
}

impl Survey {
    /// Whether some clause has `word` as its predicate.
    pub fn is_predicate(&self, word: WordIndex) -> bool {
        self.predicates.contains(word as usize)
    }
}

impl Rules {
    /// Looks through an article once.
    pub(super) fn survey(&self, view: &View<'_>) -> Survey {
        let clauses = &view.analysis.clauses;
        let mut predicates = FixedBitSet::with_capacity(view.text.words.len());
        for clause in clauses {
            predicates.grow_and_insert(clause.predicate.word as usize);
        }
        let groups = view.analysis.groups.iter().zip(&view.resolution.groups);
        let classes = groups.zip(0..).map(|((group, reference), id)| {
            let classes = self.lineages.of_reference(view, reference);
            let counts = || reference.is_empty() && view.counted(id).is_some();
            let open = group.apposition_to.is_some()
                || self.heads.contains(view.lemma(group.head).0 as usize)
                || counts();
            if open { classes | ClassSet::OPEN } else { classes }
        });
        let classes: Vec<ClassSet> = classes.collect();
        let mut complements = vec![Offer::NOTHING; view.text.sentences.len()];
        for (group, classes) in view.analysis.groups.iter().zip(&classes) {
            if let Some(offer) = complements.get_mut(group.sentence as usize) {
                offer.add(
                    ArgumentPosition::Oblique(group.preposition_lemma()),
                    *classes,
                    self.genitive,
                );
            }
        }
        Survey {
            companions: self.companions.standing_in(view),
            classes,
            complements,
            predicates,
            ascriptions: Ascriptions::of(clauses),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::ontology;
    use super::*;

    #[test]
    fn a_class_meets_the_classes_that_it_lies_in() {
        let class = |name| ontology().class(name).unwrap();
        let state = ClassSet::lineage(ontology(), class("State"));
        assert!(state.meets(ClassSet::of(class("State"))));
        assert!(state.meets(ClassSet::of(class("Agent"))));
        assert!(!state.meets(ClassSet::of(class("Person"))));
        assert!(!state.meets(ClassSet::STANDING));
        assert!(ClassSet::of(ClassId(500)).meets(ClassSet::OPEN));
    }
}
