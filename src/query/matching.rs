//! Finding a pattern: step after step, each binds what the next ones use.

use std::borrow::Cow;
use std::sync::Arc;

use super::algebra::Way;
use super::code::{Bound, Code, Hop, Pattern, Slot, Source, Step, StepKind};
use super::datum::{Datum, Route};
use super::error::QueryError;
use super::eval::{Row, at, set};
use super::nested::Items;
use super::reach::Range;
use super::run::{Flow, Run};
use super::shortest::Wanted;

/// What takes a row in which a pattern is found.
pub(super) type Then<'t> = dyn FnMut(&mut Row) -> Result<Flow, QueryError> + 't;

/// A search on its way, with the edges that it has used.
struct Search<'s> {
    steps: &'s [Step],
    /// The step that is taken now.
    number: usize,
    /// The nodes with which the first step begins, where they are given.
    among: Option<&'s [u32]>,
    /// From this step on one way that fits is enough.
    enough_from: usize,
    /// Where a step of several edges has come to.
    here: u32,
    used: Vec<u32>,
}

/// Which edges a step of several may follow, and how many.
#[derive(Clone, Copy)]
struct Reach<'s> {
    hop: &'s Hop,
    least: u32,
    most: Option<u32>,
    edge: Slot,
    tests: &'s [Code],
}

impl<'s> Reach<'s> {
    /// The same as a search by breadth takes it; `None` where it may go on for too long.
    fn range(&self) -> Option<Range<'s>> {
        let (least, most) = (u8::try_from(self.least).ok()?, u8::try_from(self.most?).ok()?);
        Some(Range { hop: self.hop, least, most })
    }
}

