//! Which of its namesakes a name means, and whom a group with a name in it stands for.
//!
//! A family name is its bearer's who is named in full in the article; a name with several bearers,
//! or marked ambiguous, needs a context that decides. What nothing decides names nobody.

use super::discourse::{Ids, sole};
use super::reader::{Epithet, GENDER, NUMBER, Reader, extend};
use super::serving::HEAD_OF_STATE;
use super::tables::Section;
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{GroupId, NounGroup, RoleKind};
use crate::lexicon::{Class, Features};
use crate::mention::fold::{lowered, same_name};
use crate::mention::gazetteer::Office;
use crate::mention::heads::TitleKind;
use crate::mention::{EntityId, Kind, Mention, MentionKind};
use crate::span::Span;
use crate::text::Shape;
use memchr::memmem;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// Adjectives of those who hold an office, or no longer do: "le président *déchu* X".
const HOLDER: WordTraits = WordTraits::OTHER_HOLDER
    .union(WordTraits::FORMER)
    .union(WordTraits::INCOMING);

/// How many sentences "l'Estonienne" reaches back.
const COMPATRIOT_REACH: u32 = 3;

/// How many peoples may be set side by side.
const MOST_PEOPLES: usize = 12;

/// How many sentences "les Casques bleus" reaches back to their mission.
const MISSION_REACH: u32 = 2;

/// How many sentences "le groupe jihadiste" reaches back.
const OUTFIT_REACH: u32 = 3;

