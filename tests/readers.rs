//! The readers of every format, on files as newsrooms and programs write them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use griot::article::{Article, Fault, Format, Inputs, Mark, MarkKind, Piece, ReadError, Readers};
use griot::data::Data;
use proptest::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;

static READERS: LazyLock<Readers> = LazyLock::new(|| Readers::load(&Data::builtin()).unwrap());

const FORMATS: [Format; 6] = [
    Format::Text,
    Format::Markdown,
    Format::Html,
    Format::Jsonl,
    Format::Feed,
    Format::Warc,
];

fn read(format: Format, bytes: impl Into<Vec<u8>>) -> Vec<Result<Article, ReadError>> {
    READERS.read(&Piece::from_bytes("essai", format, bytes.into()))
}

/// The one article of a file that must be read without a remark.
fn article(format: Format, bytes: impl Into<Vec<u8>>) -> Article {
    let mut found = read(format, bytes);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0).unwrap()
}

/// The messages of what is wrong.
fn faults(format: Format, bytes: impl Into<Vec<u8>>) -> Vec<String> {
    read(format, bytes)
        .into_iter()
        .filter_map(Result::err)
        .map(|error| error.to_string())
        .collect()
}

/// The stretches of `kind`, joined by " | ".
fn marked(article: &Article, kind: MarkKind) -> String {
    let marks = article.marks.iter().filter(|mark| mark.kind == kind);
    marks
        .map(|mark| mark.span.of(&article.text))
        .collect::<Vec<_>>()
        .join(" | ")
}

