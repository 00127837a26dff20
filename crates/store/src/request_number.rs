//! `with_check` and `check_digit`: request numbers that people read over the telephone, digits, a dash and a check
//! digit over region and number, e.g. `1001-9`. Which number is next is decided in `sequence.rs`.
//!
//! The check digit is Damm's (H. M. Damm, “Total anti-symmetrische Quasigruppen”, 2004): it catches every single
//! wrong digit and every swap of neighbours.

use karavan_model::Region;

/// Damm's totally anti-symmetric quasigroup of order ten.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The check digit of a text of digits; other characters are skipped.
#[must_use]
pub fn check_digit(digits: &str) -> u8 {
    digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0, |row, digit| DAMM[usize::from(row)][usize::from(digit - b'0')])
}

/// The number with its check digit, which covers the region too: in most other regions it is not the check digit of
/// that number. In the first region, whose number is 0, it is the check digit of the number alone.
pub(crate) fn with_check(region: Region, number: i64) -> String {
    let check = check_digit(&format!("{region}{number}"));
    format!("{number}-{check}")
}

#[cfg(test)]
mod tests {
    use super::{check_digit, with_check};
    use karavan_model::Region;

    #[test]
    fn the_published_example_holds() {
        // Damm's own example: 572 has the check digit 4.
        assert_eq!(check_digit("572"), 4);
        assert_eq!(with_check(Region(0), 572), "572-4");
    }

    #[test]
    fn every_wrong_digit_and_every_swap_of_neighbours_is_caught() {
        for number in 1001..3000 {
            let right = with_check(Region(0), number);
            assert_eq!(check_digit(&right), 0, "{right}");
            let digits: Vec<u8> = right.bytes().filter(u8::is_ascii_digit).collect();
            for place in 0..digits.len() {
                for digit in b'0'..=b'9' {
                    let mut wrong = digits.clone();
                    wrong[place] = digit;
                    assert_eq!(accepted(&wrong), wrong == digits, "{right} read as {wrong:?}");
                }
                if place > 0 {
                    let mut wrong = digits.clone();
                    wrong.swap(place - 1, place);
                    assert_eq!(accepted(&wrong), wrong == digits, "{right} read as {wrong:?}");
                }
            }
        }
    }

    fn accepted(digits: &[u8]) -> bool {
        check_digit(&String::from_utf8_lossy(digits)) == 0
    }
}
