//! A scene as DOT, built with `graphviz-rust`, for Graphviz and everything that reads its language.
//!
//! Alliances are clusters of their members, and the legend is a cluster of samples, so that whatever draws the
//! file draws them too. The library writes what it is given: every string is quoted and escaped here.

use super::legend::{self, Captions, Entry, Sample};
use super::scene::{Line, Region, Scene};
use super::style::{Head, Shape};
use super::xml::escape;
use crate::statement::Status;
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

/// First named; Graphviz takes what it finds.
const FONT: &str = "Griot Sans,Source Sans 3,Source Sans Pro,Helvetica,Arial,sans-serif";

/// Of what belongs to no party or kind; shows on light and on dark pages.
const GREY: &str = "#7b8794";

/// Writes the scene as a digraph.
#[must_use]
pub fn render(scene: &Scene, captions: &Captions) -> String {
    graph(scene, captions).print(&mut PrinterContext::default())
}

/// The scene as DOT's own structures: attributes, nodes, clusters, edges, legend.
#[must_use]
pub fn graph(scene: &Scene, captions: &Captions) -> Graph {
    let mut stmts = defaults(scene, captions);
    stmts.extend(scene.nodes.iter().enumerate().map(|(index, node)| {
        let label = node.lines.join("\n");
        let mut attributes = outline(node.shape, &node.fill, &node.line);
        attributes.extend(list([
            ("label", label.as_str()),
            ("tooltip", node.tooltip.as_str()),
            ("URL", node.iri.as_str()),
            ("penwidth", if node.focus { "3" } else { "1.4" }),
        ]));
        Stmt::Node(Node::new(node_id(index), attributes))
    }));
    stmts.extend(
        scene
            .regions
            .iter()
            .enumerate()
            .map(|(index, region)| cluster(scene, index, region)),
    );
    stmts.extend(scene.edges.iter().map(edge));
    stmts.extend(legend_cluster(&legend::entries(scene, captions), captions));
    Graph::DiGraph {
        id: quoted("griot"),
        strict: false,
        stmts,
    }
}

fn defaults(scene: &Scene, captions: &Captions) -> Vec<Stmt> {
    let page = &scene.styles.page;
    let above = [scene.title.as_deref(), scene.subtitle.as_deref()];
    let below = [Some(captions.sources.as_str()), captions.left_out.as_deref()];
    let words: Vec<&str> = above
        .into_iter()
        .chain(below)
        .flatten()
        .filter(|words| !words.is_empty())
        .collect();
    let label = words.join("\n");
    vec![
        attributes(
            GraphAttributes::Graph,
            list([
                ("rankdir", "LR"),
                // Ranks of one network, clusters or not: ranked cluster by cluster, as is the default, one graph
                // in thirty with clusters and labelled edges makes Graphviz 2.43 fail ("trouble in init_rank").
                ("newrank", "true"),
                ("nodesep", "0.2"),
                ("bgcolor", page.background.as_str()),
                ("fontname", FONT),
                ("fontcolor", page.ink.as_str()),
                ("fontsize", "16"),
                ("labelloc", "t"),
                ("labeljust", "l"),
                ("label", label.as_str()),
            ]),
        ),
        attributes(
            GraphAttributes::Node,
            list([("fontname", FONT), ("fontsize", "14"), ("style", "filled")]),
        ),
        attributes(
            GraphAttributes::Edge,
            list([
                ("fontname", FONT),
                ("fontsize", "11"),
                ("fontcolor", page.ink.as_str()),
            ]),
        ),
    ]
}

/// An alliance: its own node stands in it where an arrow needs it.
fn cluster(scene: &Scene, index: usize, region: &Region) -> Stmt {
    let alliance = &scene.nodes[region.alliance];
    let said = region.lines.iter().map(|line| line.text.as_str());
    let label: Vec<&str> = [alliance.tooltip.as_str()].into_iter().chain(said).collect();
    let label = label.join("\n");
    let mut stmts = vec![attributes(
        GraphAttributes::Graph,
        list([
            ("label", label.as_str()),
            ("labelloc", "t"),
            ("labeljust", "c"),
            ("fontsize", "11"),
            ("style", "filled,rounded"),
            ("fillcolor", scene.styles.page.region.as_str()),
            ("color", alliance.line.as_str()),
            ("tooltip", region.tooltip.as_str()),
        ]),
    )];
    let inside = [region.alliance]
        .into_iter()
        .chain(region.members.iter().copied());
    stmts.extend(inside.map(|node| Stmt::Node(Node::new(node_id(node), Vec::new()))));
    Stmt::Subgraph(Subgraph {
        id: Id::Plain(format!("cluster_{index}")),
        stmts,
    })
}

fn edge(edge: &super::scene::Edge) -> Stmt {
    let label = label(&edge.lines);
    let width = format!("{:.1}", edge.width());
    let colour = colour(&edge.colour, edge.status);
    let mut attributes = list([
        ("label", label.as_str()),
        ("color", colour.as_str()),
        ("fontcolor", edge.colour.as_str()),
        ("penwidth", width.as_str()),
        ("style", line_style(edge.status)),
        ("arrowhead", head(edge.head)),
        ("tooltip", edge.tooltip.as_str()),
        ("labeltooltip", edge.tooltip.as_str()),
    ]);
    if edge.undirected {
        attributes.extend(list([("dir", "both"), ("arrowtail", head(edge.head))]));
    }
    if let Some(link) = &edge.link {
        attributes.extend(list([("URL", link.as_str())]));
    }
    Stmt::Edge(Edge {
        ty: EdgeTy::Pair(Vertex::N(node_id(edge.source)), Vertex::N(node_id(edge.target))),
        attributes,
    })
}

