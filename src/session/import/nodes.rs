//! Tables of nodes: every row is a node, known by its id in its space.

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Import;
use super::error::{Problems, RowProblemKind};
use super::header::{NodeColumns, Property};
use super::table::{Row, Table};
use super::values::{Guess, Type, items, value};
use super::vocabulary::Vocabulary;
use crate::graph::{LedgerEntry, NamedNode, NodeId, Properties, PropertyValue};
use crate::ontology::Kind;
use crate::session::Progress;
use crate::text::DocId;

/// Every node of the tables so far.
#[derive(Default)]
pub(super) struct Nodes {
    pub(super) all: Vec<Entry>,
    /// The places of nodes in `all` by space and id; ids are only looked up.
    spaces: IndexMap<String, FxHashMap<String, u32>>,
    /// The ids that are given out; only looked up.
    taken: FxHashSet<NodeId>,
    /// How sentences name the tables, by their places.
    labels: Vec<String>,
}

/// A node as edges need it.
pub(super) struct Entry {
    id: NodeId,
    pub(super) kind: Kind,
    name: String,
    /// What tells it from others of its kind.
    key: String,
    /// Where it is said that there is such a node.
    table: usize,
    line: usize,
}

impl Entry {
    /// The node as a document names it that gives it no properties.
    pub(super) fn named(&self) -> NamedNode {
        NamedNode {
            kind: self.kind.clone(),
            name: self.name.clone(),
            aliases: Vec::new(),
            key: Some(self.key.clone()),
            properties: Properties::new(),
        }
    }
}

impl Nodes {
    /// The place of the node with an id.
    pub(super) fn find(&self, space: &str, id: &str) -> Option<u32> {
        self.spaces.get(space)?.get(id).copied()
    }

    /// The id of the node at a place.
    pub(super) fn id(&self, place: u32) -> Option<NodeId> {
        self.all.get(place as usize).map(|entry| entry.id.clone())
    }

    /// For each node how many have an id before its own.
    pub(super) fn ranks(&self) -> Vec<u32> {
        super::ranks(&self.all, |entry| &entry.id)
    }

    /// Another space in which there is such an id.
    pub(super) fn other_space(&self, id: &str) -> Option<String> {
        self.spaces.iter().find(|(_, ids)| ids.contains_key(id)).map(|(space, _)| space.clone())
    }

    /// Where a node is said to be.
    fn line(&self, place: u32) -> String {
        let Some(entry) = self.all.get(place as usize) else { return String::new() };
        let label = self.labels.get(entry.table).map(String::as_str).unwrap_or_default();
        format!("{label}, line {}", entry.line)
    }

    /// The key of a new node: its id in the table, with its space where another node of the kind has that id.
    fn key(&mut self, kind: &Kind, space: &str, id: &str) -> (String, NodeId) {
        let with_space = [id.to_owned(), format!("{space}:{id}")];
        let numbered = (2..).map(|number| format!("{id}~{number}"));
        let mut keys = with_space.into_iter().take(if space.is_empty() { 1 } else { 2 }).chain(numbered);
        loop {
            // There is always a further number.
            let key = keys.next().unwrap_or_default();
            let node = NodeId::keyed(kind, &key);
            if self.taken.insert(node.clone()) {
                return (key, node);
            }
        }
    }
}

/// Reads a table of nodes into the graph.
pub(super) fn read(table: &Table, columns: &NodeColumns, into: &mut Import, progress: &mut dyn Progress) {
    let kinds = survey(table, columns, progress);
    into.nodes.labels.push(table.label.clone());
    let document = DocId::new(&table.name);
    let entry = LedgerEntry::of_table(document, table.origin.clone(), table.bytes());
    let Import { graph, nodes, vocabulary, problems, .. } = into;
    let mut rows = table.rows(progress);
    let mut row_reader = RowReader { table, columns, kinds: &kinds, nodes, vocabulary };
    let named = std::iter::from_fn(|| {
        loop {
            let row = rows.next(problems)?;
            if let Some(node) = row_reader.node(&row, problems) {
                return Some(node);
            }
        }
    });
    graph.merge_from(entry, named, []);
}

/// The types of the columns, which for some of them the cells decide.
fn survey(table: &Table, columns: &NodeColumns, progress: &mut dyn Progress) -> Vec<Type> {
    let mut guesses = Guesses::new(&columns.properties);
    let mut rows = table.rows(progress);
    // What is wrong with the rows is told when they are read.
    let mut ignored = Problems::default();
    while let Some(row) = rows.next(&mut ignored) {
        guesses.see(&columns.properties, &row);
    }
    guesses.kinds(&columns.properties)
}

