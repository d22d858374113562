//! The store: article graphs in Oxigraph, texts beside them.
//!
//! One transaction per article: a store holds whole articles only, at whatever moment its process
//! ends. After any sequence of replacing and dropping it holds what a store built from scratch out of
//! the same articles would hold, quad for quad.
//!
//! ```
//! use griot::article::Article;
//! use griot::data::Data;
//! use griot::graph::{Base, Mapping, Outcome, Store};
//! use griot::ontology::Ontology;
//!
//! let ontology = Ontology::load(&Data::builtin())?;
//! let mapping = Mapping::new(Base::new("https://w3id.org/griot/id/")?, &ontology);
//! let store = Store::memory(mapping)?;
//! let article = Article { key: "a.txt".into(), ..Article::default() };
//! assert_eq!(store.replace_article(&article, &[], "v1")?, Outcome::Added);
//! assert_eq!(store.replace_article(&article, &[], "v1")?, Outcome::Unchanged);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::error::StoreError;
#[cfg(feature = "rocksdb")]
use super::folder::{Card, FORMAT, Snapshot};
use super::folder::{Edition, Folder};
use super::iri;
use super::quads::{ArticleQuads, Mapping, quads};
use super::texts::Texts;
use super::vocabulary::griot;
use crate::article::Article;
use crate::statement::Statement;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{
    GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, QuadRef, Term,
};
use oxigraph::store::{Store as Oxigraph, Transaction};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fs::File;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// What [`Store::replace_article`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The article is new.
    Added,
    /// Its text, or the analysis, has changed.
    Replaced,
    /// Neither has changed: nothing was written.
    Unchanged,
}

/// An article as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticleEntry {
    /// Its key.
    pub key: String,
    /// Its IRI, which is its graph's.
    pub iri: String,
    /// Hash of all that the analysis read of it.
    pub content_hash: String,
    /// The analysis that read it.
    pub version: String,
}

/// What keeps the folder of a store on disk in its state while the store is open.
#[derive(Debug)]
enum Place {
    Memory,
    /// Held for writing, or for a checkpoint of it.
    #[cfg_attr(not(feature = "rocksdb"), expect(dead_code, reason = "no store on disk"))]
    Writing {
        folder: Folder,
        _lock: File,
    },
    #[cfg(feature = "rocksdb")]
    Reading {
        snapshot: Snapshot,
    },
}

/// Articles' graphs and texts.
pub struct Store {
    pub(super) oxigraph: Oxigraph,
    pub(super) mapping: Mapping,
    texts: Texts,
    place: Place,
    /// Hashes of what the shared graph is known to say of its entities.
    shared: Mutex<FxHashMap<NamedNode, blake3::Hash>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Store")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// A throw-away store in memory, texts included.
    ///
    /// # Errors
    /// [`StoreError::Database`] if Oxigraph refuses.
    pub fn memory(mapping: Mapping) -> Result<Self, StoreError> {
        let texts = Texts::Memory(Mutex::default());
        Ok(Self::new(Oxigraph::new()?, mapping, texts, Place::Memory))
    }

    fn new(oxigraph: Oxigraph, mapping: Mapping, texts: Texts, place: Place) -> Self {
        Self {
            oxigraph,
            mapping,
            texts,
            place,
            shared: Mutex::default(),
        }
    }

    /// Opens the store at `path` for writing; makes it if there is none. `keep_texts` counts only for a
    /// new store. What a killed build left over is cleared away.
    ///
    /// # Errors
    /// Where the path holds something else, a newer format or another base, or somebody else writes.
    #[cfg(feature = "rocksdb")]
    pub fn open(path: &Path, mapping: Mapping, keep_texts: bool) -> Result<Self, StoreError> {
        let card = Card {
            format: FORMAT,
            base: mapping.base().as_str().to_owned(),
            texts: keep_texts,
        };
        let (folder, card) = Folder::open_or_create(path, &card)?;
        let lock = folder.lock()?;
        folder.recover()?;
        let oxigraph = Oxigraph::open(folder.database())?;
        let texts = texts_of(&folder, &card);
        let interrupted = folder.is_building();
        let store = Self::new(oxigraph, mapping, texts, Place::Writing { folder, _lock: lock });
        if interrupted {
            store.mend()?;
        }
        Ok(store)
    }

