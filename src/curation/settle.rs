//! The graph that follows from what documents say, from which nodes are one thing, and from decisions.

use std::collections::{BTreeMap, BTreeSet};

use super::decision::flipped;
use super::evidence::Page;
use super::{Decision, Line, Outcome, Replay};
use crate::graph::{EdgeKey, Evidence, Graph, Homes, Node, NodeId, Object};
use crate::identity::{Identities, Identity, Ties, identify};
use crate::ontology::{Kind, Ontology};
use crate::text::DocId;

/// A settled graph with what became of each decision.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The graph.
    pub graph: Graph,
    /// What became of each decision.
    pub replay: Replay,
}

/// Which nodes of a graph, as documents say it, are one thing.
pub fn identities(read: &Graph, ontology: &Ontology, lines: &[Line]) -> Identities {
    let replay = Replay::of(lines);
    let (ties, split, decided) = (replay.ties(), split_homes(read, &replay), decided_kinds(&replay));
    if split.is_empty() && decided.is_empty() {
        return identify(read, ontology, &ties);
    }
    let mut read = read.clone();
    read.rehome(&split);
    let first = identify(&read, ontology, &ties);
    let mut joined = read.clone();
    joined.rehome(&all_homes(&first.same));
    let kinds = kind_homes(&joined, &decided);
    if kinds.is_empty() {
        return first;
    }
    // What is one thing changes its kind as one, and may be one with others of that kind then.
    let moves = kind_moves(&read, &first.same, &kinds);
    let mut homes = all_homes(&moves);
    set_kinds(&mut homes, &decided);
    let mut renamed = read.clone();
    renamed.rehome(&homes);
    let mut found = identify(&renamed, ontology, &moved_ties(ties, &moves, &first.same));
    let rows = composed(&moves, &found.same, &read, &decided);
    found.same.extend(rows);
    found.same.sort();
    found
}

/// What the moves to a decided kind and the round after them say together, of the nodes as texts name them.
fn composed(
    moves: &[Identity],
    second: &[Identity],
    read: &Graph,
    decided: &[(NodeId, Kind)],
) -> Vec<Identity> {
    let mut next: BTreeMap<&NodeId, Vec<&Identity>> = BTreeMap::new();
    for row in second {
        next.entry(&row.node).or_default().push(row);
    }
    let some = moves.iter().flat_map(|row| row.documents.iter().map(|document| (&row.node, document)));
    let apart: BTreeSet<(&NodeId, &DocId)> = some.collect();
    let mut rows = Vec::new();
    for first in moves {
        let is_whole = first.documents.is_empty();
        let named = read.node(&first.node).map(Node::documents).unwrap_or_default().into_iter();
        let mut left: BTreeSet<&DocId> = match is_whole {
            true => named.filter(|document| !apart.contains(&(&first.node, *document))).collect(),
            false => first.documents.iter().collect(),
        };
        let then = |documents: Vec<DocId>, row: Option<&Identity>| {
            let because = row.map(|row| row.because.as_slice()).unwrap_or_default();
            Identity {
                node: first.node.clone(),
                documents,
                is: row.map_or(&first.is, |row| &row.is).clone(),
                because: first.because.iter().chain(because).cloned().collect(),
            }
        };
        let all = next.get(&first.is).into_iter().flatten();
        for row in all.clone().filter(|row| !row.documents.is_empty()) {
            let part: Vec<DocId> = row.documents.iter().filter(|id| left.remove(id)).cloned().collect();
            if !part.is_empty() {
                rows.push(then(part, Some(row)));
            }
        }
        let whole = all.clone().find(|row| row.documents.is_empty()).copied();
        // The decision itself moves a node that is nothing else.
        let is_plain = whole.is_none() && decided.iter().any(|(node, _)| *node == first.node);
        if is_whole && !is_plain {
            rows.push(then(Vec::new(), whole));
        } else if !is_whole && !left.is_empty() {
            rows.push(then(left.into_iter().cloned().collect(), whole));
        }
    }
    rows
}

/// What decisions say of the kinds of nodes, in order.
fn decided_kinds(replay: &Replay) -> Vec<(NodeId, Kind)> {
    let kind = |(_, line): (usize, &'_ Line)| match &line.decision {
        Decision::Kind { node, kind } => Some((node.clone(), kind.clone())),
        _ => None,
    };
    let mut decided: Vec<(NodeId, Kind)> = replay.applied().filter_map(kind).collect();
    decided.sort();
    decided
}

/// Where each part of what changes its kind goes by its own name.
fn kind_moves(read: &Graph, same: &[Identity], kinds: &Homes) -> Vec<Identity> {
    let mut moves = Vec::new();
    for (from, kind) in kinds.changes() {
        let parts = same.iter().filter(|row| row.is == *from);
        let own =
            Identity { node: from.clone(), documents: Vec::new(), is: from.clone(), because: Vec::new() };
        let stays = !same.iter().any(|row| row.node == *from && row.documents.is_empty());
        for part in parts.cloned().chain(stays.then_some(own)) {
            let Some(node) = read.node(&part.node) else { continue };
            moves.push(Identity {
                is: of_kind(node, kind),
                because: vec![format!("a person says that it is a {kind}")],
                ..part
            });
        }
    }
    moves.sort();
    moves
}

