use super::*;
use crate::graph::Store;
use crate::graph::samples::{mapping, ontology, summit};
use crate::graph::vocabulary::{griot, oa};
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{Literal, NamedNodeRef, Quad, QuadRef, Term};
use std::borrow::Cow;

fn builtin() -> Shapes {
    Shapes::load(&Data::builtin(), &ontology()).unwrap()
}

fn own(turtle: &'static str) -> Result<Shapes, ShapesError> {
    let mut data = Data::default();
    let path = "ontology/shapes.ttl".to_owned();
    data.insert(path.clone(), path, Cow::Borrowed(turtle.as_bytes()));
    Shapes::load(&data, &ontology())
}

fn store() -> Store {
    let store = Store::memory(mapping()).unwrap();
    let (article, statements) = summit();
    store.replace_article(&article, &statements, "v1").unwrap();
    store
}

/// What is violated after `damage`, by property or constraint.
fn check(damage: impl Fn(&Store), expected: &[&str]) {
    let store = store();
    damage(&store);
    let mut found: Vec<String> = store
        .validate(&builtin())
        .unwrap()
        .iter()
        .map(|one| {
            let path = one.path.as_deref().map_or("", super::super::claim::last_segment);
            format!("{} {}", path.trim_end_matches('>'), one.constraint)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, expected);
}

fn first(store: &Store, predicate: NamedNodeRef<'_>) -> Quad {
    let mut quads = store
        .oxigraph
        .quads_for_pattern(None, Some(predicate), None, None);
    quads.next().unwrap().unwrap()
}

#[test]
fn what_griot_writes_keeps_to_its_shapes() {
    check(|_| {}, &[]);
}

#[test]
fn damage_violates_them() {
    let remove = |predicate: NamedNodeRef<'static>| {
        move |store: &Store| {
            store.oxigraph.remove(&first(store, predicate)).unwrap();
        }
    };
    check(remove(griot::RULE), &["rule MinCount"]);
    check(remove(oa::EXACT), &["exact MinCount"]);
    check(remove(griot::STATUS), &["status MinCount"]);
    let add = |predicate: NamedNodeRef<'static>, object: Term| {
        move |store: &Store| {
            let old = first(store, griot::RULE);
            let quad = Quad::new(old.subject, predicate, object.clone(), old.graph_name);
            store.oxigraph.insert(&quad).unwrap();
        }
    };
    check(
        add(griot::STATUS, Literal::from("sûr").into()),
        &["status In", "status MaxCount"],
    );
    check(add(oa::START, Literal::from(3).into()), &["start Closed"]);
    check(
        |store| {
            let end = first(store, oa::END);
            let zero = Term::from(Literal::from(0));
            store.oxigraph.remove(&end).unwrap();
            store
                .oxigraph
                .insert(QuadRef::new(
                    end.subject.as_ref(),
                    end.predicate.as_ref(),
                    zero.as_ref(),
                    end.graph_name.as_ref(),
                ))
                .unwrap();
        },
        &["start LessThan"],
    );
    check(
        |store| {
            let base = store.mapping().base();
            let (one, other) = (base.entity("mali"), base.entity("niger"));
            let leads = store.mapping.predicate("leads");
            let quad = Quad::new(one.clone(), leads, other, base.article("x"));
            store.oxigraph.insert(&quad).unwrap();
        },
        &[" Or"],
    );
    check(remove(rdfs::LABEL), &[" Or"]);
}

#[test]
fn predicate_shapes_are_current() {
    let file = include_str!("../../../ontology/predicate-shapes.ttl");
    assert_eq!(
        file,
        predicate_shapes(&ontology()),
        "run `griot ontology --format shapes --output ontology/predicate-shapes.ttl`"
    );
}

#[test]
fn what_is_not_understood_is_refused() {
    const PREFIXES: &str = "@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> a sh:NodeShape ; ";
    let refuse = |text: &str| {
        let text: &'static str = format!("{PREFIXES}{text}").leak();
        assert!(matches!(own(text), Err(ShapesError::Unknown { .. })), "{text}");
    };
    refuse("sh:sparql [] .");
    refuse("sh:property [ sh:path ( <x:a> <x:b> ) ; sh:minCount 1 ] .");
    refuse("sh:property <x:s> .");
    refuse("sh:minCount 'one' .");
    refuse("sh:in [] .");
    assert!(matches!(own("nonsense"), Err(ShapesError::Syntax { .. })));
    assert!(own("").unwrap().is_empty());
}

#[test]
fn paths_may_lead_back() {
    let shapes = own(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix griot: <https://w3id.org/griot/ontology#> . \
         <x:s> a sh:NodeShape ; sh:targetClass griot:Entity ; \
         sh:property [ sh:path [ sh:inversePath <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> ] ; \
         sh:minCount 1 ] .",
    )
    .unwrap();
    // Entities that are only subjects.
    assert!(!store().validate(&shapes).unwrap().is_empty());
}
