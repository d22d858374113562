//! What a picture shows, before anything has a place: boxes with their labels, arrows with theirs.

use super::font::{Font, Weight};
use super::style::{Shape, Styles};
use crate::network::{Network, Tie};
use crate::ontology::{Language, Ontology};
use crate::statement::Status;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// Label of a node.
pub const NODE_FONT: Font = Font {
    weight: Weight::Bold,
    size: 14.0,
};
/// Label of an edge.
pub const EDGE_FONT: Font = Font {
    weight: Weight::Regular,
    size: 11.5,
};

const NODE_LABEL_WIDTH: f64 = 150.0;
const EDGE_LABEL_WIDTH: f64 = 170.0;
const NODE_PADDING: (f64, f64) = (14.0, 9.0);
const EDGE_PADDING: (f64, f64) = (5.0, 2.0);

/// What to show, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// Stands above the picture.
    pub title: Option<String>,
    /// Language of edge labels.
    pub language: Language,
    /// Most nodes to show; the strongest ties are kept.
    pub max_nodes: usize,
    /// Most arrows to show.
    pub max_edges: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            title: None,
            language: Language::French,
            max_nodes: 40,
            max_edges: 60,
        }
    }
}

/// A picture's content.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Stands above the picture.
    pub title: Option<String>,
    /// Boxes.
    pub nodes: Vec<Node>,
    /// Arrows between boxes.
    pub edges: Vec<Edge>,
    /// Colours of the page, and what else the renderers need.
    pub styles: Styles,
    /// Kinds of nodes that occur: style name and a class's label.
    pub node_kinds: BTreeMap<String, String>,
    /// Kinds of edges that occur.
    pub edge_kinds: BTreeSet<String>,
    /// Statuses that occur.
    pub statuses: BTreeSet<Status>,
    /// Independent sources behind all that is shown.
    pub sources: usize,
    /// Ties that are not shown.
    pub left_out: usize,
}

/// A box.
#[derive(Debug, Clone)]
pub struct Node {
    /// IRI of the entity.
    pub iri: String,
    /// Label, broken into lines.
    pub lines: Vec<String>,
    /// Label and class, for a tooltip.
    pub tooltip: String,
    /// Outline.
    pub shape: Shape,
    /// Colour inside.
    pub fill: String,
    /// Colour of the outline.
    pub line: String,
    /// Width and height in pixels.
    pub size: (f64, f64),
}

/// An arrow: all ties from one node to another.
#[derive(Debug, Clone)]
pub struct Edge {
    /// Index in [`Scene::nodes`].
    pub source: usize,
    /// Index in [`Scene::nodes`].
    pub target: usize,
    /// Whether no tie has a direction.
    pub undirected: bool,
    /// One line per predicate and status (long ones broken), with the status to set it in.
    pub lines: Vec<(String, Status)>,
    /// Colour of its strongest tie.
    pub colour: String,
    /// Status of its strongest tie.
    pub status: Status,
    /// Independent sources.
    pub sources: usize,
    /// Quotes, for a tooltip.
    pub tooltip: String,
    /// Width and height of the label in pixels.
    pub size: (f64, f64),
}

impl Edge {
    /// Stroke width in pixels: one source 1.2, more sources wider, at most 4.5.
    #[must_use]
    pub fn width(&self) -> f64 {
        (0.6 + 0.6 * self.sources as f64).clamp(1.2, 4.5)
    }
}

/// Ties in one direction between two nodes.
struct Bundle<'a> {
    ends: (NodeIndex, NodeIndex),
    ties: Vec<&'a Tie>,
}

impl Bundle<'_> {
    fn sources(&self) -> usize {
        self.ties
            .iter()
            .flat_map(|tie| &tie.sources)
            .collect::<BTreeSet<_>>()
            .len()
    }

    fn statements(&self) -> usize {
        self.ties.iter().map(|tie| tie.claims.len()).sum()
    }
}

/// Chooses and labels what to show of `network`.
#[must_use]
pub fn compose(network: &Network, ontology: &Ontology, styles: &Styles, options: &Options) -> Scene {
    let (bundles, left_out) = strongest(network, options);
    let mut scene = Scene {
        title: options.title.clone(),
        nodes: Vec::new(),
        edges: Vec::new(),
        styles: styles.clone(),
        node_kinds: BTreeMap::new(),
        edge_kinds: BTreeSet::new(),
        statuses: BTreeSet::new(),
        sources: bundles
            .iter()
            .flat_map(|bundle| &bundle.ties)
            .flat_map(|tie| &tie.sources)
            .collect::<BTreeSet<_>>()
            .len(),
        left_out,
    };
    let mut places = BTreeMap::new();
    for bundle in &bundles {
        let mut node = |index| {
            *places
                .entry(index)
                .or_insert_with(|| scene.add_node(network, ontology, options, index))
        };
        let ends = (node(bundle.ends.0), node(bundle.ends.1));
        scene.add_edge(ontology, options, ends, bundle);
    }
    scene
}

