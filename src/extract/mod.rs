//! Owns reading: from a document to the claims it makes.

mod claims;
mod dates;
mod describe;
mod entities;
mod grammar;
mod inflect;
mod lexicon;
mod lines;
mod mention;
mod model;
mod names;
mod page;
mod pairs;
mod phrases;
mod resolve;
mod rules;
mod spans;
mod syntax;
mod trace;
pub mod train;

use std::sync::Arc;

use crate::graph::Reading;
use crate::ontology::Ontology;
use crate::text::Document;

pub use lexicon::LEXICON_FILES;
use lexicon::Lexicon;
use page::Page;
use pairs::{Families, Weigher};
use rules::{Draft, Rules};
pub use rules::{RULE_FILES, RuleError, RuleFile};
use spans::Scorer;

/// The version of the reader, which counts up with each change of what it reads in texts.
///
/// The ledger keeps it, so that texts that an older reader read can be read again.
pub const READER_VERSION: u32 = 1;

/// Reads documents. Making one compiles the rules, so make one and use it for all; threads may share it.
///
/// ```
/// use callsheet::{Document, Extractor};
///
/// let extractor = Extractor::new();
/// let reading = extractor.extract(&Document::new("note", "Nora Vale directed the film *Glass Harbor*."));
/// let claim = &reading.claims[0];
/// assert_eq!(claim.subject.as_str(), "person:nora-vale");
/// assert_eq!(claim.relation.as_str(), "directed");
/// ```
#[derive(Clone, Debug)]
pub struct Extractor {
    lexicon: Lexicon,
    scorer: Arc<Scorer>,
    rules: Rules,
    families: Families,
    /// Weighs claims; `None` for rules of another ontology, which speak for themselves.
    weigher: Option<Arc<Weigher>>,
}

impl Extractor {
    /// A reader of the shipped rules and lexicons.
    pub fn new() -> Self {
        let ontology = Ontology::default();
        let rules = Rules::new(RULE_FILES.iter().copied(), &ontology);
        Self {
            lexicon: Lexicon::shipped(),
            scorer: Scorer::shipped(),
            // A test compiles the shipped rules, so that the empty fallback is never met.
            rules: rules.unwrap_or_default(),
            families: Families::new(&ontology, Weigher::shipped().relations()),
            weigher: Some(Weigher::shipped()),
        }
    }

    /// A reader of other rules, each file with its name, for another ontology.
    ///
    /// # Errors
    /// When a file cannot be read, or is for a relation that the ontology does not declare.
    pub fn with_rules<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        ontology: &Ontology,
    ) -> Result<Self, RuleError> {
        Ok(Self {
            lexicon: Lexicon::shipped(),
            scorer: Scorer::shipped(),
            rules: Rules::new(files, ontology)?,
            families: Families::new(ontology, []),
            weigher: None,
        })
    }

    /// Everything that a document says.
    pub fn extract(&self, document: &Document) -> Reading {
        let (page, drafts) = self.read(document);
        claims::reading(&page, &drafts)
    }

    /// How a document is read, stage by stage, for people who mend rules.
    pub fn trace(&self, document: &Document) -> String {
        let (page, drafts) = self.read(document);
        trace::trace(&page, &drafts)
    }

    /// A document with its mentions and claims: what the rules draft, weighed where there are weights.
    fn read<'d>(&self, document: &'d Document) -> (Page<'d>, Vec<Draft>) {
        let mut page = self.page_by(document, &self.scorer);
        let drafts = self.rules.drafts(&page);
        let Some(weigher) = &self.weigher else { return (page, drafts) };
        let (claims, kinds) = weigher.weigh(&page, &drafts, &self.families, &self.rules);
        page.take_for(&kinds);
        (page, claims)
    }

    /// A document with its mentions, found by a given scorer.
    fn page_by<'d>(&self, document: &'d Document, scorer: &Scorer) -> Page<'d> {
        // What another ontology is about, these words of the trade do not tell.
        let lines = match self.weigher {
            Some(_) => lines::lines(document, &self.lexicon),
            None => lines::all_lines(document),
        };
        let (found, apart) = scorer.find(document, &lines, &self.lexicon);
        let names = names::names(document, &lines, &apart, &found, &self.lexicon);
        Page::new(document, lines, &names, &found, &self.lexicon)
    }

    /// The rule files in use, with their examples.
    pub fn rule_files(&self) -> impl Iterator<Item = &RuleFile> {
        self.rules.files()
    }
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new()
    }
}
