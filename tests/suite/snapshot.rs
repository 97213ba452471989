//! Snapshots: what is written is read back, what is damaged is told where.

use std::collections::BTreeMap;
use std::io::{self, Write};

use callsheet::snapshot::{Snapshot, SnapshotError, Words, read, write};
use callsheet::{
    Document, Graph, Kind, LedgerEntry, NamedNode, NodeId, Ontology, Properties, PropertyValue, Reading, Span,
};

use super::render;

fn snapshot(graph: &Graph, words: Words) -> Snapshot {
    Snapshot::new(words, graph.clone())
}

fn saved(graph: &Graph) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&snapshot(graph, Words::named("screen")), &mut bytes).unwrap();
    bytes
}

fn saved_text(graph: &Graph) -> String {
    String::from_utf8(saved(graph)).unwrap()
}

#[track_caller]
fn check_error(text: &str, message: &str, hint: &str) {
    let error = read(text.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), message);
    assert!(error.hint().unwrap_or_default().contains(hint), "{:?}", error.hint());
}

#[test]
fn what_is_saved_is_loaded() {
    for graph in [Graph::new(), render::harbour(), render::nasty()] {
        let bytes = saved(&graph);
        let Snapshot { words, read: loaded, .. } = read(&bytes).unwrap();
        assert_eq!(words, Words::named("screen"));
        assert_eq!(loaded, graph);
        assert_eq!(saved(&loaded), bytes);
    }
}

#[test]
fn every_version_ever_written_loads() {
    let v1 = include_bytes!("../data/snapshots/v1.ron");
    let graph = read(v1).unwrap().read;
    assert_eq!((graph.ledger().count(), graph.nodes().count(), graph.edges().count()), (2, 12, 16));
    let first = graph.edges().next().unwrap();
    assert_eq!(first.key.to_string(), "character:mina-roth -appears-in-> film:glass-harbor");
    assert_eq!(graph.quote(&first.evidence[0]), Some("Character Mina Roth -appears-in-> Film Glass Harbor"));
}

#[test]
fn version_two_holds_properties_and_words() {
    let v2 = include_bytes!("../data/snapshots/v2.ron");
    let Snapshot { words, read: graph, .. } = read(v2).unwrap();
    let node = graph.node(&NodeId::new("person:17")).unwrap();
    let given: Vec<String> =
        node.properties().iter().map(|(key, value)| format!("{key} {value:?}")).collect();
    assert_eq!(
        given,
        [
            "alive Bool(true)",
            "born Int(1970)",
            "height Float(1.75)",
            "id Int(17)",
            "labels List([Text(\"Guest\")])",
            "town Text(\"Gdańsk\")"
        ]
    );
    let edge = graph.edges().next().unwrap();
    assert!(edge.evidence[0].is_row());
    assert_eq!(edge.properties()["billing"], &PropertyValue::Int(1));
    let Words::Declared(ontology) = &words else { panic!("{words:?}") };
    assert_eq!((ontology.name.as_str(), ontology.relations.len()), ("sea", 1));
    let mut bytes = Vec::new();
    write(&snapshot(&graph, words), &mut bytes).unwrap();
    let same = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let now =
        same(v2).replace("version: 2", "version: 3").replace("],\n)", "],\ndecisions: [\n],\nsame: [\n],\n)");
    assert_eq!(same(&bytes), now);
}

#[test]
fn words_are_saved_and_loaded() {
    let graph = render::harbour();
    for words in [Words::named("screen"), Words::Any, Words::Declared(Ontology::default())] {
        let mut bytes = Vec::new();
        write(&snapshot(&graph, words.clone()), &mut bytes).unwrap();
        let loaded = read(&bytes).unwrap();
        assert_eq!((&loaded.words, &loaded.read), (&words, &graph));
    }
    let text = saved_text(&graph).replace("documents: [", "words: Some(Any),\ndocuments: [");
    let message = "line 4, column 8: Unexpected variant named `Some` in enum `Words`, expected either `Any` or `Declared` instead";
    check_error(&text, message, "");
}

#[test]
fn a_document_a_node_and_an_edge_take_a_line_each() {
    for graph in [render::harbour(), render::nasty()] {
        let text = saved_text(&graph);
        let items = text.lines().filter(|line| line.starts_with("    (")).count();
        assert_eq!(items, graph.ledger().count() + graph.nodes().count() + graph.edges().count());
        assert_eq!(text.lines().count(), items + 14);
    }
}

#[test]
fn one_more_claim_changes_few_lines() {
    let before = saved_text(&render::harbour());
    let mut graph = render::harbour();
    super::hand::add(&mut graph, "notes/last.txt", None, "Person Nora Vale -edited-> Film Glass Harbor");
    let after = saved_text(&graph);
    let old: Vec<&str> = before.lines().collect();
    let changed = after.lines().filter(|line| !old.contains(line)).count();
    assert_eq!(changed, 4, "the document, the two nodes it names, the edge");
}

#[test]
fn a_snapshot_cut_anywhere_says_so() {
    let text = saved_text(&render::harbour());
    for cut in (1..text.len() - 2).step_by(11).filter(|cut| text.is_char_boundary(*cut)) {
        let error = read(&text.as_bytes()[..cut]).unwrap_err();
        assert!(matches!(error, SnapshotError::Cut { .. }), "cut at {cut}: {error}");
    }
}

