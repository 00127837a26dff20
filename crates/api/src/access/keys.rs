//! Keys of other systems: `krv_<id>_<secret>`. The id finds the key, the secret's hash is compared in constant time.

use super::Caller;
use crate::app::App;
use karavan_model::{Quota, Scopes, SourceId, Timestamp};
use karavan_service::{Chance, ServiceError, hash_of, new_secret};
use karavan_store::{ApiKey, Successor};
use subtle::ConstantTimeEq;

/// What every key begins with, so that scanners for leaked secrets know one.
pub(crate) const PREFIX: &str = "krv_";
const ID_LENGTH: usize = 12;
/// How exactly the last use is kept.
const TOUCH_EVERY_US: i64 = 60_000_000;

/// What a new key is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOrder {
    /// Whose it is, for people.
    pub label: String,
    /// The source that its requests must name; `None` lets them name any.
    pub source: Option<SourceId>,
    /// What it may do.
    pub scopes: Scopes,
    /// How much it may send.
    pub quota: Quota,
    /// From when on it opens nothing.
    pub expires_at: Option<Timestamp>,
}

impl KeyOrder {
    /// The usual key of a system that passes requests of many sources on.
    #[must_use]
    pub fn of_any_source(label: &str) -> Self {
        Self {
            label: label.to_owned(),
            source: None,
            scopes: Scopes::USUAL,
            quota: Quota::default(),
            expires_at: None,
        }
    }
}

/// A new key and what is kept of it.
pub(super) fn create(order: KeyOrder, now: Timestamp, chance: &dyn Chance) -> Result<(String, ApiKey), ServiceError> {
    let (shown, key_id, hash) = draw(chance)?;
    let key = ApiKey {
        hash,
        label: order.label,
        // Neither a login nor the id of a key has a colon in it.
        owner: order
            .source
            .as_ref()
            .map_or_else(|| key_id.clone(), |source| format!("source:{source}")),
        source: order.source,
        scopes: order.scopes,
        quota: order.quota,
        created_at: now,
        expires_at: order.expires_at,
        revoked_at: None,
        last_used_at: None,
        key_id,
    };
    Ok((shown, key))
}

/// A key that takes the place of another one, which opens until `old_until`.
pub(super) fn create_successor(
    expires_at: Option<Timestamp>,
    old_until: Timestamp,
    chance: &dyn Chance,
) -> Result<(String, Successor), ServiceError> {
    let (shown, key_id, hash) = draw(chance)?;
    let successor = Successor {
        key_id,
        hash,
        expires_at,
        old_until,
    };
    Ok((shown, successor))
}

/// The whole key, its public part, and the hash of its secret part.
fn draw(chance: &dyn Chance) -> Result<(String, String, String), ServiceError> {
    let key_id = chance.id()?.simple().to_string()[..ID_LENGTH].to_owned();
    let secret = new_secret(chance)?;
    Ok((format!("{PREFIX}{key_id}_{secret}"), key_id, hash_of(&secret)))
}

/// Whose key it is; `None` when it opens nothing.
pub(super) async fn find(app: &App, token: &str) -> Result<Option<Caller>, ServiceError> {
    let Some((key_id, secret)) = split_token(token) else {
        return Ok(None);
    };
    let Some(key) = app.service.api_key(key_id).await? else {
        return Ok(None);
    };
    let is_right = bool::from(hash_of(secret).as_bytes().ct_eq(key.hash.as_bytes()));
    let now = app.service.now();
    if !is_right || !key.is_live(now) {
        return Ok(None);
    }
    if key.last_used_at.is_none_or(|last| now.0 - last.0 > TOUCH_EVERY_US) {
        // Reading must not depend on writing: a use that could not be noted is a use all the same.
        if let Err(error) = app.service.touch_api_key(key_id).await {
            tracing::warn!(%error, "the use of a key was not noted");
        }
    }
    Ok(Some(Caller::Key {
        key_id: key.key_id,
        owner: key.owner,
        source: key.source,
        scopes: key.scopes,
        quota: key.quota,
    }))
}

fn split_token(token: &str) -> Option<(&str, &str)> {
    let (id, secret) = token.strip_prefix(PREFIX)?.split_at_checked(ID_LENGTH)?;
    Some((id, secret.strip_prefix('_')?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::{KeyOrder, create, split_token};
    use karavan_model::{SourceId, Timestamp};
    use karavan_service::{SystemChance, hash_of};

    #[test]
    fn a_key_comes_apart_into_what_is_kept_of_it() {
        let (token, kept) = create(KeyOrder::of_any_source("112"), Timestamp(0), &SystemChance).unwrap();
        let (id, secret) = split_token(&token).unwrap();
        assert_eq!((id, hash_of(secret)), (kept.key_id.as_str(), kept.hash));
        assert_eq!(kept.owner, kept.key_id, "without a source it sees what it sent itself");
        for broken in [
            "",
            "krv_",
            "krv_0123456789ab",
            "krv_0123456789abX",
            "кrv_0123456789ab_x",
            "krv_йййййййййййй",
        ] {
            assert_eq!(split_token(broken).map(|(_, secret)| secret), None, "{broken}");
        }
    }

    #[test]
    fn keys_of_a_source_have_one_owner() {
        let order = KeyOrder {
            source: Some(SourceId::from("112")),
            ..KeyOrder::of_any_source("112")
        };
        let [one, other] = [order.clone(), order].map(|order| create(order, Timestamp(0), &SystemChance).unwrap().1);
        assert_eq!((one.owner.as_str(), other.owner.as_str()), ("source:112", "source:112"));
        assert_ne!(one.key_id, other.key_id);
    }
}
