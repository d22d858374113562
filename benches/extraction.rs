//! How fast Griot reads: text → statements on one thread, and start-up with the embedded data.
//!
//! The text is 50 MB that `../shared/bench-text` makes (diverse sentences, so that neither caches nor branch
//! predictors are flattered), kept under `target/bench/`. Without it the sample corpus is read again and
//! again, which is said loudly, since its figure flatters.
//!
//! `GRIOT_BENCH_MB` sets another size.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use griot::article::Article;
use griot::data::Data;
use griot::engine::{DEFAULT_BASE, Engine, batches};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The allocator of the program.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Megabytes of text to read.
fn megabytes() -> u32 {
    std::env::var("GRIOT_BENCH_MB")
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(50)
}

/// The generated corpus, made at its first use; `None` where the generator is missing.
fn generated() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let generator = root.join("../shared/bench-text");
    let corpus = root.join(format!("target/bench/corpus-{}.jsonl", megabytes()));
    if !corpus.exists() {
        if !generator.exists() {
            return None;
        }
        std::fs::create_dir_all(corpus.parent()?).ok()?;
        let made = Command::new(generator)
            .args(["--mb", &megabytes().to_string(), "--out"])
            .arg(&corpus)
            .status();
        if !made.is_ok_and(|status| status.success()) {
            return None;
        }
    }
    Some(corpus)
}

/// The articles of a JSONL file that the generator wrote: text, title and id only.
fn articles() -> Vec<Article> {
    let Some(corpus) = generated() else {
        eprintln!(
            "!! ../shared/bench-text is missing: reading the sample corpus instead, which flatters the figure"
        );
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
        let mut texts: Vec<PathBuf> = std::fs::read_dir(sample)
            .expect("the sample corpus is part of the project")
            .flatten()
            .map(|entry| entry.path())
            .collect();
        texts.sort();
        let article = |path: &PathBuf| Article {
            text: std::fs::read_to_string(path).unwrap_or_default(),
            ..Article::default()
        };
        return texts.iter().map(article).collect();
    };
    let lines = std::fs::read_to_string(corpus).expect("the corpus was just made");
    let article = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).expect("the generator writes JSON");
        let field = |name: &str| record[name].as_str().map(str::to_owned);
        Article {
            key: field("id").unwrap_or_default(),
            name: field("id").unwrap_or_default(),
            title: field("title"),
            date: field("date").and_then(|date| date.parse().ok()),
            text: field("text").unwrap_or_default(),
            ..Article::default()
        }
    };
    lines.lines().map(article).collect()
}

fn extraction(criterion: &mut Criterion) {
    let engine = Engine::load(&Data::builtin(), DEFAULT_BASE).expect("the embedded data is sound");
    let articles = articles();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let read = || -> usize {
        let found = batches(&articles).flat_map(|batch| engine.extract_all(batch));
        found.map(|statements| statements.len()).sum()
    };
    let statements = read();
    eprintln!(
        "{:.1} statements per MB",
        statements as f64 / (bytes as f64 / 1e6)
    );
    let mut group = criterion.benchmark_group("extraction");
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("text to statements, one thread", |bencher| {
        bencher.iter(read);
    });
    group.finish();
}

fn start_up(criterion: &mut Criterion) {
    criterion.bench_function("start-up with the embedded data", |bencher| {
        bencher.iter(|| Engine::load(&Data::builtin(), DEFAULT_BASE).expect("the embedded data is sound"));
    });
}

criterion_group!(benches, extraction, start_up);
criterion_main!(benches);
