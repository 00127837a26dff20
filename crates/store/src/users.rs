//! `User`: people who log in, with role and password hash; `put_user`, `add_user`, `change_password`, `change_role`
//! (which leaves the last administrator one), `keep_first` for the first start, and reads. A new password or role ends
//! their sessions. Passwords are hashed and checked outside this crate; helped persons are in `persons`.

use crate::acting::{Acting, Txn};
use crate::api_keys::{self, ApiKey};
use crate::entity::{api_key, user};
use crate::error::StoreError;
use crate::json::{from_text, to_text};
use crate::log::{self, Entry, Kind, LogAct};
use crate::readable::{Readable, readable};
use crate::scope::Scope;
use crate::sessions;
use crate::store::Store;
use crate::versions::upsert;
use karavan_model::{Remit, Role, Timestamp};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// A person who logs in.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// The name typed.
    pub login: String,
    /// Argon2id, in PHC format.
    pub password_hash: String,
    /// What they are in the region.
    pub role: Role,
    /// What of the region they are bound to.
    pub remit: Remit,
}

/// What became of a change of role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleChanged {
    /// The person has the role now, or had it before.
    Done,
    /// They are the last administrator; nothing was changed.
    LastAdministrator,
    /// There is no such person.
    Missing,
}

impl Acting<'_> {
    /// Keeps a person; a new password ends all their sessions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_user(&self, person: User, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |txn| Box::pin(put(txn, person, at))).await
    }

    /// Gives a person another password, if they still have the one the caller read, and ends their sessions. Answers
    /// whether it was changed.
    ///
    /// # Errors
    /// When the database fails; then nothing changed.
    pub async fn change_password(&self, read: &User, password_hash: String, at: Timestamp) -> Result<bool, StoreError> {
        let read = read.clone();
        self.write(move |txn| {
            Box::pin(async move {
                let changed = txn
                    .update::<user::Entity>()
                    .col_expr(user::Column::PasswordHash, Expr::value(password_hash))
                    .col_expr(user::Column::ChangedAt, Expr::value(at.0))
                    .filter(user::Column::Login.eq(read.login.as_str()))
                    .filter(user::Column::PasswordHash.eq(read.password_hash.as_str()))
                    .exec(txn.db)
                    .await?;
                let is_changed = changed.rows_affected > 0;
                if is_changed {
                    sessions::end_all(txn, &read.login).await?;
                    let entry = Entry::new(Kind::User, LogAct::Changed, &read.login, json!({}));
                    log::append(txn, at, vec![entry]).await?;
                }
                Ok(is_changed)
            })
        })
        .await
    }

    /// Keeps a person unless there is one with this login; answers whether they were kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_user(&self, person: User, at: Timestamp) -> Result<bool, StoreError> {
        self.write(move |txn| {
            Box::pin(async move {
                if find(txn, &person.login).await?.is_some() {
                    return Ok(false);
                }
                put(txn, person, at).await?;
                Ok(true)
            })
        })
        .await
    }

    /// Gives a person another role, binds them to what is named, and ends their sessions. Where there is an
    /// administrator, one stays. Whether the role may be bound so is the caller's to check.
    ///
    /// # Errors
    /// When the database fails; then nothing changed.
    pub async fn change_role(
        &self,
        login: &str,
        role: Role,
        remit: Remit,
        at: Timestamp,
    ) -> Result<RoleChanged, StoreError> {
        let login = login.to_owned();
        self.write(move |txn| Box::pin(async move { change_role(txn, &login, (role, &remit), at).await }))
            .await
    }

    /// The first person and the first key, unless there is one of either. `show` is called before anything is kept, by
    /// at most one of several processes that start at once; when it answers `false` nothing is kept. Answers whether
    /// they were kept.
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
                let has_user = txn.find::<user::Entity>().one(txn.db).await?.is_some();
                if has_user || txn.find::<api_key::Entity>().one(txn.db).await?.is_some() || !show() {
                    return Ok(false);
                }
                put(txn, person, at).await?;
                api_keys::put(txn, key, at).await?;
                Ok(true)
            })
        })
        .await
    }
}

