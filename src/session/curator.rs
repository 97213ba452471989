//! Deciding about a graph: looking up what is meant, writing each decision down at once, saving the graph at the end.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::find::{Found, find};
use super::inputs::name;
use super::kept::{self, DecisionReport, Opened, Saved};
use super::refuse::Subject;
use super::writer::Writer;
use super::{DecisionError, Progress, SessionError, words};
use crate::curation::{Card, Decision, Line, Name, Outcome, Pairs, Replay, queue};
use crate::graph::{EdgeKey, Graph, NodeId, Object};
use crate::identity::Doubt;
use crate::ontology::{Kind, Ontology, Relation, Target as Ends};
use crate::snapshot::{Limits, Words};

/// A graph about which decisions are taken.
///
/// A decision is in the file of decisions as soon as it is taken; the snapshot follows with [`Curator::save`].
#[derive(Debug)]
pub struct Curator {
    path: PathBuf,
    /// Who decides is alone; who only looks has no right to write.
    writer: Option<Writer>,
    words: Words,
    ontology: Ontology,
    /// What documents say.
    read: Graph,
    /// The graph as it was when it was opened or last saved.
    graph: Graph,
    doubts: Vec<Doubt>,
    lines: Vec<Line>,
    /// How many of the lines were there when it was opened.
    begun: usize,
}

impl Curator {
    /// Opens a snapshot with the decisions about it for a command, and keeps others from deciding meanwhile.
    ///
    /// # Errors
    /// When somebody else writes the snapshot, or it or the file of its decisions cannot be read.
    pub fn open(
        path: &Path,
        command: &str,
        limits: &Limits,
        progress: &mut dyn Progress,
    ) -> Result<Self, SessionError> {
        let writer = Writer::open(path, command, progress)?;
        progress.stage("opening the graph");
        let curator = Self { writer: Some(writer), ..Self::look(path, limits)? };
        progress.end();
        Ok(curator)
    }

    /// Opens a snapshot to see what there is to decide and what was decided.
    ///
    /// # Errors
    /// When the snapshot or the file of its decisions cannot be read.
    pub fn look(path: &Path, limits: &Limits) -> Result<Self, SessionError> {
        let Opened { snapshot, ontology, lines } = kept::open(path, limits)?;
        let (read, words) = (snapshot.read.clone(), snapshot.words.clone());
        let Saved { graph, doubts, .. } = kept::settled(snapshot.read, snapshot.words, &lines);
        let begun = lines.len();
        let path = path.to_owned();
        Ok(Self { path, writer: None, words, ontology, read, graph, doubts, lines, begun })
    }

    /// The graph as it was when it was opened or last saved.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The kinds and relations of the graph.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Everything that is not decided yet, the weightiest first.
    pub fn queue(&self) -> Vec<Card> {
        queue(&self.graph, &self.ontology, &self.doubts, &self.lines)
    }

    /// Every decision in the order in which it was taken, with what became of it.
    pub fn replay(&self) -> Vec<(Line, Outcome)> {
        let saved = kept::settled(self.read.clone(), self.words.clone(), &self.lines);
        saved.replay.lines
    }

    /// What the decisions say of pairs of nodes, also by way of others.
    pub fn pairs(&self) -> Pairs {
        Replay::of(&self.lines).pairs()
    }

    /// How many facts of what stands for a node its kind does not allow.
    pub fn unfit(&self, id: &NodeId) -> usize {
        let Some(node) = self.graph.standing_for(id) else { return 0 };
        let kind = |id: &NodeId| self.graph.node(id).map(|node| &node.kind);
        let fits = |fact: &EdgeKey| {
            let (from, to) = (kind(&fact.subject)?, fact.object.node().and_then(kind));
            Some(match (self.ontology.relation(&fact.relation)?, to) {
                (_, Some(to)) => self.ontology.allows(from, &fact.relation, to),
                (rule, None) => rule.from.contains(from),
            })
        };
        let to = self.graph.edges_to(&Object::Node(node.id.clone()));
        let facts = self.graph.edges_from(&node.id).into_iter().chain(to);
        facts.filter(|edge| fits(&edge.key) == Some(false)).count()
    }

