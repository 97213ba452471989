//! Finding a pattern in the graph, for every row.

use crate::graph::{Edge, NodeId};

use super::algebra::{EdgePattern, Expr, Match, Name, NodePattern, Quantity};
use super::error::QueryError;
use super::eval::{Frame, Scope, World, has_labels, property};
use super::expand::edges;
use super::plan::{Anchor, NodeSlot, Plan, Side, StepKind};
use super::properties::LITERAL;
use super::run::Table;
use super::value::Value;

/// The rows with everything that the pattern binds in them.
pub(super) fn matched(world: World<'_>, table: &Table, clause: &Match) -> Result<Table, QueryError> {
    let plan = Plan::new(world, &table.scope, clause);
    let mut finder = Finder { world, plan: &plan, used: Vec::new(), found: Vec::new() };
    for row in &table.rows {
        let before = finder.found.len();
        let mut filled = row.clone();
        filled.resize(plan.scope.names.len(), Value::Null);
        finder.descend(0, &mut filled)?;
        if finder.found.len() == before && clause.quantity == Quantity::Optional {
            let mut alone = row.clone();
            alone.resize(plan.named, Value::Null);
            finder.found.push(alone);
        }
    }
    let rows = finder.found;
    let names = plan.scope.names.into_iter().take(plan.named).collect();
    Ok(Table { scope: Scope { names }, rows })
}

/// A search that fills one row after another.
struct Finder<'a> {
    world: World<'a>,
    plan: &'a Plan<'a>,
    /// The edges of the pattern so far: none is used twice.
    used: Vec<&'a Edge>,
    found: Vec<Vec<Value>>,
}

impl<'a> Finder<'a> {
    fn descend(&mut self, at: usize, row: &mut Vec<Value>) -> Result<(), QueryError> {
        let Some(step) = self.plan.steps.get(at) else {
            self.found.push(row.iter().take(self.plan.named).cloned().collect());
            return Ok(());
        };
        match step.kind {
            StepKind::Check { node } => self.settle(at, node, row),
            StepKind::Start { node } => {
                let plan = self.plan;
                let slot = &plan.nodes[node];
                for value in self.candidates(slot) {
                    row[slot.slot] = value;
                    self.settle(at, node, row)?;
                }
                row[slot.slot] = Value::Null;
                Ok(())
            }
            StepKind::Expand { edge, from } => self.expand(at, edge, from, row),
        }
    }

    /// Goes on when the node that was just bound is what it must be.
    fn settle(&mut self, at: usize, node: usize, row: &mut Vec<Value>) -> Result<(), QueryError> {
        if self.fits(&self.plan.nodes[node], row)? && self.passes(at, row)? {
            self.descend(at + 1, row)?;
        }
        Ok(())
    }

    fn expand(&mut self, at: usize, edge: usize, from: Side, row: &mut Vec<Value>) -> Result<(), QueryError> {
        let pattern = &self.plan.edges[edge];
        let (near, far, way) = match from {
            Side::Left => (pattern.left, pattern.right, pattern.pattern.way),
            Side::Right => (pattern.right, pattern.left, pattern.pattern.way.turned()),
        };
        let far_slot = self.plan.nodes[far].slot;
        let held = (row[pattern.slot].clone(), row[far_slot].clone());
        let start = row[self.plan.nodes[near].slot].clone();
        for (found, other) in edges(self.world, &start, way, &pattern.relations) {
            if self.used.iter().any(|used| std::ptr::eq(*used, found)) {
                continue;
            }
            let value = Value::Edge(found.key.clone());
            let clashes = |held: &Value, new: &Value| !held.is_null() && held != new;
            if clashes(&held.0, &value) || clashes(&held.1, &other) {
                continue;
            }
            row[pattern.slot] = value;
            row[far_slot] = other;
            if self.edge_fits(pattern.pattern, pattern.slot, row)? {
                self.used.push(found);
                self.settle(at, far, row)?;
                self.used.pop();
            }
        }
        row[pattern.slot] = held.0;
        row[far_slot] = held.1;
        Ok(())
    }

    fn candidates(&self, node: &NodeSlot<'a>) -> Vec<Value> {
        let graph = self.world.graph;
        match &node.anchor {
            Anchor::Ids(ids) => {
                let mut ids: Vec<NodeId> = ids.iter().map(NodeId::new).collect();
                ids.sort_unstable();
                ids.dedup();
                ids.into_iter().filter(|id| graph.node(id).is_some()).map(Value::Node).collect()
            }
            Anchor::Names(names) => {
                let named =
                    graph.nodes().filter(|node| names.iter().any(|name| node.names.contains_key(*name)));
                let literals = graph.literals().filter(|text| names.contains(text));
                let literals: Vec<Value> = literals.map(|text| Value::Literal(text.to_owned())).collect();
                named.map(|node| Value::Node(node.id.clone())).chain(literals).collect()
            }
            Anchor::Label | Anchor::Nothing => {
                let label = |name: &Name| name.text == LITERAL;
                let labels = || node.patterns.iter().flat_map(|pattern| &pattern.labels);
                let only_literals = labels().any(|any| any.iter().all(label));
                let no_literals = labels().any(|any| !any.iter().any(label));
                let nodes = graph.nodes().filter(|_| !only_literals);
                let literals = graph.literals().filter(|_| !no_literals);
                nodes
                    .map(|node| Value::Node(node.id.clone()))
                    .chain(literals.map(|text| Value::Literal(text.to_owned())))
                    .collect()
            }
        }
    }

    fn fits(&self, node: &NodeSlot<'a>, row: &[Value]) -> Result<bool, QueryError> {
        let value = &row[node.slot];
        for NodePattern { labels, properties, .. } in node.patterns.iter().copied() {
            if value.object().is_none() || !has_labels(self.world, value, labels) {
                return Ok(false);
            }
            if !self.equal(value, properties, row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn edge_fits(&self, pattern: &EdgePattern, slot: usize, row: &[Value]) -> Result<bool, QueryError> {
        self.equal(&row[slot], &pattern.properties, row)
    }

    fn equal(&self, value: &Value, wanted: &[(Name, Expr)], row: &[Value]) -> Result<bool, QueryError> {
        for (key, expr) in wanted {
            let wanted = self.frame(row).eval(expr)?;
            if property(self.world, value, &key.text).equals(&wanted) != Some(true) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn passes(&self, at: usize, row: &[Value]) -> Result<bool, QueryError> {
        for filter in &self.plan.steps[at].filters {
            if !self.frame(row).passes(filter)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn frame<'r>(&self, row: &'r [Value]) -> Frame<'r>
    where
        'a: 'r,
    {
        Frame { world: self.world, scope: &self.plan.scope, row, group: None }
    }
}
