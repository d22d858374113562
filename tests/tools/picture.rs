//! Measures pictures: reads an SVG as it is drawn, and finds what lies where it must not.
//!
//! Nothing of the layout is asked: boxes, lines and words are those of the file, words as wide as the embedded
//! font makes them.

#![allow(dead_code, reason = "every test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use griot::draw::font::{Font, Weight};
use griot::draw::geometry::{Point, Rect};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::fmt;

/// What an SVG shows.
#[derive(Debug, Clone, Default)]
pub struct Picture {
    pub page: Rect,
    pub texts: Vec<Text>,
    pub nodes: Vec<Outline>,
    pub labels: Vec<Rect>,
    pub regions: Vec<Rect>,
    /// Every arrow's lines, in small steps.
    pub arrows: Vec<Vec<Vec<Point>>>,
    pub legend: Vec<Outline>,
    pub titles: usize,
    pub links: Vec<String>,
}

/// Words at a place.
#[derive(Debug, Clone)]
pub struct Text {
    pub words: String,
    /// Where its letters are: from the height of capitals to the depth of "g".
    pub place: Rect,
    /// Class of the innermost group that has one, and which one of its class.
    pub class: String,
    pub number: usize,
}

/// The outline of a box.
#[derive(Debug, Clone)]
pub enum Outline {
    Rect(Rect),
    Ellipse(Rect),
    Polygon(Vec<Point>),
}

/// Something that is wrong with a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    pub kind: Kind,
    pub what: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    OutsidePage,
    OutsideBox,
    WordsOnWords,
    BoxOnBox,
    LabelOnBox,
    LabelOnLabel,
    BoxOnRegion,
    LineThroughBox,
    LineThroughLabel,
    LineThroughRegion,
    LabelFarFromLine,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.what)
    }
}

/// Less than this is touching.
const TOUCH: f64 = 0.6;

impl Outline {
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Rect(rect) | Self::Ellipse(rect) => *rect,
            Self::Polygon(points) => {
                let fold = |first: f64, pick: fn(f64, f64) -> f64, at: fn(&Point) -> f64| {
                    points.iter().map(at).fold(first, pick)
                };
                let left = fold(f64::INFINITY, f64::min, |point| point.0);
                let top = fold(f64::INFINITY, f64::min, |point| point.1);
                Rect {
                    left,
                    top,
                    width: fold(f64::NEG_INFINITY, f64::max, |point| point.0) - left,
                    height: fold(f64::NEG_INFINITY, f64::max, |point| point.1) - top,
                }
            }
        }
    }

    /// Whether a point lies inside, at least `depth` away from the border.
    pub fn holds(&self, (x, y): Point, depth: f64) -> bool {
        match self {
            Self::Rect(rect) => {
                x > rect.left + depth
                    && x < rect.right() - depth
                    && y > rect.top + depth
                    && y < rect.bottom() - depth
            }
            Self::Ellipse(rect) => {
                let (centre, rx, ry) = (rect.centre(), rect.width / 2.0 - depth, rect.height / 2.0 - depth);
                rx > 0.0 && ry > 0.0 && ((x - centre.0) / rx).powi(2) + ((y - centre.1) / ry).powi(2) < 1.0
            }
            // Convex, and written clockwise as the page is seen.
            Self::Polygon(points) => (0..points.len()).all(|at| {
                let (from, to) = (points[at], points[(at + 1) % points.len()]);
                let along = (to.0 - from.0, to.1 - from.1);
                let length = along.0.hypot(along.1).max(f64::EPSILON);
                (along.0 * (y - from.1) - along.1 * (x - from.0)) / length > depth
            }),
        }
    }

    fn holds_rect(&self, rect: &Rect) -> bool {
        let corners = [
            (rect.left, rect.top),
            (rect.right(), rect.top),
            (rect.left, rect.bottom()),
            (rect.right(), rect.bottom()),
        ];
        corners.into_iter().all(|corner| self.holds(corner, 0.0))
    }

    /// How far a point is from the border of the box, roughly.
    fn distance(&self, (x, y): Point) -> f64 {
        let bounds = self.bounds();
        let across = (bounds.left - x).max(x - bounds.right()).max(0.0);
        let down = (bounds.top - y).max(y - bounds.bottom()).max(0.0);
        across.hypot(down)
    }
}

