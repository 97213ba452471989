//! Finding everything that keeps a damaged snapshot from being read, where reading it stops at the first.
//!
//! It goes by lines, as snapshots are written: one that was laid out by hand in another way may give nothing here.

use std::collections::BTreeMap;

use ron::error::SpannedError;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::curation::Line;
use crate::graph::{EdgeKey, Evidence, LedgerEntry, Node, NodeId, Object};
use crate::identity::Identity;
use crate::ontology::Relation;
use crate::text::DocId;

/// Something that keeps a snapshot from being read, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1; `None` for the line as a whole.
    pub column: Option<usize>,
    /// What is wrong there.
    pub kind: DamageKind,
}

/// What is wrong with a line of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DamageKind {
    /// It is not RON of the right shape.
    #[error("{problem}")]
    Syntax {
        /// What is wrong, or what was expected.
        problem: String,
    },
    /// The same stands in a line before.
    #[error("the {what} `{id}` is there twice, first in line {first}")]
    Twice {
        /// A document, node or edge.
        what: &'static str,
        /// Its id, or subject, relation and object.
        id: String,
        /// The line of the first.
        first: usize,
    },
    /// An edge starts or ends at a node that is not there.
    #[error("the edge `{edge}` names the node `{id}`, which is not there")]
    Dangling {
        /// The edge, as subject, relation and object.
        edge: String,
        /// The node.
        id: NodeId,
    },
    /// An edge has no evidence.
    #[error("the edge `{edge}` has no evidence")]
    NoEvidence {
        /// The edge, as subject, relation and object.
        edge: String,
    },
}

/// An edge as a line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Edge")]
struct EdgeLine {
    subject: NodeId,
    relation: Relation,
    object: Object,
    evidence: Vec<Evidence>,
}

/// Everything that is wrong with the lines of a snapshot, in the order of lines.
pub fn damage(text: &str) -> Vec<Damage> {
    let mut search = Search::default();
    for item in items(text) {
        match item.section {
            Section::Documents => search.document(&item),
            Section::Nodes => search.node(&item),
            Section::Edges => search.edge(&item),
            Section::Decisions => {
                search.parse::<Line>(&item);
            }
            Section::Same => {
                search.parse::<Identity>(&item);
            }
        }
    }
    search.dangling();
    search.found.sort_by_key(|damage| (damage.line, damage.column));
    search.found
}

#[derive(Default)]
struct Search {
    /// The lines of what was read.
    documents: BTreeMap<DocId, usize>,
    nodes: BTreeMap<NodeId, usize>,
    edges: BTreeMap<EdgeKey, usize>,
    found: Vec<Damage>,
}

impl Search {
    fn document(&mut self, item: &Item<'_>) {
        let Some(entry) = self.parse::<LedgerEntry>(item) else { return };
        let name = entry.id.to_string();
        let first = *self.documents.entry(entry.id).or_insert(item.line);
        self.twice(item, first, ("document", name));
    }

    fn node(&mut self, item: &Item<'_>) {
        // A node that is damaged is there all the same, so that its edges do not dangle.
        let id = self.parse::<Node>(item).map(|node| node.id);
        let Some(id) = id.or_else(|| id_of(item.text)) else { return };
        let name = id.to_string();
        let first = *self.nodes.entry(id).or_insert(item.line);
        self.twice(item, first, ("node", name));
    }

    fn edge(&mut self, item: &Item<'_>) {
        let Some(EdgeLine { subject, relation, object, evidence }) = self.parse(item) else { return };
        let key = EdgeKey { subject, relation, object };
        let name = key.to_string();
        if evidence.is_empty() {
            self.add(item.line, DamageKind::NoEvidence { edge: name.clone() });
        }
        let first = *self.edges.entry(key).or_insert(item.line);
        self.twice(item, first, ("edge", name));
    }

    fn dangling(&mut self) {
        for (key, line) in &self.edges {
            let ends = [Some(&key.subject), key.object.node()];
            for id in ends.into_iter().flatten().filter(|id| !self.nodes.contains_key(*id)) {
                let kind = DamageKind::Dangling { edge: key.to_string(), id: id.clone() };
                self.found.push(Damage { line: *line, column: None, kind });
            }
        }
    }

    fn twice(&mut self, item: &Item<'_>, first: usize, (what, id): (&'static str, String)) {
        if first != item.line {
            self.add(item.line, DamageKind::Twice { what, id, first });
        }
    }

    fn add(&mut self, line: usize, kind: DamageKind) {
        self.found.push(Damage { line, column: None, kind });
    }

    fn parse<T: DeserializeOwned>(&mut self, item: &Item<'_>) -> Option<T> {
        let text = item.text.trim_end();
        let read = ron::from_str(text.strip_suffix(',').unwrap_or(text));
        read.map_err(|error| self.found.push(item.wrong(&error))).ok()
    }
}

/// The id that a damaged node still says.
fn id_of(text: &str) -> Option<NodeId> {
    let (_, rest) = text.split_once("id: \"")?;
    let (id, _) = rest.split_once('"')?;
    Some(NodeId::new(id))
}

#[derive(Clone, Copy)]
enum Section {
    Documents,
    Nodes,
    Edges,
    Decisions,
    Same,
}