/// What the columns of properties can be.
pub(super) struct Guesses(Vec<Guess>);

impl Guesses {
    pub(super) fn new(columns: &[Property]) -> Self {
        Self(vec![Guess::new(); columns.len()])
    }

    pub(super) fn see(&mut self, columns: &[Property], row: &Row<'_>) {
        for (guess, column) in self.0.iter_mut().zip(columns) {
            if column.kind.is_none() {
                guess.see(row.cell(column.column));
            }
        }
    }

    pub(super) fn kinds(self, columns: &[Property]) -> Vec<Type> {
        let kind = |(guess, column): (Guess, &Property)| column.kind.unwrap_or_else(|| guess.kind());
        self.0.into_iter().zip(columns).map(kind).collect()
    }
}

/// The properties of a row; a cell that is not of its column's type is a problem.
pub(super) fn properties(
    table: &Table,
    columns: &[Property],
    kinds: &[Type],
    row: &Row<'_>,
    problems: &mut Problems,
) -> Properties {
    let mut properties = Properties::new();
    for (column, kind) in columns.iter().zip(kinds) {
        let cell = row.cell(column.column);
        match value(cell, *kind, column.list) {
            Ok(Some(value)) => properties.insert(column.key.clone(), value),
            Ok(None) => {}
            Err(wanted) => problems.add(table.bad_value(row, column.column, wanted)),
        }
    }
    properties
}

struct RowReader<'r> {
    table: &'r Table,
    columns: &'r NodeColumns,
    kinds: &'r [Type],
    nodes: &'r mut Nodes,
    vocabulary: &'r mut Vocabulary,
}

impl RowReader<'_> {
    fn node(&mut self, row: &Row<'_>, problems: &mut Problems) -> Option<NamedNode> {
        let (table, columns) = (self.table, self.columns);
        let mut properties = properties(table, &columns.properties, self.kinds, row, problems);
        let id = row.cell(columns.id.column).trim();
        let kind_cell = row.cell(columns.kind).trim();
        let label = if columns.several { items(kind_cell).next().unwrap_or_default() } else { kind_cell };
        for (column, cell) in [(columns.id.column, id), (columns.kind, label)] {
            if cell.is_empty() {
                problems.add(table.problem(row.line, Some(column), RowProblemKind::EmptyCell));
                return None;
            }
        }
        let kind = self.kind(kind_cell, row, &mut properties);
        let place = u32::try_from(self.nodes.all.len()).unwrap_or(u32::MAX);
        let space = &columns.id.space;
        let ids = self.nodes.spaces.entry(space.clone()).or_default();
        if let Some(first) = ids.get(id) {
            let first = *first;
            let kind = RowProblemKind::IdTwice {
                id: id.to_owned(),
                space: space.clone(),
                first: self.nodes.line(first),
            };
            problems.add(table.problem(row.line, Some(columns.id.column), kind));
            return None;
        }
        ids.insert(id.to_owned(), place);
        let (key, node) = self.nodes.key(&kind, space, id);
        let name =
            columns.name.map(|column| row.cell(column).trim()).filter(|name| !name.is_empty()).unwrap_or(id);
        let aliases = columns.aliases.map(|column| items(row.cell(column))).into_iter().flatten();
        let aliases = aliases.filter(|alias| *alias != name).map(str::to_owned).collect();
        self.nodes.all.push(Entry {
            id: node,
            kind: kind.clone(),
            name: name.to_owned(),
            key: key.clone(),
            table: table.place,
            line: row.line,
        });
        Some(NamedNode { kind, name: name.to_owned(), aliases, key: Some(key), properties })
    }

    /// The kind of a node; the labels that it has beside are a property.
    fn kind(&mut self, cell: &str, row: &Row<'_>, properties: &mut Properties) -> Kind {
        let place = || self.table.line(row.line);
        if !self.columns.several {
            return self.vocabulary.kind([cell].into_iter(), &place);
        }
        let kind = self.vocabulary.kind(items(cell), &place);
        let is_kind = |label: &str| label.to_lowercase() == kind.as_str().to_lowercase();
        let others: Vec<PropertyValue> = items(cell)
            .filter(|label| !is_kind(label))
            .map(|label| PropertyValue::Text(label.to_owned()))
            .collect();
        if !others.is_empty() && properties.get("labels").is_none() {
            properties.insert("labels".into(), PropertyValue::List(others));
        }
        kind
    }
}
