//! Files that nobody would write.

use crate::{FORMATS, inputs, read};
use griot::article::{Article, Format};
use proptest::prelude::*;
use std::time::{Duration, Instant};
use tempfile::TempDir;

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
