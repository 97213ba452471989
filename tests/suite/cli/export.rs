//! `callsheet export`.

use super::Desk;

#[test]
fn a_slice_is_cut_by_what_is_asked_for() {
    let desk = Desk::new();
    let names = |args: &[&str]| {
        let all = [&["export", "g.ron", "--format", "json"], args].concat();
        let done = desk.run(&all);
        assert_eq!(done.code, 0, "{}", done.err);
        let json: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        let names = json["nodes"].as_array().unwrap().iter();
        names.map(|node| node["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(names(&["--relation", "directed"]), "Glass Harbor, Nora Vale");
    assert_eq!(names(&["--kind", "person"]), "Ilse Brandt, Nora Vale");
    assert_eq!(names(&["--around", "Nora Vale"]), "Glass Harbor, Nora Vale");
    assert_eq!(names(&["--around", "nora vale", "--depth", "2"]), names(&[]));
    assert_eq!(names(&["--relation", "STARS_IN"]), names(&["--relation", "stars-in"]));
}

#[test]
fn a_slice_of_nothing_overwrites_no_file() {
    let desk = Desk::new();
    desk.put("keep.json", "old");
    let done = desk.run(&["export", "g.ron", "-o", "keep.json", "--from", "2999"]);
    assert_eq!(done.code, 1);
    assert!(done.err.starts_with("nothing fits `--from 2999-01-01`"), "{}", done.err);
    assert_eq!(std::fs::read_to_string(desk.path("keep.json")).unwrap(), "old");
}

#[test]
fn a_slice_of_nothing_says_so() {
    let desk = Desk::new();
    let check = |args: &[&str], message: &str| {
        let done = desk.run(&[&["export", "g.ron", "--format", "json"], args].concat());
        assert_eq!(done.code, 1);
        assert!(done.err.starts_with(&format!("nothing fits `{message}`\nhint: ")), "{}", done.err);
        assert!(serde_json::from_str::<serde_json::Value>(&done.out).is_ok(), "{}", done.out);
    };
    check(&["--status", "denied", "--relation", "DIRECTED"], "--relation DIRECTED --status denied");
    check(&["--min-confidence", "1"], "--min-confidence 1");
}

#[test]
fn a_wrong_name_lists_the_right_ones() {
    let desk = Desk::new();
    let check = |args: &[&str], code: i32, message: &str| {
        let done = desk.run(&[&["export", "g.ron", "--format", "dot"], args].concat());
        assert_eq!((done.code, done.out.as_str()), (code, ""));
        assert!(done.err.contains(message), "{}", done.err);
    };
    check(&["--relation", "direcetd"], 2, "did you mean `directed`?");
    check(&["--kind", "Persn"], 2, "did you mean `Person`?");
    check(&["--around", "Nora Veil"], 1, "did you mean `Nora Vale`?");
    check(&["--min-confidence", "2"], 2, "not between 0 and 1");
    check(&["--status", "perhaps"], 2, "rumoured");
    assert_eq!(desk.run(&["export", "g.ron", "--format", "gif"]).code, 2);
}

#[test]
fn the_longest_ending_that_fits_tells_the_format() {
    let desk = Desk::new();
    let check = |name: &str, start: &str| {
        let done = desk.run(&["export", "g.ron", "-o", name]);
        assert_eq!(done.code, 0, "{}", done.err);
        let text = std::fs::read_to_string(desk.path(name)).unwrap();
        assert!(text.contains(start), "{text}");
    };
    check("a.json", "\"edges\": [");
    check("a.d3.json", "\"links\": [");
    check("a.cyjs", "\"elements\": {");
    check("a.graphml", "<graphml ");
    check("a.gexf", "<gexf ");
    check("a.md", "# Dossier\n");
    check("A.MD", "# Dossier\n");
}

#[test]
fn a_dossier_begins_with_the_name_that_is_asked_for() {
    let desk = Desk::new();
    let done = desk.run(&["export", "g.ron", "--format", "markdown", "--around", "ilse brandt"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.starts_with("# Dossier of Ilse Brandt\n"), "{}", done.out);
    assert!(done.out.contains("\n## Ilse Brandt\n\nPerson, named in [1].\n"), "{}", done.out);
}

#[test]
fn a_layout_is_asked_for_and_advised() {
    let desk = Desk::new();
    let dot = |args: &[&str]| {
        let done = desk.run(&[&["export", "g.ron", "--format", "dot"], args].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        done
    };
    assert!(dot(&["--layout", "sfdp"]).out.contains("layout=sfdp, overlap=prism"));
    assert!(dot(&["--clusters"]).out.contains("subgraph \"cluster:Person\" {"));
    assert_eq!(dot(&["--clusters", "--layout", "fdp"]).err, "");
    assert_eq!(
        dot(&["--clusters", "--layout", "sfdp"]).err,
        "hint: `sfdp` draws no clusters; `--layout dot` or `--layout fdp` does\n"
    );
    assert_eq!(desk.run(&["export", "g.ron", "--format", "dot", "--layout", "grid"]).code, 2);
    let names: String =
        (0..160).map(|number| format!("Nora Vale directed the film *Tide {number}*.\n")).collect();
    desk.put("many.txt", names);
    assert_eq!(desk.run(&["build", "many.txt", "-o", "many.ron"]).code, 0);
    let done = desk.run(&["export", "many.ron", "--format", "dot"]);
    assert!(done.err.starts_with("hint: `--layout sfdp` draws 161 nodes more readably"), "{}", done.err);
}

/// A desk with people who are joined by titles, in documents of several days.
fn chain() -> Desk {
    let desk = Desk::bare();
    for (id, date, text) in [
        ("a", "2024-03-01", "Nora Vale directed the film *Tide*. Ilse Brandt stars in *Tide*."),
        ("b", "2025-03-31", "Ilse Brandt wrote the film *Weir*. Kofi Mensah composed the music of *Weir*."),
        ("c", "2025-04-01", "Kofi Mensah composed the music of the film *Ebb*. Tomas Reyes shot *Ebb*."),
    ] {
        desk.put(&format!("{id}.md"), format!("---\ndate: {date}\n---\n\n{text}\n"));
    }
    assert_eq!(desk.run(&["build", "a.md", "b.md", "c.md", "-o", "c.ron"]).code, 0);
    desk
}

#[test]
fn slices_are_cut_by_chains_dates_queries_and_number() {
    let desk = chain();
    let names = |args: &[&str]| {
        let done = desk.run(&[&["export", "c.ron", "--format", "json"], args].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        let json: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        let names: Vec<&str> =
            json["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect();
        (names.join(", "), json["edges"].as_array().unwrap().len())
    };
    let check = |args: &[&str], expected: &str, edges: usize| {
        assert_eq!(names(args), (expected.to_owned(), edges), "{args:?}");
    };
    check(&["--path", "Nora Vale", "Kofi Mensah"], "Tide, Weir, Ilse Brandt, Kofi Mensah, Nora Vale", 4);
    check(
        &["--path", "Nora Vale", "Ilse Brandt", "--path", "Tomas Reyes", "Ebb"],
        "Ebb, Tide, Ilse Brandt, Nora Vale, Tomas Reyes",
        3,
    );
    check(
        &["--path", "Nora Vale", "Tide", "--around", "Ebb"],
        "Ebb, Tide, Kofi Mensah, Nora Vale, Tomas Reyes",
        3,
    );
    check(&["--path", "Tide", "Tide"], "Tide", 0);
    check(&["--to", "2024"], "Tide, Ilse Brandt, Nora Vale", 2);
    check(&["--from", "2025-03", "--to", "2025-03"], "Weir, Ilse Brandt, Kofi Mensah", 2);
    check(&["--from", "2025-04-01"], "Ebb, Kofi Mensah, Tomas Reyes", 2);
    check(
        &["--query", "MATCH p = (:Person {name: 'Nora Vale'})-[:DIRECTED]->() RETURN p"],
        "Tide, Nora Vale",
        1,
    );
    check(
        &["--query", "MATCH (n) WHERE n.name IN ['Weir', 'Ilse Brandt', 'Ebb'] RETURN n"],
        "Ebb, Weir, Ilse Brandt",
        1,
    );
    check(&["--most", "3", "--around", "Ilse Brandt", "--depth", "2"], "Tide, Weir, Ilse Brandt", 2);
}

#[test]
fn a_slice_that_cannot_be_meant_says_why() {
    let desk = chain();
    let check = |args: &[&str], code: i32, message: &str| {
        let done = desk.run(&[&["export", "c.ron", "--format", "json"], args].concat());
        assert_eq!(done.code, code, "{}", done.err);
        assert!(done.err.contains(message), "{}", done.err);
    };
    check(&["--path", "Nora Vale"], 2, "2 values required");
    check(&["--path", "Nora Vale", "Tomas Rejes"], 1, "did you mean `Tomas Reyes`?");
    check(
        &["--path", "Nora Vale", "Ebb", "--relation", "directed"],
        1,
        "nothing fits `--path \"Nora Vale\" \"Ebb\" --relation directed`",
    );
    check(&["--from", "2025-13"], 2, "is not a date such as 2025, 2025-03 or 2025-03-31");
    check(
        &["--query", "MATCH (n) RETURN n.name"],
        2,
        "the query gives no nodes, edges or paths\nhint: return the nodes",
    );
    check(&["--query", "MATCH (n RETURN n"], 2, "MATCH (n RETURN n");
    check(&["--most", "0"], 2, "--most");
}

#[test]
fn an_export_goes_to_a_file_whose_ending_is_a_format() {
    let desk = Desk::new();
    let done = desk.run(&["export", "g.ron", "-o", "g.dot"]);
    assert_eq!((done.code, done.out.as_str()), (0, ""));
    assert!(done.err.starts_with("wrote `g.dot`: "), "{}", done.err);
    let streamed = desk.run(&["export", "g.ron", "--format", "dot"]).out;
    assert_eq!(std::fs::read_to_string(desk.path("g.dot")).unwrap(), streamed);
    for (path, message) in [
        ("g.xyz", "the format of `g.xyz` is not known"),
        ("h.ron", "`h.ron` is the name of a snapshot, not of an export"),
        ("no/g.dot", "there is no folder `no`"),
        (".", "`.` is a folder, and `dot` is one file"),
    ] {
        let done = desk.run(&["export", "g.ron", "-o", path, "--format", "dot"]);
        let done = if path == "g.xyz" { desk.run(&["export", "g.ron", "-o", path]) } else { done };
        assert_eq!(done.code, 2, "{path}");
        assert!(done.err.contains(message), "{}", done.err);
    }
}

#[test]
fn a_picture_of_a_large_graph_shows_the_best_connected() {
    let desk = Desk::bare();
    let line = |at: usize| {
        format!(
            "{{\"subject\": \"P{at}\", \"relation\": \"directed\", \"object\": \"Hub {}\", \"object_kind\": \"Film\"}}",
            at % 20
        )
    };
    let facts: Vec<String> = (0..700).map(line).collect();
    desk.put("f.jsonl", format!("{{\"id\": \"a\", \"facts\": [{}]}}\n", facts.join(", ")));
    let build = ["build", "--input-format", "facts", "f.jsonl", "-o", "big.ron"];
    assert_eq!(desk.run(&build).code, 0);
    let done = desk.run(&["export", "big.ron", "--format", "dot"]);
    assert!(done.err.contains("only the 600 nodes with the most edges of "), "{}", done.err);
    let all = desk.run(&["export", "big.ron", "--format", "dot", "--all"]);
    assert!(all.err.starts_with("hint: `--layout sfdp` draws "), "{}", all.err);
    assert!(all.out.len() > done.out.len());
    // What programs read is whole.
    assert!(desk.run(&["export", "big.ron", "--format", "json"]).err.is_empty());
}

#[test]
fn rdf_is_written_with_evidence_without_or_by_triple_terms() {
    let desk = Desk::new();
    let written = |args: &[&str]| {
        let done = desk.run(&[&["export", "g.ron"], args].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        done.out
    };
    let reified = written(&["--format", "turtle", "--base-iri", "https://example.org/news/"]);
    assert!(reified.contains(" a rdf:Statement ;") && reified.contains("<https://example.org/news/node/>"));
    let star = written(&["--format", "turtle", "--rdf-star"]);
    assert!(star.contains(" rdf:reifies <<( node:") && !star.contains("rdf:Statement"), "{star}");
    let facts = written(&["--format", "turtle", "--no-evidence"]);
    assert!(facts.contains("schema:director node:"), "{facts}");
    assert!(!facts.contains("cs:status") && !facts.contains("prov:entity"), "{facts}");
}

#[test]
fn what_rdf_cannot_be_is_refused_with_a_reason() {
    let desk = Desk::new();
    let check = |args: &[&str], message: &str| {
        let done = desk.run(&[&["export", "g.ron"], args].concat());
        assert_eq!((done.code, done.out.as_str()), (2, ""));
        assert!(done.err.contains(message), "{}", done.err);
    };
    check(&["--format", "jsonld", "--rdf-star"], "JSON-LD 1.1 has no form");
    check(&["--format", "turtle", "--base-iri", "news"], "`news` is no absolute IRI");
    check(&["--format", "turtle", "--rdf-star", "--no-evidence"], "cannot be used with");
}
