//! How a [`Review`] looks on a screen of any size.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use super::state::{Mode, Note, Review};
use super::wrap::{Parts, Row, Tone};
use super::{card, help};
use crate::curation::About;
use crate::render::{shortened, shown};

/// What a terminal may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Colours, too. They say nothing that words and weights do not.
    Colours,
    /// Only bold, faint and underlined words.
    Plain,
}

/// Longer lines are hard to read.
const WIDE: usize = 100;

/// A screen with fewer rows has no rules to spare room for.
const LOW: u16 = 12;

/// Draws a review, and brings its scrolling within what there is.
pub fn draw(review: &mut Review, frame: &mut Frame<'_>, look: Look) {
    let (pen, width) = (Pen { look }, usize::from(frame.area().width));
    let is_low = frame.area().height < LOW;
    let note = note(review, width, if is_low { 2 } else { 4 });
    let rules = u16::from(!is_low);
    // Where there is room, a note moves nothing when it comes and goes.
    let said = u16::try_from(note.len()).unwrap_or_default().max(rules);
    let heights = [1, rules].map(Constraint::Length).into_iter().chain([Constraint::Fill(1)]);
    let heights = heights.chain([rules, said, 1].map(Constraint::Length));
    let [title, top, body, bottom, below, keys] = Layout::vertical(heights).areas(frame.area());

    let hidden = pen.scrolled(review, frame, body);
    pen.lines(frame, title, vec![heading(review, if is_low { hidden } else { (0, 0) }, width)]);
    pen.lines(frame, top, vec![rule((0, 0), width)]);
    pen.lines(frame, bottom, vec![rule(hidden, width)]);
    if let (Mode::Reason(_), Some(line)) = (&review.mode, note.first()) {
        let end: usize = line.iter().map(|(text, _)| text.width()).sum();
        let end = u16::try_from(end).unwrap_or(u16::MAX).min(below.width.saturating_sub(1));
        frame.set_cursor_position(Position::new(below.x + end, below.y));
    }
    pen.lines(frame, below, note);
    pen.lines(frame, keys, vec![offered(review, width)]);
}

struct Pen {
    look: Look,
}

impl Pen {
    fn lines(&self, frame: &mut Frame<'_>, place: Rect, lines: Vec<Parts>) {
        let lines: Vec<Line<'_>> = lines.into_iter().map(|parts| self.styled(parts)).collect();
        frame.render_widget(Paragraph::new(lines), place);
    }

    /// Draws what is read, from where it is scrolled to; how many lines are above and below.
    fn scrolled(&self, review: &mut Review, frame: &mut Frame<'_>, place: Rect) -> (usize, usize) {
        let lines: Vec<Parts> =
            rows(review).iter().flat_map(|row| row.lines(usize::from(place.width).min(WIDE))).collect();
        let room = usize::from(place.height);
        review.room = room.max(1);
        review.scroll = review.scroll.min(lines.len().saturating_sub(room));
        let hidden = (review.scroll, lines.len().saturating_sub(review.scroll + room));
        self.lines(frame, place, lines.into_iter().skip(review.scroll).take(room).collect());
        hidden
    }

    fn styled(&self, parts: Parts) -> Line<'static> {
        let span = |(text, tone)| Span::styled(text, self.style(tone));
        Line::from(parts.into_iter().map(span).collect::<Vec<_>>())
    }

    fn style(&self, tone: Tone) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let (style, colour) = match tone {
            Tone::Plain => (Style::new(), None),
            Tone::Strong => (bold, None),
            Tone::Dim => (Style::new().add_modifier(Modifier::DIM), None),
            Tone::Label => (bold, Some(Color::Cyan)),
            Tone::Good => (bold, Some(Color::Green)),
            Tone::Bad => (bold, Some(Color::Red)),
            Tone::Name => (bold.add_modifier(Modifier::UNDERLINED), Some(Color::Yellow)),
        };
        match (self.look, colour) {
            (Look::Colours, Some(colour)) => style.fg(colour),
            _ => style,
        }
    }
}

/// What stands on the first line: the graph on the left, how far it is on the right.
fn heading(review: &Review, hidden: (usize, usize), width: usize) -> Parts {
    let all = review.entries.len();
    let place = if review.at < all { format!("{} of {all}", review.at + 1) } else { "the end".to_owned() };
    let more = match hidden {
        (0, 0) => "",
        (_, 0) => " ↑",
        (0, _) => " ↓",
        _ => " ↑↓",
    };
    let far = format!("{place} · {} decided{more}", review.decided());
    let room = width.saturating_sub(far.width() + 2);
    let name = shortened(&format!("callsheet review {}", shown(&review.name)), room);
    let gap = " ".repeat(width.saturating_sub(name.width() + far.width()));
    vec![(name, Tone::Strong), (gap, Tone::Plain), (far, Tone::Plain)]
}

