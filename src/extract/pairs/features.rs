//! What is seen of a pair: the words between and around, what stands beside each end, rules, and what the text is about.

use super::families::{Families, Member};
use super::stage::{Mark, Salience, Stage};
use super::view::{Symbol, View};
use super::{End, Pair};
use crate::extract::mention::{Form, Mention, Type};
use crate::extract::model::{Features, Sink, hash, mix};
use crate::extract::page::Page;
use crate::extract::rules::{Draft, Rules, What};

/// A document and its lines, prepared for looking at pairs.
pub(super) struct Scene<'a, 'd> {
    pub(super) page: &'a Page<'d>,
    pub(super) drafts: &'a [Draft],
    pub(super) families: &'a Families,
    pub(super) views: Vec<View>,
    /// For each line the words that rules know, with the hash of the relation that each tells of.
    triggers: Vec<Vec<(usize, u64)>>,
    /// For each entity how it stands in the text.
    standing: Vec<Standing>,
    stage: Stage,
}

/// How an entity stands in its text.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    mentions: u64,
    /// How many titles are mentioned more often.
    rank: u64,
    /// The line that first mentions it.
    first: usize,
    /// The word before its name where that stands first.
    trades: u64,
    /// The last word of its name, and the whole.
    last: u64,
    name: u64,
}

impl<'a, 'd> Scene<'a, 'd> {
    pub(super) fn new(
        page: &'a Page<'d>,
        drafts: &'a [Draft],
        families: &'a Families,
        rules: &Rules,
        views: Vec<View>,
    ) -> Self {
        let triggers = (0..page.lines.len())
            .map(|line| {
                let items = page.items.get(line).map(Vec::as_slice).unwrap_or_default();
                let told = |(at, item)| {
                    let relations = rules.relations_of(page.lower(line, item));
                    relations.map(move |relation| (at, hash(relation.as_str()))).collect::<Vec<_>>()
                };
                items.iter().enumerate().flat_map(told).collect()
            })
            .collect();
        let stage = Stage::new(page, &views);
        Self { page, drafts, families, views, triggers, standing: standing(page), stage }
    }

    /// What is seen of a pair whatever the relation, in groups that pairs of one line share.
    pub(super) fn features(&self, pair: &Pair, sink: &mut impl Sink) {
        let Some(view) = self.views.get(pair.line) else { return };
        let looker = Looker { scene: self, pair, view };
        let (family, way) = (pair.family as u64, looker.way());
        let key = |group: u64, parts: [u64; 3]| {
            parts.iter().fold(mix(mix(group, family), way), |key, part| mix(key, *part))
        };
        let ends = [&pair.subject, &pair.object];
        for (number, end) in [0, 1].into_iter().zip(ends) {
            let place = looker.place(end).map_or(0, |place| place as u64 + 1);
            let who = match end.filler.what {
                What::Entity(entity) => entity as u64 + 1,
                What::Literal(_) => 0,
            };
            let kind = u64::from(end.kind == Type::Studio);
            sink.shared(key(END, [number + 2 * kind, place, who]), |features| {
                looker.end(number, end, features);
            });
            if place > 0 {
                let first = looker.list(looker.place(end).unwrap_or_default()).0;
                sink.shared(key(BRANCH, [number, first as u64, 0]), |features| {
                    looker.branch(number, first, features);
                });
            }
        }
        let between = looker.between();
        if let Some((left, right)) = between {
            sink.shared(key(BETWEEN, [left as u64, right as u64, 0]), |features| {
                looker.text(left, right, features);
            });
        }
        sink.shared(mix(BAG, family), |features| looker.bag(features));
        let (left, right) = looker.outer();
        sink.shared(key(NEAR, [left as u64, 0, 0]), |features| looker.near(left, true, features));
        sink.shared(key(NEAR, [right as u64, 1, 0]), |features| looker.near(right, false, features));
        sink.own(|features| {
            looker.ends(features);
            looker.tree(features);
            looker.rules(features);
        });
    }

    /// The place of an end in its line.
    pub(super) fn place(&self, end: End) -> Option<usize> {
        let mention = self.page.mentions.get(end.mention?)?;
        self.views.get(mention.line).map(|view| view.place(mention))
    }

