//! Where a name stands in a quote, which lacks the markup and white space of the text that spans count in.

use crate::text::Span;

/// The place of a name in the quote of a sentence, in bytes of the quote; `known` are the forms of the name. `None` where
/// the name is not in the sentence, is all of it, or could be in several places.
pub(super) fn mark(quote: &str, sentence: Span, name: Span, known: &[&str]) -> Option<Span> {
    if !sentence.contains(name) || name == sentence || name.is_empty() {
        return None;
    }
    let (last, lost) = (name.start - sentence.start, sentence.len().checked_sub(quote.len())?);
    if lost == 0 {
        let mark = Span::new(last, last + name.len());
        return quote.get(mark.range()).map(|_| mark);
    }
    // What is left out stood before the name or behind it, nobody knows which.
    let starts = last.saturating_sub(lost)..=last;
    let at = |start: usize, words: &str| {
        quote.get(start..).is_some_and(|rest| rest.starts_with(words))
            && is_bounded(quote, start, words.len())
    };
    let forms = known.iter().flat_map(|form| {
        starts.clone().filter(|start| at(*start, form)).map(|start| Span::new(start, start + form.len()))
    });
    forms.max_by_key(|mark| (mark.len(), mark.start)).or_else(|| {
        let mut others = starts.clone().filter(|start| is_bounded(quote, *start, name.len()));
        let start = others.next().filter(|_| others.next().is_none())?;
        Some(Span::new(start, start + name.len()))
    })
}

/// Whether these bytes are whole words.
fn is_bounded(quote: &str, start: usize, len: usize) -> bool {
    let (Some(before), Some(words), Some(behind)) =
        (quote.get(..start), quote.get(start..start + len), quote.get(start + len..))
    else {
        return false;
    };
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    is_word(words.chars().next())
        && is_word(words.chars().next_back())
        && !is_word(before.chars().next_back())
        && !is_word(behind.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, known: &[&str], marked: Option<&str>) {
        let quote = text.replace('*', "");
        let start = text.find(name).unwrap();
        let span = Span::new(start, start + name.len());
        let found = mark(&quote, Span::new(0, text.len()), span, known);
        assert_eq!(found.map(|mark| quote.get(mark.range()).unwrap()), marked);
    }

    #[test]
    fn names_are_found_where_markup_is_left_out() {
        check("Zoë Vale directed it.", "Zoë Vale", &[], Some("Zoë Vale"));
        check("*Glass Harbor* is by Vale.", "Vale", &["Nora Vale", "Vale"], Some("Vale"));
        check("*Glass Harbor* is hers.", "hers", &[], Some("hers"));
        check(
            "In **Glass Harbor** she is a film-maker.",
            "Glass Harbor",
            &["Glass Harbor"],
            Some("Glass Harbor"),
        );
        // It could be the first as well as the second.
        check("**x** b b", "b", &[], None);
        check("Vale directed it.", "Vale directed it.", &[], None);
    }
}
