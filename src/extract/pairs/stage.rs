//! What is on stage: which titles a text has spoken of when a line begins, how, and with whom.

use super::view::View;
use crate::extract::mention::{Form, Type};
use crate::extract::page::Page;

/// How a name stands in its line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    pub(super) line: usize,
    /// The word or kind before it.
    pub(super) before: u64,
    /// The label by which it hangs in the tree.
    pub(super) label: u64,
    /// It stands in a clause within another, or in an aside.
    pub(super) embedded: bool,
    /// It opens its line.
    pub(super) early: bool,
}

/// What a text has made of a title before a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Salience {
    /// Lines that spoke of it, up to 3.
    pub(super) count: u64,
    /// It was the first title of all.
    pub(super) first: u64,
    /// A heading or the first line names it.
    pub(super) heading: u64,
    /// Its last name before the line.
    pub(super) last: Mark,
    /// Other titles named before the line, up to 3.
    pub(super) others: u64,
    /// How many lines ago it was spoken of, up to 5; 6 where it never was.
    pub(super) since: u64,
}

/// The most titles before a line that somebody may have been mentioned with.
const MOST_TITLES: usize = 24;

/// Where a document speaks of what.
#[derive(Clone, Debug, Default)]
pub(super) struct Stage {
    /// For each entity the lines that mention it by whatever form, in order, each once.
    lines: Vec<Vec<usize>>,
    /// For each entity where it is named.
    marks: Vec<Vec<Mark>>,
    /// The titles in the order of their first name, each with its line.
    titles: Vec<(usize, usize)>,
    headed: Vec<bool>,
}

impl Stage {
    pub(super) fn new(page: &Page<'_>, views: &[View]) -> Self {
        let all = page.entities.len();
        let mut stage = Self {
            lines: vec![Vec::new(); all],
            marks: vec![Vec::new(); all],
            titles: Vec::new(),
            headed: vec![false; all],
        };
        for mention in &page.mentions {
            let named = !matches!(mention.form, Form::Pronoun | Form::Nominal);
            for entity in &mention.entities {
                if let Some(lines) =
                    stage.lines.get_mut(*entity).filter(|lines| lines.last() != Some(&mention.line))
                {
                    lines.push(mention.line);
                }
                if !(named && page.kind_of(*entity).is_some_and(Type::is_title)) {
                    continue;
                }
                let mark = views
                    .get(mention.line)
                    .map(|view| Mark { line: mention.line, ..view.mark(view.place(mention)) });
                if let (Some(marks), Some(mark)) = (stage.marks.get_mut(*entity), mark) {
                    if marks.is_empty() {
                        stage.titles.push((*entity, mention.line));
                    }
                    marks.push(mark);
                }
                let heads =
                    mention.line == 0 || page.lines.get(mention.line).is_some_and(|line| line.heading);
                if let Some(headed) = stage.headed.get_mut(*entity) {
                    *headed |= heads;
                }
            }
        }
        stage
    }

    /// What the text has made of a title before a line.
    pub(super) fn salience(&self, title: usize, line: usize) -> Salience {
        let lines = self.lines.get(title).map(Vec::as_slice).unwrap_or_default();
        let count = lines.partition_point(|at| *at < line);
        let last = count.checked_sub(1).and_then(|at| lines.get(at));
        let marks = self.marks.get(title).map(Vec::as_slice).unwrap_or_default();
        let mark = marks.partition_point(|mark| mark.line < line).checked_sub(1).and_then(|at| marks.get(at));
        let before = self.titles.iter().take_while(|(_, first)| *first < line);
        let named = before.filter(|(other, _)| *other != title).take(3).count();
        Salience {
            count: count.min(3) as u64,
            first: u64::from(self.titles.first().is_some_and(|(first, _)| *first == title)),
            heading: u64::from(self.headed.get(title).copied().unwrap_or_default()),
            last: mark.copied().unwrap_or_default(),
            others: named as u64,
            since: last.map_or(6, |last| (line - last).min(5) as u64),
        }
    }

    /// In how many lines before this one a title was mentioned with another entity (up to 2), how many other titles
    /// were (up to 2), and whether the other entity is new.
    pub(super) fn together(&self, title: usize, other: usize, line: usize) -> (u64, u64, bool) {
        let lines = |entity: usize| {
            let lines = self.lines.get(entity).map(Vec::as_slice).unwrap_or_default();
            lines.get(..lines.partition_point(|at| *at < line)).unwrap_or_default()
        };
        let before = lines(other);
        let shared = |title: usize| {
            let lines = lines(title);
            before.iter().filter(|at| lines.binary_search(at).is_ok()).take(2).count()
        };
        let known = self.titles.partition_point(|(_, first)| *first < line);
        let known = self.titles.get(known.saturating_sub(MOST_TITLES)..known).unwrap_or_default();
        let apart = known.iter().filter(|(held, _)| *held != title && shared(*held) > 0);
        (shared(title) as u64, apart.take(2).count() as u64, before.is_empty())
    }
}
