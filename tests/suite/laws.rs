//! Laws that hold for every graph, tried on random ones. The numbers are the same on every run.

use std::collections::BTreeSet;
use std::fmt::Write;

use callsheet::graph::Slice;
use callsheet::snapshot::{Snapshot, Words, read, write};
use callsheet::{Confidence, DocId, Graph, NodeId, Relation, Status};

use super::hand;

/// A small generator of numbers (xorshift64*), so that a failure comes back on every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % sides
    }

    pub(crate) fn pick<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.roll(items.len())]
    }
}

const PEOPLE: &[&str] = &["Nora Vale", "Ilse Brandt", "Kofi \"K\" Mensah", "Tomáš Ødegaard", "Ana & Co"];
const FILMS: &[&str] = &["Film Glass Harbor", "Film 窓", "Series Tide", "Series Nine \\ Bells"];
const STATUSES: &[&str] = &["asserted", "planned", "rumoured", "former", "denied"];
const DATES: &[Option<&str>] = &[None, Some("2024-01-01"), Some("2024-06-01"), Some("2025-02-03")];

pub(crate) type Article = (String, Option<&'static str>, String);

/// Some documents, each with some claims.
pub(crate) fn articles(dice: &mut Dice) -> Vec<Article> {
    let article = |dice: &mut Dice, number: usize| {
        let mut lines = String::new();
        for _ in 0..dice.roll(6) {
            let (person, film, status) = (dice.pick(PEOPLE), dice.pick(FILMS), dice.pick(STATUSES));
            let season = dice.roll(3);
            let written = match dice.roll(6) {
                0 => writeln!(lines, "Person {person} -directed-> {film} [{status}]"),
                1 => writeln!(lines, "Person {person} -stars-in-> {film} [{status}, season={season}]"),
                2 => writeln!(lines, "{film} -released-> \"202{season}\" [{status}]"),
                3 => writeln!(lines, "Person {person} | the director {{born:19{season}0, from:Köln}}"),
                4 => writeln!(
                    lines,
                    "Person {person} {{#{season}, id:{season}}} -wrote-> {film} [pages:{season}]"
                ),
                _ => writeln!(lines, "Person {person} | the director"),
            };
            written.unwrap();
        }
        (format!("notes/{number}.txt"), DATES[dice.roll(DATES.len())], lines)
    };
    (0..1 + dice.roll(4)).map(|number| article(dice, number)).collect()
}

pub(crate) fn merged<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Graph {
    let mut graph = Graph::new();
    for (id, date, lines) in articles {
        hand::add(&mut graph, id, *date, lines);
    }
    graph
}

fn saved(graph: &Graph) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&Snapshot::new(Words::named("screen"), graph.clone()), &mut bytes).unwrap();
    bytes
}

#[track_caller]
pub(crate) fn for_all(law: impl Fn(&mut Dice, Vec<Article>)) {
    for seed in 1..=300_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let articles = articles(&mut dice);
        law(&mut dice, articles);
    }
}

#[test]
fn merging_does_not_depend_on_order() {
    for_all(|_, articles| {
        let (there, back) = (merged(&articles), merged(articles.iter().rev()));
        assert_eq!(there, back);
        assert_eq!(saved(&there), saved(&back));
    });
}

#[test]
fn merging_twice_is_merging_once() {
    for_all(|_, articles| assert_eq!(merged(articles.iter().chain(&articles)), merged(&articles)));
}

#[test]
fn removing_a_document_leaves_what_the_others_say() {
    for_all(|dice, mut articles| {
        let mut graph = merged(&articles);
        let (id, ..) = articles.remove(dice.roll(articles.len()));
        assert!(graph.remove(&DocId::new(id)));
        assert_eq!(graph, merged(&articles));
        assert_eq!(saved(&graph), saved(&merged(&articles)));
    });
}

#[test]
fn a_snapshot_gives_its_graph_back() {
    for_all(|_, articles| {
        let graph = merged(&articles);
        let bytes = saved(&graph);
        let loaded = read(&bytes).unwrap().read;
        assert_eq!(loaded, graph);
        assert_eq!(saved(&loaded), bytes);
    });
}

#[test]
fn a_slice_is_a_part_and_slicing_again_cuts_nothing() {
    for_all(|dice, articles| {
        let graph = merged(&articles);
        let slice = Slice {
            around: graph.nodes().take(dice.roll(2)).map(|node| node.id.clone()).collect(),
            depth: dice.roll(3),
            relations: [Relation::new("directed")].into_iter().take(dice.roll(2)).collect(),
            statuses: [Status::Asserted, Status::Denied].into_iter().take(dice.roll(3)).collect(),
            min_confidence: Confidence::new(0.5),
            paths: pairs(&graph, dice),
            from: Some(jiff::civil::date(2024, 1, 1)).filter(|_| dice.roll(3) == 0),
            to: Some(jiff::civil::date(2024, 6, 1)).filter(|_| dice.roll(3) == 0),
            ..Slice::default()
        };
        let part = graph.slice(&slice);
        assert!(part.nodes().all(|node| graph.node(&node.id) == Some(node)));
        assert!(part.edges().all(|edge| graph.edge(&edge.key) == Some(edge)));
        assert_eq!(part.slice(&slice), part);
        assert_eq!(read(&saved(&part)).unwrap().read, part);
    });
}

/// A pair of nodes, or none.
fn pairs(graph: &Graph, dice: &mut Dice) -> Vec<(BTreeSet<NodeId>, BTreeSet<NodeId>)> {
    let ids: Vec<NodeId> = graph.nodes().map(|node| node.id.clone()).collect();
    if ids.is_empty() || dice.roll(2) == 0 {
        return Vec::new();
    }
    let mut one = || BTreeSet::from([ids[dice.roll(ids.len())].clone()]);
    vec![(one(), one())]
}

#[test]
fn an_empty_slice_cuts_nothing() {
    for_all(|_, articles| {
        let graph = merged(&articles);
        assert!(graph.slice(&Slice::default()).edges().eq(graph.edges()));
        assert!(graph.slice(&Slice::default()).nodes().eq(graph.nodes()));
    });
}
