//! Owns what comparing two names gives: a score and the reason for it.

/// How alike two names are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    /// The weight of it, in the scale of `weigh.rs`.
    pub(super) score: f32,
    /// Why.
    pub(super) note: NameNote,
    /// Whether the names say that there are two.
    pub(super) is_opposed: bool,
}

impl Likeness {
    pub(super) fn new(score: f32, note: NameNote) -> Self {
        Self { score, note, is_opposed: false }
    }

    pub(super) fn opposed(note: NameNote) -> Self {
        Self { score: -6.0, note, is_opposed: true }
    }

    /// The same with something against it.
    pub(super) fn less(self, by: f32, note: NameNote) -> Self {
        if self.is_opposed { self } else { Self { score: self.score - by, note, ..self } }
    }
}

/// Why two names are alike, or are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameNote {
    Same,
    Spelling,
    Order,
    MiddleLacks,
    Form,
    Called,
    ByMiddle,
    Initial,
    SurnamePart,
    Slip,
    Single,
    SurnameOnly,
    GivenOnly,
    Subtitle,
    OnlySubtitle,
    Part,
    Trade,
    House,
    Edition,
    OneGeneration,
    Generation,
    Given,
    Middle,
    Number,
    Subtitles,
    Told,
}

impl NameNote {
    /// Whether it speaks against one thing.
    pub(super) fn is_against(self) -> bool {
        use NameNote as N;
        matches!(
            self,
            N::Single
                | N::SurnameOnly
                | N::GivenOnly
                | N::OneGeneration
                | N::Generation
                | N::Given
                | N::Middle
                | N::Number
                | N::Subtitles
                | N::Told
                | N::House
        )
    }

    /// The reason in words, for two names.
    pub(super) fn words(self, one: &str, other: &str) -> String {
        let why = match self {
            Self::Same if one == other => return format!("both are called `{one}`"),
            Self::Same => "are one name",
            Self::Spelling => "are one name in two spellings",
            Self::Order => "are one name in two orders",
            Self::MiddleLacks => "differ in a middle name at most",
            Self::Form => "have forms of one given name",
            Self::Called => "are one name with and without what stands in quotes",
            Self::ByMiddle => "share the surname and a name that is a middle name once",
            Self::Initial => "share the surname and an initial",
            Self::SurnamePart => "share the given name and a part of the surname",
            Self::Slip => "are a letter apart",
            Self::Single => return format!("`{one}` is one name only"),
            Self::SurnameOnly => return "only the surname is shared".to_owned(),
            Self::GivenOnly => return "only the given name is shared".to_owned(),
            Self::Subtitle => "differ in a subtitle that one lacks",
            Self::OnlySubtitle => "share a title that is a subtitle once",
            Self::Part => "differ in the number of a first part that one lacks",
            Self::Trade => "differ in a word of the trade that one lacks",
            Self::House => "are parts of one house",
            Self::Edition => "differ in a year that one lacks",
            Self::OneGeneration => "differ in Jr. or Sr., which one lacks",
            Self::Generation => "are two of one family",
            Self::Given => "have two given names",
            Self::Middle => "have two middle names",
            Self::Number => "have two numbers",
            Self::Subtitles => "have two subtitles",
            Self::Told => "are told apart in brackets",
        };
        let (one, other) = if one <= other { (one, other) } else { (other, one) };
        format!("`{one}` and `{other}` {why}")
    }
}
