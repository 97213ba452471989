//! Alternatives of labels in node patterns, `(n:A|B)`, which the parser package cannot read before another label.
//!
//! The package is given one name in their place, as long as they are, so that places stay; afterwards it is cut again.

use std::ops::Range;

use open_cypher::{Token, TokenKind};

use super::algebra::{Clause, Expr, ExprKind, Gather, Match, Name, NodePattern, Path, Projection, Query};

/// The places of names joined by `|` behind `(` or `(variable` and `:`.
pub(super) fn alternatives(tokens: &[&Token], source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    for (at, _) in tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::LeftParen) {
        let colon = if kind(at + 1) == Some(TokenKind::Identifier) { at + 2 } else { at + 1 };
        if kind(colon) != Some(TokenKind::Colon) {
            continue;
        }
        let mut last = colon + 1;
        while kind(last) == Some(TokenKind::Identifier)
            && kind(last + 1) == Some(TokenKind::Pipe)
            && kind(last + 2) == Some(TokenKind::Identifier)
        {
            last += 2;
        }
        let ends = (tokens.get(colon + 1), tokens.get(last));
        if let ((Some(first), Some(end)), true) = (ends, last > colon + 1) {
            let place = first.span.range().start..end.span.range().end;
            let plain =
                |text: &str| text.chars().all(|c| c == '|' || c == '_' || c == ' ' || c.is_alphanumeric());
            if source.get(place.clone()).is_some_and(plain) {
                found.push(place);
            }
        }
    }
    found
}

/// The query with every name that stands at such a place cut into the names that the source has there.
pub(super) fn cut(query: &mut Query, source: &str) {
    for clause in query.parts_mut().flat_map(|part| &mut part.clauses) {
        match clause {
            Clause::Match(Match { paths, filter, .. }) => {
                paths.iter_mut().for_each(|path| cut_path(path, source));
                filter.iter_mut().for_each(|filter| cut_expr(filter, source));
            }
            Clause::Unwind(list, _) => cut_expr(list, source),
            Clause::With(projection, filter) => {
                cut_projection(projection, source);
                filter.iter_mut().for_each(|filter| cut_expr(filter, source));
            }
            Clause::Return(projection) => cut_projection(projection, source),
        }
    }
}

fn cut_projection(projection: &mut Projection, source: &str) {
    let items = projection.items.iter_mut().map(|item| &mut item.expr);
    items
        .chain(projection.order.iter_mut().map(|item| &mut item.expr))
        .for_each(|expr| cut_expr(expr, source));
}

fn cut_path(path: &mut Path, source: &str) {
    cut_node(&mut path.start, source);
    for (edge, node) in &mut path.steps {
        edge.properties.iter_mut().for_each(|(_, value)| cut_expr(value, source));
        cut_node(node, source);
    }
}

fn cut_node(node: &mut NodePattern, source: &str) {
    cut_labels(&mut node.labels, source);
    node.properties.iter_mut().for_each(|(_, value)| cut_expr(value, source));
}

fn cut_labels(labels: &mut [Vec<Name>], source: &str) {
    for any in labels {
        *any = any.iter().flat_map(|name| names(name, source)).collect();
    }
}

/// A name, or the names that the source has in its place.
fn names(name: &Name, source: &str) -> Vec<Name> {
    let Some(text) = source.get(name.at.clone()).filter(|text| text.contains('|') && !text.contains('`'))
    else {
        return vec![name.clone()];
    };
    let mut at = name.at.start;
    let one = |part: &str| {
        let text = part.trim();
        let start = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        Name { text: text.to_owned(), at: start..start + text.len() }
    };
    text.split('|').map(one).collect()
}

fn cut_expr(expr: &mut Expr, source: &str) {
    *expr = expr.replaced(&mut |part| {
        let kind = match &part.kind {
            ExprKind::Pattern(path) => {
                let mut path = path.clone();
                cut_path(&mut path, source);
                ExprKind::Pattern(path)
            }
            ExprKind::Gather(gather) => {
                let Gather { mut path, mut filter, mut item } = (**gather).clone();
                cut_path(&mut path, source);
                filter.iter_mut().for_each(|filter| cut_expr(filter, source));
                cut_expr(&mut item, source);
                ExprKind::Gather(Box::new(Gather { path, filter, item }))
            }
            ExprKind::Subquery(kind, query) => {
                let mut query = query.clone();
                cut(&mut query, source);
                ExprKind::Subquery(*kind, query)
            }
            ExprKind::Labels(of, labels) => {
                let (mut of, mut labels) = (of.clone(), labels.clone());
                cut_expr(&mut of, source);
                cut_labels(&mut labels, source);
                ExprKind::Labels(of, labels)
            }
            _ => return None,
        };
        Some(Expr { kind, at: part.at.clone() })
    });
}
