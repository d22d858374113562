//! TOML files in a form that is read in place.
//!
//! Parsing the TOML of the gazetteer and the rules was half of every start. The build script parses the
//! embedded files once and writes an *image* of each: its values in the order in which the TOML parser hands
//! them out, each with the place in the text where it stands, so that a message about an embedded file names
//! the same line as ever. Files that `--data` brings are parsed when they are read.
//!
//! An image is no exchange format: the build script that writes it and the reader here are of one version.

mod decode;
#[cfg_attr(
    not(test),
    allow(dead_code, reason = "only the build script and tests write images")
)]
mod encode;
#[cfg(test)]
mod tests;

pub(super) use decode::decode;

use std::ops::Range;

/// All images, one after the other.
static IMAGES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/images.bin"));

/// Where the image of each embedded file lies in [`IMAGES`], by the file's path below `data/`.
static PLACES: &[(&str, Range<usize>)] = include!(concat!(env!("OUT_DIR"), "/images.rs"));

/// The image of an embedded file; none where the build script made none, because it is no TOML.
pub(super) fn of(path: &str) -> Option<&'static [u8]> {
    let place = PLACES.binary_search_by_key(&path, |(path, _)| *path).ok()?;
    IMAGES.get(PLACES[place].1.clone())
}
