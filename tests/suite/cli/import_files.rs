//! `callsheet import` of several files, into a graph that is there, and of files with mistakes.

use serde_json::{Value as Json, json};

use super::{Desk, Done};

const NODES: &str = "id,kind,name\n1,Person,Nora Vale\n2,Film,Glass Harbor\n";
const EDGES: &str = "src,dst,kind\n1,2,directed\n";

fn import(desk: &Desk, args: &str) -> Done {
    desk.run(&["import"].into_iter().chain(args.split(' ')).collect::<Vec<_>>())
}

#[track_caller]
fn good(desk: &Desk, args: &str) -> Done {
    let done = import(desk, args);
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{args}: {}", done.err);
    done
}

#[track_caller]
fn rows(desk: &Desk, graph: &str, query: &str) -> Json {
    let done = desk.run(&["query", graph, query, "--json"]);
    assert_eq!(done.err, "", "{query}");
    serde_json::from_str(&done.out).unwrap()
}

fn bytes(desk: &Desk, file: &str) -> Vec<u8> {
    std::fs::read(desk.path(file)).unwrap()
}

/// A desk with a graph of two nodes and an edge.
fn desk() -> Desk {
    let desk = Desk::bare();
    desk.put("nodes.csv", NODES);
    desk.put("edges.csv", EDGES);
    good(&desk, "--nodes nodes.csv --edges edges.csv -o g.ron");
    desk
}

#[test]
fn columns_that_are_there_twice_are_told_by_their_places() {
    let desk = desk();
    let check = |header: &str, column: &str, [first, second]: [usize; 2]| {
        desk.put("n.csv", format!("{header}\n"));
        let done = import(&desk, "--nodes n.csv -o x.ron");
        let expected = format!(
            "error: `n.csv`, line 1, column `{column}`: columns {first} and {second} have it both\n\
             hint: give it another name, or end its name in `:IGNORE`\n"
        );
        assert_eq!((done.code, done.err), (2, expected));
    };
    check("id,kind,name,name", "name", [3, 4]);
    check("id,id,kind", "id", [1, 2]);
    check("id,kind,kind", "kind", [2, 3]);
    check("a:ID,kind,b:ID", "b:ID", [1, 3]);
    desk.put("e.csv", ":START_ID,:TYPE,:END_ID,:TYPE\n");
    let done = import(&desk, "--nodes nodes.csv --edges e.csv -o x.ron");
    assert!(done.err.contains("column `:TYPE`: columns 2 and 4 have it both"), "{}", done.err);
}

#[test]
fn ids_of_neo4j_are_text_unless_they_are_said_to_be_numbers() {
    let desk = Desk::bare();
    desk.put("p.csv", "personId:ID(Person),:LABEL\n1,Person\n");
    desk.put("f.csv", "filmId:ID(Film-ID){id-type: long},:LABEL,title\n1,Film,Glass Harbor\n");
    good(&desk, "--nodes p.csv f.csv -o g.ron");
    let query = "MATCH (p:Person), (f:Film) RETURN p.personId AS p, f.filmId AS f, f.name AS n, f.title AS t, elementId(f) AS e";
    let row = json!({ "p": "1", "f": 1, "n": "Glass Harbor", "t": "Glass Harbor", "e": "film:1" });
    assert_eq!(rows(&desk, "g.ron", query), json!([row]));
    assert!(desk.run(&["show", "g.ron", "1"]).out.contains("1 (Person)\npersonId: 1\n"));
    desk.put("f.csv", "filmId:ID{id-type:int},:LABEL\ntt1,Film\n");
    let done = import(&desk, "--nodes f.csv -o g.ron");
    assert!(done.err.contains("line 2, column `filmId:ID{id-type:int}`: `tt1` is not a whole number"));
}

