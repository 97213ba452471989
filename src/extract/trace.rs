//! What every stage saw, for people: sentences, mentions with whom they stand for, trees, claims, and chains.

use std::fmt::Write;

use super::mention::Form;
use super::page::Page;
use super::pairs::View;
use super::rules::{Draft, Filler, What};

/// The stages of reading one document, a sentence at a time, then everything that it names with its mentions.
pub(super) fn trace(page: &Page<'_>, drafts: &[Draft]) -> String {
    let mut text = format!("document {}\n", page.document.id);
    for line in 0..page.lines.len() {
        sentence(page, line, &mut text);
        let claims: Vec<&Draft> = drafts.iter().filter(|draft| draft.line == line).collect();
        if !claims.is_empty() {
            tree(page, line, &mut text);
        }
        for draft in claims {
            let (subject, object) = (filler(page, draft.subject), filler(page, draft.object));
            let Draft { relation, status, rule, confidence, .. } = draft;
            let _ = writeln!(
                text,
                "  => {subject} -{relation}-> {object} ({status}, by {rule}, {confidence:.2})"
            );
        }
    }
    chains(page, &mut text);
    text
}

fn sentence(page: &Page<'_>, number: usize, text: &mut String) {
    let Some(line) = page.lines.get(number) else { return };
    let _ = writeln!(text, "\n{}  {}", line.span, page.document.quote(line.span));
    if let Some(topic) = page.topics.get(number).copied().flatten() {
        let _ = writeln!(text, "  about {}", name(page, topic));
    }
    for mention in page.mentions_of(number) {
        let stands: Vec<&str> = mention.entities.iter().map(|entity| name(page, *entity)).collect();
        let words = page.document.quote(mention.span);
        let form = match mention.form {
            Form::SetApart => "set apart",
            Form::Capitals => "name",
            Form::Phrase => "phrase",
            Form::Pronoun => "pronoun",
            Form::Nominal => "noun",
        };
        let _ = write!(text, "  {} {words:?} ({form})", mention.kind.name());
        if !stands.is_empty() {
            let _ = write!(text, " is {}", stands.join(", "));
        }
        if let Some(description) = mention.describes {
            let _ = write!(text, ", describes {}", name(page, description.title));
        }
        text.push('\n');
    }
}

/// Each word or mention with its label and its head: `directed root`, `Nora Vale nsubj of directed`.
fn tree(page: &Page<'_>, line: usize, text: &mut String) {
    let items = page.items.get(line).map(Vec::as_slice).unwrap_or_default();
    let words = |at: usize| {
        let item = items.get(at)?;
        let (first, last) = (page.word(line, item.start)?, page.word(line, item.end.checked_sub(1)?)?);
        Some(page.document.quote(first.span.join(last.span)))
    };
    let view = View::new(page, line);
    let arcs = view.arcs().enumerate().filter(|(_, (label, _))| *label != "punct").filter_map(
        |(at, (label, head))| {
            let head = head.and_then(words).map(|head| format!(" of {head}")).unwrap_or_default();
            Some(format!("{} {label}{head}", words(at)?))
        },
    );
    let _ = writeln!(text, "  tree: {}", arcs.collect::<Vec<_>>().join("; "));
}

fn chains(page: &Page<'_>, text: &mut String) {
    text.push_str("\nchains\n");
    for (at, entity) in page.entities.iter().enumerate() {
        let places = page.mentions.iter().filter(|mention| mention.entities.contains(&at));
        let places: Vec<String> = places
            .map(|mention| format!("{:?} at {}", page.document.quote(mention.span), mention.span))
            .collect();
        let _ = writeln!(text, "  {} {}: {}", entity.kind.name(), entity.name, places.join(", "));
    }
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
