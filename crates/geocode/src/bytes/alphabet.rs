//! `encoded` and `decoded`: spellings as bytes: one for a Russian letter or an ASCII sign, four for anything else. A
//! prefix stays a prefix.

const FIRST: char = 'а';
const LETTERS: u32 = 32;
const BASE: u8 = 0x80;
const ESCAPE: u8 = 0xff;

/// A spelling as bytes. A prefix of a spelling is a prefix of its bytes.
pub(crate) fn encoded(spelling: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(spelling.len());
    for letter in spelling.chars() {
        let russian = (letter as u32).checked_sub(FIRST as u32).filter(|&nth| nth < LETTERS);
        match (russian, letter) {
            (Some(nth), _) => bytes.push(BASE + nth as u8),
            (None, ascii) if ascii.is_ascii() => bytes.push(ascii as u8),
            (None, other) => {
                let scalar = (other as u32).to_le_bytes();
                bytes.extend_from_slice(&[ESCAPE, scalar[0], scalar[1], scalar[2]]);
            }
        }
    }
    bytes
}

/// The letters of encoded bytes; stops at bytes that are none.
pub(crate) fn decoded(bytes: &[u8]) -> impl Iterator<Item = char> + '_ {
    let mut bytes = bytes.iter().copied();
    std::iter::from_fn(move || {
        let byte = bytes.next()?;
        match byte {
            ESCAPE => {
                let scalar = [bytes.next()?, bytes.next()?, bytes.next()?, 0];
                char::from_u32(u32::from_le_bytes(scalar))
            }
            0..BASE => Some(char::from(byte)),
            _ => char::from_u32(FIRST as u32 + u32::from(byte - BASE)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{decoded, encoded};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_spelling_comes_back(spelling in "[а-я0-9a-zё\\PC]{0,20}") {
            let bytes = encoded(&spelling);
            prop_assert_eq!(decoded(&bytes).collect::<String>(), spelling);
        }
    }

    #[test]
    fn a_russian_letter_takes_one_byte() {
        assert_eq!(encoded("гончарова12").len(), 11);
    }
}
