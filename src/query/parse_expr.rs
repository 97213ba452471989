//! Expressions from text to the algebra; the other half of `parse`.

use open_cypher::ast::{self, BinaryOperator, IsPredicate, LiteralKind, UnaryOperator};

use super::algebra::{
    Call, Case, Chosen, Comprehension, Expr, ExprKind, Gather, Name, Operator, Path, Quantifier, Reduce,
    SubqueryKind, Test,
};
use super::error::{QueryError, QueryErrorKind as Kind};
use super::parse::{COLLECT, labels, name, not_yet, path, query};

/// An expression as the algebra has it.
pub(super) fn expr(found: &ast::Expr) -> Result<Expr, QueryError> {
    if let ast::ExprKind::Parenthesized(inner) = &found.kind {
        return expr(inner);
    }
    Ok(Expr { kind: kind(found)?, at: found.span.range() })
}

/// The entries of a map that stands in a pattern.
pub(super) fn entries(found: &ast::Expr) -> Result<Vec<(Name, Expr)>, QueryError> {
    match &found.kind {
        ast::ExprKind::Map(map) => pairs(map),
        _ => Err(QueryError::new(Kind::ParameterInPattern, &found.span.range())),
    }
}

fn pairs(map: &[ast::MapEntry]) -> Result<Vec<(Name, Expr)>, QueryError> {
    map.iter().map(|entry| Ok((name(&entry.key), expr(&entry.value)?))).collect()
}

fn boxed(found: &ast::Expr) -> Result<Box<Expr>, QueryError> {
    expr(found).map(Box::new)
}

fn list(found: &[ast::Expr]) -> Result<Vec<Expr>, QueryError> {
    found.iter().map(expr).collect()
}

fn maybe(found: Option<&ast::Expr>) -> Result<Option<Expr>, QueryError> {
    found.map(expr).transpose()
}

fn maybe_boxed(found: Option<&ast::Expr>) -> Result<Option<Box<Expr>>, QueryError> {
    found.map(boxed).transpose()
}

fn kind(found: &ast::Expr) -> Result<ExprKind, QueryError> {
    use ast::ExprKind as E;
    match &found.kind {
        E::Literal(literal) => literal_kind(literal, ""),
        E::Variable(variable) => Ok(ExprKind::Variable(name(variable))),
        E::Parameter(parameter) => Ok(ExprKind::Parameter(self::parameter(parameter, found.span))),
        E::List(items) => Ok(ExprKind::List(list(items)?)),
        E::Map(map) => Ok(ExprKind::Map(pairs(map)?)),
        E::MapProjection(chosen) => self::chosen(chosen),
        E::Unary { operator, operand } => unary(operator.kind, operand),
        E::Binary { left, operator, right } => binary(left, operator.kind, right),
        E::Is { expression, negated, predicate } => is(expression, predicate, *negated, found.span),
        E::Property { expression, key } => Ok(ExprKind::Property(boxed(expression)?, name(key))),
        E::Index { expression, index } => Ok(ExprKind::Index(boxed(expression)?, boxed(index)?)),
        E::Slice { expression, lower, upper } => Ok(ExprKind::Slice(
            boxed(expression)?,
            maybe_boxed(lower.as_deref())?,
            maybe_boxed(upper.as_deref())?,
        )),
        E::Function(call) => function(call),
        E::Parenthesized(inner) => kind(inner),
        E::Case(case) => self::case(case),
        _ => of_rows(found),
    }
}

/// Loops over a list, patterns and queries inside an expression.
fn of_rows(found: &ast::Expr) -> Result<ExprKind, QueryError> {
    use ast::ExprKind as E;
    match &found.kind {
        E::ListComprehension(loops) => Ok(ExprKind::Comprehension(Box::new(Comprehension {
            variable: name(&loops.variable),
            list: expr(&loops.list)?,
            filter: maybe(loops.predicate.as_deref())?,
            item: maybe(loops.projection.as_deref())?,
        }))),
        E::QuantifiedPredicate(loops) => {
            let quantifier = quantifier(loops.kind.kind)
                .ok_or_else(|| not_yet("quantifiers of this kind", "", found.span))?;
            let loops = Comprehension {
                variable: name(&loops.variable),
                list: expr(&loops.list)?,
                filter: Some(expr(&loops.predicate)?),
                item: None,
            };
            Ok(ExprKind::Quantified(quantifier, Box::new(loops)))
        }
        E::Reduce(fold) => Ok(ExprKind::Reduce(Box::new(Reduce {
            sum: name(&fold.accumulator),
            start: expr(&fold.initial)?,
            variable: name(&fold.variable),
            list: expr(&fold.list)?,
            step: expr(&fold.expression)?,
        }))),
        E::PatternComprehension(gather) => Ok(ExprKind::Gather(Box::new(Gather {
            path: Path {
                variable: gather.binding.as_ref().map(name),
                ..one_path(&gather.pattern, found.span)?
            },
            filter: maybe(gather.predicate.as_deref())?,
            item: expr(&gather.projection)?,
        }))),
        E::Pattern(pattern) => Ok(ExprKind::Pattern(Box::new(one_path(pattern, found.span)?))),
        E::Subquery(subquery) => {
            let kind = match subquery.kind.kind {
                ast::SubqueryExpressionKind::Exists => SubqueryKind::Exists,
                ast::SubqueryExpressionKind::Count => SubqueryKind::Count,
                _ => SubqueryKind::Collect,
            };
            Ok(ExprKind::Subquery(kind, Box::new(query(&subquery.query)?)))
        }
        _ => Err(not_yet("expressions of this kind", "", found.span)),
    }
}

