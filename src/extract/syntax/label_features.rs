//! The features that decide the label of an arc.

use super::features::Features;
use super::view::{Node, View, distance};

/// The first template, so that no other model has the same.
const FIRST: u64 = 300;

/// The two ends of an arc, and whether the child stands before its head.
struct Arc<'p> {
    view: View<'p>,
    head: usize,
    child: usize,
    h: &'p Node,
    c: &'p Node,
    way: u64,
}

/// The features of the arc from a head to a child that is about to be made.
pub(super) fn gather(view: View<'_>, head: usize, child: usize, features: &mut Features) {
    let (h, c) = (view.node(head), view.node(child));
    let arc = Arc { view, head, child, h, c, way: u64::from(child < head) };
    features.restart(FIRST);
    of_ends(&arc, features);
    of_neighbours(&arc, features);
    of_child(&arc, features);
    of_head(&arc, features);
    of_clusters(&arc, features);
}

fn of_ends(arc: &Arc<'_>, features: &mut Features) {
    let Arc { h, c, way, .. } = *arc;
    features.add([[way]]);
    features.add([
        [h.word, way],
        [h.tag, way],
        [c.word, way],
        [c.tag, way],
        [h.word, c.word],
        [c.word, c.tag],
    ]);
    features.add([
        [h.tag, c.tag, way],
        [h.word, c.tag, way],
        [h.tag, c.word, way],
        [h.suffix, c.tag, way],
        [c.suffix, h.tag, way],
    ]);
    features.add([[h.tag, c.tag, way, distance(arc.child, arc.head)]]);
}

fn of_neighbours(arc: &Arc<'_>, features: &mut Features) {
    let Arc { view, h, c, way, .. } = *arc;
    let beside = |node: usize| [view.node(node - 1), view.node(node + 1)];
    let ([before_child, after_child], [before_head, after_head]) = (beside(arc.child), beside(arc.head));
    features.add([
        [h.tag, c.tag, before_child.tag, way],
        [h.tag, c.tag, after_child.tag, way],
        [h.tag, before_head.tag, c.tag, way],
        [h.tag, after_head.tag, c.tag, way],
    ]);
    features.add([[c.word, after_child.word]]);
}

/// By the children of the child, which are complete.
fn of_child(arc: &Arc<'_>, features: &mut Features) {
    let Arc { view, h, c, way, .. } = *arc;
    let (left, right) = (view.left(arc.child).outer, view.right(arc.child).outer);
    let (first, last) = (view.node(left), view.node(right));
    features.add([
        [h.tag, c.tag, first.word],
        [c.tag, view.label(left), h.tag],
        [c.tag, view.label(right), h.tag],
    ]);
    features.add([[first.word, first.tag, way, h.word], [last.tag, c.tag, h.tag, way]]);
    features.add([[c.word, first.word], [first.word, h.fine]]);
}

/// By the children that the head has so far.
fn of_head(arc: &Arc<'_>, features: &mut Features) {
    let Arc { view, h, c, way, .. } = *arc;
    let (left, right) = (view.left(arc.head), view.right(arc.head));
    features.add([
        [h.tag, view.label(left.outer), c.tag, way],
        [h.tag, view.label(right.outer), c.tag, way],
        [h.word, view.label(left.outer), c.tag, way],
        [h.word, view.label(right.outer), c.tag, way],
        [h.tag, view.label(left.outer), view.label(left.inner), way],
        [view.node(left.outer).word, h.tag, c.tag, way],
        [view.node(right.outer).word, h.tag, c.tag, way],
        [left.count, h.tag, c.tag, way],
        [right.count, h.tag, c.tag, way],
    ]);
}

fn of_clusters(arc: &Arc<'_>, features: &mut Features) {
    let Arc { view, h, c, way, .. } = *arc;
    let first = view.node(view.left(arc.child).outer);
    features.add([[h.fine, way], [c.fine, way]]);
    features.add([
        [h.fine, c.fine, way],
        [h.fine, c.tag, way],
        [h.tag, c.fine, way],
        [h.fine, c.coarse, first.word],
        [h.coarse, c.coarse, way],
    ]);
}
