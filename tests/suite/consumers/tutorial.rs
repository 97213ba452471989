//! The tutorial, run as it stands there.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::{interpreter, missing, package, program, said};
use crate::manual::check_by;

#[test]
fn the_tutorial_runs() {
    let Some(python) = interpreter() else {
        missing("the packages of tests/consumers/requirements.txt");
        return;
    };
    if program(&["dot"], &["-V"]).is_none() {
        return;
    }
    let desk = tempfile::tempdir().unwrap();
    let texts = desk.path().join("graphs/texts");
    fs::create_dir_all(&texts).unwrap();
    for text in fs::read_dir(package().join("graphs/texts")).unwrap() {
        let text = text.unwrap();
        fs::copy(text.path(), texts.join(text.file_name())).unwrap();
    }
    // In the place of neo4j-admin, which is not here, stands what fails when a table is not.
    let bin = desk.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let tables =
        "for word; do case $word in --*=*.csv) cat \"${word##*=}\" >/dev/null || exit 1;; esac; done";
    fs::write(bin.join("neo4j-admin"), format!("#!/bin/sh\n{tables}\n")).unwrap();
    let own = Path::new(env!("CARGO_BIN_EXE_callsheet")).parent().unwrap();
    let path = format!("chmod +x bin/neo4j-admin; PATH='{}:{}':$PATH", bin.display(), own.display());
    let console = |line: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{path}; {line}")]).env("XDG_CONFIG_HOME", desk.path());
        let output = shell.current_dir(desk.path()).output().unwrap();
        let complaints = String::from_utf8(output.stderr.clone()).unwrap();
        Some(said(&output) + &complaints)
    };
    // A cell knows what the cells before it made.
    let cells = RefCell::new(String::new());
    let cell = |program: &str| {
        let all = format!("{}print({MARK:?})\n{program}", cells.borrow());
        let mut interpreter = Command::new(&python);
        let output = interpreter.args(["-I", "-c", &all]).current_dir(desk.path()).output().unwrap();
        cells.borrow_mut().push_str(program);
        said(&output).rsplit_once(&format!("{MARK}\n")).map(|(_, own)| own.to_owned())
    };
    assert_eq!(check_by("docs/tutorial.md", &console, &cell), 14);
}

/// What parts the output of a cell from that of those before it.
const MARK: &str = "--- here the cell begins ---";
