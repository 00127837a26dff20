//! `put` writes one row of `settings` over an older one, without a log entry; used by `../settings.rs` and
//! `write_probe.rs`.

use crate::entity::setting;
use crate::error::StoreError;
use crate::scope::Scope;
use crate::versions::upsert;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

/// Keeps a value under a key; an older one gives way.
pub(crate) async fn put<C: ConnectionTrait>(
    scope: &Scope<'_, C>,
    key: String,
    value: String,
) -> Result<(), StoreError> {
    let row = setting::ActiveModel {
        region: Set(scope.key()),
        key: Set(key),
        value: Set(value),
    };
    let replace = OnConflict::columns([setting::Column::Region, setting::Column::Key])
        .update_column(setting::Column::Value)
        .to_owned();
    upsert(scope.db, setting::Entity::insert(row).on_conflict(replace)).await
}
