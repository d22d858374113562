//! The gallery: its commands draw its pictures, and nothing in these lies on anything else.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

#[path = "tools/picture.rs"]
mod picture;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    std::fs::read_to_string(root().join("docs/gallery.md")).unwrap()
}

/// Commands of the page, as arguments; quoted ones hold spaces.
fn commands() -> Vec<Vec<String>> {
    let page = page();
    let lines = page.lines().filter_map(|line| line.strip_prefix("griot "));
    lines
        .map(|line| {
            let parts = line.split('"').enumerate();
            let words = parts.flat_map(|(at, part)| {
                if at % 2 == 1 {
                    vec![part.to_owned()]
                } else {
                    part.split_whitespace().map(str::to_owned).collect()
                }
            });
            words.collect()
        })
        .collect()
}

/// The pictures that the page shows, in its order.
fn shown() -> Vec<String> {
    let page = page();
    let images = page
        .lines()
        .filter_map(|line| line.strip_prefix("![")?.split_once("](gallery/"));
    images
        .map(|(_, rest)| rest.trim_end_matches(')').to_owned())
        .collect()
}

fn griot(arguments: &[String]) {
    let output = Command::new(env!("CARGO_BIN_EXE_griot"))
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}\n{said}");
}

/// Runs the page's commands on a store of the sample corpus; the pictures by name.
fn drawn(store: &Path, folder: &Path) -> Vec<(String, String)> {
    std::fs::create_dir_all(folder).unwrap();
    let commands = commands().into_iter().map(|mut command| {
        let mut name = String::new();
        for argument in &mut command {
            if argument == "demo/store" {
                *argument = store.to_str().unwrap().to_owned();
            } else if let Some(file) = argument.strip_prefix("docs/gallery/") {
                name = file.to_owned();
                *argument = folder.join(&name).to_str().unwrap().to_owned();
            }
        }
        griot(&command);
        let picture = std::fs::read_to_string(folder.join(&name)).unwrap();
        (name, picture)
    });
    commands.collect()
}

#[test]
fn every_command_draws_the_picture_below_it() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    let _ = std::fs::remove_dir_all(&folder);
    let store = folder.join("store");
    let articles = root().join("data/articles");
    griot(
        &[
            "build",
            articles.to_str().unwrap(),
            "--store",
            store.to_str().unwrap(),
        ]
        .map(str::to_owned),
    );
    let first = drawn(&store, &folder.join("one"));
    assert!(first.len() >= 10);
    let names: Vec<&String> = first.iter().map(|(name, _)| name).collect();
    assert_eq!(names, shown().iter().collect::<Vec<_>>());
    for (name, svg) in &first {
        let picture = picture::check(name, svg);
        assert!(picture.texts.len() > 5, "{name} says something");
    }
    assert_eq!(
        first,
        drawn(&store, &folder.join("two")),
        "the same store, the same bytes"
    );
}

#[test]
fn the_pictures_that_lie_there_are_those_of_the_page() {
    let entries = std::fs::read_dir(root().join("docs/gallery")).unwrap();
    let there: BTreeSet<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(there, shown().into_iter().collect());
    for name in there {
        let svg = std::fs::read_to_string(root().join("docs/gallery").join(&name)).unwrap();
        picture::check(&name, &svg);
    }
}
