//! Puts the parts of a graph that do not hang together beside each other, in rows.

use std::collections::BTreeMap;

use super::force::{self, Pull};
use super::geometry::{Area, Point, Size};

/// The room between two parts.
const BETWEEN: f64 = 44.0;
/// How far an edge from a box to itself reaches above it.
const LOOP: f64 = 60.0;
/// The room between two nodes without edges.
const LONE_GAP: Size = Size { x: 16.0, y: 14.0 };
/// The room above the nodes without edges for the words that say so.
const CAPTION: f64 = 26.0;

/// Where everything stands.
pub(super) struct Spread {
    pub(super) centres: Vec<Point>,
    /// Where the words above nodes without edges begin, where there are other nodes too.
    pub(super) lone: Option<Point>,
}

/// Boxes that stand in their places to each other.
struct Block {
    members: Vec<(usize, Point)>,
    area: Area,
}

/// Centres for boxes that edges join, no two of them over each other.
pub(super) fn packed(sizes: &[Size], pulls: &[Pull]) -> Spread {
    let (parts, lone) = parts(sizes.len(), pulls);
    let mut blocks: Vec<Block> = parts.into_iter().map(|part| Block::of(part, sizes, pulls)).collect();
    blocks.sort_by(|a, b| b.area.half.y.total_cmp(&a.area.half.y));
    let wide = width(&blocks, sizes);
    let mut centres: BTreeMap<usize, Point> = BTreeMap::new();
    let bottom = rows(&blocks, wide, &mut centres);
    let caption = (!blocks.is_empty() && !lone.is_empty()).then_some(Point { x: 0.0, y: bottom + 8.0 });
    let top = if caption.is_some() { bottom + CAPTION } else { 0.0 };
    grid(&lone, sizes, wide, top, &mut centres);
    let centres = (0..sizes.len()).map(|place| centres.get(&place).copied().unwrap_or_default()).collect();
    Spread { centres, lone: caption }
}

/// The boxes that edges join, part by part, and those without any edge.
fn parts(count: usize, pulls: &[Pull]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut beside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for pull in pulls {
        beside.entry(pull.from).or_default().push(pull.to);
        beside.entry(pull.to).or_default().push(pull.from);
    }
    let lone = (0..count).filter(|place| !beside.contains_key(place)).collect();
    let mut parts = Vec::new();
    while let Some((first, others)) = beside.pop_first() {
        let (mut part, mut open) = (vec![first], others);
        while let Some(place) = open.pop() {
            if let Some(others) = beside.remove(&place) {
                part.push(place);
                open.extend(others);
            }
        }
        part.sort_unstable();
        parts.push(part);
    }
    (parts, lone)
}

impl Block {
    fn of(part: Vec<usize>, sizes: &[Size], pulls: &[Pull]) -> Self {
        let here: BTreeMap<usize, usize> = part.iter().copied().zip(0..).collect();
        let inner = |pull: &Pull| {
            let ends = here.get(&pull.from).zip(here.get(&pull.to));
            ends.map(|(from, to)| Pull { from: *from, to: *to, room: pull.room })
        };
        let inner: Vec<Pull> = pulls.iter().filter_map(inner).collect();
        let own: Vec<Size> = part.iter().filter_map(|place| sizes.get(*place).copied()).collect();
        let centres = force::placed(&own, &inner);
        let areas = centres.iter().zip(&own).map(|(at, half)| Area { at: *at, half: *half });
        // An edge from a box to itself goes over its top.
        let loops = inner.iter().filter(|pull| pull.from == pull.to);
        let above = loops.filter_map(|pull| {
            let (at, half) = (centres.get(pull.from)?, own.get(pull.from)?);
            let at = Point { x: at.x, y: at.y - half.y - LOOP };
            Some(Area { at, half: Size { x: pull.room.x / 2.0, y: 0.0 } })
        });
        let area = areas
            .chain(above)
            .reduce(Area::with)
            .unwrap_or(Area { at: Point::default(), half: Size::default() });
        Self { members: part.into_iter().zip(centres).collect(), area }
    }
}

/// A width by which all together are about as wide as a screen.
fn width(blocks: &[Block], sizes: &[Size]) -> f64 {
    let covered: f64 = blocks
        .iter()
        .map(|block| (2.0 * block.area.half.x + BETWEEN) * (2.0 * block.area.half.y + BETWEEN))
        .sum();
    let lone =
        if blocks.is_empty() { sizes.iter().map(|half| 5.0 * half.x * (half.y + 8.0)).sum() } else { 0.0 };
    let widest = blocks.iter().map(|block| 2.0 * block.area.half.x).fold(0.0, f64::max);
    ((covered + lone) * 1.7_f64).sqrt().max(widest).max(420.0)
}

/// Places blocks in rows and gives the lowest place that they reach.
fn rows(blocks: &[Block], wide: f64, centres: &mut BTreeMap<usize, Point>) -> f64 {
    let (mut left, mut top, mut bottom) = (0.0, 0.0, 0.0_f64);
    for Block { members, area } in blocks {
        let size = Size { x: 2.0 * area.half.x, y: 2.0 * area.half.y };
        if left > 0.0 && left + size.x > wide {
            (left, top) = (0.0, bottom);
        }
        let by = Point { x: left - area.left(), y: top - area.top() };
        centres.extend(members.iter().map(|(place, at)| (*place, at.moved(by))));
        left += size.x + BETWEEN;
        bottom = bottom.max(top + size.y + BETWEEN);
    }
    bottom
}

/// Places the boxes without edges in rows.
fn grid(lone: &[usize], sizes: &[Size], wide: f64, top: f64, centres: &mut BTreeMap<usize, Point>) {
    let highest = lone.iter().filter_map(|place| sizes.get(*place)).map(|half| half.y).fold(0.0, f64::max);
    let (mut left, mut top) = (0.0, top);
    for place in lone {
        let half = sizes.get(*place).copied().unwrap_or_default();
        if left > 0.0 && left + 2.0 * half.x > wide {
            (left, top) = (0.0, top + 2.0 * highest + LONE_GAP.y);
        }
        centres.insert(*place, Point { x: left + half.x, y: top + highest });
        left += 2.0 * half.x + LONE_GAP.x;
    }
}
