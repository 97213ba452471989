//! Functions of values: one table, one row a function.

use std::sync::Arc;

use super::code::Key;
use super::datum::Datum;
use super::error::QueryErrorKind as Kind;
use super::measures;
use super::nested::Entries;
use super::numbers;
use super::run::Run;
use super::temporal;
use super::temporal_values::datum;
use super::texts;
use super::view::View;

/// What a function gives for its arguments, or why it cannot.
pub(super) type Given = Result<Datum, Kind>;

/// A function that turns values into a value.
pub(super) struct Function {
    /// Its name as it is printed; case does not matter.
    pub(super) name: &'static str,
    /// How many arguments it takes at least and at most.
    pub(super) arity: (usize, usize),
    /// The same in words.
    pub(super) takes: &'static str,
    /// What its first argument must be, where that is known beforehand.
    expects: Option<(&'static str, &'static [&'static str])>,
    /// What it gives. It is only called with as many arguments as it takes.
    pub(super) apply: fn(&Run<'_>, &[Datum]) -> Given,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Function {
    /// What it expects, where it cannot take an argument of a type that is known beforehand.
    pub(super) fn refuses(&self, type_name: &str) -> Option<&'static str> {
        let (expected, types) = self.expects?;
        let open = matches!(type_name, "a value" | "null");
        (!open && !types.contains(&type_name)).then_some(expected)
    }
}

/// The function with this name.
pub(super) fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name))
}

pub(super) const fn takes(
    name: &'static str,
    arity: (usize, usize),
    takes: &'static str,
    apply: fn(&Run<'_>, &[Datum]) -> Given,
) -> Function {
    Function { name, arity, takes, expects: None, apply }
}

pub(super) const fn one(name: &'static str, apply: fn(&Run<'_>, &[Datum]) -> Given) -> Function {
    takes(name, (1, 1), "one argument", apply)
}

pub(super) const fn of(
    name: &'static str,
    expected: &'static str,
    types: &'static [&'static str],
    apply: fn(&Run<'_>, &[Datum]) -> Given,
) -> Function {
    Function { name, arity: (1, 1), takes: "one argument", expects: Some((expected, types)), apply }
}

