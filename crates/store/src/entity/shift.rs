//! Sea-orm entity of table `shifts`: the hours, vehicle and limits that one volunteer offers for one day, as a JSON
//! body. Used by `volunteers.rs`, and by `vehicles.rs` to see whether a vehicle is in use.

use crate::date_column::DateColumn;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shifts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub volunteer: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub date: DateColumn,
    pub changed_at: i64,
    pub body: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
