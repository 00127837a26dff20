//! Sea-orm entity of table `submissions`: one delivery of rows by API, table, operator or form (`door`), with who
//! sent it and how many rows were created, identical or rejected. Used by `submissions/`; its rows are in
//! `submission_item.rs`.

use crate::date_column::DateColumn;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submissions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub date: DateColumn,
    pub at: i64,
    pub door: String,
    pub source: Option<String>,
    pub owner: String,
    pub actor_kind: String,
    pub actor: String,
    pub receipt: Option<String>,
    pub digest: String,
    pub created: i64,
    pub identical: i64,
    pub rejected: i64,
    pub state: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
