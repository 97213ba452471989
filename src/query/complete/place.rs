//! The place where a query is being written, and what is wanted there.

use std::ops::Range;

use super::lists;
use super::variables::{Shape, is_called, label, variable};
use crate::query::tokens::{Sort, tokens};

/// A token with its text; white space and comments are none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    pub(super) sort: Sort,
    pub(super) text: &'t str,
}

impl Word<'_> {
    pub(super) fn is(self, text: &str) -> bool {
        self.text.eq_ignore_ascii_case(text)
    }

    /// Whether it is a name, or a keyword that can be one.
    pub(super) fn is_word(self) -> bool {
        matches!(self.sort, Sort::Name | Sort::Keyword)
    }
}

/// A place in a text, with the words of its query around it.
#[derive(Debug)]
pub(super) struct Place<'t> {
    /// The words before what is being written.
    pub(super) before: Vec<Word<'t>>,
    /// What is being written.
    pub(super) typed: &'t str,
    /// Its bytes.
    pub(super) at: Range<usize>,
    /// The text behind the cursor.
    pub(super) after: &'t str,
    /// How the token is that is being written, or that ends at the cursor.
    sort: Sort,
}

/// What is wanted at a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted<'t> {
    Nothing,
    Labels,
    Relations,
    /// Keys of a map in a pattern.
    Keys {
        of: Shape,
        label: Option<String>,
    },
    /// Properties of a variable; its name is empty where it is none.
    Properties {
        of: &'t str,
    },
    /// What follows `date.`.
    Parts {
        of: &'t str,
    },
    /// What begins a node of a pattern.
    Node,
    /// What begins an edge of a pattern.
    Edge,
    Keywords(&'static [&'static str]),
    /// A value, or one of these words.
    Expression(&'static [&'static str]),
    /// Words in quotes, compared with the values of a property, if it is known.
    Text {
        key: Option<&'t str>,
    },
}

/// Brackets that are open, each with where it stands and the clause around it.
type Open<'t> = Vec<(usize, Option<&'t str>)>;

impl<'t> Place<'t> {
    pub(super) fn new(text: &'t str, cursor: usize) -> Self {
        let cursor = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (head, after) = text.split_at_checked(cursor).unwrap_or((text, ""));
        let found = tokens(head);
        let word = |at: &Range<usize>| head.get(at.clone()).unwrap_or_default();
        let ends = found.iter().rposition(|token| token.sort == Sort::Sign && word(&token.at) == ";");
        let found = found.get(ends.map_or(0, |end| end + 1)..).unwrap_or_default();
        let (mut sort, mut at) = (Sort::Blank, cursor..cursor);
        let mut count = found.len();
        if let Some(last) = found.last() {
            sort = last.sort;
            let written = matches!(sort, Sort::Open | Sort::Keyword)
                || (sort == Sort::Name && !word(&last.at).ends_with('`'));
            if written {
                at = last.at.clone();
                count -= 1;
            }
        }
        let before = found.iter().take(count).filter(|token| !token.sort.is_silent());
        let before = before.map(|token| Word { sort: token.sort, text: word(&token.at) }).collect();
        Self { before, typed: word(&at), at, after, sort }
    }

