//! Causes of delay that a phrase announces: `held up by A and by B`, `due to A, B and C`.

use super::Found;
use super::sheet::{Look, Sheet};
use crate::extract::lexicon::list;
use crate::extract::mention::Type;
use crate::extract::model::hash;

/// The most words of a cause.
const LONGEST: usize = 8;

/// What a sentence gives as causes, as first word and the word after the last, in order.
pub(super) fn causes(sheet: &Sheet<'_, '_>, line: usize) -> Vec<(usize, usize)> {
    if sheet.delays.get(line).is_none_or(Vec::is_empty) {
        Vec::new()
    } else {
        Reader { sheet, line }.causes()
    }
}

/// Widens the events that the scorer cut to the causes that a phrase announces: an event keeps its adjectives and what
/// it is of, with or between.
pub(super) fn widen(sheet: &Sheet<'_, '_>, found: &mut [Found]) {
    for (line, causes) in sheet.announced.iter().enumerate() {
        for (start, end) in causes {
            let first = found.partition_point(|other| (other.line, other.end) <= (line, *start));
            let last = found.partition_point(|other| (other.line, other.start) < (line, *end));
            if let Some([only]) = found.get_mut(first..last)
                && only.kind == Type::Event
                && *start <= only.start
                && only.end <= *end
            {
                (only.start, only.end) = (*start, *end);
            }
        }
    }
}

struct Reader<'a, 'd> {
    sheet: &'a Sheet<'a, 'd>,
    line: usize,
}

impl Reader<'_, '_> {
    fn look(&self, at: usize) -> Look {
        self.sheet.look(self.line, Some(at))
    }

    fn is(&self, at: usize, words: &[u64]) -> bool {
        words.contains(&self.look(at).lower)
    }

    fn causes(&self) -> Vec<(usize, usize)> {
        let words = self.sheet.looks.get(self.line).map_or(0, Vec::len);
        let mut causes = Vec::new();
        let mut at = 0;
        while at < words {
            let Some(mut next) = self.after_marker(at) else {
                at += 1;
                continue;
            };
            at += 1;
            while let Some((start, end)) = self.phrase(next) {
                causes.push((start, end));
                at = end;
                let comma = usize::from(self.is(end, &[hash(",")]));
                let and = usize::from(self.is(end + comma, &[hash("and")]));
                if comma + and == 0 {
                    break;
                }
                next = end + comma + and;
                next += usize::from(self.is(next, &[hash("by"), hash("of")]));
            }
        }
        causes
    }

    /// The word behind what announces a cause at `at`.
    fn after_marker(&self, at: usize) -> Option<usize> {
        let told = |at: Option<usize>| at.is_some_and(|at| self.is(at, TOLD));
        if self.is(at, &[hash("by")]) {
            let particle = at.checked_sub(1).filter(|at| self.is(*at, PARTICLES));
            return (told(at.checked_sub(1)) || particle.is_some_and(|at| told(at.checked_sub(1))))
                .then_some(at + 1);
        }
        let pair = (self.look(at).lower, self.look(at + 1).lower);
        MARKERS.contains(&pair).then_some(at + 2)
    }

    /// A noun phrase in plain words, without what opens it, with an `of`, `with` or `between` behind it.
    fn phrase(&self, at: usize) -> Option<(usize, usize)> {
        let mut start = at;
        while self.is(start, OPENERS) {
            start += 1;
        }
        let mut end = self.run(start);
        let single = end == start + 1 && self.look(start).lists & list::EVENT == 0;
        if end == start || single {
            return None;
        }
        if self.is(end, &[hash("of"), hash("with"), hash("between")]) && !self.look(end + 1).capital {
            let inner = self.run(end + 1);
            end = if inner > end + 1 { inner } else { end };
        }
        (end - start <= LONGEST).then_some((start, end))
    }

    /// The end of a run of adjectives and nouns in lower case, plural possessives with them.
    fn run(&self, start: usize) -> usize {
        let mut end = start;
        loop {
            let look = self.look(end);
            let owner = look.lower == hash("'") && end > start;
            let noun = NOUNLIKE.contains(&look.part) && !look.capital && !look.function && !look.mark;
            if !(noun || owner) || end - start > LONGEST {
                return end;
            }
            end += 1;
        }
    }
}

/// Parts of speech inside a noun phrase: adjectives, nouns.
const NOUNLIKE: &[u64] =
    &[crate::extract::syntax::Upos::Adj as u64 + 1, crate::extract::syntax::Upos::Noun as u64 + 1];

/// Participles behind which `by` gives a cause.
const TOLD: &[u64] = &[
    hash("delayed"),
    hash("halted"),
    hash("suspended"),
    hash("postponed"),
    hash("paused"),
    hash("stalled"),
    hash("held"),
    hash("disrupted"),
    hash("derailed"),
    hash("slowed"),
    hash("pushed"),
    hash("interrupted"),
    hash("stopped"),
    hash("shut"),
    hash("caused"),
    hash("hit"),
    hash("plagued"),
    hash("hampered"),
    hash("set"),
    hash("dogged"),
    hash("hobbled"),
    hash("hindered"),
];
const PARTICLES: &[u64] = &[hash("up"), hash("back"), hash("down"), hash("off")];
const OPENERS: &[u64] = &[
    hash("a"),
    hash("an"),
    hash("the"),
    hash("its"),
    hash("his"),
    hash("her"),
    hash("their"),
    hash("twin"),
    hash("two"),
    hash("several"),
    hash("both"),
    hash("repeated"),
];
const MARKERS: &[(u64, u64)] = &[
    (hash("because"), hash("of")),
    (hash("due"), hash("to")),
    (hash("owing"), hash("to")),
    (hash("thanks"), hash("to")),
    (hash("blamed"), hash("on")),
    (hash("account"), hash("of")),
    (hash("result"), hash("of")),
    (hash("wake"), hash("of")),
];
