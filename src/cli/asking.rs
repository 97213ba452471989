//! Owns a conversation in plain words: a prompt on a terminal, questions one after the other from a pipe.

use std::io::Write;
use std::path::Path;

use super::answers::{AnswerLine, write_reasons};
use super::line::{Language, Lines, Offer};
use super::output::note;
use super::{CliError, Exit, Output};
use crate::ask::{Asker, Choice, Refused, Said, Talk};
use crate::graph::Graph;
use crate::render::shown;
use crate::session::{read_text, stdin_is_terminal};

/// A conversation, and what is left to say of the last answer.
struct Asking<'a, 'g> {
    graph: &'g Graph,
    talk: Talk<'a, 'g>,
    /// Whether answers are lines of JSON.
    json: bool,
    /// Whether a person is asked back.
    typed: bool,
    last: Option<Said>,
    /// The lines of the last answer that were not printed yet.
    rest: Vec<String>,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// A question, with or without an answer.
    Asked(Exit),
    /// A command is done.
    Done,
    /// There is nothing more to do.
    Leave,
}

/// How many names of an answer are printed at once.
const LINES: usize = 20;

/// Every command, with what it does.
const COMMANDS: &[(&str, &str)] = &[
    ("why", "the sentences behind the last answer"),
    ("more", "the names of the last answer that had no room"),
    ("explain", "the query that the last question became"),
    ("help", "this list, with questions to begin with"),
    ("quit", "leave, as Ctrl-D does"),
];

/// Answers questions until there are no more.
pub(super) fn run(
    asker: &Asker<'_>,
    graph: &Graph,
    place: &Path,
    json: bool,
    out: &mut Output,
) -> Result<Exit, CliError> {
    let typed = stdin_is_terminal();
    let mut asking = Asking { graph, talk: Talk::new(asker), json, typed, last: None, rest: Vec::new() };
    if typed {
        return asking.run_typed(asker, place, out);
    }
    let (mut exit, mut wrong) = (Exit::Done, false);
    for line in read_text(Path::new("-"))?.lines() {
        match asking.take(line.trim(), out)? {
            Turn::Asked(Exit::Wrong) => wrong = true,
            Turn::Asked(own) => exit = own,
            Turn::Done => {}
            Turn::Leave => break,
        }
        out.flush()?;
    }
    Ok(if wrong { Exit::Wrong } else { exit })
}

impl Asking<'_, '_> {
    fn run_typed(&mut self, asker: &Asker<'_>, place: &Path, out: &mut Output) -> Result<Exit, CliError> {
        let name = place.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        note(&format!("{}: ask in plain words; `help` helps, Tab completes, Ctrl-D leaves", shown(&name)));
        let offer = |text: &str, cursor: usize| offer(asker, text, cursor);
        let language =
            Language { offer: &offer, is_whole: &|_: &str| true, painted: &|text: &str| text.to_owned() };
        let mut lines = Lines::new(language, "questions")?;
        while let Some(line) = lines.next()? {
            let turn = self.take(line.trim(), out)?;
            out.flush()?;
            if turn == Turn::Leave {
                break;
            }
        }
        Ok(Exit::Done)
    }

    /// Does what a line says.
    fn take(&mut self, line: &str, out: &mut Output) -> Result<Turn, CliError> {
        let word = line.trim_start_matches(':').trim_end_matches(['?', '.', '!']).to_lowercase();
        match word.as_str() {
            "" => {}
            "why" => self.why(out)?,
            "more" => self.more(out)?,
            "explain" => match &self.last {
                Some(said) => writeln!(out, "{}", said.answer.query)?,
                None => nothing_yet(),
            },
            "help" => help(out)?,
            "quit" | "exit" | "bye" => return Ok(Turn::Leave),
            _ => return self.ask(line, out).map(Turn::Asked),
        }
        Ok(Turn::Done)
    }

    fn ask(&mut self, question: &str, out: &mut Output) -> Result<Exit, CliError> {
        let found = self.talk.ask(question);
        if self.json {
            out.json_line(&AnswerLine::of(self.graph, self.talk.asker().view(), question, &found))?;
            return Ok(found.map_or(Exit::Wrong, |said| exit(&said)));
        }
        let said = match found {
            Ok(said) => said,
            Err(Refused { whole, error }) => {
                CliError::Question { question: whole, error }.report();
                return Ok(Exit::Wrong);
            }
        };
        said.notes.iter().for_each(|text| note(&shown(text)));
        note(&shown(&format!("read as: {}", said.answer.understood)));
        note_choices(&said.choices, Chosen::ByNumber);
        self.rest.clear();
        // A person is asked back where it makes a difference; a script gets the answer for all.
        let answering = said.choices.iter().filter(|choice| choice.answers).count();
        if !self.typed || answering < 2 {
            self.print(&said, out)?;
        }
        let exit = exit(&said);
        self.last = Some(said);
        Ok(exit)
    }

