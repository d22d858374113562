//! Cuts a sentence into elements, from left to right, without going back.

use super::elements::{Element, Kind, Parser, mark};
use super::tables::Lists;
use super::{Class, Features, Preposition, Token};
use crate::lexicon::LemmaId;
use crate::text::WordIndex;

impl Parser<'_> {
    /// Fills `elements` with the units of the current sentence.
    pub fn chunk(&mut self) {
        self.elements.reserve(self.span.len());
        let mut at = self.span.start;
        while at < self.span.end {
            let next = match self.layout(at) & mark::CUTTING {
                0 => self.chunk_plain(at),
                _ => self.chunk_marked(at),
            };
            debug_assert!(next > at, "a chunk must advance");
            at = next.max(at + 1);
        }
    }

    /// Most words: the layout says nothing of them, and no name, date or locution begins here.
    fn chunk_plain(&mut self, at: WordIndex) -> WordIndex {
        let next = match self.class(at) {
            Class::Punctuation => Some(self.chunk_punctuation(at)),
            Class::Noun => self.chunk_repetition(at),
            Class::Verb | Class::Auxiliary | Class::Pronoun | Class::Adverb => self.chunk_verb(at),
            Class::Adposition => self.chunk_verb(at).or_else(|| self.chunk_prepositional(at)),
            Class::Determiner => self.chunk_prepositional(at),
            _ => None,
        };
        next.unwrap_or_else(|| self.chunk_word(at))
    }

    fn chunk_marked(&mut self, at: WordIndex) -> WordIndex {
        if self.marked(at, mark::TAKEN) {
            return self.chunk_taken(at);
        }
        if self.transparent(at) {
            return at + 1;
        }
        if self.class(at) == Class::Punctuation {
            return self.chunk_punctuation(at);
        }
        // Names before all else: "Front de libération" is no preposition and noun.
        if self.name_at(at).is_some() {
            return self.chunk_group(at, at, None).unwrap_or(at + 1);
        }
        if let Some(next) = self.chunk_repetition(at) {
            return next;
        }
        // "il y a deux ans": a date that looks like a clause.
        if self.class(at) == Class::Pronoun
            && let Some(end) = self.date_at(at)
        {
            return self.chunk_date(at, end);
        }
        let locution = self.locution_at(at);
        let verbless =
            locution.is_some_and(|(whole, _)| self.names_a_source(whole) || self.is_adverbial(at, whole));
        if !verbless
            && self.may_open_verb(at, locution)
            && let Some(next) = self.chunk_verb(at)
        {
            return next;
        }
        if let Some((whole, end)) = locution
            && let Some(next) = self.chunk_locution(at, whole, end)
        {
            return next;
        }
        if let Some(end) = self.date_at(at) {
            return self.chunk_date(at, end);
        }
        if let Some(next) = self.chunk_prepositional(at) {
            return next;
        }
        self.chunk_word(at)
    }

    /// "à en croire X": a source, though an infinitive stands in it.
    fn names_a_source(&self, locution: Token) -> bool {
        self.tables.lists(locution.lemma, Lists::SOURCE)
    }

    /// "*c'est pourquoi* X est parti": an adverb, though a verb stands in it.
    fn is_adverbial(&self, at: WordIndex, locution: Token) -> bool {
        self.class(at) != Class::Adposition && locution.class == Class::Adverb
    }

    /// "rue après rue", "coup sur coup": how, not whom.
    fn chunk_repetition(&mut self, at: WordIndex) -> Option<WordIndex> {
        let same = self.class(at + 1) == Class::Adposition
            && self.class(at) == Class::Noun
            && self.class(at + 2) == Class::Noun
            && self.word_text(at) == self.word_text(at + 2);
        let determined =
            at > self.span.start && matches!(self.class(at - 1), Class::Determiner | Class::Numeral);
        (same && !determined).then(|| self.push(Kind::Adverb, at, at + 3, self.token(at)))
    }

    /// "tant X *que* Y", "aussi bien X que Y": the conjunction joins two groups.
    fn closes_correlation(&self) -> bool {
        for element in self.elements.iter().rev().take(8) {
            match element.kind {
                Kind::Adverb => {
                    if self.tables.lists(element.token.lemma, Lists::CORRELATIVE) {
                        return true;
                    }
                }
                Kind::Group(_) | Kind::Adjective => {}
                _ => return false,
            }
        }
        false
    }

    fn push(&mut self, kind: Kind, from: WordIndex, to: WordIndex, token: Token) -> WordIndex {
        self.elements.push(Element {
            kind,
            words: from..to,
            token,
            preposition: None,
        });
        to
    }

    /// The participle that a verb group has fetched.
    fn chunk_taken(&mut self, at: WordIndex) -> WordIndex {
        let verb = self.verbs.iter().rev().take(12).position(|verb| verb.word == at);
        if let Some(back) = verb {
            let index = self.verbs.len() - 1 - back;
            let token = self.token(at);
            self.push(Kind::Resumption(index as u32), at, at + 1, token);
        }
        at + 1
    }

    fn may_open_verb(&self, at: WordIndex, locution: Option<(Token, WordIndex)>) -> bool {
        matches!(
            self.class(at),
            Class::Verb | Class::Auxiliary | Class::Pronoun | Class::Adverb | Class::Adposition
        ) || locution.is_some_and(|(whole, _)| whole.class == Class::Adposition)
    }

    fn chunk_verb(&mut self, at: WordIndex) -> Option<WordIndex> {
        let (index, next) = self.read_verb(at)?;
        let token = self.token(at);
        Some(self.push(Kind::Verb(index), at, next, token))
    }

    fn chunk_locution(&mut self, at: WordIndex, token: Token, end: WordIndex) -> Option<WordIndex> {
        if token.class == Class::Adposition && self.is_approximation(at) {
            return self.chunk_group(at, at, None);
        }
        match token.class {
            Class::Adposition => self
                .chunk_after_preposition(at, end, token)
                .or_else(|| Some(self.push(Kind::Preposition, at, end, token))),
            Class::Subordinator => Some(self.push(Kind::Subordinator, at, end, token)),
            Class::Coordinator => Some(self.push(Kind::Coordinator, at, end, token)),
            Class::Adverb => Some(self.push(Kind::Adverb, at, end, token)),
            Class::Adjective => Some(self.push(Kind::Adjective, at, end, token)),
            _ => None,
        }
    }

    /// A date with its own preposition ("en janvier", "depuis 2012").
    fn chunk_date(&mut self, at: WordIndex, end: WordIndex) -> WordIndex {
        let preposition = self.simple_preposition(at);
        let start = if preposition.is_some() && end > at + 1 && self.class(at) != Class::Determiner {
            at + 1
        } else {
            at
        };
        self.chunk_group(at, start, preposition.filter(|_| start > at))
            .unwrap_or(end)
            .max(end)
    }

    fn chunk_prepositional(&mut self, at: WordIndex) -> Option<WordIndex> {
        let preposition = self.simple_preposition(at)?;
        if self.opens_interval(at) {
            return self.chunk_group(at, at, None);
        }
        let token = Token {
            lemma: preposition.lemma,
            ..self.token(at)
        };
        self.chunk_after_preposition(at, at + 1, token)
    }

    /// What follows a preposition: a relative pronoun, a group, or nothing that fits.
    fn chunk_after_preposition(&mut self, at: WordIndex, end: WordIndex, token: Token) -> Option<WordIndex> {
        let next = self.skip_quotes(end);
        if self.has(next, Features::RELATIVE)
            && matches!(
                self.class(next),
                Class::Pronoun | Class::Determiner | Class::Adjective
            )
        {
            let pronoun = self.token(next);
            let to = self.push(Kind::Relative, at, next + 1, pronoun);
            if let Some(element) = self.elements.last_mut() {
                element.preposition = Some(token.lemma);
            }
            return Some(to);
        }
        // "jusqu'en 2024", "d'ici à mardi": the second preposition tells no more.
        let next = self.skip_focus(next);
        let start = match self.class(next) {
            Class::Adposition => self.skip_quotes(next + 1),
            _ => next,
        };
        let preposition = self.preposition(token.lemma, at..end);
        let found = self.chunk_group(at, start, Some(preposition));
        found.or_else(|| {
            let lone = self.class(at) == Class::Adposition;
            lone.then(|| self.push(Kind::Preposition, at, end, token))
        })
    }

    /// "avant *même* l'arrivée", "dans *presque* tous les pays"
    fn skip_focus(&self, at: WordIndex) -> WordIndex {
        if self.class(at) != Class::Adverb {
            return at;
        }
        let next = self.skip_quotes(at + 1);
        if self.class(next) == Class::Determiner {
            next
        } else {
            at
        }
    }

    fn chunk_group(
        &mut self,
        at: WordIndex,
        start: WordIndex,
        preposition: Option<Preposition>,
    ) -> Option<WordIndex> {
        let lemma = preposition.as_ref().map(|preposition| preposition.lemma);
        let (group, next) = self.read_group(start, preposition)?;
        let token = self.token(start);
        self.push(Kind::Group(group), at, next, token);
        if let Some(element) = self.elements.last_mut() {
            element.preposition = lemma;
        }
        Some(next)
    }

    fn chunk_word(&mut self, at: WordIndex) -> WordIndex {
        let token = self.token(at);
        let kind = match token.class {
            Class::Pronoun if token.features.contains(Features::RELATIVE) => Kind::Relative,
            Class::Pronoun if self.stresses_subject(at) => {
                let adverb = self.class(at + 1) == Class::Adverb;
                let last = at + u32::from(adverb);
                return self.push(Kind::Adverb, at, last + 1, self.token(last));
            }
            Class::Pronoun if token.features.contains(Features::INTERROGATIVE) => {
                return self.chunk_interrogative(at, token);
            }
            Class::Adverb if token.features.contains(Features::RELATIVE) => Kind::Relative,
            Class::Subordinator if self.closes_correlation() => Kind::Coordinator,
            Class::Subordinator => Kind::Subordinator,
            Class::Coordinator => Kind::Coordinator,
            Class::Adverb if self.opens_quantity(at) => return self.chunk_nominal(at, token),
            Class::Adverb | Class::Interjection => Kind::Adverb,
            _ => return self.chunk_nominal(at, token),
        };
        self.push(kind, at, at + 1, token)
    }

    /// "a rappelé *lui aussi* son ambassadeur": a stressed pronoun with its adverb right behind a verb takes up
    /// the subject.
    fn stresses_subject(&self, at: WordIndex) -> bool {
        // "demande, *elle*, la reprise"
        let comma = |word: WordIndex| self.class(word) == Class::Punctuation && self.word_text(word) == ",";
        if at > self.span.start && comma(at - 1) && comma(at + 1) && self.is_stressed(at) {
            return true;
        }
        let behind_verb = self.elements.last().is_some_and(|element| {
            element.words.end == at && matches!(element.kind, Kind::Verb(_) | Kind::Resumption(_))
        });
        behind_verb && self.is_stressed(at) && self.class(at + 1) == Class::Adverb
    }

    /// "qui", "que", "quoi" of questions are relatives without an antecedent.
    fn chunk_interrogative(&mut self, at: WordIndex, token: Token) -> WordIndex {
        self.push(Kind::Relative, at, at + 1, token)
    }

    /// "se dit prêt à livrer": an adjective that the tagger took for a noun.
    fn is_governing_adjective(&self, at: WordIndex, token: Token) -> bool {
        if token.class != Class::Noun {
            return false;
        }
        let Some(preposition) = self.simple_preposition(at + 1) else {
            return false;
        };
        let entry = self.tables.adjective(token.lemma);
        entry.is_some_and(|entry| entry.infinitive.contains(&preposition.lemma))
            // "pas *question* de livrer" has no subject that the noun could be said of.
            && !self.denied_without_verb(at, None)
            && (at + 2..at + 6)
                .find(|word| self.is_verb(*word))
                .is_some_and(|word| self.has(word, Features::INFINITIVE))
    }

    fn chunk_nominal(&mut self, at: WordIndex, token: Token) -> WordIndex {
        if self.is_governing_adjective(at, token) {
            return self.push(Kind::Adjective, at, at + 1, token);
        }
        if let Some(next) = self.chunk_group(at, at, None) {
            return next;
        }
        let kind = match token.class {
            Class::Adjective => Kind::Adjective,
            Class::Adposition => Kind::Preposition,
            _ => Kind::Other,
        };
        self.push(kind, at, at + 1, token)
    }

    fn chunk_punctuation(&mut self, at: WordIndex) -> WordIndex {
        let token = self.token(at);
        let kind = if self.marked(at, mark::OPEN | mark::VERBAL) {
            Kind::QuoteOpen
        } else if self.marked(at, mark::CLOSE | mark::VERBAL) {
            Kind::QuoteClose
        } else {
            let text = self.word_text(at);
            let mut characters = text.chars();
            match (characters.next(), characters.as_str()) {
                (Some(','), "") => Kind::Comma,
                // "Haïti | Ottawa promet des blindés": what a bar parts is no one clause.
                (Some('.'), "" | "..") | (Some('!' | '…' | ';' | '|'), "") => Kind::Break,
                (Some(':'), "") => Kind::Colon,
                (Some('(' | '['), "") => Kind::Open,
                (Some(')' | ']'), "") => Kind::Close,
                (Some('–' | '—' | '-'), "") => self.dash(at),
                (Some('?'), "") => Kind::Question,
                _ => Kind::Other,
            }
        };
        self.push(kind, at, at + 1, token)
    }

    /// The first of two dashes opens a parenthesis; a single one parts like a colon.
    fn dash(&self, at: WordIndex) -> Kind {
        let dash = |word: WordIndex| {
            self.class(word) == Class::Punctuation && matches!(self.word_text(word), "–" | "—" | "-")
        };
        let open = self
            .elements
            .iter()
            .rev()
            .take(40)
            .find(|element| dash(element.words.start) && element.words.len() == 1)
            .is_some_and(|element| element.kind == Kind::Open);
        if open {
            return Kind::Close;
        }
        let later = (at + 1..(at + 60).min(self.span.end)).any(dash);
        if later { Kind::Open } else { Kind::Colon }
    }

    /// Whether the lemma is the genitive preposition.
    pub fn is_genitive(&self, lemma: Option<LemmaId>) -> bool {
        lemma == Some(self.tables.words.genitive)
    }
}
