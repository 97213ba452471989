//! Measures of nodes over small views whose values are known, and over larger ones that look like chance.

use std::collections::BTreeSet;
use std::time::Duration;

use callsheet::query::{Limits, Query, QueryErrorKind, Settings, Value, View, ViewBuilder, run_on};
use petgraph::algo::connected_components;

/// A view of so many nodes with these edges; `SAME` holds in both directions.
fn view(nodes: u32, edges: impl IntoIterator<Item = (u32, &'static str, u32)>) -> View {
    let mut builder = ViewBuilder::new();
    for number in 0..nodes {
        let node = builder.node(["Node"]);
        builder.node_property(node, "number", &Value::Int(i64::from(number)));
    }
    for (from, relation, to) in edges {
        builder.edge(from, relation, to);
    }
    builder.set_symmetric("SAME");
    builder.build()
}

/// The same with edges of one relation.
fn linked(nodes: u32, edges: &[(u32, u32)]) -> View {
    view(nodes, edges.iter().map(|(from, to)| (*from, "A", *to)))
}

fn path(nodes: u32) -> View {
    linked(nodes, &(1..nodes).map(|node| (node - 1, node)).collect::<Vec<_>>())
}

/// Nodes that are all linked, for as many groups as given, and between the groups these edges.
fn cliques(groups: u32, size: u32, between: &[(u32, u32)]) -> View {
    let mut edges = between.to_vec();
    for group in 0..groups {
        let nodes = || group * size..(group + 1) * size;
        edges.extend(nodes().flat_map(|a| (a + 1..(group + 1) * size).map(move |b| (a, b))));
    }
    linked(groups * size, &edges)
}

/// Edges that look like chance and are the same in every run; some nodes are busier than others.
fn chance(nodes: u32, edges: u32) -> View {
    let mut state = 7u64;
    let mut below = |most: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (((state >> 33) * u64::from(most)) >> 31) as u32
    };
    let edge = move |_| {
        let from = below(nodes).min(below(nodes));
        (from, ["A", "B", "SAME"][below(3) as usize], below(nodes))
    };
    view(nodes, (0..edges).map(edge))
}

fn rows(view: &View, text: &str) -> Vec<Vec<Value>> {
    let query: Query = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    run_on(view, &query, &Settings::default()).unwrap_or_else(|error| panic!("{text}: {error}")).rows
}

/// What a function gives for every node, in order.
fn all(view: &View, function: &str) -> Vec<f64> {
    let rows = rows(view, &format!("MATCH (n) RETURN {function}(n) ORDER BY n.number"));
    let number = |value: &Value| match value {
        Value::Int(value) => *value as f64,
        Value::Float(value) => *value,
        other => panic!("{other}"),
    };
    rows.iter().flatten().map(number).collect()
}

#[track_caller]
fn check(view: &View, function: &str, expected: &[f64]) {
    let found = all(view, function);
    let near = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-7;
    let same = found.len() == expected.len() && found.iter().zip(expected).all(near);
    assert!(same, "{function}: {found:?}, expected {expected:?}");
}

#[test]
fn a_path() {
    let view = path(5);
    check(&view, "degree", &[1.0, 2.0, 2.0, 2.0, 1.0]);
    check(&view, "betweenness", &[0.0, 3.0, 4.0, 3.0, 0.0]);
    check(&view, "closeness", &[25.0 / 48.0, 17.0 / 24.0, 0.75, 17.0 / 24.0, 25.0 / 48.0]);
    check(&view, "component", &[1.0; 5]);
}

#[test]
fn a_star() {
    let view = linked(5, &[(0, 1), (2, 0), (0, 3), (4, 0)]);
    check(&view, "degree", &[4.0, 1.0, 1.0, 1.0, 1.0]);
    check(&view, "betweenness", &[6.0, 0.0, 0.0, 0.0, 0.0]);
    check(&view, "closeness", &[1.0, 0.625, 0.625, 0.625, 0.625]);
    // The middle has m = .03 + .85 * 4 l, and what it is linked to l = .03 + .85 * m / 4.
    let middle = 0.132 / 0.2775;
    let leaf = 0.03 + 0.85 * middle / 4.0;
    check(&view, "pagerank", &[middle, leaf, leaf, leaf, leaf]);
    check(&view, "community", &[1.0; 5]);
}

#[test]
fn a_ring_has_two_ways_to_the_other_side() {
    let view = linked(4, &[(0, 1), (1, 2), (2, 3), (3, 0)]);
    check(&view, "betweenness", &[0.5; 4]);
    check(&view, "closeness", &[2.5 / 3.0; 4]);
    check(&view, "pagerank", &[0.25; 4]);
}

