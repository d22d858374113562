//! What has been spoken of: the memory that pronouns and descriptions search.
//!
//! Searches back over a bounded stretch, so that resolution stays linear in the length of the text. Most of what is
//! spoken of is nobody and never asked for, so that little is kept of each thing: what few ask for is told by its group.

use crate::clause::{ClauseId, GroupId, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Deref;

/// How many things are looked back over.
const REACH: usize = 60;
/// How many sentences a pronoun reaches back.
pub(super) const SENTENCES: u32 = 2;
/// How often the one is spoken of whom the text is about.
const PROTAGONIST: u32 = 4;

pub(super) type Ids = SmallVec<[EntityId; 2]>;
pub(super) type Clauses = SmallVec<[ClauseId; 2]>;

/// The one entity, where there is just one.
pub(super) fn sole<T: Copy>(all: &[T]) -> Option<T> {
    match all {
        [one] => Some(*one),
        _ => None,
    }
}

/// Something that was spoken of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Salient {
    /// The group, or the first of a list.
    pub group: GroupId,
    pub sentence: u32,
    /// Of the first one whom it names.
    pub kind: Kind,
    /// Gender and number, of the words or else of the entity.
    pub features: Features,
    /// Its role, where a verb gives it one.
    pub role: Option<RoleKind>,
    /// The clause that it stands in, a noun's too.
    pub clause: Option<ClauseId>,
    /// Whether several were named together.
    pub set: bool,
    /// Whether those are the members of a list.
    pub listed: bool,
    /// Whether a pronoun spoke of it here: the text goes on about it.
    pub continued: bool,
}

/// Something that was spoken of, and who it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thing<'a> {
    salient: &'a Salient,
    stretch: Stretch,
    ids: &'a [EntityId],
}

impl Deref for Thing<'_> {
    type Target = Salient;

    fn deref(&self) -> &Salient {
        self.salient
    }
}

impl<'a> Thing<'a> {
    /// Whom it names; empty for things that are nobody.
    pub fn entities(self) -> &'a [EntityId] {
        self.within(self.stretch.start, self.stretch.actors)
    }

    /// Whom it stands for where it acts; empty where that is the same.
    pub fn actors(self) -> &'a [EntityId] {
        self.within(self.stretch.actors, self.stretch.end)
    }

    pub fn acting(self) -> &'a [EntityId] {
        let Stretch { start, actors, end } = self.stretch;
        if actors == end {
            self.within(start, end)
        } else {
            self.within(actors, end)
        }
    }

    fn within(self, from: u32, until: u32) -> &'a [EntityId] {
        self.ids.get(from as usize..until as usize).unwrap_or_default()
    }

    /// Whether it is somebody who is known.
    pub const fn is_somebody(self) -> bool {
        self.stretch.start != self.stretch.end
    }

    /// Whether it is a place that stands for a government.
    pub fn seats(self) -> bool {
        self.kind == Kind::Place && !self.actors().is_empty()
    }
}

/// Where in [`Discourse::ids`] those stand whom a thing names: first its entities, then its actors.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    start: u32,
    actors: u32,
    end: u32,
}

/// The memory of one article.
#[derive(Debug, Clone, Default)]
pub(super) struct Discourse {
    things: Vec<(Salient, Stretch)>,
    /// Those whom the things name, one after the other.
    ids: Vec<EntityId>,
    /// Places in `things` of those that were named together.
    sets: Vec<usize>,
    /// How often each person was spoken of, and where last.
    people: FxHashMap<EntityId, (u32, usize)>,
    /// The person spoken of most often, and how often the next one was.
    foremost: Option<EntityId>,
    second: u32,
}

/// Where a search starts from.
#[derive(Debug, Clone)]
pub(super) struct From {
    pub sentence: u32,
    /// Clauses that the pronoun is an argument of; what shares one is not meant.
    pub clauses: Clauses,
    pub subject: bool,
    /// Whom the other arguments of those clauses name: nobody does something to himself without "se".
    pub excluded: Ids,
    /// Groups inside the other arguments.
    pub inside: SmallVec<[GroupId; 4]>,
    /// Whether its verb is one of speech, whose subject is somebody.
    pub speech: bool,
    /// Whether its verb asks for a person there: "l'a reçu".
    pub personal: bool,
    /// Who may be meant there.
    pub wanted: Wanted,
    /// Whether its verb is one of supply, which reaches states rather than persons: "lui a vendu des chars".
    pub material: bool,
}

/// Who may be meant where a pronoun stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Wanted {
    #[default]
    Anything,
    /// Somebody who can act: "*lui* a demandé", "*ses* soldats".
    Agent,
    /// A state or an organisation of states: "*son* ambassadeur".
    State,
    /// Somebody other than a state: "*son* secrétaire général".
    Body,
}

impl Discourse {
    /// An empty memory with room for so many things.
    pub fn with_capacity(count: usize) -> Self {
        Self {
            things: Vec::with_capacity(count),
            ids: Vec::with_capacity(count),
            ..Self::default()
        }
    }

