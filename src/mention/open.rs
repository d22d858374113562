//! Names that the gazetteer does not hold.
//!
//! A person after a title or with a given name; an organisation with its acronym in brackets, or
//! after a capitalised head noun; a place after a preposition of place. What comes in again later
//! by family name or acronym is the same entity. A capitalised word that none of this explains is
//! left alone: better no actor than a wrong one.

use super::find::{Cover, Mentions, Named, common, cover_of};
use super::fold::folded;
use super::gazetteer::Gazetteer;
use super::heads::{Title, TitleKind, Typing};
use super::names::Sense;
use super::vocabulary::Words;
use super::{EntityId, Kind, LocalEntity};
use crate::lexicon::{Class, Features, Lexicon};
use crate::ontology::ClassId;
use crate::span::Span;
use crate::text::Shape;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::{SmallVec, smallvec};
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
        shouting: shouting(words),
    };
    finder.acronyms();
    finder.runs();
    finder.recall();
    let Finder { fresh, locals, .. } = finder;
    *names = merged(std::mem::take(names), fresh);
    locals
}

/// How many of the names found last may be the one right before a nickname.
const NEAR: usize = 8;

/// Sentences written mostly in capitals, where a capital says nothing.
fn shouting(words: &Words<'_>) -> Vec<bool> {
    words
        .text
        .sentences
        .iter()
        .map(|sentence| {
            let range = sentence.words.start as usize..sentence.words.end as usize;
            let letters = words.text.words.get(range).unwrap_or_default();
            let long = letters
                .iter()
                .filter(|word| !word.shape.contains(Shape::PUNCTUATION) && word.span.len() > 2);
            let (all, capital) = long.fold((0, 0), |(all, capital), word| {
                (
                    all + 1,
                    capital + usize::from(word.shape.contains(Shape::ALL_CAPITALS)),
                )
            });
            all > 2 && capital * 10 > all * 6
        })
        .collect()
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
    shouting: Vec<bool>,
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
        shape.contains(Shape::CAPITALISED)
            && !shape.intersects(Shape::NUMBER | Shape::PUNCTUATION)
            && (self.is_open(at) || self.is_given_before_surname(at))
            && !shape.contains(Shape::ELIDED)
            && !self.tables.heads.is_ignored(self.words.key(at))
    }

    /// No known name, or only a family name.
    fn is_open(&self, at: usize) -> bool {
        self.cover
            .get(at)
            .is_some_and(|cover| matches!(cover, Cover::Free | Cover::Surname))
    }

    /// "Maurice Konaté": a given name that is also a state, right before a name that nobody bears.
    fn is_given_before_surname(&self, at: usize) -> bool {
        self.tables.titles.is_given(self.words.key(at))
            && self.known_at(&(at..at + 1)).is_some()
            && self.words.together(at)
            && self.shape(at + 1).contains(Shape::CAPITALISED)
            && !self.shape(at + 1).contains(Shape::ALL_CAPITALS)
            && self.is_open(at + 1)
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

    /// Names with an acronym in brackets: "Front pour la concorde (FPC)".
    fn acronyms(&mut self) {
        for open in 1..self.words.text.words.len().saturating_sub(2) {
            let bracketed = self.words.word(open) == "(" && self.words.word(open + 2) == ")";
            if !bracketed || !self.is_acronym(open + 1) {
                continue;
            }
            let letters = letters(self.words.word(open + 1));
            let before = self.known_ending(open);
            match before.filter(|name| initials_spell(self.words, name.words.clone(), &letters)) {
                Some(name) if self.free(open + 1) => {
                    let entities = name.entities.clone();
                    self.remember(open + 1, &entities);
                    self.enter(open + 1..open + 2, entities);
                }
                Some(_) => {}
                None => self.spelled_out(open, &letters),
            }
        }
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

    fn is_acronym(&self, at: usize) -> bool {
        let word = self.words.word(at);
        let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
        let capitals = self.shape(at).contains(Shape::ALL_CAPITALS);
        (2..=10).contains(&letters)
            && (capitals || (self.shape(at).contains(Shape::CAPITALISED) && letters >= 4))
    }

    /// Finds the name that the acronym after `open` stands for, and enters both.
    fn spelled_out(&mut self, open: usize, letters: &[char]) {
        let Some(start) = self.start_of_spelling(open, letters) else {
            return;
        };
        let known = self
            .known_at(&(open + 1..open + 2))
            .map(|name| name.entities.clone());
        // The gazetteer's bearer of the acronym, unless the text spells out somebody else.
        let bearer = known.clone().filter(|known| self.begins_alike(known, start));
        if known.is_some() && bearer.is_none() {
            self.respelled.insert(folded(self.words.word(open + 1)));
        }
        let entities = bearer.unwrap_or_else(|| {
            let opened = self
                .tables
                .heads
                .opening(self.words, start)
                .map(|(typing, _)| typing);
            let typing = opened
                .or_else(|| self.tables.heads.before(self.words, start))
                .unwrap_or_else(|| self.class("Organisation"));
            let span = self.words.span(start..open);
            smallvec![self.local(self.label(start..open), typing, Features::empty(), span)]
        });
        self.remember(open + 1, &entities);
        self.enter(start..open, entities.clone());
        self.enter(open + 1..open + 2, entities);
    }

    /// Where the name before `open` begins whose words the acronym's letters open.
    fn start_of_spelling(&self, open: usize, letters: &[char]) -> Option<usize> {
        let mut at = open;
        while at > 0 && open - at < 16 && self.words.together(at - 1) {
            at -= 1;
            if self.shape(at).contains(Shape::PUNCTUATION) {
                return None;
            }
            let capital = self.shape(at).contains(Shape::CAPITALISED);
            if capital && initials_spell(self.words, at..open, letters) {
                return Some(at);
            }
        }
        None
    }

    /// Whether some name of `known` begins with the word at `start`.
    fn begins_alike(&self, known: &[EntityId], start: usize) -> bool {
        let word = folded(self.words.word(start));
        known
            .iter()
            .filter_map(|id| self.gazetteer.get(*id))
            .any(|entity| {
                let names = std::iter::once(&entity.label).chain(&entity.aliases);
                names
                    .filter_map(|name| name.split(' ').next())
                    .any(|first| folded(first) == word)
            })
    }

    /// Lets the word at `at` stand for `entities` from now on.
    fn remember(&mut self, at: usize, entities: &[EntityId]) {
        let key = folded(self.words.word(at));
        let known = self.short.entry(key).or_default();
        for id in entities {
            if !known.contains(id) {
                known.push(*id);
            }
        }
    }

    /// Persons, organisations and places without acronym.
    fn runs(&mut self) {
        let mut at = 0;
        while at < self.words.text.words.len() {
            let sentence = self.words.text.words[at].sentence as usize;
            let shouting = self.shouting.get(sentence).copied().unwrap_or(false);
            if !shouting
                && self.cover[at] == Cover::Name
                && let Some(end) = self.longer_than_place(at)
            {
                at = end;
                continue;
            }
            if !self.is_capital(at) || shouting {
                at += 1;
                continue;
            }
            if let Some((_, end)) = self
                .tables
                .titles
                .at(self.words, at)
                .filter(|(_, end)| self.is_capital(*end))
            {
                // "Président Macky Sall": the name begins after the title.
                at = end;
                continue;
            }
            if self.opens_only(at) {
                at += 1;
                continue;
            }
            if let Some(end) = self.organisation(at) {
                at = end;
                continue;
            }
            let run = self.run(at);
            let end = run.words.end;
            self.classify(run);
            at = end.max(at + 1);
        }
    }

    /// A name that a capitalised head noun opens: "Institut pour l'économie et la paix".
    fn organisation(&mut self, at: usize) -> Option<usize> {
        let (typing, mut end) = self.tables.heads.opening(self.words, at)?;
        let opened = end;
        let mut links = 0;
        while end < self.words.text.words.len() && self.words.together(end - 1) && end - at < 12 {
            let nationality = self.cover.get(end) == Some(&Cover::Demonym);
            if nationality || (self.free(end) && (self.is_capital(end) || self.is_adjective(end))) {
                end += 1;
                continue;
            }
            let Some(next) = self.tables.heads.link(self.words, end) else {
                break;
            };
            let goes_on = self.free(next)
                && self.words.together(next - 1)
                && (self.is_noun(next) || self.is_capital(next));
            // A known name after "du" is whose organisation it is, no part of its name.
            if !goes_on || links == 3 {
                break;
            }
            links += 1;
            end = next + 1;
        }
        let initial = self.shape(at).contains(Shape::INITIAL);
        let capitals = (opened..end).filter(|index| self.is_capital(*index)).count();
        if end == opened
            || (initial && capitals == 0)
            || (links == 0 && capitals == 0 && typing.kind == Kind::Place)
        {
            return None;
        }
        let label = self.label(at..end);
        let id = self.local(label, typing, Features::empty(), self.words.span(at..end));
        self.enter(at..end, smallvec![id]);
        Some(end)
    }

    fn is_adjective(&self, at: usize) -> bool {
        let lower = !self
            .shape(at)
            .intersects(Shape::CAPITALISED | Shape::PUNCTUATION | Shape::NUMBER);
        lower && self.reads_as(at, Class::Adjective)
    }

    fn is_noun(&self, at: usize) -> bool {
        let lower = !self
            .shape(at)
            .intersects(Shape::CAPITALISED | Shape::PUNCTUATION | Shape::NUMBER);
        lower && self.reads_as(at, Class::Noun) && !self.is_infinitive(at)
    }

    /// "accuse le Fonds de *vouloir*": what may be a noun is a verb where a name could go on.
    fn is_infinitive(&self, at: usize) -> bool {
        let readings = self.lexicon.analyses(self.words.word(at));
        readings
            .iter()
            .any(|reading| reading.class == Class::Verb && reading.features.contains(Features::INFINITIVE))
    }

    /// Whether the word may be of `class`, and is no function word.
    fn reads_as(&self, at: usize, class: Class) -> bool {
        let readings = self.lexicon.analyses(self.words.word(at));
        readings.iter().any(|reading| reading.class == class)
            && !readings.iter().any(|reading| {
                matches!(
                    reading.class,
                    Class::Auxiliary
                        | Class::Adposition
                        | Class::Determiner
                        | Class::Pronoun
                        | Class::Subordinator
                )
            })
    }

    /// The longest stretch of capitalised words from `at` on, particles and initials included.
    fn run(&self, at: usize) -> Run {
        let mut end = at + 1;
        let mut capitals = 1;
        while self.words.together(end - 1) {
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
        } else if self.tables.heads.place_expected(self.words, start)
            && !self.shape(start).contains(Shape::ALL_CAPITALS)
        {
            self.named(run.words, self.class("Place"));
        } else if run.words.len() == 1 {
            self.lone_acronym(run.words);
        } else if self.looks_like_person(&run) {
            self.person(run.words, Features::empty());
        }
    }

    /// "Mohamed X, dit « Y »": Y is he, here and later.
    fn nickname(&mut self, range: &Range<usize>) -> bool {
        let quoted = range
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(self.words.word(at), "«" | "“" | "\""));
        let begin = range.start - usize::from(quoted);
        let Some(mut end) = self.tables.titles.nickname_before(self.words, begin) else {
            return false;
        };
        end -= usize::from(end > 0 && matches!(self.words.word(end - 1), "," | "("));
        // Names are entered in their order, save a few of this sentence.
        let fresh = self
            .fresh
            .iter()
            .rev()
            .take(NEAR)
            .find(|name| name.words.end == end);
        let Some(bearers) = fresh
            .or_else(|| self.known_ending(end))
            .map(|name| name.entities.clone())
        else {
            return false;
        };
        if range.len() == 1 {
            self.remember(range.start, &bearers);
        }
        self.enter(range.clone(), bearers);
        true
    }

    /// What a head noun before `end` says of the name there; adjectives may stand between
    /// ("le groupe minier canadien X").
    fn head_before(&self, end: usize) -> Option<Typing> {
        let mut end = end;
        for _ in 0..3 {
            if let Some(typing) = self.tables.heads.before(self.words, end) {
                return Some(typing);
            }
            let previous = end.checked_sub(1).filter(|at| self.words.together(*at))?;
            if self.cover.get(previous) != Some(&Cover::Demonym) && !self.is_adjective(previous) {
                return None;
            }
            end = previous;
        }
        None
    }

    /// "l'association Amis du fleuve", "le collectif Avocats d'urgence": a name of common words goes
    /// on in lower case.
    fn with_common_words(&self, range: Range<usize>) -> Range<usize> {
        if !common(self.lexicon, &self.words.word(range.start).to_lowercase()) {
            return range;
        }
        let mut end = range.end;
        for _ in 0..2 {
            let together = self.words.together(end - 1);
            if together && self.free(end) && self.is_adjective(end) {
                end += 1;
                continue;
            }
            let next = self.tables.heads.link(self.words, end).filter(|_| together);
            match next.filter(|next| self.free(*next) && self.is_noun(*next)) {
                Some(next) => end = next + 1,
                None => break,
            }
        }
        range.start..end
    }

    /// What an apposition says of the name before it: "Nordstar, une société canadienne".
    fn described_after(&self, end: usize) -> Option<Typing> {
        // "Selon X, l'organisation …" is no apposition: only an indefinite one is sure.
        let indefinite = || {
            let readings = self.lexicon.analyses(self.words.word(end + 1));
            let mut determiners = readings
                .iter()
                .filter(|reading| reading.class == Class::Determiner);
            determiners.any(|reading| reading.features.contains(Features::INDEFINITE))
        };
        let apposed = self.words.word(end) == "," && self.words.together(end) && indefinite();
        apposed
            .then(|| self.tables.heads.describing(self.words, end + 2))
            .flatten()
    }

    /// "Sahel Risk Advisory", "Niger Delta Avengers", "la radio Mali Nouveau": a known place that
    /// only opens a longer name.
    fn longer_than_place(&mut self, at: usize) -> Option<usize> {
        let known = self.known_from(at)?;
        let (start, end) = (known.words.start, known.words.end);
        let place = known.entities.iter().all(|id| {
            let entity = self.gazetteer.get(*id);
            entity.is_some_and(|entity| matches!(entity.kind, Kind::Place | Kind::State))
        });
        let town = known.words.len() == 1
            && known.entities.iter().all(|id| {
                let entity = self.gazetteer.get(*id);
                entity.is_some_and(|entity| entity.kind == Kind::Place && entity.seat_of.is_none())
            });
        let follows = self.words.together(end - 1) && self.is_capital(end);
        if !place || !follows || self.opens_only(end) {
            return None;
        }
        let mut run = self.run(end);
        // Words of titles and given names begin a name of their own: "le maire de Gao Boubacar X".
        let own = self.tables.titles.is_given(self.words.key(end))
            || self.tables.titles.at(self.words, end).is_some()
            || self.cover.get(end) == Some(&Cover::Surname) && !town;
        if own {
            return None;
        }
        run.words.start = start;
        run.capitals += 1;
        let end = run.words.end;
        if let Some(typing) = self
            .head_before(start)
            .filter(|typing| typing.kind != Kind::Place)
        {
            self.named(run.words, typing);
            return Some(end);
        }
        let locative = self.tables.heads.place_expected(self.words, start);
        let titled = self
            .title_before(start)
            .is_some_and(|title| title.kind != TitleKind::Profession);
        let begins =
            titled || start == 0 || matches!(self.words.word(start - 1), "," | "(" | "—" | "–" | "et");
        if town && !locative && begins && run.capitals <= 3 && self.none_common(&run.words) {
            // A town that is also a given name: ", Nasir Idris,".
            self.person(run.words, Features::empty());
            return Some(end);
        }
        // Foreign names in which a place is an adjective.
        if run.capitals > 2 && !locative && run.words.clone().all(|at| self.is_capital_word(at)) {
            self.named(run.words, self.class("Organisation"));
            return Some(end);
        }
        None
    }

    fn is_capital_word(&self, at: usize) -> bool {
        let shape = self.shape(at);
        shape.contains(Shape::CAPITALISED) && !shape.intersects(Shape::NUMBER | Shape::PUNCTUATION)
    }

    fn none_common(&self, range: &Range<usize>) -> bool {
        // A family name that somebody bears is one, though it may be a word too.
        let plain = |at: usize| {
            self.is_capital(at)
                && self.cover.get(at) != Some(&Cover::Surname)
                && common(self.lexicon, self.words.word(at))
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
        doubtful && self.cover[at] == Cover::Free && !head() && common(self.lexicon, self.words.word(at))
    }

    /// Whether the word is the first one of a quotation.
    fn follows_quote(&self, at: usize) -> bool {
        at > 0
            && matches!(
                self.words.word(at - 1),
                "«" | "“" | "\"" | "—" | "–" | "-" | "•" | ":"
            )
    }

    fn title_before(&self, at: usize) -> Option<Title> {
        let demonym = |index: usize| self.cover.get(index) == Some(&Cover::Demonym);
        let title = self.tables.titles.before(self.words, at, demonym)?;
        self.words.together(at.checked_sub(1)?).then_some(title)
    }

    /// Two or more capitalised words, none of them but the last a common noun of the language.
    fn looks_like_person(&self, run: &Run) -> bool {
        let plain = run.words.clone().all(|at| {
            let shape = self.shape(at);
            !shape.contains(Shape::ALL_CAPITALS) || at + 1 == run.words.end
        });
        // A family name may be a word ("Vieira Té"), the given name is none.
        let start = run.words.start;
        let last = run.words.end - 1;
        (2..=4).contains(&run.capitals)
            && plain
            && (self.none_common(&run.words)
                || (self.none_common(&(start..last)) && self.words.word(last).chars().count() > 1))
    }

    fn person(&mut self, range: Range<usize>, features: Features) {
        let typing = self.class("Person");
        let last = range.end - 1;
        let known = self.known_at(&range).map(|name| name.entities.clone());
        let surname = folded(self.words.word(last));
        // "M. Diop" after "Abdoulaye Diop" is he.
        if range.len() == 1
            && let Some(bearers) = self.short.get(&surname)
        {
            let bearers = bearers.clone();
            self.enter(range, bearers);
            return;
        }
        if let Some(entities) = known {
            self.enter(range, entities);
            return;
        }
        let features = features | self.gender_of_given_name(range.start);
        let id = self.local(
            quiet(&self.label(range.clone())),
            typing,
            features,
            self.words.span(range.clone()),
        );
        if range.len() > 1 {
            self.remember(last, &[id]);
        }
        self.enter(range, smallvec![id]);
    }

    /// Whether the lexicon knows the word as a given name and as nothing else.
    fn is_given_name(&self, at: usize) -> bool {
        let readings = self.lexicon.analyses(self.words.word(at));
        let given = readings
            .iter()
            .any(|reading| reading.features.contains(Features::GIVEN_NAME));
        given && !common(self.lexicon, self.words.word(at))
    }

    fn gender_of_given_name(&self, at: usize) -> Features {
        let gender = Features::MASCULINE | Features::FEMININE;
        let readings = self.lexicon.analyses(self.words.word(at));
        let proper = readings.iter().find(|reading| reading.class == Class::ProperNoun);
        let found = proper.map_or(Features::empty(), |reading| reading.features & gender);
        if found == gender { Features::empty() } else { found }
    }

    fn named(&mut self, range: Range<usize>, typing: Typing) {
        let id = self.local(
            self.label(range.clone()),
            typing,
            Features::empty(),
            self.words.span(range.clone()),
        );
        if range.len() == 1 {
            self.remember(range.start, &[id]);
        }
        self.enter(range, smallvec![id]);
    }

    /// "le FPC", where nothing spells it out: an organisation.
    fn lone_acronym(&mut self, range: Range<usize>) {
        let at = range.start;
        if let Some(bearers) = self.short.get(&folded(self.words.word(at))).cloned() {
            self.enter(range, bearers);
            return;
        }
        let length = self.words.word(at).chars().count();
        let article = at > 0 && self.tables.heads.is_article(self.words.key(at - 1));
        let letters = self.words.word(at).chars().all(char::is_alphabetic);
        let acronym = letters && self.shape(at).contains(Shape::ALL_CAPITALS) && (3..=8).contains(&length);
        // "L'ONG": a word of the language, though written in capitals.
        let word = self.words.word(at);
        let common_noun = || common(self.lexicon, word) || common(self.lexicon, &word.to_lowercase());
        if acronym && article && !common_noun() {
            self.named(range, self.class("Organisation"));
        }
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
        for at in 0..self.words.text.words.len() {
            let lone = at..at + 1;
            let known = self.known_at(&lone).map(|name| name.entities.clone());
            let capital = self.is_capital(at);
            if !capital && (known.is_none() || self.respelled.is_empty()) {
                continue;
            }
            let key = folded(self.words.word(at));
            let Some(bearers) = self.short.get(&key) else {
                continue;
            };
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
            if initial && common(self.lexicon, self.words.word(at)) {
                continue;
            }
            self.enter(at..at + 1, bearers);
        }
    }
}

/// "Robert DUSSEY" as newsrooms write it; a name in capitals throughout stays as it is.
fn quiet(label: &str) -> String {
    let shouted = |word: &str| word.chars().count() > 2 && !word.chars().any(char::is_lowercase);
    if label.split(' ').all(shouted) {
        return label.to_owned();
    }
    let words = label.split(' ').map(|word| {
        if !shouted(word) {
            return word.to_owned();
        }
        let mut begins = true;
        word.chars()
            .map(|letter| {
                let kept = begins;
                begins = !letter.is_alphanumeric();
                if kept {
                    letter.to_string()
                } else {
                    letter.to_lowercase().to_string()
                }
            })
            .collect()
    });
    words.collect::<Vec<String>>().join(" ")
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

/// The letters of an acronym, folded.
fn letters(acronym: &str) -> SmallVec<[char; 8]> {
    acronym
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .map(|letter| super::fold::fold(letter).0)
        .collect()
}

/// Whether the letters of an acronym are found in order at the beginnings of the words of `range`,
/// the first one at the first word.
fn initials_spell(words: &Words<'_>, range: Range<usize>, letters: &[char]) -> bool {
    let mut rest = letters;
    for (place, at) in range.enumerate() {
        let word = words.word(at);
        let mut parts = word
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty());
        let first_matches = parts
            .next()
            .and_then(|part| part.chars().next())
            .is_some_and(|letter| {
                rest.first()
                    .is_some_and(|wanted| super::fold::fold(letter).0 == *wanted)
            });
        if place == 0 && !first_matches {
            return false;
        }
        if first_matches {
            rest = &rest[1..];
        }
        for part in parts {
            let letter = part.chars().next().map(|letter| super::fold::fold(letter).0);
            if letter.is_some() && letter == rest.first().copied() {
                rest = &rest[1..];
            }
        }
    }
    rest.is_empty()
}