/// The line below what is read, which says whether there is more.
fn rule((above, below): (usize, usize), width: usize) -> Parts {
    let words = match (above, below) {
        (0, 0) => String::new(),
        (_, 0) => " ↑ more above ".to_owned(),
        (0, below) => format!(" ↓ {below} more "),
        (_, below) => format!(" ↑ more above, ↓ {below} more "),
    };
    let words = shortened(&words, width.saturating_sub(2));
    let rest = width.saturating_sub(words.width() + 2);
    vec![("──".to_owned(), Tone::Dim), (words, Tone::Plain), ("─".repeat(rest), Tone::Dim)]
}

/// What is said of the key before, or what is being typed.
fn note(review: &Review, width: usize, most: usize) -> Vec<Parts> {
    let row = match (&review.mode, &review.note) {
        (Mode::Reason(text), _) => return vec![typed(text, width)],
        (Mode::Saving, _) => Row::new(format!("saving {} …", review.name), Tone::Strong),
        (Mode::Alike(places, Some(answer)), _) => {
            let about = review.shown().map_or(About::Fact, |entry| entry.card.about);
            let words = format!("say “{}” to all {}?", answer.said(about), places.len());
            Row::new(words, Tone::Strong)
        }
        (_, Some(Note::Done(words))) => Row::new(words, Tone::Plain),
        (_, Some(Note::Error(words))) => Row::behind("error: ", Tone::Bad).with(words, Tone::Plain),
        (_, None) => return Vec::new(),
    };
    let mut lines = row.lines(width);
    lines.truncate(most);
    lines
}

/// The end of a reason that is being typed, so that one sees where one is.
fn typed(text: &str, width: usize) -> Parts {
    const LABEL: &str = "reason: ";
    let text = shown(text);
    let room = width.saturating_sub(LABEL.width() + 1);
    let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let fits = |at: &usize| text.get(*at..).is_some_and(|rest| rest.width() <= room);
    let start = starts.into_iter().find(fits).unwrap_or(text.len());
    let rest = text.get(start..).unwrap_or_default().to_owned();
    vec![(LABEL.to_owned(), Tone::Label), (rest, Tone::Plain)]
}

/// As many of the keys as there is room for.
fn offered(review: &Review, width: usize) -> Parts {
    let (mut parts, mut used) = (Vec::new(), 0);
    for (key, does) in help::keys(review) {
        let gap = if used == 0 { "" } else { "  " };
        let wide = gap.width() + key.width() + 1 + does.width();
        if used + wide > width {
            continue;
        }
        used += wide;
        parts.push((format!("{gap}{key}"), Tone::Label));
        parts.push((format!(" {does}"), Tone::Plain));
    }
    parts
}

/// What is read.
fn rows(review: &Review) -> Vec<Row> {
    match (&review.mode, review.shown()) {
        (Mode::Help, _) => help::page(),
        (Mode::Alike(places, _), Some(entry)) => {
            let heading = format!("{} {}:", places.len(), entry.card.like);
            let mut rows = vec![Row::new(heading, Tone::Strong), Row::blank()];
            let alike = places.iter().filter_map(|place| review.entries.get(*place));
            rows.extend(alike.map(|entry| Row::indented(2).with(&entry.card.question, Tone::Plain)));
            rows
        }
        (_, Some(entry)) => card::entry(entry),
        (_, None) => end(review),
    }
}

/// The page behind the last card.
fn end(review: &Review) -> Vec<Row> {
    use super::entry::Standing;
    let open = review.count(|standing| matches!(standing, Standing::Open | Standing::Skipped));
    let answered = review.count(|standing| *standing == Standing::Answered);
    let mut rows = vec![Row::new("That was the last card.", Tone::Strong), Row::blank()];
    let [yes, no, flip] = review.answers();
    for (count, words) in [
        (yes, "decided with yes"),
        (no, "decided with no"),
        (flip, "turned round"),
        (answered, "answered by what was decided about others"),
        (open, "passed over"),
    ] {
        if count > 0 {
            rows.push(Row::behind(&format!("{count:>5} "), Tone::Label).with(words, Tone::Plain));
        }
    }
    rows
}
