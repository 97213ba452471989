//! Mentions by a trained scorer: stretches of words that name something, each with its kind.

mod candidates;
mod causes;
mod decode;
mod features;
mod gold;
mod learn;
mod sheet;

use self::decode::{Scored, decode};
use self::features::{Stretch, features};
use std::sync::{Arc, OnceLock};

use super::lexicon::Lexicon;
use super::lines::Line;
use super::mention::Type;
use super::model::{Features, Model};
use crate::text::Document;

pub(super) use learn::{FOLDS, train};
pub(super) use sheet::Apart;
use sheet::{How, Sheet, list};

/// The outcomes of the scorer, in the order of its columns.
pub(super) const LABELS: [Type; 11] = [
    Type::Series,
    Type::Film,
    Type::Work,
    Type::Person,
    Type::Character,
    Type::Studio,
    Type::Organization,
    Type::Place,
    Type::Event,
    Type::Award,
    Type::Genre,
];

/// A stretch of words that names something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Type,
}

/// The two scorers of mentions: the second sees what the first made of the whole text.
#[derive(Clone, Debug)]
pub(super) struct Scorer {
    pub(super) first: Model,
    pub(super) second: Model,
}

impl Scorer {
    /// The scorers that are compiled in.
    pub(super) fn shipped() -> Arc<Self> {
        static SHIPPED: OnceLock<Arc<Scorer>> = OnceLock::new();
        let scorer = || {
            Arc::new(Self {
                first: Model::from_file(include_bytes!("../weights/mentions-first.zst")),
                second: Model::from_file(include_bytes!("../weights/mentions-second.zst")),
            })
        };
        SHIPPED.get_or_init(scorer).clone()
    }

    /// The mentions of a document, in order, none of which overlap, and what each line sets apart.
    pub(super) fn find(
        &self,
        document: &Document,
        lines: &[Line<'_>],
        lexicon: &Lexicon,
    ) -> (Vec<Found>, Vec<Vec<Apart>>) {
        let sheet = Sheet::new(document, lines, lexicon);
        let found = pass(&sheet, &self.first);
        let sheet = sheet.with_first(&found);
        let mut found = pass(&sheet, &self.second);
        add_announced(&sheet, &mut found);
        add_dated(&sheet, &mut found);
        causes::add_causes(&sheet, &mut found);
        (found, sheet.apart)
    }
}

/// Adds titles that are set apart right behind a noun for one, whatever they look like: `the film “node”`.
fn add_announced(sheet: &Sheet<'_, '_>, found: &mut Vec<Found>) {
    let mut added = Vec::new();
    for (line, apart) in
        sheet.apart.iter().enumerate().flat_map(|(line, all)| all.iter().map(move |apart| (line, apart)))
    {
        let quoted = u64::from(matches!(apart.how, How::Double | How::Single));
        let before = apart.start.checked_sub(1 + usize::try_from(quoted).unwrap_or_default());
        let noun = sheet.look(line, before).lists;
        let kinds = [(list::SERIES, Type::Series), (list::FILM, Type::Film), (list::WORK, Type::Work)];
        let kind = kinds.iter().find(|(bit, _)| noun & bit != 0).map(|(_, kind)| *kind);
        let first = found.partition_point(|other| (other.line, other.end) <= (line, apart.start));
        let taken = found.get(first).is_some_and(|other| other.line == line && other.start < apart.end);
        if let Some(kind) = kind.filter(|_| !taken && apart.end - apart.start <= LONGEST_ANNOUNCED) {
            added.push(Found { line, start: apart.start, end: apart.end, kind });
        }
    }
    // Of two that overlap the first stays.
    added.dedup_by(|next, held| next.line == held.line && next.start < held.end);
    found.extend(added);
    found.sort_unstable();
}

/// Adds titles that nothing but the year in brackets behind them tells: `Letters from Home (2003)`.
fn add_dated(sheet: &Sheet<'_, '_>, found: &mut Vec<Found>) {
    let mut added = Vec::new();
    for (line, words) in sheet.lines.iter().enumerate() {
        for (at, bracket) in words.words.iter().enumerate().filter(|(_, word)| word.is("(")) {
            let year = words
                .words
                .get(at + 1)
                .is_some_and(|word| word.text.len() == 4 && sheet.look(line, Some(at + 1)).number);
            let closed = words.words.get(at + 2).is_some_and(|word| word.is(")"));
            let Some(start) = Some(at)
                .filter(|_| year && closed && !bracket.text.is_empty())
                .and_then(|at| candidates::name_before(sheet, line, at))
            else {
                continue;
            };
            let first = found.partition_point(|other| (other.line, other.end) <= (line, start));
            if !found.get(first).is_some_and(|other| other.line == line && other.start < at) {
                added.push(Found { line, start, end: at, kind: Type::Film });
            }
        }
    }
    found.extend(added);
    found.sort_unstable();
}

/// The most words of a title that only its noun announces.
const LONGEST_ANNOUNCED: usize = 8;

/// The mentions that one model finds.
fn pass(sheet: &Sheet<'_, '_>, model: &Model) -> Vec<Found> {
    let mut seen = Features::default();
    let mut found = Vec::new();
    for (number, line) in sheet.lines.iter().enumerate() {
        let scored: Vec<Scored> = candidates::candidates(sheet, number)
            .into_iter()
            .map(|(start, end)| {
                features(sheet, Stretch { line: number, start, end }, &mut seen);
                Scored { start, end, scores: model.scores(&seen) }
            })
            .collect();
        for (at, label) in decode(line.words.len(), &scored) {
            if let (Some(stretch), Some(kind)) = (scored.get(at), LABELS.get(label)) {
                found.push(Found { line: number, start: stretch.start, end: stretch.end, kind: *kind });
            }
        }
    }
    found
}
