//! `callsheet check`.

use serde_json::Value;

use super::{Desk, Done};

fn text(desk: &Desk) -> String {
    std::fs::read_to_string(desk.path("g.ron")).unwrap()
}

/// Checks the graph of the desk with changes to its file.
fn changed(desk: &Desk, changes: &[(&str, &str)], args: &[&str]) -> Done {
    let whole = text(desk);
    let text = changes.iter().fold(whole, |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    desk.put("bad.ron", text);
    desk.run(&[&["check", "bad.ron"], args].concat())
}

fn json(done: &Done) -> Vec<Value> {
    done.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn everything_that_keeps_a_snapshot_from_being_read_is_told() {
    let desk = Desk::new();
    let changes = [
        ("(id: \"a.txt\"", "(id: \"a.txt\", colour: \"red\""),
        ("(id: \"person:nora-vale\"", "(id: \"person:nora-veil\""),
        ("Node(\"event:", "Knot(\"event:"),
    ];
    let done = changed(&desk, &changes, &["--json"]);
    assert_eq!(done.code, 2, "{}", done.err);
    let found = json(&done);
    let problems: Vec<_> = found.iter().map(|line| line["problem"].as_str().unwrap()).collect();
    assert_eq!(problems, ["damaged-line", "damaged-line", "dangling"]);
    let bad = std::fs::read_to_string(desk.path("bad.ron")).unwrap();
    for (finding, part) in found.iter().zip(["colour", "Knot", "person:nora-vale\""]) {
        let line = finding["line"].as_u64().unwrap() as usize;
        assert!(bad.lines().nth(line - 1).unwrap().contains(part), "{finding}");
        assert_eq!(finding["severity"], "error");
        assert!(!finding["hint"].as_str().unwrap().is_empty());
    }
    let done = desk.run(&["check", "bad.ron"]);
    assert!(done.out.contains("`person:nora-vale`, which is not there\nhint: "), "{}", done.out);
    assert_eq!(done.err, "3 errors\n");
}

#[test]
fn a_document_node_or_edge_that_is_there_twice_has_its_line() {
    let desk = Desk::new();
    let line = |start: &str| text(&desk).lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    for start in ["    (id: \"a.txt\"", "    (id: \"person:nora-vale\"", "    (subject: \"person:nora-vale\""]
    {
        let line = line(start);
        let twice = format!("{line}\n{line}");
        let done = changed(&desk, &[(&line, &twice)], &[]);
        assert_eq!(done.code, 2);
        assert!(done.out.contains("is there twice, first in line "), "{}", done.out);
        assert_eq!(done.err, "1 error\n", "{}", done.out);
    }
}

#[test]
fn a_file_that_is_no_snapshot_or_no_longer_whole_is_a_finding() {
    let desk = Desk::new();
    let whole = text(&desk);
    for at in (0..whole.len()).step_by(97) {
        desk.put("cut.ron", &whole.as_bytes()[..at]);
        let done = desk.run(&["check", "cut.ron", "--json"]);
        assert_eq!(done.code, 2, "{at}");
        assert_eq!(json(&done)[0]["problem"], "unreadable", "{at}: {}", done.out);
    }
    let done = desk.run(&["check", "a.txt"]);
    assert!(done.code == 2 && done.out.contains("hint: is this a snapshot? "), "{}", done.out);
    let done = changed(&desk, &[("version: ", "version: 9")], &[]);
    assert!(done.code == 2 && done.out.contains("hint: update callsheet"), "{}", done.out);
    desk.put("latin.ron", b"(\nversion: 2,\nontology: \"\xe9");
    let done = desk.run(&["check", "latin.ron"]);
    assert!(done.out.starts_with("error: line 3: byte 25 is not UTF-8 text\n"), "{}", done.out);
    let done = desk.run(&["check", "nope.ron"]);
    assert!(
        done.code == 2 && done.out.is_empty() && done.err.starts_with("error: there is no"),
        "{}",
        done.err
    );
}

#[test]
fn notes_do_not_count() {
    let desk = Desk::new();
    let done = changed(&desk, &[("nodes: [\n", "nodes: [\n\n")], &[]);
    assert_eq!((done.code, done.err.as_str()), (0, "all is well, 1 note\n"), "{}", done.out);
    assert!(
        done.out.starts_with("note: line ") && done.out.contains("another order or layout"),
        "{}",
        done.out
    );
    let done = desk.feed(&["check", "-"], text(&desk));
    assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (0, "", "all is well\n"));
}

#[test]
fn texts_are_compared_word_for_word() {
    let desk = Desk::new();
    let check = |graph: &str| desk.run(&["check", graph, "--texts", "a.txt", "b.md"]);
    let done = check("g.ron");
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    changed(&desk, &[("Nora Vale directed the", "Nora Vail directed the"), ("object: (", "object: (9")], &[]);
    let done = check("bad.ron");
    assert_eq!(done.code, 1, "{}", done.out);
    for part in [
        "error: a.txt: the graph quotes “Nora Vail directed the film Glass Harbor.”, and the text says “Nora Vale ",
        " does not lie in the text of `b.md`\n",
        "hint: the evidence was not read from this text",
    ] {
        assert!(done.out.contains(part), "no {part:?} in\n{}", done.out);
    }
    let done = desk.run(&["check", "g.ron", "--texts", "a.txt"]);
    assert_eq!(done.code, 0);
    assert!(done.out.starts_with("note: b.md: is not among the texts given\n"), "{}", done.out);
}

#[test]
fn a_text_that_has_changed_is_told() {
    let desk = Desk::new();
    let before = std::fs::read_to_string(desk.path("a.txt")).unwrap();
    desk.put("a.txt", format!("{before}\nMore was to come.\n"));
    let done = desk.run(&["check", "g.ron", "--texts", "a.txt", "b.md"]);
    assert_eq!(done.code, 1);
    let line = "warning: a.txt: the text, its title or its date has changed since; its 2 quotes stand where they stood\n";
    assert!(done.out.starts_with(line), "{}", done.out);
    desk.put("a.txt", format!("É. {before}"));
    let done = desk.run(&["check", "g.ron", "--texts", "a.txt", "b.md"]);
    assert!(done.out.contains("the text has changed since: 2 of 2 quotes do not stand"), "{}", done.out);
}

#[test]
fn a_text_that_lies_elsewhere_is_known_by_its_words() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("archive")).unwrap();
    for name in ["a.txt", "b.md"] {
        std::fs::rename(desk.path(name), desk.path("archive").join(name)).unwrap();
    }
    let done = desk.run(&["check", "g.ron", "--texts", "archive"]);
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
}

