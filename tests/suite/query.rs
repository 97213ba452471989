//! The query language over small graphs.

use std::time::Duration;

use callsheet::query::{Limits, Query, Rows, Settings, Value, View, ViewBuilder, run, run_on};
use callsheet::{Graph, Ontology};

use crate::hand;

pub(crate) fn studio_lot() -> Graph {
    hand::graph(
        r#"
        Person Nora Vale | Vale
        Person Nora Vale -directed-> Film Glass Harbor
        Person Nora Vale -wrote-> Film Glass Harbor
        Person Nora Vale -directed-> Series Tin Moon [planned, season=2]
        Person Otto Reyes -stars-in-> Film Glass Harbor [character=Dario]
        Person Otto Reyes -stars-in-> Series Tin Moon [rumoured]
        Person Ída Berg -composed-> Series Tin Moon
        Person Ída Berg -collaborated-with-> Person Otto Reyes
        Film Glass Harbor -released-> "2021-05-07"
        Film Glass Harbor -genre-> "heist drama"
        Film Glass Harbor -genre-> "comedy" [denied]
        Series Tin Moon -released-> "2024" [planned]
        Series Tin Moon -airs-on-> Studio Kanal Ö
        "#,
    )
}

pub(crate) fn rows(source: &str) -> Rows {
    let query: Query = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
    run(&studio_lot(), &Ontology::default(), &query).unwrap_or_else(|error| panic!("{source}: {error}"))
}

#[track_caller]
pub(crate) fn check(source: &str, expected: &[&str]) {
    let found: Vec<String> = rows(source)
        .rows
        .iter()
        .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "))
        .collect();
    assert_eq!(found, expected, "{source}");
}

#[track_caller]
fn check_error(source: &str, message: &str, at: &str, hint: Option<&str>) {
    let found = source.parse::<Query>().and_then(|query| run(&studio_lot(), &Ontology::default(), &query));
    let error = found.unwrap_err();
    assert_eq!(error.to_string(), message, "{source}");
    assert_eq!(source.get(error.at.clone()), Some(at), "{source}");
    assert_eq!(error.kind.hint().as_deref(), hint, "{source}");
}

#[test]
fn patterns_follow_edges_in_their_direction() {
    check(
        "MATCH (p:Person)-[:DIRECTED]->(t) RETURN p.name, t.name",
        &["Nora Vale | Glass Harbor", "Nora Vale | Tin Moon"],
    );
    check(
        "MATCH (t:Film)<-[r]-(p) RETURN p.name, type(r)",
        &["Nora Vale | DIRECTED", "Nora Vale | WROTE", "Otto Reyes | STARS_IN"],
    );
    check(
        "MATCH (t:Film {name: 'Glass Harbor'})-[:DIRECTED|WROTE]-(p) RETURN p.name",
        &["Nora Vale", "Nora Vale"],
    );
    check("MATCH (t:Film)-[:DIRECTED]->(p) RETURN p.name", &[]);
}

#[test]
fn a_symmetric_relation_is_found_from_either_end() {
    check("MATCH (:Person {name: 'Otto Reyes'})-[:COLLABORATED_WITH]->(p) RETURN p.name", &["Ída Berg"]);
    check("MATCH (:Person {name: 'Ída Berg'})-[:COLLABORATED_WITH]->(p) RETURN p.name", &["Otto Reyes"]);
    check(
        "MATCH (a)-[:COLLABORATED_WITH]-(b) RETURN a.name, b.name",
        &["Otto Reyes | Ída Berg", "Ída Berg | Otto Reyes"],
    );
}

#[test]
fn no_edge_is_used_twice_in_one_match() {
    check("MATCH (a:Person)-[:DIRECTED]->(t)<-[:DIRECTED]-(b) RETURN a.name, b.name", &[]);
    check(
        "MATCH (a:Person)-[:DIRECTED]->(t) MATCH (t)<-[:DIRECTED]-(b) RETURN DISTINCT a.name, b.name",
        &["Nora Vale | Nora Vale"],
    );
    check(
        "MATCH (a:Person)-[:DIRECTED]->(t:Film), (t)<-[:STARS_IN]-(b) RETURN a.name, b.name",
        &["Nora Vale | Otto Reyes"],
    );
}

