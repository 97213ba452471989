//! Why a command failed, and how it says so.

use std::error::Error;
use std::io::{self, Write};

use super::Exit;
use super::config::ConfigError;
use super::console::Front;
use super::excerpt::excerpt;
use super::output::note;
use crate::ask::AskError;
use crate::query::{QueryError, quoted};
use crate::render::shown;
use crate::session::SessionError;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// The work could not be done.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// A file of settings is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Standard output failed.
    #[error("cannot write to standard output")]
    Output(#[from] io::Error),
    /// A question was not answered.
    #[error("{error}")]
    Question {
        /// The question.
        question: String,
        /// Why.
        error: AskError,
    },
    /// A query could not be read or run.
    #[error("{error}")]
    Query {
        /// The query.
        text: String,
        /// Why, and where.
        error: QueryError,
        /// How limits are changed there.
        front: Front,
    },
    /// A parameter without a value.
    #[error("`{parameter}` gives no value")]
    NoValue {
        /// What was given.
        parameter: String,
    },
    /// A parameter with a name that no query can use.
    #[error("`{name}` is no name of a parameter")]
    ParameterName {
        /// The name, without `$`.
        name: String,
    },
    /// A value without the name of its parameter.
    #[error("`{parameter}` names no parameter")]
    NoName {
        /// What was given.
        parameter: String,
    },
    /// A parameter that has a value already.
    #[error("the parameter `${name}` is given twice")]
    ParameterTwice {
        /// Its name.
        name: String,
    },
    /// The value of a parameter that begins like a list, a map or text in quotes and goes on otherwise.
    #[error("the value of the parameter `${name}` cannot be read: {error}")]
    ParameterValue {
        /// Its name.
        name: String,
        /// What was given.
        text: String,
        /// Why, and where in what was given.
        error: QueryError,
    },
    /// Rows could not be put into CSV.
    #[error("cannot write the rows as CSV")]
    Csv(#[from] csv::Error),
    /// A value could not be put into JSON.
    #[error("cannot write the answer as JSON")]
    Json(#[from] serde_json::Error),
    /// A command of the prompt was given what it does not take.
    #[error("`:{command}` takes {takes}")]
    WrongValue {
        /// The command, without its colon.
        command: &'static str,
        /// What it takes, in words.
        takes: &'static str,
    },
    /// The terminal could not be read.
    #[error("cannot read from the terminal")]
    Terminal(#[source] rustyline::error::ReadlineError),
    /// Standard input was to be both of two graphs.
    #[error("standard input can be only one of the two graphs")]
    StdinTwice,
    /// The terminal could not be drawn on, or its keys not be read.
    #[error("the terminal failed")]
    Screen(#[source] io::Error),
    /// Somebody is needed to decide.
    #[error("reviewing needs a terminal, for keys as well as for output")]
    NoTerminal,
    /// Nothing says in which format.
    #[error("the format is not given")]
    NoFormat {
        /// All formats.
        candidates: Vec<String>,
    },
    /// A query that is to cut a slice gives nothing that can be shown.
    #[error("the query gives no nodes, edges or paths")]
    NothingToShow {
        /// The query.
        query: String,
    },
    /// An option names what is not there.
    #[error("{what} `{name}` is not known")]
    Unknown {
        /// What it should name: `the relation`.
        what: &'static str,
        /// The name given.
        name: String,
        /// All the names there are.
        candidates: Vec<String>,
    },
}

impl CliError {
    /// Whether whoever reads standard output has gone, which is no error.
    pub(super) fn is_closed_pipe(&self) -> bool {
        let closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
        match self {
            Self::Output(error) | Self::Session(SessionError::Output(error)) => closed(error),
            Self::Json(error) => error.io_error_kind() == Some(io::ErrorKind::BrokenPipe),
            Self::Csv(error) => matches!(error.kind(), csv::ErrorKind::Io(error) if closed(error)),
            _ => false,
        }
    }

    /// Whether nothing more can be printed, so that there is no use in going on.
    pub(super) fn ends_all(&self) -> bool {
        matches!(self, Self::Output(_) | Self::Json(_) | Self::Csv(_) | Self::Terminal(_))
    }

    /// How the program ends with it.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Session(SessionError::UnknownName { .. }) => Exit::Nothing,
            Self::Session(SessionError::Stopped { .. } | SessionError::ExportStopped { .. }) => Exit::Stopped,
            _ => Exit::Wrong,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Session(error) => error.hint(),
            Self::Config(error) => Some(error.hint()),
            Self::Question { error, .. } => error.hint(),
            Self::Query { error, front: Front::Commands, .. } if error.kind.is_limit() => {
                error.kind.hint().map(|hint| hint.replace("`--", "`:"))
            }
            Self::Query { text, error, .. } => error.hint(text),
            Self::NoValue { .. } | Self::NoName { .. } => {
                Some("a parameter is written `--param name=value`".to_owned())
            }
            Self::ParameterName { .. } => Some("a name has letters, digits and `_`".to_owned()),
            Self::ParameterTwice { .. } => Some("a query has one value for each name".to_owned()),
            Self::ParameterValue { text, .. } => {
                Some(format!("as plain text it is written `{}`", quoted(text, quote(text))))
            }
            Self::WrongValue { command: "param", .. } => Some("as in `:param who = 'Nora Vale'`".to_owned()),
            Self::StdinTwice => Some("save one of them in a file first".to_owned()),
            Self::NoTerminal => Some(
                "`--list` prints what there is to review, and `callsheet curate` takes decisions".to_owned(),
            ),
            Self::NoFormat { candidates } => {
                Some(format!("give `--format` or a file by `-o`; there are `{}`", candidates.join("`, `")))
            }
            Self::NothingToShow { .. } => {
                Some("return the nodes themselves: `RETURN p`, not `RETURN p.name`".to_owned())
            }
            Self::Unknown { name, candidates, .. } if !candidates.is_empty() => {
                Some(suggestion(name, candidates))
            }
            _ => None,
        }
    }

    fn details(&self) -> Vec<String> {
        match self {
            Self::Session(error) => error.details(),
            _ => Vec::new(),
        }
    }

    /// The line of a question or query that is wrong, with the wrong words marked.
    fn excerpt(&self) -> Option<String> {
        match self {
            Self::Question { question, error: AskError::UnknownName { at, .. } } => excerpt(question, at),
            Self::Query { text, error, .. } | Self::ParameterValue { text, error, .. } => {
                excerpt(text, &error.at)
            }
            _ => None,
        }
    }

    /// Prints the error, its causes and what to do about it.
    pub(super) fn report(&self) {
        let mut text = format!("{} {}\n", coloured("error:", RED), shown(&self.to_string()));
        text.push_str(&self.excerpt().unwrap_or_default());
        for line in self.details() {
            text.push_str(&format!("  {}\n", shown(&line)));
        }
        let mut cause = self.source();
        while let Some(error) = cause {
            text.push_str(&format!("  because: {}\n", shown(&error.to_string())));
            cause = error.source();
        }
        if let Some(hint) = self.hint() {
            text.push_str(&format!("{} {}\n", coloured("hint:", CYAN), shown(&hint)));
        }
        // When standard error is gone there is nobody left to tell.
        let _ = anstream::stderr().write_all(text.as_bytes());
    }
}

/// That an option names what is not there, with all the names there are.
pub(super) fn unknown<'a>(what: &'static str, name: &str, names: impl Iterator<Item = &'a str>) -> CliError {
    CliError::Unknown { what, name: name.to_owned(), candidates: names.map(str::to_owned).collect() }
}

/// The quotes that need the fewest backslashes around a text.
fn quote(text: &str) -> char {
    if text.contains('\'') && !text.contains('"') { '"' } else { '\'' }
}

const RED: u8 = 31;
const CYAN: u8 = 36;

/// Bold words in a colour, which anstream takes out again where it is not wanted.
fn coloured(words: &str, colour: u8) -> String {
    format!("\u{1b}[1;{colour}m{words}\u{1b}[0m")
}

/// The name that was most likely meant, or all there are.
fn suggestion(name: &str, candidates: &[String]) -> String {
    let likeness =
        |known: &String| strsim::normalized_damerau_levenshtein(&name.to_lowercase(), &known.to_lowercase());
    let nearest = candidates.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match nearest.filter(|known| likeness(known) > 0.6) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("there are `{}`", candidates.join("`, `")),
    }
}

/// Prints a warning about a query: it runs, but a name in it is one that nothing has.
pub(super) fn warn(text: &str, warning: &QueryError) {
    say("warning", text, warning);
}

/// Prints why a query may have found nothing.
pub(super) fn say_why(text: &str, reason: &QueryError) {
    say("note", text, reason);
}

fn say(word: &str, text: &str, what: &QueryError) {
    let mut words = format!("{word}: {}\n", shown(&what.to_string()));
    words.push_str(&excerpt(text, &what.at).unwrap_or_default());
    if let Some(hint) = what.hint(text) {
        words.push_str(&format!("hint: {}\n", shown(&hint)));
    }
    note(words.trim_end());
}
