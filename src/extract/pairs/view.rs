//! A line as a row of symbols: words by their hash, mentions by their kind, so that like sentences look alike.

use super::stage::Mark;
use crate::extract::mention::{Form, Mention, Type};
use crate::extract::model::{hash, mix};
use crate::extract::page::{Item, Page};
use crate::extract::syntax::{Label, Lexeme, Scratch, Syntax, Tree, Upos};
use crate::text::TokenKind;

/// What stands at one place of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Symbol {
    /// The word, or the kind of the mention.
    pub(super) sign: u64,
    /// The kind of a mention.
    pub(super) kind: Option<Type>,
    pub(super) mark: bool,
    /// A preposition, article, auxiliary or such.
    pub(super) function: bool,
    /// The fine cluster and the part of speech.
    pub(super) fine: u64,
    pub(super) part: u64,
    /// The first and the last symbol of the list of like mentions that this one is in.
    pub(super) list: (usize, usize),
}

/// A line as symbols.
#[derive(Clone, Debug, Default)]
pub(in crate::extract) struct View {
    pub(super) symbols: Vec<Symbol>,
    /// For each word of the line the symbol that holds it.
    places: Vec<usize>,
    tree: Tree,
}

/// What stands beyond the ends of a line.
const EDGE: Symbol = Symbol {
    sign: 13,
    kind: None,
    mark: true,
    function: false,
    fine: 0,
    part: 0,
    list: (usize::MAX, usize::MAX),
};

impl View {
    pub(in crate::extract) fn new(page: &Page<'_>, line: usize) -> Self {
        let items = page.items.get(line).map(Vec::as_slice).unwrap_or_default();
        let words = page.lines.get(line).map_or(0, |line| line.words.len());
        let mut view =
            Self { symbols: Vec::with_capacity(items.len()), places: vec![0; words], tree: Tree::default() };
        for (at, item) in items.iter().enumerate() {
            view.symbols.push(symbol(page, line, item));
            for place in view.places.iter_mut().take(item.end).skip(item.start) {
                *place = at;
            }
        }
        if items.len() <= super::LONGEST_LINE {
            view.find_lists();
            view.parse(page, line);
        }
        view
    }

    /// Tags and parses the line, each mention as one word.
    fn parse(&mut self, page: &Page<'_>, line: usize) {
        let syntax = Syntax::shipped();
        let items = page.items.get(line).map(Vec::as_slice).unwrap_or_default();
        let lexemes: Vec<Lexeme> = items.iter().map(|item| lexeme(page, line, item, syntax)).collect();
        let mut tags = Vec::new();
        syntax.tag(&lexemes, &mut tags);
        for ((symbol, lexeme), tag) in self.symbols.iter_mut().zip(&lexemes).zip(&tags) {
            symbol.part = tag.upos() as u64 + 1;
            if symbol.kind.is_none() {
                symbol.fine = u64::from(lexeme.fine);
            }
        }
        self.tree = syntax.parse(&lexemes, &tags, &mut Scratch::default());
    }

    /// The way from a symbol up to the verb that governs it, or to the root: labels, and the last symbol.
    pub(super) fn governor(&self, place: usize) -> (u64, usize) {
        let (mut chain, mut at) = (3, place);
        for _ in 0..6 {
            let Some(head) = self.tree.head(at) else { break };
            let label = self.tree.labels.get(at).copied().unwrap_or(Label::Dep);
            if label != Label::Conj {
                chain = mix(chain, label.index() as u64);
            }
            at = head;
            if self.at(Some(at)).part == Upos::Verb as u64 + 1 {
                break;
            }
        }
        (chain, at)
    }

    /// For each symbol the name of its label and its head.
    pub(in crate::extract) fn arcs(&self) -> impl Iterator<Item = (&'static str, Option<usize>)> {
        self.tree.labels.iter().enumerate().map(|(at, label)| (label.name(), self.tree.head(at)))
    }

    /// The label by which a symbol hangs on its head, and the head.
    pub(super) fn arc(&self, place: usize) -> (u64, Option<usize>) {
        let label = self.tree.labels.get(place).copied().unwrap_or(Label::Dep);
        (label.index() as u64, self.tree.head(place))
    }

    /// How a name stands in the line.
    pub(super) fn mark(&self, place: usize) -> Mark {
        let aside = |at: usize| {
            let label = self.tree.labels.get(at);
            label.is_some_and(|label| {
                matches!(label, Label::Acl | Label::AclRelcl | Label::Appos | Label::Advcl | Label::Parataxis)
            })
        };
        Mark {
            before: self.at(place.checked_sub(1)).sign,
            label: self.arc(place).0,
            embedded: self.ancestors(place).into_iter().any(aside),
            early: place < 3,
            ..Mark::default()
        }
    }

    /// The path between two symbols in the tree: labels up and down, its length, and the symbol on top.
    pub(super) fn path(&self, from: usize, to: usize) -> Option<(u64, usize, usize)> {
        let (up, down) = (self.ancestors(from), self.ancestors(to));
        let (rise, fall) = up
            .iter()
            .enumerate()
            .find_map(|(rise, at)| down.iter().position(|other| other == at).map(|fall| (rise, fall)))?;
        let label = |at: &usize| self.tree.labels.get(*at).map_or(0, |label| label.index() as u64 + 1);
        let mut path = 7;
        for at in up.iter().take(rise) {
            path = mix(path, label(at));
        }
        path = mix(path, 99);
        for at in down.iter().take(fall).rev() {
            path = mix(path, label(at));
        }
        Some((path, rise + fall, *up.get(rise)?))
    }

