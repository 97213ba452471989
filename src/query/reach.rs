//! Nodes that a step of several edges reaches, each once: for rows whose number does not count.
//!
//! A shortest path uses no edge twice, so that breadth alone finds every node whose distance is in the range. A nearer
//! node needs a longer way round, which is looked for from its end, along nodes that lead back in time.

use super::code::Hop;
use super::error::QueryError;
use super::matching::Far;
use super::run::{Flow, Run};

/// A distance that no node has.
const FAR: u8 = u8::MAX;

/// Which nodes are wanted.
#[derive(Clone, Copy)]
pub(super) struct Range<'h> {
    pub(super) hop: &'h Hop,
    pub(super) least: u8,
    pub(super) most: u8,
}

/// Tests one edge, where there is something to test.
type Fits<'f, 'g> = Option<&'f mut (dyn FnMut(u32) -> Result<bool, QueryError> + 'g)>;

fn fits(test: &mut Fits<'_, '_>, edge: u32) -> Result<bool, QueryError> {
    test.as_mut().map_or(Ok(true), |test| test(edge))
}

/// A way round while it is looked for, from its end to where the search began.
struct Round<'r> {
    back: &'r Hop,
    range: Range<'r>,
    depths: &'r [u8],
    from: u32,
    used: Vec<u32>,
}

impl Run<'_> {
    /// Every node at the end of a way whose length is in the range and that uses no edge twice, nearer ones first.
    pub(super) fn reached(
        &self,
        range: Range<'_>,
        from: u32,
        mut test: Fits<'_, '_>,
    ) -> Result<Vec<u32>, QueryError> {
        self.hold(self.view.node_count())?;
        let mut depths = vec![FAR; self.view.node_count()];
        mark(&mut depths, from, 0);
        let (mut near, mut found, mut rim) = (Vec::new(), Vec::new(), vec![from]);
        for depth in 0..=range.most {
            if depth < range.least {
                near.extend_from_slice(&rim);
            } else {
                found.extend_from_slice(&rim);
            }
            if depth == range.most || rim.is_empty() {
                break;
            }
            let mut next = Vec::new();
            for node in rim {
                self.each_edge(range.hop, (node, Far::Any), |other, edge| {
                    if depths.get(other as usize) == Some(&FAR) && fits(&mut test, edge)? {
                        mark(&mut depths, other, depth + 1);
                        next.push(other);
                    }
                    Ok(Flow::On)
                })?;
                self.tick()?;
            }
            rim = next;
        }
        let back = Hop { way: range.hop.way.turned(), ..range.hop.clone() };
        let mut wider = Vec::new();
        for node in near {
            let mut round = Round { back: &back, range, depths: &depths, from, used: Vec::new() };
            if self.comes_round(&mut round, node, &mut test)? {
                wider.push(node);
            }
        }
        wider.append(&mut found);
        self.release(self.view.node_count());
        Ok(wider)
    }

    /// Whether a way from the start to here can be completed that is long enough.
    fn comes_round(
        &self,
        round: &mut Round<'_>,
        node: u32,
        test: &mut Fits<'_, '_>,
    ) -> Result<bool, QueryError> {
        self.tick()?;
        let length = round.used.len() as u8;
        if node == round.from && length >= round.range.least {
            return Ok(true);
        }
        let Some(left) = (round.range.most - length).checked_sub(1) else { return Ok(false) };
        let mut found = false;
        let back = round.back;
        self.each_edge(back, (node, Far::Any), |other, edge| {
            let in_time = round.depths.get(other as usize).is_some_and(|depth| *depth <= left);
            if !in_time || round.used.contains(&edge) || !fits(test, edge)? {
                return Ok(Flow::On);
            }
            round.used.push(edge);
            found = self.comes_round(round, other, test)?;
            round.used.pop();
            Ok(if found { Flow::Stop } else { Flow::On })
        })?;
        Ok(found)
    }
}

fn mark(depths: &mut [u8], node: u32, depth: u8) {
    if let Some(place) = depths.get_mut(node as usize) {
        *place = depth;
    }
}
