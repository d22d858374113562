//! The strongest ties, or an entity and what lies about it, as a picture.

use super::task::{Page, Tongue};
use crate::data::Data;
use crate::draw::legend::Captions;
use crate::draw::style::{Medium, Styles};
use crate::draw::{DrawError, layout, scene, svg};
use crate::graph::{Claim, Store, StoreError};
use crate::network::{Classification, ClassificationError, Network, Selection};
use crate::ontology::{Language, Ontology};
use std::cell::OnceCell;
use std::sync::Arc;
use thiserror::Error;

/// More boxes and arrows are no picture on a page.
const NODES: usize = 24;
const EDGES: usize = 40;

/// What a worker draws with.
#[derive(Debug)]
pub struct Drawing {
    /// Style sheets and kinds of relations.
    pub data: Data,
    /// The vocabulary.
    pub ontology: Ontology,
    /// The notes below a picture: of how many articles it is made, how many ties it leaves out.
    pub notes: fn(Language, usize, usize) -> (String, Option<String>),
}

/// Why there is no picture.
#[derive(Debug, Error)]
pub(super) enum PictureError {
    /// Nothing ties this entity to another.
    #[error("nothing is said of <{0}> and another party")]
    Nothing(String),
    /// Style sheets are not as they must be.
    #[error(transparent)]
    Styles(#[from] DrawError),
    /// Kinds of relations are not as they must be.
    #[error(transparent)]
    Kinds(#[from] ClassificationError),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Claims of one edition, read when the first picture is asked for.
pub(super) type Claims = OnceCell<Vec<Arc<Claim>>>;

impl Drawing {
    /// The picture about `entity`, or of everything, as SVG.
    pub(super) fn draw(
        &self,
        store: &Store,
        claims: &Claims,
        entity: Option<&str>,
        tongue: Tongue,
        page: Page,
    ) -> Result<String, PictureError> {
        let language = tongue.into();
        let classification = Classification::load(&self.data, &self.ontology)?;
        let network = Selection::default()
            .of(all(store, claims)?, &classification)
            .network;
        let network = match entity {
            None => network,
            Some(entity) => around(network, entity)?,
        };
        let medium = match page {
            Page::Light => Medium::Screen,
            Page::Dark => Medium::Dark,
        };
        let styles = Styles::load(&self.data, medium)?;
        let options = scene::Options {
            language,
            max_nodes: NODES,
            max_edges: EDGES,
            focus: entity.map(str::to_owned).into_iter().collect(),
            ..scene::Options::default()
        };
        let scene = scene::compose(&network, &self.ontology, &styles, &options);
        let (sources, left_out) = (self.notes)(
            language,
            scene.sources,
            scene.left_out.map_or(0, |left_out| left_out.ties),
        );
        let owned = |(id, label): (&str, &str)| (id.to_owned(), label.to_owned());
        let captions = Captions {
            statuses: self
                .ontology
                .statuses()
                .iter()
                .map(|status| owned((&status.name, status.label(language))))
                .collect(),
            edges: classification.kinds(language).map(owned).collect(),
            legend: String::new(),
            sources,
            left_out,
        };
        Ok(svg::render(&scene, &layout::layout(&scene), &captions))
    }
}

fn around(network: Network, entity: &str) -> Result<Network, PictureError> {
    let centre = network.find(entity);
    let centre = centre.ok_or_else(|| PictureError::Nothing(entity.to_owned()))?;
    // Ties among those around would hide the ties that were asked for.
    let mut network = network.around(&[centre], 1);
    let centre = network.find(entity);
    network.graph.retain_edges(|graph, edge| {
        let ends = graph.edge_endpoints(edge);
        ends.is_some_and(|(one, other)| Some(one) == centre || Some(other) == centre)
    });
    Ok(network)
}

fn all<'a>(store: &Store, claims: &'a Claims) -> Result<&'a [Arc<Claim>], StoreError> {
    if let Some(known) = claims.get() {
        return Ok(known);
    }
    let read = store.claims()?.map(|claim| claim.map(Arc::new));
    let read = read.collect::<Result<Vec<_>, _>>()?;
    Ok(claims.get_or_init(|| read))
}