/// Reads a picture; panics where it is no SVG of Griot's.
pub fn read(svg: &str) -> Picture {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut reading = Reading::default();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return reading.picture,
            Event::Start(element) => reading.open(&element, false),
            Event::Empty(element) => reading.open(&element, true),
            Event::Text(text) => reading.words.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", name.xml10_content());
                reading
                    .words
                    .push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            Event::End(_) => reading.close(),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Reading {
    picture: Picture,
    stack: Vec<Level>,
    counts: BTreeMap<String, usize>,
    words: String,
}

#[derive(Clone, Default)]
struct Level {
    name: String,
    shift: Point,
    class: String,
    number: usize,
    attributes: BTreeMap<String, String>,
}

impl Reading {
    fn open(&mut self, element: &BytesStart<'_>, empty: bool) {
        let attributes: BTreeMap<String, String> = element
            .attributes()
            .map(|attribute| {
                let attribute = attribute.unwrap();
                let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap();
                (attribute.key.as_ref().to_owned(), value.into_owned())
            })
            .collect();
        let mut level = self.stack.last().cloned().unwrap_or_default();
        level.name = element.name().as_ref().to_owned();
        if let Some(class) = attributes.get("class") {
            let count = self.counts.entry(class.clone()).or_default();
            (level.class, level.number) = (class.clone(), *count);
            *count += 1;
            if class == "arrow" {
                self.picture.arrows.push(Vec::new());
            }
        }
        if let Some(shift) = attributes.get("transform") {
            let inner = shift
                .strip_prefix("translate(")
                .unwrap()
                .strip_suffix(')')
                .unwrap();
            let numbers = numbers(inner);
            level.shift = (level.shift.0 + numbers[0], level.shift.1 + numbers[1]);
        }
        level.attributes = attributes;
        self.shape(&level);
        self.words.clear();
        if !empty {
            self.stack.push(level);
        }
    }

    fn shape(&mut self, level: &Level) {
        let number = |key: &str| {
            level
                .attributes
                .get(key)
                .map_or(0.0, |value| value.parse().unwrap_or(0.0))
        };
        let rect = |left: f64, top: f64, width: f64, height: f64| Rect {
            left: left + level.shift.0,
            top: top + level.shift.1,
            width,
            height,
        };
        let outline = match level.name.as_str() {
            "svg" => {
                self.picture.page = rect(0.0, 0.0, number("width"), number("height"));
                return;
            }
            "title" => {
                self.picture.titles += 1;
                return;
            }
            "a" => {
                self.picture.links.extend(level.attributes.get("href").cloned());
                return;
            }
            "path" => {
                if level.class == "arrow"
                    && level.attributes.get("fill").is_some_and(|fill| fill == "none")
                    && self.own_arrow().is_empty()
                {
                    let lines = lines(&level.attributes["d"], level.shift);
                    *self.own_arrow() = lines;
                }
                return;
            }
            "rect" => Outline::Rect(rect(number("x"), number("y"), number("width"), number("height"))),
            "ellipse" => Outline::Ellipse(rect(
                number("cx") - number("rx"),
                number("cy") - number("ry"),
                2.0 * number("rx"),
                2.0 * number("ry"),
            )),
            "polygon" => {
                let numbers = numbers(&level.attributes["points"]);
                let shifted = |pair: &[f64]| (pair[0] + level.shift.0, pair[1] + level.shift.1);
                Outline::Polygon(numbers.chunks(2).map(shifted).collect())
            }
            _ => return,
        };
        match level.class.as_str() {
            "node" => self.picture.nodes.push(outline),
            "label" => self.picture.labels.push(outline.bounds()),
            "region" => self.picture.regions.push(outline.bounds()),
            "legend" => self.picture.legend.push(outline),
            _ => {}
        }
    }

    fn own_arrow(&mut self) -> &mut Vec<Vec<Point>> {
        self.picture.arrows.last_mut().unwrap()
    }

    fn close(&mut self) {
        let level = self.stack.pop().unwrap();
        if level.name == "text" {
            self.text(&level);
        }
    }

    fn text(&mut self, level: &Level) {
        let value = |key: &str| level.attributes.get(key).map(String::as_str);
        let number = |key: &str| value(key).unwrap().parse::<f64>().unwrap();
        let font = Font {
            weight: if value("font-weight").is_some() {
                Weight::Bold
            } else {
                Weight::Regular
            },
            size: number("font-size"),
        };
        let width = font.width(&self.words);
        let back = match value("text-anchor") {
            Some("middle") => width / 2.0,
            Some("end") => width,
            _ => 0.0,
        };
        let place = Rect {
            left: number("x") - back + level.shift.0,
            top: number("y") - 0.70 * font.size + level.shift.1,
            width,
            height: 0.90 * font.size,
        };
        if width > 0.0 {
            self.picture.texts.push(Text {
                words: std::mem::take(&mut self.words),
                place,
                class: level.class.clone(),
                number: level.number,
            });
        }
    }
}

fn numbers(text: &str) -> Vec<f64> {
    text.split([' ', ','])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap())
        .collect()
}

