//! How near all other nodes are to one: the harmonic mean of distances (Marchiori and Latora 2000).
//!
//! Unlike the mean of distances it holds where some nodes cannot be reached (Boldi and Vigna 2014): they add nothing.

use super::links::Links;
use crate::query::error::QueryError;
use crate::query::run::Run;

/// One over the distance to every other node, the mean of them; from 0 for a node without links to 1 for one that is
/// linked to all others.
pub(super) fn closeness(links: &Links, from: u32, run: &Run<'_>) -> Result<f64, QueryError> {
    let others = links.count().saturating_sub(1);
    run.hold(links.count())?;
    let mut seen = vec![false; links.count()];
    let mut mark = |node: u32| seen.get_mut(node as usize).is_some_and(|seen| !std::mem::replace(seen, true));
    let (mut rim, mut distance, mut sum) = (vec![from], 0.0, 0.0);
    mark(from);
    while !rim.is_empty() {
        let mut next = Vec::new();
        for node in rim {
            run.tick()?;
            next.extend(links.of(node).iter().map(|link| link.node).filter(|node| mark(*node)));
        }
        distance += 1.0;
        sum += next.len() as f64 / distance;
        rim = next;
    }
    run.release(links.count());
    Ok(if others == 0 { 0.0 } else { sum / others as f64 })
}
