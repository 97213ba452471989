//! `callsheet import`.

use serde_json::Value as Json;

use super::{Desk, Done};

const NODES: &str = "id,kind,name,born,tall,alive,zip\n\
    17,Person,Nora Vale,1970,1.75,true,0123\n\
    18,Person,Nora Vale,,1.8,false,123\n\
    19,Film,Glass Harbor,2024,,,\n";
const EDGES: &str = "src,dst,kind,status,confidence,character,billing\n\
    17,19,DIRECTED,,,,\n\
    18,19,stars_in,planned,0.8,Mina Roth,1\n\
    18,19,stars-in,,,Ada,2\n";

/// A desk with both tables and the graph that they make.
fn desk() -> Desk {
    let desk = Desk::bare();
    desk.put("nodes.csv", NODES);
    desk.put("edges.csv", EDGES);
    let done = import(&desk, "--nodes nodes.csv --edges edges.csv");
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    assert!(
        done.err.starts_with("imported 3 nodes of 2 kinds and 2 edges of 2 relations in "),
        "{}",
        done.err
    );
    desk
}

fn import(desk: &Desk, args: &str) -> Done {
    let args: Vec<&str> = ["import"].into_iter().chain(args.split(' ')).chain(["-o", "g.ron"]).collect();
    desk.run(&args)
}

/// The rows of a query over the graph, as JSON.
#[track_caller]
fn rows(desk: &Desk, query: &str) -> Json {
    let done = desk.run(&["query", "g.ron", query, "--json"]);
    assert_eq!(done.err, "", "{query}");
    serde_json::from_str(&done.out).unwrap()
}

/// Imports tables that hold a mistake, and compares what is said; the graph that was there stays.
#[track_caller]
fn check_error(nodes: impl AsRef<[u8]>, edges: impl AsRef<[u8]>, expected: &str) {
    let desk = Desk::bare();
    desk.put("n.csv", nodes);
    desk.put("e.csv", edges);
    let done = import(&desk, "--nodes n.csv --edges e.csv");
    assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (2, "", expected));
    assert!(!desk.path("g.ron").exists());
}

#[test]
fn columns_become_properties_of_the_types_that_they_have() {
    let desk = desk();
    let found = rows(&desk, "MATCH (p:Person {id: 17}) RETURN elementId(p) AS e, properties(p) AS p");
    assert_eq!(found[0]["e"], "person:17");
    let given = serde_json::json!({
        "id": 17, "kind": "Person", "name": "Nora Vale", "aliases": [],
        "born": 1970, "tall": 1.75, "alive": true, "zip": "0123",
    });
    assert_eq!(found[0]["p"], given);
    let found = rows(&desk, "MATCH (f:Film) RETURN keys(f) AS k, f.tall IS NULL AS none");
    assert_eq!(found[0], serde_json::json!({ "k": ["aliases", "born", "id", "kind", "name"], "none": true }));
}

#[test]
fn people_of_one_name_are_several_nodes() {
    let desk = desk();
    let found =
        rows(&desk, "MATCH (p {name: 'Nora Vale'})-[r]->() RETURN p.id AS id, type(r) AS t ORDER BY id");
    assert_eq!(found, serde_json::json!([{ "id": 17, "t": "DIRECTED" }, { "id": 18, "t": "STARS_IN" }]));
    let card = desk.run(&["show", "g.ron", "person:18"]).out;
    assert_eq!(
        card,
        "Nora Vale (Person)\nalive: false\nid: 18\ntall: 1.8\nzip: 123\n\nstars in\n  Glass Harbor\n    \
         edges.csv, line 3 (planned, character Mina Roth, billing 1)\n    \
         edges.csv, line 4 (character Ada, billing 2)\n"
    );
}

