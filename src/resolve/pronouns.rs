//! Pronouns.
//!
//! Gender and number must agree, subjects are preferred, the nearer sentence wins. Nouns that name
//! nobody compete too: "La rencontre … Elle a duré" finds the meeting, and so nobody.

use super::discourse::{Clauses, From, Ids, Thing, sole};
use super::places::is_passive;
use super::reader::{Reader, extend};
use super::tables::{Pronoun, Section};
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{Clause, ClauseId, Filler, GroupId, NounGroup, PredicateKind, Relation, RoleKind, Token};
use crate::lexicon::{Class, Features};
use crate::mention::{EntityId, Kind};
use crate::text::WordIndex;

/// Lists of words that may be pronouns.
const LISTED: WordTraits = WordTraits::PRONOUN
    .union(WordTraits::FIRST_PERSON)
    .union(WordTraits::LAST);

/// How many sentences "y" reaches back.
const THERE_REACH: u32 = 2;

/// How many sentences "en est membre" reaches back.
const BELONGING_REACH: u32 = 4;

/// How many sentences "chacun d'eux" reaches back.
const EACH_REACH: u32 = 3;

/// How many groups may stand between what a sentence is put under and the pronoun that takes it up.
const FRONT_REACH: usize = 8;

/// How many sentences after a person was spoken of "il" still means him rather than whom the sentence goes on to name.
const ANNOUNCING: u32 = 2;

