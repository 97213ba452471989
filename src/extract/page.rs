//! The page: a document's lines with all their mentions resolved, which is what rules read.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::entities::{entities, phrase_mention};
use super::kinds::kinds;
use super::lexicon::Lexicon;
use super::lines::{Line, Word};
use super::mention::{Entity, Form, Mention, Trade, Type};
use super::names::Candidate;
use super::phrases::{Phrase, phrases};
use super::resolve;
use crate::text::{Document, Span};

/// A document's lines with all their mentions resolved.
#[derive(Debug)]
pub(super) struct Page<'d> {
    pub(super) document: &'d Document,
    pub(super) lines: Vec<Line<'d>>,
    pub(super) mentions: Vec<Mention>,
    pub(super) entities: Vec<Entity>,
    /// For each line its words and mentions in order; what a mention covers is not there again.
    pub(super) items: Vec<Vec<Item>>,
    /// For each entity its mentions, as indexes, in order.
    places: Vec<Vec<usize>>,
    /// For each line the title that the text is about when the line begins.
    pub(super) topics: Vec<Option<usize>>,
}

/// One word, mark or mention of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// The first word.
    pub(super) start: usize,
    /// The word after the last.
    pub(super) end: usize,
    /// The mention, as an index; `None` for a word or mark.
    pub(super) mention: Option<usize>,
}

impl<'d> Page<'d> {
    /// Types the names, puts them together and resolves what stands for them.
    pub(super) fn new(
        document: &'d Document,
        lines: Vec<Line<'d>>,
        names: &[Candidate],
        lexicon: &Lexicon,
    ) -> Self {
        let kinds = kinds(&lines, names, lexicon);
        let (mut entities, mentions) = entities(names, &kinds, lexicon);
        for entity in entities.iter_mut().filter(|entity| entity.kind == Type::Studio) {
            entity.trade = trade(&entity.name, lexicon);
        }
        let mut page = Self {
            document,
            lines,
            mentions,
            entities,
            items: Vec::new(),
            topics: Vec::new(),
            places: Vec::new(),
        };
        page.add_phrases(names, lexicon);
        page.sort();
        page.drop_parts_of_events();
        resolve::resolve(&mut page, lexicon);
        page.lay_out();
        page.index();
        page
    }

    fn add_phrases(&mut self, names: &[Candidate], lexicon: &Lexicon) {
        let mut events = Events::of(&self.entities);
        for (number, line) in self.lines.iter().enumerate() {
            let first = names.partition_point(|name| name.line < number);
            let here: Vec<&Candidate> =
                names.iter().skip(first).take_while(|name| name.line == number).collect();
            for phrase in phrases(line, &here, lexicon) {
                let span = span_of(line, phrase.start, phrase.end);
                let mut mention = phrase_mention(number, phrase.start..phrase.end, span, phrase.kind);
                if phrase.kind == Type::Event {
                    mention.entities.push(events.entity(&mut self.entities, &phrase));
                }
                mention.name = phrase.value;
                mention.date = phrase.date;
                self.mentions.push(mention);
            }
        }
    }

    /// A place that is only ever a part of an event's name is no node: `the Hollywood strikes`.
    fn drop_parts_of_events(&mut self) {
        let mut alone = vec![false; self.entities.len()];
        for mention in &self.mentions {
            let inside = |event: &&Mention| {
                event.kind == Type::Event && event.start <= mention.start && mention.end < event.end
            };
            let part = self.mentions_of(mention.line).iter().any(|event| inside(&event));
            for entity in mention.entities.iter().filter(|_| !part) {
                if let Some(alone) = alone.get_mut(*entity) {
                    *alone = true;
                }
            }
        }
        for (entity, alone) in self.entities.iter_mut().zip(alone) {
            entity.keeps &= alone || !matches!(entity.kind, Type::Place | Type::Organization);
        }
    }

    pub(super) fn sort(&mut self) {
        self.mentions.sort_by_key(|mention| (mention.line, mention.start, std::cmp::Reverse(mention.end)));
    }

    fn index(&mut self) {
        self.places = vec![Vec::new(); self.entities.len()];
        for (at, mention) in self.mentions.iter().enumerate() {
            for entity in &mention.entities {
                if let Some(places) = self.places.get_mut(*entity) {
                    places.push(at);
                }
            }
        }
    }

