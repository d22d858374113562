//! The units that clauses are built from: groups, verb groups, markers, punctuation.
//!
//! A sentence of words becomes a shorter row of elements; everything after this pass looks at
//! elements only. Scratch memory lives in [`Parser`] and is reused from sentence to sentence.

use super::attachment::AdjectiveUse;
use super::groups::GroupNote;
use super::lists::Lead;
use super::segments::{Frame, Node};
use super::tables::{Lists, Tables};
use super::verbs::VerbGroup;
use super::{Class, Features, GroupId, LemmaId, NounGroup, Preposition, Token};
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionKind};
use crate::text::{Shape, Source, Text, WordIndex};
use std::ops::Range;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A noun group, its preposition included.
    Group(GroupId),
    /// A verb group, its clitics and the preposition before an infinitive included.
    Verb(u32),
    /// The participle of a verb group further left: its clause goes on here.
    Resumption(u32),
    /// A relative pronoun, with its preposition.
    Relative,
    /// que, si, quand, afin que.
    Subordinator,
    /// et, ou, ni, mais.
    Coordinator,
    /// An adjective on its own: an attribute, or set off by commas.
    Adjective,
    Adverb,
    /// A preposition with no group after it.
    Preposition,
    Comma,
    Colon,
    /// Semicolon, or a full stop inside the sentence.
    Break,
    /// An opening bracket, or the first of two dashes.
    Open,
    /// Its closing fellow.
    Close,
    /// A quotation mark that opens a quotation with a verb of its own.
    QuoteOpen,
    /// Its closing fellow.
    QuoteClose,
    Question,
    Other,
}

/// One unit of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub kind: Kind,
    pub words: Range<WordIndex>,
    /// Lemma, class and behaviour of a marker; of a locution as a whole.
    pub token: Token,
    /// The preposition before a relative pronoun ("avec lequel").
    pub preposition: Option<LemmaId>,
}

/// What the layout says of a word.
pub(super) mod mark {
    /// Opens a quotation.
    pub const OPEN: u8 = 1;
    /// Closes a quotation.
    pub const CLOSE: u8 = 1 << 1;
    /// That quotation has a finite verb: it is more than a quoted word or phrase.
    pub const VERBAL: u8 = 1 << 2;
    /// A participle or clitic that a verb group further left has taken.
    pub const TAKEN: u8 = 1 << 3;
    /// A name begins here.
    pub const NAME: u8 = 1 << 4;
    /// A date begins here.
    pub const DATE: u8 = 1 << 5;
    /// A locution begins here.
    pub const LOCUTION: u8 = 1 << 6;
    /// Part of a demonym, or a name of one word, which may stand in the place of one.
    pub const DEMONYM: u8 = 1 << 7;
    /// What decides how a sentence is cut into elements.
    pub const CUTTING: u8 = !DEMONYM;
}

/// A locution ("au sein de") where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Locution {
    words: (WordIndex, WordIndex),
    token: Token,
}

/// One sentence between two passes.
#[derive(Debug)]
pub(super) struct Row {
    sentence: u32,
    words: Range<WordIndex>,
    elements: Vec<Element>,
    frames: Vec<Frame>,
    /// Its clauses in [`Parser::nodes`].
    pub clauses: Range<usize>,
    asks: bool,
}

impl Row {
    /// A sentence of which nothing has been read.
    pub const fn new(sentence: u32, words: Range<WordIndex>) -> Self {
        Self {
            sentence,
            words,
            elements: Vec::new(),
            frames: Vec::new(),
            clauses: 0..0,
            asks: false,
        }
    }
}

