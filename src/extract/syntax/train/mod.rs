//! Training of the tagger and the parser, which is the same to the byte on every run.
//!
//! It reads and gives bytes; files are the caller's.

mod learner;
mod merge;
mod oracle;
mod parsing;
mod random;
mod scores;
mod tagging;
mod treebank;

use super::clusters::Clusters;
use super::label::Label;
use super::lexeme::Lexeme;
use super::pack::Writer;
use super::parser::Parser;
use super::tag::Tag;
use super::tagger::Tagger;
use super::{Files, Syntax};
use learner::Plan;
use parsing::Lesson;
pub use scores::{Agreement, SyntaxScores};
use treebank::Sentence;

/// Parts of the treebank, each tagged by a tagger that has seen only the others.
const FOLDS: usize = 5;
const FOLD_ROUNDS: usize = 5;
const TAGGER_ROUNDS: usize = 8;
const PARSER_ROUNDS: usize = 10;
const SEED: u64 = 12_345;

/// How the models are learnt.
#[derive(Clone, Copy, Debug)]
struct Plans {
    tags: Plan,
    moves: Plan,
    labels: Plan,
}

/// The plans of the weights that ship: the smallest files that keep the figures.
const SHIPPED: Plans = Plans {
    tags: Plan { bits: 17, margin: 40, fewest: 8 },
    moves: Plan { bits: 21, margin: 80, fewest: 15 },
    labels: Plan { bits: 17, margin: 60, fewest: 10 },
};

/// What the syntax is learnt from.
#[derive(Clone, Copy, Debug)]
pub struct SyntaxCorpus<'t> {
    /// Treebanks in CoNLL-U.
    pub trees: &'t [&'t str],
    /// Sentences in CoNLL-U of which only the tags count.
    pub tags: &'t [&'t str],
    /// Lines of a word, its fine and its coarse cluster, with tabs between.
    pub clusters: &'t str,
}

/// The files of weights, compressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyntaxWeights {
    /// `clusters.zst`.
    pub clusters: Vec<u8>,
    /// `tagger.zst`.
    pub tagger: Vec<u8>,
    /// `parser.zst`.
    pub parser: Vec<u8>,
}

/// A sentence with all that training and scoring need.
#[derive(Clone, Debug)]
struct Example {
    lexemes: Vec<Lexeme>,
    tags: Vec<Tag>,
    /// Heads of nodes as the parser counts them.
    heads: Vec<usize>,
    labels: Vec<Label>,
    projective: bool,
    /// The part of the treebank that it belongs to.
    fold: usize,
}

impl Example {
    fn new(sentence: &Sentence, fold: usize, clusters: &Clusters) -> Self {
        let words = &sentence.words;
        let lexeme = |name| if name { Lexeme::name } else { Lexeme::word };
        Self {
            lexemes: words.iter().map(|word| lexeme(word.name)(&word.text, clusters)).collect(),
            tags: words.iter().map(|word| word.tag).collect(),
            heads: sentence.heads(),
            labels: words.iter().map(|word| word.label).collect(),
            projective: sentence.is_projective(),
            fold,
        }
    }
}

/// Learns tags and trees.
pub fn train_syntax(corpus: SyntaxCorpus<'_>) -> SyntaxWeights {
    train(corpus, SHIPPED)
}

fn train(corpus: SyntaxCorpus<'_>, plans: Plans) -> SyntaxWeights {
    let clusters = Clusters::parse(corpus.clusters);
    let trees = examples(corpus.trees, &clusters, Forms::Both);
    let tags = examples(corpus.tags, &clusters, Forms::Written);
    let all: Vec<&Example> = trees.iter().chain(&tags).collect();
    let course = tagging::Course { rounds: TAGGER_ROUNDS, seed: SEED, plan: plans.tags };
    let tagger = tagging::train(&all, course);
    let folds = fold_tags(&trees, &tags, plans.tags);
    let lessons = trees.iter().zip(&folds).filter(|(example, _)| example.projective);
    let lessons: Vec<_> = lessons.map(|(example, tags)| Lesson { example, tags }).collect();
    let course = parsing::Course { rounds: PARSER_ROUNDS, moves: plans.moves, labels: plans.labels };
    SyntaxWeights::pack(&clusters, &tagger, &parsing::train(&lessons, course))
}

