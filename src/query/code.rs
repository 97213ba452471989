//! Compiled expressions and steps: variables are places in a row, names are numbers of the view.

use std::ops::Range;
use std::sync::Arc;

use super::aggregate::Aggregate;
use super::algebra::{Choice, Operator, Quantifier, SortOrder, SubqueryKind, Way};
use super::datum::Datum;
use super::functions::Function;
use super::measures::Measure;
use super::view::RelationNumber;

/// A variable as a place in a row.
pub(super) type Slot = usize;

/// A compiled expression, and where it stood in the query.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) op: Op,
    pub(super) at: Range<usize>,
}

/// What an expression computes.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Value(Datum),
    Slot(Slot),
    Parameter(usize),
    Property(Box<Code>, Key),
    Index(Box<Code>, Box<Code>),
    Slice(Box<Code>, Option<Box<Code>>, Option<Box<Code>>),
    List(Vec<Code>),
    Map(Vec<(Arc<str>, Code)>),
    Chosen(Box<Code>, Vec<Part>),
    Not(Box<Code>),
    Negate(Box<Code>),
    IsNull(Box<Code>),
    Binary(Box<Code>, Operator, Box<Code>),
    Labels(Box<Code>, Vec<Vec<Label>>),
    Case { operand: Option<Box<Code>>, arms: Vec<(Vec<Code>, Code)>, otherwise: Option<Box<Code>> },
    Comprehension(Box<Loop>),
    Quantified(Quantifier, Box<Loop>),
    Reduce { sum: Slot, start: Box<Code>, slot: Slot, list: Box<Code>, step: Box<Code> },
    Call(&'static Function, Vec<Code>),
    Temporal(Arc<str>, Vec<Code>),
    Exists(Box<Pattern>),
    Gather(Box<Pattern>, Box<Code>),
    Subquery(SubqueryKind, Box<Plan>),
}

/// An entry of a map that is chosen from a value.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Property(Key),
    All,
    Entry(Arc<str>, Code),
}

/// A property by its name, and where the view holds it.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) name: Arc<str>,
    pub(super) of_nodes: Option<usize>,
    pub(super) of_edges: Option<usize>,
}

/// A label or a relation by its number and by its name; no number where nothing has it.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) node: Option<u16>,
    pub(super) relation: Option<RelationNumber>,
}

/// A loop over a list.
#[derive(Clone, Debug)]
pub(super) struct Loop {
    pub(super) slot: Slot,
    pub(super) list: Code,
    pub(super) filter: Option<Code>,
    pub(super) item: Option<Code>,
}

/// A pattern as steps, each of which binds what the next ones use.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) steps: Vec<Step>,
    /// From this step on one way that fits is enough, since nothing that follows looks at what the rest binds, or counts.
    pub(super) enough_from: usize,
    /// What it binds that was not bound before.
    pub(super) fresh: Vec<Slot>,
    /// About how many rows it gives for each that it gets.
    pub(super) size: f64,
}

/// One step of a pattern, with what must hold after it.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) kind: StepKind,
    pub(super) tests: Vec<Code>,
}

/// What a step does.
#[derive(Clone, Debug)]
pub(super) enum StepKind {
    /// Binds a node to each that may fit.
    Scan { node: Slot, source: Source },
    /// Checks what is bound already.
    Check { node: Slot },
    /// Follows one edge from a bound node.
    Expand(Hop),
    /// Follows edges from a bound node, from the least to the most of them.
    Vary {
        hop: Hop,
        least: u32,
        most: Option<u32>,
        edge: Slot,
        edge_tests: Vec<Code>,
        /// Whether each far node is wanted once, whatever leads to it.
        once: bool,
    },
    /// Finds the shortest paths between two bound nodes.
    Shortest {
        hop: Hop,
        least: u32,
        most: Option<u32>,
        choice: Choice,
        /// Whether the path is written as one edge, which is bound and not a list of it.
        single: bool,
        edge: Slot,
        edge_tests: Vec<Code>,
    },
    /// Binds a path to what its steps have bound.
    Route { slot: Slot, start: Slot, hops: Vec<(Slot, Slot)> },
}

