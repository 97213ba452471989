//! Decisions: each does what it says, the last about a matter holds, and what cannot hold is told.

use callsheet::curation::{DECISIONS, Line, Outcome, Replay, identities, parse, settle};
use callsheet::snapshot::{Snapshot, Words};
use callsheet::{Graph, Ontology};

use super::hand;

const HARBOUR: &str = "\
    Person Nora Vale -directed-> Film Glass Harbor\n\
    Person N. Vale -wrote-> Film Glass Harbor\n\
    Person Ilse Brandt -stars-in-> Film Glass Harbor [rumoured]\n\
    Film Glass Harbor -released-> \"2022\"";

fn read() -> Graph {
    let mut graph = Graph::new();
    hand::add(&mut graph, "a.txt", Some("2024-01-01"), HARBOUR);
    hand::add(&mut graph, "b.txt", None, "Person Nora Vale -edited-> Film Tide");
    graph
}

fn facts(graph: &Graph) -> Vec<String> {
    let fact = |edge: &callsheet::Edge| format!("{} [{}]", edge.key, edge.status);
    graph.edges().map(fact).collect()
}

/// Which facts a decision adds (`+`) and takes away (`-`), with the outcome of the last.
fn changes(decisions: &str) -> (Vec<String>, Outcome) {
    let lines = parse(decisions).unwrap();
    let settled = settle(read(), &[], &lines);
    let (before, after) = (facts(&read()), facts(&settled.graph));
    let gone = before.iter().filter(|fact| !after.contains(fact)).map(|fact| format!("-{fact}"));
    let new = after.iter().filter(|fact| !before.contains(fact)).map(|fact| format!("+{fact}"));
    let outcome = settled.replay.lines.last().unwrap().1.clone();
    (gone.chain(new).collect(), outcome)
}

#[track_caller]
fn check(decisions: &str, expected: &[&str]) {
    assert_eq!(
        changes(decisions),
        (expected.iter().map(|fact| (*fact).to_owned()).collect(), Outcome::Applied)
    );
}

#[track_caller]
fn check_stale(decision: &str, reason: &str) {
    assert_eq!(changes(decision), (Vec::new(), Outcome::Stale(reason.to_owned())));
}

const DIRECTED: &str =
    r#"(subject: "person:nora-vale", relation: "directed", object: Node("film:glass-harbor"))"#;
const STARS: &str =
    r#"(subject: "person:ilse-brandt", relation: "stars-in", object: Node("film:glass-harbor"))"#;

#[test]
fn two_nodes_become_one() {
    check(
        r#"(decision: merge(one: "person:nora-vale", other: "person:n-vale"))"#,
        &[
            "-person:n-vale -wrote-> film:glass-harbor [asserted]",
            "+person:nora-vale -wrote-> film:glass-harbor [asserted]",
        ],
    );
}

#[test]
fn what_one_document_means_by_a_name_is_parted() {
    check(
        r#"(decision: split(node: "person:nora-vale", documents: ["b.txt"], becomes: "person:nora-vale-editor"))"#,
        &[
            "-person:nora-vale -edited-> film:tide [asserted]",
            "+person:nora-vale-editor -edited-> film:tide [asserted]",
        ],
    );
}

#[test]
fn a_node_changes_its_kind_with_its_id() {
    check(
        r#"(decision: kind(node: "film:tide", kind: "Series"))"#,
        &[
            "-person:nora-vale -edited-> film:tide [asserted]",
            "+person:nora-vale -edited-> series:tide [asserted]",
        ],
    );
}

#[test]
fn what_was_made_one_changes_its_kind_as_one() {
    for (one, other) in [("film:tide", "film:glass-harbor"), ("film:glass-harbor", "film:tide")] {
        for node in [one, other] {
            let text = format!(
                "(decision: merge(one: \"{one}\", other: \"{other}\"))\n(decision: kind(node: \"{node}\", kind: \"Series\"))"
            );
            let graph = settle(read(), &[], &parse(&text).unwrap()).graph;
            let kinds: Vec<&str> = graph.nodes().map(|node| node.kind.as_str()).collect();
            assert_eq!(kinds, ["Person", "Person", "Person", "Series"], "{text}");
        }
    }
}

