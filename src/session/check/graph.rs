//! Checking a graph against its ontology and its own evidence.

use std::collections::BTreeSet;

use super::{Finding, Problem};
use crate::graph::{Edge, Evidence, Graph, Node, Object};
use crate::ontology::{Cardinality, LiteralType, Ontology, RelationRule, Target};
use crate::text::DocId;

/// Everything that is not as it should be, in the order of documents, nodes and edges.
pub(super) fn check(graph: &Graph, ontology: &Ontology) -> Vec<Finding> {
    let checker = Checker { graph, ontology };
    let mut findings = checker.documents();
    findings.extend(graph.nodes().flat_map(|node| checker.node(node)));
    findings.extend(graph.edges().flat_map(|edge| checker.edge(edge)));
    findings.extend(checker.contradictions());
    findings
}

struct Checker<'a> {
    graph: &'a Graph,
    ontology: &'a Ontology,
}

impl Checker<'_> {
    fn documents(&self) -> Vec<Finding> {
        let forms = self.graph.nodes().flat_map(|node| node.names.values().chain(node.aliases.values()));
        let named = forms.flatten();
        let said = self.graph.edges().flat_map(|edge| &edge.evidence).map(|evidence| &evidence.document);
        let speaking: BTreeSet<&DocId> = named.chain(said).collect();
        let silent = self.graph.ledger().filter(|entry| !speaking.contains(&entry.id));
        silent
            .map(|entry| Finding::new(Problem::SilentDocument, &entry.id, "says nothing in this graph"))
            .collect()
    }

    fn node(&self, node: &Node) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut add = |problem, detail| findings.push(Finding::new(problem, &node.id, detail));
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
        let fits = self.fits(edge).map(|(problem, detail)| Finding::new(problem, &edge.key, detail));
        let evidence = edge.evidence.iter().filter_map(|evidence| self.evidence(evidence));
        let evidence = evidence.map(|(problem, detail)| Finding::new(problem, &edge.key, detail));
        fits.into_iter().chain(evidence).collect()
    }

    /// Subjects with more than one object of a relation that allows one, of those that hold.
    fn contradictions(&self) -> Vec<Finding> {
        let one = |edge: &&Edge| {
            let rule = self.ontology.relation(&edge.key.relation);
            edge.status.holds() && rule.is_some_and(|rule| rule.cardinality == Cardinality::One)
        };
        let edges: Vec<&Edge> = self.graph.edges().filter(one).collect();
        let of_one =
            |a: &&Edge, b: &&Edge| (&a.key.subject, &a.key.relation) == (&b.key.subject, &b.key.relation);
        edges.chunk_by(of_one).filter_map(|edges| self.contradiction(edges)).collect()
    }

    fn contradiction(&self, edges: &[&Edge]) -> Option<Finding> {
        let key = &edges.first()?.key;
        let rule = self.ontology.relation(&key.relation)?;
        let objects: Vec<&str> = edges.iter().map(|edge| self.graph.object_name(&edge.key.object)).collect();
        let place = format!("{} -{}->", key.subject, key.relation);
        let detail = format!("one is allowed, and `{}` are said to hold", objects.join("`, `"));
        contradict(rule, &objects).then(|| Finding::new(Problem::Contradiction, place, detail))
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

/// Whether what holds is more than a subject may have of the relation. `2022` and `2022-02` are one date.
fn contradict(rule: &RelationRule, objects: &[&str]) -> bool {
    let is_date = rule.to == Target::Literal(LiteralType::Date);
    let is_said_by = |one: &str, other: &str| is_date && one != other && other.starts_with(one);
    let is_own = |object: &&&str| !objects.iter().any(|other| is_said_by(object, other));
    rule.cardinality == Cardinality::One && objects.iter().filter(is_own).count() > 1
}

/// Whether the words are a date of day, month or year precision.
pub(in crate::session) fn is_date(text: &str) -> bool {
    let day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok()
}
