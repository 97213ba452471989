//! From the algebra back to text, which reads as the same query.

use std::fmt::{self, Display, Formatter, Write as _};

use super::algebra::{
    Case, Choice, Chosen, Clause, Comprehension, EdgePattern, Expr, ExprKind, Length, Match, Mode, Name,
    NodePattern, Operator, Part, Path, Projection, ProjectionItem, Quantifier, Quantity, Query, SortItem,
    SortOrder, SubqueryKind, Test, Union, Way,
};
use super::tokens::is_keyword;

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self.mode {
            Mode::Run => "",
            Mode::Explain => "EXPLAIN ",
            Mode::Profile => "PROFILE ",
        })?;
        write!(f, "{}", self.first)?;
        for (union, part) in &self.unions {
            let word = if *union == Union::All { "UNION ALL" } else { "UNION" };
            write!(f, "\n{word}\n{part}")?;
        }
        Ok(())
    }
}

impl Display for Part {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        joined(f, &self.clauses, "\n")
    }
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Match(found) => write!(f, "{found}"),
            Self::Unwind(list, name) => write!(f, "UNWIND {list} AS {name}"),
            Self::With(projection, filter) => {
                write!(f, "WITH {projection}")?;
                filter.as_ref().map_or(Ok(()), |filter| write!(f, "\nWHERE {filter}"))
            }
            Self::Return(projection) => write!(f, "RETURN {projection}"),
        }
    }
}

impl Display for Match {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(if self.quantity == Quantity::Optional { "OPTIONAL MATCH " } else { "MATCH " })?;
        joined(f, &self.paths, ", ")?;
        self.filter.as_ref().map_or(Ok(()), |filter| write!(f, "\nWHERE {filter}"))
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(name) = &self.variable {
            write!(f, "{name} = ")?;
        }
        f.write_str(match self.choice {
            Choice::Every => "",
            Choice::Shortest => "shortestPath(",
            Choice::AllShortest => "allShortestPaths(",
        })?;
        write!(f, "{}", self.start)?;
        self.steps.iter().try_for_each(|(edge, node)| write!(f, "{edge}{node}"))?;
        f.write_str(if self.choice == Choice::Every { "" } else { ")" })
    }
}

impl Display for NodePattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('(')?;
        if let Some(name) = &self.variable {
            write!(f, "{name}")?;
        }
        labels(f, &self.labels)?;
        if !self.properties.is_empty() {
            f.write_str(if self.variable.is_none() && self.labels.is_empty() { "" } else { " " })?;
            map(f, &self.properties)?;
        }
        f.write_char(')')
    }
}

impl Display for EdgePattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(if self.way == Way::Against { "<-" } else { "-" })?;
        let named = self.variable.is_some() || !self.types.is_empty();
        if named || !self.properties.is_empty() || self.length.is_some() {
            f.write_char('[')?;
            if let Some(name) = &self.variable {
                write!(f, "{name}")?;
            }
            if !self.types.is_empty() {
                f.write_char(':')?;
                joined(f, &self.types, "|")?;
            }
            if let Some(Length { least, most }) = self.length {
                let bound = |bound: Option<u32>| bound.map_or(String::new(), |bound| bound.to_string());
                let range = if least.is_none() && most.is_none() { "" } else { ".." };
                write!(f, "*{}{range}{}", bound(least), bound(most))?;
            }
            if !self.properties.is_empty() {
                f.write_str(if named || self.length.is_some() { " " } else { "" })?;
                map(f, &self.properties)?;
            }
            f.write_char(']')?;
        }
        f.write_str(if self.way == Way::Along { "->" } else { "-" })
    }
}

impl Display for Projection {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(if self.distinct { "DISTINCT " } else { "" })?;
        if self.star {
            f.write_str(if self.items.is_empty() { "*" } else { "*, " })?;
        }
        joined(f, &self.items, ", ")?;
        if !self.order.is_empty() {
            f.write_str("\nORDER BY ")?;
            joined(f, &self.order, ", ")?;
        }
        if let Some(skip) = &self.skip {
            write!(f, "\nSKIP {skip}")?;
        }
        self.limit.as_ref().map_or(Ok(()), |limit| write!(f, "\nLIMIT {limit}"))
    }
}

impl Display for ProjectionItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.expr)?;
        let column = Name { text: self.column(), at: 0..0 };
        if self.alias.is_some()
            || !matches!(self.expr.kind, ExprKind::Variable(_)) && column.text != self.expr.to_string()
        {
            write!(f, " AS {column}")?;
        }
        Ok(())
    }
}

