//! What newcomers write who know another language: a table from the words that cannot stand in a query to what to write.

use std::ops::Range;

use super::tokens::{Sort, tokens};

/// Where the words of a slip stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At the start of the text.
    Begin,
    /// At the error, or right before it.
    Here,
}

/// A slip: its tokens in capitals, `_` for any word, and what to write instead.
type Slip = (Place, &'static [&'static str], &'static str);

const ASK: &str = "a question in plain words goes to `callsheet ask GRAPH \"...\"`; a query looks like `MATCH (p:Person) RETURN p.name`";
const SCHEMA: &str =
    "`:schema` at the prompt, or `callsheet query GRAPH --schema`, lists labels, relations and properties";
const SELECT: &str = "a query starts with `MATCH` and ends with `RETURN`: `MATCH (p:Person) WHERE p.name = 'x' RETURN p.name`; questions in plain words go to `callsheet ask`";
const CHANGES: &str =
    "a query only reads; graphs are changed by reading texts: `callsheet build TEXT... --into GRAPH`";
const LIKE: &str =
    "text is compared with `CONTAINS`, `STARTS WITH`, `ENDS WITH` or, for a regular expression, `=~`";
const ILIKE: &str =
    "write `toLower(...) CONTAINS 'x'`, or `=~ '(?i).*x.*'`, where large and small letters do not matter";
const QUOTES: &str = "text stands in straight quotes: 'x' or \"x\"";
const COMMENT: &str = "a comment begins with `//`, or stands between `/*` and `*/`";
const CLAUSE_ORDER: &str =
    "`ORDER BY`, `SKIP` and `LIMIT` follow the items of `RETURN` or `WITH`, in this order";
const PATTERN: &str =
    "an edge is written `-[:RELATION]->`, or `-->` for any; a node in round brackets: `(p:Person)`";

/// Every slip; of several that fit the first one is told.
const SLIPS: &[Slip] = &[
    (Place::Begin, &["SELECT"], SELECT),
    (Place::Begin, &["DROP"], SCHEMA),
    (Place::Begin, &["CREATE", "INDEX"], SCHEMA),
    (Place::Begin, &["CREATE", "CONSTRAINT"], SCHEMA),
    (Place::Begin, &["DESCRIBE"], SCHEMA),
    (Place::Begin, &["SCHEMA"], SCHEMA),
    (Place::Begin, &["CALL"], SCHEMA),
    (Place::Begin, &["INSERT"], CHANGES),
    (Place::Begin, &["UPDATE"], CHANGES),
    (Place::Begin, &["DELETE"], CHANGES),
    (Place::Begin, &["USE"], "the graph is named on the command line: `callsheet query GRAPH QUERY`"),
    (Place::Begin, &["HELP"], "`:help` at the prompt, or `callsheet query --help`, helps"),
    (Place::Begin, &["?"], "`:help` at the prompt, or `callsheet query --help`, helps"),
    (Place::Begin, &["EXIT"], "`:quit` or Ctrl-D leaves"),
    (Place::Begin, &["QUIT"], "`:quit` or Ctrl-D leaves"),
    (Place::Here, &["=", "="], "`=` compares"),
    (Place::Here, &["&", "&"], "write `AND`"),
    (Place::Here, &["!"], "write `NOT`"),
    (Place::Here, &["NOT", "LIKE"], "write `NOT x CONTAINS 'y'`: `NOT` stands before the whole condition"),
    (Place::Here, &["NOT", "IN"], "write `NOT x IN [...]`: `NOT` stands before the whole condition"),
    (Place::Here, &["LIKE"], LIKE),
    (Place::Here, &["ILIKE"], ILIKE),
    (Place::Here, &["BETWEEN"], "write `1 <= x <= 2`"),
    (Place::Here, &["GROUP"], "leave it out: rows are grouped by what `RETURN` or `WITH` does not add up"),
    (Place::Here, &["HAVING"], "write `WITH x, count(*) AS n WHERE n > 1 RETURN x, n`"),
    (Place::Here, &["JOIN"], "what belongs together is linked in the pattern: `(p:Person)-[:DIRECTED]->(t)`"),
    (Place::Here, &["TOP"], "`LIMIT 5` behind `RETURN` asks for the first rows"),
    (Place::Here, &["SORT"], "write `ORDER BY`"),
    (Place::Here, &["OFFSET"], "`SKIP` stands before `LIMIT`: `SKIP 2 LIMIT 5`"),
    (Place::Here, &["IS", "NOT"], "`IS NOT` is followed by `NULL`; other values are compared with `<>`"),
    (Place::Here, &["IS"], "`IS` is followed by `NULL` or `NOT NULL`; other values are compared with `=`"),
    (Place::Here, &["AS", "_"], "a name of several words stands in backticks: AS `the name`"),
    (Place::Here, &["“"], QUOTES),
    (Place::Here, &["”"], QUOTES),
    (Place::Here, &["‘"], QUOTES),
    (Place::Here, &["’"], QUOTES),
    (Place::Here, &["„"], QUOTES),
    (Place::Here, &["#"], COMMENT),
    (Place::Here, &["-", "-"], COMMENT),
    (Place::Here, &["ORDER"], CLAUSE_ORDER),
    (Place::Here, &["SKIP"], CLAUSE_ORDER),
    (Place::Here, &["LIMIT"], CLAUSE_ORDER),
    (Place::Here, &["MATCH"], PATTERN),
    (Place::Here, &[")", "-"], PATTERN),
    (Place::Here, &[")", "->"], PATTERN),
    (
        Place::Here,
        &[":", "}"],
        "a value is missing; in double quotes a shell takes `$x` for a variable of its own: put the query in single quotes, or write `\\$x`",
    ),
];

