//! Completion of queries: what is offered where.

use callsheet::query::{Value, View, ViewBuilder, complete};

/// A small graph with names that are hard to write.
fn view() -> View {
    let mut builder = ViewBuilder::new();
    let mut node = |label: &str, name: &str| {
        let node = builder.node([label]);
        builder.node_property(node, "name", &Value::Text(name.to_owned()));
        builder.node_property(node, "kind", &Value::Text(label.to_owned()));
        node
    };
    let marit = node("Person", "Marit Holsen");
    node("Person", "Marit O'Hara");
    node("Person", "Émile \"Le Chat\" Noir");
    node("Person", "back\\slash");
    node("Person", "two\nlines");
    let film = node("Film", "日本の夜 🎬");
    node("Lost Reel", "Night`s Reel");
    node("Film", "The Quiet Coast");
    builder.node_property(marit, "aliases", &Value::List(vec![Value::Text("Holsen".to_owned())]));
    let edge = builder.edge(marit, "DIRECTED", film);
    builder.edge_property(edge, "status", &Value::Text("planned".to_owned()));
    builder.edge_property(edge, "sources", &Value::Int(1));
    builder.edge(marit, "STARS_IN", film);
    builder.edge(marit, "SEEN WITH", film);
    builder.build()
}

/// What is offered where `¦` stands.
#[track_caller]
fn offered(marked: &str) -> (String, Vec<String>) {
    let cursor = marked.find('¦').unwrap();
    let text = marked.replacen('¦', "", 1);
    let found = complete(&view(), &text, cursor);
    assert_eq!(found.at.end, cursor, "{marked}");
    (
        text.get(found.at).unwrap().to_owned(),
        found.candidates.into_iter().map(|candidate| candidate.text).collect(),
    )
}

#[track_caller]
fn check(marked: &str, all: &[&str]) {
    assert_eq!(offered(marked).1, all, "{marked}");
}

#[track_caller]
fn check_some(marked: &str, with: &[&str], without: &[&str]) {
    let (_, found) = offered(marked);
    for word in with {
        assert!(found.iter().any(|known| known == word), "{marked}: no {word} in {found:?}");
    }
    for word in without {
        assert!(!found.iter().any(|known| known == word), "{marked}: {word} in {found:?}");
    }
}

#[test]
fn labels_stand_in_nodes() {
    for marked in
        ["MATCH (p:¦", "MATCH (:¦)", "MATCH (p:Film|¦", "MATCH (a)-->(b:¦", "MATCH (a)<-[:DIRECTED]-(:¦)"]
    {
        check(marked, &["Film", "Person", "`Lost Reel`"]);
    }
    check("MATCH (p:pe¦) RETURN p", &["Person"]);
    check("MATCH (p:Person) WHERE p:F¦", &["Film"]);
    check("MATCH (p:`lo¦", &["`Lost Reel`"]);
    check("MATCH (p:lost¦", &["`Lost Reel`"]);
    check("MATCH (p WHERE p:Film&P¦", &["Person"]);
    check("MATCH (a) WHERE EXISTS { (a)-->(:F¦", &["Film"]);
    check("MATCH (¦", &[":Film", ":Person", ":`Lost Reel`"]);
    check("MATCH (pp:Person)-->(p¦", &["pp"]);
}

#[test]
fn relations_stand_in_edges() {
    for marked in
        ["MATCH ()-[:¦", "MATCH ()<-[r:¦]-()", "MATCH ()-[:DIRECTED|¦", "MATCH (a)-[r:DIRECTED|¦]-()"]
    {
        check(marked, &["DIRECTED", "STARS_IN", "`SEEN WITH`"]);
    }
    check("MATCH ()-[:stars¦", &["STARS_IN"]);
    check("MATCH ()-[:`se¦", &["`SEEN WITH`"]);
    check("MATCH ()-[¦", &[":DIRECTED", ":STARS_IN", ":`SEEN WITH`"]);
    check("MATCH ()-[r]-() WHERE r:ST¦", &["STARS_IN"]);
    check("RETURN [(p)-[:DIR¦", &["DIRECTED"]);
    check("MATCH (a) WHERE (a)-[:DIR¦", &["DIRECTED"]);
}

