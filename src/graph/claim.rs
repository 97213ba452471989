//! Claims: what one text says, before merging.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{NodeId, Properties};
use crate::ontology::{Kind, Relation};
use crate::text::{DocId, Span};

/// Everything read from one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The document.
    pub document: DocId,
    /// What it names, in the order of first mention.
    pub nodes: Vec<NamedNode>,
    /// What it says, in the order of the text.
    pub claims: Vec<Claim>,
    /// The sentences that the claims quote, by span.
    pub quotes: BTreeMap<Span, String>,
}

/// A node as one document names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedNode {
    /// Its kind.
    pub kind: Kind,
    /// The fullest form of its name in the text.
    pub name: String,
    /// The other forms.
    pub aliases: Vec<String>,
    /// What tells it from others of its kind, where its name does not: its id in a table.
    pub key: Option<String>,
    /// What the document gives it beside names.
    pub properties: Properties,
}

impl NamedNode {
    /// The id that the node has in every graph.
    pub fn id(&self) -> NodeId {
        match &self.key {
            Some(key) => NodeId::keyed(&self.kind, key),
            None => NodeId::of(&self.kind, &self.name),
        }
    }
}

/// One statement read from a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Whom or what it is about.
    pub subject: NodeId,
    /// What it says of the subject.
    pub relation: Relation,
    /// With whom or what.
    pub object: Object,
    /// Where it stands and how it was read.
    pub evidence: Evidence,
}

/// What a claim or an edge points to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Object {
    /// A node.
    Node(NodeId),
    /// A date or words.
    Literal(String),
}

impl Object {
    /// The node's id; `None` for a literal.
    pub fn node(&self) -> Option<&NodeId> {
        match self {
            Self::Node(id) => Some(id),
            Self::Literal(_) => None,
        }
    }

    /// The literal; `None` for a node.
    pub fn literal(&self) -> Option<&str> {
        match self {
            Self::Node(_) => None,
            Self::Literal(text) => Some(text),
        }
    }
}

/// More about a claim by key: `character`, `season`, `episode`, `role`, `for`.
pub type Attributes = BTreeMap<String, String>;

/// The keys that attributes have.
pub const ATTRIBUTE_KEYS: [&str; 6] = ["character", "season", "episode", "role", "date", "for"];

/// The rule of evidence that is a row of a table.
const ROW: &str = "import";

/// Where a text says something, how it was read and how sure that is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The document.
    pub document: DocId,
    /// The sentence, in bytes of the document's text.
    pub sentence: Span,
    /// The line on which a row of a table begins, counted from 1; `None` for a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "plain_line")]
    pub line: Option<NonZeroU32>,
    /// The words that stand for the subject; they may lie in an earlier sentence.
    pub subject: Span,
    /// The words that stand for the object.
    pub object: Span,
    /// The rule or model that read it, such as `directed/passive`.
    pub rule: String,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// How the text puts it.
    #[serde(default, skip_serializing_if = "Status::is_asserted")]
    pub status: Status,
    /// Season, character, role and their like.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
    /// What else a row of a table says of it.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

impl Evidence {
    /// Evidence from a row of a table, whose `sentence` is the row and whose other spans are its cells.
    pub fn row(document: DocId, row: Span, subject: Span, object: Span) -> Self {
        Self {
            document,
            sentence: row,
            line: None,
            subject,
            object,
            rule: ROW.to_owned(),
            confidence: Confidence::FULL,
            status: Status::Asserted,
            attributes: Attributes::new(),
            properties: Properties::new(),
        }
    }

    /// Whether it is a row of a table, which is no sentence, so that the graph keeps no quote of it.
    pub fn is_row(&self) -> bool {
        self.rule == ROW
    }

    /// Where it stands, when it is a row of a table.
    pub fn row_place(&self) -> Option<RowPlace> {
        let at = match self.line {
            Some(line) => At::Line(line),
            None if [self.subject, self.object] == [self.sentence; 2] => At::Whole,
            None => At::Bytes(self.sentence),
        };
        self.is_row().then(|| RowPlace { document: self.document.clone(), at })
    }

    /// What decides the order of evidence: document, place, rule.
    pub(super) fn order(&self) -> (&DocId, [Span; 3], &str, Status, &Attributes, &Properties) {
        let spans = [self.sentence, self.subject, self.object];
        (&self.document, spans, &self.rule, self.status, &self.attributes, &self.properties)
    }
}

/// Where a row of a table stands: `edges.csv, line 12`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace {
    document: DocId,
    at: At,
}

/// Snapshots that an early version 2 wrote have no lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    Line(NonZeroU32),
    Bytes(Span),
    /// The document says it as a whole.
    Whole,
}

impl fmt::Display for RowPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            At::Line(line) => write!(f, "{}, line {line}", self.document),
            At::Whole => write!(f, "{}", self.document),
            At::Bytes(span) => write!(f, "{}, bytes {} to {}", self.document, span.start, span.end),
        }
    }
}

/// A line as a number: `Some` round it says nothing, and there is one for each row.
mod plain_line {
    use std::num::NonZeroU32;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(line: &Option<NonZeroU32>, to: S) -> Result<S::Ok, S::Error> {
        line.map_or(0, NonZeroU32::get).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NonZeroU32>, D::Error> {
        u32::deserialize(from).map(NonZeroU32::new)
    }
}

/// How a text puts a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is or was so.
    #[default]
    Asserted,
    /// It will be so.
    Planned,
    /// It is said to be so.
    Rumoured,
    /// It was so and was given up.
    Former,
    /// It is not so.
    Denied,
}

impl Status {
    /// Every status, from the surest to its opposite.
    pub const ALL: [Self; 5] = [Self::Asserted, Self::Planned, Self::Rumoured, Self::Former, Self::Denied];

    /// The word for it, as it stands in snapshots, JSON and questions.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Planned => "planned",
            Self::Rumoured => "rumoured",
            Self::Former => "former",
            Self::Denied => "denied",
        }
    }

    /// Whether a question that asks what is counts it.
    pub fn holds(self) -> bool {
        matches!(self, Self::Asserted | Self::Planned)
    }

    pub(super) fn is_asserted(&self) -> bool {
        *self == Self::Asserted
    }

    /// Of two statuses in texts of one day, the higher is believed: a denial, an end, a fact, a plan, a rumour.
    pub(super) fn weight(self) -> u8 {
        match self {
            Self::Denied => 4,
            Self::Former => 3,
            Self::Asserted => 2,
            Self::Planned => 1,
            Self::Rumoured => 0,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Status {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|status| status.as_str() == word).ok_or(())
    }
}

/// How sure a reading is, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f32", into = "f32")]
pub struct Confidence(f32);

impl Confidence {
    /// Certain.
    pub const FULL: Self = Self(1.0);

    /// A confidence; `None` outside 0 to 1.
    pub fn new(value: f32) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value))
    }

    /// The number.
    pub fn get(self) -> f32 {
        self.0
    }
}

impl TryFrom<f32> for Confidence {
    type Error = String;

    fn try_from(value: f32) -> Result<Self, String> {
        Self::new(value).ok_or_else(|| format!("confidence {value} is not between 0 and 1"))
    }
}

impl From<Confidence> for f32 {
    fn from(confidence: Confidence) -> Self {
        confidence.0
    }
}
