//! Finding the arguments of a verb without a tree: by type, by the words between, and by what governs them.

use super::lists::{list_before, list_from};
use crate::extract::mention::{Form, Mention, Type};
use crate::extract::page::{Item, Page};
use crate::text::TokenKind;

/// The most items that lie between a verb and its subject.
const SUBJECT_REACH: usize = 40;
/// The most items that lie between a verb and its object.
const OBJECT_REACH: usize = 14;
/// The most items that lie between a verb and a preposition that belongs to it.
const PHRASE_REACH: usize = 22;

/// A line of items, which the searches walk.
#[derive(Clone, Copy)]
pub(super) struct Row<'a, 'd> {
    pub(super) page: &'a Page<'d>,
    pub(super) line: usize,
}

impl<'a, 'd> Row<'a, 'd> {
    pub(super) fn items(self) -> &'a [Item] {
        self.page.items.get(self.line).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn lower(self, at: usize) -> &'a str {
        self.items().get(at).map_or("", |item| self.page.lower(self.line, item))
    }

    pub(super) fn mention(self, at: usize) -> Option<&'a Mention> {
        self.page.mention(self.items().get(at)?)
    }

    /// The word of an item in lower case, also where it is a mention of one word; empty for a longer one.
    pub(super) fn raw(self, at: usize) -> &'a str {
        let item = self.items().get(at).filter(|item| item.end == item.start + 1);
        item.and_then(|item| self.page.word(self.line, item.start)).map_or("", |word| word.lower.as_str())
    }

    /// The mention at an item, if it is of one of these types.
    pub(super) fn typed(self, at: usize, types: &[Type]) -> Option<&'a Mention> {
        self.mention(at).filter(|mention| types.contains(&mention.kind))
    }

    pub(super) fn is_possessive(self, at: usize) -> bool {
        let Some(item) = self.items().get(at).filter(|item| item.mention.is_none()) else { return false };
        let word = self.page.word(self.line, item.start);
        word.is_some_and(|word| word.kind == TokenKind::Possessive)
    }

    pub(super) fn is_word(self, at: usize) -> bool {
        let Some(item) = self.items().get(at).filter(|item| item.mention.is_none()) else { return false };
        self.page
            .word(self.line, item.start)
            .is_some_and(|word| matches!(word.kind, TokenKind::Word | TokenKind::Number))
    }

    /// The item before the bracket that closes at `at`.
    fn before_bracket(self, at: usize) -> Option<usize> {
        (0..at).rev().take(30).find(|open| self.lower(*open) == "(")?.checked_sub(1)
    }

    // ---- searches

    /// The subject of the verb at `verb`: the nearest mention to its left that nothing else governs.
    pub(super) fn subject(self, verb: usize, types: &[Type]) -> Vec<usize> {
        let mut governed = None;
        let mut at = verb;
        let mut steps = 0;
        while let Some(here) = at.checked_sub(1) {
            at = here;
            steps += 1;
            let lower = self.lower(here);
            if steps > SUBJECT_REACH || lower == ";" || (lower == "." && steps > 1) {
                break;
            }
            if lower == ")" {
                at = match self.before_bracket(here) {
                    Some(before) => before + 1,
                    None => break,
                };
                continue;
            }
            if lower == "(" {
                break;
            }
            let other = self
                .mention(here)
                .filter(|mention| !types.contains(&mention.kind) && !mention.kind.is_literal());
            if other.is_some_and(|mention| mention.form != Form::Phrase) && self.is_free_subject(here, verb) {
                break;
            }
            if self.typed(here, types).is_some() && !self.is_possessive(here + 1) {
                if !self.is_governed(here) {
                    return list_before(self, here, types);
                }
                governed.get_or_insert(here);
            }
        }
        governed
            .filter(|at| self.lower(at.saturating_sub(1)) == "with")
            .map(|at| vec![at])
            .unwrap_or_default()
    }

    /// Whether the mention at `here` is plainly the subject of the verb: nothing but auxiliaries stands between
    /// them, and it opens its clause. Whoever stands further left is then somebody else's subject.
    fn is_free_subject(self, here: usize, verb: usize) -> bool {
        let opens = here
            .checked_sub(1)
            .is_none_or(|last| matches!(self.lower(last), "," | "and" | ";" | "but" | "while"));
        let helpers = (here + 1..verb).all(|at| {
            let lower = self.lower(at);
            crate::extract::grammar::BE.contains(&lower)
                || lower.ends_with("ly")
                || matches!(lower, "has" | "have" | "had" | "will" | "also" | "now" | "then" | "not")
        });
        opens && helpers && verb > here + 1 && self.lower(here.saturating_sub(1)) == "and"
    }

    /// Whether the mention hangs on a preposition, directly or through the list that it ends.
    fn is_governed(self, at: usize) -> bool {
        let mut at = at;
        loop {
            let mut before = at;
            while before > 0 && self.is_modifier(before - 1) {
                before -= 1;
            }
            let Some(last) = before.checked_sub(1) else { return false };
            let lower = self.lower(last);
            if PREPOSITIONS.contains(&lower) {
                return true;
            }
            let listed = matches!(lower, "," | "and" | "&") && last > 0;
            let earlier =
                if listed && self.lower(last - 1) == "," { last.checked_sub(2) } else { last.checked_sub(1) };
            match earlier.filter(|earlier| {
                listed
                    && self
                        .mention(*earlier)
                        .is_some_and(|m| Some(m.kind) == self.mention(at).map(|m| m.kind))
            }) {
                Some(earlier) => at = earlier,
                None => return false,
            }
        }
    }

    /// Whether an item is a word that may stand between a preposition and the name that it governs.
    fn is_modifier(self, at: usize) -> bool {
        let lower = self.lower(at);
        self.is_word(at)
            && !crate::extract::grammar::FUNCTION_WORDS.contains(&lower)
            && !lower.ends_with("ed")
    }

    /// The object of the verb that ends before `after`.
    pub(super) fn object(self, after: usize, types: &[Type]) -> Vec<usize> {
        let mut at = after;
        while at < self.items().len() && at < after + OBJECT_REACH {
            let lower = self.lower(at);
            if self.typed(at, types).is_some()
                && !self.is_owner(at)
                && !BARRING.contains(&self.lower(at.saturating_sub(1)))
            {
                let list = list_from(self, at, types);
                if !self.is_possessive(at + 1) {
                    return list;
                }
            }
            let part = types == [Type::Character] && at > after + 1 && self.typed(at + 1, types).is_some();
            let comma_goes_on = lower == "," && (self.continues(at + 1) || part);
            if matches!(lower, "to" | "about") && at == after {
                break;
            }
            let stops = matches!(
                lower,
                ";" | "."
                    | "who"
                    | "which"
                    | "while"
                    | "when"
                    | "where"
                    | "whose"
                    | "but"
                    | "("
                    | ":"
                    | "with"
                    | "by"
            );
            if stops || (lower == "," && !comma_goes_on) || (lower == "that" && at > after) {
                break;
            }
            at += 1;
        }
        Vec::new()
    }

    /// Whether a pronoun owns what follows, which is then the object: `wrote its score`, but `directs its pilot`.
    fn is_owner(self, at: usize) -> bool {
        const PARTS: &[&str] = &[
            "first",
            "second",
            "third",
            "pilot",
            "episodes",
            "finale",
            "script",
            "scripts",
            "screenplay",
            "opening",
            "final",
            "two",
            "last",
            "premiere",
        ];
        let item = self.items().get(at).filter(|item| item.mention.is_some());
        let its = item
            .filter(|item| item.end == item.start + 1)
            .and_then(|item| self.page.word(self.line, item.start))
            .is_some_and(|word| word.is_any(&["its", "his", "her", "their"]));
        its && !PARTS.contains(&self.lower(at + 1))
    }

    /// Whether a list of verbs goes on after a comma: `wrote, directed and produced`.
    fn continues(self, at: usize) -> bool {
        let lower = self.lower(at);
        lower.ends_with("ed")
            || matches!(
                lower,
                "and"
                    | "wrote"
                    | "shot"
                    | "cut"
                    | "co-wrote"
                    | "edits"
                    | "writes"
                    | "directs"
                    | "then"
                    | "produces"
            )
    }

    /// The agent of the participle that ends before `after`, with the item of its `by`.
    pub(super) fn agent(self, after: usize, types: &[Type]) -> Option<(usize, Vec<usize>)> {
        let by = self.by(after)?;
        Some((by, list_from(self, by + 1, types)))
    }

    /// The `by` of a participle: behind adverbs and further participles only.
    pub(super) fn by(self, after: usize) -> Option<usize> {
        let mut at = after;
        while at < after + 9 {
            let lower = self.lower(at);
            if lower == "by" {
                return Some(at);
            }
            let skipped = matches!(
                lower,
                "and"
                    | ","
                    | "or"
                    | "written"
                    | "shot"
                    | "cut"
                    | "both"
                    | "in"
                    | "part"
                    | "as"
                    | "well"
                    | "then"
                    | "jointly"
                    | "again"
                    | "first"
                    | "twice"
                    | "once"
                    | "times"
                    | "three"
                    | "partly"
                    | "a"
                    | "second"
                    | "third"
                    | "fourth"
                    | "fifth"
                    | "final"
                    | "another"
                    | "season"
                    | "seasons"
                    | "two"
                    | "more"
                    | "&"
                    | "for"
                    | "the"
                    | "screen"
                    | "solely"
                    | "here"
                    | "also"
            ) || lower.ends_with("ed")
                || lower.ends_with("ly");
            if !skipped {
                return None;
            }
            at += 1;
        }
        None
    }

    /// What follows one of the prepositions that belong to the verb, to its right or at the front of the sentence.
    pub(super) fn after_preposition(
        self,
        verb: usize,
        after: usize,
        prepositions: &[String],
        types: &[Type],
    ) -> Vec<usize> {
        let is_one = |at: usize| prepositions.iter().any(|word| self.is_preposition(at, word));
        let mut at = after;
        while at < self.items().len() && at < after + PHRASE_REACH {
            let lower = self.lower(at);
            if is_one(at) {
                let width = self.preposition_width(at, prepositions);
                let list = list_from(self, at + width, types);
                if !list.is_empty() {
                    return list;
                }
            }
            let new_clause =
                matches!(lower, ";" | "." | "who" | "whose" | "while" | "which" | "but" | "where" | "when")
                    || (lower == ","
                        && self.mention(at + 1).is_some_and(|m| matches!(m.kind, Type::Person))
                        && at > after);
            if new_clause && at > after {
                break;
            }
            at += 1;
        }
        self.fronted(verb, &is_one, types)
    }

    fn fronted(self, verb: usize, is_one: &dyn Fn(usize) -> bool, types: &[Type]) -> Vec<usize> {
        let opening = (0..verb.min(2)).find(|at| is_one(*at));
        opening.map(|at| list_from(self, at + 1, types)).unwrap_or_default()
    }

    fn is_preposition(self, at: usize, preposition: &str) -> bool {
        preposition.split(' ').enumerate().all(|(offset, word)| self.lower(at + offset) == word)
    }

    fn preposition_width(self, at: usize, prepositions: &[String]) -> usize {
        let fits = prepositions.iter().filter(|word| self.is_preposition(at, word));
        fits.map(|word| word.split(' ').count()).max().unwrap_or(1)
    }
}

/// Words that take the mention after them for themselves, so that it is no subject.
const PREPOSITIONS: &[&str] = &[
    "by",
    "with",
    "of",
    "from",
    "for",
    "alongside",
    "opposite",
    "to",
    "in",
    "on",
    "at",
    "as",
    "about",
    "like",
    "including",
    "through",
    "via",
    "against",
    "after",
    "before",
    "under",
    "over",
    "into",
    "than",
    "since",
    "during",
    "between",
    "among",
    "near",
    "behind",
    "without",
    "despite",
    "amid",
    "following",
    "called",
    "titled",
];

/// Words after which a mention is not the object of the verb before them.
const BARRING: &[&str] = &[
    "as",
    "with",
    "by",
    "from",
    "alongside",
    "opposite",
    "after",
    "before",
    "like",
    "than",
    "through",
    "via",
    "at",
    "against",
];
