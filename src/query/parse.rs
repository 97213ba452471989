//! From text to the algebra, by the package `open-cypher`, which only `parse_expr`, `parse_labels` and `tokens` name beside it.

use std::borrow::Cow;
use std::ops::Range;
use std::str::FromStr;

use open_cypher::ast::{
    self, ClauseKind, LabelExpression, LabelExpressionKind, PathFactorKind, RelationshipDirection,
};
use open_cypher::{Diagnostic, DiagnosticCode, Keyword, TokenKind};

use super::algebra::{
    Choice, Clause, EdgePattern, Length, Match, Mode, Name, NodePattern, Part, Path, Projection,
    ProjectionItem, Quantity, Query, SortItem, SortOrder, Union, Way,
};
use super::error::{QueryError, QueryErrorKind as Kind};
use super::nearest::nearest;
use super::parse_expr::{entries, expr};
use super::parse_labels::{alternatives, cut};
use super::stack::with_room;
use super::tokens::is_keyword;

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(source: &str) -> Result<Self, QueryError> {
        let signs = check_size(source)?;
        let no_room = || QueryError::new(Kind::NoRoom, &(0..source.len()));
        with_room(signs, || read(source)).ok_or_else(no_room)?
    }
}

/// Reads a query whose size has been checked.
fn read(source: &str) -> Result<Query, QueryError> {
    let (mode, source) = &mode(source);
    let mode = *mode;
    let (disguised, joined) = disguised(source);
    let parsed = open_cypher::parse(&disguised).map_err(|errors| syntax(source, errors.diagnostics()))?;
    let whole = 0..source.len();
    let Some(statement) = parsed.program.statements.first() else {
        return Err(QueryError::new(Kind::Empty, &whole));
    };
    let ast::StatementKind::Query(statement) = &statement.kind else {
        return Err(QueryError::new(Kind::Empty, &whole));
    };
    let mut found = query(&statement.query)?;
    found.mode = mode;
    if joined {
        cut(&mut found, source);
    }
    for item in found.projections_mut().flat_map(|projection| &mut projection.items) {
        item.written = source.get(item.at.clone()).map(str::to_owned);
    }
    for part in found.parts() {
        if !matches!(part.clauses.last(), Some(Clause::Return(_))) {
            return Err(QueryError::new(Kind::NoReturn, &(part.at.end..part.at.end)));
        }
    }
    Ok(found)
}

/// What `collect` is called while the package reads it: as long, and no word of the grammar.
pub(super) const COLLECT: &str = "coll\u{b7}t";

/// The text with every function `collect` under another name and alternatives of labels as one name, each as long as it
/// was, so that places stay; and whether there are such alternatives.
///
/// The package takes `collect` for the beginning of `COLLECT { ... }` and tries again with other readings, which fails when
/// some expression before a name ends with a word, as in `RETURN collect(n), n.x IS NULL AS free`.
fn disguised(source: &str) -> (String, bool) {
    let mut text = source.to_owned();
    let tokens = open_cypher::lex(source).tokens;
    let tokens: Vec<_> = tokens.iter().filter(|token| !token.kind.is_trivia()).collect();
    for pair in tokens.windows(2) {
        if let [word, open] = pair
            && word.kind == TokenKind::Keyword(Keyword::Collect)
            && open.kind == TokenKind::LeftParen
        {
            text.replace_range(word.span.range(), COLLECT);
        }
    }
    let joined = alternatives(&tokens, source);
    for place in &joined {
        let name = source.get(place.clone()).unwrap_or_default().replace(['|', ' '], "_");
        text.replace_range(place.clone(), &name);
    }
    (text, !joined.is_empty())
}

/// Whether a text begins with a word that asks for the plan; the word is blanked out, so that places stay.
fn mode(source: &str) -> (Mode, Cow<'_, str>) {
    let start = source.len() - source.trim_start().len();
    for (word, mode) in [("explain", Mode::Explain), ("profile", Mode::Profile)] {
        let end = start + word.len();
        let found = source.get(start..end).is_some_and(|found| found.eq_ignore_ascii_case(word));
        let rest = source.get(end..).filter(|rest| rest.starts_with(char::is_whitespace));
        if let (true, Some(rest)) = (found, rest) {
            return (mode, Cow::Owned(format!("{}{rest}", " ".repeat(end))));
        }
    }
    (Mode::Run, Cow::Borrowed(source))
}

