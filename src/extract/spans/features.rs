//! What is seen of one stretch of words: its own words, those around it, and where else the text has it.

use super::sheet::{EDGE, How, Look, Sheet, Spot, titled};
use super::{Found, LABELS, label_of};
use crate::extract::lexicon::list;
use crate::extract::model::{Features, Sink, hash, mix};

/// A stretch of words in a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Collects what is seen of a stretch in any pass, in groups that stretches of one line share.
pub(super) fn features(sheet: &Sheet<'_, '_>, stretch: Stretch, sink: &mut impl Sink) {
    let viewer = Viewer::new(sheet, stretch);
    let Stretch { start, end, .. } = stretch;
    let (open, len) = (viewer.apart / 10, viewer.len().min(3));
    let key =
        |group: u64, at: usize, outer: usize| mix(mix(mix(mix(group, at as u64), outer as u64), open), len);
    sink.shared(key(BEFORE, start, viewer.outer.0), |features| viewer.before(features));
    sink.shared(key(BEHIND, end, viewer.outer.1), |features| viewer.behind(features));
    for at in start..end {
        sink.shared(mix(WORD, at as u64), |features| viewer.word(at, features));
        if at > start {
            sink.shared(mix(BIGRAM, at as u64), |features| viewer.bigram(at, features));
        }
    }
    sink.own(|features| {
        viewer.inside(features);
        viewer.around(features);
        viewer.subject(features);
        viewer.sentence(features);
        viewer.lists(features);
        viewer.elsewhere(features);
    });
}

/// Collects what is seen of a stretch in a second pass alone.
pub(super) fn second_features(sheet: &Sheet<'_, '_>, stretch: Stretch, features: &mut Features) {
    Viewer::new(sheet, stretch).first_pass(features);
}

struct Viewer<'a, 'd> {
    sheet: &'a Sheet<'a, 'd>,
    stretch: Stretch,
    looks: &'a [Look],
    /// The first word with the quotation mark before it, and the word after the last with the one behind it.
    outer: (usize, usize),
    /// How the stretch is set apart: as a whole, as a part, or not at all.
    apart: u64,
}

/// Templates are numbered by the view that they belong to.
const INSIDE: u64 = 100;
const AROUND: u64 = 200;
const SENTENCE: u64 = 300;
const LISTS: u64 = 400;
const ELSEWHERE: u64 = 500;
const FIRST: u64 = 600;

/// Groups that stretches of a line share.
const BEFORE: u64 = 1;
const BEHIND: u64 = 2;
const WORD: u64 = 3;
const BIGRAM: u64 = 4;

/// Words that a phrase may open with, which govern nothing.
const OWNERS: &[u64] = &[
    hash("the"),
    hash("a"),
    hash("an"),
    hash("his"),
    hash("her"),
    hash("their"),
    hash("its"),
    hash("'s"),
    hash("-"),
];

impl<'a, 'd> Viewer<'a, 'd> {
    fn new(sheet: &'a Sheet<'a, 'd>, stretch: Stretch) -> Self {
        let Stretch { line, start, end } = stretch;
        let looks = sheet.looks.get(line).map(Vec::as_slice).unwrap_or_default();
        let lower = |at: usize| looks.get(at).map_or(0, |look| look.lower);
        let quote = |at: usize| lower(at) == hash("\"") || lower(at) == hash("'");
        let (mut outer, mut how) = ((start, end), 0);
        for apart in sheet.apart_near(line, end) {
            if (apart.start, apart.end) == (start, end) {
                how = 10 + apart.how as u64;
                if matches!(apart.how, How::Double | How::Single) {
                    outer = (start.saturating_sub(1), if quote(end) { end + 1 } else { end });
                }
                break;
            }
            if apart.start <= start && end <= apart.end {
                how = 20 + apart.how as u64;
            } else if apart.start < end && start < apart.end {
                how = 30;
            }
        }
        Self { sheet, stretch, looks, outer, apart: how }
    }

