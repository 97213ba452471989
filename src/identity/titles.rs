//! Owns the names of titles, companies, and of what has plain names: what may be left out, and what tells apart.

use super::fold::{self, Dot};
use super::likeness::{Likeness, NameNote};
use super::words::Words;
use crate::text::{is_ordinal, number};

/// A title in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// The letters of the title proper, without its article and number.
    pub(super) core: String,
    /// Which part it is: a sequel's number.
    pub(super) number: Option<u16>,
    /// The letters of its subtitle.
    pub(super) subtitle: String,
    /// The letters of both.
    both: String,
}

impl Title {
    pub(super) fn read(text: &str, words: &Words) -> Self {
        let (front, back) = subtitle(text);
        let mut core = title_words(front, words);
        drop_article(&mut core, words);
        drop_season(&mut core, words);
        let (core, number) = split_number(core, words);
        let mut back = title_words(back, words);
        drop_season(&mut back, words);
        let (subtitle, second) = split_number(back, words);
        let (core, subtitle) = (core.concat(), subtitle.concat());
        let both = format!("{core}{subtitle}");
        Self { core, number: number.or(second), subtitle, both }
    }

    /// Everything in one, so that a colon makes no difference.
    pub(super) fn whole(&self) -> String {
        let number = self.number.map(|number| number.to_string()).unwrap_or_default();
        format!("{}{number}", self.both)
    }

    pub(super) fn keys(&self, mut give: impl FnMut(&'static str, &str, &str)) {
        give("core", &self.core, "");
        let whole = &self.both;
        if !self.subtitle.is_empty() {
            give("core", whole, "");
            give("core", &self.subtitle, "");
        }
        let skeleton: String =
            whole.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')).collect();
        if skeleton.chars().count() >= 5 {
            give("skeleton", &skeleton, "");
        }
    }

    pub(super) fn compare(&self, other: &Self) -> Option<Likeness> {
        let numbers = match (self.number, other.number) {
            (one, another) if one == another => None,
            (None | Some(1), None | Some(1)) => Some(Likeness::new(1.4, NameNote::Part)),
            _ => Some(Likeness::opposed(NameNote::Number)),
        };
        let same = |one: &str, another: &str, likeness| (one == another).then_some(likeness);
        let (one, another) = (&self.both, &other.both);
        if one == another {
            return Some(numbers.unwrap_or(Likeness::new(3.0, NameNote::Same)));
        }
        let by_core = same(&self.core, &other.core, ()).map(|()| self.compare_subtitles(other, numbers));
        by_core
            .or_else(|| {
                let slip = Likeness::new(1.3, NameNote::Slip);
                fold_slip(one, another).then(|| numbers.unwrap_or(slip))
            })
            .or_else(|| self.is_subtitle_of(other).then(|| Likeness::new(0.2, NameNote::OnlySubtitle)))
    }

    fn compare_subtitles(&self, other: &Self, numbers: Option<Likeness>) -> Likeness {
        if self.subtitle.is_empty() || other.subtitle.is_empty() {
            let numbered = self.number.or(other.number).is_some_and(|number| number > 1);
            return match numbers {
                // `X 2: The Return` and `X 2`, or `X: The Return`.
                None if numbered => Likeness::new(2.4, NameNote::Subtitle),
                Some(likeness) => likeness,
                None => Likeness::new(0.6, NameNote::Subtitle),
            };
        }
        if fold_slip(&self.subtitle, &other.subtitle) {
            return numbers.unwrap_or(Likeness::new(1.3, NameNote::Slip));
        }
        Likeness::opposed(NameNote::Subtitles)
    }

    fn is_subtitle_of(&self, other: &Self) -> bool {
        let alone = |one: &Self, another: &Self| one.subtitle.is_empty() && one.core == another.subtitle;
        alone(self, other) || alone(other, self)
    }
}

fn fold_slip(one: &str, other: &str) -> bool {
    let plural = |a: &str, b: &str| a.strip_suffix('s') == Some(b);
    one.len().min(other.len()) >= 7 && fold::is_slip(one, other) && !plural(one, other) && !plural(other, one)
}

/// A title and what follows its colon or dash.
fn subtitle(text: &str) -> (&str, &str) {
    [": ", " – ", " — ", " - ", "; "].into_iter().find_map(|mark| text.split_once(mark)).unwrap_or((text, ""))
}

fn title_words(text: &str, words: &Words) -> Vec<String> {
    let all = fold::words(text, Dot::Nothing);
    let mut spelt = Vec::with_capacity(all.len());
    let mut all = all.iter().peekable();
    while let Some(word) = all.next() {
        let unit =
            |word: &str| number(word).filter(|unit| *unit < 10 && word.starts_with(char::is_alphabetic));
        let spell = |number: usize, word: &str| {
            if is_ordinal(word) { format!("{number}th") } else { number.to_string() }
        };
        let ten = words.tens(word).map(|ten| 10 * usize::from(ten));
        let after = ten.and_then(|ten| Some((ten + unit(all.peek()?)?, all.next()?)));
        spelt.push(match (after, ten.or_else(|| number(word))) {
            (Some((number, word)), _) => spell(number, word),
            (None, Some(number)) => spell(number, word),
            (None, None) => fold::spelling(word, words).into_owned(),
        });
    }
    spelt
}

/// An article in front, or behind.
fn drop_article(title: &mut Vec<String>, words: &Words) {
    if title.len() > 1 && title.first().is_some_and(|word| words.is_article(word)) {
        title.remove(0);
    } else if title.len() > 1 && title.last().is_some_and(|word| word == "the") {
        title.pop();
    }
}

/// `Season 2` is of a series, not another series.
fn drop_season(title: &mut Vec<String>, words: &Words) {
    let [.., season, number] = title.as_slice() else { return };
    if words.is_season(season) && fold::number(number).is_some() && title.len() > 2 {
        title.truncate(title.len().saturating_sub(2));
    }
}

/// The words without the number of the part at their end.
fn split_number(mut title: Vec<String>, words: &Words) -> (Vec<String>, Option<u16>) {
    let last = title.last().map(String::as_str).unwrap_or_default();
    let after_part = title.len() > 1 && title.iter().rev().nth(1).is_some_and(|word| words.is_part(word));
    let number = if last == "i" && after_part { Some(1) } else { fold::number(last) };
    let Some(number) = number.filter(|number| *number <= 30) else { return (title, None) };
    if title.len() == 1 {
        return (title, None);
    }
    title.pop();
    if after_part {
        title.pop();
    }
    (title, Some(number))
}

/// The name of a company in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Company {
    core: String,
    trade: Vec<u8>,
    houses: Vec<u8>,
}

