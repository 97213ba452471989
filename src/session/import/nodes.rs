//! Tables of nodes: every row is a node, known by its id in its space.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::Import;
use super::error::{Problems, RowProblemKind};
use super::header::{NodeColumns, Property};
use super::table::{Row, Table};
use super::values::{Guess, Type, items, value};
use super::vocabulary::Vocabulary;
use crate::graph::{Graph, NamedNode, Node, NodeId, Properties, PropertyValue};
use crate::ontology::Kind;
use crate::session::Progress;

/// Every node of the tables so far.
#[derive(Default)]
pub(super) struct Nodes {
    pub(super) all: Vec<Entry>,
    /// The places of nodes in `all` by space and id; ids are only looked up.
    spaces: IndexMap<String, FxHashMap<String, u32>>,
    /// The ids that are given out; only looked up.
    taken: FxHashMap<NodeId, u32>,
    /// The nodes of the graph that is added to.
    known: Known,
    /// Whether rows with mistakes are left out, so that no edge may use them.
    pub(super) leaves_out: bool,
    /// How sentences name the tables, by their places.
    labels: Vec<String>,
}

/// The nodes of a graph by their ids without the kind in front; only looked up.
#[derive(Default)]
struct Known(FxHashMap<String, Vec<(Kind, NodeId)>>);

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
    /// No nodes yet, beside those of a graph that is added to.
    pub(super) fn beside(graph: &Graph) -> Self {
        let mut known = Known::default();
        for node in graph.nodes() {
            if let Some(key) = node.key() {
                let named = (node.kind.clone(), node.id.clone());
                known.0.entry(key.to_owned()).or_default().push(named);
            }
        }
        Self { known, ..Self::default() }
    }

    /// The place of the node with an id: one of the tables, else one that the graph has.
    ///
    /// # Errors
    /// The nodes of the graph that the id may mean: none or several.
    pub(super) fn find(&mut self, space: &str, id: &str, graph: &Graph) -> Result<u32, Vec<NodeId>> {
        if let Some(place) = self.spaces.get(space).and_then(|ids| ids.get(id)) {
            return Ok(*place);
        }
        let known = self.known.find(space, id);
        match known.as_slice() {
            // A whole id, such as `person:17`, may be of a node of these tables, too.
            [] => self.taken.get(&NodeId::new(id)).copied().ok_or(known),
            [one] => graph.node(one).map(|node| self.take_in(space, id, node)).ok_or(known),
            _ => Err(known),
        }
    }

    /// Takes the node out that was added last.
    fn forget(&mut self, space: &str, id: &str) {
        let Some(entry) = self.all.pop() else { return };
        if self.taken.get(&entry.id).is_some_and(|place| *place as usize == self.all.len()) {
            self.taken.remove(&entry.id);
        }
        if let Some(ids) = self.spaces.get_mut(space) {
            ids.remove(id);
        }
    }

    /// A node of the graph as one that has an id in a space.
    fn take_in(&mut self, space: &str, id: &str, node: &Node) -> u32 {
        let place = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(Entry {
            id: node.id.clone(),
            kind: node.kind.clone(),
            name: node.name().to_owned(),
            key: node.key().unwrap_or_default().to_owned(),
            table: usize::MAX,
            line: 0,
        });
        self.spaces.entry(space.to_owned()).or_default().insert(id.to_owned(), place);
        place
    }

    /// The id of the node at a place.
    pub(super) fn id(&self, place: u32) -> Option<NodeId> {
        self.all.get(place as usize).map(|entry| entry.id.clone())
    }

    /// For each node how many have an id before its own.
    pub(super) fn ranks(&self) -> Vec<u32> {
        super::ranks(&self.all, |entry| &entry.id)
    }

    /// Whether some ids are of a space.
    pub(super) fn has_space(&self, space: &str) -> bool {
        self.spaces.contains_key(space)
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

    /// A node of the graph that is added to which has an id, and is of another kind.
    fn other_kind(&self, space: &str, kind: &Kind, id: &str) -> Option<&NodeId> {
        let known = self.known.0.get(id).filter(|_| space.is_empty())?;
        let is_new = known.iter().all(|(other, _)| other != kind);
        known.first().filter(|_| is_new).map(|(_, node)| node)
    }
}