fn quantifier(kind: ast::QuantifiedPredicateKind) -> Option<Quantifier> {
    match kind {
        ast::QuantifiedPredicateKind::All => Some(Quantifier::All),
        ast::QuantifiedPredicateKind::Any => Some(Quantifier::Any),
        ast::QuantifiedPredicateKind::None => Some(Quantifier::None),
        ast::QuantifiedPredicateKind::Single => Some(Quantifier::Single),
        _ => None,
    }
}

fn one_path(pattern: &ast::Pattern, at: open_cypher::Span) -> Result<Path, QueryError> {
    match pattern.parts.as_slice() {
        [only] => path(only),
        _ => Err(not_yet("several patterns in one expression", "join them with AND", at)),
    }
}

fn parameter(parameter: &ast::Parameter, at: open_cypher::Span) -> Name {
    let (ast::ParameterName::Named(text) | ast::ParameterName::Positional(text)) = &parameter.name else {
        return Name { text: String::new(), at: at.range() };
    };
    Name { text: text.clone(), at: at.range() }
}

fn case(case: &ast::CaseExpression) -> Result<ExprKind, QueryError> {
    let arms = case.alternatives.iter().map(|arm| Ok((list(&arm.when)?, expr(&arm.then)?)));
    Ok(ExprKind::Case(Box::new(Case {
        operand: maybe(case.operand.as_deref())?,
        arms: arms.collect::<Result<_, QueryError>>()?,
        otherwise: maybe(case.else_expression.as_deref())?,
    })))
}

fn chosen(found: &ast::MapProjection) -> Result<ExprKind, QueryError> {
    use ast::MapProjectionItemKind as Item;
    let items = found.items.iter().map(|item| match &item.kind {
        Item::Property(key) => Ok(Chosen::Property(name(key))),
        Item::AllProperties => Ok(Chosen::All),
        Item::Variable(variable) => {
            let kind = ExprKind::Variable(name(variable));
            Ok(Chosen::Entry(name(variable), Expr { kind, at: item.span.range() }))
        }
        Item::Entry(entry) => Ok(Chosen::Entry(name(&entry.key), expr(&entry.value)?)),
        _ => Err(not_yet("entries of this kind", "", item.span)),
    });
    Ok(ExprKind::Chosen(boxed(&found.base)?, items.collect::<Result<_, _>>()?))
}

/// Two values and what is said of them; `1 < x < 3` says it of each neighbouring two.
fn binary(left: &ast::Expr, sign: BinaryOperator, right: &ast::Expr) -> Result<ExprKind, QueryError> {
    let operator = operator(sign).ok_or_else(|| not_yet("operators of this kind", "", left.span))?;
    if let (true, ast::ExprKind::Binary { operator: inner, right: middle, .. }) =
        (is_comparison(sign), &left.kind)
        && is_comparison(inner.kind)
    {
        let at = middle.span.range().start..right.span.range().end;
        let second = Expr { kind: ExprKind::Binary(boxed(middle)?, operator, boxed(right)?), at };
        return Ok(ExprKind::Binary(boxed(left)?, Operator::And, Box::new(second)));
    }
    Ok(ExprKind::Binary(boxed(left)?, operator, boxed(right)?))
}

fn is_comparison(sign: BinaryOperator) -> bool {
    use BinaryOperator as B;
    matches!(sign, B::Equal | B::NotEqual | B::Less | B::LessEqual | B::Greater | B::GreaterEqual)
}

