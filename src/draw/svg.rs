//! A laid-out scene as SVG, drawn by ourselves.

use super::font::{self, Font, Weight};
use super::layout::{Layout, Point};
use super::scene::{EDGE_FONT, Edge, NODE_FONT, Node, Scene};
use super::style::Shape;
use super::xml::escape;
use crate::statement::Status;
use std::fmt::Write;

const TITLE_FONT: Font = Font {
    weight: Weight::Bold,
    size: 22.0,
};
const NOTE_FONT: Font = Font {
    weight: Weight::Regular,
    size: 12.0,
};
const MARGIN: f64 = 28.0;
/// Width of one sample of the legend, in pixels.
const SAMPLE: f64 = 34.0;

/// Words of the legend, in the reader's language.
#[derive(Debug, Clone, Default)]
pub struct Captions {
    /// By status name: `actual`, `planned`, `possible`, `denied`.
    pub statuses: std::collections::BTreeMap<String, String>,
    /// By kind of edge in the style sheet: `cooperative`, `hostile` …
    pub edges: std::collections::BTreeMap<String, String>,
    /// One line below the picture: number of sources.
    pub sources: String,
    /// One line below that: what was left out, if anything.
    pub left_out: Option<String>,
}

/// Writes the picture.
#[must_use]
pub fn render(scene: &Scene, layout: &Layout, captions: &Captions) -> String {
    let mut canvas = Canvas {
        out: String::new(),
        scene,
        captions,
    };
    canvas.page(layout);
    canvas.out
}

struct Canvas<'a> {
    out: String,
    scene: &'a Scene,
    captions: &'a Captions,
}

