//! `griot parse`: how an article was understood, layer by layer.

mod layers;
mod offsets;
mod tree;

use super::inputs::Inputs;
use super::messages::{Language, Messages};
use super::{Global, Outcome};
use clap::{Args, ValueEnum};
use layers::LayerWriter;
use miette::{IntoDiagnostic, Result};
use std::io::Write;
pub(super) use tree::TreePrinter;

/// Show how articles are understood: words, names, clauses, statements
#[derive(Debug, Args)]
pub(super) struct Parse {
    #[command(flatten)]
    inputs: Inputs,
    /// A tree for people, or JSON lines for programs
    #[arg(long, value_name = "FORMAT", default_value = "tree")]
    format: Format,
    /// Which layer to print as JSON lines
    #[arg(long, value_name = "LAYER", default_value = "clauses")]
    layer: Layer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each sentence with its clauses and what it says, in colour on a terminal
    Tree,
    /// One JSON object per item of the layer
    Jsonl,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Layer {
    /// Sentences
    Text,
    /// Words with lemma and class
    Tokens,
    /// Names, dates, quantities
    Mentions,
    /// Clauses with logical roles
    Clauses,
    /// What the article says
    Statements,
}

impl Parse {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let engine = global.engine_over(&data)?;
        let messages = Messages::new(Language::choose(global.lang));
        let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
        let outcome = self.inputs.each(
            &data,
            |articles| engine.read_all(articles),
            |article, reading| {
                let written = match self.format {
                    Format::Tree => {
                        let printer = TreePrinter::new(&engine, &reading, &messages);
                        printer
                            .heading(&article, &mut out)
                            .and_then(|()| printer.print(&mut out))
                    }
                    Format::Jsonl => {
                        let writer = LayerWriter::new(&engine, &reading);
                        let mut out = std::io::BufWriter::new(&mut out);
                        match self.layer {
                            Layer::Text => writer.text(&mut out),
                            Layer::Tokens => writer.tokens(&mut out),
                            Layer::Mentions => writer.mentions(&mut out),
                            Layer::Clauses => writer.clauses(&mut out),
                            Layer::Statements => writer.statements(&mut out),
                        }
                        .and_then(|()| out.flush())
                    }
                };
                written.into_diagnostic()
            },
        )?;
        out.flush().into_diagnostic()?;
        Ok(outcome)
    }
}
