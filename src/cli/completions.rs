//! `griot completions`: completion scripts for shells.

use super::Outcome;
use clap::Args;
use clap_complete::Shell;
use miette::Result;

/// Print a completion script for your shell
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell to write for
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> Result<Outcome> {
        clap_complete::generate(self.shell, &mut super::command(), "griot", &mut std::io::stdout());
        Ok(Outcome::Done)
    }
}