    /// Opens the store at `path` for writing, which must be there, and be of this mapping's base.
    ///
    /// # Errors
    /// As [`Store::open`], and [`StoreError::Missing`].
    pub fn open_existing(path: &Path, mapping: Mapping) -> Result<Self, StoreError> {
        Folder::open(path)?;
        Self::open(path, mapping, true)
    }

    /// Opens the store at `path` for writing.
    ///
    /// # Errors
    /// [`StoreError::NoDisk`]: this program was built without RocksDB.
    #[cfg(not(feature = "rocksdb"))]
    pub fn open(path: &Path, mapping: Mapping, keep_texts: bool) -> Result<Self, StoreError> {
        let _ = (path, mapping, keep_texts);
        Err(StoreError::NoDisk)
    }

    /// Opens the store at `path` for reading, as it was when its writer last published it; a writer may
    /// go on meanwhile.
    ///
    /// # Errors
    /// Where there is no store at `path`, or one of a newer format.
    #[cfg(feature = "rocksdb")]
    pub fn open_read_only(path: &Path, mapping: Mapping) -> Result<Self, StoreError> {
        let (folder, card) = Folder::open(path)?;
        let mapping = mapping.with_base(&card.base);
        // What a killed build left is mended and published first. Where somebody writes, nobody may, or the
        // disk is full, the newest checkpoint will do.
        if folder.is_building() || folder.newest_snapshot().is_none() {
            let mended = Self::mend_unattended(&folder, &card, mapping.clone());
            if folder.newest_snapshot().is_none() {
                mended?;
            }
        }
        Self::open_snapshot(path, &folder, &card, mapping)
    }

    /// As [`Store::open_read_only`], but never publishes anything: what a killed build left stays
    /// hidden. For readers that open the store again and again.
    ///
    /// # Errors
    /// As [`Store::open_read_only`]; [`StoreError::Locked`] where nothing is published yet.
    #[cfg(feature = "rocksdb")]
    pub fn open_published(path: &Path, mapping: Mapping) -> Result<Self, StoreError> {
        let (folder, card) = Folder::open(path)?;
        let mapping = mapping.with_base(&card.base);
        Self::open_snapshot(path, &folder, &card, mapping)
    }

    #[cfg(feature = "rocksdb")]
    fn open_snapshot(
        path: &Path,
        folder: &Folder,
        card: &Card,
        mapping: Mapping,
    ) -> Result<Self, StoreError> {
        let Some(snapshot) = folder.newest_snapshot() else {
            return Err(StoreError::Locked {
                path: path.to_owned(),
            });
        };
        let oxigraph = Oxigraph::open_read_only(&snapshot.path)?;
        let texts = texts_of(folder, card);
        Ok(Self::new(oxigraph, mapping, texts, Place::Reading { snapshot }))
    }

    /// Mends and publishes a store that nobody writes to.
    #[cfg(feature = "rocksdb")]
    fn mend_unattended(folder: &Folder, card: &Card, mapping: Mapping) -> Result<(), StoreError> {
        let lock = folder.lock()?;
        folder.recover()?;
        let oxigraph = Oxigraph::open(folder.database())?;
        let place = Place::Writing {
            folder: folder.clone(),
            _lock: lock,
        };
        Self::new(oxigraph, mapping, texts_of(folder, card), place).mend()
    }

