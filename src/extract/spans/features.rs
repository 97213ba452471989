//! What is seen of one stretch of words: its own words, those around it, and where else the text has it.

use super::sheet::{How, Look, Sheet, Spot, list, titled};
use super::{Found, LABELS};
use crate::extract::model::{Features, hash, mix};

/// A stretch of words in a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Collects what is seen of a stretch.
pub(super) fn features(sheet: &Sheet<'_, '_>, stretch: Stretch, features: &mut Features) {
    features.clear();
    let mut viewer = Viewer { sheet, stretch, features };
    viewer.inside();
    viewer.around();
    viewer.governor();
    viewer.kin();
    viewer.subject();
    viewer.sentence();
    viewer.lists();
    viewer.elsewhere();
    viewer.first_pass();
}

struct Viewer<'a, 'd> {
    sheet: &'a Sheet<'a, 'd>,
    stretch: Stretch,
    features: &'a mut Features,
}

/// Templates are numbered by the view that they belong to.
const INSIDE: u64 = 100;
const AROUND: u64 = 200;
const SENTENCE: u64 = 300;
const LISTS: u64 = 400;
const ELSEWHERE: u64 = 500;
const FIRST: u64 = 600;

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

impl Viewer<'_, '_> {
    fn look(&self, at: usize) -> Look {
        self.sheet.look(self.stretch.line, Some(at))
    }

    /// The first word with the quotation mark before it, and the word after the last with the one behind it.
    fn outer(&self) -> (usize, usize) {
        let Stretch { line, start, end } = self.stretch;
        let quoted = self.sheet.apart_near(line, end).iter().any(|apart| {
            (apart.start, apart.end) == (start, end) && matches!(apart.how, How::Double | How::Single)
        });
        if !quoted {
            return (start, end);
        }
        let quote = |at: usize| {
            let lower = self.look(at).lower;
            lower == hash("\"") || lower == hash("'")
        };
        (start.saturating_sub(1), if quote(end) { end + 1 } else { end })
    }

    fn back(&self, steps: usize) -> Look {
        self.sheet.look(self.stretch.line, self.outer().0.checked_sub(steps))
    }

    fn ahead(&self, steps: usize) -> Look {
        self.look(self.outer().1 + steps - 1)
    }

    fn len(&self) -> u64 {
        (self.stretch.end - self.stretch.start) as u64
    }

    /// How the stretch is set apart: as a whole, as a part, or not at all.
    fn apart(&self) -> u64 {
        let Stretch { line, start, end } = self.stretch;
        let mut how = 0;
        for apart in self.sheet.apart_near(line, end) {
            if (apart.start, apart.end) == (start, end) {
                return 10 + apart.how as u64;
            }
            if apart.start <= start && end <= apart.end {
                how = 20 + apart.how as u64;
            } else if apart.start < end && start < apart.end {
                how = 30;
            }
        }
        how
    }

    /// Whether capitals go on beyond the ends.
    fn cut(&self) -> u64 {
        u64::from(self.back(1).capital) + 2 * u64::from(self.ahead(1).capital)
    }

    fn inside(&mut self) {
        let Stretch { line, start, end } = self.stretch;
        let (len, apart, cut) = (self.len(), self.apart(), self.cut());
        let (first, last) = (self.look(start), self.look(end - 1));
        let capitals = (start..end).filter(|at| self.look(*at).capital).count() as u64;
        let opens = u64::from(start == 0 || self.back(1).mark && self.back(1).lower != hash(","));
        let shape = (start..end).take(6).fold(1, |shape, at| mix(shape, self.look(at).shape));
        let heading = u64::from(self.sheet.lines.get(line).is_some_and(|line| line.heading));
        let key = self.sheet.key(line, start, end);
        let rows: [&[u64]; 18] = [
            &[],
            &[key],
            &[first.lower],
            &[last.lower],
            &[len.min(8), apart],
            &[apart, heading],
            &[shape, apart],
            &[cut, capitals.min(4), len.min(6)],
            &[cut, apart],
            &[opens, first.lower],
            &[opens, len.min(4), apart],
            &[first.suffix, len.min(3)],
            &[last.suffix, len.min(3)],
            &[last.suffix, apart],
            &[first.shape, last.shape, len.min(4)],
            &[first.lower, last.lower],
            &[u64::from(first.function), u64::from(last.function), u64::from(last.mark), apart],
            &[first.lists, last.lists, len.min(3)],
        ];
        for (template, parts) in rows.iter().enumerate() {
            self.features.add(INSIDE + template as u64, parts);
        }
        let tags = (start..end).take(8).fold(1, |tags, at| mix(tags, self.look(at).tag));
        let parts = (start..end).take(8).fold(1, |parts, at| mix(parts, self.look(at).part));
        let rows: [&[u64]; 8] = [
            &[tags, apart],
            &[parts, capitals.min(3)],
            &[first.tag, last.tag, len.min(4)],
            &[last.fine],
            &[last.coarse, len.min(3)],
            &[first.coarse, last.coarse],
            &[first.fine, len.min(3)],
            &[last.fine, parts],
        ];
        for (template, parts) in rows.iter().enumerate() {
            self.features.add(INSIDE + 50 + template as u64, parts);
        }
        for at in start..end {
            let word = self.look(at);
            self.features.add(INSIDE + 60, &[word.fine]);
            self.features.add(INSIDE + 30, &[word.lower]);
            self.features.add(INSIDE + 31, &[word.lists, u64::from(word.capital)]);
            if at > start {
                self.features.add(INSIDE + 32, &[self.look(at - 1).lower, word.lower]);
            }
            if word.mark {
                self.features.add(INSIDE + 33, &[word.lower, apart]);
            }
        }
    }

