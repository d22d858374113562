"""Reads a network with networkx and prints what networkx makes of it.

    networks.py FOLDER

FOLDER holds NAME.graphml, NAME.gexf and NAME.json (pairs of ids to connect, a division into communities).
"""

import json
import sys
from itertools import islice
from pathlib import Path

import networkx
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python


def sources(edge: dict) -> frozenset:
    return frozenset(edge["sources"].split("; "))


def simple(graph: networkx.MultiDiGraph, directed: bool) -> networkx.Graph:
    """Parallel ties as one edge, weighted by the number of their sources together."""
    out = networkx.DiGraph() if directed else networkx.Graph()
    out.add_nodes_from(graph.nodes)
    found = {}
    for source, target, edge in graph.edges(data=True):
        if source == target:
            continue
        if directed:
            ends = [(source, target)] + ([(target, source)] if edge["symmetric"] else [])
        else:
            ends = [tuple(sorted((source, target)))]
        for pair in ends:
            found[pair] = found.get(pair, frozenset()) | sources(edge)
    for (source, target), told in found.items():
        out.add_edge(source, target, weight=len(told), cost=1 + 1 / (1 + len(told)))
    return out


def by_iri(graph: networkx.Graph) -> networkx.Graph:
    return networkx.relabel_nodes(graph, {node: data["iri"] for node, data in graph.nodes(data=True)})


def nodes_and_edges(graph: networkx.Graph) -> tuple:
    """What GraphML and GEXF must both say."""
    nodes = {node: (data["label"], data["type"], data["ties"]) for node, data in graph.nodes(data=True)}
    edges = [
        (
            source, target, data["predicate"], data["label"], data["status"], data["symmetric"], float(data["weight"]),
            data["statements"], data.get("start"), data.get("end"), data.get("quote"), data.get("articles"),
        )
        for source, target, data in graph.edges(data=True)
    ]
    return nodes, sorted(edges, key=str)


def main() -> None:
    folder = Path(sys.argv[1])
    answers = {}
    for file in sorted(folder.glob("*.graphml")):
        task = json.loads(file.with_suffix(".json").read_text())
        graph = by_iri(networkx.read_graphml(file, force_multigraph=True))
        other = networkx.read_gexf(file.with_suffix(".gexf"))
        if nodes_and_edges(graph) != nodes_and_edges(other):
            sys.exit(f"{file.stem}: GraphML and GEXF differ")
        arcs, pairs = simple(graph, directed=True), simple(graph, directed=False)
        answers[file.stem] = {
            "nodes": graph.number_of_nodes(),
            "edges": graph.number_of_edges(),
            "labels": sorted(data["label"] for _, data in graph.nodes(data=True)),
            "degree": dict(pairs.degree()),
            "acts_on": dict(arcs.out_degree()),
            "acted_on_by": dict(arcs.in_degree()),
            "strength": dict(pairs.degree(weight="weight")),
            # The implementation that networkx holds its own fast one against, which needs no SciPy.
            "pagerank": _pagerank_python(arcs, tol=1e-14, max_iter=5000, weight="weight"),
            "betweenness": networkx.betweenness_centrality(pairs),
            "modularity": networkx.community.modularity(pairs, [set(group) for group in task["communities"]])
            if pairs.number_of_edges()
            else 0.0,
            "greedy_modularity": networkx.community.modularity(
                pairs, networkx.community.greedy_modularity_communities(pairs, weight="weight")
            )
            if pairs.number_of_edges()
            else 0.0,
            "connected": [networkx.is_connected(pairs.subgraph(group)) for group in task["communities"]],
            "paths": [paths(arcs if directed else pairs, one, other, task["count"]) for one, other, directed in task["paths"]],
        }
    json.dump(answers, sys.stdout)


def paths(graph: networkx.Graph, one: str, other: str, count: int) -> list:
    """The costs of the cheapest simple paths."""
    try:
        found = islice(networkx.shortest_simple_paths(graph, one, other, weight="cost"), count)
        return [networkx.path_weight(graph, path, "cost") for path in found]
    except networkx.NetworkXNoPath:
        return []


main()
