//! What people write who know SQL, other dialects of Cypher or plain English, and what stands for it here.
//!
//! These are hints only: what a query means is never guessed by them.

use std::ops::Range;

use super::error::{QueryError, QueryErrorKind as Kind};
use super::tokens::{Sort, is_keyword, tokens};

/// A row: the signs that were written, and what to write instead.
///
/// The signs stand with blanks between; `/` parts those of which one must fit, `<word>`, `<name>`, `<text>`, `<number>`
/// stand for any of their kind, `<end>` for the end. `^` stands before the sign that cannot be read; without it that is one of them, or what
/// follows. A row whose signs begin with `START` fits the start of a query only. In a hint `TYPE` stands for a relation
/// that was written with dashes, and `LAST` for the last of the signs.
type Habit = (&'static str, &'static str);

/// The rows, the first that fits is taken.
const HABITS: &[Habit] = &[
    (
        "START SELECT/FROM",
        "a query begins with `MATCH` and ends with `RETURN`: `MATCH (p:Person) RETURN p.name`",
    ),
    ("START PREFIX/g/{/FOR/DEFINE", "the query language is openCypher: `MATCH (p:Person) RETURN p.name`"),
    ("START DESCRIBE/DESC/USE/TABLES/SCHEMA/LABELS", SCHEMA),
    ("START CALL db/dbms/apoc/gds", SCHEMA),
    ("= =", "`=` compares two values"),
    ("& &", "`AND` joins two conditions"),
    ("AND/OR/XOR/NOT AND/OR/XOR", BETWEEN),
    ("AND/OR/XOR/NOT/WHERE/MATCH/RETURN/, MATCH/WHERE/RETURN/ORDER/LIMIT/UNWIND/UNION", BETWEEN),
    ("||", "`OR` joins two conditions, `+` two texts"),
    ("| |", "`OR` joins two conditions"),
    (
        "^?",
        "`CASE WHEN x THEN y ELSE z END` chooses a value, `coalesce(x, y)` gives the first that is not null",
    ),
    ("^!", "`NOT` denies a condition: `NOT x = 1`, `NOT (a)--(b)`"),
    ("NOT ^LIKE/ILIKE", LIKE),
    ("^NOT LIKE/ILIKE", LIKE),
    ("^LIKE/ILIKE/RLIKE/SIMILAR/GLOB/MATCHES/REGEXP", LIKE),
    ("^NOT <word>", "`NOT` stands before the whole comparison: `NOT x IN [1, 2]`, `NOT a.name CONTAINS 'x'`"),
    ("^GROUP BY", "leave it out: rows are grouped by whatever `RETURN` gives beside `count` and the like"),
    (
        "^HAVING",
        "`WITH` names what is added up and `WHERE` chooses: `WITH p, count(t) AS n WHERE n > 2 RETURN p, n`",
    ),
    ("LEFT/RIGHT/INNER/OUTER/FULL/CROSS/JOIN JOIN", JOIN),
    ("^JOIN", JOIN),
    ("^BETWEEN", "`1 <= x <= 9` says between"),
    ("TOP <number>", "`LIMIT 10` at the end gives ten rows"),
    ("LIMIT <number> ^,", "`SKIP 5 LIMIT 10` leaves five rows out and gives ten"),
    ("IN ( <text>/<number>/<name> ^,", "a list stands in square brackets: `x IN ['a', 'b']`"),
    ("IS ^<text>", "`=` compares with a value; `IS NULL` asks whether there is one"),
    ("IS ^<number>", "`=` compares with a value; `IS NULL` asks whether there is one"),
    ("IS NOT ^<text>", "`<>` says that two values differ; `IS NOT NULL` asks whether there is one"),
    ("AS ^<text>", "a name stands without quotes, or in backticks where it is no plain word: AS `of whom`"),
    ("^‘/’/‚/“/”/„/«/»/´", "quotes are straight: `'Nora Vale'` or `\"Nora Vale\"`"),
    ("^#", "a comment begins with `//`"),
    ("- - <word>", "a comment begins with `//`"),
    (": }", SWALLOWED),
    (": ,", SWALLOWED),
    ("* <number> ^-", "`*1..3` follows one to three edges"),
    (": <word> ^<number>", "`*1..3` follows one to three edges"),
    (": <word> ^,", "`|` stands between types of which one must fit: `[:DIRECTED|WROTE]`"),
    (". ^*", "`properties(n)` gives all properties of a node"),
    ("AS <word> ^.", "a name with a dot stands in backticks: AS `a.name`"),
    ("EXISTS ^(", "a pattern is a condition as it stands, and may have braces: `EXISTS { (a)-->(b) }`"),
    ("^EXISTS {", "write `EXISTS { MATCH (n:Label) }`"),
    ("^EXISTS", "`IS NOT NULL` asks whether there is a value"),
    ("^MOD/DIV", "`%` gives what is left of a division, `/` divides"),
    (
        "^IF/WHEN/THEN/ELSE",
        "`CASE WHEN x THEN y ELSE z END` chooses a value, `WHERE` behind `MATCH` chooses rows",
    ),
    (": )", "a name is missing behind `:`"),
    ("=/<>/</>/<=/>=/IN/CONTAINS/=~ RETURN/WITH/AND/OR/ORDER/LIMIT/)/,/}", SWALLOWED),
    ("=/<>/</>/<=/>=/IN/CONTAINS/=~/LIMIT/SKIP ^<end>", SWALLOWED),
    ("LIMIT/SKIP ^RETURN/MATCH/ORDER/WITH/,/)", SWALLOWED),
    (": <word> -", "a name with `-` stands in backticks, and a relation is written as a type: `TYPE`"),
    ("] - ->", "behind an edge in brackets stands `->` or `-`: `(a)-[:DIRECTED]->(b)`"),
    ("] -->", "behind an edge in brackets stands `->` or `-`: `(a)-[:DIRECTED]->(b)`"),
    (") ^->/<-/>", "an edge is `-->`, `<--` or `--`, or has its type in brackets: `-[:DIRECTED]->`"),
    (") - ^(", "an edge is `-->`, `<--` or `--`, or has its type in brackets: `-[:DIRECTED]->`"),
    (") - >", "an edge is `-->`, `<--` or `--`, or has its type in brackets: `-[:DIRECTED]->`"),
    (") ^[", "an edge has a dash on both sides: `(a)-[:DIRECTED]->(b)`"),
    (") (", "between two nodes stands an edge, as in `(a)--(b)`, or a comma"),
    ("MATCH <name>", NODES),
    ("MATCH [", NODES),
    ("OPTIONAL ^(", "`OPTIONAL MATCH` finds a pattern that may not be there"),
    ("COUNT ( DISTINCT *", "`count(DISTINCT x)` names what is counted"),
    ("{/, ^<text> :", "a key stands without quotes: `{name: 'Nora Vale'}`"),
    ("<text> ^<name> <text>", "in a text the quote itself is written with a backslash before it: `'it\\'s'`"),
    ("^$", SWALLOWED),
    ("^LET", "`WITH *, 1 AS x` names a value"),
    ("^FILTER", "`WHERE` behind `MATCH` or `WITH` chooses rows"),
    ("^USING", "leave it out: the order of the steps is chosen by itself"),
    ("^ORDERBY", "`ORDER BY` is two words"),
    ("ORDER ^<word>", "`ORDER BY` sorts"),
    ("^ORDER/SKIP/LIMIT/OFFSET", "the order is `RETURN ... ORDER BY ... SKIP ... LIMIT ...`, each once"),
    ("^WHERE", "`WHERE` stands behind the `MATCH` or `WITH` whose rows it chooses"),
    (
        "^;",
        "here stands one query; `callsheet query GRAPH` without one reads several, with `;` between them, from standard input",
    ),
    ("=/<>/</>/CONTAINS/=~ <name>", "text stands in quotes: `'Nora Vale'`"),
    ("{/, <word> : <name>", "text stands in quotes: `'Nora Vale'`"),
    ("STARTS/ENDS WITH <name>", "text stands in quotes: `'Nora Vale'`"),
    ("STARTS/ENDS ^<text>", "`STARTS WITH 'a'`, `ENDS WITH 'a'`"),
];