impl SyntaxWeights {
    fn pack(clusters: &Clusters, tagger: &Tagger, parser: &Parser) -> Self {
        let [mut for_clusters, mut for_tagger, mut for_parser] = [(); 3].map(|()| Writer::default());
        clusters.write(&mut for_clusters);
        tagger.weights.write(&mut for_tagger);
        parser.moves.write(&mut for_parser);
        parser.labels.write(&mut for_parser);
        Self {
            clusters: for_clusters.compress(),
            tagger: for_tagger.compress(),
            parser: for_parser.compress(),
        }
    }

    /// How well these weights agree with a treebank; `None` when they are damaged.
    pub fn score(&self, treebank: &str) -> Option<SyntaxScores> {
        let files = Files { clusters: &self.clusters, tagger: &self.tagger, parser: &self.parser };
        Some(score(&Syntax::read(files)?, treebank, Forms::Written))
    }
}

/// How well the weights that ship agree with a treebank.
pub fn score_shipped_syntax(treebank: &str) -> SyntaxScores {
    score(Syntax::shipped(), treebank, Forms::Written)
}

fn score(syntax: &Syntax, treebank: &str, forms: Forms) -> SyntaxScores {
    scores::score(syntax, &examples(&[treebank], &syntax.clusters, forms))
}

/// In which form sentences of a treebank are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Forms {
    /// As the treebank cuts them into words.
    Written,
    /// So, and once more as this program cuts them where that differs.
    Both,
}

fn examples(files: &[&str], clusters: &Clusters, forms: Forms) -> Vec<Example> {
    let mut examples = Vec::new();
    let sentences = files.iter().flat_map(|file| treebank::sentences(file));
    for (at, sentence) in sentences.enumerate() {
        examples.push(Example::new(&sentence, at % FOLDS, clusters));
        let other = if forms == Forms::Both { merge::merged(&sentence) } else { None };
        examples.extend(other.map(|other| Example::new(&other, at % FOLDS, clusters)));
    }
    examples
}

/// Tags for every tree from a tagger that has not seen it, so that the parser learns to live with mistakes.
fn fold_tags(trees: &[Example], tags: &[Example], plan: Plan) -> Vec<Vec<Tag>> {
    let mut all = vec![Vec::new(); trees.len()];
    for fold in 0..FOLDS {
        let others = trees.iter().filter(|example| example.fold != fold);
        let others: Vec<&Example> = others.chain(tags).collect();
        let course = tagging::Course { rounds: FOLD_ROUNDS, seed: SEED + 1 + fold as u64, plan };
        let tagger = tagging::train(&others, course);
        for (example, own) in trees.iter().zip(&mut all).filter(|(example, _)| example.fold == fold) {
            tagger.tag(&example.lexemes, own);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREES: &str = "1\tNora\t_\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n2\tdirects\t_\tVERB\tVBZ\t_\t0\troot\t_\t_\n\
        3\tfilms\t_\tNOUN\tNNS\t_\t2\tobj\t_\t_\n\n\
        1\tOld\t_\tADJ\tJJ\t_\t2\tamod\t_\t_\n2\tfilms\t_\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n\
        3\tend\t_\tVERB\tVBP\t_\t0\troot\t_\t_\n";

    #[test]
    fn training_gives_the_same_bytes_again() {
        let trees = format!("{TREES}\n").repeat(30);
        let corpus = SyntaxCorpus { trees: &[&trees], tags: &[TREES], clusters: "film\t1\t1\nfilms\t1\t1" };
        let plan = Plan { bits: 12, margin: 9, fewest: 1 };
        let plans = Plans { tags: plan, moves: plan, labels: plan };
        let weights = train(corpus, plans);
        assert_eq!(weights, train(corpus, plans));
        let scores = weights.score(TREES).unwrap();
        assert_eq!((scores.words, scores.tags, scores.labelled), (6, 6, 6));
        assert!((scores.all_arguments().f1() - 1.0).abs() < 1e-9);
        assert_eq!(SyntaxWeights::default().score(TREES), None);
    }
}
