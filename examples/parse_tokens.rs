//! Development only: the tokens layer of text files, without the rest of the pipeline.
use griot::article::Article;
use griot::clause::WordClasses;
use griot::data::Data;
use griot::lexicon::{LemmaId, Lexicon};
use griot::span::CodePoints;
use griot::text::{Source, Typography};
use std::io::Write;

fn main() {
    let mut data = Data::builtin();
    for path in [
        "grammar/classes.toml",
        "lexicon/function-words.toml",
        "lexicon/typography.toml",
        "lexicon/locutions.toml",
        "lexicon/supplement.toml",
        "lexicon/semantic-classes.toml",
    ] {
        if let Ok(bytes) = std::fs::read(format!("data/{path}")) {
            data.insert(path.to_owned(), format!("data/{path}"), bytes.into());
        }
    }
    let start = std::time::Instant::now();
    let lexicon = Lexicon::load(&data).unwrap_or_else(|e| panic!("{:?}", miette::Report::new(e)));
    let t1 = start.elapsed();
    let typography = Typography::load(&data).unwrap_or_else(|e| panic!("{:?}", miette::Report::new(e)));
    let t2 = start.elapsed();
    let classes =
        WordClasses::load(&data, &lexicon).unwrap_or_else(|e| panic!("{:?}", miette::Report::new(e)));
    eprintln!(
        "load lexicon {t1:?} typography {:?} classes {:?}",
        t2 - t1,
        start.elapsed() - t2
    );
    for path in std::env::args().skip(1) {
        let source = Source::of(&Article {
            text: std::fs::read_to_string(&path).unwrap(),
            ..Article::default()
        });
        let start = std::time::Instant::now();
        let (text, _) = typography.read(&source);
        let t1 = start.elapsed();
        let tokens = classes.tag(&source, &text, &lexicon, &[]);
        let t2 = start.elapsed();
        let mb = source.text.len() as f64 / 1e6;
        eprintln!(
            "{mb:.2} MB: text {:.1} MB/s, classes {:.1} MB/s",
            mb / t1.as_secs_f64(),
            mb / (t2 - t1).as_secs_f64()
        );
        let points = CodePoints::new(&source.text);
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        for (word, token) in text.words.iter().zip(&tokens) {
            let (s, e) = points.range(word.span);
            let (a, b) = points.range(text.sentences[word.sentence as usize].span);
            let form = word.span.of(&source.text);
            let lemma = if token.lemma == LemmaId::UNKNOWN {
                form.to_lowercase()
            } else {
                lexicon.lemma(token.lemma).to_owned()
            };
            let line = serde_json::json!({"start": s, "end": e, "text": form, "lemma": lemma, "pos": token.class.tag(), "sentence": {"start": a, "end": b}});
            writeln!(out, "{line}").unwrap();
        }
    }
}
