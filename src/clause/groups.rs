//! Gathers words into noun groups.
//!
//! A group runs from its determiner to its last adjective; complements after prepositions are
//! groups of their own. Names found by `mention` are taken whole. Quotation marks round a word
//! ("un appui « indéfectible »") are looked through.

use super::elements::{Parser, mark};
use super::tables::{Lists, Nominal};
use super::{Class, Features, GroupId, NounGroup, Preposition};
use crate::mention::joins_names;
use crate::text::{Shape, WordIndex};
use smallvec::SmallVec;
use std::ops::Range;

/// What only the parser needs to know of a group.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct GroupNote<'a> {
    /// What the table of nominalisations says of its head's lemma.
    pub noun: Option<&'a Nominal>,
    /// Its head is a common noun, and no pronoun that was taken for one.
    pub common: bool,
    /// A proper name.
    pub name: bool,
    /// A pronoun.
    pub pronoun: bool,
    /// A personal pronoun that stands at its verb.
    pub clitic: bool,
    /// Follows the element before it without comma, conjunction or preposition.
    pub adjacent: bool,
    /// Comes after a comma.
    pub after_comma: bool,
    /// One of those named by the group it is joined to: "dix otages, dont X".
    pub member: bool,
    /// The clause it is an argument of.
    pub node: Option<u32>,
    /// aucun, nul, "pas de".
    pub negative: bool,
    /// Behind "faute de", "en l'absence de".
    pub privative: bool,
    /// The bare group just before it, where it may describe that one ("le ministre *en visite*").
    pub beside: Option<GroupId>,
}

impl<'a> GroupNote<'a> {
    /// The table's entry, if the head is a noun predicate.
    pub fn nominal(&self) -> Option<&'a Nominal> {
        self.noun.filter(|_| self.common)
    }
}

/// Number and gender.
pub(super) const NUMBER: Features = Features::SINGULAR.union(Features::PLURAL);
pub(super) const GENDER: Features = Features::MASCULINE.union(Features::FEMININE);

/// How many words a group may have before its noun.
const LONGEST_START: u32 = 12;

/// How many words a number may have.
const LONGEST_NUMBER: u32 = 6;

/// How many adjectives one list may have.
const LONGEST_LIST: u32 = 12;

/// A group while it is being read.
#[derive(Default)]
struct Draft {
    words: Range<WordIndex>,
    preposition: Option<Preposition>,
    head: Option<WordIndex>,
    determiner: Option<WordIndex>,
    numeral: Option<WordIndex>,
    modifiers: SmallVec<[WordIndex; 2]>,
    date: bool,
    name: bool,
    pronoun: bool,
}

impl Draft {
    /// An empty group that begins at `start`.
    fn new(start: WordIndex, preposition: Option<Preposition>) -> Self {
        Self {
            words: start..start,
            preposition,
            ..Self::default()
        }
    }

    /// The group goes on as far as `end`.
    fn extend(&mut self, end: WordIndex) {
        self.words.end = end;
    }

    /// The group has its head at `word` and ends there so far.
    fn set_head(&mut self, word: WordIndex) {
        self.head = Some(word);
        self.extend(word + 1);
    }

    /// The word at `word` describes the head.
    fn add_modifier(&mut self, word: WordIndex) {
        self.modifiers.push(word);
        self.extend(word + 1);
    }

    /// Has an article or a number.
    const fn is_determined(&self) -> bool {
        self.determiner.is_some() || self.numeral.is_some()
    }

    /// "les trois", "les plus riches", "2024": no noun, but a group all the same.
    fn do_without_noun(&mut self) {
        let last_adjective = self.modifiers.last().copied();
        let adjective = last_adjective.filter(|_| self.determiner.is_some());
        let lone = last_adjective.filter(|_| self.preposition.is_some());
        let Some(head) = adjective.max(self.numeral).or(lone) else {
            return;
        };
        self.set_head(head);
        self.modifiers.retain(|word| *word != head);
    }

