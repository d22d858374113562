//! Finds quotations: « », “ ”, ‘ ’ and straight quotes, nested and across paragraphs.
//!
//! A paragraph that begins with « while a quotation is open goes on quoting, as French sets long
//! quotations: the first then ends with its paragraph. Straight quotes and single ones never leave their
//! paragraph. What is never closed is no quotation.

use super::characters::char_at;
use super::{Quotation, SentenceKind, Shape, Text, Warning, Word, WordIndex};
use crate::span::Span;

/// Paragraphs over which « may stay open.
const REACH: u32 = 4;
/// How deep a closing mark is sought among the open ones.
const DEEPEST: usize = 8;

#[derive(Debug, Clone, Copy)]
struct Open {
    closer: char,
    word: u32,
    paragraph: u32,
}

/// Fills [`Text::quotations`] and marks the words inside; all punctuation is among `marks`.
pub(super) fn find(source: &str, marks: &[WordIndex], text: &mut Text, warnings: &mut Vec<Warning>) {
    let mut marks = marks.iter().copied().peekable();
    let mut open: Vec<Open> = Vec::new();
    let mut found = Vec::new();
    let mut paragraph = u32::MAX;
    for sentence in &text.sentences {
        if sentence.paragraph != paragraph {
            paragraph = sentence.paragraph;
            let whole_line = matches!(sentence.kind, SentenceKind::Title | SentenceKind::Heading);
            enter_paragraph(
                source,
                &text.words,
                sentence.words.start,
                paragraph,
                whole_line,
                &mut open,
                &mut found,
                warnings,
            );
        }
        while let Some(index) = marks.next_if(|mark| *mark < sentence.words.end) {
            let word = &text.words[index as usize];
            if word.shape.contains(Shape::PUNCTUATION) {
                read_mark(source, &text.words, index, paragraph, &mut open, &mut found);
            }
        }
    }
    warn(&text.words, &open, warnings);
    found.sort_by_key(|quotation: &Quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    set_depths(&mut found);
    for quotation in found.iter().filter(|quotation| quotation.depth == 0) {
        for word in &mut text.words[quotation.words.start as usize..quotation.words.end as usize] {
            word.shape |= Shape::QUOTED;
        }
    }
    text.quotations = found;
}

/// Drops what cannot stay open, and ends a quotation that the new paragraph opens again.
#[expect(clippy::too_many_arguments, reason = "the state of one walk, spelt out")]
fn enter_paragraph(
    source: &str,
    words: &[Word],
    first: u32,
    paragraph: u32,
    whole_line: bool,
    open: &mut Vec<Open>,
    found: &mut Vec<Quotation>,
    warnings: &mut Vec<Warning>,
) {
    if open.is_empty() {
        return;
    }
    let stays = |mark: &Open| !whole_line && mark.closer == '»' && paragraph - mark.paragraph <= REACH;
    let dropped: Vec<Open> = open.iter().copied().filter(|mark| !stays(mark)).collect();
    warn(words, &dropped, warnings);
    open.retain(stays);
    let opens_again = words
        .get(first as usize)
        .is_some_and(|word| char_at(source, word.span.start as usize) == Some('«'));
    if opens_again {
        for mark in open.drain(..) {
            found.push(quotation(words, mark.word, first, first));
        }
    }
}

fn warn(words: &[Word], open: &[Open], warnings: &mut Vec<Warning>) {
    let starts = open.iter().filter_map(|mark| words.get(mark.word as usize));
    warnings.extend(starts.map(|word| Warning::UnclosedQuotation(word.span.start)));
}

fn read_mark(
    source: &str,
    words: &[Word],
    index: u32,
    paragraph: u32,
    open: &mut Vec<Open>,
    found: &mut Vec<Quotation>,
) {
    let word = &words[index as usize];
    let Some(mark) = char_at(source, word.span.start as usize) else {
        return;
    };
    let mut push = |closer| {
        open.push(Open {
            closer,
            word: index,
            paragraph,
        });
    };
    match mark {
        '«' => push('»'),
        '“' | '„' => push('”'),
        '‘' => push('’'),
        '"' | '\'' if opens(source, word) => push(mark),
        '»' | '”' | '’' | '"' | '\'' => close(words, index, mark, open, found),
        _ => {}
    }
}

/// Whether a straight quote opens: a blank before it and none after it.
fn opens(source: &str, word: &Word) -> bool {
    let before = source[..word.span.start as usize].chars().next_back();
    let after = char_at(source, word.span.end as usize);
    let open_before = before
        .is_none_or(|before| before.is_whitespace() || matches!(before, '(' | '[' | '«' | '“' | '\'' | '’'));
    open_before && after.is_some_and(|after| !after.is_whitespace())
}

/// Ends the innermost open quotation that `mark` closes; those inside it were never closed.
fn close(words: &[Word], index: u32, mark: char, open: &mut Vec<Open>, found: &mut Vec<Quotation>) {
    let Some(depth) = open
        .iter()
        .rev()
        .take(DEEPEST)
        .position(|candidate| candidate.closer == mark)
    else {
        return;
    };
    let place = open.len() - 1 - depth;
    let start = open[place].word;
    open.truncate(place);
    found.push(quotation(words, start, index, index + 1));
}

/// From the mark `opening` up to the word `inner_end`; `end` is one past its last mark.
fn quotation(words: &[Word], opening: u32, inner_end: u32, end: u32) -> Quotation {
    let last = words[end as usize - 1].span.end;
    Quotation {
        span: Span::new(words[opening as usize].span.start, last),
        words: opening + 1..inner_end.max(opening + 1),
        depth: 0,
    }
}

/// Counts for each quotation those around it; they come sorted, outer before inner.
fn set_depths(found: &mut [Quotation]) {
    let mut around: Vec<u32> = Vec::new();
    for quotation in found {
        while around.last().is_some_and(|end| *end <= quotation.span.start) {
            around.pop();
        }
        quotation.depth = around.len().min(usize::from(u8::MAX)) as u8;
        around.push(quotation.span.end);
    }
}