    pub fn clear(&mut self) {
        self.things.clear();
        self.ids.clear();
        self.sets.clear();
        self.people.clear();
        (self.foremost, self.second) = (None, 0);
    }

    /// Takes in a thing that names `entities` and stands for `actors` where it acts.
    #[inline]
    pub fn push(&mut self, thing: Salient, entities: &[EntityId], actors: &[EntityId]) {
        if thing.set {
            self.sets.push(self.things.len());
        }
        if let ([person], Kind::Person) = (entities, thing.kind) {
            self.count(*person);
        }
        let start = self.ids.len() as u32;
        // Most things are nobody.
        if !entities.is_empty() || !actors.is_empty() {
            self.ids.extend_from_slice(entities);
            self.ids.extend_from_slice(actors);
        }
        let stretch = Stretch {
            start,
            actors: start + entities.len() as u32,
            end: self.ids.len() as u32,
        };
        self.things.push((thing, stretch));
    }

    /// The person whom the text is about: spoken of often, and far more often than anybody else.
    pub fn protagonist(&self) -> Option<Thing<'_>> {
        let (count, last) = self.people.get(&self.foremost?)?;
        let leads = *count >= PROTAGONIST && *count >= 2 * self.second;
        self.thing(*last).filter(|_| leads)
    }

    fn count(&mut self, person: EntityId) {
        let most = self
            .foremost
            .and_then(|foremost| self.people.get(&foremost))
            .map_or(0, |(count, _)| *count);
        let (count, last) = self.people.entry(person).or_default();
        *count += 1;
        *last = self.things.len();
        if self.foremost == Some(person) {
            return;
        }
        if *count > most {
            self.second = most;
            self.foremost = Some(person);
        } else {
            self.second = self.second.max(*count);
        }
    }

    fn thing(&self, at: usize) -> Option<Thing<'_>> {
        self.things.get(at).map(|thing| self.view(thing))
    }

    fn view<'a>(&'a self, (salient, stretch): &'a (Salient, Stretch)) -> Thing<'a> {
        Thing {
            salient,
            stretch: *stretch,
            ids: &self.ids,
        }
    }

    /// The latest first, as far back as the memory reaches.
    pub fn back(&self) -> impl Iterator<Item = Thing<'_>> {
        self.things.iter().rev().take(REACH).map(|thing| self.view(thing))
    }

    /// Those that were named together, the latest first.
    fn sets(&self) -> impl Iterator<Item = Thing<'_>> {
        let sets = self.sets.iter().rev().take(REACH);
        sets.filter_map(|at| self.thing(*at))
    }

    /// The latest set of `count` (or of any number of) members that `accept` allows.
    pub fn set(
        &self,
        count: Option<usize>,
        from: u32,
        reach: u32,
        accept: impl Fn(EntityId) -> bool,
    ) -> Option<Ids> {
        let set = self.latest_set(count, from, reach, accept);
        set.map(|thing| Ids::from_slice(thing.acting()))
    }

    /// The same, with where it was named.
    pub fn latest_set(
        &self,
        count: Option<usize>,
        from: u32,
        reach: u32,
        accept: impl Fn(EntityId) -> bool,
    ) -> Option<Thing<'_>> {
        let fits = |thing: &Thing<'_>| {
            let acting = thing.acting();
            acting.len() > 1
                && count.is_none_or(|count| count == acting.len())
                && acting.iter().all(|id| accept(*id))
        };
        let sets = || {
            let sets = self.sets();
            sets.take_while(|thing| from.saturating_sub(thing.sentence) <= reach)
                .filter(fits)
        };
        // Those who did something together come before those to whom something was done.
        let near = |thing: &Thing<'_>| from.saturating_sub(thing.sentence) <= SENTENCES;
        let subjects = sets()
            .take_while(near)
            .find(|thing| thing.role == Some(RoleKind::Subject));
        subjects.or_else(|| sets().next())
    }

    /// Whether a sentence named several sets of persons: "A et B d'un côté, C et D de l'autre".
    pub fn names_sides(&self, set: Thing<'_>) -> bool {
        let beside = self
            .sets()
            .skip_while(|other| other.sentence > set.sentence)
            .take_while(|other| other.sentence == set.sentence);
        let mut apart = beside.filter(|other| other.kind == set.kind);
        apart.any(|other| !other.acting().iter().any(|id| set.acting().contains(id)))
    }
}

/// Whether two sets of gender and number are compatible; what is unknown is.
pub(super) fn agrees(wanted: Features, found: Features) -> bool {
    let pair = |one: Features, other: Features| {
        let (wanted, found) = (wanted & (one | other), found & (one | other));
        wanted.is_empty() || found.is_empty() || wanted.intersects(found)
    };
    pair(Features::MASCULINE, Features::FEMININE) && pair(Features::SINGULAR, Features::PLURAL)
}
