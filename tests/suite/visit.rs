//! The algorithms of petgraph over views.

use std::collections::BTreeSet;

use callsheet::query::{Value, View, ViewBuilder, ViewNode};
use petgraph::algo::{
    connected_components, dijkstra, has_path_connecting, is_cyclic_directed, page_rank, tarjan_scc, toposort,
};
use petgraph::visit::{
    Bfs, Dfs, EdgeCount, EdgeIndexable, EdgeRef, GraphProp, IntoEdgeReferences, IntoEdges, IntoEdgesDirected,
    IntoNeighbors, IntoNeighborsDirected, IntoNodeReferences, NodeCount, NodeIndexable, Reversed, VisitMap,
    Visitable, Walker,
};
use petgraph::{Direction, Graph};

/// A view of so many nodes, named `n0`, `n1` and so on, with these edges; `SAME` holds in both directions.
fn view(nodes: u32, edges: &[(u32, &str, u32)]) -> View {
    let mut builder = ViewBuilder::new();
    for number in 0..nodes {
        let node = builder.node(["Node"]);
        builder.node_property(node, "name", &Value::Text(format!("n{number}")));
    }
    for (from, relation, to) in edges {
        let edge = builder.edge(*from, relation, *to);
        builder.edge_property(edge, "weight", &Value::Int(i64::from(from * 10 + to)));
    }
    builder.set_symmetric("SAME");
    builder.build()
}

/// Two rings that one edge links, and a pair of their own.
fn rings() -> View {
    view(
        8,
        &[
            (0, "A", 1),
            (1, "A", 2),
            (2, "A", 0),
            (2, "B", 3),
            (3, "A", 4),
            (4, "A", 5),
            (5, "A", 3),
            (6, "B", 7),
        ],
    )
}

fn at(view: &View, number: u32) -> ViewNode {
    view.node(number).unwrap()
}

fn numbers(nodes: impl IntoIterator<Item = ViewNode>) -> Vec<u32> {
    nodes.into_iter().map(ViewNode::number).collect()
}

/// The same, sorted.
fn set(nodes: impl IntoIterator<Item = ViewNode>) -> Vec<u32> {
    let mut numbers = numbers(nodes);
    numbers.sort_unstable();
    numbers
}

#[test]
fn components_are_those_of_the_drawing() {
    let view = rings();
    assert_eq!(connected_components(&view), 2);
    assert_eq!(connected_components(&view.only(&["A"])), 4);
    assert_eq!(connected_components(&view.only(&["B"])), 6);
    assert_eq!(connected_components(&view.only(&["NO_SUCH"])), 8);
    assert_eq!(connected_components(&view.both_ways()), 2);
    let mut strong: Vec<Vec<u32>> = tarjan_scc(&view).into_iter().map(set).collect();
    strong.sort();
    assert_eq!(strong, [vec![0, 1, 2], vec![3, 4, 5], vec![6], vec![7]]);
    assert_eq!(tarjan_scc(&view.both_ways()).len(), 2);
}

#[test]
fn ways_follow_directions_and_relations() {
    let view = rings();
    let path = |from, to| has_path_connecting(&view, at(&view, from), at(&view, to), None);
    assert!(path(0, 5) && !path(5, 0) && !path(0, 6));
    let back = has_path_connecting(Reversed(&view), at(&view, 5), at(&view, 0), None);
    assert!(back);
    let both = view.both_ways();
    assert!(has_path_connecting(&both, at(&view, 5), at(&view, 0), None));
    let part = view.only(&["A"]).both_ways();
    assert!(!has_path_connecting(&part, at(&view, 0), at(&view, 3), None));
    assert_eq!(numbers(Bfs::new(&view, at(&view, 2)).iter(&view)), [2, 0, 3, 1, 4, 5]);
    assert_eq!(set(Dfs::new(&view, at(&view, 3)).iter(&view)), [3, 4, 5]);
    assert!(is_cyclic_directed(&view) && !is_cyclic_directed(&view.only(&["B"])));
    assert_eq!(toposort(&view.only(&["B"]), None).unwrap().len(), 8);
}

#[test]
fn lengths_of_ways_may_come_from_properties() {
    let view = rings();
    let near = dijkstra(&view, at(&view, 0), None, |_| 1);
    assert_eq!((near[&at(&view, 5)], near.len()), (5, 6));
    let weigh = |edge: callsheet::query::ViewEdgeRef<'_>| match view.value_of_edge(edge.id(), "weight") {
        Value::Int(weight) => weight,
        other => panic!("{other}"),
    };
    // 0 to 1 costs 1, and 1 to 2 costs 12.
    assert_eq!(dijkstra(&view, at(&view, 0), None, weigh)[&at(&view, 2)], 13);
    let both = view.both_ways();
    assert_eq!(dijkstra(&both, at(&view, 0), None, weigh)[&at(&view, 2)], 13);
    assert_eq!(dijkstra(&both, at(&view, 5), None, |_| 1)[&at(&view, 0)], 3);
}

