//! Names that are markup, escapes or nothing at all in some format, put together at random.

use std::collections::BTreeMap;

use callsheet::{
    Attributes, Claim, Confidence, Document, Evidence, Graph, Kind, LedgerEntry, NamedNode, Object,
    Properties, Reading, Relation, Span, Status,
};

use super::laws::Dice;

const PARTS: &[&str] = &[
    "\0",
    "\u{1}",
    "\t",
    "\n",
    "\r",
    "\u{b}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{feff}",
    "\u{200b}",
    "é",
    "窓",
    "🎬",
    " ",
    "%",
    "00",
    "%41",
    "&",
    "&lt;",
    "<",
    "<b>",
    ">",
    "]]>",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "<!--",
    "a",
    "{",
    "{#a}",
    "]",
    "[x](y)",
    "[[",
    "![",
    "*",
    "**",
    "_",
    "`",
    "~~",
    "$x$",
    "^",
    "|",
    "1.",
    "-",
    "#",
    "+",
    ":",
    "=",
    "(",
    ")",
    "http://a.b",
    "www.a.b",
    "␀",
    " -directed-> ",
    "literal:",
    "</script>",
    "=1+1",
    "@A1",
];

/// A name of few parts.
pub(crate) fn name(dice: &mut Dice) -> String {
    // One in fifty is some ten kilobytes long.
    let times = if dice.roll(50) == 0 { 2_000 } else { 1 };
    (0..1 + dice.roll(4)).map(|_| dice.pick(PARTS)).collect::<String>().repeat(times)
}

/// A graph whose ids, names, aliases, sentences and attributes are such names.
pub(crate) fn graph(dice: &mut Dice) -> Graph {
    let (span, kind) = (Span::new(0, 1), Kind::new("Person"));
    let document = Document::new(name(dice), name(dice));
    let mut named = |_| NamedNode {
        kind: kind.clone(),
        name: name(dice),
        aliases: vec![name(dice)],
        key: Some(name(dice)),
        properties: Properties::new(),
    };
    let nodes: Vec<NamedNode> = (0..20).map(&mut named).collect();
    let mut claim = |_| {
        let evidence = Evidence {
            document: document.id.clone(),
            sentence: span,
            line: None,
            subject: span,
            object: span,
            rule: name(dice),
            confidence: Confidence::new(0.3).unwrap(),
            status: [Status::Rumoured, Status::Asserted][dice.roll(2)],
            attributes: Attributes::from([(name(dice), name(dice))]),
            properties: Properties::new(),
        };
        let (subject, other) = (nodes[dice.roll(20)].id(), nodes[dice.roll(20)].id());
        let object = if dice.roll(2) == 0 { Object::Node(other) } else { Object::Literal(name(dice)) };
        Claim { subject, relation: Relation::new("directed"), object, evidence }
    };
    let claims = (0..20).map(&mut claim).collect();
    let quotes = BTreeMap::from([(span, name(dice))]);
    let reading = Reading { document: document.id.clone(), nodes, claims, quotes };
    let mut graph = Graph::new();
    graph.merge(LedgerEntry::of(&document), reading);
    graph
}

/// So many of them.
pub(crate) fn graphs(count: u64) -> Vec<Graph> {
    (1..=count).map(|seed| graph(&mut Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)))).collect()
}
