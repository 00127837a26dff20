//! `hash`: SHA-256 of a log entry, over the hash of the entry before and the other columns, texts with their lengths.
//! Also `seal`, the HMAC-SHA-256 of an entry's words, `key_of`, the key for it that the migration to regions makes, and
//! `hex`. Whole logs are checked in `verify.rs`.

use crate::entity::log;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The SHA-256 of an entry, 32 bytes.
pub(crate) type Hash = [u8; 32];

/// What the first entry of a log follows.
pub(crate) const ROOT: Hash = [0; 32];

/// Tells these hashes from any others, and this way of computing them from later ones.
const DOMAIN: &[u8] = b"karavan log 1";

/// The hash of an entry; its own column `hash` is not in it. Texts go in with their lengths, so that no two entries
/// read alike.
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

#[cfg(test)]
mod tests {
    use super::{ROOT, hash};
    use crate::date_column::DateColumn;
    use crate::entity::log::Model;
    use karavan_model::Date;
    use std::collections::BTreeSet;

    fn entry() -> Model {
        Model {
            region: 0,
            seq: 7,
            at: 1,
            actor_kind: "person".to_owned(),
            actor: "anna".to_owned(),
            kind: "hub".to_owned(),
            act: "added".to_owned(),
            date: None,
            subject: "H1".to_owned(),
            body: "{}".to_owned(),
            words_seal: String::new(),
            hash: Vec::new(),
        }
    }

    /// An entry changed with a new hash breaks the chain unless all later entries are changed too.
    #[test]
    fn the_entry_before_and_every_column_are_in_the_hash() {
        let day = Date::new(2026, 11, 21).map(DateColumn::from);
        let other = "other".to_owned();
        let changed = [
            entry(),
            Model { region: 1, ..entry() },
            Model { seq: 8, ..entry() },
            Model { at: 2, ..entry() },
            Model {
                actor_kind: other.clone(),
                ..entry()
            },
            Model {
                actor: other.clone(),
                ..entry()
            },
            Model {
                kind: other.clone(),
                ..entry()
            },
            Model {
                act: other.clone(),
                ..entry()
            },
            Model { date: day, ..entry() },
            Model {
                subject: other.clone(),
                ..entry()
            },
            Model {
                body: other.clone(),
                ..entry()
            },
            Model {
                words_seal: other,
                ..entry()
            },
            // The same letters, divided otherwise.
            Model {
                kind: "hubadd".to_owned(),
                act: "ed".to_owned(),
                ..entry()
            },
        ];
        let mut hashes: BTreeSet<_> = changed.iter().map(|row| hash(&ROOT, row)).collect();
        hashes.insert(hash(&[1; 32], &entry()));
        assert_eq!(hashes.len(), changed.len() + 1);
    }
}