    /// "à treize *les* pertes", "de ce dernier *la* libération": the article behind a number, or behind an
    /// adjective that has its own, begins another group.
    fn ends_without_noun(&self) -> bool {
        self.numeral.is_some() || self.determiner.is_some() && !self.modifiers.is_empty()
    }
}

impl<'a> Parser<'a> {
    /// Reads the group that begins at `start`, after `preposition`. Returns it with the word after it.
    pub fn read_group(
        &mut self,
        start: WordIndex,
        preposition: Option<Preposition>,
    ) -> Option<(GroupId, WordIndex)> {
        let mut draft = Draft::new(start, preposition);
        if let Some(end) = self.date_at(start) {
            self.read_date(&mut draft, start, end);
        } else {
            self.read_start(&mut draft, start);
            draft.head?;
            if !draft.pronoun {
                self.read_rest(&mut draft);
            }
        }
        let end = draft.words.end;
        let head = draft.head?;
        Some((self.keep(&mut draft, head), end))
    }

    /// Adds a group that has been read to those of the article.
    fn keep(&mut self, draft: &mut Draft, head: WordIndex) -> GroupId {
        let id = self.groups.len() as GroupId;
        let note = self.note_of(draft, head);
        if note.nominal().is_some() {
            self.nominals.push(id);
        }
        self.notes.push(note);
        self.groups.push(NounGroup {
            words: draft.words.start..draft.words.end.max(head + 1),
            head,
            determiner: draft.determiner,
            features: self.features_of(draft, head),
            preposition: draft.preposition.take(),
            modifiers: std::mem::take(&mut draft.modifiers),
            numeral: draft.numeral.filter(|numeral| *numeral != head),
            complements: SmallVec::new(),
            complement_of: None,
            next_conjunct: None,
            first_conjunct: None,
            apposition: None,
            apposition_to: None,
            bracketed: false,
            sentence: self.sentence,
        });
        id
    }

    fn read_date(&self, draft: &mut Draft, start: WordIndex, end: WordIndex) {
        let noun = |word: &WordIndex| matches!(self.class(*word), Class::Noun | Class::ProperNoun);
        let number = |word: &WordIndex| self.class(*word) == Class::Numeral;
        draft.head = (start..end)
            .find(noun)
            .or_else(|| (start..end).find(number))
            .or(Some(end - 1));
        draft.determiner = (self.class(start) == Class::Determiner).then_some(start);
        draft.date = true;
        draft.extend(end);
    }

    /// "*Son Excellence* le capitaine X", "*Son Excellence* Monsieur X": the title behind it heads the group.
    fn honours(&self, at: WordIndex) -> bool {
        let next = match self.class(at + 1) {
            Class::Determiner => at + 2,
            _ => at + 1,
        };
        matches!(self.class(next), Class::Noun | Class::ProperNoun)
            && self.tables.lists(self.token(at).lemma, Lists::HONORIFIC)
            && self.may_be_title(next)
    }

    /// "*Monsieur* X": a title, though its capital made a name of it.
    fn may_be_title(&self, word: WordIndex) -> bool {
        self.has(word, Features::PERSON_TITLE)
            || self
                .lexicon
                .analyses(&self.word_text(word).to_lowercase())
                .iter()
                .any(|reading| reading.features.contains(Features::PERSON_TITLE))
    }

    /// "*six à* sept mille soldats", "entre *six et* sept mille soldats": two numbers, of which the second counts.
    fn opens_range(&self, at: WordIndex, between: bool) -> bool {
        let joins = if between {
            self.class(at + 1) == Class::Coordinator
        } else {
            let to = self.simple_preposition(at + 1);
            to.is_some_and(|preposition| preposition.lemma == self.tables.words.dative)
                && !self.has(at + 1, Features::CONTRACTED)
        };
        joins && self.class(at + 2) == Class::Numeral
    }

