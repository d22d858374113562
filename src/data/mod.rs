//! Where knowledge comes from: files embedded at build time, overlaid by a user's folder.
//!
//! The same relative path replaces an embedded file, new files add. Hands out bytes with their
//! origin and knows nothing of what they mean.

mod image;

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use thiserror::Error;

static BUILTIN_DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data");
static BUILTIN_ONTOLOGY: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// Why a data folder could not be read.
#[derive(Debug, Error)]
pub enum DataError {
    /// The folder or one of its files cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: std::io::Error,
    },
}

/// One file of knowledge.
#[derive(Debug, Clone)]
pub struct DataFile {
    /// Relative path with forward slashes: `gazetteer/states/africa.toml`, `ontology/griot.ttl`.
    pub path: String,
    /// Where it came from, for messages: `builtin:gazetteer/…` or a path on disk.
    pub origin: String,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
    /// What it holds, parsed when Griot was built; for embedded TOML.
    image: Option<&'static [u8]>,
}

impl DataFile {
    /// The file as text; what is no UTF-8 becomes U+FFFD.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// What a TOML file says.
    ///
    /// # Errors
    /// The parser's, with a place in [`DataFile::text`].
    pub fn toml<T: DeserializeOwned>(&self) -> Result<T, toml::de::Error> {
        match self.image.map(image::decode) {
            Some(Ok(value)) => Ok(value),
            // An image that does not fit the type: the parser says where and why.
            Some(Err(_)) | None => toml::from_str(&self.text()),
        }
    }
}

/// Every file of knowledge by relative path.
#[derive(Debug, Clone, Default)]
pub struct Data {
    files: BTreeMap<String, DataFile>,
}

impl Data {
    /// The embedded files.
    #[must_use]
    pub fn builtin() -> Self {
        let mut data = Self::default();
        data.embed(&BUILTIN_DATA, "");
        data.embed(&BUILTIN_ONTOLOGY, "ontology/");
        data
    }

    fn embed(&mut self, dir: &Dir<'static>, prefix: &str) {
        for file in dir.files() {
            let path = format!("{prefix}{}", file.path().to_string_lossy().replace('\\', "/"));
            let embedded = DataFile {
                origin: format!("builtin:{path}"),
                bytes: Cow::Borrowed(file.contents()),
                image: image::of(&path),
                path: path.clone(),
            };
            self.files.insert(path, embedded);
        }
        for child in dir.dirs() {
            self.embed(child, prefix);
        }
    }

    /// Lays the files below `folder` over those already there.
    ///
    /// # Errors
    /// [`DataError::Read`] names the first file or folder that cannot be read.
    pub fn overlay(&mut self, folder: &Path) -> Result<(), DataError> {
        let read = |path: &Path| {
            let error = |source| DataError::Read {
                path: path.to_owned(),
                source,
            };
            std::fs::read(path).map_err(error)
        };
        for entry in ignore::WalkBuilder::new(folder)
            .standard_filters(false)
            .sort_by_file_path(Path::cmp)
            .build()
        {
            let entry = entry.map_err(|error| DataError::Read {
                path: folder.to_owned(),
                source: error
                    .into_io_error()
                    .unwrap_or_else(|| std::io::Error::other("walk failed")),
            })?;
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let path = path.to_string_lossy().replace('\\', "/");
            self.insert(
                path,
                entry.path().display().to_string(),
                Cow::Owned(read(entry.path())?),
            );
        }
        Ok(())
    }

    /// Adds or replaces one file.
    pub fn insert(&mut self, path: String, origin: String, bytes: Cow<'static, [u8]>) {
        let file = DataFile {
            path: path.clone(),
            origin,
            bytes,
            image: None,
        };
        self.files.insert(path, file);
    }

    /// One file by its relative path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&DataFile> {
        self.files.get(path)
    }

    /// The files below `prefix`, by path.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a DataFile> + 'a {
        self.files
            .range(prefix.to_owned()..)
            .map(|(_, file)| file)
            .take_while(move |file| file.path.starts_with(prefix))
    }

    /// A hash over all that steers the analysis: every file's path and bytes (the sample articles
    /// left out) and the engine's version.
    #[must_use]
    pub fn version(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        for file in self
            .files
            .values()
            .filter(|file| !file.path.starts_with("articles/"))
        {
            hasher
                .update(file.path.as_bytes())
                .update(&[0])
                .update(blake3::hash(&file.bytes).as_bytes());
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}