#[test]
fn literals_are_nodes_and_properties() {
    check(
        "MATCH (t)-[:RELEASED]->(d:Literal) RETURN t.name, d.value ORDER BY d.value DESC",
        &["Tin Moon | 2024", "Glass Harbor | 2021-05-07"],
    );
    check("MATCH (t:Film) RETURN t.released, t.genre, t.language", &["[2021-05-07] | [heist drama] | null"]);
    check("MATCH (t) WHERE 'heist drama' IN t.genre RETURN t.id", &["film:glass-harbor"]);
}

#[test]
fn edges_have_status_confidence_sources_and_attributes() {
    check(
        "MATCH ()-[r:STARS_IN]->(t) RETURN t.name, r.status, r.character, r.confidence, r.sources",
        &["Glass Harbor | asserted | Dario | 0.9 | 1", "Tin Moon | rumoured | null | 0.9 | 1"],
    );
    check("MATCH (p)-[r:DIRECTED {season: '2'}]->() RETURN p.aliases", &["[Vale]"]);
}

#[test]
fn unknown_is_neither_true_nor_false() {
    check("MATCH (t:Series|Film) WHERE t.genre = 'x' RETURN t.name", &[]);
    check("MATCH (t:Series) WHERE NOT t.genre = 'x' RETURN t.name", &[]);
    check("MATCH (t:Series) WHERE t.genre IS NULL RETURN t.name", &["Tin Moon"]);
    check(
        "RETURN null = null, null OR true, null AND false, 1 IN [2, null], NOT null, true XOR null",
        &["null | true | false | null | null | null"],
    );
    check(
        "RETURN 1 < 'a', 'a' < 'b', [1] = [1], 7 % 4, 2 + 3 * 4, 7 / 2, 7 / 2.0",
        &["null | true | true | 3 | 14 | 3 | 3.5"],
    );
}

#[test]
fn an_optional_match_keeps_the_row() {
    check(
        "MATCH (p:Person) OPTIONAL MATCH (p)-[:COMPOSED]->(t) RETURN p.name, t.name ORDER BY p.name",
        &["Nora Vale | null", "Otto Reyes | null", "Ída Berg | Tin Moon"],
    );
}

#[test]
fn rows_are_counted_collected_sorted_and_cut() {
    check(
        "MATCH (p:Person)-[r]->(t) RETURN p.name AS who, count(*) AS n ORDER BY n DESC, who LIMIT 2",
        &["Nora Vale | 3", "Otto Reyes | 3"],
    );
    check(
        "MATCH (p:Person)-->(t:Film|Series) RETURN t.name, collect(DISTINCT p.name)",
        &["Glass Harbor | [Nora Vale, Otto Reyes]", "Tin Moon | [Nora Vale, Otto Reyes, Ída Berg]"],
    );
    check(
        "MATCH (p:Studio)-[:WROTE]->(t) RETURN count(*), count(DISTINCT t), collect(t.name), min(t.name)",
        &["0 | 0 | [] | null"],
    );
    check("MATCH (p:Person) RETURN p.name ORDER BY p.name SKIP 1 LIMIT 1", &["Otto Reyes"]);
    check(
        "MATCH (p:Person)-->(t) WITH p, count(DISTINCT t) AS n WHERE n > 2 RETURN p.name, n",
        &["Otto Reyes | 3"],
    );
    check("UNWIND [3, 1, 2] AS n RETURN n ORDER BY n", &["1", "2", "3"]);
    check("RETURN sum([1][0]) + count(*) AS n", &["2"]);
}

#[test]
fn parts_are_joined_by_union() {
    let source =
        "MATCH (p)-[:WROTE]->() RETURN p.name AS n UNION MATCH (p)-[:DIRECTED]->() RETURN p.name AS n";
    check(source, &["Nora Vale"]);
    check(&source.replace("UNION", "UNION ALL"), &["Nora Vale", "Nora Vale", "Nora Vale"]);
}

#[test]
fn words_are_compared_and_changed() {
    check(
        "MATCH (p:Person) WHERE p.name STARTS WITH 'Íd' OR toLower(p.name) CONTAINS 'REYES' RETURN p.name",
        &["Ída Berg"],
    );
    check(
        "MATCH (p:Person) WHERE p.name ENDS WITH 'e' XOR p.kind <> 'Person' RETURN size(p.name), labels(p)",
        &["9 | [Person]"],
    );
    check("RETURN coalesce(null, 'b'), toUpper('é'), 'it\\'s' AS x", &["b | É | it's"]);
}

