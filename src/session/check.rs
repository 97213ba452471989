//! Checking a graph against its ontology and its own evidence.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use crate::graph::{Edge, Evidence, Graph, Node, Object};
use crate::ontology::{LiteralType, Ontology, Target};
use crate::text::DocId;

/// Something about a graph that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is wrong.
    pub problem: Problem,
    /// The document, node or edge that it concerns.
    pub place: String,
    /// More about it.
    pub detail: String,
}

/// What may be wrong with a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// The ontology does not declare the kind.
    UnknownKind,
    /// The ontology does not declare the relation.
    UnknownRelation,
    /// The relation may not join what it joins.
    WrongEnds,
    /// A literal is not of its relation's type.
    WrongLiteral,
    /// The id does not say the node's kind.
    WrongId,
    /// Evidence names a document that is not in the ledger.
    NoDocument,
    /// The sentence that evidence points to is not kept.
    NoQuote,
    /// A span of the evidence is empty.
    WrongSpan,
    /// A node is named by a document that is not in the ledger.
    NoNamingDocument,
    /// A document says nothing that the graph could hold.
    SilentDocument,
}

impl Problem {
    /// What to do about it.
    pub fn hint(self) -> &'static str {
        match self {
            Self::UnknownKind | Self::UnknownRelation | Self::WrongEnds => {
                "build the graph again with this callsheet, or mend the line in the snapshot"
            }
            Self::WrongLiteral => "write a date as 2022, 2022-02 or 2022-02-18",
            Self::WrongId => "an id is made from kind and name: build the graph again",
            Self::NoDocument | Self::NoQuote | Self::WrongSpan | Self::NoNamingDocument => {
                "build the document again with `--into`, so that its evidence is whole"
            }
            Self::SilentDocument => {
                "nothing was read from it: is it about film or television, and in English?"
            }
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.detail)
    }
}

/// Everything that is not as it should be, in the order of documents, nodes and edges.
pub(super) fn check(graph: &Graph, ontology: &Ontology) -> Vec<Finding> {
    let checker = Checker { graph, ontology };
    let mut findings = checker.documents();
    findings.extend(graph.nodes().flat_map(|node| checker.node(node)));
    findings.extend(graph.edges().flat_map(|edge| checker.edge(edge)));
    findings
}

struct Checker<'a> {
    graph: &'a Graph,
    ontology: &'a Ontology,
}

fn finding(problem: Problem, place: impl fmt::Display, detail: String) -> Finding {
    Finding { problem, place: place.to_string(), detail }
}

impl Checker<'_> {
    fn documents(&self) -> Vec<Finding> {
        let named = self.graph.nodes().flat_map(Node::documents);
        let said = self.graph.edges().flat_map(|edge| &edge.evidence).map(|evidence| &evidence.document);
        let speaking: BTreeSet<&DocId> = named.chain(said).collect();
        let silent = self.graph.ledger().filter(|entry| !speaking.contains(&entry.id));
        silent
            .map(|entry| finding(Problem::SilentDocument, &entry.id, "says nothing in this graph".to_owned()))
            .collect()
    }

    fn node(&self, node: &Node) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut add = |problem, detail| findings.push(finding(problem, &node.id, detail));
        if !self.ontology.kinds.contains_key(&node.kind) {
            add(Problem::UnknownKind, format!("the kind `{}` is not declared", node.kind));
        }
        let kind = node.kind.as_str().to_lowercase();
        if !node.id.as_str().strip_prefix(&*kind).is_some_and(|rest| rest.starts_with(':')) {
            add(Problem::WrongId, format!("the id does not begin with its kind `{}`", node.kind));
        }
        for document in node.documents().into_iter().filter(|id| self.graph.entry(id).is_none()) {
            add(Problem::NoNamingDocument, format!("named by `{document}`, which is not in the ledger"));
        }
        findings
    }

    fn edge(&self, edge: &Edge) -> Vec<Finding> {
        let fits = self.fits(edge).map(|(problem, detail)| finding(problem, &edge.key, detail));
        let evidence = edge.evidence.iter().filter_map(|evidence| self.evidence(evidence));
        let evidence = evidence.map(|(problem, detail)| finding(problem, &edge.key, detail));
        fits.into_iter().chain(evidence).collect()
    }

    /// Whether the relation may join what it joins.
    fn fits(&self, edge: &Edge) -> Option<(Problem, String)> {
        let key = &edge.key;
        let Some(rule) = self.ontology.relation(&key.relation) else {
            return Some((
                Problem::UnknownRelation,
                format!("the relation `{}` is not declared", key.relation),
            ));
        };
        let from = &self.graph.node(&key.subject)?.kind;
        match (&rule.to, &key.object) {
            (Target::Kinds(_), Object::Node(id)) => {
                let to = &self.graph.node(id)?.kind;
                let fits = self.ontology.allows(from, &key.relation, to);
                (!fits).then(|| {
                    (Problem::WrongEnds, format!("`{}` does not join {from} and {to}", key.relation))
                })
            }
            (Target::Literal(kind), Object::Literal(text)) => {
                if !rule.from.contains(from) {
                    return Some((
                        Problem::WrongEnds,
                        format!("`{}` does not start at {from}", key.relation),
                    ));
                }
                let wrong = *kind == LiteralType::Date && !is_date(text);
                wrong.then(|| (Problem::WrongLiteral, format!("`{text}` is not a date")))
            }
            (Target::Kinds(_), Object::Literal(_)) => {
                Some((Problem::WrongEnds, format!("`{}` points to a node, not to words", key.relation)))
            }
            (Target::Literal(_), Object::Node(_)) => {
                Some((Problem::WrongEnds, format!("`{}` points to words, not to a node", key.relation)))
            }
        }
    }

    fn evidence(&self, evidence: &Evidence) -> Option<(Problem, String)> {
        let Evidence { document, sentence, object, .. } = evidence;
        if self.graph.entry(document).is_none() {
            return Some((Problem::NoDocument, format!("`{document}` is not in the ledger")));
        }
        if !evidence.is_row() && self.graph.quote(evidence).is_none_or(str::is_empty) {
            return Some((Problem::NoQuote, format!("`{document}` keeps no sentence {sentence}")));
        }
        let empty = sentence.is_empty() || evidence.subject.is_empty() || object.is_empty();
        empty.then(|| (Problem::WrongSpan, format!("a span of the evidence from `{document}` is empty")))
    }
}

/// Whether the words are a date of day, month or year precision.
pub(super) fn is_date(text: &str) -> bool {
    let day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok()
}