    /// Opens the store at `path` for reading.
    ///
    /// # Errors
    /// [`StoreError::NoDisk`]: this program was built without RocksDB.
    #[cfg(not(feature = "rocksdb"))]
    pub fn open_read_only(path: &Path, mapping: Mapping) -> Result<Self, StoreError> {
        let _ = (path, mapping);
        Err(StoreError::NoDisk)
    }

    /// Opens the store at `path` for reading.
    ///
    /// # Errors
    /// [`StoreError::NoDisk`]: this program was built without RocksDB.
    #[cfg(not(feature = "rocksdb"))]
    pub fn open_published(path: &Path, mapping: Mapping) -> Result<Self, StoreError> {
        Self::open_read_only(path, mapping)
    }

    /// What was last published of the store at `path`; `None` where nothing is.
    ///
    /// # Errors
    /// Where there is no store at `path`, or one of a newer format.
    pub fn newest_edition(path: &Path) -> Result<Option<Edition>, StoreError> {
        Ok(Folder::open(path)?.0.newest_edition())
    }

    /// Which edition this is, where it was opened for reading.
    #[must_use]
    pub const fn edition(&self) -> Option<Edition> {
        match &self.place {
            #[cfg(feature = "rocksdb")]
            Place::Reading { snapshot } => Some(snapshot.edition),
            _ => None,
        }
    }

    /// How statements become quads here.
    #[must_use]
    pub const fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Number of quads.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn quad_count(&self) -> Result<usize, StoreError> {
        Ok(self.oxigraph.len()?)
    }

