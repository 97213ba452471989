//! `callsheet build --input-format facts`.

use super::{Desk, Done};

fn build(desk: &Desk, lines: &str, target: &str) -> Done {
    desk.feed(&["build", "--input-format", "facts", "-", "-o", target], lines)
}

const SENTENCES: &str = r#"{"id": "a", "genre": "review", "nodes": [{"kind": "Person", "name": "Nora Vale", "aliases": ["Vale"]}, {"kind": "Film", "name": "Glass Harbor"}], "facts": [{"subject": "Vale", "relation": "directed", "object": "Glass Harbor", "evidence": "Vale directed *Glass Harbor*."}]}"#;

/// The nodes and edges of a graph, without evidence.
fn export(desk: &Desk, graph: &str) -> String {
    desk.run(&[
        "query",
        graph,
        "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, r.status ORDER BY a.id, type(r), b.id",
        "--format",
        "csv",
    ])
    .out
}

#[test]
fn what_extract_writes_gives_the_graph_of_its_texts() {
    let desk = Desk::bare();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/graphs/texts")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, desk.path(path.file_name().unwrap().to_str().unwrap())).unwrap();
    }
    assert_eq!(desk.run(&["build", ".", "-o", "h.ron"]).code, 0);
    let lines = desk.run(&["extract", "."]).out;
    let done = build(&desk, &lines, "g.ron");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(export(&desk, "g.ron").lines().count() > 10);
    assert_eq!(export(&desk, "g.ron"), export(&desk, "h.ron"));
    let nodes = "MATCH (n) RETURN n.id, n.name ORDER BY n.id";
    assert_eq!(desk.run(&["query", "g.ron", nodes]).out, desk.run(&["query", "h.ron", nodes]).out);
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    let span = &first["facts"][0]["evidence"]["sentence"];
    let span = format!("sentence: ({}, {})", span[0], span[1]);
    let graph = std::fs::read_to_string(desk.path("g.ron")).unwrap();
    assert!(graph.replace(' ', "").contains(&span.replace(' ', "")), "{span}");
}

#[test]
fn a_sentence_is_quoted_with_and_without_a_text() {
    let desk = Desk::bare();
    let text = r#"{"text": "Spring came. Vale directed *Glass Harbor*.", "#;
    for line in [SENTENCES.to_owned(), SENTENCES.replacen('{', text, 1)] {
        assert_eq!(build(&desk, &line, "g.ron").code, 0);
        let shown = desk.run(&["show", "g.ron", "Nora Vale"]).out;
        assert!(shown.contains("“Vale directed Glass Harbor.” (a"), "{shown}");
        let why = desk.run(&["ask", "g.ron", "Who directed Glass Harbor?", "--why"]).out;
        assert!(why.contains("Vale directed Glass Harbor."), "{why}");
        assert_eq!(desk.run(&["check", "g.ron"]).code, 0, "{}", desk.run(&["check", "g.ron"]).out);
    }
    let graph = std::fs::read_to_string(desk.path("g.ron")).unwrap().replace(' ', "");
    assert!(graph.contains("sentence:(13,42)"), "{graph}");
}

