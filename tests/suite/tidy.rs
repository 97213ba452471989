//! Our own rules: which room may use which, and how large a file may grow.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every room with the rooms it may use. A new line, or a new name in one, is a design decision.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("ontology", &[]),
    ("intake", &["text"]),
    ("graph", &["text", "ontology"]),
    ("extract", &["text", "ontology", "graph"]),
    ("identity", &["text", "ontology", "graph"]),
    ("curation", &["text", "ontology", "graph", "identity"]),
    ("snapshot", &["text", "ontology", "graph", "identity", "curation"]),
    ("query", &["text", "ontology", "graph"]),
    ("render", &["text", "ontology", "graph"]),
    ("ask", &["text", "ontology", "graph", "query"]),
    (
        "session",
        &[
            "text", "ontology", "intake", "graph", "extract", "identity", "curation", "snapshot", "query",
            "render", "ask",
        ],
    ),
    ("cli", &["text", "ontology", "graph", "identity", "curation", "query", "render", "ask", "session"]),
];

/// What only some rooms may name.
const GUARDED: &[(&str, &[&str])] = &[
    ("petgraph::", &["graph", "query"]),
    ("clap::", &["cli"]),
    ("std::fs", &["session"]),
    ("fs::File", &["session"]),
    ("File::open", &["session"]),
    ("stdin()", &["session"]),
    ("io::stdout", &["session", "cli"]),
    ("rayon::", &["session", "query", "snapshot", "identity"]),
    ("rustyline::", &["cli"]),
    ("ratatui::", &["cli"]),
    ("signal_hook::", &["cli"]),
    ("open_cypher::", &["query"]),
    ("rusqlite::", &["render"]),
    ("use parquet::", &["render"]),
];

/// Lines, without the tests at the end.
const LONGEST: usize = 600;

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file of every room: room, path, text without comments.
fn sources() -> Vec<(&'static str, String, String)> {
    let mut all = Vec::new();
    for (room, _) in ROOMS {
        for path in files(&package().join("src").join(room), "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let code: String = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .fold(String::new(), |all, line| all + line + "\n");
            all.push((*room, path.strip_prefix(package()).unwrap().display().to_string(), code));
        }
    }
    all
}

/// The rooms that a text names after `crate::`, also in `use crate::{a, b}`.
fn rooms_named(code: &str) -> Vec<String> {
    let mut named = Vec::new();
    for part in code.split("crate::").skip(1) {
        let word =
            |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match part.strip_prefix('{') {
            Some(list) => {
                let mut depth = 0;
                let list: String = list
                    .chars()
                    .take_while(|c| {
                        depth += i32::from(*c == '{') - i32::from(*c == '}');
                        depth >= 0
                    })
                    .collect();
                named.extend(list.split(',').map(|item| word(item.trim())));
            }
            None => named.push(word(part)),
        }
    }
    named.retain(|name| ROOMS.iter().any(|(room, _)| room == name));
    named
}

#[test]
fn rooms_use_only_what_the_table_allows() {
    let table: BTreeMap<_, _> = ROOMS.iter().copied().collect();
    for (room, path, code) in sources() {
        for used in rooms_named(&code) {
            let allowed = used == room || table[room].contains(&used.as_str());
            assert!(
                allowed,
                "{path}: `{room}` may not use `{used}`; the table in tests/suite/tidy.rs says who may"
            );
        }
    }
}

#[test]
fn every_room_is_in_the_table() {
    for entry in std::fs::read_dir(package().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(
            !path.is_dir() || ROOMS.iter().any(|(room, _)| *room == name),
            "src/{name} is no room of the table"
        );
    }
}

#[test]
fn packages_and_files_stay_in_their_rooms() {
    for (room, path, code) in sources() {
        let code = code.split("#[cfg(test)]").next().unwrap();
        for (word, rooms) in GUARDED {
            assert!(
                rooms.contains(&room) || !code.contains(word),
                "{path} names `{word}`, which only {rooms:?} may"
            );
        }
    }
}

#[test]
fn files_begin_with_what_they_own_and_stay_short() {
    let mut paths = files(&package().join("src"), "rs");
    paths.extend(files(&package().join("tests"), "rs"));
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let first = text.lines().find(|line| !line.starts_with("#!["));
        let path = path.strip_prefix(package()).unwrap().display();
        assert!(first.is_some_and(|line| line.starts_with("//! ")), "{path} does not say what it owns");
        let lines = text.split("#[cfg(test)]").next().unwrap().lines().count();
        assert!(lines <= LONGEST, "{path} has {lines} lines, more than {LONGEST}");
    }
}

#[test]
fn the_page_of_help_is_up_to_date() {
    super::golden::check("docs/cli.md", callsheet::cli::reference().as_bytes());
}
