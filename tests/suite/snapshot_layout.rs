//! However a snapshot is laid out it is read as the same: line by line as we write it, and whole as a hand may.

use callsheet::curation::{Decision, Line};
use callsheet::identity::Identity;
use callsheet::snapshot::{Snapshot, SnapshotError, Words, read, write};
use callsheet::{EdgeKey, Graph, NodeId, Object, Ontology, Relation};

use super::laws::{Dice, articles, merged};
use super::render;

fn saved(snapshot: &Snapshot) -> String {
    let mut bytes = Vec::new();
    write(snapshot, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The same lines with one space more, so that the snapshot is read whole.
fn by_hand(text: &str) -> String {
    text.replacen("(\n", "( \n", 1)
}

/// What a text is read as, or what is wrong with it.
fn said(text: &str) -> Result<Snapshot, String> {
    read(text.as_bytes()).map_err(|error| format!("{error}: {error:?}"))
}

#[track_caller]
fn check_same(text: &str) {
    assert_eq!(said(text), said(&by_hand(text)), "{text}");
}

/// A snapshot with something of everything, of some size.
fn whole(dice: &mut Dice) -> Snapshot {
    let graph = match dice.roll(8) {
        0 => render::nasty(),
        1 => render::harbour(),
        _ => merged(&articles(dice)),
    };
    let words = [Words::named("screen"), Words::Any, Words::Declared(Ontology::default())];
    let mut snapshot = Snapshot::new(words[dice.roll(3)].clone(), graph);
    let node = |dice: &mut Dice| NodeId::new(dice.pick(&["person:nora-vale", "film:窓", "film:a\\'b\"c"]));
    for _ in 0..dice.roll(3) {
        let (one, other) = (node(dice), node(dice));
        let fact = EdgeKey {
            subject: node(dice),
            relation: Relation::new("directed"),
            object: Object::Literal("2024".to_owned()),
        };
        let decision = match dice.roll(3) {
            0 => Decision::Merge { one: one.clone(), other: other.clone() },
            1 => Decision::Rename { node: one.clone(), name: "Nora 'N' \\ \"Vale\"".to_owned() },
            _ => Decision::Confirm { fact },
        };
        snapshot.decisions.push(Line { decision, why: dice.pick(&["", "it's so"]).to_owned() });
        let because = vec!["the same name".to_owned()];
        snapshot.same.push(Identity { node: one, documents: Vec::new(), is: other, because });
    }
    snapshot
}

#[test]
fn lines_and_the_whole_are_read_as_the_same() {
    for seed in 1..=100_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let snapshot = whole(&mut dice);
        let text = saved(&snapshot);
        assert_eq!(read(text.as_bytes()).unwrap(), snapshot);
        assert_eq!(read(by_hand(&text).as_bytes()).unwrap(), snapshot);
        check_same(&text.replace('\n', "\r\n"));
    }
}

/// Takes, adds or changes a little somewhere.
fn damaged(text: &str, dice: &mut Dice) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = 2 + dice.roll(chars.len() - 2);
    let line = 1 + dice.roll(lines.len() - 1);
    match dice.roll(9) {
        0 => drop(chars.remove(at)),
        1 => chars.insert(at, chars[dice.roll(at)]),
        2 => chars[at] = ['(', ')', '"', ',', ' ', '\\', '0', '\n', '/', '-', '.', 'e'][dice.roll(12)],
        3 => chars.truncate(at),
        4 => {
            let part = ["/*", "*/", "//", "\n", "  ", ",", "Some(", "r#", "\\u{41}", "_", "1e5", "[[["];
            chars.splice(at..at, part[dice.roll(12)].chars());
        }
        5 => {
            return lines
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != line)
                .map(|(_, line)| *line)
                .collect();
        }
        6 => {
            lines.insert(line, lines[dice.roll(line)]);
            return lines.concat();
        }
        7 => {
            let middle = lines.len() / 2;
            lines.swap(line, middle);
            return lines.concat();
        }
        _ => {
            lines.insert(line, ["\n", "// a note\n", "/*\n", "*/\n", "],\n", "    (),\n"][dice.roll(6)]);
            return lines.concat();
        }
    }
    chars.into_iter().collect()
}

#[test]
fn damage_is_told_as_the_same() {
    for seed in 1..=600_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut text = saved(&whole(&mut dice));
        for _ in 0..1 + dice.roll(2) {
            text = damaged(&text, &mut dice);
        }
        // A first line of another form is told at another place by itself.
        if text.starts_with("(\n") {
            check_same(&text);
        }
    }
}

#[test]
fn other_layouts_are_read_as_the_same() {
    let snapshot = Snapshot::new(Words::named("screen"), render::harbour());
    let text = saved(&snapshot);
    for (from, to) in [
        ("(\n", "// A note.\n(\n"),
        ("documents: [\n", "documents: [\n    // The best of them.\n"),
        ("\n    (id: \"person:", "\n    (\n        id: \"person:"),
        ("(subject: ", "( subject : "),
        ("(subject: ", "(/* who */ subject: "),
        ("\"person:nora-vale\"", "r#\"person:nora-vale\"#"),
        ("\"person:nora-vale\"", "\"person:\\x6eora-vale\""),
        ("confidence: 0.9", "confidence: 0.90"),
        ("confidence: 0.9", "confidence: 9e-1"),
        ("sentence: (0,", "sentence: (0x0,"),
        ("],\n)\n", "]\n)"),
        ("decisions: [\n],\nsame: [\n],\n", ""),
        ("version: 3", "version: 2"),
        (",\n", " ,\n"),
    ] {
        let other = text.replace(from, to);
        assert!(other != text, "{from}");
        assert_eq!(said(&other).as_ref(), Ok(&snapshot), "{from} as {to}");
    }
    let (start, edges) = text.split_once("edges: [").unwrap();
    let (edges, end) = edges.split_once("],\ndecisions").unwrap();
    let (head, nodes) = start.split_once("documents: [").unwrap();
    let turned = format!("{head}edges: [{edges}],\ndocuments: [{nodes}decisions{end}");
    assert_eq!(said(&turned), Ok(snapshot));
}

#[test]
fn items_in_any_order_are_read_as_the_same() {
    let graph = render::nasty();
    let text = saved(&Snapshot::new(Words::Any, graph.clone()));
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        if line.starts_with("    ") {
            parts.last_mut().unwrap().insert(0, line);
        } else {
            parts.extend([vec![line], Vec::new()]);
        }
    }
    let turned = parts.concat().join("\n") + "\n";
    assert!(turned != text);
    assert_eq!(read(turned.as_bytes()).unwrap().read, graph);
    check_same(&turned);
}

#[test]
fn many_lines_keep_their_order_on_any_number_of_threads() {
    let mut graph = Graph::new();
    for number in 0..60 {
        let lines: String =
            (0..40).map(|film| format!("Person P{number} -directed-> Film F{}\n", film * 7)).collect();
        super::hand::add(&mut graph, &format!("{number}.txt"), Some("2024-01-01"), &lines);
    }
    let snapshot = Snapshot::new(Words::named("screen"), graph);
    let text = saved(&snapshot);
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            assert_eq!(saved(&snapshot), text);
            assert_eq!(said(&text).as_ref(), Ok(&snapshot));
        });
    }
    let last = text.lines().rfind(|line| line.starts_with("    (subject")).unwrap();
    let twice = text.replace(last, &format!("{last}\n{last}"));
    assert!(matches!(read(twice.as_bytes()), Err(SnapshotError::Parts(_))));
    check_same(&twice);
}