#[test]
fn the_same_edge_twice_is_one_with_two_rows_as_evidence() {
    let desk = desk();
    let found = rows(
        &desk,
        "MATCH ()-[r:STARS_IN]->() RETURN r.character AS c, r.billing AS b, r.confidence AS s, r.sources AS d, evidence(r) AS e",
    );
    assert_eq!(
        found,
        serde_json::json!([{ "c": "Ada, Mina Roth", "b": 1, "s": 1.0, "d": 1, "e": ["edges.csv, line 3", "edges.csv, line 4"] }])
    );
    let card: Json = serde_json::from_str(&desk.run(&["show", "g.ron", "person:18", "--json"]).out).unwrap();
    let evidence = &card[0]["facts"][0]["evidence"];
    for (place, row, subject, object) in
        [(0, "18,19,stars_in,planned,0.8,Mina Roth,1", "18", "19"), (1, "18,19,stars-in,,,Ada,2", "18", "19")]
    {
        let cut = |what: &str| {
            let span = &evidence[place][what];
            EDGES.get(span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize).unwrap()
        };
        assert_eq!([cut("sentence"), cut("subject"), cut("object")], [row, subject, object]);
        assert_eq!(evidence[place]["rule"], "import");
    }
}

#[test]
fn every_command_opens_an_imported_graph() {
    let desk = desk();
    // Two people of the tables have one name.
    let checked = desk.run(&["check", "g.ron"]);
    assert_eq!((checked.code, checked.err.as_str()), (0, "all is well, 1 note\n"), "{}", checked.out);
    assert!(checked.out.starts_with("note: person:"), "{}", checked.out);
    assert!(desk.run(&["stats", "g.ron"]).out.contains("stars-in"));
    let asked = desk.run(&["ask", "g.ron", "Who directed Glass Harbor?", "--why"]);
    assert!(asked.code == 0 && asked.out.contains("Nora Vale"), "{}{}", asked.out, asked.err);
    let json: Json = serde_json::from_str(&desk.run(&["export", "g.ron", "--format", "json"]).out).unwrap();
    assert_eq!(json["nodes"][1]["properties"]["id"], 17);
    assert_eq!(desk.run(&["export", "g.ron", "--format", "dot", "--around", "Glass Harbor"]).code, 0);
    desk.put("a.txt", "Ilse Brandt stars in the film *Low Tide*.\n");
    assert_eq!(desk.run(&["build", "a.txt", "--into", "g.ron"]).code, 0);
    assert_eq!(
        rows(&desk, "MATCH (n) RETURN count(n) AS n, count(n.born) AS b")[0],
        serde_json::json!({ "n": 5, "b": 2 })
    );
}

#[test]
fn headers_of_neo4j_admin_are_read() {
    let desk = Desk::bare();
    desk.put(
        "people.tsv",
        "personId:ID(Person)\tname\t:LABEL\tage:int\ttags:string[]\tsecret:IGNORE\tcode:string\taliases\n\
         1\tNora Vale\tGuest;Person;Star\t54\tkind;tall\tx\t7\tNora;N. Vale\n2\t\tPerson\t\t\tx\t\t\n",
    );
    desk.put("films.csv", ":ID(Film),name,:LABEL\n1,Glass Harbor,Film\n");
    desk.put(
        "roles.csv",
        ":START_ID(Person),:END_ID(Film),:TYPE,roles:string[],year:int\n1,1,STARS_IN,Ada;Ida,2024\n",
    );
    let done = import(&desk, "--nodes people.tsv films.csv --edges roles.csv");
    assert_eq!(done.code, 0, "{}", done.err);
    let found = rows(
        &desk,
        "MATCH (p:Person)-[r]->(f) RETURN properties(p) AS p, r.roles AS roles, r.year AS y, f.id AS f",
    );
    let person = serde_json::json!({
        "id": "person:1", "personId": "1", "kind": "Person", "name": "Nora Vale", "aliases": ["N. Vale", "Nora"],
        "age": 54, "tags": ["kind", "tall"], "code": "7", "labels": ["Guest", "Star"],
    });
    assert_eq!(found, serde_json::json!([{ "p": person, "roles": ["Ada", "Ida"], "y": 2024, "f": "1" }]));
    assert_eq!(rows(&desk, "MATCH (p:Person {personId: '2'}) RETURN p.name AS n, p.age AS a")[0]["n"], "2");
}

