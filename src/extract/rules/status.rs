//! How a text puts a claim: from the words around the verb or noun that makes it.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, Match};

use crate::extract::mention::Type;
use crate::extract::page::{Item, Page};
use crate::graph::Status;

/// Words and phrases that deny, in lower case; a contraction in `n't` does, too.
const DENIED: &[&str] = &[
    "not",
    "never",
    "denied",
    "denies",
    "deny",
    "ruled out",
    "untrue",
    "nor",
    "neither",
    "rejected reports",
    "rejected claims",
    "dismissed",
    "contrary to",
];

/// That deny whatever follows them in the sentence.
const DENYING: &[&str] = &[
    "denied that",
    "denies that",
    "denied reports that",
    "rejected reports that",
    "dismissed reports that",
    "denied rumours that",
    "denied rumors that",
    "no truth to",
    "not true that",
    "untrue that",
    "dismissed rumours that",
];

/// That tell of hearsay and of what is not settled.
const RUMOURED: &[&str] = &[
    "reportedly",
    "rumoured",
    "rumored",
    "rumour",
    "rumor",
    "in talks",
    "in negotiations",
    "in early talks",
    "tipped",
    "eyed",
    "eyeing",
    "eyes",
    "circling",
    "considering",
    "said to be",
    "weighing",
    "mulling",
    "may",
    "might",
    "could",
    "allegedly",
    "in discussions",
    "speculation",
    "believed to",
    "courting",
    "courted",
    "approached",
    "in the running",
    "in final negotiations",
    "linked with",
    "linked to",
    "being lined up",
    "hopes to",
    "hoping to",
    "wants to",
    "offered",
];

/// That tell of what was given up.
const FORMER: &[&str] = &[
    "was to have",
    "were to have",
    "was to",
    "was going to",
    "were going to",
    "was meant to",
    "was supposed to",
    "was due",
    "were due",
    "had been due",
    "had been set",
    "had been attached",
    "was attached",
    "originally set",
    "originally cast",
    "originally attached",
    "originally slated",
    "no longer",
    "exited",
    "exits",
    "stepped down",
    "steps down",
    "stepping down",
    "stepped aside",
    "dropped out",
    "pulled out",
    "bowed out",
    "departed",
    "departs",
    "has left",
    "had left",
    "was replaced",
    "been replaced",
    "was fired",
    "parted ways",
    "formerly",
    "walked away",
    "quit",
    "quits",
    "leaves",
    "leaving as",
    "was previously set",
    "until",
    "had planned",
    "had boarded",
    "had signed",
];

/// That tell of what is to come.
const PLANNED: &[&str] = &[
    "will",
    "'ll",
    "shall",
    "set to",
    "is to",
    "are to",
    "is due",
    "are due",
    "due out",
    "due in",
    "due on",
    "due for",
    "slated",
    "expected",
    "planned",
    "plans to",
    "plan to",
    "scheduled",
    "signed on",
    "has signed",
    "have signed",
    "tapped",
    "boarded",
    "attached",
    "been cast",
    "is cast",
    "was cast",
    "are cast",
    "were cast",
    "joined",
    "joining",
    "joins",
    "boards",
    "hired",
    "recruited",
    "has been named",
    "lined up",
    "takes over",
    "taking over",
    "to star",
    "to direct",
    "to write",
    "to play",
    "to produce",
    "to topline",
    "going to",
    "upcoming",
    "forthcoming",
    "in development",
    "begins shooting",
    "in pre-production",
    "about to",
    "prepares to",
    "preparing to",
    "gears up",
    "aims to",
    "looks to",
    "on board",
    "enlisted",
    "has landed",
    "booked",
];

/// That tell of somebody who leaves.
const LEFT: &[&str] = &[
    "but left",
    "but withdrew",
    "but quit",
    "but dropped out",
    "but exited",
    "but bowed out",
    "but pulled out",
    "but has left",
    "but departed",
    "has quit",
    "has dropped out",
    "has left",
    "had already left",
    "did not return",
    "has withdrawn",
    "has exited",
    "walked out",
    "was fired",
    "were fired",
    "been let go",
    "had walked",
];

/// The most items that a status word may stand before what it qualifies.
const REACH: usize = 14;

/// The status of a claim whose first part is at `first` and whose verb or noun is `start..end`.
pub(in crate::extract) fn status_near(
    page: &Page<'_>,
    line: usize,
    first: usize,
    start: usize,
    end: usize,
) -> Status {
    let from = clause_start(page, line, first.min(start).max(start.saturating_sub(REACH)), start);
    // Who sets a film to music has a plan no more than others.
    let text = line_text(page, line, from, end).replace(" set to music ", " _ ");
    let prefix = line_text(page, line, 0, start);
    let phrases = Phrases::all();
    if phrases.held(&prefix) & DENYING_BIT != 0 {
        return Status::Denied;
    }
    let held = phrases.held(&text);
    if held & FORMER_BIT != 0 || gave_up(page, line, end) {
        Status::Former
    } else if held & DENIED_BIT != 0 || text.contains("n't ") {
        Status::Denied
    } else if held & RUMOURED_BIT != 0 {
        Status::Rumoured
    } else if held & PLANNED_BIT != 0 || is_infinitive(page, line, start) {
        Status::Planned
    } else {
        Status::Asserted
    }
}

