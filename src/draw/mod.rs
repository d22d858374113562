//! Networks as pictures and as files for other people's tools.
//!
//! A picture is made in steps, each a value of its own: [`scene::compose`] chooses what to show and labels it,
//! [`layout::layout`] gives it places, [`svg::render`] draws it, [`legend::entries`] explains it; [`dot::render`] writes
//! the same scene for Graphviz, [`mermaid::render`] for Markdown. The exchange formats ([`graphml`], [`gexf`], [`tables`], [`followthemoney`],
//! [`stix`]) write the whole network, one format a file. Nothing here reads a store.

mod bundle;
mod dates;
pub mod dot;
mod element;
pub mod followthemoney;
pub mod font;
pub mod geometry;
pub mod gexf;
pub mod graphml;
pub mod graphviz;
pub mod layout;
pub mod legend;
pub mod mapping;
mod membership;
pub mod mermaid;
pub mod raster;
pub mod records;
pub mod scene;
pub mod stix;
pub mod style;
pub mod svg;
pub mod tables;
pub mod timeline;
pub mod webfont;
pub mod xml;

use thiserror::Error;

/// Why a picture could not be made.
#[derive(Debug, Error)]
pub enum DrawError {
    /// The style sheet is broken.
    #[error("the style sheet {origin} cannot be read: {message}")]
    Style {
        /// The file.
        origin: String,
        /// What is wrong with it.
        message: String,
    },
    /// A table of `data/draw/` is broken.
    #[error("{origin} cannot be read: {message}")]
    Table {
        /// The file.
        origin: String,
        /// What is wrong with it.
        message: String,
    },
    /// Graphviz is not installed.
    #[error("`dot` of Graphviz cannot be started: {0}")]
    NoGraphviz(#[source] std::io::Error),
    /// Graphviz refuses.
    #[error("Graphviz cannot draw this: {0}")]
    Graphviz(String),
    /// What is written to fails.
    #[error(transparent)]
    Write(std::io::Error),
    /// The picture cannot be rendered.
    #[error("the picture cannot be rendered: {0}")]
    Render(String),
}