/// What to write instead of what stands at a place where it cannot, where that is known.
pub(super) fn advice(source: &str, at: &Range<usize>) -> Option<String> {
    let all = tokens(source);
    let all: Vec<Token<'_>> = all
        .iter()
        .filter(|token| !token.sort.is_silent())
        .map(|token| (token.sort, source.get(token.at.clone()).unwrap_or_default(), token.at.end))
        .collect();
    let here = all.iter().position(|(_, _, end)| *end > at.start).unwrap_or(all.len());
    let told = SLIPS.iter().find(|(place, words, _)| match place {
        Place::Begin => fits(&all, 0, words),
        Place::Here => (0..=words.len()).any(|back| {
            // A single word must be the error itself, unless it is `IS` or the like, whose other half is wrong.
            let single = words.len() == 1 && words != &["IS"] && words != &["TOP"];
            (!single || back == 0) && here.checked_sub(back).is_some_and(|from| fits(&all, from, words))
        }),
    });
    told.map(|(_, _, hint)| (*hint).to_owned())
        .or_else(|| prose(&all))
        .or_else(|| hyphenated(&all, here))
        .or_else(|| backslash(&all, here))
        .or_else(|| comma(&all, here))
}

/// A token that says something: what it is, its text and where it ends.
type Token<'s> = (Sort, &'s str, usize);

fn fits(all: &[Token<'_>], from: usize, words: &[&str]) -> bool {
    let fits = |(wanted, (sort, text, _)): (&&str, &Token<'_>)| match *wanted {
        "_" => *sort == Sort::Name || *sort == Sort::Keyword,
        wanted => text.to_uppercase() == wanted,
    };
    let found = all.get(from..from + words.len());
    found.is_some_and(|found| words.iter().zip(found).all(fits))
}

/// Whether it is nothing but words, as a question is.
fn prose(all: &[Token<'_>]) -> Option<String> {
    let is_word = |(sort, text, _): &Token<'_>| {
        matches!(sort, Sort::Name | Sort::Keyword | Sort::Number) || matches!(*text, "?" | "." | ",")
    };
    let begins = all.first().is_some_and(|(sort, _, _)| *sort == Sort::Name || all.len() > 2);
    let first_is_clause = all.first().is_some_and(|(_, text, _)| {
        ["MATCH", "RETURN", "WITH", "UNWIND", "OPTIONAL"].contains(&text.to_uppercase().as_str())
    });
    (all.len() > 1 && begins && !first_is_clause && all.iter().all(is_word)).then(|| ASK.to_owned())
}

/// The name of a relation with hyphens, as ontologies write it.
fn hyphenated(all: &[Token<'_>], here: usize) -> Option<String> {
    let is_part = |(sort, text, _): &Token<'_>| {
        matches!(sort, Sort::Name | Sort::Keyword | Sort::Number) || *text == "-"
    };
    let start = (0..here.min(all.len())).rev().take_while(|at| all.get(*at).is_some_and(is_part)).last()?;
    let opens = |back: usize| start.checked_sub(back).and_then(|at| all.get(at)).map(|token| token.1);
    if !matches!((opens(2), opens(1)), (Some("["), Some(":")) | (Some(_), Some("|")))
        && !matches!((opens(3), opens(1)), (Some("["), Some(":")))
    {
        return None;
    }
    let parts: Vec<&str> =
        all.get(start..)?.iter().take_while(|token| is_part(token)).map(|token| token.1).collect();
    let joined = parts.concat();
    (joined.contains('-') && !joined.ends_with('-')).then(|| {
        format!("a relation is written in capitals with `_`: `{}`", joined.to_uppercase().replace('-', "_"))
    })
}

fn backslash(all: &[Token<'_>], here: usize) -> Option<String> {
    let (sort, text, _) = all.get(here)?;
    (*sort == Sort::Text && text.contains('\\'))
        .then(|| "a backslash in a text is written twice: `\\\\`".to_owned())
}

/// Two items with nothing between them.
fn comma(all: &[Token<'_>], here: usize) -> Option<String> {
    let (sort, text, _) = all.get(here)?;
    let (before, last, _) = all.get(here.checked_sub(1)?)?;
    let is_item = |sort: Sort| matches!(sort, Sort::Name | Sort::Text | Sort::Number | Sort::Parameter);
    let lists = all.get(..here)?.iter().rev().any(|(_, text, _)| {
        matches!(*text, "{" | "[") || text.eq_ignore_ascii_case("return") || text.eq_ignore_ascii_case("with")
    });
    let ended = is_item(*before) || matches!(*last, ")" | "]" | "}");
    (lists && is_item(*sort) && ended).then(|| format!("is a comma missing before `{text}`?"))
}
