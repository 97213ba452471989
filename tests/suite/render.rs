//! Exports, cards and tables over a graph written by hand.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use callsheet::render::{
    Align, Card, FORMATS, Files, RenderError, RenderOptions, View, Writing, format, shortened, table,
    table_within,
};
use callsheet::{
    Attributes, Claim, Confidence, Document, Evidence, Format, Graph, Kind, LedgerEntry, NamedNode, NodeId,
    Object, Ontology, Properties, Reading, Relation, Span, Status,
};

use super::{golden, hand};

/// A small graph with every status, a literal, an alias and two edges between one pair of nodes.
pub(crate) fn harbour() -> Graph {
    let mut graph = Graph::new();
    hand::add(
        &mut graph,
        "notes/harbour.txt",
        Some("2024-03-01"),
        "Person Nora Vale | Vale -directed-> Film Glass Harbor
         Person Nora Vale -wrote-> Film Glass Harbor [planned]
         Person Ilse Brandt -stars-in-> Film Glass Harbor [character=Mina Roth]
         Person Ilse Brandt -plays-> Character Mina Roth
         Character Mina Roth -appears-in-> Film Glass Harbor
         Person Tomas Reyes -stars-in-> Film Glass Harbor [rumoured]
         Person Kofi Mensah -composed-> Film Glass Harbor [former]
         Film Glass Harbor -produced-by-> Studio Lantern & Sons
         Film Glass Harbor -delayed-by-> Event dockers' strike
         Film Glass Harbor -released-> \"2025-02-14\" [planned]
         Film Glass Harbor -genre-> \"maritime thriller\"
         Film Glass Harbor -based-on-> Work The Tide Tables
         Film Glass Harbor -set-in-> Place Gdańsk
         Person Nora Vale -collaborated-with-> Person Ilse Brandt",
    );
    hand::add(
        &mut graph,
        "notes/later.txt",
        Some("2024-06-01"),
        "Person Tomas Reyes -stars-in-> Film Glass Harbor [denied]
         Person Ilse Brandt -nominated-for-> Award Golden Anchor for best actress
         Film Glass Harbor -airs-on-> Studio Kanal Nord",
    );
    graph
}

/// Names that are markup, escapes, keywords, formulas or nothing at all in some format.
pub(crate) fn nasty() -> Graph {
    let names = [
        "\"",
        "\\",
        "\\N and \\G",
        "<b>bold</b>",
        "&amp;",
        "Q&A",
        "line\nbreak",
        "tab\tand\u{b}more",
        "\u{ffff}",
        "😀 🎬",
        "node",
        "Edge",
        "graph",
        "strict",
        "a\u{7}bell",
        "\\n",
        "trailing\\",
        "{left|right}",
        "%41",
        "<<table>>",
        "مرحبا",
        "-->",
        "]; x [",
        "//c",
        "/*c",
        "#",
        "é\u{301}",
        "nul\0nul",
        "]]>",
        "</script><script>alert(1)</script>",
        "=HYPERLINK(\"http://example.org\")",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "'); DROP TABLE nodes; --",
        "`$(true)` ${x} {{y}}",
        "a\r\nb",
        "\u{202e}olleh\u{202c}",
        "a;b,c|d",
        "<http://example.org/> .",
        "\u{feff}mark",
    ];
    let document = Document::new("nasty \"&\\.txt", names.join("\n"));
    let (span, kind) = (Span::new(0, 1), |name: &str| Kind::new(name));
    let mut graph = Graph::new();
    let mut reading = Reading {
        document: document.id.clone(),
        nodes: Vec::new(),
        claims: Vec::new(),
        quotes: BTreeMap::from([(span, names.join(" "))]),
    };
    for name in names {
        let title = format!("the {name} film");
        let evidence = Evidence {
            document: document.id.clone(),
            sentence: span,
            line: None,
            subject: span,
            object: span,
            rule: name.to_owned(),
            confidence: Confidence::FULL,
            status: Status::Asserted,
            attributes: Attributes::from([(name.to_owned(), name.to_owned())]),
            properties: Properties::new(),
        };
        let (subject, object) = (NodeId::of(&kind("Person"), name), NodeId::of(&kind("Film"), &title));
        reading.nodes.push(NamedNode {
            kind: kind("Person"),
            name: name.to_owned(),
            aliases: Vec::new(),
            key: None,
            properties: Properties::new(),
        });
        reading.nodes.push(NamedNode {
            kind: kind("Film"),
            name: title,
            aliases: vec![name.to_owned()],
            key: None,
            properties: Properties::new(),
        });
        let ends = [("directed", Object::Node(object)), ("genre", Object::Literal(name.to_owned()))];
        for (relation, object) in ends {
            let (subject, relation) = (subject.clone(), Relation::new(relation));
            reading.claims.push(Claim { subject, relation, object, evidence: evidence.clone() });
        }
    }
    graph.merge(LedgerEntry::of(&document), reading);
    graph
}

