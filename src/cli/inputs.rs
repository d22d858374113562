//! Articles from the paths of a command line, read on all threads and handed on in order.

use super::{Outcome, output};
use crate::article::{Article, Keys, Piece, Pieces, Place, ReadError, Readers};
use crate::data::Data;
use clap::Args;
use jiff::civil::Date;
use miette::Result;
use rayon::prelude::*;
use std::path::PathBuf;

/// Bytes read at a time: enough to keep every thread busy, few enough to hold in memory.
const BATCH: usize = 8 << 20;

/// What to read.
#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Files and folders (.txt .md .html .jsonl .rss .atom .warc, .gz of each); `-` is stdin
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Date of articles that bear none
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

impl Inputs {
    /// Files and folders that another option names.
    pub(super) const fn of(paths: Vec<PathBuf>) -> Self {
        Self { paths, date: None }
    }

    /// Does `work` on every article, in parallel, and passes article and result to `sink`, in order.
    ///
    /// What cannot be read is reported and passed over; the outcome tells.
    pub(super) fn each<T: Send>(
        &self,
        data: &Data,
        work: impl Fn(&Article) -> T + Sync,
        mut sink: impl FnMut(Article, T) -> Result<()>,
    ) -> Result<Outcome> {
        let readers = Readers::load(data)?.with_date(self.date);
        let mut pieces = Pieces::new(self.paths.iter().cloned());
        let mut keys = Keys::default();
        let mut outcome = Outcome::Done;
        loop {
            let batch = pieces.batch(BATCH);
            if batch.is_empty() {
                return Ok(outcome);
            }
            let read: Vec<Vec<Read<T>>> = batch
                .into_par_iter()
                .map(|piece| read(&readers, piece, &work))
                .collect();
            for result in read.into_iter().flatten() {
                match result.and_then(|(place, article, result)| Ok((keys.admit(article, &place)?, result))) {
                    Ok((article, result)) => sink(article, result)?,
                    Err(error) => {
                        if !error.is_warning() {
                            outcome = Outcome::Faults;
                        }
                        output::report(&error.into());
                    }
                }
            }
        }
    }
}

/// One article with what was made of it, or why there is none.
type Read<T> = Result<(Place, Article, T), ReadError>;

fn read<T>(
    readers: &Readers,
    piece: Result<Piece, ReadError>,
    work: &impl Fn(&Article) -> T,
) -> Vec<Read<T>> {
    let piece = match piece {
        Ok(piece) => piece,
        Err(error) => return vec![Err(error)],
    };
    let finish = |article: Article| {
        let result = work(&article);
        (piece.place.clone(), article, result)
    };
    readers
        .read(&piece)
        .into_iter()
        .map(|article| article.map(finish))
        .collect()
}
