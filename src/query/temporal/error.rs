//! Why a temporal value could not be made or computed with.

use super::Kind;

/// Why a temporal value could not be made or computed with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TemporalError {
    /// A key that the type does not have.
    #[error("a {kind} has no component `{component}`")]
    UnknownComponent {
        /// The key.
        component: String,
        /// The type that was to be made.
        kind: Kind,
    },
    /// A component that is too small or too large.
    #[error("`{component}` cannot be {value}")]
    OutOfRange {
        /// The component.
        component: &'static str,
        /// What was given for it.
        value: i64,
    },
    /// A text that is not written as the type is.
    #[error("`{text}` is not written as a {kind}")]
    Unreadable {
        /// The text.
        text: String,
        /// The type that was to be read.
        kind: Kind,
    },
    /// A component without which the others say nothing.
    #[error("`{component}` is missing, and a {kind} cannot be made of the rest without it")]
    MissingComponent {
        /// The component that is missing.
        component: &'static str,
        /// The type that was to be made.
        kind: Kind,
    },
    /// A map with nothing in it.
    #[error("a {kind} cannot be made of no components")]
    NoComponents {
        /// The type that was to be made.
        kind: Kind,
    },
    /// Two components that say the same thing in different ways.
    #[error("`{first}` and `{second}` cannot be given together")]
    Conflicting {
        /// One of them.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// A value of a type that cannot stand there.
    #[error("`{place}` takes {expected}, not {found}")]
    WrongType {
        /// The function, operator or component.
        place: String,
        /// What could stand there.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// More or fewer arguments than a function takes.
    #[error("`{function}` takes {expected}, not {found}")]
    WrongCount {
        /// The function.
        function: String,
        /// How many it takes, in words.
        expected: &'static str,
        /// How many it was given.
        found: usize,
    },
    /// A number or date beyond what can be counted.
    #[error("the {what} is beyond what can be counted")]
    Overflow {
        /// What became too large or too small.
        what: &'static str,
    },
    /// A division by zero.
    #[error("a duration cannot be divided by zero")]
    DivisionByZero,
    /// A name that no time zone has.
    #[error("there is no time zone `{zone}`")]
    UnknownZone {
        /// The name.
        zone: String,
    },
    /// An offset that the named zone does not have at that time.
    #[error("`{zone}` does not have the offset `{offset}` at that time")]
    WrongOffset {
        /// The zone.
        zone: String,
        /// The offset.
        offset: String,
    },
    /// A zone with a name where only an offset has a meaning.
    #[error("a {kind} has an offset such as `+01:00`, not the named zone `{zone}`")]
    NamedZone {
        /// The zone.
        zone: String,
        /// The type that was to be made.
        kind: Kind,
    },
    /// A word that names no unit of time.
    #[error("there is no unit `{unit}`")]
    UnknownUnit {
        /// The word.
        unit: String,
    },
    /// A unit that is too small or too large for what is truncated.
    #[error("a {from} cannot be truncated to a {to} by `{unit}`")]
    UnfitUnit {
        /// The unit.
        unit: &'static str,
        /// The type of what was to be truncated.
        from: Kind,
        /// The type that was to be made.
        to: Kind,
    },
}
