//! Capitals and palaces that stand for the state whose seat they are.
//!
//! The place is always kept among a reference's entities; the state is added as actor unless the
//! group can only be a place: after a preposition of place, or after "à" and "de" with words of
//! motion and events. Which of the two an argument needs is then settled by its role's type.

use super::discourse::Ids;
use super::reader::Reader;
use super::traits::{LemmaTraits, WordTraits};
use crate::clause::{ClauseId, Filler, GroupId, RoleKind};
use crate::mention::{EntityId, Kind, MentionKind};

/// How many mentions before a place may be the date that it stands behind: a date has others inside it.
const NEAREST: usize = 4;

/// How many sentences back a country is still talked of.
const TALK_REACH: u32 = 2;

/// How deep a town lies in its state.
const DEPTH: usize = 4;

impl Reader<'_> {
    /// Whom the named entities stand for where they act; empty where that is the same.
    pub fn standing_for(&self, id: GroupId, entities: &[EntityId]) -> Ids {
        let seats = |id: &EntityId| self.gazetteer.get(*id).and_then(|entity| entity.seat_of);
        if entities.iter().all(|id| seats(id).is_none()) || self.is_only_place(id) {
            return Ids::new();
        }
        let legation = self.is_beside_legation(id);
        let stands = |entity: &EntityId| match seats(entity) {
            // "son ambassadeur à Bruxelles": to the country, not to the organisation that sits there.
            Some(seat) if self.kind(seat) == Kind::Organisation => {
                let sentence = self.group(id).sentence;
                let governs = |country: &EntityId| {
                    let state = self.gazetteer.get(*country);
                    state.is_some_and(|state| state.capital == Some(*entity))
                };
                let talked_of =
                    |country: &EntityId| governs(country) && self.is_talked_of(*country, seat, sentence);
                let country = self.country_of(*entity);
                country
                    .filter(|country| legation || talked_of(country))
                    .unwrap_or(seat)
            }
            Some(seat) => seat,
            None => *entity,
        };
        entities.iter().map(stands).collect()
    }

    /// "Kigali a rompu avec la Belgique. *Bruxelles* le regrette": of the country and the organisation that sit there, the
    /// text has just spoken of the former.
    fn is_talked_of(&self, country: EntityId, organisation: EntityId, sentence: u32) -> bool {
        let near = self.discourse.back();
        let mut near = near.take_while(|thing| sentence.saturating_sub(thing.sentence) <= TALK_REACH);
        let last = near.find_map(|thing| {
            let either = |id: &&EntityId| **id == country || **id == organisation;
            thing.acting().iter().find(either).copied()
        });
        last == Some(country)
    }

    /// "l'ambassadeur à X", "rappeler son ambassadeur à X".
    fn is_beside_legation(&self, id: GroupId) -> bool {
        let legation = |group: GroupId| self.traits(self.group(group).head).contains(WordTraits::LEGATION);
        let object = |clause: &ClauseId| {
            self.clause(*clause).is_some_and(|clause| {
                let mut objects = clause.roles.iter().filter(|role| role.kind == RoleKind::Object);
                objects.any(|role| matches!(role.filler, Filler::Group(group) if legation(group)))
            })
        };
        self.group(id).complement_of.is_some_and(legation) || self.clauses_of(id).iter().any(object)
    }

    /// The country that a town lies in.
    fn country_of(&self, town: EntityId) -> Option<EntityId> {
        let whole = |id: EntityId| self.gazetteer.get(id).and_then(|entity| entity.part_of);
        let mut wholes = std::iter::successors(whole(town), |above| whole(*above)).take(DEPTH);
        wholes.find(|above| self.kind(*above) == Kind::State)
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
        let traits = self.tables.lemma(preposition);
        if traits.contains(LemmaTraits::TOWARDS) && self.depends_on(id, LemmaTraits::TURNING) {
            return false;
        }
        if traits.contains(LemmaTraits::PLACE) {
            return true;
        }
        if !traits.contains(LemmaTraits::OPEN) {
            return false;
        }
        if self.sets_the_scene(id) {
            return true;
        }
        let genitive = self.tables.genitive == Some(preposition);
        if let Some(owner) = group.complement_of.or(leader.complement_of) {
            let fitting = if genitive {
                WordTraits::PLACE_OWNER
            } else {
                WordTraits::EVENT
            };
            return self.traits(self.group(owner).head).contains(fitting);
        }
        let Some(place) = self.place(id) else {
            return !genitive;
        };
        place.kind == RoleKind::Oblique && !genitive && self.depends_on(id, LemmaTraits::MOTION)
    }

    /// "*À Vienne*, X réclame un accès", "le 7 juin *à Malabo*": set off before the verb, or behind a date, it tells where.
    fn sets_the_scene(&self, id: GroupId) -> bool {
        let group = self.group(id);
        let Some(preposition) = &group.preposition else {
            return false;
        };
        if Some(preposition.lemma) == self.tables.genitive {
            return false;
        }
        let dated = || {
            let start = preposition.words.start;
            let mentions = &self.layer.mentions;
            let before = mentions.partition_point(|mention| mention.words.start < start);
            let mut near = mentions[..before].iter().rev().take(NEAREST);
            near.any(|mention| matches!(mention.kind, MentionKind::Date(_)) && mention.words.end == start)
        };
        let before_verb = self.place(id).and_then(|place| self.clause(place.clause));
        let fronted = before_verb.is_some_and(|clause| group.words.end <= clause.predicate.word)
            && group.complement_of.is_none()
            && group.first_conjunct.is_none_or(|first| first == id)
            && self.words.word(group.words.end as usize) == ",";
        fronted || dated()
    }

    /// "la ville de Bamako", "Bamako, la capitale": said to be a place.
    fn names_a_place(&self, id: GroupId) -> bool {
        let group = self.group(id);
        let renamed = group.apposition.or(group.apposition_to);
        renamed.is_some_and(|other| {
            let noun = self.traits(self.group(other).head);
            noun.contains(WordTraits::PLACE_OWNER)
        })
    }
}
