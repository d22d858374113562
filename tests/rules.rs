//! The embedded rule files are right, and their examples hold.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use griot::data::Data;
use griot::engine::{DEFAULT_BASE, Engine, bench};
use miette::Report;

#[test]
fn every_rule_compiles_and_holds_on_the_bench() {
    let engine = Engine::load(&Data::builtin(), DEFAULT_BASE).unwrap();
    let report = bench::check(&engine, None);
    let mistakes = engine
        .rule_errors()
        .iter()
        .map(|error| format!("{:?}", Report::new(error.clone())));
    let faults = report
        .faults
        .iter()
        .map(|fault| format!("{:?}", Report::new(fault.clone())));
    let found: Vec<String> = mistakes.chain(faults).collect();
    assert!(
        found.is_empty(),
        "{} rules, {} examples and near-misses; {} faults\n{}",
        report.rules,
        report.texts,
        found.len(),
        found.join("\n")
    );
}
