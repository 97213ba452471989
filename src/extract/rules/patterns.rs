//! Matching patterns against a line.

use super::arguments::Row;
use super::frames::{fillers, topic};
use super::lists::list_from;
use super::pattern::{Part, Pattern, Slot};
use super::{Draft, Filler, Rule, Rules, status_near};
use crate::extract::grammar::DETERMINERS;
use crate::extract::mention::Type;
use crate::extract::page::Page;
use crate::graph::Status;

/// The most items that `...` spans.
const GAP: usize = 20;
/// Words that `*` does not span.
const BREAKING: &[&str] = &[
    "to", "of", "from", "for", "in", "on", "with", "by", "who", "which", "that", "at", "as", "after", "but",
];
/// The most words that `*` spans.
const PLAIN: usize = 8;

impl Rules {
    pub(super) fn read_patterns(&self, page: &Page<'_>, line: usize, drafts: &mut Vec<Draft>) {
        let row = Row { page, line };
        let has = |words: &[String]| {
            words.is_empty()
                || page
                    .lines
                    .get(line)
                    .is_some_and(|line| line.words.iter().any(|word| words.contains(&word.lower)))
        };
        for rule in &self.rules {
            for pattern in rule.patterns.iter().filter(|pattern| has(&pattern.needs) && has(&pattern.with)) {
                rule.read_pattern(row, pattern, drafts);
            }
        }
    }
}

/// What a pattern has matched so far.
#[derive(Clone, Default)]
struct Match {
    subjects: Vec<usize>,
    objects: Vec<usize>,
    end: usize,
}

impl Rule {
    fn read_pattern(&self, row: Row<'_, '_>, pattern: &Pattern, drafts: &mut Vec<Draft>) {
        let mut at = 0;
        while at < row.items().len() {
            let Some(found) = self.matched(row, &pattern.parts, at, &Match { end: at, ..Match::default() })
            else {
                at += 1;
                continue;
            };
            self.push(row, pattern, at, &found, drafts);
            at += 1;
        }
    }

    fn push(
        &self,
        row: Row<'_, '_>,
        pattern: &Pattern,
        start: usize,
        found: &Match,
        drafts: &mut Vec<Draft>,
    ) {
        let has = |wanted: Slot| {
            pattern.parts.iter().any(|part| matches!(part, Part::Slot { slot, .. } if *slot == wanted))
        };
        let filled = |slot: Slot, items: &[usize], types: &[Type]| -> Vec<Filler> {
            if has(slot) {
                items.iter().flat_map(|at| fillers(row, *at)).collect()
            } else {
                topic(row, types).into_iter().map(|(filler, _)| filler).collect()
            }
        };
        let named = has(Slot::Subject) && has(Slot::Object);
        let subjects = filled(Slot::Subject, &found.subjects, &self.from);
        let objects = filled(Slot::Object, &found.objects, &self.to);
        let paired = subjects.len() > 1 && subjects.len() == objects.len();
        let status = match status_near(row.page, row.line, start, start, found.end) {
            Status::Asserted => pattern.status,
            other => other,
        };
        for (first, subject) in subjects.iter().enumerate() {
            for (_, object) in objects.iter().enumerate().filter(|(second, _)| !paired || *second == first) {
                let (subject, object) = (*subject, *object);
                let suits = pattern.any || self.suits(row.page, subject.what, object.what);
                if subject.what != object.what && suits {
                    drafts.push(Draft {
                        status,
                        rule: format!("{}/{}", self.file.relation, pattern.name),
                        confidence: if named { 0.85 } else { 0.6 },
                        ..self.draft(row.line, start, subject, object)
                    });
                }
            }
        }
    }

    fn matched(&self, row: Row<'_, '_>, parts: &[Part], at: usize, so_far: &Match) -> Option<Match> {
        let Some((part, rest)) = parts.split_first() else {
            return Some(Match { end: at, ..so_far.clone() });
        };
        match part {
            Part::Start => (at == 0).then(|| self.matched(row, rest, at, so_far))?,
            Part::Words { words, optional } => {
                let here = words.iter().any(|word| row.lower(at) == word) && at < row.items().len();
                let taken = if here { self.matched(row, rest, at + 1, so_far) } else { None };
                taken.or_else(|| optional.then(|| self.matched(row, rest, at, so_far))?)
            }
            Part::Possessive => {
                let plural = matches!(row.lower(at), "'" | "’");
                (row.is_possessive(at) || plural).then(|| self.matched(row, rest, at + 1, so_far))?
            }
            Part::Plain => {
                let plain = |at: &usize| row.is_word(*at) && !BREAKING.contains(&row.lower(*at));
                let limit = (at..at + PLAIN).take_while(plain).count();
                (0..=limit).find_map(|skip| self.matched(row, rest, at + skip, so_far))
            }
            Part::Gap => {
                let inside = |at: &usize| *at < row.items().len() && !matches!(row.lower(*at), ";" | ".");
                let limit = (at..at + GAP).take_while(inside).count();
                (0..=limit).find_map(|skip| self.matched(row, rest, at + skip, so_far))
            }
            Part::Slot { slot, many, only } => self.slot(row, rest, at, so_far, (*slot, *many, *only)),
        }
    }

    fn slot(
        &self,
        row: Row<'_, '_>,
        rest: &[Part],
        at: usize,
        so_far: &Match,
        (slot, many, only): (Slot, bool, Option<Type>),
    ) -> Option<Match> {
        let one = only.map(|kind| [kind]);
        let types = match (&one, slot) {
            (Some(kind), _) => kind.as_slice(),
            (None, Slot::Subject) => &self.from,
            (None, Slot::Object) => &self.to,
            (None, Slot::Other) => &Type::ALL,
        };
        let articles = (at..at + 2).take_while(|at| DETERMINERS.contains(&row.lower(*at))).count();
        let list = if many { list_from(row, at, types) } else { vec![at + articles] };
        row.typed(*list.first()?, types)?;
        let end = list.last().copied().unwrap_or(at) + 1;
        let mut next = so_far.clone();
        match slot {
            Slot::Subject => next.subjects = list,
            Slot::Object => next.objects = list,
            Slot::Other => {}
        }
        self.matched(row, rest, end, &next)
    }
}
