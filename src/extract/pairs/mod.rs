//! Claims by a trained scorer: every pair of mentions that a relation could join, with how sure the text makes it.
//!
//! What the rules drafted is part of what the scorer sees, so that a rule speaks through it, never past it.

mod calibrate;
mod families;
mod features;
mod learn;
mod rivals;
mod stage;
mod status;
mod view;
mod words;

use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use self::calibrate::Calibration;
use self::features::Scene;
use self::rivals::{Rivals, Scored};
pub(super) use self::view::View;
use super::mention::{Form, Type};
use super::model::{Features, Joined, Memo, Model, Scores, Tally};
use super::page::{Implied, Page};
use super::rules::{Draft, Filler, Rules, What};
use crate::graph::Status;
use crate::ontology::Relation;

pub(super) use families::Families;
pub(super) use learn::learn;

/// Rows of the table of claims, as a power of two.
const BITS: u32 = 21;
/// Rows of the table of statuses, as a power of two.
const STATUS_BITS: u32 = 16;

/// One end of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct End {
    filler: Filler,
    /// The kind that it is taken for.
    kind: Type,
    /// The kind is another than the mention was found with: a part for an actor, a body for a company.
    bent: bool,
    /// The mention in the line, as an index; `None` where the line does not name it.
    mention: Option<usize>,
    /// What speaks for a title that the line does not name.
    implied: Option<Implied>,
}

/// Two ends that a relation could join.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) line: usize,
    subject: End,
    object: End,
    family: usize,
    /// The drafts that join the same two, as indexes.
    drafts: Vec<usize>,
}

/// The most mentions of a line that are paired; a longer line is a list that nothing ties together.
const MOST_MENTIONS: usize = 60;
/// The most ends of a line, each mention in all the ways that it may be taken.
const MOST_ENDS: usize = 240;
/// The most pairs of one line.
const MOST_PAIRS: usize = 1500;
/// The most drafts of one line that are weighed.
const MOST_DRAFTS: usize = 300;
/// The most words and mentions of a line that is prose; longer ones are left to the rules.
const LONGEST_LINE: usize = 400;

/// The trained tables, and what their scores are worth.
#[derive(Clone, Debug, Default)]
pub(super) struct Weigher {
    /// Score each pair by itself, then beside its rivals.
    tables: Joined,
    status: Joined,
    calibration: Calibration,
}

impl Weigher {
    /// The tables that are compiled in.
    pub(super) fn shipped() -> Arc<Self> {
        static SHIPPED: OnceLock<Arc<Weigher>> = OnceLock::new();
        let weigher = || {
            Arc::new(Self {
                tables: Joined::new(
                    &Model::from_file(include_bytes!("../weights/claims-first.zst")),
                    &Model::from_file(include_bytes!("../weights/claims-second.zst")),
                ),
                status: Joined::new(
                    &Model::from_file(include_bytes!("../weights/status.zst")),
                    &Model::default(),
                ),
                calibration: ron::from_str(include_str!("../weights/claims.ron")).unwrap_or_default(),
            })
        };
        SHIPPED.get_or_init(weigher).clone()
    }

    /// The relations that it was trained on, in the order of its columns.
    pub(super) fn relations(&self) -> impl Iterator<Item = &str> {
        self.calibration.relations()
    }

    /// The claims of a page: what scores high enough, with the status that its words give it; and the entities that
    /// those claims take for another kind than they were found with.
    pub(super) fn weigh(
        &self,
        page: &Page<'_>,
        drafts: &[Draft],
        families: &Families,
        rules: &Rules,
    ) -> (Vec<Draft>, Vec<(usize, Type)>) {
        // No passage has shown what the scores of other relations are worth: their rules speak for themselves.
        let is_trained = |draft: &&Draft| self.calibration.bound(draft.relation.as_str()).is_some();
        let untrained: Vec<Draft> = drafts.iter().filter(|draft| !is_trained(draft)).cloned().collect();
        let trained: Vec<Draft>;
        let drafts = if untrained.is_empty() {
            drafts
        } else {
            trained = drafts.iter().filter(is_trained).cloned().collect();
            &trained
        };
        let pairs = pairs(page, drafts, families);
        let scene = Scene::new(page, drafts, families, rules, views(page, &pairs));
        let (mut memo, mut room, mut last) = (Memo::default(), Features::default(), 0);
        let weighed: Vec<Weighed> = pairs
            .iter()
            .map(|pair| {
                if pair.line != last {
                    memo.clear();
                    last = pair.line;
                }
                self.first_pass(&scene, pair, &mut memo, &mut room)
            })
            .collect();
        let scored: Vec<Scored<'_>> = pairs
            .iter()
            .zip(&weighed)
            .map(|(pair, weighed)| Scored { pair, columns: &weighed.columns, scores: &weighed.firsts })
            .collect();
        let rivals = Rivals::new(&scored);
        let mut features = Features::default();
        let mut claims = Vec::new();
        for (scored, weighed) in scored.iter().zip(&weighed) {
            let Some(family) = families.get(scored.pair.family) else { continue };
            for (member, column) in scored.columns.iter().enumerate() {
                let Some(relation) = family.members.get(*column).map(|member| &member.relation) else {
                    continue;
                };
                rivals.features(scored, member, &mut features);
                let beside = self.tables.sums(&features);
                let beside = self.tables.scores(&beside, 1).get(*column).copied().unwrap_or_default();
                let score = weighed.seconds.get(member).copied().unwrap_or_default() + beside;
                if self.calibration.is_enough(relation.as_str(), score) {
                    claims.push((self.claim(&scene, scored.pair, relation, score), scored.pair));
                }
            }
        }
        let (mut claims, kinds) = settle_kinds(page, outdone_by_rules(&surest_of_each(claims)));
        claims.extend(untrained);
        (claims, kinds)
    }

