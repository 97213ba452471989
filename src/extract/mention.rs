//! Mentions: the places in a text that name, describe or stand for something.

use super::dates::Partial;
use crate::text::Span;

/// What a mention may be of: the kinds of the ontology, and the literals that relations point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Type {
    Series,
    Film,
    Work,
    Person,
    Character,
    Studio,
    Organization,
    Place,
    Event,
    Award,
    Date,
    Genre,
    Country,
    Language,
}

impl Type {
    pub(super) const ALL: [Self; 14] = [
        Self::Series,
        Self::Film,
        Self::Work,
        Self::Person,
        Self::Character,
        Self::Studio,
        Self::Organization,
        Self::Place,
        Self::Event,
        Self::Award,
        Self::Date,
        Self::Genre,
        Self::Country,
        Self::Language,
    ];

    /// The name of the kind; literals have names of their own, which rules use.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Series => "Series",
            Self::Film => "Film",
            Self::Work => "Work",
            Self::Person => "Person",
            Self::Character => "Character",
            Self::Studio => "Studio",
            Self::Organization => "Organization",
            Self::Place => "Place",
            Self::Event => "Event",
            Self::Award => "Award",
            Self::Date => "Date",
            Self::Genre => "Genre",
            Self::Country => "Country",
            Self::Language => "Language",
        }
    }

    /// What the literals of a relation are.
    pub(super) fn of_literal(relation: &str) -> Self {
        match relation {
            "released" => Self::Date,
            "language" => Self::Language,
            "country" => Self::Country,
            _ => Self::Genre,
        }
    }

    /// Whether it is a series or a film.
    pub(super) fn is_title(self) -> bool {
        matches!(self, Self::Series | Self::Film)
    }

    /// Whether it gives no node.
    pub(super) fn is_literal(self) -> bool {
        matches!(self, Self::Date | Self::Genre | Self::Country | Self::Language)
    }
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A name in quotes or italics.
    SetApart,
    /// A name in capitals only.
    Capitals,
    /// A phrase in ordinary words: a genre, a date, an event.
    Phrase,
    /// `he`, `it`, `its`.
    Pronoun,
    /// `the show`, `the network`.
    Nominal,
}

/// A place in a text that names, describes or stands for something.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The sentence, as an index of lines.
    pub(super) line: usize,
    /// The first word.
    pub(super) start: usize,
    /// The word after the last.
    pub(super) end: usize,
    /// The bytes of the name itself.
    pub(super) span: Span,
    /// The words of the name, without marks; for a literal its value.
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) kind: Type,
    /// What it stands for, as indexes of entities; several for `they` and `the pair`, none for literals.
    pub(super) entities: Vec<usize>,
    /// The title that this word describes, as an index of entities, where it stands in a noun phrase about one.
    pub(super) describes: Option<Description>,
    /// The date, where it is one.
    pub(super) date: Option<Partial>,
}

/// How a mention describes a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Description {
    /// The title, as an index of entities.
    pub(super) title: usize,
    pub(super) place: Place,
}

/// What a company does with titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
pub(super) enum Trade {
    /// It shows them: a network, a broadcaster, a streamer.
    Network,
    /// It makes or sells them.
    Company,
}

/// Where in the noun phrase the describing word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
pub(super) enum Place {
    /// `the HBO drama`
    Before,
    /// `HBO's drama`
    Possessor,
    /// `the drama` itself, where the head is the genre.
    Head,
}

/// One thing that the document speaks of.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) kind: Type,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    /// What a company does, where that is known.
    pub(super) trade: Option<Trade>,
    /// Whether a node is made of it even when no claim names it.
    pub(super) keeps: bool,
}
