//! Frames: verbs and their arguments in active, passive, relative and participle clauses.

use super::arguments::Row;
use super::{Argument, Draft, Filler, Frame, Rule, Rules, Shape, VerbForm, What, status_near};
use crate::extract::grammar::BE;
use crate::extract::mention::Type;
use crate::extract::page::Page;
use crate::graph::Status;
use crate::text::Span;

/// A verb that was found in a line.
#[derive(Clone, Copy)]
struct Verb {
    /// Its first item.
    start: usize,
    /// The item after its last.
    end: usize,
    voice: Voice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    Active,
    Passive,
    /// A participle or gerund that hangs on a noun before it.
    Reduced,
}

impl Rules {
    pub(super) fn read_frames(&self, page: &Page<'_>, line: usize, drafts: &mut Vec<Draft>) {
        let row = Row { page, line };
        for at in 0..row.items().len() {
            let Some(candidates) = self.verbs.get(row.lower(at)) else { continue };
            for form in candidates {
                let end = at + form.words.len();
                let fits = form.words.iter().enumerate().all(|(offset, word)| row.lower(at + offset) == word);
                let Some(rule) = self.rules.get(form.rule).filter(|_| fits) else { continue };
                let Some(frame) = rule.file.frames.get(form.frame) else { continue };
                for voice in voices(row, at, end, form) {
                    let found = rule.read_frame(row, frame, Verb { start: at, end, voice });
                    if !found.is_empty() {
                        drafts.extend(found);
                        break;
                    }
                }
            }
        }
    }
}

