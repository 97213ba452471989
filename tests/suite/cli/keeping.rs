//! What is written and by whom: locks, Ctrl-C, standard output, links, permissions, pipes.
#![cfg(unix)]

use std::fs::{self, File, Permissions};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Child, Command, Stdio};

use super::{Desk, command};

const LINES: &str = "{\"id\": \"c\", \"text\": \"Kofi Mensah directed the film *Low Tide*.\"}\n\
    {\"id\": \"d\", \"text\": \"Ilse Brandt wrote the film *Low Tide*.\"}\n";
const LIST: &[&str] = &["build", "--input-format", "jsonl", "-", "-o", "h.ron"];

/// A build of `h.ron` that has read both lines and waits for more.
fn waiting(desk: &Desk) -> Child {
    let mut child = command(desk.0.path(), LIST).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.as_mut().unwrap().write_all(LINES.as_bytes()).unwrap();
    let journal = desk.path(".h.ron.journal");
    while !journal.exists() || fs::read_to_string(&journal).unwrap().lines().count() < 3 {
        assert!(child.try_wait().unwrap().is_none(), "the build ends too early");
        std::thread::yield_now();
    }
    child
}

fn signal(child: &Child, name: &str) {
    let done = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().unwrap();
    assert!(done.success());
}

fn text(mut stream: impl Read) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_stopped_build_says_what_is_kept_and_goes_on_from_there() {
    for name in ["INT", "TERM"] {
        let desk = Desk::new();
        fs::copy(desk.path("g.ron"), desk.path("h.ron")).unwrap();
        let mut child = waiting(&desk);
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert_eq!(
            text(child.stderr.take().unwrap()),
            "error: stopped before everything was read, and nothing was saved\n\
             hint: 2 documents are read and kept in `.h.ron.journal`: the same command goes on from there\n"
        );
        assert_eq!(fs::read(desk.path("g.ron")).unwrap(), fs::read(desk.path("h.ron")).unwrap());
        let done = desk.feed(LIST, LINES);
        assert!(
            done.err.starts_with("read 2 documents: 2 new, 0 replaced, 0 unchanged, 2 of them read before; "),
            "{}",
            done.err
        );
        assert!(!desk.path(".h.ron.journal").exists() && !desk.path(".h.ron.lock").exists());
    }
}

