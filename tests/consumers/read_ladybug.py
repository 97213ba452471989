"""Imports an export as CSV into ladybug, a table for each kind and relation, and asks it: FOLDER ARRAY_DELIMITER QUERY."""

import csv
import json
import sys
import tempfile

import ladybug

folder, parting, query = sys.argv[1:]
READ = "(HEADER=true, PARALLEL=false)"


def table(name):
    with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(name):
    """A table of nothing but words, since the types of neo4j-admin are not ladybug's."""
    with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    columns = ", ".join(f"c{place} STRING" for place in range(len(columns)))
    return f'LOAD WITH HEADERS ({columns}) FROM "{folder}/{name}.csv" {READ}'


nodes, edges = table("nodes"), table("edges")
kinds = {row["node_id:ID"]: row[":LABEL"] for row in nodes}
with tempfile.TemporaryDirectory() as place:
    con = ladybug.Connection(ladybug.Database(f"{place}/db"))
    for kind in sorted(set(kinds.values())):
        con.execute(f"CREATE NODE TABLE {kind}(node_id STRING PRIMARY KEY, name STRING, aliases STRING[])")
        con.execute(f'COPY {kind} FROM ({load("nodes")} WHERE c1 = "{kind}" RETURN c0, c2, string_split(c3, "{parting}"))')
    pairs = {}
    for row in edges:
        pairs.setdefault(row[":TYPE"], set()).add((kinds[row[":START_ID"]], kinds[row[":END_ID"]]))
    for relation, ends in sorted(pairs.items()):
        between = ", ".join(f"FROM {start} TO {end}" for start, end in sorted(ends))
        con.execute(f"CREATE REL TABLE {relation}({between}, status STRING, confidence DOUBLE)")
        for start, end in sorted(ends):
            con.execute(
                f'COPY {relation} FROM ({load("edges")} WHERE c1 = "{relation}"'
                f' RETURN c0, c2, c3, CAST(c4 AS DOUBLE)) (from="{start}", to="{end}"'
                + (", ignore_errors=true)" if len(ends) > 1 else ")")
            )
    rows = lambda query: [list(row) for row in con.execute(query).get_all()]
    print(json.dumps({
        "nodes": rows("MATCH (n) RETURN n.node_id, label(n), n.name, n.aliases"),
        "edges": rows("MATCH (a)-[r]->(b) RETURN a.node_id, label(r), b.node_id, r.status, r.confidence"),
        "join": rows(query) if query else [],
    }))
