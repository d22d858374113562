//! The whole pipeline on texts that nobody would write: nothing panics, nothing hangs, and what is
//! said can still be found in the text.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use griot::article::{Article, Format, Piece, Readers};
use griot::data::Data;
use griot::engine::{DEFAULT_BASE, Engine, Reading};
use griot::graph::{Base, Dataset, GraphFormat, Mapping, Shapes, Store};
use griot::rule::Rules;
use griot::span::Span;
use griot::statement::Statement;
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::Duration;

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
    let [title, text] = [article.title.as_deref().unwrap_or_default(), &article.text]
        .map(|field| field.chars().collect::<Vec<_>>());
    for statement in &reading.statements {
        check_evidence(statement, &title, &text);
    }
    reading
}

/// The quotation is the slice that its offsets name, in code points.
fn check_evidence(statement: &Statement, title: &[char], text: &[char]) {
    assert!(!statement.evidence.is_empty(), "{statement:?}");
    for evidence in &statement.evidence {
        let field = if evidence.field.is_some() { title } else { text };
        let slice: String = field[evidence.start..evidence.end].iter().collect();
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

/// What a whole text is made of by repetition.
const MALICE: [&str; 40] = [
    "(",
    "«",
    "« a » ",
    "« ",
    "[",
    "]",
    "([{",
    "a",
    "A",
    "é",
    "-",
    "’",
    "l’",
    ".",
    ". ",
    ",",
    "\n",
    "a\n\n",
    "\0",
    "\u{202e}",
    "\u{200f}a\u{200e}",
    "e\u{301}",
    "1",
    "1 000 ",
    "3 avril ",
    "M. ",
    "que ",
    "de ",
    "et ",
    "le Mali, ",
    "le Mali et ",
    "le président du ",
    "qui a livré ",
    "a déclaré que ",
    "Moscou a livré des drones au Mali ",
    "Moscou a livré des drones au Mali. ",
    "Lavrov ",
    "Jean ",
    "AES (",
    "selon ",
];

/// Files of each format whose whole is repetition: before, the piece, after.
const FILES: [(Format, &str, &str, &str); 27] = [
    (Format::Html, "", "<div>", ""),
    (Format::Html, "", "<b>a", ""),
    (Format::Html, "", "<p>a", ""),
    (Format::Html, "", "<table><tr><td>", ""),
    (Format::Html, "<p>", "a ", "</p>"),
    (Format::Html, "<p>", "&eacute;", "</p>"),
    (Format::Html, "<p>", "<a href=x>a</a> ", "</p>"),
    (Format::Html, "<!--", "-", ""),
    (Format::Html, "<p a=\"", "b", ""),
    (Format::Html, "<p ", "a ", ">"),
    (Format::Html, "", "<", ""),
    (Format::Html, "", "</p>", ""),
    (Format::Jsonl, "{\"id\":1,\"text\":\"", "\\ud800", "\"}"),
    (Format::Jsonl, "{\"id\":1,\"text\":\"", "\\u0000", "\"}"),
    (Format::Jsonl, "{\"id\":1,\"text\":\"", "Bamako. ", "\"}"),
    (Format::Jsonl, "{\"id\":1,\"text\":", "[", ""),
    (Format::Jsonl, "", "{\"a\":", ""),
    (Format::Jsonl, "{\"id\":1,\"html\":\"", "<i>", "\"}"),
    (Format::Feed, "<rss><channel>", "<item>", ""),
    (
        Format::Feed,
        "<rss><channel><item><description>",
        "&lt;p&gt;",
        "</description></item></channel></rss>",
    ),
    (Format::Markdown, "", "[", ""),
    (Format::Markdown, "", "*a ", ""),
    (Format::Markdown, "", "> ", ""),
    (Format::Markdown, "", "- ", ""),
    (Format::Markdown, "---\n", "a: b\n", "---\n"),
    (Format::Markdown, "", "`", ""),
    (Format::Text, "", "\u{202e}\u{0}", ""),
];

/// CPU time that this thread has used: other processes do not count.
fn used() -> Duration {
    let read = std::fs::read_to_string("/proc/thread-self/schedstat");
    let nanoseconds = read.ok().and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(
        || std::time::UNIX_EPOCH.elapsed().unwrap_or_default(),
        Duration::from_nanos,
    )
}

/// Bytes of the larger text: 32 KiB, or what `GRIOT_HOSTILE_BYTES` says (1048576 takes
/// minutes).
static WHOLE: LazyLock<usize> = LazyLock::new(|| {
    let asked = std::env::var("GRIOT_HOSTILE_BYTES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(1 << 15)
});

/// Runs `work` on a quarter of the text and on the whole: four times the text may take four times
/// the time. Twice that is allowed, since caches and a busy machine are no matter of the text; quadratic
/// work takes sixteen times.
fn linear(name: &str, work: impl Fn(usize)) -> f64 {
    let measure = |size: usize| {
        let before = used();
        work(size);
        (used().saturating_sub(before)).as_secs_f64()
    };
    let quarter = measure(*WHOLE / 4).min(measure(*WHOLE / 4));
    let whole = measure(*WHOLE);
    let ratio = whole / quarter.max(0.05);
    assert!(ratio < 8.0, "{name:?}: {quarter:.3} s, then {whole:.3} s");
    assert!(whole < 30.0, "{name:?}: {whole:.1} s");
    ratio
}

#[test]
fn a_megabyte_of_malice_takes_linear_time() {
    let mut worst = (0.0, "");
    for piece in MALICE {
        let ratio = linear(piece, |size| {
            check(&article(None, &piece.repeat(size / piece.len())));
        });
        if ratio > worst.0 {
            worst = (ratio, piece);
        }
    }
    println!(
        "four times the text takes at most {:.1} times the time ({:?})",
        worst.0, worst.1
    );
}

#[test]
fn a_megabyte_of_malice_in_any_format_takes_linear_time() {
    let mut worst = (0.0, "");
    for (format, before, piece, after) in FILES {
        let ratio = linear(piece, |size| {
            let text = format!("{before}{}{after}", piece.repeat(size / piece.len()));
            let piece = Piece::from_bytes("essai", format, text.into());
            for article in READERS.read(&piece).into_iter().flatten() {
                check(&article);
            }
        });
        if ratio > worst.0 {
            worst = (ratio, piece);
        }
    }
    println!(
        "four times the file takes at most {:.1} times the time ({:?})",
        worst.0, worst.1
    );
}

/// Memory that a run may take over such files, program and tables included.
#[cfg(unix)]
const BOUND_IN_KILOBYTES: usize = 1_500_000;

#[cfg(unix)]
#[test]
fn megabytes_of_malice_stay_within_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let ending = |format| match format {
        Format::Html => "html",
        Format::Jsonl => "jsonl",
        Format::Feed => "rss",
        Format::Markdown => "md",
        _ => "txt",
    };
    let texts = MALICE.into_iter().map(|piece| (Format::Text, "", piece, ""));
    for (number, (format, before, piece, after)) in FILES.into_iter().chain(texts).enumerate() {
        let text = format!("{before}{}{after}", piece.repeat(*WHOLE / piece.len()));
        std::fs::write(folder.path().join(format!("{number}.{}", ending(format))), text).unwrap();
    }
    // Invalid UTF-8, and UTF-16 that is none.
    std::fs::write(folder.path().join("bytes.txt"), vec![0xff; *WHOLE]).unwrap();
    std::fs::write(
        folder.path().join("wide.txt"),
        [0xff, 0xfe, 0x00, 0xd8].repeat(*WHOLE / 4),
    )
    .unwrap();
    let script = format!("ulimit -v {BOUND_IN_KILOBYTES} && exec \"$0\" extract --threads 1 \"$1\"");
    let output = std::process::Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_griot")])
        .arg(folder.path())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    // Some of these files are no articles: that is said, and is no crash.
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{:?} {errors}",
        output.status
    );
    assert!(!errors.contains("panicked"), "{errors}");
}

/// Choices that are the same in every run of one seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound.max(1)
    }
}

