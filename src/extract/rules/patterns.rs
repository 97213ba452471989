//! Matching patterns against a line.

use super::arguments::Row;
use super::frames::{fillers, topic};
use super::lists::list_from;
use super::pattern::{Part, Pattern, Slot};
use super::{Draft, Filler, Rule, Rules, status_near};
use crate::extract::mention::Type;
use crate::extract::page::Page;
use crate::graph::Status;

/// The most items that `...` spans.
const GAP: usize = 20;
/// Words that `*` does not span.
const BREAKING: &[&str] = &[
    "to", "of", "from", "for", "in", "on", "with", "by", "who", "which", "that", "at", "as", "after", "but",
];
/// Words that may stand before what fills a slot.
const ARTICLES: &[&str] = &["a", "an", "the", "its", "his", "her", "their", "another"];
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
        for start in 0..row.items().len() {
            let open = Match { end: start, ..Match::default() };
            if let Some(found) = self.matched(row, &pattern.parts, &open) {
                drafts.extend(self.said(row, pattern, start, &found));
            }
        }
    }

    /// The claims of a pattern that matched from `start` on.
    fn said(&self, row: Row<'_, '_>, pattern: &Pattern, start: usize, found: &Match) -> Vec<Draft> {
        let (subjects, named_subject) = self.fill(row, pattern, Slot::Subject, found);
        let (objects, named_object) = self.fill(row, pattern, Slot::Object, found);
        let status = match status_near(row.page, row.line, start, start, found.end) {
            Status::Asserted => pattern.status,
            other => other,
        };
        // Two lists of one length are read in pairs: `A and B as X and Y`.
        let paired = subjects.len() > 1 && subjects.len() == objects.len();
        let mut drafts = Vec::new();
        for (first, subject) in subjects.iter().enumerate() {
            for (second, object) in objects.iter().enumerate() {
                let suits = pattern.any || self.suits(row.page, subject.what, object.what);
                if subject.what != object.what && suits && (!paired || first == second) {
                    drafts.push(Draft {
                        status,
                        rule: format!("{}/{}", self.file.relation, pattern.name),
                        confidence: if named_subject && named_object { 0.85 } else { 0.6 },
                        ..self.draft(row.line, start, *subject, *object)
                    });
                }
            }
        }
        drafts
    }

    /// What fills a slot, and whether the pattern names it; what it does not name is the topic.
    fn fill(&self, row: Row<'_, '_>, pattern: &Pattern, wanted: Slot, found: &Match) -> (Vec<Filler>, bool) {
        let names = |part: &Part| matches!(part, Part::Slot { slot, .. } if *slot == wanted);
        let (items, types) = match wanted {
            Slot::Subject => (&found.subjects, &self.from),
            _ => (&found.objects, &self.to),
        };
        if pattern.parts.iter().any(names) {
            (items.iter().flat_map(|at| fillers(row, *at)).collect(), true)
        } else {
            (topic(row, types).into_iter().map(|(filler, _)| filler).collect(), false)
        }
    }

    /// The first way in which the parts match from the end of `so_far` on.
    fn matched(&self, row: Row<'_, '_>, parts: &[Part], so_far: &Match) -> Option<Match> {
        let Some((part, rest)) = parts.split_first() else { return Some(so_far.clone()) };
        let at = so_far.end;
        let go_on = |end: usize| self.matched(row, rest, &Match { end, ..so_far.clone() });
        match part {
            Part::Start => (at == 0).then(|| go_on(at))?,
            Part::Words { words, optional } => {
                let here = words.iter().any(|word| row.lower(at) == word) && at < row.items().len();
                let taken = if here { go_on(at + 1) } else { None };
                taken.or_else(|| optional.then(|| go_on(at))?)
            }
            Part::Possessive => {
                let plural = matches!(row.lower(at), "'" | "’");
                (row.is_possessive(at) || plural).then(|| go_on(at + 1))?
            }
            Part::Plain => {
                let plain = |at: &usize| row.is_word(*at) && !BREAKING.contains(&row.lower(*at));
                let limit = (at..at + PLAIN).take_while(plain).count();
                (0..=limit).find_map(|skip| go_on(at + skip))
            }
            Part::Gap => {
                let inside = |at: &usize| *at < row.items().len() && !matches!(row.lower(*at), ";" | ".");
                let limit = (at..at + GAP).take_while(inside).count();
                (0..=limit).find_map(|skip| go_on(at + skip))
            }
            Part::Slot { .. } => self.matched(row, rest, &self.slot(row, part, so_far)?),
        }
    }

    /// The match with a slot filled from its end on.
    fn slot(&self, row: Row<'_, '_>, part: &Part, so_far: &Match) -> Option<Match> {
        let Part::Slot { slot, many, only } = part else { return None };
        let one = only.map(|kind| [kind]);
        let types = match (&one, slot) {
            (Some(kind), _) => kind.as_slice(),
            (None, Slot::Subject) => &self.from,
            (None, Slot::Object) => &self.to,
            (None, Slot::Other) => &Type::ALL,
        };
        let at = so_far.end;
        let articles = (at..at + 2).take_while(|at| ARTICLES.contains(&row.lower(*at))).count();
        let list = if *many { list_from(row, at, types) } else { vec![at + articles] };
        row.typed(*list.first()?, types)?;
        let mut next = Match { end: list.last()? + 1, ..so_far.clone() };
        match slot {
            Slot::Subject => next.subjects = list,
            Slot::Object => next.objects = list,
            Slot::Other => {}
        }
        Some(next)
    }
}
