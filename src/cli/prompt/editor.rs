//! The prompt on a terminal: the one file that knows the line editor.

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Behavior, Cmd, CompletionType, Config, Context, Editor, EventHandler, KeyCode, KeyEvent, Modifiers,
};

use super::completion::offer;
use super::inputs::{inputs, is_whole};
use super::paint::painted;
use super::talk::{Talk, Turn};
use crate::cli::output::{note, rows, size};
use crate::cli::{CliError, Exit, Output};
use crate::query::{Stop, View};
use crate::render::shown;
use crate::session::state_file;

const PROMPT: &str = "callsheet> ";
const PAINTED_PROMPT: &str = "\u{1b}[1;36mcallsheet>\u{1b}[0m ";

/// How many inputs are kept for the next time.
const KEPT: usize = 1000;

/// Reads and runs what a person types until they leave.
pub(super) fn run(mut talk: Talk<'_>, graph: &Path, out: &mut Output) -> Result<Exit, CliError> {
    let view = talk.console.view;
    let graph = graph.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    note(&format!(
        "{}: {} nodes, {} edges; `:help` helps, Tab completes, Ctrl-D leaves",
        shown(&graph),
        view.node_count(),
        view.edge_count()
    ));
    let stop = Stop::default();
    talk.console.settings.limits.stop = Some(stop.clone());
    // Whoever has no such signal can type all the same.
    let _ = ctrlc::set_handler({
        let stop = stop.clone();
        move || interrupted(&stop)
    });
    let mut editor = editor(view).map_err(CliError::Terminal)?;
    // Whoever cannot keep a history can type all the same.
    let history = state_file("history");
    if let Some(path) = &history {
        let _ = editor.load_history(path);
    }
    loop {
        let text = match editor.readline(&(PROMPT, PAINTED_PROMPT)) {
            Ok(text) => text,
            Err(ReadlineError::Interrupted | ReadlineError::Signal(_)) => continue,
            Err(ReadlineError::Eof) => return Ok(Exit::Done),
            Err(error) => return Err(CliError::Terminal(error)),
        };
        // It is kept before it runs: a query that is broken off is one to change and try again.
        keep(&mut editor, history.as_ref(), &text);
        stop.lift();
        if run_each(&mut talk, &text, out)? == Turn::Leave {
            return Ok(Exit::Done);
        }
    }
}

/// Ctrl-C while a query runs: it ends the query, and where that does not help the program.
#[expect(clippy::exit, reason = "what does not heed the first signal cannot be asked to return")]
fn interrupted(stop: &Stop) {
    if stop.is_set() {
        std::process::exit(130);
    }
    stop.now();
}

/// Does everything that was typed up to the first error.
fn run_each(talk: &mut Talk<'_>, text: &str, out: &mut Output) -> Result<Turn, CliError> {
    for input in inputs(text) {
        let began = Instant::now();
        let turn = talk.take(input, out);
        out.flush()?;
        match turn {
            Ok(Turn::Rows(count)) => {
                note(&format!("{}, {} ms", rows(count), began.elapsed().as_millis()));
            }
            Ok(Turn::Done) => {}
            Ok(Turn::Leave) => return Ok(Turn::Leave),
            Err(error) if error.ends_all() => return Err(error),
            Err(error) => {
                error.report();
                break;
            }
        }
    }
    Ok(Turn::Done)
}

fn keep(editor: &mut Editor<Helper<'_>, DefaultHistory>, path: Option<&PathBuf>, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let _ = editor.add_history_entry(text.trim_end());
    if let Some(path) = path {
        let _ = editor.append_history(path);
    }
}

fn editor(view: &View) -> rustyline::Result<Editor<Helper<'_>, DefaultHistory>> {
    let config = Config::builder()
        .max_history_size(KEPT)?
        .history_ignore_space(true)
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        // What is offered has been cut to the screen, so that it need not ask.
        .completion_prompt_limit(usize::MAX)
        // Rows may go into a pipe while the prompt stays on the terminal.
        .behavior(Behavior::PreferTerm)
        .bracketed_paste(true)
        .build();
    let mut editor = Editor::with_config(config)?;
    editor.set_helper(Some(Helper { view }));
    let alt_enter = KeyEvent(KeyCode::Enter, Modifiers::ALT);
    editor.bind_sequence(alt_enter, EventHandler::Simple(Cmd::Newline));
    Ok(editor)
}

/// What the line editor asks while one types.
struct Helper<'v> {
    view: &'v View,
}

impl rustyline::Helper for Helper<'_> {}

impl Completer for Helper<'_> {
    type Candidate = Pair;

    fn complete(&self, text: &str, cursor: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let found = offer(self.view, text, cursor).fit(size());
        let pair = |(replacement, label): (String, String)| Pair { display: shown(&label), replacement };
        let mut pairs: Vec<Pair> = found.all.into_iter().map(pair).collect();
        if found.more {
            // The editor puts in what all have in common, which must not be more than what is typed.
            let typed = text.get(found.at.clone()).unwrap_or_default().to_owned();
            pairs.push(Pair { display: "...".to_owned(), replacement: typed });
        }
        Ok((found.at.start, pairs))
    }
}

impl Validator for Helper<'_> {
    fn validate(&self, typed: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(if is_whole(typed.input()) { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

impl Highlighter for Helper<'_> {
    fn highlight<'l>(&self, text: &'l str, _: usize) -> Cow<'l, str> {
        Cow::Owned(painted(text))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}

impl Hinter for Helper<'_> {
    type Hint = String;
}
