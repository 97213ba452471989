//! The examples of the manual, run as they stand there.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn the_examples_of_the_query_language_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    check("docs/query-language.md", root, 8);
}

#[test]
fn the_examples_of_importing_run() {
    let desk = tempfile::tempdir().unwrap();
    let tables = desk.path().join("graphs/tables");
    std::fs::create_dir_all(&tables).unwrap();
    for table in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs/tables")).unwrap() {
        let table = table.unwrap();
        std::fs::copy(table.path(), tables.join(table.file_name())).unwrap();
    }
    check("docs/import.md", desk.path(), 10);
}

#[test]
fn the_examples_of_exporting_tables_run() {
    let desk = tempfile::tempdir().unwrap();
    std::fs::create_dir(desk.path().join("graphs")).unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs/demo.ron");
    std::fs::copy(demo, desk.path().join("graphs/demo.ron")).unwrap();
    check("docs/export/tables.md", desk.path(), 4);
}

#[test]
fn the_sessions_of_the_readme_and_of_asking_run() {
    let desk = tempfile::tempdir().unwrap();
    let graphs = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs");
    std::fs::create_dir_all(desk.path().join("graphs/texts")).unwrap();
    for file in ["demo.ron", "texts/severance.md"] {
        std::fs::copy(graphs.join(file), desk.path().join("graphs").join(file)).unwrap();
    }
    check("README.md", desk.path(), 5);
    check("docs/asking.md", desk.path(), 4);
}

#[test]
fn the_examples_of_inputs_run() {
    let desk = tempfile::tempdir().unwrap();
    let inputs = desk.path().join("inputs");
    std::fs::create_dir(&inputs).unwrap();
    for file in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/inputs")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), inputs.join(file.file_name())).unwrap();
    }
    check("docs/inputs.md", desk.path(), 8);
}

#[test]
fn the_examples_of_facts_run() {
    let desk = tempfile::tempdir().unwrap();
    std::fs::create_dir(desk.path().join("graphs")).unwrap();
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs/facts.jsonl");
    std::fs::copy(facts, desk.path().join("graphs/facts.jsonl")).unwrap();
    check("docs/facts.md", desk.path(), 3);
}

#[test]
fn the_examples_of_comparing_and_checking_run() {
    let desk = tempfile::tempdir().unwrap();
    let graphs = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs");
    std::fs::create_dir_all(desk.path().join("graphs/texts")).unwrap();
    for file in ["facts.jsonl", "facts-later.jsonl", "texts/the-salt-road.md"] {
        std::fs::copy(graphs.join(file), desk.path().join("graphs").join(file)).unwrap();
    }
    check("docs/diff.md", desk.path(), 9);
}

#[test]
fn the_examples_of_curation_run() {
    let desk = tempfile::tempdir().unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs/demo.ron");
    std::fs::copy(demo, desk.path().join("demo.ron")).unwrap();
    check("docs/curation.md", desk.path(), 16);
}

#[test]
fn the_page_of_curation_has_a_line_of_every_sort() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/curation.md");
    let text = std::fs::read_to_string(page).unwrap();
    let file = text.split("```ron\n").nth(1).unwrap().split("```").next().unwrap();
    let lines = callsheet::curation::parse(file).unwrap();
    let verbs: Vec<&str> = lines.iter().map(|line| line.decision.verb()).collect();
    let all = "merge distinct split rename alias kind confirm reject flip status add withdraw";
    assert_eq!(verbs.join(" "), all);
    // They are written as the program writes them.
    let written: String = lines.iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(written, file);
}

#[test]
fn the_page_of_questions_is_made_from_the_forms() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/questions.md");
    let made = callsheet::ask::questions_page();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&page, &made).unwrap();
    }
    let is_same = std::fs::read_to_string(&page).is_ok_and(|text| text == made);
    assert!(is_same, "`BLESS=1 cargo test` writes the page anew");
}

#[test]
fn the_conversation_of_asking_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = root.join("docs/asking.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let (before, rest) = text.split_once("```session\n").unwrap();
    let (session, after) = rest.split_once("```\n").unwrap();
    let questions: Vec<&str> = session.lines().filter_map(|line| line.strip_prefix(PROMPT)).collect();
    assert!(questions.len() >= 8);
    let mut anew = String::new();
    let mut said = String::new();
    for (at, question) in questions.iter().enumerate() {
        // What a line gives is what comes on top of the lines before it.
        let all = conversation(root, &questions[..=at]);
        anew.push_str(&format!("{PROMPT}{question}\n{}", all.strip_prefix(&said).unwrap()));
        said = all;
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&page, format!("{before}```session\n{anew}```\n{after}")).unwrap();
    } else {
        assert_eq!(session, anew, "`BLESS=1 cargo test` writes it anew");
    }
}

const PROMPT: &str = "callsheet> ";

