//! Sea-orm entity of table `api_keys`: keys by which other systems call the API, each with the hash of its secret,
//! owner, source, scopes, quota and expiry. Used by `api_keys.rs` and `users.rs`. Encryption keys are in
//! `person_key.rs` and `region_key.rs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_id: String,
    pub hash: String,
    pub label: String,
    pub scopes: String,
    pub created_at: i64,
    pub revoked_at: Option<i64>,
    pub last_used_at: Option<i64>,
    pub owner: String,
    pub source: Option<String>,
    pub expires_at: Option<i64>,
    pub requests_per_day: Option<i64>,
    pub calls_per_minute: Option<i64>,
    pub bytes_per_minute: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
