//! Groups with a common noun for head: countries, governments, organisations, crowds.
//!
//! The owner decides: an adjective of nationality, a complement, a possessive. Without one, a few
//! nouns ("le pays", "la junte", "l'armée") look for the state that the text is about; the rest
//! stay open.

use super::discourse::{Ids, Thing, sole};
use super::prospects::Prospect;
use super::reader::{Reader, extend};
use super::tables::{Anaphor, Section};
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{GroupId, NounGroup, PredicateKind, RoleKind};
use crate::lexicon::Features;
use crate::mention::fold::lowered;
use crate::mention::{EntityId, Kind, MentionKind};
use crate::ontology::ClassId;
use crate::text::Shape;
use smallvec::SmallVec;
use std::cell::LazyCell;

/// How many sentences "le gouvernement" reaches back to one that was told by its state.
const GOVERNMENT_REACH: u32 = 8;

/// How many sentences "l'alliance" reaches back to one that has the word in its name.
const NAMED_REACH: u32 = 30;

/// How many sentences "le bloc régional" reaches back.
const SCOPED_REACH: u32 = 20;

/// How many names may rename one group.
const MOST_NAMED: usize = 12;

/// How deep owners are sought among complements ("ministre | des Affaires étrangères | du Mali").
const DEPTH: usize = 3;

pub(super) fn reference(entities: Ids, by: ReferenceKind) -> Reference {
    Reference {
        entities,
        by,
        ..Reference::default()
    }
}

pub(super) fn acting(actors: Ids, by: ReferenceKind) -> Reference {
    Reference {
        actors,
        by,
        ..Reference::default()
    }
}

/// A group by whose noun somebody may be meant.
#[derive(Debug, Clone, Copy)]
struct Description<'a> {
    id: GroupId,
    section: Section,
    /// Whose it is.
    owners: &'a [EntityId],
    plural: bool,
}

/// A way to find whom a description means.
type Way = for<'a> fn(&mut Reader<'_>, Description<'a>) -> Option<Reference>;

/// The ways in the order in which they are tried, each behind the sections of nouns that it is for.
const WAYS: [(Section, Way); 18] = [
    (Section::FIXED, |reader, of| {
        reader.fixed(reader.group(of.id), of.section)
    }),
    (
        Section::STATES.union(Section::PARTIES).union(Section::COUNT),
        |reader, of| reader.collective(of.id, of.section, of.owners, of.plural),
    ),
    (Section::COUNTRY, |reader, of| {
        reader.country(of.id, of.section, of.owners)
    }),
    (Section::GOVERNMENT, |reader, of| {
        reader.government(of.id, of.section, of.owners)
    }),
    (Section::OFFICIAL, |reader, of| {
        reader.official(of.id, of.section, of.owners)
    }),
    (Section::ANAPHOR, |reader, of| {
        reader.component(of.id, of.section, of.owners)
    }),
    // "ses hommes" are soldiers too.
    (Section::all(), |reader, of| {
        reader.force(of.id, of.section, of.owners, of.plural)
    }),
    (Section::FIGHTERS, |reader, of| {
        reader.fighters(reader.group(of.id), of.section, of.owners, of.plural)
    }),
    (Section::RELATION, |reader, of| reader.allies(of.id, of.section)),
    (
        Section::PERSONNEL
            .union(Section::RELATION)
            .union(Section::PARTIES),
        |reader, of| reader.personnel(reader.group(of.id), of.section, of.owners),
    ),
    (Section::RELATION, |reader, of| {
        reader.neighbour(of.id, of.section, of.owners)
    }),
    (Section::OUTFIT, |reader, of| {
        reader.outfit(of.id, of.section, of.owners)
    }),
    (
        Section::ANAPHOR.union(Section::ARMED).union(Section::FIGHTERS),
        |reader, of| reader.those(of.id, of.section),
    ),
    (Section::ANAPHOR, |reader, of| {
        reader.several_alike(of.id, of.section)
    }),
    (Section::ANAPHOR, |reader, of| reader.led_by(of.id, of.section)),
    (Section::ANAPHOR, |reader, of| {
        reader.anaphor(of.id, of.section, of.owners, of.plural)
    }),
    (Section::all(), |reader, of| reader.human(of.id, of.owners)),
    (
        Section::CROWD.union(Section::ARMED).union(Section::ARMED_PEOPLE),
        |reader, of| reader.people(of.id, of.section, of.plural),
    ),
];

