//! Owns random queries: clauses over the patterns and expressions of `phrases`, weighted so that every special path of
//! the planner is taken often.

use super::phrases::{Binds, Kind, Variable, Writer};
use crate::laws::Dice;

/// A column on its way into a projection.
struct Column {
    text: String,
    alias: Option<String>,
    variable: Variable,
}

impl Column {
    fn written(&self) -> String {
        let alias = self.alias.as_ref().map(|alias| format!(" AS {alias}"));
        format!("{}{}", self.text, alias.unwrap_or_default())
    }
}

/// A random query over a graph of so many edges.
pub(super) fn query(dice: &mut Dice, edges: usize) -> String {
    let endless = edges <= 7;
    let mut writer = Writer { dice, scope: Vec::new(), made: 0, endless, patterns: false, taken: Vec::new() };
    match writer.dice.roll(20) {
        0 => union(&mut writer),
        1..4 => writer.counted_ends(),
        4..6 => writer.top_groups(),
        6..8 => writer.around(),
        8..10 => writer.shortest(),
        10..12 => writer.bound_edges(),
        12 => writer.ordered_list(),
        13 => writer.anchored(),
        14 => writer.joined(),
        _ => writer.anything(),
    }
}

fn union(writer: &mut Writer<'_>) -> String {
    let word = writer.dice.pick(&[" UNION ", " UNION ALL "]);
    let part = |writer: &mut Writer<'_>| {
        writer.scope.clear();
        let clauses = writer.clauses(2);
        let (a, b) = (writer.any(1), writer.number(1));
        let distinct = if writer.chance(30) { "DISTINCT " } else { "" };
        let order = if writer.chance(30) { " ORDER BY c1 DESC, c2 LIMIT 3" } else { "" };
        format!("{clauses}RETURN {distinct}{a} AS c1, {b} AS c2{order}")
    };
    let count = 2 + writer.dice.roll(2);
    (0..count).map(|_| part(writer)).collect::<Vec<_>>().join(word)
}

