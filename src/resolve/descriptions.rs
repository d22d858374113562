//! Groups with a common noun for head: governments, officials, forces, collectives, crowds.
//!
//! The owner decides: an adjective of nationality, a complement, a possessive. Without one, a few
//! nouns ("le pays", "la junte", "l'armée") look for the state that the text is about; the rest
//! stay open.

use super::discourse::Ids;
use super::reader::{Epithet, Reader, Topic, extend};
use super::tables::Section;
use super::{Reference, ReferenceKind};
use crate::clause::{GroupId, NounGroup, RoleKind};
use crate::lexicon::{Class, Features};
use crate::mention::fold::{folded, lowered};
use crate::mention::{EntityId, Kind, MentionKind};
use crate::text::{SentenceKind, Shape};
use smallvec::SmallVec;

/// How deep owners are sought among complements ("ministre | des Affaires étrangères | du Mali").
const DEPTH: usize = 3;

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
        let owners = self.owners(id);
        if section.contains(Section::FORCE) && self.in_power(id) {
            section = Section::GOVERNMENT | (section & Section::PLURAL) | Section::ALWAYS_PLURAL;
        }
        if let Some(found) = self.with_name(id, section, &owners) {
            return Some(found);
        }
        if section.is_empty() {
            return None;
        }
        let plural = group.features.contains(Features::PLURAL) || section.contains(Section::PLURAL);
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
            .or_else(|| self.country(group, section, &owners))
            .or_else(|| self.government(id, section, &owners))
            .or_else(|| self.official(id, section, &owners))
            .or_else(|| self.force(id, section, &owners, plural))
            .or_else(|| self.fighters(group, section, &owners, plural))
            .or_else(|| self.personnel(group, section, &owners))
            .or_else(|| self.anaphor(id, section, &owners, plural))
            .or_else(|| self.people(group, section, plural))
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
        (fits && self.adjoins(group))
            .then(|| reference([name].into_iter().collect(), ReferenceKind::Apposition))
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
        if !title && !section.contains(Section::OFFICIAL) {
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
        for person in &people {
            let of = owners.iter().copied().collect();
            self.epithets.push(Epithet {
                person: *person,
                noun,
                of,
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
        owners
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
    fn links(&self, word: u32) -> bool {
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
        if !told {
            return None;
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
        let set = self.set_of_states(group, count, section)?;
        Some(self.through(section, set))
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
    fn set_of_states(&mut self, group: &NounGroup, count: Option<usize>, _section: Section) -> Option<Ids> {
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
        if count == Some(2) {
            return self.latest_pair(group);
        }
        None
    }

    fn members_of_latest(&self, group: &NounGroup, count: Option<usize>) -> Option<Ids> {
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
            Some(count) => members.len() == count,
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

    fn country(&self, group: &NounGroup, section: Section, owners: &[EntityId]) -> Option<Reference> {
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
        let state = self.salient_state(group).filter(|_| plain)?;
        Some(reference(
            [state].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// "son pays", said of a person.
    fn states_of_person(&self, person: EntityId) -> Ids {
        let told = self
            .epithets
            .iter()
            .rev()
            .filter(|epithet| epithet.person == person);
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
        let states = match self.governments.get(&noun) {
            Some(states) => states.clone(),
            None => [self.governed(group, noun)?].into_iter().collect(),
        };
        Some(reference(states, ReferenceKind::Description))
    }

    /// The state meant by a bare noun for a government. Some of these nouns fit few states ("la
    /// junte"): those are preferred.
    fn governed(&self, group: &NounGroup, noun: u64) -> Option<EntityId> {
        let fitting = self.tables.regimes.get(&noun);
        let told = fitting.and_then(|states| self.salient(group, |state| states.contains(&state)));
        told.or_else(|| self.salient_state(group))
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
        if one
            && definite
            && !section.contains(Section::OTHER_SIDE)
            && let Some(person) = self.holder(id, noun, &owners)
        {
            return Some(reference([person].into_iter().collect(), ReferenceKind::Office));
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
        let head = group.head as usize;
        let from_before = head
            .checked_sub(1)
            .and_then(|before| self.tables.titles.at(&self.words, before));
        let compound = from_before.is_some_and(|(_, end)| end == head + 1) && group.head > group.words.start;
        self.words.key(if compound { head - 1 } else { head })
    }

    /// The person named before who holds this office.
    fn holder(&self, id: GroupId, noun: u64, owners: &[EntityId]) -> Option<EntityId> {
        let group = self.group(id);
        let key = |word: u32| self.words.key(word as usize);
        if group
            .words
            .clone()
            .any(|word| self.tables.other_holders.contains(&key(word)))
        {
            return None;
        }
        if owners.is_empty() {
            // "le président du parti": of something that is not known.
            let bare = self.complements(id).is_empty() && !group.features.contains(Features::INDEFINITE);
            let told = self.epithets.iter().rev().find(|epithet| epithet.noun == noun);
            return told.filter(|_| bare).map(|epithet| epithet.person);
        }
        let of_these =
            |epithet: &&Epithet| epithet.noun == noun && epithet.of.iter().any(|of| owners.contains(of));
        if let Some(epithet) = self.epithets.iter().rev().find(of_these) {
            return Some(epithet.person);
        }
        let title = folded(self.words.word(group.head as usize));
        let people = self.discourse.back().filter(|thing| thing.kind == Kind::Person);
        people
            .filter_map(|thing| thing.entities.first().copied())
            .find(|person| {
                let offices = self
                    .gazetteer
                    .get(*person)
                    .map_or(&[][..], |entity| &entity.offices);
                offices.iter().any(|office| {
                    let head = office.title.split(' ').next().unwrap_or_default();
                    owners.contains(&office.of) && office.period.contains(self.date) && folded(head) == title
                })
            })
    }

    fn force(
        &mut self,
        id: GroupId,
        section: Section,
        owners: &[EntityId],
        plural: bool,
    ) -> Option<Reference> {
        let group = self.group(id);
        if !section.contains(Section::FORCE) || (section.contains(Section::PERSONS) && !plural) {
            return None;
        }
        let states = self.states(owners);
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
        let bare = self.definite(group)
            && !section.contains(Section::FORCE_OWNED)
            && !group.features.contains(Features::PLURAL);
        // "des instructeurs russes forment l'armée": not their own.
        let own = self.states_of_subject(id);
        let state = self
            .salient(group, |state| !own.contains(&state))
            .filter(|_| bare)?;
        Some(reference(self.forces(&[state]), ReferenceKind::Description))
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
        let several = plural || !section.contains(Section::PERSONS);
        (section.contains(Section::FIGHTERS) && several && !own.is_empty() && !self.indefinite_one(group))
            .then(|| reference(own, ReferenceKind::Description))
    }

    fn personnel(&self, group: &NounGroup, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let own: Ids = owners.iter().copied().filter(|id| self.may_own(*id)).collect();
        let fits = section.contains(Section::PERSONNEL)
            || (section.contains(Section::RELATION) && self.has_nationality(group));
        (fits && !own.is_empty()).then(|| acting(own, ReferenceKind::Description))
    }

    /// "l'alliance", "le groupe", "cette force": the nearest of the class.
    fn anaphor(&self, id: GroupId, section: Section, owners: &[EntityId], plural: bool) -> Option<Reference> {
        let group = self.group(id);
        let open = section.contains(Section::ANAPHOR) && !plural && owners.is_empty() && self.definite(group);
        if !open || !self.complements(id).is_empty() || self.has_others(group) {
            return None;
        }
        let noun = self.head_key(group);
        let fits = |id: EntityId| {
            self.tables.anaphors(noun).any(|anaphor| {
                anaphor.kinds.contains(&self.kind(id))
                    && (anaphor.towns || self.is_region(id))
                    && self.class(id).is_some_and(|class| {
                        anaphor
                            .classes
                            .iter()
                            .any(|ancestor| self.gazetteer.is_a(class, *ancestor))
                    })
            })
        };
        let near = |reach: u32| {
            let things = self.discourse.back();
            let near = things.take_while(move |thing| group.sentence.saturating_sub(thing.sentence) <= reach);
            near.filter(|thing| matches!(thing.entities.as_slice(), [one] if fits(*one)))
        };
        // "l'alliance" is rather one that has the word in its name.
        let here = near(0).next();
        let named = || near(30).find(|thing| self.is_called(thing.entities[0], noun));
        let thing = here.or_else(named).or_else(|| near(4).next())?;
        Some(reference(thing.entities.clone(), ReferenceKind::Description))
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
