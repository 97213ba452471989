//! Scoring the reader on annotated passages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::inputs::{Source, Wanted, sources};
use super::reader::{BATCH, Progress};
use super::score::{Band, Mistake, Passage, Predicted, Scorer, Scores, Unknown};
use super::streams::{Line, Lines, quoted};
use super::{Columns, DocumentFacts, InputFormat, SessionError, lines};
use crate::extract::Extractor;
use crate::ontology::{Kind, Ontology, Relation};
use crate::text::{DocId, Document};

/// What to score.
#[derive(Clone, Debug)]
pub struct EvalTask {
    /// Files, folders or patterns of annotated passages, or `-` for standard input.
    pub gold: Vec<PathBuf>,
    /// What `extract` wrote for the passages; `None` to read them now.
    pub predicted: Option<PathBuf>,
    /// How many threads read; `None` for one a core.
    pub threads: Option<usize>,
}

/// How well passages were read.
#[derive(Clone, Debug, PartialEq)]
pub struct EvalReport {
    /// The figures.
    pub scores: Scores,
    /// How often facts of some confidence are right, by tenths from the lowest.
    pub calibration: Vec<Band>,
    /// Everything missed and made up, in the order of the passages.
    pub mistakes: Vec<Mistake>,
    /// What could not be scored.
    pub warnings: Vec<EvalWarning>,
}

/// Something that was not scored, or scored as if it were empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvalWarning {
    /// A node of the gold is of a kind that the ontology does not declare.
    #[error("{place}: the kind `{kind}` is not declared, its node is not counted")]
    UnknownKind {
        /// The file and line.
        place: String,
        /// The kind.
        kind: Kind,
    },
    /// A fact of the gold has a relation that the ontology does not declare.
    #[error("{place}: the relation `{relation}` is not declared, its fact is not counted")]
    UnknownRelation {
        /// The file and line.
        place: String,
        /// The relation.
        relation: Relation,
    },
    /// Nothing is given for a passage.
    #[error("nothing is given for the passage `{id}`, all of it counts as missed")]
    NotRead {
        /// The passage.
        id: DocId,
    },
    /// Something is given for a passage that is none of the gold.
    #[error("{place}: there is no passage `{id}` in the gold, its line is not counted")]
    NoPassage {
        /// The file and line.
        place: String,
        /// The name that it gives.
        id: DocId,
    },
}

/// A passage with the text to read.
struct Item {
    document: Document,
    passage: Passage,
}

/// Reads annotated passages and compares what was read with what should have been.
///
/// # Errors
/// When a file cannot be read, or a line of it is not what it should be.
pub fn eval(task: &EvalTask, progress: &mut dyn Progress) -> Result<EvalReport, SessionError> {
    let ontology = Ontology::default();
    let mut warnings = Vec::new();
    let items = gold(&task.gold, &ontology, &mut warnings)?;
    let mut scorer = Scorer::new(&ontology);
    match &task.predicted {
        Some(path) => compare(&items, predicted(path)?, &mut scorer, &mut warnings),
        None => read(&items, task.threads, progress, &mut scorer)?,
    }
    let calibration = scorer.calibration();
    let Scorer { scores, mistakes, .. } = scorer;
    Ok(EvalReport { scores, calibration, mistakes, warnings })
}

/// Every passage of every file, in order.
fn gold(
    files: &[PathBuf],
    ontology: &Ontology,
    warnings: &mut Vec<EvalWarning>,
) -> Result<Vec<Item>, SessionError> {
    let mut items = Vec::new();
    let mut places = BTreeMap::new();
    let columns = Columns::default();
    let wanted = Wanted { format: Some(InputFormat::JsonLines), columns: &columns };
    for source in sources(files, wanted)? {
        for_each_line(&source, |Line { place, text, .. }| {
            let bad = |problem| SessionError::BadPassage { place: place.clone(), problem };
            let document = lines::document(&text, &columns, "").map_err(bad)?;
            let (passage, unknown) = Passage::read(&text, ontology).map_err(bad)?;
            warnings.extend(unknown.into_iter().map(|unknown| EvalWarning::unknown(&place, unknown)));
            unique(&mut places, &passage.id, place)?;
            items.push(Item { document, passage });
            Ok(())
        })?;
    }
    Ok(items)
}

/// What is given for each passage, with its place.
fn predicted(path: &Path) -> Result<BTreeMap<DocId, (Predicted, String)>, SessionError> {
    let mut places = BTreeMap::new();
    let mut all = BTreeMap::new();
    let columns = Columns::default();
    let wanted = Wanted { format: Some(InputFormat::JsonLines), columns: &columns };
    for source in sources(&[path.to_owned()], wanted)? {
        for_each_line(&source, |Line { place, text, .. }| {
            let bad = |problem| SessionError::BadFacts { place: place.clone(), problem };
            let predicted = Predicted::read(&text).map_err(bad)?;
            unique(&mut places, &predicted.id, place.clone())?;
            all.insert(predicted.id.clone(), (predicted, place));
            Ok(())
        })?;
    }
    Ok(all)
}

fn for_each_line(
    source: &Source,
    mut each: impl FnMut(Line) -> Result<(), SessionError>,
) -> Result<(), SessionError> {
    let mut any = false;
    for line in Lines::open(&source.place)? {
        any = true;
        each(line?)?;
    }
    if any { Ok(()) } else { Err(SessionError::NoLines { place: quoted(&source.place) }) }
}

fn unique(places: &mut BTreeMap<DocId, String>, id: &DocId, place: String) -> Result<(), SessionError> {
    match places.insert(id.clone(), place.clone()) {
        None => Ok(()),
        Some(first) => Err(SessionError::DocumentTwice { id: id.clone(), first, second: place }),
    }
}

fn compare(
    items: &[Item],
    mut given: BTreeMap<DocId, (Predicted, String)>,
    scorer: &mut Scorer<'_>,
    warnings: &mut Vec<EvalWarning>,
) {
    for Item { passage, .. } in items {
        let predicted = given.remove(&passage.id).map(|(predicted, _)| predicted);
        if predicted.is_none() {
            warnings.push(EvalWarning::NotRead { id: passage.id.clone() });
        }
        scorer.add(passage, &predicted.unwrap_or_else(|| Predicted::nothing(passage.id.clone())));
    }
    let left = given.into_iter().map(|(id, (_, place))| EvalWarning::NoPassage { place, id });
    warnings.extend(left);
}

fn read(
    items: &[Item],
    threads: Option<usize>,
    progress: &mut dyn Progress,
    scorer: &mut Scorer<'_>,
) -> Result<(), SessionError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build()?;
    let extractor = Extractor::default();
    let size = |item: &Item| item.document.text().len() as u64;
    let read = |item: &Item| Predicted::from(DocumentFacts::read(&extractor, &item.document));
    progress.begin(Some(items.iter().map(size).sum()));
    for batch in items.chunks(BATCH) {
        let predicted: Vec<Predicted> = pool.install(|| batch.par_iter().map(read).collect());
        for (item, predicted) in batch.iter().zip(&predicted) {
            scorer.add(&item.passage, predicted);
            progress.advance(size(item));
        }
    }
    progress.end();
    Ok(())
}

impl EvalWarning {
    fn unknown(place: &str, unknown: Unknown) -> Self {
        let place = place.to_owned();
        match unknown {
            Unknown::Kind(kind) => Self::UnknownKind { place, kind },
            Unknown::Relation(relation) => Self::UnknownRelation { place, relation },
        }
    }
}