#[test]
fn a_second_writer_is_refused_or_waits() {
    let desk = Desk::new();
    let mut first = waiting(&desk);
    let done = desk.run(&["build", "b.md", "-o", "h.ron"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    let start = format!(
        "error: `h.ron` is being written by another callsheet: `build`, process {}, since 2",
        first.id()
    );
    assert!(done.err.starts_with(&start), "{}", done.err);
    assert!(
        done.err.ends_with(" UTC\nhint: run it again when that is done, or let it wait: `--wait`\n"),
        "{}",
        done.err
    );
    assert_eq!(desk.run(&["stats", "g.ron"]).code, 0, "who reads needs no lock");
    let mut second = command(desk.0.path(), &["build", "b.md", "--into", "h.ron", "--wait"]).spawn().unwrap();
    let mut err = BufReader::new(second.stderr.take().unwrap());
    let mut line = String::new();
    err.read_line(&mut line).unwrap();
    assert!(line.starts_with("waiting for `h.ron`, which is being written: `build`, process "), "{line}");
    drop(first.stdin.take());
    assert_eq!(first.wait().unwrap().code(), Some(0));
    assert_eq!(second.wait().unwrap().code(), Some(0));
    assert!(text(err).starts_with("read 1 document: 1 new, "));
    assert_eq!(desk.feed(&["build", "--input-format", "jsonl", "-", "-o", "i.ron"], LINES).code, 0);
    assert_eq!(desk.run(&["build", "b.md", "--into", "i.ron"]).code, 0);
    assert_eq!(fs::read(desk.path("h.ron")).unwrap(), fs::read(desk.path("i.ron")).unwrap());
}

#[test]
fn a_graph_may_go_to_standard_output() {
    let desk = Desk::new();
    let done = desk.run(&["build", "a.txt", "b.md", "-o", "-"]);
    assert_eq!((done.code, done.out.as_bytes()), (0, &*fs::read(desk.path("g.ron")).unwrap()));
    assert!(done.err.starts_with("read 2 documents: "), "{}", done.err);
    let done = desk.run(&["build", "a.txt", "b.md", "-o", "-", "--json"]);
    assert_eq!(done.out.as_bytes(), fs::read(desk.path("g.ron")).unwrap());
    let report: serde_json::Value = serde_json::from_str(&done.err).unwrap();
    assert_eq!(report["documents"], 2);
    desk.put("n.csv", "id,kind,name\n1,Person,Nora Vale\n");
    assert_eq!(desk.run(&["import", "--nodes", "n.csv", "-o", "n.ron"]).code, 0);
    let done = desk.run(&["import", "--nodes", "n.csv", "-o", "-"]);
    assert_eq!(done.out.as_bytes(), fs::read(desk.path("n.ron")).unwrap());
    assert!(!desk.path("-").exists());
}

#[test]
fn links_and_permissions_stay_as_they_are() {
    let desk = Desk::new();
    fs::create_dir(desk.path("deep")).unwrap();
    symlink("deep/real.ron", desk.path("link.ron")).unwrap();
    for (mode, inputs) in [(0o640, ["a.txt", "a.txt"]), (0o600, ["a.txt", "b.md"])] {
        let [a, b] = inputs;
        assert_eq!(desk.run(&["build", a, b, "-o", "link.ron"]).code, 0);
        assert!(desk.path("link.ron").is_symlink());
        fs::set_permissions(desk.path("deep/real.ron"), Permissions::from_mode(mode)).unwrap();
    }
    assert_eq!(desk.run(&["build", "a.txt", "b.md", "-o", "link.ron"]).code, 0);
    assert_eq!(fs::read(desk.path("deep/real.ron")).unwrap(), fs::read(desk.path("g.ron")).unwrap());
    let mode = fs::metadata(desk.path("deep/real.ron")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(fs::read_dir(desk.path("deep")).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn a_pipe_is_written_through() {
    let desk = Desk::new();
    assert!(Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
    let pipe = desk.path("pipe");
    let reader = std::thread::spawn(move || text(File::open(pipe).unwrap()));
    assert_eq!(desk.run(&["build", "a.txt", "b.md", "-o", "pipe"]).code, 0);
    assert_eq!(reader.join().unwrap().as_bytes(), fs::read(desk.path("g.ron")).unwrap());
}

#[test]
fn a_folder_that_takes_no_files_is_told_before_the_work() {
    let desk = Desk::new();
    fs::create_dir(desk.path("shut")).unwrap();
    fs::copy(desk.path("g.ron"), desk.path("shut/g.ron")).unwrap();
    // Whoever may do anything is hindered by a folder of the lock's name as well as by permissions.
    fs::create_dir(desk.path("shut/.g.ron.lock")).unwrap();
    let done = desk.run(&["build", "a.txt", "-o", "shut/g.ron"]);
    assert_eq!(done.code, 2);
    assert!(
        done.err.starts_with("error: nothing can be written beside `shut/g.ron`\n  because: "),
        "{}",
        done.err
    );
    assert!(done.err.contains("\nhint: a snapshot is written beside the old one first"), "{}", done.err);
    assert_eq!(fs::read(desk.path("shut/g.ron")).unwrap(), fs::read(desk.path("g.ron")).unwrap());
}

#[test]
fn a_build_that_fails_over_a_mistake_leaves_nothing_beside_the_graph() {
    let desk = Desk::new();
    desk.put("binary.txt", b"\x7fELF\0\0");
    assert_eq!(desk.run(&["build", "a.txt", "binary.txt", "-o", "g.ron"]).code, 2);
    let names = fs::read_dir(desk.0.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.filter(|name| name.to_string_lossy().starts_with('.')).count(), 0);
}

#[test]
fn every_command_that_writes_a_graph_may_wait() {
    for args in [
        &["remove", "h.ron", "d"][..],
        &["merge", "g.ron", "-o", "h.ron"],
        &["curate", "h.ron", "alias", "Low Tide", "Ebb"],
    ] {
        let desk = Desk::new();
        let mut first = waiting(&desk);
        assert!(desk.run(args).err.contains("is being written by another callsheet"));
        let mut second = command(desk.0.path(), &[args, &["--wait"]].concat()).spawn().unwrap();
        let mut err = BufReader::new(second.stderr.take().unwrap());
        let mut line = String::new();
        err.read_line(&mut line).unwrap();
        assert!(line.starts_with("waiting for `h.ron`, which is being written: `build`, process "), "{line}");
        drop(first.stdin.take());
        assert_eq!(first.wait().unwrap().code(), Some(0));
        assert_eq!(second.wait().unwrap().code(), Some(0), "{}", text(err));
    }
}
