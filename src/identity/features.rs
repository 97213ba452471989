//! Owns what the graph says of a unit: whom it has to do with, when, and of what sort it is.

use std::hash::{Hash, Hasher};

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};
use rustc_hash::FxHasher;

use super::fold;
use super::index::{Index, Link, Way, is_of_whole, literal_year};
use super::pronouns;
use super::units::{Unit, Units};
use super::weigh::Scales;
use crate::graph::{PropertyValue, Status};
use crate::ontology::NameStyle;

/// The place of years that stand in a name of a kind without dates of its own: of birth, it is taken.
pub(super) const NAME_YEAR: u16 = u16::MAX;

/// A link to what another unit is, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tie {
    pub(super) class: u32,
    pub(super) relation: u16,
    pub(super) way: Way,
    /// Whether it is said to be so, not only planned, rumoured or over.
    pub(super) is_firm: bool,
}

/// What is said of a unit. Every list is in order, each item once.
#[derive(Clone, Debug, Default)]
pub(super) struct Features<'g> {
    pub(super) ties: Vec<Tie>,
    /// Relation, year, and whether it is firm.
    pub(super) years: Vec<(u16, i16, bool)>,
    /// Relation and words, folded and as they stand.
    pub(super) texts: Vec<(u16, String, &'g str)>,
    /// The first and last year of what it has to do with.
    pub(super) era: Option<(i16, i16)>,
    /// The year of the first document that names it.
    pub(super) known: Option<i16>,
    /// What sentences call it that do not name it, a bit each.
    pub(super) pronouns: u8,
    /// The credits that it has.
    pub(super) roles: Vec<u16>,
    /// Properties of tables: a number for the name, one for the value, and the value where it is a year.
    pub(super) values: Vec<(u64, u64, Option<i16>)>,
}

/// What the units are taken to be so far; the number of a class is that of its first unit.
pub(super) struct Classes {
    /// By unit.
    of: Vec<u32>,
    /// By class: how many links its members have.
    pub(super) links: Vec<u32>,
    /// By class: the first of its nodes.
    pub(super) node: Vec<u32>,
}

impl Classes {
    pub(super) fn of(&self, unit: u32) -> u32 {
        self.of.get(unit as usize).copied().unwrap_or(u32::MAX)
    }

    /// Classes of units with the same key.
    pub(super) fn new(keys: impl Iterator<Item = u64>, units: &Units, index: &Index<'_>) -> Self {
        let mut numbers: rustc_hash::FxHashMap<u64, u32> = rustc_hash::FxHashMap::default();
        let count = units.len() as usize;
        let mut classes = Self { of: Vec::with_capacity(count), links: vec![0; count], node: Vec::new() };
        for (key, unit) in keys.zip(0..) {
            let node = units.node(unit);
            let class = *numbers.entry(key).or_insert(unit);
            classes.node.push(node);
            classes.of.push(class);
            let links = u32::try_from(index.links.get(node).len()).unwrap_or(u32::MAX);
            if let Some(sum) = classes.links.get_mut(class as usize) {
                *sum = sum.saturating_add(links);
            }
        }
        classes
    }

    /// By unit whether it has to do with one whose class is another than in these classes of the same units.
    pub(super) fn stale(&self, last: &Self, units: &Units, index: &Index<'_>) -> Vec<bool> {
        let mut is_stale = vec![false; self.of.len()];
        let known = |classes: &Self, unit: u32| {
            let class = classes.of(unit);
            (class, classes.links.get(class as usize).copied())
        };
        let changed = (0..units.len()).filter(|unit| known(self, *unit) != known(last, *unit));
        for link in changed.flat_map(|unit| index.links.get(units.node(unit))) {
            for unit in link.other.map(|other| units.of(other)).into_iter().flatten() {
                is_stale.get_mut(unit as usize).into_iter().for_each(|is_stale| *is_stale = true);
            }
        }
        is_stale
    }
}

/// By unit what is said of it, as far as anything asked.
#[derive(Default)]
pub(super) struct Known<'g>(Vec<Option<Features<'g>>>);

impl<'g> Known<'g> {
    pub(super) fn new(units: &Units) -> Self {
        Self((0..units.len()).map(|_| None).collect())
    }

    pub(super) fn get(&self, unit: u32) -> Option<&Features<'g>> {
        self.0.get(unit as usize)?.as_ref()
    }

    /// Forgets what is said of some units.
    pub(super) fn forget(&mut self, is_stale: &[bool]) {
        for (place, _) in self.0.iter_mut().zip(is_stale).filter(|(_, is_stale)| **is_stale) {
            *place = None;
        }
    }

    /// Notes what is said of units.
    pub(super) fn learn(&mut self, units: impl Iterator<Item = u32>, scales: Scales<'_, 'g>) {
        let mut is_asked = vec![false; self.0.len()];
        for unit in units {
            is_asked.get_mut(unit as usize).into_iter().for_each(|is_asked| *is_asked = true);
        }
        let Scales { units, classes, index, .. } = scales;
        self.0.par_iter_mut().zip(is_asked).enumerate().for_each(|(unit, (place, is_asked))| {
            if is_asked && place.is_none() {
                *place = u32::try_from(unit).ok().map(|unit| Features::of(unit, units, classes, index));
            }
        });
    }
}

