//! A document prepared for looking at spans: what each word is like, and where each name stands elsewhere.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::causes;
use super::{Found, LABELS, label_of};
use crate::extract::grammar::{FILM_NOUNS, FUNCTION_WORDS, SERIES_NOUNS, TITLE_NOUNS, WORK_NOUNS};
use crate::extract::lexicon::{Lexicon, Words, list, tells};
use crate::extract::lines::{Line, Word};
use crate::extract::mention::Type;
use crate::extract::model::{hash, mix};
use crate::extract::syntax::{Lexeme, Syntax};
use crate::text::{CueKind, Document, TokenKind};

/// What one word is like.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::extract) struct Look {
    pub(in crate::extract) lower: u64,
    pub(in crate::extract) suffix: u64,
    pub(in crate::extract) shape: u64,
    /// Which lists hold the word alone, a bit each.
    pub(in crate::extract) lists: u64,
    /// What the word tells of, a bit each.
    pub(in crate::extract) tells: u64,
    /// The part of speech, fine and coarse.
    pub(in crate::extract) tag: u64,
    pub(in crate::extract) part: u64,
    /// The fine and the coarse cluster of the word; 0 for one that is not known.
    pub(in crate::extract) fine: u64,
    pub(in crate::extract) coarse: u64,
    pub(in crate::extract) capital: bool,
    pub(in crate::extract) number: bool,
    pub(in crate::extract) mark: bool,
    pub(in crate::extract) function: bool,
}

/// How a stretch of a line is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) struct Apart {
    pub(in crate::extract) start: usize,
    pub(in crate::extract) end: usize,
    pub(in crate::extract) how: How,
}

/// By what a stretch is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum How {
    Double,
    Single,
    Emphasis,
    Strong,
    Link,
}

/// A place where a name stands as a whole: a maximal run of capitals, or set apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) how: Option<How>,
}

/// A document prepared.
pub(in crate::extract) struct Sheet<'a, 'd> {
    pub(in crate::extract) document: &'d Document,
    pub(in crate::extract) lines: &'a [Line<'d>],
    pub(in crate::extract) lexicon: &'a Lexicon,
    pub(in crate::extract) looks: Vec<Vec<Look>>,
    pub(in crate::extract) apart: Vec<Vec<Apart>>,
    /// Where names stand as a whole, by the hash of their words.
    pub(super) spots: IndexMap<u64, Vec<Spot>, FxBuildHasher>,
    /// Where longer runs are, by the hash of their last and of their first word.
    pub(super) lasts: IndexMap<u64, Vec<Spot>, FxBuildHasher>,
    pub(super) firsts: IndexMap<u64, Vec<Spot>, FxBuildHasher>,
    /// How often a word stands in lower case.
    pub(super) lowers: IndexMap<u64, u32, FxBuildHasher>,
    /// The mentions of a first pass, a list a line; none in the first pass itself.
    pub(super) first: Vec<Vec<Found>>,
    /// What the first pass says a name is, by the hash of its words: a count a label.
    pub(super) said: IndexMap<u64, [u8; LABELS.len()], FxBuildHasher>,
    /// For each line the words that tell of delay, in order.
    pub(super) delays: Vec<Vec<usize>>,
    /// For each line how many words tell of series, of films and of other works.
    pub(super) titled: Vec<[usize; 3]>,
    /// For each line the causes of delay that a phrase announces, as first word and the word after the last.
    pub(super) announced: Vec<Vec<(usize, usize)>>,
    /// Whether any line tells of delay, or of what may cause one.
    pub(super) held_up: bool,
    /// Words of series above words of films in the whole text, from -3 to 3, moved by 3.
    pub(super) lean: u64,
}

/// The most places of one name that are looked at.
const MOST_SPOTS: usize = 6;

