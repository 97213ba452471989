//! Lines that a person types on a terminal: the one file that knows the line editor. Both prompts read through it.

use std::borrow::Cow;
use std::ops::Range;
use std::path::PathBuf;

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Behavior, Cmd, CompletionType, Config, Context, Editor, EventHandler, KeyCode, KeyEvent, Modifiers,
};
use unicode_width::UnicodeWidthStr;

use super::CliError;
use super::output::size;
use crate::render::shown;
use crate::session::state_file;

const PROMPT: &str = "callsheet> ";
const PAINTED_PROMPT: &str = "\u{1b}[1;36mcallsheet>\u{1b}[0m ";

/// How many inputs are kept for the next time.
const KEPT: usize = 1000;

/// What a prompt knows of what is typed.
pub(in crate::cli) struct Language<'l> {
    /// What could stand at the cursor, a place in bytes.
    pub(in crate::cli) offer: &'l dyn Fn(&str, usize) -> Offer,
    /// Whether a text may run as it is.
    pub(in crate::cli) is_whole: &'l dyn Fn(&str) -> bool,
    /// A text in colours, which take no room.
    pub(in crate::cli) painted: &'l dyn Fn(&str) -> String,
}

/// What could stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Offer {
    /// The bytes that are replaced.
    pub(in crate::cli) at: Range<usize>,
    /// What could stand there, and how to list it.
    pub(in crate::cli) all: Vec<(String, String)>,
    /// Whether there is more.
    pub(in crate::cli) more: bool,
}

impl Offer {
    /// No more than have room on a screen of so many columns and rows.
    pub(in crate::cli) fn fit(mut self, (width, height): (u16, u16)) -> Self {
        let widest = self.all.iter().map(|(_, label)| label.width()).max().unwrap_or_default() + 2;
        let across = (usize::from(width) / widest).max(1);
        // The line that is typed and the sign that there is more need room as well.
        let down = usize::from(height).saturating_sub(3).max(2);
        if self.all.len() > across * down {
            self.all.truncate(across * down - 1);
            self.more = true;
        }
        self
    }
}

/// The inputs of a person, with a history that outlives the program.
pub(in crate::cli) struct Lines<'l> {
    editor: Editor<Helper<'l>, DefaultHistory>,
    /// Whoever cannot keep a history can type all the same.
    history: Option<PathBuf>,
}

impl<'l> Lines<'l> {
    /// A prompt whose history has this name.
    pub(in crate::cli) fn new(language: Language<'l>, history: &str) -> Result<Self, CliError> {
        let mut editor = editor(language).map_err(CliError::Terminal)?;
        let history = state_file(history);
        if let Some(path) = &history {
            let _ = editor.load_history(path);
        }
        Ok(Self { editor, history })
    }

    /// The next input, kept in the history; none when the person leaves.
    pub(in crate::cli) fn next(&mut self) -> Result<Option<String>, CliError> {
        loop {
            match self.editor.readline(&(PROMPT, PAINTED_PROMPT)) {
                Ok(text) => {
                    self.keep(&text);
                    return Ok(Some(text));
                }
                Err(ReadlineError::Interrupted | ReadlineError::Signal(_)) => {}
                Err(ReadlineError::Eof) => return Ok(None),
                Err(error) => return Err(CliError::Terminal(error)),
            }
        }
    }

    fn keep(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let _ = self.editor.add_history_entry(text.trim_end());
        if let Some(path) = &self.history {
            let _ = self.editor.append_history(path);
        }
    }
}

fn editor(language: Language<'_>) -> rustyline::Result<Editor<Helper<'_>, DefaultHistory>> {
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
    editor.set_helper(Some(Helper(language)));
    let alt_enter = KeyEvent(KeyCode::Enter, Modifiers::ALT);
    editor.bind_sequence(alt_enter, EventHandler::Simple(Cmd::Newline));
    Ok(editor)
}

/// What the line editor asks while one types.
struct Helper<'l>(Language<'l>);

impl rustyline::Helper for Helper<'_> {}

impl Completer for Helper<'_> {
    type Candidate = Pair;

    fn complete(&self, text: &str, cursor: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let found = (self.0.offer)(text, cursor).fit(size());
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
        Ok(if (self.0.is_whole)(typed.input()) {
            ValidationResult::Valid(None)
        } else {
            ValidationResult::Incomplete
        })
    }
}

impl Highlighter for Helper<'_> {
    fn highlight<'l>(&self, text: &'l str, _: usize) -> Cow<'l, str> {
        Cow::Owned((self.0.painted)(text))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}

impl Hinter for Helper<'_> {
    type Hint = String;
}
