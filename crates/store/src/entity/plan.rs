//! Sea-orm entity of table `plans`: a draft, published or closed plan with the columns that lists show, its JSON
//! document (`body`) and what it was made from (`made_from`). Used by `plans.rs`, `drafts.rs`, `publish.rs` and
//! `persons/erasure.rs`; published routes have rows of their own.

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
