//! Phrases in ordinary words that relations point to: nationalities, languages and dates.

use super::dates::{self, Partial};
use super::grammar::number;
use super::lexicon::Lexicon;
use super::lines::{Line, Word};
use super::mention::Type;
use super::spans::Found;
use crate::text::TokenKind;

/// A phrase of one of the literal types.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phrase {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Type,
    pub(super) value: String,
    pub(super) date: Option<Partial>,
}

/// Every phrase of a line, in order, outside its mentions; genres among the mentions give phrases, too.
pub(super) fn phrases(line: &Line<'_>, found: &[Found], lexicon: &Lexicon) -> Vec<Phrase> {
    let reader = Reader { line, lexicon };
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut at = 0;
    while at < line.words.len() {
        let first = found.partition_point(|found| found.end <= at);
        let covered = found.get(first).filter(|found| found.start <= at);
        let phrase = match covered {
            Some(found) if found.kind == Type::Genre && found.start == at => reader.genre(found),
            Some(_) => None,
            None => reader.date(at).or_else(|| reader.nation(at)),
        };
        let pair = if covered.is_none() && phrase.is_none() { reader.two_nations(at) } else { Vec::new() };
        at = phrase.as_ref().map_or(at + 1, |phrase| phrase.end);
        phrases.extend(phrase.into_iter().chain(pair));
    }
    phrases
}

struct Reader<'a, 'd> {
    line: &'a Line<'d>,
    lexicon: &'a Lexicon,
}

impl<'d> Reader<'_, 'd> {
    fn word(&self, at: usize) -> Option<&Word<'d>> {
        self.line.words.get(at)
    }

    fn phrase(&self, start: usize, end: usize, kind: Type, value: String) -> Phrase {
        Phrase { start, end, kind, value, date: None }
    }

    fn date(&self, at: usize) -> Option<Phrase> {
        let found = dates::date_at(self.line.words.get(at..)?)?;
        let bare_month = found.words == 1 && !found.date.has_year();
        let before = at.checked_sub(1).and_then(|last| self.word(last));
        let dated = before.is_some_and(|word| {
            let near = [
                "in", "this", "last", "since", "until", "of", "by", "from", "next", "early", "late", "mid",
                "that", "for", "till",
            ];
            word.is_any(&near)
        });
        if bare_month && !dated {
            return None;
        }
        let text = self.line.words.get(at..at + found.words)?;
        let value = text.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        Some(Phrase { date: Some(found.date), ..self.phrase(at, at + found.words, Type::Date, value) })
    }

    /// `French-Belgian` in one word.
    fn two_nations(&self, at: usize) -> Vec<Phrase> {
        let Some((first, second)) = self.word(at).and_then(|word| word.text.split_once(['-', '–', '/']))
        else {
            return Vec::new();
        };
        let prefixed = match first {
            "Franco" => "French",
            "Anglo" => "British",
            "Italo" => "Italian",
            "Hispano" => "Spanish",
            "Sino" => "Chinese",
            "Indo" => "Indian",
            "Dano" => "Danish",
            "Luso" => "Portuguese",
            "Austro" => "Austrian",
            "Russo" => "Russian",
            _ => first,
        };
        let nations = [prefixed, second].map(|name| self.lexicon.nations.get(name));
        let tongues = [first, second].map(|name| self.language(name));
        match (nations, tongues) {
            // `Hindi-Marathi`, and `French-Arabic`, where one is no nation
            ([first, second], [Some(one), Some(other)])
                if first.is_none() || second.is_none() || self.is_language_noun(at + 1) =>
            {
                [one, other].map(|language| self.phrase(at, at + 1, Type::Language, language)).into()
            }
            ([Some(first), Some(second)], _) => [first, second]
                .map(|nation| self.phrase(at, at + 1, Type::Country, nation.country.clone()))
                .into(),
            _ => Vec::new(),
        }
    }

    /// The language that a word names.
    fn language(&self, name: &str) -> Option<String> {
        if self.lexicon.languages.contains(name) {
            Some(name.to_owned())
        } else {
            self.lexicon.nations.get(name).and_then(|nation| nation.language.clone())
        }
    }

    /// Whether `language` or `-language` stands at a place.
    fn is_language_noun(&self, at: usize) -> bool {
        let language = |at: usize| self.word(at).is_some_and(|word| word.is("language"));
        language(at) || self.word(at).is_some_and(|word| word.text == "-") && language(at + 1)
    }

    /// Whether the language at a place shares the `language` behind another: `Irish- and English-language`.
    fn shares_language_noun(&self, end: usize) -> bool {
        let joins = |word: &&Word<'_>| word.text == "-" || word.is_any(&["and", "or", ",", "/"]);
        let joined = self.line.words.iter().skip(end).take(3).take_while(joins).count();
        let next = end + joined;
        joined > 0
            && self.word(next).is_some_and(|word| self.language(word.text).is_some())
            && self.is_language_noun(next + 1)
    }

    fn nation(&self, at: usize) -> Option<Phrase> {
        let word = self.word(at)?;
        let next = self.word(at + 1);
        let two = next.map(|next| format!("{} {}", word.text, next.text)).unwrap_or_default();
        let (nation, end) = match self.lexicon.nations.get(two.as_str()) {
            Some(nation) => (Some(nation), at + 2),
            None => (self.lexicon.nations.get(word.text), at + 1),
        };
        let tongue = self.is_language_noun(end) || self.shares_language_noun(end);
        let language = self.language(word.text);
        // `in Welsh`, `spoken in German, Danish and Swedish`, but `in German cinemas`
        let spoken = {
            let before = at.checked_sub(1).and_then(|last| self.word(last));
            let after = self.word(end);
            let ends = after.is_none_or(|word| {
                word.kind == TokenKind::Mark || word.is_any(&["and", "with", "or", "but", "by"])
            });
            let told = ["dialogue", "spoken", "subtitles", "speaks", "language"];
            let row = self.line.words.get(..at).unwrap_or_default().iter().rev();
            let mut row = row.skip_while(|word| {
                word.is_any(&[",", "and", "or", "both", "partly", "mostly", "entirely", "largely"])
                    || self.language(word.text).is_some()
            });
            ends && before.is_some_and(|word| {
                word.is_any(&["in", "between", "and", ",", "mostly", "partly", "largely"])
            }) && (row.next().is_some_and(|word| word.is("in"))
                || self.line.words.iter().any(|word| word.is_any(&told)))
        };
        let tongue = tongue || spoken;
        match (nation, language) {
            (_, Some(language)) if tongue => Some(self.phrase(at, end, Type::Language, language)),
            (Some(nation), _) => Some(self.phrase(at, end, Type::Country, nation.country.clone())),
            (None, Some(language)) => Some(self.phrase(at, end, Type::Language, language)),
            (None, None) => None,
        }
    }

    /// A genre as it is written, in lower case, its last word in the singular.
    fn genre(&self, found: &Found) -> Option<Phrase> {
        let words = self.line.words.get(found.start..found.end)?;
        let long = words.iter().take_while(|word| is_length(&word.lower)).count();
        let words = words.get(long..).filter(|words| !words.is_empty()).unwrap_or(words);
        let (last, first) = words.split_last()?;
        let listed = self.lexicon.genre_heads.contains(&last.lower);
        let bare = singular(&last.lower);
        let head = if !listed && self.lexicon.genre_heads.contains(bare) { bare } else { &last.lower };
        let mut value = words_text(first).to_lowercase();
        if first.last().is_some_and(|word| word.span.end < last.span.start) {
            value.push(' ');
        }
        value.push_str(head);
        Some(self.phrase(found.start, found.end, Type::Genre, value))
    }
}

