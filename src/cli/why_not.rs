//! `griot why-not`: why rules stay silent on a sentence.

use super::messages::{Language, Messages};
use super::parse::TreePrinter;
use super::{Global, Outcome};
use crate::article::Article;
use crate::engine::{Engine, Reading};
use crate::rule::{Attempt, Outcome as Came, RuleIndex, Vacancy};
use anstyle::Style;
use clap::Args;
use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use miette::{IntoDiagnostic, Result, miette};
use std::io::{self, Read, Write};

/// Tell why rules say nothing of a sentence: what each tried, and which place stayed empty
#[derive(Debug, Args)]
pub(super) struct WhyNot {
    /// One or more sentences; `-` reads them from stdin
    #[arg(value_name = "TEXT")]
    text: String,
    /// Only this rule (may be repeated)
    #[arg(long, value_name = "ID")]
    rule: Vec<String>,
    /// Only rules of this predicate, by its local name
    #[arg(long, value_name = "PREDICATE")]
    predicate: Option<String>,
    /// The date of the article, for "lundi" and offices
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

impl WhyNot {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let engine = global.engine()?;
        let messages = Messages::new(Language::choose(global.lang));
        let rules = self.rules(&engine)?;
        let text = match self.text.as_str() {
            "-" => {
                let mut text = String::new();
                io::stdin().read_to_string(&mut text).into_diagnostic()?;
                text
            }
            text => text.to_owned(),
        };
        let article = Article {
            text,
            date: self.date,
            ..Article::default()
        };
        let reading = engine.read(&article);
        let mut out = anstream::AutoStream::auto(io::stdout());
        TreePrinter::new(&engine, &reading, &messages)
            .print(&mut out)
            .and_then(|()| attempts(&engine, &messages, &reading, &rules, &mut out))
            .and_then(|()| out.flush())
            .into_diagnostic()?;
        Ok(Outcome::Done)
    }

    /// The rules asked about.
    fn rules(&self, engine: &Engine) -> Result<Vec<RuleIndex>> {
        let mut asked = Vec::new();
        for id in &self.rule {
            asked.push(engine.rules().by_id(id).ok_or_else(|| {
                miette!(
                    help = "`griot rules list` names them all",
                    "there is no rule `{id}`"
                )
            })?);
        }
        let wanted = match &self.predicate {
            Some(name) => Some(engine.ontology().predicate(name).ok_or_else(|| {
                miette!(
                    help = "predicates have local names such as `supplies`; `griot rules list` shows them",
                    "there is no predicate `{name}`"
                )
            })?),
            None => None,
        };
        let of_predicate =
            |index: &RuleIndex| wanted.is_none_or(|wanted| engine.rules().rule(*index).predicate == wanted);
        if asked.is_empty() {
            asked = engine.rules().iter().map(|(index, _)| index).collect();
        }
        asked.retain(of_predicate);
        Ok(asked)
    }
}

/// Prints what the rules tried, those that a word of the text sets off.
fn attempts(
    engine: &Engine,
    messages: &Messages,
    reading: &Reading,
    rules: &[RuleIndex],
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = engine.view(reading);
    let mut tried = false;
    for index in rules {
        let rule = engine.rules().rule(*index);
        let attempts: Vec<Attempt> = (0..reading.text.sentences.len() as u32)
            .flat_map(|sentence| engine.rules().why_not(&view, engine.ontology(), *index, sentence))
            .collect();
        if attempts.is_empty() {
            continue;
        }
        tried = true;
        writeln!(
            out,
            "{STRONG}{}{STRONG:#}  {FAINT}{}{FAINT:#}",
            rule.id, rule.title
        )?;
        for attempt in &attempts {
            print(messages, reading, attempt, out)?;
        }
    }
    if tried {
        Ok(())
    } else {
        writeln!(out, "{}", messages.get("why-no-trigger"))
    }
}

fn print(messages: &Messages, reading: &Reading, attempt: &Attempt, out: &mut dyn Write) -> io::Result<()> {
    let word = reading.word_span(attempt.trigger).of(&reading.source.text);
    let key = match &attempt.outcome {
        Came::Found => "why-found",
        Came::GaveWay => "why-gave-way",
        Came::Voice => "why-voice",
        Came::Companions => "why-companions",
        Came::Places(_) => "why-places",
        Came::Contest => "why-contest",
        Came::Boilerplate => "why-boilerplate",
    };
    writeln!(
        out,
        "  {} {word} : {}",
        attempt.construction.name(),
        messages.get(key)
    )?;
    if let Came::Places(vacancies) = &attempt.outcome {
        for vacancy in vacancies {
            place(messages, reading, vacancy, out)?;
        }
    }
    Ok(())
}

fn place(messages: &Messages, reading: &Reading, vacancy: &Vacancy, out: &mut dyn Write) -> io::Result<()> {
    let mut arguments = FluentArgs::new();
    arguments.set("place", messages.get(&format!("role-{}", vacancy.place)));
    let role = vacancy.role.as_deref().unwrap_or("—");
    arguments.set("role", role);
    if vacancy.tried.is_empty() {
        return writeln!(out, "    {}", messages.with("why-empty", &arguments));
    }
    for (span, refusal) in &vacancy.tried {
        arguments.set("words", span.of(&reading.source.text));
        arguments.set("reason", messages.get(refusal.key()));
        writeln!(out, "    {}", messages.with("why-refused", &arguments))?;
    }
    Ok(())
}
