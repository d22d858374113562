//! Makes the IRIs of articles, statements, events and evidence.
//!
//! Everything lies under one base. What people wrote (file names, addresses, labels) is
//! percent-encoded byte by byte, so that every key gives a valid IRI and no two keys share one.
//!
//! ```
//! use griot::graph::Base;
//! let base = Base::new("https://example.org/id/")?;
//! assert_eq!(base.article("a/b é.txt").as_str(), "https://example.org/id/article/a%2Fb%20%C3%A9.txt");
//! # Ok::<(), griot::graph::BaseError>(())
//! ```

use oxigraph::model::{NamedNode, NamedNodeRef};
use std::fmt::Write;
use thiserror::Error;

/// The IRI before all identifiers is none.
#[derive(Debug, Error)]
#[error("`{base}` is no base for identifiers: {reason}")]
pub struct BaseError {
    base: String,
    reason: String,
}

/// The IRI before all identifiers; ends in `/` or `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// # Errors
    /// Where `base` is no absolute IRI that ends in `/` or `#`.
    pub fn new(base: &str) -> Result<Self, BaseError> {
        let error = |reason: String| BaseError {
            base: base.to_owned(),
            reason,
        };
        NamedNode::new(base).map_err(|reason| error(reason.to_string()))?;
        if !base.ends_with(['/', '#']) {
            return Err(error("it must end in `/` or `#`".to_owned()));
        }
        Ok(Self(base.to_owned()))
    }

    /// The base itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The article with this key, which is also the graph of all that is drawn from it.
    #[must_use]
    pub fn article(&self, key: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}article/{}", self.0, encode_segment(key)))
    }

    pub(super) fn statement(&self, id: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}statement/{}", self.0, encode(id)))
    }

    pub(super) fn event(&self, id: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}event/{}", self.0, encode(id)))
    }

    /// The graph of the entities that articles share.
    pub(super) fn entities(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}entities", self.0))
    }

    /// The graph that links copies of one story.
    pub(super) fn copies(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}copies", self.0))
    }

    /// The graph of an imported file.
    pub(super) fn import(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}import/{}", self.0, encode_segment(name)))
    }

    /// The name under which the graph with this IRI is imported, if it is the graph of an import.
    #[must_use]
    pub fn import_name(&self, graph: &str) -> Option<String> {
        let segment = graph.strip_prefix(self.0.as_str())?.strip_prefix("import/")?;
        let name = decode(segment)?;
        (!name.is_empty() && self.import(&name).as_str() == graph).then_some(name)
    }

    /// Whether a graph holds an article's promises.
    pub(super) fn is_promises(&self, graph: NamedNodeRef<'_>) -> bool {
        let local = graph.as_str().strip_prefix(self.0.as_str());
        let key = local.and_then(|local| local.strip_prefix("article/"));
        key.is_some_and(|key| key.ends_with(PROMISES))
    }

    /// An entity's IRI as a node: relative ones are put under the base, and what no IRI may hold is
    /// encoded.
    pub(super) fn entity(&self, iri: &str) -> NamedNode {
        NamedNode::new(iri).unwrap_or_else(|_| {
            let encoded = encode_forbidden(iri);
            NamedNode::new(&encoded)
                .unwrap_or_else(|_| NamedNode::new_unchecked(format!("{}{}", self.0, encode(iri))))
        })
    }
}

const PROMISES: &str = "/promises";

/// The graph of the direct triples that `article` only promises.
pub(super) fn promises(article: &NamedNode) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{PROMISES}", article.as_str()))
}

/// An entity that `article` names and that has no identifier of its own.
pub(super) fn local_entity(article: &NamedNode, label: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/entity/{}", article.as_str(), encode_segment(label)))
}

/// The passage from code point `start` to `end` of `article` (RFC 5147's fragment), or of its headline.
pub(super) fn passage(article: &NamedNode, field: Option<&str>, start: usize, end: usize) -> NamedNode {
    let scheme = field.map_or_else(|| "char".to_owned(), encode);
    NamedNode::new_unchecked(format!("{}#{scheme}={start},{end}", article.as_str()))
}

/// Percent-encodes every byte that RFC 3986 does not call unreserved.
pub(super) fn encode(text: &str) -> String {
    encode_unless(text, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
    })
}

/// What [`encode`] was given; `None` where it gives no such thing.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push((digit()? * 16 + digit()?) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// As [`encode`], and no dot segment, which tools would resolve away.
fn encode_segment(text: &str) -> String {
    match text {
        "." => "%2E".to_owned(),
        ".." => "%2E%2E".to_owned(),
        _ => encode(text),
    }
}

/// Percent-encodes only what RFC 3987 forbids in an IRI.
fn encode_forbidden(iri: &str) -> String {
    encode_unless(iri, |byte| {
        byte > 0x20
            && !matches!(
                byte,
                b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'\\' | b'^' | b'`' | 0x7f
            )
    })
}

fn encode_unless(text: &str, kept: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        let mut buffer = [0; 4];
        let bytes = char.encode_utf8(&mut buffer).as_bytes();
        if bytes.iter().all(|byte| kept(*byte)) {
            out.push(char);
        } else {
            for byte in bytes {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn base() -> Base {
        Base::new("https://example.org/id/").unwrap()
    }

    #[test]
    fn a_base_must_be_an_absolute_iri_with_an_end() {
        for bad in ["", "id/", "https://example.org/id", "https://exa mple.org/"] {
            assert!(Base::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn article_and_promises_are_told_apart() {
        let base = base();
        let article = base.article("a/promises");
        assert!(!base.is_promises(article.as_ref()));
        let promised = promises(&article);
        assert!(base.is_promises(promised.as_ref()));
        assert!(!base.is_promises(base.entities().as_ref()));
    }

    #[test]
    fn only_graphs_of_imports_have_a_name() {
        let base = base();
        for graph in [
            base.article("a").as_str(),
            base.entities().as_str(),
            "https://example.org/id/import/",
            "https://example.org/id/import/a/b",
            "https://example.org/id/import/%2",
            "https://example.org/id/import/%61",
            "https://example.org/id/import/é",
            "https://elsewhere.org/import/a",
        ] {
            assert_eq!(base.import_name(graph), None, "{graph}");
        }
    }

    #[test]
    fn odd_entities_become_iris() {
        let base = base();
        for odd in [
            "mali",
            "https://example.org/a b",
            "<é>",
            "",
            "https://example.org/\u{202e}x",
            "%",
        ] {
            let node = base.entity(odd);
            assert!(NamedNode::new(node.as_str()).is_ok(), "{odd} gave {node}");
        }
    }

    proptest! {
        #[test]
        fn every_key_has_its_own_valid_iri(a in ".*", b in ".*") {
            let (first, second) = (base().article(&a), base().article(&b));
            prop_assert!(NamedNode::new(first.as_str()).is_ok());
            prop_assert_eq!(a == b, first == second);
            let named = base().import_name(base().import(&a).as_str());
            prop_assert_eq!(named, (!a.is_empty()).then_some(a));
        }
    }
}
