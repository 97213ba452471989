//! How screens look, as text.

use callsheet::cli::review::{Effect, Key, Look, Review, draw};
use callsheet::curation::{Card, Replay};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;

use super::cards::cards;
use super::svg::svg;
use crate::golden;

/// A screen of so many columns and rows.
fn screen(review: &mut Review, size: (u16, u16), look: Look) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    terminal.draw(|frame| draw(review, frame, look)).unwrap();
    terminal.backend().buffer().clone()
}

fn text(buffer: &Buffer) -> String {
    let rows = buffer.content().chunks(usize::from(buffer.area.width).max(1));
    let row = |cells: &[ratatui::buffer::Cell]| {
        let mut line = String::new();
        let mut skip = 0;
        for cell in cells {
            if skip == 0 {
                line.push_str(cell.symbol());
                skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1);
            }
            skip -= 1;
        }
        format!("{}\n", line.trim_end())
    };
    rows.map(row).collect()
}

fn press(review: &mut Review, keys: &str) {
    for key in keys.chars() {
        if let Effect::Decide(lines) = review.press(Key::Char(key)) {
            review.taken(&Replay::of(&lines).pairs());
        }
    }
}

fn large(review: &mut Review) -> String {
    text(&screen(review, (96, 26), Look::Plain))
}

#[test]
fn screens_are_as_they_were() {
    let mut review = Review::new("news.ron", cards());
    let mut all = large(&mut review);
    press(&mut review, "?");
    all.push_str(&large(&mut review));
    press(&mut review, "xnn");
    all.push_str(&large(&mut review));
    press(&mut review, "ea reason");
    all.push_str(&large(&mut review));
    review.press(Key::Escape);
    press(&mut review, "sss");
    all.push_str(&large(&mut review));
    let mut review = Review::new("news.ron", cards());
    press(&mut review, "s*y");
    all.push_str(&large(&mut review));
    review.press(Key::Escape);
    review.failed("the disk is full");
    all.push_str(&text(&screen(&mut review, (40, 10), Look::Plain)));
    review.press(Key::Down);
    all.push_str(&text(&screen(&mut review, (40, 10), Look::Plain)));
    golden::check("tests/data/review/screens.txt", all.as_bytes());
}

#[test]
fn the_picture_of_the_manual_is_what_is_drawn() {
    let mut review = Review::new("news.ron", cards());
    let buffer = screen(&mut review, (100, 25), Look::Colours);
    golden::check("docs/review.svg", svg(&buffer).as_bytes());
}

#[test]
fn nothing_is_said_by_colour_alone() {
    let mut review = Review::new("news.ron", cards());
    let (plain, colours) =
        (screen(&mut review, (96, 26), Look::Plain), screen(&mut review, (96, 26), Look::Colours));
    assert!(plain.content().iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    assert_eq!(text(&plain), text(&colours));
    // Every stretch of a colour differs from what is around it in weight as well.
    let coloured = colours.content().iter().filter(|cell| cell.fg != Color::Reset);
    assert!(coloured.clone().count() > 0);
    assert!(coloured.into_iter().all(|cell| !cell.modifier.is_empty()));
}

/// A card with a sentence of many wide letters, one long word, and signs that would move the cursor.
fn hostile() -> Card {
    let mut card = cards().remove(2);
    let quote = format!("港の灯台{}\u{1b}[2J\u{7}{} e\u{301}nd❤\u{fe0f}", "映".repeat(120), "x".repeat(300));
    card.evidence[0].quote = Some(quote);
    card.evidence[0].marks = vec![callsheet::Span::new(0, 12), callsheet::Span::new(1, 5)];
    card.question = "\u{1b}]0;title\u{7}?".to_owned();
    card
}

#[test]
fn every_size_shows_hostile_texts_harmlessly() {
    for width in (0..130).step_by(7).chain([1, 2, 3, 40]) {
        for height in [0, 1, 2, 3, 5, 10, 11, 12, 13, 40] {
            let mut review = Review::new("a\u{1b}b.ron", vec![hostile(), hostile()]);
            for keys in ["", "?", "x*", "y", "q", "eý港", "!"] {
                press(&mut review, keys);
                review.press(Key::PageDown);
                let buffer = screen(&mut review, (width, height), Look::Colours);
                let shown = text(&buffer);
                assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
            }
        }
    }
}

#[test]
fn no_word_of_a_card_is_lost_in_a_narrow_window() {
    let mut review = Review::new("g.ron", vec![hostile()]);
    let lines = text(&screen(&mut review, (40, 200), Look::Plain));
    let joined: String = lines.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(joined.contains(&"x".repeat(300)) && joined.contains(&"映".repeat(120)), "{lines}");
    assert!(joined.contains("␛[2J␇") && joined.contains("correction.txt"), "{lines}");
}

#[test]
fn all_of_a_card_can_be_scrolled_to() {
    let mut review = Review::new("g.ron", cards());
    let mut seen = String::new();
    for _ in 0..40 {
        seen.push_str(&text(&screen(&mut review, (40, 10), Look::Plain)));
        review.press(Key::Down);
    }
    assert!(seen.contains("festivals/short-films.txt"), "{seen}");
    // At the end one step up shows at once.
    let low = text(&screen(&mut review, (40, 10), Look::Plain));
    review.press(Key::Up);
    assert_ne!(text(&screen(&mut review, (40, 10), Look::Plain)), low);
}
