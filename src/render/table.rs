//! Tables for terminals, aligned by how wide characters are shown.

use comfy_table::{CellAlignment, Table, presets};

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
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(columns.iter().map(|(name, _)| shown(name)));
    for row in rows {
        table.add_row(row.iter().map(|cell| shown(cell)));
    }
    for (place, (_, align)) in columns.iter().enumerate() {
        if let Some(column) = table.column_mut(place) {
            column.set_padding((0, 2));
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

/// Text that is safe on a terminal: a control character, which could move the cursor about or change
/// colours, is shown as a picture of itself; line breaks and tabs are blanks.
pub fn shown(text: &str) -> String {
    let picture = |c: char| match c {
        '\n' | '\t' | '\r' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(' '),
        '\x7f'..='\u{9f}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(picture).collect()
}