impl Company {
    pub(super) fn read(text: &str, words: &Words) -> Self {
        let mut all = title_words(text, words);
        drop_article(&mut all, words);
        let (mut trade, mut houses) = (Vec::new(), Vec::new());
        while all.len() > 1 {
            let Some(last) = all.last() else { break };
            if let Some(word) = words.generic(last) {
                trade.push(word);
            } else if let Some(house) = words.division(last) {
                houses.push(house);
            } else if !words.is_legal(last) && last != "and" {
                break;
            }
            all.pop();
        }
        for list in [&mut trade, &mut houses] {
            list.sort_unstable();
            list.dedup();
        }
        Self { core: all.concat(), trade, houses }
    }

    pub(super) fn whole(&self) -> String {
        format!("{} {:?} {:?}", self.core, self.trade, self.houses)
    }

    pub(super) fn keys(&self, mut give: impl FnMut(&'static str, &str, &str)) {
        give("core", &self.core, "");
        if self.core.len() > 6 {
            let skeleton: String =
                self.core.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')).collect();
            give("skeleton", &skeleton, "");
        }
    }

    pub(super) fn compare(&self, other: &Self) -> Option<Likeness> {
        if self.core != other.core {
            return fold_slip(&self.core, &other.core).then(|| Likeness::new(1.3, NameNote::Slip));
        }
        let part_of = |a: &[u8], b: &[u8]| a.iter().all(|word| b.contains(word));
        let alike = |a: &[u8], b: &[u8]| part_of(a, b) || part_of(b, a);
        if self.houses != other.houses {
            return Some(Likeness::new(-1.6, NameNote::House));
        }
        Some(match self.trade == other.trade {
            true => Likeness::new(3.0, NameNote::Same),
            false if alike(&self.trade, &other.trade) => {
                // A short name may be another's, too.
                Likeness::new(if self.core.chars().count() > 5 { 2.1 } else { 1.4 }, NameNote::Trade)
            }
            false => Likeness::new(-1.6, NameNote::House),
        })
    }
}

/// A plain name: its words in order of the alphabet, and its numbers, which tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    bag: String,
    numbers: Vec<String>,
}