impl Display for SortItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.expr)?;
        f.write_str(if self.order == SortOrder::Descending { " DESC" } else { "" })
    }
}

/// In backticks where it is not a plain word.
impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut chars = self.text.chars();
        let starts = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
        let plain = starts && chars.all(|c| c.is_alphanumeric() || c == '_');
        if plain && !is_reserved(&self.text) { f.write_str(&self.text) } else { backquoted(f, &self.text) }
    }
}

fn backquoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "`{}`", text.replace('\\', "\\\\").replace('`', "``"))
}

fn is_reserved(text: &str) -> bool {
    let words =
        ["match", "return", "where", "with", "unwind", "union", "not", "null", "true", "false", "case"];
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Null => f.write_str("null"),
            ExprKind::Bool(value) => write!(f, "{value}"),
            ExprKind::Int(value) => write!(f, "{value}"),
            ExprKind::Float(value) => write!(f, "{value:?}"),
            ExprKind::Text(text) => quoted(f, text),
            ExprKind::List(items) => {
                f.write_char('[')?;
                joined(f, items, ", ")?;
                f.write_char(']')
            }
            ExprKind::Map(entries) => map(f, entries),
            // A variable of that name would begin something else.
            ExprKind::Variable(name) if is_keyword(&name.text) => backquoted(f, &name.text),
            ExprKind::Variable(name) => write!(f, "{name}"),
            ExprKind::Property(of, key) => {
                within(f, of, 11)?;
                write!(f, ".{key}")
            }
            ExprKind::Index(of, index) => {
                within(f, of, 11)?;
                write!(f, "[{index}]")
            }
            ExprKind::Not(of) => {
                f.write_str("NOT ")?;
                within(f, of, 4)
            }
            ExprKind::Negate(of) => {
                // A minus sign right before a number is part of it.
                let is_number = matches!(of.kind, ExprKind::Int(_) | ExprKind::Float(_));
                f.write_char('-')?;
                within(f, of, if is_number { 13 } else { 10 })
            }
            ExprKind::Binary(left, operator, right) => binary(f, left, *operator, right),
            ExprKind::Test(of, test) => {
                within(f, of, 7)?;
                f.write_str(if *test == Test::Null { " IS NULL" } else { " IS NOT NULL" })
            }
            ExprKind::Labels(of, found) => {
                within(f, of, 11)?;
                labels(f, found)
            }
            ExprKind::Call(call) => {
                let star = call.arguments.is_empty() && call.function.text.eq_ignore_ascii_case("count");
                for (index, part) in call.function.text.split('.').enumerate() {
                    f.write_str(if index == 0 { "" } else { "." })?;
                    write!(f, "{}", Name { text: part.to_owned(), at: 0..0 })?;
                }
                f.write_char('(')?;
                f.write_str(if call.distinct { "DISTINCT " } else { "" })?;
                f.write_str(if star { "*" } else { "" })?;
                joined(f, &call.arguments, ", ")?;
                f.write_char(')')
            }
            _ => self.write_longer(f),
        }
    }
}

impl Expr {
    /// Loops, choices, patterns and queries inside an expression.
    fn write_longer(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Parameter(name) => write!(f, "${name}"),
            ExprKind::Slice(of, lower, upper) => {
                within(f, of, 11)?;
                f.write_char('[')?;
                lower.as_ref().map_or(Ok(()), |bound| write!(f, "{bound}"))?;
                f.write_str("..")?;
                upper.as_ref().map_or(Ok(()), |bound| write!(f, "{bound}"))?;
                f.write_char(']')
            }
            ExprKind::Case(case) => write!(f, "{case}"),
            ExprKind::Comprehension(found) => {
                write!(f, "[{found}")?;
                found.item.as_ref().map_or(Ok(()), |item| write!(f, " | {item}"))?;
                f.write_char(']')
            }
            ExprKind::Quantified(quantifier, found) => {
                let name = match quantifier {
                    Quantifier::All => "all",
                    Quantifier::Any => "any",
                    Quantifier::None => "none",
                    Quantifier::Single => "single",
                };
                write!(f, "{name}({found})")
            }
            ExprKind::Reduce(fold) => write!(
                f,
                "reduce({} = {}, {} IN {} | {})",
                fold.sum, fold.start, fold.variable, fold.list, fold.step
            ),
            ExprKind::Chosen(of, items) => {
                within(f, of, 11)?;
                // Without a space, since a word such as `any` is a variable here only so.
                f.write_char('{')?;
                joined(f, items, ", ")?;
                f.write_char('}')
            }
            ExprKind::Pattern(path) => write!(f, "{path}"),
            ExprKind::Gather(gather) => {
                write!(f, "[{}", gather.path)?;
                gather.filter.as_ref().map_or(Ok(()), |filter| write!(f, " WHERE {filter}"))?;
                write!(f, " | {}]", gather.item)
            }
            ExprKind::Subquery(kind, query) => {
                let word = match kind {
                    SubqueryKind::Exists => "EXISTS",
                    SubqueryKind::Count => "COUNT",
                    SubqueryKind::Collect => "COLLECT",
                };
                write!(f, "{word} {{ {query} }}")
            }
            _ => Ok(()),
        }
    }
}