/// A literal; a number with the sign before it, since the lowest number has no positive one.
fn literal_kind(literal: &ast::Literal, sign: &str) -> Result<ExprKind, QueryError> {
    let bad =
        |found: &str| QueryError::new(Kind::BadNumber { found: found.to_owned() }, &literal.span.range());
    match &literal.kind {
        LiteralKind::Null => Ok(ExprKind::Null),
        LiteralKind::Boolean(value) => Ok(ExprKind::Bool(*value)),
        LiteralKind::String(text) => Ok(ExprKind::Text(text.value.clone())),
        LiteralKind::Integer(number) => {
            integer(number, sign).map(ExprKind::Int).ok_or_else(|| bad(&number.text))
        }
        LiteralKind::Float(number) => format!("{sign}{}", number.text.replace('_', ""))
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
            .map(ExprKind::Float)
            .ok_or_else(|| bad(&number.text)),
        _ => Err(not_yet("literals of this kind", "", literal.span)),
    }
}

fn integer(number: &ast::IntegerLiteral, sign: &str) -> Option<i64> {
    let text = number.text.replace('_', "");
    let digits = |prefixes: [&str; 2]| {
        let bare = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(&text);
        format!("{sign}{bare}")
    };
    match number.radix {
        ast::IntegerRadix::Hexadecimal => i64::from_str_radix(&digits(["0x", "0X"]), 16).ok(),
        ast::IntegerRadix::Octal => i64::from_str_radix(&digits(["0o", "0O"]), 8).ok(),
        _ => format!("{sign}{text}").parse().ok(),
    }
}

fn unary(operator: UnaryOperator, operand: &ast::Expr) -> Result<ExprKind, QueryError> {
    match (operator, &operand.kind) {
        (UnaryOperator::Not, _) => Ok(ExprKind::Not(boxed(operand)?)),
        (UnaryOperator::Minus, ast::ExprKind::Literal(literal))
            if matches!(literal.kind, LiteralKind::Integer(_) | LiteralKind::Float(_)) =>
        {
            literal_kind(literal, "-")
        }
        (UnaryOperator::Minus, _) => Ok(ExprKind::Negate(boxed(operand)?)),
        _ => kind(operand),
    }
}

fn is(
    of: &ast::Expr,
    predicate: &IsPredicate,
    negated: bool,
    at: open_cypher::Span,
) -> Result<ExprKind, QueryError> {
    match predicate {
        IsPredicate::Null if negated => Ok(ExprKind::Test(boxed(of)?, Test::NotNull)),
        IsPredicate::Null => Ok(ExprKind::Test(boxed(of)?, Test::Null)),
        IsPredicate::Label(found) => {
            let test = ExprKind::Labels(boxed(of)?, labels(found)?);
            if negated {
                return Ok(ExprKind::Not(Box::new(Expr { kind: test, at: at.range() })));
            }
            Ok(test)
        }
        _ => Err(not_yet("tests of a type or form", "", at)),
    }
}

fn function(call: &ast::FunctionInvocation) -> Result<ExprKind, QueryError> {
    let parts = call.name.parts.iter().map(|part| match part.kind.text.as_str() {
        COLLECT => "collect",
        text => text,
    });
    let parts: Vec<&str> = parts.collect();
    let arguments = match call.arguments.as_slice() {
        [ast::Expr { kind: ast::ExprKind::Wildcard, .. }] => Vec::new(),
        all => all.iter().map(expr).collect::<Result<_, _>>()?,
    };
    Ok(ExprKind::Call(Call {
        function: Name { text: parts.join("."), at: call.name.span.range() },
        distinct: matches!(&call.quantifier, Some(found) if found.kind == ast::SetQuantifier::Distinct),
        arguments,
    }))
}

fn operator(found: BinaryOperator) -> Option<Operator> {
    use BinaryOperator as B;
    Some(match found {
        B::Or => Operator::Or,
        B::Xor => Operator::Xor,
        B::And => Operator::And,
        B::Equal => Operator::Equal,
        B::NotEqual => Operator::NotEqual,
        B::Less => Operator::Less,
        B::LessEqual => Operator::LessEqual,
        B::Greater => Operator::Greater,
        B::GreaterEqual => Operator::GreaterEqual,
        B::In => Operator::In,
        B::StartsWith => Operator::StartsWith,
        B::EndsWith => Operator::EndsWith,
        B::Contains => Operator::Contains,
        B::RegexMatch => Operator::Matches,
        B::Add | B::Concat => Operator::Add,
        B::Subtract => Operator::Subtract,
        B::Multiply => Operator::Multiply,
        B::Divide => Operator::Divide,
        B::Remainder => Operator::Remainder,
        B::Power => Operator::Power,
        _ => return None,
    })
}