#[test]
fn two_cliques_with_one_edge_between_them_are_two_communities() {
    let view = cliques(2, 4, &[(3, 4)]);
    check(&view, "community", &[1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0]);
    check(&view, "betweenness", &[0.0, 0.0, 0.0, 12.0, 12.0, 0.0, 0.0, 0.0]);
    check(&view, "component", &[1.0; 8]);
}

#[test]
fn a_ring_of_cliques_is_cut_between_them() {
    let view = cliques(6, 5, &[(4, 5), (9, 10), (14, 15), (19, 20), (24, 25), (29, 0)]);
    let expected: Vec<f64> = (0..30u32).map(|node| f64::from(node / 5 + 1)).collect();
    check(&view, "community", &expected);
}

#[test]
fn components_and_communities_are_numbered_by_size_and_then_by_their_lowest_nodes() {
    let view = linked(9, &[(1, 2), (4, 3), (5, 6), (6, 7)]);
    let expected = [4.0, 2.0, 2.0, 3.0, 3.0, 1.0, 1.0, 1.0, 5.0];
    check(&view, "component", &expected);
    check(&view, "community", &expected);
}

#[test]
fn nothing_and_a_single_node() {
    for function in ["degree", "pagerank", "betweenness", "closeness", "component", "community"] {
        check(&view(0, []), function, &[]);
        let alone = if matches!(function, "degree" | "betweenness" | "closeness") { 0.0 } else { 1.0 };
        check(&view(1, []), function, &[alone]);
        assert_eq!(rows(&view(1, []), &format!("RETURN {function}(null)")), [[Value::Null]]);
        let query: Query = format!("RETURN {function}('é', 1)").parse().unwrap();
        assert!(run_on(&view(1, []), &query, &Settings::default()).is_err());
        let query: Query = format!("RETURN {function}('é')").parse().unwrap();
        let error = run_on(&view(1, []), &query, &Settings::default()).unwrap_err();
        assert_eq!(error.to_string(), "expected a node, found text");
    }
}

#[test]
fn an_edge_to_the_node_itself_counts_once_and_leads_nowhere() {
    let view = linked(2, &[(0, 0)]);
    check(&view, "degree", &[1.0, 0.0]);
    let lone = 0.15 / 1.15;
    check(&view, "pagerank", &[1.0 - lone, lone]);
    check(&view, "betweenness", &[0.0, 0.0]);
    check(&view, "closeness", &[0.0, 0.0]);
    check(&view, "component", &[1.0, 2.0]);
    check(&view, "community", &[1.0, 2.0]);
}

#[test]
fn parallel_edges_weigh_more_but_are_one_way() {
    let view = linked(3, &[(0, 1), (1, 0), (1, 2)]);
    check(&view, "degree", &[2.0, 3.0, 1.0]);
    let middle = 0.135 / 0.2775;
    check(&view, "pagerank", &[0.05 + 0.85 * middle * 2.0 / 3.0, middle, 0.05 + 0.85 * middle / 3.0]);
    check(&view, "betweenness", &[0.0, 1.0, 0.0]);
    check(&view, "closeness", &[0.75, 1.0, 0.75]);
    // Two by two, but for the edges between 1 and 2.
    let even = linked(4, &[(0, 1), (1, 2), (2, 3), (3, 0)]);
    let uneven = linked(4, &[(0, 1), (1, 2), (1, 2), (2, 1), (2, 3), (3, 0), (0, 3), (0, 3)]);
    assert_eq!(all(&even, "community").len(), 4);
    check(&uneven, "community", &[1.0, 2.0, 2.0, 1.0]);
}

#[test]
fn an_edge_that_holds_in_both_directions_is_one() {
    let view = view(2, [(0, "SAME", 1)]);
    check(&view, "degree", &[1.0, 1.0]);
    check(&view, "pagerank", &[0.5, 0.5]);
    check(&view, "closeness", &[1.0, 1.0]);
}

#[test]
fn a_degree_is_the_number_of_edges_that_a_pattern_finds() {
    let view = chance(60, 200);
    let found = rows(&view, "MATCH (n) WHERE degree(n) <> COUNT { MATCH (n)--() } RETURN count(*)");
    assert_eq!(found, [[Value::Int(0)]]);
}

