//! The folder of a store on disk.
//!
//! ```text
//! griot-store.toml     what it is: format, base, whether texts are kept
//! lock                 held by the one process that writes
//! building             there while a build runs; a build that was killed leaves it
//! rdf/                 the database, opened by the writer alone
//! rdf.draft/, rdf.old/ while the database is written anew
//! snapshots/N/         checkpoints of it (hard links), which readers open; N.lock is held by them
//! texts/               the articles, compressed
//! ```
//!
//! RocksDB does not define what happens to a reader while another process writes, so readers never
//! open `rdf/`: the writer leaves a checkpoint when it is done (and whenever [`Folder::publish`] is
//! called), and a reader opens the newest.

use super::error::StoreError;
use super::texts::write_whole;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// The newest store format that this program reads, and the one that it writes.
pub(super) const FORMAT: u32 = 1;

const CARD: &str = "griot-store.toml";
/// What makes a folder a backup.
pub(super) const BACKUP: &str = "griot-backup.toml";
const LOCK: &str = "lock";
const BUILDING: &str = "building";
const SNAPSHOTS: &str = "snapshots";
const DRAFT: &str = "rdf.draft";
const OLD: &str = "rdf.old";

/// What a store says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Card {
    pub(super) format: u32,
    pub(super) base: String,
    pub(super) texts: bool,
}

impl Card {
    /// Writes the card that makes `folder` a store.
    pub(super) fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let text = toml::to_string(self).map_err(|error| StoreError::NotAStore {
            path: folder.to_owned(),
            reason: error.to_string(),
        })?;
        let text = format!("# A Griot store. Written by Griot: do not edit.\n{text}");
        write_whole(&folder.join(CARD), text.as_bytes())
    }

    /// Fails for a format that this program does not know; `path` is where the card was found.
    pub(super) fn require_known(&self, path: &Path) -> Result<(), StoreError> {
        if self.format > FORMAT {
            return Err(StoreError::TooNew {
                path: path.to_owned(),
                found: self.format,
                known: FORMAT,
            });
        }
        Ok(())
    }
}

/// The folder of a store.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: PathBuf,
}

/// A state of the store that its writer has published; readers see one as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edition {
    /// Counts from 1 in the life of the store's folder.
    pub number: u64,
    /// When it was published, in milliseconds since 1970: tells stores apart that lay in one folder.
    pub published: u64,
}

/// A checkpoint that stays while this is held.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) path: PathBuf,
    pub(super) edition: Edition,
    _lock: File,
}

impl Folder {
    /// The store at `path`, made with `card` if there is none.
    pub(super) fn open_or_create(path: &Path, card: &Card) -> Result<(Self, Card), StoreError> {
        let folder = Self {
            path: path.to_owned(),
        };
        if !path.join(CARD).exists() {
            folder.refuse_foreign()?;
            fs::create_dir_all(path).map_err(StoreError::io("make", path))?;
            card.write(path)?;
        }
        let found = folder.card()?;
        if found.base != card.base {
            return Err(StoreError::OtherBase {
                path: path.to_owned(),
                found: found.base,
                asked: card.base.clone(),
            });
        }
        Ok((folder, found))
    }

    /// The store at `path`, which must be there.
    pub(super) fn open(path: &Path) -> Result<(Self, Card), StoreError> {
        let folder = Self {
            path: path.to_owned(),
        };
        if !path.join(CARD).exists() {
            folder.refuse_foreign()?;
            return Err(StoreError::Missing {
                path: path.to_owned(),
            });
        }
        let card = folder.card()?;
        Ok((folder, card))
    }

