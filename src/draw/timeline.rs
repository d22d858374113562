//! A timeline as SVG: time runs down, one row a moment.
//!
//! Rows stand one below the other, so that no words can meet; a column of dates and an axis with
//! signs tell when, of what kind and how sure.

use super::font::{self, Font, Weight};
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
    /// Its date.
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
/// Room for dates: an interval of two days on two lines.
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
                "start",
            );
        }
        self.y += 8.0;
    }

    fn heading(&mut self, words: &str) {
        self.y += 14.0 + YEAR.size;
        let (ink, faint) = (&self.styles.page.ink, &self.styles.page.faint);
        self.text(words, (MARGIN, self.y), YEAR, ink, "start");
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
        // An interval stands on two lines.
        let dates: Vec<&str> = row.date.split_inclusive('/').filter(|_| dated).collect();
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
            self.text(date, (MARGIN + DATES, y), DATE, faint, "end");
        }
        let mut y = top;
        for line in &lines {
            self.text(line, (WORDS, y + TEXT.size), TEXT, ink, "start");
            y += TEXT.line_height();
        }
        self.text(&row.note, (WORDS, y + NOTE.size), NOTE, faint, "start");
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
            self.text(label, (x + 2.0 * SIGN + 8.0, self.y + 4.0), NOTE, ink, "start");
            x += width;
        }
        self.y += 26.0;
    }

    fn text(&mut self, words: &str, (x, y): (f64, f64), font: Font, colour: &str, anchor: &str) {
        let weight = match font.weight {
            Weight::Regular => "",
            Weight::Bold => r#" font-weight="600""#,
        };
        let _ = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{}" fill="{colour}" text-anchor="{anchor}"{weight}>{}</text>"#,
            font.size,
            escape(words)
        );
    }

    fn finish(mut self, captions: &Captions) -> String {
        let faint = &self.styles.page.faint;
        for line in NOTE.wrap(&captions.sources, WIDTH - 2.0 * MARGIN) {
            self.text(&line, (MARGIN, self.y), NOTE, faint, "start");
            self.y += NOTE.line_height();
        }
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0}" height="{h:.0}" viewBox="0 0 {WIDTH:.0} {h:.0}" role="img" font-family="'{family}', 'Source Sans 3', 'Helvetica Neue', Arial, sans-serif">
<title>{title}</title>
<rect width="100%" height="100%" fill="{ground}"/>
{body}</svg>
"#,
            h = self.y + MARGIN - NOTE.size,
            family = font::FAMILY,
            title = escape(&captions.title),
            ground = self.styles.page.background,
            body = self.body,
        )
    }
}
