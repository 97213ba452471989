//! A view as petgraph's algorithms see it: whole, some relations of it, or with edges that lead both ways.

use std::fmt;
use std::sync::Arc;

use petgraph::visit::{
    Data, EdgeCount, EdgeIndexable, EdgeRef, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges,
    IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, IntoNodeReferences,
    NodeCompactIndexable, NodeCount, NodeIndexable, VisitMap, Visitable,
};
use petgraph::{Directed, Direction, Undirected};

use super::arcs::{Arcs, Ends, EveryEdge, Sight};
use super::{RelationNumber, View};
use crate::query::datum::Datum;
use crate::query::value::Value;

/// A node of a view, by the number that [`ViewBuilder::node`](super::ViewBuilder::node) gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ViewNode(pub(super) u32);

/// An edge of a view in one of its directions.
///
/// An edge of a relation that holds in both directions is two: as it was written, and turned.
/// Where all edges lead both ways ([`BothWays`]) each is only one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ViewEdge {
    pub(super) number: u32,
    pub(super) turned: bool,
}

impl ViewNode {
    /// Its number, from 0.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl ViewEdge {
    /// The number of the edge, from 0, the same for both of its directions.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Whether it leads from where the edge ends to where it starts.
    pub fn is_turned(self) -> bool {
        self.turned
    }
}

/// An edge with its ends, as it was come upon.
#[derive(Clone, Copy)]
pub struct ViewEdgeRef<'v> {
    pub(super) edge: ViewEdge,
    pub(super) from: ViewNode,
    pub(super) to: ViewNode,
    pub(super) relation: &'v Arc<str>,
}

impl fmt::Debug for ViewEdgeRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({})-[{}:{}]->({})", self.from.0, self.edge.number, self.relation, self.to.0)
    }
}

impl EdgeRef for ViewEdgeRef<'_> {
    type NodeId = ViewNode;
    type EdgeId = ViewEdge;
    type Weight = Arc<str>;

    fn source(&self) -> ViewNode {
        self.from
    }

    fn target(&self) -> ViewNode {
        self.to
    }

    /// The name of its relation.
    fn weight(&self) -> &Arc<str> {
        self.relation
    }

    fn id(&self) -> ViewEdge {
        self.edge
    }
}

/// All nodes of a view with the edges of some relations.
#[derive(Clone, Debug)]
pub struct ViewPart<'v> {
    view: &'v View,
    relations: Vec<RelationNumber>,
}

/// A part of a view whose edges lead both ways, each edge once at either end.
#[derive(Clone, Debug)]
pub struct BothWays<'v>(ViewPart<'v>);

impl<'v> ViewPart<'v> {
    /// The same edges, leading both ways.
    #[must_use]
    pub fn both_ways(self) -> BothWays<'v> {
        BothWays(self)
    }
}