fn label(lines: &[Line]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    lines.join("\n")
}

/// Every sign, in a cluster of its own; nothing where nothing has to be explained.
///
/// Boxes are boxes, lines are rows of a table: arrows between samples would pull their ranks about.
fn legend_cluster([boxes, kinds, statuses]: &[Vec<Entry>; 3], captions: &Captions) -> Option<Stmt> {
    let rows: String = kinds.iter().chain(statuses).filter_map(row).collect();
    if boxes.is_empty() && rows.is_empty() {
        return None;
    }
    let mut stmts = vec![attributes(
        GraphAttributes::Graph,
        list([
            ("label", captions.legend.as_str()),
            ("labelloc", "t"),
            ("fontsize", "12"),
            ("color", GREY),
            ("style", "rounded"),
        ]),
    )];
    stmts.extend(
        boxes
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| boxed(index, entry)),
    );
    if !rows.is_empty() {
        let mut attributes = list([
            ("shape", "plaintext"),
            ("style", "solid"),
            ("class", "legend"),
            ("fontsize", "11"),
        ]);
        let table = format!(r#"<<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="3">{rows}</TABLE>>"#);
        attributes.push(Attribute(Id::Plain("label".to_owned()), Id::Html(table)));
        stmts.push(Stmt::Node(Node::new(
            NodeId(Id::Plain("legend".to_owned()), None),
            attributes,
        )));
    }
    Some(Stmt::Subgraph(Subgraph {
        id: Id::Plain("cluster_legend".to_owned()),
        stmts,
    }))
}

/// A box with its meaning in it.
fn boxed(index: usize, entry: &Entry) -> Option<Stmt> {
    let Sample::Node { shape, fill, line } = &entry.sample else {
        return None;
    };
    let mut attributes = outline(*shape, fill, line);
    attributes.extend(list([
        ("label", entry.label.as_str()),
        ("class", "legend"),
        ("fontsize", "11"),
    ]));
    let id = NodeId(Id::Plain(format!("legend{index}")), None);
    Some(Stmt::Node(Node::new(id, attributes)))
}

/// A line drawn with letters, and its meaning.
fn row(entry: &Entry) -> Option<String> {
    let (colour, sign) = match &entry.sample {
        Sample::Node { .. } => return None,
        Sample::Kind { colour, head } => (
            colour.as_str(),
            match head {
                Head::Triangle => "——►",
                Head::Barred => "—|►",
                Head::Vee => "——>",
                Head::Dot => "——●",
                Head::Diamond => "——◇",
            },
        ),
        Sample::Status(status) => (
            GREY,
            match status {
                Status::Actual => "———",
                Status::Planned => "– – –",
                Status::Possible => "· · · ·",
                Status::Denied => "═══",
            },
        ),
    };
    Some(format!(
        r#"<TR><TD ALIGN="LEFT"><FONT COLOR="{colour}">{}</FONT></TD><TD ALIGN="LEFT">{}</TD></TR>"#,
        escape(sign),
        escape(&entry.label)
    ))
}

fn outline(shape: Shape, fill: &str, line: &str) -> Vec<Attribute> {
    let (name, style) = match shape {
        Shape::Box => ("box", "filled"),
        Shape::Rounded => ("box", "filled,rounded"),
        Shape::Plain => ("box", "filled,dotted"),
        Shape::Ellipse => ("ellipse", "filled"),
        Shape::Hexagon => ("hexagon", "filled"),
        Shape::Octagon => ("octagon", "filled"),
    };
    list([
        ("shape", name),
        ("style", style),
        ("fillcolor", fill),
        ("color", line),
    ])
}

fn node_id(index: usize) -> NodeId {
    NodeId(Id::Plain(format!("n{index}")), None)
}

/// Graphviz's names of arrow shapes, the one at the tip first.
const fn head(head: Head) -> &'static str {
    match head {
        Head::Triangle => "normal",
        Head::Barred => "normaltee",
        Head::Vee => "vee",
        Head::Dot => "dot",
        Head::Diamond => "odiamond",
    }
}

/// Graphviz has no dashes and dots in turn: what is denied is a double line.
fn colour(colour: &str, status: Status) -> String {
    match status {
        Status::Denied => format!("{colour}:invis:{colour}"),
        Status::Actual | Status::Planned | Status::Possible => colour.to_owned(),
    }
}

const fn line_style(status: Status) -> &'static str {
    match status {
        Status::Actual => "solid",
        Status::Planned | Status::Denied => "dashed",
        Status::Possible => "dotted",
    }
}

fn attributes(kind: fn(Vec<Attribute>) -> GraphAttributes, pairs: Vec<Attribute>) -> Stmt {
    Stmt::GAttribute(kind(pairs))
}

fn list<const N: usize>(pairs: [(&str, &str); N]) -> Vec<Attribute> {
    pairs
        .into_iter()
        .map(|(key, value)| Attribute(Id::Plain(key.to_owned()), quoted(value)))
        .collect()
}

/// A DOT string: in quotation marks, with `"`, `\` and line ends escaped and control characters left out.
fn quoted(text: &str) -> Id {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out.push('"');
    Id::Escaped(out)
}
