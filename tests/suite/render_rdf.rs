//! RDF of random graphs, read back by other parsers than ours: there is none of ours.

use std::collections::{BTreeMap, BTreeSet};

use callsheet::ontology::Term as OtherWord;
use callsheet::render::{RdfEvidence, RenderError, RenderOptions, View, format};
use callsheet::{
    Claim, Document, Evidence, Graph, Kind, LedgerEntry, NamedNode, Object, Ontology, Properties,
    PropertyValue, Reading, Relation, Span, Status,
};
use oxjsonld::JsonLdParser;
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term, Triple};
use oxttl::{NQuadsParser, NTriplesParser, TurtleParser};

use crate::hand;
use crate::laws::{Dice, for_all, merged};

const SCHEMA: &str = "https://schema.org/";
const TERMS: &str = "urn:callsheet:terms/";
const RELATION: &str = "urn:callsheet:ontology/screen/relation/";

fn export(name: &str, graph: &Graph, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    export_with(&Ontology::default(), name, graph, options)
}

fn export_with(
    ontology: &Ontology,
    name: &str,
    graph: &Graph,
    options: &RenderOptions,
) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    format(name).unwrap().stream(View { graph, ontology, options }, &mut bytes)?;
    Ok(bytes)
}

fn read(name: &str, bytes: &[u8]) -> BTreeSet<String> {
    let plain = |triple: Triple| triple.to_string();
    let in_default = |quad: &Quad| quad.graph_name == GraphName::DefaultGraph;
    match name {
        "turtle" => TurtleParser::new().for_slice(bytes).map(|triple| plain(triple.unwrap())).collect(),
        "ntriples" => NTriplesParser::new().for_slice(bytes).map(|triple| plain(triple.unwrap())).collect(),
        "nquads" => {
            let quads = NQuadsParser::new().for_slice(bytes).map(Result::unwrap);
            quads.filter(in_default).map(|quad| plain(quad.into())).collect()
        }
        _ => JsonLdParser::new().for_slice(bytes).map(|quad| plain(quad.unwrap().into())).collect(),
    }
}

/// What is said of each subject: predicate and object.
struct Read(BTreeMap<String, Vec<(String, Term)>>);

impl Read {
    fn of(bytes: &[u8]) -> Self {
        let mut all: BTreeMap<String, Vec<(String, Term)>> = BTreeMap::new();
        for triple in NTriplesParser::new().for_slice(bytes) {
            let Triple { subject, predicate, object } = triple.unwrap();
            let NamedOrBlankNode::NamedNode(subject) = subject else { panic!("there are no blank nodes") };
            all.entry(subject.into_string()).or_default().push((predicate.into_string(), object));
        }
        Self(all)
    }

    fn all(&self, subject: &str, predicate: &str) -> Vec<&Term> {
        let said = self.0.get(subject).into_iter().flatten();
        said.filter(|(known, _)| known == predicate).map(|(_, object)| object).collect()
    }

    /// The words of a literal, or the id of the node.
    fn text(&self, term: &Term) -> String {
        match term {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => {
                let ids = self.all(node.as_str(), &format!("{SCHEMA}identifier"));
                ids.first().map_or(node.as_str().to_owned(), |id| self.text(id))
            }
            other => panic!("{other}"),
        }
    }

    fn one(&self, subject: &str, predicate: &str) -> String {
        let all = self.all(subject, predicate);
        assert_eq!(all.len(), 1, "{subject} {predicate}");
        self.text(all[0])
    }

    /// Subject, relation, object, status, confidence and the number of pieces of evidence of every fact.
    fn facts(&self) -> BTreeSet<[String; 6]> {
        let facts = self.0.keys().filter(|subject| {
            self.all(subject, rdf::TYPE.as_str())
                .iter()
                .any(|class| **class == rdf::STATEMENT.into_owned().into())
        });
        let of = |fact: &String| {
            let relation = self.one(fact, rdf::PREDICATE.as_str());
            [
                self.one(fact, rdf::SUBJECT.as_str()),
                relation.strip_prefix(RELATION).unwrap().to_owned(),
                self.one(fact, rdf::OBJECT.as_str()),
                self.one(fact, &format!("{TERMS}status")),
                self.one(fact, &format!("{TERMS}confidence")),
                self.all(fact, "http://www.w3.org/ns/prov#qualifiedDerivation").len().to_string(),
            ]
        };
        facts.map(of).collect()
    }

