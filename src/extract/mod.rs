//! Owns reading: from a document to the claims it makes.

mod claims;
mod dates;
mod describe;
mod entities;
mod grammar;
mod inflect;
mod kinds;
mod lexicon;
mod lines;
mod mention;
mod names;
mod page;
mod phrases;
mod resolve;
mod rules;
mod syntax;
mod trace;
pub mod train;

use crate::graph::Reading;
use crate::ontology::Ontology;
use crate::text::Document;

pub use lexicon::LEXICON_FILES;
use lexicon::Lexicon;
use page::Page;
use rules::Rules;
pub use rules::{RULE_FILES, RuleError, RuleFile};

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
    rules: Rules,
}

impl Extractor {
    /// A reader of the shipped rules and lexicons.
    pub fn new() -> Self {
        let rules = Rules::new(RULE_FILES.iter().copied(), &Ontology::default());
        // A test compiles the shipped rules, so that the empty fallback is never met.
        Self { lexicon: Lexicon::shipped(), rules: rules.unwrap_or_default() }
    }

    /// A reader of other rules, each file with its name, for another ontology.
    ///
    /// # Errors
    /// When a file cannot be read, or is for a relation that the ontology does not declare.
    pub fn with_rules<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        ontology: &Ontology,
    ) -> Result<Self, RuleError> {
        Ok(Self { lexicon: Lexicon::shipped(), rules: Rules::new(files, ontology)? })
    }

    /// Everything that a document says.
    pub fn extract(&self, document: &Document) -> Reading {
        let page = self.page(document);
        let drafts = self.rules.drafts(&page);
        claims::reading(&page, &drafts)
    }

    /// How a document is read, stage by stage, for people who mend rules.
    pub fn trace(&self, document: &Document) -> String {
        let page = self.page(document);
        trace::trace(&page, &self.rules.drafts(&page))
    }

    fn page<'d>(&self, document: &'d Document) -> Page<'d> {
        let lines = lines::lines(document);
        let names = names::candidates(document, &lines, &self.lexicon);
        Page::new(document, lines, &names, &self.lexicon)
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