    /// "*entre* six et sept mille soldats" says how many, "entre 2012 et 2020" when.
    pub fn opens_interval(&self, at: WordIndex) -> bool {
        if self.token(at).lemma != self.tables.words.between || self.class(at + 1) != Class::Numeral {
            return false;
        }
        let number = |word: &WordIndex| self.class(*word) == Class::Numeral;
        let behind = |start: WordIndex| (start..start + LONGEST_NUMBER).find(|word| !number(word));
        let counted = |word: WordIndex| matches!(self.class(word), Class::Noun | Class::Adjective);
        behind(at + 1)
            .filter(|link| self.class(*link) == Class::Coordinator && number(&(link + 1)))
            .and_then(|link| behind(link + 1))
            .is_some_and(counted)
    }

    /// From determiner to head.
    fn read_start(&self, draft: &mut Draft, start: WordIndex) {
        let between = self.opens_interval(start);
        let mut at = if between {
            start + 1
        } else {
            self.read_approximation(start)
        };
        let limit = start + LONGEST_START;
        while at < self.span.end && at < limit {
            if self.layout(at) & mark::CUTTING != 0 {
                at = self.skip_quotes(at);
                if self.accept_name(draft, at) {
                    return;
                }
                if self.date_at(at).is_some() && draft.determiner.is_none() {
                    break;
                }
            }
            match self.class(at) {
                Class::Determiner if draft.ends_without_noun() => break,
                Class::Determiner => {
                    // "tous les pays": the article decides, the quantifier comes along.
                    draft.determiner = Some(at);
                }
                Class::Numeral => {
                    draft.numeral = Some(at);
                    if self.opens_range(at, between) {
                        at += 1;
                    }
                }
                Class::Adjective if self.adjective_before_noun(at, draft) => draft.modifiers.push(at),
                Class::Adverb if self.adverb_in_group(at) => {}
                Class::Noun if self.honours(at) => {}
                Class::Noun | Class::ProperNoun => {
                    draft.set_head(at);
                    // "M.", "Mme": a title, whatever the tagger says; the name renames it.
                    draft.name =
                        self.class(at) == Class::ProperNoun && !self.shape(at).contains(Shape::ABBREVIATION);
                    return;
                }
                Class::Other | Class::Symbol
                    if draft.is_determined() || draft.preposition.is_some() || self.looks_like_name(at) =>
                {
                    draft.set_head(at);
                    draft.name = self.class(at) == Class::Other;
                    return;
                }
                Class::Pronoun if self.stands_before_quoted_noun(at) => draft.determiner = Some(at),
                // "Ce dernier *l'*a assuré": a clitic belongs to the verb behind it.
                Class::Pronoun if at > start && self.has(at, Features::CLITIC) && self.is_verb(at + 1) => {
                    break;
                }
                Class::Pronoun if self.pronoun_heads(at) => {
                    draft.set_head(at);
                    draft.pronoun = true;
                    return;
                }
                Class::Verb if draft.determiner.is_some() && self.has(at, Features::PAST_PARTICIPLE) => {
                    // "les disparus": a participle after an article, with no noun behind it.
                    if !self.participle_before_noun(at) {
                        draft.set_head(at);
                        return;
                    }
                    draft.modifiers.push(at);
                }
                _ => break,
            }
            at += 1;
        }
        draft.do_without_noun();
    }

    fn accept_name(&self, draft: &mut Draft, at: WordIndex) -> bool {
        let Some(end) = self.name_at(at) else {
            return false;
        };
        let noun = |word: &WordIndex| matches!(self.class(*word), Class::Noun | Class::ProperNoun);
        draft.head = (at..end).find(noun).or(Some(at));
        draft.name = true;
        draft.extend(end);
        true
    }

    /// "près de 4 000 morts" is a quantity, "près de Gao" a place.
    pub fn is_approximation(&self, start: WordIndex) -> bool {
        self.tables.lists(self.token(start).lemma, Lists::APPROXIMATOR) && self.opens_count(start + 2)
    }

