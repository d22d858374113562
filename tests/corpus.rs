//! Corpus tests: `tests/corpus/<stage>/*.txt`, each case a title, a text, `---` and what the stage
//! makes of it.
//!
//! A first line `date: 2025-04-05` dates the article. `GRIOT_BLESS=1 cargo test --test corpus`
//! writes what the stages give into the files, to be read over and committed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use griot::article::Article;
use griot::clause::{Analysis, Grammar, WordClasses, outline};
use griot::data::Data;
use griot::lexicon::Lexicon;
use griot::mention::{
    DateValue, EntityId, Gazetteer, LocalEntity, MentionKind, MentionLayer, Mentions, PartOf, TimeDirection,
    TimeUnit,
};
use griot::ontology::Ontology;
use griot::resolve::{Reference, Resolver};
use griot::text::{Source, Text, Typography};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

struct Stages {
    typography: Typography,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    mentions: Mentions,
    classes: WordClasses,
    grammar: Grammar,
    resolver: Resolver,
}

static STAGES: LazyLock<Stages> = LazyLock::new(|| {
    let data = Data::builtin();
    let ontology = Ontology::load(&data).unwrap();
    let gazetteer = Gazetteer::load(&data, &ontology).unwrap();
    let lexicon = Lexicon::load(&data).unwrap();
    Stages {
        typography: Typography::load(&data).unwrap(),
        classes: WordClasses::load(&data, &lexicon).unwrap(),
        grammar: Grammar::load(&data, &lexicon).unwrap(),
        resolver: Resolver::load(&data, &gazetteer, &lexicon).unwrap(),
        lexicon,
        mentions: Mentions::load(&data, &gazetteer).unwrap(),
        gazetteer,
    }
});

/// One case of a corpus file.
struct Case {
    title: String,
    input: String,
    expected: String,
}

const RULE: &str = "================";

fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut parts = text.split(RULE).map(|part| part.trim_matches('='));
    parts.next();
    while let (Some(title), Some(body)) = (parts.next(), parts.next()) {
        let (input, expected) = body.split_once("\n---\n").unwrap_or((body, ""));
        let trim = |text: &str| text.trim_matches('\n').to_owned();
        cases.push(Case {
            title: title.trim().to_owned(),
            input: trim(input),
            expected: trim(expected),
        });
    }
    cases
}