impl Reader<'_> {
    /// Whether the head of a group may be a pronoun, or a number that stands for one ("les trois"): most are nouns.
    #[inline]
    pub fn may_be_pronoun(&self, group: &NounGroup) -> bool {
        let token = self.analysis.tokens.get(group.head as usize);
        self.traits(group.head).intersects(LISTED)
            || token.is_some_and(|token| token.class == Class::Numeral || self.is_indefinite_pronoun(token))
    }

    /// A group that is a pronoun.
    pub fn pronoun(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let traits = self.traits(group.head);
        let key = self.head_key(group);
        if traits.contains(WordTraits::FIRST_PERSON) && self.is_pronoun(group) {
            let pronoun = *self.tables.first_person.get(&key)?;
            return Some(self.speaker(id, pronoun).unwrap_or_default());
        }
        if let Some(whole) = self.some_of(id) {
            return Some(whole);
        }
        let last = traits.contains(WordTraits::LAST) && group.features.contains(Features::DEMONSTRATIVE);
        let pronoun = if last {
            Pronoun {
                features: group.features & (super::reader::GENDER | super::reader::NUMBER),
                nearest: true,
                ..Pronoun::default()
            }
        } else if self.is_pronoun(group) || group.words.len() == 1 {
            let listed = traits.contains(WordTraits::PRONOUN);
            *listed.then(|| self.tables.pronouns.get(&key))??
        } else if self.counts_all(group) {
            return self.all_of(id);
        } else {
            return None;
        };
        if self.is_impersonal(id) || self.is_propositional(id, pronoun) {
            return Some(Reference::default());
        }
        if pronoun.all {
            return self.all_of(id);
        }
        if pronoun.place {
            if self.depends_on(id, LemmaTraits::OPPOSING) {
                return Some(self.wanting_it(id));
            }
            if self.depends_on(id, LemmaTraits::PLACELESS) || self.is_beside_placeless(id) {
                return Some(Reference::default());
            }
            return self.there_or_among(id);
        }
        if pronoun.source {
            return self.left(id);
        }
        if let Some(subject) = self.emphatic(id, pronoun) {
            return Some(subject);
        }
        if self.takes_up_front(id) {
            return Some(Reference::default());
        }
        if let Some(subject) = self.announced(id, pronoun) {
            return Some(subject);
        }
        let pronoun = self.told_by_form(id, pronoun);
        let from = self.from(id);
        let found = if last {
            // "il assiste au renversement de ce dernier": somebody else.
            let mut others = from.clone();
            extend(&mut others.excluded, &self.subjects_above(id));
            extend(&mut others.excluded, &self.subjects_governing(id));
            self.antecedent(pronoun, &others)
        } else {
            self.antecedent(pronoun, &from)
        };
        let reference = found.map(|thing| self.pointing_to(thing));
        let reference = reference.map(|reference| self.taken_up(id, reference));
        let plural = pronoun.features.contains(Features::PLURAL);
        let both = || plural.then(|| self.both_spoken_of(&from, pronoun)).flatten();
        let reference = reference
            .or_else(both)
            .or_else(|| if plural { self.members_spoken_of(id) } else { None })
            .or_else(|| self.subject_ahead(id, pronoun));
        Some(reference.unwrap_or_default())
    }

    /// "Sans les chars que *lui* vend X, *l'armée* aurait reculé": the subject of the main verb still to come.
    fn subject_ahead(&mut self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        let group = self.group(id);
        let (word, sentence) = (group.head, group.sentence);
        let clauses = &self.analysis.clauses;
        let behind = clauses.partition_point(|clause| clause.predicate.word <= word);
        let main = clauses[behind..]
            .iter()
            .take_while(|clause| clause.sentence == sentence)
            .position(|clause| clause.predicate.kind == PredicateKind::Verb && clause.governor.is_none())?;
        let main = (behind + main) as ClauseId;
        let subordinate = |at: &ClauseId| self.clause(*at).is_some_and(|clause| clause.governor.is_some());
        if pronoun.nearest || !self.clauses_of(id).iter().all(subordinate) {
            return None;
        }
        let subjects = self.subjects(main, id);
        let [subject] = subjects.as_slice() else {
            return None;
        };
        let found = self.group(*subject);
        if found.words.start < word
            || self.is_pronoun(found)
            || !super::discourse::agrees(pronoun.features, found.features)
        {
            return None;
        }
        let excluded = self.excluded(id);
        let mut reference = self.resolve(*subject);
        reference.by = ReferenceKind::Pronoun;
        let other = !reference.acting().iter().any(|entity| excluded.contains(entity));
        Some(reference).filter(|reference| other && !reference.is_empty())
    }

    /// "*X* accuse Y d'armer ce dernier": who does what is said above the clause that the group stands in.
    fn subjects_governing(&mut self, id: GroupId) -> Ids {
        let governors = self.governors(self.clauses_of(id));
        let governors: Clauses = governors.map(|governor| governor.clause).collect();
        let mut members = Ids::new();
        for clause in governors {
            extend(&mut members, &self.named_by_subjects(clause, id));
        }
        members
    }

    /// "n'*y* a pas fait obstacle": to what was spoken of, and not where.
    fn is_beside_placeless(&self, id: GroupId) -> bool {
        let clause = self.place(id).and_then(|place| self.clause(place.clause));
        let mut roles = clause.iter().flat_map(|clause| &clause.roles);
        roles.any(|role| match role.filler {
            Filler::Group(group) if role.kind == RoleKind::Object => {
                let object = self.group(group);
                object.determiner.is_none() && self.traits(object.head).contains(WordTraits::PLACELESS)
            }
            _ => false,
        })
    }

    /// "X a reçu Y. *Ils* se sont parlé": the only two persons, or states, of the last sentence that has any.
    fn both_spoken_of(&self, from: &From, pronoun: Pronoun) -> Option<Reference> {
        let last = from.sentence.checked_sub(1)?;
        let mut here = self.discourse.back().take_while(|thing| thing.sentence >= last);
        let plural = |thing: Thing<'_>| {
            thing.features.contains(Features::PLURAL)
                && !thing.features.contains(Features::SINGULAR)
                && super::discourse::agrees(pronoun.features, thing.features)
        };
        if here.any(plural) {
            return None;
        }
        let person = |id: EntityId| self.kind(id) == Kind::Person;
        let state = |id: EntityId| self.kind(id) == Kind::State;
        let two = self
            .only_two(last, person)
            .or_else(|| self.only_two(last, state))?;
        let apart = two.iter().all(|id| !from.excluded.contains(id));
        apart.then(|| super::descriptions::reference(two, ReferenceKind::Pronoun))
    }

    /// "Le Togo n'a, quant à *lui*, rien signé": the subject once more.
    fn emphatic(&mut self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        let place = self.place(id).filter(|_| self.is_topical(self.group(id)))?;
        let subjects = self.subjects(place.clause, id);
        let [subject] = subjects.as_slice() else {
            return None;
        };
        let features = self.group(*subject).features;
        if self.is_pronoun(self.group(*subject)) || !super::discourse::agrees(pronoun.features, features) {
            return None;
        }
        let mut reference = self.resolve(*subject);
        reference.by = ReferenceKind::Pronoun;
        Some(reference).filter(|reference| !reference.is_empty())
    }

    /// "Là-bas, où *il* est arrivé lundi, X a", "Sans les obus que *lui* vend Y, X aurait", "Depuis qu'*il* a pris le pouvoir, X
    /// a": what opens the sentence speaks of the subject that comes behind it. Behind a conjunction only of a person, and
    /// only where none has just been spoken of.
    fn announced(&mut self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        let group = self.group(id);
        let place = self.place(id).filter(|place| place.kind != RoleKind::Object)?;
        let main = self.clause(place.clause)?.governor?;
        let described = main.relation == Relation::Relative;
        let when = main.relation == Relation::Adverbial && place.kind == RoleKind::Subject;
        let outermost = self.clause(main.clause)?.governor.is_none();
        if !(described || when) || !outermost || !self.is_pronoun(group) {
            return None;
        }
        let reference = self.subject_ahead(id, pronoun)?;
        let person = sole(&reference.entities).is_some_and(|one| self.kind(one) == Kind::Person);
        let fits = described || person && !self.person_spoken_of(group.sentence);
        fits.then_some(reference)
    }

    /// Whether a person was spoken of in the sentence before `sentence`, or the one before that.
    fn person_spoken_of(&self, sentence: u32) -> bool {
        let mut near = self
            .discourse
            .back()
            .take_while(|thing| sentence.saturating_sub(thing.sentence) <= ANNOUNCING);
        near.any(|thing| thing.kind == Kind::Person)
    }

    /// What the words beside a pronoun tell of it: "à *lui*" is a man or a thing of his gender, "l'a *reçue*" a woman or
    /// hers.
    fn told_by_form(&self, id: GroupId, pronoun: Pronoun) -> Pronoun {
        let group = self.group(id);
        let gender = super::reader::GENDER;
        if pronoun.features.intersects(gender) {
            return pronoun;
        }
        let place = self.place(id);
        let stressed =
            group.preposition.is_some() || place.is_some_and(|place| place.kind == RoleKind::Subject);
        let singular = pronoun.features.contains(Features::SINGULAR);
        let features = if stressed && singular {
            Features::MASCULINE
        } else {
            self.gender_of_participle(id)
        };
        Pronoun {
            features: pronoun.features | features,
            ..pronoun
        }
    }

    /// "il l'avait *reçue*": the participle agrees with the object before it.
    fn gender_of_participle(&self, id: GroupId) -> Features {
        let place = self.place(id).filter(|place| place.kind == RoleKind::Object);
        let Some(clause) = place.and_then(|place| self.clause(place.clause)) else {
            return Features::empty();
        };
        let predicate = &clause.predicate;
        let compound = predicate.kind == PredicateKind::Verb && predicate.perfect && !is_passive(clause);
        let token = self
            .analysis
            .tokens
            .get(predicate.word as usize)
            .filter(|_| compound);
        let gender = token.map_or(Features::empty(), |token| token.features & super::reader::GENDER);
        if gender == super::reader::GENDER {
            Features::empty()
        } else {
            gender
        }
    }

    /// "*Ce plan*, Washington *le* soutient": the sentence is put under what the pronoun then takes up.
    fn takes_up_front(&self, id: GroupId) -> bool {
        let group = self.group(id);
        let object = self.place(id).is_some_and(|place| place.kind == RoleKind::Object);
        let start = self.words.text.sentences[group.sentence as usize].words.start;
        let front = (0..id)
            .rev()
            .take(FRONT_REACH)
            .take_while(|other| self.group(*other).sentence == group.sentence)
            .last();
        object
            && front.is_some_and(|front| {
                let found = self.group(front);
                found.words.start == start
                    && found.preposition.is_none()
                    && found.determiner.is_some()
                    && self.found(front).is_empty()
                    && self.words.word(found.words.end as usize) == ","
                    && super::discourse::agrees(group.features, found.features)
            })
    }

    /// "compte sur Ankara. *Celle-ci* …": a capital that is taken up to act is the state's.
    fn taken_up(&self, id: GroupId, mut reference: Reference) -> Reference {
        let acts = self
            .place(id)
            .is_some_and(|place| place.verbal && place.kind == RoleKind::Subject);
        let seat = |id: &EntityId| self.gazetteer.get(*id).and_then(|entity| entity.seat_of);
        let seats: Ids = reference.entities.iter().filter_map(seat).collect();
        if acts && reference.actors.is_empty() && seats.len() == reference.entities.len() {
            reference.actors = seats;
        }
        reference
    }

    pub fn pointing_to(&self, thing: Thing<'_>) -> Reference {
        let words = &self.group(thing.group).words;
        Reference {
            entities: Ids::from_slice(thing.entities()),
            actors: Ids::from_slice(thing.actors()),
            by: ReferenceKind::Pronoun,
            mention: self.words.span(words.start as usize..words.end as usize),
        }
    }

    /// "il faut", "il s'agit", "il y a": nobody, and no place.
    fn is_impersonal(&self, id: GroupId) -> bool {
        let place = self.place(id).filter(|place| place.kind == RoleKind::Subject);
        let of_clause = place
            .and_then(|place| self.clause(place.clause))
            .is_some_and(|clause| {
                let predicate = &clause.predicate;
                let verbs = [predicate.lemma, predicate.frame];
                predicate.features.contains(Features::IMPERSONAL)
                    || self.is_said_to_be(clause)
                    || verbs.iter().any(|verb| {
                        let traits = self.tables.lemma(*verb);
                        traits.contains(LemmaTraits::IMPERSONAL)
                    })
            });
        of_clause || self.before_impersonal(self.group(id).head)
    }

    /// "il est *vrai* que", "il est *question* de".
    fn is_said_to_be(&self, clause: &Clause) -> bool {
        let attributes = clause
            .roles
            .iter()
            .filter(|role| role.kind == RoleKind::Attribute);
        let mut heads = attributes.filter_map(|role| match role.filler {
            Filler::Group(group) => Some(self.group(group).head),
            Filler::Word(word) => Some(word),
            Filler::Clause(clause) => self.clause(clause).map(|clause| clause.predicate.word),
        });
        heads.any(|word| self.traits(word).contains(WordTraits::SAID_TO_BE))
    }

    /// "l'a annoncé": what is said, not somebody.
    fn is_propositional(&self, id: GroupId, pronoun: Pronoun) -> bool {
        let place = self.place(id).filter(|place| place.kind == RoleKind::Object);
        let clause = place.and_then(|place| self.clause(place.clause));
        // "l'a assuré *de son soutien*" is said of somebody.
        let informed = |clause: &Clause| {
            let of = clause.roles.iter().filter(|role| {
                role.kind == RoleKind::Oblique
                    && role.preposition.is_some()
                    && role.preposition == self.tables.genitive
            });
            let mut of = of.filter_map(|role| match role.filler {
                Filler::Group(group) => Some(self.found(group)),
                _ => None,
            });
            of.any(Reference::is_empty)
        };
        let object = clause.is_some_and(|clause| {
            self.tables
                .lemma(clause.predicate.lemma)
                .contains(LemmaTraits::PROPOSITIONAL)
                && !informed(clause)
        });
        object && !pronoun.features.intersects(Features::FEMININE | Features::PLURAL)
    }

    /// Whether the next verb after the clitics is one that has no subject.
    fn before_impersonal(&self, word: u32) -> bool {
        let tokens = self.analysis.tokens.get(word as usize..).unwrap_or_default();
        let clitic = |token: &&Token| token.features.intersects(Features::CLITIC | Features::NEGATOR);
        let clitics = tokens.iter().take_while(clitic).take(5).count();
        let Some(verb) = tokens.get(clitics.max(1)) else {
            return false;
        };
        let there = tokens[..clitics]
            .iter()
            .any(|token| token.features.contains(Features::LOCATIVE_CLITIC));
        self.tables.lemma(verb.lemma).contains(LemmaTraits::IMPERSONAL)
            || (there
                && self.tables.lemma(verb.lemma).contains(LemmaTraits::EXISTENTIAL)
                && !self.is_auxiliary(&tokens[clitics.max(1)..]))
    }

    /// "il y a *rencontré* X": the first word helps a verb of its own, which "il y a eu" does not.
    fn is_auxiliary(&self, tokens: &[Token]) -> bool {
        let aside =
            |token: &&Token| token.class == Class::Adverb || token.features.contains(Features::NEGATOR);
        let participle = tokens.iter().skip(1).take(4).find(|token| !aside(token));
        participle.is_some_and(|token| {
            token.features.contains(Features::PAST_PARTICIPLE)
                && matches!(token.class, Class::Verb | Class::Auxiliary)
                && !self.tables.lemma(token.lemma).contains(LemmaTraits::EXISTENTIAL)
        })
    }

    /// "les trois", "tous deux": as many as were named together; "trois" alone are some of them.
    pub fn counts_all(&self, group: &NounGroup) -> bool {
        let token = |word: WordIndex| self.analysis.tokens.get(word as usize);
        let all = |token: &Token| token.features.contains(Features::DISTRIBUTIVE);
        // "le 18" is a day.
        token(group.head).is_some_and(|head| head.class == Class::Numeral)
            && self.number_at(group.head).is_some()
            && !group.features.contains(Features::TIME)
            && (group.features.contains(Features::DEFINITE) || group.words.clone().filter_map(token).any(all))
    }

    /// "*aucun* de nos soldats", "*quatre* de ses combattants": some of a force act for it.
    fn some_of(&mut self, id: GroupId) -> Option<Reference> {
        let whole = self.counted_out_of(id)?;
        let mut reference = self.resolve(whole);
        reference.by = ReferenceKind::Collective;
        let force = |id: &EntityId| matches!(self.kind(*id), Kind::ArmedForce | Kind::ArmedGroup);
        let forces = !reference.is_empty() && reference.acting().iter().all(force);
        forces.then_some(reference)
    }

    /// "aucun de *nos soldats*": those of whom a number or an indefinite pronoun stands for some; "un de ses conseillers, X"
    /// is one man.
    pub fn counted_out_of(&self, id: GroupId) -> Option<GroupId> {
        let group = self.group(id);
        let token = self.analysis.tokens.get(group.head as usize)?;
        let some = token.class == Class::Numeral || self.is_indefinite_pronoun(token);
        let one = group.features.contains(Features::SINGULAR)
            && !token.features.contains(Features::NEGATIVE_INDEFINITE);
        let several = some && !one && group.apposition.is_none();
        if several {
            self.genitive_complement(id)
        } else {
            None
        }
    }

    /// "aucun", "certains", "plusieurs"
    fn is_indefinite_pronoun(&self, token: &Token) -> bool {
        let indefinite = Features::INDEFINITE | Features::NEGATIVE_INDEFINITE;
        token.class == Class::Pronoun && token.features.intersects(indefinite)
    }

    /// "tous trois", "chacun", "les trois": the set last named, or what "chacun de …" says.
    fn all_of(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        if let Some(complement) = self.complements(id).first().copied() {
            // "chacun d'eux": rather of those named together than of one crowd.
            let told = |id| matches!(self.kind(id), Kind::State | Kind::Person | Kind::Organisation);
            let set = self
                .is_pronoun(self.group(complement))
                .then(|| self.discourse.set(None, group.sentence, EACH_REACH, told));
            if let Some(entities) = set.flatten() {
                return Some(super::descriptions::reference(
                    entities,
                    ReferenceKind::Collective,
                ));
            }
            let mut reference = self.resolve(complement);
            reference.by = ReferenceKind::Collective;
            return Some(reference).filter(|reference| !reference.is_empty());
        }
        // "deux capitales cherchent, chacune à sa manière": no argument.
        self.place(id)?;
        let count = self
            .number_at(group.head)
            .map(|value| value as usize)
            .filter(|count| *count > 1);
        // A number reaches further back than "chacun".
        let reach = if count.is_some() { 12 } else { 3 };
        let set = self.discourse.set(count, group.sentence, reach, |_| true);
        let set = set.or_else(|| {
            let count = count?;
            self.members_of_latest(group, Some(count))
                .or_else(|| self.whole_organisation(count))
        });
        // "ils ont expulsé *chacun* deux diplomates": it says how, and is nobody once more.
        let acting = self.acting_upon(id);
        let set = set.filter(|set| !set.iter().any(|member| acting.contains(member)));
        Some(Reference {
            entities: set?,
            by: ReferenceKind::Collective,
            ..Reference::default()
        })
    }

    /// "s'*en* retirer", "*en* claquer la porte": a state leaves an organisation rather than the town where it meets.
    fn left(&mut self, id: GroupId) -> Option<Reference> {
        if !self.depends_on(id, LemmaTraits::LEAVING) || self.is_partitive(id) {
            return None;
        }
        let from = self.from(id);
        let leavers = &from.excluded;
        let states = !leavers.is_empty() && leavers.iter().all(|id| self.kind(*id) == Kind::State);
        // "Le Togo *en* est membre": of an organisation. "Elle *en* est la présidente": of a country too.
        if self.depends_on(id, LemmaTraits::BELONGING) {
            let body = |kind| kind == Kind::Organisation || !states && kind == Kind::State;
            return self.there_within(id, &from, BELONGING_REACH, body);
        }
        let organisation = states.then(|| self.there(id, &from, |kind| kind == Kind::Organisation));
        organisation.flatten().or_else(|| {
            self.there(id, &from, |kind| {
                matches!(kind, Kind::Place | Kind::State | Kind::Organisation)
            })
        })
    }

    /// "Le Chili réclame une enquête. Lima s'*y* oppose": whoever wants it, the last sentence's subject.
    fn wanting_it(&self, id: GroupId) -> Reference {
        let from = self.from(id);
        let mut things = self.discourse.back();
        let subject = things.find(|thing| {
            let known = !thing.acting().iter().any(|id| from.excluded.contains(id));
            let wants = || {
                let clauses = self.clauses_of(thing.group).iter();
                let mut clauses = clauses.filter_map(|clause| self.clause(*clause));
                clauses.any(|clause| {
                    self.tables
                        .lemma(clause.predicate.lemma)
                        .contains(LemmaTraits::WANTING)
                })
            };
            let subject = thing.role == Some(RoleKind::Subject);
            subject && known && wants() && !self.is_embedded(*thing) && self.may_act(*thing)
        });
        let near = subject.filter(|thing| from.sentence.saturating_sub(thing.sentence) <= 1);
        near.map(|thing| self.pointing_to(thing)).unwrap_or_default()
    }

    /// "*y* siège", "*y* a adhéré": an organisation, with verbs of membership; with others a place.
    fn there_or_among(&mut self, id: GroupId) -> Option<Reference> {
        let from = self.from(id);
        let joins = self.depends_on(id, LemmaTraits::JOINING);
        let organisation = joins.then(|| self.there(id, &from, |kind| kind == Kind::Organisation));
        organisation
            .flatten()
            .or_else(|| self.there(id, &from, |kind| matches!(kind, Kind::Place | Kind::State)))
    }

    /// "y", "en": the place, or what else `accept` allows, that was named last.
    fn there(&self, id: GroupId, from: &From, accept: impl Fn(Kind) -> bool) -> Option<Reference> {
        self.there_within(id, from, THERE_REACH, accept)
    }

    /// The same, so many sentences back.
    fn there_within(
        &self,
        id: GroupId,
        from: &From,
        reach: u32,
        accept: impl Fn(Kind) -> bool,
    ) -> Option<Reference> {
        // "Dakar négocie avec Ankara, et le ministre turc *s'y* est rendu": his own government is no place to go to.
        let mut home = self.states_of_forces(&from.excluded);
        if self.depends_on(id, LemmaTraits::GOING) {
            extend(&mut home, &self.states_of_persons(&from.excluded));
        }
        let thing = self.discourse.back().find(|thing| {
            let place = accept(thing.kind) && thing.entities().len() == 1;
            let acting = thing.acting().iter();
            let own = acting
                .clone()
                .any(|id| from.excluded.contains(id) || home.contains(id));
            let seats = thing
                .entities()
                .iter()
                .filter_map(|id| self.gazetteer.get(*id)?.seat_of);
            let own = own || seats.into_iter().any(|state| home.contains(&state));
            place
                && !own
                && !self.is_government(*thing)
                && from.sentence.saturating_sub(thing.sentence) <= reach
        })?;
        // "Maputo est soutenu par X, qui *y* a des soldats": a town that acts is its country, but where one goes.
        let going = self.depends_on(id, LemmaTraits::GOING);
        let acts = self.place(thing.group).is_some_and(|place| {
            let lemma = self.group(thing.group).preposition_lemma();
            place.kind != RoleKind::Oblique || lemma.is_some_and(|lemma| self.is_only_upon(lemma))
        });
        let named = if thing.seats() && acts && !going {
            thing.acting()
        } else {
            thing.entities()
        };
        let (entities, group) = (Ids::from_slice(named), thing.group);
        let words = &self.group(group).words;
        let mention = self.words.span(words.start as usize..words.end as usize);
        Some(Reference {
            entities,
            by: ReferenceKind::Pronoun,
            mention,
            ..Reference::default()
        })
    }

    /// "la junte *d'Athènes*": a government and the town that tells which are no place.
    fn is_government(&self, thing: Thing<'_>) -> bool {
        let governs = |group: GroupId| self.sections(self.group(group)).contains(Section::GOVERNMENT);
        governs(thing.group) || self.group(thing.group).complement_of.is_some_and(governs)
    }

    /// "ils" after an organisation of few: its members.
    fn members_spoken_of(&mut self, id: GroupId) -> Option<Reference> {
        let sentence = self.group(id).sentence;
        let near = |from: u32| sentence - from.min(sentence) <= 1;
        let organisations: Vec<_> = self
            .discourse
            .back()
            .take_while(|thing| near(thing.sentence))
            .filter(|thing| thing.kind == Kind::Organisation)
            .filter_map(|thing| sole(thing.entities()))
            .collect();
        let members = organisations
            .into_iter()
            .find_map(|organisation| self.few_members(organisation, None))?;
        Some(Reference {
            entities: members,
            by: ReferenceKind::Pronoun,
            ..Reference::default()
        })
    }

    pub fn subjects(&self, clause: ClauseId, but: GroupId) -> Vec<GroupId> {
        let Some(clause) = self.clause(clause) else {
            return Vec::new();
        };
        let subject = if is_passive(clause) {
            RoleKind::Object
        } else {
            RoleKind::Subject
        };
        clause
            .roles
            .iter()
            .filter(|role| role.kind == subject)
            .filter_map(|role| match role.filler {
                Filler::Group(group) if group != but => Some(group),
                _ => None,
            })
            .collect()
    }
}