    /// Whether a date lies before or after the day of publication, where one end is a date.
    pub(super) fn date(&self, pair: &Pair, features: &mut Features, template: u64) {
        let What::Literal(mention) = pair.object.filler.what else { return };
        let Some(date) = self.page.mentions.get(mention).and_then(|mention| mention.date) else { return };
        let published = self.page.document.date;
        let iso = date.iso(published, crate::extract::dates::Ahead::No).unwrap_or_default();
        let ahead = published.map_or(2, |published| u64::from(iso > published.to_string()));
        features.add(template, &[ahead, u64::from(date.is_year()), u64::from(date.has_year())]);
    }

    /// What is seen of a pair as one of a relation, in terms that mean the same for every relation.
    pub(super) fn shared(&self, pair: &Pair, member: &Member, features: &mut Features) {
        let Some(view) = self.views.get(pair.line) else { return };
        Looker { scene: self, pair, view }.shared(member, features);
    }
}

fn standing(page: &Page<'_>) -> Vec<Standing> {
    let mut all = vec![Standing { first: usize::MAX, ..Standing::default() }; page.entities.len()];
    for mention in &page.mentions {
        let before = mention.start.checked_sub(1).and_then(|at| page.word(mention.line, at));
        for entity in &mention.entities {
            if let Some(standing) = all.get_mut(*entity) {
                standing.mentions += 1;
                standing.first = standing.first.min(mention.line);
                if mention.form == Form::Capitals && standing.trades == 0 {
                    standing.trades = before.map_or(0, |word| hash(&word.lower));
                }
            }
        }
    }
    for (standing, entity) in all.iter_mut().zip(&page.entities) {
        standing.last = hash(entity.name.rsplit(' ').next().unwrap_or_default());
        standing.name = hash(&entity.name);
    }
    let titles = (0..all.len()).filter(|at| page.kind_of(*at).is_some_and(Type::is_title));
    let mut counts: Vec<u64> =
        titles.filter_map(|at| all.get(at)).map(|standing| standing.mentions).collect();
    counts.sort_unstable();
    for standing in &mut all {
        let above = counts.len() - counts.partition_point(|count| *count <= standing.mentions);
        standing.rank = above.min(3) as u64;
    }
    all
}

pub(super) struct Looker<'a, 'd> {
    scene: &'a Scene<'a, 'd>,
    pub(super) pair: &'a Pair,
    pub(super) view: &'a View,
}

const ENDS: u64 = 1000;
const BESIDE: u64 = 1300;
const RULES: u64 = 1400;
const TREE: u64 = 1600;
const SHARED: u64 = 1500;
const STAGE: u64 = 1700;

/// Groups that pairs of a line share.
const END: u64 = 1;
const BRANCH: u64 = 2;
const BETWEEN: u64 = 3;
const BAG: u64 = 4;
const NEAR: u64 = 5;

