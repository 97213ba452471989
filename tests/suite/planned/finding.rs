//! Owns naive finding: every assignment of nodes and edges is tried, from left to right, and what properties and filters
//! say is asked at the end.

use callsheet::query::{Choice, EdgePattern, Expr, Name, NodePattern, Path, Way};

use super::naive::{Env, Naive};
use super::values::Val;

/// An assignment so far.
#[derive(Clone)]
struct Try<'q> {
    env: Env,
    /// The edges that no other step may use.
    used: Vec<usize>,
    /// What must be asked at the end: a node or an edge with its properties.
    owed: Vec<(Val, &'q [(Name, Expr)])>,
    nodes: Vec<usize>,
    edges: Vec<usize>,
}

/// Edges one behind another, with the nodes that they lead to.
type Trail = (Vec<usize>, Vec<usize>);

impl Naive<'_> {
    /// Every row in which the paths are found.
    pub(super) fn find(&self, paths: &[Path], filter: Option<&Expr>, row: &Env) -> Vec<Env> {
        let nothing = Try {
            env: row.clone(),
            used: Vec::new(),
            owed: Vec::new(),
            nodes: Vec::new(),
            edges: Vec::new(),
        };
        let mut tries = vec![nothing];
        for path in paths {
            tries = tries.iter().flat_map(|tried| self.path(path, tried)).collect();
        }
        tries.retain(|tried| {
            let fits = tried.owed.iter().all(|(of, properties)| self.has(of, properties, &tried.env));
            fits && filter.is_none_or(|filter| self.at(&tried.env).value(filter).as_truth() == Some(true))
        });
        tries.into_iter().map(|tried| tried.env).collect()
    }

    fn has(&self, of: &Val, properties: &[(Name, Expr)], env: &Env) -> bool {
        properties.iter().all(|(key, expr)| {
            let place = self.at(env);
            place.property(of, &key.text).equals(&place.value(expr)) == Some(true)
        })
    }

    fn path<'q>(&self, path: &'q Path, tried: &Try<'q>) -> Vec<Try<'q>> {
        let mut tries = Vec::new();
        for node in 0..self.model.nodes.len() {
            if self.may_be(&path.start, node, tried) {
                let start = Try { nodes: vec![node], edges: Vec::new(), ..tried.clone() };
                tries.extend(self.at_node(&path.start, node, start));
            }
        }
        for (edge, node) in &path.steps {
            let each = |tried: &Try<'q>| match (path.choice, edge.length) {
                (Choice::Every, None) => self.one(edge, node, tried),
                (Choice::Every, Some(_)) => self.several(edge, node, tried),
                _ => self.shortest(path.choice, (edge, node), tried),
            };
            tries = tries.iter().flat_map(each).collect();
        }
        if let Some(name) = &path.variable {
            for tried in &mut tries {
                let found = Val::Path(tried.nodes.clone(), tried.edges.clone());
                tried.env.insert(name.text.clone(), found);
            }
        }
        tries
    }

    /// The assignment with a node, where that fits.
    fn at_node<'q>(&self, pattern: &'q NodePattern, node: usize, mut tried: Try<'q>) -> Option<Try<'q>> {
        let fits = self.may_be(pattern, node, &tried);
        if !pattern.properties.is_empty() {
            tried.owed.push((Val::Node(node), &pattern.properties));
        }
        (fits && bind(&mut tried.env, pattern.variable.as_ref(), Val::Node(node))).then_some(tried)
    }

    /// Whether a node has the labels and is what was bound before.
    fn may_be(&self, pattern: &NodePattern, node: usize, tried: &Try<'_>) -> bool {
        let labels = &self.model.nodes[node].labels;
        let known = pattern.variable.as_ref().and_then(|name| tried.env.get(&name.text));
        known.is_none_or(|known| known.equals(&Val::Node(node)) == Some(true))
            && pattern.labels.iter().all(|any| any.iter().any(|name| labels.contains(&&*name.text)))
            && self.may_go_on()
    }

    fn one<'q>(&self, pattern: &'q EdgePattern, far: &'q NodePattern, tried: &Try<'q>) -> Vec<Try<'q>> {
        let mut found = Vec::new();
        for (edge, node) in self.steps(pattern, *tried.nodes.last().unwrap()) {
            let mut next = tried.clone();
            if tried.used.contains(&edge) || !bind(&mut next.env, pattern.variable.as_ref(), Val::Edge(edge))
            {
                continue;
            }
            if !pattern.properties.is_empty() {
                next.owed.push((Val::Edge(edge), &pattern.properties));
            }
            next.used.push(edge);
            next.nodes.push(node);
            next.edges.push(edge);
            found.extend(self.at_node(far, node, next));
        }
        found
    }

    fn several<'q>(&self, pattern: &'q EdgePattern, far: &'q NodePattern, tried: &Try<'q>) -> Vec<Try<'q>> {
        let length = pattern.length.unwrap();
        let (least, most) = (length.least.unwrap_or(1), length.most.unwrap_or(u32::MAX));
        let trails = self.trails(pattern, tried, (Vec::new(), Vec::new()), most);
        let fits = |trail: &Trail| trail.0.len() >= least as usize;
        trails.into_iter().filter(fits).filter_map(|trail| self.over(trail, (pattern, far), tried)).collect()
    }

    /// The assignment that goes on over some edges.
    fn over<'q>(
        &self,
        (edges, nodes): Trail,
        (pattern, far): (&'q EdgePattern, &'q NodePattern),
        tried: &Try<'q>,
    ) -> Option<Try<'q>> {
        let mut next = tried.clone();
        let all = edges.iter().map(|edge| Val::Edge(*edge));
        let found = match edges.as_slice() {
            [only] if pattern.length.is_none() => Val::Edge(*only),
            _ => Val::List(all.collect()),
        };
        if !bind(&mut next.env, pattern.variable.as_ref(), found) {
            return None;
        }
        if !pattern.properties.is_empty() {
            next.owed.extend(edges.iter().map(|edge| (Val::Edge(*edge), pattern.properties.as_slice())));
        }
        next.used.extend(&edges);
        next.edges.extend(&edges);
        next.nodes.extend(&nodes);
        let end = *next.nodes.last().unwrap();
        self.at_node(far, end, next)
    }

    /// Every trail that goes on from this one by at most so many edges, itself too.
    fn trails(&self, pattern: &EdgePattern, tried: &Try<'_>, trail: Trail, left: u32) -> Vec<Trail> {
        let (edges, nodes) = &trail;
        let here = *nodes.last().or(tried.nodes.last()).unwrap();
        let mut all = Vec::new();
        for (edge, node) in if left == 0 { Vec::new() } else { self.steps(pattern, here) } {
            if !tried.used.contains(&edge) && !edges.contains(&edge) && self.may_go_on() {
                let longer = ([edges.as_slice(), &[edge]].concat(), [nodes.as_slice(), &[node]].concat());
                all.extend(self.trails(pattern, tried, longer, left - 1));
            }
        }
        all.push(trail);
        all
    }

    /// One shortest path to each node, or all; none back to where it begins, but the empty one.
    fn shortest<'q>(
        &self,
        choice: Choice,
        (pattern, far): (&'q EdgePattern, &'q NodePattern),
        tried: &Try<'q>,
    ) -> Vec<Try<'q>> {
        let length = pattern.length;
        let least = length.map_or(1, |length| length.least.unwrap_or(1));
        let most = length.map_or(1, |length| length.most.unwrap_or(u32::MAX));
        let trails = self.trails(pattern, tried, (Vec::new(), Vec::new()), most);
        let start = *tried.nodes.last().unwrap();
        let mut found = Vec::new();
        for node in 0..self.model.nodes.len() {
            let mut here: Vec<&Trail> = trails
                .iter()
                .filter(|(edges, nodes)| {
                    let has = |edge: &usize| self.has(&Val::Edge(*edge), &pattern.properties, &tried.env);
                    let fits = edges.len() >= least as usize && (node != start || edges.is_empty());
                    *nodes.last().unwrap_or(&start) == node && fits && edges.iter().all(has)
                })
                .collect();
            let shortest = here.iter().map(|(edges, _)| edges.len()).min();
            here.retain(|(edges, _)| Some(edges.len()) == shortest);
            here.truncate(if choice == Choice::Shortest { 1 } else { usize::MAX });
            found
                .extend(here.into_iter().filter_map(|trail| self.over(trail.clone(), (pattern, far), tried)));
        }
        found
    }

    /// Every edge that leads on from a node, with the node that it leads to.
    fn steps(&self, pattern: &EdgePattern, from: usize) -> Vec<(usize, usize)> {
        let mut steps = Vec::new();
        for (at, edge) in self.model.edges.iter().enumerate() {
            let ends = if edge.from == edge.to { vec![edge.from] } else { vec![edge.from, edge.to] };
            for node in ends {
                let both = pattern.way == Way::Either || self.model.symmetric.contains(&edge.relation);
                let along = (edge.from, edge.to) == (from, node);
                let against = (edge.to, edge.from) == (from, node);
                let leads = match pattern.way {
                    Way::Along => along || both && against,
                    Way::Against => against || both && along,
                    Way::Either => along || against,
                };
                let fits =
                    pattern.types.is_empty() || pattern.types.iter().any(|name| name.text == edge.relation);
                if leads && fits {
                    steps.push((at, node));
                }
            }
        }
        steps
    }
}

/// Binds a variable; one that is bound must hold the same.
fn bind(env: &mut Env, name: Option<&Name>, value: Val) -> bool {
    let Some(name) = name else { return true };
    match env.get(&name.text) {
        Some(known) => known.equals(&value) == Some(true),
        None => {
            env.insert(name.text.clone(), value);
            true
        }
    }
}