/// Where the nodes of a scan come from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    All,
    Label(u16),
    /// Nothing has the label.
    Nothing,
    /// The nodes of which a property, by its column, has a value.
    Valued(usize, Code),
    /// The nodes of which a property, by its column, has a value of a list.
    Among(usize, Code),
    /// The nodes of which a property, by its column, begins with a text.
    Prefixed(usize, Code),
    /// The nodes of which a property, by its column, is a text but for so many edits.
    Near(usize, Code, usize),
}

/// One edge, or several, from a bound node.
#[derive(Clone, Debug)]
pub(super) struct Hop {
    pub(super) from: Slot,
    pub(super) edge: Slot,
    pub(super) to: Slot,
    pub(super) way: Way,
    /// The relations that fit; `None` means any.
    pub(super) relations: Option<Vec<RelationNumber>>,
    /// Whether the far node was bound before.
    pub(super) to_bound: bool,
    /// Whether the edge, or the list of edges, was bound before.
    pub(super) edge_bound: bool,
    /// Whether the pattern was written from the far node to the near one.
    pub(super) turned: bool,
    /// Whether nothing looks at the edge, so that its place may stay as it is.
    pub(super) silent: bool,
    /// Whether edges to one node come one behind another, whatever their relations.
    pub(super) in_order: bool,
    /// What the number of the far node is compared with.
    pub(super) bound: Option<Bound>,
}

/// Which side of a bound node another one lies, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Above(Slot),
    Below(Slot),
}

impl Bound {
    /// The place of the bound node.
    pub(super) fn slot(self) -> Slot {
        match self {
            Self::Above(slot) | Self::Below(slot) => slot,
        }
    }
}

/// Clauses as operators, the rows that they give, and how wide a row is.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Parts of a union.
    pub(super) parts: Vec<Vec<Operation>>,
    /// Whether equal rows of all parts are given once.
    pub(super) distinct: bool,
    pub(super) columns: Vec<String>,
    /// Where each part leaves its columns.
    pub(super) outputs: Vec<Vec<Slot>>,
    pub(super) width: usize,
    /// Whether one thread has to go through all rows: it draws numbers by chance, or nests so deep that it needs a large
    /// stack.
    pub(super) alone: bool,
    /// What it measures of nodes.
    pub(super) measures: Vec<Measure>,
}

/// One step from rows to rows.
#[derive(Clone, Debug)]
pub(super) enum Operation {
    Match(Pattern),
    OptionalMatch(Pattern),
    Unwind { list: Code, slot: Slot },
    Project(Vec<(Code, Slot)>),
    Group(Grouping),
    Distinct(Vec<Slot>),
    Sort { keys: Vec<(Code, SortOrder)>, kept: Vec<Slot>, skip: Option<Code>, limit: Option<Code> },
    Skip(Code),
    Limit(Code),
    Filter(Code),
}

/// By what rows are put in groups, and what is added up over each.
#[derive(Clone, Debug)]
pub(super) struct Grouping {
    pub(super) keys: Vec<(Code, Slot)>,
    pub(super) sums: Vec<Sum>,
    /// A node that all rows of a group share and whose rows come one behind another: with the next node the groups
    /// so far are whole.
    pub(super) whole_with: Option<Slot>,
    /// A node that tells the group of a row, among those that share the node before.
    pub(super) by_node: Option<Slot>,
    /// Whether there is one group and nothing is added up but how many different nodes the last step of the pattern
    /// before it reaches.
    pub(super) counts_ends: bool,
}

/// What is done with a value that was added up before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeats {
    /// It is added up again.
    Counted,
    /// It is left out.
    Dropped,
    /// It is left out, and equal values come one behind another.
    Behind,
}

/// A function over the rows of a group, and where what it gives goes.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub(super) aggregate: Aggregate,
    pub(super) repeats: Repeats,
    pub(super) arguments: Vec<Code>,
    pub(super) slot: Slot,
    pub(super) at: Range<usize>,
}
