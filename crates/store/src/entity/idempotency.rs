//! Sea-orm entity of table `idempotency`: the receipt (HTTP status and JSON body) of a write done under an
//! idempotency key, with the fingerprint of its request. `store/src/idempotency.rs` writes it, and
//! deletes it when `since` is long past (numbers of `receipt_days`).

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub client: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub route: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub fingerprint: String,
    pub status: i32,
    pub body: String,
    pub created_at: i64,
    /// The newest of `receipt_days` when it was kept.
    pub since: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
