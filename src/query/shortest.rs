//! Shortest paths between two nodes: breadth first from both ends, always the side with fewer nodes to go on from.

use rustc_hash::FxHashMap;

use super::algebra::Choice;
use super::code::Hop;
use super::error::QueryError;
use super::matching::Far;
use super::run::{Flow, Run};

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

/// How a node was reached first: after how many edges, and over which, each with the node before it.
struct Reached {
    depth: u32,
    over: Vec<(u32, u32)>,
}

/// What has been reached from one end.
///
/// The map is only looked up, never walked; nodes are gone through in the order in which they were found.
struct Side {
    hop: Hop,
    reached: FxHashMap<u32, Reached>,
    rim: Vec<u32>,
    depth: u32,
}

impl Side {
    fn new(hop: Hop, start: u32) -> Self {
        let reached = FxHashMap::from_iter([(start, Reached { depth: 0, over: Vec::new() })]);
        Self { hop, reached, rim: vec![start], depth: 0 }
    }

    /// The edges of one way back from a node to where the side began, or of all ways.
    fn ways(&self, node: u32, choice: Choice) -> Vec<Vec<u32>> {
        let over = self.reached.get(&node).map(|reached| reached.over.as_slice()).unwrap_or_default();
        if over.is_empty() {
            return vec![Vec::new()];
        }
        let over = if choice == Choice::Shortest { over.get(..1).unwrap_or_default() } else { over };
        let mut ways = Vec::new();
        for (before, edge) in over {
            ways.extend(self.ways(*before, choice).into_iter().map(|mut way| {
                way.push(*edge);
                way
            }));
        }
        ways
    }
}

/// How many bytes a node takes that has been reached, about.
const NODE: usize = 64;

/// Tests one edge.
type Fits<'f> = dyn FnMut(u32) -> Result<bool, QueryError> + 'f;

impl Run<'_> {
    /// The edges of one shortest path, or of all, from the first node to the second; `fits` tests one edge.
    pub(super) fn shortest(
        &self,
        wanted: Wanted<'_>,
        fits: &mut Fits<'_>,
    ) -> Result<Vec<Vec<u32>>, QueryError> {
        let Wanted { hop, least, most, from, to, choice } = wanted;
        if from == to {
            return Ok(if least == 0 { vec![Vec::new()] } else { Vec::new() });
        }
        let back = Hop { way: hop.way.turned(), ..hop.clone() };
        let mut sides = [Side::new(hop.clone(), from), Side::new(back, to)];
        loop {
            let [ahead, behind] = &mut sides;
            let depth = ahead.depth + behind.depth;
            if ahead.rim.is_empty() || behind.rim.is_empty() || most.is_some_and(|most| depth >= most) {
                self.forget(&sides);
                return Ok(Vec::new());
            }
            let (near, far) =
                if ahead.rim.len() <= behind.rim.len() { (ahead, behind) } else { (behind, ahead) };
            self.widen(near, fits)?;
            let met: Vec<u32> =
                near.rim.iter().copied().filter(|node| far.reached.contains_key(node)).collect();
            if !met.is_empty() {
                return self.joined(&sides, &met, choice).inspect(|_| self.forget(&sides));
            }
        }
    }

    /// Goes one edge further on one side.
    fn widen(&self, side: &mut Side, fits: &mut Fits<'_>) -> Result<(), QueryError> {
        side.depth += 1;
        let (depth, mut next) = (side.depth, Vec::new());
        for node in std::mem::take(&mut side.rim) {
            let reached = &mut side.reached;
            self.each_edge(&side.hop, (node, Far::Any), |other, edge| {
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
        self.hold(next.len() * NODE)?;
        side.rim = next;
        Ok(())
    }

    /// Says that what both sides have reached is no longer held.
    fn forget(&self, sides: &[Side; 2]) {
        self.release(sides.iter().map(|side| side.reached.len().saturating_sub(1) * NODE).sum());
    }

    /// The paths over the nodes where both sides met.
    fn joined(
        &self,
        [ahead, behind]: &[Side; 2],
        met: &[u32],
        choice: Choice,
    ) -> Result<Vec<Vec<u32>>, QueryError> {
        let mut routes = Vec::new();
        for node in met {
            for start in ahead.ways(*node, choice) {
                for end in behind.ways(*node, choice) {
                    self.hold(4 * (start.len() + end.len()) + 24)?;
                    routes.push(start.iter().chain(end.iter().rev()).copied().collect());
                    if choice == Choice::Shortest {
                        return Ok(routes);
                    }
                }
            }
        }
        Ok(routes)
    }
}
