//! Keys of other systems: `krv_<id>_<secret>`. The id finds the key, the secret's hash is compared in constant time.

use super::Caller;
use crate::app::App;
use karavan_model::Timestamp;
use karavan_service::{Chance, ServiceError, hash_of, new_secret};
use karavan_store::ApiKey;
use subtle::ConstantTimeEq;

/// What every key begins with, so that scanners for leaked secrets know one.
pub(crate) const PREFIX: &str = "krv_";
const ID_LENGTH: usize = 12;
/// How exactly the last use is kept.
const TOUCH_EVERY_US: i64 = 60_000_000;

/// A new key and what is kept of it.
pub(super) fn make(label: &str, now: Timestamp, chance: &dyn Chance) -> Result<(String, ApiKey), ServiceError> {
    let key_id = chance.id()?.simple().to_string()[..ID_LENGTH].to_owned();
    let secret = new_secret(chance)?;
    let key = ApiKey {
        hash: hash_of(&secret),
        label: label.to_owned(),
        scopes: "requests".to_owned(),
        created_at: now,
        revoked_at: None,
        last_used_at: None,
        key_id: key_id.clone(),
    };
    Ok((format!("{PREFIX}{key_id}_{secret}"), key))
}

/// Whose key it is; `None` when it opens nothing.
pub(super) async fn find(app: &App, token: &str) -> Result<Option<Caller>, ServiceError> {
    let Some((key_id, secret)) = apart(token) else {
        return Ok(None);
    };
    let Some(key) = app.service.api_key(key_id).await? else {
        return Ok(None);
    };
    let is_right = bool::from(hash_of(secret).as_bytes().ct_eq(key.hash.as_bytes()));
    if !is_right || key.revoked_at.is_some() {
        return Ok(None);
    }
    let now = app.service.now();
    if key.last_used_at.is_none_or(|last| now.0 - last.0 > TOUCH_EVERY_US) {
        // Reading must not depend on writing: a use that could not be noted is a use all the same.
        if let Err(error) = app.service.touch_api_key(key_id).await {
            tracing::warn!(%error, "the use of a key was not noted");
        }
    }
    Ok(Some(Caller::Intake { key_id: key.key_id }))
}

fn apart(token: &str) -> Option<(&str, &str)> {
    let (id, secret) = token.strip_prefix(PREFIX)?.split_at_checked(ID_LENGTH)?;
    Some((id, secret.strip_prefix('_')?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{apart, make};
    use karavan_model::Timestamp;
    use karavan_service::{SystemChance, hash_of};

    #[test]
    fn a_key_comes_apart_into_what_is_kept_of_it() {
        let (token, kept) = make("112", Timestamp(0), &SystemChance).unwrap();
        let (id, secret) = apart(&token).unwrap();
        assert_eq!((id, hash_of(secret)), (kept.key_id.as_str(), kept.hash));
        for broken in [
            "",
            "krv_",
            "krv_0123456789ab",
            "krv_0123456789abX",
            "кrv_0123456789ab_x",
            "krv_йййййййййййй",
        ] {
            assert_eq!(apart(broken).map(|(_, secret)| secret), None, "{broken}");
        }
    }
}