impl Writer<'_> {
    /// Clauses of every kind.
    fn anything(&mut self) -> String {
        let mut clauses = self.clauses(4);
        if self.chance(7) {
            // Which rows are left out does not show where all are alike.
            clauses += &format!("WITH 1 AS one{} ", self.window());
            self.scope.clear();
            self.bind("one", Kind::Number);
            if self.chance(70) {
                clauses += &self.clauses(2);
            }
        }
        format!("{clauses}{}", self.returned())
    }

    fn clauses(&mut self, most: usize) -> String {
        let word = if self.chance(10) { "OPTIONAL MATCH" } else { "MATCH" };
        let mut text = self.matched(word);
        for _ in 0..self.dice.roll(most) {
            text += &match self.dice.roll(10) {
                0..3 => self.matched("MATCH"),
                3..5 => self.matched("OPTIONAL MATCH"),
                5 | 6 => self.unwind(),
                _ => self.with(),
            };
        }
        text
    }

    /// `MATCH` with a filter, perhaps.
    fn matched(&mut self, word: &str) -> String {
        self.taken.clear();
        let count = 1 + self.dice.roll(5) / 4;
        let mut paths = Vec::new();
        for _ in 0..count {
            let path = self.path(Binds::New, (0, if count == 1 { 3 } else { 2 }));
            if self.chance(20) {
                let name = self.fresh(Kind::Path, false);
                self.bind(&name, Kind::Path);
                paths.push(format!("{name} = {path}"));
            } else {
                paths.push(path);
            }
        }
        if self.chance(15)
            && let Some(node) = self.variable(&[Kind::Node], false)
        {
            paths.push(format!("({node}{})", self.either_label()));
        }
        format!("{word} {}{}", paths.join(", "), self.filter())
    }

    /// A filter, perhaps, and a space.
    fn filter(&mut self) -> String {
        self.taken.clear();
        if self.chance(60) {
            return " ".to_owned();
        }
        self.patterns = true;
        let mut tests = vec![if self.chance(40) { self.anchor() } else { self.flag(2) }];
        if self.chance(20) {
            tests.push(self.flag(1));
        }
        self.patterns = false;
        format!(" WHERE {} ", tests.join(" AND "))
    }

    fn unwind(&mut self) -> String {
        let kind = self.any_list();
        let list = if self.chance(50) { self.list(kind, 1) } else { self.bag(kind, 1) };
        let name = self.fresh(kind.item(), false);
        self.bind(&name, kind.item());
        format!("UNWIND {list} AS {name} ")
    }

    fn with(&mut self) -> String {
        if !self.scope.is_empty() && self.chance(10) {
            let number = self.number(1);
            let name = self.fresh(Kind::Number, false);
            self.bind(&name, Kind::Number);
            return format!("WITH *, {number} AS {name} ");
        }
        let columns = self.columns();
        let bags = columns.iter().any(|column| column.variable.bag);
        let mut text = columns.iter().map(Column::written).collect::<Vec<_>>().join(", ");
        if !bags && self.chance(20) {
            text.insert_str(0, "DISTINCT ");
        }
        self.scope = columns.into_iter().map(|column| column.variable).collect();
        // What is left out must be the same in every right order, so all columns are in it.
        if !bags && self.chance(25) {
            let mut names: Vec<String> = self.scope.iter().map(|variable| variable.name.clone()).collect();
            names.swap(0, self.dice.roll(self.scope.len()));
            let ways: Vec<String> =
                names.iter().map(|name| format!("{name}{}", self.dice.pick(&["", " DESC"]))).collect();
            text += &format!(" ORDER BY {}{}", ways.join(", "), self.window());
        }
        if self.chance(25) {
            text += &format!(" WHERE {}", self.flag(1));
        }
        format!("WITH {text} ")
    }

    /// `SKIP` and `LIMIT`, perhaps.
    fn window(&mut self) -> String {
        let mut text = String::new();
        if self.chance(25) {
            text += &format!(" SKIP {}", self.dice.roll(3));
        }
        if self.chance(60) {
            text += &format!(" LIMIT {}", self.dice.pick(&["0", "1", "2", "3", "5", "1 + 1", "$whole"]));
        }
        text
    }

    fn returned(&mut self) -> String {
        if self.chance(5)
            && !self.scope.is_empty()
            && !self.scope.iter().any(|variable| variable.kind == Kind::Short)
        {
            return format!("RETURN *{}", self.window());
        }
        let columns = self.columns();
        let bags = columns.iter().any(|column| column.variable.bag);
        let distinct = !bags && self.chance(25);
        let grouped = columns.iter().any(|column| column.text.contains("count(") || is_sum(&column.text));
        let text = columns.iter().map(Column::written).collect::<Vec<_>>().join(", ");
        let mut keys: Vec<String> = Vec::new();
        if self.chance(40) {
            for _ in 0..1 + self.dice.roll(2) {
                let sure: Vec<&Column> = columns.iter().filter(|column| !column.variable.bag).collect();
                let key = match sure.as_slice() {
                    _ if !grouped && !distinct && self.chance(40) => self.any(1),
                    [] => continue,
                    some => {
                        let column = some[self.dice.roll(some.len())];
                        let name = column.alias.as_ref().unwrap_or(&column.text);
                        if self.chance(70) { name.clone() } else { column.text.clone() }
                    }
                };
                keys.push(format!("{key}{}", self.dice.pick(&["", " DESC", " ASC"])));
            }
        }
        let order = if keys.is_empty() { String::new() } else { format!(" ORDER BY {}", keys.join(", ")) };
        let window = if self.chance(35) { self.window() } else { String::new() };
        format!("RETURN {}{text}{order}{window}", if distinct { "DISTINCT " } else { "" })
    }

    fn columns(&mut self) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        if self.chance(40) {
            for _ in 0..self.dice.roll(3) {
                let column = self.key();
                push(&mut columns, column);
            }
            let keys: Vec<String> = columns.iter().map(|column| column.text.clone()).collect();
            for _ in 0..1 + self.dice.roll(2) {
                let column = self.sum(&keys);
                push(&mut columns, column);
            }
        } else {
            for _ in 0..1 + self.dice.roll(4) {
                let column = if self.chance(15) { self.bag_column() } else { self.key() };
                push(&mut columns, column);
            }
        }
        columns
    }

    fn column(&mut self, text: String, kind: Kind, bag: bool) -> Column {
        let alias = self.fresh(kind, bag);
        Column { text, variable: Variable { name: alias.clone(), kind, bag }, alias: Some(alias) }
    }

    /// A column that rows may be told apart by.
    fn key(&mut self) -> Column {
        let kinds = [
            Kind::Node,
            Kind::Edge,
            Kind::Path,
            Kind::Number,
            Kind::Text,
            Kind::Any,
            Kind::Flag,
            Kind::Nodes,
            Kind::Edges,
            Kind::Numbers,
            Kind::Texts,
            Kind::Anys,
        ];
        if self.chance(60)
            && let Some(name) = self.variable(&kinds, false)
        {
            let known = self.scope.iter().rfind(|variable| variable.name == name).cloned();
            let known = known.unwrap_or_else(|| panic!("{name} is in scope"));
            if self.chance(15) {
                return self.column(name, known.kind, false);
            }
            return Column { text: name, alias: None, variable: known };
        }
        match self.dice.roll(6) {
            0 | 1 => {
                let text = self.number(1);
                self.column(text, Kind::Number, false)
            }
            2 => {
                let text = self.text(1);
                self.column(text, Kind::Text, false)
            }
            3 => {
                let text = self.flag(1);
                self.column(text, Kind::Flag, false)
            }
            4 => {
                let kind = self.any_list();
                let text = self.list(kind, 1);
                self.column(text, kind, false)
            }
            _ => {
                let text = self.any(1);
                self.column(text, Kind::Any, false)
            }
        }
    }

    fn bag_column(&mut self) -> Column {
        let kind = self.any_list();
        if self.chance(30)
            && let Some(known) = self.scope.iter().find(|variable| variable.bag).cloned()
        {
            return Column { text: known.name.clone(), alias: None, variable: known };
        }
        let text = if self.chance(50) { self.gathered(kind) } else { self.bag(kind, 1) };
        self.column(text, kind, true)
    }

    /// A column that adds up; the keys are those of the groups.
    fn sum(&mut self, keys: &[String]) -> Column {
        let distinct = if self.chance(40) { "DISTINCT " } else { "" };
        let number = |function: &str, of: String| format!("{function}({distinct}{of})");
        let text = match self.dice.roll(12) {
            0 | 1 => "count(*)".to_owned(),
            2 | 3 => {
                let of = self.any(1);
                number("count", of)
            }
            4 => {
                let of = self.number(1);
                number("sum", of)
            }
            5 => {
                let of = self.number(1);
                number("avg", of)
            }
            6 => {
                let function = self.dice.pick(&["min", "max"]);
                let of = self.number(1);
                number(function, of)
            }
            7 | 8 => {
                let function = self.dice.pick(&["min", "max"]);
                let of = self.any(1);
                let text = number(function, of);
                return self.column(text, Kind::Any, false);
            }
            9 => {
                match keys.iter().find(|key| key.ends_with(".num") && key.len() < 9 && !key.starts_with('-'))
                {
                    Some(key) => format!("{key} + count(*) * 2"),
                    None => "CASE WHEN count(*) > 2 THEN 1 ELSE count(*) + 1 END".to_owned(),
                }
            }
            _ => {
                let kinds = [Kind::Node, Kind::Number, Kind::Text, Kind::Any, Kind::Edge];
                let kind = kinds[self.dice.roll(kinds.len())];
                let of = match kind {
                    Kind::Node | Kind::Edge => self.variable(&[kind], false),
                    Kind::Number => Some(self.number(1)),
                    Kind::Text => Some(self.text(1)),
                    _ => Some(self.any(1)),
                };
                let text = format!("collect({distinct}{})", of.unwrap_or_else(|| "null".to_owned()));
                return self.column(text, kind.list(), true);
            }
        };
        self.column(text, Kind::Number, false)
    }

    /// A search that begins with what is said of a node.
    fn anchored(&mut self) -> String {
        let word = if self.chance(20) { "OPTIONAL MATCH" } else { "MATCH" };
        self.bind("a", Kind::Node);
        let anchor = self.anchor();
        let step = if self.chance(40) { self.step(Binds::New) + "()" } else { String::new() };
        let more = if self.chance(30) { format!(" AND {}", self.flag(1)) } else { String::new() };
        format!("{word} (a){step} WHERE {anchor}{more} {}", self.returned())
    }

    /// Nodes that share a value with no edge between them, or whose property is a value of a clause before.
    fn joined(&mut self) -> String {
        let word = if self.chance(25) { "OPTIONAL MATCH" } else { "MATCH" };
        let (one, other) = (self.shared_key(), self.shared_key());
        let more = if self.chance(25) { format!(" AND a.{other} = b.{one}") } else { String::new() };
        let step = if self.chance(25) { "--()" } else { "" };
        let (a, b) = (self.either_label(), self.either_label());
        let start = match self.dice.roll(5) {
            0 => format!("MATCH (a{a}), (b{b}){step} WHERE b.{one} = a.{other}{more} "),
            1 => format!("MATCH (a{a}) {word} (b{b}){step} WHERE a.{one} = b.{other}{more} "),
            2 => format!("MATCH (a{a}) {word} (b{b} {{{one}: a.{other}}}){step} "),
            3 => format!("MATCH (a{a}){step}, (b{b} {{{one}: a.{other}}}) "),
            _ => {
                let values = "[1, 1.0, 2, 'a', null, true, [1]]";
                format!("UNWIND {values} AS a {word} (b{b} {{{one}: a}}){step} ")
            }
        };
        let is_value = start.starts_with("UNWIND");
        self.bind("a", if is_value { Kind::Number } else { Kind::Node });
        self.bind("b", Kind::Node);
        if is_value { format!("{start}RETURN b.id AS c1, b.{one} AS c2") } else { start + &self.returned() }
    }

    fn shared_key(&mut self) -> &'static str {
        self.dice.pick(&["name", "id", "num", "flag", "mix"])
    }

    /// Ends of several edges that are wanted once each.
    fn counted_ends(&mut self) -> String {
        let (a, b) = (self.node_named("a"), self.length());
        let types = self.types();
        let weight = if self.chance(15) { " {weight: 1}" } else { "" };
        let edge = self.arrow(&format!("{types}{b}{weight}"));
        let far = self.node_named("b");
        let before = if self.chance(15) {
            format!("{}{}", self.node(Binds::New), self.step(Binds::New))
        } else {
            String::new()
        };
        let filter = self.filter();
        let key = self.dice.pick(&["a", "a.id", "a.name", "a.num + 1"]);
        let sum = self.dice.pick(&[
            "count(DISTINCT b)",
            "max(b.num)",
            "min(b.mix)",
            "sum(DISTINCT b.num)",
            "count(DISTINCT b.name)",
            "count(*)",
        ]);
        let clause = format!("MATCH {before}{a}{edge}{far}{filter}");
        if self.chance(15) {
            let named = edge.replace("[", "[rs");
            let give =
                self.dice.pick(&["DISTINCT b, rs", "count(DISTINCT rs) AS s", "DISTINCT size(rs) AS s"]);
            return format!("MATCH (a){named}(b) RETURN {give}");
        }
        if self.chance(15) {
            let bound = self.dice.pick(&["MATCH (a), (b) ", "MATCH (a)--(b) ", "MATCH (a) "]);
            return format!("{bound}MATCH (a){edge}(b) RETURN DISTINCT a, b");
        }
        if self.chance(10) {
            return format!("MATCH (a){edge}(a) RETURN {sum} AS s").replace("b.", "a.").replace(" b)", " a)");
        }
        match self.dice.roll(5) {
            0 => format!("{clause}RETURN DISTINCT b"),
            1 => format!("{clause}RETURN DISTINCT {key} AS k, b.name AS c"),
            2 => format!("{clause}RETURN {sum} AS s"),
            3 => format!("{clause}WITH DISTINCT a, b RETURN count(*) AS s"),
            _ => format!("{clause}RETURN {key} AS k, {sum} AS s ORDER BY s DESC{}", self.window()),
        }
    }

    /// Groups that are whole node by node, and the first of them.
    fn top_groups(&mut self) -> String {
        let start = self.node_named("a");
        let path = format!("{start}{}{}", self.step(Binds::New), self.node_named("b"));
        let more = if self.chance(50) {
            format!("{}{}", self.step(Binds::New), self.node(Binds::New))
        } else {
            String::new()
        };
        let filter = self.filter();
        let key = self.dice.pick(&["a", "a.id", "b", "b.id", "a.name", "a.id AS i, a.name"]);
        let sum = self.sum(&[]);
        let sort = if sum.variable.bag { "k" } else { &sum.variable.name };
        let (way, window) = (self.dice.pick(&["", " DESC"]), self.window());
        let clause = format!("MATCH {path}{more}{filter}");
        match self.dice.roll(3) {
            0 => format!("{clause}RETURN {key} AS k, {} ORDER BY {sort}{way}{window}", sum.written()),
            1 => {
                let name = &sum.variable.name;
                let head = format!("{clause}WITH a, {} ", sum.written());
                self.scope.retain(|variable| variable.name == "a");
                format!("{head}{}RETURN a, {name}{window}", self.matched("OPTIONAL MATCH"))
            }
            _ => format!("{clause}RETURN {key} AS k, {}{window}", sum.written()),
        }
    }

    /// Ways that come round, and variables that stand in several places.
    fn around(&mut self) -> String {
        let step = |writer: &mut Self| writer.step(Binds::New);
        let a = self.node_named("a");
        if self.chance(15) {
            let path = format!("MATCH {a}{}(a)", step(self));
            return format!("{path}{}{}", self.filter(), self.returned());
        }
        let b = self.node_named("b");
        let path = match self.dice.roll(4) {
            0 => format!("{a}{}{b}{}(a)", step(self), step(self)),
            1 => format!("{a}{}{b}{}(c){}(a)", step(self), step(self), step(self)),
            2 => format!("{a}{}{b}, (a){}(b)", step(self), step(self)),
            _ => format!("{a}{}{b}, (b){}(c), (c){}(a)", step(self), step(self), step(self)),
        };
        let filter = self.filter();
        let more = if self.chance(40) { self.clauses(1) } else { String::new() };
        format!("MATCH {path}{filter}{more}{}", self.returned())
    }

    fn shortest(&mut self) -> String {
        let all = self.chance(50);
        let (function, kind) =
            if all { ("allShortestPaths", Kind::Path) } else { ("shortestPath", Kind::Short) };
        let (a, b) = (self.node_named("a"), self.node_named("b"));
        let types = self.types();
        let least = self.dice.pick(&["*", "*..3", "*1..2", "*0..3", "*0..", "", "*..4"]);
        let least = if self.endless || !matches!(least, "*" | "*0..") { least } else { "*..4" };
        // Further edges in the same pattern are left out: openCypher does not say whether the path may use them again.
        let weight = if self.chance(15) { " {weight: 1}" } else { "" };
        let name = if self.chance(20) { "rs" } else { "" };
        let edge = self.arrow(&format!("{name}{types}{least}{weight}"));
        let filter = self.filter();
        let word = if self.chance(25) { "OPTIONAL MATCH" } else { "MATCH" };
        let clause = if self.chance(50) {
            format!("MATCH {a}, {b}{filter}{word} p = {function}((a){edge}(b)) ")
        } else {
            format!("{word} p = {function}({a}{edge}{b}){filter}")
        };
        self.bind("p", kind);
        if all && !name.is_empty() {
            self.bind(name, if least.is_empty() { Kind::Edge } else { Kind::Edges });
        }
        let more = if self.chance(30) { self.matched("MATCH") } else { String::new() };
        match self.dice.roll(3) {
            0 => format!("{clause}{more}RETURN a, b, length(p) AS l"),
            1 => format!("{clause}{more}RETURN length(p) AS l, count(*) AS c ORDER BY l"),
            _ => format!("{clause}{more}{}", self.returned()),
        }
    }

    /// Edges that clauses before have bound, one or a list.
    fn bound_edges(&mut self) -> String {
        let one = self.chance(50);
        let length = if one { String::new() } else { self.length() };
        let (types, name) = (self.types(), if one { "r" } else { "rs" });
        let first = self.arrow(&format!("{name}{types}{length}"));
        let mut text = format!("MATCH {}{first}{}", self.node(Binds::New), self.node(Binds::New));
        self.bind(name, if one { Kind::Edge } else { Kind::Edges });
        text += &self.filter();
        let again = self.arrow(&format!("{name}{}", if one { "" } else { "*" }));
        let word = if self.chance(30) { "OPTIONAL MATCH" } else { "MATCH" };
        text += &format!("{word} {}{again}{}", self.node(Binds::New), self.node(Binds::New));
        self.taken = vec![name.to_owned()];
        if self.chance(40) {
            text += &format!("{}{}", self.step(Binds::New), self.node(Binds::New));
        }
        text += &self.filter();
        format!("{text}{}", self.returned())
    }

    /// A list that is collected in an order.
    fn ordered_list(&mut self) -> String {
        let clause = self.clauses(1);
        let (a, b) = (self.any(1), self.number(1));
        let distinct = if self.chance(40) { "DISTINCT " } else { "" };
        let key = if self.chance(50) { "b AS k, " } else { "" };
        format!("{clause}WITH {a} AS a, {b} AS b ORDER BY a, b RETURN {key}collect({distinct}a) AS list")
    }
}

fn is_sum(text: &str) -> bool {
    ["sum(", "avg(", "min(", "max(", "collect("].iter().any(|function| text.starts_with(function))
}

/// A column that has a name that none has yet.
fn push(columns: &mut Vec<Column>, column: Column) {
    if !columns.iter().any(|other| other.variable.name == column.variable.name) {
        columns.push(column);
    }
}
