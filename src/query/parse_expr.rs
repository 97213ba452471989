//! Expressions from text to the algebra; the other half of `parse`.

use open_cypher::ast::{self, BinaryOperator, IsPredicate, LiteralKind, UnaryOperator};

use super::algebra::{Call, Expr, ExprKind, Name, Operator, Test};
use super::error::{QueryError, QueryErrorKind as Kind};
use super::parse::{labels, name, not_yet};

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
        _ => Err(not_yet("parameters", "write the value itself", found.span)),
    }
}

fn pairs(map: &[ast::MapEntry]) -> Result<Vec<(Name, Expr)>, QueryError> {
    map.iter().map(|entry| Ok((name(&entry.key), expr(&entry.value)?))).collect()
}

fn boxed(found: &ast::Expr) -> Result<Box<Expr>, QueryError> {
    expr(found).map(Box::new)
}

fn kind(found: &ast::Expr) -> Result<ExprKind, QueryError> {
    use ast::ExprKind as E;
    match &found.kind {
        E::Literal(literal) => literal_kind(literal),
        E::Variable(variable) => Ok(ExprKind::Variable(name(variable))),
        E::List(items) => Ok(ExprKind::List(items.iter().map(expr).collect::<Result<_, _>>()?)),
        E::Map(map) => Ok(ExprKind::Map(pairs(map)?)),
        E::Unary { operator, operand } => unary(operator.kind, operand),
        E::Binary { left, operator, right } => match self::operator(operator.kind) {
            Some(operator) => Ok(ExprKind::Binary(boxed(left)?, operator, boxed(right)?)),
            None => Err(not_yet("matches by regular expression", "use CONTAINS", found.span)),
        },
        E::Is { expression, negated, predicate } => is(expression, predicate, *negated, found.span),
        E::Property { expression, key } => Ok(ExprKind::Property(boxed(expression)?, name(key))),
        E::Index { expression, index } => Ok(ExprKind::Index(boxed(expression)?, boxed(index)?)),
        E::Function(call) => function(call),
        E::Parenthesized(inner) => kind(inner),
        other => Err(later(other, found.span)),
    }
}

fn later(kind: &ast::ExprKind, at: open_cypher::Span) -> QueryError {
    use ast::ExprKind as E;
    let (what, instead) = match kind {
        E::Parameter(_) => ("parameters", "write the value itself"),
        E::Case(_) => ("CASE expressions", "filter with WHERE, or join parts with UNION"),
        E::ListComprehension(_) | E::Reduce(_) | E::QuantifiedPredicate(_) => {
            ("loops over a list", "UNWIND the list and filter with WHERE")
        }
        E::PatternComprehension(_) | E::Pattern(_) | E::Subquery(_) => {
            ("patterns inside an expression", "write a further MATCH")
        }
        E::Slice { .. } => ("slices of a list", "use an index such as list[0]"),
        _ => ("expressions of this kind", ""),
    };
    not_yet(what, instead, at)
}

fn literal_kind(literal: &ast::Literal) -> Result<ExprKind, QueryError> {
    let bad =
        |found: &str| QueryError::new(Kind::BadNumber { found: found.to_owned() }, &literal.span.range());
    match &literal.kind {
        LiteralKind::Null => Ok(ExprKind::Null),
        LiteralKind::Boolean(value) => Ok(ExprKind::Bool(*value)),
        LiteralKind::String(text) => Ok(ExprKind::Text(text.value.clone())),
        LiteralKind::Integer(number) => integer(number).map(ExprKind::Int).ok_or_else(|| bad(&number.text)),
        LiteralKind::Float(number) => number
            .text
            .replace('_', "")
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
            .map(ExprKind::Float)
            .ok_or_else(|| bad(&number.text)),
        _ => Err(not_yet("literals of this kind", "", literal.span)),
    }
}

fn integer(number: &ast::IntegerLiteral) -> Option<i64> {
    let text = number.text.replace('_', "");
    let digits = |prefixes: [&str; 2]| {
        prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(&text).to_owned()
    };
    match number.radix {
        ast::IntegerRadix::Hexadecimal => i64::from_str_radix(&digits(["0x", "0X"]), 16).ok(),
        ast::IntegerRadix::Octal => i64::from_str_radix(&digits(["0o", "0O"]), 8).ok(),
        _ => text.parse().ok(),
    }
}

fn unary(operator: UnaryOperator, operand: &ast::Expr) -> Result<ExprKind, QueryError> {
    match operator {
        UnaryOperator::Not => Ok(ExprKind::Not(boxed(operand)?)),
        UnaryOperator::Minus => match expr(operand)?.kind {
            ExprKind::Int(value) => Ok(ExprKind::Int(-value)),
            ExprKind::Float(value) => Ok(ExprKind::Float(-value)),
            _ => Ok(ExprKind::Negate(boxed(operand)?)),
        },
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
    let parts: Vec<&str> = call.name.parts.iter().map(|part| part.kind.text.as_str()).collect();
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
        B::Add | B::Concat => Operator::Add,
        B::Subtract => Operator::Subtract,
        B::Multiply => Operator::Multiply,
        B::Divide => Operator::Divide,
        B::Remainder => Operator::Remainder,
        B::Power => Operator::Power,
        _ => return None,
    })
}