#[test]
fn two_spaces_may_share_ids_and_kinds() {
    let desk = Desk::bare();
    desk.put("a.csv", "id:ID(Cast),kind\n1,Person\n2,Person\n");
    desk.put("b.csv", "id:ID(Crew),kind\n1,Person\n");
    let done = import(&desk, "--nodes a.csv b.csv");
    assert_eq!(done.code, 0, "{}", done.err);
    let found = rows(&desk, "MATCH (p) RETURN elementId(p) AS e, p.id AS id ORDER BY e");
    let expected = [("person:Cast:1", "1"), ("person:Cast:2", "2"), ("person:Crew:1", "1")];
    let expected: Vec<Json> =
        expected.iter().map(|(e, id)| serde_json::json!({ "e": e, "id": id })).collect();
    assert_eq!(found, Json::Array(expected));
}

#[test]
fn any_words_are_taken_and_open_everywhere() {
    let desk = Desk::bare();
    desk.put(
        "n.csv",
        "id,kind,name\n1,Sea Captain,Nora Vale\n2,Ship,Tern\n3,Person,Ilse Brandt\n4,Film,Tide\n",
    );
    desk.put("e.csv", "from,to,label\n1,2,sailsOn\n3,2,SAILS_ON\n3,4,directed\n");
    let done = import(&desk, "--nodes n.csv --edges e.csv --any");
    assert_eq!(done.code, 0, "{}", done.err);
    let text = std::fs::read_to_string(desk.path("g.ron")).unwrap();
    assert!(text.starts_with("(\nversion: 3,\nontology: \"any\",\nwords: Any,\ndocuments: ["), "{text}");
    let found = rows(&desk, "MATCH (c:`Sea Captain`)-[:SAILS_ON]->(s:Ship) RETURN c.name AS c, s.name AS s");
    assert_eq!(found, serde_json::json!([{ "c": "Nora Vale", "s": "Tern" }]));
    assert_eq!(desk.run(&["check", "g.ron"]).err, "all is well\n");
    assert!(desk.run(&["show", "g.ron", "Tern"]).out.contains("sails on (from)\n  Ilse Brandt\n"));
    assert_eq!(desk.run(&["export", "g.ron", "--format", "json", "--relation", "sails-on"]).code, 0);
    let asked = desk.run(&["ask", "g.ron", "Who directed Tide?"]);
    assert!(asked.out.contains("Ilse Brandt"), "{}{}", asked.out, asked.err);
    desk.put("a.txt", "Kofi Mensah directed the film *Low Tide*.\n");
    assert_eq!(desk.run(&["build", "a.txt", "--into", "g.ron"]).code, 0);
    assert_eq!(desk.run(&["check", "g.ron"]).err, "all is well\n");
}

#[test]
fn an_ontology_may_be_given_and_stays_with_the_graph() {
    let desk = Desk::bare();
    desk.put("n.csv", "id,kind,name\n1,captain,Nora Vale\n2,Ship,Tern\n");
    desk.put("e.csv", "src,dst,kind\n1,2,sailed\n");
    desk.put(
        "sea.ron",
        r#"(name: "sea", kinds: {
            "Captain": (about: "Commands.", singular: "captain", plural: "captains"),
            "Ship": (about: "Floats.", singular: "ship", plural: "ships"),
        }, relations: { "sails": (about: "Is aboard.", from: ["Captain"], to: Kinds(["Ship"]),
            wording: "sails", inverse: "is sailed by") })"#,
    );
    let done = import(&desk, "--nodes n.csv --edges e.csv --ontology sea.ron");
    assert_eq!(
        done.err,
        "error: the relation `sailed` is not known: 1 row, the first is `e.csv`, line 2; did you mean `sails`?\n\
         hint: declare them in a file for `--ontology FILE`, or take them as they are with `--any`\n"
    );
    desk.put("e.csv", "src,dst,kind\n1,2,sails\n2,1,sails\n");
    let done = import(&desk, "--nodes n.csv --edges e.csv --ontology sea.ron");
    assert!(
        done.err.starts_with(
            "warning: 1 row joins kinds that its relation does not join, the first is `e.csv`, line 3; `callsheet check` lists all\n"
        ),
        "{}",
        done.err
    );
    let done = desk.run(&["show", "g.ron", "Tern"]);
    assert!(done.out.contains("is sailed by\n  Nora Vale\n"), "{}", done.out);
    let done = desk.run(&["check", "g.ron"]);
    assert!(done.code == 1 && done.out.contains("`sails` does not join Ship and Captain"), "{}", done.out);
    desk.put("sea.ron", "(name: \"sea\", kind: {})");
    let done = import(&desk, "--nodes n.csv --edges e.csv --ontology sea.ron");
    assert!(
        done.err.contains("cannot read the ontology `sea.ron`\n  because: line 1, column 15: "),
        "{}",
        done.err
    );
    assert!(done.err.ends_with("hint: did you mean `kinds`?\n"), "{}", done.err);
}

