//! A small graph of our own sentences about which there is doubt.

use std::collections::BTreeMap;

use callsheet::curation::{Card, queue};
use callsheet::identity::Doubt;
use callsheet::{
    Attributes, Claim, Confidence, Document, Evidence, Graph, Kind, LedgerEntry, NamedNode, NodeId, Object,
    Ontology, Properties, Reading, Relation, Span, Status,
};

/// A sentence with its names in brackets, each with who is meant where that is not what it says.
struct Said {
    document: &'static str,
    date: &'static str,
    text: &'static str,
    subject: (&'static str, &'static str),
    relation: &'static str,
    object: (&'static str, &'static str),
    rule: &'static str,
    confidence: f32,
    status: Status,
}

const SAID: &[Said] = &[
    Said {
        document: "reviews/glass-harbor.md",
        date: "2024-03-01",
        text: "[Nora Vale] directed [Glass Harbor] in one winter, in a lighthouse that nobody had heated since the war.",
        subject: ("Person", "Nora Vale"),
        relation: "directed",
        object: ("Film", "Glass Harbor"),
        rule: "directed/active",
        confidence: 0.94,
        status: Status::Asserted,
    },
    Said {
        document: "festivals/short-films.txt",
        date: "2019-05-20",
        text: "[Salt], eleven minutes long, is the first film by [N. Vale], a student from Gdańsk.",
        subject: ("Person", "N. Vale"),
        relation: "directed",
        object: ("Film", "Salt"),
        rule: "directed/by",
        confidence: 0.88,
        status: Status::Asserted,
    },
    Said {
        document: "news/winter.txt",
        date: "2024-01-10",
        text: "[Brandt] shot [Glass Harbor], and is to shoot whatever its director makes next.",
        subject: ("Person", "Ilse Brandt"),
        relation: "shot",
        object: ("Film", "Glass Harbor"),
        rule: "shot/active",
        confidence: 0.58,
        status: Status::Asserted,
    },
    Said {
        document: "news/winter.txt",
        date: "2024-01-10",
        text: "With [Low Tide], [Brandt] is back at sea.",
        subject: ("Person", "Ilse Brandt"),
        relation: "shot",
        object: ("Film", "Low Tide"),
        rule: "shot/active",
        confidence: 0.44,
        status: Status::Planned,
    },
    Said {
        document: "news/winter.txt",
        date: "2024-01-10",
        text: "[Glass Harbor] ends where [Low Tide] will begin.",
        subject: ("Film", "Glass Harbor"),
        relation: "follows",
        object: ("Film", "Low Tide"),
        rule: "follows/scorer",
        confidence: 0.51,
        status: Status::Asserted,
    },
    Said {
        document: "reviews/glass-harbor.md",
        date: "2024-03-01",
        text: "The music is by [Kofi Mensah], and [it] is mostly wind.",
        subject: ("Person", "Kofi Mensah"),
        relation: "composed",
        object: ("Film", "Glass Harbor"),
        rule: "composed/by",
        confidence: 0.91,
        status: Status::Asserted,
    },
    Said {
        document: "news/correction.txt",
        date: "2024-03-08",
        text: "[Kofi Mensah] did not write the music of [Glass Harbor]; there is none.",
        subject: ("Person", "Kofi Mensah"),
        relation: "composed",
        object: ("Film", "Glass Harbor"),
        rule: "composed/active",
        confidence: 0.86,
        status: Status::Denied,
    },
];

/// The graph.
pub(super) fn graph() -> Graph {
    let mut documents: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
    for said in SAID {
        documents.entry(said.document).or_default().push(said);
    }
    let mut graph = Graph::new();
    for (id, all) in documents {
        let plain: Vec<String> = all.iter().map(|said| said.text.replace(['[', ']'], "")).collect();
        let date = all[0].date.parse().unwrap();
        let document = Document::new(id, plain.join("\n")).with_date(Some(date));
        let mut reading = Reading {
            document: document.id.clone(),
            nodes: Vec::new(),
            claims: Vec::new(),
            quotes: BTreeMap::new(),
        };
        let mut start = 0;
        for (said, plain) in all.into_iter().zip(plain) {
            let sentence = Span::new(start, start + plain.len());
            start += plain.len() + 1;
            read(said, &document, sentence, &mut reading);
            reading.quotes.insert(sentence, plain);
        }
        graph.merge(LedgerEntry::of(&document), reading);
    }
    graph
}

fn read(said: &Said, document: &Document, sentence: Span, reading: &mut Reading) {
    let node = |(kind, name): (&str, &str)| NamedNode {
        kind: Kind::new(kind),
        name: name.to_owned(),
        aliases: Vec::new(),
        key: None,
        properties: Properties::new(),
    };
    let (subject, object) = (node(said.subject), node(said.object));
    let mut spans = spans(said.text);
    let is_swapped =
        said.text.find(said.object.1) < said.text.find(said.subject.1.rsplit(' ').next().unwrap());
    if is_swapped && said.text.contains(said.object.1) {
        spans.reverse();
    }
    let at = |span: Span| Span::new(sentence.start + span.start, sentence.start + span.end);
    let evidence = Evidence {
        document: document.id.clone(),
        sentence,
        line: None,
        subject: at(spans[0]),
        object: at(spans[1]),
        rule: said.rule.to_owned(),
        confidence: Confidence::new(said.confidence).unwrap(),
        status: said.status,
        attributes: Attributes::new(),
        properties: Properties::new(),
    };
    let relation = Relation::new(said.relation);
    reading.claims.push(Claim {
        subject: subject.id(),
        relation,
        object: Object::Node(object.id()),
        evidence,
    });
    reading.nodes.extend([subject, object]);
}

/// Where the brackets of a text are once they are taken out.
fn spans(text: &str) -> Vec<Span> {
    let (mut spans, mut start, mut at) = (Vec::new(), 0, 0);
    for c in text.chars() {
        match c {
            '[' => start = at,
            ']' => spans.push(Span::new(start, at)),
            c => at += c.len_utf8(),
        }
    }
    spans
}

/// The pairs that nobody is sure of.
pub(super) fn doubts() -> Vec<Doubt> {
    let id = |name| NodeId::of(&Kind::new("Person"), name);
    vec![Doubt {
        one: id("Nora Vale"),
        other: id("N. Vale"),
        likely: 0.55,
        reasons_for: vec![
            "`N.` may stand for `Nora`".to_owned(),
            "both directed, and nobody else of the name did".to_owned(),
        ],
        reasons_against: vec!["they have no title and nobody they worked with in common".to_owned()],
    }]
}

/// What there is to review: a pair, a contested fact, three that were read with little confidence.
pub(super) fn cards() -> Vec<Card> {
    queue(&graph(), &Ontology::default(), &doubts(), &[])
}