impl<'a, 'd> Sheet<'a, 'd> {
    pub(in crate::extract) fn new(
        document: &'d Document,
        lines: &'a [Line<'d>],
        lexicon: &'a Lexicon,
    ) -> Self {
        let looks: Vec<Vec<Look>> = lines.iter().map(|line| looks(line, lexicon)).collect();
        let apart = lines.iter().map(|line| apart(document, line)).collect();
        let mut sheet = Self {
            document,
            lines,
            lexicon,
            lean: lean(&looks),
            delays: looks.iter().map(|looks| delays(looks)).collect(),
            titled: looks.iter().map(|looks| titled(looks)).collect(),
            held_up: looks
                .iter()
                .flatten()
                .any(|look| look.lists & list::EVENT != 0 || look.tells & tells::DELAY != 0),
            looks,
            apart,
            announced: Vec::new(),
            spots: IndexMap::default(),
            lasts: IndexMap::default(),
            firsts: IndexMap::default(),
            lowers: IndexMap::default(),
            first: Vec::new(),
            said: IndexMap::default(),
        };
        sheet.note_spots();
        sheet.announced = (0..sheet.lines.len()).map(|line| causes::causes(&sheet, line)).collect();
        sheet
    }

    /// The same sheet with the mentions that a first pass found, in order.
    pub(super) fn with_first(mut self, found: &[Found]) -> Self {
        self.first = vec![Vec::new(); self.lines.len()];
        for found in found {
            if let Some(here) = self.first.get_mut(found.line) {
                here.push(*found);
            }
            let Some(label) = label_of(found.kind) else { continue };
            let mut keys = vec![self.key(found.line, found.start, found.end)];
            if found.end - found.start > 1 && matches!(found.kind, Type::Person | Type::Character) {
                keys.extend([
                    self.key(found.line, found.start, found.start + 1),
                    self.key(found.line, found.end - 1, found.end),
                ]);
            }
            for key in keys {
                let said = self.said.entry(key).or_default();
                if let Some(count) = said.get_mut(label) {
                    *count = count.saturating_add(1);
                }
            }
        }
        self
    }

    pub(in crate::extract) fn look(&self, line: usize, at: Option<usize>) -> Look {
        at.and_then(|at| self.looks.get(line)?.get(at)).copied().unwrap_or(EDGE)
    }

    /// The stretches set apart that may touch `start..end`: the last few that begin before its end.
    pub(super) fn apart_near(&self, line: usize, end: usize) -> &[Apart] {
        /// How many stretches may lie within each other.
        const NESTED: usize = 8;
        let all = self.apart.get(line).map(Vec::as_slice).unwrap_or_default();
        let after = all.partition_point(|apart| apart.start < end);
        all.get(after.saturating_sub(NESTED)..after).unwrap_or_default()
    }

    /// The hash of a stretch of words in lower case, a leading article left out.
    pub(in crate::extract) fn key(&self, line: usize, start: usize, end: usize) -> u64 {
        let looks = self.looks.get(line).and_then(|looks| looks.get(start..end)).unwrap_or_default();
        let bare = match looks.split_first() {
            Some((first, rest)) if first.lower == hash("the") && !rest.is_empty() => rest,
            _ => looks,
        };
        bare.iter().fold(1, |key, look| mix(key, look.lower))
    }

    /// Which lists hold the words of a stretch as a whole, a bit each.
    pub(super) fn listed(&self, line: usize, start: usize, end: usize) -> u64 {
        let words = self.lines.get(line).and_then(|line| line.words.get(start..end)).unwrap_or_default();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return 0 };
        if words.len() > self.lexicon.longest + 1 {
            return 0;
        }
        let name = self.document.quote(first.span.join(last.span));
        let bare = name.strip_prefix("The ").or(name.strip_prefix("the ")).unwrap_or(&name);
        let lexicon = self.lexicon;
        let whole = lexicon.listed(bare) | if bare == name { 0 } else { lexicon.listed(&name) };
        let nation = u64::from(lexicon.nations.contains_key(bare)) << 12;
        let ends = |list: &Words| list.contains(last.text) || list.contains(last.lower.as_str());
        whole
            | nation
            | u64::from(ends(&lexicon.studio_suffixes)) << 13
            | u64::from(ends(&lexicon.festival_heads)) << 14
            | u64::from(ends(&lexicon.award_heads)) << 15
            | u64::from(ends(&lexicon.event_heads)) << 16
            | u64::from(ends(&lexicon.genre_heads)) << 17
    }

    fn note_spots(&mut self) {
        for line in 0..self.lines.len() {
            let heading = self.lines.get(line).is_some_and(|line| line.heading);
            let mut spots: Vec<Spot> = self
                .apart
                .get(line)
                .into_iter()
                .flatten()
                .map(|apart| Spot { line, start: apart.start, end: apart.end, how: Some(apart.how) })
                .collect();
            if !heading {
                spots.extend(self.runs(line));
            }
            for spot in spots {
                let key = self.key(line, spot.start, spot.end);
                push(&mut self.spots, key, spot);
                if spot.how.is_none() && spot.end - spot.start > 1 {
                    let last = self.look(line, Some(spot.end - 1)).lower;
                    let first = self.look(line, Some(spot.start)).lower;
                    push(&mut self.lasts, last, spot);
                    push(&mut self.firsts, first, spot);
                }
            }
            for look in self.looks.get(line).into_iter().flatten().filter(|look| !look.capital && !look.mark)
            {
                *self.lowers.entry(look.lower).or_default() += 1;
            }
        }
    }

    /// Maximal runs of capitalised words; one that only opens its sentence loses its first word where that is
    /// a common one.
    fn runs(&self, line: usize) -> Vec<Spot> {
        let looks = self.looks.get(line).map(Vec::as_slice).unwrap_or_default();
        let mut runs = Vec::new();
        let mut at = 0;
        while at < looks.len() {
            let capital = |at: usize| looks.get(at).is_some_and(|look| look.capital);
            if !capital(at) || (at == 0 && looks.first().is_some_and(|look| look.lists & list::OPENER != 0)) {
                at += 1;
                continue;
            }
            let start = at;
            while capital(at) {
                at += 1;
            }
            runs.push(Spot { line, start, end: at, how: None });
        }
        runs
    }
}

