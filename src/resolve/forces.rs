//! Armed forces, fighters and other people sent by somebody: "l'armée", "ses hommes", "les experts russes".

use super::descriptions::{acting, reference};
use super::discourse::Ids;
use super::reader::{Reader, extend};
use super::tables::Section;
use super::{Reference, ReferenceKind};
use crate::clause::{GroupId, NounGroup, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};

/// How many sentences "l'armée" reaches back to a force that was named.
const FORCE_REACH: u32 = 4;

impl Reader<'_> {
    pub fn force(
        &mut self,
        id: GroupId,
        section: Section,
        owners: &[EntityId],
        plural: bool,
    ) -> Option<Reference> {
        let group = self.group(id);
        let several = plural || self.as_many(group);
        if !section.contains(Section::FORCE) || (section.contains(Section::PERSONS) && !several) {
            return None;
        }
        let mut states = self.states(owners);
        if states.is_empty() && group.features.contains(Features::POSSESSIVE) {
            // "le président et ses soldats"
            for person in owners.iter().filter(|id| self.kind(**id) == Kind::Person) {
                extend(&mut states, &self.states_of_person(*person));
            }
        }
        // "retirer 500 soldats d'Allemagne": where they are, not whose.
        let bare_origin = section.contains(Section::FORCE_OWNED)
            && !self.has_nationality(group)
            && self.bare_complement(id);
        let told =
            !bare_origin && (!section.contains(Section::BY_NATIONALITY) || self.has_nationality(group));
        if !states.is_empty() {
            return told.then(|| reference(self.forces(&states), ReferenceKind::Description));
        }
        let own = owners.iter().copied().filter(|id| {
            !self.indefinite_one(group)
                && matches!(
                    self.kind(*id),
                    Kind::ArmedForce | Kind::Organisation | Kind::ArmedGroup
                )
        });
        let own: Ids = own.collect();
        if !own.is_empty() {
            return Some(reference(own, ReferenceKind::Description));
        }
        let plain = |word: &u32| self.tables.plain_force.contains(&self.words.key(*word as usize));
        let bare = self.definite(group)
            && !section.contains(Section::FORCE_OWNED)
            && !group.features.contains(Features::PLURAL)
            && group.modifiers.iter().all(plain);
        // "des instructeurs russes forment l'armée": not their own.
        let own = self.states_of_subject(id);
        let spoken_of = self.force.filter(|(force, sentence)| {
            let of = self.gazetteer.get(*force).and_then(|entity| entity.part_of);
            group.sentence.saturating_sub(*sentence) <= FORCE_REACH
                && of.is_none_or(|state| !own.contains(&state))
        });
        if let Some((force, _)) = spoken_of.filter(|_| bare) {
            return Some(reference(
                [force].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        let state = self
            .salient(group, |state| !own.contains(&state))
            .filter(|_| bare)?;
        Some(reference(self.forces(&[state]), ReferenceKind::Description))
    }

    /// "le dernier soldat", "aucun soldat": all of them.
    pub fn as_many(&self, group: &NounGroup) -> bool {
        let mut words = group.words.clone();
        words.any(|word| self.tables.as_many.contains(&self.words.key(word as usize)))
    }

    /// States that the subject of the group's clause stands for, where the group is its object.
    pub fn states_of_subject(&mut self, id: GroupId) -> Ids {
        let Some(place) = self.place(id).filter(|place| place.kind == RoleKind::Object) else {
            return Ids::new();
        };
        let mut states = Ids::new();
        for subject in self.subjects(place.clause, id) {
            let found = self.resolve(subject);
            extend(&mut states, &self.states(found.acting()));
        }
        states
    }

    pub fn fighters(
        &self,
        group: &NounGroup,
        section: Section,
        owners: &[EntityId],
        plural: bool,
    ) -> Option<Reference> {
        let own: Ids = owners
            .iter()
            .copied()
            .filter(|id| self.kind(*id) != Kind::State && self.may_own(*id))
            .collect();
        let several = plural || self.as_many(group) || !section.contains(Section::PERSONS);
        (section.contains(Section::FIGHTERS) && several && !own.is_empty() && !self.indefinite_one(group))
            .then(|| reference(own, ReferenceKind::Description))
    }

    pub fn personnel(&self, group: &NounGroup, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let own: Ids = owners.iter().copied().filter(|id| self.may_own(*id)).collect();
        // "la partie malienne"
        let side = section.contains(Section::PARTIES)
            && !section.intersects(Section::PERSONS | Section::PLURAL)
            && !group.features.contains(Features::PLURAL);
        let fits = section.contains(Section::PERSONNEL)
            || ((section.contains(Section::RELATION) || side) && self.has_nationality(group));
        (fits && !own.is_empty()).then(|| acting(own, ReferenceKind::Description))
    }
}
