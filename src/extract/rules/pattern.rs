//! The pattern language: a row of words and slots.
//!
//! | written | matches |
//! |---|---|
//! | `word`, `a\|b` | one of these words, in any case |
//! | `word?` | the word or nothing |
//! | `{S}`, `{O}` | a mention of a kind that the relation starts from or points to |
//! | `{S+}`, `{O+}` | a list of such mentions |
//! | `{S:Person}` | a mention of this kind |
//! | `*` | up to eight plain words: no mark, no mention |
//! | `...` | up to twenty items within the clause |
//! | `^` | the start of the sentence |
//! | `'s` | a possessive |
//!
//! What a pattern without `{S}` or without `{O}` lacks is the title that the text is about. Two lists of one
//! length are joined in pairs: `A and B as X and Y`.

use super::Form;
use crate::extract::mention::Type;
use crate::graph::Status;

/// A compiled row of words and slots.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) name: String,
    pub(super) status: Status,
    pub(super) parts: Vec<Part>,
    pub(super) with: Vec<String>,
    pub(super) any: bool,
    /// Words of which one must stand in a line for the pattern to match; empty when it has no sure word.
    pub(super) needs: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Start,
    Words { words: Vec<String>, optional: bool },
    Possessive,
    Slot { slot: Slot, many: bool, only: Option<Type> },
    Plain,
    Gap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Subject,
    Object,
    /// A mention that has to be there and is not said anything of.
    Other,
}

impl Pattern {
    pub(super) fn new(form: &Form) -> Result<Self, String> {
        let parts: Vec<Part> = form.form.split_whitespace().map(part).collect::<Result<_, _>>()?;
        if !parts.iter().any(|part| matches!(part, Part::Slot { slot: Slot::Object | Slot::Subject, .. })) {
            return Err("it has neither a slot `{S}` nor `{O}`".to_owned());
        }
        let sure = parts.iter().find_map(|part| match part {
            Part::Words { words, optional: false } => Some(words.clone()),
            _ => None,
        });
        Ok(Self {
            name: form.name.clone(),
            status: form.status,
            parts,
            with: form.with.clone(),
            any: form.any,
            needs: sure.unwrap_or_default(),
        })
    }
}

fn part(text: &str) -> Result<Part, String> {
    match text {
        "^" => return Ok(Part::Start),
        "*" => return Ok(Part::Plain),
        "..." => return Ok(Part::Gap),
        "'s" => return Ok(Part::Possessive),
        _ => {}
    }
    let Some(inner) = text.strip_prefix('{') else {
        let (words, optional) = match text.strip_suffix('?') {
            Some(words) if !words.is_empty() => (words, true),
            _ => (text, false),
        };
        return Ok(Part::Words { words: words.split('|').map(str::to_lowercase).collect(), optional });
    };
    let inner = inner.strip_suffix('}').ok_or_else(|| format!("`{text}` lacks its `}}`"))?;
    let (inner, many) = match inner.strip_suffix('+') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let (slot, only) = match inner.split_once(':') {
        Some((slot, kind)) => {
            let known = Type::ALL.into_iter().find(|known| known.name() == kind);
            (slot, Some(known.ok_or_else(|| format!("there is no kind `{kind}`"))?))
        }
        None => (inner, None),
    };
    let slot = match slot {
        "S" => Slot::Subject,
        "O" => Slot::Object,
        "_" => Slot::Other,
        _ => return Err(format!("there is no slot `{slot}`")),
    };
    Ok(Part::Slot { slot, many, only })
}
