//! Columns: one property of all nodes, or of all edges.

use rustc_hash::FxHashMap;

use crate::query::datum::Datum;

/// The values of one property, by the place of a node or an edge.
#[derive(Clone, Debug)]
pub(super) enum Column {
    /// Texts of the first places, without a gap, one behind another.
    Texts { ends: Vec<u32>, all: String },
    /// Whole numbers of the first places, without a gap.
    Ints(Vec<i64>),
    /// The same, each greater than the one before.
    Rising(Vec<i64>),
    /// Any values of some places; only looked up, never walked.
    Some(FxHashMap<u32, Datum>),
}

impl Default for Column {
    fn default() -> Self {
        Self::Some(FxHashMap::default())
    }
}

impl Column {
    /// The value at a place.
    pub(super) fn get(&self, at: u32) -> Datum {
        let place = at as usize;
        match self {
            Self::Texts { .. } => self.text(at).map_or(Datum::Null, Datum::text),
            Self::Ints(values) | Self::Rising(values) => {
                values.get(place).map_or(Datum::Null, |value| Datum::Int(*value))
            }
            Self::Some(values) => values.get(&at).cloned().unwrap_or(Datum::Null),
        }
    }

    /// The whole number at a place, where the column holds nothing but those.
    pub(super) fn int(&self, at: u32) -> Option<i64> {
        match self {
            Self::Ints(values) | Self::Rising(values) => values.get(at as usize).copied(),
            Self::Texts { .. } | Self::Some(_) => None,
        }
    }

    /// The text at a place, where the column holds nothing but texts.
    pub(super) fn text(&self, at: u32) -> Option<&str> {
        let Self::Texts { ends, all } = self else { return None };
        let end = *ends.get(at as usize)?;
        let start = (at as usize).checked_sub(1).map_or(0, |before| ends.get(before).copied().unwrap_or(0));
        all.get(start as usize..end as usize)
    }

    /// Sets the value at a place that has none yet. Places that come in order without a gap are held closely.
    pub(super) fn set(&mut self, at: u32, value: Datum) {
        match (&mut *self, &value) {
            (_, Datum::Null) => return,
            (Self::Some(values), Datum::Text(text)) if values.is_empty() && at == 0 => {
                *self = Self::Texts { ends: vec![text.len() as u32], all: text.to_string() };
                return;
            }
            (Self::Some(values), Datum::Int(value)) if values.is_empty() && at == 0 => {
                *self = Self::Ints(vec![*value]);
                return;
            }
            (Self::Texts { ends, all }, Datum::Text(text))
                if ends.len() == at as usize && all.len() + text.len() <= u32::MAX as usize =>
            {
                all.push_str(text);
                ends.push(all.len() as u32);
                return;
            }
            (Self::Ints(values), Datum::Int(value)) if values.len() == at as usize => {
                values.push(*value);
                return;
            }
            _ => {}
        }
        self.loosen();
        if let Self::Some(values) = self {
            values.insert(at, value);
        }
    }

    /// Whether it holds nothing but texts.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Self::Texts { .. })
    }

    /// How many places it has, from the first one on, where it holds nothing but texts.
    pub(super) fn texts(&self) -> u32 {
        match self {
            Self::Texts { ends, .. } => u32::try_from(ends.len()).unwrap_or(u32::MAX),
            _ => 0,
        }
    }

    /// Its numbers, where each is greater than the one before.
    pub(super) fn rising(&self) -> Option<&[i64]> {
        match self {
            Self::Rising(values) => Some(values),
            _ => None,
        }
    }

    /// Gives back room that is not needed once all values are there.
    pub(super) fn settle(&mut self) {
        match self {
            Self::Texts { ends, all } => {
                ends.shrink_to_fit();
                all.shrink_to_fit();
            }
            Self::Ints(values) => {
                values.shrink_to_fit();
                if values.is_sorted_by(|a, b| a < b) {
                    *self = Self::Rising(std::mem::take(values));
                }
            }
            Self::Rising(_) | Self::Some(_) => {}
        }
    }

    /// Turns a close column into a loose one.
    fn loosen(&mut self) {
        let count = match self {
            Self::Texts { ends, .. } => ends.len(),
            Self::Ints(values) | Self::Rising(values) => values.len(),
            Self::Some(_) => return,
        };
        let places = 0..u32::try_from(count).unwrap_or(u32::MAX);
        *self = Self::Some(places.map(|at| (at, self.get(at))).collect());
    }
}
