//! Points, boxes and outlines of a picture, in pixels from its upper left corner.

use super::style::Shape;

/// A point of the picture.
pub type Point = (f64, f64);

/// Width and height.
pub type Size = (f64, f64);

/// An upright box.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left side.
    pub left: f64,
    /// Upper side.
    pub top: f64,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Rect {
    /// The box of this size about a point.
    #[must_use]
    pub fn about((x, y): Point, (width, height): Size) -> Self {
        Self {
            left: x - width / 2.0,
            top: y - height / 2.0,
            width,
            height,
        }
    }

    /// Right side.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Lower side.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// The middle.
    #[must_use]
    pub fn centre(&self) -> Point {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }

    /// Whether the two share more than a border.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right()
            && other.left < self.right()
            && self.top < other.bottom()
            && other.top < self.bottom()
    }

    /// Whether the whole of `other` lies within.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right() >= other.right()
            && self.bottom() >= other.bottom()
    }
}

/// How much of a corner slanted outlines cut off.
pub const CUT: f64 = 9.0;

/// How far the outline of a shape lies inside its box's left and right side, at `offset` from its middle height.
#[must_use]
pub fn inset(shape: Shape, (width, height): Size, offset: f64) -> f64 {
    let half = height / 2.0;
    let away = (offset.abs() / half.max(f64::EPSILON)).min(1.0);
    match shape {
        Shape::Box | Shape::Rounded | Shape::Plain => 0.0,
        Shape::Ellipse => width / 2.0 * (1.0 - (1.0 - away * away).sqrt()),
        Shape::Hexagon => CUT * away,
        Shape::Octagon => (offset.abs() - (half - CUT)).clamp(0.0, CUT),
    }
}

/// Size of a shape that has room for words of this size, with padding beside and above them.
#[must_use]
pub fn around_words(shape: Shape, (width, height): Size, (beside, above): Size) -> Size {
    let padded = (width + 2.0 * beside, height + 2.0 * above);
    match shape {
        Shape::Box | Shape::Rounded | Shape::Plain => padded,
        Shape::Hexagon | Shape::Octagon => (padded.0 + CUT, padded.1),
        Shape::Ellipse => {
            let tall = padded.1 * 1.12;
            // How wide an ellipse of this height is where the words have their corners, for one that is 1 wide.
            let share = (1.0 - (height / tall).powi(2)).sqrt();
            ((width + beside) / share, tall)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_that_only_touch_do_not_overlap() {
        let one = Rect::about((10.0, 10.0), (20.0, 20.0));
        let beside = Rect::about((30.0, 10.0), (20.0, 20.0));
        assert!(!one.overlaps(&beside));
        assert!(one.overlaps(&Rect::about((29.0, 10.0), (20.0, 20.0))));
        assert!(one.contains(&Rect::about((10.0, 10.0), (20.0, 4.0))));
        assert!(!one.contains(&beside));
    }

    #[test]
    fn words_lie_within_the_outline() {
        let shapes = [
            Shape::Box,
            Shape::Rounded,
            Shape::Ellipse,
            Shape::Hexagon,
            Shape::Octagon,
            Shape::Plain,
        ];
        for shape in shapes {
            for words in [(10.0, 18.0), (150.0, 18.0), (150.0, 72.0), (40.0, 90.0)] {
                let size = around_words(shape, words, (14.0, 9.0));
                let room = size.0 - 2.0 * inset(shape, size, words.1 / 2.0);
                assert!(room > words.0 + 8.0, "{shape:?} {words:?}: {room}");
                assert!(size.1 >= words.1, "{shape:?} {words:?}");
            }
        }
    }
}
