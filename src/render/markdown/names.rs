//! What a dossier says of one name, and where sources disagree.

use std::io::{self, Write};

use super::Page;
use super::plain::{bold, named, plain};
use super::sources::{day, in_words, month};
use crate::graph::{Edge, Node, Object, Status};
use crate::ontology::{LiteralType, Relation, Target};
use crate::render::{Card, CardEvidence, CardFact};

impl Page<'_> {
    /// A name with all its facts under a heading.
    pub(super) fn write_name(&self, heading: &str, node: &Node, out: &mut dyn Write) -> io::Result<()> {
        let card = Card::of(self.graph, self.ontology, node);
        writeln!(out, "\n{heading} {}\n", named(&card.name))?;
        let (kind, also) = (self.kind(&node.kind).0, also(&card.aliases));
        writeln!(out, "{kind}{also}, named in {}.", self.sources.numbers(node.documents()))?;
        if !card.properties.is_empty() {
            let all = card.properties.iter().map(|(key, value)| plain(&format!("{key}: {value}")));
            writeln!(out, "Tables give {}.", all.collect::<Vec<_>>().join("; "))?;
        }
        if !card.facts.is_empty() {
            writeln!(out)?;
        }
        card.facts.iter().try_for_each(|fact| self.write_fact(fact, out))
    }

    fn write_fact(&self, fact: &CardFact, out: &mut dyn Write) -> io::Result<()> {
        let other = match &fact.other_id {
            Some(_) => fact.other.clone(),
            None => self.literal(&fact.relation, &fact.other),
        };
        let status = match (fact.status, fact.contested) {
            (Status::Asserted, false) => String::new(),
            (Status::Asserted, true) => " (*contested*)".to_owned(),
            (status, false) => format!(" (*{}*)", in_words(status)),
            (status, true) => format!(" (*{}, contested*)", in_words(status)),
        };
        writeln!(out, "- {} {}{status}", plain(&fact.wording), bold(&other))?;
        fact.evidence.iter().try_for_each(|one| writeln!(out, "  - {}", self.sources.cited(one)))
    }

    /// Names of which nothing is said, in one paragraph.
    pub(super) fn write_bare(&self, nodes: &[&Node], out: &mut dyn Write) -> io::Result<()> {
        if nodes.is_empty() {
            return Ok(());
        }
        let one = |node: &&Node| {
            let others: Vec<String> = node.other_names().into_iter().map(str::to_owned).collect();
            let numbers = self.sources.numbers(node.documents());
            format!("{}{} {numbers}", named(node.name()), also(&others))
        };
        let all: Vec<String> = nodes.iter().map(one).collect();
        writeln!(out, "\nNamed, but nothing said of them: {}.", all.join("; "))
    }

    /// What is said for each contested fact beside what is said against it.
    pub(super) fn write_contested(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut heading = Some("\n## Where sources disagree");
        for edge in self.graph.edges().filter(|edge| edge.is_contested()) {
            if let Some(heading) = heading.take() {
                writeln!(out, "{heading}")?;
            }
            self.write_sides(edge, out)?;
        }
        Ok(())
    }

    fn write_sides(&self, edge: &Edge, out: &mut dyn Write) -> io::Result<()> {
        let rule = self.ontology.relation(&edge.key.relation);
        let wording = rule.map_or(edge.key.relation.as_str(), |rule| rule.wording.as_str());
        let subject = self.graph.object_name(&Object::Node(edge.key.subject.clone())).to_owned();
        let object = match &edge.key.object {
            Object::Literal(text) => self.literal(&edge.key.relation, text),
            node @ Object::Node(_) => self.graph.object_name(node).to_owned(),
        };
        writeln!(out, "\n{} {} {}.", bold(&subject), plain(wording), bold(&object))?;
        writeln!(out, "By the newest source it is *{}*.\n", in_words(edge.status))?;
        let mut evidence = CardEvidence::all(self.graph, edge);
        evidence.sort_by_key(|one| std::cmp::Reverse(self.sources.day(&one.document)));
        let (holds, not): (Vec<_>, Vec<_>) = evidence.iter().partition(|one| one.status.holds());
        writeln!(out, "| It is so | It is not, or not surely |\n| --- | --- |")?;
        for place in 0..holds.len().max(not.len()) {
            let cell = |side: &[&CardEvidence]| side.get(place).map(|one| self.sources.cited(one));
            let (left, right) = (cell(&holds).unwrap_or_default(), cell(&not).unwrap_or_default());
            writeln!(out, "| {left} | {right} |")?;
        }
        Ok(())
    }

    /// A literal; a day as it is written in prose.
    fn literal(&self, relation: &Relation, text: &str) -> String {
        let is_date = self
            .ontology
            .relation(relation)
            .is_some_and(|rule| matches!(rule.to, Target::Literal(LiteralType::Date)));
        match text.split('-').count() {
            _ if !is_date => text.to_owned(),
            2 => format!("{text}-01").parse().map_or_else(|_| text.to_owned(), month),
            _ => text.parse().map_or_else(|_| text.to_owned(), day),
        }
    }
}

fn also(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let names: Vec<String> = names.iter().map(|name| named(name)).collect();
    format!(", also {}", names.join(", "))
}
