//! Standard output and error: colour, reports, broken pipes.

use clap::ColorChoice;
use miette::{IntoDiagnostic, Report, Result};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

/// Settles colour for everything printed from here on.
pub(super) fn set_colour(choice: ColorChoice) {
    let choice = match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
    let colour = match choice {
        anstream::ColorChoice::Always => true,
        anstream::ColorChoice::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        _ => false,
    };
    // A hook can be set once; a second call (in tests) leaves the first in place.
    let _ = miette::set_hook(Box::new(move |_| {
        Box::new(
            miette::MietteHandlerOpts::new()
                .color(colour)
                .unicode(true)
                .width(100)
                .build(),
        )
    }));
}

/// Prints one problem to stderr.
pub(super) fn report(report: &Report) {
    eprintln!("{report:?}");
}

/// Whether the reader of our output went away (`griot … | head`), which is no fault.
pub(super) fn is_broken_pipe(report: &Report) -> bool {
    // What miette wraps keeps its words only; the number is EPIPE's.
    let words = io::Error::from_raw_os_error(32).to_string();
    report.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || cause.to_string() == words
    })
}

/// Where data goes: a file, or stdout for none and for `-`.
pub(super) fn open(path: Option<&Path>) -> Result<Box<dyn Write>> {
    match path {
        Some(path) if path != Path::new("-") => {
            let file = File::create(path).into_diagnostic()?;
            Ok(Box::new(BufWriter::new(file)))
        }
        _ => Ok(Box::new(BufWriter::new(
            anstream::AutoStream::auto(io::stdout()).into_inner(),
        ))),
    }
}

/// The same for text that people read: its colours come out only where they are wanted, never in a file.
pub(super) fn open_coloured(path: Option<&Path>) -> Result<Box<dyn Write>> {
    match path {
        Some(path) if path != Path::new("-") => Ok(Box::new(anstream::StripStream::new(
            File::create(path).into_diagnostic()?,
        ))),
        _ => Ok(Box::new(anstream::AutoStream::auto(io::stdout()))),
    }
}
