//! Groups with a common noun for head: countries, governments, organisations, crowds.
//!
//! The owner decides: an adjective of nationality, a complement, a possessive. Without one, a few
//! nouns ("le pays", "la junte", "l'armée") look for the state that the text is about; the rest
//! stay open.

use super::discourse::{Ids, sole};
use super::prospects::Prospect;
use super::reader::{GENDER, Reader, extend};
use super::tables::Section;
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{GroupId, NounGroup, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind, MentionKind};
use crate::span::Span;
use crate::text::Shape;
use smallvec::SmallVec;

/// How many sentences "le gouvernement" reaches back to one that was told by its state.
const GOVERNMENT_REACH: u32 = 8;

/// Lists of head nouns that say which or how many of others are meant.
const COUNTING: WordTraits = WordTraits::ORDINAL
    .union(WordTraits::NAMESAKES)
    .union(WordTraits::MEASURE);

/// How many groups before "celle de X" are looked at.
const MOST_BEFORE: usize = 24;

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
const WAYS: [(Section, Way); 22] = [
    (Section::FIXED, |reader, of| {
        reader.fixed(reader.group(of.id), of.section)
    }),
    (Section::OTHER_SIDE, |reader, of| reader.counterpart(of.id)),
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
    (Section::FIGHTERS, |reader, of| {
        reader.members_of_people(of.id, of.plural)
    }),
    (Section::ANAPHOR, |reader, of| {
        reader.several_alike(of.id, of.section)
    }),
    (Section::ANAPHOR, |reader, of| reader.led_by(of.id, of.section)),
    (Section::ANAPHOR, |reader, of| reader.headed_by(of.id)),
    (Section::ANAPHOR, |reader, of| {
        reader.anaphor(of.id, of.section, of.owners, of.plural)
    }),
    (Section::ANAPHOR, |reader, of| reader.founded(of.id)),
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
        // Few heads are in the lists that are asked here.
        if self.traits(group.head).intersects(COUNTING) {
            if self.is_ordinal(id) {
                return Some(self.ranked(id).unwrap_or_default());
            }
            let counted = self.namesakes(id);
            if let Some(found) = counted.or_else(|| self.counted_out(id)) {
                return Some(found);
            }
        }
        if let Some(found) = self
            .named_place(id)
            .or_else(|| self.renaming(id))
            .or_else(|| self.ascribed(id))
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
            .or_else(|| self.one_of_them(id))
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
        // "l'armée du maréchal X", "les hommes de X"
        let several = plural || !section.contains(Section::PERSONS);
        if section.intersects(Section::FIGHTERS | Section::FORCE) && several {
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

    /// "*un* de ses conseillers, X, …", "*l'un* des pays membres, X,": X.
    fn one_of_them(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let of = self.genitive_complement(id).filter(|_| self.is_pronoun(group))?;
        let named = group.apposition.or(self.group(of).apposition)?;
        let found = self.resolve(named);
        let several = self.group(of).features.contains(Features::PLURAL);
        let somebody = |one: &EntityId| !matches!(self.kind(*one), Kind::Place | Kind::State);
        let one = sole(&found.entities).filter(somebody);
        let one = one.or_else(|| sole(&self.called_alike(of, &found)?))?;
        several.then(|| reference([one].into_iter().collect(), ReferenceKind::Apposition))
    }

    /// "la délégation togolaise et *celle du Bénin*": what the noun before it would mean of another owner.
    pub fn of_another(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        if !self.is_pronoun(group) || !group.features.contains(Features::DEMONSTRATIVE) {
            return None;
        }
        let owner = self.genitive_complement(id)?;
        let before = (0..id).rev().take(MOST_BEFORE).find(|other| {
            let other = self.group(*other);
            let alike = super::discourse::agrees(group.features & GENDER, other.features);
            alike && self.is_common_noun(other.head) && group.sentence.saturating_sub(other.sentence) <= 1
        })?;
        let section = self.sections(self.group(before));
        let stands_for = Section::FORCE | Section::OFFICIAL | Section::GOVERNMENT;
        let states = self.resolve(owner).entities;
        let states = self.states(&states);
        (section.intersects(stands_for) && !states.is_empty()).then(|| self.through(section, states))
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

    /// "plusieurs centaines *de soldats togolais*": those who are counted.
    fn counted_out(&mut self, id: GroupId) -> Option<Reference> {
        let counted = self.counted_by(id)?;
        Some(self.resolve(counted)).filter(|found| !found.is_empty())
    }

    /// What a noun that only counts has for its complement.
    pub fn counted_by(&self, id: GroupId) -> Option<GroupId> {
        let group = self.group(id);
        if !self.traits(group.head).contains(WordTraits::MEASURE) {
            return None;
        }
        // "*la vingtaine* de soldats", but not "les milliers de soldats"
        let one = group.features.contains(Features::SINGULAR);
        let counts = one || !group.features.contains(Features::DEFINITE);
        let counted = counts.then(|| self.genitive_complement(id)).flatten()?;
        // "des dizaines *de milliers* de manifestants"
        let unit = |other: &GroupId| {
            let other = self.group(*other);
            self.traits(other.head).contains(WordTraits::MEASURE) && other.complements.is_empty()
        };
        let mut others = self.complements(id).iter().copied();
        let genitive = |other: &GroupId| self.group(*other).preposition_lemma() == self.tables.genitive;
        match unit(&counted) {
            true => others
                .find(|other| genitive(other) && !unit(other))
                .or(Some(counted)),
            false => Some(counted),
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
        if self.kind(name) == Kind::Organisation && self.name_goes_on(group) {
            return None;
        }
        // "a classé le mouvement *organisation terroriste*": what it is said to be is not who it is.
        let one = !group.features.contains(Features::PLURAL);
        if self.is_generic(name) && one && self.definite(group) && group.apposition.is_some() {
            return None;
        }
        if self.kind(name) == Kind::Person {
            return self.with_person(id, name, section, owners);
        }
        // "les rebelles touareg *du FLA*": of which people they are says less than whose they are.
        if self.kind(name) == Kind::Group && section.contains(Section::FIGHTERS) && self.is_somebodys(id) {
            return None;
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
        // "une société de Lomé, X,", "un pays voisin, X,": one of its kind, which X is.
        let introduced = one && group.features.contains(Features::INDEFINITE);
        let country =
            self.kind(name) == Kind::State && section.intersects(Section::RELATION | Section::COUNTRY);
        if country && (told || introduced) {
            return self.renamed_state(id);
        }
        // "son parti, le X,": renamed after a comma.
        let renamed = || !place && (told || introduced) && self.is_called_by(group, name);
        ((fits && self.adjoins(group)) || renamed())
            .then(|| reference([name].into_iter().collect(), ReferenceKind::Apposition))
    }

    /// "son voisin, *l'Algérie*,": the state that renames the group.
    fn renamed_state(&mut self, id: GroupId) -> Option<Reference> {
        let found = self.resolve(self.group(id).apposition?);
        let states = self.states(found.acting());
        (!states.is_empty()).then(|| reference(states, ReferenceKind::Apposition))
    }

    /// Whether the noun is one for such as `id`.
    pub fn is_called_by(&self, group: &NounGroup, id: EntityId) -> bool {
        let typed = self.tables.nouns.before(&self.words, group.head as usize + 1);
        let mut singulars = self.singulars(group).into_iter();
        typed.is_some_and(|typing| typing.kind == self.kind(id))
            || singulars.any(|noun| self.points_to(noun, id))
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
        let acting = || self.discourse.back().flat_map(|thing| thing.acting());
        // "la confédération", where the text has one that is called so.
        let noun = self.head_key(group);
        if acting().any(|one| self.kind(*one) == Kind::Organisation && self.is_called(*one, noun)) {
            return None;
        }
        let about = acting().find_map(|id| fixed.of.get(id))?;
        Some(reference(
            [*about].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    pub fn country(&mut self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        if !section.contains(Section::COUNTRY) || section.contains(Section::PLURAL) {
            return None;
        }
        if let Some(region) = self.territory(id, section) {
            return Some(reference(
                [region].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        if let Some(host) = self.host_of_envoy(id) {
            return Some(reference(
                [host].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        let mut states = self.states(owners);
        extend(&mut states, &self.states_of_persons(owners));
        if !states.is_empty() {
            return Some(reference(states, ReferenceKind::Description));
        }
        // "la petite île océanienne": a region is no owner.
        let regional = owners.iter().all(|id| self.kind(*id) == Kind::Place);
        let bare = regional && self.definite(group) && self.lies_in_region(id);
        let plain = bare && !group.features.contains(Features::PLURAL) && !self.has_others(group);
        if !plain {
            return None;
        }
        // "l'*émirat*", "le pays *caucasien*".
        let words = group.words.clone().map(|word| self.words.key(word as usize));
        let realms: SmallVec<[_; 2]> = words.filter_map(|word| self.tables.realms.get(&word)).collect();
        let mut others = self.other_parties(id);
        extend(&mut others, &self.servants_above(id));
        let fits = |state: EntityId| realms.iter().all(|realm| realm.contains(&state));
        let meant = |state: EntityId| fits(state) && !others.contains(&state);
        // "*En Syrie*, X a frappé. […] Y négocie dans le pays"
        let scene = self.paragraph_scene(id).filter(|state| meant(*state));
        let state = scene.or_else(|| self.salient(group, meant))?;
        if self.is_done_to_by_its_force(id, state) {
            return None;
        }
        Some(reference(
            [state].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// "L'ambassadeur de France *au Mali* a été prié de quitter le pays": where he is posted.
    fn host_of_envoy(&mut self, id: GroupId) -> Option<EntityId> {
        let group = self.group(id);
        let bare = self.complements(id).is_empty() && !self.has_nationality(group) && self.definite(group);
        let clause = self.place(id).filter(|_| bare)?.clause;
        let controlled = self.governors(&[clause]).next().map(|governor| governor.clause);
        for clause in [Some(clause), controlled].into_iter().flatten() {
            for envoy in self.subjects(clause, id) {
                if !self.sections(self.group(envoy)).contains(Section::OFFICIAL) {
                    continue;
                }
                for complement in self.complements(envoy).iter().copied() {
                    let preposition = self.group(complement).preposition_lemma();
                    let there = preposition.is_some() && preposition != self.tables.genitive;
                    let states = there.then(|| self.resolve(complement).entities);
                    let state = states.and_then(|states| sole(&self.states(&states)));
                    if state.is_some() {
                        return state;
                    }
                }
            }
        }
        None
    }

    /// "L'aviation israélienne a frappé le sud *du pays*": the object is hardly the country whose force does it.
    fn is_done_to_by_its_force(&mut self, id: GroupId, state: EntityId) -> bool {
        let place = self.verbal_place_above(id);
        if place.is_none_or(|place| place.kind != RoleKind::Object) {
            return false;
        }
        let subjects = self.subjects_above(id);
        self.states_of_forces(&subjects).contains(&state)
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
            spokesman.then(|| self.speaking_state(group.sentence)).flatten()
        };
        let speaking = || speaking().map(|state| [state].into_iter().collect());
        // "le M23 et le gouvernement": of the state that the group fights.
        let fought = || {
            self.opponent(&self.beside(id))
                .map(|state| [state].into_iter().collect())
        };
        let opposed_at_home = || {
            self.state_of_party_above(id)
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
            .or_else(opposed_at_home)
            .or_else(set)
            .or_else(remembered)
        {
            Some(states) => states,
            None => [self.governed(id, noun)?].into_iter().collect(),
        };
        Some(reference(states, ReferenceKind::Description))
    }

    /// "quelques dizaines de membres *de la diaspora*", "les chefs *de l'opposition*": people of a group that has no name.
    fn members_of_people(&mut self, id: GroupId, plural: bool) -> Option<Reference> {
        let whole = self.genitive_complement(id).filter(|_| plural)?;
        let people = self.resolve(whole).entities;
        let unnamed = !people.is_empty() && people.iter().all(|one| self.kind(*one) == Kind::Group);
        unnamed.then(|| reference(people, ReferenceKind::Description))
    }

    /// "*L'AfD* critique la politique du gouvernement": of the country of a party that stands in the clause.
    fn state_of_party_above(&self, id: GroupId) -> Option<EntityId> {
        let party = self.tables.classes.party;
        let parties = self.parties_above(id);
        let mut states = parties
            .iter()
            .filter(|one| party.is_some() && self.class(**one) == party)
            .filter_map(|one| self.gazetteer.get(*one).and_then(|entity| entity.part_of));
        states.next().filter(|state| self.kind(*state) == Kind::State)
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
        let mut beside = self.excluded(id);
        let first = self.group(id).first_conjunct.unwrap_or(id);
        for conjunct in self.conjuncts(first).take(12).filter(|conjunct| *conjunct != id) {
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

    /// The words of the text by which somebody without a name goes; line breaks are no part of them.
    pub fn label_of(&self, span: Span) -> String {
        let words: Vec<_> = span.of(self.words.source).split_whitespace().collect();
        words.join(" ")
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
        let label = self.label_of(span).to_lowercase();
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