/// Steps of a curve.
const STEPS: usize = 24;

/// The lines of a path of M, L, H, V and C, in small steps.
fn lines(path: &str, shift: Point) -> Vec<Vec<Point>> {
    let mut lines: Vec<Vec<Point>> = Vec::new();
    let mut rest = path;
    while let Some(command) = rest.chars().next() {
        let end = rest[1..]
            .find(|letter: char| letter.is_ascii_alphabetic())
            .map_or(rest.len(), |at| at + 1);
        let numbers = numbers(&rest[1..end]);
        rest = &rest[end..];
        let at = |pair: usize| (numbers[2 * pair] + shift.0, numbers[2 * pair + 1] + shift.1);
        if command == 'M' {
            lines.push(vec![at(0)]);
            continue;
        }
        let line = lines.last_mut().unwrap();
        let from = *line.last().unwrap();
        let (one, two, to) = match command {
            'L' => (from, at(0), at(0)),
            'C' => (at(0), at(1), at(2)),
            _ => panic!("{command} in {path}"),
        };
        line.extend((1..=STEPS).map(|step| {
            let t = step as f64 / STEPS as f64;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                let u = 1.0 - t;
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            (mix(from.0, one.0, two.0, to.0), mix(from.1, one.1, two.1, to.1))
        }));
    }
    lines
}

fn shrunk(rect: &Rect, by: f64) -> Rect {
    Rect {
        left: rect.left + by,
        top: rect.top + by,
        width: rect.width - 2.0 * by,
        height: rect.height - 2.0 * by,
    }
}

fn holds(rect: &Rect, point: Point, depth: f64) -> bool {
    Outline::Rect(*rect).holds(point, depth)
}

/// Everything that is wrong with a picture.
pub fn faults(picture: &Picture) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut push = |kind, what: String| faults.push(Fault { kind, what });
    for text in &picture.texts {
        if !picture.page.contains(&text.place) {
            push(Kind::OutsidePage, text.words.clone());
        }
        let inside = match text.class.as_str() {
            "node" => picture.nodes[text.number].holds_rect(&text.place),
            "label" => picture.labels[text.number].contains(&text.place),
            "region" => picture.regions[text.number].contains(&text.place),
            _ => true,
        };
        if !inside {
            push(Kind::OutsideBox, text.words.clone());
        }
    }
    for (at, one) in picture.texts.iter().enumerate() {
        for other in &picture.texts[at + 1..] {
            if shrunk(&one.place, TOUCH).overlaps(&shrunk(&other.place, TOUCH)) {
                push(Kind::WordsOnWords, format!("{} / {}", one.words, other.words));
            }
        }
    }
    for kind in pairs(picture) {
        push(kind.0, kind.1);
    }
    for (at, lines) in picture.arrows.iter().enumerate() {
        for (kind, what) in line_faults(picture, at, lines) {
            push(kind, what);
        }
    }
    faults
}

