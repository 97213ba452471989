//! Owns the names of people: given names, surname, and which of a family.

use std::hash::Hash;

use super::fold::{self, Dot};
use super::likeness::{Likeness, NameNote};
use super::words::Words;

/// A personal name in its parts, in lower case and without accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Personal {
    /// Given names or their initials, in order.
    given: Vec<String>,
    /// The surname with its particles, as one word; the only word of a name that has one.
    surname: String,
    /// The surname without its particles and its parts between hyphens.
    parts: Vec<String>,
    /// Names in quotes between the others.
    called: Vec<String>,
    /// Which of a family.
    generation: Option<u8>,
}

impl Personal {
    pub(super) fn read(text: &str, words: &Words) -> Self {
        let (text, called) = quoted(text);
        let (turned, generation) = turned(&text, words);
        let mut spelt: Vec<Spelt> = turned.split_whitespace().flat_map(spell).collect();
        let generation = drop_back(&mut spelt, words).or(generation);
        drop_front(&mut spelt, words);
        let last = spelt.len().saturating_sub(1);
        let is_particle = |at: usize| spelt.get(at).is_some_and(|word| words.is_particle(&word.letters));
        let mut start = last;
        while start > 1 && is_particle(start.saturating_sub(1)) {
            start -= 1;
        }
        let surname = spelt.split_off(start);
        let parts = surname.last().map(|word| word.parts.clone()).unwrap_or_default();
        Self {
            given: spelt.into_iter().map(|word| word.letters).collect(),
            surname: surname.into_iter().map(|word| word.letters).collect(),
            parts,
            called,
            generation,
        }
    }

    /// Whether it has more than one word, or is in a script that writes none apart.
    pub(super) fn is_full(&self) -> bool {
        !self.given.is_empty() || (!self.surname.is_ascii() && self.surname.chars().count() > 1)
    }

    pub(super) fn surname(&self) -> &str {
        &self.surname
    }

    /// What stands for the name where the same name is looked for.
    pub(super) fn same(&self) -> impl Hash + use<> {
        (self.forward(), self.generation)
    }

    fn forward(&self) -> String {
        let mut all = self.given.concat();
        all.push_str(&self.surname);
        all
    }

    fn turned(&self) -> String {
        let mut all = self.surname.clone();
        self.given.iter().for_each(|name| all.push_str(name));
        all
    }

