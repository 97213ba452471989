//! PNG: the picture of `svg`, drawn with a font of our own, so that it is the same everywhere.

#[cfg(feature = "png")]
mod pixels;

use super::format::{Format, Writing};

pub(super) const FORMAT: Format = Format {
    name: "png",
    extension: "png",
    media_type: "image/png",
    about: "the picture of `svg` in pixels (feature `png`)",
    most: Some(150),
    writing: WRITING,
};

#[cfg(feature = "png")]
const WRITING: Writing = Writing::Stream(pixels::write);
#[cfg(not(feature = "png"))]
const WRITING: Writing = Writing::LeftOut("png");
