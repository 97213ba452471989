//! What a graph says as triples: documents, nodes with the facts that hold, and every fact with its evidence.

use std::collections::BTreeSet;
use std::io;

use super::names::{Name, Space};
use super::triple::{Syntax, Term, Triple};
use super::vocabulary::{LABEL, Predicates, TYPE, Way, describe, describe_own, object, say};
use crate::graph::{Edge, Evidence, LedgerEntry, Node, Object};
use crate::render::{RdfEvidence, View};
use crate::text::{DocId, Span};

const SCHEMA_NAME: Name<'static> = Name::word(Space::Schema, "name");
const IDENTIFIER: Name<'static> = Name::word(Space::Schema, "identifier");
const ALTERNATE_NAME: Name<'static> = Name::word(Space::Schema, "alternateName");
const INSTANCE_OF: Name<'static> = Name::word(Space::Direct, "P31");
const DERIVED_FROM: Name<'static> = Name::word(Space::Prov, "wasDerivedFrom");
const CONFIDENCE: Name<'static> = Name::word(Space::Own, "confidence");
const STATUS: Name<'static> = Name::word(Space::Own, "status");

/// Says a graph in a syntax.
pub(super) struct Teller<'g> {
    view: View<'g>,
    predicates: Predicates<'g>,
    syntax: &'g mut dyn Syntax,
}

impl<'g> Teller<'g> {
    pub(super) fn new(view: View<'g>, syntax: &'g mut dyn Syntax) -> Self {
        Self { view, predicates: Predicates::of(view.graph, view.ontology), syntax }
    }

    pub(super) fn tell(&mut self) -> io::Result<()> {
        let View { graph, ontology, .. } = self.view;
        describe(ontology, self.syntax)?;
        if self.has_evidence() {
            describe_own(self.syntax)?;
            graph.ledger().try_for_each(|entry| self.document(entry))?;
        }
        graph.nodes().try_for_each(|node| self.node(node))?;
        if self.has_evidence() {
            graph.edges().try_for_each(|edge| self.fact(edge))?;
        }
        self.syntax.end()
    }

    fn has_evidence(&self) -> bool {
        self.view.options.rdf_evidence != RdfEvidence::Left
    }

    fn document(&mut self, entry: &LedgerEntry) -> io::Result<()> {
        let name = of_document(&entry.id);
        let syntax = &mut *self.syntax;
        say(syntax, &name, TYPE, Name::word(Space::Prov, "Entity"))?;
        say(syntax, &name, TYPE, Name::word(Space::Schema, "CreativeWork"))?;
        say(syntax, &name, IDENTIFIER, entry.id.as_str())?;
        if let Some(title) = &entry.title {
            say(syntax, &name, LABEL, title.as_str())?;
            say(syntax, &name, SCHEMA_NAME, title.as_str())?;
        }
        if let Some(date) = entry.date {
            let date = date.to_string();
            say(syntax, &name, Name::word(Space::Schema, "datePublished"), Term::date(&date))?;
        }
        let Some(origin) = &entry.origin else { return Ok(()) };
        say(syntax, &name, Name::word(Space::Own, "origin"), origin.as_str())?;
        let is_link = origin.starts_with("http://") || origin.starts_with("https://");
        match Name::whole(origin).filter(|_| is_link) {
            Some(link) => say(syntax, &name, Name::word(Space::Schema, "url"), link),
            None => Ok(()),
        }
    }

    fn node(&mut self, node: &'g Node) -> io::Result<()> {
        let name = Name::of(Space::Node, node.id.as_str());
        let rule = self.view.ontology.kinds.get(&node.kind);
        let syntax = &mut *self.syntax;
        say(syntax, &name, TYPE, Name::of(Space::Kind, node.kind.as_str()))?;
        if let Some(class) = rule.and_then(|rule| rule.schema.as_ref()) {
            say(syntax, &name, TYPE, Name::of(Space::Schema, class))?;
        }
        if let Some(item) = rule.and_then(|rule| rule.wikidata.as_ref()) {
            say(syntax, &name, INSTANCE_OF, Name::of(Space::Item, item))?;
        }
        say(syntax, &name, IDENTIFIER, node.id.as_str())?;
        say(syntax, &name, LABEL, node.name())?;
        say(syntax, &name, SCHEMA_NAME, node.name())?;
        for other in node.other_names() {
            say(syntax, &name, ALTERNATE_NAME, other)?;
        }
        for (key, value) in node.properties() {
            for value in Term::of_property(value) {
                say(syntax, &name, Name::of(Space::Property, key), value)?;
            }
        }
        if self.has_evidence() {
            for document in node.documents() {
                say(self.syntax, &name, Name::word(Space::Own, "namedIn"), of_document(document))?;
            }
        }
        self.said_of(&name, node)
    }

    /// Every fact that holds, where the node is the subject of its triple, in every vocabulary that has a word for it.
    fn said_of(&mut self, name: &Name<'_>, node: &'g Node) -> io::Result<()> {
        let View { graph, ontology, .. } = self.view;
        let ahead = graph.edges_from(&node.id).into_iter().map(|edge| (edge, Way::Along));
        let back = graph.edges_to(&Object::Node(node.id.clone())).into_iter().map(|edge| (edge, Way::Back));
        let mut said = Vec::new();
        for (edge, way) in ahead.chain(back).filter(|(edge, _)| edge.status.holds()) {
            for predicate in self.predicates.get(&edge.key.relation).iter().filter(|one| one.way == way) {
                said.push((&predicate.name, edge, way));
            }
        }
        said.sort_by_key(|(predicate, ..)| *predicate);
        for (predicate, edge, way) in said {
            let object = match way {
                Way::Along => object(edge, ontology),
                Way::Back => Name::of(Space::Node, edge.key.subject.as_str()).into(),
            };
            say(self.syntax, name, predicate.borrow(), object)?;
        }
        Ok(())
    }

