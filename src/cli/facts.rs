//! `griot facts`: what is said, and by how many independent sources.

use super::claims::{self, FAINT, STRONG};
use super::conflicts::concerns;
use super::messages::{Language, Messages};
use super::stores::StoreArgument;
use super::{Global, Outcome};
use crate::graph::Fact;
use crate::ontology::Ontology;
use crate::statement::Status;
use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic, Result};
use std::io::{self, Write};

/// List what is said with its independent sources (copies of a wire story count once), first and last date
#[derive(Debug, Args)]
pub(super) struct Facts {
    #[command(flatten)]
    store: StoreArgument,
    /// Only what concerns this party (its label)
    #[arg(value_name = "ENTITY")]
    about: Option<String>,
    /// Only this relation (local name, such as `supplies`)
    #[arg(long, value_name = "PREDICATE")]
    kind: Option<String>,
    /// Only this status: actual, planned, possible or denied
    #[arg(long, value_name = "STATUS")]
    status: Option<StatusName>,
    /// Only what at least so many independent sources say
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_sources: usize,
    /// Text for people, JSON lines with every claim, or CSV
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StatusName {
    Actual,
    Planned,
    Possible,
    Denied,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
}

impl From<StatusName> for Status {
    fn from(name: StatusName) -> Self {
        match name {
            StatusName::Actual => Self::Actual,
            StatusName::Planned => Self::Planned,
            StatusName::Possible => Self::Possible,
            StatusName::Denied => Self::Denied,
        }
    }
}

impl Facts {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let ontology = Ontology::load(&global.knowledge()?).into_diagnostic()?;
        let language = Language::choose(global.lang);
        let messages = Messages::new(language);
        let mut facts = self.store.read(global)?.facts()?;
        facts.retain(|fact| self.wants(fact));
        let mut out = anstream::AutoStream::auto(io::stdout());
        match self.format {
            Format::Csv => write_csv(&facts, &mut out)?,
            Format::Json => {
                for fact in &facts {
                    writeln!(out, "{}", claims::fact_as_json(fact)).into_diagnostic()?;
                }
            }
            Format::Text => {
                for fact in &facts {
                    let predicate = claims::predicate(&ontology, &fact.predicate, language.into());
                    let status = messages.get(&format!("status-{}", fact.status.name()));
                    writeln!(
                        out,
                        "{STRONG}{} {predicate} {}{STRONG:#} ({status})  {FAINT}{}, {}{FAINT:#}",
                        fact.subject.label,
                        fact.object.label(),
                        messages.counted("sources", fact.sources.len()),
                        period(fact)
                    )
                    .into_diagnostic()?;
                }
            }
        }
        out.flush().into_diagnostic()?;
        Ok(Outcome::Done)
    }

    fn wants(&self, fact: &Fact) -> bool {
        self.about.as_ref().is_none_or(|about| concerns(fact, about))
            && self.kind.as_ref().is_none_or(|kind| fact.predicate == *kind)
            && self.status.is_none_or(|status| fact.status == status.into())
            && fact.sources.len() >= self.min_sources
    }
}

/// From the first to the last date.
fn period(fact: &Fact) -> String {
    match (&fact.first, &fact.last) {
        (Some(first), Some(last)) if first == last => first.clone(),
        (Some(first), Some(last)) => format!("{first} – {last}"),
        _ => "–".to_owned(),
    }
}

fn write_csv(facts: &[Fact], out: &mut dyn Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let header = [
        "subject",
        "predicate",
        "object",
        "status",
        "sources",
        "claims",
        "first",
        "last",
        "publishers",
    ];
    writer.write_record(header).into_diagnostic()?;
    for fact in facts {
        let publishers: Vec<&str> = fact.publishers.iter().map(String::as_str).collect();
        writer
            .write_record([
                &fact.subject.label,
                &fact.predicate,
                fact.object.label(),
                fact.status.name(),
                &fact.sources.len().to_string(),
                &fact.claims.len().to_string(),
                fact.first.as_deref().unwrap_or_default(),
                fact.last.as_deref().unwrap_or_default(),
                &publishers.join("; "),
            ])
            .into_diagnostic()?;
    }
    writer.flush().into_diagnostic()
}
