//! Which reader a file needs: by its name, else by how it begins.

use std::path::Path;

/// A way of keeping articles in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text, one article.
    Text,
    /// Markdown with front matter, one article.
    Markdown,
    /// A web page, one article.
    Html,
    /// One JSON record a line.
    Jsonl,
    /// RSS or Atom.
    Feed,
    /// A web archive.
    Warc,
}

impl Format {
    /// The format that a file's name tells; `.gz` at its end is passed over.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let (_, extension) = name.rsplit_once('.')?;
        Some(match extension {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "jsonl" | "ndjson" => Self::Jsonl,
            "rss" | "atom" | "rdf" | "xml" => Self::Feed,
            "warc" | "wet" => Self::Warc,
            _ => return None,
        })
    }

    /// The format that the first bytes tell; plain text where they tell nothing.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let bytes = bytes
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(bytes)
            .trim_ascii_start();
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
        let feed = ["<rss", "<feed", "<rdf:rdf"]
            .iter()
            .any(|root| head.contains(root));
        if bytes.starts_with(b"WARC/") {
            Self::Warc
        } else if head.starts_with('{') || head.starts_with("[{") {
            Self::Jsonl
        } else if head.starts_with('<') && feed && !head.contains("<html") {
            Self::Feed
        } else if head.starts_with("<!") || head.starts_with("<html") || head.contains("<body") {
            Self::Html
        } else if head.starts_with("---\n") || head.starts_with("---\r") || head.starts_with("# ") {
            Self::Markdown
        } else if head.starts_with('<') && head.contains("</") {
            Self::Html
        } else {
            Self::Text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_beginnings() {
        for (name, expected) in [
            ("a.txt", Some(Format::Text)),
            ("a.b.MD", Some(Format::Markdown)),
            ("crawl.warc.gz", Some(Format::Warc)),
            ("a.jsonl.gz", Some(Format::Jsonl)),
            ("a.gz", None),
            ("a", None),
            (".md", Some(Format::Markdown)),
        ] {
            assert_eq!(Format::of_name(Path::new(name)), expected, "{name}");
        }
        for (bytes, expected) in [
            ("\u{feff}{\"id\":1}", Format::Jsonl),
            ("<!DOCTYPE html><p>a", Format::Html),
            ("<?xml version='1.0'?><rss version='2.0'>", Format::Feed),
            ("<?xml version='1.0'?><html xmlns='x'><body>", Format::Html),
            ("WARC/1.1\r\n", Format::Warc),
            ("---\ntitle: a\n---\n", Format::Markdown),
            ("Il pleut.", Format::Text),
            ("<< Il pleut >>", Format::Text),
            ("", Format::Text),
        ] {
            assert_eq!(Format::of_bytes(bytes.as_bytes()), expected, "{bytes}");
        }
    }
}
