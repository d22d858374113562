//! Exports and shapes, checked with other people's tools (rdflib, pyoxigraph, pyshacl).
//!
//! They are in Python: `scripts/prepare-python.sh` installs them into `target/python`. Where they are
//! missing the tests are passed over, loudly; continuous integration has them.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
#![cfg(feature = "rocksdb")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The interpreter with the packages; `None` where there is none.
fn python() -> Option<PathBuf> {
    let python = root().join("target/python/bin/python");
    if python.exists() {
        return Some(python);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "run scripts/prepare-python.sh first"
    );
    eprintln!("SKIPPED: no target/python; scripts/prepare-python.sh makes it");
    None
}

fn griot(arguments: &[&str], paths: &[&Path]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_griot"))
        .args(arguments)
        .args(paths)
        .output()
        .unwrap()
}

fn done(output: std::process::Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn run(python: &Path, script: &str, arguments: &[&Path]) -> String {
    let script = root().join("tests/python").join(script);
    done(Command::new(python).arg(script).args(arguments).output().unwrap())
}

/// The sample corpus in a store.
fn build(store: &Path) {
    let articles = root().join("data/articles");
    done(griot(&["build", "--store"], &[store, &articles]));
}

#[test]
fn other_parsers_read_every_export_alike() {
    let Some(python) = python() else { return };
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("store");
    build(&store);
    for format in ["ttl", "trig", "nt", "nq", "rdf", "jsonld"] {
        let file = home.path().join(format!("griot.{format}"));
        done(griot(
            &["export", "--format", format, "--output"],
            &[&file, Path::new("--store"), &store],
        ));
        if format != "jsonld" {
            let file = home.path().join(format!("griot12.{format}"));
            done(griot(
                &["export", "--rdf12", "--format", format, "--output"],
                &[&file, Path::new("--store"), &store],
            ));
        }
    }
    let counts: serde_json::Value =
        serde_json::from_str(&run(&python, "exports.py", &[home.path()])).unwrap();
    println!("{counts}");
    let quads = std::fs::read_to_string(home.path().join("griot.nq")).unwrap();
    assert_eq!(counts["rdflib"]["trig"], quads.lines().count());
    assert_eq!(counts["pyoxigraph"]["jsonld"], quads.lines().count());
    let lines = done(griot(
        &["extract", "--format", "jsonl"],
        &[&root().join("data/articles")],
    ));
    assert_eq!(counts["statements"], lines.lines().count());
}

#[test]
fn context_and_description_are_read_alike() {
    let Some(python) = python() else { return };
    let home = tempfile::tempdir().unwrap();
    let (store, file) = (home.path().join("store"), home.path().join("void.ttl"));
    build(&store);
    let description = done(griot(&["status", "--format", "ttl", "--store"], &[&store]));
    std::fs::write(&file, description).unwrap();
    let context = root().join("ontology/context.jsonld");
    let found: serde_json::Value =
        serde_json::from_str(&run(&python, "context.py", &[&context, &file])).unwrap();
    let export = done(griot(&["export", "--format", "nq", "--store"], &[&store]));
    assert_eq!(found["triples"], export.lines().count());
    let articles = std::fs::read_dir(root().join("data/articles")).unwrap();
    let articles = articles.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with("aes-")
    });
    assert_eq!(
        found["classes"]["https://schema.org/NewsArticle"],
        articles.count()
    );
}

/// Focus, path and constraint of each line.
fn violations(lines: &str) -> BTreeSet<(String, String, String)> {
    let line = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        (text("focus"), text("path"), text("constraint"))
    };
    lines.lines().map(line).collect()
}

#[test]
fn another_validator_finds_what_ours_finds() {
    let Some(python) = python() else { return };
    let home = tempfile::tempdir().unwrap();
    let [store, export, damaged, other] =
        ["store", "griot.ttl", "damaged.ttl", "other"].map(|name| home.path().join(name));
    build(&store);
    let at = Path::new("--store");
    done(griot(&["export", "--output"], &[&export, at, &store]));
    let ontology = root().join("ontology/griot.ttl");
    let shapes = [
        root().join("ontology/shapes.ttl"),
        root().join("ontology/predicate-shapes.ttl"),
    ];
    let validate = |data: &Path| {
        violations(&run(
            &python,
            "shapes.py",
            &[data, &ontology, &shapes[0], &shapes[1]],
        ))
    };
    assert_eq!(validate(&export), BTreeSet::new());
    assert!(griot(&["validate", "--store"], &[&store]).status.success());

    std::fs::write(&damaged, damage(&std::fs::read_to_string(&export).unwrap())).unwrap();
    done(griot(&["import"], &[&damaged, at, &other]));
    let ours = griot(&["validate", "--format", "json", "--store"], &[&other]);
    assert_eq!(ours.status.code(), Some(1));
    let ours = violations(&String::from_utf8(ours.stdout).unwrap());
    let constraints: BTreeSet<&str> = ours.iter().map(|(_, _, name)| name.as_str()).collect();
    for expected in [
        "MinCount",
        "MaxCount",
        "Datatype",
        "In",
        "Or",
        "Closed",
        "LessThan",
        "MinLength",
    ] {
        assert!(constraints.contains(expected), "{constraints:?}");
    }
    assert_eq!(ours, validate(&damaged));
}

/// Turtle with many a fault put in: each kind at every third place where it can be.
fn damage(turtle: &str) -> String {
    let kinds = [
        ("griot:status griot:actual", "griot:status griot:sure"),
        ("griot:rule \"", "griot:rule 7 ; griot:rule \""),
        ("griot:status griot:planned", "griot:colour \"red\""),
        ("oa:start ", "oa:start 99999999 ; oa:comment "),
        ("griot:contentHash \"", "griot:contentHash \"abc\", \""),
        ("a griot:State ;", "a griot:Place ;"),
        ("rdf:predicate ", "rdf:predicate 12 ; rdf:predicate "),
    ];
    let mut seen = [0; 7];
    let mut out = String::new();
    for line in turtle.lines() {
        let mut line = line.to_owned();
        for ((from, to), seen) in kinds.iter().zip(&mut seen) {
            *seen += usize::from(line.contains(from));
            if *seen % 3 == 1 && line.contains(from) {
                line = line.replace(from, to);
            }
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}
