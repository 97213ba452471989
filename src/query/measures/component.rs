//! Which nodes hang together, whatever the directions of the edges.

use petgraph::unionfind::UnionFind;

use super::links::Links;
use super::numbering::numbered;
use crate::query::error::QueryError;
use crate::query::run::Run;

/// The number of the component of every node, from 1, the largest first.
pub(super) fn components(links: &Links, run: &Run<'_>) -> Result<Vec<u32>, QueryError> {
    run.in_time()?;
    Ok(numbered(&joined(links, |_, _| true)))
}

/// For each node one that stands for all that it hangs together with by links that fit.
pub(super) fn joined(links: &Links, fits: impl Fn(u32, u32) -> bool) -> Vec<u32> {
    let mut sets = UnionFind::new(links.count());
    for node in links.nodes() {
        for link in links.of(node) {
            // The other half of the links says the same.
            if link.node < node && fits(link.node, node) {
                sets.union(link.node, node);
            }
        }
    }
    sets.into_labeling()
}
