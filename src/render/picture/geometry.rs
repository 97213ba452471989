//! Points, boxes and curves, in pixels.

use std::fmt;

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::render) struct Point {
    pub(in crate::render) x: f64,
    pub(in crate::render) y: f64,
}

/// A width and a height; of a box half of each, from its centre.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::render) struct Size {
    pub(in crate::render) x: f64,
    pub(in crate::render) y: f64,
}

/// A box round its centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::render) struct Area {
    pub(in crate::render) at: Point,
    pub(in crate::render) half: Size,
}

/// A cubic Bézier curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::render) struct Curve {
    pub(in crate::render) from: Point,
    pub(in crate::render) first: Point,
    pub(in crate::render) second: Point,
    pub(in crate::render) to: Point,
}

/// A number with one digit after the point, which is finer than a pixel.
pub(in crate::render) struct Number(pub(in crate::render) f64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Adding nothing turns `-0` into `0`.
        write!(f, "{}", (self.0 * 10.0).round() / 10.0 + 0.0)
    }
}

impl Point {
    pub(super) fn moved(self, by: Self) -> Self {
        Self { x: self.x + by.x, y: self.y + by.y }
    }

    /// The place on the way to another, at `share` of it.
    pub(super) fn towards(self, other: Self, share: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }

    pub(super) fn distance(self, other: Self) -> f64 {
        let (x, y) = (self.x - other.x, self.y - other.y);
        (x * x + y * y).sqrt()
    }
}

impl Area {
    pub(super) fn left(self) -> f64 {
        self.at.x - self.half.x
    }

    pub(super) fn top(self) -> f64 {
        self.at.y - self.half.y
    }

    fn right(self) -> f64 {
        self.at.x + self.half.x
    }

    fn bottom(self) -> f64 {
        self.at.y + self.half.y
    }

    fn between(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        let half = Size { x: (right - left) / 2.0, y: (bottom - top) / 2.0 };
        Self { at: Point { x: left + half.x, y: top + half.y }, half }
    }

    /// The smallest box that holds both.
    pub(super) fn with(self, other: Self) -> Self {
        Self::between(
            self.left().min(other.left()),
            self.top().min(other.top()),
            self.right().max(other.right()),
            self.bottom().max(other.bottom()),
        )
    }

    pub(super) fn holds(self, point: Point) -> bool {
        (point.x - self.at.x).abs() < self.half.x && (point.y - self.at.y).abs() < self.half.y
    }

    /// How much of it another covers, in square pixels.
    pub(super) fn shared(self, other: Self) -> f64 {
        let wide = self.right().min(other.right()) - self.left().max(other.left());
        let high = self.bottom().min(other.bottom()) - self.top().max(other.top());
        wide.max(0.0) * high.max(0.0)
    }

    pub(super) fn grown(self, by: f64) -> Self {
        Self { at: self.at, half: Size { x: self.half.x + by, y: self.half.y + by } }
    }
}

impl Curve {
    /// A curve that bows by `bow` pixels to the side.
    pub(super) fn bowed(from: Point, to: Point, bow: f64) -> Self {
        let length = from.distance(to).max(1.0);
        // A curve comes three quarters as far as its handles.
        let reach = bow / 0.75 / length;
        let aside = Point { x: (from.y - to.y) * reach, y: (to.x - from.x) * reach };
        let (first, second) = (from.towards(to, 0.3).moved(aside), from.towards(to, 0.7).moved(aside));
        Self { from, first, second, to }
    }

    pub(super) fn at(self, share: f64) -> Point {
        self.split(share).0.to
    }

    fn split(self, share: f64) -> (Self, Self) {
        let Self { from, first, second, to } = self;
        let (a, b, c) = (from.towards(first, share), first.towards(second, share), second.towards(to, share));
        let (d, e) = (a.towards(b, share), b.towards(c, share));
        let middle = d.towards(e, share);
        (Self { from, first: a, second: d, to: middle }, Self { from: middle, first: e, second: c, to })
    }

    /// The part between two shares of its length.
    pub(super) fn part(self, start: f64, end: f64) -> Self {
        let rest = if start < 1.0 { (end - start) / (1.0 - start) } else { 1.0 };
        self.split(start).1.split(rest).0
    }

    /// The box of its ends and handles, which holds it.
    pub(super) fn area(self) -> Area {
        let spot = |at: Point| Area { at, half: Size::default() };
        spot(self.from)
            .with(spot(self.to))
            .with(spot(self.at(0.5)))
            .with(spot(self.at(0.25)))
            .with(spot(self.at(0.75)))
    }

    pub(super) fn moved(self, by: Point) -> Self {
        let Self { from, first, second, to } = self;
        Self { from: from.moved(by), first: first.moved(by), second: second.moved(by), to: to.moved(by) }
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "M{} {}C", Number(self.from.x), Number(self.from.y))?;
        let [a, b, c] = [self.first, self.second, self.to].map(|at| (Number(at.x), Number(at.y)));
        write!(f, "{} {} {} {} {} {}", a.0, a.1, b.0, b.1, c.0, c.1)
    }
}
