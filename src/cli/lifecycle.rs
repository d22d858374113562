//! `griot lifecycle`: what became of promises.

use super::claims::{self, STRONG};
use super::conflicts::Format;
use super::messages::{Language, Messages};
use super::stores::StoreArgument;
use super::{Global, Outcome};
use crate::graph::Lifecycle as Course;
use crate::ontology::Ontology;
use clap::Args;
use miette::{IntoDiagnostic, Result};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Follow relations in time: promised, signed, done, denied
#[derive(Debug, Args)]
pub(super) struct Lifecycle {
    #[command(flatten)]
    store: StoreArgument,
    /// Only what concerns this party (its label)
    #[arg(value_name = "ENTITY")]
    about: Option<String>,
    /// Only what is between the party and this one
    #[arg(value_name = "OTHER")]
    other: Option<String>,
    /// Text for people, or JSON lines
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

impl Lifecycle {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let ontology = Ontology::load(&global.knowledge()?).into_diagnostic()?;
        let language = Language::choose(global.lang);
        let messages = Messages::new(language);
        let mut found = self.store.read(global)?.lifecycles(&ontology)?;
        for asked in [&self.about, &self.other].into_iter().flatten() {
            let asked = asked.to_lowercase();
            found.retain(|one| {
                [&one.subject, &one.object]
                    .iter()
                    .any(|party| party.label.to_lowercase() == asked)
            });
        }
        let mut out = anstream::AutoStream::auto(io::stdout());
        for one in &found {
            match self.format {
                Format::Json => writeln!(out, "{}", as_json(one)),
                Format::Text => print(one, &ontology, &messages, language, &mut out),
            }
            .into_diagnostic()?;
        }
        out.flush().into_diagnostic()?;
        eprintln!("{}", messages.counted("lifecycles-found", found.len()));
        Ok(Outcome::Done)
    }
}

fn print(
    course: &Course,
    ontology: &Ontology,
    messages: &Messages,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        out,
        "{STRONG}{} {} {}{STRONG:#}",
        course.subject.label,
        claims::predicate(ontology, &course.predicate, language.into()),
        course.object.label
    )?;
    for step in &course.steps {
        let label = messages.get(&format!("stage-{}", step.stage.name()));
        claims::print_dated(out, step.when(), &label, &step.claim)?;
    }
    writeln!(out)
}

fn as_json(course: &Course) -> Value {
    let steps: Vec<Value> = course
        .steps
        .iter()
        .map(|step| {
            json!({ "stage": step.stage.name(), "when": step.when(), "claim": claims::as_json(&step.claim) })
        })
        .collect();
    json!({
        "subject": course.subject.label, "predicate": course.predicate, "object": course.object.label,
        "steps": steps,
    })
}