#[test]
fn betweenness_is_what_counting_pair_by_pair_gives() {
    let view = chance(40, 60);
    let links: Vec<BTreeSet<usize>> = rows(&view, "MATCH (n) RETURN [(n)--(m) | m.number] ORDER BY n.number")
        .into_iter()
        .flatten()
        .map(|value| match value {
            Value::List(items) => items.iter().map(|item| item.to_string().parse().unwrap()).collect(),
            other => panic!("{other}"),
        })
        .collect();
    let from = |start: usize| {
        let (mut near, mut rim) = (vec![None; links.len()], vec![start]);
        near[start] = Some((0, 1.0));
        for distance in 1.. {
            let mut next = BTreeSet::new();
            for (here, node) in
                rim.iter().flat_map(|here| links[*here].iter().map(move |node| (*here, *node)))
            {
                let paths = near[here].unwrap().1;
                match &mut near[node] {
                    Some((known, more)) if *known == distance => *more += paths,
                    Some(_) => {}
                    empty => {
                        *empty = Some((distance, paths));
                        next.insert(node);
                    }
                }
            }
            rim = next.into_iter().collect();
            if rim.is_empty() {
                break;
            }
        }
        near
    };
    let near: Vec<Vec<Option<(usize, f64)>>> = (0..links.len()).map(from).collect();
    let mut expected = vec![0.0; links.len()];
    for (a, b) in (0..links.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
        let Some((distance, paths)) = near[a][b] else { continue };
        for (node, sum) in expected.iter_mut().enumerate().filter(|(node, _)| *node != a && *node != b) {
            if let (Some((to, before)), Some((on, behind))) = (near[a][node], near[node][b])
                && to + on == distance
            {
                *sum += before * behind / paths;
            }
        }
    }
    check(&view, "betweenness", &expected);
}

#[test]
fn components_are_as_many_as_petgraph_finds() {
    let view = chance(500, 260);
    let numbers: BTreeSet<u64> = all(&view, "component").iter().map(|number| *number as u64).collect();
    assert_eq!(numbers.len(), connected_components(&view));
    assert_eq!(numbers.last(), Some(&(numbers.len() as u64)));
}

#[test]
fn communities_hang_together() {
    let view = chance(400, 600);
    let apart = rows(
        &view,
        "MATCH (n) WITH n, community(n) AS c, COUNT { MATCH (m) WHERE community(m) = community(n) } AS size \
         WHERE size > 1 AND NOT EXISTS { MATCH (n)--(m) WHERE m <> n AND community(m) = c } RETURN count(n)",
    );
    assert_eq!(apart, [[Value::Int(0)]]);
    let mixed = rows(
        &view,
        "MATCH (n) WITH community(n) AS c, collect(DISTINCT component(n)) AS parts \
         WHERE size(parts) > 1 RETURN count(c)",
    );
    assert_eq!(mixed, [[Value::Int(0)]]);
}

#[test]
fn ranks_add_up_to_one() {
    let view = chance(6_000, 8_000);
    let sum: f64 = all(&view, "pagerank").iter().sum();
    assert!((sum - 1.0).abs() < 1e-9, "{sum}");
}

#[test]
fn any_number_of_threads_measures_the_same() {
    let measured = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let (large, small) = (chance(9_000, 20_000), chance(300, 700));
            let bits = |view: &View, function: &str| {
                all(view, function).into_iter().map(f64::to_bits).collect::<Vec<_>>()
            };
            let all = [
                bits(&large, "pagerank"),
                bits(&large, "component"),
                bits(&large, "community"),
                bits(&small, "betweenness"),
                bits(&small, "closeness"),
            ];
            // What is sorted by threads asks for what has not been measured yet.
            let first = "MATCH (n) RETURN n.number, pagerank(n) AS r, community(n), degree(n) ORDER BY r DESC LIMIT 9";
            (all, rows(&chance(9_000, 20_000), first))
        })
    };
    let one = measured(1);
    assert_eq!(one.1.len(), 9);
    for threads in [2, 5] {
        assert!(measured(threads) == one, "{threads} threads");
    }
}

#[test]
fn measures_keep_the_limits_of_the_query() {
    let view = chance(5_000, 20_000);
    let text = "MATCH (n) RETURN max(betweenness(n))";
    let query: Query = text.parse().unwrap();
    let settings = |limits: Limits| Settings { limits, ..Settings::default() };
    let time = settings(Limits { time: Some(Duration::from_millis(1)), ..Limits::default() });
    let error = run_on(&view, &query, &time).unwrap_err();
    assert!(matches!(error.kind, QueryErrorKind::OutOfTime { .. }), "{error}");
    assert_eq!(text.get(error.at.clone()), Some("betweenness(n)"));
    let many: Query = "MATCH (n) RETURN n.number ORDER BY betweenness(n) LIMIT 3".parse().unwrap();
    assert!(matches!(run_on(&view, &many, &time).unwrap_err().kind, QueryErrorKind::OutOfTime { .. }));
    let near: Query = "MATCH (n) RETURN max(closeness(n))".parse().unwrap();
    assert!(matches!(run_on(&view, &near, &time).unwrap_err().kind, QueryErrorKind::OutOfTime { .. }));
    let memory = settings(Limits { memory: Some(100_000), ..Limits::default() });
    let error = run_on(&view, &query, &memory).unwrap_err();
    assert!(matches!(error.kind, QueryErrorKind::OutOfMemory { .. }), "{error}");
}
