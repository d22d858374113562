//! Capitals and palaces that stand for the state whose seat they are.
//!
//! The place is always kept among a reference's entities; the state is added as actor unless the
//! group can only be a place: after a preposition of place, or after "à" and "de" with words of
//! motion and events. Which of the two an argument needs is then settled by its role's type.

use super::discourse::Ids;
use super::reader::Reader;
use crate::clause::{GroupId, RoleKind};
use crate::mention::EntityId;

impl Reader<'_> {
    /// Whom the named entities stand for where they act; empty where that is the same.
    pub fn standing_for(&self, id: GroupId, entities: &[EntityId]) -> Ids {
        let seats = |id: &EntityId| self.gazetteer.get(*id).and_then(|entity| entity.seat_of);
        if entities.iter().all(|id| seats(id).is_none()) || self.is_only_place(id) {
            return Ids::new();
        }
        entities.iter().map(|id| seats(id).unwrap_or(*id)).collect()
    }

    fn is_only_place(&self, id: GroupId) -> bool {
        let group = self.group(id);
        // "Bamako, Niamey et Ouagadougou": what holds for the first holds for all.
        let leader = group.first_conjunct.map_or(group, |first| self.group(first));
        let preposition = group.preposition.as_ref().or(leader.preposition.as_ref());
        let Some(preposition) = preposition.map(|preposition| preposition.lemma) else {
            return self.names_a_place(id);
        };
        // "Niamey s'est tourné vers *Ankara*": nobody travels.
        if self.tables.towards.contains(&preposition) && self.depends_on(id, &self.tables.turning) {
            return false;
        }
        if self.tables.place_prepositions.contains(&preposition) {
            return true;
        }
        if !self.tables.open_prepositions.contains(&preposition) {
            return false;
        }
        let genitive = self.tables.genitive == Some(preposition);
        if let Some(owner) = group.complement_of.or(leader.complement_of) {
            let noun = self.head_key(self.group(owner));
            return if genitive {
                self.tables.place_owners.contains(&noun)
            } else {
                self.tables.events.contains(&noun)
            };
        }
        let Some(place) = self.place(id) else {
            return !genitive;
        };
        place.kind == RoleKind::Oblique && !genitive && self.depends_on(id, &self.tables.motion)
    }

    /// "la ville de Bamako", "Bamako, la capitale": said to be a place.
    fn names_a_place(&self, id: GroupId) -> bool {
        let group = self.group(id);
        let renamed = group.apposition.or(group.apposition_to);
        renamed.is_some_and(|other| {
            let noun = self.head_key(self.group(other));
            self.tables.place_owners.contains(&noun)
        })
    }
}
