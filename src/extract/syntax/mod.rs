//! Owns syntax: parts of speech, who depends on whom, and word clusters, by weights that ship with the program.
//!
//! The weights are made by `examples/train.rs`; `weights/NOTICE.md` says from what and under which licence.

mod clusters;
mod features;
mod hash;
mod label;
mod label_features;
mod lexeme;
mod move_features;
mod pack;
mod parser;
mod state;
mod table;
mod tag;
mod tagger;
pub(super) mod train;
mod view;

use std::sync::OnceLock;

use clusters::Clusters;
pub(in crate::extract) use label::Label;
pub(in crate::extract) use lexeme::Lexeme;
use pack::Reader;
pub(in crate::extract) use pack::{compress, decompress};
use parser::Parser;
pub(in crate::extract) use parser::{Scratch, Tree};
use table::Table;
pub(in crate::extract) use tag::{Tag, Upos};
use tagger::Tagger;

const TAGGER: &[u8] = include_bytes!("weights/tagger.zst");
const PARSER: &[u8] = include_bytes!("weights/parser.zst");
const CLUSTERS: &[u8] = include_bytes!("weights/clusters.zst");

/// Tags and parses. One is enough for all threads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct Syntax {
    clusters: Clusters,
    tagger: Tagger,
    parser: Parser,
}

/// The files that a [`Syntax`] is kept in, compressed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Files<'b> {
    pub(super) clusters: &'b [u8],
    pub(super) tagger: &'b [u8],
    pub(super) parser: &'b [u8],
}

impl Syntax {
    /// The one that ships with the program; the first call unpacks it.
    pub(in crate::extract) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Syntax> = OnceLock::new();
        let files = Files { clusters: CLUSTERS, tagger: TAGGER, parser: PARSER };
        // A test reads the shipped files, so that the empty fallback is never met.
        SHIPPED.get_or_init(|| Self::read(files).unwrap_or_default())
    }

    /// Unpacks the files; `None` when they are damaged.
    fn read(files: Files<'_>) -> Option<Self> {
        let (clusters, tagger, parser) =
            (decompress(files.clusters)?, decompress(files.tagger)?, decompress(files.parser)?);
        let mut parser = Reader::new(&parser);
        Some(Self {
            clusters: Clusters::read(&mut Reader::new(&clusters))?,
            tagger: Tagger { weights: Table::read(&mut Reader::new(&tagger))? },
            parser: Parser { moves: Table::read(&mut parser)?, labels: Table::read(&mut parser)? },
        })
    }

    /// A word of a text, ready to be tagged.
    pub(in crate::extract) fn word(&self, text: &str) -> Lexeme {
        Lexeme::word(text, &self.clusters)
    }

    /// A whole name, to be taken as one word.
    pub(in crate::extract) fn name(&self, text: &str) -> Lexeme {
        Lexeme::name(text, &self.clusters)
    }

    /// The fine (of 800) and coarse (of 64) cluster of a word; zeros when it is not known.
    #[cfg(test)]
    fn cluster(&self, word: &str) -> (u16, u16) {
        self.clusters.of_hash(hash::word(word))
    }

    /// Puts the tag of every word into `tags`, in place of what was there.
    pub(in crate::extract) fn tag(&self, lexemes: &[Lexeme], tags: &mut Vec<Tag>) {
        self.tagger.tag(lexemes, tags);
    }

    /// The tree over the words of a sentence. Words without a tag are left out.
    pub(in crate::extract) fn parse(&self, lexemes: &[Lexeme], tags: &[Tag], scratch: &mut Scratch) -> Tree {
        self.parser.parse(lexemes, tags, scratch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of a line; `_` joins those of a name.
    fn read(line: &str) -> (Vec<&str>, Vec<Tag>, Tree) {
        let syntax = Syntax::shipped();
        let words: Vec<&str> = line.split_whitespace().collect();
        let lexeme = |word: &&str| {
            if word.contains('_') { syntax.name(&word.replace('_', " ")) } else { syntax.word(word) }
        };
        let lexemes: Vec<Lexeme> = words.iter().map(lexeme).collect();
        let mut tags = Vec::new();
        syntax.tag(&lexemes, &mut tags);
        let tree = syntax.parse(&lexemes, &tags, &mut Scratch::default());
        (words, tags, tree)
    }

    #[track_caller]
    fn check(line: &str, arcs: &[&str]) {
        let (words, _, tree) = read(line);
        let arc = |at: usize| {
            let head = tree.head(at).map_or("-", |head| words[head]);
            format!("{} {} {head}", words[at], tree.labels[at].name())
        };
        let all: Vec<String> = (0..words.len()).map(arc).collect();
        for expected in arcs {
            assert!(all.iter().any(|arc| arc == expected), "no `{expected}` in {all:#?}");
        }
    }

    #[test]
    fn the_shipped_files_can_be_read() {
        let files = Files { clusters: CLUSTERS, tagger: TAGGER, parser: PARSER };
        assert!(Syntax::read(files).is_some());
        assert_eq!(Syntax::read(Files { parser: TAGGER, ..files }), None);
        assert_eq!(Syntax::shipped().cluster("film"), Syntax::shipped().cluster("Film"));
        assert_ne!(Syntax::shipped().cluster("film"), (0, 0));
    }

    #[test]
    fn words_get_their_tags() {
        let (_, tags, _) = read("Nora Vale directed the film .");
        let uposes: Vec<Upos> = tags.iter().map(|tag| tag.upos()).collect();
        use super::Upos::{Det, Noun, Propn, Punct, Verb};
        assert_eq!(uposes, [Propn, Propn, Verb, Det, Noun, Punct]);
        assert_eq!(tags[2].fine(), "VBD");
    }

    #[test]
    fn subjects_and_objects_are_found() {
        check(
            "Nora Vale directed the film .",
            &["Nora nsubj directed", "film obj directed", "directed root -"],
        );
        check("Glass_Harbor stars Nora_Vale .", &["Glass_Harbor nsubj stars", "Nora_Vale obj stars"]);
    }

    #[test]
    fn passives_and_their_agents_are_found() {
        check(
            "The film was written by Nora_Vale .",
            &["film nsubj:pass written", "was aux:pass written", "Nora_Vale obl:agent written"],
        );
    }

    #[test]
    fn no_words_and_many_words_are_read_too() {
        assert_eq!(read("").2, Tree::default());
        for word in ["(", "film", "Nora_Vale", "and"] {
            let line = format!("{word} ").repeat(5_000);
            let (words, tags, tree) = read(&line);
            assert_eq!((tags.len(), tree.heads.len()), (words.len(), words.len()));
            assert_eq!((0..words.len()).filter(|at| tree.head(*at).is_none()).count(), 1);
        }
    }
}
