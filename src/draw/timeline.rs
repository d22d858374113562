//! A timeline as SVG: time runs down, one row a moment.
//!
//! Rows stand one below the other, so that no words can meet; a column of dates and an axis with
//! signs tell when, of what kind and how sure.

use super::element::{self, Anchor};
use super::font::{Font, Weight};
use super::style::Styles;
use super::xml::escape;
use crate::statement::Status;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A moment as the picture shows it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Under which heading it stands; `None` under that of undated moments.
    pub year: Option<String>,
    /// Its date, in words.
    pub date: String,
    /// Kind of tie, for the colour.
    pub kind: String,
    /// Shape of the sign.
    pub status: Status,
    /// What happened.
    pub text: String,
    /// How it is attested.
    pub note: String,
    /// Quotes.
    pub tooltip: String,
}

/// Words of the picture, in the reader's language.
#[derive(Debug, Clone, Default)]
pub struct Captions {
    /// Stands above it.
    pub title: String,
    /// Heading of undated moments.
    pub undated: String,
    /// Id and label of every kind of tie, in the order of the legend.
    pub kinds: Vec<(String, String)>,
    /// By status name.
    pub statuses: BTreeMap<String, String>,
    /// One line at the end: number of sources.
    pub sources: String,
}

const TITLE: Font = font(Weight::Bold, 22.0);
const YEAR: Font = font(Weight::Bold, 16.0);
const DATE: Font = font(Weight::Regular, 12.0);
const TEXT: Font = font(Weight::Regular, 13.5);
const NOTE: Font = font(Weight::Regular, 11.0);

const fn font(weight: Weight, size: f64) -> Font {
    Font { weight, size }
}

const WIDTH: f64 = 860.0;
const MARGIN: f64 = 30.0;
/// Room for dates.
const DATES: f64 = 96.0;
const AXIS: f64 = MARGIN + DATES + 18.0;
const WORDS: f64 = AXIS + 24.0;
const ROW_GAP: f64 = 9.0;
const SIGN: f64 = 5.5;

/// Draws the rows in their order.
#[must_use]
pub fn render(rows: &[Row], captions: &Captions, styles: &Styles) -> String {
    let mut canvas = Canvas {
        body: String::new(),
        y: MARGIN,
        styles,
    };
    canvas.title(&captions.title);
    let mut heading = None;
    let mut date = None;
    for row in rows {
        if heading != Some(&row.year) {
            canvas.heading(row.year.as_deref().unwrap_or(&captions.undated));
            (heading, date) = (Some(&row.year), None);
        }
        canvas.row(row, date != Some(row.date.as_str()));
        date = Some(&row.date);
    }
    canvas.legend(rows, captions);
    canvas.finish(captions)
}

struct Canvas<'a> {
    body: String,
    /// Where the next thing goes.
    y: f64,
    styles: &'a Styles,
}

