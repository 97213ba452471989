//! The graphs that ship are what the articles beside them give.

use std::process::Command;

use super::golden;

/// Builds a graph from inside the package, as `graphs/README.md` says, and compares it with the one that ships.
#[track_caller]
fn check(texts: &str, graph: &str) {
    let folder = tempfile::tempdir().unwrap();
    let built = folder.path().join("built.ron");
    let run = Command::new(env!("CARGO_BIN_EXE_callsheet"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", texts, "-o"])
        .arg(&built)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    golden::check(graph, &std::fs::read(built).unwrap());
}

#[test]
fn the_severance_graph_is_up_to_date() {
    check("graphs/texts/severance.md", "graphs/severance.ron");
}

#[test]
fn the_demo_graph_is_up_to_date() {
    check("graphs/texts", "graphs/demo.ron");
}
