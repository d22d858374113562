//! Writes down the paragraphs of a tree.
//!
//! Each block stands alone between blank lines, as in plain text; `<br>` is a line break. White
//! space is collapsed as browsers do, soft hyphens and zero-width spaces are dropped. A block that
//! is nothing but a link, or begins with a teaser's label, is marked as boilerplate.

use super::tree::{Step, Walk};
use crate::article::conventions::Conventions;
use crate::article::{Mark, MarkKind};
use crate::span::Span;
use dom_query::NodeRef;

/// Text and marks of a page.
#[derive(Debug, Default)]
pub(super) struct Prose {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
}

impl Prose {
    /// Whether something stands there that is not boilerplate.
    pub(super) fn has_words(&self) -> bool {
        let boilerplate = self
            .marks
            .iter()
            .filter(|mark| mark.kind == MarkKind::Boilerplate);
        let furniture: usize = boilerplate
            .map(|mark| mark.span.len() as usize + BREAK.len())
            .sum();
        furniture < self.text.len()
    }
}

/// What stands between two blocks.
const BREAK: &str = "\n\n";

/// Elements that stand inside a line; all others begin a block.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "mark", "nobr", "q", "ruby", "rp", "rt", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];
/// Elements whose text is none.
const SILENT: [&str; 4] = ["script", "style", "head", "title"];

/// The prose below `top`; a heading that only repeats `title` is left out.
pub(super) fn write(top: NodeRef<'_>, title: Option<&str>, conventions: &Conventions) -> Prose {
    let mut writer = Writer {
        prose: Prose::default(),
        block: Block::default(),
        links: 0,
        heading: false,
        title: title.map(comparable),
        conventions,
    };
    let mut walk = Walk::below(top);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(node) if is_silent(node) => walk.pass_over(node),
            Step::Enter(node) if node.is_text() => writer.add(&node.text()),
            Step::Enter(node) => writer.enter(&name_of(node)),
            Step::Leave(node) if node.is_text() || is_silent(node) => {}
            Step::Leave(node) => writer.leave(&name_of(node)),
        }
    }
    writer.end_block();
    writer.prose
}

fn name_of(node: NodeRef<'_>) -> String {
    node.qual_name_ref()
        .map(|name| name.local.to_string())
        .unwrap_or_default()
}

fn is_silent(node: NodeRef<'_>) -> bool {
    node.is_comment() || node.is_doctype() || SILENT.contains(&name_of(node).as_str())
}

/// Words on one line, white space collapsed.
pub(super) fn one_line(text: &str) -> String {
    let mut block = Block::default();
    block.add(text, false);
    block.text.trim_end().to_owned()
}

/// What two headlines share when they differ only in typography.
fn comparable(title: &str) -> String {
    title
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A paragraph under way.
#[derive(Debug, Default)]
struct Block {
    text: String,
    /// Whether white space waits to be written before the next word.
    space: bool,
    /// Letters, and how many of them stand in links.
    letters: usize,
    linked: usize,
}

impl Block {
    fn add(&mut self, text: &str, linked: bool) {
        for letter in text.chars() {
            match letter {
                ' ' | '\t' | '\n' | '\r' | '\x0c' => self.space = true,
                // Hints for breaking lines; inside a word they would hide it from the lexicon.
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                _ => {
                    if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                        self.text.push(' ');
                    }
                    self.space = false;
                    self.text.push(letter);
                    self.letters += 1;
                    self.linked += usize::from(linked);
                }
            }
        }
    }
}

struct Writer<'a> {
    prose: Prose,
    block: Block,
    /// Links open.
    links: u32,
    heading: bool,
    /// The headline, as [`comparable`] makes it.
    title: Option<String>,
    conventions: &'a Conventions,
}

impl Writer<'_> {
    fn add(&mut self, text: &str) {
        self.block.add(text, self.links > 0);
    }

    fn enter(&mut self, name: &str) {
        match name {
            "a" => self.links += 1,
            "br" => {
                self.block.space = false;
                if !self.block.text.is_empty() {
                    self.block.text.push('\n');
                }
            }
            // Browsers write the quotation marks.
            "q" => self.add("«\u{a0}"),
            _ if INLINE.contains(&name) => {}
            _ => {
                self.end_block();
                self.heading = is_heading(name);
            }
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "q" => self.add("\u{a0}»"),
            "br" => {}
            _ if INLINE.contains(&name) => {}
            _ => {
                self.end_block();
                self.heading = false;
            }
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        let text = block.text.trim();
        if text.is_empty()
            || (self.heading
                && self
                    .title
                    .as_ref()
                    .is_some_and(|title| *title == comparable(text)))
        {
            return;
        }
        let out = &mut self.prose.text;
        if !out.is_empty() {
            out.push_str(BREAK);
        }
        let start = out.len() as u32;
        out.push_str(text);
        let span = Span::new(start, out.len() as u32);
        let kind = if self.is_teaser(text, &block) {
            Some(MarkKind::Boilerplate)
        } else {
            self.heading.then_some(MarkKind::Heading)
        };
        self.prose.marks.extend(kind.map(|kind| Mark { span, kind }));
    }

    fn is_teaser(&self, text: &str, block: &Block) -> bool {
        let only_link = block.linked > 0 && block.linked * 10 >= block.letters * 9;
        let labelled = self.conventions.after_label(text).is_some_and(|rest| {
            let rest =
                rest.trim_matches(|letter: char| letter.is_whitespace() || letter.is_ascii_punctuation());
            block.linked > 0 || rest.is_empty()
        });
        only_link || labelled
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
