//! `griot man`: manual pages, written from the same definitions as `--help`.

use super::Outcome;
use clap::Args;
use miette::{IntoDiagnostic, Result};
use std::path::PathBuf;

/// Write manual pages
#[derive(Debug, Args)]
pub(super) struct Man {
    /// Folder for one page per subcommand; without it, the main page goes to stdout
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(self) -> Result<Outcome> {
        match self.folder {
            Some(folder) => {
                std::fs::create_dir_all(&folder).into_diagnostic()?;
                clap_mangen::generate_to(super::command(), folder).into_diagnostic()?;
            }
            None => clap_mangen::Man::new(super::command())
                .render(&mut std::io::stdout())
                .into_diagnostic()?,
        }
        Ok(Outcome::Done)
    }
}
