//! Secrets: 256 bits of the machine's chance. Only their hashes are kept.

use crate::ServiceError;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A new secret: 43 letters, digits, `-` and `_`.
///
/// # Errors
/// When the machine has no chance to give.
pub fn new_secret() -> Result<String, ServiceError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| ServiceError::Internal(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a secret. A plain fast hash is enough for 256 random bits.
#[must_use]
pub fn hash_of(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{hash_of, new_secret};

    #[test]
    fn secrets_differ_and_hashes_do_not_tell_them() {
        let (one, other) = (new_secret().unwrap_or_default(), new_secret().unwrap_or_default());
        assert_eq!(one.len(), 43);
        assert_ne!(one, other);
        assert_eq!(hash_of(&one), hash_of(&one));
        assert_ne!(hash_of(&one), one);
    }
}
