//! The `griot` binary: everything it does is in [`griot::cli`].

fn main() -> std::process::ExitCode {
    griot::cli::run()
}
