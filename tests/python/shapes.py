"""Validates a graph with pyshacl, and prints what it finds as `griot validate --format json` does.

    shapes.py DATA.ttl ONTOLOGY.ttl SHAPES.ttl...
"""

import json
import sys

import pyshacl
import rdflib

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def main() -> None:
    data, ontology, *files = sys.argv[1:]
    shapes = rdflib.Graph()
    for file in files:
        shapes.parse(file, format="turtle")
    graph = rdflib.Graph().parse(data, format="turtle")
    known = rdflib.Graph().parse(ontology, format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=known, inference="none")
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        component = str(report.value(result, SH.sourceConstraintComponent)).rsplit("#", 1)[1]
        line = {
            "focus": report.value(result, SH.focusNode).n3(),
            "path": path.n3() if path is not None else None,
            "constraint": component.removesuffix("ConstraintComponent"),
        }
        print(json.dumps(line))


main()