/// Bytes that readers take for something.
const TOKENS: [&[u8]; 24] = [
    b"\"",
    b"'",
    b"\\",
    b"[",
    b"]",
    b"{",
    b"}",
    b"<",
    b">",
    b"</",
    b"<!--",
    b"&#",
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\r\n",
    b"---\n",
    b"[[frame]]\n",
    b"= [",
    b"\\ud800",
    b" ?x ",
    b"\xe2\x80\xae",
    b"@prefix ",
    b"9999999999999999999",
];

/// One seed with some of its bytes changed, moved, doubled, gone or another's.
fn mutated(seeds: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seeds[chance.below(seeds.len())].clone();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(64)).min(bytes.len());
        match chance.below(6) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].repeat(1 + chance.below(30));
                bytes.splice(at..at, piece);
            }
            3 => {
                let other = &seeds[chance.below(seeds.len())];
                let from = chance.below(other.len() + 1);
                let piece = other[from..(from + chance.below(400)).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            4 => bytes.truncate(at),
            _ => {
                bytes.splice(at..at, TOKENS[chance.below(TOKENS.len())].iter().copied());
            }
        }
        bytes.truncate(1 << 16);
    }
    bytes
}

/// The files below `prefix` of the built-in knowledge.
fn seeds(prefix: &str, ending: &str) -> Vec<Vec<u8>> {
    let data = Data::builtin();
    let files = data.below(prefix).filter(|file| file.path.ends_with(ending));
    files.map(|file| file.bytes.to_vec()).collect()
}

