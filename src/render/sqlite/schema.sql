-- The tables that an export to SQLite makes; docs/export/tables.md says what stands in them.
PRAGMA application_id = 1668507764; -- "csht"
PRAGMA user_version = 1;
CREATE TABLE documents (
  id TEXT PRIMARY KEY NOT NULL,
  origin TEXT,
  date TEXT,
  title TEXT,
  hash TEXT NOT NULL,
  reader INTEGER NOT NULL
);
CREATE TABLE nodes (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  properties TEXT -- JSON
);
CREATE TABLE aliases (
  node TEXT NOT NULL REFERENCES nodes (id),
  name TEXT NOT NULL
);
CREATE TABLE edges (
  id INTEGER PRIMARY KEY NOT NULL,
  subject TEXT NOT NULL REFERENCES nodes (id),
  relation TEXT NOT NULL,
  object TEXT REFERENCES nodes (id),
  literal TEXT,
  status TEXT NOT NULL,
  confidence REAL NOT NULL,
  contested INTEGER NOT NULL,
  sources INTEGER NOT NULL,
  properties TEXT, -- JSON
  CHECK ((object IS NULL) <> (literal IS NULL))
);
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY NOT NULL,
  edge INTEGER NOT NULL REFERENCES edges (id),
  document TEXT NOT NULL REFERENCES documents (id),
  quote TEXT,
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  line INTEGER,
  subject_start INTEGER NOT NULL,
  subject_end INTEGER NOT NULL,
  object_start INTEGER NOT NULL,
  object_end INTEGER NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  status TEXT NOT NULL,
  attributes TEXT, -- JSON
  properties TEXT -- JSON
);
CREATE VIEW facts AS
  SELECT edges.id AS edge, subject.name AS subject, edges.relation,
         coalesce(object.name, edges.literal) AS object, edges.status, edges.confidence
  FROM edges
  JOIN nodes AS subject ON subject.id = edges.subject
  LEFT JOIN nodes AS object ON object.id = edges.object;
