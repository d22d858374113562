//! Web pages.

use crate::{article, faults, inputs, paragraphs, project};
use griot::article::Format;

/// A page around `body`.
pub fn page(body: &str) -> String {
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
