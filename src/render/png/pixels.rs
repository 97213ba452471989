//! Pixels of an SVG, by a font that is in the program.

use std::io::Write;

use crate::render::RenderError;
use crate::render::format::View;
use crate::render::svg;

pub(super) fn write(view: View<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    let mut svg = Vec::new();
    svg::write_limited(view, super::FORMAT.name, &mut svg)?;
    let wanted = view.options.scale.map_or(USUAL, |scale| f32::from(scale.get()));
    Ok(out.write_all(&pixels(&svg, wanted).map_err(|what| cannot(&what))?)?)
}

/// So many pixels for one of the picture, that it is sharp on the screens of today.
const USUAL: f32 = 2.0;
/// The most pixels; four bytes each are held in memory.
const MOST: f32 = 120e6;
const FONT: &str = "DejaVu Sans";

fn cannot(what: &str) -> RenderError {
    RenderError::CannotHold { format: super::FORMAT.name, what: what.to_owned() }
}

/// Draws a picture, `wanted` pixels for each of its own, and fewer where there would be too many.
fn pixels(svg: &[u8], wanted: f32) -> Result<Vec<u8>, String> {
    use resvg::{tiny_skia, usvg};

    let mut options = usvg::Options { font_family: FONT.to_owned(), ..usvg::Options::default() };
    let fonts = options.fontdb_mut();
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    fonts.set_sans_serif_family(FONT);
    let tree = usvg::Tree::from_data(svg, &options).map_err(|error| format!("this picture: {error}"))?;
    let size = tree.size();
    let most = (MOST / (size.width() * size.height())).sqrt();
    let scale = wanted.min(most);
    let whole = tree.size().to_int_size().scale_by(scale);
    let too_large = || format!("{} times {} pixels", size.width() * scale, size.height() * scale);
    let whole = whole.ok_or_else(too_large)?;
    let mut pixmap = tiny_skia::Pixmap::new(whole.width(), whole.height()).ok_or_else(too_large)?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| format!("this picture: {error}"))
}