    fn around(&mut self) {
        let (b1, b2, b3) = (self.back(1), self.back(2), self.back(3));
        let (a1, a2, a3) = (self.ahead(1), self.ahead(2), self.ahead(3));
        let (len, apart) = (self.len().min(3), self.apart());
        let (first, last) = (self.look(self.stretch.start), self.look(self.stretch.end - 1));
        let open = apart / 10;
        let rows: [&[u64]; 24] = [
            &[b1.lower],
            &[b2.lower],
            &[b3.lower],
            &[a1.lower],
            &[a2.lower],
            &[a3.lower],
            &[b2.lower, b1.lower],
            &[a1.lower, a2.lower],
            &[b1.lower, a1.lower],
            &[b1.lower, open, len],
            &[a1.lower, open, len],
            &[b2.lower, open],
            &[a2.lower, open],
            &[b1.lists, open],
            &[a1.lists, open],
            &[b2.lists, b1.lists],
            &[a1.lists, a2.lists],
            &[b1.suffix],
            &[a1.suffix],
            &[b1.lower, first.lists],
            &[a1.lower, last.lists],
            &[b1.shape, a1.shape],
            &[b3.lower, b2.lower, b1.lower],
            &[a1.lower, a2.lower, a3.lower],
        ];
        for (template, parts) in rows.iter().enumerate() {
            self.features.add(AROUND + template as u64, parts);
        }
    }

    /// Parts of speech and clusters beside the stretch.
    fn kin(&mut self) {
        let (b1, b2, a1, a2) = (self.back(1), self.back(2), self.ahead(1), self.ahead(2));
        let (len, apart) = (self.len().min(3), self.apart() / 10);
        let (first, last) = (self.look(self.stretch.start), self.look(self.stretch.end - 1));
        let rows: [&[u64]; 16] = [
            &[b1.tag, first.tag],
            &[a1.tag, last.tag],
            &[b1.tag, a1.tag, len],
            &[b2.tag, b1.tag],
            &[a1.tag, a2.tag],
            &[b1.fine],
            &[a1.fine],
            &[b2.fine, b1.part],
            &[a2.fine, a1.part],
            &[b1.coarse, a1.coarse],
            &[b1.fine, apart],
            &[a1.fine, apart],
            &[b1.fine, a1.lower],
            &[b1.lower, a1.fine],
            &[a1.lower, a2.fine],
            &[b2.fine, b1.lower],
        ];
        for (template, parts) in rows.iter().enumerate() {
            self.features.add(AROUND + 60 + template as u64, parts);
        }
    }

    /// What a sentence says of the words that it opens with, up to its verb.
    fn subject(&mut self) {
        let (a1, a2, a3) = (self.ahead(1), self.ahead(2), self.ahead(3));
        if self.outer().0 > 1 || a1.mark {
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
            self.features.add(AROUND + 80 + template as u64, parts);
        }
    }

    /// The small word that governs the stretch: the nearest to the left behind articles, adjectives and nouns.
    fn governor(&mut self) {
        let (mut noun, mut kin) = (0, 0);
        for steps in 1..=7 {
            let look = self.back(steps);
            let owner = OWNERS.contains(&look.lower);
            if owner {
                continue;
            }
            if look.function || look.mark || look.capital {
                let len = self.len().min(3);
                self.features.add(AROUND + 40, &[look.lower, steps.min(3) as u64]);
                self.features.add(AROUND + 41, &[look.lower, noun]);
                self.features.add(AROUND + 43, &[look.lower, kin]);
                self.features.add(AROUND + 42, &[look.lower, len, self.apart() / 10]);
                return;
            }
            if noun == 0 {
                kin = look.fine;
                noun = look.lower;
            }
        }
    }