fn export(name: &str, graph: &Graph) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (ontology, options) = (Ontology::default(), RenderOptions::default());
    let view = View { graph, ontology: &ontology, options: &options };
    format(name).unwrap().stream(view, &mut bytes).unwrap();
    bytes
}

/// Files by name; what is one stream has no name.
pub(crate) type Written = BTreeMap<String, Vec<u8>>;

/// What a format makes of a graph; `None` where it was left out of this program.
pub(crate) fn written(name: &str, graph: &Graph, options: &RenderOptions) -> Option<Written> {
    struct Kept(Written);
    impl Files for Kept {
        fn file(
            &mut self,
            name: &str,
            write: &mut dyn FnMut(&mut dyn Write) -> Result<(), RenderError>,
        ) -> Result<(), RenderError> {
            let mut bytes = Vec::new();
            write(&mut bytes)?;
            assert!(self.0.insert(name.to_owned(), bytes).is_none(), "{name} comes twice");
            Ok(())
        }
    }
    let ontology = Ontology::default();
    let (view, format) = (View { graph, ontology: &ontology, options }, format(name).unwrap());
    let mut kept = Kept(Written::new());
    match format.writing {
        Writing::Stream(write) => kept.file("", &mut |out| write(view, out)).unwrap(),
        Writing::Folder(write) => write(view, &mut kept).unwrap(),
        Writing::LeftOut(_) => {
            println!("skipped: `{name}` is left out of this program");
            return None;
        }
    }
    Some(kept.0)
}