impl Store {
    /// The person with this login.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn user(&self, login: &str) -> Result<Option<User>, StoreError> {
        find(&self.scope(), login).await
    }

    /// All people, by login.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn users(&self) -> Result<Readable<User>, StoreError> {
        let query = self.scope().find::<user::Entity>().order_by_asc(user::Column::Login);
        readable(self.reader(), "users", query, from_row).await
    }

    /// All logins, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logins(&self) -> Result<Vec<String>, StoreError> {
        let query = self.scope().find::<user::Entity>().order_by_asc(user::Column::Login);
        let rows = query.all(self.reader()).await?;
        Ok(rows.into_iter().map(|row| row.login).collect())
    }
}

async fn find<C: ConnectionTrait>(scope: &Scope<'_, C>, login: &str) -> Result<Option<User>, StoreError> {
    let query = scope.find::<user::Entity>();
    let row = query.filter(user::Column::Login.eq(login)).one(scope.db).await?;
    row.map(from_row).transpose()
}

async fn change_role(
    txn: &Txn<'_>,
    login: &str,
    (role, remit): (Role, &Remit),
    at: Timestamp,
) -> Result<RoleChanged, StoreError> {
    let Some(before) = find(txn, login).await? else {
        return Ok(RoleChanged::Missing);
    };
    if (before.role, &before.remit) == (role, remit) {
        return Ok(RoleChanged::Done);
    }
    if before.role == Role::Administrator && role != Role::Administrator {
        let others = txn
            .find::<user::Entity>()
            .filter(user::Column::Role.eq(Role::Administrator.word()))
            .filter(user::Column::Login.ne(login))
            .count(txn.db)
            .await?;
        if others == 0 {
            return Ok(RoleChanged::LastAdministrator);
        }
    }
    txn.update::<user::Entity>()
        .col_expr(user::Column::Role, Expr::value(role.word()))
        .col_expr(user::Column::Remit, Expr::value(to_text(remit)?))
        .col_expr(user::Column::ChangedAt, Expr::value(at.0))
        .filter(user::Column::Login.eq(login))
        .exec(txn.db)
        .await?;
    sessions::end_all(txn, login).await?;
    let body = json!({ "role": role, "remit": remit });
    let entry = Entry::new(Kind::User, LogAct::Changed, login, body);
    log::append(txn, at, vec![entry]).await?;
    Ok(RoleChanged::Done)
}

fn from_row(row: user::Model) -> Result<User, StoreError> {
    let Ok(role) = row.role.parse() else {
        return Err(StoreError::Word {
            table: "users",
            word: row.role,
        });
    };
    Ok(User {
        remit: from_text("users", &row.login, &row.remit)?,
        login: row.login,
        password_hash: row.password_hash,
        role,
    })
}

async fn put(txn: &Txn<'_>, person: User, at: Timestamp) -> Result<(), StoreError> {
    let act = match find(txn, &person.login).await? {
        Some(_) => LogAct::Changed,
        None => LogAct::Added,
    };
    sessions::end_all(txn, &person.login).await?;
    let body = json!({ "role": person.role, "remit": person.remit });
    let entry = Entry::new(Kind::User, act, &person.login, body);
    let row = user::ActiveModel {
        region: Set(txn.key()),
        login: Set(person.login),
        password_hash: Set(person.password_hash),
        role: Set(person.role.word().to_owned()),
        changed_at: Set(at.0),
        remit: Set(to_text(&person.remit)?),
    };
    let replace = OnConflict::columns([user::Column::Region, user::Column::Login])
        .update_columns([
            user::Column::PasswordHash,
            user::Column::Role,
            user::Column::ChangedAt,
            user::Column::Remit,
        ])
        .to_owned();
    upsert(txn.db, user::Entity::insert(row).on_conflict(replace)).await?;
    log::append(txn, at, vec![entry]).await
}
