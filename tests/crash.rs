//! A process that is killed at any moment leaves whole articles, and the next run completes its work.
//!
//! `GRIOT_KILLS` says how often (default 24), `GRIOT_SEED` at which moments.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
#![cfg(feature = "rocksdb")]

use griot::data::Data;
use griot::engine::DEFAULT_BASE;
use griot::graph::{Base, ExportOptions, GraphFormat, Mapping, Store};
use griot::ontology::Ontology;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ARTICLES: usize = 300;

/// Moments and choices; the same seed gives the same ones.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

/// A file of invented articles, some of them copies of others; another edition has other texts.
fn articles(path: &Path, edition: usize) {
    let states = ["Mali", "Niger", "Tchad", "Togo", "Ghana", "Sénégal"];
    let mut lines = String::new();
    for number in 0..ARTICLES {
        let (one, other) = (states[(number + edition) % 6], states[(number / 6 + 1) % 6]);
        let told = if number % 10 == 9 { number - 1 } else { number };
        let text = format!(
            "Le président du {one} a rencontré mardi le président du {other}. Le {one} va fournir des \
             véhicules au {other}. Le {other} a accusé le {one} de soutenir des rebelles. Dépêche {told} : le \
             pont {told} a rouvert, la route {told} est barrée, le marché {told} se tient vendredi."
        );
        let _ = writeln!(
            lines,
            r#"{{"id":"n{number}","date":"2025-03-01","text":"{text}"}}"#
        );
    }
    std::fs::write(path, lines).unwrap();
}

fn griot(arguments: &[&str], paths: &[&Path]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_griot"))
        .args(arguments)
        .args(paths)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn build(input: &Path, store: &Path) -> Child {
    griot(&["build", "--threads", "1", "--store"], &[store, input])
}

fn remove(store: &Path) -> Child {
    griot(&["remove", "n3", "n8", "n9", "n100", "n299", "--store"], &[store])
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

/// Every article in the store is one of the editions', and nothing of it is missing.
fn check_whole(path: &Path, editions: &[Store]) {
    let store = read(path);
    assert_eq!(store.check().unwrap(), []);
    let known: Vec<BTreeMap<String, String>> = editions
        .iter()
        .map(|edition| {
            let articles = edition.articles().unwrap().into_iter();
            articles
                .map(|article| (article.key, article.content_hash))
                .collect()
        })
        .collect();
    for article in store.articles().unwrap() {
        let edition = known
            .iter()
            .position(|edition| edition.get(&article.key) == Some(&article.content_hash))
            .unwrap();
        let mut found = store.claims_of_article(&article.key).unwrap();
        let mut expected = editions[edition].claims_of_article(&article.key).unwrap();
        // Whose copy an article is depends on who else is there.
        for claim in found.iter_mut().chain(&mut expected) {
            std::sync::Arc::make_mut(&mut claim.source).origin.clear();
        }
        assert_eq!(found, expected, "{}", article.key);
    }
}

#[test]
fn whatever_is_killed_leaves_whole_articles_and_is_completed() {
    let home = tempfile::tempdir().unwrap();
    let inputs: Vec<PathBuf> = (0..2)
        .map(|edition| home.path().join(format!("in{edition}.jsonl")))
        .collect();
    let scratches: Vec<PathBuf> = (0..2)
        .map(|edition| home.path().join(format!("scratch{edition}")))
        .collect();
    let path = home.path().join("store");
    let mut whole = Duration::ZERO;
    for edition in 0..2 {
        articles(&inputs[edition], edition);
        let start = Instant::now();
        assert!(
            build(&inputs[edition], &scratches[edition])
                .wait()
                .unwrap()
                .success()
        );
        whole = start.elapsed();
    }
    let editions: Vec<Store> = scratches.iter().map(|path| read(path)).collect();
    let seed = number("GRIOT_SEED", 20_250_301);
    let mut chance = Chance(seed | 1);
    let (kills, mut survived, mut finished) = (number("GRIOT_KILLS", 24), 0, 0);
    for _ in 0..kills {
        let mut child = match chance.next() % 4 {
            0 | 1 => build(&inputs[0], &path),
            2 => build(&inputs[1], &path),
            _ => remove(&path),
        };
        // Half of them early on, while the store is young; some after the end.
        let share = chance.share();
        std::thread::sleep(whole.mul_f64(1.1 * share));
        let _ = child.kill();
        if child.wait().unwrap().success() {
            finished += 1;
        } else {
            survived += 1;
        }
        if path.join("griot-store.toml").exists() {
            check_whole(&path, &editions);
        }
        if chance.next().is_multiple_of(6) && path.exists() {
            std::fs::remove_dir_all(&path).unwrap();
        }
    }
    println!("seed {seed}: {survived} processes killed at work, {finished} had finished");
    assert!(build(&inputs[0], &path).wait().unwrap().success());
    assert_eq!(export(&path), export(&scratches[0]));
    assert!(!path.join("building").exists());
    assert!(!path.join("rdf.old").exists() && !path.join("rdf.draft").exists());
}
