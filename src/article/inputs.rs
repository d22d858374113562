//! The articles of paths given by a user, in order.

use super::error::{Fault, ReadError};
use super::pieces::{Piece, Pieces};
use super::place::Place;
use super::{Article, Readers};
use rustc_hash::FxHashMap;
use std::path::PathBuf;

/// Keys met so far: two articles with one key would overwrite each other.
///
/// Keeps 16 bytes of each key's hash, so that a corpus of millions fits in memory.
#[derive(Debug, Default)]
pub struct Keys {
    met: FxHashMap<[u8; 16], Place>,
}

impl Keys {
    /// Lets an article pass whose key is new.
    ///
    /// # Errors
    /// [`Fault::DuplicateKey`] names the place where the key was met first.
    pub fn admit(&mut self, article: Article, place: &Place) -> Result<Article, ReadError> {
        let mut hash = [0; 16];
        hash.copy_from_slice(&blake3::hash(article.key.as_bytes()).as_bytes()[..16]);
        match self.met.get(&hash) {
            Some(first) => {
                let fault = Fault::DuplicateKey {
                    key: article.key,
                    first: first.clone(),
                };
                Err(ReadError::new(place.clone(), fault))
            }
            None => {
                self.met.insert(hash, place.clone());
                Ok(article)
            }
        }
    }
}

/// Articles one after the other, in the order of the paths; errors stand where their article would.
///
/// Reads on one thread. To read on several, take [`Pieces::batch`]es, [`Readers::read`] each
/// piece in parallel, and pass the results through [`Keys`] in order.
///
/// ```
/// use griot::article::{Inputs, Readers};
/// use griot::data::Data;
/// let readers = Readers::load(&Data::builtin())?;
/// let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles");
/// let mut inputs = Inputs::new([folder.into()], &readers);
/// let first = inputs.next().unwrap()?;
/// assert_eq!(first.key, "aes-01-moscou-force-commune.md");
/// assert_eq!(first.date.unwrap().to_string(), "2025-04-04");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Inputs<'a> {
    readers: &'a Readers,
    pieces: Pieces,
    keys: Keys,
    /// Read from one piece and not yet handed on.
    waiting: std::vec::IntoIter<Result<Article, ReadError>>,
    /// The piece that they are from.
    place: Option<Place>,
}

impl<'a> Inputs<'a> {
    /// The articles in `paths` (files, folders, `-` for standard input).
    #[must_use]
    pub fn new(paths: impl IntoIterator<Item = PathBuf>, readers: &'a Readers) -> Self {
        Self {
            readers,
            pieces: Pieces::new(paths),
            keys: Keys::default(),
            waiting: Vec::new().into_iter(),
            place: None,
        }
    }

    fn read(&mut self, piece: &Piece) {
        self.waiting = self.readers.read(piece).into_iter();
        self.place = Some(piece.place.clone());
    }
}

impl Iterator for Inputs<'_> {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match (self.waiting.next(), &self.place) {
                (Some(Ok(article)), Some(place)) => return Some(self.keys.admit(article, place)),
                (Some(result), _) => return Some(result),
                (None, _) => match self.pieces.next()? {
                    Ok(piece) => self.read(&piece),
                    Err(error) => return Some(Err(error)),
                },
            }
        }
    }
}
