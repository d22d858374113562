//! Other people's clients: SPARQLWrapper and rdflib, in Python.
//!
//! `scripts/prepare-python.sh` installs them into `target/python`. Where they are missing this is passed over,
//! loudly; continuous integration has them.

use crate::harness::{Server, TOKEN, build, sample_articles};
use std::path::{Path, PathBuf};
use std::process::Command;

fn python() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/python/bin/python");
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

#[test]
fn clients_in_python_get_what_they_ask_for() {
    let Some(python) = python() else { return };
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("store");
    build(&sample_articles(), &store);
    let token = home.path().join("token");
    std::fs::write(&token, TOKEN).unwrap();
    let server = Server::over(&store, &["--writable", "--token-file", token.to_str().unwrap()]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/protocol.py");
    let told = Command::new(python)
        .arg(script)
        .args([server.url("").as_str(), TOKEN])
        .output()
        .unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    println!("{told}");
    let edges = "SELECT (COUNT(*) AS ?n) { ?a griot:leaves ?b }";
    assert_eq!(server.query(edges).rows(), [told["wrapper"]["edges"].to_string()]);
    assert_eq!(told["rdflib"]["edges"], told["wrapper"]["edges"]);
}
