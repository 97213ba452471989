//! Lines of facts, as `extract` writes them and as passages are annotated, made into readings.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::check::is_date;
use super::lines::{check_id, day, problem};
use crate::graph::{
    Attributes, Claim, Confidence, Evidence, LedgerEntry, NamedNode, NodeId, Object, Properties, Reading,
    Status,
};
use crate::ontology::{Kind, LiteralType, Ontology, Relation, RelationRule, Target, nearest};
use crate::text::{DocId, Document, Span};

/// The rule of evidence that is a sentence without more about it.
const RULE: &str = "facts";

/// What one line says, with what is wrong with parts of it, which are left out.
pub(super) struct FactsDocument {
    pub(super) entry: LedgerEntry,
    pub(super) reading: Reading,
    pub(super) problems: Vec<String>,
}

/// What a line must and may say; more keys are passed over, since annotated passages have them.
#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    nodes: Vec<Value>,
    #[serde(default)]
    facts: Vec<Value>,
}

#[derive(Deserialize)]
struct NodePart {
    kind: Kind,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct FactPart {
    subject: String,
    /// What `extract` says where a name alone does not tell.
    #[serde(default)]
    subject_kind: Option<Kind>,
    relation: Relation,
    object: String,
    #[serde(default)]
    object_kind: Option<Kind>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    attributes: Option<Attributes>,
    #[serde(default)]
    evidence: Option<EvidencePart>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum EvidencePart {
    Sentence(String),
    Quote(QuotePart),
    Many(Vec<Self>),
}

#[derive(Deserialize)]
struct QuotePart {
    quote: String,
    #[serde(default)]
    sentence: Option<Span>,
    #[serde(default)]
    subject: Option<Span>,
    #[serde(default)]
    object: Option<Span>,
    #[serde(default)]
    rule: Option<String>,
    #[serde(default)]
    confidence: Option<Confidence>,
}

/// The facts of a line; an error when the line as a whole says nothing that can be used.
pub(super) fn read(line: &str, origin: Option<String>, ontology: &Ontology) -> Result<FactsDocument, String> {
    let parts: Line = serde_json::from_str(line).map_err(|error| problem(&error))?;
    check_id(&parts.id)?;
    let date = parts.date.as_deref().map(day).transpose()?;
    let id = DocId::new(&parts.id);
    // The hash is of the whole line: other facts of the same text make another document.
    let mut entry = LedgerEntry::of_table(id.clone(), origin, line.as_bytes());
    entry.date = date;
    entry.title = parts.title;
    let mut reader = Reader::new(ontology, id, parts.text.unwrap_or_default(), line.len());
    reader.nodes(parts.nodes);
    reader.facts(parts.facts);
    let Reader { id: document, named, used, claims, quotes, problems, .. } = reader;
    let mut nodes: Vec<NamedNode> = Vec::new();
    for Named { node, is_declared } in named.all {
        if is_declared || used.contains(&node.id()) {
            nodes.push(node);
        }
    }
    Ok(FactsDocument { entry, reading: Reading { document, nodes, claims, quotes }, problems })
}

/// A node, and whether the line declares it or a fact only names it.
struct Named {
    node: NamedNode,
    is_declared: bool,
}

/// The nodes that a line names, by what they are called.
#[derive(Default)]
struct Nodes {
    all: Vec<Named>,
    /// By what their ids make of the name, and by their other names.
    by_name: BTreeMap<String, Vec<usize>>,
    by_alias: BTreeMap<String, Vec<usize>>,
}

impl Nodes {
    fn push(&mut self, named: Named) {
        let at = self.all.len();
        self.by_name.entry(slug(&named.node.name)).or_default().push(at);
        for alias in &named.node.aliases {
            self.by_alias.entry(alias.clone()).or_default().push(at);
        }
        self.all.push(named);
    }

    /// Those that bear a name, in the order in which they were named.
    fn bearing(&self, name: &str) -> impl Iterator<Item = &Named> {
        let own = self.by_name.get(&slug(name)).into_iter().flatten();
        let other = self.by_alias.get(name).into_iter().flatten();
        let at: BTreeSet<usize> = own.chain(other).copied().collect();
        let named = at.into_iter().filter_map(|at| self.all.get(at));
        let name = name.to_owned();
        named.filter(move |named| bears(&named.node, &name))
    }
}

/// What an id makes of a name.
fn slug(name: &str) -> String {
    NodeId::of(&Kind::new("any"), name).to_string()
}

/// An end of a fact as it is named, with its kind where the fact says it.
struct End<'n> {
    name: &'n str,
    kind: Option<Kind>,
}

impl End<'_> {
    fn takes(&self, node: &NamedNode) -> bool {
        self.kind.as_ref().is_none_or(|kind| *kind == node.kind)
    }
}

