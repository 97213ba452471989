//! Which nodes have more edges among each other than chance would give them (Blondel and others 2008, "Louvain").
//!
//! Nodes move to the neighbouring community that raises the modularity most, as long as one does; communities become
//! nodes, and all begins anew. Nodes are gone through in their order and again only when a neighbour has moved, which
//! finds much the same in far less time (Traag, Waltman and van Eck 2019). Gains are whole numbers, so that nothing is
//! rounded: of two that are equal the lower community is taken. At the end a community whose nodes no longer hang
//! together is cut into those that do, which raises the modularity too.

use std::cmp::Reverse;
use std::collections::VecDeque;

use super::component::joined;
use super::links::{Link, Links};
use super::numbering::numbered;
use crate::query::error::QueryError;
use crate::query::run::Run;

/// The number of the community of every node, from 1, the largest first.
pub(super) fn communities(links: &Links, run: &Run<'_>) -> Result<Vec<u32>, QueryError> {
    let mut found = settled(links, run)?;
    let mut whole = shrunk(links, &found);
    while whole.count() < links.count() {
        let next = settled(&whole, run)?;
        for community in &mut found {
            *community = next.get(*community as usize).copied().unwrap_or_default();
        }
        let smaller = shrunk(&whole, &next);
        if smaller.count() == whole.count() {
            break;
        }
        whole = smaller;
    }
    let same = |a: u32, b: u32| found.get(a as usize) == found.get(b as usize);
    Ok(numbered(&joined(links, same)))
}

/// The ends of edges at a node, inner ones counted twice.
fn weight(links: &Links, node: u32) -> u64 {
    let inner = links.of(node).iter().filter(|link| link.node == node).map(|link| u64::from(link.edges));
    u64::from(links.degree(node)) + inner.sum::<u64>()
}

/// Nodes while they move between communities.
struct Level<'l> {
    links: &'l Links,
    community: Vec<u32>,
    weights: Vec<u64>,
    /// For each community the weights of its nodes.
    totals: Vec<u64>,
    /// The weights of all nodes.
    all: u64,
    /// For each community how many edges lead there from the node that is looked at; 0 but for those in `near`.
    edges: Vec<u64>,
    near: Vec<u32>,
}

/// The communities when no node gains by moving to another one, numbered from 0 in the order of their first nodes.
fn settled(links: &Links, run: &Run<'_>) -> Result<Vec<u32>, QueryError> {
    let weights: Vec<u64> = links.nodes().map(|node| weight(links, node)).collect();
    let mut level = Level {
        links,
        community: links.nodes().collect(),
        totals: weights.clone(),
        all: weights.iter().sum(),
        weights,
        edges: vec![0; links.count()],
        near: Vec::new(),
    };
    let mut waiting: VecDeque<u32> = links.nodes().collect();
    let mut waits = vec![true; links.count()];
    while let Some(node) = waiting.pop_front() {
        run.tick()?;
        set(&mut waits, node, false);
        let Some(community) = level.moved(node) else { continue };
        for link in links.of(node) {
            let outside = at(&level.community, link.node) != community;
            if outside && !waits.get(link.node as usize).copied().unwrap_or(true) {
                set(&mut waits, link.node, true);
                waiting.push_back(link.node);
            }
        }
    }
    Ok(in_order(&level.community))
}

impl Level<'_> {
    /// Moves a node to the community where it raises the modularity most; `None` where it is there already.
    fn moved(&mut self, node: u32) -> Option<u32> {
        let (own, weight) = (at(&self.community, node), at(&self.weights, node));
        self.near.push(own);
        for link in self.links.of(node) {
            if link.node == node {
                continue;
            }
            let community = at(&self.community, link.node);
            if let Some(edges) = self.edges.get_mut(community as usize) {
                if *edges == 0 && community != own {
                    self.near.push(community);
                }
                *edges += u64::from(link.edges);
            }
        }
        let left = at(&self.totals, own) - weight;
        set(&mut self.totals, own, left);
        let gain = |community: u32| {
            let (edges, total) = (at(&self.edges, community), at(&self.totals, community));
            i128::from(edges) * i128::from(self.all) - i128::from(weight) * i128::from(total)
        };
        let best = self.near.iter().copied().max_by_key(|community| (gain(*community), Reverse(*community)));
        // Where nothing is gained it stays: modularity rises with every move, so that they come to an end.
        let best = best.filter(|best| gain(*best) > gain(own)).unwrap_or(own);
        for community in self.near.drain(..) {
            set(&mut self.edges, community, 0);
        }
        let joined = at(&self.totals, best) + weight;
        set(&mut self.totals, best, joined);
        set(&mut self.community, node, best);
        (best != own).then_some(best)
    }
}

fn at<T: Copy + Default>(values: &[T], index: u32) -> T {
    values.get(index as usize).copied().unwrap_or_default()
}

fn set<T>(values: &mut [T], index: u32, value: T) {
    if let Some(place) = values.get_mut(index as usize) {
        *place = value;
    }
}

/// Numbers communities from 0 in the order of their first nodes.
fn in_order(communities: &[u32]) -> Vec<u32> {
    let mut numbers = vec![None; communities.len()];
    let mut count = 0;
    let number = |community: &u32| {
        let number = numbers.get_mut(*community as usize)?;
        if number.is_none() {
            *number = Some(count);
            count += 1;
        }
        *number
    };
    communities.iter().map(number).map(Option::unwrap_or_default).collect()
}

/// Communities as nodes, linked by the edges between them, and each to itself by those within it.
fn shrunk(links: &Links, communities: &[u32]) -> Links {
    let count = communities.iter().max().map_or(0, |most| *most as usize + 1);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
    for (node, community) in links.nodes().zip(communities) {
        if let Some(members) = members.get_mut(*community as usize) {
            members.push(node);
        }
    }
    let (mut edges, mut near, mut all) = (vec![0u64; count], Vec::new(), Links::new());
    for (own, members) in (0u32..).zip(&members) {
        for node in members {
            for link in links.of(*node) {
                let community = at(communities, link.node);
                // Those within the community are met from both ends, but for those from a node to itself.
                let ends = if link.node == *node { 2 } else { 1 } * u64::from(link.edges);
                if let Some(edges) = edges.get_mut(community as usize) {
                    if *edges == 0 {
                        near.push(community);
                    }
                    *edges += ends;
                }
            }
        }
        near.sort_unstable();
        all.push(near.drain(..).map(|community| {
            let ends = edges.get_mut(community as usize).map(std::mem::take).unwrap_or_default();
            let edges = if community == own { ends / 2 } else { ends };
            Link { node: community, edges: u32::try_from(edges).unwrap_or(u32::MAX) }
        }));
    }
    all
}