    /// Whether there is a graph with this IRI.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn has_graph(&self, graph: &str) -> Result<bool, StoreError> {
        match NamedNode::new(graph) {
            Ok(graph) => Ok(self.oxigraph.contains_named_graph(&graph)?),
            Err(_) => Ok(false),
        }
    }

    /// Whether the store already holds `article` with this content, read by this analysis version.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn is_current(&self, article: &Article, version: &str) -> Result<bool, StoreError> {
        let node = self.mapping.base().article(&article.key);
        let says = |property: NamedNodeRef<'_>, value: &str| {
            let value = Literal::from(value);
            self.oxigraph
                .contains(QuadRef::new(&node, property, &value, &node))
        };
        Ok(says(griot::ANALYSIS_VERSION, version)? && says(griot::CONTENT_HASH, &article.content_hash())?)
    }

    /// Puts what `article` says in the place of what the store held of it, in one transaction, and links
    /// it with its copies in another. For many articles see [`Store::writer`].
    ///
    /// # Errors
    /// Where the store is read-only, or disk or database fail; the store is then as before.
    pub fn replace_article(
        &self,
        article: &Article,
        statements: &[Statement],
        version: &str,
    ) -> Result<Outcome, StoreError> {
        let outcome = self.put_article(article, statements, version)?;
        self.link_copies()?;
        Ok(outcome)
    }

    /// As [`Store::replace_article`], copies left to [`Store::link_copies`].
    pub(super) fn put_article(
        &self,
        article: &Article,
        statements: &[Statement],
        version: &str,
    ) -> Result<Outcome, StoreError> {
        self.require_writable()?;
        if self.is_current(article, version)? {
            return Ok(Outcome::Unchanged);
        }
        self.texts.put(article)?;
        let drawn = quads(&self.mapping, article, statements, version);
        let node = self.mapping.base().article(&article.key);
        let before = self.content_hash_of(&node)?;
        let mut transaction = self.oxigraph.start_transaction()?;
        self.replace_graphs(&mut transaction, &node, &drawn)?;
        transaction.commit()?;
        self.remember_shared(&drawn);
        let hash = article.content_hash();
        if let Some(old) = before.as_ref().filter(|old| **old != hash) {
            self.texts.remove(&article.key, old)?;
        }
        Ok(if before.is_some() {
            Outcome::Replaced
        } else {
            Outcome::Added
        })
    }

    /// Removes all that was drawn from the article with this key, and its text; tells whether it was
    /// there.
    ///
    /// # Errors
    /// Where the store is read-only, or disk or database fail; the store is then as before.
    pub fn drop_article(&self, key: &str) -> Result<bool, StoreError> {
        let dropped = self.take_article(key)?;
        self.link_copies()?;
        Ok(dropped)
    }

    /// As [`Store::drop_article`], copies left to [`Store::link_copies`].
    pub(super) fn take_article(&self, key: &str) -> Result<bool, StoreError> {
        self.require_writable()?;
        let node = self.mapping.base().article(key);
        let Some(hash) = self.content_hash_of(&node)? else {
            return Ok(false);
        };
        let mut transaction = self.oxigraph.start_transaction()?;
        self.replace_graphs(&mut transaction, &node, &ArticleQuads::default())?;
        transaction.commit()?;
        self.texts.remove(key, &hash)?;
        Ok(true)
    }

    /// The articles, by key.
    ///
    /// # Errors
    /// [`StoreError::Database`]
    pub fn articles(&self) -> Result<Vec<ArticleEntry>, StoreError> {
        let mut articles = Vec::new();
        for quad in self
            .oxigraph
            .quads_for_pattern(None, Some(griot::ARTICLE_KEY), None, None)
        {
            let quad = quad?;
            let (NamedOrBlankNode::NamedNode(node), Term::Literal(key)) = (quad.subject, quad.object) else {
                continue;
            };
            if self.mapping.base().article(key.value()) != node {
                continue;
            }
            articles.push(ArticleEntry {
                key: key.value().to_owned(),
                content_hash: self.content_hash_of(&node)?.unwrap_or_default(),
                version: self.value(&node, griot::ANALYSIS_VERSION)?.unwrap_or_default(),
                iri: node.into_string(),
            });
        }
        articles.sort_unstable();
        Ok(articles)
    }

    /// The kept text of the article with this key.
    ///
    /// # Errors
    /// [`StoreError::DamagedText`] and what disk and database may say.
    pub fn text(&self, key: &str) -> Result<Option<Article>, StoreError> {
        let node = self.mapping.base().article(key);
        match self.content_hash_of(&node)? {
            Some(hash) => self.texts.get(key, &hash),
            None => Ok(None),
        }
    }

    /// Begins a run of many changes; faster than single ones, and as safe.
    ///
    /// # Errors
    /// Where the store is read-only or its folder cannot be written.
    pub fn writer(&self) -> Result<super::Writer<'_>, StoreError> {
        self.require_writable()?;
        if let Place::Writing { folder, .. } = &self.place {
            if folder.newest_snapshot().is_none() {
                // From the first moment on there is something to read.
                self.publish()?;
            }
            folder.begin_building()?;
        }
        Ok(super::Writer::new(self))
    }

    /// Shows readers the present state: a checkpoint on disk, nothing in memory.
    ///
    /// # Errors
    /// What disk and database may say.
    pub fn publish(&self) -> Result<(), StoreError> {
        #[cfg(feature = "rocksdb")]
        if let Place::Writing { folder, .. } = &self.place {
            folder.publish(|path| Ok(self.oxigraph.backup(path)?))?;
        }
        Ok(())
    }

    /// Writes the database anew, so that nothing stays on disk of what was removed: the database itself
    /// forgets that two things were connected, and keeps the words. Ends the store.
    ///
    /// A reader that is still at an older state keeps that state's words until the next build.
    ///
    /// # Errors
    /// What disk and database may say; the store is then as before.
    pub fn erase_leftovers(self) -> Result<(), StoreError> {
        #[cfg(feature = "rocksdb")]
        if let Place::Writing { folder, _lock } = self.place {
            let draft = folder.draft_database()?;
            let fresh = Oxigraph::open(&draft)?;
            let mut loader = fresh.bulk_loader().with_num_threads(1);
            let mut failed = None;
            let quads = self.oxigraph.iter().map_while(|quad| match quad {
                Ok(quad) => Some(quad),
                Err(error) => {
                    failed = Some(error);
                    None
                }
            });
            loader.load_quads(quads)?;
            if let Some(error) = failed {
                return Err(error.into());
            }
            loader.commit()?;
            fresh.flush()?;
            drop((fresh, self.oxigraph));
            folder.take_draft()?;
            let oxigraph = Oxigraph::open(folder.database())?;
            folder.publish(|path| Ok(oxigraph.backup(path)?))?;
        }
        Ok(())
    }

    /// Makes one change outside a run, and shows it to readers.
    pub(super) fn change<T, E: From<StoreError>>(
        &self,
        change: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if let Place::Writing { folder, .. } = &self.place {
            folder.begin_building()?;
        }
        let changed = change(self);
        self.settle()?;
        changed
    }

    /// Ends a run of changes.
    pub(super) fn settle(&self) -> Result<(), StoreError> {
        self.link_copies()?;
        self.publish()?;
        if let Place::Writing { folder, .. } = &self.place {
            folder.end_building()?;
        }
        Ok(())
    }

    /// Clears away what a killed build left: texts whose graph never came or has changed.
    #[cfg(feature = "rocksdb")]
    fn mend(&self) -> Result<(), StoreError> {
        let current = self.articles()?;
        self.texts.sweep(
            current
                .into_iter()
                .map(|article| (article.key, article.content_hash)),
        )?;
        self.settle()
    }

    pub(super) fn require_writable(&self) -> Result<(), StoreError> {
        match self.place {
            #[cfg(feature = "rocksdb")]
            Place::Reading { .. } => Err(StoreError::ReadOnly),
            _ => Ok(()),
        }
    }

    pub(super) const fn texts(&self) -> &Texts {
        &self.texts
    }

    pub(super) fn content_hash_of(&self, article: &NamedNode) -> Result<Option<String>, StoreError> {
        self.value(article, griot::CONTENT_HASH)
    }

    /// The literal that an article's graph gives it for `property`.
    pub(super) fn value(
        &self,
        node: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<Option<String>, StoreError> {
        let graph = GraphNameRef::from(node);
        let mut quads = self
            .oxigraph
            .quads_for_pattern(Some(node.into()), Some(property), None, Some(graph));
        Ok(quads.next().transpose()?.and_then(|quad| match quad.object {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        }))
    }

    /// Makes both graphs of an article hold exactly `drawn`, and the shared graph what it must.
    fn replace_graphs(
        &self,
        transaction: &mut Transaction<'_>,
        article: &NamedNode,
        drawn: &ArticleQuads,
    ) -> Result<(), StoreError> {
        let promises = iri::promises(article);
        let graphs = [article, &promises];
        let mut old = FxHashSet::default();
        for graph in graphs {
            for quad in transaction.quads_for_pattern(None, None, None, Some(graph.into())) {
                old.insert(quad?);
            }
        }
        let new: FxHashSet<&Quad> = drawn.own.iter().collect();
        for quad in old.iter().filter(|quad| !new.contains(quad)) {
            transaction.remove(quad);
        }
        for quad in new.iter().filter(|quad| !old.contains(**quad)) {
            transaction.insert(quad.as_ref());
        }
        for graph in graphs {
            if !drawn
                .own
                .iter()
                .any(|quad| quad.graph_name == graph.clone().into())
            {
                transaction.remove_named_graph(graph)?;
            }
        }
        for (entity, quads) in &drawn.shared {
            self.share(transaction, entity, quads)?;
        }
        self.unshare(transaction, &old, drawn)
    }

    /// Makes the shared graph say of `entity` exactly `quads`.
    pub(super) fn share(
        &self,
        transaction: &mut Transaction<'_>,
        entity: &NamedNode,
        quads: &[Quad],
    ) -> Result<(), StoreError> {
        if self.is_shared(entity, quads) {
            return Ok(());
        }
        let old = self.unsay(transaction, entity, quads)?;
        for quad in quads.iter().filter(|quad| !old.contains(quad)) {
            transaction.insert(quad);
        }
        Ok(())
    }

    /// Removes what the shared graph says of `entity` beyond `quads`; returns what it said.
    pub(super) fn unsay(
        &self,
        transaction: &mut Transaction<'_>,
        entity: &NamedNode,
        quads: &[Quad],
    ) -> Result<FxHashSet<Quad>, StoreError> {
        let graph = self.mapping.base().entities();
        let old = transaction
            .quads_for_pattern(Some(entity.into()), None, None, Some((&graph).into()))
            .collect::<Result<FxHashSet<_>, _>>()?;
        for quad in old.iter().filter(|quad| !quads.contains(quad)) {
            transaction.remove(quad);
        }
        Ok(old)
    }

    /// Removes from the shared graph the entities that only `old` spoke of.
    fn unshare(
        &self,
        transaction: &mut Transaction<'_>,
        old: &FxHashSet<Quad>,
        drawn: &ArticleQuads,
    ) -> Result<(), StoreError> {
        let shared = self.mapping.base().entities();
        let kept: FxHashSet<&NamedNode> = drawn.shared.iter().map(|(entity, _)| entity).collect();
        let mut candidates: Vec<&NamedNode> = old
            .iter()
            .filter(|quad| names_an_entity(quad))
            .filter_map(|quad| match &quad.object {
                Term::NamedNode(node) if !kept.contains(node) => Some(node),
                _ => None,
            })
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        for entity in candidates {
            if self.is_spoken_of(transaction, entity)? {
                continue;
            }
            let quads = transaction
                .quads_for_pattern(Some(entity.into()), None, None, Some((&shared).into()))
                .collect::<Result<Vec<_>, _>>()?;
            for quad in &quads {
                transaction.remove(quad);
            }
            self.lock_shared().remove(entity);
        }
        let emptied = transaction
            .quads_for_pattern(None, None, None, Some((&shared).into()))
            .next()
            .is_none();
        if emptied {
            transaction.remove_named_graph(&shared)?;
        }
        Ok(())
    }

    /// Whether a statement of any article names `entity`.
    fn is_spoken_of(&self, transaction: &Transaction<'_>, entity: &NamedNode) -> Result<bool, StoreError> {
        for quad in transaction.quads_for_pattern(None, None, Some(entity.into()), None) {
            if names_an_entity(&quad?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether this process has already seen the shared graph say just that.
    pub(super) fn is_shared(&self, entity: &NamedNode, quads: &[Quad]) -> bool {
        self.lock_shared().get(entity) == Some(&hash_of(quads))
    }

    /// Notes what has been committed to the shared graph.
    pub(super) fn remember_shared(&self, drawn: &ArticleQuads) {
        let mut known = self.lock_shared();
        for (entity, quads) in &drawn.shared {
            known.insert(entity.clone(), hash_of(quads));
        }
    }

    fn lock_shared(&self) -> std::sync::MutexGuard<'_, FxHashMap<NamedNode, blake3::Hash>> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the quad is a statement's, and its object an entity.
fn names_an_entity(quad: &Quad) -> bool {
    [rdf::SUBJECT, rdf::OBJECT, griot::PLACE, griot::ATTRIBUTED_TO].contains(&quad.predicate.as_ref())
}

fn hash_of(quads: &[Quad]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for quad in quads {
        hasher.update(quad.to_string().as_bytes());
    }
    hasher.finalize()
}

#[cfg(feature = "rocksdb")]
fn texts_of(folder: &Folder, card: &Card) -> Texts {
    if card.texts {
        Texts::Folder(folder.texts())
    } else {
        Texts::Nowhere
    }
}

#[cfg(test)]
mod tests;
