//! A scene as a Mermaid flowchart, for Markdown pages.
//!
//! Labels are quoted, and every sign that means something to Mermaid, or to the HTML that it makes, is written
//! as one of its number entities.

use super::scene::{Edge, Scene};
use super::style::Shape;
use crate::statement::Status;
use std::fmt::Write;

/// Writes the scene.
#[must_use]
pub fn render(scene: &Scene) -> String {
    let mut out = String::new();
    if let Some(title) = &scene.title {
        // Front matter is YAML; a JSON string is one of its scalars.
        let _ = writeln!(out, "---\ntitle: {}\n---", serde_json::Value::from(plain(title)));
    }
    out.push_str("flowchart LR\n");
    let mut looks: Vec<(&str, &str)> = Vec::new();
    for (index, node) in scene.nodes.iter().enumerate() {
        let look = (node.fill.as_str(), node.line.as_str());
        let class = looks.iter().position(|known| *known == look).unwrap_or_else(|| {
            looks.push(look);
            looks.len() - 1
        });
        let (open, close) = outline(node.shape);
        let label = lines(node.lines.iter().map(String::as_str));
        let _ = writeln!(out, "  n{index}{open}\"{label}\"{close}:::c{class}");
    }
    for (index, region) in scene.regions.iter().enumerate() {
        let label = lines(scene.nodes[region.alliance].lines.iter().map(String::as_str));
        let _ = writeln!(out, "  subgraph r{index} [\"{label}\"]");
        for node in [region.alliance].iter().chain(&region.members) {
            let _ = writeln!(out, "    n{node}");
        }
        out.push_str("  end\n");
    }
    for edge in &scene.edges {
        let label = lines(edge.lines.iter().map(|line| line.text.as_str()));
        let _ = writeln!(
            out,
            "  n{} {}|\"{label}\"| n{}",
            edge.source,
            arrow(edge),
            edge.target
        );
    }
    for (class, (fill, line)) in looks.iter().enumerate() {
        let _ = writeln!(out, "  classDef c{class} fill:{fill},stroke:{line},color:#1f2933");
    }
    for (index, edge) in scene.edges.iter().enumerate() {
        let _ = writeln!(
            out,
            "  linkStyle {index} stroke:{},stroke-width:{:.1}px",
            edge.colour,
            edge.width()
        );
    }
    out
}

const fn outline(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Box | Shape::Plain => ("[", "]"),
        Shape::Rounded => ("(", ")"),
        Shape::Ellipse => ("([", "])"),
        Shape::Hexagon | Shape::Octagon => ("{{", "}}"),
    }
}

const fn arrow(edge: &Edge) -> &'static str {
    match (edge.undirected, edge.status) {
        (_, Status::Denied) => "--x",
        (true, Status::Actual) => "---",
        (true, _) => "-.-",
        (false, Status::Actual) => "-->",
        (false, _) => "-.->",
    }
}

fn lines<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let escaped: Vec<String> = lines.map(escape).collect();
    escaped.join("<br/>")
}

/// Without control characters and line ends.
fn plain(text: &str) -> String {
    let spaced = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter });
    super::records::one_line(&spaced.collect::<String>())
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in plain(text).chars() {
        if letter.is_ascii()
            && !letter.is_ascii_alphanumeric()
            && !matches!(letter, ' ' | '.' | ',' | '-' | '(' | ')' | '\'')
        {
            let _ = write!(out, "#{};", letter as u32);
        } else {
            out.push(letter);
        }
    }
    out
}
