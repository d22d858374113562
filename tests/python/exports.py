"""Reads Griot's exports with other people's parsers: they must all see the same quads.

    exports.py FOLDER

FOLDER holds griot.FORMAT in every format, and griot12.FORMAT in RDF 1.2. Prints what each parser counted.
"""

import json
import sys
from pathlib import Path

import pyoxigraph
import rdflib

GRAPHS = {"trig": "trig", "nq": "nquads", "jsonld": "json-ld"}
TRIPLES = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}
OXIGRAPH = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def by_rdflib(folder: Path, ending: str) -> set:
    """The quads of a file, as N3 terms; the graph is empty in formats without graphs."""
    path = folder / f"griot.{ending}"
    if ending in GRAPHS:
        data = rdflib.Dataset()
        data.parse(path, format=GRAPHS[ending])
        quads = data.quads((None, None, None, None))
        return {(s.n3(), p.n3(), o.n3(), f"<{g}>") for s, p, o, g in quads}
    data = rdflib.Graph()
    data.parse(path, format=TRIPLES[ending])
    return {(s.n3(), p.n3(), o.n3(), "") for s, p, o in data}


def by_oxigraph(folder: Path, name: str, ending: str) -> list:
    return list(pyoxigraph.parse(path=str(folder / f"{name}.{ending}"), format=OXIGRAPH[ending]))


def rows(quads: list, graphs: bool) -> set:
    def graph(quad) -> str:
        return str(quad.graph_name) if graphs else ""

    return {(str(q.subject), str(q.predicate), str(q.object), graph(q)) for q in quads}


def same(name: str, one: set, other: set) -> None:
    if one != other:
        for sign, only in (("-", one - other), ("+", other - one)):
            for row in sorted(only)[:5]:
                print(sign, *row, file=sys.stderr)
        sys.exit(f"{name}: {len(one)} quads are not these {len(other)}")


def main() -> None:
    folder = Path(sys.argv[1])
    counts = {"rdflib": {}, "pyoxigraph": {}, "rdf12": {}}
    for formats, reference in ((GRAPHS, "nq"), (TRIPLES, "nt")):
        graphs = formats is GRAPHS
        expected = rows(by_oxigraph(folder, "griot", reference), graphs)
        expected_by_rdflib = by_rdflib(folder, reference)
        for ending in formats:
            found = rows(by_oxigraph(folder, "griot", ending), graphs)
            same(f"pyoxigraph, {ending}", expected, found)
            counts["pyoxigraph"][ending] = len(found)
            # rdflib writes some literals otherwise; it is held against its own reading of the plainest format.
            found = by_rdflib(folder, ending)
            same(f"rdflib, {ending}", expected_by_rdflib, found)
            counts["rdflib"][ending] = len(found)
        if len(expected) != len(expected_by_rdflib):
            sys.exit(f"{len(expected)} quads by pyoxigraph, {len(expected_by_rdflib)} by rdflib")
    statements = None
    for ending in ("ttl", "trig", "nt", "nq", "rdf"):
        quads = by_oxigraph(folder, "griot12", ending)
        terms = sum(isinstance(quad.object, pyoxigraph.Triple) for quad in quads)
        if terms == 0 or terms != (statements or terms):
            sys.exit(f"{terms} triple terms in griot12.{ending}, not {statements}")
        statements = terms
        counts["rdf12"][ending] = len(set(map(str, quads)))
    counts["statements"] = statements
    json.dump(counts, sys.stdout)


main()