/// The voices that a verb form may have here, the likeliest first.
fn voices(row: Row<'_, '_>, at: usize, end: usize, form: &VerbForm) -> Vec<Voice> {
    let determiner = |at: Option<usize>| {
        at.is_some_and(|at| matches!(row.raw(at), "the" | "a" | "an" | "his" | "her" | "its" | "their"))
    };
    let noun = determiner(at.checked_sub(1))
        || (at > 1
            && row.is_word(at - 1)
            && determiner(at.checked_sub(2))
            && !row.lower(at - 1).ends_with("ly"));
    match form.shape {
        // `a fellow cast member`, `the final cut`
        Shape::PastOrParticiple if noun && form.is_bare => Vec::new(),
        Shape::Present if noun => Vec::new(),
        Shape::Present | Shape::Past | Shape::Gerund => vec![Voice::Active],
        Shape::Participle | Shape::PastOrParticiple => {
            let helper = helper_before(row, at);
            let by = row.by(end).is_some();
            match helper {
                Helper::Be => vec![Voice::Passive],
                Helper::Have => vec![Voice::Active],
                Helper::None if by => vec![Voice::Reduced],
                Helper::None if form.shape == Shape::Participle => vec![Voice::Reduced],
                Helper::None => vec![Voice::Active, Voice::Reduced],
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Helper {
    None,
    Be,
    Have,
}

/// The auxiliary before a participle, behind adverbs and other participles.
fn helper_before(row: Row<'_, '_>, at: usize) -> Helper {
    for back in 1..=6 {
        let Some(here) = at.checked_sub(back) else { return Helper::None };
        let lower = row.lower(here);
        if BE.contains(&lower) || matches!(lower, "get" | "gets" | "got") {
            return Helper::Be;
        }
        if row.is_possessive(here)
            && row
                .mention(here.saturating_sub(1))
                .is_some_and(|m| m.form == crate::extract::mention::Form::Pronoun)
        {
            return Helper::Be;
        }
        if matches!(lower, "has" | "have" | "had" | "having" | "hasn't" | "haven't" | "hadn't") {
            return Helper::Have;
        }
        let skipped = lower.ends_with("ly")
            || lower.ends_with("ed")
            || matches!(
                lower,
                "not"
                    | "also"
                    | "and"
                    | "now"
                    | "then"
                    | ","
                    | "never"
                    | "since"
                    | "just"
                    | "already"
                    | "again"
                    | "first"
                    | "long"
                    | "previously"
                    | "still"
                    | "officially"
                    | "once"
                    | "later"
                    | "written"
                    | "jointly"
            );
        if !skipped {
            return Helper::None;
        }
    }
    Helper::None
}

impl Rule {
    fn read_frame(&self, row: Row<'_, '_>, frame: &Frame, verb: Verb) -> Vec<Draft> {
        let line_has = |words: &[String]| {
            words.is_empty()
                || row
                    .page
                    .lines
                    .get(row.line)
                    .is_some_and(|line| line.words.iter().any(|word| words.contains(&word.lower)))
        };
        let near = |noun: &String| {
            (verb.end..verb.end + 8)
                .take_while(|at| row.is_word(*at) || row.mention(*at).is_some())
                .any(|at| row.lower(at) == noun)
        };
        if !line_has(&frame.with) || !(frame.noun.is_empty() || frame.noun.iter().any(near)) {
            return Vec::new();
        }
        let only: Vec<Type> = self
            .to
            .iter()
            .copied()
            .filter(|kind| frame.only.is_empty() || frame.only.iter().any(|name| name == kind.name()))
            .collect();
        let mut subjects = self.argument(row, &frame.subject, verb, &self.from);
        let mut objects = self.argument(row, &frame.object, verb, &only);
        objects
            .retain(|(_, at)| at.is_none_or(|at| !frame.unless.iter().any(|word| row.lower(at + 1) == word)));
        if frame.topic {
            if subjects.is_empty() && !objects.is_empty() && self.from.iter().any(|kind| kind.is_title()) {
                subjects = topic(row, &self.from);
            } else if objects.is_empty()
                && !subjects.is_empty()
                && self.to.iter().any(|kind| kind.is_title())
                && takes_topic(row, verb)
            {
                objects = topic(row, &self.to);
            }
        }
        let first = subjects.iter().chain(&objects).filter_map(|filler| filler.1).min().unwrap_or(verb.start);
        let first = if first < verb.start { first } else { verb.start.saturating_sub(12) };
        let status = status_near(row.page, row.line, first, verb.start, verb.end);
        let status = if status == Status::Asserted || frame.settled { frame.status } else { status };
        let mut drafts = Vec::new();
        for (subject, subject_at) in &subjects {
            for (object, object_at) in &objects {
                if subject.what == object.what
                    || !(frame.any || self.suits(row.page, subject.what, object.what))
                {
                    continue;
                }
                let near = subject_at.is_some() && object_at.is_some();
                drafts.push(Draft {
                    status,
                    rule: format!("{}/{}", self.file.relation, frame.name),
                    confidence: if near { 0.85 } else { 0.6 },
                    ..self.draft(row.line, verb.start, *subject, *object)
                });
            }
        }
        drafts
    }

    /// What fills an argument, each with its item; the item of a topic is `None`.
    fn argument(
        &self,
        row: Row<'_, '_>,
        argument: &Argument,
        verb: Verb,
        types: &[Type],
    ) -> Vec<(Filler, Option<usize>)> {
        let found = match argument {
            Argument::Agent => agent(row, verb, types),
            Argument::Patient => patient(row, verb, types),
            Argument::Undergoer => undergoer(row, verb, types),
            Argument::After(prepositions) => {
                let found = row.after_preposition(verb.start, verb.end, prepositions, types);
                let stranded =
                    prepositions.iter().any(|word| row.lower(verb.end) == word) && !row.is_word(verb.end + 1);
                if found.is_empty() && stranded { antecedent(row, verb, types) } else { found }
            }
            Argument::Topic => return topic(row, types),
        };
        found
            .into_iter()
            .flat_map(|at| fillers(row, at).into_iter().map(move |filler| (filler, Some(at))))
            .collect()
    }
}

fn agent(row: Row<'_, '_>, verb: Verb, types: &[Type]) -> Vec<usize> {
    match verb.voice {
        Voice::Active => row.subject(verb.start, types),
        Voice::Passive | Voice::Reduced => {
            row.agent(verb.end, types).map(|(_, found)| found).unwrap_or_default()
        }
    }
}

fn patient(row: Row<'_, '_>, verb: Verb, types: &[Type]) -> Vec<usize> {
    match verb.voice {
        Voice::Active => {
            let found = row.object(verb.end, types);
            if found.is_empty() { antecedent(row, verb, types) } else { found }
        }
        Voice::Passive | Voice::Reduced => acted_on(row, verb, types),
    }
}

/// What a passive is about: to its left, or in front of it after `Directed by X, …`.
fn acted_on(row: Row<'_, '_>, verb: Verb, types: &[Type]) -> Vec<usize> {
    let before = if verb.voice == Voice::Passive {
        row.subject(verb.start, types)
    } else {
        nearest_before(row, verb.start, types)
    };
    if !before.is_empty() {
        return before;
    }
    let after = (verb.end..row.items().len()).find(|at| {
        row.typed(*at, types).is_some() && !matches!(row.lower(at.saturating_sub(1)), "of" | "to")
    });
    let fronted = verb.start <= 3 || row.lower(verb.start.saturating_sub(1)) == ",";
    after.filter(|_| fronted).map(|at| vec![at]).unwrap_or_default()
}

/// The last mention before a participle that hangs on it, whatever governs it.
fn nearest_before(row: Row<'_, '_>, verb: usize, types: &[Type]) -> Vec<usize> {
    for at in (0..verb).rev().take(30) {
        if matches!(row.lower(at), ";" | ".") {
            break;
        }
        if row.typed(at, types).is_some() && !row.is_possessive(at + 1) {
            return super::lists::list_before(row, at, types).into_iter().rev().take(1).collect();
        }
    }
    Vec::new()
}

/// `Y, which X directed`: the title before the relative pronoun.
fn antecedent(row: Row<'_, '_>, verb: Verb, types: &[Type]) -> Vec<usize> {
    let relative =
        (0..verb.start).rev().take(9).find(|at| matches!(row.lower(*at), "which" | "that" | "whom"));
    let Some(relative) = relative else { return Vec::new() };
    // What a relative pronoun stands for is right before it.
    let adjacent = relative
        .checked_sub(1)
        .map(|last| if row.lower(last) == "," { last.saturating_sub(1) } else { last });
    if !adjacent.is_some_and(|at| row.typed(at, types).is_some() || row.lower(at) == ")") {
        return Vec::new();
    }
    let subject_between = (relative + 1..verb.start)
        .any(|at| row.typed(at, &[Type::Person, Type::Studio, Type::Event]).is_some());
    if subject_between { nearest_before(row, relative, types) } else { Vec::new() }
}

fn undergoer(row: Row<'_, '_>, verb: Verb, types: &[Type]) -> Vec<usize> {
    if verb.voice != Voice::Active {
        return acted_on(row, verb, types);
    }
    let object = row.object(verb.end, types);
    let close = object.first().is_some_and(|at| {
        *at <= verb.end + 4
            && !(verb.end..*at).any(|at| matches!(row.lower(at), "on" | "in" | "at" | "for" | "of" | "to"))
    });
    if close { object } else { row.subject(verb.start, types) }
}

/// Whether a verb without an object can be of the topic: it has none, or one that is a part of a title.
fn takes_topic(row: Row<'_, '_>, verb: Verb) -> bool {
    const PARTS: &[&str] = &[
        "episode",
        "episodes",
        "pilot",
        "script",
        "scripts",
        "screenplay",
        "score",
        "music",
        "songs",
        "instalment",
        "installment",
        "teleplay",
        "opener",
        "finale",
        "season",
        "adaptation",
    ];
    const ENDS: &[&str] = &[
        "",
        ".",
        ",",
        ";",
        "and",
        "from",
        "with",
        "alongside",
        "as",
        "while",
        "but",
        ")",
        "on",
        "through",
        "under",
        "both",
        "again",
        "herself",
        "himself",
        "for",
    ];
    if verb.voice != Voice::Active || ENDS.contains(&row.lower(verb.end)) {
        return true;
    }
    (verb.end..verb.end + 7).take_while(|at| row.is_word(*at)).any(|at| PARTS.contains(&row.lower(at)))
}

/// The title that the text is about, with the span of the words nearest to the line that name it.
pub(super) fn topic(row: Row<'_, '_>, types: &[Type]) -> Vec<(Filler, Option<usize>)> {
    let Some(title) = row.page.topics.get(row.line).copied().flatten() else { return Vec::new() };
    if !row.page.kind_of(title).is_some_and(|kind| types.contains(&kind)) {
        return Vec::new();
    }
    vec![(Filler { span: last_span(row, title), what: What::Entity(title) }, None)]
}

/// Where an entity was last mentioned up to this line.
fn last_span(row: Row<'_, '_>, entity: usize) -> Span {
    let line = row.page.lines.get(row.line).map(|line| line.span).unwrap_or_default();
    row.page.last_mention(entity, row.line).map_or(line, |mention| mention.span)
}

/// What the mention at an item fills a slot with: an entity each, or the literal.
pub(super) fn fillers(row: Row<'_, '_>, at: usize) -> Vec<Filler> {
    let Some(index) = row.items().get(at).and_then(|item| item.mention) else { return Vec::new() };
    let Some(mention) = row.page.mentions.get(index) else { return Vec::new() };
    if mention.kind.is_literal() {
        return vec![Filler { span: mention.span, what: What::Literal(index) }];
    }
    mention.entities.iter().map(|entity| Filler { span: mention.span, what: What::Entity(*entity) }).collect()
}