impl<'g> Features<'g> {
    pub(super) fn of(unit: u32, units: &Units, classes: &Classes, index: &Index<'g>) -> Self {
        let mut features = Self::default();
        let Some(of) = units.get(unit) else { return features };
        for link in index.links.get(of.node) {
            let Some(is_firm) = is_firm(link, of, index) else { continue };
            match link.other {
                Some(_) => features.tie(link, of, is_firm, (units, classes, index)),
                None => features.literal(link, of, is_firm, index),
            }
        }
        let documents = units.documents(unit, index).iter();
        features.known = documents.filter_map(|document| index.document_year(*document)).min();
        if index.traits_of(of.node).style == NameStyle::Personal {
            features.pronouns = pronouns::pronouns(index, of);
        }
        features.name_years(of, index);
        features.properties(of, index);
        features.settle();
        features
    }

    fn tie(
        &mut self,
        link: &Link<'g>,
        of: &Unit,
        is_firm: bool,
        (units, classes, index): (&Units, &Classes, &Index<'g>),
    ) {
        let Some(other) = link.other else { return };
        let mut give = |unit: u32| {
            let class = classes.of(unit);
            self.ties.push(Tie { class, relation: link.relation, way: link.way, is_firm });
        };
        if units.of(other).len() == 1 {
            give(units.of(other).start);
        } else {
            let said = index.said(link).iter().filter(|document| of.names(**document));
            said.filter_map(|document| units.named(other, *document)).for_each(give);
        }
        let spread = index.traits_of(other).spread.unwrap_or(i16::MAX);
        if let Some(Some((first, last))) = index.years.get(other as usize)
            && last.saturating_sub(*first) <= spread.saturating_mul(2)
        {
            self.era = joined(self.era, Some((*first, *last)));
        }
        let is_credit = index.relation(link.relation).is_some_and(|traits| traits.rule.credit);
        if is_firm && is_credit && link.way == Way::Along {
            self.roles.push(link.relation);
        }
    }

    fn literal(&mut self, link: &Link<'g>, of: &Unit, is_firm: bool, index: &Index<'g>) {
        let Some(traits) = index.relation(link.relation) else { return };
        let object = &link.edge.key.object;
        if !traits.is_date {
            let text = object.literal().unwrap_or_default();
            self.texts.push((link.relation, fold::letters(text), text));
        } else if traits.tells(index.kind(of.node), link.way)
            && link.edge.evidence.iter().any(is_of_whole)
            && let Some(year) = literal_year(object)
        {
            self.years.push((link.relation, year, is_firm));
        }
    }

    fn name_years(&mut self, of: &Unit, index: &Index<'g>) {
        let kind = index.kind(of.node);
        let own = index.relations.iter().position(|traits| traits.is_date && traits.tells(kind, Way::Along));
        let place = own.and_then(|at| u16::try_from(at).ok()).unwrap_or(NAME_YEAR);
        for form in index.forms.get(of.node) {
            let is_said = || form.documents.iter().any(|document| of.names(*document));
            if let Some(year) = form.name.year.filter(|_| of.documents.is_empty() || is_said()) {
                self.years.push((place, year, true));
            }
        }
    }

    fn properties(&mut self, of: &Unit, index: &Index<'g>) {
        let Some(node) = index.node(of.node) else { return };
        for (document, properties) in node.properties.iter() {
            let is_said = of.documents.is_empty()
                || index.document(document).is_some_and(|at| of.documents.contains(&at));
            for (name, value) in properties.iter().filter(|_| is_said) {
                let year = match value {
                    PropertyValue::Int(value) => super::names::year(&value.to_string()),
                    PropertyValue::Text(text) if text.len() > 3 => text.get(..4).and_then(super::names::year),
                    // What many have in common says nothing.
                    _ => continue,
                };
                if year.is_none() && matches!(value, PropertyValue::Int(_)) {
                    continue;
                }
                self.values.push((number(name), number(&value.to_string()), year));
            }
        }
    }

    fn settle(&mut self) {
        self.ties.sort_unstable();
        self.ties.dedup();
        self.years.sort_unstable();
        self.years.dedup();
        self.texts.sort_unstable();
        self.texts.dedup();
        self.roles.sort_unstable();
        self.roles.dedup();
        self.values.sort_unstable();
        self.values.dedup();
    }

    /// What is said of two units as one.
    pub(super) fn with(&self, other: &Self) -> Self {
        let mut all = self.clone();
        all.ties.extend(&other.ties);
        all.years.extend(&other.years);
        all.texts.extend(other.texts.iter().cloned());
        all.roles.extend(&other.roles);
        all.values.extend(&other.values);
        all.pronouns |= other.pronouns;
        all.era = joined(all.era, other.era);
        all.known = match (all.known, other.known) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        all.settle();
        all
    }
}

/// Whether a link is said to hold; `None` where it is denied, or other documents say it.
fn is_firm(link: &Link<'_>, of: &Unit, index: &Index<'_>) -> Option<bool> {
    let of_status = |status: Status| (status != Status::Denied).then_some(status == Status::Asserted);
    if of.documents.is_empty() {
        return of_status(link.edge.status);
    }
    let said = link.edge.evidence.iter().zip(index.said(link)).filter(|(_, document)| of.names(**document));
    said.filter_map(|(evidence, _)| of_status(evidence.status)).max()
}

fn joined(one: Option<(i16, i16)>, other: Option<(i16, i16)>) -> Option<(i16, i16)> {
    match (one, other) {
        (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
        (one, other) => one.or(other),
    }
}

fn number(text: &str) -> u64 {
    let mut state = FxHasher::default();
    text.hash(&mut state);
    state.finish()
}
