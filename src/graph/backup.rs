//! Copies of a whole store, each file with its hash.
//!
//! ```text
//! griot-backup.toml    the store's card, and the BLAKE3 hash of every file
//! rdf/                 the database
//! texts/               the articles
//! ```
//!
//! A backup is written beside its place and renamed when it is whole, and so is what is restored: a
//! process that is killed leaves a `.draft` folder, which the next run removes, and nothing half done.

use super::error::StoreError;
use super::folder::{BACKUP, Card, Folder, remove_folder};
use super::texts::write_whole;
use oxigraph::store::Store as Oxigraph;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The file that makes a folder a backup.
const MANIFEST: &str = BACKUP;

/// What a backup says of itself.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    store: Card,
    /// Relative path with forward slashes → BLAKE3 in hexadecimal.
    files: BTreeMap<String, String>,
}

/// What was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Number of files.
    pub files: usize,
    /// Bytes in them.
    pub bytes: u64,
}

/// Copies the store at `path` to `to`, which must not be there or be empty.
///
/// # Errors
/// Where somebody writes to the store, `to` holds something, or the disk fails; nothing is then at `to`.
pub fn backup(path: &Path, to: &Path) -> Result<Copied, StoreError> {
    let (folder, card) = Folder::open(path)?;
    let _lock = folder.lock()?;
    folder.recover()?;
    let draft = draft_of(to)?;
    let checkpoint = draft.join("checkpoint");
    fs::create_dir_all(&draft).map_err(StoreError::io("make", &draft))?;
    let oxigraph = Oxigraph::open(folder.database())?;
    oxigraph.backup(&checkpoint)?;
    drop(oxigraph);
    let mut copier = Copier::new(&draft);
    copier.copy_below(&checkpoint, "rdf")?;
    copier.copy_below(&folder.texts(), "texts")?;
    remove_folder(&checkpoint)?;
    let (files, copied) = (copier.files, copier.copied);
    let manifest = Manifest { store: card, files };
    let text = toml::to_string(&manifest).map_err(|error| unreadable(to, error.to_string()))?;
    let text = format!("# A backup of a Griot store. `griot restore` brings it back.\n{text}");
    write_whole(&draft.join(MANIFEST), text.as_bytes())?;
    settle(&draft, to)?;
    Ok(copied)
}

/// Brings the backup at `backup` back as a store at `to`, which must not be there or be empty.
///
/// # Errors
/// [`StoreError::DamagedBackup`] names the first file that is missing or not as it was; nothing is then
/// at `to`.
pub fn restore(backup: &Path, to: &Path) -> Result<Copied, StoreError> {
    let manifest = read_manifest(backup)?;
    manifest.store.require_known(backup)?;
    let draft = draft_of(to)?;
    let mut copier = Copier::new(&draft);
    for (name, hash) in &manifest.files {
        let from = safe_join(backup, name)?;
        if !from.is_file() {
            return Err(damaged(backup, name, "it is missing"));
        }
        copier.copy(&from, name)?;
        if copier.files.get(name) != Some(hash) {
            remove_folder(&draft)?;
            return Err(damaged(backup, name, "it is not what was saved"));
        }
    }
    manifest.store.write(&draft)?;
    settle(&draft, to)?;
    Ok(copier.copied)
}

fn read_manifest(backup: &Path) -> Result<Manifest, StoreError> {
    let path = backup.join(MANIFEST);
    if !path.exists() {
        return Err(StoreError::NotABackup {
            path: backup.to_owned(),
        });
    }
    let text = fs::read_to_string(&path).map_err(StoreError::io("read", &path))?;
    toml::from_str(&text).map_err(|error| damaged(backup, MANIFEST, error.message()))
}

fn damaged(backup: &Path, file: &str, reason: &str) -> StoreError {
    StoreError::DamagedBackup {
        path: backup.to_owned(),
        file: file.to_owned(),
        reason: reason.to_owned(),
    }
}

fn unreadable(path: &Path, reason: String) -> StoreError {
    StoreError::NotAStore {
        path: path.to_owned(),
        reason,
    }
}

/// The file `name` below `folder`; a name that leads out of it is no file of a backup.
fn safe_join(folder: &Path, name: &str) -> Result<PathBuf, StoreError> {
    let inside = Path::new(name)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)));
    if inside {
        Ok(folder.join(name))
    } else {
        Err(damaged(folder, name, "it lies outside the backup"))
    }
}

/// Where the copy for `to` is written, empty; fails if something is at `to`.
fn draft_of(to: &Path) -> Result<PathBuf, StoreError> {
    let occupied = || StoreError::Occupied { path: to.to_owned() };
    match fs::read_dir(to) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(occupied());
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => return Err(occupied()),
        Err(error) => return Err(StoreError::io("read", to)(error)),
    }
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".draft");
    let draft = to.with_file_name(name);
    remove_folder(&draft)?;
    Ok(draft)
}

/// Puts the draft in its place.
fn settle(draft: &Path, to: &Path) -> Result<(), StoreError> {
    // An empty folder gives way to a whole one.
    fs::rename(draft, to).map_err(StoreError::io("write", to))?;
    if let Some(parent) = to.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        sync(parent)?;
    }
    Ok(())
}

/// Waits until the entries of a folder are on the disk.
fn sync(folder: &Path) -> Result<(), StoreError> {
    let file = File::open(folder).map_err(StoreError::io("open", folder))?;
    // Some file systems cannot; the copy is whole all the same.
    let _ = file.sync_all();
    Ok(())
}