impl Reader<'_> {
    /// Settles the bearer of every name and nationality of the article.
    pub fn settle_names(&mut self) {
        let mut doubtful = vec![false; self.layer.mentions.len()];
        for (mention, doubtful) in self.layer.mentions.iter().zip(&mut doubtful) {
            if let MentionKind::Name(bearers) | MentionKind::Demonym(bearers) = &mention.kind
                && let [bearer] = bearers.as_slice()
            {
                *doubtful = self.is_ambiguous(*bearer, mention);
                let name = matches!(mention.kind, MentionKind::Name(_));
                if name && !*doubtful && !self.is_surname_only(*bearer, mention) {
                    self.present.grow_and_insert(bearer.0 as usize);
                }
            }
        }
        self.note_states();
        for (index, mention) in self.layer.mentions.iter().enumerate() {
            self.bearers[index] = match &mention.kind {
                MentionKind::Name(bearers)
                    if self.is_eponym(bearers, mention) || self.is_anothers_acronym(bearers, mention) =>
                {
                    None
                }
                MentionKind::Name(bearers) | MentionKind::Demonym(bearers) => match bearers.as_slice() {
                    [one] if !doubtful[index] => Some(*one),
                    [_] => self.bearer(bearers, mention),
                    several => {
                        let rest = self.apart_from_neighbours(index, several);
                        sole(&rest).or_else(|| self.bearer(&rest, mention))
                    }
                },
                MentionKind::Date(_) | MentionKind::Quantity(_) => None,
            };
        }
    }

    /// "l'aéroport *Thomas-Sankara*", "le prix X": what is named after a person is not he.
    fn is_eponym(&self, bearers: &[EntityId], mention: &Mention) -> bool {
        let start = mention.words.start as usize;
        let persons = bearers.iter().all(|id| self.kind(*id) == Kind::Person);
        let touching = start > 0 && self.words.together(start - 1);
        // "le secrétaire d'État X" is he.
        let title = || self.tables.titles.before(&self.words, start, |_| false);
        persons && touching && self.tables.nouns.names_after_persons(&self.words, start) && title().is_none()
    }

    /// "*la* FN", where the party is "le FN": letters that somebody else bears here.
    fn is_anothers_acronym(&self, bearers: &[EntityId], mention: &Mention) -> bool {
        let start = mention.words.start as usize;
        let capitals =
            mention.words.len() == 1 && self.words.text.words[start].shape.contains(Shape::ALL_CAPITALS);
        let [bearer] = bearers else { return false };
        let before = start.checked_sub(1).filter(|_| capitals);
        let Some(before) = before.filter(|before| self.words.together(*before)) else {
            return false;
        };
        let letters = self.kind(*bearer) == Kind::Organisation
            && self.gazetteer.get(*bearer).is_some_and(|entity| {
                let text = mention.span.of(self.words.source);
                *entity.label != *text
            });
        let article = self.analysis.tokens.get(before);
        let shown = article.filter(|token| token.class == Class::Determiner);
        let shown = shown.map_or(Features::empty(), |token| token.features & GENDER);
        let own = self.features(*bearer) & GENDER;
        letters && shown != GENDER && own != GENDER && !super::discourse::agrees(shown, own)
    }

    /// States that the article names, by name, seat or nationality.
    fn note_states(&mut self) {
        for mention in &self.layer.mentions {
            let (MentionKind::Name(bearers) | MentionKind::Demonym(bearers)) = &mention.kind else {
                continue;
            };
            if let [bearer] = bearers.as_slice() {
                let seat = self.gazetteer.get(*bearer).and_then(|entity| entity.seat_of);
                self.states_named
                    .grow_and_insert(seat.unwrap_or(*bearer).0 as usize);
            }
        }
    }

    /// "du Congo et de la RDC": who stands beside it in a list is not meant once more.
    fn apart_from_neighbours(&self, index: usize, bearers: &[EntityId]) -> Ids {
        let beside = |other: usize| {
            let (one, two) = (index.min(other), index.max(other));
            let gap = self.layer.mentions[one].words.end..self.layer.mentions[two].words.start;
            let listed = gap.len() <= 4
                && gap.clone().any(|word| self.links(word))
                && gap
                    .clone()
                    .all(|word| self.links(word) || self.is_function_word(word));
            match &self.layer.mentions[other].kind {
                MentionKind::Name(names) if listed && names.len() == 1 => Some(names[0]),
                _ => None,
            }
        };
        let last = self.layer.mentions.len() - 1;
        let around = [index.checked_sub(1), (index < last).then_some(index + 1)];
        let named: Ids = around.into_iter().flatten().filter_map(beside).collect();
        let rest: Ids = bearers.iter().copied().filter(|id| !named.contains(id)).collect();
        if rest.is_empty() { bearers.into() } else { rest }
    }

    fn is_function_word(&self, word: u32) -> bool {
        self.analysis.tokens.get(word as usize).is_some_and(|token| {
            matches!(
                token.class,
                Class::Determiner | Class::Adposition | Class::Coordinator
            )
        })
    }

    /// Whether this mention gives a person's family name alone.
    pub fn is_surname_only(&self, id: EntityId, mention: &Mention) -> bool {
        if self.kind(id) != Kind::Person || mention.words.len() != 1 {
            return false;
        }
        match self.gazetteer.get(id) {
            Some(entity) => *entity.label != *mention.span.of(self.words.source),
            None => self
                .locals
                .get(id.0 as usize - self.gazetteer.len())
                .is_some_and(|local| local.span != mention.span),
        }
    }

    /// Where each person's name has the most words, the first of several such places; sorted by person.
    pub fn full_names(&self) -> Vec<(EntityId, Span)> {
        let mut fullest: BTreeMap<EntityId, &Mention> = BTreeMap::new();
        for (mention, bearer) in self.layer.mentions.iter().zip(&self.bearers) {
            let (MentionKind::Name(_), Some(person)) = (&mention.kind, *bearer) else {
                continue;
            };
            if self.kind(person) != Kind::Person {
                continue;
            }
            let known = fullest.entry(person).or_insert(mention);
            if mention.words.len() > known.words.len() {
                *known = mention;
            }
        }
        let places = fullest.into_iter();
        places.map(|(person, mention)| (person, mention.span)).collect()
    }

    fn is_ambiguous(&self, id: EntityId, mention: &Mention) -> bool {
        let Some(entity) = self.gazetteer.get(id) else {
            return false;
        };
        let text = mention.span.of(self.words.source);
        entity.ambiguous.iter().any(|name| same_name(name, text))
    }

    fn bearer(&self, bearers: &[EntityId], mention: &Mention) -> Option<EntityId> {
        let one = |test: &dyn Fn(EntityId) -> bool| {
            let mut fitting = bearers.iter().copied().filter(|id| test(*id));
            fitting.next().filter(|_| fitting.next().is_none())
        };
        if let Some(state) = one(&|id| self.kind(id) == Kind::State)
            && self.is_named_with_article(state, mention)
        {
            return Some(state);
        }
        if let [bearer] = bearers {
            let settled = self.present.contains(bearer.0 as usize) || self.has_context(*bearer);
            return settled
                .then_some(*bearer)
                .or_else(|| self.titled_bearer(bearers, mention));
        }
        // "les groupes armés", where the text is about guerrillas: not jihadists whom it names in passing.
        let unmarked = |id| self.is_generic(id) && !self.is_ambiguous(id, mention);
        one(&|id| self.kind(id) == Kind::ArmedGroup && unmarked(id) && self.has_context(id))
            .or_else(|| one(&|id| self.present.contains(id.0 as usize)))
            .or_else(|| self.latest_present(bearers, mention))
            .or_else(|| one(&|id| self.has_context(id)))
            .or_else(|| self.titled_bearer(bearers, mention))
            .or_else(|| one(&|id| !self.is_ambiguous(id, mention) && !self.is_surname_only(id, mention)))
            // A family name that only one bearer has unmarked is his ("Ouattara", "Biya").
            .or_else(|| one(&|id| !self.is_ambiguous(id, mention)))
    }

    /// "*le* Salvador", "*du* Salvador": a state whose name takes the article, as persons' and towns' do not.
    fn is_named_with_article(&self, id: EntityId, mention: &Mention) -> bool {
        let start = mention.words.start as usize;
        let before = start
            .checked_sub(1)
            .and_then(|before| self.analysis.tokens.get(before));
        let article = before.is_some_and(|token| {
            token
                .features
                .intersects(Features::DEFINITE | Features::CONTRACTED)
                && super::discourse::agrees(token.features & (GENDER | NUMBER), self.features(id))
        });
        article && self.has_article(id)
    }

    /// "le président X", "le capitaine X" in an article on his state: the title or the state tells
    /// which holder of an office it is.
    fn titled_bearer(&self, bearers: &[EntityId], mention: &Mention) -> Option<EntityId> {
        let start = mention.words.start as usize;
        if !bearers.iter().all(|id| self.kind(*id) == Kind::Person) || start == 0 {
            return None;
        }
        let demonym = |word: usize| {
            self.mention_at(word as u32)
                .is_some_and(|(_, found)| matches!(found.kind, MentionKind::Demonym(_)))
        };
        let title = self.tables.titles.before(&self.words, start, demonym)?;
        let word = self.words.word(start - 1);
        // "capitaine X Y" is among the names of one of them.
        let mut so_called = bearers.iter().copied().filter(|id| {
            let aliases = self.gazetteer.get(*id).map_or(&[][..], |entity| &entity.aliases);
            let begins = |alias: &str| {
                alias
                    .split(' ')
                    .next()
                    .is_some_and(|first| same_name(first, word))
            };
            title.kind == TitleKind::Rank && aliases.iter().any(|alias| begins(alias))
        });
        if let (Some(one), None) = (so_called.next(), so_called.next()) {
            return Some(one);
        }
        let one = |test: &dyn Fn(&Office) -> bool| {
            let mut fitting = bearers.iter().copied().filter(|id| {
                let offices = self.offices_of(*id);
                offices.iter().any(|office| {
                    office.period.contains(self.date)
                        && self.states_named.contains(office.of.0 as usize)
                        && test(office)
                })
            });
            fitting.next().filter(|_| fitting.next().is_none())
        };
        // The title may stand a few words before: "le président turc X".
        let begins = (1..=4).filter_map(|back| start.checked_sub(back));
        let kinds = begins
            .filter(|at| self.words.together(*at))
            .filter_map(|at| self.tables.office_kinds.longest(&self.words, at))
            .last();
        match kinds {
            Some((kinds, _)) => one(&|office| {
                let kind = office.kind.as_deref();
                kind.is_some_and(|kind| kinds.iter().any(|wanted| wanted == kind))
            }),
            // Of several, a soldier known by his rank alone is the one who rules.
            None => one(&|_| true).or_else(|| {
                let rank = title.kind == TitleKind::Rank;
                one(&|office| rank && office.kind.as_deref() == Some(HEAD_OF_STATE))
            }),
        }
    }

    /// Of several bearers who are all named in full, the one named last before this place.
    fn latest_present(&self, bearers: &[EntityId], mention: &Mention) -> Option<EntityId> {
        let present = |id: &EntityId| bearers.contains(id) && self.present.contains(id.0 as usize);
        let earlier = self
            .layer
            .mentions
            .iter()
            .take_while(|other| other.span.start < mention.span.start);
        earlier
            .filter_map(|other| match &other.kind {
                MentionKind::Name(names) if names.len() == 1 => names.first().filter(|id| present(id)),
                _ => None,
            })
            .last()
            .copied()
    }

    /// Whether a name that decides for `id` stands in the article.
    fn has_context(&self, id: EntityId) -> bool {
        if let Some(known) = self.contexts.borrow().get(&id) {
            return *known;
        }
        let contexts = self.gazetteer.get(id).map_or(&[][..], |entity| &entity.contexts);
        let found = contexts
            .iter()
            .any(|context| contains_word(self.words.source, context));
        self.contexts.borrow_mut().insert(id, found);
        found
    }

    /// A group whose head is in a name, or a nationality used as a noun: in this mention.
    pub fn named(&mut self, id: GroupId, index: usize, mention: &Mention) -> Option<Reference> {
        let group = self.group(id);
        match mention.kind {
            MentionKind::Name(_) => {
                let all = self.same_place(index);
                if all.is_empty() {
                    return None;
                }
                if self.is_anothers(group, &all)
                    || self.is_one_of_many(group, &all)
                    || self.is_generic_description(group, &all)
                {
                    return None;
                }
                if let Some(outfit) = self.outfit_of_common(id, &all) {
                    return Some(outfit);
                }
                if let Some(countries) = self.countries_of_region(group, &all) {
                    return Some(super::descriptions::reference(
                        countries,
                        ReferenceKind::Collective,
                    ));
                }
                let surname = all.len() == 1 && self.is_surname_only(all[0], mention);
                let mut reference = Reference {
                    entities: all,
                    by: if surname {
                        ReferenceKind::Surname
                    } else {
                        ReferenceKind::Name
                    },
                    mention: mention.span,
                    ..Reference::default()
                };
                let sisters = self.sisters(&reference.entities, mention);
                extend(&mut reference.entities, &sisters);
                reference.actors = self.standing_for(id, &reference.entities);
                self.note_title(group, mention, reference.entities[0]);
                Some(reference)
            }
            MentionKind::Demonym(_) => self.nationality(id, index),
            MentionKind::Date(_) | MentionKind::Quantity(_) => None,
        }
    }

    /// "les forces israéliennes *et américaines*": the bodies of the other states, behind the name of one.
    fn sisters(&self, named: &[EntityId], mention: &Mention) -> Ids {
        let body = sole(named).and_then(|one| self.gazetteer.get(one));
        let state = body.and_then(|body| body.part_of);
        let (Some(body), Some(state)) = (body, state.and_then(|state| self.gazetteer.get(state))) else {
            return Ids::new();
        };
        let suffix = body
            .id
            .strip_prefix(&*state.id)
            .filter(|_| state.kind == Kind::State);
        let Some(suffix) = suffix else {
            return Ids::new();
        };
        let others = self.nationalities_behind(mention.words.end).into_iter();
        let sister = |other: EntityId| {
            let other = self.gazetteer.get(other)?;
            self.gazetteer.by_id(&format!("{}{suffix}", other.id))
        };
        others.filter_map(sister).collect()
    }

    /// "a classé le mouvement *organisation terroriste*": no group of its own.
    fn is_generic_description(&self, group: &NounGroup, entities: &[EntityId]) -> bool {
        let [named] = entities else { return false };
        let bare = group.determiner.is_none()
            && group.preposition.is_none()
            && !group.features.contains(Features::PLURAL);
        bare && self.is_generic(*named) && group.apposition_to.is_some()
    }

    /// "organisation terroriste": whether the names of an entity of the gazetteer are common nouns.
    pub fn is_generic(&self, id: EntityId) -> bool {
        self.gazetteer.get(id).is_some_and(|entity| entity.common)
    }

    /// "son Conseil de sécurité", "le Conseil de sécurité iranien": a body that others have too is not the one that goes
    /// by the bare name.
    fn is_anothers(&self, group: &NounGroup, entities: &[EntityId]) -> bool {
        let [body] = entities else { return false };
        let own = group.features.contains(Features::POSSESSIVE) || self.has_nationality(group);
        if !own && !self.name_goes_on(group) {
            return false;
        }
        let body_of_organisation = self.gazetteer.get(*body).is_some_and(|entity| {
            let of = entity.part_of.map(|whole| self.kind(whole));
            entity.kind == Kind::Organisation && of == Some(Kind::Organisation)
        });
        let class = self.class(*body).zip(self.tables.classes.government_body);
        let governing = class.is_some_and(|(class, body)| self.gazetteer.is_a(class, body));
        body_of_organisation && governing
    }

    /// "le Conseil de sécurité *et de défense*": the name is longer than the one known.
    pub fn name_goes_on(&self, group: &NounGroup) -> bool {
        let end = group.words.end as usize;
        let token = |at: usize| self.analysis.tokens.get(at);
        let joined = token(end).is_some_and(|token| token.class == Class::Coordinator);
        let genitive = token(end + 1).is_some_and(|token| Some(token.lemma) == self.tables.genitive);
        let common = token(end + 2).is_some_and(|token| token.class == Class::Noun)
            && !self.words.word(end + 2).starts_with(char::is_uppercase);
        joined && genitive && common
    }

    /// "les Casques bleus de la Finul", "les jihadistes du JNIM": rather the mission or the group than its kind.
    fn outfit_of_common(&mut self, id: GroupId, entities: &[EntityId]) -> Option<Reference> {
        let [kind] = entities else { return None };
        let entity = self.gazetteer.get(*kind)?;
        if !matches!(entity.kind, Kind::ArmedGroup | Kind::ArmedForce) {
            return None;
        }
        // "le groupe jihadiste JNIM"
        let behind = self.group(id).words.end;
        let touching = self
            .words
            .together(behind as usize - 1)
            .then(|| self.mention_at(behind))
            .flatten();
        let beside = touching.and_then(|(index, _)| self.bearers[index]);
        let named = beside.filter(|other| self.is_outfit(*other));
        if entity.common
            && let Some(outfit) = named.or_else(|| self.one_outfit(id))
        {
            return Some(super::descriptions::reference(
                [outfit].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        if let Some(mission) = self.mission_of(id, entity.part_of) {
            return Some(super::descriptions::reference(
                [mission].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        let mut owners = Ids::new();
        self.complement_owners(id, 1, &mut owners);
        // Of one mission among those of the same organisation.
        let beside = |owner: EntityId| {
            let whole = self.gazetteer.get(owner).and_then(|owner| owner.part_of);
            owner != *kind && whole.is_some() && whole == entity.part_of
        };
        owners.retain(|owner| self.kind(*owner) != Kind::State && (entity.common || beside(*owner)));
        (!owners.is_empty()).then(|| super::descriptions::reference(owners, ReferenceKind::Description))
    }

    /// "Reste la Monusco. *Les Casques bleus* …": those of the mission of the same organisation just spoken of.
    fn mission_of(&self, id: GroupId, whole: Option<EntityId>) -> Option<EntityId> {
        let group = self.group(id);
        let all = self.definite(group)
            && group.features.contains(Features::PLURAL)
            && group.numeral.is_none()
            && self.complements(id).is_empty();
        let whole = whole.filter(|whole| all && self.kind(*whole) == Kind::Organisation)?;
        let excluded = self.excluded(id);
        let near = self.discourse.back();
        let mut near =
            near.take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= MISSION_REACH);
        near.find_map(|thing| match thing.entities() {
            [mission] if self.kind(*mission) == Kind::ArmedForce && !excluded.contains(mission) => {
                let entity = self.gazetteer.get(*mission)?;
                (entity.part_of == Some(whole) && !entity.common).then_some(*mission)
            }
            _ => None,
        })
    }

    /// "*Le groupe jihadiste* a pris la ville": one group, the one spoken of last.
    fn one_outfit(&self, id: GroupId) -> Option<EntityId> {
        let group = self.group(id);
        let one = self.definite(group)
            && !group.features.contains(Features::PLURAL)
            && group.next_conjunct.is_none();
        if !one || !self.complements(id).is_empty() || self.has_nationality(group) {
            return None;
        }
        let excluded = self.excluded(id);
        let near = self.discourse.back();
        let mut near = near.take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= OUTFIT_REACH);
        near.find_map(|thing| match thing.entities() {
            // "combat le terrorisme": no noun for one group.
            [outfit] if self.is_outfit(*outfit) && !excluded.contains(outfit) => {
                let called = self
                    .sections(group)
                    .intersects(Section::ANAPHOR | Section::OUTFIT)
                    || self.is_called_by(group, *outfit);
                called.then_some(*outfit)
            }
            _ => None,
        })
    }

    /// The bearers of all mentions that cover the same words ("l'axe Moscou-Bamako").
    pub fn same_place(&self, index: usize) -> Ids {
        let (mentions, bearers) = (&self.layer.mentions[index..], &self.bearers[index..]);
        let mut ids = Ids::new();
        for (mention, bearer) in mentions.iter().zip(bearers) {
            if mention.words != mentions[0].words {
                break;
            }
            if let Some(bearer) = bearer.filter(|bearer| !ids.contains(bearer)) {
                ids.push(bearer);
            }
        }
        ids
    }

    /// "le Malien Sadio Camara" is he; "les Maliens" act for Mali.
    fn nationality(&mut self, id: GroupId, index: usize) -> Option<Reference> {
        let group = self.group(id);
        let state = self.bearers[index]?;
        if let Some(person) = self
            .apposed_name(id)
            .filter(|person| self.kind(*person) == Kind::Person)
        {
            self.epithets.push(Epithet {
                of: [state].into_iter().collect(),
                ..Epithet::of(person, group.sentence)
            });
            return Some(Reference {
                entities: [person].into_iter().collect(),
                by: ReferenceKind::Apposition,
                ..Reference::default()
            });
        }
        let noun = self.is_capitalised(group.head);
        if noun && let Some(person) = self.compatriot(id, state) {
            return Some(Reference {
                entities: [person].into_iter().collect(),
                by: ReferenceKind::Description,
                ..Reference::default()
            });
        }
        // "les Maliens" act for Mali; "de nombreux Maliens" do not.
        let people = self
            .complements(id)
            .iter()
            .any(|complement| self.settle(*complement).is_empty())
            || self
                .place(id)
                .is_some_and(|place| place.kind == RoleKind::Subject)
                && self.depends_on(id, LemmaTraits::BY_PEOPLE);
        // "les Serbes *du Nord*" are some of them, and peoples march, not states.
        let all = group.features.contains(Features::DEFINITE | Features::PLURAL)
            && group.numeral.is_none()
            && !people;
        // "des milliers *de Maliens*": a name has no number of its own.
        let counted = || {
            group
                .complement_of
                .is_some_and(|whole| self.counted_by(whole) == Some(id))
        };
        let several = group.features.contains(Features::PLURAL)
            || (group.determiner.is_none() && !group.features.contains(Features::SINGULAR))
            || counted();
        // "Russes et Ukrainiens se sont parlé": set side by side, the peoples.
        if noun && self.are_set_side_by_side(id) {
            return Some(Reference {
                actors: [state].into_iter().collect(),
                by: ReferenceKind::Demonym,
                ..Reference::default()
            });
        }
        if noun && !all && several {
            return Some(self.compatriots(group));
        }
        (noun && all).then(|| Reference {
            actors: [state].into_iter().collect(),
            by: ReferenceKind::Demonym,
            ..Reference::default()
        })
    }

    /// Whether bare plurals of nationality are listed: "Ougandais, Kényans et Djiboutiens".
    fn are_set_side_by_side(&self, id: GroupId) -> bool {
        let bare = |id: GroupId| {
            let group = self.group(id);
            let people = self.mention_at(group.head).is_some_and(|(_, mention)| {
                matches!(mention.kind, MentionKind::Demonym(_)) && self.is_capitalised(group.head)
            });
            people && group.determiner.is_none() && group.numeral.is_none() && !self.is_contracted(group)
        };
        let group = self.group(id);
        let first = group.first_conjunct.unwrap_or(id);
        let list: SmallVec<[GroupId; 4]> = self.conjuncts(first).take(MOST_PEOPLES).collect();
        list.len() > 1 && list.iter().all(|member| bare(*member))
    }

    /// "deux Français", "des milliers de Géorgiens": people who act for nobody but themselves.
    fn compatriots(&mut self, group: &NounGroup) -> Reference {
        let span = self.words.span(group.head as usize..group.head as usize + 1);
        let label = span.of(self.words.source).to_owned();
        let id = self.local_group(label, self.tables.crowd_class, Kind::Group, span);
        Reference {
            entities: [id].into_iter().collect(),
            by: ReferenceKind::Demonym,
            ..Reference::default()
        }
    }

    /// "l'Estonienne": the person spoken of who serves that state, or has served it.
    fn compatriot(&self, id: GroupId, state: EntityId) -> Option<EntityId> {
        let group = self.group(id);
        if !self.definite(group) || group.features.contains(Features::PLURAL) {
            return None;
        }
        let gender = group.features & (Features::MASCULINE | Features::FEMININE);
        let excluded = self.excluded(id);
        let serves = |person: EntityId| {
            let offices = self.offices_of(person);
            let mut told = self.recent_epithets().filter(|epithet| epithet.person == person);
            offices.iter().any(|office| office.of == state) || told.any(|epithet| epithet.of.contains(&state))
        };
        let things = self.discourse.back();
        let mut near =
            things.take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= COMPATRIOT_REACH);
        let found = near.find(|thing| {
            thing.kind == Kind::Person
                && super::discourse::agrees(gender, thing.features)
                && matches!(thing.entities(), [person] if !excluded.contains(person) && serves(*person))
        })?;
        sole(found.entities())
    }

    /// The name that stands beside a group: "le ministre russe, *Sergueï Lavrov*,".
    pub fn apposed_name(&self, id: GroupId) -> Option<EntityId> {
        let group = self.group(id);
        // Few groups begin with a title.
        let after_comma = |title: GroupId| {
            let opens = self
                .traits(self.group(title).head)
                .contains(WordTraits::OPENS_TITLE);
            opens.then(|| self.name_after_comma(title)).flatten()
        };
        let beside = group.apposition.filter(|_| !self.is_bracketed(group));
        let named = beside.map(|other| self.group(other)).and_then(|other| {
            // "le porte-parole, le colonel X,": a title between.
            let further = || {
                other
                    .apposition
                    .and_then(|further| self.bearer_of(self.group(further)))
            };
            self.bearer_of(other)
                .or_else(further)
                .or_else(|| self.inner_name(other))
                .or_else(|| after_comma(group.apposition?))
        });
        named
            .or_else(|| self.inner_name(group))
            .or_else(|| after_comma(id))
            .or_else(|| self.name_after_adjective(id))
    }

    /// "le président déchu X": an adjective that the grammar may have read otherwise.
    fn name_after_adjective(&self, id: GroupId) -> Option<EntityId> {
        let group = self.group(id);
        let end = group.words.end;
        if !self.traits(end).intersects(HOLDER) || !self.words.together(end as usize) {
            return None;
        }
        let (index, mention) = self.mention_at(end + 1)?;
        let person = self.bearers[index].filter(|person| self.kind(*person) == Kind::Person)?;
        (mention.words.start == end + 1).then_some(person)
    }

    /// "le ministre russe des Affaires étrangères, X, …": a person's name between commas after a
    /// title with its complements, where the grammar has not joined them.
    fn name_after_comma(&self, id: GroupId) -> Option<EntityId> {
        let group = self.group(id);
        self.title_at(group.head as usize)?;
        // "président de la République, *chef suprême des armées*, X": one title behind another.
        let names_somebody = group
            .apposition_to
            .is_some_and(|host| self.mention_at(self.group(host).head).is_some());
        let plain = group.apposition.is_none() && !names_somebody && group.next_conjunct.is_none();
        // "l'envoyé du secrétaire général, X": the outer one is X.
        let mut above = self.upwards(id).skip(1).take(4);
        let inner = above.any(|outer| self.group(outer).apposition.is_some());
        if !plain || inner {
            return None;
        }
        let mut end = group.words.end;
        let mut last = id;
        for _ in 0..4 {
            let Some(complement) = self.complements(last).last().copied() else {
                break;
            };
            end = end.max(self.group(complement).words.end);
            last = complement;
        }
        end = self.behind_holder(id, end);
        if self.words.word(end as usize) != "," || !self.words.together(end as usize) {
            return None;
        }
        let start = self.after_titles(end + 1);
        let (index, mention) = self.mention_at(start)?;
        let after = self.words.word(mention.words.end as usize);
        let closed =
            matches!(after, "," | "." | ";" | ")") || !self.words.together(mention.words.end as usize - 1);
        let person = self.bearers[index].filter(|person| self.kind(*person) == Kind::Person);
        person.filter(|_| closed && mention.words.start == start)
    }

    /// "le président *déchu du Niger*, X": the word after an adjective, and what hangs on it, that the grammar may have
    /// taken for a clause.
    fn behind_holder(&self, id: GroupId, end: u32) -> u32 {
        if !self.traits(end).intersects(HOLDER) || !self.words.together(end as usize) {
            return end;
        }
        let next = self.analysis.groups.get(id as usize + 1);
        let hanging = next.filter(|next| {
            let preposition = next.preposition.as_ref();
            preposition.is_some_and(|found| {
                found.words.start == end + 1 && Some(found.lemma) == self.tables.genitive
            })
        });
        hanging.map_or(end + 1, |next| next.words.end)
    }

    /// Whether the group's apposition stands in brackets.
    fn is_bracketed(&self, group: &NounGroup) -> bool {
        group
            .apposition
            .is_some_and(|other| self.group(other).bracketed || group.bracketed)
    }

    /// The word after an article and titles: "le colonel-major X".
    fn after_titles(&self, start: u32) -> u32 {
        let mut at = start as usize;
        if self.tables.nouns.is_article(self.words.key(at)) {
            at += 1;
        }
        while let Some((_, end)) = self.title_at(at).filter(|(_, end)| end - start as usize <= 5) {
            at = end;
        }
        if self.mention_at(at as u32).is_some() {
            at as u32
        } else {
            start
        }
    }

    fn bearer_of(&self, group: &NounGroup) -> Option<EntityId> {
        let (index, mention) = self.mention_at(group.head)?;
        // "le sommet X-Y" is neither.
        let one = matches!(mention.kind, MentionKind::Name(_)) && self.same_place(index).len() == 1;
        one.then(|| self.bearers[index]).flatten()
    }

    /// A name among the words of a group whose head is a common noun.
    fn inner_name(&self, group: &NounGroup) -> Option<EntityId> {
        let mut after = group.head + 1..group.words.end;
        after.find_map(|word| {
            let (index, mention) = self.mention_at(word)?;
            let one = matches!(mention.kind, MentionKind::Name(_)) && self.same_place(index).len() == 1;
            one.then(|| self.bearers[index]).flatten()
        })
    }

    /// Remembers the title before a person's name: "le général X" is "le général" later.
    fn note_title(&mut self, group: &NounGroup, mention: &Mention, person: EntityId) {
        if self.kind(person) != Kind::Person {
            return;
        }
        let start = mention.words.start as usize;
        let mut of = Ids::new();
        let mut at = start;
        while at > 0 && start - at < 4 && self.words.together(at - 1) {
            at -= 1;
            if let Some((index, found)) = self.mention_at(at as u32)
                && matches!(found.kind, MentionKind::Demonym(_))
            {
                extend(&mut of, self.bearers[index].as_slice());
                continue;
            }
            if self.title_at(at).is_some() {
                let noun = lowered(self.words.word(at));
                let tables = self.tables;
                let kinds = tables.office_kinds.longest(&self.words, at);
                self.epithets.push(Epithet {
                    noun,
                    of,
                    former: self.is_former(group),
                    kinds: kinds.map_or(&[], |(kinds, _)| kinds),
                    ..Epithet::of(person, group.sentence)
                });
                return;
            }
            if at < group.words.start as usize {
                return;
            }
        }
    }
}

/// Whether `name` stands in `text` as a word of its own.
fn contains_word(text: &str, name: &str) -> bool {
    memmem::find_iter(text.as_bytes(), name).any(|at| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
