//! Who is meant: pronouns and noun phrases that stand for what the text has named.
//!
//! One pass from left to right. It keeps the title the text is about, the people and the companies last named.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::describe::{About, TitlePhrase, title_phrases};
use super::entities::phrase_mention;
use super::grammar::{COMPANY_NOUNS, WORK_NOUNS};
use super::lexicon::Lexicon;
use super::mention::{Description, Entity, Form, Mention, Type};
use super::page::{Page, span_of};

/// The most people that `they` stands for.
const MOST_OF_GROUP: usize = 8;

/// Resolves every pronoun and noun phrase of the page and notes each line's topic.
pub(super) fn resolve(page: &mut Page<'_>, lexicon: &Lexicon) {
    let mut by_line: Vec<Vec<usize>> = vec![Vec::new(); page.lines.len()];
    for (index, mention) in page.mentions.iter().enumerate() {
        if let Some(here) = by_line.get_mut(mention.line) {
            here.push(index);
        }
    }
    let mut resolver = Resolver {
        counts: counts(page),
        focus: Focus::default(),
        outer: None,
        in_list: false,
        trades: IndexMap::default(),
        lexicon,
    };
    for (number, here) in by_line.iter().enumerate() {
        let opens_item = page.lines.get(number).is_some_and(|line| line.item && line.opens_block);
        if opens_item {
            // An item is about what it names, else about what the list is about.
            resolver.focus.title = resolver.named_title(page, here).or(resolver.outer);
        } else if !page.lines.get(number).is_some_and(|line| line.item) {
            if resolver.in_list {
                resolver.focus.title = resolver.outer.or(resolver.focus.title);
            }
            resolver.outer = resolver.focus.title;
        }
        resolver.in_list = page.lines.get(number).is_some_and(|line| line.item);
        page.topics.push(resolver.topic(page, here));
        let mut added = resolver.titles(page, number, here);
        added.extend(resolver.pronouns(page, number, here, &added));
        added.extend(resolver.namesakes(page, number, here, &added));
        resolver.note(page, here, &added);
        page.mentions.extend(added);
    }
    page.sort();
}

/// How often each entity is named; being in the headline counts three times.
fn counts(page: &Page<'_>) -> Vec<usize> {
    let headline = page.document.title.as_deref().unwrap_or_default();
    let headed = |name: &str| if headline.contains(name) { 3 } else { 0 };
    let mut counts: Vec<usize> = page.entities.iter().map(|entity| headed(&entity.name)).collect();
    for entity in page.mentions.iter().flat_map(|mention| &mention.entities) {
        if let Some(count) = counts.get_mut(*entity) {
            *count += 1;
        }
    }
    counts
}

/// What the text was about when the last line ended.
#[derive(Default)]
struct Focus {
    title: Option<usize>,
    series: Option<usize>,
    film: Option<usize>,
    person: Option<usize>,
    group: Vec<usize>,
    studio: Option<usize>,
}

struct Resolver<'a> {
    counts: Vec<usize>,
    focus: Focus,
    /// What the text was about before the list that it is in.
    outer: Option<usize>,
    in_list: bool,
    /// Who was introduced with which trade.
    trades: IndexMap<String, usize, FxBuildHasher>,
    lexicon: &'a Lexicon,
}