impl Section {
    /// The section that a line begins.
    fn begun_by(line: &str) -> Option<Self> {
        match line.trim() {
            "documents: [" => Some(Self::Documents),
            "nodes: [" => Some(Self::Nodes),
            "edges: [" => Some(Self::Edges),
            "decisions: [" => Some(Self::Decisions),
            "same: [" => Some(Self::Same),
            _ => None,
        }
    }
}

/// A document, node or edge, with the lines that it stands on.
struct Item<'t> {
    section: Section,
    /// The first of them, counted from 1.
    line: usize,
    text: &'t str,
}

impl Item<'_> {
    fn wrong(&self, error: &SpannedError) -> Damage {
        let place = error.span.start;
        let kind = DamageKind::Syntax { problem: error.code.to_string() };
        Damage { line: self.line + place.line.saturating_sub(1), column: Some(place.col), kind }
    }
}

/// Every item of every section. It is over when its brackets are, or where the next one begins all the same.
fn items(text: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let (mut section, mut open, mut at) = (None, None, 0);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let (start, number) = (at, number + 1);
        at += line.len();
        if is_next(line) {
            items.extend(open.take().and_then(|open: Open| open.item(text, start)));
        }
        if open.is_none() {
            section = Section::begun_by(line).or(section);
            let is_item = line.trim_start().starts_with('(') && number > 1;
            open = section.filter(|_| is_item).map(|section| Open::new(section, number, start));
        }
        if let Some(item) = &mut open
            && item.nesting.is_over_after(line)
        {
            items.extend(open.take().and_then(|open| open.item(text, at)));
        }
    }
    items.extend(open.and_then(|open| open.item(text, at)));
    items
}

/// Whether a line can only begin something, since nothing inside of an item is set in so little.
fn is_next(line: &str) -> bool {
    line.starts_with("    (") || line.starts_with(']') || Section::begun_by(line).is_some()
}

/// An item whose end has not come.
struct Open {
    section: Section,
    line: usize,
    start: usize,
    nesting: Nesting,
}

impl Open {
    fn new(section: Section, line: usize, start: usize) -> Self {
        Self { section, line, start, nesting: Nesting::default() }
    }

    fn item(self, text: &str, end: usize) -> Option<Item<'_>> {
        Some(Item { section: self.section, line: self.line, text: text.get(self.start..end)? })
    }
}

/// How many brackets are open, and whether a string is.
#[derive(Default)]
struct Nesting {
    depth: usize,
    quoted: bool,
    escaped: bool,
}

impl Nesting {
    /// Goes on by a line; whether all that was opened is closed.
    fn is_over_after(&mut self, line: &str) -> bool {
        for c in line.chars() {
            match c {
                _ if std::mem::take(&mut self.escaped) => {}
                '\\' if self.quoted => self.escaped = true,
                '"' => self.quoted = !self.quoted,
                _ if self.quoted => {}
                '(' | '[' | '{' => self.depth += 1,
                ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        self.depth == 0 && !self.quoted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "(
version: 2,
ontology: \"screen\",
documents: [
    (id: \"a\", hash: \"0\"),
],
nodes: [
    (id: \"film:x\", kind: \"Film\", names: {\"X (1)\": [\"a\"]}),
    (
        id: \"person:y\", kind: \"Person\",
        names: {\"Y\": [\"a\"]},
    ),
],
edges: [
    (subject: \"person:y\", relation: \"directed\", object: Node(\"film:x\"), evidence: [(document: \"a\", sentence: (0, 1), subject: (0, 1), object: (0, 1), rule: \"r\", confidence: 1.0)]),
],
)
";

    #[track_caller]
    fn check(change: (&str, &str), expected: &[&str]) {
        let (from, to) = change;
        assert!(WHOLE.contains(from), "{from}");
        let found: Vec<String> =
            damage(&WHOLE.replacen(from, to, 1)).iter().map(|d| format!("{}: {}", d.line, d.kind)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_whole_has_no_damage() {
        check(("a", "a"), &[]);
        check(("\n", "\r\n"), &[]);
        assert_eq!(damage(""), []);
        assert_eq!(damage("edges: ["), []);
        assert_eq!(damage("é (\n"), []);
    }

    #[test]
    fn every_damage_has_its_line() {
        let edge = "person:y -directed-> film:x";
        check(
            ("\"film:x\", kind", "\"film:z\", kind"),
            &[&format!("15: the edge `{edge}` names the node `film:x`, which is not there")],
        );
        check(("names: {\"Y\": [\"a\"]}", "names: {\"Y\": \"a\"}"), &["11: Expected opening `[`"]);
        check(
            ("id: \"person:y\"", "id: \"film:x\""),
            &[
                "9: the node `film:x` is there twice, first in line 8",
                &format!("15: the edge `{edge}` names the node `person:y`, which is not there"),
            ],
        );
        check(
            ("    (id: \"a\", hash: \"0\"),", "    (id: \"a\", hash: \"0\"),\n    (id: \"a\", hash: \"0\"),"),
            &["6: the document `a` is there twice, first in line 5"],
        );
    }

    #[test]
    fn a_bracket_or_quote_that_is_not_closed_spoils_no_other_line() {
        let found = damage(&WHOLE.replacen("[\"a\"]})", "[\"a]})", 1).replacen("\"0\")", "\"0\"", 1));
        let lines: Vec<usize> = found.iter().map(|damage| damage.line).collect();
        assert_eq!(lines, [5, 8], "{found:?}");
    }
}
