//! Why a query that is right may have found nothing: a name that no node has, an edge that leads the other way.
//!
//! It looks at the query and the view once more, and only when there were no rows.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::algebra::{Clause, EdgePattern, Expr, ExprKind, Match, Name, NodePattern, Operator, Query, Way};
use super::datum::Datum;
use super::error::{QueryError, QueryErrorKind as Kind};
use super::run::Settings;
use super::value::Value;
use super::view::View;

/// What may be the reason that a query found nothing, in the order of the query.
pub fn notes_on_nothing(view: &View, query: &Query, settings: &Settings) -> Vec<QueryError> {
    let mut notes = Notes { view, settings, found: Vec::new(), looks: MOST };
    for clause in query.parts().flat_map(|part| &part.clauses) {
        match clause {
            Clause::Match(clause) => notes.of_match(clause),
            Clause::With(_, Some(filter)) => notes.of_filter(filter),
            _ => {}
        }
    }
    notes.found
}

struct Notes<'n> {
    view: &'n View,
    settings: &'n Settings,
    found: Vec<QueryError>,
    /// How often it may still look through the whole view.
    looks: usize,
}

/// How often the whole view is looked through for one query: what is typed by hand has no more names and edges.
const MOST: usize = 12;

/// How many marks a name may have that are signs of their own.
const ACCENTS: usize = 4;

/// The longest text that is taken for a name, in bytes.
const LONGEST: usize = 200;

/// The nodes that stand at one end of an edge.
enum End {
    Any,
    Label(u16),
    Nodes(Vec<u32>),
}

impl Notes<'_> {
    fn of_match(&mut self, clause: &Match) {
        for path in &clause.paths {
            let nodes = || std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node));
            for (key, value) in nodes().flat_map(|node| &node.properties) {
                self.compared(key, value);
            }
            for (from, (edge, to)) in nodes().zip(&path.steps) {
                self.of_edge(from, edge, to);
            }
        }
        if let Some(filter) = &clause.filter {
            self.of_filter(filter);
        }
    }

    /// The same for `n.key = 'value'` and `n.key IN ['value']`, at whatever depth.
    fn of_filter(&mut self, expr: &Expr) {
        if let ExprKind::Binary(left, operator @ (Operator::Equal | Operator::In), right) = &expr.kind {
            for (one, other) in [(left, right), (right, left)] {
                match (&one.kind, &other.kind) {
                    (ExprKind::Property(_, key), ExprKind::List(items)) if *operator == Operator::In => {
                        items.iter().for_each(|item| self.compared(key, item));
                    }
                    (ExprKind::Property(_, key), _) if *operator == Operator::Equal => {
                        self.compared(key, other);
                    }
                    _ => {}
                }
            }
        }
        expr.children(&mut |child| self.of_filter(child));
    }

    /// Notes that a property is a list or that nothing has the value, if something has one that is close to it.
    fn compared(&mut self, key: &Name, value: &Expr) {
        let (Some(text), at) = (self.text(value), value.at.clone()) else { return };
        let Some(column) = self.view.node_column(&key.text) else { return };
        if self.is_list(column) {
            self.found.push(QueryError::new(Kind::ListCompared { property: key.text.clone() }, &key.at));
            return;
        }
        if !self.view.is_text(column) || !self.view.valued(column, &Datum::text(&text)).is_empty() {
            return;
        }
        if text.len() > LONGEST || !self.may_look() {
            return;
        }
        let candidates = self.close(column, &text);
        if !candidates.is_empty() {
            let (property, value) = (key.text.as_str().into(), text.into());
            let kind = Kind::NoSuchValue { property, value, candidates: candidates.into() };
            self.found.push(QueryError::new(kind, &at));
        }
    }

    fn text(&self, value: &Expr) -> Option<String> {
        match &value.kind {
            ExprKind::Text(text) => Some(text.clone()),
            ExprKind::Parameter(name) => match self.settings.parameters.get(&name.text) {
                Some(Value::Text(text)) => Some(text.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the first node that has a property has a list there.
    fn is_list(&self, column: usize) -> bool {
        let mut values = self.nodes().map(|node| self.view.node_value(column, node));
        matches!(values.find(|value| !value.is_null()), Some(Datum::List(_)))
    }

    /// Values that differ from a text in case, accents or few letters only, or else names with a word that begins so.
    fn close(&self, column: usize, text: &str) -> Vec<String> {
        let wanted = folded(text);
        let length = wanted.chars().count();
        let most = match length {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        let mut near = BTreeSet::new();
        for node in self.nodes() {
            let Datum::Text(known) = self.view.node_value(column, node) else { continue };
            if known.chars().count().abs_diff(length) > most + ACCENTS {
                continue;
            }
            let edits = strsim::osa_distance(&folded(&known), &wanted);
            if edits <= most {
                near.insert((edits, known.to_string()));
            }
        }
        if near.is_empty() && self.view.node_column("name") == Some(column) && !text.is_empty() {
            return self.view.names_with(text, 3).into_iter().map(str::to_owned).collect();
        }
        near.into_iter().map(|(_, known)| known).take(3).collect()
    }

    /// Whether the whole view may be looked through once more.
    fn may_look(&mut self) -> bool {
        let may = self.looks > 0;
        self.looks = self.looks.saturating_sub(1);
        may
    }

    fn nodes(&self) -> Range<u32> {
        0..u32::try_from(self.view.node_count()).unwrap_or(u32::MAX)
    }

    /// Notes that the edges of a step lead the other way only.
    fn of_edge(&mut self, left: &NodePattern, edge: &EdgePattern, right: &NodePattern) {
        let (from, to) = match edge.way {
            Way::Along => (left, right),
            Way::Against => (right, left),
            Way::Either => return,
        };
        let ends = (self.end(from), self.end(to));
        let [name] = edge.types.as_slice() else { return };
        let Some(relation) = self.view.relation(&name.text) else { return };
        if matches!(ends, (End::Any, End::Any)) || self.view.is_symmetric(relation) {
            return;
        }
        if !self.may_look() {
            return;
        }
        let [mut along, mut turned] = [false, false];
        for at in 0..u32::try_from(self.view.edge_count()).unwrap_or(u32::MAX) {
            let Some((start, end)) = self.view.ends(at) else { continue };
            if self.view.relation_number(at) != Some(relation) {
                continue;
            }
            along |= self.is_at(start, &ends.0) && self.is_at(end, &ends.1);
            turned |= self.is_at(end, &ends.0) && self.is_at(start, &ends.1);
        }
        if turned && !along {
            let kind = Kind::LeadsOtherWay { relation: name.text.clone(), way: edge.way.turned() };
            self.found.push(QueryError::new(kind, &name.at));
        }
    }

    /// The nodes that a pattern may stand for: those of its label, or those with a property that it names.
    fn end(&self, pattern: &NodePattern) -> End {
        for (key, value) in &pattern.properties {
            let column = self.view.node_column(&key.text);
            if let (Some(text), Some(column)) = (self.text(value), column) {
                return End::Nodes(self.view.valued(column, &Datum::text(&text)));
            }
        }
        let label = match pattern.labels.as_slice() {
            [any] => any.first().filter(|_| any.len() == 1),
            _ => None,
        };
        label.and_then(|label| self.view.label(&label.text)).map_or(End::Any, End::Label)
    }

    fn is_at(&self, node: u32, end: &End) -> bool {
        match end {
            End::Any => true,
            End::Label(label) => self.view.has_label(node, *label),
            End::Nodes(nodes) => nodes.binary_search(&node).is_ok(),
        }
    }
}

/// A text in small letters without accents.
fn folded(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}
