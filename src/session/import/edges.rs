//! Tables of edges: every row is a claim, whose evidence is the row itself.
//!
//! A table is gone through twice: first its ends are looked up and the types of its columns found out, then its
//! claims are made one by one.

use std::num::NonZeroU32;

use super::error::{Problems, RowProblem, RowProblemKind};
use super::header::{EdgeColumns, End};
use super::nodes::{Guesses, Nodes, Types, properties};
use super::table::{Row, Table};
use super::values::{Type, value};
use super::{Import, Ranks};
use crate::graph::{Attributes, Claim, Confidence, Evidence, NamedNode, NodeId, Object, Status};
use crate::ontology::LiteralType;
use crate::session::Progress;
use crate::session::check::is_date;
use crate::text::DocId;

/// What the first reading finds of a row. Drafts are ordered as the edges of a graph are, once nodes and relations are
/// numbered in the order of their names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Draft {
    subject: u32,
    relation: u32,
    object: Target,
}

/// What a row points to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    /// A node by its place.
    Node(u32),
    /// Words by their place in the survey.
    Literal(u32),
}

/// What the first reading finds of a table.
#[derive(Default)]
pub(super) struct Survey {
    /// One for each row that is whole; `None` where an end or the relation is wrong.
    drafts: Vec<Option<Draft>>,
    literals: Vec<String>,
    /// What the columns of attributes and properties can be.
    attributes: Guesses,
    properties: Guesses,
}

/// The types of the columns of all tables of edges.
pub(super) fn types(tables: &[(Table, EdgeColumns, Survey)]) -> Types {
    let mut types = Types::default();
    for (_, columns, survey) in tables {
        types.add(&columns.attributes, &survey.attributes);
        types.add(&columns.properties, &survey.properties);
    }
    types
}

/// Reads a table of edges into the graph.
pub(super) fn read(
    (table, columns, mut survey): (Table, EdgeColumns, Survey),
    types: &Types,
    ranks: &Ranks,
    into: &mut Import,
    progress: &mut dyn Progress,
) {
    let entry = into.entry(&table);
    let Import { graph, nodes, vocabulary, problems, .. } = into;
    let mut rows = table.rows(progress);
    let row_reader = RowReader::new(&table, &columns, types);
    let mut evidence = Vec::with_capacity(survey.drafts.len());
    // What is wrong with the form of a row was told in the first reading.
    let mut ignored = Problems::default();
    while let Some(row) = rows.next(&mut ignored) {
        let before = problems.of_rows();
        let read = row_reader.evidence(&row, problems);
        if problems.of_rows() > before
            && let Some(draft) = survey.drafts.get_mut(evidence.len())
        {
            *draft = None;
        }
        evidence.push(Some(read));
    }
    if survey.drafts.iter().all(Option::is_none) {
        return;
    }
    let claims = in_order(&survey, ranks).into_iter().filter_map(|(row, draft)| {
        Some(Claim {
            subject: nodes.id(draft.subject)?,
            relation: vocabulary.meaning(draft.relation)?.relation.clone(),
            object: match draft.object {
                Target::Node(place) => Object::Node(nodes.id(place)?),
                Target::Literal(place) => Object::Literal(survey.literals.get(place as usize)?.clone()),
            },
            evidence: evidence.get_mut(row)?.take()?,
        })
    });
    graph.merge_from(entry, named(&survey, nodes), claims);
}

/// The nodes that a table names. Whoever takes out the table of the nodes leaves the edges whole, so theirs names
/// them, too.
fn named<'n>(survey: &Survey, nodes: &'n Nodes) -> impl Iterator<Item = NamedNode> + use<'n> {
    let mut used = vec![false; nodes.all.len()];
    for Draft { subject, object, .. } in survey.drafts.iter().flatten() {
        let object = match object {
            Target::Node(place) => Some(place),
            Target::Literal(_) => None,
        };
        for place in object.into_iter().chain([subject]) {
            if let Some(used) = used.get_mut(*place as usize) {
                *used = true;
            }
        }
    }
    nodes.all.iter().zip(used).filter(|(_, used)| *used).map(|(entry, _)| entry.named())
}

