//! Owns what an expression gives in the naive evaluator.

use callsheet::query::{Call, Case, Comprehension, Expr, ExprKind, Operator, Quantifier, SubqueryKind, Test};

use super::naive::{Env, Naive};
use super::values::Val;

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'e> {
    pub(super) naive: &'e Naive<'e>,
    pub(super) env: &'e Env,
    /// The rows that are added up.
    pub(super) group: Option<&'e [Env]>,
}

impl Place<'_> {
    pub(super) fn value(&self, expr: &Expr) -> Val {
        match &expr.kind {
            ExprKind::Null => Val::Null,
            ExprKind::Bool(value) => Val::Bool(*value),
            ExprKind::Int(value) => Val::Int(*value),
            ExprKind::Float(value) => Val::Float(*value),
            ExprKind::Text(text) => Val::text(text),
            ExprKind::List(items) => Val::List(items.iter().map(|item| self.value(item)).collect()),
            ExprKind::Map(entries) => {
                Val::Map(entries.iter().map(|(key, of)| (key.text.clone(), self.value(of))).collect())
            }
            ExprKind::Variable(name) => match self.env.get(&name.text) {
                Some(value) => value.clone(),
                None => panic!("nothing is known of `{}`", name.text),
            },
            ExprKind::Parameter(name) => self.naive.parameters[&name.text].clone(),
            ExprKind::Property(of, key) => self.property(&self.value(of), &key.text),
            ExprKind::Index(of, at) => item(&self.value(of), &self.value(at)),
            ExprKind::Slice(of, lower, upper) => {
                let bound = |bound: &Option<Box<Expr>>| bound.as_ref().map(|bound| self.value(bound));
                slice(self.value(of), bound(lower), bound(upper))
            }
            ExprKind::Case(case) => self.case(case),
            ExprKind::Comprehension(found) => match self.each(found) {
                None => Val::Null,
                Some(items) => {
                    let kept = items.into_iter().filter(|(_, truth)| *truth == Some(true));
                    Val::List(kept.map(|(item, _)| self.made(found, item)).collect())
                }
            },
            ExprKind::Quantified(quantifier, found) => self.quantified(*quantifier, found),
            ExprKind::Reduce(fold) => {
                let Val::List(items) = self.value(&fold.list) else { return Val::Null };
                let mut sum = self.value(&fold.start);
                for item in items {
                    let mut env = self.env.clone();
                    env.insert(fold.sum.text.clone(), sum);
                    env.insert(fold.variable.text.clone(), item);
                    sum = Place { env: &env, ..*self }.value(&fold.step);
                }
                sum
            }
            ExprKind::Pattern(path) => {
                let rows = self.naive.find(std::slice::from_ref(path), None, self.env);
                Val::Bool(!rows.is_empty())
            }
            ExprKind::Gather(gather) => {
                let paths = std::slice::from_ref(&gather.path);
                let rows = self.naive.find(paths, gather.filter.as_ref(), self.env);
                Val::List(rows.iter().map(|row| self.naive.at(row).value(&gather.item)).collect())
            }
            ExprKind::Subquery(kind, query) => {
                let outcome = self.naive.query(query, self.env);
                let rows = outcome.classes.into_iter().flatten().skip(outcome.skip).take(outcome.limit);
                match kind {
                    SubqueryKind::Exists => Val::Bool(rows.count() > 0),
                    SubqueryKind::Count => Val::Int(rows.count() as i64),
                    SubqueryKind::Collect => Val::List(rows.flatten().collect()),
                }
            }
            ExprKind::Not(of) => Val::truth(self.value(of).as_truth().map(|truth| !truth)),
            ExprKind::Negate(of) => arithmetic(&Val::Int(0), Operator::Subtract, &self.value(of)),
            ExprKind::Binary(left, operator, right) => {
                binary(&self.value(left), *operator, &self.value(right))
            }
            ExprKind::Test(of, Test::Null) => Val::Bool(self.value(of).is_null()),
            ExprKind::Test(of, Test::NotNull) => Val::Bool(!self.value(of).is_null()),
            ExprKind::Labels(of, labels) => {
                let names = match self.value(of) {
                    Val::Node(at) => self.naive.model.nodes[at].labels.clone(),
                    Val::Edge(at) => vec![self.naive.model.edges[at].relation],
                    _ => return Val::Null,
                };
                Val::Bool(labels.iter().all(|any| any.iter().any(|name| names.contains(&&*name.text))))
            }
            ExprKind::Call(call) if is_aggregate(call) => self.added_up(call),
            ExprKind::Call(call) => self.called(call),
            ExprKind::Chosen(..) => panic!("no query that is made here chooses from a map"),
        }
    }

    pub(super) fn property(&self, of: &Val, key: &str) -> Val {
        let properties = match of {
            Val::Node(at) => &self.naive.model.nodes[*at].properties,
            Val::Edge(at) => &self.naive.model.edges[*at].properties,
            Val::Map(entries) => return entries.get(key).cloned().unwrap_or(Val::Null),
            Val::Null => return Val::Null,
            other => panic!("{other:?} has no properties"),
        };
        properties.iter().find(|(own, _)| *own == key).map_or(Val::Null, |(_, value)| value.clone())
    }

    fn case(&self, case: &Case) -> Val {
        let operand = case.operand.as_ref().map(|operand| self.value(operand));
        let fits = |when: &Expr| match &operand {
            Some(operand) => operand.equals(&self.value(when)),
            None => self.value(when).as_truth(),
        };
        for (when, then) in &case.arms {
            if when.iter().any(|when| fits(when) == Some(true)) {
                return self.value(then);
            }
        }
        case.otherwise.as_ref().map_or(Val::Null, |otherwise| self.value(otherwise))
    }

    fn with(&self, found: &Comprehension, item: Val) -> Env {
        let mut env = self.env.clone();
        env.insert(found.variable.text.clone(), item);
        env
    }

    /// Every item of a list with whether it passes.
    fn each(&self, found: &Comprehension) -> Option<Vec<(Val, Option<bool>)>> {
        let Val::List(items) = self.value(&found.list) else { return None };
        let passes = |item: Val| {
            let env = self.with(found, item.clone());
            let place = Place { env: &env, ..*self };
            (item, found.filter.as_ref().map_or(Some(true), |filter| place.value(filter).as_truth()))
        };
        Some(items.into_iter().map(passes).collect())
    }

    fn made(&self, found: &Comprehension, item: Val) -> Val {
        let env = self.with(found, item.clone());
        found.item.as_ref().map_or(item, |made| Place { env: &env, ..*self }.value(made))
    }

    fn quantified(&self, quantifier: Quantifier, found: &Comprehension) -> Val {
        let Some(items) = self.each(found) else { return Val::Null };
        let count = |wanted: Option<bool>| items.iter().filter(|(_, truth)| *truth == wanted).count();
        let (right, wrong, unknown) = (count(Some(true)), count(Some(false)), count(None) > 0);
        Val::truth(match quantifier {
            Quantifier::All if wrong > 0 => Some(false),
            Quantifier::Any if right > 0 => Some(true),
            Quantifier::None if right > 0 => Some(false),
            Quantifier::Single if right > 1 => Some(false),
            _ if unknown => None,
            Quantifier::All | Quantifier::None => Some(true),
            Quantifier::Any => Some(false),
            Quantifier::Single => Some(right == 1),
        })
    }

    /// What the rows of the group add up to.
    fn added_up(&self, call: &Call) -> Val {
        let rows = self.group.unwrap_or_else(|| panic!("nothing to add up"));
        let mut values: Vec<Val> = match call.arguments.first() {
            None => rows.iter().map(|_| Val::Bool(true)).collect(),
            Some(expr) => rows.iter().map(|row| self.naive.at(row).value(expr)).collect(),
        };
        values.retain(|value| !value.is_null());
        if call.distinct {
            let mut kept: Vec<Val> = Vec::new();
            for value in values {
                if !kept.iter().any(|known| known.order(&value).is_eq()) {
                    kept.push(value);
                }
            }
            values = kept;
        }
        let sum = || values.iter().fold(Val::Int(0), |sum, value| arithmetic(&sum, Operator::Add, value));
        let name = call.function.text.to_lowercase();
        match name.as_str() {
            "count" => Val::Int(values.len() as i64),
            "collect" => Val::List(values),
            "sum" => sum(),
            "avg" if values.is_empty() => Val::Null,
            "avg" => Val::Float(sum().number().unwrap() / values.len() as f64),
            "min" => values.into_iter().min_by(Val::order).unwrap_or(Val::Null),
            _ => values.into_iter().max_by(Val::order).unwrap_or(Val::Null),
        }
    }

    fn called(&self, call: &Call) -> Val {
        let name = call.function.text.as_str();
        let values: Vec<Val> = call.arguments.iter().map(|argument| self.value(argument)).collect();
        let model = self.naive.model;
        match (name, values.as_slice()) {
            ("coalesce", all) => all.iter().find(|value| !value.is_null()).cloned().unwrap_or(Val::Null),
            ("levenshtein", [Val::Text(a), Val::Text(b)]) => Val::Int(edits(a, b) as i64),
            ("range", [Val::Int(from), Val::Int(to)]) => Val::List((*from..=*to).map(Val::Int).collect()),
            (_, values) if values.iter().any(Val::is_null) => Val::Null,
            ("size", [Val::List(items)]) => Val::Int(items.len() as i64),
            ("size", [Val::Text(text)]) => Val::Int(text.chars().count() as i64),
            ("length", [Val::Path(_, edges)]) => Val::Int(edges.len() as i64),
            ("nodes", [Val::Path(nodes, _)]) => Val::List(nodes.iter().map(|at| Val::Node(*at)).collect()),
            ("relationships", [Val::Path(_, edges)]) => {
                Val::List(edges.iter().map(|at| Val::Edge(*at)).collect())
            }
            ("head", [Val::List(items)]) => items.first().cloned().unwrap_or(Val::Null),
            ("last", [Val::List(items)]) => items.last().cloned().unwrap_or(Val::Null),
            ("labels", [Val::Node(at)]) => {
                Val::List(model.nodes[*at].labels.iter().map(|label| Val::text(label)).collect())
            }
            ("type", [Val::Edge(at)]) => Val::text(model.edges[*at].relation),
            ("startNode", [Val::Edge(at)]) => Val::Node(model.edges[*at].from),
            ("endNode", [Val::Edge(at)]) => Val::Node(model.edges[*at].to),
            _ => panic!("`{name}` of {values:?}"),
        }
    }
}

