//! What has been spoken of: the memory that pronouns and descriptions search.
//!
//! Searches back over a bounded stretch, so that resolution stays linear in the length of the text.

use super::tables::Pronoun;
use crate::clause::{ClauseId, GroupId, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// How many things are looked back over.
const REACH: usize = 60;
/// How many sentences a pronoun reaches back.
const SENTENCES: u32 = 2;
/// How often the one is spoken of whom the text is about.
const PROTAGONIST: u32 = 4;
/// How many steps back somebody counts who is kept in mind.
const FAR: usize = 12;

pub(super) type Ids = SmallVec<[EntityId; 2]>;
pub(super) type Clauses = SmallVec<[ClauseId; 2]>;

/// The one entity, where there is just one.
pub(super) fn sole(ids: &[EntityId]) -> Option<EntityId> {
    match ids {
        [one] => Some(*one),
        _ => None,
    }
}

/// Something that was spoken of.
#[derive(Debug, Clone)]
pub(super) struct Salient<'r> {
    pub group: GroupId,
    pub sentence: u32,
    /// Whom it names; empty for things that are nobody.
    pub entities: Ids,
    /// Whom it stands for where it acts.
    pub actors: Ids,
    /// Of the first one.
    pub kind: Kind,
    /// Gender and number, of the words or else of the entity.
    pub features: Features,
    pub role: Option<RoleKind>,
    /// Clauses that it is an argument of.
    pub clauses: &'r [ClauseId],
    /// Whether several were named together.
    pub set: bool,
    /// Whether a pronoun spoke of it here: the text goes on about it.
    pub continued: bool,
    /// Whether it stands in a subordinate clause.
    pub embedded: bool,
    /// Whether the sentence is put under its heading: "quant à X, …".
    pub topical: bool,
    /// Whether it is somebody who can act, named or not: no thing, and no place but a seat of government.
    pub agent: bool,
    /// Whether it is a state or an organisation of states, which send and receive ambassadors.
    pub sovereign: bool,
    /// Whether it stands in a relative clause.
    pub aside: bool,
    /// Whether something was given to it or done for it.
    pub served: bool,
}

impl Salient<'_> {
    /// Whether it is a place that stands for a government.
    fn seats(&self) -> bool {
        self.kind == Kind::Place && !self.actors.is_empty()
    }

    pub fn acting(&self) -> &Ids {
        if self.actors.is_empty() {
            &self.entities
        } else {
            &self.actors
        }
    }
}

/// The memory of one article.
#[derive(Debug, Clone, Default)]
pub(super) struct Discourse<'r> {
    things: Vec<Salient<'r>>,
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
}

impl<'r> Discourse<'r> {
    /// An empty memory with room for so many things.
    pub fn with_capacity(count: usize) -> Self {
        Self {
            things: Vec::with_capacity(count),
            ..Self::default()
        }
    }

    pub fn clear(&mut self) {
        self.things.clear();
        self.sets.clear();
        self.people.clear();
        (self.foremost, self.second) = (None, 0);
    }

    pub fn push(&mut self, thing: Salient<'r>) {
        if thing.set {
            self.sets.push(self.things.len());
        }
        if let ([person], Kind::Person) = (thing.entities.as_slice(), thing.kind) {
            self.count(*person);
        }
        self.things.push(thing);
    }

    /// The person whom the text is about: spoken of often, and far more often than anybody else.
    pub fn protagonist(&self) -> Option<&Salient<'r>> {
        let (count, last) = self.people.get(&self.foremost?)?;
        let leads = *count >= PROTAGONIST && *count >= 2 * self.second;
        self.things.get(*last).filter(|_| leads)
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

