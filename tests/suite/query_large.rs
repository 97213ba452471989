//! The query language over a graph that is large enough for threads, groups told by nodes and the like.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use callsheet::query::{
    Engine, Limits, Query, Settings, Stop, Value, View, ViewBuilder, run_each_on, run_on,
};

const PEOPLE: u32 = 6_000;
const TITLES: u32 = 2_500;

/// Who has which part in which title.
struct Lot {
    view: View,
    credits: BTreeSet<(u32, u32, &'static str)>,
}

/// People and titles with edges that look like chance and are the same in every run.
fn lot() -> Lot {
    let mut builder = ViewBuilder::new();
    for number in 0..PEOPLE + TITLES {
        let kind = if number < PEOPLE { "Person" } else { "Title" };
        let node = builder.node([kind]);
        builder.node_property(node, "id", &Value::Int(10 + 3 * i64::from(number)));
        builder.node_property(node, "name", &Value::Text(format!("{kind} {}", number % 1_000)));
    }
    let (mut credits, mut state) = (BTreeSet::new(), 7u64);
    for title in PEOPLE..PEOPLE + TITLES {
        for part in 0..7 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // The square makes some people busy.
            let chance = (state >> 33) as f64 / f64::from(1u32 << 31);
            let person = (chance * chance * f64::from(PEOPLE)) as u32;
            let relation = ["STARS_IN", "DIRECTED", "WROTE"][[0, 0, 0, 0, 1, 2, 2][part]];
            credits.insert((person, title, relation));
        }
    }
    for (person, title, relation) in &credits {
        builder.edge(*person, relation, *title);
    }
    Lot { view: builder.build(), credits }
}

fn rows(view: &View, text: &str) -> Vec<Vec<Value>> {
    let query: Query = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    run_on(view, &query, &Settings::default()).unwrap_or_else(|error| panic!("{text}: {error}")).rows
}

fn whole(value: &Value) -> i64 {
    match value {
        Value::Int(value) => *value,
        other => panic!("{other} is no whole number"),
    }
}

/// For each two people, the first before the second, the titles that both have a part in.
fn pairs(lot: &Lot) -> BTreeMap<(u32, u32), BTreeSet<u32>> {
    let mut by_title: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (person, title, _) in &lot.credits {
        by_title.entry(*title).or_default().insert(*person);
    }
    let mut pairs: BTreeMap<(u32, u32), BTreeSet<u32>> = BTreeMap::new();
    for (title, people) in &by_title {
        for a in people {
            for b in people.range(a + 1..) {
                pairs.entry((*a, *b)).or_default().insert(*title);
            }
        }
    }
    pairs
}

const PAIRS: &str = "MATCH (a:Person)-[:STARS_IN|DIRECTED|WROTE]->(t:Title)<-[:STARS_IN|DIRECTED|WROTE]-(b:Person) \
                     WHERE a.id < b.id RETURN a.id AS a, b.id AS b, count(DISTINCT t) AS n";

#[test]
fn pairs_are_counted_as_by_hand_on_any_number_of_threads() {
    let lot = lot();
    let mut expected: Vec<(i64, i64, i64)> = pairs(&lot)
        .into_iter()
        .map(|((a, b), titles)| (10 + 3 * i64::from(a), 10 + 3 * i64::from(b), titles.len() as i64))
        .collect();
    let counted = |text: &str| -> Vec<(i64, i64, i64)> {
        rows(&lot.view, text).iter().map(|row| (whole(&row[0]), whole(&row[1]), whole(&row[2]))).collect()
    };
    let mut all = counted(PAIRS);
    all.sort_unstable();
    assert_eq!(all, expected);
    let turned = PAIRS.replace("a.id < b.id", "b.id > a.id");
    let mut all = counted(&turned);
    all.sort_unstable();
    assert_eq!(all, expected);
    expected.sort_by_key(|(a, b, n)| (-n, *a, *b));
    let first = format!("{PAIRS} ORDER BY n DESC, a, b SKIP 3 LIMIT 40");
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| counted(&first)), expected[3..43]);
    }
    // Rows that compare alike keep the order of the search, whichever thread finds them.
    let ties = format!("{PAIRS} ORDER BY n DESC LIMIT 900");
    let found = [1, 2, 5].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| counted(&ties))
    });
    assert_eq!(found[0], found[1]);
    assert_eq!(found[0], found[2]);
}

#[test]
fn chance_is_drawn_in_one_order_on_any_number_of_threads() {
    let view = lot().view;
    let found = [1, 4].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| rows(&view, "MATCH (n) RETURN n.id AS id, rand() AS chance ORDER BY chance LIMIT 10"))
    });
    assert_eq!(found[0], found[1]);
}

