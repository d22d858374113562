//! Groups with a common noun for head: governments, officials, forces, collectives, crowds.
//!
//! The owner decides: an adjective of nationality, a complement, a possessive. Without one, a few
//! nouns ("le pays", "la junte", "l'armée") look for the state that the text is about; the rest
//! stay open.

use super::discourse::{Ids, Salient};
use super::reader::{Epithet, Reader, Topic, extend};
use super::tables::Section;
use super::{Reference, ReferenceKind};
use crate::clause::{Filler, GroupId, NounGroup, RoleKind};
use crate::lexicon::{Class, Features};
use crate::mention::fold::{folded, lowered};
use crate::mention::gazetteer::Office;
use crate::mention::{EntityId, Kind, MentionKind};
use crate::text::{SentenceKind, Shape};
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

/// How deep owners are sought among complements ("ministre | des Affaires étrangères | du Mali").
const DEPTH: usize = 3;

/// How many sentences "l'armée" reaches back to a force that was named.
const FORCE_REACH: u32 = 4;

/// How many mentions of states may show that a whole organisation is spoken of.
const SPOKEN_OF: usize = 200;

/// How many members are told one by one where the text counts them.
const MOST_COUNTED: usize = 12;

/// How many titles are remembered.
const EPITHETS: usize = 200;

/// How many mentions of states are weighed.
const TOPICS: usize = 40;

fn reference(entities: Ids, by: ReferenceKind) -> Reference {
    Reference {
        entities,
        by,
        ..Reference::default()
    }
}

fn acting(actors: Ids, by: ReferenceKind) -> Reference {
    Reference {
        actors,
        by,
        ..Reference::default()
    }
}