#[test]
fn properties_follow_a_dot_or_stand_in_braces() {
    check("MATCH (p:Person) RETURN p.¦", &["aliases", "kind", "name"]);
    check("MATCH (p:Film) RETURN p.¦", &["kind", "name"]);
    check("MATCH (p:Person)-[r:DIRECTED]->() RETURN r.¦", &["sources", "status"]);
    check("MATCH (p) RETURN p.na¦ ORDER BY p.name", &["name"]);
    check("WITH 1 AS x RETURN x.¦", &["aliases", "kind", "name", "sources", "status"]);
    check("MATCH (`odd name`) RETURN `odd name`.k¦", &["kind"]);
    check("RETURN r.s¦ MATCH ()-[r]-()", &["sources", "status"]);
    check("MATCH (p {¦", &["aliases: ", "kind: ", "name: "]);
    check("MATCH (p:Person {name: 'x', k¦", &["kind: "]);
    check("MATCH ()-[:DIRECTED {st¦}]-()", &["status: "]);
    check("MATCH (p) RETURN p {.n¦", &["name"]);
    check("MATCH (p)-[r:STARS_IN]->() RETURN r.¦", &[]);
    check("MATCH (p:Person) WHERE p.a¦", &["aliases"]);
    check("MATCH (p:Film) RETURN p.a¦", &[]);
    check("MATCH (p:Film|Person) RETURN p.a¦", &["aliases"]);
    check("MATCH (p:`Lost Reel` {¦", &["kind: ", "name: "]);
    check("MATCH (p:Unknown {a¦", &["aliases: "]);
    check("RETURN 1.¦", &[]);
    check("RETURN {¦", &[]);
    check("RETURN head(nodes(x)).n¦", &["name"]);
}

#[test]
fn names_in_quotes_are_written_as_a_query_reads_them() {
    check("MATCH (p {name: 'Marit¦", &["'Marit Holsen'", "'Marit O\\'Hara'"]);
    check("MATCH (p {name: \"Marit¦", &["\"Marit Holsen\"", "\"Marit O'Hara\""]);
    check("MATCH (p {name: 'Marit¦'}) RETURN p", &["'Marit Holsen", "'Marit O\\'Hara"]);
    check("MATCH (p {name: 'Marit O\\'¦", &["'Marit O\\'Hara'"]);
    check("MATCH (p) WHERE p.name = 'Ém¦", &["'Émile \"Le Chat\" Noir'"]);
    check("MATCH (p) WHERE p.name = \"émi¦", &["\"Émile \\\"Le Chat\\\" Noir\""]);
    check("MATCH (p) WHERE p.name IN ['x', 'back¦", &["'back\\\\slash'"]);
    check("MATCH (p) WHERE p.name STARTS WITH 'two¦", &["'two\\nlines'"]);
    check("MATCH (p) WHERE p.name = '日¦", &["'日本の夜 🎬'"]);
    check("MATCH (p) WHERE p.name CONTAINS 'hol¦", &["'Marit Holsen'"]);
    check("RETURN 'quiet¦", &["'The Quiet Coast'"]);
    check("MATCH (p {kind: 'Pe¦", &["'Person'"]);
    check("MATCH ()-[r]-() WHERE r.status = 'pl¦", &["'planned'"]);
    check("MATCH ()-[r]-() WHERE status(r) = 'x¦", &[]);
    check("RETURN date('¦", &[]);
    check("MATCH (p {name: 'Marit'¦", &[]);
    assert_eq!(offered("MATCH (p {name: 'Mar¦it'}) RETURN p").0, "'Mar");
}

