//! From drafts to claims: entities become nodes, literals values, and one claim leads to another.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use indexmap::map::Entry;
use rustc_hash::FxBuildHasher;

use super::dates::Ahead;
use super::grammar::{is_ordinal, number};
use super::mention::Type;
use super::page::Page;
use super::rules::{Draft, Filler, What};
use crate::graph::{
    Attributes, Claim, Confidence, Evidence, NamedNode, NodeId, Object, Properties, Reading, Status,
};
use crate::ontology::{Kind, Relation};
use crate::text::Span;

/// Subject, relation, object and sentence.
type ClaimKey = (NodeId, Relation, Object, Span);

/// The reading of a page from what its rules drafted.
pub(super) fn reading(page: &Page<'_>, drafts: &[Draft]) -> Reading {
    let drafts = with_consequences(page, drafts);
    let ids: Vec<NodeId> =
        page.entities.iter().map(|entity| NodeId::of(&Kind::new(entity.kind.name()), &entity.name)).collect();
    let mut used = vec![false; page.entities.len()];
    let mut claims: IndexMap<ClaimKey, Claim, FxBuildHasher> = IndexMap::default();
    let mut quotes = BTreeMap::new();
    for draft in &drafts {
        let Some(claim) = claim(page, draft, &ids) else { continue };
        for filler in [draft.subject, draft.object] {
            if let What::Entity(entity) = filler.what
                && let Some(used) = used.get_mut(entity)
            {
                *used = true;
            }
        }
        // One sentence makes a claim once: the surest reading of it stays.
        let sentence = claim.evidence.sentence;
        quotes.entry(sentence).or_insert_with(|| page.document.quote(sentence));
        let key = (claim.subject.clone(), claim.relation.clone(), claim.object.clone(), sentence);
        match claims.entry(key) {
            Entry::Vacant(free) => {
                free.insert(claim);
            }
            Entry::Occupied(mut held) => {
                let (old, new) = (&held.get().evidence, &claim.evidence);
                // Of two readings that are as sure the one that saw a hedge saw more.
                let hedged = old.confidence == new.confidence && old.status == Status::Asserted;
                if old.confidence < new.confidence || (hedged && new.status != Status::Asserted) {
                    held.insert(claim);
                }
            }
        }
    }
    drop_years_of_dates(&mut claims);
    let nodes =
        page.entities.iter().zip(used).filter(|(entity, used)| entity.keeps || *used).map(|(entity, _)| {
            NamedNode {
                kind: Kind::new(entity.kind.name()),
                name: entity.name.clone(),
                aliases: entity.aliases.clone(),
                key: None,
                properties: Properties::new(),
            }
        });
    Reading {
        document: page.document.id.clone(),
        nodes: nodes.collect(),
        claims: claims.into_values().collect(),
        quotes,
    }
}

/// A year says nothing where the text gives a fuller date in it for the same subject.
fn drop_years_of_dates(claims: &mut IndexMap<ClaimKey, Claim, FxBuildHasher>) {
    let released = |claim: &Claim| claim.relation.as_str() == "released";
    let mut fuller: IndexMap<NodeId, Vec<String>, FxBuildHasher> = IndexMap::default();
    for claim in claims.values().filter(|claim| released(claim)) {
        if let Some(date) = claim.object.literal().filter(|date| date.len() > 4) {
            fuller.entry(claim.subject.clone()).or_default().push(date.to_owned());
        }
    }
    for dates in fuller.values_mut() {
        dates.sort_unstable();
    }
    claims.retain(|_, claim| {
        let bare = claim.object.literal().filter(|_| released(claim));
        let dates = fuller.get(&claim.subject).map(Vec::as_slice).unwrap_or_default();
        // In order, the fuller dates stand right behind the one that they begin with.
        !bare.is_some_and(|bare| {
            let next = dates.partition_point(|date| date.as_str() <= bare);
            dates.get(next).is_some_and(|date| date.starts_with(bare))
        })
    });
}

fn claim(page: &Page<'_>, draft: &Draft, ids: &[NodeId]) -> Option<Claim> {
    let What::Entity(subject) = draft.subject.what else { return None };
    let object = match draft.object.what {
        What::Entity(entity) => Object::Node(ids.get(entity)?.clone()),
        What::Literal(mention) => Object::Literal(literal(page, mention, draft.status)?),
    };
    let subject = ids.get(subject)?.clone();
    // Two entities of one name that are taken for one kind are one node, which says nothing of itself.
    if object.node() == Some(&subject) {
        return None;
    }
    // What opens after the day of publication is a plan, whatever the tense.
    let published = page.document.date.map(|date| date.to_string());
    let ahead = matches!((&object, published), (Object::Literal(day), Some(published)) if draft.relation.as_str() == "released" && *day > published && day.len() >= 7);
    let status = if ahead && draft.status == Status::Asserted { Status::Planned } else { draft.status };
    Some(Claim {
        subject,
        relation: draft.relation.clone(),
        object,
        evidence: Evidence {
            document: page.document.id.clone(),
            sentence: page.lines.get(draft.line)?.span,
            line: None,
            subject: draft.subject.span,
            object: draft.object.span,
            rule: draft.rule.clone(),
            confidence: Confidence::new(draft.confidence).unwrap_or(Confidence::FULL),
            status,
            attributes: attributes(page, draft),
            properties: Properties::new(),
        },
    })
}

