//! `MapHash`: 128 bits of SHA-256 over the name, length and CRC-32 of a map's sections, so that it is the same in
//! memory and in the file. It is no protection against forging.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// The name of a map's content: SHA-256, cut to 128 bits, over name, length and CRC-32 of every section. It tells maps
/// apart that were built on different days; it is no seal against somebody who forges one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MapHash([u8; 16]);

impl MapHash {
    /// Of sections in the order of the file.
    pub(crate) fn of(sections: impl IntoIterator<Item = ([u8; 8], u64, u32)>) -> Self {
        let mut hash = Sha256::new();
        for (name, length, checksum) in sections {
            hash.update(name);
            hash.update(length.to_le_bytes());
            hash.update(checksum.to_le_bytes());
        }
        let mut own = [0; 16];
        own.copy_from_slice(&hash.finalize()[..16]);
        Self(own)
    }
}

impl fmt::Display for MapHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
