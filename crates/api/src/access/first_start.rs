//! The first start, and every later way back in: somebody must be able to log in, and some system to send requests.

use super::keys::{self, KeyOrder};
use super::passwords;
use crate::ApiError;
use karavan_model::{Actor, Role, Timestamp};
use karavan_service::{Chance, Service, new_secret};
use karavan_store::{ApiKey, Successor, User};

const LOGIN: &str = "coordinator";

/// Shown once; only hashes are kept.
pub struct FirstSecrets {
    /// The name to log in with.
    pub login: String,
    /// The password.
    pub password: String,
    /// The key of an intake system.
    pub intake_key: String,
}

/// Makes a coordinator and an intake key when there is neither a login nor a key yet. `show` is called with their
/// secrets before anything is kept, by one at most of several servers that start at once; when it answers `false`,
/// nothing is kept.
///
/// # Errors
/// When the store fails, or the machine has no chance to give; what was shown is then void.
pub async fn first_start(
    service: &Service,
    show: impl FnOnce(&FirstSecrets) -> bool + Send + 'static,
) -> Result<bool, ApiError> {
    if !service.is_first_start().await? {
        return Ok(false);
    }
    let (password, user) = new_user(LOGIN, Role::Administrator, service.chance()).await?;
    let (intake_key, key) = keys::create(KeyOrder::of_any_source("intake"), service.now(), service.chance())?;
    let secrets = FirstSecrets {
        login: LOGIN.to_owned(),
        password,
        intake_key,
    };
    Ok(service
        .by(Actor::Terminal)
        .keep_first(user, key, move || show(&secrets))
        .await?)
}

/// A person with a new password, and what is kept of them.
///
/// # Errors
/// When the machine has no chance to give.
pub async fn new_user(login: &str, role: Role, chance: &dyn Chance) -> Result<(String, User), ApiError> {
    let (password, salt) = (new_secret(chance)?, passwords::salt(chance)?);
    let typed = password.clone();
    let hashed = tokio::task::spawn_blocking(move || passwords::hash(&typed, &salt)).await;
    let user = User {
        login: login.to_owned(),
        password_hash: hashed.ok().flatten().ok_or(ApiError::Password)?,
        role,
    };
    Ok((password, user))
}

/// A person whose password nobody knows: they choose one by a link.
pub(crate) async fn user_to_invite(login: &str, role: Role, chance: &dyn Chance) -> Result<User, ApiError> {
    Ok(new_user(login, role, chance).await?.1)
}

/// A key of another system, and what is kept of it.
///
/// # Errors
/// When the machine has no chance to give.
pub fn new_key(order: KeyOrder, now: Timestamp, chance: &dyn Chance) -> Result<(String, ApiKey), ApiError> {
    Ok(keys::create(order, now, chance)?)
}

/// A key that takes the place of another one, which opens until `old_until`; without an end of its own it lasts as
/// long as the other was to.
///
/// # Errors
/// When the machine has no chance to give.
pub fn next_key(
    expires_at: Option<Timestamp>,
    old_until: Timestamp,
    chance: &dyn Chance,
) -> Result<(String, Successor), ApiError> {
    Ok(keys::create_successor(expires_at, old_until, chance)?)
}
