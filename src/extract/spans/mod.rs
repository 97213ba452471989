//! Mentions by a trained scorer: stretches of words that name something, each with its kind.

mod candidates;
mod causes;
mod decode;
mod features;
mod gold;
mod learn;
mod sheet;

use self::decode::{Scored, decode, top_label};
use self::features::{Stretch, features, second_features};
use std::sync::{Arc, OnceLock};

use super::lexicon::{Lexicon, list};
use super::lines::Line;
use super::mention::Type;
use super::model::{Features, Joined, Memo, Model, Sums, Tally};
use crate::text::Document;

pub(super) use learn::{FOLDS, train};
pub(super) use sheet::Apart;
use sheet::{How, Sheet};

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

/// The column of a kind.
fn label_of(kind: Type) -> Option<usize> {
    LABELS.iter().position(|label| *label == kind)
}

/// A stretch of words that names something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Type,
}

/// The scorer of mentions in two passes: the second sees what the first made of the whole text.
#[derive(Clone, Debug, Default)]
pub(super) struct Scorer {
    tables: Joined,
}

impl Scorer {
    /// The scorer of two trained tables; without a second one there is no second pass.
    pub(super) fn new(first: &Model, second: &Model) -> Self {
        Self { tables: Joined::new(first, second) }
    }

