//! Where the nodes of an annotated passage stand in its text.

use super::{Found, LABELS};
use crate::extract::lines::{Line, Word, all_lines};
use crate::extract::mention::Type;
use crate::extract::train::Passage;
use crate::text::{Document, TokenKind};

/// A form of a name in words, and of what.
struct Form {
    words: Vec<String>,
    kind: Type,
    /// A part of a longer name, which must stand alone.
    part: bool,
}

/// The stretches that name the nodes and genres of a passage; longer names first, none overlap.
pub(in crate::extract) fn gold(passage: &Passage, lines: &[Line<'_>]) -> Vec<Found> {
    let mut forms = forms(passage);
    forms.sort_by_key(|form| (form.part, std::cmp::Reverse(form.words.len())));
    let mut found: Vec<Found> = Vec::new();
    for form in &forms {
        for (number, line) in lines.iter().enumerate() {
            for start in 0..line.words.len() {
                let end = start + form.words.len();
                let taken = |other: &Found| other.line == number && other.start < end && start < other.end;
                if is_at(form, line, start) && !found.iter().any(taken) {
                    found.push(Found { line: number, start, end, kind: form.kind });
                }
            }
        }
    }
    found.sort_unstable();
    found
}

fn forms(passage: &Passage) -> Vec<Form> {
    let mut forms = Vec::new();
    for node in &passage.nodes {
        let Some(kind) = LABELS.into_iter().find(|kind| kind.name() == node.kind) else { continue };
        for name in node.aliases.iter().chain([&node.name]) {
            forms.push(Form { words: words(name), kind, part: false });
        }
        if matches!(kind, Type::Person | Type::Character) {
            let all = words(&node.name);
            let parts = [all.first(), all.last()].into_iter().flatten().filter(|_| all.len() > 1);
            for part in parts.filter(|part| part.chars().count() > 1) {
                forms.push(Form { words: vec![part.clone()], kind, part: true });
            }
        }
    }
    let genres = passage.facts.iter().filter(|fact| fact.relation == "genre");
    forms.extend(genres.map(|fact| Form { words: words(&fact.object), kind: Type::Genre, part: false }));
    forms.retain(|form| !form.words.is_empty());
    forms
}

fn words(name: &str) -> Vec<String> {
    let document = Document::new("name", name);
    all_lines(&document).iter().flat_map(|line| &line.words).map(|word| word.text.to_owned()).collect()
}

fn is_at(form: &Form, line: &Line<'_>, start: usize) -> bool {
    let Some(words) = line.words.get(start..start + form.words.len()) else { return false };
    let mut long =
        line.words.iter().filter(|word| word.text.len() > 3 && word.kind == TokenKind::Word).peekable();
    let shouted = long.peek().is_some() && long.all(|word| word.text.to_uppercase() == word.text);
    let loose = shouted || matches!(form.kind, Type::Genre | Type::Event);
    let genre = form.kind == Type::Genre;
    let same = |(word, form): (&Word<'_>, &String)| {
        let form = form.replace('’', "'");
        let plural = |word: &str| {
            word.strip_suffix("ies")
                .map(|stem| format!("{stem}y"))
                .or(word.strip_suffix('s').map(str::to_owned))
        };
        word.text.replace('’', "'") == form
            || loose && word.lower == form.to_lowercase()
            || genre && plural(&word.lower).is_some_and(|one| one == form.to_lowercase())
    };
    if !words.iter().zip(&form.words).all(same) {
        return false;
    }
    let beside = |at: Option<usize>| at.and_then(|at| line.words.get(at)).is_some_and(Word::is_capital);
    !form.part
        || shouted
        || !(beside(Some(start + 1)) || start > 1 && beside(start.checked_sub(1)) && is_name(line, start))
}

/// Whether the capitalised word before a part belongs to the same name: it is no title or trade that opens one.
fn is_name(line: &Line<'_>, start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| line.words.get(at));
    before.is_some_and(|word| !word.text.ends_with('.') && word.lower != "the")
}
