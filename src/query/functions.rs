//! Functions of values: one table, one row a function.

use super::error::QueryErrorKind as Kind;
use super::eval::World;
use super::properties::LITERAL;
use super::value::Value;

/// A function that turns values into a value.
pub(super) struct Function {
    /// Its name as it is printed; case does not matter.
    pub(super) name: &'static str,
    /// How many arguments it takes at least and at most.
    pub(super) arity: (usize, usize),
    /// The same in words.
    pub(super) takes: &'static str,
    /// What it gives. It is only called with as many arguments as it takes.
    pub(super) apply: fn(World<'_>, &[Value]) -> Result<Value, Kind>,
}

/// The function with this name.
pub(super) fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name))
}

const ONE: (usize, usize) = (1, 1);

const fn one(name: &'static str, apply: fn(World<'_>, &[Value]) -> Result<Value, Kind>) -> Function {
    Function { name, arity: ONE, takes: "one argument", apply }
}

/// Every function of values.
pub(super) const FUNCTIONS: &[Function] = &[
    one("toLower", |_, values| of_text(values, str::to_lowercase)),
    one("toUpper", |_, values| of_text(values, str::to_uppercase)),
    one("trim", |_, values| of_text(values, |text| text.trim().to_owned())),
    one("size", |_, values| size(values)),
    one("type", relation_type),
    one("labels", labels),
    one("id", id),
    one("startNode", |_, values| end(values, |key| Value::Node(key.subject.clone()))),
    one("endNode", |_, values| end(values, |key| Value::of(&key.object))),
    one("head", |_, values| item(values, <[Value]>::first)),
    one("last", |_, values| item(values, <[Value]>::last)),
    one("abs", |_, values| abs(values)),
    one("toString", |_, values| match values {
        [Value::Null] | [] => Ok(Value::Null),
        [value, ..] => Ok(Value::Text(value.to_string())),
    }),
    one("toInteger", |_, values| Ok(to_integer(values))),
    Function {
        name: "split",
        arity: (2, 2),
        takes: "a text and what parts it",
        apply: |_, values| match values {
            [Value::Text(text), Value::Text(by)] => {
                Ok(Value::List(text.split(by.as_str()).map(|part| Value::Text(part.to_owned())).collect()))
            }
            [Value::Null, _] | [_, Value::Null] => Ok(Value::Null),
            _ => wrong("text", values),
        },
    },
    Function {
        name: "coalesce",
        arity: (1, usize::MAX),
        takes: "one argument or more",
        apply: |_, values| Ok(values.iter().find(|value| !value.is_null()).cloned().unwrap_or(Value::Null)),
    },
];

fn wrong<T>(expected: &'static str, values: &[Value]) -> Result<T, Kind> {
    Err(Kind::WrongType { expected, found: values.first().map_or("nothing", Value::type_name) })
}

fn of_text(values: &[Value], change: fn(&str) -> String) -> Result<Value, Kind> {
    match values {
        [Value::Null] => Ok(Value::Null),
        [Value::Text(text)] => Ok(Value::Text(change(text))),
        _ => wrong("text", values),
    }
}

fn size(values: &[Value]) -> Result<Value, Kind> {
    let count = match values {
        [Value::Null] => return Ok(Value::Null),
        [Value::Text(text)] => text.chars().count(),
        [Value::List(items)] => items.len(),
        _ => return wrong("text or a list", values),
    };
    Ok(Value::Int(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn relation_type(_: World<'_>, values: &[Value]) -> Result<Value, Kind> {
    end(values, |key| Value::Text(key.relation.cypher_type()))
}

fn end(values: &[Value], give: fn(&crate::graph::EdgeKey) -> Value) -> Result<Value, Kind> {
    match values {
        [Value::Null] => Ok(Value::Null),
        [Value::Edge(key)] => Ok(give(key)),
        _ => wrong("an edge", values),
    }
}

fn labels(world: World<'_>, values: &[Value]) -> Result<Value, Kind> {
    let label = match values {
        [Value::Null] => return Ok(Value::Null),
        [Value::Literal(_)] => LITERAL.to_owned(),
        [Value::Node(id)] => match world.graph.node(id) {
            Some(node) => node.kind.to_string(),
            None => return Ok(Value::Null),
        },
        _ => return wrong("a node", values),
    };
    Ok(Value::List(vec![Value::Text(label)]))
}

fn id(_: World<'_>, values: &[Value]) -> Result<Value, Kind> {
    match values {
        [Value::Null] => Ok(Value::Null),
        [value @ (Value::Node(_) | Value::Literal(_) | Value::Edge(_))] => Ok(Value::Text(value.to_string())),
        _ => wrong("a node or an edge", values),
    }
}

fn item(values: &[Value], choose: fn(&[Value]) -> Option<&Value>) -> Result<Value, Kind> {
    match values {
        [Value::Null] => Ok(Value::Null),
        [Value::List(items)] => Ok(choose(items).cloned().unwrap_or(Value::Null)),
        _ => wrong("a list", values),
    }
}

fn abs(values: &[Value]) -> Result<Value, Kind> {
    match values {
        [Value::Null] => Ok(Value::Null),
        [Value::Int(value)] => value.checked_abs().map(Value::Int).ok_or(Kind::NoNumber),
        [Value::Float(value)] => Ok(Value::Float(value.abs())),
        _ => wrong("a number", values),
    }
}

fn to_integer(values: &[Value]) -> Value {
    match values {
        [Value::Int(value)] => Value::Int(*value),
        [Value::Float(value)] if value.abs() < 9e18 => Value::Int(value.trunc() as i64),
        [Value::Text(text)] => text.trim().parse().map_or(Value::Null, Value::Int),
        _ => Value::Null,
    }
}
