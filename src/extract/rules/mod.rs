//! Rules: what words make a claim, read from one RON file a relation.
//!
//! A rule has four ways to speak. *Frames* name verbs and say which of their arguments is the subject and which
//! the object; the engine knows actives, passives, relative clauses and participles. *Nouns* name trades
//! (`director`) and work wherever such a noun ties a person to a title. *Describes* takes what stands inside a
//! noun phrase about a title. *Patterns* are for all else: a row of words and slots.

mod arguments;
mod credits;
mod frames;
mod lists;
mod pattern;
mod patterns;
mod shipped;
mod status;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::Deserialize;

use super::inflect::{Forms, forms};
use super::mention::{Place, Trade, Type};
use super::page::Page;
use crate::graph::Status;
use crate::ontology::{Ontology, Relation, Target};
use crate::text::Span;

pub use shipped::RULE_FILES;
pub(super) use status::status_near;

/// One file of rules, as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// The relation that its claims have.
    pub relation: Relation,
    /// Verbs with their arguments.
    #[serde(default)]
    frames: Vec<Frame>,
    /// Nouns for who does it, in lower case.
    #[serde(default)]
    nouns: Vec<String>,
    /// Where in a noun phrase about a title its object stands.
    #[serde(default)]
    describes: Vec<Place>,
    /// What its companies do; a company of unknown trade is a network for a series and a maker for a film.
    #[serde(default)]
    trade: Option<Trade>,
    /// Rows of words and slots.
    #[serde(default)]
    patterns: Vec<Form>,
    /// Sentences with the claims they make, as `Nora Vale -directed-> Glass Harbor`.
    pub reads: Vec<(String, Vec<String>)>,
    /// Sentences that make no claim of this relation.
    pub ignores: Vec<String>,
}

/// Verbs, and which of their arguments the claim joins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    name: String,
    /// Lemmas, perhaps with a particle: `direct`, `shut down`.
    verbs: Vec<String>,
    subject: Argument,
    object: Argument,
    /// The status where the words around say nothing else.
    #[serde(default)]
    status: Status,
    /// Nouns of which one must stand right after the verb: `wrote the score`.
    #[serde(default)]
    noun: Vec<String>,
    /// Whether companies of any trade will do.
    #[serde(default)]
    any: bool,
    /// Whether the status is as given, whatever the words around say: who cancels a series does air it.
    #[serde(default)]
    settled: bool,
    /// Whether a missing title is the one that the text is about.
    #[serde(default)]
    topic: bool,
    /// Kinds that the object is limited to, fewer than the ontology allows.
    #[serde(default)]
    only: Vec<String>,
    /// Words of which one must stand in the sentence.
    #[serde(default)]
    with: Vec<String>,
    /// Words that must not follow the object: an award's `nomination` is not won.
    #[serde(default)]
    unless: Vec<String>,
}

/// An argument of a verb.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
enum Argument {
    /// Who does it: the subject of an active, the `by` of a passive.
    Agent,
    /// What it is done to: the object of an active, the subject of a passive.
    Patient,
    /// What changes: the subject of an intransitive or passive, the object of a transitive.
    Undergoer,
    /// What follows one of these prepositions.
    After(Vec<String>),
    /// The title that the text is about.
    Topic,
}

/// A named row of words and slots.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    name: String,
    form: String,
    #[serde(default)]
    status: Status,
    /// Words of which one must stand in the sentence.
    #[serde(default)]
    with: Vec<String>,
    /// Whether companies of any trade will do.
    #[serde(default)]
    any: bool,
}

/// A claim as a rule reads it, before entities become nodes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub(super) line: usize,
    pub(super) subject: Filler,
    pub(super) relation: Relation,
    pub(super) object: Filler,
    pub(super) status: Status,
    pub(super) rule: String,
    pub(super) confidence: f32,
    /// The item at which it was read, for attributes and order.
    pub(super) at: usize,
}

