//! What can be known to be wrong before a query runs: names that nothing has, and their scope.

use std::collections::BTreeSet;

use super::aggregate::Aggregate;
use super::algebra::{
    Call, Clause, EdgePattern, Expr, ExprKind, Match, Name, NodePattern, Part, Projection, Query,
};
use super::error::{QueryError, QueryErrorKind as Kind};
use super::eval::World;
use super::functions::{FUNCTIONS, function};
use super::nearest::nearest;
use super::project::has_aggregate;
use super::properties::{self, LITERAL};

/// What a variable is known to be bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Node,
    Edge,
    Value,
}

/// Whether functions of many rows may stand here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Row,
    Group,
}

/// The names in scope, with the names that the graph knows.
struct Checker<'a> {
    world: World<'a>,
    of_nodes: BTreeSet<String>,
    scope: Vec<(String, Bound)>,
}

/// Checks a query and gives the names of its columns.
pub(super) fn check(world: World<'_>, query: &Query) -> Result<Vec<String>, QueryError> {
    let mut checker = Checker { world, of_nodes: properties::of_nodes(world.ontology), scope: Vec::new() };
    let columns = checker.part(&query.first)?;
    for (_, part) in &query.unions {
        checker.scope.clear();
        if checker.part(part)? != columns {
            return Err(QueryError::new(Kind::ColumnsDiffer, &part.at));
        }
    }
    Ok(columns)
}

