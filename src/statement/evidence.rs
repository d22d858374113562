//! The words that say it: exact slices of the text, in code points.

use super::{Evidence, Trigger};
use crate::clause::Filler;
use crate::rule::{Match, Value, View};
use crate::span::{CodePoints, Span};
use crate::text::WordIndex;

/// The longest quote, in code points.
const LONGEST: usize = 800;

/// Where something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passage {
    /// One or two sentences.
    pub quote: Span,
    /// The word that set off the rule.
    pub trigger: Span,
}

/// Quotes one article.
pub(super) struct Quoter<'a> {
    view: &'a View<'a>,
    code_points: CodePoints<'a>,
    /// Code points before the article's own text begins.
    body: usize,
}

impl<'a> Quoter<'a> {
    pub fn new(view: &'a View<'a>) -> Self {
        let code_points = CodePoints::new(&view.source.text);
        let body = code_points.at(view.source.body);
        Self {
            view,
            code_points,
            body,
        }
    }

    /// The sentence of a trigger of `found`; where that is too long, the clause with its arguments.
    pub fn passage(&self, found: &Match, trigger: WordIndex) -> Passage {
        let sentence = self.view.sentence(trigger) as usize;
        let trigger = self.view.span(trigger..trigger + 1);
        let sentence = self
            .view
            .text
            .sentences
            .get(sentence)
            .map_or(trigger, |sentence| sentence.span);
        let short = |span: &Span| self.is_short(*span);
        let quote = Some(sentence)
            .filter(short)
            .or_else(|| Some(self.clause(found, trigger, sentence)).filter(short))
            .or_else(|| Some(self.arguments(found, trigger, sentence)).filter(short))
            .unwrap_or_else(|| self.around(trigger, sentence));
        Passage { quote, trigger }
    }

    /// A passage in its own words.
    pub fn evidence(&self, Passage { quote, trigger }: Passage) -> Evidence {
        let (start, end) = self.place(quote);
        let (trigger_start, trigger_end) = self.place(trigger);
        Evidence {
            start,
            end,
            quote: quote.of(&self.view.source.text).to_owned(),
            field: self.view.source.in_title(quote).then(|| "title".to_owned()),
            trigger: Trigger {
                start: trigger_start,
                end: trigger_end,
            },
        }
    }

    /// Code points in the field that the span lies in.
    fn place(&self, span: Span) -> (usize, usize) {
        let (start, end) = self.code_points.range(span);
        let before = if self.view.source.in_title(span) {
            0
        } else {
            self.body
        };
        (start.saturating_sub(before), end.saturating_sub(before))
    }

    /// Whether a quote may hold the whole span; no character has less than a byte.
    fn is_short(&self, span: Span) -> bool {
        let length = || {
            let (start, end) = self.code_points.range(span);
            end - start
        };
        span.len() as usize <= LONGEST || length() <= LONGEST
    }

    /// The clause, with the arguments that stand outside it.
    fn clause(&self, found: &Match, trigger: Span, sentence: Span) -> Span {
        let clause = found.clause.map_or(trigger, |clause| {
            self.view.span(self.view.clause(clause).words.clone())
        });
        clause.cover(self.arguments(found, trigger, sentence))
    }

    /// The trigger and what fills roles in its sentence.
    fn arguments(&self, found: &Match, trigger: Span, sentence: Span) -> Span {
        let mut covered = trigger;
        for filling in &found.fillings {
            let words = filling
                .fillers
                .iter()
                .filter(|filler| !matches!(filler, Filler::Clause(_)));
            let words = words.map(|filler| self.view.span(self.view.words(*filler)));
            let texts = filling.values.iter().flat_map(|value| match value {
                Value::Text(pieces) => pieces.to_vec(),
                _ => Vec::new(),
            });
            for span in words.chain(texts).filter(|span| sentence.contains(*span)) {
                covered = covered.cover(span);
            }
        }
        covered
    }

    /// As much of the sentence around the trigger as a quote may hold; whole words.
    fn around(&self, trigger: Span, sentence: Span) -> Span {
        let words = &self.view.text.words;
        let first = words.partition_point(|word| word.span.start < sentence.start);
        let last = words.partition_point(|word| word.span.start < sentence.end);
        let at = words.partition_point(|word| word.span.start < trigger.start);
        let mut quote = trigger;
        for distance in 1..words.len() {
            let before = at.checked_sub(distance).filter(|index| *index >= first);
            let after = Some(at + distance).filter(|index| *index < last);
            let mut grown = quote;
            for index in before.into_iter().chain(after) {
                grown = grown.cover(words[index].span);
            }
            if grown == quote || !self.is_short(grown) {
                break;
            }
            quote = grown;
        }
        quote
    }
}
