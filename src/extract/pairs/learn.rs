//! Learning the scorer of claims: logistic regression over pairs, and what its scores turned out to be worth.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::calibrate::{Calibration, Judged};
use super::features::Scene;
use super::rivals::{Rivals, Scored};
use super::status;
use super::{BITS, Pair, STATUS_BITS, pairs, views};
use crate::extract::Extractor;
use crate::extract::model::{Features, Learner, Model, Rate, Scores, WIDTH, logistic, rows, softmax};
use crate::extract::page::Page;
use crate::extract::rules::What;
use crate::extract::spans::{FOLDS, Scorer};
use crate::extract::train::{Answers, Passage, Shuffle, in_parallel};
use crate::graph::Status;

/// How often all lessons are gone through, and how often before tables count.
const ROUNDS: usize = 8;
const SETTLING: usize = 2;
const RATE: Rate = Rate { step: 0.03, seen: 20, decay: 0.002 };
const STATUS_RATE: Rate = Rate { step: 0.04, seen: 3, decay: 0.002 };
/// The column that all relations share.
pub(super) const SHARED: usize = WIDTH - 1;

/// A pair to learn from.
struct Example {
    rows: Vec<u32>,
    /// For each relation of the family its column and the rows of its shared features.
    members: Vec<(usize, Vec<u32>)>,
    columns: Vec<usize>,
    /// For each relation the rows of what a first model made of it and its rivals.
    second: Vec<Vec<u32>>,
    status_rows: Vec<u32>,
    pair: Pair,
}

/// One place that may state a fact.
#[derive(Clone, Copy, Debug)]
struct Instance {
    example: usize,
    member: usize,
    /// The line is the one that the annotation quotes, or the annotation quotes none.
    quoted: bool,
}

/// Places that may state a fact: example and relation, as indexes.
type Places = Vec<(usize, usize)>;

/// Pairs that are no fact, by relation and ends.
type MadeUp = IndexMap<(String, What, What), Places, FxBuildHasher>;

/// A passage to learn from.
struct Lesson {
    examples: Vec<Example>,
    /// The facts that some pair may state, with their places and statuses.
    facts: Vec<(Status, Vec<Instance>)>,
    /// Every pair and relation that is no fact.
    wrong: Vec<(usize, usize)>,
    /// For the pairs of one fact read or made up: relation, and its places.
    keys: Vec<Key>,
    gold: usize,
    /// How often it counts.
    weight: usize,
    /// The facts that no pair states, each with what is missing.
    unreached: Vec<String>,
}

/// One fact read or made up.
struct Key {
    relation: String,
    right: bool,
    places: Places,
    /// The fact in words.
    said: String,
}

/// What training gives.
pub(in crate::extract) struct Learned {
    pub(in crate::extract) first: Model,
    pub(in crate::extract) second: Model,
    pub(in crate::extract) status: Model,
    pub(in crate::extract) calibration: Calibration,
    /// Facts in the passages, and those of them that some pair may state.
    pub(in crate::extract) reach: (usize, usize),
    /// Out of fold: right, read, annotated.
    pub(in crate::extract) held_out: (usize, usize, usize),
    pub(in crate::extract) report: String,
    /// Every error out of fold, a line each.
    pub(in crate::extract) misses: Vec<String>,
}

