//! The features that decide a move of the parser.

use super::features::Features;
use super::view::{Node, View, distance};

/// The first template, so that no other model has the same.
const FIRST: u64 = 100;

/// The nodes that decide: the three on top of the stack and the three to come.
struct Window<'p> {
    view: View<'p>,
    top: usize,
    below: usize,
    next: usize,
    s0: &'p Node,
    s1: &'p Node,
    s2: &'p Node,
    b0: &'p Node,
    b1: &'p Node,
    b2: &'p Node,
}

impl<'p> Window<'p> {
    fn new(view: View<'p>) -> Self {
        let state = view.state;
        let (top, below, next) = (state.deep(0), state.deep(1), state.next);
        Self {
            view,
            top,
            below,
            next,
            s0: view.node(top),
            s1: view.node(below),
            s2: view.node(state.deep(2)),
            b0: view.node(next),
            b1: view.node(next + 1),
            b2: view.node(next + 2),
        }
    }
}

/// The features of the next move.
pub(super) fn gather(view: View<'_>, features: &mut Features) {
    let window = Window::new(view);
    features.restart(FIRST);
    of_nodes(&window, features);
    of_pairs(&window, features);
    of_triples(&window, features);
    of_distances(&window, features);
    of_children(&window, features);
    of_labels(&window, features);
    of_counts(&window, features);
    of_clusters(&window, features);
    of_cluster_groups(&window, features);
}

fn of_nodes(Window { s0, s1, s2, b0, b1, b2, .. }: &Window<'_>, features: &mut Features) {
    features.add([[]]);
    features.add([
        [s0.word],
        [s0.tag],
        [s1.word],
        [s1.tag],
        [s2.tag],
        [b0.word],
        [b0.tag],
        [b1.word],
        [b1.tag],
        [b2.tag],
    ]);
    features.add([[s0.word, s0.tag], [s1.word, s1.tag], [b0.word, b0.tag], [b1.word, b1.tag]]);
}

fn of_pairs(Window { s0, s1, b0, b1, .. }: &Window<'_>, features: &mut Features) {
    features.add([
        [s0.word, b0.word],
        [s0.word, b0.tag],
        [s0.tag, b0.word],
        [s0.tag, b0.tag],
        [s0.word, s1.word],
        [s0.word, s1.tag],
        [s0.tag, s1.word],
        [s0.tag, s1.tag],
        [s1.word, b0.word],
        [s1.word, b0.tag],
        [s1.tag, b0.tag],
        [b0.tag, b1.tag],
    ]);
}

fn of_triples(Window { s0, s1, s2, b0, b1, b2, .. }: &Window<'_>, features: &mut Features) {
    features.add([
        [s0.word, s0.tag, b0.tag],
        [s0.tag, b0.word, b0.tag],
        [s0.tag, b0.tag, b1.tag],
        [s1.tag, s0.tag, b0.tag],
        [s2.tag, s1.tag, s0.tag],
        [b0.tag, b1.tag, b2.tag],
        [s0.word, b0.tag, b1.tag],
        [s1.word, s0.tag, b0.tag],
        [s1.tag, s0.word, b0.tag],
        [s1.tag, s0.tag, b0.word],
    ]);
    features.add([[s1.tag, s0.tag, b0.tag, b1.tag]]);
}

fn of_distances(window: &Window<'_>, features: &mut Features) {
    let Window { s0, s1, b0, .. } = window;
    let ahead = distance(window.top, window.next);
    let behind = distance(window.below, window.top);
    features.add([[ahead, s0.tag, b0.tag], [behind, s1.tag, s0.tag], [ahead, s0.coarse, b0.coarse]]);
    features.add([[ahead, s0.word], [ahead, b0.word], [behind, s1.word], [behind, s0.word], [ahead, behind]]);
}

fn of_children(window: &Window<'_>, features: &mut Features) {
    let Window { view, s0, s1, b0, .. } = window;
    let left = view.node(view.left(window.top).outer);
    let right = view.node(view.right(window.top).outer);
    let below_left = view.node(view.left(window.below).outer);
    let below_right = view.node(view.right(window.below).outer);
    let next_left = view.node(view.left(window.next).outer);
    features.add([[s0.tag, left.tag], [s0.tag, right.tag], [s0.tag, left.word], [s0.tag, right.word]]);
    features.add([
        [s0.tag, b0.tag, right.tag],
        [s0.tag, b0.tag, left.tag],
        [s0.tag, b0.tag, next_left.tag],
        [s1.tag, s0.tag, below_right.tag],
        [s1.tag, s0.tag, below_left.tag],
        [s1.tag, s0.tag, left.tag],
        [s1.tag, s0.tag, below_right.word],
    ]);
    features.add([[s1.tag, s0.tag, right.tag, b0.tag]]);
}

fn of_labels(window: &Window<'_>, features: &mut Features) {
    let Window { view, s0, s1, b0, .. } = window;
    let (left, right) = (view.left(window.top), view.right(window.top));
    let below_right = view.right(window.below);
    let next_left = view.left(window.next);
    features.add([
        [s0.word, view.label(left.outer)],
        [s0.word, view.label(right.outer)],
        [s1.word, view.label(below_right.outer)],
        [b0.word, view.label(next_left.outer)],
    ]);
    features.add([
        [s0.tag, view.label(left.outer), view.label(left.inner)],
        [s0.tag, view.label(right.outer), view.label(right.inner)],
        [b0.tag, view.label(next_left.outer), view.label(next_left.inner)],
    ]);
    features.add([[s1.tag, view.label(below_right.outer), view.label(below_right.inner), s0.tag]]);
}

fn of_counts(window: &Window<'_>, features: &mut Features) {
    let Window { view, s0, s1, b0, .. } = window;
    let left = view.left(window.top).count;
    let right = view.right(window.top).count;
    let below_right = view.right(window.below).count;
    let next_left = view.left(window.next).count;
    features.add([
        [s0.word, left],
        [s0.word, right],
        [s0.tag, left],
        [s0.tag, right],
        [s1.word, below_right],
        [b0.word, next_left],
        [b0.tag, next_left],
    ]);
    features.add([[s1.tag, below_right, s0.tag]]);
}

fn of_clusters(Window { s0, s1, b0, b1, .. }: &Window<'_>, features: &mut Features) {
    features.add([[s0.fine], [s1.fine], [b0.fine], [b1.fine]]);
    features.add([
        [s0.fine, b0.fine],
        [s1.fine, s0.fine],
        [s0.fine, b0.tag],
        [s0.tag, b0.fine],
        [s1.fine, s0.tag],
        [s1.tag, s0.fine],
    ]);
}

fn of_cluster_groups(Window { s0, s1, s2, b0, b1, .. }: &Window<'_>, features: &mut Features) {
    features.add([
        [s0.coarse, b0.coarse],
        [s1.coarse, s0.coarse],
        [s1.coarse, b0.coarse],
        [b0.coarse, b1.fine],
    ]);
    features.add([[s1.coarse, s0.coarse, b0.coarse], [s2.coarse, s1.coarse, s0.coarse]]);
    features.add([[s0.coarse, s0.tag, b0.coarse, b0.tag]]);
}
