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
    /// The given names and those in quotes by their sound, in their order.
    given_heard: Vec<String>,
    called_heard: Vec<String>,
    /// Which of a family.
    generation: Option<u8>,
    /// All in one, given names first and surname first, and the surname by its sound.
    forward: String,
    turned: String,
    heard: String,
}

impl Personal {
    pub(super) fn read(text: &str, words: &Words) -> Self {
        let (text, called) = quoted(text);
        let (turned, generation) = turned(&text, words);
        let (front, last) = turned.trim().rsplit_once(char::is_whitespace).unwrap_or(("", &turned));
        // Capitals at the end are a surname, which of a family, or of a guild.
        let is_shouted = !last.chars().any(char::is_lowercase) && !front.chars().any(char::is_lowercase);
        let mut spelt: Vec<Spelt> =
            front.split_whitespace().flat_map(|word| spell(word, is_shouted)).collect();
        spelt.extend(spell(last, true));
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
        let given: Vec<String> = spelt.into_iter().map(|word| word.letters).collect();
        let surname: String = surname.into_iter().map(|word| word.letters).collect();
        let (forward, turned) = (given.concat() + &surname, surname.clone() + &given.concat());
        let heard = fold::sound(&surname, words);
        let sounds = |names: &[String]| names.iter().map(|name| fold::sound(name, words)).collect();
        let (given_heard, called_heard) = (sounds(&given), sounds(&called));
        Self { given, surname, parts, called, given_heard, called_heard, generation, forward, turned, heard }
    }

    /// Whether it has more than one word, or is in a script that writes none apart.
    pub(super) fn is_full(&self) -> bool {
        !self.given.is_empty() || (!self.surname.is_ascii() && self.surname.chars().count() > 1)
    }

    pub(super) fn surname(&self) -> &str {
        &self.surname
    }

    /// Notes a name of one word by which the same document calls a person: no surname, but a given name.
    pub(super) fn call(&mut self, other: &Self) {
        let is_known = self.surname == other.surname || self.parts.contains(&other.surname);
        if !other.is_full() && !is_known && !self.given.contains(&other.surname) {
            self.called.push(other.surname.clone());
            self.called_heard.push(other.heard.clone());
        }
    }