/// Files of other formats, made of the sample articles.
fn written(format: Format) -> Vec<Vec<u8>> {
    let texts = seeds("articles/", ".md");
    let text = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .chars()
            .take(2000)
            .collect::<String>()
    };
    let texts = texts.iter().map(|bytes| text(bytes));
    texts
        .map(|text| match format {
            Format::Jsonl => serde_json::json!({"id": 7, "date": "2025-04-03", "title": "Titre", "text": text})
                .to_string()
                .into_bytes(),
            Format::Feed => format!(
                "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item><title>Titre</title><guid>7</guid>\
                 <pubDate>Thu, 03 Apr 2025 10:00:00 GMT</pubDate><description><![CDATA[<p>{text}</p>]]>\
                 </description></item></channel></rss>"
            )
            .into_bytes(),
            _ => format!(
                "<!DOCTYPE html><html lang=\"fr\"><head><title>Titre</title><meta property=\"article:published_time\" \
                 content=\"2025-04-03\"></head><body><nav>Menu</nav><article><h1>Titre</h1><p>{}</p></article></body></html>",
                text.replace("\n\n", "</p><p>")
            )
            .into_bytes(),
        })
        .collect()
}

fn read_mutated(format: Format, bytes: Vec<u8>) {
    for article in READERS
        .read(&Piece::from_bytes("essai", format, bytes))
        .into_iter()
        .flatten()
    {
        check(&article);
    }
}

fn mapping() -> Mapping {
    Mapping::new(Base::new(DEFAULT_BASE).unwrap(), ENGINE.ontology())
}

/// A store of one article, to be asked and validated.
static STORE: LazyLock<Store> = LazyLock::new(|| {
    let store = Store::memory(mapping()).unwrap();
    let article = article(None, "Ankara a livré six drones à l'armée malienne.");
    store
        .replace_article(&article, &ENGINE.extract(&article), "v")
        .unwrap();
    store
});

fn overlay(path: &str, bytes: Vec<u8>) -> Data {
    let mut data = Data::default();
    data.insert(path.to_owned(), path.to_owned(), bytes.into());
    data
}

fn load_rule(bytes: Vec<u8>) {
    let data = overlay("rules/fuzz/fuzz.toml", bytes);
    let (rules, errors) = Rules::read(&data, ENGINE.ontology(), ENGINE.lexicon());
    for error in errors {
        let mut out = String::new();
        let _ = miette::NarratableReportHandler::new().render_report(&mut out, &error);
    }
    if !rules.is_empty() {
        let article = article(
            None,
            "Ankara a livré six drones à l'armée malienne. Moscou et Bamako se sont réunis.",
        );
        let _ = ENGINE.apply(&article, &ENGINE.read(&article), &rules);
    }
}