    /// The words before the cursor and, where they can be told apart, behind it.
    pub(super) fn words(&self) -> Vec<Word<'t>> {
        let mut words = self.before.clone();
        if self.sort == Sort::Open {
            return words;
        }
        let word = |at: &Range<usize>| self.after.get(at.clone()).unwrap_or_default();
        let after = tokens(self.after).into_iter().filter(|token| !token.sort.is_silent());
        let after = after.map(|token| Word { sort: token.sort, text: word(&token.at) });
        words.extend(after.take_while(|word| word.text != ";"));
        words
    }

    pub(super) fn wanted(&self) -> Wanted<'t> {
        match self.sort {
            Sort::Open if self.typed.starts_with(['\'', '"']) => return self.text(),
            Sort::Open if self.typed.starts_with('/') => return Wanted::Nothing,
            // A line comment goes on, and a word right behind one of these would be wrong.
            Sort::Comment | Sort::Number | Sort::Text | Sort::Parameter | Sort::Wrong => {
                return Wanted::Nothing;
            }
            Sort::Name if self.typed.is_empty() => return Wanted::Nothing,
            _ => {}
        }
        let (open, clause) = self.open();
        let Some(last) = self.before.last() else { return Wanted::Keywords(lists::BEGIN) };
        match last.text {
            "." => self.behind_dot(),
            ":" | "|" | "&" | "!" if self.in_labels() => self.labels(&open),
            ":" | "|" | "&" | "!" => Wanted::Expression(lists::VALUE),
            "$" => Wanted::Nothing,
            "{" => self.in_braces(&open),
            "," => match open.last() {
                Some((at, _)) if self.is(*at, "{") => self.in_braces(&open),
                None if is_pattern(clause) => Wanted::Nothing,
                _ => Wanted::Expression(lists::VALUE),
            },
            "[" if self.is_edge(self.before.len() - 1) => Wanted::Edge,
            "(" => self.in_parens(clause),
            "-" | "->" | "<-" | "]" if is_pattern(clause) => Wanted::Nothing,
            "*" if is_pattern(clause) && !open.is_empty() => Wanted::Nothing,
            ")" | "]" | "}" => self.behind_value(&open, clause),
            _ => self.behind(*last, &open, clause),
        }
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.before.get(at).is_some_and(|word| word.is(text))
    }

    fn back(&self, back: usize) -> Option<Word<'t>> {
        self.before.iter().rev().nth(back).copied()
    }

    /// Whether the bracket there opens an edge of a pattern.
    fn is_edge(&self, at: usize) -> bool {
        let before = at.checked_sub(1).is_some_and(|at| self.is(at, "-") || self.is(at, "<-"));
        self.is(at, "[") && before
    }

    /// Whether the word there is one of the language: a property or a label of that name is not.
    fn is_keyword(&self, at: usize) -> bool {
        let named = at.checked_sub(1).is_some_and(|at| self.is(at, ".") || self.is(at, ":"));
        !named && self.before.get(at).is_some_and(|word| word.sort == Sort::Keyword)
    }

    /// The brackets that are open, and the clause that is being written.
    fn open(&self) -> (Open<'t>, Option<&'t str>) {
        let (mut open, mut clause): (Open<'t>, Option<&'t str>) = (Vec::new(), None);
        for (at, word) in self.before.iter().enumerate() {
            match word.text {
                "(" | "[" | "{" => open.push((at, clause)),
                ")" | "]" | "}" => {
                    if let Some((_, around)) = open.pop() {
                        clause = around;
                    }
                }
                _ if self.is_keyword(at) => {
                    let second =
                        at.checked_sub(1).is_some_and(|at| self.is(at, "STARTS") || self.is(at, "ENDS"));
                    let begins =
                        ["MATCH", "WHERE", "RETURN", "WITH", "UNWIND", "ORDER", "SKIP", "LIMIT", "UNION"];
                    if !second && begins.iter().any(|begin| word.is(begin)) {
                        clause = Some(word.text);
                    }
                }
                _ => {}
            }
        }
        (open, clause)
    }

    fn behind_dot(&self) -> Wanted<'t> {
        let Some(owner) = self.back(1) else { return Wanted::Nothing };
        if owner.is("{") || owner.is(",") {
            // `p {.name, .kind}` chooses from `p`.
            let (open, _) = self.open();
            let of = open.last().and_then(|(at, _)| self.before.get(at.checked_sub(1)?));
            return of
                .filter(|of| of.is_word())
                .map_or(Wanted::Nothing, |of| Wanted::Properties { of: of.text });
        }
        match owner.sort {
            Sort::Number => Wanted::Nothing,
            _ if !lists::parts(owner.text).is_empty() => Wanted::Parts { of: owner.text },
            _ if owner.is_word() => Wanted::Properties { of: owner.text },
            _ if matches!(owner.text, ")" | "]" | "}") => Wanted::Properties { of: "" },
            _ => Wanted::Nothing,
        }
    }

    /// Whether the words before, back to a colon, are labels with `|`, `&` and `!` between them.
    fn in_labels(&self) -> bool {
        let mut named = false;
        for (at, word) in self.before.iter().enumerate().rev() {
            match word.text {
                ":" => return !self.is_entry(at),
                "|" | "&" | "!" => named = false,
                _ if word.is_word() && !named => named = true,
                _ => return false,
            }
        }
        false
    }

    /// Whether the colon there stands between the key and the value of a map.
    fn is_entry(&self, colon: usize) -> bool {
        let Some(before) = colon.checked_sub(2) else { return false };
        let opens = self.is(before, "{") || self.is(before, ",");
        // `EXISTS { n:Film }` has no key.
        let mut depth = 0;
        for (at, word) in self.before.iter().enumerate().take(before + 1).rev() {
            match word.text {
                ")" | "]" | "}" => depth += 1,
                "(" | "[" | "{" if depth > 0 => depth -= 1,
                "(" | "[" => return false,
                "{" => return opens && !self.is_block(at),
                _ => {}
            }
        }
        false
    }

    /// Whether the brace there opens a query.
    fn is_block(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        before.is_some_and(|at| ["EXISTS", "COUNT", "COLLECT", "CALL"].iter().any(|word| self.is(at, word)))
    }

    fn labels(&self, open: &Open<'t>) -> Wanted<'t> {
        match open.last() {
            Some((at, _)) if self.is_edge(*at) => Wanted::Relations,
            _ => {
                let colon = self.before.iter().rposition(|word| word.is(":"));
                let of = colon.and_then(|at| self.before.get(at.checked_sub(1)?));
                match of {
                    Some(of) if self.is_edge_named(of.text) => Wanted::Relations,
                    _ => Wanted::Labels,
                }
            }
        }
    }

    fn is_edge_named(&self, name: &str) -> bool {
        variable(self, name).is_some_and(|variable| variable.shape == Shape::Edge)
    }

    /// Behind `{`, or behind a comma in braces.
    fn in_braces(&self, open: &Open<'t>) -> Wanted<'t> {
        let Some((brace, _)) = open.last() else { return Wanted::Nothing };
        if self.is_block(*brace) {
            return Wanted::Keywords(lists::CLAUSES);
        }
        // `(a:Film {` or `(:Film {`
        let colon = brace.checked_sub(2).filter(|colon| self.is(*colon, ":"));
        let label = colon.and_then(|colon| label(&self.before, colon));
        match open.len().checked_sub(2).and_then(|at| open.get(at)) {
            Some((at, _)) if self.is_edge(*at) => Wanted::Keys { of: Shape::Edge, label },
            Some((at, _)) if self.is(*at, "(") && !self.is_call(*at) => {
                Wanted::Keys { of: Shape::Node, label }
            }
            _ => Wanted::Nothing,
        }
    }

    /// Whether the bracket there opens the arguments of a function.
    fn is_call(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|at| self.before.get(at)).is_some_and(|word| is_called(*word))
    }

    /// Whether the bracket there opens a node of a pattern, where it follows a clause or stands in a path.
    fn is_node(&self, at: usize, clause: Option<&str>) -> bool {
        let path = at.checked_sub(1).is_some_and(|at| ["-", "->", "<-"].iter().any(|sign| self.is(at, sign)));
        self.is(at, "(") && (is_pattern(clause) && !self.is_call(at) || path && self.ends_node(at))
    }

    /// Whether what stands before an arrow is a bracket, as in `(a)-[]->`.
    fn ends_node(&self, at: usize) -> bool {
        at.checked_sub(2).is_some_and(|at| self.is(at, ")") || self.is(at, "]"))
    }

    fn in_parens(&self, clause: Option<&'t str>) -> Wanted<'t> {
        let at = self.before.len() - 1;
        match () {
            () if self.is_node(at, clause) => Wanted::Node,
            () if is_pattern(clause) => Wanted::Nothing,
            () if self.is_call(at) => Wanted::Expression(lists::DISTINCT),
            () => Wanted::Expression(lists::VALUE),
        }
    }

    /// Behind a word, a number, a text or an operator.
    fn behind(&self, last: Word<'t>, open: &Open<'t>, clause: Option<&'t str>) -> Wanted<'t> {
        let at = self.before.len() - 1;
        let is = |words: &[&str]| words.iter().any(|word| last.is(word));
        let second = self.back(1);
        let follows = |words: &[&str]| second.is_some_and(|word| words.iter().any(|known| word.is(known)));
        if last.sort == Sort::Sign {
            return Wanted::Expression(lists::VALUE);
        }
        let planned = at == 0 && is(&["EXPLAIN", "PROFILE"]);
        let stands = is(&["null", "true", "false", "END", "ASC", "DESC", "ASCENDING", "DESCENDING"]);
        if !planned && (stands || !self.is_keyword(at)) {
            return self.behind_value(open, clause);
        }
        if let Some(words) = lists::second(last.text) {
            return Wanted::Keywords(words);
        }
        match () {
            () if is(&["AS", "EXISTS", "COUNT", "COLLECT"]) => Wanted::Nothing,
            () if is(&["NOT"]) && follows(&["IS"]) => Wanted::Keywords(&["NULL"]),
            () if is(&["CASE"]) => Wanted::Expression(&["WHEN"]),
            () if is(&["RETURN"]) => Wanted::Expression(lists::DISTINCT),
            () if is(&["WITH"]) && !follows(&["STARTS", "ENDS"]) => Wanted::Expression(lists::DISTINCT),
            () => Wanted::Expression(lists::VALUE),
        }
    }

    /// Behind something that can stand for itself: what goes on.
    fn behind_value(&self, open: &Open<'t>, clause: Option<&'t str>) -> Wanted<'t> {
        match open.last().filter(|(at, _)| !self.is_block(*at)) {
            Some((at, around)) if self.is_edge(*at) || self.is_node(*at, *around) => Wanted::Nothing,
            Some((at, _)) if self.is(*at, "{") => Wanted::Nothing,
            _ if self.in_case() => Wanted::Keywords(lists::AFTER_CASE),
            Some(_) => Wanted::Keywords(lists::AFTER_INNER),
            None => Wanted::Keywords(after(clause)),
        }
    }

    fn in_case(&self) -> bool {
        let count =
            |text| (0..self.before.len()).filter(|at| self.is_keyword(*at) && self.is(*at, text)).count();
        count("CASE") > count("END")
    }

    /// The property that the words in quotes are compared with.
    fn text(&self) -> Wanted<'t> {
        let mut at = self.before.len();
        while let Some(word) = at.checked_sub(1).and_then(|at| self.before.get(at)) {
            at -= 1;
            match word.text {
                ":" if self.is_entry(at) => {
                    return Wanted::Text {
                        key: at.checked_sub(1).and_then(|at| self.before.get(at)).map(|key| key.text),
                    };
                }
                "=" | "<>" | "<" | ">" | "<=" | ">=" | "=~" | "[" | "," | "(" | ")" => {}
                _ if word.sort == Sort::Text => {}
                _ if word.is_word() && at.checked_sub(1).is_some_and(|at| self.is(at, ".")) => {
                    return Wanted::Text { key: Some(word.text) };
                }
                _ if ["IN", "STARTS", "ENDS", "WITH", "CONTAINS"].iter().any(|known| word.is(known)) => {}
                _ if !lists::parts(word.text).is_empty() => return Wanted::Nothing,
                _ => break,
            }
        }
        Wanted::Text { key: None }
    }
}

/// Whether a clause is one of patterns.
fn is_pattern(clause: Option<&str>) -> bool {
    clause.is_some_and(|clause| clause.eq_ignore_ascii_case("MATCH"))
}

/// What goes on behind a whole value of a clause.
fn after(clause: Option<&str>) -> &'static [&'static str] {
    match clause.map(str::to_ascii_uppercase).as_deref() {
        None => lists::BEGIN,
        Some("MATCH") => lists::AFTER_PATTERN,
        Some("WHERE") => lists::AFTER_CONDITION,
        Some("RETURN") => lists::AFTER_RETURN,
        Some("WITH") => lists::AFTER_WITH,
        Some("UNWIND") => lists::AFTER_UNWIND,
        Some("ORDER") => lists::AFTER_ORDER,
        Some("UNION") => lists::CLAUSES,
        Some(_) => lists::AFTER_LIMIT,
    }
}