    /// Id, name and other names of every node.
    fn nodes(&self) -> BTreeSet<(String, String, BTreeSet<String>)> {
        let nodes = self.0.keys().filter(|subject| subject.starts_with("urn:callsheet:node/"));
        let of = |node: &String| {
            let others = self.all(node, &format!("{SCHEMA}alternateName"));
            let others = others.into_iter().map(|name| self.text(name)).collect();
            (self.one(node, &format!("{SCHEMA}identifier")), self.one(node, &format!("{SCHEMA}name")), others)
        };
        nodes.map(of).collect()
    }

    /// The triples of our own relations that are said.
    fn held(&self) -> BTreeSet<[String; 3]> {
        let mut held = BTreeSet::new();
        for (subject, said) in &self.0 {
            for (predicate, object) in said {
                if let Some(relation) = predicate.strip_prefix(RELATION) {
                    let subject = self.one(subject, &format!("{SCHEMA}identifier"));
                    held.insert([subject, relation.to_owned(), self.text(object)]);
                }
            }
        }
        held
    }
}

fn object(object: &Object) -> String {
    match object {
        Object::Node(id) => id.to_string(),
        Object::Literal(text) => text.clone(),
    }
}

/// Checks that a graph comes back.
#[track_caller]
fn check(graph: &Graph) {
    let read = Read::of(&export("ntriples", graph, &RenderOptions::default()).unwrap());
    let facts = graph.edges().map(|edge| {
        let ends = [edge.key.subject.to_string(), edge.key.relation.to_string(), object(&edge.key.object)];
        let [subject, relation, object] = ends;
        let (status, sure) = (edge.status.to_string(), edge.confidence().get().to_string());
        [subject, relation, object, status, sure, edge.evidence.len().to_string()]
    });
    let facts: BTreeSet<_> = facts.collect();
    assert_eq!(facts.len(), graph.edges().count());
    assert_eq!(read.facts(), facts);
    let nodes = graph.nodes().map(|node| {
        let others = node.other_names().into_iter().map(str::to_owned).collect();
        (node.id.to_string(), node.name().to_owned(), others)
    });
    assert_eq!(read.nodes(), nodes.collect());
    let holds = |[.., status, _, _]: &[String; 6]| {
        [Status::Asserted, Status::Planned].map(Status::as_str).contains(&&**status)
    };
    let held = facts.iter().filter(|fact| holds(fact));
    let held: BTreeSet<_> = held.map(|[s, r, o, ..]| [s, r, o].map(Clone::clone)).collect();
    assert_eq!(read.held(), held);
}

#[test]
fn every_graph_comes_back_from_rdf() {
    for_all(|_, articles| check(&merged(&articles)));
}

#[test]
fn every_syntax_says_the_same() {
    let evidence = [RdfEvidence::Reified, RdfEvidence::Star, RdfEvidence::Left];
    for_all(|dice, articles| {
        let graph = merged(&articles);
        let rdf_evidence = evidence[dice.roll(3)];
        let options = RenderOptions { rdf_evidence, ..RenderOptions::default() };
        let triples = read("ntriples", &export("ntriples", &graph, &options).unwrap());
        for name in ["turtle", "nquads", "jsonld"] {
            match export(name, &graph, &options) {
                Ok(bytes) => assert_eq!(read(name, &bytes), triples, "{name}"),
                Err(RenderError::CannotHold { format: "jsonld", .. }) => {
                    assert_eq!(rdf_evidence, RdfEvidence::Star);
                }
                Err(error) => panic!("{name}: {error}"),
            }
        }
    });
}

/// Characters that some syntax gives a meaning.
const SIGNS: &[&str] = &[
    "\"", "\\", "\n", "\r", "\t", "\0", "\u{b}", "\u{7f}", "\u{85}", "\u{feff}", "\u{fffe}", "\u{ffff}",
    "\u{2028}", "<", ">", "{", "}", "|", "^", "`", "%", "%2", "#", "?", ".", "..", "-", "_", ":", "@", "'''",
    "<<(", ")>>", " .", " ;", ",", "^^", "é", "🎬", "\u{202e}", "u", "\\u0041", "urn:", "//",
];

