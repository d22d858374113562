//! Lays a text out in blocks: paragraphs, headings, list items.
//!
//! A blank line ends a block, and so does the end of a line, unless the whole text was folded at
//! some width; stretches marked as hidden count as white space.

use super::{SentenceKind, Source};
use crate::article::MarkKind;
use crate::span::Span;
use smallvec::SmallVec;

/// A line or paragraph that no sentence crosses.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// From the first to the last visible character.
    pub(super) span: Span,
    /// What is visible of it.
    pub(super) runs: SmallVec<[Span; 1]>,
    pub(super) kind: SentenceKind,
    pub(super) boilerplate: bool,
    /// Whether this boilerplate closes an article (newsletter prompts, related articles).
    pub(super) closes: bool,
    pub(super) part: u16,
}

/// Widest line of a text that was folded.
const FOLDED_WIDTH: usize = 110;

/// The blocks of a text, in order.
pub(super) fn blocks(source: &Source) -> Vec<Block> {
    let folded = is_folded(&source.text);
    let mut blocks = Vec::new();
    let mut marks = Marks::new(source);
    let mut start: Option<usize> = None;
    let mut at = 0;
    let ends = memchr::memchr_iter(b'\n', source.text.as_bytes()).map(|feed| feed + 1);
    for end in ends.chain([source.text.len()]) {
        let line = &source.text[at..end];
        let blank = line.trim().is_empty();
        let begins = start.is_none_or(|_| !folded || begins_block(line));
        if (blank || begins)
            && let Some(start) = start.take()
        {
            marks.push(start..at, &mut blocks);
        }
        if !blank && start.is_none() {
            start = Some(at);
        }
        at = end;
    }
    if let Some(start) = start {
        marks.push(start..at, &mut blocks);
    }
    blocks
}

/// Whether line ends are only where the margin was: most lines that another follows at once are long,
/// none is very long.
fn is_folded(text: &str) -> bool {
    let (mut followed, mut long, mut longest) = (0, 0, 0);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        longest = longest.max(line.len());
        if longest > 2 * FOLDED_WIDTH {
            return false;
        }
        if !line.trim().is_empty() && lines.peek().is_some_and(|next| !next.trim().is_empty()) {
            followed += 1;
            long += usize::from(line.len() >= 55 && !line.trim_end().ends_with(['.', '!', '?', '»']));
        }
    }
    longest <= FOLDED_WIDTH && followed >= 3 && long * 10 >= followed * 6
}

/// Whether a line begins a block even in a folded text: an item, a dash of a dialogue.
fn begins_block(line: &str) -> bool {
    item_mark(line.trim_start()).is_some()
}

/// Length of the bullet or dash that opens an item.
fn item_mark(line: &str) -> Option<usize> {
    let mut characters = line.chars();
    let mark = characters.next()?;
    let spaced = characters.next().is_some_and(char::is_whitespace);
    if mark.is_ascii_digit() {
        return numbered(line);
    }
    (matches!(mark, '•' | '·' | '▪' | '■' | '►' | '●' | '*')
        || spaced && matches!(mark, '-' | '–' | '—' | '+'))
    .then_some(mark.len_utf8())
}

/// Length of "1." or "12)" before a blank.
fn numbered(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = digits <= 2 && matches!(line.as_bytes().get(digits), Some(b'.' | b')'));
    (mark && line[digits + 1..].starts_with(char::is_whitespace)).then_some(digits + 1)
}

/// The reader's marks, walked once from the start of the text.
struct Marks<'a> {
    source: &'a Source,
    /// First mark that may still matter.
    next: usize,
    hidden: Vec<Span>,
}

impl<'a> Marks<'a> {
    fn new(source: &'a Source) -> Self {
        let hidden = source
            .marks
            .iter()
            .filter(|(_, kind)| *kind == MarkKind::Hidden)
            .map(|(span, _)| *span)
            .collect();
        Self {
            source,
            next: 0,
            hidden,
        }
    }

    /// Adds the blocks of one stretch of lines, cut where a marked stretch begins or ends.
    fn push(&mut self, range: std::ops::Range<usize>, blocks: &mut Vec<Block>) {
        let text = &self.source.text;
        let (mut start, end) = (range.start as u32, range.end as u32);
        while start < end {
            let (kind, until) = self.kind_at(start, end);
            let runs = self.visible(Span::new(start, until));
            if let (Some(first), Some(last)) = (runs.first(), runs.last()) {
                let span = Span::new(first.start, last.end);
                let boilerplate = kind == Some(MarkKind::Boilerplate);
                blocks.push(Block {
                    span,
                    kind: block_kind(kind, span.of(text)),
                    runs,
                    boilerplate,
                    closes: false,
                    part: 0,
                });
            }
            start = until;
        }
    }

    /// The kind of mark over byte `at`, and the byte up to which that stays so.
    fn kind_at(&mut self, at: u32, end: u32) -> (Option<MarkKind>, u32) {
        let marks = &self.source.marks;
        while marks.get(self.next).is_some_and(|(span, _)| span.end <= at) {
            self.next += 1;
        }
        let mut until = end;
        for (span, kind) in &marks[self.next.min(marks.len())..] {
            if span.start >= until {
                break;
            }
            if *kind == MarkKind::Hidden {
                continue;
            }
            if span.start > at {
                until = span.start;
                break;
            }
            if span.end > at {
                return (Some(*kind), until.min(span.end));
            }
        }
        (None, until)
    }

    /// `span` without what is hidden and without white space at its ends.
    fn visible(&self, span: Span) -> SmallVec<[Span; 1]> {
        let mut runs = SmallVec::new();
        let mut start = span.start;
        let first = self.hidden.partition_point(|hidden| hidden.end <= start);
        for hidden in self.hidden[first..]
            .iter()
            .take_while(|hidden| hidden.start < span.end)
        {
            self.push_run(Span::new(start, hidden.start.max(start)), &mut runs);
            start = start.max(hidden.end);
        }
        self.push_run(Span::new(start, span.end.max(start)), &mut runs);
        runs
    }

    fn push_run(&self, span: Span, runs: &mut SmallVec<[Span; 1]>) {
        let text = span.of(&self.source.text);
        let end = span.start + text.trim_end().len() as u32;
        let start = span.end - text.trim_start().len() as u32;
        if start < end {
            runs.push(Span::new(start, end));
        }
    }
}

/// Longest heading, in bytes, that is known by its look alone.
const LONGEST_HEADING: usize = 160;

fn block_kind(mark: Option<MarkKind>, line: &str) -> SentenceKind {
    match mark {
        Some(MarkKind::Title) => SentenceKind::Title,
        Some(MarkKind::Heading) => SentenceKind::Heading,
        _ if item_mark(line).is_some() => SentenceKind::Item,
        _ if looks_like_heading(line) => SentenceKind::Heading,
        _ => SentenceKind::Prose,
    }
}

/// A short single line that does not end like a sentence.
fn looks_like_heading(line: &str) -> bool {
    line.len() <= LONGEST_HEADING
        && !line.contains('\n')
        && ![". ", "? ", "! "].iter().any(|end| line.contains(end))
        && !line.ends_with(['.', '!', '…', ';', ',', ':', '»', '”', ')', '"'])
        && line.chars().next().is_some_and(|first| {
            first.is_uppercase() || first.is_numeric() || matches!(first, '«' | '"' | '“')
        })
}
