//! Trade nouns that tie a person to a title: `director X`, `X, creator of Y`, `its star, X`, `with X as director`.
//!
//! And what noun phrases about a title say of it: `HBO's Danish crime drama Y`.

use super::arguments::Row;
use super::frames::{fillers, topic};
use super::lists::{list_before, list_from};
use super::{Draft, Filler, Rule, Rules, What, status_near};
use crate::extract::grammar::{BE, DETERMINERS};
use crate::extract::mention::{Form, Type};
use crate::extract::page::Page;
use crate::graph::Status;

/// Whether a noun is a trade of film-making rather than a character's: `as director`, not `as the lawyer`.
pub(in crate::extract) fn is_credit_noun(lower: &str) -> bool {
    const NOUNS: &[&str] = &[
        "director",
        "showrunner",
        "producer",
        "writer",
        "screenwriter",
        "creator",
        "composer",
        "cinematographer",
        "editor",
        "co-director",
        "co-showrunner",
        "co-creator",
        "co-writer",
        "writers",
        "directors",
        "producers",
        "showrunners",
        "co-showrunners",
        "regular",
        "regulars",
        "lead",
        "leads",
        "star",
        "host",
        "narrator",
        "creators",
    ];
    NOUNS.contains(&lower.rsplit('-').next().unwrap_or(lower)) || NOUNS.contains(&lower)
}

/// A trade noun in a line: `executive producer`, or one half of `writer-director`.
struct Noun {
    start: usize,
    end: usize,
    rule: usize,
    text: String,
}

impl Rules {
    pub(super) fn read_credits(&self, page: &Page<'_>, line: usize, drafts: &mut Vec<Draft>) {
        let row = Row { page, line };
        for noun in self.nouns_in(row) {
            if let Some(rule) = self.rules.get(noun.rule) {
                rule.read_credit(row, &noun, drafts);
            }
        }
    }

    fn nouns_in(&self, row: Row<'_, '_>) -> Vec<Noun> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < row.items().len() {
            let longest = (1..=3).rev().find_map(|width| {
                let text = (at..at + width).map(|at| row.lower(at)).collect::<Vec<_>>().join(" ");
                self.rules_of(&text).map(|rules| (width, text, rules))
            });
            let Some((width, text, rules)) = longest else {
                at += 1;
                continue;
            };
            found.extend(rules.into_iter().map(|rule| Noun {
                start: at,
                end: at + width,
                rule,
                text: text.clone(),
            }));
            at += width;
        }
        found
    }

    /// The rules that a noun is a trade of, also in the plural and for each half of a compound.
    fn rules_of(&self, text: &str) -> Option<Vec<usize>> {
        let exact = |word: &str| {
            let one = word.strip_suffix('s').unwrap_or(word);
            self.nouns.get(word).or_else(|| self.nouns.get(one))
        };
        if let Some(rules) = exact(text) {
            return Some(rules.clone());
        }
        let (first, last) = text.rsplit_once(['-', '/']).filter(|_| !text.contains(' '))?;
        let halves: Vec<usize> = [first, last].into_iter().filter_map(exact).flatten().copied().collect();
        (!halves.is_empty() && exact(last).is_some()).then_some(halves)
    }

    pub(super) fn read_descriptions(&self, page: &Page<'_>, line: usize, drafts: &mut Vec<Draft>) {
        let first = page.mentions.partition_point(|mention| mention.line < line);
        for (offset, mention) in page.mentions_of(line).iter().enumerate() {
            let index = first + offset;
            let Some(description) = mention.describes else { continue };
            for rule in self.rules.iter().filter(|rule| rule.file.describes.contains(&description.place)) {
                let title = page.kind_of(description.title).is_some_and(|kind| rule.from.contains(&kind));
                if !title
                    || !rule.to.contains(&mention.kind)
                    || (mention.kind == Type::Date && !is_year(page, index))
                {
                    continue;
                }
                let object = if mention.kind.is_literal() {
                    What::Literal(index)
                } else {
                    let Some(entity) = mention.entities.first() else { continue };
                    What::Entity(*entity)
                };
                if !rule.suits(page, What::Entity(description.title), object) {
                    continue;
                }
                let subject = Filler {
                    span: title_span(page, line, description.title, mention.start),
                    what: What::Entity(description.title),
                };
                let object = Filler { span: mention.span, what: object };
                let at = page
                    .items
                    .get(line)
                    .and_then(|items| items.iter().position(|item| item.end > mention.start))
                    .unwrap_or(0);
                drafts.push(Draft {
                    rule: format!("{}/describes", rule.file.relation),
                    ..rule.draft(line, at, subject, object)
                });
            }
        }
    }
}

fn is_year(page: &Page<'_>, index: usize) -> bool {
    page.mentions
        .get(index)
        .and_then(|mention| mention.date)
        .is_some_and(super::super::dates::Partial::is_year)
}

