//! What a picture shows, before anything has a place: boxes with their labels, arrows with theirs, alliances.

use super::bundle::{self, Bundle, Limits};
use super::font::{Font, Weight};
use super::geometry::{Size, around_words};
use super::membership::{self, Membership};
use super::style::{Head, Shape, Styles};
use crate::network::{Network, Tie};
use crate::ontology::{Language, Ontology};
use crate::statement::Status;
use petgraph::graph::NodeIndex;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Label of a node.
pub const NODE_FONT: Font = Font {
    weight: Weight::Bold,
    size: 14.0,
};
/// Label of an edge.
pub const EDGE_FONT: Font = Font {
    weight: Weight::Regular,
    size: 12.0,
};

const NODE_LABEL_WIDTH: f64 = 150.0;
const EDGE_LABEL_WIDTH: f64 = 156.0;
const NODE_PADDING: Size = (13.0, 8.0);
const EDGE_PADDING: Size = (3.0, 1.0);
/// Room above and below the words of a region.
const CAPTION_PADDING: f64 = 5.0;
/// Quotes of a tooltip.
const QUOTES: usize = 3;

/// What to show, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// Stands above the picture.
    pub title: Option<String>,
    /// Stands below the title: which part of the graph is seen.
    pub subtitle: Option<String>,
    /// Language of edge labels.
    pub language: Language,
    /// Most nodes to show; the strongest ties are kept.
    pub max_nodes: usize,
    /// Most arrows to show.
    pub max_edges: usize,
    /// IRIs of the entities that the picture is about.
    pub focus: Vec<String>,
    /// Whether the picture leads from the first of `focus` to the second.
    pub way: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            title: None,
            subtitle: None,
            language: Language::French,
            max_nodes: 40,
            max_edges: 60,
            focus: Vec::new(),
            way: false,
        }
    }
}

/// A picture's content.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Stands above the picture.
    pub title: Option<String>,
    /// Stands below the title.
    pub subtitle: Option<String>,
    /// Boxes.
    pub nodes: Vec<Node>,
    /// Arrows between boxes.
    pub edges: Vec<Edge>,
    /// Alliances; every node is in one at most.
    pub regions: Vec<Region>,
    /// Nodes that belong at the left and at the right end.
    pub ends: Option<(usize, usize)>,
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
    /// What is not shown, if anything.
    pub left_out: Option<LeftOut>,
}

/// What the limits of a picture leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Ties that are not shown.
    pub ties: usize,
    /// How many nodes a picture of all ties would have.
    pub nodes: usize,
    /// How many arrows it would have.
    pub arrows: usize,
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
    /// Whether the picture is about it.
    pub focus: bool,
    /// Least width and height in pixels.
    pub size: Size,
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
    /// One or more lines for every tie.
    pub lines: Vec<Line>,
    /// Colour of its strongest tie.
    pub colour: String,
    /// How it ends: after the kind of its strongest tie.
    pub head: Head,
    /// Status of its strongest tie.
    pub status: Status,
    /// Independent sources.
    pub sources: usize,
    /// Quotes, for a tooltip.
    pub tooltip: String,
    /// Address of the article that its first quote is from.
    pub link: Option<String>,
    /// Width and height of the label in pixels.
    pub size: Size,
}

/// A line of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Status of its tie.
    pub status: Status,
    /// Colour of the kind of its tie.
    pub colour: String,
}

/// An alliance with those of its members that are shown.
#[derive(Debug, Clone)]
pub struct Region {
    /// Index in [`Scene::nodes`].
    pub alliance: usize,
    /// Indices in [`Scene::nodes`].
    pub members: Vec<usize>,
    /// What is said of all members.
    pub lines: Vec<Line>,
    /// Quotes, for a tooltip.
    pub tooltip: String,
    /// Width and height of the lines in pixels, the room about them included.
    pub size: Size,
}

impl Edge {
    /// Stroke width in pixels: one source 1.3, more sources wider, at most 4.6.
    #[must_use]
    pub fn width(&self) -> f64 {
        (0.65 + 0.65 * self.sources as f64).clamp(1.3, 4.6)
    }
}

