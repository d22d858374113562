//! Whose something is: "son", "leurs".
//!
//! A possessive is the subject's of its own clause where their numbers agree, else the most salient one's. Some verbs
//! are done for others: nobody tells that a state "forme *ses* pilotes" who are its own.

use super::discourse::{From, Ids, Thing, Wanted, sole};
use super::places::{Place, is_passive};
use super::reader::{Reader, extend};
use super::tables::{Pronoun, Section};
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{ClauseId, Filler, GroupId, PredicateKind, RoleKind};
use crate::lexicon::{Features, LemmaId};
use crate::mention::{EntityId, Kind};

/// How far up a possessive looks for the clause it stands in.
pub(super) const DEPTH: usize = 4;

/// How many sentences "son directeur, X," reaches back to what X is known to serve.
const KNOWN_REACH: u32 = 3;

/// How many groups may stand between "ses troupes" and "ses soldats".
const SAME_REACH: usize = 20;

/// How many groups may stand between "trois cadres du parti" and "dont son chef".
const WHOLE_REACH: usize = 4;

/// How many sentences "forme ses pilotes" reaches back to those whose they are.
const SERVED_REACH: u32 = 1;

impl Reader<'_> {
    /// Whose it is: the subject of the clause, else the most salient.
    pub fn possessor(&mut self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        if pronoun.first {
            return self.speaker(id, pronoun);
        }
        if let Some(body) = self.known_to_serve(id, pronoun) {
            return Some(super::descriptions::reference(
                [body].into_iter().collect(),
                ReferenceKind::Possessive,
            ));
        }
        if let Some(body) = self.owner_of_whole(id) {
            return Some(super::descriptions::reference(
                [body].into_iter().collect(),
                ReferenceKind::Possessive,
            ));
        }
        if self.is_of_another(id) || self.is_said_of_subject(id) {
            return self.other_possessor(id, pronoun);
        }
        if let Some(reference) = self
            .first_conjunct(id, pronoun)
            .or_else(|| self.subject_of_clause(id, pronoun))
            .filter(|reference| self.may_have_office(id, reference))
        {
            return Some(reference);
        }
        if let Some(same) = self.same_possessor(id, pronoun) {
            return Some(same);
        }
        let mut from = self.from(id);
        // In the subject itself, the possessor is sought outside the clause.
        if !from.subject {
            from.clauses.clear();
            from.excluded.clear();
            from.inside.clear();
        }
        from.subject = true;
        self.ask_for_owner(id, &mut from);
        // "A et B ont armé C et formé ses pilotes": of neither of two.
        for member in self.members_of_subject(id) {
            extend(&mut from.excluded, &[member]);
        }
        if let Some(state) = self.behind_company(pronoun, &from) {
            return Some(super::descriptions::reference(
                [state].into_iter().collect(),
                ReferenceKind::Possessive,
            ));
        }
        let Some(thing) = self.antecedent(pronoun, &from) else {
            return self.both_parties(id, pronoun);
        };
        let mut reference = self.pointing_to(thing);
        reference.by = ReferenceKind::Possessive;
        Some(reference)
    }

    /// "trois cadres du parti X, dont *son chef*": he is one of them, so that whose they are he is.
    fn owner_of_whole(&mut self, id: GroupId) -> Option<EntityId> {
        let group = self.group(id);
        let section = self.sections(group);
        let plural = group.features.contains(Features::PLURAL);
        if plural
            || !section.contains(Section::OFFICIAL)
            || self.traits(group.head).contains(WordTraits::LEGATION)
        {
            return None;
        }
        let mut before = (0..id).rev().take(WHOLE_REACH);
        let whole = before.find(|whole| {
            let begin = self.instances_begin(*whole);
            begin.is_some_and(|begin| self.group_from(*whole, begin as u32) == Some(id))
        })?;
        let mut owners = Ids::new();
        self.nationalities(self.group(whole), &mut owners);
        if owners.is_empty() {
            self.complement_owners(whole, 1, &mut owners);
        }
        sole(&owners)
    }

    /// "X a quitté l'organisation, selon *son* secrétaire général": no state has one.
    fn may_have_office(&self, id: GroupId, owner: &Reference) -> bool {
        let state = |owner: &EntityId| self.kind(*owner) == Kind::State;
        !self.is_office_of_body(id) || !owner.acting().iter().any(state)
    }

    /// "son directeur", but not "son secrétaire *d'État*".
    fn is_office_of_body(&self, id: GroupId) -> bool {
        let group = self.group(id);
        self.traits(group.head).contains(WordTraits::BODY_OFFICE) && group.complements.is_empty()
    }

    /// "La compagnie X creuse. *Son* ambassadeur …": the country's whose company it is.
    fn behind_company(&self, pronoun: Pronoun, from: &From) -> Option<EntityId> {
        let anything = From {
            wanted: Wanted::Anything,
            ..from.clone()
        };
        let thing = (from.wanted == Wanted::State)
            .then(|| self.antecedent(pronoun, &anything))
            .flatten()?;
        match thing.acting() {
            [one] if !self.is_sovereign(thing) && self.kind(*one) == Kind::Organisation => {
                self.state_behind(*one)
            }
            _ => None,
        }
    }

    /// "Le Niger a dénoncé l'accord qui le liait au Bénin ; *leur* coopération …": of the two states just spoken of.
    fn both_parties(&self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        if !pronoun.features.contains(Features::PLURAL) || self.are_people(id) {
            return None;
        }
        let states = |thing: Thing<'_>| self.states(thing.acting());
        let both = (0..=1).find_map(|reach| self.union(id, reach, 2, states))?;
        Some(super::descriptions::reference(both, ReferenceKind::Possessive))
    }

    /// "son directeur, X,": whom X is known to serve, where the last sentences spoke of it.
    fn known_to_serve(&mut self, id: GroupId, pronoun: Pronoun) -> Option<EntityId> {
        let official = self.sections(self.group(id)).contains(Section::OFFICIAL);
        let named = official.then(|| self.apposed_name(id)).flatten()?;
        let offices = self.offices_of(named);
        let sentence = self.group(id).sentence;
        let near = self.discourse.back();
        let mut near = near.take_while(|thing| sentence.saturating_sub(thing.sentence) <= KNOWN_REACH);
        near.find_map(|thing| {
            let [body] = thing.acting() else {
                return None;
            };
            let mut held = offices
                .iter()
                .filter(|office| office.of == *body && office.period.contains(self.date));
            // "leur envoyé, X", of those who lead the organisation.
            let agrees = super::discourse::agrees(pronoun.features, thing.features & super::reader::NUMBER)
                || thing.kind == Kind::Organisation;
            held.next().filter(|_| agrees).map(|_| *body)
        })
    }

    /// "Ses troupes ont fui. *Ses* soldats …": the text goes on about whose they are.
    fn same_possessor(&mut self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        let subject = |reader: &Self, id| {
            let place = reader.place(id);
            place.is_some_and(|place| place.verbal && place.kind == RoleKind::Subject)
        };
        if !subject(self, id) || !self.are_people(id) {
            return None;
        }
        let sentence = self.group(id).sentence;
        let before = (0..id).rev().take(SAME_REACH);
        let mut before = before.take_while(|other| sentence - self.group(*other).sentence <= 1);
        let other = before.find(|other| {
            self.group(*other).features.contains(Features::POSSESSIVE)
                && subject(self, *other)
                && self.are_people(*other)
        })?;
        let word = self.group(other).determiner?;
        let key = self.words.key(word as usize);
        let alike = self
            .tables
            .possessives
            .get(&key)
            .is_some_and(|other| other.features == pronoun.features);
        if alike {
            self.possessive(other).cloned()
        } else {
            None
        }
    }

    /// What a possessor must be like, whatever is told of the group: "ses soldats" are somebody's, "son ambassadeur" a
    /// state's, and "X, son secrétaire," is another's than X.
    fn ask_for_owner(&mut self, id: GroupId, from: &mut From) {
        let group = self.group(id);
        (from.personal, from.speech, from.material) = (false, false, false);
        from.wanted = if self.traits(group.head).contains(WordTraits::LEGATION) {
            Wanted::State
        } else if self.is_office_of_body(id) {
            Wanted::Body
        } else if self.are_people(id) {
            Wanted::Agent
        } else {
            Wanted::Anything
        };
        if let Some(renamed) = group.apposition_to {
            let found = self.resolve(renamed);
            extend(&mut from.excluded, &found.entities);
        }
    }

    /// "ses pilotes", "son ministre": somebody's people.
    fn are_people(&self, id: GroupId) -> bool {
        let group = self.group(id);
        let people = Section::FORCE | Section::PERSONNEL | Section::PERSONS | Section::OFFICIAL;
        let section = self.sections(group);
        section.intersects(people) && !section.contains(Section::RELATION) || self.is_body(group)
    }

    /// "X et sa délégation", "X et deux de ses ministres": X's.
    fn first_conjunct(&mut self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        let counting = self
            .group(id)
            .complement_of
            .filter(|host| self.is_numeral(self.group(*host)));
        let group = self.group(counting.unwrap_or(id));
        let first = group.first_conjunct.filter(|first| *first != id)?;
        let mut reference = self.resolve(first);
        let several = reference.acting().len() > 1;
        reference.by = ReferenceKind::Possessive;
        (!reference.is_empty() && several == pronoun.features.contains(Features::PLURAL)).then_some(reference)
    }

    /// Those who together are the subject of the clause that the group stands in.
    fn members_of_subject(&mut self, id: GroupId) -> Ids {
        let members = self.subjects_above(id);
        if members.len() > 1 { members } else { Ids::new() }
    }

    /// Where the group stands in a verb's clause, or what it is inside of.
    pub fn verbal_place_above(&self, id: GroupId) -> Option<Place> {
        let mut places = self.upwards(id).take(DEPTH).filter_map(|at| self.place(at));
        places.find(|place| place.verbal)
    }

    /// The subjects of the verb's clause that the group stands in, as an argument or inside one.
    pub fn subjects_above(&mut self, id: GroupId) -> Ids {
        let place = self.verbal_place_above(id);
        let place = place.filter(|place| place.kind != RoleKind::Subject);
        place.map_or_else(Ids::new, |place| self.named_by_subjects(place.clause, id))
    }

    /// Whom the subjects of a clause name, but for one group.
    pub fn named_by_subjects(&mut self, clause: ClauseId, but: GroupId) -> Ids {
        let mut members = Ids::new();
        for subject in self.subjects(clause, but) {
            let found = self.resolve(subject);
            extend(&mut members, found.acting());
        }
        members
    }

    /// "X forme l'armée *du pays*": who serves others does not serve himself.
    pub fn servants_above(&mut self, id: GroupId) -> Ids {
        let host = self.group(id).complement_of;
        if host.is_some_and(|host| self.depends_on(host, LemmaTraits::SERVING)) {
            self.subjects_above(id)
        } else {
            Ids::new()
        }
    }

    /// "Le Togo a retiré *ses* soldats": the subject's; "a reproché au Togo *son* silence": that of whoever is blamed.
    fn subject_of_clause(&mut self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        let mut at = id;
        let mut found = None;
        for _ in 0..DEPTH {
            // "le déploiement de *sa* force, composée de soldats": the participle only describes it.
            let describes = |clause: ClauseId| {
                let clause = self.clause(clause);
                clause.is_some_and(|clause| {
                    clause.predicate.kind == PredicateKind::Participle && clause.group == Some(at)
                })
            };
            let place = self.place(at);
            if let Some(place) = place.filter(|place| place.verbal && !describes(place.clause)) {
                if place.kind == RoleKind::Subject {
                    return None;
                }
                found = Some(place.clause);
                break;
            }
            let group = self.group(at);
            at = group
                .complement_of
                .or(group.first_conjunct)
                .or(group.apposition_to)?;
        }
        let clause = found?;
        let blamed = self.answerable(clause, at);
        let subjects = if blamed.is_empty() {
            self.subjects(clause, id)
        } else {
            blamed
        };
        let mut several = subjects.len() > 1;
        let (mut entities, mut actors) = (Ids::new(), Ids::new());
        for subject in &subjects {
            let reference = self.resolve(*subject);
            several |= self.is_plural(*subject, &reference);
            extend(&mut entities, &reference.entities);
            extend(&mut actors, reference.acting());
        }
        let first = *subjects.first()?;
        several |= actors.len() > 1;
        let wanted_several = pronoun.features.contains(Features::PLURAL);
        if several != wanted_several {
            return None;
        }
        // Theirs, whoever they are: no search beyond the subject.
        let words = &self.group(first).words;
        let mention = self.words.span(words.start as usize..words.end as usize);
        if entities == actors {
            actors.clear();
        }
        Some(Reference {
            entities,
            actors,
            by: ReferenceKind::Possessive,
            mention,
        })
    }

    /// "reproche *à Kigali* son soutien", "a remercié *Ankara* pour son aide": who is blamed or thanked for the group.
    fn answerable(&self, clause: ClauseId, id: GroupId) -> Vec<GroupId> {
        let Some(clause) = self.clause(clause) else {
            return Vec::new();
        };
        let verb = self.tables.lemma(clause.predicate.lemma);
        let reason = |lemma: LemmaId| self.tables.lemma(lemma).contains(LemmaTraits::REASON);
        let role = clause.roles.iter().find(|role| role.filler == Filler::Group(id));
        let Some(role) = role.filter(|_| !is_passive(clause)) else {
            return Vec::new();
        };
        let (kind, preposition) = match role.kind {
            RoleKind::Object if verb.contains(LemmaTraits::BLAMING) => {
                (RoleKind::Oblique, self.tables.dative)
            }
            RoleKind::Oblique
                if verb.contains(LemmaTraits::ANSWERING) && role.preposition.is_some_and(reason) =>
            {
                (RoleKind::Object, None)
            }
            _ => return Vec::new(),
        };
        let wanted = clause
            .roles
            .iter()
            .filter(|role| role.kind == kind && (preposition.is_none() || role.preposition == preposition));
        wanted
            .filter_map(|role| match role.filler {
                // "son soutien *au M23*": inside what one is blamed for.
                Filler::Group(group) if group != id && self.group(group).complement_of != Some(id) => {
                    Some(group)
                }
                _ => None,
            })
            .collect()
    }

    /// Whether a group is spoken of as several; names are what their bearers are.
    fn is_plural(&self, id: GroupId, reference: &Reference) -> bool {
        let named = matches!(reference.by, ReferenceKind::Name | ReferenceKind::Surname);
        match reference.entities.first().filter(|_| named) {
            Some(first) => self.features(*first).contains(Features::PLURAL),
            None => self.group(id).features.contains(Features::PLURAL),
        }
    }

    /// "Ankara forme *ses pilotes*", "n'a pas ratifié *son entrée*": what is done for others, or judged of them.
    fn is_of_another(&self, id: GroupId) -> bool {
        let Some(place) = self.place(id).filter(|place| place.verbal) else {
            return false;
        };
        let group = self.group(id);
        if place.kind == RoleKind::Subject || group.first_conjunct.is_some_and(|first| first != id) {
            return false;
        }
        let served = self.are_people(id) && self.depends_on(id, LemmaTraits::SERVING);
        let judged = || {
            self.traits(group.head).contains(WordTraits::JUDGED) && self.depends_on(id, LemmaTraits::JUDGING)
        };
        served || judged()
    }

    /// "Ankara est devenue *son fournisseur*": nobody is one of his own.
    fn is_said_of_subject(&self, id: GroupId) -> bool {
        let place = self.place(id).filter(|place| place.verbal);
        place.is_some_and(|place| place.kind == RoleKind::Attribute)
    }

    /// Whoever was served before, else whom the last sentence spoke of; never the subject.
    fn other_possessor(&mut self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        let mut from = self.from(id);
        for member in self.subjects_above(id) {
            extend(&mut from.excluded, &[member]);
        }
        let own = self.states_of_persons(&from.excluded);
        extend(&mut from.excluded, &own);
        self.ask_for_owner(id, &mut from);
        let found = self.served(pronoun, &from);
        let found = found.or_else(|| self.antecedent(pronoun, &from))?;
        let near = from.sentence.saturating_sub(found.sentence) <= SERVED_REACH;
        let owns = found
            .acting()
            .iter()
            .all(|id| self.may_own(*id) || self.kind(*id) == Kind::Person);
        let mut reference = self.pointing_to(found);
        reference.by = ReferenceKind::Possessive;
        Some(reference).filter(|_| near && owns)
    }

    /// "L'Égypte a livré des chars *à la Somalie*, elle entraîne ses commandos": to whom the last such thing was done.
    fn served(&self, pronoun: Pronoun, from: &From) -> Option<Thing<'_>> {
        let near = self
            .discourse
            .back()
            .take_while(|thing| from.sentence.saturating_sub(thing.sentence) <= SERVED_REACH);
        let served = |thing: &Thing<'_>| {
            let owner = matches!(thing.entities(), [one] if self.may_own(*one));
            owner
                && self.was_served(*thing)
                && !thing.acting().iter().any(|id| from.excluded.contains(id))
                && super::discourse::agrees(pronoun.features & super::reader::NUMBER, thing.features)
        };
        near.into_iter().find(served)
    }
}
