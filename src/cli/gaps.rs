//! `griot gaps`: what the rules leave unsaid, the most frequent words first.

use super::inputs::Inputs;
use super::messages::{Language, Messages};
use super::{Global, Outcome};
use crate::engine::gaps::{Gap, GapKind, Gaps};
use anstyle::Style;
use clap::{Args, ValueEnum};
use fluent_bundle::FluentArgs;
use miette::{IntoDiagnostic, Result};
use std::io::{self, Write};

/// List verbs and nouns that join actors without a statement: what to write rules for next
#[derive(Debug, Args)]
pub(super) struct GapsCommand {
    #[command(flatten)]
    inputs: Inputs,
    /// Words to list; 0 for all
    #[arg(long, value_name = "N", default_value_t = 40)]
    limit: usize,
    /// Text for people, or JSON lines
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Jsonl,
}

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Longest quotation shown to a person, in code points.
const QUOTE_WIDTH: usize = 160;

impl GapsCommand {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let engine = global.engine_over(&data)?;
        let messages = Messages::new(Language::choose(global.lang));
        let mut gaps = Gaps::default();
        let outcome = self.inputs.each(
            &data,
            |articles| {
                let readings = engine.read_all(articles);
                let each = articles.iter().zip(&readings);
                each.map(|(article, reading)| engine.gaps(&article.name, reading))
                    .collect()
            },
            |_, found| {
                gaps.add(found);
                Ok(())
            },
        )?;
        let mut ranked = gaps.ranked();
        let all = ranked.len();
        if self.limit > 0 {
            ranked.truncate(self.limit);
        }
        let mut out = anstream::AutoStream::auto(io::stdout());
        for gap in &ranked {
            match self.format {
                Format::Text => print(&messages, gap, &mut out),
                Format::Jsonl => serde_json::to_string(gap)
                    .map_err(io::Error::from)
                    .and_then(|line| writeln!(out, "{line}")),
            }
            .into_diagnostic()?;
        }
        out.flush().into_diagnostic()?;
        if ranked.len() < all {
            let mut arguments = FluentArgs::new();
            arguments.set("count", all - ranked.len());
            anstream::eprintln!("{}", messages.with("gaps-more", &arguments));
        }
        Ok(outcome)
    }
}

fn print(messages: &Messages, gap: &Gap, out: &mut dyn Write) -> io::Result<()> {
    let kind = match gap.kind {
        GapKind::NoRule => "gap-no-rule",
        GapKind::NoFit => "gap-no-fit",
        GapKind::Apart => "gap-apart",
    };
    writeln!(
        out,
        "{:>5}  {STRONG}{}{STRONG:#}  {FAINT}{}{FAINT:#}",
        gap.count,
        gap.lemma,
        messages.get(kind)
    )?;
    for passage in &gap.passages {
        writeln!(
            out,
            "       {FAINT}{}:{}{FAINT:#} {} {FAINT}({}){FAINT:#}",
            passage.article,
            passage.start,
            shortened(&passage.quote),
            passage.actors.join(", ")
        )?;
    }
    Ok(())
}

/// White space collapsed, the end cut where it is long.
fn shortened(quote: &str) -> String {
    let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if quote.chars().count() <= QUOTE_WIDTH {
        return quote;
    }
    quote.chars().take(QUOTE_WIDTH - 1).chain(['…']).collect()
}