#[test]
fn a_second_object_where_one_is_allowed_is_a_contradiction() {
    let desk = Desk::bare();
    desk.put(
        "sea.ron",
        r#"(
            name: "sea",
            kinds: {"Ship": (about: "Sails.", singular: "ship", plural: "ships")},
            relations: {
                "launched": (about: "When.", from: ["Ship"], to: Literal(Date), cardinality: One, wording: "was launched on", inverse: "is the launch of"),
            },
        )"#,
    );
    let fact = |date: &str, status: &str| {
        format!(
            r#"{{"subject": "Ann", "subject_kind": "Ship", "relation": "launched", "object": "{date}", "status": "{status}"}}"#
        )
    };
    let check = |facts: &[String], code: i32, detail: &str| {
        desk.put("facts.jsonl", format!(r#"{{"id": "a", "facts": [{}]}}"#, facts.join(", ")));
        let args =
            ["build", "--input-format", "facts", "--ontology", "sea.ron", "facts.jsonl", "-o", "g.ron"];
        assert_eq!(desk.run(&args).code, 0);
        let done = desk.run(&["check", "g.ron"]);
        assert_eq!(done.code, code, "{}", done.out);
        assert!(done.out.contains(detail), "{}", done.out);
    };
    check(&[fact("1901", "asserted"), fact("1901-05", "asserted")], 0, "");
    check(&[fact("1901", "asserted"), fact("1902", "denied")], 0, "");
    let detail =
        "warning: ship:ann -launched->: one is allowed, and `1901`, `1902-03` are said to hold\nhint: ";
    check(&[fact("1901", "asserted"), fact("1902-03", "planned")], 1, detail);
}

#[test]
fn long_lists_are_cut() {
    let desk = Desk::bare();
    let nodes: Vec<String> =
        ["Zoë", "Zoé", "Zoe"].map(|name| format!(r#"{{"kind": "Person", "name": "{name} Lind"}}"#)).to_vec();
    desk.put("facts.jsonl", format!(r#"{{"id": "a", "nodes": [{}]}}"#, nodes.join(", ")));
    assert_eq!(desk.run(&["build", "--input-format", "facts", "facts.jsonl", "-o", "g.ron"]).code, 0);
    let done = desk.run(&["check", "g.ron", "--limit", "1"]);
    assert_eq!((done.code, done.err.as_str()), (1, "2 warnings\n"));
    assert!(done.out.contains("\nand 1 more\nhint: "), "{}", done.out);
}

#[test]
fn decisions_about_what_is_gone_are_worth_a_note() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["curate", "g.ron", "alias", "Nora Vale", "La Vale"]).code, 0);
    assert_eq!(desk.run(&["check", "g.ron"]).out, "");
    assert_eq!(desk.run(&["remove", "g.ron", "a.txt"]).code, 0);
    let expected = "note: decision 1: `person:nora-vale` is also called `La Vale`: no text names `person:nora-vale`\n\
        hint: it holds again once the graph has what it is about";
    let done = desk.run(&["check", "g.ron"]);
    assert_eq!(done.code, 0);
    assert!(done.out.starts_with(expected), "{}", done.out);
    // The snapshot alone has it, too.
    std::fs::remove_file(desk.path("g.curation.ron")).unwrap();
    assert!(desk.run(&["check", "g.ron"]).out.starts_with(expected));
}

#[test]
fn decisions_that_cannot_be_read_are_a_finding() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["curate", "g.ron", "alias", "Nora Vale", "La Vale"]).code, 0);
    assert_eq!(desk.run(&["remove", "g.ron", "a.txt"]).code, 0);
    let lines = std::fs::read_to_string(desk.path("g.curation.ron")).unwrap();
    desk.put("g.curation.ron", "// Étude\n(decision: mearge())\n");
    let done = desk.run(&["check", "g.ron"]);
    assert_eq!((done.code, done.err.as_str()), (1, "1 error, 1 note\n"), "{}", done.out);
    let start = "error: g.curation.ron, line 2, column 12: ";
    assert!(done.out.starts_with(start), "{}", done.out);
    assert!(
        done.out.contains("\nhint: mend the line or delete it: a line looks like (decision: "),
        "{}",
        done.out
    );
    // What the snapshot keeps of the decisions is checked all the same.
    assert!(done.out.contains("\nnote: decision 1: `person:nora-vale` is also called"), "{}", done.out);
    let found = json(&desk.run(&["check", "g.ron", "--json"]));
    assert_eq!((&found[0]["problem"], &found[0]["line"]), (&"unreadable-decisions".into(), &2.into()));
    desk.put("g.curation.ron", b"// \xe9\n");
    let done = desk.run(&["check", "g.ron"]);
    assert!(done.code == 1 && done.out.starts_with("error: g.curation.ron: "), "{}", done.out);
    desk.put("g.curation.ron", lines);
    assert_eq!(desk.run(&["check", "g.ron"]).code, 0);
}