/// What is neither hidden nor boilerplate, by paragraph, with one kind of apostrophe.
fn paragraphs(article: &Article) -> Vec<String> {
    let unread = |mark: &&Mark| {
        matches!(
            mark.kind,
            MarkKind::Hidden | MarkKind::Boilerplate | MarkKind::Title
        )
    };
    let mut text = article.text.clone().into_bytes();
    for mark in article.marks.iter().filter(unread) {
        text[mark.span.range()].fill(b' ');
    }
    let text = String::from_utf8(text).unwrap().replace('’', "'");
    let words = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split("\n\n")
        .map(words)
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

fn inputs(paths: &[&Path]) -> Vec<Result<Article, ReadError>> {
    Inputs::new(paths.iter().map(PathBuf::from), &READERS).collect()
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn pages_of_the_sample_corpus_equal_their_markdown_twins() {
    for name in ["aes-08-cedeao-sanctions", "aes-11-tchad-base-kossei"] {
        let page = project(&format!("tests/articles/{name}.html"));
        let twin = project(&format!("data/articles/{name}.md"));
        let page = inputs(&[&page]).remove(0).unwrap();
        let twin = inputs(&[&twin]).remove(0).unwrap();
        assert_eq!(paragraphs(&page), paragraphs(&twin), "{name}");
        assert_eq!(page.title, twin.title);
        assert_eq!(page.date, twin.date);
        assert_eq!(
            page.language.as_deref().map(|tag| &tag[..2]),
            twin.language.as_deref()
        );
        assert!(!page.title_in_text && twin.title_in_text);
    }
}

#[test]
fn pages_of_the_sample_corpus_declare_themselves() {
    for (name, publisher, key) in [
        (
            "aes-08-cedeao-sanctions",
            "Le Portail du Golfe",
            "https://portail-du-golfe.example/politique/2024/02/26/aes-08-cedeao-sanctions/",
        ),
        (
            "aes-11-tchad-base-kossei",
            "La Gazette des Fleuves",
            "aes-11-tchad-base-kossei.html",
        ),
    ] {
        let file = format!("tests/articles/{name}.html");
        let page = inputs(&[&project(&file)]).remove(0).unwrap();
        assert_eq!(page.publisher.as_deref(), Some(publisher));
        assert_eq!(page.key, key);
        assert_eq!(page.name, format!("{name}.html"));
    }
}

#[test]
fn plain_text_is_kept_as_decoded() {
    for (bytes, expected) in [
        (&b"Il pleut.\r\n\tEncore. "[..], "Il pleut.\r\n\tEncore. "),
        ("\u{feff}Été".as_bytes(), "Été"),
        (
            b"Il \xE9tait une fois l'\xE9t\xE9 \xE0 No\xEBl",
            "Il était une fois l'été à Noël",
        ),
        (
            "sens \u{202e}inverse\u{202c} \u{200f}".as_bytes(),
            "sens \u{202e}inverse\u{202c} \u{200f}",
        ),
    ] {
        let article = article(Format::Text, bytes);
        assert_eq!(article.text, expected);
        assert_eq!(article.marks, []);
    }
}

#[test]
fn markdown() {
    let file = "\u{feff}---\ntitle: \"Le préfet : « je \\\"pars\\\" »\"  # provisoire\ndate: 2024-02-26\nurl: https://a.example/b#c\nsource: Le Relais\n---\n\n## La *vraie* suite ##\n\nUn [convoi](https://c.example/d \"titre\") **arrive** à `Zinder`.\n\n![photo](p.jpg)\n\n- premier\n- second\n\n> Cité.\n\nVoir https://e.example/f. <!-- non --> Fin &amp; suite\n";
    let article = article(Format::Markdown, file);
    assert_eq!(article.text, &file[3..]);
    assert_eq!(article.title.as_deref(), Some("Le préfet : « je \"pars\" »"));
    assert!(article.title_in_text);
    assert_eq!(article.date.unwrap().to_string(), "2024-02-26");
    assert_eq!(article.key, "https://a.example/b");
    assert_eq!(article.publisher.as_deref(), Some("Le Relais"));
    assert_eq!(
        marked(&article, MarkKind::Title),
        r#"Le préfet : « je \"pars\" »"#
    );
    assert_eq!(marked(&article, MarkKind::Heading), "La *vraie* suite");
    assert_eq!(
        paragraphs(&article),
        [
            "La vraie suite",
            "Un convoi arrive à Zinder .",
            "- premier - second",
            "Cité.",
            "Voir . Fin &amp; suite"
        ]
    );
}

#[test]
fn markdown_headlines() {
    for (file, title, in_title_mark) in [
        (
            "# Un *grand* titre #\n\nTexte.",
            Some("Un grand titre"),
            "Un *grand* titre",
        ),
        ("Un titre\n========\n\nTexte.", Some("Un titre"), "Un titre"),
        ("---\ntitle: 'L''été'\n---\nTexte.", Some("L'été"), "L''été"),
        (
            "---\ntitle: >\n  Deux\n  lignes\ndate: 2024-01-02\n---\nTexte.",
            Some("Deux lignes"),
            "Deux\n  lignes",
        ),
        ("+++\ntitle = \"Hugo\"\n+++\nTexte.", Some("Hugo"), "Hugo"),
        ("---\nUne ligne tracée\n---\nTexte.", None, ""),
        ("---\ntitle: sans fin\n\nTexte.", None, ""),
        ("---\ntitle: a\r\n---\r\nTexte.", Some("a"), "a"),
        ("Texte.", None, ""),
    ] {
        let article = article(Format::Markdown, file);
        assert_eq!(article.title.as_deref(), title, "{file}");
        assert_eq!(marked(&article, MarkKind::Title), in_title_mark, "{file}");
    }
}

#[test]
fn a_date_that_cannot_be_read_is_a_remark() {
    let file = "---\ntitle: a\ndate: bientôt\n---\nTexte.";
    let found = read(Format::Markdown, file);
    let error = found[0].as_ref().unwrap_err();
    assert!(error.is_warning());
    assert_eq!(
        error.to_string(),
        "essai: the date `bientôt` cannot be read; the article is taken as undated"
    );
    assert_eq!(found[1].as_ref().unwrap().text, file);
}

#[test]
fn undated_articles_take_the_date_given() {
    let given = "2024-05-06".parse().ok();
    let readers = READERS.clone().with_date(given);
    let read = |file: &str| {
        let piece = Piece::from_bytes("a.md", Format::Markdown, file.into());
        readers.read(&piece).remove(0).unwrap().date
    };
    assert_eq!(read("Texte."), given);
    assert_eq!(
        read("---\ndate: 2001-02-03\n---\nTexte."),
        "2001-02-03".parse().ok()
    );
}

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

/// A page around `body`.
fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=fr><head><title>Titre du jour - Le Relais</title></head><body>{body}</body></html>"
    )
}

