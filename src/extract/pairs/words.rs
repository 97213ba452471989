//! What is seen of the words of a pair: those between its ends, beside them and in the whole line.

use super::features::Looker;
use super::view::{Symbol, kind_sign};
use crate::extract::mention::Type;
use crate::extract::model::{Features, hash, mix};

const TEXT: u64 = 1100;
const WORDS: u64 = 1200;

impl Looker<'_, '_> {
    /// The last symbol of the list that the left end is in, and the first of the one that the right end is in.
    pub(super) fn between(&self) -> Option<(usize, usize)> {
        let (subject, object) = (self.place(&self.pair.subject)?, self.place(&self.pair.object)?);
        let (left, right) = (subject.min(object), subject.max(object));
        Some((self.list(left).1.min(right), self.list(right).0.max(left)))
    }

    pub(super) fn text(&self, left: usize, right: usize, features: &mut Features) {
        let base = mix(self.base(), self.way());
        let signs = self.view.between(left, right);
        let all = signs.iter().fold(5, |all, sign| mix(all, *sign));
        if signs.len() <= 10 {
            features.add(TEXT, &[base, all]);
        }
        let edges = [
            signs.first(),
            signs.get(1),
            signs.len().checked_sub(2).and_then(|at| signs.get(at)),
            signs.last(),
        ]
        .map(|sign| sign.copied().unwrap_or(9));
        features.add(TEXT + 1, &[base, (signs.len() as u64).min(12)]);
        features.add(TEXT + 2, &[base, edges[0]]);
        features.add(TEXT + 3, &[base, edges[3]]);
        features.add(TEXT + 4, &[base, edges[0], edges[1]]);
        features.add(TEXT + 5, &[base, edges[2], edges[3]]);
        features.add(TEXT + 6, &[base, edges[0], edges[3]]);
        for sign in signs.iter().take(25) {
            features.add(TEXT + 10, &[base, *sign]);
        }
        for symbol in
            (left + 1..right).take(25).map(|at| self.view.at(Some(at))).filter(|symbol| symbol.fine > 0)
        {
            features.add(TEXT + 21, &[base, symbol.fine]);
        }
        let kin: Vec<u64> = (left + 1..right)
            .map(|at| self.view.at(Some(at)))
            .filter(|symbol| !symbol.mark && !symbol.function)
            .map(|symbol| if symbol.kind.is_some() { symbol.sign } else { symbol.fine })
            .collect();
        if kin.len() <= 4 {
            features.add(TEXT + 22, &[base, kin.iter().fold(3, |all, sign| mix(all, *sign))]);
        }
        for pair in signs.windows(2).take(25) {
            if let [a, b] = pair {
                features.add(TEXT + 11, &[base, *a, *b]);
            }
        }
        for triple in signs.windows(3).take(15) {
            if let [a, b, c] = triple {
                features.add(TEXT + 12, &[base, *a, *b, *c]);
            }
        }
        let stops = [",", ";", ".", ":", "(", ")", "-", "and", "who", "which", "but", "while"];
        let marks = stops.iter().enumerate().filter(|(_, stop)| signs.contains(&hash(stop)));
        let marks = marks.fold(0u64, |bits, (at, _)| bits | 1 << at);
        features.add(TEXT + 13, &[base, marks]);
        let people = [Type::Person, Type::Series, Type::Studio, Type::Character].map(|kind| {
            let sign = [mix(kind_sign(kind), 0), mix(mix(kind_sign(kind), 0), 99)];
            signs.iter().filter(|s| sign.contains(s)).count().min(2) as u64
        });
        features.add(TEXT + 14, &[base, people[0], people[1], people[2], people[3]]);
        features.add(TEXT + 15, &[base, people[0], people[1], marks & 1]);
        // The content words between without the rest, in order.
        let skeleton: Vec<u64> = (left + 1..right)
            .map(|at| self.view.at(Some(at)))
            .filter(|symbol| symbol.kind.is_none() && !symbol.mark && !symbol.function)
            .map(|symbol| symbol.sign)
            .collect();
        if skeleton.len() <= 3 {
            let whole = skeleton.iter().fold(3, |all, sign| mix(all, *sign));
            features.add(TEXT + 16, &[base, whole]);
        }
        let (outer_left, outer_right) = (self.view.at(left.checked_sub(1)), self.view.at(Some(right + 1)));
        features.add(TEXT + 17, &[base, all, outer_left.sign]);
        features.add(TEXT + 18, &[base, all, outer_right.sign]);
        features.add(TEXT + 19, &[base, outer_left.sign, edges[0], edges[3]]);
        features.add(TEXT + 20, &[base, edges[0], edges[3], outer_right.sign]);
    }

    /// Content words of the whole line.
    pub(super) fn bag(&self, features: &mut Features) {
        let base = self.base();
        let content = |symbol: &&Symbol| symbol.kind.is_none() && !symbol.mark && !symbol.function;
        for symbol in self.view.symbols.iter().take(80).filter(content) {
            features.add(WORDS, &[base, symbol.sign]);
        }
    }

    /// The first and the last place of both ends.
    pub(super) fn outer(&self) -> (usize, usize) {
        let ends = [self.place(&self.pair.subject), self.place(&self.pair.object)];
        let ends = ends.into_iter().flatten();
        (ends.clone().min().unwrap_or_default(), ends.max().unwrap_or_default())
    }

    /// Content words near the pair, on one side of it.
    pub(super) fn near(&self, edge: usize, left: bool, features: &mut Features) {
        let (base, way) = (self.base(), self.way());
        let near = if left { edge.saturating_sub(6)..edge } else { edge + 1..edge + 7 };
        let content = |symbol: &&Symbol| symbol.kind.is_none() && !symbol.mark && !symbol.function;
        let near = self.view.symbols.iter().take(near.end).skip(near.start);
        for symbol in near.filter(content) {
            features.add(WORDS + 1, &[base, symbol.sign, u64::from(left), way]);
        }
    }
}