/// A query, or one inside an expression, which may end without `RETURN`.
pub(super) fn query(found: &ast::Query) -> Result<Query, QueryError> {
    let ast::QueryKind::Regular(query) = &found.kind else {
        return Err(QueryError::new(Kind::Empty, &found.span.range()));
    };
    let unions = query.unions.iter().map(|branch| {
        let union = match branch.operator.kind {
            ast::UnionOperator::All => Union::All,
            _ => Union::Distinct,
        };
        Ok((union, part(&branch.query)?))
    });
    Ok(Query {
        mode: Mode::Run,
        first: part(&query.head)?,
        unions: unions.collect::<Result<_, QueryError>>()?,
    })
}

/// The most operators, brackets and keywords of a query. Each can nest what follows one deeper, and whatever
/// walks a query goes as deep, here and in the package; this is well below what a stack holds.
const LIMIT: usize = 1500;

/// How many operators, brackets and keywords there are.
fn check_size(source: &str) -> Result<usize, QueryError> {
    let nests = |token: &&open_cypher::Token| {
        let leaf = matches!(
            token.kind,
            TokenKind::Comma
                | TokenKind::Identifier
                | TokenKind::String
                | TokenKind::Integer
                | TokenKind::Float
        );
        !leaf && !token.kind.is_trivia()
    };
    let signs = open_cypher::lex(source).tokens.iter().filter(nests).count();
    if signs > LIMIT {
        return Err(QueryError::new(Kind::TooLarge { signs, limit: LIMIT }, &(0..source.len())));
    }
    check_braces(source)?;
    Ok(signs)
}

/// How deep queries may stand in one another as values: the package reads each again for every one around it, and needs
/// three times as long for one more.
const DEEPEST: usize = 8;

fn check_braces(source: &str) -> Result<(), QueryError> {
    let tokens = open_cypher::lex(source).tokens;
    let mut braces: Vec<bool> = Vec::new();
    let mut before = None;
    for token in tokens.iter().filter(|token| !token.kind.is_trivia()) {
        match token.kind {
            TokenKind::LeftBrace => {
                braces.push(matches!(
                    before,
                    Some(TokenKind::Keyword(Keyword::Count | Keyword::Collect | Keyword::Exists))
                ));
                if braces.iter().filter(|query| **query).count() > DEEPEST {
                    let kind =
                        not_yet("queries this deep in one another", "`WITH` may part them", token.span);
                    return Err(kind);
                }
            }
            TokenKind::RightBrace => {
                braces.pop();
            }
            _ => {}
        }
        before = Some(token.kind);
    }
    Ok(())
}

pub(super) fn not_yet(what: &'static str, instead: &'static str, at: open_cypher::Span) -> QueryError {
    QueryError::new(Kind::NotYet { what, instead }, &at.range())
}

pub(super) fn name(name: &ast::Name) -> Name {
    Name { text: name.kind.text.clone(), at: name.span.range() }
}

fn part(query: &ast::SingleQuery) -> Result<Part, QueryError> {
    let mut clauses = Vec::new();
    for item in &query.kind.clauses {
        if matches!(clauses.last(), Some(Clause::Return(_))) {
            return Err(QueryError::new(Kind::AfterReturn, &item.span.range()));
        }
        clauses.push(clause(item)?);
    }
    Ok(Part { clauses, at: query.span.range() })
}