impl Known {
    /// The nodes that an id in a space may mean.
    fn find(&self, space: &str, id: &str) -> Vec<NodeId> {
        let of = |key: &str| self.0.get(key).map(Vec::as_slice).unwrap_or_default();
        let fits = |kind: &Kind| space.is_empty() || is_space_of(space, kind);
        let mut found: Vec<NodeId> =
            of(id).iter().filter(|(kind, _)| fits(kind)).map(|(_, node)| node.clone()).collect();
        if !space.is_empty() {
            found.extend(of(&format!("{space}:{id}")).iter().map(|(_, node)| node.clone()));
        }
        if found.is_empty()
            && let Some((_, key)) = id.split_once(':')
        {
            found.extend(of(key).iter().map(|(_, node)| node.clone()).filter(|node| node.as_str() == id));
        }
        found
    }
}

/// What tells a node from others of its kind: its id in the table, with its space unless that is called as the kind.
fn key(kind: &Kind, space: &str, id: &str) -> String {
    if space.is_empty() || is_space_of(space, kind) { id.to_owned() } else { format!("{space}:{id}") }
}

/// What tells a node from others of its kind by the id that it had in a graph.
fn whole_key(kind: &Kind, id: &str) -> String {
    let begins = format!("{}:", kind.as_str().to_lowercase());
    id.strip_prefix(&begins).unwrap_or(id).to_owned()
}

/// Whether a space of ids is called as a kind: `Person`, `Person-ID`, `person_id`.
fn is_space_of(space: &str, kind: &Kind) -> bool {
    let (space, kind) = (space.to_lowercase(), kind.as_str().to_lowercase());
    let bare = space.strip_suffix("id").map(|space| space.trim_end_matches(['-', '_', ' ']));
    space == kind || bare == Some(&*kind)
}

/// The types of the columns of all tables of nodes.
pub(super) fn types(tables: &[(Table, NodeColumns)], progress: &mut dyn Progress) -> Types {
    let mut types = Types::default();
    for (table, columns) in tables {
        types.add(&columns.properties, &survey(table, columns, progress));
    }
    types
}

/// Reads a table of nodes into the graph.
pub(super) fn read(
    (table, columns): &(Table, NodeColumns),
    types: &Types,
    into: &mut Import,
    progress: &mut dyn Progress,
) {
    let kinds = types.of(&columns.properties);
    into.nodes.labels.push(table.label.clone());
    let entry = into.entry(table);
    let Import { graph, nodes, vocabulary, problems, .. } = into;
    let mut rows = table.rows(progress);
    let mut row_reader = RowReader { table, columns, kinds: &kinds, nodes, vocabulary };
    let mut named = std::iter::from_fn(|| {
        loop {
            let row = rows.next(problems)?;
            if let Some(node) = row_reader.node(&row, problems) {
                return Some(node);
            }
        }
    });
    // A table without a row, such as a file of nothing but a header, says nothing that could be kept.
    if let Some(first) = named.next() {
        graph.merge_from(entry, [first].into_iter().chain(named), []);
    }
}

/// The types of the columns, which for some of them the cells decide.
fn survey(table: &Table, columns: &NodeColumns, progress: &mut dyn Progress) -> Guesses {
    let mut guesses = Guesses::new(&columns.properties);
    let mut rows = table.rows(progress);
    // What is wrong with the rows is told when they are read.
    let mut ignored = Problems::default();
    while let Some(row) = rows.next(&mut ignored) {
        guesses.see(&columns.properties, &row);
    }
    guesses
}

/// The types of properties by key, as the cells of all tables have them; only looked up.
#[derive(Default)]
pub(super) struct Types(FxHashMap<Arc<str>, Guess>);

impl Types {
    pub(super) fn add(&mut self, columns: &[Property], guesses: &Guesses) {
        for (column, guess) in columns.iter().zip(&guesses.0).filter(|(column, _)| column.kind.is_none()) {
            self.0.entry(column.key.clone()).or_insert_with(Guess::new).also(*guess);
        }
    }

