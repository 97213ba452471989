//! Patterns made ready: what they bind, what must hold, and in which order their parts are found.

use std::ops::Range;

use super::Compiler;
use super::join::Join;
use super::scope::Shape;
use super::simplify::simplify;
use crate::query::algebra::{Choice, EdgePattern, Expr, ExprKind, Name, NodePattern, Operator, Path, Way};
use crate::query::code::{Code, Hop, Op, Pattern, Slot, Source, Step, StepKind};
use crate::query::error::{QueryError, QueryErrorKind as Kind};
use crate::query::view::RelationNumber;

/// A node of a pattern; one variable is one node, however often it stands there.
pub(super) struct Node {
    slot: Slot,
    /// Where a search may begin with it.
    source: Source,
    /// Where in the query the condition stands that such a search makes sure of.
    sure: Range<usize>,
    /// About how many nodes that gives.
    size: f64,
}

/// An edge of a pattern, or several one behind another.
pub(super) struct Edge<'q> {
    pub(super) hop: Hop,
    pub(super) pattern: &'q EdgePattern,
    pub(super) choice: Choice,
    /// A place that one edge of several is held in while it is tested.
    pub(super) one: Slot,
    pub(super) one_tests: Vec<Code>,
}

/// Something that must hold, and the places that it looks at.
pub(super) struct Condition {
    pub(super) code: Code,
    pub(super) needs: Vec<Slot>,
}

/// A path that has a name, with its places.
#[derive(Clone)]
struct NamedPath {
    slot: Slot,
    start: Slot,
    hops: Vec<(Slot, Slot)>,
}

/// How many values a list is taken to have that is not written out.
const LISTED: f64 = 10.0;

/// How a value says where a search begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Equal,
    Among,
    Prefix,
    /// Within so many edits.
    Near(usize),
}

/// A pattern on its way to become steps.
#[derive(Default)]
pub(super) struct Draft<'q> {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge<'q>>,
    pub(super) conditions: Vec<Condition>,
    pub(super) joins: Vec<Join>,
    routes: Vec<NamedPath>,
    fresh: Vec<Slot>,
}

