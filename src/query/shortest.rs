//! Shortest paths between two nodes, by breadth.

use rustc_hash::FxHashMap;

use super::algebra::Choice;
use super::code::Hop;
use super::error::QueryError;
use super::run::{Flow, Run};

/// How a node was reached first: after how many edges, and over which, each with the node before it.
struct Reached {
    depth: u32,
    over: Vec<(u32, u32)>,
}

/// Which shortest paths are wanted.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'h> {
    pub(super) hop: &'h Hop,
    pub(super) least: u32,
    pub(super) most: Option<u32>,
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) choice: Choice,
}

/// Paths while they are walked back.
struct Walk<'r> {
    reached: &'r FxHashMap<u32, Reached>,
    wanted: Wanted<'r>,
    behind: Vec<u32>,
    routes: Vec<Vec<u32>>,
}

impl Run<'_> {
    /// The edges of one shortest path, or of all, from the first node to the second; `fits` tests one edge.
    pub(super) fn shortest(
        &self,
        wanted: Wanted<'_>,
        fits: &mut dyn FnMut(u32) -> Result<bool, QueryError>,
    ) -> Result<Vec<Vec<u32>>, QueryError> {
        let Wanted { hop, least, most, from, to, .. } = wanted;
        if from == to {
            return Ok(if least == 0 { vec![Vec::new()] } else { Vec::new() });
        }
        let mut reached: FxHashMap<u32, Reached> = FxHashMap::default();
        reached.insert(from, Reached { depth: 0, over: Vec::new() });
        let mut edge_of_search = vec![from];
        let mut depth = 0;
        while !edge_of_search.is_empty() && !reached.contains_key(&to) && most.is_none_or(|most| depth < most)
        {
            depth += 1;
            let mut next = Vec::new();
            for node in edge_of_search {
                self.each_edge(hop, node, &mut |other, edge| {
                    self.tick()?;
                    if reached.get(&other).is_some_and(|known| known.depth < depth) || !fits(edge)? {
                        return Ok(Flow::On);
                    }
                    let known = reached.entry(other).or_insert_with(|| {
                        next.push(other);
                        Reached { depth, over: Vec::new() }
                    });
                    known.over.push((node, edge));
                    Ok(Flow::On)
                })?;
            }
            self.hold(next.len() * 64)?;
            edge_of_search = next;
        }
        let mut walk = Walk { reached: &reached, wanted, behind: Vec::new(), routes: Vec::new() };
        self.unroll(&mut walk, to)?;
        Ok(walk.routes)
    }

    /// Walks back from a node to the first one, over every way in which it was reached.
    fn unroll(&self, walk: &mut Walk<'_>, node: u32) -> Result<(), QueryError> {
        if node == walk.wanted.from {
            self.hold(4 * walk.behind.len() + 24)?;
            walk.routes.push(walk.behind.iter().rev().copied().collect());
            return Ok(());
        }
        for (before, edge) in walk.reached.get(&node).map(|known| known.over.as_slice()).unwrap_or_default() {
            if walk.wanted.choice == Choice::Shortest && !walk.routes.is_empty() {
                break;
            }
            walk.behind.push(*edge);
            self.unroll(walk, *before)?;
            walk.behind.pop();
        }
        Ok(())
    }
}
