//! Tells a second article on the same page from the first.
//!
//! Where a page's text was taken whole, another article's headline and prose follow the newsletter
//! box or the list of related articles. Nothing may be resolved from one to the other.

use super::SentenceKind;
use super::layout::Block;

/// Shortest paragraph, in bytes, that counts as an article's prose.
const PROSE: u32 = 120;

/// Numbers the parts.
///
/// A new part begins with the first headline after a line that closes an article, if prose stands on
/// both sides; without a headline, what follows is still the article (a box in its middle).
pub(super) fn number(blocks: &mut [Block]) {
    let mut part = 0;
    let mut prose_seen = false;
    let mut closed = false;
    for index in 0..blocks.len() {
        let block = &blocks[index];
        if block.boilerplate {
            closed |= block.closes && prose_seen;
        } else if closed {
            if begins_article(&blocks[index..]) {
                part += 1;
                prose_seen = false;
            }
            closed = false;
        }
        let block = &mut blocks[index];
        block.part = part;
        prose_seen |= is_prose(block);
    }
}

/// A headline, and prose within the next few blocks.
fn begins_article(blocks: &[Block]) -> bool {
    let Some(first) = blocks.first() else {
        return false;
    };
    let headline =
        matches!(first.kind, SentenceKind::Heading | SentenceKind::Title) || first.span.len() < PROSE;
    headline && blocks.iter().skip(1).take(4).any(is_prose)
}

fn is_prose(block: &Block) -> bool {
    !block.boilerplate && block.kind == SentenceKind::Prose && block.span.len() >= PROSE
}