impl Reader<'_> {
    /// Whom a description means.
    pub fn described(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let mut section = self.sections(group);
        if section.contains(Section::CAPITALISED) && !self.is_capitalised(group.head) {
            return None;
        }
        if self.is_portfolio(group) {
            return None;
        }
        if self.is_ordinal(id) {
            return Some(self.ranked(id).unwrap_or_default());
        }
        let counted = self.namesakes(id);
        if let Some(found) = counted.or_else(|| self.counted_out(id)) {
            return Some(found);
        }
        if let Some(found) = self
            .named_place(id)
            .or_else(|| self.renaming(id))
            .or_else(|| self.capital(id))
        {
            return Some(found);
        }
        let mut owners = self.owners(id);
        if owners.is_empty() && section.intersects(Section::FORCE | Section::PERSONNEL) {
            owners = self.senders(id);
        }
        if section.contains(Section::FORCE) && self.in_power(id) {
            section = Section::GOVERNMENT | (section & Section::PLURAL) | Section::ALWAYS_PLURAL;
        }
        if let Some(found) = self
            .with_name(id, section, &owners)
            .or_else(|| self.pointing_back(id))
        {
            return Some(found);
        }
        if let Some(found) = self.body(id, &owners) {
            return Some(found);
        }
        if section.is_empty() {
            return self.human(id, &owners);
        }
        if owners.is_empty() && self.has_open_nationality(group) {
            return None;
        }
        // "aucun soldat togolais": none of them is all of them.
        let plural = group
            .features
            .intersects(Features::PLURAL | Features::NEGATIVE_INDEFINITE)
            || section.contains(Section::PLURAL);
        let only_fighters =
            !section.intersects(Section::FORCE | Section::OFFICIAL | Section::STATES | Section::PARTIES);
        if section.contains(Section::FIGHTERS) && plural {
            let led = self.outfits_of_persons(id);
            if !led.is_empty() {
                return Some(reference(led, ReferenceKind::Description));
            }
        }
        if section.contains(Section::FIGHTERS) && only_fighters {
            // "les mercenaires russes de Wagner" are Wagner's first.
            let mut outfit = Ids::new();
            self.complement_owners(id, 1, &mut outfit);
            if let Some(found) = self.fighters(group, section, &outfit, plural) {
                return Some(found);
            }
        }
        let of = Description {
            id,
            section,
            owners: &owners,
            plural,
        };
        let mut ways = WAYS.iter().filter(|(sections, _)| section.intersects(*sections));
        ways.find_map(|(_, way)| way(self, of))
    }

    /// "les Wazalendo, *ces miliciens*": whoever stands before it.
    fn pointing_back(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let renamed = group
            .apposition_to
            .filter(|_| group.features.contains(Features::DEMONSTRATIVE))?;
        let mut found = self.resolve(renamed);
        found.by = ReferenceKind::Apposition;
        Some(found).filter(|found| !found.is_empty())
    }

    /// "leurs partenaires, notamment *X et Y*": those who are named stand for the group, or beside it where it is
    /// known by itself ("les Occidentaux, dont la France").
    pub fn instances(&mut self, id: GroupId) -> Option<Reference> {
        let begin = self.instances_begin(id)?;
        let first = self.group_from(id, begin as u32)?;
        if self.has_verb_of_its_own(first, id) {
            return None;
        }
        let (mut entities, mut stop) = (Ids::new(), begin as u32);
        let mut next = Some(first);
        while let Some(member) = next.filter(|_| entities.len() < 12) {
            let found = self.resolve(member);
            if found.is_empty() {
                return None;
            }
            extend(&mut entities, found.acting());
            stop = self.group(member).words.end;
            next = self.group(member).next_conjunct;
        }
        let closed = !self.words.together(stop as usize - 1)
            || self.words.text.words[stop as usize]
                .shape
                .contains(Shape::PUNCTUATION);
        closed.then(|| reference(entities, ReferenceKind::Apposition))
    }

    /// The word behind "notamment" and the like, where that follows a plural and what hangs on it.
    pub fn instances_begin(&self, id: GroupId) -> Option<usize> {
        let group = self.group(id);
        if !group.features.contains(Features::PLURAL) || group.features.contains(Features::TIME) {
            return None;
        }
        let mut end = group.words.end;
        let mut last = group;
        for _ in 0..DEPTH {
            let Some(complement) = last.complements.last() else {
                break;
            };
            last = self.group(*complement);
            end = end.max(last.words.end);
        }
        let begins = |word: u32| self.traits(word).contains(WordTraits::OPENS_INSTANCES);
        if !begins(end) {
            end += 1;
            if !begins(end) || self.words.word(end as usize - 1) != "," {
                return None;
            }
        }
        let (_, begin) = self.tables.instances.longest(&self.words, end as usize)?;
        Some(begin)
    }

    /// "les rebelles, dont *le chef* est en prison": an argument of a verb of which `whole` is none, and which does not
    /// describe the group itself.
    fn has_verb_of_its_own(&self, id: GroupId, whole: GroupId) -> bool {
        let shared = self.clauses_of(whole);
        self.clauses_of(id).iter().any(|at| {
            self.clause(*at).is_some_and(|clause| {
                clause.predicate.kind == PredicateKind::Verb
                    && clause.group != Some(id)
                    && (clause.group == Some(whole) || !shared.contains(at))
            })
        })
    }

    /// The group that begins at a word, its preposition counted; sought right after `id`.
    pub fn group_from(&self, id: GroupId, word: u32) -> Option<GroupId> {
        let groups = self
            .analysis
            .groups
            .iter()
            .enumerate()
            .skip(id as usize + 1)
            .take(8);
        groups
            .take_while(|(_, group)| group.words.start <= word + 3)
            .find(|(_, group)| {
                let begin = group
                    .preposition
                    .as_ref()
                    .map_or(group.words.start, |found| found.words.start);
                begin.min(group.words.start) == word
            })
            .map(|(index, _)| index as GroupId)
    }

    /// "plusieurs centaines *de soldats togolais*": those who are counted.
    fn counted_out(&mut self, id: GroupId) -> Option<Reference> {
        let counted = self.counted_by(id)?;
        Some(self.resolve(counted)).filter(|found| !found.is_empty())
    }

    /// What a noun that only counts has for its complement.
    pub fn counted_by(&self, id: GroupId) -> Option<GroupId> {
        let group = self.group(id);
        let counts = self.traits(group.head).contains(WordTraits::MEASURE);
        let indefinite = !group.features.contains(Features::DEFINITE);
        if counts && indefinite {
            self.genitive_complement(id)
        } else {
            None
        }
    }

    /// "la ville de X", "la province du Y": the place that the complement names.
    pub fn named_place(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        if group.features.contains(Features::PLURAL) {
            return None;
        }
        let complement = *self.complements(id).first()?;
        if self.prospect(complement) == Prospect::Nobody {
            return None;
        }
        let start = self.group(complement).words.start as usize;
        // "la région séparatiste *de X*": an adjective may stand between.
        let head = group.head as usize + 1;
        let typed = || {
            self.genitive_complement(id)
                .and_then(|_| self.tables.nouns.before(&self.words, head))
        };
        let typing = self.tables.nouns.before(&self.words, start).or_else(typed)?;
        if typing.kind != Kind::Place {
            return None;
        }
        let found = self.resolve(complement);
        let places = found.entities.iter().filter(|id| self.kind(**id) == Kind::Place);
        let places: Ids = places.copied().collect();
        (!places.is_empty() && places.len() == found.entities.len()).then(|| Reference {
            mention: found.mention,
            ..reference(places, ReferenceKind::Description)
        })
    }

    /// "X, *région séparatiste* où …", "X, *groupe rebelle* …": a bare noun for what it renames.
    fn renaming(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let host = group.apposition_to?;
        let bare = group.determiner.is_none()
            && group.preposition.is_none()
            && group.next_conjunct.is_none()
            && !group.features.contains(Features::PLURAL);
        let named = sole(&self.settle(host).entities)?;
        let fits = bare && self.kind(named) != Kind::Person && self.is_called_by(group, named);
        fits.then(|| reference([named].into_iter().collect(), ReferenceKind::Apposition))
    }

    /// "la capitale malienne", "la capitale": of the state told, or of the one the text is about.
    pub fn capital(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let one = !group.features.contains(Features::PLURAL);
        if !one || !self.traits(group.head).contains(WordTraits::CAPITAL) || !self.definite(group) {
            return None;
        }
        let mut states = Ids::new();
        self.nationalities(group, &mut states);
        if states.is_empty() {
            self.complement_owners(id, 1, &mut states);
        }
        let bare = group.complements.is_empty() && group.modifiers.is_empty() && group.apposition.is_none();
        let state = match states.as_slice() {
            [state] => *state,
            [] if bare => self.salient_state(group)?,
            _ => return None,
        };
        let capital = self.gazetteer.get(state)?.capital?;
        let found = reference([capital].into_iter().collect(), ReferenceKind::Description);
        let actors = self.standing_for(id, &found.entities);
        Some(Reference { actors, ..found })
    }

    /// A nationality that the text leaves open ("guinéen" of which Guinea).
    pub fn has_open_nationality(&self, group: &NounGroup) -> bool {
        let open = |word: u32| {
            self.mention_at(word).is_some_and(|(index, mention)| {
                matches!(mention.kind, MentionKind::Demonym(_)) && self.bearers[index].is_none()
            })
        };
        let mut beside = group.words.clone().filter(|word| *word != group.head);
        self.traits_within(group).contains(WordTraits::MENTIONED) && beside.any(open)
    }

    /// A name beside or inside the group.
    pub fn with_name(&mut self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let name = self.apposed_name(id)?;
        let group = self.group(id);
        let sides =
            section.intersects(Section::PARTIES | Section::STATES | Section::RELATION | Section::COUNTRY);
        if sides && group.features.contains(Features::PLURAL) && self.definite(group) {
            let renamed = self.renamed_states(id).filter(|found| found.entities.len() > 1);
            if renamed.is_some() {
                return renamed;
            }
        }
        if self.kind(name) == Kind::Person {
            return self.with_person(id, name, section, owners);
        }
        let end = group.head as usize + 1;
        let typed = self
            .tables
            .nouns
            .before(&self.words, end)
            .is_some_and(|typing| typing.kind == self.kind(name));
        let place = matches!(self.kind(name), Kind::Place | Kind::State);
        let fits = if place {
            self.traits(group.head).contains(WordTraits::PLACE_OWNER)
        } else {
            typed
                || section
                    .intersects(Section::ANAPHOR | Section::FORCE | Section::FIGHTERS | Section::PERSONNEL)
        };
        let told = group
            .features
            .intersects(Features::POSSESSIVE | Features::DEFINITE);
        if self.kind(name) == Kind::State && section.intersects(Section::RELATION | Section::COUNTRY) && told
        {
            return self.renamed_states(id);
        }
        // "son parti, le X,": renamed after a comma.
        let renamed = || !place && told && self.is_called_by(group, name);
        ((fits && self.adjoins(group)) || renamed())
            .then(|| reference([name].into_iter().collect(), ReferenceKind::Apposition))
    }

    /// "son voisin, l'Algérie,", "ses alliés, la Russie et l'Iran": the states that rename the group.
    fn renamed_states(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let first = group.apposition?;
        let plural = group.features.contains(Features::PLURAL);
        let names = std::iter::successors(Some(first), |at| self.group(*at).next_conjunct);
        let names: Vec<GroupId> = names.take(if plural { MOST_NAMED } else { 1 }).collect();
        let mut states = Ids::new();
        for name in names {
            let found = self.resolve(name);
            extend(&mut states, &self.states(found.acting()));
        }
        (!states.is_empty()).then(|| reference(states, ReferenceKind::Apposition))
    }

    /// Whether the noun is one for such as `id`.
    pub fn is_called_by(&self, group: &NounGroup, id: EntityId) -> bool {
        let typed = self.tables.nouns.before(&self.words, group.head as usize + 1);
        typed.is_some_and(|typing| typing.kind == self.kind(id)) || self.points_to(self.head_key(group), id)
    }

    /// Whether no punctuation stands between a group and the one that renames it.
    pub fn adjoins(&self, group: &NounGroup) -> bool {
        group.apposition.is_none_or(|other| {
            let start = self.group(other).words.start;
            (group.words.end..start).all(|word| {
                !self.words.text.words[word as usize]
                    .shape
                    .contains(Shape::PUNCTUATION)
            })
        })
    }

    /// "la ministre des *Armées*", "de la *Justice*".
    pub fn is_portfolio(&self, group: &NounGroup) -> bool {
        let charged = |owner| self.sections(self.group(owner)).contains(Section::OFFICIAL);
        // "l'ambassadeur de l'*Union*" serves it.
        let body = || {
            self.sections(group).contains(Section::ANAPHOR)
                && group.complements.is_empty()
                && self.definite(group)
        };
        group.complement_of.is_some_and(charged) && self.is_capitalised(group.head) && !body()
    }

    /// "les militaires au pouvoir".
    pub fn in_power(&self, id: GroupId) -> bool {
        let group = self.group(id);
        let adjacent = self.adjacent(id);
        group.complements.iter().chain(&adjacent).any(|complement| {
            let section = self.sections(self.group(*complement));
            section.contains(Section::SUBJECT_ONLY)
        })
    }

    pub fn fixed(&self, group: &NounGroup, section: Section) -> Option<Reference> {
        let fixed = self
            .tables
            .fixed
            .get(&self.head_key(group))
            .filter(|_| section.contains(Section::FIXED))?;
        let told = group
            .words
            .clone()
            .any(|word| fixed.with.contains(&self.words.key(word as usize)));
        if !told && !fixed.with.is_empty() {
            return None;
        }
        // "les paramilitaires soudanais": a nationality says which state.
        let mut states = Ids::new();
        self.nationalities(group, &mut states);
        if !states.is_empty() {
            let about = states.iter().find_map(|state| fixed.of.get(state))?;
            return Some(reference(
                [*about].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        let about = self
            .discourse
            .back()
            .flat_map(|thing| thing.acting())
            .find_map(|id| fixed.of.get(id))?;
        Some(reference(
            [*about].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    pub fn country(&self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        if !section.contains(Section::COUNTRY) || section.contains(Section::PLURAL) {
            return None;
        }
        let mut states = self.states(owners);
        extend(&mut states, &self.states_of_persons(owners));
        if !states.is_empty() {
            return Some(reference(states, ReferenceKind::Description));
        }
        // "la petite île océanienne": a region is no owner.
        let regional = owners.iter().all(|id| self.kind(*id) == Kind::Place);
        let bare = regional && self.definite(group) && group.complements.is_empty();
        let plain = bare && !group.features.contains(Features::PLURAL) && !self.has_others(group);
        if !plain {
            return None;
        }
        let (realms, others) = (
            self.tables.realms.get(&self.head_key(group)),
            self.other_parties(id),
        );
        let fits = |state: EntityId| realms.is_none_or(|realms| realms.contains(&state));
        let state = self.salient(group, |state| fits(state) && !others.contains(&state))?;
        Some(reference(
            [state].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    pub fn government(&mut self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        let one = section.contains(Section::ALWAYS_PLURAL) && !section.contains(Section::PLURAL);
        if !section.contains(Section::GOVERNMENT) || one {
            return None;
        }
        let noun = self.head_key(group);
        let subject = self
            .place(id)
            .is_some_and(|place| place.kind == RoleKind::Subject);
        if section.contains(Section::SUBJECT_ONLY) && !subject && !self.has_nationality(group) {
            return None;
        }
        let mut states = self.states(owners);
        if states.is_empty() {
            states = self.states_of_complements(id, 2);
        }
        if states.is_empty() && group.features.contains(Features::POSSESSIVE) {
            // "X a assuré que son gouvernement …"
            states = self.states_of_persons(owners);
        }
        if !states.is_empty() {
            self.governments.insert(noun, (states.clone(), group.sentence));
            return Some(reference(states, ReferenceKind::Description));
        }
        if let Some(region) = self.governed_region(id) {
            return Some(reference(region, ReferenceKind::Description));
        }
        let several = section.contains(Section::PLURAL) && !section.contains(Section::ALWAYS_PLURAL);
        let bare = owners.is_empty()
            && self.definite(group)
            && !several
            && !section.contains(Section::GOVERNMENT_OWNED);
        if !bare {
            return None;
        }
        // "le porte-parole du gouvernement, X": X's.
        let spokesman = group.complement_of.and_then(|office| self.apposed_name(office));
        let told = spokesman
            .map(|person| self.states_of_person(person))
            .filter(|states| !states.is_empty());
        // "Kigali dément, a dit X, porte-parole du gouvernement": of whoever speaks in the sentence.
        let speaking = || {
            let spokesman = group.complement_of.is_some_and(|office| {
                let section = self.sections(self.group(office));
                section.contains(Section::OFFICIAL)
            });
            self.speaking_state(group.sentence).filter(|_| spokesman)
        };
        let speaking = || speaking().map(|state| [state].into_iter().collect());
        // "le M23 et le gouvernement": of the state that the group fights.
        let fought = || {
            self.opponent(&self.beside(id))
                .map(|state| [state].into_iter().collect())
        };
        let remembered = || {
            let (states, sentence) = self.governments.get(&noun)?;
            let near = group.sentence.saturating_sub(*sentence) <= GOVERNMENT_REACH;
            (near && !self.other_parties(id).contains(&states[0])).then(|| states.clone())
        };
        let set = || self.setting(id).map(|state| [state].into_iter().collect());
        let states = match told
            .or_else(speaking)
            .or_else(fought)
            .or_else(set)
            .or_else(remembered)
        {
            Some(states) => states,
            None => [self.governed(id, noun)?].into_iter().collect(),
        };
        Some(reference(states, ReferenceKind::Description))
    }

    /// "les autorités du Kurdistan": a part of a country has its own.
    fn governed_region(&mut self, id: GroupId) -> Option<Ids> {
        let complement = self.genitive_complement(id)?;
        let found = self.resolve(complement);
        let place = |id: &EntityId| self.kind(*id) == Kind::Place;
        let alone = found.actors.is_empty() && !found.entities.is_empty() && found.entities.iter().all(place);
        alone.then_some(found.entities)
    }

    /// The state meant by a bare noun for a government. Some of these nouns fit few states ("la
    /// junte"): those are preferred.
    pub fn governed(&self, id: GroupId, noun: u64) -> Option<EntityId> {
        let group = self.group(id);
        let others = self.other_parties(id);
        let fitting = self.tables.regimes.get(&noun);
        let told = fitting.and_then(|states| {
            self.salient(group, |state| states.contains(&state) && !others.contains(&state))
        });
        told.or_else(|| self.salient(group, |state| !others.contains(&state)))
    }

    /// Whom the other conjuncts and the other arguments of its clauses name.
    fn beside(&self, id: GroupId) -> Ids {
        let mut beside = self.from(id).excluded;
        let first = self.group(id).first_conjunct.unwrap_or(id);
        let conjuncts = std::iter::successors(Some(first), |at| self.group(*at).next_conjunct);
        for conjunct in conjuncts.take(12).filter(|conjunct| *conjunct != id) {
            extend(&mut beside, &self.found(conjunct).entities);
        }
        beside
    }

    /// States named by complements of any kind: "les militaires au pouvoir à Bamako", "les juntes
    /// au pouvoir dans ces pays".
    pub fn states_of_complements(&mut self, id: GroupId, depth: usize) -> Ids {
        let mut states = Ids::new();
        let adjacent = self.adjacent(id);
        let mut complements = self.group(id).complements.clone();
        complements.extend(adjacent.filter(|adjacent| !complements.contains(adjacent)));
        // "la junte *en rupture avec Paris*" is not that of Paris.
        complements.retain(|complement| {
            let preposition = self.group(*complement).preposition_lemma();
            preposition.is_none_or(|lemma| {
                let places = LemmaTraits::OPEN | LemmaTraits::PLACE;
                self.tables.lemma(lemma).intersects(places)
            })
        });
        for complement in complements {
            let found = self.resolve(complement);
            let seats = found
                .entities
                .iter()
                .filter_map(|id| self.gazetteer.get(*id)?.seat_of)
                .collect::<Ids>();
            let acting = self.states(found.acting());
            extend(&mut states, &acting);
            extend(&mut states, &seats);
            // "la junte d'Assimi Goïta"
            extend(&mut states, &self.states_of_persons(&found.entities));
            if states.is_empty() && depth > 1 {
                states = self.states_of_complements(complement, depth - 1);
            }
        }
        states
    }

    /// "le mouvement *de X*": the one that he heads.
    fn led_by(&mut self, id: GroupId, section: Section) -> Option<Reference> {
        let group = self.group(id);
        let one = section.contains(Section::ANAPHOR)
            && !group.features.contains(Features::PLURAL)
            && group.apposition_to.is_none()
            && self.definite(group);
        let leader = self.genitive_complement(id).filter(|_| one)?;
        let leader =
            sole(&self.resolve(leader).entities).filter(|leader| self.kind(*leader) == Kind::Person)?;
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
        if !open || self.is_told_apart(id) || self.has_others(group) {
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
        let others = LazyCell::new(|| self.other_parties(id));
        let scoped = self.has_scope(group);
        let fits = |id: EntityId| {
            // "l'opération", "la mission" is no state's army.
            let known = || !self.is_unnamed(id) && !self.is_army(id);
            let allowed = || of_country(id) && !others.contains(&id);
            let mut meant = meant.clone();
            meant.any(|anaphor| self.may_mean(anaphor, id))
                && allowed()
                && known()
                && (!scoped || self.is_in_scope(group, id))
        };
        let acting = LazyCell::new(|| self.parties_above(id));
        let called = |thing: &Thing<'_>| thing.entities().iter().any(|one| self.is_called(*one, noun));
        // "le camp" is one that was called so.
        let so_called = meant.clone().all(|anaphor| anaphor.so_called);
        let goes_by = |thing: &Thing<'_>| {
            // "Freetown accuse sa voisine d'occuper le village": who acts there is no village.
            if thing.actors().iter().any(|actor| acting.contains(actor)) {
                return false;
            }
            !so_called || self.head_key(self.group(thing.group)) == noun || called(thing)
        };
        let kinds = |kind: Kind| meant.clone().any(|anaphor| anaphor.kinds.contains(&kind));
        let fitting = self.lone_things(group.sentence, kinds, fits);
        let near = |reach: u32| {
            let things = fitting.iter().copied();
            things
                .take_while(move |thing| group.sentence.saturating_sub(thing.sentence) <= reach)
                .filter(goes_by)
        };
        let nearest = |reach: u32| self.foremost(near(reach));
        // "l'alliance" is rather one that has the word in its name.
        let named = || self.foremost(near(NAMED_REACH).filter(called));
        let generic = meant.clone().any(|anaphor| anaphor.generic);
        let last = || if generic { nearest(1) } else { None };
        let reach = if scoped { SCOPED_REACH } else { 4 };
        let thing = nearest(0)
            .or_else(last)
            .or_else(named)
            .or_else(|| nearest(reach))?;
        Some(reference(
            Ids::from_slice(thing.entities()),
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
    fn component(&mut self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
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
        let mut fitting = parts.iter().filter(|part| self.points_to(noun, **part));
        let part = *fitting.next().filter(|_| fitting.next().is_none())?;
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
        self.complements(id).iter().any(|complement| {
            !by_trade
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

    /// Whether a name of the entity begins with the noun of this key.
    pub fn is_called(&self, id: EntityId, noun: u64) -> bool {
        let Some(entity) = self.gazetteer.get(id) else {
            return false;
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

    /// Unnamed people, kept with the words of the text.
    pub fn people(&mut self, id: GroupId, section: Section, plural: bool) -> Option<Reference> {
        let group = self.group(id);
        let armed = section.contains(Section::ARMED)
            || (section.contains(Section::ARMED_PEOPLE)
                && self.traits_within(group).contains(WordTraits::ARMED));
        let mut end = group.words.end;
        if section.intersects(Section::ARMED | Section::ARMED_PEOPLE)
            && self.traits(end).contains(WordTraits::ARMED)
        {
            end += 1;
        }
        let armed = armed || end > group.words.end;
        let crowd = section.contains(Section::CROWD);
        if !(armed || crowd) || group.features.contains(Features::POSSESSIVE) {
            return None;
        }
        // One inhabitant is nobody; a population is many.
        let many = self.definite(group) && section.contains(Section::MANY);
        if !(plural || many) {
            return None;
        }
        let (class, kind) = if armed {
            (self.tables.armed_class, Kind::ArmedGroup)
        } else {
            (self.tables.crowd_class, Kind::Group)
        };
        if let Some(what) = self.what_people_deal_in(id).filter(|_| end == group.words.end) {
            end = what;
        }
        let span = self.words.span(group.head as usize..end as usize);
        let label = span
            .of(self.words.source)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        let id = self.local_group(label, class, kind, span);
        Some(reference([id].into_iter().collect(), ReferenceKind::Description))
    }

    /// "des trafiquants *de drogue*": where a bare noun ends that tells what sort of people they are.
    fn what_people_deal_in(&mut self, id: GroupId) -> Option<u32> {
        let complement = self.genitive_complement(id)?;
        let what = self.group(complement);
        let bare = what.determiner.is_none()
            && what.numeral.is_none()
            && !self.is_contracted(what)
            && what.next_conjunct.is_none()
            && what.complements.is_empty()
            && self.mention_at(what.head).is_none();
        let nobody = bare && self.resolve(complement).is_empty();
        nobody.then_some(what.words.end)
    }
}