#[test]
fn dates_and_words_are_what_some_relations_point_to() {
    let desk = Desk::bare();
    desk.put("n.csv", "id,kind,name\n1,Film,Glass Harbor\n");
    desk.put("e.csv", "subject,object,relation\n1,2024-05-01,released\n1,\"sea \"\"noir\"\"\",genre\n");
    assert_eq!(import(&desk, "--nodes n.csv --edges e.csv").code, 0);
    let found = rows(&desk, "MATCH (f:Film) RETURN f.released AS r, f.genre AS g");
    assert_eq!(found, serde_json::json!([{ "r": ["2024-05-01"], "g": ["sea \"noir\""] }]));
    check_error(
        "id,kind\n1,Film\n",
        "subject,object,relation\n1,last May,released\n",
        "error: `e.csv`, line 2, column `object`: `last May` is not a date such as 2022, 2022-02 or 2022-02-18\n\
         hint: mend the cell or leave it empty\n",
    );
}

#[test]
fn unknown_words_are_all_told_with_what_is_near() {
    check_error(
        "id,kind\n1,Persn\n2,Title\n3,Title\n4,film\n",
        "src,dst,kind\n1,4,direct\n2,4,directed\n9,4,zigzags\n",
        "error: the tables have 5 mistakes, and nothing was written\n  \
         the kind `Title` is not known: 2 rows, the first is `n.csv`, line 3\n  \
         the kind `Persn` is not known: 1 row, the first is `n.csv`, line 2; did you mean `Person`?\n  \
         the relation `direct` is not known: 1 row, the first is `e.csv`, line 2; did you mean `directed`?\n  \
         the relation `zigzags` is not known: 1 row, the first is `e.csv`, line 4\n  \
         `e.csv`, line 4, column `src`: no node has the id `9`\n\
         hint: declare them in a file for `--ontology FILE`, or take them as they are with `--any`\n",
    );
}

