//! Owns what the sentences that speak of a person call him or her, where they do not name the person.

use std::cell::LazyCell;

use super::index::{Index, Way};
use super::units::Unit;

/// Of a node with more links than this no sentences are read.
const LINKS: usize = 64;

/// Which lines of the list of pronouns the sentences about a unit use, a bit a line; 0 when that is not clear.
pub(super) fn pronouns(index: &Index<'_>, of: &Unit) -> u8 {
    let links = index.links.get(of.node);
    if links.len() > LINKS {
        return 0;
    }
    let names: LazyCell<Vec<String>, _> =
        LazyCell::new(|| index.forms.get(of.node).iter().flat_map(|form| words(form.text)).collect());
    let mut found = 0;
    for link in links.iter().filter(|link| link.way == Way::Along) {
        let is_of_kind = |other: u32| index.kind(other) == index.kind(of.node);
        if link.other.is_some_and(is_of_kind) {
            continue;
        }
        for (evidence, document) in link.edge.evidence.iter().zip(index.said(link)) {
            let bits = || index.pronouns_in(*document);
            if !of.names(*document) || bits() == 0 {
                continue;
            }
            let Some(quote) = index.graph.quote(evidence) else { continue };
            let is_named = words(quote).any(|word| names.contains(&word));
            if !is_named {
                found |= in_text(index, quote);
            }
        }
    }
    if found.count_ones() == 1 { found } else { 0 }
}

/// The pronouns of a text, a bit a line of the list; 0 when there are none, or of several lines.
pub(super) fn in_text(index: &Index<'_>, text: &str) -> u8 {
    let mut found = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| (2..=4).contains(&word.len())) {
        found |= index.words.pronoun(&word.to_ascii_lowercase());
    }
    if found.count_ones() == 1 { found } else { 0 }
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    super::fold::words(text, super::fold::Dot::Parts).into_iter().filter(|word| word.len() > 2)
}