    /// The scores of a pair by itself, by both tables.
    fn first_pass(
        &self,
        scene: &Scene<'_, '_>,
        pair: &Pair,
        memo: &mut Memo,
        room: &mut Features,
    ) -> Weighed {
        let mut weighed = Weighed::default();
        let mut tally = Tally::new(&self.tables, memo, room);
        scene.features(pair, &mut tally);
        let own = tally.sums;
        let own = [0, 1].map(|pass| self.tables.scores(&own, pass));
        let Some(family) = scene.families.get(pair.family) else { return weighed };
        for (column, member) in family.members.iter().enumerate() {
            if !member.joins(pair.subject.kind, pair.object.kind) {
                continue;
            }
            room.clear();
            scene.shared(pair, member, room);
            let shared = self.tables.sums(room);
            let shared = [0, 1].map(|pass| self.tables.scores(&shared, pass));
            let [first, second] = [0, 1].map(|pass| {
                let at = |scores: &[Scores; 2], column: usize| {
                    scores.get(pass).and_then(|scores| scores.get(column)).copied().unwrap_or_default()
                };
                at(&own, column) + at(&shared, learn::SHARED)
            });
            weighed.columns.push(column);
            weighed.firsts.push(first);
            weighed.seconds.push(second);
        }
        weighed
    }

    fn best_status(&self, features: &Features) -> Status {
        let scores = self.status.scores(&self.status.sums(features), 0);
        let mut best = (f32::MIN, Status::Asserted);
        for (score, status) in scores.iter().zip(Status::ALL) {
            if *score > best.0 {
                best = (*score, status);
            }
        }
        best.1
    }

    fn claim(&self, scene: &Scene<'_, '_>, pair: &Pair, relation: &Relation, score: f32) -> Draft {
        let mut drafts = pair.drafts.iter().filter_map(|at| scene.drafts.get(*at));
        let ruled = drafts.find(|draft| draft.relation == *relation);
        let mut features = Features::default();
        status::features(scene, pair, &mut features);
        let place = || scene.place(pair.subject).or(scene.place(pair.object)).unwrap_or_default();
        Draft {
            line: pair.line,
            subject: pair.subject.filler,
            relation: relation.clone(),
            object: pair.object.filler,
            // A rule that sees a plan, a rumour, an end or a denial is right more often than a score that sees none.
            status: match (self.best_status(&features), ruled.map(|draft| draft.status)) {
                (Status::Asserted, Some(told)) => told,
                (scored, _) => scored,
            },
            rule: ruled.map_or_else(|| format!("{relation}/scorer"), |draft| draft.rule.clone()),
            confidence: self.calibration.confidence(score),
            at: ruled.map_or_else(place, |draft| draft.at),
        }
    }
}

/// The scores of a pair before its rivals are looked at, one for each relation that may join the two.
#[derive(Default)]
struct Weighed {
    columns: Vec<usize>,
    firsts: Vec<f32>,
    seconds: Vec<f32>,
}

/// One claim a sentence for the same two in the same relation: the surest, the first of equals. A pronoun that may mean
/// several pairs its sentence more than once.
fn surest_of_each(claims: Vec<(Draft, &Pair)>) -> Vec<(Draft, &Pair)> {
    let mut surest: IndexMap<_, (Draft, &Pair), FxBuildHasher> = IndexMap::default();
    for (claim, pair) in claims {
        let key = (claim.line, claim.relation.clone(), claim.subject.what, claim.object.what);
        match surest.get_mut(&key) {
            Some(held) if held.0.confidence >= claim.confidence => {}
            Some(held) => *held = (claim, pair),
            None => {
                surest.insert(key, (claim, pair));
            }
        }
    }
    surest.into_values().collect()
}