/// Everything that is known while one article is parsed.
pub(super) struct Parser<'a> {
    pub tables: &'a Tables,
    pub lexicon: &'a Lexicon,
    pub source: &'a Source,
    pub text: &'a Text,
    pub tokens: &'a [Token],
    pub mentions: &'a [Mention],
    /// From first word to the word behind: names and dates, the longest where several begin with one word.
    spans: Vec<(WordIndex, WordIndex)>,
    /// Layout flags of [`mark`], one per word.
    pub marks: Vec<u8>,
    /// Current sentence.
    pub sentence: u32,
    /// Its words.
    pub span: Range<WordIndex>,
    /// The tokens of the article as far as its last word.
    reach: &'a [Token],
    pub elements: Vec<Element>,
    /// The locutions met so far, by first word.
    locutions: Vec<Locution>,
    /// Verb groups of the whole article.
    pub verbs: Vec<VerbGroup<'a>>,
    /// Groups of the whole article.
    pub groups: Vec<NounGroup>,
    /// What only the parser needs to know of them.
    pub notes: Vec<GroupNote<'a>>,
    /// Those of them whose head is a noun predicate.
    pub nominals: Vec<GroupId>,
    /// Clauses of the whole article.
    pub nodes: Vec<Node>,
    pub frames: Vec<Frame>,
    /// Indices of the open ones in `frames`, outermost first.
    pub stack: Vec<u32>,
    /// Adjectives with complements, of the whole article.
    pub adjectives: Vec<AdjectiveUse>,
    /// Antecedent of the relative clause that "et qui" goes on from.
    pub conjunct_antecedent: Option<GroupId>,
    /// The subject that a line ending in a colon leaves to the items of a list below it.
    pub lead: Lead,
    /// The group that the list behind the colon just read names.
    pub announced: Option<GroupId>,
    /// The first of the two who name a plural between commas, as long as the second awaits its "et".
    pub naming: Option<GroupId>,
    /// A list behind a colon is being read; its first group, once that is known.
    pub listing: Option<Option<GroupId>>,
    /// "dont" without a verb has just been read.
    pub members_follow: bool,
    /// The element up to which nothing is said: "*non pas X de Y*, mais Z".
    pub ruled_out: usize,
    /// The current sentence has a question mark.
    pub asks: bool,
}

impl<'a> Parser<'a> {
    pub fn new(
        tables: &'a Tables,
        lexicon: &'a Lexicon,
        source: &'a Source,
        text: &'a Text,
        tokens: &'a [Token],
        mentions: &'a [Mention],
    ) -> Self {
        // About as many as most texts have; long tables are not moved while they grow.
        let groups = tokens.len() / 3;
        let clauses = tokens.len() / 8;
        let mut parser = Self {
            tables,
            lexicon,
            source,
            text,
            tokens,
            mentions,
            spans: Vec::with_capacity(mentions.len()),
            marks: vec![0; text.words.len()],
            sentence: 0,
            span: 0..0,
            reach: &[],
            elements: Vec::new(),
            locutions: Vec::new(),
            verbs: Vec::with_capacity(clauses),
            groups: Vec::with_capacity(groups),
            notes: Vec::with_capacity(groups),
            nominals: Vec::with_capacity(groups / 4),
            nodes: Vec::with_capacity(clauses),
            frames: Vec::new(),
            stack: Vec::new(),
            adjectives: Vec::new(),
            conjunct_antecedent: None,
            lead: Lead::default(),
            announced: None,
            naming: None,
            listing: None,
            members_follow: false,
            ruled_out: 0,
            asks: false,
        };
        parser.mark_quotations();
        for beginning in mentions.chunk_by(|one, other| one.words.start == other.words.start) {
            parser.mark_mentions(beginning);
        }
        parser
    }

    /// Takes up a sentence where the last pass over it left off.
    pub fn enter(&mut self, row: &mut Row) {
        self.sentence = row.sentence;
        self.reach = self.tokens.get(..row.words.end as usize).unwrap_or(self.tokens);
        self.span = row.words.clone();
        self.elements = std::mem::take(&mut row.elements);
        self.frames = std::mem::take(&mut row.frames);
        self.asks = row.asks;
    }

    /// Leaves a sentence to the next pass.
    pub fn put_aside(&mut self, row: &mut Row) {
        row.elements = std::mem::take(&mut self.elements);
        row.frames = std::mem::take(&mut self.frames);
        row.asks = self.asks;
    }

    /// Reads from now on all words: every sentence has been read.
    pub fn leave(&mut self) {
        self.reach = self.tokens;
        self.span = 0..self.text.words.len() as WordIndex;
    }

    /// Flags a word of the article.
    pub fn mark(&mut self, word: WordIndex, flags: u8) {
        if let Some(marks) = self.marks.get_mut(word as usize) {
            *marks |= flags;
        }
    }

    /// Flags quotation marks, and which quotations hold a finite verb.
    fn mark_quotations(&mut self) {
        for quotation in &self.text.quotations {
            let (start, end) = (quotation.words.start as usize, quotation.words.end as usize);
            let opens = self.opens_sentence_and_pauses(start, end);
            let words = self.tokens.get(start..end).unwrap_or_default();
            let verbal = if opens || words.iter().any(is_finite) {
                mark::VERBAL
            } else {
                0
            };
            if let Some(before) = start.checked_sub(1) {
                self.mark(before as u32, mark::OPEN | verbal);
            }
            self.mark(end as u32, mark::CLOSE | verbal);
        }
    }

