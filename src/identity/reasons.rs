//! Owns reasons in words that a person can judge by.

use super::index::Way;
use super::weigh::{Note, Scales, Weighing};

/// No list of reasons is longer.
const MOST: usize = 6;

/// Reasons for and against, the weightiest first.
pub(super) fn reasons(scales: Scales<'_, '_>, weighing: &Weighing<'_>) -> [Vec<String>; 2] {
    let mut notes: Vec<&(f32, Note<'_>)> = weighing.notes.iter().collect();
    notes.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let is_against = |(weight, note): &(f32, Note<'_>)| match note {
        Note::Name { note, .. } => note.is_against(),
        _ => *weight < 0.0,
    };
    [false, true].map(|against| {
        let side = notes.iter().filter(|note| is_against(note) == against);
        let mut all: Vec<String> = side.map(|(_, note)| words(scales, note)).collect();
        let mut seen = Vec::new();
        all.retain(|text| {
            !seen.contains(text) && {
                seen.push(text.clone());
                true
            }
        });
        all.truncate(MOST);
        all
    })
}

fn words(scales: Scales<'_, '_>, note: &Note<'_>) -> String {
    match note {
        Note::Name { note, one, other } => note.words(one, other),
        Note::Alias { name } => format!("a document says that `{name}` is another name"),
        Note::Shared { relation, way, class } => {
            format!("both {} `{}`", many(&wording(scales, *relation, *way)), name(scales, *class))
        }
        Note::SharedOtherwise { class, .. } => format!("both have to do with `{}`", name(scales, *class)),
        Note::Years { relation, years: [one, other] } => years(scales, *relation, [*one, *other]),
        Note::Known { year, document } => {
            format!("one is of {year}, and a document of {document} names the other")
        }
        Note::Eras(eras) => {
            let [one, other] = eras.map(|(first, last)| span(first, last));
            format!("what they have to do with is of {one} and of {other}")
        }
        Note::Told { relation, way, classes } => {
            let [one, other] = classes.map(|class| name(scales, class));
            format!("one {0} `{one}`, the other {0} `{other}`", wording(scales, *relation, *way))
        }
        Note::Texts { relation, texts: [one, other] } if one == other => {
            format!("both {} {one}", many(&wording(scales, *relation, Way::Along)))
        }
        Note::Texts { relation, texts: [one, other] } => {
            format!("one {0} {one}, the other {0} {other}", wording(scales, *relation, Way::Along))
        }
        Note::Role(role) => format!("both {} something", many(&wording(scales, *role, Way::Along))),
        Note::Roles(roles) => {
            let [one, other] = roles.map(|role| wording(scales, role, Way::Along));
            format!("one {one} something, the other {other} something")
        }
        Note::Pronouns => "sentences call one `he` and the other `she`".to_owned(),
        Note::Nobody => "nobody worked on both".to_owned(),
        Note::Document(document) => {
            let id = scales.index.documents.get(*document as usize).map(|id| id.as_str()).unwrap_or_default();
            format!("`{id}` names both side by side")
        }
        Note::Edge(relation) => {
            format!(
                "a document says of the two that one {} the other",
                wording(scales, *relation, Way::Along)
            )
        }
        Note::Property { same: true } => "a property of both is the same".to_owned(),
        Note::Property { same: false } => "a year among their properties differs".to_owned(),
        Note::Common(surname) => format!("many are called {surname}"),
        Note::Table => "a table gives one an id of its own".to_owned(),
    }
}

fn years(scales: Scales<'_, '_>, relation: u16, [one, other]: [i16; 2]) -> String {
    let (first, last) = (one.min(other), one.max(other));
    let wording = scales.index.relation(relation).map(|traits| traits.rule.wording.clone());
    match (wording, first == last) {
        (Some(wording), true) => format!("both {} in {first}", many(&wording)),
        (Some(wording), false) => format!("one {wording} in {first}, the other in {last}"),
        (None, true) => format!("both have the year {first}"),
        (None, false) => format!("they have the years {first} and {last}"),
    }
}

fn span(first: i16, last: i16) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

fn name(scales: Scales<'_, '_>, class: u32) -> String {
    let node = scales.classes.node.get(class as usize).and_then(|node| scales.index.node(*node));
    node.map(|node| node.name().to_owned()).unwrap_or_default()
}

fn wording(scales: Scales<'_, '_>, relation: u16, way: Way) -> String {
    let rule = scales.index.relation(relation).map(|traits| traits.rule);
    let words = rule.map(|rule| if way == Way::Along { &rule.wording } else { &rule.inverse });
    words.cloned().unwrap_or_default()
}

/// A wording for one as a wording for two: `stars in` is `star in`, `was made by` is `were made by`.
fn many(wording: &str) -> String {
    let (verb, rest) = wording.split_once(' ').unwrap_or((wording, ""));
    let verb = match verb {
        "was" => "were",
        "is" => "are",
        "has" => "have",
        verb => verb.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(verb),
    };
    format!("{verb} {rest}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_for_one_serves_for_two() {
        let check = |one: &str, two: &str| assert_eq!(many(one), two);
        check("stars in", "star in");
        check("was directed by", "were directed by");
        check("directed", "directed");
        check("has music by", "have music by");
    }
}