impl Resolver<'_> {
    /// The title that a line is about: the one in focus, else the one that it names most prominently.
    fn topic(&self, page: &Page<'_>, here: &[usize]) -> Option<usize> {
        self.focus.title.or_else(|| self.named_title(page, here))
    }

    /// The title named in the line; of several the one that the text names far more often, else the first.
    fn named_title(&self, page: &Page<'_>, here: &[usize]) -> Option<usize> {
        let titles = here.iter().filter_map(|index| {
            let mention = page.mentions.get(*index)?;
            (mention.kind.is_title() && matches!(mention.form, Form::SetApart | Form::Capitals))
                .then(|| mention.entities.first().copied())?
        });
        let count = |entity: usize| self.counts.get(entity).copied().unwrap_or_default();
        titles.fold(None, |best, title| match best {
            Some(best) if count(title) <= 2 * count(best) => Some(best),
            _ => Some(title),
        })
    }

    // ---- noun phrases about titles

    /// Notes what describes which title, and gives the phrases that stand for one as mentions.
    fn titles(&mut self, page: &mut Page<'_>, number: usize, here: &[usize]) -> Vec<Mention> {
        let mut added = Vec::new();
        for phrase in title_phrases(page, number, here) {
            let Some(title) = self.title_of(page, here, &phrase) else { continue };
            for (index, place) in &phrase.modifiers {
                if let Some(mention) = page.mentions.get_mut(*index) {
                    mention.describes = Some(Description { title, place: *place });
                }
            }
            if let About::Named(named) = phrase.about {
                if let Some(mention) = page.mentions.get_mut(named) {
                    mention.start = mention.start.min(phrase.start);
                }
                continue;
            }
            if matches!(phrase.about, About::Beside(_)) {
                continue;
            }
            let Some(line) = page.lines.get(number) else { continue };
            let Some(kind) = page.kind_of(title) else { continue };
            let span = span_of(line, phrase.start, phrase.end);
            let mut mention = phrase_mention(number, phrase.start..phrase.end, span, kind);
            mention.form = Form::Nominal;
            mention.entities.push(title);
            added.push(mention);
        }
        added
    }

    fn title_of(&self, page: &Page<'_>, here: &[usize], phrase: &TitlePhrase) -> Option<usize> {
        match phrase.about {
            About::Named(index) | About::Mention(index) | About::Beside(index) => {
                page.mentions.get(index)?.entities.first().copied()
            }
            About::New => None,
            About::Topic => {
                let before =
                    here.iter().rev().filter_map(|index| page.mentions.get(*index)).find(|mention| {
                        mention.end <= phrase.start
                            && mention.kind.is_title()
                            && phrase.kind.is_none_or(|kind| kind == mention.kind)
                    });
                let named = before.and_then(|mention| mention.entities.first().copied());
                named.or(match phrase.kind {
                    Some(kind) if self.focus.title.and_then(|title| page.kind_of(title)) == Some(kind) => {
                        self.focus.title
                    }
                    Some(Type::Series) => self.focus.series.or(self.focus.title),
                    Some(Type::Film) => self.focus.film.or(self.focus.title),
                    _ => self.focus.title,
                })
            }
        }
    }

    // ---- pronouns and people

    fn pronouns(&self, page: &Page<'_>, number: usize, here: &[usize], titles: &[Mention]) -> Vec<Mention> {
        let Some(line) = page.lines.get(number) else { return Vec::new() };
        let mut found = Vec::new();
        for at in 0..line.words.len() {
            let covered = |mention: &Mention| mention.start <= at && at < mention.end;
            if here.iter().filter_map(|index| page.mentions.get(*index)).any(covered) {
                continue;
            }
            // `its` inside `its third season` still stands for the series.
            let nested = titles.iter().any(covered);
            let scene = Scene { page, here, titles, at };
            let Some((end, kind, entities)) = self.stands_for(&scene, number, nested) else { continue };
            let mut mention = phrase_mention(number, at..end, span_of(line, at, end), kind);
            mention.form = if end - at > 1 { Form::Nominal } else { Form::Pronoun };
            mention.entities = entities;
            found.push(mention);
        }
        found
    }

    /// What the word at the scene stands for: the word after it, the type and the entities.
    fn stands_for(
        &self,
        scene: &Scene<'_, '_>,
        number: usize,
        nested: bool,
    ) -> Option<(usize, Type, Vec<usize>)> {
        let word = scene.page.word(number, scene.at)?;
        let next = scene.page.word(number, scene.at + 1);
        match word.lower.as_str() {
            "it" | "its" => {
                let title = scene.last_title().or(self.focus.title)?;
                Some((scene.at + 1, scene.page.kind_of(title)?, vec![title]))
            }
            "he" | "she" | "him" | "his" | "her" | "hers" => {
                let person = scene.first_person().or(self.focus.person)?;
                Some((scene.at + 1, Type::Person, vec![person]))
            }
            "they" | "their" | "them" if !self.focus.group.is_empty() => {
                Some((scene.at + 1, Type::Person, self.focus.group.clone()))
            }
            "the" if nested => None,
            "the" => {
                let noun = next?.lower.as_str();
                let named = scene.is_named_after(scene.at + 2);
                if COMPANY_NOUNS.contains(&noun) && !named {
                    let studio = scene.last_studio().or(self.focus.studio)?;
                    return Some((scene.at + 2, Type::Studio, vec![studio]));
                }
                if matches!(noun, "pair" | "duo" | "trio" | "two" | "couple") && self.focus.group.len() > 1 {
                    return Some((scene.at + 2, Type::Person, self.focus.group.clone()));
                }
                let of = scene.page.word(number, scene.at + 2).is_some_and(|word| word.is("of"));
                let person = self.trades.get(noun).copied().filter(|_| !named && !of)?;
                Some((scene.at + 2, Type::Person, vec![person]))
            }
            _ => None,
        }
    }

    /// `the novel of the same name`: a work that is called as the title that the sentence is about.
    fn namesakes(
        &self,
        page: &mut Page<'_>,
        number: usize,
        here: &[usize],
        titles: &[Mention],
    ) -> Vec<Mention> {
        let Some(line) = page.lines.get(number) else { return Vec::new() };
        let is = |at: usize, words: &[&str]| line.words.get(at).is_some_and(|word| word.is_any(words));
        let namesake = |at: &usize| {
            is(*at, &["of"])
                && is(at + 1, &["the"])
                && is(at + 2, &["same"])
                && is(at + 3, &["name", "title"])
        };
        let Some(at) = (0..line.words.len()).find(namesake) else { return Vec::new() };
        let noun = |at: &usize| is(*at, WORK_NOUNS) || is(*at, &["series", "film"]);
        let Some(start) = (at.saturating_sub(4)..at).rev().find(noun) else { return Vec::new() };
        let span = span_of(line, start, at + 4);
        let scene = Scene { page, here, titles, at: start };
        let Some(title) = scene.last_title().or(self.focus.title) else { return Vec::new() };
        let Some(name) = page.entities.get(title).map(|entity| entity.name.clone()) else {
            return Vec::new();
        };
        let known = page.entities.iter().position(|entity| entity.kind == Type::Work && entity.name == name);
        let entity = known.unwrap_or_else(|| {
            page.entities.push(Entity {
                kind: Type::Work,
                name,
                aliases: Vec::new(),
                trade: None,
                keeps: true,
            });
            page.entities.len() - 1
        });
        let mut mention = phrase_mention(number, start..at + 4, span, Type::Work);
        mention.form = Form::Nominal;
        mention.entities.push(entity);
        vec![mention]
    }

    // ---- what the line leaves behind

    fn note(&mut self, page: &Page<'_>, here: &[usize], added: &[Mention]) {
        let mentions: Vec<&Mention> = here.iter().filter_map(|index| page.mentions.get(*index)).collect();
        let first = |mention: &&Mention| mention.entities.first().copied();
        let stands: Vec<usize> =
            added.iter().filter(|m| m.kind.is_title()).filter_map(|m| m.entities.first().copied()).collect();
        if let Some(title) = self.named_title(page, here) {
            let leads =
                mentions.iter().any(|mention| mention.entities.first() == Some(&title) && mention.start <= 4);
            let stays = self.focus.title.filter(|old| {
                let main = self.counts.get(*old) > self.counts.get(title);
                main && (stands.first() == Some(old) || !leads)
            });
            self.focus.title = stays.or(Some(title));
        }
        for title in mentions.iter().filter(|m| m.kind.is_title()).filter_map(first).chain(stands) {
            match page.kind_of(title) {
                Some(Type::Series) => self.focus.series = Some(title),
                Some(Type::Film) => self.focus.film = Some(title),
                _ => {}
            }
        }
        let people: Vec<&&Mention> = mentions.iter().filter(|mention| mention.kind == Type::Person).collect();
        // Whom a pronoun at the front stands for stays the one the text is about.
        let pronoun = added
            .iter()
            .filter(|mention| mention.kind == Type::Person && mention.entities.len() == 1)
            .min_by_key(|mention| mention.start);
        let named = people.first().copied();
        let stays = match (pronoun, named) {
            (Some(pronoun), Some(named)) => pronoun.start < named.start,
            (pronoun, _) => pronoun.is_some(),
        };
        let leading = if stays { pronoun } else { named.copied() };
        if let Some(person) = leading.and_then(|mention| first(&mention)) {
            self.focus.person = Some(person);
        }
        if people.len() > 1 {
            let mut group: Vec<usize> = people.iter().filter_map(|mention| first(mention)).collect();
            group.dedup();
            // Nobody says `they` of the whole cast list.
            self.focus.group = if group.len() <= MOST_OF_GROUP { group } else { Vec::new() };
        }
        if let Some(studio) =
            mentions.iter().rev().find(|mention| mention.kind == Type::Studio).and_then(first)
        {
            self.focus.studio = Some(studio);
        }
        self.note_trades(page, &people);
    }

    /// Remembers who is `the director` once `director X` or `X, the director` has been said.
    fn note_trades(&mut self, page: &Page<'_>, people: &[&&Mention]) {
        for mention in people {
            let Some(person) = mention.entities.first().copied() else { continue };
            let before = mention.start.checked_sub(1).and_then(|at| page.word(mention.line, at));
            if let Some(word) = before.filter(|word| self.lexicon.trades.contains(&word.lower)) {
                self.trades.insert(word.lower.clone(), person);
            }
            if page.word(mention.line, mention.end).is_some_and(|word| word.is(",")) {
                for at in mention.end + 1..mention.end + 5 {
                    let Some(word) = page.word(mention.line, at) else { break };
                    if self.lexicon.trades.contains(&word.lower) {
                        self.trades.insert(word.lower.clone(), person);
                        break;
                    }
                }
            }
        }
    }
}