#[test]
fn a_kind_is_decided_again_of_the_node_as_it_is_then() {
    for (first, second) in [("Series", "Work"), ("Work", "Series")] {
        let then = first.to_lowercase();
        let mut text = format!(
            "(decision: kind(node: \"film:tide\", kind: \"{first}\"))\n(decision: kind(node: \"{then}:tide\", kind: \"{second}\"))"
        );
        let new = format!("+person:nora-vale -edited-> {}:tide [asserted]", second.to_lowercase());
        check(&text, &["-person:nora-vale -edited-> film:tide [asserted]", &new]);
        text = text.replace(second, "Film");
        check(&text, &[]);
    }
}

#[test]
fn what_is_found_to_be_one_changes_its_kind_as_one() {
    let mut read = Graph::new();
    // Beside it one name of two things, which stay two.
    for (document, award, director, year) in
        [("a.txt", "Emmy Award", "Nora Vale", 1986), ("b.txt", "Emmy", "Kofi Mensah", 1995)]
    {
        let text = format!(
            "Award {award}\nPerson {director} -directed-> Film Heat\nFilm Heat -released-> \"{year}\""
        );
        hand::add(&mut read, document, None, &text);
    }
    let ids = |decisions: Vec<Line>| {
        let words = Words::named("screen");
        let mut snapshot = Snapshot { words, read: read.clone(), decisions, same: Vec::new() };
        snapshot.identify(&Ontology::default());
        let graph = snapshot.settle().graph;
        let films = graph.nodes().filter(|node| node.kind.as_str() == "Film").count();
        assert_eq!(films, 2);
        let two = graph.nodes().filter(|node| node.id.as_str().contains("emmy"));
        two.map(|node| (node.kind.to_string(), node.names.len())).collect::<Vec<_>>()
    };
    assert_eq!(ids(Vec::new()), [("Award".to_owned(), 2)]);
    for node in ["award:emmy", "award:emmy-award"] {
        let kind = parse(&format!("(decision: kind(node: {node:?}, kind: \"Event\"))")).unwrap();
        assert_eq!(ids(kind), [("Event".to_owned(), 2)], "{node}");
    }
}

#[test]
fn facts_are_rejected_turned_and_given_a_status() {
    check(
        &format!("(decision: reject(fact: {DIRECTED}))"),
        &["-person:nora-vale -directed-> film:glass-harbor [asserted]"],
    );
    check(
        &format!("(decision: flip(fact: {DIRECTED}))"),
        &[
            "-person:nora-vale -directed-> film:glass-harbor [asserted]",
            "+film:glass-harbor -directed-> person:nora-vale [asserted]",
        ],
    );
    check(
        &format!("(decision: status(fact: {STARS}, status: denied), why: \"her agent said so\")"),
        &[
            "-person:ilse-brandt -stars-in-> film:glass-harbor [rumoured]",
            "+person:ilse-brandt -stars-in-> film:glass-harbor [denied]",
        ],
    );
    check(&format!("(decision: confirm(fact: {DIRECTED}))"), &[]);
}

#[test]
fn a_status_that_was_decided_outlasts_newer_documents() {
    let mut graph = read();
    let newer = "Person Ilse Brandt -stars-in-> Film Glass Harbor [planned]";
    hand::add(&mut graph, "c.txt", Some("2026-05-01"), newer);
    let lines = parse(&format!("(decision: status(fact: {STARS}, status: former))")).unwrap();
    let settled = settle(graph, &[], &lines);
    assert!(
        facts(&settled.graph)
            .contains(&"person:ilse-brandt -stars-in-> film:glass-harbor [former]".to_owned())
    );
}