#[test]
fn pages() {
    let prose =
        "Le gouverneur de la région a reçu, mardi, les chefs de canton venus lui présenter leurs doléances. "
            .repeat(4);
    let full = |inner: &str| page(&format!("<article><h1>Titre du jour</h1>{inner}</article>"));
    let expected = prose.trim().to_owned();
    for (body, rest) in [
        (
            format!("<p>{prose}</p><p>Il a<br>promis&nbsp;de l'eau.</p>"),
            "Il a promis de l'eau.",
        ),
        (
            format!("<p>{prose}</p><p>Le 1<sup>er</sup> mai <q>oui</q> in\u{ad}con\u{200b}nu.</p>"),
            "Le 1er mai « oui » inconnu.",
        ),
        (
            format!("<p>{prose}</p><aside>À lire</aside><p>Suite et fin du texte.</p>"),
            "Suite et fin du texte.",
        ),
        (
            format!(
                "<p>{prose}</p><p>Lire aussi : <a href=/x>Paris bombarde Lomé</a></p><p>Fin du texte.</p>"
            ),
            "Fin du texte.",
        ),
        (
            format!("<p>{prose}</p><p><a href=/x>Paris bombarde Lomé</a></p><p>Fin du texte.</p>"),
            "Fin du texte.",
        ),
        (
            format!("<p>{prose}</p><div class=share>Partager</div><p>Fin du texte.</p>"),
            "Fin du texte.",
        ),
        (
            format!(
                "<p>{prose}</p><figure><img src=x><figcaption>L'armée à Gao</figcaption></figure><p>Fin du texte.</p>"
            ),
            "Fin du texte.",
        ),
        (
            format!(
                "<p>{prose}</p><div id=comments><p>Moi je dis que Paris bombarde Lomé.</p></div><p>Fin du texte.</p>"
            ),
            "Fin du texte.",
        ),
        (
            format!(
                "<p>{prose}</p><p hidden>Caché.</p><p style='display: none'>Caché.</p><p>Fin du texte.</p>"
            ),
            "Fin du texte.",
        ),
    ] {
        let article = article(Format::Html, full(&body));
        assert_eq!(article.title.as_deref(), Some("Titre du jour"));
        assert_eq!(article.publisher.as_deref(), Some("Le Relais"));
        let rest = rest.replace('’', "'");
        assert_eq!(paragraphs(&article), [expected.clone(), rest], "{body}");
    }
}

/// Four paragraphs, and a reader's claim that must not be taken for the paper's.
const STORY: [&str; 4] = [
    "Le ministre de l'Intérieur a reçu mardi à Lomé une délégation d'éleveurs, venue demander la réouverture des couloirs de transhumance fermés depuis deux ans.",
    "« Nous avons obtenu des garanties », a déclaré le porte-parole de la délégation, qui a salué la disponibilité des autorités et promis de revenir avant la fin du mois.",
    "Le gouvernement, de son côté, rappelle que la fermeture répondait à une demande des préfets du nord, inquiets des affrontements entre cultivateurs et bergers.",
    "Une nouvelle rencontre doit se tenir en avril.",
];
const CLAIM: &str =
    "<p>La Chine a livré des chars à l'Angola, selon un lecteur très en colère qui écrit beaucoup.</p>";