/// Decisions about what moved, under the ids that it has now; what was one under the old kind stays one.
fn moved_ties(ties: Ties, moves: &[Identity], same: &[Identity]) -> Ties {
    let moved: BTreeMap<&NodeId, &NodeId> =
        moves.iter().filter(|row| row.documents.is_empty()).map(|row| (&row.node, &row.is)).collect();
    let now = |id: NodeId| moved.get(&id).map_or(id, |id| (*id).clone());
    let pair = |(one, other): (NodeId, NodeId)| {
        let (one, other) = (now(one), now(other));
        if one <= other { (one, other) } else { (other, one) }
    };
    let one = same.iter().filter(|row| row.documents.is_empty() && moved.contains_key(&row.node));
    let one = one.filter(|row| moved.contains_key(&row.is)).map(|row| (row.node.clone(), row.is.clone()));
    let of_one_name = |(one, other): &(NodeId, NodeId)| one == other;
    let same = ties.same.into_iter().chain(one).map(pair).filter(|pair| !of_one_name(pair)).collect();
    Ties { same, distinct: ties.distinct.into_iter().map(pair).filter(|pair| !of_one_name(pair)).collect() }
}

/// The id that a node has as one of another kind.
fn of_kind(node: &Node, kind: &Kind) -> NodeId {
    node.key().map_or_else(|| NodeId::of(kind, node.name()), |key| NodeId::keyed(kind, key))
}

/// What a move makes under the id of a decided kind is of that kind.
fn set_kinds(homes: &mut Homes, decided: &[(NodeId, Kind)]) {
    for (_, kind) in decided {
        homes.set_kinds(kind);
    }
}

/// Settles a graph: `read` is what documents say, `same` what [`identities`] found for it and these decisions.
pub fn settle(read: Graph, same: &[Identity], lines: &[Line]) -> Settled {
    let replay = Replay::of(lines);
    let decided = decided_kinds(&replay);
    let mut settler = Settler { replay, graph: read, decided, speaks: false };
    let mut homes = all_homes(same);
    set_kinds(&mut homes, &settler.decided);
    settler.rehome(&split_homes(&settler.graph, &settler.replay));
    settler.rehome(&homes);
    settler.rehome(&kind_homes(&settler.graph, &settler.decided));
    // Those about nodes that only came to be by splitting.
    settler.rehome(&split_homes(&settler.graph, &settler.replay));
    settler.decide();
    Settled { graph: settler.graph, replay: settler.replay }
}

/// Where what is one thing moves what documents say.
fn all_homes(same: &[Identity]) -> Homes {
    let mut homes = Homes::new();
    for identity in same {
        homes.add(&identity.node, &identity.documents, &identity.is);
    }
    homes
}

/// Where splits move what documents say, as far as their nodes are there.
fn split_homes(graph: &Graph, replay: &Replay) -> Homes {
    let mut homes = Homes::new();
    for (_, line) in replay.applied() {
        if let Decision::Split { node, documents, becomes } = &line.decision
            && graph.node(node).is_some()
        {
            homes.add(node, documents, becomes);
        }
    }
    homes
}

/// Where changes of kind move what documents say: of all that is one with a node, as far as it is there. Of several
/// about one thing that holds which names its id, else the one that holds already, else the last in order.
fn kind_homes(graph: &Graph, decided: &[(NodeId, Kind)]) -> Homes {
    let mut wanted = BTreeMap::new();
    for (id, kind) in decided {
        let Some(node) = graph.standing_for(id) else { continue };
        let rank = (node.id == *id, node.kind == *kind);
        let known = wanted.entry(&node.id).or_insert_with(|| (rank, node, kind.clone()));
        if rank >= known.0 {
            *known = (rank, node, kind.clone());
        }
    }
    let mut homes = Homes::new();
    for (_, node, kind) in wanted.into_values().filter(|(_, node, kind)| node.kind != *kind) {
        let id = of_kind(node, &kind);
        homes.add(&node.id, [], &id);
        homes.set_kind(&id, kind);
    }
    homes
}

struct Settler {
    replay: Replay,
    graph: Graph,
    /// What decisions say of the kinds of nodes, in order.
    decided: Vec<(NodeId, Kind)>,
    /// Whether a decision gave a name or evidence, so that it is a document of the graph.
    speaks: bool,
}

impl Settler {
    fn rehome(&mut self, homes: &Homes) {
        if !homes.is_empty() {
            self.graph.rehome(homes);
        }
    }