/// What `dot` makes of a text; `None` when it is not installed.
fn dot(source: &[u8]) -> Option<String> {
    let child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        println!("skipped: `dot` is not installed");
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let source = source.to_owned();
    let feed = std::thread::spawn(move || stdin.write_all(&source));
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap().unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{complaints}");
    assert!(!complaints.contains("syntax error"), "{complaints}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Formats of which no diff can be read.
const BINARY: [&str; 3] = ["png", "sqlite", "parquet"];

#[test]
fn every_format_has_a_golden_file() {
    let options = RenderOptions::default();
    for format in FORMATS.iter().filter(|format| !BINARY.contains(&format.name)) {
        for (of, graph) in [("harbour", harbour()), ("nasty", nasty())] {
            for (file, bytes) in written(format.name, &graph, &options).into_iter().flatten() {
                let path = format!("tests/data/render/{of}.{}", format.extension);
                let path = if file.is_empty() { path } else { format!("{path}/{file}") };
                golden::check(&path, &bytes);
            }
        }
    }
}

#[test]
fn an_export_is_the_same_on_every_run() {
    let options = RenderOptions::default();
    for format in FORMATS {
        let again = written(format.name, &harbour(), &options);
        assert!(written(format.name, &harbour(), &options) == again, "{}", format.name);
    }
}

#[test]
fn a_format_that_is_left_out_says_how_to_have_it() {
    let (ontology, options, graph) = (Ontology::default(), RenderOptions::default(), Graph::new());
    let view = View { graph: &graph, ontology: &ontology, options: &options };
    let left_out = Format { writing: Writing::LeftOut("parquet"), ..*format("parquet").unwrap() };
    for error in [left_out.stream(view, &mut Vec::new()).unwrap_err(), left_out.built().unwrap_err()] {
        assert_eq!(error.to_string(), "this callsheet was built without `parquet`");
        let hint = "build it with the format: `cargo install --path . --features parquet`";
        assert_eq!(error.hint().as_deref(), Some(hint));
    }
}

#[test]
fn dot_accepts_every_graph() {
    for graph in [harbour(), nasty(), Graph::new(), hand::graph("Person Nora Vale")] {
        let source = String::from_utf8(export("dot", &graph)).unwrap();
        assert!(source.starts_with("digraph "), "never strict");
        if let Some(svg) = dot(source.as_bytes()) {
            let drawn = svg.matches("class=\"node\"").count();
            assert!(drawn >= graph.nodes().count(), "every node is drawn, none is folded into another");
        }
    }
}

#[test]
fn names_come_through_dot_as_they_are() {
    let names = ["\\N and \\G", "<b>bold</b>", "&amp;", "Q&A", "\\n", "trailing\\"];
    let Some(svg) = dot(&export("dot", &nasty())) else { return };
    for name in names {
        let shown = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert!(svg.contains(&format!(">{shown}</text>")), "the label {name}");
        let title = format!("Person: {shown}\"");
        assert!(svg.contains(&title), "the tooltip {name}");
    }
}

#[test]
fn ids_in_dot_are_quoted_ascii() {
    let source = String::from_utf8(export("dot", &nasty())).unwrap();
    for line in source.lines().filter(|line| line.starts_with("  \"")) {
        let id = line.trim_start_matches("  \"").split('"').next().unwrap();
        assert!(id.is_ascii(), "{id}");
    }
}

#[test]
fn json_links_nodes_that_are_there() {
    let json: serde_json::Value = serde_json::from_slice(&export("json", &harbour())).unwrap();
    let ids: Vec<_> = json["nodes"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
    for edge in json["edges"].as_array().unwrap() {
        assert!(ids.contains(&&edge["source"]) && ids.contains(&&edge["target"]), "{edge}");
        assert!(!edge["evidence"].as_array().unwrap().is_empty());
    }
}

#[test]
fn a_card_shows_both_ways_and_the_sentences() {
    let graph = harbour();
    let card = |name: &str, kind: &str| {
        let node = graph.node(&NodeId::of(&Kind::new(kind), name)).unwrap();
        Card::of(&graph, &Ontology::default(), node).to_string()
    };
    let cards = [card("Nora Vale", "Person"), card("Glass Harbor", "Film"), card("Tomas Reyes", "Person")];
    golden::check("tests/data/render/cards.txt", cards.join("\n").as_bytes());
}

#[test]
fn tables_align_by_display_width() {
    let rows = [["기생충", "1"], ["Kırık Saat", "12"], ["bell\u{7}\nend", "123"]];
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    let text = table(&[("title", Align::Left), ("n", Align::Right)], &rows);
    assert_eq!(text, "title         n\n기생충        1\nKırık Saat   12\nbell␇ end   123\n");
}

#[test]
fn tables_are_no_wider_than_they_may() {
    let texts = [
        "Glass Harbor",
        "日本の夜と霧のなかの長い長い題名",
        "👩‍👩‍👧 🎬🎬🎬 a\u{301}e\u{301}",
        "averylongwordwithoutanyblank",
        "",
        "1",
    ];
    for columns in 1..=6 {
        let names: Vec<(&str, Align)> = (0..columns)
            .map(|at| (texts[at % texts.len()], if at % 2 == 0 { Align::Left } else { Align::Right }))
            .collect();
        let rows: Vec<Vec<String>> = (0..4)
            .map(|row| (0..columns).map(|at| texts[(row + at) % texts.len()].repeat(row)).collect())
            .collect();
        let whole = table(&names, &rows);
        assert_eq!(table_within(&names, &rows, None), whole);
        assert_eq!(table_within(&names, &rows, Some(1000)), whole);
        for width in [20, 33, 80] {
            let text = table_within(&names, &rows, Some(width));
            for line in text.lines() {
                assert!(
                    unicode_width::UnicodeWidthStr::width(line) <= usize::from(width),
                    "{width}: {line}\n{text}"
                );
            }
            // Nothing is lost.
            let letters = |text: &str| {
                let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
                letters.sort_unstable();
                letters.dedup();
                letters
            };
            assert_eq!(letters(&text), letters(&whole), "{text}");
        }
    }
}

#[test]
fn a_text_is_cut_to_the_columns_of_a_terminal() {
    for (text, width, short) in [
        ("Glass Harbor", 12, "Glass Harbor"),
        ("Glass Harbor", 11, "Glass Harb…"),
        ("Glass Harbor", 7, "Glass…"),
        ("日本の夜", 8, "日本の夜"),
        ("日本の夜", 7, "日本の…"),
        ("日本の夜", 6, "日本…"),
        ("🎬🎬", 3, "🎬…"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ("ab", 0, "…"),
    ] {
        assert_eq!(shortened(text, width), short, "{text} {width}");
    }
}

#[test]
fn rows_of_many_columns_stand_by_themselves_where_there_is_no_room() {
    let names: Vec<(&str, Align)> = ["title", "year", "from"].map(|name| (name, Align::Left)).to_vec();
    let rows = [["Glass Harbor", "2024", "Nora Vale"], ["Salt", "2023", "x"]];
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
    let text = table_within(&names, &rows, Some(20));
    assert_eq!(
        text,
        "title  Glass Harbor\nyear   2024\nfrom   Nora Vale\n\ntitle  Salt\nyear   2023\nfrom   x\n"
    );
}