#[test]
fn text_and_query_are_the_same() {
    for source in [
        "MATCH (p:Person {name: 'Nora Vale'})-[r:DIRECTED|WROTE {season: '2'}]->(t), (t)<--()\nWHERE r.status IN ['asserted', 'planned'] AND NOT t.name = 'x'\nRETURN DISTINCT p.name AS who, collect([r]) AS because\nORDER BY who DESC, t.id\nSKIP 1\nLIMIT 10",
        "OPTIONAL MATCH (a)-[]-(b:Film&(Series|Person))\nWITH *, count(*) AS n\nWHERE n > 1 AND (a.x OR b.y) AND a.name IS NOT NULL\nRETURN *",
        "UNWIND [1, -2.5, 'it\\'s', null, true, {a: 1}] AS x\nRETURN x.a[0], -(1 + 2) * 3, 1 - (2 - 3) AS `odd name`",
        "MATCH (n:Film)\nRETURN n\nUNION ALL\nMATCH (n:Series)\nRETURN n",
    ] {
        let source = source.replace("-[]-", "--");
        let query: Query = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
        assert_eq!(query.to_string(), source);
        assert_eq!(query.to_string().parse::<Query>().unwrap(), query);
    }
}

#[test]
fn errors_point_at_the_words() {
    let meant = |name: &str| Some(format!("did you mean `{name}`?"));
    let check = |source, message, at, hint: Option<String>| check_error(source, message, at, hint.as_deref());
    check("MATCH (film) RETURN 'é', flim.name", "there is no variable `flim` here", "flim", meant("film"));
    check("RETURN 'é', tolowr('A')", "there is no function `tolowr`", "tolowr", meant("toLower`, `toFloat"));
    check("RETURN 'é', size()", "`size` takes one argument", "size", None);
    check("MATCH (é) RETRUN é", "`RETRUN` cannot stand here", "RETRUN", meant("RETURN"));
    // A keyword in the wrong place is no slip of the pen.
    check("RETURN 'é' UNWIND 1", "`UNWIND` cannot stand here", "UNWIND", None);
    check("RETURN 'é' LIMIT 1 ORDER BY 1", "`ORDER` cannot stand here", "ORDER", None);
    check("MATCH (é:Film WHERE", "`(` is never closed", "(", None);
    check("RETURN 'é", "`'` is never closed", "'é", None);
    check("MATCH (é) WHERE count(é) > 1 RETURN é", AGGREGATE, "count", None);
    check("RETURN 'é' AS a, 2 AS a", "there are two columns `a`", "a", None);
    check("RETURN 1 AS é LIMIT -1", "expected a whole number from 0 up, found a negative number", "-1", None);
    check("RETURN 'é' - 1", "expected a number, found text", "'é'", None);
    check("MATCH (é)-[é]->() RETURN é", "`é` is already bound to something else", "é", None);
}

#[test]
fn names_that_nothing_has_are_warned_of() {
    #[track_caller]
    fn check(source: &str, message: &str, at: &str, meant: &str) {
        let warnings = rows(source).warnings;
        let [warning] = warnings.as_slice() else { panic!("{source}: {warnings:?}") };
        assert_eq!(warning.to_string(), message, "{source}");
        assert_eq!(source.get(warning.at.clone()), Some(at), "{source}");
        assert_eq!(warning.kind.hint(), Some(format!("did you mean `{meant}`?")), "{source}");
    }
    check("MATCH (é)-[:DIRECTD]->(t) RETURN é", "there is no relation `DIRECTD`", "DIRECTD", "DIRECTED");
    check("MATCH (é:Pörson) RETURN é", "there is no kind `Pörson`", "Pörson", "Person");
    check("MATCH (fé:Film) RETURN fé.nme", "there is no property `nme`", "nme", "name");
    check("MATCH ()-[r]->(é) RETURN r.statis", "there is no property `statis`", "statis", "status");
    assert_eq!(rows("MATCH (s:Award)-[r:EDITED]->() WHERE r.season = '2' RETURN s.released").warnings, []);
}

const AGGREGATE: &str = "`count` counts over rows and can only stand in `RETURN` or `WITH`";

/// Every node of a graph joined to every other.
pub(crate) fn crowd(count: u32) -> View {
    let mut builder = ViewBuilder::new();
    for number in 0..count {
        let node = builder.node(["Person"]);
        builder.node_property(node, "name", &Value::Text(format!("Person {number}")));
    }
    for from in 0..count {
        for to in (0..count).filter(|to| *to != from) {
            builder.edge(from, "KNOWS", to);
        }
    }
    builder.build()
}

