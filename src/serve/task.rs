//! What the server asks of a worker, and what a worker tells.

use crate::graph::{Dataset, Edition, GraphFormat, Scope, TableFormat};
use crate::ontology::Language;
use serde::{Deserialize, Serialize};

/// How an answer may be written, as far as the client accepts any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Formats {
    /// Of SELECT and ASK.
    pub(super) table: Option<TableFormat>,
    /// Of CONSTRUCT and DESCRIBE.
    pub(super) graph: Option<GraphFormat>,
}

/// In which language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Tongue {
    French,
    English,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::French => Self::French,
            Tongue::English => Self::English,
        }
    }
}

impl From<Language> for Tongue {
    fn from(language: Language) -> Self {
        match language {
            Language::French => Self::French,
            Language::English => Self::English,
        }
    }
}

/// On what background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Page {
    Light,
    Dark,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Task {
    /// Answer a SPARQL query.
    Query {
        sparql: String,
        scope: Scope,
        formats: Formats,
    },
    /// Answer a canned question.
    Question {
        name: String,
        values: Vec<(String, String)>,
        dataset: Dataset,
        formats: Formats,
    },
    /// Write a graph, or the default graph.
    Graph {
        graph: Option<String>,
        format: GraphFormat,
    },
    /// Write all graphs.
    Everything { format: GraphFormat },
    /// Say in numbers what the store holds.
    Summary,
    /// Draw the strongest ties, or those of an entity.
    Picture {
        entity: Option<String>,
        tongue: Tongue,
        page: Page,
    },
    /// Carry out a SPARQL Update.
    Update { sparql: String },
    /// Put the RDF that follows as data into the graph of an import.
    Put {
        graph: String,
        format: GraphFormat,
        /// Leave there what is there.
        merge: bool,
    },
    /// Remove the graph of an import.
    Drop { graph: String },
}

impl Task {
    /// Whether the store must be opened for writing.
    pub(super) const fn writes(&self) -> bool {
        matches!(self, Self::Update { .. } | Self::Put { .. } | Self::Drop { .. })
    }

    /// Whether data follow.
    pub(super) const fn has_data(&self) -> bool {
        matches!(self, Self::Put { .. })
    }
}

/// What a worker has opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ready {
    pub(super) edition: Option<Edition>,
}

/// What an answer is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) media_type: String,
}

/// How a task ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct End {
    /// Whether a graph is new.
    pub(super) created: bool,
    /// Whether the worker has grown so much that another should take its place.
    pub(super) retire: bool,
}
