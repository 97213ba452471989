//! `callsheet build`.

use super::Desk;

#[test]
fn it_counts_what_it_did_and_keeps_standard_output_clean() {
    let desk = Desk::new();
    let done = desk.run(&["build", "a.txt", "--into", "g.ron"]);
    assert_eq!((done.code, done.out.as_str()), (0, ""));
    assert!(done.err.starts_with("read 1 document: 0 new, 0 replaced, 1 unchanged; "), "{}", done.err);
    let done = desk.run(&["build", "a.txt", "b.md", "-o", "h.ron", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!((&json["documents"], &json["new"]), (&2.into(), &2.into()));
    assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), std::fs::read(desk.path("h.ron")).unwrap());
}

#[test]
fn standard_input_needs_a_format() {
    let desk = Desk::bare();
    let line = "{\"id\": \"a\", \"text\": \"Nora Vale directed the film *Glass Harbor*.\"}\n";
    let done = desk.feed(&["build", "-", "-o", "g.ron"], line);
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err,
        "error: the format of standard input is not given\nhint: add `--input-format txt`, `md`, `html`, `jsonl` or another\n"
    );
    assert_eq!(desk.feed(&["build", "--input-format", "jsonl", "-", "-o", "g.ron"], line).code, 0);
    assert_eq!(desk.run(&["show", "g.ron", "Nora Vale"]).code, 0);
}

#[test]
fn a_target_is_given_once() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["build", "a.txt"]).code, 2);
    assert_eq!(desk.run(&["build", "a.txt", "-o", "x.ron", "--into", "g.ron"]).code, 2);
    assert!(!desk.path("x.ron").exists());
    let done = desk.run(&["build", "a.txt", "--into", "x.ron"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("hint: ") && done.err.contains("-o"), "{}", done.err);
}

#[test]
fn bad_input_ends_with_two_and_a_hint() {
    let desk = Desk::new();
    desk.put("binary.txt", b"\x7fELF\0\0");
    desk.put("empty.txt", "");
    desk.put("cut.ron", "(\nversion: 1,\nontology: \"scr");
    let before = std::fs::read(desk.path("g.ron")).unwrap();
    for input in ["binary.txt", "empty.txt", "missing.txt", "cut.ron"] {
        let done = desk.run(&["build", input, "--into", "g.ron"]);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{input}");
        assert!(done.err.contains("error: ") && done.err.contains("\nhint: "), "{}", done.err);
        assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), before);
    }
    let done = desk.run(&["build", "a.txt", "--into", "cut.ron"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("because: line 3, column 15: the file ends here"), "{}", done.err);
}

#[test]
fn the_number_of_threads_has_its_limits() {
    let desk = Desk::new();
    for (number, code) in [("0", 2), ("1", 0), ("100000", 2), ("many", 2)] {
        assert_eq!(desk.run(&["build", "a.txt", "-o", "g.ron", "--threads", number]).code, code, "{number}");
    }
}

#[test]
fn a_very_long_line_is_read_or_refused() {
    let desk = Desk::bare();
    let sentence = "Nora Vale directed the film *Glass Harbor*. ";
    desk.put("long.txt", sentence.repeat((50 << 20) / sentence.len() + 1));
    let done = desk.run(&["build", "long.txt", "-o", "g.ron"]);
    assert_eq!(done.code, 2);
    assert!(done.err.starts_with("error: `long.txt` is longer than the "), "{}", done.err);
    assert!(!desk.path("g.ron").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let desk = Desk::new();
    let done = desk.run(&["build", "a.txt", "-o", "/dev/full"]);
    assert_eq!(done.code, 2);
    assert!(done.err.starts_with("error: cannot save `/dev/full`"), "{}", done.err);
    assert!(std::path::Path::new("/dev/full").exists(), "a device is not renamed over");
}

#[test]
fn a_date_in_front_matter_that_is_no_day_is_told() {
    let desk = Desk::bare();
    let text = |date: &str| format!("---\ndate: {date}\n---\nNora Vale directed the film *Glass Harbor*.\n");
    for wrong in ["2025-02-30", "spring 2025"] {
        desk.put("a.md", text(wrong));
        let done = desk.run(&["build", "a.md", "-o", "g.ron"]);
        let line = format!(
            "warning: `a.md`: its date `{wrong}` is not a day such as 2025-01-31 and was passed over\n"
        );
        assert!(done.code == 0 && done.err.starts_with(&line), "{}", done.err);
    }
    for right in ["2025-02-28", "\"2025-02-28T09:00\"", ""] {
        desk.put("a.md", text(right));
        let done = desk.run(&["build", "a.md", "-o", "g.ron"]);
        assert!(done.err.starts_with("read 1 document: "), "{}", done.err);
    }
}

#[test]
fn a_file_under_two_spellings_is_read_once() {
    let desk = Desk::bare();
    std::fs::create_dir(desk.path("texts")).unwrap();
    desk.put("texts/a.txt", "Nora Vale directed the film *Glass Harbor*.\n");
    desk.put("texts/b.jsonl", "{\"id\": \"b\", \"text\": \"Ilse Brandt wrote the film *Tide*.\"}\n");
    assert_eq!(desk.run(&["build", "texts", "-o", "g.ron"]).code, 0);
    let whole = desk.path("texts").to_str().unwrap().to_owned();
    for other in ["texts/", "./texts/../texts", "texts/*", "./texts//a.txt", &whole] {
        let done = desk.run(&["build", "texts", other, "-o", "h.ron"]);
        assert!(done.code == 0 && done.err.starts_with("read 2 documents: "), "{other}: {}", done.err);
        assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), std::fs::read(desk.path("h.ron")).unwrap());
    }
}

#[test]
fn a_text_that_has_become_empty_says_nothing_any_more() {
    let desk = Desk::new();
    let before = std::fs::read(desk.path("g.ron")).unwrap();
    assert_eq!(desk.run(&["build", "b.md", "-o", "b.ron"]).code, 0);
    let text = std::fs::read(desk.path("a.txt")).unwrap();
    desk.put("a.txt", " \n");
    for inputs in [&["a.txt", "b.md"][..], &["a.txt"]] {
        desk.put("g.ron", &before);
        let done = desk.run(&[&["build", "--into", "g.ron"], inputs].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        let told = "warning: `a.txt` is empty and was passed over\n\
            warning: what the graph has of `a.txt` is taken out, as it is empty now\n";
        assert!(done.err.starts_with(told) && done.err.contains(" unchanged, 1 removed; "), "{}", done.err);
        assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), std::fs::read(desk.path("b.ron")).unwrap());
    }
    // It is told once, and read again once it has words.
    assert_eq!(desk.run(&["build", "a.txt", "--into", "g.ron"]).code, 2);
    desk.put("a.txt", text);
    assert_eq!(desk.run(&["build", "a.txt", "--into", "g.ron"]).code, 0);
    assert_eq!(std::fs::read(desk.path("g.ron")).unwrap(), before);
}
