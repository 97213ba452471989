//! Reading texts without keeping a graph: what each document says, as lines.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;

use super::inputs::Wanted;
use super::reader::{BadTexts, Item, Manner, Progress, for_each};
use super::{Columns, InputFormat, SessionError, inputs};
use crate::extract::Extractor;
use crate::graph::{Edge, Evidence, Graph, LedgerEntry, NamedNode, Node, NodeId, Status};
use crate::ontology::Kind;
use crate::render::CardEvidence;
use crate::text::{DocId, Document, Span};

/// What to read.
#[derive(Clone, Debug)]
pub struct ExtractTask {
    /// Files, folders, patterns, or `-` for standard input.
    pub inputs: Vec<PathBuf>,
    /// The format of standard input and of files whose names do not tell.
    pub format: Option<InputFormat>,
    /// The names of columns and keys.
    pub columns: Columns,
    /// What happens to texts that cannot be read.
    pub bad_texts: BadTexts,
    /// How many threads read; `None` for one a core.
    pub threads: Option<usize>,
}

impl ExtractTask {
    /// Reads these inputs, with nothing else asked for.
    pub fn new(inputs: Vec<PathBuf>) -> Self {
        let (columns, bad_texts) = (Columns::default(), BadTexts::default());
        Self { inputs, format: None, columns, bad_texts, threads: None }
    }

    fn wanted(&self) -> Wanted<'_> {
        Wanted { format: self.format, columns: &self.columns }
    }

    fn manner(&self) -> Manner<'_> {
        Manner { columns: &self.columns, bad_texts: self.bad_texts, threads: self.threads }
    }
}

/// What one document says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentFacts {
    /// The document.
    pub id: DocId,
    /// The day it was published, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// What it names, in the order of first mention.
    pub nodes: Vec<NodeLine>,
    /// What it says, each subject, relation and object once, in the order of the text.
    pub facts: Vec<FactLine>,
}

/// A node as one document names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeLine {
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
}

/// A fact as one document states it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactLine {
    /// The name of the subject.
    pub subject: String,
    /// The kind of the subject, where the document has several nodes of its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_kind: Option<Kind>,
    /// The relation.
    pub relation: String,
    /// The name of the object, or the literal.
    pub object: String,
    /// The kind of the object, where the document has several nodes of its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_kind: Option<Kind>,
    /// How the document puts it, all in all.
    pub status: Status,
    /// Season, character, role and their like.
    pub attributes: BTreeMap<String, String>,
    /// The first place that puts it so.
    pub evidence: QuoteLine,
}

/// Evidence with the words that it quotes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteLine {
    /// The sentence.
    pub quote: String,
    /// Where it stands, in bytes of the text.
    pub sentence: Span,
    /// The page or heading under which it stands, where the text has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Where the subject is mentioned.
    pub subject: Span,
    /// Where the object is mentioned.
    pub object: Span,
    /// The rule or model that read it.
    pub rule: String,
    /// How sure the reading is.
    pub confidence: f32,
}

/// Reads texts and hands over what each says, in the order given; nothing is kept. Gives how many texts, and parts of
/// texts, were skipped.
///
/// # Errors
/// When a text cannot be read, after everything before it was handed over, or when `each` fails.
pub fn extract(
    task: &ExtractTask,
    progress: &mut dyn Progress,
    mut each: impl FnMut(&DocumentFacts) -> io::Result<()>,
) -> Result<usize, SessionError> {
    let sources = inputs::sources(&task.inputs, task.wanted())?;
    let extractor = Extractor::default();
    let map = |item: Item| DocumentFacts::read(&extractor, &item.document);
    let skipped =
        for_each(sources, task.manner(), progress, map, |facts| each(&facts).map_err(SessionError::Output));
    Ok(skipped?.count)
}

