//! Other people's tools, for tests that hold Griot's files against them.
//!
//! `scripts/prepare-python.sh` and `scripts/prepare-node.sh` install them below `target/`. Where they are missing the test
//! is passed over and says so; continuous integration must have them.

#![allow(dead_code, reason = "every test file uses its own part")]

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Says that a test is passed over, past the harness, which keeps to itself what passing tests print.
fn pass_over(what: &str) {
    assert!(std::env::var_os("CI").is_none(), "{what}");
    let _ = writeln!(std::io::stderr(), "\nSKIPPED: {what}");
}

/// Runs a script of `tests/python/`; its output as JSON, or `None` where there is no Python with the packages.
pub fn python(script: &str, arguments: &[&Path]) -> Option<serde_json::Value> {
    let python = root().join("target/python/bin/python");
    if !python.exists() {
        pass_over("no target/python; run scripts/prepare-python.sh");
        return None;
    }
    let script = root().join("tests/python").join(script);
    Some(json(Command::new(python).arg(script).args(arguments)))
}

/// The same for a script of `tests/node/`.
pub fn node(script: &str, arguments: &[&Path]) -> Option<serde_json::Value> {
    let home = root().join("target/node");
    if !home.join("node_modules/mermaid").exists() {
        pass_over("no target/node; run scripts/prepare-node.sh");
        return None;
    }
    let script = root().join("tests/node").join(script);
    Some(json(
        Command::new("node")
            .arg(script)
            .args(arguments)
            .env("NODE_HOME", home),
    ))
}

/// Whether a program is installed.
pub fn has(program: impl AsRef<OsStr>, version: &str) -> bool {
    let found = Command::new(&program)
        .arg(version)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if found.is_err() {
        pass_over(&format!("no {}", Path::new(program.as_ref()).display()));
    }
    found.is_ok()
}

fn json(command: &mut Command) -> serde_json::Value {
    let output = command.output().expect("it starts");
    assert!(
        output.status.success(),
        "{command:?}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("it prints JSON")
}

/// A folder of its own for each test, below the one that cargo gives integration tests.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("target is writable");
    folder
}
