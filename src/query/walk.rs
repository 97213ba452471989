//! Walking through expressions: the names that they use, and copies with parts of them replaced.

use super::algebra::{
    Case, Chosen, Clause, Comprehension, Expr, ExprKind, Gather, Match, Name, Path, Projection, Query, Reduce,
};

impl Path {
    /// The variables of nodes and edges, in order.
    pub(super) fn names(&self) -> Vec<&Name> {
        let steps =
            self.steps.iter().flat_map(|(edge, node)| [edge.variable.as_ref(), node.variable.as_ref()]);
        std::iter::once(self.start.variable.as_ref()).chain(steps).flatten().collect()
    }

    fn all_names<'e>(&'e self, visit: &mut dyn FnMut(&'e Name)) {
        self.names().into_iter().for_each(&mut *visit);
        let nodes = std::iter::once(&self.start).chain(self.steps.iter().map(|(_, node)| node));
        for (_, value) in nodes.flat_map(|node| &node.properties) {
            value.names(visit);
        }
        for (_, value) in self.steps.iter().flat_map(|(edge, _)| &edge.properties) {
            value.names(visit);
        }
    }
}

impl Expr {
    /// Calls `visit` on every variable that is used anywhere inside.
    pub(super) fn names<'e>(&'e self, visit: &mut dyn FnMut(&'e Name)) {
        match &self.kind {
            ExprKind::Variable(name) => visit(name),
            ExprKind::Pattern(path) => path.all_names(visit),
            ExprKind::Gather(gather) => {
                gather.path.all_names(visit);
                gather.filter.iter().for_each(|filter| filter.names(visit));
                gather.item.names(visit);
            }
            ExprKind::Subquery(_, query) => query.names(visit),
            _ => self.children(&mut |child| child.names(visit)),
        }
    }

    /// A copy in which every outermost part for which `replace` gives something else is that.
    pub(super) fn replaced(&self, replace: &mut dyn FnMut(&Self) -> Option<Self>) -> Self {
        if let Some(other) = replace(self) {
            return other;
        }
        let mut one = |expr: &Self| expr.replaced(replace);
        let kind = match &self.kind {
            ExprKind::List(items) => ExprKind::List(items.iter().map(one).collect()),
            ExprKind::Map(entries) => {
                ExprKind::Map(entries.iter().map(|(key, value)| (key.clone(), one(value))).collect())
            }
            ExprKind::Property(of, key) => ExprKind::Property(Box::new(one(of)), key.clone()),
            ExprKind::Index(of, index) => ExprKind::Index(Box::new(one(of)), Box::new(one(index))),
            ExprKind::Slice(of, lower, upper) => {
                let of = Box::new(one(of));
                let lower = lower.as_ref().map(|bound| Box::new(one(bound)));
                ExprKind::Slice(of, lower, upper.as_ref().map(|bound| Box::new(one(bound))))
            }
            ExprKind::Not(of) => ExprKind::Not(Box::new(one(of))),
            ExprKind::Negate(of) => ExprKind::Negate(Box::new(one(of))),
            ExprKind::Test(of, test) => ExprKind::Test(Box::new(one(of)), *test),
            ExprKind::Labels(of, labels) => ExprKind::Labels(Box::new(one(of)), labels.clone()),
            ExprKind::Binary(left, operator, right) => {
                ExprKind::Binary(Box::new(one(left)), *operator, Box::new(one(right)))
            }
            ExprKind::Call(call) => {
                let arguments = call.arguments.iter().map(one).collect();
                ExprKind::Call(super::algebra::Call { arguments, ..call.clone() })
            }
            ExprKind::Case(case) => ExprKind::Case(Box::new(Case {
                operand: case.operand.as_ref().map(&mut one),
                arms: case
                    .arms
                    .iter()
                    .map(|(when, then)| (when.iter().map(&mut one).collect(), one(then)))
                    .collect(),
                otherwise: case.otherwise.as_ref().map(&mut one),
            })),
            ExprKind::Comprehension(found) => ExprKind::Comprehension(Box::new(found.replaced(&mut one))),
            ExprKind::Quantified(quantifier, found) => {
                ExprKind::Quantified(*quantifier, Box::new(found.replaced(&mut one)))
            }
            ExprKind::Reduce(fold) => ExprKind::Reduce(Box::new(Reduce {
                sum: fold.sum.clone(),
                start: one(&fold.start),
                variable: fold.variable.clone(),
                list: one(&fold.list),
                step: one(&fold.step),
            })),
            ExprKind::Chosen(of, items) => {
                let of = Box::new(one(of));
                let items = items.iter().map(|item| match item {
                    Chosen::Entry(key, value) => Chosen::Entry(key.clone(), one(value)),
                    other => other.clone(),
                });
                ExprKind::Chosen(of, items.collect())
            }
            ExprKind::Gather(gather) => ExprKind::Gather(Box::new(Gather {
                path: gather.path.clone(),
                filter: gather.filter.as_ref().map(&mut one),
                item: one(&gather.item),
            })),
            other => other.clone(),
        };
        Self { kind, at: self.at.clone() }
    }
}

impl Comprehension {
    fn replaced(&self, one: &mut dyn FnMut(&Expr) -> Expr) -> Self {
        Self {
            variable: self.variable.clone(),
            list: one(&self.list),
            filter: self.filter.as_ref().map(&mut *one),
            item: self.item.as_ref().map(one),
        }
    }
}

impl Query {
    fn names<'e>(&'e self, visit: &mut dyn FnMut(&'e Name)) {
        for clause in self.parts().flat_map(|part| &part.clauses) {
            match clause {
                Clause::Match(Match { paths, filter, .. }) => {
                    paths.iter().for_each(|path| path.all_names(visit));
                    filter.iter().for_each(|filter| filter.names(visit));
                }
                Clause::Unwind(list, _) => list.names(visit),
                Clause::With(projection, filter) => {
                    projection.names(visit);
                    filter.iter().for_each(|filter| filter.names(visit));
                }
                Clause::Return(projection) => projection.names(visit),
            }
        }
    }
}

impl Projection {
    fn names<'e>(&'e self, visit: &mut dyn FnMut(&'e Name)) {
        self.items.iter().for_each(|item| item.expr.names(visit));
        self.order.iter().for_each(|item| item.expr.names(visit));
    }
}
