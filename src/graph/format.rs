//! The names of the formats that graphs and tables are written in.

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A format has another name, or does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown format `{0}`; one of: {1}")]
pub struct UnknownFormat(String, &'static str);

/// How RDF is written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GraphFormat {
    /// <https://www.w3.org/TR/turtle/>
    Turtle,
    /// <https://www.w3.org/TR/trig/>
    TriG,
    /// <https://www.w3.org/TR/n-triples/>
    NTriples,
    /// <https://www.w3.org/TR/n-quads/>
    NQuads,
    /// <https://www.w3.org/TR/rdf-syntax-grammar/>
    RdfXml,
    /// <https://www.w3.org/TR/json-ld11/>
    JsonLd,
}

impl GraphFormat {
    /// Every format.
    pub const ALL: [Self; 6] = [
        Self::Turtle,
        Self::TriG,
        Self::NTriples,
        Self::NQuads,
        Self::RdfXml,
        Self::JsonLd,
    ];

    /// Its name on the command line, which is the usual file extension.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::TriG => "trig",
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::RdfXml => "rdf",
            Self::JsonLd => "jsonld",
        }
    }

    /// The format that a file name's extension stands for.
    #[must_use]
    pub fn of_path(path: &std::path::Path) -> Option<Self> {
        path.extension()?.to_str()?.to_lowercase().parse().ok()
    }

    /// Media type, for HTTP.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.oxigraph().media_type()
    }

    /// Whether it can hold named graphs.
    #[must_use]
    pub const fn holds_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }

    pub(super) const fn oxigraph(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::TriG => RdfFormat::TriG,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
        }
    }
}

impl FromStr for GraphFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        match name {
            "turtle" => return Ok(Self::Turtle),
            "owl" => return Ok(Self::RdfXml),
            "json" => return Ok(Self::JsonLd),
            _ => {}
        }
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| UnknownFormat(name.to_owned(), "ttl, trig, nt, nq, rdf, jsonld"))
    }
}

impl fmt::Display for GraphFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// How the answer to a SELECT or ASK is written for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TableFormat {
    /// <https://www.w3.org/TR/sparql11-results-csv-tsv/>
    Csv,
    /// The same, with RDF terms kept whole.
    Tsv,
    /// <https://www.w3.org/TR/sparql11-results-json/>
    Json,
    /// <https://www.w3.org/TR/rdf-sparql-XMLres/>
    Xml,
}

impl TableFormat {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Tsv, Self::Json, Self::Xml];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }

    /// Media type, for HTTP.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.oxigraph().media_type()
    }

    pub(super) const fn oxigraph(self) -> QueryResultsFormat {
        match self {
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
        }
    }
}

impl FromStr for TableFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| UnknownFormat(name.to_owned(), "csv, tsv, json, xml"))
    }
}

impl fmt::Display for TableFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
