//! Rows in groups, and what is added up over each.

use rustc_hash::FxHashMap;

use super::aggregate::Tally;
use super::code::{Code, Grouping, Pattern, Slot, Sum};
use super::datum::Datum;
use super::error::QueryError;
use super::eval::{Row, set};
use super::keys::Keys;
use super::operators::{Give, weight};
use super::run::{Flow, Run};

/// Groups in the order of their first rows, with what is added up over each.
#[derive(Debug, Default)]
pub(super) struct Groups {
    keys: Keys,
    /// What is added up, one group's behind another's.
    tallies: Vec<Tally>,
    /// The group of each node, where a node tells it.
    of_node: OfNode,
    /// How many bytes they hold, about.
    held: usize,
    /// The node that the groups so far share, where they are given one node after another.
    shared: Datum,
    /// How often groups were whole and given.
    given: u32,
    /// Room for the key of a row.
    key: Vec<Datum>,
}

/// The group of each node; only looked up, never walked.
#[derive(Debug)]
enum OfNode {
    /// For a few of all nodes.
    Some(FxHashMap<u32, u32>),
    /// For every node one more than its group, and the nodes that have one.
    All(Vec<u32>, Vec<u32>),
}

impl Default for OfNode {
    fn default() -> Self {
        Self::Some(FxHashMap::default())
    }
}

impl OfNode {
    /// The group of a node; the next one, and that it is new, where it has none yet.
    fn place(&mut self, node: u32, next: usize) -> (usize, bool) {
        match self {
            Self::Some(places) => {
                let mut new = false;
                let place = places.entry(node).or_insert_with(|| {
                    new = true;
                    next as u32
                });
                (*place as usize, new)
            }
            Self::All(places, nodes) => match places.get_mut(node as usize) {
                Some(place) if *place > 0 => (*place as usize - 1, false),
                Some(place) => {
                    *place = next as u32 + 1;
                    nodes.push(node);
                    (next, true)
                }
                None => (next, true),
            },
        }
    }

    fn clear(&mut self) {
        match self {
            // A map that was large once would cost its size again and again.
            Self::Some(places) => *places = FxHashMap::default(),
            Self::All(places, nodes) => {
                for node in nodes.drain(..) {
                    if let Some(place) = places.get_mut(node as usize) {
                        *place = 0;
                    }
                }
            }
        }
    }
}

impl Groups {
    /// After so many times that groups were whole, room for every node pays.
    const MANY: u32 = 64;

    /// No group yet.
    pub(super) fn new(grouping: &Grouping) -> Self {
        Self { keys: Keys::new(grouping.keys.len()), ..Self::default() }
    }

    /// Forgets all groups and keeps the room.
    fn clear(&mut self, nodes: usize) {
        self.keys.clear();
        self.of_node.clear();
        self.given += 1;
        if self.given == Self::MANY {
            self.of_node = OfNode::All(vec![0; nodes], Vec::new());
        }
    }
}

