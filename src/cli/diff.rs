//! `griot diff`: what two stores, or two sets of rules, say differently.

use super::claims::{self, FAINT, STRONG};
use super::inputs::Inputs;
use super::messages::{Language, Messages};
use super::stores::{self, mapping};
use super::{Global, Outcome, kept};
use crate::data::Data;
use crate::engine::Engine;
use crate::graph::{Change, Claim, Difference, Store, Value as End};
use anstyle::{AnsiColor, Color, Style};
use clap::{Args, ValueEnum};
use fluent_bundle::FluentArgs;
use miette::{IntoDiagnostic, Result};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Tell what was gained, lost and changed between two stores, or by other rules; grouped by rule
///
/// With one store, its kept texts are read under the rules of today (and of --data), and compared with what
/// the store holds: what `griot rebuild` would change. With --corpus, A and B are folders of rules and data
/// as for --data (`builtin` for the built-in ones alone), and both read the same articles.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// A store; with --corpus, a data folder or `builtin`
    #[arg(value_name = "A")]
    before: PathBuf,
    /// Another store; with --corpus, a data folder or `builtin`
    #[arg(value_name = "B")]
    after: Option<PathBuf>,
    /// Articles to read under A's rules and under B's
    #[arg(long, value_name = "PATH", num_args = 1.., requires = "after")]
    corpus: Vec<PathBuf>,
    /// Text for people, or JSON lines
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Numbers by rule only
    #[arg(long)]
    summary: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// The word for the embedded rules and data.
const BUILTIN: &str = "builtin";

