//! `griot backup` and `griot restore`: copies of a whole store.

use super::messages::{Language, Messages};
use super::stores::StoreArgument;
use super::{Global, Outcome};
use crate::graph::{self, Copied, StoreError};
use clap::Args;
use fluent_bundle::FluentArgs;
use indicatif::HumanBytes;
use miette::Result;
use std::path::{Path, PathBuf};

/// Copy a store, texts included, to a folder that `restore` brings back
#[derive(Debug, Args)]
pub(super) struct Backup {
    #[command(flatten)]
    store: StoreArgument,
    /// Folder to make
    #[arg(value_name = "DIR")]
    to: PathBuf,
}

/// Bring a backup back as a store; every file is compared with what was saved
#[derive(Debug, Args)]
pub(super) struct Restore {
    #[command(flatten)]
    store: StoreArgument,
    /// Folder that `backup` made
    #[arg(value_name = "DIR")]
    backup: PathBuf,
}

impl Backup {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        report(
            global,
            "backup-done",
            &self.to,
            graph::backup(self.store.path(), &self.to),
        )
    }
}

impl Restore {
    pub(super) fn run(self, global: &Global) -> Result<Outcome> {
        let store = self.store.path();
        report(global, "restore-done", store, graph::restore(&self.backup, store))
    }
}

fn report(global: &Global, message: &str, at: &Path, copied: Result<Copied, StoreError>) -> Result<Outcome> {
    let copied = copied?;
    let messages = Messages::new(Language::choose(global.lang));
    let mut arguments = FluentArgs::new();
    arguments.set("count", copied.files);
    arguments.set("size", HumanBytes(copied.bytes).to_string());
    arguments.set("path", at.display().to_string());
    eprintln!("{}", messages.with(message, &arguments));
    Ok(Outcome::Done)
}
