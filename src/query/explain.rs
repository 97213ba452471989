//! Plans in words: what each operator does, about how many rows it gives, and how many it gave.

use super::algebra::Way;
use super::code::{Bound, Code, Grouping, Hop, Op, Operation, Pattern, Slot, Source, Step, StepKind};
use super::compile::Compiled;
use super::datum::Datum;
use super::parallel;
use super::value::Value;
use super::view::View;

/// How many rows came to each operator of each part, and out of its last one.
pub(super) type Counts = Vec<Vec<u64>>;

/// The names of the columns of a plan.
pub(super) fn columns(counts: Option<&Counts>) -> Vec<String> {
    let names = if counts.is_some() { &["step", "estimated", "rows"][..] } else { &["step", "estimated"] };
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The plan as rows, one for each operator, and one for each step of a pattern below it.
pub(super) fn explain(view: &View, compiled: &Compiled, counts: Option<&Counts>) -> Vec<Vec<Value>> {
    let writer = Writer { view, names: &compiled.names };
    let mut rows = Vec::new();
    for (number, operations) in compiled.plan.parts.iter().enumerate() {
        if number > 0 {
            let union = if compiled.plan.distinct { "union, each row once" } else { "union of all rows" };
            rows.push(row(union.to_owned(), None, counts.map(|_| None)));
        }
        let mut estimate = 1.0;
        for (place, operation) in operations.iter().enumerate() {
            estimate = writer.estimate(operation, estimate);
            let given = counts.map(|counts| counts.get(number).and_then(|part| part.get(place + 1)).copied());
            let mut words = writer.operation(operation);
            if place == 0 && parallel::may_be_in_parts(&compiled.plan, operations) {
                // Several threads would share the counts.
                words.push_str(if counts.is_some() {
                    ", on one thread to count rows"
                } else {
                    ", on several threads"
                });
            }
            rows.push(row(words, Some(estimate), given));
            if let Operation::Match(pattern) | Operation::OptionalMatch(pattern) = operation {
                let steps = pattern.steps.iter().map(|step| format!("  {}", writer.step(step)));
                rows.extend(steps.map(|step| row(step, None, counts.map(|_| None))));
            }
        }
    }
    rows
}

#[expect(clippy::option_option, reason = "no column of counts, or a column without a count here")]
fn row(words: String, estimate: Option<f64>, given: Option<Option<u64>>) -> Vec<Value> {
    let whole = |number: f64| Value::Int(number.round().clamp(0.0, 1e18) as i64);
    let count = |given: Option<u64>| {
        given.map_or(Value::Null, |given| Value::Int(i64::try_from(given).unwrap_or(i64::MAX)))
    };
    let estimate = estimate.map_or(Value::Null, whole);
    [Value::Text(words), estimate].into_iter().chain(given.map(count)).collect()
}

struct Writer<'a> {
    view: &'a View,
    /// The variable of each place.
    names: &'a [String],
}