#[test]
fn layouts_of_newsrooms() {
    let all = STORY.map(|paragraph| format!("<p>{paragraph}</p>")).concat();
    let [lead, rest @ ..] = STORY.map(|paragraph| format!("<p>{paragraph}</p>"));
    let (rest, breaks) = (rest.concat(), STORY.join("<br><br>"));
    let many = CLAIM.repeat(8);
    for body in [
        // A blog engine: headline in the site's header too, class names that tell of the surroundings.
        format!(
            "<div class='site with-sidebar comments-open'><header id=masthead><h1><a href=/>Le Relais</a></h1></header><main><article class='post hentry tag-social'><h1>Titre du jour</h1><div class=entry-content>{all}<div class=sharedaddy>Partager</div><div id=jp-relatedposts>{CLAIM}</div></div></article><div id=comments><ol class=comment-list><li><article class=comment-body>{many}</article></ol></div></main><aside>{CLAIM}</aside></div>"
        ),
        // Nothing but divs, paragraphs cut by line breaks.
        format!(
            "<div><div><a href=/>Accueil</a> <a href=/p>Politique</a></div><div><div>Titre du jour</div><div>{breaks}</div></div><div><ul><li><a href=1>La France quitte le Togo</a><li><a href=2>Pékin arme Accra</a></ul></div></div>"
        ),
        // One form around all.
        format!(
            "<form action=x><div id=menu><a href=/>A</a></div><div id=centre><h1>Titre du jour</h1><div id=texte>{all}</div></div></form>"
        ),
        // The lead stands apart from the body.
        format!(
            "<main><div class=article><div class=article__header><h1>Titre du jour</h1>{lead}</div><span class=legende>L'armée à Kara.</span><div class=article__body>{rest}</div></div></main>"
        ),
        // Shorter than its teasers.
        format!(
            "<article><h1>Titre du jour</h1>{all}</article><section class=related><h2>À lire aussi</h2>{many}{many}</section>"
        ),
        // Tables for layout.
        format!(
            "<table><tr><td><a href=/>Accueil</a><td><h1>Titre du jour</h1>{all}<td><a href=3>La France quitte le Togo</a></table>"
        ),
    ] {
        let found = paragraphs(&article(Format::Html, page(&body)));
        let found: Vec<&str> = found
            .iter()
            .map(String::as_str)
            .filter(|found| *found != "Titre du jour")
            .collect();
        assert_eq!(found, STORY, "{body}");
    }
    let links = "<div><a href=1><h3>Pékin arme Accra</h3></a></div>".repeat(20);
    assert_eq!(
        faults(Format::Html, page(&links)),
        ["essai: no article found on this page"]
    );
}

#[test]
fn a_short_page_without_any_structure_is_read() {
    let article = article(
        Format::Html,
        page("Il pleut sur Gao.<br><br>Il vente sur <b>Kidal</b>."),
    );
    assert_eq!(paragraphs(&article), ["Il pleut sur Gao.", "Il vente sur Kidal."]);
}

#[test]
fn pages_in_old_encodings_and_broken_pages() {
    let windows = |html: &str| encoding_rs::WINDOWS_1252.encode(html).0.into_owned();
    for (bytes, expected) in [
        (
            windows("<meta charset=windows-1252><p>L’été à 3 €"),
            "L'été à 3 €",
        ),
        (
            windows(
                "<html><head><title>x</title><body><p>L’été a été très chaud à Noël, a déclaré le préfet.",
            ),
            "L'été a été très chaud à Noël, a déclaré le préfet.",
        ),
        (
            b"<p>Une <b>phrase <i>mal</b> ferm\xC3\xA9e</i><div><p>".to_vec(),
            "Une phrase mal fermée",
        ),
        (b"<p>Coup\xC3\xA9 en plein <a href='".to_vec(), "Coupé en plein"),
    ] {
        assert_eq!(paragraphs(&article(Format::Html, bytes)), [expected]);
    }
}

