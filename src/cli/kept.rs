//! The texts that a store keeps, read again on all threads and handed on in order.

use super::Outcome;
use super::inputs::in_batches;
use crate::article::Article;
use crate::engine::Engine;
use crate::graph::{ArticleEntry, Store, StoreError};
use crate::statement::Statement;
use miette::Result;
use rayon::prelude::*;

/// Kept texts held in memory at a time.
const BATCH: usize = 256;

/// Reads the kept texts of `entries`, and passes each article and what it says to `sink`. An article without a
/// kept text is named, and the outcome tells.
pub(super) fn read(
    store: &Store,
    engine: &Engine,
    entries: &[ArticleEntry],
    mut sink: impl FnMut(Article, Vec<Statement>) -> Result<()>,
) -> Result<Outcome> {
    let mut outcome = Outcome::Done;
    for entries in entries.chunks(BATCH) {
        let texts: Result<Vec<Option<Article>>, StoreError> =
            entries.par_iter().map(|entry| store.text(&entry.key)).collect();
        let mut articles = Vec::with_capacity(entries.len());
        for (entry, text) in entries.iter().zip(texts?) {
            if let Some(article) = text {
                articles.push(article);
            } else {
                eprintln!("{}: no text is kept; build it again from its file", entry.key);
                outcome = Outcome::Faults;
            }
        }
        in_batches(articles, |batch| engine.extract_all(batch), &mut sink)?;
    }
    Ok(outcome)
}
