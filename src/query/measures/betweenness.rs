//! How many shortest paths between two other nodes lead through a node (Brandes 2001).
//!
//! A search is made from every node, which takes time with the square of the graph. The nodes are cut into parts whose
//! number does not depend on that of the threads, so that sums do not either.

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::links::Links;
use crate::query::error::QueryError;
use crate::query::run::Run;

/// Into so many parts the nodes are cut; each holds a number for every node.
const PARTS: u32 = 32;
/// The distance of a node that was not come to.
const FAR: u32 = u32::MAX;

/// For every node the pairs of others, each added as the part of its shortest paths that leads through the node.
pub(super) fn betweenness(links: &Links, run: &Run<'_>) -> Result<Vec<f64>, QueryError> {
    let held = links.count() * size_of::<f64>() * PARTS as usize;
    run.hold(held)?;
    let fork = run.fork();
    let size = links.nodes().end.div_ceil(PARTS);
    let parts: Vec<Result<Vec<f64>, QueryError>> = (0..PARTS)
        .into_par_iter()
        .map(|part| {
            let first = part.saturating_mul(size).min(links.nodes().end);
            let end = first.saturating_add(size).min(links.nodes().end);
            let mut search = Search::new(links);
            let run = Run::of(&fork);
            (first..end).try_for_each(|from| search.from(from, &run)).map(|()| search.sums)
        })
        .collect();
    let mut sums = vec![0.0; links.count()];
    for part in parts {
        for (sum, more) in sums.iter_mut().zip(part?) {
            *sum += more;
        }
    }
    run.release(held);
    // Every pair was found from either of its nodes.
    Ok(sums.into_iter().map(|sum| sum / 2.0).collect())
}

/// What is known of a node in one search.
#[derive(Clone, Copy)]
struct Place {
    distance: u32,
    /// How many shortest paths lead here.
    paths: f64,
    /// The part of the shortest paths to nodes further away that leads through here, added up over those nodes.
    through: f64,
}

const UNKNOWN: Place = Place { distance: FAR, paths: 0.0, through: 0.0 };

struct Search<'l> {
    links: &'l Links,
    places: Vec<Place>,
    /// The nodes that were come to, nearer ones first.
    order: Vec<u32>,
    sums: Vec<f64>,
}

impl<'l> Search<'l> {
    fn new(links: &'l Links) -> Self {
        let (places, sums) = (vec![UNKNOWN; links.count()], vec![0.0; links.count()]);
        Self { links, places, order: Vec::new(), sums }
    }

    fn place(&self, node: u32) -> Place {
        self.places.get(node as usize).copied().unwrap_or(UNKNOWN)
    }

    /// Adds the shortest paths from one node.
    fn from(&mut self, from: u32, run: &Run<'_>) -> Result<(), QueryError> {
        self.go_out(from, run)?;
        for at in (1..self.order.len()).rev() {
            if let Some(node) = self.order.get(at).copied() {
                self.come_back(node);
            }
        }
        for node in self.order.drain(..) {
            if let Some(place) = self.places.get_mut(node as usize) {
                *place = UNKNOWN;
            }
        }
        Ok(())
    }

    /// Counts the shortest paths to every node, in breadth.
    fn go_out(&mut self, from: u32, run: &Run<'_>) -> Result<(), QueryError> {
        self.order.push(from);
        if let Some(place) = self.places.get_mut(from as usize) {
            *place = Place { distance: 0, paths: 1.0, through: 0.0 };
        }
        let mut at = 0;
        while let Some(node) = self.order.get(at).copied() {
            run.tick()?;
            at += 1;
            let here = self.place(node);
            for link in self.links.of(node) {
                let Some(far) = self.places.get_mut(link.node as usize) else { continue };
                if far.distance == FAR {
                    far.distance = here.distance + 1;
                    self.order.push(link.node);
                }
                if far.distance == here.distance + 1 {
                    far.paths += here.paths;
                }
            }
        }
        Ok(())
    }

    /// Hands what leads through a node on to the nodes before it on the shortest paths.
    fn come_back(&mut self, node: u32) {
        let here = self.place(node);
        let each = (1.0 + here.through) / here.paths;
        for link in self.links.of(node) {
            if let Some(near) = self.places.get_mut(link.node as usize)
                && near.distance.checked_add(1) == Some(here.distance)
            {
                near.through += near.paths * each;
            }
        }
        if let Some(sum) = self.sums.get_mut(node as usize) {
            *sum += here.through;
        }
    }
}
