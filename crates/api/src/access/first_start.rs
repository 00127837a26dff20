//! `first_start`: makes the first administrator and intake key of an empty database and shows their `FirstSecrets`.
//! Also makes users and API keys for the command line, invitations and key rotation (`new_user`, `user_to_invite`,
//! `new_key`, `next_key`); what is to be stored holds hashes of the secrets.

use super::keys::{self, KeyOrder};
use super::passwords;
use crate::ApiError;
use karavan_model::{Actor, Remit, Role, Timestamp};
use karavan_service::{Chance, Service, new_secret};
use karavan_store::{ApiKey, Successor, User};

const LOGIN: &str = "coordinator";

/// Secrets of the first start, shown once; only their hashes are stored.
pub struct FirstSecrets {
    /// The login.
    pub login: String,
    /// The password of the login.
    pub password: String,
    /// An API key for an intake system.
    pub intake_key: String,
}

/// Creates an administrator and an API key when there is neither a login nor a key yet. `show` gets their secrets
/// before anything is stored, in at most one of several servers that start at once; when it returns `false`, nothing is
/// stored.
///
/// # Errors
/// When the store fails, or the machine gives no random bytes; the secrets shown are then not valid.
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

/// A user of the whole region with a random password, and the record to store.
///
/// # Errors
/// When the machine gives no random bytes.
pub async fn new_user(login: &str, role: Role, chance: &dyn Chance) -> Result<(String, User), ApiError> {
    let (password, salt) = (new_secret(chance)?, passwords::salt(chance)?);
    let typed = password.clone();
    let hashed = tokio::task::spawn_blocking(move || passwords::hash(&typed, &salt)).await;
    let user = User {
        login: login.to_owned(),
        password_hash: hashed.ok().flatten().ok_or(ApiError::Password)?,
        role,
        remit: Remit::default(),
    };
    Ok((password, user))
}

/// A user whose password nobody knows: they choose one by a link.
pub(crate) async fn user_to_invite(
    login: &str,
    role: Role,
    remit: Remit,
    chance: &dyn Chance,
) -> Result<User, ApiError> {
    let (_, user) = new_user(login, role, chance).await?;
    Ok(User { remit, ..user })
}

/// An API key of another system, and the record to store.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn new_key(order: KeyOrder, now: Timestamp, chance: &dyn Chance) -> Result<(String, ApiKey), ApiError> {
    Ok(keys::create(order, now, chance)?)
}

/// An API key that replaces another one, which stays valid until `old_until`. Without `expires_at` it ends when the
/// other one would have.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn next_key(
    expires_at: Option<Timestamp>,
    old_until: Timestamp,
    chance: &dyn Chance,
) -> Result<(String, Successor), ApiError> {
    Ok(keys::create_successor(expires_at, old_until, chance)?)
}
