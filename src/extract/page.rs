//! The page: a document's lines with all their mentions resolved, which is what rules read.

use super::entities::{entities, phrase_mention};
use super::lexicon::Lexicon;
use super::lines::{Line, Word};
use super::mention::{Entity, Form, Mention, Trade, Type};
use super::names::Name;
use super::phrases::phrases;
use super::resolve;
use super::spans::Found;
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
    /// The title that the text mentions most.
    main_title: Option<usize>,
    /// For each line the titles that it mentions, in order of their last mention in it.
    titles: Vec<Vec<usize>>,
    /// The company, the event and the person that the opening lines mention first, each with its line.
    openers: Vec<(Type, usize, usize)>,
}

/// The lines that open a text.
const OPENING: usize = 2;

/// The most lines that a title is carried on without being mentioned.
const REACH: usize = 4;
/// The most titles that are carried on into a line.
const MOST_IMPLIED: usize = 5;

/// What speaks for a title that a line does not name, or for a company, a festival or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Implied {
    /// It is the topic by the rules of reference; what is no title opens the text.
    pub(super) topic: bool,
    /// It is the title that the text mentions most, or the company named last.
    pub(super) main: bool,
    /// How many titles were mentioned since.
    pub(super) rank: u64,
    /// How many lines ago it was mentioned.
    pub(super) distance: u64,
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
        names: &[Name],
        found: &[Found],
        lexicon: &Lexicon,
    ) -> Self {
        let (mut entities, mentions) = entities(&lines, names, lexicon);
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
            main_title: None,
            titles: Vec::new(),
            openers: Vec::new(),
        };
        page.add_phrases(found, lexicon);
        page.sort();
        resolve::resolve(&mut page, lexicon);
        page.lay_out();
        page.index();
        page.main_title = page.most_mentioned();
        page.titles = page.titles_by_line();
        page.openers = page.first_named();
        page
    }

    fn first_named(&self) -> Vec<(Type, usize, usize)> {
        let opening = || self.mentions.iter().take_while(|mention| mention.line < OPENING);
        let first = |kind: Type| {
            let mention = opening().find(|mention| mention.kind == kind && !mention.entities.is_empty())?;
            Some((kind, *mention.entities.first()?, mention.line))
        };
        [Type::Studio, Type::Event, Type::Person].into_iter().filter_map(first).collect()
    }

    fn add_phrases(&mut self, found: &[Found], lexicon: &Lexicon) {
        for (number, line) in self.lines.iter().enumerate() {
            let first = found.partition_point(|found| found.line < number);
            let end = found.partition_point(|found| found.line <= number);
            for phrase in phrases(line, found.get(first..end).unwrap_or_default(), lexicon) {
                let span = span_of(line, phrase.start, phrase.end);
                let mut mention = phrase_mention(number, phrase.start..phrase.end, span, phrase.kind);
                mention.name = phrase.value;
                mention.date = phrase.date;
                self.mentions.push(mention);
            }
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

    /// Takes entities for other kinds than their mentions were found with.
    pub(super) fn take_for(&mut self, kinds: &[(usize, Type)]) {
        for (entity, kind) in kinds {
            if let Some(entity) = self.entities.get_mut(*entity) {
                entity.kind = *kind;
            }
            for at in self.places.get(*entity).into_iter().flatten() {
                if let Some(mention) = self.mentions.get_mut(*at) {
                    mention.kind = *kind;
                }
            }
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

    /// The titles that a line may be about without naming them, with what speaks for each.
    pub(super) fn implied(&self, line: usize) -> Vec<(usize, Implied)> {
        let topic = self.topics.get(line).copied().flatten();
        let mut near: Vec<(usize, u64)> = Vec::new();
        for (distance, back) in (1..=REACH).filter_map(|back| Some((back, line.checked_sub(back)?))) {
            for title in self.titles.get(back).into_iter().flatten().rev() {
                if !near.iter().any(|(held, _)| held == title) {
                    near.push((*title, distance as u64));
                }
            }
        }
        let ahead = self.titles.get(line + 1).into_iter().flatten().copied();
        let others = topic.into_iter().chain(self.main_title).chain(ahead);
        let mut all: Vec<usize> = near.iter().map(|(title, _)| *title).take(MOST_IMPLIED).collect();
        for title in others {
            if !all.contains(&title) {
                all.push(title);
            }
        }
        let implied = |title: usize| Implied {
            topic: topic == Some(title),
            main: self.main_title == Some(title),
            rank: near.iter().position(|(held, _)| *held == title).map_or(7, |rank| rank.min(4) as u64),
            distance: near.iter().find(|(held, _)| *held == title).map_or(REACH as u64 + 1, |(_, far)| *far),
        };
        all.into_iter().map(|title| (title, implied(title))).collect()
    }

    /// The company, the festival and the person that a line may be about without naming them: whom a text opens with,
    /// and the company named last. A person only where the line mentions none.
    pub(super) fn implied_others(&self, line: usize) -> Vec<(usize, Implied)> {
        let here = self.mentions_of(line);
        let peopled = here.iter().any(|mention| mention.kind == Type::Person);
        let openers = self
            .openers
            .iter()
            .filter(|(kind, _, first)| *first < line && !(peopled && *kind == Type::Person));
        let opening: Vec<usize> = openers.map(|(_, entity, _)| *entity).collect();
        let near =
            |line: usize| self.mentions_of(line).iter().rev().filter(|mention| mention.kind == Type::Studio);
        let last = (1..=OPENING)
            .filter_map(|back| line.checked_sub(back))
            .find_map(|line| near(line).find_map(|mention| mention.entities.first().copied()));
        let mut all: Vec<usize> = opening.clone();
        all.extend(last.filter(|entity| !opening.contains(entity)));
        all.retain(|entity| !here.iter().any(|mention| mention.entities.contains(entity)));
        let implied = |entity: usize| Implied {
            topic: opening.contains(&entity),
            main: last == Some(entity),
            rank: 0,
            distance: self
                .last_mention(entity, line)
                .map_or(0, |mention| (line - mention.line).min(REACH + 1) as u64),
        };
        all.into_iter().map(|entity| (entity, implied(entity))).collect()
    }

    /// Whom else an anaphoric mention may stand for, with what speaks for each: titles for a title, people for a person.
    pub(super) fn alternatives(&self, mention: &Mention) -> Vec<(usize, Implied)> {
        if !matches!(mention.form, Form::Pronoun | Form::Nominal) || mention.entities.len() > 1 {
            return Vec::new();
        }
        let chosen = mention.entities.first().copied();
        let here = self.mentions_of(mention.line).iter().filter(|other| other.end <= mention.start);
        let mut near: Vec<(usize, u64)> = Vec::new();
        let alike =
            |other: &&Mention| other.kind == mention.kind || other.kind.is_title() && mention.kind.is_title();
        let named = |other: &&Mention| !matches!(other.form, Form::Pronoun | Form::Nominal);
        let mut add = |mentions: &mut dyn Iterator<Item = &Mention>, distance: u64| {
            for entity in mentions.filter(alike).filter(named).filter_map(|other| other.entities.first()) {
                if !near.iter().any(|(held, _)| held == entity) {
                    near.push((*entity, distance));
                }
            }
        };
        add(&mut here.rev(), 0);
        for back in 1..=REACH {
            if let Some(line) = mention.line.checked_sub(back) {
                add(&mut self.mentions_of(line).iter().rev(), back as u64);
            }
        }
        let all = near.iter().enumerate().take(MOST_IMPLIED);
        all.filter(|(_, (entity, _))| Some(*entity) != chosen)
            .map(|(rank, (entity, distance))| {
                let implied = Implied {
                    topic: self.topics.get(mention.line).copied().flatten() == Some(*entity),
                    main: self.main_title == Some(*entity),
                    rank: rank as u64,
                    distance: *distance,
                };
                (*entity, implied)
            })
            .collect()
    }

    /// The titles that each line mentions, in order, each once.
    fn titles_by_line(&self) -> Vec<Vec<usize>> {
        let mut titles: Vec<Vec<usize>> = vec![Vec::new(); self.lines.len()];
        for mention in self.mentions.iter().filter(|mention| mention.kind.is_title()) {
            if let (Some(here), Some(title)) = (titles.get_mut(mention.line), mention.entities.first()) {
                here.retain(|held| held != title);
                here.push(*title);
            }
        }
        titles
    }

    /// The title with the most mentions, the first of equals.
    fn most_mentioned(&self) -> Option<usize> {
        let titles = (0..self.entities.len()).filter(|at| self.kind_of(*at).is_some_and(Type::is_title));
        titles.max_by_key(|at| (self.places.get(*at).map_or(0, Vec::len), std::cmp::Reverse(*at)))
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
    let quote = |at: usize| line.words.get(at).is_some_and(Word::is_quote);
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
