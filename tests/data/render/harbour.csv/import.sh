#!/bin/sh
# Makes a new database of this folder in Neo4j 5 or later. Stop the database first, then:
#   sh import.sh [DATABASE] [MORE OPTIONS OF neo4j-admin]
# Of these tables callsheet makes a graph again:
#   callsheet import --nodes nodes.csv --edges edges.csv literal-edges.csv --array-delimiter ";" -o again.ron
# Indexes for the database:
#   CREATE INDEX evidence IF NOT EXISTS FOR (e:Evidence) ON (e.subject, e.relation);
#   CREATE INDEX document IF NOT EXISTS FOR (d:Document) ON (d.id);
set -eu
cd "$(dirname "$0")"
database=${1:-neo4j}
[ $# -eq 0 ] || shift
exec neo4j-admin database import full \
  --nodes=nodes.csv --nodes=Literal=literals.csv \
  --nodes=Document=documents.csv --nodes=Evidence=evidence.csv \
  --relationships=edges.csv --relationships=literal-edges.csv \
  --id-type=string --multiline-fields=true --array-delimiter=";" "$@" "$database"
