//! Cells as values: of a type that the header gives, or that all cells of a column have.

use crate::graph::PropertyValue;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Int,
    Float,
    Bool,
    Text,
}

impl Type {
    /// What a cell of it is, with an article.
    pub(super) fn about(self) -> &'static str {
        match self {
            Self::Int => "a whole number",
            Self::Float => "a number",
            Self::Bool => "`true` or `false`",
            Self::Text => "text",
        }
    }

    /// The value of a cell that is not empty.
    fn value(self, cell: &str) -> Option<PropertyValue> {
        let bare = cell.trim();
        match self {
            Self::Int => bare.parse().ok().map(PropertyValue::Int),
            Self::Float => {
                bare.parse().ok().filter(|value: &f64| value.is_finite()).map(PropertyValue::Float)
            }
            Self::Bool => truth(bare).map(PropertyValue::Bool),
            Self::Text => Some(PropertyValue::Text(cell.to_owned())),
        }
    }
}

/// The items of a cell, without blanks around them and without empty ones.
pub(super) fn items(cell: &str, parting: char) -> impl Iterator<Item = &str> + Clone {
    cell.split(parting).map(str::trim).filter(|item| !item.is_empty())
}

/// The value of a cell, `None` where it is empty; `list` parts the items of one that is a list.
///
/// # Errors
/// What it should be.
pub(super) fn value(
    cell: &str,
    kind: Type,
    list: Option<char>,
) -> Result<Option<PropertyValue>, &'static str> {
    if cell.is_empty() || (kind != Type::Text && cell.trim().is_empty()) {
        return Ok(None);
    }
    let Some(parting) = list else {
        return kind.value(cell).map(Some).ok_or_else(|| kind.about());
    };
    let all: Option<Vec<PropertyValue>> = items(cell, parting).map(|item| kind.value(item)).collect();
    match all {
        Some(all) => Ok((!all.is_empty()).then_some(PropertyValue::List(all))),
        None if kind == Type::Int => {
            Err("a list of whole numbers parted by `;`, or by what `--array-delimiter` says")
        }
        None if kind == Type::Float => {
            Err("a list of numbers parted by `;`, or by what `--array-delimiter` says")
        }
        None => Err("a list of `true` and `false` parted by `;`, or by what `--array-delimiter` says"),
    }
}

/// What the cells of a column can be, as far as they were seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    any: bool,
    int: bool,
    float: bool,
    truth: bool,
}

impl Guess {
    pub(super) fn new() -> Self {
        Self { any: false, int: true, float: true, truth: true }
    }

    pub(super) fn see(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() || !(self.int || self.float || self.truth) {
            return;
        }
        self.any = true;
        self.int = self.int && is_int(cell);
        self.float = self.float && is_float(cell);
        self.truth = self.truth && truth(cell).is_some();
    }

    /// Takes what another table's column can be into account.
    pub(super) fn also(&mut self, other: Self) {
        self.any |= other.any;
        self.int &= other.int;
        self.float &= other.float;
        self.truth &= other.truth;
    }

    /// The narrowest type that all cells have.
    pub(super) fn kind(self) -> Type {
        match self {
            Self { any: false, .. } => Type::Text,
            Self { int: true, .. } => Type::Int,
            Self { float: true, .. } => Type::Float,
            Self { truth: true, .. } => Type::Bool,
            _ => Type::Text,
        }
    }
}

fn truth(cell: &str) -> Option<bool> {
    match cell {
        _ if cell.eq_ignore_ascii_case("true") => Some(true),
        _ if cell.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// A whole number that is written in the one way in which it is printed again.
fn is_int(cell: &str) -> bool {
    is_plain(cell) && cell != "-0" && cell.parse::<i64>().is_ok()
}

/// A number that loses nothing but trailing zeros: digits, a point, a power of ten. A whole number that is too
/// large is none, since it is likely an id.
fn is_float(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, power) = match cell.split_once(['e', 'E']) {
        Some((number, power)) => (number, Some(power)),
        None => (cell, None),
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let power_is_good = power.is_none_or(|power| digits(power.strip_prefix(['-', '+']).unwrap_or(power)));
    let is_whole = fraction.is_none() && power.is_none();
    is_plain(whole)
        && fraction.is_none_or(digits)
        && power_is_good
        && (!is_whole || is_int(whole))
        && cell.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Digits without a sign in front but `-`, and without zeros in front.
fn is_plain(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], expected: Type) {
        let mut guess = Guess::new();
        cells.iter().for_each(|cell| guess.see(cell));
        assert_eq!(guess.kind(), expected, "{cells:?}");
    }

    #[test]
    fn a_column_has_the_narrowest_type_of_its_cells() {
        check(&["1", "-20", "", " 3 "], Type::Int);
        check(&["9223372036854775807"], Type::Int);
        check(&["9223372036854775808"], Type::Text);
        check(&["1", "0.5", "-2e10", "1.5E-3"], Type::Float);
        check(&["0.5", "9223372036854775808"], Type::Text);
        check(&["true", "False", ""], Type::Bool);
        check(&["true", "1"], Type::Text);
        check(&["", ""], Type::Text);
        for text in
            ["007", "+1", "1,5", "0x10", "1.", ".5", "NaN", "inf", "1e999", "1_000", "-", "-0", "00.5", "1e"]
        {
            check(&["1", text], Type::Text);
        }
    }

    #[test]
    fn a_cell_is_of_the_type_that_is_said() {
        let text =
            |cell: &str, kind| value(cell, kind, None).map(|value| value.map(|value| format!("{value:?}")));
        let is = |value: &str| Ok(Some(value.to_owned()));
        assert_eq!(text("007", Type::Int), is("Int(7)"));
        assert_eq!(text("7.5", Type::Int), Err("a whole number"));
        assert_eq!(text("7", Type::Float), is("Float(7.0)"));
        assert_eq!(text("inf", Type::Float), Err("a number"));
        assert_eq!(text("yes", Type::Bool), Err("`true` or `false`"));
        assert_eq!(text(" a ", Type::Text), is("Text(\" a \")"));
        assert_eq!(text(" ", Type::Int), Ok(None));
        let list =
            |cell: &str, kind| value(cell, kind, Some(';')).map(|value| value.map(|value| value.to_string()));
        assert_eq!(list("a; b;;c", Type::Text), is("a, b, c"));
        assert_eq!(list("1;2", Type::Int), is("1, 2"));
        assert_eq!(
            list("1;x", Type::Int),
            Err("a list of whole numbers parted by `;`, or by what `--array-delimiter` says")
        );
        assert_eq!(list(";", Type::Int), Ok(None));
    }
}