const DENIED_BIT: u8 = 1;
const DENYING_BIT: u8 = 2;
const RUMOURED_BIT: u8 = 4;
const FORMER_BIT: u8 = 8;
const PLANNED_BIT: u8 = 16;
const LEFT_BIT: u8 = 32;

/// All phrases of this file in one automaton, which finds them in one walk over a text.
struct Phrases {
    automaton: Option<AhoCorasick>,
    /// For each phrase the list that it is from, as a bit.
    lists: Vec<u8>,
}

impl Phrases {
    fn all() -> &'static Self {
        static ALL: OnceLock<Phrases> = OnceLock::new();
        ALL.get_or_init(|| {
            let lists = [
                (DENIED, DENIED_BIT),
                (DENYING, DENYING_BIT),
                (RUMOURED, RUMOURED_BIT),
                (FORMER, FORMER_BIT),
                (PLANNED, PLANNED_BIT),
                (LEFT, LEFT_BIT),
            ];
            let all = lists.iter().flat_map(|(list, bit)| list.iter().map(move |phrase| (phrase, *bit)));
            let (phrases, lists): (Vec<String>, Vec<u8>) =
                all.map(|(phrase, bit)| (format!(" {phrase} "), bit)).unzip();
            // A few hundred short phrases stay far below the limits of an automaton.
            Self { automaton: AhoCorasick::new(phrases).ok(), lists }
        })
    }

    /// The lists that have a phrase in a text of words with a blank on each side, a bit each.
    fn held(&self, text: &str) -> u8 {
        let Some(automaton) = &self.automaton else { return 0 };
        let list = |found: Match| self.lists.get(found.pattern().as_usize()).copied().unwrap_or_default();
        automaton.find_overlapping_iter(text).fold(0, |held, found| held | list(found))
    }
}

/// The words of some items with blanks around each; a mention is `_`.
fn line_text(page: &Page<'_>, line: usize, from: usize, end: usize) -> String {
    let items = page.items.get(line).map(Vec::as_slice).unwrap_or_default();
    let mut text = String::from(" ");
    for item in items.iter().skip(from).take(end.saturating_sub(from)) {
        let lower = page.lower(line, item);
        text.push_str(if lower.is_empty() { "_" } else { lower });
        text.push(' ');
    }
    text
}

/// The clause begins behind the last semicolon, full stop or conjunction with a comma.
fn clause_start(page: &Page<'_>, line: usize, from: usize, to: usize) -> usize {
    let Some(items) = page.items.get(line) else { return from };
    let lower = |at: usize| items.get(at).map_or("", |item| page.lower(line, item));
    let parts = (from..to).rev().find(|at| {
        matches!(lower(*at), ";" | "but" | "while" | "although" | "whereas")
            || (lower(*at) == "," && matches!(lower(*at + 1), "and" | "but" | "while" | "who" | "which"))
    });
    parts.map_or(from, |at| at + 1)
}

/// Whether somebody leaves right after what was said of them: `had been hired to direct but left`.
fn gave_up(page: &Page<'_>, line: usize, end: usize) -> bool {
    let items = page.items.get(line).map(Vec::as_slice).unwrap_or_default();
    let person = |item: &&Item| page.mention(item).is_some_and(|mention| mention.kind == Type::Person);
    // The words up to the next person are said of this one.
    let near = items.iter().skip(end + 1).take(12).take_while(|item| !person(item)).count();
    let text = line_text(page, line, end, end + 1 + near);
    Phrases::all().held(&text) & LEFT_BIT != 0
}

/// `X to direct Y`: an infinitive right before the verb, in headlines and plans.
fn is_infinitive(page: &Page<'_>, line: usize, start: usize) -> bool {
    let Some(items) = page.items.get(line) else { return false };
    let lower = |at: Option<usize>| at.and_then(|at| items.get(at)).map_or("", |item| page.lower(line, item));
    let verb = items.get(start).is_some_and(|item| item.mention.is_none());
    let past = [
        "film", "series", "show", "woman", "man", "actor", "on", "turns", "only", "movie", "director",
        "person", "went",
    ];
    if past.contains(&lower(start.checked_sub(2))) {
        return false;
    }
    verb && lower(start.checked_sub(1)) == "to"
        && !matches!(
            lower(start.checked_sub(2)),
            "returned" | "returns" | "helped" | "used" | "continues" | "first"
        )
}
