//! A scene as DOT, built with `graphviz-rust`, for Graphviz and everything that reads its language.
//!
//! The library writes what it is given: every string is quoted and escaped here.

use super::scene::Scene;
use super::style::Shape;
use crate::statement::Status;
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

/// Writes the scene as a digraph.
#[must_use]
pub fn render(scene: &Scene) -> String {
    graph(scene).print(&mut PrinterContext::default())
}

/// The scene as DOT's own structures.
#[must_use]
pub fn graph(scene: &Scene) -> Graph {
    let page = &scene.styles.page;
    let mut stmts = vec![
        attributes(
            GraphAttributes::Graph,
            [
                ("rankdir", "LR"),
                ("bgcolor", page.background.as_str()),
                ("fontname", "Source Sans 3"),
                ("fontcolor", page.ink.as_str()),
                ("labelloc", "t"),
                ("label", scene.title.as_deref().unwrap_or_default()),
            ],
        ),
        attributes(
            GraphAttributes::Node,
            [
                ("fontname", "Source Sans 3"),
                ("fontsize", "14"),
                ("style", "filled"),
            ],
        ),
        attributes(
            GraphAttributes::Edge,
            [
                ("fontname", "Source Sans 3"),
                ("fontsize", "11"),
                ("fontcolor", page.ink.as_str()),
            ],
        ),
    ];
    for (index, node) in scene.nodes.iter().enumerate() {
        let label = node.lines.join("\n");
        let style = if node.shape == Shape::Rounded {
            "filled,rounded"
        } else {
            "filled"
        };
        stmts.push(Stmt::Node(Node::new(
            node_id(index),
            list([
                ("label", label.as_str()),
                ("shape", shape(node.shape)),
                ("style", style),
                ("fillcolor", node.fill.as_str()),
                ("color", node.line.as_str()),
                ("tooltip", node.tooltip.as_str()),
                ("URL", node.iri.as_str()),
            ]),
        )));
    }
    for edge in &scene.edges {
        let label = edge
            .lines
            .iter()
            .map(|(line, _)| line.as_str())
            .collect::<Vec<_>>()
            .join("\n");
        let ends = EdgeTy::Pair(Vertex::N(node_id(edge.source)), Vertex::N(node_id(edge.target)));
        let width = format!("{:.1}", edge.width());
        stmts.push(Stmt::Edge(Edge {
            ty: ends,
            attributes: list([
                ("label", label.as_str()),
                ("color", edge.colour.as_str()),
                ("penwidth", width.as_str()),
                ("style", line_style(edge.status)),
                ("dir", if edge.undirected { "none" } else { "forward" }),
                ("tooltip", edge.tooltip.as_str()),
            ]),
        }));
    }
    Graph::DiGraph {
        id: quoted("griot"),
        strict: false,
        stmts,
    }
}

fn node_id(index: usize) -> NodeId {
    NodeId(Id::Plain(format!("n{index}")), None)
}

const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Box | Shape::Rounded | Shape::Plain => "box",
        Shape::Ellipse => "ellipse",
        Shape::Hexagon => "hexagon",
        Shape::Octagon => "octagon",
    }
}

const fn line_style(status: Status) -> &'static str {
    match status {
        Status::Actual => "solid",
        Status::Planned | Status::Denied => "dashed",
        Status::Possible => "dotted",
    }
}

fn attributes<const N: usize>(kind: fn(Vec<Attribute>) -> GraphAttributes, pairs: [(&str, &str); N]) -> Stmt {
    Stmt::GAttribute(kind(list(pairs)))
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
