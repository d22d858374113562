//! What a resolved group leaves in the memory that pronouns and descriptions search.
//!
//! The words decide on gender and number where they are common nouns, the entity where they are a name; the last of
//! several conjuncts brings the whole set.

use super::discourse::{Ids, Salient};
use super::places::Place;
use super::reader::{GENDER, NUMBER, Reader, extend};
use super::{Reference, ReferenceKind};
use crate::clause::{ClauseId, GroupId, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};
use smallvec::SmallVec;

impl Reader<'_> {
    /// Puts a resolved group into the memory; the last of several conjuncts brings the whole set.
    pub(super) fn remember(&mut self, id: GroupId) {
        let group = self.group(id);
        let nobody = Reference::default();
        let reference = self.references[id as usize].as_ref().unwrap_or(&nobody);
        let place = self.place(id);
        let pronoun =
            matches!(reference.by, ReferenceKind::Pronoun) || reference.is_empty() && self.is_pronoun(group);
        let time = group.features.contains(Features::TIME);
        // "ils", whom nothing explains, go on to be who they are: better nobody than somebody else.
        let unexplained = self.is_pronoun(group)
            && group.features.contains(Features::PLURAL)
            && place.is_some_and(|place| place.verbal && place.kind == RoleKind::Subject);
        let nobody = reference.is_empty() && (place.is_none() || self.is_pronoun(group));
        if time || (nobody && !unexplained) {
            return;
        }
        let first = reference.entities.first().or(reference.actors.first()).copied();
        let kind = first.map_or(Kind::Other, |id| self.kind(id));
        let named = matches!(reference.by, ReferenceKind::Name | ReferenceKind::Surname);
        let several = reference.acting().len() > 1;
        let reference = reference.clone();
        // "une centaine de soldats" are several, and men.
        let counted = self.counted_by(id).map_or(group, |counted| self.group(counted));
        let mut features = counted.features & (GENDER | NUMBER);
        if let Some(first) = first.filter(|_| named) {
            // "l'armée malienne" is a feminine singular, whatever the force is called in full.
            let token = self.analysis.tokens.get(group.head as usize);
            let common = token.is_some_and(|token| token.class == crate::lexicon::Class::Noun);
            let person = kind == Kind::Person;
            let told = common && !person && features.intersects(GENDER) && features.intersects(NUMBER);
            if !told {
                features = named_features(features, self.features(first), group.determiner.is_some());
                features = self.shown_gender(id, features);
            }
        }
        if let ([state], Kind::Place) = (reference.actors.as_slice(), kind) {
            features = self.features_of_seat(features, *state);
        }
        if kind == Kind::Person && !several {
            features = self.learned_gender(first, features, &reference);
        }
        if several {
            features = (features & GENDER) | Features::PLURAL;
        } else if pronoun && features.is_empty() {
            let own = first.map_or(Features::empty(), |first| self.features(first));
            // "Il *y* sera": one town.
            features = named_features(features, own, false);
        }
        let sovereign = reference.acting().first().copied();
        let thing = Salient {
            group: id,
            sentence: group.sentence,
            entities: reference.entities,
            actors: reference.actors,
            kind,
            features,
            role: place.filter(|place| place.verbal).map(|place| place.kind),
            clauses: SmallVec::from_slice(self.clauses_of(id)),
            set: several,
            continued: pronoun,
            embedded: place
                .is_some_and(|place| self.is_embedded(place.clause) || self.is_quoted(id, place.clause)),
            topical: self.is_topical(group),
            agent: self.may_act(id, first),
            sovereign: sovereign.is_some_and(|first| self.is_sovereign(first)),
            aside: place.is_some_and(|place| self.is_relative(place.clause)),
            served: self.is_served(id, place),
        };
        self.discourse.push(thing);
        self.remember_set(id);
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
        let of_states = ["IntergovernmentalOrganisation", "Alliance"];
        let mut classes = of_states.iter().filter_map(|name| self.gazetteer.class(name));
        self.kind(id) == Kind::State
            || self
                .class(id)
                .is_some_and(|class| classes.any(|ancestor| self.gazetteer.is_a(class, ancestor)))
    }

    /// Whether a clause only tells something of one of its sentence's groups.
    fn is_relative(&self, clause: ClauseId) -> bool {
        self.clause(clause).is_some_and(|clause| clause.group.is_some())
    }

    /// "a livré des chars *au Kenya*": whoever is given something, or is done something good.
    fn is_served(&self, id: GroupId, place: Option<Place>) -> bool {
        let serves = |clause: &ClauseId| {
            let clause = self.clause(*clause);
            clause.is_some_and(|clause| self.tables.serving.contains(&clause.predicate.lemma))
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
                seat || self.references[id as usize]
                    .as_ref()
                    .is_some_and(|found| !found.actors.is_empty())
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

    /// "*Le pays*, a-t-il lancé, se défendra": of whom somebody speaks, beside the speaker himself.
    fn is_quoted(&self, id: GroupId, clause: ClauseId) -> bool {
        let attributions = self.clause(clause).map_or(&[][..], |clause| &clause.attributions);
        attributions
            .iter()
            .any(|attribution| attribution.speaker.is_some_and(|speaker| speaker != id))
    }

    /// What "elle" or "la colonelle" once told of a person whose name does not tell it.
    pub(super) fn learned_gender(
        &mut self,
        person: Option<EntityId>,
        features: Features,
        reference: &Reference,
    ) -> Features {
        let Some(person) = person else {
            return features;
        };
        let told = features & GENDER;
        let by_words = matches!(
            reference.by,
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

    pub(super) fn remember_set(&mut self, id: GroupId) {
        let group = self.group(id);
        let (Some(first), None) = (group.first_conjunct, group.next_conjunct) else {
            return;
        };
        let (mut entities, mut actors) = (Ids::new(), Ids::new());
        let mut next = Some(first);
        let mut feminine = true;
        let mut steps = 0;
        while let Some(member) = next.filter(|_| steps < 40) {
            let reference = self.references[member as usize].clone().unwrap_or_default();
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
            clauses: SmallVec::from_slice(self.clauses_of(first)),
            set: true,
            continued: false,
            embedded: place.is_some_and(|place| self.is_embedded(place.clause)),
            topical: false,
            agent: true,
            sovereign: false,
            aside: false,
            served: false,
        });
    }
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