fn load_shapes(bytes: Vec<u8>) {
    if let Ok(shapes) = Shapes::load(&overlay("ontology/shapes.ttl", bytes), ENGINE.ontology()) {
        STORE.validate(&shapes).unwrap();
    }
}

fn import(bytes: Vec<u8>) {
    for format in [GraphFormat::Turtle, GraphFormat::JsonLd, GraphFormat::RdfXml] {
        let store = Store::memory(mapping()).unwrap();
        if store.import("fuzz", &bytes, format).is_ok() {
            assert!(store.articles().unwrap().is_empty());
            assert_eq!(store.check().unwrap(), []);
        }
    }
}

fn query(bytes: Vec<u8>) {
    let sparql = String::from_utf8_lossy(&bytes).into_owned();
    if let Ok(answer) = STORE.query(&sparql, Dataset::All) {
        let _ = answer.into_table();
    }
}

/// A number from the environment.
fn setting(name: &str, default: usize) -> usize {
    let value = std::env::var(name).ok();
    value.and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Mutated files never panic. `GRIOT_MUTATIONS` says how many of each kind (default 300), `GRIOT_SEED` which.
#[test]
fn mutated_files_are_read_or_refused() {
    type Target = (&'static str, Vec<Vec<u8>>, fn(Vec<u8>));
    let (count, seed) = (setting("GRIOT_MUTATIONS", 300), setting("GRIOT_SEED", 4711));
    let articles = || seeds("articles/", ".md");
    let targets: [Target; 9] = [
        ("text", articles(), |bytes| read_mutated(Format::Text, bytes)),
        ("markdown", articles(), |bytes| {
            read_mutated(Format::Markdown, bytes)
        }),
        ("html", written(Format::Html), |bytes| {
            read_mutated(Format::Html, bytes)
        }),
        ("jsonl", written(Format::Jsonl), |bytes| {
            read_mutated(Format::Jsonl, bytes)
        }),
        ("feed", written(Format::Feed), |bytes| {
            read_mutated(Format::Feed, bytes)
        }),
        ("rules", seeds("rules/", ".toml"), load_rule),
        ("shapes", seeds("ontology/", "shapes.ttl"), load_shapes),
        ("import", seeds("ontology/", ".ttl"), import),
        ("query", seeds("queries/", ".rq"), query),
    ];
    for (name, seeds, run) in targets {
        assert!(!seeds.is_empty(), "{name}");
        let mut chance = Chance(seed as u64 | 1);
        let before = used();
        for _ in 0..count {
            run(mutated(&seeds, &mut chance));
        }
        println!(
            "{name}: {count} mutations in {:.1} s",
            (used() - before).as_secs_f64()
        );
    }
}

/// Sentences of news out of their order, cut and spliced: what hangs on what is odd then, and must still come to an end.
/// `GRIOT_MUTATIONS` says how many articles (default 300), `GRIOT_SEED` which.
#[test]
fn spliced_sentences_are_read() {
    let mut chance = Chance(setting("GRIOT_SEED", 4711) as u64 | 1);
    let texts: Vec<String> = seeds("articles/", ".md")
        .iter()
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    let sentences: Vec<Vec<&str>> = texts
        .iter()
        .flat_map(|text| text.split_inclusive(". "))
        .map(|sentence| sentence.split_whitespace().collect())
        .filter(|words: &Vec<&str>| words.len() > 3)
        .collect();
    for _ in 0..setting("GRIOT_MUTATIONS", 300) {
        let mut words: Vec<&str> = Vec::new();
        for _ in 0..1 + chance.below(8) {
            let (one, other) = (
                &sentences[chance.below(sentences.len())],
                &sentences[chance.below(sentences.len())],
            );
            let (until, from) = (chance.below(one.len()), chance.below(other.len()));
            match chance.below(3) {
                0 => words.extend(one),
                1 => words.extend(one[..until].iter().chain(&other[from..])),
                _ => words.extend(one[..until].iter().chain(&one[until + 1..])),
            }
        }
        check(&article(None, &words.join(" ")));
    }
}