    /// "4 000", "les 300", "une centaine", "un millier"
    fn opens_count(&self, at: WordIndex) -> bool {
        match self.class(at) {
            Class::Numeral => true,
            Class::Determiner => {
                let number = self.class(at + 1) == Class::Numeral;
                let measure = self.has(at, Features::INDEFINITE)
                    && self.class(at + 1) == Class::Noun
                    && self.has(at + 1, Features::PARTITIVE);
                number || measure
            }
            _ => false,
        }
    }

    /// "plus de 4 500 soldats", "beaucoup de civils"
    pub fn opens_quantity(&self, at: WordIndex) -> bool {
        self.read_approximation(at) > at
    }

    /// "près de 4 000", "plus de 70": the words before the number.
    #[inline]
    fn read_approximation(&self, start: WordIndex) -> WordIndex {
        match self.class(start + 1) {
            Class::Adposition | Class::Determiner => self.behind_approximation(start),
            _ => start,
        }
    }

    /// The first word behind an approximation at `start`; `start` where there is none.
    fn behind_approximation(&self, start: WordIndex) -> WordIndex {
        let genitive = || {
            self.simple_preposition(start + 1)
                .is_some_and(|preposition| preposition.lemma == self.tables.words.genitive)
        };
        let token = self.token(start);
        let counting = Lists::APPROXIMATOR | Lists::QUANTIFIER;
        if !self.tables.lists(token.lemma, counting) || !genitive() {
            return start;
        }
        let next = self.skip_quotes(start + 2);
        let quantity = self.tables.lists(token.lemma, Lists::QUANTIFIER);
        let fits = match self.class(next) {
            Class::Noun | Class::Adjective => quantity,
            _ => self.opens_count(next),
        };
        if fits { next } else { start }
    }

    /// Whether a noun (or a number, or another adjective before a noun) follows.
    fn adjective_before_noun(&self, at: WordIndex, draft: &Draft) -> bool {
        if draft.is_determined() {
            return true;
        }
        let limit = (at + 4).min(self.span.end);
        let mut number = false;
        for next in at + 1..limit {
            if self.transparent(next) {
                continue;
            }
            if self.name_at(next).is_some() {
                return true;
            }
            number |= self.class(next) == Class::Numeral;
            match self.class(next) {
                Class::Noun | Class::ProperNoun => return true,
                // "tous les pays"
                Class::Determiner => return self.has(at, Features::DISTRIBUTIVE),
                Class::Adjective | Class::Numeral => {}
                // "seuls 400 ont été déployés"
                _ => return number,
            }
        }
        number
    }

    /// An adverb inside a group stands before an adjective or a number.
    fn adverb_in_group(&self, at: WordIndex) -> bool {
        let next = self.skip_quotes(at + 1);
        match self.class(next) {
            Class::Adjective | Class::Numeral => {
                // "très grand pays", "environ 300"
                let after = self.skip_quotes(next + 1);
                self.class(next) == Class::Numeral
                    || matches!(
                        self.class(after),
                        Class::Noun | Class::ProperNoun | Class::Adjective | Class::Numeral
                    )
                    || self.class(at.saturating_sub(1)) == Class::Determiner
            }
            Class::Adverb => self.adverb_in_group(next),
            _ => false,
        }
    }

    fn participle_before_noun(&self, at: WordIndex) -> bool {
        matches!(
            self.class(self.skip_quotes(at + 1)),
            Class::Noun | Class::ProperNoun
        )
    }

    /// "une « assistance complète »": the article stands apart from its noun.
    fn stands_before_quoted_noun(&self, at: WordIndex) -> bool {
        self.transparent(at + 1)
            && self.has(at, Features::INDEFINITE)
            && matches!(
                self.class(self.skip_quotes(at + 1)),
                Class::Noun | Class::Adjective
            )
    }

    fn looks_like_name(&self, at: WordIndex) -> bool {
        self.shape(at).contains(Shape::CAPITALISED)
    }

    /// Clitics and relatives are no heads; demonstrative, indefinite and tonic pronouns are.
    fn pronoun_heads(&self, at: WordIndex) -> bool {
        !self.has_any(at, Features::RELATIVE)
    }

