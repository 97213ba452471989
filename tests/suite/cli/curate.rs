//! `callsheet curate`.

use super::Desk;

#[test]
fn a_decision_is_written_down_and_survives_a_rebuild() {
    let desk = Desk::new();
    desk.put("c.txt", "Norah Vale wrote the film *Glass Harbor*.\n");
    assert_eq!(desk.run(&["build", "c.txt", "--into", "g.ron"]).code, 0);
    let done = desk.run(&["curate", "g.ron", "merge", "Nora Vale", "Norah Vale", "--why", "one woman"]);
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    assert!(done.err.starts_with("decided: `person:nora-vale` is `person:norah-vale`\n"), "{}", done.err);
    let file = std::fs::read_to_string(desk.path("g.curation.ron")).unwrap();
    let last = file.lines().last().unwrap();
    assert_eq!(
        last,
        r#"(decision: merge(one: "person:nora-vale", other: "person:norah-vale"), why: "one woman")"#
    );
    for build in [
        ["build", "a.txt", "b.md", "c.txt", "-o", "g.ron"],
        ["build", "c.txt", "b.md", "a.txt", "-o", "g.ron"],
    ] {
        let done = desk.run(&build);
        assert!(done.err.contains("1 decision: 1 applied, 0 stale, 0 conflicting"), "{}", done.err);
        let shown = desk.run(&["show", "g.ron", "Norah Vale"]).out;
        assert!(shown.contains("directed") && shown.contains("wrote"), "{shown}");
    }
}

#[test]
fn decisions_are_listed_with_what_became_of_them_and_taken_back() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["curate", "g.ron", "list"]).code, 1);
    let fact = ["Nora Vale", "directed", "Glass Harbor"];
    let reject = [&["curate", "g.ron", "reject"], &fact[..]].concat();
    assert_eq!(desk.run(&reject).code, 0);
    assert!(desk.run(&["ask", "g.ron", "Who directed Glass Harbor?"]).out.starts_with("No text here says"));
    let undone = desk.run(&["curate", "g.ron", "undo"]);
    assert_eq!(undone.code, 0, "{}", undone.err);
    assert!(desk.run(&["ask", "g.ron", "Who directed Glass Harbor?"]).out.contains("Nora Vale"));
    let listed = desk.run(&["curate", "g.ron", "list", "--json"]);
    let lines: Vec<serde_json::Value> =
        listed.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["outcome"], "superseded by decision 2");
    assert_eq!(lines[1]["decision"]["withdraw"]["reject"]["fact"]["relation"], "directed");
    assert_eq!(desk.run(&["curate", "g.ron", "undo"]).code, 1);
}

#[test]
fn a_fact_is_added_with_a_source_that_is_quoted() {
    let desk = Desk::new();
    let add = ["curate", "g.ron", "add", "Ana Lima", "composed", "Glass Harbor", "--source", "liner notes"];
    assert_eq!(desk.run(&add).code, 0);
    let asked = desk.run(&["ask", "g.ron", "Who composed the music of Glass Harbor?", "--why"]);
    assert!(asked.out.contains("Ana Lima") && asked.out.contains("liner notes"), "{}", asked.out);
    let done = desk.run(&["curate", "g.ron", "add", "Ana Lima", "directed", "Night Ferry", "--source", "x"]);
    assert_eq!(done.code, 2);
    assert!(
        done.err.contains("hint: write `Series: Night Ferry` for a new one; it may be Series, Film"),
        "{}",
        done.err
    );
    let named = ["curate", "g.ron", "add", "Ana Lima", "directed", "Film: Night Ferry", "--source", "x"];
    assert_eq!(desk.run(&named).code, 0);
    assert!(desk.run(&["ask", "g.ron", "Who directed Night Ferry?"]).out.contains("Ana Lima"));
}

