//! From a reading to the text of a query, and to the words for it.

use std::collections::BTreeMap;

use crate::graph::{Graph, NodeId, PropertyValue};
use crate::ontology::Ontology;

use super::answer::filled;
use super::fold::Word;
use super::form::Ready;
use super::names::{Given, Link, Nearness};
use super::pattern::Fit;

/// A reading with the nodes that its slots stand for.
pub(super) struct Chosen<'a> {
    pub(super) ready: &'a Ready<'static>,
    pub(super) fit: &'a Fit,
    pub(super) words: &'a [Word],
    pub(super) season: Option<&'a str>,
    /// By slot: the link and the words that it was made from.
    pub(super) links: BTreeMap<&'a str, (Link, &'a [Word])>,
}

impl Chosen<'_> {
    /// The words of the question that the form or a name accounts for.
    pub(super) fn covered(&self) -> usize {
        self.fit.certain + self.fit.slots.iter().map(|(_, range)| range.len()).sum::<usize>()
    }

    /// What was taken for something else than it says, in words.
    pub(super) fn corrections(&self, question: &str) -> String {
        let said = self.links.values().filter_map(|(link, words)| {
            let asked = spoken(question, words);
            let why = match link.nearness {
                Nearness::Corrected => "a slip of the pen",
                Nearness::Part => "the only one of that name",
                Nearness::Alias if !asked.eq_ignore_ascii_case(&link.name) => "another name for it",
                _ => return None,
            };
            Some(format!("; `{asked}` read as `{}`, {why}", link.name))
        });
        said.collect()
    }
}

/// The words by which the question asks for a kind, if it does.
pub(super) fn kind_words<'q>(chosen: &Chosen<'_>, question: &'q str) -> Option<&'q str> {
    let words = chosen.words.get(chosen.fit.kind_words.clone()?)?;
    Some(spoken(question, words))
}

fn spoken<'q>(question: &'q str, words: &[Word]) -> &'q str {
    let start = words.first().map_or(0, |word| word.at.start);
    question.get(start..words.last().map_or(start, |word| word.at.end)).unwrap_or_default()
}

/// Which answers are let through where the question asks for a kind: `which films`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfKind {
    /// Those of the kind.
    Asked,
    /// All that the form finds.
    Any,
}

/// The query of the form with everything that the question says in it.
pub(super) fn query_text(graph: &Graph, ontology: &Ontology, chosen: &Chosen<'_>, of_kind: OfKind) -> String {
    let credits = ontology.relations.iter().filter(|(_, rule)| rule.credit);
    let credits: Vec<String> = credits.map(|(relation, _)| relation.cypher_type()).collect();
    let mut values = BTreeMap::from([
        ("credits".to_owned(), credits.join("|")),
        ("holds".to_owned(), "['asserted', 'planned']".to_owned()),
        ("and_season".to_owned(), String::new()),
        ("and_kind".to_owned(), String::new()),
    ]);
    if let Some(relation) = &chosen.ready.relation {
        values.insert("relation".to_owned(), relation.cypher_type());
    }
    if let Some(season) = chosen.season {
        values.insert("and_season".to_owned(), format!(" AND {} IN split(r.season, ', ')", quoted(season)));
    }
    if of_kind == OfKind::Asked && !chosen.fit.kinds.is_empty() {
        let kinds: Vec<String> = chosen.fit.kinds.iter().map(|kind| quoted(kind.as_str())).collect();
        values.insert("and_kind".to_owned(), format!(" AND answer.kind IN [{}]", kinds.join(", ")));
    }
    let mut query = chosen.ready.form.query.clone();
    for (slot, (link, _)) in &chosen.links {
        let value = match &link.given {
            Given::AnyOf(all) => {
                if let Some(own) = own_ids(graph, all) {
                    query = with_own_ids(&query, slot, &own);
                }
                format!("[{}]", all.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
            }
            Given::Date(date) => quoted(date),
        };
        values.insert((*slot).to_owned(), value);
    }
    filled(&query, &values)
}

/// How a query names nodes by their ids.
pub(super) struct Ids<'g>(pub(super) &'g Graph);

impl Ids<'_> {
    /// The condition that a variable is one of these nodes.
    pub(super) fn condition(&self, variable: &str, ids: &[String]) -> String {
        let all = ids.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", ");
        match own_ids(self.0, ids) {
            None => format!("{variable}.id IN [{all}]"),
            Some(own) => format!("({variable}.id IN {own} AND elementId({variable}) IN [{all}])"),
        }
    }
}

/// The property `id` of these nodes as a list, where a table gives one of them another than its id in the graph.
fn own_ids(graph: &Graph, ids: &[String]) -> Option<String> {
    let mut any = false;
    let mut own = |id: &String| {
        let node = graph.node(&NodeId::new(id));
        let value = node.and_then(|node| node.properties().get("id").copied().cloned());
        any |= value.is_some();
        match value {
            None => quoted(id),
            Some(PropertyValue::Text(text)) => quoted(&text),
            Some(value) => value.to_string(),
        }
    };
    let own: Vec<String> = ids.iter().map(&mut own).collect();
    any.then(|| format!("[{}]", own.join(", ")))
}

/// The query with a second look at each node that it finds by its property `id`: nodes of two tables may share one.
fn with_own_ids(query: &str, slot: &str, own: &str) -> String {
    let mark = format!(".id IN ${slot}");
    let mut parts = query.split(&mark);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let start = text.trim_end_matches(char::is_alphanumeric).len();
        let variable = text.split_off(start);
        text.push_str(&format!("({variable}.id IN {own} AND elementId({variable}) IN ${slot}){part}"));
    }
    text
}

pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// The words that a form's sentences stand for.
pub(super) fn wording(ontology: &Ontology, chosen: &Chosen<'_>) -> BTreeMap<String, String> {
    let what = match chosen.fit.kinds.as_slice() {
        [] => chosen.ready.form.what.clone(),
        [kind] => {
            let word = ontology.kinds.get(kind).map_or(kind.as_str(), |rule| rule.singular.as_str());
            format!("which {word}")
        }
        _ => "which title".to_owned(),
    };
    let mut values = BTreeMap::from([("what".to_owned(), what)]);
    if let Some(rule) = chosen.ready.relation.as_ref().and_then(|relation| ontology.relation(relation)) {
        values.insert("wording".to_owned(), rule.wording.clone());
        values.insert("inverse".to_owned(), rule.inverse.clone());
    }
    for (slot, (link, _)) in &chosen.links {
        let season = chosen.season.filter(|_| matches!(*slot, "title" | "subject"));
        let season = season.map(|season| format!(" season {season}")).unwrap_or_default();
        values.insert((*slot).to_owned(), format!("{}{season}", link.name));
    }
    values
}