#[test]
fn declarations_of_a_page() {
    let prose =
        "Le maire a reçu les chefs de quartier pour parler de l'eau, de la voirie et des écoles. ".repeat(5);
    for (head, date, publisher, title) in [
        (
            r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"S"},{"@type":["NewsArticle"],"headline":"L&rsquo;eau","datePublished":"2024-03-04T23:50:00-05:00","publisher":[{"name":"P"}]}]}</script>"#,
            Some("2024-03-04"),
            Some("P"),
            "L’eau",
        ),
        (
            r#"<script type="application/ld+json">{cassé</script><meta property=article:published_time content="2024-03-05T00:00:00Z"><meta property="og:site_name" content="Le Soir"><meta property="og:title" content="L'eau - Le Soir">"#,
            Some("2024-03-05"),
            Some("Le Soir"),
            "L'eau",
        ),
        (
            r#"<meta name="date" content="5 mars 2024"><title>L'eau | La Voix</title><meta name=twitter:title content="L'eau">"#,
            Some("2024-03-05"),
            Some("La Voix"),
            "L'eau",
        ),
        (
            r#"<link rel=canonical href="https://a.example/2024/03/06/eau"><title>L'eau</title>"#,
            Some("2024-03-06"),
            None,
            "L'eau",
        ),
        ("<title>L'eau</title>", None, None, "L'eau"),
    ] {
        let article = article(
            Format::Html,
            format!("<html><head>{head}</head><body><p>{prose}</p></body></html>"),
        );
        assert_eq!(
            article.date.map(|date| date.to_string()).as_deref(),
            date,
            "{head}"
        );
        assert_eq!(article.publisher.as_deref(), publisher, "{head}");
        assert_eq!(article.title.as_deref(), Some(title), "{head}");
    }
    let timed = format!("<article><p>Publié le <time>7 mars 2024 à 07h12</time></p><p>{prose}</p></article>");
    assert_eq!(
        article(Format::Html, timed).date.unwrap().to_string(),
        "2024-03-07"
    );
}

/// An archive as another program (the `warc` crate) writes it.
fn archive() -> Vec<u8> {
    use warc::{RecordBuilder, RecordType, WarcHeader, WarcWriter};
    let html = page(
        "<article><h1>Titre du jour</h1><p>Il pleut sur Gao depuis mardi, et le fleuve monte.</p></article>",
    );
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(html.as_bytes()).unwrap();
    let packed = gzip.finish().unwrap();
    let chunked = format!(
        "5\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
        &html[..5],
        html.len() - 5,
        &html[5..]
    );
    let response = |head: &str, body: &[u8]| [head.as_bytes(), b"\r\n\r\n", body].concat();
    let mut bytes = Vec::new();
    let mut writer = WarcWriter::new(&mut bytes);
    let mut write = |kind: RecordType, uri: &str, content: &str, body: Vec<u8>| {
        let record = RecordBuilder::default()
            .version("1.0".to_owned())
            .warc_type(kind)
            .header(WarcHeader::TargetURI, uri)
            .header(WarcHeader::ContentType, content)
            .body(body)
            .build()
            .unwrap();
        writer.write(&record).unwrap();
    };
    let http = "application/http; msgtype=response";
    write(
        RecordType::WarcInfo,
        "urn:x",
        "application/warc-fields",
        b"software: x".to_vec(),
    );
    let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8";
    write(
        RecordType::Response,
        "https://a.example/1",
        http,
        response(ok, html.as_bytes()),
    );
    let gzip = format!("{ok}\r\nContent-Encoding: gzip");
    write(
        RecordType::Response,
        "https://a.example/2",
        http,
        response(&gzip, &packed),
    );
    let chunks = format!("{ok}\r\nTransfer-Encoding: chunked");
    write(
        RecordType::Response,
        "https://a.example/3",
        http,
        response(&chunks, chunked.as_bytes()),
    );
    let missing = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html";
    write(
        RecordType::Response,
        "https://a.example/4",
        http,
        response(missing, html.as_bytes()),
    );
    let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png";
    write(
        RecordType::Response,
        "https://a.example/5",
        http,
        response(picture, b"\x89PNG"),
    );
    write(
        RecordType::Conversion,
        "https://a.example/6",
        "text/plain",
        b"Il pleut.".to_vec(),
    );
    write(
        RecordType::Resource,
        "https://a.example/7",
        "text/html",
        html.into_bytes(),
    );
    bytes
}

