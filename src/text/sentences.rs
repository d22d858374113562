//! Divides blocks into sentences.
//!
//! A sentence ends at a full stop, question or exclamation mark or ellipsis (with the quotation marks
//! and brackets that close after it) where what follows looks like a beginning. Abbreviations hold
//! their full stop inside the word, so they end nothing; a few may ("etc."). What goes on for hundreds of words
//! without an end is no sentence and is cut, so that the layers above may look over a whole sentence at will.

use super::characters::{char_at, is_capital};
use super::layout::Block;
use super::typography::Typography;
use super::{Sentence, Shape, Text, Word, WordIndex};
use crate::span::Span;
use std::ops::Range;

/// Words within which an opening bracket must be closed to shelter what is between.
const BRACKET_REACH: usize = 40;

/// Words of the longest sentence, marks included; a communiqué's list of fifty states takes three hundred.
const LONGEST: usize = 800;

/// Fills [`Text::sentences`] and the words' sentence numbers; `ends` are the blocks' last words, `marks` the words that may
/// end a sentence or open brackets.
pub(super) fn divide(
    typography: &Typography,
    source: &str,
    blocks: &[Block],
    ends: &[u32],
    marks: &[WordIndex],
    text: &mut Text,
) {
    let mut first = 0;
    let mut marks = marks.iter().map(|mark| *mark as usize).peekable();
    let Text { words, sentences, .. } = text;
    for (paragraph, (block, &end)) in (0..).zip(blocks.iter().zip(ends)) {
        let range = first as usize..end as usize;
        first = end;
        let mut start = range.start;
        let mut next = start;
        let mut sheltered = 0;
        while start < range.end {
            let longest = range.end.min(start + LONGEST) - 1;
            // Words shelter and end nothing.
            while marks.next_if(|mark| *mark < next).is_some() {}
            let index = marks.peek().map_or(longest, |mark| longest.min(*mark));
            let last = index == longest;
            next = index + 1;
            if opens_bracket(source, &words[index]) && index >= sheltered {
                sheltered = closing_bracket(source, words, index, range.end);
            }
            if last || index >= sheltered && ends_sentence(typography, source, words, start, index) {
                sentences.push(sentence(block, paragraph, words, start..index + 1));
                let number = sentences.len() as u32 - 1;
                for word in &mut words[start..=index] {
                    word.sentence = number;
                }
                if let Some(word) = words[start..=index]
                    .iter_mut()
                    .find(|word| !word.shape.contains(Shape::PUNCTUATION))
                {
                    word.shape |= Shape::INITIAL;
                }
                start = index + 1;
            }
        }
    }
}

fn sentence(block: &Block, paragraph: u32, words: &[Word], range: Range<usize>) -> Sentence {
    Sentence {
        span: Span::new(words[range.start].span.start, words[range.end - 1].span.end),
        words: range.start as u32..range.end as u32,
        paragraph,
        kind: block.kind,
        boilerplate: block.boilerplate,
        part: block.part,
    }
}

/// The last word of the brackets that open at `index`, or 0 where they do not close soon.
fn closing_bracket(source: &str, words: &[Word], index: usize, end: usize) -> usize {
    let reach = end.min(index + BRACKET_REACH);
    (index + 1..reach)
        .find(|at| matches!(source.as_bytes()[words[*at].span.start as usize], b')' | b']'))
        .unwrap_or_default()
}

fn opens_bracket(source: &str, word: &Word) -> bool {
    matches!(source.as_bytes()[word.span.start as usize], b'(' | b'[')
}

