//! Which of the decisions hold: the last about each matter that no other contradicts.

use std::collections::BTreeMap;
use std::fmt;

use super::decision::Matter;
use super::{Decision, Line};
use crate::graph::NodeId;
use crate::identity::Ties;

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Applied,
    /// A later line, by its place in the list, is about the same matter.
    Superseded(usize),
    /// What it is about is not in the graph.
    Stale(String),
    /// It contradicts another line, by its place in the list.
    Conflicting(usize),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Applied => f.write_str("applied"),
            Self::Superseded(line) => write!(f, "superseded by decision {}", line + 1),
            Self::Stale(reason) => write!(f, "stale: {reason}"),
            Self::Conflicting(line) => write!(f, "contradicts decision {}", line + 1),
        }
    }
}

/// Decisions with what became of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// The decisions and their outcomes, in the order of the list that was replayed.
    pub lines: Vec<(Line, Outcome)>,
}

impl Replay {
    /// Sorts out which of these hold, as far as can be said without a graph.
    pub fn of(lines: &[Line]) -> Self {
        let mut replay = Self { lines: lines.iter().map(|line| (line.clone(), Outcome::Applied)).collect() };
        replay.supersede();
        replay.contradict();
        replay
    }

    /// The decisions that no later one is about, in the order of their matters, however the list was ordered. Those
    /// that contradict others are among them: they hold once the others do not.
    pub fn effective(&self) -> Vec<Line> {
        let stands = |(line, outcome): &&(Line, Outcome)| {
            matches!(outcome, Outcome::Applied | Outcome::Conflicting(_))
                && !matches!(line.decision, Decision::Withdraw(_))
        };
        let mut lines: Vec<Line> = self.lines.iter().filter(stands).map(|(line, _)| line.clone()).collect();
        lines.sort_by_cached_key(|line| (line.decision.matter(), line.clone()));
        lines
    }

    /// The decisions that hold with their places in the list.
    pub fn applied(&self) -> impl Iterator<Item = (usize, &Line)> {
        let held = |(place, (line, outcome)): (usize, &'_ (Line, Outcome))| {
            (*outcome == Outcome::Applied && !matches!(line.decision, Decision::Withdraw(_))).then_some(place)
        };
        let places: Vec<usize> = self.lines.iter().enumerate().filter_map(held).collect();
        places.into_iter().filter_map(|place| self.lines.get(place).map(|(line, _)| (place, line)))
    }

    /// How many decisions came to an outcome of this sort.
    pub fn count(&self, is: impl Fn(&Outcome) -> bool) -> usize {
        self.lines.iter().filter(|(_, outcome)| is(outcome)).count()
    }

    pub(super) fn set(&mut self, place: usize, outcome: Outcome) {
        if let Some((_, known)) = self.lines.get_mut(place) {
            *known = outcome;
        }
    }

    /// Of the decisions about one matter the last holds; one that is taken back gives way to the one before it.
    fn supersede(&mut self) {
        let mut standing: BTreeMap<Matter, Vec<usize>> = BTreeMap::new();
        let mut outcomes: BTreeMap<usize, Outcome> = BTreeMap::new();
        for (place, (line, _)) in self.lines.iter().enumerate() {
            let stack = standing.entry(line.decision.matter()).or_default();
            let Decision::Withdraw(taken) = &line.decision else {
                outcomes.extend(stack.last().map(|last| (*last, Outcome::Superseded(place))));
                stack.push(place);
                continue;
            };
            let is_taken =
                |place: &usize| self.lines.get(*place).is_some_and(|(line, _)| line.decision == **taken);
            match stack.iter().rposition(is_taken).map(|at| stack.remove(at)) {
                Some(last) => {
                    outcomes.insert(last, Outcome::Superseded(place));
                    stack.last().map(|before| outcomes.remove(before));
                }
                None => {
                    let reason = "there is no such decision before it".to_owned();
                    outcomes.insert(place, Outcome::Stale(reason));
                }
            }
        }
        outcomes.into_iter().for_each(|(place, outcome)| self.set(place, outcome));
    }

    /// A merge that would make one of two that are distinct does not hold.
    fn contradict(&mut self) {
        let (_, conflicts) = self.joined();
        for (place, with) in conflicts {
            self.set(place, Outcome::Conflicting(with));
        }
    }

