//! What a resolved group leaves in the memory that pronouns and descriptions search.
//!
//! The words decide on gender and number where they are common nouns, the entity where they are a name; the last of
//! several conjuncts brings the whole set.

use super::ReferenceKind;
use super::discourse::{Ids, Salient};
use super::places::Place;
use super::reader::{GENDER, NUMBER, Reader, extend};
use super::traits::LemmaTraits;
use crate::clause::{Clause, ClauseId, GroupId, Relation, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};

impl<'r> Reader<'r> {
    /// Puts a resolved group into the memory; the last of several conjuncts brings the whole set.
    pub(super) fn remember(&mut self, id: GroupId) {
        if let Some(thing) = self.salient_thing(id) {
            self.discourse.push(thing);
            self.remember_set(id);
        }
    }

    /// A resolved group as what has been spoken of; none where it is nobody and no argument, or says when.
    fn salient_thing(&mut self, id: GroupId) -> Option<Salient<'r>> {
        let group = self.group(id);
        let reference = self.found(id);
        let place = self.place(id);
        let is_pronoun = self.is_pronoun(group);
        let nobody = reference.is_empty() && (place.is_none() || is_pronoun);
        // "ils", whom nothing explains, go on to be who they are: better nobody than somebody else.
        let unexplained = is_pronoun
            && group.features.contains(Features::PLURAL)
            && place.is_some_and(|place| place.verbal && place.kind == RoleKind::Subject);
        if group.features.contains(Features::TIME) || nobody && !unexplained {
            return None;
        }
        let pronoun = reference.by == ReferenceKind::Pronoun || reference.is_empty() && is_pronoun;
        let first = reference.entities.first().or(reference.actors.first()).copied();
        let several = reference.acting().len() > 1;
        let sovereign = reference.acting().first().copied();
        let (entities, actors) = (reference.entities.clone(), reference.actors.clone());
        let features = self.features_shown(id, first, several);
        let features = if pronoun && !several && features.is_empty() {
            // "Il *y* sera": one town.
            let own = first.map_or(Features::empty(), |first| self.features(first));
            named_features(features, own, false)
        } else {
            features
        };
        let clause = place.and_then(|place| self.clause(place.clause));
        Some(Salient {
            group: id,
            sentence: group.sentence,
            entities,
            actors,
            kind: first.map_or(Kind::Other, |id| self.kind(id)),
            features,
            role: place.filter(|place| place.verbal).map(|place| place.kind),
            clauses: self.clauses_of(id),
            set: several,
            continued: pronoun,
            embedded: clause.is_some_and(|clause| is_embedded(clause) || is_quoted(id, clause)),
            topical: self.is_topical(group),
            agent: self.may_act(id, first),
            sovereign: sovereign.is_some_and(|first| self.is_sovereign(first)),
            aside: clause.is_some_and(|clause| clause.group.is_some()),
            served: self.is_served(id, place),
        })
    }

    /// Gender and number of a group, as its words and whom it names show them; a person's gender is learned by them.
    fn features_shown(&mut self, id: GroupId, first: Option<EntityId>, several: bool) -> Features {
        let group = self.group(id);
        // "une centaine de soldats" are several, and men.
        let counted = self.counted_by(id).map_or(group, |counted| self.group(counted));
        let mut features = counted.features & (GENDER | NUMBER);
        let Some(first) = first else { return features };
        let reference = self.found(id);
        let by = reference.by;
        let person = self.kind(first) == Kind::Person;
        if matches!(by, ReferenceKind::Name | ReferenceKind::Surname) {
            // "l'armée malienne" is a feminine singular, whatever the force is called in full.
            let told = !person
                && self.is_common_noun(group.head)
                && features.intersects(GENDER)
                && features.intersects(NUMBER);
            if !told {
                features = named_features(features, self.features(first), group.determiner.is_some());
                features = self.shown_gender(id, features);
            }
        }
        if let ([state], Kind::Place) = (reference.actors.as_slice(), self.kind(first)) {
            features = self.features_of_seat(features, *state);
        }
        if several {
            return (features & GENDER) | Features::PLURAL;
        }
        if person {
            features = self.learned_gender(first, features, by);
        }
        features
    }

    /// "*la* Grande Île": the article tells how the text calls it, whatever its other names are.
    fn shown_gender(&self, id: GroupId, features: Features) -> Features {
        let article = self
            .group(id)
            .determiner
            .and_then(|word| self.analysis.tokens.get(word as usize));
        let article = article.filter(|token| token.features.contains(Features::DEFINITE));
        let shown = article.map_or(Features::empty(), |token| token.features & GENDER);
        if shown.is_empty() || shown == GENDER {
            features
        } else {
            (features - GENDER) | shown
        }
    }

    /// "Washington … elle": a capital is called "il" as a town, "elle" where its state is one.
    fn features_of_seat(&self, words: Features, state: EntityId) -> Features {
        if words.intersects(GENDER) {
            return words;
        }
        let own = self.features(state);
        let feminine = own & GENDER == Features::FEMININE && !own.contains(Features::PLURAL);
        let gender = if feminine { GENDER } else { Features::MASCULINE };
        words | gender
    }

    /// A state or an organisation of states.
    fn is_sovereign(&self, id: EntityId) -> bool {
        let of_states = |class| {
            let mut classes = self.tables.classes.of_states.iter();
            classes.any(|ancestor| self.gazetteer.is_a(class, *ancestor))
        };
        self.kind(id) == Kind::State || self.class(id).is_some_and(of_states)
    }

    /// "a livré des chars *au Kenya*": whoever is given something, or is done something good.
    fn is_served(&self, id: GroupId, place: Option<Place>) -> bool {
        let serves = |clause: &ClauseId| {
            let clause = self.clause(*clause);
            clause.is_some_and(|clause| {
                self.tables
                    .lemma(clause.predicate.lemma)
                    .contains(LemmaTraits::SERVING)
            })
        };
        place.is_some_and(|place| place.kind != RoleKind::Subject) && self.clauses_of(id).iter().any(serves)
    }

    /// Whether a group is somebody, known or not, rather than a thing or a mere place.
    fn may_act(&self, id: GroupId, first: Option<EntityId>) -> bool {
        let group = self.group(id);
        match first {
            Some(first) if self.kind(first) == Kind::Place => {
                let seat = self
                    .gazetteer
                    .get(first)
                    .is_some_and(|entity| entity.seat_of.is_some());
                seat || !self.found(id).actors.is_empty()
            }
            Some(_) => true,
            None => {
                let token = self.analysis.tokens.get(group.head as usize);
                let human = token.is_some_and(|token| token.features.contains(Features::HUMAN))
                    || self
                        .tables
                        .humans
                        .longest(&self.words, group.head as usize)
                        .is_some();
                human || self.is_pronoun(group) || !self.sections(group).is_empty()
            }
        }
    }

    /// What "elle" or "la colonelle" once told of a person whose name does not tell it.
    fn learned_gender(&mut self, person: EntityId, features: Features, by: ReferenceKind) -> Features {
        let told = features & GENDER;
        let by_words = matches!(
            by,
            ReferenceKind::Pronoun | ReferenceKind::Description | ReferenceKind::Apposition
        );
        if by_words && (told == Features::MASCULINE || told == Features::FEMININE) {
            self.genders.entry(person).or_insert(told);
        }
        if told.is_empty() {
            return features | self.genders.get(&person).copied().unwrap_or_default();
        }
        features
    }

    /// Those of whom a list tells, once its last member is there.
    fn remember_set(&mut self, id: GroupId) {
        let group = self.group(id);
        let (Some(first), None) = (group.first_conjunct, group.next_conjunct) else {
            return;
        };
        let (mut entities, mut actors) = (Ids::new(), Ids::new());
        let mut next = Some(first);
        let mut feminine = true;
        let mut steps = 0;
        while let Some(member) = next.filter(|_| steps < 40) {
            let reference = self.found(member);
            extend(&mut entities, reference.acting());
            if !reference.actors.is_empty() {
                extend(&mut actors, reference.acting());
            }
            feminine &= self.group(member).features.contains(Features::FEMININE);
            next = self.group(member).next_conjunct;
            steps += 1;
        }
        if entities.len() < 2 {
            return;
        }
        let gender = if feminine {
            Features::FEMININE
        } else {
            Features::MASCULINE
        };
        let place = self.place(first).or_else(|| self.place(id));
        let kind = self.kind(entities[0]);
        self.discourse.push(Salient {
            group: first,
            sentence: group.sentence,
            entities,
            actors,
            kind,
            features: gender | Features::PLURAL,
            role: place.filter(|place| place.verbal).map(|place| place.kind),
            clauses: self.clauses_of(first),
            set: true,
            continued: false,
            embedded: place
                .and_then(|place| self.clause(place.clause))
                .is_some_and(is_embedded),
            topical: false,
            agent: true,
            sovereign: false,
            aside: false,
            served: false,
        });
    }
}

fn is_embedded(clause: &Clause) -> bool {
    let governor = clause.governor;
    governor.is_some_and(|governor| governor.relation != Relation::Coordinated)
}

/// "*Le pays*, a-t-il lancé, se défendra": of whom somebody speaks, beside the speaker himself.
fn is_quoted(id: GroupId, clause: &Clause) -> bool {
    let mut attributions = clause.attributions.iter();
    attributions.any(|attribution| attribution.speaker.is_some_and(|speaker| speaker != id))
}

/// Gender and number of a name: what the entity is known to have, else what its determiner shows.
fn named_features(words: Features, entity: Features, determined: bool) -> Features {
    let gender = if entity.intersects(GENDER) {
        entity & GENDER
    } else if determined {
        words & GENDER
    } else {
        Features::empty()
    };
    let number = if entity.intersects(NUMBER) {
        entity & NUMBER
    } else if determined && words.intersects(NUMBER) {
        // "les FDS"
        words & NUMBER
    } else {
        Features::SINGULAR
    };
    gender | number
}
