//! Reading an ontology from RON and answering what it allows.

use std::str::FromStr;

use indexmap::IndexMap;
use serde::Deserialize;

use super::{Kind, KindRule, Ontology, OntologyError, Relation, RelationRule, Target};

/// The ontology that ships with the crate, as its file says it.
const DEFAULT: &str = include_str!("../../graphs/ontology.ron");

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Ontology")]
pub(super) struct File {
    name: String,
    kinds: IndexMap<Kind, KindRule>,
    relations: IndexMap<Relation, RelationRule>,
}

impl Default for Ontology {
    /// The kinds and relations of film and television, from `graphs/ontology.ron`.
    fn default() -> Self {
        // A test reads the shipped file, so that the empty fallback is never met.
        DEFAULT.parse().unwrap_or_else(|_| Self {
            name: String::new(),
            kinds: IndexMap::new(),
            relations: IndexMap::new(),
        })
    }
}

impl FromStr for Ontology {
    type Err = OntologyError;

    fn from_str(source: &str) -> Result<Self, OntologyError> {
        let file: File = ron::from_str(source).map_err(|error| syntax(&error))?;
        file.try_into()
    }
}

impl TryFrom<File> for Ontology {
    type Error = OntologyError;

    fn try_from(file: File) -> Result<Self, OntologyError> {
        let ontology = Self { name: file.name, kinds: file.kinds, relations: file.relations };
        ontology.check()?;
        Ok(ontology)
    }
}

impl Ontology {
    /// What the ontology says of a relation; `None` when it does not declare it.
    pub fn relation(&self, relation: &Relation) -> Option<&RelationRule> {
        self.relations.get(relation)
    }

    /// Whether the relation may hold between nodes of these kinds.
    pub fn allows(&self, from: &Kind, relation: &Relation, to: &Kind) -> bool {
        self.relation(relation).is_some_and(|rule| {
            rule.from.contains(from) && matches!(&rule.to, Target::Kinds(kinds) if kinds.contains(to))
        })
    }

    /// Whether the relation may give a node of this kind a literal.
    pub fn allows_literal(&self, from: &Kind, relation: &Relation) -> bool {
        self.relation(relation)
            .is_some_and(|rule| rule.from.contains(from) && matches!(rule.to, Target::Literal(_)))
    }

    /// Declares what `other` does and this one does not.
    pub fn extend(&mut self, other: Self) {
        for (kind, rule) in other.kinds {
            self.kinds.entry(kind).or_insert(rule);
        }
        for (relation, rule) in other.relations {
            self.relations.entry(relation).or_insert(rule);
        }
    }

    fn check(&self) -> Result<(), OntologyError> {
        for (relation, rule) in &self.relations {
            let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if !relation.as_str().chars().all(kebab) {
                return Err(OntologyError::NotKebab { relation: relation.to_string() });
            }
            let to = match &rule.to {
                Target::Kinds(kinds) => kinds.as_slice(),
                Target::Literal(_) => &[],
            };
            if let Some(kind) = rule.from.iter().chain(to).find(|kind| !self.kinds.contains_key(*kind)) {
                return Err(OntologyError::UnknownKind {
                    relation: relation.to_string(),
                    kind: kind.to_string(),
                    candidate: nearest(kind.as_str(), self.kinds.keys().map(Kind::as_str)),
                });
            }
        }
        Ok(())
    }
}

fn syntax(error: &ron::error::SpannedError) -> OntologyError {
    use ron::Error as E;
    let candidate = match &error.code {
        E::NoSuchStructField { expected, found, .. } | E::NoSuchEnumVariant { expected, found, .. } => {
            nearest(found, expected.iter().copied())
        }
        _ => None,
    };
    OntologyError::Syntax {
        line: error.span.start.line,
        column: error.span.start.col,
        problem: error.code.to_string(),
        candidate,
    }
}