/// What lines of a conversation print on both streams, in the order in which it comes.
fn conversation(root: &Path, lines: &[&str]) -> String {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_callsheet"));
    command.args(["ask", "graphs/demo.ron"]).current_dir(root).stdin(Stdio::piped());
    let mut child = command.stdout(writer.try_clone().unwrap()).stderr(writer).spawn().unwrap();
    // The pipe ends when nobody can write into it, and the command holds its ends.
    drop(command);
    child.stdin.take().unwrap().write_all(lines.join("\n").as_bytes()).unwrap();
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    child.wait().unwrap();
    text
}

#[test]
fn the_examples_of_settings_run() {
    let desk = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::create_dir(desk.path().join("graphs")).unwrap();
    std::fs::copy(root.join("graphs/demo.ron"), desk.path().join("graphs/demo.ron")).unwrap();
    let page = std::fs::read_to_string(root.join("docs/configuration.md")).unwrap();
    let settings = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    std::fs::write(desk.path().join("callsheet.toml"), settings).unwrap();
    check("docs/configuration.md", desk.path(), 2);
}

#[test]
fn the_examples_of_exporting_run() {
    let desk = tempfile::tempdir().unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs/demo.ron");
    std::fs::create_dir(desk.path().join("graphs")).unwrap();
    std::fs::copy(demo, desk.path().join("graphs/demo.ron")).unwrap();
    check("docs/export.md", desk.path(), 6);
}

/// Every command of a page with what it prints when it runs in a folder; `BLESS=1` writes the page anew.
#[track_caller]
fn check(page: &str, folder: &Path, least: usize) {
    let run = |line: &str| (!line.contains(" | ")).then(|| printed(folder, line));
    let commands = check_by(page, &run, &|_| None);
    assert!(commands >= least, "{commands}");
}

/// What a command line or a program prints; `None` where it is not to be run.
type Runs<'r> = &'r dyn Fn(&str) -> Option<String>;

/// Every command line of the blocks of `console`, and every block of `python` with the block of `text` behind it that
/// has what it prints; gives how many were run.
#[track_caller]
pub(crate) fn check_by(page: &str, console: Runs<'_>, python: Runs<'_>) -> usize {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = std::fs::read_to_string(&page).unwrap();
    let (mut anew, mut program, mut printed) = (String::new(), String::new(), None);
    let (mut block, mut ran) = ("", 0);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(begins) = line.strip_prefix("```") {
            if block == "python" {
                printed = python(&std::mem::take(&mut program));
                ran += usize::from(printed.is_some());
            }
            block = begins;
            anew.push_str(&format!("{line}\n"));
            if let Some(printed) = printed.take_if(|_| block == "text") {
                anew.push_str(&printed);
                block = "printed";
            }
            continue;
        }
        let is_gap = line.is_empty() && lines.peek().is_some_and(|next| next.starts_with("$ "));
        let command = line.strip_prefix("$ ").filter(|_| block == "console");
        match (block, command.map(console)) {
            ("printed", _) => {}
            ("console", Some(Some(said))) => {
                ran += 1;
                anew.push_str(&format!("{line}\n{said}"));
            }
            ("console", None) if !is_gap => {}
            (_, _) => anew.push_str(&format!("{line}\n")),
        }
        if block == "python" {
            program.push_str(&format!("{line}\n"));
        }
    }
    let is_blessed = std::env::var_os("BLESS").is_some();
    if is_blessed {
        std::fs::write(&page, &anew).unwrap();
    }
    let first = text.lines().zip(anew.lines()).find(|(old, new)| old != new);
    assert!(text == anew || is_blessed, "the page differs: {first:?}; `BLESS=1 cargo test` writes it anew");
    ran
}

/// What a command line of `callsheet` prints on both streams.
fn printed(folder: &Path, line: &str) -> String {
    let words = words(line);
    assert_eq!(words.first().map(String::as_str), Some("callsheet"), "{line}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_callsheet"));
    command.args(&words[1..]).current_dir(folder).env("XDG_CONFIG_HOME", folder.join("no-settings"));
    let done = command.output().unwrap();
    // How a question was read is said before the answer.
    let text = match words[1].as_str() {
        "ask" => [done.stderr, done.stdout].concat(),
        _ => [done.stdout, done.stderr].concat(),
    };
    String::from_utf8(text).unwrap().lines().map(|line| format!("{}\n", timeless(line.trim_end()))).collect()
}

/// A line without the seconds that a run took.
fn timeless(line: &str) -> String {
    match line.rsplit_once(" in ") {
        Some((before, time)) if time.ends_with(" s") && before.starts_with("imported ") => {
            format!("{before} in 0.0 s")
        }
        _ => line.to_owned(),
    }
}

/// The words of a command line, those in double quotes whole; there a shell takes `\$` for a dollar sign.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut rest) = (Vec::new(), line.trim_start());
    while let Some(first) = rest.chars().next() {
        let (word, behind) = match first {
            '"' | '\'' => rest.strip_prefix(first).and_then(|rest| rest.split_once(first)).expect(line),
            _ => rest.split_once(' ').unwrap_or((rest, "")),
        };
        words.push(if first == '"' { word.replace("\\$", "$") } else { word.to_owned() });
        rest = behind.trim_start();
    }
    words
}