impl<'a> Looker<'a, '_> {
    fn mention(&self, end: &End) -> Option<&'a Mention> {
        self.scene.page.mentions.get(end.mention?)
    }

    /// The place of an end in the line.
    pub(super) fn place(&self, end: &End) -> Option<usize> {
        self.mention(end).map(|mention| self.view.place(mention))
    }

    /// How an end refers: by name, by a noun, by a pronoun, or not in this line.
    fn form(&self, end: &End) -> u64 {
        let form = match self.mention(end).map(|mention| mention.form) {
            None => 0,
            Some(Form::SetApart | Form::Capitals) => 1,
            Some(Form::Phrase) => 2,
            Some(Form::Pronoun) => 3,
            Some(Form::Nominal) => 4,
        };
        let implied = end.implied.map_or(0, |implied| {
            let same = u64::from(implied.topic) + 2 * u64::from(implied.main);
            1 + same + 4 * implied.rank.min(2) + 12 * implied.distance.min(2)
        });
        form + 5 * implied
    }

    pub(super) fn base(&self) -> u64 {
        mix(77, self.pair.family as u64)
    }

    /// Which end comes first: 0 where one is not in the line.
    pub(super) fn way(&self) -> u64 {
        match (self.place(&self.pair.subject), self.place(&self.pair.object)) {
            (Some(subject), Some(object)) if subject < object => 1,
            (Some(subject), Some(object)) if subject > object => 2,
            (Some(_), Some(_)) => 3,
            (Some(_), None) => 4,
            (None, Some(_)) => 5,
            (None, None) => 6,
        }
    }

    /// The title among the ends, the other end and what the title is.
    fn title(&self) -> Option<(&End, &End)> {
        let (subject, object) = (&self.pair.subject, &self.pair.object);
        if subject.kind.is_title() {
            Some((subject, object))
        } else if object.kind.is_title() {
            Some((object, subject))
        } else {
            None
        }
    }

    fn standing(&self, end: &End) -> Standing {
        match end.filler.what {
            What::Entity(entity) => self.scene.standing.get(entity).copied().unwrap_or_default(),
            What::Literal(_) => Standing::default(),
        }
    }

    // ---- the ends

    fn ends(&self, features: &mut Features) {
        let (base, way) = (self.base(), self.way());
        let Pair { subject, object, .. } = self.pair;
        let (from, to) = (self.form(subject), self.form(object));
        let kinds = mix(subject.kind as u64, object.kind as u64);
        features.add(ENDS, &[base]);
        features.add(ENDS + 1, &[base, kinds, way]);
        features.add(ENDS + 2, &[base, from, to, way]);
        let bent = u64::from(subject.bent) + 2 * u64::from(object.bent);
        features.add(ENDS + 7, &[base, bent, way]);
        features.add(ENDS + 8, &[base, bent, kinds]);
        if bent > 0 {
            let beside =
                [subject, object].map(|end| self.place(end).map_or(0, |place| self.content(place, false)));
            features.add(ENDS + 9, &[base, bent, beside[0], beside[1]]);
            let before = [subject, object]
                .map(|end| self.place(end).map_or(0, |place| self.view.at(place.checked_sub(1)).sign));
            features.add(ENDS + 60, &[base, bent, before[0], before[1]]);
            features.add(ENDS + 61, &[base, bent, before[1], way]);
        }
        let line = self.scene.page.lines.get(self.pair.line);
        let place = line.map_or(0, |line| {
            u64::from(line.heading) + 2 * u64::from(line.item) + 4 * u64::from(line.opens_block)
        });
        features.add(ENDS + 3, &[base, place, way]);
        features.add(ENDS + 4, &[base, (self.pair.line as u64).min(3), from, to]);
        if let Some((title, other)) = self.title() {
            self.choice(title, other, features);
        }
        if let (Some(trade), end) = (self.trade(object), from) {
            features.add(ENDS + 5, &[base, trade, subject.kind as u64]);
            features.add(ENDS + 6, &[base, trade, subject.kind as u64, end, way]);
        }
    }

    /// What the lists say a company does.
    fn trade(&self, end: &End) -> Option<u64> {
        let What::Entity(entity) = end.filler.what else { return None };
        let entity = self.scene.page.entities.get(entity)?;
        (entity.kind == Type::Studio).then(|| entity.trade.map_or(2, |trade| trade as u64))
    }

    /// What stands beside one end, and beside the list that it is in.
    fn end(&self, number: u64, end: &End, features: &mut Features) {
        let base = mix(self.base(), number);
        let standing = self.standing(end);
        features.add(ENDS + 10, &[base, standing.trades]);
        if end.kind == Type::Studio {
            features.add(ENDS + 11, &[base, standing.last]);
            features.add(ENDS + 12, &[base, standing.name]);
        }
        let Some(place) = self.place(end) else { return };
        let (first, last) = self.list(place);
        let way = self.way();
        for (template, from, to) in [(0, place, place), (20, first, last)] {
            if template == 20 && first == last {
                continue;
            }
            let b: Vec<Symbol> = (1..=3).map(|steps| self.view.at(from.checked_sub(steps))).collect();
            let a: Vec<Symbol> = (1..=3).map(|steps| self.view.at(Some(to + steps))).collect();
            let at = BESIDE + template;
            if let ([b1, b2, b3], [a1, a2, a3]) = (b.as_slice(), a.as_slice()) {
                features.add(at, &[base, b1.sign]);
                features.add(at + 1, &[base, b2.sign, b1.sign]);
                features.add(at + 2, &[base, b3.sign, b2.sign, b1.sign]);
                features.add(at + 3, &[base, a1.sign]);
                features.add(at + 4, &[base, a1.sign, a2.sign]);
                features.add(at + 5, &[base, a1.sign, a2.sign, a3.sign]);
                features.add(at + 6, &[base, b1.sign, way]);
                features.add(at + 7, &[base, a1.sign, way]);
                features.add(at + 8, &[base, b1.sign, a1.sign]);
                features.add(at + 9, &[base, b2.sign]);
                features.add(at + 10, &[base, a2.sign]);
                features.add(at + 11, &[base, b1.fine]);
                features.add(at + 12, &[base, a1.fine]);
                features.add(at + 13, &[base, b2.fine, b1.sign]);
                features.add(at + 14, &[base, a1.sign, a2.fine]);
                features.add(at + 15, &[base, b1.fine, a1.fine]);
            }
        }
        let (left, right) = (self.content(first, false), self.content(last, true));
        features.add(BESIDE + 40, &[base, left]);
        features.add(BESIDE + 41, &[base, right]);
        features.add(BESIDE + 42, &[base, left, way]);
        features.add(BESIDE + 43, &[base, right, way]);
    }

    /// The nearest content word before or behind a place.
    fn content(&self, place: usize, behind: bool) -> u64 {
        for steps in 1..=8 {
            let symbol = self.view.at(if behind { Some(place + steps) } else { place.checked_sub(steps) });
            if symbol.kind.is_none() && !symbol.mark && !symbol.function {
                return mix(symbol.sign, steps.min(3) as u64);
            }
        }
        0
    }

    pub(super) fn list(&self, place: usize) -> (usize, usize) {
        let (first, last) = self.view.at(Some(place)).list;
        if first <= place && last < usize::MAX { (first, last) } else { (place, place) }
    }

    /// Which title is meant: how near it is beside others, and how the text as a whole stands to it.
    fn choice(&self, title: &End, other: &End, features: &mut Features) {
        let base = self.base();
        let standing = self.standing(title);
        let titles: Vec<usize> = self
            .view
            .symbols
            .iter()
            .enumerate()
            .filter(|(_, symbol)| symbol.kind.is_some_and(Type::is_title))
            .map(|(at, _)| at)
            .collect();
        let form = self.form(title);
        self.salience(title, other, features);
        if let Some(implied) = title.implied {
            let same = u64::from(implied.topic) + 2 * u64::from(implied.main);
            let own =
                u64::from(self.scene.page.lines.get(self.pair.line).is_some_and(|line| line.opens_block));
            features.add(ENDS + 50, &[base, same]);
            features.add(ENDS + 51, &[base, implied.rank]);
            features.add(ENDS + 52, &[base, implied.distance, own]);
            features.add(ENDS + 53, &[base, same, implied.rank, implied.distance]);
            features.add(ENDS + 54, &[base, same, implied.rank, titles.len().min(3) as u64]);
            features.add(ENDS + 55, &[base, same, implied.distance, own, titles.len().min(3) as u64]);
        }
        let count = titles.len().min(4) as u64;
        let way = self.way();
        let rank = standing.rank.min(2);
        features.add(ENDS + 30, &[base, form, count]);
        features.add(ENDS + 31, &[base, form, rank]);
        features.add(ENDS + 32, &[base, form, rank, count]);
        let first = u64::from(standing.first <= self.pair.line && standing.first == 0);
        features.add(ENDS + 33, &[base, form, first, rank]);
        features.add(ENDS + 34, &[base, form, self.form(other), count]);
        let (Some(here), Some(there)) = (self.place(title), self.place(other)) else { return };
        let distance = here.abs_diff(there);
        let nearer = titles.iter().filter(|at| at.abs_diff(there) < distance).count().min(3) as u64;
        let between =
            titles.iter().filter(|at| (here.min(there) + 1..here.max(there)).contains(at)).count().min(3)
                as u64;
        let before = titles.iter().filter(|at| **at < here).count().min(2) as u64;
        features.add(ENDS + 40, &[base, nearer, way]);
        features.add(ENDS + 41, &[base, between, way]);
        features.add(ENDS + 42, &[base, between, nearer, count, way]);
        features.add(ENDS + 43, &[base, before, count, way, form]);
    }

    /// Whether the text is about a title when the line begins, and whether it spoke of both ends together before.
    fn salience(&self, title: &End, other: &End, features: &mut Features) {
        let (What::Entity(entity), line) = (title.filler.what, self.pair.line) else { return };
        let base = mix(self.base(), self.form(title) % 5);
        let stage = &self.scene.stage;
        let salience = stage.salience(entity, line);
        let Salience { count, first, heading, last, others, since } = salience;
        let Mark { before, label, embedded, early, .. } = last;
        let embedded = u64::from(embedded);
        features.add(STAGE, &[base, count, first, heading]);
        features.add(STAGE + 1, &[base, before, embedded]);
        features.add(STAGE + 2, &[base, label, embedded, u64::from(early)]);
        features.add(STAGE + 3, &[base, embedded, count, others]);
        features.add(STAGE + 4, &[base, since, count]);
        features.add(STAGE + 5, &[base, embedded, first, since]);
        features.add(STAGE + 6, &[base, first, others, count]);
        let What::Entity(other) = other.filler.what else { return };
        let (together, apart, new) = stage.together(entity, other, line);
        features.add(STAGE + 10, &[base, together, apart, u64::from(new)]);
        features.add(STAGE + 11, &[base, together, apart, first, count]);
        features.add(STAGE + 12, &[base, together, apart, embedded, since]);
    }

    // ---- the tree

    /// How one end hangs in the tree.
    fn branch(&self, number: u64, place: usize, features: &mut Features) {
        let (base, way) = (mix(self.base(), number), self.way());
        let (label, head) = self.view.arc(place);
        let head = self.view.at(head);
        features.add(TREE, &[base, label, head.sign]);
        features.add(TREE + 1, &[base, label, head.fine]);
        features.add(TREE + 2, &[base, label, head.sign, way]);
        let (chain, top) = self.view.governor(place);
        let verb = self.view.at(Some(top));
        features.add(TREE + 3, &[base, chain, verb.sign]);
        features.add(TREE + 4, &[base, chain, verb.fine]);
        features.add(TREE + 5, &[base, chain, way]);
        features.add(TREE + 6, &[base, verb.sign, way]);
    }

    /// How both ends hang together in the tree.
    fn tree(&self, features: &mut Features) {
        let base = self.base();
        let ends = [&self.pair.subject, &self.pair.object];
        let places = ends.map(|end| self.place(end).map(|place| self.list(place).0));
        let governors = places.map(|place| {
            let (chain, top) = self.view.governor(place?);
            Some((chain, top, self.view.at(Some(top))))
        });
        if let [Some((from, a, verb)), Some((to, b, other))] = governors {
            features.add(TREE + 10, &[base, from, to, u64::from(a == b)]);
            if a == b {
                features.add(TREE + 11, &[base, from, to, verb.sign]);
                features.add(TREE + 12, &[base, from, to, verb.fine]);
            } else {
                features.add(TREE + 13, &[base, verb.sign, other.sign]);
                features.add(TREE + 14, &[base, from, to, verb.fine, other.fine]);
            }
        }
        let [Some(from), Some(to)] = places else { return };
        if let Some((path, length, top)) = self.view.path(from, to) {
            let top = self.view.at(Some(top));
            features.add(TREE + 20, &[base, path]);
            features.add(TREE + 21, &[base, path, top.sign]);
            features.add(TREE + 22, &[base, path, top.fine]);
            features.add(TREE + 23, &[base, (length as u64).min(8)]);
            features.add(TREE + 24, &[base, top.sign, (length as u64).min(5)]);
        }
    }

    // ---- rules

    fn rules(&self, features: &mut Features) {
        let base = self.base();
        for draft in self.pair.drafts.iter().filter_map(|at| self.scene.drafts.get(*at)) {
            features.add(RULES, &[base, hash(&draft.rule)]);
            features.add(RULES + 1, &[base, hash(draft.relation.as_str())]);
            features.add(
                RULES + 2,
                &[
                    base,
                    hash(draft.relation.as_str()),
                    self.form(&self.pair.subject),
                    self.form(&self.pair.object),
                ],
            );
        }
        let drafts = self.scene.drafts;
        let first = drafts.partition_point(|draft| draft.line < self.pair.line);
        let here = drafts.iter().skip(first).take_while(|draft| draft.line == self.pair.line);
        let (subject, object) = (self.pair.subject.filler.what, self.pair.object.filler.what);
        for draft in here.take(60) {
            let relation = hash(draft.relation.as_str());
            let same =
                |end: What| u64::from(draft.subject.what == end) + 2 * u64::from(draft.object.what == end);
            let (s, o) = (same(subject), same(object));
            if (s, o) != (0, 0) && (draft.subject.what, draft.object.what) != (subject, object) {
                features.add(RULES + 3, &[base, relation, s, o]);
            }
        }
    }

    /// How both ends hang together in the tree with the nearest word that tells of the relation.
    fn roles(&self, relation: u64, features: &mut Features) {
        let Some(triggers) = self.scene.triggers.get(self.pair.line) else { return };
        let places = [&self.pair.subject, &self.pair.object]
            .map(|end| self.place(end).map(|place| self.list(place).0));
        let told = triggers.iter().filter(|(_, told)| *told == relation).map(|(at, _)| *at);
        let roles = told.take(6).map(|trigger| {
            let [from, to] = places.map(|place| place.map_or((0, 3), |place| self.view.role(place, trigger)));
            (from.1 + to.1, from.0, to.0)
        });
        if let Some((length, from, to)) = roles.min() {
            features.add(SHARED + 20, &[from, to]);
            features.add(SHARED + 21, &[from]);
            features.add(SHARED + 22, &[to]);
            features.add(SHARED + 23, &[(length as u64).min(9), self.way()]);
            features.add(SHARED + 24, &[from, to, self.way()]);
        }
    }

    /// Where words that tell of the relation stand, in terms that mean the same for every relation.
    fn shared(&self, member: &Member, features: &mut Features) {
        let relation = hash(member.relation.as_str());
        let (from, to) = (self.form(&self.pair.subject), self.form(&self.pair.object));
        let way = self.way();
        let ruled = self.pair.drafts.iter().filter_map(|at| self.scene.drafts.get(*at));
        let ruled = u64::from(ruled.into_iter().any(|draft| draft.relation == member.relation));
        features.add(SHARED, &[ruled, from, to]);
        let bent = u64::from(self.pair.subject.bent) + 2 * u64::from(self.pair.object.bent);
        features.add(SHARED + 30, &[ruled, bent]);
        features.add(SHARED + 1, &[ruled, way]);
        let Some(triggers) = self.scene.triggers.get(self.pair.line) else { return };
        let ends = [self.place(&self.pair.subject), self.place(&self.pair.object)];
        let places = ends.iter().flatten();
        let (left, right) =
            (places.clone().min().copied().unwrap_or_default(), places.max().copied().unwrap_or_default());
        let told = triggers.iter().filter(|(_, told)| *told == relation).map(|(at, _)| *at);
        let nearest = told.min_by_key(|at| if *at < left { left - at } else { at.saturating_sub(right) });
        let Some(trigger) = nearest else {
            features.add(SHARED + 2, &[way]);
            return;
        };
        self.roles(relation, features);
        let side = u64::from(trigger > left) + u64::from(trigger > right);
        let far = (if trigger < left { left - trigger } else { trigger.saturating_sub(right) }).min(7) as u64;
        let after = self.view.at(Some(trigger + 1)).sign;
        let rivals = |place: Option<usize>| {
            let Some(place) = place else { return 9 };
            let span = place.min(trigger)..=place.max(trigger);
            let others =
                triggers.iter().filter(|(at, told)| *told != relation && span.contains(at) && *at != trigger);
            let like = self.view.symbols.get(*span.start()..=*span.end()).unwrap_or_default();
            let kind = self.view.at(Some(place)).kind;
            let like = like.iter().filter(|symbol| symbol.kind == kind).count().saturating_sub(1);
            others.count().min(2) as u64 * 4 + like.min(3) as u64
        };
        let [s, o] = ends.map(rivals);
        let steps = |place: Option<usize>| {
            place.map_or(20, |place| {
                let (first, last) = self.list(place);
                let far = if trigger < first { first - trigger } else { trigger.saturating_sub(last) };
                (far.min(6) as u64) * 2 + u64::from(trigger < place)
            })
        };
        features.add(SHARED + 3, &[side, way, ruled]);
        features.add(SHARED + 4, &[side, way, far]);
        features.add(SHARED + 5, &[side, way, after]);
        features.add(SHARED + 6, &[s, o, way, side]);
        features.add(SHARED + 7, &[steps(ends[0]), way, s]);
        features.add(SHARED + 8, &[steps(ends[1]), way, o]);
        features.add(SHARED + 9, &[steps(ends[0]), steps(ends[1]), way]);
        features.add(SHARED + 10, &[s, o, from, to]);
        let before =
            ends.map(|place| place.map_or(0, |place| self.view.at(self.list(place).0.checked_sub(1)).sign));
        features.add(SHARED + 11, &[before[0], steps(ends[0]), way]);
        features.add(SHARED + 12, &[before[1], steps(ends[1]), way]);
        features.add(SHARED + 13, &[self.view.at(trigger.checked_sub(1)).sign, side, way]);
    }
}
