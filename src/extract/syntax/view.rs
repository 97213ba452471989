//! What the parser sees of a sentence in the middle of its parse.

use super::lexeme::Lexeme;
use super::state::{Side, State};
use super::tag::Tag;

const NO_TAG: u64 = 140;
const ROOT_TAG: u64 = 141;
const END_TAG: u64 = 142;
const NO_LABEL: u64 = 300;
/// Words that lie further apart are just far apart.
const FAR: usize = 6;

/// A node as the templates see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) word: u64,
    pub(super) tag: u64,
    pub(super) fine: u64,
    pub(super) coarse: u64,
    pub(super) suffix: u64,
}

impl Node {
    const fn mark(word: u64, tag: u64) -> Self {
        Self { word, tag, fine: 0, coarse: 0, suffix: 0 }
    }

    fn new(lexeme: &Lexeme, tag: Tag) -> Self {
        let [_, suffix, _] = lexeme.suffixes;
        let (fine, coarse) = (u64::from(lexeme.fine) + 1, u64::from(lexeme.coarse) + 1);
        Self { word: lexeme.word, tag: tag.index() as u64, fine, coarse, suffix }
    }
}

/// The nodes of a sentence: nothing, the words, the root, and what lies behind it.
#[derive(Clone, Debug, Default)]
pub(super) struct Nodes {
    nodes: Vec<Node>,
}

impl Nodes {
    pub(super) fn restart(&mut self, lexemes: &[Lexeme], tags: &[Tag]) {
        self.nodes.clear();
        self.nodes.push(Node::mark(1, NO_TAG));
        self.nodes.extend(lexemes.iter().zip(tags).map(|(lexeme, tag)| Node::new(lexeme, *tag)));
        self.nodes.push(Node::mark(2, ROOT_TAG));
        self.nodes.extend([Node::mark(3, END_TAG); 3]);
    }
}

/// The nodes and the arcs made so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'p> {
    pub(super) nodes: &'p Nodes,
    pub(super) state: &'p State,
}

impl<'p> View<'p> {
    pub(super) fn node(self, node: usize) -> &'p Node {
        &self.nodes.nodes[node]
    }

    /// The label of a child, also of the child that is not there.
    pub(super) fn label(self, node: usize) -> u64 {
        self.state.places[node].label.map_or(NO_LABEL, |label| label.index() as u64)
    }

    pub(super) fn left(self, node: usize) -> Side {
        self.state.places[node].left
    }

    pub(super) fn right(self, node: usize) -> Side {
        self.state.places[node].right
    }
}

/// How far apart two nodes are; 0 when the first is nothing.
pub(super) fn distance(left: usize, right: usize) -> u64 {
    if left == 0 { 0 } else { left.abs_diff(right).min(FAR) as u64 }
}
