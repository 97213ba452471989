//! The examples of the manual, run as they stand there.

use std::path::Path;
use std::process::Command;

/// Every command of a page with what it prints; `BLESS=1` writes the page anew.
#[test]
fn the_examples_of_the_query_language_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = root.join("docs/query-language.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let mut anew = String::new();
    let (mut inside, mut commands) = (false, 0);
    for line in text.lines() {
        let fence = line.starts_with("```");
        if fence {
            inside = line == "```console";
        }
        if inside && line.starts_with("$ ") {
            commands += 1;
            anew.push_str(&format!("{line}\n{}", printed(root, line.trim_start_matches("$ "))));
        } else if !inside || fence {
            anew.push_str(&format!("{line}\n"));
        }
    }
    assert!(commands > 8, "{commands}");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&page, &anew).unwrap();
    }
    let first = text.lines().zip(anew.lines()).find(|(old, new)| old != new);
    assert!(
        text == anew || std::env::var_os("BLESS").is_some(),
        "the page differs: {first:?}; `BLESS=1 cargo test` writes it anew"
    );
}

/// What a command line of `callsheet` prints on both streams.
fn printed(root: &Path, line: &str) -> String {
    let words = words(line);
    assert_eq!(words.first().map(String::as_str), Some("callsheet"), "{line}");
    let done =
        Command::new(env!("CARGO_BIN_EXE_callsheet")).args(&words[1..]).current_dir(root).output().unwrap();
    let text = [done.stdout, done.stderr].concat();
    String::from_utf8(text).unwrap().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The words of a command line, those in double quotes whole.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}
