//! The prompt on a terminal: reads and runs what a person types.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use super::completion::offer;
use super::inputs::{inputs, is_whole};
use super::paint::painted;
use super::talk::{Talk, Turn};
use crate::cli::interrupt::on_interrupt;
use crate::cli::line::{Language, Lines};
use crate::cli::output::{note, rows};
use crate::cli::{CliError, Exit, Output};
use crate::render::shown;

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
    let stop = on_interrupt();
    talk.console.settings.limits.stop = Some(stop.clone());
    let offer = |text: &str, cursor: usize| offer(view, text, cursor);
    let mut lines =
        Lines::new(Language { offer: &offer, is_whole: &is_whole, painted: &painted }, "history")?;
    // It is kept before it runs: a query that is broken off is one to change and try again.
    while let Some(text) = lines.next()? {
        stop.lift();
        if run_each(&mut talk, &text, out)? == Turn::Leave {
            break;
        }
    }
    Ok(Exit::Done)
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