    /// The latest first, as far back as the memory reaches.
    pub fn back(&self) -> impl Iterator<Item = &Salient<'r>> {
        self.things.iter().rev().take(REACH)
    }

    /// The antecedent of a pronoun.
    pub fn antecedent(&self, pronoun: Pronoun, from: &From) -> Option<&Salient<'r>> {
        let mut best: Option<(i32, &Salient<'_>)> = None;
        let near = self
            .back()
            .take_while(|thing| from.sentence - thing.sentence.min(from.sentence) <= SENTENCES);
        let protagonist = self.protagonist().filter(|_| !pronoun.nearest);
        let known = |thing: &Salient<'_>| protagonist.is_some_and(|about| about.entities == thing.entities);
        // He is kept in mind for longer than others.
        let far = protagonist.filter(|about| from.sentence - about.sentence.min(from.sentence) > SENTENCES);
        for (steps, thing) in near.enumerate().chain(far.map(|about| (FAR, about))) {
            if !agrees(pronoun.features, thing.features) || clashes(thing, from) {
                continue;
            }
            // A state is no person, but its ministers are.
            let several = pronoun.features.contains(Features::PLURAL);
            let person = matches!(thing.kind, Kind::Person | Kind::Group)
                || (several && thing.kind == Kind::ArmedGroup);
            if from.personal && !person && !thing.entities.is_empty() {
                continue;
            }
            match from.wanted {
                Wanted::Agent if !thing.agent => continue,
                Wanted::State if !thing.sovereign => continue,
                _ => {}
            }
            // "ce dernier" points back to a name or a noun.
            if pronoun.nearest && thing.continued {
                continue;
            }
            let score = score(pronoun, thing, from, steps as i32) + if known(thing) { 4 } else { 0 };
            // Of two that are equal, the later one was met first.
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, thing));
            }
        }
        best.map(|(_, thing)| thing)
            .filter(|thing| !thing.entities.is_empty() || !thing.actors.is_empty())
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
        set.map(|thing| thing.acting().clone())
    }

    /// Whether a sentence named several sets of persons: "A et B d'un côté, C et D de l'autre".
    pub fn names_sides(&self, set: &Salient<'_>) -> bool {
        let sets = self.sets.iter().rev().take(REACH);
        let beside = sets
            .filter_map(|at| self.things.get(*at))
            .skip_while(|other| other.sentence > set.sentence)
            .take_while(|other| other.sentence == set.sentence);
        let mut apart = beside.filter(|other| other.kind == set.kind);
        apart.any(|other| !other.acting().iter().any(|id| set.acting().contains(id)))
    }

    /// The same, with where it was named.
    pub fn latest_set(
        &self,
        count: Option<usize>,
        from: u32,
        reach: u32,
        accept: impl Fn(EntityId) -> bool,
    ) -> Option<&Salient<'r>> {
        let fits = |thing: &&Salient<'_>| {
            let acting = thing.acting();
            acting.len() > 1
                && count.is_none_or(|count| count == acting.len())
                && acting.iter().all(|id| accept(*id))
        };
        let sets = || {
            let sets = self
                .sets
                .iter()
                .rev()
                .take(REACH)
                .filter_map(|at| self.things.get(*at));
            sets.take_while(|thing| from.saturating_sub(thing.sentence) <= reach)
                .filter(fits)
        };
        // Those who did something together come before those to whom something was done.
        let near = |thing: &&Salient<'_>| from.saturating_sub(thing.sentence) <= SENTENCES;
        let subjects = sets()
            .take_while(near)
            .find(|thing| thing.role == Some(RoleKind::Subject));
        subjects.or_else(|| sets().next())
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

/// Subject and object of one clause are not the same.
fn clashes(thing: &Salient<'_>, from: &From) -> bool {
    let shared = || from.clauses.iter().any(|clause| thing.clauses.contains(clause));
    let same = || thing.acting().iter().any(|id| from.excluded.contains(id));
    let inside = || from.inside.contains(&thing.group);
    (!thing.topical && shared()) || same() || inside()
}

fn score(pronoun: Pronoun, thing: &Salient<'_>, from: &From, steps: i32) -> i32 {
    let distance = (from.sentence - thing.sentence.min(from.sentence)).min(SENTENCES) as i32;
    // "a livré des chars à sa protégée": somebody, whoever it is.
    let somebody = !thing.entities.is_empty() || !thing.actors.is_empty() || (thing.agent && thing.served);
    if pronoun.nearest {
        return -steps * 4 + if somebody { 3 } else { 0 };
    }
    let subject = thing.role == Some(RoleKind::Subject);
    let mut score = -6 * distance - steps.min(12) / 3;
    score += match (subject, thing.embedded, from.subject) {
        (true, false, true) => 6,
        // Somebody new does it to whom the text spoke of: "X s'est abstenue. Y, qui *lui* reproche …".
        (true, false, false) if !from.excluded.is_empty() => 4,
        (true, _, _) => 3,
        // What was not the subject is rather not the subject again.
        (false, _, false) if thing.role.is_some() => 2,
        (false, _, _) => 0,
    };
    score += if thing.topical && distance == 0 { 8 } else { 0 };
    let person = thing.kind == Kind::Person;
    score += if from.speech && person { 4 } else { 0 };
    score -= if from.material && person { 4 } else { 0 };
    // Who was given something is given more.
    score += if from.material && thing.served { 4 } else { 0 };
    score -= if thing.aside && subject { 2 } else { 0 };
    // Where neither title nor given name tells a woman, "elle" is rather somebody else.
    let gender = Features::MASCULINE | Features::FEMININE;
    let feminine = pronoun.features & gender == Features::FEMININE;
    score -= if feminine && person && !thing.features.intersects(gender) {
        5
    } else {
        0
    };
    score += if subject && from.subject { 2 } else { 0 };
    score += if somebody { 3 } else { 0 };
    // What can act is more likely to be spoken of again than a place.
    score += if somebody && thing.actors.is_empty() && thing.kind == Kind::Place {
        -5
    } else {
        0
    };
    // A seat of government is taken up by the state's name, hardly by a pronoun.
    score -= if thing.seats() && !thing.set { 3 } else { 0 };
    score += if thing.set { 2 } else { 0 };
    score += if thing.continued { 2 } else { 0 };
    score
}
