//! Texts of every format, and what the exit code says where some cannot be read.

use super::Desk;

const HARBOR: &str = "Nora Vale directed the film *Glass Harbor*.\n";

#[test]
fn a_build_that_skipped_texts_saves_the_rest_and_ends_with_two() {
    let desk = Desk::bare();
    desk.put("a.txt", HARBOR);
    desk.put("b.txt", b"Nora\0Vale");
    let done = desk.run(&["build", "a.txt", "b.txt", "-o", "g.ron"]);
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err,
        "warning: cannot read `b.txt`: it is not a text: byte 4 is zero; skipped\n\
         read 1 document: 1 new, 0 replaced, 0 unchanged, 1 skipped; 2 nodes, 1 edge\n"
    );
    let done = desk.run(&["build", "a.txt", "b.txt", "--into", "g.ron", "--json"]);
    assert_eq!(done.code, 2);
    assert!(done.out.contains("\"skipped\": 1"), "{}", done.out);
    let done = desk.run(&["build", "a.txt", "b.txt", "-o", "h.ron", "--strict"]);
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err,
        "error: cannot read `b.txt`\n  because: it is not a text: byte 4 is zero\nhint: give texts only\n"
    );
    assert!(!desk.path("h.ron").exists());
}

#[test]
fn extract_and_check_skip_and_say_so() {
    let desk = Desk::new();
    desk.put("c.txt", b"Nora\0Vale");
    let done = desk.run(&["extract", "a.txt", "c.txt"]);
    assert_eq!((done.code, done.out.lines().count()), (2, 1));
    assert!(done.err.ends_with("; skipped\n1 text skipped\n"), "{}", done.err);
    assert_eq!(desk.run(&["extract", "a.txt", "c.txt", "--strict"]).code, 2);
    desk.put("b.md", b"Nora\0Vale");
    let done = desk.run(&["check", "g.ron", "--texts", "a.txt", "b.md"]);
    assert!(
        done.out.contains("`b.md` could not be read") || done.out.contains("could not be read"),
        "{}",
        done.out
    );
}

#[test]
fn columns_and_standard_input() {
    let desk = Desk::bare();
    let table = format!("body,day\n\"{}\",2025-05-06\n", HARBOR.trim());
    desk.put("t.csv", &table);
    let done = desk.run(&["build", "t.csv", "-o", "g.ron"]);
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err,
        "error: cannot read `t.csv`\n  because: it has no column `text`\n\
         hint: `--text-column` names one of `body`, `day`; tables of nodes and edges become a graph by `callsheet import`\n"
    );
    let done = desk.run(&["build", "t.csv", "-o", "g.ron", "--text-column", "body", "--date-column", "day"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let page = "<p>Nora Vale directed the film <i>Glass Harbor</i>.</p>";
    let done = desk.feed(&["extract", "--input-format", "html", "-"], page);
    assert!(done.code == 0 && done.out.contains("\"directed\""), "{}", done.err);
    let done = desk.feed(&["extract", "--input-format", "csv", "--text-column", "body", "-"], &table);
    assert!(done.code == 0 && done.out.contains("\"id\":\"stdin#2\""), "{}{}", done.out, done.err);
}