/// Boxes, labels and regions that lie on each other.
fn pairs(picture: &Picture) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    let nodes: Vec<Rect> = picture.nodes.iter().map(Outline::bounds).collect();
    let on = |one: &Rect, other: &Rect| shrunk(one, TOUCH).overlaps(&shrunk(other, TOUCH));
    for (at, one) in nodes.iter().enumerate() {
        if !picture.page.contains(one) {
            found.push((Kind::OutsidePage, format!("box {at}")));
        }
        for (other, rect) in nodes.iter().enumerate().skip(at + 1) {
            if on(one, rect) {
                found.push((Kind::BoxOnBox, format!("box {at} / box {other}")));
            }
        }
        for (region, rect) in picture.regions.iter().enumerate() {
            if on(one, rect) && !shrunk(rect, -TOUCH).contains(one) {
                found.push((Kind::BoxOnRegion, format!("box {at} / region {region}")));
            }
        }
    }
    for (at, one) in picture.labels.iter().enumerate() {
        for (node, rect) in nodes.iter().enumerate() {
            if on(one, rect) {
                found.push((Kind::LabelOnBox, format!("label {at} / box {node}")));
            }
        }
        for (other, rect) in picture.labels.iter().enumerate().skip(at + 1) {
            if on(one, rect) {
                found.push((Kind::LabelOnLabel, format!("label {at} / label {other}")));
            }
        }
        for (region, rect) in picture.regions.iter().enumerate() {
            if on(one, rect) {
                found.push((Kind::BoxOnRegion, format!("label {at} / region {region}")));
            }
        }
    }
    for (at, one) in picture.regions.iter().enumerate() {
        for (other, rect) in picture.regions.iter().enumerate().skip(at + 1) {
            if on(one, rect) {
                found.push((Kind::BoxOnRegion, format!("region {at} / region {other}")));
            }
        }
    }
    found
}

/// What the lines of one arrow touch.
fn line_faults(picture: &Picture, arrow: usize, lines: &[Vec<Point>]) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    let points = || lines.iter().flatten().copied();
    for (at, node) in picture.nodes.iter().enumerate() {
        if points().any(|point| node.holds(point, 2.0)) {
            found.push((Kind::LineThroughBox, format!("arrow {arrow} / box {at}")));
        }
    }
    for text in picture
        .texts
        .iter()
        .filter(|text| text.class == "label" || text.class == "region")
    {
        if points().any(|point| holds(&text.place, point, TOUCH)) {
            found.push((Kind::LineThroughLabel, format!("arrow {arrow} / {}", text.words)));
        }
    }
    let ends = [
        lines.first().and_then(|line| line.first()),
        lines.last().and_then(|line| line.last()),
    ];
    let ends: Vec<usize> = ends
        .into_iter()
        .flatten()
        .filter_map(|end| nearest(picture, *end))
        .collect();
    for (at, region) in picture.regions.iter().enumerate() {
        let is_inside = |node: &usize| shrunk(region, -TOUCH).contains(&picture.nodes[*node].bounds());
        if points().any(|point| holds(region, point, 1.0)) && !ends.iter().any(is_inside) {
            found.push((Kind::LineThroughRegion, format!("arrow {arrow} / region {at}")));
        }
    }
    let label = picture.labels.get(arrow);
    let far = |line: &Vec<Point>| {
        let ends = [line.first(), line.last()].into_iter().flatten();
        let distance = |end: &Point| label.map_or(0.0, |label| Outline::Rect(*label).distance(*end));
        ends.map(distance).fold(f64::INFINITY, f64::min) > 8.0
    };
    if lines.iter().any(far) {
        found.push((Kind::LabelFarFromLine, format!("arrow {arrow}")));
    }
    found
}

fn nearest(picture: &Picture, point: Point) -> Option<usize> {
    (0..picture.nodes.len()).min_by(|a, b| {
        picture.nodes[*a]
            .distance(point)
            .total_cmp(&picture.nodes[*b].distance(point))
    })
}

/// Panics with every fault of a picture.
pub fn check(name: &str, svg: &str) -> Picture {
    let picture = read(svg);
    let faults = faults(&picture);
    let shown: Vec<String> = faults.iter().take(20).map(Fault::to_string).collect();
    assert!(
        faults.is_empty(),
        "{name}: {} faults\n{}",
        faults.len(),
        shown.join("\n")
    );
    picture
}
