//! The words of descriptions, collectives and metonymy, as tables.

mod lists;
mod pronouns;
mod raw;

pub(super) use pronouns::Pronoun;

use super::answers::Deed;
use super::discourse::Ids;
use super::traits::{LemmaTraits, TraitTable, WordTraits};
use crate::data::Data;
use crate::lexicon::{LemmaId, Lexicon};
use crate::mention::fold::lowered;
use crate::mention::heads::{Heads, Titles};
use crate::mention::vocabulary::{Phrases, VocabularyError, Words, inflections, read};
use crate::mention::{EntityId, Gazetteer, Kind};
use crate::ontology::ClassId;
use bitflags::bitflags;
use raw::{
    RawAnaphor, RawClass, RawCollectives, RawDeed, RawDescriptions, RawFixed, RawMetonymy, RawNeighbours,
    RawScope,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

const DESCRIPTIONS: &str = "grammar/descriptions.toml";
const COLLECTIVES: &str = "grammar/collectives.toml";
const METONYMY: &str = "grammar/metonymy.toml";
const NEIGHBOURS: &str = "grammar/neighbours.toml";

bitflags! {
    /// What a head noun may stand for.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub(super) struct Section: u32 {
        const GOVERNMENT = 1;
        const GOVERNMENT_OWNED = 1 << 1;
        const COUNTRY = 1 << 2;
        const COUNTRY_PLACE = 1 << 3;
        const OFFICIAL = 1 << 4;
        /// homologue, délégation: never somebody spoken of before.
        const OTHER_SIDE = 1 << 5;
        const BEARER_ONLY = 1 << 6;
        const FORCE = 1 << 7;
        const FORCE_OWNED = 1 << 8;
        const PERSONNEL = 1 << 9;
        const FIGHTERS = 1 << 10;
        const CROWD = 1 << 11;
        const ARMED = 1 << 12;
        const ARMED_PEOPLE = 1 << 13;
        const ANAPHOR = 1 << 14;
        /// Plural: each one is a state.
        const STATES = 1 << 15;
        /// Plural: the sides of what is told.
        const PARTIES = 1 << 16;
        const COUNT = 1 << 17;
        const FIXED = 1 << 18;
        /// The plural form.
        const PLURAL = 1 << 19;
        /// "autorités": a plural that is one.
        const ALWAYS_PLURAL = 1 << 20;
        /// "le pouvoir": somebody only where it acts.
        const SUBJECT_ONLY = 1 << 21;
        /// Many people in the singular: population, milice.
        const MANY = 1 << 22;
        /// "les forces françaises", but not "les forces vives du pays".
        const BY_NATIONALITY = 1 << 23;
        /// "le voisin algérien" is Algeria, "le voisin de l'Algérie" is not.
        const RELATION = 1 << 24;
        /// One of them is one person.
        const PERSONS = 1 << 25;
        /// "l'État", but not "faire état de".
        const CAPITALISED = 1 << 26;
        /// Fighters who are some armed group's, though the text does not say whose here.
        const OUTFIT = 1 << 27;
    }
}

/// What a description like "l'alliance" may point back to.
#[derive(Debug, Clone)]
pub(super) struct Anaphor {
    pub kinds: Vec<Kind>,
    pub classes: Vec<ClassId>,
    /// Classes among these that it never is.
    pub but: Vec<ClassId>,
    /// Whether it may be a town, which belongs to something larger.
    pub towns: bool,
    /// Whether it may be a region, whose name has an article.
    pub regions: bool,
    /// Whether it is a part of a country, with whatever article.
    pub provinces: bool,
    /// Whether a complement may say what it does: "le géant de l'énergie".
    pub trade: bool,
    /// Whether a bare noun may say what for it is: "l'organisation de défense des droits humains".
    pub purpose: bool,
    /// Whether what was named last comes before what has the word in its name.
    pub generic: bool,
    /// Whether only what goes by the very noun is meant.
    pub so_called: bool,
    /// Words with which it is something else.
    pub without: FxHashSet<u64>,
}

/// "régional", "continentale": whom a description with this adjective may point back to.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    words: FxHashSet<u64>,
    but: FxHashSet<EntityId>,
    only: FxHashSet<EntityId>,
}

impl Scope {
    /// Whether the adjective with this key is one of its words.
    pub fn has(&self, word: u64) -> bool {
        self.words.contains(&word)
    }