#[test]
fn newer_decisions_are_checked_as_the_next_build_takes_them() {
    let desk = Desk::bare();
    let line = |id: &str, name: &str| {
        format!(
            r#"{{"id": "{id}", "facts": [{{"subject": "{name}", "subject_kind": "Person", "relation": "directed", "object": "Tide", "object_kind": "Film"}}]}}"#
        )
    };
    desk.put("facts.jsonl", format!("{}\n{}", line("a", "Zoë Lind"), line("b", "Zoe Lind")));
    let build = |target: &str| {
        let done = desk.run(&["build", "--input-format", "facts", "facts.jsonl", target, "g.ron"]);
        assert_eq!(done.code, 0, "{}", done.err);
    };
    build("-o");
    assert_eq!(desk.run(&["check", "g.ron"]).out, "", "they are found to be one");
    desk.put("g.curation.ron", r#"(decision: kind(node: "film:tide", kind: "Award"))"#);
    let before = desk.run(&["check", "g.ron"]).out;
    assert!(before.contains("award:tide"), "{before}");
    build("--into");
    assert_eq!(desk.run(&["check", "g.ron"]).out, before);
}

#[test]
fn nodes_of_one_name_are_joined_as_the_hint_says() {
    let desk = Desk::bare();
    desk.put("n.csv", "id,kind,name\n1,Person,Nora Vale\n2,Person,Nora Vale\n");
    assert_eq!(desk.run(&["import", "--nodes", "n.csv", "-o", "n.ron"]).code, 0);
    let done = desk.run(&["check", "n.ron"]);
    assert!(done.out.contains("note: person:2: is called “Nora Vale”, and"), "{}", done.out);
    assert!(
        done.out
            .contains("\nhint: if they are one thing, say so by `callsheet curate GRAPH merge ONE OTHER`")
    );
    assert_eq!(desk.run(&["curate", "n.ron", "merge", "person:1", "person:2"]).code, 0);
    assert!(!desk.run(&["check", "n.ron"]).out.contains("is called"));
}

#[test]
fn what_is_split_off_may_have_the_same_name() {
    let desk = Desk::new();
    let split = ["curate", "g.ron", "split", "Glass Harbor", "--document", "b.md", "--as", "strike"];
    assert_eq!(desk.run(&split).code, 0);
    assert!(!desk.run(&["check", "g.ron"]).out.contains("is called"));
}

#[test]
fn what_a_person_told_apart_may_share_its_names() {
    let desk = Desk::bare();
    desk.put("n.csv", "id,kind,name\n1,Person,Nora Vale\n2,Person,Nora Vale\n3,Person,Nora Vale\n");
    assert_eq!(desk.run(&["import", "--nodes", "n.csv", "-o", "n.ron"]).code, 0);
    let distinct = |one: &str, other: &str| {
        let done = desk.run(&["curate", "n.ron", "distinct", one, other]);
        assert_eq!(done.code, 0, "{}", done.err);
    };
    let homonyms = || {
        let found = json(&desk.run(&["check", "n.ron", "--json"]));
        let homonyms = found.iter().filter(|line| line["problem"] == "homonym");
        homonyms.map(|line| line["detail"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(homonyms().len(), 2);
    distinct("person:1", "person:2");
    assert_eq!(homonyms(), ["is called “Nora Vale”, and `person:1` is called “Nora Vale”"]);
    distinct("person:3", "person:1");
    assert_eq!(homonyms(), ["is called “Nora Vale”, and `person:2` is called “Nora Vale”"]);
    distinct("person:3", "person:2");
    assert_eq!(homonyms(), Vec::<String>::new());
}