/// Also what fuzzing found.
#[test]
fn what_is_printed_reads_as_the_same_query() {
    for source in [
        "RETURN (null IS Nl) IS NULL AS c",
        "RETURN ANY{} OR true",
        "RETURN ---0 AS a, -(5) AS b, -(-2.5) AS c",
        "MATCH (a), (b) RETURN 2 * ((a)-[:X]->(b)) AS a, NOT (a)-->(b) AND (a)--(b) AS b, ((a)-->(b)) = true AS c",
        "WITH 1 AS `EXISTS`, 2 AS `all` RETURN `EXISTS` > 0 AND `all` < 3 AS a, [`EXISTS`] AS b",
        "RETURN [1, ---1---2, 5] AS a, 1---2 AS b, 1 - -x AS c",
        r"RETURN 'a\r' OR  true, 1 AS `b\\c``d`",
        "RETURN 1E9 AS a, -0.5 AS b, 2^-3 AS c",
        "MATCH (n) RETURN collect(n) AS a, n.x IS NULL AS b, COLLECT { MATCH (m) RETURN m } AS c",
        "WITH CASE WHEN true THEN 1 END AS a RETURN a, collect (a)",
        "MATCH (a)-[r:X|Y*2..3 {k: 1}]->(b:C&D) WHERE NOT (a)-->(b) AND a:C RETURN *",
        "MATCH p = allShortestPaths((a)-[*]-(b)) RETURN [n IN nodes(p) WHERE n.x > 1 | n.y][1..-1] AS l",
        "UNWIND [1, 2] AS x WITH x WHERE x IN [1] RETURN CASE x WHEN 1, 2 THEN 'a' ELSE {k: x}.k END AS `é b`",
        "MATCH (n) RETURN n {.name, .*, x: 1} AS m, reduce(s = 0, x IN [1] | s + x) AS r, all(x IN [] WHERE x) AS q",
        "PROFILE MATCH (n) WHERE EXISTS { MATCH (n)-->() } RETURN COUNT { MATCH (n)--() } + $p, date.truncate('day', date())",
    ] {
        let query: Query = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
        let printed = query.to_string();
        assert_eq!(printed.parse::<Query>().as_ref(), Ok(&query), "{printed}");
    }
}

#[test]
fn texts_are_matched_as_a_whole() {
    check(
        "RETURN 'Glass Harbor' =~ 'Glass.*', 'Glass Harbor' =~ 'Glass', null =~ 'x'",
        &["true | false | null"],
    );
    check_error("RETURN 'é' =~ '('", "`(` is not a regular expression that can be read", "'('", None);
}

#[test]
fn a_query_that_takes_too_much_is_ended() {
    let view = crowd(40);
    let settings = |limits: Limits| Settings { limits, ..Settings::default() };
    let time = settings(Limits { time: Some(Duration::from_millis(200)), ..Limits::default() });
    let memory = settings(Limits { memory: Some(1_000_000), ..Limits::default() });
    let rows = settings(Limits { rows: Some(100), ..Limits::default() });
    for (source, settings, message) in [
        ("MATCH (a), (b), (c), (d), (e), (f) RETURN count(*)", &time, "the query was ended after"),
        (
            "MATCH (a {name: 'Person 1'})-[*]->(b {name: 'é'}) RETURN count(*)",
            &time,
            "the query was ended after",
        ),
        ("UNWIND range(1, 1000000000) AS x RETURN x", &memory, "the query was ended when it held"),
        (
            "UNWIND range(1, 10000) AS x UNWIND range(1, 100) AS y RETURN collect([x, y])",
            &memory,
            "the query was ended when it held",
        ),
        ("MATCH (a)-->(b)-->(c) RETURN DISTINCT a, b, c", &memory, "the query was ended when it held"),
        (
            "MATCH p = (a)-[*1..3]->(b) RETURN p ORDER BY length(p)",
            &memory,
            "the query was ended when it held",
        ),
        ("MATCH (a)-->(b) RETURN a, b", &rows, "the query was ended after 100 rows"),
    ] {
        let query: Query = source.parse().unwrap();
        let error = run_on(&view, &query, settings).unwrap_err();
        assert!(error.to_string().starts_with(message), "{source}: {error}");
        assert!(error.kind.hint().is_some(), "{source}");
    }
}

