//! The page of the manual that lists what can be asked, made from the forms themselves.

use super::form::forms;
use super::phrase;

/// What stands before the lists.
const HEAD: &str = "\
# What can be asked

This page is made from the forms (`callsheet::ask::questions_page`); a test keeps it true.
Names are those of an invented graph: put your own in their place.
How questions are read is told in [asking.md](asking.md).

## Whole questions

Each of these is read as a whole.
";

/// What stands between them.
const PHRASES: &str = "
## Phrases

Each of these may be a part of a question, and parts go together: `which films that Nora Vale directed star Otto
Reyes but not Ida Berg?`
They speak of relations by the ontology's own verbs and nouns, so that a relation which you add to the ontology can
be asked for at once, in both directions.
";

/// The page `docs/questions.md`: every form with what it is for and questions that it reads.
pub fn questions_page() -> String {
    let mut page = HEAD.to_owned();
    for form in forms() {
        section(&mut page, &form.about, form.examples.iter().map(|example| example.ask.as_str()));
    }
    page.push_str(PHRASES);
    for form in phrase::forms() {
        section(&mut page, &form.about, form.examples.iter().map(String::as_str));
    }
    page
}

fn section<'e>(page: &mut String, about: &str, examples: impl Iterator<Item = &'e str>) {
    page.push_str(&format!("\n{about}\n\n"));
    for example in examples {
        page.push_str(&format!("- {example}\n"));
    }
}
