//! Sea-orm entity of table `regions`: a region's number, name and title, the number and hash of its newest log entry,
//! and the mark by which it recognises its keys. Used by `region_list.rs`, `log/head.rs` and `sealed/region_keys.rs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "regions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: i64,
    /// The number of the newest entry of its log; 0 when there is none.
    pub log_seq: i64,
    /// The hash of that entry.
    pub log_hash: Vec<u8>,
    /// A word for files and commands.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// By what the region knows its keys again; none before it has any.
    pub keys_mark: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::scope::Regional for Entity {
    const REGION: Column = Column::Region;
}