    /// What the decisions that hold say of two nodes, also by way of others.
    pub fn pairs(&self) -> Pairs {
        self.joined().0
    }

    /// The nodes that merges make one, and the merges that cannot be, each with the decision that forbids it.
    fn joined(&self) -> (Pairs, Vec<(usize, usize)>) {
        let mut merges: Vec<(&NodeId, &NodeId, usize)> = Vec::new();
        let mut pairs = Pairs::default();
        for (place, line) in self.applied() {
            match &line.decision {
                Decision::Merge { one, other } => merges.push((one, other, place)),
                Decision::Distinct { one, other } => pairs.keep_apart(one, other, place),
                _ => {}
            }
        }
        // Not by place: the same decisions in another order are to hold just as much.
        merges.sort();
        let join = |(one, other, place)| Some((place, pairs.join(one, other).err()?));
        let conflicts = merges.into_iter().filter_map(join).collect();
        (pairs, conflicts)
    }

    /// What the decisions that hold say of pairs of nodes.
    pub fn ties(&self) -> Ties {
        let mut ties = Ties::default();
        for (_, line) in self.applied() {
            match (&line.decision, line.decision.matter()) {
                (Decision::Merge { .. }, Matter::Pair(one, other)) => ties.same.insert((one, other)),
                (Decision::Distinct { .. }, Matter::Pair(one, other)) => ties.distinct.insert((one, other)),
                // What was split off would be found to be the same again: it has the same name.
                (Decision::Split { node, becomes, .. }, _) => {
                    ties.distinct.insert((node.min(becomes).clone(), node.max(becomes).clone()))
                }
                _ => false,
            };
        }
        let Ties { same, distinct } = &mut ties;
        distinct.retain(|pair| !same.contains(pair));
        ties
    }
}

/// Which nodes are one by decisions, and which must not become one.
///
/// Where `a` is `b` and `b` is `c`, `a` is `c`; where `c` is not `d`, `a` is not `d`, either.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    of: BTreeMap<NodeId, usize>,
    members: Vec<Vec<NodeId>>,
    apart: BTreeMap<NodeId, Vec<(NodeId, usize)>>,
}

impl Pairs {
    /// Whether two nodes are one; `None` where no decision says so.
    pub fn answer(&self, one: &NodeId, other: &NodeId) -> Option<bool> {
        let (ones, others) = (self.together(one), self.together(other));
        if ones.contains(other) {
            return Some(true);
        }
        let apart = |id: &NodeId| self.apart.get(id).into_iter().flatten();
        let is_apart = ones.iter().flat_map(apart).any(|(id, _)| others.contains(id));
        is_apart.then_some(false)
    }

    /// The nodes that are one with this, and itself.
    fn together<'a>(&'a self, id: &'a NodeId) -> &'a [NodeId] {
        let group = self.of.get(id).and_then(|group| self.members.get(*group));
        group.map_or(std::slice::from_ref(id), Vec::as_slice)
    }

    fn keep_apart(&mut self, one: &NodeId, other: &NodeId, place: usize) {
        self.apart.entry(one.clone()).or_default().push((other.clone(), place));
        self.apart.entry(other.clone()).or_default().push((one.clone(), place));
    }

    fn group(&mut self, id: &NodeId) -> usize {
        if let Some(group) = self.of.get(id) {
            return *group;
        }
        self.members.push(vec![id.clone()]);
        self.of.insert(id.clone(), self.members.len() - 1);
        self.members.len() - 1
    }

    /// Makes two groups one, or gives the place of the decision that forbids it.
    fn join(&mut self, one: &NodeId, other: &NodeId) -> Result<(), usize> {
        let (one, other) = (self.group(one), self.group(other));
        if one == other {
            return Ok(());
        }
        let size = |group: usize| self.members.get(group).map_or(0, Vec::len);
        let (small, large) = if size(one) < size(other) { (one, other) } else { (other, one) };
        let members = self.members.get(small).cloned().unwrap_or_default();
        let forbidden = members.iter().filter_map(|id| self.apart.get(id)).flatten();
        let with = forbidden.filter(|(id, _)| self.of.get(id) == Some(&large)).map(|(_, place)| *place).min();
        if let Some(place) = with {
            return Err(place);
        }
        for id in &members {
            self.of.insert(id.clone(), large);
        }
        if let Some(group) = self.members.get_mut(large) {
            group.extend(members);
        }
        Ok(())
    }
}
