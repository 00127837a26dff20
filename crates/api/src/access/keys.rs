//! API keys of other systems, `krv_<id>_<secret>`, made by a `KeyOrder`: `create`, `create_successor` (rotation) and
//! `find`, which turns a sent key into a `Caller`. The id finds the key; the hash of the secret is compared in constant
//! time. Quotas per minute: `key_pace.rs`; the calls that manage keys: `v1/keys.rs`.

use super::Caller;
use crate::app::App;
use karavan_model::{Quota, Scopes, SourceId, Timestamp};
use karavan_service::{Chance, ServiceError, hash_of, new_secret};
use karavan_store::{ApiKey, Successor};
use subtle::ConstantTimeEq;

/// Prefix of every key, so that scanners for leaked secrets recognise one.
pub(crate) const PREFIX: &str = "krv_";
const ID_LENGTH: usize = 12;
/// The time of the last use is written at most this often, in microseconds.
const TOUCH_EVERY_US: i64 = 60_000_000;

/// Settings of a new key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOrder {
    /// A name for people.
    pub label: String,
    /// The source that its requests must name; `None` allows any.
    pub source: Option<SourceId>,
    /// The calls it may make.
    pub scopes: Scopes,
    /// Limits of what it may send.
    pub quota: Quota,
    /// When it stops being valid; `None` is never.
    pub expires_at: Option<Timestamp>,
}

impl KeyOrder {
    /// The default key of a system that forwards requests of many sources.
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

/// A new key, and the record to store.
pub(super) fn create(order: KeyOrder, now: Timestamp, chance: &dyn Chance) -> Result<(String, ApiKey), ServiceError> {
    let (shown, key_id, hash) = draw(chance)?;
    let key = ApiKey {
        hash,
        label: order.label,
        // Neither logins nor ids of keys contain a colon, so owners cannot collide.
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

/// A key that replaces another one, which stays valid until `old_until`.
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

/// The caller that a key belongs to; `None` when the key is not valid.
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
        // Reading must not depend on writing: the call goes on even if its time could not be stored.
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