/// A list of which every level has the one below twice, so that a walk through it takes two to the power of `levels`.
fn doubled(levels: usize) -> String {
    format!("WITH [1] AS s {}", "WITH [s, s] AS s ".repeat(levels))
}

#[test]
fn values_that_share_themselves_are_counted_as_if_they_did_not() {
    let limits = Limits { memory: Some(100_000_000), ..Limits::default() };
    let settings = Settings { limits, ..Settings::default() };
    let view = crowd(2);
    for end in [
        "RETURN s",
        "RETURN DISTINCT s",
        "RETURN 1 ORDER BY s",
        "RETURN s, count(*)",
        "RETURN s = s",
        "RETURN size(s)",
    ] {
        let many = format!("{}{end}", doubled(40)).parse().unwrap();
        let error = run_on(&view, &many, &settings).unwrap_err();
        assert!(error.to_string().starts_with("the query was ended when it held"), "{end}: {error}");
        let few = format!("{}{end}", doubled(10)).parse().unwrap();
        assert_eq!(run_on(&view, &few, &settings).unwrap().rows.len(), 1, "{end}");
        // Where nothing bounds it, there is still an end.
        let many = format!("{}{end}", doubled(60)).parse().unwrap();
        let error = run_on(&view, &many, &Settings::default()).unwrap_err();
        assert!(
            error.to_string().starts_with("the query was ended by a value of more than"),
            "{end}: {error}"
        );
    }
}

#[test]
fn walks_through_large_values_look_at_the_clock() {
    let limits = Limits { time: Some(Duration::from_millis(100)), ..Limits::default() };
    let settings = Settings { limits, ..Settings::default() };
    let rows = "UNWIND range(1, 1000000) AS x WITH x,";
    for source in [
        format!("{}{rows} s + [x % 2] AS t RETURN t, count(*)", doubled(18)),
        format!("{}{rows} s, s + [x] AS t WITH t, s WHERE t = s + [0] RETURN count(*)", doubled(18)),
        format!("{}{rows} s + [x % 2] AS t RETURN DISTINCT t", doubled(18)),
        format!("{}{rows} s WHERE x IN s + s RETURN count(*)", doubled(18)),
        "UNWIND range(1, 100000000) AS x RETURN x ORDER BY -x".to_owned(),
        "WITH replace(reduce(s = 'ab', i IN range(1, 10) | s + s), 'a', 'é') AS s UNWIND range(1, 10000) AS x WITH \
            similarity(s, s + toString(x)) AS t RETURN max(t)"
            .to_owned(),
    ] {
        let error = run_on(&crowd(2), &source.parse().unwrap(), &settings).unwrap_err();
        assert!(error.to_string().starts_with("the query was ended after"), "{source}: {error}");
    }
}

#[test]
fn rows_that_compare_alike_stay_in_their_order_however_many_there_are() {
    let rows = |source: &str| run_on(&crowd(2), &source.parse().unwrap(), &Settings::default()).unwrap().rows;
    let sorted = rows("UNWIND range(1, 50000) AS x WITH x % 7 AS k, x ORDER BY k DESC RETURN k, x");
    let mut wanted: Vec<[i64; 2]> = (1..=50_000).map(|x| [x % 7, x]).collect();
    wanted.sort_by_key(|[k, _]| -k);
    let wanted: Vec<[Value; 2]> = wanted.into_iter().map(|row| row.map(Value::Int)).collect();
    assert_eq!(sorted, wanted);
    let first =
        rows("UNWIND range(1, 50000) AS x RETURN x % 7 AS k, x ORDER BY k DESC SKIP 9000 LIMIT 20000");
    assert_eq!(first, wanted[9_000..29_000]);
}

#[test]
fn lists_and_maps_nest_only_so_deep() {
    for step in ["[s]", "{s: s}", "[1, {a: [s]}]"] {
        let query =
            format!("RETURN reduce(s = [], i IN range(1, 1000000) | {step}) AS deep").parse().unwrap();
        let error = run_on(&crowd(2), &query, &Settings::default()).unwrap_err();
        assert!(error.to_string().starts_with("a list or map nests 128 deep at most"), "{step}: {error}");
    }
    check("RETURN size(reduce(s = [], i IN range(1, 127) | [s])) AS n", &["1"]);
}