/// A word and what stands before it in its line.
struct Scene<'a, 'd> {
    page: &'a Page<'d>,
    here: &'a [usize],
    titles: &'a [Mention],
    at: usize,
}

impl Scene<'_, '_> {
    fn before(&self) -> impl DoubleEndedIterator<Item = &Mention> {
        let named = self.here.iter().filter_map(|index| self.page.mentions.get(*index));
        named.filter(|mention| mention.end <= self.at)
    }

    fn last_title(&self) -> Option<usize> {
        let nominal = self.titles.iter().filter(|mention| mention.end <= self.at);
        let last = self
            .before()
            .chain(nominal)
            .filter(|mention| mention.kind.is_title())
            .max_by_key(|mention| mention.start);
        last.and_then(|mention| mention.entities.first().copied())
    }

    fn first_person(&self) -> Option<usize> {
        // Somebody who only hangs on a preposition is seldom meant.
        let free = |mention: &&Mention| {
            let near = (1..=2)
                .filter_map(|back| mention.start.checked_sub(back))
                .filter_map(|at| self.page.word(mention.line, at));
            !near
                .into_iter()
                .any(|word| word.is_any(&["with", "by", "of", "from", "for", "to", "alongside", "opposite"]))
        };
        let mut people = self.before().filter(|mention| mention.kind == Type::Person).filter(free);
        people.next().and_then(|mention| mention.entities.first().copied())
    }

    fn last_studio(&self) -> Option<usize> {
        let mut studios = self.before().rev().filter(|mention| mention.kind == Type::Studio);
        studios.next().and_then(|mention| mention.entities.first().copied())
    }

    /// Whether a name follows, so that the noun is a part of it: `the network HBO`.
    fn is_named_after(&self, at: usize) -> bool {
        self.here.iter().filter_map(|index| self.page.mentions.get(*index)).any(|mention| mention.start == at)
    }
}
