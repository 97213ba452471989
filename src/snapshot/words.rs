//! Which kinds and relations a snapshot may use.

use serde::{Deserialize, Serialize};

use crate::ontology::Ontology;

/// Which kinds and relations a snapshot may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// Those of the ontology with this name, which whoever opens it has to know.
    Named(String),
    /// Those of an ontology that it brings with it.
    Declared(Ontology),
    /// Whatever is in it.
    Any,
}

impl Words {
    /// The words of the ontology with this name.
    pub fn named(name: impl Into<String>) -> Self {
        Self::Named(name.into())
    }

    /// The name of their ontology.
    pub fn name(&self) -> &str {
        match self {
            Self::Named(name) => name,
            Self::Declared(ontology) => &ontology.name,
            Self::Any => "any",
        }
    }

    /// The words as the field `words` says them: `None` where the name alone says it.
    pub(super) fn field(&self) -> Option<WordsField<&Ontology>> {
        match self {
            Self::Named(_) => None,
            Self::Declared(ontology) => Some(WordsField::Declared(ontology)),
            Self::Any => Some(WordsField::Any),
        }
    }

    pub(super) fn of(name: String, field: Option<WordsField<Ontology>>) -> Self {
        match field {
            None => Self::Named(name),
            Some(WordsField::Declared(ontology)) => Self::Declared(ontology),
            Some(WordsField::Any) => Self::Any,
        }
    }
}

/// What the field `words` holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "Words")]
pub(super) enum WordsField<O> {
    Any,
    Declared(O),
}
