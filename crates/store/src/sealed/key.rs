//! `Key`, 256 bits: `seal` and `open` encrypt and decrypt a text (XChaCha20-Poly1305), bound to its region, table and
//! row (`SealLocation`); `mark` is an HMAC-SHA-256, to compare texts without reading them. `with_key` joins a query
//! with the key of each row's person. API keys are in `crate::api_keys`.

use super::dice::Dice;
use crate::entity::person_key;
use crate::error::StoreError;
use crate::log::hex;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use hmac::{Hmac, Mac};
use sea_orm::{EntityTrait, JoinType, QuerySelect, RelationDef, Select};
use sha2::Sha256;
use std::fmt;

/// Bytes of a nonce, which stands before what is sealed.
const NONCE: usize = 24;

/// Where a sealed text is kept; it opens nowhere else.
#[derive(Clone, Copy)]
pub(crate) struct SealLocation<'p> {
    pub(crate) region: i64,
    pub(crate) table: &'static str,
    pub(crate) row: &'p str,
}

impl<'p> SealLocation<'p> {
    pub(crate) const fn new(region: i64, table: &'static str, row: &'p str) -> Self {
        Self { region, table, row }
    }

    fn bound(&self) -> String {
        format!("{}|{}|{}", self.region, self.table, self.row)
    }
}

/// 256 bits.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    pub(crate) fn drawn(dice: &mut Dice) -> Self {
        Self(dice.draw())
    }

    /// A key as kept; `None` when it is of another length.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    /// Seals a text for a place.
    pub(crate) fn seal(&self, dice: &mut Dice, place: &SealLocation<'_>, text: &str) -> Result<Vec<u8>, StoreError> {
        let nonce = dice.nonce();
        let bound = place.bound();
        let payload = Payload {
            msg: text.as_bytes(),
            aad: bound.as_bytes(),
        };
        let sealed = XChaCha20Poly1305::new(&self.0.into()).encrypt(&nonce.into(), payload);
        // It fails only for texts of hundreds of gigabytes.
        let sealed = sealed.map_err(|_| damaged(place))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for a place.
    ///
    /// # Errors
    /// When it was not sealed so: the row is damaged.
    pub(crate) fn open(&self, place: &SealLocation<'_>, sealed: &[u8]) -> Result<String, StoreError> {
        let opened = || {
            let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
            let bound = place.bound();
            let payload = Payload {
                msg: sealed,
                aad: bound.as_bytes(),
            };
            let text = XChaCha20Poly1305::new(&self.0.into()).decrypt(&(*nonce).into(), payload);
            String::from_utf8(text.ok()?).ok()
        };
        opened().ok_or_else(|| damaged(place))
    }

    /// HMAC-SHA-256 of a text, in hexadecimal: tells whether two texts are the same to who has the key, and nothing to
    /// others.
    pub(crate) fn mark(&self, text: &str) -> String {
        // A key of any length is taken.
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(text.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

fn damaged(place: &SealLocation<'_>) -> StoreError {
    StoreError::Sealed {
        table: place.table,
        row: place.row.to_owned(),
    }
}

/// Asks for rows together with the key of the person of each, as the column `person_key`.
pub(crate) fn with_key<E: EntityTrait>(query: Select<E>, person: RelationDef) -> Select<E> {
    query
        .join(JoinType::LeftJoin, person)
        .column_as(person_key::Column::Key, "person_key")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{Key, SealLocation};
    use crate::sealed::Dice;

    #[tokio::test]
    async fn a_sealed_text_opens_with_its_key_in_its_place_and_nowhere_else() {
        let db = sea_orm::Database::connect("sqlite::memory:").await.unwrap();
        let mut dice = Dice::throw(&db).await.unwrap();
        let (key, other) = (Key::drawn(&mut dice), Key::drawn(&mut dice));
        let place = |region, row| SealLocation::new(region, "requests", row);
        let sealed = key.seal(&mut dice, &place(0, "1001-9"), "Получатель 0001").unwrap();
        assert_eq!(key.open(&place(0, "1001-9"), &sealed).unwrap(), "Получатель 0001");
        assert_ne!(
            key.seal(&mut dice, &place(0, "1001-9"), "Получатель 0001").unwrap(),
            sealed,
            "nobody can tell that a text is the same"
        );
        other.open(&place(0, "1001-9"), &sealed).unwrap_err();
        key.open(&place(0, "1002-7"), &sealed).unwrap_err();
        key.open(&place(1, "1001-9"), &sealed).unwrap_err();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            key.open(&place(0, "1001-9"), &changed).unwrap_err();
            key.open(&place(0, "1001-9"), &sealed[..at]).unwrap_err();
        }
    }
}
