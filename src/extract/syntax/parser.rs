//! The parser: greedy moves from left to right, each arc labelled as it is made.

use super::features::Features;
use super::label::{CHOICES, Label};
use super::lexeme::Lexeme;
use super::state::{MOVES, Move, State};
use super::table::{Table, best};
use super::tag::Tag;
use super::view::{Nodes, View};
use super::{label_features, move_features};

/// Columns of the table of moves.
pub(super) const MOVE_COLUMNS: usize = 4;
/// Columns of the table of labels.
pub(super) const LABEL_COLUMNS: usize = 48;
/// Words of a sentence that are parsed; heads are numbers of 16 bits.
const LONGEST: usize = 60_000;

/// Who depends on whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct Tree {
    /// The place of each token's head; [`Tree::NO_HEAD`] at the root.
    pub(in crate::extract) heads: Vec<u16>,
    /// What each token is to its head.
    pub(in crate::extract) labels: Vec<Label>,
}

impl Tree {
    /// Stands for the head of the root.
    pub(in crate::extract) const NO_HEAD: u16 = u16::MAX;

    /// The place of a token's head; `None` at the root.
    pub(in crate::extract) fn head(&self, token: usize) -> Option<usize> {
        self.heads.get(token).filter(|head| **head != Self::NO_HEAD).map(|head| usize::from(*head))
    }

    fn of_state(state: &State) -> Self {
        let words = state.places.iter().skip(1).take(state.words);
        let head = |head: usize| u16::try_from(head - 1).unwrap_or(Self::NO_HEAD);
        let heads =
            words.clone().map(|word| if word.head == state.root() { Self::NO_HEAD } else { head(word.head) });
        let labels = words.clone().map(|word| word.label.unwrap_or(Label::Dep));
        Self { heads: heads.collect(), labels: labels.collect() }
    }
}

/// Memory that one parse leaves to the next.
#[derive(Clone, Debug, Default)]
pub(in crate::extract) struct Scratch {
    pub(super) nodes: Nodes,
    pub(super) state: State,
    pub(super) features: Features,
}

impl Scratch {
    pub(super) fn restart(&mut self, lexemes: &[Lexeme], tags: &[Tag]) {
        self.nodes.restart(lexemes, tags);
        self.state.restart(lexemes.len().min(tags.len()));
    }

    pub(super) fn gather_move(&mut self) {
        move_features::gather(View { nodes: &self.nodes, state: &self.state }, &mut self.features);
    }

    pub(super) fn gather_label(&mut self, head: usize) {
        let child = self.state.deep(0);
        let view = View { nodes: &self.nodes, state: &self.state };
        label_features::gather(view, head, child, &mut self.features);
    }
}

/// Gives every sentence its tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parser {
    pub(super) moves: Table<MOVE_COLUMNS>,
    pub(super) labels: Table<LABEL_COLUMNS>,
}

impl Parser {
    pub(super) fn parse(&self, lexemes: &[Lexeme], tags: &[Tag], scratch: &mut Scratch) -> Tree {
        let words = lexemes.len().min(tags.len());
        let parsed = words.min(LONGEST);
        scratch.restart(&lexemes[..parsed], &tags[..parsed]);
        while parsed > 0 && !scratch.state.is_done() {
            let step = self.next_move(scratch);
            match scratch.state.head_of(step) {
                None => scratch.state.shift(),
                Some(head) => {
                    let label = self.label(head, scratch);
                    scratch.state.attach(head, label);
                }
            }
        }
        let mut tree = Tree::of_state(&scratch.state);
        tree.heads.resize(words, Tree::NO_HEAD);
        tree.labels.resize(words, Label::Dep);
        tree
    }

    fn next_move(&self, scratch: &mut Scratch) -> Move {
        if let Some(step) = scratch.state.only_move() {
            return step;
        }
        scratch.gather_move();
        let scores = self.moves.score(scratch.features.hashes());
        best_allowed(scratch.state.allowed(), &scores)
    }

    fn label(&self, head: usize, scratch: &mut Scratch) -> Label {
        if head == scratch.state.root() {
            return Label::Root;
        }
        scratch.gather_label(head);
        let scores = self.labels.score(scratch.features.hashes());
        Label::of_index(best(&scores[..CHOICES]))
    }
}

/// The best of the moves that are allowed; the first of equals.
pub(super) fn best_allowed<T: Copy + PartialOrd>(allowed: [bool; 3], scores: &[T]) -> Move {
    let open = MOVES.into_iter().zip(allowed).zip(scores).filter(|((_, allowed), _)| *allowed);
    let best = open.reduce(|best, one| if one.1 > best.1 { one } else { best });
    best.map_or(Move::Shift, |((step, _), _)| step)
}
