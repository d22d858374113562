//! A laid-out scene as SVG, drawn by ourselves.
//!
//! Every group says what it shows by its class (`node`, `label`, `arrow`, `region`, `legend`, `title`, `notes`), for style
//! sheets and for whoever measures the picture.

use super::element::{self, Anchor};
use super::font::{Font, Weight};
use super::geometry::{CUT, Point, Rect};
use super::layout::{Layout, Route};
use super::legend::{self, Captions, Entry, Sample};
use super::scene::{EDGE_FONT, Edge, Line, NODE_FONT, Node, Region, Scene};
use super::style::{Head, Shape};
use super::xml::escape;
use crate::statement::Status;
use std::fmt::Write;

const TITLE_FONT: Font = Font {
    weight: Weight::Bold,
    size: 24.0,
};
const SUBTITLE_FONT: Font = Font {
    weight: Weight::Regular,
    size: 14.0,
};
const NOTE_FONT: Font = Font {
    weight: Weight::Regular,
    size: 12.0,
};
const MARGIN: f64 = 28.0;
/// A narrower page has no room for title and legend.
const NARROWEST: f64 = 600.0;
/// Width of one sample of the legend, in pixels.
const SAMPLE: f64 = 34.0;
/// Between a sample and its words.
const SAMPLE_GAP: f64 = 7.0;
/// Between two entries of the legend.
const ENTRY_GAP: f64 = 22.0;
const LEGEND_ROW: f64 = 24.0;
/// Words in boxes: these are light on every page.
const NODE_INK: &str = "#1f2933";

/// Writes the picture.
#[must_use]
pub fn render(scene: &Scene, layout: &Layout, captions: &Captions) -> String {
    let legend = legend::entries(scene, captions);
    let notes = [Some(&captions.sources), captions.left_out.as_ref()];
    let notes: Vec<&str> = notes
        .into_iter()
        .flatten()
        .map(String::as_str)
        .filter(|note| !note.is_empty())
        .collect();
    let widest_entry = legend.iter().flatten().map(entry_width).fold(0.0, f64::max);
    let body = layout.size.0.max(widest_entry).max(NARROWEST);
    let mut page = Page {
        out: String::new(),
        scene,
        y: MARGIN,
        body,
    };
    page.heading();
    page.picture(layout);
    page.legend(&legend);
    page.notes(&notes);
    page.finish(captions)
}

/// A page that is written from top to bottom.
struct Page<'a> {
    out: String,
    scene: &'a Scene,
    /// Where the next thing goes.
    y: f64,
    /// Width between the margins.
    body: f64,
}

