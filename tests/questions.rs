//! The canned questions, asked of the sample corpus: what a reader of its articles would answer.
//!
//! Rows that must be there, and rows that must not; what else is there depends on how much is read.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
#![cfg(feature = "rocksdb")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

fn griot(arguments: &[&str], paths: &[&Path]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_griot"))
        .env("LC_ALL", "C")
        .args(arguments)
        .args(paths)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn store() -> &'static Path {
    static STORE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = STORE.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("store");
        let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
        griot(&["build", "--store"], &[&path, &articles]);
        (home, path)
    });
    path
}

/// The values of `columns` in each row of the answer to `question`.
fn ask(question: &str, parameters: &[&str], columns: &[&str]) -> BTreeSet<String> {
    let arguments = [&["query", question, "--format", "csv"], parameters, &["--store"]].concat();
    let answer = griot(&arguments, &[store()]);
    let mut reader = csv::Reader::from_reader(answer.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let places: Vec<usize> = columns
        .iter()
        .map(|column| {
            heads
                .iter()
                .position(|head| head == *column)
                .unwrap_or_else(|| panic!("{column}: {heads:?}"))
        })
        .collect();
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            places
                .iter()
                .map(|place| &row[*place])
                .collect::<Vec<_>>()
                .join(" | ")
        })
        .collect()
}

fn check(found: &BTreeSet<String>, there: &[&str]) {
    for row in there {
        assert!(found.contains(*row), "`{row}` is missing: {found:#?}");
    }
}

fn check_not(found: &BTreeSet<String>, absent: &[&str]) {
    for word in absent {
        assert!(
            !found.iter().any(|row| row.contains(word)),
            "`{word}` is there: {found:#?}"
        );
    }
}

#[test]
fn every_question_is_listed_with_its_title_and_can_be_asked() {
    let listed = griot(&["query", "--list"], &[]);
    for (name, title) in [
        ("who-supplies-whom", "Who supplies what to whom"),
        ("who-left-what", "Who left which organisation, and when"),
        ("who-met-whom", "Who met whom, where and when"),
        ("promises", "Promises, and whether anybody says they were kept"),
        ("promises-never-kept", "Promises that nobody says were kept"),
        ("single-source-facts", "Facts that a single article tells"),
        ("contradictions", "Affirmed by one, denied by another"),
        ("timeline", "All that happened between two parties, in time"),
        ("members", "Members of an organisation at a date"),
        ("what-is-said-of", "All that is said of a party"),
        ("who-is-where", "Forces and where they are deployed, or pull out"),
    ] {
        assert!(
            listed.lines().any(|line| line == format!("{name}  {title}")),
            "{name}: {listed}"
        );
    }
    let french = griot(&["query", "--list", "--lang", "fr"], &[]);
    assert!(french.contains("Qui a quitté quelle organisation"), "{french}");
    assert!(french.contains("seulement ce qui date de ce jour"), "{french}");
    assert!(!french.contains("only "), "{french}");
}

#[test]
fn who_supplies_what_to_whom() {
    let columns = ["supplier", "recipient", "said"];
    let all = ask("who-supplies-whom", &[], &columns);
    check(
        &all,
        &[
            "Baykar | Forces armées maliennes | actual",
            "Baykar | Forces armées nigériennes | actual",
        ],
    );
    // Kyiv denies, Paris and the jihadists supply nobody here.
    check_not(&all, &["France |", "CEDEAO |", "JNIM |"]);
    let since = ask(
        "who-supplies-whom",
        &["--since", "2025", "--who", "baykar"],
        &columns,
    );
    assert_eq!(since.len(), 3, "{since:?}");
    assert!(ask("who-supplies-whom", &["--since", "2026"], &columns).is_empty());
    let planned = ask("who-supplies-whom", &["--status", "planned"], &columns);
    check_not(&planned, &["actual", "Baykar"]);
}

#[test]
fn who_left_what_and_when() {
    let columns = ["leaver", "organisation", "said"];
    let all = ask("who-left-what", &[], &columns);
    check(
        &all,
        &[
            "Mali | CEDEAO | actual",
            "Burkina Faso | CEDEAO | actual",
            "Niger | CEDEAO | actual",
            "Mali | Cemoc | actual",
        ],
    );
    check_not(&all, &["Tchad |", "Togo |", "Sénégal |", "| ONU"]);
    let mali = ask(
        "who-left-what",
        &["--who", "Mali", "--since", "2025-04-07"],
        &columns,
    );
    assert_eq!(Vec::from_iter(mali), ["Mali | Cemoc | actual"]);
}

#[test]
fn who_met_whom() {
    let columns = ["date", "one", "other"];
    let lavrov = ask(
        "who-met-whom",
        &["--who", "Sergueï Lavrov", "--since", "2025-04-03"],
        &columns,
    );
    let with = |state: &str| {
        lavrov
            .iter()
            .any(|row| row.starts_with("2025-04-03") && row.contains(state))
    };
    assert!(
        ["Mali", "Burkina Faso", "Niger"].into_iter().all(with),
        "{lavrov:?}"
    );
    let kremlin = ask(
        "who-met-whom",
        &["--since", "2025-06", "--who", "Vladimir Poutine"],
        &["one", "other", "place"],
    );
    check(&kremlin, &["Vladimir Poutine | Assimi Goïta | Kremlin"]);
    // Tiani did not receive the American delegation.
    check_not(
        &ask("who-met-whom", &[], &columns),
        &["Molly Phee", "Michael Langley"],
    );
}

