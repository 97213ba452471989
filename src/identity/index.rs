//! Owns the graph by numbers: nodes, documents, links and names, for going through them fast.

use std::collections::BTreeSet;
use std::collections::btree_map::Values;
use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use rayon::prelude::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator,
};
use rustc_hash::{FxHashMap, FxHasher};

use super::names::{self, Name};
use super::personal::Personal;
use super::pronouns;
use super::rows::Rows;
use super::words::Words;
use crate::graph::{Edge, Evidence, Graph, Node, NodeId, Object, Status};
use crate::ontology::{Kind, LiteralType, NameStyle, Ontology, Relation, RelationRule, Target};
use crate::text::{DocId, Span};

/// Which way a link goes from the node that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Way {
    Along,
    Against,
}

/// An edge as one of its nodes has it.
#[derive(Clone, Copy)]
pub(super) struct Link<'g> {
    pub(super) relation: u16,
    pub(super) way: Way,
    /// The other node; `None` for a literal.
    pub(super) other: Option<u32>,
    pub(super) edge: &'g Edge,
    /// The edge's number.
    number: u32,
}

/// What the ontology says of a relation, by numbers.
pub(super) struct Traits<'o> {
    pub(super) rule: &'o RelationRule,
    pub(super) is_date: bool,
    /// The numbers of kinds of which it tells one from another, seen along it and against it.
    tells: Vec<(u16, Way)>,
    pub(super) rarely_with: Vec<u16>,
}

impl Traits<'_> {
    pub(super) fn tells(&self, kind: u16, way: Way) -> bool {
        self.tells.contains(&(kind, way))
    }
}

/// What the ontology says of a kind.
#[derive(Clone, Copy)]
pub(super) struct KindTraits {
    pub(super) style: NameStyle,
    /// How many years its dates may lie apart.
    pub(super) spread: Option<i16>,
}

/// A name of a node, and which documents use it.
pub(super) struct Form<'g> {
    pub(super) text: &'g str,
    pub(super) name: Name,
    pub(super) is_alias: bool,
    /// The numbers of the documents, in order.
    pub(super) documents: Vec<u32>,
}

/// What is found of an edge.
struct Linked<'g> {
    edge: &'g Edge,
    /// The number of the relation; `None` where the ontology has not got it.
    relation: Option<u16>,
    subject: u32,
    other: Option<u32>,
    /// The documents of its evidence.
    said: Vec<u32>,
}

/// What is found of the names of a node.
struct Called<'g> {
    documents: Vec<u32>,
    /// Those that give it an id that does not come from its name.
    keyed_in: Vec<u32>,
    forms: Vec<Form<'g>>,
}

/// The graph by numbers. Nodes and documents are in the order of ids.
pub(super) struct Index<'g> {
    pub(super) graph: &'g Graph,
    pub(super) words: &'g Words,
    pub(super) nodes: Vec<&'g Node>,
    pub(super) kinds: Vec<u16>,
    pub(super) kind_traits: Vec<KindTraits>,
    pub(super) documents: Vec<&'g DocId>,
    pub(super) is_table: Vec<bool>,
    pub(super) has_tables: bool,
    /// By node, in order.
    pub(super) named_in: Rows<u32>,
    pub(super) links: Rows<Link<'g>>,
    pub(super) forms: Rows<Form<'g>>,
    pub(super) relations: Vec<Traits<'g>>,
    /// The first and the last year of a node's own dates that hold.
    pub(super) years: Vec<Option<(i16, i16)>>,
    /// By document, the nodes that it names, in order.
    named: Vec<Vec<u32>>,
    /// By edge, the documents of its evidence.
    said: Rows<u32>,
    /// By document, the pronouns that its sentences use.
    pronouns: Vec<u8>,
    /// By document, where its date is known.
    document_years: Vec<Option<i16>>,
    /// How many nodes bear a surname, or a title without its subtitle, by a number of kind and name.
    surnames: FxHashMap<u64, u32>,
    numbers: FxHashMap<&'g DocId, u32>,
}