impl Run<'_> {
    /// Takes a row, and first gives the groups that are whole before it.
    pub(super) fn group(
        &self,
        grouping: &Grouping,
        groups: &mut Groups,
        row: &mut Row,
        give: &mut Give<'_>,
    ) -> Result<Flow, QueryError> {
        let mut flow = Flow::On;
        if let Some(slot) = grouping.whole_with
            && row.get(slot) != Some(&groups.shared)
        {
            if groups.keys.len() > 0 {
                let kept = row.clone();
                flow = self.give_groups(grouping, groups, row, give)?;
                *row = kept;
            }
            groups.shared = row.get(slot).cloned().unwrap_or_default();
        }
        let place = self.place_of_group(grouping, groups, row)?;
        self.add_up(&grouping.sums, groups, place, row)?;
        Ok(flow)
    }

    /// Counts the nodes that the last step of a pattern reaches without making a row for each.
    pub(super) fn count_ends(
        &self,
        pattern: &Pattern,
        grouping: &Grouping,
        groups: &mut Groups,
        row: &mut Row,
    ) -> Result<Flow, QueryError> {
        let place = self.place_of_group(grouping, groups, row)?;
        self.find_ends(pattern, row, &mut |nodes| {
            let mut held = 0;
            if let Some(tally) = groups.tallies.get_mut(place) {
                for node in nodes {
                    let added = tally.add(Datum::Node(*node), None);
                    held += added.map_err(|kind| QueryError::new(kind, &(0..0)))?;
                }
            }
            groups.held += held;
            self.hold(held)
        })
    }

    fn place_of_group(
        &self,
        grouping: &Grouping,
        groups: &mut Groups,
        row: &mut Row,
    ) -> Result<usize, QueryError> {
        if grouping.keys.is_empty() && groups.keys.len() > 0 {
            return Ok(0);
        }
        let node = match grouping.by_node.and_then(|slot| row.get(slot)) {
            Some(Datum::Node(node)) => Some(*node),
            _ => None,
        };
        let (place, new) = match node {
            Some(node) => {
                let (place, new) = groups.of_node.place(node, groups.keys.len());
                if new {
                    self.key(&grouping.keys, &mut groups.key, row)?;
                    groups.keys.push(&mut groups.key);
                }
                (place, new)
            }
            None => {
                self.key(&grouping.keys, &mut groups.key, row)?;
                groups.keys.place(&mut groups.key)
            }
        };
        if new {
            groups.tallies.extend(grouping.sums.iter().map(Sum::tally));
            let tallies = grouping.sums.len() * size_of::<Tally>();
            let held = weight(groups.keys.get(place)) + tallies + 2 * size_of::<usize>();
            groups.held += held;
            self.hold(held)?;
        }
        Ok(place)
    }

    fn key(&self, keys: &[(Code, Slot)], key: &mut Vec<Datum>, row: &mut Row) -> Result<(), QueryError> {
        key.clear();
        for (code, _) in keys {
            let value = self.eval(code, row)?;
            self.walk(&value)?;
            key.push(value);
        }
        Ok(())
    }

    fn add_up(
        &self,
        sums: &[Sum],
        groups: &mut Groups,
        place: usize,
        row: &mut Row,
    ) -> Result<(), QueryError> {
        let first = place * sums.len();
        let tallies = groups.tallies.get_mut(first..first + sums.len()).unwrap_or_default();
        let mut held = 0;
        for (sum, tally) in sums.iter().zip(tallies) {
            let value = match sum.arguments.first() {
                Some(code) => self.eval(code, row)?,
                None => Datum::Bool(true),
            };
            self.walk(&value)?;
            let share = sum.arguments.get(1).map(|code| self.eval(code, row)).transpose()?;
            held += tally.add(value, share).map_err(|kind| QueryError::new(kind, &sum.at))?;
        }
        groups.held += held;
        if held > 0 { self.hold(held) } else { Ok(()) }
    }

    /// Gives a row for every group, with its keys and sums in their places, and forgets the groups.
    pub(super) fn give_groups(
        &self,
        grouping: &Grouping,
        groups: &mut Groups,
        row: &mut Row,
        give: &mut Give<'_>,
    ) -> Result<Flow, QueryError> {
        self.release(std::mem::take(&mut groups.held));
        let mut flow = Flow::On;
        let mut tallies = groups.tallies.drain(..);
        for place in 0..groups.keys.len() {
            for (value, (_, slot)) in groups.keys.get(place).iter().zip(&grouping.keys) {
                set(row, *slot, value.clone());
            }
            for (sum, tally) in grouping.sums.iter().zip(&mut tallies) {
                let value = tally.value().and_then(|value| self.made(value));
                let value = value.map_err(|kind| QueryError::new(kind, &sum.at))?;
                set(row, sum.slot, value);
            }
            flow = give(row)?;
            if flow == Flow::Stop {
                break;
            }
        }
        drop(tallies);
        groups.clear(self.view.node_count());
        Ok(flow)
    }

    /// Gives what is left at the end; without keys there is one group, also of no row.
    pub(super) fn last_groups(
        &self,
        grouping: &Grouping,
        groups: &mut Groups,
        row: &mut Row,
        give: &mut Give<'_>,
    ) -> Result<Flow, QueryError> {
        if groups.keys.len() == 0 && grouping.keys.is_empty() {
            groups.keys.push(&mut Vec::new());
            groups.tallies.extend(grouping.sums.iter().map(Sum::tally));
        }
        self.give_groups(grouping, groups, row, give)
    }
}

impl Sum {
    /// Nothing added up yet.
    fn tally(&self) -> Tally {
        Tally::new(self.aggregate, self.repeats)
    }
}
