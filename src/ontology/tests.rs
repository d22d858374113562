use super::*;
use std::borrow::Cow;

fn builtin() -> Ontology {
    Ontology::load(&Data::builtin()).unwrap()
}

/// Loads one invented file and renders the error it gives.
fn error(turtle: &'static str) -> String {
    const HEAD: &str = "@prefix griot: <https://w3id.org/griot/ontology#> .\n\
        @prefix schema: <https://schema.org/> .\n\
        @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
        griot:Agent a owl:Class .\n";
    let mut data = Data::default();
    let bytes = format!("{HEAD}{turtle}").into_bytes();
    data.insert("ontology/x.ttl".into(), "x.ttl".into(), Cow::Owned(bytes));
    let error = Ontology::load(&data).unwrap_err();
    let mut out = String::new();
    miette::NarratableReportHandler::new()
        .render_report(&mut out, &error)
        .unwrap();
    out
}

#[test]
fn every_predicate_of_the_guide_is_there() {
    let ontology = builtin();
    let names: Vec<_> = ontology
        .predicates()
        .map(|id| ontology.predicate_name(id))
        .collect();
    assert_eq!(
        names,
        [
            "memberOf",
            "leaves",
            "founds",
            "leads",
            "officialOf",
            "partOf",
            "supports",
            "supplies",
            "trains",
            "finances",
            "cooperatesWith",
            "signsAgreementWith",
            "meets",
            "visits",
            "requests",
            "deployedIn",
            "withdrawsFrom",
            "fights",
            "attacks",
            "detains",
            "overthrows",
            "breaksWith",
            "expels",
            "sanctions",
            "accuses",
            "rejects",
            "threatens",
            "protestsAgainst",
            "strength"
        ]
    );
    let statuses: Vec<_> = ontology
        .statuses()
        .iter()
        .map(|term| term.name.as_str())
        .collect();
    assert_eq!(statuses, ["actual", "planned", "possible", "denied"]);
    let symmetric: Vec<_> = ontology
        .predicates()
        .filter(|id| ontology.symmetric(*id))
        .map(|id| ontology.predicate_name(id))
        .collect();
    assert_eq!(symmetric, ["cooperatesWith", "signsAgreementWith", "meets"]);
}

#[test]
fn everything_has_labels_in_both_languages() {
    let ontology = builtin();
    let classes = ontology.classes().map(|id| ontology.class_term(id));
    let predicates = ontology.predicates().map(|id| ontology.predicate_term(id));
    let terms = classes
        .chain(predicates)
        .chain(ontology.qualifiers())
        .chain(ontology.statuses());
    for term in terms {
        for language in [Language::French, Language::English] {
            assert!(
                term.labels[language as usize].is_some(),
                "{} lacks a label",
                term.iri
            );
            assert!(term.comment(language).is_some(), "{} lacks a comment", term.iri);
        }
    }
}

#[test]
fn names_are_looked_up_as_people_write_them() {
    let ontology = builtin();
    let state = ontology.class("State");
    assert!(state.is_some());
    assert_eq!(ontology.class("griot:State"), state);
    assert_eq!(ontology.class("https://w3id.org/griot/ontology#State"), state);
    assert_eq!(ontology.class("foaf:Person"), None);
    assert_eq!(ontology.predicate("griot:nonsense"), None);
}

#[test]
fn classes_inherit() {
    let ontology = builtin();
    let class = |name| ontology.class(name).unwrap();
    assert!(ontology.is_a(class("Alliance"), class("Agent")));
    assert!(ontology.is_a(class("Place"), class("Entity")));
    assert!(!ontology.is_a(class("Place"), class("Agent")));
    assert!(!ontology.is_a(class("Agent"), class("State")));
}

#[test]
fn ends_are_checked() {
    let ontology = builtin();
    let accepts = |predicate: &str, subject: &str, object: &str| {
        let predicate = ontology.predicate(predicate).unwrap();
        ontology.accepts_subject(predicate, ontology.class(subject).unwrap())
            && ontology.accepts_object(predicate, ontology.class(object).unwrap())
    };
    assert!(accepts("memberOf", "State", "Alliance"));
    assert!(!accepts("memberOf", "State", "State"));
    assert!(accepts("visits", "Person", "Place"));
    let strength = ontology.predicate("strength").unwrap();
    assert!(ontology.literal_range(strength).unwrap().ends_with("#integer"));
    assert!(ontology.range(strength).is_empty());
}

#[test]
fn specificity_is_transitive() {
    let ontology = builtin();
    let specific = |a: &str, b: &str| {
        ontology.more_specific(ontology.predicate(a).unwrap(), ontology.predicate(b).unwrap())
    };
    assert!(specific("supplies", "supports"));
    assert!(specific("leaves", "rejects"));
    assert!(!specific("supports", "supplies"));
    assert!(!specific("meets", "meets"));
}

#[test]
fn an_overlay_adds_to_what_is_built_in() {
    let mut data = Data::builtin();
    let turtle = "@prefix griot: <https://w3id.org/griot/ontology#> .\n\
        @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
        @prefix schema: <https://schema.org/> .\n\
        griot:State a owl:Class .\n\
        <https://x.example/v#Port> a owl:Class ; rdfs:subClassOf griot:Place .\n\
        <https://x.example/v#blockades> a griot:Predicate ;\n\
          schema:domainIncludes griot:Agent ; schema:rangeIncludes <https://x.example/v#Port> .\n";
    data.insert(
        "ontology/ports.ttl".into(),
        "ports.ttl".into(),
        Cow::Borrowed(turtle.as_bytes()),
    );
    let ontology = Ontology::load(&data).unwrap();
    let port = ontology.class("Port").unwrap();
    assert!(ontology.is_a(port, ontology.class("Place").unwrap()));
    let blockades = ontology.predicate("blockades").unwrap();
    assert!(ontology.accepts_object(blockades, port));
}

#[test]
fn what_ends_what_is_known() {
    let ontology = builtin();
    let member = ontology.predicate("memberOf").unwrap();
    assert_eq!(ontology.ended_by(member), [ontology.predicate("leaves").unwrap()]);
    let supplies = ontology.predicate("supplies").unwrap();
    assert_eq!(
        ontology.sealed_by(supplies),
        [ontology.predicate("signsAgreementWith").unwrap()]
    );
}

#[test]
fn errors_name_file_and_line() {
    insta::assert_snapshot!(
        "syntax",
        error("griot:supplies a griot:Predicate ; schema:rangeIncludes .\n")
    );
    insta::assert_snapshot!(
        "unknown_class",
        error("griot:supplies a griot:Predicate ;\n  schema:domainIncludes griot:Agnt .\n")
    );
    insta::assert_snapshot!(
        "no_range",
        error("griot:supplies a griot:Predicate ; schema:domainIncludes griot:Agent .\n")
    );
    insta::assert_snapshot!(
        "circle",
        error(
            "griot:a a griot:Predicate ; griot:moreSpecificThan griot:b ; schema:domainIncludes griot:Agent ; schema:rangeIncludes griot:Agent .\n\
             griot:b a griot:Predicate ; griot:moreSpecificThan griot:a ; schema:domainIncludes griot:Agent ; schema:rangeIncludes griot:Agent .\n"
        )
    );
    insta::assert_snapshot!("ambiguous", error("<https://x.example/Agent> a owl:Class .\n"));
}

#[test]
fn loading_is_quick() {
    let start = std::time::Instant::now();
    let _ = builtin();
    assert!(start.elapsed().as_millis() < 100, "{:?}", start.elapsed());
}
