//! Words that a query takes for statuses and that are none: it can be run, but finds nothing by them.

use std::collections::BTreeSet;

use crate::graph::Status;

use super::algebra::{Clause, Expr, ExprKind, Match, Operator, Projection, Query};

/// The property of edges whose values are known beforehand.
const STATUS: &str = "status";

/// The words that a query compares with `status` and that are no status, each once, in the order of the query.
pub fn unknown_statuses(query: &Query) -> Vec<&str> {
    let mut words = Vec::new();
    for clause in query.parts().flat_map(|part| &part.clauses) {
        match clause {
            Clause::Match(clause) => of_match(clause, &mut words),
            Clause::Unwind(list, _) => compared(list, &mut words),
            Clause::With(projection, filter) => {
                of_projection(projection, &mut words);
                filter.iter().for_each(|filter| compared(filter, &mut words));
            }
            Clause::Return(projection) => of_projection(projection, &mut words),
        }
    }
    let mut seen = BTreeSet::new();
    words.retain(|word| word.parse::<Status>().is_err() && seen.insert(*word));
    words
}

fn of_match<'q>(clause: &'q Match, words: &mut Vec<&'q str>) {
    let edges = clause.paths.iter().flat_map(|path| &path.steps).map(|(edge, _)| edge);
    let statuses = edges.flat_map(|edge| &edge.properties).filter(|(key, _)| key.text == STATUS);
    statuses.for_each(|(_, value)| texts(value, words));
    clause.filter.iter().for_each(|filter| compared(filter, words));
}

fn of_projection<'q>(projection: &'q Projection, words: &mut Vec<&'q str>) {
    projection.items.iter().for_each(|item| compared(&item.expr, words));
    projection.order.iter().for_each(|item| compared(&item.expr, words));
}

/// Every word that an expression compares with `status`, at whatever depth.
fn compared<'q>(expr: &'q Expr, words: &mut Vec<&'q str>) {
    if let ExprKind::Binary(left, Operator::Equal | Operator::NotEqual | Operator::In, right) = &expr.kind {
        for (one, other) in [(left, right), (right, left)] {
            if matches!(&one.kind, ExprKind::Property(_, key) if key.text == STATUS) {
                texts(other, words);
            }
        }
    }
    expr.children(&mut |child| compared(child, words));
}

fn texts<'q>(expr: &'q Expr, words: &mut Vec<&'q str>) {
    match &expr.kind {
        ExprKind::Text(text) => words.push(text),
        ExprKind::List(items) => items.iter().for_each(|item| texts(item, words)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, words: &[&str]) {
        assert_eq!(unknown_statuses(&query.parse().unwrap()), words, "{query}");
    }

    #[test]
    fn words_that_are_no_status_are_found_wherever_they_stand() {
        check("MATCH (a)-[r]->(b) WHERE r.status = 'planed' RETURN a", &["planed"]);
        check("MATCH (a)-[r]->(b) WHERE NOT ('Denied' <> r.status OR a.name = 'x') RETURN a", &["Denied"]);
        check(
            "MATCH (a)-[r {status: 'rumored'}]->(b) RETURN r.status IN ['former', 'left']",
            &["rumored", "left"],
        );
        check(
            "MATCH (a)-[r]->(b) WITH r AS s WHERE s.status = 'no' RETURN s ORDER BY s.status = 'no'",
            &["no"],
        );
        check("MATCH (a)-[r {role: 'x'}]->(b) WHERE r.status = 'planned' AND a.name = 'y' RETURN a", &[]);
    }
}