#[test]
fn a_fact_is_added_with_its_source_and_new_names() {
    let line = r#"(decision: add(fact: (subject: "person:ana-lima", relation: "composed", object: Node("film:tide")),
        source: "liner notes", names: {"person:ana-lima": (kind: "Person", name: "Ana Lima")}), why: "page 3")"#
        .replace('\n', " ");
    check(&line, &["+person:ana-lima -composed-> film:tide [asserted]"]);
    let graph = settle(read(), &[], &parse(&line).unwrap()).graph;
    let edge = graph.edges().find(|edge| edge.key.relation.as_str() == "composed").unwrap();
    assert_eq!(edge.evidence[0].document.as_str(), DECISIONS);
    assert_eq!(graph.quote(&edge.evidence[0]), Some("liner notes: page 3"));
}

#[test]
fn names_are_chosen_and_added() {
    let lines = parse(
        "(decision: rename(node: \"person:nora-vale\", name: \"Nóra Vale\"))\n\
         (decision: alias(node: \"person:nora-vale\", name: \"La Vale\"))",
    )
    .unwrap();
    let graph = settle(read(), &[], &lines).graph;
    let node = graph.nodes().find(|node| node.id.as_str() == "person:nora-vale").unwrap();
    assert_eq!(node.name(), "Nóra Vale");
    assert_eq!(node.other_names(), ["La Vale", "Nora Vale"]);
}

#[test]
fn what_no_text_says_is_stale() {
    check_stale(
        r#"(decision: merge(one: "person:nora-vale", other: "person:x"))"#,
        "no text names `person:x`",
    );
    check_stale(
        r#"(decision: reject(fact: (subject: "person:nora-vale", relation: "wrote", object: Node("film:tide"))))"#,
        "no text says that `person:nora-vale -wrote-> film:tide`",
    );
    check_stale(
        r#"(decision: split(node: "film:tide", documents: ["a.txt"], becomes: "film:tide-2"))"#,
        "`a.txt` does not name `film:tide`",
    );
    check_stale(
        &format!("(decision: withdraw(reject(fact: {STARS})))"),
        "there is no such decision before it",
    );
    check_stale(
        r#"(decision: flip(fact: (subject: "film:glass-harbor", relation: "released", object: Literal("2022"))))"#,
        "a date or a word cannot be a subject",
    );
}

fn outcomes(text: &str) -> Vec<String> {
    Replay::of(&parse(text).unwrap()).lines.iter().map(|(_, outcome)| outcome.to_string()).collect()
}

#[test]
fn the_later_decision_about_a_matter_holds() {
    let text = format!(
        "(decision: confirm(fact: {STARS}))\n(decision: reject(fact: {STARS}))\n\
         (decision: withdraw(reject(fact: {STARS})))"
    );
    // What is taken back gives way to what held before it.
    assert_eq!(outcomes(&text), ["applied", "superseded by decision 3", "applied"]);
    assert_eq!(changes(&text).0, [""; 0]);
    let twice = format!("{text}\n(decision: withdraw(confirm(fact: {STARS})))");
    assert_eq!(outcomes(&twice)[..2], ["superseded by decision 4", "superseded by decision 3"]);
}

#[test]
fn what_is_distinct_does_not_become_one_by_a_chain() {
    let text = r#"
        (decision: merge(one: "a:1", other: "a:2"))
        (decision: merge(one: "a:2", other: "a:3"))
        (decision: distinct(one: "a:3", other: "a:1"))"#;
    assert_eq!(outcomes(text), ["applied", "contradicts decision 3", "applied"]);
}

#[test]
fn lines_are_read_as_they_are_written_and_errors_have_their_place() {
    let text = format!(
        "// a remark\n\n(decision: status(fact: {STARS}, status: denied), why: \"said \\\"so\\\"\\nher agent\"),\n\
         (decision: withdraw(alias(node: \"person:x\", name: \"Ær\")))\n"
    );
    let lines = parse(&text).unwrap();
    let written: Vec<String> = lines.iter().map(Line::to_string).collect();
    assert!(written.iter().all(|line| line.lines().count() == 1), "{written:?}");
    assert_eq!(parse(&written.join("\n")).unwrap(), lines);
    let error = parse("// é\n  (decision: mrege(one: \"a\", other: \"b\"))").unwrap_err();
    assert!(error.to_string().starts_with("line 2, column 14: "), "{error}");
    assert!(error.to_string().contains("mrege"), "{error}");
    assert!(error.hint().contains("(decision: merge("));
}

