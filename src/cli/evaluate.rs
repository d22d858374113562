//! `griot evaluate`: statements held against annotations made by hand.

use super::inputs::Inputs;
use super::messages::{Language, Messages};
use super::{Global, Outcome};
use crate::engine::Engine;
use crate::engine::evaluate::{Aliases, Evaluation, GoldDocument, Missing, Tally, Wrong};
use anstyle::Style;
use clap::{Args, ValueEnum};
use comfy_table::{CellAlignment, Table, presets};
use miette::{IntoDiagnostic, NamedSource, Result, WrapErr, miette};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Hold what articles say against annotations: precision, recall, F1 by predicate, rule, phenomenon
#[derive(Debug, Args)]
pub(super) struct Evaluate {
    #[command(flatten)]
    inputs: Inputs,
    /// Folder of annotations: one JSON file per article, `entities*.json` for accepted labels
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Also list what is missing and what is wrong
    #[arg(long)]
    show: bool,
    /// Tables for people, or one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

impl Evaluate {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let engine = global.engine_over(&data)?;
        let mut gold = Gold::read(&self.gold)?;
        let messages = Messages::new(Language::choose(global.lang));
        let mut evaluation = Evaluation::default();
        let symmetric = |name: &str| symmetric(&engine, name);
        let mut outcome = self.inputs.each(
            &data,
            |articles| engine.extract_all(articles),
            |article, statements| {
                if let Some((document, aliases)) = gold.take(&article.name) {
                    evaluation.add(&document, &statements, &aliases, &symmetric);
                }
                Ok(())
            },
        )?;
        for (name, (_, path)) in &gold.documents {
            outcome = Outcome::Faults;
            super::output::report(&miette!(
                help = "give the folder of the annotated articles as PATH",
                "{}: no article `{name}` was read",
                path.display()
            ));
        }
        let mut out = anstream::AutoStream::auto(io::stdout());
        match self.format {
            Format::Text => print(&messages, &evaluation, self.show, &mut out),
            Format::Json => serde_json::to_string_pretty(&evaluation)
                .map_err(io::Error::from)
                .and_then(|text| writeln!(out, "{text}")),
        }
        .and_then(|()| out.flush())
        .into_diagnostic()?;
        Ok(outcome)
    }
}

fn symmetric(engine: &Engine, name: &str) -> bool {
    let ontology = engine.ontology();
    ontology
        .predicate(name)
        .is_some_and(|predicate| ontology.symmetric(predicate))
}

/// The annotations of a folder.
struct Gold {
    folder: PathBuf,
    /// By the name of the article, with the file that holds them.
    documents: BTreeMap<String, (GoldDocument, PathBuf)>,
}

impl Gold {
    fn read(folder: &Path) -> Result<Self> {
        let mut documents = BTreeMap::new();
        for path in json_files(folder)? {
            if is_labels(&path) {
                continue;
            }
            let document: GoldDocument = parsed(&path)?;
            documents.insert(document.article.clone(), (document, path));
        }
        if documents.is_empty() {
            return Err(miette!(
                help = "annotations are JSON files with the keys `article` and `statements`",
                "{} holds no annotations",
                folder.display()
            ));
        }
        Ok(Self {
            folder: folder.to_owned(),
            documents,
        })
    }

    /// The annotations of one article, with the labels that they accept.
    fn take(&mut self, article: &str) -> Option<(GoldDocument, Aliases)> {
        let (document, _) = self.documents.remove(article)?;
        let lists = match &document.entities {
            Some(name) => vec![self.folder.join(name)],
            None => json_files(&self.folder)
                .ok()?
                .into_iter()
                .filter(|path| is_labels(path))
                .collect(),
        };
        let mut aliases = Aliases::default();
        for path in lists {
            let text = fs::read_to_string(&path).into_diagnostic();
            let read = text.and_then(|text| aliases.read(&text).into_diagnostic());
            if let Err(error) = read.wrap_err_with(|| path.display().to_string()) {
                super::output::report(&error);
            }
        }
        Some((document, aliases))
    }
}