impl Run<'_> {
    /// Binds a pattern in a row in every way that fits.
    pub(super) fn find(
        &self,
        pattern: &Pattern,
        row: &mut Row,
        then: &mut Then<'_>,
    ) -> Result<Flow, QueryError> {
        self.find_among(pattern, None, row, then)
    }

    /// The same, where the search begins with some nodes.
    pub(super) fn find_among(
        &self,
        pattern: &Pattern,
        among: Option<&[u32]>,
        row: &mut Row,
        then: &mut Then<'_>,
    ) -> Result<Flow, QueryError> {
        let mut search = Search {
            steps: &pattern.steps,
            number: 0,
            among,
            enough_from: pattern.enough_from,
            here: 0,
            used: Vec::with_capacity(pattern.steps.len()),
        };
        let flow = self.step(&mut search, row, then)?;
        Ok(if flow == Flow::Enough { Flow::On } else { flow })
    }

    /// Gives the nodes that the last step of a pattern reaches, together for every way through the steps before it.
    pub(super) fn find_ends(
        &self,
        pattern: &Pattern,
        row: &mut Row,
        take: &mut dyn FnMut(&[u32]) -> Result<(), QueryError>,
    ) -> Result<Flow, QueryError> {
        let Some((Step { kind: StepKind::Vary { hop, least, most, edge, edge_tests, .. }, .. }, steps)) =
            pattern.steps.split_last()
        else {
            return Ok(Flow::On);
        };
        let reach = Reach { hop, least: *least, most: *most, edge: *edge, tests: edge_tests };
        let mut search =
            Search { steps, number: 0, among: None, enough_from: steps.len(), here: 0, used: Vec::new() };
        self.step(&mut search, row, &mut |row| {
            if let (Some(from), Some(range)) = (node(row, hop.from), reach.range()) {
                take(&self.ends(range, reach, from, row)?)?;
            }
            Ok(Flow::On)
        })
    }

    fn ends(
        &self,
        range: Range<'_>,
        reach: Reach<'_>,
        from: u32,
        row: &mut Row,
    ) -> Result<Vec<u32>, QueryError> {
        if reach.tests.is_empty() {
            return self.reached(range, from, None);
        }
        self.reached(range, from, Some(&mut |edge| self.fits(reach, edge, row)))
    }

    fn step(&self, search: &mut Search<'_>, row: &mut Row, then: &mut Then<'_>) -> Result<Flow, QueryError> {
        let Some(step) = search.steps.get(search.number) else {
            let flow = then(row)?;
            let enough = flow == Flow::On && search.enough_from < search.steps.len();
            return Ok(if enough { Flow::Enough } else { flow });
        };
        match &step.kind {
            StepKind::Check { node: slot } => match node(row, *slot) {
                Some(_) => self.settle(search, row, then),
                None => Ok(Flow::On),
            },
            StepKind::Scan { node: slot, source } => self.scan(search, (*slot, source), row, then),
            StepKind::Expand(hop) => self.expand(search, hop, row, then),
            StepKind::Vary { hop, least, most, edge, edge_tests, once } => {
                let reach = Reach { hop, least: *least, most: *most, edge: *edge, tests: edge_tests };
                if *once { self.reach(search, reach, row, then) } else { self.vary(search, reach, row, then) }
            }
            StepKind::Shortest { hop, least, most, choice, single, edge, edge_tests } => {
                let reach = Reach { hop, least: *least, most: *most, edge: *edge, tests: edge_tests };
                let (Datum::Node(from), Datum::Node(to)) = (at(row, hop.from), at(row, hop.to)) else {
                    return Ok(Flow::On);
                };
                let wanted = Wanted { hop, least: *least, most: *most, from, to, choice: *choice };
                let routes = self.shortest(wanted, &mut |edge| self.fits(reach, edge, row))?;
                for mut edges in routes {
                    if hop.turned {
                        edges.reverse();
                    }
                    let mut edges = edges.into_iter().map(Datum::Edge);
                    let value = if *single { edges.next().unwrap_or_default() } else { Datum::list(edges) };
                    set(row, hop.edge, value);
                    let flow = self.settle(search, row, then)?;
                    if flow != Flow::On {
                        return Ok(flow);
                    }
                }
                Ok(Flow::On)
            }
            StepKind::Route { slot, start, hops } => {
                let route = self.route(*start, hops, row);
                set(row, *slot, route);
                self.settle(search, row, then)
            }
        }
    }

    /// Goes on when all that can be tested now holds.
    fn settle(
        &self,
        search: &mut Search<'_>,
        row: &mut Row,
        then: &mut Then<'_>,
    ) -> Result<Flow, QueryError> {
        self.tick()?;
        for test in search.steps.get(search.number).map(|step| step.tests.as_slice()).unwrap_or_default() {
            if !self.passes(test, row)? {
                return Ok(Flow::On);
            }
        }
        search.number += 1;
        let flow = self.step(search, row, then);
        search.number -= 1;
        match flow {
            Ok(Flow::Enough) if search.number + 1 == search.enough_from => Ok(Flow::On),
            flow => flow,
        }
    }

    fn scan(
        &self,
        search: &mut Search<'_>,
        (slot, source): (Slot, &Source),
        row: &mut Row,
        then: &mut Then<'_>,
    ) -> Result<Flow, QueryError> {
        if let Some(nodes) = search.among {
            return self.scan_nodes(search, (slot, nodes.iter().copied()), row, then);
        }
        match source {
            Source::All => {
                let all = 0..u32::try_from(self.view.node_count()).unwrap_or(u32::MAX);
                self.scan_nodes(search, (slot, all), row, then)
            }
            _ => {
                let nodes = self.sources(source, row)?;
                self.scan_nodes(search, (slot, nodes.iter().copied()), row, then)
            }
        }
    }

    /// The nodes with which a scan begins, in order.
    pub(super) fn sources(&self, source: &Source, row: &mut Row) -> Result<Cow<'_, [u32]>, QueryError> {
        Ok(match source {
            Source::All => (0..u32::try_from(self.view.node_count()).unwrap_or(u32::MAX)).collect(),
            Source::Label(label) => Cow::Borrowed(self.view.labelled(*label)),
            Source::Nothing => Cow::Borrowed(&[]),
            Source::Valued(column, code) => Cow::Owned(self.view.valued(*column, &self.eval(code, row)?)),
            Source::Among(column, code) => match self.eval(code, row)? {
                Datum::List(values) => Cow::Owned(self.among(*column, &values)),
                Datum::Null => Cow::Borrowed(&[]),
                // What is wrong with it is said by the condition.
                _ => (0..u32::try_from(self.view.node_count()).unwrap_or(u32::MAX)).collect(),
            },
            Source::Prefixed(column, code) => Cow::Owned(self.view.prefixed(*column, &self.eval(code, row)?)),
            Source::Near(column, code, most) => {
                Cow::Owned(self.view.near(*column, &self.eval(code, row)?, *most))
            }
        })
    }

    /// The nodes that have one of the values, in order.
    fn among(&self, column: usize, values: &[Datum]) -> Vec<u32> {
        let found = values.iter().flat_map(|value| self.view.valued(column, value));
        let mut nodes: Vec<u32> = found.collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    fn scan_nodes(
        &self,
        search: &mut Search<'_>,
        (slot, nodes): (Slot, impl Iterator<Item = u32>),
        row: &mut Row,
        then: &mut Then<'_>,
    ) -> Result<Flow, QueryError> {
        search.among = None;
        for node in nodes {
            set(row, slot, Datum::Node(node));
            let flow = self.settle(search, row, then)?;
            if flow != Flow::On {
                return Ok(flow);
            }
        }
        Ok(Flow::On)
    }

    fn expand(
        &self,
        search: &mut Search<'_>,
        hop: &Hop,
        row: &mut Row,
        then: &mut Then<'_>,
    ) -> Result<Flow, QueryError> {
        let (Some(from), Some(far)) = (node(row, hop.from), self.far(hop, row)) else { return Ok(Flow::On) };
        let known = match (hop.edge_bound, row.get(hop.edge)) {
            (true, Some(Datum::Edge(edge))) => Some(*edge),
            (true, _) => return Ok(Flow::On),
            (false, _) => None,
        };
        self.each_edge(hop, (from, far), |other, edge| {
            if known.is_some_and(|known| known != edge) || search.used.contains(&edge) {
                return Ok(Flow::On);
            }
            if known.is_none() && !hop.silent {
                set(row, hop.edge, Datum::Edge(edge));
            }
            if !hop.to_bound {
                set(row, hop.to, Datum::Node(other));
            }
            search.used.push(edge);
            let flow = self.settle(search, row, then);
            search.used.pop();
            flow
        })
    }

    /// Which far nodes a hop may come to; `None` for none.
    fn far(&self, hop: &Hop, row: &Row) -> Option<Far> {
        match hop.bound {
            _ if hop.to_bound => node(row, hop.to).map(Far::Only),
            None => Some(Far::Any),
            Some(Bound::Above(slot)) => node(row, slot).map(Far::Above),
            Some(Bound::Below(slot)) => node(row, slot).map(Far::Below),
        }
    }

    /// Every edge at a node in the direction that a hop asks for, each once: its other end and the edge.
    pub(super) fn each_edge(
        &self,
        hop: &Hop,
        ends: (u32, Far),
        visit: impl FnMut(u32, u32) -> Result<Flow, QueryError>,
    ) -> Result<Flow, QueryError> {
        if hop.in_order {
            self.each_edge_in_order(hop, ends, visit)
        } else {
            self.each_edge_as_stored(hop, ends, visit)
        }
    }

    /// The same, relation after relation.
    fn each_edge_as_stored(
        &self,
        hop: &Hop,
        (from, far): (u32, Far),
        mut visit: impl FnMut(u32, u32) -> Result<Flow, QueryError>,
    ) -> Result<Flow, QueryError> {
        let relations = hop.relations.as_deref().unwrap_or(self.view.relation_numbers());
        for relation in relations {
            if hop.way != Way::Against {
                for (other, edge) in far.among(self.view.along().of(*relation, from)) {
                    let flow = visit(*other, *edge)?;
                    if flow != Flow::On {
                        return Ok(flow);
                    }
                }
            }
            let both = hop.way == Way::Either;
            if hop.way == Way::Along || (both && self.view.is_symmetric(*relation)) {
                continue;
            }
            for (other, edge) in far.among(self.view.against().of(*relation, from)) {
                if both && *other == from {
                    continue;
                }
                let flow = visit(*other, *edge)?;
                if flow != Flow::On {
                    return Ok(flow);
                }
            }
        }
        Ok(Flow::On)
    }

    /// The same, those to one node one behind another.
    fn each_edge_in_order(
        &self,
        hop: &Hop,
        ends: (u32, Far),
        mut visit: impl FnMut(u32, u32) -> Result<Flow, QueryError>,
    ) -> Result<Flow, QueryError> {
        let mut edges = Vec::new();
        self.each_edge_as_stored(hop, ends, |other, edge| {
            edges.push((other, edge));
            Ok(Flow::On)
        })?;
        edges.sort_unstable();
        for (other, edge) in edges {
            let flow = visit(other, edge)?;
            if flow != Flow::On {
                return Ok(flow);
            }
        }
        Ok(Flow::On)
    }

    /// Goes to every node that a step of several edges reaches, to each once.
    fn reach(
        &self,
        search: &mut Search<'_>,
        reach: Reach<'_>,
        row: &mut Row,
        then: &mut Then<'_>,
    ) -> Result<Flow, QueryError> {
        let Some(from) = node(row, reach.hop.from) else { return Ok(Flow::On) };
        let Some(range) = reach.range().filter(|_| search.used.is_empty()) else {
            // Edges that the pattern has used before may not be used again.
            return self.vary(search, reach, row, then);
        };
        for node in self.ends(range, reach, from, row)? {
            set(row, reach.hop.to, Datum::Node(node));
            let flow = self.settle(search, row, then)?;
            if flow != Flow::On {
                return Ok(flow);
            }
        }
        Ok(Flow::On)
    }

    fn vary(
        &self,
        search: &mut Search<'_>,
        reach: Reach<'_>,
        row: &mut Row,
        then: &mut Then<'_>,
    ) -> Result<Flow, QueryError> {
        let Datum::Node(from) = at(row, reach.hop.from) else { return Ok(Flow::On) };
        let far = match (reach.hop.to_bound, at(row, reach.hop.to)) {
            (true, Datum::Node(far)) => Some(far),
            (true, _) => return Ok(Flow::On),
            (false, _) => None,
        };
        let known = match (reach.hop.edge_bound, at(row, reach.hop.edge)) {
            (true, Datum::List(edges)) => Some(edges),
            (true, _) => return Ok(Flow::On),
            (false, _) => None,
        };
        let trail = Trail { reach, far, known, before: search.used.len() };
        search.here = from;
        let flow = self.follow(search, &trail, row, then);
        search.used.truncate(trail.before);
        flow
    }

    /// Goes on at every node that the trail comes to. The stack is ours, since a trail may be as long as the graph.
    fn follow(
        &self,
        search: &mut Search<'_>,
        trail: &Trail<'_>,
        row: &mut Row,
        then: &mut Then<'_>,
    ) -> Result<Flow, QueryError> {
        let reach = trail.reach;
        let mut turns: Vec<(usize, std::vec::IntoIter<(u32, u32)>)> = Vec::new();
        let mut node = search.here;
        loop {
            let depth = search.used.len() - trail.before;
            search.here = node;
            let flow = self.arrive(search, trail, row, then)?;
            if flow != Flow::On {
                self.release(turns.iter().map(|(held, _)| held).sum());
                return Ok(flow);
            }
            let mut edges = Vec::new();
            if reach.most.is_none_or(|most| depth < most as usize) {
                self.each_edge(reach.hop, (node, Far::Any), |other, edge| {
                    edges.push((other, edge));
                    Ok(Flow::On)
                })?;
            }
            let held = edges.capacity() * size_of::<(u32, u32)>();
            self.hold(held)?;
            turns.push((held, edges.into_iter()));
            // Back to the last turn that has an edge left, and along it.
            node = loop {
                let Some((held, edges)) = turns.last_mut() else { return Ok(Flow::On) };
                self.tick()?;
                let depth = search.used.len() - trail.before;
                match edges.next() {
                    Some((other, edge)) => {
                        let free = !search.used.contains(&edge) && trail.allows(depth, edge);
                        if free && self.fits(reach, edge, row)? {
                            search.used.push(edge);
                            break other;
                        }
                    }
                    None => {
                        self.release(*held);
                        turns.pop();
                        if turns.is_empty() {
                            return Ok(Flow::On);
                        }
                        search.used.pop();
                    }
                }
            };
        }
    }

    /// Goes on where the trail has come to, if it may end there.
    fn arrive(
        &self,
        search: &mut Search<'_>,
        trail: &Trail<'_>,
        row: &mut Row,
        then: &mut Then<'_>,
    ) -> Result<Flow, QueryError> {
        let (hop, node) = (trail.reach.hop, search.here);
        let depth = search.used.len() - trail.before;
        let ends = depth >= trail.reach.least as usize && trail.far.is_none_or(|far| far == node);
        if !ends || !trail.is_whole(depth) {
            return Ok(Flow::On);
        }
        if trail.known.is_none() {
            let edges =
                search.used.get(trail.before..).unwrap_or_default().iter().map(|edge| Datum::Edge(*edge));
            let edges: Vec<Datum> = if hop.turned { edges.rev().collect() } else { edges.collect() };
            set(row, hop.edge, Datum::List(edges.into()));
        }
        if trail.far.is_none() {
            set(row, hop.to, Datum::Node(node));
        }
        self.settle(search, row, then)
    }

    /// Whether one edge of several is what it must be.
    fn fits(&self, reach: Reach<'_>, edge: u32, row: &mut Row) -> Result<bool, QueryError> {
        if reach.tests.is_empty() {
            return Ok(true);
        }
        set(row, reach.edge, Datum::Edge(edge));
        for test in reach.tests {
            if !self.passes(test, row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The path that goes through what is bound.
    fn route(&self, start: Slot, hops: &[(Slot, Slot)], row: &Row) -> Datum {
        let Datum::Node(first) = at(row, start) else { return Datum::Null };
        let mut route = Route { nodes: vec![first], edges: Vec::new() };
        let mut here = first;
        for (edge, far) in hops {
            let edges = match at(row, *edge) {
                Datum::Edge(edge) => vec![edge],
                Datum::List(items) => {
                    let edge = |item: &Datum| match item {
                        Datum::Edge(edge) => Some(*edge),
                        _ => None,
                    };
                    items.iter().filter_map(edge).collect()
                }
                _ => return Datum::Null,
            };
            for edge in edges {
                let Some((from, to)) = self.view.ends(edge) else { return Datum::Null };
                here = if from == here { to } else { from };
                route.edges.push(edge);
                route.nodes.push(here);
            }
            if let (Datum::Node(far), Some(last)) = (at(row, *far), route.nodes.last_mut())
                && route.edges.len() == hops.len()
            {
                (*last, here) = (far, far);
            }
        }
        Datum::Path(Arc::new(route))
    }
}

/// The node in a place.
fn node(row: &Row, slot: Slot) -> Option<u32> {
    match row.get(slot) {
        Some(Datum::Node(node)) => Some(*node),
        _ => None,
    }
}

/// Which far nodes are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Far {
    Any,
    Only(u32),
    /// Those with a greater number.
    Above(u32),
    /// Those with a smaller one.
    Below(u32),
}

impl Far {
    /// The ends that fit among some in the order of their nodes.
    fn among(self, ends: &[(u32, u32)]) -> &[(u32, u32)] {
        let before = |most: u32| ends.partition_point(|(node, _)| *node < most);
        let fit = match self {
            Self::Any => return ends,
            Self::Only(node) => {
                let first = before(node);
                let rest = ends.get(first..).unwrap_or_default();
                first..first + rest.iter().take_while(|(other, _)| *other == node).count()
            }
            Self::Above(node) => ends.partition_point(|(other, _)| *other <= node)..ends.len(),
            Self::Below(node) => 0..before(node),
        };
        ends.get(fit).unwrap_or_default()
    }
}

/// Edges one behind another that a step follows.
struct Trail<'s> {
    reach: Reach<'s>,
    far: Option<u32>,
    /// The edges that it must be, where they were bound before, as they were written.
    known: Option<Items>,
    /// How many edges were used before it.
    before: usize,
}

impl Trail<'_> {
    fn is_whole(&self, depth: usize) -> bool {
        self.known.as_ref().is_none_or(|known| known.len() == depth)
    }

    fn allows(&self, depth: usize, edge: u32) -> bool {
        let Some(known) = &self.known else { return true };
        let place = if self.reach.hop.turned { known.len().checked_sub(depth + 1) } else { Some(depth) };
        place.and_then(|place| known.get(place)) == Some(&Datum::Edge(edge))
    }
}
