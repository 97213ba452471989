//! Places what hangs together by forces: boxes push each other away, edges pull.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use fa2::{FA2Data, FA2Settings};

use super::apart::{Joint, apart};
use super::geometry::{Area, Point, Size};

/// An edge between two boxes by their places in the list, with the room that its words need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pull {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) room: Size,
}

/// With more boxes than this their forces are summed up by regions.
const FEW: usize = 400;
/// The room that each edge of a box takes between it and those around it.
const CROWD: f64 = 3.0;
/// How much longer edges are at first than they have to be.
const AIR: f64 = 1.15;
/// Labels are wider than high, and so are screens.
const WIDER: f64 = 1.35;

/// A turn by the golden angle, which spreads any number of points evenly; as numbers, since sines differ by system.
const TURN: Point = Point { x: -0.737_368_878_078_319_7, y: 0.675_490_294_261_523_8 };

/// The centres of boxes that edges join, about the origin.
pub(super) fn placed(sizes: &[Size], pulls: &[Pull]) -> Vec<Point> {
    let beside = beside(sizes.len(), pulls);
    let mut points = match sizes.len() {
        0 | 1 => return sizes.iter().map(|_| Point::default()).collect(),
        2 => vec![Point { x: -1.0, y: 0.0 }, Point { x: 1.0, y: 0.0 }],
        count => run(&seeds(count, &beside), &beside),
    };
    lay(&mut points);
    let scale = scale(&points, sizes, pulls) * AIR;
    let areas: Vec<Area> = points
        .iter()
        .zip(sizes)
        .map(|(at, half)| Area { at: Point { x: at.x * scale, y: at.y * scale }, half: *half })
        .collect();
    let joints: Vec<Joint> = pulls.iter().filter_map(|pull| pull.joint(&beside)).collect();
    apart(&areas, &joints)
}

impl Pull {
    /// With the room that its words need in the end: where many edges meet, they begin to part farther out.
    fn joint(&self, beside: &[BTreeSet<usize>]) -> Option<Joint> {
        let joined = |place: usize| beside.get(place).map_or(0, |others| others.len().min(40));
        let [from, to] =
            [self.from, self.to].map(|place| f64::from(u32::try_from(joined(place)).unwrap_or(0)).max(1.0));
        let more = from.max(to) * CROWD;
        let room = Size { x: self.room.x + 16.0 + more, y: self.room.y + 18.0 + more };
        let share = to * to / (from * from + to * to);
        (self.from != self.to).then_some(Joint { from: self.from, to: self.to, room, share })
    }
}

/// Whom each box is joined to.
fn beside(count: usize, pulls: &[Pull]) -> Vec<BTreeSet<usize>> {
    let mut beside = vec![BTreeSet::new(); count];
    for pull in pulls.iter().filter(|pull| pull.from != pull.to) {
        for (one, other) in [(pull.from, pull.to), (pull.to, pull.from)] {
            if let Some(beside) = beside.get_mut(one) {
                beside.insert(other);
            }
        }
    }
    beside
}

/// Where the boxes begin: on a spiral, the best connected in the middle, then what it is joined to.
fn seeds(count: usize, beside: &[BTreeSet<usize>]) -> Vec<Point> {
    let degree = |place: &usize| beside.get(*place).map_or(0, BTreeSet::len);
    let hub = (0..count).max_by_key(|place| (degree(place), std::cmp::Reverse(*place))).unwrap_or(0);
    let (mut queue, mut seen) = (VecDeque::from([hub]), BTreeMap::new());
    while let Some(place) = queue.pop_front() {
        let next = seen.len();
        if *seen.entry(place).or_insert(next) == next {
            let fresh = beside.get(place).into_iter().flatten().filter(|other| !seen.contains_key(other));
            queue.extend(fresh);
        }
    }
    let mut at = Point { x: 1.0, y: 0.0 };
    let spiral: Vec<Point> = (0..count)
        .map(|step| {
            at = Point { x: at.x * TURN.x - at.y * TURN.y, y: at.x * TURN.y + at.y * TURN.x };
            let reach = 12.0 * f64::from(u32::try_from(step).unwrap_or(u32::MAX)).sqrt();
            Point { x: at.x * reach, y: at.y * reach }
        })
        .collect();
    (0..count).filter_map(|place| spiral.get(*seen.get(&place).unwrap_or(&place)).copied()).collect()
}

fn run(seeds: &[Point], beside: &[BTreeSet<usize>]) -> Vec<Point> {
    let count = seeds.len();
    let mut data = FA2Data::<f64>::with_node_capacity(count);
    for seed in seeds {
        data.add_node_with_position(seed.x, seed.y);
    }
    for (one, others) in beside.iter().enumerate() {
        for other in others.range(one..) {
            data.add_edge(one, *other);
        }
    }
    // In sequence, so that sums come out equally on every run.
    let settings = FA2Settings::from_graph_order(count).gravity(0.1).parallel(false);
    let (settings, rounds) =
        if count > FEW { (settings.with_barnes_hut_theta(0.7), 250) } else { (settings, 600) };
    let mut layout = settings.build(data);
    layout.run(rounds);
    layout.data().positions().map(|(x, y)| Point { x, y }).collect()
}

/// Turns points so that they lie, and stretches them to the width of labels.
fn lay(points: &mut [Point]) {
    let count = f64::from(u32::try_from(points.len()).unwrap_or(u32::MAX));
    let sum = points.iter().copied().fold(Point::default(), Point::moved);
    let middle = Point { x: sum.x / count, y: sum.y / count };
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for at in points.iter_mut() {
        *at = Point { x: at.x - middle.x, y: at.y - middle.y };
        (xx, xy, yy) = (xx + at.x * at.x, xy + at.x * at.y, yy + at.y * at.y);
    }
    // The direction in which they are spread the most.
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    let (x, y) = if half >= 0.0 { (half + root, xy) } else { (xy.abs(), (root - half).copysign(xy)) };
    let length = Point { x, y }.distance(Point::default());
    let (x, y) = if length > 1e-9 { (x / length, y / length) } else { (1.0, 0.0) };
    for at in points {
        *at = Point { x: (at.x * x + at.y * y) * WIDER, y: at.y * x - at.x * y };
    }
}

/// By how much to stretch so that edges have room for their words.
fn scale(points: &[Point], sizes: &[Size], pulls: &[Pull]) -> f64 {
    let (mut wanted, mut there) = (0.0, 0.0);
    for Pull { from, to, room } in pulls.iter().filter(|pull| pull.from != pull.to) {
        let ends = points.get(*from).zip(points.get(*to)).zip(sizes.get(*from).zip(sizes.get(*to)));
        if let Some(((a, b), (one, other))) = ends {
            let length = a.distance(*b).max(1e-6);
            // How much of the edge lies level, where boxes and words are wide.
            let level = (a.x - b.x).abs() / length;
            let wide = one.x + other.x + room.x + 30.0;
            let high = one.y + other.y + room.y + 50.0;
            wanted += wide * level + high * (1.0 - level);
            there += length;
        }
    }
    if there > 0.0 { wanted / there } else { 1.0 }
}