fn is_labels(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("entities"))
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .into_diagnostic()
        .wrap_err_with(|| folder.display().to_string())?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    Ok(files)
}

/// A JSON file; the error shows the line.
fn parsed(path: &Path) -> Result<GoldDocument> {
    let text = fs::read_to_string(path)
        .into_diagnostic()
        .wrap_err_with(|| path.display().to_string())?;
    serde_json::from_str(&text).map_err(|error| {
        let lines = text.split_inclusive('\n');
        let line: usize = lines.take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = (line + error.column().saturating_sub(1)).min(text.len());
        miette!(
            labels = vec![miette::LabeledSpan::at_offset(at, "here")],
            help = "annotations have the keys `article` and `statements`; a statement has s, p, o and status",
            "{error}"
        )
        .with_source_code(NamedSource::new(path.display().to_string(), text))
    })
}

fn print(messages: &Messages, evaluation: &Evaluation, show: bool, out: &mut dyn Write) -> io::Result<()> {
    let sections = [
        ("evaluate-predicates", &evaluation.predicates),
        ("evaluate-rules", &evaluation.rules),
        ("evaluate-phenomena", &evaluation.phenomena),
    ];
    for (title, tallies) in sections.into_iter().filter(|(_, tallies)| !tallies.is_empty()) {
        writeln!(out, "{STRONG}{}{STRONG:#}", messages.get(title))?;
        writeln!(out, "{}\n", table(tallies))?;
    }
    if show {
        for missing in &evaluation.missing {
            print_missing(messages, missing, out)?;
        }
        for wrong in &evaluation.wrong {
            print_wrong(messages, wrong, out)?;
        }
        writeln!(out)?;
    }
    let all = &evaluation.all;
    writeln!(
        out,
        "{STRONG}P {:.3}{STRONG:#} ({}/{})  {STRONG}R {:.3}{STRONG:#} ({}/{})  {STRONG}F1 {:.3}{STRONG:#}",
        all.precision(),
        all.right,
        all.given,
        all.recall(),
        all.hit,
        all.wanted,
        all.f1()
    )
}

/// One line per name; what a tally does not count stays blank.
fn table(tallies: &BTreeMap<String, Tally>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["", "P", "", "R", "", "F1"]);
    for (name, tally) in tallies {
        let share = |asked: bool, share: f64, part: usize, whole: usize| {
            if asked {
                [format!("{share:.3}"), format!("{part}/{whole}")]
            } else {
                [String::new(), String::new()]
            }
        };
        let [precision, right] = share(tally.given > 0, tally.precision(), tally.right, tally.given);
        let [recall, hit] = share(tally.wanted > 0, tally.recall(), tally.hit, tally.wanted);
        let f1 = if tally.given > 0 && tally.wanted > 0 {
            format!("{:.3}", tally.f1())
        } else {
            String::new()
        };
        table.add_row([name.clone(), precision, right, recall, hit, f1]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn print_missing(messages: &Messages, missing: &Missing, out: &mut dyn Write) -> io::Result<()> {
    let (subject, predicate, object, status) = &missing.wanted;
    let given: Vec<&str> = missing.given_as.iter().map(|status| status.name()).collect();
    writeln!(
        out,
        "{} {FAINT}{}{FAINT:#} {subject} {predicate} {object} ({}) {FAINT}{} {}{FAINT:#}",
        messages.get("evaluate-missing"),
        missing.article,
        status.name(),
        given.join(", "),
        missing.cue.as_deref().unwrap_or_default()
    )
}

fn print_wrong(messages: &Messages, wrong: &Wrong, out: &mut dyn Write) -> io::Result<()> {
    let statement = &wrong.statement;
    writeln!(
        out,
        "{} {FAINT}{}{FAINT:#} {} {} {} ({}) {FAINT}{}{FAINT:#}",
        messages.get("evaluate-wrong"),
        statement.article,
        statement.subject.label,
        statement.predicate,
        statement.object.label(),
        statement.status.name(),
        statement.rule
    )
}