/// What fills a slot of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Filler {
    pub(super) span: Span,
    pub(super) what: What,
}

/// An entity or a literal mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    Entity(usize),
    /// A date, genre, country or language, as an index of mentions.
    Literal(usize),
}

/// Compiled rules.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    /// First word of a verb form to where it may begin.
    verbs: IndexMap<String, Vec<VerbForm>, FxBuildHasher>,
    /// Noun to the rules that it is a trade of.
    nouns: IndexMap<String, Vec<usize>, FxBuildHasher>,
}

#[derive(Clone, Debug)]
struct Rule {
    file: RuleFile,
    from: Vec<Type>,
    to: Vec<Type>,
    patterns: Vec<pattern::Pattern>,
}

/// One form of a verb and the frame that it belongs to.
#[derive(Clone, Debug)]
struct VerbForm {
    words: Vec<String>,
    shape: Shape,
    /// The form is the lemma, too, and may be a noun: `cast`, `cut`.
    is_bare: bool,
    rule: usize,
    frame: usize,
}

/// Which forms of a verb a word may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `direct`, `directs`.
    Present,
    /// `directed`, where past and participle are one.
    PastOrParticiple,
    /// `wrote`.
    Past,
    /// `written`.
    Participle,
    /// `directing`.
    Gerund,
}

/// Why a rule file could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// The file is not RON of the right shape.
    #[error("`{file}`, line {line}, column {column}: {problem}")]
    Syntax {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
        /// What is wrong there.
        problem: String,
    },
    /// The ontology has no such relation.
    #[error("`{file}` is for the relation `{relation}`, which the ontology does not declare")]
    UnknownRelation {
        /// The file.
        file: String,
        /// The relation.
        relation: String,
    },
    /// A pattern cannot be read.
    #[error("`{file}`, pattern `{pattern}`: {problem}")]
    Pattern {
        /// The file.
        file: String,
        /// The pattern's name.
        pattern: String,
        /// What is wrong.
        problem: String,
    },
}