const BETWEEN: &str = "something is missing before `LAST`";
const SCHEMA: &str = "`callsheet query GRAPH --schema`, or `:schema` at the prompt, lists what a graph has";
const LIKE: &str = "`CONTAINS`, `STARTS WITH` and `ENDS WITH` look for a part of a text; `=~ '(?i).*vale.*'` for a pattern, here in large or small letters";
const JOIN: &str = "edges join what belongs together: `MATCH (p:Person)-[:DIRECTED]->(t:Film)`";
const NODES: &str = "nodes stand in round brackets: `MATCH (p:Person) RETURN p.name`";
const SWALLOWED: &str = "a value is missing; in double quotes the shell replaces `$name` by nothing, so put the query in single quotes";

/// Functions of other languages, and what does the same here.
const FUNCTIONS: &[(&str, &str)] = &[
    ("IFNULL/NVL/ISNULL/IIF", "`coalesce(x, y)` gives the first that is not null"),
    (
        "LEN/STRLEN/CHAR_LENGTH/CHARACTER_LENGTH/CARDINALITY/ARRAY_LENGTH",
        "`size(x)` is the length of a text or list",
    ),
    ("LOWER/LCASE", "`toLower(x)`"),
    ("UPPER/UCASE", "`toUpper(x)`"),
    ("CONCAT/CONCAT_WS/STRING_CONCAT", "`+` joins texts"),
    ("NOW/GETDATE/SYSDATE/CURRENT_DATE/TODAY", "`date()` is today, `datetime()` is now"),
    (
        "GROUP_CONCAT/STRING_AGG/ARRAY_AGG/LISTAGG/LIST",
        "`collect(x)` gathers the values of a group in a list",
    ),
    ("SUBSTR/MID", "`substring(text, start, length)`, counted from 0"),
    ("INSTR/STRPOS/CHARINDEX/LOCATE", "`CONTAINS` asks whether a text has another in it"),
    (
        "CAST/CONVERT/TO_NUMBER/TO_CHAR",
        "`toInteger`, `toFloat`, `toString` and `toBoolean` change the type of a value",
    ),
    ("YEAR/MONTH/DAY/HOUR/MINUTE", "parts of a date are its properties: `date('2024-05-01').year`"),
    ("TO_DATE/STR_TO_DATE/TO_TIMESTAMP", "`date('2024-05-01')` reads a date"),
    ("REGEXP_LIKE/REGEXP_MATCHES/REGEX", "`=~` compares with a regular expression"),
    ("ANY_VALUE/FIRST/FIRST_VALUE", "`head(collect(x))` is one of a group"),
    ("AVERAGE/MEAN", "`avg(x)`"),
    ("IF", "`CASE WHEN condition THEN x ELSE y END`"),
    (
        "MATCH/WHERE/RETURN/WITH/UNWIND/OPTIONAL",
        "a clause is no value; `EXISTS { MATCH ... }` asks whether there is a pattern",
    ),
];

