//! Where a command's words go: data to standard output, notes to standard error.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::interrupt::STOPPED;
use super::level::{Verbosity, is_said};
use crate::session::{Target, stdin_is_terminal};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// It is done.
    Done,
    /// Nothing was found.
    Nothing,
    /// It was used wrongly or its input is bad.
    Wrong,
    /// It was stopped by Ctrl-C.
    Stopped,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Nothing => 1,
            Exit::Wrong => 2,
            Exit::Stopped => STOPPED,
        })
    }
}

/// Standard output, buffered.
pub(super) struct Output {
    stdout: BufWriter<Stdout>,
}

impl Output {
    pub(super) fn new() -> Self {
        Self { stdout: BufWriter::with_capacity(1 << 16, io::stdout()) }
    }

    /// A value as one line of JSON.
    pub(super) fn json_line(&mut self, value: &impl Serialize) -> Result<(), serde_json::Error> {
        serde_json::to_writer(&mut self.stdout, value)?;
        self.stdout.write_all(b"\n").map_err(serde_json::Error::io)
    }

    /// A value as JSON for people: a key a line.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<(), serde_json::Error> {
        serde_json::to_writer_pretty(&mut self.stdout, value)?;
        self.stdout.write_all(b"\n").map_err(serde_json::Error::io)
    }
}

/// What was done, as JSON: to standard output, or to standard error where the graph goes to standard output.
pub(super) fn report_json(
    value: &impl Serialize,
    target: &Target,
    out: &mut Output,
) -> Result<(), serde_json::Error> {
    if !target.is_stdout() {
        return out.json(value);
    }
    let text = serde_json::to_string_pretty(value)?;
    // It was asked for, so that it is said to those who want quiet, too.
    writeln!(io::stderr(), "{text}").map_err(serde_json::Error::io)
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stdout.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }
}

/// Says something to the person, apart from the data, unless they want quiet.
pub(super) fn note(text: &str) {
    if !is_said(text) {
        return;
    }
    // When standard error is gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{text}");
}

/// A number of rows in words.
pub(super) fn rows(count: usize) -> String {
    format!("{count} row{}", if count == 1 { "" } else { "s" })
}

/// Whether somebody watches standard error.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal() && !Verbosity::is_quiet()
}

/// Whether somebody types, and sees what standard output says.
pub(super) fn is_typed_on() -> bool {
    stdin_is_terminal() && io::stdout().is_terminal()
}

/// How many columns and rows the terminal of a person has who types.
pub(super) fn size() -> (u16, u16) {
    let size = terminal_size::terminal_size_of(io::stderr());
    size.map_or((80, 24), |(width, height)| (width.0, height.0))
}

/// How many columns the terminal has that standard output goes to; `None` where it goes elsewhere.
pub(super) fn width() -> Option<u16> {
    let size = terminal_size::terminal_size_of(io::stdout());
    size.map(|(width, _)| width.0).filter(|width| *width > 0)
}
