//! `griot check`: whether a store is what it must be.

use super::messages::{Language, Messages};
use super::stores::StoreArgument;
use super::{Global, Outcome};
use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic, Result};
use serde_json::json;
use std::io::{self, Write};

/// Hold a store to its invariants: whole articles, quotes that stand in their texts, edges with statements
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    store: StoreArgument,
    /// Text for people, or JSON lines
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Check {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let messages = Messages::new(Language::choose(global.lang));
        let faults = self.store.read(global)?.check()?;
        let mut out = anstream::AutoStream::auto(io::stdout());
        for fault in &faults {
            match self.format {
                Format::Json => writeln!(
                    out,
                    "{}",
                    json!({ "fault": fault.kind.name(), "article": fault.article, "about": fault.about })
                ),
                Format::Text => {
                    let kind = messages.get(&format!("fault-{}", fault.kind.name()));
                    let article = fault.article.as_deref().unwrap_or("–");
                    writeln!(out, "{article}: {kind}: {}", fault.about)
                }
            }
            .into_diagnostic()?;
        }
        out.flush().into_diagnostic()?;
        eprintln!("{}", messages.counted("faults-found", faults.len()));
        Ok(if faults.is_empty() {
            Outcome::Done
        } else {
            Outcome::Faults
        })
    }
}
