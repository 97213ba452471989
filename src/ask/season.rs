//! Taking the season out of a question: `the second season of Tin Moon`, `Tin Moon season 2`.

use std::ops::Range;

use super::fold::Word;
use crate::text::{is_ordinal, number};

/// The question without its season, and the number of that season.
pub(super) fn without_season(words: &[Word]) -> Option<(Vec<Word>, String)> {
    let at = words.iter().position(|word| word.text == "season")?;
    let text = |index: usize| words.get(index).map(|word| word.text.as_str());
    let after = text(at + 1).and_then(counted);
    let before = at.checked_sub(1).and_then(|index| ordered(text(index)?));
    let (number, mut cut) = match (after, before) {
        (Some(number), _) => (number, at..at + 2),
        (None, Some(number)) => (number, at - 1..at + 1),
        (None, None) => return None,
    };
    let starts = |cut: &Range<usize>| cut.start.checked_sub(1).and_then(text);
    while matches!(starts(&cut), Some("the" | "'s" | "of" | "a" | "for")) {
        cut.start -= 1;
    }
    if matches!(text(cut.end), Some("of" | "in")) {
        cut.end += 1;
    }
    let rest = words.iter().enumerate().filter(|(index, _)| !cut.contains(index));
    Some((rest.map(|(_, word)| word.clone()).collect(), number))
}

fn counted(word: &str) -> Option<String> {
    number(word).filter(|_| !is_ordinal(word)).map(|number| number.to_string())
}

fn ordered(word: &str) -> Option<String> {
    number(word).filter(|_| is_ordinal(word)).map(|number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::fold::words;
    use super::*;

    #[track_caller]
    fn check(question: &str, rest: &str, season: &str) {
        let (words, number) = without_season(&words(question)).unwrap();
        let texts: Vec<String> = words.into_iter().map(|word| word.text).collect();
        assert_eq!((texts.join(" ").as_str(), number.as_str()), (rest, season));
    }

    #[test]
    fn a_season_is_taken_out_wherever_it_stands() {
        check("When is the second season of Tin Moon released?", "when is tin moon released", "2");
        check("When is Tin Moon season two released?", "when is tin moon released", "2");
        check("When was season 10 of Tin Moon released?", "when was tin moon released", "10");
        check("Who renewed Tin Moon for a second season?", "who renewed tin moon", "2");
        check("Who directed Tin Moon's 3rd season?", "who directed tin moon", "3");
        assert_eq!(without_season(&words("Who shot The Hollow Season?")), None);
    }
}
