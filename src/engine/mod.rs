//! The pipeline composed.
