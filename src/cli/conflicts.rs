//! `griot conflicts`: where sources contradict each other.

use super::claims::{self, STRONG};
use super::messages::{Language, Messages};
use super::stores::StoreArgument;
use super::{Global, Outcome};
use crate::graph::{Contradiction, ContradictionKind, Fact};
use crate::ontology::Ontology;
use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic, Result};
use serde_json::json;
use std::io::{self, Write};

/// Set contradictions side by side: affirmed and denied, differing numbers, members after they left
#[derive(Debug, Args)]
pub(super) struct Conflicts {
    #[command(flatten)]
    store: StoreArgument,
    /// Only what concerns this party (its label)
    #[arg(value_name = "ENTITY")]
    about: Option<String>,
    /// Only contradictions of this kind
    #[arg(long, value_name = "KIND")]
    kind: Option<Kind>,
    /// Text for people, or JSON lines
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Affirmed by one, denied by another
    Denied,
    /// Two numbers for one thing
    Number,
    /// Said to hold after it was said to have ended
    Ended,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

impl From<Kind> for ContradictionKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Denied => Self::Denied,
            Kind::Number => Self::Number,
            Kind::Ended => Self::Ended,
        }
    }
}

const fn name(kind: ContradictionKind) -> &'static str {
    match kind {
        ContradictionKind::Denied => "denied",
        ContradictionKind::Number => "number",
        ContradictionKind::Ended => "ended",
    }
}

/// Claims shown of each side; the rest is counted.
const SHOWN: usize = 3;

impl Conflicts {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let ontology = Ontology::load(&global.knowledge()?).into_diagnostic()?;
        let language = Language::choose(global.lang);
        let messages = Messages::new(language);
        let mut found = self.store.read(global)?.contradictions(&ontology)?;
        found.retain(|one| self.kind.is_none_or(|kind| one.kind == kind.into()));
        if let Some(about) = &self.about {
            found.retain(|one| concerns(&one.one, about) || concerns(&one.other, about));
        }
        let mut out = anstream::AutoStream::auto(io::stdout());
        for one in &found {
            match self.format {
                Format::Json => writeln!(
                    out,
                    "{}",
                    json!({
                        "kind": name(one.kind),
                        "one": claims::fact_as_json(&one.one), "other": claims::fact_as_json(&one.other),
                    })
                ),
                Format::Text => print(one, &ontology, &messages, language, &mut out),
            }
            .into_diagnostic()?;
        }
        out.flush().into_diagnostic()?;
        eprintln!("{}", messages.counted("conflicts-found", found.len()));
        Ok(Outcome::Done)
    }
}

/// Whether the fact is about a party with this label.
pub(super) fn concerns(fact: &Fact, about: &str) -> bool {
    let about = about.to_lowercase();
    fact.subject.label.to_lowercase() == about || fact.object.label().to_lowercase() == about
}

fn print(
    found: &Contradiction,
    ontology: &Ontology,
    messages: &Messages,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let kind = messages.get(&format!("conflict-{}", name(found.kind)));
    writeln!(out, "{STRONG}{kind}{STRONG:#}")?;
    for side in [&found.one, &found.other] {
        let label = format!(
            "{} {} {}",
            side.subject.label,
            claims::predicate(ontology, &side.predicate, language.into()),
            side.object.label()
        );
        for claim in side.claims.iter().take(SHOWN) {
            let label = format!("{label} ({})", claims::status(messages, claim));
            claims::print_dated(out, claim.when(), &label, claim)?;
        }
        if side.claims.len() > SHOWN {
            writeln!(
                out,
                "              {}",
                messages.counted("more-claims", side.claims.len() - SHOWN)
            )?;
        }
    }
    writeln!(out)
}
