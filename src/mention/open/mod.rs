//! Names that the gazetteer does not hold.
//!
//! A person after a title or with a given name; an organisation with its acronym in brackets, or
//! after a capitalised head noun; a place after a preposition of place. What comes in again later
//! by family name or acronym is the same entity. A capitalised word that none of this explains is
//! left alone: better no actor than a wrong one.

mod acronyms;
mod organisations;
mod persons;
mod readings;

use crate::lexicon::{Features, Lexicon};
use crate::mention::find::{Cover, Mentions, Named, cover_of};
use crate::mention::fold::{behind_article, folded, lowered};
use crate::mention::gazetteer::Gazetteer;
use crate::mention::heads::{TitleKind, Typing};
use crate::mention::names::Sense;
use crate::mention::vocabulary::Words;
use crate::mention::{EntityId, Kind, LocalEntity};
use crate::ontology::ClassId;
use crate::span::Span;
use crate::text::Shape;
use readings::{Reading, reading};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::cell::OnceCell;
use std::ops::Range;

/// Finds the names of one article that `names` lacks and adds them there; gives their bearers.
pub(super) fn find(
    tables: &Mentions,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    words: &Words<'_>,
    names: &mut Vec<Named>,
    cover: &mut Vec<Cover>,
) -> Vec<LocalEntity> {
    let places = places(words, cover);
    let mut finder = Finder {
        tables,
        gazetteer,
        lexicon,
        words,
        names,
        cover,
        fresh: Vec::new(),
        locals: Vec::new(),
        by_label: FxHashMap::default(),
        short: FxHashMap::default(),
        respelled: FxHashSet::default(),
        first_words: OnceCell::new(),
        given: None,
        places,
    };
    finder.acronyms();
    finder.family_names();
    finder.runs();
    finder.recall();
    let Finder { fresh, locals, .. } = finder;
    *names = merged(std::mem::take(names), fresh);
    locals
}

/// With which word the known organisations of a text begin: "union" where it speaks of the European Union.
fn first_words(gazetteer: &Gazetteer, names: &[Named]) -> FxHashSet<u64> {
    let entities = names.iter().flat_map(|name| name.entities.iter());
    let organisations = entities
        .filter_map(|id| gazetteer.get(*id))
        .filter(|entity| entity.kind == Kind::Organisation);
    let long = organisations.filter_map(|entity| entity.label.split_once(' '));
    long.map(|(first, _)| lowered(first)).collect()
}

/// Who is named in full, by the first word of the name.
fn given_names(
    gazetteer: &Gazetteer,
    words: &Words<'_>,
    names: &[Named],
) -> FxHashMap<u64, SmallVec<[EntityId; 2]>> {
    let mut given: FxHashMap<u64, SmallVec<[EntityId; 2]>> = FxHashMap::default();
    for name in names.iter().filter(|name| name.words.len() > 1) {
        let [bearer] = name.entities.as_slice() else {
            continue;
        };
        let person = gazetteer
            .get(*bearer)
            .is_some_and(|entity| entity.kind == Kind::Person);
        let known = given.entry(words.folded(name.words.start)).or_default();
        if person && !known.contains(bearer) {
            known.push(*bearer);
        }
    }
    given
}

/// The words at which a name may begin that is yet to be found: capitalised ones, compounds, whose particle may keep its
/// small letter, and those of known names.
fn places(words: &Words<'_>, cover: &[Cover]) -> Vec<u32> {
    let looks = Shape::CAPITALISED | Shape::HYPHENATED;
    let mut places = Vec::with_capacity(cover.len() / 4);
    let covered = (0..).zip(words.text.words.iter().zip(cover));
    places.extend(
        covered
            .filter(|(_, (word, cover))| word.shape.intersects(looks) || **cover != Cover::Free)
            .map(|(at, _)| at),
    );
    places
}

struct Finder<'f, 'a> {
    tables: &'f Mentions,
    gazetteer: &'f Gazetteer,
    lexicon: &'f Lexicon,
    words: &'f Words<'a>,
    names: &'f [Named],
    cover: &'f mut Vec<Cover>,
    /// Names entered here.
    fresh: Vec<Named>,
    locals: Vec<LocalEntity>,
    by_label: FxHashMap<u64, EntityId>,
    /// Family names and acronyms, by folded hash.
    short: FxHashMap<u64, SmallVec<[EntityId; 2]>>,
    /// Acronyms that this text spells out otherwise than the gazetteer.
    respelled: FxHashSet<u64>,
    /// First words of the full names of known organisations in this text, once asked for.
    first_words: OnceCell<FxHashSet<u64>>,
    /// First names of the persons whom this text names in full, by folded hash, once asked for.
    given: Option<FxHashMap<u64, SmallVec<[EntityId; 2]>>>,
    /// Where names may begin, in order.
    places: Vec<u32>,
}

