//! SVG → PNG and PDF, with the embedded font and no system libraries.

use super::{DrawError, font};
use resvg::{tiny_skia, usvg};
use std::sync::Arc;

/// Side of the largest PNG, in pixels; larger pictures are scaled down.
const MAX_SIDE: f32 = 12_000.0;

fn tree(svg: &str) -> Result<usvg::Tree, DrawError> {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(font::REGULAR.to_vec());
    fonts.load_font_data(font::BOLD.to_vec());
    fonts.set_sans_serif_family(font::FAMILY);
    let options = usvg::Options {
        fontdb: Arc::new(fonts),
        font_family: font::FAMILY.to_owned(),
        ..Default::default()
    };
    usvg::Tree::from_str(svg, &options).map_err(|error| DrawError::Render(error.to_string()))
}

/// Renders at `scale` pixels per SVG pixel.
///
/// # Errors
/// [`DrawError::Render`] where the SVG cannot be read or the picture has no area.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, DrawError> {
    let tree = tree(svg)?;
    let size = tree.size();
    let scale = scale.min(MAX_SIDE / size.width().max(size.height()));
    let (width, height) = (
        (size.width() * scale).ceil() as u32,
        (size.height() * scale).ceil() as u32,
    );
    let mut pixels = tiny_skia::Pixmap::new(width, height)
        .ok_or_else(|| DrawError::Render("the picture has no area".to_owned()))?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels
        .encode_png()
        .map_err(|error| DrawError::Render(error.to_string()))
}

/// One page of the picture's own size, text as text.
///
/// # Errors
/// [`DrawError::Render`] where the SVG cannot be read.
pub fn pdf(svg: &str) -> Result<Vec<u8>, DrawError> {
    let options = svg2pdf::ConversionOptions::default();
    svg2pdf::to_pdf(&tree(svg)?, options, svg2pdf::PageOptions::default())
        .map_err(|error| DrawError::Render(error.to_string()))
}
