//! Sea-orm entity of table `draft_versions`: figures and document of a draft as they were before a change by hand, or
//! before one was undone (`side`), by the number of the change (`place`). Used by `drafts.rs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan: String,
    /// Whether it was before the document of now, or was undone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: String,
    /// The number of the change that lies between it and the next.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i64,
    pub summary: String,
    pub body: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
