//! Who is who: names of one document put together into entities.
//!
//! A surname or a first name alone joins the full name that the same text gives; nothing is joined across kinds.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::lexicon::Lexicon;
use super::lines::Line;
use super::mention::{Entity, Form, Mention, Type};
use super::names::{Name, key};

/// The entities of a document and the mention that each name is, in order.
pub(super) fn entities(lines: &[Line<'_>], names: &[Name], lexicon: &Lexicon) -> (Vec<Entity>, Vec<Mention>) {
    let others = other_titles(lines, names);
    let mut cast =
        Cast { lexicon, entities: Vec::new(), by_key: IndexMap::default(), parts: IndexMap::default() };
    let mut order: Vec<usize> = (0..names.len()).collect();
    // Full names first, so that a short form finds its long one wherever it stands.
    order.sort_by_key(|at| std::cmp::Reverse(names.get(*at).map_or(0, |name| name.name.split(' ').count())));
    let mut found: IndexMap<usize, usize, FxBuildHasher> = IndexMap::default();
    for at in order {
        let Some(name) = names.get(at) else { continue };
        let main = others.get(&key(&name.name)).and_then(|at| names.get(*at));
        let entity = match main.filter(|_| is_titled(name.kind)) {
            Some(main) => {
                let entity = cast.entity_of(main, main.kind);
                cast.add_alias(entity, name);
                entity
            }
            None => cast.entity_of(name, name.kind),
        };
        found.insert(at, entity);
    }
    let mentions = names.iter().enumerate().filter_map(|(at, name)| {
        let entity = *found.get(&at)?;
        Some(Mention {
            line: name.line,
            start: name.start,
            end: name.end,
            span: name.span,
            name: name.name.clone(),
            form: name.form,
            kind: cast.entities.get(entity)?.kind,
            entities: vec![entity],
            describes: None,
            date: None,
        })
    });
    let mentions = mentions.collect();
    (cast.entities, mentions)
}

fn is_person(kind: Type) -> bool {
    matches!(kind, Type::Person | Type::Character)
}

fn is_titled(kind: Type) -> bool {
    kind.is_title() || kind == Type::Work
}

/// Titles that a text gives as another form of one before: the key of each to the index of that one.
///
/// `Nattferja (English: Night Ferry)`, `Nattferja (“Night Ferry”)`, `Nattferja, also known as Night Ferry`.
fn other_titles(lines: &[Line<'_>], names: &[Name]) -> IndexMap<String, usize, FxBuildHasher> {
    let mut others: IndexMap<String, usize, FxBuildHasher> = IndexMap::default();
    let mut joined_at = None;
    for (at, pair) in names.windows(2).enumerate() {
        let [main, other] = pair else { continue };
        let titled = is_titled(main.kind) && is_titled(other.kind) && key(&main.name) != key(&other.name);
        let Some(line) = lines.get(main.line).filter(|_| titled && main.line == other.line) else { continue };
        let between = line.words.get(main.end..other.start).unwrap_or_default();
        let words = between
            .iter()
            .filter(|word| !(word.is_quote() || word.is_any(EMPHASIS)))
            .map(|word| word.lower.as_str());
        let words: Vec<&str> = words.collect();
        // `(also known as Night Ferry or The Ferry)`: the form before must be one of the same bracket.
        let goes_on = words == ["or"] && at.checked_sub(1).is_some_and(|before| joined_at == Some(before));
        if words.len() <= LONGEST_MARKER && (gives_another_title(&words) || goes_on) {
            let main = others.get(&key(&main.name)).copied().unwrap_or(at);
            others.entry(key(&other.name)).or_insert(main);
            joined_at = Some(at);
        }
    }
    others
}

/// Marks of emphasis that plain text may have beside a title.
const EMPHASIS: &[&str] = &["*", "_"];
/// The most words between a title and its other form.
const LONGEST_MARKER: usize = 7;

/// Whether the words between two titles make the second one a form of the first.
fn gives_another_title(words: &[&str]) -> bool {
    let (Some((first, rest)), last) = (words.split_first(), words.last()) else { return false };
    let told =
        |word: &&str| matches!(*word, "known" | "titled" | "released" | "called" | "marketed" | "billed");
    let named = rest.iter().any(told) && matches!(last, Some(&"as" | &"called" | &"titled"));
    match *first {
        "(" => {
            let spelled = matches!(last, Some(&":" | &"." | &"aka" | &"lit" | &"transl" | &"a.k.a."));
            let foreign = rest.len() == 2 && matches!(last, Some(&"for"));
            // The form in another script may have been lost: `(, Night Ferry)`.
            let bare = rest.iter().all(|word| *word == ",");
            !words.contains(&")") && (bare || spelled || foreign || named || *rest == ["or"])
        }
        "," => named || matches!(rest, ["aka" | "a.k.a." | "retitled" | "renamed"]),
        "also" | "known" | "aka" => matches!(last, Some(&"as" | &"aka" | &"called")),
        _ => false,
    }
}

struct Cast<'a> {
    lexicon: &'a Lexicon,
    entities: Vec<Entity>,
    by_key: IndexMap<(Type, String), usize, FxBuildHasher>,
    /// Short forms of longer names: words that they begin with, last words, initials.
    parts: IndexMap<String, Vec<usize>, FxBuildHasher>,
}

impl Cast<'_> {
    fn entity_of(&mut self, name: &Name, kind: Type) -> usize {
        let full = (kind, key(&name.name));
        let known = self.by_key.get(&full).copied().or_else(|| self.longer(&name.name, kind));
        let entity = known.unwrap_or_else(|| {
            let keeps = !kind.is_literal();
            self.entities.push(Entity {
                kind,
                name: name.name.clone(),
                aliases: Vec::new(),
                trade: None,
                keeps,
            });
            self.entities.len() - 1
        });
        if known.is_none() {
            self.add_parts(entity, &name.name);
        }
        self.by_key.entry(full).or_insert(entity);
        self.add_alias(entity, name);
        entity
    }

    /// The entity whose longer name this short one stands for, the first that the text gives.
    fn longer(&self, name: &str, kind: Type) -> Option<usize> {
        let short = key(name);
        let short_forms = match kind {
            Type::Person | Type::Character => !short.contains(' '),
            Type::Studio | Type::Organization | Type::Event | Type::Award => true,
            _ => false,
        };
        if !short_forms {
            return None;
        }
        // Only names that begin with the short one, are parts of a person's name or have its initials can be meant.
        let near = [short.as_str(), name].into_iter().filter_map(|part| self.parts.get(part)).flatten();
        near.copied().filter(|at| self.stands_for(&short, name, kind, *at)).min()
    }

    fn stands_for(&self, short: &str, name: &str, kind: Type, at: usize) -> bool {
        let fits = |entity: &&Entity| entity.kind == kind || (is_person(kind) && is_person(entity.kind));
        let Some(entity) = self.entities.get(at).filter(fits) else { return false };
        let long = key(&entity.name);
        match kind {
            Type::Person | Type::Character => {
                let first = long.split(' ').next() == Some(short);
                first || long.rsplit(' ').next() == Some(short)
            }
            Type::Studio | Type::Organization => {
                // A short name that is listed is a company of its own: `BBC` beside `BBC Studios`.
                let begins = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
                (begins && !self.lexicon.studios.contains(name)) || is_acronym(name, &entity.name)
            }
            Type::Event | Type::Award => is_acronym(name, &entity.name),
            _ => false,
        }
    }

    /// Makes a name of several words known by its initials, a person's by its first and last word, others by the words
    /// that they begin with.
    fn add_parts(&mut self, entity: usize, name: &str) {
        let long = key(name);
        if !long.contains(' ') {
            return;
        }
        let person = self.entities.get(entity).is_some_and(|entity| is_person(entity.kind));
        let mut parts: Vec<&str> = long.match_indices(' ').filter_map(|(at, _)| long.get(..at)).collect();
        if person {
            parts.truncate(1);
            parts.extend(long.rsplit(' ').next());
        }
        let parts = parts.into_iter().map(str::to_owned);
        for part in parts.chain([initials(name)]) {
            self.parts.entry(part).or_default().push(entity);
        }
    }

    fn add_alias(&mut self, entity: usize, name: &Name) {
        let Some(entity) = self.entities.get_mut(entity) else { return };
        let person = matches!(entity.kind, Type::Person | Type::Character);
        let mut forms = vec![name.name.clone()];
        if let Some(prefix) =
            name.prefix.as_ref().filter(|prefix| prefix.chars().next().is_some_and(char::is_uppercase))
        {
            forms.push(format!("{prefix} {}", name.name));
        }
        for form in forms {
            let part = person && !form.contains(' ');
            if form != entity.name && !part && !entity.aliases.contains(&form) {
                entity.aliases.push(form);
            }
        }
    }
}

