//! The options that cut a slice out of a graph.

use jiff::civil::Date;

use super::console::{Console, Front, RowFormat};
use super::error::unknown;
use super::{CliError, commands::statuses};
use crate::graph::{Chosen, Confidence, NodeId, Slice, Status};
use crate::ontology::{Kind, Ontology, Relation};
use crate::query::{Settings, Value, View};
use crate::session::Session;

/// Which part of a graph is meant. Options of one name widen each other, those of different names narrow each other;
/// `--around` and `--path` together take what either gives.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Only a part of the graph")]
pub(super) struct Slicing {
    /// Only what this node reaches; may be given more than once
    #[arg(long, value_name = "NAME")]
    around: Vec<String>,
    /// How many edges `--around` reaches
    #[arg(long, value_name = "N", default_value_t = 1)]
    depth: usize,
    /// Only the shortest chains between two names; may be given more than once
    #[arg(long, num_args = 2, value_names = ["NAME", "NAME"], action = clap::ArgAction::Append)]
    path: Vec<String>,
    /// Only this relation, such as `stars-in`; may be given more than once
    #[arg(long)]
    relation: Vec<String>,
    /// Only nodes of this kind, such as `Person`; may be given more than once
    #[arg(long)]
    kind: Vec<String>,
    /// Only edges of this status; may be given more than once
    #[arg(long, value_parser = statuses())]
    status: Vec<Status>,
    /// Only edges with evidence at least this sure, from 0 to 1
    #[arg(long, value_name = "X", value_parser = confidence)]
    min_confidence: Option<Confidence>,
    /// Only edges with evidence of a document of this day or later, such as 2025, 2025-03 or 2025-03-31
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    from: Option<Date>,
    /// Only edges with evidence of a document of this day or earlier
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    to: Option<Date>,
    /// Only the nodes, edges and paths that a query gives; where it gives nodes alone, the edges between them, too
    #[arg(long, value_name = "CYPHER")]
    query: Option<String>,
    /// Of what is left only so many nodes: those with the most edges
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    most: Option<u32>,
}

impl Slicing {
    /// The slice of a graph.
    pub(super) fn slice(&self, session: &Session) -> Result<Slice, CliError> {
        let Ontology { kinds, relations, .. } = session.ontology();
        let relation = |name: &String| {
            let known = relations
                .get_key_value(name.to_lowercase().replace('_', "-").as_str())
                .map(|(relation, _)| relation.clone());
            known.ok_or_else(|| unknown("the relation", name, relations.keys().map(Relation::as_str)))
        };
        let kind = |name: &String| {
            let known = kinds.keys().find(|kind| kind.as_str().eq_ignore_ascii_case(name)).cloned();
            known.ok_or_else(|| unknown("the kind", name, kinds.keys().map(Kind::as_str)))
        };
        let around: Vec<_> = self.around.iter().map(|name| session.ids(name)).collect::<Result<_, _>>()?;
        let path = |names: &[String]| match names {
            [from, to] => {
                Ok(Some((session.ids(from)?.into_iter().collect(), session.ids(to)?.into_iter().collect())))
            }
            _ => Ok(None),
        };
        let paths: Vec<_> = self.path.chunks(2).map(path).collect::<Result<_, CliError>>()?;
        Ok(Slice {
            around: around.into_iter().flatten().collect(),
            depth: if self.around.is_empty() { 0 } else { self.depth },
            paths: paths.into_iter().flatten().collect(),
            relations: self.relation.iter().map(relation).collect::<Result<_, _>>()?,
            kinds: self.kind.iter().map(kind).collect::<Result<_, _>>()?,
            statuses: self.status.iter().copied().collect(),
            min_confidence: self.min_confidence,
            from: self.from,
            to: self.to,
            chosen: self.query.as_ref().map(|query| chosen(query, session)).transpose()?,
            most: self.most.map(|most| usize::try_from(most).unwrap_or(usize::MAX)),
        })
    }

    /// The options as they are written.
    pub(super) fn asked(&self) -> String {
        let around = self.around.iter().map(|name| format!("--around {name:?}"));
        let paths = self.path.chunks(2).map(|names| {
            let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
            format!("--path {}", names.join(" "))
        });
        let relations = self.relation.iter().map(|name| format!("--relation {name}"));
        let kinds = self.kind.iter().map(|name| format!("--kind {name}"));
        let statuses = self.status.iter().map(|status| format!("--status {status}"));
        let least = self.min_confidence.iter().map(|least| format!("--min-confidence {}", least.get()));
        let from = self.from.iter().map(|day| format!("--from {day}"));
        let to = self.to.iter().map(|day| format!("--to {day}"));
        let query = self.query.iter().map(|query| format!("--query {query:?}"));
        let options = around.chain(paths).chain(relations).chain(kinds).chain(statuses).chain(least);
        options.chain(from).chain(to).chain(query).collect::<Vec<_>>().join(" ")
    }
}

/// What a query gives of the graph.
fn chosen(text: &str, session: &Session) -> Result<Chosen, CliError> {
    let view = View::new(session.graph(), session.ontology());
    let (settings, format, front) = (Settings::default(), RowFormat::Table, Front::Options);
    let console = Console { graph: session.graph(), view: &view, settings, format, front };
    let rows = console.find(text)?.rows;
    let mut chosen = Chosen::default();
    rows.iter().flatten().for_each(|value| pick(value, &mut chosen));
    if !rows.is_empty() && chosen == Chosen::default() {
        return Err(CliError::NothingToShow { query: text.to_owned() });
    }
    Ok(chosen)
}

fn pick(value: &Value, chosen: &mut Chosen) {
    match value {
        Value::Node(id) => drop(chosen.nodes.insert(id.clone())),
        Value::Edge(key) => {
            let ends: [Option<&NodeId>; 2] = [Some(&key.subject), key.object.node()];
            chosen.nodes.extend(ends.into_iter().flatten().cloned());
            chosen.edges.insert(key.clone());
        }
        Value::List(items) | Value::Path(items) => items.iter().for_each(|item| pick(item, chosen)),
        Value::Map(entries) => entries.values().for_each(|item| pick(item, chosen)),
        _ => {}
    }
}

fn confidence(text: &str) -> Result<Confidence, String> {
    let number = text.parse().map_err(|_| format!("`{text}` is not a number"))?;
    Confidence::new(number).ok_or_else(|| format!("`{text}` is not between 0 and 1"))
}

/// The first day of a year or a month, or the day itself.
fn first_day(text: &str) -> Result<Date, String> {
    days(text).map(|(first, _)| first)
}

/// The last day of a year or a month, or the day itself.
fn last_day(text: &str) -> Result<Date, String> {
    days(text).map(|(_, last)| last)
}

fn days(text: &str) -> Result<(Date, Date), String> {
    let wrong = || format!("`{text}` is not a date such as 2025, 2025-03 or 2025-03-31");
    let day = |text: &str| text.parse::<Date>().map_err(|_| wrong());
    match text.len() {
        4 => Ok((day(&format!("{text}-01-01"))?, day(&format!("{text}-12-31"))?)),
        7 => {
            let first = day(&format!("{text}-01"))?;
            Ok((first, first.last_of_month()))
        }
        10 => day(text).map(|day| (day, day)),
        _ => Err(wrong()),
    }
}
