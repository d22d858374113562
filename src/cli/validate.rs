//! `griot validate`: a store against SHACL shapes.

use super::messages::{Language, Messages};
use super::stores::StoreArgument;
use super::{Global, Outcome};
use crate::graph::{Shapes, Violation};
use crate::ontology::Ontology;
use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic, Result, miette};
use serde_json::json;
use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

/// Hold a store to its SHACL shapes (ontology/*shapes.ttl) and to shapes of your own
#[derive(Debug, Args)]
pub(super) struct Validate {
    #[command(flatten)]
    store: StoreArgument,
    /// More shapes, in Turtle
    #[arg(long, value_name = "FILE")]
    shapes: Vec<PathBuf>,
    /// Text for people, or JSON lines
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Validate {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let mut data = global.knowledge()?;
        let ontology = Ontology::load(&data).into_diagnostic()?;
        for (number, file) in self.shapes.iter().enumerate() {
            let bytes = std::fs::read(file)
                .map_err(|error| miette!(help = "check the path", "{}: {error}", file.display()))?;
            // A name of its own, so that nothing built in is replaced.
            let path = format!("ontology/~{number}-shapes.ttl");
            data.insert(path, file.display().to_string(), Cow::Owned(bytes));
        }
        let shapes = Shapes::load(&data, &ontology)?;
        let language = Language::choose(global.lang);
        let violations = self.store.read(global)?.validate(&shapes)?;
        let mut out = anstream::AutoStream::auto(io::stdout());
        for violation in &violations {
            match self.format {
                Format::Text => print(violation, language, &mut out),
                Format::Json => writeln!(
                    out,
                    "{}",
                    json!({
                        "focus": violation.focus, "path": violation.path, "value": violation.value,
                        "constraint": violation.constraint, "shape": violation.shape,
                        "message": violation.message(language.into()),
                    })
                ),
            }
            .into_diagnostic()?;
        }
        out.flush().into_diagnostic()?;
        eprintln!(
            "{}",
            Messages::new(language).counted("violations-found", violations.len())
        );
        Ok(if violations.is_empty() {
            Outcome::Done
        } else {
            Outcome::Faults
        })
    }
}

fn print(violation: &Violation, language: Language, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", violation.focus)?;
    for part in [&violation.path, &violation.value].into_iter().flatten() {
        write!(out, " {part}")?;
    }
    write!(out, ": {}", violation.constraint)?;
    match violation.message(language.into()) {
        Some(message) => writeln!(out, ", {message} ({})", violation.shape),
        None => writeln!(out, " ({})", violation.shape),
    }
}
