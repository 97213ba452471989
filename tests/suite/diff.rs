//! What differs between two graphs.

use callsheet::graph::{Change, GraphDiff, Slice};
use callsheet::{DocId, Graph, Node};

use super::hand;
use super::laws::{Article, for_all, merged};

/// Every change in short, in the order of the parts.
fn told(diff: &GraphDiff<'_>) -> Vec<String> {
    let mut told: Vec<String> =
        diff.documents.iter().map(|change| short(change, |entry| entry.id.to_string())).collect();
    told.extend(diff.nodes.iter().map(|change| short(change, |node: &&Node| node.id.to_string())));
    told.extend(diff.facts.iter().map(|change| short(change, |edge| edge.key.to_string())));
    told.extend(
        diff.statuses.iter().map(|change| short(change, |edge| format!("{} {}", edge.key, edge.status))),
    );
    told.extend(diff.evidence.iter().map(|change| {
        let key = &change.edge.key;
        short(&change.evidence, |evidence| format!("{key}: {} {}", evidence.document, evidence.status))
    }));
    told
}

fn short<T>(change: &Change<T>, name: impl Fn(&T) -> String) -> String {
    match change {
        Change::Added(thing) => format!("+ {}", name(thing)),
        Change::Removed(thing) => format!("- {}", name(thing)),
        Change::Changed { old, new } => format!("~ {} = {}", name(old), name(new)),
    }
}

#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let (old, new) = (hand::graph(old), hand::graph(new));
    let mut found = told(&old.diff(&new));
    // The one document of both always differs.
    assert_eq!(found.remove(0), "~ notes = notes");
    assert_eq!(found, expected);
}

/// A graph with a document for each text.
fn of_documents(texts: &[(&str, &str)]) -> Graph {
    let mut graph = Graph::new();
    for (id, lines) in texts {
        hand::add(&mut graph, id, None, lines);
    }
    graph
}

#[test]
fn a_graph_does_not_differ_from_itself() {
    let graph = super::render::harbour();
    assert!(graph.diff(&graph.clone()).is_empty());
    assert!(Graph::new().diff(&Graph::new()).is_empty());
}

#[test]
fn nodes_and_facts_come_and_go() {
    check(
        "Person Nora Vale -directed-> Film Glass Harbor",
        "Person Nora Vale -wrote-> Film Low Tide",
        &[
            "- film:glass-harbor",
            "+ film:low-tide",
            "- person:nora-vale -directed-> film:glass-harbor",
            "+ person:nora-vale -wrote-> film:low-tide",
        ],
    );
}

#[test]
fn a_changed_node_is_one_node() {
    let old = hand::graph("Person Nora Vale | Vale {born:1970, from:Gent}");
    let new = hand::graph("Person Nora Vale | Nonnie {born:1971}");
    let diff = old.diff(&new);
    let Some(Change::Changed { old, new }) = diff.nodes.first() else { panic!("{:?}", diff.nodes) };
    let fields = callsheet::graph::NodeFields::of(old, new);
    assert_eq!((fields.aliases.added, fields.aliases.removed), (vec!["Nonnie"], vec!["Vale"]));
    let names: Vec<_> = fields.properties.keys().copied().collect();
    assert_eq!(names, ["born", "from"]);
    assert!(fields.names.is_empty() && fields.kind.is_none());
}

#[test]
fn a_status_changes_with_the_evidence_for_it() {
    let mut new = hand::graph("Person Nora Vale -directed-> Film Glass Harbor [planned]");
    let old = new.clone();
    hand::add(&mut new, "z", Some("2024-05-01"), "Person Nora Vale -directed-> Film Glass Harbor [denied]");
    assert_eq!(
        told(&old.diff(&new)),
        [
            "+ z",
            "~ person:nora-vale -directed-> film:glass-harbor planned = person:nora-vale -directed-> film:glass-harbor denied",
            "+ person:nora-vale -directed-> film:glass-harbor: z denied",
        ]
    );
}

#[test]
fn evidence_for_the_same_words_is_one_piece() {
    check(
        "Person Nora Vale -directed-> Film Glass Harbor [season=1]",
        "Person Nora Vale -directed-> Film Glass Harbor [season=2]",
        &[
            "~ person:nora-vale -directed-> film:glass-harbor: notes asserted = person:nora-vale -directed-> film:glass-harbor: notes asserted",
        ],
    );
}

#[test]
fn a_sentence_that_only_stands_elsewhere_is_not_told() {
    let line = "Person Nora Vale -directed-> Film Glass Harbor";
    check(line, &format!("Film Low Tide\n{line}"), &["+ film:low-tide"]);
    check(
        &format!("{line}\n{line}"),
        &format!("Film Low Tide\n{line}"),
        &["+ film:low-tide", "- person:nora-vale -directed-> film:glass-harbor: notes asserted"],
    );
}