#[test]
fn archives() {
    let folder = TempDir::new().unwrap();
    let plain = folder.path().join("a.warc");
    std::fs::write(&plain, archive()).unwrap();
    let keys = |path: &Path| {
        let articles = inputs(&[path]).into_iter().map(Result::unwrap);
        articles
            .map(|article| format!("{} {}", article.key, paragraphs(&article).join("/")))
            .collect::<Vec<_>>()
    };
    let found = keys(&plain);
    let numbers: Vec<char> = found.iter().map(|key| key.chars().nth(18).unwrap()).collect();
    assert_eq!(numbers, ['1', '2', '3', '6', '7'], "{found:?}");
    assert!(found.iter().all(|text| text.contains("Il pleut")), "{found:?}");
    let packed = folder.path().join("a.warc.gz");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&archive()).unwrap();
    std::fs::write(&packed, gzip.finish().unwrap()).unwrap();
    assert_eq!(keys(&packed), found);
}

#[test]
fn a_broken_archive_is_read_on_at_the_next_record() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.warc");
    let good = archive();
    let broken = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 5\r\n\r\nHTTP/1\r\n\r\n";
    let absurd =
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99999999999999999999999\r\n\r\n\r\n\r\n";
    std::fs::write(
        &path,
        [
            &broken[..],
            absurd,
            b"du bruit\r\n",
            &good,
            b"WARC/1.0\r\nContent-Length: 18446744073709551615\r\n\r\nfin",
        ]
        .concat(),
    )
    .unwrap();
    let found = inputs(&[&path]);
    assert_eq!(found.iter().filter(|result| result.is_ok()).count(), 5);
    let shown = found.iter().filter_map(|result| result.as_ref().err());
    let shown: Vec<String> = shown
        .map(|error| error.to_string().replace(&*path.to_string_lossy(), "A"))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    A, record 1: is no valid WARC record: the HTTP response has no valid header
    A, record 2: is no valid WARC record: no Content-Length
    A, record 11: is no valid WARC record: the record ends before its Content-Length
    "#);
}

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

/// What holds of every article, whatever it was read from.
fn check_sound(article: &Article) {
    let mut last = 0;
    for mark in &article.marks {
        assert!(
            mark.span.start <= mark.span.end && mark.span.start >= last,
            "{:?}",
            article.marks
        );
        assert!(
            article.text.get(mark.span.range()).is_some(),
            "{mark:?} in {:?}",
            article.text
        );
        last = mark.span.start;
    }
    assert!(!article.key.is_empty() && !article.name.is_empty());
}

fn check_all_formats(bytes: &[u8]) {
    for format in FORMATS {
        for article in read(format, bytes).into_iter().flatten() {
            check_sound(&article);
        }
    }
}