impl Canvas<'_> {
    fn page(&mut self, layout: &Layout) {
        let legend = self.legend_entries();
        let legend_width = legend.iter().map(|entry| entry.width()).fold(0.0, f64::max);
        let title = self.scene.title.clone();
        let top = MARGIN + title.as_ref().map_or(0.0, |_| TITLE_FONT.line_height() + 12.0);
        let notes = [Some(&self.captions.sources), self.captions.left_out.as_ref()];
        let note_width = notes
            .iter()
            .flatten()
            .map(|note| NOTE_FONT.width(note))
            .fold(0.0, f64::max);
        let title_width = title.as_ref().map_or(0.0, |title| TITLE_FONT.width(title));
        let body = layout
            .size
            .0
            .max(legend_width)
            .max(note_width)
            .max(title_width)
            .max(560.0);
        let rows = legend_rows(&legend, body);
        let below = top + layout.size.1 + 26.0;
        let height = below + rows as f64 * 26.0 + 2.0 * NOTE_FONT.line_height() + MARGIN;
        let width = body + 2.0 * MARGIN;
        let page = &self.scene.styles.page;
        let _ = write!(
            self.out,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w:.0}" height="{h:.0}" viewBox="0 0 {w:.0} {h:.0}" role="img" font-family="'{family}', 'Source Sans 3', 'Helvetica Neue', Arial, sans-serif">
<rect width="100%" height="100%" fill="{background}"/>
"#,
            w = width,
            h = height,
            family = font::FAMILY,
            background = page.background,
        );
        if let Some(title) = title {
            let ink = page.ink.clone();
            let _ = writeln!(self.out, "<title>{}</title>", escape(&title));
            self.text(
                &title,
                (MARGIN, MARGIN + TITLE_FONT.size),
                TITLE_FONT,
                &ink,
                "start",
                "",
            );
        }
        let _ = writeln!(
            self.out,
            r#"<g transform="translate({:.1} {top:.1})">"#,
            MARGIN + (body - layout.size.0) / 2.0
        );
        for (edge, route) in self.scene.edges.iter().zip(&layout.edges) {
            self.arrow(edge, &route.points);
        }
        for (edge, route) in self.scene.edges.iter().zip(&layout.edges) {
            self.edge_label(edge, route.label);
        }
        for (node, centre) in self.scene.nodes.iter().zip(&layout.nodes) {
            self.node(node, *centre);
        }
        self.out.push_str("</g>\n");
        self.legend(&legend, below, body);
        let faint = self.scene.styles.page.faint.clone();
        let mut y = below + rows as f64 * 26.0 + NOTE_FONT.size;
        for note in notes.into_iter().flatten() {
            self.text(note, (MARGIN, y), NOTE_FONT, &faint, "start", "");
            y += NOTE_FONT.line_height();
        }
        self.out.push_str("</svg>\n");
    }

    fn arrow(&mut self, edge: &Edge, points: &[Point]) {
        let width = edge.width();
        let dashes = dash(edge.status)
            .map(|dashes| format!(r#" stroke-dasharray="{dashes}""#))
            .unwrap_or_default();
        let _ = writeln!(
            self.out,
            r#"<path d="{}" fill="none" stroke="{}" stroke-width="{width:.1}"{dashes}/>"#,
            curve(points),
            edge.colour
        );
        if !edge.undirected {
            self.head(edge, points);
        }
    }

    /// The arrow's head, drawn as a shape of its own: markers are not rendered alike everywhere.
    fn head(&mut self, edge: &Edge, points: &[Point]) {
        let [.., before, tip] = points else { return };
        let direction = if tip.0 >= before.0 { 1.0 } else { -1.0 };
        let length = 7.0 + edge.width();
        let half = 3.0 + edge.width() * 0.6;
        let back = tip.0 - direction * length;
        let _ = writeln!(
            self.out,
            r#"<path d="M{:.1} {:.1}L{back:.1} {:.1}L{back:.1} {:.1}Z" fill="{}"/>"#,
            tip.0,
            tip.1,
            tip.1 - half,
            tip.1 + half,
            edge.colour
        );
    }

    fn edge_label(&mut self, edge: &Edge, centre: Point) {
        let (width, height) = edge.size;
        let page = self.scene.styles.page.clone();
        let _ = writeln!(
            self.out,
            r#"<g><title>{}</title><rect x="{:.1}" y="{:.1}" width="{width:.1}" height="{height:.1}" rx="3" fill="{}" fill-opacity="0.94"/>"#,
            escape(&edge.tooltip),
            centre.0 - width / 2.0,
            centre.1 - height / 2.0,
            page.background,
        );
        let mut y = centre.1 - height / 2.0 + EDGE_FONT.size + 1.5;
        for (line, status) in &edge.lines {
            let extra = match status {
                Status::Actual => "",
                Status::Planned | Status::Possible => r#" font-style="italic""#,
                Status::Denied => r#" text-decoration="line-through""#,
            };
            self.text(line, (centre.0, y), EDGE_FONT, &page.ink, "middle", extra);
            y += EDGE_FONT.line_height();
        }
        self.out.push_str("</g>\n");
    }

    fn node(&mut self, node: &Node, centre: Point) {
        let _ = write!(
            self.out,
            r#"<a href="{}"><title>{}</title>"#,
            escape(&node.iri),
            escape(&node.tooltip)
        );
        self.outline(node.shape, centre, node.size, &node.fill, &node.line);
        let height = node.lines.len() as f64 * NODE_FONT.line_height();
        let mut y = centre.1 - height / 2.0 + NODE_FONT.size;
        for line in &node.lines {
            // Node fills are light on every page, so their words are dark on every page.
            self.text(line, (centre.0, y), NODE_FONT, "#1f2933", "middle", "");
            y += NODE_FONT.line_height();
        }
        self.out.push_str("</a>\n");
    }

    fn outline(&mut self, shape: Shape, (x, y): Point, (width, height): (f64, f64), fill: &str, line: &str) {
        let (left, top, right, bottom) = (
            x - width / 2.0,
            y - height / 2.0,
            x + width / 2.0,
            y + height / 2.0,
        );
        let paint = format!(r#"fill="{fill}" stroke="{line}" stroke-width="1.5""#);
        let polygon = |points: &[Point]| {
            let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            format!(r#"<polygon points="{}" {paint}/>"#, points.join(" "))
        };
        let cut = 9.0;
        let drawn = match shape {
            Shape::Box | Shape::Rounded | Shape::Plain => {
                let radius = if shape == Shape::Rounded { 10.0 } else { 2.0 };
                let dashes = if shape == Shape::Plain {
                    r#" stroke-dasharray="2 2""#
                } else {
                    ""
                };
                format!(
                    r#"<rect x="{left:.1}" y="{top:.1}" width="{width:.1}" height="{height:.1}" rx="{radius}" {paint}{dashes}/>"#
                )
            }
            Shape::Ellipse => {
                format!(
                    r#"<ellipse cx="{x:.1}" cy="{y:.1}" rx="{:.1}" ry="{:.1}" {paint}/>"#,
                    width / 2.0,
                    height / 2.0
                )
            }
            Shape::Hexagon => polygon(&[
                (left, y),
                (left + cut, top),
                (right - cut, top),
                (right, y),
                (right - cut, bottom),
                (left + cut, bottom),
            ]),
            Shape::Octagon => polygon(&[
                (left + cut, top),
                (right - cut, top),
                (right, top + cut),
                (right, bottom - cut),
                (right - cut, bottom),
                (left + cut, bottom),
                (left, bottom - cut),
                (left, top + cut),
            ]),
        };
        self.out.push_str(&drawn);
    }

    fn text(&mut self, words: &str, (x, y): Point, font: Font, colour: &str, anchor: &str, extra: &str) {
        let weight = match font.weight {
            Weight::Bold => r#" font-weight="600""#,
            Weight::Regular => "",
        };
        let _ = writeln!(
            self.out,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{}" text-anchor="{anchor}" fill="{colour}"{weight}{extra}>{}</text>"#,
            font.size,
            escape(words)
        );
    }

    fn legend_entries(&self) -> Vec<LegendEntry> {
        let nodes = self.scene.node_kinds.iter().map(|(kind, label)| LegendEntry {
            label: label.clone(),
            sample: Sample::Node(kind.clone()),
        });
        let edges = self.scene.edge_kinds.iter().filter_map(|kind| {
            let label = self.captions.edges.get(kind)?.clone();
            Some(LegendEntry {
                label,
                sample: Sample::Edge(kind.clone()),
            })
        });
        let statuses = self
            .scene
            .statuses
            .iter()
            .filter(|status| **status != Status::Actual)
            .filter_map(|status| {
                let label = self.captions.statuses.get(status.name())?.clone();
                Some(LegendEntry {
                    label,
                    sample: Sample::Status(*status),
                })
            });
        nodes.chain(edges).chain(statuses).collect()
    }

    fn legend(&mut self, entries: &[LegendEntry], top: f64, body: f64) {
        let (mut x, mut y) = (MARGIN, top);
        let page = self.scene.styles.page.clone();
        for entry in entries {
            if x > MARGIN && x - MARGIN + entry.width() > body {
                (x, y) = (MARGIN, y + 26.0);
            }
            let middle = y + 8.0;
            match &entry.sample {
                Sample::Node(kind) => {
                    if let Some(style) = self.scene.styles.class(kind).cloned() {
                        self.outline(
                            style.shape,
                            (x + SAMPLE / 2.0, middle),
                            (SAMPLE, 15.0),
                            &style.fill,
                            &style.line,
                        );
                    }
                }
                Sample::Edge(kind) => {
                    let colour = self.scene.styles.edge_colour(kind).to_owned();
                    self.sample_line(x, middle, &colour, "");
                }
                Sample::Status(status) => {
                    let dashes = dash(*status)
                        .map(|dashes| format!(r#" stroke-dasharray="{dashes}""#))
                        .unwrap_or_default();
                    self.sample_line(x, middle, &page.ink, &dashes);
                }
            }
            self.text(
                &entry.label,
                (x + SAMPLE + 7.0, middle + 4.0),
                NOTE_FONT,
                &page.ink,
                "start",
                "",
            );
            x += entry.width();
        }
        self.out.push('\n');
    }

    fn sample_line(&mut self, x: f64, y: f64, colour: &str, extra: &str) {
        let _ = writeln!(
            self.out,
            r#"<path d="M{x:.1} {y:.1}h{SAMPLE}" fill="none" stroke="{colour}" stroke-width="2.4"{extra}/>"#
        );
    }
}

struct LegendEntry {
    label: String,
    sample: Sample,
}

enum Sample {
    Node(String),
    Edge(String),
    Status(Status),
}

impl LegendEntry {
    fn width(&self) -> f64 {
        SAMPLE + 7.0 + NOTE_FONT.width(&self.label) + 22.0
    }
}

fn legend_rows(entries: &[LegendEntry], body: f64) -> usize {
    let (mut rows, mut x) = (usize::from(!entries.is_empty()), 0.0);
    for entry in entries {
        if x > 0.0 && x + entry.width() > body {
            rows += 1;
            x = 0.0;
        }
        x += entry.width();
    }
    rows
}

/// Dashes that tell statuses apart; facts have none.
const fn dash(status: Status) -> Option<&'static str> {
    match status {
        Status::Actual => None,
        Status::Planned => Some("8 4"),
        Status::Possible => Some("2 4"),
        Status::Denied => Some("10 3 2 3"),
    }
}

/// A smooth way through `points`: level at each, as layers run from left to right.
fn curve(points: &[Point]) -> String {
    let mut path = String::new();
    let Some(first) = points.first() else { return path };
    let _ = write!(path, "M{:.1} {:.1}", first.0, first.1);
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if (y0 - y1).abs() < 0.5 {
            let _ = write!(path, "L{x1:.1} {y1:.1}");
        } else {
            let middle = (x0 + x1) / 2.0;
            let _ = write!(path, "C{middle:.1} {y0:.1} {middle:.1} {y1:.1} {x1:.1} {y1:.1}");
        }
    }
    path
}