#[test]
fn a_node_is_shown_by_its_id_in_the_table() {
    let desk = desk();
    assert!(desk.run(&["show", "g.ron", "2"]).out.starts_with("Glass Harbor (Film)\nid: 2\n"));
    desk.put("crew.csv", "id:ID(Crew),kind,name\n7,Person,Kofi Mensah\n8,Person,2\n");
    good(&desk, "--nodes crew.csv --into g.ron");
    for id in ["7", "Crew:7", "person:Crew:7"] {
        assert!(desk.run(&["show", "g.ron", id]).out.starts_with("Kofi Mensah (Person)\n"), "{id}");
    }
    let named = desk.run(&["show", "g.ron", "2"]).out;
    assert!(named.starts_with("2 (Person)\n"), "a name counts more than an id: {named}");
}

#[test]
fn the_line_of_a_row_is_told_wherever_evidence_is() {
    let desk = desk();
    desk.put("edges.csv", "src,dst,kind,note\n1,2,wrote,\"two\nlines\"\n1,2,directed,\n");
    good(&desk, "--nodes nodes.csv --edges edges.csv -o g.ron");
    let asked = desk.run(&["ask", "g.ron", "Who directed Glass Harbor?", "--why"]).out;
    assert!(asked.contains("-directed-> Glass Harbor\n      edges.csv, line 4\n"), "{asked}");
    let asked = desk.run(&["ask", "g.ron", "Who directed Glass Harbor?", "--json"]).out;
    let asked: Json = serde_json::from_str(&asked).unwrap();
    let quote = &asked["evidence"][0]["chains"][0][0]["quotes"][0];
    assert_eq!(*quote, json!({ "document": "edges.csv", "line": 4, "status": "asserted" }));
    let found = rows(&desk, "g.ron", "MATCH ()-[r:WROTE]->() RETURN evidence(r) AS e");
    assert_eq!(found, json!([{ "e": ["edges.csv, line 2"] }]));
    let text = String::from_utf8(bytes(&desk, "g.ron")).unwrap();
    assert!(text.contains("line: 4, subject: "), "{text}");
    desk.put("old.ron", text.replace("line: 4, ", ""));
    let card = desk.run(&["show", "old.ron", "Nora Vale"]).out;
    assert!(card.contains("    edges.csv, bytes 40 to 53\n"), "{card}");
}

#[test]
fn importing_again_changes_nothing_and_more_is_added() {
    let desk = desk();
    let before = bytes(&desk, "g.ron");
    let done = good(&desk, "--nodes nodes.csv --edges edges.csv --into g.ron");
    assert!(done.err.starts_with("the graph now has 2 nodes of 2 kinds and 1 edge of 1 relation in "));
    assert_eq!(bytes(&desk, "g.ron"), before);
    desk.put("more.csv", "id,kind,name,born\n1,Person,N. Vale,1970\n3,Film,Low Tide,\n");
    desk.put("more-edges.csv", "src,dst,kind\n1,2,directed\n1,3,wrote\nperson:1,film:2,wrote\n");
    good(&desk, "--nodes more.csv --edges more-edges.csv --into g.ron");
    let found = rows(
        &desk,
        "g.ron",
        "MATCH (p {id: 1})-[r]->(f) RETURN p.born AS b, type(r) AS t, f.name AS f, size(evidence(r)) AS n ORDER BY t, f",
    );
    let row = |t: &str, f: &str, n: usize| json!({ "b": 1970, "t": t, "f": f, "n": n });
    let expected =
        [row("DIRECTED", "Glass Harbor", 2), row("WROTE", "Glass Harbor", 1), row("WROTE", "Low Tide", 1)];
    assert_eq!(found, json!(expected));
    let done = import(&desk, "--nodes nodes.csv more.csv --into g.ron");
    assert!(done.err.contains("the id `1` is there already: `nodes.csv`, line 2"), "{}", done.err);
    good(&desk, "--nodes nodes.csv --edges edges.csv more-edges.csv --into g.ron");
    desk.put("copy.csv", EDGES);
    let done = good(&desk, "--edges copy.csv --into g.ron");
    assert!(
        done.err.starts_with(
            "warning: `copy.csv` has the rows of `edges.csv`, which the graph has, too\nthe graph now has "
        ),
        "{}",
        done.err
    );
    desk.put("more-edges.csv", "src,dst,kind\n1,3,wrote\n");
    good(&desk, "--edges more-edges.csv --into g.ron");
    assert_eq!(rows(&desk, "g.ron", "MATCH ()-[r]->() RETURN count(r) AS n"), json!([{ "n": 2 }]));
    assert_eq!(desk.run(&["check", "g.ron"]).err, "all is well\n");
}