fn clause(clause: &ast::Clause) -> Result<Clause, QueryError> {
    let writes =
        |name: &str| Err(QueryError::new(Kind::Writes { clause: name.to_owned() }, &clause.span.range()));
    match &clause.kind {
        ClauseKind::Match(found) => Ok(Clause::Match(matched(found)?)),
        ClauseKind::Unwind(found) => Ok(Clause::Unwind(expr(&found.expression)?, name(&found.variable))),
        ClauseKind::With(found) => {
            let filter = found.where_clause.as_ref().map(expr).transpose()?;
            Ok(Clause::With(projection(&found.projection)?, filter))
        }
        ClauseKind::Return(found) => Ok(Clause::Return(projection(&found.projection)?)),
        ClauseKind::Create(_) => writes("CREATE"),
        ClauseKind::Insert(_) => writes("INSERT"),
        ClauseKind::Merge(_) => writes("MERGE"),
        ClauseKind::Delete(_) => writes("DELETE"),
        ClauseKind::Set(_) => writes("SET"),
        ClauseKind::Remove(_) => writes("REMOVE"),
        ClauseKind::Foreach(_) => writes("FOREACH"),
        ClauseKind::LoadCsv(_) => writes("LOAD CSV"),
        ClauseKind::Call(_) => {
            Err(not_yet("procedures and subqueries", "write a further MATCH", clause.span))
        }
        _ => Err(not_yet("clauses of this kind", "use MATCH, UNWIND, WITH and RETURN", clause.span)),
    }
}

fn matched(clause: &ast::MatchClause) -> Result<Match, QueryError> {
    if let Some(mode) = &clause.mode {
        return Err(not_yet("path modes", "no edge is used twice in one MATCH anyway", mode.span));
    }
    if let Some(hint) = clause.hints.first() {
        return Err(not_yet("planner hints", "leave it out: the order is chosen by itself", hint.span));
    }
    Ok(Match {
        quantity: if clause.optional { Quantity::Optional } else { Quantity::Needed },
        paths: clause.pattern.parts.iter().map(path).collect::<Result<_, _>>()?,
        filter: clause.where_clause.as_ref().map(expr).transpose()?,
    })
}

pub(super) fn path(part: &ast::PatternPart) -> Result<Path, QueryError> {
    if let Some(selector) = &part.kind.selector {
        return Err(not_yet("path selectors", "use `shortestPath(...)`", selector.span));
    }
    let variable = part.kind.binding.as_ref().map(name);
    Ok(Path { variable, ..factors(&part.kind.path, Choice::Every)? })
}

/// Nodes and the edges between them, without a name for the whole.
fn factors(found: &ast::PathPattern, choice: Choice) -> Result<Path, QueryError> {
    let ends = || QueryError::new(Kind::EndsEarly, &found.span.range());
    let (first, rest) = found.kind.factors.split_first().ok_or_else(ends)?;
    let start = match &first.kind {
        PathFactorKind::Node(pattern) => node_pattern(pattern)?,
        PathFactorKind::LegacyShortest { all, pattern } if rest.is_empty() && choice == Choice::Every => {
            return factors(pattern, if *all { Choice::AllShortest } else { Choice::Shortest });
        }
        PathFactorKind::Parenthesized { pattern, where_clause: None, quantifier: None }
            if rest.is_empty() =>
        {
            return factors(pattern, choice);
        }
        _ => return Err(not_yet(BRACKETS, STEPS, first.span)),
    };
    let steps: Vec<_> = rest.chunks(2).map(|pair| step(pair, found.span)).collect::<Result<_, _>>()?;
    if choice != Choice::Every && steps.len() != 1 {
        return Err(QueryError::new(Kind::OneStep, &found.span.range()));
    }
    let least = steps.first().and_then(|(edge, _)| edge.length).and_then(|length| length.least);
    if let (true, Some(least @ 2..)) = (choice != Choice::Every, least) {
        return Err(QueryError::new(Kind::LongShortest { least }, &found.span.range()));
    }
    Ok(Path { variable: None, choice, start, steps })
}

const BRACKETS: &str = "patterns in brackets or with a count";
const STEPS: &str = "write each step out, as in `(a)-->(b)`; between two patterns stands a comma";