#[test]
fn a_fact_that_was_added_is_there_for_other_decisions() {
    let add = r#"(decision: add(fact: (subject: "person:ana-lima", relation: "composed", object: Node("film:weir")), source: "notes", names: {"person:ana-lima": (kind: "Person", name: "Ana Lima"), "film:weir": (kind: "Film", name: "Weir")}))"#;
    let fact = r#"(subject: "person:ana-lima", relation: "composed", object: Node("film:weir"))"#;
    let more = format!(
        "{add}\n(decision: confirm(fact: {fact}))\n(decision: rename(node: \"film:weir\", name: \"The Weir\"))"
    );
    check(&more, &["+person:ana-lima -composed-> film:weir [asserted]"]);
    // Without one of its ends it brings nothing, not even the other.
    let half = add.replace(r#", "film:weir": (kind: "Film", name: "Weir")"#, "");
    let settled = settle(read(), &[], &parse(&half).unwrap());
    assert!(settled.graph.nodes().all(|node| node.id.as_str() != "person:ana-lima"));
    assert_eq!(settled.replay.lines[0].1, Outcome::Stale("no text names `film:weir`".to_owned()));
}

/// The id that each document's naming of a node has in the end, where these decisions hold.
fn ids(documents: &[(&str, &str)], decisions: &str) -> Vec<String> {
    let mut read = Graph::new();
    for (id, lines) in documents {
        hand::add(&mut read, id, None, lines);
    }
    let lines = parse(decisions).unwrap();
    let same = identities(&read, &Ontology::default(), &lines).same;
    let settled = settle(read, &same, &lines).graph;
    let id = |node: &callsheet::Node| {
        let documents: Vec<&str> = node.documents().iter().map(|id| id.as_str()).collect();
        format!("{} in {}", node.id, documents.join(" "))
    };
    settled.nodes().filter(|node| node.name().contains("Voss")).map(id).collect()
}

const FAR_APART: [(&str, &str); 2] = [
    ("a", "Studio Arne Voss -stars-in-> Film Weir\nFilm Weir -released-> \"1938\""),
    ("b", "Studio Arne Voss -stars-in-> Film Low Tide\nFilm Low Tide -released-> \"2021\""),
];

#[test]
fn what_is_two_under_its_new_kind_is_parted() {
    let kind = r#"(decision: kind(node: "studio:arne-voss", kind: "Person"))"#;
    let found = ids(&FAR_APART, kind);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|node| node.starts_with("person:arne-voss")), "{found:?}");
    // As if texts had said that kind.
    let said: Vec<(&str, String)> =
        FAR_APART.iter().map(|(id, lines)| (*id, lines.replace("Studio", "Person"))).collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(id, lines)| (*id, lines.as_str())).collect();
    assert_eq!(found, ids(&said, ""));
}

#[test]
fn of_kinds_that_follow_each_other_the_last_holds() {
    let documents = [("a", "Studio Arne Voss -produced-by-> Film Weir")];
    let chain = "(decision: kind(node: \"studio:arne-voss\", kind: \"Person\"))\n\
        (decision: kind(node: \"person:arne-voss\", kind: \"Network\"))\n\
        (decision: kind(node: \"network:arne-voss\", kind: \"Place\"))";
    let found = ids(&documents, chain);
    assert_eq!(found.len(), 1, "{found:?}");
    let reversed: Vec<&str> = chain.lines().rev().collect();
    assert_eq!(ids(&documents, &reversed.join("\n")), found);
}

#[test]
fn what_was_split_off_has_a_kind_of_its_own() {
    let documents = [
        ("a", "Person Arne Voss -directed-> Film Weir"),
        ("b", "Person Arne Voss -directed-> Film Low Tide"),
    ];
    let found = ids(
        &documents,
        "(decision: split(node: \"person:arne-voss\", documents: [\"b\"], becomes: \"person:arne-voss-film\"))\n\
        (decision: kind(node: \"person:arne-voss-film\", kind: \"Studio\"))",
    );
    assert_eq!(found, ["person:arne-voss in a", "studio:arne-voss-film in b"]);
}
