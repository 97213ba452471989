//! What an expression gives for a row.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use regex::RegexBuilder;

use super::algebra::{Operator, Quantifier, SubqueryKind};
use super::arithmetic::{arithmetic, negate};
use super::code::{Code, Key, Label, Loop, Op, Part, Slot};
use super::datum::{Compared, Datum};
use super::error::{QueryError, QueryErrorKind as Kind};
use super::functions::{cost, property};
use super::nested::{Entries, Items};
use super::run::{Flow, Run};
use super::temporal;
use super::temporal_values::{argument, datum};

/// The values of all variables; each has its own place.
pub(super) type Row = Vec<Datum>;

impl Run<'_> {
    /// What an expression gives.
    pub(super) fn eval(&self, code: &Code, row: &mut Row) -> Result<Datum, QueryError> {
        let failed = |kind| QueryError::new(kind, &code.at);
        Ok(match &code.op {
            Op::Value(value) => value.clone(),
            Op::Slot(slot) => at(row, *slot),
            Op::Parameter(number) => self.parameter(*number),
            Op::Property(of, key) => match &of.op {
                Op::Slot(slot) => property(self.view, row.get(*slot).unwrap_or(&Datum::Null), key),
                _ => property(self.view, &self.eval(of, row)?, key),
            }
            .map_err(failed)?,
            Op::Index(of, index) => self.index(of, index, row)?,
            Op::Slice(of, lower, upper) => self.slice(of, [lower.as_deref(), upper.as_deref()], row)?,
            Op::List(items) => self.made(Datum::List(self.all(items, row)?.into())).map_err(failed)?,
            Op::Map(entries) => {
                let mut map = Entries::new();
                for (key, value) in entries {
                    map.insert(Arc::clone(key), self.eval(value, row)?);
                }
                self.made(Datum::Map(map.into())).map_err(failed)?
            }
            Op::Chosen(of, parts) => self.made(self.chosen(of, parts, row)?).map_err(failed)?,
            Op::Not(of) => Datum::truth(self.truth(of, row)?.map(|truth| !truth)),
            Op::Negate(of) => negate(&self.eval(of, row)?).map_err(failed)?,
            Op::IsNull(of) => Datum::Bool(self.eval(of, row)?.is_null()),
            Op::Binary(left, operator, right) => self.binary((left, *operator, right), &code.at, row)?,
            Op::Labels(of, labels) => self.labels(of, labels, row)?,
            Op::Case { operand, arms, otherwise } => {
                self.case(operand.as_deref(), arms, otherwise.as_deref(), row)?
            }
            Op::Comprehension(found) => self.made(self.comprehension(found, row)?).map_err(failed)?,
            Op::Quantified(quantifier, found) => self.quantified(*quantifier, found, row)?,
            Op::Reduce { sum, start, slot, list, step } => {
                let mut made = self.eval(start, row)?;
                let Some(items) = self.items(list, row)? else { return Ok(Datum::Null) };
                let mut held = 0;
                for item in items.iter() {
                    set(row, *sum, made);
                    set(row, *slot, item.clone());
                    made = self.eval(step, row)?;
                    let size = made.size();
                    self.release(std::mem::replace(&mut held, size));
                    self.hold(size)?;
                    self.tick_for(size)?;
                }
                // Whoever keeps the value counts it.
                self.release(held);
                made
            }
            Op::Call(function, arguments) => {
                let values = self.all(arguments, row)?;
                let bytes = cost(function, &values);
                self.room_for(bytes).map_err(failed)?;
                self.tick_for(bytes)?;
                (function.apply)(self, &values).and_then(|value| self.made(value)).map_err(failed)?
            }
            Op::Temporal(name, arguments) => self.temporal(name, arguments, code, row)?,
            _ => self.made(self.nested(code, row)?).map_err(failed)?,
        })
    }

    /// Patterns and queries inside an expression.
    fn nested(&self, code: &Code, row: &mut Row) -> Result<Datum, QueryError> {
        match &code.op {
            Op::Exists(pattern) => {
                let mut found = false;
                self.find(pattern, row, &mut |_| {
                    found = true;
                    Ok(Flow::Stop)
                })?;
                Ok(Datum::Bool(found))
            }
            Op::Gather(pattern, item) => {
                let mut made = Making::default();
                self.find(pattern, row, &mut |row| {
                    made.push(self, self.eval(item, row)?)?;
                    Ok(Flow::On)
                })?;
                Ok(made.list(self))
            }
            Op::Subquery(kind, plan) => {
                let mut made = Making::default();
                let mut count = 0;
                self.inner(plan, row, &mut |mut values| {
                    count += 1;
                    if *kind == SubqueryKind::Collect {
                        made.push(self, values.drain(..).next().unwrap_or_default())?;
                    }
                    Ok(if *kind == SubqueryKind::Exists { Flow::Stop } else { Flow::On })
                })?;
                Ok(match kind {
                    SubqueryKind::Exists => Datum::Bool(count > 0),
                    SubqueryKind::Count => Datum::count(count),
                    SubqueryKind::Collect => made.list(self),
                })
            }
            _ => Ok(Datum::Null),
        }
    }

    pub(super) fn all(&self, codes: &[Code], row: &mut Row) -> Result<Vec<Datum>, QueryError> {
        codes.iter().map(|code| self.eval(code, row)).collect()
    }

    /// Whether an expression is true; `None` where that is unknown.
    pub(super) fn truth(&self, code: &Code, row: &mut Row) -> Result<Option<bool>, QueryError> {
        match self.eval(code, row)? {
            Datum::Bool(truth) => Ok(Some(truth)),
            Datum::Null => Ok(None),
            other => Err(wrong("a truth value", &other, code)),
        }
    }

    /// Whether a filter lets a row pass.
    pub(super) fn passes(&self, code: &Code, row: &mut Row) -> Result<bool, QueryError> {
        match self.compared(code, row) {
            Some(truth) => Ok(truth),
            None => Ok(self.truth(code, row)? == Some(true)),
        }
    }

    /// What a comparison of two whole numbers gives that lie open; `None` for anything else.
    fn compared(&self, code: &Code, row: &Row) -> Option<bool> {
        let Op::Binary(left, operator, right) = &code.op else { return None };
        let (a, b) = (self.whole(left, row)?, self.whole(right, row)?);
        match operator {
            Operator::Equal => Some(a == b),
            Operator::NotEqual => Some(a != b),
            Operator::Less => Some(a < b),
            Operator::LessEqual => Some(a <= b),
            Operator::Greater => Some(a > b),
            Operator::GreaterEqual => Some(a >= b),
            _ => None,
        }
    }

    /// The whole number that is a value, or a property of a node.
    fn whole(&self, code: &Code, row: &Row) -> Option<i64> {
        match &code.op {
            Op::Value(Datum::Int(value)) => Some(*value),
            Op::Slot(slot) => match row.get(*slot) {
                Some(Datum::Int(value)) => Some(*value),
                _ => None,
            },
            Op::Property(of, key) => match (&of.op, key.of_nodes) {
                (Op::Slot(slot), Some(column)) => match row.get(*slot) {
                    Some(Datum::Node(node)) => self.view.node_int(column, *node),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// The items of a list; `None` for null.
    fn items(&self, code: &Code, row: &mut Row) -> Result<Option<Items>, QueryError> {
        match self.eval(code, row)? {
            Datum::List(items) => Ok(Some(items)),
            Datum::Null => Ok(None),
            other => Err(wrong("a list", &other, code)),
        }
    }

    fn index(&self, of: &Code, index: &Code, row: &mut Row) -> Result<Datum, QueryError> {
        let (value, place) = (self.eval(of, row)?, self.eval(index, row)?);
        match (value, place) {
            (Datum::List(items), Datum::Int(place)) => {
                let place = from_either_end(place, items.len());
                Ok(place.and_then(|place| items.get(place)).cloned().unwrap_or(Datum::Null))
            }
            (Datum::List(_) | Datum::Map(_) | Datum::Node(_) | Datum::Edge(_), Datum::Null)
            | (Datum::Null, _) => Ok(Datum::Null),
            (value @ (Datum::Map(_) | Datum::Node(_) | Datum::Edge(_)), Datum::Text(name)) => {
                let key = Key {
                    of_nodes: self.view.node_column(&name),
                    of_edges: self.view.edge_column(&name),
                    name,
                };
                property(self.view, &value, &key).map_err(|kind| QueryError::new(kind, &of.at))
            }
            (Datum::List(_), other) => Err(wrong("a whole number", &other, index)),
            (Datum::Map(_) | Datum::Node(_) | Datum::Edge(_), other) => Err(wrong("text", &other, index)),
            (other, _) => Err(wrong("a list or a map", &other, of)),
        }
    }

    fn slice(&self, of: &Code, bounds: [Option<&Code>; 2], row: &mut Row) -> Result<Datum, QueryError> {
        let Some(items) = self.items(of, row)? else { return Ok(Datum::Null) };
        let len = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let mut ends = [0, len];
        for (end, bound) in ends.iter_mut().zip(bounds) {
            let Some(code) = bound else { continue };
            *end = match self.eval(code, row)? {
                Datum::Int(place) => {
                    (if place < 0 { place.saturating_add(len) } else { place }).clamp(0, len)
                }
                Datum::Null => return Ok(Datum::Null),
                other => return Err(wrong("a whole number", &other, code)),
            };
        }
        let [from, to] = ends.map(|end| usize::try_from(end).unwrap_or_default());
        let part = items.get(from..to).unwrap_or_default();
        self.room_for(size_of_val(part)).map_err(|kind| QueryError::new(kind, &of.at))?;
        self.tick_for(size_of_val(part))?;
        Ok(Datum::List(part.into()))
    }

    fn chosen(&self, of: &Code, parts: &[Part], row: &mut Row) -> Result<Datum, QueryError> {
        let value = self.eval(of, row)?;
        if value.is_null() {
            return Ok(Datum::Null);
        }
        let mut map = Entries::new();
        for part in parts {
            match part {
                Part::Property(key) => {
                    let found = property(self.view, &value, key);
                    let found = found.map_err(|kind| QueryError::new(kind, &of.at))?;
                    map.insert(Arc::clone(&key.name), found);
                }
                Part::All => map.extend(super::functions::entries(self.view, &value)),
                Part::Entry(key, code) => {
                    map.insert(Arc::clone(key), self.eval(code, row)?);
                }
            }
        }
        Ok(Datum::Map(map.into()))
    }

    fn binary(
        &self,
        (left, operator, right): (&Code, Operator, &Code),
        whole: &Range<usize>,
        row: &mut Row,
    ) -> Result<Datum, QueryError> {
        if let Operator::And | Operator::Or | Operator::Xor = operator {
            return self.connective(left, operator, right, row);
        }
        let (a, b) = (self.eval(left, row)?, self.eval(right, row)?);
        // To compare them is to walk through the smaller one, or through each in a list.
        let walked = if operator == Operator::In || b.weight() < a.weight() { &b } else { &a };
        self.walk(walked)?;
        let compared = |test: fn(Ordering) -> bool| {
            Datum::truth(match a.compare(&b) {
                Compared::Order(order) => Some(test(order)),
                Compared::Never => Some(false),
                Compared::Unknown => None,
            })
        };
        Ok(match operator {
            Operator::Equal => Datum::truth(a.equals(&b)),
            Operator::NotEqual => Datum::truth(a.equals(&b).map(|equal| !equal)),
            Operator::Less => compared(Ordering::is_lt),
            Operator::LessEqual => compared(Ordering::is_le),
            Operator::Greater => compared(Ordering::is_gt),
            Operator::GreaterEqual => compared(Ordering::is_ge),
            Operator::In => contains(&a, &b).map_err(|kind| QueryError::new(kind, &right.at))?,
            Operator::StartsWith => of_texts(&a, &b, |a, b| a.starts_with(b)),
            Operator::EndsWith => of_texts(&a, &b, |a, b| a.ends_with(b)),
            Operator::Contains => of_texts(&a, &b, |a, b| a.contains(b)),
            Operator::Matches => self.matches(&a, &b).map_err(|kind| QueryError::new(kind, &right.at))?,
            Operator::Add => {
                // Text is put together before it is shared.
                let bytes = a.size().saturating_add(b.size()).saturating_mul(2);
                self.room_for(bytes).map_err(|kind| QueryError::new(kind, whole))?;
                let made = arithmetic(&a, operator, &b).and_then(|value| self.made(value));
                made.map_err(|kind| QueryError::new(kind, whole))?
            }
            _ => arithmetic(&a, operator, &b).map_err(|kind| QueryError::new(kind, whole))?,
        })
    }

    /// Whether the whole of a text is one that a regular expression describes.
    fn matches(&self, text: &Datum, pattern: &Datum) -> Result<Datum, Kind> {
        let (Datum::Text(text), Datum::Text(pattern)) = (text, pattern) else { return Ok(Datum::Null) };
        let mut known = self.patterns.borrow_mut();
        if !known.contains_key(pattern) {
            let made = RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(1 << 20).build();
            let bad = |_| Kind::BadPattern { pattern: pattern.to_string() };
            known.insert(Arc::clone(pattern), made.map_err(bad)?);
        }
        Ok(Datum::truth(known.get(pattern).map(|pattern| pattern.is_match(text))))
    }

    fn connective(
        &self,
        left: &Code,
        operator: Operator,
        right: &Code,
        row: &mut Row,
    ) -> Result<Datum, QueryError> {
        let a = self.truth(left, row)?;
        match (operator, a) {
            (Operator::And, Some(false)) => return Ok(Datum::Bool(false)),
            (Operator::Or, Some(true)) => return Ok(Datum::Bool(true)),
            _ => {}
        }
        let b = self.truth(right, row)?;
        Ok(Datum::truth(match operator {
            Operator::And if b == Some(false) => Some(false),
            Operator::Or if b == Some(true) => Some(true),
            Operator::And => a.zip(b).map(|(a, b)| a && b),
            Operator::Or => a.zip(b).map(|(a, b)| a || b),
            _ => a.zip(b).map(|(a, b)| a != b),
        }))
    }

    fn labels(&self, of: &Code, labels: &[Vec<Label>], row: &mut Row) -> Result<Datum, QueryError> {
        let value = self.eval(of, row)?;
        let has = |label: &Label| match &value {
            Datum::Node(node) => label.node.is_some_and(|label| self.view.has_label(*node, label)),
            Datum::Edge(edge) => {
                label.relation.is_some() && label.relation == self.view.relation_number(*edge)
            }
            _ => false,
        };
        match &value {
            Datum::Null => Ok(Datum::Null),
            Datum::Node(_) | Datum::Edge(_) => Ok(Datum::Bool(labels.iter().all(|any| any.iter().any(has)))),
            other => Err(wrong("a node or an edge", other, of)),
        }
    }

    fn case(
        &self,
        operand: Option<&Code>,
        arms: &[(Vec<Code>, Code)],
        otherwise: Option<&Code>,
        row: &mut Row,
    ) -> Result<Datum, QueryError> {
        let operand = operand.map(|operand| self.eval(operand, row)).transpose()?;
        for (when, then) in arms {
            for code in when {
                let fits = match &operand {
                    Some(operand) => {
                        self.walk(operand)?;
                        self.eval(code, row)?.equals(operand) == Some(true)
                    }
                    None => self.passes(code, row)?,
                };
                if fits {
                    return self.eval(then, row);
                }
            }
        }
        otherwise.map_or(Ok(Datum::Null), |otherwise| self.eval(otherwise, row))
    }

    fn comprehension(&self, found: &Loop, row: &mut Row) -> Result<Datum, QueryError> {
        let Some(items) = self.items(&found.list, row)? else { return Ok(Datum::Null) };
        let mut made = Making::default();
        for item in items.iter() {
            set(row, found.slot, item.clone());
            self.tick()?;
            if let Some(filter) = &found.filter
                && !self.passes(filter, row)?
            {
                continue;
            }
            let value = match &found.item {
                Some(code) => self.eval(code, row)?,
                None => item.clone(),
            };
            made.push(self, value)?;
        }
        Ok(made.list(self))
    }

    fn quantified(&self, quantifier: Quantifier, found: &Loop, row: &mut Row) -> Result<Datum, QueryError> {
        let Some(items) = self.items(&found.list, row)? else { return Ok(Datum::Null) };
        let (mut right, mut unknown) = (0usize, 0usize);
        for item in items.iter() {
            set(row, found.slot, item.clone());
            match found.filter.as_ref().map_or(Ok(Some(true)), |filter| self.truth(filter, row))? {
                Some(true) => right += 1,
                Some(false) => {}
                None => unknown += 1,
            }
            self.tick()?;
        }
        let wrong = items.len() - right - unknown;
        Ok(Datum::truth(match quantifier {
            Quantifier::All if wrong > 0 => Some(false),
            Quantifier::Any if right > 0 => Some(true),
            Quantifier::None if right > 0 => Some(false),
            Quantifier::Single if right > 1 => Some(false),
            _ if unknown > 0 => None,
            Quantifier::All | Quantifier::None => Some(true),
            Quantifier::Any => Some(false),
            Quantifier::Single => Some(right == 1),
        }))
    }

    fn temporal(
        &self,
        name: &str,
        arguments: &[Code],
        whole: &Code,
        row: &mut Row,
    ) -> Result<Datum, QueryError> {
        let mut given = Vec::with_capacity(arguments.len());
        for code in arguments {
            let value = self.eval(code, row)?;
            given.push(argument(&value).ok_or_else(|| wrong("text, a map or an instant", &value, code))?);
        }
        match temporal::call(name, &given, self.now) {
            Some(Ok(value)) => Ok(datum(value)),
            Some(Err(error)) => Err(QueryError::new(Kind::Temporal(error), &whole.at)),
            None => Ok(Datum::Null),
        }
    }
}

/// A list while it is made, counted until somebody keeps it.
#[derive(Default)]
struct Making {
    items: Vec<Datum>,
    held: usize,
}

impl Making {
    fn push(&mut self, run: &Run<'_>, value: Datum) -> Result<(), QueryError> {
        let size = size_of::<Datum>() + value.weight();
        self.held += size;
        run.hold(size)?;
        run.tick_for(size)?;
        self.items.push(value);
        Ok(())
    }

    /// The list. Whoever keeps it counts it.
    fn list(self, run: &Run<'_>) -> Datum {
        run.release(self.held);
        Datum::List(self.items.into())
    }
}

#[inline]
pub(super) fn at(row: &Row, slot: Slot) -> Datum {
    row.get(slot).cloned().unwrap_or(Datum::Null)
}

#[inline]
pub(super) fn set(row: &mut Row, slot: Slot, value: Datum) {
    if let Some(place) = row.get_mut(slot) {
        *place = value;
    }
}

/// A place that counts from the start, or from the end where it is negative.
fn from_either_end(place: i64, len: usize) -> Option<usize> {
    if place < 0 {
        let back = usize::try_from(place.unsigned_abs()).ok()?;
        len.checked_sub(back)
    } else {
        usize::try_from(place).ok()
    }
}

fn wrong(expected: &'static str, found: &Datum, at: &Code) -> QueryError {
    QueryError::new(Kind::WrongType { expected, found: found.type_name() }, &at.at)
}

fn contains(item: &Datum, list: &Datum) -> Result<Datum, Kind> {
    let items = match list {
        Datum::Null => return Ok(Datum::Null),
        Datum::List(items) => items,
        other => return Err(Kind::WrongType { expected: "a list", found: other.type_name() }),
    };
    let mut known = true;
    for other in items.iter() {
        match item.equals(other) {
            Some(true) => return Ok(Datum::Bool(true)),
            Some(false) => {}
            None => known = false,
        }
    }
    Ok(Datum::truth(known.then_some(false)))
}

fn of_texts(a: &Datum, b: &Datum, test: fn(&str, &str) -> bool) -> Datum {
    match (a, b) {
        (Datum::Text(a), Datum::Text(b)) => Datum::Bool(test(a, b)),
        _ => Datum::Null,
    }
}