/// Whether the sentence that began at word `start` ends with word `index`; another word follows.
fn ends_sentence(typography: &Typography, source: &str, words: &[Word], start: usize, index: usize) -> bool {
    let next = &words[index + 1];
    let word = &words[index];
    // Most marks.
    if source.as_bytes()[word.span.start as usize] == b',' {
        return false;
    }
    if word.shape.contains(Shape::ABBREVIATION) {
        return abbreviation_ends(typography, source, word, next);
    }
    if !word.shape.contains(Shape::PUNCTUATION) || closes(source, next, word) {
        return false;
    }
    // What closes after the mark belongs to the sentence: step back over it.
    let mut mark = index;
    while mark > start
        && final_mark(words[mark].span.of(source)).is_none()
        && closes(source, &words[mark], &words[mark - 1])
    {
        mark -= 1;
    }
    let Some(kind) = final_mark(words[mark].span.of(source)) else {
        return false;
    };
    if continues_number(source, words, start, mark) {
        return false;
    }
    begins(source, next, words.get(index + 2), kind, mark < index)
}

/// How much a mark is worth as an end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Final {
    FullStop,
    /// ? ! … may stand inside a sentence.
    Other,
}

fn final_mark(mark: &str) -> Option<Final> {
    match mark {
        "." => Some(Final::FullStop),
        "?" | "!" | "…" => Some(Final::Other),
        _ if mark.len() > 1 && mark.bytes().all(|byte| byte == b'.') => Some(Final::Other),
        _ => None,
    }
}

/// "1. Le président": the number of an item ends no sentence.
fn continues_number(source: &str, words: &[Word], start: usize, mark: usize) -> bool {
    mark == start + 1 && {
        let word = &words[start];
        word.shape.contains(Shape::NUMBER)
            || word.shape.contains(Shape::CAPITALISED) && word.span.of(source).chars().count() == 1
    }
}

/// Whether `word` closes a quotation or brackets, directly after `before` or as French sets ».
fn closes(source: &str, word: &Word, before: &Word) -> bool {
    match char_at(source, word.span.start as usize) {
        Some('»' | '”' | ')' | ']' | '’') => word.shape.contains(Shape::PUNCTUATION),
        Some('"' | '\'') => word.shape.contains(Shape::PUNCTUATION) && word.span.start == before.span.end,
        Some('.' | '!' | '?' | '…') => {
            word.span.start == before.span.end && final_mark(before.span.of(source)).is_some()
        }
        _ => false,
    }
}

/// Whether `next` can be the first word of a sentence.
fn begins(source: &str, next: &Word, after: Option<&Word>, mark: Final, closed: bool) -> bool {
    let at = next.span.start as usize;
    if next.shape.contains(Shape::PUNCTUATION) {
        return match char_at(source, at) {
            Some('«' | '“' | '"' | '(' | '[') => after.is_none_or(|word| starts_big(source, word)),
            Some('-' | '–' | '—' | '•' | '*' | '·') => {
                after.is_some_and(|word| starts_big(source, word))
            }
            _ => false,
        };
    }
    if is_capital(source, at) {
        return true;
    }
    let digit = source.as_bytes()[at].is_ascii_digit();
    digit && !next.shape.contains(Shape::GLUED) && (mark == Final::FullStop || closed)
        || mark == Final::FullStop && matches!(source.as_bytes()[at], b'#' | b'@')
}

fn starts_big(source: &str, word: &Word) -> bool {
    let at = word.span.start as usize;
    is_capital(source, at)
        || source.as_bytes()[at].is_ascii_digit()
        || word.shape.contains(Shape::PUNCTUATION)
}

/// Whether an abbreviation with its full stop is also the end of a sentence.
fn abbreviation_ends(typography: &Typography, source: &str, word: &Word, next: &Word) -> bool {
    let bare = word.span.of(source).trim_end_matches('.');
    if !is_capital(source, next.span.start as usize) {
        return false;
    }
    if typography.final_abbreviations.contains(bare) {
        return true;
    }
    let acronym = bare.contains('.') || bare.chars().count() == 1;
    let first = next.span.of(source);
    acronym
        && !typography.inner_abbreviations.contains(bare)
        && (typography.openers.contains(first)
            || next.shape.contains(Shape::ELIDED) && typography.openers.contains("Le"))
}
