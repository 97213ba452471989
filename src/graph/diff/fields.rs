//! What of a document, a node or a piece of evidence differs.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Change;
use super::pairs::changes;
use crate::graph::{
    Attributes, Confidence, Evidence, Graph, LedgerEntry, Node, Properties, PropertyValue, Status,
};
use crate::ontology::Kind;
use crate::text::DocId;

/// A value of before and of now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Two<T> {
    /// Before.
    pub old: T,
    /// Now.
    pub new: T,
}

impl<T: PartialEq> Two<T> {
    fn of(old: T, new: T) -> Option<Self> {
        (old != new).then_some(Self { old, new })
    }
}

/// What differs of a document; `None` where nothing does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFields<'g> {
    /// The hash of text, title and date.
    pub hash: Option<Two<&'g str>>,
    /// The headline.
    pub title: Option<Two<Option<&'g str>>>,
    /// The day of publication.
    pub date: Option<Two<Option<Date>>>,
    /// The place it came from.
    pub origin: Option<Two<Option<&'g str>>>,
    /// How many of the sentences that evidence quotes are in one graph only.
    pub quotes: Option<Two<usize>>,
}

impl<'g> DocumentFields<'g> {
    /// What differs.
    pub fn of(old: &'g LedgerEntry, new: &'g LedgerEntry) -> Self {
        let only = |one: &LedgerEntry, other: &LedgerEntry| {
            one.quotes.iter().filter(|(span, quote)| other.quotes.get(span) != Some(quote)).count()
        };
        let quotes = Two { old: only(old, new), new: only(new, old) };
        Self {
            hash: Two::of(&old.hash, &new.hash),
            title: Two::of(old.title.as_deref(), new.title.as_deref()),
            date: Two::of(old.date, new.date),
            origin: Two::of(old.origin.as_deref(), new.origin.as_deref()),
            quotes: (quotes != Two { old: 0, new: 0 }).then_some(quotes),
        }
    }
}

/// Names that only one graph has, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormFields<'g> {
    /// Those of now.
    pub added: Vec<&'g str>,
    /// Those of before.
    pub removed: Vec<&'g str>,
}

impl<'g> FormFields<'g> {
    fn of<T>(old: &'g BTreeMap<String, T>, new: &'g BTreeMap<String, T>) -> Self {
        let only = |one: &'g BTreeMap<String, T>, other: &BTreeMap<String, T>| {
            one.keys().filter(|form| !other.contains_key(*form)).map(String::as_str).collect()
        };
        Self { added: only(new, old), removed: only(old, new) }
    }

    /// Whether both have the same.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

/// What differs of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeFields<'g> {
    /// The kind.
    pub kind: Option<Two<&'g Kind>>,
    /// The full names.
    pub names: FormFields<'g>,
    /// The other names.
    pub aliases: FormFields<'g>,
    /// The properties by name, `None` where it has none of this name.
    pub properties: BTreeMap<&'g str, Two<Option<&'g PropertyValue>>>,
    /// The documents that give it other names or properties than before.
    pub documents: BTreeSet<&'g DocId>,
}

impl<'g> NodeFields<'g> {
    /// What differs.
    pub fn of(old: &'g Node, new: &'g Node) -> Self {
        Self {
            kind: Two::of(&old.kind, &new.kind),
            names: FormFields::of(&old.names, &new.names),
            aliases: FormFields::of(&old.aliases, &new.aliases),
            properties: properties(old, new),
            documents: documents(old, new),
        }
    }

    /// Whether the node looks the same, whoever says so.
    pub fn looks_same(&self) -> bool {
        self.kind.is_none() && self.names.is_empty() && self.aliases.is_empty() && self.properties.is_empty()
    }
}

fn properties<'g>(old: &'g Node, new: &'g Node) -> BTreeMap<&'g str, Two<Option<&'g PropertyValue>>> {
    if old.properties.is_empty() && new.properties.is_empty() {
        return BTreeMap::new();
    }
    let (old, new) = (old.properties(), new.properties());
    let names: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let differs =
        |name: &'g str| Two::of(old.get(name).copied(), new.get(name).copied()).map(|two| (name, two));
    names.into_iter().filter_map(differs).collect()
}

fn documents<'g>(old: &'g Node, new: &'g Node) -> BTreeSet<&'g DocId> {
    let mut found = BTreeSet::new();
    for (old, new) in [(&old.names, &new.names), (&old.aliases, &new.aliases)] {
        for change in changes(old, new, |a, b| a.0.cmp(b.0)) {
            match change {
                Change::Added((_, documents)) | Change::Removed((_, documents)) => found.extend(documents),
                Change::Changed { old: (_, old), new: (_, new) } => {
                    found.extend(old.symmetric_difference(new));
                }
            }
        }
    }
    for change in changes(old.properties.iter(), new.properties.iter(), |a, b| a.0.cmp(b.0)) {
        found.insert(change.last().0);
    }
    found
}

/// Whether a change of a node is more than what the changes of its documents say already.
pub(super) fn is_told(old: &Graph, new: &Graph, change: &Change<&Node>) -> bool {
    let Change::Changed { old: before, new: now } = change else { return true };
    let fields = NodeFields::of(before, now);
    !fields.looks_same() || fields.documents.iter().any(|id| old.entry(id) == new.entry(id))
}

/// What differs of a piece of evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceFields<'g> {
    /// The rule or model that read it.
    pub rule: Option<Two<&'g str>>,
    /// How sure the reading is.
    pub confidence: Option<Two<Confidence>>,
    /// How the text puts it.
    pub status: Option<Two<Status>>,
    /// Season, character, role and their like.
    pub attributes: Option<Two<&'g Attributes>>,
    /// What else a row of a table says.
    pub properties: Option<Two<&'g Properties>>,
    /// Whether it stands elsewhere in its document.
    pub is_elsewhere: bool,
}

impl<'g> EvidenceFields<'g> {
    /// What differs.
    pub fn of(old: &'g Evidence, new: &'g Evidence) -> Self {
        let place =
            |evidence: &Evidence| (evidence.line, evidence.sentence, evidence.subject, evidence.object);
        Self {
            rule: Two::of(&old.rule, &new.rule),
            confidence: Two::of(old.confidence, new.confidence),
            status: Two::of(old.status, new.status),
            attributes: Two::of(&old.attributes, &new.attributes),
            properties: Two::of(&old.properties, &new.properties),
            is_elsewhere: place(old) != place(new),
        }
    }

    /// Whether it says the same, wherever it stands.
    pub fn says_same(&self) -> bool {
        let Self { rule, confidence, status, attributes, properties, is_elsewhere: _ } = self;
        let reading = rule.is_none() && confidence.is_none() && status.is_none();
        reading && attributes.is_none() && properties.is_none()
    }
}

/// Whether a change of evidence is more than that its document has changed round it.
pub(super) fn is_evidence_told(old: &Graph, new: &Graph, change: &Change<&Evidence>) -> bool {
    let Change::Changed { old: before, new: now } = change else { return true };
    let document = &now.document;
    !EvidenceFields::of(before, now).says_same() || old.entry(document) == new.entry(document)
}
