//! Shapes that follow from the ontology's domains and ranges.

use crate::ontology::Ontology;

/// The shapes that the ontology's domains and ranges amount to, in Turtle.
#[must_use]
pub fn predicate_shapes(ontology: &Ontology) -> String {
    use std::fmt::Write;
    let mut out = String::from(
        "# What predicates may connect, as SHACL shapes. Derived from griot.ttl by\n\
         # `griot ontology --format shapes`: do not edit.\n\n\
         @prefix shape: <https://w3id.org/griot/shapes#> .\n\
         @prefix sh:    <http://www.w3.org/ns/shacl#> .\n",
    );
    let alternatives = |classes: &[crate::ontology::ClassId]| {
        let each = classes
            .iter()
            .map(|class| format!("[ sh:class <{}> ]", ontology.class_term(*class).iri));
        each.collect::<Vec<_>>().join(" ")
    };
    for predicate in ontology.predicates() {
        let term = ontology.predicate_term(predicate);
        let (name, iri) = (&term.name, &term.iri);
        let _ = write!(
            out,
            "\nshape:{name}-subject a sh:NodeShape ;\n    sh:targetSubjectsOf <{iri}> ;\n    sh:or ( {} ) .\n",
            alternatives(ontology.domain(predicate))
        );
        let object = match ontology.literal_range(predicate) {
            Some(datatype) => format!("sh:datatype <{datatype}>"),
            None => format!("sh:or ( {} )", alternatives(ontology.range(predicate))),
        };
        let _ = write!(
            out,
            "shape:{name}-object a sh:NodeShape ;\n    sh:targetObjectsOf <{iri}> ;\n    {object} .\n"
        );
    }
    out
}