fn push(map: &mut IndexMap<u64, Vec<Spot>, FxBuildHasher>, key: u64, spot: Spot) {
    let spots = map.entry(key).or_default();
    if spots.len() < MOST_SPOTS {
        spots.push(spot);
    }
}

/// What stands beyond the ends of a line.
pub(super) const EDGE: Look = Look {
    lower: 11,
    suffix: 11,
    shape: 11,
    lists: 0,
    tells: 0,
    tag: 0,
    part: 0,
    fine: 0,
    coarse: 0,
    capital: false,
    number: false,
    mark: true,
    function: false,
};

fn looks(line: &Line<'_>, lexicon: &Lexicon) -> Vec<Look> {
    let syntax = Syntax::shipped();
    let lexemes: Vec<Lexeme> = line.words.iter().map(|word| syntax.word(word.text)).collect();
    let mut tags = Vec::new();
    syntax.tag(&lexemes, &mut tags);
    let mut looks = Vec::with_capacity(line.words.len());
    for ((word, lexeme), tag) in line.words.iter().zip(&lexemes).zip(&tags) {
        looks.push(Look {
            tag: tag.index() as u64 + 1,
            part: tag.upos() as u64 + 1,
            fine: u64::from(lexeme.fine),
            coarse: u64::from(lexeme.coarse),
            ..look(word, lexicon)
        });
    }
    looks
}

fn look(word: &Word<'_>, lexicon: &Lexicon) -> Look {
    let lower = word.lower.as_str();
    let tail: String = {
        let mut chars: Vec<char> = lower.chars().rev().take(3).collect();
        chars.reverse();
        chars.into_iter().collect()
    };
    let number = word.kind == TokenKind::Number;
    let (lists, tells) = lists(word, lexicon);
    let digits =
        |text: &str| text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
    Look {
        lower: match word.text {
            "“" | "”" | "„" | "‟" | "«" | "»" => hash("\""),
            "‘" | "’" | "`" | "´" => hash("'"),
            _ if number && word.text.len() > 2 => hash(&digits(lower)),
            _ => hash(lower),
        },
        suffix: hash(&tail),
        shape: shape(word.text),
        lists,
        tells,
        capital: word.kind == TokenKind::Word && word.text.chars().any(char::is_uppercase),
        number,
        mark: word.kind == TokenKind::Mark,
        function: FUNCTION_WORDS.contains(&lower),
        ..Look::default()
    }
}

/// The lists that hold a word, and what it tells of, a bit each.
fn lists(word: &Word<'_>, lexicon: &Lexicon) -> (u64, u64) {
    let lower = word.lower.as_str();
    let single = lower.strip_suffix('s').unwrap_or(lower);
    let nouns = [
        (SERIES_NOUNS.contains(&lower), list::SERIES),
        (FILM_NOUNS.contains(&lower), list::FILM),
        (WORK_NOUNS.contains(&lower), list::WORK),
        (TITLE_NOUNS.contains(&lower), list::TITLE),
    ];
    let nouns = nouns.iter().filter(|(holds, _)| *holds).fold(0, |bits, (_, bit)| bits | bit);
    let (lists, tells) = lexicon.word(word.text, lower);
    (lists | nouns | lexicon.word(single, single).0 & list::GENRE, tells)
}

/// `Xx`, `X.`, `00`: classes of characters, repeats left out after the second.
fn shape(text: &str) -> u64 {
    let (mut shape, mut last, mut run) = (7, 0, 0);
    for c in text.chars() {
        let class = match c {
            c if c.is_numeric() => 1,
            c if c.is_uppercase() => 2,
            c if c.is_alphabetic() => 3,
            c => 4 + u64::from(c),
        };
        run = if class == last { run + 1 } else { 0 };
        last = class;
        if run < 2 {
            shape = mix(shape, class);
        }
    }
    shape
}

fn delays(looks: &[Look]) -> Vec<usize> {
    let told = looks.iter().enumerate().filter(|(_, look)| look.tells & tells::DELAY != 0);
    told.map(|(at, _)| at).collect()
}