    /// Fails unless nothing, or an empty folder, is at the path.
    fn refuse_foreign(&self) -> Result<(), StoreError> {
        let foreign = |reason: String| StoreError::NotAStore {
            path: self.path.clone(),
            reason,
        };
        if !self.path.exists() {
            return Ok(());
        }
        if !self.path.is_dir() {
            return Err(foreign("it is a file".to_owned()));
        }
        let entries = fs::read_dir(&self.path).map_err(StoreError::io("read", &self.path))?;
        let mut names = entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name != "griot-store.tmp");
        if self.path.join(BACKUP).exists() {
            return Err(foreign(
                "it is a backup; `griot restore` brings it back".to_owned(),
            ));
        }
        match names.next() {
            Some(name) => Err(foreign(format!("it holds `{name}` and no {CARD}"))),
            None => Ok(()),
        }
    }

    fn card(&self) -> Result<Card, StoreError> {
        let path = self.path.join(CARD);
        let text = fs::read_to_string(&path).map_err(StoreError::io("read", &path))?;
        let card: Card = toml::from_str(&text).map_err(|error| StoreError::NotAStore {
            path: self.path.clone(),
            reason: format!("its {CARD} is damaged ({})", error.message()),
        })?;
        card.require_known(&self.path)?;
        Ok(card)
    }

    /// Where the database lies.
    pub(super) fn database(&self) -> PathBuf {
        self.path.join("rdf")
    }

    /// Where a database is written that shall take the other's place; empty.
    pub(super) fn draft_database(&self) -> Result<PathBuf, StoreError> {
        let path = self.path.join(DRAFT);
        remove_folder(&path)?;
        Ok(path)
    }

    /// Puts the draft in the database's place. Both must be closed.
    pub(super) fn take_draft(&self) -> Result<(), StoreError> {
        let (old, draft, database) = (self.path.join(OLD), self.path.join(DRAFT), self.database());
        fs::rename(&database, &old).map_err(StoreError::io("rename", &database))?;
        fs::rename(&draft, &database).map_err(StoreError::io("rename", &draft))?;
        remove_folder(&old)
    }

    /// Clears away what a process that was killed in [`Self::take_draft`] left. Only for the holder of the
    /// lock.
    pub(super) fn recover(&self) -> Result<(), StoreError> {
        let (old, database) = (self.path.join(OLD), self.database());
        if old.exists() && !database.exists() {
            fs::rename(&old, &database).map_err(StoreError::io("rename", &old))?;
        }
        remove_folder(&old)?;
        remove_folder(&self.path.join(DRAFT))
    }

    /// Where texts are kept.
    pub(super) fn texts(&self) -> PathBuf {
        self.path.join("texts")
    }

    /// Takes the right to write; it ends with the file.
    pub(super) fn lock(&self) -> Result<File, StoreError> {
        let path = self.path.join(LOCK);
        let file = File::options()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(StoreError::io("open", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked {
                path: self.path.clone(),
            }),
            Err(TryLockError::Error(error)) => Err(StoreError::io("lock", path)(error)),
        }
    }

    /// Whether a build runs, or was killed.
    pub(super) fn is_building(&self) -> bool {
        self.path.join(BUILDING).exists()
    }

    /// Notes that a build begins.
    pub(super) fn begin_building(&self) -> Result<(), StoreError> {
        let path = self.path.join(BUILDING);
        fs::write(&path, "").map_err(StoreError::io("write", path))
    }

    /// Notes that nothing is left to mend.
    pub(super) fn end_building(&self) -> Result<(), StoreError> {
        let path = self.path.join(BUILDING);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(StoreError::io("remove", path)(error))
            }
            _ => Ok(()),
        }
    }

    /// Numbers of the checkpoints, oldest first.
    fn snapshots(&self) -> Vec<u64> {
        let entries = fs::read_dir(self.path.join(SNAPSHOTS))
            .into_iter()
            .flatten()
            .flatten();
        let mut numbers: Vec<u64> = entries
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
            .collect();
        numbers.sort_unstable();
        numbers
    }

    fn snapshot_path(&self, number: u64) -> PathBuf {
        self.path.join(SNAPSHOTS).join(number.to_string())
    }

    fn snapshot_lock(&self, number: u64) -> PathBuf {
        self.path.join(SNAPSHOTS).join(format!("{number}.lock"))
    }

    /// Adds a checkpoint, which `make` writes to the path it is given, and removes those that
    /// nobody reads any more.
    pub(super) fn publish(
        &self,
        make: impl FnOnce(&Path) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let snapshots = self.snapshots();
        let number = snapshots.last().map_or(1, |last| last + 1);
        let shelf = self.path.join(SNAPSHOTS);
        fs::create_dir_all(&shelf).map_err(StoreError::io("make", &shelf))?;
        let draft = shelf.join("draft");
        if draft.exists() {
            fs::remove_dir_all(&draft).map_err(StoreError::io("remove", &draft))?;
        }
        make(&draft)?;
        let lock = self.snapshot_lock(number);
        fs::write(&lock, "").map_err(StoreError::io("write", lock))?;
        let path = self.snapshot_path(number);
        fs::rename(&draft, &path).map_err(StoreError::io("write", path))?;
        for old in snapshots {
            self.remove_snapshot(old)?;
        }
        Ok(())
    }

    /// Removes a checkpoint unless somebody reads it.
    fn remove_snapshot(&self, number: u64) -> Result<(), StoreError> {
        let lock = self.snapshot_lock(number);
        // Held until the end, so that no reader comes while it goes.
        let file = File::open(&lock).ok();
        if file.as_ref().is_some_and(|file| file.try_lock().is_err()) {
            return Ok(());
        }
        let path = self.snapshot_path(number);
        fs::remove_dir_all(&path).map_err(StoreError::io("remove", path))?;
        let _ = fs::remove_file(lock);
        Ok(())
    }

    /// Takes hold of the newest checkpoint.
    pub(super) fn newest_snapshot(&self) -> Option<Snapshot> {
        self.snapshots().into_iter().rev().find_map(|number| {
            let file = File::open(self.snapshot_lock(number)).ok()?;
            file.try_lock_shared().ok()?;
            // The writer may have removed it between the listing and the lock.
            let edition = self.edition(number)?;
            Some(Snapshot {
                path: self.snapshot_path(number),
                edition,
                _lock: file,
            })
        })
    }

    /// What the newest checkpoint is, without taking hold of it.
    pub(super) fn newest_edition(&self) -> Option<Edition> {
        let mut numbers = self.snapshots().into_iter().rev();
        numbers.find_map(|number| self.edition(number))
    }

    fn edition(&self, number: u64) -> Option<Edition> {
        // The lock is written once, the moment before the checkpoint takes its name.
        let folder = self.snapshot_path(number);
        let written = fs::metadata(self.snapshot_lock(number)).ok()?.modified().ok()?;
        let since = written.duration_since(std::time::UNIX_EPOCH).ok()?;
        folder.exists().then_some(Edition {
            number,
            published: since.as_millis() as u64,
        })
    }
}