    /// The given names, in order, each with its sound.
    fn given(&self) -> impl Iterator<Item = Heard<'_>> + Clone {
        self.given.iter().zip(&self.given_heard).map(|(name, heard)| Heard { name, heard })
    }

    /// The given names in one.
    fn front(&self) -> &str {
        self.forward.strip_suffix(self.surname.as_str()).unwrap_or_default()
    }

    /// What stands for the name where the same name is looked for.
    pub(super) fn same(&self) -> impl Hash + use<> {
        (self.forward.clone(), self.generation)
    }

    /// Under what a likely form of the same name is found; each says what it is a key of.
    pub(super) fn keys(&self, words: &Words, mut give: impl FnMut(&'static str, &str, &str)) {
        let Some(first) = self.given.first() else { return };
        let letter = |name: &str| name.chars().next().map(String::from).unwrap_or_default();
        let (forward, turned) = (&self.forward, &self.turned);
        give("whole", if forward <= turned { forward } else { turned }, "");
        let heard = &self.heard;
        let mut firsts = vec![letter(first)];
        let given = self.given.iter().zip(&self.given_heard).take(2);
        for (name, heard) in given.chain(self.called.iter().zip(&self.called_heard)) {
            firsts.push(letter(name));
            firsts.push(letter(heard));
            firsts.extend(words.given(name).iter().map(u16::to_string));
        }
        firsts.sort_unstable();
        firsts.dedup();
        for name in &firsts {
            give("surname", heard, name);
        }
        let initial = letter(first);
        for part in self.parts.iter().filter(|part| **part != self.surname) {
            give("surname", &fold::sound(part, words), &initial);
        }
        for middle in self.given.iter().skip(1).filter(|middle| middle.len() > 2).take(2) {
            give("surname", &fold::sound(middle, words), &initial);
        }
        let mut letters = first.char_indices().rev();
        if let Some(tail) = letters.nth(3).and_then(|(at, _)| first.get(at..)) {
            give("tail", heard, tail);
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
        if self.forward == other.forward {
            return Some(Likeness::new(3.0, NameNote::Same));
        }
        if self.turned == other.forward || self.forward == other.turned {
            return Some(Likeness::new(2.7, NameNote::Order));
        }
        let family = self.compare_surnames(other);
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
    fn compare_surnames(&self, other: &Self) -> Option<(f32, NameNote)> {
        let (one, another) = (&self.surname, &other.surname);
        if one == another {
            return Some((0.0, NameNote::Same));
        }
        let [last, other_last] = [self, other].map(|name| name.parts.iter().flat_map(|part| part.bytes()));
        if self.heard == other.heard || last.eq(other_last) {
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
        let (one, another) = (self.given().next()?, other.given().next()?);
        if self.front() == other.front() {
            return Some(Likeness::new(3.0 - family.0, family.1));
        }
        let Some((score, note)) = given_likeness(one, another, words) else {
            return self.by_other_names(other, family, words);
        };
        let middle = match self.compare_middle(other, words) {
            Middle::Differ => return Some(Likeness::opposed(NameNote::Middle)),
            Middle::Agree(count) if note == NameNote::Initial => 1.6 * count,
            Middle::Agree(count) if note == NameNote::Form => 0.6 * count,
            Middle::Agree(_) => -0.1,
            Middle::OneLacks => -0.7,
            Middle::None => 0.0,
        };
        let score = score + middle - family.0;
        let note = if note == NameNote::Same { NameNote::MiddleLacks } else { note };
        Some(Likeness::new(score, if family.0 > 1.0 { family.1 } else { note }))
    }

    fn compare_middle(&self, other: &Self, words: &Words) -> Middle {
        let is_middle = |heard: &Heard<'_>| !words.is_particle(heard.name);
        let [mine, theirs] = [self, other].map(|name| name.given().skip(1).filter(is_middle));
        match (mine.clone().next().is_none(), theirs.clone().next().is_none()) {
            (true, true) => return Middle::None,
            (true, false) | (false, true) => return Middle::OneLacks,
            (false, false) => {}
        }
        let mut count = 0.0;
        for (one, another) in mine.zip(theirs) {
            if given_likeness(one, another, words).is_none() {
                return Middle::Differ;
            }
            count += 1.0;
        }
        Middle::Agree(count)
    }

    /// Whom a quoted or a middle name is the name of; given names that differ speak against it.
    fn by_other_names(&self, other: &Self, family: (f32, NameNote), words: &Words) -> Option<Likeness> {
        let alike = |one: Heard<'_>, another: Heard<'_>| {
            given_likeness(one, another, words).is_some_and(|(score, _)| score > 1.0)
        };
        let called = |a: &Self, b: &Self| {
            let mut called = a.called.iter().zip(&a.called_heard).map(|(name, heard)| Heard { name, heard });
            b.given().next().is_some_and(|first| called.any(|name| alike(name, first)))
        };
        if called(self, other) || called(other, self) {
            return Some(Likeness::new(2.5 - family.0, NameNote::Called));
        }
        let middle = |a: &Self, b: &Self| {
            let first = b.given().next().filter(|first| first.name.len() > 1);
            first.is_some_and(|first| a.given().skip(1).any(|name| alike(name, first)))
        };
        if middle(self, other) || middle(other, self) {
            return Some(Likeness::new(1.2 - family.0, NameNote::ByMiddle));
        }
        (family.0 < 1.0).then(|| Likeness::opposed(NameNote::Given))
    }

    /// `Ana Ruiz Leal` as `Ana Ruiz`, `Ana Maria Ruiz Leal` as `Ana Ruiz` or `Ana Maria Ruiz`.
    fn drops_last(&self, other: &Self) -> Option<Likeness> {
        if self.given.len() == other.given.len() || self.given.first() != other.given.first() {
            return None;
        }
        let all = |name: &Self| [name.given.as_slice(), std::slice::from_ref(&name.surname)].concat();
        let (one, another) = (all(self), all(other));
        let (few, many) = if one.len() <= another.len() { (one, another) } else { (another, one) };
        let mut rest = many.iter();
        let in_order = few.iter().all(|word| rest.any(|with| with == word));
        let score = match few.len() {
            count if count > 2 && many.starts_with(&few) => 2.0,
            _ if many.starts_with(&few) => 1.2,
            _ => 0.8,
        };
        in_order.then(|| Likeness::new(score, NameNote::SurnamePart))
    }

    fn slips(&self, other: &Self) -> Option<Likeness> {
        fold::is_slip(&self.forward, &other.forward).then(|| Likeness::new(0.9, NameNote::Slip))
    }
}

enum Middle {
    None,
    OneLacks,
    Agree(f32),
    Differ,
}

/// A name with its sound.
#[derive(Clone, Copy)]
struct Heard<'n> {
    name: &'n str,
    heard: &'n str,
}

fn given_likeness(one: Heard<'_>, other: Heard<'_>, words: &Words) -> Option<(f32, NameNote)> {
    let (heard, other_heard) = (one.heard, other.heard);
    let (one, other) = (one.name, other.name);
    if one == other {
        return Some((3.0, NameNote::Same));
    }
    let is_initial = |name: &str| name.chars().nth(1).is_none();
    let first = |name: &str| name.chars().next();
    match (is_initial(one), is_initial(other)) {
        (true, true) => return None,
        (true, false) | (false, true) => {
            return (first(one) == first(other)).then_some((0.4, NameNote::Initial));
        }
        (false, false) => {}
    }
    if heard == other_heard {
        return Some((2.6, NameNote::Spelling));
    }
    if words.are_forms(one, other) {
        return Some((2.0, NameNote::Form));
    }
    if are_vowels_apart(heard, other_heard) {
        return Some((2.0, NameNote::Spelling));
    }
    if let Some(score) = cut(one, other, words).or_else(|| cut(other, one, words)) {
        return Some((score, NameNote::Form));
    }
    fold::is_slip(one, other).then_some((1.2, NameNote::Slip))
}

/// Whether two given names differ in the vowels between their consonants only: `Tarik`, `Tarek`.
fn are_vowels_apart(one: &str, other: &str) -> bool {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let ends = |word: &str| (word.chars().next(), word.chars().next_back().filter(|c| is_vowel(*c)));
    let [bones, others] = [one, other].map(|word| word.chars().filter(|c| !is_vowel(*c)));
    ends(one) == ends(other) && bones.clone().eq(others) && bones.map(char::len_utf8).sum::<usize>() >= 3
}

/// The score of a given name that is a longer one cut short, in front or behind; two names in one are no short form.
fn cut(short: &str, long: &str, words: &Words) -> Option<f32> {
    let behind = long.strip_suffix(short).filter(|rest| rest.len() >= 4 && short.len() >= 4);
    if let Some(rest) = behind {
        return Some(if words.given(rest).is_empty() { 2.0 } else { 0.8 });
    }
    let front = long.strip_prefix(short).filter(|rest| rest.len() >= 3 && short.len() >= 3);
    front.map(|_| 1.4)
}

/// A word as it is written: as one, and in its parts.
struct Spelt {
    letters: String,
    parts: Vec<String>,
    is_capitals: bool,
}

/// A word of a name; initials without a space between them are words of their own.
fn spell(word: &str, is_shouted: bool) -> Vec<Spelt> {
    let capitals = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let parts = fold::words(word, Dot::Parts);
    let spelt = |parts: Vec<String>| Spelt { letters: parts.concat(), parts, is_capitals: capitals };
    // `JR` beside a name that is not all capitals.
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if capitals
        && matches!(letters, 2..=3)
        && !is_shouted
        && parts.iter().all(|part| part.chars().all(|c| c.is_ascii_alphabetic()))
    {
        let initials = parts.concat();
        return initials.chars().map(|c| spelt(vec![c.to_string()])).collect();
    }
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