pub(super) fn is_aggregate(call: &Call) -> bool {
    ["count", "collect", "sum", "min", "max", "avg"].contains(&call.function.text.to_lowercase().as_str())
}

fn binary(a: &Val, operator: Operator, b: &Val) -> Val {
    let compared = |test: fn(std::cmp::Ordering) -> bool| Val::truth(a.compare(b).map(test));
    let texts = |test: fn(&str, &str) -> bool| match (a, b) {
        (Val::Text(a), Val::Text(b)) => Val::Bool(test(a, b)),
        _ => Val::Null,
    };
    match operator {
        Operator::And => Val::truth(match (a.as_truth(), b.as_truth()) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }),
        Operator::Or => Val::truth(match (a.as_truth(), b.as_truth()) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        }),
        Operator::Xor => Val::truth(a.as_truth().zip(b.as_truth()).map(|(a, b)| a != b)),
        Operator::Equal => Val::truth(a.equals(b)),
        Operator::NotEqual => Val::truth(a.equals(b).map(|equal| !equal)),
        Operator::Less => compared(std::cmp::Ordering::is_lt),
        Operator::LessEqual => compared(std::cmp::Ordering::is_le),
        Operator::Greater => compared(std::cmp::Ordering::is_gt),
        Operator::GreaterEqual => compared(std::cmp::Ordering::is_ge),
        Operator::In => match b {
            Val::Null => Val::Null,
            Val::List(items) => {
                let found: Vec<Option<bool>> = items.iter().map(|item| a.equals(item)).collect();
                let unknown = found.contains(&None);
                Val::truth(if found.contains(&Some(true)) {
                    Some(true)
                } else if unknown {
                    None
                } else {
                    Some(false)
                })
            }
            other => panic!("{other:?} is no list"),
        },
        Operator::StartsWith => texts(|a, b| a.starts_with(b)),
        Operator::EndsWith => texts(|a, b| a.ends_with(b)),
        Operator::Contains => texts(|a, b| a.contains(b)),
        _ => arithmetic(a, operator, b),
    }
}

