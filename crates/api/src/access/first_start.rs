//! The first start: somebody must be able to log in, and some system to send requests.

use super::{keys, passwords};
use crate::ApiError;
use karavan_dispatch::Service;
use karavan_dispatch::service::{User, new_secret};

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

/// Makes a coordinator and an intake key when there is no key yet; `None` at every later start.
///
/// # Errors
/// When the store fails, or the machine has no chance to give.
pub async fn first_start(service: &Service) -> Result<Option<FirstSecrets>, ApiError> {
    if !service.has_no_keys().await? {
        return Ok(None);
    }
    let password = new_secret()?;
    let typed = password.clone();
    let hashed = tokio::task::spawn_blocking(move || passwords::hash(&typed)).await;
    let user = User {
        login: LOGIN.to_owned(),
        password_hash: hashed.ok().flatten().ok_or(ApiError::Password)?,
        role: LOGIN.to_owned(),
    };
    service.put_user(user).await?;
    // The key comes last: a start that breaks off in between is still a first start.
    let (intake_key, key) = keys::make("intake", service.now())?;
    service.put_api_key(key).await?;
    Ok(Some(FirstSecrets {
        login: LOGIN.to_owned(),
        password,
        intake_key,
    }))
}