#[test]
fn a_cut_is_told_with_what_should_follow() {
    let text = saved_text(&render::harbour());
    let check = |kept: &str, expected: &str| {
        let end = text.find(kept).unwrap() + kept.len();
        let text = text.get(..end).unwrap();
        let line = text.lines().count();
        let column = 1 + text.lines().last().unwrap().chars().count();
        let message =
            format!("line {line}, column {column}: the file ends here, where {expected} was expected");
        check_error(text, &message, "left as it was: take it from a backup");
    };
    check("(", "`version`");
    check("ontology: \"scr", "the rest of `ontology`");
    check("ontology: \"screen\",", "`documents`");
    check("documents: [\n", "the rest of `documents`");
    check("kind: \"Character\", na", "the rest of `nodes`");
    check("edges: [", "the rest of `edges`");
    check("edges", "`edges`");
    check_error("", "the file is empty, and so is no snapshot", "`callsheet build` makes a snapshot");
    check_error(" \n", "the file is empty, and so is no snapshot", "`callsheet build` makes a snapshot");
}

#[test]
fn damage_is_told_where_it_is() {
    let text = saved_text(&render::harbour());
    let typo = text.replace("relation: \"plays\"", "relatoin: \"plays\"");
    let error = read(typo.as_bytes()).unwrap_err().to_string();
    let line = 1 + typo.lines().position(|line| line.contains("relatoin")).unwrap();
    assert!(error.starts_with(&format!("line {line}, column ")), "{error}");
    assert!(error.contains("`relatoin`") && error.contains("`relation`"), "{error}");
    check_error(
        "Nora Vale directed it.",
        "line 1, column 1: Expected struct `Snapshot` but found `Nora`",
        "build",
    );
}

#[test]
fn lines_that_do_not_fit_are_named() {
    let text = saved_text(&render::harbour());
    let cut = |what: &str| text.lines().filter(|line| !line.contains(what)).collect::<Vec<_>>().join("\n");
    let source = |text: &str| match read(text.as_bytes()).unwrap_err() {
        SnapshotError::Parts(error) => error.to_string(),
        other => other.to_string(),
    };
    assert_eq!(
        source(&cut("(id: \"person:kofi-mensah\"")),
        "the edge `person:kofi-mensah -composed-> film:glass-harbor` names the node `person:kofi-mensah`, which is not there",
    );
    let document = text.lines().find(|line| line.contains("(id: \"notes/later.txt\"")).unwrap();
    let twice = text.replace(document, &format!("{document}\n{document}"));
    assert_eq!(source(&twice), "the document `notes/later.txt` is there twice");
}

#[test]
fn a_newer_version_says_so() {
    let text = saved_text(&render::harbour());
    let message = "this snapshot is of version 4, this callsheet reads up to 3";
    check_error(&text.replace("version: 3", "version: 4"), message, "update callsheet");
    check_error("(version: 4, ontology: \"screen\", layers: [(1, Two)])", message, "update callsheet");
}

#[test]
fn bytes_that_are_no_text_are_told_where() {
    let mut bytes = saved(&render::harbour());
    let at = bytes.len() / 2;
    bytes[at] = 0xff;
    let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(read(&bytes).unwrap_err().to_string(), format!("line {line}: byte {at} is not UTF-8 text"));
}

#[test]
fn a_full_disk_is_an_error() {
    struct Full(usize);
    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let room = self.0.min(bytes.len());
            self.0 -= room;
            if room == 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(room) }
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let graph = render::harbour();
    let size = saved(&graph).len();
    for room in [0, 1, size / 2, size - 1] {
        let error = write(&snapshot(&graph, Words::named("screen")), Full(room)).unwrap_err();
        assert!(matches!(error, SnapshotError::Write(_)), "{error}");
    }
    assert!(write(&snapshot(&graph, Words::named("screen")), Full(size)).is_ok());
}

#[test]
fn every_character_is_saved_and_loaded() {
    let special = ['\u{2028}', '\u{feff}', '\u{fffd}', '\u{ffff}', '\u{301}', '\u{200d}', '😀', '\u{10ffff}'];
    let all: String = ('\0'..='\u{2ff}').chain(special).collect();
    let document = Document::new("every character", &*all).with_title(Some(all.clone()));
    let named = NamedNode {
        kind: Kind::new("Person"),
        name: all.clone(),
        aliases: vec![format!("{all}'")],
        key: None,
        properties: Properties::new(),
    };
    let reading = Reading {
        document: document.id.clone(),
        nodes: vec![named],
        claims: Vec::new(),
        quotes: BTreeMap::from([(Span::new(0, all.len()), all)]),
    };
    let mut graph = Graph::new();
    graph.merge(LedgerEntry::of(&document), reading);
    let bytes = saved(&graph);
    assert_eq!(read(&bytes).unwrap().read, graph);
    assert_eq!(String::from_utf8(bytes).unwrap().lines().count(), 16);
}

#[test]
fn version_three_holds_decisions_and_what_is_one_thing() {
    let v3 = include_bytes!("../data/snapshots/v3.ron");
    let snapshot = read(v3).unwrap();
    assert_eq!((snapshot.decisions.len(), snapshot.same.len()), (3, 2));
    let mut bytes = Vec::new();
    write(&snapshot, &mut bytes).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), String::from_utf8(v3.to_vec()).unwrap());
    let graph = snapshot.settle().graph;
    let node = graph.standing_for(&NodeId::new("person:n-vale")).unwrap();
    assert_eq!((node.id.as_str(), node.name()), ("person:nora-vale", "Nóra Vale"));
    let shown: Vec<String> = graph.edges().map(|edge| format!("{} {}", edge.key, edge.status)).collect();
    assert!(
        shown.contains(&"person:ilse-brandt -stars-in-> film:glass-harbor former".to_owned()),
        "{shown:?}"
    );
    assert!(
        shown.contains(&"person:ana-lima -composed-> film:glass-harbor asserted".to_owned()),
        "{shown:?}"
    );
}
