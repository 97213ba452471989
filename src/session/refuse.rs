//! Decisions that surely are slips: about documents, kinds or dates that cannot be meant.

use std::path::Path;

use super::check::is_date;
use super::inputs::name;
use super::remove::nearest;
use super::{DecisionError, SessionError};
use crate::curation::{Decision, Line, Name};
use crate::graph::{EdgeKey, Graph, NodeId, Object};
use crate::ontology::{Kind, LiteralType, Ontology, Target};
use crate::snapshot::Words;
use crate::text::DocId;

/// A graph about which something is to be decided.
pub(super) struct Subject<'g> {
    pub(super) path: &'g Path,
    pub(super) words: &'g Words,
    pub(super) ontology: &'g Ontology,
    pub(super) graph: &'g Graph,
    /// What was decided about it so far.
    pub(super) known: &'g [Line],
}

impl Subject<'_> {
    /// Lets a decision pass that may be meant, whatever else is decided.
    pub(super) fn check(&self, decision: &Decision) -> Result<(), SessionError> {
        if let Some(what) = blank(decision) {
            return Err(DecisionError::Blank { what }.into());
        }
        match decision {
            Decision::Split { documents, becomes, .. } => {
                documents.iter().try_for_each(|id| self.document(id))?;
                Ok(self.is_free(becomes)?)
            }
            Decision::Merge { one, other } => Ok(self.are_alike(one, other)?),
            Decision::Reject { documents, fact } => {
                documents.iter().try_for_each(|id| self.document(id))?;
                Ok(self.may_be_said(fact)?)
            }
            Decision::Add { fact, names, .. } => {
                let kind =
                    |id: &NodeId| names.get(id).map(|Name { kind, .. }| kind).or_else(|| self.kind(id));
                Ok(self.ends(fact, kind(&fact.subject), fact.object.node().and_then(kind))?)
            }
            Decision::Flip { fact } => {
                let Some(subject) = fact.object.node() else { return Err(self.wrong_ends(fact).into()) };
                Ok(self.ends(fact, self.kind(subject), self.kind(&fact.subject))?)
            }
            Decision::Confirm { fact } | Decision::Status { fact, .. } => Ok(self.may_be_said(fact)?),
            _ => Ok(()),
        }
    }

    /// Lets a fact pass that the graph has, or that its ontology allows.
    fn may_be_said(&self, fact: &EdgeKey) -> Result<(), DecisionError> {
        if self.graph.edge(fact).is_some() {
            return Ok(());
        }
        self.ends(fact, self.kind(&fact.subject), fact.object.node().and_then(|id| self.kind(id)))
    }

    fn document(&self, id: &DocId) -> Result<(), SessionError> {
        if self.graph.entry(id).is_some() {
            return Ok(());
        }
        let candidates = nearest(self.graph, id.as_str());
        Err(SessionError::NoDocument { id: id.to_string(), path: name(self.path), candidates })
    }

    /// Lets nothing get the id of something else, but that of what was split off the same way before.
    fn is_free(&self, id: &NodeId) -> Result<(), DecisionError> {
        let made = |line: &Line| matches!(&line.decision, Decision::Split { becomes, .. } if becomes == id);
        if self.graph.standing_for(id).is_none() || self.known.iter().any(made) {
            return Ok(());
        }
        Err(DecisionError::IdTaken { id: id.clone() })
    }

    /// Lets two things be one that are named alike: a film and a series, not a film and a person.
    fn are_alike(&self, one: &NodeId, other: &NodeId) -> Result<(), DecisionError> {
        let style = |kind: &Kind| self.ontology.kinds.get(kind).map(|rule| rule.names);
        match (self.kind(one), self.kind(other)) {
            (Some(kind), Some(with)) if kind != with && style(kind) != style(with) => {
                let [kind, with] = [kind, with].map(Kind::to_string);
                Err(DecisionError::TwoKinds { one: one.clone(), kind, other: other.clone(), with })
            }
            _ => Ok(()),
        }
    }

    /// The id of the node that stands for another.
    fn id<'i>(&'i self, id: &'i NodeId) -> &'i NodeId {
        self.graph.standing_for(id).map_or(id, |node| &node.id)
    }

    fn kind(&self, id: &NodeId) -> Option<&Kind> {
        self.graph.standing_for(id).map(|node| &node.kind)
    }

    /// Whether the relation of a fact may join a node of the one kind with one of the other, or with these words.
    fn ends(&self, fact: &EdgeKey, from: Option<&Kind>, to: Option<&Kind>) -> Result<(), DecisionError> {
        if let Some(object) = fact.object.node()
            && self.id(object) == self.id(&fact.subject)
        {
            let relation = fact.relation.to_string();
            return Err(DecisionError::OfItself { relation, node: fact.subject.clone() });
        }
        // What a graph without an ontology may join, is what it joins so far; the next may be new.
        let rule = self.ontology.relation(&fact.relation).filter(|_| *self.words != Words::Any);
        let (Some(rule), Some(from)) = (rule, from) else { return Ok(()) };
        let fits = match (&rule.to, &fact.object) {
            (Target::Literal(LiteralType::Date), Object::Literal(text)) if !is_date(text) => {
                return Err(DecisionError::NoDate { text: text.clone() });
            }
            (Target::Literal(_), Object::Literal(_)) => rule.from.contains(from),
            (Target::Kinds(_), Object::Node(_)) => {
                to.is_none_or(|to| self.ontology.allows(from, &fact.relation, to))
            }
            _ => false,
        };
        if fits { Ok(()) } else { Err(self.wrong_ends(fact)) }
    }

    fn wrong_ends(&self, fact: &EdgeKey) -> DecisionError {
        let rule = self.ontology.relation(&fact.relation);
        let all = |kinds: &[Kind]| kinds.iter().map(Kind::to_string).collect::<Vec<_>>();
        let to = match rule.map(|rule| &rule.to) {
            Some(Target::Kinds(kinds)) => all(kinds),
            Some(Target::Literal(LiteralType::Date)) => vec!["a date".to_owned()],
            _ => vec!["words".to_owned()],
        };
        let relation = fact.relation.to_string();
        DecisionError::WrongEnds { relation, from: rule.map_or_else(Vec::new, |rule| all(&rule.from)), to }
    }
}

/// What a decision leaves empty that has to be said.
fn blank(decision: &Decision) -> Option<&'static str> {
    let is_blank = |text: &str| text.trim().is_empty();
    match decision {
        Decision::Rename { name, .. } | Decision::Alias { name, .. } if is_blank(name) => Some("name"),
        Decision::Add { source, .. } if is_blank(source) => Some("source"),
        Decision::Add { fact, .. } if fact.object.literal().is_some_and(is_blank) => Some("object"),
        Decision::Split { node, becomes, .. } if becomes.as_str().trim_end_matches('-') == node.as_str() => {
            Some("word to tell the new node by")
        }
        _ => None,
    }
}