#[test]
fn shared_titles_are_gathered_once_each() {
    let lot = lot();
    let pairs = pairs(&lot);
    let (a, _) = *pairs.keys().next().unwrap();
    let text = format!(
        "MATCH (a:Person {{id: {}}})-[:STARS_IN|DIRECTED|WROTE]->(t)<-[:STARS_IN|DIRECTED|WROTE]-(b:Person) \
         WHERE b.id <> a.id RETURN b.id AS b, b.name AS name, collect(DISTINCT t.id) AS titles, count(*) AS n",
        10 + 3 * a
    );
    let mut expected: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for ((one, other), titles) in &pairs {
        if *one == a || *other == a {
            let id = |node: u32| 10 + 3 * i64::from(node);
            expected.insert(id(one + other - a), titles.iter().map(|title| id(*title)).collect());
        }
    }
    let found = rows(&lot.view, &text);
    let titles = |value: &Value| match value {
        Value::List(titles) => titles.iter().map(whole).collect::<Vec<_>>(),
        other => panic!("{other} is no list"),
    };
    let found: BTreeMap<i64, Vec<i64>> = found.iter().map(|row| (whole(&row[0]), titles(&row[2]))).collect();
    assert_eq!(found, expected);
}

#[test]
fn groups_by_a_name_that_several_share_are_not_taken_apart() {
    let view = lot().view;
    let by_name = rows(&view, "MATCH (p:Person)-[:DIRECTED]->(t) RETURN p.name AS name, count(t) AS n");
    let names: BTreeSet<String> = by_name.iter().map(|row| row[0].to_string()).collect();
    assert_eq!(names.len(), by_name.len());
    let all = rows(&view, "MATCH (:Person)-[e:DIRECTED]->() RETURN count(e)");
    assert_eq!(by_name.iter().map(|row| whole(&row[1])).sum::<i64>(), whole(&all[0][0]));
}

#[test]
fn one_way_is_enough_where_rows_are_not_counted() {
    let view = lot().view;
    let path = "MATCH (a:Person {id: 16})-[:STARS_IN]->(s)<-[:STARS_IN]-(b)-[:WROTE]->(t)<-[:STARS_IN]-(c)";
    let once = rows(&view, &format!("{path} RETURN DISTINCT b.id AS b"));
    let counted = rows(&view, &format!("{path} RETURN b.id AS b, count(*) AS n"));
    let ids = |rows: &[Vec<Value>]| rows.iter().map(|row| whole(&row[0])).collect::<BTreeSet<_>>();
    assert!(!once.is_empty());
    assert_eq!(once.len(), counted.len());
    assert_eq!(ids(&once), ids(&counted));
}

#[test]
fn no_name_is_fewer_than_no_edits_away() {
    let view = lot().view;
    let near = |test: &str| {
        rows(&view, &format!("MATCH (n) WHERE levenshtein(n.name, 'Person 1') {test} RETURN n.id")).len()
    };
    assert_eq!(near("<= -1"), 0);
    assert_eq!(near("< 0"), 0);
    assert_eq!(near("<= 0"), 6);
    assert_eq!(near("< 1"), 6);
}

#[test]
fn a_plan_that_is_kept_takes_new_values() {
    let engine = Engine::new(lot().view);
    let name = |id: i64| {
        let settings =
            Settings { parameters: [("id".to_owned(), Value::Int(id))].into(), ..Settings::default() };
        engine.run("MATCH (n {id: $id}) RETURN n.name", &settings).unwrap().rows[0][0].to_string()
    };
    assert_eq!([name(10), name(13), name(10)], ["Person 0", "Person 1", "Person 0"]);
    assert!(engine.run("MATCH (n RETURN n", &Settings::default()).is_err());
    let other = (0..300).map(|number| engine.run(&format!("RETURN {number} AS n"), &Settings::default()));
    assert!(other.into_iter().all(|rows| rows.is_ok()));
    assert_eq!(name(16), "Person 2");
}

#[test]
fn a_query_can_be_stopped_from_outside() {
    let view = lot().view;
    let stop = Stop::default();
    let limits = Limits { stop: Some(stop.clone()), ..Limits::default() };
    let settings = Settings { limits, ..Settings::default() };
    let endless: Query = "MATCH (a), (b), (c) RETURN a.id".parse().unwrap();
    let mut count = 0;
    // Whoever takes the rows ends it: without that it would run for years.
    let stopped = run_each_on(&view, &endless, &settings, &mut |_, _| {
        count += 1;
        if count == 10 {
            stop.now();
        }
        ControlFlow::Continue(())
    });
    assert_eq!(stopped.unwrap_err().to_string(), "the query was stopped");
    assert!(run_on(&view, &endless, &settings).is_err());
    stop.lift();
    let short: Query = "MATCH (a) RETURN count(a)".parse().unwrap();
    assert!(run_on(&view, &short, &settings).is_ok());
}

