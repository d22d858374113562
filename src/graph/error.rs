//! What can go wrong with a store.

use miette::Diagnostic;
use std::path::PathBuf;
use thiserror::Error;

/// Why a store could not be opened, read or written.
#[derive(Debug, Error, Diagnostic)]
pub enum StoreError {
    /// The path is a file, or a folder that holds something else.
    #[error("{path} is no Griot store: {reason}")]
    #[diagnostic(
        code(store::foreign),
        help("name a folder that does not exist yet, an empty one, or one that `griot build` made")
    )]
    NotAStore {
        /// The path.
        path: PathBuf,
        /// What stands there instead.
        reason: String,
    },
    /// There is nothing at the path.
    #[error("there is no store at {path}")]
    #[diagnostic(code(store::missing), help("`griot build PATH… --store {}` makes one", path.display()))]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// Made by a newer Griot.
    #[error("{path} has store format {found}; this Griot reads up to format {known}")]
    #[diagnostic(
        code(store::too_new),
        help("install the Griot that made it, or build the store anew from the articles")
    )]
    TooNew {
        /// The path.
        path: PathBuf,
        /// The format of the store.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// The identifiers in the store begin otherwise.
    #[error("{path} holds identifiers under {found}, not {asked}")]
    #[diagnostic(code(store::other_base), help("leave out --base, or build another store"))]
    OtherBase {
        /// The path.
        path: PathBuf,
        /// The base in the store.
        found: String,
        /// The base asked for.
        asked: String,
    },
    /// Something is where a copy should be written.
    #[error("{path} is there already")]
    #[diagnostic(
        code(store::occupied),
        help("name a folder that does not exist yet, or an empty one; nothing is written over")
    )]
    Occupied {
        /// The path.
        path: PathBuf,
    },
    /// The folder is no backup.
    #[error("{path} is no backup of a Griot store")]
    #[diagnostic(code(store::no_backup), help("name a folder that `griot backup` made"))]
    NotABackup {
        /// The path.
        path: PathBuf,
    },
    /// A backup is not what it was.
    #[error("the backup {path} is damaged: {file}: {reason}")]
    #[diagnostic(
        code(store::damaged_backup),
        help("nothing was restored; take another backup, or build the store anew from the articles")
    )]
    DamagedBackup {
        /// The backup.
        path: PathBuf,
        /// The file in it.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Another process is writing.
    #[error("another Griot is writing to {path}")]
    #[diagnostic(
        code(store::locked),
        help("wait until its build is done; reading (query, export, serve) is possible meanwhile")
    )]
    Locked {
        /// The path.
        path: PathBuf,
    },
    /// Opened for reading only.
    #[error("this store was opened for reading only")]
    #[diagnostic(code(store::read_only))]
    ReadOnly,
    /// This program was built without RocksDB.
    #[error("this Griot was built without the `rocksdb` feature and keeps no store on disk")]
    #[diagnostic(
        code(store::no_disk),
        help("use --memory, or install a build with the feature")
    )]
    NoDisk,
    /// A file of the store cannot be read or written.
    #[error("cannot {action} {path}: {source}")]
    #[diagnostic(code(store::io), help("{}", io_help(source)))]
    Io {
        /// What was tried: `read`, `write`, `remove` …
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The database refuses.
    #[error("the store's database fails: {source}")]
    #[diagnostic(code(store::database), help("{}", database_help(source)))]
    Database {
        /// Its reason.
        #[from]
        source: oxigraph::store::StorageError,
    },
    /// A kept text is damaged.
    #[error("the kept text of `{key}` is damaged: {reason}")]
    #[diagnostic(
        code(store::damaged_text),
        help("build again from the article itself; the graph is not concerned")
    )]
    DamagedText {
        /// The article's key.
        key: String,
        /// What is wrong.
        reason: String,
    },
}

impl StoreError {
    /// Wraps an I/O error of `action` at `path`.
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

fn io_help(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            "the disk is full: make room and run the same command again; what was written stays whole"
        }
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            "check that you may write to the folder"
        }
        _ => "check the disk and the path, then run the same command again",
    }
}

fn database_help(error: &oxigraph::store::StorageError) -> &'static str {
    match error {
        oxigraph::store::StorageError::Corruption(_) => {
            "the database is damaged: restore a backup, or build the store anew from the articles"
        }
        _ if error.to_string().contains("No space left") => {
            "the disk is full: make room and run the same command again; what was written stays whole"
        }
        _ => "run the same command again; if it fails again, build the store anew from the articles",
    }
}