    /// From head to last adjective.
    fn read_rest(&self, draft: &mut Draft) {
        let Some(head) = draft.head else { return };
        loop {
            let mut at = draft.words.end;
            if self.layout(at) & mark::CUTTING != 0 {
                at = self.skip_quotes(at);
                match self.accept_marked(draft, head, at) {
                    Some(true) => continue,
                    Some(false) => return,
                    None => {}
                }
            }
            // A closing quotation mark round the group belongs to it.
            if at >= self.span.end || !self.accept_modifier(draft, head, at) {
                return;
            }
        }
    }

    /// Whether a name, date or locution that begins at `at` goes on with the group; nothing where none does.
    fn accept_marked(&self, draft: &mut Draft, head: WordIndex, at: WordIndex) -> Option<bool> {
        if self.date_at(at).is_some() || draft.name && self.name_at(at).is_some() {
            return Some(false);
        }
        // "le commandant *en chef* ukrainien", "le président *par intérim* malien"
        let (whole, end) = self.locution_at(at)?;
        if whole.class != Class::Adjective {
            return None;
        }
        let behind = self.class(head) == Class::Noun && !draft.name;
        if behind {
            draft.extend(end);
        }
        Some(behind)
    }

    fn accept_modifier(&self, draft: &mut Draft, head: WordIndex, at: WordIndex) -> bool {
        let head_class = self.class(head);
        match self.class(at) {
            // "a nommé X *Premier ministre*": a title of its own.
            Class::Adjective if draft.name && self.has(at + 1, Features::PERSON_TITLE) => false,
            Class::Adjective if self.agrees_as_modifier(head, at) => {
                draft.add_modifier(at);
                true
            }
            Class::Adverb => {
                let Some(adjective) = self.adjective_after_adverbs(at) else {
                    return false;
                };
                if !self.agrees_as_modifier(head, adjective) {
                    return false;
                }
                draft.add_modifier(adjective);
                true
            }
            Class::ProperNoun if draft.name => {
                draft.extend(at + 1);
                true
            }
            Class::ProperNoun if head_class == Class::Noun && joins_names(self.mentions, at) => {
                draft.add_modifier(at);
                true
            }
            Class::Other if draft.name && self.looks_like_name(at) => {
                draft.extend(at + 1);
                true
            }
            Class::Noun
                if head_class == Class::Noun
                    && !draft.name
                    && self.locution_at(at).is_none()
                    && self.name_at(at).is_none()
                    && !self.has(at, Features::TIME)
                    && !self.has(at, Features::PERSON_TITLE) =>
            {
                draft.add_modifier(at);
                true
            }
            Class::Numeral if !draft.pronoun && self.numeral_after_noun(at) => {
                draft.extend(at + 1);
                true
            }
            Class::Symbol => {
                draft.extend(at + 1);
                true
            }
            Class::Coordinator | Class::Punctuation if !draft.modifiers.is_empty() => {
                self.accept_adjective_list(draft, head, at)
            }
            _ => false,
        }
    }

    /// "article 5", "2 avril 2024", but not "[50 hommes] 12 véhicules", "[à niveau] quinze mille soldats".
    fn numeral_after_noun(&self, at: WordIndex) -> bool {
        let number = |word: &WordIndex| self.class(*word) == Class::Numeral;
        let behind = (at + 1..at + LONGEST_NUMBER).find(|word| !number(word));
        !behind.is_some_and(|word| {
            matches!(
                self.class(self.skip_quotes(word)),
                Class::Noun | Class::ProperNoun
            )
        })
    }

    fn adjective_after_adverbs(&self, at: WordIndex) -> Option<WordIndex> {
        let limit = (at + 5).min(self.span.end);
        for next in at + 1..limit {
            match self.class(next) {
                Class::Adjective => return Some(next),
                // "de plus en plus organisés": the locution has prepositions inside.
                Class::Adverb | Class::Adposition => {}
                _ => return None,
            }
        }
        None
    }