/// The drafts with their rows, in the order of edges: a graph takes a million of them in order several times as fast.
fn in_order(survey: &Survey, Ranks { nodes, relations }: &Ranks) -> Vec<(usize, Draft)> {
    let rank = |ranks: &[u32], place: u32| ranks.get(place as usize).copied().unwrap_or(place);
    let ranked = |draft: &Draft| Draft {
        subject: rank(nodes, draft.subject),
        relation: rank(relations, draft.relation),
        object: match draft.object {
            Target::Node(place) => Target::Node(rank(nodes, place)),
            literal @ Target::Literal(_) => literal,
        },
    };
    let drafts = survey.drafts.iter().enumerate();
    let mut drafts: Vec<(usize, Draft)> = drafts.filter_map(|(row, draft)| Some((row, (*draft)?))).collect();
    drafts.sort_by_cached_key(|(row, draft)| (ranked(draft), *row));
    drafts
}

/// Looks the ends of a table's rows up, and at what its columns can be.
pub(super) fn survey(
    table: &Table,
    columns: &EdgeColumns,
    into: &mut Import,
    progress: &mut dyn Progress,
) -> Survey {
    let mut survey = Survey {
        attributes: Guesses::new(&columns.attributes),
        properties: Guesses::new(&columns.properties),
        ..Survey::default()
    };
    let mut rows = table.rows(progress);
    while let Some(row) = rows.next(&mut into.problems) {
        survey.attributes.see(&columns.attributes, &row);
        survey.properties.see(&columns.properties, &row);
        let draft = draft(table, columns, into, &row, &mut survey.literals);
        survey.drafts.push(draft);
    }
    survey
}

/// The space of ids in which an export has words.
const LITERALS: &str = "Literal";

/// The ends and the relation of a row; `None` where one of them is wrong.
fn draft(
    table: &Table,
    columns: &EdgeColumns,
    into: &mut Import,
    row: &Row<'_>,
    literals: &mut Vec<String>,
) -> Option<Draft> {
    let Import { nodes, vocabulary, problems, misfits, graph, .. } = into;
    let cell = columns.relation.map(|column| row.cell(column).trim()).filter(|cell| !cell.is_empty());
    let cell = cell.or(table.word.as_deref()).unwrap_or_default();
    let relation = (!cell.is_empty()).then(|| vocabulary.relation(cell, &|| table.line(row.line)));
    if relation.is_none() {
        problems.add(table.problem(row.line, columns.relation, RowProblemKind::EmptyCell));
    }
    // In an export there stand words, of whatever relation.
    let words = (columns.to.space == LITERALS && !nodes.has_space(LITERALS)).then_some(LiteralType::Text);
    let mut find = |end: &End| {
        let found = nodes.find(&end.space, row.cell(end.column).trim(), graph);
        found.map_err(|several| problems.add(unknown(table, nodes, end, row, &several))).ok()
    };
    let subject = find(&columns.from);
    let literal_type = relation.and_then(|relation| vocabulary.meaning(relation)?.literal);
    let object = match words.or(literal_type) {
        None => find(&columns.to).map(Target::Node),
        Some(kind) => literal(table, columns.to.column, kind, row, problems).map(|literal| {
            literals.push(literal.to_owned());
            Target::Literal(u32::try_from(literals.len() - 1).unwrap_or(u32::MAX))
        }),
    };
    let (subject, object, relation) = (subject?, object?, relation?);
    let kind = |place: u32| nodes.all.get(place as usize).map(|entry| &entry.kind);
    let to = match object {
        Target::Node(place) => kind(place),
        Target::Literal(_) => None,
    };
    let meaning = vocabulary.meaning(relation)?;
    if meaning.is_known && !vocabulary.fits(kind(subject)?, &meaning.relation, to) {
        misfits.add(|| table.line(row.line));
    }
    Some(Draft { subject, relation, object })
}

