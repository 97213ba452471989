//! Streams, exit codes and colours, whatever the command.

use std::io::Read;

use super::{Desk, command};

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::bare();
    let line = "{\"id\": \"ID\", \"text\": \"Nora Vale directed the film *Glass Harbor*.\"}\n";
    let lines: String = (0..3000).map(|id| line.replace("ID", &id.to_string())).collect();
    desk.put("many.jsonl", lines);
    let mut child = command(desk.0.path(), &["extract", "many.jsonl"]).spawn().unwrap();
    let mut some = [0; 10];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut some).unwrap();
    drop(stdout);
    let done = child.wait_with_output().unwrap();
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_is_full_is_an_error() {
    let desk = Desk::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let done = command(desk.0.path(), &["stats", "g.ron"]).stdout(full).output().unwrap();
    assert_eq!(done.status.code(), Some(2));
    let err = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(err.starts_with("error: cannot write to standard output\n"), "{err}");
}

#[test]
fn help_is_data_and_wrong_use_is_not() {
    let desk = Desk::bare();
    let help = desk.run(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert!(help.out.contains("Examples:"));
    assert_eq!(desk.run(&["--version"]).code, 0);
    let wrong = desk.run(&["bild"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("build"), "{}", wrong.err);
}

#[test]
fn what_goes_into_a_file_has_no_colours() {
    let desk = Desk::new();
    for args in [&["show", "g.ron", "Nora Vale"][..], &["stats", "g.ron"], &["show", "g.ron", "x"], &["bild"]]
    {
        let done = desk.run(args);
        assert!(!done.out.contains('\u{1b}') && !done.err.contains('\u{1b}'), "{args:?}");
    }
}
