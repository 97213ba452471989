//! What every stage saw, for people: sentences, mentions with whom they stand for, topics, claims with their rules.

use std::fmt::Write;

use super::page::Page;
use super::rules::{Draft, Filler, What};

/// The stages of reading one document, a sentence at a time.
pub(super) fn trace(page: &Page<'_>, drafts: &[Draft]) -> String {
    let mut text = String::new();
    for (number, line) in page.lines.iter().enumerate() {
        let _ = writeln!(text, "{}  {}", line.span, page.document.quote(line.span));
        if let Some(topic) = page.topics.get(number).copied().flatten() {
            let _ = writeln!(text, "  about {}", name(page, topic));
        }
        for mention in page.mentions.iter().filter(|mention| mention.line == number) {
            let stands: Vec<&str> = mention.entities.iter().map(|entity| name(page, *entity)).collect();
            let words = page.document.quote(mention.span);
            let _ = write!(text, "  {:?} {} {words:?}", mention.form, mention.kind.name());
            if !stands.is_empty() {
                let _ = write!(text, " is {}", stands.join(", "));
            }
            if let Some(description) = mention.describes {
                let _ = write!(text, " describes {}", name(page, description.title));
            }
            text.push('\n');
        }
        for draft in drafts.iter().filter(|draft| draft.line == number) {
            let (subject, object) = (filler(page, draft.subject), filler(page, draft.object));
            let _ = writeln!(
                text,
                "  => {subject} -{}-> {object} ({}, by {})",
                draft.relation, draft.status, draft.rule
            );
        }
    }
    text
}

fn name<'a>(page: &'a Page<'_>, entity: usize) -> &'a str {
    page.entities.get(entity).map_or("?", |entity| entity.name.as_str())
}

fn filler(page: &Page<'_>, filler: Filler) -> String {
    match filler.what {
        What::Entity(entity) => name(page, entity).to_owned(),
        What::Literal(mention) => {
            page.mentions.get(mention).map(|mention| mention.name.clone()).unwrap_or_default()
        }
    }
}