/// Every function of values.
pub(super) const FUNCTIONS: &[Function] = &[
    of("type", "an edge", &["an edge"], |run, values| {
        of_edge(values, |edge| {
            run.view.relation_of(edge).map_or(Datum::Null, |name| Datum::Text(Arc::clone(name)))
        })
    }),
    of("startNode", "an edge", &["an edge"], |run, values| {
        of_edge(values, |edge| run.view.ends(edge).map_or(Datum::Null, |ends| Datum::Node(ends.0)))
    }),
    of("endNode", "an edge", &["an edge"], |run, values| {
        of_edge(values, |edge| run.view.ends(edge).map_or(Datum::Null, |ends| Datum::Node(ends.1)))
    }),
    of("labels", "a node", &["a node"], |run, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Node(node)] => {
            Ok(Datum::list(run.view.labels_of(*node).map(|label| Datum::Text(Arc::clone(label)))))
        }
        _ => wrong("a node", values),
    }),
    of("length", "a path", &["a path"], |_, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Path(route)] => Ok(Datum::count(route.edges.len())),
        _ => wrong("a path", values),
    }),
    of("nodes", "a path", &["a path"], |_, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Path(route)] => Ok(Datum::list(route.nodes.iter().map(|node| Datum::Node(*node)))),
        _ => wrong("a path", values),
    }),
    of("relationships", "a path", &["a path"], |_, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Path(route)] => Ok(Datum::list(route.edges.iter().map(|edge| Datum::Edge(*edge)))),
        _ => wrong("a path", values),
    }),
    of(
        "properties",
        "a node, an edge or a map",
        &["a node", "an edge", "a map"],
        |run, values| match values {
            [Datum::Null] => Ok(Datum::Null),
            [value @ (Datum::Node(_) | Datum::Edge(_) | Datum::Map(_))] => {
                Ok(Datum::Map(entries(run.view, value).into()))
            }
            _ => wrong("a node, an edge or a map", values),
        },
    ),
    one("keys", |run, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [value @ (Datum::Node(_) | Datum::Edge(_) | Datum::Map(_))] => {
            Ok(Datum::list(entries(run.view, value).into_keys().map(Datum::Text)))
        }
        _ => wrong("a node, an edge or a map", values),
    }),
    one("id", |_, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Node(at) | Datum::Edge(at)] => Ok(Datum::Int(i64::from(*at))),
        _ => wrong("a node or an edge", values),
    }),
    one("elementId", |run, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [value @ (Datum::Node(_) | Datum::Edge(_))] => Ok(Datum::text(run.view.identity(value))),
        _ => wrong("a node or an edge", values),
    }),
    of("size", "text or a list", &["text", "a list"], |_, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Text(text)] => Ok(Datum::count(text.chars().count())),
        [Datum::List(items)] => Ok(Datum::count(items.len())),
        _ => wrong("text or a list", values),
    }),
    one("isEmpty", |_, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Text(text)] => Ok(Datum::Bool(text.is_empty())),
        [Datum::List(items)] => Ok(Datum::Bool(items.is_empty())),
        [Datum::Map(entries)] => Ok(Datum::Bool(entries.is_empty())),
        _ => wrong("text, a list or a map", values),
    }),
    one("exists", |_, values| Ok(Datum::Bool(values.first().is_some_and(|value| !value.is_null())))),
    takes("coalesce", (1, usize::MAX), "one argument or more", |_, values| {
        Ok(values.iter().find(|value| !value.is_null()).cloned().unwrap_or(Datum::Null))
    }),
    one("head", |_, values| item(values, |items| items.first().cloned())),
    one("last", |_, values| item(values, |items| items.last().cloned())),
    one("tail", |_, values| {
        item(values, |items| Some(Datum::List(items.get(1..).unwrap_or_default().into())))
    }),
    one("reverse", |_, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Text(text)] => Ok(Datum::text(text.chars().rev().collect::<String>())),
        [Datum::List(items)] => Ok(Datum::list(items.iter().rev().cloned())),
        _ => wrong("text or a list", values),
    }),
    takes("range", (2, 3), "two or three whole numbers", range),
    one("toBoolean", |_, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Bool(value)] => Ok(Datum::Bool(*value)),
        [Datum::Int(value)] => Ok(Datum::Bool(*value != 0)),
        [Datum::Text(text)] => Ok(Datum::truth(match text.trim().to_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })),
        _ => wrong("a truth value, a whole number or text", values),
    }),
    one("toString", |_, values| match values {
        [Datum::Null] => Ok(Datum::Null),
        [
            value @ (Datum::Bool(_) | Datum::Int(_) | Datum::Float(_) | Datum::Text(_) | Datum::Temporal(_)),
        ] => Ok(Datum::text(shown(value))),
        _ => wrong("a truth value, a number, text or a date", values),
    }),
    one("status", |run, values| edge_value(run, values, "status")),
    one("confidence", |run, values| edge_value(run, values, "confidence")),
    one("sources", |run, values| edge_value(run, values, "sources")),
    one("evidence", |run, values| of_edge(values, |edge| run.view.evidence(edge))),
    takes("similarity", (2, 2), "two texts", |_, values| texts::both(values, texts::similarity)),
    takes("levenshtein", (2, 2), "two texts", texts::levenshtein),
    takes("timestamp", (0, 0), "no argument", |run, _| {
        let now = temporal::call("datetime", &[], run.now);
        let millis = now.and_then(Result::ok).and_then(|now| match now {
            temporal::Argument::Temporal(now) => temporal::component(&now, "epochMillis"),
            _ => None,
        });
        Ok(millis.map_or(Datum::Null, datum))
    }),
    measures::DEGREE,
    measures::PAGERANK,
    measures::BETWEENNESS,
    measures::CLOSENESS,
    measures::COMPONENT,
    measures::COMMUNITY,
    numbers::ABS,
    numbers::CEIL,
    numbers::FLOOR,
    numbers::ROUND,
    numbers::SIGN,
    numbers::SQRT,
    numbers::EXP,
    numbers::LOG,
    numbers::LOG10,
    numbers::SIN,
    numbers::COS,
    numbers::TAN,
    numbers::ASIN,
    numbers::ACOS,
    numbers::ATAN,
    numbers::ATAN2,
    numbers::DEGREES,
    numbers::RADIANS,
    numbers::E,
    numbers::PI,
    numbers::RAND,
    numbers::IS_NAN,
    numbers::TO_INTEGER,
    numbers::TO_FLOAT,
    texts::TO_LOWER,
    texts::TO_UPPER,
    texts::TRIM,
    texts::TRIM_LEFT,
    texts::TRIM_RIGHT,
    texts::LEFT,
    texts::RIGHT,
    texts::SUBSTRING,
    texts::REPLACE,
    texts::SPLIT,
];

pub(super) fn wrong<T>(expected: &'static str, values: &[Datum]) -> Result<T, Kind> {
    Err(Kind::WrongType { expected, found: values.first().map_or("nothing", Datum::type_name) })
}

