//! A screen as a picture whose text is text.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// The width of a letter in tenths of a unit of the picture, and the height of a line in units.
const LETTER: usize = 84;
const LINE: usize = 19;
/// What is left free around the screen, in units.
const MARGIN: usize = 14;

/// The screen as SVG.
pub(super) fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let (width, height) = (columns * LETTER / 10 + 2 * MARGIN, rows * LINE + 2 * MARGIN);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
         <title>callsheet review</title>\n\
         <style>text{{font:14px \"DejaVu Sans Mono\",Menlo,Consolas,monospace;fill:#d8dee6;white-space:pre}}</style>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#14181e\"/>\n"
    );
    for (row, cells) in buffer.content().chunks(columns).enumerate() {
        picture.push_str(&line(cells, MARGIN + row * LINE + 14));
    }
    picture.push_str("</svg>\n");
    picture
}

/// A line, a stretch of one style after the other; every stretch is held to the width of its letters.
fn line(cells: &[Cell], y: usize) -> String {
    let mut text = String::new();
    let mut at = 0;
    for stretch in cells.chunk_by(|a, b| a.fg == b.fg && a.modifier == b.modifier) {
        let words: String = stretch.iter().map(Cell::symbol).collect();
        let lead = words.len() - words.trim_start_matches(' ').len();
        let shown = words.trim_matches(' ');
        if !shown.is_empty() {
            let tenths = (at + lead) * LETTER;
            let length = shown.width() * LETTER;
            text.push_str(&format!(
                "<text x=\"{}.{}\" y=\"{y}\" textLength=\"{}.{}\" lengthAdjust=\"spacingAndGlyphs\"{}>{}</text>\n",
                MARGIN + tenths / 10,
                tenths % 10,
                length / 10,
                length % 10,
                style(&stretch[0]),
                shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
            ));
        }
        at += stretch.len();
    }
    text
}

fn style(cell: &Cell) -> String {
    let mut style = String::new();
    let colour = match cell.fg {
        Color::Cyan => Some("#63c7d6"),
        Color::Green => Some("#7fc978"),
        Color::Red => Some("#ef8078"),
        Color::Yellow => Some("#e6c46a"),
        _ if cell.modifier.contains(Modifier::DIM) => Some("#8b96a3"),
        _ => None,
    };
    style.extend(colour.map(|colour| format!(" style=\"fill:{colour}\"")));
    for (modifier, attribute) in
        [(Modifier::BOLD, " font-weight=\"bold\""), (Modifier::UNDERLINED, " text-decoration=\"underline\"")]
    {
        if cell.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    style
}
