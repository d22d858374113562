//! Places in a text.
//!
//! Inside Griot a place is a half-open range of bytes; Unicode code points appear only at output,
//! through [`CodePoints`], the one converter.
//!
//! ```
//! use griot::span::{CodePoints, Span};
//! let text = "Déjà là";
//! let span = Span::new(7, 10);
//! assert_eq!(span.of(text), "là");
//! assert_eq!(CodePoints::new(text).range(span), (5, 7));
//! ```

use serde::{Deserialize, Serialize};

/// A half-open range of bytes of one text; both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end` (bytes).
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The bytes covered, as indices of a slice.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words covered; empty where the range does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing is covered.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// Bytes between two entries of the [`CodePoints`] table.
const STRIDE: usize = 256;

/// Converts byte offsets of one text to counts of Unicode code points.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points that begin before byte `i * STRIDE`.
    before: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// Indexes `text` in one pass.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(STRIDE) {
            before.push(count);
            count += leading_bytes(block);
        }
        Self { text, before }
    }

    /// Code points that begin before the byte `offset`.
    #[must_use]
    pub fn at(&self, offset: u32) -> usize {
        let offset = (offset as usize).min(self.text.len());
        let block = offset / STRIDE;
        let Some(before) = self.before.get(block) else {
            return self.before.last().map_or(0, |before| *before as usize)
                + leading_bytes(&self.text.as_bytes()[self.before.len().saturating_sub(1) * STRIDE..])
                    as usize;
        };
        (*before + leading_bytes(&self.text.as_bytes()[block * STRIDE..offset])) as usize
    }

    /// The range in code points that `span` covers.
    #[must_use]
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

/// Counts the bytes that begin a character.
fn leading_bytes(bytes: &[u8]) -> u32 {
    // Of so few the sum fits a byte, and many bytes are added at once.
    let sum = |few: &[u8]| {
        few.iter()
            .map(|byte| u8::from((*byte & 0xC0) != 0x80))
            .sum::<u8>()
    };
    bytes.chunks(128).map(|few| u32::from(sum(few))).sum()
}
