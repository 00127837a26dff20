//! Numbers as files write them (`12`, `-3.50`, `1.5e+03`), kept exact until somebody asks for whole ones.

use crate::plane::Rounding;

/// `digits / 10^places`, with no needless zero after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i64,
    places: u32,
}

impl Decimal {
    /// Nothing of it.
    pub(super) const ZERO: Self = Self { digits: 0, places: 0 };

    /// `None` when it is no number, or one of more than 18 digits.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let (amount, exponent) = match word.split_once(['e', 'E']) {
            Some((amount, exponent)) => (amount, exponent.parse::<i32>().ok()?),
            None => (word, 0),
        };
        let is_negative = amount.starts_with('-');
        let amount = amount.strip_prefix(['-', '+']).unwrap_or(amount);
        let (before, after) = amount.split_once('.').unwrap_or((amount, ""));
        let after = after.trim_end_matches('0');
        if before.len() + after.len() == 0 && !amount.contains('0') {
            return None;
        }
        let mut digits = 0_i64;
        for letter in before.chars().chain(after.chars()) {
            digits = digits.checked_mul(10)?.checked_add(letter.to_digit(10)?.into())?;
        }
        let digits = if is_negative { -digits } else { digits };
        let places = i32::try_from(after.len()).ok()?.checked_sub(exponent)?;
        Self::normal(digits, places)
    }

    fn normal(mut digits: i64, mut places: i32) -> Option<Self> {
        while places > 0 && digits % 10 == 0 && digits != 0 {
            (digits, places) = (digits / 10, places - 1);
        }
        if digits == 0 {
            return Some(Self::ZERO);
        }
        if places < 0 {
            digits = digits.checked_mul(10_i64.checked_pow(places.unsigned_abs())?)?;
        }
        let places = places.max(0).unsigned_abs();
        (places <= 18).then_some(Self { digits, places })
    }

    /// How many digits after the point.
    pub(super) const fn places(self) -> u32 {
        self.places
    }

    /// The number when it is whole.
    pub(super) fn whole(self) -> Option<i64> {
        (self.places == 0).then_some(self.digits)
    }

    /// The number times `10^places`, exact; `None` when it has more places or does not fit.
    pub(super) fn shifted(self, places: u32) -> Option<i64> {
        self.digits
            .checked_mul(10_i64.checked_pow(places.checked_sub(self.places)?)?)
    }

    /// The number times a factor, made whole; a half goes up, also below zero.
    pub(super) fn times(self, factor: u32, rounding: Rounding) -> Option<i64> {
        let product = i128::from(self.digits) * i128::from(factor);
        let one = 10_i128.pow(self.places);
        let whole = match rounding {
            Rounding::Down => product.div_euclid(one),
            Rounding::Nearest => (2 * product + one).div_euclid(2 * one),
        };
        i64::try_from(whole).ok()
    }
}

/// A line of exactly so many numbers.
pub(super) fn row<const N: usize>(line: &str) -> Option<[Decimal; N]> {
    let numbers: Option<Vec<Decimal>> = line.split_whitespace().map(Decimal::parse).collect();
    numbers?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Rounding};

    fn shifted(word: &str, places: u32) -> Option<i64> {
        Decimal::parse(word).and_then(|number| number.shifted(places))
    }

    #[test]
    fn numbers_are_read_as_files_write_them() {
        assert_eq!(shifted("12", 0), Some(12));
        assert_eq!(shifted("-3.50", 1), Some(-35));
        assert_eq!(shifted("30.00000", 0), Some(30));
        assert_eq!(shifted("+.5", 2), Some(50));
        assert_eq!(shifted("7.", 0), Some(7));
        assert_eq!(shifted("1.5e+03", 0), Some(1_500));
        assert_eq!(shifted("2.5E-1", 2), Some(25));
        assert_eq!(shifted("0.000e9", 0), Some(0));
        assert_eq!(shifted("2.75", 1), None, "a place is lost");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for word in [
            "",
            "-",
            ".",
            "x",
            "1x",
            "1e",
            "--1",
            "1.2.3",
            "1e99",
            "99999999999999999999",
        ] {
            assert_eq!(Decimal::parse(word), None, "{word}");
        }
    }

    #[test]
    fn whole_numbers_are_cut_or_rounded() {
        let times =
            |word: &str, factor, rounding| Decimal::parse(word).unwrap_or(Decimal::ZERO).times(factor, rounding);
        assert_eq!(times("2.79", 10, Rounding::Down), Some(27));
        assert_eq!(times("-2.79", 10, Rounding::Down), Some(-28));
        assert_eq!(times("2.5", 1, Rounding::Nearest), Some(3));
        assert_eq!(times("-2.5", 1, Rounding::Nearest), Some(-2));
        assert_eq!(times("0.0004", 1_000, Rounding::Nearest), Some(0));
    }
}
