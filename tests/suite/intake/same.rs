//! The same article says the same in every format.

use std::fs;

use callsheet::DocId;
use callsheet::session::{
    BuildTask, CheckTask, Columns, DocumentFacts, ExtractTask, InputFormat, Limits, Silent, Target,
    check as check_graph,
};

use super::{Desk, made};

/// The facts of a document as words.
fn words(facts: &DocumentFacts) -> Vec<String> {
    let line = |fact: &callsheet::session::FactLine| {
        format!("{} -{}-> {} [{}]", fact.subject, fact.relation, fact.object, fact.status)
    };
    let mut words: Vec<String> = facts.facts.iter().map(line).collect();
    words.sort();
    words
}

/// The article in a file, whose documents have these ids.
#[track_caller]
fn check(file: &str, bytes: &[u8], ids: &[&str]) {
    let desk = Desk::new();
    desk.put("a.md", made::MARKDOWN);
    desk.put(file, bytes);
    let all = desk.facts(&ExtractTask::new(vec![desk.path("a.md"), desk.path(file)]));
    let expected = &all["a.md"];
    assert!(words(expected).len() >= 4, "{:?}", words(expected));
    let others: Vec<&str> = all.keys().map(String::as_str).filter(|id| *id != "a.md").collect();
    assert_eq!(others, ids);
    assert_eq!(words(&all[ids[0]]), words(expected));
    assert_eq!(all[ids[0]].date, expected.date);
}

#[test]
fn in_web_pages_feeds_office_files_and_books() {
    check("a.html", made::html().as_bytes(), &["a.html"]);
    check("a.rss", made::rss().as_bytes(), &["https://a.example/1"]);
    check("a.atom", made::atom().as_bytes(), &["tag:a.example,2025:1"]);
    check("a.xml", made::atom().as_bytes(), &["tag:a.example,2025:1"]);
    check("a.docx", &made::docx(), &["a.docx"]);
    check("a.epub", &made::epub(), &["a.epub#OEBPS/text/one a.xhtml", "a.epub#OEBPS/text/two.xhtml"]);
}

#[test]
fn in_packed_files_and_other_encodings() {
    let markdown = made::MARKDOWN.as_bytes();
    check("a.MD.GZ", &made::gz(markdown), &["a.MD.GZ"]);
    check("b.md.zst", &made::zst(markdown), &["b.md.zst"]);
    check("a.zip", &made::zip(&[("x/b.md", markdown), ("x/c.png", b"\0")]), &["a.zip#x/b.md"]);
    let wide: Vec<u8> = made::MARKDOWN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("b.md", &[b"\xff\xfe".as_slice(), &wide].concat(), &["b.md"]);
    check("c.md", &wide, &["c.md"]);
    let latin: Vec<u8> = made::MARKDOWN.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    check("d.md", &latin, &["d.md"]);
    let page = made::html().replace("charset=utf-8", "charset=iso-8859-1").replace("&euml;", "ë");
    let latin: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    check("e.html", &latin, &["e.html"]);
}

/// A PDF says which words stand where, not which are italic and which lines are headings, so that it names the
/// works by the words around them alone.
#[cfg(feature = "pdf")]
#[test]
fn in_pdf() {
    check("a.pdf", &made::pdf(), &["a.pdf"]);
    let desk = Desk::new();
    desk.put("a.pdf", made::pdf());
    desk.build(&["a.pdf"]).0.unwrap();
    let session = desk.session();
    let entry = session.graph().ledger().next().unwrap();
    assert_eq!(entry.title.as_deref(), Some("News from the harbour"));
    let places: Vec<&str> = entry.places.values().map(String::as_str).collect();
    assert_eq!(places, ["page 1", "page 2"]);
    let card = session.show("Nora Vale").unwrap()[0].to_string();
    assert!(card.contains("a.pdf, page 1)"), "{card}");
    let quote = entry.quotes.values().next().unwrap();
    assert_eq!(quote, "Nora Vale directed the film Glass Harbor.");
}

#[cfg(not(feature = "pdf"))]
#[test]
fn without_a_feature_its_name_is_said() {
    let desk = Desk::new();
    desk.put("a.pdf", "%PDF-1.4");
    let error = desk.build(&["a.pdf"]).0.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "this callsheet was built without its feature `pdf`, which reads PDF");
    assert!(error.hint().unwrap().contains("--features pdf"));
}