fn step(
    pair: &[ast::PathFactor],
    whole: open_cypher::Span,
) -> Result<(EdgePattern, NodePattern), QueryError> {
    match pair {
        [edge, node] => match (&edge.kind, &node.kind) {
            (PathFactorKind::Relationship(edge), PathFactorKind::Node(node)) => {
                Ok((edge_pattern(edge)?, node_pattern(node)?))
            }
            _ => Err(not_yet(BRACKETS, STEPS, edge.span)),
        },
        _ => Err(not_yet(BRACKETS, STEPS, whole)),
    }
}

fn node_pattern(pattern: &ast::NodePattern) -> Result<NodePattern, QueryError> {
    if let Some(filter) = &pattern.where_clause {
        return Err(not_yet("filters inside a node", "put WHERE after the pattern", filter.span));
    }
    Ok(NodePattern {
        variable: pattern.variable.as_ref().map(name),
        labels: pattern.labels.as_ref().map(labels).transpose()?.unwrap_or_default(),
        properties: pattern.properties.as_deref().map(entries).transpose()?.unwrap_or_default(),
    })
}

fn edge_pattern(pattern: &ast::RelationshipPattern) -> Result<EdgePattern, QueryError> {
    if let Some(filter) = &pattern.where_clause {
        return Err(not_yet("filters inside an edge", "put WHERE after the pattern", filter.span));
    }
    let types = pattern.labels.as_ref().map(labels).transpose()?.unwrap_or_default();
    if let (2.., Some(whole)) = (types.len(), &pattern.labels) {
        return Err(not_yet("edges of two types at once", "an edge has one type", whole.span));
    }
    Ok(EdgePattern {
        variable: pattern.variable.as_ref().map(name),
        way: match pattern.direction.kind {
            RelationshipDirection::Left => Way::Against,
            RelationshipDirection::Right => Way::Along,
            _ => Way::Either,
        },
        types: types.into_iter().next().unwrap_or_default(),
        length: pattern
            .legacy_quantifier
            .as_ref()
            .or(pattern.graph_quantifier.as_ref())
            .map(length)
            .transpose()?,
        properties: pattern.properties.as_deref().map(entries).transpose()?.unwrap_or_default(),
    })
}

fn length(found: &ast::Quantifier) -> Result<Length, QueryError> {
    let number = |text: &String| {
        let bad = || QueryError::new(Kind::BadNumber { found: text.clone() }, &found.span.range());
        text.parse::<u32>().map(Some).map_err(|_| bad())
    };
    let bound = |text: &Option<String>| text.as_ref().map_or(Ok(None), number);
    Ok(match &found.kind {
        ast::QuantifierKind::ZeroOrMore => Length { least: None, most: None },
        ast::QuantifierKind::OneOrMore => Length { least: Some(1), most: None },
        ast::QuantifierKind::Optional => Length { least: Some(0), most: Some(1) },
        ast::QuantifierKind::Fixed(text) => Length { least: number(text)?, most: number(text)? },
        ast::QuantifierKind::Range { lower, upper } => Length { least: bound(lower)?, most: bound(upper)? },
        _ => return Err(not_yet("lengths of this kind", "write `*1..3`", found.span)),
    })
}

