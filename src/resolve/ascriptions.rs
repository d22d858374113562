//! Groups that the words of being make one with another: "X est *un État* qui …", "Parmi *les pays* qui … figurent X et Y".

use super::descriptions::reference;
use super::discourse::{Ids, sole};
use super::places::is_filled_by;
use super::reader::{Reader, extend};
use super::tables::Section;
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{GroupId, NounGroup, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};

impl Reader<'_> {
    /// Whom a group is said to be, where a relative clause goes on about it.
    pub fn ascribed(&mut self, id: GroupId) -> Option<Reference> {
        self.said_to_be(id).or_else(|| self.found_among(id))
    }

    /// "X est *un pays* que …": what a relative clause tells of the noun is told of the subject.
    fn said_to_be(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let clauses = self.clauses_of(id);
        if clauses.len() < 2 || !self.indefinite_one(group) {
            return None;
        }
        let copula = clauses.iter().copied().find(|clause| {
            let clause = self.clause(*clause);
            clause.is_some_and(|clause| {
                !clause.factuality.negated && is_filled_by(clause, RoleKind::Attribute, id)
            })
        })?;
        let subject = sole(&self.subjects(copula, id))?;
        let one = sole(&self.settle(subject).entities).filter(|one| self.may_be_a(group, *one))?;
        Some(reference([one].into_iter().collect(), ReferenceKind::Apposition))
    }

    /// Whether the noun of a group is one for such as `id`.
    fn may_be_a(&self, group: &NounGroup, id: EntityId) -> bool {
        match self.kind(id) {
            Kind::Person => {
                self.traits(group.head).contains(WordTraits::PEOPLE)
                    || self
                        .sections(group)
                        .intersects(Section::PERSONS | Section::OFFICIAL)
            }
            Kind::State => self.sections(group).contains(Section::COUNTRY),
            _ => self.is_called_by(group, id),
        }
    }

    /// "Parmi *les pays* qui ont rompu figurent X et Y": those who are then named.
    fn found_among(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let lemma = group.preposition_lemma()?;
        let listed = group.features.contains(Features::PLURAL)
            && self.depends_on(id, LemmaTraits::LISTING)
            && self.tables.lemma(lemma).contains(LemmaTraits::AMONG);
        let place = self.place(id).filter(|_| listed)?;
        let mut named = Ids::new();
        for subject in self.subjects(place.clause, id) {
            let found = self.resolve(subject);
            extend(&mut named, found.acting());
        }
        (!named.is_empty()).then(|| reference(named, ReferenceKind::Collective))
    }
}