/// The words of a cell, when they are of the type that the relation points to.
fn literal<'r>(
    table: &Table,
    column: usize,
    kind: LiteralType,
    row: &'r Row<'_>,
    problems: &mut Problems,
) -> Option<&'r str> {
    let cell = row.cell(column).trim();
    let problem = match kind {
        _ if cell.is_empty() => table.problem(row.line, Some(column), RowProblemKind::EmptyCell),
        LiteralType::Date if !is_date(cell) => {
            table.bad_value(row, column, "a date such as 2022, 2022-02 or 2022-02-18")
        }
        LiteralType::Date | LiteralType::Text => return Some(cell),
    };
    problems.add(problem);
    None
}

/// Why the cell of an end names no node.
fn unknown(table: &Table, nodes: &Nodes, end: &End, row: &Row<'_>, several: &[NodeId]) -> RowProblem {
    let id = row.cell(end.column).trim().to_owned();
    let kind = match several {
        [] if id.is_empty() => RowProblemKind::EmptyCell,
        [] => {
            let other = nodes.other_space(&id);
            RowProblemKind::UnknownId { id, space: end.space.clone(), other }
        }
        several => {
            RowProblemKind::SeveralNodes { id, nodes: several.iter().map(ToString::to_string).collect() }
        }
    };
    table.problem(row.line, Some(end.column), kind)
}

struct RowReader<'r> {
    table: &'r Table,
    columns: &'r EdgeColumns,
    attributes: Vec<Type>,
    properties: Vec<Type>,
    document: DocId,
}

impl<'r> RowReader<'r> {
    fn new(table: &'r Table, columns: &'r EdgeColumns, types: &Types) -> Self {
        Self {
            table,
            columns,
            attributes: types.of(&columns.attributes),
            properties: types.of(&columns.properties),
            document: DocId::new(&table.name),
        }
    }

    fn evidence(&self, row: &Row<'_>, problems: &mut Problems) -> Evidence {
        let (from, to) = (self.columns.from.column, self.columns.to.column);
        let (columns, kinds) = (&self.columns.properties, &self.properties);
        Evidence {
            status: self.status(row, problems),
            confidence: self.confidence(row, problems),
            attributes: self.attributes(row, problems),
            properties: properties(self.table, columns, kinds, row, problems),
            line: u32::try_from(row.line).ok().and_then(NonZeroU32::new),
            ..Evidence::row(self.document.clone(), row.span, row.span_of(from), row.span_of(to))
        }
    }

    fn status(&self, row: &Row<'_>, problems: &mut Problems) -> Status {
        let wanted = "`asserted`, `planned`, `rumoured`, `former` or `denied`";
        let parse = |cell: &str| cell.parse().map_err(|()| wanted);
        self.parsed(row, self.columns.status, problems, parse).unwrap_or_default()
    }

    fn confidence(&self, row: &Row<'_>, problems: &mut Problems) -> Confidence {
        let parse = |cell: &str| cell.parse().ok().and_then(Confidence::new).ok_or("a number from 0 to 1");
        self.parsed(row, self.columns.confidence, problems, parse).unwrap_or(Confidence::FULL)
    }

    /// What a cell says; `None` when it is empty, there is no such column, or it is wrong.
    fn parsed<T>(
        &self,
        row: &Row<'_>,
        column: Option<usize>,
        problems: &mut Problems,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let column = column?;
        let cell = row.cell(column).trim();
        if cell.is_empty() {
            return None;
        }
        let parsed = parse(cell).map_err(|wanted| problems.add(self.table.bad_value(row, column, wanted)));
        parsed.ok()
    }

    /// Attributes are words, but those of a column with a type have to be of it.
    fn attributes(&self, row: &Row<'_>, problems: &mut Problems) -> Attributes {
        let mut attributes = Attributes::new();
        for (column, kind) in self.columns.attributes.iter().zip(&self.attributes) {
            let cell = row.cell(column.column).trim();
            match value(cell, *kind, self.table.list(column.list)) {
                Ok(Some(value)) => drop(attributes.insert(column.key.to_string(), value.to_string())),
                Ok(None) => {}
                Err(wanted) => problems.add(self.table.bad_value(row, column.column, wanted)),
            }
        }
        attributes
    }
}
