"""Runs exports as Cypher in kglite, each twice, and asks them: QUERY FILE..."""

import json
import sys

import kglite


def filled(path):
    graph = kglite.KnowledgeGraph()
    with open(path, encoding="utf-8", newline="") as file:
        lines = [line for line in file.read().split("\n") if not line.startswith("//")]
    for _ in range(2):
        for statement in "\n".join(lines).split(";\n"):
            if statement.strip():
                graph.cypher(statement)
    return graph


def answers(graph, query):
    rows = lambda query: [list(dict(row).values()) for row in graph.cypher(query)]
    return {
        "nodes": rows(
            "MATCH (n) WHERE n.node_id IS NOT NULL RETURN n.node_id AS id, labels(n) AS l, n.name AS name, n.aliases AS a"
        ),
        "edges": rows(
            "MATCH (a)-[r]->(b) RETURN a.node_id AS s, type(r) AS r, b.node_id AS o, b.value AS l,"
            " r.status AS status, r.confidence AS c"
        ),
        "evidence": rows(
            "MATCH (e:Evidence) RETURN e.subject AS s, e.relation AS r, e.object AS o, e.literal AS l, e.document AS d,"
            " e.quote AS q, e.sentence_start AS a, e.sentence_end AS b, e.rule AS rule, e.status AS status,"
            " e.confidence AS c"
        ),
        "documents": rows("MATCH (d:Document) RETURN count(d) AS n")[0][0],
        "join": rows(query),
    }


query, *paths = sys.argv[1:]
print(json.dumps([answers(filled(path), query) for path in paths]))