    /// ", économique et régionale", "et économiques".
    fn accept_adjective_list(&self, draft: &mut Draft, head: WordIndex, at: WordIndex) -> bool {
        let mut next = at;
        let mut accepted: SmallVec<[WordIndex; 4]> = SmallVec::new();
        let mut closed = false;
        for _ in 0..LONGEST_LIST {
            let comma = self.is_comma(next);
            let coordinator = self.class(next) == Class::Coordinator;
            if !comma && !coordinator {
                break;
            }
            let mut adjective = self.skip_quotes(next + 1);
            while self.class(adjective) == Class::Adverb {
                adjective += 1;
            }
            let fits = (self.class(adjective) == Class::Adjective
                || self.shares_plural(draft, head, adjective))
                && self.agrees_in_list(head, adjective)
                && !self.adjective_opens_group(adjective);
            if !fits {
                break;
            }
            accepted.push(adjective);
            next = self.skip_quotes(adjective + 1);
            if coordinator {
                closed = true;
                break;
            }
        }
        if !closed {
            return false;
        }
        if let Some(last) = accepted.last() {
            draft.extend(last + 1);
        }
        draft.modifiers.extend(accepted);
        true
    }

    /// "les bases chinoise *et russe*": each says whose one of several is, and might be a noun only by itself.
    fn shares_plural(&self, draft: &Draft, head: WordIndex, adjective: WordIndex) -> bool {
        let one_of_several = |word: WordIndex| {
            self.class(word) == Class::Noun && self.has(word, Features::SINGULAR) && self.is_demonym(word)
        };
        self.token(head).features & NUMBER == Features::PLURAL
            && one_of_several(adjective)
            && !self.looks_like_name(adjective)
            && draft
                .modifiers
                .last()
                .is_some_and(|before| one_of_several(*before))
    }

    /// "et *nouvelles* armes": the adjective belongs to a noun behind it.
    fn adjective_opens_group(&self, adjective: WordIndex) -> bool {
        let next = self.skip_quotes(adjective + 1);
        self.class(next) == Class::Noun
            && self.agrees(next, adjective, NUMBER)
            && self.agrees(next, adjective, GENDER)
    }

    pub fn is_comma(&self, word: WordIndex) -> bool {
        word < self.span.end && self.class(word) == Class::Punctuation && self.word_text(word) == ","
    }

    /// Gender and number do not contradict each other.
    fn agrees_as_modifier(&self, noun: WordIndex, adjective: WordIndex) -> bool {
        self.agrees(noun, adjective, NUMBER) && self.agrees(noun, adjective, GENDER)
    }

    /// "les polices malienne et nigérienne": gender only.
    fn agrees_in_list(&self, noun: WordIndex, adjective: WordIndex) -> bool {
        self.agrees(noun, adjective, GENDER)
    }

    pub fn agrees(&self, one: WordIndex, other: WordIndex, what: Features) -> bool {
        compatible(self.token(one).features, self.token(other).features, what)
    }

