//! Owns doubts across kinds: a film and a series of one title with the same people stay two, and are told.

use std::collections::BTreeSet;

use super::Doubt;
use super::weigh::Scales;
use crate::graph::NodeId;
use crate::ontology::NameStyle;

/// More titles of one name than this are not compared.
const MOST: usize = 12;
/// How likely such a pair is one thing.
const LIKELY: f32 = 0.3;

/// Every pair of titles of one name and two kinds that share a credit.
pub(super) fn doubts(scales: Scales<'_, '_>, labels: &[NodeId]) -> Vec<Doubt> {
    let index = scales.index;
    let mut named: Vec<(u64, u32)> = Vec::new();
    for node in 0..u32::try_from(index.nodes.len()).unwrap_or(u32::MAX) {
        if index.traits_of(node).style == NameStyle::Title {
            named.extend(index.forms.get(node).first().map(|form| (form.name.same(), node)));
        }
    }
    named.sort_unstable();
    let mut doubts = Vec::new();
    for group in
        named.chunk_by(|one, other| one.0 == other.0).filter(|group| (2..=MOST).contains(&group.len()))
    {
        for (at, (_, one)) in group.iter().enumerate() {
            let others = group.iter().skip(at + 1).map(|(_, other)| *other);
            let others = others.filter(|other| index.kind(*other) != index.kind(*one));
            doubts.extend(others.filter_map(|other| doubt(scales, labels, [*one, other])));
        }
    }
    doubts
}

fn doubt(scales: Scales<'_, '_>, labels: &[NodeId], pair: [u32; 2]) -> Option<Doubt> {
    let index = scales.index;
    let others = |node: u32| index.links.get(node).iter().filter_map(move |link| Some((link, link.other?)));
    if others(pair[0]).any(|(_, other)| other == pair[1]) {
        return None;
    }
    let credits = |node: u32| {
        let credit = others(node)
            .filter(|(link, _)| index.relation(link.relation).is_some_and(|traits| traits.rule.credit));
        credit.map(|(_, other)| scales.classes.of(scales.units.of(other).start)).collect::<BTreeSet<u32>>()
    };
    let [mine, theirs] = pair.map(credits);
    let shared = mine.intersection(&theirs).next()?;
    let of = |node: u32| labels.get(scales.units.of(node).start as usize).cloned();
    let (one, other) = (of(pair[0])?, of(pair[1])?);
    if one == other {
        return None;
    }
    let (first, second) = (index.node(pair[0])?, index.node(pair[1])?);
    let who = index.node(*scales.classes.node.get(*shared as usize)?)?.name();
    Some(Doubt {
        one: one.clone().min(other.clone()),
        other: one.max(other),
        likely: LIKELY,
        reasons_for: vec![format!("both are called `{}`", first.name()), format!("`{who}` worked on both")],
        reasons_against: vec![format!("one is a {}, the other a {}", first.kind, second.kind)],
    })
}
