//! Descriptions that point back: "l'alliance", "le groupe", "cette force", "le mouvement de X".
//!
//! The nearest of the class that a noun is for, unless a name or a place tells which is meant.

use super::descriptions::reference;
use super::discourse::{Ids, Thing, sole};
use super::places::groups_at;
use super::reader::Reader;
use super::tables::{Anaphor, Section};
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{Clause, GroupId, NounGroup, RoleKind};
use crate::lexicon::{Class, Features};
use crate::mention::fold::lowered;
use crate::mention::{EntityId, Kind, LocalEntity};
use crate::ontology::ClassId;
use smallvec::SmallVec;
use std::cell::LazyCell;

/// How many sentences "l'alliance" reaches back to one that has the word in its name.
const NAMED_REACH: u32 = 30;

/// How far up a place looks for the occasion that it tells of.
const OCCASION_DEPTH: usize = 3;

/// How many sentences "le mouvement" looks back over for one that is not only named in passing.
const AROUND_REACH: u32 = 2;

/// How many sentences "le bloc régional" reaches back.
const SCOPED_REACH: u32 = 20;

impl Reader<'_> {
    /// "le mouvement *de X*": the one that he heads.
    pub fn led_by(&mut self, id: GroupId, section: Section) -> Option<Reference> {
        let group = self.group(id);
        let possessed = group.features.contains(Features::POSSESSIVE);
        let one = section.contains(Section::ANAPHOR)
            && !group.features.contains(Features::PLURAL)
            && group.apposition_to.is_none()
            && (possessed || self.definite(group));
        if !one {
            return None;
        }
        // "X a parlé. *Son* mouvement …": his.
        let leader = match self.genitive_complement(id) {
            Some(leader) => self.resolve(leader).entities,
            None => self.possessive(id)?.entities.clone(),
        };
        let leader = sole(&leader).filter(|leader| self.kind(*leader) == Kind::Person)?;
        let offices = self.offices_of(leader);
        let held = offices.iter().filter(|office| office.period.contains(self.date));
        let told = self.recent_epithets().filter(|epithet| epithet.person == leader);
        let mut bodies: Ids = told.flat_map(|epithet| epithet.of.iter().copied()).collect();
        bodies.extend(held.map(|office| office.of));
        let noun = self.head_key(group);
        let body = bodies.into_iter().find(|body| self.points_to(noun, *body))?;
        Some(reference(
            [body].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// "l'alliance", "le groupe", "cette force": the nearest of the class.
    pub fn anaphor(
        &mut self,
        id: GroupId,
        section: Section,
        owners: &[EntityId],
        plural: bool,
    ) -> Option<Reference> {
        let group = self.group(id);
        // "le groupe français": a company of that country, or of one that is not known.
        let national = !owners.is_empty() && self.has_nationality(group);
        let open = section.contains(Section::ANAPHOR)
            && !plural
            && (owners.is_empty() || national)
            && self.definite(group);
        if !open || self.is_told_apart(id) || self.has_others(group) || self.has_name_of_its_own(group) {
            return None;
        }
        let noun = self.head_key(group);
        let meant = self.tables.anaphors(noun);
        let without = |anaphor: &Anaphor| {
            let mut words = group.words.clone();
            words.any(|word| anaphor.without.contains(&self.words.key(word as usize)))
        };
        if meant.clone().any(without) {
            return None;
        }
        let of_country = |id: EntityId| {
            let whole = self.gazetteer.get(id).and_then(|entity| entity.part_of);
            !national || whole.is_none_or(|whole| owners.contains(&whole))
        };
        // "le groupe *affilié à X*" is one under arms, and not X.
        let superior = self.superior_of(id);
        let others = LazyCell::new(|| self.other_parties(id));
        let scoped = self.has_scope(group);
        let pointed = group.features.contains(Features::DEMONSTRATIVE);
        let means = |anaphor: &Anaphor, id| {
            let part = pointed || anaphor.provinces;
            self.may_mean(anaphor, id) || part && self.is_province(anaphor, id)
        };
        let fits = |id: EntityId| {
            // "l'opération", "la mission" is no state's army.
            let known = || (superior.is_some() || !self.is_unnamed(id)) && !self.is_army(id);
            let subordinate =
                || superior.is_none_or(|superior| id != superior && self.kind(id) == Kind::ArmedGroup);
            let allowed = || of_country(id) && subordinate() && !others.contains(&id);
            let mut meant = meant.clone();
            meant.any(|anaphor| means(anaphor, id))
                && allowed()
                && known()
                && (!scoped || self.is_in_scope(group, id))
        };
        let acting = LazyCell::new(|| self.parties_above(id));
        let called = |thing: &Thing<'_>| thing.entities().iter().any(|one| self.is_called(*one, noun));
        // "le camp" is one that was called so; "le conseil" too, where an alliance is meant and no authority.
        let by_its_name = |thing: &Thing<'_>| {
            let may_mean = |anaphor: &Anaphor| thing.entities().iter().any(|one| means(anaphor, *one));
            let mut able = meant.clone().filter(|anaphor| may_mean(anaphor));
            able.all(|anaphor| anaphor.so_called)
        };
        let goes_by = |thing: &Thing<'_>| {
            // "Freetown accuse sa voisine d'occuper le village": who acts there is no village.
            if thing.actors().iter().any(|actor| acting.contains(actor)) {
                return false;
            }
            // "Bakou exige leur départ. Le maire *de la ville* …": a government is no town.
            if thing.seats() && !thing.set && self.acts_as_state(*thing) {
                return false;
            }
            self.head_key(self.group(thing.group)) == noun || called(thing) || !by_its_name(thing)
        };
        let kinds = |kind: Kind| meant.clone().any(|anaphor| anaphor.kinds.contains(&kind));
        let fitting = self.lone_things(group.sentence, kinds, fits);
        // Of several armed groups the participle does not say which one it is.
        let first = fitting.first().map(|thing| thing.entities());
        if superior.is_some() && fitting.iter().any(|thing| Some(thing.entities()) != first) {
            return None;
        }
        // "à vingt kilomètres *de Y*": only tells how far off it is.
        let landmark = |thing: &Thing<'_>| thing.kind == Kind::Place && self.measures_distance(thing.group);
        let near = |reach: u32| {
            let things = fitting.iter().copied();
            things
                .take_while(move |thing| group.sentence.saturating_sub(thing.sentence) <= reach)
                .filter(goes_by)
                .filter(|thing| !landmark(thing))
        };
        // A new paragraph does not go on about the town after whose fall something else is told.
        let aside = |thing: &Thing<'_>| thing.kind == Kind::Place && self.tells_occasion(thing.group);
        let opens = self.opens_paragraph(group.sentence);
        let within = |reach: u32| {
            let main = || self.foremost(near(reach).filter(|thing| !aside(thing)));
            opens.then(main).flatten().or_else(|| self.foremost(near(reach)))
        };
        // "a vu des lieutenants de Y, l'émir *du mouvement Z*": named only to tell who somebody is whom the text names in
        // passing; whoever is spoken of around it comes before.
        let nearest = |reach: u32| {
            within(reach).map(|thing| {
                let passing = |thing: &Thing<'_>| self.tells_who_another_is(thing.group);
                let spoken_of = || self.foremost(near(AROUND_REACH).filter(|thing| !passing(thing)));
                passing(&thing).then(spoken_of).flatten().unwrap_or(thing)
            })
        };
        // "l'alliance" is rather one that has the word in its name.
        let named = || self.foremost(near(NAMED_REACH).filter(called));
        let generic = meant.clone().any(|anaphor| anaphor.generic);
        let last = || if generic { nearest(1) } else { None };
        let reach = if scoped { SCOPED_REACH } else { 4 };
        let thing = nearest(0)
            .or_else(last)
            .or_else(named)
            .or_else(|| nearest(reach))?;
        if self.follows_another(id, noun, thing) {
            return None;
        }
        Some(reference(
            Ids::from_slice(thing.entities()),
            ReferenceKind::Description,
        ))
    }

    /// "le groupe *affilié à X*": the armed group to which a participle ties what it describes.
    fn superior_of(&mut self, id: GroupId) -> Option<EntityId> {
        let tied = |clause: &&Clause| {
            let verb = self.tables.lemma(clause.predicate.lemma);
            verb.contains(LemmaTraits::TYING) && clause.group == Some(id)
        };
        let clauses = self.clauses_of(id).iter();
        let clause = clauses.filter_map(|at| self.clause(*at)).find(tied)?;
        let mut named =
            groups_at(clause, RoleKind::Oblique).filter_map(|group| sole(&self.resolve(group).entities));
        named.next().filter(|one| self.kind(*one) == Kind::ArmedGroup)
    }

    /// "*Moscou* exige": a seat of government that does something.
    fn acts_as_state(&self, thing: Thing<'_>) -> bool {
        self.place(thing.group)
            .is_some_and(|place| place.verbal && place.kind == RoleKind::Subject)
    }

    /// "*La coalition internationale* a bombardé X. La coalition …": one so called, whom nobody knows, was told of no
    /// farther back than the thing.
    fn follows_another(&self, id: GroupId, noun: u64, thing: Thing<'_>) -> bool {
        let behind = self.discourse.back();
        let mut behind = behind.take_while(|other| other.sentence >= thing.sentence);
        behind.any(|other| {
            let group = self.group(other.group);
            let told = !group.modifiers.is_empty() || !group.complements.is_empty();
            other.group != id && !other.is_somebody() && told && self.head_key(group) == noun
        })
    }

    /// "la *Commission électorale*", "le *Parti socialiste*": a capital and what stands beside it tell that it has a name,
    /// whoever it is.
    fn has_name_of_its_own(&self, group: &NounGroup) -> bool {
        let told = WordTraits::SCOPE | WordTraits::NATIONALITY | WordTraits::OTHER;
        let names = |word: &u32| {
            let token = self.analysis.tokens.get(*word as usize);
            let beside = token.is_some_and(|token| matches!(token.class, Class::Adjective | Class::Noun));
            beside && *word > group.head && !self.traits(*word).intersects(told)
        };
        self.is_capitalised(group.head) && group.modifiers.iter().any(names)
    }

    /// "après la chute *de X*": told of the occasion only.
    fn tells_occasion(&self, id: GroupId) -> bool {
        let mut above = self.upwards(id).skip(1).take(OCCASION_DEPTH);
        above.any(|at| self.group(at).is_occasion())
    }

    /// "une vingtaine de kilomètres *de Y*", "à 20 km *de Y*".
    fn measures_distance(&self, id: GroupId) -> bool {
        let distance = |at: GroupId| {
            let found = self.group(at);
            let counted = found.numeral.is_some() || found.complement_of.is_some();
            counted && self.traits(found.head).contains(WordTraits::DISTANCE)
        };
        let mut above = self.upwards(id).skip(1).take(OCCASION_DEPTH);
        above.any(|at| distance(at) || self.group(at).complements.iter().any(|beside| distance(*beside)))
    }

    /// "l'émir *de Z*", renaming one who is himself only told of: "des lieutenants de Y".
    fn tells_who_another_is(&self, id: GroupId) -> bool {
        let renamed = self
            .group(id)
            .complement_of
            .and_then(|title| self.group(title).apposition_to);
        renamed.is_some_and(|host| self.group(host).complement_of.is_some())
    }

    /// Whether a sentence is the first of its paragraph.
    fn opens_paragraph(&self, sentence: u32) -> bool {
        let sentences = &self.words.text.sentences;
        let paragraph = |at: u32| sentences.get(at as usize).map(|sentence| sentence.paragraph);
        sentence
            .checked_sub(1)
            .is_none_or(|before| paragraph(before) != paragraph(sentence))
    }

    /// "le président *de la Commission*, X": the body so called that X is known to serve.
    pub fn headed_by(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let bare = self.definite(group)
            && !group.features.contains(Features::PLURAL)
            && group.modifiers.is_empty()
            && self.complements(id).is_empty();
        let office = group.complement_of.filter(|_| bare)?;
        if !self.sections(self.group(office)).contains(Section::OFFICIAL) {
            return None;
        }
        let person = self.apposed_name(office)?;
        let noun = self.head_key(group);
        let offices = self.offices_of(person);
        let mut held = offices.iter().filter(|office| office.period.contains(self.date));
        let body = held.find(|office| self.is_called(office.of, noun))?.of;
        Some(reference(
            [body].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// Things of the last sentences that name one of these kinds whom `fits` allows, nearest first.
    fn lone_things(
        &self,
        sentence: u32,
        kinds: impl Fn(Kind) -> bool,
        fits: impl Fn(EntityId) -> bool,
    ) -> SmallVec<[Thing<'_>; 8]> {
        // The same few are named again and again.
        let mut known: SmallVec<[(EntityId, bool); 8]> = SmallVec::new();
        let near = self.discourse.back();
        let near = near.take_while(|thing| sentence.saturating_sub(thing.sentence) <= NAMED_REACH);
        let lone = near.filter(|thing| {
            let Some(one) = sole(thing.entities()).filter(|_| kinds(thing.kind)) else {
                return false;
            };
            let told = known.iter().find(|(other, _)| *other == one);
            told.map(|(_, fits)| *fits).unwrap_or_else(|| {
                known.push((one, fits(one)));
                known[known.len() - 1].1
            })
        });
        lone.collect()
    }

    /// Of several things told in the last sentence of those given, nearest first, its subject.
    fn foremost<'a>(&self, mut things: impl Iterator<Item = Thing<'a>>) -> Option<Thing<'a>> {
        let last = things.next()?;
        let is_subject =
            |thing: &Thing<'_>| thing.role == Some(RoleKind::Subject) && !self.is_embedded(*thing);
        let beside = things.take_while(|thing| thing.sentence == last.sentence);
        let mut beside = std::iter::once(last).chain(beside);
        Some(beside.find(is_subject).unwrap_or(last))
    }

    /// Whether an adjective of reach tells which one is meant.
    fn has_scope(&self, group: &NounGroup) -> bool {
        self.traits_within(group).contains(WordTraits::SCOPE)
    }

    /// "le bloc *régional*": no organisation of the whole continent.
    fn is_in_scope(&self, group: &NounGroup, id: EntityId) -> bool {
        let mut words = group.words.clone().map(|word| self.words.key(word as usize));
        words.all(|word| self.tables.scopes.iter().all(|scope| scope.allows(word, id)))
    }

    /// "la mission de l'ONU", "la force de l'AES": what belongs to its owner and is named somewhere in the text.
    pub fn component(&mut self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        let [owner] = owners else { return None };
        // "la *Mission de stabilisation* de la CEDEAO" has a name of its own.
        let capital = self.is_capitalised(group.head);
        let first = self.complements(id).first().copied().filter(|_| capital);
        if first.is_some_and(|first| !self.resolve(first).acting().contains(owner)) {
            return None;
        }
        let one = section.contains(Section::ANAPHOR)
            && !group.features.contains(Features::PLURAL)
            && self.definite(group)
            && self.kind(*owner) != Kind::State;
        let noun = self.head_key(group);
        let parts = self.own_outlook().filter(|_| one)?.parts_of(*owner);
        let fitting: Ids = parts
            .iter()
            .copied()
            .filter(|part| self.points_to(noun, *part))
            .collect();
        // "les Casques bleus" are no mission, though they belong to one.
        let several = |part: &EntityId| self.features(*part).contains(Features::PLURAL);
        let single: Ids = fitting.iter().copied().filter(|part| !several(part)).collect();
        let part = sole(&fitting).or_else(|| sole(&single))?;
        Some(reference(
            [part].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// Whether it is a crowd that goes by a common noun: no single movement or group.
    fn is_unnamed(&self, id: EntityId) -> bool {
        match self.gazetteer.get(id) {
            Some(entity) => entity.common && entity.kind == Kind::ArmedGroup,
            None => self.layer.locals.len() <= (id.0 as usize).saturating_sub(self.gazetteer.len()),
        }
    }

    /// Whether a complement says which one is meant; "le géant *de l'énergie*" only says what it does.
    fn is_told_apart(&mut self, id: GroupId) -> bool {
        let noun = self.head_key(self.group(id));
        let by_trade = self.tables.anaphors(noun).any(|anaphor| anaphor.trade);
        let by_purpose = self.tables.anaphors(noun).any(|anaphor| anaphor.purpose);
        self.complements(id).iter().any(|complement| {
            let group = self.group(*complement);
            let purpose = by_purpose
                && group.determiner.is_none()
                && !self.is_contracted(group)
                && !group.features.contains(Features::PLURAL);
            !(by_trade || purpose)
                || !self.settle(*complement).is_empty()
                || self.mention_at(self.group(*complement).head).is_some()
        })
    }

    /// Whether the noun of this key may point back to `id`.
    pub fn points_to(&self, noun: u64, id: EntityId) -> bool {
        let mut meant = self.tables.anaphors(noun);
        meant.any(|anaphor| self.may_mean(anaphor, id))
    }

    /// Whether `id` is such as an anaphor points back to.
    fn may_mean(&self, anaphor: &Anaphor, id: EntityId) -> bool {
        let lies_in = |class: ClassId, classes: &[ClassId]| {
            let mut classes = classes.iter();
            classes.any(|ancestor| self.gazetteer.is_a(class, *ancestor))
        };
        anaphor.kinds.contains(&self.kind(id))
            && (anaphor.towns || self.is_region(id))
            && (anaphor.regions || !(self.has_article(id) || self.is_building(id)))
            && self
                .class(id)
                .is_some_and(|class| lies_in(class, &anaphor.classes) && !lies_in(class, &anaphor.but))
    }

    /// "*cette* région": a part of a country too, where "la région" is mostly a wider one.
    fn is_province(&self, anaphor: &Anaphor, id: EntityId) -> bool {
        let region = self.kind(id) == Kind::Place && self.has_article(id) && !self.is_building(id);
        region && !anaphor.towns && anaphor.kinds.contains(&Kind::Place)
    }

    /// Whether a name of the entity begins with the noun of this key.
    pub fn is_called(&self, id: EntityId, noun: u64) -> bool {
        let Some(entity) = self.gazetteer.get(id) else {
            let first = |local: &LocalEntity| local.label.split(' ').next().map(lowered);
            return self.local(id).and_then(first) == Some(noun);
        };
        let names = std::iter::once(&entity.label).chain(&entity.aliases);
        names
            .filter_map(|name| name.split(' ').next())
            .any(|first| lowered(first) == noun)
    }

    /// "le Darfour", "la Crimée": a region, where towns have none or one in their name.
    pub fn has_article(&self, id: EntityId) -> bool {
        let own = self
            .gazetteer
            .get(id)
            .is_some_and(|entity| entity.label.contains(' ') && entity.seat_of.is_some());
        !own && self
            .features(id)
            .intersects(Features::MASCULINE | Features::FEMININE)
    }

    /// "l'hôpital X", "le pont X": a place whose name begins with a common noun.
    fn is_building(&self, id: EntityId) -> bool {
        let local = || {
            let at = (id.0 as usize).checked_sub(self.gazetteer.len())?;
            self.locals.get(at).map(|local| local.label.as_str())
        };
        let known = self.gazetteer.get(id).map(|entity| entity.label.as_ref());
        let label: Option<&str> = known.or_else(local);
        label.is_some_and(|label| label.starts_with(char::is_lowercase))
    }

    /// A place that is no part of a state.
    pub fn is_region(&self, id: EntityId) -> bool {
        let entity = self.gazetteer.get(id);
        entity.is_some_and(|entity| entity.part_of.is_none_or(|whole| self.kind(whole) == Kind::Place))
    }
}
