//! Owns what speaks for and against two units being one thing, in a scale where 0 is as likely as not.

use super::features::{Classes, Features, NAME_YEAR, Tie};
use super::index::{Form, Index, Way};
use super::likeness::{Likeness, NameNote};
use super::suspects::is_early;
use super::units::{Unit, Units};
use super::words::Words;
use crate::graph::Status;

/// From here on two units are one thing.
pub(super) const SAME: f32 = 2.0;
/// What it weighs that two of one name share nothing of what would tell them apart.
const TOLD: f32 = -1.0;

/// From here on somebody should look.
pub(super) const DOUBT: f32 = -1.0;

/// What speaks for and against one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Weighing<'a> {
    pub(super) score: f32,
    /// How much of it speaks against.
    pub(super) against: f32,
    /// Whether they cannot be one thing.
    pub(super) is_opposed: bool,
    /// The reasons with their weights.
    pub(super) notes: Vec<(f32, Note<'a>)>,
}

/// A reason; numbers are of relations, classes, documents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Note<'a> {
    Name { note: NameNote, one: &'a str, other: &'a str },
    Alias { name: &'a str },
    Shared { relation: u16, way: Way, class: u32 },
    SharedOtherwise { relations: [u16; 2], way: Way, class: u32 },
    Years { relation: u16, years: [i16; 2] },
    Known { year: i16, document: i16 },
    Eras([(i16, i16); 2]),
    Told { relation: u16, way: Way, classes: [u32; 2] },
    Texts { relation: u16, texts: [&'a str; 2] },
    Role(u16),
    Roles([u16; 2]),
    Nobody,
    Pronouns,
    Document(u32),
    Edge(u16),
    Property { same: bool },
    Common(&'a str),
    Table,
}

impl<'a> Weighing<'a> {
    fn add(&mut self, weight: f32, note: Note<'a>) {
        self.score += weight;
        self.against += weight.min(0.0);
        self.notes.push((weight, note));
    }

    fn oppose(&mut self, weight: f32, note: Note<'a>) {
        self.add(weight, note);
        self.is_opposed = true;
    }
}

/// What it takes to tell two of one name apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grounds {
    One,
    Several,
}

/// How alike the names of two units are, and by which of them.
#[derive(Clone, Copy)]
pub(super) struct Named<'g> {
    pub(super) likeness: Likeness,
    one: &'g str,
    other: &'g str,
    is_alias: bool,
    /// Whether one of them has more in brackets.
    is_told: bool,
}

/// What weighing goes by.
#[derive(Clone, Copy)]
pub(super) struct Scales<'a, 'g> {
    pub(super) index: &'a Index<'g>,
    pub(super) units: &'a Units,
    pub(super) classes: &'a Classes,
    pub(super) words: &'a Words,
}

impl<'a, 'g> Scales<'a, 'g> {
    /// Whether the names of units say that there are two, and no document says that they are names of one.
    pub(super) fn are_named_apart(
        &self,
        mine: impl Iterator<Item = u32>,
        theirs: &(impl Iterator<Item = u32> + Clone),
    ) -> bool {
        let pairs = mine.flat_map(|one| theirs.clone().map(move |other| (one, other)));
        let pairs = pairs.filter(|(one, other)| self.units.node(*one) != self.units.node(*other));
        let (mut is_opposed, mut is_stated) = (false, false);
        for named in pairs.filter_map(|(one, other)| self.names(one, other)) {
            let Likeness { note, is_opposed: opposed, .. } = named.likeness;
            if opposed && note != NameNote::Given {
                return true;
            }
            is_opposed |= opposed;
            is_stated |= note == NameNote::Called || (named.is_alias && note == NameNote::Same);
        }
        is_opposed && !is_stated
    }

    /// How alike the names of two units are; `None` when no name of one may be a name of the other.
    pub(super) fn names(&self, one: u32, other: u32) -> Option<Named<'g>> {
        let [one, other] = [one, other].map(|unit| self.units.get(unit));
        let (one, other) = (one?, other?);
        let mut best: Option<Named<'g>> = None;
        let mut opposed: Option<Named<'g>> = None;
        for a in self.forms(one) {
            for b in self.forms(other) {
                let is_one_node = one.node == other.node;
                let Some(named) = self.compare([a, b], is_one_node, one.node) else { continue };
                let place = if named.likeness.is_opposed { &mut opposed } else { &mut best };
                if place.is_none_or(|known| named.likeness.score > known.likeness.score) {
                    *place = Some(named);
                }
            }
        }
        let gives_way =
            |named: &Named<'_>| matches!(named.likeness.note, NameNote::Given | NameNote::Subtitles);
        let stated = best.filter(|best| best.is_alias && best.likeness.note == NameNote::Same);
        match opposed {
            Some(opposed) if gives_way(&opposed) && stated.is_some() => stated,
            Some(opposed) => Some(opposed),
            None => best,
        }
    }

    fn forms(&self, unit: &'a Unit) -> impl Iterator<Item = &'a Form<'g>> + use<'a, 'g> {
        let index = self.index;
        let is_said = move |form: &&Form<'g>| {
            unit.documents.is_empty() || form.documents.iter().any(|document| unit.names(*document))
        };
        index.forms.get(unit.node).iter().filter(is_said).take(12)
    }

    fn compare(&self, [one, other]: [&'a Form<'g>; 2], is_one_node: bool, node: u32) -> Option<Named<'g>> {
        let likeness = one.name.compare(&other.name, self.words)?;
        let is_alias = one.is_alias || other.is_alias;
        let likeness = match (one.is_alias, other.is_alias) {
            // Other names do not tell two apart that are called the same.
            (true, _) | (_, true) if likeness.is_opposed => return None,
            (true, true) => Likeness { score: likeness.score - 0.6, ..likeness },
            _ if is_one_node && likeness.note == NameNote::Single => self.single(one, node, likeness),
            _ => likeness,
        };
        Some(Named {
            likeness,
            one: one.text,
            other: other.text,
            is_alias,
            is_told: one.name.is_told() != other.name.is_told(),
        })
    }

    /// One word is a name, as of a singer, unless somebody here has it for a surname.
    fn single(&self, form: &Form<'g>, node: u32, likeness: Likeness) -> Likeness {
        let personal = form.name.personal();
        let kind = self.index.kind(node);
        let is_surname = personal.is_some_and(|name| self.index.bearers(kind, name.surname()) > 0);
        match is_surname {
            true => Likeness::new(0.0, NameNote::SurnameOnly),
            false => Likeness { score: 3.0, note: NameNote::Same, ..likeness },
        }
    }

    /// Weighs two units by their names and by what is said of them.
    pub(super) fn weigh(
        &self,
        pair: [u32; 2],
        named: Named<'g>,
        features: [&Features<'g>; 2],
    ) -> Weighing<'a> {
        let mut all = Weighing::default();
        let [one, other] = pair.map(|unit| self.units.node(unit));
        self.weigh_names(&mut all, named, one);
        if one != other {
            self.weigh_places(&mut all, pair, named);
            if [one, other].iter().any(|node| self.index.is_in_table(*node)) {
                all.add(-1.2, Note::Table);
            }
        }
        // What documents call the same and name in the same company is one thing until several grounds speak against it:
        // one credit that they do not share, or a pronoun, which may mean somebody else, is not enough.
        let grounds = if self.share_company(pair) { Grounds::Several } else { Grounds::One };
        self.weigh_facts(&mut all, features, one, grounds);
        let is_weak =
            matches!(named.likeness.note, NameNote::SurnameOnly | NameNote::GivenOnly | NameNote::Single);
        if is_weak && one != other {
            all.score = all.score.min(SAME - 0.6);
        }
        if named.likeness.note == NameNote::Subtitle
            && named.likeness.score < 1.0
            && self.index.namesakes(one) > 2
            && !all.notes.iter().any(|(weight, note)| *weight > 1.0 && matches!(note, Note::Years { .. }))
        {
            all.score = all.score.min(SAME - 0.2);
        }
        all
    }

    fn weigh_names(&self, all: &mut Weighing<'a>, named: Named<'g>, node: u32) {
        let Named { likeness, one, other, is_alias, .. } = named;
        let note = match is_alias && likeness.note == NameNote::Same {
            true => Note::Alias { name: one },
            false => Note::Name { note: likeness.note, one, other },
        };
        if likeness.is_opposed {
            return all.oppose(likeness.score, note);
        }
        all.add(likeness.score, note);
        let is_partial = !matches!(
            likeness.note,
            NameNote::Same | NameNote::Order | NameNote::Spelling | NameNote::Called
        );
        let personal =
            self.index.forms.get(node).first().and_then(|form| form.name.personal()).filter(|_| is_partial);
        if let Some(name) = personal {
            let bearers = self.index.bearers(self.index.kind(node), name.surname());
            if bearers > 8 {
                let weight = 0.4 * (bearers as f32 / 8.0).log2();
                all.add(-weight.min(1.5), Note::Common(name.surname()));
            }
        }
    }

    /// Two of one document are two, and so are the ends of an edge.
    fn weigh_places(&self, all: &mut Weighing<'a>, pair: [u32; 2], named: Named<'g>) {
        let [one, other] = pair.map(|unit| self.units.documents(unit, self.index));
        let shared = one.iter().find(|document| other.binary_search(document).is_ok()).copied();
        if let Some(document) = shared {
            let is_stated = named.likeness.note == NameNote::Same && !named.is_told;
            if is_stated && !self.index.is_table(document) {
                all.add(-0.8, Note::Document(document));
            } else {
                all.oppose(-4.0, Note::Document(document));
            }
        }
        if let Some(relation) = self.edge(pair) {
            all.oppose(-6.0, Note::Edge(relation));
        }
    }

    /// The relation of an edge between two units, as a document has it that names them.
    fn edge(&self, pair: [u32; 2]) -> Option<u16> {
        let [one, other] = pair.map(|unit| self.units.node(unit));
        let count = |node: u32| self.index.links.get(node).len();
        let (few, many) = if count(one) <= count(other) { (one, other) } else { (other, one) };
        let is_said = |document: u32| {
            let names = |unit: u32| self.units.get(unit).is_some_and(|unit| unit.names(document));
            pair.into_iter().all(names)
        };
        let between = self.index.links.get(few).iter().filter(|link| link.other == Some(many));
        let mut said = between.filter(|link| {
            let evidence = link.edge.evidence.iter().zip(self.index.said(link));
            let mut holds = evidence.filter(|(evidence, _)| evidence.status != Status::Denied);
            holds.any(|(_, document)| is_said(*document))
        });
        said.next().map(|link| link.relation)
    }

    fn weigh_facts(&self, all: &mut Weighing<'a>, features: [&Features<'g>; 2], node: u32, grounds: Grounds) {
        self.weigh_ties(all, features, node);
        self.weigh_told(all, features, node, grounds);
        self.weigh_years(all, features, node);
        self.weigh_texts(all, features, node);
        self.weigh_roles(all, features);
        weigh_values(all, features);
        let [one, other] = features.map(|features| features.pronouns);
        if grounds == Grounds::One && one != 0 && other != 0 && one & other == 0 {
            all.add(-2.5, Note::Pronouns);
        }
    }

    /// Whether two parts of a node stand in documents that name something else both.
    fn share_company(&self, pair: [u32; 2]) -> bool {
        let [node, with] = pair.map(|unit| self.units.node(unit));
        let [mine, theirs] = pair.map(|unit| self.units.documents(unit, self.index));
        let share = |a: &u32| theirs.iter().any(|b| self.index.share_company([*a, *b], node));
        node == with && mine.iter().any(share)
    }

    fn weigh_ties(&self, all: &mut Weighing<'a>, [one, other]: [&Features<'g>; 2], node: u32) {
        let mut shared: Vec<(f32, Note<'_>)> = Vec::new();
        for class in common(&one.ties, &other.ties) {
            let [a, b] = [&one.ties, &other.ties].map(|ties| of_class(ties, class));
            let same = a
                .iter()
                .find(|tie| b.iter().any(|with| (with.relation, with.way) == (tie.relation, tie.way)));
            let (Some(first), Some(second)) = (same.or(a.first()), b.first()) else { continue };
            let strength = self.strength(*first, node) * self.rarity(class);
            let note = match same {
                Some(tie) => Note::Shared { relation: tie.relation, way: tie.way, class },
                None => Note::SharedOtherwise {
                    relations: [first.relation, second.relation],
                    way: first.way,
                    class,
                },
            };
            shared.push((if same.is_some() { strength } else { strength * 0.9 }, note));
        }
        shared.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut left = 4.5_f32;
        for ((weight, note), at) in shared.into_iter().zip(0..) {
            let weight = (if at == 0 { weight } else { weight * 0.7 }).min(left);
            left -= weight;
            all.add(weight, note);
        }
    }

    fn strength(&self, tie: Tie, node: u32) -> f32 {
        let Some(traits) = self.index.relation(tie.relation) else { return 0.0 };
        if traits.rule.credit || traits.tells(self.index.kind(node), tie.way) { 1.8 } else { 0.8 }
    }

    /// A neighbour of many says little.
    fn rarity(&self, class: u32) -> f32 {
        let links = self.classes.links.get(class as usize).copied().unwrap_or(1) as f32;
        1.0 / (1.0 + 0.5 * (links / 16.0).max(1.0).log2())
    }

    /// Where what tells such things apart has nothing in common.
    fn weigh_told(
        &self,
        all: &mut Weighing<'a>,
        [one, other]: [&Features<'g>; 2],
        node: u32,
        grounds: Grounds,
    ) {
        let kind = self.index.kind(node);
        let tells = |tie: &&Tie| {
            tie.is_firm && self.index.relation(tie.relation).is_some_and(|traits| traits.tells(kind, tie.way))
        };
        for tie in one.ties.iter().filter(tells) {
            let like = |known: &&Tie| (known.relation, known.way) == (tie.relation, tie.way);
            let [mut mine, theirs] = [one, other].map(|features| features.ties.iter().filter(like));
            let is_first = mine.clone().next() == Some(tie);
            let (true, Some(with)) = (is_first, theirs.clone().find(|tie| tie.is_firm)) else { continue };
            let may_be = |a: &Tie| theirs.clone().any(|b| self.may_be_one(a.class, b.class));
            if !mine.any(may_be) {
                let classes = [tie.class, with.class];
                let weight = if grounds == Grounds::One { -2.6 } else { TOLD };
                all.add(weight, Note::Told { relation: tie.relation, way: tie.way, classes });
            }
        }
        let people = |features: &Features<'g>| {
            let credit = |tie: &&Tie| {
                tie.way == Way::Against
                    && self.index.relation(tie.relation).is_some_and(|traits| traits.rule.credit)
            };
            features.ties.iter().filter(credit).copied().collect::<Vec<_>>()
        };
        let mine = people(one);
        let theirs = if mine.len() > 1 { people(other) } else { Vec::new() };
        if theirs.len() > 1 && common(&mine, &theirs).is_empty() {
            all.add(-1.0, Note::Nobody);
        }
    }

    /// Whether two classes are one, or have names that one thing may have.
    fn may_be_one(&self, one: u32, other: u32) -> bool {
        let forms = |class: u32| {
            let node = self.classes.node.get(class as usize).copied();
            node.map(|node| self.index.forms.get(node)).unwrap_or_default()
        };
        let alike = |a: &Form<'g>, b: &Form<'g>| {
            a.name.compare(&b.name, self.words).is_some_and(|likeness| !likeness.is_opposed)
        };
        one == other || forms(one).iter().any(|a| forms(other).iter().any(|b| alike(a, b)))
    }

    fn weigh_years(&self, all: &mut Weighing<'a>, [one, other]: [&Features<'g>; 2], node: u32) {
        let spread = i32::from(self.index.traits_of(node).spread.unwrap_or(i16::MAX));
        let nearest = one.years.iter().flat_map(|a| other.years.iter().map(move |b| (a, b)));
        let nearest =
            nearest.filter(|(a, b)| a.0 == b.0).min_by_key(|(a, b)| (a.1.abs_diff(b.1), !(a.2 && b.2)));
        if let Some((a, b)) = nearest {
            let note = Note::Years { relation: a.0, years: [a.1, b.1] };
            let spread = if a.0 == NAME_YEAR { 1 } else { spread };
            return weigh_gap(all, i32::from(a.1.abs_diff(b.1)), spread, a.2 && b.2, note);
        }
        if !one.years.is_empty() || !other.years.is_empty() {
            return weigh_known(all, [one, other]);
        }
        let (Some(mine), Some(theirs)) = (one.era, other.era) else { return };
        let apart = mine.0.saturating_sub(theirs.1).max(theirs.0.saturating_sub(mine.1));
        let whole = i32::from(mine.1.max(theirs.1).saturating_sub(mine.0.min(theirs.0)));
        let over = whole - spread;
        if apart > 0 && over > 0 {
            let note = Note::Eras([mine, theirs]);
            match over {
                ..=4 => all.add(-1.0, note),
                5..=20 => all.add(-2.5, note),
                _ => all.oppose(-5.0, note),
            }
        }
    }

    fn weigh_texts(&self, all: &mut Weighing<'a>, [one, other]: [&Features<'g>; 2], node: u32) {
        let kind = self.index.kind(node);
        let mut relation = None;
        for (of, _, text) in &one.texts {
            if relation.replace(*of) == Some(*of) {
                continue;
            }
            let [mine, theirs] = [one, other].map(|features| {
                features
                    .texts
                    .iter()
                    .filter(|(known, ..)| known == of)
                    .map(|(_, text, _)| text)
                    .collect::<Vec<_>>()
            });
            let Some((_, _, with)) = other.texts.iter().find(|(known, ..)| known == of) else { continue };
            let tells = self.index.relation(*of).is_some_and(|traits| traits.tells(kind, Way::Along));
            let alike =
                mine.iter().any(|a| theirs.iter().any(|b| a.contains(b.as_str()) || b.contains(a.as_str())));
            let weight = match (alike, tells) {
                (true, _) => 0.3,
                (false, true) => -1.5,
                (false, false) => -0.4,
            };
            all.add(weight, Note::Texts { relation: *of, texts: [*text, *with] });
        }
    }

    fn weigh_roles(&self, all: &mut Weighing<'a>, [one, other]: [&Features<'g>; 2]) {
        let (Some(first), Some(second)) = (one.roles.first(), other.roles.first()) else { return };
        if let Some(role) = one.roles.iter().find(|role| other.roles.contains(role)) {
            return all.add(0.3, Note::Role(*role));
        }
        let rarely =
            |a: u16, b: u16| self.index.relation(a).is_some_and(|traits| traits.rarely_with.contains(&b));
        if one.roles.iter().all(|a| other.roles.iter().all(|b| rarely(*a, *b) || rarely(*b, *a))) {
            all.add(-1.5, Note::Roles([*first, *second]));
        }
    }
}

