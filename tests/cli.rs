//! The binary as a user runs it: contracts of output, exit status and messages.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use assert_cmd::Command;
use predicates::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn griot() -> Command {
    let mut command = Command::cargo_bin("griot").unwrap();
    command.env("LC_ALL", "C").env("NO_COLOR", "1");
    command
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn articles() -> PathBuf {
    root().join("data/articles")
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

/// Subject, predicate, object, status of every line.
fn triples(lines: &str) -> BTreeSet<(String, String, String, String)> {
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    lines
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let object = if line["object"]["label"].is_null() {
                &line["object"]["value"]
            } else {
                &line["object"]["label"]
            };
            (
                text(&line["subject"]["label"]),
                text(&line["predicate"]),
                text(object),
                text(&line["status"]),
            )
        })
        .collect()
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let run = |threads: &str| stdout(griot().args(["extract", "--threads", threads]).arg(articles()));
    let one = run("1");
    assert!(one.lines().count() > 50, "the sample corpus says something");
    assert_eq!(one, run("2"));
}

#[test]
fn quotes_are_the_text_at_their_offsets() {
    for line in stdout(griot().arg("extract").arg(articles())).lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = articles().join(line["article"].as_str().unwrap());
        let text: Vec<char> = std::fs::read_to_string(file).unwrap().chars().collect();
        for evidence in line["evidence"].as_array().unwrap() {
            let at = |key: &str| evidence[key].as_u64().unwrap() as usize;
            let slice: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(evidence["quote"].as_str().unwrap(), slice);
            assert!(slice.chars().count() <= 800);
        }
    }
}

#[test]
fn pages_say_what_their_twins_in_markdown_say() {
    for name in ["aes-08-cedeao-sanctions", "aes-11-tchad-base-kossei"] {
        let page = root().join(format!("tests/articles/{name}.html"));
        let twin = articles().join(format!("{name}.md"));
        let said = |path: &Path| triples(&stdout(griot().arg("extract").arg(path)));
        assert_eq!(said(&page), said(&twin), "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bad.txt"), [0u8, 159, 146, 150, 0, 1]).unwrap();
    std::fs::write(
        folder.path().join("good.txt"),
        "Ankara a livré six drones au Mali.",
    )
    .unwrap();
    griot()
        .arg("extract")
        .arg(folder.path())
        .assert()
        .code(1)
        .stdout(predicate::str::contains("supplies"))
        .stderr(predicate::str::contains("bad.txt"));
}

#[test]
fn wrong_usage_has_status_two() {
    griot().arg("extract").assert().code(2);
    griot()
        .args(["query", "--store", "/nowhere/at/all", "ASK {}"])
        .assert()
        .code(2);
}

#[test]
fn a_rule_file_with_a_mistake_is_named_with_its_line() {
    let data = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(data.path().join("rules/mine")).unwrap();
    std::fs::write(
        data.path().join("rules/mine/bad.toml"),
        "id = \"bad\"\npredicate = \"griot:loves\"\n",
    )
    .unwrap();
    griot()
        .args(["rules", "check", "bad", "--data"])
        .arg(data.path())
        .assert()
        .failure()
        .stderr(predicate::str::contains("bad"));
}

#[cfg(feature = "rocksdb")]
mod store {
    use super::*;

    fn build(store: &Path, input: &Path) {
        griot()
            .arg("build")
            .arg(input)
            .arg("--store")
            .arg(store)
            .assert()
            .success();
    }

    fn export(store: &Path) -> String {
        stdout(griot().args(["export", "--format", "nq", "--store"]).arg(store))
    }

    #[test]
    fn building_again_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store");
        build(&store, &articles());
        let first = export(&store);
        build(&store, &articles());
        assert_eq!(first, export(&store));
    }

    #[test]
    fn every_way_to_a_store_gives_the_same_store() {
        let folder = tempfile::tempdir().unwrap();
        let (input, store, fresh) = (
            folder.path().join("in"),
            folder.path().join("store"),
            folder.path().join("fresh"),
        );
        std::fs::create_dir(&input).unwrap();
        std::fs::write(input.join("a.txt"), "Lima a livré des drones au Mali.").unwrap();
        build(&store, &input);
        std::fs::write(input.join("a.txt"), "Ankara a livré des drones au Niger.").unwrap();
        std::fs::write(input.join("b.txt"), "Le Mali a quitté la CEDEAO.").unwrap();
        build(&store, &input);
        build(&fresh, &input);
        assert_eq!(export(&store), export(&fresh));
    }

    #[test]
    fn the_graph_is_asked_drawn_and_explained() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store");
        build(&store, &articles());
        let asked = stdout(
            griot()
                .args([
                    "query",
                    "--format",
                    "csv",
                    "SELECT ?s WHERE { ?s a griot:State }",
                    "--store",
                ])
                .arg(&store),
        );
        assert!(asked.lines().count() > 3);
        for format in ["svg", "dot", "png", "pdf"] {
            let picture = folder.path().join(format!("picture.{format}"));
            griot()
                .args(["draw", "--store"])
                .arg(&store)
                .arg("--output")
                .arg(&picture)
                .assert()
                .success();
            assert!(std::fs::metadata(&picture).unwrap().len() > 1000, "{format}");
        }
        griot()
            .args(["explain", "Russie", "--store"])
            .arg(&store)
            .assert()
            .success()
            .stdout(predicate::str::contains("Russie"));
        griot().args(["status", "--store"]).arg(&store).assert().success();
        griot()
            .args(["query", "SELECT WHERE", "--store"])
            .arg(&store)
            .assert()
            .code(2)
            .stderr(predicate::str::contains("SPARQL"));
    }
}