/// Reads texts and hands over how each was read, stage by stage, for people who mend the reading. Gives how many texts,
/// and parts of texts, were skipped.
///
/// # Errors
/// When a text cannot be read, after everything before it was handed over, or when `each` fails.
pub fn trace(
    task: &ExtractTask,
    progress: &mut dyn Progress,
    mut each: impl FnMut(&str) -> io::Result<()>,
) -> Result<usize, SessionError> {
    let sources = inputs::sources(&task.inputs, task.wanted())?;
    let extractor = Extractor::default();
    let map = |item: Item| extractor.trace(&item.document);
    let skipped =
        for_each(sources, task.manner(), progress, map, |text| each(&text).map_err(SessionError::Output));
    Ok(skipped?.count)
}

impl DocumentFacts {
    pub(super) fn read(extractor: &Extractor, document: &Document) -> Self {
        let reading = extractor.extract(document);
        let mut seen = BTreeSet::new();
        let mentioned: Vec<_> =
            reading.nodes.iter().map(NamedNode::id).filter(|id| seen.insert(id.clone())).collect();
        // A graph of this one document merges what is said twice by the same rules as every other graph.
        let mut graph = Graph::new();
        graph.merge(LedgerEntry::of(document), reading);
        let mut edges: Vec<&Edge> = graph.edges().collect();
        edges.sort_by_key(|edge| edge.evidence.first().map(|e| (e.sentence, e.subject, e.object)));
        let shared = shared_names(&graph);
        Self {
            id: document.id.clone(),
            date: document.date,
            nodes: mentioned.iter().filter_map(|id| graph.node(id)).map(NodeLine::of).collect(),
            facts: edges.into_iter().filter_map(|edge| FactLine::of(&graph, edge, &shared)).collect(),
        }
    }
}

/// The names, as ids without a kind, that more than one node bears.
fn shared_names(graph: &Graph) -> BTreeSet<NodeId> {
    let mut bearers: BTreeMap<NodeId, BTreeSet<&NodeId>> = BTreeMap::new();
    for node in graph.nodes() {
        for name in node.other_names().into_iter().chain([node.name()]) {
            bearers.entry(bare(name)).or_default().insert(&node.id);
        }
    }
    bearers.into_iter().filter(|(_, nodes)| nodes.len() > 1).map(|(name, _)| name).collect()
}

fn bare(name: &str) -> NodeId {
    NodeId::of(&Kind::new(""), name)
}

impl NodeLine {
    fn of(node: &Node) -> Self {
        let aliases = node.other_names().into_iter().map(str::to_owned).collect();
        Self { kind: node.kind.to_string(), name: node.name().to_owned(), aliases }
    }
}

impl FactLine {
    fn of(graph: &Graph, edge: &Edge, shared: &BTreeSet<NodeId>) -> Option<Self> {
        let kind = |id| {
            graph.node(id).filter(|node| shared.contains(&bare(node.name()))).map(|node| node.kind.clone())
        };
        let first = edge.evidence.iter().find(|evidence| evidence.status == edge.status)?;
        let mut attributes = first.attributes.clone();
        for (key, values) in edge.attributes() {
            if let (false, Some(value)) = (attributes.contains_key(key), values.first()) {
                attributes.insert(key.to_owned(), (*value).to_owned());
            }
        }
        Some(Self {
            subject: graph.node(&edge.key.subject)?.name().to_owned(),
            subject_kind: kind(&edge.key.subject),
            relation: edge.key.relation.to_string(),
            object: graph.object_name(&edge.key.object).to_owned(),
            object_kind: edge.key.object.node().and_then(kind),
            status: edge.status,
            attributes,
            evidence: QuoteLine::of(graph, first),
        })
    }
}

impl QuoteLine {
    fn of(graph: &Graph, evidence: &Evidence) -> Self {
        let CardEvidence { quote, sentence, place, subject, object, rule, confidence, .. } =
            CardEvidence::of(graph, evidence);
        Self { quote, sentence, place, subject, object, rule, confidence }
    }
}