#[test]
fn mistakes_have_a_line_a_column_and_a_hint() {
    let good = ("id,kind\n1,Person\n2,Film\n", "src,dst,kind\n1,2,directed\n");
    check_error(
        "\u{feff}id,kind,name\r\n1,Person,\"Nora\r\nVale\"\r\n\r\n2,Film,Ö,x\r\n",
        good.1.replace("1,2", "2,2"),
        "error: the tables have 2 mistakes, and nothing was written\n  \
         `n.csv`, line 5: the row has 4 cells, the first line has 3\n  \
         `e.csv`, line 2, column `src`: no node has the id `2`\n\
         hint: a cell that holds the delimiter or a line break stands in double quotes\n"
            .replace("2 mistakes", "3 mistakes")
            .replace("hint:", "  `e.csv`, line 2, column `dst`: no node has the id `2`\nhint:")
            .as_str(),
    );
    check_error(
        "id,kind\n1,Person\n\"1\",Film\n",
        "src,dst,kind\n",
        "error: `n.csv`, line 3, column `id`: the id `1` is there already: `n.csv`, line 2\n\
         hint: take one of the rows out, or give each table ids of its own: `id:ID(Person)`, `:START_ID(Person)`\n",
    );
    check_error(
        "id:ID(P),kind,age:int,ok:boolean\n1,Person,x7,\n2,Film,,yes\n,Film,,\n",
        "src:START_ID(P),dst,kind\n1,2,\n",
        "error: the tables have 5 mistakes, and nothing was written\n  \
         `n.csv`, line 2, column `age:int`: `x7` is not a whole number\n  \
         `n.csv`, line 3, column `ok:boolean`: `yes` is not `true` or `false`\n  \
         `n.csv`, line 4, column `id:ID(P)`: the cell is empty\n  \
         `e.csv`, line 2, column `kind`: the cell is empty\n  \
         `e.csv`, line 2, column `dst`: no node has the id `2`\n\
         hint: mend the cell or leave it empty\n",
    );
    check_error(
        "id:ID(P),kind\n1,Person\n2,Film\n",
        "src:START_ID(P),dst,kind\n1,2,directed\n",
        "error: `e.csv`, line 2, column `dst`: no node has the id `2`\n\
         hint: the space `P` has it: name it as `:START_ID(P)` or `:END_ID(P)`\n",
    );
    check_error(
        good.0,
        "src,dst,kind,status,confidence\n1,2,directed,sure,1.5\n",
        "error: the tables have 2 mistakes, and nothing was written\n  \
         `e.csv`, line 2, column `status`: `sure` is not `asserted`, `planned`, `rumoured`, `former` or `denied`\n  \
         `e.csv`, line 2, column `confidence`: `1.5` is not a number from 0 to 1\n\
         hint: mend the cell or leave it empty\n",
    );
    check_error(
        "id,kind,name\n1,Person,\"Nora\n2,Film,x\n",
        "src,dst,kind\n",
        "error: `n.csv`, line 2: a quote begins here and does not end\n\
         hint: a quote inside a quoted cell is written twice: `\"the \"\"Star\"\"\"`\n",
    );
}

#[test]
fn a_table_that_is_none_says_why() {
    let edges = "src,dst,kind\n";
    let check = |nodes: &[u8], expected: &str| check_error(nodes, edges, expected);
    check(
        b"",
        "error: `n.csv` is empty, and so is no table\nhint: a table begins with the names of its columns, such as `id,kind,name`\n",
    );
    check(
        b"17,Person,Nora\n",
        "error: `n.csv`, line 1: no column gives the ids of the nodes\n\
         hint: the first line names the columns; here it is `17,Person,Nora`, and one of them has to be `id` or `:ID`\n",
    );
    check(
        b"\n\nid;kind\n1;Person\n",
        "error: `n.csv`, line 3: no column gives the ids of the nodes\nhint: its cells seem to be parted by `;`: add `--delimiter ';'`\n",
    );
    check(
        b"id,kind,age:itn\n",
        "error: `n.csv`, line 1, column `age:itn`: there is no type `itn`\n\
         hint: a name is followed by `:int`, `:float`, `:boolean`, `:string`, by one of these with `[]`, or by `:IGNORE`\n",
    );
    check(
        b"id:ID,name,kind,:LABEL\n",
        "error: `n.csv`, line 1, column `kind`: a graph has a property of this name of its own\n\
         hint: give it another name, or end its name in `:IGNORE`\n",
    );
    check(
        b"id,kind,age,age\n",
        "error: `n.csv`, line 1, column `age`: columns 3 and 4 have it both\nhint: give it another name, or end its name in `:IGNORE`\n",
    );
    check(
        b"id,kind,:START_ID\n",
        "error: `n.csv`, line 1, column `:START_ID`: it belongs into a table of edges\nhint: are `--nodes` and `--edges` the wrong way round?\n",
    );
    check(
        b"id,kind\n1,Caf\xe9\n",
        "error: `n.csv` is not UTF-8: line 2, byte 13 of the file is wrong\nhint: save it as UTF-8: `iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW`\n",
    );
    check(
        b"\x1f\x8b\x08\x00",
        "error: `n.csv` is packed by gzip\nhint: unpack it on the way: `gzip -dc n.csv | callsheet import --nodes - ...`\n",
    );
}

