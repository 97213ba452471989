//! The program from outside: is it wired up, and are its exit codes and streams what they should be?

mod ask;
mod build;
mod check;
mod crash;
mod curate;
mod diff;
mod eval;
mod export;
mod export_tables;
mod extract;
mod facts;
mod import;
mod import_files;
mod keeping;
mod output;
mod prompt;
mod query;
mod remove;
mod review;
mod rows;
mod settings;
mod show;
mod snapshots;
mod texts;
mod watch;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// What a run gave.
struct Done {
    code: i32,
    out: String,
    err: String,
}

/// A folder in which the program runs, gone after the test.
struct Desk(TempDir);

impl Desk {
    /// With the texts that the tests read, and a graph built from them.
    fn new() -> Self {
        let desk = Self::bare();
        desk.put(
            "a.txt",
            "Nora Vale directed the film *Glass Harbor*. Ilse Brandt stars in *Glass Harbor*.\n",
        );
        desk.put("b.md", "The film *Glass Harbor* was delayed by a strike.\n");
        assert_eq!(desk.run(&["build", "a.txt", "b.md", "-o", "g.ron"]).code, 0);
        desk
    }

    fn bare() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Done {
        self.feed(args, "")
    }

    /// Runs the program with something on standard input.
    fn feed(&self, args: &[&str], input: impl AsRef<[u8]>) -> Done {
        let mut child = command(self.0.path(), args).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_owned();
        // The program may end before it has read all.
        let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        feed.join().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Done { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
    }
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callsheet"));
    // Nothing that whoever runs the tests has set may show in them.
    let set = std::env::vars_os().map(|(name, _)| name);
    for name in set.filter(|name| name.to_string_lossy().starts_with("CALLSHEET_")) {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", folder.join("no-settings"));
    command.current_dir(folder).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
    command
}
