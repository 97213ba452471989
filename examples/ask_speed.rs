//! How fast plain questions are understood and answered, how well slips of the pen are read, and what hostile
//! questions cost, over an invented graph of 100,000 edges.
//!
//! `cargo run --release --example ask_speed`

#![expect(clippy::print_stdout, reason = "an example talks to whoever runs it")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use callsheet::ask::{AskError, Asker};
use callsheet::{
    Attributes, Claim, Confidence, Document, Evidence, Graph, Kind, LedgerEntry, NamedNode, Object, Ontology,
    Properties, Reading, Relation, Span, Status,
};

/// How many people and titles there are, and how many edges.
const PEOPLE: usize = 10_000;
const TITLES: usize = 10_000;
const EDGES: usize = 100_000;
/// How many names are spelt wrong.
const SLIPS: usize = 1_000;

/// Numbers that look random and are the same on every run (a linear congruential generator, D. Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }
}

const PARTS: [&str; 40] = [
    "ba", "be", "bri", "co", "da", "del", "do", "e", "fa", "fi", "ga", "gren", "ha", "i", "jo", "ka", "kel",
    "la", "lo", "ma", "mi", "na", "no", "or", "pa", "pel", "qui", "ra", "ro", "sa", "ska", "ta", "ti", "u",
    "va", "vor", "wa", "xi", "ya", "zu",
];

fn word(chance: &mut Chance) -> String {
    let parts = 2 + chance.below(2);
    let word: String =
        (0..parts).map(|_| PARTS.get(chance.below(PARTS.len())).copied().unwrap_or("a")).collect();
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn names(chance: &mut Chance, count: usize) -> Vec<String> {
    let mut names = std::collections::BTreeSet::new();
    while names.len() < count {
        names.insert(format!("{} {}", word(chance), word(chance)));
    }
    names.into_iter().collect()
}

fn node(kind: &str, name: &str) -> NamedNode {
    let (aliases, key, properties) = (Vec::new(), None, Properties::new());
    NamedNode { kind: Kind::new(kind), name: name.to_owned(), aliases, key, properties }
}

fn graph(people: &[String], titles: &[String], chance: &mut Chance) -> Graph {
    let document = Document::new("invented", "");
    let mut reading = Reading {
        document: document.id.clone(),
        nodes: Vec::new(),
        claims: Vec::new(),
        quotes: BTreeMap::new(),
    };
    reading.nodes.extend(people.iter().map(|name| node("Person", name)));
    reading.nodes.extend(titles.iter().map(|name| node("Film", name)));
    let relations = ["directed", "wrote", "stars-in", "stars-in", "stars-in", "composed", "edited"];
    for _ in 0..EDGES {
        let person = people.get(chance.below(people.len())).map_or("", String::as_str);
        let title = titles.get(chance.below(titles.len())).map_or("", String::as_str);
        let relation = relations.get(chance.below(relations.len())).copied().unwrap_or("directed");
        let evidence = Evidence {
            document: document.id.clone(),
            sentence: Span::default(),
            subject: Span::default(),
            object: Span::default(),
            rule: "invented".to_owned(),
            confidence: Confidence::FULL,
            line: None,
            status: Status::Asserted,
            attributes: Attributes::new(),
            properties: Properties::new(),
        };
        reading.claims.push(Claim {
            subject: node("Person", person).id(),
            relation: Relation::new(relation),
            object: Object::Node(node("Film", title).id()),
            evidence,
        });
    }
    let mut graph = Graph::new();
    graph.merge(LedgerEntry::of(&document), reading);
    graph
}

/// The name with one letter missing, added, changed, or swapped with the next.
fn slipped(name: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = chance.below(letters.len());
    let letter = char::from(b'a' + u8::try_from(chance.below(26)).unwrap_or_default());
    match chance.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letter),
        2 => letters.get_mut(at).map_or((), |old| *old = letter),
        _ if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters.insert(at, letter),
    }
    letters.into_iter().collect()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn main() {
    let mut chance = Chance(7);
    let mut all = names(&mut chance, PEOPLE + TITLES);
    let titles = all.split_off(PEOPLE);
    let people = all;
    let graph = graph(&people, &titles, &mut chance);
    let ontology = Ontology::default();
    let (asker, time) = timed(|| Asker::new(&graph, &ontology));
    println!(
        "{} nodes, {} edges; names and forms ready in {:.0} ms",
        graph.nodes().count(),
        graph.edges().count(),
        ms(time)
    );
    let (_, first) =
        timed(|| asker.ask(&format!("Who directed {}?", titles.first().map_or("", String::as_str))));
    println!("first question (the view is made): {:.0} ms\n", ms(first));
    println!("| question | median ms | slowest ms |\n| --- | --- | --- |");
    let shapes = [
        "Who directed {t}?",
        "Who has collaborated with {p}?",
        "Which films did {p} direct?",
        "Which actors has {p} directed?",
        "Who worked with both {p} and {q}?",
        "Did {p} direct {t}?",
        "How many films has {p} starred in?",
        "Who has {p} worked with most often?",
        "What do {p} and {q} have in common?",
        "How are {p} and {q} connected?",
        "Tell me about {p}",
        "Films with {p} but not with {q}",
        "Which composers have worked with {p} and not with {q}?",
    ];
    for shape in shapes {
        let mut times = Vec::new();
        for _ in 0..51 {
            let pick = |names: &[String], chance: &mut Chance| {
                names.get(chance.below(names.len())).cloned().unwrap_or_default()
            };
            let question = shape
                .replace("{p}", &pick(&people, &mut chance))
                .replace("{q}", &pick(&people, &mut chance))
                .replace("{t}", &pick(&titles, &mut chance));
            let (answer, time) = timed(|| asker.ask(&question));
            if let Err(error) = answer {
                println!("{question}: {error}");
            }
            times.push(time);
        }
        times.sort_unstable();
        let at = |index: usize| times.get(index).copied().unwrap_or_default();
        println!("| {shape} | {:.2} | {:.2} |", ms(at(25)), ms(at(50)));
    }
    slips(&asker, &people, &mut chance);
    hostile(&asker, &people);
}

