//! A request: its JSON body and the columns that filters need.

use crate::day::Day;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub number: i64,
    pub source: String,
    pub source_ref: Option<String>,
    pub fingerprint: String,
    pub date: Day,
    pub state: String,
    pub outcome: Option<String>,
    pub why: Option<String>,
    pub volunteer: Option<String>,
    pub version: i64,
    pub received_at: i64,
    pub changed_at: i64,
    pub owner: String,
    pub search_norm: String,
    pub body: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