/// What the error of a query most likely comes from, and what to write instead.
pub(super) fn habit(text: &str, error: &QueryError) -> Option<String> {
    match &error.kind {
        Kind::UnknownFunction { name, candidates } => function(name, candidates),
        Kind::UnknownVariable { name, candidates } if candidates.is_empty() => {
            if is_keyword(name) {
                return Some(format!("`{name}` is a word of the language; what belongs to it is missing"));
            }
            Sentence::new(text, error.at.start).habit()
        }
        Kind::Unclosed { opened } if is_question(text) => Some(ASK.to_owned()).filter(|_| opened != "/*"),
        Kind::Unclosed { opened } if opened == "'" || opened == "\"" => {
            Some(format!("in a text the quote itself is written `\\{opened}`, and a backslash `\\\\`"))
        }
        Kind::Unexpected { candidates, .. } => {
            let sentence = Sentence::new(text, error.at.start);
            if sentence.wrong == 0 && sentence.is(0, QUESTIONS) && is_question(text) {
                return Some(ASK.to_owned());
            }
            let found = sentence.habit();
            if found.is_some() || !candidates.is_empty() {
                return found;
            }
            if is_question(text) { Some(ASK.to_owned()) } else { sentence.missing() }
        }
        Kind::UnknownKind { candidates, .. } | Kind::UnknownRelation { candidates, .. } => {
            candidates.is_empty().then(|| SCHEMA.to_owned())
        }
        Kind::AggregateHere { function } => {
            Some(format!("`WITH` adds up first: `WITH a, {function}(b) AS n WHERE n > 2 RETURN a, n`"))
        }
        Kind::ColumnsDiffer => Some("`AS` gives them the same names".to_owned()),
        Kind::WrongType { expected: "a truth value", .. } => {
            Some("`AND` and `OR` stand between whole conditions: `n.x = 1 OR n.x = 2`".to_owned())
        }
        Kind::NotYet { .. } | Kind::EndsEarly | Kind::BadNumber { .. } => {
            Sentence::new(text, error.at.start).habit()
        }
        _ => None,
    }
}

