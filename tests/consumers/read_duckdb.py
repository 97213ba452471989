"""Reads exports of tables with DuckDB: csv, parquet or sqlite, then what parts the items of lists, then PATH..."""

import json
import sys

import duckdb

# Each makes the views nodes, edges, evidence and documents of one shape.
PARQUET = """
CREATE VIEW nodes AS SELECT id, kind, name, aliases FROM '{path}/nodes.parquet';
CREATE VIEW edges AS SELECT subject, upper(replace(relation, '-', '_')) AS relation,
  coalesce(object, literal) AS object, status, confidence, id FROM '{path}/edges.parquet';
CREATE VIEW evidence AS SELECT e.subject, e.relation, e.object, v.* FROM '{path}/evidence.parquet' v
  JOIN edges e ON e.id = v.edge;
CREATE VIEW documents AS SELECT * FROM '{path}/documents.parquet';
"""

SQLITE = """
CREATE VIEW nodes AS SELECT n.id, n.kind, n.name, coalesce(
    (SELECT list(a.name ORDER BY a.name) FROM sqlite_scan('{path}', 'aliases') a WHERE a.node = n.id), []
  ) AS aliases FROM sqlite_scan('{path}', 'nodes') n;
CREATE VIEW edges AS SELECT subject, upper(replace(relation, '-', '_')) AS relation,
  coalesce(object, literal) AS object, status, confidence, id FROM sqlite_scan('{path}', 'edges');
CREATE VIEW evidence AS SELECT e.subject, e.relation, e.object, v.* FROM sqlite_scan('{path}', 'evidence') v
  JOIN edges e ON e.id = v.edge;
CREATE VIEW documents AS SELECT * FROM sqlite_scan('{path}', 'documents');
"""

CSV = """
CREATE MACRO tab(name) AS TABLE SELECT * FROM read_csv(
  '{path}/' || name || '.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true);
CREATE VIEW nodes AS SELECT "node_id:ID" AS id, split_part(":LABEL", '{parting}', 1) AS kind, name,
  coalesce(string_split("aliases:string[]", '{parting}'), []) AS aliases FROM tab('nodes');
CREATE VIEW edges AS
  SELECT ":START_ID" AS subject, ":TYPE" AS relation, ":END_ID" AS object, status,
    "confidence:double"::DOUBLE AS confidence FROM tab('edges')
  UNION ALL
  SELECT ":START_ID", ":TYPE", ":END_ID(Literal)", status, "confidence:double"::DOUBLE FROM tab('literal-edges');
CREATE VIEW evidence AS SELECT subject, relation, coalesce(object, literal) AS object, document, quote,
  "sentence_start:long"::BIGINT AS sentence_start, "sentence_end:long"::BIGINT AS sentence_end, rule, status,
  "confidence:double"::DOUBLE AS confidence FROM tab('evidence');
CREATE VIEW documents AS SELECT * FROM tab('documents');
"""

# Who stars in what, and who directed it.
JOIN = """
SELECT star.name, part.status, director.name FROM edges part
JOIN nodes star ON star.id = part.subject AND star.kind = 'Person'
JOIN edges directing ON directing.object = part.object AND directing.relation = 'DIRECTED'
JOIN nodes director ON director.id = directing.subject
WHERE part.relation = 'STARS_IN' ORDER BY 1
"""



def answers(con, format, path, parting):
    con.execute("DROP SCHEMA IF EXISTS graph CASCADE; CREATE SCHEMA graph; USE graph")
    views = {"csv": CSV, "parquet": PARQUET, "sqlite": SQLITE}[format]
    con.execute(views.format(path=path.replace("'", "''"), parting=parting))
    rows = lambda query: [list(row) for row in con.execute(query).fetchall()]
    return {
        "nodes": rows("SELECT id, kind, name, aliases FROM nodes ORDER BY id, kind"),
        "edges": rows("SELECT subject, relation, object, status, confidence FROM edges ORDER BY ALL"),
        "evidence": rows(
            "SELECT subject, relation, object, document, quote, sentence_start, sentence_end, rule, status, confidence"
            " FROM evidence ORDER BY ALL"
        ),
        "documents": rows("SELECT count(*) FROM documents")[0][0],
        "join": rows(JOIN),
    }


format, parting, *paths = sys.argv[1:]
con = duckdb.connect()
if format == "sqlite":
    from duckdb_extensions import import_extension

    import_extension("sqlite_scanner", con=con)
    con.execute("LOAD sqlite_scanner")
print(json.dumps([answers(con, format, path, parting) for path in paths]))
