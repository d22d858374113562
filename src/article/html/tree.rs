//! HTML → tree, within bounds of depth and size.
//!
//! The HTML standard lets a page of a megabyte nest a hundred thousand elements, or make millions
//! of them by misnested formatting; parser and extractor then take quadratic time. Such pages are
//! refused while they are being parsed.

use crate::article::MAX_PAGE_DEPTH;
use crate::article::error::Fault;
use dom_query::{Document, NodeRef};
use html5ever::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;

/// Bytes parsed between two looks at the tree: what a page can grow by unseen.
const CHUNK: usize = 8 << 10;
/// Nodes in a page; a long article with all its furniture has some ten thousand.
const MAX_NODES: usize = 250_000;
/// Attributes in one tag: html5ever compares each with all before it.
const MAX_ATTRIBUTES: usize = 1_000;

/// Parses a page.
pub(super) fn parse(page: &str) -> Result<Document, Fault> {
    if has_crowded_tag(page) {
        return Err(Fault::HtmlLimit("a tag with more than 1000 attributes"));
    }
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    let mut parser = html5ever::parse_document(Document::default(), options);
    let mut rest = page;
    while !rest.is_empty() {
        let end = (CHUNK..).find(|end| rest.is_char_boundary(*end) || *end >= rest.len());
        let (chunk, after) = rest.split_at(end.unwrap_or(CHUNK).min(rest.len()));
        parser.process(StrTendril::from_slice(chunk));
        check(&parser.tokenizer.sink.sink)?;
        rest = after;
    }
    let document = parser.finish();
    check(&document)?;
    Ok(document)
}

fn check(document: &Document) -> Result<(), Fault> {
    if document.tree.len() > MAX_NODES {
        return Err(Fault::HtmlLimit("more than 250000 elements"));
    }
    let mut walk = Walk::below(document.root());
    while walk.next().is_some() {
        if walk.depth > MAX_PAGE_DEPTH {
            return Err(Fault::HtmlLimit("elements nested too deeply"));
        }
    }
    Ok(())
}

/// Whether some tag has more attributes than the parser can take in linear time. Looks at words
/// between `<` and `>` only: a rough count, and far above what any real tag has.
fn has_crowded_tag(page: &str) -> bool {
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if !rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        for raw in ["script", "style"] {
            if rest
                .get(..raw.len())
                .is_some_and(|name| name.eq_ignore_ascii_case(raw))
            {
                rest = rest.find("</").map_or("", |end| &rest[end..]);
            }
        }
        let (words, end) = count_words(rest);
        if words > MAX_ATTRIBUTES {
            return true;
        }
        rest = &rest[end..];
    }
    false
}

/// Words before the `>` that ends a tag, quoted values passed over, and the byte of that `>`.
fn count_words(tag: &str) -> (usize, usize) {
    let (mut words, mut between, mut quote) = (0, true, None);
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) => {
                if byte == open {
                    quote = None;
                    between = true;
                }
            }
            (None, b'>') => return (words, at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/') => between = true,
            (None, _) => {
                words += usize::from(between);
                between = false;
            }
        }
    }
    (words, tag.len())
}

/// A step of a [`Walk`].
pub(super) enum Step<'a> {
    /// Into a node, before its children.
    Enter(NodeRef<'a>),
    /// Out of a node, after its children.
    Leave(NodeRef<'a>),
}

/// Goes through a tree in document order without recursion, so that no page overflows the stack.
pub(super) struct Walk<'a> {
    top: NodeRef<'a>,
    at: Option<Step<'a>>,
    /// How deep below the top the last step was.
    pub(super) depth: usize,
}

impl<'a> Walk<'a> {
    /// Everything below `top`, `top` included.
    pub(super) const fn below(top: NodeRef<'a>) -> Self {
        Self {
            top,
            at: Some(Step::Enter(top)),
            depth: 0,
        }
    }

    /// Goes on after the node entered last, not into it.
    pub(super) fn pass_over(&mut self, node: NodeRef<'a>) {
        self.depth -= usize::from(node.first_child().is_some());
        self.at = Some(Step::Leave(node));
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        let step = self.at.take()?;
        self.at = match &step {
            Step::Enter(node) => Some(match node.first_child() {
                Some(child) => {
                    self.depth += 1;
                    Step::Enter(child)
                }
                None => Step::Leave(*node),
            }),
            Step::Leave(node) if node.id == self.top.id => None,
            Step::Leave(node) => match node.next_sibling() {
                Some(sibling) => Some(Step::Enter(sibling)),
                None => {
                    self.depth = self.depth.saturating_sub(1);
                    node.parent().map(Step::Leave)
                }
            },
        };
        Some(step)
    }
}