impl Reader<'_> {
    /// Whom a description means.
    pub fn described(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let mut section = self.sections(group);
        let capital = self
            .words
            .word(group.head as usize)
            .starts_with(char::is_uppercase);
        if section.contains(Section::CAPITALISED) && !capital {
            return None;
        }
        if self.is_portfolio(group) {
            return None;
        }
        if let Some(found) = self.named_place(id).or_else(|| self.capital(id)) {
            return Some(found);
        }
        let owners = self.owners(id);
        if section.contains(Section::FORCE) && self.in_power(id) {
            section = Section::GOVERNMENT | (section & Section::PLURAL) | Section::ALWAYS_PLURAL;
        }
        if let Some(found) = self.with_name(id, section, &owners) {
            return Some(found);
        }
        if section.is_empty() {
            return self.human(id, &owners);
        }
        if owners.is_empty() && self.has_open_nationality(group) {
            return None;
        }
        // "aucun soldat togolais": none of them is all of them.
        let plural = group
            .features
            .intersects(Features::PLURAL | Features::NEGATIVE_INDEFINITE)
            || section.contains(Section::PLURAL);
        let only_fighters =
            !section.intersects(Section::FORCE | Section::OFFICIAL | Section::STATES | Section::PARTIES);
        if section.contains(Section::FIGHTERS) && only_fighters {
            // "les mercenaires russes de Wagner" are Wagner's first.
            let mut outfit = Ids::new();
            self.complement_owners(id, 1, &mut outfit);
            if let Some(found) = self.fighters(group, section, &outfit, plural) {
                return Some(found);
            }
        }
        self.fixed(group, section)
            .or_else(|| self.collective(group, section, &owners, plural))
            .or_else(|| self.country(id, section, &owners))
            .or_else(|| self.government(id, section, &owners))
            .or_else(|| self.official(id, section, &owners))
            .or_else(|| self.force(id, section, &owners, plural))
            .or_else(|| self.fighters(group, section, &owners, plural))
            .or_else(|| self.personnel(group, section, &owners))
            .or_else(|| self.anaphor(id, section, &owners, plural))
            .or_else(|| self.human(id, &owners))
            .or_else(|| self.people(group, section, plural))
    }

    /// "leurs partenaires, notamment X et Y": those who are named stand for the group.
    pub fn instances(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        if !group.features.contains(Features::PLURAL) || group.features.contains(Features::TIME) {
            return None;
        }
        let mut end = group.words.end;
        let mut last = id;
        for _ in 0..DEPTH {
            let Some(complement) = self.group(last).complements.last() else {
                break;
            };
            last = *complement;
            end = end.max(self.group(last).words.end);
        }
        end += u32::from(self.words.word(end as usize) == ",");
        let (_, begin) = self.tables.instances.longest(&self.words, end as usize)?;
        let first = self.group_from(id, begin as u32)?;
        let (mut entities, mut stop) = (Ids::new(), begin as u32);
        let mut next = Some(first);
        while let Some(member) = next.filter(|_| entities.len() < 12) {
            let found = self.resolve(member);
            if found.is_empty() {
                return None;
            }
            extend(&mut entities, found.acting());
            stop = self.group(member).words.end;
            next = self.group(member).next_conjunct;
        }
        let closed = !self.words.together(stop as usize - 1)
            || self.words.text.words[stop as usize]
                .shape
                .contains(Shape::PUNCTUATION);
        closed.then(|| reference(entities, ReferenceKind::Apposition))
    }

    /// The group that begins at a word, its preposition counted; sought right after `id`.
    fn group_from(&self, id: GroupId, word: u32) -> Option<GroupId> {
        let groups = self
            .analysis
            .groups
            .iter()
            .enumerate()
            .skip(id as usize + 1)
            .take(8);
        groups
            .take_while(|(_, group)| group.words.start <= word + 3)
            .find(|(_, group)| {
                let begin = group
                    .preposition
                    .as_ref()
                    .map_or(group.words.start, |found| found.words.start);
                begin.min(group.words.start) == word
            })
            .map(|(index, _)| index as GroupId)
    }

    /// "la ville de X", "la province du Y": the place that the complement names.
    fn named_place(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let complement = *self.complements(id).first()?;
        if group.features.contains(Features::PLURAL) {
            return None;
        }
        let start = self.group(complement).words.start as usize;
        let typing = self.tables.nouns.before(&self.words, start)?;
        if typing.kind != Kind::Place {
            return None;
        }
        let found = self.resolve(complement);
        let places = found.entities.iter().filter(|id| self.kind(**id) == Kind::Place);
        let places: Ids = places.copied().collect();
        (!places.is_empty() && places.len() == found.entities.len())
            .then(|| reference(places, ReferenceKind::Description))
    }

    /// "la capitale malienne", "la capitale": of the state told, or of the one the text is about.
    fn capital(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let one = !group.features.contains(Features::PLURAL) && self.definite(group);
        if !one || !self.tables.capital.contains(&self.head_key(group)) {
            return None;
        }
        let mut states = Ids::new();
        self.nationalities(group, &mut states);
        if states.is_empty() {
            self.complement_owners(id, 1, &mut states);
        }
        let bare = group.complements.is_empty() && group.modifiers.is_empty() && group.apposition.is_none();
        let state = match states.as_slice() {
            [state] => *state,
            [] if bare => self.salient_state(group)?,
            _ => return None,
        };
        let capital = self.gazetteer.get(state)?.capital?;
        Some(reference(
            [capital].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// A nationality that the text leaves open ("guinéen" of which Guinea).
    fn has_open_nationality(&self, group: &NounGroup) -> bool {
        group
            .words
            .clone()
            .filter(|word| *word != group.head)
            .any(|word| {
                self.mention_at(word).is_some_and(|(index, mention)| {
                    matches!(mention.kind, MentionKind::Demonym(_)) && self.bearers[index].is_none()
                })
            })
    }

    /// "l'économiste", "la colonelle": the one person whom the last sentences named.
    fn human(&mut self, id: GroupId, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        let known = self.tables.humans.longest(&self.words, group.head as usize);
        let (_, end) = known?;
        let whole = self.complements(id).first().is_none_or(|first| {
            // "l'homme d'affaires" is one noun.
            self.group(*first).words.start < end as u32
        });
        let one = !group.features.intersects(Features::PLURAL | Features::POSSESSIVE);
        if !one || !whole || !owners.is_empty() || !self.definite(group) || self.has_open_nationality(group) {
            return None;
        }
        let noun = self.title_key(group);
        if let Some(epithet) = self.recent_epithets().find(|epithet| epithet.noun == noun) {
            let person = epithet.person;
            return Some(reference(
                [person].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        let from = self.from(id);
        let gender = group.features & (Features::MASCULINE | Features::FEMININE);
        let mut found: Option<EntityId> = None;
        let near = self
            .discourse
            .back()
            .take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= 2)
            .filter(|thing| thing.kind == Kind::Person && thing.entities.len() == 1);
        for thing in near {
            let person = thing.entities[0];
            if from.excluded.contains(&person) || !super::discourse::agrees(gender, thing.features) {
                continue;
            }
            if found.is_some_and(|other| other != person) {
                return None;
            }
            found = Some(person);
        }
        let person = found?;
        // Whoever holds an office is called by it.
        let titled = self
            .gazetteer
            .get(person)
            .is_some_and(|entity| !entity.offices.is_empty())
            || self
                .epithets
                .iter()
                .any(|epithet| epithet.person == person && epithet.noun != 0);
        let rank = self.sections(group).contains(Section::OFFICIAL);
        if titled && rank {
            return None;
        }
        self.epithets.push(Epithet {
            person,
            noun,
            of: Ids::new(),
            portfolio: None,
            former: false,
        });
        Some(reference(
            [person].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// A name beside or inside the group.
    fn with_name(&mut self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let name = self.apposed_name(id)?;
        let group = self.group(id);
        if self.kind(name) == Kind::Person {
            return self.with_person(id, name, section, owners);
        }
        let end = group.head as usize + 1;
        let typed = self
            .tables
            .nouns
            .before(&self.words, end)
            .is_some_and(|typing| typing.kind == self.kind(name));
        let place = matches!(self.kind(name), Kind::Place | Kind::State);
        let fits = if place {
            self.tables.place_owners.contains(&self.head_key(group))
        } else {
            typed
                || section
                    .intersects(Section::ANAPHOR | Section::FORCE | Section::FIGHTERS | Section::PERSONNEL)
        };
        // "son parti, le X,": renamed after a comma.
        let renamed = || {
            !place
                && group
                    .features
                    .intersects(Features::POSSESSIVE | Features::DEFINITE)
                && self.is_called_by(group, name)
        };
        ((fits && self.adjoins(group)) || renamed())
            .then(|| reference([name].into_iter().collect(), ReferenceKind::Apposition))
    }

    /// Whether the noun is one for such as `id`.
    fn is_called_by(&self, group: &NounGroup, id: EntityId) -> bool {
        let typed = self.tables.nouns.before(&self.words, group.head as usize + 1);
        typed.is_some_and(|typing| typing.kind == self.kind(id)) || self.points_to(self.head_key(group), id)
    }

    /// "le ministre russe, X", "le colonel X", "les ministres X et Y".
    fn with_person(
        &mut self,
        id: GroupId,
        name: EntityId,
        section: Section,
        owners: &[EntityId],
    ) -> Option<Reference> {
        let group = self.group(id);
        let head = group.head as usize;
        let title = self.tables.titles.at(&self.words, head).is_some()
            || self
                .tables
                .titles
                .before(&self.words, head + 1, |_| false)
                .is_some();
        // "son PDG, X,", "l'invité, X,": whoever he is, the name says it.
        let renamed = !group.features.contains(Features::PLURAL)
            && group
                .features
                .intersects(Features::POSSESSIVE | Features::DEFINITE)
            && section.is_empty()
            && group.apposition.is_some();
        if !title && !section.contains(Section::OFFICIAL) && !renamed {
            return None;
        }
        let mut people: Ids = [name].into_iter().collect();
        if group.features.contains(Features::PLURAL) {
            // The names of several are conjuncts of the first one.
            let mut next = group.apposition.and_then(|first| self.group(first).next_conjunct);
            while let Some(other) = next.filter(|_| people.len() < 12) {
                let found = self.resolve(other);
                let named = found
                    .entities
                    .iter()
                    .copied()
                    .filter(|id| self.kind(*id) == Kind::Person);
                extend(&mut people, &named.collect::<Ids>());
                next = self.group(other).next_conjunct;
            }
            if people.len() < 2 && !self.adjoins(group) {
                return None;
            }
        }
        let noun = self.title_key(group);
        let portfolio = self.portfolio(id);
        let former = self.is_former(group);
        for person in &people {
            let of = owners.iter().copied().collect();
            self.epithets.push(Epithet {
                person: *person,
                noun,
                of,
                portfolio,
                former,
            });
        }
        Some(reference(people, ReferenceKind::Apposition))
    }

    /// Whether no punctuation stands between a group and the one that renames it.
    fn adjoins(&self, group: &NounGroup) -> bool {
        group.apposition.is_none_or(|other| {
            let start = self.group(other).words.start;
            (group.words.end..start).all(|word| {
                !self.words.text.words[word as usize]
                    .shape
                    .contains(Shape::PUNCTUATION)
            })
        })
    }

    /// "la ministre des *Armées*", "de la *Justice*".
    fn is_portfolio(&self, group: &NounGroup) -> bool {
        let capital = self
            .words
            .word(group.head as usize)
            .starts_with(char::is_uppercase);
        capital
            && group
                .complement_of
                .is_some_and(|owner| self.sections(self.group(owner)).contains(Section::OFFICIAL))
    }

    /// "les militaires au pouvoir".
    fn in_power(&self, id: GroupId) -> bool {
        let group = self.group(id);
        let adjacent = self.adjacent(id);
        group.complements.iter().chain(&adjacent).any(|complement| {
            let section = self.sections(self.group(*complement));
            section.contains(Section::SUBJECT_ONLY)
        })
    }

    /// To whom the group belongs: nationalities, complements with "de", a possessive.
    pub fn owners(&mut self, id: GroupId) -> Ids {
        let mut owners = Ids::new();
        self.nationalities(self.group(id), &mut owners);
        if owners.is_empty()
            && let Some(possessor) = self.possessive(id)
        {
            extend(&mut owners, possessor.acting());
        }
        if owners.is_empty() {
            self.complement_owners(id, DEPTH, &mut owners);
        }
        if owners.is_empty() {
            self.relative_owner(id, &mut owners);
        }
        owners
    }

    /// "le Mali, dont les troupes …": whose they are stands before the relative clause.
    fn relative_owner(&mut self, id: GroupId, owners: &mut Ids) {
        let group = self.group(id);
        if !self.definite(group) || !group.complements.is_empty() {
            return;
        }
        let Some(place) = self.place(id).filter(|place| place.kind != RoleKind::Oblique) else {
            return;
        };
        let antecedent = self.clause(place.clause).and_then(|clause| {
            let antecedent = clause.group?;
            let genitive = clause.roles.iter().any(|role| {
                role.kind == RoleKind::Oblique
                    && role.preposition == self.tables.genitive
                    && role.filler == Filler::Group(antecedent)
            });
            (genitive && antecedent < id).then_some(antecedent)
        });
        if let Some(antecedent) = antecedent {
            let found = self.resolve(antecedent);
            let named: Ids = found
                .acting()
                .iter()
                .copied()
                .filter(|id| self.may_own(*id))
                .collect();
            extend(owners, &named);
        }
    }

    fn nationalities(&self, group: &NounGroup, owners: &mut Ids) {
        for word in group.words.clone().filter(|word| *word != group.head) {
            extend(owners, self.nationality_at(word).as_slice());
        }
        // "les autorités maliennes, burkinabè et nigériennes": the list may run past the group.
        let mut end = group.words.end;
        while !owners.is_empty() && self.links(end) && self.words.together(end as usize) {
            let Some(state) = self.nationality_at(end + 1) else {
                return;
            };
            extend(owners, &[state]);
            end += 2;
        }
    }

    /// The state of an adjective of nationality, which is written in lower case.
    fn nationality_at(&self, word: u32) -> Option<EntityId> {
        let (index, mention) = self.mention_at(word)?;
        let adjective = matches!(mention.kind, MentionKind::Demonym(_))
            && !self.words.word(word as usize).starts_with(char::is_uppercase);
        adjective.then(|| self.bearers[index]).flatten()
    }

    /// "d'Allemagne", without article.
    fn bare_complement(&self, id: GroupId) -> bool {
        let complements = self.complements(id);
        complements.first().is_some_and(|first| {
            let group = self.group(*first);
            group.determiner.is_none() && !self.is_contracted(group)
        })
    }

    fn has_nationality(&self, group: &NounGroup) -> bool {
        group
            .words
            .clone()
            .any(|word| word != group.head && self.nationality_at(word).is_some())
    }

    /// A comma or a coordinating conjunction.
    pub fn links(&self, word: u32) -> bool {
        let token = self.analysis.tokens.get(word as usize);
        let coordinator = token.is_some_and(|token| token.class == Class::Coordinator);
        coordinator || self.words.word(word as usize) == ","
    }

    /// The group that follows with nothing but its preposition between.
    fn adjacent(&self, id: GroupId) -> Option<GroupId> {
        let next = self.analysis.groups.get(id as usize + 1)?;
        let preposition = next.preposition.as_ref()?;
        (preposition.words.start == self.group(id).words.end).then_some(id + 1)
    }

    /// The group's complements, and a group with "de" right behind it that the grammar has hung
    /// elsewhere.
    pub fn complements(&self, id: GroupId) -> SmallVec<[GroupId; 2]> {
        let group = self.group(id);
        let mut complements = group.complements.clone();
        let next = id + 1;
        if complements.is_empty()
            && let Some(behind) = self.analysis.groups.get(next as usize)
            && let Some(preposition) = &behind.preposition
            && preposition.words.start == group.words.end
            && Some(preposition.lemma) == self.tables.genitive
        {
            complements.push(next);
        }
        complements
    }

    fn complement_owners(&mut self, id: GroupId, depth: usize, owners: &mut Ids) {
        for complement in self.complements(id) {
            let genitive = self
                .group(complement)
                .preposition
                .as_ref()
                .map(|preposition| preposition.lemma);
            if genitive.is_none() || genitive != self.tables.genitive {
                continue;
            }
            let mut next = Some(complement);
            let mut steps = 0;
            while let Some(member) = next.filter(|_| steps < 40) {
                let found = self.resolve(member);
                let named = found
                    .acting()
                    .iter()
                    .copied()
                    .filter(|id| self.may_own(*id))
                    .collect::<Ids>();
                if named.is_empty() && depth > 1 {
                    self.nationalities(self.group(member), owners);
                    self.complement_owners(member, depth - 1, owners);
                }
                extend(owners, &named);
                next = self.group(member).next_conjunct;
                steps += 1;
            }
        }
    }

    fn may_own(&self, id: EntityId) -> bool {
        matches!(
            self.kind(id),
            Kind::State | Kind::Organisation | Kind::ArmedForce | Kind::ArmedGroup
        )
    }

    fn states(&self, owners: &[EntityId]) -> Ids {
        owners
            .iter()
            .copied()
            .filter(|id| self.kind(*id) == Kind::State)
            .collect()
    }

    /// The state that the text is about at this place.
    fn salient_state(&self, group: &NounGroup) -> Option<EntityId> {
        self.salient(group, |_| true)
    }

    /// The one of the states that `accept` allows.
    fn salient(&self, group: &NounGroup, accept: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        // Every mention counts, halved by each sentence that lies between; a subject counts double.
        let mut scores: SmallVec<[(EntityId, u32); 8]> = SmallVec::new();
        let recent = self.topics.iter().rev().take(TOPICS);
        for topic in recent.filter(|topic| accept(topic.state)) {
            let distance = group.sentence.saturating_sub(topic.sentence).min(8);
            // What the article opens with stays its theme.
            let theme = if topic.opening { topic.weight << 5 } else { 0 };
            let score = ((topic.weight << 8) >> distance) + theme;
            match scores.iter_mut().find(|(id, _)| *id == topic.state) {
                Some((_, sum)) => *sum += score,
                None => scores.push((topic.state, score)),
            }
        }
        // Of two that are equal, the later one was met first.
        let mut best: Option<(u32, EntityId)> = None;
        for (state, score) in scores {
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, state));
            }
        }
        best.map(|(_, state)| state)
    }

    /// Notes the states that a group speaks of.
    pub fn note_topics(&mut self, id: GroupId) {
        let group = self.group(id);
        let reference = self.references[id as usize].clone().unwrap_or_default();
        let place = self.place(id);
        let subject = place.is_some_and(|place| place.verbal && place.kind == RoleKind::Subject);
        let weight = if subject { 4 } else { 2 };
        if let [force] = reference.entities.as_slice()
            && self.is_army(*force)
        {
            self.force = Some((*force, group.sentence));
        }
        let mut states = self.states(reference.acting());
        if states.len() > 1 {
            return;
        }
        if states.is_empty() {
            // "la ville nigérienne", "les Forces armées maliennes"
            let mut nearby = Ids::new();
            for word in group.words.clone().filter(|word| *word != group.head) {
                extend(&mut nearby, self.nationality_at(word).as_slice());
            }
            let whole = |id: &EntityId| self.gazetteer.get(*id).and_then(|entity| entity.part_of);
            let wholes: Ids = reference.entities.iter().filter_map(whole).collect();
            extend(&mut nearby, &wholes);
            states = self.states(&nearby);
            for person in reference
                .entities
                .iter()
                .filter(|id| self.kind(**id) == Kind::Person)
            {
                extend(&mut states, &self.states_of_person(*person));
            }
        }
        if let [state] = states.as_slice() {
            let sentence = self.words.text.sentences.get(group.sentence as usize);
            let title = sentence.is_some_and(|sentence| sentence.kind == SentenceKind::Title);
            let first = self
                .topics
                .first()
                .is_none_or(|first| first.sentence == group.sentence);
            self.topics.push(Topic {
                opening: title || first,
                state: *state,
                sentence: group.sentence,
                weight,
            });
        }
    }

    /// Whether a force is the army of its state.
    fn is_army(&self, id: EntityId) -> bool {
        let state = self.gazetteer.get(id).and_then(|entity| entity.part_of);
        state.and_then(|state| self.gazetteer.get(state)?.force) == Some(id)
    }

    fn fixed(&self, group: &NounGroup, section: Section) -> Option<Reference> {
        let fixed = self
            .tables
            .fixed
            .get(&self.head_key(group))
            .filter(|_| section.contains(Section::FIXED))?;
        let told = group
            .words
            .clone()
            .any(|word| fixed.with.contains(&self.words.key(word as usize)));
        if !told && !fixed.with.is_empty() {
            return None;
        }
        // "les paramilitaires soudanais": a nationality says which state.
        let mut states = Ids::new();
        self.nationalities(group, &mut states);
        if !states.is_empty() {
            let about = states.iter().find_map(|state| fixed.of.get(state))?;
            return Some(reference(
                [*about].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        let about = self
            .discourse
            .back()
            .flat_map(|thing| thing.acting().iter())
            .find_map(|id| fixed.of.get(id))?;
        Some(reference(
            [*about].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// "les trois pays", "les pays de l'AES", "ces États", "le trio".
    fn collective(
        &mut self,
        group: &NounGroup,
        section: Section,
        owners: &[EntityId],
        plural: bool,
    ) -> Option<Reference> {
        let counted = self
            .tables
            .counts
            .get(&self.head_key(group))
            .copied()
            .filter(|_| section.contains(Section::COUNT));
        let one = section.contains(Section::ALWAYS_PLURAL) && group.numeral.is_none();
        let of_states = section.intersects(Section::STATES | Section::PARTIES) && plural && !one;
        if !of_states && counted.is_none() {
            return None;
        }
        let key = |word: u32| self.words.key(word as usize);
        if group
            .words
            .clone()
            .any(|word| self.tables.others.contains(&key(word)))
        {
            return None;
        }
        let numeral = group
            .numeral
            .and_then(|word| self.number_at(word))
            .map(|value| value as usize);
        let count = counted.or(numeral);
        if let Some(organisation) = owners
            .iter()
            .copied()
            .find(|id| self.kind(*id) == Kind::Organisation)
        {
            return self.each_member(group, section, organisation, count);
        }
        if !self.states(owners).is_empty() {
            return None;
        }
        let definite = self.definite(group);
        let membership = group
            .words
            .clone()
            .any(|word| self.tables.membership.contains(&key(word)));
        let told = group.features.contains(Features::DEMONSTRATIVE)
            || membership
            || (section.contains(Section::COUNTRY) && self.of_region(group))
            || self.distributed(group);
        let parties = section.contains(Section::STATES) && !section.contains(Section::COUNTRY);
        // "ses trois homologues"
        let others = section.contains(Section::OTHER_SIDE) && count.is_some();
        let related = section.contains(Section::RELATION) && count.is_none();
        if related
            || !(definite || others)
            || (count.is_none() && !told && !parties && !section.contains(Section::GOVERNMENT))
        {
            return None;
        }
        if let Some(people) = self.people_together(group, count) {
            return Some(reference(people, ReferenceKind::Collective));
        }
        let people_only = self.tables.people_only.contains(&self.head_key(group));
        let set = self
            .set_of_states(group, count, section)
            .filter(|_| !people_only)?;
        Some(self.through(section, set))
    }

    /// "les deux hommes", "les trois dirigeants": persons who were named together.
    fn people_together(&self, group: &NounGroup, count: Option<usize>) -> Option<Ids> {
        if !self.tables.people.contains(&self.head_key(group)) {
            return None;
        }
        let person = |id: EntityId| self.kind(id) == Kind::Person;
        let count = count.filter(|count| *count > 1)?;
        let set = self.discourse.set(Some(count), group.sentence, 2, person);
        set.or_else(|| {
            (0..=2).find_map(|reach| {
                self.union(group, reach, count, |thing| {
                    thing.entities.iter().copied().filter(|id| person(*id)).collect()
                })
            })
        })
    }

    /// Exactly `count` of those whom the last sentences named as arguments, `reach` sentences back.
    fn union(
        &self,
        group: &NounGroup,
        reach: u32,
        count: usize,
        of: impl Fn(&Salient) -> Ids,
    ) -> Option<Ids> {
        let mut union = Ids::new();
        let things = self
            .discourse
            .back()
            .take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= reach)
            .filter(|thing| thing.role.is_some());
        for thing in things {
            extend(&mut union, &of(thing));
        }
        union.sort_unstable();
        (union.len() == count).then_some(union)
    }

    /// "les États sahéliens": the adjective of a region.
    fn of_region(&self, group: &NounGroup) -> bool {
        let mut regions = group
            .modifiers
            .iter()
            .filter_map(|word| self.nationality_at(*word));
        regions.any(|id| self.kind(id) == Kind::Place)
    }

    /// "chacun des pays".
    fn distributed(&self, group: &NounGroup) -> bool {
        group.complement_of.is_some_and(|owner| {
            let key = self.head_key(self.group(owner));
            self.tables.pronouns.get(&key).is_some_and(|pronoun| pronoun.all)
        })
    }

    /// The states (or parties) last named together, or the members of the organisation last named.
    fn set_of_states(&mut self, group: &NounGroup, count: Option<usize>, section: Section) -> Option<Ids> {
        let limit = self.tables.limit;
        let state = |id: EntityId| self.kind(id) == Kind::State;
        let reach = if count.is_some() { 30 } else { 8 };
        let set = self
            .discourse
            .set(count, group.sentence, reach, state)
            .filter(|set| set.len() <= limit || count.is_some());
        if set.is_some() {
            return set;
        }
        if let Some(members) = self.members_of_latest(group, count) {
            return Some(members);
        }
        let count = count?;
        // "les deux camps" may be no states at all.
        if !section.intersects(Section::STATES | Section::COUNTRY | Section::COUNT) {
            return None;
        }
        let state = |thing: &Salient| self.states_behind(thing);
        (1..=2)
            .find_map(|reach| self.union(group, reach, count, state))
            .or_else(|| self.whole_organisation(count))
            .or_else(|| if count == 2 { self.latest_pair(group) } else { None })
    }

    /// The states that a thing stands for, the states of persons too.
    fn states_behind(&self, thing: &Salient) -> Ids {
        let mut states = self.states(thing.acting());
        for person in thing.entities.iter().filter(|id| self.kind(**id) == Kind::Person) {
            extend(&mut states, &self.states_of_person(*person));
        }
        states
    }

    /// "les trois capitales", where all the members of one organisation of three are spoken of.
    pub fn whole_organisation(&self, count: usize) -> Option<Ids> {
        let recent = self.topics.iter().rev().take(SPOKEN_OF);
        let spoken_of: FxHashSet<EntityId> = recent.map(|topic| topic.state).collect();
        if count < 3 || spoken_of.len() < count {
            return None;
        }
        let mut found: Option<Ids> = None;
        for (id, _) in self
            .gazetteer
            .iter()
            .filter(|(_, entity)| entity.members.len() >= count)
        {
            let members: Ids = self.gazetteer.members(id, self.date).collect();
            if members.len() == count && members.iter().all(|member| spoken_of.contains(member)) {
                if found.as_ref().is_some_and(|other| *other != members) {
                    return None;
                }
                found = Some(members);
            }
        }
        found
    }

    pub fn members_of_latest(&self, group: &NounGroup, count: Option<usize>) -> Option<Ids> {
        let reach = if count.is_some() { 30 } else { 3 };
        self.discourse
            .back()
            .take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= reach)
            .filter(|thing| thing.kind == Kind::Organisation && thing.entities.len() == 1)
            .find_map(|thing| self.few_members(thing.entities[0], count))
    }

    /// Members of an organisation on the article's date, where they are few or as many as counted.
    pub fn few_members(&self, organisation: EntityId, count: Option<usize>) -> Option<Ids> {
        let members: Ids = self.gazetteer.members(organisation, self.date).collect();
        let fits = match count {
            // "les 27 États membres" are the organisation.
            Some(count) => members.len() == count && count <= MOST_COUNTED,
            None => (2..=self.tables.limit).contains(&members.len()),
        };
        fits.then_some(members)
    }

    /// The last two states, one of them a subject where there is one.
    fn latest_pair(&self, group: &NounGroup) -> Option<Ids> {
        let mut pair = Ids::new();
        for thing in self.discourse.back() {
            if group.sentence.saturating_sub(thing.sentence) > 2 {
                break;
            }
            if let [one] = thing.acting().as_slice()
                && self.kind(*one) == Kind::State
                && !pair.contains(one)
            {
                pair.push(*one);
                if pair.len() == 2 {
                    pair.sort_unstable();
                    return Some(pair);
                }
            }
        }
        None
    }

    fn each_member(
        &self,
        group: &NounGroup,
        section: Section,
        organisation: EntityId,
        count: Option<usize>,
    ) -> Option<Reference> {
        // "le président de l'AES" is one; only plurals are told one by one.
        let members = self.few_members(organisation, count);
        match members {
            Some(members) => Some(self.through(section, members)),
            None if section.contains(Section::COUNTRY) || !self.group_is_official(group, section) => Some(
                reference([organisation].into_iter().collect(), ReferenceKind::Collective),
            ),
            None => Some(acting(
                [organisation].into_iter().collect(),
                ReferenceKind::Collective,
            )),
        }
    }

    fn group_is_official(&self, _group: &NounGroup, section: Section) -> bool {
        section.contains(Section::OFFICIAL)
    }

    /// States as the noun shows them: their forces, the states themselves, or states behind officials.
    fn through(&self, section: Section, states: Ids) -> Reference {
        if section.contains(Section::FORCE) {
            return reference(self.forces(&states), ReferenceKind::Collective);
        }
        if section.contains(Section::OFFICIAL) && !section.contains(Section::COUNTRY) {
            return acting(states, ReferenceKind::Collective);
        }
        reference(states, ReferenceKind::Collective)
    }

    fn forces(&self, owners: &[EntityId]) -> Ids {
        let force = |id: &EntityId| {
            self.gazetteer
                .get(*id)
                .and_then(|entity| entity.force)
                .unwrap_or(*id)
        };
        owners.iter().map(force).collect()
    }

    /// Whether the preposition has swallowed the article.
    fn is_contracted(&self, group: &NounGroup) -> bool {
        group.preposition.as_ref().is_some_and(|preposition| {
            let word = preposition.words.end.saturating_sub(1) as usize;
            let token = self.analysis.tokens.get(word);
            token.is_some_and(|token| token.features.contains(Features::CONTRACTED))
        })
    }

    /// With a definite or demonstrative determiner, or one that is hidden in "du" and "aux".
    fn definite(&self, group: &NounGroup) -> bool {
        let contracted = group.determiner.is_none() && self.is_contracted(group);
        contracted
            || group
                .features
                .intersects(Features::DEFINITE | Features::DEMONSTRATIVE)
    }

    /// "une nouvelle force": somebody else than the ones it is made of.
    fn indefinite_one(&self, group: &NounGroup) -> bool {
        group.features.contains(Features::INDEFINITE) && !group.features.contains(Features::PLURAL)
    }

    fn country(&self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        if !section.contains(Section::COUNTRY) || section.contains(Section::PLURAL) {
            return None;
        }
        let mut states = self.states(owners);
        for person in owners.iter().filter(|id| self.kind(**id) == Kind::Person) {
            extend(&mut states, &self.states_of_person(*person));
        }
        if !states.is_empty() {
            return Some(reference(states, ReferenceKind::Description));
        }
        let bare = owners.is_empty() && self.definite(group) && group.complements.is_empty();
        let plain = bare && !group.features.contains(Features::PLURAL) && !self.has_others(group);
        let (realms, others) = (
            self.tables.realms.get(&self.head_key(group)),
            self.other_parties(id),
        );
        let fits = |state: EntityId| realms.is_none_or(|realms| realms.contains(&state));
        let state = self
            .salient(group, |state| fits(state) && !others.contains(&state))
            .filter(|_| plain)?;
        Some(reference(
            [state].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// Whom the other arguments name, for a group that is no subject: nobody leaves himself.
    fn other_parties(&self, id: GroupId) -> Ids {
        let subject = self
            .place(id)
            .is_some_and(|place| place.kind == RoleKind::Subject);
        if subject {
            Ids::new()
        } else {
            self.from(id).excluded
        }
    }

    /// What persons were called, the latest first.
    pub fn recent_epithets(&self) -> impl Iterator<Item = &Epithet> {
        self.epithets.iter().rev().take(EPITHETS)
    }

    /// "son pays", said of a person.
    pub fn states_of_person(&self, person: EntityId) -> Ids {
        let told = self.recent_epithets().filter(|epithet| epithet.person == person);
        let states: Option<Ids> = told
            .map(|epithet| self.states(&epithet.of))
            .find(|of| !of.is_empty());
        states.unwrap_or_else(|| {
            let offices = self
                .gazetteer
                .get(person)
                .map_or(&[][..], |entity| &entity.offices);
            let held = offices
                .iter()
                .filter(|office| office.period.contains(self.date))
                .map(|office| office.of);
            self.states(&held.collect::<Ids>()).into_iter().take(1).collect()
        })
    }

    fn has_others(&self, group: &NounGroup) -> bool {
        group
            .words
            .clone()
            .any(|word| self.tables.others.contains(&self.words.key(word as usize)))
    }

    fn government(&mut self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        let one = section.contains(Section::ALWAYS_PLURAL) && !section.contains(Section::PLURAL);
        if !section.contains(Section::GOVERNMENT) || one {
            return None;
        }
        let noun = self.head_key(group);
        let subject = self
            .place(id)
            .is_some_and(|place| place.kind == RoleKind::Subject);
        if section.contains(Section::SUBJECT_ONLY) && !subject && !self.has_nationality(group) {
            return None;
        }
        let mut states = self.states(owners);
        if states.is_empty() {
            states = self.states_of_complements(id, 2);
        }
        if !states.is_empty() {
            self.governments.insert(noun, states.clone());
            return Some(reference(states, ReferenceKind::Description));
        }
        let several = section.contains(Section::PLURAL) && !section.contains(Section::ALWAYS_PLURAL);
        let bare = owners.is_empty()
            && self.definite(group)
            && !several
            && !section.contains(Section::GOVERNMENT_OWNED);
        if !bare {
            return None;
        }
        // "le porte-parole du gouvernement, X": X's.
        let spokesman = group.complement_of.and_then(|office| self.apposed_name(office));
        let told = spokesman
            .map(|person| self.states_of_person(person))
            .filter(|states| !states.is_empty());
        let remembered = || {
            self.governments
                .get(&noun)
                .filter(|states| !self.other_parties(id).contains(&states[0]))
        };
        let states = match told.or_else(|| remembered().cloned()) {
            Some(states) => states,
            None => [self.governed(id, noun)?].into_iter().collect(),
        };
        Some(reference(states, ReferenceKind::Description))
    }

    /// The state meant by a bare noun for a government. Some of these nouns fit few states ("la
    /// junte"): those are preferred.
    fn governed(&self, id: GroupId, noun: u64) -> Option<EntityId> {
        let group = self.group(id);
        let others = self.other_parties(id);
        let fitting = self.tables.regimes.get(&noun);
        let told = fitting.and_then(|states| self.salient(group, |state| states.contains(&state)));
        told.or_else(|| self.salient(group, |state| !others.contains(&state)))
    }

    /// States named by complements of any kind: "les militaires au pouvoir à Bamako", "les juntes
    /// au pouvoir dans ces pays".
    fn states_of_complements(&mut self, id: GroupId, depth: usize) -> Ids {
        let mut states = Ids::new();
        let adjacent = self.adjacent(id);
        let mut complements = self.group(id).complements.clone();
        complements.extend(adjacent.filter(|adjacent| !complements.contains(adjacent)));
        for complement in complements {
            let found = self.resolve(complement);
            let seats = found
                .entities
                .iter()
                .filter_map(|id| self.gazetteer.get(*id)?.seat_of)
                .collect::<Ids>();
            let acting = self.states(found.acting());
            extend(&mut states, &acting);
            extend(&mut states, &seats);
            // "la junte d'Assimi Goïta"
            for person in found.entities.iter().filter(|id| self.kind(**id) == Kind::Person) {
                extend(&mut states, &self.states_of_person(*person));
            }
            if states.is_empty() && depth > 1 {
                states = self.states_of_complements(complement, depth - 1);
            }
        }
        states
    }

    /// Officials: the person where the article has named him, else whom he works for.
    fn official(&mut self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        if !section.contains(Section::OFFICIAL) {
            return None;
        }
        let group = self.group(id);
        // "Goïta, président de la transition,": he himself.
        if let Some(renamed) = group.apposition_to {
            let person = self.resolve(renamed);
            if matches!(person.entities.as_slice(), [one] if self.kind(*one) == Kind::Person) {
                return Some(reference(person.entities, ReferenceKind::Apposition));
            }
        }
        let noun = self.title_key(group);
        let one = !group.features.contains(Features::PLURAL) && !section.contains(Section::PLURAL);
        let owners: Ids = owners.iter().copied().filter(|id| self.may_own(*id)).collect();
        let definite = self.definite(group);
        let former = self.is_former(group);
        if one
            && definite
            && !section.contains(Section::OTHER_SIDE)
            && let Some(person) = self.holder(id, noun, &owners)
        {
            return Some(reference([person].into_iter().collect(), ReferenceKind::Office));
        }
        if former {
            // Whoever it was no longer stands for anybody.
            return None;
        }
        if owners.is_empty() {
            let of_country = definite && !section.intersects(Section::OTHER_SIDE | Section::BEARER_ONLY);
            let whose = self.complement_countries(group).filter(|_| of_country);
            return whose.map(|state| acting([state].into_iter().collect(), ReferenceKind::Office));
        }
        Some(acting(owners, ReferenceKind::Office))
    }

    /// "le chef de l'État": a complement that is the country the text is about.
    fn complement_countries(&mut self, group: &NounGroup) -> Option<EntityId> {
        let complement = *group.complements.first()?;
        let found = self.resolve(complement);
        found
            .acting()
            .first()
            .copied()
            .filter(|id| self.kind(*id) == Kind::State)
    }

    /// The word that stands for a title: its first ("Premier ministre" is not "ministre").
    fn title_key(&self, group: &NounGroup) -> u64 {
        self.words.key(self.title_start(group))
    }

    fn title_start(&self, group: &NounGroup) -> usize {
        let head = group.head as usize;
        let from_before = head
            .checked_sub(1)
            .and_then(|before| self.tables.titles.at(&self.words, before));
        let compound = from_before.is_some_and(|(_, end)| end == head + 1) && group.head > group.words.start;
        if compound { head - 1 } else { head }
    }

    /// What an official is charged with: "ministre *des Affaires étrangères* du Mali".
    fn portfolio(&self, id: GroupId) -> Option<u64> {
        let first = self.group(*self.complements(id).first()?);
        let noun = self.analysis.tokens.get(first.head as usize)?.class == Class::Noun;
        let charged = noun || (self.is_contracted(first) && self.mention_at(first.head).is_none());
        charged.then(|| self.head_key(first))
    }

    /// "l'ancien ministre".
    pub fn is_former(&self, group: &NounGroup) -> bool {
        let mut words = group.words.clone();
        words.any(|word| self.tables.former.contains(&self.words.key(word as usize)))
    }

    /// The person named before who holds, or held, this office.
    fn holder(&self, id: GroupId, noun: u64, owners: &[EntityId]) -> Option<EntityId> {
        let group = self.group(id);
        let former = self.is_former(group);
        let key = |word: u32| self.words.key(word as usize);
        let other = |word: u32| {
            self.tables.other_holders.contains(&key(word)) && !self.tables.former.contains(&key(word))
        };
        // The adjective may stand behind what the grammar took for the group: "le président déchu X".
        if group.words.clone().any(other) || other(group.words.end) {
            return None;
        }
        let bare = self.complements(id).is_empty() && !group.features.contains(Features::INDEFINITE);
        let portfolio = self.portfolio(id).filter(|_| !bare);
        let charged = |epithet: &Epithet| match (epithet.portfolio, portfolio) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let told = self.recent_epithets().find(|epithet| {
            let belongs = if owners.is_empty() {
                // "le président du parti": of something that is not known.
                bare
            } else {
                epithet.of.iter().any(|of| owners.contains(of))
            };
            epithet.noun == noun && epithet.former == former && belongs && charged(epithet)
        });
        if let Some(epithet) = told {
            return Some(epithet.person);
        }
        if owners.is_empty() && !bare {
            return None;
        }
        // Without an owner only somebody near is meant.
        let reach = if owners.is_empty() { 6 } else { u32::MAX };
        let mut people = self
            .discourse
            .back()
            .take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= reach)
            .filter(|thing| thing.kind == Kind::Person);
        people.find_map(|thing| {
            let person = *thing.entities.first()?;
            let offices = &self.gazetteer.get(person)?.offices;
            let held = |office: &Office| {
                let when = if former {
                    office.period.has_ended(self.date)
                } else {
                    office.period.contains(self.date)
                };
                when && (owners.is_empty() || owners.contains(&office.of))
                    && self.is_office(group, portfolio, office)
            };
            offices.iter().any(held).then_some(person)
        })
    }

    /// Whether the group calls a holder of `office`.
    fn is_office(&self, group: &NounGroup, portfolio: Option<u64>, office: &Office) -> bool {
        let start = self.title_start(group);
        if let Some((kinds, _)) = self.tables.office_kinds.longest(&self.words, start) {
            return office
                .kind
                .as_deref()
                .is_some_and(|kind| kinds.iter().any(|wanted| wanted == kind));
        }
        let mut words = office.title.split([' ', '\'', '’']);
        let first = words.next().unwrap_or_default();
        folded(first) == folded(self.words.word(start))
            && portfolio.is_none_or(|portfolio| words.any(|word| lowered(word) == portfolio))
    }

    fn force(
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
    fn as_many(&self, group: &NounGroup) -> bool {
        let mut words = group.words.clone();
        words.any(|word| self.tables.as_many.contains(&self.words.key(word as usize)))
    }

    /// States that the subject of the group's clause stands for, where the group is its object.
    fn states_of_subject(&mut self, id: GroupId) -> Ids {
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

    fn fighters(
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

    fn personnel(&self, group: &NounGroup, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let own: Ids = owners.iter().copied().filter(|id| self.may_own(*id)).collect();
        // "la partie malienne"
        let side = section.contains(Section::PARTIES)
            && !section.intersects(Section::PERSONS | Section::PLURAL)
            && !group.features.contains(Features::PLURAL);
        let fits = section.contains(Section::PERSONNEL)
            || ((section.contains(Section::RELATION) || side) && self.has_nationality(group));
        (fits && !own.is_empty()).then(|| acting(own, ReferenceKind::Description))
    }

    /// "l'alliance", "le groupe", "cette force": the nearest of the class.
    fn anaphor(&self, id: GroupId, section: Section, owners: &[EntityId], plural: bool) -> Option<Reference> {
        let group = self.group(id);
        // "le groupe français": a company of that country, or of one that is not known.
        let national = !owners.is_empty() && self.has_nationality(group);
        let open = section.contains(Section::ANAPHOR)
            && !plural
            && (owners.is_empty() || national)
            && self.definite(group);
        if !open || !self.complements(id).is_empty() || self.has_others(group) {
            return None;
        }
        let noun = self.head_key(group);
        let without = |anaphor: &super::tables::Anaphor| {
            let mut words = group.words.clone();
            words.any(|word| anaphor.without.contains(&self.words.key(word as usize)))
        };
        if self.tables.anaphors(noun).any(without) {
            return None;
        }
        let of_country = |id: EntityId| {
            let whole = self.gazetteer.get(id).and_then(|entity| entity.part_of);
            !national || whole.is_none_or(|whole| owners.contains(&whole))
        };
        let others = self.other_parties(id);
        let fits = |id: EntityId| self.points_to(noun, id) && of_country(id) && !others.contains(&id);
        let near = |reach: u32| {
            let things = self.discourse.back();
            let near = things.take_while(move |thing| group.sentence.saturating_sub(thing.sentence) <= reach);
            near.filter(|thing| matches!(thing.entities.as_slice(), [one] if fits(*one)))
        };
        // "l'alliance" is rather one that has the word in its name.
        // Of several in one sentence, its subject.
        let nearest = |reach: u32| {
            let last = near(reach).next()?;
            let mut beside = near(reach).take_while(|thing| thing.sentence == last.sentence);
            let subject = beside.find(|thing| thing.role == Some(RoleKind::Subject) && !thing.embedded);
            Some(subject.unwrap_or(last))
        };
        let named = || near(30).find(|thing| self.is_called(thing.entities[0], noun));
        let thing = nearest(0).or_else(named).or_else(|| nearest(4))?;
        Some(reference(thing.entities.clone(), ReferenceKind::Description))
    }

    /// Whether the noun of this key may point back to `id`.
    fn points_to(&self, noun: u64, id: EntityId) -> bool {
        self.tables.anaphors(noun).any(|anaphor| {
            anaphor.kinds.contains(&self.kind(id))
                && (anaphor.towns || self.is_region(id))
                && (anaphor.regions || !self.has_article(id))
                && self.class(id).is_some_and(|class| {
                    anaphor
                        .classes
                        .iter()
                        .any(|ancestor| self.gazetteer.is_a(class, *ancestor))
                })
        })
    }

    /// Whether a name of the entity begins with the noun of this key.
    fn is_called(&self, id: EntityId, noun: u64) -> bool {
        let Some(entity) = self.gazetteer.get(id) else {
            return false;
        };
        let names = std::iter::once(&entity.label).chain(&entity.aliases);
        names
            .filter_map(|name| name.split(' ').next())
            .any(|first| lowered(first) == noun)
    }

    /// "le Darfour", "la Crimée": a region, where towns have none or one in their name.
    fn has_article(&self, id: EntityId) -> bool {
        let own = self
            .gazetteer
            .get(id)
            .is_some_and(|entity| entity.label.contains(' ') && entity.seat_of.is_some());
        !own && self
            .features(id)
            .intersects(Features::MASCULINE | Features::FEMININE)
    }

    /// A place that is no part of a state.
    fn is_region(&self, id: EntityId) -> bool {
        let entity = self.gazetteer.get(id);
        entity.is_some_and(|entity| entity.part_of.is_none_or(|whole| self.kind(whole) == Kind::Place))
    }

    /// Unnamed people, kept with the words of the text.
    fn people(&mut self, group: &NounGroup, section: Section, plural: bool) -> Option<Reference> {
        let armed = section.contains(Section::ARMED)
            || (section.contains(Section::ARMED_PEOPLE)
                && group
                    .words
                    .clone()
                    .any(|word| self.tables.armed_with.contains(&self.words.key(word as usize))));
        let mut end = group.words.end;
        if section.intersects(Section::ARMED | Section::ARMED_PEOPLE)
            && self.tables.armed_with.contains(&self.words.key(end as usize))
        {
            end += 1;
        }
        let armed = armed || end > group.words.end;
        let crowd = section.contains(Section::CROWD);
        if !(armed || crowd) || group.features.contains(Features::POSSESSIVE) {
            return None;
        }
        // One inhabitant is nobody; a population is many.
        let many = self.definite(group) && section.contains(Section::MANY);
        if !(plural || many) {
            return None;
        }
        let (class, kind) = if armed {
            (self.tables.armed_class, Kind::ArmedGroup)
        } else {
            (self.tables.crowd_class, Kind::Group)
        };
        let span = self.words.span(group.head as usize..end as usize);
        let label = span
            .of(self.words.source)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        let id = self.local_group(label, class, kind, span);
        Some(reference([id].into_iter().collect(), ReferenceKind::Description))
    }
}
