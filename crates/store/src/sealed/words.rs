//! `seal_words`, `seal_kept_words`, `open_words` and `said_words`: encrypt and decrypt what people wrote with a log
//! entry, together with the key of the HMAC that the entry keeps of it. Words in requests are in `request.rs`.

use super::dice::Dice;
use super::key::{Key, SealLocation};
use crate::error::StoreError;
use crate::log::{hex, seal};

/// The table, as the seal names it.
const TABLE: &str = "log_words";
/// Letters of the key of an entry's seal, which stand before the words.
const KEY_LETTERS: usize = 64;

/// The seal that an entry keeps of its words, and the words as they are kept.
pub(crate) fn seal_words(
    key: &Key,
    dice: &mut Dice,
    region: i64,
    seq: i64,
    words: &str,
) -> Result<(String, Vec<u8>), StoreError> {
    let own = hex(&dice.draw());
    let sealed = seal_kept_words(key, dice, (region, seq), (&own, words))?;
    Ok((seal(&own, words), sealed))
}

/// Seals words whose entry is written already, with the key of the entry's seal.
pub(crate) fn seal_kept_words(
    key: &Key,
    dice: &mut Dice,
    (region, seq): (i64, i64),
    (own, words): (&str, &str),
) -> Result<Vec<u8>, StoreError> {
    key.seal(
        dice,
        &SealLocation::new(region, TABLE, &seq.to_string()),
        &format!("{own}{words}"),
    )
}

/// The key of the entry's seal, and the words.
///
/// # Errors
/// When they are not what was kept with the entry.
pub(crate) fn open_words(key: &Key, region: i64, seq: i64, sealed: &[u8]) -> Result<(String, String), StoreError> {
    let row = seq.to_string();
    let text = key.open(&SealLocation::new(region, TABLE, &row), sealed)?;
    let (own, words) = text.split_at_checked(KEY_LETTERS).ok_or_else(|| StoreError::Sealed {
        table: TABLE,
        row: row.clone(),
    })?;
    Ok((own.to_owned(), words.to_owned()))
}

/// What was said with an entry; nothing when nobody said anything, or their person was erased.
pub(crate) fn said_words(
    region: i64,
    seq: i64,
    key: Option<&[u8]>,
    sealed: Option<&[u8]>,
) -> Result<String, StoreError> {
    match (key.and_then(Key::read), sealed) {
        (Some(key), Some(sealed)) => Ok(open_words(&key, region, seq, sealed)?.1),
        _ => Ok(String::new()),
    }
}
