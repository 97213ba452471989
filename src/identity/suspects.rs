//! Owns which nodes may be two things of one name, and are looked at document by document.

use std::collections::BTreeSet;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::index::{Index, Traits, Way};
use super::pronouns;
use super::units::Unit;
use crate::graph::{EdgeKey, Object};
use crate::ontology::NameStyle;

/// In no more documents than this it is looked whom they call `he`.
const MOST: usize = 12;

/// For each node whether its documents may speak of two things.
pub(super) fn suspects(index: &Index<'_>) -> Vec<bool> {
    (0..u32::try_from(index.nodes.len()).unwrap_or(u32::MAX))
        .into_par_iter()
        .map(|node| is_suspect(index, node))
        .collect()
}

fn is_suspect(index: &Index<'_>, node: u32) -> bool {
    let named_in = index.named_in.get(node);
    // A table tells its own rows apart, and what has its id is the same row.
    if named_in.len() < 2 || named_in.iter().all(|document| index.is_table(*document)) {
        return false;
    }
    is_surname(index, node)
        || are_years_wide(index, node)
        || is_told(index, node)
        || are_roles_rare(index, node)
        || are_called_apart(index, node)
}

/// A surname alone, which somebody here bears.
fn is_surname(index: &Index<'_>, node: u32) -> bool {
    let mut names = index.forms.get(node).iter().filter_map(|form| form.name.personal()).peekable();
    let is_single = names.peek().is_some_and(|name| !name.is_full());
    is_single && names.all(|name| index.bearers(index.kind(node), name.surname()) > 0)
}

fn are_years_wide(index: &Index<'_>, node: u32) -> bool {
    let Some(spread) = index.traits_of(node).spread else { return false };
    let wide = |(first, last): (i16, i16)| last.saturating_sub(first) > spread;
    if let Some(Some(years)) = index.years.get(node as usize) {
        let known =
            index.named_in.get(node).iter().filter_map(|document| index.document_year(*document)).min();
        return wide(*years) || known.is_some_and(|known| is_early(known, years.1));
    }
    let others = index.links.get(node).iter().filter_map(|link| link.other);
    let years = others.filter_map(|other| index.years.get(other as usize).copied().flatten());
    years.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).is_some_and(wide)
}

/// Whether a document is too old to know of a thing of this year.
pub(super) fn is_early(document: i16, year: i16) -> bool {
    year > document.saturating_add(3)
}

/// Whether what tells such nodes apart is more than one.
fn is_told(index: &Index<'_>, node: u32) -> bool {
    let kind = index.kind(node);
    let mut first: Option<(u16, Way, &str)> = None;
    for link in index.links.get(node) {
        let tells = |traits: &Traits<'_>| !traits.is_date && traits.tells(kind, link.way);
        if !index.relation(link.relation).is_some_and(tells) {
            continue;
        }
        let EdgeKey { subject, object, .. } = &link.edge.key;
        let other = match (link.way, object) {
            (Way::Against, _) => subject.as_str(),
            (Way::Along, Object::Node(id)) => id.as_str(),
            (Way::Along, Object::Literal(text)) => text,
        };
        match first {
            Some((relation, way, known))
                if (relation, way) == (link.relation, link.way) && known != other =>
            {
                return true;
            }
            _ => first = Some((link.relation, link.way, other)),
        }
    }
    false
}

/// Whether one document calls a person `he`, and another `she`.
fn are_called_apart(index: &Index<'_>, node: u32) -> bool {
    let documents = index.named_in.get(node);
    let found = documents.iter().fold(0, |all, document| all | index.pronouns_in(*document));
    if found.count_ones() < 2 || index.traits_of(node).style != NameStyle::Personal {
        return false;
    }
    let of = |document: &u32| pronouns::pronouns(index, &Unit { node, documents: vec![*document] });
    documents.iter().take(MOST).fold(0, |all, document| all | of(document)).count_ones() > 1
}

fn are_roles_rare(index: &Index<'_>, node: u32) -> bool {
    let links = index.links.get(node).iter().filter(|link| link.way == Way::Along);
    let roles: BTreeSet<u16> = links.map(|link| link.relation).collect();
    roles.iter().any(|role| {
        index.relation(*role).is_some_and(|traits| traits.rarely_with.iter().any(|with| roles.contains(with)))
    })
}