/// The name nearest to `found`, if one is near enough to be meant.
pub(crate) fn nearest<'a>(found: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let score =
        |name: &str| strsim::normalized_damerau_levenshtein(&found.to_lowercase(), &name.to_lowercase());
    names
        .map(|name| (score(name), name))
        .filter(|(score, _)| *score > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::LiteralType;

    /// Every relation of the shipped file, with the kinds or the literal that it joins.
    const RELATIONS: [(&str, &str); 29] = [
        ("directed", "Person -> Series, Film"),
        ("wrote", "Person -> Series, Film"),
        ("created", "Person -> Series"),
        ("produced", "Person -> Series, Film"),
        ("showruns", "Person -> Series"),
        ("stars-in", "Person -> Series, Film"),
        ("composed", "Person -> Series, Film"),
        ("shot", "Person -> Series, Film"),
        ("edited", "Person -> Series, Film"),
        ("produced-by", "Series, Film -> Studio"),
        ("distributed-by", "Series, Film -> Studio"),
        ("airs-on", "Series, Film -> Studio"),
        ("renewed-by", "Series -> Studio"),
        ("cancelled-by", "Series -> Studio"),
        ("delayed-by", "Series, Film -> Event"),
        ("premiered-at", "Series, Film -> Event"),
        ("nominated-for", "Person, Series, Film -> Award"),
        ("won", "Person, Series, Film -> Award"),
        ("based-on", "Series, Film -> Work, Series, Film"),
        ("follows", "Series, Film -> Series, Film"),
        ("set-in", "Series, Film -> Place, Organization"),
        ("filmed-in", "Series, Film -> Place"),
        ("plays", "Person -> Character"),
        ("appears-in", "Character -> Series, Film"),
        ("collaborated-with", "Person -> Person"),
        ("released", "Series, Film -> date"),
        ("genre", "Series, Film -> text"),
        ("language", "Series, Film -> text"),
        ("country", "Series, Film -> text"),
    ];

    fn names(kinds: &[Kind]) -> String {
        kinds.iter().map(Kind::as_str).collect::<Vec<_>>().join(", ")
    }

    #[track_caller]
    fn check_error(source: &str, message: &str, hint: Option<&str>) {
        let error = source.parse::<Ontology>().unwrap_err();
        assert_eq!((error.to_string().as_str(), error.hint().as_deref()), (message, hint));
    }

    #[test]
    fn the_shipped_file_declares_every_relation() {
        let ontology: Ontology = DEFAULT.parse().unwrap();
        let read: Vec<_> = ontology
            .relations
            .iter()
            .map(|(relation, rule)| {
                let to = match &rule.to {
                    Target::Kinds(kinds) => names(kinds),
                    Target::Literal(LiteralType::Date) => "date".to_owned(),
                    Target::Literal(LiteralType::Text) => "text".to_owned(),
                };
                (relation.to_string(), format!("{} -> {to}", names(&rule.from)))
            })
            .collect();
        assert_eq!(read, RELATIONS.map(|(relation, joins)| (relation.to_owned(), joins.to_owned())));
        assert_eq!(ontology.kinds.len(), 10);
        assert_eq!(Ontology::default(), ontology);
    }

    #[test]
    fn what_is_allowed_is_what_is_declared() {
        let ontology = Ontology::default();
        let (person, film) = (Kind::new("Person"), Kind::new("Film"));
        assert!(ontology.allows(&person, &Relation::new("directed"), &film));
        assert!(!ontology.allows(&film, &Relation::new("directed"), &person));
        assert!(ontology.allows_literal(&film, &Relation::new("released")));
        assert!(!ontology.allows_literal(&person, &Relation::new("released")));
    }

    #[test]
    fn a_misspelt_key_has_a_place_and_the_nearest_name() {
        check_error(
            "(\n    name: \"screen\",\n    kindz: {},\n)",
            "line 3, column 5: Unexpected field named `kindz` in `Ontology`, expected one of `name`, `kinds`, or `relations` instead",
            Some("did you mean `kinds`?"),
        );
    }

    #[test]
    fn a_column_counts_characters() {
        let source = "(name: \"Köln, Ærø\", kindz: {})";
        let Err(OntologyError::Syntax { line, column, .. }) = source.parse::<Ontology>() else {
            panic!("`kindz` is no key")
        };
        let before: String = source.chars().take(column - 1).collect();
        assert_eq!((line, before.as_str()), (1, "(name: \"Köln, Ærø\", "));
    }

    #[test]
    fn a_kind_that_is_not_declared_gives_the_nearest() {
        check_error(
            r#"(
                name: "one",
                kinds: { "Person": (about: "A human being.", singular: "person", plural: "people") },
                relations: { "knows": (
                    about: "They know each other.", from: ["Persn"], to: Kinds(["Person"]),
                    wording: "knows", inverse: "is known by",
                ) },
            )"#,
            "relation `knows` names the kind `Persn`, which is not declared",
            Some("did you mean `Person`?"),
        );
    }

    #[test]
    fn an_id_is_kebab_case() {
        check_error(
            r#"(name: "one", kinds: {}, relations: { "stars_in": (
                about: "", from: [], to: Literal(Text), wording: "", inverse: "",
            ) })"#,
            "relation `stars_in` is not in kebab-case",
            Some("write it as `stars-in`"),
        );
    }
}