struct Reader<'o> {
    ontology: &'o Ontology,
    id: DocId,
    text: Document,
    line: Span,
    /// Where the next sentence goes that is not in the text: after it.
    end: usize,
    /// Where the sentences stand.
    places: BTreeMap<String, Span>,
    named: Nodes,
    used: BTreeSet<NodeId>,
    claims: Vec<Claim>,
    quotes: BTreeMap<Span, String>,
    problems: Vec<String>,
}

impl<'o> Reader<'o> {
    fn new(ontology: &'o Ontology, id: DocId, text: String, length: usize) -> Self {
        Self {
            ontology,
            id,
            line: Span::new(0, length),
            end: text.len(),
            text: Document::new("", text),
            places: BTreeMap::new(),
            named: Nodes::default(),
            used: BTreeSet::new(),
            claims: Vec::new(),
            quotes: BTreeMap::new(),
            problems: Vec::new(),
        }
    }

    fn nodes(&mut self, values: Vec<Value>) {
        for (index, value) in values.into_iter().enumerate() {
            match self.node(value) {
                Ok(node) => self.named.push(Named { node, is_declared: true }),
                Err(problem) => self.problems.push(format!("node {}: {problem}", index + 1)),
            }
        }
    }

    fn node(&self, value: Value) -> Result<NamedNode, String> {
        let NodePart { kind, name, aliases } =
            serde_json::from_value(value).map_err(|error| error.to_string())?;
        if !self.ontology.kinds.contains_key(&kind) {
            let near = nearest(kind.as_str(), self.ontology.kinds.keys().map(Kind::as_str));
            return Err(format!("there is no kind `{kind}`; {}", instead(near, "a kind")));
        }
        if name.trim().is_empty() {
            return Err("its `name` is empty; give it one".to_owned());
        }
        Ok(named(kind, name, aliases))
    }

    fn facts(&mut self, values: Vec<Value>) {
        let facts: Vec<(usize, Result<FactPart, String>)> = values
            .into_iter()
            .map(|value| serde_json::from_value(value).map_err(|error: serde_json::Error| error.to_string()))
            .enumerate()
            .collect();
        for (_, fact) in &facts {
            if let Ok(fact) = fact {
                self.imply(fact);
            }
        }
        // New sentences stand after all that spans point to.
        let parts = facts.iter().filter_map(|(_, fact)| fact.as_ref().ok()?.evidence.as_ref());
        self.end = parts.map(EvidencePart::end).fold(self.end, usize::max);
        for (index, fact) in facts {
            if let Err(problem) = fact.and_then(|fact| self.fact(fact)) {
                self.problems.push(format!("fact {}: {problem}", index + 1));
            }
        }
    }

    /// A name that no node bears is a node where the fact says its kind, or the relation leaves no choice of it.
    fn imply(&mut self, fact: &FactPart) {
        let Some(rule) = self.ontology.relation(&fact.relation) else { return };
        let to = match &rule.to {
            Target::Kinds(kinds) => kinds.as_slice(),
            Target::Literal(_) => &[],
        };
        let ends = [
            (&fact.subject, &fact.subject_kind, rule.from.as_slice()),
            (&fact.object, &fact.object_kind, to),
        ];
        for (name, said, kinds) in ends {
            let kind = match (said, kinds) {
                (Some(said), _) => kinds.iter().find(|kind| *kind == said),
                (None, [only]) => Some(only),
                (None, _) => None,
            };
            let Some(kind) = kind.filter(|_| !name.trim().is_empty()) else { continue };
            let fits = |known: &Named| known.node.kind == *kind || (known.is_declared && said.is_none());
            if !self.named.bearing(name).any(fits) {
                let node = named(kind.clone(), name.clone(), Vec::new());
                self.named.push(Named { node, is_declared: false });
            }
        }
    }

