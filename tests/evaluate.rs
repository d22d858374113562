//! `griot evaluate`, `gaps` and `why-not` as a rule author uses them.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use assert_cmd::Command;
use predicates::prelude::*;
use std::path::{Path, PathBuf};

fn griot() -> Command {
    let mut command = Command::cargo_bin("griot").unwrap();
    command.env("LC_ALL", "C").env("NO_COLOR", "1");
    command
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

/// A folder with one article and its annotations.
fn annotated(gold: &str) -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("chars.txt");
    let annotations = folder.path().join("gold");
    std::fs::create_dir(&annotations).unwrap();
    std::fs::write(
        &article,
        "L’Allemagne a livré six chars à la Pologne. La Suède a rejoint l’OTAN.",
    )
    .unwrap();
    std::fs::write(annotations.join("chars.json"), gold).unwrap();
    (folder, article, annotations)
}

#[test]
fn figures_by_predicate_rule_and_phenomenon() {
    let (_folder, article, gold) = annotated(
        r#"{"article": "chars.txt", "statements": [
            {"s": "Allemagne", "p": "supplies", "o": "Pologne", "status": "actual", "phenomenon": "dative"},
            {"s": "Allemagne", "p": "trains", "o": "Pologne", "status": "actual"}]}"#,
    );
    let figures = stdout(
        griot()
            .args(["evaluate", "--format", "json", "--gold"])
            .arg(&gold)
            .arg(&article),
    );
    let figures: serde_json::Value = serde_json::from_str(&figures).unwrap();
    let all = &figures["all"];
    assert_eq!((all["right"].as_u64(), all["given"].as_u64()), (Some(1), Some(2)));
    assert_eq!((all["hit"].as_u64(), all["wanted"].as_u64()), (Some(1), Some(2)));
    assert_eq!(figures["predicates"]["trains"]["wanted"], 1);
    assert_eq!(figures["phenomena"]["dative"]["hit"], 1);
    assert_eq!(figures["rules"]["supplies-fournir"]["right"], 1);
    assert_eq!(figures["wrong"][0]["statement"]["predicate"], "memberOf");
    griot()
        .args(["evaluate", "--show", "--gold"])
        .arg(&gold)
        .arg(&article)
        .assert()
        .success()
        .stdout(predicate::str::contains("missing").and(predicate::str::contains("F1 0.500")));
}

#[test]
fn faults_of_annotations_are_named() {
    let (_folder, article, gold) = annotated("{\"article\": \"chars.txt\",\n \"statements\": [{\"s\": 1}]}");
    griot()
        .args(["evaluate", "--gold"])
        .arg(&gold)
        .arg(&article)
        .assert()
        .code(2)
        .stderr(predicate::str::contains("chars.json:2"));
    let (_folder, article, gold) = annotated("{\"article\": \"other.txt\", \"statements\": []}");
    griot()
        .args(["evaluate", "--gold"])
        .arg(&gold)
        .arg(&article)
        .assert()
        .code(1)
        .stderr(predicate::str::contains("other.txt"));
}

/// The reference scorer and `griot evaluate` count alike on the sample corpus.
#[test]
fn agrees_with_the_reference_scorer() {
    let shared = root().join("../shared");
    if !shared.join("score").exists() {
        eprintln!("!! ../shared/score is missing: the agreement of `griot evaluate` with it is not tested");
        return;
    }
    for (articles, gold) in [("sample/articles", "sample/gold"), ("articles", "gold")] {
        let (articles, gold) = (shared.join(articles), shared.join(gold));
        let general = shared.join("gold/entities.json");
        let folder = tempfile::tempdir().unwrap();
        let merged = folder.path();
        for entry in std::fs::read_dir(&gold).unwrap().flatten() {
            if entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                std::fs::copy(entry.path(), merged.join(entry.file_name())).unwrap();
            }
        }
        // The scorer overlays every corpus' list on the general one.
        if !merged.join("entities.json").exists() {
            std::fs::copy(general, merged.join("entities.json")).unwrap();
        }
        let run = stdout(
            Command::new(shared.join("score"))
                .args(["--json", "--bin", env!("CARGO_BIN_EXE_griot"), "--articles"])
                .arg(&articles)
                .arg("--gold")
                .arg(&gold),
        );
        let reference: serde_json::Value = serde_json::from_str(run.lines().next().unwrap()).unwrap();
        let files: Vec<PathBuf> = std::fs::read_dir(&articles)
            .unwrap()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "txt" || extension == "md")
            })
            .collect();
        let figures = stdout(
            griot()
                .args(["evaluate", "--format", "json", "--gold"])
                .arg(merged)
                .args(files),
        );
        let figures: serde_json::Value = serde_json::from_str(&figures).unwrap();
        assert_eq!(figures["all"]["given"], reference["given"]);
        assert_eq!(figures["all"]["wanted"], reference["wanted"]);
        let share = |part: &str, whole: &str| {
            let all = &figures["all"];
            let share = all[part].as_f64().unwrap() / all[whole].as_f64().unwrap();
            (share * 10_000.0).round() / 10_000.0
        };
        assert_eq!(share("right", "given"), reference["precision"].as_f64().unwrap());
        assert_eq!(share("hit", "wanted"), reference["recall"].as_f64().unwrap());
    }
}

#[test]
fn gaps_rank_what_joins_actors_and_says_nothing() {
    griot()
        .args(["gaps", "-"])
        .write_stdin("L’Allemagne chatouille la Pologne. L’Allemagne chatouille la Suède.")
        .assert()
        .success()
        .stdout(predicate::str::contains("2  chatouiller"));
}

#[test]
fn why_not_names_the_empty_place() {
    griot()
        .args([
            "why-not",
            "L’Allemagne a livré six chars.",
            "--rule",
            "supplies-fournir",
        ])
        .assert()
        .success()
        .stdout(predicate::str::contains("supplies-fournir").and(predicate::str::contains("recipient")));
    griot()
        .args(["why-not", "Rien.", "--rule", "no-such-rule"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("no-such-rule"));
}
