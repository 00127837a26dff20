//! Sea-orm entity of table `stock`: the quantity of one kind of goods that a hub has on a day; all rows of a hub and
//! a day carry the same version. Used by `stock.rs`.

use crate::date_column::DateColumn;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub hub: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub date: DateColumn,
    #[sea_orm(primary_key, auto_increment = false)]
    pub goods: String,
    pub quantity: i64,
    pub version: i64,
    pub changed_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