    /// Whether the adjective with this key lets `id` be meant.
    pub fn allows(&self, word: u64, id: EntityId) -> bool {
        !self.has(word) || !self.but.contains(&id) && (self.only.is_empty() || self.only.contains(&id))
    }
}

/// A description that means one entity: "l'ancienne puissance coloniale".
#[derive(Debug, Clone)]
pub(super) struct Fixed {
    pub with: FxHashSet<u64>,
    /// By the state that the article is about.
    pub of: FxHashMap<EntityId, EntityId>,
}

/// Whom a general noun for officials means: "le diplomate" an ambassador, "l'officier" a colonel.
#[derive(Debug, Clone, Default)]
pub(super) struct OfficialClass {
    /// Nouns of titles.
    pub titles: FxHashSet<u64>,
    /// Kinds of office.
    pub kinds: Vec<String>,
}

/// Classes of the ontology that the stage asks for by name.
#[derive(Debug, Clone)]
pub(super) struct Classes {
    /// What the members of which are states.
    pub of_states: Vec<ClassId>,
    pub government_body: Option<ClassId>,
    pub company: Option<ClassId>,
    pub party: Option<ClassId>,
}

/// All tables of the stage.
#[derive(Debug, Clone)]
pub(super) struct Tables {
    /// The lists that a word stands in, by its key.
    pub words: TraitTable<WordTraits>,
    /// The lists that a verb or preposition stands in, by its lemma.
    lemmas: TraitTable<LemmaTraits>,
    pub heads: Phrases<Section>,
    pub classes: Classes,
    /// Organisations whose members are known, in the gazetteer's order.
    pub organisations: Vec<EntityId>,
    pub counts: FxHashMap<u64, usize>,
    /// Which one of two or three a noun means: "la seconde".
    pub ordinals: FxHashMap<u64, usize>,
    /// States that share a name, by its plural.
    pub namesakes: FxHashMap<u64, Ids>,
    /// What adjectives of reach leave.
    pub scopes: Vec<Scope>,
    anaphors: FxHashMap<u64, Vec<usize>>,
    anaphor_list: Vec<Anaphor>,
    pub fixed: FxHashMap<u64, Fixed>,
    bodies: Phrases<String>,
    pub crowd_class: ClassId,
    pub armed_class: ClassId,
    pub pronouns: FxHashMap<u64, Pronoun>,
    pub possessives: FxHashMap<u64, Pronoun>,
    pub first_person: FxHashMap<u64, Pronoun>,
    /// "notamment": those who are named stand for the group.
    pub instances: Phrases<()>,
    /// "en tête": likewise, behind those who are named.
    pub instances_behind: Phrases<()>,
    pub limit: usize,
    /// States that some nouns for a government fit.
    pub regimes: FxHashMap<u64, FxHashSet<EntityId>>,
    /// Kinds of office of those who rule.
    pub ruler_kinds: Vec<String>,
    /// Whom "le diplomate" or "l'officier" may mean.
    pub official_classes: FxHashMap<u64, OfficialClass>,
    /// "commandant en chef": with a nationality, of the country's army.
    pub commanders: Phrases<()>,
    pub titles: Titles,
    /// Head nouns that stand before names.
    pub nouns: Heads,
    pub genitive: Option<LemmaId>,
    pub dative: Option<LemmaId>,
    /// States that lie beside each other, each pair once.
    pub neighbours: FxHashSet<(EntityId, EntityId)>,
    /// States that some nouns for a country fit: "l'émirat".
    pub realms: FxHashMap<u64, FxHashSet<EntityId>>,
    /// Kinds of office that a phrase means: "le chef de l'État".
    pub office_kinds: Phrases<Vec<String>>,
    /// The same by the keys of a title's noun and of what it is charged with.
    pub charge_kinds: FxHashMap<(u64, u64), Vec<String>>,
    /// Nouns for a person by what he does, where the text has said who: "l'économiste".
    pub humans: Phrases<()>,
    /// What nouns say again, by key: "cette accusation".
    pub deeds: FxHashMap<u64, Deed>,
}

