//! Where a parse stands: a stack, what is still to come, and the arcs made so far (the arc-hybrid system).
//!
//! Nodes are numbers: 0 is nothing, the words follow from 1, the root stands behind the last word.

use super::label::Label;

/// One step of a parse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// The next word goes on the stack.
    Shift,
    /// The top of the stack hangs on the next word and leaves.
    Left,
    /// The top of the stack hangs on the one below it and leaves.
    Right,
}

/// Every move; the order is that of the weights.
pub(super) const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

/// The children of a node on one side.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Side {
    /// The latest, which is the outermost.
    pub(super) outer: usize,
    /// The one before it.
    pub(super) inner: usize,
    /// How many there are.
    pub(super) count: u64,
}

/// What a node has become.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) head: usize,
    pub(super) label: Option<Label>,
    pub(super) left: Side,
    pub(super) right: Side,
}

/// The stack, the next word and the arcs.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// How many words there are.
    pub(super) words: usize,
    /// The word, or the root, that comes next.
    pub(super) next: usize,
    pub(super) stack: Vec<usize>,
    /// One for each node.
    pub(super) places: Vec<Place>,
}

impl State {
    pub(super) fn restart(&mut self, words: usize) {
        self.words = words;
        self.next = 1;
        self.stack.clear();
        self.places.clear();
        self.places.resize(words + 2, Place::default());
    }

    pub(super) fn root(&self) -> usize {
        self.words + 1
    }

    pub(super) fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next == self.root()
    }

    /// The node that lies so deep in the stack; the top lies 0 deep.
    pub(super) fn deep(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(0, |at| self.stack[at])
    }

    /// Whether each of [`MOVES`] may be made. Only the last word left may hang on the root, so there is one.
    pub(super) fn allowed(&self) -> [bool; 3] {
        let height = self.stack.len();
        let comes = self.next < self.root();
        [comes, height == 1 || (height > 1 && comes), height > 1]
    }

    /// The move that has no alternative.
    pub(super) fn only_move(&self) -> Option<Move> {
        match self.allowed() {
            [true, false, false] => Some(Move::Shift),
            [false, true, false] => Some(Move::Left),
            [false, false, true] => Some(Move::Right),
            _ => None,
        }
    }

    /// The head that a move gives to the top of the stack.
    pub(super) fn head_of(&self, step: Move) -> Option<usize> {
        match step {
            Move::Shift => None,
            Move::Left => Some(self.next),
            Move::Right => Some(self.deep(1)),
        }
    }

    pub(super) fn shift(&mut self) {
        self.stack.push(self.next);
        self.next += 1;
    }

    /// Hangs the top of the stack on a head and takes it off.
    pub(super) fn attach(&mut self, head: usize, label: Label) {
        let Some(child) = self.stack.pop() else { return };
        self.places[child].head = head;
        self.places[child].label = Some(label);
        let place = &mut self.places[head];
        let side = if child < head { &mut place.left } else { &mut place.right };
        side.inner = side.outer;
        side.outer = child;
        side.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_build_a_tree_with_one_root() {
        let mut state = State::default();
        state.restart(3);
        assert_eq!(state.only_move(), Some(Move::Shift));
        state.shift();
        state.attach(2, Label::Nsubj);
        state.shift();
        state.shift();
        assert_eq!(state.only_move(), Some(Move::Right));
        state.attach(2, Label::Obj);
        assert_eq!(state.only_move(), Some(Move::Left));
        assert_eq!(state.head_of(Move::Left), Some(state.root()));
        state.attach(4, Label::Root);
        assert!(state.is_done());
        assert_eq!(state.places[1..4].iter().map(|place| place.head).collect::<Vec<_>>(), [2, 4, 2]);
    }
}
