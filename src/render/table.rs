//! Tables for terminals, aligned by how wide characters are shown.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

/// To which side a column keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// A table with a heading; ends with a line break.
///
/// Cells are made safe for terminals by [`shown`].
pub fn table(columns: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    table_within(columns, rows, None)
}

/// The least room for a column; where there is less, every row is a small table of its own.
const LEAST: usize = 12;

/// The same, no wider than so many columns of a terminal: long cells go on in the next line.
pub fn table_within(columns: &[(&str, Align)], rows: &[Vec<String>], width: Option<u16>) -> String {
    let whole = laid_out(columns, rows, None);
    let Some(width) = width.filter(|width| !fits(&whole, usize::from(*width))) else {
        return whole;
    };
    if columns.len() > 2 && columns.len() * LEAST > usize::from(width) {
        return records(columns, rows, width);
    }
    laid_out(columns, rows, Some(width))
}

fn fits(table: &str, width: usize) -> bool {
    table.lines().all(|line| line.width() <= width)
}

/// Every row by itself: the names of the columns on the left, the cells on the right, blank lines between.
fn records(columns: &[(&str, Align)], rows: &[Vec<String>], width: u16) -> String {
    let record = |row: &Vec<String>| {
        let pairs = columns.iter().zip(row).map(|((name, _), cell)| vec![(*name).to_owned(), cell.clone()]);
        laid_out(&[("", Align::Left); 2], &pairs.collect::<Vec<_>>(), Some(width))
    };
    match rows {
        [] => laid_out(columns, rows, Some(width)),
        rows => rows.iter().map(record).collect::<Vec<_>>().join("\n"),
    }
}

fn laid_out(columns: &[(&str, Align)], rows: &[Vec<String>], width: Option<u16>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    if columns.iter().any(|(name, _)| !name.is_empty()) {
        table.set_header(columns.iter().map(|(name, _)| shown(name)));
    }
    for row in rows {
        table.add_row(row.iter().map(|cell| shown(cell)));
    }
    for (place, (_, align)) in columns.iter().enumerate() {
        if let Some(column) = table.column_mut(place) {
            let last = place + 1 == columns.len();
            column.set_padding((0, if last { 0 } else { 2 }));
            column.set_cell_alignment(match align {
                Align::Left => CellAlignment::Left,
                Align::Right => CellAlignment::Right,
            });
        }
    }
    let mut text: String = table.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    if text.is_empty() {
        text.push('\n');
    }
    text
}

/// A text of at most so many columns of a terminal; what is cut off is shown as `…`.
///
/// Where there is no room for a letter beside the `…` nothing is left of it.
pub fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        // The width of a text is not the sum of those of its letters.
        short.push(c);
        if short.width() + 1 > width {
            short.pop();
            break;
        }
    }
    format!("{}…", short.trim_end())
}

/// Text that is safe on a terminal: a control character, which could move the cursor about or change
/// colours, is shown as a picture of itself; line breaks and tabs are blanks.
pub fn shown(text: &str) -> String {
    let picture = |c: char| match c {
        '\n' | '\t' | '\r' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(' '),
        // The others turn what stands after them round.
        '\x7f'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(picture).collect()
}
