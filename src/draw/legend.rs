//! What the signs of a picture mean: only those that occur in it.

use super::scene::Scene;
use super::style::{Head, Shape};
use crate::statement::Status;
use std::collections::BTreeMap;

/// Words round a picture, in the reader's language.
#[derive(Debug, Clone, Default)]
pub struct Captions {
    /// By status name: `actual`, `planned`, `possible`, `denied`.
    pub statuses: BTreeMap<String, String>,
    /// By kind of edge in the style sheet: `cooperative`, `hostile` …
    pub edges: BTreeMap<String, String>,
    /// Heading of the legend, for readers who see it apart from the picture.
    pub legend: String,
    /// One line below the picture: number of sources.
    pub sources: String,
    /// One line below that: what was left out, if anything, and how to see it.
    pub left_out: Option<String>,
}

/// A sign and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it means.
    pub label: String,
    /// What it looks like.
    pub sample: Sample,
}

/// What a sign looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Sample {
    /// A box.
    Node {
        /// Outline.
        shape: Shape,
        /// Colour inside.
        fill: String,
        /// Colour of the outline.
        line: String,
    },
    /// An arrow of a kind.
    Kind {
        /// Its colour.
        colour: String,
        /// How it ends.
        head: Head,
    },
    /// A line of a status.
    Status(Status),
}

/// What has to be explained: boxes, kinds of arrows, and statuses other than facts.
#[must_use]
pub fn entries(scene: &Scene, captions: &Captions) -> [Vec<Entry>; 3] {
    let styles = &scene.styles;
    let nodes = scene.node_kinds.iter().filter_map(|(kind, label)| {
        let style = styles.class(kind)?;
        Some(Entry {
            label: label.clone(),
            sample: Sample::Node {
                shape: style.shape,
                fill: style.fill.clone(),
                line: style.line.clone(),
            },
        })
    });
    let edges = scene.edge_kinds.iter().filter_map(|kind| {
        Some(Entry {
            label: captions.edges.get(kind)?.clone(),
            sample: Sample::Kind {
                colour: styles.edge_colour(kind).to_owned(),
                head: styles.head(kind),
            },
        })
    });
    let statuses = scene.statuses.iter().filter_map(|status| {
        Some(Entry {
            label: captions.statuses.get(status.name())?.clone(),
            sample: Sample::Status(*status),
        })
    });
    // Facts alone need no explanation.
    let statuses = if scene.statuses.iter().all(|status| *status == Status::Actual) {
        Vec::new()
    } else {
        statuses.collect()
    };
    [nodes.collect(), edges.collect(), statuses]
}
