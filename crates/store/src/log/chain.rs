//! The chain of a log: SHA-256 over the hash of the entry before and all that the entry says.

use crate::entity::log;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// SHA-256.
pub(crate) type Hash = [u8; 32];

/// What the first entry of a log follows.
pub(crate) const ROOT: Hash = [0; 32];

/// Tells these hashes from any others, and this way of computing them from later ones.
const DOMAIN: &[u8] = b"karavan log 1";

/// The hash of an entry; its own column `hash` is not in it. Texts go in with their lengths, so that no two entries read alike.
pub(crate) fn hash(before: &Hash, row: &log::Model) -> Hash {
    let date = row.date.map(|date| date.to_string()).unwrap_or_default();
    let mut hasher = Sha256::new();
    hasher.update(DOMAIN);
    hasher.update(before);
    for number in [row.region, row.seq, row.at] {
        hasher.update(number.to_le_bytes());
    }
    let texts = [
        &row.actor_kind,
        &row.actor,
        &row.kind,
        &row.act,
        &date,
        &row.subject,
        &row.body,
        &row.words_seal,
    ];
    for text in texts {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    }
    hasher.finalize().into()
}

/// A hash as kept; `None` when it is of another length.
pub(crate) fn read(bytes: &[u8]) -> Option<Hash> {
    bytes.try_into().ok()
}

/// The key of the words of an entry, from dice thrown for several: who has erased it leaves no way to guess the words.
pub(crate) fn key_of(dice: &str, seq: i64) -> String {
    hex(&Sha256::new()
        .chain_update(dice)
        .chain_update(seq.to_le_bytes())
        .finalize())
}

/// The seal of words: HMAC-SHA-256 under their key.
pub(crate) fn seal(key: &str, words: &str) -> String {
    // A key of any length is taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else {
        return String::new();
    };
    mac.update(words.as_bytes());
    hex(&mac.finalize().into_bytes())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a text never fails.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