#[test]
fn in_tables_and_lines_with_columns_of_any_name() {
    let desk = Desk::new();
    let text = "Nora Vale directed the film *Glass Harbor*.\nIlse Brandt stars in *Glass Harbor*.";
    desk.put("a.txt", text);
    desk.put("a.csv", format!("key,body,day,head\n7,\"{text}\",\"May 6, 2025\",Tide\n"));
    desk.put("a.tsv", format!("body\tday\n\"{text}\"\t2025-05-06\n"));
    let line = text.replace('\n', "\\n");
    desk.put("a.jsonl", format!("{{\"key\": 8, \"body\": \"{line}\", \"day\": \"2025-05-06\"}}\n"));
    let name = |name: &str| Some(name.to_owned());
    let columns = Columns { text: name("body"), id: name("key"), date: name("day"), title: None };
    let inputs = |files: &[&str]| files.iter().map(|file| desk.path(file)).collect();
    let mut all = desk.facts(&ExtractTask {
        columns: columns.clone(),
        ..ExtractTask::new(inputs(&["a.txt", "a.csv", "a.jsonl"]))
    });
    let columns = Columns { id: None, ..columns };
    all.extend(desk.facts(&ExtractTask { columns, ..ExtractTask::new(inputs(&["a.tsv"])) }));
    assert_eq!(all.keys().collect::<Vec<_>>(), ["7", "8", "a.tsv#2", "a.txt"]);
    for id in ["7", "8", "a.tsv#2"] {
        assert_eq!(words(&all[id]), words(&all["a.txt"]), "{id}");
        assert_eq!(all[id].date.unwrap().to_string(), "2025-05-06");
    }
}

#[test]
fn headings_are_kept_as_the_places_of_evidence() {
    let desk = Desk::new();
    desk.put("a.html", made::html());
    desk.build(&["a.html"]).0.unwrap();
    let session = desk.session();
    let entry = session.graph().ledger().next().unwrap();
    assert_eq!(entry.places.values().collect::<Vec<_>>(), ["Who makes it", "Later"]);
    assert_eq!(desk.bare(entry.origin.as_deref().unwrap()), "a.html");
    let card = session.show("Nora Vale").unwrap()[0].to_string();
    assert!(card.contains("a.html, Who makes it)"), "{card}");
    assert_eq!(check_texts(&desk), Vec::<String>::new());
}

/// What `check --texts` finds.
fn check_texts(desk: &Desk) -> Vec<String> {
    let task = CheckTask {
        graph: desk.path("graph.ron"),
        texts: vec![desk.path("a.html")],
        format: None,
        columns: Columns::default(),
        threads: None,
        limits: Limits::default(),
    };
    check_graph(&task, &mut Silent).unwrap().findings.iter().map(ToString::to_string).collect()
}

#[test]
fn an_entry_that_a_later_feed_repeats_is_one_document() {
    let desk = Desk::new();
    desk.put("1.rss", made::rss());
    desk.put("2.rss", made::rss().replace("Nora Vale", "Nora Valen"));
    let (report, told) = desk.build(&["1.rss", "2.rss"]);
    assert_eq!((report.unwrap().documents, told.len()), (1, 0));
    let session = desk.session();
    let entry = session.graph().entry(&DocId::new("https://a.example/1")).unwrap();
    assert!(entry.quotes.values().any(|quote| quote.contains("Nora Valen")));
    assert_eq!(desk.bare(entry.origin.as_deref().unwrap()), "2.rss");
    // The last holds on every further run, too, although the graph has it already.
    let before = fs::read(desk.path("graph.ron")).unwrap();
    for _ in 0..2 {
        let (report, _) = desk.run(&desk.task(&["1.rss", "2.rss"], Target::Into(desk.path("graph.ron"))));
        assert_eq!(report.unwrap().unchanged, 1);
        assert!(fs::read(desk.path("graph.ron")).unwrap() == before);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let desk = Desk::new();
    desk.put("t/a.html", made::html());
    desk.put("t/b.docx", made::docx());
    desk.put("t/c.epub", made::epub());
    desk.put("t/d.rss", made::rss());
    desk.put(
        "t/e.zip",
        made::zip(&[("z.md", made::MARKDOWN.as_bytes()), ("a.html", made::html().as_bytes())]),
    );
    desk.put("t/f.txt", b"Nora\0");
    let bytes = [1, 2, 4].map(|threads| {
        let task = desk.task(&["t"], Target::New(desk.path("graph.ron")));
        let (report, told) = desk.run(&BuildTask { threads: Some(threads), ..task });
        assert_eq!((report.unwrap().documents, told.len()), (7, 1));
        fs::read(desk.path("graph.ron")).unwrap()
    });
    assert!(bytes[0] == bytes[1] && bytes[0] == bytes[2]);
}

#[test]
fn a_format_that_is_named_holds_for_files_that_do_not_tell() {
    let desk = Desk::new();
    desk.put("page", made::html());
    let task = ExtractTask { format: Some(InputFormat::Html), ..ExtractTask::new(vec![desk.path("page")]) };
    assert!(words(&desk.facts(&task)["page"]).len() >= 4);
}
