//! The store a command works on, and how it is opened.

use super::Global;
use crate::data::Data;
use crate::graph::{Base, Mapping, Merges, SharedEntity, Store};
use crate::mention::Gazetteer;
use crate::ontology::Ontology;
use clap::Args;
use miette::{IntoDiagnostic, Result};
use std::path::{Path, PathBuf};

/// Where the graph is.
#[derive(Debug, Args)]
pub(super) struct StoreArgument {
    /// Folder of the store
    #[arg(long, value_name = "DIR", default_value = "griot-store")]
    store: PathBuf,
}

impl StoreArgument {
    /// Where the store is.
    pub(super) fn path(&self) -> &Path {
        &self.store
    }

    /// Opens the store for reading, as its writer last published it.
    pub(super) fn read(&self, global: &Global) -> Result<Store> {
        read(&self.store, global)
    }

    /// Opens the store for writing; makes it where there is none.
    pub(super) fn write(&self, mapping: Mapping, keep_texts: bool) -> Result<Store> {
        Ok(Store::open(&self.store, mapping, keep_texts)?)
    }

    /// Opens the store for writing, which must be there.
    pub(super) fn write_existing(&self, mapping: Mapping) -> Result<Store> {
        Ok(Store::open_existing(&self.store, mapping)?)
    }
}

/// Opens the store at `path` for reading, as its writer last published it.
pub(super) fn read(path: &Path, global: &Global) -> Result<Store> {
    Ok(Store::open_read_only(
        path,
        reader_mapping(global, &global.knowledge()?)?,
    )?)
}

/// What readers need to know of how statements became quads. What entities are called is in the store
/// already: readers need no gazetteer.
pub(super) fn reader_mapping(global: &Global, data: &Data) -> Result<Mapping> {
    let ontology = Ontology::load(data).into_diagnostic()?;
    let base = Base::new(&global.base).into_diagnostic()?;
    Ok(Mapping::new(base, &ontology))
}

/// How statements become quads under these tables.
pub(super) fn mapping(
    base: &str,
    data: &Data,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> Result<Mapping> {
    let iri_base = Base::new(base).into_diagnostic()?;
    let shared = gazetteer.iter().map(|(_, entity)| {
        let shared = SharedEntity {
            label: entity.label.to_string(),
            class: ontology.class_name(entity.class).to_owned(),
            aliases: entity.aliases.iter().map(ToString::to_string).collect(),
            wikidata: entity.wikidata.as_ref().map(ToString::to_string),
        };
        (format!("{base}{}", entity.id), shared)
    });
    let merges = Merges::load(data, ontology)?;
    Ok(Mapping::new(iri_base, ontology)
        .with_entities(shared)
        .with_merges(merges))
}