impl Canvas<'_> {
    fn title(&mut self, title: &str) {
        for line in TITLE.wrap(title, WIDTH - 2.0 * MARGIN) {
            self.y += TITLE.line_height();
            self.text(
                &line,
                (MARGIN, self.y - 8.0),
                TITLE,
                &self.styles.page.ink,
                Anchor::Start,
            );
        }
        self.y += 8.0;
    }

    fn heading(&mut self, words: &str) {
        self.y += 14.0 + YEAR.size;
        let (ink, faint) = (&self.styles.page.ink, &self.styles.page.faint);
        self.text(words, (MARGIN, self.y), YEAR, ink, Anchor::Start);
        let from = WORDS.max(MARGIN + YEAR.width(words) + 12.0);
        let _ = writeln!(
            self.body,
            r#"<path d="M{from:.1} {:.1}H{:.1}" stroke="{faint}" stroke-opacity="0.35"/>"#,
            self.y - 5.0,
            WIDTH - MARGIN
        );
        self.y += 12.0;
    }

    fn row(&mut self, row: &Row, dated: bool) {
        let (ink, faint) = (&self.styles.page.ink, &self.styles.page.faint);
        let lines = TEXT.wrap(&row.text, WIDTH - MARGIN - WORDS);
        let dates: Vec<String> = DATE
            .wrap(&row.date, DATES)
            .into_iter()
            .filter(|_| dated)
            .collect();
        let top = self.y;
        let words = lines.len() as f64 * TEXT.line_height() + NOTE.line_height();
        let height = words.max(dates.len() as f64 * DATE.line_height());
        let _ = writeln!(
            self.body,
            r#"<g><title>{}</title><path d="M{AXIS:.1} {top:.1}v{:.1}" stroke="{faint}" stroke-width="1.5"/>"#,
            escape(&row.tooltip),
            height + ROW_GAP
        );
        let middle = top + TEXT.line_height() / 2.0;
        self.sign((AXIS, middle), row.status, self.styles.edge_colour(&row.kind));
        for (number, date) in dates.iter().enumerate() {
            let y = middle + DATE.size * 0.35 + number as f64 * DATE.line_height();
            self.text(date, (MARGIN + DATES, y), DATE, faint, Anchor::End);
        }
        let mut y = top;
        for line in &lines {
            self.text(line, (WORDS, y + TEXT.size), TEXT, ink, Anchor::Start);
            y += TEXT.line_height();
        }
        self.text(&row.note, (WORDS, y + NOTE.size), NOTE, faint, Anchor::Start);
        self.body.push_str("</g>\n");
        self.y = top + height + ROW_GAP;
    }

    /// Full for a fact, hollow for a promise, hollow and dotted for a hedge, a cross for a denial.
    fn sign(&mut self, (x, y): (f64, f64), status: Status, colour: &str) {
        let ground = &self.styles.page.background;
        let (fill, dashes) = match status {
            Status::Actual => (colour, ""),
            Status::Possible => (ground.as_str(), r#" stroke-dasharray="2.4 2""#),
            Status::Planned | Status::Denied => (ground.as_str(), ""),
        };
        let _ = writeln!(
            self.body,
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="{SIGN}" fill="{fill}" stroke="{colour}" stroke-width="2"{dashes}/>"#
        );
        if status == Status::Denied {
            let arm = SIGN * 0.6;
            let _ = writeln!(
                self.body,
                r#"<path d="M{:.1} {:.1}l{d:.1} {d:.1}m0 -{d:.1}l-{d:.1} {d:.1}" stroke="{colour}" stroke-width="2" fill="none"/>"#,
                x - arm,
                y - arm,
                d = 2.0 * arm
            );
        }
    }

    fn legend(&mut self, rows: &[Row], captions: &Captions) {
        self.y += 26.0;
        let kinds: BTreeSet<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
        let statuses: BTreeSet<Status> = rows.iter().map(|row| row.status).collect();
        let ink = &self.styles.page.ink;
        let mut entries: Vec<(Status, String, &str)> = captions
            .kinds
            .iter()
            .filter(|(id, _)| kinds.contains(id.as_str()))
            .map(|(id, label)| {
                (
                    Status::Actual,
                    self.styles.edge_colour(id).to_owned(),
                    label.as_str(),
                )
            })
            .collect();
        entries.extend(statuses.iter().filter_map(|status| {
            let label = captions.statuses.get(status.name())?;
            Some((*status, ink.clone(), label.as_str()))
        }));
        let mut x = MARGIN;
        for (status, colour, label) in entries {
            let width = 2.0 * SIGN + 8.0 + NOTE.width(label) + 18.0;
            if x > MARGIN && x + width > WIDTH - MARGIN {
                (x, self.y) = (MARGIN, self.y + 20.0);
            }
            self.sign((x + SIGN, self.y), status, &colour);
            self.text(
                label,
                (x + 2.0 * SIGN + 8.0, self.y + 4.0),
                NOTE,
                ink,
                Anchor::Start,
            );
            x += width;
        }
        self.y += 26.0;
    }

    fn text(&mut self, words: &str, at: (f64, f64), font: Font, colour: &str, anchor: Anchor) {
        element::text(&mut self.body, words, at, font, colour, anchor, "");
    }

    fn finish(mut self, captions: &Captions) -> String {
        let page = &self.styles.page;
        for line in NOTE.wrap(&captions.sources, WIDTH - 2.0 * MARGIN) {
            self.text(&line, (MARGIN, self.y), NOTE, &page.faint, Anchor::Start);
            self.y += NOTE.line_height();
        }
        let size = (WIDTH, self.y + MARGIN - NOTE.size);
        element::page(
            &self.body,
            size,
            &page.background,
            &captions.title,
            &captions.sources,
        )
    }
}
