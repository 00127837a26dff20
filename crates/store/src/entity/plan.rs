//! A plan: what lists show, and the whole document as JSON.

use crate::date_column::DateColumn;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub number: i64,
    pub date: DateColumn,
    pub state: String,
    pub parent: Option<String>,
    pub version: i64,
    pub created_at: i64,
    pub published_at: Option<i64>,
    pub summary: String,
    pub body: String,
    pub made_from: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