/// Whether `short` is made of the first letters of `long`.
fn is_acronym(short: &str, long: &str) -> bool {
    (2..=6).contains(&short.len()) && short.chars().all(char::is_uppercase) && initials(long) == short
}

/// The first letters of the capitalised words of a name.
fn initials(name: &str) -> String {
    name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

/// The forms of a name that stand apart from any text: used where a mention is made of words.
pub(super) fn phrase_mention(
    line: usize,
    range: std::ops::Range<usize>,
    span: crate::text::Span,
    kind: Type,
) -> Mention {
    Mention {
        line,
        start: range.start,
        end: range.end,
        span,
        name: String::new(),
        form: Form::Phrase,
        kind,
        entities: Vec::new(),
        describes: None,
        date: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gives_a_title_another_name() {
        let check = |words: &str, expected: bool| {
            let words: Vec<&str> = words.split(' ').collect();
            assert_eq!(gives_another_title(&words), expected, "{words:?}");
        };
        for words in [
            "(",
            "( english :",
            "( french title :",
            "( lit .",
            "( wolof for",
            "( also known as",
            "( ,",
            ", also known as",
        ] {
            check(words, true);
        }
        for words in
            [", known in english as", ", released abroad as", ", retitled", "also known as", ", then called"]
        {
            check(words, true);
        }
        for words in
            [",", "and", ", the sequel to", "( 2019 ) and", "( the sequel to", "( with", ", known for"]
        {
            check(words, false);
        }
    }

    #[test]
    fn another_form_goes_on_only_where_it_began() {
        let aliases = |text: &str| -> Vec<Vec<String>> {
            let reading = crate::extract::Extractor::new().extract(&crate::text::Document::new("note", text));
            reading
                .nodes
                .iter()
                .map(|node| node.aliases.clone())
                .filter(|aliases| !aliases.is_empty())
                .collect()
        };
        let one =
            "The film “Nattferja” (also known as “Night Ferry” or “The Ferry”) was directed by Nora Vale.";
        assert_eq!(aliases(one), [["Night Ferry", "The Ferry"]]);
        let two = "The Norwegian film “Nattferja” (“Night Ferry”), directed by Nora Vale, opens on Friday.\n\n\
            On Saturday viewers can watch “Night Ferry” or “Iron Bay”, a series created by Otto Reyes.";
        assert_eq!(aliases(two), [["Night Ferry"]]);
    }
}
