// A graph of callsheet. To run it in Neo4j: cypher-shell -f THIS_FILE
// Running it again changes nothing; what has gone from the graph since an earlier run stays in the database.
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Award) REQUIRE n.node_id IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Character) REQUIRE n.node_id IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Event) REQUIRE n.node_id IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Film) REQUIRE n.node_id IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Person) REQUIRE n.node_id IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Place) REQUIRE n.node_id IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Studio) REQUIRE n.node_id IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Work) REQUIRE n.node_id IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Literal) REQUIRE n.value IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT IF NOT EXISTS FOR (n:Evidence) REQUIRE n.evidence_id IS UNIQUE;
CREATE INDEX IF NOT EXISTS FOR (n:Evidence) ON (n.subject, n.relation);
UNWIND [
{id: 'award:golden-anchor-for-best-actress', more: {name: 'Golden Anchor for best actress'}}
] AS row
MERGE (n:Award {node_id: row.id}) SET n += row.more;
UNWIND [
{id: 'character:mina-roth', more: {name: 'Mina Roth'}}
] AS row
MERGE (n:Character {node_id: row.id}) SET n += row.more;
UNWIND [
{id: 'event:dockers-strike', more: {name: 'dockers\' strike'}}
] AS row
MERGE (n:Event {node_id: row.id}) SET n += row.more;
UNWIND [
{id: 'film:glass-harbor', more: {name: 'Glass Harbor'}}
] AS row
MERGE (n:Film {node_id: row.id}) SET n += row.more;
UNWIND [
{id: 'person:ilse-brandt', more: {name: 'Ilse Brandt'}},
{id: 'person:kofi-mensah', more: {name: 'Kofi Mensah'}},
{id: 'person:nora-vale', more: {name: 'Nora Vale', aliases: ['Vale']}},
{id: 'person:tomas-reyes', more: {name: 'Tomas Reyes'}}
] AS row
MERGE (n:Person {node_id: row.id}) SET n += row.more;
UNWIND [
{id: 'place:gdańsk', more: {name: 'Gdańsk'}}
] AS row
MERGE (n:Place {node_id: row.id}) SET n += row.more;
UNWIND [
{id: 'studio:kanal-nord', more: {name: 'Kanal Nord'}},
{id: 'studio:lantern-and-sons', more: {name: 'Lantern & Sons'}}
] AS row
MERGE (n:Studio {node_id: row.id}) SET n += row.more;
UNWIND [
{id: 'work:the-tide-tables', more: {name: 'The Tide Tables'}}
] AS row
MERGE (n:Work {node_id: row.id}) SET n += row.more;
UNWIND [
{id: '2025-02-14'},
{id: 'maritime thriller'}
] AS row
MERGE (n:Literal {value: row.id}) SET n.name = row.id;
UNWIND [
{from: 'character:mina-roth', to: 'film:glass-harbor', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Character {node_id: row.from}), (b:Film {node_id: row.to})
MERGE (a)-[r:APPEARS_IN]->(b) SET r += row.more;
UNWIND [
{from: 'film:glass-harbor', to: 'studio:kanal-nord', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Film {node_id: row.from}), (b:Studio {node_id: row.to})
MERGE (a)-[r:AIRS_ON]->(b) SET r += row.more;
UNWIND [
{from: 'film:glass-harbor', to: 'work:the-tide-tables', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Film {node_id: row.from}), (b:Work {node_id: row.to})
MERGE (a)-[r:BASED_ON]->(b) SET r += row.more;
UNWIND [
{from: 'film:glass-harbor', to: 'event:dockers-strike', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Film {node_id: row.from}), (b:Event {node_id: row.to})
MERGE (a)-[r:DELAYED_BY]->(b) SET r += row.more;
UNWIND [
{from: 'film:glass-harbor', to: 'maritime thriller', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Film {node_id: row.from}), (b:Literal {value: row.to})
MERGE (a)-[r:GENRE]->(b) SET r += row.more;
UNWIND [
{from: 'film:glass-harbor', to: 'studio:lantern-and-sons', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Film {node_id: row.from}), (b:Studio {node_id: row.to})
MERGE (a)-[r:PRODUCED_BY]->(b) SET r += row.more;
UNWIND [
{from: 'film:glass-harbor', to: '2025-02-14', more: {status: 'planned', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Film {node_id: row.from}), (b:Literal {value: row.to})
MERGE (a)-[r:RELEASED]->(b) SET r += row.more;
UNWIND [
{from: 'film:glass-harbor', to: 'place:gdańsk', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Film {node_id: row.from}), (b:Place {node_id: row.to})
MERGE (a)-[r:SET_IN]->(b) SET r += row.more;
UNWIND [
{from: 'person:nora-vale', to: 'person:ilse-brandt', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Person {node_id: row.from}), (b:Person {node_id: row.to})
MERGE (a)-[r:COLLABORATED_WITH]->(b) SET r += row.more;
UNWIND [
{from: 'person:kofi-mensah', to: 'film:glass-harbor', more: {status: 'former', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Person {node_id: row.from}), (b:Film {node_id: row.to})
MERGE (a)-[r:COMPOSED]->(b) SET r += row.more;
UNWIND [
{from: 'person:nora-vale', to: 'film:glass-harbor', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Person {node_id: row.from}), (b:Film {node_id: row.to})
MERGE (a)-[r:DIRECTED]->(b) SET r += row.more;
UNWIND [
{from: 'person:ilse-brandt', to: 'award:golden-anchor-for-best-actress', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Person {node_id: row.from}), (b:Award {node_id: row.to})
MERGE (a)-[r:NOMINATED_FOR]->(b) SET r += row.more;
UNWIND [
{from: 'person:ilse-brandt', to: 'character:mina-roth', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Person {node_id: row.from}), (b:Character {node_id: row.to})
MERGE (a)-[r:PLAYS]->(b) SET r += row.more;
UNWIND [
{from: 'person:ilse-brandt', to: 'film:glass-harbor', more: {status: 'asserted', confidence: 0.9, contested: false, sources: 1, character: 'Mina Roth'}},
{from: 'person:tomas-reyes', to: 'film:glass-harbor', more: {status: 'denied', confidence: 0.9, contested: false, sources: 2}}
] AS row
MATCH (a:Person {node_id: row.from}), (b:Film {node_id: row.to})
MERGE (a)-[r:STARS_IN]->(b) SET r += row.more;
UNWIND [
{from: 'person:nora-vale', to: 'film:glass-harbor', more: {status: 'planned', confidence: 0.9, contested: false, sources: 1}}
] AS row
MATCH (a:Person {node_id: row.from}), (b:Film {node_id: row.to})
MERGE (a)-[r:WROTE]->(b) SET r += row.more;
UNWIND [
{id: 'notes/harbour.txt', more: {date: '2024-03-01', hash: 'b9e28be63e7d6f25', reader: 0}},
{id: 'notes/later.txt', more: {date: '2024-06-01', hash: '783d7c9f1bd9cef4', reader: 0}}
] AS row
MERGE (n:Document {id: row.id}) SET n += row.more;
UNWIND [
{id: 'character:mina-roth -appears-in-> film:glass-harbor 1', more: {subject: 'character:mina-roth', relation: 'APPEARS_IN', object: 'film:glass-harbor', status: 'asserted', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Character Mina Roth -appears-in-> Film Glass Harbor', sentence_start: 254, sentence_end: 314, subject_start: 254, subject_end: 314, object_start: 254, object_end: 314, rule: 'by-hand'}},
{id: 'film:glass-harbor -airs-on-> studio:kanal-nord 1', more: {subject: 'film:glass-harbor', relation: 'AIRS_ON', object: 'studio:kanal-nord', status: 'asserted', confidence: 0.9, document: 'notes/later.txt', quote: 'Film Glass Harbor -airs-on-> Studio Kanal Nord', sentence_start: 140, sentence_end: 195, subject_start: 140, subject_end: 195, object_start: 140, object_end: 195, rule: 'by-hand'}},
{id: 'film:glass-harbor -based-on-> work:the-tide-tables 1', more: {subject: 'film:glass-harbor', relation: 'BASED_ON', object: 'work:the-tide-tables', status: 'asserted', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Film Glass Harbor -based-on-> Work The Tide Tables', sentence_start: 696, sentence_end: 755, subject_start: 696, subject_end: 755, object_start: 696, object_end: 755, rule: 'by-hand'}},
{id: 'film:glass-harbor -delayed-by-> event:dockers-strike 1', more: {subject: 'film:glass-harbor', relation: 'DELAYED_BY', object: 'event:dockers-strike', status: 'asserted', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Film Glass Harbor -delayed-by-> Event dockers\' strike', sentence_start: 515, sentence_end: 577, subject_start: 515, subject_end: 577, object_start: 515, object_end: 577, rule: 'by-hand'}},
{id: 'film:glass-harbor -genre-> "maritime thriller" 1', more: {subject: 'film:glass-harbor', relation: 'GENRE', literal: 'maritime thriller', status: 'asserted', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Film Glass Harbor -genre-> "maritime thriller"', sentence_start: 640, sentence_end: 695, subject_start: 640, subject_end: 695, object_start: 640, object_end: 695, rule: 'by-hand'}},
{id: 'film:glass-harbor -produced-by-> studio:lantern-and-sons 1', more: {subject: 'film:glass-harbor', relation: 'PRODUCED_BY', object: 'studio:lantern-and-sons', status: 'asserted', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Film Glass Harbor -produced-by-> Studio Lantern & Sons', sentence_start: 451, sentence_end: 514, subject_start: 451, subject_end: 514, object_start: 451, object_end: 514, rule: 'by-hand'}},
{id: 'film:glass-harbor -released-> "2025-02-14" 1', more: {subject: 'film:glass-harbor', relation: 'RELEASED', literal: '2025-02-14', status: 'planned', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Film Glass Harbor -released-> "2025-02-14" [planned]', sentence_start: 578, sentence_end: 639, subject_start: 578, subject_end: 639, object_start: 578, object_end: 639, rule: 'by-hand'}},
{id: 'film:glass-harbor -set-in-> place:gdańsk 1', more: {subject: 'film:glass-harbor', relation: 'SET_IN', object: 'place:gdańsk', status: 'asserted', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Film Glass Harbor -set-in-> Place Gdańsk', sentence_start: 756, sentence_end: 806, subject_start: 756, subject_end: 806, object_start: 756, object_end: 806, rule: 'by-hand'}},
{id: 'person:ilse-brandt -nominated-for-> award:golden-anchor-for-best-actress 1', more: {subject: 'person:ilse-brandt', relation: 'NOMINATED_FOR', object: 'award:golden-anchor-for-best-actress', status: 'asserted', confidence: 0.9, document: 'notes/later.txt', quote: 'Person Ilse Brandt -nominated-for-> Award Golden Anchor for best actress', sentence_start: 58, sentence_end: 139, subject_start: 58, subject_end: 139, object_start: 58, object_end: 139, rule: 'by-hand'}},
{id: 'person:ilse-brandt -plays-> character:mina-roth 1', more: {subject: 'person:ilse-brandt', relation: 'PLAYS', object: 'character:mina-roth', status: 'asserted', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Person Ilse Brandt -plays-> Character Mina Roth', sentence_start: 197, sentence_end: 253, subject_start: 197, subject_end: 253, object_start: 197, object_end: 253, rule: 'by-hand'}},
{id: 'person:ilse-brandt -stars-in-> film:glass-harbor 1', more: {subject: 'person:ilse-brandt', relation: 'STARS_IN', object: 'film:glass-harbor', status: 'asserted', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Person Ilse Brandt -stars-in-> Film Glass Harbor [character=Mina Roth]', sentence_start: 117, sentence_end: 196, subject_start: 117, subject_end: 196, object_start: 117, object_end: 196, attributes: '{"character":"Mina Roth"}', rule: 'by-hand'}},
{id: 'person:kofi-mensah -composed-> film:glass-harbor 1', more: {subject: 'person:kofi-mensah', relation: 'COMPOSED', object: 'film:glass-harbor', status: 'former', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Person Kofi Mensah -composed-> Film Glass Harbor [former]', sentence_start: 384, sentence_end: 450, subject_start: 384, subject_end: 450, object_start: 384, object_end: 450, rule: 'by-hand'}},
{id: 'person:nora-vale -collaborated-with-> person:ilse-brandt 1', more: {subject: 'person:nora-vale', relation: 'COLLABORATED_WITH', object: 'person:ilse-brandt', status: 'asserted', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Person Nora Vale -collaborated-with-> Person Ilse Brandt', sentence_start: 807, sentence_end: 872, subject_start: 807, subject_end: 872, object_start: 807, object_end: 872, rule: 'by-hand'}},
{id: 'person:nora-vale -directed-> film:glass-harbor 1', more: {subject: 'person:nora-vale', relation: 'DIRECTED', object: 'film:glass-harbor', status: 'asserted', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Person Nora Vale | Vale -directed-> Film Glass Harbor', sentence_start: 0, sentence_end: 53, subject_start: 0, subject_end: 53, object_start: 0, object_end: 53, rule: 'by-hand'}},
{id: 'person:nora-vale -wrote-> film:glass-harbor 1', more: {subject: 'person:nora-vale', relation: 'WROTE', object: 'film:glass-harbor', status: 'planned', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Person Nora Vale -wrote-> Film Glass Harbor [planned]', sentence_start: 54, sentence_end: 116, subject_start: 54, subject_end: 116, object_start: 54, object_end: 116, rule: 'by-hand'}},
{id: 'person:tomas-reyes -stars-in-> film:glass-harbor 1', more: {subject: 'person:tomas-reyes', relation: 'STARS_IN', object: 'film:glass-harbor', status: 'rumoured', confidence: 0.9, document: 'notes/harbour.txt', quote: 'Person Tomas Reyes -stars-in-> Film Glass Harbor [rumoured]', sentence_start: 315, sentence_end: 383, subject_start: 315, subject_end: 383, object_start: 315, object_end: 383, rule: 'by-hand'}},
{id: 'person:tomas-reyes -stars-in-> film:glass-harbor 2', more: {subject: 'person:tomas-reyes', relation: 'STARS_IN', object: 'film:glass-harbor', status: 'denied', confidence: 0.9, document: 'notes/later.txt', quote: 'Person Tomas Reyes -stars-in-> Film Glass Harbor [denied]', sentence_start: 0, sentence_end: 57, subject_start: 0, subject_end: 57, object_start: 0, object_end: 57, rule: 'by-hand'}}
] AS row
MERGE (n:Evidence {evidence_id: row.id}) SET n += row.more;