/// Runs every case below `tests/corpus/<stage>` through `render`.
fn check(stage: &str, render: impl Fn(&Article) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(stage);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let bless = std::env::var_os("GRIOT_BLESS").is_some();
    let mut failures = String::new();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "txt"))
    {
        let mut blessed = String::new();
        for case in cases(&std::fs::read_to_string(file).unwrap()) {
            let found = render(&article(&case.input)).trim_matches('\n').to_owned();
            if found != case.expected && !bless {
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                let (title, expected) = (&case.title, &case.expected);
                let _ = writeln!(
                    failures,
                    "{name}: {title}\n--- expected\n{expected}\n--- found\n{found}\n"
                );
            }
            let _ = write!(
                blessed,
                "{RULE}\n{}\n{RULE}\n{}\n---\n{found}\n\n",
                case.title, case.input
            );
        }
        if bless {
            std::fs::write(file, blessed).unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn article(input: &str) -> Article {
    let dated = input
        .strip_prefix("date: ")
        .and_then(|rest| rest.split_once('\n'));
    let (date, text) = dated.map_or((None, input), |(date, text)| (date.trim().parse().ok(), text));
    Article {
        text: text.to_owned(),
        date,
        ..Article::default()
    }
}

fn read(article: &Article) -> (Source, Text, MentionLayer) {
    let source = Source::of(article);
    let (text, _) = STAGES.typography.read(&source);
    let layer = STAGES
        .mentions
        .find(&STAGES.gazetteer, &STAGES.lexicon, &source, &text);
    (source, text, layer)
}

/// An entity's label; those of the article itself with a star.
fn label(locals: &[LocalEntity], id: EntityId) -> String {
    let class = |class| {
        let ontology = &STAGES.gazetteer;
        ontology.class_name(class).to_owned()
    };
    match STAGES.gazetteer.get(id) {
        Some(entity) => entity.label.to_string(),
        None => {
            let local = &locals[id.0 as usize - STAGES.gazetteer.len()];
            format!("*{} ({})", local.label, class(local.class))
        }
    }
}

fn date(value: &DateValue) -> String {
    let unit = |unit: &TimeUnit| match unit {
        TimeUnit::Day => "day",
        TimeUnit::Week => "week",
        TimeUnit::Weekend => "weekend",
        TimeUnit::Month => "month",
        TimeUnit::Year => "year",
    };
    match value {
        DateValue::Calendar {
            year,
            month,
            day,
            weekday,
        } => {
            let year = year.map_or("????".to_owned(), |year| year.to_string());
            let two = |value: &Option<i8>| value.map_or(String::new(), |value| format!("-{value:02}"));
            let month = if month.is_none() && day.is_some() {
                "-??".to_owned()
            } else {
                two(month)
            };
            let weekday = weekday.map_or(String::new(), |weekday| format!(" w{weekday}"));
            format!("{year}{month}{}{weekday}", two(day))
        }
        DateValue::Relative { amount, unit: of } => format!("{amount:+} {}", unit(of)),
        DateValue::Anaphoric { amount, unit: of } => format!("then {amount:+} {}", unit(of)),
        DateValue::Directed {
            value,
            direction: TimeDirection::Past,
        } => format!("last {}", date(value)),
        DateValue::Directed {
            value,
            direction: TimeDirection::Future,
        } => format!("next {}", date(value)),
        DateValue::Part {
            of,
            part: PartOf::Beginning,
        } => format!("beginning of {}", date(of)),
        DateValue::Part {
            of,
            part: PartOf::Middle,
        } => format!("middle of {}", date(of)),
        DateValue::Part {
            of,
            part: PartOf::End,
        } => format!("end of {}", date(of)),
        DateValue::Interval(from, until) => format!("{} .. {}", date(from), date(until)),
        DateValue::Open { from, until } => {
            let end = |value: &Option<Box<DateValue>>| value.as_deref().map_or(String::new(), date);
            format!("{} .. {}", end(from), end(until)).trim().to_owned()
        }
    }
}

/// Sentences one a line: what kind of line, number of the part if there are several, `~` for boilerplate;
/// then the words. Quotations follow, indented by depth.
#[test]
fn text() {
    check("text", |article| {
        let source = Source::of(article);
        let (text, _) = STAGES.typography.read(&source);
        let mut out = String::new();
        for sentence in &text.sentences {
            let words = &text.words[sentence.words.start as usize..sentence.words.end as usize];
            let words: Vec<&str> = words.iter().map(|word| word.span.of(&source.text)).collect();
            let part = if sentence.part > 0 {
                sentence.part.to_string()
            } else {
                String::new()
            };
            let boilerplate = if sentence.boilerplate { "~" } else { "" };
            let _ = writeln!(out, "{:?}{part}{boilerplate}: {}", sentence.kind, words.join("|"));
        }
        for quotation in &text.quotations {
            let indent = "  ".repeat(usize::from(quotation.depth) + 1);
            let quoted = quotation.span.of(&source.text).replace('\n', " ");
            let _ = writeln!(out, "{indent}{quoted}");
        }
        out
    });
}

/// Words with class and, where it is not the word itself, lemma; sentences one a line.
#[test]
fn classes() {
    check("classes", |article| {
        let source = Source::of(article);
        let (text, _) = STAGES.typography.read(&source);
        let tokens = STAGES.classes.tag(&source, &text, &STAGES.lexicon, &[]);
        let mut out = String::new();
        for sentence in &text.sentences {
            let words = sentence.words.start as usize..sentence.words.end as usize;
            let words = text.words[words.clone()]
                .iter()
                .zip(&tokens[words])
                .map(|(word, token)| {
                    let form = word.span.of(&source.text);
                    let lemma = STAGES.lexicon.lemma(token.lemma);
                    let lemma = if lemma.is_empty() || lemma == form.to_lowercase() || lemma == form {
                        String::new()
                    } else {
                        format!("={lemma}")
                    };
                    format!("{form}{lemma}/{}", token.class.tag())
                });
            let _ = writeln!(out, "{}", words.collect::<Vec<_>>().join(" "));
        }
        out
    });
}

#[test]
fn mention() {
    check("mention", |article| {
        let (source, _, layer) = read(article);
        let mut out = String::new();
        for mention in &layer.mentions {
            let text = mention.span.of(&source.text).replace('\n', " ");
            let names = |ids: &[EntityId]| {
                ids.iter()
                    .map(|id| label(&layer.locals, *id))
                    .collect::<Vec<_>>()
                    .join(" | ")
            };
            let value = match &mention.kind {
                MentionKind::Name(ids) => format!("= {}", names(ids)),
                MentionKind::Demonym(ids) => format!("~ {}", names(ids)),
                MentionKind::Date(value) => format!("@ {}", date(&value.value)),
                MentionKind::Quantity(quantity) => {
                    let about = if quantity.approximate { "~" } else { "" };
                    let upper = quantity.upper.map_or(String::new(), |upper| format!("..{upper}"));
                    format!("# {about}{}{upper}", quantity.value)
                }
            };
            let _ = writeln!(out, "{text} {value}");
        }
        out
    });
}

fn analyse(source: &Source, text: &Text, layer: &MentionLayer) -> Analysis {
    let tokens = STAGES.classes.tag(source, text, &STAGES.lexicon, &layer.mentions);
    STAGES
        .grammar
        .analyse(source, text, &STAGES.lexicon, tokens, &layer.mentions)
}

#[test]
fn clause() {
    check("clause", |article| {
        let (source, text, layer) = read(article);
        let analysis = analyse(&source, &text, &layer);
        outline(&source, &text, &STAGES.lexicon, &analysis)
    });
}

#[test]
fn resolve() {
    check("resolve", |article| {
        let (source, text, layer) = read(article);
        let analysis = analyse(&source, &text, &layer);
        let resolution =
            STAGES
                .resolver
                .resolve(&STAGES.gazetteer, &source, &text, &layer, &analysis, article.date);
        let words = |range: std::ops::Range<u32>| {
            let words = &text.words[range.start as usize..range.end as usize];
            words[0]
                .span
                .cover(words[words.len() - 1].span)
                .of(&source.text)
                .replace('\n', " ")
        };
        let whom = |reference: &Reference| {
            let names = |ids: &[EntityId]| {
                ids.iter()
                    .map(|id| label(&resolution.locals, *id))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let actors = if reference.actors.is_empty() {
                String::new()
            } else {
                format!(" / {}", names(&reference.actors))
            };
            format!("{}{actors} ({:?})", names(&reference.entities), reference.by)
        };
        let mut lines = Vec::new();
        for (group, reference) in analysis.groups.iter().zip(&resolution.groups) {
            if !reference.is_empty() {
                lines.push((
                    group.words.start,
                    format!("{} = {}", words(group.words.clone()), whom(reference)),
                ));
            }
        }
        for (word, reference) in &resolution.words {
            lines.push((
                *word,
                format!("- {} = {}", words(*word..*word + 1), whom(reference)),
            ));
        }
        for (mention, date) in &resolution.dates {
            let mention = &layer.mentions[*mention as usize];
            lines.push((
                mention.words.start,
                format!("{} @ {date}", words(mention.words.clone())),
            ));
        }
        lines.sort();
        lines.into_iter().map(|(_, line)| line + "\n").collect()
    });
}

/// Everything that the stages find, as one string.
fn layers(article: &Article) -> String {
    let (source, text, layer) = read(article);
    let analysis = analyse(&source, &text, &layer);
    let resolution =
        STAGES
            .resolver
            .resolve(&STAGES.gazetteer, &source, &text, &layer, &analysis, article.date);
    format!("{layer:?} {resolution:?}")
}

#[test]
fn resolution_is_deterministic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/resolve");
    for entry in std::fs::read_dir(folder).unwrap() {
        for case in cases(&std::fs::read_to_string(entry.unwrap().path()).unwrap()) {
            let article = article(&case.input);
            assert_eq!(layers(&article), layers(&article), "{}", case.title);
        }
    }
}

#[test]
fn resolution_is_linear_in_the_text() {
    let paragraph = "Le Mali et le Niger ont accusé la France. Ils ont demandé le départ de ses soldats. \
        Le colonel Issa Touramagan (Front pour la paix) a parlé à Bamako. Le pays attend.\n\n";
    let time = |count: usize| {
        let article = Article {
            text: paragraph.repeat(count),
            ..Article::default()
        };
        let (source, text, layer) = read(&article);
        let analysis = analyse(&source, &text, &layer);
        let start = std::time::Instant::now();
        let _ = STAGES
            .mentions
            .find(&STAGES.gazetteer, &STAGES.lexicon, &source, &text);
        let _ = STAGES
            .resolver
            .resolve(&STAGES.gazetteer, &source, &text, &layer, &analysis, None);
        start.elapsed().as_secs_f64()
    };
    // Whatever else the machine does makes a run longer, never shorter.
    let shortest = |count: usize| (0..5).map(|_| time(count)).fold(f64::INFINITY, f64::min);
    // Sixteen times the text may take a good deal more than sixteen times as long where caches end; a quadratic stage
    // would take 256 times.
    let (short, long) = (shortest(50), shortest(800));
    assert!(long < short * 80.0, "{short} s, {long} s");
}
