//! The embedded rule files are right.

use griot::data::Data;
use griot::lexicon::Lexicon;
use griot::ontology::Ontology;
use griot::rule::Rules;

#[test]
fn every_embedded_rule_compiles() {
    let data = Data::builtin();
    let ontology = Ontology::load(&data).unwrap();
    let lexicon = Lexicon::load(&data).unwrap();
    let (rules, errors) = Rules::read(&data, &ontology, &lexicon);
    let report: Vec<String> = errors
        .iter()
        .map(|error| format!("{:?}", miette::Report::new(error.clone())))
        .collect();
    assert!(
        report.is_empty(),
        "{} rules; {} mistakes\n{}",
        rules.len(),
        report.len(),
        report.join("\n")
    );
}
