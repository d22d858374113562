//! How classes and predicates look: `data/draw/styles.toml`.

use super::DrawError;
use super::dates::Calendar;
use crate::data::Data;
use crate::ontology::{ClassId, Language, Ontology};
use serde::Deserialize;
use std::collections::BTreeMap;

const SHEET: &str = "draw/styles.toml";

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
    /// Notes.
    pub faint: String,
    /// Behind the members of an alliance.
    pub region: String,
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

/// The end of an arrow: kinds of ties are told apart without colours too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Head {
    /// A full triangle.
    #[default]
    Triangle,
    /// A full triangle before a bar.
    Barred,
    /// Two open strokes.
    Vee,
    /// A full dot.
    Dot,
    /// A hollow diamond.
    Diamond,
}

/// How a kind of tie looks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct EdgeStyle {
    line: String,
    /// The colour on dark pages.
    dark: String,
    #[serde(default)]
    head: Head,
}

/// Which ties make a region of an alliance.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RegionStyle {
    predicate: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    page: BTreeMap<String, Page>,
    class: BTreeMap<String, NodeStyle>,
    edge: BTreeMap<String, EdgeStyle>,
    region: RegionStyle,
    calendar: Calendar,
}

/// The style sheet, for one medium.
#[derive(Debug, Clone)]
pub struct Styles {
    /// Colours of the page.
    pub page: Page,
    medium: Medium,
    class: BTreeMap<String, NodeStyle>,
    edge: BTreeMap<String, EdgeStyle>,
    region: RegionStyle,
    calendar: Calendar,
}

impl Styles {
    /// The style sheet of `data`.
    ///
    /// # Errors
    /// [`DrawError::Style`] where the sheet is missing, broken or lacks the medium.
    pub fn load(data: &Data, medium: Medium) -> Result<Self, DrawError> {
        let file = data.get(SHEET).ok_or_else(|| DrawError::Style {
            origin: SHEET.to_owned(),
            message: "the file is missing".to_owned(),
        })?;
        let fault = |message: String| DrawError::Style {
            origin: file.origin.clone(),
            message,
        };
        let mut sheet: Sheet = file.toml().map_err(|error| fault(error.to_string()))?;
        let page = sheet.page.remove(medium.key());
        Ok(Self {
            page: page.ok_or_else(|| fault(format!("there is no [page.{}]", medium.key())))?,
            medium,
            class: sheet.class,
            edge: sheet.edge,
            region: sheet.region,
            calendar: sheet.calendar,
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

    /// Colour of a kind of tie; that of words for a kind that the sheet does not know.
    #[must_use]
    pub fn edge_colour(&self, kind: &str) -> &str {
        self.edge
            .get(kind)
            .map_or(&self.page.ink, |style| match self.medium {
                Medium::Dark => &style.dark,
                Medium::Paper | Medium::Screen => &style.line,
            })
    }

    /// How arrows of a kind end.
    #[must_use]
    pub fn head(&self, kind: &str) -> Head {
        self.edge.get(kind).map(|style| style.head).unwrap_or_default()
    }

    /// Local name of the predicate whose facts draw the subject into the region of the object.
    #[must_use]
    pub fn membership(&self) -> &str {
        &self.region.predicate
    }

    /// A date (ISO 8601 or EDTF) in words.
    #[must_use]
    pub fn date(&self, date: &str, language: Language) -> String {
        self.calendar.date(date, language)
    }

    /// Names of months.
    pub(super) const fn calendar(&self) -> &Calendar {
        &self.calendar
    }
}