#[test]
fn ends_are_found_once_by_breadth_as_by_every_way() {
    let view = crowd(6);
    for (range, way) in [("1..2", "->"), ("2..3", "->"), ("0..2", "-"), ("2..2", "-"), ("3..4", "->")] {
        let count = |what: &str| {
            let source = format!("MATCH (a {{name: 'Person 3'}})-[r:KNOWS*{range}]{way}(b) RETURN {what}");
            run_on(&view, &source.parse().unwrap(), &Settings::default()).unwrap().rows
        };
        // A list that names the edges is made by following every way.
        let every = count("count(DISTINCT b), max(size(r))");
        let once = count("count(DISTINCT b)");
        assert_eq!(every[0][0], once[0][0], "{range} {way}");
    }
}

#[test]
fn groups_given_one_node_after_another_are_the_same_groups() {
    let mut builder = ViewBuilder::new();
    for number in 0..30 {
        let node = builder.node(["Person"]);
        builder.node_property(node, "id", &Value::Int(number));
    }
    for number in 0..200u32 {
        builder.edge(number * 7 % 30, "KNOWS", number * number % 29);
    }
    let view = builder.build();
    let rows = |source: &str| run_on(&view, &source.parse().unwrap(), &Settings::default()).unwrap().rows;
    let tail = "count(DISTINCT c) AS n, collect(b.id)[0] AS first ORDER BY n DESC, x, y LIMIT 7";
    let by_node = rows(&format!("MATCH (a)-->(b)-->(c) RETURN a.id AS x, c.id % 3 AS y, {tail}"));
    // A sum is no property, so that these groups wait for all rows.
    let by_value = rows(&format!("MATCH (a)-->(b)-->(c) RETURN a.id + 0 AS x, c.id % 3 AS y, {tail}"));
    assert_eq!(by_node.len(), 7);
    assert_eq!(by_node, by_value);
    assert_eq!(rows("MATCH (a)-->(b) WITH a, count(b) AS n RETURN count(a), sum(n)")[0][1], Value::Int(200));
}

#[test]
fn nodes_without_a_number_are_one_group() {
    let mut builder = ViewBuilder::new();
    let first = builder.node(["Person"]);
    builder.node_property(first, "id", &Value::Int(7));
    builder.node(["Person"]);
    builder.node(["Film"]);
    let query = "MATCH (a) RETURN a.id, count(*)".parse().unwrap();
    let rows = run_on(&builder.build(), &query, &Settings::default()).unwrap().rows;
    assert_eq!(rows, [[Value::Int(7), Value::Int(1)], [Value::Null, Value::Int(2)]]);
}

#[test]
fn a_query_that_nests_too_deep_is_refused() {
    for source in [
        format!("RETURN {}", ["1"; 200_000].join("+")),
        format!("RETURN {}1{}", "(".repeat(100_000), ")".repeat(100_000)),
        format!("RETURN {} true", "NOT ".repeat(100_000)),
        format!("MATCH {}", ["()"; 100_000].join("--")),
    ] {
        let error = source.parse::<Query>().unwrap_err();
        assert!(error.to_string().starts_with("a query has at most"), "{error}");
    }
    let many = format!("RETURN 5 IN [{}]", (0..5_000).map(|n| n.to_string()).collect::<Vec<_>>().join(", "));
    check(&many, &["true"]);
    check(&format!("RETURN {}", ["1"; 400].join(" + ")), &["400"]);
}

