//! The `griot` binary: everything it does is in [`griot::cli`].

/// Reading makes many small lists that live as long as their article.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    griot::cli::run()
}