    /// How many decisions were taken since the graph was opened.
    pub fn taken(&self) -> usize {
        self.lines.len() - self.begun
    }

    /// The one node that a name or an id means.
    ///
    /// # Errors
    /// When it means none or several.
    pub fn node(&self, text: &str) -> Result<NodeId, SessionError> {
        match find(&self.graph, text) {
            Found::Nodes(nodes) => match nodes.as_slice() {
                [node] => Ok(node.id.clone()),
                several => Err(DecisionError::SeveralNodes {
                    name: text.to_owned(),
                    ids: several.iter().map(|node| node.id.to_string()).collect(),
                }
                .into()),
            },
            Found::Nearest(names) => Err(SessionError::unknown_name(text, &names)),
        }
    }

    /// The two nodes that two names mean.
    ///
    /// # Errors
    /// When one of them means none or several, or both mean one.
    pub fn pair(&self, one: &str, other: &str) -> Result<(NodeId, NodeId), SessionError> {
        let (id, with) = (self.node(one)?, self.node(other)?);
        if id == with {
            let (one, other) = (one.to_owned(), other.to_owned());
            return Err(DecisionError::OneAlready { one, other, id }.into());
        }
        Ok((id, with))
    }

    /// The two nodes that are to be kept apart. Where they are found to be one, their names mean the nodes as they are
    /// read.
    ///
    /// # Errors
    /// When one of them means none or several, or both mean one, as it is read.
    pub fn pair_apart(&self, one: &str, other: &str) -> Result<(NodeId, NodeId), SessionError> {
        let known = self.pair(one, other);
        let (
            Err(SessionError::Refused(DecisionError::OneAlready { .. })),
            Found::Nodes(ones),
            Found::Nodes(others),
        ) = (&known, find(&self.read, one), find(&self.read, other))
        else {
            return known;
        };
        match (ones.as_slice(), others.as_slice()) {
            ([one], [other]) if one.id != other.id => Ok((one.id.clone(), other.id.clone())),
            _ => known,
        }
    }

    /// The fact between what two names mean. A relation whose objects are words takes the second as it is. Where names
    /// mean several nodes, the only fact of the graph between them is meant.
    ///
    /// # Errors
    /// When a name means no node or several, or there is no such relation.
    pub fn fact(&self, subject: &str, relation: &str, object: &str) -> Result<EdgeKey, SessionError> {
        let relation = self.relation(relation)?;
        let is_literal =
            self.ontology.relation(&relation).is_some_and(|rule| matches!(rule.to, Ends::Literal(_)));
        if is_literal {
            let object = Object::Literal(object.to_owned());
            return Ok(EdgeKey { subject: self.node(subject)?, relation, object });
        }
        if let Some(fact) = self.only_fact(subject, &relation, object) {
            return Ok(fact);
        }
        Ok(EdgeKey { subject: self.node(subject)?, relation, object: Object::Node(self.node(object)?) })
    }

    /// The fact of the graph between two names; `None` where there is none, or several.
    fn only_fact(&self, subject: &str, relation: &Relation, object: &str) -> Option<EdgeKey> {
        let (Found::Nodes(subjects), Found::Nodes(objects)) =
            (find(&self.graph, subject), find(&self.graph, object))
        else {
            return None;
        };
        let keys = subjects.iter().flat_map(|subject| {
            objects.iter().map(|object| EdgeKey {
                subject: subject.id.clone(),
                relation: relation.clone(),
                object: Object::Node(object.id.clone()),
            })
        });
        let mut known = keys.filter(|key| self.graph.edge(key).is_some());
        known.next().filter(|_| known.next().is_none())
    }