fn literal(page: &Page<'_>, mention: usize, status: Status) -> Option<String> {
    let mention = page.mentions.get(mention)?;
    let ahead = if status == Status::Planned { Ahead::Yes } else { Ahead::No };
    match mention.date {
        Some(date) => date.iso(page.document.date, ahead),
        None => Some(mention.name.clone()),
    }
}

/// The forms that the literal of a mention may take.
pub(super) fn literals(page: &Page<'_>, mention: usize) -> Vec<String> {
    [Status::Asserted, Status::Planned]
        .into_iter()
        .filter_map(|status| literal(page, mention, status))
        .collect()
}

// ---- attributes

fn attributes(page: &Page<'_>, draft: &Draft) -> Attributes {
    let mut attributes = Attributes::new();
    match draft.relation.as_str() {
        "delayed-by" | "released" | "renewed-by" | "filmed-in" | "cancelled-by" | "nominated-for" | "won" => {
            if let Some(season) = season(page, draft.line) {
                attributes.insert("season".to_owned(), season);
            }
        }
        "produced" => {
            attributes.insert("role".to_owned(), producer_role(page, draft).to_owned());
        }
        "follows" => {
            let kinds =
                ["sequel", "prequel", "spin-off", "spinoff", "reboot", "remake", "revival", "follow-up"];
            let words = page.lines.get(draft.line).map(|line| line.words.as_slice()).unwrap_or_default();
            if let Some(kind) = kinds.iter().find(|kind| words.iter().any(|word| word.is(kind))) {
                attributes.insert("kind".to_owned(), kind.replace("spinoff", "spin-off"));
            }
        }
        _ => {}
    }
    attributes
}

/// The season that a sentence speaks of, if it speaks of one: `season two`, `the third season`.
fn season(page: &Page<'_>, line: usize) -> Option<String> {
    let words = &page.lines.get(line)?.words;
    let mut found: Vec<usize> = Vec::new();
    for (at, _) in words.iter().enumerate().filter(|(_, word)| word.is("season")) {
        let after = words.get(at + 1).and_then(|next| number(&next.lower));
        let before = at
            .checked_sub(1)
            .and_then(|last| words.get(last))
            .filter(|last| is_ordinal(&last.lower))
            .and_then(|last| number(&last.lower));
        found.extend(after.or(before).filter(|season| !found.contains(season)));
    }
    match found.as_slice() {
        [season] => Some(season.to_string()),
        _ => None,
    }
}

fn producer_role(page: &Page<'_>, draft: &Draft) -> &'static str {
    let words = page.lines.get(draft.line).map(|line| line.words.as_slice()).unwrap_or_default();
    let at = page.items.get(draft.line).and_then(|items| items.get(draft.at)).map_or(0, |item| item.start);
    let near = words.iter().skip(at.saturating_sub(1)).take(4);
    if near.clone().any(|word| {
        word.is_any(&["executive", "exec", "ep", "eps", "executive-produces", "executive-produced"])
    }) {
        "executive producer"
    } else if near.clone().any(|word| word.is_any(&["co-producer", "co-produced", "co-produces"])) {
        "co-producer"
    } else {
        "producer"
    }
}

// ---- what follows from a claim

/// A named part means that the actor is in the title, and the character with them.
fn with_consequences(page: &Page<'_>, drafts: &[Draft]) -> Vec<Draft> {
    let mut all: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        all.push(draft.clone());
        if draft.relation.as_str() == "plays"
            && let Some(title) = title_of_part(page, draft, drafts)
        {
            let derived = |relation: &str, subject: Filler, object: Filler| Draft {
                relation: Relation::new(relation),
                rule: format!("{relation}/part"),
                subject,
                object,
                ..draft.clone()
            };
            all.push(derived("stars-in", draft.subject, title));
            all.push(derived("appears-in", draft.object, title));
        }
    }
    all
}

/// The title in which somebody plays a part: one that the sentence says they star in, one named in it, the topic.
fn title_of_part(page: &Page<'_>, part: &Draft, drafts: &[Draft]) -> Option<Filler> {
    let stars = |draft: &&Draft| {
        draft.line == part.line
            && draft.relation.as_str() == "stars-in"
            && draft.subject.what == part.subject.what
    };
    // Drafts are in the order of lines.
    let first = drafts.partition_point(|draft| draft.line < part.line);
    let here = drafts.iter().skip(first).take_while(|draft| draft.line == part.line);
    if let Some(draft) = here.into_iter().find(stars) {
        return Some(draft.object);
    }
    let titles = page.mentions_of(part.line).iter().filter(|mention| mention.kind.is_title());
    let near = titles.min_by_key(|mention| {
        let after = mention.span.start >= part.object.span.end;
        let distance = mention.span.start.abs_diff(part.object.span.end);
        if after { distance } else { distance / 2 }
    });
    let fill = |entity: usize, span| Filler { span, what: What::Entity(entity) };
    if let Some(mention) = near {
        return Some(fill(*mention.entities.first()?, mention.span));
    }
    let topic = page.topics.get(part.line).copied().flatten()?;
    let kind = page.kind_of(topic).filter(|kind| kind.is_title())?;
    debug_assert!(matches!(kind, Type::Series | Type::Film));
    Some(fill(topic, page.last_mention(topic, part.line)?.span))
}