impl View {
    /// All nodes with the edges of some relations, named as a query names them.
    ///
    /// A name that no edge has adds nothing.
    ///
    /// # Examples
    /// How many edges of the cast lie between two people, and how many parts the graph has:
    ///
    /// ```
    /// use callsheet::query::{Value, ViewBuilder};
    /// use petgraph::algo::{connected_components, dijkstra};
    ///
    /// let mut builder = ViewBuilder::new();
    /// let [nora, otto, ida] = ["Nora", "Otto", "Ida"].map(|name| {
    ///     let node = builder.node(["Person"]);
    ///     builder.node_property(node, "name", &Value::Text(name.to_owned()));
    ///     node
    /// });
    /// let (harbor, moon) = (builder.node(["Film"]), builder.node(["Film"]));
    /// for (person, relation, film) in [
    ///     (nora, "STARS_IN", harbor),
    ///     (otto, "STARS_IN", harbor),
    ///     (otto, "STARS_IN", moon),
    ///     (ida, "STARS_IN", moon),
    ///     (nora, "DIRECTED", moon),
    /// ] {
    ///     builder.edge(person, relation, film);
    /// }
    /// let view = builder.build();
    ///
    /// let cast = view.only(&["STARS_IN"]).both_ways();
    /// let (nora, ida) = (view.named("Nora")[0], view.named("Ida")[0]);
    /// assert_eq!(dijkstra(&cast, nora, None, |_| 1)[&ida], 4);
    /// assert_eq!(connected_components(&cast), 1);
    /// assert_eq!(connected_components(&view.only(&["DIRECTED"])), 4);
    /// ```
    #[must_use]
    pub fn only(&self, relations: &[&str]) -> ViewPart<'_> {
        let mut relations: Vec<RelationNumber> =
            relations.iter().filter_map(|name| self.relation(name)).collect();
        relations.sort_unstable();
        relations.dedup();
        ViewPart { view: self, relations }
    }

    /// All nodes and edges, the edges leading both ways.
    #[must_use]
    pub fn both_ways(&self) -> BothWays<'_> {
        BothWays(ViewPart { view: self, relations: self.relation_numbers.clone() })
    }

    /// The node with this number.
    pub fn node(&self, number: u32) -> Option<ViewNode> {
        ((number as usize) < self.node_count()).then_some(ViewNode(number))
    }

    /// The nodes whose property `name` is this, in order.
    pub fn named(&self, name: &str) -> Vec<ViewNode> {
        let column = self.node_column("name");
        let nodes = column.map(|column| self.valued(column, &Datum::text(name))).unwrap_or_default();
        nodes.into_iter().map(ViewNode).collect()
    }

    /// The labels of a node.
    pub fn node_labels(&self, node: ViewNode) -> impl Iterator<Item = &str> {
        self.labels_of(node.0).map(AsRef::as_ref)
    }

    /// A property of a node; null where it has none.
    pub fn value_of_node(&self, node: ViewNode, key: &str) -> Value {
        let value = self.node_column(key).map_or(Datum::Null, |column| self.node_value(column, node.0));
        Value::of(self, &value)
    }

    /// A property of an edge; null where it has none.
    pub fn value_of_edge(&self, edge: ViewEdge, key: &str) -> Value {
        let value = self.edge_column(key).map_or(Datum::Null, |column| self.edge_value(column, edge.number));
        Value::of(self, &value)
    }

    /// The relation of an edge, as a query writes it.
    pub fn edge_relation(&self, edge: ViewEdge) -> Option<&str> {
        self.relation_of(edge.number).map(AsRef::as_ref)
    }

    /// Where an edge starts and where it ends, in the direction in which it is meant.
    pub fn edge_ends(&self, edge: ViewEdge) -> Option<(ViewNode, ViewNode)> {
        let (from, to) = self.ends(edge.number)?;
        Some(if edge.turned { (ViewNode(to), ViewNode(from)) } else { (ViewNode(from), ViewNode(to)) })
    }

    /// What tells a node from all others, the same in every run: `elementId` in a query.
    pub fn node_identity(&self, node: ViewNode) -> String {
        self.identity(&Datum::Node(node.0))
    }

    /// What tells an edge from all others, the same in every run and for both of its directions.
    pub fn edge_identity(&self, edge: ViewEdge) -> String {
        self.identity(&Datum::Edge(edge.number))
    }
}

/// Which nodes an algorithm has seen.
#[derive(Clone, Debug, Default)]
pub struct Visited(Vec<u64>);

impl Visited {
    fn of(nodes: usize) -> Self {
        Self(vec![0; nodes.div_ceil(64)])
    }

    /// The word of a node and its bit there.
    fn place(node: ViewNode) -> (usize, u64) {
        (node.0 as usize / 64, 1 << (node.0 % 64))
    }
}

impl VisitMap<ViewNode> for Visited {
    fn visit(&mut self, node: ViewNode) -> bool {
        let (word, bit) = Self::place(node);
        self.0.get_mut(word).is_some_and(|word| {
            let new = *word & bit == 0;
            *word |= bit;
            new
        })
    }

    fn is_visited(&self, node: &ViewNode) -> bool {
        let (word, bit) = Self::place(*node);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    fn unvisit(&mut self, node: ViewNode) -> bool {
        let (word, bit) = Self::place(node);
        self.0.get_mut(word).is_some_and(|word| {
            let old = *word & bit != 0;
            *word &= !bit;
            old
        })
    }
}

impl View {
    pub(in crate::query) fn sight(&self) -> Sight<'_> {
        Sight { view: self, relations: &self.relation_numbers, arcs: Arcs::AsMeant }
    }
}

impl ViewPart<'_> {
    fn sight(&self) -> Sight<'_> {
        Sight { view: self.view, relations: &self.relations, arcs: Arcs::AsMeant }
    }
}

impl BothWays<'_> {
    pub(in crate::query) fn sight(&self) -> Sight<'_> {
        Sight { arcs: Arcs::BothWays, ..self.0.sight() }
    }
}

