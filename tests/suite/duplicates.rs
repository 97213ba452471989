//! A corpus of people and titles named in several ways, with traps: how well what is one is told from what is two.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use callsheet::session::{BuildTask, InputFormat, Silent, Target, build};
use callsheet::{DocId, Graph, Kind, NodeId, Ontology, Ties, identify};
use serde::Deserialize;

use super::identity::things;

#[derive(Deserialize)]
struct Line {
    id: String,
    nodes: Vec<Naming>,
}

#[derive(Deserialize)]
struct Naming {
    kind: String,
    name: String,
    is: String,
}

/// A node as a document names it, and what it is.
struct Occurrence {
    document: DocId,
    kind: String,
    name: String,
    node: NodeId,
    gold: String,
}

/// Traps that only the text tells, in sentences of which the graph has nothing: a year of birth, another trade.
const KNOWN: &[[&str; 2]] = &[
    ["okorafor-1971", "okorafor-1996"],
    ["georgia-country", "georgia-state"],
    ["tregarron", "tregarron-sound"],
];

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/duplicates/corpus.jsonl")
}

fn read(path: &Path) -> (Graph, Vec<Occurrence>) {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("g.ron");
    let task = BuildTask {
        format: Some(InputFormat::Facts),
        threads: Some(1),
        ..BuildTask::new(vec![path.to_owned()], Target::New(target.clone()))
    };
    build(&task, &mut Silent).unwrap();
    let graph = callsheet::snapshot::read(&std::fs::read(&target).unwrap()).unwrap().read;
    let mut all = Vec::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let line: Line = serde_json::from_str(line).unwrap();
        for Naming { kind, name, is } in line.nodes {
            let node = NodeId::of(&Kind::new(&kind), &name);
            all.push(Occurrence { document: DocId::new(&line.id), kind, name, node, gold: is });
        }
    }
    (graph, all)
}

/// Pairs of occurrences of one kind: joined rightly, joined wrongly, and missed.
#[derive(Default)]
struct Figures {
    right: usize,
    wrong: BTreeMap<String, usize>,
    missed: BTreeMap<String, usize>,
    joined: BTreeSet<(String, String)>,
}

impl Figures {
    fn of(all: &[Occurrence], thing: impl Fn(&Occurrence) -> NodeId) -> Self {
        let mut figures = Self::default();
        let things: Vec<NodeId> = all.iter().map(thing).collect();
        for (at, one) in all.iter().enumerate() {
            for (other, their) in
                all.iter().zip(&things).skip(at + 1).filter(|(other, _)| other.kind == one.kind)
            {
                let joined = things[at] == *their;
                let pair = || {
                    let mut names = [one, other].map(|one| format!("{} ({})", one.name, one.gold));
                    names.sort();
                    names.join(" / ")
                };
                match (one.gold == other.gold, joined) {
                    (true, true) => figures.right += 1,
                    (true, false) => *figures.missed.entry(pair()).or_default() += 1,
                    (false, true) => *figures.wrong.entry(pair()).or_default() += 1,
                    (false, false) => {}
                }
                if joined {
                    figures.joined.insert((one.gold.clone(), other.gold.clone()));
                }
            }
        }
        figures
    }

    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong.values().sum::<usize>()) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed.values().sum::<usize>()) as f64
    }

    fn print(&self, what: &str) {
        let (wrong, missed) = (self.wrong.values().sum::<usize>(), self.missed.values().sum::<usize>());
        println!(
            "{what}: precision {:.4}, recall {:.4} ({} right, {wrong} wrong, {missed} missed)",
            self.precision(),
            self.recall(),
            self.right
        );
    }
}

/// The figures for ids as they come, and for what is found.
fn measure(path: &Path) -> (Figures, Figures) {
    let (graph, all) = read(path);
    let found = identify(&graph, &Ontology::default(), &Ties::default());
    if std::env::var_os("ERRORS").is_some() {
        println!("{found:#?}");
    }
    let found = things(&graph, &found);
    let by_id = Figures::of(&all, |one| one.node.clone());
    by_id.print("ids as they come");
    let figures = Figures::of(&all, |one| found[&(one.document.clone(), one.node.clone())].clone());
    figures.print("what is found");
    (by_id, figures)
}

/// `DUPLICATES=FILE` measures another corpus instead, and prints its errors where `ERRORS` is set.
#[test]
fn names_of_one_thing_are_joined_and_traps_are_not() {
    if let Some(path) = std::env::var_os("DUPLICATES") {
        let (_, figures) = measure(Path::new(&path));
        if std::env::var_os("ERRORS").is_some() {
            figures.wrong.iter().for_each(|(pair, count)| println!("wrong {count}: {pair}"));
            figures.missed.iter().for_each(|(pair, count)| println!("missed {count}: {pair}"));
        }
        return;
    }
    let (by_id, figures) = measure(&corpus());
    assert!(figures.precision() >= 0.98, "wrong: {:#?}", figures.wrong);
    assert!(figures.recall() >= 0.90, "missed: {:#?}", figures.missed);
    assert!(figures.recall() > by_id.recall());
    let traps = std::fs::read_to_string(corpus().with_file_name("traps.tsv")).unwrap();
    for line in traps.lines() {
        let [one, other] = [0, 1].map(|at| line.split('\t').nth(at).unwrap().to_owned());
        let joined =
            [(one.clone(), other.clone()), (other, one)].iter().any(|pair| figures.joined.contains(pair));
        let is_known = KNOWN.iter().any(|pair| line.starts_with(&pair.join("\t")));
        assert!(!joined || is_known, "joined: {line}");
        assert!(joined || !is_known, "no longer joined, so take it out of the list: {line}");
    }
}