#[test]
fn what_cannot_be_decided_is_refused_and_nothing_is_written() {
    let desk = Desk::new();
    desk.put("c.txt", "The series *Glass Harbor* is directed by Nora Vale.\n");
    assert_eq!(desk.run(&["build", "c.txt", "--into", "g.ron"]).code, 0);
    for (args, message) in [
        (&["merge", "Nora Vale", "Nora Wale"][..], "did you mean `Nora Vale`?"),
        (&["rename", "Glass Harbor", "x"], "`Glass Harbor` may be film:glass-harbor, series:glass-harbor"),
        (&["reject", "Nora Vale", "direcetd", "film:glass-harbor"], "did you mean `directed`?"),
        (&["kind", "Nora Vale", "Persona"], "there is no kind `Persona`"),
        (&["status", "Nora Vale", "directed", "film:glass-harbor", "maybe"], "asserted"),
    ] {
        let done = desk.run(&[&["curate", "g.ron"], args].concat());
        assert!(done.code > 0 && done.out.is_empty());
        assert!(done.err.contains(message), "{}", done.err);
    }
    assert!(!desk.path("g.curation.ron").exists());
    assert_eq!(
        desk.run(&["curate", "g.ron", "distinct", "film:glass-harbor", "series:glass-harbor"]).code,
        0
    );
    desk.put("g.curation.ron", "(decision: mrege(one: \"a\", other: \"b\"))\n");
    let done = desk.run(&["show", "g.ron", "Nora Vale"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("g.curation.ron") && done.err.contains("line 1, column 12"), "{}", done.err);
}

#[test]
fn a_decision_that_contradicts_others_is_refused() {
    let desk = Desk::new();
    desk.put("c.txt", "Norah Vale wrote the film *Glass Harbor*.\n");
    assert_eq!(desk.run(&["build", "c.txt", "--into", "g.ron"]).code, 0);
    assert_eq!(desk.run(&["curate", "g.ron", "distinct", "Nora Vale", "Norah Vale"]).code, 0);
    assert_eq!(desk.run(&["curate", "g.ron", "merge", "Nora Vale", "Ilse Brandt"]).code, 0);
    let before = std::fs::read(desk.path("g.curation.ron")).unwrap();
    let done = desk.run(&["curate", "g.ron", "merge", "Ilse Brandt", "Norah Vale"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("two decisions would contradict each other"), "{}", done.err);
    assert_eq!(std::fs::read(desk.path("g.curation.ron")).unwrap(), before);
    // Written by hand it is told at every build.
    let by_hand = "(decision: merge(one: \"person:ilse-brandt\", other: \"person:norah-vale\"))\n";
    desk.put("g.curation.ron", [&before, by_hand.as_bytes()].concat());
    let done = desk.run(&["build", "c.txt", "--into", "g.ron"]);
    assert!(done.err.contains("3 decisions: 2 applied, 0 stale, 1 conflicting"), "{}", done.err);
}

#[test]
fn what_is_found_to_be_one_is_kept_apart_by_a_decision() {
    let desk = Desk::bare();
    desk.put("a.txt", "The film *Tide* won an Emmy Award.\n");
    desk.put("b.txt", "The film *Tide* won an Emmy.\n");
    assert_eq!(desk.run(&["build", "a.txt", "b.txt", "-o", "g.ron"]).code, 0);
    let awards = |desk: &Desk| {
        let rows = desk.run(&["query", "g.ron", "MATCH (a:Award) RETURN a.id", "--format", "csv"]);
        rows.out.lines().count() - 1
    };
    assert_eq!(awards(&desk), 1);
    let done = desk.run(&["curate", "g.ron", "merge", "Emmy", "Emmy Award"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("are one node already"), "{}", done.err);
    assert_eq!(desk.run(&["curate", "g.ron", "distinct", "Emmy", "Emmy Award"]).code, 0);
    assert_eq!(awards(&desk), 2);
    assert_eq!(desk.run(&["build", "b.txt", "a.txt", "-o", "g.ron"]).code, 0);
    assert_eq!(awards(&desk), 2);
    assert_eq!(desk.run(&["curate", "g.ron", "undo"]).code, 0);
    assert_eq!(awards(&desk), 1);
}

#[test]
fn a_fact_whose_status_was_decided_is_not_asked_about_again() {
    let desk = Desk::new();
    let asked = |desk: &Desk| desk.run(&["review", "g.ron", "--list"]).out.contains("`Ilse Brandt` stars in");
    assert!(asked(&desk));
    let status = ["curate", "g.ron", "status", "Ilse Brandt", "stars-in", "Glass Harbor", "former"];
    assert_eq!(desk.run(&status).code, 0);
    assert!(!asked(&desk));
}

#[test]
fn an_empty_name_is_refused() {
    let desk = Desk::new();
    for args in [
        &["rename", "Nora Vale", ""][..],
        &["alias", "Nora Vale", " "],
        &["add", "Nora Vale", "wrote", "Glass Harbor", "--source", ""],
    ] {
        let done = desk.run(&[&["curate", "g.ron"], args].concat());
        assert_eq!(done.code, 2, "{args:?}");
        assert!(done.err.contains(" is empty\nhint: "), "{}", done.err);
    }
    assert!(!desk.path("g.curation.ron").exists());
}

#[test]
fn slips_are_refused_and_told() {
    let desk = Desk::new();
    let fact = ["Nora Vale", "directed", "Glass Harbor"];
    for (args, message) in [
        (
            &["split", "Nora Vale", "--document", "a.txd", "--as", "elder"][..],
            "`g.ron` has no document `a.txd`\nhint: did you mean `a.txt`?",
        ),
        (
            &["split", "Nora Vale", "--document", "a.txt", "--as", ""],
            "the word to tell the new node by is empty",
        ),
        (
            &["split", "Nora Vale", "--document", "a.txt", "--as", "!"],
            "the word to tell the new node by is empty",
        ),
        (&["reject", fact[0], fact[1], fact[2], "--document", "x"], "`g.ron` has no document `x`"),
        (
            &["add", "Glass Harbor", "released", "2022-13-01", "--source", "x"],
            "`2022-13-01` is not a date\nhint: ",
        ),
        (
            &["add", "Glass Harbor", "directed", "Nora Vale", "--source", "x"],
            "`directed` leads from Person to ",
        ),
        (&["add", "Nora Vale", "released", "2022", "--source", "x"], "`released` leads from "),
        (&["flip", fact[0], fact[1], fact[2]], "`directed` leads from Person to "),
    ] {
        let done = desk.run(&[&["curate", "g.ron"], args].concat());
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{args:?}: {}", done.err);
        assert!(done.err.contains(message), "{}", done.err);
    }
    assert!(!desk.path("g.curation.ron").exists());
    // A source may be anything, and so may the day of a year or a month.
    for (day, source) in [("2022", "a.txd"), ("2022-02", "https://example.org/a"), ("2022-02-18", "page 3")] {
        let done = desk.run(&["curate", "g.ron", "add", "Glass Harbor", "released", day, "--source", source]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
}

#[test]
fn a_graph_without_an_ontology_may_join_anything() {
    let desk = Desk::bare();
    desk.put("n.csv", "id,kind,name\n1,Person,Nora\n2,Cat,Tide\n3,Cat,Ebb\n");
    desk.put("e.csv", "src,dst,kind\n1,2,feeds\n");
    let import = ["import", "--any", "--nodes", "n.csv", "--edges", "e.csv", "-o", "g.ron"];
    assert_eq!(desk.run(&import).code, 0);
    let done = desk.run(&["curate", "g.ron", "add", "Tide", "feeds", "Ebb", "--source", "x"]);
    assert_eq!(done.code, 0, "{}", done.err);
}

#[test]
fn decisions_that_only_the_old_snapshot_keeps_are_taken_over() {
    for (graph, file) in [("g.ron", "g.curation.ron"), ("h.ron.zst", "h.curation.ron")] {
        let desk = Desk::new();
        let build = ["build", "a.txt", "b.md", "-o", graph];
        assert_eq!(desk.run(&build).code, 0);
        assert_eq!(desk.run(&["curate", graph, "rename", "Nora Vale", "La Vale"]).code, 0);
        assert_eq!(desk.run(&["curate", graph, "alias", "Nora Vale", "Vale"]).code, 0);
        let before = std::fs::read(desk.path(graph)).unwrap();
        std::fs::remove_file(desk.path(file)).unwrap();
        let done = desk.run(&build);
        let told =
            format!("2 decisions taken over from the graph that was in `{graph}`, as there is no `{file}`\n");
        assert!(done.err.contains(&told), "{}", done.err);
        assert!(done.err.contains("2 decisions: 2 applied, 0 stale, 0 conflicting"), "{}", done.err);
        assert_eq!(std::fs::read(desk.path(graph)).unwrap(), before);
        // A merge that replaces it writes them down with its own.
        assert_eq!(desk.run(&["build", "a.txt", "-o", "a.ron"]).code, 0);
        assert_eq!(desk.run(&["curate", "a.ron", "alias", "Ilse Brandt", "Brandt"]).code, 0);
        let done = desk.run(&["merge", "a.ron", "-o", graph]);
        assert!(done.err.contains("3 decisions: 3 applied"), "{}", done.err);
        assert_eq!(std::fs::read_to_string(desk.path(file)).unwrap().matches("(decision: ").count(), 3);
        // An empty file is one without decisions.
        desk.put(file, "");
        assert!(!desk.run(&build).err.contains("decision"));
    }
}

#[test]
fn a_kind_that_nobody_has_changes_nothing_else() {
    let desk = Desk::new();
    desk.put("c.txt", "Norah Vale wrote the film *Tin Moon*.\n");
    desk.put("d.txt", "N. Vale produced the film *Tin Moon*.\n");
    assert_eq!(desk.run(&["build", "a.txt", "b.md", "c.txt", "d.txt", "-o", "g.ron"]).code, 0);
    let cards = |desk: &Desk| desk.run(&["review", "g.ron", "--list", "--json"]).out;
    let before = (desk.run(&["export", "g.ron", "--format", "dot"]).out, cards(&desk));
    desk.put("g.curation.ron", "(decision: kind(node: \"person:nobody\", kind: \"Film\"))\n");
    let built = desk.run(&["build", "a.txt", "b.md", "c.txt", "d.txt", "-o", "g.ron"]);
    assert!(built.err.contains("0 applied, 1 stale"), "{}", built.err);
    assert_eq!((desk.run(&["export", "g.ron", "--format", "dot"]).out, cards(&desk)), before);
}

#[test]
fn what_is_two_stays_two_under_another_kind() {
    let desk = Desk::new();
    desk.put("c.txt", "Bo Lind directed the film *Night Harbor*.\n");
    desk.put("d.txt", "Bo Lind directed the film *Night Harbour*.\n");
    assert_eq!(desk.run(&["build", "c.txt", "d.txt", "-o", "g.ron"]).code, 0);
    for decision in [
        ["distinct", "film:night-harbor", "film:night-harbour"],
        ["kind", "film:night-harbor", "Series"],
        ["kind", "film:night-harbour", "Series"],
    ] {
        let done = desk.run(&[&["curate", "g.ron"], &decision[..]].concat());
        assert_eq!(done.code, 0, "{}", done.err);
    }
    let nodes = desk.run(&["stats", "g.ron"]).out;
    for id in ["series:night-harbor", "series:night-harbour"] {
        assert_eq!(desk.run(&["show", "g.ron", id]).code, 0, "{nodes}");
    }
    assert!(nodes.contains("nodes:     3"), "{nodes}");
}

#[test]
fn decisions_of_an_old_snapshot_in_another_layout_are_taken_over() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["curate", "g.ron", "alias", "Nora Vale", "The Vale"]).code, 0);
    let text = std::fs::read_to_string(desk.path("g.ron")).unwrap();
    desk.put("g.ron", text.replace('\n', "\r\n").replace("decisions:", "  decisions:"));
    std::fs::remove_file(desk.path("g.curation.ron")).unwrap();
    let built = desk.run(&["build", "a.txt", "b.md", "-o", "g.ron"]);
    assert!(built.err.contains("1 decision taken over"), "{}", built.err);
    assert!(desk.run(&["show", "g.ron", "The Vale"]).out.contains("Nora Vale"));
}

#[test]
fn a_file_named_as_the_document_of_decisions_is_refused() {
    let desk = Desk::new();
    desk.put("(decisions)", "Nora Vale directed the film *Glass Harbor*.\n");
    let built = desk.run(&["build", "(decisions)", "--input-format", "txt", "-o", "new.ron"]);
    assert_eq!(built.code, 2, "{}", built.err);
    assert!(built.err.contains("`(decisions)` is no name for a document"), "{}", built.err);
    assert!(!desk.path("new.ron").exists());
}

#[test]
fn what_cannot_be_said_cannot_be_confirmed() {
    let desk = Desk::new();
    for words in [
        ["confirm", "Glass Harbor", "released", "2025-02-30"],
        ["confirm", "Glass Harbor", "directed", "Nora Vale"],
        ["reject", "Glass Harbor", "released", "2025-99"],
    ] {
        let done = desk.run(&[&["curate", "g.ron"], &words[..]].concat());
        assert_eq!(done.code, 2, "{words:?}: {}", done.err);
    }
    assert!(!desk.path("g.curation.ron").exists());
}

#[test]
fn what_is_split_off_takes_no_id_of_another() {
    let desk = Desk::new();
    desk.put("c.txt", "Norah Vale wrote the film *Tin Moon*.\n");
    desk.put("d.txt", "Norah Vale wrote the film *Tin Sun*.\n");
    assert_eq!(desk.run(&["build", "a.txt", "b.md", "c.txt", "d.txt", "-o", "g.ron"]).code, 0);
    let split = |name: &str, document: &str, word: &str| {
        desk.run(&["curate", "g.ron", "split", name, "--document", document, "--as", word])
    };
    assert_eq!(split("Norah Vale", "c.txt", "writer").code, 0);
    // A further document means what was split off, too.
    assert_eq!(split("person:norah-vale", "d.txt", "writer").code, 0);
    let done = split("Nora Vale", "a.txt", "");
    assert_eq!(done.code, 2, "{}", done.err);
    desk.put("e.txt", "Nora Vale Norah directed the film *Tin Star*.\n");
    assert_eq!(desk.run(&["build", "e.txt", "--into", "g.ron"]).code, 0);
    let done = split("Nora Vale", "a.txt", "norah");
    assert_eq!(done.code, 2, "{}", done.err);
    assert!(
        done.err.contains("`person:nora-vale-norah` is another node of the graph\nhint: "),
        "{}",
        done.err
    );
}

#[test]
fn all_documents_of_what_is_one_may_be_split_off() {
    let desk = Desk::new();
    desk.put("c.txt", "Norah Vale wrote the film *Tin Moon*.\n");
    assert_eq!(desk.run(&["build", "a.txt", "b.md", "c.txt", "-o", "g.ron"]).code, 0);
    assert_eq!(desk.run(&["curate", "g.ron", "merge", "Nora Vale", "Norah Vale"]).code, 0);
    let split = ["curate", "g.ron", "split", "Nora Vale", "--as", "elder"];
    let documents = ["--document", "a.txt", "--document", "b.md", "--document", "c.txt"];
    let done = desk.run(&[&split[..], &documents].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.err.contains("2 decisions: 2 applied, 0 stale"), "{}", done.err);
}

#[test]
fn decisions_are_taken_back_by_number() {
    let desk = Desk::new();
    for name in ["La Vale", "Miss Vale"] {
        assert_eq!(desk.run(&["curate", "g.ron", "alias", "Nora Vale", name]).code, 0);
    }
    assert_eq!(desk.run(&["curate", "g.ron", "rename", "Ilse Brandt", "Brandt"]).code, 0);
    let undone = desk.run(&["curate", "g.ron", "undo", "1"]);
    assert!(undone.err.contains("no longer: `person:nora-vale` is also called `La Vale`"), "{}", undone.err);
    for (number, message) in [("1", "decision 1 does not hold: "), ("4", "decision 4 does not hold: ")] {
        let done = desk.run(&["curate", "g.ron", "undo", number]);
        assert_eq!(done.code, 2);
        assert!(done.err.contains(message), "{}", done.err);
    }
    assert!(desk.run(&["curate", "g.ron", "undo", "9"]).err.contains("there is no decision 9\n"));
    // Which was the last is in the file alone.
    std::fs::remove_file(desk.path("g.curation.ron")).unwrap();
    let done = desk.run(&["curate", "g.ron", "undo"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("is not known without `g.curation.ron`\nhint: "), "{}", done.err);
    assert_eq!(desk.run(&["curate", "g.ron", "undo", "2"]).code, 0);
}

#[test]
fn what_has_nothing_in_common_is_not_one() {
    let desk = Desk::new();
    for (args, message) in [
        (
            &["merge", "Nora Vale", "Glass Harbor"][..],
            "`person:nora-vale` is a Person and `film:glass-harbor` a Film, which cannot be one\nhint: ",
        ),
        (
            &["add", "Nora Vale", "collaborated-with", "Nora Vale", "--source", "x"],
            "`collaborated-with` cannot lead from `person:nora-vale` to itself\nhint: ",
        ),
        (&["add", "Nora Vale", "directed", "Film: ", "--source", "x"], "the name is empty\nhint: "),
    ] {
        let done = desk.run(&[&["curate", "g.ron"], args].concat());
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{args:?}: {}", done.err);
        assert!(done.err.contains(message), "{}", done.err);
    }
    assert!(!desk.path("g.curation.ron").exists());
}

#[test]
fn a_kind_that_facts_do_not_fit_is_told() {
    let desk = Desk::new();
    let done = desk.run(&["curate", "g.ron", "kind", "Nora Vale", "Film"]);
    assert_eq!(done.code, 0);
    assert!(done.err.contains(" not fit that kind: `callsheet check GRAPH` lists them"), "{}", done.err);
    assert!(!desk.run(&["curate", "g.ron", "undo"]).err.contains("not fit"));
}

#[test]
fn only_what_is_new_is_told_of_old_decisions() {
    let desk = Desk::new();
    desk.put("g.curation.ron", "(decision: rename(node: \"person:nobody\", name: \"x\"))\n");
    let done = desk.run(&["curate", "g.ron", "replay"]);
    assert!(done.err.contains("no text names `person:nobody`"), "{}", done.err);
    let done = desk.run(&["curate", "g.ron", "alias", "Nora Vale", "Vale"]);
    assert!(!done.err.contains("person:nobody"), "{}", done.err);
    assert!(done.err.contains("list` has the 1 beside that do not hold"), "{}", done.err);
}