const ASK: &str = "`callsheet ask GRAPH \"...\"` answers questions in plain words";

fn function(name: &str, candidates: &[String]) -> Option<String> {
    let found =
        FUNCTIONS.iter().find(|(names, _)| names.split('/').any(|known| known.eq_ignore_ascii_case(name)));
    match found {
        Some((_, hint)) => Some((*hint).to_owned()),
        None if candidates.is_empty() && name.to_lowercase().starts_with("apoc.") => {
            Some("there are no procedures here; `docs/query-language.md` lists the functions".to_owned())
        }
        None => None,
    }
}

/// Words with which questions begin; some are words of the language or near to one.
const QUESTIONS: &str =
    "WHERE/WHICH/WHAT/WHEN/WHO/WHOM/WHOSE/WHY/HOW/IS/ARE/WAS/DOES/DID/HAS/LIST/SHOW/FIND/GIVE/TELL";

/// Whether a text is plain words rather than a query.
fn is_question(text: &str) -> bool {
    let text = text.trim();
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let clause = ["match", "optional", "return", "unwind", "with", "call", "explain", "profile"];
    let asks = text.ends_with('?') || !clause.contains(&&*first);
    asks && text.contains(char::is_whitespace)
        && !text.contains(['(', '[', '{', '=', '<', '>', ';', ':', '$', '#'])
}

/// The signs of a text, and which of them cannot be read.
struct Sentence<'t> {
    signs: Vec<(Sort, &'t str)>,
    wrong: usize,
}

