//! Files that are damaged, or made to do harm: they are told, and cost neither time nor memory without bound.

use super::{Desk, made};
use crate::laws::Dice;

const ENDINGS: [&str; 16] = [
    "txt", "md", "html", "xhtml", "rss", "atom", "xml", "docx", "epub", "pdf", "jsonl", "zip", "txt.gz",
    "md.zst", "jsonl.gz", "docx.gz",
];

/// Builds a good text and a file: how many parts of it were skipped, and what was told.
#[track_caller]
fn read(file: &str, bytes: &[u8]) -> (usize, Vec<String>) {
    read_all(&[(file.to_owned(), bytes.to_vec())])
}

/// The same for many files; what is good is read, whatever else there is.
#[track_caller]
pub(super) fn read_all(files: &[(String, Vec<u8>)]) -> (usize, Vec<String>) {
    let desk = Desk::new();
    desk.put("n/a.txt", "Nora Vale directed the film *Glass Harbor*.\n");
    files.iter().for_each(|(name, bytes)| desk.put(&format!("n/{name}"), bytes));
    let inputs: Vec<String> = files.iter().map(|(name, _)| format!("n/{name}")).collect();
    let inputs: Vec<&str> = ["n/a.txt"].into_iter().chain(inputs.iter().map(String::as_str)).collect();
    let (report, told) = desk.build(&inputs);
    assert!(desk.ids().contains(&"n/a.txt".to_owned()));
    (report.unwrap().skipped, told)
}

#[test]
fn rubbish_and_nothing_by_any_name_are_told() {
    let mut dice = Dice(0x00c0_ffee);
    let rubbish: Vec<u8> = (0..5000).map(|_| u8::try_from(dice.roll(256)).unwrap()).collect();
    for bytes in [rubbish, Vec::new()] {
        let files = ENDINGS.map(|ending| (format!("x.{ending}"), bytes.clone()));
        let (_, told) = read_all(&files);
        for (name, _) in &files {
            assert!(told.iter().any(|words| words.contains(name.as_str())), "{name}: {told:?}");
        }
    }
}

#[test]
fn files_that_were_cut_or_changed_break_nothing() {
    let mut dice = Dice(7);
    let mut whole = vec![
        ("html", made::html().into_bytes()),
        ("rss", made::rss().into_bytes()),
        ("atom", made::atom().into_bytes()),
        ("docx", made::docx()),
        ("epub", made::epub()),
        ("zip", made::zip(&[("a.md", made::MARKDOWN.as_bytes())])),
        ("md.gz", made::gz(made::MARKDOWN.as_bytes())),
        ("md.zst", made::zst(made::MARKDOWN.as_bytes())),
    ];
    if cfg!(feature = "pdf") {
        whole.push(("pdf", made::pdf()));
    }
    let mut files = Vec::new();
    for (ending, bytes) in whole {
        files.push((format!("cut.{ending}"), bytes[..bytes.len() / 2].to_vec()));
        for number in 0..20 {
            let mut changed = bytes.clone();
            for _ in 0..4 {
                let at = dice.roll(changed.len());
                changed[at] = u8::try_from(dice.roll(256)).unwrap();
            }
            files.push((format!("{number}.{ending}"), changed));
        }
    }
    let (skipped, _) = read_all(&files);
    assert!(skipped > 20, "{skipped}");
}

#[test]
fn bombs_do_not_go_off() {
    let zeros = vec![b' '; 80 << 20];
    let (skipped, told) = read("x.txt.gz", &made::gz(&zeros));
    assert_eq!((skipped, told[0].contains("longer than the 4 MiB")), (1, true), "{told:?}");
    let (skipped, _) = read("x.jsonl.zst", &made::zst(&zeros));
    assert_eq!(skipped, 1);
    let (skipped, told) =
        read("x.zip", &made::zip(&[("a.txt", &zeros), ("b.html", &zeros), ("c.md", b"Tide.")]));
    assert_eq!(skipped, 2, "{told:?}");
    let (skipped, told) = read("x.docx", &made::zip(&[("word/document.xml", &zeros)]));
    assert_eq!((skipped, told[0].contains("larger than 64 MiB")), (1, true), "{told:?}");
    // Entities that stand for entities.
    let laughs = "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><rss version='2.0'><channel><item>\
        <title>&b;</title></item></channel></rss>";
    read("x.rss", laughs.as_bytes());
}

#[test]
fn names_in_archives_are_names_and_archives_in_archives_are_refused() {
    let inner = made::zip(&[("a.md", b"Tide.")]);
    let files: [(&str, &[u8]); 4] = [
        ("../../etc/a.md", b"Low tide."),
        ("/b.md", b"High tide."),
        ("c.zip", &inner),
        ("d.md.gz", &made::gz(b"Tide.")),
    ];
    let desk = Desk::new();
    desk.put("x.zip", made::zip(&files));
    let (report, told) = desk.build(&["x.zip"]);
    assert_eq!(report.unwrap().skipped, 2);
    assert_eq!(told[0], "cannot read `x.zip#c.zip`: it is an archive in an archive");
    assert_eq!(desk.ids(), ["x.zip#../../etc/a.md", "x.zip#/b.md"]);
    assert_eq!(std::fs::read_dir(desk.path("")).unwrap().count(), 2, "nothing is unpacked to the disk");
}

#[test]
fn what_is_too_long_or_too_deep_is_told() {
    let long = format!(
        "{{\"id\": \"1\", \"text\": \"{}\"}}\n{{\"id\": \"2\", \"text\": \"Tide.\"}}\n",
        "x".repeat(10 << 20)
    );
    let (skipped, told) = read("x.jsonl", long.as_bytes());
    assert_eq!((skipped, told[0].contains("line 1 is longer than the 4 MiB")), (1, true), "{told:?}");
    let (skipped, told) = read("x.html", "<div>".repeat(200_000).as_bytes());
    assert_eq!((skipped, told[0].contains("nested deeper")), (1, true), "{told:?}");
    let deep = format!("<rss version='2.0'><channel><item><description>{}", "<b>".repeat(100_000));
    read("x.rss", deep.as_bytes());
    let deep = format!("<w:document>{}", "<w:p>".repeat(200_000));
    read("x.docx", &made::zip(&[("word/document.xml", deep.as_bytes())]));
    read("x.html", "<p><table><tr><td>".repeat(20_000).as_bytes());
    read("x.html", format!("<p {}>", "a=1 ".repeat(100_000)).as_bytes());
}

#[test]
fn an_unknown_charset_is_guessed() {
    let (skipped, told) = read("x.html", b"<meta charset='klingon'><p>Zo\xeb Caf\xe9 stars in Tide.");
    assert_eq!((skipped, told.len()), (0, 0), "{told:?}");
}

#[test]
fn a_damaged_byte_does_not_make_another_encoding_of_utf_8() {
    let mut bytes = "Zoë Vale directed the film *Tide* at the café. ".as_bytes().to_vec();
    bytes.push(0xff);
    let (skipped, told) = read("x.txt", &bytes);
    assert_eq!(skipped, 1, "{told:?}");
    assert!(told.iter().any(|words| words.contains("is not UTF-8")), "{told:?}");
}