impl Rules {
    /// Compiles rule files, each with its name, against an ontology.
    pub(super) fn new<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        ontology: &Ontology,
    ) -> Result<Self, RuleError> {
        let mut rules = Self::default();
        for (name, source) in files {
            let file: RuleFile = ron::from_str(source).map_err(|error| RuleError::Syntax {
                file: name.to_owned(),
                line: error.span.start.line,
                column: error.span.start.col,
                problem: error.code.to_string(),
            })?;
            rules.add(name, file, ontology)?;
        }
        Ok(rules)
    }

    fn add(&mut self, name: &str, file: RuleFile, ontology: &Ontology) -> Result<(), RuleError> {
        let declared = ontology.relation(&file.relation).ok_or_else(|| RuleError::UnknownRelation {
            file: name.to_owned(),
            relation: file.relation.to_string(),
        })?;
        let typed = |kinds: &[crate::ontology::Kind]| {
            Type::ALL
                .into_iter()
                .filter(|kind| kinds.iter().any(|name| name.as_str() == kind.name()))
                .collect::<Vec<_>>()
        };
        let from = typed(&declared.from);
        let to = match &declared.to {
            Target::Kinds(kinds) => typed(kinds),
            Target::Literal(_) => vec![Type::of_literal(file.relation.as_str())],
        };
        let compile = |form: &Form| {
            pattern::Pattern::new(form).map_err(|problem| RuleError::Pattern {
                file: name.to_owned(),
                pattern: form.name.clone(),
                problem,
            })
        };
        let patterns = file.patterns.iter().map(compile).collect::<Result<_, _>>()?;
        let rule = self.rules.len();
        for noun in &file.nouns {
            self.nouns.entry(noun.clone()).or_default().push(rule);
        }
        for (frame, definition) in file.frames.iter().enumerate() {
            for verb in &definition.verbs {
                self.add_verb(verb, rule, frame);
            }
        }
        self.rules.push(Rule { file, from, to, patterns });
        Ok(())
    }

    fn add_verb(&mut self, verb: &str, rule: usize, frame: usize) {
        let Forms { base, third, past, participle, gerund } = forms(verb);
        // `cancelled` beside `canceled`.
        let doubled = ["el", "al"].iter().any(|end| verb.ends_with(end));
        let mut shapes = vec![(base, Shape::Present), (third, Shape::Present), (gerund, Shape::Gerund)];
        if past == participle {
            shapes.push((past, Shape::PastOrParticiple));
        } else {
            shapes.extend([(past, Shape::Past), (participle, Shape::Participle)]);
        }
        if doubled {
            shapes.splice(
                2..2,
                [(format!("{verb}led"), Shape::PastOrParticiple), (format!("{verb}ling"), Shape::Gerund)],
            );
        }
        // `cut`, `set`, `shut` are all forms at once; the participle is the reading that claims most.
        let ambiguous =
            shapes.first().map(|(base, _)| base.clone()) == shapes.last().map(|(last, _)| last.clone());
        for (form, shape) in shapes {
            let words: Vec<String> = form.split(' ').map(str::to_owned).collect();
            let Some(first) = words.first().cloned() else { continue };
            let bare = words.len() == 1 && verb == form && shape == Shape::Present;
            if !(ambiguous && bare) {
                self.verbs.entry(first).or_default().push(VerbForm {
                    is_bare: form == verb,
                    words,
                    shape,
                    rule,
                    frame,
                });
            }
        }
    }

    /// Everything that the rules read on a page, in the order of the text.
    pub(super) fn drafts(&self, page: &Page<'_>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for line in 0..page.lines.len() {
            if page.lines.get(line).is_some_and(|line| line.heading) || page.mentions_of(line).is_empty() {
                continue;
            }
            self.read_frames(page, line, &mut drafts);
            self.read_credits(page, line, &mut drafts);
            self.read_descriptions(page, line, &mut drafts);
            self.read_patterns(page, line, &mut drafts);
        }
        drafts.sort_by_key(|draft| (draft.line, draft.at));
        drafts
    }

    /// The relations that a word in lower case may tell of: by a verb that begins with it, or as a trade.
    pub(super) fn relations_of(&self, lower: &str) -> impl Iterator<Item = &Relation> {
        let verbs = self.verbs.get(lower).into_iter().flatten().map(|form| form.rule);
        let nouns = self.nouns.get(lower).into_iter().flatten().copied();
        let mut rules: Vec<usize> = verbs.chain(nouns).collect();
        rules.sort_unstable();
        rules.dedup();
        rules.into_iter().filter_map(|rule| self.rules.get(rule)).map(|rule| &rule.file.relation)
    }

    /// The examples of every file: relation, sentence, claims expected, and the sentences to ignore.
    pub(super) fn files(&self) -> impl Iterator<Item = &RuleFile> {
        self.rules.iter().map(|rule| &rule.file)
    }
}

impl Rule {
    /// Whether a claim joins a title to a company of the trade that the relation is about.
    fn suits(&self, page: &Page<'_>, subject: What, object: What) -> bool {
        let (Some(wanted), What::Entity(title), What::Entity(company)) = (self.file.trade, subject, object)
        else {
            return true;
        };
        let Some(company) = page.entities.get(company).filter(|entity| entity.kind == Type::Studio) else {
            return true;
        };
        let series = page.kind_of(title) == Some(Type::Series);
        let unknown = if series { Trade::Network } else { Trade::Company };
        company.trade.unwrap_or(unknown) == wanted
    }

    fn draft(&self, line: usize, at: usize, subject: Filler, object: Filler) -> Draft {
        Draft {
            line,
            at,
            subject,
            object,
            relation: self.file.relation.clone(),
            status: Status::Asserted,
            rule: self.file.relation.to_string(),
            confidence: 0.8,
        }
    }
}