#[test]
fn an_edge_without_evidence_has_its_document() {
    let desk = Desk::bare();
    let line = SENTENCES.replace(r#", "evidence": "Vale directed *Glass Harbor*.""#, "");
    assert_eq!(build(&desk, &line, "g.ron").code, 0);
    assert!(desk.run(&["show", "g.ron", "Nora Vale"]).out.contains("\n    a\n"));
    let why = desk.run(&["ask", "g.ron", "Who directed Glass Harbor?", "--why"]).out;
    assert!(why.ends_with("Nora Vale -directed-> Glass Harbor\n      a\n"), "{why}");
    assert_eq!(desk.run(&["check", "g.ron"]).code, 0, "{}", desk.run(&["check", "g.ron"]).out);
}

#[test]
fn a_kind_is_taken_from_the_relation_or_from_another_fact() {
    let desk = Desk::bare();
    let line = r#"{"id": "a", "nodes": [{"kind": "Film", "name": "Low Tide"}], "facts": [{"subject": "Kofi Mensah", "relation": "directed", "object": "Low Tide"}, {"subject": "Kofi Mensah", "relation": "won", "object": "Prize"}, {"subject": "Nobody", "relation": "based-on", "object": "Low Tide"}]}"#;
    let done = build(&desk, line, "g.ron");
    assert_eq!(done.code, 0);
    assert!(
        done.err.contains("standard input, line 1: fact 3: nothing says what kind `Nobody` is"),
        "{}",
        done.err
    );
    assert!(!done.err.contains("fact 2"), "{}", done.err);
    assert!(export(&desk, "g.ron").contains("person:kofi-mensah,DIRECTED,film:low-tide"));
}

#[test]
fn a_film_is_based_on_the_book_of_its_name() {
    let desk = Desk::bare();
    for nodes in [["Film", "Work"], ["Work", "Film"]] {
        let [a, b] = nodes;
        let line = format!(
            r#"{{"id": "a", "nodes": [{{"kind": "{a}", "name": "Wild"}}, {{"kind": "{b}", "name": "Wild"}}], "facts": [{{"subject": "Wild", "relation": "based-on", "object": "Wild"}}]}}"#
        );
        let done = build(&desk, &line, "g.ron");
        assert_eq!(done.code, 0, "{}", done.err);
        assert!(
            export(&desk, "g.ron").contains("film:wild,BASED_ON,work:wild"),
            "{}",
            export(&desk, "g.ron")
        );
    }
}

#[test]
fn the_order_of_lines_makes_no_difference_and_an_id_comes_once() {
    let desk = Desk::bare();
    let other = SENTENCES.replace(r#""id": "a""#, r#""id": "b""#);
    desk.put("facts.jsonl", format!("{SENTENCES}\n{other}\n"));
    desk.put("turned.jsonl", format!("{other}\n{SENTENCES}\n"));
    build(&desk, &format!("{SENTENCES}\n{other}\n"), "g.ron");
    build(&desk, &format!("{other}\n{SENTENCES}\n"), "h.ron");
    let bytes = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert_eq!(bytes("g.ron"), bytes("h.ron"));
    let done = build(&desk, &format!("{SENTENCES}\n{SENTENCES}\n"), "x.ron");
    assert_eq!(done.code, 2);
    assert!(done.err.contains("two documents have the id `a`"), "{}", done.err);
    let done = desk.run(&["build", "--input-format", "facts", "facts.jsonl", "--into", "g.ron"]);
    assert!(done.err.contains("0 new, 0 replaced, 2 unchanged"), "{}", done.err);
}

#[test]
fn what_is_wrong_is_told_counted_and_left_out() {
    let desk = Desk::bare();
    let line = r#"{"id": "b", "nodes": [{"kind": "Ship", "name": "X"}, {"kind": "Film", "name": "Low Tide"}, {"kind": "Person", "name": "Nora Vale"}], "facts": [
        {"subject": "Nora Vale", "relation": "direcetd", "object": "Low Tide"},
        {"subject": "Low Tide", "relation": "directed", "object": "Nora Vale"},
        {"subject": "Low Tide", "relation": "released", "object": "soon"},
        {"subject": "Nora Vale", "relation": "directed", "object": "Low Tide", "status": "perhaps"},
        {"subject": "Nora Vale", "relation": "directed"}]}"#
        .replace('\n', " ");
    let done = build(&desk, &format!("nonsense\n{line}\n{SENTENCES}\n"), "g.ron");
    assert_eq!(done.code, 0);
    for part in [
        "standard input, line 1: column 2: expected ident",
        "standard input, line 2: node 1: there is no kind `Ship`",
        "fact 1: there is no relation `direcetd`; did you mean `directed`?",
        "fact 2: `Low Tide` is a Film, and `directed` takes `Person` there",
        "fact 3: `soon` is not a date; write it as 2022, 2022-02 or 2022-02-18",
        "fact 4: there is no status `perhaps`; use one of `asserted`",
        "fact 5: missing field `object`",
        "7 wrong and left out",
    ] {
        assert!(done.err.contains(part), "no {part:?} in\n{}", done.err);
    }
    assert!(export(&desk, "g.ron").contains("person:nora-vale,DIRECTED,film:glass-harbor"));
}

#[test]
fn only_mistakes_are_an_error() {
    let desk = Desk::bare();
    assert_eq!(build(&desk, "nonsense\n", "g.ron").code, 2);
}

