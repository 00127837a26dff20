//! A person who is helped: nothing but that there is one, and since when nothing else is known.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "persons")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub made_at: i64,
    /// When all that was kept of the person was erased.
    pub erased_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
