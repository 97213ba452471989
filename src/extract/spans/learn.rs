//! Learning the scorer of mentions: a structured hinge loss over the best set of stretches of each line.

use super::candidates::candidates;
use super::decode::{Scored, decode};
use super::features::{Stretch, features, second_features};
use super::gold::gold;
use super::sheet::Sheet;
use super::{Found, LABELS, Scorer};
use crate::extract::lexicon::Lexicon;
use crate::extract::lines::lines;
use crate::extract::model::{Features, Learner, Model, Rate, Scores, WIDTH, rows};
use crate::extract::train::{Passage, Shuffle, in_parallel};

/// Rows of the table, as a power of two.
const BITS: u32 = 21;
/// How often all lines are gone through, and how often before tables count.
const ROUNDS: usize = 14;
const SETTLING: usize = 2;
/// What a stretch costs that should not have been chosen.
const MADE_UP: f32 = 1.0;
/// What a stretch costs that should have been chosen, by label: what is missed here no later stage brings back.
const MISSED: [f32; LABELS.len()] = [1.8, 1.8, 2.2, 1.8, 1.8, 1.8, 1.8, 1.8, 3.0, 2.2, 2.0];

const RATE: Rate = Rate { step: 0.03, seen: 4, decay: 0.0 };
/// How many parts the passages are cut into, each to be read by scorers that have not seen it.
pub(in crate::extract) const FOLDS: usize = 5;

/// A line to learn from.
struct Example {
    words: usize,
    stretches: Vec<(usize, usize, Vec<u32>)>,
    /// Indexes of the stretches that are mentions, with their labels.
    gold: Vec<(usize, usize)>,
    /// How many mentions the line has, also those that are no candidates.
    mentions: usize,
    /// How often it counts.
    weight: usize,
}

/// What training gives: the scorer for new texts, and one for each fold of the passages that has not seen it.
pub(in crate::extract) struct Scorers {
    pub(in crate::extract) whole: [Model; 2],
    /// The passage at `i` is of the fold `i % FOLDS`.
    pub(in crate::extract) folds: Vec<Scorer>,
    /// Mentions in the passages, and those of them that are among the candidates.
    pub(in crate::extract) reach: (usize, usize),
}

/// Trains both scorers; the second learns from what first scorers made of passages that they had not seen.
pub(in crate::extract) fn train(passages: &[Passage], lexicon: &Lexicon) -> Scorers {
    let plain: Vec<Vec<Example>> = passages.iter().map(|passage| examples(passage, lexicon, None)).collect();
    let parts: Vec<Option<usize>> = (0..FOLDS).map(Some).chain([None]).collect();
    let mut firsts = in_parallel(&parts, |fold| learn(&without(&plain, *fold)));
    let first = firsts.pop().unwrap_or_default();
    let readers: Vec<Scorer> = firsts.iter().map(|first| Scorer::new(first, &Model::default())).collect();
    let seen: Vec<Vec<Example>> = passages
        .iter()
        .enumerate()
        .map(|(at, passage)| examples(passage, lexicon, readers.get(at % FOLDS)))
        .collect();
    let mut seconds = in_parallel(&parts, |fold| learn(&without(&seen, *fold)));
    let second = seconds.pop().unwrap_or_default();
    let folds = firsts.iter().zip(&seconds).map(|(first, second)| Scorer::new(first, second)).collect();
    let all = plain.iter().flatten();
    let reach = all.fold((0, 0), |sum, example| (sum.0 + example.mentions, sum.1 + example.gold.len()));
    Scorers { whole: [first, second], folds, reach }
}

/// The lines of all passages but those of one fold.
fn without(examples: &[Vec<Example>], fold: Option<usize>) -> Vec<&Example> {
    let kept = examples.iter().enumerate().filter(|(at, _)| Some(at % FOLDS) != fold);
    kept.flat_map(|(_, lines)| lines).collect()
}

