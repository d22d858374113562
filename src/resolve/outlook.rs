//! What the whole article speaks of, known before any group is resolved.
//!
//! A text names its country more often than any other, and a rebellion beside the state that it fights.
//! Both are counted over the names alone, part by part of a page.

use super::reader::Reader;
use crate::mention::{EntityId, Kind};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// What the theme of an article weighs, shared by the states that it names.
const THEME: u32 = 2400;

/// How many states and groups of one sentence are held against each other.
const MOST_BESIDE: usize = 8;

/// How deep a place lies in its state.
const DEPTH: usize = 4;

/// The states of one part of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Outlook {
    /// How often each is named; a text names few states.
    states: SmallVec<[(EntityId, u32); 8]>,
    all: u32,
    /// How often the one is named that is named most.
    most: u32,
    /// How often a state stands in one sentence with an armed group.
    beside: FxHashMap<EntityId, SmallVec<[(EntityId, u32); 4]>>,
    /// Persons named in full, by whom they serve or have served.
    people: FxHashMap<EntityId, SmallVec<[EntityId; 4]>>,
    /// What is named and belongs to an organisation.
    parts: FxHashMap<EntityId, SmallVec<[EntityId; 4]>>,
}

impl Outlook {
    /// What the share of a state in all the article's mentions of states weighs.
    pub fn weight(&self, state: EntityId) -> u32 {
        let count = self.count(state);
        (u64::from(THEME) * u64::from(count) / u64::from(self.all.max(1))) as u32
    }

    fn count(&self, state: EntityId) -> u32 {
        let mut states = self.states.iter();
        let found = states.find(|(other, _)| *other == state);
        found.map_or(0, |(_, count)| *count)
    }

    /// Counts one mention more of a state.
    fn count_one(&mut self, state: EntityId) {
        let at = self.states.iter().position(|(other, _)| *other == state);
        let at = at.unwrap_or_else(|| {
            self.states.push((state, 0));
            self.states.len() - 1
        });
        self.states[at].1 += 1;
        self.all += 1;
        self.most = self.most.max(self.states[at].1);
    }

    /// Persons named in full who serve or have served `of`, wherever the text names them.
    pub fn people_of(&self, of: EntityId) -> &[EntityId] {
        self.people.get(&of).map_or(&[], |people| people)
    }

    /// The one state that is named more often than every other.
    pub fn foremost(&self, accept: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        let most = || {
            let mut most = self.states.iter().filter(|(_, count)| *count == self.most);
            most.next()
                .map(|(state, _)| *state)
                .filter(|_| most.next().is_none())
        };
        most().filter(|state| accept(*state))
    }

    /// Whether one of these other states is spoken of as often as `state`.
    pub fn outweighs(&self, others: &FixedBitSet, state: EntityId) -> bool {
        let count = self.count(state);
        let mut spoken_of = self.states.iter();
        spoken_of
            .any(|(other, times)| *other != state && *times >= count && others.contains(other.0 as usize))
    }

    /// The weight of the state that is named most.
    pub fn heaviest(&self) -> u32 {
        (u64::from(THEME) * u64::from(self.most) / u64::from(self.all.max(1))) as u32
    }

    /// What the text names that belongs to `whole`.
    pub fn parts_of(&self, whole: EntityId) -> &[EntityId] {
        self.parts.get(&whole).map_or(&[], |parts| parts)
    }

    /// The state that is most often named in one sentence with an armed group, if one is.
    pub fn opponent(&self, group: EntityId) -> Option<EntityId> {
        let beside = self.beside.get(&group)?;
        let (most, state) = beside.iter().map(|(state, count)| (*count, *state)).max()?;
        let alone = beside.iter().filter(|(_, count)| *count == most).count() == 1;
        alone.then_some(state)
    }

    fn take(&mut self, states: &[EntityId], groups: &[EntityId]) {
        for group in groups {
            let beside = self.beside.entry(*group).or_default();
            for state in states {
                match beside.iter().position(|(other, _)| other == state) {
                    Some(at) => beside[at].1 += 1,
                    None if beside.len() < MOST_BESIDE => beside.push((*state, 1)),
                    None => {}
                }
            }
        }
    }
}

