//! Invented trade news as lines of facts, in the shape that `extract` writes: the same lines on every run.

use std::io::{self, Write};

use serde_json::{Value, json};

/// Facts of one document.
const FACTS: usize = 10;

/// Numbers that look random and are the same on every run (a linear congruential generator, D. Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }

    fn of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }
}

const PARTS: [&str; 40] = [
    "ba", "be", "bri", "co", "da", "del", "do", "e", "fa", "fi", "ga", "gren", "ha", "i", "jo", "ka", "kel",
    "la", "lo", "ma", "mi", "na", "no", "or", "pa", "pel", "qui", "ra", "ro", "sa", "ska", "ta", "ti", "u",
    "va", "vor", "wa", "xi", "ya", "zu",
];

/// How people are named.
#[derive(Clone, Copy)]
pub(super) enum Names {
    /// About five people of one surname, and 1 600 given names.
    Varied,
    /// Forty people of one surname, and given names that are a letter apart: the worst case for telling people apart.
    Crowded,
}

fn name(letters: &[&str]) -> String {
    let mut letters = letters.iter().flat_map(|part| part.chars());
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn part(number: usize, place: u32) -> &'static str {
    PARTS.get(number / PARTS.len().pow(place) % PARTS.len()).copied().unwrap_or("a")
}

/// The words of a number: two numbers have different words.
fn words(number: usize) -> String {
    let part = |place: u32| part(number, place);
    format!("{} {}{}n", name(&[part(0), "l"]), name(&[part(1), part(2)]), part(3))
}

impl Names {
    fn person(self, number: usize) -> String {
        match self {
            Self::Crowded => words(2_000_000 + number),
            Self::Varied => {
                // Prime to the number of names, so that two numbers have different names.
                let mixed = number.wrapping_mul(48_271_973) % PARTS.len().pow(5);
                let part = |place: u32| part(mixed, place);
                format!("{} {}{}n", name(&[part(0), "l", part(1)]), name(&[part(2), part(3)]), part(4))
            }
        }
    }
}

/// The ways in which a sentence joins two names: relation, what stands between the names, whether the person comes last.
const SENTENCES: [(&str, &str, bool); FACTS - 2] = [
    ("directed", "was directed by", true),
    ("stars-in", "plays a lighthouse keeper with a secret in", false),
    ("stars-in", "leads the cast of", false),
    ("wrote", "had been writing for three years at", false),
    ("stars-in", "is “the calm one” in", false),
    ("composed", "wrote the music for", false),
    ("edited", "was called in to edit", false),
    ("produced", "was made possible by", true),
];

/// A sentence with the places of the names in it.
struct Sentence {
    text: String,
    first: [usize; 2],
    last: [usize; 2],
}

impl Sentence {
    fn of(first: &str, between: &str, last: &str, rest: &str, at: usize) -> Self {
        let text = format!("{first} {between} {last}{rest}");
        let start = first.len() + between.len() + 2;
        Self { text, first: [at, at + first.len()], last: [at + start, at + start + last.len()] }
    }
}

/// Writes documents with so many facts, at most ten each.
pub(super) fn write(edges: usize, names: Names, out: &mut impl Write) -> io::Result<()> {
    let documents = edges.div_ceil(FACTS);
    let mut chance = Chance(11);
    for number in 0..documents {
        let line = document(number, documents, names, &mut chance);
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// What a document says of its title; one in twenty comes back to an earlier title.
fn document(number: usize, documents: usize, names: Names, chance: &mut Chance) -> Value {
    let title_number = if chance.below(20) == 0 { chance.below(number + 1) } else { number };
    let title = format!("The {} Affair", words(title_number));
    let mut nodes = vec![node("Series", &title, &["the series"])];
    let (mut facts, mut at) = (Vec::new(), 40);
    let mut of_title = Chance(title_number as u64);
    for (at_sentence, (relation, between, is_last)) in SENTENCES.into_iter().enumerate() {
        // The director of a title is always the same; others come and go.
        let who = if at_sentence == 0 { &mut of_title } else { &mut *chance };
        let trade = SENTENCES.iter().position(|(known, ..)| *known == relation).unwrap_or_default();
        let person = names.person(who.below(documents * 3 / SENTENCES.len()) * SENTENCES.len() + trade);
        let rest = [", people close to the production say.", ".", ", which nobody had expected of them."];
        let (first, last) = if is_last { (&title, &person) } else { (&person, &title) };
        let sentence = Sentence::of(first, between, last, chance.of(&rest), at);
        at += sentence.text.len() + 1;
        let status = if chance.below(9) == 0 { "planned" } else { "asserted" };
        let spans = if is_last { [sentence.last, sentence.first] } else { [sentence.first, sentence.last] };
        let confidence = 0.5 + chance.below(4096) as f32 / 8192.0;
        facts.push(json!({
            "subject": person, "relation": relation, "object": title, "status": status,
            "attributes": if chance.below(6) == 0 { json!({"season": "2"}) } else { json!({}) },
            "evidence": {
                "quote": sentence.text, "sentence": [at - sentence.text.len() - 1, at - 1], "subject": spans[0],
                "object": spans[1], "rule": format!("{relation}/verb"), "confidence": confidence,
            },
        }));
        nodes.push(node("Person", &person, &[]));
    }
    let year = 10 + of_title.below(16);
    end((&title, year), at, &mut nodes, &mut facts, &mut of_title);
    let date = format!("20{year:02}-{:02}-{:02}", 1 + chance.below(12), 1 + chance.below(28));
    json!({"id": format!("news/{number:07}.md"), "date": date, "nodes": nodes, "facts": facts})
}

/// Two facts of one sentence: the studio and the day.
fn end(
    (title, year): (&str, usize),
    at: usize,
    nodes: &mut Vec<Value>,
    facts: &mut Vec<Value>,
    chance: &mut Chance,
) {
    let studio = format!("{} Pictures", words(9_000 + chance.below(900)));
    let day = format!("20{year:02}-{:02}", 1 + chance.below(12));
    let sentence = Sentence::of(&studio, "brings", title, &format!(" to screens on {day}."), at);
    let whole = [at, at + sentence.text.len()];
    let date = [whole[1] - 1 - day.len(), whole[1] - 1];
    let fact = |relation: &str, object: &str, place: [usize; 2]| {
        json!({
            "subject": title, "relation": relation, "object": object, "status": "asserted", "attributes": {},
            "evidence": {
                "quote": sentence.text, "sentence": whole, "subject": sentence.last, "object": place,
                "rule": format!("{relation}/verb"), "confidence": 0.8125,
            },
        })
    };
    facts.push(fact("produced-by", &studio, sentence.first));
    facts.push(fact("released", &day, date));
    nodes.push(node("Studio", &studio, &[]));
}

fn node(kind: &str, name: &str, aliases: &[&str]) -> Value {
    json!({"kind": kind, "name": name, "aliases": aliases})
}
