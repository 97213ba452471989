//! The layout of plain text: paragraphs, and the light marks people use in it.

use super::document::Layout;

pub(super) fn layout(_text: &str) -> Layout {
    Layout::default()
}