impl Diff {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let (before, after, outcome) = self.sides(global)?;
        let difference = Difference::between(&before, &after)?;
        let messages = Messages::new(Language::choose(global.lang));
        let mut out = anstream::AutoStream::auto(io::stdout());
        match self.format {
            Format::Text => self.print(&difference, &messages, &mut out),
            Format::Json => print_json(&difference, &mut out),
        }
        .into_diagnostic()?;
        out.flush().into_diagnostic()?;
        let (gained, lost, changed) = difference.counts();
        let mut arguments = FluentArgs::new();
        arguments.set("gained", gained);
        arguments.set("lost", lost);
        arguments.set("changed", changed);
        eprintln!("{}", messages.with("diff-counts", &arguments));
        Ok(outcome)
    }

    fn sides(&self, global: &Global) -> Result<(Store, Store, Outcome)> {
        if let Some(after) = &self.after {
            if self.corpus.is_empty() {
                let open = |path: &Path| stores::read(path, global);
                return Ok((open(&self.before)?, open(after)?, Outcome::Done));
            }
            let (before, first) = self.read_corpus(&self.before, global)?;
            let (after, second) = self.read_corpus(after, global)?;
            return Ok((before, after, first.and(second)));
        }
        let before = stores::read(&self.before, global)?;
        let (after, outcome) = read_again(&before, global)?;
        Ok((before, after, outcome))
    }

    /// The corpus under the rules of `folder`.
    fn read_corpus(&self, folder: &Path, global: &Global) -> Result<(Store, Outcome)> {
        let mut data = global.knowledge()?;
        if folder != Path::new(BUILTIN) {
            data.overlay(folder).into_diagnostic()?;
        }
        let engine = global.engine_over(&data)?;
        let store = memory(&engine, &data)?;
        let mut writer = store.writer()?;
        let outcome = Inputs::of(self.corpus.clone()).each(
            &data,
            |articles| engine.extract_all(articles),
            |article, statements| {
                writer.replace_article(&article, &statements, engine.version())?;
                Ok(())
            },
        )?;
        writer.finish()?;
        Ok((store, outcome))
    }

    fn print(&self, difference: &Difference, messages: &Messages, out: &mut dyn Write) -> io::Result<()> {
        for (label, keys) in [
            ("diff-articles-gained", &difference.articles_gained),
            ("diff-articles-lost", &difference.articles_lost),
        ] {
            if !keys.is_empty() {
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                writeln!(
                    out,
                    "{STRONG}{}{STRONG:#} {}\n",
                    messages.get(label),
                    keys.join(", ")
                )?;
            }
        }
        for (rule, found) in &difference.rules {
            writeln!(
                out,
                "{STRONG}{rule}{STRONG:#}  +{} −{} ~{}",
                found.gained.len(),
                found.lost.len(),
                found.changed.len()
            )?;
            if self.summary {
                continue;
            }
            for claim in &found.gained {
                print_claim(out, '+', AnsiColor::Green, claim, messages)?;
            }
            for claim in &found.lost {
                print_claim(out, '−', AnsiColor::Red, claim, messages)?;
            }
            for change in &found.changed {
                print_claim(out, '~', AnsiColor::Yellow, &change.after, messages)?;
                print_change(out, change)?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// The store's kept texts, read under the rules of today.
fn read_again(store: &Store, global: &Global) -> Result<(Store, Outcome)> {
    let data = global.knowledge()?;
    let engine = global.engine_over(&data)?;
    let again = memory(&engine, &data)?;
    let mut writer = again.writer()?;
    let outcome = kept::read(store, &engine, &store.articles()?, |article, statements| {
        writer.replace_article(&article, &statements, engine.version())?;
        Ok(())
    })?;
    writer.finish()?;
    Ok((again, outcome))
}

fn memory(engine: &Engine, data: &Data) -> Result<Store> {
    let mapping = mapping(engine.base(), data, engine.ontology(), engine.gazetteer())?;
    Ok(Store::memory(mapping)?)
}

fn print_claim(
    out: &mut dyn Write,
    sign: char,
    colour: AnsiColor,
    claim: &Claim,
    messages: &Messages,
) -> io::Result<()> {
    let style = Style::new().fg_color(Some(Color::Ansi(colour)));
    let place = claim.evidence.first();
    let place = place.map_or_else(String::new, |passage| {
        format!(" {}–{}", passage.start, passage.end)
    });
    writeln!(
        out,
        "  {style}{sign}{style:#} {} {} {} ({})  {FAINT}{}{place}{FAINT:#}",
        claim.subject.label,
        claim.predicate,
        claim.object.label(),
        claims::status(messages, claim),
        claim.source.key
    )?;
    writeln!(out, "      « {} »", claims::quote(claim))
}

fn print_change(out: &mut dyn Write, change: &Change) -> io::Result<()> {
    for field in &change.fields {
        let (before, after) = (value(&change.before, field), value(&change.after, field));
        writeln!(out, "      {FAINT}{field}{FAINT:#} {before} → {after}")?;
    }
    Ok(())
}

/// What a claim has for a field, as people read it.
fn value(claim: &Claim, field: &str) -> String {
    let label = |value: &Option<End>| value.as_ref().map(|value| value.label().to_owned());
    let found = match field {
        "status" => Some(claim.status.name().to_owned()),
        "phase" => claim.phase.clone(),
        "date" => claim.date.clone(),
        "reported" => claim.reported.clone(),
        "place" => label(&claim.place),
        "attributed_to" => label(&claim.attributed_to),
        "rule" => Some(claim.rule.clone()),
        "evidence" => {
            let places = claim.evidence.iter();
            let places = places.map(|passage| format!("{}–{}", passage.start, passage.end));
            Some(places.collect::<Vec<_>>().join(" "))
        }
        name => claim
            .qualifiers
            .iter()
            .find(|(qualifier, _)| *qualifier == name)
            .map(|(_, words)| words.clone()),
    };
    found.unwrap_or_else(|| "–".to_owned())
}

fn print_json(difference: &Difference, out: &mut dyn Write) -> io::Result<()> {
    for key in &difference.articles_gained {
        writeln!(out, "{}", json!({ "change": "article-gained", "article": key }))?;
    }
    for key in &difference.articles_lost {
        writeln!(out, "{}", json!({ "change": "article-lost", "article": key }))?;
    }
    for (rule, found) in &difference.rules {
        let line = |change: &str, claim: &Claim| -> Value {
            json!({ "change": change, "rule": rule, "claim": claims::as_json(claim) })
        };
        for claim in &found.gained {
            writeln!(out, "{}", line("gained", claim))?;
        }
        for claim in &found.lost {
            writeln!(out, "{}", line("lost", claim))?;
        }
        for change in &found.changed {
            let mut line = line("changed", &change.after);
            line["before"] = claims::as_json(&change.before);
            line["fields"] = json!(change.fields);
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