/// Copies files below a folder, and hashes what it copies.
struct Copier<'a> {
    to: &'a Path,
    files: BTreeMap<String, String>,
    copied: Copied,
}

impl<'a> Copier<'a> {
    const fn new(to: &'a Path) -> Self {
        Self {
            to,
            files: BTreeMap::new(),
            copied: Copied { files: 0, bytes: 0 },
        }
    }

    /// Copies all files below `from` to `name`; a folder that is not there holds none.
    fn copy_below(&mut self, from: &Path, name: &str) -> Result<(), StoreError> {
        let entries = match fs::read_dir(from) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(StoreError::io("read", from))?,
        };
        for entry in entries {
            let path = entry.map_err(StoreError::io("read", from))?.path();
            let own = path.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{name}/{own}");
            if path.is_dir() {
                self.copy_below(&path, &name)?;
            } else if !name.ends_with(".tmp") {
                self.copy(&path, &name)?;
            }
        }
        Ok(())
    }

    fn copy(&mut self, from: &Path, name: &str) -> Result<(), StoreError> {
        let to = safe_join(self.to, name)?;
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(StoreError::io("make", parent))?;
        }
        let mut source = File::open(from).map_err(StoreError::io("read", from))?;
        let mut target = File::create(&to).map_err(StoreError::io("write", &to))?;
        let mut hasher = blake3::Hasher::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = source.read(&mut buffer).map_err(StoreError::io("read", from))?;
            if read == 0 {
                break;
            }
            hasher.update(&buffer[..read]);
            target
                .write_all(&buffer[..read])
                .map_err(StoreError::io("write", &to))?;
            self.copied.bytes += read as u64;
        }
        target.sync_all().map_err(StoreError::io("write", &to))?;
        self.copied.files += 1;
        self.files
            .insert(name.to_owned(), hasher.finalize().to_hex().to_string());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Store;
    use super::super::samples::{mapping, summit};
    use super::*;

    fn store(path: &Path) -> usize {
        let store = Store::open(path, mapping(), true).unwrap();
        let (article, statements) = summit();
        let mut writer = store.writer().unwrap();
        writer.replace_article(&article, &statements, "v1").unwrap();
        writer.finish().unwrap();
        store.quad_count().unwrap()
    }

    #[test]
    fn what_is_saved_comes_back() {
        let home = tempfile::tempdir().unwrap();
        let [path, saved, back] = ["store", "saved", "back"].map(|name| home.path().join(name));
        let quads = store(&path);
        let copied = backup(&path, &saved).unwrap();
        assert!(copied.files > 3);
        assert_eq!(restore(&saved, &back).unwrap(), copied);
        let store = Store::open(&back, mapping(), true).unwrap();
        assert_eq!(store.quad_count().unwrap(), quads);
        let (article, _) = summit();
        assert_eq!(store.text(&article.key).unwrap(), Some(article));
        let left: Vec<_> = fs::read_dir(home.path()).unwrap().collect();
        assert_eq!(left.len(), 3, "no draft stays");
    }

    #[test]
    fn nothing_is_written_over() {
        let home = tempfile::tempdir().unwrap();
        let [path, saved] = ["store", "saved"].map(|name| home.path().join(name));
        store(&path);
        assert!(matches!(backup(&path, &path), Err(StoreError::Occupied { .. })));
        backup(&path, &saved).unwrap();
        assert!(matches!(backup(&path, &saved), Err(StoreError::Occupied { .. })));
        assert!(matches!(restore(&saved, &path), Err(StoreError::Occupied { .. })));
        assert!(matches!(
            restore(&path, &home.path().join("x")),
            Err(StoreError::NotABackup { .. })
        ));
        assert!(matches!(
            Store::open(&saved, mapping(), true),
            Err(StoreError::NotAStore { .. })
        ));
    }

    #[test]
    fn damage_is_noticed_and_nothing_restored() {
        let home = tempfile::tempdir().unwrap();
        let [path, saved, back] = ["store", "saved", "back"].map(|name| home.path().join(name));
        store(&path);
        backup(&path, &saved).unwrap();
        let refuse = |change: &dyn Fn(&Path)| {
            let file = saved.join("rdf/CURRENT");
            let bytes = fs::read(&file).unwrap();
            change(&file);
            assert!(matches!(
                restore(&saved, &back),
                Err(StoreError::DamagedBackup { .. })
            ));
            assert!(!back.exists());
            fs::write(&file, bytes).unwrap();
        };
        refuse(&|file| fs::write(file, "x").unwrap());
        refuse(&|file| fs::remove_file(file).unwrap());
        let manifest = fs::read_to_string(saved.join(MANIFEST)).unwrap();
        let outside = manifest.replace("rdf/CURRENT", "../CURRENT");
        fs::write(saved.join(MANIFEST), outside).unwrap();
        assert!(matches!(
            restore(&saved, &back),
            Err(StoreError::DamagedBackup { .. })
        ));
        fs::write(saved.join(MANIFEST), manifest).unwrap();
        restore(&saved, &back).unwrap();
    }

    #[test]
    fn a_store_that_is_written_is_not_copied() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("store");
        store(&path);
        let _open = Store::open(&path, mapping(), true).unwrap();
        assert!(matches!(
            backup(&path, &home.path().join("saved")),
            Err(StoreError::Locked { .. })
        ));
    }
}