#[test]
fn only_build_takes_facts() {
    let desk = Desk::bare();
    let done = desk.feed(&["extract", "--input-format", "facts", "-"], SENTENCES);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("hint: make a graph of them"), "{}", done.err);
}

#[test]
fn an_ontology_of_ones_own_is_kept_and_can_be_asked() {
    let desk = Desk::bare();
    desk.put(
        "museum.ron",
        r#"(
            name: "museum",
            kinds: {
                "Painter": (about: "Who paints.", singular: "painter", plural: "painters"),
                "Painting": (about: "What is painted.", singular: "painting", plural: "paintings", narrower: ["portrait"]),
            },
            relations: {
                "painted": (
                    about: "Made it.", from: ["Painter"], to: Kinds(["Painting"]),
                    wording: "painted", inverse: "was painted by", verbs: ["paint"], nouns: ["painter"],
                ),
            },
        )"#,
    );
    desk.put(
        "facts.jsonl",
        r#"{"id": "a", "facts": [{"subject": "Alva Krog", "relation": "painted", "object": "Red Sail"}, {"subject": "Bo Tamm", "relation": "painted", "object": "Portrait of a Pilot"}]}"#,
    );
    let build =
        ["build", "--input-format", "facts", "--ontology", "museum.ron", "facts.jsonl", "-o", "m.ron"];
    let done = desk.run(&build);
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    let check = |question: &str, answer: &str| {
        assert_eq!(desk.run(&["ask", "m.ron", question]).out, answer, "{question}");
    };
    check("Who painted Red Sail?", "Red Sail was painted by Alva Krog.\n");
    check("Which portraits did Bo Tamm paint?", "Bo Tamm painted Portrait of a Pilot.\n");
    check(
        "Which portraits did Alva Krog paint?",
        "No text here says portraits with: was painted by Alva Krog.\n",
    );
    // What is added later is read by the words that the graph has.
    desk.put(
        "more.jsonl",
        r#"{"id": "b", "facts": [{"subject": "Alva Krog", "relation": "painted", "object": "Weir"}]}"#,
    );
    let more = desk.run(&["build", "--input-format", "facts", "more.jsonl", "--into", "m.ron"]);
    assert_eq!(more.code, 0, "{}", more.err);
    check("How many paintings are there?", "3: Portrait of a Pilot, Red Sail and Weir.\n");
    let texts = desk.run(&["build", "--ontology", "museum.ron", "facts.jsonl", "-o", "t.ron"]);
    assert_eq!(texts.code, 2);
    assert!(texts.err.contains("hint: `--ontology` goes with `--input-format facts`"), "{}", texts.err);
    assert!(!desk.path("t.ron").exists());
}

#[test]
fn a_kind_may_be_said_in_the_fact() {
    let desk = Desk::bare();
    let line = r#"{"id": "a", "nodes": [{"kind": "Series", "name": "Low Tide"}], "facts": [{"subject": "Kofi Mensah", "relation": "directed", "object": "Low Tide", "object_kind": "Film"}, {"subject": "Bo", "relation": "wrote", "object": "Weir", "object_kind": "Person"}]}"#;
    let done = build(&desk, line, "g.ron");
    assert!(done.err.contains("fact 2: nothing says what kind `Weir` is"), "{}", done.err);
    assert!(export(&desk, "g.ron").contains("person:kofi-mensah,DIRECTED,film:low-tide"));
}

#[test]
fn the_id_of_what_is_decided_is_kept() {
    let desk = Desk::bare();
    let line = SENTENCES.replace("\"id\": \"a\"", "\"id\": \"(decisions)\"");
    let done = build(&desk, &format!("{line}\n{SENTENCES}\n"), "g.ron");
    let message = "its `id` is `(decisions)`, which is kept for what is decided by hand";
    assert!(done.err.contains("line 1") && done.err.contains(message), "{}", done.err);
    assert!(done.err.contains("1 wrong and left out"), "{}", done.err);
    let text = "{\"id\": \"(decisions)\", \"text\": \"Nora Vale directed the film *Tide*.\"}\n";
    let done = desk.feed(&["build", "--input-format", "jsonl", "-", "-o", "h.ron"], text);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("line 1") && done.err.contains(message), "{}", done.err);
    assert!(!desk.path("h.ron").exists());
}
