//! How often a walk at random comes to a node (Brin and Page 1998).
//!
//! At every step the walk follows one of the edges at its node, in either direction, or, with the rest of `DAMPING` and
//! from a node without edges, goes to any node.

use rayon::prelude::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::links::Links;
use crate::query::error::QueryError;
use crate::query::run::Run;

/// The chance that a walk goes on along an edge.
const DAMPING: f64 = 0.85;
/// It ends when a round changes all ranks by no more than this, added up.
const TOLERANCE: f64 = 1e-9;
/// After so many rounds .85 to their power is less than the tolerance.
const ROUNDS: usize = 150;
/// So many nodes are worth a thread.
const PART: usize = 4096;

/// The rank of every node; their sum is 1.
pub(super) fn pagerank(links: &Links, run: &Run<'_>) -> Result<Vec<f64>, QueryError> {
    let mut ranks = vec![1.0 / links.count() as f64; links.count()];
    for _ in 0..ROUNDS {
        run.in_time()?;
        let next = round(links, &ranks);
        let change: f64 = ranks.iter().zip(&next).map(|(old, new)| (old - new).abs()).sum();
        ranks = next;
        if change <= TOLERANCE {
            break;
        }
    }
    Ok(ranks)
}

/// The ranks after one more step.
fn round(links: &Links, ranks: &[f64]) -> Vec<f64> {
    let degree = |node: u32| f64::from(links.degree(node));
    let each = || links.nodes().zip(ranks);
    // What a node gives along each of its edges.
    let shares: Vec<f64> = each().map(|(node, rank)| rank / degree(node).max(1.0)).collect();
    let stranded: f64 = each().filter(|(node, _)| links.degree(*node) == 0).map(|(_, rank)| rank).sum();
    let anywhere = (1.0 - DAMPING + DAMPING * stranded) / links.count() as f64;
    let arrived = |node: u32| -> f64 {
        let shares =
            links.of(node).iter().filter_map(|link| Some((shares.get(link.node as usize)?, link.edges)));
        shares.map(|(share, edges)| share * f64::from(edges)).sum()
    };
    let nodes = links.nodes().into_par_iter().with_min_len(PART);
    nodes.map(|node| anywhere + DAMPING * arrived(node)).collect()
}
