//! Files, folders, and what is made of several sources.

use crate::{article, faults, inputs};
use griot::article::{Article, Fault, Format, ReadError};
use std::path::Path;
use tempfile::TempDir;

#[test]
fn folders_are_read_in_order_and_keys_are_paths_below_them() {
    let folder = TempDir::new().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("b/un.txt", "Un.");
    write("a.md", "Deux.");
    write("c.html", "");
    write("README.md", "À lire.");
    write(".cache/x.txt", "Caché.");
    write("photo.jpg", "\u{1}");
    write("sans-suffixe", "Passé sous silence.");
    let shown = |paths: &[&Path]| -> Vec<String> {
        let base = folder.path().to_string_lossy();
        let show = |result: Result<Article, ReadError>| match result {
            Ok(article) => format!("{} ({}): {}", article.key, article.name, article.text),
            Err(error) => error.to_string().replace(&*base, "F"),
        };
        inputs(paths).into_iter().map(show).collect()
    };
    let root = folder.path();
    assert_eq!(
        shown(&[root]),
        [
            "a.md (a.md): Deux.",
            "b/un.txt (un.txt): Un.",
            "F/c.html: holds no text"
        ]
    );
    let file = root.join("b/un.txt");
    assert_eq!(shown(&[&file]), ["un.txt (un.txt): Un."]);
    assert_eq!(
        shown(&[&file, &root.join("b")])[1],
        "F/b/un.txt: has the key `un.txt` of F/b/un.txt"
    );
    assert_eq!(
        shown(&[&root.join("sans-suffixe")]),
        ["sans-suffixe (sans-suffixe): Passé sous silence."]
    );
    assert_eq!(
        shown(&[&root.join("absent.txt")]),
        ["F/absent.txt: cannot be read"]
    );
    std::fs::create_dir(root.join("vide")).unwrap();
    assert_eq!(shown(&[&root.join("vide")]), ["F/vide: holds no article"]);
}

#[test]
fn files_that_are_no_articles() {
    for (format, bytes, expected) in [
        (
            Format::Text,
            &b"%PDF-1.4\n"[..],
            "essai: is a PDF document, not text",
        ),
        (Format::Text, b"", "essai: holds no text"),
        (Format::Markdown, b"\xEF\xBB\xBF \n", "essai: holds no text"),
        (
            Format::Html,
            b"<html><body><nav>Menu</nav></body></html>",
            "essai: no article found on this page",
        ),
        (
            Format::Feed,
            b"<html></html>",
            "essai: is no RSS or Atom feed that can be read: unable to parse feed: no root element",
        ),
        (
            Format::Feed,
            b"<rss version='2.0'><channel></channel></rss>",
            "essai: holds no article",
        ),
        (
            Format::Jsonl,
            b"{}",
            "essai: the record has neither `text` nor `html`",
        ),
        (
            Format::Jsonl,
            b"3",
            "essai: is no valid record: invalid type: integer `3`, expected struct Record (column 1)",
        ),
    ] {
        assert_eq!(faults(format, bytes), [expected]);
    }
}

#[test]
fn a_json_array_gets_advice() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.jsonl");
    std::fs::write(&path, "[{\"text\":\"Un.\"}]").unwrap();
    let found = inputs(&[&path]);
    assert!(
        matches!(&found[0], Err(error) if matches!(error.fault, Fault::JsonArray)),
        "{found:?}"
    );
}

#[test]
fn content_hash_follows_what_steers_the_analysis() {
    let base = article(Format::Jsonl, r#"{"id":1,"title":"a","text":"bc"}"#);
    let hash = |line: &str| article(Format::Jsonl, line).content_hash();
    assert_eq!(base.content_hash(), hash(r#"{"id":2,"title":"a","text":"bc"}"#));
    assert_ne!(base.content_hash(), hash(r#"{"id":1,"title":"ab","text":"c"}"#));
    assert_ne!(base.content_hash(), hash(r#"{"id":1,"text":"bc"}"#));
    assert_ne!(
        base.content_hash(),
        hash(r#"{"id":1,"title":"a","text":"bc","date":"2024-01-01"}"#)
    );
}