/// A property of a node, an edge, a map or a temporal value.
pub(super) fn property(view: &View, value: &Datum, key: &Key) -> Given {
    match value {
        Datum::Null => Ok(Datum::Null),
        Datum::Node(node) => Ok(key.of_nodes.map_or(Datum::Null, |column| view.node_value(column, *node))),
        Datum::Edge(edge) => Ok(key.of_edges.map_or(Datum::Null, |column| view.edge_value(column, *edge))),
        Datum::Map(entries) => Ok(entries.get(&key.name).cloned().unwrap_or(Datum::Null)),
        Datum::Temporal(value) => match temporal::component(value, &key.name) {
            Some(component) => Ok(datum(component)),
            None => Ok(Datum::Null),
        },
        other => {
            Err(Kind::WrongType { expected: "a node, an edge, a map or a date", found: other.type_name() })
        }
    }
}

/// The properties that a node, an edge or a map has.
pub(super) fn entries(view: &View, value: &Datum) -> Entries {
    match value {
        Datum::Node(node) => view.node_entries(*node).map(|(key, value)| (Arc::clone(key), value)).collect(),
        Datum::Edge(edge) => view.edge_entries(*edge).map(|(key, value)| (Arc::clone(key), value)).collect(),
        Datum::Map(entries) => (**entries).clone(),
        _ => Entries::new(),
    }
}

/// A simple value as text.
pub(super) fn shown(value: &Datum) -> String {
    match value {
        Datum::Bool(value) => value.to_string(),
        Datum::Int(value) => value.to_string(),
        Datum::Float(value) => super::value::float_text(*value),
        Datum::Text(text) => text.to_string(),
        Datum::Temporal(value) => value.to_string(),
        _ => String::new(),
    }
}

/// Arguments of fewer bytes make nothing large.
const FEW: usize = 256;

/// How many bytes calling a function takes at most, about, beside its arguments.
pub(super) fn cost(function: &Function, values: &[Datum]) -> usize {
    let given = values.iter().map(Datum::size).fold(0, usize::saturating_add);
    if given < FEW {
        return 0;
    }
    match (function.name, values) {
        ("replace", [Datum::Text(text), Datum::Text(from), Datum::Text(to)]) => {
            texts::size_replaced(text, from, to).saturating_mul(2)
        }
        // It keeps a number for every pair of letters.
        ("similarity", [Datum::Text(a), Datum::Text(b)]) => {
            (a.len() + 2).saturating_mul(b.len() + 2).saturating_mul(size_of::<usize>())
        }
        ("split", [Datum::Text(text), Datum::Text(by)]) => texts::size_split(text, by),
        // These make nothing, or ask by themselves.
        ("size" | "isEmpty" | "head" | "last" | "exists" | "coalesce" | "range", _) => 0,
        _ => given.saturating_mul(2),
    }
}

fn of_edge(values: &[Datum], give: impl Fn(u32) -> Datum) -> Given {
    match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::Edge(edge)] => Ok(give(*edge)),
        _ => wrong("an edge", values),
    }
}

fn edge_value(run: &Run<'_>, values: &[Datum], key: &str) -> Given {
    of_edge(values, |edge| {
        run.view.edge_column(key).map_or(Datum::Null, |column| run.view.edge_value(column, edge))
    })
}

fn item(values: &[Datum], choose: fn(&[Datum]) -> Option<Datum>) -> Given {
    match values {
        [Datum::Null] => Ok(Datum::Null),
        [Datum::List(items)] => Ok(choose(items).unwrap_or(Datum::Null)),
        _ => wrong("a list", values),
    }
}

/// The numbers that `range` gives for its arguments, one after another.
pub(super) fn numbers_of_range(
    values: &[Datum],
) -> Result<impl ExactSizeIterator<Item = Datum> + use<>, Kind> {
    let mut numbers = [0, 0, 1];
    for (number, value) in numbers.iter_mut().zip(values) {
        let Datum::Int(value) = value else {
            return Err(Kind::WrongType { expected: "whole numbers", found: value.type_name() });
        };
        *number = *value;
    }
    let [from, to, step] = numbers;
    if step == 0 {
        return Err(Kind::WrongType { expected: "a step other than 0", found: "0" });
    }
    let count = (i128::from(to) - i128::from(from)) / i128::from(step) + 1;
    let forward = if step > 0 { from <= to } else { from >= to };
    let count = if forward { usize::try_from(count).unwrap_or(usize::MAX) } else { 0 };
    Ok((0..count).map(move |at| Datum::Int(from.wrapping_add((at as i64).wrapping_mul(step)))))
}

fn range(run: &Run<'_>, values: &[Datum]) -> Given {
    let numbers = numbers_of_range(values)?;
    let held = numbers.len().saturating_mul(size_of::<Datum>());
    run.hold_kind(held)?;
    // Whoever keeps the list counts it.
    run.release(held);
    Ok(Datum::list(numbers))
}
