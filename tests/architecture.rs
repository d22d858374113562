//! Holds the invariants of `ARCHITECTURE.md` that concern the source itself.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order of the architecture; each imports only from those before it.
const ORDER: [&str; 17] = [
    "span",
    "data",
    "ontology",
    "article",
    "text",
    "lexicon",
    "mention",
    "clause",
    "resolve",
    "rule",
    "statement",
    "engine",
    "graph",
    "network",
    "draw",
    "serve",
    "cli",
];

/// Every Rust file below `src/` but those of tests, with the top-level module it belongs to.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && path.file_name().is_some_and(|name| name != "tests.rs")
            {
                let relative = path.strip_prefix(&root).unwrap();
                let module = relative
                    .components()
                    .next()
                    .unwrap()
                    .as_os_str()
                    .to_string_lossy();
                let module = module.trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).unwrap();
                found.push((module, path, text));
            }
        }
    }
    found
}

/// The text without what stands below `#[cfg(test)]`, which closes every file that has it.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// Code lines, comments left out.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    without_tests(text)
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn a_module_imports_only_from_those_above_it() {
    let mut faults = Vec::new();
    for (module, path, text) in sources() {
        let Some(own) = ORDER.iter().position(|name| *name == module) else {
            continue;
        };
        for (number, line) in code_lines(&text) {
            for imported in line.split("crate::").skip(1) {
                let name: String = imported
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if ORDER
                    .iter()
                    .position(|module| *module == name)
                    .is_some_and(|place| place > own)
                {
                    faults.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "imports from below:\n{}", faults.join("\n"));
}

/// Fails where `word` stands in the code of a module other than `owners`.
fn only(owners: &[&str], words: &[&str]) {
    let mut faults = Vec::new();
    for (module, path, text) in sources() {
        if owners.contains(&module.as_str()) {
            continue;
        }
        for (number, line) in code_lines(&text) {
            if words.iter().any(|word| line.contains(word)) {
                faults.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{words:?} outside {owners:?}:\n{}",
        faults.join("\n")
    );
}

#[test]
fn only_graph_knows_oxigraph() {
    only(&["graph"], &["oxigraph::"]);
}

#[test]
fn only_serve_knows_http() {
    only(&["serve"], &["axum::"]);
}

#[test]
fn only_cli_prints() {
    only(
        &["cli", "main"],
        &[
            "println!",
            "eprintln!",
            "print!(",
            "eprint!(",
            "stdout()",
            "stderr()",
        ],
    );
}

#[test]
fn extraction_reads_no_clock_and_no_files() {
    let extraction = [
        "text",
        "lexicon",
        "mention",
        "clause",
        "resolve",
        "rule",
        "statement",
        "engine",
    ];
    let others: Vec<_> = ORDER
        .into_iter()
        .chain(["lib", "main"])
        .filter(|module| !extraction.contains(module))
        .collect();
    only(
        &others,
        &[
            "std::fs",
            "std::time",
            "std::env::",
            "Zoned::now",
            "thread_rng",
            "std::net",
        ],
    );
}
