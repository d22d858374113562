//! Persons called by other words than before: "le ministre des Affaires étrangères, X … le chef de la diplomatie",
//! "l'émissaire de Lomé".
//!
//! Two titles of one kind are one office; a noun for any official means the only one of that state or organisation
//! whom the last sentences named.

use super::Reference;
use super::discourse::{Ids, agrees, sole};
use super::places::{groups_at, is_filled_by, is_passive};
use super::reader::{Epithet, GENDER, Reader};
use super::tables::{OfficialClass, Section};
use super::traits::{LemmaTraits, WordTraits};
use crate::clause::{Clause, GroupId, RoleKind};
use crate::lexicon::Features;
use crate::mention::gazetteer::Office;
use crate::mention::{EntityId, Kind};
use crate::text::Sieve;

/// How many titles are remembered.
const EPITHETS: usize = 200;

/// Bits of the sieve over the nouns of titles.
const NOUNS: usize = 512;

/// What persons were called, in the order of the text.
#[derive(Debug, Clone)]
pub(super) struct Epithets<'r> {
    told: Vec<Epithet<'r>>,
    /// Their nouns: few nouns of a text are what somebody was called.
    nouns: Sieve,
}

impl Default for Epithets<'_> {
    fn default() -> Self {
        Self {
            told: Vec::new(),
            nouns: Sieve::with_bits(NOUNS),
        }
    }
}

impl<'r> Epithets<'r> {
    /// Whether nobody has been called anything yet.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    pub fn push(&mut self, epithet: Epithet<'r>) {
        self.nouns.insert(epithet.noun);
        self.told.push(epithet);
    }

    /// All of them, in the order of the text.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Epithet<'r>> {
        self.told.iter()
    }

    /// The latest first, as far back as they are remembered.
    pub fn recent(&self) -> impl Iterator<Item = &Epithet<'r>> {
        self.told.iter().rev().take(EPITHETS)
    }

    /// Those with a noun, the latest first, as far back as they are remembered.
    pub fn with_noun(&self, noun: u64) -> impl Iterator<Item = &Epithet<'r>> {
        let remembered = if self.nouns.lets_through(noun) {
            EPITHETS
        } else {
            0
        };
        let recent = self.told.iter().rev().take(remembered);
        recent.filter(move |epithet| epithet.noun == noun)
    }

    /// The latest that a sentence told of a person.
    fn told_in(&mut self, person: EntityId, sentence: u32) -> Option<&mut Epithet<'r>> {
        let mut recent = self.told.iter_mut().rev();
        recent.find(|epithet| epithet.person == person && epithet.sentence == sentence)
    }
}

/// How many sentences "la diplomate" reaches back.
const CALLING_REACH: u32 = 3;

/// How many sentences a noun for any official reaches back.
const OFFICIAL_REACH: u32 = 4;