    /// Words further off in the sentence, by side and by how far.
    fn sentence(&mut self) {
        let Stretch { line, start, end } = self.stretch;
        let Some(looks) = self.sheet.looks.get(line) else { return };
        let all = self.sheet.titled.get(line).copied().unwrap_or_default();
        let own = titled(looks.get(start..end).unwrap_or_default());
        let bits = [list::SERIES, list::FILM, list::WORK];
        let others = bits.iter().zip(all.iter().zip(own)).filter(|(_, (all, own))| **all > *own);
        let seen = others.fold(0, |bits, (bit, _)| bits | bit);
        for (at, look) in looks.iter().enumerate().take(end + 8).skip(start.saturating_sub(8)) {
            if start <= at && at < end {
                continue;
            }
            let far = if at < start { start - at } else { at - end + 1 };
            if far <= 8 && !look.function && !look.mark && !look.capital {
                let side = u64::from(at < start);
                self.features.add(SENTENCE, &[look.lower, side]);
                self.features.add(SENTENCE + 6, &[look.fine, side]);
                if far <= 4 {
                    self.features.add(SENTENCE + 1, &[look.lower, side, u64::from(self.look(start).capital)]);
                }
            }
        }
        if !self.look(start).capital {
            self.delay();
        }
        let apart = self.apart() / 10;
        self.features.add(SENTENCE + 2, &[seen, apart]);
        self.features.add(SENTENCE + 3, &[self.sheet.lean, apart]);
        self.features.add(SENTENCE + 4, &[seen, self.sheet.lean]);
        let place = (line as u64).min(2);
        self.features.add(SENTENCE + 5, &[place, (start as u64).min(2), apart]);
    }

    /// The nearest word that tells of delay, by side and by how far.
    fn delay(&mut self) {
        let Stretch { line, start, end } = self.stretch;
        let Some(delays) = self.sheet.delays.get(line) else { return };
        let (left, right) =
            (delays.partition_point(|at| *at < start), delays.partition_point(|at| *at < end));
        let near = [left.checked_sub(1).and_then(|at| delays.get(at)), delays.get(right)];
        let far = |at: usize| if at < start { start - at } else { at - end + 1 };
        let nearest = near.into_iter().flatten().copied().min_by_key(|at| far(*at));
        let lists = self.look(end - 1).lists;
        let Some(at) = nearest else {
            self.features.add(SENTENCE + 10, &[lists]);
            return;
        };
        let look = self.look(at);
        let (side, steps) = (u64::from(at < start), (far(at) as u64).min(6));
        self.features.add(SENTENCE + 11, &[look.lower, side, steps]);
        self.features.add(SENTENCE + 12, &[side, steps, lists]);
        self.features.add(SENTENCE + 13, &[look.lower, side, self.back(1).lower]);
        self.features.add(SENTENCE + 14, &[look.lower, side, self.ahead(1).lower]);
    }

    /// Lists that hold the whole name, or its first or last word in its place.
    fn lists(&mut self) {
        let Stretch { line, start, end } = self.stretch;
        let held = self.sheet.listed(line, start, end);
        let (len, apart) = (self.len().min(4), self.apart() / 10);
        self.features.add(LISTS, &[held]);
        self.features.add(LISTS + 1, &[held, len]);
        self.features.add(LISTS + 2, &[held, self.back(1).lower]);
        self.features.add(LISTS + 3, &[held, apart, self.cut()]);
        for bit in (0..20).filter(|bit| held >> bit & 1 == 1) {
            self.features.add(LISTS + 4, &[bit, apart]);
        }
        let (first, last) = (self.look(start), self.look(end - 1));
        let name = u64::from(first.lists & list::FIRST_NAME != 0);
        self.features.add(LISTS + 5, &[name, len, self.cut()]);
        self.features.add(LISTS + 6, &[name, last.lists, len]);
        self.features.add(LISTS + 7, &[self.back(1).lists, name, len]);
    }

