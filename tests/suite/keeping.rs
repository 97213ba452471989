//! Laws of a graph that is kept: whatever order documents and decisions come in, and however graphs are joined, what
//! is in them is the same to the byte. Tried on random graphs with random decisions.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use callsheet::curation::{Line, Replay, parse};
use callsheet::session::{
    BuildTask, Limits, MergeTask, RemoveTask, Session, Silent, Target, Trial, build, curation_file, merge,
    remove,
};
use callsheet::snapshot::{Snapshot, Words, read, write};
use callsheet::{DocId, Graph, NodeId, Ontology};

use super::hand;
use super::laws::{Article, Dice, for_all, merged};

/// Some decisions about a graph: most of what is in it, some of what is not.
fn decisions(graph: &Graph, dice: &mut Dice) -> Vec<Line> {
    let mut ids: Vec<&str> = graph.nodes().map(|node| node.id.as_str()).collect();
    ids.push("person:nobody");
    let facts: Vec<String> = graph.edges().map(|edge| ron::to_string(&edge.key).unwrap()).collect();
    let mut text = String::new();
    for _ in 0..dice.roll(5) {
        let (one, other) = (dice.pick(&ids), dice.pick(&ids));
        let fact = facts.get(dice.roll(facts.len() + 1)).cloned().unwrap_or_else(|| {
            r#"(subject: "person:nobody", relation: "wrote", object: Literal("x"))"#.to_owned()
        });
        let written = match dice.roll(9) {
            0 | 1 if one != other && one.split(':').next() == other.split(':').next() => {
                writeln!(text, "(decision: merge(one: {one:?}, other: {other:?}))")
            }
            2 if one != other => writeln!(text, "(decision: distinct(one: {one:?}, other: {other:?}))"),
            3 => writeln!(text, "(decision: rename(node: {one:?}, name: \"Name {}\"))", dice.roll(3)),
            4 => writeln!(text, "(decision: reject(fact: {fact}))"),
            5 => writeln!(text, "(decision: status(fact: {fact}, status: former))"),
            6 => writeln!(text, "(decision: flip(fact: {fact}))"),
            7 => {
                let kind = dice.pick(&["Series", "Film", "Person"]);
                writeln!(text, "(decision: kind(node: {one:?}, kind: \"{kind}\"))")
            }
            _ => writeln!(
                text,
                "(decision: split(node: {one:?}, documents: [\"notes/{}.txt\"], becomes: \"{one}-b\"))",
                dice.roll(3)
            ),
        };
        written.unwrap();
    }
    parse(&text).unwrap()
}

/// A snapshot as a build makes it.
fn built(read: Graph, lines: &[Line]) -> Snapshot {
    let decisions = Replay::of(lines).effective();
    let mut snapshot = Snapshot { words: Words::named("screen"), read, decisions, same: Vec::new() };
    snapshot.identify(&Ontology::default());
    snapshot
}

fn bytes(snapshot: &Snapshot) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(snapshot, &mut bytes).unwrap();
    bytes
}

/// What one sees of a settled graph.
fn seen(snapshot: &Snapshot) -> String {
    let graph = snapshot.clone().settle().graph;
    let mut text = String::new();
    for node in graph.nodes() {
        writeln!(text, "{} {:?} {:?}", node.id, node.name(), node.other_names()).unwrap();
    }
    for edge in graph.edges() {
        writeln!(text, "{} {} {}", edge.key, edge.status, edge.evidence.len()).unwrap();
    }
    text
}

/// A folder with snapshots of graphs and their decisions.
struct Shelf(tempfile::TempDir);

impl Shelf {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, number: usize, text: &str) -> PathBuf {
        let path = self.path(&format!("{number}.md"));
        fs::write(&path, text).unwrap();
        path
    }

    fn put(&self, name: &str, snapshot: &Snapshot) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes(snapshot)).unwrap();
        path
    }

    /// The bytes that merging these gives.
    fn merged(&self, inputs: &[&Path], name: &str) -> Vec<u8> {
        let output = self.path(name);
        let inputs = inputs.iter().map(|path| (*path).to_owned()).collect();
        merge(&MergeTask { inputs, output: output.clone(), limits: Limits::default() }, &mut Silent).unwrap();
        fs::read(output).unwrap()
    }
}

