//! Articles from the paths of a command line, read on all threads and handed on in order.

use super::{Outcome, output};
use crate::article::{Article, Keys, Piece, Pieces, Place, ReadError, Readers};
use crate::data::Data;
use crate::engine::batches;
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

    /// Does `work` on every article, in parallel and a [batch](batches) at a time, and passes article and result to
    /// `sink`, in order. `work` has one result for each article.
    ///
    /// What cannot be read is reported and passed over; the outcome tells.
    pub(super) fn each<T: Send>(
        &self,
        data: &Data,
        work: impl Fn(&[Article]) -> Vec<T> + Sync,
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
            let read: Vec<Vec<Read>> = batch.into_par_iter().map(|piece| read(&readers, piece)).collect();
            let mut articles = Vec::new();
            for found in read.into_iter().flatten() {
                match found.and_then(|(place, article)| keys.admit(article, &place)) {
                    Ok(article) => articles.push(article),
                    Err(error) => {
                        if !error.is_warning() {
                            outcome = Outcome::Faults;
                        }
                        output::report(&error.into());
                    }
                }
            }
            in_batches(articles, &work, &mut sink)?;
        }
    }
}

/// Does `work` on `articles`, in parallel and a [batch](batches) at a time, and passes article and result to `sink`, in
/// order. `work` has one result for each article.
pub(super) fn in_batches<T: Send>(
    articles: Vec<Article>,
    work: impl Fn(&[Article]) -> Vec<T> + Sync,
    mut sink: impl FnMut(Article, T) -> Result<()>,
) -> Result<()> {
    let runs: Vec<&[Article]> = batches(&articles).collect();
    let results: Vec<Vec<T>> = runs.into_par_iter().map(&work).collect();
    for (article, result) in articles.into_iter().zip(results.into_iter().flatten()) {
        sink(article, result)?;
    }
    Ok(())
}

/// One article and where it stands, or why there is none.
type Read = Result<(Place, Article), ReadError>;

fn read(readers: &Readers, piece: Result<Piece, ReadError>) -> Vec<Read> {
    let piece = match piece {
        Ok(piece) => piece,
        Err(error) => return vec![Err(error)],
    };
    let articles = readers.read(&piece).into_iter();
    articles
        .map(|article| Ok((piece.place.clone(), article?)))
        .collect()
}
