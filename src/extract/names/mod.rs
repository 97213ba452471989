//! Names: quoted and italic titles, and runs of capitalised words with their connectors.

mod join;
mod runs;
mod titles;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::lexicon::Lexicon;
use super::lines::{Line, Word};
use super::mention::Form;
use crate::text::{Document, Span, TokenKind};

/// A stretch of words that may be a name; what of is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) span: Span,
    pub(super) name: String,
    pub(super) form: Form,
    /// Courtesy, rank or trade that stood before the name and was taken off: `Queen` of `Queen Maeve`.
    pub(super) prefix: Option<String>,
}

/// Every candidate of the document, in order; none overlap.
pub(super) fn candidates(document: &Document, lines: &[Line<'_>], lexicon: &Lexicon) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let finder = Finder { document, line, number, lexicon };
        let mut found = finder.set_apart();
        found.extend(finder.title_subject(&found));
        found.extend(finder.dated_titles(&found));
        let mut runs = finder.runs(&found);
        found.append(&mut runs);
        found.sort_by_key(|candidate| candidate.start);
        all.extend(finder.with_shared_surnames(finder.with_places_joined(found)));
    }
    without_plain_openers(lines, all, lexicon)
}

/// Drops single words that open a sentence and that nothing else in the text shows to be names.
fn without_plain_openers(lines: &[Line<'_>], all: Vec<Candidate>, lexicon: &Lexicon) -> Vec<Candidate> {
    let opens = |name: &Candidate| {
        let mark = |word: &Word<'_>| {
            word.kind == TokenKind::Mark && !matches!(word.text, "," | "-" | "(" | "'" | "’")
        };
        let line = lines.get(name.line);
        name.start == 0 || line.and_then(|line| line.words.get(name.start - 1)).is_some_and(mark)
    };
    let shown: IndexSet<&str, FxBuildHasher> = all
        .iter()
        .filter(|name| !opens(name) || name.end - name.start > 1)
        .flat_map(|name| name.name.split(' '))
        .collect();
    let listed = |word: &str| {
        [
            &lexicon.first_names,
            &lexicon.studios,
            &lexicon.places,
            &lexicon.publications,
            &lexicon.awards,
            &lexicon.festivals,
        ]
        .iter()
        .any(|list| list.contains(word))
    };
    let plain = |name: &Candidate| {
        let single = name.end - name.start == 1 && name.form == Form::Capitals && name.prefix.is_none();
        let possessive = lines
            .get(name.line)
            .and_then(|line| line.words.get(name.end))
            .is_some_and(|w| w.kind == TokenKind::Possessive);
        single && opens(name) && !possessive && !shown.contains(name.name.as_str()) && !listed(&name.name)
    };
    let keep: Vec<bool> = all.iter().map(|name| !plain(name)).collect();
    all.into_iter().zip(keep).filter_map(|(name, keep)| keep.then_some(name)).collect()
}

struct Finder<'a, 'd> {
    document: &'d Document,
    line: &'a Line<'d>,
    number: usize,
    lexicon: &'a Lexicon,
}

impl<'d> Finder<'_, 'd> {
    fn words(&self) -> &[Word<'d>] {
        &self.line.words
    }

    fn word(&self, at: usize) -> Option<&Word<'d>> {
        self.line.words.get(at)
    }

    fn candidate(&self, start: usize, end: usize, form: Form) -> Option<Candidate> {
        let span = self.word(start)?.span.join(self.word(end.checked_sub(1)?)?.span);
        let name = self.document.quote(span);
        Some(Candidate { line: self.number, start, end, span, name, form, prefix: None })
    }
}