/// Where a rule says what somebody did to one title in a sentence, a bare score must be surer to say it of another, and
/// surer still of one that a rule gives to somebody else.
fn outdone_by_rules<'a>(claims: &[(Draft, &'a Pair)]) -> Vec<(Draft, &'a Pair)> {
    /// The least confidence of a claim without a rule beside one with a rule.
    const SURE: f32 = 0.6;
    /// The same where both ends have one.
    const SURER: f32 = 0.8;
    let scored = |draft: &Draft| draft.rule.ends_with("/scorer");
    let ruled = claims.iter().filter(|(draft, _)| !scored(draft));
    let ruled: Vec<(usize, (What, What))> = ruled.map(|(_, pair)| (pair.line, rivals::ends(pair))).collect();
    let holds = |draft: &Draft, pair: &Pair| {
        let (title, name) = rivals::ends(pair);
        let first = ruled.partition_point(|(line, _)| *line < pair.line);
        let mut here =
            ruled.iter().skip(first).take_while(|(line, _)| *line == pair.line).map(|(_, ends)| ends);
        let mut others = here.clone();
        let name_told = here.any(|ends| ends.1 == name && ends.0 != title);
        let title_told = others.any(|ends| ends.0 == title && ends.1 != name);
        let least = match (name_told, title_told) {
            (true, true) => SURER,
            (true, false) => SURE,
            (false, _) => 0.0,
        };
        !scored(draft) || draft.confidence >= least
    };
    claims.iter().filter(|(draft, pair)| holds(draft, pair)).cloned().collect()
}

/// Each entity is of one kind: the one that its claims are surest of. Claims that take it for another go.
fn settle_kinds(page: &Page<'_>, claims: Vec<(Draft, &Pair)>) -> (Vec<Draft>, Vec<(usize, Type)>) {
    /// What the kind that a mention was found with counts beside claims.
    const FOUND: f32 = 0.4;
    let mut votes: Vec<Vec<(Type, f32)>> =
        page.entities.iter().map(|entity| vec![(entity.kind, FOUND)]).collect();
    let ends = |pair: &Pair| [pair.subject, pair.object];
    for (claim, pair) in &claims {
        for end in ends(pair) {
            let What::Entity(entity) = end.filler.what else { continue };
            let Some(votes) = votes.get_mut(entity) else { continue };
            match votes.iter_mut().find(|(kind, _)| *kind == end.kind) {
                Some((_, sum)) => *sum += claim.confidence,
                None => votes.push((end.kind, claim.confidence)),
            }
        }
    }
    let best = |votes: &Vec<(Type, f32)>| {
        votes
            .iter()
            .copied()
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map(|(kind, _)| kind)
    };
    let kinds: Vec<Option<Type>> = votes.iter().map(best).collect();
    let holds = |end: End| match end.filler.what {
        What::Entity(entity) => kinds.get(entity).copied().flatten() == Some(end.kind),
        What::Literal(_) => true,
    };
    let kept = claims
        .into_iter()
        .filter(|(_, pair)| ends(pair).into_iter().all(holds))
        .map(|(claim, _)| claim)
        .collect();
    let bent = page.entities.iter().zip(&kinds).enumerate();
    let bent = bent
        .filter_map(|(at, (entity, kind))| kind.filter(|kind| *kind != entity.kind).map(|kind| (at, kind)));
    (kept, bent.collect())
}

/// The lines that have pairs as symbols with their trees; the others are left empty.
pub(super) fn views(page: &Page<'_>, pairs: &[Pair]) -> Vec<View> {
    let mut views = vec![View::default(); page.lines.len()];
    for lines in pairs.chunk_by(|one, next| one.line == next.line) {
        if let Some((line, view)) =
            lines.first().and_then(|pair| views.get_mut(pair.line).map(|view| (pair.line, view)))
        {
            *view = View::new(page, line);
        }
    }
    views
}

/// Every pair of a page, in the order of the text.
fn pairs(page: &Page<'_>, drafts: &[Draft], families: &Families) -> Vec<Pair> {
    let mut all = Vec::new();
    for line in 0..page.lines.len() {
        let first = drafts.partition_point(|draft| draft.line < line);
        let end = drafts.partition_point(|draft| draft.line <= line);
        let mut pairs = line_pairs(page, line, families);
        for (at, draft) in drafts.iter().enumerate().take(end).skip(first).take(MOST_DRAFTS) {
            note_draft(page, at, draft, families, &mut pairs);
        }
        all.extend(pairs);
    }
    all
}

