//! The articles' texts, kept compressed beside the graph.
//!
//! `explain` shows them and `rebuild` reads them again. One file per article, whose name carries the
//! article's key and content hash: a changed article gets a new file *before* its graph changes, and
//! the old one goes *after*. A process that is killed in between leaves a file too many, never one too
//! few; [`Texts::sweep`] removes it.

use super::error::StoreError;
use crate::article::{Article, Mark, MarkKind};
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// zstd's own default: three times smaller, at some 300 MB/s.
const LEVEL: i32 = 3;

/// Where texts are kept.
#[derive(Debug)]
pub(super) enum Texts {
    /// Nowhere (`--no-text`).
    Nowhere,
    /// In memory, for a throw-away store.
    Memory(Mutex<FxHashMap<String, Vec<u8>>>),
    /// Below a folder.
    Folder(PathBuf),
}

/// An article as it is written down.
#[derive(Serialize, Deserialize)]
struct Kept {
    key: String,
    name: String,
    url: Option<String>,
    title: Option<String>,
    title_in_text: bool,
    date: Option<String>,
    publisher: Option<String>,
    language: Option<String>,
    marks: Vec<(u32, u32, KeptMark)>,
    text: String,
}

#[derive(Serialize, Deserialize)]
enum KeptMark {
    Hidden,
    Title,
    Heading,
    Boilerplate,
}

impl Texts {
    /// Keeps `article`; its older version stays.
    pub(super) fn put(&self, article: &Article) -> Result<(), StoreError> {
        let name = file_name(&article.key, &article.content_hash());
        match self {
            Self::Nowhere => Ok(()),
            Self::Memory(texts) => {
                let bytes = compress(article).map_err(StoreError::io("compress", &name))?;
                texts
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(name, bytes);
                Ok(())
            }
            Self::Folder(folder) => {
                let path = folder.join(&name);
                let bytes = compress(article).map_err(StoreError::io("write", &path))?;
                write_whole(&path, &bytes)
            }
        }
    }

    /// The article that was kept under `key` with this content.
    pub(super) fn get(&self, key: &str, hash: &str) -> Result<Option<Article>, StoreError> {
        let name = file_name(key, hash);
        let bytes = match self {
            Self::Nowhere => return Ok(None),
            Self::Memory(texts) => {
                let texts = texts.lock().unwrap_or_else(PoisonError::into_inner);
                match texts.get(&name) {
                    Some(bytes) => bytes.clone(),
                    None => return Ok(None),
                }
            }
            Self::Folder(folder) => {
                let path = folder.join(&name);
                match fs::read(&path) {
                    Ok(bytes) => bytes,
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
                    Err(error) => return Err(StoreError::io("read", path)(error)),
                }
            }
        };
        let damaged = |reason: String| StoreError::DamagedText {
            key: key.to_owned(),
            reason,
        };
        let article = decompress(&bytes).map_err(|error| damaged(error.to_string()))?;
        if article.key != key || article.content_hash() != hash {
            return Err(damaged("its content hash differs".to_owned()));
        }
        Ok(Some(article))
    }

    /// Whether texts are kept at all.
    pub(super) const fn are_kept(&self) -> bool {
        !matches!(self, Self::Nowhere)
    }

    /// Forgets the article that was kept under `key` with this content.
    pub(super) fn remove(&self, key: &str, hash: &str) -> Result<(), StoreError> {
        let name = file_name(key, hash);
        match self {
            Self::Nowhere => {}
            Self::Memory(texts) => {
                texts.lock().unwrap_or_else(PoisonError::into_inner).remove(&name);
            }
            Self::Folder(folder) => remove_if_there(&folder.join(name))?,
        }
        Ok(())
    }

    /// Removes every file that belongs to none of `current` (key and content hash).
    pub(super) fn sweep(&self, current: impl Iterator<Item = (String, String)>) -> Result<(), StoreError> {
        self.strays(current)?
            .iter()
            .try_for_each(|path| remove_if_there(path))
    }

    /// The files that belong to none of `current` (key and content hash).
    pub(super) fn strays(
        &self,
        current: impl Iterator<Item = (String, String)>,
    ) -> Result<Vec<PathBuf>, StoreError> {
        let mut strays = Vec::new();
        let Self::Folder(folder) = self else {
            return Ok(strays);
        };
        if !folder.exists() {
            return Ok(strays);
        }
        let wanted: FxHashSet<String> = current.map(|(key, hash)| file_name(&key, &hash)).collect();
        for shelf in list(folder)? {
            let shelf_name = shelf
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if !shelf.is_dir() {
                strays.push(shelf);
                continue;
            }
            for path in list(&shelf)? {
                let name = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                if !wanted.contains(&format!("{shelf_name}/{name}")) {
                    strays.push(path);
                }
            }
        }
        strays.sort_unstable();
        Ok(strays)
    }
}