impl Checker<'_> {
    fn part(&mut self, part: &Part) -> Result<Vec<String>, QueryError> {
        for clause in &part.clauses {
            match clause {
                Clause::Match(clause) => self.pattern(clause)?,
                Clause::Unwind(list, name) => {
                    self.expr(list, Place::Row)?;
                    self.bind(Some(name), Bound::Value)?;
                }
                Clause::With(projection, filter) => {
                    let unnamed = projection.items.iter().find(|item| {
                        item.alias.is_none() && !matches!(item.expr.kind, ExprKind::Variable(_))
                    });
                    if let Some(item) = unnamed {
                        return Err(QueryError::new(Kind::NoAlias, &item.expr.at));
                    }
                    self.projection(projection, part)?;
                    filter.iter().try_for_each(|filter| self.expr(filter, Place::Row))?;
                }
                Clause::Return(projection) => self.projection(projection, part)?,
            }
        }
        Ok(self.scope.iter().map(|(name, _)| name.clone()).collect())
    }

    fn pattern(&mut self, clause: &Match) -> Result<(), QueryError> {
        let mut fresh: BTreeSet<&str> = BTreeSet::new();
        for path in &clause.paths {
            self.node(&path.start)?;
            for (edge, node) in &path.steps {
                let name = edge.variable.as_ref();
                if let Some(name) = name.filter(|name| !fresh.insert(&name.text)) {
                    return Err(QueryError::new(Kind::BoundOtherwise { name: name.text.clone() }, &name.at));
                }
                self.edge(edge)?;
                self.node(node)?;
            }
        }
        let nodes = clause
            .paths
            .iter()
            .flat_map(|path| std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node)));
        for (_, value) in nodes.flat_map(|node| &node.properties) {
            self.expr(value, Place::Row)?;
        }
        let edges = clause.paths.iter().flat_map(|path| &path.steps);
        for (_, value) in edges.flat_map(|(edge, _)| &edge.properties) {
            self.expr(value, Place::Row)?;
        }
        clause.filter.iter().try_for_each(|filter| self.expr(filter, Place::Row))
    }

    fn node(&mut self, node: &NodePattern) -> Result<(), QueryError> {
        self.labels(&node.labels)?;
        node.properties.iter().try_for_each(|(key, _)| self.key(key, Bound::Node))?;
        self.bind(node.variable.as_ref(), Bound::Node)
    }

    fn edge(&mut self, edge: &EdgePattern) -> Result<(), QueryError> {
        for name in &edge.types {
            let types: Vec<String> =
                self.world.ontology.relations.keys().map(crate::ontology::Relation::cypher_type).collect();
            if !types.contains(&name.text) {
                let candidates = nearest(&name.text, types.iter().map(String::as_str));
                let kind = Kind::UnknownRelation { name: name.text.clone(), candidates };
                return Err(QueryError::new(kind, &name.at));
            }
        }
        edge.properties.iter().try_for_each(|(key, _)| self.key(key, Bound::Edge))?;
        self.bind(edge.variable.as_ref(), Bound::Edge)
    }

    fn bind(&mut self, name: Option<&Name>, bound: Bound) -> Result<(), QueryError> {
        let Some(name) = name else { return Ok(()) };
        match self.scope.iter().find(|(own, _)| *own == name.text) {
            None => self.scope.push((name.text.clone(), bound)),
            Some((_, Bound::Value)) if bound != Bound::Value => {}
            Some((_, before)) if *before == bound && bound != Bound::Value => {}
            Some(_) => {
                return Err(QueryError::new(Kind::BoundOtherwise { name: name.text.clone() }, &name.at));
            }
        }
        Ok(())
    }

    fn labels(&self, labels: &[Vec<Name>]) -> Result<(), QueryError> {
        let kinds = || self.world.ontology.kinds.keys().map(crate::ontology::Kind::as_str).chain([LITERAL]);
        for name in labels.iter().flatten() {
            if !kinds().any(|kind| kind == name.text) {
                let kind =
                    Kind::UnknownKind { name: name.text.clone(), candidates: nearest(&name.text, kinds()) };
                return Err(QueryError::new(kind, &name.at));
            }
        }
        Ok(())
    }

    fn key(&self, key: &Name, of: Bound) -> Result<(), QueryError> {
        let known: BTreeSet<&str> = match of {
            Bound::Node => self.of_nodes.iter().map(String::as_str).collect(),
            Bound::Edge if properties::is_of_edges(&key.text) => return Ok(()),
            Bound::Edge => properties::of_edges(self.world.graph),
            Bound::Value => return Ok(()),
        };
        if known.contains(key.text.as_str()) {
            return Ok(());
        }
        let candidates = nearest(&key.text, known);
        let kind = Kind::UnknownProperty { name: key.text.clone(), candidates };
        Err(QueryError::new(kind, &key.at))
    }

    fn projection(&mut self, projection: &Projection, part: &Part) -> Result<(), QueryError> {
        if projection.star && self.scope.is_empty() {
            return Err(QueryError::new(Kind::NothingInScope, &part.at));
        }
        let mut columns = if projection.star { self.scope.clone() } else { Vec::new() };
        for item in &projection.items {
            self.expr(&item.expr, Place::Group)?;
            let name = item.column();
            if columns.iter().any(|(own, _)| *own == name) {
                let at = item.alias.as_ref().map_or(&item.expr.at, |alias| &alias.at);
                return Err(QueryError::new(Kind::ColumnTwice { name }, at));
            }
            columns.push((name, self.bound(&item.expr)));
        }
        let before = self.scope.clone();
        self.scope.extend(columns.iter().cloned());
        for item in &projection.order {
            self.expr(&item.expr, Place::Group)?;
        }
        self.scope = before;
        for count in [&projection.skip, &projection.limit].into_iter().flatten() {
            let mut alone = std::mem::take(&mut self.scope);
            let checked = self.expr(count, Place::Row);
            std::mem::swap(&mut self.scope, &mut alone);
            checked?;
        }
        self.scope = columns;
        Ok(())
    }

    fn bound(&self, expr: &Expr) -> Bound {
        match &expr.kind {
            ExprKind::Variable(name) => self.lookup(name).unwrap_or(Bound::Value),
            _ => Bound::Value,
        }
    }

    fn lookup(&self, name: &Name) -> Option<Bound> {
        self.scope.iter().rev().find(|(own, _)| *own == name.text).map(|(_, bound)| *bound)
    }

    fn expr(&self, expr: &Expr, place: Place) -> Result<(), QueryError> {
        match &expr.kind {
            ExprKind::Variable(name) if self.lookup(name).is_none() => {
                let names = self.scope.iter().map(|(name, _)| name.as_str());
                let candidates = nearest(&name.text, names);
                let kind = Kind::UnknownVariable { name: name.text.clone(), candidates };
                return Err(QueryError::new(kind, &name.at));
            }
            ExprKind::Property(of, key) => self.key(key, self.bound(of))?,
            ExprKind::Labels(_, labels) => self.labels(labels)?,
            ExprKind::Call(call) => return self.call(call, place),
            _ => {}
        }
        let mut checked = Ok(());
        expr.children(&mut |child| {
            if checked.is_ok() {
                checked = self.expr(child, place);
            }
        });
        checked
    }

    fn call(&self, call: &Call, place: Place) -> Result<(), QueryError> {
        let name = &call.function.text;
        let failed = |kind| Err(QueryError::new(kind, &call.function.at));
        let wrong = |takes| failed(Kind::WrongArguments { function: name.clone(), takes });
        if let Some(aggregate) = Aggregate::named(name) {
            if place == Place::Row || call.arguments.iter().any(has_aggregate) {
                return failed(Kind::AggregateHere { function: name.clone() });
            }
            match call.arguments.len() {
                1 => {}
                0 if aggregate == Aggregate::Count => {}
                _ => return wrong("one argument"),
            }
        } else if let Some(found) = function(name) {
            if call.arguments.len() < found.arity.0 || call.arguments.len() > found.arity.1 {
                return wrong(found.takes);
            }
        } else {
            let known = FUNCTIONS.iter().map(|function| function.name);
            let known = known.chain(Aggregate::ALL.iter().map(|(name, _)| *name));
            return failed(Kind::UnknownFunction { name: name.clone(), candidates: nearest(name, known) });
        }
        call.arguments.iter().try_for_each(|argument| self.expr(argument, place))
    }
}
