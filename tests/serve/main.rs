//! `griot serve` as its clients meet it: a real process over a real store.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
#![cfg(all(feature = "rocksdb", target_os = "linux"))]

mod bounds;
mod changes;
mod harness;
mod load;
mod protocol;
mod python;
