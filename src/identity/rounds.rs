//! Owns the rounds: what one round finds to be one helps the next to know neighbours.

use std::ops::Range;

use rayon::prelude::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator, ParallelSliceMut};
use rustc_hash::{FxHashMap, FxHashSet};

use super::blocks::Blocks;
use super::cluster::{self, Alike, Forced, Groups, Scored};
use super::features::{Classes, Known};
use super::index::Index;
use super::labels::labels;
use super::reasons::reasons;
use super::units::Units;
use super::weigh::{Scales, Weighing};
use super::words::{Words, words};
use super::{Doubt, Identities, Identity, Ties, cross, suspects};
use crate::graph::{Graph, NodeId};
use crate::ontology::Ontology;

/// No more rounds than this, even if the last found something.
const ROUNDS: usize = 3;
/// So many units are looked at by one thread at a time.
const STRETCH: u32 = 2048;

pub(super) fn identify(graph: &Graph, ontology: &Ontology, ties: &Ties) -> Identities {
    let words = words();
    let index = Index::new(graph, ontology, words);
    let mut is_apart = suspects::suspects(&index);
    let mut round = Round::first(&index, &is_apart, words);
    for _ in 1..ROUNDS {
        let torn: Vec<u32> = round.groups.torn.iter().map(|unit| round.units.node(*unit)).collect();
        for node in torn.into_iter().filter(|node| index.named_in.get(*node).len() > 1) {
            is_apart.get_mut(node as usize).into_iter().for_each(|is_apart| *is_apart = true);
        }
        let next = Round::after(&mut round, &index, &is_apart, words);
        let is_settled = next.groups.root == round.groups.root;
        round = next;
        if is_settled {
            break;
        }
    }
    let labels = round.settle(&index, words, ties);
    round.identities(&index, words, &labels)
}

/// One round: units, what they are taken to be, and what was found.
struct Round<'g> {
    units: Units,
    classes: Classes,
    /// Those whose names are alike.
    pairs: Vec<Alike<'g>>,
    features: Known<'g>,
    scored: Vec<Scored>,
    groups: Groups,
}

impl<'g> Round<'g> {
    /// Neighbours are one where their names are.
    fn first(index: &Index<'g>, is_apart: &[bool], words: &Words) -> Self {
        let units = Units::new(index, is_apart);
        let name = |unit: u32| {
            let node = units.node(unit);
            let name = index.forms.get(node).first().map(|form| form.name.same()).unwrap_or_default();
            name ^ u64::from(index.kind(node))
        };
        let classes = Classes::new((0..units.len()).map(name), &units, index);
        Self::run((index, words), units, classes, None)
    }

    /// Neighbours are one where the last round found them to be.
    fn after(last: &mut Self, index: &Index<'g>, is_apart: &[bool], words: &Words) -> Self {
        let units = Units::new(index, is_apart);
        let known = |unit: u32| {
            let node = units.node(unit);
            let document = units.documents(unit, index).first().copied().unwrap_or_default();
            let known = last.units.named(node, document).unwrap_or(last.units.of(node).start);
            u64::from(last.groups.root.get(known as usize).copied().unwrap_or(known))
        };
        let classes = Classes::new((0..units.len()).map(known), &units, index);
        Self::run((index, words), units, classes, Some(last))
    }

    fn run(
        (index, words): (&Index<'g>, &Words),
        units: Units,
        classes: Classes,
        last: Option<&mut Self>,
    ) -> Self {
        let scales = Scales { index, units: &units, classes: &classes, words };
        let (pairs, features, scored) = match last {
            Some(last) if last.units == units => {
                let is_stale = classes.stale(&last.classes, &units, index);
                let pairs = std::mem::take(&mut last.pairs);
                let mut features = std::mem::take(&mut last.features);
                let known = std::mem::take(&mut last.scored);
                let scored = cluster::score_again(scales, &pairs, &mut features, known, &is_stale);
                (pairs, features, scored)
            }
            last => {
                let pairs = alike(scales, last.map(|last| &*last));
                let mut features = Known::new(&units);
                let scored = cluster::score(scales, &pairs, &mut features);
                (pairs, features, scored)
            }
        };
        let groups = cluster::groups(scales, &scored, &features, &Forced::default());
        Self { units, classes, pairs, features, scored, groups }
    }

    fn scales<'a>(&'a self, index: &'a Index<'g>, words: &'a Words) -> Scales<'a, 'g> {
        Scales { index, units: &self.units, classes: &self.classes, words }
    }