/// The span of the mention of a title nearest to a word of the line, else of its last mention before.
fn title_span(page: &Page<'_>, line: usize, title: usize, word: usize) -> crate::text::Span {
    let here = page.mentions_of(line).iter().filter(|mention| mention.entities.contains(&title));
    let near =
        here.min_by_key(|mention| mention.start.abs_diff(word)).or_else(|| page.last_mention(title, line));
    near.map_or_else(
        || page.lines.get(line).map(|line| line.span).unwrap_or_default(),
        |mention| mention.span,
    )
}

impl Rule {
    fn read_credit(&self, row: Row<'_, '_>, noun: &Noun, drafts: &mut Vec<Draft>) {
        let people = people_of(row, noun, &self.from);
        if people.is_empty() {
            return;
        }
        let Some((titles, near)) = self.titles_of(row, noun, &people) else { return };
        let first = people.iter().copied().min().unwrap_or(noun.start).min(noun.start);
        let status = status_near(row.page, row.line, first, noun.start, noun.end);
        let former = (1..=2).any(|back| {
            noun.start
                .checked_sub(back)
                .is_some_and(|at| matches!(row.lower(at), "former" | "ex" | "outgoing" | "original"))
        });
        for person in people.iter().flat_map(|at| fillers(row, *at)) {
            for title in &titles {
                drafts.push(Draft {
                    status: if former && row.lower(noun.start.saturating_sub(1)) != "original" {
                        Status::Former
                    } else {
                        status
                    },
                    rule: format!("{}/noun {}", self.file.relation, noun.text),
                    confidence: if near { 0.8 } else { 0.55 },
                    ..self.draft(row.line, noun.start, person, *title)
                });
            }
        }
    }

    /// The titles that a trade is about, and whether they stand beside it.
    fn titles_of(&self, row: Row<'_, '_>, noun: &Noun, people: &[usize]) -> Option<(Vec<Filler>, bool)> {
        let filled =
            |found: Vec<usize>| found.into_iter().flat_map(|at| fillers(row, at)).collect::<Vec<_>>();
        // `the creator of Y`, `star of the sitcom Y`
        if matches!(row.lower(noun.end), "of" | "on" | "behind" | "for") {
            let found = filled(list_from(row, noun.end + 1, &self.to));
            if !found.is_empty() {
                return Some((found, true));
            }
            let other = row.lower(noun.end) == "of"
                && !(noun.end..noun.end + 5).any(|at| row.typed(at, &self.to).is_some());
            if other {
                return None;
            }
        }
        // `Y's director`, `its star`, `the Y showrunner`
        let mut before = noun.start;
        while before > 0
            && row.is_word(before - 1)
            && !BE.contains(&row.lower(before - 1))
            && noun.start - before < 3
            && !DETERMINERS.contains(&row.lower(before - 1))
            && !matches!(row.lower(before - 1), "and" | "by" | "from" | "with" | "as")
        {
            before -= 1;
        }
        if let Some(last) = before.checked_sub(1) {
            let at = if row.is_possessive(last) { last.checked_sub(1) } else { Some(last) };
            if let Some(at) = at.filter(|at| {
                row.typed(*at, &self.to).is_some()
                    && row.mention(*at).is_none_or(|m| m.form != Form::Nominal || row.is_possessive(last))
            }) {
                return Some((filled(vec![at]), true));
            }
        }
        // `director X's Y`
        if let Some(last) = people.last().filter(|last| **last >= noun.end && row.is_possessive(**last + 1)) {
            let found = filled(list_from(row, last + 2, &self.to));
            if !found.is_empty() {
                return Some((found, true));
            }
        }
        self.title_around(row, noun, people)
    }

    /// The title of the clause, else the one that the text is about.
    fn title_around(&self, row: Row<'_, '_>, noun: &Noun, people: &[usize]) -> Option<(Vec<Filler>, bool)> {
        let first = people.iter().copied().min()?.min(noun.start);
        let before = (0..first)
            .rev()
            .take(25)
            .take_while(|at| row.lower(*at) != ";")
            .find(|at| row.typed(*at, &self.to).is_some());
        if let Some(at) = before {
            return Some((fillers(row, at), true));
        }
        let of_topic = topic(row, &self.to);
        if !of_topic.is_empty() {
            return Some((of_topic.into_iter().map(|(filler, _)| filler).collect(), false));
        }
        let after = (noun.end..row.items().len()).find(|at| row.typed(*at, &self.to).is_some());
        after.map(|at| (fillers(row, at), false))
    }
}

