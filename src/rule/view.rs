//! The layers of one article as rules look at them.
//!
//! Answers what a place of a frame asks: which word heads a filler, whom it refers to, which words
//! and which number it stands for. Knows no rule.

use super::{Entities, Lemmas};
use crate::clause::{Analysis, Clause, ClauseId, Filler, GroupId, NounGroup, PredicateKind};
use crate::lexicon::{Class, Features, LemmaId};
use crate::mention::{EntityId, Mention, MentionKind, Quantity};
use crate::ontology::ClassId;
use crate::resolve::{Reference, Resolution};
use crate::span::Span;
use crate::text::{Source, Text, WordIndex};
use smallvec::SmallVec;
use std::ops::Range;

/// How deep complements of complements are followed.
const DEPTH: usize = 4;

/// How many conjuncts of one list are read: no list of a newspaper is longer, and rules ask for the rest of a
/// list from each of its members.
const LONGEST_LIST: usize = 256;

/// Everything that was read of one article before rules are tried.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Headline and text in one buffer.
    pub source: &'a Source,
    /// Words, sentences, quotations.
    pub text: &'a Text,
    /// Names, dates, quantities, by place.
    pub mentions: &'a [Mention],
    /// Groups and clauses.
    pub analysis: &'a Analysis,
    /// Who the groups are.
    pub resolution: &'a Resolution,
    /// What is known of entities.
    pub entities: &'a dyn Entities,
    /// The dictionary.
    pub lemmas: &'a dyn Lemmas,
}

impl<'a> View<'a> {
    /// The class of an entity, of the gazetteer or of the article; `None` for an id of neither.
    #[must_use]
    pub fn class(&self, entity: EntityId) -> Option<ClassId> {
        self.entities.class(entity).or_else(|| {
            let local = (entity.0 as usize).checked_sub(self.entities.count())?;
            Some(self.resolution.locals.get(local)?.class)
        })
    }