#[test]
fn a_number_of_a_map_is_compared_as_well_as_one_of_a_node() {
    let view = lot().view;
    let text = |other: &str| {
        format!(
            "MATCH (p:Person {{id: 16}})-[:STARS_IN]->(s)<-[:STARS_IN]-(b) WITH p, {{id: 16}} AS m \
             MATCH (p)-[:STARS_IN]->(t)<-[:STARS_IN]-(c) WHERE {other}.id < c.id RETURN count(*) AS n"
        )
    };
    let (of_map, of_node) = (rows(&view, &text("m")), rows(&view, &text("p")));
    assert!(whole(&of_map[0][0]) > 0);
    assert_eq!(of_map, of_node);
    let none =
        rows(&view, "WITH {id: null} AS m MATCH (p {id: 16}) RETURN count(m.id), count(DISTINCT m.id)");
    assert_eq!(none, [[Value::Int(0), Value::Int(0)]]);
}

#[test]
fn values_that_grow_are_counted_while_they_are_made() {
    let limits = Limits {
        memory: Some(20_000_000),
        time: Some(std::time::Duration::from_secs(20)),
        ..Limits::default()
    };
    let settings = Settings { limits, ..Settings::default() };
    let view = lot().view;
    for text in [
        "RETURN reduce(s = 'a', x IN range(1, 40) | s + s)",
        "RETURN [x IN range(1, 500000) | 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' + toString(x)]",
        "MATCH (n) WITH collect(n) AS all RETURN size(reduce(s = [], x IN all | s + all))",
        "MATCH (a:Person), (b) WITH a, b, a.id + b.id AS sum ORDER BY sum LIMIT 1000000 RETURN count(*)",
    ] {
        let query: Query = text.parse().unwrap();
        let error = run_on(&view, &query, &settings).unwrap_err().to_string();
        assert!(error.starts_with("the query was ended when it held"), "{text}: {error}");
    }
}

#[test]
fn what_is_drawn_by_chance_is_a_row_each_time() {
    let view = lot().view;
    let edges = whole(&rows(&view, "MATCH (a:Person)-[r]->(b) RETURN count(r)")[0][0]);
    let drawn = rows(&view, "MATCH (a:Person)-[r]->(b) RETURN DISTINCT a.id, rand() AS chance");
    assert_eq!(drawn.len() as i64, edges);
}

#[test]
fn whoever_wants_no_more_rows_is_given_none() {
    let view = lot().view;
    for text in [
        "MATCH (n)-->() RETURN n.id, count(*)",
        "MATCH (n)-->() RETURN n.id ORDER BY n.name",
        "MATCH (n) RETURN n.id AS id UNION ALL MATCH (n) RETURN n.id AS id",
    ] {
        let mut count = 0;
        let query: Query = text.parse().unwrap();
        run_each_on(&view, &query, &Settings::default(), &mut |_, _| {
            count += 1;
            ControlFlow::Break(())
        })
        .unwrap();
        assert_eq!(count, 1, "{text}");
    }
}

#[test]
fn values_of_expressions_count_against_the_memory_of_a_query() {
    let limits = Limits { memory: Some(1_000_000), ..Limits::default() };
    let settings = Settings { limits, ..Settings::default() };
    let grown = |with: &str, give: &str| {
        format!("WITH 'aaaaaaaaaa' AS s {} RETURN {give}", format!("WITH {with} AS s ").repeat(30))
    };
    for source in [
        grown("s+s+s+s+s+s+s+s+s+s", "size(s)"),
        grown("replace(s, 'a', s)", "size(s)"),
        grown("[s, s]", "s"),
        "WITH reduce(s = 'ab', i IN range(1, 15) | s + s) AS s RETURN size(split(s, ''))".to_owned(),
        "WITH reduce(s = [1], i IN range(1, 14) | s + s) AS s RETURN size(s + s + s + s)".to_owned(),
        "WITH reduce(s = 'ab', i IN range(1, 12) | s + s) AS s RETURN similarity(s, s + 'c')".to_owned(),
    ] {
        let error =
            run_on(&ViewBuilder::new().build(), &source.parse().unwrap(), &settings).unwrap_err().to_string();
        assert!(error.starts_with("the query was ended when it held"), "{source}: {error}");
    }
    let fine = "RETURN levenshtein('kitten', 'sitting') AS a, levenshtein('', 'ab') AS b, size(split('abc', '')) AS c";
    let rows = run_on(&ViewBuilder::new().build(), &fine.parse().unwrap(), &settings).unwrap().rows;
    assert_eq!(rows, [[Value::Int(3), Value::Int(2), Value::Int(3)]]);
}