#[test]
fn ranks_are_those_of_the_same_graph_of_petgraph() {
    let pair = view(2, &[(0, "A", 1), (1, "A", 0)]);
    assert_eq!(page_rank(&pair, 0.85, 20), [0.5, 0.5]);
    let edges = [(0, 1), (0, 3), (1, 2), (1, 3)];
    let ours = view(5, &edges.map(|(from, to)| (from, "A", to)));
    let theirs: Graph<(), ()> = Graph::from_edges([(0u32, 1u32), (0, 3), (1, 2), (1, 3), (4, 4)]);
    let mut theirs = theirs;
    theirs.retain_edges(|graph, edge| graph.edge_endpoints(edge).is_some_and(|(from, to)| from != to));
    assert_eq!(page_rank(&ours, 0.7, 10), page_rank(&theirs, 0.7, 10));
}

#[test]
fn edges_of_a_symmetric_relation_are_two_and_one_where_all_lead_both_ways() {
    let view = view(3, &[(0, "SAME", 1), (1, "A", 2), (2, "SAME", 2), (1, "A", 1)]);
    assert!(view.is_directed() && !view.both_ways().is_directed());
    assert_eq!((view.edge_count(), EdgeCount::edge_count(&view)), (4, 5));
    assert_eq!(view.edge_references().count(), 5);
    assert_eq!(EdgeCount::edge_count(&view.both_ways()), 4);
    assert_eq!(view.both_ways().edge_references().count(), 4);
    assert_eq!(EdgeCount::edge_count(&view.only(&["A"]).both_ways()), 2);
    assert_eq!(numbers(view.neighbors(at(&view, 0))), [1]);
    assert_eq!(numbers(view.neighbors(at(&view, 1))), [0, 1, 2]);
    assert_eq!(numbers(view.neighbors_directed(at(&view, 1), Direction::Incoming)), [0, 1]);
    assert_eq!(numbers(view.both_ways().neighbors(at(&view, 1))), [0, 2, 1]);
    assert_eq!(numbers(view.both_ways().neighbors(at(&view, 2))), [2, 1]);
    let turned = view.edges(at(&view, 1)).next().unwrap();
    assert_eq!(format!("{turned:?}"), "(1)-[0:SAME]->(0)");
    assert!(turned.id().is_turned());
    assert_eq!(view.edge_ends(turned.id()), Some((at(&view, 1), at(&view, 0))));
    assert_eq!(view.edge_relation(turned.id()), Some("SAME"));
    let both = view.both_ways();
    let seen = |from| both.edges(at(&view, from)).find(|edge| edge.id().number() == 0).unwrap();
    assert_eq!(seen(0).id(), seen(1).id());
    assert_eq!(numbers([seen(1).source(), seen(1).target()]), [1, 0]);
}

#[test]
fn edges_are_the_same_from_wherever_they_are_seen() {
    let view = view(4, &[(0, "A", 1), (0, "A", 1), (1, "SAME", 3), (3, "B", 0), (2, "B", 2)]);
    let ends = |edge: callsheet::query::ViewEdgeRef<'_>| (edge.id(), edge.source(), edge.target());
    let all: BTreeSet<_> = view.edge_references().map(ends).collect();
    let nodes = || (0..4).map(|number| at(&view, number));
    let out: BTreeSet<_> = nodes().flat_map(|node| view.edges(node).map(ends)).collect();
    let into: BTreeSet<_> =
        nodes().flat_map(|node| view.edges_directed(node, Direction::Incoming).map(ends)).collect();
    assert_eq!((all.len(), &all, &all), (6, &out, &into));
    for (edge, from, to) in &all {
        assert_eq!(view.edge_ends(*edge), Some((*from, *to)));
        assert_eq!(EdgeIndexable::from_index(&view, EdgeIndexable::to_index(&view, *edge)), *edge);
        assert!(EdgeIndexable::to_index(&view, *edge) < EdgeIndexable::edge_bound(&view));
    }
}

#[test]
fn nodes_are_found_and_told() {
    let view = rings();
    assert_eq!((NodeCount::node_count(&view), view.node_bound(), view.node(8)), (8, 8, None));
    assert_eq!(view.node_references().count(), 8);
    let node = view.named("n3")[0];
    assert_eq!(
        (node.number(), NodeIndexable::to_index(&view, node), NodeIndexable::from_index(&view, 3)),
        (3, 3, node)
    );
    assert_eq!(view.node_labels(node).collect::<Vec<_>>(), ["Node"]);
    assert_eq!(view.value_of_node(node, "name"), Value::Text("n3".to_owned()));
    assert_eq!(view.value_of_node(node, "none"), Value::Null);
    assert_eq!(view.node_identity(node), "node:3");
    let mut seen = view.visit_map();
    assert!(seen.visit(node) && !seen.visit(node) && seen.is_visited(&node));
    assert!(seen.unvisit(node) && !seen.unvisit(node) && !seen.is_visited(&node));
}

#[test]
fn nothing_is_a_graph_too() {
    let view = view(0, &[]);
    assert_eq!((connected_components(&view), tarjan_scc(&view).len()), (0, 0));
    assert_eq!(page_rank(&view, 0.85, 10), [0.0; 0]);
}
