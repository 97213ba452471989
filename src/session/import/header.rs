//! What each column of a table is for, by its name: plain names, or those of neo4j-admin's header.
//!
//! neo4j-admin writes `name:type`. The types are those of properties, with `[]` for a list, and `ID`, `LABEL`,
//! `START_ID`, `END_ID`, `TYPE` and `IGNORE`; ids may have a space in brackets, `personId:ID(Person)`, and options
//! in braces, which say nothing here.

use std::sync::Arc;

use super::error::{ColumnProblem, ImportError};
use super::table::Table;
use super::values::Type;
use crate::graph::ATTRIBUTE_KEYS;

/// What a table of nodes gives.
pub(super) struct NodeColumns {
    /// The ids, and the space in which they are one each.
    pub(super) id: End,
    /// The kinds; `None` where the table is said to be of one.
    pub(super) kind: Option<usize>,
    /// Whether the ids are those of a graph, with their kinds in front, and no property.
    pub(super) whole_ids: bool,
    /// Whether a cell holds several kinds.
    pub(super) several: bool,
    pub(super) name: Option<usize>,
    pub(super) aliases: Option<usize>,
    pub(super) properties: Vec<Property>,
}

/// What a table of edges gives.
pub(super) struct EdgeColumns {
    pub(super) from: End,
    pub(super) to: End,
    /// The relations; `None` where the table is said to be of one.
    pub(super) relation: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) confidence: Option<usize>,
    /// Attributes of the evidence: their place among all of them tells the key.
    pub(super) attributes: Vec<Property>,
    pub(super) properties: Vec<Property>,
}

/// A column of ids.
pub(super) struct End {
    pub(super) column: usize,
    pub(super) space: String,
}

/// A column that becomes a property.
pub(super) struct Property {
    pub(super) column: usize,
    pub(super) key: Arc<str>,
    /// Its type; `None` where the cells decide.
    pub(super) kind: Option<Type>,
    pub(super) list: bool,
}

/// The name of a column, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Field {
    name: String,
    role: Role,
    used: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Role {
    Property { kind: Option<Type>, list: bool },
    Id { space: String, kind: Type },
    Label,
    Start(String),
    End(String),
    Relation,
    Ignore,
}

/// The column of ids that an export makes.
const WHOLE_ID: &str = "node_id";

/// The types of properties by name. Points, dates and times are kept as the words that they are.
const TYPES: [(&str, Type); 19] = [
    ("int", Type::Int),
    ("integer", Type::Int),
    ("long", Type::Int),
    ("short", Type::Int),
    ("byte", Type::Int),
    ("float", Type::Float),
    ("double", Type::Float),
    ("boolean", Type::Bool),
    ("bool", Type::Bool),
    ("string", Type::Text),
    ("text", Type::Text),
    ("char", Type::Text),
    ("point", Type::Text),
    ("date", Type::Text),
    ("time", Type::Text),
    ("localtime", Type::Text),
    ("datetime", Type::Text),
    ("localdatetime", Type::Text),
    ("duration", Type::Text),
];

fn field(text: &str) -> Result<Field, ColumnProblem> {
    let Some((name, rest)) = text.split_once(':') else {
        return Ok(Field {
            name: text.to_owned(),
            role: Role::Property { kind: None, list: false },
            used: false,
        });
    };
    let (rest, options) = rest.split_once('{').unwrap_or((rest, ""));
    let rest = rest.trim();
    let (word, space) = match rest.split_once('(') {
        Some((word, space)) => (word.trim(), space.trim_end_matches(')').trim().to_owned()),
        None => (rest, String::new()),
    };
    let role = match word.to_uppercase().as_str() {
        "ID" => Role::Id { space, kind: id_type(options) },
        "LABEL" => Role::Label,
        "START_ID" => Role::Start(space),
        "END_ID" => Role::End(space),
        "TYPE" => Role::Relation,
        "IGNORE" => Role::Ignore,
        _ => {
            let (bare, list) = word.strip_suffix("[]").map_or((word, false), |bare| (bare, true));
            let known = TYPES.iter().find(|(name, _)| bare.eq_ignore_ascii_case(name));
            let kind = known.ok_or_else(|| ColumnProblem::NoType { name: word.to_owned() })?.1;
            Role::Property { kind: Some(kind), list }
        }
    };
    Ok(Field { name: name.trim().to_owned(), role, used: false })
}

/// The type of ids by the options of their column: text, as in Neo4j, unless they are said to be numbers.
fn id_type(options: &str) -> Type {
    let options = options.trim_end_matches('}').split(',').filter_map(|option| option.split_once(':'));
    let mut types = options.filter(|(name, _)| name.trim().eq_ignore_ascii_case("id-type"));
    let name = types.next().map(|(_, name)| name.trim());
    let known = name.and_then(|name| TYPES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)));
    if known.is_some_and(|(_, kind)| *kind == Type::Int) { Type::Int } else { Type::Text }
}

