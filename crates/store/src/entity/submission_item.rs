//! Sea-orm entity of table `submission_items`: what became of one row of a submission, the request it stands for and
//! the codes of its faults. Used by `submissions/`; `persons/erasure.rs` empties the source's number of an erased
//! person.

use crate::date_column::DateColumn;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submission_items")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub submission: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i64,
    pub date: DateColumn,
    pub source: String,
    pub source_ref: Option<String>,
    pub outcome: String,
    pub request: Option<String>,
    pub code: Option<String>,
    pub findings: String,
    pub more: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
