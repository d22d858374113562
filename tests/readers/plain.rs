//! Plain text and Markdown.

use crate::{READERS, article, marked, paragraphs, read};
use griot::article::{Format, MarkKind, Piece};

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