#[test]
fn a_query_that_writes_is_refused() {
    let error = "MATCH (é:Film) SET é.name = 'x' RETURN é".parse::<Query>().unwrap_err();
    assert_eq!(error.to_string(), "`SET` would change the graph, and a query only reads it");
    assert!(error.kind.hint().unwrap().contains("callsheet build"));
    for source in
        ["CREATE (n:Film)", "MERGE (n:Film)", "MATCH (n) DETACH DELETE n", "MATCH (n) REMOVE n.name"]
    {
        assert!(
            source.parse::<Query>().unwrap_err().to_string().contains("would change the graph"),
            "{source}"
        );
    }
}

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Whatever order the plan takes, a pattern finds what trying every pair of edges finds.
#[test]
fn a_planned_search_finds_what_trying_everything_finds() {
    let mut dice = Dice(7);
    for _ in 0..40 {
        let relations = ["directed", "wrote", "stars-in"];
        let lines: Vec<String> = (0..14)
            .map(|_| {
                let relation = relations[dice.below(3) as usize];
                format!("Person P{} -{relation}-> Film F{}", dice.below(4), dice.below(4))
            })
            .collect();
        let graph = hand::graph(&lines.join("\n"));
        let mut expected = Vec::new();
        for a in graph.edges().filter(|edge| edge.key.relation.as_str() == "directed") {
            for b in graph.edges().filter(|edge| edge.key != a.key && edge.key.object == a.key.object) {
                let starred = graph.edges().any(|edge| {
                    edge.key.subject == b.key.subject
                        && edge.key != b.key
                        && edge.key.relation.as_str() == "stars-in"
                });
                if starred {
                    expected.push(format!("{} {} {}", a.key.subject, a.key.object.node().unwrap(), b.key));
                }
            }
        }
        expected.sort();
        for source in [
            "MATCH (a)-[:DIRECTED]->(t)<-[r]-(b) MATCH (b)-[s:STARS_IN]->() WHERE s <> r RETURN DISTINCT a, t, r",
            "MATCH (b)-[s:STARS_IN]->() MATCH (b)-[r]->(t), (a)-[:DIRECTED]->(t) WHERE r <> s RETURN DISTINCT a, t, r",
        ] {
            let query: Query = source.parse().unwrap();
            let rows = run(&graph, &Ontology::default(), &query).unwrap().rows;
            let mut found: Vec<String> =
                rows.iter().map(|row| format!("{} {} {}", row[0], row[1], row[2])).collect();
            found.sort();
            assert_eq!(found, expected, "{source} over {lines:?}");
        }
    }
}

#[test]
fn alternatives_of_labels_stand_before_other_labels() {
    check(
        "MATCH (p:Person)-[:DIRECTED]->(t:Film | Series)-[:GENRE]->(g:Literal) RETURN t.name, g.name",
        &["Glass Harbor | comedy", "Glass Harbor | heist drama"],
    );
    check(
        "MATCH (t:Film|Series) WHERE EXISTS { MATCH (:Person|Studio)-[:WROTE]->(t:Film) } RETURN t.name",
        &["Glass Harbor"],
    );
    let query: Query = "MATCH (é:Film|Series|Kürzel)<--(p:Person) RETURN p".parse().unwrap();
    assert_eq!(query.to_string(), "MATCH (é:Film|Series|Kürzel)<--(p:Person)\nRETURN p");
    let warnings = rows("MATCH (é:Film|Kürzel)<--(p:Person) RETURN p").warnings;
    assert_eq!(warnings.len(), 1);
    assert_eq!("MATCH (é:Film|Kürzel)<--(p:Person) RETURN p".get(warnings[0].at.clone()), Some("Kürzel"));
}

#[test]
fn what_is_not_read_is_named() {
    check_error(
        "MATCH (n) CALL { RETURN 1 AS x } RETURN x",
        "subqueries with CALL cannot be queried yet",
        "CALL",
        Some("`WITH` or `EXISTS { ... }` may say the same"),
    );
    check_error(
        "MATCH (n) WHERE EXISTS { (:Person)-->(n) } RETURN n",
        "patterns with labels right behind a brace cannot be queried yet",
        "EXISTS",
        Some("write `EXISTS { MATCH (n:Label) }`"),
    );
    check_error(
        "LOAD CSV FROM 'é.csv' AS line RETURN line",
        "tables cannot be queried yet",
        "LOAD",
        Some("`callsheet import` makes a graph of them"),
    );
    let writes = "MATCH (n) FOREACH (x IN [1] | SET n.a = x)".parse::<Query>().unwrap_err();
    assert_eq!(writes.to_string(), "`FOREACH` would change the graph, and a query only reads it");
}

#[test]
fn shortest_paths_begin_anywhere_but_at_a_length() {
    check_error(
        "MATCH p = shortestPath((a)-[*2..4]-(b)) RETURN p",
        "a shortest path begins at `*0` or `*1`, and this one at `*2`",
        "(a)-[*2..4]-(b)",
        Some("without `shortestPath`, `-[*2..]-` finds paths of every length from there on"),
    );
    check(
        "MATCH (a:Person {name: 'Nora Vale'}), p = shortestPath((a)-[r:WROTE]->(t)) RETURN type(r), length(p)",
        &["WROTE | 1"],
    );
}
