//! `Dice`: random keys (32 bytes) and nonces (24 bytes), taken from the SHA-256 of one random text of the database and
//! a counter. The random text is read in `log/dice.rs`.

use crate::error::StoreError;
use crate::log::dice;
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};

/// Tells these draws from any other use of the dice.
const DOMAIN: &[u8] = b"karavan draw 1";

/// 256 bits of the database's chance, from which as many draws are made as are needed. No two draws are alike.
pub(crate) struct Dice {
    thrown: String,
    drawn: u64,
}

impl Dice {
    pub(crate) async fn throw<C: ConnectionTrait>(db: &C) -> Result<Self, StoreError> {
        Ok(Self {
            thrown: dice(db).await?,
            drawn: 0,
        })
    }

    /// 32 bytes that nobody can guess.
    pub(crate) fn draw(&mut self) -> [u8; 32] {
        self.drawn += 1;
        Sha256::new()
            .chain_update(DOMAIN)
            .chain_update(&self.thrown)
            .chain_update(self.drawn.to_le_bytes())
            .finalize()
            .into()
    }

    /// A nonce: a part of a draw.
    pub(crate) fn nonce(&mut self) -> [u8; 24] {
        let mut nonce = [0; 24];
        nonce.copy_from_slice(&self.draw()[..24]);
        nonce
    }
}