    /// Under what a likely form of the same name is found; each says what it is a key of.
    pub(super) fn keys(&self, words: &Words, mut give: impl FnMut(&'static str, &str, &str)) {
        let Some(first) = self.given.first() else { return };
        let letter = |name: &str| name.chars().next().map(String::from).unwrap_or_default();
        let (forward, turned) = (self.forward(), self.turned());
        give("whole", if forward <= turned { &forward } else { &turned }, "");
        let heard = fold::sound(&self.surname, words);
        let mut firsts = vec![letter(first)];
        for name in self.given.iter().take(2).chain(&self.called) {
            firsts.push(letter(name));
            firsts.extend(words.given(name).iter().map(u16::to_string));
        }
        firsts.sort_unstable();
        firsts.dedup();
        for name in &firsts {
            give("surname", &heard, name);
        }
        let initial = letter(first);
        for part in self.parts.iter().filter(|part| **part != self.surname) {
            give("surname", &fold::sound(part, words), &initial);
        }
        for middle in self.given.iter().skip(1).filter(|middle| middle.len() > 2).take(2) {
            give("surname", &fold::sound(middle, words), &initial);
        }
        if first.len() > 1 {
            let start: String = self.surname.chars().take(3).collect();
            give("start", &start, first);
        }
    }

    /// How alike two names are; `None` when nothing speaks for one person.
    pub(super) fn compare(&self, other: &Self, words: &Words) -> Option<Likeness> {
        let likeness = self.compare_words(other, words)?;
        Some(match (self.generation, other.generation) {
            (Some(one), Some(another)) if one != another => Likeness::opposed(NameNote::Generation),
            (None, Some(_)) | (Some(_), None) => likeness.less(1.6, NameNote::OneGeneration),
            _ => likeness,
        })
    }

    fn compare_words(&self, other: &Self, words: &Words) -> Option<Likeness> {
        if self.given.is_empty() || other.given.is_empty() {
            return self.compare_single(other);
        }
        let (forward, other_forward) = (self.forward(), other.forward());
        if forward == other_forward {
            return Some(Likeness::new(3.0, NameNote::Same));
        }
        if self.turned() == other_forward || forward == other.turned() {
            return Some(Likeness::new(2.7, NameNote::Order));
        }
        let family = self.compare_surnames(other, words);
        let by_given = family.and_then(|family| self.compare_given(other, family, words));
        by_given.or_else(|| self.drops_last(other)).or_else(|| self.slips(other))
    }

    fn compare_single(&self, other: &Self) -> Option<Likeness> {
        let is_single = [self.given.is_empty(), other.given.is_empty()];
        if self.surname == other.surname {
            return Some(match is_single {
                [true, true] if self.is_full() => Likeness::new(3.0, NameNote::Same),
                [true, true] => Likeness::new(1.0, NameNote::Single),
                _ => Likeness::new(-2.0, NameNote::SurnameOnly),
            });
        }
        let (single, full) = if is_single[0] { (self, other) } else { (other, self) };
        let by_given = full.given.first().is_some_and(|first| *first == single.surname);
        let by_part = full.parts.contains(&single.surname);
        match (by_given, by_part) {
            (true, _) => Some(Likeness::new(-2.4, NameNote::GivenOnly)),
            (_, true) => Some(Likeness::new(-2.2, NameNote::SurnameOnly)),
            _ => None,
        }
    }

    /// What the surnames take off, and why.
    fn compare_surnames(&self, other: &Self, words: &Words) -> Option<(f32, NameNote)> {
        let (one, another) = (&self.surname, &other.surname);
        if one == another {
            return Some((0.0, NameNote::Same));
        }
        let last = |name: &Self| name.parts.concat();
        if fold::sound(one, words) == fold::sound(another, words) || last(self) == last(other) {
            return Some((0.4, NameNote::Spelling));
        }
        let part_of =
            |a: &Self, b: &Self| b.parts.len() > 1 && a.parts.iter().all(|part| b.parts.contains(part));
        if part_of(self, other) || part_of(other, self) {
            return Some((1.8, NameNote::SurnamePart));
        }
        fold::is_slip(one, another).then_some((1.8, NameNote::Slip))
    }

    fn compare_given(&self, other: &Self, family: (f32, NameNote), words: &Words) -> Option<Likeness> {
        let (one, another) = (self.given.first()?, other.given.first()?);
        if self.given.concat() == other.given.concat() {
            return Some(Likeness::new(3.0 - family.0, family.1));
        }
        let Some((score, note)) = given_likeness(one, another, words) else {
            return self.by_other_names(other, family, words);
        };
        let middle = match self.compare_middle(other, words) {
            Middle::Differ => return Some(Likeness::opposed(NameNote::Middle)),
            Middle::Agree(count) if matches!(note, NameNote::Initial | NameNote::Form) => 0.8 * count,
            Middle::Agree(_) => -0.1,
            Middle::OneLacks => -0.7,
            Middle::None => 0.0,
        };
        let score = score + middle - family.0;
        let note = if note == NameNote::Same { NameNote::MiddleLacks } else { note };
        Some(Likeness::new(score, if family.0 > 1.0 { family.1 } else { note }))
    }

    fn compare_middle(&self, other: &Self, words: &Words) -> Middle {
        let mut pairs = self.given.iter().zip(&other.given).skip(1).peekable();
        if pairs.peek().is_none() {
            let alike = self.given.len() == other.given.len();
            return if alike { Middle::None } else { Middle::OneLacks };
        }
        let mut count = 0.0;
        for (one, another) in pairs {
            if given_likeness(one, another, words).is_none() {
                return Middle::Differ;
            }
            count += 1.0;
        }
        Middle::Agree(count)
    }

    /// Whom a quoted or a middle name is the name of; given names that differ speak against it.
    fn by_other_names(&self, other: &Self, family: (f32, NameNote), words: &Words) -> Option<Likeness> {
        let alike = |one: &str, another: &str| {
            given_likeness(one, another, words).is_some_and(|(score, _)| score > 1.0)
        };
        let called = |a: &Self, b: &Self| {
            let first = b.given.first();
            first.is_some_and(|first| a.called.iter().any(|name| alike(name, first)))
        };
        if called(self, other) || called(other, self) {
            return Some(Likeness::new(2.5 - family.0, NameNote::Called));
        }
        let middle = |a: &Self, b: &Self| {
            let first = b.given.first();
            first
                .is_some_and(|first| first.len() > 1 && a.given.iter().skip(1).any(|name| alike(name, first)))
        };
        if middle(self, other) || middle(other, self) {
            return Some(Likeness::new(1.2 - family.0, NameNote::ByMiddle));
        }
        (family.0 < 1.0).then(|| Likeness::opposed(NameNote::Given))
    }

    /// `Ana Ruiz Leal` as `Ana Ruiz`.
    fn drops_last(&self, other: &Self) -> Option<Likeness> {
        let all = |name: &Self| [name.given.as_slice(), std::slice::from_ref(&name.surname)].concat();
        let (one, another) = (all(self), all(other));
        let drops = one.len() != another.len() && (one.starts_with(&another) || another.starts_with(&one));
        drops.then(|| Likeness::new(0.8, NameNote::SurnamePart))
    }

    fn slips(&self, other: &Self) -> Option<Likeness> {
        fold::is_slip(&self.forward(), &other.forward()).then(|| Likeness::new(0.9, NameNote::Slip))
    }
}

enum Middle {
    None,
    OneLacks,
    Agree(f32),
    Differ,
}

fn given_likeness(one: &str, other: &str, words: &Words) -> Option<(f32, NameNote)> {
    if one == other {
        return Some((3.0, NameNote::Same));
    }
    let is_initial = |name: &str| name.chars().count() == 1;
    let first = |name: &str| name.chars().next();
    match (is_initial(one), is_initial(other)) {
        (true, true) => return None,
        (true, false) | (false, true) => {
            return (first(one) == first(other)).then_some((0.4, NameNote::Initial));
        }
        (false, false) => {}
    }
    if fold::sound(one, words) == fold::sound(other, words) {
        return Some((2.6, NameNote::Spelling));
    }
    if words.are_forms(one, other) {
        return Some((1.7, NameNote::Form));
    }
    fold::is_slip(one, other).then_some((1.2, NameNote::Slip))
}

/// A word as it is written: as one, and in its parts.
struct Spelt {
    letters: String,
    parts: Vec<String>,
    is_capitals: bool,
}

/// A word of a name; initials without a space between them are words of their own.
fn spell(word: &str) -> Vec<Spelt> {
    let capitals = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let parts = fold::words(word, Dot::Parts);
    let spelt = |parts: Vec<String>| Spelt { letters: parts.concat(), parts, is_capitals: capitals };
    if word.contains('.') && parts.iter().any(|part| part.len() == 1) {
        return parts.into_iter().map(|part| spelt(vec![part])).collect();
    }
    if parts.is_empty() { Vec::new() } else { vec![spelt(parts)] }
}

/// A name without what stands in quotes, and that.
fn quoted(text: &str) -> (String, Vec<String>) {
    let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let pieces: Vec<&str> = text.split(is_quote).collect();
    let quoted = pieces.iter().skip(1).step_by(2).filter(|_| pieces.len() > 2);
    let called: Vec<String> =
        quoted.map(|piece| fold::letters(piece)).filter(|name| !name.is_empty()).collect();
    let rest: Vec<&str> = pieces.iter().step_by(2).copied().collect();
    if rest.concat().trim().is_empty() { (text.to_owned(), Vec::new()) } else { (rest.join(" "), called) }
}

/// A name whose surname comes first before a comma, turned round.
fn turned(text: &str, words: &Words) -> (String, Option<u8>) {
    let Some((front, back)) = text.split_once(',') else { return (text.to_owned(), None) };
    let back_words = fold::words(back, Dot::Nothing);
    let generation = back_words.iter().find_map(|word| words.generation(word));
    let is_tail = |word: &String| words.generation(word).is_some() || words.is_postnominal(word);
    if back_words.iter().all(is_tail) {
        return (front.to_owned(), generation);
    }
    (format!("{} {front}", back.replace(',', " ")), None)
}

/// Takes off what stands behind the surname; which of a family it says.
fn drop_back(spelt: &mut Vec<Spelt>, words: &Words) -> Option<u8> {
    let mut generation = None;
    while spelt.len() > 1 {
        let Some(last) = spelt.last() else { break };
        let which = words.generation(&last.letters);
        if which.is_none() && !(last.is_capitals && words.is_postnominal(&last.letters)) {
            break;
        }
        generation = generation.or(which);
        spelt.pop();
    }
    generation
}

/// Takes off forms of address.
fn drop_front(spelt: &mut Vec<Spelt>, words: &Words) {
    while spelt.len() > 1 {
        let Some(first) = spelt.first() else { break };
        let is_title = spelt.len() > 2 && words.is_title(&first.letters);
        if !is_title && !words.is_honorific(&first.letters) {
            break;
        }
        spelt.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::words::words;

    #[track_caller]
    fn check(one: &str, other: &str, note: Option<NameNote>) {
        let [one, other] = [one, other].map(|name| Personal::read(name, words()));
        let there = one.compare(&other, words()).map(|likeness| likeness.note);
        let back = other.compare(&one, words()).map(|likeness| likeness.note);
        assert_eq!((there, back), (note, note), "{one:?}, {other:?}");
    }

    #[test]
    fn names_are_compared_by_their_parts() {
        check("Søren Kjær-Holm", "Soren Kjaer Holm", Some(NameNote::Same));
        check("Dr. Ilse Brandt", "Brandt, Ilse", Some(NameNote::Same));
        check("Min-ho Seo", "Seo Minho", Some(NameNote::Order));
        check("J.R. Holt", "John Robert Holt", Some(NameNote::Initial));
        check("Paul T. Marsh", "Paul W. S. Marsh", Some(NameNote::Middle));
        check("Paul Marsh", "Paul T. Marsh", Some(NameNote::MiddleLacks));
        check("Bill Marsh", "William Marsh", Some(NameNote::Form));
        check("Bill Marsh", "Vera Marsh", Some(NameNote::Given));
        check("Tom Marsh, Jr.", "Tom Marsh Sr", Some(NameNote::Generation));
        check("Tom Marsh Jr.", "Thomas Marsh", Some(NameNote::OneGeneration));
        check("Marsh", "Tom Marsh", Some(NameNote::SurnameOnly));
        check("Mr Marsh", "Tom Marsh", Some(NameNote::SurnameOnly));
        check("Tom \"Tip\" Marsh", "Tip Marsh", Some(NameNote::Called));
        check("Ana Ruiz Leal", "Ana Ruiz", Some(NameNote::SurnamePart));
        check("Sergey Orlov", "Sergei Orlov", Some(NameNote::Spelling));
        check("Vera Holm", "Tom Marsh", None);
    }
}