    /// The scorer that is compiled in.
    pub(super) fn shipped() -> Arc<Self> {
        static SHIPPED: OnceLock<Arc<Scorer>> = OnceLock::new();
        let scorer = || {
            Arc::new(Self::new(
                &Model::from_file(include_bytes!("../weights/mentions-first.zst")),
                &Model::from_file(include_bytes!("../weights/mentions-second.zst")),
            ))
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
        let (found, hopeful) = self.first_pass(&sheet);
        let sheet = sheet.with_first(&found);
        let mut found = self.second_pass(&sheet, &hopeful);
        add_announced(&sheet, &mut found);
        add_dated(&sheet, &mut found);
        causes::widen(&sheet, &mut found);
        (found, sheet.apart)
    }

    /// The mentions of the first pass, and for each line the stretches that are worth a second look.
    fn first_pass(&self, sheet: &Sheet<'_, '_>) -> (Vec<Found>, Vec<Vec<Hopeful>>) {
        let (mut memo, mut room) = (Memo::default(), Features::default());
        let (mut found, mut hopeful) = (Vec::new(), Vec::with_capacity(sheet.lines.len()));
        for (number, line) in sheet.lines.iter().enumerate() {
            memo.clear();
            let (mut scored, mut kept) = (Vec::new(), Vec::new());
            for (start, end) in candidates::candidates(sheet, number) {
                let mut tally = Tally::new(&self.tables, &mut memo, &mut room);
                features(sheet, Stretch { line: number, start, end }, &mut tally);
                let sums = tally.sums;
                let scores = self.tables.scores(&sums, 0);
                if top_label(&scores).1.max(top_label(&self.tables.scores(&sums, 1)).1) > HOPELESS {
                    kept.push(Hopeful { start, end, sums });
                }
                scored.push(Scored { start, end, scores });
            }
            choose(number, line.words.len(), &scored, &mut found);
            hopeful.push(kept);
        }
        (found, hopeful)
    }

    /// The mentions of the second pass.
    fn second_pass(&self, sheet: &Sheet<'_, '_>, hopeful: &[Vec<Hopeful>]) -> Vec<Found> {
        let mut room = Features::default();
        let mut found = Vec::new();
        for (number, (line, hopeful)) in sheet.lines.iter().zip(hopeful).enumerate() {
            let scores = |hopeful: &Hopeful| -> Scored {
                let Hopeful { start, end, mut sums } = *hopeful;
                room.clear();
                second_features(sheet, Stretch { line: number, start, end }, &mut room);
                sums.add(&self.tables.sums(&room));
                Scored { start, end, scores: self.tables.scores(&sums, 1) }
            };
            let scored: Vec<Scored> = hopeful.iter().map(scores).collect();
            choose(number, line.words.len(), &scored, &mut found);
        }
        found
    }
}

/// A stretch that scored well enough in a first pass to be looked at again, with what its features added up to.
#[derive(Clone, Copy, Debug)]
struct Hopeful {
    start: usize,
    end: usize,
    sums: Sums,
}

/// A score below which a second pass changes nothing: what it sees more is worth a few points.
const HOPELESS: f32 = -6.0;

/// Adds the best stretches of a line.
fn choose(line: usize, words: usize, scored: &[Scored], found: &mut Vec<Found>) {
    for (at, label) in decode(words, scored) {
        if let (Some(stretch), Some(kind)) = (scored.get(at), LABELS.get(label)) {
            found.push(Found { line, start: stretch.start, end: stretch.end, kind: *kind });
        }
    }
}

/// Adds titles that are set apart right behind a noun for one, whatever they look like: `the film “node”`.
fn add_announced(sheet: &Sheet<'_, '_>, found: &mut Vec<Found>) {
    let mut added = Vec::new();
    for (line, apart) in
        sheet.apart.iter().enumerate().flat_map(|(line, all)| all.iter().map(move |apart| (line, apart)))
    {
        let quoted = usize::from(matches!(apart.how, How::Double | How::Single));
        let before = apart.start.checked_sub(1 + quoted);
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
        for (at, _) in words.words.iter().enumerate().filter(|(_, word)| word.is("(")) {
            let year = words
                .words
                .get(at + 1)
                .is_some_and(|word| word.text.len() == 4 && sheet.look(line, Some(at + 1)).number);
            let closed = words.words.get(at + 2).is_some_and(|word| word.is(")"));
            if !(year && closed) {
                continue;
            }
            let Some(start) = candidates::name_before(sheet, line, at) else { continue };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lines::all_lines;
    use crate::extract::model::Sink;

    /// A text with names, quotes, a delay and a prize.
    pub(super) const TEXT: &str = "Nora Vale's “Glass Harbor” was delayed by a long dispute over the budget and by \
        floods in Porto. The Danish thriller, with Ida Holm as the harbour master Rosa Quist, won the Golden Lantern \
        for best film. After the strike, Vale wrote The Sea and the Salt for Nordlys.";

    #[test]
    fn the_shipped_weights_can_be_read() {
        for file in [
            &include_bytes!("../weights/mentions-first.zst")[..],
            include_bytes!("../weights/mentions-second.zst"),
            include_bytes!("../weights/claims-first.zst"),
            include_bytes!("../weights/claims-second.zst"),
            include_bytes!("../weights/status.zst"),
        ] {
            assert_ne!(Model::from_file(file), Model::default());
        }
    }

    #[test]
    fn groups_that_are_remembered_add_up_to_all_features() {
        let (document, lexicon, scorer) =
            (Document::new("note", TEXT), Lexicon::shipped(), Scorer::shipped());
        let lines = all_lines(&document);
        let sheet = Sheet::new(&document, &lines, &lexicon);
        let (mut memo, mut room) = (Memo::default(), Features::default());
        let mut looked = 0;
        for line in 0..lines.len() {
            memo.clear();
            for (start, end) in candidates::candidates(&sheet, line) {
                let stretch = Stretch { line, start, end };
                let mut all = Features::default();
                features(&sheet, stretch, &mut all);
                let mut tally = Tally::new(&scorer.tables, &mut memo, &mut room);
                features(&sheet, stretch, &mut tally);
                assert_eq!(tally.sums, scorer.tables.sums(&all), "{start}..{end} of line {line}");
                looked += 1;
            }
        }
        assert!(looked > 50, "{looked}");
        // An empty table is looked up without harm.
        let mut all = Features::default();
        all.own(|features| features.add(1, &[2]));
        assert_eq!(Joined::default().sums(&all), Sums::default());
    }
}