    /// The fact between two names, of which those that no node bears become new nodes: `Film: Night Ferry`, or a name
    /// alone where the relation joins nodes of one kind. The new ones are added to `names`.
    ///
    /// # Errors
    /// When a name means several nodes, its kind cannot be told, or there is no such relation.
    pub fn new_fact(
        &self,
        subject: &str,
        relation: &str,
        object: &str,
        names: &mut BTreeMap<NodeId, Name>,
    ) -> Result<EdgeKey, SessionError> {
        let relation = self.relation(relation)?;
        let rule = self.ontology.relation(&relation);
        let from = rule.map_or(&[][..], |rule| &rule.from);
        let object = match rule.map(|rule| &rule.to) {
            Some(Ends::Literal(_)) => Object::Literal(object.to_owned()),
            Some(Ends::Kinds(to)) => Object::Node(self.node_or_new(object, to, names)?),
            None => Object::Node(self.node(object)?),
        };
        Ok(EdgeKey { subject: self.node_or_new(subject, from, names)?, relation, object })
    }

    fn node_or_new(
        &self,
        text: &str,
        kinds: &[Kind],
        names: &mut BTreeMap<NodeId, Name>,
    ) -> Result<NodeId, SessionError> {
        let prefixed = text.split_once(':').map(|(kind, name)| (self.kind(kind.trim()), name.trim()));
        let (kind, name) = match (prefixed, kinds) {
            (Some((Ok(_), "")), _) => return Err(DecisionError::Blank { what: "name" }.into()),
            (Some((Ok(kind), name)), _) => (Some(kind), name),
            (_, [kind]) => (Some(kind.clone()), text),
            _ => (None, text),
        };
        match (self.node(text), kind) {
            (Err(SessionError::UnknownName { .. }), Some(kind)) => {
                let id = NodeId::of(&kind, name);
                if self.graph.node(&id).is_none() {
                    names.insert(id.clone(), Name { kind, name: name.to_owned() });
                }
                Ok(id)
            }
            (Err(SessionError::UnknownName { .. }), None) => Err(DecisionError::KindNeeded {
                name: text.to_owned(),
                kinds: kinds.iter().map(Kind::to_string).collect(),
            }
            .into()),
            (Ok(id), _) => {
                // A node that only decisions name needs its name again, should the others be taken back.
                let brought = self.graph.node(&id).filter(|_| self.read.standing_for(&id).is_none());
                if let Some(node) = brought {
                    names.insert(id.clone(), Name { kind: node.kind.clone(), name: node.name().to_owned() });
                }
                Ok(id)
            }
            (known, _) => known,
        }
    }

    /// The kind of this name, in any case.
    ///
    /// # Errors
    /// When the ontology has none.
    pub fn kind(&self, name: &str) -> Result<Kind, DecisionError> {
        let lower = name.to_lowercase();
        let known = self.ontology.kinds.keys().find(|kind| kind.as_str().to_lowercase() == lower);
        known.cloned().ok_or_else(|| DecisionError::NoKind {
            name: name.to_owned(),
            known: self.ontology.kinds.keys().map(Kind::to_string).collect(),
        })
    }

    /// The relation of this id.
    ///
    /// # Errors
    /// When the ontology has none.
    pub fn relation(&self, id: &str) -> Result<Relation, DecisionError> {
        let relation = Relation::new(id);
        if self.ontology.relation(&relation).is_some() {
            return Ok(relation);
        }
        let known = self.ontology.relations.keys().map(Relation::as_str);
        let candidates = crate::ontology::nearest(id, known).into_iter().collect();
        Err(DecisionError::NoRelation { id: id.to_owned(), candidates })
    }

    /// Takes a decision: it is in the file when this returns.
    ///
    /// # Errors
    /// When it cannot be meant, contradicts another, or the file cannot be written; nothing is changed then.
    pub fn decide(&mut self, line: Line) -> Result<(), SessionError> {
        self.decide_all(&[line])
    }

