//! Trains what reading learns and writes the weights beside their readers.
//!
//! `cargo run --release --example train -- syntax ../shared/train` trains the tagger and the parser;
//! `-- score ../shared/train` scores the weights that ship. Both print how well the test parts are read.
//! `-- reader --typical NEWS.jsonl PASSAGES.jsonl...` trains the scorers of mentions and of claims on annotated passages.

#![expect(clippy::print_stdout, reason = "an example talks to whoever runs it")]

use std::error::Error;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

use callsheet::train::{
    Passage, SyntaxCorpus, SyntaxScores, SyntaxWeights, score_shipped_syntax, train_reader, train_syntax,
};
use clap::Parser;

const TREEBANKS: [&str; 2] = ["ud-english-ewt/en_ewt-ud-train.conllu", "ud-english-gum-open/train.conllu"];
const TESTS: [(&str, &str); 2] =
    [("EWT", "ud-english-ewt/en_ewt-ud-test.conllu"), ("GUM", "ud-english-gum-open/test.conllu")];
const TAGS: &str = "movie-tags-silver.conllu";
const CLUSTERS: &str = "word-clusters.tsv";
const SYNTAX_WEIGHTS: &str = "src/extract/syntax/weights";
const READER_WEIGHTS: &str = "src/extract/weights";

/// Trains what reading learns.
#[derive(Debug, Parser)]
enum Command {
    /// Trains the tagger and the parser.
    Syntax {
        /// Where the corpora are.
        corpora: PathBuf,
        /// Where the weights go.
        #[arg(long, default_value = SYNTAX_WEIGHTS)]
        out: PathBuf,
    },
    /// Trains the scorers of mentions and of claims.
    Reader {
        /// Annotated passages as JSON lines.
        #[arg(required_unless_present = "typical")]
        passages: Vec<PathBuf>,
        /// Passages that are like the texts to be read, which count for more than those written to teach.
        #[arg(long)]
        typical: Vec<PathBuf>,
        /// For how many others one of those counts.
        #[arg(long, default_value = "3")]
        weight: NonZeroUsize,
        /// Where the weights go.
        #[arg(long, default_value = READER_WEIGHTS)]
        out: PathBuf,
        /// Where to write every error out of fold, a line each.
        #[arg(long)]
        misses: Option<PathBuf>,
    },
    /// Scores the weights that ship.
    Score {
        /// Where the corpora are.
        corpora: PathBuf,
    },
}

fn main() -> Result<(), Box<dyn Error>> {
    match Command::parse() {
        Command::Syntax { corpora, out } => syntax(&corpora, &out),
        Command::Reader { passages, typical, weight, out, misses } => {
            let typical = typical.iter().map(|file| (file, weight.get()));
            let files: Vec<(&PathBuf, usize)> =
                typical.chain(passages.iter().map(|file| (file, 1))).collect();
            reader(&files, &out, misses.as_deref())
        }
        Command::Score { corpora } => score(&corpora),
    }
}

fn reader(files: &[(&PathBuf, usize)], out: &Path, misses: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut passages: Vec<Passage> = Vec::new();
    for (file, weight) in files {
        for line in fs::read_to_string(file)?.lines().filter(|line| !line.trim().is_empty()) {
            let passage: Passage = serde_json::from_str(line)?;
            passages.push(Passage { weight: *weight, ..passage });
        }
    }
    let report = train_reader(&passages);
    print!("{}", report.by_relation);
    println!("Trained on {} passages in {:.0} s.", passages.len(), start.elapsed().as_secs_f64());
    println!("mentions among the candidates: {} of {}", report.mentions.1, report.mentions.0);
    println!("facts among the pairs: {} of {}", report.facts.1, report.facts.0);
    if let Some(misses) = misses {
        fs::write(misses, report.misses.join("\n") + "\n")?;
    }
    let (right, claimed, gold) = report.held_out;
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!(
        "facts out of fold: P {:.3} R {:.3} F1 {:.3}",
        share(right, claimed),
        share(right, gold),
        share(2 * right, claimed + gold)
    );
    fs::create_dir_all(out)?;
    for (name, bytes) in &report.files {
        println!("{name}: {} bytes", bytes.len());
        fs::write(out.join(name), bytes)?;
    }
    Ok(())
}

fn syntax(corpora: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let read = |name: &str| fs::read_to_string(corpora.join(name));
    let trees = [read(TREEBANKS[0])?, read(TREEBANKS[1])?];
    let (tags, clusters) = (read(TAGS)?, read(CLUSTERS)?);
    let weights =
        train_syntax(SyntaxCorpus { trees: &[&trees[0], &trees[1]], tags: &[&tags], clusters: &clusters });
    println!("Trained in {:.0} s.", start.elapsed().as_secs_f64());
    write(&weights, out)?;
    for (name, test) in TESTS {
        print(name, &weights.score(&read(test)?).ok_or("the weights cannot be read")?);
    }
    Ok(())
}

fn write(weights: &SyntaxWeights, out: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(out)?;
    let files = [("clusters", &weights.clusters), ("tagger", &weights.tagger), ("parser", &weights.parser)];
    for (name, bytes) in files {
        let path = out.join(name).with_extension("zst");
        fs::write(&path, bytes)?;
        println!("{}: {} bytes", path.display(), bytes.len());
    }
    Ok(())
}

fn score(corpora: &Path) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    score_shipped_syntax("");
    println!("Loaded in {:.1} ms.", start.elapsed().as_secs_f64() * 1000.0);
    for (name, test) in TESTS {
        print(name, &score_shipped_syntax(&fs::read_to_string(corpora.join(test))?));
    }
    Ok(())
}

fn print(name: &str, scores: &SyntaxScores) {
    let [tags, heads, labelled] =
        [scores.tags, scores.heads, scores.labelled].map(|count| scores.percent(count));
    println!("{name}: UPOS {tags:.2}, UAS {heads:.2}, LAS {labelled:.2}");
    print!("  arguments F1 {:.1}", 100.0 * scores.all_arguments().f1());
    for (label, agreement) in &scores.arguments {
        print!(", {label} {:.1} of {}", 100.0 * agreement.f1(), agreement.there);
    }
    println!();
}
