//! Full disks, folders that may not be written, a second writer, foreign and damaged folders: the message
//! says what is the matter, and nothing is lost.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
#![cfg(all(feature = "rocksdb", unix))]

use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn command(arguments: &[&str], store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_griot"));
    command
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .args(arguments)
        .arg("--store")
        .arg(store);
    command
}

fn griot(arguments: &[&str], store: &Path) -> Output {
    command(arguments, store).output().unwrap()
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", errors(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// It ended by itself, and says what is the matter.
fn fails(output: &Output, words: &str) {
    assert_eq!(output.status.code(), Some(2), "{}", errors(output));
    let errors = errors(output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(errors.contains(words), "{errors}");
    assert!(!errors.contains("panicked"), "{errors}");
}

fn sample() -> PathBuf {
    root().join("data/articles")
}

fn build(store: &Path) {
    done(&griot(&["build", sample().to_str().unwrap()], store));
}

fn export(store: &Path) -> String {
    done(&griot(&["export", "--format", "nq"], store))
}

/// Invented articles, enough to fill a small disk. What fills it is one long word, which is soon read.
fn many(path: &Path, count: usize) {
    let mut lines = String::new();
    for number in 0..count {
        let filler: String = (0..60)
            .map(|word| format!("mot{}", word * 7919 * (number + 1)))
            .collect();
        let _ = writeln!(
            lines,
            r#"{{"id":"n{number}","date":"2025-03-01","text":"Le Togo a livré {number} camions au Mali. {filler}."}}"#
        );
    }
    std::fs::write(path, lines).unwrap();
}

#[test]
fn a_full_disk_is_named_and_nothing_lost() {
    let home = tempfile::tempdir().unwrap();
    let disk = home.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mounted = |size: &str, remount: bool| {
        let options = format!("{}size={size}", if remount { "remount," } else { "" });
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&disk);
        mount.output().is_ok_and(|output| output.status.success())
    };
    if !mounted("24m", false) {
        eprintln!("SKIPPED: only root can make a small disk");
        return;
    }
    let _unmount = Unmount(disk.clone());
    let (store, input) = (disk.join("store"), home.path().join("many.jsonl"));
    build(&store);
    let before = export(&store);
    many(&input, 12_000);
    let build_many = || griot(&["build", input.to_str().unwrap()], &store);
    let full = build_many();
    fails(&full, "make room");
    // What was there still is, and more may be.
    let after = export(&store);
    assert!(
        before
            .lines()
            .filter(|line| line.contains("aes-01"))
            .all(|line| after.contains(line))
    );
    assert!(mounted("600m", true));
    done(&build_many());
    assert!(griot(&["check"], &store).status.success());
    let scratch = home.path().join("scratch");
    build(&scratch);
    done(&griot(&["build", input.to_str().unwrap()], &scratch));
    assert!(
        export(&store) == export(&scratch),
        "the store differs from one made in one go"
    );
}

struct Unmount(PathBuf);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).output();
    }
}

/// Somebody who owns nothing: root may write everywhere.
const NOBODY: u32 = 65_534;

#[test]
fn a_folder_that_may_not_be_written_can_be_read() {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("store");
    build(&store);
    let expected = export(&store);
    let as_nobody = |arguments: &[&str], store: &Path| {
        let mut command = command(arguments, store);
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output().unwrap()
    };
    open_up(home.path(), 0o555);
    if is_root() && !reachable_by_nobody() {
        eprintln!("SKIPPED: others may not run what was built here");
        open_up(home.path(), 0o755);
        return;
    }
    let asked = as_nobody(&["export", "--format", "nq"], &store);
    let written = as_nobody(&["build", sample().to_str().unwrap()], &store);
    let made = as_nobody(&["build", sample().to_str().unwrap()], &home.path().join("new"));
    open_up(home.path(), 0o755);
    assert_eq!(done(&asked), expected);
    fails(&written, "may write");
    fails(&made, "may write");
    assert_eq!(export(&store), expected);
}

fn is_root() -> bool {
    let owner = std::fs::metadata("/proc/self").map(|data| std::os::unix::fs::MetadataExt::uid(&data));
    owner.is_ok_and(|uid| uid == 0)
}

/// Whether the test's own binary lies where others may run it.
fn reachable_by_nobody() -> bool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_griot"));
    command.arg("--version").uid(NOBODY).gid(NOBODY);
    command.output().is_ok_and(|output| output.status.success())
}