/// Chooses and labels what to show of `network`.
#[must_use]
pub fn compose(network: &Network, ontology: &Ontology, styles: &Styles, options: &Options) -> Scene {
    let limits = Limits {
        nodes: options.max_nodes,
        arrows: options.max_edges,
    };
    let choice = bundle::strongest(network, limits);
    let shown = choice.bundles.iter().flat_map(|bundle| &bundle.ties);
    let sources: BTreeSet<&String> = shown.flat_map(|tie| &tie.sources).collect();
    let mut bundles = choice.bundles.clone();
    let memberships = membership::regions(&mut bundles, ontology, styles.membership());
    let mut composer = Composer {
        network,
        ontology,
        options,
        places: BTreeMap::new(),
        scene: Scene {
            title: options.title.clone(),
            subtitle: options.subtitle.clone(),
            nodes: Vec::new(),
            edges: Vec::new(),
            regions: Vec::new(),
            ends: None,
            styles: styles.clone(),
            node_kinds: BTreeMap::new(),
            edge_kinds: BTreeSet::new(),
            statuses: BTreeSet::new(),
            sources: sources.len(),
            left_out: (choice.left_out > 0).then_some(LeftOut {
                ties: choice.left_out,
                nodes: choice.all.nodes,
                arrows: choice.all.arrows,
            }),
        },
    };
    for bundle in &bundles {
        composer.add_edge(bundle);
    }
    for membership in &memberships {
        composer.add_region(membership);
    }
    composer.finish()
}

struct Composer<'a> {
    network: &'a Network,
    ontology: &'a Ontology,
    options: &'a Options,
    /// Index of every node that has been added.
    places: BTreeMap<NodeIndex, usize>,
    scene: Scene,
}

