//! The order in which a pattern is looked for: from the node that fewest can be, along the edges.

use std::collections::BTreeMap;

use crate::ontology::Relation;

use super::algebra::{EdgePattern, Expr, ExprKind, Match, NodePattern, Operator};
use super::eval::{Scope, World};

/// How one `MATCH` is carried out.
pub(super) struct Plan<'q> {
    /// The variables of a row while it is being filled.
    pub(super) scope: Scope,
    /// How many of them stay; the others are nodes and edges without a name.
    pub(super) named: usize,
    pub(super) nodes: Vec<NodeSlot<'q>>,
    pub(super) edges: Vec<EdgeSlot<'q>>,
    pub(super) steps: Vec<Step<'q>>,
}

/// A node of the pattern, which may stand in it several times.
pub(super) struct NodeSlot<'q> {
    pub(super) slot: usize,
    pub(super) patterns: Vec<&'q NodePattern>,
    pub(super) anchor: Anchor<'q>,
}

/// An edge of the pattern.
pub(super) struct EdgeSlot<'q> {
    pub(super) slot: usize,
    pub(super) pattern: &'q EdgePattern,
    /// The node on the left, by its place in `nodes`.
    pub(super) left: usize,
    /// The node on the right, by its place in `nodes`.
    pub(super) right: usize,
    /// The relations it may be of; none means any.
    pub(super) relations: Vec<Relation>,
}

/// By what a node can be found without looking at every node; the first is the best.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Anchor<'q> {
    Ids(Vec<&'q str>),
    Names(Vec<&'q str>),
    Label,
    Nothing,
}

/// One step of a plan, with the filters that can be asked after it.
pub(super) struct Step<'q> {
    pub(super) kind: StepKind,
    pub(super) filters: Vec<&'q Expr>,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepKind {
    /// Looks at a node that is bound already.
    Check { node: usize },
    /// Goes through every node that this one can be.
    Start { node: usize },
    /// Goes along an edge from one of its ends, which is bound.
    Expand { edge: usize, from: Side },
}

/// The end of an edge pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl<'q> Plan<'q> {
    /// The plan of a `MATCH` after clauses that bound the variables of `scope`.
    pub(super) fn new(world: World<'_>, scope: &Scope, clause: &'q Match) -> Self {
        let mut plan =
            Self { scope: scope.clone(), named: 0, nodes: Vec::new(), edges: Vec::new(), steps: Vec::new() };
        let mut bound = vec![true; scope.names.len()];
        plan.add_names(clause);
        plan.named = plan.scope.names.len();
        plan.add_slots(world, clause);
        bound.resize(plan.scope.names.len(), false);
        let filters = clause.filter.as_ref().map(conjuncts).unwrap_or_default();
        for node in &mut plan.nodes {
            node.anchor = anchor(node, &plan.scope, &filters);
        }
        plan.order(bound, filters);
        plan
    }

    fn add_names(&mut self, clause: &'q Match) {
        let mut add = |name: Option<&super::algebra::Name>| {
            let Some(name) = name else { return };
            if self.scope.slot(&name.text).is_none() {
                self.scope.names.push(name.text.clone());
            }
        };
        for path in &clause.paths {
            add(path.start.variable.as_ref());
            for (edge, node) in &path.steps {
                add(edge.variable.as_ref());
                add(node.variable.as_ref());
            }
        }
    }

    fn add_slots(&mut self, world: World<'_>, clause: &'q Match) {
        let mut by_slot = BTreeMap::new();
        for path in &clause.paths {
            let mut left = self.node(&path.start, &mut by_slot);
            for (pattern, node) in &path.steps {
                let right = self.node(node, &mut by_slot);
                let slot = self.slot(pattern.variable.as_ref());
                let relations = relations(world, pattern);
                self.edges.push(EdgeSlot { slot, pattern, left, right, relations });
                left = right;
            }
        }
    }

    fn node(&mut self, pattern: &'q NodePattern, by_slot: &mut BTreeMap<usize, usize>) -> usize {
        let slot = self.slot(pattern.variable.as_ref());
        let index = *by_slot.entry(slot).or_insert(self.nodes.len());
        match self.nodes.get_mut(index) {
            Some(node) => node.patterns.push(pattern),
            None => self.nodes.push(NodeSlot { slot, patterns: vec![pattern], anchor: Anchor::Nothing }),
        }
        index
    }

    /// The slot of a variable, or a new one for what has no name.
    fn slot(&mut self, name: Option<&super::algebra::Name>) -> usize {
        name.and_then(|name| self.scope.slot(&name.text)).unwrap_or_else(|| {
            self.scope.names.push(String::new());
            self.scope.names.len() - 1
        })
    }

    fn order(&mut self, mut bound: Vec<bool>, mut filters: Vec<&'q Expr>) {
        let mut open: Vec<usize> = (0..self.edges.len()).collect();
        let mut unseen: Vec<usize> = (0..self.nodes.len()).collect();
        self.push_known(&mut unseen, &bound);
        while !open.is_empty() || !unseen.is_empty() {
            let kind = match self.next_edge(&open, &bound) {
                Some((edge, from)) => StepKind::Expand { edge, from },
                None => match unseen.iter().copied().min_by_key(|node| (self.cost(*node), *node)) {
                    Some(node) => StepKind::Start { node },
                    None => break,
                },
            };
            for slot in self.binds(kind) {
                if let Some(flag) = bound.get_mut(slot) {
                    *flag = true;
                }
            }
            open.retain(|edge| !matches!(kind, StepKind::Expand { edge: done, .. } if done == *edge));
            unseen.retain(|node| !bound.get(self.nodes[*node].slot).is_some_and(|flag| *flag));
            let is_bound = |name: &str| {
                self.scope.slot(name).is_none_or(|slot| bound.get(slot).is_none_or(|flag| *flag))
            };
            let (ready, later) = filters.into_iter().partition(|filter| all_variables(filter, &is_bound));
            filters = later;
            self.steps.push(Step { kind, filters: ready });
        }
        if let Some(last) = self.steps.last_mut() {
            last.filters.append(&mut filters);
        }
    }

    /// Nodes that earlier clauses bound are looked at first.
    fn push_known(&mut self, unseen: &mut Vec<usize>, bound: &[bool]) {
        for (node, slot) in self.nodes.iter().map(|node| node.slot).enumerate() {
            if bound.get(slot).is_some_and(|flag| *flag) {
                self.steps.push(Step { kind: StepKind::Check { node }, filters: Vec::new() });
                unseen.retain(|other| *other != node);
            }
        }
    }

    /// An edge with a bound end; one with two bound ends first, then one of few relations.
    fn next_edge(&self, open: &[usize], bound: &[bool]) -> Option<(usize, Side)> {
        let is_bound = |node: usize| bound.get(self.nodes[node].slot).is_some_and(|flag| *flag);
        open.iter()
            .filter_map(|index| {
                let edge = &self.edges[*index];
                let from = match (is_bound(edge.left), is_bound(edge.right)) {
                    (false, false) => return None,
                    (false, true) => Side::Right,
                    _ => Side::Left,
                };
                let both = is_bound(edge.left) && is_bound(edge.right);
                let types = if edge.relations.is_empty() { usize::MAX } else { edge.relations.len() };
                Some(((!both, types, *index), from))
            })
            .min_by_key(|(cost, _)| *cost)
            .map(|((_, _, index), from)| (index, from))
    }

    fn cost(&self, node: usize) -> (u8, usize) {
        match &self.nodes[node].anchor {
            Anchor::Ids(ids) => (0, ids.len()),
            Anchor::Names(names) => (1, names.len()),
            Anchor::Label => (2, 0),
            Anchor::Nothing => (3, 0),
        }
    }

    fn binds(&self, kind: StepKind) -> Vec<usize> {
        match kind {
            StepKind::Check { node } | StepKind::Start { node } => vec![self.nodes[node].slot],
            StepKind::Expand { edge, .. } => {
                let edge = &self.edges[edge];
                vec![edge.slot, self.nodes[edge.left].slot, self.nodes[edge.right].slot]
            }
        }
    }
}

