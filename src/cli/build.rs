//! `griot build` and `griot rebuild`: articles into a store.

use super::inputs::Inputs;
use super::messages::{Language, Messages};
use super::stores::{StoreArgument, mapping};
use super::{Global, Outcome, kept, summary};
use crate::article::Article;
use crate::engine::Engine;
use crate::graph::{Mapping, Outcome as Written, Store, StoreError};
use crate::statement::Statement;
use clap::Args;
use fluent_bundle::FluentArgs;
use indicatif::{ProgressBar, ProgressStyle};
use miette::Result;

/// Read articles and keep what they say in a store
#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    place: Place,
    /// Do not keep the articles' texts (`explain` and `rebuild` then need the files again)
    #[arg(long)]
    no_text: bool,
}

/// Read the kept texts again, under the rules of today
#[derive(Debug, Args)]
pub(super) struct Rebuild {
    #[command(flatten)]
    store: StoreArgument,
}

/// Where to build.
#[derive(Debug, Args)]
struct Place {
    #[command(flatten)]
    store: StoreArgument,
    /// Build a throw-away store in memory: only the summary remains
    #[arg(long, conflicts_with = "store")]
    memory: bool,
}

/// What a run did to the store's articles.
#[derive(Debug, Default)]
struct Counts {
    added: usize,
    replaced: usize,
    unchanged: usize,
}

impl Counts {
    fn count(&mut self, written: Written) {
        match written {
            Written::Added => self.added += 1,
            Written::Replaced => self.replaced += 1,
            Written::Unchanged => self.unchanged += 1,
        }
    }

    fn print(&self, messages: &Messages) {
        let mut arguments = FluentArgs::new();
        arguments.set("count", self.added + self.replaced + self.unchanged);
        arguments.set("added", self.added);
        arguments.set("replaced", self.replaced);
        arguments.set("unchanged", self.unchanged);
        eprintln!("{}", messages.with("articles-read", &arguments));
    }
}

impl Build {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let engine = global.engine_over(&data)?;
        let messages = Messages::new(Language::choose(global.lang));
        let mapping = mapping(engine.base(), &data, engine.ontology(), engine.gazetteer())?;
        let store = self.open(mapping)?;
        let progress = progress();
        let mut counts = Counts::default();
        let mut writer = store.writer()?;
        let read = |articles: &[Article]| read_stale(&store, &engine, articles);
        let outcome = self.inputs.each(&data, read, |article, statements| {
            progress.inc(1);
            match statements? {
                None => counts.count(Written::Unchanged),
                Some(statements) => {
                    counts.count(writer.replace_article(&article, &statements, engine.version())?);
                }
            }
            Ok(())
        })?;
        writer.finish()?;
        progress.finish_and_clear();
        counts.print(&messages);
        summary::print(
            &store,
            engine.ontology(),
            &messages,
            Language::choose(global.lang).into(),
        )?;
        Ok(outcome)
    }

    fn open(&self, mapping: Mapping) -> Result<Store> {
        if self.place.memory {
            return Ok(Store::memory(mapping)?);
        }
        self.place.store.write(mapping, !self.no_text)
    }
}

impl Rebuild {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let data = global.knowledge()?;
        let engine = global.engine_over(&data)?;
        let messages = Messages::new(Language::choose(global.lang));
        let mapping = mapping(engine.base(), &data, engine.ontology(), engine.gazetteer())?;
        let store = self.store.write(mapping, true)?;
        let (counts, outcome) = rebuild(&engine, &store)?;
        counts.print(&messages);
        summary::print(
            &store,
            engine.ontology(),
            &messages,
            Language::choose(global.lang).into(),
        )?;
        Ok(outcome)
    }
}

/// What each of `articles` says, `None` for those of which the store knows it.
fn read_stale(
    store: &Store,
    engine: &Engine,
    articles: &[Article],
) -> Vec<Result<Option<Vec<Statement>>, StoreError>> {
    let current = articles
        .iter()
        .map(|article| store.is_current(article, engine.version()));
    let current: Vec<_> = current.collect();
    let stale = articles.iter().zip(&current);
    let stale: Vec<&Article> = stale
        .filter(|(_, current)| matches!(current, Ok(false)))
        .map(|(article, _)| article)
        .collect();
    let mut read = engine.extract_all(&stale).into_iter();
    let found = current
        .into_iter()
        .map(|current| Ok(if current? { None } else { read.next() }));
    found.collect()
}

/// Reads every article of the store whose analysis is of another version; an article without a kept text is named.
fn rebuild(engine: &Engine, store: &Store) -> Result<(Counts, Outcome)> {
    let progress = progress();
    let mut counts = Counts::default();
    let mut writer = store.writer()?;
    let mut articles = store.articles()?;
    let all = articles.len();
    articles.retain(|entry| entry.version != engine.version());
    counts.unchanged = all - articles.len();
    let outcome = kept::read(store, engine, &articles, |article, statements| {
        progress.inc(1);
        counts.count(writer.replace_article(&article, &statements, engine.version())?);
        Ok(())
    })?;
    writer.finish()?;
    progress.finish_and_clear();
    Ok((counts, outcome))
}

/// Counts articles on a terminal; silent elsewhere.
fn progress() -> ProgressBar {
    // The template is a constant, held sound by every build on a terminal.
    let style = ProgressStyle::with_template("{spinner} {pos} articles  {per_sec}  {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style)
}
