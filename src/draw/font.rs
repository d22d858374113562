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

    /// Breaks `text` at spaces into lines of at most `width` pixels, as even as their number allows; a longer word is
    /// broken where the line ends. No-break spaces hold.
    #[must_use]
    pub fn wrap(self, text: &str, width: f64) -> Vec<String> {
        let lines = self.fill(text, width);
        if lines.len() < 2 {
            return lines;
        }
        let (mut narrow, mut wide) = (width / lines.len() as f64, width);
        while wide - narrow > 2.0 {
            let middle = f64::midpoint(narrow, wide);
            if self.fill(text, middle).len() > lines.len() {
                narrow = middle;
            } else {
                wide = middle;
            }
        }
        let even = self.fill(text, wide);
        // Evenness is no reason to tear a word.
        if torn(&even) > torn(&lines) { lines } else { even }
    }

    /// Breaks `text`, each line as full as possible.
    fn fill(self, text: &str, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in words(text) {
            match lines.last_mut() {
                Some(line) if self.width(line) + self.width(" ") + self.width(word) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.extend(self.pieces(word, width)),
            }
        }
        lines
    }

    /// The word, in pieces of at most `width` pixels, but never less than a letter.
    fn pieces(self, word: &str, width: f64) -> Vec<String> {
        if self.width(word) <= width {
            return vec![word.to_owned()];
        }
        let mut pieces = vec![String::new()];
        let mut room = width;
        for letter in word.chars() {
            let needed = self.width(letter.encode_utf8(&mut [0; 4]));
            match pieces.last_mut() {
                Some(piece) if needed <= room || piece.is_empty() => piece.push(letter),
                _ => {
                    pieces.push(letter.to_string());
                    room = width;
                }
            }
            room -= needed;
        }
        pieces
    }
}

/// How many pieces the words of all lines are in.
fn torn(lines: &[String]) -> usize {
    lines.iter().map(|line| words(line).count()).sum()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let ends_word =
        |letter: char| letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2007}');
    text.split(ends_word).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Font = Font {
        weight: Weight::Regular,
        size: 12.0,
    };

    #[test]
    fn lines_are_even_and_no_longer_than_asked() {
        let lines = FONT.wrap("est responsable auprès de (2025)", 150.0);
        assert_eq!(lines, ["est responsable", "auprès de (2025)"]);
        let lines = FONT.wrap("signe un accord avec (16\u{a0}sept.\u{a0}2023)", 150.0);
        assert_eq!(lines, ["signe un accord", "avec (16\u{a0}sept.\u{a0}2023)"]);
        assert!(FONT.wrap(" \n\t ", 150.0).is_empty());
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken() {
        let word = "a".repeat(100);
        let lines = FONT.wrap(&word, 150.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.concat(), word);
        assert!(lines.iter().all(|line| FONT.width(line) <= 150.0));
        assert_eq!(FONT.wrap("abc", 1.0), ["a", "b", "c"]);
    }
}