    /// What the parser needs to know of the group.
    fn note_of(&self, draft: &Draft, head: WordIndex) -> GroupNote<'a> {
        let token = self.token(head);
        let preposition = draft.preposition.as_ref();
        let determiner = draft
            .determiner
            .map_or(Features::empty(), |word| self.token(word).features);
        GroupNote {
            noun: self.tables.noun(token.lemma),
            common: token.class == Class::Noun && !draft.pronoun,
            name: draft.name,
            pronoun: draft.pronoun,
            negative: (token.features | determiner).contains(Features::NEGATIVE_INDEFINITE)
                || self.denied_without_verb(draft.words.start, preposition),
            privative: preposition.is_some_and(|preposition| {
                self.locution_at(preposition.words.start)
                    .is_some_and(|(token, _)| token.features.contains(Features::PRIVATIVE))
            }),
            ..GroupNote::default()
        }
    }

    /// "*Pas* de retrait avant juin", "*pas* question de livrer": a denial without "ne".
    pub fn denied_without_verb(&self, first: WordIndex, preposition: Option<&Preposition>) -> bool {
        let start = preposition.map_or(first, |preposition| preposition.words.start);
        let Some(before) = start.checked_sub(1).filter(|before| *before >= self.span.start) else {
            return false;
        };
        let from = before.saturating_sub(6).max(self.span.start);
        self.has(before, Features::NEGATION_ADVERB)
            && self.class(before) == Class::Adverb
            // "plus question" denies, "plus de soldats" may count.
            && (preposition.is_none() || !self.tables.lists(self.token(before).lemma, Lists::NO_LONGER))
            && !(from..before).any(|word| self.has(word, Features::NEGATOR) || self.is_verb(word))
    }

    /// Those of the head, and what article, number and preposition add.
    fn features_of(&self, draft: &Draft, head: WordIndex) -> Features {
        let mut features = self.token(head).features;
        let number = features & NUMBER;
        if let Some(determiner) = draft.determiner {
            let article = self.token(determiner).features;
            let told = article & NUMBER;
            // "*les* chebab": the article tells the number of a word that has none, or does not show it.
            let shown = number != NUMBER && !number.is_empty();
            let plural = draft.name && told == Features::PLURAL;
            if !shown || plural {
                features = (features - NUMBER) | told;
            }
            // "la ministre": the article tells what the noun leaves open.
            let (gender, told) = (features & GENDER, article & GENDER);
            if gender == GENDER && !told.is_empty() {
                features = (features - GENDER) | told;
            }
            let kinds = Features::DEFINITE
                | Features::INDEFINITE
                | Features::DEMONSTRATIVE
                | Features::POSSESSIVE
                | Features::INTERROGATIVE;
            features |= article & kinds;
            if article.contains(Features::CONTRACTED) {
                features |= Features::DEFINITE;
            }
        }
        if draft.name && (features & NUMBER).is_empty() {
            features |= Features::SINGULAR;
        }
        if draft.numeral.is_some() && features & NUMBER == NUMBER {
            features.remove(Features::SINGULAR);
        }
        features.set(Features::TIME, draft.date || features.contains(Features::TIME));
        match draft.determiner {
            Some(_) => features,
            None => self.counted_by_contraction(features, draft.preposition.as_ref()),
        }
    }

    /// "*du* pays" is one, "*des* pays" several: the article in the preposition tells where the noun does not.
    fn counted_by_contraction(&self, features: Features, preposition: Option<&Preposition>) -> Features {
        let word = preposition.map(|preposition| preposition.words.end.saturating_sub(1));
        let told = word
            .filter(|word| self.has(*word, Features::CONTRACTED))
            .map_or(Features::empty(), |word| self.token(word).features & NUMBER);
        let number = features & NUMBER;
        if told.is_empty() || number == Features::SINGULAR || number == Features::PLURAL {
            return features;
        }
        (features - NUMBER) | told
    }

    /// Has a definite article, alone or inside its preposition.
    pub fn is_definite(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        found.features.contains(Features::DEFINITE) || self.is_contracted(group)
    }

    /// "du", "aux": the preposition hides the article.
    pub fn is_contracted(&self, group: GroupId) -> bool {
        self.groups[group as usize]
            .preposition
            .as_ref()
            .is_some_and(|preposition| {
                self.has(preposition.words.end.saturating_sub(1), Features::CONTRACTED)
            })
    }

    /// A group of a single pronoun that stands at its verb.
    pub fn clitic_group(&mut self, word: WordIndex) -> GroupId {
        let mut draft = Draft::new(word, None);
        draft.pronoun = true;
        let id = self.keep(&mut draft, word);
        if let Some(note) = self.notes.last_mut() {
            note.clitic = true;
        }
        id
    }
}

/// Whether two words can share gender or number: either may leave it open.
pub(super) fn compatible(one: Features, other: Features, what: Features) -> bool {
    let (one, other) = (one & what, other & what);
    one.is_empty() || other.is_empty() || one.intersects(other)
}
