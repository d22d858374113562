//! `griot ontology`: the vocabulary as a page, a JSON-LD context, or shapes.

use super::{Global, Outcome, output};
use crate::graph::predicate_shapes;
use crate::ontology::{self, Ontology as Vocabulary};
use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic, Result};
use std::path::PathBuf;

/// Print the vocabulary: a page for people, a JSON-LD context, or the shapes that it amounts to
#[derive(Debug, Args)]
pub(super) struct Ontology {
    /// What to print
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    format: Format,
    /// File to write to (default: stdout)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page in Markdown
    Md,
    /// A JSON-LD 1.1 context
    Context,
    /// SHACL shapes of what predicates may connect
    Shapes,
}

impl Ontology {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let text = match self.format {
            Format::Md => ontology::page(&data).into_diagnostic()?,
            Format::Context => ontology::context(&data).into_diagnostic()?,
            Format::Shapes => predicate_shapes(&Vocabulary::load(&data).into_diagnostic()?),
        };
        let mut out = output::open(self.output.as_deref())?;
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .into_diagnostic()?;
        Ok(Outcome::Done)
    }
}
