//! The cards as text, for those who have no terminal.

use std::io::{self, Write};

use super::card;
use crate::curation::Card;

/// Writes cards as text, one below the other; `width` is that of the terminal, if there is one.
pub(in crate::cli) fn list(
    cards: &[Card],
    all: usize,
    width: Option<u16>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (place, each) in cards.iter().enumerate() {
        let gap = if place == 0 { "" } else { "\n" };
        writeln!(out, "{gap}{} of {all}", place + 1)?;
        for row in card::card(each) {
            for line in row.plain(width.map(usize::from)) {
                writeln!(out, "{}", line.trim_end())?;
            }
        }
    }
    Ok(())
}