/// The columns of a table while their parts are given out.
struct Fields<'t> {
    table: &'t Table,
    fields: Vec<Field>,
}

impl<'t> Fields<'t> {
    fn of(table: &'t Table) -> Result<Self, ImportError> {
        let read = |(place, text): (usize, &String)| {
            field(text).map_err(|problem| match table.other_delimiter() {
                Some(delimiter) => ImportError::OneColumn {
                    path: table.name.clone(),
                    line: table.header_line,
                    found: text.clone(),
                    delimiter,
                },
                None => bad(table, place, problem),
            })
        };
        Ok(Self { table, fields: table.header.iter().enumerate().map(read).collect::<Result<_, _>>()? })
    }

    /// The column with a role of neo4j-admin's, and its space.
    fn with_role(&mut self, role: impl Fn(&Role) -> Option<String>) -> Result<Option<End>, ImportError> {
        let mut found = None;
        for (column, field) in self.fields.iter_mut().enumerate() {
            let Some(space) = role(&field.role) else { continue };
            if let Some(End { column: first, .. }) = found {
                let problem = ColumnProblem::Twice { first: first + 1, second: column + 1 };
                return Err(bad(self.table, column, problem));
            }
            field.used = true;
            found = Some(End { column, space });
        }
        Ok(found)
    }

    /// The column with one of these names, of which the first counts most.
    fn named(&mut self, names: &[&str]) -> Option<usize> {
        let is = |field: &Field, name: &str| {
            !field.used
                && matches!(field.role, Role::Property { .. })
                && field.name.eq_ignore_ascii_case(name)
        };
        let place = names.iter().find_map(|name| self.fields.iter().position(|field| is(field, name)))?;
        self.fields.get_mut(place)?.used = true;
        Some(place)
    }

