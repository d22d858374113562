//! Networks as pictures: DOT, SVG, PNG, PDF.
//!
//! A picture is made in steps, each a value of its own: [`scene::compose`] chooses what to show and labels it,
//! [`layout::layout`] gives it places, [`svg::render`] draws it; [`dot::render`] writes the same scene for
//! Graphviz. Nothing here reads a store.

pub mod dot;
pub mod font;
pub mod layout;
pub mod raster;
pub mod scene;
pub mod style;
pub mod svg;

use thiserror::Error;

/// Why a picture could not be made.
#[derive(Debug, Error)]
pub enum DrawError {
    /// The style sheet is broken.
    #[error("the style sheet cannot be read")]
    Style(#[from] toml::de::Error),
    /// The picture cannot be rendered.
    #[error("the picture cannot be rendered: {0}")]
    Render(String),
}