/// Whether a word tells how long a title is: `eight-part`, `three-hour`, `90-minute`.
fn is_length(word: &str) -> bool {
    let units =
        ["part", "hour", "minute", "episode", "season", "parter", "chapter", "night", "volume", "book"];
    let Some((count, unit)) = word.rsplit_once('-') else { return false };
    units.contains(&unit)
        && (number(count).is_some() || ["half", "multi", "long"].contains(&count) || count.contains('-'))
}

/// The words of a span, with a blank only where the text has a gap.
pub(super) fn words_text(words: &[Word<'_>]) -> String {
    let mut text = String::new();
    let mut end = words.first().map_or(0, |word| word.span.start);
    for word in words {
        if word.span.start > end && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word.text);
        end = word.span.end;
    }
    text
}

fn singular(word: &str) -> &str {
    match word {
        "comedies" => "comedy",
        "series" => word,
        _ => word.strip_suffix('s').filter(|stem| stem.len() > 3 && !stem.ends_with('s')).unwrap_or(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lines::all_lines;
    use crate::text::Document;

    #[track_caller]
    fn check(text: &str, expected: &[(Type, &str)]) {
        let document = Document::new("note", text);
        let lines = all_lines(&document);
        let found = phrases(&lines[0], &[], &Lexicon::shipped());
        let found: Vec<(Type, &str)> =
            found.iter().map(|phrase| (phrase.kind, phrase.value.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn languages_are_told_from_nations() {
        use Type::{Country, Language};
        check("A Hindi-language comedy.", &[(Language, "Hindi")]);
        check("It was shot in German and Italian.", &[(Language, "German"), (Language, "Italian")]);
        check("A melodrama, mostly in Welsh.", &[(Language, "Welsh")]);
        check("It opens in German cinemas.", &[(Country, "Germany")]);
        check("The Irish- and English-language drama.", &[(Language, "Irish"), (Language, "English")]);
        check("A Hindi-Marathi procedural.", &[(Language, "Hindi"), (Language, "Marathi")]);
        check("A French-Belgian co-production.", &[(Country, "France"), (Country, "Belgium")]);
        check("A Danish thriller.", &[(Country, "Denmark")]);
    }
}
