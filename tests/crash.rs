//! A build that is killed at any moment leaves whole articles, and the next run completes it.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
#![cfg(feature = "rocksdb")]

use griot::data::Data;
use griot::engine::DEFAULT_BASE;
use griot::graph::{Base, Dataset, ExportOptions, GraphFormat, Mapping, Store};
use griot::ontology::Ontology;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ARTICLES: usize = 400;
const KILLS: u32 = 12;

/// A file of invented articles.
fn articles(path: &Path) {
    let states = ["Mali", "Niger", "Tchad", "Togo", "Ghana", "Sénégal"];
    let mut lines = String::new();
    for number in 0..ARTICLES {
        let (one, other) = (states[number % 6], states[(number / 6 + 1) % 6]);
        let text = format!(
            "Le président du {one} a rencontré mardi le président du {other}. Le {one} va fournir des \
             véhicules au {other}. Le {other} a accusé le {one} de soutenir des rebelles. Note {number}."
        );
        let _ = writeln!(
            lines,
            r#"{{"id":"n{number}","date":"2025-03-01","text":"{text}"}}"#
        );
    }
    std::fs::write(path, lines).unwrap();
}

fn build(input: &Path, store: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_griot"))
        .args(["build", "--threads", "1", "--store"])
        .args([store, input])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn read(path: &Path) -> Store {
    let ontology = Ontology::load(&Data::builtin()).unwrap();
    Store::open_read_only(path, Mapping::new(Base::new(DEFAULT_BASE).unwrap(), &ontology)).unwrap()
}

fn export(path: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    read(path)
        .export(ExportOptions::new(GraphFormat::NQuads), &mut out)
        .unwrap();
    out
}

/// Everything of every article in the store is there, its text included.
fn check_whole(path: &Path, scratch: &Store) {
    let store = read(path);
    for article in store.articles().unwrap() {
        assert!(
            store.text(&article.key).unwrap().is_some(),
            "{} has no text",
            article.key
        );
        let expected = scratch.claims_of_article(&article.key).unwrap();
        assert_eq!(
            store.claims_of_article(&article.key).unwrap(),
            expected,
            "{}",
            article.key
        );
    }
    let torn =
        "ASK { ?s rdf:subject ?a FILTER NOT EXISTS { ?s griot:evidence/oa:exact ?q ; griot:rule ?r } }";
    let answer = store.query(torn, Dataset::All).unwrap().into_table().unwrap();
    assert_eq!(answer.rows, [["false"]]);
}

#[test]
fn a_killed_build_leaves_whole_articles_and_is_completed() {
    let home = tempfile::tempdir().unwrap();
    let (input, scratch, path) = (
        home.path().join("in.jsonl"),
        home.path().join("scratch"),
        home.path().join("store"),
    );
    articles(&input);
    let start = Instant::now();
    assert!(build(&input, &scratch).wait().unwrap().success());
    let whole = start.elapsed();
    let reference = read(&scratch);
    for round in 0..KILLS {
        let mut child = build(&input, &path);
        // Spread over the whole run, a little beyond its end.
        std::thread::sleep(whole * (round + 1) / (KILLS - 1) + Duration::from_millis(u64::from(round)));
        let _ = child.kill();
        let finished = child.wait().unwrap().success();
        if path.join("griot-store.toml").exists() {
            check_whole(&path, &reference);
        }
        if finished {
            std::fs::remove_dir_all(&path).unwrap();
        }
    }
    assert!(build(&input, &path).wait().unwrap().success());
    assert_eq!(export(&path), export(&scratch));
    assert!(!path.join("building").exists());
}