impl Display for Comprehension {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} IN {}", self.variable, self.list)?;
        self.filter.as_ref().map_or(Ok(()), |filter| write!(f, " WHERE {filter}"))
    }
}

impl Display for Case {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("CASE")?;
        self.operand.as_ref().map_or(Ok(()), |operand| write!(f, " {operand}"))?;
        for (when, then) in &self.arms {
            f.write_str(" WHEN ")?;
            joined(f, when, ", ")?;
            write!(f, " THEN {then}")?;
        }
        self.otherwise.as_ref().map_or(Ok(()), |otherwise| write!(f, " ELSE {otherwise}"))?;
        f.write_str(" END")
    }
}

impl Display for Chosen {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property(key) => write!(f, ".{key}"),
            Self::All => f.write_str(".*"),
            Self::Entry(key, value) => write!(f, "{key}: {value}"),
        }
    }
}

fn binary(f: &mut Formatter<'_>, left: &Expr, operator: Operator, right: &Expr) -> fmt::Result {
    let tightness = operator.tightness();
    // Comparisons do not associate, so that both sides of one need brackets around another.
    let left_least = if tightness == 5 || tightness == 6 { tightness + 1 } else { tightness };
    within(f, left, left_least)?;
    write!(f, " {} ", operator.as_str())?;
    // `(a) - -(b)` is read as a pattern.
    let minus_minus = operator == Operator::Subtract && matches!(right.kind, ExprKind::Negate(_));
    within(f, right, if minus_minus { 11 } else { tightness + 1 })
}

/// In brackets when it binds less tightly than it must.
fn within(f: &mut Formatter<'_>, expr: &Expr, least: u8) -> fmt::Result {
    let tightness = match &expr.kind {
        ExprKind::Binary(_, operator, _) => operator.tightness(),
        // `x * (a)-->(b)` multiplies `x` with `a`.
        ExprKind::Not(_) | ExprKind::Pattern(_) => 4,
        ExprKind::Test(..) => 6,
        // `n:Film` stands like a comparison: `n:Film IS NULL` cannot be read.
        ExprKind::Labels(..) => 5,
        ExprKind::Negate(_) => 10,
        ExprKind::Int(value) if *value < 0 => 10,
        ExprKind::Float(value) if *value < 0.0 => 10,
        _ => 12,
    };
    if tightness < least { write!(f, "({expr})") } else { write!(f, "{expr}") }
}

fn labels(f: &mut Formatter<'_>, labels: &[Vec<Name>]) -> fmt::Result {
    for (index, any) in labels.iter().enumerate() {
        f.write_char(if index == 0 { ':' } else { '&' })?;
        let brackets = any.len() > 1 && labels.len() > 1;
        f.write_str(if brackets { "(" } else { "" })?;
        joined(f, any, "|")?;
        f.write_str(if brackets { ")" } else { "" })?;
    }
    Ok(())
}

fn map(f: &mut Formatter<'_>, entries: &[(Name, Expr)]) -> fmt::Result {
    f.write_char('{')?;
    for (index, (key, value)) in entries.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { ", " })?;
        write!(f, "{key}: {value}")?;
    }
    f.write_char('}')
}

fn joined<T: Display>(f: &mut Formatter<'_>, items: &[T], between: &str) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { between })?;
        write!(f, "{item}")?;
    }
    Ok(())
}

/// Words in single quotes, as openCypher reads them.
pub(super) fn quoted(f: &mut impl fmt::Write, text: &str) -> fmt::Result {
    f.write_char('\'')?;
    for c in text.chars() {
        match c {
            '\'' => f.write_str("\\'")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('\'')
}
