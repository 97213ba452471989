//! What a first pass made of a pair beside its rivals: other titles for the same name, other relations of the same two.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::Pair;
use crate::extract::mention::Type;
use crate::extract::model::{Features, mix};
use crate::extract::rules::What;

/// A pair with its scores of the first pass.
pub(super) struct Scored<'a> {
    pub(super) pair: &'a Pair,
    /// The columns of the relations that may join the two.
    pub(super) columns: &'a [usize],
    /// A score for each of those.
    pub(super) scores: &'a [f32],
}

/// The two best scores of each key, with their owners.
type Best<K, O> = IndexMap<K, [(f32, O); 2], FxBuildHasher>;

/// The best scores of a document, by what they may be compared with.
pub(super) struct Rivals {
    /// By line, family, column and the end that is no title: the two best scores, each with its title.
    by_name: Best<(usize, usize, usize, What), What>,
    /// By line and both ends: the two best scores, each with its column.
    by_ends: Best<(usize, What, What), usize>,
    /// By family, column and both ends: the two best scores, each with its line.
    by_fact: Best<(usize, usize, What, What), usize>,
    /// By line, family, column and title: the two best scores, each with its other end.
    by_title: Best<(usize, usize, usize, What), What>,
    /// By family, column and the end that is no title, in the whole text.
    by_name_all: Best<(usize, usize, What), What>,
}

const RIVALS: u64 = 3000;
const LOW: f32 = -20.0;

impl Rivals {
    pub(super) fn new(pairs: &[Scored<'_>]) -> Self {
        let mut rivals = Self {
            by_name: IndexMap::default(),
            by_ends: IndexMap::default(),
            by_fact: IndexMap::default(),
            by_title: IndexMap::default(),
            by_name_all: IndexMap::default(),
        };
        for scored in pairs {
            let pair = scored.pair;
            let (title, name) = ends(pair);
            let (subject, object) = (pair.subject.filler.what, pair.object.filler.what);
            for (column, score) in scored.columns.iter().zip(scored.scores) {
                let (line, family) = (pair.line, pair.family);
                note(
                    rivals.by_name.entry((line, family, *column, name)).or_insert([(LOW, name); 2]),
                    *score,
                    title,
                );
                note(
                    rivals.by_ends.entry((line, subject, object)).or_insert([(LOW, usize::MAX); 2]),
                    *score,
                    family * 16 + *column,
                );
                note(
                    rivals
                        .by_fact
                        .entry((family, *column, subject, object))
                        .or_insert([(LOW, usize::MAX); 2]),
                    *score,
                    line,
                );
                note(
                    rivals.by_title.entry((line, family, *column, title)).or_insert([(LOW, title); 2]),
                    *score,
                    name,
                );
                note(
                    rivals.by_name_all.entry((family, *column, name)).or_insert([(LOW, name); 2]),
                    *score,
                    title,
                );
            }
        }
        rivals
    }

    /// What is seen of one relation of a pair.
    pub(super) fn features(&self, scored: &Scored<'_>, member: usize, features: &mut Features) {
        features.clear();
        let (Some(column), Some(score)) = (scored.columns.get(member), scored.scores.get(member)) else {
            return;
        };
        let pair = scored.pair;
        let (title, name) = ends(pair);
        let (subject, object) = (pair.subject.filler.what, pair.object.filler.what);
        let (line, family) = (pair.line, pair.family);
        let base = mix(91, family as u64);
        let implied = u64::from(pair.subject.mention.is_none() || pair.object.mention.is_none());
        let other_title = best_other(self.by_name.get(&(line, family, *column, name)), title);
        let anywhere = best_other(self.by_name_all.get(&(family, *column, name)), title);
        let other_relation = best_other(self.by_ends.get(&(line, subject, object)), family * 16 + *column);
        let elsewhere = best_other(self.by_fact.get(&(family, *column, subject, object)), line);
        let other_name = best_other(self.by_title.get(&(line, family, *column, title)), name);
        let own = bucket(*score);
        let ahead = |rival: f32| bucket(score - rival);
        features.add(RIVALS, &[base, own]);
        features.add(RIVALS + 1, &[base, own, implied]);
        features.add(RIVALS + 2, &[base, ahead(other_title.0)]);
        features.add(RIVALS + 3, &[base, ahead(other_title.0), bucket(other_title.0), implied]);
        features.add(RIVALS + 4, &[base, bucket(other_relation.0), other_relation.1 as u64]);
        features.add(RIVALS + 5, &[base, ahead(other_relation.0), other_relation.1 as u64]);
        features.add(RIVALS + 6, &[base, bucket(elsewhere.0)]);
        features.add(RIVALS + 7, &[base, bucket(elsewhere.0), own]);
        features.add(RIVALS + 8, &[base, bucket(other_name.0), own]);
        features.add(RIVALS + 9, &[base, ahead(other_name.0)]);
        features.add(RIVALS + 10, &[base, ahead(anywhere.0), implied]);
        features.add(RIVALS + 11, &[base, own, bucket(other_title.0)]);
        features
            .add(RIVALS + 12, &[base, own, u64::from(other_title.0 > *score), u64::from(elsewhere.0 > 0.0)]);
    }
}

/// The end that is a title, and the other; the subject and the object where neither or both are.
pub(super) fn ends(pair: &Pair) -> (What, What) {
    let (subject, object) = (&pair.subject, &pair.object);
    if object.kind.is_title() && subject.kind != Type::Series && subject.kind != Type::Film {
        (object.filler.what, subject.filler.what)
    } else {
        (subject.filler.what, object.filler.what)
    }
}

/// Keeps the two best scores of different owners.
fn note<O: Copy + PartialEq>(best: &mut [(f32, O); 2], score: f32, owner: O) {
    let [first, second] = best;
    if owner == first.1 && first.0 > LOW {
        first.0 = first.0.max(score);
    } else if score > first.0 {
        *second = *first;
        *first = (score, owner);
    } else if score > second.0 || owner == second.1 {
        *second = (second.0.max(score), owner);
    }
}

/// The best score of another owner.
fn best_other<O: Copy + PartialEq>(best: Option<&[(f32, O); 2]>, owner: O) -> (f32, O) {
    match best {
        Some([first, second]) if first.1 == owner => *second,
        Some([first, _]) => *first,
        None => (LOW, owner),
    }
}

/// Scores in steps of two thirds, from -6 to 6.
fn bucket(score: f32) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to small numbers")]
    let bucket = ((score.clamp(-6.0, 6.0) + 6.0) * 1.5) as u64;
    bucket
}