impl<'g> Index<'g> {
    pub(super) fn new(graph: &'g Graph, ontology: &'g Ontology, words: &'g Words) -> Self {
        let nodes: Vec<&Node> = graph.nodes().collect();
        let documents: Vec<&DocId> = graph.ledger().map(|entry| &entry.id).collect();
        let mut index = Self {
            kinds: Vec::with_capacity(nodes.len()),
            kind_traits: Vec::new(),
            is_table: vec![false; documents.len()],
            has_tables: false,
            named_in: Rows::new(),
            links: Rows::new(),
            forms: Rows::new(),
            relations: Vec::new(),
            years: vec![None; nodes.len()],
            surnames: FxHashMap::default(),
            graph,
            words,
            named: Vec::new(),
            said: Rows::new(),
            pronouns: Vec::new(),
            document_years: graph.ledger().map(|entry| entry.date.map(Date::year)).collect(),
            numbers: documents.iter().copied().zip(0..).collect(),
            nodes,
            documents,
        };
        index.number_kinds(ontology);
        let (linked, called) = rayon::join(|| index.linked(ontology), || index.called(words));
        index.link(linked);
        index.call(called);
        index.has_tables = index.is_table.contains(&true);
        let texts: Vec<Values<'_, Span, String>> =
            graph.ledger().map(|entry| entry.quotes.values()).collect();
        let bits = |quotes: Values<'_, Span, String>| {
            quotes.fold(0, |all, quote| all | pronouns::in_text(&index, quote))
        };
        index.pronouns = texts.into_par_iter().map(bits).collect();
        index
    }

    /// The documents of the evidence of a link, in its order.
    pub(super) fn said(&self, link: &Link<'_>) -> &[u32] {
        self.said.get(link.number)
    }

    /// Whether two documents name something else than this node both.
    pub(super) fn share_company(&self, [one, other]: [u32; 2], node: u32) -> bool {
        let named = |document: u32| self.named.get(document as usize).map_or(&[][..], Vec::as_slice);
        let there = |of: &&u32| **of != node && named(other).binary_search(of).is_ok();
        named(one).iter().any(|of| there(&of))
    }

    /// The pronouns that the sentences of a document use.
    pub(super) fn pronouns_in(&self, document: u32) -> u8 {
        self.pronouns.get(document as usize).copied().unwrap_or_default()
    }

    /// The number of a document.
    pub(super) fn document(&self, id: &DocId) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    pub(super) fn traits_of(&self, node: u32) -> KindTraits {
        let plain = KindTraits { style: NameStyle::Plain, spread: None };
        self.kinds
            .get(node as usize)
            .and_then(|kind| self.kind_traits.get(usize::from(*kind)))
            .copied()
            .unwrap_or(plain)
    }

    pub(super) fn kind(&self, node: u32) -> u16 {
        self.kinds.get(node as usize).copied().unwrap_or_default()
    }

    pub(super) fn relation(&self, relation: u16) -> Option<&Traits<'g>> {
        self.relations.get(usize::from(relation))
    }

    pub(super) fn node(&self, node: u32) -> Option<&'g Node> {
        self.nodes.get(node as usize).copied()
    }

    /// The number of the node with this id.
    pub(super) fn find(&self, id: &NodeId) -> Option<u32> {
        let at = self.nodes.binary_search_by(|node| node.id.cmp(id)).ok()?;
        u32::try_from(at).ok()
    }

    /// Whether a table names the node.
    pub(super) fn is_in_table(&self, node: u32) -> bool {
        self.named_in.get(node).iter().any(|document| self.is_table(*document))
    }

    pub(super) fn is_table(&self, document: u32) -> bool {
        self.is_table.get(document as usize).copied().unwrap_or(false)
    }

    /// How many nodes of the kind bear the surname in full names.
    pub(super) fn bearers(&self, kind: u16, surname: &str) -> u32 {
        self.surnames.get(&surname_key(kind, surname)).copied().unwrap_or(0)
    }

    /// How many nodes of the kind have the title of this one, with any number and subtitle.
    pub(super) fn namesakes(&self, node: u32) -> u32 {
        let title = self.forms.get(node).first().and_then(|form| form.name.title());
        title.map_or(0, |title| self.bearers(self.kind(node), title))
    }

    /// The year of a document.
    pub(super) fn document_year(&self, document: u32) -> Option<i16> {
        self.document_years.get(document as usize).copied().flatten()
    }

    fn number_kinds(&mut self, ontology: &'g Ontology) {
        let mut numbers: FxHashMap<&Kind, u16> = FxHashMap::default();
        for node in &self.nodes {
            let next = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
            let number = *numbers.entry(&node.kind).or_insert(next);
            if number == next {
                let rule = ontology.kinds.get(&node.kind);
                let style = rule.map_or(NameStyle::Plain, |rule| rule.names);
                self.kind_traits.push(KindTraits {
                    style,
                    spread: rule.and_then(|rule| i16::try_from(rule.spread?).ok()),
                });
            }
            self.kinds.push(number);
        }
        let number =
            |name: &Relation| ontology.relations.get_index_of(name).and_then(|at| u16::try_from(at).ok());
        self.relations = ontology.relations.values().map(|rule| traits(rule, &numbers, number)).collect();
    }

    /// The edges, in order, with what is known of each.
    fn linked(&self, ontology: &'g Ontology) -> Vec<Linked<'g>> {
        let relations: FxHashMap<&Relation, u16> = ontology.relations.keys().zip(0..).collect();
        let edges: Vec<(&Edge, u32, Option<u32>)> = self.graph.edges_with_ends().collect();
        let of = |(edge, subject, other): &(&'g Edge, u32, Option<u32>)| {
            let number = |evidence: &Evidence| self.document(&evidence.document).unwrap_or(u32::MAX);
            Linked {
                edge,
                relation: relations.get(&edge.key.relation).copied(),
                subject: *subject,
                other: *other,
                said: edge.evidence.iter().map(number).collect(),
            }
        };
        edges.par_iter().map(of).collect()
    }

    fn link(&mut self, linked: Vec<Linked<'g>>) {
        let mut links = Vec::with_capacity(linked.len().saturating_mul(2));
        for (Linked { edge, relation, subject, other, said }, number) in linked.into_iter().zip(0..) {
            self.note_table(edge);
            said.into_iter().for_each(|document| self.said.push(document));
            self.said.end();
            let Some(relation) = relation else { continue };
            links.push((subject, Link { relation, way: Way::Along, other, edge, number }));
            match other {
                Some(object) => {
                    let other = Some(subject);
                    links.push((object, Link { relation, way: Way::Against, other, edge, number }));
                }
                None => self.note_year(subject, relation, edge),
            }
        }
        self.links = Rows::sorted(self.nodes.len(), &links);
    }

    fn numbered(&self, documents: &BTreeSet<DocId>) -> Vec<u32> {
        documents.iter().filter_map(|id| self.document(id)).collect()
    }

    fn note_year(&mut self, node: u32, relation: u16, edge: &Edge) {
        let Some(years) = self.years.get_mut(node as usize) else { return };
        let is_date = self.relations.get(usize::from(relation)).is_some_and(|traits| traits.is_date);
        if !is_date || edge.status != Status::Asserted || !edge.evidence.iter().any(is_of_whole) {
            return;
        }
        let Some(year) = literal_year(&edge.key.object) else { return };
        *years = Some(years.map_or((year, year), |(first, last)| (first.min(year), last.max(year))));
    }

    /// A row of a table has a line; what `facts` gives without a sentence has none.
    fn note_table(&mut self, edge: &Edge) {
        for evidence in edge.evidence.iter().filter(|evidence| evidence.line.is_some()) {
            if let Some(number) = self.numbers.get(&evidence.document) {
                self.is_table.get_mut(*number as usize).into_iter().for_each(|is_table| *is_table = true);
            }
        }
    }

    /// What each node is called, and where.
    fn called(&self, words: &Words) -> Vec<Called<'g>> {
        let of = |(at, node): (usize, &&'g Node)| Called {
            documents: self.documents_of(node),
            keyed_in: self.keyed_in(node),
            forms: self.forms_of(node, at, words),
        };
        self.nodes.par_iter().enumerate().map(of).collect()
    }

    fn call(&mut self, called: Vec<Called<'g>>) {
        self.named = vec![Vec::new(); self.documents.len()];
        for (Called { documents, keyed_in, forms }, node) in called.into_iter().zip(0..) {
            for document in documents {
                self.named_in.push(document);
                self.named.get_mut(document as usize).into_iter().for_each(|named| named.push(node));
            }
            self.named_in.end();
            for at in keyed_in {
                self.is_table.get_mut(at as usize).into_iter().for_each(|is_table| *is_table = true);
            }
            for form in forms {
                let surname = form.name.personal().filter(|name| name.is_full()).map(Personal::surname);
                if let Some(counted) = surname.or_else(|| form.name.title()).filter(|_| !form.is_alias) {
                    *self.surnames.entry(surname_key(self.kind(node), counted)).or_default() += 1;
                }
                self.forms.push(form);
            }
            self.forms.end();
        }
    }

    /// The documents that name a node, in order.
    fn documents_of(&self, node: &Node) -> Vec<u32> {
        let mut all: Vec<u32> =
            node.names.values().flatten().filter_map(|id| self.numbers.get(id).copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The documents that give a node an id that does not come from its name, as tables may.
    fn keyed_in(&self, node: &Node) -> Vec<u32> {
        let keyed = node.names.iter().filter(|(name, _)| NodeId::of(&node.kind, name) != node.id);
        keyed.flat_map(|(_, documents)| self.numbered(documents)).collect()
    }

    /// The names of a node, then the other names that are full.
    fn forms_of(&self, node: &'g Node, at: usize, words: &Words) -> Vec<Form<'g>> {
        let style = u32::try_from(at).map_or(NameStyle::Plain, |at| self.traits_of(at).style);
        let read = |text: &str| Name::read(text, style, &node.kind, words);
        let form = |text: &'g str, name: Name, documents: &BTreeSet<DocId>, is_alias: bool| {
            let documents = self.numbered(documents);
            Form { text, name, is_alias, documents }
        };
        let aliases = node.aliases.iter().filter(|(text, _)| is_name(text));
        let aliases: Vec<(&String, Name, &BTreeSet<DocId>)> =
            aliases.map(|(text, documents)| (text, read(text), documents)).collect();
        let names = node.names.iter().map(|(text, documents)| {
            let mut name = read(text);
            aliases.iter().for_each(|(_, alias, _)| name.call(alias));
            form(text, name, documents, false)
        });
        let mut forms: Vec<Form<'g>> = names.collect();
        let full = aliases.into_iter().filter(|(_, name, _)| name.is_full());
        forms.extend(full.map(|(text, name, documents)| form(text, name, documents, true)));
        forms
    }
}

fn traits<'o>(
    rule: &'o RelationRule,
    kinds: &FxHashMap<&Kind, u16>,
    number: impl Fn(&Relation) -> Option<u16>,
) -> Traits<'o> {
    let mut tells = Vec::new();
    for kind in &rule.tells {
        let Some(at) = kinds.get(kind).copied() else { continue };
        if rule.from.contains(kind) {
            tells.push((at, Way::Along));
        }
        if matches!(&rule.to, Target::Kinds(to) if to.contains(kind)) {
            tells.push((at, Way::Against));
        }
    }
    let is_date = matches!(rule.to, Target::Literal(LiteralType::Date));
    let rarely_with = rule.rarely_with.iter().filter_map(number).collect();
    Traits { rule, is_date, tells, rarely_with }
}

/// A number for a surname among those of one kind.
fn surname_key(kind: u16, surname: &str) -> u64 {
    let mut state = FxHasher::default();
    (kind, surname).hash(&mut state);
    state.finish()
}

/// `the drama` and `its star` are no names.
fn is_name(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) || text.chars().any(char::is_uppercase)
}

/// Whether evidence speaks of all of a thing: a date of a later season is none of the series.
pub(super) fn is_of_whole(evidence: &Evidence) -> bool {
    evidence.attributes.get("season").is_none_or(|season| season == "1")
}

/// The year of a date.
pub(super) fn literal_year(object: &Object) -> Option<i16> {
    object.literal().and_then(|date| date.get(..4)).and_then(names::year)
}
