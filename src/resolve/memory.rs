//! What a resolved group leaves in the memory that pronouns and descriptions search.
//!
//! The words decide on gender and number where they are common nouns, the entity where they are a name; the last of
//! several conjuncts brings the whole set.

use super::ReferenceKind;
use super::discourse::{Ids, Salient};
use super::reader::{GENDER, NUMBER, Reader, extend};
use crate::clause::{GroupId, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};

impl Reader<'_> {
    /// Puts a resolved group into the memory, unless it is nobody and no argument, or says when; the last of several
    /// conjuncts brings the whole set.
    pub(super) fn remember(&mut self, id: GroupId) {
        let group = self.group(id);
        let place = self.place(id);
        let reference = self.found(id);
        let nobody = reference.is_empty();
        if group.features.contains(Features::TIME) || nobody && place.is_none() {
            return;
        }
        let is_pronoun = self.is_pronoun(group);
        // "ils", whom nothing explains, go on to be who they are: better nobody than somebody else.
        let unexplained = || {
            group.features.contains(Features::PLURAL)
                && place.is_some_and(|place| place.verbal && place.kind == RoleKind::Subject)
        };
        if nobody && is_pronoun && !unexplained() {
            return;
        }
        let continued = reference.by == ReferenceKind::Pronoun || nobody && is_pronoun;
        let first = reference.entities.first().or(reference.actors.first()).copied();
        let several = reference.acting().len() > 1;
        let features = self.features_shown(id, first, several);
        let features = if continued && !several && features.is_empty() {
            // "Il *y* sera": one town.
            let own = first.map_or(Features::empty(), |first| self.features(first));
            named_features(features, own, false)
        } else {
            features
        };
        let thing = Salient {
            group: id,
            sentence: group.sentence,
            kind: first.map_or(Kind::Other, |id| self.kind(id)),
            features,
            role: place.filter(|place| place.verbal).map(|place| place.kind),
            clause: place.map(|place| place.clause),
            set: several,
            listed: false,
            continued,
        };
        let named = &self.references[id as usize];
        self.discourse.push(thing, &named.entities, &named.actors);
        self.remember_set(id);
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
        // "entre *Kinshasa et le M23*": where one stands for somebody else, the others stand for themselves.
        if !actors.is_empty() {
            actors.clone_from(&entities);
        }
        let gender = if feminine {
            Features::FEMININE
        } else {
            Features::MASCULINE
        };
        let place = self.place(first).or_else(|| self.place(id));
        let kind = self.kind(entities[0]);
        let thing = Salient {
            group: first,
            sentence: group.sentence,
            kind,
            features: gender | Features::PLURAL,
            role: place.filter(|place| place.verbal).map(|place| place.kind),
            clause: place.map(|place| place.clause),
            set: true,
            listed: true,
            continued: false,
        };
        self.discourse.push(thing, &entities, &actors);
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
