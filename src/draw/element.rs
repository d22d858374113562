//! Pieces that every SVG of ours is made of: the page, and words that keep to their place.

use super::font::{self, Font, Weight};
use super::geometry::{Point, Size};
use super::xml::escape;
use std::fmt::Write;

/// How words stand at their point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Writes words at a point of their base line, with further attributes.
///
/// The element carries its length, so that it keeps to its place where the font is not installed.
pub(super) fn text(
    out: &mut String,
    words: &str,
    (x, y): Point,
    font: Font,
    colour: &str,
    anchor: Anchor,
    attributes: &str,
) {
    let weight = match font.weight {
        Weight::Bold => r#" font-weight="600""#,
        Weight::Regular => "",
    };
    let anchor = match anchor {
        Anchor::Start => "",
        Anchor::Middle => r#" text-anchor="middle""#,
        Anchor::End => r#" text-anchor="end""#,
    };
    let _ = writeln!(
        out,
        r#"<text x="{x:.1}" y="{y:.1}" font-size="{}" textLength="{:.1}" lengthAdjust="spacingAndGlyphs"{anchor} fill="{colour}"{weight}{attributes}>{}</text>"#,
        font.size,
        font.width(words),
        escape(words)
    );
}

/// A page round `body`, with a name and a description for those who do not see it.
pub(super) fn page(
    body: &str,
    (width, height): Size,
    background: &str,
    title: &str,
    description: &str,
) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" role="img" font-family="'{family}', 'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif">
<title>{title}</title>
<desc>{description}</desc>
<rect width="100%" height="100%" fill="{background}"/>
{body}</svg>
"#,
        family = font::FAMILY,
        title = escape(title),
        description = escape(description),
    )
}
