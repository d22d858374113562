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

    #[test]
    fn the_network_is_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store");
        build(&store, &articles());
        let run = |arguments: &[&str]| {
            let mut command = griot();
            command
                .args(["--lang", "fr"])
                .args(arguments)
                .arg("--store")
                .arg(&store);
            command
        };
        let rows = |arguments: &[&str]| -> Vec<serde_json::Value> {
            let lines = stdout(run(arguments).args(["--format", "jsonl"]));
            lines
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect()
        };

        // By another name.
        let path = rows(&[
            "path",
            "République du Mali",
            "Alexandre Novak",
            "--ways",
            "1",
            "--status",
            "actual,planned,possible",
        ]);
        assert_eq!(path[0]["path"], 1);
        assert!(
            path.iter()
                .all(|row| row["quote"].as_str().is_some_and(|quote| !quote.is_empty()))
        );
        let ranked = rows(&["rank", "--by", "degree", "--class", "State"]);
        assert!(ranked.iter().all(|row| row["type"] == "State"));
        let degrees: Vec<u64> = ranked.iter().map(|row| row["degree"].as_u64().unwrap()).collect();
        assert!(
            degrees.len() > 5 && degrees.is_sorted_by(|a, b| a >= b),
            "{degrees:?}"
        );
        let over = stdout(run(&["rank", "--over", "year", "--format", "csv"]).args(["--since", "2023"]));
        assert!(over.starts_with("entity,type,2023,2024,2025,iri"), "{over}");
        let communities = rows(&["communities"]);
        assert_eq!(communities[0]["community"], 1);
        let timeline = rows(&["timeline", "Mali", "CEDEAO"]);
        let concerned = |row: &serde_json::Value| {
            let ends = [row["subject"].as_str().unwrap(), row["object"].as_str().unwrap()];
            ends.contains(&"Mali") && ends.contains(&"CEDEAO")
        };
        assert!(!timeline.is_empty() && timeline.iter().all(concerned));
        let changes = rows(&["compare", "--until", "2023", "--until", "2024"]);
        assert!(changes.iter().any(|row| row["change"] == "new"));
        assert!(changes.iter().any(|row| row["change"] == "entity"));
        for text in [
            &["path", "Mali", "Niger"][..],
            &["rank"],
            &["communities"],
            &["timeline", "Mali", "--quotes"],
            &["compare", "--until", "2023", "--until", "2024"],
        ] {
            run(text)
                .assert()
                .success()
                .stdout(predicate::str::contains("Mali"));
        }

        // A view is a part of the whole, whatever the format.
        let edges = |options: &[&str]| {
            let arguments = [&["draw", "--format", "csv-edges"], options].concat();
            stdout(&mut run(&arguments)).lines().count() - 1
        };
        let all = edges(&[]);
        for narrower in [
            &["--status", "planned,denied"][..],
            &["--predicate", "meets"],
            &["--kind", "hostile"],
            &["--sector", "military"],
            &["--since", "2025"],
            &["--until", "2024-06"],
            &["--min-sources", "2"],
            &["--focus", "Togo"],
            &["--between", "Mali", "Ukraine", "--ways", "2"],
        ] {
            let part = edges(narrower);
            assert!(part > 0 && part < all, "{narrower:?}: {part} of {all}");
        }
        assert!(edges(&["--focus", "Togo", "--depth", "2"]) > edges(&["--focus", "Togo"]));
        for name in [
            "a.graphml",
            "a.gexf",
            "a-nodes.csv",
            "a.csv",
            "a.ftm.json",
            "a.stix.json",
            "a.mmd",
            "a.svg",
        ] {
            let file = folder.path().join(name);
            run(&["draw"]).arg("--output").arg(&file).assert().success();
            assert!(std::fs::metadata(&file).unwrap().len() > 500, "{name}");
        }

        // Mistakes are named; what finds nothing says so.
        let refused = |arguments: &[&str], help: &'static str| {
            run(arguments)
                .assert()
                .code(2)
                .stderr(predicate::str::contains(help));
        };
        refused(&["timeline", "Malli"], "Mali");
        refused(&["rank", "--sector", "militaire"], "military");
        refused(&["rank", "--predicate", "suplies"], "supplies");
        refused(&["rank", "--since", "hier"], "2024-05-17");
        refused(&["compare", "--until", "2023"], "twice");
        refused(&["draw"], "--format");
        run(&["draw", "--format", "svg", "--since", "2999"])
            .assert()
            .code(1);
        run(&["rank", "--over", "year", "--since", "2999"])
            .assert()
            .success();
    }
}
