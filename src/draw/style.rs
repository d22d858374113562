//! How classes and predicates look: `data/draw/styles.toml`.

use crate::ontology::{ClassId, Ontology};
use serde::Deserialize;
use std::collections::BTreeMap;

const BUILTIN: &str = include_str!("../../data/draw/styles.toml");

/// For what a picture is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Medium {
    #[default]
    Paper,
    Screen,
    Dark,
}

impl Medium {
    const fn key(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Screen => "screen",
            Self::Dark => "dark",
        }
    }
}

/// Outline of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    Box,
    Rounded,
    Ellipse,
    Hexagon,
    Octagon,
    Plain,
}

/// Colours of the page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Behind everything.
    pub background: String,
    /// Titles and labels outside nodes.
    pub ink: String,
    /// Notes, cluster outlines.
    pub faint: String,
}

/// How the nodes of a class look.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeStyle {
    /// Outline.
    pub shape: Shape,
    /// Colour inside.
    pub fill: String,
    /// Colour of the outline.
    pub line: String,
}

/// How a kind of predicate looks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct EdgeStyle {
    line: String,
    categories: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    page: BTreeMap<String, Page>,
    class: BTreeMap<String, NodeStyle>,
    edge: BTreeMap<String, EdgeStyle>,
}

/// The style sheet, for one medium.
#[derive(Debug, Clone)]
pub struct Styles {
    /// Colours of the page.
    pub page: Page,
    class: BTreeMap<String, NodeStyle>,
    edge: BTreeMap<String, EdgeStyle>,
}

/// Kind of edge whose predicates no other kind names.
const OTHER_EDGES: &str = "neutral";

impl Styles {
    /// The embedded style sheet.
    ///
    /// # Errors
    /// The TOML error where the sheet is broken or lacks the medium; a test holds it sound.
    pub fn new(medium: Medium) -> Result<Self, toml::de::Error> {
        let mut sheet: Sheet = toml::from_str(BUILTIN)?;
        let page = sheet.page.remove(medium.key());
        let page = page.ok_or_else(|| serde::de::Error::custom(format!("no [page.{}]", medium.key())))?;
        Ok(Self {
            page,
            class: sheet.class,
            edge: sheet.edge,
        })
    }

    /// The style of a class: its own, else that of the nearest class above; with the name it stands under.
    #[must_use]
    pub fn node(&self, ontology: &Ontology, class: &str) -> Option<(&str, &NodeStyle)> {
        if let Some((name, style)) = self.class.get_key_value(class) {
            return Some((name, style));
        }
        let own = ontology.class(class)?;
        let lies_in = |name: &str| {
            ontology
                .class(name)
                .is_some_and(|above: ClassId| ontology.is_a(own, above))
        };
        self.class
            .iter()
            .find(|(name, _)| lies_in(name))
            .map(|(name, style)| (name.as_str(), style))
    }

    /// The style that stands under this name.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<&NodeStyle> {
        self.class.get(name)
    }

    /// Colour of a kind of edge.
    #[must_use]
    pub fn edge_colour(&self, kind: &str) -> &str {
        self.edge.get(kind).map_or(&self.page.ink, |style| &style.line)
    }

    /// Kind and colour of a predicate's edges.
    #[must_use]
    pub fn edge(&self, ontology: &Ontology, predicate: &str) -> (&str, &str) {
        let categories = ontology
            .predicate(predicate)
            .map(|predicate| ontology.categories(predicate))
            .unwrap_or_default();
        let kind = self
            .edge
            .iter()
            .find(|(_, style)| style.categories.iter().any(|name| categories.contains(name)));
        let name = kind.map_or(OTHER_EDGES, |(name, _)| name.as_str());
        (name, self.edge_colour(name))
    }
}