    /// A noun group.
    #[must_use]
    pub fn group(&self, group: GroupId) -> &'a NounGroup {
        &self.analysis.groups[group as usize]
    }

    /// The group that `word` heads.
    #[must_use]
    pub fn group_headed_by(&self, word: WordIndex) -> Option<GroupId> {
        let groups = &self.analysis.groups;
        let after = groups.partition_point(|group| group.words.start <= word);
        let mut before = (0..after).rev().take(DEPTH);
        before.find(|at| groups[*at].head == word).map(|at| at as GroupId)
    }

    /// A clause.
    #[must_use]
    pub fn clause(&self, clause: ClauseId) -> &'a Clause {
        &self.analysis.clauses[clause as usize]
    }

    /// The lemma of a word.
    #[must_use]
    pub fn lemma(&self, word: WordIndex) -> LemmaId {
        self.analysis
            .tokens
            .get(word as usize)
            .map_or(LemmaId::UNKNOWN, |token| token.lemma)
    }

    /// The class of a word.
    #[must_use]
    pub fn class_of(&self, word: WordIndex) -> Class {
        self.analysis
            .tokens
            .get(word as usize)
            .map_or(Class::Other, |token| token.class)
    }

    /// The end of a group's words without an adjective that has complements of its own: "soldats *fidèles* au président".
    #[must_use]
    pub fn described_up_to(&self, group: GroupId) -> WordIndex {
        let found = self.group(group);
        self.clauses_of(found.sentence)
            .map(|(_, clause)| clause)
            .filter(|clause| clause.group == Some(group) && clause.predicate.kind == PredicateKind::Adjective)
            .map(|clause| clause.predicate.word)
            .filter(|word| *word > found.head)
            .min()
            .unwrap_or(WordIndex::MAX)
    }

    /// The key of a word as it is written ([`crate::text::lowered`]); 0 past the end.
    #[must_use]
    pub fn key(&self, word: WordIndex) -> u64 {
        self.text.keys.get(word as usize).copied().unwrap_or_default()
    }

    /// The word that heads a filler; for a clause, its predicate.
    #[must_use]
    pub fn head(&self, filler: Filler) -> WordIndex {
        match filler {
            Filler::Group(group) => self.group(group).head,
            Filler::Clause(clause) => self.clause(clause).predicate.word,
            Filler::Word(word) => word,
        }
    }

    /// What a group that names a number, measure or part has behind it ("un millier *de soldats*"), or what it counts that
    /// was named before ("lui *en* a livré six").
    #[must_use]
    pub fn counted(&self, group: GroupId) -> Option<GroupId> {
        let noun = self.group(group);
        let measures = self
            .analysis
            .tokens
            .get(noun.head as usize)
            .is_some_and(|token| token.features.contains(Features::PARTITIVE));
        let behind = noun.complements.first().copied().filter(|_| measures);
        behind.or_else(|| self.resolution.counted(group))
    }

    /// Whom a filler refers to, if it can refer.
    #[must_use]
    pub fn reference(&self, filler: Filler) -> Option<&'a Reference> {
        match filler {
            Filler::Group(group) => self.resolution.groups.get(group as usize),
            Filler::Word(word) => self.word_reference(word),
            Filler::Clause(_) => None,
        }
    }

    /// Whom a determiner or adjective stands for.
    #[must_use]
    pub fn word_reference(&self, word: WordIndex) -> Option<&'a Reference> {
        let words = &self.resolution.words;
        let at = words.binary_search_by_key(&word, |(word, _)| *word).ok()?;
        Some(&words[at].1)
    }

    /// "forme *ses* soldats": somebody's people, and nobody knows whose.
    pub fn belongs_to_nobody_known(&self, group: GroupId) -> bool {
        let group = self.group(group);
        group.features.contains(Features::POSSESSIVE)
            && group
                .determiner
                .is_some_and(|word| self.word_reference(word).is_none())
    }

    /// ISO 8601 for a date, by the index of its mention; `None` where it stays open.
    #[must_use]
    pub fn date(&self, mention: u32) -> Option<&'a str> {
        let dates = &self.resolution.dates;
        let at = dates
            .binary_search_by_key(&mention, |(mention, _)| *mention)
            .ok()?;
        Some(dates[at].1.as_str())
    }

    /// The number that stands in `words`.
    #[must_use]
    pub fn number(&self, words: Range<WordIndex>) -> Option<i64> {
        let first = self.quantities(words).next()?;
        Some(first.value as i64)
    }

    /// The number that a range in `words` reaches: "de 195 à *225* militaires", "de 12 000 à *10 000* hommes".
    #[must_use]
    pub fn number_reached(&self, words: Range<WordIndex>) -> Option<i64> {
        let mut quantities = self.quantities(words);
        let first = quantities.next()?;
        let reached = first.upper.or_else(|| quantities.next().map(|last| last.value))?;
        Some(reached as i64)
    }

    fn quantities(&self, words: Range<WordIndex>) -> impl Iterator<Item = &Quantity> {
        let first = self
            .mentions
            .partition_point(|mention| mention.words.start < words.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.words.start < words.end)
            .filter_map(|mention| match &mention.kind {
                MentionKind::Quantity(quantity) => Some(quantity),
                _ => None,
            })
    }

    /// Bytes of a range of words; empty for an empty range.
    #[must_use]
    pub fn span(&self, words: Range<WordIndex>) -> Span {
        let covered = self
            .text
            .words
            .get(words.start as usize..words.end as usize)
            .unwrap_or_default();
        match (covered.first(), covered.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The words of a filler, without what is attached to it.
    #[must_use]
    pub fn words(&self, filler: Filler) -> Range<WordIndex> {
        match filler {
            Filler::Group(group) => self.group(group).words.clone(),
            Filler::Clause(clause) => self.clause(clause).words.clone(),
            Filler::Word(word) => word..word + 1,
        }
    }

    /// The words of a filler with its complements, its determiner left out. Stops before the first
    /// complement that `taken` claims for something else.
    #[must_use]
    pub fn full_words(&self, filler: Filler, taken: &dyn Fn(GroupId) -> bool) -> Range<WordIndex> {
        let Filler::Group(group) = filler else {
            return self.words(filler);
        };
        let mut words = self.group(group).words.clone();
        if self.group(group).determiner == Some(words.start) && self.group(group).numeral != Some(words.start)
        {
            words.start += 1;
        }
        if words.start >= words.end {
            words.start = words.end.saturating_sub(1);
        }
        self.extend(group, &mut words, taken, DEPTH);
        words
    }

    /// Moves the end of `words` over the complements of `group` that follow without a gap.
    fn extend(
        &self,
        group: GroupId,
        words: &mut Range<WordIndex>,
        taken: &dyn Fn(GroupId) -> bool,
        depth: usize,
    ) -> bool {
        if depth == 0 {
            return false;
        }
        for complement in self.group(group).complements.iter().copied() {
            let other = self.group(complement);
            if other.words.start < words.end {
                continue;
            }
            let begin = other
                .preposition
                .as_ref()
                .map_or(other.words.start, |preposition| preposition.words.start);
            // A preposition fused with the article ("du") may be counted to the group itself.
            if taken(complement) || begin.min(other.words.start) > words.end {
                return false;
            }
            words.end = words.end.max(other.words.end);
            if !self.extend(complement, words, taken, depth - 1) {
                return false;
            }
        }
        true
    }

    /// `group` and its later conjuncts, in text order.
    pub fn conjuncts(&self, group: GroupId) -> impl Iterator<Item = GroupId> + use<'a> {
        let groups = &self.analysis.groups;
        std::iter::successors(Some(group), move |group| groups[*group as usize].next_conjunct)
            .take(LONGEST_LIST)
    }

    /// Complements of `group`, theirs too, with the preposition each hangs on; first conjuncts only. What only tells
    /// when or why keeps its own.
    #[must_use]
    pub fn complements(&self, group: GroupId) -> SmallVec<[(LemmaId, GroupId); 4]> {
        let mut found = SmallVec::new();
        self.collect_complements(group, &mut found, DEPTH);
        found
    }

    fn collect_complements(
        &self,
        group: GroupId,
        found: &mut SmallVec<[(LemmaId, GroupId); 4]>,
        depth: usize,
    ) {
        if depth == 0 {
            return;
        }
        for complement in self.group(group).complements.iter().copied() {
            let other = self.group(complement);
            if other.first_conjunct.is_some_and(|first| first != complement) {
                continue;
            }
            if let Some(preposition) = &other.preposition {
                found.push((preposition.lemma, complement));
            }
            if !other.is_circumstance() {
                self.collect_complements(complement, found, depth - 1);
            }
        }
    }

    /// Complements of `group` that hang on `preposition`, and theirs on the same: "le chef *de la junte
    /// du Mali*", "le ministre *de la Pêche* et *du Commerce du Mali*". A bare noun behind another preposition is
    /// looked through: "le président en exercice *de la CEDEAO*", "le ministre en charge *de la Défense*".
    #[must_use]
    pub fn chain(&self, group: GroupId, preposition: LemmaId) -> SmallVec<[GroupId; 2]> {
        let mut found: SmallVec<[GroupId; 2]> = SmallVec::new();
        let mut open: SmallVec<[GroupId; 2]> = SmallVec::from_iter([group]);
        for _ in 0..DEPTH {
            let mut next: SmallVec<[GroupId; 2]> = SmallVec::new();
            for complement in open
                .iter()
                .flat_map(|group| self.group(*group).complements.iter().copied())
            {
                let other = self.group(complement);
                let own = other.preposition_lemma();
                if own == Some(preposition) {
                    if other.first_conjunct.is_none() {
                        found.push(complement);
                    }
                    next.extend(self.conjuncts(complement));
                } else if other.determiner.is_none() && self.refers_to_nobody(complement) {
                    next.push(complement);
                }
            }
            open = next;
        }
        found
    }

    /// Whether a group stands for nobody known.
    #[must_use]
    pub fn refers_to_nobody(&self, group: GroupId) -> bool {
        self.reference(Filler::Group(group))
            .is_none_or(|reference| reference.entities.is_empty() && reference.actors.is_empty())
    }

    /// Whether `inner` is a complement of `outer`, or of one of its complements.
    #[must_use]
    pub fn is_inside(&self, inner: GroupId, outer: GroupId) -> bool {
        let first = |group: GroupId| self.group(group).first_conjunct.unwrap_or(group);
        std::iter::successors(self.group(first(inner)).complement_of, |group| {
            self.group(first(*group)).complement_of
        })
        .take(2 * DEPTH)
        .any(|above| above == outer)
    }

    /// The index of the sentence that holds `word`.
    #[must_use]
    pub fn sentence(&self, word: WordIndex) -> u32 {
        self.text
            .words
            .get(word as usize)
            .map_or(u32::MAX, |word| word.sentence)
    }

    /// The words of the sentence that holds `word`; none past the end.
    #[must_use]
    pub fn sentence_words(&self, word: WordIndex) -> Range<WordIndex> {
        self.text
            .sentences
            .get(self.sentence(word) as usize)
            .map_or(0..0, |sentence| sentence.words.clone())
    }

    /// Whether `word` stands in a menu, a cookie notice or the like.
    #[must_use]
    pub fn boilerplate(&self, word: WordIndex) -> bool {
        self.text
            .sentences
            .get(self.sentence(word) as usize)
            .is_some_and(|sentence| sentence.boilerplate)
    }

    /// The clauses of one sentence, by predicate.
    pub fn clauses_of(&self, sentence: u32) -> impl Iterator<Item = (ClauseId, &'a Clause)> + use<'a> {
        let clauses = &self.analysis.clauses;
        let first = clauses.partition_point(|clause| clause.sentence < sentence);
        clauses[first..]
            .iter()
            .enumerate()
            .map(move |(offset, clause)| ((first + offset) as ClauseId, clause))
            .take_while(move |(_, clause)| clause.sentence == sentence)
    }

    /// The smallest clause whose words hold `word`.
    #[must_use]
    pub fn enclosing(&self, word: WordIndex) -> Option<ClauseId> {
        self.clauses_of(self.sentence(word))
            .filter(|(_, clause)| clause.words.contains(&word))
            .min_by_key(|(_, clause)| clause.words.len())
            .map(|(id, _)| id)
    }
}