    /// A fact as something to speak of, whether it holds or not.
    fn fact(&mut self, edge: &'g Edge) -> io::Result<()> {
        let name = Name::fact(&edge.key);
        self.what_it_says(&name, edge)?;
        let syntax = &mut *self.syntax;
        say(syntax, &name, STATUS, edge.status.as_str())?;
        say(syntax, &name, CONFIDENCE, Term::confidence(edge.confidence()))?;
        if edge.is_contested() {
            say(syntax, &name, Name::word(Space::Own, "contested"), Term::bool(true))?;
        }
        let documents: BTreeSet<&DocId> = edge.evidence.iter().map(|evidence| &evidence.document).collect();
        for document in documents {
            say(syntax, &name, DERIVED_FROM, of_document(document))?;
        }
        let names: Vec<_> =
            edge.evidence.iter().map(|evidence| Name::evidence(&edge.key, evidence)).collect();
        for evidence in &names {
            say(syntax, &name, Name::word(Space::Prov, "qualifiedDerivation"), evidence)?;
        }
        for (name, evidence) in names.iter().zip(&edge.evidence) {
            self.evidence(name, evidence)?;
        }
        self.in_documents(edge)
    }

    fn what_it_says(&mut self, name: &Name<'_>, edge: &'g Edge) -> io::Result<()> {
        if self.view.options.rdf_evidence == RdfEvidence::Star {
            for triple in self.triples(edge) {
                say(self.syntax, name, Name::word(Space::Rdf, "reifies"), Term::Quoted(Box::new(triple)))?;
            }
            return Ok(());
        }
        let relation = Name::of(Space::Relation, edge.key.relation.as_str());
        let syntax = &mut *self.syntax;
        say(syntax, name, TYPE, Name::word(Space::Rdf, "Statement"))?;
        let subject = Name::of(Space::Node, edge.key.subject.as_str());
        say(syntax, name, Name::word(Space::Rdf, "subject"), subject)?;
        say(syntax, name, Name::word(Space::Rdf, "predicate"), relation)?;
        say(syntax, name, Name::word(Space::Rdf, "object"), object(edge, self.view.ontology))
    }

    fn evidence(&mut self, name: &Name<'_>, evidence: &Evidence) -> io::Result<()> {
        let syntax = &mut *self.syntax;
        let own = |word| Name::word(Space::Own, word);
        say(syntax, name, TYPE, Name::word(Space::Prov, "Derivation"))?;
        say(syntax, name, Name::word(Space::Prov, "entity"), of_document(&evidence.document))?;
        if let Some(quote) = self.view.graph.quote(evidence) {
            say(syntax, name, own("quote"), quote)?;
        }
        if let Some(line) = evidence.line {
            say(syntax, name, own("line"), Term::number(line.get()))?;
        }
        say(syntax, name, own("start"), Term::number(evidence.sentence.start))?;
        say(syntax, name, own("end"), Term::number(evidence.sentence.end))?;
        say(syntax, name, own("subjectBytes"), &*bytes(evidence.subject))?;
        say(syntax, name, own("objectBytes"), &*bytes(evidence.object))?;
        say(syntax, name, own("rule"), evidence.rule.as_str())?;
        say(syntax, name, CONFIDENCE, Term::confidence(evidence.confidence))?;
        say(syntax, name, STATUS, evidence.status.as_str())?;
        for (key, value) in &evidence.attributes {
            say(syntax, name, Name::of(Space::Attribute, key), value.as_str())?;
        }
        for (key, value) in evidence.properties.iter() {
            for value in Term::of_property(value) {
                say(syntax, name, Name::of(Space::Property, key), value)?;
            }
        }
        Ok(())
    }

    /// A fact that holds, in the graph of each document that says so.
    fn in_documents(&mut self, edge: &'g Edge) -> io::Result<()> {
        if !edge.status.holds() {
            return Ok(());
        }
        let say_so = edge.evidence.iter().filter(|evidence| evidence.status.holds());
        let documents: BTreeSet<&DocId> = say_so.map(|evidence| &evidence.document).collect();
        for document in documents {
            for triple in self.triples(edge) {
                self.syntax.in_graph(&triple, &of_document(document))?;
            }
        }
        Ok(())
    }

    /// An edge in every vocabulary that has a word for it.
    fn triples(&self, edge: &'g Edge) -> Vec<Triple<'g>> {
        let subject = || Name::of(Space::Node, edge.key.subject.as_str());
        let mut triples = Vec::new();
        for predicate in self.predicates.get(&edge.key.relation) {
            let name = predicate.name.clone();
            let object = object(edge, self.view.ontology);
            match (predicate.way, object) {
                (Way::Along, object) => triples.push(Triple { subject: subject(), predicate: name, object }),
                (Way::Back, Term::Name(other)) => {
                    triples.push(Triple { subject: other, predicate: name, object: subject().into() });
                }
                // Words have no facts of their own.
                (Way::Back, _) => {}
            }
        }
        triples
    }
}

fn of_document(document: &DocId) -> Name<'_> {
    Name::of(Space::Document, document.as_str())
}

fn bytes(span: Span) -> String {
    format!("{}-{}", span.start, span.end)
}