impl Writer<'_> {
    fn name(&self, slot: Slot) -> &str {
        self.names.get(slot).map_or("", String::as_str)
    }

    fn list(&self, slots: impl Iterator<Item = Slot>) -> String {
        let names = slots.map(|slot| match self.name(slot) {
            "" => "a value",
            name => name,
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// About how many rows come out when so many go in.
    fn estimate(&self, operation: &Operation, rows: f64) -> f64 {
        let most = |code: &Code| match &code.op {
            Op::Value(Datum::Int(most)) => *most as f64,
            _ => f64::MAX,
        };
        match operation {
            Operation::Match(pattern) => rows * pattern.size,
            Operation::OptionalMatch(pattern) => rows * pattern.size.max(1.0),
            Operation::Unwind { .. } => rows * 10.0,
            Operation::Project(_) => rows,
            Operation::Group(Grouping { keys, .. }) => {
                if keys.is_empty() {
                    1.0
                } else {
                    rows.sqrt().max(rows.min(1.0))
                }
            }
            Operation::Distinct(_) | Operation::Filter(_) => rows / 2.0,
            Operation::Sort { limit, .. } => limit.as_ref().map_or(rows, |limit| rows.min(most(limit))),
            Operation::Skip(code) => (rows - most(code).min(rows)).max(0.0),
            Operation::Limit(code) => rows.min(most(code)),
        }
    }

    fn operation(&self, operation: &Operation) -> String {
        match operation {
            Operation::Match(Pattern { fresh, .. }) => format!("find {}", self.list(fresh.iter().copied())),
            Operation::OptionalMatch(Pattern { fresh, .. }) => {
                format!("find {} or go on with null", self.list(fresh.iter().copied()))
            }
            Operation::Unwind { slot, .. } => format!("every item of a list as {}", self.name(*slot)),
            Operation::Project(items) => {
                format!("compute {}", self.list(items.iter().map(|(_, slot)| *slot)))
            }
            Operation::Group(Grouping { keys, sums, .. }) if keys.is_empty() => {
                format!("add up {} over all rows", sums.len())
            }
            Operation::Group(grouping @ Grouping { keys, sums, .. }) => {
                let whole = grouping.whole_with.map(|slot| format!(", given with each {}", self.name(slot)));
                let keys = self.list(keys.iter().map(|(_, slot)| *slot));
                format!("add up {} by {keys}{}", sums.len(), whole.unwrap_or_default())
            }
            Operation::Distinct(slots) => format!("each {} once", self.list(slots.iter().copied())),
            Operation::Sort { keys, limit: Some(_), .. } => format!("the first rows by {} keys", keys.len()),
            Operation::Sort { keys, .. } => format!("sort by {} keys", keys.len()),
            Operation::Skip(_) => "leave out the first rows".to_owned(),
            Operation::Limit(_) => "end after so many rows".to_owned(),
            Operation::Filter(_) => "filter".to_owned(),
        }
    }

    fn step(&self, step: &Step) -> String {
        let words = match &step.kind {
            StepKind::Check { node } => format!("check {}", self.node(*node)),
            StepKind::Scan { node, source } => self.scan(*node, source),
            StepKind::Expand(hop) => self.hop(hop, ""),
            StepKind::Vary { hop, least, most, once, .. } => {
                let most = most.map_or(String::new(), |most| most.to_string());
                let once = if *once { ", each end once" } else { "" };
                format!("{}{once}", self.hop(hop, &format!("*{least}..{most}")))
            }
            StepKind::Shortest { hop, .. } => format!("shortest path {}", self.hop(hop, "*")),
            StepKind::Route { slot, .. } => format!("path {}", self.name(*slot)),
        };
        match step.tests.len() {
            0 => words,
            1 => format!("{words}, 1 condition"),
            count => format!("{words}, {count} conditions"),
        }
    }

    fn node(&self, slot: Slot) -> String {
        format!("({})", self.name(slot))
    }

    fn scan(&self, node: Slot, source: &Source) -> String {
        let property =
            |column: &usize| self.view.node_properties().nth(*column).unwrap_or_default().to_owned();
        let from = match source {
            Source::All => "all nodes".to_owned(),
            Source::Label(label) => {
                format!("nodes of {}", self.view.labels().nth(usize::from(*label)).unwrap_or_default())
            }
            Source::Nothing => "no node, since nothing has the label".to_owned(),
            Source::Among(column, _) => format!("nodes by a list of their {} (index)", property(column)),
            Source::Valued(column, _) => format!("nodes by their {} (index)", property(column)),
            Source::Prefixed(column, _) => {
                format!("nodes by the beginning of their {} (sorted index)", property(column))
            }
            Source::Near(column, _, most) => {
                format!("nodes within {most} edits of their {} (sorted index)", property(column))
            }
        };
        format!("{} from {from}", self.node(node))
    }

    fn hop(&self, hop: &Hop, length: &str) -> String {
        let relations = match &hop.relations {
            None => String::new(),
            Some(numbers) => {
                let name = |number: &u16| self.view.relations().nth(usize::from(*number)).unwrap_or_default();
                format!(":{}", numbers.iter().map(name).collect::<Vec<_>>().join("|"))
            }
        };
        let (left, right) = match hop.way {
            Way::Along => ("-", "->"),
            Way::Against => ("<-", "-"),
            Way::Either => ("-", "-"),
        };
        let bound = match hop.bound {
            _ if hop.to_bound => " where both are known".to_owned(),
            Some(Bound::Above(slot)) => format!(" behind {}", self.node(slot)),
            Some(Bound::Below(slot)) => format!(" before {}", self.node(slot)),
            None => String::new(),
        };
        let edge = self.name(hop.edge);
        format!("{}{left}[{edge}{relations}{length}]{right}{}{bound}", self.node(hop.from), self.node(hop.to))
    }
}