    /// The column of ids with a role, or with one of these names.
    fn end(
        &mut self,
        what: &'static str,
        names: &[&'static str],
        role: impl Fn(&Role) -> Option<String>,
    ) -> Result<End, ImportError> {
        if let Some(end) = self.with_role(role)? {
            return Ok(end);
        }
        let (marked, plain) = names.split_last().unwrap_or((&"", &[]));
        match self.named(plain) {
            Some(column) => Ok(End { column, space: String::new() }),
            None => Err(self.missing(what, plain.first().into_iter().chain([marked]).copied().collect())),
        }
    }

    fn missing(&self, what: &'static str, names: Vec<&'static str>) -> ImportError {
        ImportError::NoColumn {
            path: self.table.name.clone(),
            line: self.table.header_line,
            what,
            names,
            found: self.table.header.join(","),
            delimiter: self.table.other_delimiter(),
        }
    }

    /// A column as a property, under the name that it has or under another.
    fn property(&self, column: usize, key: Option<&str>) -> Option<Property> {
        let field = self.fields.get(column)?;
        let (kind, list) = match &field.role {
            Role::Property { kind, list } => (*kind, *list),
            Role::Id { kind, .. } => (Some(*kind), false),
            _ => (None, false),
        };
        Some(Property { column, key: key.unwrap_or(&field.name).into(), kind, list })
    }

    /// An earlier column that has the same name.
    fn before(&self, column: usize) -> Option<usize> {
        let name = &self.fields.get(column)?.name;
        let is_it = |field: &Field| matches!(field.role, Role::Property { .. }) && field.name == *name;
        self.fields.iter().take(column).position(is_it)
    }

    /// What is left over and has a name, as properties; `also` are some that were found before, and `own` the names of
    /// those that the graph makes itself.
    fn rest(&self, mut also: Vec<Property>, own: &[&str]) -> Result<Vec<Property>, ImportError> {
        for (column, field) in self.fields.iter().enumerate() {
            match field.role {
                Role::Property { .. } if !field.used && !field.name.is_empty() => {}
                Role::Property { .. } | Role::Ignore => continue,
                _ if field.used => continue,
                Role::Id { .. } | Role::Label => {
                    return Err(bad(self.table, column, ColumnProblem::OtherTable("nodes")));
                }
                _ => return Err(bad(self.table, column, ColumnProblem::OtherTable("edges"))),
            }
            if let Some(first) = self.before(column) {
                let problem = ColumnProblem::Twice { first: first + 1, second: column + 1 };
                return Err(bad(self.table, column, problem));
            }
            if own.contains(&field.name.as_str()) {
                return Err(bad(self.table, column, ColumnProblem::Own));
            }
            if let Some(other) = also.iter().find(|other| *other.key == field.name) {
                let problem = ColumnProblem::Twice { first: other.column + 1, second: column + 1 };
                return Err(bad(self.table, column, problem));
            }
            also.extend(self.property(column, None));
        }
        Ok(also)
    }
}

fn bad(table: &Table, place: usize, problem: ColumnProblem) -> ImportError {
    ImportError::BadColumn {
        path: table.name.clone(),
        line: table.header_line,
        column: table.header.get(place).cloned().unwrap_or_default(),
        problem,
    }
}

impl NodeColumns {
    /// The columns of a table, or of one whose rows are all of a kind.
    pub(super) fn of(table: &Table) -> Result<Self, ImportError> {
        let mut fields = Fields::of(table)?;
        let id = fields.end("the ids of the nodes", &["id", ":ID"], |role| match role {
            Role::Id { space, .. } => Some(space.clone()),
            _ => None,
        })?;
        let label = fields.with_role(|role| (*role == Role::Label).then(String::new))?;
        let (kind, several) = match label {
            Some(label) => (Some(label.column), true),
            None => match fields.named(&["kind", "label", "type"]) {
                Some(kind) => (Some(kind), false),
                None if table.word.is_some() => (None, true),
                None => return Err(fields.missing("the kinds of the nodes", vec!["kind", ":LABEL"])),
            },
        };
        // Films have a title; it stays a property, for that is how queries ask for it.
        let title = fields.fields.iter().position(|field| {
            matches!(field.role, Role::Property { .. }) && field.name.eq_ignore_ascii_case("title")
        });
        let (name, aliases) = (fields.named(&["name"]).or(title), fields.named(&["aliases"]));
        let own = fields.fields.get(id.column).map(|field| field.name.clone()).unwrap_or_default();
        let plain_id = fields.fields.iter().any(|field| !field.used && field.name == "id");
        let whole_ids = own == WHOLE_ID;
        let key = match own.as_str() {
            WHOLE_ID => None,
            "" if plain_id => None,
            "" => Some("id"),
            own if own.eq_ignore_ascii_case("id") => Some("id"),
            own => Some(own),
        };
        let given = key.and_then(|key| fields.property(id.column, Some(key))).into_iter().collect();
        let properties = fields.rest(given, &["name", "kind", "aliases"])?;
        Ok(Self { id, kind, whole_ids, several, name, aliases, properties })
    }
}

impl EdgeColumns {
    /// The columns of a table, or of one whose rows all have a relation.
    pub(super) fn of(table: &Table) -> Result<Self, ImportError> {
        let mut fields = Fields::of(table)?;
        let from = fields.end(
            "the nodes at which the edges start",
            &["src", "source", "from", "subject", ":START_ID"],
            |role| match role {
                Role::Start(space) => Some(space.clone()),
                _ => None,
            },
        )?;
        let to = fields.end(
            "the nodes at which the edges end",
            &["dst", "target", "to", "object", ":END_ID"],
            |role| match role {
                Role::End(space) => Some(space.clone()),
                _ => None,
            },
        )?;
        let relation = fields.end(
            "the relations of the edges",
            &["relation", "type", "kind", "label", ":TYPE"],
            |role| (*role == Role::Relation).then(String::new),
        );
        let relation = match (relation, &table.word) {
            (Ok(relation), _) => Some(relation.column),
            (Err(ImportError::NoColumn { .. }), Some(_)) => None,
            (Err(error), _) => return Err(error),
        };
        let (status, confidence) = (fields.named(&["status"]), fields.named(&["confidence"]));
        let mut attributes = Vec::new();
        for key in ATTRIBUTE_KEYS {
            let column = fields.named(&[key]);
            attributes.extend(column.and_then(|column| fields.property(column, Some(key))));
        }
        let properties = fields.rest(Vec::new(), &["status", "confidence", "sources"])?;
        Ok(Self { from, to, relation, status, confidence, attributes, properties })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, role: Role) {
        assert_eq!(field(text), Ok(Field { name: name.to_owned(), role, used: false }));
    }

    fn property(kind: Type, list: bool) -> Role {
        Role::Property { kind: Some(kind), list }
    }

    #[test]
    fn names_are_taken_apart() {
        check("name", "name", Role::Property { kind: None, list: false });
        check("height(cm)", "height(cm)", Role::Property { kind: None, list: false });
        let id = |space: &str, kind| Role::Id { space: space.to_owned(), kind };
        check(":ID", "", id("", Type::Text));
        check("personId:ID(Person-ID)", "personId", id("Person-ID", Type::Text));
        check("id:ID(Person){id-type:int}", "id", id("Person", Type::Int));
        check(":START_ID(a:b)", "", Role::Start("a:b".to_owned()));
        check(":END_ID", "", Role::End(String::new()));
        check("kind:LABEL", "kind", Role::Label);
        check(":TYPE", "", Role::Relation);
        check("x:IGNORE", "x", Role::Ignore);
        check("age:int", "age", property(Type::Int, false));
        check("age:Long", "age", property(Type::Int, false));
        check("tags:string[]", "tags", property(Type::Text, true));
        check("where:point{crs:WGS-84}", "where", property(Type::Text, false));
        assert_eq!(field("age:itn"), Err(ColumnProblem::NoType { name: "itn".to_owned() }));
    }
}