#[test]
fn a_node_with_its_names_and_another_id_has_moved_with_its_facts() {
    check(
        "Person Nora Vale -directed-> Film Glass Harbor
         Person Ilse Brandt -stars-in-> Film Glass Harbor",
        "Person Nora Vale -directed-> Series Glass Harbor
         Person Ilse Brandt -stars-in-> Series Glass Harbor [planned]",
        &[
            "~ film:glass-harbor = series:glass-harbor",
            "~ person:ilse-brandt -stars-in-> film:glass-harbor asserted = person:ilse-brandt -stars-in-> series:glass-harbor planned",
            "- person:ilse-brandt -stars-in-> series:glass-harbor: notes asserted",
            "+ person:ilse-brandt -stars-in-> series:glass-harbor: notes planned",
            "- person:nora-vale -directed-> series:glass-harbor: notes asserted",
            "+ person:nora-vale -directed-> series:glass-harbor: notes asserted",
        ],
    );
    check("Person Nora Vale {#1}", "Person Nora Vale {#2}", &["~ person:1 = person:2"]);
}

#[test]
fn a_node_under_its_fuller_name_has_moved() {
    check("Person Vale", "Person Nora Vale | Vale", &["~ person:vale = person:nora-vale"]);
    // Two people with one surname are not one for it.
    check(
        "Person Nora Vale | Vale",
        "Person Otto Vale | Vale",
        &["- person:nora-vale", "+ person:otto-vale"],
    );
}

#[test]
fn where_two_could_be_meant_nothing_has_moved() {
    check(
        "Person Nora Vale {#1}
         Person Nora Vale {#2}",
        "Person Nora Vale {#3}",
        &["- person:1", "- person:2", "+ person:3"],
    );
    check(
        "Person Vale",
        "Person Nora Vale | Vale
         Person Otto Vale | Vale",
        &["+ person:nora-vale", "+ person:otto-vale", "- person:vale"],
    );
}

#[test]
fn who_names_a_node_is_told_where_no_document_says_so() {
    let one = of_documents(&[("a", "Person Nora Vale"), ("b", "Film Low Tide")]);
    let two = of_documents(&[("a", "Person Nora Vale"), ("b", "Film Low Tide"), ("c", "Person Nora Vale")]);
    assert_eq!(told(&one.diff(&two)), ["+ c"]);
    // The same ledger, and other documents that name her.
    let bytes = |graph: &Graph| {
        let mut bytes = Vec::new();
        let snapshot = callsheet::Snapshot::new(callsheet::Words::named("screen"), graph.clone());
        callsheet::snapshot::write(&snapshot, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let other = bytes(&one).replace("{\"Nora Vale\": [\"a\"]}", "{\"Nora Vale\": [\"b\"]}");
    let other = callsheet::snapshot::read(other.as_bytes()).unwrap().read;
    assert_ne!(one, other);
    assert_eq!(told(&one.diff(&other)), ["~ person:nora-vale = person:nora-vale"]);
}

#[test]
fn nothing_differs_exactly_between_equal_graphs() {
    for_all(|dice, articles| {
        let one = merged(&articles);
        let mut other = one.clone();
        if let Some(document) = articles.get(dice.roll(articles.len() + 2)) {
            other.remove(&DocId::new(&document.0));
        }
        assert_eq!(one.diff(&other).is_empty(), one == other);
        assert!(one.diff(&merged(articles.iter().rev())).is_empty());
    });
}

#[test]
fn the_way_back_turns_every_sign() {
    for_all(|dice, articles: Vec<Article>| {
        let one = merged(&articles);
        let other = match dice.roll(2) {
            0 => merged(&articles[dice.roll(articles.len())..]),
            _ => one.slice(&Slice { statuses: [callsheet::Status::Planned].into(), ..Slice::default() }),
        };
        let (there, back) = (one.diff(&other), other.diff(&one));
        let turn = |line: String| match line.split_once(' ') {
            Some(("+", rest)) => format!("- {rest}"),
            Some(("-", rest)) => format!("+ {rest}"),
            _ => "~".to_owned(),
        };
        let mut turned: Vec<String> = told(&there).into_iter().map(turn).collect();
        let mut back: Vec<String> = told(&back)
            .into_iter()
            .map(|line| if line.starts_with('~') { "~".to_owned() } else { line })
            .collect();
        turned.sort();
        back.sort();
        assert_eq!(turned, back);
    });
}