fn arithmetic(a: &Val, operator: Operator, b: &Val) -> Val {
    match (a, operator, b) {
        (Val::Null, ..) | (_, _, Val::Null) => Val::Null,
        (Val::List(a), Operator::Add, Val::List(b)) => Val::List([a.as_slice(), b].concat()),
        (Val::Int(a), Operator::Add, Val::Int(b)) => Val::Int(a + b),
        (Val::Int(a), Operator::Subtract, Val::Int(b)) => Val::Int(a - b),
        (Val::Int(a), Operator::Multiply, Val::Int(b)) => Val::Int(a * b),
        _ => match (a.number(), operator, b.number()) {
            (Some(a), Operator::Add, Some(b)) => Val::Float(a + b),
            (Some(a), Operator::Subtract, Some(b)) => Val::Float(a - b),
            (Some(a), Operator::Multiply, Some(b)) => Val::Float(a * b),
            _ => panic!("{a:?} {operator:?} {b:?}"),
        },
    }
}

fn item(of: &Val, at: &Val) -> Val {
    match (of, at) {
        (Val::List(items), Val::Int(at)) => {
            let at = if *at < 0 { *at + items.len() as i64 } else { *at };
            usize::try_from(at).ok().and_then(|at| items.get(at)).cloned().unwrap_or(Val::Null)
        }
        (Val::Null, _) | (_, Val::Null) => Val::Null,
        _ => panic!("{of:?}[{at:?}]"),
    }
}

fn slice(of: Val, lower: Option<Val>, upper: Option<Val>) -> Val {
    let Val::List(items) = of else { return Val::Null };
    let place = |bound: Option<Val>, otherwise: usize| match bound {
        None => Some(otherwise),
        Some(Val::Int(at)) if at < 0 => Some((at + items.len() as i64).max(0) as usize),
        Some(Val::Int(at)) => Some((at as usize).min(items.len())),
        _ => None,
    };
    match (place(lower, 0), place(upper, items.len())) {
        (Some(from), Some(to)) => Val::List(items.get(from..to).unwrap_or_default().to_vec()),
        _ => Val::Null,
    }
}

/// How many letters must be put in, taken out or changed, tried out.
fn edits(a: &str, b: &str) -> usize {
    let (mut rest, mut more) = (a.chars(), b.chars());
    match (rest.next(), more.next()) {
        (None, _) => b.chars().count(),
        (_, None) => a.chars().count(),
        (Some(x), Some(y)) => {
            let changed = edits(rest.as_str(), more.as_str()) + usize::from(x != y);
            changed.min(edits(rest.as_str(), b) + 1).min(edits(a, more.as_str()) + 1)
        }
    }
}