/// Gives every folder below `path` these rights, and files those without `x`.
fn open_up(path: &Path, mode: u32) {
    for entry in ignore::WalkBuilder::new(path).standard_filters(false).build() {
        let entry = entry.unwrap();
        let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let mode = if folder { mode } else { mode & 0o666 };
        std::fs::set_permissions(entry.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    }
}

#[test]
fn a_second_writer_is_refused_and_readers_go_on() {
    let home = tempfile::tempdir().unwrap();
    let (store, input) = (home.path().join("store"), home.path().join("many.jsonl"));
    build(&store);
    many(&input, 12_000);
    let mut first = command(&["build", input.to_str().unwrap()], &store)
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while !store.join("building").exists() {
        assert!(first.try_wait().unwrap().is_none(), "the build was too quick");
    }
    fails(
        &griot(&["build", sample().to_str().unwrap()], &store),
        "another Griot is writing",
    );
    fails(&griot(&["remove", "x"], &store), "another Griot is writing");
    assert!(export(&store).contains("aes-01"));
    assert!(first.wait().unwrap().success());
    build(&store);
}

#[test]
fn foreign_folders_are_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let (folder, file) = (home.path().join("mine"), home.path().join("file"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("thesis.txt"), "x").unwrap();
    std::fs::write(&file, "x").unwrap();
    for command in [
        &["status"][..],
        &["build", sample().to_str().unwrap()],
        &["check"],
        &["remove", "x"],
    ] {
        fails(&griot(command, &folder), "is no Griot store");
        fails(&griot(command, &file), "is no Griot store");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    fails(
        &griot(&["status"], &home.path().join("nowhere")),
        "there is no store",
    );
    fails(
        &griot(&["remove", "x"], &home.path().join("nowhere")),
        "there is no store",
    );
    assert!(!home.path().join("nowhere").exists());
}

/// Every file of the store, texts included.
fn files(store: &Path) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(store)
        .standard_filters(false)
        .sort_by_file_path(Path::cmp)
        .build();
    walk.flatten()
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.is_file())
        .collect()
}

#[test]
fn damage_never_crashes_and_a_backup_brings_all_back() {
    let home = tempfile::tempdir().unwrap();
    let [store, backup, damaged, again] =
        ["store", "backup", "damaged", "again"].map(|name| home.path().join(name));
    build(&store);
    let expected = export(&store);
    done(&griot(&["backup", backup.to_str().unwrap()], &store));
    let (mut harmless, mut named) = (0, 0);
    for (number, file) in files(&store).into_iter().enumerate() {
        let relative = file.strip_prefix(&store).unwrap();
        // Texts are all alike.
        if relative.starts_with("texts") && number % 5 != 0 {
            continue;
        }
        for damage in ["cut", "flip", "empty", "gone"] {
            let _ = std::fs::remove_dir_all(&damaged);
            done(&griot(&["restore", backup.to_str().unwrap()], &damaged));
            // Reading it once makes what a restored store lacks: locks and a checkpoint.
            done(&griot(&["status"], &damaged));
            let Some(victim) = victim(&damaged, relative) else {
                continue;
            };
            hurt(&victim, damage);
            for command in [&["export", "--format", "nq"][..], &["check"], &["status"]] {
                let output = griot(command, &damaged);
                let code = output.status.code();
                assert!(
                    matches!(code, Some(0..=2)),
                    "{} {damage}: {command:?} {code:?} {}",
                    relative.display(),
                    errors(&output)
                );
                assert!(!errors(&output).contains("panicked"));
                if code == Some(0) {
                    harmless += 1;
                } else {
                    named += 1;
                    assert!(!output.stderr.is_empty());
                }
            }
        }
    }
    println!("{named} faults named, {harmless} harmless");
    assert!(named > 0);
    done(&griot(&["restore", backup.to_str().unwrap()], &again));
    assert_eq!(export(&again), expected);
    assert!(griot(&["check"], &again).status.success());
}

/// The file of this name, or of the same kind where numbers differ.
fn victim(store: &Path, relative: &Path) -> Option<PathBuf> {
    let exact = store.join(relative);
    if exact.is_file() {
        return Some(exact);
    }
    let folder = exact.parent()?;
    let ending = relative.extension();
    let alike = |path: &PathBuf| path.extension() == ending && path.parent() == Some(folder);
    files(store).into_iter().find(alike)
}

fn hurt(file: &Path, damage: &str) {
    let bytes = std::fs::read(file).unwrap();
    match damage {
        "cut" => std::fs::write(file, &bytes[..bytes.len() / 2]).unwrap(),
        "empty" => std::fs::write(file, "").unwrap(),
        "gone" => std::fs::remove_file(file).unwrap(),
        _ => {
            let mut bytes = bytes;
            let middle = bytes.len() / 2;
            if let Some(byte) = bytes.get_mut(middle) {
                *byte ^= 0xff;
            }
            std::fs::write(file, bytes).unwrap();
        }
    }
}

#[test]
fn a_removed_article_leaves_no_trace_on_the_disk() {
    let home = tempfile::tempdir().unwrap();
    let (store, input) = (home.path().join("store"), home.path().join("in"));
    std::fs::create_dir(&input).unwrap();
    let secret = "xq7vkz0wjy4hbp";
    std::fs::write(
        input.join("secret.txt"),
        format!("Le colonel Moussa {secret} a rencontré le président du Mali. La Russie a livré six drones au Mali."),
    )
    .unwrap();
    std::fs::write(input.join("other.txt"), "La Russie a livré six drones au Niger.").unwrap();
    done(&griot(&["build", input.to_str().unwrap()], &store));
    let holds = |word: &str| {
        let in_file = |path: &PathBuf| {
            let bytes = std::fs::read(path).unwrap();
            bytes.windows(word.len()).any(|window| window == word.as_bytes())
        };
        files(&store).iter().any(in_file)
    };
    assert!(
        holds(secret) && holds("secret.txt"),
        "the test can see what is stored"
    );
    done(&griot(&["remove", "secret.txt"], &store));
    assert!(!holds(secret) && !holds("secret.txt"));
    std::fs::remove_file(input.join("secret.txt")).unwrap();
    let scratch = home.path().join("scratch");
    done(&griot(&["build", input.to_str().unwrap()], &scratch));
    assert_eq!(export(&store), export(&scratch));
    let twice = griot(&["remove", "secret.txt"], &store);
    assert_eq!(twice.status.code(), Some(1));
}