#[test]
fn keywords_stand_where_they_may() {
    check("¦", &["MATCH", "OPTIONAL MATCH", "UNWIND", "WITH", "RETURN", "EXPLAIN", "PROFILE"]);
    check("ma¦", &["MATCH"]);
    check("RETURN 1; ma¦", &["MATCH"]);
    check("EXPLAIN m¦", &["MATCH"]);
    check("MATCH (p) r¦", &["RETURN"]);
    check("MATCH (p) ¦", &["WHERE", "RETURN", "WITH", "MATCH", "OPTIONAL MATCH", "UNWIND"]);
    check("MATCH (p) WHERE p.name ST¦", &["STARTS WITH"]);
    check("MATCH (p) WHERE p.name STARTS ¦", &["WITH"]);
    check("MATCH (p) WHERE p.name = 'x' a¦", &["AND"]);
    check("MATCH (p) WHERE p.name IS NOT ¦", &["NULL"]);
    check("MATCH (p) RETURN p.name OR¦", &["ORDER BY", "OR"]);
    check("MATCH (p) RETURN p.name ORDER ¦", &["BY"]);
    check("MATCH (p) RETURN p.order l¦", &["LIMIT"]);
    check("MATCH (p) RETURN p.name ORDER BY p.name d¦", &["DESC"]);
    check(
        "MATCH (p) RETURN p LIMIT 5 ¦",
        &offered("MATCH (p) RETURN p SKIP 1 ¦").1.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    check("MATCH (p) WHERE EXISTS { m¦", &["MATCH"]);
    check("MATCH (p) WHERE EXISTS { MATCH (p) w¦", &["WHERE", "WITH"]);
    check("RETURN CASE w¦", &["WHEN"]);
    check("RETURN CASE WHEN true t¦", &["THEN"]);
    check("RETURN [x IN [1] w¦", &["WHERE"]);
    check_some("UNWIND [1] ¦", &["AS"], &["LIMIT"]);
    check("MATCH (p) RETURN p AS ¦", &[]);
    check("MATCH p¦", &[]);
    check("MATCH s¦", &["shortestPath("]);
}

#[test]
fn functions_and_variables_stand_in_values() {
    check("RETURN tol¦", &["toLower("]);
    check("RETURN tol¦(x)", &["toLower"]);
    check("RETURN count(dis¦", &["DISTINCT"]);
    check_some("MATCH (film)<-[role]-(fan) RETURN f¦", &["film", "fan", "false", "floor("], &["role"]);
    check_some("MATCH (p)-[r]->(t) WHERE ¦", &["p", "r", "t", "NOT"], &["MATCH", "abs("]);
    check_some("MATCH path = (a)--(b) WITH a AS one RETURN ¦", &["path", "a", "b", "one", "DISTINCT"], &[]);
    check_some("RETURN [item IN [1] | it¦", &["item"], &[]);
    check_some("MATCH (a) RETURN size(¦", &["a"], &[":Person"]);
    check_some("UNWIND range(1, 3) AS number RETURN num¦", &["number"], &[]);
    check("MATCH (x) RETURN duration.in¦", &["inDays(", "inMonths(", "inSeconds("]);
    check("RETURN date.tru¦", &["truncate("]);
    check_some("RETURN tr¦", &["trim(", "true"], &["TRUE"]);
    check(
        "RETURN ¦1",
        &[
            "DISTINCT", "NOT", "CASE", "EXISTS", "COUNT", "COLLECT", "true", "false", "null", "all(", "any(",
            "none(", "single(", "reduce(",
        ],
    );
}

#[test]
fn nothing_is_offered_where_nothing_is_known() {
    for marked in [
        "// ma¦",
        "/* ma¦",
        "RETURN 12¦",
        "RETURN $na¦",
        "MATCH (a)-¦",
        "MATCH (a)-[r]¦",
        "RETURN `¦",
        "RETURN 'zzz¦",
        "x; y; 'é¦",
    ] {
        let (_, found) = offered(marked);
        assert!(found.is_empty() || marked.starts_with("x;"), "{marked}: {found:?}");
    }
}

#[test]
fn any_place_in_any_text_is_safe() {
    let view = view();
    let texts = [
        "MATCH (p:Person {name: 'É'})-[r:DIRECTED|STARS_IN*1..3]->(t) WHERE t.name =~ \"日\" RETURN p {.name}, [x IN r | x.status];",
        ")]}:|.,{[(:.",
        "''\\'`é",
        "{{{:::",
        "CASE CASE END . | : é 🎬",
        "`a``b` : 'x\\u00",
        "\u{301}é\u{200d}",
    ];
    for text in texts {
        for cursor in 0..=text.len() + 2 {
            let found = complete(&view, text, cursor);
            assert!(text.get(found.at).is_some(), "{text} {cursor}");
        }
    }
    assert!(complete(&View::default(), "MATCH (a:", 9).candidates.is_empty());
}

#[test]
fn a_name_is_listed_plainly() {
    let found = complete(&view(), "RETURN 'two", 11);
    assert_eq!(found.candidates[0].label, "two\nlines");
}

#[test]
fn many_names_are_cut_and_said_to_be() {
    let many = |different: usize| {
        let mut builder = ViewBuilder::new();
        for at in 0..150 {
            let node = builder.node(["Person"]);
            builder.node_property(node, "name", &Value::Text(format!("Name {:03}", at % different)));
        }
        builder.build()
    };
    for typed in ["'Name", "'name", "'"] {
        let offered = |view: &View| {
            let found = complete(view, &format!("RETURN {typed}"), 7 + typed.len());
            (found.candidates.len(), found.more)
        };
        assert_eq!(offered(&many(75)), (75, false), "{typed}");
        assert_eq!(offered(&many(150)), (100, true), "{typed}");
    }
}
