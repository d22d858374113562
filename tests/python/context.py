"""Reads a JSON-LD document that uses Griot's context, and a description of a store, with two parsers.

    context.py CONTEXT.jsonld DESCRIPTION.ttl
"""

import json
import sys

import pyoxigraph
import rdflib

GRIOT = rdflib.Namespace("https://w3id.org/griot/ontology#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
ID = "https://example.org/id/"


def by_context(path: str) -> None:
    with open(path, encoding="utf-8") as file:
        context = json.load(file)["@context"]
    document = {
        "@context": context,
        "@id": ID + "mali",
        "@type": "State",
        "cooperatesWith": ID + "niger",
        "strength": "5000",
        "office": "ministre",
        "status": "griot:actual",
        "rdfs:label": "Mali",
    }
    text = json.dumps(document)
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    mali = rdflib.URIRef(ID + "mali")
    expected = {
        (mali, rdflib.RDF.type, GRIOT.State),
        (mali, GRIOT.cooperatesWith, rdflib.URIRef(ID + "niger")),
        (mali, GRIOT.strength, rdflib.Literal("5000", datatype=rdflib.XSD.integer)),
        (mali, GRIOT.office, rdflib.Literal("ministre", lang="fr")),
        (mali, GRIOT.status, GRIOT.actual),
        (mali, rdflib.RDFS.label, rdflib.Literal("Mali")),
    }
    if set(graph) != expected:
        sys.exit(f"rdflib reads {sorted(map(str, set(graph) ^ expected))}")
    quads = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD))
    ours = {(s.n3(), p.n3(), o.n3()) for s, p, o in expected}
    theirs = {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}
    if ours != theirs:
        sys.exit(f"pyoxigraph reads {sorted(map(str, ours ^ theirs))}")


def by_description(path: str) -> None:
    graph = rdflib.Graph().parse(path, format="turtle")
    quads = list(pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE))
    if len(graph) != len(quads):
        sys.exit(f"{len(graph)} triples by rdflib, {len(quads)} by pyoxigraph")
    (dataset,) = set(graph.subjects(VOID.uriSpace))
    partitions = {
        str(graph.value(part, VOID["class"])): int(graph.value(part, VOID.entities))
        for part in graph.objects(dataset, VOID.classPartition)
    }
    json.dump({"triples": int(graph.value(dataset, VOID.triples)), "classes": partitions}, sys.stdout)


by_context(sys.argv[1])
by_description(sys.argv[2])
