//! How a [`Review`] looks on a screen of any size.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
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

/// A screen with fewer rows has no rules to spare room for.
const LOW: u16 = 12;

/// Draws a review, and brings its scrolling within what there is.
pub fn draw(review: &mut Review, frame: &mut Frame<'_>, look: Look) {
    let area = frame.area();
    let rules = u16::from(area.height >= LOW);
    let note = note(review, usize::from(area.width), if rules == 1 { 4 } else { 2 });
    let below = rules + u16::try_from(note.len()).unwrap_or_default() + 1;
    let body = area.height.saturating_sub(1 + rules + below);
    let mut at = Rows { area, next: 0 };
    let pen = Pen { look };

    pen.line(frame, at.take(1), title(review, usize::from(area.width)));
    pen.line(frame, at.take(rules), vec![("─".repeat(area.width.into()), Tone::Dim)]);
    let hidden = pen.scrolled(review, frame, at.take(body));
    pen.line(frame, at.take(rules), rule(hidden, usize::from(area.width)));
    let typed = matches!(review.mode, Mode::Reason(_));
    for line in note {
        let place = at.take(1);
        let end = line.iter().map(|(text, _)| text.width()).sum::<usize>();
        pen.line(frame, place, line);
        if typed && place.height > 0 {
            let end = u16::try_from(end).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
            frame.set_cursor_position(Position::new(place.x + end, place.y));
        }
    }
    pen.line(frame, at.take(1), offered(review, usize::from(area.width)));
}

/// The rows of the screen from top to bottom; there may be fewer than are wanted.
struct Rows {
    area: Rect,
    next: u16,
}

impl Rows {
    fn take(&mut self, rows: u16) -> Rect {
        let height = rows.min(self.area.height.saturating_sub(self.next));
        let rect = Rect { y: self.area.y + self.next, height, ..self.area };
        self.next += height;
        rect
    }
}

struct Pen {
    look: Look,
}

impl Pen {
    fn line(&self, frame: &mut Frame<'_>, place: Rect, parts: Parts) {
        frame.render_widget(Paragraph::new(self.styled(parts)), place);
    }

    /// Draws what is read, from where it is scrolled to; how many lines are above and below.
    fn scrolled(&self, review: &mut Review, frame: &mut Frame<'_>, place: Rect) -> (usize, usize) {
        let lines: Vec<Parts> =
            rows(review).iter().flat_map(|row| row.lines(usize::from(place.width))).collect();
        let room = usize::from(place.height);
        review.room = room.max(1);
        review.scroll = review.scroll.min(lines.len().saturating_sub(room));
        let hidden = (review.scroll, lines.len().saturating_sub(review.scroll + room));
        let seen = lines.into_iter().skip(review.scroll).take(room);
        let seen: Vec<Line<'_>> = seen.map(|parts| self.styled(parts)).collect();
        frame.render_widget(Paragraph::new(seen), place);
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
fn title(review: &Review, width: usize) -> Parts {
    let all = review.entries.len();
    let place = if review.at < all { format!("{} of {all}", review.at + 1) } else { "the end".to_owned() };
    let far = format!("{place} · {} decided", review.decided());
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
    let words = shortened(&words, width.saturating_sub(4));
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