#[test]
fn what_does_not_fit_the_graph_is_refused() {
    let desk = desk();
    let before = bytes(&desk, "g.ron");
    let check = |nodes: &str, edges: &str, expected: &str| {
        desk.put("n.csv", nodes);
        desk.put("e.csv", edges);
        let done = import(&desk, "--nodes n.csv --edges e.csv --into g.ron");
        assert_eq!((done.code, done.err.as_str()), (2, expected));
        assert_eq!(bytes(&desk, "g.ron"), before);
    };
    check(
        "id,kind\n4,Film\n1,Film\n",
        EDGES,
        "error: `n.csv`, line 3, column `id`: the id `1` is that of `person:1` in the graph, which is no Film\n\
         hint: give each table ids of its own: `id:ID(Person)`, `:START_ID(Person)`\n",
    );
    check(
        "id,kind\n4,Film\n",
        "src,dst,kind\n1,5,directed\n",
        "error: `e.csv`, line 2, column `dst`: no node has the id `5`\n\
         hint: give the table that has the node by `--nodes`, or take the row out\n",
    );
    desk.put("films.csv", "id:ID(Film),kind\n1,Film\n");
    good(&desk, "--nodes films.csv --into g.ron");
    desk.put("e.csv", "src,dst,kind\n1,2,directed\n");
    let done = import(&desk, "--edges e.csv --into g.ron");
    assert_eq!(
        done.err,
        "error: `e.csv`, line 2, column `src`: the id `1` means several nodes of the graph: `film:1`, `person:1`\n\
         hint: give the whole id, such as `person:17`, or the table that has the node\n"
    );
    desk.put("e.csv", "src:START_ID(Person),dst:END_ID(Film),kind\n1,1,directed\n");
    good(&desk, "--edges e.csv --into g.ron");
    let done = import(&desk, "--nodes nodes.csv --into none.ron");
    assert!(done.err.starts_with("error: there is no snapshot `none.ron` to add to\n"), "{}", done.err);
    let stdin = ["import", "--nodes", "-", "--into", "g.ron"];
    assert_eq!(desk.feed(&stdin, "id,kind\n8,Film\n").code, 0);
    let again = desk.feed(&stdin, "id,kind\n9,Film\n");
    assert!(
        again.err.starts_with("error: the graph has rows from standard input already\n"),
        "{}",
        again.err
    );
}

#[test]
fn a_text_and_a_table_make_one_node_of_one_id() {
    let desk = Desk::bare();
    desk.put("a.txt", "Ilse Brandt directed the film *Low Tide*.\n");
    assert_eq!(desk.run(&["build", "a.txt", "-o", "g.ron"]).code, 0);
    desk.put("e.csv", "src,dst,kind\nilse-brandt,film:low-tide,wrote\n");
    good(&desk, "--edges e.csv --into g.ron");
    let found = rows(&desk, "g.ron", "MATCH (p)-[r]->(f) RETURN p.name AS p, type(r) AS t ORDER BY t");
    let row = |relation: &str| json!({ "p": "Ilse Brandt", "t": relation });
    assert_eq!(found, json!([row("DIRECTED"), row("WROTE")]));
}

