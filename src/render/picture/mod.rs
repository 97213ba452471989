//! Owns where the nodes, edges and words of a picture stand; `svg`, `png` and `html` draw what is placed here.

mod apart;
mod draw;
mod edges;
mod force;
mod geometry;
mod markup;
mod pack;
mod shapes;
mod text;

use std::collections::BTreeMap;

use super::format::View;
use crate::graph::{Edge, Node, NodeId, Object};

pub(super) use draw::{
    Arrow, Use, fill, look_of, said_of, sentence, stroke, told, write_drawing, write_heads, write_legend,
};
pub(super) use geometry::{Number, Point};
pub(super) use markup::{Escaped, visible};
pub(super) use shapes::swatch;

use edges::Line;
use geometry::{Area, Size};
use text::Label;

/// A graph with a place for all that is drawn.
pub(super) struct Picture<'g> {
    pub(super) size: Size,
    pub(super) nodes: Vec<Placed<&'g Node>>,
    /// A literal is a small box of its own for each edge: a year that two films share says nothing about them.
    pub(super) literals: Vec<Placed<&'g str>>,
    pub(super) edges: Vec<Line<'g>>,
    /// Where the words stand that say what the nodes without edges have in common.
    pub(super) lone: Option<Point>,
}

/// A box with a name in it.
pub(super) struct Placed<T> {
    pub(super) what: T,
    pub(super) label: Label,
    pub(super) area: Area,
}

/// The room round everything.
const MARGIN: f64 = 24.0;

/// An edge before it has a place: from which box to which, and with which words.
struct Link<'g> {
    edge: &'g Edge,
    from: usize,
    to: usize,
    words: Label,
}

impl<'g> Picture<'g> {
    /// Places a graph; equal graphs are placed equally.
    pub(super) fn of(view: View<'g>) -> Self {
        let nodes: Vec<&Node> = view.graph.nodes().collect();
        let places: BTreeMap<&NodeId, usize> = nodes.iter().map(|node| &node.id).zip(0..).collect();
        let literals: Vec<&str> = view.graph.edges().filter_map(|edge| edge.key.object.literal()).collect();
        let links = links(view, &places);
        let mut labels: Vec<Label> = nodes.iter().map(|node| Label::name(node.name())).collect();
        labels.extend(literals.iter().map(|text| Label::literal(text)));
        let looks = nodes.iter().map(|node| shapes::room(view.ontology, &node.kind));
        let looks = looks.chain(literals.iter().map(|_| shapes::LITERAL_ROOM));
        let sizes: Vec<Size> = labels.iter().zip(looks).map(|(label, room)| room.round(label.size)).collect();
        let pairs: Vec<force::Pull> = links.iter().map(Link::pull).collect();
        let spread = pack::packed(&sizes, &pairs);
        let mut areas = spread.centres.into_iter().zip(sizes).map(|(at, half)| Area { at, half });
        let mut boxes = labels.into_iter();
        let mut place = || boxes.next().zip(areas.next());
        let nodes = placed(nodes, &mut place);
        let literals = placed(literals, &mut place);
        let all: Vec<Area> =
            nodes.iter().map(|node| node.area).chain(literals.iter().map(|literal| literal.area)).collect();
        let edges = edges::routed(links, &all);
        Self { size: Size::default(), nodes, literals, edges, lone: spread.lone }.framed()
    }

    /// Moves everything so that it begins at the margin, and takes the size that it has.
    fn framed(mut self) -> Self {
        let areas = self.nodes.iter().map(|node| node.area).chain(self.literals.iter().map(|text| text.area));
        let lines = self.edges.iter().flat_map(|line| [Some(line.curve.area()), line.words_area()]).flatten();
        let caption = self.lone.map(|at| Area { at, half: Size { x: 4.0, y: 10.0 } });
        let Some(whole) = areas.chain(lines).chain(caption).reduce(Area::with) else {
            self.size = Size { x: MARGIN, y: MARGIN };
            return self;
        };
        let by = Point { x: MARGIN - whole.left(), y: MARGIN - whole.top() };
        self.nodes.iter_mut().for_each(|node| node.area.at = node.area.at.moved(by));
        self.literals.iter_mut().for_each(|literal| literal.area.at = literal.area.at.moved(by));
        self.edges.iter_mut().for_each(|line| line.shift(by));
        self.lone = self.lone.map(|at| at.moved(by));
        self.size = Size { x: 2.0 * (whole.half.x + MARGIN), y: 2.0 * (whole.half.y + MARGIN) };
        self
    }
}

fn placed<T>(things: Vec<T>, place: &mut impl FnMut() -> Option<(Label, Area)>) -> Vec<Placed<T>> {
    things.into_iter().filter_map(|what| place().map(|(label, area)| Placed { what, label, area })).collect()
}

/// The edges with the boxes that they join; literals come after the nodes, in the order of their edges.
fn links<'g>(view: View<'g>, places: &BTreeMap<&NodeId, usize>) -> Vec<Link<'g>> {
    let mut literal = places.len()..;
    let link = |edge: &'g Edge| {
        let from = places.get(&edge.key.subject).copied()?;
        let to = match &edge.key.object {
            Object::Node(id) => places.get(id).copied()?,
            Object::Literal(_) => literal.next()?,
        };
        Some(Link { edge, from, to, words: Label::words(&said_of(view, edge)) })
    };
    view.graph.edges().filter_map(link).collect()
}

impl Link<'_> {
    fn pull(&self) -> force::Pull {
        force::Pull { from: self.from, to: self.to, room: self.words.size }
    }
}
