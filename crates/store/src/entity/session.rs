//! Sea-orm entity of table `sessions`: a person's login session, by the hash of its cookie, with when it was last
//! used and when it expires. Used by `sessions.rs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    pub login: String,
    pub created_at: i64,
    pub seen_at: i64,
    pub expires_at: i64,
    pub id: String,
    pub agent: String,
    pub network: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