#[test]
fn patterns_and_lists_give_the_same_in_any_order() {
    let desk = Desk::bare();
    desk.put("head.csv", "id:ID(Cast),name,:LABEL,zip\n");
    desk.put("part1.csv", "1,Nora Vale,Person,123\n");
    desk.put("part2.csv", "id:ID(Cast),name,:LABEL,zip\n2,Ilse Brandt,Person,0123\n");
    desk.put("crew.csv", "id:ID(Crew),name,:LABEL\n1,Kofi Mensah,Person\n");
    desk.put("e.csv", ":START_ID(Cast),:END_ID(Crew),:TYPE\n1,1,knows\n2,1,knows\n");
    good(&desk, "--nodes head.csv,part1.csv,part2.csv --nodes crew.csv --relationships e.csv --any -o a.ron");
    good(&desk, "--nodes=crew.csv --nodes head.csv,part[12].csv --edges=e.csv --any -o b.ron");
    good(&desk, "--edges e.csv --nodes head.csv,part2.csv,part1.csv crew.csv --any -o c.ron");
    assert_eq!(bytes(&desk, "a.ron"), bytes(&desk, "b.ron"));
    assert_eq!(bytes(&desk, "a.ron"), bytes(&desk, "c.ron"));
    let found = rows(&desk, "a.ron", "MATCH (n) RETURN elementId(n) AS e, n.zip AS z ORDER BY e");
    let row = |e: &str, zip: Option<&str>| json!({ "e": e, "z": zip });
    let expected =
        [row("person:Cast:1", Some("123")), row("person:Cast:2", Some("0123")), row("person:Crew:1", None)];
    assert_eq!(found, json!(expected), "one file's leading zero makes text of the column in all");
    assert_eq!(desk.run(&["check", "a.ron"]).err, "all is well\n");
    let done = import(&desk, "--nodes none*.csv -o x.ron");
    assert!(done.err.starts_with("error: no file matches `none*.csv`\nhint: "), "{}", done.err);
    let done = import(&desk, "--nodes head.csv,part3.csv -o x.ron");
    assert!(done.err.starts_with("error: there is no file or folder `part3.csv`\n"), "{}", done.err);
}

#[test]
fn a_table_may_be_of_one_kind_or_relation() {
    let desk = Desk::bare();
    desk.put("people.csv", "id,name\n1,Nora Vale\n2,Ilse Brandt\n");
    desk.put("knows.csv", ",source,target,weight\n0,1,2,0.5\n");
    good(&desk, "--nodes Person:Star=people.csv --edges KNOWS=knows.csv --any -o g.ron");
    let found =
        rows(&desk, "g.ron", "MATCH (a:Star)-[r:KNOWS]->(b:Person) RETURN b.name AS b, r.weight AS w");
    assert_eq!(found, json!([{ "b": "Ilse Brandt", "w": 0.5 }]));
    let hint = |args: &str| import(&desk, args).err;
    assert!(
        hint("--nodes people.csv -o x.ron").contains("; for a table of one kind write `--nodes Person=FILE`")
    );
    let edges = hint("--nodes Person=people.csv --edges knows.csv -o x.ron");
    assert!(edges.contains("; for a table of one relation write `--edges KNOWS=FILE`"), "{edges}");
}

#[test]
fn rows_with_mistakes_may_be_left_out() {
    let desk = Desk::bare();
    desk.put("n.csv", "id,kind,age:int\n1,Person,x\n2,Film,4\n2,Film,5\n3,Person,\n4,Film\n");
    desk.put("e.csv", "src,dst,kind,confidence\n1,2,directed,\n9,2,directed,\n3,2,directed,2\n3,2,wrote,1\n");
    let done = good(&desk, "--nodes n.csv --edges e.csv --skip-bad -o g.ron");
    let expected = "warning: 6 rows were left out\n  \
         `n.csv`, line 2, column `age:int`: `x` is not a whole number\n  \
         `n.csv`, line 4, column `id`: the id `2` is there already: `n.csv`, line 3\n  \
         `n.csv`, line 6: the row has 2 cells, the first line has 3\n  \
         `e.csv`, line 2, column `src`: no node has the id `1`\n  \
         `e.csv`, line 3, column `src`: no node has the id `9`\n  \
         `e.csv`, line 4, column `confidence`: `2` is not a number from 0 to 1\n\
         imported 2 nodes of 2 kinds and 1 edge of 1 relation in ";
    assert!(done.err.starts_with(expected), "{}", done.err);
    let done = import(&desk, "--nodes n.csv --edges e.csv --skip-bad --json -o g.ron");
    assert_eq!(serde_json::from_str::<Json>(&done.out).unwrap()["left_out"], 6);
    desk.put("n.csv", "id,kind\n1,Persn\n");
    let done = import(&desk, "--nodes n.csv --skip-bad -o g.ron");
    assert!(done.code == 2 && done.err.contains("the kind `Persn` is not known"), "{}", done.err);
}

