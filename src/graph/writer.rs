//! Many articles written in one run.
//!
//! New articles are gathered and go into the database together: in one transaction, or, when they are
//! many, through its bulk loader, which also takes effect at once or not at all. So a process that is
//! killed leaves whole articles. Changed articles are replaced one by one, each in its transaction.

use super::error::StoreError;
use super::quads::{ArticleQuads, quads};
use super::store::{Outcome, Store};
use crate::article::Article;
use crate::statement::Statement;
use oxigraph::model::{NamedNode, Quad};
use rustc_hash::{FxHashMap, FxHashSet};

/// Quads gathered before they are written: some 30 MB of memory, and what a killed build has to do again.
const BATCH: usize = 100_000;
/// From here on the bulk loader's files are cheaper than a transaction.
#[cfg(feature = "rocksdb")]
const BULK: usize = 40_000;

/// A run of changes; [`Writer::finish`] ends it.
#[must_use = "what is gathered is written by `finish`"]
pub struct Writer<'a> {
    store: &'a Store,
    batch: Vec<Quad>,
    shared: FxHashMap<NamedNode, Vec<Quad>>,
    gathered: FxHashSet<NamedNode>,
    batch_size: usize,
}

impl std::fmt::Debug for Writer<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Writer")
            .field("gathered", &self.gathered.len())
            .finish_non_exhaustive()
    }
}

impl<'a> Writer<'a> {
    pub(super) fn new(store: &'a Store) -> Self {
        Self {
            store,
            batch: Vec::new(),
            shared: FxHashMap::default(),
            gathered: FxHashSet::default(),
            batch_size: BATCH,
        }
    }

    /// As [`Store::replace_article`]; a new article may be written later, with others.
    ///
    /// # Errors
    /// Where disk or database fail; the articles gathered since the last flush are then not in the store.
    pub fn replace_article(
        &mut self,
        article: &Article,
        statements: &[Statement],
        version: &str,
    ) -> Result<Outcome, StoreError> {
        let mapping = self.store.mapping();
        let node = mapping.base().article(&article.key);
        if self.gathered.contains(&node) {
            self.flush()?;
        }
        if self.store.content_hash_of(&node)?.is_some() {
            return self.store.put_article(article, statements, version);
        }
        self.store.texts().put(article)?;
        self.gather(node, quads(mapping, article, statements, version));
        if self.batch.len() >= self.batch_size {
            self.flush()?;
        }
        Ok(Outcome::Added)
    }

    /// As [`Store::drop_article`].
    ///
    /// # Errors
    /// Where disk or database fail.
    pub fn drop_article(&mut self, key: &str) -> Result<bool, StoreError> {
        self.flush()?;
        self.store.take_article(key)
    }

    fn gather(&mut self, article: NamedNode, drawn: ArticleQuads) {
        self.batch.extend(drawn.own);
        let unknown = |(entity, quads): &(NamedNode, Vec<Quad>)| !self.store.is_shared(entity, quads);
        self.shared.extend(drawn.shared.into_iter().filter(unknown));
        self.gathered.insert(article);
    }

    /// Writes what is gathered.
    ///
    /// # Errors
    /// Where disk or database fail; nothing of it is then in the store.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        if self.gathered.is_empty() {
            return Ok(());
        }
        self.load()?;
        let drawn = ArticleQuads {
            own: Vec::new(),
            shared: std::mem::take(&mut self.shared).into_iter().collect(),
        };
        self.store.remember_shared(&drawn);
        self.gathered.clear();
        self.store.publish()
    }

    fn load(&mut self) -> Result<(), StoreError> {
        let batch = std::mem::take(&mut self.batch);
        #[cfg(feature = "rocksdb")]
        if batch.len() >= BULK {
            return self.load_in_bulk(batch);
        }
        let mut transaction = self.store.oxigraph.start_transaction()?;
        for (entity, quads) in &self.shared {
            self.store.share(&mut transaction, entity, quads)?;
        }
        transaction.extend(batch.iter());
        Ok(transaction.commit()?)
    }

    /// The bulk loader cannot remove: what the shared graph no longer says goes before.
    #[cfg(feature = "rocksdb")]
    fn load_in_bulk(&self, batch: Vec<Quad>) -> Result<(), StoreError> {
        let mut transaction = self.store.oxigraph.start_transaction()?;
        for (entity, quads) in &self.shared {
            self.store.unsay(&mut transaction, entity, quads)?;
        }
        transaction.commit()?;
        let quads = batch.len() + self.shared.values().map(Vec::len).sum::<usize>();
        let mut loader = self
            .store
            .oxigraph
            .bulk_loader()
            .with_num_threads(1)
            .with_max_memory_size_in_megabytes(quads / 1000 + 1);
        let shared = self.shared.values().flatten().cloned();
        loader.load_quads(batch.into_iter().chain(shared))?;
        Ok(loader.commit()?)
    }

    /// Writes the rest and shows readers the new state.
    ///
    /// # Errors
    /// Where disk or database fail.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.flush()?;
        self.store.settle()
    }
}