/// Trains on passages, each read by the scorer of mentions that has not seen it.
pub(in crate::extract) fn learn(passages: &[Passage], scorers: &[Scorer], extractor: &Extractor) -> Learned {
    let numbers: Vec<usize> = (0..passages.len()).collect();
    let lesson = |at: &usize| Some(lesson(passages.get(*at)?, scorers.get(at % FOLDS)?, extractor));
    let mut lessons: Vec<Lesson> = in_parallel(&numbers, lesson).into_iter().flatten().collect();
    let folds: Vec<Option<usize>> = (0..FOLDS).map(Some).chain([None]).collect();
    let mut firsts = in_parallel(&folds, |fold| train(&lessons, *fold));
    // The second pass learns from what first models make of passages that they have not seen.
    for (at, lesson) in lessons.iter_mut().enumerate() {
        if let Some((first, _)) = firsts.get(at % FOLDS) {
            lesson.add_first(first);
        }
    }
    let mut seconds = in_parallel(&folds, |fold| train(&lessons, *fold));
    let mut judged: Vec<Judged> = Vec::new();
    for (at, lesson) in lessons.iter().enumerate() {
        let Some((model, _)) = seconds.get(at % FOLDS) else { continue };
        for key in &lesson.keys {
            let scores = key.places.iter().map(|(example, member)| lesson.score(model, *example, *member));
            judged.push(Judged {
                relation: key.relation.clone(),
                score: scores.fold(f32::MIN, f32::max),
                right: key.right,
            });
        }
    }
    let relations = extractor.families.relations();
    let mut gold: IndexMap<String, usize, FxBuildHasher> =
        relations.map(|relation| (relation.to_string(), 0)).collect();
    for fact in passages.iter().flat_map(|passage| &passage.facts) {
        *gold.entry(fact.relation.clone()).or_default() += 1;
    }
    let counts: Vec<usize> =
        lessons.iter().flat_map(|lesson| std::iter::repeat_n(lesson.weight, lesson.keys.len())).collect();
    let weighted = judged.iter().zip(counts);
    let weighted: Vec<Judged> =
        weighted.flat_map(|(judged, count)| std::iter::repeat_n(judged.clone(), count)).collect();
    let mut weighted_gold: IndexMap<String, usize, FxBuildHasher> =
        gold.keys().map(|relation| (relation.clone(), 0)).collect();
    for (relation, weight) in
        passages.iter().flat_map(|passage| passage.facts.iter().map(|fact| (&fact.relation, passage.weight)))
    {
        *weighted_gold.entry(relation.clone()).or_default() += weight;
    }
    let calibration = Calibration::fit(&weighted, &weighted_gold);
    let (right, read) = calibration.count(&judged);
    let total = lessons.iter().map(|lesson| lesson.gold).sum();
    let reached = lessons.iter().map(|lesson| lesson.facts.len()).sum();
    let report = calibration.report(&judged, &gold);
    let misses = misses(passages, &lessons, &judged, &calibration);
    let last = |models: &mut Vec<(Learner, Learner)>| {
        models.pop().map(|(model, status)| (model.model(), status.model()))
    };
    let (first, _) = last(&mut firsts).unwrap_or_default();
    let (second, status) = last(&mut seconds).unwrap_or_default();
    let (reach, held_out) = ((total, reached), (right, read, total));
    Learned { first, second, status, calibration, reach, held_out, report, misses }
}

impl Lesson {
    fn score(&self, model: &Learner, example: usize, member: usize) -> f32 {
        let Some(example) = self.examples.get(example) else { return f32::MIN };
        let Some((column, shared)) = example.members.get(member) else { return f32::MIN };
        let own = model.scores(&example.rows).get(*column).copied().unwrap_or_default();
        let second = example
            .second
            .get(member)
            .map_or(0.0, |rows| model.scores(rows).get(*column).copied().unwrap_or_default());
        own + second + model.scores(shared).get(SHARED).copied().unwrap_or_default()
    }

    /// Adds to every pair what a first model makes of it and of its rivals.
    fn add_first(&mut self, model: &Learner) {
        let scores: Vec<Vec<f32>> = (0..self.examples.len())
            .map(|at| {
                let members = self.examples.get(at).map_or(0, |example| example.members.len());
                (0..members).map(|member| self.score(model, at, member)).collect()
            })
            .collect();
        let pairs: Vec<Scored<'_>> = self
            .examples
            .iter()
            .zip(&scores)
            .map(|(example, scores)| Scored { pair: &example.pair, columns: &example.columns, scores })
            .collect();
        let rivals = Rivals::new(&pairs);
        let mut features = Features::default();
        let mut added: Vec<Vec<Vec<u32>>> = Vec::new();
        for scored in &pairs {
            let rows = (0..scored.scores.len()).map(|member| {
                rivals.features(scored, member, &mut features);
                rows(&features, BITS)
            });
            added.push(rows.collect());
        }
        for (example, added) in self.examples.iter_mut().zip(added) {
            example.second = added;
        }
    }
}

