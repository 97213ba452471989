//! What could stand where a query is being written: a pure function of the view, the text and the cursor.
//!
//! It goes by the tokens before the cursor and never parses: what is being written is no query yet.

mod lists;
mod place;
mod text;
mod variables;

use std::ops::Range;

use self::place::{Place, Wanted};
use self::variables::{Shape, variable, variables};
use super::aggregate::Aggregate;
use super::functions::FUNCTIONS;
use super::tokens::{quoted_name, unquoted};
use super::view::View;

/// What could stand at a place in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes that a candidate replaces: from the start of the word that is being written to the cursor.
    pub at: Range<usize>,
    /// What could stand there, each once; at most [`Completion::MOST`].
    pub candidates: Vec<Candidate>,
    /// Whether there are more, so that what the candidates have in common says nothing.
    pub more: bool,
}

impl Completion {
    /// How many candidates there are at most.
    pub const MOST: usize = 100;
}

/// Something that could stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The text to put there.
    pub text: String,
    /// How to list it: a name without its quotes and backslashes.
    pub label: String,
}

impl Candidate {
    fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { label: text.clone(), text }
    }
}

/// What could stand at the cursor, a place in bytes: keywords, functions, labels, relations, properties, variables of
/// the query, and in quotes the names of nodes.
///
/// ```
/// use callsheet::query::{ViewBuilder, complete};
///
/// let mut builder = ViewBuilder::new();
/// builder.node(["Person"]);
/// let view = builder.build();
/// let found = complete(&view, "MATCH (p:Pe", 11);
/// assert_eq!((found.at, found.candidates[0].text.as_str()), (9..11, "Person"));
/// ```
pub fn complete(view: &View, text: &str, cursor: usize) -> Completion {
    let place = Place::new(text, cursor);
    let at = place.at.clone();
    let mut candidates = match place.wanted() {
        Wanted::Nothing => Vec::new(),
        Wanted::Text { key } => text::candidates(view, &place, key),
        wanted => words(view, &place, &wanted),
    };
    let more = candidates.len() > Completion::MOST;
    candidates.truncate(Completion::MOST);
    Completion { at, candidates, more }
}

/// The words that may stand there and begin with what is typed.
fn words(view: &View, place: &Place<'_>, wanted: &Wanted<'_>) -> Vec<Candidate> {
    let mut all = match wanted {
        Wanted::Labels => names(view.labels()),
        Wanted::Relations => names(view.relations()),
        Wanted::Keys { of, label } => {
            keys(view, *of, label.as_deref()).into_iter().map(|key| format!("{key}: ")).collect()
        }
        Wanted::Properties { of } => match variable(place, of) {
            Some(known) => keys(view, known.shape, known.label.as_deref()),
            None => keys(view, Shape::Unknown, None),
        },
        Wanted::Parts { of } => lists::parts(of).iter().map(|part| format!("{part}(")).collect(),
        Wanted::Node => patterns(place, view.labels()),
        Wanted::Edge => names(view.relations()).into_iter().map(|name| format!(":{name}")).collect(),
        Wanted::Keywords(words) => words.iter().map(|word| (*word).to_owned()).collect(),
        Wanted::Expression(keywords) => expression(place, keywords),
        Wanted::Nothing | Wanted::Text { .. } => Vec::new(),
    };
    let begins = |candidate: &String| beginning(candidate, place.typed);
    all.retain(begins);
    if place.after.starts_with('(') {
        all.iter_mut().for_each(|text| text.truncate(text.trim_end_matches('(').len()));
    }
    let mut seen: Vec<Candidate> = Vec::new();
    for text in all {
        if seen.iter().all(|known| known.text != text) {
            seen.push(Candidate::of(text));
        }
    }
    seen
}

/// Whether a word begins with what is typed, large or small; a name in backticks by what stands in them.
fn beginning(candidate: &str, typed: &str) -> bool {
    let bare = |text: &str| match text.strip_prefix('`') {
        Some(_) => unquoted(text).0.to_lowercase(),
        None => text.to_lowercase(),
    };
    bare(candidate).starts_with(&bare(typed))
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = names.map(quoted_name).collect();
    names.sort_unstable();
    names
}

fn keys(view: &View, of: Shape, label: Option<&str>) -> Vec<String> {
    let mut keys = match (of, label) {
        (Shape::Node, Some(label)) => names(view.properties_of_label(label).into_iter()),
        (Shape::Edge, Some(relation)) => names(view.properties_of_relation(relation).into_iter()),
        (Shape::Node, None) => names(view.node_properties()),
        (Shape::Edge, None) => names(view.edge_properties()),
        (Shape::Unknown, _) => names(view.node_properties().chain(view.edge_properties())),
    };
    keys.dedup();
    keys
}

/// What may begin a node: a variable that is bound, or a label.
fn patterns<'a>(place: &Place<'_>, labels: impl Iterator<Item = &'a str>) -> Vec<String> {
    let bound = variables(place).into_iter().filter(|variable| variable.shape == Shape::Node);
    let bound = bound.map(|variable| quoted_name(&variable.name));
    bound.chain(names(labels).into_iter().map(|name| format!(":{name}"))).collect()
}

/// What may begin a value; functions only where something is typed, since there are many.
fn expression(place: &Place<'_>, keywords: &[&str]) -> Vec<String> {
    let bound = variables(place).into_iter().map(|variable| quoted_name(&variable.name));
    if place.typed.starts_with('`') {
        return bound.collect();
    }
    let mut all: Vec<String> = bound.chain(keywords.iter().map(|word| (*word).to_owned())).collect();
    if !place.typed.is_empty() {
        let functions = FUNCTIONS.iter().map(|function| function.name);
        let functions = functions.chain(Aggregate::ALL.iter().map(|(name, _)| *name));
        let mut functions: Vec<&str> = functions.chain(lists::MAKERS.iter().copied()).collect();
        functions.sort_by_key(|name| name.to_lowercase());
        all.extend(functions.into_iter().map(|name| format!("{name}(")));
    }
    all
}
