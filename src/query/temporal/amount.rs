//! Numbers with an exact decimal fraction, as the components of durations have them.

/// How many parts a whole is divided into where a fraction is carried down.
pub(super) const PARTS: i128 = 1_000_000_000_000_000_000;

/// How many decimals are kept.
const DECIMALS: usize = 18;

/// The largest whole number, which with a minus before it is the smallest `i64`.
const LARGEST: i128 = 1 << 63;

/// A decimal number, kept as a fraction so that a tenth is a tenth.
///
/// The denominator is a power of ten up to [`PARTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    numerator: i128,
    denominator: i128,
}

impl Amount {
    /// A whole number.
    pub(super) fn whole(value: i64) -> Self {
        Self { numerator: i128::from(value), denominator: 1 }
    }

    /// The shortest decimal number that stands for this one; `None` where it is no number or too large.
    pub(super) fn of_float(value: f64) -> Option<Self> {
        let text = value.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let amount = Self::of_digits(whole.as_bytes(), fraction.as_bytes())?;
        Some(if value < 0.0 { amount.negated() } else { amount })
    }

    /// The number with these digits before and after the point; `None` where it has too many before it.
    pub(super) fn of_digits(whole: &[u8], fraction: &[u8]) -> Option<Self> {
        let length = fraction.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
        let fraction = fraction.get(..length.min(DECIMALS))?;
        let digits = |start, digits: &[u8]| {
            digits.iter().try_fold(start, |number: i128, digit| {
                if !digit.is_ascii_digit() {
                    return None;
                }
                number.checked_mul(10)?.checked_add(i128::from(digit - b'0'))
            })
        };
        let whole = digits(0, whole).filter(|whole| *whole <= LARGEST)?;
        let denominator = fraction.iter().fold(1, |denominator, _| denominator * 10);
        Some(Self { numerator: digits(whole, fraction)?, denominator })
    }

    /// The number with the other sign.
    pub(super) fn negated(self) -> Self {
        Self { numerator: -self.numerator, ..self }
    }

    /// Whether it is zero.
    pub(super) fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// So many times a whole number; `None` where that is too large.
    pub(super) fn times(self, value: i128) -> Option<Scaled> {
        Scaled::ratio(value.checked_mul(self.numerator)?, self.denominator)
    }

    /// A whole number divided by this one; `None` where that is too large or the divisor zero.
    pub(super) fn divides(self, value: i128) -> Option<Scaled> {
        let value = value.checked_mul(self.denominator)?;
        if self.numerator < 0 {
            return Scaled::ratio(-value, -self.numerator);
        }
        Scaled::ratio(value, self.numerator)
    }
}

/// A whole number and what is left over, of which [`PARTS`] make one; both have the same sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scaled {
    /// The whole number, rounded towards zero.
    pub(super) whole: i128,
    /// What is left over.
    pub(super) rest: i128,
}

impl Scaled {
    /// A number of parts.
    pub(super) fn of_parts(whole: i128, parts: i128) -> Self {
        let (whole, rest) = (whole + parts / PARTS, parts % PARTS);
        match (whole.signum(), rest.signum()) {
            (1, -1) => Self { whole: whole - 1, rest: rest + PARTS },
            (-1, 1) => Self { whole: whole + 1, rest: rest - PARTS },
            _ => Self { whole, rest },
        }
    }

    fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        let whole = numerator.checked_div(denominator)?;
        let rest = (numerator % denominator).checked_mul(PARTS)? / denominator;
        Some(Self { whole, rest })
    }

    /// The sum of both.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Some(Self::of_parts(self.whole.checked_add(other.whole)?, self.rest + other.rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, units: i128, whole: i128, rest: i128) {
        assert_eq!(Amount::of_float(value).unwrap().times(units).unwrap(), Scaled { whole, rest });
    }

    #[test]
    fn fractions_are_those_that_were_written() {
        check(12.1, 3_600, 43_560, 0);
        check(-0.75, 1, 0, -750_000_000_000_000_000);
        check(1e-7, 10_000_000, 1, 0);
        check(1e-30, 1, 0, 0);
        assert_eq!(Amount::of_float(f64::NAN), None);
        assert_eq!(Amount::of_float(f64::INFINITY), None);
        assert_eq!(Amount::of_float(1e19), None);
        assert_eq!(Amount::whole(0).divides(1), None);
        assert_eq!(Amount::whole(-2).divides(3).unwrap(), Scaled { whole: -1, rest: -PARTS / 2 });
    }
}
