//! `griot status`: what a store holds.

use super::messages::{Language, Messages};
use super::stores::StoreArgument;
use super::{Global, Outcome, output, summary};
use crate::data::Data;
use crate::graph::{GraphFormat, Store};
use crate::ontology::Ontology;
use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic, Result};
use serde_json::json;
use std::io::Write;

/// Tell what a store holds, and whether a rebuild is due
#[derive(Debug, Args)]
pub(super) struct Status {
    #[command(flatten)]
    store: StoreArgument,
    /// Text for people, JSON, or a description for catalogues (VoID and DCAT) in RDF
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// List the articles instead: key, content hash and analysis version
    #[arg(long)]
    articles: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Ttl,
    Nt,
    Rdf,
    Jsonld,
}

impl Format {
    const fn of_graphs(self) -> Option<GraphFormat> {
        match self {
            Self::Text | Self::Json => None,
            Self::Ttl => Some(GraphFormat::Turtle),
            Self::Nt => Some(GraphFormat::NTriples),
            Self::Rdf => Some(GraphFormat::RdfXml),
            Self::Jsonld => Some(GraphFormat::JsonLd),
        }
    }
}

impl Status {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let store = self.store.read(global)?;
        let mut out = output::open(None)?;
        if self.articles {
            self.list(&store, &mut out)?;
        } else if let Some(format) = self.format.of_graphs() {
            store
                .describe_dataset(&store.summary()?, format, &mut out)
                .into_diagnostic()?;
        } else if self.format == Format::Json {
            writeln!(out, "{:#}", as_json(&store, &data)?).into_diagnostic()?;
        } else {
            tell(&store, &data, Language::choose(global.lang))?;
        }
        out.flush().into_diagnostic()?;
        Ok(Outcome::Done)
    }

    fn list(&self, store: &Store, out: &mut dyn Write) -> Result<()> {
        for article in store.articles()? {
            match self.format {
                Format::Json => writeln!(
                    out,
                    "{}",
                    json!({
                        "key": article.key, "iri": article.iri, "content": article.content_hash,
                        "analysis": article.version,
                    })
                ),
                _ => writeln!(
                    out,
                    "{}\t{}\t{}",
                    article.key, article.content_hash, article.version
                ),
            }
            .into_diagnostic()?;
        }
        Ok(())
    }
}

fn tell(store: &Store, data: &Data, language: Language) -> Result<()> {
    let ontology = Ontology::load(data).into_diagnostic()?;
    let messages = Messages::new(language);
    summary::print(store, &ontology, &messages, language.into())?;
    let today = data.version();
    if store.summary()?.versions.iter().any(|version| *version != today) {
        eprintln!("{}", messages.get("rebuild-due"));
    }
    Ok(())
}

fn as_json(store: &Store, data: &Data) -> Result<serde_json::Value> {
    let summary = store.summary()?;
    let counts = |ranked: &[(String, usize)]| {
        let pairs = ranked.iter().map(|(name, count)| (name.clone(), (*count).into()));
        pairs.collect::<serde_json::Map<_, _>>()
    };
    let statuses: serde_json::Map<_, _> = summary
        .by_status
        .iter()
        .map(|(status, count)| (status.name().to_owned(), (*count).into()))
        .collect();
    let today = data.version();
    Ok(json!({
        "articles": summary.articles, "copies": summary.copies, "statements": summary.statements,
        "entities": summary.entities, "quads": summary.quads, "statuses": statuses,
        "predicates": counts(&summary.by_predicate), "classes": counts(&summary.by_class),
        "rules": counts(&summary.by_rule), "published": summary.published, "analyses": summary.versions,
        "rebuild_due": summary.versions.iter().any(|version| *version != today),
    }))
}