/// The lines of a passage as examples, seen with the mentions that a first scorer finds.
fn examples(passage: &Passage, lexicon: &Lexicon, first: Option<&Scorer>) -> Vec<Example> {
    let document = passage.document();
    let lines = lines(&document, lexicon);
    let sheet = Sheet::new(&document, &lines, lexicon);
    let sheet = match first {
        Some(first) => {
            let (found, _) = first.first_pass(&sheet);
            sheet.with_first(&found)
        }
        None => sheet,
    };
    let gold = gold(passage, &lines);
    (0..lines.len())
        .map(|line| Example { weight: passage.weight, ..example(&sheet, line, &gold, first.is_some()) })
        .collect()
}

fn example(sheet: &Sheet<'_, '_>, line: usize, gold: &[Found], second: bool) -> Example {
    let here: Vec<&Found> = gold.iter().filter(|found| found.line == line).collect();
    let words = sheet.lines.get(line).map_or(0, |line| line.words.len());
    let mut example =
        Example { words, stretches: Vec::new(), gold: Vec::new(), mentions: here.len(), weight: 1 };
    let mut seen = Features::default();
    for (start, end) in candidates(sheet, line) {
        let stretch = Stretch { line, start, end };
        seen.clear();
        features(sheet, stretch, &mut seen);
        if second {
            second_features(sheet, stretch, &mut seen);
        }
        let label = here.iter().find(|found| (found.start, found.end) == (start, end));
        let label = label.and_then(|found| LABELS.iter().position(|kind| *kind == found.kind));
        example.gold.extend(label.map(|label| (example.stretches.len(), label)));
        example.stretches.push((start, end, rows(&seen, BITS)));
    }
    example
}

/// Learns from all examples.
fn learn(examples: &[&Example]) -> Model {
    let mut learner = Learner::new(BITS, RATE);
    for example in examples {
        for (_, _, rows) in &example.stretches {
            learner.count(rows);
        }
    }
    let repeated = |(at, example): (usize, &&Example)| std::iter::repeat_n(at, example.weight);
    let mut order: Vec<usize> = examples.iter().enumerate().flat_map(repeated).collect();
    let mut shuffle = Shuffle::new(17);
    for round in 0..ROUNDS {
        shuffle.mix(&mut order);
        for at in &order {
            if let Some(example) = examples.get(*at) {
                step(&mut learner, example);
            }
        }
        if round >= SETTLING {
            learner.end_round();
        }
    }
    learner.settle();
    learner.model()
}

fn step(learner: &mut Learner, example: &Example) {
    let kept: Vec<Vec<u32>> = example.stretches.iter().map(|(_, _, rows)| learner.kept(rows)).collect();
    let scored: Vec<Scored> = example
        .stretches
        .iter()
        .zip(&kept)
        .enumerate()
        .map(|(at, ((start, end, _), rows))| {
            let mut scores = learner.scores(rows);
            let gold = example.gold.iter().find(|(gold, _)| *gold == at).map(|(_, label)| *label);
            for (label, score) in scores.iter_mut().enumerate().take(LABELS.len()) {
                let missed = MISSED.get(label).copied().unwrap_or_default();
                *score += if Some(label) == gold { -missed } else { MADE_UP };
            }
            Scored { start: *start, end: *end, scores }
        })
        .collect();
    let chosen = decode(example.words, &scored);
    let mut push = |(stretch, label): (usize, usize), slope: f32| {
        let mut gradient: Scores = [0.0; WIDTH];
        if let (Some(slot), Some(rows)) = (gradient.get_mut(label), kept.get(stretch)) {
            *slot = slope;
            learner.step(rows, &gradient);
        }
    };
    for wrong in chosen.iter().filter(|choice| !example.gold.contains(choice)) {
        push(*wrong, 1.0);
    }
    for missed in example.gold.iter().filter(|gold| !chosen.contains(gold)) {
        push(*missed, -1.0);
    }
}
