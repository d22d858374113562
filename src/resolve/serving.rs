//! Whose office it is where the text does not say: "le président Traoré", "le ministre de la Défense, X".
//!
//! Known people tell by the office they hold at the article's date; a minister nobody knows is one of the state
//! that the text is about, an ambassador one of another.

use super::descriptions::reference;
use super::discourse::{Ids, sole};
use super::reader::Reader;
use super::tables::Section;
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{ClauseId, GroupId, NounGroup, RoleKind};
use crate::lexicon::{Class, Features};
use crate::mention::fold::lowered;
use crate::mention::gazetteer::Office;
use crate::mention::{EntityId, Kind};

/// The gazetteer's kinds of office of those who rule.
pub(super) const HEAD_OF_STATE: &str = "head-of-state";
const HEAD_OF_GOVERNMENT: &str = "head-of-government";

/// How many names are looked at: before an ambassador, or of those who go by one title.
const MOST_NAMES: usize = 40;

/// How many sentences an ambassador's country reaches back.
const LEGATION_REACH: u32 = 3;

impl Reader<'_> {
    /// "le président Traoré", "le ministre de la Défense, X": whose office it is where the text does not say.
    /// Known people tell by the office they hold at the article's date; a minister nobody knows is one of the state
    /// that the text is about.
    pub fn office_owner(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let section = self.sections(group);
        let several = group.features.contains(Features::PLURAL) || section.contains(Section::PLURAL);
        let either = WordTraits::OTHER_HOLDER | WordTraits::INCOMING;
        let mut words = group.words.clone().map(|word| self.traits(word) & either);
        let another = words.any(|word| word == WordTraits::OTHER_HOLDER);
        if !section.contains(Section::OFFICIAL) || another {
            return None;
        }
        if several {
            return self.each_serves(id);
        }
        let other_side = section.contains(Section::OTHER_SIDE);
        let named = group.apposition.or(group.apposition_to);
        let bearer = named
            .map(|named| self.resolve(named).entities)
            .unwrap_or_default();
        let [person] = bearer.as_slice() else {
            return self.holder_serves(id);
        };
        if self.kind(*person) != Kind::Person {
            return self.holder_serves(id);
        }
        let owners = if other_side { Ids::new() } else { self.owners(id) };
        let served = self
            .serves_person(id, *person)
            .or_else(|| self.serves_possessor(group, &owners))
            .or_else(|| self.serves_antecedent(id))
            .or_else(|| self.serves_sender(id, &owners));
        // "le ministre de l'Europe et des Affaires étrangères, X": Europe is what he is charged with.
        let offices = self.offices_of(*person);
        let portfolio = || {
            offices
                .iter()
                .any(|office| self.kind(office.of) == Kind::State && self.charges(id, office))
        };
        if served.is_none() && (!self.states(&owners).is_empty() || !(owners.is_empty() || portfolio())) {
            return None;
        }
        let title = self.title_key(group);
        // "l'ambassadeur de l'agence, X": of something that is not known.
        let told = self.genitive_complement(id).is_some();
        let owner = match self.gazetteer.get(*person) {
            Some(entity) => {
                let held = || self.held(id, *person);
                let titled = held().find(|office| {
                    let first = office.title.split(' ').next().unwrap_or_default();
                    lowered(first) == title
                });
                // "le chef de l'État, X": called otherwise than the gazetteer calls him.
                let of_state = || held().find(|office| self.kind(office.of) == Kind::State);
                // "le Premier ministre X", told of years ago.
                let once = || {
                    let group = self.group(id);
                    let mut once = entity.offices.iter();
                    once.find(|office| self.is_office(group, None, office) && self.suits(id, office))
                };
                titled.or_else(of_state).or_else(once).map(|office| office.of)
            }
            None if self.tables.words.of(title).contains(WordTraits::LEGATION) => {
                let renamed = self.renamed_serves(group);
                renamed
                    .or_else(|| self.recalled(id))
                    .or_else(|| self.legation.or_else(|| self.represented(id)).filter(|_| !told))
            }
            None => self
                .colleague_serves(group)
                .or_else(|| self.salient_state(group))
                .filter(|_| {
                    let of_state = self.tables.words.of(title).contains(WordTraits::STATE_OFFICE)
                        && !self.names_an_owner(id);
                    of_state || self.of_its_state(id) || self.heads_what_is_ruled(id)
                }),
        };
        let owner = served.or(owner);
        if let Some(owner) = owner {
            self.complete_epithet(*person, group.sentence, owner);
        }
        Some(self.serving([owner?].into_iter().collect(), group))
    }

    /// "X a parlé. *Le Premier ministre* (parti Y) a cédé": who is known to be it and is named elsewhere holds it in his state.
    fn holder_serves(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        // "le président *déchu*", "*en exercice*", "*X*": whatever else tells who it is may tell of another.
        let next = self.analysis.tokens.get(group.words.end as usize);
        let described = next.is_some_and(|next| {
            let names = matches!(
                next.class,
                Class::Adposition | Class::Noun | Class::ProperNoun | Class::Adjective
            );
            names || next.features.contains(Features::PAST_PARTICIPLE)
        });
        let told = group.modifiers.iter().any(|word| *word > group.head)
            || group.apposition.is_some_and(|other| !self.group(other).bracketed)
            || group.apposition_to.is_some()
            || !self.complements(id).is_empty()
            || !self.owners(id).is_empty();
        if told
            || described
            || !self.definite(group)
            || self.is_former(group)
            || self.sections(group).contains(Section::OTHER_SIDE)
        {
            return None;
        }
        let found = self.resolve(id);
        let holder = sole(&found.entities).filter(|_| found.by == ReferenceKind::Office)?;
        let title = self.title_key(group);
        let mut held = self.held(id, holder);
        let office = held.find(|office| {
            let first = office.title.split(' ').next().unwrap_or_default();
            lowered(first) == title && self.kind(office.of) == Kind::State
        })?;
        Some(self.serving([office.of].into_iter().collect(), group))
    }

    /// "les présidents X et Y": each serves his own state, where all are known. "les ministres X (Mali) et Y (Niger)":
    /// the text tells it itself.
    fn each_serves(&self, id: GroupId) -> Option<Reference> {
        let mut members = self.conjuncts(self.group(id).apposition?).take(MOST_NAMES);
        if members.any(|member| self.group(member).apposition.is_some()) {
            return None;
        }
        let persons = &self.found(id).entities;
        let state = |person: &EntityId| {
            let mut held = self.held(id, *person).map(|office| office.of);
            held.find(|body| self.kind(*body) == Kind::State)
        };
        let states: Option<Ids> = persons.iter().map(state).collect();
        states
            .filter(|states| states.len() > 1)
            .map(|states| self.serving(states, self.group(id)))
    }

    /// The offices that a known person holds at the article's date and that the group may speak of.
    fn held(&self, id: GroupId, person: EntityId) -> impl Iterator<Item = &Office> {
        let offices = self.gazetteer.get(person).map(|entity| entity.offices.iter());
        let fits = move |office: &&Office| office.period.contains(self.date) && self.suits(id, office);
        offices.into_iter().flatten().filter(fits)
    }

    /// Whom the head of `group` stands for, being the title of who serves them.
    pub fn serving(&self, served: Ids, group: &NounGroup) -> Reference {
        Reference {
            mention: self.words.span(group.head as usize..group.head as usize + 1),
            ..reference(served, ReferenceKind::Office)
        }
    }

    /// "le porte-parole *du président russe*, X": whom he speaks for serves a state.
    fn serves_person(&mut self, id: GroupId, bearer: EntityId) -> Option<EntityId> {
        let complement = self.genitive_complement(id)?;
        let served = match self.resolve(complement).entities.as_slice() {
            [one] if self.kind(*one) == Kind::Person && *one != bearer => *one,
            _ => return None,
        };
        // "le porte-parole de l'opposant X" serves no state.
        let titled = self.sections(self.group(complement)).contains(Section::OFFICIAL);
        if !titled && !self.rules(served) {
            return None;
        }
        sole(&self.states_of_person(served))
    }

    /// "le M23, dont *le chef*, X, …": whose chief he is stands before the relative clause.
    fn serves_antecedent(&mut self, id: GroupId) -> Option<EntityId> {
        let mut owners = Ids::new();
        self.relative_owner(id, &mut owners);
        match owners.as_slice() {
            [one] if self.may_own(*one) => Some(*one),
            _ => None,
        }
    }

    /// "Washington a dépêché *un émissaire*, X": of whoever appoints or sends him.
    pub fn serves_sender(&mut self, id: GroupId, owners: &[EntityId]) -> Option<EntityId> {
        let place = self
            .place(id)
            .filter(|place| place.kind == RoleKind::Object && owners.is_empty())?;
        let subjects = if self.depends_on(id, LemmaTraits::APPOINTING) {
            self.subjects(place.clause, id)
        } else {
            Vec::new()
        };
        let [subject] = subjects.as_slice() else {
            return None;
        };
        let found = self.resolve(*subject);
        let bodies = match found.acting() {
            [person] if self.kind(*person) == Kind::Person => self.states_of_person(*person),
            acting => acting.iter().copied().filter(|id| self.may_own(*id)).collect(),
        };
        sole(&bodies)
    }

    /// "X et *son directeur de cabinet*, Y": whoever rules has his people serve the state.
    fn serves_possessor(&self, group: &NounGroup, owners: &[EntityId]) -> Option<EntityId> {
        let [possessor] = owners else { return None };
        let possessed =
            group.features.contains(Features::POSSESSIVE) && self.kind(*possessor) == Kind::Person;
        let rules = possessed && self.rules(*possessor);
        rules.then(|| sole(&self.states_of_person(*possessor)))?
    }

    /// Whether a person is head of state or of government.
    fn rules(&self, person: EntityId) -> bool {
        let ruling = [HEAD_OF_STATE, HEAD_OF_GOVERNMENT];
        let offices = self.offices_of(person);
        let held = offices.iter().any(|office| {
            office.period.contains(self.date)
                && office.kind.as_deref().is_some_and(|kind| ruling.contains(&kind))
        });
        let told = || {
            let mut told = self
                .recent_epithets()
                .filter(|epithet| epithet.person == person && !epithet.former);
            told.any(|epithet| epithet.kinds.iter().any(|kind| ruling.contains(&kind.as_str())))
        };
        held || told()
    }

    /// "du ministre malien X et *du ministre de l'Intérieur*, Y": whom the one before him in the list serves; an
    /// ambassador before him is no colleague.
    fn colleague_serves(&mut self, group: &NounGroup) -> Option<EntityId> {
        let first = group.first_conjunct?;
        if self
            .tables
            .words
            .of(self.title_key(self.group(first)))
            .contains(WordTraits::LEGATION)
        {
            return None;
        }
        let colleague = match self.resolve(first).entities.as_slice() {
            [one] if self.kind(*one) == Kind::Person => *one,
            _ => return None,
        };
        let own = self.owners(first);
        let states = match self.states(&own) {
            states if states.is_empty() => self.states_of_person(colleague),
            states => states,
        };
        sole(&states)
    }

    /// "la cheffe de la délégation de l'UE, *l'ambassadrice X*": whom the title before it serves.
    fn renamed_serves(&mut self, group: &NounGroup) -> Option<EntityId> {
        let title = group.apposition_to?;
        if !self.sections(self.group(title)).contains(Section::OFFICIAL) {
            return None;
        }
        sole(&self.owners(title))
    }

    /// "Rappelé en mai, *l'ambassadeur X* …": of the country that the text is about, which calls its own men home.
    fn recalled(&self, id: GroupId) -> Option<EntityId> {
        let calls = |clause: &ClauseId| {
            let clause = self.clause(*clause);
            clause.is_some_and(|clause| {
                self.tables
                    .lemma(clause.predicate.lemma)
                    .contains(LemmaTraits::RECALLING)
            })
        };
        let home = self.own_outlook()?.foremost(|_| true);
        home.filter(|_| self.clauses_of(id).iter().any(calls))
    }

    /// "Antananarivo a convoqué l'ambassadeur X": of the one foreign state that the nearest sentence speaks of that
    /// speaks of any.
    fn represented(&self, id: GroupId) -> Option<EntityId> {
        let group = self.group(id);
        // "l'ambassadeur X a quitté la France": not hers.
        let others = self.excluded(id);
        let home = self.own_outlook()?.foremost(|_| true)?;
        let before = self
            .layer
            .mentions
            .partition_point(|mention| mention.words.start < group.words.start);
        let mut found: Option<(u32, EntityId)> = None;
        for at in (0..before).rev().take(MOST_NAMES) {
            let word = self.layer.mentions[at].words.start as usize;
            let sentence = self.words.text.words[word].sentence;
            if group.sentence.saturating_sub(sentence) > LEGATION_REACH
                || found.is_some_and(|(nearest, _)| nearest != sentence)
            {
                break;
            }
            let state = self.bearers[at].and_then(|bearer| self.state_behind(bearer));
            let Some(state) = state.filter(|state| *state != home && !others.contains(state)) else {
                continue;
            };
            if found.is_some_and(|(_, other)| other != state) {
                return None;
            }
            found = Some((sentence, state));
        }
        found.map(|(_, state)| state)
    }

    /// Whether an office is the one that the group's complement speaks of: "président *de la transition*", "chef *de
    /// l'État*", but "le président *de la séance*" is none.
    fn suits(&self, id: GroupId, office: &Office) -> bool {
        let complements = self.complements(id);
        let Some(complement) = complements.first().map(|complement| self.group(*complement)) else {
            return true;
        };
        let of_state = self
            .sections(complement)
            .intersects(Section::COUNTRY | Section::GOVERNMENT);
        of_state || self.charges(id, office)
    }

    /// Whether the title of the office has the group's complement among its words.
    fn charges(&self, id: GroupId, office: &Office) -> bool {
        let complements = self.complements(id);
        let Some(head) = complements
            .first()
            .map(|complement| self.head_key(self.group(*complement)))
        else {
            return false;
        };
        let mut words = office.title.split([' ', '\'', '’']);
        words.any(|word| lowered(word) == head)
    }

    /// "le ministre de la Région wallonne": a name after it, of somebody unknown.
    pub fn names_an_owner(&self, id: GroupId) -> bool {
        let proper = |group: &GroupId| {
            let token = self.analysis.tokens.get(self.group(*group).head as usize);
            token.is_some_and(|token| token.class == Class::ProperNoun)
        };
        self.complements(id).iter().any(proper)
    }
}
