//! Exports in the programs that read them: what they count and answer is what we do.
//!
//! Where a program is missing, its tests say that they are skipped; with `CALLSHEET_CONSUMERS=required`, as in CI, they
//! fail. `tests/consumers/requirements.txt` lists the packages for Python.

mod graphs;
mod graphviz;
mod pictures;
mod rdf;
mod tables;
mod tutorial;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// What a script of `tests/consumers` prints as JSON about these files; `None` where its program is missing.
pub(crate) fn python(script: &str, arguments: &[&str]) -> Option<Value> {
    let Some(python) = interpreter() else {
        missing("the packages of tests/consumers/requirements.txt");
        return None;
    };
    let script = package().join("tests/consumers").join(script);
    let output = Command::new(python).arg("-I").arg("-B").arg(script).args(arguments).output().unwrap();
    Some(serde_json::from_str(&said(&output)).unwrap())
}

/// What a program prints on its standard output; `None` where none of these names is installed.
pub(crate) fn program(names: &[&str], arguments: &[&str]) -> Option<Output> {
    let ran = names.iter().find_map(|name| Command::new(name).args(arguments).output().ok());
    if ran.is_none() {
        missing(names.first().unwrap());
    }
    ran
}

/// The standard output of a program that did its work.
#[track_caller]
pub(crate) fn said(output: &Output) -> String {
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaints}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The Python that has the packages: that of `CALLSHEET_PYTHON`, or the one that `.ci/run` makes.
fn interpreter() -> Option<PathBuf> {
    let named = std::env::var_os("CALLSHEET_PYTHON").map(PathBuf::from);
    named.or_else(|| Some(package().join("target/consumers/bin/python")).filter(|path| path.exists()))
}

#[track_caller]
fn missing(what: &str) {
    assert!(
        std::env::var_os("CALLSHEET_CONSUMERS").is_none_or(|asked| asked != "required"),
        "missing: {what}; `.ci/run` installs it"
    );
    println!("skipped: missing is {what}");
}

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
