//! The words of the language, by where they may stand.

/// Where a query begins.
pub(super) const BEGIN: &[&str] =
    &["MATCH", "OPTIONAL MATCH", "UNWIND", "WITH", "RETURN", "EXPLAIN", "PROFILE"];

/// Where a clause begins.
pub(super) const CLAUSES: &[&str] = &["MATCH", "OPTIONAL MATCH", "UNWIND", "WITH", "RETURN"];

/// Where a value begins.
pub(super) const VALUE: &[&str] = &[
    "NOT", "CASE", "EXISTS", "COUNT", "COLLECT", "true", "false", "null", "all(", "any(", "none(", "single(",
    "reduce(",
];

/// Where a value may be preceded by `DISTINCT`.
pub(super) const DISTINCT: &[&str] = &[
    "DISTINCT", "NOT", "CASE", "EXISTS", "COUNT", "COLLECT", "true", "false", "null", "all(", "any(",
    "none(", "single(", "reduce(",
];

/// Behind a pattern of `MATCH`.
pub(super) const AFTER_PATTERN: &[&str] = &["WHERE", "RETURN", "WITH", "MATCH", "OPTIONAL MATCH", "UNWIND"];

/// Behind a value of `WHERE`.
pub(super) const AFTER_CONDITION: &[&str] = &[
    "AND",
    "OR",
    "XOR",
    "IN",
    "STARTS WITH",
    "ENDS WITH",
    "CONTAINS",
    "IS NULL",
    "IS NOT NULL",
    "RETURN",
    "WITH",
    "MATCH",
    "OPTIONAL MATCH",
    "UNWIND",
    "ORDER BY",
    "SKIP",
    "LIMIT",
];

/// Behind a value of `RETURN`.
pub(super) const AFTER_RETURN: &[&str] = &[
    "AS",
    "ORDER BY",
    "SKIP",
    "LIMIT",
    "UNION",
    "UNION ALL",
    "AND",
    "OR",
    "XOR",
    "IN",
    "STARTS WITH",
    "ENDS WITH",
    "CONTAINS",
    "IS NULL",
    "IS NOT NULL",
];

/// Behind a value of `WITH`.
pub(super) const AFTER_WITH: &[&str] = &[
    "AS",
    "WHERE",
    "RETURN",
    "ORDER BY",
    "SKIP",
    "LIMIT",
    "MATCH",
    "OPTIONAL MATCH",
    "UNWIND",
    "WITH",
    "AND",
    "OR",
    "XOR",
    "IN",
    "STARTS WITH",
    "ENDS WITH",
    "CONTAINS",
    "IS NULL",
    "IS NOT NULL",
];

/// Behind the list of `UNWIND`.
pub(super) const AFTER_UNWIND: &[&str] =
    &["AS", "RETURN", "WITH", "MATCH", "OPTIONAL MATCH", "UNWIND", "WHERE"];

/// Behind a value of `ORDER BY`.
pub(super) const AFTER_ORDER: &[&str] = &[
    "DESC",
    "ASC",
    "SKIP",
    "LIMIT",
    "UNION",
    "UNION ALL",
    "RETURN",
    "WHERE",
    "WITH",
    "MATCH",
    "OPTIONAL MATCH",
    "UNWIND",
];

/// Behind a number of rows.
pub(super) const AFTER_LIMIT: &[&str] =
    &["LIMIT", "UNION", "UNION ALL", "RETURN", "WHERE", "WITH", "MATCH", "OPTIONAL MATCH", "UNWIND"];

/// Behind a value inside `CASE`.
pub(super) const AFTER_CASE: &[&str] = &[
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "AND",
    "OR",
    "XOR",
    "IN",
    "STARTS WITH",
    "ENDS WITH",
    "CONTAINS",
    "IS NULL",
    "IS NOT NULL",
];

/// Behind a value in brackets.
pub(super) const AFTER_INNER: &[&str] = &[
    "AND",
    "OR",
    "XOR",
    "IN",
    "STARTS WITH",
    "ENDS WITH",
    "CONTAINS",
    "IS NULL",
    "IS NOT NULL",
    "WHERE",
    "AS",
];

/// What the first word of two is followed by.
pub(super) fn second(first: &str) -> Option<&'static [&'static str]> {
    Some(match first.to_ascii_uppercase().as_str() {
        "ORDER" => &["BY"],
        "OPTIONAL" => &["MATCH"],
        "STARTS" | "ENDS" => &["WITH"],
        "IS" => &["NULL", "NOT NULL"],
        "UNION" => &["ALL", "MATCH", "OPTIONAL MATCH", "UNWIND", "WITH", "RETURN"],
        "EXPLAIN" | "PROFILE" => CLAUSES,
        "MATCH" => &["shortestPath(", "allShortestPaths("],
        _ => return None,
    })
}

/// Functions that make dates and times.
pub(super) const MAKERS: &[&str] = &["date", "time", "localtime", "datetime", "localdatetime", "duration"];

/// The functions after the dot of one of those.
pub(super) fn parts(maker: &str) -> &'static [&'static str] {
    match maker.to_ascii_lowercase().as_str() {
        "duration" => &["between", "inDays", "inMonths", "inSeconds"],
        "datetime" => &["fromEpoch", "fromEpochMillis", "realtime", "statement", "transaction", "truncate"],
        "date" | "time" | "localtime" | "localdatetime" => {
            &["realtime", "statement", "transaction", "truncate"]
        }
        _ => &[],
    }
}