/// A stretch of capitalised words.
struct Run {
    words: Range<usize>,
    /// Capitalised words in it, particles left out.
    capitals: usize,
}

impl Finder<'_, '_> {
    fn shape(&self, at: usize) -> Shape {
        self.words
            .text
            .words
            .get(at)
            .map_or(Shape::empty(), |word| word.shape)
    }

    fn free(&self, at: usize) -> bool {
        self.cover.get(at).is_some_and(|cover| *cover == Cover::Free)
    }

    /// A capitalised word that is no known name, or only a family name.
    fn is_capital(&self, at: usize) -> bool {
        let shape = self.shape(at);
        shape.intersects(Shape::CAPITALISED | Shape::HYPHENATED)
            && (shape.contains(Shape::CAPITALISED) || self.has_particle(at))
            && !shape.intersects(Shape::NUMBER | Shape::PUNCTUATION)
            && (self.is_open(at) || self.is_given_before_surname(at))
            && !shape.contains(Shape::ELIDED)
            && !self.tables.heads.is_ignored(self.words.key(at))
    }

    /// "Walid *al-Fathi*": a family name whose particle keeps its small letter.
    fn has_particle(&self, at: usize) -> bool {
        self.shape(at).contains(Shape::HYPHENATED) && self.tables.titles.is_prefixed_name(self.words.word(at))
    }

    /// No known name, or only a family name.
    fn is_open(&self, at: usize) -> bool {
        self.cover
            .get(at)
            .is_some_and(|cover| matches!(cover, Cover::Free | Cover::Surname))
    }

    /// "Maurice Konaté": a given name that is also a state, right before a name that nobody bears.
    fn is_given_before_surname(&self, at: usize) -> bool {
        self.shape(at + 1).contains(Shape::CAPITALISED)
            && !self.shape(at + 1).contains(Shape::ALL_CAPITALS)
            && self.is_open(at + 1)
            && self.words.together(at)
            && self.tables.titles.is_given(self.words.key(at))
            && self.known_at(&(at..at + 1)).is_some()
    }

    fn class(&self, local: &str) -> Typing {
        let class = self.gazetteer.class(local).unwrap_or(ClassId(0));
        Typing {
            class,
            kind: self.gazetteer.kind_of(class),
        }
    }

    /// The local entity called `label`, made where it is new.
    fn local(&mut self, label: String, typing: Typing, features: Features, span: Span) -> EntityId {
        let next = EntityId((self.gazetteer.len() + self.locals.len()) as u32);
        let id = *self.by_label.entry(folded(&label)).or_insert(next);
        if id == next {
            self.locals.push(LocalEntity {
                label,
                class: typing.class,
                kind: typing.kind,
                features,
                span,
            });
        }
        id
    }

    /// Enters a name; what lies inside gives way in the end.
    fn enter(&mut self, range: Range<usize>, entities: SmallVec<[EntityId; 2]>) {
        self.cover[range.clone()].fill(cover_of(Sense::Name));
        self.fresh.push(Named {
            words: range,
            entities,
            sense: Sense::Name,
        });
    }

