//! Widths of labels, measured with the font that PNG and PDF are rendered in.

use std::sync::LazyLock;
use ttf_parser::Face;

/// Family name inside the font files, named first in every picture.
pub const FAMILY: &str = "Griot Sans";

/// The regular cut, as a TrueType file.
pub const REGULAR: &[u8] = include_bytes!("../../data/fonts/GriotSans-Regular.ttf");
/// The bold cut, as a TrueType file.
pub const BOLD: &[u8] = include_bytes!("../../data/fonts/GriotSans-SemiBold.ttf");

static FACES: LazyLock<[Option<Face<'static>>; 2]> =
    LazyLock::new(|| [REGULAR, BOLD].map(|bytes| Face::parse(bytes, 0).ok()));

/// Weight of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// A face and size to set a label in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Font {
    /// Regular or bold.
    pub weight: Weight,
    /// Pixels.
    pub size: f64,
}

impl Font {
    /// Width of `text` on one line, in pixels; letters that the font lacks count as wide ones.
    #[must_use]
    pub fn width(self, text: &str) -> f64 {
        let Some(face) = &FACES[self.weight as usize] else {
            return text.chars().count() as f64 * self.size * 0.6;
        };
        let advance = |letter| {
            face.glyph_index(letter)
                .and_then(|glyph| face.glyph_hor_advance(glyph))
        };
        let units: f64 = text
            .chars()
            .map(|letter| f64::from(advance(letter).unwrap_or(face.units_per_em())))
            .sum();
        units * self.size / f64::from(face.units_per_em())
    }

    /// Distance between two lines, in pixels.
    #[must_use]
    pub fn line_height(self) -> f64 {
        (self.size * 1.25).ceil()
    }

    /// Breaks `text` at spaces into lines of at most `width` pixels; a longer word has a line of its own.
    #[must_use]
    pub fn wrap(self, text: &str, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.width(line) + self.width(" ") + self.width(word) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }
}