#[test]
fn promises_kept_and_not() {
    let columns = ["promisedOn", "promiser", "predicate", "whom"];
    let all = ask("promises-never-kept", &[], &columns);
    check(
        &all,
        &[
            "2025-04-03 | Russie | trains | Force conjointe de l'AES",
            "2025-04-04 | Russie | supports | Mali",
        ],
    );
    check_not(&all, &["leaves", "Baykar"]);
    let before = ask("promises-never-kept", &["--at", "2025-04-03"], &columns);
    check(
        &before,
        &["2025-04-03 | Russie | trains | Force conjointe de l'AES"],
    );
    check_not(&before, &["2025-04-04", "2025-06"]);
    let russia = ask(
        "promises",
        &["--who", "Russie", "--since", "2025-04-04"],
        &["promisedOn", "promiser"],
    );
    assert!(
        !russia.is_empty() && russia.iter().all(|row| row.ends_with("| Russie")),
        "{russia:?}"
    );
}

#[test]
fn facts_that_one_article_tells() {
    let columns = ["subject", "predicate", "object", "article"];
    let all = ask("single-source-facts", &[], &columns);
    check(
        &all,
        &[
            "Niger | breaksWith | Ukraine | aes-10-niamey-rompt-avec-kiev.md",
            "Assimi Goïta | meets | Vladimir Poutine | aes-14-goita-kremlin.md",
        ],
    );
    // Many articles say that they are members.
    check_not(&all, &["Mali | memberOf | AES", "Niger | memberOf | AES"]);
    let ukraine = ask(
        "single-source-facts",
        &["--about", "Ukraine", "--kind", "breaksWith"],
        &columns,
    );
    assert!(
        ukraine.iter().all(|row| row.contains("| breaksWith | Ukraine")),
        "{ukraine:?}"
    );
}

#[test]
fn what_one_affirms_and_another_denies() {
    let columns = ["subject", "predicate", "object", "affirmedBy", "deniedBy"];
    let all = ask("contradictions", &[], &columns);
    // Bamako turned to Wagner, says one; it never admitted that it did, says the other.
    check(
        &all,
        &["Mali | cooperatesWith | Wagner | aes-01-moscou-force-commune.md | aes-14-goita-kremlin.md"],
    );
    assert!(ask("contradictions", &["--who", "Togo"], &columns).is_empty());
}

#[test]
fn two_parties_in_time() {
    let columns = ["date", "subject", "predicate", "object", "said"];
    let all = ask("timeline", &["--one", "Mali", "--other", "Russie"], &columns);
    check(
        &all,
        &[
            "2025-04-04 | Mali | cooperatesWith | Russie | actual",
            "2025-04-04 | Russie | supports | Mali | planned",
        ],
    );
    assert!(
        all.iter()
            .all(|row| row.contains("Mali") && row.contains("Russie")),
        "{all:?}"
    );
    let quotes = ask(
        "timeline",
        &["--one", "Russie", "--other", "Mali", "--since", "2025-04-04"],
        &["quote"],
    );
    assert!(
        quotes
            .iter()
            .any(|quote| quote.contains("La Russie va épauler militairement le Mali")),
        "{quotes:?}"
    );
}

#[test]
fn members_at_a_date() {
    let at = |of: &str, day: &str| Vec::from_iter(ask("members", &["--of", of, "--at", day], &["member"]));
    assert_eq!(at("AES", "2023-12-31"), ["Burkina Faso", "Mali", "Niger"]);
    assert_eq!(
        at("Alliance des États du Sahel", "2025"),
        ["Burkina Faso", "Mali", "Niger"]
    );
    assert!(at("AES", "2023-08-31").is_empty());
    check_not(
        &ask("members", &["--of", "CEDEAO"], &["member"]),
        &["Mali", "Burkina Faso", "Niger"],
    );
}

#[test]
fn presence_and_what_is_said_of_a_party() {
    let columns = ["force", "predicate", "place", "said"];
    let all = ask("who-is-where", &[], &columns);
    check(
        &all,
        &[
            "Wagner | deployedIn | Mali | actual",
            "Barkhane | withdrawsFrom | Mali | actual",
            "Force conjointe de l'AES | deployedIn | Niger | planned",
        ],
    );
    let niger = ask("who-is-where", &["--where", "Niger"], &columns);
    assert!(niger.iter().all(|row| row.contains("| Niger |")), "{niger:?}");
    let said = ask("what-is-said-of", &["--who", "Tchad"], &["subject", "object"]);
    assert!(
        !said.is_empty() && said.iter().all(|row| row.contains("Tchad")),
        "{said:?}"
    );
}
