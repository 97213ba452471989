//! Owns `callsheet review`: cards that a person decides about on a terminal, one after the other.
//!
//! [`Review`] knows what is looked at and what a key means, [`draw`] how that looks; neither opens files or touches a
//! terminal. `terminal.rs` joins both with a terminal and the session.

mod card;
mod draw;
mod entry;
mod help;
mod list;
mod signals;
mod state;
mod terminal;
mod wrap;

pub use draw::{Look, draw};
pub use entry::{Answer, Standing};
pub use state::Review;

pub(super) use list::list;
pub(super) use signals::end;
pub(super) use state::summary;
pub(super) use terminal::{Ended, run};

use crate::curation::Line;

/// A key that somebody pressed, or a text that was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A letter, digit or sign.
    Char(char),
    /// A text that came at once.
    Paste(String),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// The key that takes the last letter back.
    Backspace,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-Z.
    Suspend,
}

/// What a key leads to outside of the [`Review`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing but another screen.
    Draw,
    /// These are to be taken, all or none; [`Review::taken`] or [`Review::failed`] is to be told.
    Decide(Vec<Line>),
    /// The snapshot is to be saved, and that is the end.
    Save,
    /// It ends at once.
    Leave,
    /// The shell gets the terminal for a while.
    Suspend,
}