    fn fact(&mut self, fact: FactPart) -> Result<(), String> {
        let FactPart { subject, subject_kind, relation, object, object_kind, status, attributes, evidence } =
            fact;
        let Some(rule) = self.ontology.relation(&relation) else {
            let near = nearest(relation.as_str(), self.ontology.relations.keys().map(Relation::as_str));
            return Err(format!("there is no relation `{relation}`; {}", instead(near, "a relation")));
        };
        let status =
            status.map_or(Ok(Status::Asserted), |word| word.parse().map_err(|()| no_status(&word)))?;
        let ends = [End { name: &subject, kind: subject_kind }, End { name: &object, kind: object_kind }];
        let (from, to) = self.ends(rule, &relation, &ends)?;
        let all = self.evidence(evidence, [&subject, &object]);
        self.used.insert(from.clone());
        self.used.extend(to.node().cloned());
        let attributes = attributes.unwrap_or_default();
        for evidence in all {
            let evidence = Evidence { status, attributes: attributes.clone(), ..evidence };
            let (subject, relation, object) = (from.clone(), relation.clone(), to.clone());
            self.claims.push(Claim { subject, relation, object, evidence });
        }
        Ok(())
    }

    fn ends(
        &self,
        rule: &RelationRule,
        relation: &Relation,
        [subject, object]: &[End<'_>; 2],
    ) -> Result<(NodeId, Object), String> {
        let subjects = self.candidates(subject, &rule.from, relation)?;
        let kinds = match &rule.to {
            Target::Kinds(kinds) => kinds,
            Target::Literal(kind) => {
                let from =
                    subjects.into_iter().next().ok_or_else(|| format!("nothing is `{}`", subject.name))?;
                return Ok((from, literal(*kind, object.name)?));
            }
        };
        let objects = self.candidates(object, kinds, relation)?;
        // A film and the book of its name are two: an edge joins different nodes if it can.
        let pairs = || objects.iter().flat_map(|to| subjects.iter().map(move |from| (from, to)));
        let (from, to) = pairs()
            .find(|(from, to)| from != to)
            .or_else(|| pairs().next())
            .ok_or_else(|| format!("nothing is `{}`", object.name))?;
        Ok((from.clone(), Object::Node(to.clone())))
    }

    /// The nodes that a name may mean at this end of a relation: in the order of the relation's kinds.
    fn candidates(&self, end: &End<'_>, kinds: &[Kind], relation: &Relation) -> Result<Vec<NodeId>, String> {
        let name = end.name;
        let rank = |node: &NamedNode| kinds.iter().position(|kind| *kind == node.kind);
        let bearing: Vec<&NamedNode> =
            self.named.bearing(name).map(|named| &named.node).filter(|node| end.takes(node)).collect();
        let mut found: Vec<(bool, usize, NodeId)> = bearing
            .iter()
            .filter_map(|node| Some((!is_called(node, name), rank(node)?, node.id())))
            .collect();
        found.sort();
        // A node's own name comes before the other names of others.
        let best = found.first().map(|first| first.0);
        found.retain(|one| Some(one.0) == best);
        if !found.is_empty() {
            return Ok(found.into_iter().map(|(_, _, id)| id).collect());
        }
        let allowed: Vec<&str> = kinds.iter().map(Kind::as_str).collect();
        let allowed = allowed.join("`, `");
        match bearing.first() {
            Some(node) => Err(format!(
                "`{name}` is a {}, and `{relation}` takes `{allowed}` there; mend the kind or the relation",
                node.kind
            )),
            None => Err(format!(
                "nothing says what kind `{name}` is; say it in `nodes`, or in `subject_kind` or `object_kind`: one of `{allowed}`"
            )),
        }
    }

    fn evidence(&mut self, part: Option<EvidencePart>, names: [&str; 2]) -> Vec<Evidence> {
        let mut all = Vec::new();
        if let Some(part) = part {
            self.add_evidence(part, names, &mut all);
        }
        if all.is_empty() {
            all.push(Evidence::row(self.id.clone(), self.line, self.line, self.line));
        }
        all
    }

    fn add_evidence(&mut self, part: EvidencePart, names: [&str; 2], all: &mut Vec<Evidence>) {
        let part = match part {
            EvidencePart::Many(parts) => {
                return parts.into_iter().for_each(|part| self.add_evidence(part, names, all));
            }
            EvidencePart::Sentence(quote) => QuotePart::plain(quote),
            EvidencePart::Quote(part) => part,
        };
        if part.quote.trim().is_empty() {
            return;
        }
        let sentence = part.sentence.filter(|span| !span.is_empty());
        let sentence = match sentence {
            Some(span) => {
                self.quotes.entry(span).or_insert_with(|| part.quote.clone());
                span
            }
            None => self.place(&part.quote),
        };
        let [subject, object] = names.map(|name| mention(&part.quote, name, sentence));
        let row = Evidence::row(
            self.id.clone(),
            sentence,
            part.subject.unwrap_or(subject),
            part.object.unwrap_or(object),
        );
        let confidence = part.confidence.unwrap_or(Confidence::FULL);
        all.push(Evidence { rule: part.rule.unwrap_or_else(|| RULE.to_owned()), confidence, ..row });
    }

    /// Where a sentence stands: in the text, or after it.
    fn place(&mut self, sentence: &str) -> Span {
        if let Some(span) = self.places.get(sentence) {
            return *span;
        }
        let found = self.text.text().find(sentence);
        let start = found.unwrap_or(if self.end == 0 { 0 } else { self.end.saturating_add(1) });
        let span = Span::new(start, start.saturating_add(sentence.len()));
        let quote = match found {
            Some(_) => self.text.quote(span),
            None => Document::new("", sentence).quote(Span::new(0, sentence.len())),
        };
        self.end = self.end.max(span.end);
        self.places.insert(sentence.to_owned(), span);
        self.quotes.insert(span, quote);
        span
    }
}

impl EvidencePart {
    /// The last byte that its spans point to.
    fn end(&self) -> usize {
        match self {
            Self::Sentence(_) => 0,
            Self::Quote(part) => part.sentence.map_or(0, |span| span.end),
            Self::Many(parts) => parts.iter().map(Self::end).max().unwrap_or(0),
        }
    }
}

impl QuotePart {
    fn plain(quote: String) -> Self {
        Self { quote, sentence: None, subject: None, object: None, rule: None, confidence: None }
    }
}

/// The words of a sentence that are a name; the whole sentence when it calls it otherwise.
fn mention(sentence: &str, name: &str, at: Span) -> Span {
    match sentence.find(name).filter(|_| !name.is_empty()) {
        Some(start) => {
            let start = at.start.saturating_add(start);
            Span::new(start, start.saturating_add(name.len()))
        }
        None => at,
    }
}

fn named(kind: Kind, name: String, aliases: Vec<String>) -> NamedNode {
    NamedNode { kind, name, aliases, key: None, properties: Properties::new() }
}

fn is_called(node: &NamedNode, name: &str) -> bool {
    node.name == name || NodeId::of(&node.kind, name) == node.id()
}

fn bears(node: &NamedNode, name: &str) -> bool {
    is_called(node, name) || node.aliases.iter().any(|alias| alias == name)
}

fn literal(kind: LiteralType, text: &str) -> Result<Object, String> {
    match kind {
        LiteralType::Date if !is_date(text) => {
            Err(format!("`{text}` is not a date; write it as 2022, 2022-02 or 2022-02-18"))
        }
        LiteralType::Text if text.trim().is_empty() => {
            Err("its `object` is empty; say what it is".to_owned())
        }
        LiteralType::Date | LiteralType::Text => Ok(Object::Literal(text.to_owned())),
    }
}

fn no_status(word: &str) -> String {
    let all = Status::ALL.map(Status::as_str).join("`, `");
    format!("there is no status `{word}`; use one of `{all}`")
}

fn instead(near: Option<String>, what: &str) -> String {
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use {what} that the ontology declares"),
    }
}
