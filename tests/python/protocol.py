"""Asks a running service with other people's clients, SPARQLWrapper and rdflib.

    protocol.py http://HOST:PORT

Prints as JSON what each way of asking gave; stops at the first that does not do what it should.
"""

import json
import sys
import urllib.parse
import urllib.request

import rdflib
import SPARQLWrapper as wrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

PREFIXES = {
    "griot": "https://w3id.org/griot/ontology#",
    "id": "https://w3id.org/griot/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
LEAVERS = HEAD + """SELECT DISTINCT ?who WHERE {
  ?s a griot:Statement ; rdf:predicate griot:leaves ; rdf:subject/rdfs:label ?who ; rdf:object id:cedeao } ORDER BY ?who"""
EDGES = HEAD + "CONSTRUCT { ?a griot:leaves ?b } WHERE { ?a griot:leaves ?b }"
GRIOT = rdflib.Namespace(PREFIXES["griot"])
ID = rdflib.Namespace(PREFIXES["id"])


def must(condition: bool, what: str) -> None:
    if not condition:
        sys.exit(f"failed: {what}")


def asked(endpoint: str, query: str, form: str, method: str = wrapper.GET, request: str = wrapper.URLENCODED):
    client = wrapper.SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    client.setRequestMethod(request)
    return client.query()


def by_wrapper(endpoint: str) -> dict:
    ways = [(wrapper.GET, wrapper.URLENCODED), (wrapper.POST, wrapper.URLENCODED), (wrapper.POST, wrapper.POSTDIRECTLY)]
    seen = {}
    for method, request in ways:
        found = asked(endpoint, LEAVERS, wrapper.JSON, method, request).convert()
        names = [row["who"]["value"] for row in found["results"]["bindings"]]
        must("Mali" in names, f"SELECT as JSON, {method} {request}: {names}")
        document = asked(endpoint, LEAVERS, wrapper.XML, method, request).convert()
        literals = [node.firstChild.data for node in document.getElementsByTagName("literal")]
        must(literals == names, f"SELECT as XML, {method} {request}: {literals}")
        lines = asked(endpoint, LEAVERS, wrapper.CSV, method, request).convert().decode().split()
        must(lines[0] == "who", "SELECT as CSV")
        lines = asked(endpoint, LEAVERS, wrapper.TSV, method, request).convert().decode().splitlines()
        must(lines == ["?who"] + [f'"{name}"@fr' for name in names], f"SELECT as TSV: {lines}")
        truth = asked(endpoint, HEAD + "ASK { id:mali griot:leaves id:cedeao }", wrapper.JSON, method, request)
        must(truth.convert()["boolean"] is True, "ASK as JSON")
        for form in (wrapper.TURTLE, wrapper.N3, wrapper.RDFXML, wrapper.JSONLD):
            graph = asked(endpoint, EDGES, form, method, request).convert()
            if isinstance(graph, bytes):
                graph = rdflib.Graph().parse(data=graph, format="turtle")
            must((ID["mali"], GRIOT["leaves"], ID["cedeao"]) in graph, f"CONSTRUCT as {form}, {method} {request}")
            seen[form] = len(graph)
    must(len(set(seen.values())) == 1, f"all formats hold the same: {seen}")
    described = asked(endpoint, f"DESCRIBE <{ID['mali']}>", wrapper.RDFXML).convert()
    must((ID["mali"], rdflib.RDFS.label, rdflib.Literal("Mali", lang="fr")) in described, "DESCRIBE")
    try:
        asked(endpoint, "SELECT nonsense", wrapper.JSON)
        must(False, "nonsense is refused")
    except QueryBadFormed as error:
        must("SPARQL" in str(error), f"nonsense is explained: {error}")
    return {"leavers": names, "edges": seen[wrapper.TURTLE]}


def by_rdflib(endpoint: str) -> dict:
    graph = rdflib.Graph(store=SPARQLStore(endpoint))
    names = sorted(str(row.who) for row in graph.query(LEAVERS))
    must("Mali" in names, f"rdflib: {names}")
    edges = list(graph.triples((None, GRIOT["leaves"], None)))
    must((ID["mali"], GRIOT["leaves"], ID["cedeao"]) in edges, "rdflib: triples of a pattern")
    must((ID["mali"], GRIOT["leaves"], ID["cedeao"]) in graph, "rdflib: one triple")
    posted = rdflib.Graph(store=SPARQLStore(endpoint, method="POST_FORM"))
    must(sorted(str(row.who) for row in posted.query(LEAVERS)) == names, "rdflib: by POST")
    [found] = graph.query("SELECT ?a { ?a <https://w3id.org/griot/ontology#articleKey> ?k } ORDER BY ?a LIMIT 1")
    article = found.a
    one = rdflib.Graph(store=SPARQLStore(endpoint), identifier=article)
    keys = list(one.objects(None, GRIOT["articleKey"]))
    must(len(keys) == 1, f"rdflib: one graph as the default graph: {keys}")
    return {"edges": len(edges), "article": str(article)}


def fetched(address: str, accept: str) -> tuple[str, bytes]:
    request = urllib.request.Request(address, headers={"Accept": accept})
    with urllib.request.urlopen(request) as response:
        return response.headers.get_content_type(), response.read()


def graph_store(service: str, article: str) -> dict:
    counts = {}
    forms = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml", "application/ld+json": "json-ld"}
    address = f"{service}/store?graph={urllib.parse.quote(article, safe='')}"
    for media_type, form in forms.items():
        found, data = fetched(address, media_type)
        must(found == media_type, f"{media_type}: {found}")
        counts[form] = len(rdflib.Graph().parse(data=data, format=form))
    must(len(set(counts.values())) == 1, f"all formats hold the same: {counts}")
    _, data = fetched(f"{service}/store", "application/trig")
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format="trig")
    must(rdflib.URIRef(article) in {graph.identifier for graph in dataset.graphs()}, "the dataset holds the article")
    return {"graph": counts["nt"], "dataset": sum(1 for _ in dataset.quads())}


def description(endpoint: str) -> int:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    _, data = fetched(endpoint, "text/turtle")
    graph = rdflib.Graph().parse(data=data, format="turtle")
    must(graph.value(predicate=sd.endpoint, object=rdflib.URIRef(endpoint)) is not None, "the endpoint is described")
    return len(list(graph.objects(None, sd.resultFormat)))


def changes(service: str, token: str) -> int:
    store = SPARQLUpdateStore(
        f"{service}/sparql", f"{service}/update", headers={"Authorization": f"Bearer {token}"}, context_aware=True
    )
    graph = rdflib.Graph(store=store, identifier=ID["import/from-rdflib"])
    code = rdflib.URIRef("https://example.org/code")
    graph.add((ID["mali"], code, rdflib.Literal("ML")))
    graph.add((ID["niger"], code, rdflib.Literal("NE")))
    must(len(list(graph.triples((None, code, None)))) == 2, "what was added is there")
    graph.remove((ID["niger"], code, None))
    left = len(list(graph.triples((None, code, None))))
    must(left == 1, "what was removed is gone")
    return left


def main() -> None:
    service = sys.argv[1]
    told = {"wrapper": by_wrapper(f"{service}/sparql"), "rdflib": by_rdflib(f"{service}/sparql")}
    told["store"] = graph_store(service, told["rdflib"]["article"])
    told["formats"] = description(f"{service}/sparql")
    if len(sys.argv) > 2:
        told["changes"] = changes(service, sys.argv[2])
    json.dump(told, sys.stdout)


main()
