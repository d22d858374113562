//! Places of one reading in code points, counted in the field they lie in.

use crate::engine::Reading;
use crate::span::{CodePoints, Span};

/// Converts the byte ranges of one reading: headline and text each count from their own beginning.
pub(super) struct Offsets<'a> {
    body_start: u32,
    body: CodePoints<'a>,
    title: CodePoints<'a>,
}

impl<'a> Offsets<'a> {
    pub(super) fn new(reading: &'a Reading) -> Self {
        let (title, body) = reading.source.text.split_at(reading.source.body as usize);
        Self {
            body_start: reading.source.body,
            body: CodePoints::new(body),
            title: CodePoints::new(title),
        }
    }

    /// Start and end of `span` in code points.
    pub(super) fn range(&self, span: Span) -> (usize, usize) {
        if self.in_title(span) {
            self.title.range(span)
        } else {
            let start = span.start - self.body_start;
            self.body
                .range(Span::new(start, span.end.saturating_sub(self.body_start)))
        }
    }

    /// Whether `span` lies in a headline that is kept apart from the text.
    pub(super) const fn in_title(&self, span: Span) -> bool {
        span.start < self.body_start
    }
}