/// `shelf/key-content.zst`: 256 shelves, so that no folder grows without bound.
fn file_name(key: &str, hash: &str) -> String {
    let key = blake3::hash(key.as_bytes()).to_hex();
    format!("{}/{}-{hash}.zst", &key[..2], &key[2..34])
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = fs::read_dir(folder).map_err(StoreError::io("read", folder))?;
    entries
        .map(|entry| {
            entry
                .map(|entry| entry.path())
                .map_err(StoreError::io("read", folder))
        })
        .collect()
}

fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// Writes beside the file and renames, so that the file is never there in part.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(StoreError::io("make", folder))?;
    }
    let draft = path.with_extension("tmp");
    fs::write(&draft, bytes).map_err(StoreError::io("write", &draft))?;
    fs::rename(&draft, path).map_err(StoreError::io("write", path))
}

fn compress(article: &Article) -> std::io::Result<Vec<u8>> {
    let kept = Kept {
        key: article.key.clone(),
        name: article.name.clone(),
        url: article.url.clone(),
        title: article.title.clone(),
        title_in_text: article.title_in_text,
        date: article.date.map(|date| date.to_string()),
        publisher: article.publisher.clone(),
        language: article.language.clone(),
        marks: article
            .marks
            .iter()
            .map(|mark| (mark.span.start, mark.span.end, mark.kind.into()))
            .collect(),
        text: article.text.clone(),
    };
    let json = serde_json::to_vec(&kept)?;
    zstd::bulk::compress(&json, LEVEL)
}

fn decompress(bytes: &[u8]) -> std::io::Result<Article> {
    let kept: Kept = serde_json::from_slice(&zstd::decode_all(bytes)?)?;
    let date = kept.date.map(|date| date.parse()).transpose();
    Ok(Article {
        key: kept.key,
        name: kept.name,
        url: kept.url,
        title: kept.title,
        title_in_text: kept.title_in_text,
        date: date.map_err(std::io::Error::other)?,
        publisher: kept.publisher,
        language: kept.language,
        marks: kept
            .marks
            .into_iter()
            .map(|(start, end, kind)| Mark {
                span: Span::new(start, end),
                kind: kind.into(),
            })
            .collect(),
        text: kept.text,
    })
}

impl From<MarkKind> for KeptMark {
    fn from(kind: MarkKind) -> Self {
        match kind {
            MarkKind::Hidden => Self::Hidden,
            MarkKind::Title => Self::Title,
            MarkKind::Heading => Self::Heading,
            MarkKind::Boilerplate => Self::Boilerplate,
        }
    }
}

impl From<KeptMark> for MarkKind {
    fn from(kind: KeptMark) -> Self {
        match kind {
            KeptMark::Hidden => Self::Hidden,
            KeptMark::Title => Self::Title,
            KeptMark::Heading => Self::Heading,
            KeptMark::Boilerplate => Self::Boilerplate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn check(texts: &Texts) {
        let (article, _) = samples::summit();
        let hash = article.content_hash();
        texts.put(&article).unwrap();
        texts.put(&article).unwrap();
        assert_eq!(texts.get(&article.key, &hash).unwrap().as_ref(), Some(&article));
        assert_eq!(texts.get(&article.key, "other").unwrap(), None);
        texts.remove(&article.key, &hash).unwrap();
        assert_eq!(texts.get(&article.key, &hash).unwrap(), None);
        texts.remove(&article.key, &hash).unwrap();
    }

    #[test]
    fn what_is_put_comes_back() {
        check(&Texts::Memory(Mutex::default()));
        let folder = tempfile::tempdir().unwrap();
        check(&Texts::Folder(folder.path().join("texts")));
    }

    #[test]
    fn a_sweep_leaves_only_what_is_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let texts = Texts::Folder(folder.path().to_owned());
        let (article, _) = samples::summit();
        let mut changed = article.clone();
        changed.text.push('!');
        texts.put(&article).unwrap();
        texts.put(&changed).unwrap();
        fs::write(folder.path().join("stray.tmp"), "").unwrap();
        texts
            .sweep([(changed.key.clone(), changed.content_hash())].into_iter())
            .unwrap();
        assert_eq!(texts.get(&article.key, &article.content_hash()).unwrap(), None);
        assert_eq!(
            texts.get(&changed.key, &changed.content_hash()).unwrap(),
            Some(changed)
        );
        assert!(!folder.path().join("stray.tmp").exists());
    }

    #[test]
    fn damage_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let texts = Texts::Folder(folder.path().to_owned());
        let (article, _) = samples::summit();
        let hash = article.content_hash();
        texts.put(&article).unwrap();
        let path = folder.path().join(file_name(&article.key, &hash));
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        assert!(matches!(
            texts.get(&article.key, &hash),
            Err(StoreError::DamagedText { .. })
        ));
    }
}