fn line_pairs(page: &Page<'_>, line: usize, families: &Families) -> Vec<Pair> {
    let mut pairs = Vec::new();
    if page.items.get(line).is_none_or(|items| items.len() > LONGEST_LINE) {
        return pairs;
    }
    let mut ends = ends(page, line);
    ends.truncate(MOST_ENDS);
    for subject in ends.iter().filter(|end| !end.kind.is_literal()) {
        for object in &ends {
            let apart = subject.filler.what != object.filler.what
                && (subject.mention != object.mention || subject.mention.is_none())
                && (subject.mention.is_some() || object.mention.is_some());
            if pairs.len() >= MOST_PAIRS {
                return pairs;
            }
            if !apart {
                continue;
            }
            for (family, members) in families.between(subject.kind, object.kind) {
                // What holds in both directions is said once, in the order of the text.
                let backwards = members.members.iter().all(|member| member.symmetric)
                    && subject.filler.span.start > object.filler.span.start;
                if !backwards {
                    pairs.push(Pair { line, subject: *subject, object: *object, family, drafts: Vec::new() });
                }
            }
        }
    }
    pairs
}

/// The mentions of a line, each entity of a group by itself, and what it may be about without naming it.
fn ends(page: &Page<'_>, line: usize) -> Vec<End> {
    let first = page.mentions.partition_point(|mention| mention.line < line);
    let here = page.mentions_of(line);
    let words = page.lines.get(line).map(|line| line.words.as_slice()).unwrap_or_default();
    let played = words.iter().any(|word| word.is_any(PARTS));
    let mut ends: Vec<End> = Vec::new();
    for (at, mention) in here.iter().enumerate().take(MOST_MENTIONS) {
        let end = |what| End {
            filler: Filler { span: mention.span, what },
            kind: mention.kind,
            bent: false,
            mention: Some(first + at),
            implied: None,
        };
        if mention.kind.is_literal() {
            ends.push(end(What::Literal(first + at)));
        }
        ends.extend(mention.entities.iter().map(|entity| end(What::Entity(*entity))));
        let named = !matches!(mention.form, Form::Pronoun | Form::Nominal);
        if let Some(kind) = bend(mention.kind).filter(|kind| named && (played || *kind != Type::Character)) {
            ends.extend(mention.entities.iter().map(|entity| End {
                kind,
                bent: true,
                ..end(What::Entity(*entity))
            }));
        }
        if matches!(mention.kind, Type::Person | Type::Series | Type::Film) {
            for (entity, implied) in page.alternatives(mention) {
                let kind = page.kind_of(entity).unwrap_or(mention.kind);
                ends.push(End { kind, implied: Some(implied), ..end(What::Entity(entity)) });
            }
        }
    }
    let named = |entity: usize, ends: &[End]| {
        ends.iter().any(|end| end.filler.what == What::Entity(entity) && end.implied.is_none())
    };
    for (entity, implied) in page.implied(line) {
        let kind = page.kind_of(entity).filter(|kind| kind.is_title());
        if let (Some(kind), false, Some(mention)) =
            (kind, named(entity, &ends), page.last_mention(entity, line))
        {
            let filler = Filler { span: mention.span, what: What::Entity(entity) };
            ends.push(End { filler, kind, bent: false, mention: None, implied: Some(implied) });
        }
    }
    for (entity, implied) in page.implied_others(line) {
        if let (Some(kind), Some(mention)) = (page.kind_of(entity), page.last_mention(entity, line)) {
            let filler = Filler { span: mention.span, what: What::Entity(entity) };
            ends.push(End { filler, kind, bent: false, mention: None, implied: Some(implied) });
        }
    }
    ends
}

/// What a mention of a kind may be taken for instead, where a claim says so.
fn bend(kind: Type) -> Option<Type> {
    match kind {
        Type::Person => Some(Type::Character),
        Type::Character => Some(Type::Person),
        Type::Organization => Some(Type::Studio),
        Type::Film => Some(Type::Series),
        _ => None,
    }
}

/// Words of a sentence that speaks of parts.
const PARTS: &[&str] = &[
    "as",
    "play",
    "plays",
    "played",
    "playing",
    "role",
    "roles",
    "part",
    "parts",
    "character",
    "characters",
    "portrays",
    "portrayed",
    "portraying",
    "voices",
    "voiced",
    "voice",
    "stars",
    "starred",
    "starring",
    "(",
    "opposite",
    "reprise",
    "reprises",
    "reprised",
    "reprising",
    "recast",
    "cast",
    "embodies",
    "who",
    "his",
    "her",
];

