//! `Decimal`: a number as files write it (`12`, `-3.50`, `1.5e+03`), kept to eighteen digits until whole ones are asked
//! for; `row`: a line of so many of them. Whole numbers in JSON are read by `whole.rs`.

use karavan_plan::plane::Rounding;

/// More digits after the point are rounded.
const PLACES_MAX: u32 = 18;
/// So many digits in all are kept.
const DIGITS_MAX: i64 = 1_000_000_000_000_000_000;

/// `digits / 10^places`, with no needless zero after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i64,
    places: u32,
}

impl Decimal {
    /// Nothing of it.
    pub(super) const ZERO: Self = Self { digits: 0, places: 0 };

    /// Eighteen digits of it, to the nearest, as far as they stand after the point; `None` when it is no number, or one
    /// of more before it.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let (amount, exponent) = match word.split_once(['e', 'E']) {
            Some((amount, exponent)) => (amount, exponent.parse::<i32>().ok()?),
            None => (word, 0),
        };
        let is_negative = amount.starts_with('-');
        let amount = amount.strip_prefix(['-', '+']).unwrap_or(amount);
        let (before, after) = amount.split_once('.').unwrap_or((amount, ""));
        let is_number = |part: &str| part.bytes().all(|letter| letter.is_ascii_digit());
        if before.len() + after.len() == 0 || !is_number(before) || !is_number(after) {
            return None;
        }
        let (mut digits, mut places, mut rest) = (0_i64, 0_i32, 0);
        for (at, letter) in before.bytes().chain(after.bytes()).enumerate() {
            let digit = i64::from(letter - b'0');
            if digits < DIGITS_MAX / 10 {
                digits = 10 * digits + digit;
                places += i32::from(at >= before.len());
            } else if at < before.len() {
                return None;
            } else {
                rest = digit;
                break;
            }
        }
        digits += i64::from(rest >= 5);
        let digits = if is_negative { -digits } else { digits };
        Self::normal(digits, places.checked_sub(exponent)?)
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
        let number = Self {
            digits,
            places: places.max(0).unsigned_abs(),
        };
        if number.places <= PLACES_MAX {
            return (digits.unsigned_abs() < DIGITS_MAX.unsigned_abs()).then_some(number);
        }
        // What is smaller than the last place is nothing, or one of it.
        let lost = 10_i64.checked_pow(number.places - PLACES_MAX);
        let kept = lost.map_or(0, |lost| (digits + digits.signum() * (lost / 2)) / lost);
        Self::normal(kept, PLACES_MAX.cast_signed())
    }

    /// The nearest floating-point number.
    pub(super) fn as_float(self) -> f64 {
        format!("{}e-{}", self.digits, self.places).parse().unwrap_or(f64::NAN)
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

/// A line of exactly `N` numbers.
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
            "nan",
            "inf",
            "0x1p3",
            "1,5",
        ] {
            assert_eq!(Decimal::parse(word), None, "{word}");
        }
    }

    #[test]
    fn numbers_are_read_as_float_writers_print_them() {
        let float = |word: &str| Decimal::parse(word).map(Decimal::as_float);
        for word in [
            "855.4288744926453",
            "-100.46596825122833",
            "373.9997139971700",
            "9.999999999999999e+02",
            "0.30000000000000004",
            "1.25E-5",
        ] {
            assert_eq!(float(word), word.parse().ok(), "{word}");
        }
        // More digits than are kept, and less than the last of them.
        assert_eq!(float("0.1000000000000000055511151231257827"), Some(0.1));
        assert_eq!(float("2.99999999999999999999"), Some(3.0));
        assert_eq!(
            float("123456789.98765432109876543210"),
            "123456789.98765432109876543210".parse().ok()
        );
        assert_eq!(Decimal::parse("-1.2246467991473532e-40"), Some(Decimal::ZERO));
        assert_eq!(Decimal::parse("1e-4000"), Some(Decimal::ZERO));
        assert_eq!(float("-1.2246467991473532e-13"), Some(-0.000_000_000_000_122_465));
        assert_eq!(shifted("30.0000000000000000000000", 0), Some(30));
        assert_eq!(shifted("0000000000000000000000012", 0), Some(12));
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