impl Plain {
    pub(super) fn read(text: &str, kind: &str, words: &Words) -> Self {
        let all = title_words(text, words);
        let kind = kind.to_lowercase();
        let is_number = |word: &String| word.chars().next().is_some_and(|c| c.is_ascii_digit());
        let (mut numbers, mut rest): (Vec<String>, Vec<String>) = all.iter().cloned().partition(is_number);
        rest.iter_mut().for_each(singular);
        rest.retain(|word| !words.is_small(word) && *word != kind);
        if rest.is_empty() {
            rest = all;
        }
        numbers.sort_unstable();
        rest.sort_unstable();
        let bag = rest.join(" ");
        Self { bag: words.long(&bag).to_owned(), numbers }
    }

    pub(super) fn whole(&self) -> String {
        format!("{} {}", self.bag, self.numbers.join(" "))
    }

    pub(super) fn keys(&self, mut give: impl FnMut(&'static str, &str, &str)) {
        give("bag", &self.bag, "");
    }

    pub(super) fn compare(&self, other: &Self) -> Option<Likeness> {
        (self.bag == other.bag).then(|| match (self.numbers.as_slice(), other.numbers.as_slice()) {
            (one, another) if one == another => Likeness::new(2.8, NameNote::Same),
            ([], _) | (_, []) => Likeness::new(0.0, NameNote::Edition),
            _ => Likeness::opposed(NameNote::Number),
        })
    }
}

/// `Awards` as `Award`.
fn singular(word: &mut String) {
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::words::words;

    #[track_caller]
    fn check(one: &str, other: &str, note: Option<NameNote>) {
        let [a, b] = [one, other].map(|name| Title::read(name, words()));
        let [there, back] =
            [a.compare(&b), b.compare(&a)].map(|likeness| likeness.map(|likeness| likeness.note));
        assert_eq!((there, back), (note, note), "{a:?}, {b:?}");
    }

    #[test]
    fn titles_are_compared_by_their_parts() {
        check("The Salt Road", "Salt Road, The", Some(NameNote::Same));
        check("Fire & Ice", "Fire and Ice", Some(NameNote::Same));
        check("Night Ferry II", "Night Ferry: Part Two", Some(NameNote::Same));
        check("Night Ferry", "Night Ferry: Part One", Some(NameNote::Part));
        check("Night Ferry", "Night Ferry 2", Some(NameNote::Number));
        check("Night Ferry", "Night Ferry: Home", Some(NameNote::Subtitle));
        check("Night Ferry: Home", "Night Ferry: Out", Some(NameNote::Subtitles));
        check("Glass Harbour", "Glass Harbor", Some(NameNote::Same));
        check("The Twelve Lamps", "12 Lamps", Some(NameNote::Same));
        check("Low Tide", "High Tide", None);
    }

    #[track_caller]
    fn check_company(one: &str, other: &str, note: Option<NameNote>) {
        let [a, b] = [one, other].map(|name| Company::read(name, words()));
        assert_eq!(a.compare(&b).map(|likeness| likeness.note), note, "{a:?}, {b:?}");
    }

    #[test]
    fn companies_are_compared_by_what_is_theirs() {
        check_company("Nordlys Film AB", "Nordlys Films", Some(NameNote::Same));
        check_company("Nordlys", "Nordlys Pictures", Some(NameNote::Trade));
        check_company("Nordlys Pictures", "Nordlys Television", Some(NameNote::House));
        check_company("Marsh Brothers Co.", "Marsh Bros.", Some(NameNote::Same));
        check_company("Channel 4", "Channel Four", Some(NameNote::Same));
        check_company("Nordlys", "Sorlys", None);
    }
}