    /// The types of some columns.
    pub(super) fn of(&self, columns: &[Property]) -> Vec<Type> {
        let found = |column: &Property| self.0.get(&column.key).map_or(Type::Text, |guess| guess.kind());
        columns.iter().map(|column| column.kind.unwrap_or_else(|| found(column))).collect()
    }
}

/// What the columns of properties can be.
#[derive(Default)]
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
        match value(cell, *kind, table.list(column.list)) {
            Ok(Some(value)) => properties.insert(column.key.clone(), value),
            Ok(None) => {}
            Err(wanted) => problems.add(table.bad_value(row, column.column, wanted)),
        }
    }
    properties
}

/// The labels of a row, or those that are said of its table.
fn labels<'c>(table: &'c Table, columns: &NodeColumns, row: &'c Row<'_>) -> Vec<&'c str> {
    let cell = columns.kind.map(|column| row.cell(column).trim()).filter(|cell| !cell.is_empty());
    match (cell, table.word.as_deref()) {
        (Some(cell), _) if columns.several => items(cell, table.parting).collect(),
        (Some(cell), _) => vec![cell],
        (None, Some(word)) => word.split(':').map(str::trim).filter(|label| !label.is_empty()).collect(),
        (None, None) => Vec::new(),
    }
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
        let before = problems.of_rows();
        let mut properties = properties(table, &columns.properties, self.kinds, row, problems);
        let id = row.cell(columns.id.column).trim();
        let labels = labels(table, columns, row);
        for (column, is_empty) in
            [(Some(columns.id.column), id.is_empty()), (columns.kind, labels.is_empty())]
        {
            if is_empty {
                problems.add(table.problem(row.line, column, RowProblemKind::EmptyCell));
                return None;
            }
        }
        let kind = self.kind(&labels, row, &mut properties);
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
        let key = match columns.whole_ids {
            true => whole_key(&kind, id),
            false => key(&kind, space, id),
        };
        let node = NodeId::keyed(&kind, &key);
        if let Some(problem) = self.clash(&node, &kind, id) {
            problems.add(table.problem(row.line, Some(columns.id.column), problem));
        }
        self.nodes.taken.entry(node.clone()).or_insert(place);
        let name =
            columns.name.map(|column| row.cell(column).trim()).filter(|name| !name.is_empty()).unwrap_or(id);
        let aliases =
            columns.aliases.map(|column| items(row.cell(column), table.parting)).into_iter().flatten();
        let aliases = aliases.filter(|alias| *alias != name).map(str::to_owned).collect();
        self.nodes.all.push(Entry {
            id: node,
            kind: kind.clone(),
            name: name.to_owned(),
            key: key.clone(),
            table: table.place,
            line: row.line,
        });
        let is_good = problems.of_rows() == before;
        if !is_good && self.nodes.leaves_out {
            // Where all mistakes are told, edges of such a row are none of them.
            self.nodes.forget(space, id);
        }
        is_good.then(|| NamedNode { kind, name: name.to_owned(), aliases, key: Some(key), properties })
    }

    /// Why a row cannot make a node.
    fn clash(&self, node: &NodeId, kind: &Kind, id: &str) -> Option<RowProblemKind> {
        if let Some(first) = self.nodes.taken.get(node) {
            let first = self.nodes.line(*first);
            return Some(RowProblemKind::SameNode { node: node.to_string(), first });
        }
        let other = self.nodes.other_kind(&self.columns.id.space, kind, id)?;
        Some(RowProblemKind::OtherKind { id: id.to_owned(), node: other.to_string(), kind: kind.to_string() })
    }

    /// The kind of a node; the labels that it has beside are a property.
    fn kind(&mut self, labels: &[&str], row: &Row<'_>, properties: &mut Properties) -> Kind {
        let place = || self.table.line(row.line);
        let kind = self.vocabulary.kind(labels.iter().copied(), &place);
        let is_kind = |label: &str| label.to_lowercase() == kind.as_str().to_lowercase();
        let others: Vec<PropertyValue> = labels
            .iter()
            .filter(|label| !is_kind(label))
            .map(|label| PropertyValue::Text((*label).to_owned()))
            .collect();
        if !others.is_empty() && properties.get("labels").is_none() {
            properties.insert("labels".into(), PropertyValue::List(others));
        }
        kind
    }
}