#[test]
fn kinds_that_differ_in_case_alone_are_told() {
    let desk = Desk::bare();
    desk.put("n.csv", "id,kind\n1,person\n2,Person\n3,captain\n4,Captain\n5,Captain\n6,person\n");
    let done = good(&desk, "--nodes n.csv --any -o g.ron");
    let expected = "warning: kinds differ in case alone: `Captain` (2 rows), `captain` (1 row)\n\
         warning: `person` is taken as the kind `Person`: 2 rows\n\
         imported 6 nodes of 3 kinds and ";
    assert!(done.err.starts_with(expected), "{}", done.err);
}

#[test]
fn a_quote_is_told_where_it_opens() {
    let desk = Desk::bare();
    let check = |text: &str, expected: &str| {
        desk.put("n.csv", text);
        let done = import(&desk, "--nodes n.csv -o g.ron");
        assert!(done.err.starts_with(&format!("error: `n.csv`, {expected}\nhint: ")), "{}", done.err);
    };
    check("id,kind,name\n1,Person,\"a\n2,Person,b\n", "line 2: a quote begins here and does not end");
    check("kind,name,id\nPerson,\"Ö\nb\",\"1\nx\n", "line 3: a quote begins here and does not end");
    check(
        "id,kind,name\n1,Person,\"a\n2,Person,\"b\"\n3,Person,c\n",
        "line 2: a quote begins here, and its cell goes on after the closing one",
    );
}

#[test]
fn tables_that_are_no_text_say_what_they_are() {
    let desk = Desk::bare();
    let check = |bytes: &[u8], expected: &str| {
        desk.put("n.csv", bytes);
        let done = import(&desk, "--nodes n.csv -o g.ron");
        assert_eq!((done.code, done.err.as_str()), (2, expected));
    };
    let utf16 =
        "error: `n.csv` is in UTF-16\nhint: save it as UTF-8: `iconv -f UTF-16 -t UTF-8 n.csv > NEW`\n";
    check(b"\xff\xfei\0d\0", utf16);
    check(b"\xfe\xff\0i\0d", utf16);
    check(
        b":ID;name;:LABEL\n1;a;Person\n",
        "error: `n.csv`, line 1: the table has one column, `:ID;name;:LABEL`\n\
         hint: its cells seem to be parted by `;`: add `--delimiter ';'`\n",
    );
    check(
        b"_id,_labels,name,_start,_end,_type\n1,:Person,Ann,,,\n",
        "error: `n.csv`, line 1: no column gives the ids of the nodes\n\
         hint: this is how APOC puts nodes and edges into one file; with `{bulkImport: true}` it writes a file for each label and type, which can be read\n",
    );
    check(
        b"id,kind\n1,Per\0son\n",
        "error: `n.csv` is not a text: byte 13 is zero\n\
         hint: give texts only; a text in UTF-16 has to be saved as UTF-8 first\n",
    );
    desk.put("n.csv", "id,kind,name\n");
    good(&desk, "--nodes n.csv -o g.ron");
    assert_eq!(desk.run(&["check", "g.ron"]).err, "all is well\n");
}