/// Labels as lists of which one must fit each.
pub(super) fn labels(expression: &LabelExpression) -> Result<Vec<Vec<Name>>, QueryError> {
    match &expression.kind {
        LabelExpressionKind::Name(label) => Ok(vec![vec![name(label)]]),
        LabelExpressionKind::Wildcard => Ok(Vec::new()),
        LabelExpressionKind::Parenthesized(inner) => labels(inner),
        LabelExpressionKind::And(all) => {
            Ok(all.iter().map(labels).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
        }
        LabelExpressionKind::Or(any) => {
            let mut one = Vec::new();
            for item in any {
                match labels(item)?.as_mut_slice() {
                    [names] => one.append(names),
                    _ => return Err(not_yet("label expressions this deep", "use WHERE", item.span)),
                }
            }
            Ok(vec![one])
        }
        _ => Err(not_yet("labels with `!`", "use WHERE NOT", expression.span)),
    }
}

fn projection(clause: &ast::ProjectionClause) -> Result<Projection, QueryError> {
    let mut items = Vec::new();
    let mut star = false;
    for item in &clause.items {
        match &item.kind {
            ast::ProjectionItemKind::Expression { expression, alias } => {
                let (at, alias) = (expression.span.range(), alias.as_ref().map(name));
                items.push(ProjectionItem { expr: expr(expression)?, alias, written: None, at });
            }
            _ => star = true,
        }
    }
    Ok(Projection {
        distinct: matches!(&clause.quantifier, Some(found) if found.kind == ast::SetQuantifier::Distinct),
        star,
        items,
        order: clause
            .order_by
            .iter()
            .flat_map(|order| &order.items)
            .map(sort_item)
            .collect::<Result<_, _>>()?,
        skip: clause.skip.as_ref().or(clause.offset.as_ref()).map(expr).transpose()?,
        limit: clause.limit.as_ref().map(expr).transpose()?,
    })
}

fn sort_item(item: &ast::SortItem) -> Result<SortItem, QueryError> {
    if let Some(nulls) = &item.nulls {
        return Err(not_yet("orders with NULLS FIRST or LAST", "null comes last", nulls.span));
    }
    let descending = matches!(&item.direction, Some(found) if found.kind == ast::SortDirection::Descending);
    let order = if descending { SortOrder::Descending } else { SortOrder::Ascending };
    Ok(SortItem { expr: expr(&item.expression)?, order })
}

/// What openCypher or its kin have and this does not, where an error is due to it.
fn unread(source: &str) -> Option<QueryError> {
    let tokens = open_cypher::lex(source).tokens;
    let tokens: Vec<_> = tokens.iter().filter(|token| !token.kind.is_trivia()).collect();
    let word = |token: &open_cypher::Token| source.get(token.span.range()).unwrap_or_default().to_uppercase();
    let writes = |clause: &str, token: &open_cypher::Token| {
        QueryError::new(Kind::Writes { clause: clause.to_owned() }, &token.span.range())
    };
    let second = |at: usize| tokens.get(at + 1).map(|token| word(token));
    tokens.iter().enumerate().find_map(|(at, token)| {
        let next = |by: usize| tokens.get(at + by).map(|token| token.kind);
        let opens = next(1) == Some(TokenKind::LeftBrace);
        let begins = at == 0 || tokens.get(at - 1).is_some_and(|before| before.kind == TokenKind::Semicolon);
        let (what, instead) = match word(token).as_str() {
            "CALL" if opens => ("subqueries with CALL", "`WITH` or `EXISTS { ... }` may say the same"),
            "EXISTS" | "COUNT" if opens && next(2) == Some(TokenKind::LeftParen) => {
                ("patterns with labels right behind a brace", "write `EXISTS { MATCH (n:Label) }`")
            }
            "LOAD" if begins => ("tables", "`callsheet import` makes a graph of them"),
            "SHOW" | "CREATE" | "DROP" | "ALTER"
                if begins && second(at).is_some_and(|word| is_of_databases(&word)) =>
            {
                (
                    "indexes and the like",
                    "a graph needs none; `callsheet query GRAPH --schema` lists what it has",
                )
            }
            clause @ ("INSERT" | "UPDATE" | "DROP" | "ALTER" | "TRUNCATE") if begins => {
                return Some(writes(clause, token));
            }
            "FOREACH" if next(1) == Some(TokenKind::LeftParen) => return Some(writes("FOREACH", token)),
            _ => return None,
        };
        Some(QueryError::new(Kind::NotYet { what, instead }, &token.span.range()))
    })
}

/// Whether a word behind `SHOW`, `CREATE` and the like names what databases have and graphs have not.
fn is_of_databases(word: &str) -> bool {
    let stems = [
        "INDEX",
        "CONSTRAINT",
        "DATABASE",
        "TABLE",
        "VIEW",
        "UNIQUE",
        "FULLTEXT",
        "VECTOR",
        "LOOKUP",
        "RANGE",
    ];
    let more =
        ["FUNCTION", "PROCEDURE", "USER", "ROLE", "TRANSACTION", "SETTING", "LABELS", "SCHEMA", "ALIAS"];
    stems.iter().chain(&more).any(|stem| word.starts_with(stem))
}

/// The first mistake that explains the others: an open bracket or quote first, then whatever comes first.
fn syntax(source: &str, diagnostics: &[Diagnostic]) -> QueryError {
    let weight = |diagnostic: &&Diagnostic| match diagnostic.code {
        DiagnosticCode::UnterminatedString
        | DiagnosticCode::UnterminatedIdentifier
        | DiagnosticCode::UnterminatedComment => 0,
        DiagnosticCode::UnclosedDelimiter => 1,
        _ => 2,
    };
    let Some(first) = diagnostics.iter().min_by_key(weight) else {
        return QueryError::new(Kind::EndsEarly, &(source.len()..source.len()));
    };
    let found = first.primary_span.text(source).unwrap_or_default().to_owned();
    let opened = || found.chars().take(1).collect::<String>();
    let kind = match first.code {
        DiagnosticCode::UnterminatedComment => Kind::Unclosed { opened: "/*".to_owned() },
        DiagnosticCode::UnterminatedString
        | DiagnosticCode::UnterminatedIdentifier
        | DiagnosticCode::UnclosedDelimiter => Kind::Unclosed { opened: opened() },
        DiagnosticCode::MismatchedDelimiter => Kind::Unopened { found },
        DiagnosticCode::InvalidNumber => Kind::BadNumber { found },
        DiagnosticCode::UnexpectedEof => Kind::EndsEarly,
        _ if found.trim().is_empty() || is_open_union(source, first.primary_span.range().start) => {
            let end = source.trim_end().len();
            return QueryError::new(Kind::EndsEarly, &(end..end));
        }
        _ if found.starts_with(['\'', '"']) && bad_escape(&found).is_some() => {
            let start = first.primary_span.range().start;
            let at = bad_escape(&found).unwrap_or_default();
            let found = found.get(at.clone()).unwrap_or_default().to_owned();
            return QueryError::new(Kind::BadEscape { found }, &(start + at.start..start + at.end));
        }
        _ => {
            if let Some(error) = unread(source) {
                return error;
            }
            let candidates = keywords_near(&found);
            Kind::Unexpected { found, candidates }
        }
    };
    QueryError::new(kind, &first.primary_span.range())
}

/// Whether a text ends with a `UNION` that begins at some place.
fn is_open_union(source: &str, start: usize) -> bool {
    let rest = source.get(start..).unwrap_or_default().to_uppercase();
    let mut words = rest.split_whitespace();
    words.next() == Some("UNION") && words.all(|word| word == "ALL" || word == "DISTINCT")
}

/// The first backslash in quotes that means nothing with what stands behind it.
fn bad_escape(quoted: &str) -> Option<Range<usize>> {
    let mut signs = quoted.char_indices();
    while let Some((start, sign)) = signs.next() {
        let Some((at, letter)) = (sign == '\\').then(|| signs.next()).flatten() else { continue };
        let digits = |count| quoted.get(at + 1..at + 1 + count).is_some_and(is_hexadecimal);
        let known = match letter {
            'u' => digits(4),
            'U' => digits(8) || digits(6),
            letter => "\\'\"`bfnrt".contains(letter),
        };
        if !known {
            return Some(start..at + letter.len_utf8());
        }
    }
    None
}

fn is_hexadecimal(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The keywords that a word may have been meant for; none where it is one itself, only in the wrong place.
fn keywords_near(found: &str) -> Vec<String> {
    let is_word = found.chars().all(char::is_alphabetic) && found.chars().count() > 2;
    if !is_word || is_keyword(found) { Vec::new() } else { nearest(found, KEYWORDS.iter().copied()) }
}

/// The words that a slip of the pen may have been meant for.
const KEYWORDS: &[&str] = &[
    "MATCH", "OPTIONAL", "WHERE", "RETURN", "WITH", "UNWIND", "UNION", "ORDER", "LIMIT", "SKIP", "DISTINCT",
    "CONTAINS", "STARTS", "ENDS", "AND", "NOT", "XOR", "ASC", "DESC", "NULL",
];