    /// Flags mentions that begin with one word: the longest of its sentence, and those that may be demonyms.
    fn mark_mentions(&mut self, mentions: &[Mention]) {
        for mention in mentions {
            let demonym = match mention.kind {
                MentionKind::Name(_) => mention.words.len() == 1,
                MentionKind::Demonym(_) => true,
                MentionKind::Date(_) | MentionKind::Quantity(_) => false,
            };
            for word in mention.words.clone().filter(|_| demonym) {
                self.mark(word, mark::DEMONYM);
            }
        }
        let end = mentions
            .first()
            .and_then(|mention| self.text.words.get(mention.words.start as usize))
            .and_then(|word| self.text.sentences.get(word.sentence as usize))
            .map_or(0, |sentence| sentence.words.end);
        let longest = mentions
            .iter()
            .filter(|mention| mention.words.end <= end && !mention.words.is_empty())
            .max_by_key(|mention| mention.words.end);
        if let Some(mention) = longest {
            let kind = match mention.kind {
                MentionKind::Name(_) => mark::NAME,
                MentionKind::Date(_) => mark::DATE,
                MentionKind::Demonym(_) | MentionKind::Quantity(_) => return,
            };
            self.mark(mention.words.start, kind);
            self.spans.push((mention.words.start, mention.words.end));
        }
    }

    /// "« Une position hypocrite », X recadre Y": words said, not part of the clause.
    fn opens_sentence_and_pauses(&self, start: usize, end: usize) -> bool {
        let Some(word) = start.checked_sub(1).and_then(|mark| self.text.words.get(mark)) else {
            return false;
        };
        let first = self
            .text
            .sentences
            .get(word.sentence as usize)
            .is_some_and(|sentence| sentence.words.start as usize + 1 == start);
        first && end > start + 2 && self.word_text(end as u32 + 1) == ","
    }

    pub fn token(&self, word: WordIndex) -> Token {
        *self.tokens.get(word as usize).unwrap_or(&NO_TOKEN)
    }

    pub fn class(&self, word: WordIndex) -> Class {
        let token = self.reach.get(word as usize);
        token.map_or(Class::Punctuation, |token| token.class)
    }

    pub fn has(&self, word: WordIndex, features: Features) -> bool {
        let token = self.reach.get(word as usize);
        token.is_some_and(|token| token.features.contains(features))
    }

    pub fn has_any(&self, word: WordIndex, features: Features) -> bool {
        let token = self.reach.get(word as usize);
        token.is_some_and(|token| token.features.intersects(features))
    }

    pub fn shape(&self, word: WordIndex) -> Shape {
        self.text
            .words
            .get(word as usize)
            .map_or(Shape::empty(), |word| word.shape)
    }