/// Both tables, learned from all lessons but those of one fold.
fn train(lessons: &[Lesson], fold: Option<usize>) -> (Learner, Learner) {
    let mut model = Learner::new(BITS, RATE);
    let mut status = Learner::new(STATUS_BITS, STATUS_RATE);
    let used: Vec<&Lesson> = lessons
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(at % FOLDS) != fold)
        .map(|(_, lesson)| lesson)
        .collect();
    for example in used.iter().flat_map(|lesson| &lesson.examples) {
        model.count(&example.rows);
        for shared in example.members.iter().map(|(_, shared)| shared).chain(&example.second) {
            model.count(shared);
        }
        status.count(&example.status_rows);
    }
    let repeated = |(at, lesson): (usize, &&Lesson)| std::iter::repeat_n(at, lesson.weight);
    let mut order: Vec<usize> = used.iter().enumerate().flat_map(repeated).collect();
    let mut shuffle = Shuffle::new(29);
    for round in 0..ROUNDS {
        shuffle.mix(&mut order);
        for lesson in order.iter().filter_map(|at| used.get(*at)) {
            study(lesson, &mut model, &mut status, round);
        }
        if round >= SETTLING {
            model.end_round();
            status.end_round();
        }
    }
    model.settle();
    status.settle();
    (model, status)
}

fn study(lesson: &Lesson, model: &mut Learner, status: &mut Learner, round: usize) {
    for (wanted, instances) in &lesson.facts {
        let quoted = instances.iter().any(|instance| instance.quoted);
        let may = instances.iter().filter(|instance| instance.quoted || !quoted);
        let best = may
            .map(|instance| (instance, lesson.score(model, instance.example, instance.member)))
            .fold(None, |best: Option<(&Instance, f32)>, next| match best {
                Some(held) if round == 0 || held.1 >= next.1 => Some(held),
                _ => Some(next),
            });
        let Some((instance, _)) = best else { continue };
        move_score(lesson, model, instance.example, instance.member, 1.0);
        if let Some(example) = lesson.examples.get(instance.example) {
            let kept = status.kept(&example.status_rows);
            let mut slopes = softmax(&status.scores(&kept), Status::ALL.len());
            if let Some(slot) =
                Status::ALL.iter().position(|held| held == wanted).and_then(|at| slopes.get_mut(at))
            {
                *slot -= 1.0;
            }
            status.step(&kept, &slopes);
        }
    }
    for (example, member) in &lesson.wrong {
        move_score(lesson, model, *example, *member, 0.0);
    }
}

fn move_score(lesson: &Lesson, model: &mut Learner, example: usize, member: usize, wanted: f32) {
    let Some(example) = lesson.examples.get(example) else { return };
    let Some((column, shared)) = example.members.get(member) else { return };
    let mut own = model.kept(&example.rows);
    own.extend(example.second.get(member).into_iter().flat_map(|rows| model.kept(rows)));
    let shared = model.kept(shared);
    let score = model.scores(&own).get(*column).copied().unwrap_or_default()
        + model.scores(&shared).get(SHARED).copied().unwrap_or_default();
    let slope = logistic(score) - wanted;
    for (rows, column) in [(own, *column), (shared, SHARED)] {
        let mut gradient: Scores = [0.0; WIDTH];
        if let Some(slot) = gradient.get_mut(column) {
            *slot = slope;
        }
        model.step(&rows, &gradient);
    }
}

fn lesson(passage: &Passage, scorer: &Scorer, extractor: &Extractor) -> Lesson {
    let document = passage.document();
    let page = extractor.page_by(&document, scorer);
    let drafts = extractor.rules.drafts(&page);
    let pairs = pairs(&page, &drafts, &extractor.families);
    let scene = Scene::new(&page, &drafts, &extractor.families, &extractor.rules, views(&page, &pairs));
    let answers = Answers::new(passage);
    let mut lesson = Lesson {
        examples: Vec::new(),
        facts: Vec::new(),
        wrong: Vec::new(),
        keys: Vec::new(),
        gold: answers.count(),
        weight: passage.weight,
        unreached: Vec::new(),
    };
    let mut facts: IndexMap<usize, Vec<Instance>, FxBuildHasher> = IndexMap::default();
    let mut made_up: MadeUp = IndexMap::default();
    for pair in pairs {
        let number = lesson.examples.len();
        let Some((example, relations)) = example(&scene, &pair) else { continue };
        let sentence = page.lines.get(pair.line).map(|line| document.quote(line.span)).unwrap_or_default();
        let (subject, object) =
            (names(&page, &pair.subject.filler.what), names(&page, &pair.object.filler.what));
        for (member, relation) in relations.iter().enumerate() {
            match answers.find(&subject, relation, &object) {
                Some(fact) => {
                    let quoted = answers.quotes(fact, &sentence);
                    facts.entry(fact).or_default().push(Instance { example: number, member, quoted });
                }
                None => {
                    lesson.wrong.push((number, member));
                    let key = (relation.clone(), pair.subject.filler.what, pair.object.filler.what);
                    made_up.entry(key).or_default().push((number, member));
                }
            }
        }
        lesson.examples.push(example);
    }
    for ((relation, subject, object), places) in made_up {
        let [subject, object] = [subject, object].map(|what| names(&page, &what).join(" = "));
        let said = format!("{relation}: {subject} > {object}");
        lesson.keys.push(Key { relation, right: false, places, said });
    }
    let reached = |fact: usize| facts.contains_key(&fact);
    lesson.unreached.extend(answers.others(reached).map(|(relation, subject, object)| {
        let lacks = [subject, object].map(|name| lack(&page, &answers, name));
        format!("{relation}: {subject}{} > {object}{}", lacks[0], lacks[1])
    }));
    for (fact, instances) in facts {
        let places = instances.iter().map(|instance| (instance.example, instance.member)).collect();
        let relation = answers.relation(fact).to_owned();
        lesson.keys.push(Key { relation, right: true, places, said: answers.said(fact) });
        lesson.facts.push((answers.status(fact), instances));
    }
    lesson
}

