//! Lists: sets and predicates that are joined by `and`, `or`, `but not`, or only stand side by side.

use super::chart::{Cell, Chart, Found, Item, WAYS, best};
use super::function_words::PREPOSITIONS;
use super::grammar::Category;
use super::meaning::{Clause, EdgeClause, Set, SharedClause};

/// The most parts of a list.
const LONGEST: usize = 12;

/// The most predicates in a row.
const PREDICATES: usize = 5;

impl Chart<'_> {
    /// Where the next part of a list begins, if one is joined here: its place and whether it is by `or`.
    fn joint(&self, end: usize) -> Option<(usize, bool)> {
        let text = |index: usize| self.words.get(index).map_or("", |word| word.text.as_str());
        let comma = self.comma_before(end);
        match (text(end), text(end + 1), text(end + 2)) {
            ("as", "well", "as") => Some((end + 3, false)),
            ("and", "also", _) => Some((end + 2, false)),
            ("and", ..) => Some((end + 1, false)),
            ("or", ..) => Some((end + 1, true)),
            _ if comma && end < self.words.len() => Some((end, false)),
            _ => None,
        }
    }

    pub(super) fn joined_sets(&self, at: usize, parts: &dyn Fn(usize) -> Vec<Found>) -> Vec<Found> {
        let mut all = Vec::new();
        let opened = self.words.get(at).is_some_and(|word| matches!(word.text.as_str(), "both" | "either"));
        let mut lists: Vec<(Vec<Set>, bool, Found)> = Vec::new();
        for found in parts(at + usize::from(opened)) {
            let Item::Set(set) = &found.item else { continue };
            lists.push((vec![set.clone()], false, found.clone()));
        }
        let mut round = 0;
        while !lists.is_empty() && round < LONGEST {
            let mut longer = Vec::new();
            for (sets, or, last) in lists {
                if let Some((next, joint_or)) = self.joint(last.end) {
                    for found in best(parts(next)) {
                        let Item::Set(set) = &found.item else { continue };
                        let sets = sets.iter().chain([set]).cloned().collect();
                        let certain = last.certain + found.certain + (next - last.end);
                        let forms = last.forms | found.forms;
                        let parts = last.parts + found.parts;
                        longer.push((sets, or || joint_or, Found { certain, forms, parts, ..found.clone() }));
                    }
                }
                // `both films and series` are two, where `films and series` may be one.
                if opened && sets.len() < 2 {
                    continue;
                }
                let item = match (sets.len(), or) {
                    (1, _) => last.item.clone(),
                    (_, true) => Item::Set(Set::Either(sets)),
                    (_, false) => Item::Set(Set::Both(sets)),
                };
                let certain = last.certain + usize::from(opened);
                all.push(Found { item, certain, ..last });
            }
            longer.sort_by(|(_, _, a), (_, _, b)| b.certain.cmp(&a.certain).then(a.parts.cmp(&b.parts)));
            longer.truncate(WAYS);
            lists = longer;
            round += 1;
        }
        all
    }

    pub(super) fn joined_clauses(&self, at: usize) -> Vec<Found> {
        let first = self.found(Cell::Phrase(Category::Clause), at);
        let mut all: Vec<Found> = Vec::new();
        let mut open: Vec<Found> = first.to_vec();
        let mut round = 0;
        while !open.is_empty() && round < PREDICATES {
            let mut longer = Vec::new();
            for found in &open {
                longer.extend(self.longer_clauses(found));
            }
            all.append(&mut open);
            open = best(longer);
            open.truncate(WAYS);
            round += 1;
        }
        all
    }

    /// A predicate with another behind it: `directed X and wrote Y`, `worked with X but not with Y`.
    fn longer_clauses(&self, found: &Found) -> Vec<Found> {
        let Item::Clause(clause) = &found.item else { return Vec::new() };
        let text = |index: usize| self.words.get(index).map_or("", |word| word.text.as_str());
        let comma = self.comma_before(found.end);
        let (next, joint) = match (text(found.end), text(found.end + 1)) {
            ("but" | "and", "not" | "never") => (found.end + 2, Joint::ButNot),
            ("and" | "but", "also") => (found.end + 2, Joint::And),
            ("and" | "but", _) => (found.end + 1, Joint::And),
            ("or", _) => (found.end + 1, Joint::Or),
            ("not", _) => (found.end + 1, Joint::ButNot),
            _ if comma => (found.end, Joint::And),
            _ => (found.end, Joint::None),
        };
        let opens = matches!(
            text(next),
            "that" | "which" | "who" | "by" | "with" | "starring" | "featuring" | "made" | "released"
        ) || PREPOSITIONS.contains(&text(next))
            || matches!(text(next), "before" | "after" | "since" | "between" | "until");
        if matches!(joint, Joint::And) && asks(text(next)) && asks(text(0)) {
            // That is a question of its own.
            return Vec::new();
        }
        let mut all = Vec::new();
        let mut join = |other: Clause, end: usize, certain: usize, forms: u128, parts: usize| {
            // `it` is what the predicate before names.
            let named = clause.object().filter(|set| matches!(set, Set::Words(_)));
            let other = named.map_or(other.clone(), |set| other.about(set));
            let joined = match joint {
                Joint::And | Joint::None => conjunction(clause.clone(), other),
                Joint::Or => match clause.clone() {
                    Clause::Any(mut all) => {
                        all.push(other);
                        Clause::Any(all)
                    }
                    one => Clause::Any(vec![one, other]),
                },
                Joint::ButNot => conjunction(clause.clone(), Clause::Not(Box::new(other))),
            };
            let certain = found.certain + certain + (next - found.end);
            // Two that only stand side by side are less likely than one that covers both.
            let certain = certain.saturating_sub(match joint {
                Joint::None if opens => 1,
                Joint::None => 3,
                _ => 0,
            });
            let (forms, parts) = (found.forms | forms, found.parts + parts);
            all.push(Found { end, item: Item::Clause(joined), certain, forms, parts });
        };
        // `series films` has no verb `films`.
        let verbs = self.lexicon.verbs(self.words, next);
        let bare: Vec<usize> =
            verbs.filter(|(_, own)| !own.after_be).map(|(length, _)| next + length).collect();
        for other in self.found(Cell::Phrase(Category::Clause), next).iter() {
            // `directed a series or a film` has one verb for both.
            let is_kind =
                matches!(&other.item, Item::Clause(Clause::Is(_))) && matches!(text(next), "a" | "an");
            if (joint == Joint::None && bare.contains(&other.end)) || (joint != Joint::None && is_kind) {
                continue;
            }
            if let Item::Clause(clause) = &other.item {
                join(clause.clone(), other.end, other.certain, other.forms, other.parts);
            }
        }
        if joint == Joint::None {
            return all;
        }
        // The verb may be said once for two objects.
        let again = usize::from(PREPOSITIONS.contains(&text(next)) || text(next) == "by");
        for other in self.found(Cell::AnySet, next + again).iter() {
            if let Some(clause) = with_other(clause, &other.item) {
                join(clause, other.end, other.certain + again, other.forms, other.parts);
            }
        }
        all
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    None,
    And,
    Or,
    ButNot,
}

/// Whether a word begins a question.
fn asks(word: &str) -> bool {
    matches!(word, "who" | "what" | "when" | "where" | "which" | "why" | "how")
}

/// Both of two predicates.
fn conjunction(one: Clause, other: Clause) -> Clause {
    match one {
        Clause::All(mut all) => {
            all.push(other);
            Clause::All(all)
        }
        one => Clause::All(vec![one, other]),
    }
}

/// The predicate with another set in place of its own.
fn with_other(clause: &Clause, item: &Item) -> Option<Clause> {
    let Item::Set(set) = item else { return None };
    match clause {
        Clause::Edge(edge) => Some(Clause::Edge(EdgeClause { other: Box::new(set.clone()), ..edge.clone() })),
        Clause::Shared(shared) => {
            Some(Clause::Shared(SharedClause { with: Box::new(set.clone()), ..shared.clone() }))
        }
        Clause::All(all) => with_other(all.last()?, item),
        _ => None,
    }
}
