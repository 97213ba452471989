//! Edges: curves between boxes, with their words where there is room.

use std::collections::BTreeMap;

use super::Link;
use super::geometry::{Area, Curve, Point, Size};
use super::text::Label;
use crate::graph::Edge;

/// An edge with a place.
pub(in crate::render) struct Line<'g> {
    pub(in crate::render) edge: &'g Edge,
    pub(in crate::render) curve: Curve,
    pub(in crate::render) words: Label,
    /// The middle of the words.
    pub(in crate::render) at: Point,
    /// The box that it starts from, by its place in the list.
    pub(in crate::render) from: usize,
    /// The box that it leads to, nodes first, then literals.
    pub(in crate::render) to: usize,
}

/// The distance of two edges between the same boxes.
const ASIDE: f64 = 40.0;
/// How far a single edge may bow to pass a box.
const BOWS: [f64; 7] = [0.0, 26.0, -26.0, 52.0, -52.0, 84.0, -84.0];
/// Where on an edge its words may stand, the best places first.
const STANDS: [f64; 11] = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.2, 0.8, 0.14, 0.86];
/// The room between an edge and the boxes that it joins.
const GAP: f64 = 2.0;
/// With more boxes than this edges go straight, with their words in the middle; it would take too long otherwise.
const MANY: usize = 1500;

/// Places edges between boxes, then the words of each where it is least in the way.
pub(super) fn routed<'g>(links: Vec<Link<'g>>, areas: &[Area]) -> Vec<Line<'g>> {
    let mut counts: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for link in &links {
        *counts.entry(link.pair()).or_default() += 1;
    }
    let mut used: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut lines: Vec<Line<'g>> = Vec::with_capacity(links.len());
    for link in links {
        let place = used.entry(link.pair()).or_default();
        let beside = Beside { place: *place, of: counts.get(&link.pair()).copied().unwrap_or(1) };
        *place += 1;
        if let Some(curve) = link.placed(beside, areas) {
            let Link { edge, from, to, words } = link;
            lines.push(Line { edge, curve, words, at: curve.at(0.5), from, to });
        }
    }
    if lines.len() <= MANY {
        place_words(&mut lines, areas);
    }
    lines
}

/// Where on each edge its words hide the least, with those placed before them.
fn place_words(lines: &mut [Line<'_>], areas: &[Area]) {
    let steps: Vec<Vec<Point>> = lines
        .iter()
        .map(|line| (1..20).map(|step| line.curve.at(f64::from(step) / 20.0)).collect())
        .collect();
    let mut taken: Vec<Area> = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter_mut().enumerate() {
        let Some(Area { half, .. }) = line.words_area() else { continue };
        let cost = |share: f64| {
            let words = Area { at: line.curve.at(share), half };
            let boxes: f64 = areas.iter().map(|area| words.grown(2.0).shared(*area)).sum();
            let others: f64 = taken.iter().map(|other| words.grown(1.0).shared(*other)).sum();
            let crossing =
                steps.iter().enumerate().filter(|(other, _)| *other != place).flat_map(|(_, step)| step);
            let crossed =
                u32::try_from(crossing.filter(|step| words.holds(**step)).count()).unwrap_or(u32::MAX);
            3.0 * boxes + 2.0 * others + 30.0 * f64::from(crossed) + 60.0 * (share - 0.5).abs()
        };
        line.at = line.curve.at(least(&STANDS, cost));
        taken.extend(line.words_area());
    }
}

/// The how manieth edge it is between the same two boxes.
#[derive(Clone, Copy)]
struct Beside {
    place: u32,
    of: u32,
}

impl Link<'_> {
    fn pair(&self) -> (usize, usize) {
        (self.from.min(self.to), self.from.max(self.to))
    }

    fn placed(&self, beside: Beside, areas: &[Area]) -> Option<Curve> {
        let (from, to) = (*areas.get(self.from)?, *areas.get(self.to)?);
        let curve = if self.from == self.to {
            around(from, beside.place)
        } else {
            self.between(from, to, beside, areas)
        };
        Some(clipped(curve, from, to))
    }

    fn between(&self, from: Area, to: Area, beside: Beside, areas: &[Area]) -> Curve {
        // Seen from the same end, so that edges that point against each other do not fall together.
        let side = if self.from < self.to { 1.0 } else { -1.0 };
        if beside.of > 1 {
            let bow = (f64::from(beside.place) - f64::from(beside.of - 1) / 2.0) * ASIDE;
            return Curve::bowed(from.at, to.at, bow * side);
        }
        if areas.len() > MANY {
            return Curve::bowed(from.at, to.at, 0.0);
        }
        let hits = |bow: f64| {
            let curve = Curve::bowed(from.at, to.at, bow * side);
            let steps: Vec<Point> = (1..24).map(|step| curve.at(f64::from(step) / 24.0)).collect();
            let others = areas.iter().filter(|area| **area != from && **area != to);
            let covered = others
                .map(|area| steps.iter().filter(|step| area.grown(3.0).holds(**step)).count())
                .sum::<usize>();
            f64::from(u32::try_from(covered).unwrap_or(u32::MAX)) * 100.0 + bow.abs()
        };
        Curve::bowed(from.at, to.at, least(&BOWS, hits) * side)
    }
}

/// The first of the choices that costs least.
fn least(choices: &[f64], cost: impl Fn(f64) -> f64) -> f64 {
    let costs = choices.iter().map(|choice| (*choice, cost(*choice)));
    costs.min_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0.0, |(choice, _)| choice)
}

/// An edge from a box to itself, over its top.
fn around(area: Area, place: u32) -> Curve {
    let Area { at, half } = area;
    let reach = 62.0 + 30.0 * f64::from(place);
    let foot = |side: f64| Point { x: at.x + side * half.x * 0.5, y: at.y };
    let handle = |side: f64| Point { x: at.x + side * (half.x * 0.5 + 24.0), y: at.y - half.y - reach };
    Curve { from: foot(-1.0), first: handle(-1.0), second: handle(1.0), to: foot(1.0) }
}

/// The part of a curve between the boxes that it joins.
fn clipped(curve: Curve, from: Area, to: Area) -> Curve {
    let steps = || (0..=96).map(|step| f64::from(step) / 96.0);
    let outside = |area: Area| move |share: &f64| !area.grown(GAP).holds(curve.at(*share));
    let start = steps().find(outside(from)).unwrap_or(0.5);
    let end = steps().rev().find(outside(to)).unwrap_or(0.5);
    let start = edge(curve, from, (start - 1.0 / 96.0).max(0.0), start);
    let end = edge(curve, to, (end + 1.0 / 96.0).min(1.0), end);
    if start < end { curve.part(start, end) } else { curve }
}

/// Where a curve leaves a box, between a share that is inside and one that is not.
fn edge(curve: Curve, area: Area, mut inside: f64, mut outside: f64) -> f64 {
    for _ in 0..8 {
        let middle = (inside + outside) / 2.0;
        if area.grown(GAP).holds(curve.at(middle)) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    outside
}

impl Line<'_> {
    /// The box of its words.
    pub(super) fn words_area(&self) -> Option<Area> {
        let half = Size { x: self.words.size.x / 2.0, y: self.words.size.y / 2.0 };
        (half.x > 0.0).then_some(Area { at: self.at, half })
    }

    pub(super) fn shift(&mut self, by: Point) {
        self.curve = self.curve.moved(by);
        self.at = self.at.moved(by);
    }
}
