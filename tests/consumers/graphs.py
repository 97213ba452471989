"""Reads exports as NetworkX and igraph do, and prints what they hold in one plain form.

Each argument is a file, with `igraph:` in front where igraph is to read it.
"""

import json
import sys

import igraph
import networkx as nx

LISTS = ["aliases", "documents", "properties", "evidence"]
NODE = ["kind", "name", "aliases", "documents", "properties", "first", "last"]
EDGE = ["relation", "status", "contested", "confidence", "sources", "first", "last", "evidence"]


def from_json(path, read):
    with open(path, encoding="utf-8") as file:
        return read(json.load(file))


READERS = {
    ".graphml": nx.read_graphml,
    ".gexf": nx.read_gexf,
    ".d3.json": lambda path: from_json(path, lambda data: nx.node_link_graph(data, edges="links")),
    ".cyjs": lambda path: from_json(path, nx.cytoscape_graph),
    ".json": lambda path: from_json(path, nx.node_link_graph),
}


def cells(data, names):
    """The columns that are there; lists, which stand as JSON in XML, as lists."""
    found = {}
    for name in names:
        if data.get(name) not in (None, ""):
            value = data[name]
            found[name] = json.loads(value) if name in LISTS and isinstance(value, str) else value
    return found


def by_networkx(path):
    read = next(read for ending, read in READERS.items() if path.endswith(ending))
    graph = read(path)
    assert graph.is_directed()
    if graph.is_multigraph():
        quads = [(source, target, key, data) for source, target, key, data in graph.edges(keys=True, data=True)]
    else:
        quads = [(source, target, data.get("id"), data) for source, target, data in graph.edges(data=True)]
    edges = {
        key: {"source": source, "target": target, **cells(data, EDGE)} for source, target, key, data in quads
    }
    return {
        "nodes": {node: cells(data, NODE) for node, data in graph.nodes(data=True)},
        "edges": edges,
        "count": [graph.number_of_nodes(), graph.number_of_edges()],
        "graph": {name: graph.graph[name] for name in ["ontology", "documents"] if name in graph.graph},
        "colours": {node: data["viz"]["color"] for node, data in graph.nodes(data=True) if "viz" in data},
        "starts": {node: data["start"] for node, data in graph.nodes(data=True) if "start" in data},
    }


def by_igraph(path):
    graph = igraph.Graph.Read_GraphML(path)
    assert graph.is_directed()
    # igraph gives `&` in ids, not elsewhere, as `&#38;`.
    ids = [name.replace("&#38;", "&") for name in graph.vs["id"]] if len(graph.vs) else []
    return {
        "nodes": {ids[vertex.index]: cells(vertex.attributes(), NODE) for vertex in graph.vs},
        "edges": {
            edge["edge"]: {
                "source": ids[edge.source],
                "target": ids[edge.target],
                **cells(edge.attributes(), EDGE),
            }
            for edge in graph.es
        },
        "count": [graph.vcount(), graph.ecount()],
    }


def read(argument):
    path = argument.removeprefix("igraph:")
    return by_networkx(path) if path == argument else by_igraph(path)


json.dump([read(argument) for argument in sys.argv[1:]], sys.stdout)