impl Composer<'_> {
    fn node(&mut self, index: NodeIndex) -> usize {
        if let Some(known) = self.places.get(&index) {
            return *known;
        }
        let party = &self.network.graph[index];
        let language = self.options.language;
        let class = self.ontology.class(&party.class);
        let class_label = class.map_or(party.class.as_str(), |class| {
            self.ontology.class_term(class).label(language)
        });
        let scene = &mut self.scene;
        let (shape, fill, line) = match scene.styles.node(self.ontology, &party.class) {
            Some((kind, style)) => {
                let label = self
                    .ontology
                    .class(kind)
                    .map_or(kind, |class| self.ontology.class_term(class).label(language));
                scene.node_kinds.insert(kind.to_owned(), label.to_owned());
                (style.shape, style.fill.clone(), style.line.clone())
            }
            None => (
                Shape::Plain,
                scene.styles.page.background.clone(),
                scene.styles.page.faint.clone(),
            ),
        };
        let lines = NODE_FONT.wrap(&party.label, NODE_LABEL_WIDTH);
        let words = block(NODE_FONT, lines.iter().map(String::as_str));
        scene.nodes.push(Node {
            iri: party.iri.clone(),
            tooltip: format!("{} ({class_label})", party.label),
            lines,
            shape,
            fill,
            line,
            focus: self.options.focus.contains(&party.iri),
            size: around_words(shape, words, NODE_PADDING),
        });
        self.places.insert(index, scene.nodes.len() - 1);
        scene.nodes.len() - 1
    }

    fn add_edge(&mut self, bundle: &Bundle<'_>) {
        let ends = (self.node(bundle.ends.0), self.node(bundle.ends.1));
        let mut ties = bundle.ties.clone();
        ties.sort_by_key(|tie| (Reverse((tie.sources.len(), tie.claims.len())), tie.status));
        let Some(strongest) = ties.first().copied() else {
            return;
        };
        let mut lines = Vec::new();
        for tie in &ties {
            // What is denied is so in words too: not every renderer strikes letters out.
            let said = tie.status != strongest.status || tie.status == Status::Denied;
            lines.extend(self.lines(tie, &tie.dates, said.then_some(tie.status)));
        }
        let (width, height) = block(EDGE_FONT, lines.iter().map(|line| line.text.as_str()));
        let scene = &mut self.scene;
        scene.edges.push(Edge {
            source: ends.0,
            target: ends.1,
            undirected: ties.iter().all(|tie| tie.symmetric),
            lines,
            colour: scene.styles.edge_colour(&strongest.kind).to_owned(),
            head: scene.styles.head(&strongest.kind),
            status: strongest.status,
            sources: bundle.sources(),
            tooltip: quotes(&ties),
            link: ties
                .iter()
                .flat_map(|tie| &tie.claims)
                .find_map(|claim| address(&claim.source.key)),
            size: (width + 2.0 * EDGE_PADDING.0, height + 2.0 * EDGE_PADDING.1),
        });
    }

    fn add_region(&mut self, membership: &Membership<'_>) {
        let alliance = self.node(membership.alliance);
        let members = membership
            .members
            .iter()
            .map(|member| self.node(*member))
            .collect();
        let mut lines = Vec::new();
        for ties in &membership.shared {
            let dates = ties.iter().flat_map(|tie| tie.dates.iter().cloned()).collect();
            let status = ties[0].status;
            lines.extend(self.lines(ties[0], &dates, (status != Status::Actual).then_some(status)));
        }
        let (width, height) = block(EDGE_FONT, lines.iter().map(|line| line.text.as_str()));
        let all: Vec<&Tie> = membership.shared.iter().flatten().copied().collect();
        self.scene.regions.push(Region {
            alliance,
            members,
            lines,
            tooltip: quotes(&all),
            size: (width, height + 2.0 * CAPTION_PADDING),
        });
    }

    /// The predicate's label and, where known, its date or span of dates, in lines; with the status where it has to be said.
    fn lines(&mut self, tie: &Tie, dates: &BTreeSet<String>, status: Option<Status>) -> Vec<Line> {
        let language = self.options.language;
        self.scene.edge_kinds.insert(tie.kind.to_string());
        self.scene.statuses.insert(tie.status);
        let predicate = self.ontology.predicate(&tie.predicate);
        let mut words = predicate
            .map_or(tie.predicate.as_str(), |id| {
                self.ontology.predicate_term(id).label(language)
            })
            .to_owned();
        if let Some(status) = status {
            let known = self
                .ontology
                .statuses()
                .iter()
                .find(|term| term.name == status.name());
            let label = known.map_or(status.name(), |term| term.label(language));
            words.push_str(&format!(", {label}"));
        }
        if let Some(dates) = self.scene.styles.calendar().span(dates, language) {
            words.push_str(&format!(" ({dates})"));
        }
        let colour = self.scene.styles.edge_colour(&tie.kind).to_owned();
        let line = |text| Line {
            text,
            status: tie.status,
            colour: colour.clone(),
        };
        EDGE_FONT
            .wrap(&words, EDGE_LABEL_WIDTH)
            .into_iter()
            .map(line)
            .collect()
    }

    fn finish(mut self) -> Scene {
        if let (true, [from, to]) = (self.options.way, self.options.focus.as_slice()) {
            let place = |iri: &str| self.scene.nodes.iter().position(|node| node.iri == iri);
            self.scene.ends = place(from).zip(place(to));
        }
        self.scene
    }
}

/// The first quotes of `ties`, each with where it is from.
fn quotes(ties: &[&Tie]) -> String {
    let mut seen = BTreeSet::new();
    let quotes = ties
        .iter()
        .flat_map(|tie| tie.quotes())
        .filter(|(_, quote)| seen.insert(*quote));
    let told = quotes.take(QUOTES).map(|(claim, quote)| {
        let source = &claim.source;
        let known = [
            source.publisher.as_deref(),
            source.headline.as_deref(),
            source.published.as_deref(),
        ];
        let from: Vec<&str> = known.into_iter().flatten().collect();
        if from.is_empty() {
            format!("« {quote} »")
        } else {
            format!("« {quote} » ({})", from.join(", "))
        }
    });
    told.collect::<Vec<_>>().join("\n")
}

/// The key of an article, where it is an address that a reader can open.
fn address(key: &str) -> Option<String> {
    let opens = key.starts_with("https://") || key.starts_with("http://");
    opens.then(|| key.to_owned())
}

/// Width and height of lines set below each other.
fn block<'a>(font: Font, lines: impl Iterator<Item = &'a str>) -> Size {
    lines.fold((0.0, 0.0), |(width, height): (f64, f64), line| {
        (width.max(font.width(line)), height + font.line_height())
    })
}