    /// What the text says where it has the same name again, or a longer one that ends or begins so.
    fn elsewhere(&mut self) {
        let Stretch { line, start, end } = self.stretch;
        let key = self.sheet.key(line, start, end);
        let apart = self.apart() / 10;
        let other = |spot: &&Spot| (spot.line, spot.start) != (line, start);
        let spots: Vec<Spot> =
            self.sheet.spots.get(&key).into_iter().flatten().filter(other).take(4).copied().collect();
        let how = spots.iter().filter_map(|spot| spot.how).min().map_or(9, |how| how as u64);
        self.features.add(ELSEWHERE, &[how, (spots.len() as u64).min(3), apart]);
        for spot in &spots {
            self.view(ELSEWHERE + 1, *spot);
        }
        let alone = self.len() == 1;
        let look = self.look(start);
        let lowers = self.sheet.lowers.get(&look.lower).copied().unwrap_or_default().min(2);
        self.features
            .add(ELSEWHERE + 20, &[u64::from(alone), u64::from(lowers), u64::from(look.capital), apart]);
        if !alone || !look.capital {
            return;
        }
        let longer = |map: &indexmap::IndexMap<u64, Vec<Spot>, rustc_hash::FxBuildHasher>| {
            map.get(&look.lower).and_then(|spots| spots.iter().find(|spot| other(spot))).copied()
        };
        let (last, first) = (longer(&self.sheet.lasts), longer(&self.sheet.firsts));
        self.features
            .add(ELSEWHERE + 21, &[u64::from(last.is_some()), u64::from(first.is_some()), apart, self.cut()]);
        for (template, spot) in [(ELSEWHERE + 30, last), (ELSEWHERE + 40, first)] {
            if let Some(spot) = spot {
                self.view(template, spot);
                let opens = self.sheet.look(spot.line, Some(spot.start));
                self.features.add(template + 9, &[opens.lists, (spot.end - spot.start) as u64]);
            }
        }
    }

    /// What a first pass made of the stretch, of its neighbours, and of the same name elsewhere.
    fn first_pass(&mut self) {
        let Stretch { line, start, end } = self.stretch;
        let Some(found) = self.sheet.first.get(line) else { return };
        let first = found.partition_point(|found| found.end <= start);
        let own = found.get(first).filter(|found| found.start < end);
        let own_label = own.map_or(0, |own| 1 + own.kind as u64);
        let fits = own.map_or(0, |own| 1 + u64::from((own.start, own.end) == (start, end)));
        self.features.add(FIRST, &[own_label, fits]);
        let before = first.checked_sub(1).and_then(|at| found.get(at));
        let after = found.get(found.partition_point(|found| found.start < end));
        let label = |found: Option<&Found>| found.map_or(0, |found| 1 + found.kind as u64);
        let (left, right) = (label(before), label(after));
        let left_gap = before.map_or(0, |before| self.gap(before.end, self.outer().0));
        let right_gap = after.map_or(0, |after| self.gap(self.outer().1, after.start));
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
            &[own_label, fits, self.apart() / 10, self.cut()],
        ];
        for (template, parts) in rows.iter().enumerate() {
            self.features.add(FIRST + 1 + template as u64, parts);
        }
        self.said(own.filter(|_| fits == 2));
    }

    fn said(&mut self, own: Option<&Found>) {
        let Stretch { line, start, end } = self.stretch;
        let key = self.sheet.key(line, start, end);
        let mut said = self.sheet.said.get(&key).copied().unwrap_or_default();
        // What is said here says nothing about elsewhere.
        if let Some(own) = own
            && let Some(count) = said.get_mut(own.kind as usize)
        {
            *count = count.saturating_sub(1);
        }
        let most = said.iter().copied().max().unwrap_or_default();
        let label =
            said.iter().position(|count| *count == most).filter(|_| most > 0).map_or(0, |at| at as u64 + 1);
        let sure = u64::from(said.iter().filter(|count| **count > 0).count() == 1);
        let own = own.map_or(0, |own| 1 + own.kind as u64);
        self.features.add(FIRST + 20, &[label, sure]);
        self.features.add(FIRST + 21, &[label, u64::from(most.min(3)), own]);
        self.features.add(FIRST + 22, &[label, self.len().min(3), self.apart() / 10]);
        for (at, count) in said.iter().enumerate().take(LABELS.len()) {
            if *count > 0 {
                self.features.add(FIRST + 23, &[at as u64, u64::from(*count.min(&3))]);
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

    fn view(&mut self, template: u64, spot: Spot) {
        let before = self.sheet.look(spot.line, spot.start.checked_sub(1));
        let after = self.sheet.look(spot.line, Some(spot.end));
        let second = self.sheet.look(spot.line, Some(spot.end + 1));
        self.features.add(template, &[before.lower]);
        self.features.add(template + 1, &[after.lower]);
        self.features.add(template + 2, &[before.lists]);
        self.features.add(template + 3, &[after.lists]);
        self.features.add(template + 4, &[after.lower, second.lower]);
        self.features.add(template + 5, &[spot.how.map_or(9, |how| how as u64)]);
    }
}