/// What a page lacks of a name that a fact needs.
fn lack(page: &Page<'_>, answers: &Answers<'_>, name: &str) -> String {
    let kinds = answers.kinds(name);
    let named = |at: &usize| answers.is(&names(page, &What::Entity(*at)), name);
    let found: Vec<&str> = (0..page.entities.len())
        .filter(named)
        .filter_map(|at| page.kind_of(at))
        .map(crate::extract::mention::Type::name)
        .collect();
    if kinds.is_empty() || found.iter().any(|kind| kinds.contains(kind)) {
        String::new()
    } else if found.is_empty() {
        format!(" [no {}]", kinds.join("/"))
    } else {
        format!(" [{} for {}]", found.join("/"), kinds.join("/"))
    }
}

/// The errors out of fold: facts without a pair, facts that scored too low, and pairs that are no fact.
fn misses(
    passages: &[Passage],
    lessons: &[Lesson],
    judged: &[Judged],
    calibration: &Calibration,
) -> Vec<String> {
    let mut misses = Vec::new();
    let mut judged = judged.iter();
    for (passage, lesson) in passages.iter().zip(lessons) {
        let id = &passage.id;
        misses.extend(lesson.unreached.iter().map(|said| format!("{id}\tunreached\t{said}")));
        for (key, judged) in lesson.keys.iter().zip(&mut judged) {
            let claimed = calibration.is_enough(&key.relation, judged.score);
            match (key.right, claimed) {
                (true, false) => misses.push(format!("{id}\tlow {:.1}\t{}", judged.score, key.said)),
                (false, true) => misses.push(format!("{id}\tmade up {:.1}\t{}", judged.score, key.said)),
                _ => {}
            }
        }
    }
    misses
}

fn example(scene: &Scene<'_, '_>, pair: &Pair) -> Option<(Example, Vec<String>)> {
    let family = scene.families.get(pair.family)?;
    let mut features = Features::default();
    scene.features(pair, &mut features);
    let own = rows(&features, BITS);
    let (mut members, mut columns, mut relations) = (Vec::new(), Vec::new(), Vec::new());
    for (column, member) in family.members.iter().enumerate() {
        if member.joins(pair.subject.kind, pair.object.kind) {
            features.clear();
            scene.shared(pair, member, &mut features);
            members.push((column, rows(&features, BITS)));
            columns.push(column);
            relations.push(member.relation.to_string());
        }
    }
    status::features(scene, pair, &mut features);
    let status_rows = rows(&features, STATUS_BITS);
    let example =
        Example { rows: own, members, columns, second: Vec::new(), status_rows, pair: pair.clone() };
    Some((example, relations))
}

/// The names that an end may go by.
fn names(page: &Page<'_>, what: &What) -> Vec<String> {
    match what {
        What::Entity(entity) => page
            .entities
            .get(*entity)
            .map(|entity| entity.aliases.iter().chain([&entity.name]).cloned().collect())
            .unwrap_or_default(),
        What::Literal(mention) => crate::extract::claims::literals(page, *mention),
    }
}
