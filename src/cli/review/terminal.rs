//! The terminal: keys in, screens out, and given back as it was on every way out.

use std::io::{self, stdout};
use std::sync::Once;
use std::time::Duration;

use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use ratatui::crossterm::execute;

use super::signals::{Signals, is_gone, stop, wait};
use super::{Effect, Key, Look, Review, draw};
use crate::cli::CliError;
use crate::session::{Curator, DecisionReport, SessionError};

/// How long a new size of the window may wait until it is noticed.
const PATIENCE: Duration = Duration::from_millis(200);

/// How a review ended.
pub(in crate::cli) enum Ended {
    /// With a saved snapshot.
    Saved(DecisionReport),
    /// Without, by a key.
    Left,
    /// Without, by a signal of this number.
    Signal(i32),
}

/// Reviews on the terminal until somebody ends it.
pub(in crate::cli) fn run(review: &mut Review, curator: &mut Curator) -> Result<Ended, CliError> {
    let signals = Signals::listen().map_err(CliError::Screen)?;
    let mut screen = Screen::open().map_err(CliError::Screen)?;
    loop {
        screen.show(review).map_err(CliError::Screen)?;
        let key = match screen.next(&signals).map_err(CliError::Screen)? {
            Next::Key(key) => key,
            Next::Size => continue,
            Next::Signal(signal) => return Ok(Ended::Signal(signal)),
            Next::Gone => return Ok(Ended::Left),
        };
        match review.press(key) {
            Effect::Draw => {}
            Effect::Decide(lines) => match curator.decide_all(&lines) {
                Ok(()) => review.taken(&curator.pairs()),
                Err(error) => review.failed(&words(&error)),
            },
            Effect::Save => {
                screen.show(review).map_err(CliError::Screen)?;
                return Ok(Ended::Saved(curator.save()?));
            }
            Effect::Leave => return Ok(Ended::Left),
            Effect::Suspend => screen.suspend().map_err(CliError::Screen)?,
        }
    }
}

/// An error with its cause and what to do about it, in a line.
fn words(error: &SessionError) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(", because: {cause}"));
    let hint = error.hint().map(|hint| format!("; {hint}"));
    format!("{error}{}{}", cause.unwrap_or_default(), hint.unwrap_or_default())
}

/// What comes from outside.
enum Next {
    Key(Key),
    /// The window has another size.
    Size,
    Signal(i32),
    /// There is no terminal any more.
    Gone,
}

/// The terminal while a review has it; dropping gives it back.
struct Screen {
    terminal: DefaultTerminal,
    look: Look,
}

impl Screen {
    fn open() -> io::Result<Self> {
        restore_in_panic();
        let colours = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let look = if colours { Look::Colours } else { Look::Plain };
        let terminal = ratatui::try_init().inspect_err(|_| restore())?;
        let screen = Self { terminal, look };
        execute!(stdout(), EnableBracketedPaste)?;
        Ok(screen)
    }

    fn show(&mut self, review: &mut Review) -> io::Result<()> {
        let look = self.look;
        self.terminal.draw(|frame| draw(review, frame, look)).map(drop)
    }

    /// What comes next, however long that takes.
    fn next(&self, signals: &Signals) -> io::Result<Next> {
        loop {
            if signals.came() != 0 {
                return Ok(Next::Signal(signals.came()));
            }
            if is_gone() {
                return Ok(Next::Gone);
            }
            if !event::poll(Duration::ZERO)? {
                wait(PATIENCE);
                continue;
            }
            match event::read()? {
                Event::Key(pressed) if pressed.kind != KeyEventKind::Release => {
                    if let Some(key) = key(pressed) {
                        return Ok(Next::Key(key));
                    }
                }
                Event::Paste(text) => return Ok(Next::Key(Key::Paste(text))),
                Event::Resize(..) => return Ok(Next::Size),
                _ => {}
            }
        }
    }

    /// Stops this program until the shell lets it go on.
    fn suspend(&mut self) -> io::Result<()> {
        restore();
        stop()?;
        self.terminal = ratatui::try_init()?;
        execute!(stdout(), EnableBracketedPaste)?;
        self.terminal.clear()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back. When it has gone there is nothing left to restore.
fn restore() {
    let _ = execute!(stdout(), DisableBracketedPaste);
    let _ = ratatui::try_restore();
}

/// A panic is reported on the terminal as it was before.
fn restore_in_panic() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            report(panic);
        }));
    });
}

fn key(pressed: KeyEvent) -> Option<Key> {
    if pressed.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
        return match pressed.code {
            KeyCode::Char('c') => Some(Key::Interrupt),
            KeyCode::Char('z') => Some(Key::Suspend),
            _ => None,
        };
    }
    Some(match pressed.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    })
}