/// How many words tell of series, of films and of other works.
pub(super) fn titled(looks: &[Look]) -> [usize; 3] {
    [list::SERIES, list::FILM, list::WORK]
        .map(|bit| looks.iter().filter(|look| look.lists & bit != 0).count())
}

fn lean(looks: &[Vec<Look>]) -> u64 {
    let count = |bit: u64| looks.iter().flatten().filter(|look| look.lists & bit != 0).count();
    let (series, films) = (count(list::SERIES).min(9), count(list::FILM).min(9));
    let more = |more: usize, less: usize| u64::try_from((more - less).min(3)).unwrap_or_default();
    if series >= films { 3 + more(series, films) } else { 3 - more(films, series) }
}

/// The stretches of a line between quotation marks or with a cue, without the marks.
fn apart(document: &Document, line: &Line<'_>) -> Vec<Apart> {
    let cues = cued(document, line);
    let mut found = cues.clone();
    for (open, close, how) in quotes(&line.words) {
        let stop = |at: usize| line.words.get(at).is_some_and(|word| word.is_any(&[",", ".", ";"]));
        let end = if close > open + 1 && stop(close - 1) { close - 1 } else { close };
        let cued = cues.partition_point(|other| other.start < open + 1);
        let known = cues.iter().skip(cued).take(4).any(|other| (other.start, other.end) == (open + 1, end));
        if end > open + 1 && !known {
            found.push(Apart { start: open + 1, end, how });
        }
    }
    found.sort_by_key(|apart| (apart.start, apart.end, apart.how));
    found
}

fn cued(document: &Document, line: &Line<'_>) -> Vec<Apart> {
    let first = document.cues().partition_point(|cue| cue.span.start < line.span.start);
    let cues = document.cues().iter().skip(first).take_while(|cue| cue.span.start < line.span.end);
    let stretch = |span: crate::text::Span, how: How| {
        let start = line.words.partition_point(|word| word.span.start < span.start);
        let end = line.words.partition_point(|word| word.span.end <= span.end);
        if start >= end {
            return None;
        }
        let mark = |at: usize| {
            line.words
                .get(at)
                .is_some_and(|w| w.kind == TokenKind::Mark && !matches!(w.text, "!" | "?" | "…" | ")"))
        };
        let start = if start + 1 < end && mark(start) { start + 1 } else { start };
        let end = if start + 1 < end && mark(end - 1) { end - 1 } else { end };
        Some(Apart { start, end, how })
    };
    let marks = cues.filter_map(|cue| match cue.kind {
        CueKind::Emphasis => stretch(cue.span, How::Emphasis),
        CueKind::Strong => stretch(cue.span, How::Strong),
        CueKind::Link => stretch(cue.span, How::Link),
        CueKind::Heading | CueKind::Item => None,
    });
    marks.collect()
}

/// Pairs of quotation marks as indexes of words.
fn quotes(words: &[Word<'_>]) -> Vec<(usize, usize, How)> {
    let mut pairs = Vec::new();
    let mut open: Option<(usize, &str, How)> = None;
    for (at, word) in words.iter().enumerate().filter(|(_, word)| word.kind == TokenKind::Mark) {
        let next = words.get(at + 1).is_some_and(|next| next.span.start == word.span.end);
        let last = at
            .checked_sub(1)
            .and_then(|at| words.get(at))
            .is_some_and(|last| last.span.end == word.span.start);
        if let Some((start, close, how)) = open
            && word.text == close
            && (how == How::Double || (last && !is_plural_owner(words, at)))
        {
            pairs.push((start, at, how));
            open = None;
        } else if let Some((close, how)) = closing(word.text)
            && open.is_none_or(|(_, _, held)| held == How::Double && how == How::Single && word.text != "'")
            && (how == How::Double || (next && !last))
        {
            open = Some((at, close, how));
        }
    }
    pairs
}

/// Whether the apostrophe at `at` belongs to a plural inside the quotation, which closes further on.
fn is_plural_owner(words: &[Word<'_>], at: usize) -> bool {
    let plural = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| word.text.ends_with('s'));
    let rest = words.get(at + 1..).unwrap_or_default();
    plural
        && rest.first().is_some_and(Word::is_capital)
        && rest.iter().take(5).any(|word| matches!(word.text, "'" | "’"))
}

fn closing(mark: &str) -> Option<(&'static str, How)> {
    match mark {
        "\"" => Some(("\"", How::Double)),
        "“" | "„" | "‟" => Some(("”", How::Double)),
        "«" => Some(("»", How::Double)),
        "‘" => Some(("’", How::Single)),
        "'" => Some(("'", How::Single)),
        _ => None,
    }
}
