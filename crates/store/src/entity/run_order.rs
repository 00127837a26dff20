//! Sea-orm entity of table `run_orders`: what a run was asked to plan, its place in the queue (class and rank), the
//! lease of the process that works on it, and the attempts so far. Used by `run_orders.rs`, `run_queue.rs` and
//! `run_leases.rs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run_orders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub run: String,
    pub kind: String,
    pub class: String,
    pub rank: i64,
    pub state: String,
    pub body: String,
    pub actor_kind: String,
    pub actor: String,
    pub lease: Option<String>,
    pub lease_until: i64,
    pub attempts: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
