//! Owns random patterns and expressions. What they name is in scope, and of a type that fits, so that nothing errs.

use super::graph::{LABELS, NAMES, RELATIONS};
use crate::laws::Dice;

/// What a variable holds, where it is not null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Node,
    Edge,
    Path,
    /// Some shortest path: only how long it is, is certain.
    Short,
    Number,
    Text,
    Flag,
    Any,
    Nodes,
    Edges,
    Numbers,
    Texts,
    Anys,
}

impl Kind {
    pub(super) const LISTS: [Self; 5] = [Self::Nodes, Self::Edges, Self::Numbers, Self::Texts, Self::Anys];

    /// What a list of this kind holds.
    pub(super) fn item(self) -> Self {
        match self {
            Self::Nodes => Self::Node,
            Self::Edges => Self::Edge,
            Self::Numbers => Self::Number,
            Self::Texts => Self::Text,
            _ => Self::Any,
        }
    }

    /// A list of what is of this kind.
    pub(super) fn list(self) -> Self {
        Self::LISTS.into_iter().find(|list| list.item() == self).unwrap_or(Self::Anys)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Whether it is a list in any order, as `collect` makes it. Its name begins with `bag` then.
    pub(super) bag: bool,
}

/// What a pattern may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binds {
    /// Bind new variables.
    New,
    /// Use what is bound.
    Known,
}

/// Writes a query word for word.
pub(super) struct Writer<'w> {
    pub(super) dice: &'w mut Dice,
    pub(super) scope: Vec<Variable>,
    /// How many variables there were.
    pub(super) made: usize,
    /// Whether trails may be as long as they like.
    pub(super) endless: bool,
    /// Whether a pattern may stand as a condition.
    pub(super) patterns: bool,
    /// The edges that the pattern that is written has bound.
    pub(super) taken: Vec<String>,
}