/// Pieces of the formats' syntax, to be mixed.
fn syntax() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---\n",
        "title: ",
        "\"",
        "'",
        "\\",
        "# ",
        "\n\n",
        "\r\n",
        "**",
        "[a](",
        ")",
        "![",
        "]",
        "`",
        "```\n",
        "> ",
        "- ",
        "<p>",
        "</p>",
        "<table>",
        "<a href='x'>",
        "</a>",
        "<h1>",
        "<br>",
        "<script>",
        "<!--",
        "-->",
        "&nbsp;",
        "&#0;",
        "<article>",
        "<svg>",
        "<template>",
        "{\"text\":\"",
        "\"}",
        "\\ud83d",
        "\\u0000",
        "<rss version='2.0'><channel>",
        "<item>",
        "<title>",
        "</title>",
        "</item>",
        "</channel></rss>",
        "<![CDATA[",
        "]]>",
        "\u{202e}",
        "\0",
        "é",
        "’",
        "𝄞",
        "www.a.example ",
        "| a | b |\n|---|---|\n",
        "[^1]",
        "+++\n",
        "title = ",
        "\t",
        "1. ",
        "===\n",
        "<q>",
        "<b>",
        "<i>",
    ]);
    let words = prop_oneof![4 => piece.prop_map(str::to_owned), 1 => "[a-zé ]{0,12}"];
    prop::collection::vec(words, 0..60).prop_map(|pieces| pieces.concat())
}

/// What a run of these tests finds becomes a case of its own, not a file of seeds.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check_all_formats(&bytes);
    }

    #[test]
    fn any_mixture_of_syntax_is_read_or_refused(text in syntax()) {
        check_all_formats(text.as_bytes());
    }

    #[test]
    fn plain_text_comes_back(text in "\\PC{1,200}") {
        prop_assume!(!text.trim().is_empty() && !text.starts_with('\u{feff}'));
        for found in read(Format::Text, text.clone()).into_iter().flatten() {
            prop_assert_eq!(&found.text, &text);
        }
    }

    #[test]
    fn files_of_any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300), name in "a\\.(jsonl|warc|gz|warc\\.gz|xml|md)?") {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        prop_assert!(inputs(&[&path]).len() < 1000);
    }
}

#[test]
fn a_megabyte_of_malice_takes_linear_time() {
    let mega = |piece: &str| piece.repeat((1 << 20) / piece.len());
    let numbered = |piece: fn(usize) -> String| {
        let mut text = String::new();
        let mut number = 0;
        while text.len() < 1 << 20 {
            text.push_str(&piece(number));
            number += 1;
        }
        text
    };
    let cases = [
        mega("<div>"),
        mega("<b><p>"),
        mega("<table><div>"),
        mega("<p>a<br>"),
        mega("<a href=x>a</a>"),
        mega("<li>a"),
        mega("<p class='a b c d e f'>a</p>"),
        mega("<svg>"),
        mega("<select><option>"),
        mega("&amp"),
        mega("<!--"),
        mega("<script>"),
        mega("a "),
        mega("a"),
        mega("["),
        mega("[["),
        mega("]("),
        mega("> "),
        mega("*a_"),
        mega("`"),
        mega("www."),
        mega("\u{202e}"),
        mega("\\"),
        mega("<![CDATA["),
        mega("<item>"),
        mega("é’"),
        format!("<a {}>", numbered(|number| format!(" a{number}"))),
        numbered(|number| format!("<b a{number}>")),
        format!(
            "{}{}",
            numbered(|number| format!("<b a{number}>")),
            mega("<p></p>")
        ),
        numbered(|number| format!("<p><b a{number}>a</p>")),
        numbered(|number| {
            format!("<div class=c{number}><p>Une phrase, puis une autre, et encore.</p></div>")
        }),
        format!("---\n{}\n---\na", numbered(|number| format!("k{number}: v\n"))),
        numbered(|number| format!("[a{number}]: b\n")),
        numbered(|number| format!("[a{number}] ")),
    ];
    for case in &cases {
        for format in FORMATS {
            let before = Instant::now();
            for article in read(format, case.as_bytes()).into_iter().flatten() {
                check_sound(&article);
            }
            let shown: String = case.chars().take(40).collect();
            let taken = before.elapsed();
            if taken > Duration::from_millis(1500) {
                eprintln!("{format:?} {shown}: {taken:?}");
            }
            // Generous, for tests run on busy machines without optimisation; quadratic time takes minutes.
            assert!(taken < Duration::from_secs(30), "{format:?} {shown}: {taken:?}");
        }
    }
}