    /// The node that stands for an id now.
    fn node(&self, id: &NodeId) -> Result<NodeId, Outcome> {
        let found = self.graph.standing_for(id).map(|node| node.id.clone());
        found.ok_or_else(|| Outcome::Stale(format!("no text names `{id}`")))
    }

    /// The fact as it stands between the nodes of now.
    fn fact(&self, fact: &EdgeKey) -> Result<EdgeKey, Outcome> {
        let object = match &fact.object {
            Object::Node(id) => Object::Node(self.node(id)?),
            Object::Literal(_) => fact.object.clone(),
        };
        Ok(EdgeKey { subject: self.node(&fact.subject)?, relation: fact.relation.clone(), object })
    }

    /// The same for a fact that has to be there.
    fn known_fact(&self, fact: &EdgeKey) -> Result<EdgeKey, Outcome> {
        let known = self.fact(fact)?;
        match self.graph.edge(&known) {
            Some(_) => Ok(known),
            None => Err(Outcome::Stale(format!("no text says that `{fact}`"))),
        }
    }

    fn decide(&mut self) {
        let mut held: Vec<(usize, Line)> =
            self.replay.applied().map(|(place, line)| (place, line.clone())).collect();
        held.sort_by_cached_key(|(_, line)| (line.decision.matter(), line.clone()));
        let mut page = Page::new();
        let mut has_kinds = false;
        for (place, line) in &held {
            if matches!(line.decision, Decision::Kind { .. }) && !std::mem::replace(&mut has_kinds, true) {
                // Merges come before kinds, so that a node may have become part of one of another kind.
                self.rehome(&kind_homes(&self.graph, &self.decided));
            }
            if let Err(outcome) = self.apply(line, &mut page) {
                self.replay.set(*place, outcome);
            }
        }
        if self.speaks {
            self.graph.open_entry(page.entry());
        }
    }

    fn apply(&mut self, line: &Line, page: &mut Page) -> Result<(), Outcome> {
        let document = Page::document();
        match &line.decision {
            Decision::Merge { one, other } => {
                let (one, other) = (self.node(one)?, self.node(other)?);
                let mut homes = Homes::new();
                if one != other {
                    homes.add(&other, [], &one);
                }
                self.rehome(&homes);
            }
            Decision::Distinct { one, other } => {
                self.node(one)?;
                self.node(other)?;
            }
            Decision::Split { node, documents, becomes } => {
                if self.graph.standing_for(becomes).is_none() {
                    let documents: Vec<&str> = documents.iter().map(DocId::as_str).collect();
                    let names = documents.join("`, `");
                    return Err(Outcome::Stale(format!("`{names}` does not name `{node}`")));
                }
            }
            Decision::Kind { node, .. } => {
                self.node(node)?;
            }
            Decision::Rename { node, name } => {
                let id = self.node(node)?;
                self.speaks |= self.graph.rename_node(&id, name, &document);
            }
            Decision::Alias { node, name } => {
                let id = self.node(node)?;
                self.speaks |= self.graph.alias_node(&id, name, &document);
            }
            _ => self.apply_to_fact(line, page)?,
        }
        Ok(())
    }

    fn apply_to_fact(&mut self, line: &Line, page: &mut Page) -> Result<(), Outcome> {
        match &line.decision {
            Decision::Confirm { fact } => {
                let fact = self.known_fact(fact)?;
                let status = self.graph.status(&fact).unwrap_or_default();
                self.add(fact, page.evidence(line, status));
            }
            Decision::Reject { fact, documents } => {
                let known = self.known_fact(fact)?;
                if self.graph.take_fact(&known, documents).is_empty() {
                    return Err(Outcome::Stale(format!("these documents do not say that `{fact}`")));
                }
            }
            Decision::Flip { fact } => {
                let known = self.known_fact(fact)?;
                let Some(turned) = flipped(&known) else {
                    return Err(Outcome::Stale("a date or a word cannot be a subject".to_owned()));
                };
                for mut evidence in self.graph.take_fact(&known, &[]) {
                    std::mem::swap(&mut evidence.subject, &mut evidence.object);
                    self.graph.add_fact(turned.clone(), evidence);
                }
            }
            Decision::Status { fact, status } => {
                let fact = self.known_fact(fact)?;
                self.graph.settle_fact(&fact, page.evidence(line, *status));
                self.speaks = true;
            }
            Decision::Add { fact, status, names, .. } => {
                // Both ends are there or brought, before anything is added.
                for id in [Some(&fact.subject), fact.object.node()].into_iter().flatten() {
                    if !names.contains_key(id) {
                        self.node(id)?;
                    }
                }
                for (id, named) in names {
                    if self.node(id).is_err() {
                        self.graph.name_node(id, &named.kind, &named.name, &Page::document());
                    }
                }
                let fact = self.fact(fact)?;
                self.add(fact, page.evidence(line, *status));
            }
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, fact: EdgeKey, evidence: Evidence) {
        self.graph.add_fact(fact, evidence);
        self.speaks = true;
    }
}