    /// What a symbol is to a word of the tree, a number for the path and its length; verbs joined to one that has
    /// the symbol as subject share it.
    pub(super) fn role(&self, place: usize, word: usize) -> (u64, usize) {
        // A verb in a row of verbs takes its subject from the first.
        let mut first = word;
        let mut shared = 0;
        while self.tree.labels.get(first) == Some(&Label::Conj) && shared < 4 {
            let Some(head) = self.tree.head(first) else { break };
            first = head;
            shared += 1;
        }
        let subject =
            self.tree.labels.get(place).is_some_and(|label| matches!(label, Label::Nsubj | Label::NsubjPass));
        if shared > 0 && subject && self.tree.head(place) == Some(first) {
            return (mix(17, self.arc(place).0), 1);
        }
        match self.path(place, word) {
            Some((path, length, _)) if length <= 5 => (path, length),
            _ => (1, 6),
        }
    }

    fn ancestors(&self, place: usize) -> Vec<usize> {
        let mut all = vec![place];
        let mut at = place;
        while let Some(head) = self.tree.head(at).filter(|_| all.len() < 12) {
            all.push(head);
            at = head;
        }
        all
    }

    /// The symbol that holds a mention.
    pub(super) fn place(&self, mention: &Mention) -> usize {
        self.places.get(mention.start).copied().unwrap_or_default()
    }

    pub(super) fn at(&self, at: Option<usize>) -> Symbol {
        at.and_then(|at| self.symbols.get(at)).copied().unwrap_or(EDGE)
    }

    /// Joins mentions of one kind that stand in a list: parted by commas and `and`, with brackets passed over.
    fn find_lists(&mut self) {
        let mut start = 0;
        while start < self.symbols.len() {
            let Some(kind) = self.at(Some(start)).kind else {
                start += 1;
                continue;
            };
            let mut last = start;
            while let Some(next) = self.next_in_list(last, kind) {
                last = next;
            }
            for at in start..=last {
                if let Some(symbol) = self.symbols.get_mut(at).filter(|symbol| symbol.kind == Some(kind)) {
                    symbol.list = (start, last);
                }
            }
            start = last + 1;
        }
    }

    fn next_in_list(&self, at: usize, kind: Type) -> Option<usize> {
        let mut next = at + 1;
        if self.at(Some(next)).sign == hash("(") {
            let close = (next..next + 8).find(|at| self.at(Some(*at)).sign == hash(")"))?;
            next = close + 1;
        }
        let mut parted = false;
        while [",", "and", "&", "or", "/", ";"].iter().any(|word| self.at(Some(next)).sign == hash(word)) {
            parted = true;
            next += 1;
        }
        (parted && self.at(Some(next)).kind == Some(kind)).then_some(next)
    }

    /// The signs between two symbols, lists of like mentions as one.
    pub(super) fn between(&self, from: usize, to: usize) -> Vec<u64> {
        let mut signs = Vec::new();
        let mut at = from + 1;
        while at < to {
            let symbol = self.at(Some(at));
            if symbol.kind.is_some() && symbol.list.1 > at && symbol.list.1 < to {
                signs.push(mix(symbol.sign, 99));
                at = symbol.list.1 + 1;
            } else {
                signs.push(symbol.sign);
                at += 1;
            }
        }
        signs
    }
}

fn symbol(page: &Page<'_>, line: usize, item: &Item) -> Symbol {
    if let Some(mention) = page.mention(item) {
        let how = match mention.form {
            Form::Pronoun => 2,
            Form::Nominal => 1,
            _ => 0,
        };
        let sign = mix(kind_sign(mention.kind), how);
        return Symbol {
            sign,
            kind: Some(mention.kind),
            mark: false,
            function: false,
            fine: 0,
            part: 0,
            list: (usize::MAX, usize::MAX),
        };
    }
    let Some(word) = page.word(line, item.start) else { return EDGE };
    let sign = match word.kind {
        TokenKind::Number if word.text.len() > 2 => hash("00"),
        TokenKind::Possessive => hash("'s"),
        TokenKind::Mark => match word.text {
            "“" | "”" | "„" | "«" | "»" => hash("\""),
            "‘" | "’" => hash("'"),
            "–" | "—" => hash("-"),
            text => hash(text),
        },
        _ => hash(&word.lower),
    };
    Symbol {
        sign,
        kind: None,
        mark: word.kind == TokenKind::Mark,
        function: crate::extract::grammar::FUNCTION_WORDS.contains(&word.lower.as_str()),
        fine: 0,
        part: 0,
        list: (usize::MAX, usize::MAX),
    }
}

fn lexeme(page: &Page<'_>, line: usize, item: &Item, syntax: &Syntax) -> Lexeme {
    let text = |at: usize| page.word(line, at).map_or("", |word| word.text);
    match page.mention(item).map(|mention| mention.form) {
        Some(Form::SetApart | Form::Capitals) => syntax.name(text(item.end.saturating_sub(1))),
        Some(Form::Nominal | Form::Phrase) => syntax.word(text(item.end.saturating_sub(1))),
        Some(Form::Pronoun) | None => syntax.word(text(item.start)),
    }
}

/// The sign of a kind; titles are alike.
pub(super) fn kind_sign(kind: Type) -> u64 {
    let kind = if kind == Type::Film { Type::Series } else { kind };
    mix(0x51, kind as u64 + 1)
}