impl Reader<'_> {
    /// Counts the states and armed groups that the settled names speak of.
    pub fn note_outlook(&mut self) {
        let (mut states, mut groups): (SmallVec<[EntityId; 8]>, SmallVec<[EntityId; 8]>) = Default::default();
        let mut at = None;
        for (index, mention) in self.layer.mentions.iter().enumerate() {
            let Some(bearer) = self.bearers[index] else {
                continue;
            };
            let word = self.words.text.words.get(mention.words.start as usize);
            let Some(sentence) = word.map(|word| word.sentence) else {
                continue;
            };
            let part = self.part_of_sentence(sentence);
            if at.is_none_or(|(before, _)| before != sentence) {
                if let Some((_, part)) = at {
                    self.outlook(part).take(&states, &groups);
                }
                (states, groups) = Default::default();
                at = Some((sentence, part));
            }
            if self.kind(bearer) == Kind::ArmedGroup && groups.len() < MOST_BESIDE {
                groups.push(bearer);
            }
            if self.kind(bearer) == Kind::Person && !self.is_surname_only(bearer, mention) {
                self.note_servant(part, bearer);
            }
            if let Some(whole) = self.gazetteer.get(bearer).and_then(|entity| entity.part_of) {
                let parts = self.outlook(part).parts.entry(whole).or_default();
                if !parts.contains(&bearer) {
                    parts.push(bearer);
                }
            }
            let Some(state) = self.state_behind(bearer) else {
                continue;
            };
            self.outlook(part).count_one(state);
            if states.len() < MOST_BESIDE && !states.contains(&state) {
                states.push(state);
            }
        }
        if let Some((_, part)) = at {
            self.outlook(part).take(&states, &groups);
        }
    }

    fn note_servant(&mut self, part: u16, person: EntityId) {
        let gazetteer = self.gazetteer;
        let offices = gazetteer.get(person).map_or(&[][..], |entity| &entity.offices);
        for office in offices {
            let people = self.outlook(part).people.entry(office.of).or_default();
            if !people.contains(&person) {
                people.push(person);
            }
        }
    }

    /// What is known of one part of the page, to be added to.
    fn outlook(&mut self, part: u16) -> &mut Outlook {
        let part = usize::from(part);
        if self.outlooks.len() <= part {
            self.outlooks.resize_with(part + 1, Option::default);
        }
        self.outlooks[part].get_or_insert_default()
    }

    /// What is known of the part of the page that is being read; nothing where it has no name that is settled.
    pub fn own_outlook(&self) -> Option<&Outlook> {
        self.outlooks.get(usize::from(self.part))?.as_ref()
    }

    fn part_of_sentence(&self, sentence: u32) -> u16 {
        let sentence = self.words.text.sentences.get(sentence as usize);
        sentence.map_or(0, |sentence| sentence.part)
    }

    /// The state that a name speaks of: itself, that of a seat, place or force, that of an office.
    pub fn state_behind(&self, id: EntityId) -> Option<EntityId> {
        if self.kind(id) == Kind::State {
            return Some(id);
        }
        let entity = self.gazetteer.get(id)?;
        let whole = |id: EntityId| self.gazetteer.get(id).and_then(|entity| entity.part_of);
        let held = || {
            let mut held = entity
                .offices
                .iter()
                .filter(|office| office.period.contains(self.date));
            held.find(|office| self.kind(office.of) == Kind::State)
                .map(|office| office.of)
        };
        let mut wholes = std::iter::successors(whole(id), |above| whole(*above)).take(DEPTH);
        entity
            .seat_of
            .or_else(held)
            .filter(|state| self.kind(*state) == Kind::State)
            .or_else(|| wholes.find(|above| self.kind(*above) == Kind::State))
    }

    /// The state that an armed group beside the group of words fights.
    pub fn opponent(&self, groups: &[EntityId]) -> Option<EntityId> {
        let outlook = self.own_outlook()?;
        groups
            .iter()
            .filter(|id| self.kind(**id) == Kind::ArmedGroup)
            .find_map(|group| outlook.opponent(*group))
    }
}
