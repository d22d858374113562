//! JSON lines and feeds.

use crate::{article, inputs, marked, read};
use griot::article::{Article, Format, MarkKind, ReadError};
use std::io::Write;
use tempfile::TempDir;

#[test]
fn records() {
    for (line, key, title, text) in [
        (r#"{"text":"Il pleut."}"#, "essai", None, "Il pleut."),
        (
            r#"{"id":12,"text":"Il pleut.","autre":[{}]}"#,
            "12",
            None,
            "Il pleut.",
        ),
        (
            r#"{"id":null,"url":"https://a.example/b","title":null,"text":"Il pleut."}"#,
            "https://a.example/b",
            None,
            "Il pleut.",
        ),
        (
            r#"{"id":"x","title":"Pluie","text":"Pluie\nIl pleut.","html":null}"#,
            "x",
            Some("Pluie"),
            "Pluie\nIl pleut.",
        ),
        (
            r#"{"id":"x","text":"l\u2019\ud83d","date":"26 février 2024"}"#,
            "x",
            None,
            "l’\u{fffd}",
        ),
        (
            r#"{"id":"x","html":"<html><head><title>Pluie</title></head><body><p>Il&nbsp;pleut à Gao.</p></body>"}"#,
            "x",
            Some("Pluie"),
            "Il\u{a0}pleut à Gao.",
        ),
        (r#"{"id":"x","text":"a\u0000b"}"#, "x", None, "a\0b"),
    ] {
        let article = article(Format::Jsonl, line);
        assert_eq!(
            (article.key.as_str(), article.name.as_str()),
            (key, key),
            "{line}"
        );
        assert_eq!(article.title.as_deref(), title, "{line}");
        assert_eq!(article.text, text, "{line}");
    }
    let titled = article(Format::Jsonl, r#"{"title":"Pluie","text":"\nPluie\nIl pleut."}"#);
    assert!(titled.title_in_text);
    assert_eq!(marked(&titled, MarkKind::Title), "Pluie");
}

#[test]
fn broken_records_are_named_by_line_and_the_rest_goes_on() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("lot.jsonl");
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(b"\xEF\xBB\xBF{\"id\":1,\"text\":\"Un.\"}\r\n\n{\"id\":2,\"text\":\"Deux")
        .unwrap();
    file.write_all(
        b"\n{\"id\":3}\n{\"id\":[4],\"text\":\"x\"}\n{\"id\":5,\"text\":\"C\xE9dric et No\xEBl.\"}\n",
    )
    .unwrap();
    file.write_all(b"{\"id\":6,\"text\":\"Six.\",\"date\":\"demain\"}\n{\"id\":1,\"text\":\"Un, encore.\"}")
        .unwrap();
    let shown = |result: &Result<Article, ReadError>| match result {
        Ok(article) => format!("{}: {}", article.key, article.text),
        Err(error) => error.to_string().replace(&*path.to_string_lossy(), "LOT"),
    };
    insta::assert_snapshot!(inputs(&[&path]).iter().map(shown).collect::<Vec<_>>().join("\n"), @r#"
    1: Un.
    LOT:3: is no valid record: EOF while parsing a string (column 20)
    LOT:4: the record has neither `text` nor `html`
    LOT:5: is no valid record: expected a string or a number in `id` or `date` (column 9)
    5: Cédric et Noël.
    LOT:7: the date `demain` cannot be read; the article is taken as undated
    6: Six.
    LOT:8: has the key `1` of LOT:1
    "#);
}

#[test]
fn feeds() {
    let rss = r#"<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>Le Relais</title><language>fr</language>
        <item><title>Pluie &amp;amp; vent</title><link>https://r.example/1</link><guid>1</guid><pubDate>dim., 01 mars 2026</pubDate>
        <description>&lt;p&gt;Il pleut.&lt;/p&gt;&lt;p&gt;Il vente.&lt;/p&gt;</description></item>
        <item><title>Sans texte</title><guid>g2</guid><pubDate>Mon, 02 Mar 2026 23:30:00 -0500</pubDate></item>
        <item><guid>g3</guid></item>
        <item><description>Rien que du texte.</description></item></channel></rss>"#;
    let found = read(Format::Feed, rss);
    let shown = |result: &Result<Article, ReadError>| match result {
        Ok(article) => format!(
            "{} | {} | {} | {} | {:?}",
            article.key,
            article.title.as_deref().unwrap_or("-"),
            article.date.map_or("-".to_owned(), |date| date.to_string()),
            article.publisher.as_deref().unwrap_or("-"),
            article.text
        ),
        Err(error) => error.to_string(),
    };
    insta::assert_snapshot!(found.iter().map(shown).collect::<Vec<_>>().join("\n"), @r#"
    https://r.example/1 | Pluie & vent | 2026-03-01 | Le Relais | "Il pleut.\n\nIl vente."
    g2 | Sans texte | 2026-03-02 | Le Relais | ""
    essai, record 3: holds no text
    essai#4 | - | - | Le Relais | "Rien que du texte."
    "#);
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title>T</title><id>urn:1</id>
        <updated>2024-02-26T07:12:00+01:00</updated><link href="https://a.example/t"/><content type="xhtml">
        <div xmlns="http://www.w3.org/1999/xhtml"><p>Il neige.</p></div></content></entry></feed>"#;
    assert_eq!(
        shown(&read(Format::Feed, atom)[0]),
        r#"https://a.example/t | T | 2024-02-26 | A | "Il neige.""#
    );
}