    fn label(&self, range: Range<usize>) -> String {
        self.words
            .span(range)
            .of(self.words.source)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The known name that ends right before word `end`.
    fn known_ending(&self, end: usize) -> Option<&Named> {
        let after = self.names.partition_point(|name| name.words.start < end);
        self.names[..after]
            .last()
            .filter(|name| name.words.end == end && name.sense == Sense::Name)
    }

    /// The known name of exactly these words.
    fn known_at(&self, range: &Range<usize>) -> Option<&Named> {
        let at = self.names.partition_point(|name| name.words.start < range.start);
        self.names.get(at).filter(|name| name.words == *range)
    }

    /// Lets the word at `at` stand for `entities` from now on, with or without its article.
    fn remember(&mut self, at: usize, entities: &[EntityId]) {
        let bare = behind_article(self.words.word(at)).map(folded);
        for key in std::iter::once(self.words.folded(at)).chain(bare) {
            let known = self.short.entry(key).or_default();
            for id in entities {
                if !known.contains(id) {
                    known.push(*id);
                }
            }
        }
    }

    /// Whom this text names in full is meant by the last word of the name too, though the gazetteer has it as another's
    /// family name only.
    fn family_names(&mut self) {
        let full = self.names.iter().filter(|name| name.words.len() > 1);
        let last: Vec<(usize, EntityId)> = full
            .filter_map(|name| {
                let [bearer] = name.entities.as_slice() else {
                    return None;
                };
                let entity = self.gazetteer.get(*bearer)?;
                let plain = entity.kind == Kind::Person && entity.surname.is_none();
                plain.then_some((name.words.end - 1, *bearer))
            })
            .collect();
        for (at, bearer) in last {
            if self.shape(at).contains(Shape::CAPITALISED) && !self.shape(at).contains(Shape::ALL_CAPITALS) {
                self.remember(at, &[bearer]);
            }
        }
    }

    /// Persons, organisations and places without acronym.
    fn runs(&mut self) {
        let (mut after, mut sentence, mut shouting) = (0, u32::MAX, false);
        let mut names = self.names.iter().peekable();
        for place in 0..self.places.len() {
            let at = self.places[place] as usize;
            while names.next_if(|name| name.words.start < at).is_some() {}
            // Names begin with a capital, or in a name that is known.
            let begins = self.cover[at] == Cover::Name || self.shape(at).contains(Shape::CAPITALISED);
            if at < after || !begins {
                continue;
            }
            if self.words.text.words[at].sentence != sentence {
                sentence = self.words.text.words[at].sentence;
                shouting = self.shouts(sentence);
            }
            if !shouting {
                let known = names.peek().copied();
                let known = known.filter(|name| name.words.start == at && name.sense == Sense::Name);
                after = self.run_from(at, known);
            }
        }
    }

    /// Whether a sentence is written mostly in capitals, where a capital says nothing.
    fn shouts(&self, sentence: u32) -> bool {
        let words = &self.words.text.words;
        let long = |at: &u32| words[*at as usize].span.len() > 2;
        let Some(range) = self
            .words
            .text
            .sentences
            .get(sentence as usize)
            .map(|sentence| sentence.words.clone())
        else {
            return false;
        };
        let first = self.places.partition_point(|at| *at < range.start);
        let capitals = self.places[first..]
            .iter()
            .take_while(|at| **at < range.end)
            .filter(|at| self.shape(**at as usize).contains(Shape::ALL_CAPITALS) && long(at))
            .count();
        if capitals < 2 {
            return false;
        }
        let all = range
            .filter(|at| !self.shape(*at as usize).contains(Shape::PUNCTUATION) && long(at))
            .count();
        all > 2 && capitals * 10 > all * 6
    }

    /// Enters the name that begins at word `at`, perhaps with a `known` one, if one does; gives the word from which on to
    /// look further.
    fn run_from(&mut self, at: usize, known: Option<&Named>) -> usize {
        if self.cover[at] == Cover::Name
            && let Some(end) = known.and_then(|known| self.longer_than_place(known))
        {
            return end;
        }
        if !self.is_capital(at) {
            return at + 1;
        }
        if let Some((_, end)) = self
            .tables
            .titles
            .at(self.words, at)
            .filter(|(_, end)| self.is_capital(*end))
        {
            // "Président Macky Sall": the name begins after the title.
            return end;
        }
        // "au poste de *Premier ministre*": an office, and no place.
        if self.opens_only(at) || self.begins_title(at) {
            return at + 1;
        }
        if let Some(name) = self.name_behind_portfolio(at) {
            return name;
        }
        if let Some(end) = self.organisation(at) {
            return end;
        }
        let run = self.run(at);
        let end = run.words.end;
        self.classify(run);
        end.max(at + 1)
    }

    /// What the lexicon says of the word at `at`.
    fn reading(&self, at: usize) -> Reading {
        reading(self.lexicon, self.words, at)
    }

    /// Whether the lexicon knows the word as something other than a proper noun that could open a sentence.
    fn is_common(&self, at: usize) -> bool {
        self.reading(at).contains(Reading::COMMON)
    }

    fn is_adjective(&self, at: usize) -> bool {
        let lower = !self
            .shape(at)
            .intersects(Shape::CAPITALISED | Shape::PUNCTUATION | Shape::NUMBER);
        lower && self.reads_as(at, Reading::ADJECTIVE)
    }

    /// A word in lower case that the lexicon does not have.
    fn is_unknown(&self, at: usize) -> bool {
        let shape = self.shape(at);
        !shape.intersects(Shape::CAPITALISED | Shape::PUNCTUATION | Shape::NUMBER)
            && self.lexicon.analyses(self.words.word(at)).is_empty()
    }

    /// "accuse le Fonds de *vouloir*": what may be a noun is a verb where a name could go on.
    fn is_noun(&self, at: usize) -> bool {
        let lower = !self
            .shape(at)
            .intersects(Shape::CAPITALISED | Shape::PUNCTUATION | Shape::NUMBER);
        lower && self.reads_as(at, Reading::NOUN) && !self.reading(at).contains(Reading::INFINITIVE)
    }

    /// Whether the word may be of `class`, and is no function word.
    fn reads_as(&self, at: usize, class: Reading) -> bool {
        let reading = self.reading(at);
        reading.contains(class) && !reading.contains(Reading::FUNCTION)
    }

    /// The longest stretch of capitalised words from `at` on, particles and initials included.
    fn run(&self, at: usize) -> Run {
        let mut end = at + 1;
        let mut capitals = 1;
        while self.words.together(end - 1) {
            if self.begins_title(end) {
                break;
            }
            if self.is_capital(end) {
                end += 1;
                capitals += 1;
                continue;
            }
            let Some((weak, next)) = self.tables.titles.particle(self.words, end) else {
                break;
            };
            let given = end - at == 1 && self.tables.titles.is_given(self.words.key(at));
            if (weak && !given) || !self.words.together(next - 1) || !self.is_capital(next) {
                break;
            }
            end = next + 1;
            capitals += 1;
        }
        Run {
            words: at..end,
            capitals,
        }
    }

    /// "nommé X *Premier ministre*": an office of several words, of which the first is capitalised.
    fn begins_title(&self, at: usize) -> bool {
        self.tables
            .titles
            .at(self.words, at)
            .is_some_and(|(_, end)| end > at + 1 && !self.is_capital(end - 1))
    }

    /// Says what a run names, where its surroundings tell.
    fn classify(&mut self, run: Run) {
        let start = run.words.start;
        let lone_surname = run.words.len() == 1 && self.cover[run.words.start] == Cover::Surname;
        if let Some(title) = self
            .title_before(start)
            .filter(|title| run.capitals > 1 || title.kind != TitleKind::Profession)
        {
            if !lone_surname {
                self.person(run.words, title.features);
            }
            return;
        }
        if lone_surname {
            return;
        }
        if self.nickname(&run.words) || self.tables.heads.thing_before(self.words, start) {
            return;
        }
        let given = self.tables.titles.is_given(self.words.key(start)) || self.is_given_name(start);
        let ending = self.tables.heads.ending(self.words.key(run.words.end - 1));
        if let Some(typing) = ending.filter(|_| run.capitals > 1) {
            // "Freedom Foundation", "West African Resources".
            self.named(run.words, typing);
        } else if run.capitals > 1 && given {
            self.person(run.words, Features::empty());
        } else if let Some(typing) = self
            .head_before(start)
            .or_else(|| self.described_after(run.words.end))
        {
            let words = self.with_common_words(run.words);
            self.named(words, typing);
        } else if !self.shape(start).contains(Shape::ALL_CAPITALS)
            && (self.tables.heads.place_expected(self.words, start) || self.joins_place(start))
        {
            self.named(run.words, self.class("Place"));
        } else if run.words.len() == 1 {
            self.lone_acronym(run.words);
        } else if self.looks_like_person(&run) {
            self.person(run.words, Features::empty());
        }
    }

    /// "emparé de Goma et de *Kashombe*": whether the name at `start` is joined to a place, which is no seat that may act.
    fn joins_place(&self, start: usize) -> bool {
        let Some(end) = self.tables.heads.joint_before(self.words, start) else {
            return false;
        };
        let fresh = self.fresh.last().filter(|name| name.words.end == end);
        let named = fresh.or_else(|| self.known_ending(end));
        let place = |id: &EntityId| match self.gazetteer.get(*id) {
            Some(entity) => entity.kind == Kind::Place && entity.seat_of.is_none(),
            None => {
                let local = (id.0 as usize).checked_sub(self.gazetteer.len());
                let local = local.and_then(|local| self.locals.get(local));
                local.is_some_and(|local| local.kind == Kind::Place)
            }
        };
        named.is_some_and(|name| name.entities.iter().all(place))
    }

    fn is_capital_word(&self, at: usize) -> bool {
        let shape = self.shape(at);
        shape.contains(Shape::CAPITALISED) && !shape.intersects(Shape::NUMBER | Shape::PUNCTUATION)
    }

    fn none_common(&self, range: &Range<usize>) -> bool {
        // A family name that somebody bears is one, though it may be a word too.
        let plain = |at: usize| {
            self.is_capital(at) && self.cover.get(at) != Some(&Cover::Surname) && self.is_common(at)
        };
        !range.clone().any(plain)
    }

    /// The known name that begins at word `at`.
    fn known_from(&self, at: usize) -> Option<&Named> {
        let first = self.names.partition_point(|name| name.words.start < at);
        self.names
            .get(first)
            .filter(|name| name.words.start == at && name.sense == Sense::Name)
    }

    /// A word that is capitalised only because it opens the sentence.
    fn opens_only(&self, at: usize) -> bool {
        let opens = self.shape(at).contains(Shape::INITIAL) || self.follows_quote(at);
        let given = self.tables.titles.is_given(self.words.key(at));
        let doubtful = opens && !given && !self.shape(at).contains(Shape::ALL_CAPITALS);
        // "Institut de …": a head noun may open a name wherever it stands.
        let head = || self.tables.heads.opening(self.words, at).is_some();
        doubtful && self.cover[at] == Cover::Free && !head() && self.is_common(at)
    }

    /// Whether the word is the first one of a quotation.
    fn follows_quote(&self, at: usize) -> bool {
        at > 0
            && matches!(
                self.words.word(at - 1),
                "«" | "“" | "\"" | "—" | "–" | "-" | "•" | ":"
            )
    }

    /// "M. Diop" before "Abdoulaye Diop" is he too.
    fn join_earlier(&mut self) {
        let first = self.gazetteer.len() as u32;
        let full = |local: &LocalEntity| {
            let lone = local.kind == Kind::Person && !local.label.contains(' ');
            let bearers = self.short.get(&folded(&local.label)).filter(|_| lone)?;
            bearers.first().copied().filter(|_| bearers.len() == 1)
        };
        let joined: Vec<Option<EntityId>> = self.locals.iter().map(full).collect();
        let fresh = self.fresh.iter_mut().flat_map(|name| name.entities.iter_mut());
        for id in fresh {
            let local =
                id.0.checked_sub(first)
                    .and_then(|index| joined.get(index as usize).copied().flatten());
            *id = local.unwrap_or(*id);
        }
    }

    /// Other mentions by family name or acronym.
    fn recall(&mut self) {
        if self.short.is_empty() {
            return;
        }
        self.join_earlier();
        for place in 0..self.places.len() {
            let at = self.places[place] as usize;
            let key = self.words.folded(at);
            let Some(bearers) = self.short.get(&key) else {
                continue;
            };
            let capital = self.is_capital(at);
            if !capital && self.respelled.is_empty() {
                continue;
            }
            let lone = at..at + 1;
            let known = self.known_at(&lone).map(|name| name.entities.clone());
            if !capital && known.is_none() {
                continue;
            }
            let mut bearers = bearers.clone();
            if self.respelled.contains(&key) {
                self.enter(lone, bearers);
                continue;
            }
            if !capital {
                continue;
            }
            bearers.extend(known.into_iter().flatten());
            let initial =
                self.shape(at).contains(Shape::INITIAL) && !self.shape(at).contains(Shape::ALL_CAPITALS);
            if initial && self.is_common(at) {
                continue;
            }
            self.enter(at..at + 1, bearers);
        }
    }
}

/// Old and new names in order; of two that overlap, the new one, and the longer of two new ones.
fn merged(known: Vec<Named>, mut fresh: Vec<Named>) -> Vec<Named> {
    fresh.sort_by_key(|name| (name.words.start, std::cmp::Reverse(name.words.end)));
    let mut end = 0;
    fresh.retain(|name| {
        let apart = name.words.start >= end;
        end = end.max(name.words.end);
        apart
    });
    let mut next = 0;
    let mut all: Vec<Named> = known
        .into_iter()
        .filter(|name| {
            while fresh
                .get(next)
                .is_some_and(|other| other.words.end <= name.words.start)
            {
                next += 1;
            }
            fresh
                .get(next)
                .is_none_or(|other| name.words.end <= other.words.start)
        })
        .collect();
    all.append(&mut fresh);
    all.sort_by_key(|name| (name.words.start, std::cmp::Reverse(name.words.end)));
    all
}
