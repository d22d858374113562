//! Networks as DOT, SVG and PNG.
