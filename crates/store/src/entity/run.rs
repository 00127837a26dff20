//! Sea-orm entity of table `runs`: a background computation of a plan for a day, with its state, figures as JSON and
//! the plan it made. Used by `runs.rs`; what it was asked and who works on it is in `run_order.rs`.

use crate::date_column::DateColumn;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "runs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub date: DateColumn,
    pub state: String,
    pub plan: Option<String>,
    pub created_at: i64,
    pub changed_at: i64,
    pub body: String,
    pub epoch: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
