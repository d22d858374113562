//! `griot extract`: statements as lines, no store.

use super::inputs::Inputs;
use super::{Global, Outcome, output};
use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic, Result};
use std::io::Write;
use std::path::PathBuf;

/// Print what articles say, one statement a line
#[derive(Debug, Args)]
pub(super) struct Extract {
    #[command(flatten)]
    inputs: Inputs,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    format: Format,
    /// File to write to (default: stdout)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// One JSON object per statement
    Jsonl,
}

impl Extract {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let engine = global.engine_over(&data)?;
        let mut out = output::open(self.output.as_deref())?;
        let Format::Jsonl = self.format;
        let outcome = self.inputs.each(
            &data,
            |articles| engine.extract_all(articles),
            |_, statements| {
                for statement in statements {
                    serde_json::to_writer(&mut out, &statement).into_diagnostic()?;
                    out.write_all(b"\n").into_diagnostic()?;
                }
                Ok(())
            },
        )?;
        out.flush().into_diagnostic()?;
        Ok(outcome)
    }
}