fn relations(world: World<'_>, pattern: &EdgePattern) -> Vec<Relation> {
    let of_type = |name: &super::algebra::Name| {
        world.ontology.relations.keys().find(|relation| relation.cypher_type() == name.text).cloned()
    };
    pattern.types.iter().filter_map(of_type).collect()
}

/// The parts of a filter that must all hold.
fn conjuncts(filter: &Expr) -> Vec<&Expr> {
    match &filter.kind {
        ExprKind::Binary(left, Operator::And, right) => {
            conjuncts(left).into_iter().chain(conjuncts(right)).collect()
        }
        _ => vec![filter],
    }
}

fn all_variables(expr: &Expr, test: &impl Fn(&str) -> bool) -> bool {
    if let ExprKind::Variable(name) = &expr.kind {
        return test(&name.text);
    }
    let mut all = true;
    expr.children(&mut |child| all = all && all_variables(child, test));
    all
}

fn anchor<'q>(node: &NodeSlot<'q>, scope: &Scope, filters: &[&'q Expr]) -> Anchor<'q> {
    let properties = node.patterns.iter().flat_map(|pattern| &pattern.properties);
    let inside = properties.filter_map(|(key, value)| Some((key.text.as_str(), texts(value)?)));
    let outside = filters.iter().filter_map(|filter| {
        let ExprKind::Binary(left, Operator::Equal | Operator::In, right) = &filter.kind else { return None };
        let ExprKind::Property(of, key) = &left.kind else { return None };
        let ExprKind::Variable(variable) = &of.kind else { return None };
        let own = scope.slot(&variable.text) == Some(node.slot);
        own.then(|| Some((key.text.as_str(), texts(right)?))).flatten()
    });
    let labelled = node.patterns.iter().any(|pattern| !pattern.labels.is_empty());
    let rest = if labelled { Anchor::Label } else { Anchor::Nothing };
    inside
        .chain(outside)
        .filter_map(|(key, texts)| match key {
            "id" => Some(Anchor::Ids(texts)),
            "name" => Some(Anchor::Names(texts)),
            _ => None,
        })
        .chain([rest])
        .min_by_key(|anchor| match anchor {
            Anchor::Ids(_) => 0,
            Anchor::Names(_) => 1,
            Anchor::Label => 2,
            Anchor::Nothing => 3,
        })
        .unwrap_or(Anchor::Nothing)
}

fn texts(expr: &Expr) -> Option<Vec<&str>> {
    match &expr.kind {
        ExprKind::Text(text) => Some(vec![text]),
        ExprKind::List(items) => items
            .iter()
            .map(|item| match &item.kind {
                ExprKind::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}