#[test]
fn a_graph_is_what_its_documents_say() {
    for_all(|_, articles| {
        let graph = merged(&articles);
        assert_eq!(Graph::from_shares(graph.clone().into_shares().into_values()), graph);
    });
}

#[test]
fn order_shows_neither_in_the_snapshot_nor_in_what_one_sees() {
    for_all(|dice, articles| {
        let lines = decisions(&merged(&articles), dice);
        let there = built(merged(&articles), &lines);
        let back = built(merged(articles.iter().rev()), &lines);
        assert_eq!(bytes(&there), bytes(&back));
        assert_eq!(seen(&there), seen(&back));
        // Decisions about different matters may be taken in any order.
        let turned: Vec<Line> = Replay::of(&lines).effective().into_iter().rev().collect();
        assert_eq!(bytes(&built(merged(&articles), &turned)), bytes(&there));
    });
}

#[test]
fn a_snapshot_keeps_its_decisions() {
    for_all(|dice, articles| {
        let lines = decisions(&merged(&articles), dice);
        let snapshot = built(merged(&articles), &lines);
        let loaded = read(&bytes(&snapshot)).unwrap();
        assert_eq!(loaded, snapshot);
        assert_eq!(seen(&loaded), seen(&snapshot));
    });
}

#[test]
fn a_document_that_comes_and_goes_leaves_no_trace() {
    for_all(|dice, articles| {
        let (last, rest) = articles.split_last().unwrap();
        let lines = decisions(&merged(&articles), dice);
        let before = built(merged(rest), &lines);
        let mut graph = merged(&articles);
        graph.remove(&DocId::new(&last.0));
        let after = built(graph, &lines);
        assert_eq!(bytes(&after), bytes(&before));
        assert_eq!(seen(&after), seen(&before));
    });
}

#[test]
fn a_decision_survives_a_document_that_is_read_again() {
    for_all(|dice, mut articles| {
        let lines = decisions(&merged(&articles), dice);
        let mut graph = merged(&articles);
        // As it stands, then with what another one said.
        let place = dice.roll(articles.len());
        let other = articles[dice.roll(articles.len())].2.clone();
        for text in [articles[place].2.clone(), other] {
            let (id, date, _) = articles[place].clone();
            articles[place].2 = text;
            assert!(graph.remove(&DocId::new(id.clone())));
            hand::add(&mut graph, &id, date, &articles[place].2);
            assert_eq!(bytes(&built(graph.clone(), &lines)), bytes(&built(merged(&articles), &lines)));
        }
    });
}

#[test]
fn threads_and_the_order_of_texts_show_in_nothing() {
    for seed in 1..5 {
        let mut dice = Dice(seed * 7919);
        let shelf = Shelf::new();
        let mut paths: Vec<PathBuf> = (0..6).map(|number| shelf.text(number, &prose(&mut dice))).collect();
        let snapshots = [1, 2, 5].map(|threads| {
            paths.rotate_left(1 + dice.roll(5));
            let target = shelf.path(&format!("{threads}.ron"));
            let task = BuildTask {
                threads: Some(threads),
                ..BuildTask::new(paths.clone(), Target::New(target.clone()))
            };
            build(&task, &mut Silent).unwrap();
            fs::read(target).unwrap()
        });
        assert!(snapshots.windows(2).all(|pair| pair[0] == pair[1]), "{seed}");
    }
}

/// Some sentences of news.
fn prose(dice: &mut Dice) -> String {
    let sentence = |dice: &mut Dice| {
        let person = dice.pick(&["Nora Vale", "Ilse Brandt", "Kofi Mensah", "Vale", "Ilse Brandt-Holm"]);
        let did = dice.pick(&["directed", "wrote", "will produce", "was to star in", "left"]);
        let title = dice.pick(&["the film *Tide*", "*Glass Harbor*", "the series *Wake*", "*Tide*"]);
        format!("{person} {did} {title}.")
    };
    (0..1 + dice.roll(5)).map(|_| sentence(dice)).collect::<Vec<_>>().join(" ")
}

