//! `new_secret` makes a secret of 256 random bits, `hash_of` is the hash that is stored instead of it, and
//! `digest_of` the SHA-256 of sent bytes. Passwords are hashed in the crate `api`.

use crate::ServiceError;
use crate::clock::Chance;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A new secret: 43 letters, digits, `-` and `_`.
///
/// # Errors
/// When there is no chance to be had.
pub fn new_secret(chance: &dyn Chance) -> Result<String, ServiceError> {
    let mut bytes = [0; 32];
    chance.fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a secret. A plain fast hash is enough for 256 random bits.
#[must_use]
pub fn hash_of(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// SHA-256 of what was sent, in hexadecimal as `sha256sum` writes it, so that its sender can tell it.
#[must_use]
pub fn digest_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{digest_of, hash_of, new_secret};
    use crate::clock::SystemChance;

    #[test]
    fn secrets_differ_and_hashes_do_not_tell_them() {
        let new = || new_secret(&SystemChance).unwrap_or_default();
        let (one, other) = (new(), new());
        assert_eq!(one.len(), 43);
        assert_ne!(one, other);
        assert_eq!(hash_of(&one), hash_of(&one));
        assert_ne!(hash_of(&one), one);
        let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest_of(b"abc"), of_abc);
    }
}
