//! `callsheet diff`.

use serde_json::Value;

use super::Desk;

/// A desk with a second graph, of a changed text and a new one.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put(
        "a.txt",
        "Nora Vale will direct the film *Glass Harbor*. Ilse Brandt stars in *Glass Harbor*.\n",
    );
    desk.put("c.txt", "Kofi Mensah directed the film *Low Tide*.\n");
    assert_eq!(desk.run(&["build", "a.txt", "b.md", "c.txt", "-o", "h.ron"]).code, 0);
    desk
}

#[test]
fn changes_are_grouped_and_counted() {
    let done = desk().run(&["diff", "g.ron", "h.ron"]);
    assert_eq!((done.code, done.err.as_str()), (1, ""));
    let expected = "\
documents
  ~ a.txt: other content, quotes: 2 new, 2 gone
  + c.txt

nodes
  + Low Tide (Film, film:low-tide)
  + Kofi Mensah (Person, person:kofi-mensah)

facts
  + Kofi Mensah -directed-> Low Tide (person:kofi-mensah, film:low-tide): “Kofi Mensah directed the film Low Tide.” (c.txt)

statuses
  ~ Nora Vale -directed-> Glass Harbor (person:nora-vale, film:glass-harbor): asserted -> planned
";
    assert!(done.out.starts_with(expected), "{}", done.out);
    let last = done.out.lines().last().unwrap();
    assert!(
        last.starts_with("2 documents, 2 nodes, 1 fact, 1 status, ") && last.ends_with(" differ"),
        "{last}"
    );
}

#[test]
fn the_exit_code_says_whether_they_differ() {
    let desk = desk();
    let done = desk.run(&["diff", "g.ron", "g.ron"]);
    assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (0, "", "nothing differs\n"));
    for (args, code) in [
        (["g.ron", "h.ron", "--quiet"], 1),
        (["g.ron", "g.ron", "--quiet"], 0),
        (["g.ron", "h.ron", "--only=words"], 0),
        (["g.ron", "h.ron", "--only=facts,words"], 1),
        (["g.ron", "nope.ron", "--quiet"], 2),
        (["g.ron", "h.ron", "--only=letters"], 2),
        (["g.ron", "a.txt", "--quiet"], 2),
        (["-", "-", "--quiet"], 2),
    ] {
        let done = desk.run(&[&["diff"], &args[..]].concat());
        assert_eq!(done.code, code, "{args:?}: {}", done.err);
        assert!(args[2] != "--quiet" || done.out.is_empty(), "{}", done.out);
    }
}

#[test]
fn parts_are_chosen_and_long_lists_are_cut() {
    let desk = desk();
    let done = desk.run(&["diff", "g.ron", "h.ron", "--only", "nodes,facts", "--limit", "1"]);
    let expected = "\
nodes
  + Low Tide (Film, film:low-tide)
  and 1 more

facts
  + Kofi Mensah -directed-> Low Tide (person:kofi-mensah, film:low-tide): “Kofi Mensah directed the film Low Tide.” (c.txt)

2 nodes, 1 fact differ
";
    assert_eq!(done.out, expected);
    let one = desk.run(&["diff", "g.ron", "h.ron", "--only", "facts", "--limit", "0"]).out;
    assert_eq!(one, "facts\n  and 1 more\n\n1 fact differs\n");
}

#[test]
fn json_has_a_change_a_line() {
    let desk = desk();
    let out = desk.run(&["diff", "g.ron", "h.ron", "--json"]).out;
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |part: &str| lines.iter().filter(|line| line["part"] == part).cloned().collect::<Vec<_>>();
    assert_eq!(of("documents")[1]["id"], "c.txt");
    assert_eq!(of("documents")[0]["fields"]["quotes"]["added"], 2);
    assert_eq!(
        (&of("nodes")[0]["change"], &of("nodes")[0]["id"]),
        (&"added".into(), &"film:low-tide".into())
    );
    let fact = &of("facts")[0];
    assert_eq!(fact["subject"]["name"], "Kofi Mensah");
    assert_eq!(fact["evidence"][0]["quote"], "Kofi Mensah directed the film Low Tide.");
    assert_eq!(
        (&of("statuses")[0]["old"], &of("statuses")[0]["new"]),
        (&"asserted".into(), &"planned".into())
    );
    assert!(
        of("evidence")
            .iter()
            .any(|line| line["change"] == "removed" && line["evidence"]["document"] == "a.txt")
    );
    assert_eq!(desk.run(&["diff", "g.ron", "g.ron", "--json"]).out, "");
}

