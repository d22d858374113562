//! Armed forces, fighters and other people sent by somebody: "l'armée", "ses hommes", "les experts russes".

use super::descriptions::{acting, reference};
use super::discourse::{Ids, Thing, sole};
use super::reader::{Reader, extend};
use super::tables::Section;
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{Filler, GroupId, NounGroup, PredicateKind, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind, MentionKind};

/// How many sentences "l'armée" reaches back to a force that was named.
const FORCE_REACH: u32 = 4;

/// How many sentences "les rebelles" reaches back to an armed group that was named.
const OUTFIT_REACH: u32 = 6;

/// How many sentences "les soldats" reaches back to the only force that was named.
const SOLDIERS_REACH: u32 = 1;

/// How many sentences "ces troupes" reaches back.
const THESE_REACH: u32 = 8;

/// How many sentences "ces groupes" reaches back.
const THOSE_REACH: u32 = 2;

impl Reader<'_> {
    pub fn force(
        &mut self,
        id: GroupId,
        section: Section,
        owners: &[EntityId],
        plural: bool,
    ) -> Option<Reference> {
        let group = self.group(id);
        let men = self.traits(group.head).contains(WordTraits::OWN_MEN);
        if !men && !section.contains(Section::FORCE) {
            return None;
        }
        let several = plural || self.as_many(group);
        // "il retirera ses hommes": those of a state are its soldiers.
        let own_men =
            men && several && group.features.contains(Features::POSSESSIVE) && group.modifiers.is_empty();
        if own_men {
            let states = self.states(owners);
            return (!states.is_empty()).then(|| reference(self.forces(&states), ReferenceKind::Description));
        }
        if !section.contains(Section::FORCE) || (section.contains(Section::PERSONS) && !several) {
            return None;
        }
        let mut states = self.states(owners);
        // "le président et ses soldats", "les troupes de X", "l'armée de X"; "le commandement de X" is rather his own.
        let behind = self.persons_behind(id);
        let commanded = !behind.is_empty() && !self.is_deed(group);
        let of_persons =
            states.is_empty() && (several || commanded || group.features.contains(Features::POSSESSIVE));
        if of_persons {
            let mut persons = behind;
            extend(&mut persons, owners);
            states = self.states_of_persons(&persons);
            if states.is_empty() && commanded {
                // Whose it is has been told, and which state is his is not known.
                return None;
            }
        }
        // "retirer 500 soldats d'Allemagne": where they are, not whose.
        let bare_origin = section.contains(Section::FORCE_OWNED)
            && !of_persons
            && !self.has_nationality(group)
            && self.bare_complement(id);
        let mut modifiers = group.modifiers.iter().map(|word| self.traits(*word));
        let plain = modifiers.all(|word| word.contains(WordTraits::PLAIN_FORCE));
        // "Kigali retirera *ses forces*", but not "ses forces vives".
        let possessed = several
            && group.features.contains(Features::POSSESSIVE)
            && plain
            && self.complements(id).is_empty();
        let by_nationality = section.contains(Section::BY_NATIONALITY)
            && !of_persons
            && !self.has_nationality(group)
            && !possessed;
        let told = (!bare_origin && !by_nationality) || self.of_a_seat(id);
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
        // "ces troupes": those spoken of; "cette force" is rather one that the text has named.
        let named = !group.features.contains(Features::PLURAL)
            && self.tables.anaphors(self.head_key(group)).next().is_some();
        if group.features.contains(Features::DEMONSTRATIVE) && group.complements.is_empty() && !named {
            let spoken_of = self
                .force
                .filter(|(_, sentence)| group.sentence.saturating_sub(*sentence) <= THESE_REACH);
            if let Some((force, _)) = spoken_of {
                return Some(reference(
                    [force].into_iter().collect(),
                    ReferenceKind::Description,
                ));
            }
        }
        if section.contains(Section::FORCE_OWNED)
            && let Some(force) = self.force_of_soldiers(id)
        {
            return Some(reference(
                [force].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        let bare = self.definite(group)
            && !section.contains(Section::FORCE_OWNED)
            && !group.features.contains(Features::PLURAL)
            && !self.names_nobody_certain(group)
            && plain;
        if let Some(state) = self
            .commands_army(id)
            .or_else(|| self.turns_on(id))
            .or_else(|| self.commanded_by(id))
            .filter(|_| bare)
        {
            return Some(reference(self.forces(&[state]), ReferenceKind::Description));
        }
        // "des instructeurs russes forment l'armée": not their own.
        let own = self.states_of_subject(id);
        if !bare {
            return None;
        }
        let set = self.setting(id).filter(|state| !own.contains(state));
        if let Some(state) = set {
            return Some(reference(self.forces(&[state]), ReferenceKind::Description));
        }
        let spoken_of = self.force.filter(|(force, sentence)| {
            let of = self.gazetteer.get(*force).and_then(|entity| entity.part_of);
            group.sentence.saturating_sub(*sentence) <= FORCE_REACH
                && of.is_none_or(|state| !own.contains(&state))
        });
        if let Some((force, _)) = spoken_of {
            return Some(reference(
                [force].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        let state = self.salient(group, |state| !own.contains(&state))?;
        Some(reference(self.forces(&[state]), ReferenceKind::Description))
    }

    /// "L'armée togolaise a pris la ville. *Les soldats* ont …": those of the only force of which the text has just spoken.
    fn force_of_soldiers(&mut self, id: GroupId) -> Option<EntityId> {
        let group = self.group(id);
        // "forme *les troupes*": whoever's they are.
        let acts = self
            .place(id)
            .is_some_and(|place| place.verbal && place.kind == RoleKind::Subject);
        let plain = acts
            && self.definite(group)
            && group.features.contains(Features::PLURAL)
            && !group.features.contains(Features::POSSESSIVE)
            && group.numeral.is_none()
            && group.modifiers.is_empty()
            && self.complements(id).is_empty();
        let (force, told) = self.force.filter(|_| plain)?;
        if group.sentence.saturating_sub(told) > SOLDIERS_REACH {
            return None;
        }
        let own = self.states_of_subject(id);
        let head = self.head_key(group);
        let mut near = self
            .discourse
            .back()
            .take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= SOLDIERS_REACH);
        // "a capturé *des soldats*": others go by the noun, or fight.
        let another = near.any(|thing| {
            let armed = matches!(thing.kind, Kind::ArmedForce | Kind::ArmedGroup);
            armed && thing.entities() != [force]
                || thing.entities().is_empty() && self.head_key(self.group(thing.group)) == head
        });
        let of = self.gazetteer.get(force).and_then(|entity| entity.part_of);
        (!another && of.is_none_or(|state| !own.contains(&state))).then_some(force)
    }

    /// "l'armée congolaise": a name that several have, of whom the text does not tell which.
    fn names_nobody_certain(&self, group: &NounGroup) -> bool {
        let named = self.mention_at(group.head);
        named.is_some_and(|(index, mention)| {
            matches!(mention.kind, MentionKind::Name(_)) && self.bearers[index].is_none()
        })
    }

    /// "les troupes *de Moscou*": of the government that sits there.
    fn of_a_seat(&mut self, id: GroupId) -> bool {
        if !self.definite(self.group(id)) {
            return false;
        }
        let complement = self.complements(id).first().copied();
        let found = complement.map(|complement| self.resolve(complement));
        found.is_some_and(|found| {
            !found.actors.is_empty() && found.entities.iter().all(|id| self.kind(*id) == Kind::Place)
        })
    }

    /// "Le gouvernement a chargé *l'armée*": a government that the text is about has it do what it wants.
    fn commands_army(&mut self, id: GroupId) -> Option<EntityId> {
        let place = self.place(id).filter(|place| place.kind == RoleKind::Object)?;
        let subjects = self.subjects(place.clause, id);
        let [subject] = subjects.as_slice() else {
            return None;
        };
        let found = self.resolve(*subject);
        let sections = self.sections(self.group(*subject));
        let states = match found.entities.as_slice() {
            [person] if self.kind(*person) == Kind::Person => self.states_of_person(*person),
            _ if sections.intersects(Section::GOVERNMENT | Section::OFFICIAL) => self.states(found.acting()),
            _ => return None,
        };
        let [state] = states.as_slice() else { return None };
        let home = self.own_outlook()?.foremost(|_| true);
        let bare = !self.has_nationality(self.group(*subject));
        (bare || home == Some(*state)).then_some(*state)
    }

    /// "le chef de *l'armée*, X": that of the state which X serves.
    fn commanded_by(&self, id: GroupId) -> Option<EntityId> {
        let person = self.apposed_name(self.group(id).complement_of?)?;
        sole(&self.states_of_person(person))
    }

    /// "X, renversé par *l'armée*": that of the state which the deposed one has led.
    fn turns_on(&mut self, id: GroupId) -> Option<EntityId> {
        let clauses = self.clauses_of(id).iter();
        let deposed = clauses
            .filter_map(|clause| self.clause(*clause))
            .find_map(|clause| {
                let filler = |kind| {
                    let mut roles = clause.roles.iter();
                    roles.find(|role| role.kind == kind).map(|role| role.filler)
                };
                let acts = filler(RoleKind::Subject) == Some(Filler::Group(id));
                match filler(RoleKind::Object).filter(|_| acts) {
                    Some(Filler::Group(object)) => Some(object),
                    _ => None,
                }
            });
        let person = sole(&self.resolve(deposed?).entities)?;
        (self.kind(person) == Kind::Person)
            .then(|| self.last_led(person))
            .flatten()
    }

    /// The state whose office a person holds or held last before the article's date, where it is only one.
    fn last_led(&self, person: EntityId) -> Option<EntityId> {
        sole(&self.states_of_person(person)).or_else(|| {
            let mut led = Ids::new();
            for office in self.offices_of(person) {
                extend(&mut led, &self.states(&[office.of]));
            }
            sole(&led)
        })
    }

    /// "la police", "les forces de sécurité du pays": the body of the state told, or of the one the text is about.
    pub fn body(&self, id: GroupId, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        let suffix = self.body_suffix(group)?;
        let mut states = self.states(owners);
        if states.is_empty() && owners.is_empty() && self.definite(group) && !self.has_open_nationality(group)
        {
            let others = self.other_parties(id);
            let salient = || self.salient(group, |state| !others.contains(&state));
            states.extend(self.setting(id).or_else(salient));
        }
        let body = |state: &EntityId| {
            let id = format!("{}-{suffix}", self.gazetteer.get(*state)?.id);
            self.gazetteer.by_id(&id)
        };
        let bodies: Ids = states.iter().filter_map(body).collect();
        (!bodies.is_empty()).then(|| reference(bodies, ReferenceKind::Description))
    }

    /// The end of the id of the body that a group's noun means: "police", "forces de sécurité".
    fn body_suffix(&self, group: &NounGroup) -> Option<&str> {
        let begins = self.traits(group.head).contains(WordTraits::OPENS_BODY);
        begins.then(|| self.tables.body(&self.words, group.head as usize))?
    }

    /// Whether the noun of a group means a body that every state has.
    pub fn is_body(&self, group: &NounGroup) -> bool {
        self.body_suffix(group).is_some()
    }

    /// "le dernier soldat", "aucun soldat": all of them.
    pub fn as_many(&self, group: &NounGroup) -> bool {
        let mut words = group.words.clone();
        words.any(|word| self.traits(word).contains(WordTraits::AS_MANY))
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

    /// "Ankara a dépêché *des instructeurs*, une centaine *de soldats*": of the state that sends them.
    pub fn senders(&mut self, id: GroupId) -> Ids {
        let counting = self
            .group(id)
            .complement_of
            .filter(|host| self.counted_by(*host) == Some(id));
        let sent = counting.unwrap_or(id);
        if self.depends_on(sent, LemmaTraits::SENDING) {
            self.states_of_subject(sent)
        } else {
            Ids::new()
        }
    }

    pub fn fighters(
        &self,
        group: &NounGroup,
        section: Section,
        owners: &[EntityId],
        plural: bool,
    ) -> Option<Reference> {
        let mut own: Ids = owners
            .iter()
            .copied()
            .filter(|id| self.kind(*id) != Kind::State && self.may_own(*id))
            .collect();
        if own.is_empty() && group.features.contains(Features::POSSESSIVE) {
            // "ses hommes": of the force that he leads.
            let persons = owners.iter().filter(|id| self.kind(**id) == Kind::Person);
            persons.for_each(|person| extend(&mut own, &self.outfit_of_person(*person)));
        }
        let several = plural || self.as_many(group) || !section.contains(Section::PERSONS);
        (section.contains(Section::FIGHTERS) && several && !own.is_empty() && !self.indefinite_one(group))
            .then(|| reference(own, ReferenceKind::Description))
    }

    /// The force, armed group or organisation that a person is said to lead, or leads at the article's date.
    fn outfit_of_person(&self, person: EntityId) -> Ids {
        let armed = |id: &EntityId| matches!(self.kind(*id), Kind::ArmedGroup | Kind::ArmedForce);
        let told = self.recent_epithets().filter(|epithet| epithet.person == person);
        let led = told.flat_map(|epithet| epithet.of.iter().copied()).find(armed);
        let offices = self.offices_of(person);
        let held = || {
            let held = offices.iter().filter(|office| office.period.contains(self.date));
            held.map(|office| office.of).find(armed)
        };
        led.or_else(held).into_iter().collect()
    }

    /// "les hommes de X": of the force that he leads.
    pub fn outfits_of_persons(&mut self, id: GroupId) -> Ids {
        let mut outfits = Ids::new();
        for person in self.persons_behind(id) {
            extend(&mut outfits, &self.outfit_of_person(person));
        }
        outfits
    }

    /// The persons named by the complements of a group: "les hommes *de X*".
    fn persons_behind(&mut self, id: GroupId) -> Ids {
        let mut persons = Ids::new();
        for complement in self.complements(id) {
            let found = self.resolve(*complement).entities;
            persons.extend(found.into_iter().filter(|id| self.kind(*id) == Kind::Person));
        }
        persons
    }

    /// Whether the group's noun tells what is done, and makes a clause.
    fn is_deed(&self, group: &NounGroup) -> bool {
        let clauses = &self.analysis.clauses;
        let from = clauses.partition_point(|clause| clause.predicate.word < group.head);
        let mut here = clauses[from..]
            .iter()
            .take_while(|clause| clause.predicate.word == group.head);
        here.any(|clause| clause.predicate.kind == PredicateKind::Noun)
    }

    /// Remembers by which noun the text calls an armed group: "les *rebelles* du M23".
    pub fn note_outfit(&mut self, id: GroupId) {
        let group = self.group(id);
        let Some(outfit) = sole(&self.found(id).entities) else {
            return;
        };
        if !self.is_outfit(outfit) {
            return;
        }
        for word in group.words.clone() {
            let section = self.tables.heads.longest(&self.words, word as usize);
            if section.is_some_and(|(section, _)| section.contains(Section::OUTFIT)) {
                self.outfits.insert(self.words.key(word as usize), outfit);
            }
        }
    }

    /// Whether it is an armed group with a name of its own.
    pub fn is_outfit(&self, id: EntityId) -> bool {
        let named = match self.gazetteer.get(id) {
            Some(entity) => !entity.common,
            None => self.layer.locals.len() > (id.0 as usize).saturating_sub(self.gazetteer.len()),
        };
        named && self.kind(id) == Kind::ArmedGroup
    }

    /// "les rebelles": the armed group that went by the noun, else the only one that the last sentences named.
    pub fn outfit(&self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        let plain = section.contains(Section::OUTFIT)
            && (section.contains(Section::PLURAL) || section.contains(Section::MANY))
            && self.definite(group)
            && owners.is_empty()
            && group.modifiers.is_empty()
            && group.numeral.is_none()
            && self.complements(id).is_empty();
        if !plain {
            return None;
        }
        let noun = self.head_key(group);
        // "des insurgés sont entrés … les insurgés": those of whom the text has spoken by this very word.
        if !self.outfits.contains_key(&noun) && self.is_introduced(self.words.word(group.head as usize)) {
            return None;
        }
        let outfit = self.outfit_called(id, noun)?;
        Some(reference(
            [outfit].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// "une attaque *rebelle*": of those whom "les rebelles" would mean here.
    pub fn note_outfit_of_deed(&mut self, id: GroupId) {
        let modifiers = self.group(id).modifiers.iter().copied();
        let calls = |word: &u32| {
            let section = self.tables.heads.longest(&self.words, *word as usize);
            section.is_some_and(|(section, _)| section.contains(Section::OUTFIT))
        };
        let told = modifiers.clone().find(calls);
        let Some((word, outfit)) = told.and_then(|word| {
            let key = self.words.key(word as usize);
            Some((word, self.outfit_called(id, key)?))
        }) else {
            return;
        };
        let mention = self.words.span(word as usize..word as usize + 1);
        self.keep_word(
            word,
            Reference {
                mention,
                ..reference([outfit].into_iter().collect(), ReferenceKind::Description)
            },
        );
    }

    /// The armed group that went by the word of this key, else the only one that the last sentences named.
    fn outfit_called(&self, id: GroupId, noun: u64) -> Option<EntityId> {
        let group = self.group(id);
        let others = self.other_parties(id);
        let told = self.outfits.get(&noun).copied();
        let near = || {
            let things = self.discourse.back();
            let near =
                things.take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= OUTFIT_REACH);
            let mut named = Ids::new();
            for thing in near {
                let outfits: Ids = thing
                    .entities()
                    .iter()
                    .copied()
                    .filter(|id| self.is_outfit(*id))
                    .collect();
                extend(&mut named, &outfits);
            }
            named.retain(|outfit| !others.contains(outfit));
            match named.as_slice() {
                [one] => Some(*one),
                several => several
                    .iter()
                    .copied()
                    .find(|outfit| self.is_called(*outfit, noun)),
            }
        };
        told.filter(|outfit| !others.contains(outfit)).or_else(near)
    }

    /// "ces groupes", "ces milices": the several armed ones last named together, or those whose name is a plural.
    pub fn those(&self, id: GroupId, section: Section) -> Option<Reference> {
        let group = self.group(id);
        let fits = group
            .features
            .contains(Features::DEMONSTRATIVE | Features::PLURAL)
            && section.intersects(Section::ANAPHOR | Section::ARMED | Section::FIGHTERS)
            && !section.intersects(Section::COUNTRY | Section::OFFICIAL);
        if !fits || group.apposition_to.is_some() {
            return None;
        }
        let others = self.other_parties(id);
        let several = |thing: &Thing<'_>| {
            let armed = thing
                .entities()
                .iter()
                .all(|id| matches!(self.kind(*id), Kind::ArmedGroup | Kind::ArmedForce));
            let known = thing.entities().iter().all(|id| !others.contains(id));
            // "Paris a retiré ses troupes et accuse *ces mercenaires*": not its own.
            let own = self.states_of_forces(thing.entities());
            let known = known && own.iter().all(|state| !others.contains(state));
            let plural = thing.entities().len() > 1 || thing.features.contains(Features::PLURAL);
            !thing.entities().is_empty() && armed && known && plural
        };
        let near = || {
            let things = self.discourse.back();
            things.take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= THOSE_REACH)
        };
        let named =
            |thing: &Thing<'_>| several(thing) && thing.entities().iter().all(|id| self.is_outfit(*id));
        let found = near().find(named).or_else(|| near().find(several))?;
        Some(reference(
            Ids::from_slice(found.entities()),
            ReferenceKind::Description,
        ))
    }

    /// "ses alliés russes de Wagner": the possessive says whose allies, the complement who they are.
    pub fn allies(&mut self, id: GroupId, section: Section) -> Option<Reference> {
        let related =
            section.contains(Section::RELATION) && self.group(id).features.contains(Features::POSSESSIVE);
        let mut named = Ids::new();
        if related {
            self.complement_owners(id, 1, &mut named);
        }
        named.retain(|id| self.kind(*id) != Kind::State);
        (!named.is_empty()).then(|| reference(named, ReferenceKind::Description))
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
