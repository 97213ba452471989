//! Shapes of nodes: how much room their names leave, and their outlines.

use std::fmt::Write;

use super::geometry::{Number, Size};
use crate::ontology::{Kind, Ontology};
use crate::render::palette::{Look, of_kind};

/// The room between a name and the ends of its shape.
#[derive(Clone, Copy)]
pub(super) struct Room {
    side: f64,
    above: f64,
    below: f64,
}

pub(super) const LITERAL_ROOM: Room = Room { side: 7.0, above: 3.5, below: 3.5 };

impl Room {
    fn of(shape: &str) -> Self {
        let (side, above, below) = match shape {
            "ellipse" => (16.0, 7.0, 7.0),
            "house" => (11.0, 13.0, 5.0),
            "invhouse" => (11.0, 5.0, 13.0),
            "hexagon" => (20.0, 7.0, 7.0),
            "octagon" => (13.0, 8.0, 8.0),
            "note" => (14.0, 7.0, 7.0),
            "tab" => (11.0, 12.0, 6.0),
            _ => (11.0, 7.0, 7.0),
        };
        Self { side, above, below }
    }

    /// Half the size of a shape round a name.
    pub(super) fn round(self, name: Size) -> Size {
        Size { x: name.x.max(14.0) / 2.0 + self.side, y: (name.y + self.above + self.below) / 2.0 }
    }

    /// How far the middle of the name lies below that of the shape.
    pub(super) fn drop(self) -> f64 {
        (self.above - self.below) / 2.0
    }
}

/// The room that names of a kind need.
pub(super) fn room(ontology: &Ontology, kind: &Kind) -> Room {
    Room::of(of_kind(ontology, kind).shape)
}

/// The outline of a shape about the origin, as the data of an SVG path.
pub(super) fn outline(look: Look, half: Size) -> String {
    let Size { x, y } = half;
    match look.shape {
        "ellipse" => rounded(half, y.min(x)),
        "box" if look.style.contains("rounded") => rounded(half, 7.0),
        "house" => lines(&[(-x, y), (-x, 8.0 - y), (0.0, -y), (x, 8.0 - y), (x, y)]),
        "invhouse" => lines(&[(-x, -y), (-x, y - 8.0), (0.0, y), (x, y - 8.0), (x, -y)]),
        "hexagon" => {
            lines(&[(-x, 0.0), (12.0 - x, -y), (x - 12.0, -y), (x, 0.0), (x - 12.0, y), (12.0 - x, y)])
        }
        "octagon" => {
            let (a, b) = (x - 8.0, y - 8.0);
            lines(&[(-x, -b), (-a, -y), (a, -y), (x, -b), (x, b), (a, y), (-a, y), (-x, b)])
        }
        "note" => {
            let corner = lines(&[(x - 9.0, -y), (x - 9.0, 9.0 - y), (x, 9.0 - y)]);
            lines(&[(-x, -y), (x - 9.0, -y), (x, 9.0 - y), (x, y), (-x, y)]) + &corner
        }
        "tab" => {
            let ridge = lines(&[(-x, 6.0 - y), (28.0 - x, 6.0 - y)]);
            let body = [(-x, y), (-x, -y), (28.0 - x, -y), (28.0 - x, 6.0 - y), (x, 6.0 - y), (x, y)];
            lines(&body) + &ridge
        }
        _ => rectangle(half),
    }
}

pub(super) fn rectangle(half: Size) -> String {
    let Size { x, y } = half;
    lines(&[(-x, -y), (x, -y), (x, y), (-x, y)])
}

/// The small outline of a kind, for legends.
pub(in crate::render) fn swatch(look: Look) -> String {
    outline(
        look,
        Size { x: 17.0, y: if matches!(look.shape, "house" | "invhouse" | "tab") { 10.0 } else { 8.5 } },
    )
}

fn lines(corners: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (place, (x, y)) in corners.iter().enumerate() {
        let step = if place == 0 { 'M' } else { 'L' };
        // Writing to a string cannot fail.
        let _ = write!(path, "{step}{} {}", Number(*x), Number(*y));
    }
    path.push('Z');
    path
}

fn rounded(half: Size, radius: f64) -> String {
    let (x, y, r) = (half.x, half.y, radius.min(half.x).min(half.y));
    let arc = |x: f64, y: f64| format!("A{r} {r} 0 0 1 {} {}", Number(x), Number(y), r = Number(r));
    format!(
        "M{} {}H{}{}V{}{}H{}{}V{}{}Z",
        Number(r - x),
        Number(-y),
        Number(x - r),
        arc(x, r - y),
        Number(y - r),
        arc(x - r, y),
        Number(r - x),
        arc(-x, y - r),
        Number(r - y),
        arc(r - x, -y),
    )
}
