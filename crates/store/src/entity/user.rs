//! Sea-orm entity of table `users`: a person who logs in, with password hash, role and what they are bound to.
//! Used by `users.rs`; people who are helped are in `person.rs`, volunteers in `volunteer.rs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub login: String,
    pub password_hash: String,
    pub role: String,
    pub changed_at: i64,
    /// JSON of what they are bound to.
    pub remit: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