/// Ties a draft to the pairs that join the same two; a draft that joins others is a pair of its own.
fn note_draft(page: &Page<'_>, at: usize, draft: &Draft, families: &Families, pairs: &mut Vec<Pair>) {
    let Some((family, _)) = families.place(&draft.relation) else { return };
    let mut known = false;
    for pair in pairs.iter_mut().filter(|pair| pair.family == family) {
        let (subject, object) = (pair.subject.filler.what, pair.object.filler.what);
        if (subject, object) == (draft.subject.what, draft.object.what)
            || (family_is_symmetric(families, family)
                && (object, subject) == (draft.subject.what, draft.object.what))
        {
            pair.drafts.push(at);
            known = true;
        }
    }
    let end = |filler: Filler| {
        let kind = match filler.what {
            What::Entity(entity) => page.kind_of(entity)?,
            What::Literal(mention) => page.mentions.get(mention)?.kind,
        };
        Some(End { filler, kind, bent: false, mention: None, implied: None })
    };
    if let (false, Some(subject), Some(object)) = (known, end(draft.subject), end(draft.object)) {
        pairs.push(Pair { line: draft.line, subject, object, family, drafts: vec![at] });
    }
}

fn family_is_symmetric(families: &Families, family: usize) -> bool {
    families.get(family).is_some_and(|family| family.members.iter().all(|member| member.symmetric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Extractor, RULE_FILES};
    use crate::ontology::Ontology;
    use crate::text::Document;

    #[test]
    fn groups_that_are_remembered_add_up_to_all_features() {
        let text = "Nora Vale directed “Glass Harbor”, a Danish thriller with Ida Holm, Otto Reyes and Lea Brandt as \
            the detective Rosa Quist, for Nordlys Film. She also wrote it with Reyes. In 2019, after the strike, Holm \
            starred in the series *The Sea and the Salt* on NRK, which Vale produced.";
        let extractor = Extractor::new();
        let document = Document::markdown("note", text);
        let page = extractor.page_by(&document, &extractor.scorer);
        let drafts = extractor.rules.drafts(&page);
        let pairs = pairs(&page, &drafts, &extractor.families);
        let scene = Scene::new(&page, &drafts, &extractor.families, &extractor.rules, views(&page, &pairs));
        let tables = &Weigher::shipped().tables;
        let (mut memo, mut room, mut last) = (Memo::default(), Features::default(), 0);
        for pair in &pairs {
            if pair.line != last {
                memo.clear();
                last = pair.line;
            }
            let mut all = Features::default();
            scene.features(pair, &mut all);
            let mut tally = Tally::new(tables, &mut memo, &mut room);
            scene.features(pair, &mut tally);
            assert_eq!(tally.sums, tables.sums(&all), "{pair:?}");
        }
        assert!(pairs.len() > 50, "{}", pairs.len());
    }

    #[test]
    fn a_relation_that_was_not_trained_is_claimed_by_its_rules() {
        let ontology = || {
            let mut ontology = Ontology::default();
            let rule = ontology.relations.get(&Relation::new("shot")).cloned().expect("it is shipped");
            ontology.relations.shift_insert(0, Relation::new("choreographed"), rule);
            ontology
        };
        let rules = "(relation: \"choreographed\", frames: [(name: \"verb\", verbs: [\"choreograph\"], \
            subject: Agent, object: Patient)], reads: [], ignores: [])";
        let files = RULE_FILES.iter().copied().chain([("choreographed.ron", rules)]);
        let wider = Extractor {
            rules: Rules::new(files, &ontology()).expect("the rules compile"),
            families: Families::new(&ontology(), Weigher::shipped().relations()),
            ..Extractor::new()
        };
        let said = |extractor: &Extractor, text: &str| -> Vec<String> {
            let reading = extractor.extract(&Document::new("note", text));
            reading.claims.iter().map(|claim| format!("{} {}", claim.subject, claim.relation)).collect()
        };
        let told =
            said(&wider, "Nora Vale choreographed the film “Glass Harbor”, which Otto Reyes directed.");
        for claim in ["person:nora-vale choreographed", "person:otto-reyes directed"] {
            assert!(told.iter().any(|told| told == claim), "{claim}: {told:?}");
        }
        let text = "Ida Holm wrote and directed “Glass Harbor”, a Danish thriller shot by Lea Brandt for Nordlys Film.";
        assert_eq!(said(&wider, text), said(&Extractor::new(), text));
    }
}
