//! The `griot` binary: everything it does is in [`griot::cli`].

/// Reading allocates many small things; glibc's own allocator makes it a tenth slower.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    griot::cli::run()
}