    /// Joins anew with the decisions of people, whose ids are those of the groups without them.
    fn settle(&mut self, index: &Index<'g>, words: &Words, ties: &Ties) -> Vec<NodeId> {
        let known = labels(self.scales(index, words), &self.groups);
        if ties.same.is_empty() && ties.distinct.is_empty() {
            return known;
        }
        let units = |id: &NodeId| self.called(index, id, &known);
        let mut forced = Forced::default();
        for (one, other) in &ties.distinct {
            for a in units(one) {
                forced.distinct.extend(units(other).into_iter().filter(|b| *b != a).map(|b| (a, b)));
            }
        }
        for (one, other) in &ties.same {
            let all = [units(one), units(other)];
            if all.iter().all(|units| !units.is_empty()) {
                let all = all.concat();
                forced.same.extend(all.iter().zip(all.iter().skip(1)).map(|(a, b)| (*a, *b)));
            }
        }
        self.groups = cluster::groups(self.scales(index, words), &self.scored, &self.features, &forced);
        labels(self.scales(index, words), &self.groups)
    }

    /// The units of a node that are called by its id, or all of them; the units of a part.
    fn called(&self, index: &Index<'g>, id: &NodeId, labels: &[NodeId]) -> Vec<u32> {
        let is_called = |unit: &u32| labels.get(*unit as usize) == Some(id);
        let Some(node) = index.find(id) else {
            return (0..self.units.len()).filter(is_called).collect();
        };
        let all = self.units.of(node);
        let own: Vec<u32> = all.clone().filter(is_called).collect();
        if own.is_empty() { all.collect() } else { own }
    }

    fn identities(&self, index: &Index<'g>, words: &Words, labels: &[NodeId]) -> Identities {
        let scales = self.scales(index, words);
        let mut same = self.rows(scales, labels);
        same.par_sort();
        let mut doubts = self.doubts(scales, labels);
        doubts.extend(cross::doubts(scales, labels));
        doubts.par_sort_by(|a, b| {
            (&a.one, &a.other).cmp(&(&b.one, &b.other)).then(b.likely.total_cmp(&a.likely))
        });
        doubts.dedup_by(|a, b| (&a.one, &a.other) == (&b.one, &b.other));
        Identities { same, doubts }
    }

    fn rows(&self, scales: Scales<'_, 'g>, labels: &[NodeId]) -> Vec<Identity> {
        let why = self.why();
        let nodes = 0..u32::try_from(scales.index.nodes.len()).unwrap_or(u32::MAX);
        let rows = nodes.into_par_iter().flat_map_iter(|node| self.rows_of(node, scales, labels, &why));
        rows.collect()
    }

    /// What a node is called by other ids than its own.
    fn rows_of(
        &self,
        number: u32,
        scales: Scales<'_, 'g>,
        labels: &[NodeId],
        why: &FxHashMap<u32, (u32, u32)>,
    ) -> Vec<Identity> {
        let mut rows: Vec<Identity> = Vec::new();
        let Some(node) = scales.index.node(number) else { return rows };
        let of = self.units.of(number);
        let label = |unit: u32| labels.get(unit as usize);
        let is_parted = of.clone().any(|unit| label(unit) != label(of.start));
        for unit in of {
            let Some(label) = label(unit).filter(|label| **label != node.id) else { continue };
            let ids = self.units.documents(unit, scales.index).iter().filter(|_| is_parted);
            let documents =
                ids.filter_map(|at| scales.index.documents.get(*at as usize).map(|id| (*id).clone()));
            if let Some(row) = rows.iter_mut().find(|row| row.is == *label) {
                row.documents.extend(documents);
                continue;
            }
            let weighing = why.get(&unit).and_then(|pair| self.weigh(scales, *pair));
            let because = match weighing.map(|weighing| reasons(scales, &weighing)) {
                Some([reasons, _]) => reasons,
                None if is_parted => self.apart(scales, unit),
                None => vec!["a person says so".to_owned()],
            };
            rows.push(Identity {
                node: node.id.clone(),
                documents: documents.collect(),
                is: label.clone(),
                because,
            });
        }
        rows.iter_mut().for_each(|row| row.documents.sort_unstable());
        rows
    }

    /// By unit the surest pair that joined it with another node.
    fn why(&self) -> FxHashMap<u32, (u32, u32)> {
        let mut why = FxHashMap::default();
        let two = |pair: &&(u32, u32)| self.units.node(pair.0) != self.units.node(pair.1);
        for pair in self.groups.joined.iter().filter(two) {
            for unit in [pair.0, pair.1] {
                why.entry(unit).or_insert(*pair);
            }
        }
        why
    }