/// Bundles the ties and keeps the strongest, as far as the limits allow; with the number of ties left out.
fn strongest<'a>(network: &'a Network, options: &Options) -> (Vec<Bundle<'a>>, usize) {
    let mut bundles: BTreeMap<(NodeIndex, NodeIndex), Bundle<'a>> = BTreeMap::new();
    for edge in network
        .graph
        .edge_references()
        .filter(|edge| edge.source() != edge.target())
    {
        let mut ends = (edge.source(), edge.target());
        let reverse = (ends.1, ends.0);
        // A tie without direction joins whichever arrow is already there.
        if edge.weight().symmetric && bundles.contains_key(&reverse) {
            ends = reverse;
        }
        bundles
            .entry(ends)
            .or_insert_with(|| Bundle {
                ends,
                ties: Vec::new(),
            })
            .ties
            .push(edge.weight());
    }
    let mut bundles: Vec<Bundle<'a>> = bundles.into_values().collect();
    bundles.sort_by_key(|bundle| std::cmp::Reverse((bundle.sources(), bundle.statements())));
    let all: usize = bundles.iter().map(|bundle| bundle.ties.len()).sum();
    let mut nodes = BTreeSet::new();
    let mut kept = Vec::new();
    for bundle in bundles {
        let fresh = [bundle.ends.0, bundle.ends.1]
            .iter()
            .filter(|end| !nodes.contains(*end))
            .count();
        if kept.len() < options.max_edges && nodes.len() + fresh <= options.max_nodes {
            nodes.extend([bundle.ends.0, bundle.ends.1]);
            kept.push(bundle);
        }
    }
    let shown: usize = kept.iter().map(|bundle| bundle.ties.len()).sum();
    (kept, all - shown)
}

impl Scene {
    fn add_node(
        &mut self,
        network: &Network,
        ontology: &Ontology,
        options: &Options,
        index: NodeIndex,
    ) -> usize {
        let actor = &network.graph[index];
        let class = ontology.class(&actor.class);
        let class_label = class.map_or(actor.class.as_str(), |class| {
            ontology.class_term(class).label(options.language)
        });
        let (shape, fill, line) = match self.styles.node(ontology, &actor.class) {
            Some((kind, style)) => {
                let kind_label = ontology
                    .class(kind)
                    .map_or(kind, |class| ontology.class_term(class).label(options.language));
                self.node_kinds.insert(kind.to_owned(), kind_label.to_owned());
                (style.shape, style.fill.clone(), style.line.clone())
            }
            None => (
                Shape::Plain,
                self.styles.page.background.clone(),
                self.styles.page.faint.clone(),
            ),
        };
        let lines = NODE_FONT.wrap(&actor.label, NODE_LABEL_WIDTH);
        let (width, height) = block(NODE_FONT, lines.iter().map(String::as_str));
        // Slanted outlines need room beside the words.
        let slant = match shape {
            Shape::Ellipse => (width * 0.18, height * 0.25),
            Shape::Hexagon | Shape::Octagon => (12.0, 2.0),
            Shape::Box | Shape::Rounded | Shape::Plain => (0.0, 0.0),
        };
        self.nodes.push(Node {
            iri: actor.iri.clone(),
            tooltip: format!("{} ({class_label})", actor.label),
            lines,
            shape,
            fill,
            line,
            size: (
                width + 2.0 * NODE_PADDING.0 + slant.0,
                height + 2.0 * NODE_PADDING.1 + slant.1,
            ),
        });
        self.nodes.len() - 1
    }

    fn add_edge(
        &mut self,
        ontology: &Ontology,
        options: &Options,
        ends: (usize, usize),
        bundle: &Bundle<'_>,
    ) {
        let mut ties = bundle.ties.clone();
        ties.sort_by_key(|tie| {
            (
                std::cmp::Reverse((tie.sources.len(), tie.claims.len())),
                tie.status,
            )
        });
        let Some(strongest) = ties.first() else { return };
        let mut lines = Vec::new();
        for tie in &ties {
            let label = tie_label(ontology, options, tie);
            lines.extend(
                EDGE_FONT
                    .wrap(&label, EDGE_LABEL_WIDTH)
                    .into_iter()
                    .map(|line| (line, tie.status)),
            );
            self.edge_kinds.insert(tie.kind.to_string());
            self.statuses.insert(tie.status);
        }
        let (width, height) = block(EDGE_FONT, lines.iter().map(|(line, _)| line.as_str()));
        let quotes: BTreeSet<&str> = ties
            .iter()
            .flat_map(|tie| tie.quotes())
            .map(|(_, quote)| quote)
            .collect();
        self.edges.push(Edge {
            source: ends.0,
            target: ends.1,
            undirected: ties.iter().all(|tie| tie.symmetric),
            lines,
            colour: self.styles.edge_colour(&strongest.kind).to_owned(),
            status: strongest.status,
            sources: bundle.sources(),
            tooltip: quotes
                .into_iter()
                .take(3)
                .map(|quote| format!("« {quote} »"))
                .collect::<Vec<_>>()
                .join("\n"),
            size: (width + 2.0 * EDGE_PADDING.0, height + 2.0 * EDGE_PADDING.1),
        });
    }
}

/// The predicate's label and, where known, its date or span of dates.
fn tie_label(ontology: &Ontology, options: &Options, tie: &Tie) -> String {
    let predicate = ontology.predicate(&tie.predicate);
    let label = predicate.map_or(tie.predicate.as_str(), |id| {
        ontology.predicate_term(id).label(options.language)
    });
    match (tie.dates.first(), tie.dates.last()) {
        (Some(first), Some(last)) if year(first) != year(last) => {
            format!("{label} ({}–{})", year(first), year(last))
        }
        (Some(first), Some(last)) if first != last => format!("{label} ({})", year(first)),
        (Some(date), _) => format!("{label} ({date})"),
        _ => label.to_owned(),
    }
}

/// The year of an ISO 8601 or EDTF date.
fn year(date: &str) -> &str {
    date.get(..4).unwrap_or(date)
}

/// Width and height of lines set below each other.
fn block<'a>(font: Font, lines: impl Iterator<Item = &'a str>) -> (f64, f64) {
    lines.fold((0.0, 0.0), |(width, height): (f64, f64), line| {
        (width.max(font.width(line)), height + font.line_height())
    })
}