#[test]
fn at_most_ten_mistakes_are_listed() {
    let rows: String = (0..25).map(|row| format!("{row},\n")).collect();
    let desk = Desk::bare();
    desk.put("n.csv", format!("id,kind\n{rows}"));
    let done = import(&desk, "--nodes n.csv");
    assert!(done.err.starts_with("error: the tables have 25 mistakes"), "{}", done.err);
    assert_eq!(done.err.matches("\n  `n.csv`, line ").count(), 10);
    assert!(done.err.contains("\n  and 15 more\nhint: "), "{}", done.err);
}

#[test]
fn paths_are_looked_at_before_the_work() {
    let desk = desk();
    std::fs::create_dir(desk.path("folder")).unwrap();
    let before = std::fs::read(desk.path("g.ron")).unwrap();
    let check = |args: &str, expected: &str| {
        let done = import(&desk, args);
        assert_eq!(done.code, 2, "{args}");
        assert!(done.err.starts_with(expected), "{}", done.err);
        assert!(done.err.contains("\nhint: "), "{}", done.err);
        assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), before);
    };
    check("--nodes nodes.csv ./nodes.csv", "error: the table `nodes.csv` is given twice");
    check("--nodes - --edges -", "error: the table `-` is given twice");
    check(
        "--nodes node.csv",
        "error: there is no file or folder `node.csv`\nhint: did you mean `nodes.csv`?",
    );
    check("--nodes folder", "error: cannot read `folder`");
    let done = desk.run(&["import", "--nodes", "nodes.csv", "-o", "edges.csv"]);
    assert!(done.err.starts_with("error: `edges.csv` is there already and is no snapshot"), "{}", done.err);
    assert_eq!(std::fs::read_to_string(desk.path("edges.csv")).unwrap(), EDGES);
    for wrong in
        ["--nodes nodes.csv --delimiter ab", "--edges edges.csv", "--nodes nodes.csv --any --ontology x.ron"]
    {
        assert_eq!(import(&desk, wrong).code, 2, "{wrong}");
    }
}

#[test]
fn standard_input_packed_tables_and_delimiters_are_read() {
    let desk = Desk::bare();
    desk.put("edges.csv.zst", zstd::encode_all(EDGES.as_bytes(), 1).unwrap());
    let nodes = NODES.replace(',', "|");
    let args = ["import", "--nodes", "-", "--delimiter", "|", "-o", "g.ron"];
    let done = desk.feed(&args, &nodes);
    assert_eq!(done.code, 0, "{}", done.err);
    let args = ["import", "--nodes", "-", "--edges", "edges.csv.zst", "-o", "g.ron", "--json"];
    let done = desk.feed(&args, NODES);
    let report: Json = serde_json::from_str(&done.out).unwrap();
    assert_eq!(report["evidence"], 3);
    assert!(report["seconds"].is_number());
    assert_eq!(rows(&desk, "MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"], 2);
    desk.put("edges.csv.zst", "no zstd");
    let done = desk.feed(&args, NODES);
    assert!(done.err.starts_with("error: cannot unpack `edges.csv.zst`\n  because: "), "{}", done.err);
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let desk = desk();
    let before = std::fs::read(desk.path("g.ron")).unwrap();
    let shuffled: Vec<&str> = NODES.lines().collect();
    let shuffled = [shuffled[0], shuffled[3], shuffled[1], shuffled[2], ""].join("\n");
    assert_eq!(import(&desk, "--nodes nodes.csv --edges edges.csv").code, 0);
    assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), before);
    desk.put("nodes.csv", shuffled);
    assert_eq!(import(&desk, "--nodes nodes.csv --edges edges.csv").code, 0);
    let hash =
        |text: &str| text.lines().filter(|line| !line.contains("hash: ")).collect::<Vec<_>>().join("\n");
    let text = std::fs::read_to_string(desk.path("g.ron")).unwrap();
    assert_eq!(hash(&text), hash(std::str::from_utf8(&before).unwrap()), "the order of nodes says nothing");
}
