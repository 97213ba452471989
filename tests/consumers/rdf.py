"""Reads files of RDF by rdflib or pyoxigraph and prints as JSON what SPARQL finds in each.

    rdf.py READER MODE FILE...

READER is `rdflib` or `pyoxigraph`; MODE is `reified`, `star` or `facts`.
"""

import json
import sys
from urllib.parse import unquote

TERMS = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX cs: <urn:callsheet:terms/>
PREFIX kind: <urn:callsheet:ontology/screen/kind/>
PREFIX rel: <urn:callsheet:ontology/screen/relation/>
"""
KIND = "urn:callsheet:ontology/screen/kind/"
RELATION = "urn:callsheet:ontology/screen/relation/"
ATTRIBUTE = "urn:callsheet:attribute/"
PROPERTY = "urn:callsheet:property/"
CREDITS = "(rel:directed|rel:wrote|rel:created|rel:produced|rel:showruns|rel:stars-in|rel:composed|rel:shot|rel:edited)"

SPOKEN_OF = {
    "reified": "?fact a rdf:Statement ; rdf:subject ?subject ; rdf:predicate ?p ; rdf:object ?o .",
    "star": "?fact rdf:reifies <<( ?subject ?p ?o )>> .",
    "facts": "",
}
WITHOUT_EVIDENCE = ["nodes", "held", "types", "directors", "directors by wikidata", "collaborators"]
ENDS = f"""
?subject schema:identifier ?s .
OPTIONAL {{ ?o schema:identifier ?id }}
BIND(STRAFTER(STR(?p), "{RELATION}") AS ?relation)
BIND(COALESCE(?id, STR(?o)) AS ?object)
FILTER(STRSTARTS(STR(?p), "{RELATION}"))
"""


def queries(mode):
    fact = SPOKEN_OF[mode] + ENDS
    return {
        "nodes": f"""SELECT ?id (STRAFTER(STR(?k), "{KIND}") AS ?kind) ?label ?name {{
            ?n schema:identifier ?id ; a ?k ; rdfs:label ?label ; schema:name ?name .
            FILTER(STRSTARTS(STR(?k), "{KIND}")) }}""",
        "aliases": "SELECT ?id ?alias { ?n schema:identifier ?id ; schema:alternateName ?alias }",
        "properties": f"""SELECT ?id (STRAFTER(STR(?p), "{PROPERTY}") AS ?key) ?value {{
            ?n schema:identifier ?id ; ?p ?value . FILTER(STRSTARTS(STR(?p), "{PROPERTY}")) }}""",
        "documents": """SELECT ?id ?date { ?d a prov:Entity ; schema:identifier ?id .
            OPTIONAL { ?d schema:datePublished ?date } }""",
        "named": """SELECT ?id ?document { ?n schema:identifier ?id ; cs:namedIn ?d .
            ?d schema:identifier ?document }""",
        "held": f"SELECT ?s ?relation ?object {{ ?subject ?p ?o . {ENDS} }}",
        "facts": f"""SELECT ?s ?relation ?object ?status ?confidence {{
            {fact} ?fact cs:status ?status ; cs:confidence ?confidence . }}""",
        "contested": f"SELECT ?s ?relation ?object {{ {fact} ?fact cs:contested true }}",
        "evidence": f"""SELECT ?s ?relation ?object ?document ?quote ?start ?end ?rule ?status ?confidence {{
            {fact} ?fact prov:wasDerivedFrom ?d ; prov:qualifiedDerivation ?e .
            ?e prov:entity ?d ; cs:start ?start ; cs:end ?end ; cs:rule ?rule ; cs:status ?status ;
               cs:confidence ?confidence .
            ?d schema:identifier ?document . OPTIONAL {{ ?e cs:quote ?quote }} }}""",
        "attributes": f"""SELECT ?s ?relation ?object (STRAFTER(STR(?a), "{ATTRIBUTE}") AS ?key) ?value {{
            {fact} ?fact prov:qualifiedDerivation ?e . ?e ?a ?value .
            FILTER(STRSTARTS(STR(?a), "{ATTRIBUTE}")) }}""",
        "graphs": f"""SELECT ?document ?s ?relation ?object {{
            ?d schema:identifier ?document . GRAPH ?d {{ ?subject ?p ?o }} {ENDS} }}""",
        "types": """SELECT ?id (DATATYPE(?o) AS ?type) { ?n schema:identifier ?id ; schema:datePublished ?o .
            ?n a schema:Movie }""",
        "directors": "SELECT ?film ?name { ?f schema:name ?film ; schema:director/schema:name ?name }",
        "directors by wikidata": "SELECT ?film ?name { ?f schema:name ?film ; wdt:P57/schema:name ?name }",
        "collaborators": f"""SELECT DISTINCT ?name ?with {{
            ?one {CREDITS}/^{CREDITS} ?other . FILTER(?one != ?other)
            ?one schema:name ?name . ?other schema:name ?with }}""",
    }


def rdflib_rows(path):
    import rdflib

    formats = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "jsonld": "json-ld"}
    rdflib.NORMALIZE_LITERALS = False
    data = rdflib.Dataset()
    data.parse(path, format=formats[path.rsplit(".", 1)[1]])
    text = lambda term: None if term is None else str(term)
    rows = lambda query: [[text(term) for term in row] for row in data.query(query)]
    return sum(1 for _ in data.quads()), rows


def pyoxigraph_rows(path):
    import pyoxigraph

    formats = pyoxigraph.RdfFormat
    formats = {"ttl": formats.TURTLE, "nt": formats.N_TRIPLES, "nq": formats.N_QUADS, "jsonld": formats.JSON_LD}
    store = pyoxigraph.Store()
    store.load(path=path, format=formats[path.rsplit(".", 1)[1]])
    text = lambda term: None if term is None else term.value
    rows = lambda query: [[text(term) for term in row] for row in store.query(query)]
    return len(store), rows


def found(rows, mode):
    asked = {name: query for name, query in queries(mode).items() if mode != "facts" or name in WITHOUT_EVIDENCE}
    answers = {name: rows(TERMS + query) for name, query in asked.items()}
    # Keys stand in IRIs.
    for name, place in [("attributes", 3), ("properties", 1)]:
        for row in answers.get(name, []):
            row[place] = unquote(row[place])
    return answers


def main():
    reader, mode, *paths = sys.argv[1:]
    answers = []
    for path in paths:
        quads, rows = {"rdflib": rdflib_rows, "pyoxigraph": pyoxigraph_rows}[reader](path)
        answers.append({"quads": quads, **found(rows, mode)})
    print(json.dumps(answers))


main()