    /// Lays words and outermost mentions of each line in a row.
    fn lay_out(&mut self) {
        let mut next = 0;
        for (number, line) in self.lines.iter().enumerate() {
            let mut items = Vec::with_capacity(line.words.len());
            let mut at = 0;
            while let Some(mention) = self.mentions.get(next).filter(|mention| mention.line == number) {
                let (start, end) = with_quotes(line, mention);
                if mention.start >= at {
                    let start = start.max(at);
                    items.extend((at..start).map(Item::word));
                    items.push(Item { start, end, mention: Some(next) });
                    at = end;
                }
                next += 1;
            }
            items.extend((at..line.words.len()).map(Item::word));
            self.items.push(items);
        }
    }

    /// The mentions of a line, in order.
    pub(super) fn mentions_of(&self, line: usize) -> &[Mention] {
        let first = self.mentions.partition_point(|mention| mention.line < line);
        let end = self.mentions.partition_point(|mention| mention.line <= line);
        self.mentions.get(first..end).unwrap_or_default()
    }

    /// The last mention of an entity up to a line.
    pub(super) fn last_mention(&self, entity: usize, line: usize) -> Option<&Mention> {
        let places = self.places.get(entity)?;
        let after =
            places.partition_point(|at| self.mentions.get(*at).is_some_and(|mention| mention.line <= line));
        self.mentions.get(*places.get(after.checked_sub(1)?)?)
    }

    pub(super) fn word(&self, line: usize, at: usize) -> Option<&Word<'d>> {
        self.lines.get(line)?.words.get(at)
    }

    /// The mention that an item is.
    pub(super) fn mention(&self, item: &Item) -> Option<&Mention> {
        self.mentions.get(item.mention?)
    }

    /// The words of the item in lower case; empty for a mention.
    pub(super) fn lower(&self, line: usize, item: &Item) -> &str {
        if item.mention.is_some() {
            ""
        } else {
            self.word(line, item.start).map_or("", |word| word.lower.as_str())
        }
    }

    pub(super) fn kind_of(&self, entity: usize) -> Option<Type> {
        self.entities.get(entity).map(|entity| entity.kind)
    }
}

/// What a company does, by the lists; `None` for one that they do not know.
fn trade(name: &str, lexicon: &Lexicon) -> Option<Trade> {
    let bare = name.strip_prefix("The ").unwrap_or(name);
    let last = bare.rsplit(' ').next().unwrap_or(bare);
    let shows = matches!(last, "TV" | "Channel" | "Network") && bare.split(' ').count() <= 2;
    if lexicon.networks.contains(bare) || shows {
        Some(Trade::Network)
    } else if lexicon.studios.contains(bare) || lexicon.studio_suffixes.contains(last) {
        Some(Trade::Company)
    } else {
        None
    }
}

impl Item {
    fn word(at: usize) -> Self {
        Self { start: at, end: at + 1, mention: None }
    }
}

/// The words of a mention with the quotation marks around them.
fn with_quotes(line: &Line<'_>, mention: &Mention) -> (usize, usize) {
    let quote = |at: usize| {
        line.words
            .get(at)
            .is_some_and(|word| matches!(word.text, "\"" | "“" | "”" | "'" | "‘" | "’" | "«" | "»" | "„"))
    };
    if mention.form != Form::SetApart {
        return (mention.start, mention.end);
    }
    let start = mention.start.checked_sub(1).filter(|at| quote(*at)).unwrap_or(mention.start);
    (start, if quote(mention.end) { mention.end + 1 } else { mention.end })
}

pub(super) fn span_of(line: &Line<'_>, start: usize, end: usize) -> Span {
    let first = line.words.get(start).map_or(line.span, |word| word.span);
    let last = line.words.get(end.saturating_sub(1)).map_or(first, |word| word.span);
    first.join(last)
}

/// Events by name; a shorter form of one that is known is the same, and the first to have a form keeps it.
struct Events(IndexMap<String, usize, FxBuildHasher>);

impl Events {
    /// The events that have names of their own: festivals.
    fn of(entities: &[Entity]) -> Self {
        let events = entities.iter().enumerate().filter(|(_, entity)| entity.kind == Type::Event);
        Self(events.map(|(at, entity)| (entity.name.clone(), at)).collect())
    }

    fn entity(&mut self, entities: &mut Vec<Entity>, phrase: &Phrase) -> usize {
        if let Some(known) = self.0.get(&phrase.value) {
            return *known;
        }
        let at = entities.len();
        for form in phrase.aliases.iter().chain([&phrase.value]) {
            self.0.entry(form.clone()).or_insert(at);
        }
        entities.push(Entity {
            kind: Type::Event,
            name: phrase.value.clone(),
            aliases: phrase.aliases.clone(),
            trade: None,
            keeps: false,
        });
        at
    }
}