impl Compiler<'_> {
    /// The paths of one pattern with what must hold, in the order in which they are best found.
    pub(super) fn pattern(&mut self, paths: &[Path], filter: Option<&Expr>) -> Result<Pattern, QueryError> {
        let bound = self.names.len();
        let known: Vec<Slot> = self.scope.variables.iter().map(|variable| variable.slot).collect();
        let mut draft = Draft::default();
        let (mut edges, mut slots): (Vec<&str>, Vec<Vec<Slot>>) = (Vec::new(), Vec::new());
        for path in paths {
            for name in path.steps.iter().filter_map(|(edge, _)| edge.variable.as_ref()) {
                if edges.contains(&name.text.as_str()) {
                    return Err(QueryError::new(Kind::BoundTwice { name: name.text.clone() }, &name.at));
                }
                edges.push(&name.text);
            }
            slots.push(self.path(path, &mut draft)?);
        }
        for (path, nodes) in paths.iter().zip(&slots) {
            self.properties(path, nodes, &mut draft)?;
        }
        for condition in filter.map(conjuncts).unwrap_or_default() {
            self.anchor(condition, &mut draft);
            let code = self.condition(condition)?;
            draft.conditions.push(Condition { code, needs: self.needs(condition) });
        }
        draft.fresh.retain(|slot| *slot >= bound);
        let fresh = draft.fresh.clone();
        let (mut steps, size) = self.steps(draft, known);
        simplify(self.view, &mut steps);
        Ok(Pattern { enough_from: steps.len(), steps, fresh, size })
    }

    /// Gives places to what a path binds, and tells those of its nodes.
    fn path<'q>(&mut self, path: &'q Path, draft: &mut Draft<'q>) -> Result<Vec<Slot>, QueryError> {
        let start = self.node(&path.start, draft)?;
        let mut nodes = vec![start];
        let mut left = start;
        let mut hops = Vec::new();
        for (pattern, far) in &path.steps {
            let (edge, edge_bound) = self.edge(pattern, draft)?;
            let right = self.node(far, draft)?;
            let relations = self.relations(pattern);
            let hop = Hop {
                from: left,
                edge,
                to: right,
                way: pattern.way,
                relations,
                to_bound: false,
                edge_bound,
                turned: false,
                silent: [&pattern.variable, &path.variable].iter().all(|name| name.is_none())
                    && pattern.properties.is_empty(),
                in_order: false,
                bound: None,
            };
            let one = self.new_slot();
            draft.edges.push(Edge { hop, pattern, choice: path.choice, one, one_tests: Vec::new() });
            hops.push((edge, right));
            nodes.push(right);
            left = right;
        }
        if let Some(name) = &path.variable {
            if self.scope.get(&name.text).is_some() {
                return Err(QueryError::new(Kind::BoundTwice { name: name.text.clone() }, &name.at));
            }
            let slot = self.new_slot();
            self.bind(&name.text, slot, Shape::Path);
            draft.fresh.push(slot);
            draft.routes.push(NamedPath { slot, start, hops });
        }
        Ok(nodes)
    }

    fn node(&mut self, pattern: &NodePattern, draft: &mut Draft<'_>) -> Result<Slot, QueryError> {
        let slot = match &pattern.variable {
            Some(name) => match self.scope.get(&name.text) {
                Some(variable) if matches!(variable.shape, Shape::Node | Shape::Any | Shape::Null) => {
                    variable.slot
                }
                Some(_) => {
                    return Err(QueryError::new(Kind::BoundOtherwise { name: name.text.clone() }, &name.at));
                }
                None => {
                    let slot = self.new_slot();
                    self.bind(&name.text, slot, Shape::Node);
                    if pattern.labels.is_empty() && self.view.label(&name.text).is_some() {
                        self.warn(Kind::NameAsVariable { name: name.text.clone(), is: "kind" }, &name.at);
                    }
                    draft.fresh.push(slot);
                    slot
                }
            },
            None => self.new_slot(),
        };
        let (mut source, mut size) = (Source::All, self.view.node_count() as f64);
        for any in &pattern.labels {
            for label in any.iter().filter(|label| self.view.label(&label.text).is_none()) {
                self.warn_label(label);
            }
            if let [label] = any.as_slice() {
                match self.view.label(&label.text) {
                    Some(number) if (self.view.labelled(number).len() as f64) <= size => {
                        (source, size) = (Source::Label(number), self.view.labelled(number).len() as f64);
                    }
                    Some(_) => {}
                    None => (source, size) = (Source::Nothing, 0.0),
                }
            }
        }
        if !pattern.labels.is_empty() {
            let labels = pattern.labels.iter().map(|any| {
                any.iter().map(|label| self.label(label, &Expr { kind: ExprKind::Null, at: 0..0 })).collect()
            });
            let labels = labels.collect();
            let of = Code { op: Op::Slot(slot), at: 0..0 };
            let code = Code { op: Op::Labels(Box::new(of), labels), at: 0..0 };
            draft.conditions.push(Condition { code, needs: vec![slot] });
        }
        match draft.nodes.iter_mut().find(|node| node.slot == slot) {
            Some(node) if size < node.size => {
                (node.source, node.sure, node.size) = (source, 0..0, size);
            }
            Some(_) => {}
            None => draft.nodes.push(Node { slot, source, sure: 0..0, size }),
        }
        Ok(slot)
    }

    /// The place of an edge, and whether something else has bound it before.
    fn edge(&mut self, pattern: &EdgePattern, draft: &mut Draft<'_>) -> Result<(Slot, bool), QueryError> {
        let several = pattern.length.is_some();
        let Some(name) = &pattern.variable else { return Ok((self.new_slot(), false)) };
        let fits = |shape: Shape| match shape {
            Shape::Any | Shape::Null => true,
            Shape::Edge => !several,
            Shape::Edges | Shape::List => several,
            _ => false,
        };
        match self.scope.get(&name.text) {
            Some(variable) if fits(variable.shape) => Ok((variable.slot, true)),
            Some(_) => Err(QueryError::new(Kind::BoundOtherwise { name: name.text.clone() }, &name.at)),
            None => {
                let slot = self.new_slot();
                self.bind(&name.text, slot, if several { Shape::Edges } else { Shape::Edge });
                if pattern.types.is_empty() && self.view.relation(&name.text).is_some() {
                    self.warn(Kind::NameAsVariable { name: name.text.clone(), is: "relation" }, &name.at);
                }
                draft.fresh.push(slot);
                Ok((slot, false))
            }
        }
    }

    fn relations(&mut self, pattern: &EdgePattern) -> Option<Vec<RelationNumber>> {
        for name in &pattern.types {
            if self.view.relation(&name.text).is_none() {
                self.warn_relation(name);
            }
        }
        let known = pattern.types.iter().filter_map(|name| self.view.relation(&name.text));
        let mut numbers: Vec<RelationNumber> = known.collect();
        numbers.sort_unstable();
        numbers.dedup();
        (!pattern.types.is_empty()).then_some(numbers)
    }

    /// `n.name = 'x'` and its like in a filter are where a search begins.
    fn anchor(&mut self, condition: &Expr, draft: &mut Draft<'_>) {
        let ExprKind::Binary(left, operator, right) = &condition.kind else { return };
        let at = &condition.at;
        // What is wrong with a value is said when the filter is made ready.
        let _ = match (operator, &left.kind, &right.kind) {
            (Operator::Equal, _, _) => {
                let sides = [(left, right), (right, left)];
                sides
                    .into_iter()
                    .try_for_each(|(one, value)| self.anchor_at(one, (value, at), Anchor::Equal, draft))
            }
            (Operator::In, _, _) => self.anchor_at(left, (right, at), Anchor::Among, draft),
            (Operator::StartsWith, _, _) => self.anchor_at(left, (right, at), Anchor::Prefix, draft),
            (Operator::LessEqual | Operator::Less, ExprKind::Call(call), ExprKind::Int(most))
                if call.function.text.eq_ignore_ascii_case("levenshtein") =>
            {
                let most = if *operator == Operator::Less { most.saturating_sub(1) } else { *most };
                match (call.arguments.as_slice(), usize::try_from(most)) {
                    ([one, value], Ok(most)) => self.anchor_at(one, (value, at), Anchor::Near(most), draft),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        };
    }

    /// Where a search may begin because of what is said of a property.
    fn anchor_at(
        &mut self,
        one: &Expr,
        (value, at): (&Expr, &Range<usize>),
        anchor: Anchor,
        draft: &mut Draft<'_>,
    ) -> Result<(), QueryError> {
        let ExprKind::Property(of, key) = &one.kind else { return Ok(()) };
        let ExprKind::Variable(name) = &of.kind else { return Ok(()) };
        let Some(slot) = self.scope.get(&name.text).map(|variable| variable.slot) else { return Ok(()) };
        if !self.needs(value).is_empty() {
            return if anchor == Anchor::Equal { self.join(slot, key, (value, at), draft) } else { Ok(()) };
        }
        if anchor == Anchor::Equal {
            return self.value_source(slot, key, (value, at), draft);
        }
        if anchor == Anchor::Among {
            return self.list_source(slot, key, value, draft);
        }
        let column = self.view.node_column(&key.text).filter(|column| self.view.is_text(*column));
        let Some(column) = column else { return Ok(()) };
        let code = self.expr(value)?;
        let (source, size) = match anchor {
            Anchor::Near(most) => (Source::Near(column, code, most), 20.0),
            _ => (Source::Prefixed(column, code), (self.view.node_count() as f64 / 100.0).max(2.0)),
        };
        if let Some(node) = draft.nodes.iter_mut().find(|node| node.slot == slot)
            && node.size > size
        {
            (node.source, node.sure, node.size) = (source, at.clone(), size);
        }
        Ok(())
    }

    /// A search may begin with the nodes that have a value; a name or an id is taken to have one, others a few.
    pub(super) fn value_source(
        &mut self,
        slot: Slot,
        key: &Name,
        (value, at): (&Expr, &Range<usize>),
        draft: &mut Draft<'_>,
    ) -> Result<(), QueryError> {
        let Some(column) = self.view.node_column(&key.text) else { return Ok(()) };
        let size = self.expected(key);
        let code = self.expr(value)?;
        if let Some(node) = draft.nodes.iter_mut().find(|node| node.slot == slot)
            && node.size > size
        {
            (node.source, node.sure, node.size) = (Source::Valued(column, code), at.clone(), size);
        }
        Ok(())
    }

    /// A search may begin with the nodes that have a value of a list.
    fn list_source(
        &mut self,
        slot: Slot,
        key: &Name,
        list: &Expr,
        draft: &mut Draft<'_>,
    ) -> Result<(), QueryError> {
        let Some(column) = self.view.node_column(&key.text) else { return Ok(()) };
        let values = match &list.kind {
            ExprKind::List(values) => values.len() as f64,
            _ => LISTED,
        };
        let size = self.expected(key) * values;
        let code = self.expr(list)?;
        if let Some(node) = draft.nodes.iter_mut().find(|node| node.slot == slot)
            && node.size > size
        {
            // The list may hold what is no value, so that the condition is asked once more.
            (node.source, node.sure, node.size) = (Source::Among(column, code), 0..0, size);
        }
        Ok(())
    }

    /// The places that an expression looks at.
    pub(super) fn needs(&self, expr: &Expr) -> Vec<Slot> {
        let mut slots = Vec::new();
        expr.names(&mut |name| slots.extend(self.scope.get(&name.text).map(|variable| variable.slot)));
        slots
    }

    /// Orders the parts: what is bound first, then always the step that is expected to give the fewest rows.
    fn steps(&self, mut draft: Draft<'_>, mut bound: Vec<Slot>) -> (Vec<Step>, f64) {
        let (mut steps, mut size) = (Vec::new(), 1.0);
        let mut checked: Vec<Slot> = Vec::new();
        let mut left: Vec<usize> = (0..draft.edges.len()).collect();
        for node in draft.nodes.iter().filter(|node| bound.contains(&node.slot)) {
            checked.push(node.slot);
            steps.push(Step { kind: StepKind::Check { node: node.slot }, tests: Vec::new() });
        }
        draft.settle(&bound, &mut steps);
        loop {
            let next = left.iter().copied().filter_map(|at| {
                let edge = draft.edges.get(at)?;
                let way = edge.way_from(&bound)?;
                Some((self.factor(edge, way, &draft, &bound), at, way))
            });
            let next = next.reduce(|best, next| if next.0 < best.0 { next } else { best });
            if let Some((factor, at, from_left)) = next {
                left.retain(|other| *other != at);
                let Some(edge) = draft.edges.get(at) else { continue };
                // Whatever it costs, a shortest path is one.
                size *= if edge.choice == Choice::Every { factor } else { factor.min(1.0) };
                let far = if from_left { edge.hop.to } else { edge.hop.from };
                let step = edge.step(from_left, bound.contains(&far));
                bound.extend([edge.hop.edge, far]);
                checked.push(far);
                steps.push(step);
            } else {
                let Some((scan, node_size)) = self.next_scan(&mut draft, &mut bound, steps.is_empty()) else {
                    break;
                };
                size *= node_size;
                checked.extend(bound.last());
                steps.push(scan);
            }
            draft.settle(&bound, &mut steps);
        }
        for at in 0..draft.routes.len() {
            let Some(NamedPath { slot, start, hops }) = draft.routes.get(at).cloned() else { continue };
            bound.push(slot);
            let kind = StepKind::Route { slot, start, hops };
            steps.push(Step { kind, tests: Vec::new() });
            draft.settle(&bound, &mut steps);
        }
        draft.rest(&mut steps);
        (steps, size)
    }

    /// Binds the free node that is expected to give the fewest rows; `None` where all are bound.
    fn next_scan(&self, draft: &mut Draft<'_>, bound: &mut Vec<Slot>, is_first: bool) -> Option<(Step, f64)> {
        let sized = |node: &Node| {
            let join = draft.join_of(node.slot, bound).filter(|join| join.size < node.size);
            let (source, sure, size) = match join {
                Some(join) => (&join.source, &join.sure, join.size),
                None => (&node.source, &node.sure, node.size),
            };
            // Groups of a node that the search begins with need not wait for all rows.
            let grouped = self.names.get(node.slot).is_some_and(|name| self.grouped.contains(name));
            let cost = if grouped && is_first { size / 4.0 } else { size };
            (cost, node.slot, source.clone(), sure.clone(), size)
        };
        let free = draft.nodes.iter().filter(|node| !bound.contains(&node.slot)).map(sized);
        let best = free.reduce(|best, next| if next.0 < best.0 { next } else { best });
        let (_, slot, source, sure, size) = best?;
        bound.push(slot);
        // Without a place in a text a condition cannot be told from others.
        if !sure.is_empty() {
            draft.conditions.retain(|condition| condition.code.at != sure);
        }
        Some((Step { kind: StepKind::Scan { node: slot, source }, tests: Vec::new() }, size))
    }

    /// About how many rows an edge gives for each row that it gets, followed from its left or its right end.
    fn factor(&self, edge: &Edge<'_>, from_left: bool, draft: &Draft<'_>, bound: &[Slot]) -> f64 {
        let way = if from_left { edge.hop.way } else { edge.hop.way.turned() };
        let numbers = edge.hop.relations.as_deref().unwrap_or(self.view.relation_numbers());
        let sum =
            |of: &dyn Fn(RelationNumber) -> usize| numbers.iter().map(|number| of(*number) as f64).sum();
        let most = |way| numbers.iter().map(|number| self.view.nodes_with(*number, way)).max();
        // Nodes that have such an edge at all are taken to be the ones that are asked for.
        let near = (most(way).unwrap_or_default() as f64).max(1.0);
        let far = (most(way.turned()).unwrap_or_default() as f64).max(1.0);
        let all: f64 = sum(&|number| self.view.edges_of(number));
        let degree = all / near * if way == Way::Either { 2.0 } else { 1.0 };
        let (left, right) = (edge.hop.from, edge.hop.to);
        let open = if from_left { right } else { left };
        let share = if bound.contains(&open) {
            1.0 / far
        } else {
            let node = draft.nodes.iter().find(|node| node.slot == open);
            node.map_or(1.0, |node| (node.size / far).min(1.0))
        };
        match edge.pattern.length {
            Some(length) => ways(degree, (length.least, length.most)).min(all.max(1.0)) * share,
            None => degree * share,
        }
    }
}

/// About how many ways of several edges lead on from a node, of which each has so many edges. More than a few edges are
/// not looked at: by then the ways have come round to where they were.
fn ways(degree: f64, (least, most): (Option<u32>, Option<u32>)) -> f64 {
    let least = least.unwrap_or(1).min(8);
    let most = most.unwrap_or(8).clamp(least, 8);
    (least..=most).map(|edges| degree.powi(edges as i32)).sum()
}

impl Draft<'_> {
    /// Whether a place is one that the pattern binds.
    pub(super) fn binds(&self, slot: Slot) -> bool {
        self.nodes.iter().any(|node| node.slot == slot)
            || self.edges.iter().any(|edge| edge.hop.edge == slot)
            || self.routes.iter().any(|route| route.slot == slot)
    }

    /// Hangs on the last step what can be tested after it.
    fn settle(&mut self, bound: &[Slot], steps: &mut [Step]) {
        let Some(step) = steps.last_mut() else { return };
        let conditions = std::mem::take(&mut self.conditions);
        let ready = |condition: &Condition| {
            condition.needs.iter().all(|slot| bound.contains(slot) || !self.binds(*slot))
        };
        let (ready, later): (Vec<Condition>, Vec<Condition>) = conditions.into_iter().partition(ready);
        step.tests.extend(ready.into_iter().map(|condition| condition.code));
        self.conditions = later;
    }

    /// What is left is tested at the end.
    fn rest(&mut self, steps: &mut [Step]) {
        if let Some(step) = steps.last_mut() {
            step.tests
                .extend(std::mem::take(&mut self.conditions).into_iter().map(|condition| condition.code));
        }
    }
}

