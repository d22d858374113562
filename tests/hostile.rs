//! The whole pipeline on texts that nobody would write: nothing panics, nothing hangs, and what is
//! said can still be found in the text.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use griot::article::{Article, Format, Piece, Readers};
use griot::data::Data;
use griot::engine::{DEFAULT_BASE, Engine, Reading};
use griot::span::Span;
use griot::statement::Statement;
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::load(&Data::builtin(), DEFAULT_BASE).unwrap());
static READERS: LazyLock<Readers> = LazyLock::new(|| Readers::load(&Data::builtin()).unwrap());

/// A plain article of `text`.
fn article(title: Option<&str>, text: &str) -> Article {
    Article {
        key: "essai".into(),
        name: "essai".into(),
        title: title.map(str::to_owned),
        date: "2024-05-06".parse().ok(),
        text: text.to_owned(),
        ..Article::default()
    }
}

/// Reads `article` and holds every layer to what other layers rely on.
fn check(article: &Article) -> Reading {
    let reading = ENGINE.read(article);
    let text = reading.source.text.as_str();
    let sound = |span: Span| !span.is_empty() && text.get(span.range()).is_some();
    let words = &reading.text.words;
    for word in words {
        assert!(sound(word.span), "{word:?}");
        assert!(
            (word.sentence as usize) < reading.text.sentences.len(),
            "{word:?}"
        );
    }
    assert!(
        words
            .windows(2)
            .all(|pair| pair[0].span.end <= pair[1].span.start),
        "words overlap"
    );
    let mut next = 0;
    for sentence in &reading.text.sentences {
        assert_eq!(sentence.words.start, next, "sentences hold every word, in order");
        next = sentence.words.end;
    }
    assert_eq!(next as usize, words.len());
    for mention in &reading.mentions.mentions {
        assert!(
            sound(mention.span) && mention.words.end as usize <= words.len(),
            "{mention:?}"
        );
    }
    let tokens = reading.analysis.tokens.len();
    assert!(
        tokens == 0 || tokens == words.len(),
        "{tokens} tokens for {} words",
        words.len()
    );
    reading
        .statements
        .iter()
        .for_each(|statement| check_evidence(article, statement));
    reading
}

/// The quotation is the slice that its offsets name, in code points.
fn check_evidence(article: &Article, statement: &Statement) {
    assert!(!statement.evidence.is_empty(), "{statement:?}");
    for evidence in &statement.evidence {
        let field = if evidence.field.is_some() {
            article.title.as_deref()
        } else {
            Some(article.text.as_str())
        };
        let slice: String = field
            .unwrap()
            .chars()
            .skip(evidence.start)
            .take(evidence.end - evidence.start)
            .collect();
        assert_eq!(slice, evidence.quote);
    }
}

/// Words that rules, gazetteers and grammar have much to do with, and characters that have no business
/// in a text.
fn news() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Moscou",
        "le Mali",
        "la Russie",
        "l’armée malienne",
        "Sergueï Lavrov",
        "le ministre",
        "des Affaires étrangères",
        "a livré",
        "livrera",
        "n’a pas livré",
        "seront livrés par",
        "s’est engagé à livrer",
        "des drones",
        "six drones",
        "à Bamako",
        "au Niger",
        "du Burkina Faso",
        "la livraison",
        "le retrait",
        "de",
        "à",
        "et",
        ",",
        ".",
        "?",
        ":",
        ";",
        "«",
        "»",
        "“",
        "”",
        "(",
        ")",
        "—",
        "\n",
        "\n\n",
        "a déclaré",
        "selon",
        "d’après",
        "qui",
        "dont",
        "que",
        "ils",
        "ce dernier",
        "les trois pays",
        "l’Alliance des États du Sahel (AES)",
        "le 3 avril 2024",
        "hier",
        "1er",
        "5 000",
        "M.",
        "aurait",
        "pourrait",
        "ne",
        "plus",
        "jamais",
        "-t-il",
        "’",
        "'",
        "\u{a0}",
        "\u{202f}",
        "\u{202e}",
        "\u{200f}",
        "\0",
        "\u{ad}",
        "\u{feff}",
        "\u{fffd}",
        "𝄞",
        "e\u{301}",
        "ﬁ",
        "İ",
        "ß",
        "- ",
        "• ",
        "Publié le",
        "Lire aussi",
    ]);
    let glue = prop::sample::select(vec![" ", " ", " ", "", "\n"]);
    prop::collection::vec((piece, glue), 0..60).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, glue)| [piece, glue])
            .collect()
    })
}

/// What a run of these tests finds becomes a case of its own, not a file of seeds.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_read(text in "\\PC{0,300}", title in prop::option::of("\\PC{0,40}")) {
        check(&article(title.as_deref(), &text));
    }

    #[test]
    fn any_mixture_of_news_is_read_and_read_alike_twice(text in news(), title in prop::option::of(news())) {
        let article = article(title.as_deref(), &text);
        let first = check(&article);
        let second = ENGINE.extract(&article);
        prop_assert_eq!(serde_json::to_string(&first.statements).unwrap(), serde_json::to_string(&second).unwrap());
    }

    #[test]
    fn any_markdown_is_read(text in news(), front in any::<bool>()) {
        let front = if front { "---\ntitle: \"Moscou livre des drones au Mali\"\n---\n" } else { "" };
        let piece = Piece::from_bytes("essai.md", Format::Markdown, format!("{front}# **{text}**\n[{text}](a)").into());
        for article in READERS.read(&piece).into_iter().flatten() {
            check(&article);
        }
    }
}

#[test]
fn a_megabyte_of_malice_takes_linear_time() {
    let mega = |piece: &str| piece.repeat((1 << 20) / piece.len());
    for text in [
        mega("("),
        mega("«"),
        mega("« a » "),
        mega("["),
        mega("a"),
        mega("A"),
        mega("é"),
        mega("-"),
        mega("’"),
        mega("l’"),
        mega("."),
        mega(". "),
        mega(","),
        mega("\n"),
        mega("a\n\n"),
        mega("\0"),
        mega("\u{202e}"),
        mega("1"),
        mega("1 000 "),
        mega("3 avril "),
        mega("M. "),
        mega("que "),
        mega("de "),
        mega("et "),
        mega("le Mali, "),
        mega("le Mali et "),
        mega("le président du "),
        mega("qui a livré "),
        mega("Moscou a livré des drones au Mali "),
        mega("Moscou a livré des drones au Mali. "),
        mega("Lavrov "),
        mega("Jean "),
        mega("AES ("),
    ] {
        let before = Instant::now();
        check(&article(None, &text));
        let taken = before.elapsed();
        let shown: String = text.chars().take(40).collect();
        if taken > Duration::from_secs(3) {
            eprintln!("{shown:?}: {taken:?}");
        }
        // Generous, for busy machines without optimisation; quadratic time takes minutes.
        assert!(taken < Duration::from_secs(60), "{shown:?}: {taken:?}");
    }
}
