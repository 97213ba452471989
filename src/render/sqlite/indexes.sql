-- Made once all rows are there, which is quicker.
CREATE INDEX nodes_by_kind ON nodes (kind, name);
CREATE INDEX nodes_by_name ON nodes (name);
CREATE INDEX aliases_by_node ON aliases (node);
CREATE INDEX aliases_by_name ON aliases (name);
CREATE INDEX edges_by_subject ON edges (subject, relation);
CREATE INDEX edges_by_object ON edges (object, relation);
CREATE INDEX edges_by_relation ON edges (relation);
CREATE INDEX evidence_by_edge ON evidence (edge);
CREATE INDEX evidence_by_document ON evidence (document);
-- Words of names and of quotes: SELECT * FROM quotes WHERE quotes MATCH 'strike'.
CREATE VIRTUAL TABLE names USING fts5 (name, node UNINDEXED);
INSERT INTO names SELECT name, id FROM nodes ORDER BY id;
INSERT INTO names SELECT name, node FROM aliases ORDER BY rowid;
CREATE VIRTUAL TABLE quotes USING fts5 (quote, content = 'evidence', content_rowid = 'id');
INSERT INTO quotes (quotes) VALUES ('rebuild');
INSERT INTO names (names) VALUES ('optimize');
