//! Calls to the store for what identifies callers: the key of a call, users, passwords, roles, second steps, sessions,
//! receipts of idempotency keys, the audit log, and the first person and key (`keep_first`). Passwords are checked in
//! the crate `api`; other keys are made and revoked in `sources.rs`.

use crate::{Acting, Service, ServiceError};
use karavan_model::{Remit, Role};
use karavan_store::{ApiKey, LogEntry, Once, Readable, RoleChanged, SecondStep, Session, StoredReceipt, User};

impl Acting {
    /// Keeps the first person and the first key, unless another process was faster. `show` is called before they are
    /// kept, and only then; when it answers `false` they are not.
    ///
    /// # Errors
    /// When the store fails; what was shown is then void.
    pub async fn keep_first(
        &self,
        user: User,
        key: ApiKey,
        show: impl FnOnce() -> bool + Send + 'static,
    ) -> Result<bool, ServiceError> {
        Ok(self.store().keep_first(user, key, show).await?)
    }

    /// Gives a person another password, if they are still as the caller read them, and ends their sessions. Answers
    /// whether it was changed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_password(&self, read: &User, password_hash: String) -> Result<bool, ServiceError> {
        Ok(self.store().change_password(read, password_hash, self.now()).await?)
    }

    /// Keeps a person unless there is one with this login; answers whether they were kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_user(&self, person: User) -> Result<bool, ServiceError> {
        Ok(self.store().add_user(person, self.now()).await?)
    }

    /// Gives a person another role, binds them to what is named, and ends their sessions.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_role(&self, login: &str, role: Role, remit: Remit) -> Result<RoleChanged, ServiceError> {
        Ok(self.store().change_role(login, role, remit, self.now()).await?)
    }

    /// Keeps the secret of a second step that is to be confirmed; `false` when one is confirmed already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn begin_second_step(&self, login: &str, secret: String) -> Result<bool, ServiceError> {
        Ok(self.store().begin_second_step(login, secret, self.now()).await?)
    }

    /// Confirms a second step by the step whose code was typed, with the hashes of its recovery codes; `false` when
    /// there is none to be confirmed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn confirm_second_step(&self, login: &str, step: i64, hashes: Vec<String>) -> Result<bool, ServiceError> {
        let store = self.store();
        Ok(store.confirm_second_step(login, step, hashes, self.now()).await?)
    }

    /// Uses up a recovery code; answers whether it was one and had not been used.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn use_recovery_code(&self, login: &str, hash: &str) -> Result<bool, ServiceError> {
        Ok(self.store().use_recovery_code(login, hash, self.now()).await?)
    }

    /// Takes a second step off; answers whether there was one. `ends_sessions` also ends the sessions of the person.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_second_step(&self, login: &str, ends_sessions: bool) -> Result<bool, ServiceError> {
        let store = self.store();
        Ok(store.remove_second_step(login, ends_sessions, self.now()).await?)
    }

    /// Keeps a session, and ends the one with this hash, which the browser had before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn begin_session(&self, session: Session, before: Option<String>) -> Result<(), ServiceError> {
        Ok(self.store().insert_session(session, before).await?)
    }

    /// Ends a session at once.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_session(&self, hash: &str) -> Result<(), ServiceError> {
        Ok(self.store().delete_session(hash, self.now()).await?)
    }

    /// Ends the session with this id, of this login or of anybody; the hash of it, or `None` when there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_session_of(&self, login: Option<&str>, id: &str) -> Result<Option<String>, ServiceError> {
        Ok(self.store().delete_session_of(login, id, self.now()).await?)
    }

    /// Ends all sessions of a login except one; how many there were.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_other_sessions(&self, login: &str, but: &str) -> Result<usize, ServiceError> {
        Ok(self.store().delete_other_sessions(login, but, self.now()).await?)
    }
}

impl Service {
    /// The key with this public id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn api_key(&self, key_id: &str) -> Result<Option<ApiKey>, ServiceError> {
        Ok(self.store().api_key(key_id).await?)
    }

    /// Whether nobody has a key or a login yet: this is the first start.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn is_first_start(&self) -> Result<bool, ServiceError> {
        Ok(self.store().api_keys().await?.is_empty() && self.store().logins().await?.is_empty())
    }

    /// Writes down that a key was used.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn touch_api_key(&self, key_id: &str) -> Result<(), ServiceError> {
        Ok(self.store().touch_api_key(key_id, self.now()).await?)
    }

    /// The person with this login.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn user(&self, login: &str) -> Result<Option<User>, ServiceError> {
        Ok(self.store().user(login).await?)
    }

    /// The second step of a person, confirmed or not.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn second_step(&self, login: &str) -> Result<Option<SecondStep>, ServiceError> {
        Ok(self.store().second_step(login).await?)
    }

    /// The logins that have a confirmed second step.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn logins_with_second_step(&self) -> Result<Vec<String>, ServiceError> {
        Ok(self.store().logins_with_second_step().await?)
    }

    /// How many recovery codes of a person were not used yet.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recovery_codes_left(&self, login: &str) -> Result<u64, ServiceError> {
        Ok(self.store().recovery_codes_left(login).await?)
    }

    /// Uses up the code of a step; answers whether it is newer than every one used before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn use_second_step(&self, login: &str, step: i64) -> Result<bool, ServiceError> {
        Ok(self.store().use_second_step(login, step).await?)
    }

    /// The session with this hash.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn session(&self, hash: &str) -> Result<Option<Session>, ServiceError> {
        Ok(self.store().session(hash).await?)
    }

    /// The sessions of a login or of everybody, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sessions(&self, login: Option<&str>) -> Result<Vec<Session>, ServiceError> {
        Ok(self.store().sessions(login).await?)
    }

    /// Writes down that a session was used.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn touch_session(&self, hash: &str) -> Result<(), ServiceError> {
        Ok(self.store().touch_session(hash, self.now()).await?)
    }

    /// All people who log in, by login.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn users(&self) -> Result<Readable<User>, ServiceError> {
        Ok(self.store().users().await?)
    }

    /// Who did what and when, newest first, before an entry's number.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn audit(&self, before: Option<i64>, limit: u64) -> Result<Readable<LogEntry>, ServiceError> {
        Ok(self.store().newest_log_entries(before, limit).await?)
    }

    /// What an idempotency key came to before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn receipt(&self, client: &str, route: &str, key: &str) -> Result<Option<StoredReceipt>, ServiceError> {
        Ok(self.store().receipt(client, route, key).await?)
    }

    /// Keeps the receipt of an act that was done in several steps and is harmless to repeat.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remember(&self, once: Once<()>) -> Result<(), ServiceError> {
        Ok(self.store().remember(once).await?)
    }
}
