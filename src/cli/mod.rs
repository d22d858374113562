//! One file per subcommand; the only module that prints.

/// Reads the command line and runs what it asks for.
#[must_use]
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
