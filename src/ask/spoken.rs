//! What a question names and what its answer gives, as nodes; and where names stand in a text.

use std::ops::Range;

use crate::graph::{Node, NodeId, Object};
use crate::ontology::Kind;

use super::answer::{Answer, Reason};
use super::asker::{Asker, COMMON};
use super::fold::{Word, words};
use super::names::{Given, ID, Link, Nearness, id_word};
use super::talk::replaced;

/// Nodes of one name that were spoken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    /// Their ids, sorted.
    pub(super) ids: Vec<String>,
    pub(super) name: String,
    pub(super) kinds: Vec<Kind>,
}

impl Spoken {
    /// Its name as a question takes it: by its id where others have the name as well.
    pub(super) fn written(&self, asker: &Asker<'_>) -> String {
        let link = asker.names.link(&words(&self.name), &[]);
        let alone = link.is_some_and(|link| matches!(link.given, Given::AnyOf(ids) if ids == self.ids));
        match self.ids.as_slice() {
            [id] if !alone => id_word(id),
            _ => self.name.clone(),
        }
    }
}

/// The most words of a name.
const LONGEST: usize = 12;

/// The nodes that the query of an answer is about.
pub(super) fn named(asker: &Asker<'_>, answer: &Answer) -> Vec<Spoken> {
    let nodes = quoted_texts(&answer.query).into_iter().filter_map(|id| asker.graph.node(&NodeId::new(&id)));
    grouped(nodes)
}

/// The nodes that an answer gives, in its order.
pub(super) fn answered(asker: &Asker<'_>, answer: &Answer) -> Vec<Spoken> {
    grouped(
        answer
            .reasons
            .iter()
            .filter(|reason| answer.names.contains(&reason.name))
            .flat_map(|reason| of_name(asker, reason)),
    )
}

/// The nodes in the chains of a reason that have its name.
fn of_name<'g>(asker: &Asker<'g>, reason: &Reason) -> Vec<&'g Node> {
    let ends = reason.chains.iter().flatten().flat_map(|key| {
        let object = match &key.object {
            Object::Node(id) => Some(id),
            Object::Literal(_) => None,
        };
        std::iter::once(&key.subject).chain(object)
    });
    ends.filter_map(|id| asker.graph.node(id)).filter(|node| node.name() == reason.name).collect()
}

/// Nodes by name, in the order in which the names come.
fn grouped<'g>(nodes: impl Iterator<Item = &'g Node>) -> Vec<Spoken> {
    let mut all: Vec<Spoken> = Vec::new();
    for node in nodes {
        let id = node.id.to_string();
        match all.iter_mut().find(|spoken| spoken.name == node.name()) {
            Some(spoken) if spoken.ids.contains(&id) => {}
            Some(spoken) => {
                spoken.ids.push(id);
                spoken.kinds.push(node.kind.clone());
            }
            None => all.push(Spoken {
                ids: vec![id],
                name: node.name().to_owned(),
                kinds: vec![node.kind.clone()],
            }),
        }
    }
    for spoken in &mut all {
        spoken.ids.sort_unstable();
        spoken.kinds.sort_unstable();
        spoken.kinds.dedup();
    }
    all
}

/// The texts in single quotes of a query.
fn quoted_texts(query: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut chars = query.chars();
    while chars.by_ref().any(|c| c == '\'') {
        let mut text = String::new();
        while let Some(c) = chars.next() {
            match c {
                '\'' => break,
                '\\' => text.extend(chars.next()),
                c => text.push(c),
            }
        }
        texts.push(text);
    }
    texts
}

/// A name in a text.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Its bytes.
    pub(super) at: Range<usize>,
    pub(super) link: Link,
}

impl Mention {
    /// The ids of its nodes.
    pub(super) fn ids(&self) -> &[String] {
        match &self.link.given {
            Given::AnyOf(ids) => ids,
            Given::Date(_) => &[],
        }
    }
}

/// A question for people: names in place of ids.
pub(super) fn with_names(asker: &Asker<'_>, question: &str) -> String {
    let is_id = |mention: &Mention| question.get(mention.at.clone()).is_some_and(|text| text.starts_with(ID));
    let ids = mentions(asker, question).into_iter().filter(is_id);
    let parts: Vec<(Range<usize>, String)> = ids.map(|mention| (mention.at, mention.link.name)).collect();
    replaced(question, &parts)
}

/// The names in a text, the longest first at each place; function words are none.
pub(super) fn mentions(asker: &Asker<'_>, text: &str) -> Vec<Mention> {
    let own = words(text);
    let exact = |own: &[Word]| asker.names.link(own, &[]);
    let found = scan(text, &own, &exact);
    if !found.is_empty() {
        return found;
    }
    scan(text, &own, &|own: &[Word]| asker.names.slipped(own, &[]))
}

fn scan(text: &str, own: &[Word], link: &dyn Fn(&[Word]) -> Option<Link>) -> Vec<Mention> {
    let capital =
        |word: &Word| text.get(word.at.clone()).is_some_and(|word| word.starts_with(char::is_uppercase));
    let any_capital = own.iter().skip(1).any(capital);
    let (mut found, mut start) = (Vec::new(), 0);
    while start < own.len() {
        let longest = (start + 1..=own.len().min(start + LONGEST)).rev().find_map(|end| {
            let part = own.get(start..end)?;
            let (first, last) = (part.first()?, part.last()?);
            let common = |word: &Word| COMMON.contains(&word.text.as_str());
            let plain = !part.iter().any(capital) && any_capital;
            if part.iter().all(common) && (start == 0 || plain)
                || plain && part.len() == 1
                || last.text == "'s"
            {
                return None;
            }
            let link = link(part).filter(|link| link.nearness != Nearness::Corrected || !common(first))?;
            Some((end, Mention { at: first.at.start..last.at.end, link }))
        });
        start = match longest {
            Some((end, mention)) => {
                found.push(mention);
                end
            }
            None => start + 1,
        };
    }
    found
}