pub(super) fn remove_folder(path: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        Card {
            format: FORMAT,
            base: "https://example.org/".to_owned(),
            texts: true,
        }
    }

    #[test]
    fn a_new_folder_becomes_a_store_and_stays_one() {
        let home = tempfile::tempdir().unwrap();
        let empty = home.path().join("empty");
        fs::create_dir(&empty).unwrap();
        for path in [empty, home.path().join("new/deep")] {
            for _ in 0..2 {
                let (_, found) = Folder::open_or_create(&path, &card()).unwrap();
                assert_eq!(found, card());
            }
            assert_eq!(Folder::open(&path).unwrap().1, card());
        }
    }

    #[test]
    fn something_else_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("notes.txt");
        fs::write(&file, "x").unwrap();
        for path in [&file, home.path()] {
            for result in [Folder::open_or_create(path, &card()), Folder::open(path)] {
                assert!(
                    matches!(result, Err(StoreError::NotAStore { .. })),
                    "{}",
                    path.display()
                );
            }
        }
        let missing = Folder::open(&home.path().join("missing"));
        assert!(matches!(missing, Err(StoreError::Missing { .. })));
    }

    #[test]
    fn newer_formats_and_other_bases_are_refused() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("store");
        Folder::open_or_create(&path, &card()).unwrap();
        let other = Card {
            base: "https://other.example/".to_owned(),
            ..card()
        };
        assert!(matches!(
            Folder::open_or_create(&path, &other),
            Err(StoreError::OtherBase { .. })
        ));
        fs::write(path.join(CARD), "format = 99\nbase = 'x'\ntexts = true\n").unwrap();
        assert!(matches!(
            Folder::open(&path),
            Err(StoreError::TooNew { found: 99, .. })
        ));
        fs::write(path.join(CARD), "format = ").unwrap();
        assert!(matches!(Folder::open(&path), Err(StoreError::NotAStore { .. })));
    }

    #[test]
    fn one_writer_at_a_time() {
        let home = tempfile::tempdir().unwrap();
        let (folder, _) = Folder::open_or_create(&home.path().join("store"), &card()).unwrap();
        let held = folder.lock().unwrap();
        assert!(matches!(folder.lock(), Err(StoreError::Locked { .. })));
        drop(held);
        folder.lock().unwrap();
    }

    #[test]
    fn checkpoints_stay_while_they_are_read() {
        let home = tempfile::tempdir().unwrap();
        let (folder, _) = Folder::open_or_create(&home.path().join("store"), &card()).unwrap();
        let make = |path: &Path| fs::create_dir(path).map_err(StoreError::io("make", path));
        assert!(folder.newest_snapshot().is_none());
        folder.publish(make).unwrap();
        let first = folder.newest_snapshot().unwrap();
        folder.publish(make).unwrap();
        let second = folder.newest_snapshot().unwrap();
        assert_eq!(folder.newest_edition(), Some(second.edition));
        assert_eq!((first.edition.number, second.edition.number), (1, 2));
        assert!(first.path.exists() && second.path != first.path);
        let path = first.path.clone();
        drop((first, second));
        folder.publish(make).unwrap();
        assert!(!path.exists());
        assert_eq!(folder.snapshots(), [3]);
    }
}