    fn print(&mut self, said: &Said, out: &mut Output) -> Result<(), CliError> {
        let names = &said.answer.names;
        let lines: Vec<&str> = said.answer.sentence.lines().collect();
        if names.len() <= LINES && lines.len() <= LINES {
            writeln!(out, "{}", said.answer.sentence)?;
            return Ok(());
        }
        let all = if lines.len() > 1 { lines } else { names.iter().map(String::as_str).collect() };
        self.rest = all.into_iter().map(str::to_owned).collect();
        self.more(out)
    }

    fn more(&mut self, out: &mut Output) -> Result<(), CliError> {
        if self.rest.is_empty() {
            note("there is no more to the last answer");
        }
        for line in self.rest.drain(..self.rest.len().min(LINES)) {
            writeln!(out, "  {line}")?;
        }
        if !self.rest.is_empty() {
            writeln!(out, "and {} more: `more`", self.rest.len())?;
        }
        Ok(())
    }

    fn why(&self, out: &mut Output) -> Result<(), CliError> {
        match &self.last {
            Some(said) if said.answer.reasons.is_empty() => note("the last answer rests on nothing"),
            Some(said) => write_reasons(self.graph, &said.answer.reasons, out)?,
            None => nothing_yet(),
        }
        Ok(())
    }
}

fn nothing_yet() {
    note("nothing has been answered yet");
}

fn exit(said: &Said) -> Exit {
    if said.answer.names.is_empty() { Exit::Nothing } else { Exit::Done }
}

/// How one of several nodes of a name is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// With the next line.
    ByNumber,
    /// With an option.
    ByPick,
}

/// Says which nodes share the name that was asked for, and how to choose.
pub(super) fn note_choices(choices: &[Choice], chosen: Chosen) {
    if choices.len() < 2 {
        return;
    }
    let all = choices.iter().enumerate().map(|(at, choice)| format!("{} {}", at + 1, choice.words));
    let how = match chosen {
        Chosen::ByNumber => "a number chooses",
        Chosen::ByPick => "`--pick N` chooses",
    };
    note(&shown(&format!("several have that name: {}; {how}", all.collect::<Vec<_>>().join(", "))));
}

fn help(out: &mut Output) -> Result<(), CliError> {
    for (name, about) in COMMANDS {
        writeln!(out, "  {name:9}{about}")?;
    }
    writeln!(out, "Questions, for instance:")?;
    for question in [
        "Who directed Glass Harbor?",
        "and who wrote it?",
        "What about Tin Moon?",
        "What delayed it?",
        "Which films did Nora Vale direct?",
        "how many?",
    ] {
        writeln!(out, "  {question}")?;
    }
    Ok(())
}

/// What could stand at the cursor: commands, the beginnings of questions, and names after two letters.
fn offer(asker: &Asker<'_>, text: &str, cursor: usize) -> Offer {
    let before = text.get(..cursor).unwrap_or(text);
    let mut all: Vec<(String, String)> = Vec::new();
    let mut from = cursor;
    let commands = COMMANDS.iter().map(|(name, _)| (*name).to_owned());
    let begins = |known: &String| known.to_lowercase().starts_with(&before.to_lowercase());
    let beginnings: Vec<String> = commands.chain(asker.beginnings()).filter(begins).collect();
    if !beginnings.is_empty() {
        return Offer {
            at: 0..cursor,
            all: beginnings.into_iter().map(|text| (text.clone(), text)).collect(),
            more: false,
        };
    }
    // The longest part before the cursor that begins a name.
    let starts = before
        .char_indices()
        .filter(|(at, _)| *at == 0 || before.get(..*at).is_some_and(|before| before.ends_with(' ')));
    for (start, _) in starts {
        let names = asker.names_from(before.get(start..).unwrap_or_default(), OFFERED);
        if !names.is_empty() {
            from = start;
            all = names.into_iter().map(|name| (name.clone(), name)).collect();
            break;
        }
    }
    Offer { at: from..cursor, more: all.len() == OFFERED, all }
}

/// The most names that are offered at once.
const OFFERED: usize = 200;