/// The traits of petgraph for what has a `sight`. They must name the type itself, so that one `impl` will not do.
macro_rules! visit {
    ($graph:ty, $directed:ty) => {
        impl GraphBase for $graph {
            type NodeId = ViewNode;
            type EdgeId = ViewEdge;
        }

        impl Data for $graph {
            type NodeWeight = ();
            type EdgeWeight = Arc<str>;
        }

        impl GraphProp for $graph {
            type EdgeType = $directed;
        }

        impl NodeCount for $graph {
            fn node_count(&self) -> usize {
                self.sight().view.node_count()
            }
        }

        impl NodeIndexable for $graph {
            fn node_bound(&self) -> usize {
                self.sight().view.node_count()
            }

            fn to_index(&self, node: ViewNode) -> usize {
                node.0 as usize
            }

            fn from_index(&self, index: usize) -> ViewNode {
                ViewNode(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }

        impl NodeCompactIndexable for $graph {}

        impl EdgeIndexable for $graph {
            fn edge_bound(&self) -> usize {
                self.sight().view.edge_count() * 2
            }

            fn to_index(&self, edge: ViewEdge) -> usize {
                edge.number as usize * 2 + usize::from(edge.turned)
            }

            fn from_index(&self, index: usize) -> ViewEdge {
                ViewEdge { number: u32::try_from(index / 2).unwrap_or(u32::MAX), turned: index % 2 == 1 }
            }
        }

        impl EdgeCount for $graph {
            fn edge_count(&self) -> usize {
                self.sight().count()
            }
        }

        impl Visitable for $graph {
            type Map = Visited;

            fn visit_map(&self) -> Visited {
                Visited::of(self.sight().view.node_count())
            }

            fn reset_map(&self, map: &mut Visited) {
                *map = self.visit_map();
            }
        }

        impl<'a> IntoNodeIdentifiers for &'a $graph {
            type NodeIdentifiers = std::iter::Map<std::ops::Range<u32>, fn(u32) -> ViewNode>;

            fn node_identifiers(self) -> Self::NodeIdentifiers {
                self.sight().nodes().map(ViewNode)
            }
        }

        impl<'a> IntoNodeReferences for &'a $graph {
            type NodeRef = (ViewNode, ());
            type NodeReferences = std::iter::Map<std::ops::Range<u32>, fn(u32) -> (ViewNode, ())>;

            fn node_references(self) -> Self::NodeReferences {
                self.sight().nodes().map(|number| (ViewNode(number), ()))
            }
        }

        impl<'a> IntoNeighbors for &'a $graph {
            type Neighbors = Neighbors<'a>;

            fn neighbors(self, node: ViewNode) -> Neighbors<'a> {
                Neighbors(self.sight().ends(node, Direction::Outgoing))
            }
        }

        impl<'a> IntoNeighborsDirected for &'a $graph {
            type NeighborsDirected = Neighbors<'a>;

            fn neighbors_directed(self, node: ViewNode, direction: Direction) -> Neighbors<'a> {
                Neighbors(self.sight().ends(node, direction))
            }
        }

        impl<'a> IntoEdgeReferences for &'a $graph {
            type EdgeRef = ViewEdgeRef<'a>;
            type EdgeReferences = EveryEdge<'a>;

            fn edge_references(self) -> EveryEdge<'a> {
                self.sight().every()
            }
        }

        impl<'a> IntoEdges for &'a $graph {
            type Edges = EdgesAt<'a>;

            fn edges(self, node: ViewNode) -> EdgesAt<'a> {
                EdgesAt(self.sight().ends(node, Direction::Outgoing))
            }
        }

        impl<'a> IntoEdgesDirected for &'a $graph {
            type EdgesDirected = EdgesAt<'a>;

            fn edges_directed(self, node: ViewNode, direction: Direction) -> EdgesAt<'a> {
                EdgesAt(self.sight().ends(node, direction))
            }
        }
    };
}

visit!(View, Directed);
visit!(ViewPart<'_>, Directed);
visit!(BothWays<'_>, Undirected);

/// The nodes at the other ends of the edges at a node, one for each edge.
#[derive(Clone, Debug)]
pub struct Neighbors<'v>(Ends<'v>);

impl Iterator for Neighbors<'_> {
    type Item = ViewNode;

    fn next(&mut self) -> Option<ViewNode> {
        self.0.next().map(|end| ViewNode(end.other))
    }
}

/// The edges at a node.
#[derive(Clone, Debug)]
pub struct EdgesAt<'v>(Ends<'v>);

impl<'v> Iterator for EdgesAt<'v> {
    type Item = ViewEdgeRef<'v>;

    fn next(&mut self) -> Option<ViewEdgeRef<'v>> {
        let end = self.0.next()?;
        self.0.edge(end)
    }
}