/// A graph of two nodes whose every text is made of such characters.
fn hostile(dice: &mut Dice) -> Graph {
    let mut word = || (0..1 + dice.roll(6)).map(|_| dice.pick(SIGNS)).collect::<String>();
    let document = Document::new(word(), word());
    let properties: Properties = [
        (word().into(), PropertyValue::Text(word())),
        (word().into(), PropertyValue::Float(f64::INFINITY)),
        (word().into(), PropertyValue::List(vec![PropertyValue::Bool(true), PropertyValue::Int(i64::MIN)])),
    ]
    .into_iter()
    .collect();
    let node = |kind: &str, name: String, alias: String| NamedNode {
        kind: Kind::new(kind),
        name,
        aliases: vec![alias],
        key: None,
        properties: properties.clone(),
    };
    let nodes = vec![node("Person", word(), word()), node("Film", word(), word())];
    let evidence = Evidence {
        attributes: [(word(), word())].into(),
        properties: properties.clone(),
        rule: word(),
        ..Evidence::row(document.id.clone(), Span::new(0, 1), Span::new(0, 1), Span::new(0, 1))
    };
    let subject = nodes[0].id();
    let claim = |relation: &str, object| Claim {
        subject: subject.clone(),
        relation: Relation::new(relation),
        object,
        evidence: evidence.clone(),
    };
    let claims = vec![
        claim("directed", Object::Node(nodes[1].id())),
        claim("genre", Object::Literal(word())),
        claim("released", Object::Literal(word())),
    ];
    let quotes = [(Span::new(0, 1), word())].into();
    let mut graph = Graph::new();
    let reading = Reading { document: document.id.clone(), nodes, claims, quotes };
    graph.merge(LedgerEntry { title: Some(word()), ..LedgerEntry::of(&document) }, reading);
    graph
}

#[test]
fn hostile_names_come_back_from_every_syntax() {
    for seed in 1..=200_u64 {
        let graph = hostile(&mut Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        check(&graph);
        let options = RenderOptions::default();
        let triples = read("ntriples", &export("ntriples", &graph, &options).unwrap());
        for name in ["turtle", "nquads", "jsonld"] {
            assert_eq!(read(name, &export(name, &graph, &options).unwrap()), triples, "{name}");
        }
    }
}

/// A subject whose names come back among its facts has each of them in every syntax.
#[test]
fn a_relation_may_mean_the_same_as_a_name() {
    let mut ontology = Ontology::default();
    ontology.relations.get_mut("genre").unwrap().schema =
        Some(OtherWord { id: "name".to_owned(), inverse: false });
    let graph = hand::graph("Film Glass Harbor -genre-> \"thriller\"\nFilm Glass Harbor -genre-> \"drama\"");
    let bytes = |name: &str| export_with(&ontology, name, &graph, &RenderOptions::default()).unwrap();
    let triples = read("ntriples", &bytes("ntriples"));
    let names =
        triples.iter().filter(|triple| triple.contains("film:glass-harbor> <https://schema.org/name>"));
    assert_eq!(names.count(), 3);
    assert_eq!(read("turtle", &bytes("turtle")), triples);
    assert_eq!(read("jsonld", &bytes("jsonld")), triples);
}

#[test]
fn a_base_is_what_iris_begin_with() {
    let with = |base: &str| RenderOptions { base_iri: Some(base.to_owned()), ..RenderOptions::default() };
    let graph = hand::graph("Person Nora Vale -directed-> Film Glass Harbor");
    let turtle =
        String::from_utf8(export("turtle", &graph, &with("https://example.org/news/")).unwrap()).unwrap();
    assert!(turtle.contains("@prefix node: <https://example.org/news/node/> ."), "{turtle}");
    for wrong in ["news/", "https://example.org/news", "https://example.org/a b/", "urn:<:"] {
        let error = export("turtle", &graph, &with(wrong)).unwrap_err();
        assert!(matches!(error, RenderError::NoIri { text } if text == wrong));
    }
}