impl<'t> Sentence<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        let tokens: Vec<_> = tokens(text).into_iter().filter(|token| !token.sort.is_silent()).collect();
        let wrong = tokens.iter().position(|token| token.at.end > at).unwrap_or(tokens.len());
        let signs = tokens.into_iter().map(|token| (token.sort, text.get(token.at).unwrap_or_default()));
        Self { signs: signs.collect(), wrong }
    }

    /// The hint of the first row that fits here.
    fn habit(&self) -> Option<String> {
        HABITS.iter().find_map(|(signs, hint)| {
            let found = self.fits(signs)?;
            let last = self.signs.get(found.end - 1).map_or("", |(_, sign)| sign);
            Some(hint.replace("TYPE", &self.relation(found.start + 1)).replace("LAST", last))
        })
    }

    /// The signs of a row, where they stand at the place that cannot be read.
    fn fits(&self, row: &str) -> Option<Range<usize>> {
        let starts = row.starts_with("START ");
        let row: Vec<&str> = row.trim_start_matches("START ").split(' ').collect();
        let exact = row.iter().position(|sign| sign.len() > 1 && sign.starts_with('^'));
        let from = if starts { 0 } else { self.wrong.saturating_sub(exact.unwrap_or(row.len())) };
        let to = match (starts, exact) {
            (true, _) => 0,
            (false, Some(at)) => self.wrong.checked_sub(at)?,
            (false, None) => self.wrong,
        };
        let fits = |start: &usize| {
            row.iter()
                .enumerate()
                .all(|(number, sign)| self.is(start + number, sign.strip_prefix('^').unwrap_or(sign)))
        };
        let start = (from..=to).find(fits)?;
        Some(start..start + row.len())
    }

    /// The words with dashes between that begin with some sign, as the type of a relation.
    fn relation(&self, start: usize) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut rest = self.signs.iter().skip(start);
        while let Some((Sort::Name | Sort::Keyword, word)) = rest.next() {
            words.push(word.to_uppercase());
            if rest.next().map(|(_, sign)| *sign) != Some("-") {
                break;
            }
        }
        words.join("_")
    }

    /// Whether a sign is one of those that a row lists.
    fn is(&self, at: usize, row: &str) -> bool {
        let Some((sort, sign)) = self.signs.get(at) else { return row == "<end>" };
        row.split('/').any(|wanted| match wanted {
            "<word>" => matches!(sort, Sort::Name | Sort::Keyword),
            "<name>" => *sort == Sort::Name,
            "<text>" => *sort == Sort::Text,
            "<number>" => *sort == Sort::Number,
            wanted => sign.eq_ignore_ascii_case(wanted) || (*sort == Sort::Wrong && sign.starts_with(wanted)),
        })
    }

    /// What may be missing where one value stands behind another.
    fn missing(&self) -> Option<String> {
        let (sort, sign) = self.signs.get(self.wrong)?;
        let (before, last) = self.signs.get(self.wrong.checked_sub(1)?)?;
        let is_value = |sort: &Sort| matches!(sort, Sort::Name | Sort::Text | Sort::Number | Sort::Parameter);
        if *sign == "," && self.inside() == Some("WHERE") {
            return Some("`AND` joins two conditions".to_owned());
        }
        if !is_value(sort) || !(is_value(before) || matches!(*last, ")" | "]" | "}")) {
            return None;
        }
        match self.inside()? {
            "RETURN" | "WITH" if *sort == Sort::Name => {
                Some(format!("is a comma missing before `{sign}`, or `AS`, which names a column?"))
            }
            "RETURN" | "WITH" | "BY" | "[" | "{" | "(" => {
                Some(format!("is a comma missing before `{sign}`?"))
            }
            "WHERE" => Some(format!("is `AND`, `OR` or an operator missing before `{sign}`?")),
            _ => None,
        }
    }

    /// The bracket or the clause in which the query cannot be read.
    fn inside(&self) -> Option<&'static str> {
        let mut closed = 0;
        for (_, sign) in self.signs.get(..self.wrong)?.iter().rev() {
            match *sign {
                ")" | "]" | "}" => closed += 1,
                "(" | "[" | "{" if closed > 0 => closed -= 1,
                "(" | "[" | "{" => return ["(", "[", "{"].into_iter().find(|open| open == sign),
                word if closed == 0 => {
                    let clause = CLAUSES.iter().find(|clause| clause.eq_ignore_ascii_case(word));
                    if let Some(clause) = clause {
                        return Some(clause);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

const CLAUSES: &[&str] = &["RETURN", "WITH", "WHERE", "BY", "MATCH", "UNWIND", "LIMIT", "SKIP", "UNION"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_fits_one_place_at_most() {
        for (signs, hint) in HABITS {
            assert!(signs.matches('^').count() <= 1, "{signs}");
            assert!(!hint.is_empty() && !hint.ends_with('.'), "{signs}");
        }
    }
}
