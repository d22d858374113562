//! Who is meant by what ties him to another: "son voisin", "leur rival", "son allié".
//!
//! A neighbour lies beside its neighbour; of other relations, only somebody whom the nearest sentence leaves alone with
//! the owner is meant.

use super::descriptions::reference;
use super::discourse::{Ids, sole};
use super::reader::{Reader, extend};
use super::tables::Section;
use super::traits::WordTraits;
use super::{Reference, ReferenceKind};
use crate::clause::{GroupId, NounGroup};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};

/// How many sentences "son voisin" reaches back to the other state.
const REACH: u32 = 3;

impl Reader<'_> {
    /// "son voisin", "leur rival": the other state, or the other of two persons, that the last sentences spoke of.
    pub fn neighbour(&mut self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        let one = section.contains(Section::RELATION)
            && group.features.contains(Features::POSSESSIVE)
            && !group.features.contains(Features::PLURAL)
            && self.is_merely_praised(group)
            && self.complements(id).is_empty();
        if !one {
            return None;
        }
        let found = self.other_of_two(group, owners).or_else(|| {
            let of_person = owners.iter().all(|id| self.kind(*id) == Kind::Person);
            let personal = of_person && self.traits(group.head).contains(WordTraits::PERSONAL_RELATION);
            (!personal).then(|| self.other_state(id, owners)).flatten()
        })?;
        Some(reference(
            [found].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// "son *grand* voisin": an adjective before the noun says how he is, and not which of several is meant.
    fn is_merely_praised(&self, group: &NounGroup) -> bool {
        let telling = WordTraits::OTHER | WordTraits::FORMER | WordTraits::OTHER_HOLDER | WordTraits::ORDINAL;
        let adjacent = self.traits(group.head).contains(WordTraits::ADJACENT);
        let mut modifiers = group.modifiers.iter();
        modifiers.all(|word| adjacent && *word < group.head && !self.traits(*word).intersects(telling))
    }

    /// "Poutine a appelé A et B. A ira, *son rival* non": the other of two persons just named together.
    fn other_of_two(&self, group: &NounGroup, owners: &[EntityId]) -> Option<EntityId> {
        let [person] = owners else { return None };
        let persons = |id: EntityId| self.kind(id) == Kind::Person;
        let pair = self.discourse.set(Some(2), group.sentence, REACH, persons)?;
        let other = pair.iter().copied().find(|other| other != person)?;
        pair.contains(person).then_some(other)
    }

    /// The state to which the owner stands so.
    fn other_state(&self, id: GroupId, owners: &[EntityId]) -> Option<EntityId> {
        let group = self.group(id);
        let mut own = self.states(owners);
        extend(&mut own, &self.states_of_persons(owners));
        let own = sole(&own)?;
        // "leur a réclamé des sanctions contre son voisin": of somebody else than those who are asked.
        let parties = self.parties_above(id);
        let apart = |state: EntityId| state != own && !parties.contains(&state);
        if self.traits(group.head).contains(WordTraits::ADJACENT) {
            let beside = |state: EntityId| apart(state) && self.are_neighbours(own, state);
            let near =
                |reach: u32| self.salient(group, |state| beside(state) && self.is_near(group, state, reach));
            return (1..=REACH).find_map(near).or_else(|| self.salient(group, beside));
        }
        let others = |reach: u32| -> Ids {
            let near = self
                .topics
                .iter()
                .filter(|topic| apart(topic.state) && group.sentence.saturating_sub(topic.sentence) <= reach);
            let mut states = Ids::new();
            near.for_each(|topic| extend(&mut states, &[topic.state]));
            states
        };
        let nearest = (1..=REACH).map(others).find(|states| !states.is_empty())?;
        sole(&nearest)
    }

    /// Whether the last sentences spoke of a state.
    fn is_near(&self, group: &NounGroup, state: EntityId, reach: u32) -> bool {
        let mut topics = self.topics.iter().rev();
        topics.any(|topic| topic.state == state && group.sentence.saturating_sub(topic.sentence) <= reach)
    }

    /// Whether two states lie beside each other.
    pub fn are_neighbours(&self, one: EntityId, other: EntityId) -> bool {
        self.tables.neighbours.contains(&(one, other)) || self.tables.neighbours.contains(&(other, one))
    }
}