#[test]
fn one_of_them_may_come_from_standard_input() {
    let desk = desk();
    let bytes = std::fs::read_to_string(desk.path("h.ron")).unwrap();
    let done = desk.feed(&["diff", "g.ron", "-", "--only", "facts"], &bytes);
    assert_eq!(done.out, desk.run(&["diff", "g.ron", "h.ron", "--only", "facts"]).out);
    assert_eq!(desk.feed(&["diff", "-", "h.ron"], &bytes).code, 0);
    let done = desk.feed(&["diff", "-", "h.ron"], "nonsense");
    assert!(done.code == 2 && done.err.contains("cannot open the snapshot `standard input`"), "{}", done.err);
}

#[test]
fn an_ontology_of_ones_own_differs() {
    let desk = Desk::bare();
    let ontology = |name: &str, plural: &str| {
        format!(
            "(name: \"{name}\", kinds: {{\"Ship\": (about: \"Sails.\", singular: \"ship\", plural: \"{plural}\")}},
              relations: {{\"tows\": (about: \"Tows.\", from: [\"Ship\"], to: Kinds([\"Ship\"]), wording: \"tows\", inverse: \"is towed by\")}})"
        )
    };
    desk.put("facts.jsonl", "{\"id\": \"a\", \"nodes\": [{\"kind\": \"Ship\", \"name\": \"Ann\"}]}\n");
    for (graph, name, plural) in
        [("a.ron", "sea", "ships"), ("b.ron", "sea", "fleet"), ("c.ron", "harbour", "ships")]
    {
        desk.put("sea.ron", ontology(name, plural));
        let args = ["build", "--input-format", "facts", "--ontology", "sea.ron", "facts.jsonl", "-o", graph];
        assert_eq!(desk.run(&args).code, 0);
    }
    let out = desk.run(&["diff", "a.ron", "b.ron"]).out;
    assert_eq!(out, "words\n  ~ kind `Ship`: declared otherwise\n\n1 word differs\n");
    let out = desk.run(&["diff", "a.ron", "c.ron"]).out;
    assert_eq!(out, "words\n  ~ ontology: `sea` is now `harbour`\n\n1 word differs\n");
}

#[test]
fn decisions_are_told_and_count() {
    let desk = Desk::new();
    std::fs::copy(desk.path("g.ron"), desk.path("h.ron")).unwrap();
    assert_eq!(desk.run(&["curate", "g.ron", "distinct", "Nora Vale", "Ilse Brandt"]).code, 0);
    assert_eq!(
        desk.run(&["curate", "h.ron", "rename", "Glass Harbor", "The Harbor", "--why", "said so"]).code,
        0
    );
    let told = |args: &[&str]| {
        let done = desk.run(&[&["diff", "g.ron", "h.ron", "--only=decisions"], args].concat());
        assert_eq!(done.code, 1, "{}", done.err);
        done.out
    };
    assert_eq!(
        told(&[]),
        "decisions\n  - `person:nora-vale` is not `person:ilse-brandt`\n  \
         + `film:glass-harbor` is shown as `The Harbor` (said so)\n\n2 decisions differ\n"
    );
    // Two nodes that stay two change nothing else.
    assert_eq!(desk.run(&["curate", "h.ron", "undo"]).code, 0);
    assert_eq!(desk.run(&["diff", "g.ron", "h.ron"]).code, 1);
    assert_eq!(desk.run(&["curate", "h.ron", "merge", "Nora Vale", "Ilse Brandt"]).code, 0);
    let line: Value = serde_json::from_str(&told(&["--json"])).unwrap();
    assert_eq!((&line["part"], &line["change"]), (&"decisions".into(), &"changed".into()));
    assert_eq!(line["old"]["decision"]["distinct"]["one"], "person:nora-vale");
    assert_eq!(line["new"]["decision"]["merge"]["other"], "person:ilse-brandt");
}