    /// What tells a part of a node from its other parts.
    fn apart(&self, scales: Scales<'_, 'g>, unit: u32) -> Vec<String> {
        let root = |unit: u32| self.groups.root.get(unit as usize);
        let of = self.units.of(self.units.node(unit));
        let mine = of.clone().filter(|with| root(*with) == root(unit));
        let pairs = mine.flat_map(|one| of.clone().map(move |other| (one, other)));
        let apart = pairs.filter(|(one, other)| root(*one) != root(*other));
        let weighed =
            apart.take(200).filter_map(|(one, other)| self.weigh(scales, (one.min(other), one.max(other))));
        let worst = weighed.min_by(|a, b| a.score.total_cmp(&b.score));
        let [_, against] = worst.map(|weighing| reasons(scales, &weighing)).unwrap_or_default();
        if against.is_empty() { vec!["the other documents may speak of another".to_owned()] } else { against }
    }

    fn doubts(&self, scales: Scales<'_, 'g>, labels: &[NodeId]) -> Vec<Doubt> {
        let label = |unit: u32| labels.get(unit as usize);
        let mut seen = FxHashSet::default();
        let mut pairs = self.groups.kept.clone();
        pairs.retain(|pair| {
            let (one, other) = (label(pair.0), label(pair.1));
            one != other && seen.insert((one.min(other), one.max(other)))
        });
        let doubt = |pair: &(u32, u32)| {
            let (one, other) = (label(pair.0)?, label(pair.1)?);
            let weighing = self.weigh(scales, *pair)?;
            let [reasons_for, reasons_against] = reasons(scales, &weighing);
            let (one, other) = (one.min(other).clone(), one.max(other).clone());
            Some(Doubt { one, other, likely: likely(weighing.score), reasons_for, reasons_against })
        };
        pairs.par_iter().filter_map(doubt).collect()
    }

    fn weigh<'a>(&self, scales: Scales<'a, 'g>, pair: (u32, u32)) -> Option<Weighing<'a>> {
        let named = scales.names(pair.0, pair.1)?;
        let (one, other) = (self.features.get(pair.0)?, self.features.get(pair.1)?);
        Some(scales.weigh([pair.0, pair.1], named, [one, other]))
    }
}

/// The pairs whose names are alike; what the last round knows of names of whole nodes is not compared again.
fn alike<'g>(scales: Scales<'_, 'g>, last: Option<&Round<'g>>) -> Vec<Alike<'g>> {
    let blocks = Blocks::new(scales);
    let count = scales.units.len();
    let starts: Vec<u32> = (0..count).step_by(STRETCH as usize).collect();
    let stretch = |start: &u32| *start..start.saturating_add(STRETCH).min(count);
    let all: Vec<Vec<Alike<'g>>> =
        starts.par_iter().map(|start| alike_of(stretch(start), scales, &blocks, last)).collect();
    all.concat()
}

/// The pairs whose first unit is one of these.
fn alike_of<'g>(
    units: Range<u32>,
    scales: Scales<'_, 'g>,
    blocks: &Blocks<'_, 'g>,
    last: Option<&Round<'g>>,
) -> Vec<Alike<'g>> {
    let whole = |units: &Units, unit: u32| units.get(unit).is_some_and(|unit| unit.documents.is_empty());
    let first = scales.units.node(units.start);
    // Units are in the order of nodes, so that what is known comes in the order in which it is asked for.
    let mut known = last.into_iter().flat_map(|last| {
        let is_whole =
            |alike: &&Alike<'g>| whole(&last.units, alike.pair.0) && whole(&last.units, alike.pair.1);
        let nodes = |unit: u32| last.units.node(unit);
        let start = last.pairs.partition_point(|alike| nodes(alike.pair.0) < first);
        let pairs = last.pairs.get(start..).unwrap_or_default().iter().filter(is_whole);
        pairs.map(move |alike| ((nodes(alike.pair.0), nodes(alike.pair.1)), alike.named))
    });
    let mut next = known.next();
    let (mut all, mut others) = (Vec::new(), Vec::new());
    for one in units {
        blocks.candidates(one, &mut others);
        let is_whole = whole(scales.units, one);
        for other in others.iter().copied() {
            let nodes = (scales.units.node(one), scales.units.node(other));
            while next.as_ref().is_some_and(|(known, _)| *known < nodes) {
                next = known.next();
            }
            let known = next.as_ref().filter(|(known, _)| *known == nodes).map(|(_, named)| *named);
            let known = known.filter(|_| is_whole && whole(scales.units, other));
            let named = known.or_else(|| scales.names(one, other));
            all.extend(named.map(|named| Alike { pair: (one, other), named }));
        }
    }
    all
}

/// A score as a probability, of two digits.
fn likely(score: f32) -> f32 {
    let likely = 1.0 / (1.0 + (1.0 - score).exp());
    (likely * 100.0).round() / 100.0
}
