//! One file per subcommand; the only module that prints.
//!
//! Data goes to stdout, everything else to stderr. Exit status: 0 done; 1 some input failed or a
//! check found faults; 2 wrong usage or fatal.

#[cfg(feature = "rocksdb")]
mod backup;
mod build;
mod check;
mod claims;
mod communities;
mod compare;
mod completions;
mod conflicts;
mod diff;
mod draw;
mod evaluate;
mod explain;
mod export;
mod extract;
mod facts;
mod gaps;
mod heading;
mod import;
mod inputs;
mod kept;
mod lifecycle;
mod man;
mod messages;
mod ontology;
mod output;
mod parse;
mod path;
mod query;
mod rank;
mod remove;
mod rows;
mod rules;
mod serve;
mod status;
mod stores;
mod summary;
mod timeline;
mod validate;
mod view;
mod why_not;
mod wording;

use crate::data::Data;
use crate::engine::Engine;
use clap::{Args, ColorChoice, CommandFactory, Parser, Subcommand};
use miette::{IntoDiagnostic, Result};
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads French-language news into a knowledge graph in which every edge can be traced to the words that say it.
#[derive(Debug, Parser)]
#[command(name = "griot", version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every subcommand.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Folder whose files replace or add to the built-in lexicon, gazetteers, rules and ontology
    #[arg(long, value_name = "DIR", global = true)]
    data: Vec<PathBuf>,
    /// Use nothing but the files of --data
    #[arg(long, global = true, requires = "data")]
    no_builtin: bool,
    /// IRI before the identifiers of entities, articles and statements
    #[arg(long, value_name = "IRI", global = true, default_value = crate::engine::DEFAULT_BASE)]
    base: String,
    /// Language of messages: fr or en (default: the locale's)
    #[arg(long, value_name = "LANG", global = true)]
    lang: Option<messages::Language>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    color: ColorChoice,
    /// Threads to read articles with (default: one per core)
    #[arg(long, value_name = "N", global = true)]
    threads: Option<usize>,
}

impl Global {
    /// The files of knowledge that the options ask for.
    fn knowledge(&self) -> Result<Data> {
        let mut data = if self.no_builtin {
            Data::default()
        } else {
            Data::builtin()
        };
        for folder in &self.data {
            data.overlay(folder).into_diagnostic()?;
        }
        Ok(data)
    }

    /// The engine over them.
    fn engine(&self) -> Result<Engine> {
        self.engine_over(&self.knowledge()?)
    }

    /// The engine over `data`.
    fn engine_over(&self, data: &Data) -> Result<Engine> {
        Engine::load(data, &self.base)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Build),
    Rebuild(build::Rebuild),
    Extract(extract::Extract),
    Parse(parse::Parse),
    Query(Box<query::Query>),
    Export(export::Export),
    Draw(Box<draw::Draw>),
    Path(path::Connect),
    Rank(rank::Rank),
    Communities(communities::FindCommunities),
    Timeline(timeline::Timeline),
    Compare(compare::Compare),
    Explain(explain::Explain),
    Facts(facts::Facts),
    Conflicts(conflicts::Conflicts),
    Lifecycle(lifecycle::Lifecycle),
    Diff(diff::Diff),
    Import(import::Import),
    Check(check::Check),
    Validate(validate::Validate),
    #[cfg(feature = "rocksdb")]
    Backup(backup::Backup),
    #[cfg(feature = "rocksdb")]
    Restore(backup::Restore),
    Remove(remove::Remove),
    WhyNot(why_not::WhyNot),
    Gaps(gaps::GapsCommand),
    Evaluate(evaluate::Evaluate),
    Status(status::Status),
    Rules(rules::Rules),
    Ontology(ontology::Ontology),
    Serve(Box<serve::Serve>),
    #[command(hide = true)]
    ServeWorker(serve::ServeWorker),
    Completions(completions::Completions),
    Man(man::Man),
}

/// How a command ended, where it did not fail outright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All went well.
    Done,
    /// Some input failed, or a check found faults; the rest was done.
    Faults,
}

impl Outcome {
    /// The worse of two.
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Done, Self::Done) => Self::Done,
            _ => Self::Faults,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Faults => Self::from(1),
        }
    }
}

/// The whole command line, for completions and the manual page.
fn command() -> clap::Command {
    Cli::command()
}

/// Reads the command line and runs what it asks for.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are data, not faults; clap knows where each belongs.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    output::set_colour(cli.global.color);
    if let Some(threads) = cli.global.threads {
        // Fails only where a pool already exists, which nothing before this line makes.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global();
    }
    let ended = match cli.command {
        Command::Build(arguments) => arguments.run(&cli.global),
        Command::Rebuild(arguments) => arguments.run(&cli.global),
        Command::Extract(arguments) => arguments.run(&cli.global),
        Command::Parse(arguments) => arguments.run(&cli.global),
        Command::Query(arguments) => arguments.run(&cli.global),
        Command::Export(arguments) => arguments.run(&cli.global),
        Command::Draw(arguments) => arguments.run(&cli.global),
        Command::Path(arguments) => arguments.run(&cli.global),
        Command::Rank(arguments) => arguments.run(&cli.global),
        Command::Communities(arguments) => arguments.run(&cli.global),
        Command::Timeline(arguments) => arguments.run(&cli.global),
        Command::Compare(arguments) => arguments.run(&cli.global),
        Command::Explain(arguments) => arguments.run(&cli.global),
        Command::Facts(arguments) => arguments.run(&cli.global),
        Command::Conflicts(arguments) => arguments.run(&cli.global),
        Command::Lifecycle(arguments) => arguments.run(&cli.global),
        Command::Diff(arguments) => arguments.run(&cli.global),
        Command::Import(arguments) => arguments.run(&cli.global),
        Command::Check(arguments) => arguments.run(&cli.global),
        Command::Validate(arguments) => arguments.run(&cli.global),
        #[cfg(feature = "rocksdb")]
        Command::Backup(arguments) => arguments.run(&cli.global),
        #[cfg(feature = "rocksdb")]
        Command::Restore(arguments) => arguments.run(&cli.global),
        Command::Remove(arguments) => arguments.run(&cli.global),
        Command::WhyNot(arguments) => arguments.run(&cli.global),
        Command::Gaps(arguments) => arguments.run(&cli.global),
        Command::Evaluate(arguments) => arguments.run(&cli.global),
        Command::Status(arguments) => arguments.run(&cli.global),
        Command::Rules(arguments) => arguments.run(&cli.global),
        Command::Ontology(arguments) => arguments.run(&cli.global),
        Command::Serve(arguments) => arguments.run(&cli.global),
        Command::ServeWorker(arguments) => arguments.run(&cli.global),
        Command::Completions(arguments) => arguments.run(),
        Command::Man(arguments) => arguments.run(),
    };
    match ended {
        Ok(outcome) => outcome.into(),
        Err(report) if output::is_broken_pipe(&report) => ExitCode::SUCCESS,
        Err(report) => {
            output::report(&report);
            ExitCode::from(2)
        }
    }
}