    fn look(&self, at: usize) -> &'a Look {
        self.looks.get(at).unwrap_or(&EDGE)
    }

    fn back(&self, steps: usize) -> &'a Look {
        self.outer.0.checked_sub(steps).map_or(&EDGE, |at| self.look(at))
    }

    fn ahead(&self, steps: usize) -> &'a Look {
        self.look(self.outer.1 + steps - 1)
    }

    fn len(&self) -> u64 {
        (self.stretch.end - self.stretch.start) as u64
    }

    /// Whether capitals go on beyond the ends.
    fn cut(&self) -> u64 {
        u64::from(self.back(1).capital) + 2 * u64::from(self.ahead(1).capital)
    }

    fn inside(&self, features: &mut Features) {
        let Stretch { line, start, end } = self.stretch;
        let (len, apart, cut) = (self.len(), self.apart, self.cut());
        let (first, last) = (self.look(start), self.look(end - 1));
        let inner = self.looks.get(start..end).unwrap_or_default();
        let capitals = inner.iter().filter(|look| look.capital).count() as u64;
        let opens = u64::from(start == 0 || self.back(1).mark && self.back(1).lower != hash(","));
        let shape = inner.iter().take(6).fold(1, |shape, look| mix(shape, look.shape));
        let heading = u64::from(self.sheet.lines.get(line).is_some_and(|line| line.heading));
        let key = self.sheet.key(line, start, end);
        let rows: [&[u64]; 14] = [
            &[],
            &[key],
            &[len.min(8), apart],
            &[apart, heading],
            &[shape, apart],
            &[cut, capitals.min(4), len.min(6)],
            &[cut, apart],
            &[opens, first.lower],
            &[opens, len.min(4), apart],
            &[last.suffix, apart],
            &[first.shape, last.shape, len.min(4)],
            &[first.lower, last.lower],
            &[u64::from(first.function), u64::from(last.function), u64::from(last.mark), apart],
            &[first.lists, last.lists, len.min(3)],
        ];
        for (template, parts) in rows.iter().enumerate() {
            features.add(INSIDE + template as u64, parts);
        }
        let tags = inner.iter().take(8).fold(1, |tags, look| mix(tags, look.tag));
        let parts = inner.iter().take(8).fold(1, |parts, look| mix(parts, look.part));
        let rows: [&[u64]; 5] = [
            &[tags, apart],
            &[parts, capitals.min(3)],
            &[first.tag, last.tag, len.min(4)],
            &[first.coarse, last.coarse],
            &[last.fine, parts],
        ];
        for (template, parts) in rows.iter().enumerate() {
            features.add(INSIDE + 50 + template as u64, parts);
        }
        for look in inner.iter().filter(|look| look.mark) {
            features.add(INSIDE + 33, &[look.lower, apart]);
        }
    }

    /// One word inside, wherever the stretch ends.
    fn word(&self, at: usize, features: &mut Features) {
        let word = self.look(at);
        features.add(INSIDE + 60, &[word.fine]);
        features.add(INSIDE + 30, &[word.lower]);
        features.add(INSIDE + 31, &[word.lists, u64::from(word.capital)]);
    }

    fn bigram(&self, at: usize, features: &mut Features) {
        features.add(INSIDE + 32, &[self.look(at - 1).lower, self.look(at).lower]);
    }

    /// What stands before, beside the first word; the same for all stretches that begin there, but for how they are
    /// set apart and how long they are.
    fn before(&self, features: &mut Features) {
        let (b1, b2, b3) = (self.back(1), self.back(2), self.back(3));
        let (len, open) = (self.len().min(3), self.apart / 10);
        let start = self.stretch.start;
        let first = self.look(start);
        let rows: [&[u64]; 25] = [
            &[b1.lower],
            &[b2.lower],
            &[b3.lower],
            &[b2.lower, b1.lower],
            &[b1.lower, open, len],
            &[b2.lower, open],
            &[b1.lists, open],
            &[b2.lists, b1.lists],
            &[b1.suffix],
            &[b1.lower, first.lists],
            &[b3.lower, b2.lower, b1.lower],
            &[b1.tag, first.tag],
            &[b2.tag, b1.tag],
            &[b1.fine],
            &[b2.fine, b1.part],
            &[b1.fine, open],
            &[b2.fine, b1.lower],
            &[first.lower],
            &[first.suffix, len],
            &[first.fine, len],
            &[b1.lower, first.lower],
            &[b1.lower, first.tag, len],
            &[b1.lower, first.fine],
            &[b1.tag, first.fine],
            &[b1.part, first.part, open, len],
        ];
        for (template, parts) in rows.iter().enumerate() {
            features.add(AROUND + template as u64, parts);
        }
        self.governor(features);
        for (at, look) in self.looks.iter().enumerate().take(start).skip(start.saturating_sub(8)) {
            self.further(look, start - at, 0, features);
        }
        if !first.capital {
            self.delay(start, true, features);
        }
    }

    /// What stands behind, beside the last word.
    fn behind(&self, features: &mut Features) {
        let (a1, a2, a3) = (self.ahead(1), self.ahead(2), self.ahead(3));
        let (len, open) = (self.len().min(3), self.apart / 10);
        let end = self.stretch.end;
        let last = self.look(end - 1);
        let rows: [&[u64]; 27] = [
            &[a1.lower],
            &[a2.lower],
            &[a3.lower],
            &[a1.lower, a2.lower],
            &[a1.lower, open, len],
            &[a2.lower, open],
            &[a1.lists, open],
            &[a1.lists, a2.lists],
            &[a1.suffix],
            &[a1.lower, last.lists],
            &[a1.lower, a2.lower, a3.lower],
            &[a1.tag, last.tag],
            &[a1.tag, a2.tag],
            &[a1.fine],
            &[a2.fine, a1.part],
            &[a1.fine, open],
            &[a1.lower, a2.fine],
            &[last.lower],
            &[last.suffix, len],
            &[last.fine],
            &[last.coarse, len],
            &[last.lower, a1.lower],
            &[last.lists, a1.lists, len],
            &[last.tag, a1.lower, len],
            &[last.fine, a1.lower],
            &[last.fine, a1.tag],
            &[last.part, a1.part, open, len],
        ];
        for (template, parts) in rows.iter().enumerate() {
            features.add(AROUND + 40 + template as u64, parts);
        }
        for (steps, look) in self.looks.iter().skip(end).take(8).enumerate() {
            self.further(look, steps + 1, 1, features);
        }
        self.delay(end, false, features);
    }

    /// A word further off in the sentence, by side and by how far.
    fn further(&self, look: &Look, far: usize, side: u64, features: &mut Features) {
        if !look.function && !look.mark && !look.capital {
            features.add(SENTENCE, &[look.lower, side]);
            features.add(SENTENCE + 6, &[look.fine, side]);
            if far <= 4 {
                features.add(SENTENCE + 1, &[look.lower, side]);
                features.add(SENTENCE + 7, &[look.lower, side, self.apart / 10, self.len().min(3)]);
            }
        }
    }

    /// Both sides at once.
    fn around(&self, features: &mut Features) {
        let (b1, a1) = (self.back(1), self.ahead(1));
        let rows: [&[u64]; 7] = [
            &[b1.lower, a1.lower],
            &[b1.shape, a1.shape],
            &[b1.tag, a1.tag, self.len().min(3)],
            &[b1.coarse, a1.coarse],
            &[b1.fine, a1.lower],
            &[b1.lower, a1.fine],
            &[b1.lists, a1.lists],
        ];
        for (template, parts) in rows.iter().enumerate() {
            features.add(AROUND + 70 + template as u64, parts);
        }
    }

    /// What a sentence says of the words that it opens with, up to its verb.
    fn subject(&self, features: &mut Features) {
        let (a1, a2, a3) = (self.ahead(1), self.ahead(2), self.ahead(3));
        if self.outer.0 > 1 || a1.mark {
            return;
        }
        let verb = if a2.part == a1.part { a2 } else { a1 };
        let capital = u64::from(self.look(self.stretch.start).capital);
        let rows: [&[u64]; 5] = [
            &[a1.lower, a2.lower, capital],
            &[a1.part, a2.lower, capital],
            &[a1.tag, a2.tag, capital, self.len().min(3)],
            &[a1.lower, a2.lower, a3.lower],
            &[verb.fine, capital, self.len().min(3)],
        ];
        for (template, parts) in rows.iter().enumerate() {
            features.add(AROUND + 80 + template as u64, parts);
        }
    }

    /// The small word that governs the stretch: the nearest to the left behind articles, adjectives and nouns.
    fn governor(&self, features: &mut Features) {
        let (mut noun, mut kin) = (0, 0);
        for steps in 1..=7 {
            let look = self.back(steps);
            let owner = OWNERS.contains(&look.lower);
            if owner {
                continue;
            }
            if look.function || look.mark || look.capital {
                let len = self.len().min(3);
                features.add(AROUND + 90, &[look.lower, steps.min(3) as u64]);
                features.add(AROUND + 91, &[look.lower, noun]);
                features.add(AROUND + 93, &[look.lower, kin]);
                features.add(AROUND + 92, &[look.lower, len, self.apart / 10]);
                return;
            }
            if noun == 0 {
                kin = look.fine;
                noun = look.lower;
            }
        }
    }

    /// What the sentence and the text are about.
    fn sentence(&self, features: &mut Features) {
        let Stretch { line, start, end } = self.stretch;
        let all = self.sheet.titled.get(line).copied().unwrap_or_default();
        let own = titled(self.looks.get(start..end).unwrap_or_default());
        let bits = [list::SERIES, list::FILM, list::WORK];
        let others = bits.iter().zip(all.iter().zip(own)).filter(|(_, (all, own))| **all > *own);
        let seen = others.fold(0, |bits, (bit, _)| bits | bit);
        let apart = self.apart / 10;
        features.add(SENTENCE + 2, &[seen, apart]);
        features.add(SENTENCE + 3, &[self.sheet.lean, apart]);
        features.add(SENTENCE + 4, &[seen, self.sheet.lean]);
        let delays = self.sheet.delays.get(line).map(Vec::as_slice).unwrap_or_default();
        let told = [delays.first().is_some_and(|at| *at < start), delays.last().is_some_and(|at| *at >= end)];
        for (side, _) in told.iter().enumerate().filter(|(_, told)| !**told) {
            features.add(SENTENCE + 10, &[side as u64, self.look(end - 1).lists]);
        }
        let announced = self.sheet.announced.get(line).map(Vec::as_slice).unwrap_or_default();
        for cause in announced.iter().filter(|cause| cause.0 < end && start < cause.1) {
            let fits = u64::from(cause.0 == start) + 2 * u64::from(cause.1 == end);
            features.add(SENTENCE + 20, &[fits]);
            features.add(SENTENCE + 21, &[fits, u64::from(self.look(end - 1).lists & list::EVENT != 0)]);
        }
        let place = (line as u64).min(2);
        features.add(SENTENCE + 5, &[place, (start as u64).min(2), apart]);
    }

    /// The nearest word on one side that tells of delay, and how far it is.
    fn delay(&self, edge: usize, left: bool, features: &mut Features) {
        let Some(delays) = self.sheet.delays.get(self.stretch.line) else { return };
        let next = delays.partition_point(|at| *at < edge);
        let at = if left { next.checked_sub(1) } else { Some(next) }.and_then(|at| delays.get(at));
        let side = u64::from(left);
        let Some(at) = at else { return };
        let (word, steps) = (self.look(*at).lower, (at.abs_diff(edge) as u64).min(6));
        features.add(SENTENCE + 11, &[word, side, steps]);
        features.add(SENTENCE + 12, &[side, steps]);
        let beside = if left { self.back(1) } else { self.ahead(1) };
        features.add(SENTENCE + 13, &[word, side, beside.lower]);
    }

    /// Lists that hold the whole name, or its first or last word in its place.
    fn lists(&self, features: &mut Features) {
        let Stretch { line, start, end } = self.stretch;
        let held = self.sheet.listed(line, start, end);
        let (len, apart) = (self.len().min(4), self.apart / 10);
        features.add(LISTS, &[held]);
        features.add(LISTS + 1, &[held, len]);
        features.add(LISTS + 2, &[held, self.back(1).lower]);
        features.add(LISTS + 3, &[held, apart, self.cut()]);
        for bit in (0..20).filter(|bit| held >> bit & 1 == 1) {
            features.add(LISTS + 4, &[bit, apart]);
        }
        let (first, last) = (self.look(start), self.look(end - 1));
        let name = u64::from(first.lists & list::FIRST_NAME != 0);
        features.add(LISTS + 5, &[name, len, self.cut()]);
        features.add(LISTS + 6, &[name, last.lists, len]);
        features.add(LISTS + 7, &[self.back(1).lists, name, len]);
    }

    /// What the text says where it has the same name again, or a longer one that ends or begins so.
    fn elsewhere(&self, features: &mut Features) {
        let Stretch { line, start, end } = self.stretch;
        let key = self.sheet.key(line, start, end);
        let apart = self.apart / 10;
        let other = |spot: &&Spot| (spot.line, spot.start) != (line, start);
        let spots: Vec<Spot> =
            self.sheet.spots.get(&key).into_iter().flatten().filter(other).take(4).copied().collect();
        let how = spots.iter().filter_map(|spot| spot.how).min().map_or(9, |how| how as u64);
        features.add(ELSEWHERE, &[how, (spots.len() as u64).min(3), apart]);
        for spot in &spots {
            self.view(ELSEWHERE + 1, *spot, features);
        }
        let alone = self.len() == 1;
        let look = self.look(start);
        let lowers = self.sheet.lowers.get(&look.lower).copied().unwrap_or_default().min(2);
        features.add(ELSEWHERE + 20, &[u64::from(alone), u64::from(lowers), u64::from(look.capital), apart]);
        if !alone || !look.capital {
            return;
        }
        let longer = |map: &indexmap::IndexMap<u64, Vec<Spot>, rustc_hash::FxBuildHasher>| {
            map.get(&look.lower).and_then(|spots| spots.iter().find(|spot| other(spot))).copied()
        };
        let (last, first) = (longer(&self.sheet.lasts), longer(&self.sheet.firsts));
        features
            .add(ELSEWHERE + 21, &[u64::from(last.is_some()), u64::from(first.is_some()), apart, self.cut()]);
        for (template, spot) in [(ELSEWHERE + 30, last), (ELSEWHERE + 40, first)] {
            if let Some(spot) = spot {
                self.view(template, spot, features);
                let opens = self.sheet.look(spot.line, Some(spot.start));
                features.add(template + 9, &[opens.lists, (spot.end - spot.start) as u64]);
            }
        }
    }

    /// What a first pass made of the stretch, of its neighbours, and of the same name elsewhere.
    fn first_pass(&self, features: &mut Features) {
        let Stretch { line, start, end } = self.stretch;
        let Some(found) = self.sheet.first.get(line) else { return };
        let first = found.partition_point(|found| found.end <= start);
        let own = found.get(first).filter(|found| found.start < end);
        let own_label = own.map_or(0, |own| 1 + own.kind as u64);
        let fits = own.map_or(0, |own| 1 + u64::from((own.start, own.end) == (start, end)));
        features.add(FIRST, &[own_label, fits]);
        let before = first.checked_sub(1).and_then(|at| found.get(at));
        let after = found.get(found.partition_point(|found| found.start < end));
        let label = |found: Option<&Found>| found.map_or(0, |found| 1 + found.kind as u64);
        let (left, right) = (label(before), label(after));
        let left_gap = before.map_or(0, |before| self.gap(before.end, self.outer.0));
        let right_gap = after.map_or(0, |after| self.gap(self.outer.1, after.start));
        let rows: [&[u64]; 10] = [
            &[left, left_gap],
            &[right, right_gap],
            &[left, left_gap, own_label, fits],
            &[right, right_gap, own_label, fits],
            &[left, right],
            &[left, right, own_label, fits],
            &[left],
            &[right],
            &[left, left_gap, right, right_gap],
            &[own_label, fits, self.apart / 10, self.cut()],
        ];
        for (template, parts) in rows.iter().enumerate() {
            features.add(FIRST + 1 + template as u64, parts);
        }
        self.said(own.filter(|_| fits == 2), features);
    }

    fn said(&self, own: Option<&Found>, features: &mut Features) {
        let Stretch { line, start, end } = self.stretch;
        let key = self.sheet.key(line, start, end);
        let mut said = self.sheet.said.get(&key).copied().unwrap_or_default();
        // What is said here says nothing about elsewhere.
        if let Some(own) = own
            && let Some(count) = label_of(own.kind).and_then(|label| said.get_mut(label))
        {
            *count = count.saturating_sub(1);
        }
        let most = said.iter().copied().max().unwrap_or_default();
        let label =
            said.iter().position(|count| *count == most).filter(|_| most > 0).map_or(0, |at| at as u64 + 1);
        let sure = u64::from(said.iter().filter(|count| **count > 0).count() == 1);
        let own = own.map_or(0, |own| 1 + own.kind as u64);
        features.add(FIRST + 20, &[label, sure]);
        features.add(FIRST + 21, &[label, u64::from(most.min(3)), own]);
        features.add(FIRST + 22, &[label, self.len().min(3), self.apart / 10]);
        for (at, count) in said.iter().enumerate().take(LABELS.len()) {
            if *count > 0 {
                features.add(FIRST + 23, &[at as u64, u64::from(*count.min(&3))]);
            }
        }
    }

    /// The words between two mentions, up to four; more are as good as none.
    fn gap(&self, from: usize, to: usize) -> u64 {
        if to < from || to - from > 4 {
            return 1;
        }
        (from..to).fold(2, |gap, at| mix(gap, self.look(at).lower))
    }

    fn view(&self, template: u64, spot: Spot, features: &mut Features) {
        let before = self.sheet.look(spot.line, spot.start.checked_sub(1));
        let after = self.sheet.look(spot.line, Some(spot.end));
        let second = self.sheet.look(spot.line, Some(spot.end + 1));
        features.add(template, &[before.lower]);
        features.add(template + 1, &[after.lower]);
        features.add(template + 2, &[before.lists]);
        features.add(template + 3, &[after.lists]);
        features.add(template + 4, &[after.lower, second.lower]);
        features.add(template + 5, &[spot.how.map_or(9, |how| how as u64)]);
    }
}
