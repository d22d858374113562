//! The installed Graphviz: `dot` lays the same DOT out where somebody prefers its hand.

use super::DrawError;
use std::io::Write;
use std::process::{Command, Stdio};

/// Runs `dot` on a DOT text; `format` is one of its output formats (svg, png, pdf).
///
/// # Errors
/// [`DrawError::NoGraphviz`] where it is not installed, [`DrawError::Graphviz`] with what it says where it fails.
pub fn run(dot: &str, format: &str) -> Result<Vec<u8>, DrawError> {
    let mut child = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(DrawError::NoGraphviz)?;
    // Written beside reading: a pipe holds less than a picture.
    let input = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // What `dot` did not care to read is no fault of ours; its own message tells.
        scope.spawn(|| input.map(|mut input| input.write_all(dot.as_bytes())));
        child.wait_with_output()
    });
    let output = output.map_err(DrawError::NoGraphviz)?;
    if output.status.success() && !output.stdout.is_empty() {
        return Ok(output.stdout);
    }
    Err(DrawError::Graphviz(
        String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    ))
}