#[test]
fn removing_by_command_gives_the_bytes_of_before() {
    for seed in 1..30 {
        let mut dice = Dice(seed * 7919);
        let articles = [0, 1, 2].map(|number| article(&mut dice, number));
        let shelf = Shelf::new();
        let before = shelf.put("before.ron", &built(merged(&articles[..2]), &[]));
        let graph = shelf.put("all.ron", &built(merged(&articles), &[]));
        let task = RemoveTask {
            graph: graph.clone(),
            documents: vec![articles[2].0.clone()],
            trial: Trial::No,
            limits: Limits::default(),
        };
        let report = remove(&task, &mut Silent).unwrap();
        assert_eq!(report.documents, 2);
        assert_eq!(fs::read(graph).unwrap(), fs::read(before).unwrap());
    }
}

fn article(dice: &mut Dice, number: usize) -> Article {
    let mut lines = String::new();
    for _ in 0..1 + dice.roll(4) {
        let person = dice.pick(&["Nora Vale", "Ilse Brandt", "Kofi Mensah"]);
        let film = dice.pick(&["Film Tide", "Film Glass Harbor", "Series Wake"]);
        writeln!(lines, "Person {person} -{}-> {film}", dice.pick(&["directed", "wrote"])).unwrap();
    }
    (format!("notes/{number}.txt"), None, lines)
}

#[test]
fn merging_graphs_knows_no_order_and_no_repetition() {
    for seed in 1..25 {
        let mut dice = Dice(seed * 104_729);
        let shelf = Shelf::new();
        // Three graphs that share documents, some of them with other content.
        let paths: Vec<PathBuf> = (0..3)
            .map(|place| {
                let numbers = [dice.roll(4), dice.roll(4)];
                let articles = numbers.map(|number| article(&mut dice, number));
                let graph = merged(&articles);
                let lines = decisions(&graph, &mut dice);
                shelf.put(&format!("{place}.ron"), &built(graph, &lines))
            })
            .collect();
        let [a, b, c] = [&*paths[0], &*paths[1], &*paths[2]];
        let all = shelf.merged(&[a, b, c], "abc.ron");
        assert_eq!(shelf.merged(&[c, a, b], "cab.ron"), all);
        shelf.merged(&[a, b], "ab.ron");
        shelf.merged(&[b, c], "bc.ron");
        assert_eq!(shelf.merged(&[&shelf.path("ab.ron"), c], "ab-c.ron"), all);
        assert_eq!(shelf.merged(&[a, &shelf.path("bc.ron")], "a-bc.ron"), all);
        assert_eq!(shelf.merged(&[&shelf.path("abc.ron"), a, a], "again.ron"), all);
    }
}

#[test]
fn decisions_of_a_snapshot_that_lost_its_file_still_hold() {
    let shelf = Shelf::new();
    let articles: Vec<Article> =
        vec![("a.txt".to_owned(), None, "Person Nora Vale -directed-> Film Tide".to_owned())];
    let lines = parse(r#"(decision: rename(node: "person:nora-vale", name: "La Vale"))"#).unwrap();
    let path = shelf.put("g.ron", &built(merged(&articles), &lines));
    assert!(!curation_file(&path).exists());
    let name = |path: &Path| {
        let session = Session::open(path).unwrap();
        session.graph().node(&NodeId::new("person:nora-vale")).unwrap().name().to_owned()
    };
    assert_eq!(name(&path), "La Vale");
    // A file beside it is believed over what the snapshot keeps.
    fs::write(curation_file(&path), "(decision: rename(node: \"person:nora-vale\", name: \"N. V.\"))")
        .unwrap();
    assert_eq!(name(&path), "N. V.");
}
