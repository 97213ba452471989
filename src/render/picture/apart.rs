//! Moves boxes apart until none covers another.

use std::cell::Cell;

use super::geometry::{Area, Point, Size};

/// Two boxes that an edge joins, by their places in the list.
pub(super) struct Joint {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The room that has to be between them.
    pub(super) room: Size,
    /// How much of a way the first goes, and the second the rest: what much hangs on hardly moves.
    pub(super) share: f64,
}

/// The room between two boxes, half of it at each.
const GAP: Size = Size { x: 11.0, y: 9.0 };
/// How often all pairs are looked at before everything is stretched.
const ROUNDS: usize = 60;
/// How often everything is stretched; each time by an eighth, so that this is more than enough for any number of boxes.
const STRETCHES: usize = 60;

/// Moves boxes apart until none covers another and joined ones leave room for their words, each as little as may be.
pub(super) fn apart(areas: &[Area], joints: &[Joint]) -> Vec<Point> {
    let boxes: Vec<Cell<Area>> = areas
        .iter()
        .map(|area| Area { at: area.at, half: Size { x: area.half.x + GAP.x, y: area.half.y + GAP.y } })
        .map(Cell::new)
        .collect();
    for _ in 0..STRETCHES {
        if (0..ROUNDS).any(|_| push_joined(&boxes, joints) + push(&boxes) == 0) {
            break;
        }
        for place in &boxes {
            let Area { at, half } = place.get();
            place.set(Area { at: Point { x: at.x * 1.125, y: at.y * 1.125 }, half });
        }
    }
    boxes.iter().map(|place| place.get().at).collect()
}

/// Pushes each two boxes that share room apart, and counts them.
fn push(boxes: &[Cell<Area>]) -> usize {
    let mut order: Vec<&Cell<Area>> = boxes.iter().collect();
    // The sort is stable, so that equal places keep the order that they were given in.
    order.sort_by(|a, b| a.get().left().total_cmp(&b.get().left()));
    let widest = boxes.iter().map(|place| place.get().half.x).fold(0.0, f64::max);
    let mut pushed = 0;
    for (place, one) in order.iter().enumerate() {
        for other in order.iter().skip(place + 1) {
            if other.get().at.x - one.get().at.x > one.get().half.x + widest {
                break;
            }
            pushed += usize::from(push_two(one, other));
        }
    }
    pushed
}

/// Pushes joined boxes so far apart that the words of their edge, and its arrow, find room between them; in the
/// direction in which they lie, so that what is round a box stays round it.
fn push_joined(boxes: &[Cell<Area>], joints: &[Joint]) -> usize {
    let ends = joints.iter().filter_map(|joint| Some((boxes.get(joint.from)?, boxes.get(joint.to)?, joint)));
    ends.filter(|(one, other, joint)| push_along(one, other, joint)).count()
}

fn push_along(one: &Cell<Area>, other: &Cell<Area>, Joint { room, share, .. }: &Joint) -> bool {
    let (a, b) = (one.get(), other.get());
    let (x, y) = (b.at.x - a.at.x, b.at.y - a.at.y);
    let length = a.at.distance(b.at).max(1e-3);
    let wide = (a.half.x + b.half.x + room.x) / (x.abs() / length).max(1e-3);
    let high = (a.half.y + b.half.y + room.y) / (y.abs() / length).max(1e-3);
    let missing = wide.min(high) - length;
    if missing < 0.01 {
        return false;
    }
    // Two in one place lie level.
    let direction =
        if length > 1e-3 { Point { x: x / length, y: y / length } } else { Point { x: 1.0, y: 0.0 } };
    let way = |share: f64| Point { x: direction.x * missing * share, y: direction.y * missing * share };
    one.set(Area { at: a.at.moved(way(-share)), half: a.half });
    other.set(Area { at: b.at.moved(way(1.0 - share)), half: b.half });
    true
}

/// Pushes two boxes apart along the shorter way, and says whether they had to be.
fn push_two(one: &Cell<Area>, other: &Cell<Area>) -> bool {
    let (a, b) = (one.get(), other.get());
    let (x, y) = (b.at.x - a.at.x, b.at.y - a.at.y);
    let wide = a.half.x + b.half.x - x.abs();
    let high = a.half.y + b.half.y - y.abs();
    // A hair is left out, since halves do not always add up to the whole.
    if wide < 0.01 || high < 0.01 {
        return false;
    }
    let by = if wide < high {
        Point { x: wide.copysign(x) / 2.0, y: 0.0 }
    } else {
        Point { x: 0.0, y: high.copysign(y) / 2.0 }
    };
    one.set(Area { at: Point { x: a.at.x - by.x, y: a.at.y - by.y }, half: a.half });
    other.set(Area { at: b.at.moved(by), half: b.half });
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_box_covers_another() {
        for count in [0, 1, 2, 40, 200] {
            for step in [0.0, 1.0, 17.0] {
                let areas: Vec<Area> = (0..count)
                    .map(f64::from)
                    .map(|n| Area {
                        at: Point { x: n * step % 90.0, y: 0.0 },
                        half: Size { x: 60.0 + n, y: 15.0 },
                    })
                    .collect();
                let moved: Vec<Area> = apart(&areas, &[])
                    .into_iter()
                    .zip(&areas)
                    .map(|(at, area)| Area { at, half: area.half })
                    .collect();
                for (place, one) in moved.iter().enumerate() {
                    assert!(
                        moved.iter().skip(place + 1).all(|other| one.shared(*other) == 0.0),
                        "{count} {step}"
                    );
                }
            }
        }
    }
}