/// A document does not speak of what came years later.
fn weigh_known(all: &mut Weighing<'_>, features: [&Features<'_>; 2]) {
    let [one, other] = features;
    for (of, with) in [(one, other), (other, one)] {
        let first = of.years.iter().filter(|(.., is_firm)| *is_firm).map(|(_, year, _)| *year).min();
        if let (Some(year), Some(document)) = (first, with.known)
            && is_early(document, year)
        {
            all.add(-2.5, Note::Known { year, document });
        }
    }
}

fn weigh_gap<'a>(all: &mut Weighing<'a>, gap: i32, spread: i32, is_firm: bool, note: Note<'a>) {
    let over = gap - spread;
    match (over, is_firm) {
        _ if gap == 0 => all.add(if is_firm { 1.5 } else { 0.7 }, note),
        (..=0, _) => all.add(if spread == 1 { 0.5 } else { 0.0 }, note),
        (1, true) => all.add(-1.2, note),
        (2..=3, true) => all.add(-3.0, note),
        (_, true) => all.oppose(-6.0, note),
        (..=3, false) => all.add(-0.5, note),
        (..=9, false) => all.add(-1.5, note),
        (_, false) => all.add(-3.5, note),
    }
}

/// Properties of tables: years that differ tell apart, what is the same speaks for one.
fn weigh_values(all: &mut Weighing<'_>, [one, other]: [&Features<'_>; 2]) {
    for (name, value, year) in &one.values {
        let Some((_, with, other_year)) = other.values.iter().find(|(known, ..)| known == name) else {
            continue;
        };
        if value == with {
            all.add(if year.is_some() { 1.5 } else { 0.8 }, Note::Property { same: true });
        } else if let (Some(year), Some(other)) = (year, other_year)
            && year.abs_diff(*other) > 1
        {
            all.oppose(-4.0, Note::Property { same: false });
        }
    }
}

/// The classes that two lists of ties in order share.
fn common(one: &[Tie], other: &[Tie]) -> Vec<u32> {
    let mut shared = Vec::new();
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    for tie in few {
        if shared.last() != Some(&tie.class) && !of_class(many, tie.class).is_empty() {
            shared.push(tie.class);
        }
    }
    shared.dedup();
    shared
}

fn of_class(ties: &[Tie], class: u32) -> &[Tie] {
    let start = ties.partition_point(|tie| tie.class < class);
    let rest = ties.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|tie| tie.class == class)).unwrap_or_default()
}