impl Tables {
    pub fn load(data: &Data, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Result<Self, VocabularyError> {
        let raw: RawDescriptions = read(data, DESCRIPTIONS)?;
        let collectives: RawCollectives = read(data, COLLECTIVES)?;
        let metonymy: RawMetonymy = read(data, METONYMY)?;
        let neighbours: RawNeighbours = read(data, NEIGHBOURS)?;
        let class = |name: &str| gazetteer.class(name).unwrap_or(ClassId(0));
        let place = &metonymy.place;
        let (anaphors, anaphor_list) = anaphors(&raw.anaphor, gazetteer);
        let (heads, bodies) = (heads(&raw, &collectives), bodies(&raw.bodies));
        let (humans, instances) = (phrases(&raw.humans.nouns), phrases(&raw.pronouns.instances));
        let titles = Titles::load(data, gazetteer)?;
        let mut words = lists::word_traits(&raw, &collectives, place);
        words.mark(heads.first_words(), WordTraits::OPENS_HEAD);
        words.mark(titles.first_words(), WordTraits::OPENS_TITLE);
        words.mark(bodies.first_words(), WordTraits::OPENS_BODY);
        words.mark(humans.first_words(), WordTraits::OPENS_HUMAN);
        words.mark(instances.first_words(), WordTraits::OPENS_INSTANCES);
        Ok(Self {
            words,
            lemmas: lists::lemma_traits(&raw, &collectives, place, lexicon),
            heads,
            classes: Classes {
                of_states: ["IntergovernmentalOrganisation", "Alliance"]
                    .iter()
                    .filter_map(|name| gazetteer.class(name))
                    .collect(),
                government_body: gazetteer.class("GovernmentBody"),
                company: gazetteer.class("Company"),
                party: gazetteer.class("Party"),
            },
            organisations: gazetteer
                .iter()
                .filter(|(_, entity)| !entity.members.is_empty())
                .map(|(id, _)| id)
                .collect(),
            counts: collectives
                .counts
                .iter()
                .map(|(word, count)| (lowered(word), *count))
                .collect(),
            ordinals: collectives
                .ordinals
                .iter()
                .map(|(word, place)| (lowered(word), *place))
                .collect(),
            namesakes: collectives
                .namesakes
                .iter()
                .map(|(name, ids)| {
                    (
                        lowered(name),
                        ids.iter().filter_map(|id| gazetteer.by_id(id)).collect(),
                    )
                })
                .collect(),
            scopes: raw
                .scope
                .iter()
                .map(|scope| self::scope(scope, gazetteer))
                .collect(),
            anaphors,
            anaphor_list,
            fixed: fixed(&raw.fixed, gazetteer),
            bodies,
            crowd_class: class(&raw.crowd.class),
            armed_class: class(&raw.armed.class),
            pronouns: pronouns::personal(&raw.pronouns),
            possessives: pronouns::possessive(&raw.pronouns),
            first_person: pronouns::first_person(&raw.pronouns),
            instances,
            instances_behind: phrases(&raw.pronouns.instances_behind),
            limit: collectives.limits.members,
            regimes: regimes(&raw.government.regimes, gazetteer),
            commanders: phrases(&raw.official.commanders),
            ruler_kinds: raw.official.ruling.kinds.clone(),
            official_classes: official_classes(&raw.official.classes),
            titles,
            nouns: Heads::load(data, gazetteer)?,
            dative: place
                .open_prepositions
                .first()
                .and_then(|word| lexicon.lemma_id(word)),
            neighbours: pairs(&neighbours.neighbours, gazetteer),
            genitive: place
                .open_prepositions
                .get(1)
                .and_then(|word| lexicon.lemma_id(word)),
            realms: regimes(&raw.country.realms, gazetteer),
            office_kinds: office_kinds(&raw.official.kinds),
            charge_kinds: charge_kinds(&raw.official.kinds),
            humans,
            deeds: deeds(&raw.deed, lexicon),
        })
    }

    /// The lists that a verb or preposition stands in.
    #[inline]
    pub fn lemma(&self, lemma: LemmaId) -> LemmaTraits {
        self.lemmas.of(u64::from(lemma.0))
    }

    /// The end of the id that a state's own body has, by the phrase for it: "police", "forces de sécurité".
    pub fn body(&self, words: &Words<'_>, at: usize) -> Option<&str> {
        self.bodies.longest(words, at).map(|(suffix, _)| suffix.as_str())
    }

    /// What the noun with this key may point back to.
    pub fn anaphors(&self, key: u64) -> impl Iterator<Item = &Anaphor> + Clone {
        let list = self.anaphors.get(&key).map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(|index| self.anaphor_list.get(*index))
    }
}

/// By the keys of their nouns.
fn deeds(raw: &[RawDeed], lexicon: &Lexicon) -> FxHashMap<u64, Deed> {
    let deed = |raw: &RawDeed| Deed {
        verbs: raw
            .verbs
            .iter()
            .filter_map(|verb| lexicon.lemma_id(verb))
            .collect(),
        against: raw.against,
    };
    let mut deeds = FxHashMap::default();
    for raw in raw {
        let deed = deed(raw);
        let forms = raw.nouns.iter().flat_map(|noun| inflections(noun));
        deeds.extend(forms.map(|form| (lowered(&form), deed.clone())));
    }
    deeds
}

fn phrases(words: &[String]) -> Phrases<()> {
    let mut phrases = Phrases::default();
    words.iter().for_each(|word| phrases.insert(word, ()));
    phrases
}

fn bodies(raw: &BTreeMap<String, String>) -> Phrases<String> {
    let mut phrases = Phrases::default();
    raw.iter()
        .for_each(|(phrase, suffix)| phrases.insert(phrase, suffix.clone()));
    phrases
}

fn official_classes(raw: &BTreeMap<String, RawClass>) -> FxHashMap<u64, OfficialClass> {
    let class = |raw: &RawClass| OfficialClass {
        titles: keys(&raw.titles),
        kinds: raw.kinds.clone(),
    };
    raw.iter()
        .map(|(noun, raw)| (lowered(noun), class(raw)))
        .collect()
}

fn office_kinds(raw: &BTreeMap<String, Vec<String>>) -> Phrases<Vec<String>> {
    let mut phrases = Phrases::default();
    for (phrase, kinds) in raw {
        phrases.insert(phrase, kinds.clone());
    }
    phrases
}

/// "ministre de la défense" by "ministre" and "défense".
fn charge_kinds(raw: &BTreeMap<String, Vec<String>>) -> FxHashMap<(u64, u64), Vec<String>> {
    let keyed = raw.iter().filter_map(|(phrase, kinds)| {
        let (title, charge) = phrase.split_once(' ')?;
        let charge = charge.strip_prefix("de ").or_else(|| charge.strip_prefix("du "));
        let charge = charge.or_else(|| phrase.split_once(" des ").map(|(_, charge)| charge))?;
        let charge = charge
            .strip_prefix("la ")
            .or_else(|| charge.strip_prefix("l'"))
            .unwrap_or(charge);
        let noun = charge.split(' ').next()?;
        Some(((lowered(title), lowered(noun)), kinds.clone()))
    });
    keyed.collect()
}

fn keys(words: &[String]) -> FxHashSet<u64> {
    words.iter().map(|word| lowered(word)).collect()
}

fn heads(raw: &RawDescriptions, collectives: &RawCollectives) -> Phrases<Section> {
    let anaphors: Vec<String> = raw
        .anaphor
        .iter()
        .flat_map(|anaphor| anaphor.nouns.clone())
        .collect();
    let fixed: Vec<String> = raw.fixed.iter().map(|fixed| fixed.head.clone()).collect();
    let counts: Vec<String> = collectives.counts.keys().cloned().collect();
    let lists: [(&[String], Section); 28] = [
        (&raw.government.nouns, Section::GOVERNMENT),
        (&raw.government.owner_only, Section::GOVERNMENT_OWNED),
        (&raw.government.always_plural, Section::ALWAYS_PLURAL),
        (&raw.government.subject_only, Section::SUBJECT_ONLY),
        (&raw.country.nouns, Section::COUNTRY),
        (&raw.country.places, Section::COUNTRY_PLACE),
        (&raw.country.capitalised, Section::CAPITALISED),
        (&raw.official.nouns, Section::OFFICIAL),
        (&raw.official.others, Section::OTHER_SIDE),
        (&raw.official.bearer_only, Section::BEARER_ONLY),
        (&raw.force.nouns, Section::FORCE),
        (&raw.force.owner_only, Section::FORCE_OWNED),
        (&raw.personnel.nouns, Section::PERSONNEL),
        (&raw.fighters.nouns, Section::FIGHTERS),
        (&raw.outfits.nouns, Section::OUTFIT),
        (&raw.crowd.nouns, Section::CROWD),
        (&raw.armed.nouns, Section::ARMED),
        (&raw.crowd.many, Section::MANY),
        (&raw.relation.nouns, Section::RELATION),
        (&raw.persons.nouns, Section::PERSONS),
        (&raw.armed.many, Section::MANY),
        (&raw.force.by_nationality, Section::BY_NATIONALITY),
        (&raw.armed_people.nouns, Section::ARMED_PEOPLE),
        (&anaphors, Section::ANAPHOR),
        (&collectives.members.states, Section::STATES),
        (&collectives.members.parties, Section::PARTIES),
        (&counts, Section::COUNT),
        (&fixed, Section::FIXED),
    ];
    let mut sections: BTreeMap<String, Section> = BTreeMap::new();
    for (nouns, section) in lists {
        for noun in nouns {
            let [_, plural] = inflections(noun);
            *sections.entry(noun.clone()).or_default() |= section;
            if plural != *noun {
                *sections.entry(plural).or_default() |= section | Section::PLURAL;
            }
        }
    }
    let mut heads = Phrases::default();
    for (noun, section) in sections {
        heads.insert(&noun, section);
    }
    heads
}

fn anaphors(raw: &[RawAnaphor], gazetteer: &Gazetteer) -> (FxHashMap<u64, Vec<usize>>, Vec<Anaphor>) {
    let mut by_noun: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut list = Vec::new();
    for anaphor in raw {
        for noun in &anaphor.nouns {
            by_noun.entry(lowered(noun)).or_default().push(list.len());
        }
        let classes = |names: &[String]| names.iter().filter_map(|name| gazetteer.class(name)).collect();
        list.push(Anaphor {
            kinds: anaphor.kinds.clone(),
            classes: classes(&anaphor.classes),
            but: classes(&anaphor.but),
            towns: anaphor.towns,
            provinces: anaphor.provinces,
            regions: anaphor.regions,
            trade: anaphor.trade,
            purpose: anaphor.purpose,
            without: keys(&anaphor.without),
            so_called: anaphor.so_called,
            generic: anaphor.generic,
        });
    }
    (by_noun, list)
}

/// A gazetteer laid over the built-in one may lack some of them.
fn pairs(raw: &BTreeMap<String, Vec<String>>, gazetteer: &Gazetteer) -> FxHashSet<(EntityId, EntityId)> {
    let each = raw
        .iter()
        .flat_map(|(one, others)| others.iter().map(move |other| (one, other)));
    each.filter_map(|(one, other)| Some((gazetteer.by_id(one)?, gazetteer.by_id(other)?)))
        .collect()
}

fn scope(raw: &RawScope, gazetteer: &Gazetteer) -> Scope {
    let entities = |ids: &[String]| ids.iter().filter_map(|id| gazetteer.by_id(id)).collect();
    Scope {
        words: keys(&raw.words),
        but: entities(&raw.but),
        only: entities(&raw.only),
    }
}

fn fixed(raw: &[RawFixed], gazetteer: &Gazetteer) -> FxHashMap<u64, Fixed> {
    let entry = |fixed: &RawFixed| {
        let pairs = fixed
            .of
            .iter()
            .flat_map(|(whole, parts)| parts.iter().map(move |part| (part, whole)));
        // A gazetteer laid over the built-in one may lack some of them.
        let of = pairs
            .filter_map(|(part, whole)| Some((gazetteer.by_id(part)?, gazetteer.by_id(whole)?)))
            .collect();
        (
            lowered(&fixed.head),
            Fixed {
                with: keys(&fixed.with),
                of,
            },
        )
    };
    // Plurals too: "les paramilitaires".
    let each = |fixed: &RawFixed| {
        let (_, meaning) = entry(fixed);
        inflections(&fixed.head).map(|form| (lowered(&form), meaning.clone()))
    };
    raw.iter().flat_map(each).collect()
}

fn regimes(
    raw: &BTreeMap<String, Vec<String>>,
    gazetteer: &Gazetteer,
) -> FxHashMap<u64, FxHashSet<EntityId>> {
    raw.iter()
        .map(|(noun, states)| {
            (
                lowered(noun),
                states.iter().filter_map(|id| gazetteer.by_id(id)).collect(),
            )
        })
        .collect()
}
