//! What may follow what is being typed: names, and how questions begin.

use std::collections::BTreeSet;

use super::asker::Asker;
use super::fold::{joined, words};
use super::form::forms;

/// The fewest letters after which names are offered.
const FEWEST: usize = 2;

impl Asker<'_> {
    /// At most so many names that begin with a text, sorted; none for fewer than two letters.
    pub fn names_from(&self, text: &str, most: usize) -> Vec<String> {
        let begun = joined(&words(text));
        if begun.chars().count() < FEWEST {
            return Vec::new();
        }
        let mut names: Vec<String> = self.names.from(&begun).map(str::to_owned).take(most).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// How questions of the forms begin, up to the first name: `Who directed `.
    pub fn beginnings(&self) -> Vec<String> {
        let examples = forms().iter().flat_map(|form| &form.examples);
        let before_name = |ask: &str| {
            let mut parts = ask.split_inclusive(' ');
            let first = parts.next()?;
            let more: String = parts.take_while(|word| word.starts_with(char::is_lowercase)).collect();
            (!more.is_empty() && more.ends_with(' ')).then(|| format!("{first}{more}"))
        };
        let beginnings: BTreeSet<String> = examples.filter_map(|example| before_name(&example.ask)).collect();
        beginnings.into_iter().filter(|text| text.starts_with(char::is_uppercase)).collect()
    }
}
