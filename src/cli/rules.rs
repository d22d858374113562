//! `griot rules`: the bench of rule authors.

use super::{Global, Outcome, output};
use crate::engine::{Engine, bench};
use clap::{Args, Subcommand};
use miette::{IntoDiagnostic, Result, miette};
use std::path::PathBuf;

/// Check, list, show and begin rules
#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Run the examples and near-misses of every rule, or of one
    Check {
        /// Id of a rule
        rule: Option<String>,
    },
    /// One line per rule: id, predicate, title
    List,
    /// Print a rule's file
    Show {
        /// Id of a rule
        rule: String,
    },
    /// Write a commented skeleton
    New {
        /// Id of the rule; becomes the file's name
        rule: String,
        /// Folder to write to
        #[arg(long, value_name = "DIR", default_value = ".")]
        folder: PathBuf,
    },
}

/// What `griot rules new` writes; `{id}` stands for the rule's id.
const SKELETON: &str = include_str!("../../data/skeleton.toml");

impl Rules {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        match self.action {
            Action::New { rule, folder } => new(&rule, folder),
            Action::Check { rule } => check(&global.engine()?, rule.as_deref()),
            Action::List => {
                list(&global.engine()?);
                Ok(Outcome::Done)
            }
            Action::Show { rule } => show(&global.engine()?, &rule),
        }
    }
}

fn check(engine: &Engine, only: Option<&str>) -> Result<Outcome> {
    if let Some(id) = only.filter(|id| engine.rules().by_id(id).is_none()) {
        return Err(unknown(id));
    }
    for error in engine.rule_errors() {
        output::report(&error.clone().into());
    }
    let report = bench::check(engine, only);
    for fault in &report.faults {
        output::report(&fault.clone().into());
    }
    let faults = report.faults.len() + engine.rule_errors().len();
    eprintln!(
        "{} rules, {} examples and near-misses, {} pending, {faults} faults",
        report.rules, report.texts, report.pending
    );
    Ok(if faults == 0 {
        Outcome::Done
    } else {
        Outcome::Faults
    })
}

fn list(engine: &Engine) {
    for (_, rule) in engine.rules().iter() {
        println!(
            "{}\t{}\t{}",
            rule.id,
            engine.ontology().predicate_name(rule.predicate),
            rule.title
        );
    }
}

fn show(engine: &Engine, id: &str) -> Result<Outcome> {
    let index = engine.rules().by_id(id).ok_or_else(|| unknown(id))?;
    let rule = engine.rules().rule(index);
    print!("{}", rule.source.inner());
    // As comments, so that what is shown stays a rule.
    for list in &rule.lists {
        let words = engine.rules().word_list(list).unwrap_or_default();
        print!("\n# @{list}: {}\n", words.join(", "));
    }
    Ok(Outcome::Done)
}

fn unknown(id: &str) -> miette::Report {
    miette!(
        help = "`griot rules list` names them all",
        "there is no rule `{id}`"
    )
}

fn new(id: &str, folder: PathBuf) -> Result<Outcome> {
    let path = folder.join(format!("{id}.toml"));
    if path.exists() {
        return Err(miette!(
            help = "choose another id: ids are never reused",
            "{} exists already",
            path.display()
        ));
    }
    std::fs::create_dir_all(&folder).into_diagnostic()?;
    std::fs::write(&path, SKELETON.replace("{id}", id)).into_diagnostic()?;
    eprintln!("{}", path.display());
    Ok(Outcome::Done)
}