impl<'r> Reader<'r> {
    /// The kinds of office that the group's title means: by its first words, or by its noun and what it is charged with
    /// ("ministre malien des Affaires étrangères").
    pub fn title_kinds(&self, id: GroupId) -> &'r [String] {
        let start = self.title_start(self.group(id));
        let tables = self.tables;
        let charge = self.portfolio(id);
        let charged = charge.and_then(|charge| tables.charge_kinds.get(&(self.words.key(start), charge)));
        let so_called = || {
            tables
                .office_kinds
                .longest(&self.words, start)
                .map(|(kinds, _)| kinds)
        };
        charged
            .or_else(so_called)
            .filter(|_| !self.heads_something_else(id))
            .map_or(&[], Vec::as_slice)
    }

    /// "le président *de la Commission*", "*du Parlement libanais*": one word for many offices, and its complement is no
    /// state, or one of its bodies.
    fn heads_something_else(&self, id: GroupId) -> bool {
        let start = self.title_start(self.group(id));
        let one_word = self
            .tables
            .office_kinds
            .longest(&self.words, start)
            .is_some_and(|(_, end)| end == start + 1);
        let complement = self.complements(id).first().copied();
        one_word
            && complement.is_some_and(|complement| {
                let found = self.found(complement);
                let body = self
                    .sections(self.group(complement))
                    .contains(Section::GOVERNMENT_OWNED);
                let state = !self.states(found.acting()).is_empty();
                body || !state
                    && (!found.is_empty() || !self.of_its_state(id) && self.portfolio(id).is_some())
            })
    }

    /// "le chef de l'État", "le chef du gouvernement": of a state that the words themselves do not name.
    pub fn of_its_state(&self, id: GroupId) -> bool {
        let complements = self.complements(id);
        complements.first().is_some_and(|complement| {
            let sections = self.sections(self.group(*complement));
            sections.intersects(Section::COUNTRY | Section::GOVERNMENT)
        })
    }

    /// "le président *de la transition*": of the state that has one.
    pub fn heads_what_is_ruled(&self, id: GroupId) -> bool {
        let complements = self.complements(id);
        complements.first().is_some_and(|complement| {
            let ruled = self
                .traits(self.group(*complement).head)
                .contains(WordTraits::RULED);
            ruled && self.complements(*complement).is_empty()
        })
    }

    /// "Investi *président de la transition*, X", "X a nommé Y *Premier ministre*": who is given an office holds it from now
    /// on; gives whose it is.
    pub fn note_invested(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let mut clauses = self.clauses_of(id).iter().filter_map(|at| self.clause(*at));
        let clause = clauses.find(|clause| self.invests(clause, id))?;
        let person = groups_at(clause, RoleKind::Object).next()?;
        let person = sole(&self.resolve(person).entities).filter(|one| self.kind(*one) == Kind::Person)?;
        if self.is_former(group) {
            return None;
        }
        let owners = self.owners(id);
        if let Some(state) = sole(&self.states(&owners)) {
            self.call_again(id, self.head_key(group), person, &[state]);
            return None;
        }
        // "nommé directeur de la Socogaz": of something that is not known.
        let of_state = self
            .tables
            .words
            .of(self.title_key(group))
            .contains(WordTraits::STATE_OFFICE)
            && !self.names_an_owner(id);
        let appointing: Ids = groups_at(clause, RoleKind::Subject)
            .flat_map(|subject| {
                let found = self.resolve(subject);
                self.states_of_persons(&found.entities)
            })
            .collect();
        let ruled = || self.salient_state(group).filter(|_| self.heads_what_is_ruled(id));
        let state = sole(&appointing).filter(|_| of_state).or_else(ruled)?;
        self.call_again(id, self.head_key(group), person, &[state]);
        Some(self.serving([state].into_iter().collect(), group))
    }

    /// Whether a clause tells that somebody is given the office that a bare title names: "nommé *ministre*", "nommé au poste
    /// de *ministre*".
    fn invests(&self, clause: &Clause, id: GroupId) -> bool {
        let group = self.group(id);
        let verb = self.tables.lemma(clause.predicate.lemma);
        let appointing = verb.contains(LemmaTraits::APPOINTING);
        let named = is_filled_by(clause, RoleKind::Attribute, id) && (appointing || is_passive(clause));
        let put = || appointing && group.determiner.is_none() && is_filled_by(clause, RoleKind::Oblique, id);
        let one = !group.features.contains(Features::PLURAL) && group.apposition.is_none();
        one && !clause.factuality.negated && (named || put())
    }

    /// "l'émissaire de Lomé", "le patron de l'Otan": the one official of that state or organisation whom the last
    /// sentences named.
    pub fn called_otherwise(&self, id: GroupId, noun: u64, owners: &[EntityId]) -> Option<EntityId> {
        let group = self.group(id);
        let [owner] = owners else { return None };
        let nouns = if self.kind(*owner) == Kind::State {
            WordTraits::ANY_OFFICIAL
        } else {
            WordTraits::ANY_HEAD
        };
        if !self.tables.words.of(noun).contains(nouns) || self.portfolio(id).is_some() {
            return None;
        }
        let near = self.recent_epithets().filter(|epithet| {
            group.sentence.saturating_sub(epithet.sentence) <= OFFICIAL_REACH
                && !epithet.former
                && epithet.noun != 0
                && epithet.of.contains(owner)
        });
        let mut found = None;
        for epithet in near {
            if found.is_some_and(|other| other != epithet.person) {
                return None;
            }
            found = Some(epithet.person);
        }
        found.filter(|person| !self.excluded(id).contains(person))
    }

    /// "la diplomate", "l'officier": the one person of that calling whom the last sentences named.
    pub fn of_calling(&self, id: GroupId, noun: u64, owners: &[EntityId]) -> Option<EntityId> {
        let group = self.group(id);
        let class = self.tables.official_classes.get(&noun)?;
        let plain = group.modifiers.is_empty() || self.has_nationality(group) && group.modifiers.len() == 1;
        if !plain || !self.complements(id).is_empty() {
            return None;
        }
        // "le diplomate espagnol", who may serve an organisation; "le diplomate onusien" serves no other.
        let of_body = owners.iter().any(|owner| self.kind(*owner) == Kind::Organisation);
        let serves = |person: EntityId| {
            let served = if of_body {
                self.bodies_of(person)
            } else {
                self.states_of_person(person)
            };
            owners.is_empty() || served.is_empty() || served.iter().any(|body| owners.contains(body))
        };
        let excluded = self.excluded(id);
        let gender = group.features & GENDER;
        let near = self
            .discourse
            .back()
            .take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= CALLING_REACH);
        let mut found = None;
        for thing in near.filter(|thing| agrees(gender, thing.features)) {
            // "Rosa a reçu le chargé d'affaires. Le diplomate …": he whose name the text does not tell.
            let unnamed = thing.entities().is_empty() && thing.is_somebody();
            let head = self.head_key(self.group(thing.group));
            if found.is_none() && unnamed && class.titles.contains(&head) {
                return None;
            }
            if thing.kind != Kind::Person {
                continue;
            }
            let [person] = thing.entities() else {
                continue;
            };
            if excluded.contains(person) || !self.is_of_class(*person, class) || !serves(*person) {
                continue;
            }
            // Of two, the one of the nearer sentence.
            match found {
                Some((sentence, _)) if sentence != thing.sentence => break,
                Some((_, other)) if other != *person => return None,
                _ => found = Some((thing.sentence, *person)),
            }
        }
        found.map(|(_, person)| person)
    }

    /// "ont renversé *le président X*": he holds his office no more.
    pub fn note_fallen(&mut self, id: GroupId) {
        let place = self.place(id);
        let undergoes = place.is_some_and(|place| {
            let passive = self.clause(place.clause).is_some_and(is_passive);
            place.kind == RoleKind::Object || (passive && place.kind == RoleKind::Subject)
        });
        if !undergoes || !self.depends_on(id, LemmaTraits::TOPPLING) {
            return;
        }
        let Some(person) = sole(&self.found(id).entities) else {
            return;
        };
        let sentence = self.group(id).sentence;
        let held = self
            .recent_epithets()
            .find(|epithet| epithet.person == person && epithet.noun != 0)
            .cloned();
        if let Some(held) = held {
            self.epithets.push(Epithet {
                sentence,
                former: true,
                ..held
            });
        }
    }

    /// Whether a title in the text, or an office that the gazetteer knows, makes somebody one of the class.
    fn is_of_class(&self, person: EntityId, class: &OfficialClass) -> bool {
        let offices = self.offices_of(person);
        let holds = |office: &Office| {
            let kind = office.kind.as_deref();
            kind.is_some_and(|kind| class.kinds.iter().any(|wanted| wanted == kind))
                && office.period.contains(self.date)
        };
        let mut told = self.recent_epithets().filter(|epithet| epithet.person == person);
        told.any(|epithet| {
            class.titles.contains(&epithet.noun)
                || epithet.kinds.iter().any(|kind| class.kinds.contains(kind))
        }) || offices.iter().any(holds)
    }

    /// "X, qui préside *la transition*": he is head of the state.
    pub fn note_ruler(&mut self, id: GroupId) {
        let group = self.group(id);
        let Some(place) = self.place(id).filter(|place| place.kind == RoleKind::Object) else {
            return;
        };
        if !self.depends_on(id, LemmaTraits::RULING) || !self.definite(group) {
            return;
        }
        let state = match self.states(&self.found(id).entities).as_slice() {
            [state] => Some(*state),
            _ if self.traits(group.head).contains(WordTraits::RULED) => {
                let owners = self.owners(id);
                sole(&self.states(&owners)).or_else(|| self.salient_state(group))
            }
            _ => None,
        };
        let Some(state) = state else { return };
        for subject in self.subjects(place.clause, id) {
            let Some(person) = sole(&self.resolve(subject).entities) else {
                continue;
            };
            if self.kind(person) == Kind::Person {
                self.epithets.push(Epithet {
                    of: [state].into_iter().collect(),
                    kinds: &self.tables.ruler_kinds,
                    ..Epithet::of(person, group.sentence)
                });
            }
        }
    }

    /// "le chef de la diplomatie togolaise", who is X: he goes on by that title.
    pub fn call_again(&mut self, id: GroupId, noun: u64, person: EntityId, owners: &[EntityId]) {
        let group = self.group(id);
        if owners.is_empty() || self.is_former(group) {
            return;
        }
        let kinds = self.title_kinds(id);
        self.epithets.push(Epithet {
            sentence: group.sentence,
            person,
            noun,
            of: owners.iter().copied().collect(),
            portfolio: self.portfolio(id),
            former: false,
            kinds,
        });
    }

    /// "cette délégation": of those whose delegation was spoken of last.
    pub fn senders_of(&self, id: GroupId, noun: u64) -> Option<Ids> {
        let group = self.group(id);
        let bare = self.definite(group)
            && group.modifiers.is_empty()
            && self.complements(id).is_empty()
            && !group.features.contains(Features::PLURAL);
        let (senders, sentence) = bare.then(|| self.governments.get(&noun))??;
        (group.sentence.saturating_sub(*sentence) <= OFFICIAL_REACH).then(|| senders.clone())
    }

    /// Adds whom somebody serves to what he was just called.
    pub fn complete_epithet(&mut self, person: EntityId, sentence: u32, owner: EntityId) {
        let told = self.epithets.told_in(person, sentence);
        if let Some(epithet) = told.filter(|epithet| epithet.of.is_empty() && epithet.noun != 0) {
            epithet.of.push(owner);
        }
    }
}