fn slips(asker: &Asker<'_>, people: &[String], chance: &mut Chance) {
    let (mut right, mut refused, mut silent, mut slowest) = (0, 0, 0, Duration::ZERO);
    for _ in 0..SLIPS {
        let name = people.get(chance.below(people.len())).map_or("", String::as_str);
        let spelt = slipped(name, chance);
        let (answer, time) = timed(|| asker.ask(&format!("Who has collaborated with {spelt}?")));
        slowest = slowest.max(time);
        match answer {
            Ok(answer) if answer.understood.contains(name) => right += 1,
            Ok(answer) if !answer.understood.contains("read as") => silent += 1,
            Ok(_) => {}
            Err(_) => refused += 1,
        }
    }
    println!(
        "\n{SLIPS} names with one slip: {right} read as meant, {refused} refused, {silent} read otherwise without saying so; slowest {:.1} ms",
        ms(slowest)
    );
}

fn hostile(asker: &Asker<'_>, people: &[String]) {
    let listed = people.join(" and ");
    for (what, question) in [
        ("100 kB of one word", "who ".repeat(25_000)),
        ("100 kB without a gap", "a".repeat(100_000)),
        ("10,000 names", format!("Who worked with {listed}?")),
        ("60 times a name", format!("Who worked with {}", "Bala Dado ".repeat(28))),
        ("twenty `and`s", format!("Who directed{}", " X and".repeat(20))),
        ("nested `of`s", format!("Who is the {}director of X", "director of the ".repeat(18))),
        ("films that films that", format!("Which films {}", "that films ".repeat(28))),
    ] {
        let (answer, time) = timed(|| asker.ask(&question));
        let said = match answer {
            Ok(answer) => format!("{} answers", answer.names.len()),
            Err(AskError::TooLong { .. }) => "too long".to_owned(),
            Err(error) => error.to_string().chars().take(60).collect(),
        };
        println!("{what}: {:.1} ms, {said}", ms(time));
    }
}
