//! Who may come in: keys of other systems, people who log in, and their sessions. Hashes only, never secrets.

use crate::entity::{api_key, session, user};
use crate::error::StoreError;
use crate::store::Store;
use crate::versions::upsert;
use karavan_model::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Sessions of one login; far more than people who share it.
const SESSIONS_MAX: u64 = 1000;

/// A key of another system.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// The public part, by which it is found.
    pub key_id: String,
    /// Hash of the secret part.
    pub hash: String,
    /// Whose it is, for people.
    pub label: String,
    /// What it may do, separated by spaces.
    pub scopes: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it opens nothing any more.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute or so.
    pub last_used_at: Option<Timestamp>,
}

/// A person who logs in.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// The name typed.
    pub login: String,
    /// Argon2id, in PHC format.
    pub password_hash: String,
    /// `coordinator`.
    pub role: String,
}

/// A login that lasts.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie, as text.
    pub hash: String,
    /// Whose.
    pub login: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

impl Store {
    /// Keeps a key; a second one under the same id replaces the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_api_key(&self, key: ApiKey) -> Result<(), StoreError> {
        let replace = OnConflict::column(api_key::Column::KeyId)
            .update_columns([
                api_key::Column::Hash,
                api_key::Column::Label,
                api_key::Column::Scopes,
                api_key::Column::RevokedAt,
                api_key::Column::LastUsedAt,
            ])
            .to_owned();
        let insert = api_key::Entity::insert(key_row(key)).on_conflict(replace);
        self.write(move |txn| Box::pin(upsert(txn, insert))).await
    }

    /// The key with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_key(&self, key_id: &str) -> Result<Option<ApiKey>, StoreError> {
        let row = api_key::Entity::find_by_id(key_id).one(self.reader()).await?;
        Ok(row.map(key_from_row))
    }

    /// All keys, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn api_keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let query = api_key::Entity::find()
            .order_by_asc(api_key::Column::CreatedAt)
            .order_by_asc(api_key::Column::KeyId);
        Ok(query.all(self.reader()).await?.into_iter().map(key_from_row).collect())
    }

    /// Writes down that a key was used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_api_key(&self, key_id: &str, at: Timestamp) -> Result<(), StoreError> {
        let query = api_key::Entity::update_many()
            .col_expr(api_key::Column::LastUsedAt, Expr::value(at.0))
            .filter(api_key::Column::KeyId.eq(key_id));
        self.write(move |txn| {
            Box::pin(async move {
                query.exec(txn).await?;
                Ok(())
            })
        })
        .await
    }

    /// Revokes a key at once; answers whether it still worked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_api_key(&self, key_id: &str, at: Timestamp) -> Result<bool, StoreError> {
        let query = api_key::Entity::update_many()
            .col_expr(api_key::Column::RevokedAt, Expr::value(at.0))
            .filter(api_key::Column::KeyId.eq(key_id))
            .filter(api_key::Column::RevokedAt.is_null());
        self.write(move |txn| Box::pin(async move { Ok(query.exec(txn).await?.rows_affected > 0) }))
            .await
    }

    /// Keeps a person; a new password ends all their sessions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_user(&self, person: User, at: Timestamp) -> Result<(), StoreError> {
        let replace = OnConflict::column(user::Column::Login)
            .update_columns([user::Column::PasswordHash, user::Column::Role, user::Column::ChangedAt])
            .to_owned();
        self.write(move |txn| {
            Box::pin(async move {
                session::Entity::delete_many()
                    .filter(session::Column::Login.eq(person.login.as_str()))
                    .exec(txn)
                    .await?;
                upsert(txn, user::Entity::insert(user_row(person, at)).on_conflict(replace)).await
            })
        })
        .await
    }

    /// Gives a person another password, if they still have the one the caller read, and ends their sessions. Answers whether
    /// it was changed.
    ///
    /// # Errors
    /// When the database fails; then nothing changed.
    pub async fn change_password(&self, read: &User, password_hash: String, at: Timestamp) -> Result<bool, StoreError> {
        let login = read.login.clone();
        let query = user::Entity::update_many()
            .col_expr(user::Column::PasswordHash, Expr::value(password_hash))
            .col_expr(user::Column::ChangedAt, Expr::value(at.0))
            .filter(user::Column::Login.eq(read.login.as_str()))
            .filter(user::Column::PasswordHash.eq(read.password_hash.as_str()));
        self.write(move |txn| {
            Box::pin(async move {
                let is_changed = query.exec(txn).await?.rows_affected > 0;
                if is_changed {
                    session::Entity::delete_many()
                        .filter(session::Column::Login.eq(login))
                        .exec(txn)
                        .await?;
                }
                Ok(is_changed)
            })
        })
        .await
    }

    /// The person with this login.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn user(&self, login: &str) -> Result<Option<User>, StoreError> {
        let row = user::Entity::find_by_id(login).one(self.reader()).await?;
        Ok(row.map(|row| User {
            login: row.login,
            password_hash: row.password_hash,
            role: row.role,
        }))
    }

    /// Keeps a session; of the same login only the newest thousand stay. None is forgotten for its age, since one reading of a
    /// clock decides nothing for good: whether a session still holds is asked whenever it is used.
    ///
    /// # Errors
    /// When the database fails, also when there is no such login.
    pub async fn insert_session(&self, new: Session) -> Result<(), StoreError> {
        self.write(move |txn| {
            Box::pin(async move {
                let past = session::Entity::find()
                    .select_only()
                    .column(session::Column::Hash)
                    .filter(session::Column::Login.eq(new.login.as_str()))
                    .order_by_desc(session::Column::CreatedAt)
                    .offset(SESSIONS_MAX - 1)
                    .limit(SESSIONS_MAX);
                let past: Vec<String> = past.into_tuple().all(txn).await?;
                session::Entity::delete_many()
                    .filter(session::Column::Hash.is_in(past))
                    .exec(txn)
                    .await?;
                let row = session::ActiveModel {
                    hash: Set(new.hash),
                    login: Set(new.login),
                    created_at: Set(new.created_at.0),
                    seen_at: Set(new.seen_at.0),
                    expires_at: Set(new.expires_at.0),
                };
                session::Entity::insert(row).exec_without_returning(txn).await?;
                Ok(())
            })
        })
        .await
    }

    /// The first person and the first key, unless there is one of either. `show` is called before anything is kept, by at most
    /// one of several processes that start at once; when it answers `false` nothing is kept. Answers whether they were kept.
    ///
    /// # Errors
    /// When the database fails; what was shown is then void.
    pub async fn keep_first(
        &self,
        person: User,
        key: ApiKey,
        show: impl FnOnce() -> bool + Send + 'static,
    ) -> Result<bool, StoreError> {
        let at = key.created_at;
        self.write(move |txn| {
            Box::pin(async move {
                let has_user = user::Entity::find().one(txn).await?.is_some();
                if has_user || api_key::Entity::find().one(txn).await?.is_some() || !show() {
                    return Ok(false);
                }
                user::Entity::insert(user_row(person, at))
                    .exec_without_returning(txn)
                    .await?;
                api_key::Entity::insert(key_row(key))
                    .exec_without_returning(txn)
                    .await?;
                Ok(true)
            })
        })
        .await
    }

    /// All logins, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logins(&self) -> Result<Vec<String>, StoreError> {
        let query = user::Entity::find().order_by_asc(user::Column::Login);
        Ok(query
            .all(self.reader())
            .await?
            .into_iter()
            .map(|row| row.login)
            .collect())
    }

    /// The session with this hash; whether it still holds is the caller's to judge.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, hash: &str) -> Result<Option<Session>, StoreError> {
        let row = session::Entity::find_by_id(hash).one(self.reader()).await?;
        Ok(row.map(|row| Session {
            hash: row.hash,
            login: row.login,
            created_at: Timestamp(row.created_at),
            seen_at: Timestamp(row.seen_at),
            expires_at: Timestamp(row.expires_at),
        }))
    }

    /// Writes down that a session was used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_session(&self, hash: &str, at: Timestamp) -> Result<(), StoreError> {
        let query = session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(at.0))
            .filter(session::Column::Hash.eq(hash));
        self.write(move |txn| {
            Box::pin(async move {
                query.exec(txn).await?;
                Ok(())
            })
        })
        .await
    }

    /// Ends a session at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session(&self, hash: &str) -> Result<(), StoreError> {
        let query = session::Entity::delete_by_id(hash);
        self.write(move |txn| {
            Box::pin(async move {
                query.exec(txn).await?;
                Ok(())
            })
        })
        .await
    }
}

fn user_row(person: User, at: Timestamp) -> user::ActiveModel {
    user::ActiveModel {
        login: Set(person.login),
        password_hash: Set(person.password_hash),
        role: Set(person.role),
        changed_at: Set(at.0),
    }
}

fn key_row(key: ApiKey) -> api_key::ActiveModel {
    api_key::ActiveModel {
        key_id: Set(key.key_id),
        hash: Set(key.hash),
        label: Set(key.label),
        scopes: Set(key.scopes),
        created_at: Set(key.created_at.0),
        revoked_at: Set(key.revoked_at.map(|at| at.0)),
        last_used_at: Set(key.last_used_at.map(|at| at.0)),
    }
}

fn key_from_row(row: api_key::Model) -> ApiKey {
    ApiKey {
        key_id: row.key_id,
        hash: row.hash,
        label: row.label,
        scopes: row.scopes,
        created_at: Timestamp(row.created_at),
        revoked_at: row.revoked_at.map(Timestamp),
        last_used_at: row.last_used_at.map(Timestamp),
    }
}