/// The people whose trade a noun gives.
fn people_of(row: Row<'_, '_>, noun: &Noun, types: &[Type]) -> Vec<usize> {
    // `director X`, `directors X and Y`, `its star, X`, `Director: X`, `the directors are X and Y`
    let mut after = noun.end;
    if matches!(row.lower(after), "," | ":" | "–" | "—" | "include" | "includes" | "remains" | "remain")
        || BE.contains(&row.lower(after))
    {
        after += 1;
    }
    // `writer and director X`, `creator, writer and star X`
    while matches!(row.lower(after), "and" | "/" | "&" | ",")
        && row.is_word(after + 1)
        && after < noun.end + 6
    {
        after += 2;
        while row.is_word(after) && is_trade_like(row.lower(after)) {
            after += 1;
        }
    }
    let comma = after > noun.end && row.lower(noun.end) == ",";
    let owned = noun.start > 0
        && (row.is_possessive(noun.start - 1)
            || matches!(row.lower(noun.start - 1), "its" | "the" | "their")
            || row.mention(noun.start - 1).is_some());
    // `X is the cinematographer, Y the editor`
    if comma {
        let before = people_before(row, noun, types);
        if !before.is_empty() {
            return before;
        }
    }
    if row.typed(after, types).is_some_and(|mention| mention.form != Form::Pronoun)
        && (!comma || owned)
        && row.lower(noun.end) != "of"
    {
        let list = list_from(row, after, types);
        // Only a plural noun is said of a whole list.
        let plural = noun.text.ends_with('s');
        if list.is_empty() {
            return vec![after];
        }
        return if plural { list } else { list.into_iter().take(1).collect() };
    }
    if row.lower(noun.end) == "of" || row.lower(noun.end) == "on" {
        // `the director of Y, X`
        let title = (noun.end + 1..noun.end + 6).find(|at| row.mention(*at).is_some());
        if let Some(at) = title.filter(|at| row.lower(*at + 1) == "," && row.typed(*at + 2, types).is_some())
            && noun.start <= 1
        {
            return vec![at + 2];
        }
    }
    people_before(row, noun, types)
}

fn is_trade_like(lower: &str) -> bool {
    is_credit_noun(lower)
        || ["executive", "co-creator", "co-star", "actor", "actress", "star"].contains(&lower)
}

/// Verbs and words that tie a person to the trade named after them.
const LINKS: &[&str] = &[
    "as",
    "(",
    "became",
    "remains",
    "serve",
    "double",
    "doubles",
    "serves",
    "serving",
    "served",
    "acts",
    "acting",
    "returns",
    "returning",
    "stays",
];

/// Words that may stand between a person and their trade without tying them.
const BETWEEN: &[&str] = &[
    "both",
    "who",
    "also",
    "on",
    "fellow",
    "series",
    "and",
    "new",
    "former",
    "longtime",
    "original",
    "sole",
    "lead",
    "will",
    "has",
    "co",
    "now",
    "once",
    "film's",
    "show's",
    "veteran",
    "first-time",
    "joint",
    "head",
    "main",
    "executive",
    "again",
    "its",
];

/// The most items between a person and their trade.
const CREDIT_REACH: usize = 10;

/// `X, the director of`, `X is the director`, `X as director`, `X (director)`.
fn people_before(row: Row<'_, '_>, noun: &Noun, types: &[Type]) -> Vec<usize> {
    for at in (0..noun.start).rev().take(CREDIT_REACH) {
        if row.typed(at, types).is_some() {
            let said = is_linked(row, at, noun) && !row.is_possessive(at + 1);
            return if said { list_of(row, at, noun, types) } else { Vec::new() };
        }
        if !may_stand_between(row, at) {
            break;
        }
    }
    Vec::new()
}

fn may_stand_between(row: Row<'_, '_>, at: usize) -> bool {
    let lower = row.lower(at);
    let modifier =
        row.is_word(at) && (DETERMINERS.contains(&lower) || is_trade_like(lower) || BETWEEN.contains(&lower));
    let about_title = row.mention(at).is_some_and(|mention| mention.kind.is_title()) || row.is_possessive(at);
    modifier || about_title || lower == "," || LINKS.contains(&lower) || BE.contains(&lower)
}

/// Whether what stands between a person and a trade ties them, or the tie is left out: `X the editor, Y the composer`.
fn is_linked(row: Row<'_, '_>, person: usize, noun: &Noun) -> bool {
    let ties = |at: usize| {
        let lower = row.lower(at);
        lower == "," || LINKS.contains(&lower) || BE.contains(&lower)
    };
    let gapped = noun.start == person + 2
        && row.lower(person + 1) == "the"
        && matches!(row.lower(person.saturating_sub(1)), "," | "and");
    gapped || (person + 1..noun.start).any(ties)
}

/// A plural noun is said of the whole list before it.
fn list_of(row: Row<'_, '_>, at: usize, noun: &Noun, types: &[Type]) -> Vec<usize> {
    if noun.text.ends_with('s') { list_before(row, at, types) } else { vec![at] }
}
