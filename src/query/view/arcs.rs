//! The edges of some relations of a view: all of them, and those at a node, in one direction or in both.

use petgraph::Direction;

use super::visit::{ViewEdge, ViewEdgeRef, ViewNode};
use super::{RelationNumber, View};

/// How edges are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) enum Arcs {
    /// In their direction; those of a symmetric relation are two.
    AsMeant,
    /// Each edge from either end, always the same one.
    BothWays,
}

/// What is seen of a view.
#[derive(Clone, Copy, Debug)]
pub(in crate::query) struct Sight<'v> {
    pub(super) view: &'v View,
    pub(super) relations: &'v [RelationNumber],
    pub(super) arcs: Arcs,
}

impl<'v> Sight<'v> {
    /// The numbers of all nodes.
    pub(super) fn nodes(self) -> std::ops::Range<u32> {
        0..u32::try_from(self.view.node_count()).unwrap_or(u32::MAX)
    }

    /// How many edges are seen.
    pub(super) fn count(self) -> usize {
        if self.relations.len() == self.view.relations.len() && self.arcs == Arcs::BothWays {
            return self.view.edges.len();
        }
        match self.arcs {
            Arcs::AsMeant => self.relations.iter().map(|relation| self.view.along.count(*relation)).sum(),
            Arcs::BothWays => self.every().count(),
        }
    }

    /// The edges that begin, or end, at a node; with [`Arcs::BothWays`] all at it.
    pub(in crate::query) fn ends(self, node: ViewNode, direction: Direction) -> Ends<'v> {
        Ends { sight: self, node: node.0, direction, left: self.relations.iter(), back: None, row: [].iter() }
    }

    /// EveryEdge edge that is seen, in the order of their numbers.
    pub(super) fn every(self) -> EveryEdge<'v> {
        EveryEdge { sight: self, next: 0, turned: None }
    }
}

/// The far end of an edge at a node.
#[derive(Clone, Copy, Debug)]
pub(in crate::query) struct End {
    pub(in crate::query) other: u32,
    edge: u32,
}

/// The edges at a node, relation after relation.
#[derive(Clone, Debug)]
pub(in crate::query) struct Ends<'v> {
    sight: Sight<'v>,
    node: u32,
    direction: Direction,
    left: std::slice::Iter<'v, RelationNumber>,
    /// The relation whose edges against their direction are still to come, or, with a row of them, come now.
    back: Option<RelationNumber>,
    row: std::slice::Iter<'v, (u32, u32)>,
}

impl<'v> Ends<'v> {
    /// The edge to a far end, with its ends in the direction in which it is come upon.
    pub(super) fn edge(&self, end: End) -> Option<ViewEdgeRef<'v>> {
        let (near, far) = (ViewNode(self.node), ViewNode(end.other));
        let (from, to) = if self.direction == Direction::Outgoing { (near, far) } else { (far, near) };
        let turned = self.sight.arcs == Arcs::AsMeant && self.sight.view.ends(end.edge)?.0 != from.0;
        let relation = self.sight.view.relation_of(end.edge)?;
        Some(ViewEdgeRef { edge: ViewEdge { number: end.edge, turned }, from, to, relation })
    }

    /// Goes to the next row, if there is one.
    fn turn(&mut self) -> Option<()> {
        let view = self.sight.view;
        if let Some(relation) = self.back.take() {
            self.row = view.against.of(relation, self.node).iter();
            return Some(());
        }
        let relation = *self.left.next()?;
        let along = match self.sight.arcs {
            Arcs::AsMeant => self.direction == Direction::Outgoing,
            // Those of a symmetric relation are all there in either direction.
            Arcs::BothWays => {
                self.back = (!view.is_symmetric(relation)).then_some(relation);
                true
            }
        };
        self.row = if along { &view.along } else { &view.against }.of(relation, self.node).iter();
        Some(())
    }
}

impl Iterator for Ends<'_> {
    type Item = End;

    #[inline]
    fn next(&mut self) -> Option<End> {
        loop {
            for (other, edge) in self.row.by_ref() {
                // An edge from a node to itself stands in both rows; it is left for the second one.
                if self.back.is_none() || *other != self.node {
                    return Some(End { other: *other, edge: *edge });
                }
            }
            self.turn()?;
        }
    }
}

/// All edges of a view that are seen.
#[derive(Clone, Debug)]
pub struct EveryEdge<'v> {
    sight: Sight<'v>,
    next: u32,
    /// The edge that comes next, where it is the other direction of the last one.
    turned: Option<ViewEdgeRef<'v>>,
}

impl<'v> Iterator for EveryEdge<'v> {
    type Item = ViewEdgeRef<'v>;

    fn next(&mut self) -> Option<ViewEdgeRef<'v>> {
        if let Some(turned) = self.turned.take() {
            return Some(turned);
        }
        let view = self.sight.view;
        loop {
            let number = self.next;
            let (relation, from, to) = *view.edges.get(number as usize)?;
            self.next += 1;
            if self.sight.relations.binary_search(&relation).is_err() {
                continue;
            }
            let name = view.relation_of(number)?;
            let (from, to) = (ViewNode(from), ViewNode(to));
            let edge = |turned| ViewEdge { number, turned };
            let both = self.sight.arcs == Arcs::AsMeant && view.is_symmetric(relation) && from != to;
            self.turned =
                both.then_some(ViewEdgeRef { edge: edge(true), from: to, to: from, relation: name });
            return Some(ViewEdgeRef { edge: edge(false), from, to, relation: name });
        }
    }
}