impl Page<'_> {
    fn heading(&mut self) {
        let page = &self.scene.styles.page;
        let parts = [
            (self.scene.title.as_deref(), TITLE_FONT, page.ink.clone(), "title"),
            (
                self.scene.subtitle.as_deref(),
                SUBTITLE_FONT,
                page.faint.clone(),
                "subtitle",
            ),
        ];
        for (words, font, colour, class) in parts {
            let Some(words) = words else { continue };
            self.paragraph(words, font, &colour, class);
            self.y += 4.0;
        }
        if self.y > MARGIN {
            self.y += 14.0;
        }
    }

    /// Words in as many lines as they need.
    fn paragraph(&mut self, words: &str, font: Font, colour: &str, class: &str) {
        let lines = font.wrap(words, self.body);
        if lines.is_empty() {
            return;
        }
        let _ = writeln!(self.out, r#"<g class="{class}">"#);
        for line in lines {
            self.text(
                &line,
                (MARGIN, self.y + font.size),
                font,
                colour,
                Anchor::Start,
                "",
            );
            self.y += font.line_height();
        }
        self.out.push_str("</g>\n");
    }

    fn picture(&mut self, layout: &Layout) {
        let left = MARGIN + (self.body - layout.size.0) / 2.0;
        let _ = writeln!(
            self.out,
            r#"<g class="network" transform="translate({left:.1} {:.1})">"#,
            self.y
        );
        for (region, place) in self.scene.regions.iter().zip(&layout.regions) {
            self.region(region, place.area, place.caption);
        }
        for (edge, route) in self.scene.edges.iter().zip(&layout.edges) {
            self.arrow(edge, route);
        }
        for (edge, route) in self.scene.edges.iter().zip(&layout.edges) {
            self.edge_label(edge, route.label);
        }
        for (node, place) in self.scene.nodes.iter().zip(&layout.nodes) {
            self.node(node, *place);
        }
        self.out.push_str("</g>\n");
        self.y += layout.size.1 + 26.0;
    }

    fn region(&mut self, region: &Region, area: Rect, caption: Rect) {
        let page = &self.scene.styles.page;
        let line = &self.scene.nodes[region.alliance].line;
        let _ = writeln!(
            self.out,
            r#"<g class="region"><title>{}</title><rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" rx="10" fill="{}" stroke="{line}" stroke-opacity="0.55"/>"#,
            escape(&region.tooltip),
            area.left,
            area.top,
            area.width,
            area.height,
            page.region,
        );
        self.lines(&region.lines, caption);
        self.out.push_str("</g>\n");
    }

    fn arrow(&mut self, edge: &Edge, route: &Route) {
        let width = edge.width();
        let ends = Ends::of(edge, route);
        let _ = writeln!(
            self.out,
            r#"<g class="arrow"><title>{}</title><path d="{}" fill="none" stroke="{}" stroke-width="{width:.1}"{}/>"#,
            escape(&edge.tooltip),
            ends.lines.iter().map(|points| curve(points)).collect::<String>(),
            edge.colour,
            dashes(edge.status)
        );
        for (tip, direction) in ends.tips {
            self.head(edge.head, tip, direction, width, &edge.colour);
        }
        self.out.push_str("</g>\n");
    }

    /// The arrow's head, drawn as a shape of its own: markers are not rendered alike everywhere.
    fn head(&mut self, head: Head, (x, y): Point, direction: f64, width: f64, colour: &str) {
        let length = direction * head_length(head, width);
        let half = (3.2 + width * 0.5).min(4.6);
        let back = x - length;
        let drawn = match head {
            Head::Triangle => {
                format!(
                    r#"<path d="M{x:.1} {y:.1}L{back:.1} {:.1}V{:.1}Z" fill="{colour}"/>"#,
                    y - half,
                    y + half
                )
            }
            Head::Barred => format!(
                r#"<path d="M{x:.1} {y:.1}L{bar:.1} {top:.1}V{low:.1}Z" fill="{colour}"/><path d="M{back:.1} {:.1}V{:.1}" stroke="{colour}" stroke-width="2.2"/>"#,
                y - half - 1.0,
                y + half + 1.0,
                bar = x - length + direction * 3.6,
                top = y - half,
                low = y + half,
            ),
            Head::Vee => format!(
                r#"<path d="M{back:.1} {:.1}L{:.1} {y:.1}L{back:.1} {:.1}" fill="none" stroke="{colour}" stroke-width="{:.1}"/>"#,
                y - half,
                x - direction,
                y + half,
                width.max(1.8)
            ),
            Head::Dot => {
                let radius = length.abs() / 2.0;
                format!(
                    r#"<circle cx="{:.1}" cy="{y:.1}" r="{radius:.1}" fill="{colour}"/>"#,
                    x - length / 2.0
                )
            }
            Head::Diamond => format!(
                r#"<path d="M{x:.1} {y:.1}L{middle:.1} {:.1}L{back:.1} {y:.1}L{middle:.1} {:.1}Z" fill="{}" stroke="{colour}" stroke-width="1.3"/>"#,
                y - half,
                y + half,
                self.scene.styles.page.background,
                middle = x - length / 2.0,
            ),
        };
        self.out.push_str(&drawn);
    }

    fn edge_label(&mut self, edge: &Edge, place: Rect) {
        let link = edge.link.as_deref().map(escape);
        let _ = write!(
            self.out,
            r#"<g class="label"><title>{}</title>"#,
            escape(&edge.tooltip)
        );
        if let Some(link) = &link {
            let _ = write!(self.out, r#"<a href="{link}">"#);
        }
        // Something to point at between the letters.
        let _ = writeln!(
            self.out,
            r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" fill="{}" fill-opacity="0"/>"#,
            place.left, place.top, place.width, place.height, self.scene.styles.page.background,
        );
        self.lines(&edge.lines, place);
        self.out
            .push_str(if link.is_some() { "</a></g>\n" } else { "</g>\n" });
    }

    /// Lines of a label, in the middle of their place.
    fn lines(&mut self, lines: &[Line], place: Rect) {
        let height = lines.len() as f64 * EDGE_FONT.line_height();
        let (x, middle) = place.centre();
        let mut y = middle - height / 2.0 + EDGE_FONT.size;
        for line in lines {
            let extra = match line.status {
                Status::Actual => "",
                Status::Planned | Status::Possible => r#" font-style="italic""#,
                Status::Denied => r#" text-decoration="line-through""#,
            };
            self.text(&line.text, (x, y), EDGE_FONT, &line.colour, Anchor::Middle, extra);
            y += EDGE_FONT.line_height();
        }
    }

    fn node(&mut self, node: &Node, place: Rect) {
        let _ = write!(
            self.out,
            r#"<a class="node" href="{}"><title>{}</title>"#,
            escape(&node.iri),
            escape(&node.tooltip)
        );
        let stroke = if node.focus { 3.0 } else { 1.4 };
        self.outline(node.shape, place, &node.fill, &node.line, stroke);
        let height = node.lines.len() as f64 * NODE_FONT.line_height();
        let (x, middle) = place.centre();
        let mut y = middle - height / 2.0 + NODE_FONT.size;
        for line in &node.lines {
            self.text(line, (x, y), NODE_FONT, NODE_INK, Anchor::Middle, "");
            y += NODE_FONT.line_height();
        }
        self.out.push_str("</a>\n");
    }

    fn outline(&mut self, shape: Shape, place: Rect, fill: &str, line: &str, stroke: f64) {
        let (left, top, right, bottom) = (place.left, place.top, place.right(), place.bottom());
        let (x, y) = place.centre();
        let paint = format!(r#"fill="{fill}" stroke="{line}" stroke-width="{stroke}""#);
        let polygon = |points: &[Point]| {
            let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            format!(r#"<polygon points="{}" {paint}/>"#, points.join(" "))
        };
        let drawn = match shape {
            Shape::Box | Shape::Rounded | Shape::Plain => {
                let radius = if shape == Shape::Rounded { 10.0 } else { 2.0 };
                let dashes = if shape == Shape::Plain {
                    r#" stroke-dasharray="2 2""#
                } else {
                    ""
                };
                format!(
                    r#"<rect x="{left:.1}" y="{top:.1}" width="{:.1}" height="{:.1}" rx="{radius}" {paint}{dashes}/>"#,
                    place.width, place.height
                )
            }
            Shape::Ellipse => format!(
                r#"<ellipse cx="{x:.1}" cy="{y:.1}" rx="{:.1}" ry="{:.1}" {paint}/>"#,
                place.width / 2.0,
                place.height / 2.0
            ),
            Shape::Hexagon => polygon(&[
                (left, y),
                (left + CUT, top),
                (right - CUT, top),
                (right, y),
                (right - CUT, bottom),
                (left + CUT, bottom),
            ]),
            Shape::Octagon => {
                let cut = CUT.min(place.height / 2.0);
                polygon(&[
                    (left + CUT, top),
                    (right - CUT, top),
                    (right, top + cut),
                    (right, bottom - cut),
                    (right - CUT, bottom),
                    (left + CUT, bottom),
                    (left, bottom - cut),
                    (left, top + cut),
                ])
            }
        };
        self.out.push_str(&drawn);
    }

    fn text(&mut self, words: &str, at: Point, font: Font, colour: &str, anchor: Anchor, extra: &str) {
        element::text(&mut self.out, words, at, font, colour, anchor, extra);
    }

    /// One paragraph each for boxes, arrows and statuses.
    fn legend(&mut self, groups: &[Vec<Entry>]) {
        self.out.push_str("<g class=\"legend\">\n");
        for group in groups.iter().filter(|group| !group.is_empty()) {
            let mut x = 0.0;
            for entry in group {
                if x > 0.0 && x + entry_width(entry) - ENTRY_GAP > self.body {
                    (x, self.y) = (0.0, self.y + LEGEND_ROW);
                }
                self.entry(entry, MARGIN + x);
                x += entry_width(entry);
            }
            self.y += LEGEND_ROW;
        }
        self.out.push_str("</g>\n");
    }

    fn entry(&mut self, entry: &Entry, x: f64) {
        let middle = self.y + 8.0;
        let ink = self.scene.styles.page.ink.clone();
        match &entry.sample {
            Sample::Node { shape, fill, line } => {
                let place = Rect::about((x + SAMPLE / 2.0, middle), (SAMPLE, 16.0));
                self.outline(*shape, place, fill, line, 1.4);
            }
            Sample::Kind { colour, head } => {
                let end = SAMPLE - head_length(*head, 2.0) + overlap(*head);
                self.sample_line(x, middle, end, colour, "");
                self.head(*head, (x + SAMPLE, middle), 1.0, 2.0, colour);
            }
            Sample::Status(status) => self.sample_line(x, middle, SAMPLE, &ink, &dashes(*status)),
        }
        let words = (x + SAMPLE + SAMPLE_GAP, middle + 4.0);
        self.text(&entry.label, words, NOTE_FONT, &ink, Anchor::Start, "");
    }

    fn sample_line(&mut self, x: f64, y: f64, length: f64, colour: &str, extra: &str) {
        let _ = writeln!(
            self.out,
            r#"<path d="M{x:.1} {y:.1}h{length:.1}" fill="none" stroke="{colour}" stroke-width="2"{extra}/>"#
        );
    }

    fn notes(&mut self, notes: &[&str]) {
        self.y += 4.0;
        let faint = self.scene.styles.page.faint.clone();
        for note in notes {
            self.paragraph(note, NOTE_FONT, &faint, "notes");
        }
    }

    fn finish(self, captions: &Captions) -> String {
        let parts = [self.scene.title.as_deref(), self.scene.subtitle.as_deref()];
        let title: Vec<&str> = parts.into_iter().flatten().collect();
        let size = (self.body + 2.0 * MARGIN, self.y + MARGIN - 8.0);
        let background = &self.scene.styles.page.background;
        element::page(&self.out, size, background, &title.join(" – "), &captions.sources)
    }
}

fn entry_width(entry: &Entry) -> f64 {
    SAMPLE + SAMPLE_GAP + NOTE_FONT.width(&entry.label) + ENTRY_GAP
}

/// Dashes that tell statuses apart, as an attribute; facts have none.
fn dashes(status: Status) -> String {
    let dashes = match status {
        Status::Actual => return String::new(),
        Status::Planned => "8 4",
        Status::Possible => "2 4",
        Status::Denied => "10 3 2 3",
    };
    format!(r#" stroke-dasharray="{dashes}""#)
}

fn head_length(head: Head, width: f64) -> f64 {
    match head {
        Head::Triangle => 7.0 + width,
        Head::Barred => 10.5 + width,
        Head::Vee => 5.5 + width,
        Head::Dot => 5.0 + width,
        Head::Diamond => 9.0 + width,
    }
}

/// How far a line reaches into its head.
const fn overlap(head: Head) -> f64 {
    match head {
        Head::Vee => 4.0,
        Head::Dot => 2.0,
        Head::Triangle | Head::Barred => 1.0,
        Head::Diamond => 0.0,
    }
}

/// Lines that end where their heads begin, and where the heads point, to the right (1) or to the left (-1).
struct Ends {
    lines: Vec<Vec<Point>>,
    tips: Vec<(Point, f64)>,
}

impl Ends {
    fn of(edge: &Edge, route: &Route) -> Self {
        let [first, second] = &route.strokes;
        let mut ends = Self {
            lines: vec![first.clone(), second.clone()],
            tips: Vec::new(),
        };
        if let Some(line) = ends.lines.last_mut() {
            ends.tips.extend(shorten(line, edge));
        }
        // What has no direction ends alike on both sides.
        if edge.undirected
            && let Some(line) = ends.lines.first_mut()
        {
            line.reverse();
            ends.tips.extend(shorten(line, edge));
            line.reverse();
        }
        ends
    }
}

/// Takes the head's length from the end of a line.
fn shorten(line: &mut [Point], edge: &Edge) -> Option<(Point, f64)> {
    let [.., before, end] = line else { return None };
    let direction = if end.0 >= before.0 { 1.0 } else { -1.0 };
    let tip = *end;
    end.0 -= direction * (head_length(edge.head, edge.width()) - overlap(edge.head));
    Some((tip, direction))
}

/// A smooth way through `points`: level at each, as columns run from left to right.
fn curve(points: &[Point]) -> String {
    let mut path = String::new();
    let Some(first) = points.first() else { return path };
    let _ = write!(path, "M{:.1} {:.1}", first.0, first.1);
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if (y0 - y1).abs() < 0.5 {
            let _ = write!(path, "L{x1:.1} {y1:.1}");
        } else {
            let middle = f64::midpoint(x0, x1);
            let _ = write!(path, "C{middle:.1} {y0:.1} {middle:.1} {y1:.1} {x1:.1} {y1:.1}");
        }
    }
    path
}