impl Writer<'_> {
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.dice.roll(100) < percent
    }

    pub(super) fn fresh(&mut self, kind: Kind, bag: bool) -> String {
        self.made += 1;
        let letter = match kind {
            _ if bag => "bag",
            Kind::Node => "n",
            Kind::Edge => "r",
            Kind::Edges => "rs",
            Kind::Path | Kind::Short => "p",
            _ => "c",
        };
        format!("{letter}{}", self.made)
    }

    pub(super) fn bind(&mut self, name: &str, kind: Kind) {
        self.scope.push(Variable { name: name.to_owned(), kind, bag: false });
    }

    /// A variable of one of these kinds; the last ones are likelier.
    pub(super) fn variable(&mut self, kinds: &[Kind], bags: bool) -> Option<String> {
        let fit = |variable: &&Variable| kinds.contains(&variable.kind) && (bags || !variable.bag);
        let fitting: Vec<&Variable> = self.scope.iter().filter(fit).collect();
        if fitting.is_empty() {
            return None;
        }
        let at = self.dice.roll(fitting.len()).max(self.dice.roll(fitting.len()));
        Some(fitting[at].name.clone())
    }

    /// A property of something that is bound.
    fn property(&mut self, of_node: &[&str], of_edge: &str) -> Option<String> {
        let of = self.variable(&[Kind::Node, Kind::Edge], false)?;
        let node = self.scope.iter().any(|variable| variable.name == of && variable.kind == Kind::Node);
        let key = if node { self.dice.pick(of_node) } else { of_edge };
        Some(format!("{of}.{key}"))
    }

    fn whole(&mut self) -> String {
        self.dice.roll(4).to_string()
    }

    pub(super) fn quoted(&mut self) -> String {
        format!("'{}'", self.dice.pick(NAMES))
    }

    pub(super) fn number(&mut self, depth: usize) -> String {
        let found = match self.dice.roll(if depth == 0 { 6 } else { 15 }) {
            0 => None,
            1 => Some(self.dice.pick(&["0.5", "1.0", "2.5", "-1", "$whole"]).to_owned()),
            2 | 3 => self.property(&["num", "id", "num"], "weight"),
            4 | 5 => self.variable(&[Kind::Number], false),
            6..9 => {
                let sign = self.dice.pick(&["+", "-", "*"]);
                Some(format!("({} {sign} {})", self.number(depth - 1), self.number(depth - 1)))
            }
            9 => {
                let kind = self.any_list();
                Some(format!("size({})", self.bag(kind, depth - 1)))
            }
            10 => self.variable(&[Kind::Path, Kind::Short], false).map(|path| format!("length({path})")),
            11 => Some(format!("coalesce({}, {})", self.number(depth - 1), self.whole())),
            12 => {
                let (when, then) = (self.flag(depth - 1), self.number(depth - 1));
                Some(format!("CASE WHEN {when} THEN {then} ELSE {} END", self.number(depth - 1)))
            }
            13 => {
                let inner = self.inner(depth - 1);
                Some(format!("COUNT {{ {inner} }}"))
            }
            _ => {
                let list = self.list(Kind::Numbers, depth - 1);
                Some(match self.dice.roll(4) {
                    0 => format!("{list}[{}]", self.dice.pick(&["0", "1", "-1"])),
                    1 => format!("reduce(sum = 0, x IN {list} | sum + x)"),
                    2 => format!("-{}", self.number(0).trim_start_matches('-')),
                    _ => format!("head({list})"),
                })
            }
        };
        found.unwrap_or_else(|| self.whole())
    }

    pub(super) fn text(&mut self, depth: usize) -> String {
        let found = match self.dice.roll(if depth == 0 { 4 } else { 6 }) {
            0 => None,
            1 | 2 => self.property(&["name"], "tag"),
            3 => self.variable(&[Kind::Text], false),
            4 => self.variable(&[Kind::Edge], false).map(|edge| format!("type({edge})")),
            _ => Some(format!("coalesce({}, {})", self.text(depth - 1), self.quoted())),
        };
        found.unwrap_or_else(|| if self.chance(15) { "$text".to_owned() } else { self.quoted() })
    }

    /// A value of any simple type.
    pub(super) fn any(&mut self, depth: usize) -> String {
        match self.dice.roll(10) {
            0 | 1 => self.number(depth),
            2 | 3 => self.text(depth),
            4 => self.dice.pick(&["true", "false", "null"]).to_owned(),
            5 | 6 => self.property(&["mix", "flag"], "mix").unwrap_or_else(|| "null".to_owned()),
            7 if depth > 0 => {
                let (of, when) = (self.any(depth - 1), self.any(depth - 1));
                let then = self.any(depth - 1);
                format!("CASE {of} WHEN {when} THEN {then} WHEN {} THEN 1 END", self.any(0))
            }
            7 => {
                let (a, b) = (self.number(0), self.text(0));
                if self.chance(50) { format!("{{a: {a}, b: {b}}}") } else { format!("{{a: {a}, b: {b}}}.b") }
            }
            _ => {
                let kinds =
                    [Kind::Any, Kind::Flag, Kind::Number, Kind::Text, Kind::Node, Kind::Edge, Kind::Path];
                self.variable(&kinds, false).unwrap_or_else(|| self.number(0))
            }
        }
    }

    /// A condition, in brackets where it needs some.
    pub(super) fn flag(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.plain_flag();
        }
        match self.dice.roll(15) {
            0 | 1 => format!("({} AND {})", self.flag(depth - 1), self.flag(depth - 1)),
            2 => format!("({} OR {})", self.flag(depth - 1), self.flag(depth - 1)),
            3 => format!("({} XOR {})", self.flag(depth - 1), self.flag(depth - 1)),
            4 => format!("(NOT {})", self.flag(depth - 1)),
            5 if self.patterns => self.pattern_flag(),
            6 => {
                let inner = self.inner(depth - 1);
                format!("EXISTS {{ {inner} }}")
            }
            7 | 8 => {
                let kind = self.any_list();
                let list = self.bag(kind, depth - 1);
                let quantifier = self.dice.pick(&["any", "all", "none", "single"]);
                let (name, test) = self.over(kind.item(), |writer| writer.flag(depth - 1));
                format!("{quantifier}({name} IN {list} WHERE {test})")
            }
            9 | 10 => {
                let kind = self.any_list();
                let item = self.of_kind(kind.item(), depth - 1);
                format!("({item} IN {})", self.bag(kind, depth - 1))
            }
            _ => self.plain_flag(),
        }
    }

    fn plain_flag(&mut self) -> String {
        let sign = self.dice.pick(&["=", "<>", "<", "<=", ">", ">="]);
        match self.dice.roll(12) {
            0 | 1 => format!("({} {sign} {})", self.number(1), self.number(0)),
            2 => format!("({} {sign} {})", self.any(0), self.any(0)),
            3 | 4 => self.anchor(),
            5 => {
                let word = self.dice.pick(&["STARTS WITH", "ENDS WITH", "CONTAINS"]);
                format!("({} {word} {})", self.text(0), self.text(0))
            }
            6 => format!("({} IS {}NULL)", self.any(0), self.dice.pick(&["", "NOT "])),
            7 => match self.property(&["flag"], "mix") {
                Some(flag) if flag.ends_with("flag") => flag,
                _ => self.dice.pick(&["true", "false", "null"]).to_owned(),
            },
            8 | 9 => match self.variable(&[Kind::Node], false) {
                Some(node) if self.chance(30) => format!("{node}{}", self.either_label()),
                Some(node) => format!("{node}{}", self.labels()),
                None => "true".to_owned(),
            },
            _ => {
                let kind = if self.chance(70) { Kind::Node } else { Kind::Edge };
                match (self.variable(&[kind], false), self.variable(&[kind], false)) {
                    (Some(a), Some(b)) => format!("({a} {} {b})", self.dice.pick(&["=", "<>"])),
                    _ => "null".to_owned(),
                }
            }
        }
    }

    /// A condition that a search may begin with.
    pub(super) fn anchor(&mut self) -> String {
        let Some(node) = self.variable(&[Kind::Node], false) else { return "true".to_owned() };
        match self.dice.roll(7) {
            0 => format!("({node}.name STARTS WITH {})", self.text(0)),
            1 => {
                let (most, sign) = (self.dice.roll(3), self.dice.pick(&["<", "<="]));
                format!("(levenshtein({node}.name, {}) {sign} {most})", self.text(0))
            }
            2 => format!("({node}.name = {})", self.text(0)),
            3 => format!("({} = {node}.name)", self.text(0)),
            4 => format!("({node}.id = {})", self.number(0)),
            5 => format!("({node}.mix = {})", self.any(0)),
            _ => format!("({node}.num = {})", self.number(0)),
        }
    }

    fn of_kind(&mut self, kind: Kind, depth: usize) -> String {
        match kind {
            Kind::Number => self.number(depth),
            Kind::Text => self.text(depth),
            Kind::Flag => self.flag(depth),
            Kind::Node | Kind::Edge => self.variable(&[kind], false).unwrap_or_else(|| "null".to_owned()),
            _ => self.any(depth),
        }
    }

    pub(super) fn any_list(&mut self) -> Kind {
        Kind::LISTS[self.dice.roll(Kind::LISTS.len())]
    }

    /// What is written with one more variable in scope.
    fn over(&mut self, kind: Kind, write: impl FnOnce(&mut Self) -> String) -> (String, String) {
        let name = format!("x{}", self.made);
        self.made += 1;
        self.bind(&name, kind);
        let written = write(self);
        self.scope.pop();
        (name, written)
    }

    /// A list in one certain order.
    pub(super) fn list(&mut self, kind: Kind, depth: usize) -> String {
        let path = self.variable(&[Kind::Path], false);
        match (kind, self.dice.roll(6), path) {
            (Kind::Nodes, 0..4, Some(path)) => format!("nodes({path})"),
            (Kind::Edges, 0..4, Some(path)) => format!("relationships({path})"),
            (Kind::Numbers, 0, _) => format!("range({}, {})", self.whole(), self.whole()),
            (_, 1 | 2, _) if depth > 0 => {
                let list = self.list(kind, depth - 1);
                match self.dice.roll(4) {
                    0 => format!("{list}[{}..{}]", self.dice.roll(2), self.dice.pick(&["", "1", "2", "-1"])),
                    1 => format!("({list} + {})", self.list(kind, 0)),
                    _ => {
                        let (name, test) = self.over(kind.item(), |writer| writer.flag(0));
                        format!("[{name} IN {list} WHERE {test}]")
                    }
                }
            }
            (_, 3 | 4, _) => self.variable(&[kind], false).unwrap_or_else(|| "[]".to_owned()),
            _ => {
                let items = (0..self.dice.roll(4)).map(|_| self.of_kind(kind.item(), 0));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// A list in any order.
    pub(super) fn bag(&mut self, kind: Kind, depth: usize) -> String {
        match self.dice.roll(6) {
            0 | 1 => self.variable(&[kind], true).unwrap_or_else(|| "[]".to_owned()),
            2 if kind == Kind::Texts => match self.variable(&[Kind::Node], false) {
                Some(node) => format!("labels({node})"),
                None => "null".to_owned(),
            },
            2 | 3 if depth > 0 => self.gathered(kind),
            _ => self.list(kind, depth),
        }
    }

    /// `[pattern WHERE ... | ...]` or `COLLECT { ... }`.
    pub(super) fn gathered(&mut self, kind: Kind) -> String {
        let before = self.scope.len();
        let taken = std::mem::take(&mut self.taken);
        let mut path = self.path(Binds::New, (1, 1));
        if self.chance(20) {
            let name = self.fresh(Kind::Path, false);
            self.bind(&name, Kind::Path);
            path = format!("{name} = {path}");
        }
        let filter = if self.chance(40) { format!(" WHERE {}", self.flag(0)) } else { String::new() };
        let item = self.of_kind(kind.item(), 0);
        self.taken = taken;
        self.scope.truncate(before);
        if self.chance(25) {
            return format!("COLLECT {{ MATCH {path}{filter} RETURN {item} AS item }}");
        }
        format!("[{path}{filter} | {item}]")
    }

    fn pattern_flag(&mut self) -> String {
        let Some(node) = self.variable(&[Kind::Node], false) else { return "false".to_owned() };
        let step = self.step(Binds::Known);
        if self.chance(50) {
            format!("({node}){step}{}", self.node(Binds::Known))
        } else {
            format!("{}{step}({node})", self.node(Binds::Known))
        }
    }

    /// The inside of `EXISTS` and `COUNT`.
    fn inner(&mut self, depth: usize) -> String {
        let before = (self.scope.clone(), self.patterns);
        let taken = std::mem::take(&mut self.taken);
        self.patterns = true;
        let mut text = format!("MATCH {}", self.path(Binds::New, (0, 2)));
        if self.chance(50) {
            text += &format!(" WHERE {}", self.flag(depth));
        }
        match self.dice.roll(6) {
            0 => text += &format!(" RETURN DISTINCT {} AS item", self.any(0)),
            1 => text += &format!(" RETURN {} AS item LIMIT 2", self.any(0)),
            2 => {
                text +=
                    &format!(" WITH {} AS item, count(*) AS more WHERE more > 1 RETURN item", self.any(0));
            }
            _ => {}
        }
        self.taken = taken;
        (self.scope, self.patterns) = before;
        text
    }

    /// A path of at least and at most so many steps.
    pub(super) fn path(&mut self, binds: Binds, (least, most): (usize, usize)) -> String {
        let steps = self.dice.roll(most + 1).max(self.dice.roll(most + 1)).max(least);
        let mut text = self.node(binds);
        for _ in 0..steps {
            text += &self.step(binds);
            text += &self.node(binds);
        }
        text
    }

    pub(super) fn node(&mut self, binds: Binds) -> String {
        let name = match self.dice.roll(10) {
            0..3 => self.variable(&[Kind::Node], false),
            3..8 if binds == Binds::New => {
                let name = self.fresh(Kind::Node, false);
                Some(name)
            }
            _ => None,
        };
        let name = name.unwrap_or_default();
        self.node_named(&name)
    }

    /// A node with this name and whatever it must be.
    pub(super) fn node_named(&mut self, name: &str) -> String {
        let labels = if self.chance(25) { self.labels() } else { String::new() };
        let properties = if self.chance(7) { format!(" {}", self.wanted()) } else { String::new() };
        if !name.is_empty() && !self.scope.iter().any(|variable| variable.name == name) {
            self.bind(name, Kind::Node);
        }
        format!("({name}{labels}{properties})")
    }

    fn wanted(&mut self) -> String {
        match self.dice.roll(5) {
            0 => format!("{{name: {}}}", self.text(0)),
            1 => format!("{{id: {}}}", self.number(0)),
            2 => format!("{{mix: {}}}", self.any(0)),
            3 => format!("{{num: {}, flag: true}}", self.number(0)),
            _ => format!("{{num: {}}}", self.number(0)),
        }
    }

    fn labels(&mut self) -> String {
        let one = |writer: &mut Self| writer.dice.pick(LABELS);
        match self.dice.roll(20) {
            0 if self.chance(30) => ":Nothing".to_owned(),
            1..3 => format!(":{}:{}", one(self), one(self)),
            3..6 => self.either_label(),
            _ => format!(":{}", one(self)),
        }
    }

    /// Labels of which one must fit.
    pub(super) fn either_label(&mut self) -> String {
        let one = |writer: &mut Self| writer.dice.pick(LABELS);
        format!(":{}|{}", one(self), one(self))
    }

    /// An edge, or several.
    pub(super) fn step(&mut self, binds: Binds) -> String {
        let length = if self.chance(25) { self.length() } else { String::new() };
        let kind = if length.is_empty() { Kind::Edge } else { Kind::Edges };
        let known = self.variable(&[kind], false).filter(|name| !self.taken.contains(name));
        let name = match (self.dice.roll(10), known) {
            (0 | 1, Some(known)) => known,
            (0..5, _) if binds == Binds::New => {
                let name = self.fresh(kind, false);
                self.bind(&name, kind);
                name
            }
            _ => String::new(),
        };
        if !name.is_empty() {
            self.taken.push(name.clone());
        }
        let types = self.types();
        let weight = self.number(0);
        let properties = if self.chance(5) { format!(" {{weight: {weight}}}") } else { String::new() };
        self.arrow(&format!("{name}{types}{length}{properties}"))
    }

    pub(super) fn arrow(&mut self, inside: &str) -> String {
        match self.dice.roll(5) {
            0 | 1 => format!("-[{inside}]->"),
            2 => format!("<-[{inside}]-"),
            _ => format!("-[{inside}]-"),
        }
    }

    pub(super) fn types(&mut self) -> String {
        let one = |writer: &mut Self| writer.dice.pick(RELATIONS);
        match self.dice.roll(10) {
            0..5 => String::new(),
            5 if self.chance(10) => ":NOTHING".to_owned(),
            5 | 6 => format!(":{}|{}", one(self), one(self)),
            _ => format!(":{}", one(self)),
        }
    }

    pub(super) fn length(&mut self) -> String {
        let endless = self.dice.roll(3) == 0 && self.endless;
        if endless {
            return self.dice.pick(&["*", "*0..", "*2.."]).to_owned();
        }
        self.dice.pick(&["*1..3", "*..2", "*2", "*0..2", "*0..1", "*2..3", "*1..1", "*0", "*1..2"]).to_owned()
    }
}