    pub fn word_text(&self, word: WordIndex) -> &'a str {
        self.text
            .words
            .get(word as usize)
            .map_or("", |word| word.span.of(&self.source.text))
    }

    /// All flags of a word.
    pub fn layout(&self, word: WordIndex) -> u8 {
        self.marks.get(word as usize).copied().unwrap_or_default()
    }

    pub fn marked(&self, word: WordIndex, flags: u8) -> bool {
        self.layout(word) & flags == flags
    }

    /// A quotation mark round a word or phrase without a verb: looked through.
    pub fn transparent(&self, word: WordIndex) -> bool {
        let flags = self.layout(word);
        flags & (mark::OPEN | mark::CLOSE) != 0 && flags & mark::VERBAL == 0
    }

    /// The first word from `word` on that is no transparent quotation mark.
    pub fn skip_quotes(&self, mut word: WordIndex) -> WordIndex {
        while word < self.span.end && self.transparent(word) {
            word += 1;
        }
        word
    }

    /// The end of the name or date that begins at `word` of the current sentence.
    fn span_end(&self, word: WordIndex) -> Option<WordIndex> {
        let number = self.spans.binary_search_by_key(&word, |span| span.0).ok()?;
        self.spans
            .get(number)
            .map(|span| span.1)
            .filter(|_| word < self.span.end)
    }

    /// The end of the name that begins at `word`.
    #[inline]
    pub fn name_at(&self, word: WordIndex) -> Option<WordIndex> {
        if !self.marked(word, mark::NAME) {
            return None;
        }
        self.span_end(word)
    }

    /// The end of the date that begins at `word`.
    #[inline]
    pub fn date_at(&self, word: WordIndex) -> Option<WordIndex> {
        if !self.marked(word, mark::DATE) {
            return None;
        }
        self.span_end(word)
    }

    /// Looks up the locutions of the current sentence, once for every word.
    pub fn find_locutions(&mut self) {
        let (start, end) = (self.span.start, self.span.end);
        let keys = self.text.keys.get(..end as usize).unwrap_or_default();
        let pairs = keys.get(start as usize..).unwrap_or_default().windows(2);
        let tokens = self.reach.get(start as usize..).unwrap_or_default();
        for (word, (pair, token)) in (start..end).zip(pairs.zip(tokens)) {
            let lemma = token.lemma;
            if !self.lexicon.may_begin_locution(lemma) || !self.lexicon.may_open_locution(pair[0], pair[1]) {
                continue;
            }
            let at = word as usize;
            let Some(found) = self
                .lexicon
                .locution(lemma, |offset| keys.get(at + offset).copied())
            else {
                continue;
            };
            self.locutions.push(Locution {
                words: (word, word + found.length() as u32),
                token: Token {
                    lemma: found.lemma,
                    class: found.class,
                    features: found.features,
                },
            });
            self.mark(word, mark::LOCUTION);
        }
    }

    /// The locution that begins at `word` of the current sentence: its lemma, class, features, and
    /// the word after it.
    #[inline]
    pub fn locution_at(&self, word: WordIndex) -> Option<(Token, WordIndex)> {
        if !self.marked(word, mark::LOCUTION) {
            return None;
        }
        let number = self
            .locutions
            .binary_search_by_key(&word, |locution| locution.words.0)
            .ok()?;
        let found = self.locutions.get(number)?;
        Some((found.token, found.words.1))
    }

    /// The lemma of the adjective at `word` of any sentence, whole where it has several words: "hors de question".
    pub fn adjective_lemma(&self, word: WordIndex) -> LemmaId {
        let own = self.token(word).lemma;
        let keys = self.text.keys.get(word as usize..).unwrap_or_default();
        self.lexicon
            .locution(own, |offset| keys.get(offset).copied())
            .filter(|locution| locution.class == Class::Adjective)
            .map_or(own, |locution| locution.lemma)
    }

    /// Whether what the adjective at `word` says may be of nobody: "il est *impossible* de".
    pub fn is_said_of_nobody(&self, word: WordIndex) -> bool {
        let entry = self.tables.adjective(self.adjective_lemma(word));
        entry.is_some_and(|entry| entry.impersonal)
    }

    pub fn element(&self, index: usize) -> Option<&Element> {
        self.elements.get(index)
    }

    /// "mais" stands at `index`.
    pub fn is_adversative(&self, index: usize) -> bool {
        self.element(index)
            .is_some_and(|element| self.tables.lists(element.token.lemma, Lists::ADVERSATIVE))
    }

    pub fn kind(&self, index: usize) -> Option<Kind> {
        self.elements.get(index).map(|element| element.kind)
    }

    /// The elements from `start` to `end` that stand in no brackets opened there: "alors que la Ligue *(LEA)* menace".
    pub fn outside_brackets(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, Kind)> {
        let elements = self.elements.iter().enumerate().take(end).skip(start);
        let mut open = 0u32;
        elements.filter_map(move |(at, element)| {
            let inside = open > 0;
            match element.kind {
                Kind::Open => open += 1,
                Kind::Close => open = open.saturating_sub(1),
                _ => {}
            }
            (!inside && element.kind != Kind::Open).then_some((at, element.kind))
        })
    }

    /// The preposition that `word` is or contains.
    pub fn simple_preposition(&self, word: WordIndex) -> Option<Preposition> {
        let token = self.token(word);
        let is_preposition = token.class == Class::Adposition
            || token.class == Class::Determiner && token.features.contains(Features::CONTRACTED);
        (word < self.span.end && is_preposition)
            .then(|| self.preposition(self.tables.preposition(token.lemma), word..word + 1))
    }

    /// The preposition of these words, with what the lists say of it.
    pub fn preposition(&self, lemma: LemmaId, words: Range<WordIndex>) -> Preposition {
        Preposition {
            lemma,
            words,
            occasion: self.tables.lists(lemma, Lists::OCCASION),
            circumstance: self.tables.lists(lemma, Lists::CIRCUMSTANCE),
        }
    }
}

/// What stands outside a sentence.
const NO_TOKEN: Token = Token {
    lemma: LemmaId::UNKNOWN,
    class: Class::Other,
    features: Features::empty(),
};

/// Moods of finite verbs.
pub(super) const FINITE: Features = Features::INDICATIVE
    .union(Features::SUBJUNCTIVE)
    .union(Features::CONDITIONAL)
    .union(Features::IMPERATIVE);

/// Whether a token is a finite verb or auxiliary.
pub(super) fn is_finite(token: &Token) -> bool {
    matches!(token.class, Class::Verb | Class::Auxiliary) && token.features.intersects(FINITE)
}