impl Edge<'_> {
    /// Whether it can be followed from its left or its right end; the left one first.
    fn way_from(&self, bound: &[Slot]) -> Option<bool> {
        let (left, right) = (bound.contains(&self.hop.from), bound.contains(&self.hop.to));
        if self.choice != Choice::Every && !(left && right) {
            return None;
        }
        if left { Some(true) } else { right.then_some(false) }
    }

    fn step(&self, from_left: bool, to_bound: bool) -> Step {
        let mut hop = Hop { to_bound, ..self.hop.clone() };
        if !from_left {
            (hop.from, hop.to, hop.way, hop.turned) = (hop.to, hop.from, hop.way.turned(), true);
        }
        let (edge, edge_tests) = (self.one, self.one_tests.clone());
        let kind = match self.pattern.length {
            length if self.choice != Choice::Every => {
                let least = length.map_or(1, |length| length.least.unwrap_or(1));
                let most = length.map_or(Some(1), |length| length.most);
                let single = length.is_none();
                StepKind::Shortest { hop, least, most, choice: self.choice, single, edge, edge_tests }
            }
            Some(length) => StepKind::Vary {
                hop,
                least: length.least.unwrap_or(1),
                most: length.most,
                edge,
                edge_tests,
                once: false,
            },
            None => StepKind::Expand(hop),
        };
        Step { kind, tests: Vec::new() }
    }
}

/// The parts of a filter that must all hold.
fn conjuncts(filter: &Expr) -> Vec<&Expr> {
    match &filter.kind {
        ExprKind::Binary(left, Operator::And, right) => {
            let mut all = conjuncts(left);
            all.extend(conjuncts(right));
            all
        }
        _ => vec![filter],
    }
}