    /// The same for several at once, of which all are written or none.
    ///
    /// # Errors
    /// As for one.
    pub fn decide_all(&mut self, new: &[Line]) -> Result<(), SessionError> {
        let lines: Vec<Line> = self.lines.iter().chain(new).cloned().collect();
        let Self { path, words, ontology, graph, lines: known, .. } = &*self;
        let subject = Subject { path, words, ontology, graph, known };
        new.iter().try_for_each(|line| subject.check(&line.decision))?;
        let conflicts = |replay: &Replay| replay.count(|outcome| matches!(outcome, Outcome::Conflicting(_)));
        let (before, replay) = (Replay::of(&self.lines), Replay::of(&lines));
        if conflicts(&replay) > conflicts(&before) {
            return Err(contradiction(&replay).into());
        }
        if self.writer.is_none() {
            return Err(DecisionError::OnlyLooking.into());
        }
        kept::append(&self.lines, new, &self.path)?;
        self.lines = lines;
        Ok(())
    }

    /// Takes a decision back, by its number in [`Curator::replay`], counted from 1, or the last that holds, and gives it;
    /// `None` where none holds.
    ///
    /// # Errors
    /// When there is no such decision, which one was the last is not known, or the file cannot be written.
    pub fn undo(&mut self, number: Option<usize>) -> Result<Option<Decision>, SessionError> {
        let decision = match number {
            Some(number) => Some(self.decision(number)?),
            None => self.last_decision()?,
        };
        if let Some(decision) = &decision {
            self.decide(Decision::Withdraw(Box::new(decision.clone())).into())?;
        }
        Ok(decision)
    }

    fn last_decision(&self) -> Result<Option<Decision>, DecisionError> {
        let replay = Replay::of(&self.lines);
        let held = replay.lines.iter().rev().find(|held| holds(held));
        let file = kept::curation_file(&self.path);
        // A snapshot keeps decisions in the order of what they are about.
        if self.lines.len() > 1 && !file.exists() {
            return Err(DecisionError::NoOrder { path: name(&file) });
        }
        Ok(held.map(|(line, _)| line.decision.clone()))
    }

    fn decision(&self, number: usize) -> Result<Decision, DecisionError> {
        let replay = Replay::of(&self.lines);
        let chosen = number.checked_sub(1).and_then(|place| replay.lines.get(place));
        let Some(held) = chosen else {
            return Err(DecisionError::NoDecision { number, count: self.lines.len() });
        };
        let decision = held.0.decision.clone();
        if holds(held) {
            Ok(decision)
        } else {
            Err(DecisionError::HoldsNot { number, decision: decision.to_string() })
        }
    }

    /// Saves the snapshot with the decisions, and settles the graph anew.
    ///
    /// # Errors
    /// When it cannot be saved; it is then as it was, and the next build replays the decisions.
    pub fn save(&mut self) -> Result<DecisionReport, SessionError> {
        let Some(writer) = &self.writer else { return Err(DecisionError::OnlyLooking.into()) };
        let saved = match kept::save(self.read.clone(), self.words.clone(), &self.lines, writer) {
            Err(source) if self.taken() > 0 => {
                let decisions = name(&kept::curation_file(&self.path));
                return Err(SessionError::DecidedOnly {
                    decisions,
                    path: name(&self.path),
                    source: Box::new(source),
                });
            }
            saved => saved?,
        };
        self.graph = saved.graph;
        self.doubts = saved.doubts;
        self.ontology = words::ontology(self.words.clone(), &self.read);
        Ok(DecisionReport::of(&saved.replay))
    }
}

/// Whether a decision may be taken back.
fn holds((line, outcome): &(Line, Outcome)) -> bool {
    !matches!(outcome, Outcome::Superseded(_)) && !matches!(line.decision, Decision::Withdraw(_))
}

/// The last of the decisions that contradict each other, and the one that it contradicts.
fn contradiction(replay: &Replay) -> DecisionError {
    let mut words = (String::new(), String::new());
    for (line, outcome) in &replay.lines {
        if let Outcome::Conflicting(place) = outcome {
            let with = replay.lines.get(*place).map(|(line, _)| line.decision.to_string());
            words = (line.decision.to_string(), with.unwrap_or_default());
        }
    }
    DecisionError::Contradiction { decision: words.0, with: words.1 }
}
