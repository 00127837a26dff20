//! `synthetic_phone`: a telephone number that is plainly made up: its digits count up with the number of the row;
//! written in one of three ways.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// The number of a row in one of three spellings, one of them with a note.
pub(crate) fn synthetic_phone(row: u32, rng: &mut ChaCha8Rng) -> String {
    let (code, middle) = (910 + row % 90, 100 + row % 900);
    let (third, fourth) = (10 + row % 90, 10 + 7 * (row % 90) % 90);
    match rng.random_range(0..3) {
        0 => format!("+7{code}{middle}{third}{fourth}"),
        1 => format!("8 ({code}) {middle}-{third}-{fourth}"),
        _ => format!("8-{code}-{middle}-{third}-{fourth} (дочь)"),
    }
}
